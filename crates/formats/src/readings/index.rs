//! Owns the first reading of a table of series: only the names, to know whose rows lie where.
//! Does not read times or values.
//!
//! Main type: [`Index`].

use super::{
    block::{BadCell, NO_NAME, Names, Run, push_run},
    table::{Part, Table},
    take::report_bad,
    watch::Watch,
};
use crate::{IoError, Problems};
use rayon::prelude::*;
use std::ops::Range;

/// Rows of one subject, all of them or a part, one after the other in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) subject: u32,
    pub(super) file: u32,
    pub(super) start: u64,
    pub(super) len: u64,
}

impl Stretch {
    pub(super) const fn end(&self) -> u64 {
        self.start + self.len
    }
}

/// Whose rows lie where.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) names: Names,
    /// Rows of each subject.
    pub(super) rows: Vec<u64>,
    /// Subjects all of whose rows stand together, in the order of files.
    pub(super) whole: Vec<Stretch>,
    /// The others.
    pub(super) scattered: Vec<u32>,
    /// Where rows of scattered subjects lie, part by part in the order of files.
    pub(super) patches: Vec<Patch>,
}

/// A part of a file with rows of scattered subjects.
#[derive(Debug)]
pub(super) struct Patch {
    pub(super) file: u32,
    pub(super) rows: Range<u64>,
    pub(super) runs: Runs,
}

/// Whose rows a part of a file has.
#[derive(Debug)]
pub(super) enum Runs {
    /// Run by run, rows counted from the first of the file.
    Known(Vec<Stretch>),
    /// In so many runs that they are not worth remembering.
    Many,
}

/// What the reading of one part found, with names of its own.
struct Found {
    names: Names,
    runs: Option<Vec<Run>>,
    /// Rows of each of its names.
    counts: Vec<u64>,
    rows: u64,
    problems: Problems,
}

/// Parts that are read before what they found is put together, by thread.
const PARTS_A_THREAD: usize = 4;
/// Shorter runs than this are not worth remembering one by one.
const WORTHWHILE_RUN: u64 = 8;

impl Index {
    /// Reads the names of all files. The tables learn how many rows their parts have.
    pub(super) fn read(tables: &mut [Table], watch: Watch<'_>) -> Result<(Self, Problems), IoError> {
        let tasks: Vec<(usize, Part)> = tables
            .iter()
            .enumerate()
            .flat_map(|(file, table)| table.unread_parts().into_iter().map(move |part| (file, part)))
            .collect();
        let (mut joining, mut problems) = (Joining::default(), Problems::default());
        let mut counts: Vec<Vec<u64>> = vec![Vec::new(); tables.len()];
        // Some at a time: each part of an unsorted table brings names of all subjects.
        for tasks in tasks.chunks(rayon::current_num_threads() * PARTS_A_THREAD) {
            if watch(0.0).is_break() {
                return Err(IoError::Stopped);
            }
            let found: Vec<Found> = tasks
                .par_iter()
                .map(|(file, part)| read_part(&tables[*file], part))
                .collect::<Result<_, _>>()?;
            for ((file, _), found) in tasks.iter().zip(found) {
                counts[*file].push(found.rows);
                problems.extend(joining.add(*file as u32, found));
            }
        }
        for (table, counts) in tables.iter_mut().zip(counts) {
            table.set_rows(counts.into_iter());
        }
        Ok((joining.finish(), problems))
    }

    /// The same with subjects numbered by name: whatever depends on their order must not depend on that of
    /// files and rows.
    pub(super) fn by_name(mut self) -> Self {
        let numbers = self.names.sort();
        let number = |subject: u32| numbers[subject as usize];
        let mut rows = vec![0; self.rows.len()];
        for (&to, count) in numbers.iter().zip(self.rows) {
            rows[to as usize] = count;
        }
        self.rows = rows;
        let known = self.patches.iter_mut().filter_map(|patch| match &mut patch.runs {
            Runs::Known(runs) => Some(runs),
            Runs::Many => None,
        });
        for stretch in known.flatten().chain(&mut self.whole) {
            stretch.subject = number(stretch.subject);
        }
        self.scattered.iter_mut().for_each(|subject| *subject = number(*subject));
        self.scattered.sort_unstable();
        self
    }
}

fn read_part(table: &Table, part: &Part) -> Result<Found, IoError> {
    let mut found = Found {
        names: Names::default(),
        runs: Some(Vec::new()),
        counts: Vec::new(),
        rows: 0,
        problems: Problems::default(),
    };
    let mut names = Names::default();
    table.read_part(part, &mut names, &mut |block| {
        for run in block.runs {
            if run.name == NO_NAME {
                let rows = run.start as usize..(run.start + run.len) as usize;
                let what = [BadCell::Row, BadCell::Name];
                report_bad(block, rows, &table.path, table.quantity, &what, &mut found.problems);
                continue;
            }
            if found.counts.len() <= run.name as usize {
                found.counts.resize(run.name as usize + 1, 0);
            }
            found.counts[run.name as usize] += u64::from(run.len);
            // Parts are read from their first row, so rows count from it.
            let start = found.rows as u32 + run.start;
            if let Some(runs) = found.runs.as_mut() {
                push_run(runs, run.name, start, run.len);
            }
        }
        found.rows += block.len as u64;
        let worthwhile = 1024 + found.rows / WORTHWHILE_RUN;
        if found.runs.as_ref().is_some_and(|runs| runs.len() as u64 > worthwhile) {
            found.runs = None;
        }
        Ok(())
    })?;
    found.names = names;
    Ok(found)
}

/// Parts put together in the order of files.
#[derive(Default)]
struct Joining {
    index: Index,
    /// For each subject its only stretch so far, by its number in `index.whole`.
    places: Vec<Place>,
    file: u32,
    rows_of_file: u64,
}

#[derive(Clone, Copy, Default)]
enum Place {
    #[default]
    Nowhere,
    Whole(u32),
    Scattered,
}

impl Joining {
    fn add(&mut self, file: u32, found: Found) -> Problems {
        if file != self.file {
            (self.file, self.rows_of_file) = (file, 0);
        }
        let first_row = self.rows_of_file;
        self.rows_of_file += found.rows;
        let index = &mut self.index;
        let numbers: Vec<u32> = found.names.list.iter().map(|name| index.names.number(name)).collect();
        index.rows.resize(index.names.list.len(), 0);
        self.places.resize(index.names.list.len(), Place::Nowhere);
        for (&subject, count) in numbers.iter().zip(&found.counts) {
            index.rows[subject as usize] += count;
        }
        let runs = if let Some(runs) = found.runs {
            let stretches = runs.iter().map(|run| Stretch {
                subject: numbers[run.name as usize],
                file,
                start: first_row + u64::from(run.start),
                len: u64::from(run.len),
            });
            let stretches: Vec<Stretch> = stretches.collect();
            for &stretch in &stretches {
                self.place(stretch);
            }
            Runs::Known(stretches)
        } else {
            for subject in numbers {
                self.places[subject as usize] = Place::Scattered;
            }
            Runs::Many
        };
        self.index.patches.push(Patch { file, rows: first_row..self.rows_of_file, runs });
        found.problems
    }

    fn place(&mut self, stretch: Stretch) {
        let last = self.index.whole.len().wrapping_sub(1) as u32;
        let place = &mut self.places[stretch.subject as usize];
        match *place {
            Place::Nowhere => {
                *place = Place::Whole(last.wrapping_add(1));
                self.index.whole.push(stretch);
            }
            Place::Whole(at) => {
                let before = &mut self.index.whole[at as usize];
                if at == last && before.file == stretch.file && before.end() == stretch.start {
                    before.len += stretch.len;
                } else {
                    *place = Place::Scattered;
                }
            }
            Place::Scattered => {}
        }
    }

    fn finish(self) -> Index {
        let Self { mut index, places, .. } = self;
        let is_scattered = |subject: u32| matches!(places[subject as usize], Place::Scattered);
        index.whole.retain(|stretch| !is_scattered(stretch.subject));
        index.scattered = (0..places.len() as u32).filter(|&subject| is_scattered(subject)).collect();
        for patch in &mut index.patches {
            if let Runs::Known(runs) = &mut patch.runs {
                runs.retain(|run| is_scattered(run.subject));
                runs.shrink_to_fit();
            }
        }
        index.patches.retain(|patch| !matches!(&patch.runs, Runs::Known(runs) if runs.is_empty()));
        index.by_name()
    }
}
