//! Owns filling the columns from many places at once: each part of a file writes into its own
//! stretch of the final columns, and the gaps that bad rows leave are closed at the end. Does
//! not read files.
//!
//! Main types: [`Part`], [`Filled`].

use super::check::Row;
use crate::{
    Problems,
    atlas::{DetectionRow, Detections, NO_REGION, Stretch},
};
use rustc_hash::FxHashMap;

/// One stretch of the columns, filled from its start.
#[derive(Debug)]
pub(super) struct Part<'a> {
    rows: Stretch<'a>,
    codes: Codes,
    taken: usize,
}

impl<'a> Part<'a> {
    /// Cuts the columns into stretches of `lengths` rows, which are the table's rows in all.
    pub(super) fn split(table: &'a mut Detections, lengths: impl Iterator<Item = usize>) -> Vec<Self> {
        let stretches = table.stretches(lengths).into_iter();
        stretches.map(|rows| Self { rows, codes: Codes::default(), taken: 0 }).collect()
    }

    /// Whether no further row fits.
    pub(super) const fn is_full(&self) -> bool {
        self.taken == self.rows.len()
    }

    /// Number of a region code within this part.
    #[inline]
    pub(super) fn code(&mut self, region: &str) -> u32 {
        self.codes.number(region)
    }

    /// Writes a row, which must fit; `number` is its place in this part of the file, from 0.
    #[inline]
    pub(super) fn push(&mut self, row: &Row, region: u32, number: u32) {
        let row = DetectionRow {
            lon: row.lon,
            lat: row.lat,
            kw: row.kw as f32,
            score: row.score as f32,
            kind: row.kind,
            first_seen_day: row.first_seen_day,
            last_seen_day: row.last_seen_day,
            first_seen_minute: row.first_seen_minute,
            last_seen_minute: row.last_seen_minute,
            region,
            legal: row.legal,
            status: row.status,
            row: number,
        };
        self.rows.set(self.taken, &row);
        self.taken += 1;
    }

    /// What is kept when the part is done: it saw `seen` rows, good and bad.
    pub(super) fn finish(self, seen: usize, problems: Problems) -> Filled {
        Filled { length: self.rows.len(), taken: self.taken, seen, codes: self.codes.names, problems }
    }
}

/// What a filled part leaves behind.
#[derive(Debug)]
pub(super) struct Filled {
    length: usize,
    taken: usize,
    seen: usize,
    codes: Vec<String>,
    problems: Problems,
}

/// Makes one table of its filled parts: region numbers and row numbers hold for the whole file,
/// gaps are closed, problems stand in the order of the file.
pub(super) fn join_parts(table: &mut Detections, filled: Vec<Filled>) -> Problems {
    let mut codes = Codes::default();
    let mut problems = Problems::default();
    let mut runs = Vec::with_capacity(filled.len());
    let (mut start, mut rows_before) = (0, 0_u32);
    for part in filled {
        let run = start..start + part.taken;
        let numbers: Vec<u32> = part.codes.iter().map(|code| codes.number(code)).collect();
        let is_same = numbers.iter().enumerate().all(|(local, &number)| local == number as usize);
        if !is_same {
            for region in table.region[run.clone()].iter_mut().filter(|region| **region != NO_REGION) {
                *region = numbers[*region as usize];
            }
        }
        for row in &mut table.row[run.clone()] {
            *row += rows_before + 1;
        }
        problems.extend(part.problems);
        start += part.length;
        rows_before += part.seen as u32;
        runs.push(run);
    }
    table.region_codes = codes.names;
    table.keep(&runs);
    problems
}

/// Region codes and their numbers, in order of first use.
#[derive(Debug, Default)]
struct Codes {
    numbers: FxHashMap<String, u32>,
    names: Vec<String>,
}

impl Codes {
    #[inline]
    fn number(&mut self, code: &str) -> u32 {
        if let Some(&number) = self.numbers.get(code) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(code.to_owned());
        self.numbers.insert(code.to_owned(), number);
        number
    }
}
