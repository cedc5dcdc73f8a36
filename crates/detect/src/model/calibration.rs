//! Owns how log odds of trees become probabilities. Does not know trees.

use serde::{Deserialize, Serialize};

/// Platt's sigmoid: `1 / (1 + exp(-(slope × margin + intercept)))`, fitted to margins of rows that
/// the trees have not seen. It never changes an order (a slope is positive) and makes no ties.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Calibration {
    pub(super) slope: f32,
    pub(super) intercept: f32,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { slope: 1.0, intercept: 0.0 }
    }
}

impl Calibration {
    pub(super) fn log_odds(self, margin: f32) -> f32 {
        self.slope * margin + self.intercept
    }

    pub(super) fn probability(self, margin: f32) -> f32 {
        1.0 / (1.0 + (-self.log_odds(margin)).exp())
    }

    /// Weighted sum of the logistic loss of rows, once their share of positives is that of the
    /// labels: the least over all intercepts, by Newton's method.
    pub(super) fn shifted_loss(margins: &[f32], labels: &[bool], weights: &[f32]) -> f64 {
        let rows = || margins.iter().zip(labels).zip(weights);
        let mut shift = 0.0_f64;
        for _ in 0..50 {
            let (mut gradient, mut hessian) = (0.0, 1e-9);
            for ((margin, label), weight) in rows() {
                let p = 1.0 / (1.0 + (-(f64::from(*margin) + shift)).exp());
                gradient += f64::from(*weight) * (p - f64::from(u8::from(*label)));
                hessian += f64::from(*weight) * p * (1.0 - p);
            }
            // Far from the answer the curve is flat and a whole step would overshoot.
            let step = (gradient / hessian).clamp(-2.0, 2.0);
            shift -= step;
            if step.abs() < 1e-6 {
                break;
            }
        }
        rows()
            .map(|((margin, label), weight)| {
                let z = (f64::from(*margin) + shift) * if *label { -1.0 } else { 1.0 };
                f64::from(*weight) * (z.max(0.0) + (-z.abs()).exp().ln_1p())
            })
            .sum()
    }

    /// Fits by Newton's method (Platt 1999; Lin, Lin, Weng 2007, doi 10.1007/s10994-007-5018-6).
    /// Targets are drawn in from 0 and 1 as there, so that a perfect order does not make it
    /// certain. Where margins tell nothing (or the wrong way round) they are left as they are.
    pub(super) fn fit(margins: &[f32], labels: &[bool], weights: &[f32]) -> Self {
        let total = |wanted: bool| -> f64 {
            labels
                .iter()
                .zip(weights)
                .filter(|(label, _)| **label == wanted)
                .map(|(_, weight)| f64::from(*weight))
                .sum()
        };
        let (positives, negatives) = (total(true), total(false));
        if positives <= 0.0 || negatives <= 0.0 {
            return Self::default();
        }
        let (high, low) = ((positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0));
        let rows = || {
            margins.iter().zip(labels).zip(weights).map(|((margin, label), weight)| {
                (f64::from(*margin), if *label { high } else { low }, f64::from(*weight))
            })
        };
        let loss = |slope: f64, intercept: f64| -> f64 {
            rows()
                .map(|(x, target, weight)| {
                    let z = slope * x + intercept;
                    weight * (z.max(0.0) - z * target + (-z.abs()).exp().ln_1p())
                })
                .sum()
        };
        let (mut slope, mut intercept) = (1.0, 0.0);
        let mut now = loss(slope, intercept);
        for _ in 0..100 {
            let mut gradient = [0.0; 2];
            // A small ridge keeps the matrix invertible when all margins are the same.
            let mut hessian = [1e-9, 0.0, 1e-9];
            for (x, target, weight) in rows() {
                let p = 1.0 / (1.0 + (-(slope * x + intercept)).exp());
                let (miss, spread) = (weight * (p - target), weight * p * (1.0 - p));
                gradient[0] += miss * x;
                gradient[1] += miss;
                hessian[0] += spread * x * x;
                hessian[1] += spread * x;
                hessian[2] += spread;
            }
            let determinant = hessian[0] * hessian[2] - hessian[1] * hessian[1];
            let step = [
                (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant,
                (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant,
            ];
            // Halved until the loss falls; Newton's step alone may overshoot.
            let Some((a, b, after)) = (0..20)
                .map(|halvings| f64::from(1 << halvings))
                .map(|part| (slope - step[0] / part, intercept - step[1] / part))
                .map(|(a, b)| (a, b, loss(a, b)))
                .find(|(_, _, after)| *after < now)
            else {
                break;
            };
            let gain = now - after;
            (slope, intercept, now) = (a, b, after);
            if gain < 1e-10 * now {
                break;
            }
        }
        if slope.is_finite() && intercept.is_finite() && slope > 0.0 {
            Self { slope: slope as f32, intercept: intercept as f32 }
        } else {
            Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Calibration;

    #[test]
    fn overconfident_margins_are_drawn_in() {
        // A margin of ±4 (98 %) is right in 3 of 4 cases only: log odds of ±1.1.
        let margins: Vec<f32> = (0..800).map(|row| if row % 2 == 0 { 4.0 } else { -4.0 }).collect();
        let labels: Vec<bool> = (0..800).map(|row| (row % 2 == 0) == (row % 8 < 6)).collect();
        let calibration = Calibration::fit(&margins, &labels, &[1.0; 800]);
        assert!((calibration.probability(4.0) - 0.75).abs() < 0.01, "{calibration:?}");
        assert!((calibration.probability(-4.0) - 0.25).abs() < 0.01, "{calibration:?}");
    }

    #[test]
    fn nothing_to_learn_changes_nothing() {
        assert_eq!(Calibration::fit(&[1.0, 2.0], &[true, true], &[1.0; 2]), Calibration::default());
        assert_eq!(Calibration::fit(&[1.0, -1.0], &[false, true], &[1.0; 2]), Calibration::default());
    }
}
