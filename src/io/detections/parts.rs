//! Owns filling the columns from many places at once: each part of a file writes into its own
//! stretch of the final columns, and the gaps that bad rows leave are closed at the end. Does
//! not read files.
//!
//! Main types: [`Part`], [`Filled`].

use super::check::Row;
use crate::{
    atlas::{DetectionKind, Detections, NO_REGION},
    io::Problems,
    provenance::Status,
};
use rustc_hash::FxHashMap;

/// Columns for `rows` rows, still without values.
pub(super) fn blank(rows: usize) -> Detections {
    Detections {
        // Zeroed memory costs nothing until it is written.
        lon: vec![0.0; rows],
        lat: vec![0.0; rows],
        kw: vec![0.0; rows],
        score: vec![0.0; rows],
        kind: vec![None; rows],
        first_seen_day: vec![0; rows],
        last_seen_day: vec![0; rows],
        region: vec![0; rows],
        region_codes: Vec::new(),
        status: vec![Status::Detected; rows],
        row: vec![0; rows],
    }
}

/// One stretch of the columns, filled from its start.
#[derive(Debug)]
pub(super) struct Part<'a> {
    lon: &'a mut [f64],
    lat: &'a mut [f64],
    kw: &'a mut [f32],
    score: &'a mut [f32],
    kind: &'a mut [Option<DetectionKind>],
    first_seen_day: &'a mut [i32],
    last_seen_day: &'a mut [i32],
    region: &'a mut [u32],
    status: &'a mut [Status],
    row: &'a mut [u32],
    codes: Codes,
    taken: usize,
}

impl<'a> Part<'a> {
    /// Cuts the columns into stretches of `lengths` rows, which are the table's rows in all.
    pub(super) fn split(table: &'a mut Detections, lengths: impl Iterator<Item = usize>) -> Vec<Self> {
        let mut rest = Self {
            lon: &mut table.lon,
            lat: &mut table.lat,
            kw: &mut table.kw,
            score: &mut table.score,
            kind: &mut table.kind,
            first_seen_day: &mut table.first_seen_day,
            last_seen_day: &mut table.last_seen_day,
            region: &mut table.region,
            status: &mut table.status,
            row: &mut table.row,
            codes: Codes::default(),
            taken: 0,
        };
        lengths.map(|length| rest.cut(length)).collect()
    }

    fn cut(&mut self, length: usize) -> Self {
        Self {
            lon: cut(&mut self.lon, length),
            lat: cut(&mut self.lat, length),
            kw: cut(&mut self.kw, length),
            score: cut(&mut self.score, length),
            kind: cut(&mut self.kind, length),
            first_seen_day: cut(&mut self.first_seen_day, length),
            last_seen_day: cut(&mut self.last_seen_day, length),
            region: cut(&mut self.region, length),
            status: cut(&mut self.status, length),
            row: cut(&mut self.row, length),
            codes: Codes::default(),
            taken: 0,
        }
    }

    /// Whether no further row fits.
    pub(super) const fn is_full(&self) -> bool {
        self.taken == self.lon.len()
    }

    /// Number of a region code within this part.
    #[inline]
    pub(super) fn code(&mut self, region: &str) -> u32 {
        self.codes.number(region)
    }

    /// Writes a row, which must fit; `number` is its place in this part of the file, from 0.
    #[inline]
    pub(super) fn push(&mut self, row: &Row, region: u32, number: u32) {
        let at = self.taken;
        self.lon[at] = row.lon;
        self.lat[at] = row.lat;
        self.kw[at] = row.kw as f32;
        self.score[at] = row.score as f32;
        self.kind[at] = row.kind;
        self.first_seen_day[at] = row.first_seen_day;
        self.last_seen_day[at] = row.last_seen_day;
        self.region[at] = region;
        self.status[at] = row.status;
        self.row[at] = number;
        self.taken += 1;
    }

    /// What is kept when the part is done: it saw `seen` rows, good and bad.
    pub(super) fn finish(self, seen: usize, problems: Problems) -> Filled {
        Filled { length: self.lon.len(), taken: self.taken, seen, codes: self.codes.names, problems }
    }
}

#[expect(clippy::mut_mut, reason = "the slice itself gets shorter")]
fn cut<'a, T>(rest: &mut &'a mut [T], length: usize) -> &'a mut [T] {
    rest.split_off_mut(..length).unwrap_or_default()
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
    close_gaps(&mut table.lon, &runs);
    close_gaps(&mut table.lat, &runs);
    close_gaps(&mut table.kw, &runs);
    close_gaps(&mut table.score, &runs);
    close_gaps(&mut table.kind, &runs);
    close_gaps(&mut table.first_seen_day, &runs);
    close_gaps(&mut table.last_seen_day, &runs);
    close_gaps(&mut table.region, &runs);
    close_gaps(&mut table.status, &runs);
    close_gaps(&mut table.row, &runs);
    problems
}

fn close_gaps<T: Copy>(column: &mut Vec<T>, runs: &[std::ops::Range<usize>]) {
    let mut end = 0;
    for run in runs {
        if run.start != end {
            column.copy_within(run.clone(), end);
        }
        end += run.len();
    }
    column.truncate(end);
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
