//! Owns what each part of the model learns from which rows, and scores of what it has not seen.
//! Does not read files.

use super::{Learned, LearningError, LearningOptions, observe::Observed};
use crate::{
    detect::{
        Detector, Finding, MeterRows,
        daily::{DailyProfile, DailyRows},
        feeder::FeederMeasures,
        model::{Ensemble, Model, TrainingError, TrainingOptions, TrainingSet, train},
    },
    io::{Label, Score},
    meter::DetectionKind,
};
use rayon::prelude::*;
use std::{
    collections::{BTreeSet, HashMap},
    hash::{BuildHasher, BuildHasherDefault},
};

/// Folds where labels have none.
const FOLDS: i64 = 5;

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

/// Rows of one question.
struct Table {
    name: &'static str,
    place: fn(&mut Model) -> &mut Option<Ensemble>,
    columns: Vec<String>,
    rows: Vec<f32>,
    labels: Vec<bool>,
    customers: Vec<u64>,
    folds: Vec<i64>,
}

/// Learns all parts, and scores out of fold if that is asked for.
pub(super) fn learn(observed: &[Observed], options: &LearningOptions) -> Result<Learned, LearningError> {
    let tables = tables(observed);
    if tables.iter().all(|table| table.labels.is_empty()) {
        return Err(LearningError::NoLabels {
            labels: observed.iter().map(|input| input.labels.len()).sum(),
            subjects: observed.iter().map(|input| input.meter_ids.len() + input.feeder_ids.len()).sum(),
        });
    }
    let (model, parts) = fit(&tables, &options.training, None)?;
    if parts.is_empty() {
        return Err(LearningError::OneKind);
    }
    let out_of_fold =
        options.out_of_fold.then(|| out_of_fold(observed, &tables, &options.training)).transpose()?;
    Ok(Learned { model, parts, out_of_fold })
}

/// Fits every part that has rows of both kinds, without those of fold `without`.
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
        let (rows, labels, customers, folds) = Default::default();
        Self { name, place, columns, rows, labels, customers, folds }
    }

    fn push(&mut self, row: &[f32], label: &Label, positive: bool) {
        self.rows.extend_from_slice(row);
        self.labels.push(positive);
        self.customers.push(customer_of(label));
        self.folds.push(fold_of(label));
    }

    fn fit(
        &self,
        options: &TrainingOptions,
        without: Option<i64>,
    ) -> Result<Option<(Ensemble, usize, usize)>, TrainingError> {
        let kept: Vec<usize> = (0..self.labels.len())
            .filter(|row| without.is_none_or(|fold| self.folds[*row] != fold))
            .collect();
        let width = self.columns.len();
        let rows: Vec<f32> =
            kept.iter().flat_map(|row| &self.rows[row * width..][..width]).copied().collect();
        let labels: Vec<bool> = kept.iter().map(|row| self.labels[*row]).collect();
        let groups: Vec<u64> = kept.iter().map(|row| self.customers[*row]).collect();
        let positives = labels.iter().filter(|label| **label).count();
        if positives == 0 || positives == labels.len() {
            return Ok(None);
        }
        let names: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let set = TrainingSet { names: &names, rows: &rows, labels: &labels, groups: &groups, weights: &[] };
        Ok(Some((train(&set, options)?, labels.len(), positives)))
    }
}

/// Whose a subject is: rows of one customer are never held out in part.
pub(super) fn customer_of(label: &Label) -> u64 {
    let hasher = BuildHasherDefault::<rustc_hash::FxHasher>::default();
    hasher.hash_one(label.host.as_deref().unwrap_or(&label.subject))
}

fn fold_of(label: &Label) -> i64 {
    label.fold.unwrap_or_else(|| (customer_of(label) >> 32) as i64 % FOLDS)
}

/// Rows of all parts.
///
/// A part learns from inputs in which somebody is what it looks for; others may not have been
/// labelled for it. Customers that are in several folds are not learned from meter by meter: they
/// could not be held out.
fn tables(observed: &[Observed]) -> Vec<Table> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut load = Table::new("abnormal_load", |model| &mut model.abnormal_load, names(&MeterRows::NAMES));
    let mut tampering =
        Table::new("meter_tampering", |model| &mut model.meter_tampering, names(&MeterRows::NAMES));
    let mut daily =
        Table::new("daily_tampering", |model| &mut model.daily_tampering, names(&DailyRows::NAMES));
    let feeder = || names(&FeederMeasures::NAMES);
    let mut tap = Table::new("unauthorised_connection", |model| &mut model.unauthorised_connection, feeder());
    let mut leak = Table::new("feeder_tampering", |model| &mut model.feeder_tampering, feeder());
    for input in observed {
        let used = |label: &&Label| fold_of(label) >= 0;
        let meters: HashMap<&str, &Label> =
            input.labels.iter().filter(|l| !l.is_feeder).filter(used).map(|l| (&*l.subject, l)).collect();
        let feeders: HashMap<&str, &Label> =
            input.labels.iter().filter(|l| l.is_feeder).filter(used).map(|l| (&*l.subject, l)).collect();
        let has =
            |labels: &HashMap<&str, &Label>, kind| labels.values().any(|label| label.kind == Some(kind));

        let add = |table: &mut Table, kind: DetectionKind, values: &[f32]| {
            if !has(&meters, kind) {
                return;
            }
            for (id, row) in input.meter_ids.iter().zip(values.chunks_exact(table.columns.len())) {
                if let Some(label) = meters.get(&**id).filter(|l| l.kind.is_none() || l.kind == Some(kind)) {
                    table.push(row, label, label.kind.is_some());
                }
            }
        };
        let rows = MeterRows::of(&input.meters).values;
        add(&mut load, DetectionKind::AbnormalLoad, &rows);
        let profiles: Option<Vec<DailyProfile>> =
            input.meters.iter().map(|meter| meter.daily.as_deref().copied()).collect();
        match profiles {
            Some(profiles) => {
                add(&mut daily, DetectionKind::MeterTampering, &DailyRows::of(&profiles).values);
            }
            None => add(&mut tampering, DetectionKind::MeterTampering, &rows),
        }
        for (id, measures) in input.feeder_ids.iter().zip(&input.feeders) {
            let Some(label) = feeders.get(&**id) else { continue };
            // Either kind of theft is no example of the other, nor of nothing.
            for (table, kind) in [
                (&mut tap, DetectionKind::UnauthorisedConnection),
                (&mut leak, DetectionKind::MeterTampering),
            ] {
                table.push(&measures.values, label, label.kind == Some(kind));
            }
        }
    }
    load.forget_wanderers();
    tampering.forget_wanderers();
    daily.forget_wanderers();
    vec![load, tampering, daily, tap, leak]
}

impl Table {
    /// Drops rows of customers that are in several folds.
    fn forget_wanderers(&mut self) {
        let mut fold_of: HashMap<u64, Option<i64>> = HashMap::new();
        for (customer, fold) in self.customers.iter().zip(&self.folds) {
            fold_of
                .entry(*customer)
                .and_modify(|known| *known = known.filter(|known| known == fold))
                .or_insert(Some(*fold));
        }
        let keep: Vec<bool> = self.customers.iter().map(|customer| fold_of[customer].is_some()).collect();
        let width = self.columns.len();
        let mut at = 0..;
        self.rows.retain(|_| at.next().is_some_and(|at: usize| keep[at / width]));
        let mut flags = keep.iter();
        self.labels.retain(|_| flags.next() == Some(&true));
        let mut flags = keep.iter();
        self.folds.retain(|_| flags.next() == Some(&true));
        let mut flags = keep.iter();
        self.customers.retain(|_| flags.next() == Some(&true));
    }
}

/// Scores of what is labelled, by models of the other folds.
fn out_of_fold(
    observed: &[Observed],
    tables: &[Table],
    options: &TrainingOptions,
) -> Result<Vec<Score>, TrainingError> {
    let folds: BTreeSet<i64> =
        observed.iter().flat_map(|input| &input.labels).map(fold_of).filter(|fold| *fold >= 0).collect();
    let folds: Vec<i64> = folds.into_iter().collect();
    let of_folds: Vec<_> = folds
        .par_iter()
        .map(|&fold| {
            let (model, _) = fit(tables, options, Some(fold))?;
            let detector = Detector { model };
            Ok(observed.iter().flat_map(|input| judged(input, &detector, fold)).collect::<Vec<Score>>())
        })
        .collect::<Result<_, TrainingError>>()?;
    Ok(of_folds.into_iter().flatten().collect())
}

/// What a detector says of the labelled subjects of a fold.
fn judged(input: &Observed, detector: &Detector, fold: i64) -> Vec<Score> {
    let wanted: HashMap<(&str, bool), &Label> = input
        .labels
        .iter()
        .filter(|label| fold_of(label) == fold)
        .map(|label| ((&*label.subject, label.is_feeder), label))
        .collect();
    let mut scores = Vec::new();
    let mut say = |id: &str, is_feeder: bool, finding: &Finding| {
        if wanted.contains_key(&(id, is_feeder)) {
            scores.push(Score {
                meter_id: (!is_feeder).then(|| id.to_owned()),
                feeder_id: is_feeder.then(|| id.to_owned()),
                kind: finding.kind,
                score: finding.score,
                first_seen_s: finding.first_seen_s,
                kw: finding.kw,
            });
        }
    };
    if input.feeders.is_empty() {
        for (id, findings) in input.meter_ids.iter().zip(detector.judge_meters(&input.meters)) {
            say(id, false, &findings.abnormal_load);
            say(id, false, &findings.tampering);
        }
    }
    for ((id, findings), meters) in
        input.feeder_ids.iter().zip(detector.judge_feeders(&input.feeders)).zip(&input.feeder_meters)
    {
        say(id, true, &findings.unauthorised_connection);
        say(id, true, &findings.tampering);
        for (meter, finding) in meters.iter().zip(&findings.culprits) {
            say(meter, false, finding);
        }
    }
    scores
}
