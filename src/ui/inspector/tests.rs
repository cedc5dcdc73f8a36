//! Owns tests of the inspector in the window as a whole: what it says, and what its links open.

use crate::{
    lang::Lang,
    session::{Command, PointFocus, Sources},
    ui::{
        explorer::Explorer,
        tests::{go_on, window, window_on},
    },
};
use eframe::egui::{Context, Key};
use egui_kittest::{Harness, kittest::Queryable};

#[test]
fn a_figure_of_the_region_chosen_is_read_out_and_its_source_opens() {
    let mut harness = window(Lang::En);
    harness.state_mut().apply(&Context::default(), Command::Choose(Some("RU-IRK".into())));
    go_on(&mut harness);
    assert!(harness.query_by_label("Farms detected: 17,722 (17,057–18,396), derived, 2025").is_some());
    harness.get_all_by_label("Infopro54, 2026-01-22").next().expect("a link").click();
    go_on(&mut harness);
    let address = harness.query_by_label_contains("https://infopro54.ru/");
    assert!(address.is_some(), "the address is shown");
    assert!(harness.query_by_label_contains("figures of the atlas rest on it").is_some());
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert!(harness.query_by_label_contains("https://infopro54.ru/").is_none(), "the window is closed");
    let chosen = &harness.state().session().document().chosen;
    assert_eq!(chosen.as_slice(), ["RU-IRK"], "Esc closed the window and nothing else");
}

#[test]
fn regions_compared_stand_side_by_side_until_they_are_taken_out() {
    let mut harness = window(Lang::En);
    for code in ["RU-IRK", "RU-NVS", "RU-BA"] {
        harness.state_mut().apply(&Context::default(), Command::Compare(code.into()));
    }
    go_on(&mut harness);
    let removers = harness.query_all_by_label_contains("out of the comparison").count();
    assert_eq!(removers, 3);
    assert!(harness.query_by_label("Irkutsk. Farms detected: 17,722 (17,057–18,396), derived").is_some());
    harness.get_by_label("Take Novosibirsk out of the comparison").click();
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().chosen, ["RU-IRK", "RU-BA"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests make their files")]
fn a_detection_says_why_it_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("found.csv");
    let text = "region,lon,lat,kind,kw,first_seen,meter_id,evidence_en,evidence_ru,daily_from,daily_kwh\n\
        RU-IRK,104.3,52.3,abnormal_load,7.1,2025-03-12,M1,flat day and night,ровная,2025-03-01,\"[9,null,170]\"\n";
    std::fs::write(&path, text).expect("written");
    let sources = Sources { detections: Some(path.clone()), wants_shapes: true, ..Sources::default() };
    let mut harness = window_on(sources, Lang::En);
    let until_said = |harness: &mut Harness<'static, Explorer>, said: &str| {
        // The file is read in the background.
        for _ in 0..200 {
            go_on(harness);
            if harness.query_all_by_label_contains(said).next().is_some() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("{said} is not said");
    };
    let look_at = |row| Command::LookAt(Some(PointFocus::Detection(row)));
    harness.state_mut().apply(&Context::default(), look_at(0));
    until_said(&mut harness, "flat day and night");
    until_said(&mut harness, "Energy a day from 1\u{a0}March 2025 to 3\u{a0}March 2025, at most 170 kWh");
    until_said(&mut harness, "M1");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests make their files")]
fn a_detection_is_reviewed_where_it_is_looked_at_and_where_it_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("found.csv");
    let text = "region,lon,lat,kind,kw,first_seen,meter_id,feeder_id,score\n\
        RU-IRK,104.3,52.3,abnormal_load,7.1,2025-03-12,M1,F1,0.9\n\
        RU-IRK,104.4,52.4,unauthorised_connection,9,2025-03-12,,F2,0.5\n";
    std::fs::write(&path, text).expect("written");
    let sources = Sources { detections: Some(path.clone()), wants_shapes: true, ..Sources::default() };
    let mut harness = window_on(sources, Lang::En);
    harness.state_mut().set_author("Anna");
    let until = |harness: &mut Harness<'static, Explorer>, said: &str| {
        for _ in 0..200 {
            go_on(harness);
            if harness.query_all_by_label_contains(said).next().is_some() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("{said} is not said");
    };
    // The list names the meter, or the feeder where no meter is known.
    until(&mut harness, "0.90, –, Abnormal load, M1, 7.1");
    until(&mut harness, "0.50, –, Unauthorised connection, F2, 9.0");
    harness.state_mut().apply(&Context::default(), Command::LookAt(Some(PointFocus::Detection(0))));
    until(&mut harness, "Nobody has said anything of it yet.");
    harness.get_by_label("Confirmed").click();
    until(&mut harness, "Reviewed: confirmed, Anna");
    harness.key_press(Key::R);
    until(&mut harness, "Reviewed: rejected, Anna");
    // From the row of another, which is looked at then.
    harness.get_by_label_contains("F2, 9.0").click_secondary();
    go_on(&mut harness);
    assert!(harness.query_by_label_contains("Copy the name of the meter").is_some());
    // That of the fact sheet stands further right.
    let in_menu = |node: &egui_kittest::Node<'_>| node.rect().left() < 940.0;
    harness.get_all_by_label_contains("Unclear").find(in_menu).expect("in the menu").click();
    until(&mut harness, "Reviewed: unclear, Anna");
    assert_eq!(harness.state().session().document().point, Some(PointFocus::Detection(1)));
    let reviews = harness.state().session().reviews().expect("beside the file").reviews().expect("read");
    let said: Vec<_> = reviews
        .all()
        .iter()
        .map(|held| (held.review.case.subject.as_str(), held.review.verdict.id()))
        .collect();
    assert_eq!(said, [("meter:M1", "rejected"), ("feeder:F2", "unclear")]);
}
