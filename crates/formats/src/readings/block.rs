//! Owns rows of a table of series as they are decoded: whose, when, how much. Does not judge
//! values.
//!
//! Main type: [`Block`].

use crate::{foreign::quality_word, lang::Message};
use arrow_buffer::NullBuffer;
use headend::Quality;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Number of a row that names nobody.
pub(super) const NO_NAME: u32 = u32::MAX;
/// Time of a row that has none.
pub(super) const NO_TIME: i64 = i64::MIN;

/// Texts and their numbers, in the order of their first appearance.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: FxHashMap<Box<str>, u32>,
    pub(super) list: Vec<Box<str>>,
}

impl Names {
    /// The number of a text, which gets one if it has none.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.list.len() as u32;
        self.list.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// Numbers them by their bytes: the new number of each, by its old one.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.list.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| self.list[a as usize].cmp(&self.list[b as usize]));
        let mut numbers = vec![0; order.len()];
        for (rank, &old) in (0..).zip(&order) {
            numbers[old as usize] = rank;
        }
        self.list.sort_unstable();
        self.numbers.values_mut().for_each(|number| *number = numbers[*number as usize]);
        numbers
    }

    /// The number of a text that was seen before.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }
}

/// Rows one after the other with the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) name: u32,
    pub(super) start: u32,
    pub(super) len: u32,
}

/// Appends rows `start..start + len` of a name, to the run before if it is of the same name.
pub(super) fn push_run(runs: &mut Vec<Run>, name: u32, start: u32, len: u32) {
    match runs.last_mut() {
        Some(last) if last.name == name && last.start + last.len == start => last.len += len,
        _ => runs.push(Run { name, start, len }),
    }
}

/// Values as their file holds them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Values<'a> {
    Whole(&'a [i64]),
    /// NaN is missing.
    Real(&'a [f64]),
}

/// A cell that cannot be used.
#[derive(Clone, Debug)]
pub(super) struct Bad {
    /// Within the block.
    pub(super) row: u32,
    pub(super) what: BadCell,
    pub(super) found: Message,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadCell {
    /// The row as a whole, for its number of fields.
    Row,
    Name,
    Time,
    Value,
    /// The value was not measured.
    Quality,
}

/// How a value came about that its file does not call measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Within the block.
    pub(super) row: u32,
    pub(super) quality: Quality,
}

/// What a mark of quality says. An empty one says nothing against the value, and one that cannot be
/// read leaves it in doubt.
pub(super) fn quality_of(mark: &[u8]) -> Quality {
    let mark = mark.trim_ascii();
    let is = |quality: &Quality| mark.eq_ignore_ascii_case(quality_word(*quality).as_bytes());
    let known = [Quality::Measured, Quality::Estimated, Quality::Substituted];
    let unknown = if mark.is_empty() { Quality::Measured } else { Quality::Doubtful };
    known.into_iter().find(is).unwrap_or(unknown)
}

/// Whether a value stands in the place of a measured one. Doubt takes nothing away.
pub(super) const fn is_made_up(quality: Quality) -> bool {
    matches!(quality, Quality::Estimated | Quality::Substituted)
}

/// Rows that stand one after the other in a file.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// Number of the first row in its file, from 0.
    pub(super) first_row: u64,
    pub(super) len: usize,
    /// Whose they are, if that was asked for.
    pub(super) runs: &'a [Run],
    /// All names so far, by their numbers.
    pub(super) names: &'a [Box<str>],
    /// When they begin, [`NO_TIME`] where that is not known; empty unless asked for.
    pub(super) ticks: &'a [i64],
    pub(super) ticks_per_s: i64,
    pub(super) values: Values<'a>,
    /// Which values are there and count; all if none. One that was made up does not, and stands in
    /// `values` all the same.
    pub(super) present: Option<&'a NullBuffer>,
    /// Values that are there and not called measured, in the order of rows.
    pub(super) marks: &'a [Mark],
    /// Lines of a text file.
    pub(super) lines: Option<&'a [u64]>,
    /// In the order of rows.
    pub(super) bad: &'a [Bad],
}

impl Block<'_> {
    /// How the value of a row came about.
    pub(super) fn quality_of(&self, row: usize) -> Quality {
        self.marks_of(&(row..row + 1)).first().map_or(Quality::Measured, |mark| mark.quality)
    }

    /// The marks of some rows.
    pub(super) fn marks_of(&self, rows: &Range<usize>) -> &[Mark] {
        let place = |row: usize| self.marks.partition_point(|mark| (mark.row as usize) < row);
        if self.marks.is_empty() { &[] } else { &self.marks[place(rows.start)..place(rows.end)] }
    }

    /// What a message calls a row: its line, or its number from 1.
    pub(super) fn place_of(&self, row: usize) -> u64 {
        self.lines.and_then(|lines| lines.get(row).copied()).unwrap_or(self.first_row + row as u64 + 1)
    }
}

/// Which columns are decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Names,
    Values,
    Both,
}

impl Want {
    pub(super) const fn names(self) -> bool {
        matches!(self, Self::Names | Self::Both)
    }

    pub(super) const fn values(self) -> bool {
        matches!(self, Self::Values | Self::Both)
    }
}
