//! Owns saying that times of a table are without an offset from UTC, and are taken as UTC. Does not
//! read them.

use crate::{
    Format, Problem, Problems, Severity,
    detections::{columns::plain, text::time_s},
    excerpt, read_row,
};
use std::path::{Path, PathBuf};

/// Remarks on the first of the text files whose first time says no offset.
pub(super) fn name_zoneless(files: &[PathBuf], problems: &mut Problems) {
    let found = files.iter().find_map(|file| Some((file, first_zoneless(file)?)));
    if let Some((file, time)) = found {
        let (expected, found) = ("expected-offset", excerpt(&time));
        let found = crate::lang::Message::new("found-no-offset").with("time", found);
        problems.add(Problem::of_file(file, Some("ts"), expected, found, Severity::Warning));
    }
}

/// The time of the first row, if it is one and has no offset. What else is wrong is said elsewhere.
fn first_zoneless(file: &Path) -> Option<String> {
    if Format::of(file).ok()? != Format::Csv {
        return None;
    }
    let cells = read_row(file, 1).ok()?;
    let (_, time) = cells.into_iter().find(|(name, _)| plain(name) == "ts")?;
    time_s(time.as_bytes())?;
    // Behind the date, where it has hyphens of its own.
    let clock = time.get(10..)?;
    (!clock.contains(['Z', 'z', '+', '-'])).then_some(time)
}
