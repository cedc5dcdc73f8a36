//! Owns telling the format of a table from its first bytes, and refusing what is none. Does not
//! read tables.

use crate::{IoError, geojson::begins_json, lookalike};
use std::{fs::File, io::Read, path::Path};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// Text with a separator: comma, semicolon or tab.
    Csv,
    /// GeoJSON, or other JSON.
    GeoJson,
}

/// Parquet files begin and end with it (Apache Parquet format, "File format").
pub(super) const PARQUET_MAGIC: &[u8] = b"PAR1";
/// UTF-8 byte order mark, which some spreadsheets write.
pub(super) const BYTE_ORDER_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

impl Format {
    /// Format of a file, by its content and then by its extension. What is neither Parquet nor
    /// JSON is taken for CSV, whose reader looks closer at the header.
    ///
    /// # Errors
    /// The file cannot be read, or is named Parquet and is not.
    pub fn of(path: &Path) -> Result<Self, IoError> {
        const ENOUGH: u64 = 4096;
        let mut start = Vec::new();
        open(path)?
            .take(ENOUGH)
            .read_to_end(&mut start)
            .map_err(|cause| IoError::system("read", path, cause))?;
        if start.starts_with(PARQUET_MAGIC) {
            return Ok(Self::Parquet);
        }
        if path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("parquet")) && !start.is_empty() {
            return Err(not_parquet(path));
        }
        let is_named_json = || {
            let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
            extension.contains("json")
        };
        // A name decides nothing where the content is a table after all.
        let is_other = || lookalike::name_of(&start).is_some() || start.contains(&0);
        let is_json = begins_json(&start) || is_named_json() && is_other();
        Ok(if is_json { Self::GeoJson } else { Self::Csv })
    }
}

pub(super) fn not_parquet(path: &Path) -> IoError {
    IoError::unusable(path, None, "expected-parquet-start", "found-other-bytes")
}

/// Opens a file for reading; a folder is refused.
#[expect(clippy::disallowed_methods, reason = "this is io")]
pub(crate) fn open(path: &Path) -> Result<File, IoError> {
    let file = File::open(path).map_err(|cause| IoError::system("open", path, cause))?;
    let meta = file.metadata().map_err(|cause| IoError::system("read", path, cause))?;
    if meta.is_dir() {
        return Err(IoError::unusable(path, None, "expected-file", "found-folder"));
    }
    Ok(file)
}

/// Refuses a beginning that cannot be that of a text table, by the name of what it is.
pub(super) fn refuse_other(path: &Path, start: &[u8]) -> Result<(), IoError> {
    const EXPECTED: &str = "expected-text-table";
    let found = if let Some(name) = lookalike::name_of(start) {
        name
    } else if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
        "found-utf16"
    } else if begins_json(start) {
        "found-json-text"
    } else if start.contains(&0) {
        "found-binary"
    } else {
        return Ok(());
    };
    Err(IoError::unusable(path, None, EXPECTED, found))
}
