//! Tests of the list of detections in the window: what is in it, what was said of it, what leaves it.

use super::{go_on, until, window_of_size, window_on};
use crate::{
    io,
    lang::Lang,
    session::{Command, PointFocus, Sources},
    ui::{action::Action, explorer::Explorer},
};
use eframe::egui::{Context, Vec2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use review::Verdict;

/// One in Irkutsk, on the second of March there, and one nobody knows where, a year later.
const TEXT: &str = "detection_id,meter_id,region,lon,lat,kind,kw,score,first_seen\n\
    D1,m1,,104.30,52.30,abnormal_load,7,0.61,2025-03-01T20:00:00Z\n\
    D2,m2,,,,abnormal_load,9,0.97,2026-04-01\n";

/// A window on them, and their folder.
fn window() -> (Harness<'static, Explorer>, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.csv");
    io::write_file(&path, TEXT.as_bytes()).expect("written");
    let sources = Sources { detections: Some(path), wants_shapes: true, ..Sources::default() };
    let mut harness = window_on(sources, Lang::En);
    listed(&mut harness, |rows| rows.iter().any(|row| row.contains("m2")));
    (harness, folder)
}

fn rows(harness: &Harness<'static, Explorer>) -> Vec<String> {
    let items = harness.query_all_by_role(Role::ListItem);
    items.filter_map(|node| node.accesskit_node().label()).filter(|label| label.contains("load")).collect()
}

/// Waits until the list is so, and gives it.
fn listed(harness: &mut Harness<'static, Explorer>, holds: impl Fn(&[String]) -> bool) -> Vec<String> {
    for _ in 0..300 {
        harness.run_steps(2);
        let rows = rows(harness);
        if holds(&rows) {
            return rows;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the list stays as it is: {:?}", rows(harness));
}

#[test]
fn what_lies_in_no_region_is_listed_counted_and_opened() {
    let (mut harness, _folder) = window();
    assert_eq!(harness.state().session().document().focus.as_deref(), Some("RU-IRK"));
    let rows = rows(&harness);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains("m2") && rows[0].contains("no region known"), "{rows:?}");
    // Eight in the evening in UTC is four in the morning of the next day in Irkutsk.
    assert!(rows[1].contains("Irkutsk") && rows[1].contains("2\u{a0}March 2025"), "{rows:?}");
    harness.get_by_label("No region known: 1").click();
    let rows = listed(&mut harness, |rows| rows.len() == 1);
    let row = harness.get_by_label(&rows[0]);
    row.click();
    until(&mut harness, "it is looked at", |explorer| {
        explorer.session().document().point == Some(PointFocus::Detection(1))
    });
    // No map can show it: asked for, its evidence opens.
    harness.state_mut().carry(&Context::default(), Action::ShowDetection(1));
    go_on(&mut harness);
    assert!(harness.query_all_by_label("Next detection").next().is_some(), "the buttons of its window");
}

#[test]
fn what_was_said_shows_in_the_list_narrows_it_and_leaves_with_it() {
    let (mut harness, folder) = window();
    harness.state_mut().set_author("Anna");
    harness.state_mut().apply(&Context::default(), Command::LookAt(Some(PointFocus::Detection(1))));
    harness.state_mut().carry(&Context::default(), Action::Review(Verdict::Confirmed));
    let rows = listed(&mut harness, |rows| rows.iter().any(|row| row.contains("confirmed")));
    assert!(rows[0].contains("m2") && rows[0].contains("confirmed"), "{rows:?}");
    harness.get_by_label("Not reviewed: 1").click();
    let left = listed(&mut harness, |rows| rows.len() == 1);
    assert!(left[0].contains("m1"), "{left:?}");
    // The one reviewed has left the list: the next one is what moved up.
    harness.state_mut().carry(&Context::default(), Action::StepDetection(1));
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().point, Some(PointFocus::Detection(0)));
    harness.get_by_label("All: 2").click();
    go_on(&mut harness);
    harness.get_by_label("Export table…").click();
    go_on(&mut harness);
    assert!(harness.query_by_label("Detections as listed").is_some());
    let session = harness.state().session();
    let file =
        session.listed_file(&[1, 0], crate::session::SheetForm::Csv, &session.words()).expect("a table");
    let file = String::from_utf8(file).expect("text");
    let lines: Vec<&str> = file.lines().collect();
    assert!(lines[0].starts_with("Score,Kind,Meter or feeder"), "{file}");
    assert!(lines[1].contains("m2") && lines[1].ends_with("confirmed"), "{file}");
    assert!(lines[2].contains("2025-03-02") && lines[2].ends_with("detected,"), "{file}");
    // A window that opens on the file has it, too.
    let sources =
        Sources { detections: Some(folder.path().join("own.csv")), wants_shapes: true, ..Sources::default() };
    let mut again = window_on(sources, Lang::Ru);
    listed(&mut again, |_| true);
    for _ in 0..300 {
        again.run_steps(2);
        if again.query_by_label("Подтверждено: 1").is_some() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("what was said is not read again");
}

#[test]
fn in_a_small_window_columns_are_moved_into_view_rather_than_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.csv");
    io::write_file(&path, TEXT.as_bytes()).expect("written");
    let sources = Sources { detections: Some(path), wants_shapes: true, ..Sources::default() };
    let mut harness = window_of_size(sources, Lang::En, Vec2::new(900.0, 600.0));
    listed(&mut harness, |rows| rows.iter().any(|row| row.contains("m2")));
    let last = |harness: &Harness<'static, Explorer>| {
        // The head of the last column stands below the tabs; the inspector has a word of that name, too.
        let all = harness.query_all_by_label("Status").map(|node| node.rect());
        all.max_by(|a, b| a.top().total_cmp(&b.top())).expect("a head")
    };
    let right = |harness: &Harness<'static, Explorer>| {
        harness.query_all_by_role(Role::Table).map(|node| node.rect().right()).fold(0.0, f32::max)
    };
    harness.query_all_by_label("Status").last().expect("a head").scroll_to_me();
    go_on(&mut harness);
    let (head, edge) = (last(&harness), right(&harness));
    assert!(head.right() <= edge + 1.0 && head.width() > 30.0, "{head:?} ends behind {edge}");
}
