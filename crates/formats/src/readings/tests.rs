//! Owns tests of reading series: good input in every order, and every kind of bad input.

#![allow(clippy::disallowed_methods, reason = "tests make their files")]

use super::*;
use ::parquet::{arrow::ArrowWriter, file::properties::WriterProperties};
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use std::{fmt::Write as _, fs, sync::Arc};
use tempfile::TempDir;

const HALF_HOUR_S: i64 = 1800;

/// A row: meter, seconds since 1970, Wh.
type Row = (&'static str, i64, Option<i64>);

fn folder() -> TempDir {
    tempfile::tempdir().expect("tempdir")
}

/// Readings of `meters`, `len` each, every half hour; the value tells meter and slot.
fn complete(meters: &[&'static str], len: i64) -> Vec<Row> {
    let of_meter = |(nth, &meter): (usize, &&'static str)| {
        (0..len).map(move |slot| (meter, slot * HALF_HOUR_S, Some(nth as i64 * 1000 + slot)))
    };
    meters.iter().enumerate().flat_map(of_meter).collect()
}

fn write_parquet(path: &Path, rows: &[Row], group_rows: usize) {
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.0)));
    let times = rows.iter().map(|row| row.1 * 1000).collect::<Vec<_>>();
    let times: ArrayRef = Arc::new(TimestampMillisecondArray::from(times).with_timezone("UTC"));
    let wh: ArrayRef = Arc::new(rows.iter().map(|row| row.2).collect::<Int64Array>());
    write_columns(path, [("meter_id", ids), ("ts", times), ("wh", wh)], group_rows);
}

fn write_columns(
    path: &Path,
    columns: impl IntoIterator<Item = (&'static str, ArrayRef)>,
    group_rows: usize,
) {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    )
    .expect("columns of one length");
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(group_rows)).build();
    let file = fs::File::create(path).expect("created");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
}

fn write_csv(path: &Path, rows: &[Row]) {
    let mut text = "meter_id,ts,wh\n".to_owned();
    for (meter, time_s, wh) in rows {
        let wh = wh.map_or(String::new(), |wh| wh.to_string());
        let _ = writeln!(text, "{meter},{},{wh}", crate::detections::text::iso_time(*time_s));
    }
    fs::write(path, text).expect("written");
}

fn read(path: &Path) -> (Vec<OwnedSeries>, Problems) {
    let (readings, mut problems) = Readings::open(path, &unwatched).expect("opened");
    let (mut series, of_values) = readings.collect().expect("read");
    problems.extend(of_values);
    series.sort_by(|a, b| a.name.cmp(&b.name));
    (series, problems)
}

/// What is said of a CSV table with these lines, without its path; and its series.
fn read_text(lines: &[&str]) -> (Vec<OwnedSeries>, Vec<String>) {
    let folder = folder();
    let path = folder.path().join("r.csv");
    fs::write(&path, lines.join("\n")).expect("written");
    let (series, problems) = read(&path);
    let before = format!("{}, ", path.display());
    let said = |problem: &Problem| problem.to_string().trim_start_matches(&before).to_owned();
    (series, problems.first.iter().map(said).collect())
}

/// Lines of one meter's readings, half-hourly from the epoch.
fn lines(values: &[&str]) -> Vec<String> {
    let line = |(slot, value): (usize, &&str)| {
        format!("A,{},{value}", crate::detections::text::iso_time(slot as i64 * HALF_HOUR_S))
    };
    std::iter::once("meter_id,ts,wh".to_owned()).chain(values.iter().enumerate().map(line)).collect()
}

fn read_values(values: &[&str]) -> (Vec<OwnedSeries>, Vec<String>) {
    let lines = lines(values);
    read_text(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

fn assert_complete(series: &[OwnedSeries], meters: &[&str], len: usize) {
    assert_eq!(series.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), meters);
    for (nth, series) in series.iter().enumerate() {
        assert_eq!(series.grid, Some(TimeGrid { start_s: 0, step_s: 1800, len }), "{}", series.name);
        let expected: Vec<f32> = (0..len).map(|slot| (nth * 1000 + slot) as f32).collect();
        assert_eq!(series.values, expected, "{}", series.name);
    }
}

const METERS: [&str; 5] = ["A", "B", "C", "D", "E"];

#[test]
fn sorted_tables_are_read_whole_whatever_their_row_groups() {
    let folder = folder();
    let rows = complete(&METERS, 100);
    for group_rows in [7, 64, 100, 250, 10_000] {
        let path = folder.path().join("r.parquet");
        write_parquet(&path, &rows, group_rows);
        let (readings, _) = Readings::open(&path, &unwatched).expect("opened");
        assert_eq!((readings.index.whole.len(), readings.index.scattered.len()), (5, 0), "{group_rows}");
        let (series, problems) = read(&path);
        assert!(problems.is_empty(), "{:?}", problems.first);
        assert_complete(&series, &METERS, 100);
    }
    let path = folder.path().join("r.csv");
    write_csv(&path, &rows);
    let (series, problems) = read(&path);
    assert!(problems.is_empty(), "{:?}", problems.first);
    assert_complete(&series, &METERS, 100);
}

#[test]
fn intervals_that_were_made_up_are_counted_unless_a_measured_value_came_later() {
    let folder = folder();
    let mut text = "meter_id,ts,wh,quality\n".to_owned();
    for hour in 0..12 {
        let quality = ["measured", "estimated", "substituted"][hour % 3];
        let _ = writeln!(text, "m,2025-01-01T{hour:02}:00:00Z,5,{quality}");
    }
    fs::write(folder.path().join("a.csv"), &text).expect("written");
    let made_up = |path: &Path| {
        let (readings, _) = Readings::open(path, &unwatched).expect("opened");
        assert!(readings.has_quality());
        let (made, _) =
            readings.map(|_| true, &unwatched, || (), |(), series| MadeUp::of(series.values)).expect("read");
        made[0].1
    };
    let four = MadeUp { intervals: 12, estimated: 4, substituted: 4 };
    assert_eq!(made_up(&folder.path().join("a.csv")), four);
    let later =
        "meter_id,ts,wh,quality\nm,2025-01-01T01:00:00Z,6,measured\nm,2025-01-01T03:00:00Z,7,estimated\n";
    fs::write(folder.path().join("b.csv"), later).expect("written");
    assert_eq!(made_up(folder.path()), four, "one less, and one more");
    fs::write(folder.path().join("b.csv"), later.lines().take(2).collect::<Vec<_>>().join("\n"))
        .expect("written");
    assert_eq!(made_up(folder.path()), MadeUp { estimated: 3, ..four });
}

#[test]
fn what_was_not_measured_does_not_count_and_is_told() {
    let folder = folder();
    let marks = ["measured", "Estimated", "substituted", "doubtful", "", "estimated"];
    let csv = folder.path().join("r.csv");
    let mut text = "ts,quality,meter_id,wh\n".to_owned();
    for (slot, mark) in marks.iter().enumerate() {
        let time = crate::detections::text::iso_time(slot as i64 * HALF_HOUR_S);
        // The last has no value: nothing is taken from it.
        let wh = if slot == 5 { String::new() } else { slot.to_string() };
        let _ = writeln!(text, "{time},{mark},A,{wh}");
    }
    fs::write(&csv, text).expect("written");
    let parquet = folder.path().join("r.parquet");
    let times = (0..6).map(|slot| slot * HALF_HOUR_S * 1000).collect::<Vec<_>>();
    let times: ArrayRef = Arc::new(TimestampMillisecondArray::from(times).with_timezone("UTC"));
    let marks: ArrayRef = Arc::new(StringArray::from_iter_values(marks));
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values(["A"; 6]));
    let wh: ArrayRef = Arc::new((0..6).map(|slot| (slot < 5).then_some(slot)).collect::<Int64Array>());
    write_columns(&parquet, [("ts", times), ("quality", marks), ("meter_id", ids), ("wh", wh)], 4);
    for path in [csv, parquet] {
        let (series, problems) = read(&path);
        let shown: Vec<Option<f32>> =
            series[0].values.iter().map(|value| (!value.is_nan()).then_some(*value)).collect();
        assert_eq!(shown, [Some(0.0), None, None, Some(3.0), Some(4.0), None], "{}", path.display());
        assert_eq!((problems.errors, problems.warnings), (0, 2), "{:?}", problems.first);
        let said = problems.first[0].to_string();
        assert!(said.contains("quality: expected a measured value") && said.contains("Estimated"), "{said}");
    }
}

#[test]
fn tables_by_time_and_shuffled_ones_give_the_same() {
    let folder = folder();
    let mut rows = complete(&METERS, 1000);
    rows.sort_by_key(|row| row.1);
    let parquet = folder.path().join("r.parquet");
    write_parquet(&parquet, &rows, 1234);
    let (series, problems) = read(&parquet);
    assert!(problems.is_empty(), "by time, each meter is in order: {:?}", problems.first);
    assert_complete(&series, &METERS, 1000);
    // A fixed shuffle: 7 has no factor in common with 5000.
    let shuffled: Vec<Row> = (0..rows.len()).map(|at| rows[at * 7 % rows.len()]).collect();
    let csv = folder.path().join("r.csv");
    write_csv(&csv, &shuffled);
    for (path, write) in [(&parquet, true), (&csv, false)] {
        if write {
            write_parquet(path, &shuffled, 1234);
        }
        let (series, problems) = read(path);
        assert_eq!((problems.errors, problems.warnings), (0, 5), "each meter is said to be unordered");
        assert_complete(&series, &METERS, 1000);
    }
}

#[test]
fn a_folder_of_months_is_one_table_and_later_files_revise() {
    let folder = folder();
    let rows = complete(&METERS, 100);
    let (january, february): (Vec<Row>, Vec<Row>) = rows.iter().partition(|row| row.1 < 50 * HALF_HOUR_S);
    write_parquet(&folder.path().join("2025-01.parquet"), &january, 64);
    fs::create_dir(folder.path().join("more")).expect("made");
    write_csv(&folder.path().join("more/2025-02.csv"), &february);
    fs::write(folder.path().join("meters.csv"), "meter_id,tariff,phases\nA,household,1\n").expect("written");
    fs::write(folder.path().join("notes.txt"), "none of ours").expect("written");
    let (series, problems) = read(folder.path());
    // Files of folders come first, and readings are put in order.
    assert_eq!((problems.errors, problems.warnings), (0, 5), "{:?}", problems.first);
    assert_complete(&series, &METERS, 100);
    write_csv(&folder.path().join("z.csv"), &[("B", 10 * HALF_HOUR_S, Some(77))]);
    let (series, _) = read(folder.path());
    assert_eq!(series[1].values[9..12], [1009.0, 77.0, 1011.0]);
}

#[test]
fn meters_of_other_intervals_lie_in_one_file() {
    let folder = folder();
    let path = folder.path().join("r.parquet");
    let mut rows = complete(&["A"], 48);
    rows.extend((0..96).map(|slot| ("B", slot * 900, Some(slot))));
    rows.extend((0..30).map(|day| ("C", day * 86_400, Some(day))));
    write_parquet(&path, &rows, 50);
    let (series, problems) = read(&path);
    assert!(problems.is_empty(), "{:?}", problems.first);
    let steps: Vec<_> = series.iter().map(|series| series.grid.map(|grid| (grid.step_s, grid.len))).collect();
    assert_eq!(steps, [Some((1800, 48)), Some((900, 96)), Some((86_400, 30))]);
}

#[test]
fn only_wanted_meters_are_read() {
    let folder = folder();
    let path = folder.path().join("r.parquet");
    write_parquet(&path, &complete(&METERS, 100), 64);
    let (readings, _) = Readings::open(&path, &unwatched).expect("opened");
    let (made, _) =
        readings.map(|meter| meter % 2 == 1, &unwatched, || (), |(), s| s.values.len()).expect("read");
    assert_eq!(made, [(1, 100), (3, 100)]);
}

#[test]
fn a_watched_reading_can_be_stopped() {
    let folder = folder();
    let path = folder.path().join("r.parquet");
    write_parquet(&path, &complete(&METERS, 100), 64);
    let (readings, _) = Readings::open(&path, &unwatched).expect("opened");
    let stop = |_: f32| std::ops::ControlFlow::Break(());
    let stopped = readings.map(|_| true, &stop, || (), |(), _| ());
    assert!(matches!(stopped, Err(IoError::Stopped)));
}

#[test]
fn negative_values_are_left_out_by_line() {
    let (series, said) = read_values(&["5", "-3", "30000000", "7"]);
    assert_eq!(format!("{:?}", series[0].values), "[5.0, NaN, 30000000.0, 7.0]");
    assert_eq!(said, ["line 3, wh: expected Wh of 0 or more, found -3"]);
}

#[test]
fn words_where_numbers_and_times_belong_are_named() {
    let (series, said) = read_text(&[
        "meter_id;ts;wh",
        "A;1970-01-01T00:00Z;1,5",
        "A;1970-01-01T00:30Z;many",
        "A;soon;3",
        ";1970-01-01T01:30Z;4",
        "A;1970-01-01T02:00Z",
        "A;1970-01-01T02:30Z;6",
    ]);
    assert_eq!(format!("{:?}", series[0].values), "[1.5, NaN, NaN, NaN, NaN, 6.0]");
    assert_eq!(
        said,
        [
            "line 5, meter_id: expected a name, found nothing",
            "line 6: expected as many fields as in the header, found 2 fields instead of 3",
            "line 3, wh: expected Wh of 0 or more, found \"many\"",
            "line 4, ts: expected a time such as 2025-03-12T04:30:00Z, found \"soon\"",
        ]
    );
}

#[test]
fn times_with_an_offset_are_taken_to_utc_through_a_clock_change() {
    // Berlin put its clocks forward at 01:00 UTC: no hour is missing, none is double.
    let (series, said) = read_text(&[
        "meter_id,ts,wh",
        "A,2025-03-30T00:30:00+01:00,1",
        "A,2025-03-30T01:00:00+01:00,2",
        "A,2025-03-30T01:30:00+01:00,3",
        "A,2025-03-30T03:00:00+02:00,4",
    ]);
    assert_eq!((series[0].values.as_slice(), said.len()), (&[1.0, 2.0, 3.0, 4.0][..], 0));
    let start_s = crate::detections::text::time_s(b"2025-03-29T23:30:00Z");
    assert_eq!(series[0].grid.map(|grid| grid.start_s), start_s);
}

#[test]
fn an_hour_of_local_time_that_comes_twice_is_counted() {
    let (series, said) = read_text(&[
        "meter_id,ts,wh",
        "A,2025-10-26T01:00:00,1",
        "A,2025-10-26T02:00:00,2",
        "A,2025-10-26T02:00:00,3",
        "A,2025-10-26T03:00:00,4",
        "A,2025-10-26T04:00:00,5",
    ]);
    assert_eq!(series[0].values, [1.0, 3.0, 4.0, 5.0]);
    assert_eq!(
        said,
        [
            "ts: expected times with an offset, such as 2025-03-12T04:30:00Z, found \"2025-10-26T01:00:00\"; \
             times without one are taken as UTC",
            "line 4, ts: expected one reading of A at a time, found 1 repeated; the later row was taken"
        ]
    );
}

#[test]
fn two_meters_with_one_id_are_suspected() {
    let twice: Vec<Row> = complete(&["A"], 20).into_iter().chain(complete(&["A"], 20)).collect();
    let folder = folder();
    let path = folder.path().join("r.csv");
    write_csv(&path, &twice);
    let (_, problems) = read(&path);
    let said: Vec<String> = problems.first.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|text| text.contains("two meters with one id")), "{said:?}");
    assert_eq!((problems.errors, problems.warnings), (0, 22), "one for order, twenty rows, one suspicion");
}

#[test]
fn a_meter_without_any_value_is_said_to_be_so() {
    let (series, said) = read_values(&["", "", "NaN", "null"]);
    assert_eq!(series[0].grid.map(|grid| grid.len), Some(4));
    assert_eq!(said, ["wh: expected values of A, found none in 4 rows"]);
}

#[test]
fn a_meter_without_an_interval_is_left_out_and_said_to_be() {
    let (series, said) = read_values(&["5"]);
    assert_eq!((series[0].grid, series[0].values.len()), (None, 0));
    assert_eq!(said, ["ts: expected readings of A at one interval from 15 minutes to a day, found 1"]);
}

#[test]
fn three_readings_are_a_series() {
    let (series, said) = read_values(&["5", "6", "7"]);
    assert_eq!((series[0].values.as_slice(), said.len()), (&[5.0, 6.0, 7.0][..], 0));
}

#[test]
fn missing_values_of_parquet_are_missing_and_bad_ones_named_by_row() {
    let folder = folder();
    let path = folder.path().join("r.parquet");
    let mut rows = complete(&["A"], 6);
    (rows[1].2, rows[3].2) = (None, Some(-8));
    write_parquet(&path, &rows, 4);
    let (series, problems) = read(&path);
    assert_eq!(format!("{:?}", series[0].values), "[0.0, NaN, 2.0, NaN, 4.0, 5.0]");
    let said = problems.first[0].to_string();
    assert!(said.ends_with("r.parquet, row 4, wh: expected Wh of 0 or more, found -8"), "{said}");
}

#[test]
fn other_types_of_columns_are_taken_where_they_can_be() {
    use arrow_array::{Date32Array, Float32Array, Int32Array, LargeStringArray, TimestampNanosecondArray};
    let folder = folder();
    let path = folder.path().join("r.parquet");
    let ids: ArrayRef = Arc::new(Int32Array::from(vec![7, 7, 7]));
    let days: ArrayRef = Arc::new(Date32Array::from(vec![0, 1, 2]));
    let wh: ArrayRef = Arc::new(Float32Array::from(vec![Some(1.5), None, Some(2.5)]));
    write_columns(&path, [("meter_id", ids), ("ts", days), ("wh", Arc::clone(&wh))], 100);
    let (series, problems) = read(&path);
    assert!(problems.is_empty(), "{:?}", problems.first);
    assert_eq!((series[0].name.as_str(), series[0].grid.map(|grid| grid.step_s)), ("7", Some(86_400)));
    assert_eq!(format!("{:?}", series[0].values), "[1.5, NaN, 2.5]");
    let ids: ArrayRef = Arc::new(LargeStringArray::from(vec!["x", "x", "x"]));
    let times: ArrayRef =
        Arc::new(TimestampNanosecondArray::from(vec![0, 900_000_000_000, 1_800_000_000_000]));
    write_columns(&path, [("meter_id", ids), ("ts", times), ("wh", wh)], 100);
    assert_eq!(read(&path).0[0].grid.map(|grid| grid.step_s), Some(900));
    let texts: ArrayRef = Arc::new(StringArray::from(vec!["1970-01-01", "later", "1970-01-01T00:30:00Z"]));
    let ids: ArrayRef = Arc::new(StringArray::from(vec!["x", "x", "x"]));
    let wh: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3]));
    write_columns(&path, [("meter_id", ids), ("ts", texts), ("wh", wh)], 100);
    let (series, problems) = read(&path);
    assert_eq!(series[0].values, [1.0, 3.0]);
    assert!(problems.first[0].to_string().contains("row 2, ts"), "{:?}", problems.first);
}

#[test]
fn a_missing_or_mistyped_column_is_named() {
    let folder = folder();
    let csv = folder.path().join("r.csv");
    fs::write(&csv, "meter_id,time,wh\nA,1970-01-01,1\n").expect("written");
    let said = Readings::open(&csv, &unwatched).expect_err("no ts").to_string();
    assert!(
        said.ends_with(r#"expected a column ts (readings), found columns "meter_id", "time", "wh""#),
        "{said}"
    );
    let parquet = folder.path().join("r.parquet");
    let text: ArrayRef = Arc::new(StringArray::from(vec!["x"]));
    let columns = [("meter_id", Arc::clone(&text)), ("ts", Arc::clone(&text)), ("wh", text)];
    write_columns(&parquet, columns, 10);
    let said = Readings::open(&parquet, &unwatched).expect_err("wh is text").to_string();
    assert!(said.ends_with("r.parquet, wh: expected a column of numbers, found Utf8 values"), "{said}");
}

#[test]
fn empty_and_truncated_files_are_errors_with_their_path() {
    let folder = folder();
    for (name, bytes, expected) in [
        ("a.csv", &b""[..], "expected"),
        ("b.parquet", b"", "an empty file"),
        ("c.parquet", b"PAR1 and nothing else", "an intact Parquet file"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        let said = Readings::open(&path, &unwatched).expect_err(name).to_string();
        assert!(said.contains(name) && said.contains(expected), "{said}");
    }
    let path = folder.path().join("cut.parquet");
    write_parquet(&path, &complete(&METERS, 100), 64);
    let bytes = fs::read(&path).expect("read");
    for cut in [1, 8, 100, bytes.len() / 2, bytes.len() - 1] {
        fs::write(&path, &bytes[..bytes.len() - cut]).expect("written");
        let said = Readings::open(&path, &unwatched).expect_err("cut").to_string();
        assert!(said.contains("cut.parquet"), "{said}");
    }
    fs::write(&path, "meter_id,ts,wh\n").expect("written");
    fs::rename(&path, folder.path().join("header.csv")).expect("renamed");
    let (series, problems) = read(&folder.path().join("header.csv"));
    assert_eq!((series.len(), problems.warnings), (0, 1));
}

#[test]
fn damaged_parquet_never_panics_and_is_said_to_be() {
    let folder = folder();
    let path = folder.path().join("r.parquet");
    write_parquet(&path, &complete(&METERS, 300), 500);
    let bytes = fs::read(&path).expect("read");
    for at in (4..bytes.len()).step_by(97) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x5A;
        fs::write(&path, damaged).expect("written");
        // Some damage changes a value and nothing else; none may end the program.
        if let Ok((readings, _)) = Readings::open(&path, &unwatched) {
            let _ = readings.collect();
        }
    }
}

#[test]
fn weather_may_be_below_zero_and_feeders_have_their_own_column() {
    let folder = folder();
    let path = folder.path().join("w.csv");
    fs::write(
        &path,
        "region,ts,temp_c\nRU-IRK,2025-01-01T00:00Z,-31.5\nRU-IRK,2025-01-01T01:00Z,-99\nRU-IRK,2025-01-01T03:00Z,-30\n",
    )
    .expect("written");
    let (weather, _) = Readings::open_weather(&path).expect("opened");
    let (series, problems) = weather.collect().expect("read");
    assert_eq!(format!("{:?}", series[0].values), "[-31.5, NaN, NaN, -30.0]");
    assert_eq!(problems.errors, 1);
    fs::write(&path, "feeder_id,ts,wh\nF1,2025-01-01,1\nF1,2025-01-02,-2\n").expect("written");
    let (feeders, _) = Readings::open_feeders(&path).expect("opened");
    let (series, problems) = feeders.collect().expect("read");
    assert_eq!(series[0].values, [1.0, -2.0], "solar power flows back");
    assert_eq!(problems.errors + problems.warnings, 0);
}

#[test]
fn meters_are_read_with_what_is_wrong_in_them() {
    let folder = folder();
    let path = folder.path().join("meters.csv");
    fs::write(
        &path,
        "meter_id,feeder_id,region,lon,lat,tariff,phases,contract_kw\nA,F1,RU-IRK,104.3,52.3,household,3,15\n\
         B,,,,,farm,2,\nA,F2,RU-IRK,,,business,1,\n",
    )
    .expect("written");
    let (meters, problems) = read_meters(&path).expect("read");
    assert_eq!(meters.len(), 2);
    assert_eq!(meters[0].facts.feeder_id.as_deref(), Some("F1"));
    assert_eq!((meters[0].facts.lon_lat, meters[0].facts.contract_kw), (Some((104.3, 52.3)), Some(15.0)));
    assert_eq!((meters[1].facts.tariff, meters[1].facts.feeder_id.as_deref()), (None, None));
    assert_eq!((problems.errors, problems.warnings), (1, 1), "{:?}", problems.first);
    let said = problems.first[1].to_string();
    assert!(said.contains("line 4, meter_id") && said.contains("two meters with one id"), "{said}");
}

#[test]
fn labels_and_scores_are_read_and_scores_come_back_as_written() {
    use crate::meter::DetectionKind;
    let folder = folder();
    let path = folder.path().join("labels.csv");
    fs::write(
        &path,
        "subject,level,kind,start,end,kw,fold,host\nA,meter,mining,2025-01-03T00:00:00Z,,7.1,2,H1\n\
         F1,feeder,unauthorised_connection,,,,,\nB,meter,normal,,,,,\nC,meter,odd,,,,,\n",
    )
    .expect("written");
    let (labels, problems) = read_labels(&path).expect("read");
    let kinds: Vec<_> = labels.iter().map(|label| (label.is_feeder, label.kind)).collect();
    assert_eq!(
        kinds,
        [
            (false, Some(DetectionKind::AbnormalLoad)),
            (true, Some(DetectionKind::UnauthorisedConnection)),
            (false, None)
        ]
    );
    assert_eq!((labels[0].start_s, labels[0].fold, labels[0].kw), (Some(1_735_862_400), Some(2), Some(7.1)));
    assert_eq!(problems.errors, 1);
    let scores = vec![
        Score {
            meter_id: Some("A".into()),
            feeder_id: None,
            kind: DetectionKind::AbnormalLoad,
            score: 0.25,
            alarm_score: Some(0.452_381),
            first_seen_s: Some(1_735_862_400),
            kw: Some(7.5),
        },
        Score {
            meter_id: None,
            feeder_id: Some("F,1".into()),
            kind: DetectionKind::UnauthorisedConnection,
            score: 1.0,
            alarm_score: None,
            first_seen_s: None,
            kw: None,
        },
    ];
    for name in ["s.csv", "s.parquet"] {
        let path = folder.path().join(name);
        write_scores(&path, &scores).expect("written");
        let (read, problems) = read_scores(&path).expect("read");
        assert!(problems.is_empty(), "{:?}", problems.first);
        assert_eq!(read, scores, "{name}");
    }
}

#[test]
fn what_is_said_of_converted_readings_names_the_file_that_was_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let (read, given) = (folder.path().join("readings.csv"), Path::new("given.csv"));
    let rows = "meter_id,ts,wh\nM1,2025-03-01T00:00:00Z,5\nM1,yesterday,5\nM1,2025-03-01T00:30:00Z,-7\n";
    crate::write_file(&read, rows.as_bytes()).expect("written");
    let (readings, mut problems) = Readings::open_converted(&read, given, &unwatched).expect("opens");
    problems.extend(readings.collect().expect("read").1);
    let (_, of_delivery) = super::Delivery::read_converted(&read, given).expect("read");
    for problems in [problems, of_delivery] {
        assert!(!problems.is_empty());
        assert!(problems.first.iter().all(|problem| problem.path == given), "{problems:?}");
    }
    let missing = folder.path().join("gone.csv");
    let error = Readings::open_converted(&missing, given, &unwatched).expect_err("gone").to_string();
    assert!(error.contains("given.csv") && !error.contains("gone.csv"), "{error}");
}
