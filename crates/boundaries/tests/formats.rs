//! Files in each format, good and broken, as they come: made here byte by byte, or written by the crate
//! and read back.

use boundaries::{
    Cause, Error, Feature, Layer, Opened, Reading, Source, Value, open,
    write::{Class, Style, Target, columns_of, write},
};
use std::io::Write;

type Ring = &'static [[f64; 2]];

const OUTLINE: Ring = &[[100.0, 52.0], [100.0, 56.0], [104.0, 56.0], [104.0, 52.0], [100.0, 52.0]];
const HOLE: Ring = &[[101.0, 53.0], [102.0, 53.0], [102.0, 54.0], [101.0, 53.0]];

fn opened(name: &str, bytes: &[u8], layer: Option<&str>) -> Result<Reading, Error> {
    match open(Source::new(name, bytes.to_vec()), layer)? {
        Opened::Layer(reading) => Ok(*reading),
        Opened::GeoJson(..) => panic!("{name} is GeoJSON"),
        Opened::Other(_) => panic!("{name} is not known"),
    }
}

/// Why a file is refused.
fn refusal(name: &str, bytes: Vec<u8>, layer: Option<&str>) -> Option<Cause> {
    open(Source::new(name, bytes), layer).err().map(|fault| fault.cause)
}

/// A `.shp` of records; each is a shape's type and its rings.
fn shp(records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0; 100];
    bytes[..4].copy_from_slice(&9994_i32.to_be_bytes());
    bytes[28..32].copy_from_slice(&1000_i32.to_le_bytes());
    bytes[32..36].copy_from_slice(&5_i32.to_le_bytes());
    for (number, record) in (1_i32..).zip(records) {
        bytes.extend(number.to_be_bytes());
        bytes.extend((record.len() as i32 / 2).to_be_bytes());
        bytes.extend(record);
    }
    let words = bytes.len() as i32 / 2;
    bytes[24..28].copy_from_slice(&words.to_be_bytes());
    bytes
}

fn polygon(rings: &[Ring]) -> Vec<u8> {
    let mut record = 5_i32.to_le_bytes().to_vec();
    record.extend([0; 32]);
    record.extend((rings.len() as i32).to_le_bytes());
    record.extend((rings.iter().map(|ring| ring.len()).sum::<usize>() as i32).to_le_bytes());
    let mut start = 0_i32;
    for ring in rings {
        record.extend(start.to_le_bytes());
        start += ring.len() as i32;
    }
    record.extend(rings.iter().flat_map(|ring| ring.iter()).flatten().flat_map(|n| n.to_le_bytes()));
    record
}

/// A `.dbf` with a column of names and one of numbers.
fn dbf(language_driver: u8, rows: &[(&[u8], &str)]) -> Vec<u8> {
    const NAME: usize = 20;
    const NUMBER: usize = 8;
    let mut bytes = vec![3, 126, 1, 1];
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend((32 + 64 + 1_u16).to_le_bytes());
    bytes.extend((1 + NAME as u16 + NUMBER as u16).to_le_bytes());
    bytes.resize(32, 0);
    bytes[29] = language_driver;
    for (name, kind, width) in [(b"NAME\0\0\0\0\0\0\0", b'C', NAME), (b"FARMS\0\0\0\0\0\0", b'N', NUMBER)] {
        let start = bytes.len();
        bytes.extend(name);
        bytes.push(kind);
        bytes.resize(start + 32, 0);
        bytes[start + 16] = width as u8;
    }
    bytes.push(0x0D);
    for (name, number) in rows {
        bytes.push(b' ');
        let mut cell = name.to_vec();
        cell.resize(NAME, b' ');
        bytes.extend(cell);
        bytes.extend(format!("{number:>NUMBER$}").bytes());
    }
    bytes
}

fn shapefile(shp: Vec<u8>, beside: &[(&str, Vec<u8>)]) -> Result<Layer, Error> {
    let beside = beside.to_vec();
    let find = move |ending: &str| beside.iter().find(|(known, _)| *known == ending).map(|(_, b)| b.clone());
    match open(Source::new("a.shp", shp).with_beside(find), None)? {
        Opened::Layer(reading) => Ok(reading.layer),
        _ => panic!("no layer"),
    }
}

const WGS_84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

fn causes(layer: &Layer) -> Vec<(Cause, u64, Option<u64>)> {
    layer.report.remarks.iter().map(|remark| (remark.cause, remark.count, remark.feature)).collect()
}

#[test]
fn a_shapefile_keeps_what_is_good_and_names_the_rest() {
    let mut beyond = polygon(&[OUTLINE]);
    beyond[40..44].copy_from_slice(&1_000_000_i32.to_le_bytes());
    let mut arcs = polygon(&[OUTLINE]);
    arcs[0] = 99;
    let collapsed = polygon(&[&[[1.0, 1.0], [2.0, 2.0], [1.0, 1.0]]]);
    let shp = shp(&[polygon(&[OUTLINE, HOLE]), beyond, arcs, vec![0; 4], collapsed, polygon(&[OUTLINE])]);
    let rows: Vec<(&[u8], &str)> =
        vec![(b"One", "5"), (b"", ""), (b"", ""), (b"", "x"), (b"", "**"), (b"Six", "1.5")];
    let layer = shapefile(shp, &[("prj", WGS_84.into()), ("dbf", dbf(0, &rows))]).expect("read");
    let numbers: Vec<u64> = layer.features.iter().map(|feature| feature.number).collect();
    assert_eq!(numbers, [1, 4, 5, 6]);
    assert_eq!(layer.polygons.feature(0).count(), 2);
    assert_eq!(layer.polygons.feature(3).next(), Some(OUTLINE));
    assert_eq!(layer.features[0].properties[1], ("FARMS".to_owned(), Value::Int(5)));
    assert_eq!(layer.features[3].properties[1], ("FARMS".to_owned(), Value::Real(1.5)));
    let expected = [
        (Cause::CutOff, 1, Some(2)),
        (Cause::Malformed, 1, Some(3)),
        (Cause::BadValue, 1, Some(4)),
        (Cause::NoShape, 1, Some(4)),
        (Cause::Collapsed, 1, Some(5)),
    ];
    assert_eq!(causes(&layer), expected);
}

#[test]
fn a_shapefile_cut_off_gives_the_records_before_the_cut() {
    let mut bytes = shp(&[polygon(&[OUTLINE]), polygon(&[OUTLINE])]);
    bytes.truncate(bytes.len() - 10);
    let layer = shapefile(bytes, &[("prj", WGS_84.into()), ("dbf", dbf(0, &[(b"a", "1"), (b"b", "2")]))]);
    let layer = layer.expect("the first record");
    assert_eq!(layer.features.len(), 1);
    assert_eq!(causes(&layer)[0], (Cause::CutOff, 1, Some(2)));
}

#[test]
fn letters_are_read_by_name_mark_or_content() {
    let names = ["Иркутская область", "Братский район", "Ангарск"];
    let encode = |encoding: &'static encoding_rs::Encoding| -> Vec<Vec<u8>> {
        names.iter().map(|name| encoding.encode(name).0.into_owned()).collect()
    };
    let read = |encoding, mark: u8, cpg: Option<&str>| {
        let texts = encode(encoding);
        let rows: Vec<(&[u8], &str)> = texts.iter().map(|text| (&text[..text.len().min(20)], "1")).collect();
        let mut beside = vec![("prj", WGS_84.into()), ("dbf", dbf(mark, &rows))];
        beside.extend(cpg.map(|cpg| ("cpg", cpg.into())));
        let records: Vec<_> = names.iter().map(|_| polygon(&[OUTLINE])).collect();
        let layer = shapefile(shp(&records), &beside).expect("read");
        let told = layer.report.remarks.first().map(|remark| (remark.cause, remark.found.clone()));
        (layer.features[2].text("NAME").expect("a name"), told)
    };
    let guessed = |name: &str| Some((Cause::GuessedEncoding, name.to_owned()));
    let (win, dos) = (encoding_rs::WINDOWS_1251, encoding_rs::IBM866);
    for (encoding, mark, cpg, told) in [
        (win, 0, Some("1251"), None),
        (win, 0xC9, None, None),
        (dos, 0x65, None, None),
        (encoding_rs::UTF_8, 0, Some("UTF-8"), None),
        (win, 0, None, guessed("windows-1251")),
        (dos, 0x57, None, guessed("IBM866")),
        (encoding_rs::UTF_8, 0x57, None, guessed("UTF-8")),
        // Named wrongly.
        (win, 0, Some("UTF-8"), guessed("windows-1251")),
        (encoding_rs::UTF_8, 0xC9, None, guessed("UTF-8")),
    ] {
        let (name, said) = read(encoding, mark, cpg);
        assert_eq!((name.as_str(), &said), ("Ангарск", &told), "{} {mark} {cpg:?}", encoding.name());
    }
}

#[test]
fn without_a_system_coordinates_must_be_degrees() {
    let table = ("dbf", dbf(0, &[(b"a", "1")]));
    let layer = shapefile(shp(&[polygon(&[OUTLINE])]), std::slice::from_ref(&table)).expect("degrees");
    assert_eq!(causes(&layer), [(Cause::AssumedDegrees, 1, None)]);
    let metres: Ring = &[[452_266.0, 5_794_636.0], [452_266.0, 5_794_936.0], [452_566.0, 5_794_936.0]];
    let refused = shapefile(shp(&[polygon(&[metres])]), &[table]).expect_err("metres");
    assert_eq!((refused.cause, refused.feature), (Cause::UnnamedCrs, Some(1)));
}

fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in files {
        zip.start_file(*name, options).expect("a file");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn archives_hold_shapefiles_kml_and_geojson() {
    let (shp, dbf) = (shp(&[polygon(&[OUTLINE])]), dbf(0, &[(b"a", "7")]));
    let archive = zipped(&[
        ("readme.txt", b"x".to_vec()),
        ("dir/oak.SHP", shp.clone()),
        ("dir/oak.DBF", dbf.clone()),
        ("dir/oak.prj", WGS_84.into()),
        ("dir/elm.shp", shp),
        ("dir/elm.dbf", dbf),
    ]);
    let read = opened("a.zip", &archive, None).expect("read");
    assert_eq!(read.layers.iter().map(|layer| layer.name.as_str()).collect::<Vec<_>>(), ["oak", "elm"]);
    assert_eq!(read.layer.features[0].text("FARMS").as_deref(), Some("7"));
    assert_eq!(causes(&read.layer), [(Cause::OneOfLayers, 1, None)]);
    let elm = opened("a.zip", &archive, Some("ELM")).expect("read");
    assert_eq!((elm.layer.name.as_str(), causes(&elm.layer)[0].0), ("elm", Cause::AssumedDegrees));
    assert_eq!(refusal("a.zip", archive, Some("ash")), Some(Cause::UnknownLayer));
    let kmz = zipped(&[("doc.kml", KML.into())]);
    assert_eq!(opened("a.kmz", &kmz, None).expect("read").layer.features.len(), 2);
    let json = zipped(&[("a.geojson", b"{\"type\":\"FeatureCollection\",\"features\":[]}".to_vec())]);
    assert!(
        matches!(open(Source::new("a.zip", json), None), Ok(Opened::GeoJson(name, _)) if name == "a.geojson")
    );
    let other = zipped(&[("xl/workbook.xml", Vec::new())]);
    assert_eq!(refusal("a.xlsx", other, None), Some(Cause::UnknownFormat));
}

#[test]
fn bombs_are_refused() {
    // 80 MiB of zeros in 80 KiB.
    let zeros = vec![0; 80 << 20];
    let archive = zipped(&[("a.geojson", zeros.clone())]);
    assert!(archive.len() < 1 << 20);
    assert_eq!(refusal("a.zip", archive, None), Some(Cause::TooLarge));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&zeros).expect("packed");
    let gzip = gzip.finish().expect("packed");
    assert_eq!(refusal("a.gz", gzip, None), Some(Cause::TooLarge));
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><kml><Document><name>&b;</name></Document></kml>"#;
    assert_eq!(refusal("a.kml", laughs.into(), None), Some(Cause::Entities));
    let deep = format!("<kml>{}", "<Folder>".repeat(100_000));
    assert_eq!(refusal("a.kml", deep.into(), None), Some(Cause::Nesting));
    let nested = format!(
        "id,wkt\n1,\"POLYGON ((0 0, 1 0, 1 1, 0 0))\"\n2,\"{}\"\n",
        "GEOMETRYCOLLECTION (".repeat(5000)
    );
    let layer = opened("a.csv", nested.as_bytes(), None).expect("the first row").layer;
    assert_eq!(causes(&layer).last(), Some(&(Cause::Nesting, 1, Some(2))));
}

const KML: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Schema name="s" id="s"><SimpleField name="farms" type="int"/></Schema>
<Folder><name>Districts</name>
<Placemark id="p1"><name>Oak &amp; elm</name>
 <ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="farms">5</SimpleData></SchemaData></ExtendedData>
 <MultiGeometry><Polygon>
  <outerBoundaryIs><LinearRing><coordinates>100,52,0 104,52,0 104,56,0 100,56,0 100,52,0</coordinates></LinearRing></outerBoundaryIs>
  <innerBoundaryIs><LinearRing><coordinates>101,53 102,53
   102, 54 101,53</coordinates></LinearRing></innerBoundaryIs>
 </Polygon></MultiGeometry></Placemark>
<Placemark><name>Point</name><ExtendedData><Data name="code"><value>007</value></Data></ExtendedData><Point><coordinates>37.6,55.7</coordinates></Point></Placemark>
<Placemark><name>Broken</name><Point><coordinates>37.6;55.7</coordinates></Point></Placemark>
</Folder></Document></kml>"##;

#[test]
fn kml_gives_placemarks_with_their_data() {
    let layer = opened("a.kml", KML.as_bytes(), None).expect("read").layer;
    let [first, second] = layer.features.as_slice() else { panic!("two features") };
    assert_eq!(first.id.as_deref(), Some("p1"));
    assert_eq!(first.text("name").as_deref(), Some("Oak & elm"));
    assert_eq!(first.properties[1], ("farms".to_owned(), Value::Int(5)));
    assert_eq!(second.properties[1], ("code".to_owned(), Value::Text("007".to_owned())));
    assert_eq!(layer.polygons.feature(0).nth(1), Some(HOLE));
    assert_eq!(layer.points, [(1, [37.6, 55.7])]);
    assert_eq!(causes(&layer), [(Cause::Malformed, 1, Some(3))]);
    assert_eq!(refusal("a.kml", KML.as_bytes()[..800].to_vec(), None), Some(Cause::CutOff));
}

#[test]
fn topojson_joins_arcs_and_names_layers() {
    let text = r#"{"type":"Topology","arcs":[[[4,0],[0,4]],[[4,4],[-4,0],[0,-4],[4,0]],[[4,0],[4,0],[0,4],[-4,0]]],
      "transform":{"scale":[0.5,0.5],"translate":[100,50]},
      "objects":{"places":{"type":"Point","coordinates":[2,2]},
       "regions":{"type":"GeometryCollection","geometries":[
        {"type":"Polygon","id":7,"properties":{"z":"West","a":1},"arcs":[[0,1]]},
        {"type":"Polygon","properties":{"z":"East"},"arcs":[[2,-1]]},
        {"type":"Polygon","arcs":[[99]]},{"type":null}]}}}"#;
    let read = opened("a.json", text.as_bytes(), None).expect("read");
    assert_eq!(read.layer.name, "regions");
    let [west, east, _] = read.layer.features.as_slice() else { panic!("three features") };
    assert_eq!((west.id.as_deref(), west.properties[0].0.as_str()), (Some("7"), "z"));
    assert_eq!(east.text("z").as_deref(), Some("East"));
    let ring: Vec<_> = read.layer.polygons.feature(1).next().expect("a ring").to_vec();
    assert_eq!(ring, [[102.0, 50.0], [104.0, 50.0], [104.0, 52.0], [102.0, 52.0], [102.0, 50.0]]);
    assert_eq!(causes(&read.layer), [(Cause::Malformed, 1, Some(3)), (Cause::NoShape, 1, Some(4))]);
    let places = opened("a.json", text.as_bytes(), Some("places")).expect("read").layer;
    assert_eq!(places.points, [(0, [101.0, 51.0])]);
}

#[test]
fn tables_hold_shapes_in_wkt_and_wkb() {
    let table = "name;code;geom\nOak;007;\"SRID=3857;POLYGON Z ((0 0 1, 111319.49 0 1, 111319.49 111325.14 1, 0 0 1))\"\n\
        Elm;8;SRID=3857;\nAsh;9;\"SRID=3857;POLYGON ((0 0, x 0))\"\n";
    let layer = opened("a.csv", table.as_bytes(), None).expect("read").layer;
    assert_eq!(layer.features[0].text("code").as_deref(), Some("007"));
    let point = layer.polygons.points()[2];
    assert!((point[0] - 1.0).abs() < 1e-6 && (point[1] - 1.0).abs() < 1e-6, "{point:?}");
    assert_eq!(layer.report.count(Cause::Malformed), 1);
    // A point in little-endian EWKB.
    let wkb = "id,geom\n1,0101000020E6100000000000000000000000000000000059400000000000004A40\n";
    let other = "id,geom\n1,0101000020E610000000000000000059400000000000004A40\n";
    assert_eq!(opened("a.csv", other.as_bytes(), None).expect("read").layer.points, [(0, [100.0, 52.0])]);
    assert!(matches!(open(Source::new("a.csv", wkb.into()), None), Ok(Opened::Other(_))));
    assert!(matches!(open(Source::new("a.csv", b"a,b\n1,2\n".to_vec()), None), Ok(Opened::Other(_))));
}

fn sample() -> Layer {
    let mut layer = Layer { name: "regions".to_owned(), ..Layer::default() };
    let text = |text: &str| Value::Text(text.to_owned());
    let rows = [
        vec![
            ("name", text("Иркутск \"о\" & <б>")),
            ("farms", Value::Int(5)),
            ("kw", Value::Real(1.5)),
            ("ok", Value::Bool(true)),
        ],
        vec![("name", text("Second")), ("kw", Value::Real(-2.25)), ("ok", Value::Bool(false))],
        vec![("name", text("No shape")), ("farms", Value::Int(i64::from(i32::MAX) + 1))],
    ];
    for (number, row) in (1..).zip(rows) {
        let properties = row.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        layer.features.push(Feature { number, id: None, properties });
    }
    layer.polygons.push_path(OUTLINE.iter().copied());
    layer.polygons.push_path(HOLE.iter().copied());
    layer.polygons.end_feature();
    layer.polygons.push_path([[104.0, 52.0], [104.0, 56.0], [108.0, 56.0], [108.0, 52.0], [104.0, 52.0]]);
    layer.polygons.end_feature();
    layer.polygons.end_feature();
    layer
}

/// Twice the area of all rings of a feature, holes taken away.
fn area(layer: &Layer, feature: usize) -> f64 {
    let ring_area = |ring: &[[f64; 2]]| -> f64 {
        ring.windows(2).map(|edge| edge[0][0] * edge[1][1] - edge[1][0] * edge[0][1]).sum()
    };
    layer.polygons.feature(feature).map(ring_area).sum::<f64>().abs()
}

#[test]
fn what_is_written_is_read_back() {
    let layer = sample();
    let style = Style {
        title: "Farms".to_owned(),
        column: "name".to_owned(),
        classes: vec![Class {
            value: "Second".to_owned(),
            label: "2 – 3".to_owned(),
            colour: [1, 2, 3],
            is_hatched: true,
        }],
    };
    let columns = columns_of(&layer);
    for target in Target::ALL.into_iter().filter(|target| *target != Target::GeoJson) {
        let bytes = write(&layer, &columns, target, Some(&style)).expect("written");
        assert_eq!(
            bytes,
            write(&layer, &columns, target, Some(&style)).expect("written"),
            "{target:?} differs"
        );
        let name = format!("regions.{}", target.ending());
        let back = opened(&name, &bytes, None).unwrap_or_else(|fault| panic!("{target:?}: {fault}")).layer;
        assert_eq!(back.name, "regions", "{target:?}");
        for (feature, original) in back.features.iter().zip(&layer.features) {
            assert_eq!(feature.properties, original.properties, "{target:?}");
        }
        assert_eq!(back.features.len(), 3);
        assert!((area(&back, 0) - 31.0).abs() < 1e-6, "{target:?} {}", area(&back, 0));
        assert!((area(&back, 1) - 32.0).abs() < 1e-6, "{target:?}");
        assert_eq!(causes(&back), [(Cause::NoShape, 1, Some(3))], "{target:?}");
    }
}

#[test]
fn geojson_and_topojson_are_as_their_rules_say() {
    let layer = sample();
    let columns = columns_of(&layer);
    let text = write(&layer, &columns, Target::GeoJson, None).expect("written");
    let json: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    let first = &json["features"][0];
    assert_eq!(first["properties"]["name"], "Иркутск \"о\" & <б>");
    assert!(json["features"][1]["properties"]["farms"].is_null());
    // Counterclockwise outside, clockwise inside (RFC 7946, 3.1.6).
    let ring = first["geometry"]["coordinates"][0][0].as_array().expect("a ring");
    let turn: f64 = ring
        .windows(2)
        .map(|e| {
            let n = |p: &serde_json::Value, at: usize| p[at].as_f64().expect("a number");
            n(&e[0], 0) * n(&e[1], 1) - n(&e[1], 0) * n(&e[0], 1)
        })
        .sum();
    assert!(turn > 0.0);
    let text = write(&layer, &columns, Target::TopoJson, None).expect("written");
    let json: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    // Two outlines with one border between them, and a hole.
    assert_eq!(json["arcs"].as_array().map(Vec::len), Some(4));
}

#[test]
fn a_geopackage_keeps_its_style_and_its_layers() {
    let style = Style { title: "Farms".to_owned(), column: "class".to_owned(), classes: Vec::new() };
    let bytes = write(&sample(), &columns_of(&sample()), Target::GeoPackage, Some(&style)).expect("written");
    assert_eq!(&bytes[68..72], b"GPKG");
    let read = opened("a.gpkg", &bytes, None).expect("read");
    assert_eq!(read.layers.len(), 1, "the style is no layer");
    assert_eq!(read.layer.features[1].id.as_deref(), Some("2"));
    let mut broken = bytes.clone();
    let blob = broken.windows(4).position(|four| four == b"GP\0\x03").expect("a shape");
    broken[blob] = b'X';
    let layer = opened("a.gpkg", &broken, None).expect("the others").layer;
    assert_eq!(layer.features.len(), 2);
    assert_eq!(layer.report.count(Cause::Malformed), 1);
    assert!(refusal("a.gpkg", bytes[..6000].to_vec(), None).is_some());
    assert_eq!(refusal("a.gpkg", bytes, Some("layer_styles")), Some(Cause::UnknownLayer));
}

/// No beginning of a file, and no file with a byte changed, ends in a panic.
#[test]
fn broken_files_never_panic() {
    let (layer, columns) = (sample(), columns_of(&sample()));
    let mut files: Vec<(String, Vec<u8>)> = Target::ALL
        .into_iter()
        .map(|target| {
            (format!("a.{}", target.ending()), write(&layer, &columns, target, None).expect("written"))
        })
        .collect();
    files.push(("a.kml".to_owned(), KML.into()));
    files.push(("a.shp".to_owned(), shp(&[polygon(&[OUTLINE, HOLE]), polygon(&[OUTLINE])])));
    files.push(("a.zip".to_owned(), zipped(&[("a.shp", shp(&[polygon(&[OUTLINE])]))])));
    let table = dbf(0, &[(b"\xC8\xF0\xEA", "1"), (b"b", "2")]);
    for (name, bytes) in files {
        let step = bytes.len() / 60 + 1;
        for at in (0..bytes.len()).step_by(step) {
            let mut changed = bytes.clone();
            changed[at] = !changed[at];
            let mut table = table.clone();
            let place = at % table.len();
            table[place] = !table[place];
            for bytes in [bytes[..at].to_vec(), changed] {
                let source = Source::new(name.clone(), bytes)
                    .with_beside(|ending| (ending == "dbf").then(|| table.clone()));
                let _ = open(source, None);
            }
        }
    }
}
