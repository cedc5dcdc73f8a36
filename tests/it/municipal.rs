//! Owns the second level as its users meet it: boundaries of municipalities, what figures, bans and
//! detections say of them, and files that do not fit. The boundaries are made by hand.

use crate::program::{Desk, rows};

/// A square of `size` degrees.
fn square(properties: &str, [west, south]: [f64; 2], size: f64) -> String {
    let (east, north) = (west + size, south + size);
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn named(name: &str, region: &str) -> String {
    format!(r#""name":"{name}","region":"{region}""#)
}

/// A city and a district of Chelyabinsk Oblast, a city and the district around it of Irkutsk Oblast.
fn desk() -> Desk {
    let desk = Desk::new();
    let features = [
        square(&named("Челябинск", "RU-CHE"), [61.2, 55.0], 0.4),
        square(&named("Сосновский район", "RU-CHE"), [60.5, 55.0], 0.6),
        square(&named("Иркутск", "Иркутская область"), [104.1, 52.2], 0.4),
        square(&named("Иркутский район", "Иркутская область"), [104.6, 52.2], 0.6),
        square(&named("Сосновский район", "RU-IRK"), [103.0, 53.0], 0.6),
    ];
    desk.put("towns.geojson", collection(&features));
    desk
}

#[test]
fn a_share_of_the_region_becomes_a_count_of_the_municipality() {
    let desk = desk();
    let table = |more: &str| {
        let run = desk.run(&format!("table farms --year 2025 --region RU-CHE {more}")).ends_with(0);
        rows(&run.out)
    };
    let row = |rows: &[std::collections::HashMap<String, String>], code: &str| {
        rows.iter().find(|row| row["region"] == code).cloned().unwrap_or_else(|| panic!("no row of {code}"))
    };
    for more in ["", "--boundaries-of municipality towns.geojson"] {
        let rows = table(more);
        let (whole, city) = (row(&rows, "RU-CHE"), row(&rows, "RU-CHE-chelyabinsk"));
        let number = |row: &std::collections::HashMap<String, String>, column: &str| -> f64 {
            row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
        };
        // Farms are whole.
        let half =
            |column: &str, share: f64| (number(&whole, column) * share - number(&city, column)).abs() < 0.51;
        assert!(half("low", 0.495) && half("high", 0.505), "{whole:?} {city:?}");
        assert_ne!(city["status"], "published", "no source states it");
        assert!(city["sources"].contains("cnews-2026-01-15-chelyabinsk"), "{city:?}");
    }
    // A municipality of which nothing is known has a row, and no value.
    let opened = table("--boundaries-of municipality towns.geojson");
    assert_eq!(row(&opened, "RU-CHE-kusinsky")["status"], "no_data");
}

#[test]
fn a_map_of_a_region_shows_its_municipalities_and_whose_boundaries_they_are() {
    let desk = desk();
    let map = |more: &str| desk.run(&format!("map --region RU-CHE --metric share_of_region {more}"));
    let run = map("--boundaries-of municipality towns.geojson").ends_with(0);
    for text in ["Chelyabinsk (city)", "Sosnovsky District", "Municipalities: towns.geojson"] {
        assert!(run.out.contains(text), "the map lacks {text}");
    }
    // Municipalities that the atlas tells of and the file lacks are named.
    assert!(run.err.contains("RU-CHE-magnitogorsk"), "{}", run.err);
    let whole = desk.run("map --metric farms --boundaries-of municipality towns.geojson").ends_with(0);
    assert!(!whole.out.contains("Sosnovsky District"), "the country shows its regions");
    // Of the municipalities of Irkutsk Oblast no count is known: they are drawn without, below that of
    // the oblast.
    let oblast = desk.run("map --region RU-IRK --boundaries-of municipality towns.geojson").ends_with(0);
    assert!(oblast.out.contains("17,722 (17,057–18,396)") && oblast.out.contains("Иркутский район"));
}

#[test]
fn bans_of_a_part_hold_where_they_name_the_town_and_nothing_is_said_of_the_rest() {
    let desk = desk();
    let run = desk.run("table ban --year 2025 --region RU-IRK --boundaries-of municipality towns.geojson");
    let rows = rows(&run.ends_with(0).out);
    let category = |name: &str| {
        let row = rows.iter().find(|row| row["region_name"] == name).unwrap_or_else(|| panic!("{name}"));
        row["category"].clone()
    };
    assert_eq!(category("Иркутск"), "whole");
    assert_eq!(category("Иркутский район"), "unclear");
}

#[test]
fn detections_count_in_the_municipality_that_holds_them_and_above() {
    let desk = desk();
    desk.put("mine.csv", "lon,lat\n104.3,52.4\n104.3,52.5\n104.8,52.4\n102.0,57.0\n");
    let run = desk.run(
        "table detections --region RU-IRK --detections mine.csv --boundaries-of municipality towns.geojson",
    );
    let rows = rows(&run.ends_with(0).out);
    let count = |code: &str| rows.iter().find(|row| row["region"] == code).map(|row| row["value"].clone());
    assert_eq!(count("RU-IRK").as_deref(), Some("4"));
    assert_eq!(count("RU-IRK/Иркутск").as_deref(), Some("2"));
    assert_eq!(count("RU-IRK/Иркутский район").as_deref(), Some("1"));
}

#[test]
fn a_name_in_two_regions_is_asked_about() {
    let desk = desk();
    let table = |region: &str| {
        let mut command = desk.command("table farms --boundaries-of municipality towns.geojson --region");
        let output = command.arg(region).output().expect("it starts");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (status, said) = table("Сосновский район");
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("RU-CHE-sosnovsky") && said.contains("RU-IRK/Сосновский район"), "{said}");
    assert_eq!(table("RU-CHE-sosnovsky").0, Some(0));
}

#[test]
fn municipalities_of_no_region_are_left_out_and_told() {
    let desk = desk();
    let features = [
        square(&named("Иркутск", "RU-IRK"), [104.1, 52.2], 0.4),
        square(&named("Nowhere", "XX-ABC"), [104.6, 52.2], 0.4),
    ];
    desk.put("codes.geojson", collection(&features));
    // Without a property for the region the place says it.
    let features = [
        square(r#""name":"Иркутск""#, [104.1, 52.2], 0.4),
        square(r#""name":"Atlantis""#, [-30.0, 30.0], 0.4),
    ];
    desk.put("places.geojson", collection(&features));
    for (file, words) in [
        ("codes", ["feature 2, region", "the code or the name of a region", "XX-ABC"]),
        ("places", ["feature 2", "a property with the code or name of its region", "Atlantis"]),
    ] {
        let run = desk.run(&format!("table farms --boundaries-of municipality {file}.geojson"));
        run.ends_with(0).says(&["1 row or value left out"]).says(&words);
    }
}

#[test]
fn files_of_another_kind_are_refused_with_what_to_do() {
    let desk = desk();
    let table = |arguments: &str| desk.run(&format!("table farms {arguments}"));
    table("--boundaries-of district towns.geojson")
        .ends_with(2)
        .says(&["expected municipality", "--boundaries"]);
    desk.put("regions.geojson", collection(&[square(r#""name":"Иркутская область""#, [104.0, 52.0], 4.0)]));
    table("--boundaries-of municipality regions.geojson")
        .ends_with(1)
        .says(&["regions themselves", "--boundaries"]);
    desk.put("sea.geojson", collection(&[square(r#""name":"Atlantis""#, [-30.0, 30.0], 0.4)]));
    table("--boundaries-of municipality sea.geojson").ends_with(1).says(&["none in any of its regions"]);
    desk.put("folder/a.geojson", desk.read("towns.geojson"));
    table("--boundaries-of municipality folder").ends_with(0);
    desk.put("empty/read.me", "");
    table("--boundaries-of municipality empty").ends_with(1).says(&["GeoJSON files in the folder"]);
}

#[test]
fn codes_that_the_atlas_does_not_have_are_told() {
    let desk = desk();
    let coded = |code: &str, name: &str, west: f64| {
        square(&format!(r#""code":"{code}","name":"{name}","region":"RU-CHE""#), [west, 55.0], 0.4)
    };
    let features = [coded("RU-CHE-chelyabinsk", "Chelyabinsk", 61.2), coded("RU-CHE-oz", "Ozyorsk", 60.2)];
    desk.put("codes.geojson", collection(&features));
    let run = desk.run("table farms --region RU-CHE --boundaries-of municipality codes.geojson --year 2025");
    let run = run.ends_with(0).says(&["feature 2, code", "RU-CHE-oz", "drawn without figures"]);
    assert!(run.out.contains("RU-CHE-oz,Ozyorsk,"), "it has a row");
}

#[test]
fn municipalities_without_figures_are_drawn_as_no_data() {
    let desk = desk();
    let features = ["Alpha", "Beta"].map(|name| {
        let west = if name == "Alpha" { 82.0 } else { 82.5 };
        square(&format!(r#""name":"{name}","region":"RU-NVS""#), [west, 55.0], 0.4)
    });
    desk.put("nvs.geojson", collection(&features));
    let run = desk.run("map --region RU-NVS --boundaries-of municipality nvs.geojson").ends_with(0);
    for text in ["Alpha", "Beta", "no data", "7,443 (7,064–7,832)", "Infopro54"] {
        assert!(run.out.contains(text), "{text}");
    }
}
