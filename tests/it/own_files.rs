//! Owns what happens with files of the user's own: atlas folders broken in many ways, boundaries
//! from here and elsewhere, detections good and bad, and `check` on all of them.

use crate::program::{Desk, rows, russia};
use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use std::sync::Arc;

#[test]
fn a_copy_of_the_atlas_gives_the_same_figures_and_map() {
    let desk = Desk::new();
    desk.copy_atlas("mine");
    desk.run("check mine").ends_with(0).says(&["atlas of Russia", "89 boundaries", "no problems"]);
    desk.run("check mine/datapackage.json").ends_with(0).says(&["atlas of Russia"]);
    for arguments in ["table farms", "map"] {
        let (own, embedded) = (desk.run(&format!("{arguments} --atlas mine")), desk.run(arguments));
        assert!(own.ends_with(0).out == embedded.out, "{arguments} differs");
    }
}

#[test]
fn bad_rows_are_named_and_good_ones_kept() {
    let desk = Desk::new();
    desk.copy_atlas("mine");
    let good = rows(&desk.run("table farms --atlas mine").out).len();
    for (row, column, expected, found) in [
        (
            "XX-NO,farms,2025,1,,,published,mforum-2025-12-22,,,,",
            "region",
            "the code of a region",
            "\"XX-NO\"",
        ),
        (
            "RU-MOW,farmz,2025,1,,,published,mforum-2025-12-22,,,,",
            "metric",
            "the id of a metric",
            "\"farmz\"",
        ),
        ("RU-MOW,farms,20x5,1,,,published,mforum-2025-12-22,,,,", "period", "a year", "\"20x5\""),
        ("RU-MOW,farms,2025,many,,,published,mforum-2025-12-22,,,,", "value", "a number", "\"many\""),
        ("RU-MOW,farms,2025,5,9,3,published,mforum-2025-12-22,,,,", "high", "not less than low (9)", "\"3\""),
        ("RU-MOW,farms,2025,9,1,3,published,mforum-2025-12-22,,,,", "value", "a number from 1 to 3", "\"9\""),
        ("RU-MOW,farms,2025,,,,published,mforum-2025-12-22,,,,", "value", "a number", "nothing"),
        ("RU-MOW,farms,2025,1,,,rumoured,mforum-2025-12-22,,,,", "status", "published", "\"rumoured\""),
        ("RU-MOW,farms,2025,1,,,published,hearsay,,,,", "sources", "at least one id", "\"hearsay\""),
    ] {
        let before = desk.read("mine/observations.csv");
        let line = desk.append("mine/observations.csv", row);
        let place = format!("observations.csv, line {line}, {column}: expected");
        desk.run("check mine").ends_with(1).says(&["1 row or value left out", &place, expected, found]);
        let run = desk.run("table farms --atlas mine").ends_with(0).says(&[&place]);
        assert_eq!(rows(&run.out).len(), good, "{row}");
        assert!(!run.out.contains("observations.csv"), "messages are not results");
        desk.put("mine/observations.csv", before);
    }
}

#[test]
fn an_atlas_that_cannot_be_used_says_why() {
    type Break = fn(&Desk);
    let breaks: [(Break, &[&str]); 8] = [
        (
            |desk| desk.replace("mine/observations.csv", "region,metric,period", "region,metric,when"),
            &["observations.csv", "period"],
        ),
        (
            |desk| std::fs::remove_file(desk.path("mine/regions.csv")).expect("removed"),
            &["cannot read", "regions.csv"],
        ),
        (
            |desk| std::fs::remove_file(desk.path("mine/datapackage.json")).expect("removed"),
            &["datapackage.json"],
        ),
        (
            |desk| {
                desk.replace(
                    "mine/datapackage.json",
                    "\"path\": \"regions.csv\"",
                    "\"path\": \"../regions.csv\"",
                );
            },
            &["a path inside the atlas folder", "../regions.csv"],
        ),
        (
            |desk| {
                desk.replace(
                    "mine/datapackage.json",
                    "\"path\": \"regions.csv\"",
                    "\"path\": \"/etc/passwd\"",
                );
            },
            &["a path inside the atlas folder", "/etc/passwd"],
        ),
        (
            |desk| desk.replace("mine/datapackage.json", "\"format\": 1", "\"format\": 2"),
            &["format 2", "update hashatlas"],
        ),
        (
            |desk| desk.put("mine/datapackage.json", "{\"name\": "),
            &["datapackage.json", "line 1", "data package"],
        ),
        (|desk| desk.put("mine/datapackage.json", "{\"resources\": []}"), &["a resource named regions"]),
    ];
    for (break_it, words) in breaks {
        let desk = Desk::new();
        desk.copy_atlas("mine");
        break_it(&desk);
        for arguments in
            ["check mine", "table farms --atlas mine", "map --atlas mine -o map.svg", "--atlas mine"]
        {
            desk.run(arguments).ends_with(1).says(words);
        }
        assert_eq!(desk.names(), ["mine"], "nothing was written");
    }
}

#[test]
fn metrics_that_follow_from_themselves_keep_their_stored_figures() {
    let desk = Desk::new();
    desk.copy_atlas("mine");
    desk.append(
        "mine/metrics.csv",
        "chicken,Chicken,Курица,count,sequential,,0,yearly,product,egg,,2,,,,YlOrRd,,,",
    );
    let line = desk.append(
        "mine/metrics.csv",
        "egg,Egg,Яйцо,count,sequential,,0,yearly,product,chicken,,2,,,,YlOrRd,,,",
    );
    let place =
        format!("metrics.csv, line {line}, of_a: expected a metric that does not follow from this one");
    desk.run("check mine").ends_with(1).says(&["2 rows or values left out", &place]);
    desk.run("table chicken farms --year 2025 --atlas mine").ends_with(0).says(&["196907"]);
}

#[test]
fn boundaries_join_by_code_or_by_name() {
    let desk = Desk::new();
    let shapes = std::fs::read_to_string(russia().join("boundaries.geojson")).expect("read");
    desk.put("codes.geojson", &shapes);
    desk.run("check codes.geojson").ends_with(0).says(&["boundaries", "89 features"]);
    let name = |code: &str, name: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"region":"{name}","n":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{x},50],[{y},50],[{y},55],[{x},55],[{x},50]]]}}}}"#,
            x = code,
            y = code.parse::<f64>().expect("a longitude") + 5.0
        )
    };
    let features = [name("80", "Новосибирская область"), name("100", "иркутская область")].join(",");
    desk.put("names.geojson", format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#));
    for file in ["codes", "names"] {
        let run = desk.run(&format!("map --boundaries {file}.geojson")).ends_with(0);
        assert!(run.out.contains("17.7k"), "{file}: the figures of the atlas are on the map");
    }
}

/// Two districts of an island country on both sides of the 180th meridian.
const ISLANDS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"shapeName":"North","shapeISO":"QQ-N"},"geometry":{"type":"Polygon","coordinates":[[[170,-20],[179,-20],[179,-10],[170,-10],[170,-20]]]}},
{"type":"Feature","properties":{"shapeName":"South","shapeISO":"QQ-S"},"geometry":{"type":"MultiPolygon","coordinates":[[[[179,-20],[180,-20],[180,-10],[179,-10],[179,-20]]],[[[-180,-20],[-170,-20],[-170,-10],[-180,-10],[-180,-20]]]]}}]}"#;

#[test]
fn boundaries_of_elsewhere_become_a_bare_atlas_whole_across_the_antimeridian() {
    let desk = Desk::new();
    desk.put("islands.geojson", ISLANDS);
    desk.put("mine.csv", "lon,lat,first_seen\n175,-15,2025-01-01\n-175,-15,2025-02-01\n185,-15,2025-02-01\n");
    let run = desk.run("map --boundaries islands.geojson").ends_with(0);
    assert!(!run.out.contains("Russia"), "nothing of the embedded atlas");
    let run = desk
        .run("table detections --boundaries islands.geojson --detections mine.csv --year 2025")
        .ends_with(0);
    let counts: Vec<_> =
        rows(&run.out).into_iter().map(|row| (row["region"].clone(), row["value"].clone())).collect();
    assert_eq!(counts, [("QQ-N".to_owned(), "1".to_owned()), ("QQ-S".to_owned(), "2".to_owned())]);
    desk.run("map --boundaries islands.geojson --detections mine.csv -o islands.svg").ends_with(0);
    desk.run("--boundaries islands.geojson --detections mine.csv").ends_with(0);
    desk.run("table farms --boundaries islands.geojson").ends_with(2).says(&["no metric 'farms'"]);
    desk.run("chart growth --boundaries islands.geojson").ends_with(1);
}

const DETECTIONS: &str = "\
detection_id,region,lon,lat,kind,first_seen,kw,score
a,RU-IRK,,,abnormal_load,2024-05-01,30,0.9
b,,104.2,52.2,abnormal_load,2025-05-01,10,0.9
c,,82.9,55.0,abnormal_load,2025-05-01,10,0.5
d,,500,55.0,abnormal_load,2025-05-01,10,0.5
e,,82.9,55.0,abnormal_load,2025-05-01,twelve,0.5
f,,0,0,abnormal_load,2025-05-01,10,0.5
";

#[test]
fn detections_join_by_code_and_by_position_and_bad_rows_are_counted() {
    let desk = Desk::new();
    desk.put("mine.csv", DETECTIONS);
    let places = ["mine.csv, line 5, lon: expected degrees", "mine.csv, line 6, kw: expected kilowatts"];
    desk.run("check mine.csv").ends_with(1).says(&["detections (CSV)", "6 rows"]).says(&places);
    for (year, irkutsk) in [(2024, "1"), (2025, "2")] {
        let run = desk
            .run(&format!("table detections --year {year} --detections mine.csv"))
            .ends_with(0)
            .says(&places);
        let rows = rows(&run.out);
        let of = |code: &str| rows.iter().find(|row| row["region"] == code).expect("a row");
        assert_eq!((of("RU-IRK")["value"].as_str(), of("RU-IRK")["status"].as_str()), (irkutsk, "detected"));
        assert_eq!(of("RU-MOW")["status"], "no_data");
    }
    // Published figures are not touched by them.
    let farms = desk.run("table farms --year 2025 --detections mine.csv").ends_with(0);
    assert_eq!(farms.out, desk.run("table farms --year 2025").out);
    desk.run("map --detections mine.csv -o mine.svg").ends_with(0);
    assert!(desk.read("mine.svg").contains("mine.csv"), "the file is the source");
}

#[test]
fn detections_come_as_parquet_too() {
    let desk = Desk::new();
    let text = |values: [Option<&str>; 3]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
    let number = |values: [Option<f64>; 3]| Arc::new(Float64Array::from(values.to_vec())) as ArrayRef;
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("region", text([Some("RU-IRK"), None, None]), true),
        ("lon", number([None, Some(104.2), Some(500.0)]), true),
        ("lat", number([None, Some(52.2), Some(52.2)]), true),
        ("kind", text([Some("abnormal_load"); 3]), true),
    ]);
    let batch = batch.expect("columns of one length");
    let mut bytes = Vec::new();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
    desk.put("mine.parquet", &bytes);
    desk.run("check mine.parquet").ends_with(1).says(&["detections (Parquet)", "3 rows", "row 3, lon"]);
    let run = desk.run("table detections --region RU-IRK --detections mine.parquet").ends_with(0);
    assert_eq!(rows(&run.out)[0]["value"], "2");
    desk.put("broken.parquet", &bytes[..bytes.len() / 2]);
    desk.run("check broken.parquet").ends_with(1).says(&["broken.parquet"]);
}

#[test]
fn detections_come_as_geojson_points_too() {
    let desk = Desk::new();
    desk.put(
        "mine.geojson",
        r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"first_seen":"2025-01-01"},"geometry":{"type":"Point","coordinates":[104.3,52.3]}},
{"type":"Feature","properties":{"first_seen":"2025-02-01","kw":"x"},"geometry":{"type":"Point","coordinates":[104.3,52.3]}}]}"#,
    );
    desk.run("check mine.geojson").says(&["points", "2 features"]);
    let run = desk.run("table detections --region RU-IRK --detections mine.geojson").ends_with(0);
    assert_eq!(rows(&run.out)[0]["value"], "2");
    run.says(&["mine.geojson, feature 2, kw: expected kilowatts"]);
}

#[test]
fn check_says_what_is_no_use() {
    let desk = Desk::new();
    desk.put("empty.csv", "");
    desk.put("page.html", "<html><body>Sign in</body></html>");
    desk.put("noise.bin", (0..2000_u32).map(|n| ((n * n) >> 3) as u8).collect::<Vec<_>>());
    desk.put("folder/notes.txt", "no descriptor");
    desk.put("other.csv", "a,b\n1,2\n");
    for (path, words) in [
        ("empty.csv", ["empty.csv", "an empty file"]),
        ("page.html", ["page.html", "an HTML page"]),
        ("noise.bin", ["noise.bin", "expected"]),
        ("nowhere.csv", ["nowhere.csv", "No such file"]),
        ("folder", ["folder", "datapackage.json"]),
        ("other.csv", ["other.csv", "columns a, b"]),
    ] {
        let run = desk.run(&format!("check {path}")).ends_with(1).says(&words);
        assert_eq!(run.out, "", "{path}");
    }
}

#[test]
fn a_file_of_the_wrong_kind_is_refused_in_one_line() {
    let desk = Desk::new();
    desk.put("mine.csv", DETECTIONS);
    desk.put("islands.geojson", ISLANDS);
    for arguments in [
        "map --boundaries mine.csv",
        "map --boundaries nowhere.geojson",
        "map --detections nowhere.csv",
        "map --detections islands.geojson",
        "map --atlas mine.csv",
    ] {
        let run = desk.run(arguments).ends_with(1);
        assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1), "{arguments}: {}", run.err);
    }
}

#[test]
fn regions_are_known_by_the_names_that_people_write() {
    let desk = Desk::new();
    let names = [
        "г. Москва",
        "Кемеровская область - Кузбасс",
        "38",
        "25000000000",
        "Иркутская обл.",
        "Респ. Башкортостан",
    ];
    let rows: String = names.iter().map(|name| format!("{name},3,2025-03-12\n")).collect::<Vec<_>>().concat();
    desk.put("mine.csv", format!("region,kw,first_seen\n{rows}"));
    desk.run("check mine.csv").ends_with(0).says(&["no problems"]);
    desk.run("table detections --detections mine.csv --region RU-IRK --year 2025")
        .ends_with(0)
        .says(&["RU-IRK"]);
    desk.put(
        "wide.csv",
        format!(
            "region,kw,first_seen\n{}Атлантида,3,2025-03-12\n",
            "Тюменская область,3,2025-03-12\n".repeat(11)
        ),
    );
    desk.run("check wide.csv").ends_with(1).says(&[
        "1 row or value left out, 12 warnings",
        "\"Тюменская область\" in 11 rows: counted as RU-TYU alone; the name may also include RU-KHM, RU-YAN",
    ]);
}

#[test]
fn the_smallest_region_holds_a_point_and_overlaps_are_told() {
    let desk = Desk::new();
    let square = |name: &str, west: f64, south: f64, side: f64| {
        let (east, north) = (west + side, south + side);
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
    };
    let (oblast, city) = (square("Oblast", 30.0, 50.0, 10.0), square("City", 33.0, 53.0, 3.0));
    desk.put(
        "points.csv",
        "lon,lat,kw,first_seen\n34,54,1,2025-01-01\n35,55,1,2025-01-01\n31,51,1,2025-01-01\n",
    );
    for features in [format!("{oblast},{city}"), format!("{city},{oblast}")] {
        desk.put("b.geojson", format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#));
        let run = desk.run("table detections --boundaries b.geojson --detections points.csv").ends_with(0);
        let run = run.says(&["City in Oblast; a position in both counts for the smaller"]);
        let counted = |name: &str| {
            run.out.lines().find(|line| line.starts_with(name)).map(|line| line.contains(",2025,2,"))
        };
        assert_eq!((counted("City"), counted("Oblast")), (Some(true), Some(false)), "{}", run.out);
    }
}

#[test]
fn a_table_of_figures_by_region_becomes_metrics() {
    let desk = Desk::new();
    let table = "Регион;Год;Жалобы;Жалобы low;Жалобы high\nИркутская обл.;2024;12,5;10;15\n\
                 Бурятия;2024;;3;9\nБурятия;2023;4;;\nНигде;2024;1;;\n";
    desk.put("own.csv", table.as_bytes());
    desk.run("check own.csv").ends_with(1).says(&["figures by region (CSV)", "Жалобы: 3 figures", "Нигде"]);
    let run = desk.run_with("table --figures own.csv --year 2024", &["жалобы"]).ends_with(0);
    let figures = rows(&run.out);
    let of = |code: &str| figures.iter().find(|row| row["region"] == code).expect("a row").clone();
    let (known, bounded) = (of("RU-IRK"), of("RU-BU"));
    assert_eq!((&*known["value"], &*known["low"], &*known["high"]), ("12.5", "10", "15"));
    assert_eq!((&*bounded["value"], &*bounded["low"], &*bounded["high"]), ("", "3", "9"));
    assert_eq!((&*known["status"], &*known["sources"]), ("published", "file:own.csv"));
    assert!(
        figures.iter().all(|row| row["region"] != "RU-MOW" || row["value"].is_empty()),
        "no data is no zero"
    );
    // What is opened on it shows it, of its last year.
    desk.run("map --figures own.csv -o map.svg").ends_with(0);
    let map = desk.read("map.svg");
    assert!(map.contains("Жалобы") && map.contains("own.csv") && map.contains("2024"), "{}", &map[..2000]);
}

#[test]
fn numbers_of_own_boundaries_become_metrics() {
    let desk = Desk::new();
    let feature = |name: &str, x: i32, people: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}","fid":{x},"people":{people}}},"geometry":{{"type":"Polygon","coordinates":[[[{x},50],[{},50],[{},51],[{x},51],[{x},50]]]}}}}"#,
            x + 1,
            x + 1
        )
    };
    let features = [feature("Oak", 10, "1200.5"), feature("Elm", 11, "null"), feature("Ash", 12, "7")];
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    desk.put("own.geojson", text.into_bytes());
    let run = desk.run("table people --boundaries own.geojson").ends_with(0);
    let figures = rows(&run.out);
    let told: Vec<_> = figures.iter().map(|row| (row["region"].clone(), row["value"].clone())).collect();
    // Each is called by its code, of which the file has one.
    assert_eq!(told, [("10".to_owned(), "1200.5".to_owned()), ("12".to_owned(), "7".to_owned())]);
    desk.run("table fid --boundaries own.geojson").ends_with(2);
    desk.run("map --boundaries own.geojson --metric people -o map.svg").ends_with(0);
    assert!(desk.read("map.svg").contains("people"));
}
