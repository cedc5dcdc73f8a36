//! Owns what is said of a table: how it was read, what in it does not fit, and why it could not be
//! read at all. Does not print.

use std::{fmt, path::PathBuf};

/// How a file was read, said once.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// Its text was in this encoding.
    Encoding(&'static str),
    /// It was packed.
    Packed(&'static str),
    /// This sheet of a workbook was read; so many others were not.
    Sheet {
        /// Its name.
        name: String,
        /// The others.
        others: Vec<String>,
    },
    /// So many formulas of a workbook were never computed: no values.
    Uncomputed(u64),
    /// Lines above the header were left out: titles, or one that names the separator.
    AboveHeader(u64),
    /// Lines at the end were left out: sums and remarks.
    Footer {
        /// How many.
        lines: u64,
        /// How the first begins.
        first: String,
    },
    /// A column is called otherwise here.
    ReadAs {
        /// In the file.
        column: String,
        /// Here.
        name: String,
    },
    /// A column of numbers and others is taken as text.
    MixedText {
        /// Which.
        column: String,
        /// How many of its values are no numbers.
        others: u64,
        /// Line of the first of them.
        line: u64,
        /// The first of them.
        found: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = |lines: u64| if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
        match self {
            Self::Encoding(name) => write!(f, "read as {name}"),
            Self::Packed(name) => write!(f, "unpacked from {name}"),
            Self::Sheet { name, others } if others.is_empty() => write!(f, "sheet \"{name}\""),
            Self::Sheet { name, others } => {
                write!(f, "sheet \"{name}\"; not read: \"{}\"", others.join("\", \""))
            }
            Self::Uncomputed(1) => f.write_str("1 formula that was never computed; read as no value"),
            Self::Uncomputed(count) => {
                write!(f, "{count} formulas that were never computed; read as no values")
            }
            Self::AboveHeader(count) => write!(f, "{} above the header left out", lines(*count)),
            Self::Footer { lines: count, first } => {
                write!(f, "{} at the end left out, from \"{first}\" on", lines(*count))
            }
            Self::ReadAs { column, name } => write!(f, "column \"{column}\" read as {name}"),
            Self::MixedText { column, others, line, found } => {
                write!(
                    f,
                    "column {column} taken as text: {others} of its values are no numbers, the first \"{found}\" in line {line}"
                )
            }
        }
    }
}

/// What the number of a row counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// Lines of a text; the first is 1.
    #[default]
    Line,
    /// Rows of a sheet; the first is 1.
    Row,
}

/// What should have stood somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A day.
    Day,
    /// A day, or a day and a time.
    Time,
    /// So many fields, as the header has.
    Fields(usize),
    /// A quote that closes.
    ClosingQuote,
    /// A JSON object on one line.
    JsonObject,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a number",
            Self::Integer => "a whole number",
            Self::Day => "a date such as 2025-03-12 or 12.03.2025",
            Self::Time => "a date and time such as 2025-03-12T04:30:00Z",
            Self::Fields(count) => return write!(f, "{count} fields as in the header"),
            Self::ClosingQuote => "a closing quote",
            Self::JsonObject => "a JSON object",
        })
    }
}

/// All that has one cause: where, what was expected, and what the first rows have in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Column, unless it is about whole rows.
    pub column: Option<String>,
    /// What should have stood there.
    pub expected: Expected,
    /// How often something else did.
    pub count: u64,
    /// The first of them: line or row of the file, and what stood there, shortened.
    pub first: Vec<(u64, String)>,
    /// What the numbers of rows count.
    pub row_kind: RowKind,
}

impl Problem {
    /// How many rows are named for a cause.
    pub const FIRST: usize = 3;

    /// Whether rows were left out for it; else single values.
    #[must_use]
    pub const fn leaves_out_rows(&self) -> bool {
        matches!(self.expected, Expected::Fields(_) | Expected::ClosingQuote | Expected::JsonObject)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.row_kind {
            RowKind::Line => "line",
            RowKind::Row => "row",
        };
        let (line, found) = self.first.first().map_or((0, ""), |(line, found)| (*line, found.as_str()));
        write!(f, "{kind} {line}")?;
        if let Some(column) = &self.column {
            write!(f, ", {column}")?;
        }
        write!(f, ": expected {}, found ", self.expected)?;
        if self.leaves_out_rows() {
            f.write_str(found)?;
        } else {
            write!(f, "\"{found}\"")?;
        }
        let others: Vec<String> = self.first.iter().skip(1).map(|(line, _)| line.to_string()).collect();
        if self.count > 1 {
            write!(
                f,
                " (and {} more; {kind}s {}{})",
                self.count - 1,
                others.join(", "),
                if self.count as usize > self.first.len() { ", …" } else { "" }
            )?;
        }
        Ok(())
    }
}

/// A table that could not be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The system said no.
    #[error("{}: {cause}", path.display())]
    System {
        /// Of which file.
        path: PathBuf,
        /// What it said.
        #[source]
        cause: std::io::Error,
    },
    /// The file is no table that can be read.
    #[error("{}: expected {expected}, found {found}", path.display())]
    Unusable {
        /// Of which file.
        path: PathBuf,
        /// What was expected.
        expected: &'static str,
        /// What was found.
        found: String,
    },
}

impl Error {
    pub(crate) fn system(path: &std::path::Path) -> impl Fn(std::io::Error) -> Self + Copy + '_ {
        move |cause| Self::System { path: path.to_owned(), cause }
    }

    pub(crate) fn unusable(path: &std::path::Path, expected: &'static str, found: impl Into<String>) -> Self {
        Self::Unusable { path: path.to_owned(), expected, found: found.into() }
    }
}

/// At most 60 characters of a value, for messages; control characters escaped.
pub(crate) fn excerpt(text: &[u8]) -> String {
    const LONGEST: usize = 60;
    let text = String::from_utf8_lossy(text);
    let mut short: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
