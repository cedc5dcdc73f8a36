//! Owns detection from files to rows: tables are opened, meters and feeders measured as they
//! stream by ([`measuring`]), judged together ([`judged`]), and what is above the threshold becomes
//! detections with their evidence in words. Does not measure or judge itself, and does not write files.
//!
//! Main function: [`detect`].

mod apart;
mod daily;
mod faults;
mod judged;
mod measuring;
mod notes;
mod plausible;
mod reach;
mod rolling;
mod tables;
#[cfg(test)]
mod tests;
mod told;

use self::judged::Judged;
pub use self::{
    apart::{MeasuredCounts, judge_measured, measure_file},
    rolling::{MeterCourse, follow},
    told::{made_up_told, others_told},
};
use self::{
    measuring::Measured,
    tables::{Place, Tables, warning},
};
use crate::{
    atlas::{Atlas, RegionNames},
    detect::{
        Detector, Measure, MeterRows,
        alarm::Reason,
        model::{Model, ModelError},
    },
    io::{self, FoundRow, IoError, MeasureRows, Problems, Score, Watch},
    lang::Message,
    meter::DetectionKind,
};
use std::{collections::BTreeMap, path::PathBuf};

/// What to look at, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DetectionInputs {
    /// Readings: a file or a folder. Tables of the other contracts in that folder are used where they
    /// are not named.
    pub readings: PathBuf,
    /// More folders in which such tables are looked for: those that what is in `readings` was taken from.
    pub taken_from: Vec<PathBuf>,
    /// Where they lie in the contract, if they were converted: what is said of them names `readings`.
    pub converted: Option<PathBuf>,
    /// Readings in memory in their place, which messages call `readings`.
    pub in_memory: Option<io::InMemory>,
    /// What is known of meters.
    pub meters: Option<PathBuf>,
    /// What was supplied into feeders.
    pub feeders: Option<PathBuf>,
    /// Temperatures of regions.
    pub weather: Option<PathBuf>,
    /// A model of one's own; the shipped one if none.
    pub model: Option<PathBuf>,
    /// Local time minus UTC of all meters, in place of that of their regions.
    pub utc_offset_s: Option<i32>,
    /// Score from which a finding is a detection, in place of those of the model.
    pub threshold: Option<f32>,
    /// Whether scores of all meters and feeders are wanted, too: most have nothing to tell.
    pub wants_scores: bool,
    /// Whether measures are wanted, too.
    pub wants_measures: bool,
    /// Whether all judgements are wanted, alarms or not.
    pub wants_judgements: bool,
}

/// Why nothing was detected.
#[derive(Debug, thiserror::Error)]
pub enum DetectionError {
    /// A table cannot be read.
    #[error(transparent)]
    Io(#[from] IoError),
    /// The model is none, or was learned from other measures.
    #[error("{}: {cause}", path.display())]
    Model {
        /// Its file.
        path: PathBuf,
        /// What is wrong with it.
        cause: ModelError,
    },
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Detected {
    /// Detections, the most certain first.
    pub found: Vec<FoundRow>,
    /// Where no load is an alarm: the meter with the highest score of one.
    pub nearest: Option<Score>,
    /// Scores of all meters and feeders, if wanted.
    pub scores: Vec<Score>,
    /// Measures of all meters, if wanted.
    pub measures: Option<MeasureRows>,
    /// All that was judged, alarms or not, if wanted.
    pub judgements: Vec<Judgement>,
    /// Meters with readings.
    pub meters: usize,
    /// Meters that were judged.
    pub judged: usize,
    /// Feeders that were judged.
    pub feeders: usize,
    /// Readings, good and bad.
    pub readings: u64,
    /// What was wrong.
    pub problems: Problems,
}

/// One judgement of a meter or feeder, an alarm or not.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Whom it is about, where, and what was found. It has a name and words only if it is an alarm.
    pub row: FoundRow,
    /// End of the readings that it stands on; UTC, seconds since 1970.
    pub until_s: i64,
    /// How long these are, weeks; of feeders, whose balance does not hang on it, without end.
    pub weeks: f32,
    /// Why it would be no alarm, where measures say so.
    pub reason: Option<Reason>,
}

/// Finds abnormal loads, tampered meters and unauthorised connections in readings. Regions and their
/// clocks are those of `atlas`. `watch` is told how much has been read.
///
/// # Errors
/// A table or the model cannot be used as a whole, or `watch` asked to stop.
pub fn detect(atlas: &Atlas, inputs: &DetectionInputs, watch: Watch<'_>) -> Result<Detected, DetectionError> {
    let detector = detector_of(atlas, inputs)?;
    let (observed, problems) = observe(atlas, inputs, watch)?;
    observed.detected(inputs, &detector, problems)
}

/// Plain statistics of all meters, of which nothing is judged: for a first look. Of `inputs`,
/// the readings, the meters and their clocks are used.
///
/// # Errors
/// A table cannot be used as a whole, or `watch` asked to stop.
pub fn measure_plainly(
    atlas: &Atlas,
    inputs: &DetectionInputs,
    watch: Watch<'_>,
) -> Result<(MeasureRows, Problems), IoError> {
    let (tables, mut problems) = Tables::open_meters(inputs, places(atlas), watch)?;
    let (rows, of_values) = measuring::measure_plainly(&tables, watch)?;
    problems.extend(of_values);
    let at = rows.names.iter().position(|name| *name == Measure::MeanKw.name()).unwrap_or_default();
    let means = rows.values.iter().skip(at).step_by(rows.names.len().max(1)).copied().collect();
    problems.add_all(plausible::of_means(inputs, means));
    Ok((rows, problems))
}

/// Finds a region by its code or name: its code, and how far its clocks are ahead of UTC.
fn places(atlas: &Atlas) -> impl Fn(&str) -> Option<Place> {
    let names = RegionNames::new(atlas);
    move |name| {
        let region = atlas.region(names.find(name).region()?);
        Some(Place { code: region.code.clone(), utc_offset_s: region.utc_offset_s })
    }
}

/// Opens the tables of a run and measures what is in them.
pub(crate) fn observe(
    atlas: &Atlas,
    inputs: &DetectionInputs,
    watch: Watch<'_>,
) -> Result<(Observed, Problems), IoError> {
    let (tables, mut problems) = Tables::open(inputs, places(atlas), watch)?;
    let (measured, of_values) = measuring::measure(&tables, watch)?;
    problems.extend(of_values);
    Ok(Observed { tables, measured }.told(inputs, problems))
}

/// What was read and measured in one run: all that a judgement needs.
pub(crate) struct Observed {
    pub(crate) tables: Tables,
    pub(crate) measured: Measured,
}

impl Observed {
    /// Adds what is wrong with all that was measured.
    fn told(self, inputs: &DetectionInputs, mut problems: Problems) -> (Self, Problems) {
        let Self { tables, measured } = &self;
        for &meter in &measured.too_short {
            let name = &tables.readings.names()[meter as usize];
            let rows = tables.readings.rows_of(meter);
            problems.add_with(io::Severity::Warning, || {
                let expected = Message::new("expected-two-days").text("name", &**name);
                let found = Message::new("found-short-readings").count(rows as usize);
                warning(&inputs.readings, "meter_id", expected, found)
            });
        }
        measured.faults.told(inputs, tables, &mut problems);
        problems.add_all(plausible::of_values(inputs, tables, measured));
        (self, problems)
    }

    /// Judges it, and puts what was found into rows.
    fn detected(
        &self,
        inputs: &DetectionInputs,
        detector: &Detector,
        mut problems: Problems,
    ) -> Result<Detected, DetectionError> {
        let Self { tables, measured } = self;
        problems.add_all(plausible::of_intervals(inputs, measured));
        let judged = self.judge(detector);
        problems.add_all(notes::of_feeders(inputs, tables, measured, &judged));
        problems.add_all(notes::of_meters(inputs, detector, measured, &judged));
        problems.add_all(reach::told(inputs, detector, tables, measured, &judged));
        let mut found = judged.found();
        let judgements = if inputs.wants_judgements { judged.judgements(&found) } else { Vec::new() };
        daily::add_days(tables, measured, &mut found)?;
        let measures = inputs.wants_measures.then(|| MeasureRows {
            meter_ids: measured.subjects.iter().map(|&meter| judged.name(meter).to_owned()).collect(),
            names: MeterRows::NAMES.to_vec(),
            values: MeterRows::of(&measured.meters, &detector.model.reference).values,
        });
        Ok(Detected {
            nearest: judged.nearest_load(),
            found: found.into_iter().map(|(row, _)| row).collect(),
            scores: if inputs.wants_scores { judged.scores() } else { Vec::new() },
            measures,
            judgements,
            meters: tables.readings.names().len(),
            judged: measured.subjects.len(),
            feeders: measured.feeders.len(),
            readings: tables.readings.row_count(),
            problems,
        })
    }

    pub(crate) fn judge(&self, detector: &Detector) -> Judged<'_> {
        Judged::new(&self.tables, &self.measured, detector)
    }
}

/// The detector that inputs ask for: with their model and threshold, or those that ship.
///
/// # Errors
/// The model cannot be read or used.
pub fn detector(inputs: &DetectionInputs) -> Result<Detector, DetectionError> {
    let threshold = inputs.threshold;
    let Some(path) = &inputs.model else { return Ok(Detector { threshold, ..Detector::default() }) };
    let wrong = |cause| DetectionError::Model { path: path.clone(), cause };
    let bytes = io::read_file(path)?;
    let model = Model::from_json(&String::from_utf8_lossy(&bytes)).map_err(wrong)?;
    Ok(Detector { threshold, ..Detector::new(model).map_err(wrong)? })
}

/// The same, with what the law of an atlas allows a home.
fn detector_of(atlas: &Atlas, inputs: &DetectionInputs) -> Result<Detector, DetectionError> {
    let household_limit_kwh_month = atlas.household_limit_kwh_month;
    Ok(Detector { household_limit_kwh_month, ..detector(inputs)? })
}

/// How many detections of a kind lie in each region; the summary of a run.
#[must_use]
pub fn count_found(found: &[FoundRow]) -> Vec<(DetectionKind, String, usize)> {
    let mut counts: BTreeMap<(&str, String), (DetectionKind, usize)> = BTreeMap::new();
    for row in found {
        let region = row.region.clone().unwrap_or_default();
        counts.entry((row.finding.kind.id(), region)).or_insert((row.finding.kind, 0)).1 += 1;
    }
    counts.into_iter().map(|((_, region), (kind, count))| (kind, region, count)).collect()
}
