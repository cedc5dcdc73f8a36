//! Owns the two statistics of the whole map: Moran's I and Geary's C, with their moments under
//! normality and randomisation (Cliff and Ord 1981, Spatial Processes) and under permutation. Does
//! not say where like values lie.

use crate::{
    SpatialError, Weights,
    random::Random,
    values::{Deviations, two_sided},
};

/// A statistic of the whole map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Global {
    /// Areas that count, islands too.
    pub areas: usize,
    /// Areas without neighbours among them.
    pub islands: usize,
    /// Moran's I or Geary's C.
    pub value: f64,
    /// What it would be without any order in space.
    pub expected: f64,
    /// Variance if values are drawn from a normal distribution.
    pub variance_normal: f64,
    /// Variance if the values at hand are dealt out at random.
    pub variance_random: f64,
    /// What permutations say; `None` where none were asked for.
    pub permuted: Option<Permuted>,
}

/// What permutations of the values say of a statistic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Permuted {
    /// How many there were.
    pub count: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// Two-sided pseudo p: twice the smaller tail, the value itself counted in.
    pub p: f64,
}

impl Global {
    /// Standard score under normality.
    #[must_use]
    pub fn z_normal(&self) -> f64 {
        (self.value - self.expected) / self.variance_normal.sqrt()
    }

    /// Standard score under randomisation.
    #[must_use]
    pub fn z_random(&self) -> f64 {
        (self.value - self.expected) / self.variance_random.sqrt()
    }

    /// Two-sided p of [`Self::z_normal`].
    #[must_use]
    pub fn p_normal(&self) -> f64 {
        two_sided(self.z_normal())
    }

    /// Two-sided p of [`Self::z_random`].
    #[must_use]
    pub fn p_random(&self) -> f64 {
        two_sided(self.z_random())
    }
}

/// Moran's I: above its expected value where neighbours are alike, below where they differ.
///
/// # Errors
/// Counts differ, a value is not finite, all are the same, fewer than four, or nobody has a
/// neighbour.
pub fn moran(
    values: &[f64],
    weights: &Weights,
    permutations: usize,
    seed: u64,
) -> Result<Global, SpatialError> {
    let z = Deviations::new(values, weights)?;
    let (n, s0) = (z.count(), weights.sum());
    let (s1, s2) = weights.moments();
    let expected = -1.0 / (n - 1.0);
    let normal = (n * n * s1 - n * s2 + 3.0 * s0 * s0) / (s0 * s0 * (n * n - 1.0)) - expected.powi(2);
    let kurtosis = n * z.fourths / z.squares.powi(2);
    let a = n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0);
    let b = kurtosis * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0);
    let random = (a - b) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0 * s0) - expected.powi(2);
    let scale = n / (s0 * z.squares);
    let statistic = |z: &[f64]| scale * Deviations::cross(z, weights);
    Ok(Global {
        areas: values.len(),
        islands: weights.islands().len(),
        value: statistic(&z.of),
        expected,
        variance_normal: normal,
        variance_random: random,
        permuted: permuted(&z.of, permutations, seed, statistic),
    })
}

/// Geary's C: below one where neighbours are alike, above where they differ.
///
/// # Errors
/// As [`moran`].
pub fn geary(
    values: &[f64],
    weights: &Weights,
    permutations: usize,
    seed: u64,
) -> Result<Global, SpatialError> {
    let z = Deviations::new(values, weights)?;
    let (n, s0) = (z.count(), weights.sum());
    let (s1, s2) = weights.moments();
    let kurtosis = n * z.fourths / z.squares.powi(2);
    let normal = ((2.0 * s1 + s2) * (n - 1.0) - 4.0 * s0 * s0) / (2.0 * (n + 1.0) * s0 * s0);
    let random = ((n - 1.0) * s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * kurtosis)
        - 0.25 * (n - 1.0) * s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * kurtosis)
        + s0 * s0 * (n * n - 3.0 - (n - 1.0).powi(2) * kurtosis))
        / (n * (n - 2.0) * (n - 3.0) * s0 * s0);
    let scale = (n - 1.0) / (2.0 * s0 * z.squares);
    let statistic = |z: &[f64]| {
        let of = |area| weights.of(area).map(|(other, w)| w * (z[area] - z[other]).powi(2)).sum::<f64>();
        scale * (0..z.len()).map(of).sum::<f64>()
    };
    Ok(Global {
        areas: values.len(),
        islands: weights.islands().len(),
        value: statistic(&z.of),
        expected: 1.0,
        variance_normal: normal,
        variance_random: random,
        permuted: permuted(&z.of, permutations, seed, statistic),
    })
}

fn permuted(z: &[f64], count: usize, seed: u64, statistic: impl Fn(&[f64]) -> f64) -> Option<Permuted> {
    if count == 0 {
        return None;
    }
    let observed = statistic(z);
    let mut random = Random::new(seed);
    let mut shuffled = z.to_vec();
    let drawn: Vec<f64> = (0..count)
        .map(|_| {
            random.draw(&mut shuffled, z.len());
            statistic(&shuffled)
        })
        .collect();
    let mean = drawn.iter().sum::<f64>() / count as f64;
    let variance = drawn.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count as f64;
    let within = TIE * observed.abs().max(f64::MIN_POSITIVE);
    let above = drawn.iter().filter(|&&value| value >= observed - within).count();
    let below = drawn.iter().filter(|&&value| value <= observed + within).count();
    Some(Permuted { count, mean, deviation: variance.sqrt(), p: pseudo_p(above, below, count) })
}

/// Values that differ by less, as a share, are ties: the order in which they were added up differs.
pub(crate) const TIE: f64 = 1e-12;

/// Two-sided pseudo p of a value that so many of the permutations reach from above and from below,
/// ties on both sides.
pub(crate) fn pseudo_p(above: usize, below: usize, permutations: usize) -> f64 {
    (2.0 * (above.min(below) as f64 + 1.0) / (permutations as f64 + 1.0)).min(1.0)
}
