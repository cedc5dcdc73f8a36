//! Owns taking the values of one subject out of a block: as `f32`, with what cannot be true made
//! missing and reported by its row. Does not order them by time.

use super::{
    block::{Bad, BadCell, Block, Values, is_made_up},
    made_up::missing,
    quantity::Quantity,
};
use crate::{Problem, Problems, RowKind, Severity};
use std::{ops::Range, path::Path};

/// Appends the values of `rows` of a block to `to`.
pub(super) fn take_values(
    block: &Block<'_>,
    rows: Range<usize>,
    path: &Path,
    quantity: Quantity,
    to: &mut Vec<f32>,
    problems: &mut Problems,
) {
    let from = to.len();
    match block.values {
        Values::Whole(values) => to.extend(values[rows.clone()].iter().map(|&value| value as f32)),
        Values::Real(values) => to.extend(values[rows.clone()].iter().map(|&value| value as f32)),
    }
    let taken = &mut to[from..];
    if let Some(present) = block.present {
        for (value, row) in taken.iter_mut().zip(rows.clone()) {
            if present.is_null(row) {
                *value = f32::NAN;
            }
        }
    }
    for mark in block.marks_of(&rows).iter().filter(|mark| is_made_up(mark.quality)) {
        taken[mark.row as usize - rows.start] = missing(mark.quality);
    }
    let (least, most) = quantity.range();
    // Counting without leaving the loop is what processors do fastest.
    let wrong = taken.iter().map(|&value| u32::from(value < least || value > most)).sum::<u32>();
    if wrong > 0 {
        refuse_wrong(block, rows.clone(), path, quantity, taken, problems);
    }
    if !block.bad.is_empty() {
        report_bad(block, rows, path, quantity, &[BadCell::Time, BadCell::Value, BadCell::Quality], problems);
    }
}

#[cold]
fn refuse_wrong(
    block: &Block<'_>,
    rows: Range<usize>,
    path: &Path,
    quantity: Quantity,
    taken: &mut [f32],
    problems: &mut Problems,
) {
    let (least, most) = quantity.range();
    for (value, row) in taken.iter_mut().zip(rows) {
        if *value < least || *value > most {
            problems.add_with(Severity::Error, || Problem {
                path: path.to_owned(),
                row: Some(block.place_of(row)),
                row_kind: row_kind(block),
                column: Some(quantity.value_column().to_owned()),
                expected: quantity.expected().into(),
                found: value.to_string().into(),
                severity: Severity::Error,
            });
            *value = f32::NAN;
        }
    }
}

/// Reports cells of `rows` that could not be read.
#[cold]
pub(super) fn report_bad(
    block: &Block<'_>,
    rows: Range<usize>,
    path: &Path,
    quantity: Quantity,
    what: &[BadCell],
    problems: &mut Problems,
) {
    let is_asked = |bad: &&Bad| rows.contains(&(bad.row as usize)) && what.contains(&bad.what);
    let mut causes: Vec<(&Bad, u64)> = Vec::new();
    for bad in block.bad.iter().filter(is_asked) {
        match causes.iter_mut().find(|(first, _)| first.what == bad.what) {
            Some((_, count)) => *count += 1,
            None => causes.push((bad, 1)),
        }
    }
    for (bad, count) in causes {
        let (column, expected) = match bad.what {
            BadCell::Row => (None, "expected-header-width"),
            BadCell::Name => (Some(quantity.name_column()), "expected-name"),
            BadCell::Time => (Some("ts"), "expected-time"),
            BadCell::Value => (Some(quantity.value_column()), quantity.expected()),
            BadCell::Quality => (Some("quality"), "expected-measured"),
        };
        let severity = if bad.what == BadCell::Quality { Severity::Warning } else { Severity::Error };
        let found = bad.found.clone();
        let problem = Problem {
            row: Some(block.place_of(bad.row as usize)),
            row_kind: row_kind(block),
            ..Problem::of_file(path, column, expected, found, severity)
        };
        problems.add_alike(problem, count);
    }
}

pub(super) const fn row_kind(block: &Block<'_>) -> RowKind {
    if block.lines.is_some() { RowKind::Line } else { RowKind::Row }
}
