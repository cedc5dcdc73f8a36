//! Owns the answer to a case: an allocation with what each limit costs, or the smallest set of
//! limits that forbid it. Does not know money beyond the cost of a MW.

use crate::{
    case::{Case, Goal, Limit, Wanted},
    program::{Program, Row, Solution},
};

/// An answer to a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It can be done.
    Found(Allocation),
    /// It cannot: these limits together forbid it, and without any one of them it could be done.
    /// `most_mw` is what they allow.
    Forbidden {
        /// The limits.
        by: Vec<Limit>,
        /// MW that can be placed under all limits.
        most_mw: f64,
    },
}

/// Where power goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// MW placed in each region.
    pub placed_mw: Vec<f64>,
    /// Yearly cost, million roubles.
    pub cost: f64,
    /// Limits that bind, the dearest first.
    pub binding: Vec<Binding>,
    /// What the last MW wanted costs, million roubles a year; `None` for a budget.
    pub last_mw_cost: Option<f64>,
    /// Whether no better choice of receiving regions exists; the search stops after a number of
    /// steps.
    pub is_proven: bool,
}

/// A limit that binds.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// Which.
    pub limit: Limit,
    /// What one more MW would save, million roubles a year; for a budget the MW that one more
    /// million roubles places.
    pub price: f64,
}

/// The solver gave up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the solver stopped early: {0}")]
pub struct PlanError(pub String);

/// Power below which nothing is placed: far less than one machine.
const NOTHING_MW: f64 = 1e-4;

/// Share of what is wanted by which an answer may miss it.
const MISSED: f64 = 1e-6;

/// Steps of the search for the best few receiving regions.
const STEPS: usize = 400;

/// The best allocation, or why there is none.
///
/// With `receivers_at_most` the regions are chosen by branch and bound over linear programs; without
/// it one or two programs suffice.
///
/// # Errors
/// The solver gives up.
pub fn allocate(case: &Case) -> Result<Outcome, PlanError> {
    if let Wanted::Power(wanted) = case.wanted {
        let most = most_mw(case, &Dropped::default())?;
        if most < wanted * (1.0 - MISSED) - NOTHING_MW {
            return Ok(Outcome::Forbidden { by: forbidding(case, wanted)?, most_mw: most });
        }
        // What rounding leaves beyond the most is not wanted.
        let case = Case { wanted: Wanted::Power(wanted.min(most)), ..case.clone() };
        return best(&case).map(Outcome::Found);
    }
    best(case).map(Outcome::Found)
}

/// Limits that are looked away from.
#[derive(Clone, Debug, Default)]
struct Dropped(Vec<Limit>);

impl Dropped {
    fn has(&self, limit: &Limit) -> bool {
        self.0.contains(limit)
    }
}

/// A smallest set of limits that forbid what is wanted, by a deletion filter (Chinneck and Dravnieks
/// 1991, doi 10.1287/ijoc.3.2.157): whatever can be dropped without making it possible stays dropped.
fn forbidding(case: &Case, wanted: f64) -> Result<Vec<Limit>, PlanError> {
    let mut left: Vec<Limit> = (0..case.limits.len()).map(Limit::Stated).collect();
    left.extend([Limit::Receivers, Limit::Chosen, Limit::Bans, Limit::Headrooms]);
    let mut dropped = Dropped::default();
    left.retain(|limit| *limit != Limit::Receivers || case.receivers_at_most.is_some());
    let mut kept = Vec::new();
    for limit in left {
        dropped.0.push(limit.clone());
        if most_mw(case, &dropped)? >= wanted * (1.0 - MISSED) - NOTHING_MW {
            dropped.0.pop();
            kept.push(limit);
        }
    }
    Ok(kept)
}

/// Free power stands for without a limit.
const UNLIMITED_MW: f64 = 1e7;

/// MW that each place could take under limits of its own.
fn most_of(case: &Case, dropped: &Dropped) -> Vec<f64> {
    let of = |place: &crate::Place| {
        if (place.is_banned && !dropped.has(&Limit::Bans))
            || !(place.is_chosen || dropped.has(&Limit::Chosen))
        {
            0.0
        } else if dropped.has(&Limit::Headrooms) {
            UNLIMITED_MW
        } else {
            place.headroom_mw.max(0.0)
        }
    };
    case.places.iter().map(of).collect()
}

/// The most that can be placed.
fn most_mw(case: &Case, dropped: &Dropped) -> Result<f64, PlanError> {
    let model = Model::new(case, dropped, Objective::Most);
    let solved = model.search()?;
    Ok(solved.map_or(0.0, |solved| solved.0.values[..case.places.len()].iter().sum()))
}

fn best(case: &Case) -> Result<Allocation, PlanError> {
    let none = Dropped::default();
    let objective = match case.wanted {
        Wanted::Power(_) => Objective::Cost,
        Wanted::Budget(_) => Objective::Most,
    };
    let model = Model::new(case, &none, objective);
    let model = if case.goal == Goal::Reserve { model.with_emptiest_first()? } else { model };
    let failed = || PlanError("nothing meets the limits".to_owned());
    let (solution, rows, is_proven) = model.search()?.ok_or_else(failed)?;
    let count = case.places.len();
    let clean = |value: f64, most: f64| if value < NOTHING_MW { 0.0 } else { value.min(most) };
    let placed_mw: Vec<f64> =
        solution.values[..count].iter().zip(&model.most).map(|(&value, &most)| clean(value, most)).collect();
    let cost = placed_mw.iter().zip(&case.places).map(|(mw, place)| mw * place.cost).sum();
    let mut binding: Vec<Binding> = rows
        .iter()
        .zip(&solution.prices)
        .filter_map(|(name, &price)| Some((name.clone()?, price)))
        .filter(|(limit, price)| *price > PRICE_OF_NOTHING && is_full(case, limit, &placed_mw, &model.most))
        .map(|(limit, price)| Binding { limit, price })
        .collect();
    binding.sort_by(|a, b| b.price.total_cmp(&a.price).then(a.limit.cmp(&b.limit)));
    // An equality's price has the other sign: a MW more makes it dearer.
    let last_mw_cost = matches!(case.wanted, Wanted::Power(_)).then(|| -solution.prices[model.target]);
    Ok(Allocation { placed_mw, cost, binding, last_mw_cost, is_proven })
}

/// Million roubles a year for a MW below which a limit costs nothing.
const PRICE_OF_NOTHING: f64 = 1e-6;

fn is_full(case: &Case, limit: &Limit, placed: &[f64], most: &[f64]) -> bool {
    match limit {
        Limit::Headroom(place) => placed[*place] >= most[*place] - NOTHING_MW.max(most[*place] * MISSED),
        Limit::Stated(at) => {
            let (code, bound) = &case.limits[*at];
            let of = case.places.iter().zip(placed).filter(|(place, _)| place.codes.contains(code));
            of.map(|(_, mw)| mw).sum::<f64>() >= bound - NOTHING_MW.max(bound * MISSED)
        }
        _ => true,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Objective {
    Cost,
    Most,
}

/// A program with the names of its rows. The first variables are the MW of each place; where the
/// emptiest counts one more is the share to which the fullest is filled.
#[derive(Clone, Debug)]
struct Model {
    program: Program,
    names: Vec<Option<Limit>>,
    most: Vec<f64>,
    /// Row of what is wanted.
    target: usize,
    /// Receiving places, at most.
    receivers: Option<usize>,
}

impl Model {
    fn new(case: &Case, dropped: &Dropped, objective: Objective) -> Self {
        let most = most_of(case, dropped);
        let count = case.places.len();
        let cost = match objective {
            Objective::Cost => case.places.iter().map(|place| place.cost).collect(),
            // Of equally much the cheaper: a hundredth of a per mille of the dearest.
            Objective::Most => {
                let dearest = case.places.iter().map(|place| place.cost.abs()).fold(1.0, f64::max);
                case.places.iter().map(|place| -1.0 + 1e-5 * place.cost / dearest).collect()
            }
        };
        let mut model = Self {
            program: Program { cost, rows: Vec::new() },
            names: Vec::new(),
            most,
            target: 0,
            receivers: case.receivers_at_most.filter(|_| !dropped.has(&Limit::Receivers)),
        };
        // A place that can take nothing stands in no row: a bound of zero leaves the solver no room.
        let open: Vec<usize> = (0..count).filter(|&at| model.most[at] > 0.0).collect();
        for at in (0..count).filter(|&at| model.most[at] <= 0.0) {
            model.program.cost[at] = model.program.cost[at].abs().max(1.0);
        }
        let all = |value: &dyn Fn(usize) -> f64| open.iter().map(|&at| (at, value(at))).collect::<Vec<_>>();
        match (objective, case.wanted) {
            (Objective::Cost, Wanted::Power(wanted)) => {
                model.push(all(&|_| 1.0), wanted, true, None);
            }
            (_, Wanted::Budget(budget)) => {
                model.push(all(&|at| case.places[at].cost), budget, false, Some(Limit::Budget));
            }
            (Objective::Most, Wanted::Power(_)) => {}
        }
        for (at, (code, bound)) in case.limits.iter().enumerate() {
            let limit = Limit::Stated(at);
            let of: Vec<(usize, f64)> = open
                .iter()
                .filter(|&&at| case.places[at].codes.contains(code))
                .map(|&at| (at, 1.0))
                .collect();
            if !dropped.has(&limit) && !of.is_empty() {
                model.push(of, *bound, false, Some(limit));
            }
        }
        for &at in &open {
            let bound = model.most[at];
            model.push(vec![(at, 1.0)], bound, false, Some(Limit::Headroom(at)));
        }
        model
    }

    fn push(&mut self, terms: Vec<(usize, f64)>, bound: f64, is_equal: bool, name: Option<Limit>) {
        self.program.rows.push(Row { terms, bound, is_equal });
        self.names.push(name);
    }

    /// The same with the fullest place as empty as can be.
    fn with_emptiest_first(&self) -> Result<Self, PlanError> {
        let mut model = self.clone();
        let share = model.program.cost.len();
        let places = model.most.len();
        model.program.cost = self.most.iter().map(|most| if *most > 0.0 { 0.0 } else { 1.0 }).collect();
        model.program.cost.push(1.0);
        for place in (0..places).filter(|&place| self.most[place] > 0.0) {
            let most = model.most[place];
            model.push(vec![(place, 1.0), (share, -most)], 0.0, false, None);
        }
        let Some((solution, ..)) = model.search()? else { return Ok(self.clone()) };
        let filled = solution.values[share] * (1.0 + MISSED);
        let mut model = self.clone();
        for place in (0..places).filter(|&place| self.most[place] > 0.0) {
            let bound = (model.most[place] * filled).min(model.most[place]);
            model.push(vec![(place, 1.0)], bound, false, None);
        }
        Ok(model)
    }

    /// The best values, the names of the rows, and whether nothing better exists.
    #[expect(clippy::type_complexity, reason = "three things that belong together in two places only")]
    fn search(&self) -> Result<Option<(Solution, Vec<Option<Limit>>, bool)>, PlanError> {
        let Some(receivers) = self.receivers else {
            let solved = self.program.solve().map_err(PlanError)?;
            return Ok(solved.map(|solution| (solution, self.names.clone(), true)));
        };
        let mut best: Option<Solution> = None;
        // Places that must stay empty, and those that may receive whatever it counts.
        let mut open = vec![(Vec::new(), Vec::new())];
        let mut steps = 0;
        while let Some((empty, taken)) = open.pop() {
            steps += 1;
            if steps > STEPS && best.is_some() {
                break;
            }
            let Some(relaxed) = self.relaxed(receivers, &empty, &taken)? else { continue };
            let is_worse = |known: &Solution| {
                relaxed.cost >= known.cost - (known.cost.abs() * MISSED).max(NOTHING_MW * MISSED)
            };
            if best.as_ref().is_some_and(is_worse) {
                continue;
            }
            let mut used: Vec<usize> =
                (0..self.most.len()).filter(|&at| relaxed.values[at] > NOTHING_MW).collect();
            if used.len() <= receivers {
                best = Some(relaxed);
                continue;
            }
            // The fullest ones alone may do: a first answer, by which much is cut off.
            let share = |at: usize| relaxed.values[at] / self.most[at];
            used.sort_by(|&a, &b| relaxed.values[b].total_cmp(&relaxed.values[a]).then(a.cmp(&b)));
            let others: Vec<usize> =
                (0..self.most.len()).filter(|at| !used[..receivers].contains(at)).collect();
            if let Some(rounded) = self.relaxed(receivers, &others, &used[..receivers])?
                && best.as_ref().is_none_or(|known| rounded.cost < known.cost)
            {
                best = Some(rounded);
            }
            let undecided = used.into_iter().filter(|at| !taken.contains(at));
            let half = |at: &usize| (share(*at) - 0.5).abs();
            let Some(branch) = undecided.min_by(|a, b| half(a).total_cmp(&half(b))) else { continue };
            let mut without: Vec<usize> = empty.clone();
            without.push(branch);
            open.push((without, taken.clone()));
            if taken.len() < receivers {
                let mut with = taken;
                with.push(branch);
                open.push((empty, with));
            }
        }
        let Some(best) = best else { return Ok(None) };
        // Prices are those of the chosen places alone.
        let used: Vec<usize> = (0..self.most.len()).filter(|&at| best.values[at] > NOTHING_MW).collect();
        let others: Vec<usize> = (0..self.most.len()).filter(|at| !used.contains(at)).collect();
        let solution = self.relaxed(receivers, &others, &used)?.unwrap_or(best);
        Ok(Some((solution, self.names.clone(), steps <= STEPS)))
    }

    /// The program in which a place counts as the share to which it is filled.
    fn relaxed(
        &self,
        receivers: usize,
        empty: &[usize],
        taken: &[usize],
    ) -> Result<Option<Solution>, PlanError> {
        let mut program = self.program.clone();
        let mut is_empty = vec![false; self.most.len()];
        for &at in empty {
            is_empty[at] = true;
        }
        for row in &mut program.rows {
            row.terms.retain(|(variable, _)| is_empty.get(*variable).is_none_or(|is_empty| !is_empty));
        }
        // A cost that no row holds would go without end.
        for (at, cost) in program.cost.iter_mut().enumerate().take(self.most.len()) {
            if is_empty[at] {
                *cost = cost.abs().max(1.0);
            }
        }
        let is_counted = |at: &usize| !is_empty[*at] && !taken.contains(at) && self.most[*at] > 0.0;
        let terms = (0..self.most.len()).filter(is_counted).map(|at| (at, 1.0 / self.most[at])).collect();
        let bound = receivers as f64 - taken.len() as f64;
        program.rows.push(Row { terms, bound: bound.max(0.0), is_equal: false });
        let solved = program.solve().map_err(PlanError)?;
        Ok(solved.map(|mut solution| {
            for &at in empty {
                solution.values[at] = 0.0;
            }
            let values = self.program.cost.iter().zip(&solution.values);
            solution.cost = values.map(|(cost, value)| cost * value).sum();
            solution
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;

    fn place(code: &str, headroom_mw: f64, cost: f64) -> Place {
        let codes = vec![code.to_owned(), format!("D-{}", &code[..1])];
        Place { codes, headroom_mw, cost, is_banned: false, is_chosen: true }
    }

    fn case(wanted: f64) -> Case {
        Case {
            places: vec![place("a1", 100.0, 20.0), place("a2", 300.0, 30.0), place("b1", 500.0, 50.0)],
            wanted: Wanted::Power(wanted),
            goal: Goal::Cost,
            limits: Vec::new(),
            receivers_at_most: None,
        }
    }

    fn found(case: &Case) -> Allocation {
        match allocate(case) {
            Ok(Outcome::Found(allocation)) => allocation,
            other => panic!("{other:?}"),
        }
    }

    fn near(placed: &[f64], known: &[f64]) {
        for (mw, known) in placed.iter().zip(known) {
            assert!((mw - known).abs() < 1e-3, "{placed:?} {known:?}");
        }
    }

    #[test]
    fn the_cheapest_places_fill_first_and_say_what_they_would_save() {
        let answer = found(&case(450.0));
        near(&answer.placed_mw, &[100.0, 300.0, 50.0]);
        assert!((answer.cost - 13_500.0).abs() < 0.1);
        let prices: Vec<(Limit, f64)> =
            answer.binding.iter().map(|b| (b.limit.clone(), (b.price * 1e3).round() / 1e3)).collect();
        assert_eq!(prices, [(Limit::Headroom(0), 30.0), (Limit::Headroom(1), 20.0)]);
        assert!((answer.last_mw_cost.expect("a target") - 50.0).abs() < 1e-3);
    }

    #[test]
    fn limits_of_districts_and_bans_hold() {
        let mut case = case(450.0);
        case.limits = vec![("D-a".to_owned(), 200.0)];
        let answer = found(&case);
        near(&answer.placed_mw, &[100.0, 100.0, 250.0]);
        assert!(answer.binding.iter().any(|b| b.limit == Limit::Stated(0) && (b.price - 20.0).abs() < 1e-3));
        case.places[0].is_banned = true;
        near(&found(&case).placed_mw, &[0.0, 200.0, 250.0]);
    }

    #[test]
    fn the_smallest_set_that_forbids_is_named() {
        let mut case = case(950.0);
        case.limits = vec![("D-a".to_owned(), 900.0), ("b1".to_owned(), 100.0)];
        let forbidden = |case: &Case| match allocate(case) {
            Ok(Outcome::Forbidden { by, most_mw }) => (by, most_mw.round()),
            other => panic!("{other:?}"),
        };
        // Only headroom: 900 MW in all, whatever else; b1's own limit can be dropped.
        assert_eq!(forbidden(&case), (vec![Limit::Headrooms], 500.0));
        case.wanted = Wanted::Power(850.0);
        assert_eq!(forbidden(&case), (vec![Limit::Stated(1), Limit::Headrooms], 500.0));
        case.limits.clear();
        case.places[2].is_banned = true;
        assert_eq!(forbidden(&case), (vec![Limit::Bans, Limit::Headrooms], 400.0));
        case.places[2].is_banned = false;
        case.receivers_at_most = Some(2);
        assert_eq!(forbidden(&case), (vec![Limit::Receivers, Limit::Headrooms], 800.0));
    }

    #[test]
    fn few_receivers_are_chosen_well() {
        // One place alone: only b1 has 450 MW. Two: the two cheaper do not suffice.
        let mut case = case(450.0);
        case.receivers_at_most = Some(1);
        near(&found(&case).placed_mw, &[0.0, 0.0, 450.0]);
        case.receivers_at_most = Some(2);
        let answer = found(&case);
        near(&answer.placed_mw, &[0.0, 300.0, 150.0]);
        assert!(answer.is_proven);
    }

    #[test]
    fn the_most_reserve_spreads_evenly() {
        let mut case = case(450.0);
        case.goal = Goal::Reserve;
        near(&found(&case).placed_mw, &[50.0, 150.0, 250.0]);
    }

    #[test]
    fn a_budget_buys_the_cheapest() {
        let mut case = case(0.0);
        case.wanted = Wanted::Budget(100.0 * 20.0 + 50.0 * 30.0);
        near(&found(&case).placed_mw, &[100.0, 50.0, 0.0]);
    }
}
