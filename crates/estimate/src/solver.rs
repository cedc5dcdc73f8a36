//! Owns the two convex programs of an estimate, handed to the interior-point solver Clarabel
//! (<https://arxiv.org/abs/2405.12762>): the least value of a linear cost, and the point closest
//! to a prior. Does not know what the rows mean.

use super::system::Row;
use clarabel::{
    algebra::CscMatrix,
    solver::{
        DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, SupportedConeT, ZeroConeT,
    },
};

/// Rows that are missed by less than this count hold: a hundredth of what can be told apart in
/// whole numbers.
const FEASIBLE_WITHIN: f64 = 0.01;

/// Gap and residuals at which the solver is done, of values scaled to about one.
const TOLERANCE: f64 = 1e-10;

/// The same where it cannot come nearer: still far less than one of a million.
const REDUCED_TOLERANCE: f64 = 1e-8;

/// The solver gave up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the solver stopped early: {status}")]
pub struct SolverError {
    /// What it said.
    pub status: String,
}

/// The best values, and what each row costs.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    pub(super) values: Vec<f64>,
    /// By how much the objective would change with each row's bound; zero where it does not bind.
    pub(super) prices: Vec<f64>,
}

/// How a minimum came out.
#[derive(Clone, Debug)]
pub(super) enum Minimum {
    At(Solution),
    /// It goes down without end.
    Unbounded,
    /// No values meet the rows.
    Infeasible,
}

/// Minimises Σ cost × value over values that are not negative.
pub(super) fn least(cost: &[f64], rows: &[Row]) -> Result<Minimum, SolverError> {
    let mut program = Program::new(cost.len(), rows);
    program.cost = cost.to_vec();
    program.solve(rows.len())
}

/// Whether some values meet the rows.
pub(super) fn is_feasible(variables: usize, rows: &[Row]) -> Result<bool, SolverError> {
    match least(&vec![0.0; variables], rows) {
        Ok(Minimum::At(_) | Minimum::Unbounded) => Ok(true),
        Ok(Minimum::Infeasible) => Ok(false),
        Err(_) => is_nearly_feasible(variables, rows),
    }
}

/// The same where the solver cannot tell: the smallest violation of the worst row, which always
/// exists, is next to nothing.
fn is_nearly_feasible(variables: usize, rows: &[Row]) -> Result<bool, SolverError> {
    let slack = variables;
    let side = |row: &Row, sign: f64, bound: f64| {
        let mut terms: Vec<(usize, f64)> = row.terms.iter().map(|(v, c)| (*v, c * sign)).collect();
        terms.push((slack, -1.0));
        Row { terms, low: f64::NEG_INFINITY, high: bound * sign, statements: Vec::new() }
    };
    let elastic: Vec<Row> =
        rows.iter().flat_map(|row| [side(row, 1.0, row.high), side(row, -1.0, row.low)]).collect();
    let mut program = Program::new(variables + 1, &elastic);
    program.cost[slack] = 1.0;
    match program.solve(elastic.len())? {
        Minimum::At(solution) => Ok(solution.values[slack] <= FEASIBLE_WITHIN),
        Minimum::Unbounded | Minimum::Infeasible => Ok(false),
    }
}

/// Minimises the Kullback–Leibler divergence Σ value × ln(value ÷ prior), for a prior that is
/// positive everywhere: the objective is strictly convex, so the point is unique.
pub(super) fn closest(prior: &[f64], rows: &[Row]) -> Result<Minimum, SolverError> {
    let count = prior.len();
    let mut program = Program::new(count, rows);
    for (variable, &prior) in prior.iter().enumerate() {
        // (−t, value, prior) in the cone: t ≥ value × ln(value ÷ prior), and t is the cost.
        let cost = program.variables;
        program.variables += 1;
        program.cost.push(1.0);
        program.push([(cost, 1.0)], 0.0);
        program.push([(variable, -1.0)], 0.0);
        program.push([], prior / program.scale);
        program.cones.push(SupportedConeT::ExponentialConeT());
    }
    let minimum = program.solve(rows.len())?;
    Ok(match minimum {
        Minimum::At(mut solution) => {
            solution.values.truncate(count);
            Minimum::At(solution)
        }
        other => other,
    })
}

/// A program in the solver's form: cost · x least, with b − A x in a product of cones.
struct Program {
    /// Largest bound: values are divided by it, so that they are about one.
    scale: f64,
    variables: usize,
    cost: Vec<f64>,
    /// Entries of A: row, column, value.
    entries: (Vec<usize>, Vec<usize>, Vec<f64>),
    bounds: Vec<f64>,
    cones: Vec<SupportedConeT<f64>>,
    /// Of the first rows of A: which row they are a side of.
    sides: Vec<usize>,
}

impl Program {
    fn new(variables: usize, rows: &[Row]) -> Self {
        let finite = rows.iter().flat_map(|row| [row.low.abs(), row.high.abs()]).filter(|b| b.is_finite());
        let mut program = Self {
            scale: finite.fold(1.0, f64::max),
            variables,
            cost: vec![0.0; variables],
            entries: (Vec::new(), Vec::new(), Vec::new()),
            bounds: Vec::new(),
            cones: Vec::new(),
            sides: Vec::new(),
        };
        let indexed = || rows.iter().enumerate();
        for (at, row) in indexed().filter(|(_, row)| row.low == row.high) {
            program.side(at, row, 1.0, row.high);
        }
        let fixed = program.bounds.len();
        for (at, row) in indexed().filter(|(_, row)| row.low != row.high) {
            for (sign, bound) in [(1.0, row.high), (-1.0, row.low)] {
                if bound.is_finite() {
                    program.side(at, row, sign, bound);
                }
            }
        }
        for variable in 0..variables {
            program.push([(variable, -1.0)], 0.0);
        }
        program.cones = vec![ZeroConeT(fixed), NonnegativeConeT(program.bounds.len() - fixed)];
        program
    }

    fn side(&mut self, at: usize, row: &Row, sign: f64, bound: f64) {
        let bound = bound * sign / self.scale;
        self.push(row.terms.iter().map(|(variable, coefficient)| (*variable, coefficient * sign)), bound);
        self.sides.push(at);
    }

    fn push(&mut self, terms: impl IntoIterator<Item = (usize, f64)>, bound: f64) {
        for (column, value) in terms {
            self.entries.0.push(self.bounds.len());
            self.entries.1.push(column);
            self.entries.2.push(value);
        }
        self.bounds.push(bound);
    }

    fn solve(self, rows: usize) -> Result<Minimum, SolverError> {
        let failed = |status: String| SolverError { status };
        let (at, column, value) = self.entries;
        let a = CscMatrix::new_from_triplets(self.bounds.len(), self.variables, at, column, value);
        let quadratic = CscMatrix::zeros((self.variables, self.variables));
        let settings = DefaultSettings {
            verbose: false,
            tol_gap_abs: TOLERANCE,
            tol_gap_rel: TOLERANCE,
            tol_feas: TOLERANCE,
            reduced_tol_gap_abs: REDUCED_TOLERANCE,
            reduced_tol_gap_rel: REDUCED_TOLERANCE,
            reduced_tol_feas: REDUCED_TOLERANCE,
            ..DefaultSettings::default()
        };
        let mut solver = DefaultSolver::new(&quadratic, &self.cost, &a, &self.bounds, &self.cones, settings)
            .map_err(|error| failed(error.to_string()))?;
        solver.solve();
        match solver.solution.status {
            SolverStatus::Solved | SolverStatus::AlmostSolved => {}
            SolverStatus::PrimalInfeasible => return Ok(Minimum::Infeasible),
            SolverStatus::DualInfeasible => return Ok(Minimum::Unbounded),
            other => return Err(failed(other.to_string())),
        }
        let mut prices = vec![0.0; rows];
        for (row, price) in self.sides.iter().zip(&solver.solution.z) {
            prices[*row] += price;
        }
        let values = solver.solution.x.iter().map(|value| value * self.scale).collect();
        Ok(Minimum::At(Solution { values, prices }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minimum: Result<Minimum, SolverError>) -> Solution {
        match minimum {
            Ok(Minimum::At(solution)) => solution,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_small_program_has_its_known_minimum() {
        // x + y = 10, x ≤ 3: the least of x + 2y is at (3, 7).
        let rows = [Row::sum([0, 1], 10.0, 10.0), Row::sum([0], 0.0, 3.0)];
        let solution = at(least(&[1.0, 2.0], &rows));
        assert!((solution.values[0] - 3.0).abs() < 1e-6 && (solution.values[1] - 7.0).abs() < 1e-6);
        assert!(solution.prices[1] > 0.5, "the bound of x binds: {:?}", solution.prices);
    }

    #[test]
    fn programs_without_a_minimum_say_why() {
        let open = [Row::sum([0], 1.0, f64::INFINITY)];
        assert!(matches!(least(&[-1.0], &open), Ok(Minimum::Unbounded)));
        let impossible = [Row::sum([0], 1.0, 2.0), Row::sum([0], 3.0, 4.0)];
        assert!(matches!(least(&[1.0], &impossible), Ok(Minimum::Infeasible)));
        assert_eq!(is_feasible(1, &impossible), Ok(false));
        assert_eq!(is_nearly_feasible(1, &impossible), Ok(false));
        assert_eq!(is_feasible(1, &open), Ok(true));
        assert_eq!(is_nearly_feasible(1, &open), Ok(true));
    }

    #[test]
    fn the_closest_point_keeps_the_proportions_that_the_rows_leave() {
        // 100 in all, the first at most 10: the other two stay as 1 to 3.
        let rows = [Row::sum([0, 1, 2], 100.0, 100.0), Row::sum([0], 0.0, 10.0)];
        let solution = at(closest(&[60.0, 10.0, 30.0], &rows));
        for (value, known) in solution.values.iter().zip([10.0, 22.5, 67.5]) {
            assert!((value - known).abs() < 1e-4, "{:?}", solution.values);
        }
    }
}
