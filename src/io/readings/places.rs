//! Owns finding the files of a data contract in a folder. Does not read rows.

use crate::io::{Contract, Format, IoError, describe_table, folder::EntryKind, list_folder};
use crate::lang::Message;
use std::path::{Path, PathBuf};

/// Folders within folders are looked into so deep: year, month and day.
const DEEPEST: usize = 4;

/// The files that follow a contract: the file itself, whatever it is, or those of a folder and of
/// folders in it, by name. Files of other contracts are passed over.
///
/// # Errors
/// It is not there, or a folder without such a file.
pub fn tables_in(path: &Path, contract: Contract) -> Result<Vec<PathBuf>, IoError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    collect(path, contract, DEEPEST, &mut files)?;
    if files.is_empty() {
        return Err(IoError::Unrecognised {
            path: path.to_owned(),
            found: Message::new("found-no-table").with("contract", contract.told()),
            expected: "expected-table-or-folder".into(),
        });
    }
    Ok(files)
}

fn collect(folder: &Path, contract: Contract, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), IoError> {
    for entry in list_folder(folder)? {
        if entry.kind == EntryKind::File {
            if is_table(&entry.path) && describe_columns(&entry.path)? == Some(contract) {
                files.push(entry.path);
            }
        } else if depth > 0 {
            collect(&entry.path, contract, depth - 1, files)?;
        }
    }
    Ok(())
}

/// By its name: in a folder lie other things, too.
fn is_table(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    matches!(ending.as_str(), "parquet" | "pq" | "csv")
}

fn describe_columns(path: &Path) -> Result<Option<Contract>, IoError> {
    match Format::of(path)? {
        Format::GeoJson => Ok(None),
        Format::Parquet | Format::Csv => Ok(describe_table(path)?.contract),
    }
}
