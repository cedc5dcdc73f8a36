//! Owns describing a table without reading it whole: format, columns with their types, rows,
//! data contract. Does not check values.

use super::{
    Contract, Format,
    csv::{BLOCK, Head, read_range},
    csv_scan,
    foreign::Text,
    parquet::{Opened, guarded},
    sniff,
    text::{Cell, cell, day, number},
};
use crate::lang::Message;
use crate::{IoError, excerpt};
use ::table::Meaning;
use arrow_schema::DataType;
use std::path::Path;

/// What a table is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDescription {
    /// How it is written.
    pub format: Format,
    /// Its columns in order.
    pub columns: Vec<ColumnDescription>,
    /// Its rows, good and bad. For CSV, lines behind the header: with line breaks inside quotes
    /// there are fewer rows.
    pub rows: u64,
    /// The data contract that its columns follow.
    pub contract: Option<Contract>,
}

/// A column by name and type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDescription {
    /// Name in the file.
    pub name: String,
    /// Type in the file, or for CSV the narrowest that fits the first rows.
    pub column_type: ColumnType,
}

/// What values a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// No value was seen.
    Empty,
    /// Whole numbers.
    Integer,
    /// Numbers with a fraction.
    Number,
    /// Dates, with or without a time.
    Date,
    /// Text.
    Text,
    /// Anything else (lists, structures, bytes, yes/no).
    Other,
}

/// Describes a CSV or Parquet table. A Parquet file's footer is read; of a CSV file the first
/// rows, and its lines are counted.
///
/// # Errors
/// The file cannot be read or is no table.
pub fn describe_table(path: &Path) -> Result<TableDescription, IoError> {
    match Format::of(path)? {
        Format::Parquet => guarded(path, || describe_parquet(path)),
        Format::Csv => {
            let text = Text::of(path);
            describe_csv(text.path()).map_err(|error| text.fail(error))
        }
        Format::GeoJson => Err(IoError::no_table(path)),
    }
}

/// The data contract that the columns of a table follow, without counting its rows.
pub(crate) fn contract_of(path: &Path) -> Result<Option<Contract>, IoError> {
    match Format::of(path)? {
        Format::Csv => Ok(Contract::of(&Head::read(path)?.names)),
        Format::Parquet => Ok(describe_table(path)?.contract),
        Format::GeoJson => Ok(None),
    }
}

fn describe_parquet(path: &Path) -> Result<TableDescription, IoError> {
    let opened = Opened::new(path)?;
    let fields = opened.metadata.schema().fields();
    let columns: Vec<_> = fields
        .iter()
        .map(|field| ColumnDescription {
            name: field.name().clone(),
            column_type: ColumnType::of_arrow(field.data_type()),
        })
        .collect();
    Ok(TableDescription::new(Format::Parquet, columns, opened.rows as u64))
}

fn describe_csv(path: &Path) -> Result<TableDescription, IoError> {
    const SAMPLE: u64 = 64 << 10;
    let head = Head::read(path)?;
    let rows = csv_scan::pieces(path, &head, BLOCK)?.iter().map(|piece| piece.most_rows).sum();
    let mut sample = Vec::new();
    let sample_end = head.file_len.min(head.end + SAMPLE);
    read_range(path, &mut sniff::open(path)?, head.end, sample_end, &mut sample)?;
    let types = sampled_types(&sample, &head, sample_end < head.file_len);
    let columns = head.names.into_iter().zip(types);
    let columns = columns.map(|(name, column_type)| ColumnDescription { name, column_type }).collect();
    Ok(TableDescription::new(Format::Csv, columns, rows))
}

/// Types of the columns by the first records; the last of a `cut` sample may be half a record.
fn sampled_types(sample: &[u8], head: &Head, cut: bool) -> Vec<ColumnType> {
    let point = if head.separator == b',' { b'.' } else { b',' };
    let mut types = vec![ColumnType::Empty; head.names.len()];
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(head.separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample);
    let mut record = ::csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        if cut && reader.position().byte() as usize >= sample.len() {
            break;
        }
        for (column_type, text) in types.iter_mut().zip(&record) {
            *column_type = column_type.joined(ColumnType::of_text(text, point));
        }
    }
    types
}

impl TableDescription {
    fn new(format: Format, columns: Vec<ColumnDescription>, rows: u64) -> Self {
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let contract = Contract::of(&names);
        Self { format, columns, rows, contract }
    }

    /// What columns with names of their own are read as, if there are any.
    pub(crate) fn read_as(&self) -> Option<Message> {
        let known = |column: &ColumnDescription| {
            let name = Meaning::of(&column.name)?.name();
            let is_other = column.name.trim().to_lowercase() != name;
            let told = || {
                Message::new("found-column-read-as")
                    .with("column", printable(&column.name))
                    .text("name", name)
            };
            is_other.then(told)
        };
        let known: Vec<Message> = self.columns.iter().filter_map(known).collect();
        let is_read = self.contract == Some(Contract::Detections) && !known.is_empty();
        is_read.then(|| Message::new("found-columns-read-as").with("columns", Message::list(known)))
    }

    /// The columns of detections that nothing reads, if there are any: whoever meant them to be
    /// read learns it here.
    pub(crate) fn unread(&self) -> Option<Message> {
        /// Columns that `detect` writes, and other commands read.
        const OF_DETECT: [&str; 12] = [
            "detection_id",
            "district",
            "meter_id",
            "feeder_id",
            "evidence_en",
            "evidence_ru",
            "evidence",
            "intervals",
            "estimated_intervals",
            "substituted_intervals",
            "daily_from",
            "daily_kwh",
        ];
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let is_unread = |(name, meaning): &(&String, Option<Meaning>)| {
            meaning.is_none() && !OF_DETECT.contains(&super::columns::plain(name).as_str())
        };
        let unread = names.iter().zip(Meaning::renamed(&names)).filter(is_unread);
        let unread: Vec<Message> = unread.map(|(name, _)| printable(name)).collect();
        let is_told = self.contract == Some(Contract::Detections) && !unread.is_empty();
        is_told.then(|| Message::new("found-columns-unread").with("columns", some_of(unread)))
    }

    /// Names of its columns, as a message can list them.
    pub(crate) fn names(&self) -> Message {
        some_of(self.columns.iter().map(|column| printable(&column.name)).collect())
    }
}

/// A message names this many columns; a table may have thousands.
fn some_of(mut names: Vec<Message>) -> Message {
    const NAMED: usize = 30;
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    match more {
        0 => Message::list(names),
        more => Message::new("found-names-more").with("names", Message::list(names)).count(more),
    }
}

/// The name as a terminal can show it.
fn printable(name: &str) -> Message {
    if name.chars().all(|c| !c.is_control()) { name.to_owned().into() } else { excerpt(name) }
}

impl ColumnType {
    fn of_arrow(data_type: &DataType) -> Self {
        match data_type {
            DataType::Null => Self::Empty,
            t if t.is_integer() => Self::Integer,
            t if t.is_numeric() => Self::Number,
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => Self::Date,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Self::Text,
            DataType::Dictionary(_, value) => Self::of_arrow(value),
            _ => Self::Other,
        }
    }

    fn of_text(text: &[u8], point: u8) -> Self {
        match (cell(text, |text| number(text, point)), cell(text, day)) {
            (Cell::Missing, _) => Self::Empty,
            (Cell::Good(_), _) if text.iter().all(|b| b.is_ascii_digit() || b"+- ".contains(b)) => {
                Self::Integer
            }
            (Cell::Good(_), _) => Self::Number,
            (_, Cell::Good(_)) => Self::Date,
            _ => Self::Text,
        }
    }

    /// The narrowest type that holds values of both.
    fn joined(self, other: Self) -> Self {
        match (self, other) {
            (Self::Empty, t) | (t, Self::Empty) => t,
            (a, b) if a == b => a,
            (Self::Integer | Self::Number, Self::Integer | Self::Number) => Self::Number,
            _ => Self::Text,
        }
    }
}
