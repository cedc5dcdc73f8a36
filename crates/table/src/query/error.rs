//! Owns why a statement gave no answer, and its words. Does not find faults.

use crate::census::ColumnKind;
use std::fmt;

/// A place in a statement, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line.
    pub line: u64,
    /// Letter of the line.
    pub column: u64,
}

/// Why a statement gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// It is none.
    Statement {
        /// Where it stops being one.
        place: Option<Place>,
        /// What could have followed.
        expected: String,
        /// What did.
        found: String,
    },
    /// It is another than one that asks.
    NotSelect {
        /// Its first word.
        found: String,
    },
    /// A table that is not there.
    NoTable {
        /// Where it is named.
        place: Option<Place>,
        /// What it is called.
        found: String,
        /// Those that are there, the nearest ones first.
        known: Vec<String>,
    },
    /// A column that is not there.
    NoColumn {
        /// Where it is named.
        place: Option<Place>,
        /// What it is called.
        found: String,
        /// The nearest, or if none is near, all of the tables named.
        known: Vec<String>,
    },
    /// A value of another kind than the column beside it.
    Kind {
        /// Where.
        place: Option<Place>,
        /// The column.
        column: String,
        /// What it holds.
        kind: ColumnKind,
        /// What stands beside it.
        found: String,
    },
    /// Anything else, in the words of polars.
    Other {
        /// Where, if that can be told.
        place: Option<Place>,
        /// Its words, in one line.
        cause: String,
    },
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { line, column }) = self.place() {
            write!(f, "line {line}, column {column}: ")?;
        }
        let quoted = |names: &[String]| names.join(", ");
        match self {
            Self::Statement { expected, found, .. } => write!(f, "expected {expected}, found {found}"),
            Self::NotSelect { found } => write!(f, "expected one SELECT statement, found {found}"),
            Self::NoTable { found, known, .. } => {
                write!(f, "expected a table ({}), found \"{found}\"", quoted(known))
            }
            Self::NoColumn { found, known, .. } => {
                write!(f, "expected a column ({}), found \"{found}\"", quoted(known))
            }
            Self::Kind { column, kind, found, .. } => {
                let kind = match kind {
                    ColumnKind::Integer | ColumnKind::Number => "numbers",
                    ColumnKind::Day => "dates",
                    ColumnKind::Time => "times",
                    ColumnKind::Empty => "nothing",
                    ColumnKind::Text => "text",
                };
                write!(f, "expected what fits {column}, a column of {kind}, found {found}")
            }
            Self::Other { cause, .. } => f.write_str(cause),
        }
    }
}

impl std::error::Error for QueryError {}

impl QueryError {
    /// Where in the statement.
    #[must_use]
    pub const fn place(&self) -> Option<Place> {
        match self {
            Self::Statement { place, .. }
            | Self::NoTable { place, .. }
            | Self::NoColumn { place, .. }
            | Self::Kind { place, .. }
            | Self::Other { place, .. } => *place,
            Self::NotSelect { .. } => None,
        }
    }
}
