//! Owns what a plan reckons with, value by value: how much, of when, from whom. Does not reckon.

use super::{
    BALANCE, BUSINESS, CAPACITY, HOUSEHOLD, Known, LOAD, MINING, PlanResult,
    checks::{self, PRICE_OFF},
};
use crate::{
    lang::Words,
    provenance::Status,
    session::{Session, printed::uncapitalised},
    units::{self, number},
};
use plan::{Scenario, Target};
use serde::Serialize;

/// A value that a plan stands on.
#[derive(Clone, Debug, Serialize)]
pub struct BaseValue {
    /// Which: a member of the scenario, or a metric of the atlas.
    pub parameter: &'static str,
    /// How much; `None` where each region has its own.
    pub value: Option<f64>,
    /// Least and largest that the bounds of money allow for; equal where they take it as it is.
    pub range: Option<(f64, f64)>,
    /// Of when, for figures of the atlas.
    pub period: String,
    /// How it came to be: a status of the atlas, `scenario` where the scenario says it, `assumed` where
    /// nobody published it.
    pub status: &'static str,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// Statements of the atlas that a default stands on, and whether it is computed from them; the others are assumed.
const STATED: [(&str, &str, bool); 4] = [
    ("hash_price_usd_per_ph_day", "hashprice-2025-11", false),
    ("efficiency_j_per_th", "profit-formula", false),
    ("rub_per_usd", "usd-rub", false),
    ("network_eh_per_s", "hashprice-2025-11", true),
];

/// A number of a scenario.
type Part = fn(&Scenario) -> f64;

impl Session {
    /// What this plan stands on: figures of the atlas first, then prices and machines, and how much a ban
    /// on a part stops where one does.
    pub(super) fn bases(
        &self,
        scenario: &Scenario,
        known: &[Known],
        moves: &[bool],
        stops_in_part: bool,
    ) -> Vec<BaseValue> {
        let all = vec![true; known.len()];
        let needs_mining = matches!(scenario.target, Target::Times(_));
        let priced = |of: &str| -> Vec<bool> {
            let is_of = |region: &Known| region.price.is_some_and(|(_, from)| from == of);
            known.iter().zip(moves).map(|(region, moves)| *moves && is_of(region)).collect()
        };
        let (business, household) = (priced("business"), priced("household"));
        let figures = [
            (MINING, if needs_mining { &all[..] } else { moves }),
            (BALANCE, &all),
            (CAPACITY, &all),
            (LOAD, &all),
            (BUSINESS, &business),
            (HOUSEHOLD, &household),
        ];
        let mut bases: Vec<BaseValue> = figures
            .into_iter()
            .filter_map(|(metric, of)| self.base_figure(metric, scenario, known, of))
            .collect();
        let usual = Scenario::default();
        let mut add = |parameter: &'static str, value: f64, usual: f64| {
            let (status, sources) = if value.total_cmp(&usual).is_eq() {
                self.source_of_default(parameter)
            } else {
                ("scenario", Vec::new())
            };
            let range = Some(checks::span(parameter, value));
            bases.push(BaseValue {
                parameter,
                value: Some(value),
                range,
                period: String::new(),
                status,
                sources,
            });
        };
        if let Some(price) = scenario.price_rub_per_kwh {
            add("price_rub_per_kwh", price, f64::NAN);
        }
        let of: [(&'static str, Part); 7] = [
            ("hash_price_usd_per_ph_day", |s| s.hash_price_usd_per_ph_day),
            ("efficiency_j_per_th", |s| s.efficiency_j_per_th),
            ("rub_per_usd", |s| s.rub_per_usd),
            ("network_eh_per_s", |s| s.network_eh_per_s),
            ("load_factor", |s| s.load_factor),
            ("overhead", |s| s.overhead),
            ("reserve_margin", |s| s.reserve_margin),
        ];
        for (parameter, part) in of {
            add(parameter, part(scenario), part(&usual));
        }
        if stops_in_part {
            add("part_of_ban", scenario.part_of_ban, usual.part_of_ban);
        }
        bases
    }

    /// Whose word a default is.
    fn source_of_default(&self, parameter: &str) -> (&'static str, Vec<String>) {
        let of = STATED.iter().find(|(stated, ..)| *stated == parameter);
        let found = of.and_then(|&(_, id, is_computed)| {
            let statement = self.atlas().statements.iter().find(|statement| *statement.id == *id)?;
            Some((statement, is_computed))
        });
        found.map_or(("assumed", Vec::new()), |(statement, is_computed)| {
            let status = if is_computed { Status::Derived } else { statement.status };
            (status.id(), statement.sources.iter().map(ToString::to_string).collect())
        })
    }

    /// Period and weakest status of a metric in these of the regions; `None` where none has a figure.
    fn base_figure(
        &self,
        metric: &'static str,
        scenario: &Scenario,
        known: &[Known],
        of: &[bool],
    ) -> Option<BaseValue> {
        let (atlas, words) = (self.atlas(), self.words());
        let id = atlas.metric_id(metric)?;
        let regions = known.iter().zip(of).filter(|(_, is_used)| **is_used);
        let records: Vec<_> =
            regions.filter_map(|(region, _)| atlas.record(region.id, id, scenario.year)).collect();
        let weakest: Option<Status> = records.iter().map(|record| record.observation.status).max();
        Some(BaseValue {
            parameter: metric,
            value: None,
            range: None,
            period: Self::common_period(&records, &words),
            status: weakest?.id(),
            sources: Vec::new(),
        })
    }

    /// All of them in a sentence for each status: "Reckoned with. Published: hash price 43.1 …".
    pub(super) fn bases_line(&self, result: &PlanResult, words: &Words) -> String {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for base in &result.bases {
            let told = self.base_text(base, words);
            match groups.iter_mut().find(|(status, _)| *status == base.status) {
                Some((_, list)) => list.push(told),
                None => groups.push((base.status, vec![told])),
            }
        }
        let sentence = |(status, list): (&str, Vec<String>)| {
            let status = match status {
                "scenario" => words.get("plan-base-scenario"),
                "assumed" => words.get("plan-base-assumed"),
                status => words.get(&format!("status-{status}")),
            };
            format!("{}: {}", capitalised(&status), list.join("; "))
        };
        let list = groups.into_iter().map(sentence).collect::<Vec<_>>().join(". ");
        words.with("plan-bases", &[("list", &list)])
    }

    /// "energy balance, 2022–2023", "roubles for a US dollar 80 (70–95), Editors of this atlas".
    fn base_text(&self, base: &BaseValue, words: &Words) -> String {
        let lang = words.lang();
        let metric = self.atlas().metric_id(base.parameter).map(|id| self.atlas().metric(id));
        let name = metric.map_or_else(
            || words.get(&format!("plan-parameter-{}", base.parameter.replace('_', "-"))),
            |metric| metric.name.get(lang).to_owned(),
        );
        let mut told = uncapitalised(&name);
        if let Some(value) = base.value {
            let text = |value: f64| parameter_text(base.parameter, value, words);
            let (low, high) = base.range.unwrap_or((value, value));
            let bounds = [" (", &text(low), &units::DASH.to_string(), &text(high), ")"].concat();
            told =
                [told.as_str(), ": ", &text(value), if low < high { bounds.as_str() } else { "" }].concat();
        }
        let mut more: Vec<String> =
            Some(base.period.clone()).filter(|of| !of.is_empty()).into_iter().collect();
        // The bounds of money take prices of power as so much off, whosever they are.
        if [BUSINESS, HOUSEHOLD, "price_rub_per_kwh"].contains(&base.parameter) {
            more.push(format!("±{}", units::with_unit(&number(PRICE_OFF * 100.0, 0, lang), "%", true, lang)));
        }
        if !base.sources.is_empty() {
            more.push(self.names_of_sources(&base.sources, words));
        }
        more.insert(0, told);
        more.join(", ")
    }
}

/// A word at the head of a sentence.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A value of a parameter as a reader would write it: shares in percent.
pub(super) fn parameter_text(parameter: &str, value: f64, words: &Words) -> String {
    let lang = words.lang();
    match parameter {
        "load_factor" | "overhead" | "reserve_margin" | "part_of_ban" => {
            units::with_unit(&number(value * 100.0, 0, lang), "%", true, lang)
        }
        _ => number(value, units::decimals_for([value, value]).min(2), lang),
    }
}
