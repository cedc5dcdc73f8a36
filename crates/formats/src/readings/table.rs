//! Owns one file of a table of series, whatever its format, or one in memory. Does not decode.
//!
//! Main type: [`Table`].

use super::{
    block::{Block, Names, Want},
    csv::CsvTable,
    memory::{InMemory, MemoryTable},
    parquet::ParquetTable,
    quantity::Quantity,
};
use crate::lang::Message;
use crate::{
    Format, IoError,
    detections::columns::{column_error, plain},
    excerpt,
};
use std::{
    ops::Range,
    path::{Path, PathBuf},
};

/// An open file of a table of series.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) path: PathBuf,
    pub(super) quantity: Quantity,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Parquet(ParquetTable),
    Csv(CsvTable),
    Memory(MemoryTable),
}

/// A part of a file that is read at a time when nothing is known of its rows yet.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Rows(Range<u64>),
    /// Number of a piece of text.
    Piece(usize),
}

impl Table {
    pub(super) fn open(path: &Path, quantity: Quantity) -> Result<Self, IoError> {
        let inner = match Format::of(path)? {
            Format::Parquet => Inner::Parquet(ParquetTable::open(path, quantity)?),
            Format::Csv => Inner::Csv(CsvTable::open(path, quantity)?),
            Format::GeoJson => return Err(IoError::no_table(path)),
        };
        Ok(Self { path: path.to_owned(), quantity, inner })
    }

    /// A table in memory, which messages call `path`.
    pub(super) fn in_memory(path: &Path, rows: InMemory, quantity: Quantity) -> Result<Self, IoError> {
        let inner = Inner::Memory(MemoryTable::open(path, rows, quantity)?);
        Ok(Self { path: path.to_owned(), quantity, inner })
    }

    /// Whether the file says of itself that it is simulated; text has no room to say so.
    pub(super) fn is_simulated(&self) -> bool {
        match &self.inner {
            Inner::Parquet(table) => table.is_simulated(),
            Inner::Csv(_) => false,
            Inner::Memory(table) => table.is_simulated(),
        }
    }

    /// Whether the file says how its values came about.
    pub(super) const fn has_quality(&self) -> bool {
        match &self.inner {
            Inner::Parquet(table) => table.has_quality(),
            Inner::Csv(table) => table.has_quality(),
            Inner::Memory(table) => table.has_quality(),
        }
    }

    /// Parts for a first reading of names.
    pub(super) fn unread_parts(&self) -> Vec<Part> {
        match &self.inner {
            Inner::Parquet(table) => table.parts().into_iter().map(Part::Rows).collect(),
            Inner::Csv(table) => (0..table.piece_count()).map(Part::Piece).collect(),
            Inner::Memory(table) => table.parts().into_iter().map(Part::Rows).collect(),
        }
    }

    /// Reads the names of a part.
    pub(super) fn read_part(
        &self,
        part: &Part,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        match (&self.inner, part) {
            (Inner::Csv(table), Part::Piece(piece)) => table.read_piece(*piece, names, each),
            (Inner::Parquet(table), Part::Rows(rows)) => table.read(rows, Want::Names, names, each),
            (Inner::Memory(table), Part::Rows(rows)) => table.read(rows, Want::Names, names, each),
            // A part is of the table that gave it.
            _ => Ok(()),
        }
    }

    /// Remembers how many rows each part of [`Self::unread_parts`] has.
    pub(super) fn set_rows(&mut self, counts: impl Iterator<Item = u64>) {
        if let Inner::Csv(table) = &mut self.inner {
            table.set_rows(counts);
        }
    }

    /// Rows of all parts, after [`Self::set_rows`].
    pub(super) fn row_count(&self) -> u64 {
        match &self.inner {
            Inner::Parquet(table) => table.row_count(),
            Inner::Csv(table) => table.row_count(),
            Inner::Memory(table) => table.row_count(),
        }
    }

    /// Decodes rows, after [`Self::set_rows`], and hands them out in blocks.
    pub(super) fn read(
        &self,
        rows: &Range<u64>,
        want: Want,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        match &self.inner {
            Inner::Parquet(table) => table.read(rows, want, names, each),
            Inner::Csv(table) => table.read(rows, want, names, each),
            Inner::Memory(table) => table.read(rows, want, names, each),
        }
    }
}

/// Where the column of marks of quality stands, if there is one.
pub(super) fn quality_place<S: AsRef<str>>(header: &[S]) -> Option<usize> {
    header.iter().position(|name| plain(name.as_ref()) == "quality")
}

/// Where the columns of name, time and value stand among those of a file.
pub(super) fn places<S: AsRef<str>>(
    path: &Path,
    header: &[S],
    quantity: Quantity,
) -> Result<[usize; 3], IoError> {
    let place = |wanted: &str| {
        let mut found = (0..header.len()).filter(|&at| plain(header[at].as_ref()) == wanted);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(_), Some(_)) => {
                Err(column_error(path, wanted, "expected-one-such-column", "found-more-than-one".into()))
            }
            (None, _) => {
                /// A message names this many columns.
                const NAMED: usize = 20;
                let mut names: Vec<Message> =
                    header.iter().take(NAMED).map(|name| excerpt(name.as_ref().trim())).collect();
                if header.is_empty() {
                    names.push("found-nothing".into());
                }
                let mut names = Message::list(names);
                if header.len() > NAMED {
                    names = Message::new("found-names-more").with("names", names).count(header.len() - NAMED);
                }
                let expected = Message::new("expected-contract-column")
                    .text("name", wanted)
                    .with("contract", quantity.contract().told());
                Err(IoError::unusable(
                    path,
                    None,
                    expected,
                    Message::new("found-columns").with("names", names),
                ))
            }
        }
    };
    Ok([place(quantity.name_column())?, place("ts")?, place(quantity.value_column())?])
}
