//! Owns the regions that are marked in one place of the window to be found in all others: a box drawn in
//! the chart of the balance, clicks with Shift on map, charts and table. Does not draw.

use crate::atlas::RegionId;

/// Regions that are marked; none hides nothing.
#[derive(Debug, Default)]
pub(super) struct Marked(Vec<RegionId>);

impl Marked {
    /// Those marked, in the order of marking.
    pub(super) fn regions(&self) -> &[RegionId] {
        &self.0
    }

    /// Marks these and no others.
    pub(super) fn set(&mut self, regions: Vec<RegionId>) {
        self.0 = regions;
    }

    /// Marks one more, or takes its mark away.
    pub(super) fn toggle(&mut self, region: RegionId) {
        match self.0.iter().position(|known| *known == region) {
            Some(at) => {
                self.0.remove(at);
            }
            None => self.0.push(region),
        }
    }

    /// Takes all marks away; says whether there was one.
    pub(super) fn clear(&mut self) -> bool {
        !std::mem::take(&mut self.0).is_empty()
    }

    /// The regions that stand out: those marked among those that a filter lets through. `None` where all
    /// do.
    pub(super) fn among(&self, filtered: Option<&[RegionId]>) -> Option<Vec<RegionId>> {
        match (filtered, self.0.is_empty()) {
            (None, true) => None,
            (Some(filtered), true) => Some(filtered.to_vec()),
            (None, false) => Some(self.0.clone()),
            (Some(filtered), false) => {
                Some(self.0.iter().copied().filter(|it| filtered.contains(it)).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_a_filter_let_through_what_both_do() {
        let [a, b, c] = [1, 2, 3].map(RegionId);
        let mut marked = Marked::default();
        assert_eq!(marked.among(None), None);
        assert_eq!(marked.among(Some(&[a])), Some(vec![a]));
        marked.set(vec![a, b]);
        marked.toggle(c);
        marked.toggle(a);
        assert_eq!(marked.among(None), Some(vec![b, c]));
        assert_eq!(marked.among(Some(&[a, c])), Some(vec![c]));
        assert!(marked.clear() && !marked.clear());
    }
}
