//! Owns what each feature adds to a score. Does not compute scores.
//!
//! A tree's answers are given one after the other, and each moves the expected value of the leaves
//! that are still open (path attribution: Saabas 2014, "Interpreting random forests"). Questions
//! still to come are taken as independent, with the shares of the training rows; the mean over both
//! orders is taken, so that early questions get no advantage.

use super::ensemble::{Ensemble, MOST_LEAVES, Split, Tree};
use std::cell::OnceCell;

/// What one feature adds to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// Column of the feature.
    pub feature: usize,
    /// In log odds of the calibrated score; positive speaks for the finding.
    pub log_odds: f32,
}

/// Explains scores of an ensemble; what does not depend on a row is worked out once, and only if a
/// score is explained.
#[derive(Clone, Debug)]
pub struct Explainer<'a> {
    ensemble: &'a Ensemble,
    trees: OnceCell<Vec<Expected>>,
}

/// Expected values of a tree when some of its questions are answered: levels one after the other,
/// that of `n` answers begins at `2^n - 1` and has a value for each combination of them.
#[derive(Clone, Debug)]
struct Expected {
    /// The first `n` questions are answered.
    of_first: [f32; 2 * MOST_LEAVES - 1],
    /// The last `n` are.
    of_last: [f32; 2 * MOST_LEAVES - 1],
}

impl<'a> Explainer<'a> {
    /// Prepares to explain scores of `ensemble`.
    #[must_use]
    pub fn new(ensemble: &'a Ensemble) -> Self {
        Self { ensemble, trees: OnceCell::new() }
    }

    fn trees(&self) -> &[Expected] {
        self.trees.get_or_init(|| self.ensemble.trees.iter().map(Expected::of).collect())
    }

    /// Whose scores it explains.
    #[must_use]
    pub const fn ensemble(&self) -> &'a Ensemble {
        self.ensemble
    }

    /// What each feature adds to the score of a row of a class, the strongest first; without those that add
    /// nothing. With [`Self::base_log_odds`] they sum to the log odds of the score.
    #[must_use]
    pub fn contributions(&self, row: &[f32], class: &str) -> Vec<Contribution> {
        let Ensemble { features, trees, .. } = self.ensemble;
        let calibration = self.ensemble.calibration_of(class);
        let columns = features.iter().enumerate();
        let bins: Vec<u8> = columns
            .map(|(column, feature)| feature.borders.bin(row.get(column).copied().unwrap_or(f32::NAN)))
            .collect();
        let mut sums = vec![0.0_f32; features.len()];
        for (tree, expected) in trees.iter().zip(self.trees()) {
            let answer = |(depth, split): (usize, &Split)| {
                usize::from(split.answer(bins[usize::from(split.feature)])) << depth
            };
            let answers = tree.splits.iter().enumerate().map(answer).sum();
            for (depth, split) in tree.splits.iter().enumerate() {
                sums[usize::from(split.feature)] += expected.moved(answers, depth, tree.splits.len());
            }
        }
        let mut contributions: Vec<Contribution> = sums
            .into_iter()
            .enumerate()
            .map(|(feature, sum)| Contribution { feature, log_odds: sum * calibration.slope })
            .filter(|contribution| contribution.log_odds != 0.0)
            .collect();
        contributions
            .sort_by(|a, b| b.log_odds.abs().total_cmp(&a.log_odds.abs()).then(a.feature.cmp(&b.feature)));
        contributions
    }

    /// Log odds of a row of which nothing is known; contributions count from here.
    #[must_use]
    pub fn base_log_odds(&self, class: &str) -> f32 {
        let trees: f32 = self.trees().iter().map(|expected| expected.of_first[0]).sum();
        self.ensemble.calibration_of(class).log_odds(self.ensemble.base + trees)
    }
}

impl Expected {
    fn of(tree: &Tree) -> Self {
        let depth = tree.splits.len();
        let mut of_first = [0.0; 2 * MOST_LEAVES - 1];
        of_first[level(depth)..level(depth + 1)].copy_from_slice(&tree.leaves);
        let mut of_last = of_first;
        for known in (0..depth).rev() {
            let (next, count) = (level(known + 1), 1 << known);
            // The last of the questions that were known is the highest bit of their combination …
            let yes = tree.splits[known].share;
            for at in 0..count {
                let [no, other] = [of_first[next + at], of_first[next + at + count]];
                of_first[level(known) + at] = no * (1.0 - yes) + other * yes;
            }
            // … the first of them the lowest.
            let yes = tree.splits[depth - 1 - known].share;
            for at in 0..count {
                let [no, other] = [of_last[next + 2 * at], of_last[next + 2 * at + 1]];
                of_last[level(known) + at] = no * (1.0 - yes) + other * yes;
            }
        }
        Self { of_first, of_last }
    }

    /// By how much the answer to the question at `at` of `depth` moves the expected value, the mean
    /// over both orders; `answers` has that to the first question in its lowest bit.
    fn moved(&self, answers: usize, at: usize, depth: usize) -> f32 {
        let first = |known: usize| self.of_first[level(known) + (answers & ((1 << known) - 1))];
        let last = |known: usize| self.of_last[level(known) + (answers >> (depth - known))];
        0.5 * (first(at + 1) - first(at) + last(depth - at) - last(depth - at - 1))
    }
}

/// Where the values of so many known answers begin.
const fn level(known: usize) -> usize {
    (1 << known) - 1
}
