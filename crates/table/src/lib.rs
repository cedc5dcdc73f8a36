//! Tables as their owners hold them: CSV of any dialect and encoding, workbooks, NDJSON, packed or
//! not, Parquet and Arrow; each read with a line for what it was read as, and a line for each cause
//! for which rows or values were left out. With the feature `query`, SQL over them.
//!
//! - [`Plain::open`] turns what is no plain table into one: text in UTF-8 with a header, one record
//!   a row. A file that is one already stays where it is.
//! - [`Census::of`] reads all of a plain table once: what each column holds, and every cell that
//!   does not fit.
#![cfg_attr(
    feature = "query",
    doc = "- [`Table::open`] makes of both what [`Database`] answers statements about."
)]
//! - [`Meaning::of`] tells what a column is by its name, in Russian or English.
//!
//! ```
//! use table::{Options, Plain};
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("farms.csv");
//! // As a Russian spreadsheet saves it: Windows-1251, semicolons, a title, decimal commas.
//! let text = "Реестр ферм;;\nРегион;Долгота;Мощность, кВт\nИркутская область;104,28;1 200,5\n";
//! std::fs::write(&path, &encoding_rs::WINDOWS_1251.encode(text).0)?;
//!
//! let plain = Plain::open(&path, &Options::default())?;
//! assert_eq!(std::fs::read_to_string(plain.text_path())?.lines().next(), Some("Регион;Долгота;Мощность, кВт"));
//! let notes: Vec<String> = plain.notes().iter().map(ToString::to_string).collect();
//! assert_eq!(notes, ["read as windows-1251", "1 line above the header left out"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod cell;
mod census;
mod dialect;
mod encoding;
mod error;
mod format;
#[cfg(feature = "query")]
mod frame;
mod names;
mod ndjson;
#[cfg(feature = "query")]
mod output;
mod packed;
mod plain;
#[cfg(feature = "query")]
mod query;
mod records;
mod workbook;

pub use census::{Census, ColumnCensus, ColumnKind};
pub use error::{Error, Expected, Note, Problem, RowKind};
pub use format::Format;
pub use names::{Meaning, key, nearest};
pub use plain::{Options, Plain};
pub use records::line_of;

#[cfg(feature = "query")]
pub use {
    frame::{Table, Values},
    output::{AnswerError, OutputFormat},
    query::{Answer, Database, Place, QueryError},
};
