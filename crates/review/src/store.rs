//! Owns the file of reviews: a journal that only grows, in an embedded database. Does not say what
//! holds (see [`Reviews`](crate::Reviews)).
//!
//! The database is redb: one file, written in Rust alone, whose commits are atomic and synced, so that
//! after a crash at any moment a review is there whole or not at all. `SQLite` would do the same with a
//! library in C, a log beside the file, and tables that nobody queries.
//!
//! Only one program at a time has the file open, and only for the moment in which it reads or writes:
//! whoever comes second waits for it.
#![allow(clippy::disallowed_methods, reason = "this is the place of this crate that touches files")]

use crate::{Review, Reviews};
use redb::{
    Database, DatabaseError, Durability, ReadableDatabase, ReadableTable, TableDefinition,
    backends::FileBackend,
};
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Said something of a case.
    Review(Review),
    /// Took back what was said under a number.
    Withdraw {
        /// The number.
        number: u64,
        /// Who.
        author: String,
        /// When, UTC, seconds since 1970.
        at_s: i64,
    },
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another program has had it open all the while.
    #[error("{path}: another program has these reviews open")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// It is something else, or damaged.
    #[error("{path}: not a file of reviews, or damaged: {cause}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the database says.
        cause: String,
    },
    /// The system refuses.
    #[error("{path}: {cause}")]
    System {
        /// The file.
        path: PathBuf,
        /// Its reason.
        cause: std::io::Error,
    },
    /// A newer version of the program wrote it.
    #[error("{path}: format {found} is newer than this program, which knows {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u64,
        /// The newest one known here.
        known: u64,
    },
}

/// A file of reviews. It is opened for each act and closed again.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    patience: Duration,
}

const JOURNAL: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("journal");
const SETTINGS: TableDefinition<'_, &str, u64> = TableDefinition::new("settings");
const FORMAT_KEY: &str = "format";
const FORMAT: u64 = 1;
/// Between two tries to open a file that is in use.
const PAUSE: Duration = Duration::from_millis(20);
/// An act takes milliseconds: who waits so long waits for a program that hangs.
const PATIENCE: Duration = Duration::from_secs(5);

impl Store {
    /// The store in a file, which is made with the first act.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), patience: PATIENCE }
    }

    /// How long to wait for another program; five seconds unless said.
    #[must_use]
    pub const fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Everything that was done, with its number, in order. Nothing where there is no file yet.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn acts(&self) -> Result<Vec<(u64, Act)>, StoreError> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        let database = self.open()?;
        self.check_format(&database)?;
        let read = database.begin_read().map_err(|cause| self.unusable(cause))?;
        let journal = match read.open_table(JOURNAL) {
            Ok(journal) => journal,
            Err(redb::TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
            Err(cause) => return Err(self.unusable(cause)),
        };
        let mut acts = Vec::new();
        for entry in journal.iter().map_err(|cause| self.unusable(cause))? {
            let (number, bytes) = entry.map_err(|cause| self.unusable(cause))?;
            let act = serde_json::from_slice(bytes.value()).map_err(|cause| self.unusable(cause))?;
            acts.push((number.value(), act));
        }
        Ok(acts)
    }

    /// What holds now.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn reviews(&self) -> Result<Reviews, StoreError> {
        let acts = self.acts()?;
        Ok(Reviews::after(acts.iter().map(|(number, act)| (*number, act))))
    }

    /// Writes down what was done, all of it or nothing; once this returns, it survives a crash. Returns the
    /// number of the first.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn add(&self, acts: &[Act]) -> Result<u64, StoreError> {
        self.create_if_missing()?;
        let database = self.open()?;
        self.check_format(&database)?;
        let mut write = database.begin_write().map_err(|cause| self.unusable(cause))?;
        write.set_durability(Durability::Immediate).map_err(|cause| self.unusable(cause))?;
        let first;
        {
            let mut journal = write.open_table(JOURNAL).map_err(|cause| self.unusable(cause))?;
            let last =
                journal.last().map_err(|cause| self.unusable(cause))?.map(|(number, _)| number.value());
            first = last.map_or(0, |last| last + 1);
            for (number, act) in (first..).zip(acts) {
                let bytes = serde_json::to_vec(act).map_err(|cause| self.unusable(cause))?;
                journal.insert(number, bytes.as_slice()).map_err(|cause| self.unusable(cause))?;
            }
        }
        write.commit().map_err(|cause| self.unusable(cause))?;
        Ok(first)
    }

    /// Takes back the last review that holds, of one author or of anybody, and returns it.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub fn undo(&self, of: Option<&str>, by: &str, at_s: i64) -> Result<Option<Review>, StoreError> {
        let acts = self.acts()?;
        let mut standing: Vec<(u64, &Review)> = Vec::new();
        for (number, act) in &acts {
            match act {
                Act::Review(review) => standing.push((*number, review)),
                Act::Withdraw { number, .. } => standing.retain(|(other, _)| other != number),
            }
        }
        let of_author = |(_, review): &&(u64, &Review)| of.is_none_or(|author| review.author == author);
        let Some(&(number, review)) = standing.iter().rev().find(of_author) else { return Ok(None) };
        self.add(&[Act::Withdraw { number, author: by.to_owned(), at_s }])?;
        Ok(Some(review.clone()))
    }

    /// A new file gets its name only once it is whole.
    fn create_if_missing(&self) -> Result<(), StoreError> {
        if self.path.exists() {
            return Ok(());
        }
        let failed = |cause| StoreError::System { path: self.path.clone(), cause };
        let folder = self.path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder).map_err(failed)?;
        let file = tempfile::Builder::new().prefix(".reviews-").tempfile_in(folder).map_err(failed)?;
        {
            let inner = file.as_file().try_clone().map_err(failed)?;
            let backend = FileBackend::new(inner).map_err(|cause| self.refused(cause))?;
            let database =
                Database::builder().create_with_backend(backend).map_err(|cause| self.refused(cause))?;
            let write = database.begin_write().map_err(|cause| self.unusable(cause))?;
            {
                let mut settings = write.open_table(SETTINGS).map_err(|cause| self.unusable(cause))?;
                settings.insert(FORMAT_KEY, FORMAT).map_err(|cause| self.unusable(cause))?;
            }
            write.commit().map_err(|cause| self.unusable(cause))?;
        }
        match file.persist_noclobber(&self.path) {
            Ok(_) => Ok(()),
            // Somebody else was quicker: theirs it is.
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(failed(error.error)),
        }
    }

    fn open(&self) -> Result<Database, StoreError> {
        let mut waited = Duration::ZERO;
        loop {
            match Database::open(&self.path) {
                Err(DatabaseError::DatabaseAlreadyOpen) if waited < self.patience => {
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
                other => return other.map_err(|cause| self.refused(cause)),
            }
        }
    }

    fn check_format(&self, database: &Database) -> Result<(), StoreError> {
        let read = database.begin_read().map_err(|cause| self.unusable(cause))?;
        let settings = read.open_table(SETTINGS).map_err(|cause| self.unusable(cause))?;
        let format = settings.get(FORMAT_KEY).map_err(|cause| self.unusable(cause))?;
        match format.map(|format| format.value()) {
            Some(FORMAT) => Ok(()),
            Some(found) if found > FORMAT => {
                Err(StoreError::Newer { path: self.path.clone(), found, known: FORMAT })
            }
            _ => Err(self.unusable("no format")),
        }
    }

    fn refused(&self, cause: DatabaseError) -> StoreError {
        match cause {
            DatabaseError::DatabaseAlreadyOpen => StoreError::Busy { path: self.path.clone() },
            DatabaseError::Storage(redb::StorageError::Io(cause))
                if cause.kind() != std::io::ErrorKind::InvalidData =>
            {
                StoreError::System { path: self.path.clone(), cause }
            }
            other => self.unusable(other),
        }
    }

    fn unusable(&self, cause: impl std::fmt::Display) -> StoreError {
        StoreError::Unusable { path: self.path.clone(), cause: cause.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Case, Verdict};

    fn review(number: u32) -> Act {
        let case = Case { subject: format!("meter:{number}"), ..Case::default() };
        Act::Review(Review {
            case,
            verdict: Verdict::Confirmed,
            author: "a".into(),
            at_s: 0,
            note: "é\n".into(),
        })
    }

    #[test]
    fn what_was_added_is_there_and_undo_takes_the_last_one_back() {
        let folder = tempfile::tempdir().expect("tempdir");
        let store = Store::new(&folder.path().join("deep/reviews.redb"));
        assert!(store.acts().expect("none yet").is_empty());
        assert_eq!(store.add(&[review(1), review(2)]).expect("written"), 0);
        assert_eq!(store.add(&[review(3)]).expect("written"), 2);
        let undone = store.undo(None, "b", 5).expect("undone").expect("one");
        assert_eq!(undone.case.subject, "meter:3");
        assert_eq!(store.undo(Some("b"), "b", 5).expect("asked"), None);
        let undone = store.undo(Some("a"), "a", 6).expect("undone").expect("one");
        assert_eq!(undone.case.subject, "meter:2");
        assert_eq!(store.reviews().expect("read").all().len(), 1);
        assert_eq!(store.acts().expect("read").len(), 5, "nothing is erased");
        let left = std::fs::read_dir(store.path().parent().expect("folder")).expect("list").count();
        assert_eq!(left, 1);
    }

    #[test]
    fn who_comes_second_waits_and_is_told() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("reviews.redb");
        let store = Store::new(&path).with_patience(PAUSE * 2);
        store.add(&[review(1)]).expect("written");
        let first = Database::open(&path).expect("open");
        let said = store.add(&[review(2)]).expect_err("in use").to_string();
        assert!(said.ends_with("another program has these reviews open"), "{said}");
        drop(first);
        assert_eq!(store.add(&[review(2)]).expect("free"), 1);
    }

    #[test]
    fn other_files_are_refused_and_stay_as_they_are() {
        let folder = tempfile::tempdir().expect("tempdir");
        for (name, bytes) in [("empty", &b""[..]), ("text", b"subject,verdict\nmeter:1,confirmed\n")] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).expect("written");
            assert!(matches!(
                Store::new(&path).acts(),
                Err(StoreError::Unusable { .. } | StoreError::System { .. })
            ));
            assert_eq!(std::fs::read(&path).expect("there"), bytes, "{name}");
        }
        let other = folder.path().join("other");
        drop(Database::create(&other).expect("another database"));
        assert!(matches!(Store::new(&other).add(&[review(1)]), Err(StoreError::Unusable { .. })));
    }
}
