//! Readings of meters out of `PostgreSQL` and `TimescaleDB` as they stream, and tables into them in one
//! transaction. Passwords are never part of what is said.
//!
//! - [`Access::parse`] takes the address of a database; [`Access::wants_password`] says whether a password must
//!   come from elsewhere, and [`password_of`] finds it in a `.pgpass` file.
//! - [`readings`] hands out the rows of a table or a query, in a transaction that cannot write.
//! - [`write`] makes a table of rows: all of them or none.

mod access;
mod read;
mod write;

pub use access::{Access, password_of};
pub use read::{Cell, Reading, readings};
pub use write::{Column, write};

/// Why a database was of no use.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is none.
    #[error("expected an address such as postgres://user@host/database")]
    Address,
    /// The system gives no connection.
    #[error("{1}")]
    Connection(std::io::ErrorKind, String),
    /// The server refuses what was asked.
    #[error("{0}")]
    Server(String),
    /// A column is missing.
    #[error("expected a column {column}, found {found}")]
    Column {
        /// Its name.
        column: &'static str,
        /// Those that are there.
        found: String,
    },
    /// A column is of another type.
    #[error("column {column} cannot be of type {found}")]
    Type {
        /// Its name.
        column: &'static str,
        /// What it is.
        found: String,
    },
    /// The table to write into has rows.
    #[error("expected a table that is not there or empty, found rows in {0}")]
    NotEmpty(String),
}

/// What the server says, with its hint; the address is no part of it.
impl From<postgres::Error> for Error {
    fn from(error: postgres::Error) -> Self {
        let Some(said) = error.as_db_error() else {
            let cause = std::error::Error::source(&error);
            let text = format!("{error}{}", cause.map(|cause| format!(": {cause}")).unwrap_or_default());
            let system = cause.and_then(|cause| cause.downcast_ref::<std::io::Error>());
            return match system {
                Some(cause) => Self::Connection(cause.kind(), text),
                None => Self::Server(text),
            };
        };
        let more = [said.detail(), said.hint()].into_iter().flatten();
        let text = std::iter::once(said.message()).chain(more).collect::<Vec<_>>().join("; ");
        Self::Server(text)
    }
}

/// A name as SQL has it: `schema.table` becomes `"schema"."table"`.
fn quoted(name: &str) -> String {
    let part = |part: &str| format!("\"{}\"", part.trim().replace('"', "\"\""));
    name.split('.').map(part).collect::<Vec<_>>().join(".")
}
