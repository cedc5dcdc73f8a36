//! Files that are taken, though some are odd.

use super::*;

#[test]
fn every_geometry_type_goes_where_it_belongs() {
    let (file, said) = collection(
        &[
            r#"{"type":"Point","coordinates":[1,2]}"#,
            r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#,
            r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#,
            r#"{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}"#,
            SQUARE,
            r#"{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}"#,
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[9,9]},
                {"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[1,2],[3,4]]}]}]}"#,
        ]
        .map(|geometry| format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#))
        .join(","),
    );
    assert_eq!(said, [""; 0]);
    assert_eq!(file.points, [(0, [1.0, 2.0]), (1, [1.0, 2.0]), (1, [3.0, 4.0]), (6, [9.0, 9.0])]);
    let counts = |paths: &Paths| -> Vec<usize> { paths.features().map(Iterator::count).collect() };
    assert_eq!(counts(&file.lines), [0, 0, 1, 2, 0, 0, 1]);
    assert_eq!(counts(&file.polygons), [0, 0, 0, 0, 1, 2, 0]);
    assert_eq!(rings(&file, 4), [SQUARE_RING]);
}

#[test]
fn roots_of_all_kinds_are_taken() {
    let feature = format!(r#"{{"type":"Feature","id":7,"properties":{{"a":1}},"geometry":{SQUARE}}}"#);
    let nested = format!(r#"{{"type":"GeometryCollection","geometries":[{SQUARE}]}}"#);
    for (name, text) in [
        ("feature", feature.clone()),
        ("geometry", SQUARE.to_owned()),
        ("collection of geometries", nested),
        ("byte order mark", format!("\u{feff}{feature}")),
        ("no type", format!(r#"{{"features":[{feature}]}}"#)),
        ("type last", format!(r#"{{"features":[{feature}],"type":"FeatureCollection"}}"#)),
        ("features twice", format!(r#"{{"features":[{feature},{feature}],"features":[{feature}]}}"#)),
        (
            "foreign members",
            format!(r#"{{"bbox":[0,0,1,1],"x":{{"features":[1]}},"features":[{feature}],"n":"]}}"}}"#),
        ),
        ("bare geometry among features", format!(r#"{{"type":"FeatureCollection","features":[{SQUARE}]}}"#)),
    ] {
        let file = parse(&text);
        assert_eq!((file.features.len(), rings(&file, 0)), (1, vec![SQUARE_RING.to_vec()]), "{name}");
        assert!(file.problems.is_empty(), "{name}: {:?}", file.problems);
    }
    assert_eq!(parse(r#"{"type":"FeatureCollection","features":[]}"#), GeoFile::default());
}

#[test]
fn lines_and_text_sequences_are_taken() {
    for text in [
        format!("{POINT}\n{POINT}\r\n\n{POINT}"),
        format!("\u{1e}{POINT}\n\u{1e}{POINT}\n\u{1e}{{\"features\":[{POINT}]}}\n"),
    ] {
        let file = parse(&text);
        assert_eq!(file.points.iter().map(|point| point.0).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(file.features[2].number, 3);
    }
}

#[test]
fn utf_16_is_decoded() {
    let text = r#"{"type":"Feature","id":"Ингушетия 😀","geometry":null}"#;
    let little: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        let file = parse_geojson(Path::new("a"), &bytes).expect("UTF-16");
        assert_eq!(file.features[0].id.as_deref(), Some("Ингушетия 😀"));
    }
}

#[test]
fn members_come_in_any_order_and_the_last_of_two_counts() {
    let (file, said) = collection(
        r#"{"geometry":{"coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]],"type":"Polygon"},"id":"a","type":"Feature"},
           {"id":"x","id":"b","geometry":{"type":"Point","coordinates":[[8]],"coordinates":[3,4]},"type":"Feature",
            "properties":{"n":1,"n":2}}"#,
    );
    assert_eq!(said, [""; 0]);
    assert_eq!(rings(&file, 0), [SQUARE_RING]);
    assert_eq!(file.points, [(1, [3.0, 4.0])]);
    assert_eq!(file.features[1].id.as_deref(), Some("b"));
    assert_eq!(file.features[1].property("n"), Some(&PropertyValue::Number(2.0)));
}

#[test]
fn extra_dimensions_are_dropped() {
    let (file, said) =
        collection(r#"{"type":"LineString","coordinates":[[1,2,3],[4,5,6,7],[ -0 , 1e1,null ]]}"#);
    assert_eq!(said, [""; 0]);
    assert_eq!(file.lines.points(), [[1.0, 2.0], [4.0, 5.0], [0.0, 10.0]]);
}

#[test]
fn rings_are_closed_and_collapsed_ones_left_out() {
    let (file, said) = collection(
        r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2]],[[1,1],[1,1],[1,1]]]},
           {"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[0,0]],[[0,0],[1,0],[1,1],[0,0]]],[]]},
           {"type":"LineString","coordinates":[[1,1]]}"#,
    );
    assert_eq!(rings(&file, 0), [SQUARE_RING]);
    assert_eq!(rings(&file, 1), [[[0.0; 2]; 0]; 0], "a hole without its outline goes with it");
    assert_eq!(
        said,
        [
            "a.geojson, feature 1, geometry: expected rings and lines of different points, found 1 without an extent, left out",
            "a.geojson, feature 1, geometry: expected rings that end where they begin, found 1 not closed",
            "a.geojson, feature 2, geometry: expected rings and lines of different points, found 1 without an extent, left out",
            "a.geojson, feature 3, geometry: expected rings and lines of different points, found 1 without an extent, left out",
        ]
    );
}

#[test]
fn features_without_geometry_are_kept_with_a_remark() {
    let (file, said) = collection(
        r#"{"type":"Feature","id":"a","geometry":null},
           {"type":"Feature","id":"b"},
           {"type":"Feature","id":"c","geometry":{"type":"Polygon","coordinates":[]}},
           {"type":"Feature","id":"d","geometry":{"type":"GeometryCollection","geometries":[null]}}"#,
    );
    assert_eq!((file.features.len(), file.problems.warnings, file.problems.errors), (4, 4, 0));
    assert_eq!(said[0], "a.geojson, feature 1, geometry: expected a geometry, found none");
}

#[test]
fn properties_keep_simple_values() {
    let long = "я".repeat(9000);
    let (file, said) = collection(&format!(
        r#"{{"type":"Feature","properties":{{"name":"Алания \"Север\"","n":-1.5e2,"t":true,"f":false,"none":null,
            "o":{{"a":[1,{{"b":"}}"}}]}},"a":[[["]"]]],"nan":NaN,"long":"{long}"}},"geometry":{SQUARE}}},
           {{"type":"Feature","properties":[],"geometry":{SQUARE}}}"#
    ));
    let expected = [
        ("name", PropertyValue::Text("Алания \"Север\"".to_owned())),
        ("n", PropertyValue::Number(-150.0)),
        ("t", PropertyValue::Bool(true)),
        ("f", PropertyValue::Bool(false)),
    ]
    .map(|(key, value)| (key.to_owned(), value));
    assert_eq!(file.features[0].properties, expected);
    assert_eq!(
        said,
        [
            r#"a.geojson, feature 1, nan: expected a number or null, found "NaN""#,
            "a.geojson, feature 1, long: expected a text of at most 16384 bytes, found 18000 bytes, not kept",
            "a.geojson, feature 2, properties: expected an object, found an array",
        ]
    );
}

#[test]
fn ids_become_texts_and_duplicates_are_told() {
    let feature = |id: &str| format!(r#"{{"type":"Feature","id":{id},"geometry":{SQUARE}}}"#);
    let ids = ["\"RU-IRK\"", "12345678901234567890", "\"RU-IRK\"", "null", "null", "{}", "\"RU-IRK\""];
    let (file, said) = collection(&ids.map(feature).join(","));
    let ids: Vec<Option<&str>> = file.features.iter().map(|feature| feature.id.as_deref()).collect();
    assert_eq!(
        ids,
        [Some("RU-IRK"), Some("12345678901234567890"), Some("RU-IRK"), None, None, None, Some("RU-IRK")]
    );
    assert_eq!(
        said,
        [
            "a.geojson, feature 6, id: expected a text or a number, found an object",
            "a.geojson, feature 3, id: expected an id of its own, found \"RU-IRK\", the id of feature 1 too",
            "a.geojson, feature 7, id: expected an id of its own, found \"RU-IRK\", the id of feature 1 too",
        ]
    );
}

#[test]
fn a_crs_is_obeyed_wherever_it_stands() {
    const RADIUS_M: f64 = 6_378_137.0;
    let point = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[11604000,6850000]}}"#;
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}"#;
    let mut bare = point.to_owned();
    bare.insert_str(1, &format!("{crs},"));
    for text in [
        format!(r#"{{{crs},"type":"FeatureCollection","features":[{point}]}}"#),
        format!(r#"{{"type":"FeatureCollection","features":[{point}],{crs}}}"#),
        bare.clone(),
        format!("{bare}\n{bare}"),
    ] {
        let [lon, lat] = parse(&text).points[0].1;
        // The spherical formula (Snyder 1987, eq. 7-4), by hand.
        let by_hand = [
            (11_604_000.0 / RADIUS_M).to_degrees(),
            2.0 * (6_850_000.0 / RADIUS_M).exp().atan().to_degrees() - 90.0,
        ];
        assert!((lon - by_hand[0]).abs() < 1e-9 && (lat - by_hand[1]).abs() < 1e-9, "{lon} {lat}: {text}");
    }
    let degrees =
        r#"{"crs":{"type":"EPSG","properties":{"code":4326}},"type":"Point","coordinates":[191,66]}"#;
    assert_eq!(parse(degrees).points, [(0, [191.0, 66.0])]);
    let said = refusal(&format!("{{\n\"crs\":\"our grid\",\"features\":[{point}]}}"));
    assert!(
        said.starts_with("a.geojson, line 2, crs: expected a known coordinate reference system")
            && said.contains("EPSG code"),
        "{said}"
    );
    let said = refusal(&format!("{bare}\n{}", bare.replace("3857", "3395")));
    assert!(said.contains("line 2, crs: expected one coordinate reference system in a file"), "{said}");
}

#[test]
fn many_features_are_read_in_parallel_and_stay_in_order() {
    let feature = |number: usize| {
        let x = (number % 179 + 1) as f64;
        format!(
            r#"{{"type":"Feature","id":{number},"geometry":{{"type":"Polygon","coordinates":[[[{x},0],[{x},1],[0,1],[{x},0]]]}}}}"#
        )
    };
    let features: Vec<String> = (1..=4000).map(feature).collect();
    let (file, _) = collection(&features.join(","));
    assert_eq!(file.features.len(), 4000);
    for (index, feature) in file.features.iter().enumerate() {
        assert_eq!(feature.id.as_deref(), Some(&*(index + 1).to_string()));
        assert_eq!(
            file.polygons.feature(index).next().map(|ring| ring[0][0]),
            Some(((index + 1) % 179 + 1) as f64)
        );
    }
}
