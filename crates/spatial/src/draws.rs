//! Owns what uncertain figures leave of a result: the same statistics for values drawn within their
//! bounds. Does not know where bounds come from.

use crate::{Quadrant, SpatialError, Weights, cut, local_moran, moran, random::Random, values::finite};

/// How many draws are made, and how each is judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draws {
    /// Draws of all values.
    pub count: usize,
    /// Permutations of each.
    pub permutations: usize,
    /// False-discovery rate up to which an area counts as part of a cluster.
    pub rate: f64,
    /// Seed of all.
    pub seed: u64,
}

/// How often each area is part of a cluster, over all draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Certainty {
    /// Draws made.
    pub count: usize,
    /// By area: draws in which it was part of a cluster of each kind, in the order of
    /// [`Quadrant::ALL`].
    pub clusters: Vec<[usize; 4]>,
    /// By area: draws in which it lay in each quadrant, part of a cluster or not.
    pub quadrants: Vec<[usize; 4]>,
    /// Moran's I of every draw, sorted.
    pub moran: Vec<f64>,
}

impl Certainty {
    /// Share of the draws in which an area was part of a cluster of a kind, 0–1.
    #[must_use]
    pub fn share(&self, area: usize, kind: Quadrant) -> f64 {
        self.clusters[area][place(kind)] as f64 / self.count.max(1) as f64
    }

    /// The range of Moran's I without the outer `outside` (0–1) of the draws, half on either side.
    #[must_use]
    pub fn moran_range(&self, outside: f64) -> Option<(f64, f64)> {
        let last = self.moran.len().checked_sub(1)?;
        let skipped = (last as f64 * outside.clamp(0.0, 1.0) / 2.0).round() as usize;
        Some((self.moran[skipped], self.moran[last - skipped]))
    }
}

/// Draws each value evenly between its bounds, each by itself, and tells how often an area is part
/// of a cluster: by chance alone `draws.rate` of the clusters found are none.
///
/// # Errors
/// Bounds are open or reversed; else as [`moran`]. Draws in which all values are the same are left
/// out.
pub fn certainty(bounds: &[(f64, f64)], weights: &Weights, draws: Draws) -> Result<Certainty, SpatialError> {
    let is_bad = |(low, high): &(f64, f64)| !(low.is_finite() && high.is_finite() && low <= high);
    if let Some(at) = bounds.iter().position(is_bad) {
        return Err(SpatialError::Bounds { at });
    }
    let areas = bounds.len();
    let mut random = Random::new(draws.seed);
    let mut result = Certainty {
        count: 0,
        clusters: vec![[0; 4]; areas],
        quadrants: vec![[0; 4]; areas],
        moran: Vec::with_capacity(draws.count),
    };
    let mut values = vec![0.0; areas];
    for draw in 0..draws.count {
        for (value, &(low, high)) in values.iter_mut().zip(bounds) {
            *value = low + random.uniform() * (high - low);
        }
        finite(&values, weights.len())?;
        let seed = draws.seed.wrapping_add(draw as u64 + 1);
        let local = match local_moran(&values, weights, draws.permutations, seed) {
            Err(SpatialError::Constant) => continue,
            other => other?,
        };
        result.count += 1;
        result.moran.push(moran(&values, weights, 0, 0)?.value);
        let p: Vec<f64> = local.areas.iter().map(|area| area.map_or(f64::NAN, |area| area.p)).collect();
        let passes = cut(&p, draws.rate);
        for (at, area) in local.areas.iter().enumerate() {
            let Some(area) = area else { continue };
            let kind = place(area.quadrant);
            result.quadrants[at][kind] += 1;
            result.clusters[at][kind] += usize::from(passes.is_some_and(|most| area.p <= most));
        }
    }
    result.moran.sort_by(f64::total_cmp);
    Ok(result)
}

const fn place(kind: Quadrant) -> usize {
    match kind {
        Quadrant::HighHigh => 0,
        Quadrant::LowHigh => 1,
        Quadrant::LowLow => 2,
        Quadrant::HighLow => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square of cells, each with its neighbours by side.
    fn grid(size: usize) -> Weights {
        let at = |x, y| y * size + x;
        let right = (0..size).flat_map(|y| (1..size).map(move |x| (at(x - 1, y), at(x, y))));
        let down = (1..size).flat_map(|y| (0..size).map(move |x| (at(x, y - 1), at(x, y))));
        Weights::of_pairs(size * size, right.chain(down)).row_standardised()
    }

    #[test]
    fn a_clear_cluster_stays_and_wide_bounds_dissolve_it() {
        let size = 12;
        let draws = Draws { count: 20, permutations: 4999, rate: 0.05, seed: 3 };
        let height =
            |at: usize| if at % size < 4 && at / size < 4 { 10.0 } else { (at * 7 % 5) as f64 / 5.0 };
        let sharp: Vec<(f64, f64)> = (0..size * size).map(|at| (height(at), height(at) + 0.1)).collect();
        let vague: Vec<(f64, f64)> = (0..size * size).map(|_| (0.0, 11.0)).collect();
        let middle = size + 1;
        let sure = certainty(&sharp, &grid(size), draws).expect("bounds");
        assert_eq!(sure.share(middle, Quadrant::HighHigh), 1.0);
        let unsure = certainty(&vague, &grid(size), draws).expect("bounds");
        assert!(unsure.share(middle, Quadrant::HighHigh) < 0.2);
        assert!(sure.moran_range(0.05).expect("draws").0 > unsure.moran_range(0.05).expect("draws").1);
    }

    #[test]
    fn bounds_must_be_bounds() {
        let draws = Draws { count: 1, permutations: 9, rate: 0.05, seed: 1 };
        let weights = grid(2);
        let bounds = [(0.0, 1.0), (2.0, 1.0), (0.0, 1.0), (0.0, 1.0)];
        assert_eq!(certainty(&bounds, &weights, draws), Err(SpatialError::Bounds { at: 1 }));
        let same = certainty(&[(1.0, 1.0); 4], &weights, draws).expect("no draw counts");
        assert_eq!((same.count, same.moran_range(0.05)), (0, None));
    }
}
