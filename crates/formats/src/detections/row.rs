//! Owns reading one row of a table again, by the number that it kept: all its cells as text. Does
//! not judge them.

use super::{
    csv::Head,
    parquet::{Opened, damaged, guarded},
    sniff::{self, Format},
};
use crate::IoError;
use crate::lang::Message;
use ::csv::{ByteRecord, ReaderBuilder};
use ::parquet::arrow::arrow_reader::{ParquetRecordBatchReaderBuilder, RowSelection, RowSelector};
use arrow_array::{ArrayRef, make_array};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType};
use std::{
    io::{Seek, SeekFrom},
    path::Path,
    sync::Arc,
};

/// The cells of a row that are not empty, with the names of their columns. `row` counts from 1,
/// without the header. Of points in GeoJSON nothing more is known than was read.
///
/// # Errors
/// The file cannot be read, or is not as long any more.
pub fn read_row(path: &Path, row: u32) -> Result<Vec<(String, String)>, IoError> {
    let cells = match Format::of(path)? {
        Format::Parquet => guarded(path, || parquet_row(path, row as usize)),
        Format::Csv => csv_row(path, row as usize),
        Format::GeoJson => Ok(Some(Vec::new())),
    };
    let gone = || {
        IoError::unusable(
            path,
            None,
            Message::new("expected-earlier-row").text("row", row.to_string()),
            "found-fewer-rows",
        )
    };
    Ok(cells?.ok_or_else(gone)?.into_iter().filter(|(_, text)| !text.is_empty()).collect())
}

fn parquet_row(path: &Path, row: usize) -> Result<Option<Vec<(String, String)>>, IoError> {
    let Opened { metadata, rows } = Opened::new(path)?;
    let before = row.saturating_sub(1);
    if before >= rows {
        return Ok(None);
    }
    let failed = |cause: String| damaged(path, cause);
    let one = RowSelection::from(vec![
        RowSelector::skip(before),
        RowSelector::select(1),
        RowSelector::skip(rows - before - 1),
    ]);
    let mut batches = ParquetRecordBatchReaderBuilder::new_with_metadata(sniff::open(path)?, metadata)
        .with_row_selection(one)
        .with_batch_size(1)
        .build()
        .map_err(|cause| failed(cause.to_string()))?;
    let Some(batch) = batches.next().transpose().map_err(|cause| failed(cause.to_string()))? else {
        return Ok(None);
    };
    let options = FormatOptions::default().with_display_error(true);
    let columns = batch.schema_ref().fields().iter().zip(batch.columns());
    let cells = columns.map(|(field, column)| {
        let text = in_utc(column)
            .and_then(|column| Ok(ArrayFormatter::try_new(&column, &options)?.value(0).to_string()));
        Ok((field.name().clone(), text.map_err(|cause| failed(cause.to_string()))?))
    });
    cells.collect::<Result<_, _>>().map(Some)
}

/// Names of time zones are not known here: times are told in UTC, which they are stored in.
fn in_utc(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let DataType::Timestamp(unit, Some(_)) = column.data_type() else { return Ok(Arc::clone(column)) };
    let utc = DataType::Timestamp(*unit, Some("+00:00".into()));
    Ok(make_array(column.to_data().into_builder().data_type(utc).build()?))
}

fn csv_row(path: &Path, row: usize) -> Result<Option<Vec<(String, String)>>, IoError> {
    let head = Head::read(path)?;
    let mut file = sniff::open(path)?;
    file.seek(SeekFrom::Start(head.end)).map_err(|cause| IoError::system("read", path, cause))?;
    let mut reader =
        ReaderBuilder::new().delimiter(head.separator).has_headers(false).flexible(true).from_reader(file);
    let mut record = ByteRecord::new();
    for _ in 0..row {
        let is_there = reader.read_byte_record(&mut record);
        let failed = |cause: ::csv::Error| IoError::system("read", path, std::io::Error::other(cause));
        if !is_there.map_err(failed)? {
            return Ok(None);
        }
    }
    let texts = record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
    Ok(Some(head.names.into_iter().zip(texts).collect()))
}
