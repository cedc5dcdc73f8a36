//! Owns tests of detection from files to rows.

#![allow(clippy::disallowed_methods, reason = "tests make their files")]

use super::*;
use crate::{
    io::{read_detections, read_row, unwatched, write_found, write_measures},
    session::Sources,
};
use std::{fmt::Write as _, fs, path::Path};
use tempfile::TempDir;

const DAYS: i64 = 28;
/// 2024-12-31 16:00 UTC, midnight in Irkutsk.
const START_S: i64 = 1_735_660_800;

fn session() -> Session {
    Session::open(&Sources::default()).expect("opens")
}

/// Wh of half hours in a home: less at night, never twice the same.
fn home(meter: i64, slot: i64) -> i64 {
    let hour = slot / 2 % 24;
    let shape = if (7..23).contains(&hour) { 300 } else { 90 };
    shape + (slot * 7919 + meter * 104_729) % 211
}

/// A folder with the readings of eight homes on two feeders; the first runs a rig of 6 kW from day 10
/// on, the second feeder has a tap, and there is a feeder without meters.
fn grid() -> TempDir {
    let folder = tempfile::tempdir().expect("tempdir");
    let time = |slot: i64| crate::atlas::Day::since_1970(((START_S + slot * 1800) / 86_400) as i32);
    let stamp = |slot: i64| {
        let second = (START_S + slot * 1800) % 86_400;
        format!("{}T{:02}:{:02}:00Z", time(slot), second / 3600, second / 60 % 60)
    };
    let (mut readings, mut feeders) = ("meter_id,ts,wh\n".to_owned(), "feeder_id,ts,wh\n".to_owned());
    let mut meters = "meter_id,feeder_id,region,lon,lat,tariff,phases,contract_kw\n".to_owned();
    let wh = |meter: i64, slot: i64| home(meter, slot) + if meter == 0 && slot >= 480 { 3000 } else { 0 };
    for meter in 0..8 {
        let _ = writeln!(meters, "M{meter},F{},RU-IRK,104.{meter},52.3,household,1,15", meter / 4);
        for slot in 0..DAYS * 48 {
            let _ = writeln!(readings, "M{meter},{},{}", stamp(slot), wh(meter, slot));
        }
    }
    for feeder in 0..3 {
        for slot in 0..DAYS * 48 {
            let sum: i64 = (feeder * 4..feeder * 4 + 4).filter(|meter| *meter < 8).map(|m| wh(m, slot)).sum();
            let tap = if feeder == 1 && slot >= 700 { 5000 } else { 0 };
            let _ = writeln!(feeders, "F{feeder},{},{}", stamp(slot), sum * 103 / 100 + tap);
        }
    }
    readings += "S,2025-01-01T00:00:00Z,5\nS,2025-01-01T00:30:00Z,6\nS,2025-01-01T01:00:00Z,7\n";
    for (name, text) in [("readings.csv", readings), ("feeders.csv", feeders), ("meters.csv", meters)] {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn inputs(folder: &Path) -> DetectionInputs {
    DetectionInputs {
        readings: folder.to_owned(),
        wants_scores: true,
        wants_measures: true,
        ..Default::default()
    }
}

#[test]
fn a_folder_is_detected_in_whole() {
    let (session, folder) = (session(), grid());
    // Everything is a detection, so that every step of the way is gone.
    let everything = DetectionInputs { threshold: Some(0.0), ..inputs(folder.path()) };
    let detected = session.detect(&everything, &unwatched).expect("detects");
    assert_eq!((detected.meters, detected.judged, detected.feeders), (9, 8, 2));
    assert_eq!(detected.readings, 8 * 28 * 48 + 3);
    assert_eq!(detected.scores.len(), 8 * 2 + 2 * 2);
    assert_eq!(detected.found.len(), 8 * 2 + 2, "a feeder's tampering is told at its meters");
    assert!(detected.scores.iter().all(|score| (0.0..=1.0).contains(&score.score)));
    let rig = |kind| {
        let is_it = |row: &&FoundRow| row.finding.kind == kind && row.meter_id.as_deref() == Some("M0");
        detected.found.iter().find(is_it).expect("M0")
    };
    let load = rig(DetectionKind::AbnormalLoad);
    assert_eq!((load.region.as_deref(), load.lon_lat), (Some("RU-IRK"), Some((104.0, 52.3))));
    assert_eq!(detected.found[0].detection_id, "D000001");
    assert!(load.told.en.starts_with("a load like mining"), "{}", load.told.en);
    assert!(load.told.ru.starts_with("нагрузка"), "{}", load.told.ru);
    let said: Vec<String> = detected.problems.first.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|text| text.contains("expected meters on feeder F2")), "{said:?}");
    assert!(said.iter().any(|text| text.contains("two days of values of S, found 3 readings")), "{said:?}");
    let kwh: Vec<f32> = load.daily.kwh.iter().copied().flatten().collect();
    assert_eq!(kwh.len(), DAYS as usize);
    assert!(kwh[27] - kwh[0] > 100.0, "6 kW for a day are 144 kWh: {kwh:?}");
    let measures = detected.measures.expect("wanted");
    assert_eq!(measures.values.len(), measures.meter_ids.len() * measures.names.len());
    let written = folder.path().join("out.parquet");
    for name in ["out.parquet", "out.csv"] {
        let path = folder.path().join(name);
        write_found(&path, &detected.found).expect("written");
        let (read, problems) = read_detections(&path).expect("read");
        assert_eq!((read.len(), problems.errors), (18, 0), "{name}: {:?}", problems.first);
        assert_eq!(read.region_codes, ["RU-IRK"]);
        let last = read_row(&path, 18).expect("read again");
        let cell = |name: &str| last.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str());
        assert_eq!(cell("detection_id"), Some("D000018"), "{name}");
        assert_eq!(cell("daily_from"), Some("2025-01-01"), "{name}");
        assert_eq!(cell("daily_kwh").map(|kwh| kwh.split(',').count()), Some(DAYS as usize), "{name}");
        assert!(read_row(&path, 19).is_err(), "{name}");
    }
    write_measures(&written, &measures).expect("written");
}

#[test]
fn feeders_put_off_for_want_of_memory_give_the_same() {
    let (session, folder) = (session(), grid());
    let inputs = inputs(folder.path());
    let (tables, _) = Tables::open(&inputs, |_| Some(0), &unwatched).expect("opens");
    let (whole, _) = measuring::measure(&tables, &unwatched).expect("measures");
    let (put_off, _) = measuring::measure_within(&tables, &unwatched, 1000).expect("measures");
    assert_eq!(format!("{:?}", put_off.feeders), format!("{:?}", whole.feeders));
    assert_eq!(put_off.feeders.len(), 2);
    assert!(session.atlas().region_id("RU-IRK").is_some());
}

#[test]
fn a_region_without_a_clock_is_said_and_an_offset_helps() {
    let (session, folder) = (session(), grid());
    let meters = folder.path().join("meters.csv");
    let text = fs::read_to_string(&meters).expect("read").replace("RU-IRK", "ATLANTIS");
    fs::write(&meters, text).expect("written");
    let said = |inputs: &DetectionInputs| {
        let detected = session.detect(inputs, &unwatched).expect("detects");
        detected.problems.first.iter().any(|problem| problem.to_string().contains("\"ATLANTIS\" at 8 meters"))
    };
    assert!(said(&inputs(folder.path())));
    assert!(!said(&DetectionInputs { utc_offset_s: Some(8 * 3600), ..inputs(folder.path()) }));
}

#[test]
fn a_model_of_something_else_is_refused_with_its_path() {
    let (session, folder) = (session(), grid());
    let model = folder.path().join("model.json");
    fs::write(&model, "{\"weather\": 1}").expect("written");
    let wrong = DetectionInputs { model: Some(model), ..inputs(folder.path()) };
    let said = session.detect(&wrong, &unwatched).expect_err("no model").to_string();
    assert!(said.contains("model.json"), "{said}");
}

#[test]
fn a_detection_that_is_stopped_says_so() {
    let (session, folder) = (session(), grid());
    let stop = |_: f32| std::ops::ControlFlow::Break(());
    let stopped = session.detect(&inputs(folder.path()), &stop);
    assert!(matches!(stopped, Err(DetectionError::Io(IoError::Stopped))));
}
