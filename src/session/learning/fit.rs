//! Owns what each part of the model learns from which rows, and scores of what it has not seen.
//! Does not read files.

use super::{Learned, LearningError, LearningOptions};
use crate::{
    detect::{
        Detector, MeterRows,
        daily::{DailyProfile, DailyRows},
        model::{Ensemble, Model, TrainingError, TrainingOptions, TrainingSet, train},
    },
    io::{Label, Score},
    meter::DetectionKind,
    session::detecting::Observed,
};
use rayon::prelude::*;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    hash::{BuildHasher, BuildHasherDefault},
};

/// Folds where labels have none.
const FOLDS: i64 = 5;
/// Parts with fewer positives are not learned: of five folds that are held out in turn each would have
/// less than two to tell how many trees are enough, what a score means and when to raise an alarm.
const LEAST_POSITIVES: usize = 2 * FOLDS as usize;
/// What a row counts that is only learned from: it repeats a customer or is simulated.
const FURTHER_WEIGHT: f32 = 0.5;

/// What one part of the model has learned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnedPart {
    /// Its name in the model.
    pub name: &'static str,
    /// Rows it has seen.
    pub rows: usize,
    /// Those that were what it looks for.
    pub positives: usize,
    /// Trees that it kept.
    pub trees: usize,
}

/// A part that was not learned, for it has too few positives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOutPart {
    /// Its name in the model.
    pub name: &'static str,
    /// Rows that were what it looks for, without those that are only learned from.
    pub positives: usize,
    /// How many it takes.
    pub needed: usize,
}

/// An input with what is true of it.
pub(super) struct Labelled {
    pub(super) observed: Observed,
    pub(super) labels: Vec<Label>,
    /// Only learned from.
    pub(super) is_further: bool,
}

impl Labelled {
    /// Ids of the meters that were measured, in the order of their measures.
    fn meter_ids(&self) -> impl Iterator<Item = &str> {
        let names = self.observed.tables.readings.names();
        self.observed.measured.subjects.iter().map(|meter| &*names[*meter as usize])
    }

    fn has_labelled_meter(&self) -> bool {
        let labels = self.labels.iter().filter(|label| !label.is_feeder);
        let labelled: HashSet<&str> = labels.map(|label| &*label.subject).collect();
        self.meter_ids().any(|id| labelled.contains(id))
    }
}

/// Share of normal customers that may reach the alarm level where only days are known: a street lamp
/// and a rig look alike by day, and among simulated hosts of other kinds than those learned from
/// seven times as many did.
const DAILY_FALSE_ALARMS: f64 = 0.001;

/// Rows of one question.
struct Table {
    name: &'static str,
    place: fn(&mut Model) -> &mut Option<Ensemble>,
    columns: Vec<String>,
    rows: Vec<f32>,
    labels: Vec<bool>,
    customers: Vec<u64>,
    folds: Vec<i64>,
    further: Vec<bool>,
    /// Share of normal customers that may reach the alarm level, where it is not that of the options.
    false_alarms: Option<f64>,
}

/// Learns all parts, and scores out of fold if that is asked for.
pub(super) fn learn(inputs: &[Labelled], options: &LearningOptions) -> Result<Learned, LearningError> {
    let tables = tables(inputs);
    if !inputs.iter().any(Labelled::has_labelled_meter) {
        return Err(LearningError::NoLabels {
            labels: inputs.iter().map(|input| input.labels.len()).sum(),
            subjects: inputs.iter().map(|input| input.observed.measured.subjects.len()).sum(),
        });
    }
    let (tables, few): (Vec<Table>, Vec<Table>) =
        tables.into_iter().partition(|table| table.judged_positives() >= LEAST_POSITIVES);
    let few = few.into_iter().map(|table| (table.name, table.judged_positives())).filter(|(_, n)| *n > 0);
    let left_out: Vec<LeftOutPart> =
        few.map(|(name, positives)| LeftOutPart { name, positives, needed: LEAST_POSITIVES }).collect();
    let (model, parts) = fit(&tables, &options.training, None)?;
    if parts.is_empty() {
        return Err(left_out.first().map_or(LearningError::OneKind, |part| LearningError::TooFew(*part)));
    }
    let out_of_fold =
        options.out_of_fold.then(|| out_of_fold(inputs, &tables, &options.training)).transpose()?;
    Ok(Learned { model, parts, left_out, out_of_fold })
}

/// Fits every part that has rows of both kinds, without customers who are in fold `without`.
fn fit(
    tables: &[Table],
    options: &TrainingOptions,
    without: Option<i64>,
) -> Result<(Model, Vec<LearnedPart>), TrainingError> {
    let fitted: Vec<_> = tables.par_iter().map(|table| table.fit(options, without)).collect();
    let (mut model, mut parts) = (Model::UNTRAINED, Vec::new());
    for (table, fitted) in tables.iter().zip(fitted) {
        if let Some((ensemble, rows, positives)) = fitted? {
            parts.push(LearnedPart { name: table.name, rows, positives, trees: ensemble.trees() });
            *(table.place)(&mut model) = Some(ensemble);
        }
    }
    Ok((model, parts))
}

impl Table {
    fn new(name: &'static str, place: fn(&mut Model) -> &mut Option<Ensemble>, columns: Vec<String>) -> Self {
        let (rows, labels, customers, folds, further) = Default::default();
        Self { name, place, columns, rows, labels, customers, folds, further, false_alarms: None }
    }

    fn push(&mut self, row: &[f32], label: &Label, is_further: bool) {
        self.rows.extend_from_slice(row);
        self.labels.push(label.kind.is_some());
        self.further.push(is_further);
        self.customers.push(customer_of(label));
        self.folds.push(fold_of(label));
    }

    /// Rows that are what is looked for, without those that are only learned from.
    fn judged_positives(&self) -> usize {
        self.labels.iter().zip(&self.further).filter(|(label, further)| **label && !**further).count()
    }

    fn fit(
        &self,
        options: &TrainingOptions,
        without: Option<i64>,
    ) -> Result<Option<(Ensemble, usize, usize)>, TrainingError> {
        let rows = 0..self.labels.len();
        let left_out: HashSet<u64> = rows
            .clone()
            .filter(|row| Some(self.folds[*row]) == without)
            .map(|row| self.customers[row])
            .collect();
        let kept: Vec<usize> = rows.filter(|row| !left_out.contains(&self.customers[*row])).collect();
        let width = self.columns.len();
        let rows: Vec<f32> =
            kept.iter().flat_map(|row| &self.rows[row * width..][..width]).copied().collect();
        let labels: Vec<bool> = kept.iter().map(|row| self.labels[*row]).collect();
        let groups: Vec<u64> = kept.iter().map(|row| self.customers[*row]).collect();
        let further: Vec<bool> = kept.iter().map(|row| self.further[*row]).collect();
        // What nothing can be judged by is not learned.
        let judged = |wanted: bool| labels.iter().zip(&further).any(|(label, f)| !f && *label == wanted);
        if !judged(true) || !judged(false) {
            return Ok(None);
        }
        let positives = labels.iter().filter(|label| **label).count();
        let names: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let weights: Vec<f32> =
            further.iter().map(|further| if *further { FURTHER_WEIGHT } else { 1.0 }).collect();
        let (labels, groups) = (&labels, &groups);
        let false_alarms = self.false_alarms.unwrap_or(options.false_alarms);
        let options = &TrainingOptions { false_alarms, ..*options };
        let set =
            TrainingSet { names: &names, rows: &rows, labels, groups, weights: &weights, further: &further };
        let ensemble = train(&set, options)?;
        // Where no measure parts any rows, no tree grows.
        Ok((ensemble.trees() > 0).then_some((ensemble, labels.len(), positives)))
    }
}

/// Whose a subject is: rows of one customer are never held out in part.
fn customer_of(label: &Label) -> u64 {
    number_of(label.host.as_deref().unwrap_or(&label.subject))
}

/// A name as a number; the same on every machine.
pub(super) fn number_of(name: &str) -> u64 {
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(name)
}

fn fold_of(label: &Label) -> i64 {
    label.fold.unwrap_or_else(|| (customer_of(label) >> 32) as i64 % FOLDS)
}

/// Rows of all parts.
///
/// A part learns from inputs in which somebody is what it looks for; others may not have been
/// labelled for it.
fn tables(inputs: &[Labelled]) -> Vec<Table> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut load = Table::new("abnormal_load", |model| &mut model.abnormal_load, names(&MeterRows::NAMES));
    let mut daily_load = Table::new("daily_load", |model| &mut model.daily_load, names(&MeterRows::NAMES));
    daily_load.false_alarms = Some(DAILY_FALSE_ALARMS);
    let mut tampering =
        Table::new("meter_tampering", |model| &mut model.meter_tampering, names(&MeterRows::NAMES));
    let mut daily =
        Table::new("daily_tampering", |model| &mut model.daily_tampering, names(&DailyRows::NAMES));
    for input in inputs {
        let measured = &input.observed.measured;
        let used = |label: &&Label| fold_of(label) >= 0;
        let meters: HashMap<&str, &Label> =
            input.labels.iter().filter(|l| !l.is_feeder).filter(used).map(|l| (&*l.subject, l)).collect();
        let add = |table: &mut Table, kind: DetectionKind, values: &[f32]| {
            if !meters.values().any(|label| label.kind == Some(kind)) {
                return;
            }
            for (id, row) in input.meter_ids().zip(values.chunks_exact(table.columns.len())) {
                if let Some(label) = meters.get(id).filter(|l| l.kind.is_none() || l.kind == Some(kind)) {
                    table.push(row, label, input.is_further);
                }
            }
        };
        let rows = MeterRows::of(&measured.meters).values;
        let profiles: Option<Vec<DailyProfile>> =
            measured.meters.iter().map(|meter| meter.daily.as_deref().copied()).collect();
        if let Some(profiles) = profiles {
            add(&mut daily_load, DetectionKind::AbnormalLoad, &rows);
            add(&mut daily, DetectionKind::MeterTampering, &DailyRows::of(&profiles).values);
        } else {
            add(&mut load, DetectionKind::AbnormalLoad, &rows);
            add(&mut tampering, DetectionKind::MeterTampering, &rows);
        }
    }
    vec![load, daily_load, tampering, daily]
}

/// Scores of what is labelled, by models of the other folds.
fn out_of_fold(
    inputs: &[Labelled],
    tables: &[Table],
    options: &TrainingOptions,
) -> Result<Vec<Score>, TrainingError> {
    let folds: BTreeSet<i64> =
        inputs.iter().flat_map(|input| &input.labels).map(fold_of).filter(|fold| *fold >= 0).collect();
    let of_folds: Vec<Vec<Score>> = folds
        .into_iter()
        .collect::<Vec<i64>>()
        .into_par_iter()
        .map(|fold| {
            let detector = Detector { model: fit(tables, options, Some(fold))?.0, threshold: None };
            let judged = inputs.iter().filter(|input| !input.is_further);
            Ok(judged.flat_map(|input| scores_of_fold(input, &detector, fold)).collect())
        })
        .collect::<Result<_, TrainingError>>()?;
    Ok(of_folds.into_iter().flatten().collect())
}

/// What a detector says of the labelled subjects of a fold.
fn scores_of_fold(input: &Labelled, detector: &Detector, fold: i64) -> Vec<Score> {
    let of_fold = input.labels.iter().filter(|label| fold_of(label) == fold);
    let wanted: HashSet<(&str, bool)> = of_fold.map(|label| (&*label.subject, label.is_feeder)).collect();
    let mut scores = input.observed.judge(detector).scores();
    scores.retain(|score| {
        let subject = score.meter_id.as_deref().or(score.feeder_id.as_deref()).unwrap_or_default();
        wanted.contains(&(subject, score.meter_id.is_none()))
    });
    scores
}
