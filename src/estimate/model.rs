//! Owns what an atlas gives to estimate from: regions, years with a total, statements and known
//! figures, in an order of their own, so that the order of rows in files does not matter; and
//! the systems they make. Does not solve them.

use super::system::{Place, Row, System};
use crate::atlas::{Atlas, Constraint, MetricId, Period, RegionId, Relation};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The sides taken, by contradiction.
pub(super) type Sides = BTreeMap<Arc<str>, Arc<str>>;

/// A figure that a point keeps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pin {
    /// Numbers of the regions that it adds up.
    pub(super) regions: Vec<usize>,
    pub(super) value: f64,
    pub(super) sources: Vec<Arc<str>>,
}

/// An atlas as far as estimates need it.
pub(super) struct Model<'a> {
    pub(super) atlas: &'a Atlas,
    /// Undisputed regions, by code.
    pub(super) regions: Vec<RegionId>,
    /// Count of the country by year.
    pub(super) totals: BTreeMap<i32, f64>,
    /// Statements of those years, by year and id.
    pub(super) statements: Vec<&'a Constraint>,
    /// Figures known for regions, districts and groups, by year: regions first, then by code.
    pub(super) pins: BTreeMap<i32, Vec<Pin>>,
}

impl<'a> Model<'a> {
    pub(super) fn of(atlas: &'a Atlas, metric: MetricId) -> Self {
        let mut regions: Vec<RegionId> = atlas.map_regions(false).collect();
        regions.sort_by_key(|&region| &atlas.region(region).code);
        let totals: BTreeMap<i32, f64> = atlas
            .country()
            .into_iter()
            .flat_map(|country| known(atlas, country, metric))
            .map(|(year, value, _)| (year, value))
            .collect();
        let mut statements: Vec<&Constraint> =
            atlas.constraints.iter().filter(|statement| totals.contains_key(&statement.year)).collect();
        statements.sort_by_key(|statement| (statement.year, &statement.id));
        let mut model = Self { atlas, regions, totals, statements, pins: BTreeMap::new() };
        let mut areas: Vec<RegionId> =
            atlas.region_ids().filter(|&area| Some(area) != atlas.country()).collect();
        areas.sort_by_key(|&area| {
            (atlas.region(area).level != crate::atlas::Level::Region, &atlas.region(area).code)
        });
        for area in areas {
            let within: Vec<RegionId> = atlas.regions_within(area).collect();
            let numbers = model.numbers(&within);
            for (year, value, sources) in known(atlas, area, metric) {
                if !numbers.is_empty() {
                    let pin = Pin { regions: numbers.clone(), value, sources };
                    model.pins.entry(year).or_default().push(pin);
                }
            }
        }
        model
    }

    /// Whether a count is the known figure of its region.
    pub(super) fn is_known(&self, year: i32, number: usize, count: u64) -> bool {
        let mut pins = self.pins.get(&year).into_iter().flatten();
        pins.any(|pin| pin.regions == [number] && pin.value == count as f64)
    }

    /// Numbers of regions, ascending.
    fn numbers(&self, regions: &[RegionId]) -> Vec<usize> {
        (0..self.regions.len()).filter(|&number| regions.contains(&self.regions[number])).collect()
    }

    /// Years in groups that statements of growth tie together.
    pub(super) fn tied_years(&self) -> Vec<Vec<i32>> {
        let is_tied = |year: i32| {
            let grows = |statement: &&&Constraint| {
                statement.year == year && matches!(statement.relation, Relation::Growth { .. })
            };
            self.totals.contains_key(&(year - 1)) && self.statements.iter().any(|s| grows(&s))
        };
        let mut groups: Vec<Vec<i32>> = Vec::new();
        for &year in self.totals.keys() {
            match groups.last_mut() {
                Some(group) if is_tied(year) && group.last() == Some(&(year - 1)) => group.push(year),
                _ => groups.push(vec![year]),
            }
        }
        groups
    }

    /// Years from the one with the most statements outwards, later ones first; each with the
    /// neighbour that was before it, of which its point takes the spread.
    pub(super) fn years_outwards(&self) -> Vec<(i32, Option<i32>)> {
        let count = |year: i32| self.statements.iter().filter(|statement| statement.year == year).count();
        let years: Vec<i32> = self.totals.keys().copied().collect();
        let Some(anchor) = (0..years.len()).max_by_key(|&at| (count(years[at]), at)) else {
            return Vec::new();
        };
        let later = (anchor + 1..years.len()).map(|at| (years[at], Some(years[at - 1])));
        let earlier = (0..anchor).rev().map(|at| (years[at], Some(years[at + 1])));
        std::iter::once((years[anchor], None)).chain(later).chain(earlier).collect()
    }

    /// Contradictions of which sides are stated in some years, each with its sides, the one to
    /// follow first.
    pub(super) fn sides(&self, years: &[i32]) -> BTreeMap<Arc<str>, Vec<Arc<str>>> {
        let mut sides: BTreeMap<Arc<str>, BTreeSet<(bool, Arc<str>)>> = BTreeMap::new();
        let stated = self.statements.iter().filter(|statement| years.contains(&statement.year));
        for side in stated.clone().filter_map(|statement| statement.alternative.as_ref()) {
            // One row that is followed makes its side followed.
            let is_followed = stated.clone().filter_map(|s| s.alternative.as_ref()).any(|other| {
                other.is_followed && (&other.conflict, &other.side) == (&side.conflict, &side.side)
            });
            sides
                .entry(Arc::clone(&side.conflict))
                .or_default()
                .insert((!is_followed, Arc::clone(&side.side)));
        }
        let names = |sides: BTreeSet<(bool, Arc<str>)>| sides.into_iter().map(|(_, side)| side).collect();
        sides.into_iter().map(|(conflict, sides)| (conflict, names(sides))).collect()
    }

    /// Whether a statement holds on the sides taken; where no side of its contradiction is
    /// taken, it does.
    pub(super) fn holds(&self, statement: usize, taken: &Sides) -> bool {
        let alternative = self.statements[statement].alternative.as_ref();
        alternative.is_none_or(|own| taken.get(&own.conflict).is_none_or(|side| *side == own.side))
    }

    /// The system of all statements of some years. Its variables are the regions, year by year.
    pub(super) fn system(&self, years: &[i32]) -> System {
        let mut system = System { variables: years.len() * self.regions.len(), ..System::default() };
        for (at, statement) in self.statements.iter().enumerate() {
            if let Some(year) = years.iter().position(|year| *year == statement.year) {
                let before = years.iter().position(|year| *year == statement.year - 1);
                self.state(&mut system, at, year, before);
            }
        }
        system
    }

    /// Adds what a statement says of the year that stands at `year`.
    fn state(&self, system: &mut System, statement: usize, year: usize, before: Option<usize>) {
        let of = |year: usize, regions: &[RegionId]| -> Vec<usize> {
            self.numbers(regions).into_iter().map(|number| year * self.regions.len() + number).collect()
        };
        let sum = |variables: Vec<usize>, low: f64, high: f64| Row {
            statements: vec![statement],
            ..Row::sum(variables, low, high)
        };
        match &self.statements[statement].relation {
            Relation::Sum { area, low, high } => system.rows.push(sum(of(year, area), *low, *high)),
            Relation::Ratio { area, of: whole, low, high } => {
                system.rows.extend(ratio(statement, &of(year, area), &of(year, whole), *low, *high));
            }
            Relation::Growth { area, low, high } => {
                if let Some(before) = before {
                    system.rows.extend(ratio(statement, &of(year, area), &of(before, area), *low, *high));
                }
            }
            Relation::Order { areas } => {
                for pair in areas.windows(2) {
                    let larger = of(year, &pair[0]).into_iter().map(|variable| (variable, 1.0));
                    let smaller = of(year, &pair[1]).into_iter().map(|variable| (variable, -1.0));
                    let terms = together(larger.chain(smaller));
                    system.rows.push(Row {
                        terms,
                        low: 1.0,
                        high: f64::INFINITY,
                        statements: vec![statement],
                    });
                }
            }
            Relation::Rank { regions, among, best, worst } => {
                let among = of(year, among);
                system.places.extend(of(year, regions).into_iter().map(|variable| Place {
                    variable,
                    among: among.clone(),
                    best: *best,
                    worst: *worst,
                    statement,
                }));
            }
        }
    }
}

/// low × whole ≤ area ≤ high × whole, a row for each side that is stated.
fn ratio(statement: usize, area: &[usize], whole: &[usize], low: f64, high: f64) -> Vec<Row> {
    let side = |factor: f64, low: f64, high: f64| {
        let area = area.iter().map(|&variable| (variable, 1.0));
        let whole = whole.iter().map(|&variable| (variable, -factor));
        Row { terms: together(area.chain(whole)), low, high, statements: vec![statement] }
    };
    let lower = (low > 0.0).then(|| side(low, 0.0, f64::INFINITY));
    let upper = high.is_finite().then(|| side(high, f64::NEG_INFINITY, 0.0));
    lower.into_iter().chain(upper).collect()
}

/// Coefficients of each variable added up, by variable; those of zero left out.
fn together(terms: impl Iterator<Item = (usize, f64)>) -> Vec<(usize, f64)> {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (variable, coefficient) in terms {
        *sums.entry(variable).or_default() += coefficient;
    }
    sums.into_iter().filter(|(_, coefficient)| *coefficient != 0.0).collect()
}

/// Published and derived figures with a value, of whole years.
fn known(
    atlas: &Atlas,
    area: RegionId,
    metric: MetricId,
) -> impl Iterator<Item = (i32, f64, Vec<Arc<str>>)> + use<> {
    let mut known: BTreeMap<i32, (f64, Vec<Arc<str>>)> = BTreeMap::new();
    for year in atlas.stored_records(area, metric).iter().filter_map(|record| record.period.as_year()) {
        let of_year =
            atlas.stored_records(area, metric).iter().filter(|record| record.period == Period::year(year));
        let firm = of_year.filter(|record| record.observation.status <= crate::provenance::Status::Derived);
        let strongest = firm
            .filter(|record| record.observation.value.is_some())
            .min_by_key(|record| record.observation.status);
        if let Some((value, record)) = strongest.and_then(|r| Some((r.observation.value?, r))) {
            known.insert(year, (value.round(), record.observation.sources.clone()));
        }
    }
    known.into_iter().map(|(year, (value, sources))| (year, value, sources))
}
