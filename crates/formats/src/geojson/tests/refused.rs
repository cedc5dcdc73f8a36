//! Files and features that are refused, and what is said about them.

use super::*;

#[test]
fn wrong_features_are_left_out_and_named() {
    let cases = [
        (
            r#"{"type":"Point","coordinates":["12.5","3"]}"#,
            r#"coordinates[0]: expected a number, found the text "12.5""#,
        ),
        (r#"{"type":"Point","coordinates":[1,null]}"#, r#"coordinates[1]: expected a number, found "null""#),
        (r#"{"type":"Point","coordinates":[NaN,1]}"#, r#"coordinates[0]: expected a number, found "NaN""#),
        (
            r#"{"type":"Point","coordinates":[1,-Infinity]}"#,
            r#"coordinates[1]: expected a number, found "-Infinity""#,
        ),
        (
            r#"{"type":"Point","coordinates":[1e999,1]}"#,
            r#"coordinates[0]: expected a number, found "1e999""#,
        ),
        (
            r#"{"type":"Point","coordinates":[1]}"#,
            r#"coordinates: expected a comma and the second number of a position, found "]""#,
        ),
        (r#"{"type":"Point","coordinates":[[1,2]]}"#, "coordinates[0]: expected a number, found an array"),
        (
            r#"{"type":"Point","coordinates":null}"#,
            r#"coordinates: expected a position: [longitude, latitude], found "null""#,
        ),
        (
            r#"{"type":"Point","coordinates":[1,2],[3,4]}"#,
            r#"coordinates: expected the end of the coordinates, found ",""#,
        ),
        (
            r#"{"type":"Point","coordinates":[1,2]]}"#,
            r#"expected a comma or the end of the object, found "]""#,
        ),
        (
            r#"{"type":"LineString","coordinates":[[1,2],[3,4],[5,"6"],[7,8]]}"#,
            r#"coordinates[2][1]: expected a number, found the text "6""#,
        ),
        (
            r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[0,0],{}]]]}"#,
            "coordinates[1][0][1]: expected a position: [longitude, latitude], found an object",
        ),
        (
            r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[5,6]]}"#,
            r#"coordinates[1][0]: expected a position: [longitude, latitude], found "5""#,
        ),
        (
            r#"{"type":"polygon","coordinates":[]}"#,
            r#"type: expected a geometry type (Point, LineString, Polygon, …), found the text "polygon""#,
        ),
        (r#"{"coordinates":[1,2]}"#, r#"expected a geometry with a member "type", found none"#),
        (r#"{"type":"Point"}"#, r#"type: expected "Feature", found the text "Point""#),
        (
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Point","coordinates":[1,true]}]}"#,
            r#"geometries[1].coordinates[1]: expected a number, found "true""#,
        ),
        (
            r#"{"type":"Feature","properties":{"a":1 "b":2}}"#,
            r#"properties: expected a comma or the end of the object, found the text "b""#,
        ),
        (r#"{"type":"Feature","properties":{"a":wrong}}"#, r#"properties: expected a value, found "wrong""#),
        (
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[200,100]}}"#,
            "geometry.coordinates: expected a longitude and a latitude in degrees, found [200, 100]; the file seems to be in metres",
        ),
        (
            r#"{"type":"Feature","crs":"EPSG:3857","geometry":null}"#,
            "crs: expected the coordinate reference system of the whole file, found EPSG:3857",
        ),
        (r"null", r#"expected a Feature, found "null""#),
        (r"[1,2]", "expected a Feature, found an array"),
    ];
    for (wrong, message) in cases {
        let (file, said) = collection(&format!("{POINT},{wrong},{POINT}"));
        let numbers: Vec<u64> = file.features.iter().map(|feature| feature.number).collect();
        assert_eq!((numbers, file.problems.errors), (vec![1, 3], 1), "{wrong}");
        assert_eq!(file.points, [(0, [1.0, 2.0]), (1, [1.0, 2.0])], "{wrong}");
        assert!(file.polygons.points().is_empty() && file.lines.points().is_empty(), "{wrong}");
        let comma = if message.starts_with("expected") { ":" } else { "," };
        let full = format!("a.geojson, feature 2{comma} {message}");
        assert!(said[0].starts_with(&full), "{wrong}\n said {}\n want {full}", said[0]);
    }
}

#[test]
fn collections_nest_sixteen_deep() {
    let nest = |depth: usize| {
        let open = r#"{"type":"GeometryCollection","geometries":["#.repeat(depth);
        format!(r#"{open}{{"type":"Point","coordinates":[1,2]}}{}"#, "]}".repeat(depth))
    };
    assert_eq!(parse(&nest(16)).points.len(), 1);
    for depth in [17, 20_000] {
        let file = parse(&nest(depth));
        assert_eq!((file.features.len(), file.problems.errors), (0, 1), "{depth}");
    }
}

#[test]
fn texts_in_an_old_encoding_are_not_kept() {
    let mut bytes = br#"{"type":"Feature","id":"a","properties":{"name":""#.to_vec();
    bytes.extend([0xCC, 0xEE, 0xF1]);
    bytes.extend(br#""},"geometry":null}"#);
    let file = parse_geojson(Path::new("a"), &bytes).expect("GeoJSON");
    assert_eq!((file.features[0].properties.len(), file.problems.warnings), (0, 2));
}

#[test]
fn deep_and_long_properties_cost_nothing() {
    let deep = "[".repeat(200_000) + &"]".repeat(200_000);
    let (file, said) = collection(&format!(
        r#"{{"type":"Feature","properties":{{"deep":{deep},"a":1}},"x":{deep},"geometry":{SQUARE}}}"#
    ));
    assert_eq!((file.features[0].properties.len(), said.len()), (1, 0));
}

#[test]
fn metres_without_a_crs_are_refused() {
    let point = r#"{"type":"Point","coordinates":[11604000,6850000]}"#;
    let said = refusal(&format!("{{\"features\":[\n{point},\n{point},{POINT}]}}"));
    assert_eq!(
        said,
        "a.geojson, line 2, coordinates: expected a longitude and a latitude in degrees, found [11604000, 6850000]; \
         the file seems to be in metres: give it a member \"crs\" with the EPSG code, or convert it to \
         longitude/latitude (byte 44)"
    );
    let (file, said) = collection(&format!("{POINT},{POINT},{point}"));
    assert_eq!((file.features.len(), said.len()), (2, 1));
}

#[test]
fn what_is_no_geojson_is_said() {
    let cases = [
        ("", "an empty file"),
        (" \n ", "an empty file"),
        ("<!DOCTYPE html><html>404</html>", "an HTML page"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS pointer"),
        ("PK\u{3}\u{4}rest", "ZIP"),
        ("[{\"type\":\"Feature\"}]", "a JSON array"),
        ("var a = {};", "something else"),
        (r#"{"type":"Topology","objects":{},"arcs":[]}"#, "TopoJSON"),
        (r#"{"error":{"code":404}}"#, "other JSON"),
        (r#"{"type":"Table"}"#, "JSON of type \"Table\""),
        (r#"{"type":"FeatureCollection","features":null}"#, "no array \"features\""),
        ("{}", "other JSON"),
        (r#"{"type":"FeatureCollection","hc-transform":{},"features":[]}"#, "a Highcharts map"),
        (
            "{\"features\":[]}\nrubbish",
            "line 2: expected the end of the file or one more object, found \"rubbish\"",
        ),
        ("{\"features\":[]}]", "found \"]\""),
        ("{\"features\":[{},]}", "features[1]: expected a value, found \"]\""),
        ("{\"features\":[{}{}]}", "features: expected a comma or the end of the array, found an object"),
    ];
    for (text, expected) in cases {
        let said = refusal(text);
        assert!(said.contains(expected), "{text}: {said}");
    }
}

#[test]
fn a_truncated_file_is_refused_wherever_it_ends() {
    let whole = format!("{{\"type\":\"FeatureCollection\",\n\"features\":[\n{POINT},\n{POINT}\n]}}");
    for end in 1..whole.len() {
        assert!(refusal(&whole[..end]).starts_with("a.geojson, line "), "{end}");
    }
    let said = refusal(&whole[..whole.len() - 9]);
    assert!(
        said.contains("line 4, features[1]: expected the end of an object, found the end of the text"),
        "{said}"
    );
}

#[test]
fn a_file_that_is_not_there_is_an_error_of_the_system() {
    let error = read_geojson(Path::new("/nowhere/a.geojson")).expect_err("no file");
    assert!(matches!(error, IoError::System { action: "read", .. }));
}
