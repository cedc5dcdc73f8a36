//! Owns readings that are converted by a description for the time of a run. Does not know how a description reads.

use crate::io::{self, DescribedReadings, IoError};
use std::path::{Path, PathBuf};

/// Readings converted by a description, in a folder that goes when this does.
#[derive(Debug)]
pub struct Described {
    _folder: tempfile::TempDir,
    /// The readings by the program's own contract.
    pub path: PathBuf,
    /// What was read, and what was wrong.
    pub read: DescribedReadings,
}

/// Converts readings by a description for the time of a run.
///
/// # Errors
/// A file cannot be read, or there is no room for what is converted.
pub fn by_description(readings: &Path, description: &Path) -> Result<Described, IoError> {
    let description = io::read_description(description)?;
    let folder = io::temporary_folder()?;
    let path = folder.path().join("readings.parquet");
    let read = io::write_described(readings, description, &path)?;
    Ok(Described { _folder: folder, path, read })
}
