//! Owns linear programs, handed to the interior-point solver Clarabel
//! (<https://arxiv.org/abs/2405.12762>). Does not know what they mean.

use clarabel::{
    algebra::CscMatrix,
    solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, ZeroConeT},
};

/// Σ coefficient × variable ≤ bound, or = bound.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) terms: Vec<(usize, f64)>,
    pub(crate) bound: f64,
    pub(crate) is_equal: bool,
}

/// Least cost × variables, all at least zero.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) cost: Vec<f64>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Clone, Debug)]
pub(crate) struct Solution {
    pub(crate) values: Vec<f64>,
    pub(crate) cost: f64,
    /// By how much the cost would fall with a bound larger by one; of each row.
    pub(crate) prices: Vec<f64>,
}

/// Gap and residuals at which the solver is done, of values scaled to about one.
const TOLERANCE: f64 = 1e-10;

/// The same where it cannot come nearer.
const REDUCED_TOLERANCE: f64 = 1e-7;

impl Program {
    /// The best values; `None` where none meet the rows.
    ///
    /// # Errors
    /// What the solver says where it gives up.
    pub(crate) fn solve(&self) -> Result<Option<Solution>, String> {
        let variables = self.cost.len();
        let largest =
            |values: &mut dyn Iterator<Item = f64>| values.fold(0.0_f64, |most, v| most.max(v.abs()));
        // Values and costs of about one, whatever the units.
        let scale = positive(largest(&mut self.rows.iter().map(|row| row.bound)));
        let unit = positive(largest(&mut self.cost.iter().copied()));
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&row| !self.rows[row].is_equal);
        let equal = self.rows.iter().filter(|row| row.is_equal).count();
        let (mut at, mut column, mut value) = (Vec::new(), Vec::new(), Vec::new());
        let mut bounds = Vec::with_capacity(self.rows.len() + variables);
        for &row in &order {
            for &(variable, coefficient) in &self.rows[row].terms {
                at.push(bounds.len());
                column.push(variable);
                value.push(coefficient);
            }
            bounds.push(self.rows[row].bound / scale);
        }
        for variable in 0..variables {
            at.push(bounds.len());
            column.push(variable);
            value.push(-1.0);
            bounds.push(0.0);
        }
        let a = CscMatrix::new_from_triplets(bounds.len(), variables, at, column, value);
        let cones = [ZeroConeT(equal), NonnegativeConeT(bounds.len() - equal)];
        let cost: Vec<f64> = self.cost.iter().map(|cost| cost / unit).collect();
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
        let quadratic = CscMatrix::zeros((variables, variables));
        let mut solver = DefaultSolver::new(&quadratic, &cost, &a, &bounds, &cones, settings)
            .map_err(|error| error.to_string())?;
        solver.solve();
        match solver.solution.status {
            SolverStatus::Solved | SolverStatus::AlmostSolved => {}
            SolverStatus::PrimalInfeasible | SolverStatus::AlmostPrimalInfeasible => return Ok(None),
            other => return Err(other.to_string()),
        }
        let values: Vec<f64> = solver.solution.x.iter().map(|value| (value * scale).max(0.0)).collect();
        let mut prices = vec![0.0; self.rows.len()];
        for (row, price) in order.into_iter().zip(&solver.solution.z) {
            prices[row] = price * unit;
        }
        let cost = self.cost.iter().zip(&values).map(|(cost, value)| cost * value).sum();
        Ok(Some(Solution { values, cost, prices }))
    }
}

fn positive(scale: f64) -> f64 {
    if scale > 0.0 && scale.is_finite() { scale } else { 1.0 }
}
