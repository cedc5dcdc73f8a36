//! Tests of training and scoring as a whole.

use super::{
    Ensemble, Explainer, Model, ModelError, SHIPPED, TrainingError, TrainingOptions, TrainingSet, train,
};
use crate::Detector;
use hashatlas_stats::Random;
use proptest::prelude::*;

/// Rows of three columns: the sign of `a × b` is the answer, `c` is noise; some of each missing.
struct Table {
    rows: Vec<f32>,
    labels: Vec<bool>,
    groups: Vec<u64>,
}

const NAMES: [&str; 3] = ["a", "b", "c"];

fn table(count: usize, seed: u64, missing: f64) -> Table {
    let mut random = Random::new(seed);
    let mut table = Table { rows: Vec::new(), labels: Vec::new(), groups: Vec::new() };
    for row in 0..count {
        let values = [(); 3].map(|()| random.uniform() as f32 * 2.0 - 1.0);
        table.labels.push(values[0] * values[1] > 0.0);
        table.rows.extend(values.map(|value| if random.uniform() < missing { f32::NAN } else { value }));
        table.groups.push(row as u64 / 2);
    }
    table
}

/// Rows that count alike, none of them only to learn from.
fn plain<'a>(
    names: &'a [&'a str],
    rows: &'a [f32],
    labels: &'a [bool],
    groups: &'a [u64],
) -> TrainingSet<'a> {
    TrainingSet { names, rows, labels, groups, ..TrainingSet::default() }
}

impl Table {
    fn set(&self) -> TrainingSet<'_> {
        plain(&NAMES, &self.rows, &self.labels, &self.groups)
    }

    fn right(&self, ensemble: &Ensemble) -> f64 {
        let mut scores = vec![0.0; self.labels.len()];
        ensemble.score_into(&self.rows, &mut scores);
        let right =
            scores.iter().zip(&self.labels).filter(|(score, label)| (**score > 0.5) == **label).count();
        right as f64 / self.labels.len() as f64
    }
}

fn small() -> TrainingOptions {
    TrainingOptions {
        trees: 60,
        depth: 3,
        learning_rate: 0.2,
        feature_share: 1.0,
        folds: 3,
        ..TrainingOptions::default()
    }
}

#[test]
fn learns_an_interaction_that_no_feature_shows_alone() {
    let ensemble = train(&table(2000, 1, 0.0).set(), &small()).unwrap().ensemble;
    let right = table(2000, 2, 0.0).right(&ensemble);
    assert!(right > 0.93, "{right}");
}

#[test]
fn learns_from_what_is_missing() {
    // The value says nothing, its absence all.
    let mut random = Random::new(5);
    let labels: Vec<bool> = (0..600).map(|_| random.uniform() < 0.3).collect();
    let rows: Vec<f32> =
        labels.iter().map(|label| if *label { f32::NAN } else { random.uniform() as f32 }).collect();
    let groups: Vec<u64> = (0..600).collect();
    let set = plain(&["a"], &rows, &labels, &groups);
    let ensemble = train(&set, &small()).unwrap().ensemble;
    assert!(ensemble.score(&[f32::NAN]) > 0.9);
    assert!(ensemble.score(&[0.5]) < 0.1);
}

#[test]
fn the_same_seed_gives_the_same_ensemble_and_another_seed_another() {
    let table = table(500, 3, 0.1);
    let options = TrainingOptions { feature_share: 0.5, runs: 2, ..small() };
    let first = train(&table.set(), &options).unwrap().ensemble;
    assert_eq!(first, train(&table.set(), &options).unwrap().ensemble);
    assert_ne!(first, train(&table.set(), &TrainingOptions { seed: 2, ..options }).unwrap().ensemble);
}

#[test]
fn noise_is_given_up_early_and_scored_near_the_share_of_positives() {
    let mut random = Random::new(9);
    let labels: Vec<bool> = (0..1000).map(|_| random.uniform() < 0.1).collect();
    let rows: Vec<f32> = labels.iter().flat_map(|_| [(); 3].map(|()| random.uniform() as f32)).collect();
    let groups: Vec<u64> = (0..1000).collect();
    let set = plain(&NAMES, &rows, &labels, &groups);
    let ensemble = train(&set, &small()).unwrap().ensemble;
    assert!(ensemble.trees() < 30, "{}", ensemble.trees());
    let share = labels.iter().filter(|label| **label).count() as f32 / 1000.0;
    let mut scores = vec![0.0; 1000];
    ensemble.score_into(&rows, &mut scores);
    let mean = scores.iter().sum::<f32>() / 1000.0;
    assert!((mean - share).abs() < 0.03, "{mean} for {share}");
}

#[test]
fn what_is_only_learned_from_moves_neither_calibration_nor_alarm_level() {
    // One row in ten is positive and nothing tells which; the further rows are all positive.
    let labels: Vec<bool> = (0..800).map(|row| row >= 400 || row % 10 == 0).collect();
    let further: Vec<bool> = (0..800).map(|row| row >= 400).collect();
    let rows = vec![1.0_f32; 800];
    let groups: Vec<u64> = (0..800).collect();
    let all = plain(&["a"], &rows, &labels, &groups);
    let score = |set: &TrainingSet| train(set, &small()).unwrap().ensemble.score(&[1.0]);
    assert!((score(&TrainingSet { further: &further, ..all }) - 0.1).abs() < 0.03);
    assert!(score(&all) > 0.5);
}

#[test]
fn weights_move_scores() {
    let labels: Vec<bool> = (0..400).map(|row| row % 4 == 0).collect();
    let rows = vec![1.0_f32; 400];
    let groups: Vec<u64> = (0..400).collect();
    let weights: Vec<f32> = labels.iter().map(|label| if *label { 3.0 } else { 1.0 }).collect();
    let set = TrainingSet { weights: &weights, ..plain(&["a"], &rows, &labels, &groups) };
    let score = train(&set, &small()).unwrap().ensemble.score(&[1.0]);
    assert!((score - 0.5).abs() < 0.02, "{score}");
}

#[test]
fn stores_and_reads_back_the_same() {
    let ensemble = train(&table(500, 4, 0.2).set(), &small()).unwrap().ensemble;
    let stored = serde_json::to_string(&ensemble).unwrap();
    assert_eq!(ensemble, serde_json::from_str(&stored).unwrap());
}

#[test]
fn refuses_what_does_not_fit() {
    let table = table(20, 1, 0.0);
    let error = train(&TrainingSet { rows: &table.rows[1..], ..table.set() }, &small()).unwrap_err();
    assert_eq!(error, TrainingError::Shape { what: "rows", expected: 60, found: 59 });
    let labels = [false; 20];
    let error = train(&TrainingSet { labels: &labels, ..table.set() }, &small()).unwrap_err();
    assert_eq!(error, TrainingError::OneKind { positives: 0, negatives: 20 });
}

#[test]
fn an_ensemble_refuses_other_features_and_malformed_trees() {
    let ensemble = train(&table(500, 4, 0.0).set(), &small()).unwrap().ensemble;
    assert_eq!(ensemble.check(&NAMES), Ok(()));
    let other = ensemble.check(&["a", "x", "c"]).unwrap_err();
    assert_eq!(other.to_string(), "the model expects feature \"b\" in column 1, found \"x\"");
    assert!(ensemble.check(&NAMES[..2]).is_err());
    let spoilt = |spoil: fn(&mut Ensemble)| {
        let mut spoilt = ensemble.clone();
        spoil(&mut spoilt);
        spoilt.check(&NAMES).unwrap_err().to_string()
    };
    for (said, spoil) in [
        ("tree 0 of the model", (|of| of.trees[0].splits[0].feature = 9) as fn(&mut Ensemble)),
        ("tree 0 of the model is malformed: a leaf that is no number", |of| {
            of.trees[0].leaves[0] = f32::INFINITY;
        }),
        ("alarm_score of the model: expected 0 to 1, found 7", |of| of.alarm_score = 7.0),
        ("calibration.slope of the model: expected a number above 0, found -1", |of| {
            of.calibration.slope = -1.0;
        }),
        ("trees of the model: expected one or more, found 0", |of| of.trees.clear()),
        ("the borders of \"a\" are not ascending numbers: 2 before 1", |of| {
            of.features[0].borders.0.splice(.., [2.0, 1.0]);
        }),
        ("the borders of \"a\" are not ascending numbers", |of| of.features[0].borders.0[0] = f32::NAN),
    ] {
        let found = spoilt(spoil);
        assert!(found.starts_with(said), "{found}");
    }
}

#[test]
fn a_model_without_a_part_is_none_and_a_bad_part_is_named() {
    assert_eq!(Detector::new(Model::from_json("{}").unwrap()).unwrap_err(), ModelError::NoPart);
    let mut model = Model::default();
    model.meter_tampering = model.abnormal_load.clone();
    model.meter_tampering.as_mut().unwrap().alarm_score = -0.5;
    let said = Detector::new(model).unwrap_err().to_string();
    assert_eq!(said, "meter_tampering: alarm_score of the model: expected 0 to 1, found -0.5");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn contributions_sum_to_the_score(seed in 0_u64..1000, missing in 0.0..0.4) {
        let table = table(300, seed, missing);
        let ensemble = train(&table.set(), &TrainingOptions { trees: 20, ..small() }).unwrap().ensemble;
        let explainer = Explainer::new(&ensemble);
        for row in table.rows.chunks(3).take(20) {
            let score = ensemble.score(row);
            let sum: f32 = explainer.contributions(row, "").iter().map(|part| part.log_odds).sum();
            let log_odds = (score / (1.0 - score)).ln();
            prop_assert!((explainer.base_log_odds("") + sum - log_odds).abs() < 2e-3, "{log_odds}");
        }
    }

    #[test]
    fn blocks_score_as_single_rows_do(seed in 0_u64..1000, count in 1_usize..200) {
        let table = table(300, seed, 0.3);
        let ensemble = train(&table.set(), &TrainingOptions { trees: 20, folds: 0, ..small() }).unwrap().ensemble;
        let mut scores = vec![0.0; count];
        ensemble.score_into(&table.rows[..3 * count], &mut scores);
        for (row, score) in table.rows.chunks(3).zip(scores) {
            prop_assert_eq!(ensemble.score(row).to_bits(), score.to_bits());
            prop_assert!((0.0..=1.0).contains(&score));
        }
    }
}

#[test]
fn the_shipped_model_fits_the_measures() {
    let model = Model::from_json(SHIPPED).expect("well formed");
    assert_eq!(model, Model::default());
    let alarm = model.abnormal_load.as_ref().expect("a part for loads").alarm_score;
    assert!(alarm > 0.0 && alarm < 1.0, "{alarm}");
    assert!(model.daily_load.is_some(), "a part for daily readings");
    let parts = [&model.abnormal_load, &model.known_load, &model.daily_load].into_iter().flatten().count();
    Detector::new(model)
        .expect("after a change of measures the model has to be learned anew: docs/detection.md");
    assert!(SHIPPED.len() < parts << 19, "{} bytes", SHIPPED.len());
}
