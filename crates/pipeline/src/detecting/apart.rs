//! Owns detection in two steps that may run on many machines: each file of readings is measured by itself,
//! then all that was measured is judged together, as if one run had read everything. Does not know who
//! hands the files out.
//!
//! Main functions: [`measure_file`], [`judge_measured`].

use super::{
    Detected, DetectionError, DetectionInputs, Observed, detector_of,
    measuring::{Seen, WAITING_BYTES, sampled, see, settle},
    places,
    tables::{Tables, open_readings},
};
use crate::{
    atlas::Atlas,
    io::{self, IoError, MeasuredFile, MeasuredMeter, Problems, Readings, Watch},
};
use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

/// How much was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeasuredCounts {
    /// Meters with readings.
    pub meters: u64,
    /// Readings, good and bad.
    pub readings: u64,
}

/// Measures the meters of one Parquet file of readings, all of whose readings have to be in it, and writes a
/// row each to `output`. Of `inputs`, the readings, meters, weather and clocks are used.
///
/// # Errors
/// A table cannot be used as a whole, the result cannot be written, or `watch` asked to stop.
pub fn measure_file(
    atlas: &Atlas,
    inputs: &DetectionInputs,
    output: &Path,
    watch: Watch<'_>,
) -> Result<MeasuredCounts, IoError> {
    let (readings, mut problems) = open_readings(inputs, watch)?;
    readings.expect_parquet()?;
    // What is wrong with the other tables is told once, when all is judged.
    let (tables, _) = Tables::without_feeders(readings, inputs, places(atlas))?;
    let (seen, of_values) = see(&tables, watch, WAITING_BYTES)?;
    problems.extend(of_values);
    let readings = &tables.readings;
    let file = MeasuredFile {
        name: inputs.readings.file_name().map(PathBuf::from).unwrap_or_default(),
        rows: readings.row_count(),
        meters: rows_of(readings, seen),
        // Few meters may leave a file without any.
        problems: if readings.names().is_empty() { Problems::default() } else { problems },
    };
    io::write_measured(output, &file)?;
    Ok(MeasuredCounts { meters: file.meters.len() as u64, readings: file.rows })
}

/// What was seen, a row a meter.
fn rows_of(readings: &Readings, seen: Seen) -> Vec<MeasuredMeter> {
    let Seen { places, mut days, oddities, faults, made_up, .. } = seen;
    let mut of_meter: HashMap<u32, _> =
        faults.faults.into_iter().map(|(meter, grid, faults)| (meter, (grid, faults))).collect();
    let ends: HashMap<u32, _> = faults.ends.into_iter().collect();
    let coarse: HashSet<u32> = oddities.coarse().into_iter().collect();
    let firsts = readings.first_rows();
    let row = |(meter, measures): (u32, _)| MeasuredMeter {
        id: readings.names()[meter as usize].clone(),
        rows: readings.rows_of(meter),
        first_row: firsts[meter as usize],
        measures,
        days: days.remove(meter),
        ends: ends.get(&meter).copied(),
        faults: of_meter.remove(&meter),
        is_coarse: coarse.contains(&meter),
        made_up: made_up.get(&meter).copied(),
    };
    (0..).zip(places).map(row).collect()
}

/// Judges together what [`measure_file`] wrote of each file in the folder of readings: the same result as of
/// [`detect`](super::detect) on that folder. Readings are read again only where measures of single files do not
/// say enough: of all meters on feeders whose supply is known, those in kWh or exchanged, and of a few others
/// where the window is short.
///
/// # Errors
/// As of [`detect`](super::detect); or a file was not measured, not once, or has changed since, or a meter is
/// in two files.
pub fn judge_measured(
    atlas: &Atlas,
    inputs: &DetectionInputs,
    measured: &[PathBuf],
) -> Result<Detected, DetectionError> {
    let detector = detector_of(atlas, inputs)?;
    let mut files = measured.iter().map(|path| io::read_measured(path)).collect::<Result<Vec<_>, _>>()?;
    let readings = Readings::open_measured(&inputs.readings, &files)?;
    let mut problems = Problems::default();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    for file in &mut files {
        problems.extend(std::mem::take(&mut file.problems));
    }
    let (tables, of_tables) = Tables::around(readings, inputs, places(atlas))?;
    problems.extend(of_tables);
    let mut seen = seen_in(&tables, files);
    seen.sample = sampled(&tables)?;
    let measured = settle(&tables, seen, WAITING_BYTES)?;
    let (observed, problems) = Observed { tables, measured }.told(inputs, problems);
    observed.detected(inputs, &detector, problems)
}

/// What was seen of all meters, in the order of their numbers.
fn seen_in(tables: &Tables, files: Vec<MeasuredFile>) -> Seen {
    let mut seen = Seen::default();
    seen.places.resize_with(tables.readings.names().len(), || None);
    for row in files.into_iter().flat_map(|file| file.meters) {
        let Some(meter) = tables.readings.find(&row.id) else { continue };
        seen.places[meter as usize] = row.measures;
        if let Some(days) = row.days {
            seen.days.add(meter, days);
        }
        seen.faults.ends.extend(row.ends.map(|ends| (meter, ends)));
        seen.faults.faults.extend(row.faults.map(|(grid, faults)| (meter, grid, faults)));
        if row.is_coarse {
            seen.oddities.add_coarse(meter);
        }
        if tables.readings.has_quality() {
            seen.made_up.extend(row.made_up.map(|made_up| (meter, made_up)));
        }
    }
    seen.faults.in_order();
    // No feeder was measured yet.
    seen.put_off = (0..tables.feeders.len() as u32).collect();
    seen
}
