//! Owns `watch` as its users meet it: files are taken when whole, each reading once and each alarm once,
//! whatever the order, however often, and wherever a run was cut short.

use crate::program::{Desk, Run};
use std::{collections::BTreeSet, fmt::Write as _, process::Stdio, time::Duration};

const WATCH: &str =
    "watch --folder in --state state --meters grid/meters.parquet --every 0.05 --threshold 0.3";

fn once(desk: &Desk) -> Run {
    desk.run(&format!("{WATCH} --once"))
}

/// A small grid, and its readings as one CSV for each UTC day.
pub(crate) fn grid() -> (Desk, Vec<(String, String)>) {
    let desk = Desk::new();
    desk.run("simulate grid --meters 20 --days 21 --seed 3 -o grid").ends_with(0);
    let mut days: Vec<(String, String)> = Vec::new();
    let mut lines: Vec<String> = csv_of(&desk).lines().skip(1).map(str::to_owned).collect();
    lines.sort_by_key(|line| line.split(',').nth(1).unwrap_or_default().to_owned());
    for line in lines {
        let mut cells = line.split(',');
        let (meter, ts, wh) = (cells.next(), cells.next(), cells.next());
        let (Some(meter), Some(ts), Some(wh)) = (meter, ts, wh) else { panic!("{line}") };
        let day = ts[..10].to_owned();
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, "meter_id,ts,wh\n".to_owned()));
        }
        let _ = writeln!(days.last_mut().expect("a day").1, "{meter},{ts},{wh}");
    }
    std::fs::create_dir(desk.path("in")).expect("made");
    (desk, days)
}

/// Readings of the grid as text, without its mark of simulated ones.
fn csv_of(desk: &Desk) -> String {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Int32Type, Int64Type, TimestampMillisecondType};
    let file = std::fs::File::open(desk.path("grid/readings.parquet")).expect("there");
    let reader =
        parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
    let mut text = "meter_id,ts,wh\n".to_owned();
    for batch in reader.build().expect("readable") {
        let batch = batch.expect("a batch");
        let column = |name: &str| batch.column_by_name(name).expect("a column");
        let (ids, ts, wh) = (column("meter_id"), column("ts"), column("wh"));
        let ts = ts.as_primitive::<TimestampMillisecondType>();
        for (row, id) in text_of(ids).into_iter().enumerate() {
            let time = hashatlas::io::iso_time(ts.value(row) / 1000);
            let value = if wh.is_null(row) {
                String::new()
            } else if let Some(wh) = wh.as_primitive_opt::<Int64Type>() {
                wh.value(row).to_string()
            } else {
                wh.as_primitive::<Int32Type>().value(row).to_string()
            };
            let _ = writeln!(text, "{id},{time},{value}");
        }
    }
    text
}

fn text_of(ids: &arrow_array::ArrayRef) -> Vec<String> {
    use arrow_array::cast::AsArray;
    match ids.as_any_dictionary_opt() {
        Some(of) => {
            let values = of.values().as_string::<i32>();
            of.normalized_keys().into_iter().map(|key| values.value(key).to_owned()).collect()
        }
        None => ids.as_string::<i32>().iter().map(|id| id.unwrap_or_default().to_owned()).collect(),
    }
}

/// The events of a state: each has an id and a change of its own.
pub(crate) fn events(desk: &Desk) -> BTreeSet<String> {
    let log = if desk.path("state/events.ndjson").exists() {
        desk.read("state/events.ndjson")
    } else {
        String::new()
    };
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let keys: BTreeSet<String> =
        lines.iter().map(|line| format!("{} {}", line["id"], line["event"])).collect();
    assert_eq!(keys.len(), lines.len(), "none is told twice: {log}");
    for line in &lines {
        assert!(line["first_seen"].as_str() <= line["raised_at"].as_str(), "{line}");
        assert!(!line["reason_en"].as_str().unwrap_or_default().is_empty(), "{line}");
    }
    keys
}

#[test]
fn days_that_arrive_one_by_one_are_told_as_detect_tells_them_whole() {
    let (desk, days) = grid();
    let mut printed = String::new();
    for (day, text) in &days {
        desk.put(&format!("in/{day}.csv"), text);
        printed += &once(&desk).ends_with(0).out;
    }
    assert!(!events(&desk).is_empty(), "there are miners in the grid");
    assert_eq!(printed, desk.read("state/events.ndjson"));
    let again =
        "detect --readings state/readings --meters grid/meters.parquet --threshold 0.3 -o again.parquet";
    desk.run(again).ends_with(0);
    let bytes = |name: &str| std::fs::read(desk.path(name)).expect("there");
    assert_eq!(bytes("again.parquet"), bytes("state/detections.parquet"));
    // All of it at once, and some of it twice, in another order.
    let other = Desk::new();
    std::fs::create_dir_all(other.path("grid")).expect("made");
    std::fs::copy(desk.path("grid/meters.parquet"), other.path("grid/meters.parquet")).expect("copied");
    for (n, (_, text)) in days.iter().rev().enumerate() {
        other.put(&format!("in/{n:02}.csv"), text);
        other.put(&format!("in/{n:02}-twice.csv"), text);
    }
    once(&other).ends_with(0);
    let found = std::fs::read(other.path("state/detections.parquet")).expect("there");
    assert_eq!(found, bytes("state/detections.parquet"));
}

#[test]
fn what_cannot_be_read_is_refused_with_the_reason_and_unfinished_files_stay() {
    let desk = Desk::new();
    desk.put("in/bad.csv", "a,b\n1,2\n");
    desk.put("in/half.csv.part", "meter_id,ts,wh\n");
    let run = desk.run("watch --folder in --state state --every 0.05 --once").ends_with(0);
    assert!(run.err.contains("refused bad.csv"), "{run:?}");
    assert!(desk.path("in/refused/bad.csv").exists() && desk.path("in/half.csv.part").exists());
    assert!(!desk.read("in/refused/bad.csv.reason.txt").trim().is_empty());
}

#[test]
fn stored_readings_are_replayed_and_told_as_detect_tells_them() {
    let (desk, _) = grid();
    let replay = "watch --from-files grid/readings.parquet --state state --meters grid/meters.parquet \
                  --threshold 0.3 --every 0.05";
    let run = desk.run(&format!("{replay} --metrics 127.0.0.1:0")).ends_with(0);
    assert!(run.err.contains("/metrics"), "{run:?}");
    assert_eq!(run.out, desk.read("state/events.ndjson"));
    assert!(run.err.matches("judged").count() >= 21, "day by day: {run:?}");
    desk.run("detect --readings grid/readings.parquet --meters grid/meters.parquet --threshold 0.3 -o whole.parquet")
        .ends_with(0);
    let bytes = |name: &str| std::fs::read(desk.path(name)).expect("there");
    assert_eq!(bytes("whole.parquet"), bytes("state/detections.parquet"));
    // At a pace, and once more: nothing is new.
    desk.run(&format!("{replay} --speed 10000000")).ends_with(0);
    assert_eq!(bytes("whole.parquet"), bytes("state/detections.parquet"));
    desk.run(&format!("{replay} --metrics 192.0.2.1:9184")).ends_with(2).says(&["127.0.0.1"]);
}

#[test]
fn a_folder_is_replayed_with_the_tables_that_detect_takes_from_it() {
    let (desk, _) = grid();
    let run = desk.run("watch --from-files grid --state state --threshold 0.3 --every 0.05").ends_with(0);
    assert!(!run.err.contains("time zone"), "the regions of meters tell the clocks: {run:?}");
    desk.run("detect --readings grid --threshold 0.3 -o whole.parquet").ends_with(0);
    desk.run("detect --readings grid/readings.parquet --threshold 0.3 -o alone.parquet").ends_with(0);
    let bytes = |name: &str| std::fs::read(desk.path(name)).expect("there");
    let watched = bytes("state/detections.parquet");
    assert!(watched == bytes("whole.parquet") && watched != bytes("alone.parquet"));
}

#[test]
fn the_described_zone_says_where_clocks_are_as_for_detect() {
    let (desk, days) = grid();
    // As a logger writes: local time, its own names, no region anywhere.
    let mut whole = "meter;time;kWh\n".to_owned();
    for (day, text) in &days {
        let mut of_day = "meter;time;kWh\n".to_owned();
        for line in text.lines().skip(1) {
            let [meter, ts, wh] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let kwh = wh.parse::<f64>().map(|wh| (wh / 1000.0).to_string()).unwrap_or_default();
            let line = format!("{meter};{};{kwh}\n", ts.trim_end_matches('Z').replace('T', " "));
            of_day += &line;
            whole += &line;
        }
        desk.put(&format!("in/{day}.csv"), of_day);
    }
    desk.put("whole.csv", whole);
    let described =
        "describe whole.csv --zone Asia/Irkutsk --unit kwh --quantity energy --stamp start -o how.json";
    desk.run(described).ends_with(0);
    desk.run("watch --folder in --state state --every 0.05 --threshold 0.3 --description how.json --once")
        .ends_with(0);
    desk.run("detect --readings whole.csv --description how.json --threshold 0.3 -o whole.parquet")
        .ends_with(0);
    let bytes = |name: &str| std::fs::read(desk.path(name)).expect("there");
    let found = bytes("state/detections.parquet");
    assert!(found == bytes("whole.parquet"), "the same detections, and how many intervals were made up");
    // It is kept: a later run needs no description for it.
    assert_eq!(desk.read("state/zone").trim(), "Asia/Irkutsk");
    let (day, _) = &days[3];
    desk.put("in/again.csv", format!("meter_id,ts,wh\nnew,{day}T00:00:00Z,5\n"));
    desk.run("watch --folder in --state state --every 0.05 --threshold 0.3 --once").ends_with(0);
    assert!(found == bytes("state/detections.parquet"), "the offset stays");
}

#[test]
fn a_run_that_was_cut_short_before_its_first_day_was_written_goes_on() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path("in")).expect("made");
    std::fs::create_dir_all(desk.path("state/readings")).expect("made");
    desk.put("state/pending", "");
    let run = desk.run("watch --folder in --state state --once").ends_with(0);
    assert!(run.err.contains("cut short"), "{run:?}");
    assert!(!desk.path("state/pending").exists());
}

#[test]
fn a_run_that_is_killed_loses_nothing_and_tells_nothing_twice() {
    let (desk, days) = grid();
    for (nth, some) in days.chunks(3).enumerate() {
        for (day, text) in some {
            desk.put(&format!("in/{day}.csv"), text);
        }
        let mut run = desk
            .command(&format!("{WATCH} --once"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        // Before, while and after files are taken and judged.
        std::thread::sleep(Duration::from_millis(40 + 173 * nth as u64));
        run.kill().expect("killed");
        run.wait().expect("ended");
    }
    once(&desk).ends_with(0);
    let told = events(&desk);
    once(&desk).ends_with(0);
    assert_eq!(events(&desk), told);
    let whole = Desk::new();
    std::fs::create_dir_all(whole.path("grid")).expect("made");
    std::fs::copy(desk.path("grid/meters.parquet"), whole.path("grid/meters.parquet")).expect("copied");
    for (day, text) in &days {
        whole.put(&format!("in/{day}.csv"), text);
    }
    once(&whole).ends_with(0);
    let found = |desk: &Desk| std::fs::read(desk.path("state/detections.parquet")).expect("there");
    assert_eq!(found(&desk), found(&whole));
}
