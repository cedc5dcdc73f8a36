//! Owns the weights of neighbours, row by row, and their sums. Does not find neighbours.

/// Who is whose neighbour, and with which weight. No area is its own neighbour.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Where the neighbours of each area begin in the other two; one more at the end.
    starts: Vec<usize>,
    to: Vec<u32>,
    by: Vec<f64>,
}

impl Weights {
    /// Weights of one for neighbours both ways. Pairs may repeat; those beyond `areas` and of an
    /// area with itself are dropped.
    #[must_use]
    pub fn of_pairs(areas: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut rows = vec![Vec::new(); areas];
        for (a, b) in pairs.into_iter().filter(|&(a, b)| a != b && a < areas && b < areas) {
            rows[a].push((b, 1.0));
            rows[b].push((a, 1.0));
        }
        Self::of_rows(rows)
    }

    /// Weights row by row: of each area, its neighbours. Of repeated neighbours the first stays;
    /// those beyond the areas, the area itself, and weights that are not positive are dropped.
    #[must_use]
    pub fn of_rows(rows: Vec<Vec<(usize, f64)>>) -> Self {
        let areas = rows.len();
        let mut weights = Self { starts: vec![0], to: Vec::new(), by: Vec::new() };
        for (area, mut row) in rows.into_iter().enumerate() {
            row.retain(|&(other, weight)| {
                other != area && other < areas && weight > 0.0 && weight.is_finite()
            });
            row.sort_by_key(|&(other, _)| other);
            row.dedup_by_key(|&mut (other, _)| other);
            weights.to.extend(row.iter().map(|&(other, _)| other as u32));
            weights.by.extend(row.iter().map(|&(_, weight)| weight));
            weights.starts.push(weights.to.len());
        }
        weights
    }

    /// The same neighbours with weights that add up to one in each row.
    #[must_use]
    pub fn row_standardised(&self) -> Self {
        let mut weights = self.clone();
        for area in 0..self.len() {
            let row = &mut weights.by[self.starts[area]..self.starts[area + 1]];
            let sum = row.iter().sum::<f64>();
            for weight in row {
                *weight /= sum;
            }
        }
        weights
    }

    /// The areas kept, in their order, with the neighbours that are left to them.
    #[must_use]
    pub fn only(&self, is_kept: impl Fn(usize) -> bool) -> Self {
        let kept: Vec<usize> = (0..self.len()).filter(|&area| is_kept(area)).collect();
        let mut place = vec![None; self.len()];
        for (at, &area) in kept.iter().enumerate() {
            place[area] = Some(at);
        }
        let row = |&area: &usize| {
            self.of(area).filter_map(|(other, weight)| Some((place[other]?, weight))).collect()
        };
        Self::of_rows(kept.iter().map(row).collect())
    }

    /// Number of areas.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no area.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Neighbours of an area with their weights, in order.
    pub fn of(&self, area: usize) -> impl Iterator<Item = (usize, f64)> {
        let (to, by) = self.row(area);
        to.iter().zip(by).map(|(&other, &weight)| (other as usize, weight))
    }

    pub(crate) fn row(&self, area: usize) -> (&[u32], &[f64]) {
        let row = self.starts[area]..self.starts[area + 1];
        (&self.to[row.clone()], &self.by[row])
    }

    /// How many neighbours an area has.
    #[must_use]
    pub fn degree(&self, area: usize) -> usize {
        self.starts[area + 1] - self.starts[area]
    }

    /// Directed links: a pair of neighbours counts twice.
    #[must_use]
    pub const fn links(&self) -> usize {
        self.to.len()
    }

    /// Areas without neighbours.
    #[must_use]
    pub fn islands(&self) -> Vec<usize> {
        (0..self.len()).filter(|&area| self.degree(area) == 0).collect()
    }

    /// Weighted sum of the neighbours' values.
    #[must_use]
    pub fn lag(&self, area: usize, values: &[f64]) -> f64 {
        self.of(area).map(|(other, weight)| weight * values[other]).sum()
    }

    /// Sum of all weights, S₀.
    #[must_use]
    pub fn sum(&self) -> f64 {
        self.by.iter().sum()
    }

    /// S₁ = ½ Σ (wᵢⱼ + wⱼᵢ)² and S₂ = Σᵢ (Σⱼ wᵢⱼ + Σⱼ wⱼᵢ)² of Cliff and Ord (1981).
    pub(crate) fn moments(&self) -> (f64, f64) {
        let mut sums = vec![0.0; self.len()];
        let mut s1 = 0.0;
        for area in 0..self.len() {
            for (other, weight) in self.of(area) {
                sums[area] += weight;
                sums[other] += weight;
                let (to, by) = self.row(other);
                let back = to.binary_search(&(area as u32)).map_or(0.0, |at| by[at]);
                // Both directions are met where both exist: each then adds half.
                s1 += if back > 0.0 { 0.5 * (weight + back).powi(2) } else { weight * weight };
            }
        }
        (s1, sums.iter().map(|sum| sum * sum).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_what_makes_sense() {
        let weights = Weights::of_rows(vec![
            vec![(2, 3.0), (1, 1.0), (1, 9.0), (0, 1.0), (7, 1.0), (2, f64::NAN)],
            vec![(0, -1.0)],
            vec![],
        ]);
        assert_eq!(weights.of(0).collect::<Vec<_>>(), [(1, 1.0), (2, 3.0)]);
        assert_eq!(weights.islands(), [1, 2]);
        assert_eq!(weights.row_standardised().of(0).collect::<Vec<_>>(), [(1, 0.25), (2, 0.75)]);
    }

    #[test]
    fn moments_are_those_of_the_full_matrix() {
        let weights = Weights::of_rows(vec![vec![(1, 2.0)], vec![(0, 1.0), (2, 4.0)], vec![]]);
        // The matrix is 0 2 0, 1 0 4, 0 0 0: made symmetric, 0 3 0, 3 0 4, 0 4 0.
        let s1 = 0.5 * (3.0_f64 * 3.0 * 2.0 + 4.0 * 4.0 * 2.0);
        // Rows and columns together: 2 + 1, 5 + 2, 0 + 4.
        let s2 = 3.0_f64 * 3.0 + 7.0 * 7.0 + 4.0 * 4.0;
        assert_eq!(weights.moments(), (s1, s2));
    }

    #[test]
    fn leaving_areas_out_renumbers_the_rest() {
        let weights = Weights::of_pairs(4, [(0, 1), (1, 3), (2, 3), (3, 3), (9, 0)]);
        let left = weights.only(|area| area != 1);
        assert_eq!((left.len(), left.islands(), left.links()), (3, vec![0], 2));
        assert_eq!(left.of(1).collect::<Vec<_>>(), [(2, 1.0)]);
    }
}
