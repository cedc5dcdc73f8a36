//! Owns looking into folders: what of theirs could be opened. Reads no file and does not say what
//! it is.
#![allow(clippy::disallowed_methods, reason = "with files.rs, the place that touches the file system")]

use super::problem::IoError;
use std::path::{Path, PathBuf};

/// Endings of files that the program reads.
const ENDINGS: [&str; 5] = ["csv", "geojson", "json", "parquet", "pq"];
/// What makes a folder an atlas.
pub(super) const PACKAGE: &str = "datapackage.json";
/// A list of more serves nobody, and costs time to sort.
const MOST_ENTRIES: usize = 20_000;

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A folder with a data package in it.
    Atlas,
    /// Another folder.
    Folder,
    /// A file whose name ends as those do that can be read.
    File,
}

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its name, as it can be shown.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub kind: EntryKind,
    /// Size of a file.
    pub size_bytes: u64,
}

/// What of a folder could be opened: folders first, then files, by name. Hidden ones are left out.
///
/// # Errors
/// It is not there, is no folder, or may not be read.
pub fn list_folder(folder: &Path) -> Result<Vec<FolderEntry>, IoError> {
    let fail = |cause| IoError::system("list", folder, cause);
    let read = std::fs::read_dir(folder).map_err(fail)?;
    // An entry that went away meanwhile is no reason to show none.
    let mut entries: Vec<FolderEntry> =
        read.take(MOST_ENTRIES).filter_map(Result::ok).filter_map(|entry| entry_of(entry.path())).collect();
    entries.sort_by_cached_key(|entry| (entry.kind == EntryKind::File, entry.name.to_lowercase()));
    Ok(entries)
}

/// All files of a folder whatever their names end in, and the folders in it, each sorted by name; hidden ones
/// are passed over.
pub(super) fn all_files(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), IoError> {
    let fail = |cause| IoError::system("list", folder, cause);
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // Through links; an entry that went away meanwhile is neither.
        let path = entry.path();
        if path.is_file() {
            files.push(path);
        } else if path.is_dir() {
            folders.push(path);
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

fn entry_of(path: PathBuf) -> Option<FolderEntry> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    if name.starts_with('.') {
        return None;
    }
    let known = std::fs::metadata(&path).ok()?;
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let kind = if known.is_dir() {
        if path.join(PACKAGE).is_file() { EntryKind::Atlas } else { EntryKind::Folder }
    } else if known.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
        EntryKind::File
    } else {
        return None;
    };
    Some(FolderEntry { name, path, kind, size_bytes: known.len() })
}

/// Files of a folder whose names end as those of tables that are not read as they are, and what each
/// is, by name.
pub(super) fn unread_tables(folder: &Path) -> Vec<(PathBuf, UnreadTable)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST_ENTRIES).filter_map(Result::ok);
    let mut found: Vec<(PathBuf, UnreadTable)> =
        entries.filter_map(|entry| Some((entry.path(), UnreadTable::of(&entry.path())?))).collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found
}

/// What a file is that may hold a table but is not read as it is, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnreadTable {
    /// Compressed, or an archive.
    Packed,
    /// Of a spreadsheet program.
    Spreadsheet,
    /// Of a database or another program.
    Foreign,
    /// Text that may be a table.
    Text,
}

impl UnreadTable {
    fn of(path: &Path) -> Option<Self> {
        const PACKED: [&str; 9] = ["7z", "bz2", "gz", "rar", "tar", "tgz", "xz", "zip", "zst"];
        const SPREADSHEETS: [&str; 5] = ["ods", "xls", "xlsb", "xlsm", "xlsx"];
        const FOREIGN: [&str; 9] = ["accdb", "arrow", "avro", "db", "dbf", "feather", "mdb", "orc", "sqlite"];
        const TEXTS: [&str; 4] = ["dat", "tab", "tsv", "txt"];
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        let kinds = [
            (&PACKED[..], Self::Packed),
            (&SPREADSHEETS, Self::Spreadsheet),
            (&FOREIGN, Self::Foreign),
            (&TEXTS, Self::Text),
        ];
        let (_, kind) = kinds.into_iter().find(|(endings, _)| endings.contains(&ending.as_str()))?;
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        (path.is_file() && !is_hidden).then_some(kind)
    }
}

/// Whether something is there.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_only_what_can_be_opened() {
        let folder = tempfile::tempdir().expect("tempdir");
        for name in ["b/x.txt", "Atlas/datapackage.json", "z.csv", "A.GeoJSON", "notes.txt", ".hidden.csv"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, "x").expect("written");
        }
        let listed = list_folder(folder.path()).expect("listed");
        let names: Vec<_> = listed.iter().map(|entry| (entry.name.as_str(), entry.kind)).collect();
        assert_eq!(
            names,
            [
                ("Atlas", EntryKind::Atlas),
                ("b", EntryKind::Folder),
                ("A.GeoJSON", EntryKind::File),
                ("z.csv", EntryKind::File)
            ]
        );
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_with_its_path() {
        let said = list_folder(Path::new("/nowhere/at/all")).expect_err("not there").to_string();
        assert!(said.contains("/nowhere/at/all"), "{said}");
    }
}
