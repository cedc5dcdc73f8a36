//! Owns the figures of all regions for one metric and year, with ranks: what map, ranking and
//! table have in common. Does not draw or word them.

use super::Session;
use crate::atlas::{BanClass, Derivation, MetricId, Record, RegionId, Standing, TimeRule};

/// What is known of a region for a metric and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The region.
    pub region: RegionId,
    /// Its figure; `None` is no data.
    pub record: Option<Record>,
    /// Its category, for the metric of bans.
    pub ban: Option<BanClass>,
    /// Best and worst place that it can have among all regions that count, the highest value
    /// first: as far as bounds and regions without a figure leave it open.
    pub rank: Option<(usize, usize)>,
}

impl Cell {
    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.record.as_ref()?.observation.value
    }

    /// Lowest and highest possible value; without a figure anything is possible.
    fn bounds(&self) -> (f64, f64) {
        let unknown = (f64::NEG_INFINITY, f64::INFINITY);
        self.record.as_ref().map_or(unknown, |record| record.observation.bounds())
    }
}

/// The cell of a region; [`Session::cells`] stand in the order of regions.
pub(super) fn cell_of(cells: &[Cell], region: RegionId) -> Option<&Cell> {
    let at = cells.binary_search_by_key(&region, |cell| cell.region).ok()?;
    Some(&cells[at])
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

impl Session {
    /// One cell for every region of the map, disputed territories included (without a rank
    /// unless they count).
    #[must_use]
    pub fn cells(&self, metric: MetricId, year: i32) -> Vec<Cell> {
        let atlas = self.atlas();
        let is_ban = atlas.metric(metric).derivation == Derivation::Ban;
        let mut cells: Vec<Cell> = atlas
            .map_regions(true)
            .map(|region| Cell {
                region,
                record: atlas.record(region, metric, year),
                ban: is_ban.then(|| atlas.ban_class(region, year)),
                rank: None,
            })
            .collect();
        let counted = || cells.iter().filter(|cell| self.counts(cell.region) && !is_ban).map(Cell::bounds);
        let lows = sorted(counted().map(|(low, _)| low));
        let highs = sorted(counted().map(|(_, high)| high));
        let above = |sorted: &[f64], value: f64| sorted.len() - sorted.partition_point(|v| *v <= value);
        for cell in cells.iter_mut().filter(|cell| cell.record.is_some() && self.counts(cell.region)) {
            let (low, high) = cell.bounds();
            // It may stand above itself only where its own bounds are apart.
            cell.rank = Some((1 + above(&lows, high), above(&highs, low) + usize::from(low == high)));
        }
        cells
    }

    /// Whether a region counts in classes, totals and ranks.
    #[must_use]
    pub fn counts(&self, region: RegionId) -> bool {
        self.document().with_disputed || self.atlas().region(region).standing == Standing::Undisputed
    }

    /// Whether a region belongs to what is looked at.
    #[must_use]
    pub fn is_in_focus(&self, region: RegionId) -> bool {
        self.focus().is_none_or(|focus| self.atlas().is_within(region, focus))
    }

    /// Values that classes are made of: of all regions that count, and of all years of a yearly
    /// metric, so that colours mean the same from year to year and from view to view.
    pub(super) fn values_for_classes(&self, metric: MetricId) -> Vec<f64> {
        let atlas = self.atlas();
        let years = match atlas.metric(metric).time {
            TimeRule::Yearly => atlas.years(metric),
            TimeRule::Vintage => vec![self.document().year],
        };
        let regions: Vec<RegionId> = atlas.map_regions(true).filter(|&region| self.counts(region)).collect();
        years
            .into_iter()
            .flat_map(|year| regions.iter().filter_map(move |&region| atlas.record(region, metric, year)))
            .filter_map(|record| record.observation.value)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::session::{Session, Sources};

    #[test]
    fn a_rank_says_how_much_the_figures_leave_open() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let rank = |metric: &str, code: &str| {
            let atlas = session.atlas();
            let cells = session.cells(atlas.metric_id(metric).expect("known"), 2025);
            let region = atlas.region_id(code).expect("known");
            cells.iter().find(|cell| cell.region == region).expect("a cell").rank
        };
        // Most figures are estimates: Novosibirsk's published ninth place must stay possible.
        let (best, worst) = rank("farms", "RU-NVS").expect("a figure");
        assert!(best == 2 && worst >= 9, "{best} {worst}");
        // Moscow has at most 1,649: at least seven regions have more for sure, and all may.
        assert_eq!(rank("farms", "RU-MOW"), Some((8, 83)));
        assert_eq!(rank("farms_growth", "RU-MOW"), None);
        // All known to within a thousand people: Moscow is first for sure.
        assert_eq!(rank("population", "RU-MOW"), Some((1, 1)));
    }
}
