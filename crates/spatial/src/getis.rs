//! Owns Getis-Ord statistics: where high or low values gather (Ord and Getis 1995,
//! doi 10.1111/j.1538-4632.1995.tb00912.x), as their standard scores. Does not permute.

use crate::{
    SpatialError, Weights,
    values::{Deviations, two_sided},
};

/// Whether an area counts among its own neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focal {
    /// It does, with a weight of one: Gi*.
    Counted,
    /// It does not: Gi, of the other areas alone.
    LeftOut,
}

/// Standard score of one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GetisOrd {
    /// Above zero where high values gather, below where low ones do.
    pub z: f64,
    /// Two-sided p of a normal variable.
    pub p: f64,
}

/// Standard scores of all areas, by the formulas of Ord and Getis for any weights; binary ones are
/// meant. `None` where the score is not defined: Gi of an island, and an area whose neighbours are
/// all others.
///
/// # Errors
/// As [`crate::moran`].
pub fn getis_ord(
    values: &[f64],
    weights: &Weights,
    focal: Focal,
) -> Result<Vec<Option<GetisOrd>>, SpatialError> {
    Deviations::new(values, weights)?;
    let is_counted = focal == Focal::Counted;
    let sum: f64 = values.iter().sum();
    let squares: f64 = values.iter().map(|value| value * value).sum();
    let score = |area: usize| {
        let own = if is_counted { 0.0 } else { values[area] };
        let n = values.len() as f64 - f64::from(u8::from(!is_counted));
        let mean = (sum - own) / n;
        let variance = (squares - own * own) / n - mean * mean;
        let one = f64::from(u8::from(is_counted));
        let (_, by) = weights.row(area);
        let weight = by.iter().sum::<f64>() + one;
        let weight_squares = by.iter().map(|weight| weight * weight).sum::<f64>() + one;
        let spread = (n * weight_squares - weight * weight) / (n - 1.0);
        let scale = (variance * spread).sqrt();
        let local = weights.lag(area, values) + one * values[area];
        // What rounding leaves of nothing is nothing.
        let is_defined = spread > weight_squares * n * f64::EPSILON && scale > 0.0;
        is_defined.then(|| {
            let z = (local - mean * weight) / scale;
            GetisOrd { z, p: two_sided(z) }
        })
    };
    Ok((0..values.len()).map(score).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_island_has_its_own_score_or_none() {
        let values = [1.0, 2.0, 6.0, 3.0];
        let weights = Weights::of_pairs(4, [(0, 1), (1, 2)]);
        let star = getis_ord(&values, &weights, Focal::Counted).expect("values");
        // Mean 3, deviation √3.5: the island's score is its own.
        assert!(star[3].expect("its own").z.abs() < 1e-12);
        let apart = getis_ord(&values, &weights, Focal::LeftOut).expect("values");
        assert_eq!(apart[3], None);
        // Of the others 2, 6, 3: mean 11/3, variance 26/9; one neighbour, spread (3 − 1)/2 = 1.
        let known = (2.0 - 11.0 / 3.0) / (26.0_f64 / 9.0).sqrt();
        assert!((apart[0].expect("a score").z - known).abs() < 1e-12);
    }
}
