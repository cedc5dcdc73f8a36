//! Owns the figures of all regions for one metric and year, with ranks: what map, ranking and
//! table have in common. Does not draw or word them.

use super::Session;
use crate::{
    atlas::{BanClass, Derivation, MetricId, Record, RegionId, Relation, Standing, TimeRule},
    lang::Lang,
    units::{self, DASH},
};
use std::collections::HashMap;

/// What is known of a region for a metric and year.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The region.
    pub region: RegionId,
    /// Its figure; `None` is no data.
    pub record: Option<Record>,
    /// Its category, for the metric of bans.
    pub ban: Option<BanClass>,
    /// Its place among all regions that count, the highest value first; `None` where nothing close
    /// is known of it.
    pub rank: Option<Rank>,
}

/// A place among all: as a source states it, else as far as all figures together leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Best place.
    pub best: usize,
    /// Worst place.
    pub worst: usize,
    /// Best and worst place that another source states and that contradicts this one.
    pub other: Option<(usize, usize)>,
}

impl Rank {
    /// "1st", "1st–3rd", "9th or 1st–3rd".
    #[must_use]
    pub fn text(&self, or: &str, lang: Lang) -> String {
        self.written(or, |place| units::ordinal(place, lang))
    }

    /// The bare numbers, for a column of places: "1", "1–3", "9 or 1–3".
    #[must_use]
    pub fn numbers(&self, or: &str) -> String {
        self.written(or, |place| place.to_string())
    }

    fn written(&self, or: &str, number: impl Fn(usize) -> String) -> String {
        let place = |(best, worst): (usize, usize)| {
            let (first, last) = (number(best), number(worst));
            if best == worst { first } else { format!("{first}{DASH}{last}") }
        };
        match self.other {
            None => place((self.best, self.worst)),
            Some(other) => format!("{} {or} {}", place((self.best, self.worst)), place(other)),
        }
    }

    /// Best and worst place by any source.
    #[must_use]
    pub fn span(&self) -> (usize, usize) {
        let (best, worst) = self.other.unwrap_or((self.best, self.worst));
        (self.best.min(best), self.worst.max(worst))
    }

    /// Whether it leaves open less than a quarter of all places: more says nothing.
    const fn is_close(&self, all: usize) -> bool {
        (self.worst - self.best) * 4 < all
    }
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

/// A span of places without those at its ends that other regions have; as it was where nothing would
/// be left of it.
fn without_taken(
    (best, worst): (usize, usize),
    region: RegionId,
    taken: &HashMap<usize, RegionId>,
) -> (usize, usize) {
    let is_free = |place: &usize| taken.get(place).is_none_or(|other| *other == region);
    let ends = (best..=worst).find(is_free).zip((best..=worst).rev().find(is_free));
    ends.unwrap_or((best, worst))
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

impl Session {
    /// One cell for every region of the map, disputed territories included (without a rank
    /// unless they count), or for every municipality of the region that is opened.
    #[must_use]
    pub fn cells(&self, metric: MetricId, year: i32) -> Vec<Cell> {
        let atlas = self.atlas();
        let is_ban = atlas.metric(metric).derivation == Derivation::Ban;
        let mut cells: Vec<Cell> = self
            .units(true)
            .into_iter()
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
        let stated = self.stated_ranks(metric, year);
        let above = |sorted: &[f64], value: f64| sorted.len() - sorted.partition_point(|v| *v <= value);
        for cell in cells.iter_mut().filter(|cell| cell.record.is_some() && self.counts(cell.region)) {
            let (low, high) = cell.bounds();
            // It may stand above itself only where its own bounds are apart.
            let (best, worst) = (1 + above(&lows, high), above(&highs, low) + usize::from(low == high));
            let rank = stated.get(&cell.region).copied().unwrap_or(Rank { best, worst, other: None });
            cell.rank = Some(rank).filter(|rank| rank.is_close(lows.len()));
        }
        cells
    }

    /// The places among all regions that sources state; of several of one region that agree what all
    /// of them leave open, without the places that others are stated to have.
    fn stated_ranks(&self, metric: MetricId, year: i32) -> HashMap<RegionId, Rank> {
        let atlas = self.atlas();
        let mut ranks: HashMap<RegionId, Rank> = HashMap::new();
        if atlas.estimated_metric() != Some(metric) {
            return ranks;
        }
        let all = self.units(false).len();
        let mut others: HashMap<RegionId, (usize, usize)> = HashMap::new();
        for constraint in atlas.constraints.iter().filter(|constraint| constraint.year == year) {
            let Relation::Rank { regions, among, best, worst } = &constraint.relation else { continue };
            if among.len() != all {
                continue;
            }
            let is_other = constraint.alternative.as_ref().is_some_and(|side| !side.is_followed);
            for &region in regions {
                if is_other {
                    let known = others.entry(region).or_insert((1, all));
                    *known = (known.0.max(*best), known.1.min(*worst));
                } else {
                    let known = ranks.entry(region).or_insert(Rank { best: 1, worst: all, other: None });
                    (known.best, known.worst) = (known.best.max(*best), known.worst.min(*worst));
                }
            }
        }
        // Sources that leave nothing open together do not agree.
        ranks.retain(|_, rank| rank.best <= rank.worst);
        let taken: HashMap<usize, RegionId> = ranks
            .iter()
            .filter(|(_, rank)| rank.best == rank.worst)
            .map(|(region, rank)| (rank.best, *region))
            .collect();
        for (&region, rank) in &mut ranks {
            (rank.best, rank.worst) = without_taken((rank.best, rank.worst), region, &taken);
        }
        for (region, other) in others.into_iter().filter(|(_, (best, worst))| best <= worst) {
            let (best, worst) = without_taken(other, region, &taken);
            let rank = ranks.entry(region).or_insert(Rank { best, worst, other: None });
            rank.other = Some((best, worst)).filter(|other| *other != (rank.best, rank.worst));
        }
        ranks
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
        let regions: Vec<RegionId> =
            self.units(true).into_iter().filter(|&region| self.counts(region)).collect();
        years
            .into_iter()
            .flat_map(|year| regions.iter().filter_map(move |&region| atlas.record(region, metric, year)))
            .filter_map(|record| record.observation.value)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, Rank};
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
        let known = |best, worst| Some(Rank { best, worst, other: None });
        // Published, though bounds of others reach above it.
        assert_eq!(rank("farms", "RU-IRK"), known(1, 1));
        assert_eq!(rank("farms", "RU-DA"), known(14, 14));
        // Among the first three, of which the first is another.
        assert_eq!(rank("farms", "RU-BA"), known(2, 3));
        // Two sources contradict each other, and both are told.
        let contradiction = Rank { best: 9, worst: 9, other: Some((2, 3)) };
        assert_eq!(rank("farms", "RU-NVS"), Some(contradiction));
        assert_eq!(contradiction.text("or", Lang::En), "9th or 2nd–3rd");
        // By its bounds anything from 8 to 83: nothing is said.
        assert_eq!(rank("farms", "RU-MOW"), None);
        assert_eq!(rank("farms_growth", "RU-MOW"), None);
        // All known to within a thousand people: Moscow is first for sure.
        assert_eq!(rank("population", "RU-MOW"), known(1, 1));
    }
}
