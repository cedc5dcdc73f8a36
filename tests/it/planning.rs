//! Owns spatial statistics and plans as their users meet them: known values, islands, figures,
//! scenarios that cannot be.

use crate::program::{Desk, rows};
use hashatlas_figure::checks::assert_laid_out;
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
    // Rates are known of one year; whatever year is asked for, that is the one they are of.
    let told = desk.run("spatial household_tariff --year 2025 --draws 9").ends_with(0).out;
    assert!(told.starts_with("Household electricity rate, 2026: "), "{told}");
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
        (r#"{"remove": {"regions": [{"region": "RU-KK"}, {"region": "ru-kk"}]}}"#, 2, "RU-KK is named twice"),
        (r#"{"target": {"times": 0.2}}"#, 2, "expected 1 or more"),
        (r#"{"tarjet": "moved"}"#, 2, "unknown field"),
        (r#"{"remove": ["RU-IRK"]}"#, 2, r#"remove: expected "nothing", "banned", "deficit" or {"regions""#),
        (r#"{"remove": {"regions": ["RU-IRK"]}}"#, 2, r#"found {"regions":["RU-IRK"]}"#),
        (r#"{"version": 9}"#, 2, "version 9"),
        ("{", 2, "line 1"),
        (r#"{"target": {"new_mw": 5e6}}"#, 1, ""),
    ] {
        desk.put("scenario.json", scenario);
        let _ = std::fs::remove_file(desk.path("plan.json"));
        let run = desk.run("plan scenario.json -o plan.json --format json --flows flows.svg");
        let run = run.ends_with(status);
        assert!(run.err.contains(said), "{scenario}: {}", run.err);
        let is_told = !said.is_empty();
        assert_eq!(desk.path("plan.json").exists(), !is_told, "{scenario}: nothing is half written");
        assert_eq!(desk.path("flows.svg").exists(), !is_told, "{scenario}: nor is its picture");
    }
    // The last one was a plan that is forbidden: told, and by what.
    let forbidden = json(&desk.read("plan.json"));
    assert_eq!(forbidden["is_possible"], false);
    assert_eq!(forbidden["limits"][0]["kind"], "headrooms");
    let boundaries = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"A"},"geometry":
        {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}"#;
    desk.put("own.geojson", boundaries);
    let run = desk.run("plan --boundaries own.geojson").ends_with(1);
    assert!(run.err.contains("no metric mining_mw"), "{}", run.err);
}

#[test]
fn an_atlas_without_figures_of_energy_says_what_it_lacks() {
    let desk = Desk::new();
    desk.copy_atlas("mine");
    let text = desk.read("mine/observations.csv");
    let (head, rows) = text.split_once('\n').expect("a header");
    // Generation, consumption and capacity, of which free power is made.
    let is_energy = |row: &&str| {
        ["generation", "consumption", "installed_capacity"].contains(&row.split(',').nth(1).unwrap_or(""))
    };
    let kept: Vec<&str> = rows.lines().filter(|row| !is_energy(row)).collect();
    assert!(kept.len() + 100 < rows.lines().count(), "there were figures of energy");
    desk.put("mine/observations.csv", format!("{head}\n{}\n", kept.join("\n")));
    let run = desk.run("plan --atlas mine -o plan.txt --brief brief.pdf").ends_with(1);
    assert!(run.err.contains("no region of the atlas has figures of generation"), "{}", run.err);
    assert!(!desk.path("plan.txt").exists() && !desk.path("brief.pdf").exists());
}

#[test]
fn pictures_of_a_plan_tell_status_source_and_interval_in_both_languages() {
    let desk = Desk::new();
    desk.put("move.json", r#"{"target": "moved", "remove": "banned", "receivers_at_most": 4}"#);
    for (lang, status, source, free) in
        [("en", "estimated", "Sources:", "Free power"), ("ru", "оценено", "Источники:", "вободная мощность")]
    {
        let files =
            "--maps maps.svg --flows flows.svg --waterfall steps.svg --tornado tornado.svg --brief brief.svg";
        let run = desk.run(&format!("plan move.json --lang {lang} {files}")).ends_with(0);
        assert!(
            run.out.contains(if lang == "en" {
                "season and hour"
            } else {
                "по сезонам и часам"
            }),
            "{}",
            run.out
        );
        for file in ["maps", "flows", "steps", "tornado", "brief"] {
            let svg = desk.read(&format!("{file}.svg"));
            let text: String = roxmltree::Document::parse(&svg)
                .expect("well-formed")
                .descendants()
                .filter_map(|node| node.text())
                .collect();
            assert!(text.contains(status) && text.contains(source), "{file} {lang}: {text}");
            assert!(svg.contains("scenario-sha256"), "{file} says of which scenario it is");
            assert_laid_out(&svg, &format!("{file} {lang}"));
        }
        assert!(desk.read("maps.svg").contains(free) && desk.read("steps.svg").contains(free));
    }
    desk.run("plan move.json --brief brief.pdf --flows flows.png").ends_with(0);
    let pdf = std::fs::read(desk.path("brief.pdf")).expect("written");
    assert!(pdf.starts_with(b"%PDF"));
    desk.run("plan move.json --flows flows.txt").ends_with(2);
}

#[test]
fn a_plan_that_only_moves_says_what_changes_and_what_does_not() {
    let desk = Desk::new();
    let scenario = r#"{"target": "moved", "remove": {"regions": [{"region": "RU-IRK", "mw": 300}]}}"#;
    desk.put("move.json", scenario);
    let run = desk.run("plan move.json --brief brief.svg").ends_with(0);
    assert!(run.out.contains("leaves difficulty as it is") && !run.out.contains("New power"), "{}", run.out);
    let brief = desk.read("brief.svg");
    for said in ["From: Irkutsk 300", "Dagestan", "after the plan", "leaves difficulty as it is"] {
        let words: Vec<&str> = said.split(' ').collect();
        assert!(words.iter().all(|word| brief.contains(word)), "no {said:?} in {brief}");
    }
    desk.put("wrong.json", r#"{"remove": ["RU-IRK"]}"#);
    let run = desk.run("plan wrong.json --lang ru").ends_with(2);
    assert!(
        run.err.contains("столбец 12, \"remove\": ожидается") && run.err.contains("найдено"),
        "{}",
        run.err
    );
}

#[test]
fn what_leaves_is_as_uncertain_as_its_mining_and_moves_no_power_out_of_nothing() {
    let desk = Desk::new();
    desk.put("move.json", r#"{"target": "moved", "remove": "banned"}"#);
    let plan = json(&desk.run("plan move.json --format json").ends_with(0).out);
    let inside = |of: &Value, [low, value, high]: [&str; 3]| {
        let [low, value, high] = [low, value, high].map(|key| number(&of[key]));
        assert!(low < value && value < high, "{low} {value} {high}");
    };
    inside(&plan, ["removed_mw_low", "removed_mw", "removed_mw_high"]);
    inside(&plan, ["placed_mw_low", "placed_mw", "placed_mw_high"]);
    inside(&plan["money"], ["revenue_low", "revenue_bn_rub", "revenue_high"]);
    inside(&plan["money"], ["electricity_low", "electricity_bn_rub", "electricity_high"]);
    inside(&plan["money"], ["profit_low", "profit_bn_rub", "profit_high"]);
    let money = |key: &str| number(&plan["money"][key]);
    // Hours and power are the same in revenue and electricity: closer than their bounds apart.
    assert!(money("profit_low") > money("revenue_low") - money("electricity_high"));
    assert!(money("profit_high") < money("revenue_high") - money("electricity_low"));
    // A quarter of the greatest profit, not of revenue and electricity that cannot come together.
    let most = number(&plan["money"]["tax_bn_rub"][1]);
    assert!((most - 0.25 * money("profit_high")).abs() < 0.002, "{most}");
    assert!(money("profit_low") < 0.0, "it could be a loss, and that is said below");
    // Whose word each value is: a source, the scenario, or nobody's.
    let base = |name: &str| plan["bases"].as_array().expect("bases").iter().find(|b| b["parameter"] == name);
    assert_eq!(base("hash_price_usd_per_ph_day").expect("there")["status"], "published");
    assert_eq!(base("network_eh_per_s").expect("there")["status"], "derived");
    assert_eq!(base("mining_mw").expect("there")["period"], "2025");
    let regions = plan["regions"].as_array().expect("regions");
    let irkutsk = regions.iter().find(|region| region["region"] == "RU-IRK").expect("there");
    inside(irkutsk, ["removed_mw_low", "removed_mw", "removed_mw_high"]);
    inside(irkutsk, ["removed_electricity_low", "removed_electricity_bn_rub", "removed_electricity_high"]);
    // Nobody published how much of its mining a ban on a part stops: none, or all.
    let part = base("part_of_ban").expect("there");
    assert_eq!((part["status"].as_str(), &part["range"]), (Some("assumed"), &json("[0.0, 1.0]")));
    let bound = |key: &str| number(&irkutsk[key]);
    assert_eq!(
        (bound("removed_mw_low"), bound("removed_mw_high")),
        (0.0, number(&irkutsk["mining_mw"]["high"]))
    );
    let swings = plan["tornado"].as_array().expect("swings");
    assert!(swings.iter().any(|swing| swing["parameter"] == "part_of_ban"), "{swings:?}");
    // Installed capacity times 0.85 (0.75 to 0.95).
    let capacity = ["low", "value", "high"].map(|key| number(&irkutsk["capacity_mw"][key]));
    let shares = [capacity[0] / capacity[1], capacity[2] / capacity[1]];
    // MW are whole, of thousands.
    assert!((shares[0] - 0.75 / 0.85).abs() < 1e-4 && (shares[1] - 0.95 / 0.85).abs() < 1e-4, "{shares:?}");
    // What leaves is placed elsewhere, however much it is: no bound of free power grows by it.
    let high = |key: &str| number(&plan[key]["high"]);
    assert!(high("headroom_after_mw") <= high("headroom_mw"), "{}", plan["headroom_after_mw"]);
    for (lang, assumed) in
        [("en", "Assumed, not sourced: a ban on a part"), ("ru", "Допущение без источника: запрет в части")]
    {
        let files = "--flows flows.svg --waterfall steps.svg --brief brief.svg";
        let run = desk.run(&format!("plan move.json --lang {lang} {files}")).ends_with(0);
        assert!(run.out.contains(assumed) && run.out.contains("part_of_ban"), "{}", run.out);
        let texts = |file: &str| -> String {
            let svg = desk.read(file);
            let document = roxmltree::Document::parse(&svg).expect("well-formed");
            let of_text = |node: &roxmltree::Node| node.ancestors().any(|node| node.has_tag_name("text"));
            let texts = document.descendants().filter(|node| node.is_text() && of_text(node));
            texts.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ")
        };
        for file in ["flows.svg", "brief.svg"] {
            let told = texts(file);
            assert!(told.contains("part_of_ban"), "{file} {lang}: {told}");
            // Each region that mining leaves is named, beside the map or on it.
            for name in NAMES.map(|names| names[usize::from(lang == "ru")]) {
                assert!(told.contains(name), "{file} {lang}: no {name} in {told}");
            }
        }
        let brief = texts("brief.svg");
        let said = [["could be a loss", "Возможен убыток"], ["43.1 (33.3–44.8)", "43,1 (33,3–44,8)"]];
        for said in said.into_iter().chain([["Assumed, no source: hash", "Допущение без источника: хешрейт"]])
        {
            let said = said[usize::from(lang == "ru")];
            let words: Vec<&str> = said.split(' ').collect();
            assert!(words.iter().all(|word| brief.contains(word)), "{lang}: no {said} in {brief}");
        }
        let cut = brief.split(' ').filter(|word| word.ends_with('…') && word.len() > '…'.len_utf8());
        assert_eq!(cut.count(), 0, "nothing is cut: {brief}");
        let steps = texts("steps.svg");
        for value in ["191", "243", "238", "124"] {
            assert!(steps.contains(value), "bounds of capacity and load, {lang}: {steps}");
        }
    }
}

#[test]
fn every_figure_of_the_table_of_a_plan_has_its_bounds() {
    let desk = Desk::new();
    desk.put("move.json", r#"{"target": "moved", "remove": "banned"}"#);
    let table = rows(&desk.run("plan move.json --format csv").ends_with(0).out);
    let is_word = |name: &str| ["region", "region_name", "ban", "price_of", "status"].contains(&name);
    let is_bound = |name: &str| name.ends_with("_low") || name.ends_with("_high");
    let figures: Vec<&str> =
        table[0].keys().map(String::as_str).filter(|name| !is_word(name) && !is_bound(name)).collect();
    assert_eq!(figures.len(), 13, "{figures:?}");
    for row in &table {
        for &figure in &figures {
            // Bounds of money and prices are named without its unit.
            let stem = figure.trim_end_matches("_bn_rub").trim_end_matches("_rub_per_kwh");
            let of = |name: &str| row.get(name).unwrap_or_else(|| panic!("no {name}")).parse::<f64>().ok();
            let [low, value, high] = [of(&format!("{stem}_low")), of(figure), of(&format!("{stem}_high"))];
            assert_eq!(value.is_some(), low.is_some() && high.is_some(), "{figure} {row:?}");
            assert!(value.is_none() || low <= value && value <= high, "{figure} {row:?}");
        }
        // A fifth either way, as the money of the plan has it.
        let price = |name: &str| row[name].parse::<f64>().ok();
        if let Some(value) = price("price_rub_per_kwh") {
            assert!(price("price_low").expect("there") <= value * 0.8 + 0.01, "{row:?}");
            assert!(price("price_high").expect("there") >= value * 1.2 - 0.01, "{row:?}");
        }
    }
}

/// Where less is placed than leaves, more may be free; nowhere else.
#[test]
fn free_power_after_a_plan_is_above_that_before_only_where_that_is_told() {
    let desk = Desk::new();
    for (scenario, grows) in [
        (r#"{"target": "moved", "remove": "banned"}"#, false),
        (r#"{"target": "moved", "remove": "deficit"}"#, false),
        (r#"{"target": "moved", "remove": "banned", "to": ["FD-SI"], "receivers_at_most": 1}"#, false),
        (r#"{"target": {"new_mw": 100}, "remove": "banned"}"#, false),
        (r#"{"target": {"budget_bn_rub": 1}, "remove": "banned"}"#, true),
    ] {
        desk.put("scenario.json", scenario);
        let run = desk.run("plan scenario.json --format json");
        let plan = json(&run.out);
        let high = |key: &str| number(&plan[key]["high"]);
        let told = desk.run("plan scenario.json").out;
        let (before, after) = (high("headroom_mw"), high("headroom_after_mw"));
        assert_eq!(after > before, grows, "{scenario}: {before} {after}");
        let is_told = told.contains("More may be free afterwards than before");
        assert_eq!(is_told, grows, "{scenario}: {told}");
    }
}

/// Regions that bans make mining leave, in short.
const NAMES: [[&str; 2]; 9] = [
    ["Irkutsk", "Иркутская область"],
    ["Dagestan", "Дагестан"],
    ["Zabaykalye", "Забайкальский край"],
    ["Buryatia", "Бурятия"],
    ["North Ossetia", "Северная Осетия"],
    ["Kabardino-Balkaria", "Кабардино-Балкария"],
    ["Chechnya", "Чечня"],
    ["Ingushetia", "Ингушетия"],
    ["Karachay-Cherkessia", "Карачаево-Черкесия"],
];

#[test]
fn a_plan_moves_what_bans_stop_to_few_regions() {
    let desk = Desk::new();
    desk.put(
        "move.json",
        r#"{"target": "moved", "remove": "banned", "receivers_at_most": 2, "goal": "reserve"}"#,
    );
    let plan = json(&desk.run("plan move.json --format json").ends_with(0).out);
    let regions = plan["regions"].as_array().expect("regions");
    let sum = |key: &dyn Fn(&Value) -> f64| regions.iter().map(key).sum::<f64>();
    let (removed, placed) =
        (sum(&|region| number(&region["removed_mw"])), sum(&|region| number(&region["placed_mw"]["value"])));
    assert!(removed > 100.0 && (removed - placed).abs() < 0.01 * removed, "{removed} {placed}");
    let receivers = regions.iter().filter(|region| number(&region["placed_mw"]["value"]) > 0.0).count();
    assert!((1..=2).contains(&receivers), "{receivers}");
    assert_eq!(number(&plan["may_save"]), 0.0);
    assert_eq!(plan["scenario_sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_map_of_clusters_says_that_none_passes() {
    let desk = Desk::new();
    desk.run("spatial household_tariff --permutations 999 --clusters clusters.svg").ends_with(0);
    let svg = desk.read("clusters.svg");
    for told in ["no cluster: ", "no neighbours: 2", "two-sided", "No local cluster passes"] {
        assert!(svg.contains(told), "{told}");
    }
    assert_laid_out(&svg, "clusters");
}
