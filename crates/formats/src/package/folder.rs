//! Owns where the files of an atlas lie: in a folder on disk, or inside the program. Does not
//! know what they hold.

use crate::{files::read_file, problem::IoError};
use std::{
    borrow::Cow,
    path::{Component, Path, PathBuf},
};

/// An atlas's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtlasFolder {
    /// The atlas of Russia, compiled in.
    Embedded,
    /// A folder with a `datapackage.json`.
    Directory(PathBuf),
}

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../../../data/atlas/russia/", $name)))),*]
    };
}

/// The embedded files by name.
const EMBEDDED: &[(&str, &[u8])] = embedded![
    "datapackage.json",
    "regions.csv",
    "names.csv",
    "metrics.csv",
    "observations.csv",
    "sources.csv",
    "conflicts.csv",
    "constraints.csv",
    "estimates.csv",
    "bans.csv",
    "timeline.csv",
    "statements.csv",
    "places.csv",
    "boundaries.geojson",
    "land.geojson",
    "lakes.geojson",
    "rivers.geojson",
];

impl AtlasFolder {
    /// The bytes of a file named by the descriptor.
    ///
    /// # Errors
    /// The file cannot be read, or its path leads out of the folder.
    pub fn read(&self, file: &str) -> Result<Cow<'static, [u8]>, IoError> {
        let path = self.path_of(file);
        // The standard forbids such paths, so that a package cannot read what is not its own.
        let inside =
            Path::new(file).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside {
            return Err(IoError::unusable(&path, None, "expected-inner-path", file.to_owned()));
        }
        match self {
            Self::Embedded => {
                let found = EMBEDDED.iter().find(|(name, _)| *name == file);
                found
                    .map(|(_, bytes)| Cow::Borrowed(*bytes))
                    .ok_or_else(|| IoError::system("read", &path, std::io::ErrorKind::NotFound.into()))
            }
            Self::Directory(_) => read_file(&path).map(Cow::Owned),
        }
    }

    /// The path of a file, for messages.
    #[must_use]
    pub fn path_of(&self, file: &str) -> PathBuf {
        match self {
            Self::Embedded => Path::new("embedded:russia").join(file),
            Self::Directory(directory) => directory.join(file),
        }
    }
}
