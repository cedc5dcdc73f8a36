//! Owns finding the files of a data contract in a folder, and naming those that look like tables and
//! are not read. Does not read rows.

use crate::lang::Message;
use crate::{
    Contract, Format, IoError, Problem, Problems, Severity, describe_table,
    folder::{EntryKind, UnreadTable, unread_tables},
    list_folder,
};
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
        let found = Message::new("found-no-table").with("contract", contract.told());
        let found = match unread_in(path).into_iter().next() {
            Some((file, what)) => Message::new("found-no-table-but")
                .with("found", found)
                .text("path", file.display().to_string())
                .with("what", what),
            None => found,
        };
        let expected = "expected-table-or-folder".into();
        return Err(IoError::Unrecognised { path: path.to_owned(), found, expected });
    }
    Ok(files)
}

/// Names what looks like a table in a folder and is not read, each with what to do.
pub(crate) fn name_unread(folder: &Path, problems: &mut Problems) {
    for (path, found) in unread_in(folder) {
        problems.add(Problem::of_file(&path, None, "expected-known-table", found, Severity::Warning));
    }
}

/// What looks like a table in a folder and in those in it and is of no contract, and what each is.
fn unread_in(folder: &Path) -> Vec<(PathBuf, Message)> {
    let mut found = Vec::new();
    collect_unread(folder, DEEPEST, &mut found);
    found
}

fn collect_unread(folder: &Path, depth: usize, found: &mut Vec<(PathBuf, Message)>) {
    for (path, kind) in unread_tables(folder) {
        let what = match kind {
            UnreadTable::Packed => "found-packed-table",
            UnreadTable::Spreadsheet => "found-spreadsheet",
            UnreadTable::Foreign => "found-foreign-table",
            // Notes are text, too.
            UnreadTable::Text if described(&path).is_some() => "found-text-ending",
            UnreadTable::Text => continue,
        };
        found.push((path, what.into()));
    }
    for entry in list_folder(folder).unwrap_or_default() {
        if entry.kind != EntryKind::File && depth > 0 {
            collect_unread(&entry.path, depth - 1, found);
        } else if entry.kind == EntryKind::File && is_table(&entry.path) {
            // Those that cannot be described end the run with an error of their own.
            if let Ok(table) = describe_table(&entry.path)
                && table.contract.is_none()
            {
                let what = Message::new("found-other-table").with("names", table.names());
                found.push((entry.path, what));
            }
        }
    }
}

fn described(path: &Path) -> Option<Contract> {
    describe_table(path).ok()?.contract
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
