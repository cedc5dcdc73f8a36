//! Owns the result of a plan: what it is, as a table and as JSON. Does not compute or word it.

use super::{BaseValue, DeviceCheck, GrowthCheck};
use crate::io::Sheet;
use plan::{Range, Scenario};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A plan with its consequences.
#[derive(Clone, Debug, Serialize)]
pub struct PlanResult {
    /// The scenario.
    pub scenario: Scenario,
    /// SHA-256 of the scenario with all that it leaves unsaid.
    pub scenario_sha256: String,
    /// Weakest status of all figures: estimated at best.
    pub status: String,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// MW to be placed; `None` for a budget.
    pub wanted_mw: Option<f64>,
    /// MW taken away first.
    #[serde(flatten, serialize_with = "removed_mw")]
    pub removed_mw: Range,
    /// Whether it can be done.
    pub is_possible: bool,
    /// MW placed, or the most that the limits allow; as uncertain as what leaves and has to be placed.
    #[serde(flatten, serialize_with = "total_placed_mw")]
    pub placed_mw: Range,
    /// By how much another choice of receiving regions could be better at most, as a share: zero
    /// unless the search stopped before its end.
    pub may_save: f64,
    /// What binds, or what forbids it.
    pub limits: Vec<LimitResult>,
    /// What the last MW costs, million roubles a year.
    pub last_mw_cost_mln_rub: Option<f64>,
    /// Whether it could also be done with the least free power and the most that leaves, and with the most
    /// free power and the least that leaves.
    pub is_possible_at_bounds: [bool; 2],
    /// Free power of all regions that have some, MW.
    pub headroom_mw: Range,
    /// The same after the plan; at the bounds with what would leave and be placed there.
    pub headroom_after_mw: Range,
    /// Money of all that is placed.
    pub money: Money,
    /// Hash price before and after, US dollars per PH/s and day: new power moves difficulty.
    pub hash_price: (f64, f64),
    /// Price of power at which revenue pays the electricity, RUB/kWh, before and after.
    pub break_even: (f64, f64),
    /// What the plan stands on: figures, prices and machines, with whose word each is.
    pub bases: Vec<BaseValue>,
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
    /// Revenue, with the hash price as it is after new power has come; its bounds are those of all that it
    /// depends on together (see the tornado).
    #[serde(flatten, serialize_with = "revenue_bn_rub")]
    pub revenue_bn_rub: Range,
    /// Electricity at the prices of the plan, with the same bounds.
    #[serde(flatten, serialize_with = "electricity_bn_rub")]
    pub electricity_bn_rub: Range,
    /// What revenue leaves over electricity, before machines, work and tax; its bounds take all that it
    /// depends on together, and hours and power the same in both.
    #[serde(flatten, serialize_with = "profit_bn_rub")]
    pub profit_bn_rub: Range,
    /// Electricity at household rates.
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
    /// Capacity at the highest load, MW.
    pub capacity_mw: Option<Range>,
    /// The highest load, MW.
    pub load_mw: Option<Range>,
    /// Free power by the year's energy, MW.
    pub free_by_energy_mw: Option<Range>,
    /// Free power at the highest load with reserve, MW.
    pub free_at_peak_mw: Option<Range>,
    /// The smaller of the two.
    pub headroom_mw: Option<Range>,
    /// whole, part, season or none.
    pub ban: &'static str,
    /// MW taken away: where mining of a region leaves that was not named in MW, as much as there may be.
    #[serde(flatten, serialize_with = "removed_mw")]
    pub removed_mw: Range,
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
    /// What the mining that leaves pays for electricity here now, billion roubles a year; `None` without
    /// a price.
    #[serde(flatten, serialize_with = "removed_electricity_bn_rub")]
    pub removed_electricity_bn_rub: Option<Range>,
    /// Revenue of what is placed, billion roubles a year.
    pub revenue_bn_rub: f64,
    /// Farms that can be registered: least and most that published shares leave open.
    pub registered_farms: Option<(f64, f64)>,
    /// Weakest status of its figures.
    pub status: String,
}

/// Columns of the table, in order.
const COLUMNS: [&str; 30] = [
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
    "removed_mw_low",
    "removed_mw_high",
    "placed_mw",
    "placed_mw_low",
    "placed_mw_high",
    "left_mw",
    "price_rub_per_kwh",
    "price_low",
    "price_high",
    "price_of",
    "electricity_bn_rub",
    "removed_electricity_bn_rub",
    "removed_electricity_low",
    "removed_electricity_high",
    "revenue_bn_rub",
    "registered_farms_low",
    "registered_farms_high",
    "status",
];

/// A range as three members of JSON, named as the columns of the table: the figure, its low, its high.
fn flat<S: Serializer>(
    range: Option<Range>,
    name: &str,
    low: &str,
    high: &str,
    to: S,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(3))?;
    map.serialize_entry(name, &range.map(|range| range.value))?;
    map.serialize_entry(low, &range.map(|range| range.low))?;
    map.serialize_entry(high, &range.map(|range| range.high))?;
    map.end()
}

fn removed_mw<S: Serializer>(range: &Range, to: S) -> Result<S::Ok, S::Error> {
    flat(Some(*range), "removed_mw", "removed_mw_low", "removed_mw_high", to)
}

fn total_placed_mw<S: Serializer>(range: &Range, to: S) -> Result<S::Ok, S::Error> {
    flat(Some(*range), "placed_mw", "placed_mw_low", "placed_mw_high", to)
}

fn revenue_bn_rub<S: Serializer>(range: &Range, to: S) -> Result<S::Ok, S::Error> {
    flat(Some(*range), "revenue_bn_rub", "revenue_low", "revenue_high", to)
}

fn electricity_bn_rub<S: Serializer>(range: &Range, to: S) -> Result<S::Ok, S::Error> {
    flat(Some(*range), "electricity_bn_rub", "electricity_low", "electricity_high", to)
}

fn profit_bn_rub<S: Serializer>(range: &Range, to: S) -> Result<S::Ok, S::Error> {
    flat(Some(*range), "profit_bn_rub", "profit_low", "profit_high", to)
}

#[expect(clippy::ref_option, reason = "serde hands fields on by reference")]
fn removed_electricity_bn_rub<S: Serializer>(range: &Option<Range>, to: S) -> Result<S::Ok, S::Error> {
    let [low, high] = ["removed_electricity_low", "removed_electricity_high"];
    flat(*range, "removed_electricity_bn_rub", low, high, to)
}

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
                Some(r.removed_mw.value).into(),
                Some(r.removed_mw.low).into(),
                Some(r.removed_mw.high).into(),
                Some(r.placed_mw.value).into(),
                Some(r.placed_mw.low).into(),
                Some(r.placed_mw.high).into(),
                r.left_mw.into(),
                of(r.price_rub_per_kwh, |range| range.value),
                of(r.price_rub_per_kwh, |range| range.low),
                of(r.price_rub_per_kwh, |range| range.high),
                r.price_of.into(),
                Some(r.electricity_bn_rub).into(),
                of(r.removed_electricity_bn_rub, |range| range.value),
                of(r.removed_electricity_bn_rub, |range| range.low),
                of(r.removed_electricity_bn_rub, |range| range.high),
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
