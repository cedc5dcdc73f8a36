//! Owns subjects whose rows are scattered: over an unsorted table, over several files, as revisions
//! behind the others. As many subjects at a time as fit the memory set aside; for each batch the
//! rows are read again. Of rows with the same time, the one that comes later wins: later in its file,
//! or in a file whose name comes later.

use super::{
    Readings, Series,
    block::{NO_NAME, NO_TIME, Names, Want},
    index::{Patch, Runs},
    regular::{Scratch, regular},
    report::{Subject, report},
    take::take_values,
    watch::Counted,
    whole::GATHERED_ROWS,
};
use crate::{IoError, Problems};
use rayon::prelude::*;
use std::ops::Range;

/// Bytes of a gathered reading: time and value.
const READING_BYTES: u64 = 12;
/// Memory for the readings of one batch.
const BATCH_BYTES: u64 = 192 << 20;
/// Subjects whose problems are put together at a time: enough that all processors are busy.
const SUBJECTS_AT_ONCE: usize = 4096;
const NOT_WANTED: u32 = u32::MAX;

/// Subjects by batches whose rows fit the memory.
pub(super) fn batches(readings: &Readings, subjects: Vec<u32>) -> Vec<Vec<u32>> {
    let mut batches: Vec<Vec<u32>> = Vec::new();
    let mut rows = 0;
    for subject in subjects {
        rows += readings.index.rows[subject as usize];
        match batches.last_mut() {
            Some(batch) if rows * READING_BYTES <= BATCH_BYTES => batch.push(subject),
            _ => {
                rows = readings.index.rows[subject as usize];
                batches.push(vec![subject]);
            }
        }
    }
    batches
}

/// Rows to decode for a batch of `subjects`, in each patch.
fn stretches_of<'a>(
    patches: &'a [Patch],
    slots: &'a [u32],
) -> impl Iterator<Item = (u32, Range<u64>)> + use<'a> {
    patches.iter().filter_map(move |patch| match &patch.runs {
        Runs::Many => Some((patch.file, patch.rows.clone())),
        Runs::Known(runs) => {
            let mut wanted = runs.iter().filter(|run| slots[run.subject as usize] != NOT_WANTED);
            let first = wanted.next()?;
            let last = wanted.next_back().unwrap_or(first);
            Some((patch.file, first.start..last.end()))
        }
    })
}

/// Rows that all `batches` together decode.
pub(super) fn work(readings: &Readings, batches: &[Vec<u32>]) -> u64 {
    let rows = |batch: &Vec<u32>| -> u64 {
        let slots = slots_of(readings, batch);
        stretches_of(&readings.index.patches, &slots).map(|(_, rows)| rows.end - rows.start).sum()
    };
    batches.iter().map(rows).sum()
}

fn slots_of(readings: &Readings, batch: &[u32]) -> Vec<u32> {
    let mut slots = vec![NOT_WANTED; readings.index.names.list.len()];
    for (slot, &subject) in batch.iter().enumerate() {
        slots[subject as usize] = slot as u32;
    }
    slots
}

/// Readings of several subjects, each in the order of rows.
struct Gathered {
    /// Where the next reading of each subject goes.
    next: Vec<usize>,
    times_s: Vec<i64>,
    values: Vec<f32>,
}

/// What one part of a file brings: whose, when, how much.
type Brought = Vec<(u32, i64, f32)>;

/// Gathers a batch and hands each of its subjects to `each`.
pub(super) fn gather<S, T: Send>(
    readings: &Readings,
    batch: &[u32],
    meter: &Counted<'_>,
    new: &(impl Fn() -> S + Sync),
    each: &(impl Fn(&mut S, Series<'_>) -> T + Sync),
) -> Result<(Vec<(u32, T)>, Problems), IoError> {
    let slots = slots_of(readings, batch);
    let rows = |subject: &u32| readings.index.rows[*subject as usize] as usize;
    let mut next = Vec::with_capacity(batch.len());
    let mut all = 0;
    for subject in batch {
        next.push(all);
        all += rows(subject);
    }
    let mut gathered = Gathered { next, times_s: vec![NO_TIME; all], values: vec![f32::NAN; all] };
    let mut problems = Problems::default();
    let parts: Vec<(u32, Range<u64>)> = stretches_of(&readings.index.patches, &slots).collect();
    // Some parts at a time, put together in the order of the file.
    for parts in parts.chunks(rayon::current_num_threads()) {
        let brought: Vec<(Brought, Problems)> = parts
            .par_iter()
            .map(|(file, rows)| read_part(readings, *file, rows, &slots, meter))
            .collect::<Result<_, _>>()?;
        for (brought, of_part) in brought {
            problems.extend(of_part);
            gathered.add(&brought);
        }
    }
    let mut pieces = Vec::with_capacity(batch.len());
    let (mut times_s, mut values) = (&mut gathered.times_s[..], &mut gathered.values[..]);
    for &subject in batch {
        let (own_times, other_times) = times_s.split_at_mut(rows(&subject));
        let (own_values, other_values) = values.split_at_mut(rows(&subject));
        (times_s, values) = (other_times, other_values);
        pieces.push((subject, own_times, own_values));
    }
    let mut results = Vec::with_capacity(pieces.len());
    // Some subjects at a time: the problems of all together, of which few are kept, fill the memory.
    while !pieces.is_empty() {
        let made: Vec<((u32, T), Problems)> = pieces
            .par_drain(..pieces.len().min(SUBJECTS_AT_ONCE))
            .map_init(
                || (Scratch::default(), new()),
                |(scratch, state), (subject, times_s, values)| {
                    let mut problems = Problems::default();
                    let series = make(readings, subject, times_s, values, scratch, &mut problems);
                    ((subject, each(state, series)), problems)
                },
            )
            .collect();
        for (result, of_subject) in made {
            results.push(result);
            problems.extend(of_subject);
        }
    }
    Ok((results, problems))
}

fn make<'a>(
    readings: &Readings,
    subject: u32,
    times_s: &[i64],
    values: &'a mut [f32],
    scratch: &'a mut Scratch,
    problems: &mut Problems,
) -> Series<'a> {
    let (series, faults) = regular(times_s, 1, values, readings.quantity.nature(), scratch);
    let said_of = Subject {
        path: &readings.path,
        quantity: readings.quantity,
        name: readings.name(subject),
        rows: times_s.len(),
        has_value: series.is_some_and(|(_, values)| values.iter().any(|value| !value.is_nan())),
        row_kind: GATHERED_ROWS,
    };
    report(&said_of, &faults, |_| None, problems);
    Series::new(subject, series)
}

impl Gathered {
    fn add(&mut self, brought: &Brought) {
        for &(slot, time_s, value) in brought {
            let next = &mut self.next[slot as usize];
            // A file that grew since it was first read brings more than there is room for.
            if let (Some(time), Some(to)) = (self.times_s.get_mut(*next), self.values.get_mut(*next)) {
                (*time, *to) = (time_s, value);
                *next += 1;
            }
        }
    }
}

fn read_part(
    readings: &Readings,
    file: u32,
    rows: &Range<u64>,
    slots: &[u32],
    meter: &Counted<'_>,
) -> Result<(Brought, Problems), IoError> {
    let table = &readings.tables[file as usize];
    let (mut brought, mut problems) = (Brought::new(), Problems::default());
    // Slots by the numbers that names have in this part.
    let (mut slot_of_name, mut values): (Vec<u32>, Vec<f32>) = (Vec::new(), Vec::new());
    table.read(rows, Want::Both, &mut Names::default(), &mut |block| {
        for name in &block.names[slot_of_name.len()..] {
            let subject = readings.index.names.find(name);
            slot_of_name.push(subject.map_or(NOT_WANTED, |subject| slots[subject as usize]));
        }
        for run in block.runs.iter().filter(|run| run.name != NO_NAME) {
            let slot = slot_of_name[run.name as usize];
            if slot == NOT_WANTED {
                continue;
            }
            let rows = run.start as usize..(run.start + run.len) as usize;
            values.clear();
            take_values(block, rows.clone(), &table.path, readings.quantity, &mut values, &mut problems);
            let time_s =
                |&tick: &i64| if tick == NO_TIME { tick } else { tick.div_euclid(block.ticks_per_s) };
            let times_s = block.ticks[rows].iter().map(time_s);
            brought.extend(times_s.zip(&values).map(|(time_s, &value)| (slot, time_s, value)));
        }
        meter.add(block.len as u64)
    })?;
    Ok((brought, problems))
}
