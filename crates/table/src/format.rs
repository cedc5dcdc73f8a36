//! Owns telling what a file is from its first bytes. Does not read tables.

use crate::error::Error;
use std::{fs::File, io::Read, path::Path};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with a separator.
    Text,
    /// A JSON object on each line.
    Ndjson,
    /// A workbook: XLSX, XLSB, XLS, ODS.
    Workbook,
    /// Apache Parquet.
    Parquet,
    /// Apache Arrow IPC, as a file (Feather).
    Arrow,
    /// Packed with gzip.
    Gzip,
    /// Packed with Zstandard.
    Zstd,
}

/// Bytes by which a format is told.
const HEAD: u64 = 4096;

impl Format {
    /// What a file is, by its content.
    ///
    /// # Errors
    /// It cannot be read, is a folder, or is known to be no table.
    pub fn of(path: &Path) -> Result<Self, Error> {
        let mut head = Vec::new();
        open(path)?.take(HEAD).read_to_end(&mut head).map_err(Error::system(path))?;
        Self::of_bytes(path, &head)
    }

    pub(crate) fn of_bytes(path: &Path, head: &[u8]) -> Result<Self, Error> {
        const KNOWN: [(&[u8], Format); 6] = [
            (b"PAR1", Format::Parquet),
            (b"ARROW1", Format::Arrow),
            (b"PK\x03\x04", Format::Workbook),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Format::Workbook),
            (b"\x1F\x8B", Format::Gzip),
            (b"\x28\xB5\x2F\xFD", Format::Zstd),
        ];
        const OTHERS: [(&[u8], &str); 6] = [
            (b"SQLite format 3", "an SQLite database (a GeoPackage?)"),
            (b"%PDF", "a PDF document"),
            (b"\x89PNG", "a picture"),
            (b"BZh", "bzip2 data; unpack it first"),
            (b"\xFD7zXZ", "xz data; unpack it first"),
            (b"7z\xBC\xAF", "a 7z archive; unpack it first"),
        ];
        const EXPECTED: &str = "a table";
        if let Some((_, format)) = KNOWN.iter().find(|(beginning, _)| head.starts_with(beginning)) {
            return Ok(*format);
        }
        if let Some((_, what)) = OTHERS.iter().find(|(beginning, _)| head.starts_with(beginning)) {
            return Err(Error::unusable(path, EXPECTED, *what));
        }
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        match text {
            [] => Err(Error::unusable(path, EXPECTED, "an empty file")),
            [b'<', ..] => {
                Err(Error::unusable(path, EXPECTED, "XML or HTML (an error page saved in its place?)"))
            }
            // Only objects, one after the other, are a table.
            [b'{', ..] => Ok(Self::Ndjson),
            _ => Ok(Self::Text),
        }
    }
}

/// Opens a file for reading; a folder is refused.
#[expect(clippy::disallowed_methods, reason = "this is the one place of the crate that opens files")]
pub(crate) fn open(path: &Path) -> Result<File, Error> {
    let file = File::open(path).map_err(Error::system(path))?;
    if file.metadata().map_err(Error::system(path))?.is_dir() {
        return Err(Error::unusable(path, "a file", "a folder"));
    }
    Ok(file)
}
