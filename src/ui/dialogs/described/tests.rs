//! Owns tests of the preview of readings: answers by the names that a screen reader reads out, what is saved of
//! them, and the file that a user opens in the window.

use super::*;
use crate::{
    lang::Lang,
    ui::{
        dialogs::testing::{Room, window},
        tests,
    },
};
use egui_kittest::{Harness, kittest::Queryable};
use std::{fmt::Write as _, path::PathBuf};

/// Mean power of two meters by the half hour, at the end of it, as a utility exports it; the header does not
/// say what the values are.
fn file(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("load.csv");
    let mut text = "Прибор;Дата;Значение\n".to_owned();
    for half_hour in 1..=48 {
        let (hour, minute) = (half_hour / 2, half_hour % 2 * 30);
        let kw = if half_hour == 40 { "6,5" } else { "0,5" };
        writeln!(text, "7;01.02.2025 {hour:02}:{minute:02};{kw}").expect("a text");
    }
    io::write_file(&path, text.as_bytes()).expect("written");
    path
}

struct Test {
    dialog: DescribedDialog,
    actions: Vec<Action>,
}

fn harness(path: &std::path::Path, lang: Lang) -> Harness<'static, Test> {
    let room = Room::new(lang);
    let table = DescribedTable::guessed(path).expect("readable").expect("readings");
    let test = Test { dialog: DescribedDialog::new(table), actions: Vec::new() };
    let mut harness = window(1100.0, 900.0).build_ui_state(
        move |ui, test: &mut Test| {
            let _ = test.dialog.show(ui.ctx(), &room.scene(), &mut test.actions);
        },
        test,
    );
    harness.run_steps(4);
    harness
}

#[test]
fn what_the_file_does_not_say_is_asked_and_its_answers_are_saved() {
    let folder = tempfile::tempdir().expect("tempdir");
    let mut harness = harness(&file(&folder), Lang::En);
    let press = |harness: &mut Harness<'static, Test>, label: &str| {
        harness.get_by_label(label).scroll_to_me();
        harness.run_steps(6);
        harness.get_by_label(label).click();
        harness.run_steps(3);
    };
    assert!(harness.query_by_label_contains("leaves 4 questions open").is_some());
    assert!(harness.query_by_label_contains("The first day is drawn once").is_some());
    press(&mut harness, "The mean power in the interval");
    press(&mut harness, "kW");
    // What moves the day along, not its shape, may be open still.
    assert!(harness.query_by_label_contains(": at most 6.50 kW, 14.8 kWh in all").is_some());
    press(&mut harness, "The end of the interval");
    assert!(harness.query_by_label_contains(": at most 6.50 kW, 15.0 kWh in all").is_some());
    harness.get_by_label("Zone of the clocks").focus();
    harness.event(eframe::egui::Event::Text("Asia/Irkutsk".to_owned()));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("Nothing is left open").is_some());
    press(&mut harness, "Save");
    let actions = &harness.state().actions;
    let [Action::Save(Order { files, replaces: false })] = actions.as_slice() else { panic!("{actions:?}") };
    let [(Content::Text(text), path)] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!(*path, folder.path().join("readings.json"));
    // What is saved is what `detect --description` reads.
    io::write_file(path, text.as_bytes()).expect("written");
    let read = io::read_description(path).expect("a description");
    assert_eq!(read.questions(), []);
    assert_eq!((read.quantity, read.unit), (Some(Quantity::MeanPower), Some(Unit::KW)));
    assert_eq!((read.stamp, read.zone.as_deref()), (Some(StampAt::End), Some("Asia/Irkutsk")));
}

#[test]
fn a_column_is_corrected_with_one_choice() {
    let folder = tempfile::tempdir().expect("tempdir");
    let mut harness = harness(&file(&folder), Lang::Ru);
    harness.get_by_label("Столбец Прибор: счётчик").click();
    harness.run_steps(3);
    harness.get_by_label("не читается").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Столбец Прибор: не читается").is_some());
    assert!(harness.query_by_label_contains("5 вопросов").is_some());
    harness.get_by_label("Название единственного счётчика").focus();
    harness.event(eframe::egui::Event::Text("Дом 7".to_owned()));
    harness.run_steps(3);
    assert_eq!(harness.state().dialog.table.description.meter_name.as_deref(), Some("Дом 7"));
    harness.get_by_label("Столбец Прибор: не читается").click();
    harness.run_steps(3);
    harness.get_by_label("счётчик").click();
    harness.run_steps(3);
    let description = &harness.state().dialog.table.description;
    assert_eq!((description.meter.as_deref(), &description.meter_name), (Some("Прибор"), &None));
}

#[test]
fn readings_opened_in_the_window_are_previewed_and_what_was_open_stays() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = file(&folder);
    let mut harness = tests::window(Lang::En);
    harness.state_mut().carry(&eframe::egui::Context::default(), Action::OpenFile(path));
    for _ in 0..500 {
        harness.run_steps(2);
        if harness.query_by_label("How load.csv was read").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(harness.query_by_label("How load.csv was read").is_some());
    assert_eq!(harness.state().session().document().metric, "farms");
}

/// Days of thirty homes in the contract; in one of them 5 kW run from the 21st day on.
fn contract(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("homes.csv");
    let mut text = "meter_id,ts,wh\n".to_owned();
    for (home, day) in (0..30).flat_map(|home| (0..42).map(move |day| (home, day))) {
        let own = 6_000 + (day * 7919 + home * 104_729) % 5_000;
        let rig = if home == 3 && day >= 20 { 120_000 + day * 37 % 900 } else { 0 };
        let (month, of_month) = if day < 31 { (1, day + 1) } else { (2, day - 30) };
        writeln!(text, "M{home},2025-{month:02}-{of_month:02}T00:00:00Z,{}", own + rig).expect("a text");
    }
    io::write_file(&path, text.as_bytes()).expect("written");
    path
}

#[test]
fn a_preview_of_readings_leads_to_the_farms_in_them_with_the_readings_beside() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = contract(&folder);
    let mut harness = tests::window(Lang::En);
    harness.state_mut().carry(&eframe::egui::Context::default(), Action::OpenFile(path.clone()));
    let until = |harness: &mut Harness<'static, crate::ui::explorer::Explorer>, said: &str| {
        for _ in 0..1500 {
            harness.run_steps(2);
            if harness.query_all_by_label_contains(said).next().is_some() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("{said} is not said");
    };
    until(&mut harness, "How homes.csv was read");
    assert!(harness.query_by_label_contains("Nothing is left open").is_some(), "it follows the contract");
    harness.get_by_label("Find farms in this file…").click();
    until(&mut harness, "1 detection in readings of 30 meters");
    until(&mut harness, "Abnormal load, M3");
    let session = harness.state().session();
    assert_eq!(session.detections().map(crate::atlas::Detections::len), Some(1));
    let dossier = session.dossier_of_shown(0, crate::figure::Paper::light((900, 700)), &session.words());
    assert!(dossier.expect("readings beside it").to_svg().contains("homes.csv"));
    assert!(io::exists(&folder.path().join("homes-detections.parquet")));
    // A second time it would take the place of the first: that is asked.
    harness.state_mut().carry(&eframe::egui::Context::default(), Action::OpenFile(path));
    until(&mut harness, "How homes.csv was read");
    harness.get_by_label("Find farms in this file…").click();
    until(&mut harness, "There already: ");
    assert!(harness.query_by_label("Replace").is_some());
}
