//! Owns counts of points by class (kind, year) for whole clusters at once. Does not know what the
//! classes are.

use super::{ClusterId, ClusterIndex};

/// How many points of each of `N` classes stand before each place of an index's order: the counts
/// of any cluster are one subtraction.
#[derive(Clone, Debug)]
pub struct Tally<const N: usize> {
    before: Vec<[u32; N]>,
}

impl<const N: usize> Tally<N> {
    /// Counts the points of `index` by the class that `class_of` gives each; `None`, and numbers
    /// from `N` on, are in no class. O(n).
    #[must_use]
    pub fn new(index: &ClusterIndex, class_of: impl Fn(u32) -> Option<usize>) -> Self {
        let mut counts = [0; N];
        let mut before = Vec::with_capacity(index.order.len() + 1);
        before.push(counts);
        for &point in &index.order {
            if let Some(count) = class_of(point).and_then(|class| counts.get_mut(class)) {
                *count += 1;
            }
            before.push(counts);
        }
        Self { before }
    }

    /// Points of a cluster by class. O(1).
    #[must_use]
    pub fn of(&self, index: &ClusterIndex, id: ClusterId) -> [u32; N] {
        let places = index.places_of(id);
        let (first, after) = (self.before[places.start], self.before[places.end]);
        std::array::from_fn(|class| after[class] - first[class])
    }
}
