//! Owns tests of the whole window without a display: what a user does, found by the names that a
//! screen reader reads out.

mod listed;
mod live;

use super::{Start, explorer::Explorer, files, settings::Settings};
use crate::{
    lang::Lang,
    session::{Command, Sources},
};
use eframe::egui::{Event, Key, Modifiers, Pos2, Rect, Vec2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};

/// The window on the embedded atlas.
pub(super) fn window(lang: Lang) -> Harness<'static, Explorer> {
    window_on(Sources { wants_shapes: true, ..Sources::default() }, lang)
}

/// The window on files.
pub(super) fn window_on(sources: Sources, lang: Lang) -> Harness<'static, Explorer> {
    window_of_size(sources, lang, Vec2::new(1280.0, 800.0))
}

fn window_of_size(sources: Sources, lang: Lang, size: Vec2) -> Harness<'static, Explorer> {
    let opened = files::open(&sources).expect("the files open");
    let start = Start {
        sources,
        lang: Some(lang),
        not_known_factor: None,
        shows_estimates: false,
        is_fresh: true,
        measure_s: None,
        readings: None,
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(60)
        .build_eframe(move |context| Explorer::new(&context.egui_ctx, opened, &start, Settings::default()));
    // Flights and jobs ask for more frames than a harness waits for.
    harness.run_steps(4);
    harness
}

/// Some frames on: a flight of the map ends, a click is carried out.
pub(super) fn go_on(harness: &mut Harness<'static, Explorer>) {
    harness.run_steps(8);
}

#[test]
fn years_metrics_and_undo_work_by_mouse_and_keyboard() {
    let mut harness = window(Lang::En);
    harness.get_by_label("2024").click();
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().year, 2024);
    harness.get_by_label("Energy balance").scroll_to_me();
    go_on(&mut harness);
    harness.get_by_label("Energy balance").click();
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().metric, "energy_balance");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().metric, "farms");
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().metric, "energy_balance");
}

#[test]
fn the_map_is_read_out_and_the_breadcrumb_leads_up() {
    let mut harness = window(Lang::Ru);
    assert!(harness.query_all_by_label_contains("Россия").next().is_some());
    harness.state_mut().apply(&eframe::egui::Context::default(), Command::Focus(Some("RU-IRK".into())));
    go_on(&mut harness);
    assert!(harness.query_by_label("Сибирский ФО").is_some(), "the district stands in the breadcrumb");
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().focus.as_deref(), Some("FD-SI"));
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().focus, None);
}

#[test]
fn a_narrow_window_shows_the_last_steps_whole() {
    let sources = Sources { wants_shapes: true, ..Sources::default() };
    let mut harness = window_of_size(sources, Lang::Ru, Vec2::new(900.0, 600.0));
    harness.state_mut().apply(&eframe::egui::Context::default(), Command::Focus(Some("RU-IRK".into())));
    go_on(&mut harness);
    let last = harness.get_all_by_label("Иркутская область").map(|node| node.rect()).next();
    assert!(last.is_some_and(|last| last.left() > 40.0 && last.width() > 100.0), "{last:?}");
    // The sign before it leads to the step before it.
    harness.get_by_label("Сибирский ФО").click();
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().focus.as_deref(), Some("FD-SI"));
}

#[test]
fn esc_closes_a_menu_before_it_goes_up() {
    let mut harness = window(Lang::En);
    harness.state_mut().apply(&eframe::egui::Context::default(), Command::Focus(Some("RU-IRK".into())));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    go_on(&mut harness);
    harness.get_by_label("Columns…").click();
    go_on(&mut harness);
    let is_open = |harness: &Harness<'_, Explorer>| eframe::egui::Popup::is_any_open(&harness.ctx);
    assert!(is_open(&harness));
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert!(!is_open(&harness));
    assert_eq!(harness.state().session().document().focus.as_deref(), Some("RU-IRK"));
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().focus.as_deref(), Some("FD-SI"));
}

#[test]
fn the_legend_counts_every_region_once() {
    // A smaller window has room for a strip of colours only.
    let sources = Sources { wants_shapes: true, ..Sources::default() };
    let harness = window_of_size(sources, Lang::En, Vec2::new(1600.0, 1000.0));
    let legend: Vec<String> = harness
        .get_all_by_role(eframe::egui::accesskit::Role::Label)
        .filter_map(|node| node.accesskit_node().label().or(node.accesskit_node().value()))
        .filter(|label| {
            label.contains(" – ") || label.starts_with("no data") || label.starts_with("not known")
        })
        .collect();
    let count = |label: &String| label.rsplit(": ").next().and_then(|n| n.parse::<usize>().ok());
    let total: usize = legend.iter().filter_map(count).sum();
    assert!(total >= 80, "{legend:?}");
}

#[test]
fn panels_are_resized_by_their_edges() {
    let mut harness = window(Lang::En);
    let edges = |harness: &Harness<'static, Explorer>| -> Vec<Rect> {
        harness.query_all_by_role(Role::Splitter).map(|node| node.rect()).collect()
    };
    assert_eq!(edges(&harness).len(), 3);
    for nth in 0..3 {
        let from = edges(&harness)[nth].center();
        let middle = Pos2::new(600.0, 300.0);
        let edge = edges(&harness)[nth];
        let to = if edge.width() > edge.height() {
            Vec2::new(0.0, 40.0 * (middle.y - from.y).signum())
        } else {
            Vec2::new(40.0 * (middle.x - from.x).signum(), 0.0)
        };
        harness.hover_at(from);
        harness.run_steps(2);
        harness.drag_at(from);
        harness.run_steps(2);
        harness.hover_at(from + to);
        harness.run_steps(2);
        harness.drop_at(from + to);
        go_on(&mut harness);
        let moved = edges(&harness)[nth].center() - from;
        assert!((moved - to).length() < 4.0, "edge {nth} at {from:?} moved by {moved:?} for {to:?}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests make their files")]
fn what_is_wrong_with_files_is_told_in_the_language_of_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let [own, empty] = ["own.csv", "empty.csv"].map(|name| folder.path().join(name));
    std::fs::write(&own, "lon,lat,kw,score\n104.3,52.3,twelve,0.9\n104.4,52.4,5,9\n").expect("written");
    std::fs::write(&empty, "").expect("written");
    let sources = Sources { detections: Some(own), wants_shapes: true, ..Sources::default() };
    let mut harness = window_on(sources, Lang::Ru);
    harness.get_by_label("2 замечания").click();
    go_on(&mut harness);
    for said in ["киловатты, не меньше 0", "число от 0 до 1", "\"twelve\"", "строка 2", "строка 3"]
    {
        assert!(harness.query_by_label(said).is_some(), "{said}");
    }
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    go_on(&mut harness);
    harness.event(Event::Text(empty.display().to_string()));
    go_on(&mut harness);
    harness.key_press(Key::Enter);
    let refused = "ожидалось: таблица с заголовком, текст UTF-8; найдено: пустой файл";
    // The file is opened in the background.
    for _ in 0..200 {
        go_on(&mut harness);
        if harness.query_by_label_contains(refused).is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("{refused} is not said");
}

/// Frames until something holds, as work in the background takes its time.
fn until(harness: &mut Harness<'static, Explorer>, what: &str, holds: impl Fn(&Explorer) -> bool) {
    for _ in 0..400 {
        go_on(harness);
        if holds(harness.state()) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("never: {what}");
}

/// A key press as one of several events of one frame.
fn key(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

#[test]
fn played_from_the_last_year_the_years_begin_anew_and_end_there() {
    let mut harness = window(Lang::En);
    let year = |harness: &Harness<'static, Explorer>| harness.state().session().document().year;
    assert_eq!(year(&harness), 2025);
    harness.get_by_label("Play the years").click();
    harness.run_steps(2);
    assert_eq!(year(&harness), 2023, "it begins at the first year at once");
    let mut seen = vec![2023];
    for _ in 0..60 {
        harness.run_steps(1);
        if seen.last() != Some(&year(&harness)) {
            seen.push(year(&harness));
        }
    }
    assert_eq!(seen, [2023, 2024, 2025]);
    assert!(harness.query_by_label("Play the years").is_some(), "it has stopped");
}

#[test]
fn regions_are_picked_from_a_list_and_the_charts_compare_them() {
    let mut harness = window(Lang::En);
    harness.state_mut().apply(&eframe::egui::Context::default(), Command::Choose(Some("RU-IRK".into())));
    go_on(&mut harness);
    harness.get_by_label("Compare…").click();
    go_on(&mut harness);
    harness.event(Event::Text("novosib".into()));
    go_on(&mut harness);
    harness.key_press(Key::Enter);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().chosen, ["RU-IRK", "RU-NVS"]);
    harness.get_by_label("Compare").click();
    go_on(&mut harness);
    // The years of both, and no ranking of the others.
    assert!(harness.query_by_label_contains("Irkutsk. 2025: 17,722").is_some());
    assert!(harness.query_by_label_contains("Novosibirsk. 2025:").is_some());
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    go_on(&mut harness);
    let rows = harness.get_all_by_role(Role::ListItem).count();
    assert_eq!(rows, 2, "the ranking has the regions compared");
}

#[test]
fn what_is_typed_in_the_frame_of_a_shortcut_is_not_lost() {
    let mut harness = window(Lang::En);
    // Zero would fit the map, a space play the years.
    for event in [
        key(Key::K, Modifiers::COMMAND),
        key(Key::Num0, Modifiers::NONE),
        Event::Text("irkutsk".into()),
        key(Key::Space, Modifiers::NONE),
        Event::Text(" obl".into()),
        key(Key::Enter, Modifiers::NONE),
    ] {
        harness.input_mut().events.push(event);
    }
    go_on(&mut harness);
    let document = harness.state().session().document();
    assert_eq!((document.focus.as_deref(), document.year), (Some("RU-IRK"), 2025));
    harness.input_mut().events.push(key(Key::O, Modifiers::COMMAND));
    harness.input_mut().events.push(Event::Text("/no/such".into()));
    harness.run_steps(1);
    harness.input_mut().events.push(Event::Text("/file.csv".into()));
    go_on(&mut harness);
    let field = harness.get_by_label("FILE OR PATH");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("/no/such/file.csv"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests make their files")]
fn a_file_of_detections_opens_on_itself_and_one_is_shown_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.csv");
    // The first two are some 700 m apart.
    let text = "lon,lat,kind,kw,score,first_seen\n104.30,52.30,abnormal_load,7,0.61,2025-03-01\n\
        104.31,52.30,abnormal_load,9,0.97,2025-04-01\n103.9,52.5,meter_tampering,5,,2025-04-02\n";
    std::fs::write(&path, text).expect("written");
    let sources = Sources { detections: Some(path), wants_shapes: true, ..Sources::default() };
    let opened = files::open(&sources).expect("the file opens");
    // The last session was about something else.
    let mut last = opened.session.document().clone();
    (last.metric, last.focus) = ("population".into(), Some("RU-MOW".into()));
    let settings = Settings { document: Some(last), sources: sources.clone(), ..Settings::default() };
    let start = Start {
        sources,
        lang: Some(Lang::En),
        not_known_factor: None,
        is_fresh: true,
        measure_s: None,
        readings: None,
        shows_estimates: false,
    };
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
        .build_eframe(move |context| Explorer::new(&context.egui_ctx, opened, &start, settings));
    harness.run_steps(4);
    let document = harness.state().session().document();
    assert_eq!((document.metric.as_str(), document.focus.as_deref()), ("detections", Some("RU-IRK")));
    until(&mut harness, "the list has all", |explorer| explorer.shown_detections() == Some(3));
    go_on(&mut harness);
    let rows: Vec<String> = harness
        .get_all_by_role(Role::ListItem)
        .filter_map(|node| node.accesskit_node().label())
        .filter(|label| label.contains("Irkutsk"))
        .collect();
    let scores: Vec<&str> = rows.iter().filter_map(|row| row.split(',').next()).collect();
    assert_eq!(scores, ["0.97", "0.61", "–"], "the surest first, the unknown last: {rows:?}");
    let looked_at = Command::LookAt(Some(crate::session::PointFocus::Detection(1)));
    harness.state_mut().apply(&eframe::egui::Context::default(), looked_at);
    go_on(&mut harness);
    harness.get_by_label("Show on the map").click();
    // 700 m are 40 points at 17 m a point: zoom 13.2.
    until(&mut harness, "it stands alone", |explorer| explorer.map_zoom() > 13.0);
}

#[test]
fn metrics_lead_with_eight_and_the_rest_is_found_by_its_name() {
    let mut harness = window(Lang::En);
    assert!(harness.query_by_label("Peak demand").is_none(), "it is folded away");
    harness.get_by_label("Find a figure").focus();
    go_on(&mut harness);
    harness.get_by_label("Find a figure").type_text("peak dem");
    go_on(&mut harness);
    harness.get_by_label("Peak demand").click();
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().metric, "peak_demand");
    let mut harness = window(Lang::Ru);
    // What the first line offers, and that it goes when it has been read.
    harness.get_by_label("Сравнить регионы…").click();
    go_on(&mut harness);
    assert!(harness.query_by_label("Сравнить регионы").is_some(), "the list of regions is open");
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    harness.get_by_label("Закрыть эту строку").click();
    go_on(&mut harness);
    assert!(harness.query_by_label("Закрыть эту строку").is_none());
}

#[test]
fn several_metrics_stand_in_one_table_filtered_by_an_expression() {
    let mut harness = window(Lang::En);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    go_on(&mut harness);
    harness.get_by_label("Columns…").click();
    go_on(&mut harness);
    harness.get_all_by_label("Energy balance").last().expect("a column").click();
    go_on(&mut harness);
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    let filter = "Filter: words, or balance < 0 and farms > 2000";
    harness.get_by_label(filter).focus();
    go_on(&mut harness);
    harness.get_by_label(filter).type_text("balance < 0 and farms > 1");
    go_on(&mut harness);
    let rows = |harness: &Harness<'static, Explorer>| harness.query_all_by_role(Role::Row).count();
    assert!(harness.query_by_label_contains("that may fit").is_some(), "intervals leave some open");
    let sure = rows(&harness);
    harness.get_by_label_contains("that may fit").click();
    go_on(&mut harness);
    assert!(rows(&harness) >= sure);
    harness.get_by_label(filter).focus();
    go_on(&mut harness);
    harness.get_by_label(filter).type_text(" and farmz > 1");
    go_on(&mut harness);
    assert!(harness.query_by_label_contains("there is no figure “farmz”").is_some());
    assert!(harness.query_by_label_contains("At character").is_some());
    assert!(rows(&harness) > 0, "what is no expression hides nothing");
}

#[test]
fn what_a_filter_decides_by_stands_beside_it() {
    let mut harness = window(Lang::En);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    go_on(&mut harness);
    assert!(harness.query_by_label("By district").is_none(), "one metric has all about it");
    let filter = "Filter: words, or balance < 0 and farms > 2000";
    harness.get_by_label(filter).focus();
    go_on(&mut harness);
    harness.get_by_label(filter).type_text("balance < 0 and farms > 2000");
    go_on(&mut harness);
    assert!(harness.query_by_label("By district").is_some(), "several stand side by side");
    let balance =
        harness.query_all_by_label_contains("Energy balance").filter(|node| node.rect().left() > 300.0);
    assert!(balance.count() > 0, "the balance has a column");
}

#[test]
fn the_map_fits_again_when_the_window_is_resized() {
    let mut harness = window(Lang::En);
    // The forms of the legend are tried out first.
    go_on(&mut harness);
    let before = harness.state().map_zoom();
    harness.set_size(Vec2::new(900.0, 600.0));
    go_on(&mut harness);
    go_on(&mut harness);
    let small = harness.state().map_zoom();
    // Smaller or larger: in a small window the legend folds and leaves the map its place.
    assert!((small - before).abs() > 0.1, "{small} {before}");
    harness.set_size(Vec2::new(1280.0, 800.0));
    go_on(&mut harness);
    go_on(&mut harness);
    let again = harness.state().map_zoom();
    // The panels beside it stay as narrow as they became: the map has more room, and may stand over the legend.
    assert!(again > before - 0.1 && again > small + 0.1, "{before} {small} {again}");
}

#[test]
fn a_region_opens_into_its_municipalities_and_the_breadcrumb_leads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("towns.geojson");
    let town = |name: &str, west: f64| {
        let ring = [[west, 55.0], [west + 0.5, 55.0], [west + 0.5, 55.5], [west, 55.5], [west, 55.0]];
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}","region":"RU-CHE"}},"geometry":{{"type":"Polygon","coordinates":[{ring:?}]}}}}"#
        )
    };
    let towns = [town("Chelyabinsk", 61.2), town("Sosnovsky District", 60.6)].join(",");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{towns}]}}"#);
    crate::io::write_file(&file, text.as_bytes()).expect("written");
    let sources = Sources { wants_shapes: true, municipalities: vec![file], ..Sources::default() };
    let mut harness = window_on(sources, Lang::En);
    let focus = |harness: &Harness<'static, Explorer>| harness.state().session().document().focus.clone();
    let open = |harness: &mut Harness<'static, Explorer>, code: &str| {
        harness.state_mut().apply(&eframe::egui::Context::default(), Command::Focus(Some(code.into())));
        go_on(harness);
    };
    open(&mut harness, "RU-CHE");
    harness.run_steps(60);
    let zoom_of_region = harness.state().map_zoom();
    open(&mut harness, "RU-CHE-chelyabinsk");
    assert_eq!(focus(&harness).as_deref(), Some("RU-CHE-chelyabinsk"));
    harness.run_steps(60);
    assert!(harness.state().map_zoom() > zoom_of_region, "the map goes to the city");
    let step = harness.query_by_label("Chelyabinsk");
    assert!(step.is_some(), "the region stands in the breadcrumb");
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert_eq!(focus(&harness).as_deref(), Some("RU-CHE"));
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert_eq!(focus(&harness).as_deref(), Some("FD-UR"));
}

#[test]
fn escape_closes_the_window_in_front_before_it_goes_up() {
    let mut harness = window(Lang::En);
    harness.state_mut().apply(&eframe::egui::Context::default(), Command::Focus(Some("RU-IRK".into())));
    go_on(&mut harness);
    for key in [Key::Num8, Key::Num7] {
        harness.key_press_modifiers(Modifiers::COMMAND, key);
        go_on(&mut harness);
    }
    let focus = |harness: &Harness<'static, Explorer>| harness.state().session().document().focus.clone();
    let words = crate::lang::Words::new(Lang::En);
    let [plan, evidence] = ["plan-view-undo", "panel-evidence-none"].map(|id| words.get(id));
    let is_shown =
        |harness: &Harness<'static, Explorer>, label: &str| harness.query_by_label(label).is_some();
    assert!(is_shown(&harness, &plan) && is_shown(&harness, &evidence));
    for _ in 0..2 {
        harness.key_press(Key::Escape);
        go_on(&mut harness);
        assert_eq!(focus(&harness).as_deref(), Some("RU-IRK"), "a window closes first");
    }
    assert!(!is_shown(&harness, &plan) && !is_shown(&harness, &evidence));
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert_eq!(focus(&harness).as_deref(), Some("FD-SI"));
}

#[test]
fn a_plan_follows_its_controls_and_goes_back_a_step() {
    let mut harness = window(Lang::En);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num8);
    go_on(&mut harness);
    let placed = |harness: &Harness<'static, Explorer>| {
        harness.state().planner().result().map(|result| result.placed_mw.value.round())
    };
    assert_eq!(placed(&harness), Some(500.0));
    harness.get_by_label("What bans stop").click();
    go_on(&mut harness);
    let with_bans = placed(&harness).expect("it is solved");
    assert!(with_bans > 500.0, "{with_bans}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    go_on(&mut harness);
    assert_eq!(placed(&harness), Some(500.0));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    go_on(&mut harness);
    assert_eq!(placed(&harness), Some(with_bans));
    // Regions are called as people call them.
    harness.get_by_label("Only into (all if empty)").focus();
    go_on(&mut harness);
    harness.get_by_label("Only into (all if empty)").type_text("Komi, сибирский фо");
    go_on(&mut harness);
    let into = harness.state().planner().result().map(|result| result.scenario.to.clone());
    assert_eq!(into, Some(vec!["RU-KO".to_owned(), "FD-SI".to_owned()]));
    // Mining is moved from a region that is typed, so many MW or all of it.
    harness.get_by_label("From regions…").click();
    go_on(&mut harness);
    let from = "Move from (region, with MW or all it has)";
    harness.get_by_label(from).focus();
    go_on(&mut harness);
    harness.get_by_label(from).type_text("Irkutsk Oblast 300");
    go_on(&mut harness);
    let removed = |harness: &Harness<'static, Explorer>| {
        let result = harness.state().planner().result().expect("it is solved");
        let of = result.regions.iter().find(|region| region.region == "RU-IRK").expect("there").removed_mw;
        (of.low, of.value, of.high)
    };
    assert_eq!(removed(&harness), (300.0, 300.0, 300.0));
    harness.get_by_label("Export pictures").click();
    go_on(&mut harness);
    assert!(harness.query_by_label("Brief as PDF").is_some(), "each says what it writes");
}

#[test]
fn the_moran_scatter_marks_its_quadrants_on_the_map() {
    let mut harness = window(Lang::En);
    harness
        .state_mut()
        .apply(&eframe::egui::Context::default(), Command::ShowMetric("household_tariff".into()));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num9);
    // It is computed in the background.
    for _ in 0..200 {
        go_on(&mut harness);
        if harness.query_by_label_contains("Moran's I").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let marked =
        |harness: &Harness<'static, Explorer>| harness.query_all_by_label_contains("regions marked").count();
    assert_eq!(marked(&harness), 0);
    harness.get_by_label_contains("high among high").click();
    go_on(&mut harness);
    assert!(marked(&harness) > 0, "the regions are marked");
}

#[test]
fn the_fact_sheet_stays_within_its_panel_in_a_small_window() {
    for lang in [Lang::Ru, Lang::En] {
        let sources = Sources { wants_shapes: true, ..Sources::default() };
        let size = Vec2::new(900.0, 600.0);
        let mut harness = window_of_size(sources, lang, size);
        for focus in [None, Some("RU-IRK"), Some("RU-BA")] {
            let focus = Command::Focus(focus.map(str::to_owned));
            harness.state_mut().apply(&eframe::egui::Context::default(), focus);
            go_on(&mut harness);
            let edges = harness.query_all_by_role(Role::Splitter).map(|node| node.rect());
            let upright = edges.filter(|edge| edge.height() > edge.width());
            let edge = upright.map(|edge| edge.center().x).fold(0.0, f32::max);
            let name = if lang == Lang::Ru { "Сравнить…" } else { "Compare…" };
            let sheet = harness.get_by_label(name).rect();
            assert!(sheet.left() > edge && sheet.right() < size.x, "{lang:?}: {sheet:?} beside {edge}");
        }
    }
}

#[test]
fn the_bar_on_top_ends_within_a_small_window() {
    for (lang, name) in [(Lang::Ru, "Экспорт…"), (Lang::En, "Export…")] {
        let sources = Sources { wants_shapes: true, ..Sources::default() };
        let size = Vec2::new(900.0, 600.0);
        let mut harness = window_of_size(sources, lang, size);
        for focus in [None, Some("RU-IRK")] {
            let focus = Command::Focus(focus.map(str::to_owned));
            harness.state_mut().apply(&eframe::egui::Context::default(), focus);
            go_on(&mut harness);
            let buttons = harness.query_all_by_label(name).map(|node| node.rect());
            let top = buttons.min_by(|a, b| a.top().total_cmp(&b.top())).expect("a button");
            assert!(top.right() <= size.x, "{lang:?}: {top:?}");
        }
    }
}

#[test]
fn the_frame_in_which_the_theme_changes_is_of_one_theme() {
    fn fills(shape: &eframe::egui::Shape, found: &mut Vec<eframe::egui::Color32>) {
        match shape {
            eframe::egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| fills(shape, found)),
            eframe::egui::Shape::Rect(rect) => found.push(rect.fill),
            _ => {}
        }
    }
    let (light, dark) = (super::theme::Look::of(false), super::theme::Look::of(true));
    let mut harness = window(Lang::En);
    for (of, other) in [(dark, light), (light, dark)] {
        harness.key_press_modifiers(Modifiers::COMMAND, Key::D);
        harness.run_steps(1);
        let mut found = Vec::new();
        for clipped in &harness.output().shapes {
            fills(&clipped.shape, &mut found);
        }
        assert!(found.contains(&of.card), "buttons have the ground of the theme");
        let wrong = found.iter().filter(|fill| [other.card, other.accent_tint].contains(fill)).count();
        assert_eq!(wrong, 0, "boxes of the other theme, dark {}", of.is_dark);
    }
}
