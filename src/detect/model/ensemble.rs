//! Owns a trained ensemble of trees: scores of rows and what each feature adds to a score. Does
//! not train.
//!
//! Trees are symmetric: all nodes of one depth ask the same question (Kohavi 1994, "oblivious
//! decision graphs"; the form CatBoost made popular, arXiv 1706.09516). Such a tree is a table of
//! 2^depth leaves whose index is the answers' bits, so that a block of rows is scored by the same
//! few byte operations for all of them.

use super::bins::Borders;
use super::calibration::Calibration;
use serde::{Deserialize, Serialize};

/// Rows that are scored together; their bins stay in the first-level cache.
const BLOCK: usize = 64;

/// Question of one depth of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Split {
    /// Column of the feature.
    pub(super) feature: u16,
    /// Bins from this one on answer yes; at least 1, so that missing values (bin 0) answer no …
    pub(super) cut: u8,
    /// … unless this is 1.
    pub(super) missing: u8,
    /// Share of the training rows that answered yes; weighs the leaves where a feature is left out.
    pub(super) share: f32,
}

impl Split {
    /// 1 for yes. Taking `missing` off turns bin 0 into 255, the last of all.
    pub(super) fn answer(self, bin: u8) -> u8 {
        u8::from(bin.wrapping_sub(self.missing) >= self.cut - self.missing)
    }
}

/// Questions and what each combination of answers adds, in log odds; the first question is the
/// lowest bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Tree {
    pub(super) splits: Vec<Split>,
    pub(super) leaves: Vec<f32>,
}

/// A feature and the limits at which trees ask about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Feature {
    pub(super) name: String,
    pub(super) borders: Borders,
}

/// What one feature adds to a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// Column of the feature.
    pub feature: usize,
    /// In log odds of the calibrated score; positive speaks for the finding.
    pub log_odds: f32,
}

/// Why an ensemble cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// It was trained on other features than it is given.
    #[error("the model expects feature {expected:?} in column {column}, found {found:?}")]
    Feature {
        /// Column, from 0.
        column: usize,
        /// Name in the model; empty past its end.
        expected: String,
        /// Name given; empty past the end.
        found: String,
    },
    /// It is no model.
    #[error("not a model: {0}")]
    Json(String),
    /// A tree asks for what is not there.
    #[error("tree {tree} of the model is malformed: {what}")]
    Tree {
        /// Its place, from 0.
        tree: usize,
        /// What is wrong.
        what: &'static str,
    },
}

/// A sum of trees and its calibration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ensemble {
    pub(super) features: Vec<Feature>,
    pub(super) base: f32,
    pub(super) calibration: Calibration,
    /// Calibrated score from which a finding counts as an alarm.
    pub alarm_score: f32,
    pub(super) trees: Vec<Tree>,
}

impl Ensemble {
    /// Names of the features, in the order of columns.
    #[must_use]
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.features.iter().map(|feature| feature.name.as_str())
    }

    /// Number of trees.
    #[must_use]
    pub fn trees(&self) -> usize {
        self.trees.len()
    }

    /// Checks that rows of these features can be scored. An ensemble read from a file must pass
    /// before it scores.
    ///
    /// # Errors
    /// If a name differs, or the file was tampered with.
    pub fn check(&self, names: &[&str]) -> Result<(), ModelError> {
        for column in 0..names.len().max(self.features.len()) {
            let expected = self.features.get(column).map_or("", |feature| feature.name.as_str());
            let found = names.get(column).copied().unwrap_or("");
            if expected != found {
                let (expected, found) = (expected.to_owned(), found.to_owned());
                return Err(ModelError::Feature { column, expected, found });
            }
        }
        for (at, tree) in self.trees.iter().enumerate() {
            let fail = |what| Err(ModelError::Tree { tree: at, what });
            if tree.splits.len() > 8 || tree.leaves.len() != 1 << tree.splits.len() {
                return fail("the number of leaves does not follow from its depth");
            }
            for split in &tree.splits {
                let Some(feature) = self.features.get(usize::from(split.feature)) else {
                    return fail("a question about an unknown feature");
                };
                if split.cut == 0 || usize::from(split.cut) > feature.borders.0.len() + 1 || split.missing > 1
                {
                    return fail("a question about an unknown bin");
                }
            }
        }
        Ok(())
    }

    /// Calibrated probabilities of `rows` (row-major, one column a feature, NaN is missing), one
    /// for each place of `out`; what is left over on either side is ignored.
    pub fn score_into(&self, rows: &[f32], out: &mut [f32]) {
        self.margins_into(rows, out);
        for score in out {
            *score = self.calibration.probability(*score);
        }
    }

    /// Calibrated probability of one row.
    #[must_use]
    pub fn score(&self, row: &[f32]) -> f32 {
        let mut out = [0.0];
        self.score_into(row, &mut out);
        out[0]
    }

    /// Log odds before calibration, as [`Self::score_into`].
    pub(super) fn margins_into(&self, rows: &[f32], out: &mut [f32]) {
        let width = self.features.len();
        if width == 0 {
            out.fill(self.base);
            return;
        }
        let mut asked: Vec<usize> =
            self.trees.iter().flat_map(|tree| &tree.splits).map(|split| usize::from(split.feature)).collect();
        asked.sort_unstable();
        asked.dedup();
        let mut bins = vec![[0_u8; BLOCK]; width];
        for (rows, out) in rows.chunks(BLOCK * width).zip(out.chunks_mut(BLOCK)) {
            for &column in &asked {
                bin_column(&self.features[column].borders, rows, width, column, &mut bins[column]);
            }
            let mut margins = [self.base; BLOCK];
            for tree in &self.trees {
                let mut leaf = [0_u8; BLOCK];
                for (depth, split) in tree.splits.iter().enumerate() {
                    let (missing, cut) = (split.missing, split.cut - split.missing);
                    let column = &bins[usize::from(split.feature)];
                    for (leaf, bin) in leaf.iter_mut().zip(column) {
                        *leaf |= u8::from(bin.wrapping_sub(missing) >= cut) << depth;
                    }
                }
                let mask = tree.leaves.len() - 1;
                for (margin, leaf) in margins.iter_mut().zip(leaf) {
                    *margin += tree.leaves[usize::from(leaf) & mask];
                }
            }
            let filled = out.len();
            out.copy_from_slice(&margins[..filled]);
        }
    }

    /// What each feature adds to the score of a row, the strongest first; without those that add
    /// nothing. With [`Self::base_log_odds`] they sum to the log odds of the score.
    ///
    /// A tree's answers are given one after the other, and each moves the expected value of the
    /// leaves that are still open (path attribution: Saabas 2014, "Interpreting random forests").
    /// Questions still to come are taken as independent, with the shares of the training rows;
    /// the mean over both orders is taken, so that early questions get no advantage.
    #[must_use]
    pub fn contributions(&self, row: &[f32]) -> Vec<Contribution> {
        let columns = self.features.iter().enumerate();
        let bins: Vec<u8> = columns
            .map(|(column, feature)| feature.borders.bin(row.get(column).copied().unwrap_or(f32::NAN)))
            .collect();
        let mut sums = vec![0.0_f32; self.features.len()];
        let (mut answers, mut means) = (Vec::new(), Vec::new());
        for tree in &self.trees {
            answers.clear();
            answers.extend(tree.splits.iter().map(|split| split.answer(bins[usize::from(split.feature)])));
            tree.follow(&answers, &mut means, |split, moved| {
                sums[usize::from(split.feature)] += 0.5 * moved;
            });
        }
        let mut contributions: Vec<Contribution> = sums
            .into_iter()
            .enumerate()
            .map(|(feature, sum)| Contribution { feature, log_odds: sum * self.calibration.slope })
            .filter(|contribution| contribution.log_odds != 0.0)
            .collect();
        contributions
            .sort_by(|a, b| b.log_odds.abs().total_cmp(&a.log_odds.abs()).then(a.feature.cmp(&b.feature)));
        contributions
    }

    /// Log odds of a row of which nothing is known; contributions count from here.
    #[must_use]
    pub fn base_log_odds(&self) -> f32 {
        let trees: f32 = self.trees.iter().map(Tree::expected).sum();
        self.calibration.log_odds(self.base + trees)
    }
}

/// Puts means of neighbours, which differ in the answer to one question, in place of the values
/// from a place on; `yes` is the share of the second.
fn halve(values: &mut Vec<f32>, from: usize, yes: f32) {
    let half = (values.len() - from) / 2;
    for at in 0..half {
        values[from + at] = values[from + 2 * at] * (1.0 - yes) + values[from + 2 * at + 1] * yes;
    }
    values.truncate(from + half);
}

/// The place that answers lead to, the first one being the lowest bit.
fn place(answers: &[u8]) -> usize {
    answers.iter().rev().fold(0, |place, answer| 2 * place + usize::from(*answer))
}

impl Tree {
    /// Tells by how much each answer moves the expected value: given from the first to the last,
    /// then from the last to the first. `means` is memory to work in.
    fn follow(&self, answers: &[u8], means: &mut Vec<f32>, mut moved: impl FnMut(Split, f32)) {
        // The leaves, then their means over the first question, over the first two …: where the
        // last answers are known, they choose among these.
        let start = |depth: usize| 2 * self.leaves.len() - ((2 * self.leaves.len()) >> depth);
        means.clear();
        means.extend_from_slice(&self.leaves);
        for (depth, split) in self.splits.iter().enumerate() {
            means.extend_from_within(start(depth)..);
            halve(means, start(depth + 1), split.share);
        }
        let whole = means[start(self.splits.len())];
        let kept = means.len();
        let mut before = whole;
        for (depth, split) in self.splits.iter().enumerate() {
            let open = self.leaves.iter().skip(place(&answers[..=depth])).step_by(2 << depth);
            means.extend(open);
            for later in &self.splits[depth + 1..] {
                halve(means, kept, later.share);
            }
            moved(*split, means[kept] - before);
            before = means[kept];
            means.truncate(kept);
        }
        before = whole;
        for (depth, split) in self.splits.iter().enumerate().rev() {
            let now = means[start(depth) + place(&answers[depth..])];
            moved(*split, now - before);
            before = now;
        }
    }

    /// Mean of the leaves with the shares of the training rows.
    fn expected(&self) -> f32 {
        let mut values = self.leaves.clone();
        for split in &self.splits {
            halve(&mut values, 0, split.share);
        }
        values[0]
    }
}

/// Bins of one column of a block of rows.
fn bin_column(borders: &Borders, rows: &[f32], width: usize, column: usize, bins: &mut [u8; BLOCK]) {
    let mut values = [0.0_f32; BLOCK];
    for (value, row) in values.iter_mut().zip(rows.chunks_exact(width)) {
        *value = row[column];
    }
    // Counting the borders below is branch-free; each row's count is its own lane.
    let mut counts = values.map(|value| u32::from(!value.is_nan()));
    for border in &borders.0 {
        for (count, value) in counts.iter_mut().zip(&values) {
            *count += u32::from(*value > *border);
        }
    }
    *bins = counts.map(|count| count as u8);
}
