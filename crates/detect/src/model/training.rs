//! Owns how an ensemble comes about: what is held out, how many trees are kept, calibration and
//! alarm level. Does not grow trees, or read files.

use super::bins::Borders;
use super::boosting::{Binned, grow};
use super::calibration::Calibration;
use super::ensemble::{ClassLevel, Ensemble, Feature, Level, Tree};
use hashatlas_stats::Random;

/// Rows to learn from.
#[derive(Clone, Copy, Debug, Default)]
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
    /// Part in which a row is held out; empty to deal groups into parts at random.
    pub folds: &'a [i64],
    /// How long each row was watched, in weeks; empty for one week each.
    pub weeks: &'a [f32],
    /// Class of each row, an index into `class_names`: each has a calibration and an alarm level of its
    /// own where its rows are enough. Empty for one class.
    pub classes: &'a [u8],
    /// Names of the classes.
    pub class_names: &'a [&'a str],
    /// Part of the false alarms of the options that each class may have; empty for all of them. A class of
    /// which this is 0 has no alarms at all.
    pub class_shares: &'a [f64],
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
    /// False alarms a week of a negative row that the alarm level allows.
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
            false_alarms: 0.001,
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

/// A trained ensemble, and what it says of rows that it has not seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    /// Grown on all rows.
    pub ensemble: Ensemble,
    /// Calibrated score of each row by trees that were grown without its group; empty where no group was
    /// held out.
    pub held_out: Vec<f32>,
}

/// Trains an ensemble, in memory of about two bytes a value. The same set and options give the
/// same ensemble, bit for bit.
///
/// Groups are held out in turn; their loss chooses the number of trees, their margins the
/// calibration and the alarm level of each class. The trees that are kept are then grown on all rows.
///
/// # Errors
/// If the slices do not fit each other or all labels are the same.
pub fn train(set: &TrainingSet, options: &TrainingOptions) -> Result<Trained, TrainingError> {
    check(set)?;
    let data = binned(set, options);
    let all: Vec<u32> = (0..data.labels.len() as u32).collect();
    let judged = if options.folds < 2 {
        HeldOut { trees: options.trees, all: Level::default(), classes: Vec::new(), scores: Vec::new() }
    } else {
        held_out(set, &data, options)
    };
    let (base, trees) = runs(&data, &all, &TrainingOptions { trees: judged.trees, ..*options });
    let features = set
        .names
        .iter()
        .zip(data.borders)
        .map(|(name, borders)| Feature { name: (*name).to_owned(), borders });
    let Level { calibration, alarm_score } = judged.all;
    let classes = judged.classes;
    let mut ensemble =
        Ensemble { features: features.collect(), base, calibration, alarm_score, classes, trees };
    ensemble.forget_unused_borders();
    Ok(Trained { ensemble, held_out: judged.scores })
}

fn check(set: &TrainingSet) -> Result<(), TrainingError> {
    let rows = set.labels.len();
    let length = |given: usize| if given == 0 { rows } else { given };
    let (weights, further) = (length(set.weights.len()), length(set.further.len()));
    for (what, expected, found) in [
        ("rows", rows * set.names.len(), set.rows.len()),
        ("groups", rows, set.groups.len()),
        ("weights", rows, weights),
        ("further", rows, further),
        ("folds", rows, length(set.folds.len())),
        ("weeks", rows, length(set.weeks.len())),
        ("classes", rows, length(set.classes.len())),
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
    std::iter::repeat_with(move || random.next_u64())
}

/// The fold in which a group is held out.
fn fold_of(group: u64, options: &TrainingOptions) -> usize {
    Random::new(group ^ options.seed.rotate_left(32)).below(options.folds)
}

/// Negative rows that a class needs for an alarm level of its own: with fewer, one false alarm in a
/// thousand weeks is decided by a handful.
const LEAST_OF_CLASS: usize = 500;
/// Positive rows that it needs for a calibration.
const LEAST_POSITIVES_OF_CLASS: usize = 30;

/// What held-out groups decided.
struct HeldOut {
    trees: usize,
    all: Level,
    classes: Vec<ClassLevel>,
    scores: Vec<f32>,
}

/// How many trees are best for rows of groups that were held out, and what their margins say of
/// calibration and alarm level.
fn held_out(set: &TrainingSet, data: &Binned, options: &TrainingOptions) -> HeldOut {
    let rows = data.labels.len();
    let fold: Vec<usize> = if set.folds.is_empty() {
        set.groups.iter().map(|group| fold_of(*group, options)).collect()
    } else {
        set.folds.iter().map(|fold| fold.rem_euclid(options.folds as i64) as usize).collect()
    };
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
    let Some((_, trees)) = best else {
        return HeldOut { trees: 0, all: Level::default(), classes: Vec::new(), scores: Vec::new() };
    };
    let margins = &margins[trees - 1];
    let class_of = |row: usize| set.classes.get(row).map(|class| usize::from(*class));
    let level = |rows: &[usize], calibration: Option<Calibration>, share: f64| {
        let of =
            |values: &dyn Fn(usize) -> f32| -> Vec<f32> { rows.iter().map(|row| values(*row)).collect() };
        let labels: Vec<bool> = rows.iter().map(|row| data.labels[*row]).collect();
        let (margins, weights) = (of(&|row| margins[row]), of(&|row| data.weights[row]));
        let weeks = of(&|row| set.weeks.get(row).copied().unwrap_or(1.0));
        let calibration = calibration.unwrap_or_else(|| Calibration::fit(&margins, &labels, &weights));
        let allowed = share * options.false_alarms;
        let alarm_score =
            if allowed > 0.0 { alarm_score(&margins, &labels, &weeks, calibration, allowed) } else { 1.0 };
        Level { calibration, alarm_score }
    };
    let all = level(&judged, None, 1.0);
    let classes: Vec<ClassLevel> = (0..set.class_names.len())
        .filter_map(|class| {
            let rows: Vec<usize> =
                judged.iter().copied().filter(|row| class_of(*row) == Some(class)).collect();
            let positives = rows.iter().filter(|row| data.labels[**row]).count();
            if rows.len() < LEAST_OF_CLASS + positives {
                return None;
            }
            let own = (positives < LEAST_POSITIVES_OF_CLASS).then_some(all.calibration);
            let share = set.class_shares.get(class).copied().unwrap_or(1.0);
            Some(ClassLevel { class: set.class_names[class].to_owned(), level: level(&rows, own, share) })
        })
        .collect();
    let scores = (0..rows)
        .map(|row| {
            let name = class_of(row).and_then(|class| set.class_names.get(class));
            let own = classes.iter().find(|of| Some(&of.class.as_str()) == name);
            own.map_or(all, |of| of.level).calibration.probability(margins[row])
        })
        .collect();
    HeldOut { trees, all, classes, scores }
}

/// The least calibrated score that negative rows reach no more often than so many times a week.
fn alarm_score(
    margins: &[f32],
    labels: &[bool],
    weeks: &[f32],
    calibration: Calibration,
    false_alarms_a_week: f64,
) -> f32 {
    let mut negatives: Vec<f32> =
        margins.iter().zip(labels).filter(|(_, label)| !**label).map(|(margin, _)| *margin).collect();
    let watched: f64 =
        weeks.iter().zip(labels).filter(|(_, label)| !**label).map(|(w, _)| f64::from(*w)).sum();
    negatives.sort_unstable_by(|a, b| b.total_cmp(a));
    let allowed = (false_alarms_a_week * watched) as usize;
    // Just above the first negative row that is one too many.
    negatives.get(allowed).map_or(0.5, |margin| calibration.probability(*margin).next_up().min(1.0))
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
