//! Owns local Moran statistics: what each area adds to the order of the whole map, and whether
//! chance would add as much (Anselin 1995, doi 10.1111/j.1538-4632.1995.tb00338.x). Does not judge
//! many tests together.

use crate::{
    SpatialError, Weights,
    global::{TIE, pseudo_p},
    random::Random,
    values::Deviations,
};

/// On which side of the mean an area and its neighbours are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quadrant {
    /// High among high.
    HighHigh,
    /// Low among high.
    LowHigh,
    /// Low among low.
    LowLow,
    /// High among low.
    HighLow,
}

impl Quadrant {
    /// All four, in the order of the scatter's quadrants.
    pub const ALL: [Self; 4] = [Self::HighHigh, Self::LowHigh, Self::LowLow, Self::HighLow];

    /// Two letters: the area's own side, that of its neighbours.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowHigh => "LH",
            Self::LowLow => "LL",
            Self::HighLow => "HL",
        }
    }

    /// Of a deviation and the neighbours' one.
    #[must_use]
    pub fn of(own: f64, lag: f64) -> Self {
        match (own > 0.0, lag > 0.0) {
            (true, true) => Self::HighHigh,
            (false, true) => Self::LowHigh,
            (false, false) => Self::LowLow,
            (true, false) => Self::HighLow,
        }
    }
}

/// Local statistics of all areas.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalMoran {
    /// Standard score of each area's value, by the deviation of the population.
    pub z: Vec<f64>,
    /// Result of each area; `None` for islands.
    pub areas: Vec<Option<Local>>,
}

/// The local statistic of one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// Weighted sum (with row-standardised weights: the mean) of the neighbours' z.
    pub lag: f64,
    /// (n − 1) × z × lag ÷ Σz².
    pub value: f64,
    /// Side of the mean, of the area and of its neighbours.
    pub quadrant: Quadrant,
    /// Two-sided pseudo p by conditional permutation: the area keeps its value, its neighbours are
    /// drawn from all others. NaN without permutations.
    pub p: f64,
}

/// Local Moran's I of every area, with conditional permutation.
///
/// All areas share the permutations, as Anselin's own programs do. Where the weights of a row are
/// all alike (contiguity, nearest neighbours, distance bands, row-standardised or not), only sums
/// over the first members of each permutation matter; they are drawn and sorted once for every
/// number of neighbours, and an area that is itself among them has the next member in its place:
/// time grows with areas + permutations in place of areas × permutations.
///
/// # Errors
/// As [`crate::moran`].
pub fn local_moran(
    values: &[f64],
    weights: &Weights,
    permutations: usize,
    seed: u64,
) -> Result<LocalMoran, SpatialError> {
    let deviations = Deviations::new(values, weights)?;
    let n = deviations.count();
    let deviation = (deviations.squares / n).sqrt();
    let z: Vec<f64> = deviations.of.iter().map(|d| d / deviation).collect();
    let drawn = (permutations > 0).then(|| Drawn::new(&z, weights, permutations, seed));
    let local = |area: usize| {
        (weights.degree(area) > 0).then(|| {
            let lag = weights.lag(area, &z);
            Local {
                lag,
                // Σz² is n, as z has a deviation of one.
                value: (n - 1.0) / n * z[area] * lag,
                quadrant: Quadrant::of(z[area], lag),
                p: drawn.as_ref().map_or(f64::NAN, |drawn| drawn.p(area, lag, &z, weights)),
            }
        })
    };
    let areas = (0..values.len()).map(local).collect();
    Ok(LocalMoran { z, areas })
}

/// Permutations of all areas, of each as many members as the largest neighbourhood and one needs.
struct Drawn {
    permutations: usize,
    /// Members of each permutation, `width` a piece.
    members: Vec<u32>,
    width: usize,
    /// Sums of z over the first k members of each permutation, sorted; by k, empty where no area
    /// has k neighbours.
    sorted: Vec<Vec<f64>>,
    /// Permutations that have an area among their members, and where; by area.
    found: Places,
}

/// Lists by area, one after the other.
struct Places {
    starts: Vec<u32>,
    /// Permutation and place in it.
    at: Vec<(u32, u32)>,
}

impl Drawn {
    fn new(z: &[f64], weights: &Weights, permutations: usize, seed: u64) -> Self {
        let areas = z.len();
        let most = (0..areas).map(|area| weights.degree(area)).max().unwrap_or(0);
        let width = (most + 1).min(areas);
        let mut random = Random::new(seed);
        let mut order: Vec<u32> = (0..areas as u32).collect();
        let mut members = Vec::with_capacity(permutations * width);
        for _ in 0..permutations {
            random.draw(&mut order, width);
            members.extend_from_slice(&order[..width]);
        }
        let mut sorted = vec![Vec::new(); most + 1];
        let is_met = (0..areas).fold(vec![false; most + 1], |mut is_met, area| {
            is_met[weights.degree(area)] = true;
            is_met
        });
        let mut sums = vec![0.0; permutations];
        for (count, of_count) in sorted.iter_mut().enumerate().skip(1) {
            for (sum, members) in sums.iter_mut().zip(members.chunks_exact(width)) {
                *sum += z[members[count - 1] as usize];
            }
            if is_met[count] {
                of_count.clone_from(&sums);
                of_count.sort_unstable_by(f64::total_cmp);
            }
        }
        let found = Places::new(areas, width, &members);
        Self { permutations, members, width, sorted, found }
    }

    /// Two-sided pseudo p of an area with this lag.
    fn p(&self, area: usize, lag: f64, z: &[f64], weights: &Weights) -> f64 {
        let (_, by) = weights.row(area);
        let alike = by.iter().all(|weight| (weight - by[0]).abs() <= TIE * by[0]);
        let (above, below) =
            if alike { self.counted(area, lag / by[0], z, by.len()) } else { self.weighed(area, lag, z, by) };
        // Where the area's own deviation is below zero, tails change places; the smaller one stays.
        // At zero every permutation ties.
        if z[area] == 0.0 { 1.0 } else { pseudo_p(above, below, self.permutations) }
    }

    /// How many sums over `count` members reach `sum` from above and from below.
    fn counted(&self, area: usize, sum: f64, z: &[f64], count: usize) -> (usize, usize) {
        let within = TIE * (count as f64).max(sum.abs());
        let (from, to) = (sum - within, sum + within);
        let sorted = &self.sorted[count];
        let mut above = sorted.len() - sorted.partition_point(|&drawn| drawn < from);
        let mut below = sorted.partition_point(|&drawn| drawn <= to);
        for &(permutation, place) in self.found.of(area) {
            if place as usize >= count {
                continue;
            }
            let members = self.members_of(permutation as usize);
            let first = members[..count].iter().map(|&member| z[member as usize]).sum::<f64>();
            let next = first - z[area] + z[members[count] as usize];
            above = above + usize::from(next >= from) - usize::from(first >= from);
            below = below + usize::from(next <= to) - usize::from(first <= to);
        }
        (above, below)
    }

    /// The same for weights that differ: every permutation is weighed.
    fn weighed(&self, area: usize, lag: f64, z: &[f64], by: &[f64]) -> (usize, usize) {
        let within = TIE * by.iter().sum::<f64>().max(lag.abs());
        let mut counts = (0, 0);
        for permutation in 0..self.permutations {
            let others = self.members_of(permutation).iter().filter(|&&member| member as usize != area);
            let drawn = others.zip(by).map(|(&member, weight)| weight * z[member as usize]).sum::<f64>();
            counts.0 += usize::from(drawn >= lag - within);
            counts.1 += usize::from(drawn <= lag + within);
        }
        counts
    }

    fn members_of(&self, permutation: usize) -> &[u32] {
        &self.members[permutation * self.width..(permutation + 1) * self.width]
    }
}

impl Places {
    fn new(areas: usize, width: usize, members: &[u32]) -> Self {
        let mut starts = vec![0_u32; areas + 1];
        for &member in members {
            starts[member as usize + 1] += 1;
        }
        for area in 0..areas {
            starts[area + 1] += starts[area];
        }
        let mut next = starts.clone();
        let mut at = vec![(0, 0); members.len()];
        for (permutation, members) in members.chunks_exact(width).enumerate() {
            for (place, &member) in members.iter().enumerate() {
                let slot = &mut next[member as usize];
                at[*slot as usize] = (permutation as u32, place as u32);
                *slot += 1;
            }
        }
        Self { starts, at }
    }

    fn of(&self, area: usize) -> &[(u32, u32)] {
        &self.at[self.starts[area] as usize..self.starts[area + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, permutation by permutation.
    fn by_definition(values: &[f64], weights: &Weights, permutations: usize, seed: u64) -> Vec<Option<f64>> {
        let z = local_moran(values, weights, 0, 0).expect("values").z;
        let most = (0..z.len()).map(|area| weights.degree(area)).max().expect("areas");
        let width = (most + 1).min(z.len());
        let mut random = Random::new(seed);
        let mut order: Vec<u32> = (0..z.len() as u32).collect();
        let mut counts = vec![(0, 0); z.len()];
        for _ in 0..permutations {
            random.draw(&mut order, width);
            for (area, count) in counts.iter_mut().enumerate() {
                let others = order[..width].iter().filter(|&&other| other as usize != area);
                let drawn: f64 =
                    weights.of(area).zip(others).map(|((_, w), &other)| w * z[other as usize]).sum();
                let observed = z[area] * weights.lag(area, &z);
                count.0 += usize::from(z[area] * drawn >= observed - 1e-9);
                count.1 += usize::from(z[area] * drawn <= observed + 1e-9);
            }
        }
        let p = |(area, (above, below)): (usize, (usize, usize))| {
            (weights.degree(area) > 0).then(|| pseudo_p(above, below, permutations))
        };
        counts.into_iter().enumerate().map(p).collect()
    }

    fn ring(areas: usize) -> Weights {
        // Each with the next, every third with the one after that; the last is an island.
        let near = (0..areas - 2).map(|area| (area, area + 1));
        let far = (0..areas - 3).step_by(3).map(|area| (area, area + 2));
        Weights::of_pairs(areas, near.chain(far))
    }

    #[test]
    fn the_short_way_counts_what_the_definition_counts() {
        let values: Vec<f64> = (0..13).map(|i| f64::from(i * i % 7) + f64::from(i)).collect();
        let unequal = Weights::of_rows(
            (0..13).map(|i| vec![((i + 1) % 13, 1.0), ((i + 2) % 13, 0.5), ((i + 5) % 13, 0.25)]).collect(),
        );
        for weights in [ring(13), ring(13).row_standardised(), unequal] {
            let local = local_moran(&values, &weights, 499, 7).expect("values");
            let p: Vec<Option<f64>> = local.areas.iter().map(|area| area.map(|area| area.p)).collect();
            assert_eq!(p, by_definition(&values, &weights, 499, 7));
        }
    }

    #[test]
    fn islands_have_no_result_and_a_neighbourhood_of_all_has_no_surprise() {
        let values = [1.0, 5.0, 2.0, 8.0, 3.0];
        let all = Weights::of_pairs(5, (0..4).flat_map(|a| (0..a).map(move |b| (a, b))));
        let local = local_moran(&values, &all, 99, 1).expect("values");
        assert!(local.areas[4].is_none());
        let everybody = Weights::of_pairs(4, (0..4).flat_map(|a| (0..a).map(move |b| (a, b))));
        let local = local_moran(&values[..4], &everybody, 99, 1).expect("values");
        assert!(local.areas.iter().all(|area| area.expect("has neighbours").p == 1.0), "{local:?}");
    }

    #[test]
    fn sums_of_local_statistics_give_the_global_one() {
        let values: Vec<f64> = (0..20).map(|i| f64::from(i * 7 % 11)).collect();
        let weights = ring(20);
        let local = local_moran(&values, &weights, 0, 0).expect("values");
        let sum: f64 = local.areas.iter().flatten().map(|area| area.value).sum();
        let global = crate::moran(&values, &weights, 0, 0).expect("values");
        // I = Σ Iᵢ × n ÷ ((n − 1) S₀).
        let expected = sum * 20.0 / (19.0 * weights.sum());
        assert!((global.value - expected).abs() < 1e-12);
    }
}
