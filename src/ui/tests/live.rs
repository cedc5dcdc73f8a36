//! Owns tests of watching in the window: from a click to alarms on the map, and to the evidence of one.

use super::{go_on, window, window_on};
use crate::{
    lang::Lang,
    session::{Command, PointFocus, Sources},
    simulate::grid::{Grid, GridOptions},
    ui::{action::Action, watcher::WatchOrder},
    watch::{Task, demonstration},
};
use eframe::egui::Context;
use egui_kittest::{Harness, kittest::Queryable};
use std::time::{Duration, Instant};

/// What never comes is a fault; what comes late is a slow machine.
const LONGEST: Duration = Duration::from_mins(20);

/// Frames go by until something is so.
fn wait_until(harness: &mut Harness<'static, super::Explorer>, is_so: impl Fn(&super::Explorer) -> bool) {
    let begun = Instant::now();
    while !is_so(harness.state()) {
        assert!(begun.elapsed() < LONGEST, "it never is");
        harness.run_steps(2);
        std::thread::sleep(Duration::from_millis(50));
    }
    go_on(harness);
}

#[test]
fn the_demonstration_brings_alarms_to_the_map_and_one_to_its_evidence() {
    let mut harness = window(Lang::En);
    harness.get_by_label("Watch a grid live").click();
    go_on(&mut harness);
    assert!(harness.query_by_label("Watching: Demonstration").is_some(), "the strip says what is watched");
    wait_until(&mut harness, |explorer| {
        explorer.session().detections().is_some()
            && explorer.shown_detections().is_some_and(|count| count > 0)
    });
    let document = harness.state().session().document().clone();
    assert_eq!(document.metric, "detections");
    assert!(harness.query_by_label_contains("400 meters").is_some());
    harness.get_by_label_contains("Newest: ").click();
    go_on(&mut harness);
    assert!(harness.state().session().document().point.is_some(), "the newest alarm is looked at");
    // Fresh readings leave it there.
    let revision = harness.state().session().revision();
    wait_until(&mut harness, |explorer| explorer.session().revision() > revision + 1);
    assert!(harness.state().session().document().point.is_some());
    let clock = harness.query_by_label_contains(" local (UTC+8)");
    assert!(clock.is_some(), "the strip has the clock of the list, and says so");
    assert!(harness.query_all_by_label("Detections per 100,000 people").next().is_some(), "named by no file");
    assert!(harness.query_all_by_label_contains(".parquet").next().is_none(), "a copy is nobody's file");
    harness.get_by_label("Stop").click();
    go_on(&mut harness);
    assert!(harness.state().session().document().point.is_some(), "what is looked at stays");
    assert!(harness.query_by_label_contains("Choose a detection").is_none(), "its evidence is not empty");
    assert!(harness.query_by_label("Watching: Demonstration").is_none());
    assert!(harness.query_by_label_contains("Watching stopped").is_some());
    assert!(harness.state().session().detections().is_some(), "what was found stays open");
}

#[test]
fn readings_that_are_not_there_are_never_made_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("theirs/readings.parquet");
    let task = Task { from_files: vec![missing.clone()], ..Task::new(folder.path().join("state")) };
    let mut harness = window(Lang::En);
    let order = WatchOrder { task, name: "theirs".to_owned() };
    harness.state_mut().carry(&Context::default(), Action::Watch(Box::new(order)));
    wait_until(&mut harness, |explorer| !explorer.is_watching());
    assert!(!missing.exists() && !folder.path().join("theirs").exists());
    assert!(harness.query_by_label_contains("readings.parquet").is_some(), "it is said what is missing");
}

#[test]
fn what_is_judged_last_is_shown_when_nothing_is_left_to_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = window(Lang::En);
    let go_on_reading = |_: f32| std::ops::ControlFlow::Continue(());
    let site = harness.state().session().grid_site(None).expect("the atlas has regions");
    let options = GridOptions { meters: 60, days: 21, seed: 3, interval_min: 60, first_day: 20_089, site };
    let grid = Grid::new(options).expect("a grid");
    crate::io::write_grid(&folder.path().join("grid"), &grid, &go_on_reading).expect("written");
    // All but the last days at once, then as fast as can be.
    let task = Task { days_before: 19, speed: 0.0, ..demonstration(folder.path().to_owned()) };
    let found = task.detections();
    let order = WatchOrder { task, name: "grid".to_owned() };
    harness.state_mut().carry(&Context::default(), Action::Watch(Box::new(order)));
    wait_until(&mut harness, |explorer| !explorer.is_watching() && explorer.session().detections().is_some());
    let (last, problems) = crate::io::read_detections(&found).expect("readable");
    assert!(problems.is_empty() && !last.is_empty());
    wait_until(&mut harness, |explorer| {
        explorer.session().detections().is_some_and(|shown| shown.score == last.score)
    });
}

#[test]
fn evidence_closes_with_the_detection_that_it_is_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("d.csv");
    crate::io::write_file(&path, b"lon,lat,kind,kw\n104.3,52.3,abnormal_load,30\n").expect("written");
    let sources = Sources { detections: Some(path), wants_shapes: true, ..Sources::default() };
    let mut harness = window_on(sources, Lang::En);
    let ctx = Context::default();
    let look_at = |point| Action::Do(Command::LookAt(point));
    harness.state_mut().carry(&ctx, look_at(Some(PointFocus::Detection(0))));
    harness.state_mut().carry(&ctx, Action::ShowEvidence);
    go_on(&mut harness);
    assert!(harness.query_by_label("Next detection").is_some());
    harness.state_mut().carry(&ctx, look_at(None));
    go_on(&mut harness);
    assert!(harness.query_by_label("Next detection").is_none(), "no empty window is left");
    harness.state_mut().carry(&ctx, Action::ShowEvidence);
    go_on(&mut harness);
    assert!(harness.query_by_label_contains("Choose a detection").is_some(), "who asks for it is told how");
}
