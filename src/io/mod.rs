//! Owns every reader and writer, and alone touches the file system. Decides nothing: dirty
//! input becomes a value and a list of problems.

mod detections;
mod problem;

pub use detections::{
    ColumnDescription, ColumnType, Contract, Format, TableDescription, describe_table, read_csv,
    read_detections, read_parquet,
};
pub use problem::{IoError, Problem, Problems, RowKind, Severity, excerpt};
