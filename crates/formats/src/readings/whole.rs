//! Owns streaming subjects whose rows stand together: each block is cut at their ends, and a subject
//! is made as soon as its last row was decoded. Does not know scattered ones.

use super::{
    Readings, Series,
    block::{Block, Names, Want},
    index::Stretch,
    regular::{Scratch, regular},
    report::{Subject, report},
    take::{row_kind, take_values},
    watch::Counted,
};
use crate::{IoError, Problems, RowKind};
use rayon::prelude::*;

/// Rows of one task, about: enough that starting a reader costs nothing beside them.
const TASK_ROWS: u64 = 1 << 19;
/// Rows between two subjects that are rather skipped than decoded.
const SKIPPED_ROWS: u64 = 1 << 16;

/// Subjects one behind the other in one file.
pub(super) fn tasks(stretches: &[Stretch]) -> Vec<&[Stretch]> {
    let mut tasks = Vec::new();
    let mut from = 0;
    for to in 1..=stretches.len() {
        let first = &stretches[from];
        let goes_on = stretches.get(to).is_some_and(|next| {
            next.file == first.file
                && next.end() - first.start <= TASK_ROWS
                && next.start - stretches[to - 1].end() <= SKIPPED_ROWS
        });
        if !goes_on {
            tasks.push(&stretches[from..to]);
            from = to;
        }
    }
    tasks
}

/// Makes each of the stretches a series and hands it to `each`.
pub(super) fn stream<S, T: Send>(
    readings: &Readings,
    stretches: &[Stretch],
    meter: &Counted<'_>,
    new: &(impl Fn() -> S + Sync),
    each: &(impl Fn(&mut S, Series<'_>) -> T + Sync),
) -> Result<(Vec<(u32, T)>, Problems), IoError> {
    let done: Vec<(Vec<(u32, T)>, Problems)> = tasks(stretches)
        .into_par_iter()
        .map_init(
            || (Walk::default(), new()),
            |(walk, state), stretches| {
                walk.clear();
                let mut made = Vec::with_capacity(stretches.len());
                walk.run(readings, stretches, meter, &mut |series| {
                    made.push((series.subject, each(state, series)));
                })?;
                Ok((made, std::mem::take(&mut walk.problems)))
            },
        )
        .collect::<Result<_, IoError>>()?;
    let (mut made, mut problems) = (Vec::with_capacity(stretches.len()), Problems::default());
    for (some, of_some) in done {
        made.extend(some);
        problems.extend(of_some);
    }
    Ok((made, problems))
}

/// What a task keeps from block to block.
#[derive(Default)]
struct Walk {
    /// Times of the subject at hand, where they came in several blocks.
    ticks: Vec<i64>,
    values: Vec<f32>,
    /// Where its readings stand: from the reading of this number on, row by row.
    places: Vec<(usize, u64)>,
    /// Which of the stretches is at hand.
    nth: usize,
    scratch: Scratch,
    problems: Problems,
}

impl Walk {
    fn clear(&mut self) {
        self.nth = 0;
        self.forget();
    }

    fn forget(&mut self) {
        self.ticks.clear();
        self.values.clear();
        self.places.clear();
    }

    fn run(
        &mut self,
        readings: &Readings,
        stretches: &[Stretch],
        meter: &Counted<'_>,
        each: &mut dyn FnMut(Series<'_>),
    ) -> Result<(), IoError> {
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return Ok(()) };
        let table = &readings.tables[first.file as usize];
        table.read(&(first.start..last.end()), Want::Values, &mut Names::default(), &mut |block| {
            let block_end = block.first_row + block.len as u64;
            while let Some(stretch) = stretches.get(self.nth).filter(|stretch| stretch.start < block_end) {
                let from = stretch.start.max(block.first_row);
                let to = stretch.end().min(block_end);
                self.take(readings, stretch, block, from..to);
                if stretch.end() > block_end {
                    break;
                }
                self.finish(readings, stretch, block, to, each);
                self.nth += 1;
            }
            meter.add(block.len as u64)
        })
    }

    fn take(
        &mut self,
        readings: &Readings,
        stretch: &Stretch,
        block: &Block<'_>,
        rows: std::ops::Range<u64>,
    ) {
        let within = |row: u64| (row - block.first_row) as usize;
        let rows = within(rows.start)..within(rows.end);
        let is_whole = rows.len() as u64 == stretch.len;
        let from = self.values.len();
        let table = &readings.tables[stretch.file as usize];
        take_values(
            block,
            rows.clone(),
            &table.path,
            readings.quantity,
            &mut self.values,
            &mut self.problems,
        );
        if !is_whole {
            self.ticks.extend_from_slice(&block.ticks[rows.clone()]);
        }
        if block.lines.is_some() {
            for row in rows.clone() {
                let (at, place) = (from + row - rows.start, block.place_of(row));
                let follows = |&(first, line): &(usize, u64)| line + (at - first) as u64 == place;
                if !self.places.last().is_some_and(follows) {
                    self.places.push((at, place));
                }
            }
        } else if from == 0 {
            self.places.push((0, block.place_of(rows.start)));
        }
    }

    fn finish(
        &mut self,
        readings: &Readings,
        stretch: &Stretch,
        block: &Block<'_>,
        end: u64,
        each: &mut dyn FnMut(Series<'_>),
    ) {
        let to = (end - block.first_row) as usize;
        let ticks =
            if self.ticks.is_empty() { &block.ticks[to - stretch.len as usize..to] } else { &self.ticks };
        let nature = readings.quantity.nature();
        let (series, faults) = regular(ticks, block.ticks_per_s, &mut self.values, nature, &mut self.scratch);
        let has_value = series.is_some_and(|(_, values)| values.iter().any(|value| !value.is_nan()));
        let subject = Subject {
            path: &readings.tables[stretch.file as usize].path,
            quantity: readings.quantity,
            name: readings.name(stretch.subject),
            rows: stretch.len as usize,
            has_value,
            row_kind: row_kind(block),
        };
        let places = &self.places;
        let place_of = |at: usize| {
            let (first, place) = places.iter().rev().find(|(first, _)| *first <= at)?;
            Some(place + (at - first) as u64)
        };
        report(&subject, &faults, place_of, &mut self.problems);
        each(Series::new(stretch.subject, series));
        self.forget();
    }
}

/// How rows of gathered subjects are counted: they come from several places.
pub(super) const GATHERED_ROWS: RowKind = RowKind::Row;
