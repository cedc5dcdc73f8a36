//! Owns points of all years under a set of assumptions, and which sets there are beside the one
//! of the estimate. Does not compute bounds.

use super::{
    bounds::Range,
    model::{Model, Pin, Sides},
    point::{Point, Wanted, point},
    prior::weights,
    sides::Sided,
    solver::SolverError,
    system::Row,
};
use crate::atlas::{Assumption, Prior, Relation};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Points by year.
pub(super) type Points = BTreeMap<i32, Point>;

/// What a point rests on beside the statements.
#[derive(Clone)]
pub(super) struct Assumed<'a> {
    pub(super) prior: &'a Prior,
    /// Sides taken.
    pub(super) taken: Sides,
    /// Sources not listened to, but for the count of the country.
    pub(super) left_out: Vec<Arc<str>>,
}

/// Assumptions beside those of the estimate: the other priors, each source left out, the other
/// sides.
pub(super) fn others<'a>(
    model: &Model<'_>,
    priors: &'a [Prior],
    base: &Assumed<'a>,
    sided: &Sided,
) -> Vec<(Assumption, Assumed<'a>)> {
    let priors = priors
        .iter()
        .filter(|prior| prior.id != base.prior.id)
        .map(|prior| (Assumption::Prior(Arc::clone(&prior.id)), Assumed { prior, ..base.clone() }));
    let sources = sources(model)
        .into_iter()
        .map(|sources| (Assumption::Without(sources.clone()), Assumed { left_out: sources, ..base.clone() }));
    let sides = sided.others.iter().filter_map(|other| {
        let mut changed = other.iter().filter(|(conflict, side)| base.taken.get(*conflict) != Some(side));
        let (conflict, side) = changed.next()?;
        let assumption = Assumption::Side { conflict: Arc::clone(conflict), side: Arc::clone(side) };
        let mut taken = base.taken.clone();
        taken.extend(other.clone());
        // One contradiction at a time: more would not say which of them moved the point.
        changed.next().is_none().then(|| (assumption, Assumed { taken, ..base.clone() }))
    });
    priors.chain(sources).chain(sides).collect()
}

/// Sources as they are cited together. A statement that rests on several stands while one of
/// them does, so those are left out together.
fn sources(model: &Model<'_>) -> BTreeSet<Vec<Arc<str>>> {
    let statements = model.statements.iter().filter(|statement| !model.is_total(statement));
    let sorted =
        |sources: &Vec<Arc<str>>| sources.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    statements.map(|statement| sorted(&statement.sources)).collect()
}

impl Assumed<'_> {
    /// Points of all years, from the year with the most statements outwards: a year takes the
    /// spread of its neighbour for a prior, and no count falls from year to year unless the
    /// statements demand it. The year without a point, if there is one.
    pub(super) fn points(
        &self,
        model: &Model<'_>,
        ranges: Option<&BTreeMap<i32, Vec<Range>>>,
    ) -> Result<Result<Points, i32>, SolverError> {
        let mut points = Points::new();
        for (year, neighbour) in model.years_outwards() {
            let mut system = model.system(&[year]).part(|statement| self.holds(model, statement));
            system.rows.extend(self.growth(model, year, &points));
            let beside = neighbour.and_then(|neighbour| points.get(&neighbour));
            let counts = beside.map(|point| point.counts.as_slice());
            let is_later = neighbour.is_some_and(|neighbour| neighbour > year);
            let pins: Vec<Pin> = self.pins(model, year);
            let prior = counts.map_or_else(
                || weights(model, self.prior, year),
                // A count of zero may become more.
                |counts| counts.iter().map(|&count| (count as f64).max(0.5)).collect(),
            );
            let found = point(&Wanted {
                system: &system,
                prior: &prior,
                total: model.totals[&year].0,
                pins: &pins,
                ranges: ranges.map(|ranges| ranges[&year].as_slice()),
                floors: counts.filter(|_| !is_later),
                ceilings: counts.filter(|_| is_later),
            })?;
            let Some(found) = found else { return Ok(Err(year)) };
            points.insert(year, found);
        }
        Ok(Ok(points))
    }

    fn holds(&self, model: &Model<'_>, statement: usize) -> bool {
        let of = model.statements[statement];
        model.holds(statement, &self.taken) && (model.is_total(of) || self.listens_to(&of.sources))
    }

    fn listens_to(&self, sources: &[Arc<str>]) -> bool {
        self.left_out.is_empty() || sources.iter().any(|source| !self.left_out.contains(source))
    }

    fn pins(&self, model: &Model<'_>, year: i32) -> Vec<Pin> {
        let pins = model.pins.get(&year).into_iter().flatten();
        pins.filter(|pin| self.listens_to(&pin.sources)).cloned().collect()
    }

    /// What statements of growth say of a year beside one whose counts are settled.
    fn growth(&self, model: &Model<'_>, year: i32, points: &Points) -> Vec<Row> {
        let mut rows = Vec::new();
        for (at, statement) in model.statements.iter().enumerate().filter(|(at, _)| self.holds(model, *at)) {
            let Relation::Growth { area, low, high } = &statement.relation else { continue };
            let numbers: Vec<usize> =
                (0..model.regions.len()).filter(|&number| area.contains(&model.regions[number])).collect();
            let settled = |year: i32| {
                let counts = &points.get(&year)?.counts;
                Some(numbers.iter().map(|&number| counts[number] as f64).sum::<f64>())
            };
            let limits = if statement.year == year {
                settled(year - 1).map(|before| (before * low, before * high))
            } else if statement.year == year + 1 {
                let at_most = |after: f64| if *low > 0.0 { after / low } else { f64::INFINITY };
                settled(year + 1).map(|after| (after / high, at_most(after)))
            } else {
                None
            };
            if let Some((low, high)) = limits {
                rows.push(Row { statements: vec![at], ..Row::sum(numbers, low, high) });
            }
        }
        rows
    }
}
