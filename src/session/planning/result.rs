//! Owns the result of a plan: what it is, as a table and as JSON. Does not compute or word it.

use super::{BaseValue, DeviceCheck, GrowthCheck};
use crate::{
    io::{Field, Sheet},
    units,
};
use plan::{Range, Scenario};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Number, Value};

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
    #[serde(flatten, serialize_with = "last_mw_cost_mln_rub")]
    pub last_mw_cost_mln_rub: Option<Range>,
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
    /// Free power afterwards, MW, with what is left at the bounds of free power and of what leaves.
    #[serde(flatten, serialize_with = "left_mw")]
    pub left_mw: Option<Range>,
    /// Price of power, RUB/kWh, with how far the bounds of money take it to be off.
    pub price_rub_per_kwh: Option<Range>,
    /// scenario, business or household: where the price comes from.
    pub price_of: &'static str,
    /// Electricity of what is placed, billion roubles a year.
    #[serde(flatten, serialize_with = "electricity_bn_rub")]
    pub electricity_bn_rub: Range,
    /// What the mining that leaves pays for electricity here now, billion roubles a year; `None` without
    /// a price.
    #[serde(flatten, serialize_with = "removed_electricity_bn_rub")]
    pub removed_electricity_bn_rub: Option<Range>,
    /// Revenue of what is placed, billion roubles a year.
    #[serde(flatten, serialize_with = "revenue_bn_rub")]
    pub revenue_bn_rub: Range,
    /// Farms that can be registered: least and most that published shares leave open.
    pub registered_farms: Option<(f64, f64)>,
    /// Weakest status of its figures.
    pub status: String,
}

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

#[expect(clippy::ref_option, reason = "serde hands fields on by reference")]
fn last_mw_cost_mln_rub<S: Serializer>(range: &Option<Range>, to: S) -> Result<S::Ok, S::Error> {
    flat(*range, "last_mw_cost_mln_rub", "last_mw_cost_low", "last_mw_cost_high", to)
}

#[expect(clippy::ref_option, reason = "serde hands fields on by reference")]
fn left_mw<S: Serializer>(range: &Option<Range>, to: S) -> Result<S::Ok, S::Error> {
    flat(*range, "left_mw", "left_mw_low", "left_mw_high", to)
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

/// Decimals of a number of a result, by the name of its column: MW whole as in print,
/// money to a million roubles, prices to a kopeck, farms whole.
fn decimals_of(name: &str) -> usize {
    let is_of = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    match name {
        _ if is_of(&["_mw", "farms"]) && !is_of(&["rub"]) => 0,
        _ if is_of(&["price_rub", "price_low", "price_high", "rate"]) => 2,
        _ => 3,
    }
}

/// Numbers of a member with their digits, through what lies in it; members without a unit in their own
/// names have that of the one around them.
fn write(member: &mut Value, name: &str) {
    match member {
        Value::Number(number) if !number.is_i64() && !number.is_u64() => {
            let written = number.as_f64().map(|value| units::as_written(value, decimals_of(name)));
            if let Some(written) = written.and_then(Number::from_f64) {
                *number = written;
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|member| write(member, name)),
        Value::Object(members) => {
            for (own, member) in members {
                let is_bound = ["value", "low", "high"].contains(&own.as_str());
                write(member, if is_bound { name } else { own });
            }
        }
        _ => {}
    }
}

/// A row of the table: names of columns with what stands there.
fn row(r: &PlannedRegion) -> Vec<(String, Field)> {
    let text = |name: &str, text: &str| vec![(name.to_owned(), text.into())];
    // A figure and its bounds, which are named without its unit where that is of money.
    let range = |name: &str, of_bounds: &str, range: Option<Range>| {
        let field = |part: fn(Range) -> f64| range.map(part).into();
        vec![
            (name.to_owned(), field(|range| range.value)),
            (format!("{of_bounds}_low"), field(|range| range.low)),
            (format!("{of_bounds}_high"), field(|range| range.high)),
        ]
    };
    let mw = |name: &str, of: Option<Range>| range(name, name, of);
    let [least, most] = [0, 1].map(|end| r.registered_farms.map(|bounds| [bounds.0, bounds.1][end]).into());
    [
        text("region", &r.region),
        text("region_name", &r.region_name),
        mw("mining_mw", r.mining_mw),
        mw("capacity_mw", r.capacity_mw),
        mw("load_mw", r.load_mw),
        mw("free_by_energy_mw", r.free_by_energy_mw),
        mw("free_at_peak_mw", r.free_at_peak_mw),
        mw("headroom_mw", r.headroom_mw),
        text("ban", r.ban),
        mw("removed_mw", Some(r.removed_mw)),
        mw("placed_mw", Some(r.placed_mw)),
        mw("left_mw", r.left_mw),
        range("price_rub_per_kwh", "price", r.price_rub_per_kwh),
        text("price_of", r.price_of),
        range("electricity_bn_rub", "electricity", Some(r.electricity_bn_rub)),
        range("removed_electricity_bn_rub", "removed_electricity", r.removed_electricity_bn_rub),
        range("revenue_bn_rub", "revenue", Some(r.revenue_bn_rub)),
        vec![("registered_farms_low".to_owned(), least), ("registered_farms_high".to_owned(), most)],
        text("status", &r.status),
    ]
    .concat()
}

impl PlanResult {
    /// Results by region as CSV with a header, every figure with its bounds.
    #[must_use]
    pub fn csv(&self) -> String {
        let rows: Vec<Vec<(String, Field)>> = self.regions.iter().map(row).collect();
        let columns = rows.first().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        let written = |(name, field): (String, Field)| match field {
            Field::Number(number) => Field::Number(units::as_written(number, decimals_of(&name))),
            other => other,
        };
        let rows = rows.into_iter().map(|row| row.into_iter().map(written).collect()).collect();
        Sheet { columns, rows }.to_csv()
    }

    /// Everything as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        // Strings and numbers always have a form in JSON.
        let mut result = serde_json::to_value(self).unwrap_or_default();
        for (name, member) in result.as_object_mut().into_iter().flatten() {
            // A scenario stands as it was given.
            if !["scenario", "bases"].contains(&name.as_str()) {
                write(member, name);
            }
        }
        let mut text = serde_json::to_string_pretty(&result).unwrap_or_default();
        text.push('\n');
        text
    }
}
