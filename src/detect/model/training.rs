//! Owns how an ensemble comes about: what is held out, how many trees are kept, calibration and
//! alarm level. Does not grow trees, or read files.

use super::bins::Borders;
use super::boosting::{Binned, grow};
use super::calibration::Calibration;
use super::ensemble::{Ensemble, Feature, Tree};
use super::random::Random;

/// Rows to learn from.
#[derive(Clone, Copy, Debug)]
pub struct TrainingSet<'a> {
    /// Names of the columns.
    pub names: &'a [&'a str],
    /// Row-major values, one column a name; NaN is missing.
    pub rows: &'a [f32],
    /// Whether a row is what is looked for.
    pub labels: &'a [bool],
    /// Rows of one customer share a group, and are never split between what is trained on and
    /// what is held out.
    pub groups: &'a [u64],
    /// How much a row counts; empty for 1 each.
    pub weights: &'a [f32],
    /// Rows that are only learned from, such as simulated ones: what is held out is judged without
    /// them, so that trees, calibration and alarm level are those of the others. Empty for none.
    pub further: &'a [bool],
}

/// How to train.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainingOptions {
    /// What all random choices follow from.
    pub seed: u64,
    /// Most trees of a run; held-out groups say how many are kept.
    pub trees: usize,
    /// Questions of a tree, at most 8.
    pub depth: usize,
    /// Share of a leaf that is taken.
    pub learning_rate: f64,
    /// Draws leaves towards zero, in units of curvature.
    pub l2: f64,
    /// Least curvature (about a quarter of a row while undecided) on either side of a question.
    pub least_curvature: f64,
    /// Share of the rows that choose the questions of a tree.
    pub row_share: f64,
    /// Share of the features a tree may ask about.
    pub feature_share: f64,
    /// Most borders of a feature.
    pub borders: usize,
    /// Runs with other random choices whose mean is taken.
    pub runs: usize,
    /// Parts in which groups are held out; fewer than 2 skips it: all trees are kept, uncalibrated.
    pub folds: usize,
    /// Share of the negative rows that may reach the alarm level.
    pub false_alarms: f64,
}

impl Default for TrainingOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            trees: 300,
            depth: 5,
            learning_rate: 0.05,
            l2: 3.0,
            least_curvature: 1.0,
            row_share: 0.7,
            feature_share: 0.4,
            borders: 62,
            runs: 1,
            folds: 5,
            false_alarms: 0.005,
        }
    }
}

/// How many trees are enough is asked so many trees apart.
const STAGES_APART: usize = 10;

/// Why there is nothing to train.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainingError {
    /// Slices do not fit each other.
    #[error("{what}: expected {expected} values, found {found}")]
    Shape {
        /// Which slice.
        what: &'static str,
        /// Values expected.
        expected: usize,
        /// Values found.
        found: usize,
    },
    /// Without both kinds of rows there is no difference to learn.
    #[error("training needs rows of both kinds: found {positives} positive and {negatives} negative")]
    OneKind {
        /// Rows that are what is looked for.
        positives: usize,
        /// Rows that are not.
        negatives: usize,
    },
}

/// Trains an ensemble, in memory of about two bytes a value. The same set and options give the
/// same ensemble, bit for bit.
///
/// Groups are held out in turn; their loss chooses the number of trees, their margins the
/// calibration and the alarm level. The trees that are kept are then grown on all rows.
///
/// # Errors
/// If the slices do not fit each other or all labels are the same.
pub fn train(set: &TrainingSet, options: &TrainingOptions) -> Result<Ensemble, TrainingError> {
    check(set)?;
    let data = binned(set, options);
    let all: Vec<u32> = (0..data.labels.len() as u32).collect();
    let (trees, calibration, alarm_score) = if options.folds < 2 {
        (options.trees, Calibration::default(), 0.5)
    } else {
        held_out(set, &data, options)
    };
    let (base, trees) = runs(&data, &all, &TrainingOptions { trees, ..*options });
    let features = set
        .names
        .iter()
        .zip(data.borders)
        .map(|(name, borders)| Feature { name: (*name).to_owned(), borders });
    let mut ensemble = Ensemble { features: features.collect(), base, calibration, alarm_score, trees };
    ensemble.forget_unused_borders();
    Ok(ensemble)
}

fn check(set: &TrainingSet) -> Result<(), TrainingError> {
    let rows = set.labels.len();
    let weights = if set.weights.is_empty() { rows } else { set.weights.len() };
    let further = if set.further.is_empty() { rows } else { set.further.len() };
    for (what, expected, found) in [
        ("rows", rows * set.names.len(), set.rows.len()),
        ("groups", rows, set.groups.len()),
        ("weights", rows, weights),
        ("further", rows, further),
    ] {
        if expected != found {
            return Err(TrainingError::Shape { what, expected, found });
        }
    }
    let positives = set.labels.iter().filter(|label| **label).count();
    if positives == 0 || positives == rows {
        return Err(TrainingError::OneKind { positives, negatives: rows - positives });
    }
    Ok(())
}

fn binned(set: &TrainingSet, options: &TrainingOptions) -> Binned {
    let width = set.names.len();
    let column = |at: usize| set.rows.iter().skip(at).step_by(width).copied();
    let borders: Vec<Borders> = (0..width).map(|at| Borders::between(column(at), options.borders)).collect();
    let bins = borders
        .iter()
        .enumerate()
        .map(|(at, borders)| column(at).map(|value| borders.bin(value)).collect())
        .collect();
    let weights = if set.weights.is_empty() { vec![1.0; set.labels.len()] } else { set.weights.to_vec() };
    Binned { borders, bins, labels: set.labels.to_vec(), weights }
}

/// Trees of all runs, each leaf taken for its share of the mean.
fn runs(data: &Binned, train: &[u32], options: &TrainingOptions) -> (f32, Vec<Tree>) {
    let count = options.runs.max(1);
    let mut trees = Vec::with_capacity(count * options.trees);
    let mut base = 0.0;
    for seed in seeds(options).take(count) {
        base = grow(data, train, options, seed, |mut tree| {
            tree.leaves.iter_mut().for_each(|leaf| *leaf /= count as f32);
            trees.push(tree);
        });
    }
    (base, trees)
}

fn seeds(options: &TrainingOptions) -> impl Iterator<Item = u64> {
    let mut random = Random::new(options.seed);
    std::iter::repeat_with(move || random.next())
}

/// The fold in which a group is held out.
fn fold_of(group: u64, options: &TrainingOptions) -> usize {
    Random::new(group ^ options.seed.rotate_left(32)).below(options.folds)
}

/// How many trees are best for rows of groups that were held out, and what their margins say of
/// calibration and alarm level.
fn held_out(set: &TrainingSet, data: &Binned, options: &TrainingOptions) -> (usize, Calibration, f32) {
    let rows = data.labels.len();
    let fold: Vec<usize> = set.groups.iter().map(|group| fold_of(*group, options)).collect();
    let judged: Vec<usize> =
        (0..rows).filter(|row| set.further.get(*row).is_none_or(|further| !further)).collect();
    // margins[stage][row], the mean over runs.
    let mut margins = vec![vec![0.0_f32; rows]; options.trees];
    let share = 1.0 / options.runs.max(1) as f32;
    for part in 0..options.folds {
        let (out, train): (Vec<u32>, Vec<u32>) =
            (0..rows as u32).partition(|row| fold[*row as usize] == part);
        for seed in seeds(options).take(options.runs.max(1)) {
            let mut now = vec![0.0_f32; out.len()];
            let mut stage = 0;
            let base = grow(data, &train, options, seed, |tree| {
                for (margin, &row) in now.iter_mut().zip(&out) {
                    let bits = tree.splits.iter().enumerate().fold(0, |bits, (depth, split)| {
                        bits | usize::from(split.answer(data.bins[usize::from(split.feature)][row as usize]))
                            << depth
                    });
                    *margin += tree.leaves[bits];
                    margins[stage][row as usize] += *margin * share;
                }
                stage += 1;
            });
            for stage in &mut margins {
                for &row in &out {
                    stage[row as usize] += base * share;
                }
            }
        }
    }
    let labels: Vec<bool> = judged.iter().map(|row| data.labels[*row]).collect();
    let weights: Vec<f32> = judged.iter().map(|row| data.weights[*row]).collect();
    let margins_after =
        |trees: usize| -> Vec<f32> { judged.iter().map(|row| margins[trees - 1][*row]).collect() };
    // Shifted, as rows that are only learned from may be positive more often.
    let loss = |trees: usize| Calibration::shifted_loss(&margins_after(trees), &labels, &weights);
    let stages = (STAGES_APART..options.trees).step_by(STAGES_APART).chain([options.trees]);
    let best = stages
        .filter(|trees| *trees > 0)
        .map(|trees| (loss(trees), trees))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, trees)) = best else { return (0, Calibration::default(), 0.5) };
    let margins = margins_after(trees);
    let calibration = Calibration::fit(&margins, &labels, &weights);
    let mut negatives: Vec<f32> =
        margins.iter().zip(&labels).filter(|(_, label)| !**label).map(|(margin, _)| *margin).collect();
    negatives.sort_unstable_by(|a, b| b.total_cmp(a));
    let allowed = (options.false_alarms * negatives.len() as f64) as usize;
    // Just above the first negative row that is one too many.
    let alarm =
        negatives.get(allowed).map_or(0.5, |margin| calibration.probability(*margin).next_up().min(1.0));
    (trees, calibration, alarm)
}

impl Ensemble {
    /// Keeps only borders that a tree asks about: a smaller file and fewer comparisons.
    fn forget_unused_borders(&mut self) {
        for (column, feature) in self.features.iter_mut().enumerate() {
            let mut used: Vec<u8> = self
                .trees
                .iter()
                .flat_map(|tree| &tree.splits)
                .filter(|split| usize::from(split.feature) == column && split.cut > 1)
                .map(|split| split.cut)
                .collect();
            used.sort_unstable();
            used.dedup();
            let splits = self.trees.iter_mut().flat_map(|tree| &mut tree.splits);
            for split in splits.filter(|split| usize::from(split.feature) == column && split.cut > 1) {
                split.cut = 2 + used.partition_point(|cut| *cut < split.cut) as u8;
            }
            // Bin `cut` begins above border `cut - 2`; cut 1 parts what is missing from the rest.
            feature.borders.0 = used.iter().map(|cut| feature.borders.0[usize::from(*cut) - 2]).collect();
        }
    }
}
