//! Owns what a plan is checked against: published costs of devices, the claim of fivefold output,
//! and how far the profit moves with each parameter. Does not place power.

use super::{MLN_OF_BN, Swing, economics_of, range_of};
use crate::{atlas::Level, session::Session};
use plan::{Economics, Growth, Range, Scenario, fivefold};
use serde::Serialize;

/// A published yearly cost of one device against the rates of its region.
#[derive(Clone, Debug, Serialize)]
pub struct DeviceCheck {
    /// Code.
    pub region: String,
    /// As published, roubles a year.
    pub published_rub: f64,
    /// The reduced rate of the first months of the table, roubles per kWh.
    pub first_rate: f64,
    /// That rate times the consumption of a device, roubles a year.
    pub at_first_rate_rub: f64,
    /// The same at the mean rate of the year.
    pub at_mean_rate_rub: Option<f64>,
    /// What the machine of the scenario would cost all year, roubles.
    pub machine_rub: f64,
}

/// The claim that five times the output earns 200 billion roubles a year.
#[derive(Clone, Debug, Serialize)]
pub struct GrowthCheck {
    /// With the least published share of the network.
    pub low: Growth,
    /// With the largest.
    pub high: Growth,
}

/// What was claimed on 19 November 2024: five times the volume, up to 200 billion roubles a year.
const TIMES: f64 = 5.0;
const CLAIMED_BN_RUB: f64 = 200.0;

/// Consumption of one device by ACRA, kWh a year: three of them in 6,000 kWh a month.
const DEVICE_KWH: f64 = 24_000.0;

/// Power of one machine, kW: the Antminer S21.
const MACHINE_KW: f64 = 3.5;

impl Session {
    /// Published costs of devices beside what the rates give.
    pub(super) fn device_checks(&self, scenario: &Scenario) -> Vec<DeviceCheck> {
        let atlas = self.atlas();
        let ids = ["device_cost_acra", "tariff_stove", "device_cost"].map(|id| atlas.metric_id(id));
        let [Some(published), Some(rate), mean] = ids else { return Vec::new() };
        let regions = atlas.region_ids().filter(|&id| atlas.region(id).level == Level::Region);
        let check = |region| {
            let record = atlas.records(region, published).into_iter().next()?;
            let mut rates = atlas.records(region, rate);
            rates.sort_by_key(|record| record.period.first);
            let first_rate = rates.first()?.observation.value?;
            let mean = mean.and_then(|mean| atlas.record(region, mean, scenario.year));
            Some(DeviceCheck {
                region: atlas.region(region).code.clone(),
                published_rub: record.observation.value?,
                first_rate,
                at_first_rate_rub: first_rate * DEVICE_KWH,
                at_mean_rate_rub: mean.and_then(|record| record.observation.value),
                machine_rub: first_rate * MACHINE_KW * plan::HOURS,
            })
        };
        let mut checks: Vec<DeviceCheck> = regions.filter_map(check).collect();
        checks.sort_by(|a, b| a.published_rub.total_cmp(&b.published_rub));
        checks
    }

    /// The claim of fivefold output, where a share of the network is published.
    pub(super) fn growth_check(&self, economics: &Economics, year: i32) -> Option<GrowthCheck> {
        let atlas = self.atlas();
        let record = atlas.record(atlas.country()?, atlas.metric_id("hashrate_share")?, year)?;
        let share = range_of(&record.observation)?;
        let at = |percent: f64| fivefold(economics, percent / 100.0, TIMES, CLAIMED_BN_RUB);
        Some(GrowthCheck { low: at(share.low), high: at(share.high) })
    }
}

/// Parameters with the span in which they were published or may lie: hash price from February 2026
/// to July 2024, machines from the S21 to the S19 Pro, a price of power a fifth off either way, the
/// rouble from 70 to 95, hours of running, cooling up to a tenth.
const SPANS: [(&str, f64, f64); 5] = [
    ("hash_price_usd_per_ph_day", 33.34, 44.842),
    ("efficiency_j_per_th", 17.5, 29.5),
    ("rub_per_usd", 70.0, 95.0),
    ("load_factor", 0.9, 1.0),
    ("overhead", 0.0, 0.1),
];

/// How far the price of power may be off, as a share.
pub(super) const PRICE_OFF: f64 = 0.2;

/// Nobody published how much mining a ban on a part of a region, or in winter only, stops: none, or all.
const PART_OF_BAN: (&str, f64, f64) = ("part_of_ban", 0.0, 1.0);

/// The span of a parameter, with what the scenario says of it.
pub(super) fn span(parameter: &str, said: f64) -> (f64, f64) {
    let known = SPANS.iter().chain([&PART_OF_BAN]).find(|(name, ..)| *name == parameter);
    known.map_or((said, said), |(_, low, high)| (low.min(said), high.max(said)))
}

/// A parameter with its span.
pub(super) fn ranged(parameter: &str, said: f64) -> Range {
    let (low, high) = span(parameter, said);
    Range { value: said, low, high }
}

/// A price with how far it may be off, to the kopeck.
pub(super) fn maybe_off(price: Range) -> Range {
    let kopecks = |rub: f64| (rub * 100.0).round() / 100.0;
    Range {
        value: price.value,
        low: price.low.min(kopecks(price.value * (1.0 - PRICE_OFF))),
        high: price.high.max(kopecks(price.value * (1.0 + PRICE_OFF))),
    }
}

/// A scenario with every parameter at its worse end for revenue, or at its better one, but the hours,
/// which are given.
fn at_ends(scenario: &Scenario, is_best: bool, load_factor: f64) -> Scenario {
    let end = |parameter, said, is_high| {
        let (low, high) = span(parameter, said);
        if is_high { high } else { low }
    };
    Scenario {
        hash_price_usd_per_ph_day: end(
            "hash_price_usd_per_ph_day",
            scenario.hash_price_usd_per_ph_day,
            is_best,
        ),
        efficiency_j_per_th: end("efficiency_j_per_th", scenario.efficiency_j_per_th, !is_best),
        rub_per_usd: end("rub_per_usd", scenario.rub_per_usd, is_best),
        overhead: end("overhead", scenario.overhead, !is_best),
        load_factor,
        ..scenario.clone()
    }
}

fn revenue_at(scenario: &Scenario, placed_mw: f64, removed_mw: f64) -> f64 {
    economics_of(scenario).after(placed_mw - removed_mw).revenue_of_mw(placed_mw)
}

/// Revenue of what is placed, billion roubles a year: at worst with every parameter at its worse end and
/// the least placed, at best the other way round.
pub(super) fn revenue(scenario: &Scenario, placed: Range, removed: Range) -> Range {
    let hours = span("load_factor", scenario.load_factor);
    Range {
        value: revenue_at(scenario, placed.value, removed.value),
        low: revenue_at(&at_ends(scenario, false, hours.0), placed.low, removed.low),
        high: revenue_at(&at_ends(scenario, true, hours.1), placed.high, removed.high),
    }
}

/// Electricity of `placed_mw` for a year, billion roubles, where that of `placed.value` costs `bn_rub`.
fn electricity_at(scenario: &Scenario, bn_rub: f64, placed: Range, (off, hours, mw): (f64, f64, f64)) -> f64 {
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
    bn_rub * off * share(hours, scenario.load_factor) * share(mw, placed.value)
}

/// Electricity of what is placed, billion roubles a year, with the least and the most of price, hours and
/// power.
pub(super) fn electricity(scenario: &Scenario, bn_rub: f64, placed: Range) -> Range {
    let hours = span("load_factor", scenario.load_factor);
    Range {
        value: bn_rub,
        low: electricity_at(scenario, bn_rub, placed, (1.0 - PRICE_OFF, hours.0, placed.low)),
        high: electricity_at(scenario, bn_rub, placed, (1.0 + PRICE_OFF, hours.1, placed.high)),
    }
}

/// What a MW costs a year at the least and the most hours of running.
pub(super) fn cost_of(scenario: &Scenario, cost: Range) -> Range {
    cost.times(ranged("load_factor", scenario.load_factor).map(|hours| hours / scenario.load_factor))
}

/// Electricity of a power in one region, billion roubles a year, where a MW costs so many million.
pub(super) fn electricity_of(scenario: &Scenario, cost_mln_rub: Range, mw: Range) -> Range {
    mw.times(cost_of(scenario, cost_mln_rub)).map(|mln_rub| mln_rub / MLN_OF_BN)
}

/// Revenue of a power in one region, billion roubles a year: at worst with the least of it here, the most
/// that comes to the network, and every parameter at its worse end.
pub(super) fn revenue_of(scenario: &Scenario, added: Range, mw: Range) -> Range {
    let hours = span("load_factor", scenario.load_factor);
    let at = |scenario: &Scenario, added, mw| economics_of(scenario).after(added).revenue_of_mw(mw);
    Range {
        value: at(scenario, added.value, mw.value),
        low: at(&at_ends(scenario, false, hours.0), added.high, mw.low),
        high: at(&at_ends(scenario, true, hours.1), added.low, mw.high),
    }
}

/// Revenue and electricity of a year, billion roubles, at the ends of all parameters together. They belong together:
/// hours and power are the same in both.
pub(super) struct Ends {
    likely: (f64, f64),
    worst: Vec<(f64, f64)>,
    best: Vec<(f64, f64)>,
}

impl Ends {
    pub(super) fn new(scenario: &Scenario, bn_rub: f64, placed: Range, removed: Range) -> Self {
        /// Powers that are tried between the least and the most: with much power difficulty follows, and the
        /// best lies between.
        const BETWEEN: usize = 16;
        let hours = span("load_factor", scenario.load_factor);
        let at = |is_best: bool, hours: f64, share: f64| {
            let mw = |of: Range| of.low + (of.high - of.low) * share;
            let off = if is_best { 1.0 - PRICE_OFF } else { 1.0 + PRICE_OFF };
            let revenue = revenue_at(&at_ends(scenario, is_best, hours), mw(placed), mw(removed));
            (revenue, electricity_at(scenario, bn_rub, placed, (off, hours, mw(placed))))
        };
        let tried = |is_best: bool| {
            let shares = (0..=BETWEEN).map(|step| step as f64 / BETWEEN as f64);
            shares.flat_map(|share| [at(is_best, hours.0, share), at(is_best, hours.1, share)]).collect()
        };
        let likely = (revenue_at(scenario, placed.value, removed.value), bn_rub);
        Self { likely, worst: tried(false), best: tried(true) }
    }

    /// Profit over electricity, billion roubles a year. Its bounds are not those of revenue less those of
    /// electricity.
    pub(super) fn profit(&self) -> Range {
        let profit = |(revenue, electricity): (f64, f64)| revenue - electricity;
        let value = profit(self.likely);
        let all = |ends: &[(f64, f64)], pick: fn(f64, f64) -> f64| {
            ends.iter().map(|&end| profit(end)).fold(value, pick)
        };
        Range { value, low: all(&self.worst, f64::min), high: all(&self.best, f64::max) }
    }

    /// Profit tax of a year, billion roubles: the least and the most.
    pub(super) fn tax(&self, economics: &Economics) -> (f64, f64) {
        let tax = |&(revenue, electricity): &(f64, f64)| economics.profit_tax_bn_rub(revenue, electricity);
        let least = self.worst.iter().map(|end| tax(end).0).fold(tax(&self.likely).0, f64::min);
        let most = self.best.iter().map(|end| tax(end).1).fold(tax(&self.likely).1, f64::max);
        (least, most)
    }
}

/// Profit over electricity at both ends of each parameter, the widest first; `of_bans` is that of the share
/// that bans stop.
pub(super) fn tornado(
    scenario: &Scenario,
    placed_mw: f64,
    added_mw: f64,
    electricity: f64,
    of_bans: Option<Swing>,
) -> Vec<Swing> {
    let profit = |scenario: &Scenario, electricity: f64| {
        economics_of(scenario).after(added_mw).revenue_of_mw(placed_mw) - electricity
    };
    let with = |parameter: &str, value: f64| {
        let mut other = scenario.clone();
        let mut electricity = electricity;
        match parameter {
            "hash_price_usd_per_ph_day" => other.hash_price_usd_per_ph_day = value,
            "efficiency_j_per_th" => other.efficiency_j_per_th = value,
            "rub_per_usd" => other.rub_per_usd = value,
            "overhead" => other.overhead = value,
            _ => {
                electricity *= value / scenario.load_factor;
                other.load_factor = value;
            }
        }
        profit(&other, electricity)
    };
    let swing = |&(parameter, low, high): &(&'static str, f64, f64)| Swing {
        parameter,
        range: (low, high),
        profit_bn_rub: (with(parameter, low), with(parameter, high)),
    };
    let mut swings: Vec<Swing> = SPANS.iter().map(swing).chain(of_bans).collect();
    swings.push(Swing {
        parameter: "price_rub_per_kwh",
        range: (1.0 - PRICE_OFF, 1.0 + PRICE_OFF),
        profit_bn_rub: (
            profit(scenario, electricity * (1.0 - PRICE_OFF)),
            profit(scenario, electricity * (1.0 + PRICE_OFF)),
        ),
    });
    let width = |swing: &Swing| (swing.profit_bn_rub.1 - swing.profit_bn_rub.0).abs();
    swings.sort_by(|a, b| width(b).total_cmp(&width(a)));
    swings
}
