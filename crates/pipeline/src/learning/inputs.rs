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
    /// Which part of the model it teaches what a load like mining is.
    pub teaches: Teaches,
}

/// Which of the two parts for loads learns from the rigs of an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Teaches {
    /// The one for any programme.
    #[default]
    Any,
    /// Both: its rigs follow programmes that are known.
    Both,
    /// The one for known programmes.
    Known,
}

/// Inputs from the folders that are judged, those that are only learned from, and those whose rigs follow
/// programmes that are known. What is known and not judged is only learned from.
///
/// # Errors
/// A folder cannot be listed, or has no tables to learn from.
pub fn gathered_inputs(
    judged: &[PathBuf],
    further: &[PathBuf],
    known: &[PathBuf],
) -> Result<Vec<LearningInput>, IoError> {
    let mut inputs: Vec<LearningInput> = Vec::new();
    for (folders, is_further) in [(judged, false), (further, true)] {
        for folder in folders {
            inputs.extend(find_inputs(folder)?.into_iter().map(|of| LearningInput { is_further, ..of }));
        }
    }
    for folder in known {
        for input in find_inputs(folder)? {
            match inputs.iter_mut().find(|of| of.labels == input.labels) {
                Some(judged) => judged.teaches = Teaches::Both,
                None => inputs.push(LearningInput { is_further: true, teaches: Teaches::Known, ..input }),
            }
        }
    }
    Ok(inputs)
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
            found.push(LearningInput { tables, labels, ..LearningInput::default() });
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
