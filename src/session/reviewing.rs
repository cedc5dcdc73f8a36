//! Owns what people say of the detections that are open: where it is kept, saying it, and taking it back. Does
//! not know the clock or who sits at the desk.

use super::Session;
use crate::io::{self, IoError};
use review::{Act, Case, Review, Store, StoreError, Verdict};
use std::path::Path;

/// Why something could not be said.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The detection is not there any more, or names nobody.
    #[error(transparent)]
    Detections(#[from] IoError),
    /// The file of reviews cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Its name beside detections, where nothing else was said.
pub const REVIEWS_FILE: &str = "reviews.redb";

impl Session {
    /// Where reviews are kept: where the project says, else beside the detections.
    #[must_use]
    pub fn reviews(&self) -> Option<Store> {
        let beside = || Some(Store::new(&self.detections_path.as_deref()?.parent()?.join(REVIEWS_FILE)));
        self.reviews.clone().or_else(beside)
    }

    /// Says what a detection that is open is; it survives a crash once this returns.
    ///
    /// # Errors
    /// See [`ReviewError`].
    pub fn review(
        &self,
        at: u32,
        verdict: Verdict,
        note: &str,
        author: &str,
        at_s: i64,
    ) -> Result<(), ReviewError> {
        let (row, path) = self.row_and_path(at)?;
        let case = case_of(path, row)?;
        let review = Review { case, verdict, author: author.to_owned(), at_s, note: note.to_owned() };
        let store = self.reviews().ok_or(IoError::Stopped)?;
        store.add(&[Act::Review(review)])?;
        Ok(())
    }

    /// Takes back the last thing that an author said.
    ///
    /// # Errors
    /// See [`ReviewError`].
    pub fn undo_review(&self, author: &str, at_s: i64) -> Result<Option<Review>, ReviewError> {
        let store = self.reviews().ok_or(IoError::Stopped)?;
        Ok(store.undo(Some(author), author, at_s)?)
    }

    /// The row of a detection that is open in its file, and the file.
    ///
    /// # Errors
    /// Detections are none, or simulated.
    pub(super) fn row_and_path(&self, at: u32) -> Result<(u32, &Path), IoError> {
        let row = self.detections.as_ref().and_then(|of| of.row.get(at as usize)).copied();
        row.zip(self.detections_path.as_deref()).ok_or(IoError::Stopped)
    }
}

/// The case in a row of detections.
fn case_of(path: &Path, row: u32) -> Result<Case, IoError> {
    let cells = io::read_row(path, row)?;
    let cell = |name: &str| {
        let found = cells.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, text)| text.as_str()).filter(|text| !text.is_empty())
    };
    let named = ["meter", "feeder", "detection"].into_iter();
    let mut subject = named.filter_map(|level| Some(format!("{level}:{}", cell(&format!("{level}_id"))?)));
    let subject = subject.next().ok_or_else(|| {
        IoError::unusable(path, None, "expected-meter-or-feeder", "found-nothing")
    })?;
    Ok(Case {
        subject,
        kind: cell("kind").unwrap_or_default().to_owned(),
        first_day: cell("first_seen").and_then(review::day_of),
        last_day: cell("last_seen").and_then(review::day_of),
    })
}
