//! Owns the answer to a case: an allocation with what each limit costs, or the smallest set of
//! limits that forbid it. Does not know money beyond the cost of a MW.

use crate::{
    case::{Case, Goal, Limit, Wanted},
    program::{GaveUp, Program, Row, Solution},
    search::choose,
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
    /// By how much another choice of receiving regions could be better at most, as a share: zero
    /// unless the search stopped before its end.
    pub may_save: f64,
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
#[error("the solver stopped before its end: amounts that differ by many orders of magnitude?")]
pub struct PlanError;

impl From<GaveUp> for PlanError {
    fn from(_: GaveUp) -> Self {
        Self
    }
}

/// Power below which nothing is placed: far less than one machine.
const NOTHING_MW: f64 = 1e-4;

/// Share of what is wanted by which an answer may miss it.
const MISSED: f64 = 1e-6;

/// The best allocation, or why there is none.
///
/// With `receivers_at_most` the regions are chosen by branch and bound over linear programs; without
/// it one program suffices.
///
/// # Errors
/// The solver gives up.
pub fn allocate(case: &Case) -> Result<Outcome, PlanError> {
    let aim = match case.wanted {
        Wanted::Power(mw) => Aim { mw: Some(mw), budget: None },
        Wanted::Budget(budget) => Aim { mw: None, budget: Some(budget) },
    };
    if let Some(found) = best(case, aim)? {
        return Ok(Outcome::Found(found));
    }
    let wanted = aim.mw.unwrap_or_default();
    let most = most_mw(case, &[], None)?.unwrap_or_default();
    // What rounding leaves beyond the most is not wanted.
    if most >= least_of(wanted)
        && let Some(found) = best(case, Aim { mw: Some(most.min(wanted)), ..aim })?
    {
        return Ok(Outcome::Found(found));
    }
    Ok(Outcome::Forbidden { by: forbidding(case, wanted)?, most_mw: most })
}

/// What is to be placed, and what it may cost.
#[derive(Clone, Copy, Debug)]
struct Aim {
    /// So many MW; as many as can be if none.
    mw: Option<f64>,
    /// At most so many million roubles a year.
    budget: Option<f64>,
}

/// What counts as so much power.
fn least_of(wanted: f64) -> f64 {
    wanted * (1.0 - MISSED) - NOTHING_MW
}

/// A smallest set of limits that forbid what is wanted, by a deletion filter (Chinneck and Dravnieks
/// 1991, doi 10.1287/ijoc.3.2.157): whatever can be dropped without making it possible stays dropped.
fn forbidding(case: &Case, wanted: f64) -> Result<Vec<Limit>, PlanError> {
    let mut left: Vec<Limit> = (0..case.limits.len()).map(Limit::Stated).collect();
    left.extend([Limit::Receivers, Limit::Chosen, Limit::Bans, Limit::Headrooms]);
    left.retain(|limit| *limit != Limit::Receivers || case.receivers_at_most.is_some());
    let mut dropped = Vec::new();
    let mut kept = Vec::new();
    for limit in left {
        dropped.push(limit.clone());
        if most_mw(case, &dropped, Some(least_of(wanted)))?.is_some() {
            dropped.pop();
            kept.push(limit);
        }
    }
    Ok(kept)
}

/// Free power stands for without a limit.
const UNLIMITED_MW: f64 = 1e7;

/// MW that each place could take under limits of its own.
fn most_of(case: &Case, dropped: &[Limit]) -> Vec<f64> {
    let of = |place: &crate::Place| {
        if (place.is_banned && !dropped.contains(&Limit::Bans))
            || !(place.is_chosen || dropped.contains(&Limit::Chosen))
        {
            0.0
        } else if dropped.contains(&Limit::Headrooms) {
            UNLIMITED_MW
        } else {
            place.headroom_mw.max(0.0)
        }
    };
    case.places.iter().map(of).collect()
}

/// The most that can be placed when some limits are looked away from; where it need only be
/// `enough`, at least that much, or `None` where it is less.
fn most_mw(case: &Case, dropped: &[Limit], enough: Option<f64>) -> Result<Option<f64>, PlanError> {
    let model = Model::new(case, dropped, Aim { mw: None, budget: None });
    let receivers = case.receivers_at_most.filter(|_| !dropped.contains(&Limit::Receivers));
    let mw = model.solve(receivers, enough.map(|mw| -mw))?.map(|solved| solved.0.values.iter().sum());
    Ok(mw.filter(|mw| enough.is_none_or(|enough| *mw >= enough)))
}

fn best(case: &Case, aim: Aim) -> Result<Option<Allocation>, PlanError> {
    let mut aim = aim;
    let mut model = Model::new(case, &[], aim);
    if case.goal == Goal::Reserve {
        if aim.mw.is_none() {
            // First as much as the budget pays, then spread.
            let Some((most, _)) = model.solve(case.receivers_at_most, None)? else { return Ok(None) };
            aim.mw = Some(most.values.iter().sum::<f64>() * (1.0 - MISSED));
            model = Model::new(case, &[], aim);
        }
        let Some(filled) = model.filled(case.receivers_at_most, aim.mw.unwrap_or_default())? else {
            return Ok(None);
        };
        model.program = filled_to(&model.program, &model.rooms, filled * (1.0 + MISSED));
    }
    let Some((solution, may_save)) = model.solve(case.receivers_at_most, None)? else { return Ok(None) };
    let clean = |value: f64| if value < NOTHING_MW { 0.0 } else { value };
    let placed_mw: Vec<f64> = solution.values.iter().map(|&value| clean(value)).collect();
    let cost = placed_mw.iter().zip(&case.places).map(|(mw, place)| mw * place.cost).sum();
    let prices = model.names.iter().zip(&solution.prices);
    let mut binding: Vec<Binding> = prices
        .chain(model.room_names.iter().zip(&solution.room_prices))
        .filter_map(|(name, &price)| Some((name.clone()?, price)))
        .filter(|(limit, price)| *price > PRICE_OF_NOTHING && is_full(case, limit, &placed_mw))
        .map(|(limit, price)| Binding { limit, price })
        .collect();
    binding.sort_by(|a, b| b.price.total_cmp(&a.price).then(a.limit.cmp(&b.limit)));
    // An equality's price has the other sign: a MW more makes it dearer.
    let last_mw_cost =
        matches!(case.wanted, Wanted::Power(_)).then(|| solution.prices.first().map_or(0.0, |price| -price));
    Ok(Some(Allocation { placed_mw, cost, binding, last_mw_cost, may_save }))
}

/// Million roubles a year for a MW below which a limit costs nothing.
const PRICE_OF_NOTHING: f64 = 1e-6;

fn is_full(case: &Case, limit: &Limit, placed: &[f64]) -> bool {
    let reaches = |mw: f64, bound: f64| mw >= bound - NOTHING_MW.max(bound * MISSED * 2.0);
    match limit {
        Limit::Headroom(at) => reaches(placed[*at], case.places[*at].headroom_mw.max(0.0)),
        Limit::Stated(at) => {
            let (code, bound) = &case.limits[*at];
            let of = case.places.iter().zip(placed).filter(|(place, _)| place.codes.contains(code));
            reaches(of.map(|(_, mw)| mw).sum(), *bound)
        }
        _ => true,
    }
}

/// A program whose variables are the MW of each place, with the names of its limits.
#[derive(Clone, Debug)]
struct Model {
    program: Program,
    names: Vec<Option<Limit>>,
    /// What limits each place alone.
    room_names: Vec<Option<Limit>>,
    /// What each place has free, whatever else limits it.
    rooms: Vec<f64>,
}

impl Model {
    /// The least cost of what is wanted, or the most that can be placed. What is wanted is the first
    /// row.
    fn new(case: &Case, dropped: &[Limit], aim: Aim) -> Self {
        let dearest = case.places.iter().map(|place| place.cost.abs()).fold(1.0, f64::max);
        let cost = |place: &crate::Place| match aim {
            Aim { mw: Some(_), .. } => place.cost,
            // Of equally much the cheaper: a hundredth of a per mille of the dearest.
            Aim { budget: Some(_), .. } => -1.0 + 1e-5 * place.cost / dearest,
            Aim { .. } => -1.0,
        };
        let most = most_of(case, dropped);
        let room_names = (0..case.places.len()).map(|at| Some(Limit::Headroom(at))).collect();
        let mut model = Self {
            rooms: most.clone(),
            program: Program { cost: case.places.iter().map(cost).collect(), most, rows: Vec::new() },
            names: Vec::new(),
            room_names,
        };
        let open: Vec<usize> = (0..case.places.len()).filter(|&at| model.program.most[at] > 0.0).collect();
        let all = |value: &dyn Fn(usize) -> f64| open.iter().map(|&at| (at, value(at))).collect::<Vec<_>>();
        if let Some(mw) = aim.mw {
            model.push(all(&|_| 1.0), mw, true, None);
        }
        if let Some(budget) = aim.budget {
            model.push(all(&|at| case.places[at].cost), budget, false, Some(Limit::Budget));
        }
        for (number, (code, bound)) in case.limits.iter().enumerate() {
            let limit = Limit::Stated(number);
            if dropped.contains(&limit) {
                continue;
            }
            let of = open.iter().filter(|&&at| case.places[at].codes.contains(code));
            let of: Vec<(usize, f64)> = of.map(|&at| (at, 1.0)).collect();
            match of[..] {
                [] => {}
                // A limit of one place is its own: no row, which would cost time.
                [(at, _)] => {
                    if *bound < model.program.most[at] {
                        model.program.most[at] = bound.max(0.0);
                        model.room_names[at] = Some(limit);
                    }
                }
                _ => model.push(of, *bound, false, Some(limit)),
            }
        }
        model
    }

    fn push(&mut self, terms: Vec<(usize, f64)>, bound: f64, is_equal: bool, name: Option<Limit>) {
        self.program.rows.push(Row { terms, bound, is_equal });
        self.names.push(name);
    }

    /// The best values with at most so many receivers, and by what share others could be better.
    fn solve(
        &self,
        receivers: Option<usize>,
        enough: Option<f64>,
    ) -> Result<Option<(Solution, f64)>, GaveUp> {
        let open = self.program.most.iter().filter(|most| **most > 0.0).count();
        let Some(count) = receivers.filter(|count| *count < open) else {
            return Ok(self.program.solve()?.map(|solution| (solution, 0.0)));
        };
        let Some(chosen) = choose(&self.program, count, enough)? else { return Ok(None) };
        let may_save = (chosen.cost - chosen.least) / chosen.cost.abs().max(f64::MIN_POSITIVE);
        // Prices are those of the chosen places alone.
        let solution = only(&self.program, &chosen.may).solve()?;
        Ok(solution.map(|solution| (solution, may_save)))
    }

    /// The share to which the fullest place is filled at least when so many MW are placed; `None`
    /// where they have no room.
    ///
    /// What can be placed when all are filled to a share is concave in it, so Newton's steps from
    /// below end at the share. With a number of receivers it is not: then each choice that can place
    /// more at the share of the best so far gives a lower one (Dinkelbach 1967, doi
    /// 10.1287/mnsc.13.7.492).
    fn filled(&self, receivers: Option<usize>, wanted: f64) -> Result<Option<f64>, GaveUp> {
        const CHOICES: usize = 100;
        let mut most = self.program.clone();
        most.cost = vec![-1.0; most.cost.len()];
        most.rows.retain(|row| !row.is_equal);
        let open = most.most.iter().filter(|most| **most > 0.0).count();
        let Some(count) = receivers.filter(|count| *count < open) else {
            return filled_all(&most, &self.rooms, wanted);
        };
        let mut best = None;
        for _ in 0..CHOICES {
            let at = filled_to(&most, &self.rooms, best.unwrap_or(1.0));
            let Some(chosen) = choose(&at, count, None)? else { break };
            let Some(share) = filled_all(&only(&most, &chosen.may), &self.rooms, wanted)? else { break };
            if best.is_some_and(|best| share >= best * (1.0 - MISSED)) {
                break;
            }
            best = Some(share);
        }
        Ok(best)
    }
}

/// A program with some of its places alone.
fn only(program: &Program, may: &[bool]) -> Program {
    let most = program.most.iter().zip(may).map(|(most, may)| if *may { *most } else { 0.0 });
    Program { most: most.collect(), ..program.clone() }
}

/// A program in which no place is filled to more than a share of its room.
fn filled_to(program: &Program, rooms: &[f64], share: f64) -> Program {
    let most = program.most.iter().zip(rooms).map(|(most, room)| most.min(room * share));
    Program { most: most.collect(), ..program.clone() }
}

/// The least share to which all may be filled for so many MW to have room.
fn filled_all(most: &Program, rooms: &[f64], wanted: f64) -> Result<Option<f64>, GaveUp> {
    const STEPS: usize = 200;
    let open = || most.most.iter().zip(rooms).filter(|(most, _)| **most > 0.0);
    let mut share = wanted / open().map(|(_, room)| room).sum::<f64>().max(f64::MIN_POSITIVE);
    for _ in 0..STEPS {
        if share > 1.0 + MISSED {
            return Ok(None);
        }
        let Some(solution) = filled_to(most, rooms, share).solve()? else { return Ok(None) };
        let lacking = wanted - solution.values.iter().sum::<f64>();
        if lacking <= wanted * MISSED * 1e-3 {
            return Ok(Some(share.min(1.0)));
        }
        // MW that a further share gives room, where nothing else limits a place.
        let gains = solution.room_prices.iter().zip(&most.most).zip(rooms);
        let slope: f64 = gains
            .filter(|((_, most), room)| **room * share < **most)
            .map(|((price, _), room)| price * room)
            .sum();
        if slope <= 0.0 {
            return Ok(None);
        }
        share += lacking / slope;
    }
    Ok(Some(share.min(1.0)))
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
        assert_eq!(answer.may_save, 0.0);
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

    #[test]
    fn few_receivers_are_filled_as_little_as_can_be() {
        let mut case = case(450.0);
        case.goal = Goal::Reserve;
        case.receivers_at_most = Some(2);
        // 300 and 500 MW have the most room together.
        near(&found(&case).placed_mw, &[0.0, 168.75, 281.25]);
        case.limits = vec![("b1".to_owned(), 200.0)];
        // b1 takes 200 MW at most, so that a2 must take 250.
        near(&found(&case).placed_mw, &[0.0, 250.0, 200.0]);
    }

    #[test]
    fn a_budget_is_spread_where_reserve_is_wanted() {
        let mut case = case(0.0);
        case.wanted = Wanted::Budget(100.0 * 20.0 + 50.0 * 30.0);
        case.goal = Goal::Reserve;
        // Any other 150 MW would cost more.
        let placed = found(&case).placed_mw;
        assert!((placed.iter().sum::<f64>() - 150.0).abs() < 0.01, "{placed:?}");
    }

    #[test]
    fn a_limit_of_one_region_has_its_price() {
        let mut case = case(450.0);
        case.limits = vec![("a1".to_owned(), 40.0)];
        let answer = found(&case);
        near(&answer.placed_mw, &[40.0, 300.0, 110.0]);
        let price = answer.binding.iter().find(|b| b.limit == Limit::Stated(0)).map(|b| b.price);
        assert!(price.is_some_and(|price| (price - 30.0).abs() < 1e-6), "{:?}", answer.binding);
    }
}
