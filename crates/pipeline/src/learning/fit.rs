//! Owns what each part of the model learns from which rows, and scores of what it has not seen.
//! Does not read files.

use super::{Learned, LearningError, LearningOptions, Teaches};
use crate::{
    detect::{
        Detector, MeterClass, MeterMeasures, MeterRows, ReferenceGroup,
        daily::{DailyProfile, DailyRows},
        model::{Ensemble, Model, Trained, TrainingError, TrainingOptions, TrainingSet, train},
    },
    detecting::Observed,
    io::{Label, Score},
    meter::DetectionKind,
};
use rayon::prelude::*;
use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, BuildHasherDefault},
};

/// Folds where labels have none.
const FOLDS: i64 = 5;
/// Parts with fewer positives are not learned: of five folds that are held out in turn each would have
/// less than two to tell how many trees are enough, what a score means and when to raise an alarm.
const LEAST_POSITIVES: usize = 2 * FOLDS as usize;
/// What a row counts that is only learned from: it repeats a customer or is simulated.
const FURTHER_WEIGHT: f32 = 0.5;
/// What honest customers of other inputs count where known programmes are learned: enough to keep everyday
/// causes quiet, too little to push their own hosts aside.
const OTHERS_WEIGHT: f32 = 0.15;
/// Part of the false alarms that the part for known programmes may raise: the larger it is, the fewer loads
/// that were always there are found (docs/detection.md).
const KNOWN_SHARE: f64 = 0.2;

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
    /// Which part for loads learns from its rigs.
    pub(super) teaches: Teaches,
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

/// False alarms a week of a normal customer that are allowed where only days are known: a street lamp
/// and a rig look alike by day, and among simulated hosts of other kinds than those learned from
/// seven times as many did.
const DAILY_FALSE_ALARMS: f64 = 0.000_2;

/// Rows of one question.
struct Table {
    name: &'static str,
    kind: DetectionKind,
    place: fn(&mut Model) -> &mut Option<Ensemble>,
    columns: Vec<String>,
    /// Input and meter of each row.
    subjects: Vec<(usize, String)>,
    rows: Vec<f32>,
    labels: Vec<bool>,
    customers: Vec<u64>,
    folds: Vec<i64>,
    weeks: Vec<f32>,
    classes: Vec<u8>,
    further: Vec<bool>,
    weights: Vec<f32>,
    /// False alarms a week that are allowed, where they are not those of the options.
    false_alarms: Option<f64>,
    /// Part of those of the options that are allowed.
    share: f64,
    /// Whether it is the part for known programmes.
    is_known: bool,
}

/// Learns all parts, and scores out of fold if that is asked for.
pub(super) fn learn(inputs: &[Labelled], options: &LearningOptions) -> Result<Learned, LearningError> {
    let reference = reference(inputs);
    let tables = tables(inputs, &reference);
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
    let (mut model, parts, held_out) = fit(&tables, &options.training)?;
    if parts.is_empty() {
        return Err(left_out.first().map_or(LearningError::OneKind, |part| LearningError::TooFew(*part)));
    }
    model.reference = reference;
    let out_of_fold = options.out_of_fold.then(|| out_of_fold(inputs, &model, &held_out));
    Ok(Learned { model, parts, left_out, out_of_fold })
}

/// Scores by trees that have not seen the customer, by input, meter and kind of finding.
type HeldOut<'a> = HashMap<(usize, &'a str, DetectionKind), f32>;

/// Fits every part that has rows of both kinds.
fn fit<'a>(
    tables: &'a [Table],
    options: &TrainingOptions,
) -> Result<(Model, Vec<LearnedPart>, HeldOut<'a>), TrainingError> {
    let fitted: Vec<_> = tables.par_iter().map(|table| table.fit(options)).collect();
    let (mut model, mut parts, mut held_out) = (Model::UNTRAINED, Vec::new(), HeldOut::default());
    for (table, fitted) in tables.iter().zip(fitted) {
        let Some(Trained { ensemble, held_out: scores }) = fitted? else { continue };
        let (rows, trees) = (table.labels.len(), ensemble.trees());
        let positives = table.labels.iter().filter(|label| **label).count();
        parts.push(LearnedPart { name: table.name, rows, positives, trees });
        *(table.place)(&mut model) = Some(ensemble);
        let subjects = table.subjects.iter().map(|(input, meter)| (*input, &**meter, table.kind));
        let known = model.known_load.as_ref().filter(|_| table.is_known);
        if let Some((first, known)) = model.abnormal_load.as_ref().zip(known) {
            for ((subject, class), score) in subjects.zip(&table.classes).zip(scores) {
                let aligned = first.aligned(known, MeterClass::NAMES[usize::from(*class)], score);
                held_out.entry(subject).and_modify(|of_first| *of_first = of_first.max(aligned));
            }
        } else {
            held_out.extend(subjects.zip(scores));
        }
    }
    Ok((model, parts, held_out))
}

impl Table {
    fn new(
        name: &'static str,
        kind: DetectionKind,
        place: fn(&mut Model) -> &mut Option<Ensemble>,
        columns: &[&str],
    ) -> Self {
        Self {
            name,
            kind,
            place,
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            subjects: Vec::new(),
            rows: Vec::new(),
            labels: Vec::new(),
            customers: Vec::new(),
            folds: Vec::new(),
            weeks: Vec::new(),
            classes: Vec::new(),
            further: Vec::new(),
            weights: Vec::new(),
            false_alarms: None,
            share: 1.0,
            is_known: false,
        }
    }

    /// What a row of an input counts here, and whether it is only learned from.
    fn standing(&self, input: &Labelled, is_positive: bool) -> (f32, bool) {
        let weight = if input.is_further { FURTHER_WEIGHT } else { 1.0 };
        match (self.is_known, input.teaches) {
            (true, Teaches::Any) if is_positive => (0.0, true),
            (true, Teaches::Any) => (OTHERS_WEIGHT * weight, input.is_further),
            (false, Teaches::Known) => (0.0, true),
            _ => (weight, input.is_further),
        }
    }

    fn push(&mut self, row: &[f32], meter: &MeterMeasures, label: &Label, is_further: bool, weight: f32) {
        self.rows.extend_from_slice(row);
        self.labels.push(label.kind.is_some());
        self.further.push(is_further);
        self.weights.push(weight);
        self.customers.push(customer_of(label));
        self.folds.push(fold_of(label));
        self.weeks.push(label.weeks.map_or(meter.weeks, |weeks| weeks as f32));
        self.classes.push(MeterClass::of(meter).index() as u8);
    }

    /// False alarms of each class. Of a class behind which no rig of a known programme was seen, the part for
    /// these knows nothing.
    fn class_shares(&self) -> [f64; MeterClass::NAMES.len()] {
        let mut shares = MeterClass::FALSE_ALARMS;
        for (class, share) in shares.iter_mut().enumerate() {
            let mut rows = self.classes.iter().zip(&self.labels).zip(&self.further);
            if self.is_known
                && !rows.any(|((of, label), further)| usize::from(*of) == class && *label && !further)
            {
                *share = 0.0;
            }
        }
        shares
    }

    /// Rows that are what is looked for, without those that are only learned from.
    fn judged_positives(&self) -> usize {
        self.labels.iter().zip(&self.further).filter(|(label, further)| **label && !**further).count()
    }

    /// What is learned; nothing where no rows of both kinds are judged, or no measure parts them.
    fn fit(&self, options: &TrainingOptions) -> Result<Option<Trained>, TrainingError> {
        // What nothing can be judged by is not learned.
        let judged =
            |wanted: bool| self.labels.iter().zip(&self.further).any(|(label, f)| !f && *label == wanted);
        if !judged(true) || !judged(false) {
            return Ok(None);
        }
        let names: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let false_alarms = self.false_alarms.unwrap_or(options.false_alarms * self.share);
        // Rows of a customer are held out together, wherever their labels put them.
        let mut fold_of_customer = HashMap::new();
        let folds: Vec<i64> = self
            .customers
            .iter()
            .zip(&self.folds)
            .map(|(customer, fold)| *fold_of_customer.entry(*customer).or_insert(*fold))
            .collect();
        let set = TrainingSet {
            names: &names,
            rows: &self.rows,
            labels: &self.labels,
            groups: &self.customers,
            weights: &self.weights,
            further: &self.further,
            folds: &folds,
            weeks: &self.weeks,
            classes: &self.classes,
            class_names: &MeterClass::NAMES,
            class_shares: &self.class_shares(),
        };
        let trained = train(&set, &TrainingOptions { false_alarms, ..*options })?;
        Ok((trained.ensemble.trees() > 0).then_some(trained))
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

/// What is usual among customers of whom nothing is known but good, of readings finer than days.
fn reference(inputs: &[Labelled]) -> Vec<ReferenceGroup> {
    let mut customers = Vec::new();
    for input in inputs {
        let normal: HashSet<&str> = input
            .labels
            .iter()
            .filter(|label| !label.is_feeder && label.kind.is_none())
            .map(|label| &*label.subject)
            .collect();
        let measured = input.meter_ids().zip(&input.observed.measured.meters);
        customers.extend(
            measured
                .filter(|(id, meter)| meter.daily.is_none() && normal.contains(id))
                .map(|(_, meter)| meter),
        );
    }
    ReferenceGroup::of_all(&customers)
}

/// Rows of all parts.
///
/// A part learns from inputs in which somebody is what it looks for; others may not have been
/// labelled for it.
fn tables(inputs: &[Labelled], reference: &[ReferenceGroup]) -> Vec<Table> {
    use DetectionKind::{AbnormalLoad, MeterTampering};
    let mut load = Table::new("abnormal_load", AbnormalLoad, |of| &mut of.abnormal_load, &MeterRows::NAMES);
    let mut daily_load = Table::new("daily_load", AbnormalLoad, |of| &mut of.daily_load, &MeterRows::NAMES);
    daily_load.false_alarms = Some(DAILY_FALSE_ALARMS);
    let mut tampering =
        Table::new("meter_tampering", MeterTampering, |of| &mut of.meter_tampering, &MeterRows::NAMES);
    let mut daily =
        Table::new("daily_tampering", MeterTampering, |of| &mut of.daily_tampering, &DailyRows::NAMES);
    let mut known = Table::new("known_load", AbnormalLoad, |of| &mut of.known_load, &MeterRows::NAMES);
    known.is_known = true;
    let has_known = inputs.iter().any(|input| input.teaches != Teaches::Any);
    if has_known {
        (load.share, known.share) = (1.0 - KNOWN_SHARE, KNOWN_SHARE);
    }
    for (number, input) in inputs.iter().enumerate() {
        let measured = &input.observed.measured;
        let used = |label: &&Label| fold_of(label) >= 0;
        let meters: HashMap<&str, &Label> =
            input.labels.iter().filter(|l| !l.is_feeder).filter(used).map(|l| (&*l.subject, l)).collect();
        let add = |table: &mut Table, values: &[f32]| {
            let kind = Some(table.kind);
            if !meters.values().any(|label| label.kind == kind) {
                return;
            }
            let rows = values.chunks_exact(table.columns.len()).zip(&measured.meters);
            for (id, (row, meter)) in input.meter_ids().zip(rows) {
                if let Some(label) = meters.get(id).filter(|l| l.kind.is_none() || l.kind == kind) {
                    table.subjects.push((number, id.to_owned()));
                    let (weight, is_further) = table.standing(input, label.kind.is_some());
                    table.push(row, meter, label, is_further, weight);
                }
            }
        };
        let rows = MeterRows::of(&measured.meters, reference).values;
        let profiles: Option<Vec<DailyProfile>> =
            measured.meters.iter().map(|meter| meter.daily.as_deref().copied()).collect();
        if let Some(profiles) = profiles {
            add(&mut daily_load, &rows);
            add(&mut daily, &DailyRows::of(&profiles).values);
        } else {
            add(&mut load, &rows);
            if has_known {
                add(&mut known, &rows);
            }
            add(&mut tampering, &rows);
        }
    }
    vec![load, known, daily_load, tampering, daily]
}

/// Scores of what is labelled: dates and powers as the model gives them, which no tree moves, and scores
/// by trees that have not seen the customer.
fn out_of_fold(inputs: &[Labelled], model: &Model, held_out: &HeldOut<'_>) -> Vec<Score> {
    let detector = Detector { model: model.clone(), threshold: None, household_limit_kwh_month: None };
    let judged = inputs.iter().enumerate().filter(|(_, input)| !input.is_further);
    judged
        .flat_map(|(number, input)| {
            let used = input.labels.iter().filter(|label| fold_of(label) >= 0);
            let wanted: HashSet<(&str, bool)> =
                used.map(|label| (&*label.subject, label.is_feeder)).collect();
            let mut scores = input.observed.judge(&detector).scores();
            scores.retain_mut(|score| {
                let Score { meter_id, feeder_id, kind, .. } = score;
                let subject = meter_id.as_deref().or(feeder_id.as_deref()).unwrap_or_default();
                if let Some(unseen) = held_out.get(&(number, subject, *kind)) {
                    score.score = *unseen;
                }
                wanted.contains(&(subject, meter_id.is_none()))
            });
            scores
        })
        .collect()
}
