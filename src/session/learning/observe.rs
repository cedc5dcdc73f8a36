//! Owns the inputs of learning: folders with readings and labels, measured. Does not learn.

use crate::{
    detect::{
        Detector, FeederView, MeterMeasures, MeterView,
        feeder::{FeederMeasures, FeederScratch, measure_feeder},
    },
    io::{self, Contract, IoError, Label, OwnedSeries, Problems, Readings, describe_table, list_folder},
    meter::{Calendar, MeterFacts, TimeGrid},
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

/// Tables that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearningInput {
    /// Readings of meters.
    pub readings: PathBuf,
    /// What is known of the meters.
    pub meters: Option<PathBuf>,
    /// What was supplied into feeders.
    pub feeders: Option<PathBuf>,
    /// Temperatures of regions.
    pub weather: Option<PathBuf>,
    /// What is true.
    pub labels: PathBuf,
}

/// Finds inputs: a folder with readings and labels is one; else those of the folders in it, by
/// name.
///
/// # Errors
/// The folder cannot be listed, or has no such tables.
pub fn find_inputs(folder: &Path) -> Result<Vec<LearningInput>, IoError> {
    let mut found = Vec::new();
    collect(folder, 4, &mut found)?;
    if found.is_empty() {
        return Err(IoError::Unrecognised {
            path: folder.to_owned(),
            found: "no folder with readings and labels".to_owned(),
            expected: "a folder with a table of readings and one of labels, or a folder of such",
        });
    }
    Ok(found)
}

/// Folders within folders are looked into `depth` times.
fn collect(folder: &Path, depth: usize, found: &mut Vec<LearningInput>) -> Result<(), IoError> {
    let entries = list_folder(folder)?;
    let mut tables: HashMap<Contract, PathBuf> = HashMap::new();
    for entry in entries.iter().filter(|entry| entry.kind == io::EntryKind::File && is_table(&entry.path)) {
        if let Some(contract) = describe_table(&entry.path)?.contract {
            tables.entry(contract).or_insert_with(|| entry.path.clone());
        }
    }
    match (tables.remove(&Contract::Readings), tables.remove(&Contract::Labels)) {
        (Some(readings), Some(labels)) => found.push(LearningInput {
            readings,
            labels,
            meters: tables.remove(&Contract::Meters),
            feeders: tables.remove(&Contract::Feeders),
            weather: tables.remove(&Contract::Weather),
        }),
        _ if depth > 0 => {
            for entry in entries.iter().filter(|entry| entry.kind == io::EntryKind::Folder) {
                collect(&entry.path, depth - 1, found)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "parquet" || ending == "csv")
}

/// An input, measured.
pub(super) struct Observed {
    pub(super) labels: Vec<Label>,
    pub(super) meter_ids: Vec<String>,
    pub(super) meters: Vec<MeterMeasures>,
    pub(super) feeder_ids: Vec<String>,
    pub(super) feeders: Vec<FeederMeasures>,
    /// Meters of each feeder, in the order in which it was measured with them.
    pub(super) feeder_meters: Vec<Vec<String>>,
}

type Offset<'a> = &'a (dyn Fn(&str) -> Option<i32> + Sync);

/// Reads and measures an input.
pub(super) fn observe(
    input: &LearningInput,
    offset_s: Offset,
    problems: &mut Problems,
) -> Result<Observed, IoError> {
    let mut note = |more: Problems| problems.extend(more);
    let (labels, more) = io::read_labels(&input.labels)?;
    note(more);
    let known = match &input.meters {
        Some(path) => {
            let (meters, more) = io::read_meters(path)?;
            note(more);
            meters.into_iter().map(|meter| (meter.id, meter.facts)).collect()
        }
        None => HashMap::new(),
    };
    let weather = match &input.weather {
        Some(path) => {
            let (readings, more) = Readings::open_weather(path)?;
            note(more);
            let (series, more) = readings.collect()?;
            note(more);
            series
        }
        None => Vec::new(),
    };
    let (readings, more) = Readings::open(&input.readings)?;
    note(more);
    let unknown = MeterFacts::default();
    let facts_of = |id: &str| known.get(id).unwrap_or(&unknown);
    let calendar = |grid: TimeGrid, facts: &MeterFacts| {
        let offset = facts.region.as_deref().and_then(offset_s).unwrap_or(0);
        Calendar { grid, utc_offset_s: offset }
    };
    let detector = Detector::default();
    let names = readings.names();
    let (measured, more) = readings.map(
        |_| true,
        &io::unwatched,
        crate::detect::Scratch::default,
        |scratch, series| {
            let facts = facts_of(&names[series.subject as usize]);
            let grid = series.grid?;
            let temp_c = temperatures(&weather, facts, grid);
            let view = MeterView {
                calendar: calendar(grid, facts),
                wh: series.values,
                temp_c: temp_c.as_deref(),
                facts,
            };
            Some(detector.measure_meter(&view, scratch))
        },
    )?;
    note(more);
    let mut observed = Observed {
        labels,
        meter_ids: Vec::new(),
        meters: Vec::new(),
        feeder_ids: Vec::new(),
        feeders: Vec::new(),
        feeder_meters: Vec::new(),
    };
    for (subject, measures) in measured {
        if let Some(measures) = measures {
            observed.meter_ids.push(names[subject as usize].to_string());
            observed.meters.push(measures);
        }
    }
    let Some(path) = &input.feeders else { return Ok(observed) };
    let (supplies, more) = Readings::open_feeders(path)?;
    note(more);
    let (supplies, more) = supplies.collect()?;
    note(more);
    let (series, more) = readings.collect()?;
    note(more);
    let mut scratch = FeederScratch::default();
    for supply in supplies {
        let Some(grid) = supply.grid else { continue };
        let of_feeder =
            |meter: &&OwnedSeries| facts_of(&meter.name).feeder_id.as_deref() == Some(&*supply.name);
        let meters: Vec<&OwnedSeries> = series.iter().filter(of_feeder).collect();
        let aligned: Vec<Vec<f32>> = meters.iter().map(|meter| on_grid(meter, grid)).collect();
        let slices: Vec<&[f32]> = aligned.iter().map(Vec::as_slice).collect();
        let facts = meters.first().map_or(&unknown, |meter| facts_of(&meter.name));
        let temp_c = temperatures(&weather, facts, grid);
        let view = FeederView {
            calendar: calendar(grid, facts),
            supply_wh: &supply.values,
            meters_wh: &slices,
            temp_c: temp_c.as_deref(),
        };
        observed.feeders.push(measure_feeder(&view, &mut scratch));
        observed.feeder_meters.push(meters.iter().map(|meter| meter.name.clone()).collect());
        observed.feeder_ids.push(supply.name);
    }
    Ok(observed)
}

/// A series on another grid of the same step; NaN where it has no value.
fn on_grid(series: &OwnedSeries, grid: TimeGrid) -> Vec<f32> {
    let value = |slot: usize| {
        let own = series.grid.filter(|own| own.step_s == grid.step_s)?;
        series.values.get(own.slot_at(grid.start_of(slot))?).copied()
    };
    (0..grid.len).map(|slot| value(slot).unwrap_or(f32::NAN)).collect()
}

/// Temperatures of a meter's region at each interval: those of the weather's interval in which it
/// begins.
fn temperatures(weather: &[OwnedSeries], facts: &MeterFacts, grid: TimeGrid) -> Option<Vec<f32>> {
    let region = facts.region.as_deref()?;
    let series = weather.iter().find(|series| series.name == region)?;
    let own = series.grid.filter(|own| own.step_s > 0)?;
    let at = |slot: usize| {
        let since = grid.start_of(slot) - own.start_s;
        let place = usize::try_from(since.div_euclid(i64::from(own.step_s))).ok()?;
        series.values.get(place).copied()
    };
    Some((0..grid.len).map(|slot| at(slot).unwrap_or(f32::NAN)).collect())
}
