//! Owns the choice of at most so many receiving places: branch and bound over programs in which a
//! place counts as the share to which it is filled. Exact, best bound first. Does not know what is
//! placed or why.
//!
//! The relaxed program has one more row, `Σ share ≤ count`, and so few fractional shares that
//! rounding gives a good first answer; what the price of that row and the cost of moving a share
//! rule out is fixed for good (Nemhauser and Wolsey 1988, II.5), which leaves little to branch over.

use crate::program::{GaveUp, Program, Row, Table, Vertex};
use std::{cmp::Ordering, collections::BinaryHeap};

/// Which places may receive, and how sure that is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chosen {
    /// Whether each place may receive.
    pub(crate) may: Vec<bool>,
    /// Cost with them.
    pub(crate) cost: f64,
    /// No choice costs less than this.
    pub(crate) least: f64,
}

/// Shares below this are nothing.
const NOTHING: f64 = 1e-9;

/// A choice is as good as another if it is dearer by no more than this share.
const ALIKE: f64 = 1e-7;

/// Programs that are solved at most, times the number of places: a second or two.
const WORK: usize = 4_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Open,
    Empty,
    /// Counts as one, however little it receives.
    Taken,
}

struct Node {
    bound: f64,
    number: usize,
    fates: Vec<Fate>,
    basis: Vec<usize>,
}

impl Ord for Node {
    /// The lowest bound first, then the youngest: it goes deeper.
    fn cmp(&self, other: &Self) -> Ordering {
        other.bound.total_cmp(&self.bound).then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

/// The best choice of at most `count` places for a program; `None` where no choice meets its rows, or
/// none costs as little as `enough` where that is given (else the first that does is taken).
///
/// # Errors
/// A program cannot be solved.
pub(crate) fn choose(program: &Program, count: usize, enough: Option<f64>) -> Result<Option<Chosen>, GaveUp> {
    let mut counted = program.clone();
    let open = (0..program.cost.len()).filter(|&at| program.most[at] > 0.0);
    let terms: Vec<(usize, f64)> = open.map(|at| (at, 1.0 / program.most[at])).collect();
    let fates = program.most.iter().map(|most| if *most > 0.0 { Fate::Open } else { Fate::Empty }).collect();
    counted.rows.push(Row { terms, bound: count as f64, is_equal: false });
    let table = Table::of(&counted);
    let unit = table.cost_unit;
    let enough = enough.map(|enough| enough / unit);
    let mut search = Search { table, row: program.rows.len(), count, best: None, enough, solved: 0 };
    let least = search.run(fates)?;
    let Some((cost, may)) = search.best else { return Ok(None) };
    Ok(Some(Chosen { may, cost: cost * unit, least: least.min(cost) * unit }))
}

struct Search {
    table: Table,
    /// The row that counts shares.
    row: usize,
    count: usize,
    /// Scaled cost of the best choice so far, and who may receive.
    best: Option<(f64, Vec<bool>)>,
    enough: Option<f64>,
    solved: usize,
}

impl Search {
    /// Finds the best choice, and says what none costs less than.
    fn run(&mut self, fates: Vec<Fate>) -> Result<f64, GaveUp> {
        let most_solved = WORK / fates.len().max(1);
        let mut open =
            BinaryHeap::from([Node { bound: f64::NEG_INFINITY, number: 0, fates, basis: Vec::new() }]);
        let mut number = 0;
        while let Some(Node { bound, mut fates, basis, .. }) = open.pop() {
            // Nor is any other: the lowest bound comes first.
            if !self.would_help(bound) {
                break;
            }
            if self.solved > most_solved {
                return if self.best.is_some() { Ok(bound) } else { Err(GaveUp) };
            }
            let from = (!basis.is_empty()).then_some(basis.as_slice());
            let Some(vertex) = self.vertex(&fates, from)? else { continue };
            if !self.would_help(vertex.cost) {
                continue;
            }
            self.fix(&vertex, &mut fates);
            let left = self.count - fates.iter().filter(|fate| **fate == Fate::Taken).count();
            let is_used = |at: &usize| fates[*at] == Fate::Open && vertex.shares[*at] > NOTHING;
            let mut used: Vec<usize> = (0..fates.len()).filter(is_used).collect();
            if used.len() <= left {
                self.take(vertex.cost, &fates, &used);
            } else {
                // The fullest alone may do: a first answer, by which much is cut off.
                used.sort_by(|&a, &b| vertex.shares[b].total_cmp(&vertex.shares[a]).then(a.cmp(&b)));
                self.round(&fates, &used[..left], &vertex.basis)?;
                if self.would_help(vertex.cost) {
                    let half = |at: &usize| (vertex.shares[*at] - 0.5).abs();
                    let branch = used.iter().copied().min_by(|a, b| half(a).total_cmp(&half(b)));
                    for (at, fate) in branch.into_iter().flat_map(|at| [(at, Fate::Empty), (at, Fate::Taken)])
                    {
                        let mut fates = fates.clone();
                        fates[at] = fate;
                        number += 1;
                        open.push(Node { bound: vertex.cost, number, fates, basis: vertex.basis.clone() });
                    }
                }
            }
            if self.enough.is_some() && self.best.is_some() {
                break;
            }
        }
        Ok(f64::INFINITY)
    }

    /// Whether choices that cost at least this much may be better than the best.
    fn would_help(&self, bound: f64) -> bool {
        bound < self.worst_that_helps()
    }

    fn worst_that_helps(&self) -> f64 {
        let best = self.best.as_ref().map_or(f64::INFINITY, |(best, _)| best - best.abs() * ALIKE);
        self.enough.map_or(best, |enough| best.min(enough + NOTHING))
    }

    /// The relaxed program with what is decided.
    fn vertex(&mut self, fates: &[Fate], from: Option<&[usize]>) -> Result<Option<Vertex>, GaveUp> {
        self.solved += 1;
        let mut taken = 0;
        for (at, fate) in fates.iter().enumerate() {
            self.table.limit(at, if *fate == Fate::Empty { 0.0 } else { 1.0 });
            self.table.set(self.row, at, if *fate == Fate::Taken { 0.0 } else { 1.0 });
            taken += usize::from(*fate == Fate::Taken);
        }
        self.table.bound(self.row, self.count as f64 - taken as f64);
        self.table.solve(from)
    }

    /// Decides what the other way would cost too much.
    fn fix(&self, vertex: &Vertex, fates: &mut [Fate]) {
        let gap = self.worst_that_helps() - vertex.cost;
        // What one receiver more would save.
        let receiver = vertex.reduced[fates.len() + self.row].max(0.0);
        for (at, fate) in fates.iter_mut().enumerate().filter(|(_, fate)| **fate == Fate::Open) {
            let (share, reduced) = (vertex.shares[at], vertex.reduced[at]);
            // Whoever receives pays for its place, or for its share if that is less.
            if share < NOTHING && reduced.min(receiver) > gap {
                *fate = Fate::Empty;
            } else if share > 1.0 - NOTHING && -reduced > gap {
                *fate = Fate::Taken;
            }
        }
    }

    /// Tries those already taken with some others and no more.
    fn round(&mut self, fates: &[Fate], others: &[usize], basis: &[usize]) -> Result<(), GaveUp> {
        let kept = |at: usize| fates[at] == Fate::Taken || others.contains(&at);
        let only: Vec<Fate> =
            (0..fates.len()).map(|at| if kept(at) { Fate::Taken } else { Fate::Empty }).collect();
        if let Some(vertex) = self.vertex(&only, Some(basis))? {
            self.take(vertex.cost, &only, &[]);
        }
        Ok(())
    }

    /// Remembers a choice if it is better than the best.
    fn take(&mut self, cost: f64, fates: &[Fate], used: &[usize]) {
        if self.would_help(cost) {
            let may = (0..fates.len()).map(|at| fates[at] == Fate::Taken || used.contains(&at)).collect();
            self.best = Some((cost, may));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream of numbers in 0–1 that is the same everywhere.
    fn stream(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1_u64 << 53) as f64
        }
    }

    fn program(seed: u64, places: usize, districts: usize) -> Program {
        let mut next = stream(seed);
        let most: Vec<f64> = (0..places).map(|_| (next() * 900.0).round()).collect();
        let cost: Vec<f64> = (0..places).map(|_| 10.0 + (next() * 60.0).round()).collect();
        let all: f64 = most.iter().sum();
        let district = |number: usize, bound: f64| Row {
            terms: (0..places).filter(|at| at % districts == number).map(|at| (at, 1.0)).collect(),
            bound,
            is_equal: false,
        };
        let mut rows = vec![Row {
            terms: (0..places).map(|at| (at, 1.0)).collect(),
            bound: all * (0.1 + 0.3 * next()),
            is_equal: true,
        }];
        rows.extend((0..districts).map(|number| district(number, all * (0.05 + 0.2 * next()))));
        Program { cost, most, rows }
    }

    fn cost_of(program: &Program, may: impl Fn(usize) -> bool) -> Option<f64> {
        let mut only = program.clone();
        for (at, most) in only.most.iter_mut().enumerate() {
            *most *= f64::from(u8::from(may(at)));
        }
        let solution = only.solve().expect("it ends")?;
        Some(solution.values.iter().zip(&program.cost).map(|(mw, cost)| mw * cost).sum())
    }

    #[test]
    fn no_choice_is_better_than_the_one_found() {
        let (mut possible, mut impossible) = (0, 0);
        for seed in 1..=120 {
            let places = 6 + (seed % 5) as usize;
            let program = program(seed, places, 1 + (seed % 3) as usize);
            for count in [1, 2, 3, places / 2] {
                let subsets = (0_u32..1 << places).filter(|set| set.count_ones() as usize == count);
                let costs = subsets.filter_map(|set| cost_of(&program, |at| set >> at & 1 == 1));
                let best = costs.reduce(f64::min);
                let found = choose(&program, count, None).expect("it ends");
                match (best, found) {
                    (Some(best), Some(found)) => {
                        possible += 1;
                        assert!((found.cost - best).abs() <= best * 1e-6, "{seed} {count}: {found:?} {best}");
                        assert!(found.least <= found.cost && found.least >= best * (1.0 - 1e-6));
                        assert!(found.may.iter().filter(|may| **may).count() <= count);
                    }
                    (None, None) => impossible += 1,
                    (best, found) => panic!("{seed} {count}: {best:?} {found:?}"),
                }
            }
        }
        assert!(possible > 50 && impossible > 50, "{possible} {impossible}");
    }

    #[test]
    fn the_first_that_is_enough_is_taken() {
        let program = program(7, 9, 2);
        let best = choose(&program, 6, None).expect("it ends").expect("there is one").cost;
        let enough =
            |limit: f64| choose(&program, 6, Some(limit)).expect("it ends").map(|chosen| chosen.cost);
        assert!(enough(best * 1.2).is_some_and(|cost| cost <= best * 1.2 + 1e-6));
        assert_eq!(enough(best * 0.99), None);
    }
}
