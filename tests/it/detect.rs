//! Owns detection as its users meet it: what is written, what is said of bad input, and that a run
//! which is stopped leaves nothing behind.

use crate::program::{Desk, Run, rows};
use std::{collections::BTreeMap, fmt::Write as _};

pub(crate) const HEADER: &str = "meter_id,ts,wh\n";

/// Readings of a meter for some days of January 2025, half-hours from a local midnight in Irkutsk on.
pub(crate) fn readings(meter: &str, days: i64, wh: impl Fn(i64) -> i64) -> String {
    let mut text = String::new();
    for slot in 0..days * 48 {
        let minutes = 16 * 60 + slot * 30;
        let (day, hour, minute) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let _ = writeln!(text, "{meter},2025-01-{:02}T{hour:02}:{minute:02}:00Z,{}", day + 1, wh(slot));
    }
    text
}

/// What a home uses: less at night, never twice the same.
pub(crate) fn home(slot: i64) -> i64 {
    (if slot % 48 < 14 { 80 } else { 250 }) + slot * 7919 % 97
}

/// Five homes for six days.
pub(crate) fn homes() -> String {
    (0..5).map(|home_| readings(&format!("M{home_}"), 6, |slot| home(slot + 11 * home_))).collect()
}

fn detect(desk: &Desk, more: &str) -> Run {
    desk.run(&format!("detect --readings r --utc-offset 8 -o found.csv {more}"))
}

/// Runs over one file; whatever is in it, the program comes to an end of its own.
#[track_caller]
fn detect_in(name: &str, contents: impl AsRef<[u8]>) -> (Desk, Run) {
    let desk = Desk::new();
    desk.put(&format!("r/{name}"), contents);
    let run = detect(&desk, "");
    assert!(!run.err.contains("panicked"), "{run:#?}");
    assert_eq!(desk.path("found.csv").exists(), run.status == 0, "{run:#?}");
    (desk, run)
}

#[test]
fn a_simulated_grid_is_detected_in_and_the_file_is_recognised() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 150 --days 14 --seed 3 -o grid").ends_with(0);
    let run = desk.run("detect --readings grid -o found.parquet --scores scores.csv --measures m.csv");
    let run = run.ends_with(0);
    assert_eq!(run.err, "", "progress is for terminals");
    run.says(&["150 meters, 100800 readings; judged 150 meters and "]);
    let scores = rows(&desk.read("scores.csv"));
    assert!(scores.len() > 300, "two of each meter and feeder: {}", scores.len());
    assert!(scores.iter().all(|row| (0.0..=1.0).contains(&row["score"].parse::<f64>().expect("a score"))));
    assert_eq!(rows(&desk.read("m.csv")).len(), 150);
    desk.run("check found.parquet").ends_with(0).says(&["detections", "no problems"]);
    desk.run("detect --readings grid -o found.csv").ends_with(0);
    let found = rows(&desk.read("found.csv"));
    assert!(!found.is_empty(), "one meter in 25 mines");
    for row in &found {
        assert!(row["evidence_en"].len() > 20 && row["evidence_ru"].len() > 20, "{row:?}");
        assert_eq!(row["status"], "simulated", "as its readings are");
        assert_eq!(row["daily_kwh"].split(',').count(), 14, "{row:?}");
    }
    let table = desk.run("table detections --detections found.csv --format csv").ends_with(0);
    assert!(table.out.contains("RU-IRK"), "{}", table.out);
}

#[test]
fn plain_statistics_are_written_alone() {
    let desk = Desk::new();
    desk.put("r/r.csv", format!("{HEADER}{}", homes()));
    desk.run("detect --readings r --utc-offset 8 --plain p.csv").ends_with(0).says(&["measured 5 meters"]);
    let plain = rows(&desk.read("p.csv"));
    assert_eq!((plain.len(), plain[0].len()), (5, 16));
    let night: f64 = plain[0]["night"].parse().expect("a number");
    assert!(night < 0.8, "{night}");
    assert_eq!(desk.names(), ["p.csv", "r"]);
    detect(&desk, "--plain p.csv").ends_with(2);
    desk.run("detect --readings r").ends_with(2).says(&["--output"]);
}

#[test]
fn what_is_wrong_in_rows_is_counted_and_named_and_the_rest_is_judged() {
    let good = homes();
    let one = |extra: &str| format!("{HEADER}{good}{extra}");
    let mut lines: Vec<&str> = good.lines().collect();
    lines.swap(3, 200);
    let unsorted = format!("{HEADER}{}\n", lines.join("\n"));
    let twice = format!("{HEADER}{good}{}", readings("M0", 6, |slot| home(slot + 5)));
    let mixed = format!("{HEADER}{good}{}", readings("H", 4, home)) + &hourly("H", 4, 8);
    let clock = one(
        "C,2025-10-25T23:30:00,1\nC,2025-10-26T00:00:00,1\nC,2025-10-26T00:30:00,1\nC,2025-10-26T00:00:00,2\n\
         C,2025-10-26T00:30:00,2\nC,2025-10-26T01:00:00,1\n",
    );
    let cases: [(&str, String, &[&str]); 9] = [
        (
            "negative",
            one("N,2025-01-01T00:00:00Z,-7\n"),
            &["r.csv, line 1442, wh: expected Wh of 0 or more", "found -7"],
        ),
        (
            "absurd",
            one(&readings("X", 6, |slot| if slot == 50 { 1_000_000_000 } else { home(slot) })),
            &["wh: expected at most 25 MW, found 1 value of 1000000000 Wh (1 meter: X); left out"],
        ),
        (
            "short",
            one("S,2025-01-01T00:00Z,5\nS,2025-01-01T00:30Z,6\nS,2025-01-01T01:00Z,7\n"),
            &["two days of values of S, found 3 readings; not judged", "6 meters", "judged 5 meters"],
        ),
        ("words", one("M9,soon,many\n"), &["line 1442, ts: expected a time", "found \"soon\""]),
        ("unsorted", unsorted, &["expected readings of M0 in the order of time", "judged 5 meters"]),
        ("twice", twice, &["expected one series of M0, found two series (two meters with one id?)"]),
        ("mixed", mixed, &["expected one interval of H, found several; summed up to 1 h", "judged 6 meters"]),
        ("clock", clock, &["one reading of C at a time, found 2 repeated; the later row was taken"]),
        (
            "torn",
            one("M9,2025-01-01"),
            &["line 1442: expected as many fields as in the header, found 2 fields"],
        ),
    ];
    for (case, text, said) in cases {
        let (_, run) = detect_in("r.csv", text);
        assert_eq!(run.status, 0, "{case}: {run:#?}");
        run.says(said);
    }
}

/// Hours of some later days.
fn hourly(meter: &str, from_day: i64, to_day: i64) -> String {
    let hours = from_day * 24..to_day * 24;
    let mut text = String::new();
    for hour in hours {
        let at = hour + 16;
        let _ =
            writeln!(text, "{meter},2025-01-{:02}T{:02}:00:00Z,{}", at / 24 + 1, at % 24, 2 * home(2 * hour));
    }
    text
}

#[test]
fn what_is_of_no_use_is_refused_with_its_name_and_nothing_is_written() {
    let whole = format!("{HEADER}{}", homes());
    let desk = Desk::new();
    desk.run("simulate grid --meters 20 --days 2 -o grid").ends_with(0);
    let parquet = std::fs::read(desk.path("grid/readings.parquet")).expect("read");
    let cases: [(&str, Vec<u8>, &[&str]); 6] = [
        ("r.csv", whole.replacen("ts", "time", 1).into(), &["a folder without a table of readings"]),
        ("r.csv", Vec::new(), &["r.csv", "an empty file"]),
        ("r.parquet", parquet[..parquet.len() / 2].to_vec(), &["r.parquet", "an intact Parquet file"]),
        ("r.parquet", parquet[..parquet.len() - 1].to_vec(), &["r.parquet", "an intact Parquet file"]),
        ("r.parquet", b"PAR1 but no more".to_vec(), &["r.parquet", "an intact Parquet file"]),
        ("notes.txt", b"nothing".to_vec(), &["a folder without a table of readings"]),
    ];
    for (name, bytes, said) in cases {
        let (_, run) = detect_in(name, bytes);
        run.ends_with(1).says(said);
    }
    desk.put("one.csv", whole.replacen("ts", "time", 1));
    desk.run("detect --readings one.csv -o found.csv").ends_with(1).says(&[
        "one.csv",
        "expected a column ts (readings)",
        "\"time\"",
    ]);
    desk.put("empty.csv", "");
    desk.run("detect --readings empty.csv -o found.csv").ends_with(1).says(&["empty.csv", "an empty file"]);
    desk.run("detect --readings nowhere -o found.csv").ends_with(1).says(&["nowhere"]);
    assert_eq!(desk.names(), ["empty.csv", "grid", "one.csv"]);
}

#[test]
fn feeders_without_meters_and_meters_without_readings_are_said() {
    let desk = Desk::new();
    desk.put("r/r.csv", format!("{HEADER}{}", homes()));
    desk.put(
        "r/m.csv",
        "meter_id,feeder_id,region,tariff,phases\nM0,F0,RU-IRK,household,1\nZ,F9,RU-IRK,household,1\n",
    );
    let feeders = readings("F1", 6, |slot| 9 * home(slot));
    desk.put("r/f.csv", format!("feeder_id,ts,wh\n{feeders}"));
    detect(&desk, "").ends_with(0).says(&[
        "expected meters on feeder F1, found none with readings",
        "readings of every meter, found none of 1 meter of the table",
        "what was supplied into every feeder, found none of 1 feeder of meters",
    ]);
}

#[test]
fn a_rig_behind_panels_has_the_power_that_it_has_by_night() {
    let desk = Desk::new();
    // Panels of 4 kW and clouds: by day the meter shows nothing of 3 kW on one day in three, some on others.
    let sun = |slot: i64| {
        let angle = ((slot % 48) as f64 / 2.0 - 8.0) / 9.0 * std::f64::consts::PI;
        let clouds = [1.0, 0.5, 0.2][(slot / 48 % 3) as usize];
        if (0.0..std::f64::consts::PI).contains(&angle) { (2000.0 * clouds * angle.sin()) as i64 } else { 0 }
    };
    let homes: String =
        (0..20).map(|home_| readings(&format!("M{home_}"), 28, |slot| home(slot + 11 * home_))).collect();
    let rig = |slot: i64| if slot >= 10 * 48 { 1500 } else { 0 };
    let behind = |slot: i64| (home(slot) + rig(slot) - sun(slot)).max(0);
    desk.put("r/readings.csv", format!("{HEADER}{homes}{}", readings("RIG", 28, behind)));
    detect(&desk, "").ends_with(0);
    let found = rows(&desk.read("found.csv"));
    assert_eq!(found.iter().map(|row| row["meter_id"].as_str()).collect::<Vec<_>>(), ["RIG"]);
    let kw: f64 = found[0]["kw"].parse().expect("a power");
    assert!((2.9..=3.1).contains(&kw), "{kw} kW");
}

#[test]
fn a_rig_is_found_in_daily_readings() {
    let desk = Desk::new();
    let mut text = HEADER.to_owned();
    for (home, day) in (0..30).flat_map(|home| (0..42).map(move |day| (home, day))) {
        let own = 6_000 + (day * 7919 + home * 104_729) % 5_000;
        // 5 kW from the 21st day on.
        let rig = if home == 3 && day >= 20 { 120_000 + day * 37 % 900 } else { 0 };
        let (month, of_month) = if day < 31 { (1, day + 1) } else { (2, day - 30) };
        let _ = writeln!(text, "M{home},2025-{month:02}-{of_month:02}T00:00:00Z,{}", own + rig);
    }
    desk.put("r/r.csv", text);
    desk.run("detect --readings r --utc-offset 0 -o found.csv").ends_with(0);
    let found = rows(&desk.read("found.csv"));
    let loads: Vec<_> = found.iter().filter(|row| row["kind"] == "abnormal_load").collect();
    assert_eq!(loads.len(), 1, "{loads:?}");
    assert_eq!(loads[0]["meter_id"], "M3");
    let kw: f64 = loads[0]["kw"].parse().expect("a number");
    assert!((kw - 5.0).abs() < 0.3, "{kw}");
    assert!(loads[0]["first_seen"].starts_with("2025-01-2"), "{}", loads[0]["first_seen"]);
}

#[test]
fn what_cannot_be_learned_or_compared_is_said_and_nothing_is_written() {
    const LABELS: &str = "subject,level,kind,host\n";
    let desk = Desk::new();
    desk.put("r/r.csv", format!("{HEADER}{}", homes()));
    desk.put("nothing/notes.txt", "none");
    desk.put("others.csv", format!("{LABELS}X1,meter,abnormal_load,a\nX2,meter,normal,b\n"));
    desk.put("alike.csv", format!("{LABELS}M0,meter,normal,a\nM1,meter,normal,b\n"));
    desk.put("no_kind.csv", format!("{LABELS}M0,meter,theft,a\n"));
    desk.put("no_column.csv", "meter,kind\nM0,normal\n");
    desk.put("scores.csv", "meter_id,kind,score\nZ,abnormal_load,0.9\n");
    desk.put("no_model.json", "{\"abnormal_load\": 7}");
    let cases = [
        ("train --input nowhere -o m.json", vec!["nowhere"]),
        (
            "train --input nothing -o m.json",
            vec!["nothing", "a folder with a table of readings and one of labels"],
        ),
        ("train -o m.json", vec!["give --input, or --readings with --labels or --reviews"]),
        (
            "train --readings r --labels others.csv -o m.json",
            vec!["no label is of a meter that was read", "labels: 2, meters: 5"],
        ),
        (
            "train --readings r --labels alike.csv -o m.json",
            vec!["no kind of detection has labels for it and against it"],
        ),
        (
            "train --readings r --labels no_column.csv -o m.json",
            vec!["no_column.csv", "expected a column subject"],
        ),
        (
            "train --readings r --labels no_kind.csv -o m.json",
            vec!["no_kind.csv, line 2", "expected one of normal, abnormal_load", "theft"],
        ),
        ("evaluate --scores scores.csv --labels others.csv", vec!["no score is of a meter or feeder"]),
        (
            "evaluate --scores scores.csv --labels alike.csv",
            vec!["alike.csv: no label names a kind of detection"],
        ),
        ("evaluate --scores nowhere.csv --labels others.csv", vec!["nowhere.csv"]),
        ("detect --readings r --model no_model.json -o found.csv", vec!["no_model.json", "not a model"]),
    ];
    let before = desk.names();
    for (arguments, said) in cases {
        desk.run(arguments).ends_with(1).says(&said);
    }
    assert_eq!(desk.names(), before);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_leaves_nothing() {
    use std::{io::Read, process::Stdio, time::Duration};
    let desk = Desk::new();
    desk.put("big/here", "");
    let names = || -> Vec<String> {
        let entries = std::fs::read_dir(desk.path("big")).expect("listed");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let stop = |signal: &str| {
        let mut child = desk
            .command("simulate grid --meters 3000000 --days 365 -o big")
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        while names().len() < 4 {
            std::thread::sleep(Duration::from_millis(20));
            assert!(child.try_wait().expect("asked").is_none(), "it has work for hours");
        }
        let id = child.id().to_string();
        let sent = std::process::Command::new("kill").args([signal, &id]).status().expect("kill is there");
        assert!(sent.success());
        let status = child.wait().expect("ended");
        let mut said = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut said).expect("text");
        (status.code(), said)
    };
    let (code, said) = stop("-INT");
    assert_eq!((code, said.as_str()), (Some(130), "hashatlas: stopped; nothing was written\n"));
    assert_eq!(names(), ["here"], "no file, no part of one");
    let (code, _) = stop("-KILL");
    assert_eq!(code, None);
    assert!(names().iter().all(|name| name == "here" || name.starts_with(".hashatlas-")), "{:?}", names());
}

#[test]
fn evaluate_counts_the_alarms_of_detect_at_the_level_of_each_class() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 400 --days 21 --interval 60 --seed 2 -o grid").ends_with(0);
    desk.run("detect --readings grid -o found.csv --scores scores.csv").ends_with(0);
    let truth: BTreeMap<(bool, String), String> = rows(&desk.read("grid/labels.csv"))
        .into_iter()
        .map(|row| ((row["level"] == "feeder", row["subject"].clone()), row["kind"].clone()))
        .collect();
    let words = [("abnormal_load", "mining"), ("meter_tampering", "tampering")];
    let word = |kind: &str| {
        words.iter().find(|(long, _)| *long == kind).map_or(kind.to_owned(), |(_, short)| (*short).to_owned())
    };
    // Right and wrong alarms by kind; what is wrong in another way counts as neither.
    let mut alarms: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for row in rows(&desk.read("found.csv")) {
        let is_feeder = row["meter_id"].is_empty();
        let subject = if is_feeder { &row["feeder_id"] } else { &row["meter_id"] };
        let told = alarms.entry(row["kind"].clone()).or_default();
        match truth.get(&(is_feeder, subject.clone())) {
            Some(kind) if *kind == word(&row["kind"]) => told.0 += 1,
            Some(kind) if kind == "normal" => told.1 += 1,
            _ => {}
        }
    }
    let run = desk.run("evaluate --scores scores.csv --labels grid/labels.csv --resamples 0").ends_with(0);
    assert!(alarms["abnormal_load"].0 > 3, "{alarms:?}");
    for (kind, (right, wrong)) in &alarms {
        let told =
            run.out.split(&format!("{kind} of ")).nth(1).unwrap_or_else(|| panic!("{kind}: {}", run.out));
        let flagged = format!("{} flagged: {right} right, {wrong} wrong", right + wrong);
        assert!(
            told.split(" of meters").next().is_some_and(|told| told.contains(&flagged)),
            "{kind}, {flagged}: {told}"
        );
    }
    run.says(&["of each class of meter, "]);
    // Scores of others say no level: one stands for all, and that is told.
    let mut bare = "meter_id,feeder_id,kind,score\n".to_owned();
    for row in rows(&desk.read("scores.csv")) {
        let [meter, feeder, kind, score] = ["meter_id", "feeder_id", "kind", "score"].map(|name| &row[name]);
        writeln!(bare, "{meter},{feeder},{kind},{score}").expect("a string takes it");
    }
    desk.put("bare.csv", bare);
    let run = desk.run("evaluate --scores bare.csv --labels grid/labels.csv --resamples 0").ends_with(0);
    run.says(&["at the level of alarms, 0.9182", "scores that do not say their level (alarm_score): "]);
    let run = desk.run("evaluate --scores scores.csv --labels grid/labels.csv --resamples 0 --threshold 0.5");
    let run = run.ends_with(0).says(&["at the level of alarms, 0.5000"]);
    assert!(!run.out.contains("alarm_score"), "{}", run.out);
}

#[test]
fn detection_is_followed_day_by_day() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 60 --days 8 --interval 60 --seed 3 -o grid").ends_with(0);
    let run = desk.run("evaluate --rolling --input grid").ends_with(0).says(&[
        "abnormal loads in windows that grow by a day: ",
        "  false alarms: ",
        "  days from the start to the first alarm",
        "  of those, there from the first reading",
    ]);
    let own = desk.run("evaluate --rolling --readings grid --labels grid/labels.csv").ends_with(0);
    assert_eq!(own.out, run.out, "the same tables, named one by one");
    desk.run("evaluate --rolling").ends_with(2);
    desk.run("evaluate --labels grid/labels.csv").ends_with(2);
    desk.run("evaluate --rolling --input grid --scores s.csv").ends_with(2);
}

#[test]
fn meters_as_their_owners_list_them_are_read_by_meaning_and_regions_by_any_name() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 60 --days 28 --seed 3 --region RU-IRK -o grid").ends_with(0);
    desk.run("detect --readings grid -o a.csv --threshold 0.2").ends_with(0);
    desk.run("convert grid/readings.parquet -o readings.csv").ends_with(0);
    let ids: std::collections::BTreeSet<String> = desk
        .read("readings.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next().map(str::to_owned))
        .collect();
    let table: String =
        ids.iter().map(|id| format!("{id};Иркутская обл.;0;0;Население\n")).collect::<Vec<_>>().concat();
    desk.put("meters.csv", format!("Номер счётчика;Субъект РФ;Долгота;Широта;Тариф\n{table}"));
    let told = desk
        .run("detect --readings readings.csv --meters meters.csv -o d.csv --threshold 0.2 --lang ru")
        .ends_with(0)
        .says(&["\"Номер счётчика\" → meter_id", "0°, 0° в Гвинейском заливе"]);
    assert!(!told.out.contains("meter_id (счётчики)"), "{}", told.out);
    let found = rows(&desk.read("d.csv"));
    assert!(!found.is_empty() && found.iter().all(|row| row["region"] == "RU-IRK"), "{found:?}");
    assert!(found.iter().all(|row| row["lon"].is_empty()), "nowhere is no place");
}

#[test]
fn a_folder_named_for_meters_gives_feeders_and_weather_too() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 20 --days 21 --seed 3 -o grid").ends_with(0);
    std::fs::create_dir(desk.path("apart")).expect("made");
    std::fs::copy(desk.path("grid/readings.parquet"), desk.path("apart/readings.parquet")).expect("copied");
    let whole = desk.run("detect --readings grid -o a.csv").ends_with(0).out;
    let apart = desk.run("detect --readings apart/readings.parquet --meters grid -o b.csv").ends_with(0).out;
    assert!(whole.contains("feeder"), "{whole}");
    assert_eq!(apart.lines().next(), whole.lines().next());
    assert_eq!(desk.read("a.csv"), desk.read("b.csv"));
}
