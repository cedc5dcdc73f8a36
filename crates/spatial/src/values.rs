//! Owns what values must be before anything is computed of them, and their moments. Does not know
//! which areas are neighbours.

use crate::Weights;

/// Values or weights of which nothing can be computed.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum SpatialError {
    /// One value for each area is needed.
    #[error("{values} values for {areas} areas")]
    Count {
        /// Values given.
        values: usize,
        /// Areas of the weights.
        areas: usize,
    },
    /// A value is not a finite number; areas without a value are left out first.
    #[error("the value of area {at} is not a number")]
    NotANumber {
        /// Which, from 0.
        at: usize,
    },
    /// Too few areas for a spread.
    #[error("{found} areas, but at least {needed} are needed")]
    TooFew {
        /// Areas given.
        found: usize,
        /// Least number.
        needed: usize,
    },
    /// All values are the same.
    #[error("all values are the same")]
    Constant,
    /// No area has a neighbour.
    #[error("no area has a neighbour")]
    NoNeighbours,
    /// A rate needs people and cannot have fewer cases than none.
    #[error("area {at} has no people, or cases below zero")]
    NoRate {
        /// Which, from 0.
        at: usize,
    },
    /// Bounds are reversed or open.
    #[error("the bounds of area {at} are open or reversed")]
    Bounds {
        /// Which, from 0.
        at: usize,
    },
}

/// Deviations from the mean, and the sums of their second and fourth powers.
pub(crate) struct Deviations {
    pub(crate) of: Vec<f64>,
    pub(crate) squares: f64,
    pub(crate) fourths: f64,
}

/// Fewest areas for which the variances of the global statistics are defined.
const FEWEST: usize = 4;

impl Deviations {
    pub(crate) fn new(values: &[f64], weights: &Weights) -> Result<Self, SpatialError> {
        finite(values, weights.len())?;
        if values.len() < FEWEST {
            return Err(SpatialError::TooFew { found: values.len(), needed: FEWEST });
        }
        if weights.sum() <= 0.0 {
            return Err(SpatialError::NoNeighbours);
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let of: Vec<f64> = values.iter().map(|value| value - mean).collect();
        let squares = of.iter().map(|z| z * z).sum::<f64>();
        let largest = values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        // What rounding leaves of equal values is no spread.
        if squares.sqrt() <= largest * f64::EPSILON * values.len() as f64 {
            return Err(SpatialError::Constant);
        }
        let fourths = of.iter().map(|z| z.powi(4)).sum();
        Ok(Self { of, squares, fourths })
    }

    pub(crate) fn count(&self) -> f64 {
        self.of.len() as f64
    }

    /// Σᵢ Σⱼ wᵢⱼ zᵢ zⱼ for values in this order.
    pub(crate) fn cross(values: &[f64], weights: &Weights) -> f64 {
        (0..weights.len()).map(|area| values[area] * weights.lag(area, values)).sum()
    }
}

pub(crate) fn finite(values: &[f64], areas: usize) -> Result<(), SpatialError> {
    if values.len() != areas {
        return Err(SpatialError::Count { values: values.len(), areas });
    }
    values
        .iter()
        .position(|value| !value.is_finite())
        .map_or(Ok(()), |at| Err(SpatialError::NotANumber { at }))
}

/// Probability that a standard normal variable is farther from zero than `z`, on either side.
pub(crate) fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}
