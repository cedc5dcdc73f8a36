//! Tests of reading whole tables: good ones in many dialects, bad ones by name.

mod parquet_cases;
mod properties;

use super::{columns::Layout, csv, parquet, *};
use crate::{
    atlas::{DetectionKind, NO_DAY, NO_REGION},
    provenance::Status,
};
use ::parquet::{arrow::ArrowWriter, file::properties::WriterProperties};
use arrow_array::{ArrayRef, Date32Array, Float64Array, RecordBatch, StringArray};
use std::{fs, path::PathBuf, sync::Arc};

type Read = Result<(Detections, Vec<String>), String>;

type Table = Result<(Detections, Problems), IoError>;

fn read_csv(path: &Path) -> Table {
    csv::read_csv(path, &SaidColumns::default())
}

fn read_in_blocks(path: &Path, block: usize) -> Table {
    csv::read_in_blocks(path, block, &SaidColumns::default())
}

fn read_parquet(path: &Path) -> Table {
    parquet::read_parquet(path, &SaidColumns::default())
}

fn read_in_tasks(path: &Path, task_rows: usize) -> Table {
    parquet::read_in_tasks(path, task_rows, &SaidColumns::default())
}

/// A file in a folder of its own.
struct Scratch(tempfile::TempDir, &'static str);

impl Scratch {
    #[expect(clippy::disallowed_methods, reason = "tests make their files")]
    fn new(name: &'static str, bytes: &[u8]) -> Self {
        let scratch = Self(tempfile::tempdir().unwrap(), name);
        fs::write(scratch.path(), bytes).unwrap();
        scratch
    }

    fn path(&self) -> PathBuf {
        self.0.path().join(self.1)
    }

    /// What `read` says, with the folder left out of its messages.
    fn read(&self, read: impl FnOnce(&Path) -> Result<(Detections, Problems), IoError>) -> Read {
        let folder = format!("{}/", self.0.path().display());
        let short = |text: String| text.replace(&folder, "");
        match read(&self.path()) {
            Ok((table, problems)) => {
                assert_eq!(table.len(), table.row.len());
                let messages: Vec<_> =
                    problems.first.iter().map(|problem| short(problem.to_string())).collect();
                assert!(messages.len() as u64 <= problems.errors + problems.warnings);
                Ok((table, messages))
            }
            Err(error) => Err(short(error.to_string())),
        }
    }
}

fn csv(bytes: impl AsRef<[u8]>) -> Read {
    Scratch::new("t.csv", bytes.as_ref()).read(read_detections)
}

/// The only message of a table that could be read, and how many rows it has.
fn csv_problem(text: impl AsRef<[u8]>) -> (String, usize) {
    let (table, messages) = csv(text).unwrap();
    assert_eq!(messages.len(), 1, "{messages:?}");
    (messages[0].clone(), table.len())
}

fn parquet_bytes(columns: Vec<(&str, ArrayRef)>, group_rows: usize) -> Vec<u8> {
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, a)| (n, a, true))).unwrap();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(group_rows)).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Read {
    Scratch::new("t.parquet", &parquet_bytes(columns, 1000)).read(read_detections)
}

fn floats(values: &[f64]) -> ArrayRef {
    Arc::new(Float64Array::from(values.to_vec()))
}

/// Everything in a table, comparable (NaN as its bits).
fn bits(table: &Detections) -> impl PartialEq + std::fmt::Debug + use<> {
    let wide = |column: &[f64]| column.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
    let narrow = |column: &[f32]| column.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
    let numbers = (wide(&table.lon), wide(&table.lat), narrow(&table.kw), narrow(&table.score));
    let days = (table.first_seen_day.clone(), table.last_seen_day.clone());
    let words = (table.kind.clone(), table.status.clone(), table.region.clone(), table.region_codes.clone());
    (numbers, days, words, table.row.clone())
}

const FULL: &str = "detection_id,region,lon,lat,kind,first_seen,last_seen,kw,score,status\n\
    D1,RU-IRK,104.3,52.3,abnormal_load,2025-03-12,2025-03-13T04:30:00Z,12.5,0.9,simulated\n\
    D2,,27.5,60,meter_tampering,,,,,\n\
    D3,RU-IRK,,,unauthorised_connection,2025-03-12,,1e1,1,estimated\n";

#[test]
fn a_full_table_is_read() {
    let (table, problems) = csv(FULL).unwrap();
    assert_eq!(problems, [""; 0]);
    assert_eq!(table.lon[..2], [104.3, 27.5]);
    assert!(table.lon[2].is_nan() && table.lat[2].is_nan() && table.kw[1].is_nan());
    assert_eq!(table.kind, DetectionKind::ALL.map(Some));
    assert_eq!(table.first_seen_day, [20_159, NO_DAY, 20_159]);
    assert_eq!(table.last_seen_day, [20_160, NO_DAY, NO_DAY]);
    assert_eq!((table.kw[0], table.kw[2], table.score[0]), (12.5, 10.0, 0.9));
    assert_eq!(table.status, [Status::Simulated, Status::Detected, Status::Estimated]);
    assert_eq!((table.region, table.region_codes), (vec![0, NO_REGION, 0], vec!["RU-IRK".to_owned()]));
    assert_eq!(table.row, [1, 2, 3]);
}

#[test]
fn dialects_read_alike() {
    let plain = csv("lon,lat,kind\n104.3,52.3,abnormal_load\n").unwrap().0;
    for text in [
        "lon;lat;kind\n104,3;52,3;abnormal_load\n",
        "lon;lat;kind\n104.3;52.3;abnormal_load",
        "lon\tlat\tkind\n104.3\t52,3\tabnormal_load\n",
        "\u{feff}lon,lat,kind\r\n104.3,52.3,abnormal_load\r\n",
        "\"Longitude\",\"Latitude\",\"Kind\"\n\"104.3\",\"52.3\",\"abnormal_load\"\n",
        "lon,lat,kind\n\n104.3,52.3,abnormal_load\n\r\n\n",
        "lon, lat, kind\n 104.3, 52.3 , abnormal_load\n",
        "lon,lat,kind\n\"104.3\",52.3,\"abnormal_load\"\r\n",
    ] {
        let (table, problems) = csv(text).unwrap();
        assert_eq!(problems, [""; 0], "{text}");
        assert_eq!(bits(&table), bits(&plain), "{text}");
    }
}

#[test]
fn quoted_line_breaks_keep_line_numbers_true() {
    let text = "note,lon,lat\n\"two\nlines, \"\"quoted\"\"\",1,2\nplain,1,95\n\"a\n\nb\",3,4\n\"\",5,x\n";
    let (table, problems) = csv(text).unwrap();
    assert_eq!((table.lon, table.row), (vec![1.0, 3.0], vec![1, 3]));
    assert_eq!(
        problems,
        [
            "t.csv, line 4, lat: expected degrees between −90 and 90, found \"95\"",
            "t.csv, line 8, lat: expected degrees between −90 and 90, found \"x\"",
        ]
    );
}

#[test]
fn a_stray_quote_inside_a_field_is_text() {
    let (table, problems) = csv("note,lon,lat\n5\" pipe,1,2\nx\"y\"z,3,4\n").unwrap();
    assert_eq!((table.lon, problems.len()), (vec![1.0, 3.0], 0));
}

#[test]
fn region_codes_may_hold_quotes() {
    let table = csv("region,kw\n\"A \"\"x\"\" B\",1\nC,1\n\"C\",1\n").unwrap().0;
    assert_eq!(table.region_codes, ["A \"x\" B", "C"]);
    assert_eq!(table.region, [0, 1, 1]);
}

#[test]
fn a_quote_never_closed_is_reported_where_it_opens() {
    assert_eq!(
        csv_problem("note,lon,lat\na,1,2\n\"b,3,4\nc,5,6\n"),
        ("t.csv, line 3: expected a closing quote, found the end of the file".to_owned(), 1)
    );
}

#[test]
fn rows_of_a_wrong_width_are_left_out() {
    for (row, found) in [("1", "1"), ("1,2", "2"), ("1,2,3,4", "4")] {
        let (message, rows) = csv_problem(format!("lon,lat,kw\n1,2,3\n{row}\n"));
        assert_eq!(message, format!("t.csv, line 3: expected 3 fields as in the header, found {found}"));
        assert_eq!(rows, 1);
    }
}

#[test]
fn unreadable_positions_leave_the_row_out() {
    for row in ["x,2,3", "1,,3", "inf,2,3", "1,2\0,3", ",,"] {
        assert_eq!(csv_problem(format!("lon,lat,kw\n{row}\n")).1, 0, "{row}");
    }
}

#[test]
fn a_place_is_enough_where_another_number_is_unreadable() {
    for row in ["1,2,many", "1,2,inf", "1,2,3\0"] {
        let (message, rows) = csv_problem(format!("lon,lat,kw\n{row}\n"));
        assert!(message.starts_with("t.csv, line 2, kw: expected kilowatts"), "{message}");
        assert_eq!(rows, 1, "{row}");
    }
}

#[test]
fn other_bad_values_become_missing() {
    for (column, value, expected) in [
        ("kind", "farm", "abnormal_load, meter_tampering or unauthorised_connection"),
        ("status", "sure", "published, derived, detected, estimated or simulated"),
        ("first_seen", "12/03/2025", "a date such as 2025-03-12 or 2025-03-12T04:30:00Z"),
        ("score", "1.5", "a number between 0 and 1"),
        ("kw", "-3", "kilowatts, 0 or more"),
        ("region", "a\0b", "a region code"),
    ] {
        let (message, rows) = csv_problem(format!("lon,lat,{column}\n1,2,{value}\n"));
        let found = crate::excerpt(value);
        assert_eq!(message, format!("t.csv, line 2, {column}: expected {expected}, found {found}"));
        assert_eq!(rows, 1);
    }
}

#[test]
fn another_encoding_is_told_once() {
    let (table, messages) = csv(b"lon,lat,region\n1,2,\xC8\xF0\xEA\n1,2,\xC8\xF0\xEA\n").unwrap();
    assert_eq!(messages, ["t.csv: expected text in UTF-8, found windows-1251, read as such"]);
    assert_eq!(table.region_codes, ["Ирк"]);
    for start in [&b"\xFF\xFE"[..], b""] {
        let text: Vec<u8> = "lon;lat\n104,28;52,28\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (table, messages) = csv([start, &text].concat()).unwrap();
        assert_eq!((table.lon, messages.len()), (vec![104.28], 1), "{messages:?}");
    }
}

#[test]
fn titles_and_sums_are_told_and_lines_keep_their_numbers() {
    let text = "Реестр;\n\nДолгота;Широта\n104,28;52,28\n104,28;много\nИтого: 2;\n";
    let (table, messages) = csv(text).unwrap();
    assert_eq!((table.len(), messages.len()), (1, 3), "{messages:?}");
    assert_eq!(
        messages[0],
        "t.csv: expected names of columns in the first line, found 2 lines above them, left out"
    );
    assert!(messages[2].starts_with("t.csv, line 5, lat: expected degrees"), "{messages:?}");
}

#[test]
fn rows_of_json_are_detections() {
    let text =
        "{\"lon\": 104.28, \"lat\": 52.28, \"kind\": \"abnormal_load\"}\nnot\n{\"lat\": 1, \"lon\": 2}\n";
    let (table, messages) = Scratch::new("t.ndjson", text.as_bytes()).read(read_detections).unwrap();
    assert_eq!((table.lon, table.lat), (vec![104.28, 2.0], vec![52.28, 1.0]));
    assert!(
        messages.len() == 1 && messages[0].starts_with("t.ndjson, line 2: expected a JSON object"),
        "{messages:?}"
    );
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, found) in [
        (&b""[..], "an empty file"),
        (b"  \n", "an empty file"),
        (b"<!DOCTYPE html><p>Not found", "an HTML page (an error page saved in its place?)"),
        (b"<HTML>", "an HTML page (an error page saved in its place?)"),
        (b"<?xml?>", "XML or HTML"),
        (b"PK\x03\x04rest", "a ZIP archive or a spreadsheet; unpack it, or save it as text"),
        (b"\x1F\x8B\x08", "gzip data; unpack it first"),
        (b"SQLite format 3\0", "an SQLite database (a GeoPackage?); export the layer as GeoJSON or CSV"),
        (b"lon,lat\0\0\0", "binary data (null bytes)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Excel workbook (.xls); save it as XLSX"),
    ] {
        let message = csv(bytes).unwrap_err();
        assert_eq!(message, format!("t.csv: expected a table as UTF-8 text with a header, found {found}"));
    }
}

#[test]
fn json_is_told_in_any_encoding_and_by_name() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (name, bytes, format) in [
        ("t", b"\x1E{}".to_vec(), Format::GeoJson),
        ("t", [&b"\xFF\xFE"[..], &utf16(" {}")].concat(), Format::GeoJson),
        ("t", utf16("{}"), Format::GeoJson),
        ("t.geojson", Vec::new(), Format::GeoJson),
        ("t.ndjson", b"<html>".to_vec(), Format::GeoJson),
        ("t.geojson", b"lon,lat\n1,2".to_vec(), Format::Csv),
        ("t", Vec::new(), Format::Csv),
    ] {
        assert_eq!(Format::of(&Scratch::new(name, &bytes).path()).unwrap(), format, "{name} {bytes:?}");
    }
}

#[test]
fn a_header_alone_is_a_warning() {
    for text in ["lon,lat", "lon,lat\n", "lon,lat\r\n\r\n"] {
        assert_eq!(
            csv_problem(text),
            ("t.csv: expected at least one row, found a header only".to_owned(), 0)
        );
    }
}

#[test]
fn tables_are_described() {
    let text = "meter_id;ts;wh;x\nM1;2025-01-01T00:00Z;5;\nM2;2025-01-01T00:30Z;7,5;\n";
    let scratch = Scratch::new("t.csv", text.as_bytes());
    let described = describe_table(&scratch.path()).unwrap();
    assert_eq!((described.rows, described.contract), (2, Some(Contract::Readings)));
    let types: Vec<_> = described.columns.iter().map(|column| column.column_type).collect();
    assert_eq!(types, [ColumnType::Text, ColumnType::Date, ColumnType::Number, ColumnType::Empty]);

    let bytes = parquet_bytes(vec![("lon", floats(&[1.0, 2.0])), ("lat", floats(&[1.0, 2.0]))], 1);
    let described = describe_table(&Scratch::new("t", &bytes).path()).unwrap();
    assert_eq!((described.format, described.rows), (Format::Parquet, 2));
    assert_eq!(described.contract, Some(Contract::Detections));
}

#[test]
fn folders_and_missing_files_are_errors() {
    let scratch = Scratch::new("t.csv", b"");
    assert!(matches!(read_detections(scratch.0.path()), Err(IoError::Unusable(_))));
    assert!(matches!(read_detections(&scratch.0.path().join("none")), Err(IoError::System { .. })));
}

#[test]
fn a_table_without_rows_is_still_laid_out() {
    let layout = Layout::find(Path::new("t"), &["lat", "lon", "z"], &SaidColumns::default()).unwrap();
    assert_eq!((layout.width(), layout.present().len()), (3, 2));
}
