//! Owns linear programs over variables with an upper bound each and few rows, solved by the dual
//! simplex method with bounded variables and long steps (Maros 2003, doi
//! 10.1007/s10288-002-0003-0; Koberstein 2005, "The dual simplex method, techniques for a fast and
//! stable implementation"). Does not know what they mean.
//!
//! As every variable has two bounds, any basis can be made dual feasible by moving variables to
//! their other bound: there is no first phase, and a program that differs from another in bounds or
//! a coefficient goes on from the basis of that one.

/// Σ coefficient × variable ≤ bound, or = bound.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) terms: Vec<(usize, f64)>,
    pub(crate) bound: f64,
    pub(crate) is_equal: bool,
}

/// Least cost × variables, each between zero and its most.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) cost: Vec<f64>,
    pub(crate) most: Vec<f64>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Clone, Debug)]
pub(crate) struct Solution {
    pub(crate) values: Vec<f64>,
    /// By how much the cost would fall with a bound larger by one; of each row.
    pub(crate) prices: Vec<f64>,
    /// The same for the most of each variable.
    pub(crate) room_prices: Vec<f64>,
}

/// The method did not come to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GaveUp;

impl Program {
    /// The best values; `None` where none meet the rows.
    ///
    /// # Errors
    /// The method does not come to an end.
    pub(crate) fn solve(&self) -> Result<Option<Solution>, GaveUp> {
        let table = Table::of(self);
        Ok(table.solve(None)?.map(|vertex| table.solution(&vertex)))
    }
}

/// A program with variables as shares of their most, and rows and costs of about one.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Coefficients by column: where each starts, then rows and values.
    starts: Vec<usize>,
    at: Vec<usize>,
    by: Vec<f64>,
    /// Of variables, then of what rows leave.
    cost: Vec<f64>,
    upper: Vec<f64>,
    bounds: Vec<f64>,
    most: Vec<f64>,
    row_units: Vec<f64>,
    /// One of the scaled cost.
    pub(crate) cost_unit: f64,
}

/// Where the best values lie.
#[derive(Clone, Debug)]
pub(crate) struct Vertex {
    /// Variables as shares of their most.
    pub(crate) shares: Vec<f64>,
    /// Scaled cost.
    pub(crate) cost: f64,
    /// Scaled cost of a further share of each variable, then of what each row leaves.
    pub(crate) reduced: Vec<f64>,
    /// The variables that define it.
    pub(crate) basis: Vec<usize>,
}

/// Scaled numbers below this are rounding.
const ROUNDING: f64 = 1e-9;

/// A smaller pivot would only multiply rounding.
const LEAST_PIVOT: f64 = 1e-8;

/// Steps after which the inverse is computed anew.
const FRESH: usize = 40;

impl Table {
    pub(crate) fn of(program: &Program) -> Self {
        let columns = program.cost.len();
        let mut by_column: Vec<Vec<(usize, f64)>> = vec![Vec::new(); columns];
        let mut row_units = Vec::with_capacity(program.rows.len());
        for row in &program.rows {
            let terms = row.terms.iter().map(|&(column, by)| (by * program.most[column]).abs());
            row_units.push(positive(terms.fold(0.0, f64::max)));
        }
        for (number, row) in program.rows.iter().enumerate() {
            for &(column, by) in &row.terms {
                by_column[column].push((number, by * program.most[column] / row_units[number]));
            }
        }
        let costs = || program.cost.iter().zip(&program.most).map(|(cost, most)| cost * most);
        let cost_unit = positive(costs().fold(0.0, |largest, cost| cost.abs().max(largest)));
        let mut table = Self {
            starts: vec![0],
            at: Vec::new(),
            by: Vec::new(),
            cost: costs().map(|cost| cost / cost_unit).collect(),
            upper: program.most.iter().map(|most| if *most > 0.0 { 1.0 } else { 0.0 }).collect(),
            bounds: program.rows.iter().zip(&row_units).map(|(row, unit)| row.bound / unit).collect(),
            most: program.most.clone(),
            row_units,
            cost_unit,
        };
        for terms in by_column {
            for (row, by) in terms {
                table.at.push(row);
                table.by.push(by);
            }
            table.starts.push(table.at.len());
        }
        for (number, row) in program.rows.iter().enumerate() {
            table.cost.push(0.0);
            // What a row leaves is at most its bound and all that counts against it.
            let against: f64 =
                row.terms.iter().map(|&(column, by)| (-by * program.most[column]).max(0.0)).sum();
            let leaves = (row.bound + against).max(0.0) / table.row_units[number];
            table.upper.push(if row.is_equal { 0.0 } else { leaves });
        }
        table
    }

    /// Changes what a variable takes at most, as a share of its most.
    pub(crate) fn limit(&mut self, column: usize, share: f64) {
        self.upper[column] = share;
    }

    /// Changes the bound of a row whose coefficients are all one share.
    pub(crate) fn bound(&mut self, row: usize, bound: f64) {
        self.bounds[row] = bound;
        self.upper[self.most.len() + row] = bound.max(0.0);
    }

    /// Changes a coefficient that is there, in shares.
    pub(crate) fn set(&mut self, row: usize, column: usize, share: f64) {
        for entry in self.starts[column]..self.starts[column + 1] {
            if self.at[entry] == row {
                self.by[entry] = share;
            }
        }
    }

    /// The best vertex, from a basis of a program of the same shape where one is known.
    pub(crate) fn solve(&self, from: Option<&[usize]>) -> Result<Option<Vertex>, GaveUp> {
        let rows = self.bounds.len();
        let own: Vec<usize> = (self.most.len()..self.most.len() + rows).collect();
        let mut simplex = Simplex::at(self, from.map_or_else(|| own.clone(), <[usize]>::to_vec));
        if !simplex.refresh() {
            simplex = Simplex::at(self, own);
            simplex.refresh();
        }
        simplex.run()
    }

    /// A vertex in the units of the program.
    pub(crate) fn solution(&self, vertex: &Vertex) -> Solution {
        let columns = self.most.len();
        let values = vertex.shares.iter().zip(&self.most).map(|(share, most)| share * most).collect();
        let of_row = |row: usize| vertex.reduced[columns + row] * self.cost_unit / self.row_units[row];
        let of_most = |column: usize| match self.most[column] {
            most if most > 0.0 && self.upper[column] > 0.0 => {
                (-vertex.reduced[column]).max(0.0) * self.cost_unit / most
            }
            _ => 0.0,
        };
        Solution {
            values,
            prices: (0..self.bounds.len()).map(of_row).collect(),
            room_prices: (0..columns).map(of_most).collect(),
        }
    }

    fn dot(&self, column: usize, row_vector: &[f64]) -> f64 {
        let Some(own) = column.checked_sub(self.most.len()) else {
            let entries = self.starts[column]..self.starts[column + 1];
            return entries.map(|entry| self.by[entry] * row_vector[self.at[entry]]).sum();
        };
        row_vector[own]
    }

    fn add_to(&self, column: usize, times: f64, out: &mut [f64]) {
        match column.checked_sub(self.most.len()) {
            Some(own) => out[own] += times,
            None => {
                for entry in self.starts[column]..self.starts[column + 1] {
                    out[self.at[entry]] += times * self.by[entry];
                }
            }
        }
    }
}

/// The method at work.
struct Simplex<'a> {
    table: &'a Table,
    rows: usize,
    basic: Vec<usize>,
    is_basic: Vec<bool>,
    is_upper: Vec<bool>,
    /// Of the basis, row by row.
    inverse: Vec<f64>,
    reduced: Vec<f64>,
    /// Values of the basic variables.
    x: Vec<f64>,
}

impl<'a> Simplex<'a> {
    fn at(table: &'a Table, basic: Vec<usize>) -> Self {
        let (rows, all) = (basic.len(), table.cost.len());
        let mut is_basic = vec![false; all];
        for &variable in &basic {
            is_basic[variable] = true;
        }
        Self {
            table,
            rows,
            basic,
            is_basic,
            is_upper: vec![false; all],
            inverse: Vec::new(),
            reduced: vec![0.0; all],
            x: vec![0.0; rows],
        }
    }

    /// Inverse, reduced costs and values from the basis alone; variables go to the bound that makes
    /// it dual feasible. Says whether there is an inverse.
    fn refresh(&mut self) -> bool {
        if !self.invert() {
            return false;
        }
        let mut prices = vec![0.0; self.rows];
        for (row, &variable) in self.basic.iter().enumerate() {
            let cost = self.table.cost[variable];
            if cost != 0.0 {
                for (price, by) in prices.iter_mut().zip(&self.inverse[row * self.rows..]) {
                    *price += cost * by;
                }
            }
        }
        let mut left = self.table.bounds.clone();
        for variable in 0..self.reduced.len() {
            if self.is_basic[variable] {
                self.reduced[variable] = 0.0;
                continue;
            }
            let reduced = self.table.cost[variable] - self.table.dot(variable, &prices);
            self.reduced[variable] = reduced;
            if reduced.abs() > ROUNDING * ROUNDING.sqrt() {
                self.is_upper[variable] = reduced < 0.0;
            }
            let upper = self.table.upper[variable];
            if self.is_upper[variable] && upper > 0.0 {
                self.table.add_to(variable, -upper, &mut left);
            }
        }
        self.x = self.times_inverse(&left);
        true
    }

    fn times_inverse(&self, column: &[f64]) -> Vec<f64> {
        let rows = self.inverse.chunks_exact(self.rows.max(1));
        rows.map(|of_row| of_row.iter().zip(column).map(|(a, b)| a * b).sum()).collect()
    }

    /// Gauss and Jordan, with the largest pivot of each column.
    fn invert(&mut self) -> bool {
        let rows = self.rows;
        let mut matrix = vec![0.0; rows * rows];
        let mut column = vec![0.0; rows];
        for (at, &variable) in self.basic.iter().enumerate() {
            column.fill(0.0);
            self.table.add_to(variable, 1.0, &mut column);
            for (row, value) in column.iter().enumerate() {
                matrix[row * rows + at] = *value;
            }
        }
        let mut inverse = vec![0.0; rows * rows];
        for row in 0..rows {
            inverse[row * rows + row] = 1.0;
        }
        for at in 0..rows {
            let size = |row: &usize| matrix[row * rows + at].abs();
            let Some(pivot) = (at..rows).max_by(|a, b| size(a).total_cmp(&size(b))) else { return false };
            let by = matrix[pivot * rows + at];
            if by.abs() < LEAST_PIVOT {
                return false;
            }
            for k in 0..rows {
                matrix.swap(at * rows + k, pivot * rows + k);
                inverse.swap(at * rows + k, pivot * rows + k);
            }
            for k in 0..rows {
                matrix[at * rows + k] /= by;
                inverse[at * rows + k] /= by;
            }
            for row in (0..rows).filter(|&row| row != at) {
                let times = matrix[row * rows + at];
                if times != 0.0 {
                    for k in 0..rows {
                        matrix[row * rows + k] -= times * matrix[at * rows + k];
                        inverse[row * rows + k] -= times * inverse[at * rows + k];
                    }
                }
            }
        }
        self.inverse = inverse;
        true
    }

    fn run(mut self) -> Result<Option<Vertex>, GaveUp> {
        let most_steps = 200 + 20 * self.reduced.len();
        let mut since = 0;
        for step in 0..most_steps {
            // Late, the first of all that may leave does: no circle is possible then.
            let is_late = step > most_steps / 2;
            let Some((row, is_below)) = self.leaving(is_late) else {
                if since == 0 {
                    return Ok(Some(self.vertex()));
                }
                since = 0;
                if !self.refresh() {
                    return Err(GaveUp);
                }
                continue;
            };
            if since > FRESH {
                since = 0;
                if !self.refresh() {
                    return Err(GaveUp);
                }
                continue;
            }
            match self.step(row, is_below) {
                Step::Done => since += 1,
                Step::Never if since == 0 => return Ok(None),
                // Rounding may have hidden a way.
                Step::Never => {
                    since = 0;
                    if !self.refresh() {
                        return Err(GaveUp);
                    }
                }
            }
        }
        Err(GaveUp)
    }

    /// The row of the basic variable that is furthest outside its bounds, and whether it is below.
    fn leaving(&self, is_late: bool) -> Option<(usize, bool)> {
        let mut worst = None;
        let mut largest = ROUNDING;
        for (row, (&x, &variable)) in self.x.iter().zip(&self.basic).enumerate() {
            let upper = self.table.upper[variable];
            let outside = (-x).max(x - upper);
            if outside > ROUNDING * (1.0 + upper) && (outside > largest || is_late) {
                worst = Some((row, x < 0.0));
                largest = outside;
                if is_late {
                    break;
                }
            }
        }
        worst
    }

    /// Brings one basic variable to its bound. Others cross to their other bound on the way as long as
    /// that pays.
    fn step(&mut self, row: usize, is_below: bool) -> Step {
        let table = self.table;
        let of_row = self.inverse[row * self.rows..(row + 1) * self.rows].to_vec();
        let towards = if is_below { -1.0 } else { 1.0 };
        let leaving = self.basic[row];
        let mut moves: Vec<(usize, f64)> = Vec::new();
        let mut ways: Vec<(f64, f64, usize)> = Vec::new();
        for variable in 0..self.reduced.len() {
            if self.is_basic[variable] {
                continue;
            }
            let by = table.dot(variable, &of_row);
            if by == 0.0 {
                continue;
            }
            moves.push((variable, by));
            let at = if self.is_upper[variable] { -1.0 } else { 1.0 };
            if table.upper[variable] > 0.0 && by * at * towards > LEAST_PIVOT {
                ways.push(((self.reduced[variable] / by).abs(), by.abs(), variable));
            }
        }
        ways.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let target = if is_below { 0.0 } else { table.upper[leaving] };
        let mut outside = (self.x[row] - target).abs();
        let mut entering = None;
        let mut crossed = 0;
        for &(_, by, variable) in &ways {
            outside -= by * table.upper[variable];
            // What is left may be rounding alone: then all of them together just reach.
            if outside <= ROUNDING {
                entering = Some(variable);
                break;
            }
            crossed += 1;
        }
        let Some(entering) = entering else { return Step::Never };
        let mut shift = vec![0.0; self.rows];
        for &(_, _, variable) in &ways[..crossed] {
            let upper = table.upper[variable];
            let by = if self.is_upper[variable] { -upper } else { upper };
            self.is_upper[variable] = !self.is_upper[variable];
            table.add_to(variable, by, &mut shift);
        }
        if crossed > 0 {
            let shift = self.times_inverse(&shift);
            for (x, by) in self.x.iter_mut().zip(shift) {
                *x -= by;
            }
        }
        let mut column = vec![0.0; self.rows];
        table.add_to(entering, 1.0, &mut column);
        let column = self.times_inverse(&column);
        let pivot = column[row];
        let by = (self.x[row] - target) / pivot;
        for (x, of_column) in self.x.iter_mut().zip(&column) {
            *x -= by * of_column;
        }
        self.x[row] = by + if self.is_upper[entering] { table.upper[entering] } else { 0.0 };
        let price = self.reduced[entering] / pivot;
        for (variable, by) in moves {
            self.reduced[variable] -= price * by;
        }
        self.reduced[entering] = 0.0;
        self.reduced[leaving] = -price;
        self.is_basic[entering] = true;
        self.is_basic[leaving] = false;
        self.is_upper[leaving] = !is_below;
        self.basic[row] = entering;
        for k in 0..self.rows {
            self.inverse[row * self.rows + k] /= pivot;
        }
        let pivot_row = self.inverse[row * self.rows..(row + 1) * self.rows].to_vec();
        for (other, of_column) in column.iter().enumerate() {
            if other != row && *of_column != 0.0 {
                for (k, by) in pivot_row.iter().enumerate() {
                    self.inverse[other * self.rows + k] -= of_column * by;
                }
            }
        }
        Step::Done
    }

    fn vertex(self) -> Vertex {
        let columns = self.table.most.len();
        let mut shares: Vec<f64> =
            (0..columns).map(|at| if self.is_upper[at] { self.table.upper[at] } else { 0.0 }).collect();
        for (&variable, x) in self.basic.iter().zip(&self.x) {
            if variable < columns {
                shares[variable] = x.clamp(0.0, self.table.upper[variable]);
            }
        }
        let cost = shares.iter().zip(&self.table.cost).map(|(share, cost)| share * cost).sum();
        Vertex { shares, cost, reduced: self.reduced, basis: self.basic }
    }
}

enum Step {
    Done,
    /// Nothing brings the variable to its bound: no values meet all rows.
    Never,
}

fn positive(scale: f64) -> f64 {
    if scale > 0.0 && scale.is_finite() { scale } else { 1.0 }
}
