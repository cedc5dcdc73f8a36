//! Owns spatial statistics and plans as their users meet them: known values, islands, figures,
//! scenarios that cannot be.

use crate::program::{Desk, rows};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// Values by esda 2.8 and by the formulas.
#[test]
fn spatial_statistics_have_known_values() {
    let desk = Desk::new();
    let result = json(&desk.run("spatial household_tariff --format json").ends_with(0).out);
    assert_eq!(result["n"], 83);
    assert_eq!(result["islands"], serde_json::json!(["RU-KGD", "RU-SAK"]));
    assert_eq!(result["links"], 378);
    let near = |value: &Value, known: f64| {
        let off = (number(value) - known).abs();
        assert!(off < 1e-9, "{value} {known}");
    };
    near(&result["moran"]["value"], 0.257_554_947_5);
    near(&result["moran"]["variance_normal"], 0.005_723_057_578);
    near(&result["moran"]["variance_random"], 0.005_504_760_576);
    let regions = result["regions"].as_array().expect("regions");
    let region = |code: &str| regions.iter().find(|region| region["region"] == code).expect("a region");
    let altai = region("RU-AL");
    near(&altai["lag"], -0.756_791_142_524_501_7);
    near(&altai["local_i"], -1.026_720_170_693_540_5);
    near(&altai["gi_star_z"], -0.758_394_944_1);
    assert!((number(&altai["p"]) - 0.11154).abs() < 0.01, "{altai}");
    // esda finds both significant; they have no neighbours.
    for island in ["RU-KGD", "RU-SAK"] {
        assert_eq!(region(island)["cluster"], "island");
        assert!(region(island)["p"].is_null() && region(island)["local_i"].is_null());
    }
    assert!(
        regions
            .iter()
            .all(|region| ["none", "island"].contains(&region["cluster"].as_str().expect("a word")))
    );
    let left = json(&desk.run("spatial household_tariff --without-islands --format json").ends_with(0).out);
    assert_eq!(left["n"], 81);
    near(&left["moran"]["value"], 0.251_723_528_9);
    near(&left["moran"]["expected"], -0.0125);
    // Estimated counts take part where they are asked for.
    let rates = json(&desk.run("spatial farms_per_100k --show-estimates --format json").ends_with(0).out);
    let regions = rates["regions"].as_array().expect("regions");
    let altai = regions.iter().find(|region| region["region"] == "RU-AL").expect("a region");
    assert!((number(&altai["smoothed"]) - 32.435_402_54).abs() < 1e-8, "{altai}");
}

#[test]
fn neighbours_can_be_chosen_and_figures_drawn() {
    let desk = Desk::new();
    let run =
        desk.run("spatial household_tariff --nearest 5 --draws 9 --map gi.svg --scatter moran.svg --lang ru");
    let run = run.ends_with(0);
    assert!(run.out.contains("I Морана"), "{}", run.out);
    assert!(!run.out.contains("Без соседей"), "the nearest five are always there");
    for (file, word) in [("gi.svg", "Gi*"), ("moran.svg", "соседей")] {
        let svg = desk.read(file);
        assert!(svg.starts_with("<svg") && svg.contains(word), "{file}");
    }
    desk.run("spatial household_tariff --nearest 5 --within 500").ends_with(2);
    let run = desk.run("spatial tariff_growth").ends_with(1);
    assert!(run.err.contains("at least four"), "{}", run.err);
    let table = rows(&desk.run("spatial household_tariff --rook --binary --format csv").ends_with(0).out);
    assert_eq!(table.len(), 83);
    // Only two regions meet in a corner.
    let oryol = table.iter().find(|row| row["region"] == "RU-ORE").expect("a row");
    assert_eq!(oryol["cluster"], "none");
}

#[test]
fn a_plan_places_what_is_wanted_within_what_is_free() {
    let desk = Desk::new();
    let plan = json(&desk.run("plan --format json").ends_with(0).out);
    assert_eq!(plan["status"], "estimated");
    let regions = plan["regions"].as_array().expect("regions");
    let mut placed = 0.0;
    for region in regions {
        let mw = number(&region["placed_mw"]["value"]);
        placed += mw;
        if mw > 0.0 {
            assert!(mw <= number(&region["headroom_mw"]["value"]) + 1e-3, "{region}");
            assert_eq!(region["ban"], "none", "{region}");
        }
    }
    assert!((placed - 500.0).abs() < 0.01, "{placed}");
    // ACRA's own figures, from the rates of the time.
    let devices = plan["devices"].as_array().expect("devices");
    let of = |at: usize, key: &str| number(&devices[at][key]) / 1e3;
    for (at, (code, published)) in
        [("RU-KK", 56.0), ("RU-TYU", 72.0), ("RU-MUR", 75.0)].into_iter().enumerate()
    {
        assert_eq!(devices[at]["region"], code);
        assert_eq!(of(at, "published_rub"), published);
        assert!((of(at, "at_first_rate_rub") - published).abs() < 0.6, "{}", devices[at]);
    }
    // Fivefold output moves difficulty, so it earns less than five times as much.
    let claim = &plan["fivefold"]["high"];
    assert!(number(&claim["revenue_after_bn_rub"]) < number(&claim["revenue_frozen_bn_rub"]));
}

#[test]
fn scenarios_that_cannot_be_say_what_to_do() {
    let desk = Desk::new();
    for (scenario, status, said) in [
        (
            r#"{"limits": [{"region": "RU-KK", "mw": 1}, {"region": "RU-KK", "mw": 2}]}"#,
            2,
            "RU-KK is named twice",
        ),
        (r#"{"limits": [{"region": "RU-KK", "mw": -1}]}"#, 2, "expected 0 or more, found -1"),
        (r#"{"to": ["RU-XX"]}"#, 2, "RU-XX"),
        (r#"{"to": ["RU-MOW"]}"#, 1, "it has no free power"),
        (r#"{"date": "soon"}"#, 2, "expected a day"),
        (r#"{"remove": {"regions": [{"region": "RU-KK", "mw": 90000}]}}"#, 1, "there are"),
        (r#"{"target": {"new_mw": 5e6}}"#, 1, ""),
        ("{", 2, "line 1"),
    ] {
        desk.put("scenario.json", scenario);
        let run = desk.run("plan scenario.json -o plan.json --format json").ends_with(status);
        assert!(run.err.contains(said), "{scenario}: {}", run.err);
    }
    // The last but one was a plan that is forbidden: told, and by what.
    let forbidden = json(&desk.read("plan.json"));
    assert_eq!(forbidden["is_possible"], false);
    assert_eq!(forbidden["limits"][0]["kind"], "headrooms");
    let boundaries = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"A"},"geometry":
        {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}"#;
    desk.put("own.geojson", boundaries);
    let run = desk.run("plan --boundaries own.geojson").ends_with(1);
    assert!(run.err.contains("no metric mining_mw"), "{}", run.err);
}
