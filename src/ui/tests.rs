//! Owns tests of the whole window without a display: what a user does, found by the names that a
//! screen reader reads out.

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
    let opened = files::open(&sources).expect("the files open");
    let start = Start {
        sources,
        lang: Some(lang),
        not_known_factor: None,
        shows_estimates: false,
        is_fresh: true,
        measure_s: None,
    };
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1280.0, 800.0))
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
fn the_legend_counts_every_region_once() {
    let harness = window(Lang::En);
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
    harness.get_by_label("2 ошибки").click();
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
