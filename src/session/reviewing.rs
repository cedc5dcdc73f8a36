//! Owns what people say of the detections that are open: where it is kept, saying it, and taking it back. Does
//! not know the clock or who sits at the desk.

use super::{
    Session,
    dossier::{Row, told_review},
};
use crate::{io::IoError, lang::Words};
use review::{Act, Review, Store, StoreError, Verdict};
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
        let case = Row::read(path, row)?.case();
        let review = Review { case, verdict, author: author.to_owned(), at_s, note: note.to_owned() };
        let store = self.reviews().ok_or(IoError::Stopped)?;
        store.add(&[Act::Review(review)])?;
        Ok(())
    }

    /// What was said last of a detection that is open; nothing where nobody said anything, or where
    /// detections are simulated. Reads its row again: meant for the background.
    ///
    /// # Errors
    /// See [`ReviewError`].
    pub fn standing_review(&self, at: u32) -> Result<Option<Review>, ReviewError> {
        let Some(store) = self.reviews().filter(|store| store.path().exists()) else { return Ok(None) };
        let (row, path) = self.row_and_path(at)?;
        let case = Row::read(path, row)?.case();
        let reviews = store.reviews()?;
        Ok(reviews.of(&case).first().map(|review| Review::clone(review)))
    }

    /// What somebody said, and when.
    #[must_use]
    pub fn review_told(&self, review: &Review, words: &Words) -> String {
        told_review(review, words)
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
