//! Owns the system that statements make: linear rows over counts that are not negative, and
//! places among groups. Knows numbers of variables and statements only, neither regions nor years.

use super::{
    places::orders,
    solver::{self, SolverError},
};

/// low ≤ Σ coefficient × variable ≤ high.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// Variables with their coefficients.
    pub(super) terms: Vec<(usize, f64)>,
    /// Lower bound, maybe −∞.
    pub(super) low: f64,
    /// Upper bound, maybe ∞.
    pub(super) high: f64,
    /// Statements that it rests on.
    pub(super) statements: Vec<usize>,
}

impl Row {
    /// Bounds of a sum of variables, which rest on no statement.
    pub(super) fn sum(variables: impl IntoIterator<Item = usize>, low: f64, high: f64) -> Self {
        let terms = variables.into_iter().map(|variable| (variable, 1.0)).collect();
        Self { terms, low, high, statements: Vec::new() }
    }

    /// `larger` is larger than `smaller`: by one at least, since both are whole numbers.
    pub(super) fn order(larger: usize, smaller: usize, statements: Vec<usize>) -> Self {
        Self { terms: vec![(larger, 1.0), (smaller, -1.0)], low: 1.0, high: f64::INFINITY, statements }
    }

    /// Whether it fixes a sum of variables.
    pub(super) fn fixes_sum(&self) -> bool {
        self.low == self.high && self.terms.iter().all(|(_, coefficient)| *coefficient == 1.0)
    }

    /// By how much `values` miss it.
    #[cfg(test)]
    pub(super) fn violation(&self, values: &[f64]) -> f64 {
        let sum: f64 = self.terms.iter().map(|(variable, coefficient)| values[*variable] * coefficient).sum();
        (self.low - sum).max(sum - self.high).max(0.0)
    }
}

/// A variable has a place from `best` to `worst` among `among`, the largest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) variable: usize,
    /// In ascending order, `variable` among them.
    pub(super) among: Vec<usize>,
    pub(super) best: usize,
    pub(super) worst: usize,
    pub(super) statement: usize,
}

impl Place {
    /// How many of the others must at least be larger, and smaller.
    pub(super) fn must_have(&self) -> (usize, usize) {
        (self.best - 1, self.among.len() - self.worst)
    }
}

/// All statements of some years together.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    /// Number of variables.
    pub(super) variables: usize,
    pub(super) rows: Vec<Row>,
    pub(super) places: Vec<Place>,
}

impl System {
    /// The rows, and the orders that follow from the places. This is a relaxation: where a place
    /// leaves open which of the others are larger, no order follows from it.
    ///
    /// # Errors
    /// The places contradict each other; gives the statements that do.
    pub(super) fn linear(&self) -> Result<Vec<Row>, Vec<usize>> {
        let mut rows = self.rows.clone();
        rows.extend(orders(&self.places)?);
        Ok(rows)
    }

    /// Whether some counts meet all of it.
    pub(super) fn is_feasible(&self) -> Result<bool, SolverError> {
        self.linear().map_or(Ok(false), |rows| solver::is_feasible(self.variables, &rows))
    }

    /// The part that rests on the statements chosen.
    pub(super) fn part(&self, is_chosen: impl Fn(usize) -> bool) -> Self {
        let chosen = |statements: &[usize]| statements.iter().all(|&statement| is_chosen(statement));
        Self {
            variables: self.variables,
            rows: self.rows.iter().filter(|row| chosen(&row.statements)).cloned().collect(),
            places: self.places.iter().filter(|place| is_chosen(place.statement)).cloned().collect(),
        }
    }

    /// A smallest set of statements that cannot hold together, though any part of it can; none
    /// where all can. A deletion filter (Chinneck & Dravnieks 1991, doi:10.1287/ijoc.3.2.157):
    /// each statement is left out in turn, for good where the rest remains infeasible.
    pub(super) fn contradiction(&self) -> Result<Option<Vec<usize>>, SolverError> {
        if self.is_feasible()? {
            return Ok(None);
        }
        let mut kept: Vec<usize> = self.rows.iter().flat_map(|row| row.statements.iter().copied()).collect();
        kept.extend(self.places.iter().map(|place| place.statement));
        kept.sort_unstable();
        kept.dedup();
        for statement in kept.clone() {
            let rest: Vec<usize> = kept.iter().copied().filter(|&other| other != statement).collect();
            if !self.part(|statement| rest.contains(&statement)).is_feasible()? {
                kept = rest;
            }
        }
        Ok(Some(kept))
    }
}
