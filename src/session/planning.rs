//! Owns plans: a scenario with the figures of the atlas becomes a case for the solver, its answer a
//! result by region. Does not solve (see the crate `plan`) nor word (see `told`).

mod checks;
mod told;

pub use checks::{DeviceCheck, GrowthCheck};

use super::{CommandError, Session, document::known_code};
use crate::{
    atlas::{ActStatus, Ban, Day, Period, Record, RegionId},
    io::Sheet,
    lang::{Lang, Localized, Message, Words},
    provenance::{Interval, Observation, Status},
};
use plan::{
    Allocation, Case, Economics, Limit, Moved, Outcome, Place, PlanError, Range, Removed, Scenario,
    ScenarioError, Target, Wanted, allocate, registered,
};
use serde::Serialize;
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
            Self::Scenario(error) => Message::Data(error.to_string()),
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
            Self::Solver(error) => Message::Data(error.to_string()),
        }
    }
}

/// A plan with its consequences.
#[derive(Clone, Debug, Serialize)]
pub struct PlanResult {
    /// The scenario.
    pub scenario: Scenario,
    /// Weakest status of all figures: estimated at best.
    pub status: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// MW to be placed; `None` for a budget.
    pub wanted_mw: Option<f64>,
    /// MW taken away first.
    pub removed_mw: f64,
    /// Whether it can be done.
    pub is_possible: bool,
    /// MW placed, or the most that the limits allow.
    pub placed_mw: f64,
    /// Whether no better choice of receiving regions exists.
    pub is_proven: bool,
    /// What binds, or what forbids it.
    pub limits: Vec<LimitResult>,
    /// What the last MW costs, million roubles a year.
    pub last_mw_cost_mln_rub: Option<f64>,
    /// Whether it could also be done with the least and with the most free power that the bounds
    /// leave.
    pub is_possible_at_bounds: [bool; 2],
    /// Free power of all regions that have some, MW.
    pub headroom_mw: Range,
    /// Money of all that is placed.
    pub money: Money,
    /// Hash price before and after, US dollars per PH/s and day: new power moves difficulty.
    pub hash_price: (f64, f64),
    /// Price of power at which revenue pays the electricity, RUB/kWh, before and after.
    pub break_even: (f64, f64),
    /// What the profit depends on, the strongest first.
    pub tornado: Vec<Swing>,
    /// Published yearly costs of one device against the rates.
    pub devices: Vec<DeviceCheck>,
    /// The claim of fivefold output.
    pub fivefold: Option<GrowthCheck>,
    /// Regions in the order of the atlas.
    pub regions: Vec<PlannedRegion>,
}

/// A limit in an answer.
#[derive(Clone, Debug, Serialize)]
pub struct LimitResult {
    /// headroom, headrooms, limit, chosen, bans, receivers, budget.
    pub kind: &'static str,
    /// Code of the region, district or group, if it is of one.
    pub region: String,
    /// What one more MW would save, million roubles a year; absent where it forbids.
    pub price_mln_rub: Option<f64>,
}

/// Money of a year, billion roubles.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Money {
    /// Hash rate, EH/s.
    pub hash_rate_eh_per_s: f64,
    /// Revenue, with the hash price as it is after new power has come.
    pub revenue_bn_rub: f64,
    /// Electricity at the prices of the plan.
    pub electricity_bn_rub: f64,
    /// The same at household rates.
    pub household_bill_bn_rub: Option<f64>,
    /// Profit tax, least and most.
    pub tax_bn_rub: (f64, f64),
}

/// What one parameter does to the yearly profit over electricity.
#[derive(Clone, Debug, Serialize)]
pub struct Swing {
    /// Which, as in the scenario.
    pub parameter: &'static str,
    /// Its least and largest value.
    pub range: (f64, f64),
    /// Profit there, billion roubles.
    pub profit_bn_rub: (f64, f64),
}

/// What is known and planned of a region. Absent numbers are not known.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedRegion {
    /// Code.
    pub region: String,
    /// Name in the chosen language.
    pub region_name: String,
    /// Mining today, MW.
    pub mining_mw: Option<Range>,
    /// Free power by the year's energy, MW.
    pub free_by_energy_mw: Option<Range>,
    /// Free power at the highest load with reserve, MW.
    pub free_at_peak_mw: Option<Range>,
    /// The smaller of the two.
    pub headroom_mw: Option<Range>,
    /// whole, part, season or none.
    pub ban: &'static str,
    /// MW taken away.
    pub removed_mw: f64,
    /// MW placed, with the least and the most by the bounds of free power.
    pub placed_mw: Range,
    /// Free power afterwards, MW.
    pub left_mw: Option<f64>,
    /// Price of power, RUB/kWh.
    pub price_rub_per_kwh: Option<Range>,
    /// scenario, business or household: where the price comes from.
    pub price_of: &'static str,
    /// Electricity of what is placed, billion roubles a year.
    pub electricity_bn_rub: f64,
    /// Revenue of what is placed, billion roubles a year.
    pub revenue_bn_rub: f64,
    /// Farms that can be registered: least and most that published shares leave open.
    pub registered_farms: Option<(f64, f64)>,
    /// Weakest status of its figures.
    pub status: String,
}

/// MW of a terawatt-hour spread over a year.
const MW_OF_TWH: f64 = 1e6 / plan::HOURS;

/// Ids of the metrics that plans stand on.
const MINING: &str = "mining_mw";
const BALANCE: &str = "energy_balance";
const CAPACITY: &str = "capacity_at_peak";
const LOAD: &str = "peak_load";
const BUSINESS: &str = "business_tariff";
const HOUSEHOLD: &str = "household_tariff";

/// What a region brings into a plan.
struct Known {
    id: RegionId,
    mining: Option<Range>,
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
        let regions: Vec<RegionId> =
            self.atlas().map_regions(true).filter(|&region| self.counts(region)).collect();
        let known: Vec<Known> =
            regions.iter().map(|&region| self.known(region, &scenario, day, &mut sources)).collect();
        if known.iter().all(|region| region.headroom.is_none()) {
            return Err(PlanFault::NoEnergy);
        }
        let removed = self.removed(&scenario, &known)?;
        let removed_mw: f64 = removed.iter().sum();
        let economics = economics_of(&scenario);
        let case = self.case(&scenario, &known, removed_mw, &economics)?;
        let outcome = allocate(&case)?;
        let at_bound = |bound: fn(Range) -> f64| -> Result<Option<Allocation>, PlanFault> {
            let mut case = case.clone();
            for (place, region) in case.places.iter_mut().zip(&known) {
                place.headroom_mw = region.headroom.map_or(0.0, bound).max(0.0);
            }
            Ok(match allocate(&case)? {
                Outcome::Found(found) => Some(found),
                Outcome::Forbidden { .. } => None,
            })
        };
        let bounds = [at_bound(|range| range.low)?, at_bound(|range| range.high)?];
        Ok(self.result(scenario, &known, &removed, &case, &outcome, &bounds, sources))
    }

    /// Adds free power before and after a plan to the atlas as metrics, so that maps show them.
    /// Returns their ids in this order.
    pub fn add_plan_metrics(&mut self, result: &PlanResult) -> [String; 2] {
        type Of<'a> = &'a dyn Fn(&PlannedRegion) -> Option<Range>;
        let named =
            |id: &str| Localized { en: Words::new(Lang::En).get(id), ru: Words::new(Lang::Ru).get(id) };
        let before = |region: &PlannedRegion| region.headroom_mw;
        let after = |region: &PlannedRegion| {
            let change = region.removed_mw - region.placed_mw.value;
            region.headroom_mw.map(|mw| mw.map(|mw| mw + change))
        };
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
        let capacity = figure(CAPACITY).and_then(|o| range_of(&o));
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
        let farms = figure("farms").and_then(|o| range_of(&o));
        let ban = ban_on(atlas.bans.iter().filter(|ban| ban.region == id), scenario, day);
        let household = household.map(|price| price.value);
        Known { id, mining, by_energy, at_peak, headroom, ban, price, household, farms, status }
    }

    /// MW taken from each region.
    fn removed(&self, scenario: &Scenario, known: &[Known]) -> Result<Vec<f64>, PlanFault> {
        let atlas = self.atlas();
        let all = |region: &Known| region.mining.map_or(0.0, |mining| mining.value);
        Ok(match &scenario.remove {
            Removed::Nothing => vec![0.0; known.len()],
            Removed::Banned => known
                .iter()
                .map(|region| match region.ban {
                    "whole" => all(region),
                    "none" => 0.0,
                    _ => all(region) * scenario.part_of_ban,
                })
                .collect(),
            Removed::Deficit => known
                .iter()
                .map(
                    |region| if region.headroom.is_some_and(|mw| mw.value < 0.0) { all(region) } else { 0.0 },
                )
                .collect(),
            Removed::Regions(list) => {
                let mut removed = vec![0.0; known.len()];
                for Moved { region, mw } in list {
                    let code = known_code(region.clone(), atlas)?;
                    let at = known.iter().position(|known| atlas.region(known.id).code == code);
                    let at = at.ok_or_else(|| PlanFault::TooMuch {
                        region: code.clone(),
                        wanted_mw: mw.unwrap_or(0.0),
                        most_mw: None,
                    })?;
                    let wanted_mw = mw.unwrap_or_else(|| all(&known[at]));
                    let most_mw = known[at].mining.map(|mining| mining.high);
                    if most_mw.is_none_or(|most| wanted_mw > most) {
                        return Err(PlanFault::TooMuch { region: code, wanted_mw, most_mw });
                    }
                    removed[at] = wanted_mw;
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

    #[expect(clippy::too_many_arguments, reason = "the parts of one result")]
    fn result(
        &self,
        scenario: Scenario,
        known: &[Known],
        removed: &[f64],
        case: &Case,
        outcome: &Outcome,
        bounds: &[Option<Allocation>; 2],
        sources: Vec<String>,
    ) -> PlanResult {
        let economics = economics_of(&scenario);
        let nothing = vec![0.0; known.len()];
        let (placed, is_possible) = match outcome {
            Outcome::Found(found) => (&found.placed_mw, true),
            Outcome::Forbidden { .. } => (&nothing, false),
        };
        let placed_mw: f64 = placed.iter().sum();
        let removed_mw: f64 = removed.iter().sum();
        let after = economics.after(placed_mw - removed_mw);
        let split = self.registered(&scenario, known);
        let region = |(at, known): (usize, &Known)| {
            let mw = placed[at];
            let others = bounds.iter().flatten().map(|found| found.placed_mw[at]);
            let (low, high) = others.fold((mw, mw), |(low, high), other| (low.min(other), high.max(other)));
            let region = self.atlas().region(known.id);
            PlannedRegion {
                region: region.code.clone(),
                region_name: region.name.get(self.document().lang).to_owned(),
                mining_mw: known.mining,
                free_by_energy_mw: known.by_energy,
                free_at_peak_mw: known.at_peak,
                headroom_mw: known.headroom,
                ban: known.ban,
                removed_mw: removed[at],
                placed_mw: Range { value: mw, low, high },
                left_mw: known.headroom.map(|headroom| without_dust(headroom.value + removed[at] - mw)),
                price_rub_per_kwh: known.price.map(|(price, _)| price),
                price_of: known.price.map_or("", |(_, of)| of),
                electricity_bn_rub: mw * case.places[at].cost / 1e3,
                revenue_bn_rub: after.revenue_of_mw(mw),
                registered_farms: split.as_ref().and_then(|split| split[at]),
                status: known.status.id().to_owned(),
            }
        };
        let regions: Vec<PlannedRegion> = known.iter().enumerate().map(region).collect();
        let electricity: f64 = regions.iter().map(|region| region.electricity_bn_rub).sum();
        let bill = |(known, mw): (&Known, &f64)| {
            if *mw > 0.0 { Some(mw * economics.power_cost_of_mw(known.household?) / 1e3) } else { Some(0.0) }
        };
        let revenue = after.revenue_of_mw(placed_mw);
        let free = |bound: fn(Range) -> f64| -> f64 {
            known.iter().filter_map(|region| region.headroom).map(|mw| bound(mw).max(0.0)).sum()
        };
        let weakest = known.iter().map(|region| region.status).max().unwrap_or(Status::Estimated);
        let limit = |limit: &Limit, price: Option<f64>| self.limit_result(limit, price, known, case);
        let (limits, is_proven, last_mw_cost) = match outcome {
            Outcome::Found(found) => (
                found.binding.iter().map(|binding| limit(&binding.limit, Some(binding.price))).collect(),
                found.is_proven,
                found.last_mw_cost,
            ),
            Outcome::Forbidden { by, .. } => (by.iter().map(|by| limit(by, None)).collect(), true, None),
        };
        PlanResult {
            status: weakest.id().to_owned(),
            sources,
            wanted_mw: match case.wanted {
                Wanted::Power(mw) => Some(mw),
                Wanted::Budget(_) => None,
            },
            removed_mw,
            is_possible,
            placed_mw: match outcome {
                Outcome::Found(_) => placed_mw,
                Outcome::Forbidden { most_mw, .. } => *most_mw,
            },
            is_proven,
            limits,
            last_mw_cost_mln_rub: last_mw_cost,
            is_possible_at_bounds: [bounds[0].is_some(), bounds[1].is_some()],
            headroom_mw: Range {
                value: free(|range| range.value),
                low: free(|range| range.low),
                high: free(|range| range.high),
            },
            money: Money {
                hash_rate_eh_per_s: economics.hash_rate_eh_per_s(placed_mw),
                revenue_bn_rub: revenue,
                electricity_bn_rub: electricity,
                household_bill_bn_rub: known.iter().zip(placed).map(bill).sum(),
                tax_bn_rub: after.profit_tax_bn_rub(revenue, electricity),
            },
            hash_price: (economics.hash_price_usd_per_ph_day, after.hash_price_usd_per_ph_day),
            break_even: (economics.break_even_rub_per_kwh(), after.break_even_rub_per_kwh()),
            tornado: checks::tornado(&scenario, placed_mw, placed_mw - removed_mw, electricity),
            devices: self.device_checks(&scenario),
            fivefold: self.growth_check(&economics, scenario.year),
            regions,
            scenario,
        }
    }

    fn limit_result(&self, limit: &Limit, price: Option<f64>, known: &[Known], case: &Case) -> LimitResult {
        let (kind, region) = match limit {
            Limit::Headroom(at) => ("headroom", self.atlas().region(known[*at].id).code.clone()),
            Limit::Stated(at) => ("limit", case.limits[*at].0.clone()),
            Limit::Headrooms => ("headrooms", String::new()),
            Limit::Chosen => ("chosen", String::new()),
            Limit::Bans => ("bans", String::new()),
            Limit::Receivers => ("receivers", String::new()),
            Limit::Budget => ("budget", String::new()),
        };
        LimitResult { kind, region, price_mln_rub: price }
    }

    /// Bounds of registered farms by region, from the published shares of the whole.
    fn registered(&self, scenario: &Scenario, known: &[Known]) -> Option<Vec<Option<(f64, f64)>>> {
        let atlas = self.atlas();
        let country = atlas.country()?;
        let shares = atlas.records(country, atlas.metric_id("registered_share")?);
        let of_year = shares.iter().filter(|record| record.period.last.year == scenario.year);
        let (low, high) = of_year
            .map(|record| record.observation.bounds())
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            .filter(|(low, high)| low.is_finite() && high.is_finite())?;
        let entries = atlas.metric_id("register_entries");
        // Nobody is registered where mining is banned all over, or where a source says so.
        let most = |region: &Known| {
            let stated = entries.and_then(|entries| atlas.record(region.id, entries, scenario.year));
            let is_none = stated.is_some_and(|record| record.observation.value == Some(0.0));
            if region.ban == "whole" || is_none { 0.0 } else { 1.0 }
        };
        let farms: Vec<Range> =
            known.iter().map(|region| region.farms.unwrap_or(Range::exact(0.0))).collect();
        let most: Vec<f64> = known.iter().map(most).collect();
        let split = registered(&farms, &most, low / 100.0, high / 100.0)?;
        Some(
            split.regions.into_iter().zip(known).map(|(bounds, known)| known.farms.map(|_| bounds)).collect(),
        )
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

/// A power with what the solver's rounding leaves of nothing taken off: less than a
/// hundred watts or so.
fn without_dust(mw: f64) -> f64 {
    const DUST_MW: f64 = 1e-4;
    if mw.abs() < DUST_MW { 0.0 } else { mw }
}

/// Columns of the table, in order.
const COLUMNS: [&str; 25] = [
    "region",
    "region_name",
    "mining_mw",
    "mining_mw_low",
    "mining_mw_high",
    "free_by_energy_mw",
    "free_at_peak_mw",
    "headroom_mw",
    "headroom_mw_low",
    "headroom_mw_high",
    "ban",
    "removed_mw",
    "placed_mw",
    "placed_mw_low",
    "placed_mw_high",
    "left_mw",
    "price_rub_per_kwh",
    "price_low",
    "price_high",
    "price_of",
    "electricity_bn_rub",
    "revenue_bn_rub",
    "registered_farms_low",
    "registered_farms_high",
    "status",
];

impl PlanResult {
    /// Results by region as CSV with a header.
    #[must_use]
    pub fn csv(&self) -> String {
        let row = |r: &PlannedRegion| {
            let of = |range: Option<Range>, part: fn(Range) -> f64| range.map(part).into();
            vec![
                r.region.as_str().into(),
                r.region_name.as_str().into(),
                of(r.mining_mw, |range| range.value),
                of(r.mining_mw, |range| range.low),
                of(r.mining_mw, |range| range.high),
                of(r.free_by_energy_mw, |range| range.value),
                of(r.free_at_peak_mw, |range| range.value),
                of(r.headroom_mw, |range| range.value),
                of(r.headroom_mw, |range| range.low),
                of(r.headroom_mw, |range| range.high),
                r.ban.into(),
                Some(r.removed_mw).into(),
                Some(r.placed_mw.value).into(),
                Some(r.placed_mw.low).into(),
                Some(r.placed_mw.high).into(),
                r.left_mw.into(),
                of(r.price_rub_per_kwh, |range| range.value),
                of(r.price_rub_per_kwh, |range| range.low),
                of(r.price_rub_per_kwh, |range| range.high),
                r.price_of.into(),
                Some(r.electricity_bn_rub).into(),
                Some(r.revenue_bn_rub).into(),
                r.registered_farms.map(|bounds| bounds.0).into(),
                r.registered_farms.map(|bounds| bounds.1).into(),
                r.status.as_str().into(),
            ]
        };
        let rows = self.regions.iter().map(row).collect();
        Sheet { columns: COLUMNS.map(str::to_owned).into(), rows }.to_csv()
    }

    /// Everything as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        // Strings and numbers always have a form in JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
