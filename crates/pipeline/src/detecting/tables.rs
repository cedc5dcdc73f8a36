//! Owns the tables of one run of detection: readings, and what is known of meters, feeders and weather,
//! put together by id. Does not measure.

use super::DetectionInputs;
use crate::{
    io::{self, Contract, IoError, OwnedSeries, Problem, Problems, Readings, Severity, Watch, excerpt},
    lang::Message,
    meter::{Calendar, MeterFacts, TimeGrid, interpolated},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::{Path, PathBuf},
};

/// Everything that is known before the first reading is measured.
pub(crate) struct Tables {
    pub(crate) readings: Readings,
    /// Of each meter, by its number in the readings.
    pub(super) facts: Vec<MeterFacts>,
    /// Local time minus UTC of each meter.
    pub(super) utc_offset_s: Vec<i32>,
    /// What was supplied into feeders that have meters with readings.
    pub(crate) feeders: Vec<Feeder>,
    /// Number of the feeder of each meter.
    pub(super) feeder_of: Vec<Option<u32>>,
    weather: HashMap<String, OwnedSeries>,
    /// How many meters without readings hang on a feeder.
    silent: HashMap<String, usize>,
}

/// A feeder with its supply and the meters on it that have readings.
pub(crate) struct Feeder {
    pub(crate) id: String,
    pub(super) grid: TimeGrid,
    pub(super) supply_wh: Vec<f32>,
    pub(super) meters: Vec<u32>,
    /// Meters on it that have none.
    pub(super) silent: usize,
}

/// A region that somebody named.
pub(super) struct Place {
    pub(super) code: String,
    pub(super) utc_offset_s: Option<i32>,
}

impl Tables {
    /// All tables.
    pub(super) fn open(
        inputs: &DetectionInputs,
        place: impl Fn(&str) -> Option<Place>,
        watch: Watch<'_>,
    ) -> Result<(Self, Problems), IoError> {
        let (readings, mut problems) = open_readings(inputs, watch)?;
        let (tables, of_tables) = Self::around(readings, inputs, place)?;
        problems.extend(of_tables);
        Ok((tables, problems))
    }

    /// All other tables around readings that are open.
    pub(super) fn around(
        readings: Readings,
        inputs: &DetectionInputs,
        place: impl Fn(&str) -> Option<Place>,
    ) -> Result<(Self, Problems), IoError> {
        let (mut tables, mut problems) = Self::without_feeders(readings, inputs, place)?;
        if let Some(path) = beside(inputs, inputs.feeders.as_ref(), Contract::Feeders) {
            tables.join_feeders(&path, &mut problems)?;
        }
        Ok((tables, problems))
    }

    /// The same, but for what was supplied into feeders.
    pub(super) fn without_feeders(
        readings: Readings,
        inputs: &DetectionInputs,
        place: impl Fn(&str) -> Option<Place>,
    ) -> Result<(Self, Problems), IoError> {
        let (mut tables, mut problems) = Self::of_meters(readings, inputs, &place)?;
        if let Some(path) = beside(inputs, inputs.weather.as_ref(), Contract::Weather) {
            let (table, of_table) = Readings::open_weather(&path)?;
            problems.extend(of_table);
            let (series, of_series) = table.collect()?;
            problems.extend(of_series);
            let code = |name: &str| place(name).map_or_else(|| name.to_owned(), |place| place.code);
            tables.weather = series.into_iter().map(|series| (code(&series.name), series)).collect();
            problems.add_all(tables.unused_weather(&path));
        }
        Ok((tables, problems))
    }

    /// Says, once, that there is weather of regions in which no meter is.
    fn unused_weather(&self, path: &Path) -> Option<Problem> {
        let used: HashSet<&str> = self.facts.iter().filter_map(|facts| facts.region.as_deref()).collect();
        let unused = self.weather.keys().filter(|region| !used.contains(region.as_str()));
        let first = unused.clone().min()?;
        let found = Message::new("found-unused-weather").with("name", excerpt(first)).count(unused.count());
        Some(warning(path, "region", "expected-weather-of-meters", found))
    }

    /// Readings and what is known of their meters; neither weather nor feeders.
    pub(super) fn open_meters(
        inputs: &DetectionInputs,
        place: impl Fn(&str) -> Option<Place>,
        watch: Watch<'_>,
    ) -> Result<(Self, Problems), IoError> {
        let (readings, mut problems) = open_readings(inputs, watch)?;
        let (tables, of_meters) = Self::of_meters(readings, inputs, place)?;
        problems.extend(of_meters);
        Ok((tables, problems))
    }

    fn of_meters(
        readings: Readings,
        inputs: &DetectionInputs,
        place: impl Fn(&str) -> Option<Place>,
    ) -> Result<(Self, Problems), IoError> {
        let mut problems = Problems::default();
        let mut facts = vec![MeterFacts::default(); readings.names().len()];
        let mut without_readings = 0_usize;
        let mut silent: HashMap<String, usize> = HashMap::new();
        let meters_path = beside(inputs, inputs.meters.as_ref(), Contract::Meters);
        if let Some(path) = &meters_path {
            let (meters, of_meters) = io::read_meters(path)?;
            problems.extend(of_meters);
            let mut codes: HashMap<String, String> = HashMap::new();
            for mut meter in meters {
                // Weather, peers and the map know regions by their codes.
                meter.facts.region = meter.facts.region.map(|name| {
                    let code = || place(&name).map_or_else(|| name.clone(), |place| place.code);
                    codes.entry(name.clone()).or_insert_with(code).clone()
                });
                if let Some(number) = readings.find(&meter.id) {
                    facts[number as usize] = meter.facts;
                } else {
                    without_readings += 1;
                    *silent.entry(meter.facts.feeder_id.unwrap_or_default()).or_default() += 1;
                }
            }
            if without_readings > 0 {
                let found = Message::new("found-meters-without").count(without_readings);
                problems.add(warning(path, "meter_id", "expected-all-readings", found));
            }
        }
        let mut tables = Self {
            utc_offset_s: Vec::new(),
            feeder_of: vec![None; facts.len()],
            feeders: Vec::new(),
            facts,
            readings,
            weather: HashMap::new(),
            silent,
        };
        let utc_offset_s = |code: &str| place(code).and_then(|place| place.utc_offset_s);
        tables.set_clocks(inputs, meters_path.as_deref(), utc_offset_s, &mut problems);
        Ok((tables, problems))
    }

    fn set_clocks(
        &mut self,
        inputs: &DetectionInputs,
        meters_path: Option<&Path>,
        utc_offset_s: impl Fn(&str) -> Option<i32>,
        problems: &mut Problems,
    ) {
        let mut offsets: BTreeMap<&str, Option<i32>> = BTreeMap::new();
        let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
        self.utc_offset_s = self
            .facts
            .iter()
            .map(|facts| {
                let region = facts.region.as_deref().unwrap_or_default();
                let of_region = || *offsets.entry(region).or_insert_with(|| utc_offset_s(region));
                inputs.utc_offset_s.or_else(of_region).unwrap_or_else(|| {
                    *unknown.entry(region).or_default() += 1;
                    0
                })
            })
            .collect();
        let path = meters_path.unwrap_or(&inputs.readings);
        for (region, meters) in unknown {
            let region = if region.is_empty() { "found-no-region".into() } else { excerpt(region) };
            let found = Message::new("found-unknown-clocks").with("region", region).count(meters);
            let expected = "expected-time-zone";
            problems.add(warning(path, "region", expected, found));
        }
    }

    fn join_feeders(&mut self, path: &Path, problems: &mut Problems) -> Result<(), IoError> {
        let (table, of_table) = Readings::open_feeders(path)?;
        problems.extend(of_table);
        let (supplies, of_supplies) = table.collect()?;
        problems.extend(of_supplies);
        let mut meters: HashMap<&str, Vec<u32>> = HashMap::new();
        for (number, facts) in self.facts.iter().enumerate() {
            if let Some(feeder) = facts.feeder_id.as_deref() {
                meters.entry(feeder).or_default().push(number as u32);
            }
        }
        for supply in supplies {
            let Some(meters) = meters.remove(supply.name.as_str()) else {
                let expected = Message::new("expected-feeder-meters").text("name", &supply.name);
                problems.add(warning(path, "feeder_id", expected, "found-none-with-readings"));
                continue;
            };
            // Without a grid there is no supply; the reader has said so.
            let Some(grid) = supply.grid else { continue };
            for &meter in &meters {
                self.feeder_of[meter as usize] = Some(self.feeders.len() as u32);
            }
            let silent = self.silent.get(&supply.name).copied().unwrap_or(0);
            self.feeders.push(Feeder { id: supply.name, grid, supply_wh: supply.values, meters, silent });
        }
        if !meters.is_empty() {
            let found = Message::new("found-feeders-without").count(meters.len());
            problems.add(warning(path, "feeder_id", "expected-all-supply", found));
        }
        Ok(())
    }

    pub(super) fn calendar(&self, meter: u32, grid: TimeGrid) -> Calendar {
        Calendar { grid, utc_offset_s: self.utc_offset_s[meter as usize] }
    }
}

/// Opens readings, wherever they are.
pub(super) fn open_readings(
    inputs: &DetectionInputs,
    watch: Watch<'_>,
) -> Result<(Readings, Problems), IoError> {
    match (&inputs.in_memory, &inputs.converted) {
        (Some(rows), _) => Readings::open_in_memory(&inputs.readings, rows.clone(), watch),
        (None, Some(converted)) => Readings::open_converted(converted, &inputs.readings, watch),
        (None, None) => Readings::open(&inputs.readings, watch),
    }
}

/// Temperatures on the grids that were asked for, so that each is computed once a thread.
#[derive(Default)]
pub(super) struct Temperatures<'a> {
    known: HashMap<(&'a str, TimeGrid), Vec<f32>>,
}

impl<'a> Temperatures<'a> {
    /// Temperatures where a meter hangs, if weather is known there.
    pub(super) fn at(&mut self, tables: &'a Tables, meter: u32, grid: TimeGrid) -> Option<&[f32]> {
        let region = tables.facts[meter as usize].region.as_deref()?;
        let series = tables.weather.get(region)?;
        let own = series.grid?;
        let made = || interpolated(&series.values, own, grid);
        Some(self.known.entry((region, grid)).or_insert_with(made))
    }
}

/// The table named, or one of the contract in the folder of readings or those that they were taken from, or in
/// one named for meters.
fn beside(inputs: &DetectionInputs, named: Option<&PathBuf>, contract: Contract) -> Option<PathBuf> {
    let has_one = |folder: &&PathBuf| folder.is_dir() && io::tables_in(folder, contract).is_ok();
    let of_readings = Some(&inputs.readings).filter(|_| inputs.in_memory.is_none());
    let mut folders = of_readings.into_iter().chain(&inputs.taken_from).chain(&inputs.meters);
    named.or_else(|| folders.find(has_one)).cloned()
}

pub(super) fn warning(
    path: &Path,
    column: &str,
    expected: impl Into<Message>,
    found: impl Into<Message>,
) -> Problem {
    Problem::of_file(path, Some(column), expected, found, Severity::Warning)
}
