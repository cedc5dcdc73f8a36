//! Owns reading small tables (meters, labels, scores) from CSV and Parquet alike: every cell as
//! text, asked for by column. Does not know what the columns mean.

use super::arrow::plain_ticks;
use crate::lang::Message;
use crate::{
    Format, IoError, Problem, Problems, RowKind, Severity,
    arrow_types::{is_text, is_time},
    detections::{
        csv::Head,
        parquet::{Opened, damaged, guarded},
        sniff,
        text::iso_time,
    },
    table::{Row, read_separated},
};
use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, cast::AsArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use std::{path::Path, sync::Arc};

/// Calls `take` for each row. A row that it refuses is left out and counted.
///
/// # Errors
/// The file cannot be read, is damaged, or lacks one of `required`.
pub(crate) fn read_cells(
    path: &Path,
    required: &[&str],
    problems: &mut Problems,
    mut take: impl FnMut(&Row<'_>, &mut Problems) -> Result<(), Problem>,
) -> Result<(), IoError> {
    let mut seen = 0_u64;
    let counted = |row: &Row<'_>, problems: &mut Problems| {
        seen += 1;
        take(row, problems)
    };
    match Format::of(path)? {
        Format::Csv => {
            let head = Head::read(path)?;
            let bytes = crate::read_file(path)?;
            read_separated(path, &bytes, head.separator, required, problems, counted)?;
        }
        Format::Parquet => read_parquet(path, required, problems, counted)?,
        Format::GeoJson => return Err(IoError::no_table(path)),
    }
    if seen == 0 && problems.is_empty() {
        let found = "found-header-only";
        problems.add(Problem::of_file(path, None, "expected-row", found, Severity::Warning));
    }
    Ok(())
}

/// Whether a table has such a column, by its header alone.
///
/// # Errors
/// The file cannot be read or is no table.
pub(crate) fn has_column(path: &Path, name: &str) -> Result<bool, IoError> {
    match Format::of(path)? {
        Format::Csv => Ok(Head::read(path)?.names.iter().any(|column| column.trim() == name)),
        Format::Parquet => {
            let (metadata, _) = guarded(path, || Opened::footer(path))?;
            Ok(metadata.schema().fields().iter().any(|field| field.name() == name))
        }
        Format::GeoJson => Err(IoError::no_table(path)),
    }
}

fn read_parquet(
    path: &Path,
    required: &[&str],
    problems: &mut Problems,
    mut take: impl FnMut(&Row<'_>, &mut Problems) -> Result<(), Problem>,
) -> Result<(), IoError> {
    let (metadata, _) = guarded(path, || Opened::footer(path))?;
    let columns: Vec<String> = metadata.schema().fields().iter().map(|field| field.name().clone()).collect();
    if let Some(missing) = required.iter().find(|name| !columns.iter().any(|column| column == *name)) {
        let found = Message::new("found-columns").text("names", columns.join(", "));
        return Err(IoError::unusable(
            path,
            None,
            Message::new("expected-column").text("name", *missing),
            found,
        ));
    }
    let file = sniff::open(path)?;
    let bad = |cause: String| damaged(path, cause);
    let mut reader = guarded(path, || {
        ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata)
            .build()
            .map_err(|cause| bad(cause.to_string()))
    })?;
    let mut number = 0;
    while let Some(batch) = guarded(path, || Ok(reader.next()))? {
        let batch = batch.map_err(|cause| bad(cause.to_string()))?;
        let texts = texts_of(&batch);
        for row in 0..batch.num_rows() {
            number += 1;
            let cell = |column: &StringArray| {
                if column.is_valid(row) { column.value(row).to_owned() } else { String::new() }
            };
            let record: csv::StringRecord = texts.iter().map(cell).collect();
            let row = Row { path, line: number, row_kind: RowKind::Row, columns: &columns, record: &record };
            if let Err(problem) = take(&row, problems) {
                problems.add(problem);
            }
        }
    }
    Ok(())
}

/// All columns as text. What is no text, number or time (lists, bytes) is as if it were empty.
pub(crate) fn texts_of(batch: &RecordBatch) -> Vec<StringArray> {
    let text = |array: &ArrayRef| -> StringArray {
        let empty = || StringArray::from(vec![None::<&str>; array.len()]);
        let data_type = array.data_type();
        if matches!(data_type, DataType::Timestamp(..) | DataType::Date64) {
            let per_s = super::arrow::ticks_per_s(data_type);
            let time =
                |(row, tick): (usize, &i64)| array.is_valid(row).then(|| iso_time(tick.div_euclid(per_s)));
            return plain_ticks(array).iter().enumerate().map(time).collect();
        }
        if is_text(data_type)
            || is_time(data_type)
            || data_type.is_numeric()
            || data_type == &DataType::Boolean
        {
            let cast = cast(array, &DataType::Utf8).map(|texts| texts.as_string().clone());
            return cast.unwrap_or_else(|_| empty());
        }
        empty()
    };
    let columns: Vec<ArrayRef> = batch.columns().iter().map(Arc::clone).collect();
    columns.iter().map(text).collect()
}
