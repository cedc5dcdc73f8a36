//! Owns reading the series of few subjects out of many, as fast as the file allows: of Parquet only the
//! row groups that can have them are looked at. Does not judge values.
//!
//! Main type: [`Lookup`].

use super::{
    Contract, IoError, OwnedSeries, Readings,
    block::{NO_TIME, Names, Values, Want},
    made_up::missing,
    parquet::ParquetTable,
    quantity::Quantity,
    regular::{Nature, Scratch, regular},
    tables_in,
    watch::unwatched,
};
use crate::Format;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::{
    ops::Range,
    path::{Path, PathBuf},
};

/// Rows of one subject: seconds since 1970, and Wh.
type Rows = Vec<(i64, f32)>;

/// A table of series of which few are wanted, one after the other: what its files say of themselves is
/// read once.
#[derive(Debug)]
pub struct Lookup {
    path: PathBuf,
    quantity: Quantity,
    /// Nothing where a file is no Parquet: it has no index, and all of it is read.
    tables: Option<Vec<ParquetTable>>,
}

impl Lookup {
    /// Readings of meters: a file, or a folder with such files.
    ///
    /// # Errors
    /// One of the files is damaged.
    pub fn open(path: &Path) -> Result<Self, IoError> {
        Self::open_as(path, Quantity::Readings)
    }

    /// What was supplied into feeders.
    ///
    /// # Errors
    /// There is no such table, or one of the files is damaged.
    pub fn open_feeders(path: &Path) -> Result<Self, IoError> {
        tables_in(path, Contract::Feeders)?;
        Self::open_as(path, Quantity::Feeders)
    }

    fn open_as(path: &Path, quantity: Quantity) -> Result<Self, IoError> {
        let is_parquet = |file: &PathBuf| Format::of(file).is_ok_and(|format| format == Format::Parquet);
        let files = tables_in(path, quantity.contract()).ok().filter(|files| files.iter().all(is_parquet));
        let open =
            |files: Vec<PathBuf>| files.iter().map(|file| ParquetTable::open(file, quantity)).collect();
        let tables = files.map(open).transpose()?;
        Ok(Self { path: path.to_owned(), quantity, tables })
    }

    /// The series of each of the subjects; nothing for one without rows.
    ///
    /// # Errors
    /// Nothing there can be read as such a table, or a file is damaged.
    pub fn series(&self, subjects: &[&str]) -> Result<Vec<Option<OwnedSeries>>, IoError> {
        let Some(tables) = &self.tables else { return self.out_of_all(subjects) };
        let mut rows = vec![Rows::new(); subjects.len()];
        for table in tables {
            let groups: Vec<Range<u64>> = table.groups_with(subjects);
            let found: Vec<Vec<Rows>> = groups
                .into_par_iter()
                .map(|group| rows_in(table, &group, subjects))
                .collect::<Result<_, _>>()?;
            for of_group in found {
                rows.iter_mut().zip(of_group).for_each(|(rows, more)| rows.extend(more));
            }
        }
        let mut scratch = Scratch::default();
        let made = subjects.iter().zip(rows).map(|(name, rows)| {
            if rows.is_empty() {
                return None;
            }
            let (ticks, mut values): (Vec<i64>, Vec<f32>) = rows.into_iter().unzip();
            let (series, _) = regular(&ticks, 1, &mut values, Nature::Energy, &mut scratch);
            let (grid, values) = series.map(|(grid, values)| (grid, values.to_vec())).unzip();
            Some(OwnedSeries { name: (*name).to_owned(), grid, values: values.unwrap_or_default() })
        });
        Ok(made.collect())
    }

    /// What is no Parquet has no index: all of it is read.
    fn out_of_all(&self, subjects: &[&str]) -> Result<Vec<Option<OwnedSeries>>, IoError> {
        let (readings, _) = match self.quantity {
            Quantity::Readings => Readings::open(&self.path, &unwatched)?,
            quantity => Readings::open_as(&self.path, quantity, &unwatched)?,
        };
        let numbers: Vec<Option<u32>> = subjects.iter().map(|name| readings.find(name)).collect();
        let (made, _) = readings.map(
            |subject| numbers.contains(&Some(subject)),
            &unwatched,
            || (),
            |(), series| (series.grid, series.values.to_vec()),
        )?;
        let of = |(name, number): (&&str, &Option<u32>)| {
            let (_, (grid, values)) = made.iter().find(|(subject, _)| Some(*subject) == *number)?;
            Some(OwnedSeries { name: (*name).to_owned(), grid: *grid, values: values.clone() })
        };
        Ok(subjects.iter().zip(&numbers).map(of).collect())
    }
}

/// Rows of each of the subjects in a row group, in the order of the file.
fn rows_in(table: &ParquetTable, group: &Range<u64>, subjects: &[&str]) -> Result<Vec<Rows>, IoError> {
    let (table, stretches) = table.near(group, subjects)?;
    let (mut names, mut wanted) = (Names::default(), Wanted::new(subjects));
    // Names are decoded through their dictionary, which costs next to nothing beside times and values.
    let mut reach = None::<Range<u64>>;
    for stretch in &stretches {
        table.read(stretch, Want::Names, &mut names, &mut |block| {
            wanted.learn(block.names);
            for run in block.runs.iter().filter(|run| wanted.place(run.name).is_some()) {
                let start = block.first_row + u64::from(run.start);
                let end = start + u64::from(run.len);
                reach = Some(reach.take().map_or(start..end, |known| known.start..end));
            }
            Ok(())
        })?;
    }
    let mut rows = vec![Rows::new(); subjects.len()];
    let Some(reach) = reach else { return Ok(rows) };
    table.read(&reach, Want::Both, &mut names, &mut |block| {
        wanted.learn(block.names);
        for run in block.runs {
            let Some(place) = wanted.place(run.name) else { continue };
            for at in run.start as usize..(run.start + run.len) as usize {
                let tick = block.ticks[at];
                if tick == NO_TIME {
                    continue;
                }
                let is_there = block.present.is_none_or(|present| present.is_valid(at));
                let wh = match block.values {
                    Values::Whole(values) => values[at] as f32,
                    Values::Real(values) => values[at] as f32,
                };
                let wh = if is_there { wh } else { missing(block.quality_of(at)) };
                rows[place].push((tick.div_euclid(block.ticks_per_s), wh));
            }
        }
        Ok(())
    })?;
    Ok(rows)
}

/// Which numbers of names are subjects: a name is compared once and not once a row.
struct Wanted<'a> {
    subjects: FxHashMap<&'a str, usize>,
    /// By number of the name.
    places: Vec<Option<usize>>,
}

impl<'a> Wanted<'a> {
    fn new(subjects: &[&'a str]) -> Self {
        let places = subjects.iter().enumerate().map(|(place, name)| (*name, place));
        Self { subjects: places.collect(), places: Vec::new() }
    }

    /// Looks up the names that are new since.
    fn learn(&mut self, names: &[Box<str>]) {
        let new = &names[self.places.len().min(names.len())..];
        self.places.extend(new.iter().map(|name| self.subjects.get(&**name).copied()));
    }

    /// The subject of a name; nothing for others and for rows without a name.
    fn place(&self, name: u32) -> Option<usize> {
        self.places.get(name as usize).copied().flatten()
    }
}
