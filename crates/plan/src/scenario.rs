//! Owns scenarios: what a file may say, and what is wrong in it before any figure is looked at. Does
//! not know which regions or figures there are.

use crate::Goal;
use serde::{Deserialize, Serialize};

/// A scenario, as its file has it. What is not said takes the value of [`Scenario::default`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Scenario {
    /// Version of the form, 1.
    pub version: u32,
    /// Name, for titles.
    pub name: String,
    /// Day for which bans count, `2027-01-01`.
    pub date: String,
    /// Year whose counts of farms stand for mining today.
    pub year: i32,
    /// What is wanted.
    pub target: Target,
    /// What is taken away first and must be placed as well.
    pub remove: Removed,
    /// Codes of regions, districts or groups that may receive; all if empty.
    pub to: Vec<String>,
    /// MW that a region, district or group takes at most.
    pub limits: Vec<Power>,
    /// How many regions may receive at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receivers_at_most: Option<usize>,
    /// What is best.
    pub goal: GoalWord,
    /// Whether bans that are only planned count.
    pub with_planned_bans: bool,
    /// Whether regions banned in part may receive, in their other parts.
    pub into_partly_banned: bool,
    /// Share of mining that a ban on a part of a region stops, 0–1.
    pub part_of_ban: f64,
    /// Reserve of power over the highest load, as a share.
    pub reserve_margin: f64,
    /// Share of the year that machines run, 0–1.
    pub load_factor: f64,
    /// Price of power in place of the atlas's, RUB/kWh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_rub_per_kwh: Option<f64>,
    /// What a petahash earns a day, US dollars.
    pub hash_price_usd_per_ph_day: f64,
    /// Energy of a terahash, joules.
    pub efficiency_j_per_th: f64,
    /// Power of cooling and losses over that of machines, as a share.
    pub overhead: f64,
    /// Roubles for a US dollar.
    pub rub_per_usd: f64,
    /// Hash rate of the whole network, EH/s.
    pub network_eh_per_s: f64,
}

/// What is wanted: one of these.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// New power, MW.
    NewMw(f64),
    /// All mining so many times that of today.
    Times(f64),
    /// Nothing new: what is removed is placed elsewhere.
    Moved,
    /// As much new power as so many billion roubles of electricity a year pay.
    BudgetBnRub(f64),
}

/// What is taken away.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Removed {
    /// Nothing.
    #[default]
    Nothing,
    /// All mining that bans stop on the day.
    Banned,
    /// All mining in regions without free power.
    Deficit,
    /// Mining of regions as listed.
    Regions(Vec<Moved>),
}

/// Mining taken from a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// Code.
    pub region: String,
    /// MW; all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mw: Option<f64>,
}

/// MW of a region, district or group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// Code.
    pub region: String,
    /// MW.
    pub mw: f64,
}

/// [`Goal`] as files have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalWord {
    /// The least cost.
    #[default]
    Cost,
    /// The most reserve.
    Reserve,
}

impl From<GoalWord> for Goal {
    fn from(word: GoalWord) -> Self {
        match word {
            GoalWord::Cost => Self::Cost,
            GoalWord::Reserve => Self::Reserve,
        }
    }
}

impl Default for Scenario {
    /// 500 MW more. The margin is that of the first price zone in the capacity auctions; hash price
    /// and network are those of early November 2025, the machine is the Antminer S21.
    fn default() -> Self {
        Self {
            version: VERSION,
            name: String::new(),
            date: "2027-01-01".to_owned(),
            year: 2025,
            target: Target::NewMw(500.0),
            remove: Removed::Nothing,
            to: Vec::new(),
            limits: Vec::new(),
            receivers_at_most: None,
            goal: GoalWord::Cost,
            with_planned_bans: true,
            into_partly_banned: false,
            part_of_ban: 0.5,
            reserve_margin: 0.17,
            load_factor: 0.97,
            price_rub_per_kwh: None,
            hash_price_usd_per_ph_day: 43.1,
            efficiency_j_per_th: 17.5,
            overhead: 0.0,
            rub_per_usd: 80.0,
            network_eh_per_s: NETWORK_EH_PER_S,
        }
    }
}

/// The network of early November 2025: a difficulty of 156 T, at which 156 · 10¹² · 2³² hashes are a block's, one
/// every 600 s.
const NETWORK_EH_PER_S: f64 = 1117.0;

/// Version of the form that is read and written.
pub const VERSION: u32 = 1;

/// What is wrong in a scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// It is no JSON.
    #[error("line {line}, column {column}: this is not JSON ({why})")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser says.
        why: String,
    },
    /// A field that scenarios do not have.
    #[error("line {line}, column {column}: unknown field {field}")]
    Unknown {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Its name.
        field: String,
    },
    /// A field that does not hold what it should.
    #[error("line {line}, column {column}, {field}: expected {expected}, found {found}")]
    Form {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// Where.
        field: String,
        /// What may stand there.
        expected: Expected,
        /// What does, as JSON.
        found: String,
    },
    /// A newer form.
    #[error("version {0} of the form is not known; this program reads version {VERSION}")]
    Version(u32),
    /// A number that cannot be.
    #[error("{field}: expected {expected}, found {found}")]
    Number {
        /// Where.
        field: String,
        /// What may stand there.
        expected: Expected,
        /// What does.
        found: String,
    },
    /// A region that is named twice in the same list.
    #[error("{field}: {region} is named twice; keep one")]
    Twice {
        /// The list.
        field: &'static str,
        /// Code.
        region: String,
    },
}

/// What may stand in a field of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A number above 0.
    Positive,
    /// 0 or more.
    NotNegative,
    /// 1 or more.
    OneOrMore,
    /// From 0 to 1.
    Share,
    /// Any number.
    Number,
    /// A number without decimals.
    Whole,
    /// A text.
    Text,
    /// True or false.
    Switch,
    /// [`Target`].
    Target,
    /// [`Removed`].
    Remove,
    /// A list of regions.
    Regions,
    /// A list of [`Power`].
    Limits,
    /// [`GoalWord`].
    Goal,
    /// All fields.
    Scenario,
}

impl Expected {
    /// What a field of this name may hold.
    fn in_field(name: &str) -> Self {
        match name {
            "name" | "date" => Self::Text,
            "version" | "year" | "receivers_at_most" => Self::Whole,
            "target" => Self::Target,
            "remove" => Self::Remove,
            "to" => Self::Regions,
            "limits" => Self::Limits,
            "goal" => Self::Goal,
            "with_planned_bans" | "into_partly_banned" => Self::Switch,
            _ => Self::Number,
        }
    }
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Positive => "a number above 0",
            Self::NotNegative => "0 or more",
            Self::OneOrMore => "1 or more",
            Self::Share => "a number from 0 to 1",
            Self::Number => "a number",
            Self::Whole => "a whole number",
            Self::Text => "a text in quotes",
            Self::Switch => "true or false",
            Self::Target => r#"{"new_mw": 500}, {"times": 5}, "moved" or {"budget_bn_rub": 10}"#,
            Self::Remove => {
                r#""nothing", "banned", "deficit" or {"regions": [{"region": "RU-IRK", "mw": 300}]}"#
            }
            Self::Regions => r#"a list of regions, such as ["RU-KK", "FD-SI"]"#,
            Self::Limits => r#"a list such as [{"region": "FD-SI", "mw": 1000}]"#,
            Self::Goal => r#""cost" or "reserve""#,
            Self::Scenario => r#"fields in braces, such as {"target": {"new_mw": 500}}"#,
        })
    }
}

/// Fields by name, whatever they are.
type Fields = serde_json::Map<String, serde_json::Value>;

/// What is wrong in a text that is no scenario, at the place that the parser names.
fn fault_of(text: &str, error: &serde_json::Error) -> ScenarioError {
    const SHOWN: usize = 60;
    let (line, column) = (error.line(), error.column());
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    let unknown = why.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    if let Some(field) = unknown {
        return ScenarioError::Unknown { line, column, field: field.to_owned() };
    }
    let form = |field: &str, expected: Expected, found: &serde_json::Value| {
        let mut found: String = found.to_string();
        if found.chars().count() > SHOWN {
            found = found.chars().take(SHOWN).chain(['…']).collect();
        }
        ScenarioError::Form { line, column, field: field.to_owned(), expected, found }
    };
    match serde_json::from_str(text) {
        Ok(serde_json::Value::Object(fields)) => {
            let is_wrong = |(name, value): &(String, serde_json::Value)| {
                let alone = serde_json::Map::from_iter([(name.clone(), value.clone())]);
                serde_json::from_value::<Scenario>(alone.into()).is_err()
            };
            match fields.into_iter().find(is_wrong) {
                Some((name, value)) => form(&name, Expected::in_field(&name), &value),
                None => ScenarioError::Json { line, column, why },
            }
        }
        Ok(other) => form("scenario", Expected::Scenario, &other),
        Err(_) => ScenarioError::Json { line, column, why },
    }
}

impl Scenario {
    /// Reads a scenario and checks what can be checked without an atlas.
    ///
    /// # Errors
    /// Says where and what.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        // Alone, the form would read a list as the fields in their order.
        let scenario = serde_json::from_str::<Fields>(text).and_then(|_| serde_json::from_str::<Self>(text));
        scenario.map_err(|error| fault_of(text, &error))?.checked()
    }

    /// As a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings and numbers always have a form in JSON.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The same, if nothing in it is impossible.
    ///
    /// # Errors
    /// Says what is.
    pub fn checked(self) -> Result<Self, ScenarioError> {
        if self.version != VERSION {
            return Err(ScenarioError::Version(self.version));
        }
        let number = |field: &str, value: f64, is_right: bool, expected: Expected| {
            if value.is_finite() && is_right {
                return Ok(());
            }
            Err(ScenarioError::Number { field: field.to_owned(), expected, found: value.to_string() })
        };
        let positive = |field: &str, value: f64| number(field, value, value > 0.0, Expected::Positive);
        let at_least_zero =
            |field: &str, value: f64| number(field, value, value >= 0.0, Expected::NotNegative);
        let share =
            |field: &str, value: f64| number(field, value, (0.0..=1.0).contains(&value), Expected::Share);
        match self.target {
            Target::NewMw(mw) => at_least_zero("target.new_mw", mw)?,
            Target::Times(times) => number("target.times", times, times >= 1.0, Expected::OneOrMore)?,
            Target::BudgetBnRub(budget) => positive("target.budget_bn_rub", budget)?,
            Target::Moved => {}
        }
        for limit in &self.limits {
            at_least_zero(&format!("limits, {}", limit.region), limit.mw)?;
        }
        if let Removed::Regions(regions) = &self.remove {
            for Moved { region, mw } in regions {
                at_least_zero(&format!("remove, {region}"), mw.unwrap_or(0.0))?;
            }
            twice("remove", regions.iter().map(|moved| &moved.region))?;
        }
        twice("limits", self.limits.iter().map(|limit| &limit.region))?;
        twice("to", self.to.iter())?;
        number(
            "receivers_at_most",
            self.receivers_at_most.unwrap_or(1) as f64,
            self.receivers_at_most != Some(0),
            Expected::OneOrMore,
        )?;
        at_least_zero("reserve_margin", self.reserve_margin)?;
        at_least_zero("overhead", self.overhead)?;
        share("part_of_ban", self.part_of_ban)?;
        share("load_factor", self.load_factor)?;
        positive("load_factor", self.load_factor)?;
        positive("price_rub_per_kwh", self.price_rub_per_kwh.unwrap_or(1.0))?;
        positive("hash_price_usd_per_ph_day", self.hash_price_usd_per_ph_day)?;
        positive("efficiency_j_per_th", self.efficiency_j_per_th)?;
        positive("rub_per_usd", self.rub_per_usd)?;
        positive("network_eh_per_s", self.network_eh_per_s)?;
        Ok(self)
    }
}

fn twice<'a>(field: &'static str, codes: impl Iterator<Item = &'a String>) -> Result<(), ScenarioError> {
    let mut seen = Vec::new();
    for code in codes {
        let code = code.trim().to_uppercase();
        if seen.contains(&code) {
            return Err(ScenarioError::Twice { field, region: code });
        }
        seen.push(code);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_reads_back_as_it_was_written() {
        let scenario = Scenario {
            name: "South".to_owned(),
            target: Target::Times(5.0),
            remove: Removed::Regions(vec![Moved { region: "RU-IRK".to_owned(), mw: Some(320.0) }]),
            limits: vec![Power { region: "FD-SI".to_owned(), mw: 1000.0 }],
            receivers_at_most: Some(4),
            ..Scenario::default()
        };
        assert_eq!(Scenario::from_json(&scenario.to_json()), Ok(scenario));
        let short = r#"{"version": 1, "target": {"new_mw": 250}, "remove": "banned"}"#;
        let scenario = Scenario::from_json(short).expect("a scenario");
        assert_eq!((scenario.target, scenario.remove), (Target::NewMw(250.0), Removed::Banned));
    }

    #[test]
    fn what_cannot_be_is_told_with_its_place() {
        let told = |text: &str| Scenario::from_json(text).expect_err("a fault").to_string();
        assert_eq!(
            told(r#"{"version": 7}"#),
            "version 7 of the form is not known; this program reads version 1"
        );
        assert!(
            told("{\"version\": 1,\n \"tarjet\": 3}").starts_with("line 2, column 9: unknown field tarjet")
        );
        assert_eq!(
            told(r#"{"remove": ["RU-IRK"]}"#),
            r#"line 1, column 12, remove: expected "nothing", "banned", "deficit" or {"regions": [{"region": "RU-IRK", "mw": 300}]}, found ["RU-IRK"]"#
        );
        assert!(told(r#"{"target": {"new_mw": "x"}}"#).ends_with(r#"found {"new_mw":"x"}"#));
        assert!(told(r#"{"to": "RU-KK"}"#).contains("to: expected a list of regions"));
        assert!(told("[1]").contains("scenario: expected fields in braces"));
        assert!(told("{\"name\": }").contains("this is not JSON"));
        assert_eq!(
            told(r#"{"limits": [{"region": "RU-KK", "mw": 1}, {"region": "ru-kk", "mw": 2}]}"#),
            "limits: RU-KK is named twice; keep one"
        );
        assert_eq!(
            told(r#"{"limits": [{"region": "RU-KK", "mw": -5}]}"#),
            "limits, RU-KK: expected 0 or more, found -5"
        );
        assert_eq!(told(r#"{"load_factor": 0}"#), "load_factor: expected a number above 0, found 0");
        assert_eq!(told(r#"{"target": {"times": 0.5}}"#), "target.times: expected 1 or more, found 0.5");
    }
}
