//! Owns writing a table of columns to a file, as Parquet or CSV by its name. Does not know what the
//! columns mean.

use super::{IoError, readings::texts_of, write_file};
use ::parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties},
};
use arrow_array::{Array, RecordBatch, StringArray};
use arrow_schema::ArrowError;
use std::path::Path;

/// Under this key a Parquet file names the status of all its rows, such as `simulated`.
pub(super) const STATUS_KEY: &str = "status";

/// Whether a table of this name is written as Parquet; else it is CSV, which has no room for the status of its rows.
#[must_use]
pub fn is_parquet_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"))
}

/// Writes a table: as Parquet if the name ends so, else as CSV. The file is there whole or not at all.
///
/// # Errors
/// The system's, with the path.
pub(super) fn write_table(path: &Path, table: &RecordBatch) -> Result<(), IoError> {
    let failed = |cause: String| IoError::system("write", path, std::io::Error::other(cause));
    let bytes = if is_parquet_name(path) {
        parquet_bytes(table, None).map_err(|cause| failed(cause.to_string()))?
    } else {
        csv_bytes(table).map_err(|cause| failed(cause.to_string()))?
    };
    write_file(path, &bytes)
}

/// Writes a table as Parquet that says one more thing of itself; see [`write_table`].
///
/// # Errors
/// The system's, with the path.
pub(super) fn write_table_with(path: &Path, table: &RecordBatch, said: KeyValue) -> Result<(), IoError> {
    let failed = |cause: ParquetError| IoError::system("write", path, std::io::Error::other(cause));
    write_file(path, &parquet_bytes(table, Some(vec![said])).map_err(failed)?)
}

fn parquet_bytes(table: &RecordBatch, said: Option<Vec<KeyValue>>) -> Result<Vec<u8>, ParquetError> {
    let zstd = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(zstd).set_key_value_metadata(said).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), table.schema(), Some(properties))?;
    writer.write(table)?;
    writer.into_inner()
}

/// What is missing is empty.
pub(super) fn csv_bytes(table: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let texts = texts_of(table);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let failed = |cause: ::csv::Error| ArrowError::CsvError(cause.to_string());
    writer.write_record(table.schema().fields().iter().map(|field| field.name())).map_err(failed)?;
    for row in 0..table.num_rows() {
        let cell = |column: &StringArray| {
            if column.is_valid(row) { column.value(row).to_owned() } else { String::new() }
        };
        writer.write_record(texts.iter().map(cell)).map_err(failed)?;
    }
    writer.into_inner().map_err(|cause| ArrowError::CsvError(cause.to_string()))
}
