//! Owns the inputs of learning: which tables belong together. Does not read them.

use crate::{
    detecting::DetectionInputs,
    io::{self, Contract, IoError, describe_table, list_folder},
};
use std::path::{Path, PathBuf};

/// Tables that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LearningInput {
    /// What is read, as for a detection.
    pub tables: DetectionInputs,
    /// What is true of it.
    pub labels: PathBuf,
    /// Whether it is only learned from: each meter counts half, and none says how many trees are
    /// enough, what a score means or when to raise an alarm.
    pub is_further: bool,
}

/// Folders within folders are looked into so many times.
const DEEPEST: usize = 4;

/// Finds inputs: a folder with readings and labels is one; else those of the folders in it, by
/// name.
///
/// # Errors
/// The folder cannot be listed, or has no such tables.
pub fn find_inputs(folder: &Path) -> Result<Vec<LearningInput>, IoError> {
    let mut found = Vec::new();
    collect(folder, DEEPEST, &mut found)?;
    if found.is_empty() {
        return Err(IoError::Unrecognised {
            path: folder.to_owned(),
            found: "found-no-learning-folder".into(),
            expected: "expected-learning-folder".into(),
        });
    }
    Ok(found)
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<LearningInput>) -> Result<(), IoError> {
    let entries = list_folder(folder)?;
    let (mut has_readings, mut labels) = (false, None);
    for entry in entries.iter().filter(|entry| entry.kind == io::EntryKind::File && is_table(&entry.path)) {
        match describe_table(&entry.path)?.contract {
            Some(Contract::Readings) => has_readings = true,
            Some(Contract::Labels) => labels = Some(entry.path.clone()),
            _ => {}
        }
    }
    match labels {
        Some(labels) if has_readings => {
            let tables = DetectionInputs { readings: folder.to_owned(), ..DetectionInputs::default() };
            found.push(LearningInput { tables, labels, is_further: false });
        }
        _ if depth > 0 => {
            for entry in entries.iter().filter(|entry| entry.kind == io::EntryKind::Folder) {
                collect(&entry.path, depth - 1, found)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "parquet" || ending == "csv")
}
