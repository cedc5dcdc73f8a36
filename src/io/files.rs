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

/// Writes a whole file: to a temporary one in the same folder, synced and renamed, so that an
/// interrupted run leaves the old file or none. Missing folders are made.
///
/// # Errors
/// The system's, with the path.
pub fn write_file(path: &Path, contents: &[u8]) -> Result<(), IoError> {
    let fail = |cause| IoError::system("write", path, cause);
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    std::fs::create_dir_all(&folder).map_err(fail)?;
    let mut file = tempfile::Builder::new().prefix(".hashatlas-").tempfile_in(&folder).map_err(fail)?;
    file.write_all(contents).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    make_readable(&file).map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

/// Temporary files are private by default; results are for everybody whom the folder admits.
#[cfg(unix)]
fn make_readable(file: &tempfile::NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &tempfile::NamedTempFile) -> std::io::Result<()> {
    Ok(())
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

    #[test]
    fn a_write_that_fails_names_the_path() {
        let folder = tempfile::tempdir().expect("tempdir");
        let said = write_file(folder.path(), b"x").expect_err("a folder").to_string();
        assert!(said.starts_with("cannot write "), "{said}");
    }
}
