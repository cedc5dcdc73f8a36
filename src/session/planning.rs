//! Owns plans: a scenario with the figures of the atlas becomes a case for the solver, its answer a
//! result by region. Does not solve (see the crate `plan`) nor word (see `told`).

mod assembled;
mod bases;
mod checks;
mod pictures;
mod result;
mod told;

pub use bases::BaseValue;
pub use checks::{DeviceCheck, GrowthCheck};
pub use pictures::PlanPicture;
pub use result::{LimitResult, Money, PlanResult, PlannedRegion, Swing};

use super::{CommandError, Session, document::known_code};
use crate::{
    atlas::{ActStatus, Ban, Day, Derivation, Period, Record, RegionId},
    lang::{Lang, Localized, Message, Words},
    provenance::{Interval, Observation, Status},
};
use plan::{
    Allocation, Case, Economics, Expected, Moved, Outcome, Place, PlanError, Range, Removed, Scenario,
    ScenarioError, Target, Wanted, allocate,
};
use std::sync::Arc;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.told())]
pub enum PlanFault {
    /// The scenario is wrong in itself.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// It names what the atlas does not have.
    #[error(transparent)]
    Names(#[from] CommandError),
    /// The day is none.
    Date(String),
    /// The atlas lacks a metric that plans need.
    Metric(&'static str),
    /// No region has figures of energy.
    NoEnergy,
    /// More is to be moved than there is.
    TooMuch {
        /// Code.
        region: String,
        /// MW to be moved.
        wanted_mw: f64,
        /// MW that there are at most; `None` where nothing is known.
        most_mw: Option<f64>,
    },
    /// A region that is to receive has nothing free.
    NoHeadroom {
        /// Code.
        region: String,
        /// MW free, zero or below.
        mw: f64,
    },
    /// The solver gave up.
    #[error(transparent)]
    Solver(#[from] PlanError),
}

impl PlanFault {
    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Scenario(error) => scenario_told(error),
            Self::Names(error) => error.told(),
            Self::Date(found) => Message::new("plan-fault-date").text("found", found),
            Self::Metric(metric) => Message::new("plan-fault-metric").text("metric", *metric),
            Self::NoEnergy => "plan-fault-no-energy".into(),
            Self::TooMuch { region, wanted_mw, most_mw: Some(most) } => Message::new("plan-fault-too-much")
                .text("region", region)
                .text("wanted", format!("{wanted_mw:.0}"))
                .text("most", format!("{most:.0}")),
            Self::TooMuch { region, .. } => Message::new("plan-fault-unknown-mining").text("region", region),
            Self::NoHeadroom { region, mw } => {
                Message::new("plan-fault-no-headroom").text("region", region).text("mw", format!("{mw:.0}"))
            }
            Self::Solver(_) => "error-solver".into(),
        }
    }
}

/// What is said of a scenario that cannot be.
#[must_use]
pub fn scenario_told(error: &ScenarioError) -> Message {
    let expected = |expected: Expected| {
        Message::new(match expected {
            Expected::Positive => "plan-expected-positive",
            Expected::NotNegative => "plan-expected-not-negative",
            Expected::OneOrMore => "plan-expected-one-or-more",
            Expected::Share => "plan-expected-share",
            Expected::Number => "plan-expected-number",
            Expected::Whole => "plan-expected-whole",
            Expected::Text => "plan-expected-text",
            Expected::Switch => "plan-expected-switch",
            Expected::Target => "plan-expected-target",
            Expected::Remove => "plan-expected-remove",
            Expected::Regions => "plan-expected-regions",
            Expected::Limits => "plan-expected-limits",
            Expected::Goal => "plan-expected-goal",
            Expected::Scenario => "plan-expected-scenario",
        })
    };
    let placed = |id: &'static str, line: &usize, column: &usize| {
        Message::new(id).text("line", line.to_string()).text("column", column.to_string())
    };
    match error {
        ScenarioError::Json { line, column, why } => placed("plan-fault-json", line, column).text("why", why),
        ScenarioError::Unknown { line, column, field } => {
            placed("plan-fault-unknown", line, column).text("field", field)
        }
        ScenarioError::Form { line, column, field, expected: wanted, found } => {
            let told = placed("plan-fault-form", line, column).text("field", field).text("found", found);
            told.with("expected", expected(*wanted))
        }
        ScenarioError::Version(version) => Message::new("plan-fault-version")
            .text("version", version.to_string())
            .text("known", plan::VERSION.to_string()),
        ScenarioError::Number { field, expected: wanted, found } => {
            let told = Message::new("plan-fault-number").text("field", field).text("found", found);
            told.with("expected", expected(*wanted))
        }
        ScenarioError::Twice { field, region } => {
            Message::new("plan-fault-twice").text("field", *field).text("region", region)
        }
    }
}

/// MW of a terawatt-hour spread over a year.
const MW_OF_TWH: f64 = 1e6 / plan::HOURS;

/// Million roubles of a billion.
const MLN_OF_BN: f64 = 1e3;

/// Ids of the metrics that plans stand on.
const MINING: &str = "mining_mw";
const BALANCE: &str = "energy_balance";
const CAPACITY: &str = "capacity_at_peak";
const LOAD: &str = "peak_load";
const BUSINESS: &str = "business_tariff";
const HOUSEHOLD: &str = "household_tariff";

/// One of the bounds of a range.
type Bound = fn(Range) -> f64;

/// Ends of free power and of what leaves: first where a plan is hardest, then where it is easiest.
const CORNERS: [(Bound, Bound); 4] = [
    (|free| free.low, |gone| gone.high),
    (|free| free.high, |gone| gone.low),
    (|free| free.low, |gone| gone.low),
    (|free| free.high, |gone| gone.high),
];

/// The answer of the solver at bounds of the figures.
struct Corner {
    free: Bound,
    gone: Bound,
    /// `None` where it cannot be done.
    found: Option<Allocation>,
}

/// What a region brings into a plan.
struct Known {
    id: RegionId,
    mining: Option<Range>,
    capacity: Option<Range>,
    load: Option<Range>,
    by_energy: Option<Range>,
    at_peak: Option<Range>,
    headroom: Option<Range>,
    ban: &'static str,
    price: Option<(Range, &'static str)>,
    household: Option<f64>,
    farms: Option<Range>,
    status: Status,
}

impl Session {
    /// The plan of a scenario.
    ///
    /// # Errors
    /// The scenario cannot be, or the atlas lacks what it needs; nothing is written then.
    pub fn plan(&self, scenario: &Scenario) -> Result<PlanResult, PlanFault> {
        let scenario = scenario.clone().checked()?;
        let day = Period::parse(&scenario.date).filter(|period| period.first == period.last);
        let day = day.ok_or_else(|| PlanFault::Date(scenario.date.clone()))?.first;
        for metric in [MINING, BALANCE] {
            if self.atlas().metric_id(metric).is_none() {
                return Err(PlanFault::Metric(metric));
            }
        }
        let mut sources = Vec::new();
        let regions = self.plan_regions();
        let known: Vec<Known> =
            regions.iter().map(|&region| self.known(region, &scenario, day, &mut sources)).collect();
        if known.iter().all(|region| region.headroom.is_none()) {
            return Err(PlanFault::NoEnergy);
        }
        let removed = self.removed(&scenario, &known)?;
        let economics = economics_of(&scenario);
        let sum = |of: Bound| -> f64 { removed.iter().copied().map(of).sum() };
        let case = self.case(&scenario, &known, sum(|mw| mw.value), &economics)?;
        let outcome = allocate(&case)?;
        // What leaves has to be placed elsewhere, so that both vary together.
        let corner = |(free, gone): (Bound, Bound)| -> Result<Corner, PlanFault> {
            let mut case = self.case(&scenario, &known, sum(gone), &economics)?;
            for (place, region) in case.places.iter_mut().zip(&known) {
                place.headroom_mw = region.headroom.map_or(0.0, free).max(0.0);
            }
            let found = match allocate(&case)? {
                Outcome::Found(found) => Some(found),
                Outcome::Forbidden { .. } => None,
            };
            Ok(Corner { free, gone, found })
        };
        let corners = CORNERS.map(corner).into_iter().collect::<Result<Vec<_>, _>>()?;
        let of_bans = self.swing_of_bans(&scenario, &known, &economics)?;
        Ok(self.result(scenario, &known, &removed, &case, &outcome, &corners, of_bans, sources))
    }

    /// What the share of mining that a ban on a part stops does to the profit, where one does and both
    /// ends can be done.
    fn swing_of_bans(
        &self,
        scenario: &Scenario,
        known: &[Known],
        economics: &Economics,
    ) -> Result<Option<Swing>, PlanFault> {
        let parameter = "part_of_ban";
        let is_partly = |region: &Known| ["part", "season"].contains(&region.ban) && region.mining.is_some();
        if scenario.remove != Removed::Banned || !known.iter().any(is_partly) {
            return Ok(None);
        }
        let profit = |share: f64| -> Result<Option<f64>, PlanFault> {
            let scenario = Scenario { part_of_ban: share, ..scenario.clone() };
            let removed_mw: f64 = self.removed(&scenario, known)?.iter().map(|mw| mw.value).sum();
            let case = self.case(&scenario, known, removed_mw, economics)?;
            let Outcome::Found(found) = allocate(&case)? else { return Ok(None) };
            let cost = |(place, mw): (&Place, &f64)| place.cost * mw / MLN_OF_BN;
            let placed_mw: f64 = found.placed_mw.iter().sum();
            let revenue = economics.after(placed_mw - removed_mw).revenue_of_mw(placed_mw);
            Ok(Some(revenue - case.places.iter().zip(&found.placed_mw).map(cost).sum::<f64>()))
        };
        let range = checks::span(parameter, scenario.part_of_ban);
        let ends = (profit(range.0)?, profit(range.1)?);
        Ok(ends.0.zip(ends.1).map(|profit_bn_rub| Swing { parameter, range, profit_bn_rub }))
    }

    /// Regions of a plan, in their order.
    fn plan_regions(&self) -> Vec<RegionId> {
        self.atlas().map_regions(true).filter(|&region| self.counts(region)).collect()
    }

    /// Adds free power before and after a plan to the atlas as metrics, so that maps show them.
    /// Returns their ids in this order.
    pub fn add_plan_metrics(&mut self, result: &PlanResult) -> [String; 2] {
        type Of<'a> = &'a dyn Fn(&PlannedRegion) -> Option<Range>;
        let named =
            |id: &str| Localized { en: Words::new(Lang::En).get(id), ru: Words::new(Lang::Ru).get(id) };
        let before = |region: &PlannedRegion| region.headroom_mw;
        let after = |region: &PlannedRegion| region.left_mw;
        let shown: [(&str, &str, Of<'_>); 2] =
            [("plan_before", "plan-metric-before", &before), ("plan_after", "plan-metric-after", &after)];
        shown.map(|(id, name, of)| {
            let record = |region: &PlannedRegion| {
                let range = of(region)?;
                let observation = Observation {
                    value: Some(range.value),
                    interval: Interval::new(Some(range.low), Some(range.high)),
                    status: Status::from_id(&region.status)?,
                    sources: result.sources.iter().map(|id| Arc::from(id.as_str())).collect(),
                    note: Localized::default(),
                    conflicts: Vec::new(),
                };
                let period = Period::year(result.scenario.year);
                Some((self.atlas().region_id(&region.region)?, Record { period, observation }))
            };
            let records = result.regions.iter().filter_map(record).collect();
            self.add_shown(id, named(name), ("mw", 0), records);
            id.to_owned()
        })
    }

    /// Figures of a region; their sources join the others.
    fn known(&self, id: RegionId, scenario: &Scenario, day: Day, sources: &mut Vec<String>) -> Known {
        let atlas = self.atlas();
        let mut status = Status::Estimated;
        let mut figure = |metric: &str| -> Option<Observation> {
            let record = atlas.record(id, atlas.metric_id(metric)?, scenario.year)?;
            status = status.max(record.observation.status);
            for source in &record.observation.sources {
                if !sources.iter().any(|known| **known == **source) {
                    sources.push(source.to_string());
                }
            }
            Some(record.observation)
        };
        let mining = figure(MINING).and_then(|o| range_of(&o));
        let by_energy = figure(BALANCE).and_then(|o| range_of(&o));
        let by_energy = by_energy.map(|twh| twh.map(|twh| twh * MW_OF_TWH / scenario.load_factor));
        let capacity = figure(CAPACITY).and_then(|o| self.range_of_product(CAPACITY, &o));
        let load = figure(LOAD).and_then(|o| range_of(&o));
        let at_peak = capacity.zip(load).map(|(capacity, load)| {
            let reserved = load.map(|load| load * (1.0 + scenario.reserve_margin));
            Range {
                value: capacity.value - reserved.value,
                low: capacity.low - reserved.high,
                high: capacity.high - reserved.low,
            }
        });
        let headroom = match (by_energy, at_peak) {
            (Some(a), Some(b)) => {
                Some(Range { value: a.value.min(b.value), low: a.low.min(b.low), high: a.high.min(b.high) })
            }
            (a, b) => a.or(b),
        };
        let household = figure(HOUSEHOLD).and_then(|o| range_of(&o));
        let business = figure(BUSINESS).and_then(|o| range_of(&o));
        let price = scenario
            .price_rub_per_kwh
            .map(|price| (Range::exact(price), "scenario"))
            .or(business.map(|price| (price, "business")))
            .or(household.map(|price| (price, "household")));
        let price = price.map(|(price, of)| (checks::maybe_off(price), of));
        let farms = figure("farms").and_then(|o| range_of(&o));
        let ban = ban_on(atlas.bans.iter().filter(|ban| ban.region == id), scenario, day);
        let household = household.map(|price| price.value);
        Known {
            id,
            mining,
            capacity,
            load,
            by_energy,
            at_peak,
            headroom,
            ban,
            price,
            household,
            farms,
            status,
        }
    }

    /// The range of a product of a figure whose own interval is not known: at least that of the factor.
    fn range_of_product(&self, metric: &str, observation: &Observation) -> Option<Range> {
        let range = range_of(observation)?;
        let atlas = self.atlas();
        let Derivation::Product { factor, factor_bounds: (low, high), .. } =
            atlas.metric(atlas.metric_id(metric)?).derivation
        else {
            return Some(range);
        };
        if observation.interval.is_none_or(|interval| !interval.is_unknown()) || factor == 0.0 {
            return Some(range);
        }
        let at = |bound: f64| range.value * bound / factor;
        Some(Range { value: range.value, low: at(low).min(at(high)), high: at(low).max(at(high)) })
    }

    /// MW taken from each region.
    fn removed(&self, scenario: &Scenario, known: &[Known]) -> Result<Vec<Range>, PlanFault> {
        let atlas = self.atlas();
        let all = |region: &Known| region.mining.unwrap_or(Range::exact(0.0));
        let nothing = Range::exact(0.0);
        Ok(match &scenario.remove {
            Removed::Nothing => vec![nothing; known.len()],
            Removed::Banned => known
                .iter()
                .map(|region| match region.ban {
                    "whole" => all(region),
                    "none" => nothing,
                    _ => all(region).times(checks::ranged("part_of_ban", scenario.part_of_ban)),
                })
                .collect(),
            Removed::Deficit => known
                .iter()
                .map(
                    |region| {
                        if region.headroom.is_some_and(|mw| mw.value < 0.0) { all(region) } else { nothing }
                    },
                )
                .collect(),
            Removed::Regions(list) => {
                let mut removed = vec![nothing; known.len()];
                for Moved { region, mw } in list {
                    let code = known_code(region.clone(), atlas)?;
                    let at = known.iter().position(|known| atlas.region(known.id).code == code);
                    let at = at.ok_or_else(|| PlanFault::TooMuch {
                        region: code.clone(),
                        wanted_mw: mw.unwrap_or(0.0),
                        most_mw: None,
                    })?;
                    // MW that are named are exact.
                    let wanted = mw.map_or_else(|| all(&known[at]), Range::exact);
                    let most_mw = known[at].mining.map(|mining| mining.high);
                    if most_mw.is_none_or(|most| wanted.value > most) {
                        return Err(PlanFault::TooMuch { region: code, wanted_mw: wanted.value, most_mw });
                    }
                    removed[at] = wanted;
                }
                removed
            }
        })
    }

    fn case(
        &self,
        scenario: &Scenario,
        known: &[Known],
        removed_mw: f64,
        economics: &Economics,
    ) -> Result<Case, PlanFault> {
        let atlas = self.atlas();
        let code = |given: &String| known_code(given.clone(), atlas);
        let chosen: Vec<RegionId> = scenario
            .to
            .iter()
            .map(|given| Ok(atlas.region_id(&code(given)?)))
            .collect::<Result<Vec<_>, CommandError>>()?
            .into_iter()
            .flatten()
            .collect();
        for region in known.iter().filter(|region| chosen.contains(&region.id)) {
            if let Some(headroom) = region.headroom.filter(|headroom| headroom.value <= 0.0) {
                let region = atlas.region(region.id).code.clone();
                return Err(PlanFault::NoHeadroom { region, mw: headroom.value });
            }
        }
        let wholes: Vec<(RegionId, String)> = scenario
            .limits
            .iter()
            .map(|limit| code(&limit.region))
            .collect::<Result<Vec<_>, CommandError>>()?
            .into_iter()
            .filter_map(|code| Some((atlas.region_id(&code)?, code)))
            .collect();
        // Where no price is known, that of the dearest: nothing is cheap for lack of data.
        let prices = || known.iter().filter_map(|region| region.price).map(|(price, _)| price.value);
        let dearest = prices().fold(0.0, f64::max);
        let place = |region: &Known| Place {
            codes: wholes
                .iter()
                .filter(|(whole, _)| atlas.is_within(region.id, *whole))
                .map(|(_, code)| code.clone())
                .collect(),
            headroom_mw: region.headroom.map_or(0.0, |headroom| headroom.value.max(0.0)),
            cost: economics.power_cost_of_mw(region.price.map_or(dearest, |(price, _)| price.value)),
            is_banned: region.ban == "whole" || (region.ban != "none" && !scenario.into_partly_banned),
            is_chosen: chosen.is_empty() || chosen.iter().any(|&whole| atlas.is_within(region.id, whole)),
        };
        let wanted = match scenario.target {
            Target::NewMw(mw) => Wanted::Power(mw + removed_mw),
            Target::Moved => Wanted::Power(removed_mw),
            Target::Times(times) => {
                Wanted::Power((times - 1.0) * self.mining_of_all(scenario, known) + removed_mw)
            }
            Target::BudgetBnRub(budget) => Wanted::Budget(budget * 1e3),
        };
        let limits = wholes.iter().zip(&scenario.limits).map(|((_, code), limit)| (code.clone(), limit.mw));
        Ok(Case {
            places: known.iter().map(place).collect(),
            wanted,
            goal: scenario.goal.into(),
            limits: limits.collect(),
            receivers_at_most: scenario.receivers_at_most,
        })
    }

    /// Mining of the country, MW: as a source has it, else of all regions together.
    fn mining_of_all(&self, scenario: &Scenario, known: &[Known]) -> f64 {
        let atlas = self.atlas();
        let stated = atlas
            .country()
            .zip(atlas.metric_id(MINING))
            .and_then(|(country, metric)| atlas.record(country, metric, scenario.year)?.observation.value);
        let sum = || known.iter().filter_map(|region| region.mining).map(|mining| mining.value).sum();
        stated.unwrap_or_else(sum)
    }
}

fn economics_of(scenario: &Scenario) -> Economics {
    Economics {
        hash_price_usd_per_ph_day: scenario.hash_price_usd_per_ph_day,
        rub_per_usd: scenario.rub_per_usd,
        efficiency_j_per_th: scenario.efficiency_j_per_th,
        overhead: scenario.overhead,
        load_factor: scenario.load_factor,
        network_eh_per_s: scenario.network_eh_per_s,
    }
}

/// A figure with its bounds; a bound that is not known is the figure. Bounds alone give their
/// middle.
fn range_of(observation: &Observation) -> Option<Range> {
    let (low, high) = observation.bounds();
    let value = observation.value.or_else(|| (low + high).is_finite().then_some(f64::midpoint(low, high)))?;
    let or_value = |bound: f64| if bound.is_finite() { bound } else { value };
    Some(Range { value, low: or_value(low), high: or_value(high) })
}

/// The strictest ban that counts on a day.
fn ban_on<'a>(bans: impl Iterator<Item = &'a Ban>, scenario: &Scenario, day: Day) -> &'static str {
    let counts = |ban: &&Ban| {
        let holds = ban.status == ActStatus::InForce
            || (scenario.with_planned_bans && ban.status == ActStatus::Planned);
        let has_begun = ban.start.is_some_and(|start| start.first <= day);
        holds && has_begun && ban.end.is_none_or(|end| day <= end.last)
    };
    let word = |ban: &Ban| match (ban.is_seasonal, ban.is_whole_region) {
        (true, _) => (1, "season"),
        (false, false) => (2, "part"),
        (false, true) => (3, "whole"),
    };
    bans.filter(counts).map(word).max().map_or("none", |(_, word)| word)
}
