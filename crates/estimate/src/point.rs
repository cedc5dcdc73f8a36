//! Owns the one point inside what the statements allow: closest to a prior, with known figures
//! kept, places settled and whole numbers. Does not know years.

use super::{
    bounds::Range,
    model::Pin,
    rounding::whole,
    solver::{Minimum, Solution, SolverError, closest, is_feasible},
    system::{Place, Row, System},
};
use std::collections::{BTreeMap, BTreeSet};

/// What a point is made from.
pub(super) struct Wanted<'a> {
    pub(super) system: &'a System,
    /// Positive; its scale does not matter.
    pub(super) prior: &'a [f64],
    /// What all counts add up to.
    pub(super) total: f64,
    /// Figures to keep where the statements and those before allow it.
    pub(super) pins: &'a [Pin],
    /// Whole bounds to stay in, if there are any.
    pub(super) ranges: Option<&'a [Range]>,
    /// Counts of a year before, under which no count should fall, or of a year after, over which
    /// none should rise: where the statements allow it.
    pub(super) floors: Option<&'a [u64]>,
    pub(super) ceilings: Option<&'a [u64]>,
}

/// Whole counts, and for each the statements that moved it off the prior.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) counts: Vec<u64>,
    pub(super) statements: Vec<BTreeSet<usize>>,
}

/// A statement moves a count where the count would change by this share without it.
const MOVES: f64 = 1e-3;

/// The point; `None` where no counts meet the statements and the total, or none were found whose
/// places are as stated.
pub(super) fn point(wanted: &Wanted<'_>) -> Result<Option<Point>, SolverError> {
    let variables = wanted.system.variables;
    let Ok(linear) = wanted.system.linear() else { return Ok(None) };
    let mut rows = Rows { variables, rows: linear };
    let bounded = wanted.ranges.unwrap_or_default().iter().enumerate();
    rows.rows.extend(bounded.map(|(at, range)| Row::sum([at], range.low as f64, range.high as f64)));
    let is_total = |row: &Row| row.fixes_sum() && row.terms.len() == variables && row.low == wanted.total;
    if !rows.rows.iter().any(is_total) {
        rows.rows.push(Row::sum(0..variables, wanted.total, wanted.total));
    }
    if !is_feasible(variables, &rows.rows)? {
        return Ok(None);
    }
    let (of_one, of_more): (Vec<&Pin>, Vec<&Pin>) =
        wanted.pins.iter().partition(|pin| pin.regions.len() == 1);
    // Those of one region seldom get in each other's way; sums of several often do.
    for pins in [of_one, of_more] {
        let pins = pins.iter().map(|pin| Row::sum(pin.regions.iter().copied(), pin.value, pin.value));
        rows.accept(&pins.collect::<Vec<_>>())?;
    }
    let limits = |counts: Option<&[u64]>, row: fn(usize, f64) -> Row| -> Vec<Row> {
        counts.unwrap_or_default().iter().enumerate().map(|(at, &count)| row(at, count as f64)).collect()
    };
    rows.accept(&limits(wanted.floors, |at, count| Row::sum([at], count, f64::INFINITY)))?;
    rows.accept(&limits(wanted.ceilings, |at, count| Row::sum([at], 0.0, count)))?;
    let scale = wanted.total / wanted.prior.iter().sum::<f64>();
    let prior: Vec<f64> = wanted.prior.iter().map(|weight| weight * scale).collect();
    let solution = rows.settle(&wanted.system.places, &prior)?;
    Ok(solution.map(|solution| Point {
        counts: whole(&solution.values, &cells(variables, &rows.rows)),
        statements: moved_by(variables, &rows.rows, &solution),
    }))
}

/// Rows that hold together, growing.
struct Rows {
    variables: usize,
    rows: Vec<Row>,
}

impl Rows {
    /// Takes each of the rows in turn that holds together with those taken before; says how many
    /// it took. A block that holds as a whole costs one look.
    fn accept(&mut self, offered: &[Row]) -> Result<usize, SolverError> {
        if offered.is_empty() {
            return Ok(0);
        }
        let before = self.rows.len();
        self.rows.extend_from_slice(offered);
        if is_feasible(self.variables, &self.rows)? {
            return Ok(offered.len());
        }
        self.rows.truncate(before);
        if offered.len() == 1 {
            return Ok(0);
        }
        let (first, rest) = offered.split_at(offered.len() / 2);
        Ok(self.accept(first)? + self.accept(rest)?)
    }

    /// The point closest to the prior whose places are as stated. What a place leaves open, which
    /// of the others are larger, is settled by the point closest without it: the larger there are
    /// the larger, as far as that is possible.
    fn settle(&mut self, places: &[Place], prior: &[f64]) -> Result<Option<Solution>, SolverError> {
        let mut open: Vec<&Place> = places.iter().collect();
        open.sort_by_key(|place| (place.best, place.worst, place.variable));
        loop {
            let Minimum::At(solution) = closest(prior, &self.rows)? else { return Ok(None) };
            let (missed, met): (Vec<&Place>, Vec<&Place>) =
                open.into_iter().partition(|place| !is_met(place, &solution.values));
            if missed.is_empty() {
                return Ok(Some(solution));
            }
            for place in missed {
                if !self.arrange(place, places, &solution.values, prior)? {
                    return Ok(None);
                }
            }
            open = met;
        }
    }

    /// Settles which members of its group are larger than the variable of a place and which are
    /// smaller, as many as there must be; whether that was possible.
    fn arrange(
        &mut self,
        place: &Place,
        places: &[Place],
        values: &[f64],
        prior: &[f64],
    ) -> Result<bool, SolverError> {
        let mut others: Vec<usize> =
            place.among.iter().copied().filter(|&member| member != place.variable).collect();
        others.sort_by(|&a, &b| {
            let by_value = values[b].round().total_cmp(&values[a].round());
            let by_likeness = by_value.then(prior[b].total_cmp(&prior[a])).then(a.cmp(&b));
            turn(place, places, a).cmp(&turn(place, places, b)).then(by_likeness)
        });
        let (must_be_larger, must_be_smaller) = place.must_have();
        let larger = |other| Row::order(other, place.variable, vec![place.statement]);
        let taken = self.accept_first(must_be_larger, &others, larger)?;
        others.retain(|other| !taken.contains(other));
        others.reverse();
        let smaller = |other| Row::order(place.variable, other, vec![place.statement]);
        let left = self.accept_first(must_be_smaller, &others, smaller)?;
        Ok(taken.len() == must_be_larger && left.len() == must_be_smaller)
    }

    /// Takes the rows of the first so many members for which that is possible; gives those.
    fn accept_first(
        &mut self,
        wanted: usize,
        members: &[usize],
        row: impl Fn(usize) -> Row,
    ) -> Result<Vec<usize>, SolverError> {
        let mut taken: Vec<usize> = Vec::new();
        let mut rest = members;
        while taken.len() < wanted && !rest.is_empty() {
            let (next, after) = rest.split_at((wanted - taken.len()).min(rest.len()));
            rest = after;
            let offered: Vec<Row> = next.iter().map(|&member| row(member)).collect();
            let before = self.rows.len();
            self.accept(&offered)?;
            let accepted = next.iter().zip(&offered).filter(|(_, row)| self.rows[before..].contains(row));
            taken.extend(accepted.map(|(member, _)| *member));
        }
        Ok(taken)
    }
}

/// In which turn another member is taken to be larger than the variable of a place: first those
/// whose own place is before it for sure, then those of no stated place, then those that stand as
/// late.
fn turn(place: &Place, places: &[Place], other: usize) -> u8 {
    let own = places.iter().filter(|own| own.variable == other && own.among == place.among);
    let (best, worst) =
        own.fold((1, place.among.len()), |(best, worst), own| (best.max(own.best), worst.min(own.worst)));
    match (worst < place.best, best > place.worst) {
        (true, _) => 0,
        (_, true) => 3,
        _ if best > 1 && best >= place.best => 2,
        _ => 1,
    }
}

/// How many of the others are larger and smaller; what is nearer than half a count is neither.
fn around(place: &Place, values: &[f64]) -> (usize, usize) {
    let own = values[place.variable];
    let others = place.among.iter().filter(|&&member| member != place.variable).map(|&member| values[member]);
    let (larger, smaller): (Vec<f64>, Vec<f64>) =
        others.filter(|value| (value - own).abs() > 0.5).partition(|value| *value > own);
    (larger.len(), smaller.len())
}

fn is_met(place: &Place, values: &[f64]) -> bool {
    let ((larger, smaller), (must_larger, must_smaller)) = (around(place, values), place.must_have());
    larger >= must_larger && smaller >= must_smaller
}

/// Variables grouped by the fixed sums that they are part of, so that rounding keeps those.
fn cells(variables: usize, rows: &[Row]) -> Vec<Vec<usize>> {
    let mut sums: Vec<Vec<usize>> = vec![Vec::new(); variables];
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.fixes_sum()) {
        for (variable, _) in &row.terms {
            sums[*variable].push(at);
        }
    }
    let mut cells: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    for (variable, sums) in sums.into_iter().enumerate() {
        cells.entry(sums).or_default().push(variable);
    }
    cells.into_values().collect()
}

fn moved_by(variables: usize, rows: &[Row], solution: &Solution) -> Vec<BTreeSet<usize>> {
    let mut moved = vec![BTreeSet::new(); variables];
    for (row, price) in rows.iter().zip(&solution.prices) {
        for (variable, coefficient) in &row.terms {
            if (price * coefficient).abs() > MOVES {
                moved[*variable].extend(row.statements.iter().copied());
            }
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted<'a>(system: &'a System, prior: &'a [f64], total: f64) -> Wanted<'a> {
        Wanted { system, prior, total, pins: &[], ranges: None, floors: None, ceilings: None }
    }

    fn counts(wanted: &Wanted<'_>) -> Option<Vec<u64>> {
        point(wanted).expect("solved").map(|point| point.counts)
    }

    fn place(variable: usize, best: usize, worst: usize) -> Place {
        Place { variable, among: vec![0, 1, 2, 3], best, worst, statement: 0 }
    }

    #[test]
    fn without_statements_the_prior_is_shared_out() {
        let system = System { variables: 3, ..System::default() };
        assert_eq!(counts(&wanted(&system, &[1.0, 2.0, 3.0], 100.0)), Some(vec![17, 33, 50]));
    }

    #[test]
    fn a_known_figure_is_kept_and_an_impossible_one_is_not() {
        let system = System { variables: 3, rows: vec![Row::sum([2], 0.0, 40.0)], places: Vec::new() };
        let pin = |regions: Vec<usize>, value| Pin { regions, value, sources: Vec::new() };
        let pins = [pin(vec![0], 10.0), pin(vec![2], 41.0)];
        let wanted = Wanted { pins: &pins, ..wanted(&system, &[1.0, 1.0, 1.0], 100.0) };
        assert_eq!(counts(&wanted), Some(vec![10, 50, 40]));
    }

    #[test]
    fn places_left_open_go_to_the_larger() {
        // The last in the prior is second: one other is larger, and that is the largest other.
        let system = System { variables: 4, rows: Vec::new(), places: vec![place(3, 2, 2)] };
        let found = counts(&wanted(&system, &[5.0, 4.0, 3.0, 1.0], 1000.0)).expect("possible");
        assert_eq!(found.iter().sum::<u64>(), 1000);
        assert!(found[0] > found[3] && found[3] > found[1] && found[3] > found[2], "{found:?}");
        assert!(found[1] >= found[2]);
    }

    #[test]
    fn limits_of_neighbour_years_hold_where_they_can() {
        let system = System { variables: 2, rows: vec![Row::sum([0], 60.0, 90.0)], places: Vec::new() };
        let wanted = Wanted { ceilings: Some(&[50, 45]), ..wanted(&system, &[1.0, 1.0], 100.0) };
        assert_eq!(counts(&wanted), Some(vec![60, 40]), "the first must rise, the second keeps below");
    }

    #[test]
    fn what_cannot_be_has_no_point() {
        let system = System { variables: 2, rows: vec![Row::sum([0, 1], 0.0, 10.0)], places: Vec::new() };
        assert_eq!(counts(&wanted(&system, &[1.0, 1.0], 100.0)), None);
    }
}
