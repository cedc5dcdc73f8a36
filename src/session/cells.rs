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
    /// Place among the regions that count, the highest value first.
    pub rank: Option<usize>,
}

impl Cell {
    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.record.as_ref()?.observation.value
    }
}

/// The cell of a region; [`Session::cells`] stand in the order of regions.
pub(super) fn cell_of(cells: &[Cell], region: RegionId) -> Option<&Cell> {
    let at = cells.binary_search_by_key(&region, |cell| cell.region).ok()?;
    Some(&cells[at])
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
        let mut ranked: Vec<(f64, usize)> = cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| self.counts(cell.region))
            .filter_map(|(at, cell)| Some((cell.value()?, at)))
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        for &(value, at) in &ranked {
            // Equal values share a place.
            cells[at].rank = Some(ranked.partition_point(|other| other.0 > value) + 1);
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
