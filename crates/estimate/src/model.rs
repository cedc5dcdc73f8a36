//! Owns what an atlas gives to estimate from: regions, years with a total, statements and known
//! figures, in an order of their own, so that the order of rows in files does not matter; and
//! the systems they make. Does not solve them.

use super::{
    EstimateError,
    figures::telling,
    system::{Place, Row, System},
};
use crate::{
    atlas::{Atlas, Constraint, Level, MetricId, Record, RegionId, Relation},
    provenance::Status,
};
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
    /// Count of the country by year, with its bounds.
    pub(super) totals: BTreeMap<i32, (f64, (f64, f64))>,
    /// Statements of those years, by year and id.
    pub(super) statements: Vec<&'a Constraint>,
    /// Figures known for regions, districts and groups, by year: regions first, then by code.
    pub(super) pins: BTreeMap<i32, Vec<Pin>>,
}

impl<'a> Model<'a> {
    /// From the statements of an atlas and those figures (see `figures`) that say more.
    pub(super) fn of(
        atlas: &'a Atlas,
        metric: MetricId,
        figures: &'a [Constraint],
    ) -> Result<Self, EstimateError> {
        let mut regions: Vec<RegionId> = atlas.map_regions(false).collect();
        regions.sort_by_key(|&region| &atlas.region(region).code);
        let of_country = atlas.country().into_iter().flat_map(|country| known(atlas, country, metric));
        let totals = of_country.map(|(year, count)| (year, (count.value, count.bounds))).collect();
        let mut model = Self { atlas, regions, totals, statements: Vec::new(), pins: BTreeMap::new() };
        let stated = atlas.constraints.iter();
        model.statements = stated.filter(|statement| model.totals.contains_key(&statement.year)).collect();
        model.statements.sort_by_key(|statement| (statement.year, &statement.id));
        let mut areas: Vec<RegionId> =
            atlas.region_ids().filter(|&area| Some(area) != atlas.country()).collect();
        areas.sort_by_key(|&area| (turn(atlas.region(area).level), &atlas.region(area).code));
        for area in areas {
            let within: Vec<RegionId> = atlas.regions_within(area).collect();
            let numbers = model.numbers(&within);
            for (year, count) in known(atlas, area, metric) {
                if !numbers.is_empty() {
                    let pin = Pin { regions: numbers.clone(), value: count.value, sources: count.sources };
                    model.pins.entry(year).or_default().push(pin);
                }
            }
        }
        let telling = telling(&model, figures)?;
        model.statements.extend(telling);
        model.statements.sort_by_key(|statement| (statement.year, &statement.id));
        Ok(model)
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

    /// The variables of regions in the year that stands at `year` in a system.
    pub(super) fn variables(&self, year: usize, regions: &[RegionId]) -> Vec<usize> {
        self.numbers(regions).into_iter().map(|number| year * self.regions.len() + number).collect()
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

    /// Whether a statement is the count of the country, without which there is nothing to share
    /// out.
    pub(super) fn is_total(&self, statement: &Constraint) -> bool {
        matches!(&statement.relation, Relation::Sum { area, .. } if area.len() == self.regions.len())
    }

    /// The system of all statements of some years. Its variables are the regions, year by year.
    pub(super) fn system(&self, years: &[i32]) -> System {
        let count = self.regions.len();
        let mut system = System { variables: years.len() * count, ..System::default() };
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
        let of = |year, regions: &[RegionId]| self.variables(year, regions);
        let sum = |variables: Vec<usize>, low: f64, high: f64| Row {
            statements: vec![statement],
            ..Row::sum(variables, low, high)
        };
        match &self.statements[statement].relation {
            Relation::Sum { area, low, high } => {
                // That counts are not negative rests on no statement.
                let low = if *low > 0.0 { *low } else { f64::NEG_INFINITY };
                system.rows.push(sum(of(year, area), low, *high));
            }
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

/// In which turn known figures of a level are kept: those of regions first.
const fn turn(level: Level) -> u8 {
    match level {
        Level::Region => 0,
        Level::District | Level::Country => 1,
        Level::Group | Level::Municipality => 2,
    }
}

/// A known count.
struct Known {
    value: f64,
    bounds: (f64, f64),
    sources: Vec<Arc<str>>,
}

/// Published and derived figures with a value, by year; of several the one with the stronger
/// status.
fn known(atlas: &Atlas, area: RegionId, metric: MetricId) -> BTreeMap<i32, Known> {
    let mut records: Vec<&Record> = atlas.stored_records(area, metric).iter().collect();
    records.retain(|record| record.observation.status <= Status::Derived);
    records.sort_by_key(|record| record.observation.status);
    let mut known = BTreeMap::new();
    for Record { period, observation } in records {
        if let (Some(year), Some(value)) = (period.as_year(), observation.value) {
            let (bounds, sources) = (observation.bounds(), observation.sources.clone());
            known.entry(year).or_insert(Known { value: value.round(), bounds, sources });
        }
    }
    known
}
