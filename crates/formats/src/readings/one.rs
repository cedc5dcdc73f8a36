//! Owns reading the series of one subject out of many, as fast as the file allows: of Parquet only the
//! row groups that can have it are looked at. Does not judge values.

use super::{
    Contract, IoError, OwnedSeries, Readings,
    block::{NO_TIME, Names, Values, Want},
    parquet::ParquetTable,
    quantity::Quantity,
    regular::{Nature, Scratch, regular},
    tables_in,
    watch::unwatched,
};
use crate::Format;
use rayon::prelude::*;
use std::{ops::Range, path::Path};

/// Rows of one subject: seconds since 1970, and Wh.
type Rows = Vec<(i64, f32)>;

/// Reads the series of one meter from a file or folder of readings; nothing where it has no rows there.
///
/// # Errors
/// Nothing there can be read as readings, or a file is damaged.
pub fn read_series_of(path: &Path, meter: &str) -> Result<Option<OwnedSeries>, IoError> {
    let is_parquet =
        |file: &std::path::PathBuf| Format::of(file).is_ok_and(|format| format == Format::Parquet);
    let files = tables_in(path, Contract::Readings).ok().filter(|files| files.iter().all(is_parquet));
    let Some(files) = files else { return read_all_for_one(path, meter) };
    let mut rows = Rows::new();
    for file in files {
        rows.extend(rows_of(&ParquetTable::open(&file, Quantity::Readings)?, meter)?);
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let ticks: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let mut values: Vec<f32> = rows.iter().map(|row| row.1).collect();
    let mut scratch = Scratch::default();
    let (series, _) = regular(&ticks, 1, &mut values, Nature::Energy, &mut scratch);
    let (grid, values) = series.map(|(grid, values)| (grid, values.to_vec())).unzip();
    Ok(Some(OwnedSeries { name: meter.to_owned(), grid, values: values.unwrap_or_default() }))
}

/// What is no Parquet has no index: all of it is read.
fn read_all_for_one(path: &Path, meter: &str) -> Result<Option<OwnedSeries>, IoError> {
    let (readings, _) = Readings::open(path, &unwatched)?;
    let Some(number) = readings.find(meter) else { return Ok(None) };
    let (made, _) = readings.map(
        |subject| subject == number,
        &unwatched,
        || (),
        |(), series| OwnedSeries {
            name: meter.to_owned(),
            grid: series.grid,
            values: series.values.to_vec(),
        },
    )?;
    Ok(made.into_iter().map(|(_, series)| series).next())
}

/// Rows of a meter, row group by row group on all processors, in the order of the file.
fn rows_of(table: &ParquetTable, meter: &str) -> Result<Rows, IoError> {
    let groups: Vec<Range<u64>> = table.groups_with(meter);
    let found: Vec<Rows> =
        groups.into_par_iter().map(|group| rows_in(table, &group, meter)).collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn rows_in(table: &ParquetTable, group: &Range<u64>, meter: &str) -> Result<Rows, IoError> {
    // Names are decoded through their dictionary, which costs next to nothing beside times and values.
    let (mut names, mut reach) = (Names::default(), None::<Range<u64>>);
    table.read(group, Want::Names, &mut names, &mut |block| {
        for run in block.runs {
            if block.names.get(run.name as usize).is_some_and(|name| &**name == meter) {
                let start = block.first_row + u64::from(run.start);
                let end = start + u64::from(run.len);
                reach = Some(reach.take().map_or(start..end, |known| known.start..end));
            }
        }
        Ok(())
    })?;
    let Some(reach) = reach else { return Ok(Rows::new()) };
    let mut rows = Rows::new();
    table.read(&reach, Want::Both, &mut names, &mut |block| {
        for run in block.runs {
            if block.names.get(run.name as usize).is_none_or(|name| &**name != meter) {
                continue;
            }
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
                rows.push((tick.div_euclid(block.ticks_per_s), if is_there { wh } else { f32::NAN }));
            }
        }
        Ok(())
    })?;
    Ok(rows)
}
