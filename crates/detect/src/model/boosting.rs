//! Owns the growth of trees on binned rows. Does not choose rows to hold out or calibrate.
//!
//! Gradient boosting of the logistic loss (Friedman 2001, doi 10.1214/aos/1013203451) on
//! histograms, with second-order gains and leaves (Chen, Guestrin 2016,
//! doi 10.1145/2939672.2939785) and one question for all nodes of a depth.

use super::TrainingOptions;
use super::bins::Borders;
use super::ensemble::{MOST_DEPTH, Split, Tree};
use hashatlas_stats::Random;

/// Rows as bins, one column after the other.
pub(super) struct Binned {
    pub(super) borders: Vec<Borders>,
    /// `bins[feature][row]`.
    pub(super) bins: Vec<Vec<u8>>,
    pub(super) labels: Vec<bool>,
    pub(super) weights: Vec<f32>,
}

/// Gradient and curvature of the loss, summed.
#[derive(Clone, Copy, Default)]
struct Sums {
    gradient: f64,
    curvature: f64,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.gradient += other.gradient;
        self.curvature += other.curvature;
    }

    fn minus(self, other: Self) -> Self {
        Self { gradient: self.gradient - other.gradient, curvature: self.curvature - other.curvature }
    }

    /// Twice the fall of the loss when these rows get a leaf of their own.
    fn gain(self, l2: f64) -> f64 {
        self.gradient * self.gradient / (self.curvature + l2)
    }

    fn leaf(self, l2: f64) -> f64 {
        -self.gradient / (self.curvature + l2)
    }
}

/// Grows `options.trees` trees on the rows named by `train`; `grown` is told each tree.
pub(super) fn grow(
    data: &Binned,
    train: &[u32],
    options: &TrainingOptions,
    seed: u64,
    mut grown: impl FnMut(Tree),
) -> f32 {
    let base = prior(data, train);
    let mut random = Random::new(seed);
    let mut margins = vec![base; train.len()];
    let mut slopes = vec![Sums::default(); train.len()];
    let usable: Vec<usize> =
        (0..data.bins.len()).filter(|feature| !data.borders[*feature].0.is_empty()).collect();
    let wanted = ((usable.len() as f64 * options.feature_share).ceil() as usize)
        .clamp(usable.len().min(1), usable.len());
    for _ in 0..options.trees {
        for ((slope, &row), &margin) in slopes.iter_mut().zip(train).zip(&margins) {
            let weight = f64::from(data.weights[row as usize]);
            let p = 1.0 / (1.0 + f64::from(-margin).exp());
            let target = f64::from(u8::from(data.labels[row as usize]));
            *slope = Sums { gradient: weight * (p - target), curvature: weight * p * (1.0 - p) };
        }
        let sample: Vec<u32> =
            (0..train.len() as u32).filter(|_| random.uniform() < options.row_share).collect();
        let mut features = usable.clone();
        for at in 0..wanted {
            let other = at + random.below(features.len() - at);
            features.swap(at, other);
        }
        features.truncate(wanted);
        // The order of the draw must not decide between equal gains.
        features.sort_unstable();

        let splits = questions(data, train, &slopes, &sample, &features, options);
        let mut leaf_of = vec![0_u8; train.len()];
        for (depth, split) in splits.iter().enumerate() {
            let column = &data.bins[usize::from(split.feature)];
            for (leaf, &row) in leaf_of.iter_mut().zip(train) {
                *leaf |= split.answer(column[row as usize]) << depth;
            }
        }
        // Leaves are fitted on all rows; the sample only chose the questions.
        let mut sums = vec![Sums::default(); 1 << splits.len()];
        for (leaf, slope) in leaf_of.iter().zip(&slopes) {
            sums[usize::from(*leaf)].add(*slope);
        }
        let leaves: Vec<f32> =
            sums.iter().map(|sum| rounded(options.learning_rate * sum.leaf(options.l2))).collect();
        for (margin, leaf) in margins.iter_mut().zip(leaf_of) {
            *margin += leaves[usize::from(leaf)];
        }
        grown(Tree { splits, leaves });
    }
    base
}

/// Log odds of the share of positive rows.
fn prior(data: &Binned, train: &[u32]) -> f32 {
    let (mut positive, mut all) = (0.0, 0.0);
    for &row in train {
        let weight = f64::from(data.weights[row as usize]);
        all += weight;
        positive += weight * f64::from(u8::from(data.labels[row as usize]));
    }
    // Half a row of each kind keeps the odds finite.
    (((positive + 0.5) / (all - positive + 0.5)).ln()) as f32
}

/// Leaves are stored as short decimals; 10⁻⁴ log odds are far below what can be told.
fn rounded(leaf: f64) -> f32 {
    ((leaf * 1e4).round() / 1e4) as f32
}

/// The questions of one tree: at each depth the one that lowers the loss of the sample most.
fn questions(
    data: &Binned,
    train: &[u32],
    slopes: &[Sums],
    sample: &[u32],
    features: &[usize],
    options: &TrainingOptions,
) -> Vec<Split> {
    let sampled = sample.iter().map(|at| (train[*at as usize], slopes[*at as usize]));
    // Rows of no weight count in the shares of answers only.
    let (sampled, weightless): (Vec<_>, Vec<_>) =
        sampled.partition(|(row, _)| data.weights[*row as usize] > 0.0);
    let mut leaf_of = vec![0_u8; sampled.len()];
    let mut splits: Vec<Split> = Vec::with_capacity(options.depth);
    let mut histogram = Vec::new();
    for depth in 0..options.depth.min(MOST_DEPTH) {
        let leaves = 1_usize << depth;
        let mut best: Option<(f64, Split)> = None;
        for &feature in features {
            let bins = data.borders[feature].0.len() + 2;
            histogram.clear();
            histogram.resize(leaves * bins, Sums::default());
            let column = &data.bins[feature];
            for (&(row, slope), &leaf) in sampled.iter().zip(&leaf_of) {
                histogram[usize::from(leaf) * bins + usize::from(column[row as usize])].add(slope);
            }
            let found = best_cut(&histogram, bins, options);
            if let Some((gain, cut, missing)) = found
                && best.as_ref().is_none_or(|(most, _)| gain > *most)
            {
                best = Some((gain, Split { feature: feature as u16, cut, missing, share: 0.0 }));
            }
        }
        let Some((_, mut split)) = best else { break };
        let column = &data.bins[usize::from(split.feature)];
        let mut yes = weightless.iter().filter(|(row, _)| split.answer(column[*row as usize]) == 1).count();
        for (leaf, &(row, _)) in leaf_of.iter_mut().zip(&sampled) {
            let answer = split.answer(column[row as usize]);
            yes += usize::from(answer);
            *leaf |= answer << depth;
        }
        split.share = (yes as f64 / sample.len() as f64 * 1e3).round() as f32 / 1e3;
        splits.push(split);
    }
    splits
}

/// The cut of one feature that gains most over all leaves, if one does: gain, first bin on the
/// side of yes, and whether missing values answer yes.
fn best_cut(histogram: &[Sums], bins: usize, options: &TrainingOptions) -> Option<(f64, u8, u8)> {
    let has_missing = histogram.chunks(bins).any(|leaf| leaf[0].curvature > 0.0);
    let mut gains = vec![[0.0_f64; 2]; bins];
    for leaf in histogram.chunks(bins) {
        let mut total = Sums::default();
        for bin in leaf {
            total.add(*bin);
        }
        let whole = total.gain(options.l2);
        let mut no = leaf[0];
        for cut in 1..bins {
            let answers = if has_missing { 2 } else { 1 };
            for (missing, gain) in gains[cut].iter_mut().enumerate().take(answers) {
                let no = if missing == 1 { no.minus(leaf[0]) } else { no };
                let yes = total.minus(no);
                // A leaf too small on one side stays whole.
                if no.curvature >= options.least_curvature && yes.curvature >= options.least_curvature {
                    *gain += no.gain(options.l2) + yes.gain(options.l2) - whole;
                }
            }
            no.add(leaf[cut]);
        }
    }
    let mut best: Option<(f64, u8, u8)> = None;
    for (cut, gains) in gains.iter().enumerate().skip(1) {
        for (missing, gain) in gains.iter().enumerate() {
            // Beyond rounding, in the units of the loss.
            if *gain > 1e-9 && best.is_none_or(|(most, ..)| *gain > most) {
                best = Some((*gain, cut as u8, missing as u8));
            }
        }
    }
    best
}
