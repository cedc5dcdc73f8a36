//! Owns how a feature's values become a few bins. Does not know trees.
//!
//! Bin 0 is for missing values, so that a tree can learn what absence means; a value's bin is 1
//! and the number of borders it exceeds.

use serde::{Deserialize, Serialize};

/// Most borders of a feature; bins have to fit a byte.
pub(super) const MOST_BORDERS: usize = 254;

/// Ascending limits between a feature's bins.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Borders(pub(super) Vec<f32>);

impl Borders {
    /// At most `most` borders which part `values` into bins that hold about as many each. Each
    /// border is the shortest decimal between its neighbours, for it is shown and stored.
    pub(super) fn between(values: impl Iterator<Item = f32>, most: usize) -> Self {
        let mut sorted: Vec<f32> = values.filter(|value| value.is_finite()).collect();
        sorted.sort_unstable_by(f32::total_cmp);
        let most = most.clamp(1, MOST_BORDERS);
        let distinct = sorted.windows(2).filter(|pair| pair[0] < pair[1]).count();
        let mut borders = Vec::with_capacity(most.min(distinct));
        // The next border may come when so many values lie below it.
        let mut due = if distinct <= most { 0.0 } else { sorted.len() as f64 / (most + 1) as f64 };
        for at in 1..sorted.len() {
            let (low, high) = (sorted[at - 1], sorted[at]);
            if low < high && at as f64 >= due && borders.len() < most {
                borders.push(shortest_between(low, high));
                if distinct > most {
                    let left = (most - borders.len() + 1) as f64;
                    due = at as f64 + (sorted.len() - at) as f64 / left;
                }
            }
        }
        Self(borders)
    }

    /// The bin of a value; 0 where it is missing.
    pub(super) fn bin(&self, value: f32) -> u8 {
        if value.is_nan() { 0 } else { 1 + self.0.partition_point(|border| *border < value) as u8 }
    }
}

/// The number of fewest digits which is at least `low` and below `high`.
fn shortest_between(low: f32, high: f32) -> f32 {
    let middle = f64::midpoint(f64::from(low), f64::from(high));
    (0..8)
        .filter_map(|digits| format!("{middle:.digits$e}").parse::<f32>().ok())
        .find(|short| low <= *short && *short < high)
        .unwrap_or(low)
}

#[cfg(test)]
mod tests {
    use super::Borders;
    use proptest::prelude::*;

    #[test]
    fn few_values_get_a_border_between_each_two() {
        let borders = Borders::between([3.0, 1.0, f32::NAN, 2.0, 2.0].into_iter(), 10);
        assert_eq!(borders.0.len(), 2);
        assert_eq!([f32::NAN, 1.0, 2.0, 3.0].map(|value| borders.bin(value)), [0, 1, 2, 3]);
        assert_eq!([f32::NEG_INFINITY, f32::INFINITY].map(|value| borders.bin(value)), [1, 3]);
    }

    #[test]
    fn borders_are_short() {
        assert_eq!(Borders::between([0.123_456, 0.298_765].into_iter(), 3).0, [0.2]);
    }

    proptest! {
        #[test]
        fn bins_keep_the_order_of_values(values in prop::collection::vec(-1e6_f32..1e6, 2..200), most in 1_usize..40) {
            let borders = Borders::between(values.iter().copied(), most);
            prop_assert!(borders.0.len() <= most);
            prop_assert!(borders.0.windows(2).all(|pair| pair[0] < pair[1]));
            for pair in values.windows(2) {
                if pair[0] <= pair[1] {
                    prop_assert!(borders.bin(pair[0]) <= borders.bin(pair[1]));
                }
            }
        }

        #[test]
        fn bins_are_about_as_full(most in 2_usize..60) {
            let borders = Borders::between((0..1000).map(|value| value as f32), most);
            let mut counts = vec![0; borders.0.len()];
            for value in 0..1000 {
                if let Some(count) = counts.get_mut(usize::from(borders.bin(value as f32)) - 1) { *count += 1; }
            }
            prop_assert!(counts.iter().all(|count| *count <= 2 * 1000 / most));
        }
    }
}
