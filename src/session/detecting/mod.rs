//! Owns detection on its way through the session: tables are opened, meters and feeders measured as they
//! stream by ([`measuring`]), judged together, and what is above the threshold becomes detections with
//! their evidence in words. Does not measure or judge itself, and does not write files.
//!
//! Main method: [`Session::detect`].

mod daily;
mod measuring;
mod tables;
#[cfg(test)]
mod tests;
mod told;

use self::{
    measuring::Measured,
    tables::{Tables, warning},
};
use super::Session;
use crate::{
    detect::{
        Detector, Finding, MeterFindings, MeterRows,
        feeder::FeederFindings,
        model::{Ensemble, Model, ModelError},
    },
    io::{self, FoundRow, IoError, MeasureRows, Problems, Score, Watch},
    meter::{DetectionKind, MeterFacts},
};
use std::{collections::BTreeMap, path::PathBuf};

/// Score from which a finding is an alarm where no model says its own: more likely than not.
const ALARM_WITHOUT_MODEL: f32 = 0.5;

/// What to look at, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DetectionInputs {
    /// Readings: a file or a folder. Tables of the other contracts in that folder are used where they
    /// are not named.
    pub readings: PathBuf,
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
    /// Whether measures are wanted, too.
    pub wants_measures: bool,
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
    /// Scores of all meters and feeders.
    pub scores: Vec<Score>,
    /// Measures of all meters, if wanted.
    pub measures: Option<MeasureRows>,
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

impl Session {
    /// Finds abnormal loads, tampered meters and unauthorised connections in readings. Regions and their
    /// clocks are those of the open atlas. `watch` is told how much has been read.
    ///
    /// # Errors
    /// A table or the model cannot be used as a whole, or `watch` asked to stop.
    pub fn detect(&self, inputs: &DetectionInputs, watch: Watch<'_>) -> Result<Detected, DetectionError> {
        let detector = detector(inputs)?;
        let (observed, problems) = self.observe(inputs, watch)?;
        let Observed { tables, measured } = &observed;
        let judged = observed.judge(&detector);
        let (mut found, scores) = judged.rows(&Thresholds::new(&detector.model, inputs.threshold));
        daily::add_days(tables, &mut found)?;
        let measures = inputs.wants_measures.then(|| MeasureRows {
            meter_ids: measured.subjects.iter().map(|&meter| judged.name(meter).to_owned()).collect(),
            names: MeterRows::NAMES.to_vec(),
            values: MeterRows::of(&measured.meters).values,
        });
        Ok(Detected {
            found,
            scores,
            measures,
            meters: tables.readings.names().len(),
            judged: measured.subjects.len(),
            feeders: measured.feeders.len(),
            readings: tables.readings.row_count(),
            problems,
        })
    }

    /// Opens the tables of a run and measures what is in them.
    pub(super) fn observe(
        &self,
        inputs: &DetectionInputs,
        watch: Watch<'_>,
    ) -> Result<(Observed, Problems), IoError> {
        let by_word = self.atlas().regions_by_word();
        let offset = |code: &str| {
            let region = *by_word.get(&code.trim().to_lowercase())?;
            self.atlas().region(region).utc_offset_s
        };
        let (tables, mut problems) = Tables::open(inputs, offset)?;
        let (measured, of_values) = measuring::measure(&tables, watch)?;
        problems.extend(of_values);
        for &meter in &measured.too_short {
            let name = &tables.readings.names()[meter as usize];
            let found = format!("{} readings; not judged", tables.readings.rows_of(meter));
            problems.add_with(io::Severity::Warning, || {
                warning(&inputs.readings, "meter_id", &format!("two days of values of {name}"), found)
            });
        }
        Ok((Observed { tables, measured }, problems))
    }
}

/// What was read and measured in one run: all that a judgement needs.
pub(super) struct Observed {
    pub(super) tables: Tables,
    pub(super) measured: Measured,
}

impl Observed {
    pub(super) fn judge(&self, detector: &Detector) -> Judged<'_> {
        let of_meters = detector.judge_meters(&self.measured.meters);
        let feeders: Vec<_> = self.measured.feeders.iter().map(|(_, measures)| measures.clone()).collect();
        let of_feeders = detector.judge_feeders(&feeders);
        Judged { tables: &self.tables, measured: &self.measured, of_meters, of_feeders }
    }
}

fn detector(inputs: &DetectionInputs) -> Result<Detector, DetectionError> {
    let Some(path) = &inputs.model else { return Ok(Detector::default()) };
    let wrong = |cause| DetectionError::Model { path: path.clone(), cause };
    let bytes = io::read_file(path)?;
    let model = Model::from_json(&String::from_utf8_lossy(&bytes)).map_err(wrong)?;
    Detector::new(model).map_err(wrong)
}

/// Scores from which findings are alarms.
pub(super) struct Thresholds {
    abnormal_load: f32,
    meter_tampering: f32,
    feeders: f32,
}

impl Thresholds {
    pub(super) fn new(model: &Model, given: Option<f32>) -> Self {
        let of = |ensemble: &Option<Ensemble>| {
            given.unwrap_or_else(|| ensemble.as_ref().map_or(ALARM_WITHOUT_MODEL, |known| known.alarm_score))
        };
        Self {
            abnormal_load: of(&model.abnormal_load),
            meter_tampering: of(&model.meter_tampering),
            feeders: given.unwrap_or(ALARM_WITHOUT_MODEL),
        }
    }
}

/// Findings, with whom they are about.
pub(super) struct Judged<'a> {
    tables: &'a Tables,
    measured: &'a Measured,
    of_meters: Vec<MeterFindings>,
    of_feeders: Vec<FeederFindings>,
}

impl Judged<'_> {
    fn name(&self, meter: u32) -> &str {
        &self.tables.readings.names()[meter as usize]
    }

    /// Detections and scores of everything that was judged.
    pub(super) fn rows(&self, thresholds: &Thresholds) -> (Vec<FoundRow>, Vec<Score>) {
        let (mut found, mut scores) = (Vec::new(), Vec::with_capacity(self.of_meters.len() * 2));
        let mut culprits = self.culprits();
        let mut say = |finding: &Finding, id: &str, is_feeder: bool, threshold: f32, place: &MeterFacts| {
            scores.push(Score {
                meter_id: (!is_feeder).then(|| id.to_owned()),
                feeder_id: is_feeder.then(|| id.to_owned()),
                kind: finding.kind,
                score: finding.score,
                first_seen_s: finding.first_seen_s,
                kw: finding.kw,
            });
            if finding.score >= threshold {
                found.push(FoundRow::new(finding.clone(), id, is_feeder, place));
            }
        };
        for (&meter, findings) in self.measured.subjects.iter().zip(&self.of_meters) {
            let (name, facts) = (self.name(meter), &self.tables.facts[meter as usize]);
            say(&findings.abnormal_load, name, false, thresholds.abnormal_load, facts);
            // The balance of its feeder knows more of a meter than its own past, which a move changes, too.
            match culprits.remove(&meter).filter(|culprit| culprit.score > 0.0) {
                Some(culprit) => say(culprit, name, false, thresholds.feeders, facts),
                None => say(&findings.tampering, name, false, thresholds.meter_tampering, facts),
            }
        }
        for ((number, _), findings) in self.measured.feeders.iter().zip(&self.of_feeders) {
            let feeder = &self.tables.feeders[*number as usize];
            let place = self.place_of(&feeder.meters);
            let connection = &findings.unauthorised_connection;
            say(connection, &feeder.id, true, thresholds.feeders, &place);
            // On the map its culprit stands for it.
            say(&findings.tampering, &feeder.id, true, f32::INFINITY, &place);
        }
        found.sort_by(|a, b| b.finding.score.total_cmp(&a.finding.score));
        for (number, row) in found.iter_mut().enumerate() {
            row.detection_id = format!("D{:06}", number + 1);
        }
        told::tell(&mut found);
        (found, scores)
    }

    /// What feeders say of their meters.
    fn culprits(&self) -> std::collections::HashMap<u32, &Finding> {
        let of_feeder =
            self.measured.feeders.iter().zip(&self.of_feeders).flat_map(|((number, _), findings)| {
                self.tables.feeders[*number as usize].meters.iter().copied().zip(&findings.culprits)
            });
        of_feeder.collect()
    }

    /// Region and middle of meters.
    fn place_of(&self, meters: &[u32]) -> MeterFacts {
        let facts = || meters.iter().map(|&meter| &self.tables.facts[meter as usize]);
        let places: Vec<(f64, f64)> = facts().filter_map(|facts| facts.lon_lat).collect();
        let count = places.len() as f64;
        let mean = |axis: fn(&(f64, f64)) -> f64| places.iter().map(axis).sum::<f64>() / count;
        let first = facts().next();
        MeterFacts {
            region: first.and_then(|facts| facts.region.clone()),
            district: first.and_then(|facts| facts.district.clone()),
            lon_lat: (!places.is_empty()).then(|| (mean(|place| place.0), mean(|place| place.1))),
            ..MeterFacts::default()
        }
    }
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
