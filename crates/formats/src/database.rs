//! Owns readings out of a database, put into a table of the contract in a temporary folder as they stream,
//! and detections into one. What a database is asked is `pgtable`'s.

use super::{
    FoundRow, IoError, Problem, Problems, RowKind, Severity,
    files::{NewFile, read_file, temporary_folder},
    found::found_table,
    lang::Message,
    written::csv_bytes,
};
use ::parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::properties::WriterProperties,
};
use arrow_array::{
    RecordBatch,
    builder::{Float64Builder, StringBuilder, TimestampMillisecondBuilder},
};
use arrow_schema::{DataType, Field, Schema, TimeUnit};
pub use pgtable::Access as DatabaseAccess;
use pgtable::{Access, Cell, Column, Error, Reading};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Rows that are held before they are written.
const BATCH_ROWS: usize = 1 << 16;

/// Readings of a database as a table of the contract, for as long as this lives.
#[derive(Debug)]
pub struct FromDatabase {
    _folder: tempfile::TempDir,
    /// The table.
    pub path: PathBuf,
    /// What was wrong with its rows.
    pub problems: Problems,
}

/// Where a database is. A password comes from the address, else from `password`, else from the `.pgpass` file
/// that is named, if it is there.
///
/// # Errors
/// The address is none.
pub fn database(address: &str, password: Option<String>, pgpass: Option<&Path>) -> Result<Access, IoError> {
    let place = Path::new("postgres://");
    let access = Access::parse(address).map_err(|error| failed(place, "read", error))?;
    if !access.wants_password() {
        return Ok(access);
    }
    let known = || access.password_in(&String::from_utf8_lossy(&read_file(pgpass?).ok()?));
    Ok(match password.or_else(known) {
        Some(password) => access.with_password(&password),
        None => access,
    })
}

/// Reads a table or query of a database; memory does not grow with its rows. Rows that are no readings are
/// left out, each told by its number in the answer.
///
/// # Errors
/// No connection, the server refuses, a column is missing or of another type, or there is no room for the table.
pub fn read_database(access: &Access, select: &str) -> Result<FromDatabase, IoError> {
    let place = PathBuf::from(access.to_string());
    let folder = temporary_folder()?;
    let file = NewFile::create(folder.path(), "readings.parquet")?;
    let path = folder.path().join("readings.parquet");
    let unwritten = |cause: ParquetError| IoError::system("write", &path, std::io::Error::other(cause));
    let (mut problems, mut rows) = (Problems::default(), Rows::default());
    let mut writer = None;
    let mut full: Result<(), ParquetError> = Ok(());
    let mut file = Some(file);
    let mut flush = |rows: &mut Rows| -> Result<(), ParquetError> {
        let batch = rows.batch()?;
        if let Some(file) = file.take() {
            writer = Some(writer_of(file, &batch)?);
        }
        writer.as_mut().map_or(Ok(()), |writer| writer.write(&batch))
    };
    let read = pgtable::readings(access, select, &mut |reading| {
        if full.is_err() {
            return;
        }
        rows.take(&place, &reading, &mut problems);
        if rows.len == BATCH_ROWS {
            full = flush(&mut rows);
        }
    });
    read.map_err(|error| failed(&place, "read", error))?;
    full.and_then(|()| flush(&mut rows)).map_err(unwritten)?;
    if let Some(writer) = writer {
        writer.into_inner().map_err(unwritten)?.finish()?;
    }
    Ok(FromDatabase { _folder: folder, path, problems })
}

/// Writes detections into a table of a database, in one transaction; it must be empty, or is made.
///
/// # Errors
/// As [`pgtable::write`]; nothing was written then.
pub fn write_found_into(access: &Access, table: &str, found: &[FoundRow]) -> Result<u64, IoError> {
    let place = PathBuf::from(access.to_string());
    let unmade = |cause: String| IoError::system("write", &place, std::io::Error::other(cause));
    let batch = found_table(found).map_err(|cause| unmade(cause.to_string()))?;
    let csv = csv_bytes(&batch).map_err(|cause| unmade(cause.to_string()))?;
    let schema = batch.schema();
    let column = |field: &Arc<Field>| (field.name().clone(), sql_type(field.data_type()));
    let columns: Vec<(String, &'static str)> = schema.fields().iter().map(column).collect();
    let columns: Vec<Column<'_>> = columns.iter().map(|(name, sql_type)| Column { name, sql_type }).collect();
    pgtable::write(access, table, &columns, &csv).map_err(|error| failed(&place, "write", error))
}

const fn sql_type(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::Float32 => "real",
        DataType::Float64 => "double precision",
        DataType::UInt32 => "bigint",
        DataType::Date32 => "date",
        DataType::Timestamp(..) => "timestamp with time zone",
        _ => "text",
    }
}

/// What was done says whether it was reading or writing that failed.
fn failed(place: &Path, action: &'static str, error: Error) -> IoError {
    let (column, expected, found) = match error {
        Error::Address => (None, "expected-database-address".into(), "found-other-bytes".into()),
        Error::Column { column, found } => {
            let expected = Message::new("expected-column").text("name", column);
            (Some(column), expected, Message::new("found-columns").text("names", found))
        }
        Error::Type { column, found } => {
            let expected = match column {
                "meter_id" => "expected-id-column",
                "ts" => "expected-time-with-zone",
                _ => "expected-number-column",
            };
            (Some(column), expected.into(), Message::Data(found))
        }
        Error::NotEmpty(table) => {
            (None, "expected-empty-table".into(), Message::new("found-rows-in").text("table", table))
        }
        Error::Connection(kind, text) => {
            return IoError::system(action, place, std::io::Error::new(kind, text));
        }
        other => {
            return IoError::system(action, place, std::io::Error::other(other.to_string()));
        }
    };
    IoError::Unusable(Box::new(Problem::of_file(place, column, expected, found, Severity::Error)))
}

fn writer_of(file: NewFile, batch: &RecordBatch) -> Result<ArrowWriter<NewFile>, ParquetError> {
    // A temporary table: written fast.
    let zstd = Compression::ZSTD(ZstdLevel::try_new(1)?);
    let properties = WriterProperties::builder().set_compression(zstd).build();
    ArrowWriter::try_new(file, batch.schema(), Some(properties))
}

/// Rows on their way into the table.
#[derive(Default)]
struct Rows {
    len: usize,
    meters: StringBuilder,
    times: TimestampMillisecondBuilder,
    wh: Float64Builder,
    quality: StringBuilder,
    has_quality: bool,
}

impl Rows {
    fn take(&mut self, place: &Path, reading: &Reading<'_>, problems: &mut Problems) {
        let mut wrong = |column: &str, expected: &'static str, found: Message| {
            problems.add_with(Severity::Error, || Problem {
                path: place.to_owned(),
                row: Some(reading.row),
                row_kind: RowKind::Row,
                column: Some(column.to_owned()),
                expected: expected.into(),
                found,
                severity: Severity::Error,
            });
        };
        let infinity = || Message::Data("infinity".to_owned());
        let Some(meter) = reading.meter.filter(|meter| !meter.is_empty()) else {
            return wrong("meter_id", "expected-name", "found-nothing".into());
        };
        let time_s = match reading.time_s {
            Cell::Value(time_s) => time_s,
            Cell::Null => return wrong("ts", "expected-time", "found-nothing".into()),
            Cell::Infinite => return wrong("ts", "expected-time", infinity()),
        };
        let wh = match reading.wh {
            Cell::Value(wh) if wh.is_nan() => {
                wrong("wh", "expected-watt-hours", Message::Data("NaN".to_owned()));
                None
            }
            Cell::Value(wh) => Some(wh),
            Cell::Null => None,
            Cell::Infinite => {
                wrong("wh", "expected-watt-hours", infinity());
                None
            }
        };
        self.meters.append_value(meter);
        self.times.append_value(time_s.saturating_mul(1000));
        self.wh.append_option(wh);
        self.quality.append_value(reading.quality.unwrap_or_default());
        self.has_quality |= reading.quality.is_some();
        self.len += 1;
    }

    fn batch(&mut self) -> Result<RecordBatch, ParquetError> {
        self.len = 0;
        let utc = DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()));
        let mut fields = vec![
            Field::new("meter_id", DataType::Utf8, false),
            Field::new("ts", utc, false),
            Field::new("wh", DataType::Float64, true),
        ];
        let mut columns: Vec<arrow_array::ArrayRef> = vec![
            Arc::new(self.meters.finish()),
            Arc::new(self.times.finish().with_timezone("UTC")),
            Arc::new(self.wh.finish()),
        ];
        let quality = self.quality.finish();
        // All rows of an answer have the column, or none.
        if self.has_quality {
            fields.push(Field::new("quality", DataType::Utf8, false));
            columns.push(Arc::new(quality));
        }
        Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
    }
}
