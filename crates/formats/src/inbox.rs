//! Owns a folder into which others put files: which of them are whole, moving them out of it for good, and
//! writing so that a loss of power takes nothing back. Does not read what is in them.
//!
//! Main type: [`Inbox`].
#![allow(clippy::disallowed_methods, reason = "with files.rs, the place that touches the file system")]

use super::{IoError, files::write_file};
use std::{
    collections::BTreeMap,
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Endings of names under which programs write what is not whole yet.
const UNFINISHED: [&str; 4] = ["crdownload", "filepart", "part", "tmp"];

/// A folder into which others put files, and how it looked last.
#[derive(Debug)]
pub struct Inbox {
    folder: PathBuf,
    seen: BTreeMap<String, (u64, Option<SystemTime>)>,
}

impl Inbox {
    /// A folder, not yet looked at.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), seen: BTreeMap::new() }
    }

    /// Looks into the folder and gives the files that are as they were at the look before, by name: whole,
    /// as far as can be known. Hidden ones, folders, links and unfinished ones are left alone.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn look(&mut self) -> Result<Vec<PathBuf>, IoError> {
        let now = files(&self.folder)?;
        let whole = now.iter().filter(|(name, state)| self.seen.get(*name) == Some(state));
        let whole = whole.map(|(name, _)| self.folder.join(name)).collect();
        self.seen = now;
        Ok(whole)
    }

    /// Whether files were there at the last look.
    #[must_use]
    pub fn has_files(&self) -> bool {
        !self.seen.is_empty()
    }
}

fn files(folder: &Path) -> Result<BTreeMap<String, (u64, Option<SystemTime>)>, IoError> {
    let failed = |cause| IoError::system("list", folder, cause);
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        // A name that is no text cannot be told to anybody.
        let Ok(name) = entry.file_name().into_string() else { continue };
        // One that went away meanwhile is not there.
        let Ok(known) = entry.metadata() else { continue };
        if known.is_file() && !is_unfinished(&name) {
            files.insert(name, (known.len(), known.modified().ok()));
        }
    }
    Ok(files)
}

fn is_unfinished(name: &str) -> bool {
    let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    name.starts_with('.') || UNFINISHED.contains(&ending.as_str())
}

/// Moves a file into a folder, under its name with a number if that is taken. Where it has `reasons`, they
/// lie beside it as `NAME.reason.txt`, and do so first.
///
/// # Errors
/// The system's, with the path; the file is then where it was.
pub fn move_into(file: &Path, folder: &Path, reasons: Option<&str>) -> Result<PathBuf, IoError> {
    std::fs::create_dir_all(folder).map_err(|cause| IoError::system("write", folder, cause))?;
    let to = free_name(file, folder);
    if let Some(reasons) = reasons {
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(".reason.txt");
        write_durably(&folder.join(name), reasons.as_bytes())?;
    }
    std::fs::rename(file, &to).map_err(|cause| IoError::system("write", &to, cause))?;
    for folder in [Some(folder), file.parent()].into_iter().flatten() {
        sync_folder(folder)?;
    }
    Ok(to)
}

fn free_name(file: &Path, folder: &Path) -> PathBuf {
    let of = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (of(file.file_stem()), of(file.extension()));
    let dot = if ending.is_empty() { "" } else { "." };
    let names = (2_u64..).map(|number| format!("{stem}-{number}{dot}{ending}"));
    let mut paths = std::iter::once(of(file.file_name())).chain(names).map(|name| folder.join(name));
    paths.find(|path| !path.exists()).unwrap_or_default()
}

/// [`write_file`], and the folder knows of it even after a loss of power.
///
/// # Errors
/// The system's, with the path.
pub fn write_durably(path: &Path, contents: &[u8]) -> Result<(), IoError> {
    write_file(path, contents)?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Takes a file away if it is there.
///
/// # Errors
/// The system's, with the path.
pub fn remove_file(path: &Path) -> Result<(), IoError> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(IoError::system("write", path, cause))
        }
        _ => Ok(()),
    }
}

#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> Result<(), IoError> {
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    let synced = File::open(folder).and_then(|open| open.sync_all());
    synced.map_err(|cause| IoError::system("write", folder, cause))
}

/// Elsewhere folders cannot be opened; the system writes them by itself.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> Result<(), IoError> {
    Ok(())
}

/// Keeps a file locked as long as the answer lives, for one process alone; nothing where another has it.
/// The file and its folder are made.
///
/// # Errors
/// The system's, with the path.
pub fn lock(path: &Path) -> Result<Option<File>, IoError> {
    let failed = |cause| IoError::system("write", path, cause);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let file = File::options().create(true).append(true).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_when_it_no_longer_grows() {
        let folder = tempfile::tempdir().expect("tempdir");
        let at = |name: &str| folder.path().join(name);
        for name in ["b.csv", "a.csv", ".c.csv", "d.csv.part", "e.TMP", "f.filepart"] {
            std::fs::write(at(name), "x").expect("written");
        }
        let mut inbox = Inbox::new(folder.path());
        assert!(inbox.look().expect("listed").is_empty() && inbox.has_files());
        std::fs::write(at("b.csv"), "xx").expect("written");
        assert_eq!(inbox.look().expect("listed"), [at("a.csv")]);
        assert_eq!(inbox.look().expect("listed"), [at("a.csv"), at("b.csv")]);
    }

    #[test]
    fn names_that_are_taken_get_a_number() {
        let folder = tempfile::tempdir().expect("tempdir");
        let (at, done) = (|name: &str| folder.path().join(name), folder.path().join("done"));
        for (n, to) in ["a.csv", "a-2.csv", "a-3.csv"].into_iter().enumerate() {
            std::fs::write(at("a.csv"), n.to_string()).expect("written");
            assert_eq!(move_into(&at("a.csv"), &done, Some("why")).expect("moved"), done.join(to));
            assert_eq!(std::fs::read_to_string(done.join(to)).expect("there"), n.to_string());
            assert!(done.join(format!("{to}.reason.txt")).exists());
        }
        assert!(!at("a.csv").exists());
    }

    #[test]
    fn one_at_a_time_has_the_lock() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("state/lock");
        let first = lock(&path).expect("possible");
        assert!(first.is_some() && lock(&path).expect("possible").is_none());
        drop(first);
        assert!(lock(&path).expect("possible").is_some());
    }
}
