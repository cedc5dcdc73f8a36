//! Owns the file system: reading whole files, and writing so that a file is there whole or not
//! at all. The only place that opens files.
#![allow(clippy::disallowed_methods, reason = "this is the one place that touches files")]

use super::problem::IoError;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// Reads a whole file.
///
/// # Errors
/// The system's, with the path.
pub fn read_file(path: &Path) -> Result<Vec<u8>, IoError> {
    std::fs::read(path).map_err(|cause| IoError::system("read", path, cause))
}

/// Opens a file that is too large to be read whole.
///
/// # Errors
/// The system's, with the path.
pub fn open_file(path: &Path) -> Result<std::fs::File, IoError> {
    std::fs::File::open(path).map_err(|cause| IoError::system("open", path, cause))
}

/// Reads the part of a file that lies beside it under the same name with another ending, in letters of
/// any size; nothing where there is none. An ending may begin with that of the file itself and go on
/// (`gpkg-wal`).
pub(super) fn read_beside(path: &Path, ending: &str) -> Option<Vec<u8>> {
    let wanted = path.with_extension(ending);
    if let Ok(bytes) = std::fs::read(&wanted) {
        return Some(bytes);
    }
    let folder = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
    let name = wanted.file_name()?;
    let mut names = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.file_name()));
    let found = names
        .find(|other| other.to_string_lossy().to_lowercase() == name.to_string_lossy().to_lowercase())?;
    std::fs::read(folder.join(found)).ok()
}

/// A folder for the time of a run, which goes when the answer does.
///
/// # Errors
/// There is no room for it.
pub fn temporary_folder() -> Result<tempfile::TempDir, IoError> {
    let folder = tempfile::Builder::new().prefix("hashatlas-").tempdir();
    folder.map_err(|cause| IoError::system("write", &std::env::temp_dir(), cause))
}

/// Writes a whole file: to a temporary one in the same folder, synced and renamed, so that an
/// interrupted run leaves the old file or none. Missing folders are made. A link is followed, and
/// what is no regular file (a device, a pipe) is written to as it stands.
///
/// # Errors
/// The system's, with the path.
pub fn write_file(path: &Path, contents: &[u8]) -> Result<(), IoError> {
    let fail = |cause| IoError::system("write", path, cause);
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = std::fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|known| !known.is_file() && !known.is_dir()) {
        let mut device = std::fs::OpenOptions::new().write(true).open(&target).map_err(fail)?;
        return device.write_all(contents).map_err(fail);
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    std::fs::create_dir_all(&folder).map_err(fail)?;
    let mut file = new_file(&folder).map_err(fail)?;
    file.write_all(contents).map_err(fail)?;
    if let Some(before) = before {
        file.as_file().set_permissions(before.permissions()).map_err(fail)?;
    }
    file.as_file().sync_all().map_err(fail)?;
    file.persist(&target).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Writes a file piece by piece; it is there whole, or, where `write` fails, not at all.
///
/// # Errors
/// The system's, with the path; those of `write` are the inner ones.
pub fn write_piecewise<T, E>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<Result<T, E>, IoError> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if std::fs::metadata(&target).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        let device = std::fs::OpenOptions::new().write(true).open(&target);
        return Ok(write(&mut device.map_err(|cause| IoError::system("write", path, cause))?));
    }
    let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut file = NewFile::create(folder, &name)?;
    let written = write(&mut std::io::BufWriter::new(&mut file));
    if written.is_ok() {
        file.finish()?;
    }
    Ok(written)
}

/// A file that is written piece by piece and is there only once it is whole.
#[derive(Debug)]
pub(super) struct NewFile {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl NewFile {
    /// Begins the file `name` in a folder, which is made if it is missing.
    ///
    /// # Errors
    /// The system's, with the path.
    pub(super) fn create(folder: &Path, name: &str) -> Result<Self, IoError> {
        let path = folder.join(name);
        std::fs::create_dir_all(folder).map_err(|cause| IoError::system("write", &path, cause))?;
        let file = new_file(folder).map_err(|cause| IoError::system("write", &path, cause))?;
        Ok(Self { file, path })
    }

    /// Where it will be.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts it in its place, in that of an older one if there is one.
    ///
    /// # Errors
    /// The system's, with the path.
    pub(super) fn finish(self) -> Result<(), IoError> {
        let fail = |cause| IoError::system("write", &self.path, cause);
        self.file.as_file().sync_all().map_err(fail)?;
        self.file.persist(&self.path).map_err(|error| fail(error.error))?;
        Ok(())
    }
}

/// A folder whose files are written beside its place, and that is there once it is whole.
#[derive(Debug)]
pub(super) struct NewFolder {
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl NewFolder {
    /// Begins a folder, which is new or empty.
    ///
    /// # Errors
    /// Something is in it; the system's, with the path.
    pub(super) fn create(path: &Path) -> Result<Self, IoError> {
        let fail = |cause| IoError::system("write", path, cause);
        if path.exists() && std::fs::read_dir(path).map_err(fail)?.next().is_some() {
            return Err(IoError::unusable(path, None, "expected-empty-folder", "found-files-in-it"));
        }
        let parent = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(fail)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".hashatlas-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o777));
        }
        Ok(Self { folder: builder.tempdir_in(parent).map_err(fail)?, path: path.to_owned() })
    }

    /// Begins a file in it.
    pub(super) fn file(&self, name: &str) -> Result<NewFile, IoError> {
        NewFile::create(self.folder.path(), name)
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// The system's, with the path.
    pub(super) fn finish(self) -> Result<(), IoError> {
        std::fs::rename(self.folder.path(), &self.path)
            .map_err(|cause| IoError::system("write", &self.path, cause))?;
        // It is no longer where it would be removed.
        let _ = self.folder.keep();
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Temporary files are private by default; results are for whom the user's own setting (umask)
/// admits.
fn new_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".hashatlas-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("deep/er/map.svg");
        write_file(&path, b"old").expect("written");
        write_file(&path, b"new").expect("written");
        assert_eq!(read_file(&path).expect("there"), b"new");
        let left = std::fs::read_dir(path.parent().expect("folder")).expect("list").count();
        assert_eq!(left, 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("tempdir");
        let (file, link) = (folder.path().join("map.svg"), folder.path().join("link.svg"));
        write_file(&file, b"old").expect("written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).expect("allowed");
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        write_file(&link, b"new").expect("written");
        assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(read_file(&file).expect("there"), b"new");
        assert_eq!(std::fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
        write_file(Path::new("/dev/null"), b"x").expect("written");
        assert!(!std::fs::metadata("/dev/null").expect("there").is_file());
    }

    #[test]
    fn a_write_that_fails_names_the_path() {
        let folder = tempfile::tempdir().expect("tempdir");
        let said = write_file(folder.path(), b"x").expect_err("a folder").to_string();
        assert!(said.starts_with("cannot write "), "{said}");
    }
}
