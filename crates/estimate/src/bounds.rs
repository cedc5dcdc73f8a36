//! Owns the smallest and largest count of each variable that a system allows. Does not choose
//! between them.

use super::{
    solver::{Minimum, SolverError, least},
    system::{Row, System},
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What a system allows of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: u64,
    /// `u64::MAX` where nothing bounds it.
    pub(super) high: u64,
    /// Statements that bound it from below.
    pub(super) floor: BTreeSet<usize>,
    /// Statements that bound it from above.
    pub(super) ceiling: BTreeSet<usize>,
}

/// A bound this near to a whole number is that number; the solver is exact to less.
pub(super) const NEAR: f64 = 1e-3;

/// A row binds where it moves the bound by this share of its own shift.
const BINDS: f64 = 1e-3;

impl Range {
    /// What either of two systems allows.
    pub(super) fn or(self, other: Self) -> Self {
        let (low, floor) =
            if other.low < self.low { (other.low, other.floor) } else { (self.low, self.floor) };
        let (high, ceiling) =
            if other.high > self.high { (other.high, other.ceiling) } else { (self.high, self.ceiling) };
        Self { low, high, floor, ceiling }
    }

    /// All statements that bound it.
    pub(super) fn statements(&self) -> BTreeSet<usize> {
        self.floor.union(&self.ceiling).copied().collect()
    }
}

/// Ranges of all variables of a system; `None` where no values meet it.
///
/// Variables of which the system says the very same are interchangeable: they have the same
/// range, and since the mean of solutions is one, some best solution has all of them equal but
/// the one in question. So one program is solved for each kind, with a variable for each kind.
pub(super) fn ranges(system: &System) -> Result<Option<Vec<Range>>, SolverError> {
    let Ok(rows) = system.linear() else { return Ok(None) };
    let kinds = kinds(system);
    let of_kind: Vec<usize> = (0..kinds.len()).filter(|&at| kinds[at] == at).collect();
    let found: Option<BTreeMap<usize, Range>> = of_kind
        .into_par_iter()
        .map(|at| Ok(range(&kinds, &rows, at)?.map(|range| (at, range))))
        .collect::<Result<_, _>>()?;
    Ok(found.map(|found| kinds.iter().map(|kind| found[kind].clone()).collect()))
}

/// All that a system says of a variable: coefficients by row, groups that it is ranked in, and
/// its places there. Equal for variables that can change places.
type Said = (Vec<(usize, u64)>, Vec<usize>, Vec<(usize, usize, usize)>);

/// For each variable the first one that is interchangeable with it.
fn kinds(system: &System) -> Vec<usize> {
    let groups: BTreeSet<&Vec<usize>> = system.places.iter().map(|place| &place.among).collect();
    let mut said: Vec<Said> = vec![Said::default(); system.variables];
    for (at, row) in system.rows.iter().enumerate() {
        for (variable, coefficient) in &row.terms {
            said[*variable].0.push((at, coefficient.to_bits()));
        }
    }
    for (at, group) in groups.iter().enumerate() {
        for &member in *group {
            said[member].1.push(at);
        }
        for place in system.places.iter().filter(|place| &&place.among == group) {
            said[place.variable].2.push((at, place.best, place.worst));
        }
    }
    let mut first: BTreeMap<_, usize> = BTreeMap::new();
    said.into_iter().enumerate().map(|(variable, said)| *first.entry(said).or_insert(variable)).collect()
}

/// The range of a variable, in a program with one variable for it and one for each kind of
/// others.
fn range(kinds: &[usize], rows: &[Row], variable: usize) -> Result<Option<Range>, SolverError> {
    let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
    let column_of: Vec<usize> = (0..kinds.len())
        .map(|at| {
            let next = columns.len() + 1;
            if at == variable { 0 } else { *columns.entry(kinds[at]).or_insert(next) }
        })
        .collect();
    let mut merged: Vec<Row> = Vec::new();
    let mut known = BTreeSet::new();
    for row in rows {
        let mut terms: BTreeMap<usize, f64> = BTreeMap::new();
        for (at, coefficient) in &row.terms {
            *terms.entry(column_of[*at]).or_default() += coefficient;
        }
        let key: Vec<u64> = terms.iter().flat_map(|(at, c)| [*at as u64, c.to_bits()]).collect();
        if known.insert((key, row.low.to_bits(), row.high.to_bits())) {
            merged.push(Row { terms: terms.into_iter().collect(), ..row.clone() });
        }
    }
    let width = columns.len() + 1;
    let Some((low, floor)) = end(width, &merged, 1.0)? else { return Ok(None) };
    let Some((high, ceiling)) = end(width, &merged, -1.0)? else { return Ok(None) };
    let (low, high) = ((low - NEAR).ceil().max(0.0) as u64, (high + NEAR).floor());
    let high = if high.is_finite() { (high as u64).max(low) } else { u64::MAX };
    Ok(Some(Range { low, high, floor, ceiling }))
}

/// The least of the first variable, or the most for a negative sign, with the statements that
/// bound it.
fn end(width: usize, rows: &[Row], sign: f64) -> Result<Option<(f64, BTreeSet<usize>)>, SolverError> {
    let mut cost = vec![0.0; width];
    cost[0] = sign;
    Ok(match least(&cost, rows)? {
        Minimum::Infeasible => None,
        Minimum::Unbounded => Some((f64::INFINITY, BTreeSet::new())),
        Minimum::At(solution) => {
            let bind = rows.iter().zip(&solution.prices).filter(|(_, price)| price.abs() > BINDS);
            let statements = bind.flat_map(|(row, _)| row.statements.iter().copied()).collect();
            Some((solution.values[0], statements))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::Place;

    #[test]
    fn interchangeable_variables_are_of_one_kind() {
        let places = vec![Place { variable: 0, among: vec![0, 1, 2, 3], best: 1, worst: 1, statement: 0 }];
        let rows = vec![Row::sum(0..5, 100.0, 100.0), Row::sum([3], 0.0, 9.0)];
        let system = System { variables: 5, rows, places };
        assert_eq!(kinds(&system), [0, 1, 1, 3, 4]);
        let ranges = ranges(&system).expect("solved").expect("possible");
        let of = |at: usize| (ranges[at].low, ranges[at].high);
        // The first of four is larger than each of the others, which may all be zero.
        assert_eq!((of(0), of(1), of(2), of(3), of(4)), ((1, 100), (0, 49), (0, 49), (0, 9), (0, 99)));
    }
}
