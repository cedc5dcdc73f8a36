//! Owns a trained ensemble of trees: what it is made of, and whether it fits. Does not train, walk
//! through its trees ([`super::scoring`]) or explain a score ([`super::explaining`]).
//!
//! Trees are symmetric: all nodes of one depth ask the same question (Kohavi 1994, "oblivious
//! decision graphs"; the form CatBoost made popular, arXiv 1706.09516). Such a tree is a table of
//! 2^depth leaves whose index is the answers' bits.

use super::bins::Borders;
use super::calibration::Calibration;
use super::scoring::Scorer;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt};

/// Most questions of a tree: its leaves fit a table that processors keep in registers.
pub(super) const MOST_DEPTH: usize = 5;
/// Leaves of such a tree.
pub(super) const MOST_LEAVES: usize = 1 << MOST_DEPTH;

/// Probabilities are kept so far from 0 and 1 that their log odds are numbers.
const LEAST_P: f64 = 1e-9;

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
    /// It judges nothing.
    #[error("the model has none of its parts abnormal_load, daily_load, meter_tampering, daily_tampering")]
    NoPart,
    /// One of its parts cannot be used.
    #[error("{part}: {cause}")]
    Part {
        /// Its name.
        part: &'static str,
        /// Why.
        cause: Box<Self>,
    },
    /// A number in it cannot be.
    #[error("{place} of the model: expected {expected}, found {found}")]
    Number {
        /// Its member of the file.
        place: &'static str,
        /// What it should be.
        expected: ModelNumber,
        /// What it is.
        found: String,
    },
    /// Limits that part nothing, or out of order.
    #[error("the borders of {feature:?} are not ascending numbers: {low} before {high}")]
    Borders {
        /// Whose they are.
        feature: String,
        /// The one before.
        low: String,
        /// The one that should be larger.
        high: String,
    },
    /// A tree asks for what is not there.
    #[error("tree {tree} of the model is malformed: {what}")]
    Tree {
        /// Its place, from 0.
        tree: usize,
        /// What is wrong.
        what: &'static str,
    },
}

/// What a number of a model should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelNumber {
    /// From 0 to 1.
    Share,
    /// Above 0.
    Positive,
    /// A count that is not 0.
    Some,
    /// Any that is finite.
    Finite,
}

impl ModelNumber {
    fn fits(self, number: f32) -> bool {
        match self {
            Self::Share => (0.0..=1.0).contains(&number),
            Self::Positive => number.is_finite() && number > 0.0,
            Self::Some => number >= 1.0,
            Self::Finite => number.is_finite(),
        }
    }
}

impl fmt::Display for ModelNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Share => "0 to 1",
            Self::Positive => "a number above 0",
            Self::Some => "one or more",
            Self::Finite => "a number",
        })
    }
}

/// What a margin means, and from which score on it is an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Level {
    pub(super) calibration: Calibration,
    pub(super) alarm_score: f32,
}

impl Default for Level {
    fn default() -> Self {
        Self { calibration: Calibration::default(), alarm_score: 0.5 }
    }
}

/// The level of one class of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ClassLevel {
    pub(super) class: String,
    #[serde(flatten)]
    pub(super) level: Level,
}

/// A sum of trees and its calibration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ensemble {
    pub(super) features: Vec<Feature>,
    pub(super) base: f32,
    pub(super) calibration: Calibration,
    /// Calibrated score from which a finding counts as an alarm.
    pub alarm_score: f32,
    /// Classes of rows with a calibration and an alarm level of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) classes: Vec<ClassLevel>,
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
        self.check_numbers()?;
        for (at, tree) in self.trees.iter().enumerate() {
            let fail = |what| Err(ModelError::Tree { tree: at, what });
            if tree.splits.len() > MOST_DEPTH || tree.leaves.len() != 1 << tree.splits.len() {
                return fail("the number of leaves does not follow from its depth");
            }
            if tree.leaves.iter().any(|leaf| !leaf.is_finite()) {
                return fail("a leaf that is no number");
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

    fn check_numbers(&self) -> Result<(), ModelError> {
        for Level { calibration, alarm_score } in self.classes.iter().map(|of| of.level) {
            Self::check_level(calibration, alarm_score)?;
        }
        Self::check_level(self.calibration, self.alarm_score)?;
        refuse(&[
            ("base", ModelNumber::Finite, self.base),
            ("trees", ModelNumber::Some, self.trees.len() as f32),
        ])?;
        for Feature { name, borders } in &self.features {
            let ends = [f32::NEG_INFINITY].into_iter().chain(borders.0.iter().copied());
            let pairs = ends.zip(borders.0.iter().copied().chain([f32::INFINITY]));
            // A comparison with what is no number is false, too.
            if let Some((low, high)) =
                pairs.into_iter().find(|(low, high)| !matches!(low.partial_cmp(high), Some(Ordering::Less)))
            {
                let (low, high) = (low.to_string(), high.to_string());
                return Err(ModelError::Borders { feature: name.clone(), low, high });
            }
        }
        Ok(())
    }

    fn check_level(calibration: Calibration, alarm_score: f32) -> Result<(), ModelError> {
        let Calibration { slope, intercept } = calibration;
        refuse(&[
            ("alarm_score", ModelNumber::Share, alarm_score),
            ("calibration.slope", ModelNumber::Positive, slope),
            ("calibration.intercept", ModelNumber::Finite, intercept),
        ])
    }

    /// Calibrated probabilities of `rows` (row-major, one column a feature, NaN is missing), one
    /// for each place of `out`; what is left over on either side is ignored.
    pub fn score_into(&self, rows: &[f32], out: &mut [f32]) {
        self.margins_into(rows, out);
        for score in out {
            *score = self.calibration.probability(*score);
        }
    }

    /// As [`Self::score_into`], each row by the calibration of its class.
    pub fn score_classes_into(&self, rows: &[f32], classes: &[&str], out: &mut [f32]) {
        self.margins_into(rows, out);
        for (score, class) in out.iter_mut().zip(classes) {
            *score = self.calibration_of(class).probability(*score);
        }
    }

    /// What margins mean for a class of rows.
    pub(super) fn calibration_of(&self, class: &str) -> Calibration {
        self.level(class).calibration
    }

    /// Score from which a row of a class is an alarm.
    #[must_use]
    pub fn alarm_score_of(&self, class: &str) -> f32 {
        self.level(class).alarm_score
    }

    fn level(&self, class: &str) -> Level {
        let own = self.classes.iter().find(|of| of.class == class).map(|of| of.level);
        own.unwrap_or(Level { calibration: self.calibration, alarm_score: self.alarm_score })
    }

    /// The score of another ensemble on the scale of this one: what is as far above the other's alarm level,
    /// in log odds, is as far above this one's. Of two ensembles that share the false alarms, the surer one
    /// speaks, and one level serves both.
    #[must_use]
    pub fn aligned(&self, other: &Self, class: &str, score: f32) -> f32 {
        let log_odds = |p: f32| {
            let p = f64::from(p).clamp(LEAST_P, 1.0 - LEAST_P);
            (p / (1.0 - p)).ln()
        };
        let (own, others) = (self.alarm_score_of(class), other.alarm_score_of(class));
        let aligned = 1.0 / (1.0 + (log_odds(others) - log_odds(own) - log_odds(score)).exp());
        // Rounding must not move a score across the level.
        let aligned = aligned as f32;
        if score >= others { aligned.max(own) } else { aligned.min(own.next_down()) }
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
        Scorer::of(self).margins_into(rows, out);
    }
}

/// The first number that is not good, as an error: its place, what was expected, and itself.
fn refuse(numbers: &[(&'static str, ModelNumber, f32)]) -> Result<(), ModelError> {
    match numbers.iter().find(|(_, expected, found)| !expected.fits(*found)) {
        Some(&(place, expected, found)) => {
            Err(ModelError::Number { place, expected, found: found.to_string() })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ensemble(alarm_score: f32, of_home: f32) -> Ensemble {
        let level = Level { calibration: Calibration::default(), alarm_score: of_home };
        Ensemble {
            features: Vec::new(),
            base: 0.0,
            calibration: Calibration::default(),
            alarm_score,
            classes: vec![ClassLevel { class: "home".to_owned(), level }],
            trees: Vec::new(),
        }
    }

    #[test]
    fn a_score_of_another_ensemble_is_an_alarm_here_where_it_is_one_there() {
        let (own, other) = (ensemble(0.6, 0.9), ensemble(0.2, 0.97));
        for class in ["home", "works"] {
            let (here, there) = (own.alarm_score_of(class), other.alarm_score_of(class));
            let mut last = 0.0;
            for step in 0..=1000_u16 {
                let score = f32::from(step) / 1000.0;
                let aligned = own.aligned(&other, class, score);
                assert_eq!(aligned >= here, score >= there, "{class}: {score} became {aligned}");
                assert!((last..=1.0).contains(&aligned), "{class}: {score} became {aligned} after {last}");
                last = aligned;
            }
            assert_eq!(own.aligned(&other, class, there), here);
        }
        // Three times the odds of an alarm there are three times the odds of one here.
        let odds = |p: f32| p / (1.0 - p);
        let aligned = own.aligned(&other, "works", 3.0 / 7.0);
        assert!((odds(aligned) / odds(0.6) - odds(3.0 / 7.0) / odds(0.2)).abs() < 1e-3, "{aligned}");
    }
}
