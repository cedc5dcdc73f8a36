//! Owns one row of a file of detections as cells by name: its numbers, whom it is about, and which case it is.
//! Does not tell anything.

use crate::io::{self, IoError};
use review::Case;
use std::path::Path;

/// A row of detections.
#[derive(Debug)]
pub(in crate::session) struct Row {
    cells: Vec<(String, String)>,
    number: u32,
    decimal_sign: char,
}

impl Row {
    /// Reads a row again; the first is 1.
    pub(in crate::session) fn read(path: &Path, number: u32) -> Result<Self, IoError> {
        let decimal_sign = char::from(io::decimal_sign(path)?);
        Ok(Self { cells: io::read_row(path, number)?, number, decimal_sign })
    }

    /// The text of a cell; nothing where it is empty or there is no such column.
    pub(super) fn cell(&self, name: &str) -> Option<&str> {
        let found = self.cells.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, text)| text.as_str()).filter(|text| !text.is_empty())
    }

    pub(super) fn number(&self, name: &str) -> Option<f64> {
        let number = self.cell(name)?.replace(self.decimal_sign, ".").parse::<f64>().ok();
        number.filter(|number| number.is_finite())
    }

    /// Whom it is about: `meter`, `feeder` or `detection`, and its id.
    pub(super) fn subject(&self) -> (&'static str, String) {
        let named = ["meter", "feeder", "detection"].into_iter();
        let mut known =
            named.filter_map(|level| Some((level, self.cell(&format!("{level}_id"))?.to_owned())));
        known.next().unwrap_or_else(|| ("detection", self.number.to_string()))
    }

    /// The case that reviews know it by.
    pub(in crate::session) fn case(&self) -> Case {
        let (level, id) = self.subject();
        let day = |name: &str| self.cell(name).and_then(review::day_of);
        Case {
            subject: format!("{level}:{id}"),
            kind: self.cell("kind").unwrap_or_default().to_owned(),
            first_day: day("first_seen"),
            last_day: self.cell("last_seen").and_then(review::last_day_of),
        }
    }
}
