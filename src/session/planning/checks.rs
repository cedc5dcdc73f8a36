//! Owns what a plan is checked against: published costs of devices, the claim of fivefold output,
//! and how far the profit moves with each parameter. Does not place power.

use super::{Swing, economics_of, range_of};
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
const PRICE_OFF: f64 = 0.2;

/// The span of a parameter, with what the scenario says of it.
fn span(parameter: &str, said: f64) -> (f64, f64) {
    let known = SPANS.iter().find(|(name, ..)| *name == parameter);
    known.map_or((said, said), |(_, low, high)| (low.min(said), high.max(said)))
}

/// Revenue of what is placed, billion roubles a year: at worst with every parameter at its worse end and
/// the least placed, at best the other way round.
pub(super) fn revenue(scenario: &Scenario, placed: Range, removed: Range) -> Range {
    let of = |scenario: &Scenario, placed_mw: f64, removed_mw: f64| {
        economics_of(scenario).after(placed_mw - removed_mw).revenue_of_mw(placed_mw)
    };
    let price = span("hash_price_usd_per_ph_day", scenario.hash_price_usd_per_ph_day);
    let energy = span("efficiency_j_per_th", scenario.efficiency_j_per_th);
    let rouble = span("rub_per_usd", scenario.rub_per_usd);
    let hours = span("load_factor", scenario.load_factor);
    let losses = span("overhead", scenario.overhead);
    let at = |price: f64, energy: f64, rouble: f64, hours: f64, losses: f64| Scenario {
        hash_price_usd_per_ph_day: price,
        efficiency_j_per_th: energy,
        rub_per_usd: rouble,
        load_factor: hours,
        overhead: losses,
        ..scenario.clone()
    };
    Range {
        value: of(scenario, placed.value, removed.value),
        low: of(&at(price.0, energy.1, rouble.0, hours.0, losses.1), placed.low, removed.low),
        high: of(&at(price.1, energy.0, rouble.1, hours.1, losses.0), placed.high, removed.high),
    }
}

/// Electricity of what is placed, billion roubles a year, with the least and the most of price, hours and
/// power.
pub(super) fn electricity(scenario: &Scenario, bn_rub: f64, placed: Range) -> Range {
    let hours = span("load_factor", scenario.load_factor);
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
    let at = |off: f64, hours: f64, placed_mw: f64| {
        bn_rub * off * share(hours, scenario.load_factor) * share(placed_mw, placed.value)
    };
    Range {
        value: bn_rub,
        low: at(1.0 - PRICE_OFF, hours.0, placed.low),
        high: at(1.0 + PRICE_OFF, hours.1, placed.high),
    }
}

/// Profit tax of a year, billion roubles: the least and the most that revenue and electricity leave open.
pub(super) fn tax(economics: &Economics, revenue: Range, electricity: Range) -> (f64, f64) {
    let (least, _) = economics.profit_tax_bn_rub(revenue.low, electricity.high);
    let (_, most) = economics.profit_tax_bn_rub(revenue.high, electricity.low);
    (least, most)
}

/// Profit over electricity at both ends of each parameter, the widest first.
pub(super) fn tornado(scenario: &Scenario, placed_mw: f64, added_mw: f64, electricity: f64) -> Vec<Swing> {
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
    let mut swings: Vec<Swing> = SPANS.iter().map(swing).collect();
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
