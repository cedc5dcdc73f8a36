//! Owns tests of detection from files to rows.

#![allow(clippy::disallowed_methods, reason = "tests make their files")]

use super::*;
use crate::io::{AtlasFolder, read_atlas, read_detections, read_row, unwatched, write_found, write_measures};
use std::{fmt::Write as _, fs, path::Path};
use tempfile::TempDir;

const DAYS: i64 = 28;
/// 2024-12-31 16:00 UTC, midnight in Irkutsk.
const START_S: i64 = 1_735_660_800;

fn atlas() -> Atlas {
    read_atlas(&AtlasFolder::Embedded).expect("opens").0
}

/// Wh of half hours in a home: less at night, never twice the same.
fn home(meter: i64, slot: i64) -> i64 {
    let hour = slot / 2 % 24;
    let shape = if (7..23).contains(&hour) { 300 } else { 90 };
    shape + (slot * 7919 + meter * 104_729) % 211
}

/// When a half-hour begins.
fn stamp(slot: i64) -> String {
    let time_s = START_S + slot * 1800;
    let day = crate::atlas::Day::since_1970((time_s / 86_400) as i32);
    let second = time_s % 86_400;
    format!("{day}T{:02}:{:02}:00Z", second / 3600, second / 60 % 60)
}

/// A folder with the readings of eight homes on two feeders; the first runs a rig of 6 kW from day 10
/// on, the second feeder has a tap, and there is a feeder without meters.
fn grid() -> TempDir {
    let folder = tempfile::tempdir().expect("tempdir");
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
    let (atlas, folder) = (atlas(), grid());
    // Everything is a detection, so that every step of the way is gone.
    let everything = DetectionInputs { threshold: Some(0.0), ..inputs(folder.path()) };
    let detected = detect(&atlas, &everything, &unwatched).expect("detects");
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
    let (atlas, folder) = (atlas(), grid());
    let inputs = inputs(folder.path());
    let (tables, _) = Tables::open(
        &inputs,
        |code| Some(Place { code: code.to_owned(), utc_offset_s: Some(0) }),
        &unwatched,
    )
    .expect("opens");
    let (whole, _) = measuring::measure(&tables, &unwatched).expect("measures");
    let (put_off, _) = measuring::measure_within(&tables, &unwatched, 1000).expect("measures");
    assert_eq!(format!("{:?}", put_off.feeders), format!("{:?}", whole.feeders));
    assert_eq!(put_off.feeders.len(), 2);
    assert!(atlas.region_id("RU-IRK").is_some());
}

#[test]
fn a_region_without_a_clock_is_said_and_an_offset_helps() {
    let (atlas, folder) = (atlas(), grid());
    let meters = folder.path().join("meters.csv");
    let text = fs::read_to_string(&meters).expect("read").replace("RU-IRK", "ATLANTIS");
    fs::write(&meters, text).expect("written");
    let said = |inputs: &DetectionInputs| {
        let detected = detect(&atlas, inputs, &unwatched).expect("detects");
        detected.problems.first.iter().any(|problem| problem.to_string().contains("\"ATLANTIS\" at 8 meters"))
    };
    assert!(said(&inputs(folder.path())));
    assert!(!said(&DetectionInputs { utc_offset_s: Some(8 * 3600), ..inputs(folder.path()) }));
}

#[test]
fn a_model_of_something_else_is_refused_with_its_path() {
    let (atlas, folder) = (atlas(), grid());
    let model = folder.path().join("model.json");
    fs::write(&model, "{\"weather\": 1}").expect("written");
    let wrong = DetectionInputs { model: Some(model), ..inputs(folder.path()) };
    let said = detect(&atlas, &wrong, &unwatched).expect_err("no model").to_string();
    assert!(said.contains("model.json"), "{said}");
}

#[test]
fn a_detection_that_is_stopped_says_so() {
    let (atlas, folder) = (atlas(), grid());
    let stop = |_: f32| std::ops::ControlFlow::Break(());
    let stopped = detect(&atlas, &inputs(folder.path()), &stop);
    assert!(matches!(stopped, Err(DetectionError::Io(IoError::Stopped))));
}

/// A folder of two feeders with twelve homes each. `booked` says on which feeder the table has a meter, if
/// it has it at all; `used` what flows behind it besides what it shows.
fn two_feeders(booked: impl Fn(i64) -> Option<i64>, used: impl Fn(i64, i64) -> i64) -> TempDir {
    let folder = tempfile::tempdir().expect("tempdir");
    let drawn = |meter: i64, slot: i64| {
        let bits = ((meter + 1) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ (slot as u64 + 7).wrapping_mul(0xd1b5_4a32_d192_ed03);
        let bits = (bits ^ (bits >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((bits ^ (bits >> 32)) % 1000) as i64
    };
    let home = |meter: i64, slot: i64| {
        let shape = if (14..46).contains(&(slot % 48)) { 150 } else { 60 };
        shape + shape * drawn(meter, slot) / 1000 + if drawn(meter + 50, slot) < 80 { 600 } else { 0 }
    };
    let mut readings = "meter_id,ts,wh\n".to_owned();
    let mut meters = "meter_id,feeder_id,region,tariff,phases\n".to_owned();
    let mut feeders = "feeder_id,ts,wh\n".to_owned();
    for meter in 0..24 {
        let Some(feeder) = booked(meter) else { continue };
        let _ = writeln!(meters, "M{meter},F{feeder},RU-IRK,household,1");
        for slot in 0..DAYS * 48 {
            let _ = writeln!(readings, "M{meter},{},{}", stamp(slot), home(meter, slot));
        }
    }
    for feeder in 0..2 {
        for slot in 0..DAYS * 48 {
            let load: i64 = (feeder * 12..feeder * 12 + 12).map(|m| home(m, slot) + used(m, slot)).sum();
            let noise = drawn(900 + feeder, slot) - 500;
            let _ = writeln!(
                feeders,
                "F{feeder},{},{}",
                stamp(slot),
                75 + load * 102 / 100 + load * noise / 60_000
            );
        }
    }
    for (name, text) in [("readings.csv", readings), ("feeders.csv", feeders), ("meters.csv", meters)] {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

/// Detections of feeders and of tampering, and what was said.
fn accused(folder: &Path) -> (usize, Vec<String>) {
    let detected = detect(&atlas(), &inputs(folder), &unwatched).expect("detects");
    let is_it = |row: &&FoundRow| row.finding.kind != DetectionKind::AbnormalLoad;
    let said = detected.problems.first.iter().map(ToString::to_string).collect();
    (detected.found.iter().filter(is_it).count(), said)
}

#[test]
fn a_meter_booked_on_the_wrong_feeder_is_told_and_nobody_is_accused() {
    let right = |meter: i64| Some(meter / 12);
    let nothing = |_, _| 0;
    assert_eq!(accused(two_feeders(right, nothing).path()), (0, vec![]));
    let (found, said) = accused(two_feeders(|m| if m == 3 { Some(1) } else { right(m) }, nothing).path());
    assert_eq!(found, 0, "{said:?}");
    assert!(said.iter().any(|text| text.contains("M3, which fits feeder F0 better than F1")), "{said:?}");
    // It is looked for at feeders that are given only.
    let (found, said) =
        accused(two_feeders(|m| if m < 12 && m != 3 { None } else { Some(1) }, nothing).path());
    assert_eq!(found, 0, "{said:?}");
    assert!(said.iter().any(|text| text.contains("M3, which does not fit feeder F1")), "{said:?}");
    let (found, _) =
        accused(two_feeders(right, |m, slot| if m == 3 && slot > 500 { 1500 } else { 0 }).path());
    assert_eq!(found, 1, "a tap beside the third home");
}

#[test]
fn a_supply_beyond_the_readings_of_all_meters_is_not_lost() {
    let folder = two_feeders(|meter| Some(meter / 12), |_, _| 0);
    let path = folder.path().join("readings.csv");
    let all = fs::read_to_string(&path).expect("there");
    for read in [0..16, 0..3 * 48, 0..DAYS * 24, DAYS * 24..DAYS * 48] {
        let stamps: Vec<String> = read.clone().map(stamp).collect();
        let is_read = |line: &&str| stamps.iter().any(|stamp| line.contains(stamp.as_str()));
        let lines: Vec<&str> = all.lines().take(1).chain(all.lines().filter(is_read)).collect();
        fs::write(&path, lines.join("\n")).expect("written");
        assert_eq!(accused(folder.path()).0, 0, "{read:?}");
    }
}

#[test]
fn a_customer_whom_no_table_lists_is_told_and_nobody_is_accused() {
    let (found, said) = accused(two_feeders(|m| (m != 3).then_some(m / 12), |_, _| 0).path());
    assert_eq!(found, 0, "{said:?}");
    assert!(said.iter().any(|text| text.contains("one more customer takes at 1 feeder, F0")), "{said:?}");
}

/// Half-hours of homes as a table, `wh` as it stands in the file.
fn table(meters: &[(&str, std::ops::Range<i64>)], wh: impl Fn(&str, i64) -> f64) -> String {
    let mut text = "meter_id,ts,wh\n".to_owned();
    for (name, slots) in meters {
        for slot in slots.clone() {
            let _ = writeln!(text, "{name},{},{}", stamp(slot), wh(name, slot));
        }
    }
    text
}

/// Homes that are read from the first day to the last.
fn names(count: i64) -> Vec<String> {
    (0..count).map(|at| format!("H{at:02}")).collect()
}

/// What is said of readings, and scores of abnormal loads.
fn said_of(readings: &str, meters: &str) -> (Vec<String>, impl Fn(&str) -> f32 + use<>, Detected) {
    let folder = tempfile::tempdir().expect("tempdir");
    fs::write(folder.path().join("readings.csv"), readings).expect("written");
    fs::write(folder.path().join("meters.csv"), meters).expect("written");
    let detected = detect(&atlas(), &inputs(folder.path()), &unwatched).expect("detects");
    let said = detected.problems.first.iter().map(ToString::to_string).collect();
    let scores = detected.scores.clone();
    let score = move |name: &str| {
        let is_it = |score: &&crate::io::Score| {
            score.meter_id.as_deref() == Some(name) && score.kind == DetectionKind::AbnormalLoad
        };
        scores.iter().find(is_it).expect("scored").score
    };
    (said, score, detected)
}

fn meters_table<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let rows = names.map(|name| format!("{name},RU-IRK,household,1\n"));
    format!("meter_id,region,tariff,phases\n{}", rows.collect::<String>())
}

#[test]
fn units_that_change_or_differ_are_named_and_undone() {
    let names = names(30);
    let all: Vec<(&str, _)> = names.iter().map(|name| (&**name, 0..DAYS * 48)).collect();
    let cooks = |slot: i64| if (36..40).contains(&(slot % 48)) { 700 } else { 0 };
    let own = |name: &str, slot| (home(name[1..].parse().expect("a number"), slot) + cooks(slot)) as f64;
    let meters = meters_table(names.iter().map(|name| &**name));
    let change = 15 * 48;
    let wh = |name: &str, slot: i64| match &name[1..] {
        "00" | "01" if slot >= change => own(name, slot) / 1000.0,
        number if ("03".."08").contains(&number) => own(name, slot) / 1000.0,
        _ => own(name, slot),
    };
    let (said, _, detected) = said_of(&table(&all, wh), &meters);
    let (plain, _, as_is) = said_of(&table(&all, own), &meters);
    let told = |text: &str| said.iter().filter(|line| line.contains(text)).count();
    assert_eq!(told("kWh from 2025-01-16 on (2 meters: H00, H01); taken as such"), 1, "{said:?}");
    assert_eq!(told("kWh all along (5 meters: H03, H04, H05, H06, H07)"), 1, "{said:?}");
    assert_eq!((said.len(), plain.len()), (2, 0), "{said:?} {plain:?}");
    let near = |a: &crate::io::Score, b: &crate::io::Score| (a.score - b.score).abs() < 1e-3;
    assert!(
        detected.scores.iter().zip(&as_is.scores).all(|(a, b)| near(a, b)),
        "as if nothing had been wrong"
    );
}

#[test]
fn an_exchanged_meter_is_one_place() {
    let names = names(20);
    let mut all: Vec<(&str, _)> = names.iter().map(|name| (&**name, 0..DAYS * 48)).collect();
    let exchange = 18 * 48 + 11;
    all.extend([("OLD", 0..exchange), ("NEW", exchange..DAYS * 48)]);
    let wh = |name: &str, slot: i64| match name {
        "OLD" | "NEW" => home(77, slot) as f64 + if slot >= 10 * 48 { 1500.0 } else { 0.0 },
        _ => home(name[1..].parse().expect("a number"), slot) as f64,
    };
    let (said, score, _) = said_of(&table(&all, wh), &meters_table(all.iter().map(|(name, _)| *name)));
    assert!(said.iter().any(|line| line.contains("an exchanged meter, NEW for OLD")), "{said:?}");
    assert_eq!(score("NEW"), score("OLD"));
    assert!(score("NEW") > 0.5, "{}", score("NEW"));
    let apart = |name: &str, slot| wh(name, slot) - if name == "NEW" { 1400.0 } else { 0.0 };
    let (said, ..) = said_of(&table(&all, apart), &meters_table(all.iter().map(|(name, _)| *name)));
    assert!(!said.iter().any(|line| line.contains("exchanged")), "another load: {said:?}");
}

#[test]
fn error_codes_are_missing_one_line_a_cause() {
    let names = names(20);
    let all: Vec<(&str, _)> = names.iter().map(|name| (&**name, 0..DAYS * 48)).collect();
    let wh = |name: &str, slot: i64| {
        let number: i64 = name[1..].parse().expect("a number");
        match (slot * 31 + number * 17) % 400 {
            0 => 999_999.0,
            1 if slot < 480 => 8_590_017.0,
            _ => home(number, slot) as f64 + if number == 7 && slot >= 480 { 1500.0 } else { 0.0 },
        }
    };
    let (said, score, detected) = said_of(&table(&all, wh), &meters_table(names.iter().map(|name| &**name)));
    let codes = said.iter().find(|line| line.contains("no error codes")).expect("codes");
    assert!(codes.contains("values up to 999999 Wh (20 meters: H00, H01"), "{codes}");
    let above = said.iter().find(|line| line.contains("what the phases can pass")).expect("phases");
    assert!(above.contains("up to 8590017 Wh (20 meters"), "{above}");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(detected.problems.errors > 60, "each value counts: {}", detected.problems.errors);
    assert!(score("H07") > 0.5, "{}", score("H07"));
}

#[test]
fn registers_are_taken_apart() {
    let names = names(8);
    let all: Vec<(&str, _)> = names.iter().map(|name| (&**name, 0..DAYS * 48)).collect();
    let own = |name: &str, slot| home(name[1..].parse().expect("a number"), slot) as f64;
    let register = |name: &str, slot: i64| match name {
        "H02" => (0..slot).map(|before| own(name, before)).sum::<f64>() + 90_000.0,
        "H03" if slot >= 700 => (700..slot).map(|before| own(name, before)).sum::<f64>(),
        "H03" => (0..slot).map(|before| own(name, before)).sum::<f64>() + 500_000.0,
        _ => own(name, slot),
    };
    let meters = meters_table(names.iter().map(|name| &**name));
    let (said, _, detected) = said_of(&table(&all, register), &meters);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("registers (2 meters: H02, H03) that began anew once"), "{said:?}");
    let (_, _, as_is) = said_of(&table(&all, own), &meters);
    let mean = |of: &Detected| {
        let rows = of.measures.as_ref().expect("wanted");
        let at = rows.names.iter().position(|name| *name == "mean_kw").expect("a mean");
        rows.values.iter().skip(at).step_by(rows.names.len()).copied().collect::<Vec<f32>>()
    };
    let close = mean(&detected).iter().zip(mean(&as_is)).all(|(a, b)| (a / b - 1.0).abs() < 0.01);
    assert!(close, "{:?} {:?}", mean(&detected), mean(&as_is));
}

#[test]
fn an_alarm_comes_when_enough_was_read_and_stays() {
    let names = names(20);
    let all: Vec<(&str, _)> = names.iter().map(|name| (&**name, 0..DAYS * 48)).collect();
    let wh = |name: &str, slot: i64| {
        let number: i64 = name[1..].parse().expect("a number");
        home(number, slot) as f64 + if number == 7 && slot >= 10 * 48 { 1500.0 } else { 0.0 }
    };
    let folder = tempfile::tempdir().expect("tempdir");
    fs::write(folder.path().join("readings.csv"), table(&all, wh)).expect("written");
    let meters = meters_table(names.iter().map(|name| &**name));
    fs::write(folder.path().join("meters.csv"), meters).expect("written");
    let inputs = DetectionInputs { threshold: Some(0.5), ..inputs(folder.path()) };
    let (courses, problems) = follow(&atlas(), &inputs, &unwatched).expect("followed");
    assert_eq!((courses.len(), problems.errors), (20, 0));
    let alarms = |name: &str| courses.iter().find(|of| of.meter_id == name).expect("followed").loads.clone();
    let rig = alarms("H07");
    assert!(rig.stands() && rig.all.len() == 1, "{rig:?}");
    let day = (rig.all[0].raised_s - START_S) as f64 / 86_400.0;
    assert!(
        day.fract() == 0.0 && (11.0..28.0).contains(&day),
        "raised at the end of a day after it came: {day}"
    );
    let stop = |_: f32| std::ops::ControlFlow::Break(());
    let stopped = follow(&atlas(), &inputs, &stop);
    assert!(matches!(stopped, Err(DetectionError::Io(IoError::Stopped))));
}

#[test]
fn a_short_window_says_what_it_hides() {
    let names = names(12);
    let all: Vec<(&str, _)> = names.iter().map(|name| (&**name, 0..3 * 48)).collect();
    let wh = |name: &str, slot: i64| home(name[1..].parse().expect("a number"), slot) as f64;
    let meters = meters_table(names.iter().map(|name| &**name));
    let (said, ..) = said_of(&table(&all, wh), &meters);
    let days =
        said.iter().filter(|line| line.contains("found 3 days at 30 min: of loads there from")).count();
    assert_eq!(days, 1, "{said:?}");
}

/// The grid, and beside it what only all meters together tell: three in kWh, one exchanged for another; and
/// faults: a register, an error code, an estimated value.
fn awkward_grid() -> TempDir {
    let folder = grid();
    let path = folder.path().join("readings.csv");
    let mut readings = String::new();
    for line in fs::read_to_string(&path).expect("read").lines() {
        let _ = writeln!(readings, "{line},{}", if readings.is_empty() { "quality" } else { "measured" });
    }
    let mut register = 0;
    for slot in 0..DAYS * 48 {
        let time = stamp(slot);
        for meter in 20..24 {
            let kwh = home(meter, slot) as f64 / 1000.0 * if slot % 48 > 30 { 3.0 } else { 1.0 };
            let _ = writeln!(readings, "K{meter},{time},{kwh},measured");
        }
        let place = if slot < 600 { "OLD" } else { "NEW" };
        let _ = writeln!(readings, "{place},{time},{},measured", home(30, slot));
        register += home(31, slot);
        let _ = writeln!(readings, "R,{time},{register},measured");
        let (wh, quality) = match slot {
            99 => (9_999_999, "measured"),
            100 => (500, "estimated"),
            _ => (home(32, slot), "measured"),
        };
        let _ = writeln!(readings, "E,{time},{wh},{quality}");
    }
    fs::write(path, readings).expect("written");
    folder
}

/// What is said, in the order of letters: what was measured apart tells its readings first.
fn lines(detected: &Detected) -> Vec<String> {
    let mut lines: Vec<String> = detected.problems.lines().map(|line| line.to_string()).collect();
    lines.sort();
    lines
}

#[test]
fn days_that_were_not_kept_are_read_again_as_they_were_judged() {
    let (atlas, folder) = (atlas(), awkward_grid());
    let given = DetectionInputs { threshold: Some(0.0), ..inputs(&folder.path().join("readings.csv")) };
    let (mut observed, _) = observe(&atlas, &given, &unwatched).expect("observed");
    let detector = detector(&given).expect("a detector");
    let found = |of: &Observed| of.detected(&given, &detector, Problems::default()).expect("detects").found;
    let kept = found(&observed);
    let names = observed.tables.readings.names().to_vec();
    // Those of meters that were exchanged are kept whatever room there is: alone, each has but its part.
    for (meter, _) in (0..).zip(&names).filter(|(_, name)| !["OLD", "NEW"].contains(&&***name)) {
        assert!(observed.measured.days.remove(meter).is_some());
    }
    assert_eq!(format!("{:?}", found(&observed)), format!("{kept:?}"));
    // In kWh, exchanged, a register, an error code: each was mended.
    for name in ["K21", "NEW", "R", "E"] {
        assert!(kept.iter().any(|row| row.meter_id.as_deref() == Some(name)), "{name}");
    }
}

#[test]
fn files_that_are_measured_apart_are_judged_as_one() {
    let (atlas, folder) = (atlas(), awkward_grid());
    let named = |name: &str| Some(folder.path().join(format!("{name}.csv")));
    let given = DetectionInputs {
        meters: named("meters"),
        threshold: Some(0.0),
        wants_measures: true,
        ..inputs(&folder.path().join("readings.csv"))
    };
    let buckets = folder.path().join("buckets");
    let (collected, _) = io::collect_rows(std::slice::from_ref(&given.readings), None, true).expect("read");
    io::write_buckets(&buckets, &collected, 5).expect("written");
    let files = io::tables_in(&buckets, io::Contract::Readings).expect("there");
    let measured: Vec<PathBuf> =
        (0..files.len()).map(|n| folder.path().join(format!("m{n}.parquet"))).collect();
    let mut counts = MeasuredCounts::default();
    for (readings, output) in files.iter().zip(&measured) {
        let of_file = DetectionInputs { readings: readings.clone(), ..given.clone() };
        let more = measure_file(&atlas, &of_file, output, &unwatched).expect("measured");
        counts.meters += more.meters;
        counts.readings += more.readings;
    }
    for feeders in [None, named("feeders")] {
        let given = DetectionInputs { feeders, ..given.clone() };
        let bucketed = DetectionInputs { readings: buckets.clone(), ..given.clone() };
        let mut backwards = measured.clone();
        backwards.reverse();
        let apart = judge_measured(&atlas, &bucketed, &backwards).expect("judged");
        assert_eq!((apart.meters as u64, apart.readings), (counts.meters, counts.readings));
        for (name, inputs) in [("one file", &given), ("buckets", &bucketed)] {
            let whole = detect(&atlas, inputs, &unwatched).expect("detects");
            for (of_apart, of_whole) in apart.found.iter().zip(&whole.found) {
                assert_eq!(format!("{of_apart:#?}"), format!("{of_whole:#?}"), "{name}");
            }
            assert_eq!(apart.found.len(), whole.found.len(), "{name}");
            assert_eq!(format!("{:?}", apart.scores), format!("{:?}", whole.scores), "{name}");
            assert_eq!(format!("{:?}", apart.measures), format!("{:?}", whole.measures), "{name}");
            assert_eq!(lines(&apart).len(), lines(&whole).len(), "{name}: {:?}", lines(&whole));
        }
        let said = lines(&apart);
        assert_eq!(said, lines(&detect(&atlas, &bucketed, &unwatched).expect("detects")));
        for what in ["kWh", "OLD", "register", "two days of values of S"] {
            assert!(said.iter().any(|line| line.contains(what)), "{what}: {said:?}");
        }
    }
    let refused = |measured: &[PathBuf]| {
        let inputs = DetectionInputs { readings: buckets.clone(), ..given.clone() };
        judge_measured(&atlas, &inputs, measured).expect_err("refused").to_string()
    };
    assert!(refused(&measured[1..]).contains("none of its measures"), "{}", refused(&measured[1..]));
    let twice: Vec<PathBuf> = measured.iter().chain(&measured[..1]).cloned().collect();
    assert!(refused(&twice).contains("measured twice"), "{}", refused(&twice));
    fs::copy(&files[1], buckets.join("copy.parquet")).expect("copied");
    let copy = DetectionInputs { readings: buckets.join("copy.parquet"), ..given.clone() };
    let more = folder.path().join("more.parquet");
    measure_file(&atlas, &copy, &more, &unwatched).expect("measured");
    let doubled: Vec<PathBuf> = measured.iter().cloned().chain([more]).collect();
    assert!(refused(&doubled).contains("which another file has, too"), "{}", refused(&doubled));
    fs::remove_file(buckets.join("copy.parquet")).expect("removed");
    fs::copy(&files[0], &files[1]).expect("copied");
    assert!(refused(&measured).contains("as when it was measured"), "{}", refused(&measured));
}
