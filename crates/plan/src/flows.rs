//! Owns who takes whose power where mining moves: a plan says how much leaves each place and how
//! much each takes, and of all ways to join them that of the fewest MW·km is drawn. Does not decide
//! what moves.

use crate::{
    PlanError,
    program::{Program, Row},
};

/// Power that moves from one place to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// Number of the place that gives.
    pub from: usize,
    /// Number of the place that takes.
    pub to: usize,
    /// MW.
    pub mw: f64,
}

/// Flows below this are rounding, MW.
const NOTHING_MW: f64 = 1e-3;

/// Joins what places give to what places take, both in MW by place, over the fewest MW·km
/// (Hitchcock 1941, doi 10.1002/sapm1941201224). Where more is taken than given, as with new power,
/// the rest has no flow; where more is given, some is not joined.
///
/// # Errors
/// The solver gives up.
pub fn flows(
    given_mw: &[f64],
    taken_mw: &[f64],
    km: impl Fn(usize, usize) -> f64,
) -> Result<Vec<Flow>, PlanError> {
    let some = |amounts: &[f64]| -> Vec<usize> {
        (0..amounts.len()).filter(|&at| amounts[at] > NOTHING_MW).collect()
    };
    let (from, to) = (some(given_mw), some(taken_mw));
    let (gives, takes): (f64, f64) =
        (from.iter().map(|&at| given_mw[at]).sum(), to.iter().map(|&at| taken_mw[at]).sum());
    if from.is_empty() || to.is_empty() {
        return Ok(Vec::new());
    }
    let pairs: Vec<(usize, usize)> = from.iter().flat_map(|&a| to.iter().map(move |&b| (a, b))).collect();
    let row = |of: &dyn Fn(&(usize, usize)) -> bool, bound: f64, is_equal: bool| {
        let terms = pairs.iter().enumerate().filter(|(_, pair)| of(pair)).map(|(at, _)| (at, 1.0));
        Row { terms: terms.collect(), bound, is_equal }
    };
    // The smaller side is joined whole.
    let share = |own: f64, other: f64| if own > other { other / own } else { 1.0 };
    let mut rows: Vec<Row> = from
        .iter()
        .map(|&at| row(&|pair| pair.0 == at, given_mw[at] * share(gives, takes), gives <= takes))
        .collect();
    rows.extend(to.iter().map(|&at| row(&|pair| pair.1 == at, taken_mw[at], gives > takes)));
    let program = Program {
        cost: pairs.iter().map(|&(a, b)| km(a, b)).collect(),
        most: pairs.iter().map(|&(a, b)| given_mw[a].min(taken_mw[b])).collect(),
        rows,
    };
    // All of the smaller side has room on the larger one, up to rounding.
    let Some(solution) = program.solve()? else { return Ok(Vec::new()) };
    let flow = |(&(from, to), mw): (&(usize, usize), f64)| Flow { from, to, mw };
    let mut flows: Vec<Flow> =
        pairs.iter().zip(solution.values).map(flow).filter(|flow| flow.mw > NOTHING_MW).collect();
    flows.sort_by(|a, b| b.mw.total_cmp(&a.mw).then(a.from.cmp(&b.from)).then(a.to.cmp(&b.to)));
    Ok(flows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flows_take_the_shortest_way_altogether() {
        // Places on a line, at 0, 10, 11 and 30 km.
        let at = [0.0_f64, 10.0, 11.0, 30.0];
        let km = |a: usize, b: usize| (at[a] - at[b]).abs();
        let told = |given: &[f64], taken: &[f64]| -> Vec<(usize, usize, f64)> {
            let flows = flows(given, taken, km).expect("it ends");
            flows.into_iter().map(|flow| (flow.from, flow.to, flow.mw.round())).collect()
        };
        assert_eq!(told(&[0.0, 50.0, 0.0, 0.0], &[20.0, 0.0, 30.0, 0.0]), [(1, 2, 30.0), (1, 0, 20.0)]);
        // New power comes from nowhere.
        assert_eq!(told(&[0.0, 50.0, 0.0, 0.0], &[20.0, 0.0, 100.0, 0.0]), [(1, 2, 50.0)]);
        assert_eq!(told(&[0.0; 4], &[20.0, 0.0, 100.0, 0.0]), []);
        // Both sources go where both together have the shortest way.
        assert_eq!(told(&[10.0, 0.0, 0.0, 10.0], &[0.0, 10.0, 10.0, 0.0]), [(0, 1, 10.0), (3, 2, 10.0)]);
    }
}
