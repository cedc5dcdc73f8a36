//! Owns reading detections (contract `detections`) from Parquet, CSV and GeoJSON into columns,
//! writing them, and saying what a table is. Columns that the program does not use stay in the
//! file; a row keeps its number, by which they are read again when somebody looks at it. Does not judge detections.

mod cases;
mod check;
pub(super) mod columns;
mod contract;
pub(super) mod csv;
mod csv_rows;
pub(super) mod csv_scan;
mod describe;
pub(crate) mod foreign;
mod geojson;
pub(super) mod parquet;
mod parquet_cells;
mod parts;
mod preview;
pub(super) mod repeated;
mod row;
pub(super) mod sniff;
mod subjects;
#[cfg(test)]
mod tests;
pub(super) mod text;
mod write;

pub(super) use self::describe::contract_of;
pub use self::{
    cases::{ListedCase, read_cases, read_most_of_30_days},
    contract::Contract,
    describe::{ColumnDescription, ColumnType, TableDescription, describe_table},
    preview::{SaidColumns, TablePreview},
    row::read_row,
    sniff::Format,
    subjects::{Subjects, read_subjects},
    write::{detections_csv, write_detections},
};

use self::{csv::read_csv, foreign::Text, parquet::read_parquet};
use super::{IoError, Problem, Problems, Severity};
use crate::atlas::Detections;
use std::path::Path;

/// Reads the detections of a table, whose format its content tells (see [`Format`]).
///
/// # Errors
/// The file cannot be read, is no table of a known format, or has neither positions nor regions.
pub fn read_detections(path: &Path) -> Result<(Detections, Problems), IoError> {
    read_detections_as(path, &SaidColumns::default())
}

/// The same, where somebody said what columns hold.
///
/// # Errors
/// See [`read_detections`].
pub fn read_detections_as(path: &Path, said: &SaidColumns) -> Result<(Detections, Problems), IoError> {
    match Format::of(path)? {
        Format::Parquet => read_parquet(path, said),
        Format::Csv => {
            let text = Text::of(path);
            let read = read_csv(text.path(), said).map_err(|error| text.fail(error));
            read.map(|(detections, problems)| (detections, text.tell(problems)))
        }
        Format::GeoJson => geojson::read_points(path),
    }
}

/// The decimal sign of numbers in a table: the comma where it does not set fields apart. A point is one in any.
///
/// # Errors
/// The file cannot be read or is no table.
pub fn decimal_sign(path: &Path) -> Result<u8, IoError> {
    if Format::of(path)? != Format::Csv {
        return Ok(b'.');
    }
    let text = Text::of(path);
    let head = csv::Head::read(text.path()).map_err(|error| text.fail(error))?;
    Ok(if head.separator == b',' { b'.' } else { b',' })
}

/// Remarks that a table has a header and nothing else.
fn without_rows(path: &Path) -> Problem {
    Problem::of_file(path, None, "expected-row", "found-header-only", Severity::Warning)
}
