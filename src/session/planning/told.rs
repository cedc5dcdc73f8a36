//! Owns what is said of a plan. Does not compute it.

use super::{LimitResult, PlanResult, PlannedRegion, checks, pictures::tornado_rows};
use crate::{
    atlas::Period,
    lang::{Lang, Words},
    session::Session,
    units::{self, DASH, number},
};
use plan::{Range, Removed, Target};

impl Session {
    /// A plan in words, line by line.
    #[must_use]
    pub fn plan_text(&self, result: &PlanResult) -> String {
        let words = self.words();
        let lang = words.lang();
        let mut lines = vec![heading(result, &words), String::new()];
        let whole = |value: f64| number(value, 0, lang);
        if result.removed_mw.high > 0.0 {
            lines.push(words.with("plan-removed", &[("mw", &ranged(result.removed_mw, lang))]));
            lines.extend(removed_lines(result, &words));
            lines.extend(assumed_line(result, &words));
        }
        lines.push(words.with("plan-free", &[("mw", &ranged(result.headroom_mw, lang))]));
        if result.is_possible {
            lines.push(words.with("plan-placed", &[("mw", &ranged(result.placed_mw, lang))]));
            lines.extend(placed_lines(result, &words));
            let after = ranged(result.headroom_after_mw, lang);
            lines.push(words.with("plan-free-after", &[("mw", &after)]));
            lines.extend(grows_line(result, &words));
            lines.push(sure_line(result, &words));
            if result.may_save > 0.0 {
                let share = number(result.may_save * 100.0, 2, lang);
                lines.push(words.with("plan-not-proven", &[("share", &share)]));
            }
            lines.extend(self.limit_lines(result, &words));
            lines.push(String::new());
            lines.extend(money_lines(result, &words));
            lines.push(self.bases_line(result, &words));
        } else {
            let wanted = whole(result.wanted_mw.unwrap_or_default());
            lines.push(
                words.with(
                    "plan-impossible",
                    &[("wanted", &wanted), ("most", &whole(result.placed_mw.value))],
                ),
            );
            lines.extend(result.limits.iter().map(|limit| format!("  {}", self.forbids(limit, &words))));
        }
        let unknown = result.regions.iter().filter(|region| region.headroom_mw.is_none()).count();
        if unknown > 0 {
            lines.push(words.with("plan-unknown", &[("count", &unknown.to_string())]));
        }
        lines.push(words.get("plan-no-seasons"));
        lines.push(String::new());
        lines.extend(self.device_lines(result, &words));
        lines.extend(growth_lines(result, &words));
        lines.push(String::new());
        let status = words.get(&format!("status-{}", result.status));
        lines.push(words.with(
            "spatial-status",
            &[("status", &status), ("sources", &self.names_of_sources(&result.sources, &words))],
        ));
        lines.join("\n") + "\n"
    }

    fn name_of(&self, code: &str, lang: Lang) -> String {
        let region = self.atlas().region_id(code).map(|id| self.atlas().region(id));
        region.map_or_else(|| code.to_owned(), |region| region.name.get(lang).to_owned())
    }

    /// What binding limits cost, the three dearest by name.
    pub(super) fn limit_lines(&self, result: &PlanResult, words: &Words) -> Vec<String> {
        const NAMED: usize = 5;
        let lang = words.lang();
        let mut lines = Vec::new();
        if let Some(cost) = result.last_mw_cost_mln_rub {
            lines.push(words.with("plan-last-mw", &[("cost", &range_text(cost, 1, lang))]));
        }
        for limit in result.limits.iter().take(NAMED) {
            let (name, price) =
                (self.name_of(&limit.region, lang), number(limit.price_mln_rub.unwrap_or(0.0), 1, lang));
            let id = match limit.kind {
                "headroom" => "plan-price-headroom",
                "limit" => "plan-price-limit",
                _ => continue,
            };
            lines.push(format!("  {}", words.with(id, &[("region", &name), ("price", &price)])));
        }
        lines
    }

    pub(super) fn forbids(&self, limit: &LimitResult, words: &Words) -> String {
        let name = self.name_of(&limit.region, words.lang());
        match limit.kind {
            "limit" => words.with("plan-forbids-limit", &[("region", &name)]),
            "chosen" => words.get("plan-forbids-chosen"),
            "bans" => words.get("plan-forbids-bans"),
            "receivers" => words.get("plan-forbids-receivers"),
            _ => words.get("plan-forbids-headrooms"),
        }
    }

    fn device_lines(&self, result: &PlanResult, words: &Words) -> Vec<String> {
        let lang = words.lang();
        let mut lines = Vec::new();
        if !result.devices.is_empty() {
            lines.push(words.get("plan-devices"));
        }
        for check in &result.devices {
            let thousand = |rub: f64| number(rub / 1e3, 1, lang);
            let mean = check.at_mean_rate_rub.map_or_else(|| DASH.to_string(), thousand);
            let told = words.with(
                "plan-device",
                &[
                    ("published", &*number(check.published_rub / 1e3, 0, lang)),
                    ("first", &*thousand(check.at_first_rate_rub)),
                    ("mean", &*mean),
                    ("machine", &*thousand(check.machine_rub)),
                ],
            );
            lines.push(format!("  {}: {told}", self.name_of(&check.region, lang)));
        }
        lines
    }
}

pub(super) fn heading(result: &PlanResult, words: &Words) -> String {
    let scenario = &result.scenario;
    let lang = words.lang();
    let target = match scenario.target {
        Target::NewMw(mw) => words.with("plan-target-new", &[("mw", &number(mw, 0, lang))]),
        Target::Times(times) => words.with("plan-target-times", &[("times", &number(times, 1, lang))]),
        Target::Moved => words.get("plan-target-moved"),
        Target::BudgetBnRub(budget) => {
            words.with("plan-target-budget", &[("budget", &number(budget, 1, lang))])
        }
    };
    let name = if scenario.name.is_empty() { String::new() } else { format!("{}: ", scenario.name) };
    format!(
        "{name}{}",
        words.with("plan-head", &[("target", &target), ("date", &day_told(&scenario.date, words))])
    )
}

/// What leaves each region, and what it pays for electricity there.
fn removed_lines(result: &PlanResult, words: &Words) -> Vec<String> {
    let lang = words.lang();
    let line = |region: &PlannedRegion| {
        let shown = |range: Option<Range>| {
            range.map_or_else(|| DASH.to_string(), |range| range_text(range, decimals_of(range), lang))
        };
        let price = region.price_rub_per_kwh;
        let price = price.map_or_else(|| DASH.to_string(), |price| range_text(price, 2, lang));
        let told = words.with(
            "plan-region-removed",
            &[
                ("mw", &*ranged(region.removed_mw, lang)),
                ("price", &*price),
                ("electricity", &*shown(region.removed_electricity_bn_rub)),
            ],
        );
        format!("  {}: {told}", region.region_name)
    };
    leaving(result).into_iter().map(line).collect()
}

/// Regions that mining leaves, the most first.
pub(super) fn leaving(result: &PlanResult) -> Vec<&PlannedRegion> {
    let mut removed: Vec<&PlannedRegion> =
        result.regions.iter().filter(|region| region.removed_mw.high > 0.0).collect();
    removed.sort_by(|a, b| b.removed_mw.value.total_cmp(&a.removed_mw.value));
    removed
}

/// What the plan assumes of bans that do not hold everywhere or all year, where it matters.
pub(super) fn assumed_line(result: &PlanResult, words: &Words) -> Option<String> {
    let is_partly = |region: &PlannedRegion| ["part", "season"].contains(&region.ban);
    let matters = result.scenario.remove == Removed::Banned && leaving(result).into_iter().any(is_partly);
    let share = checks::ranged("part_of_ban", result.scenario.part_of_ban).map(|share| share * 100.0);
    let share = units::with_unit(&range_text(share, 0, words.lang()), "%", true, words.lang());
    matters.then(|| words.with("plan-part-of-ban", &[("share", &share)]))
}

/// Why more may be free after a plan than before, where it may.
pub(super) fn grows_line(result: &PlanResult, words: &Words) -> Option<String> {
    let may_grow = result.headroom_after_mw.high > result.headroom_mw.high;
    (result.is_possible && may_grow).then(|| words.get("plan-free-grows"))
}

fn placed_lines(result: &PlanResult, words: &Words) -> Vec<String> {
    let lang = words.lang();
    let mut placed: Vec<&PlannedRegion> =
        result.regions.iter().filter(|region| region.placed_mw.value > 0.0).collect();
    placed.sort_by(|a, b| b.placed_mw.value.total_cmp(&a.placed_mw.value));
    let line = |region: &&PlannedRegion| {
        let price =
            region.price_rub_per_kwh.map_or_else(|| DASH.to_string(), |price| range_text(price, 2, lang));
        let left = region.left_mw.map_or_else(|| DASH.to_string(), |left| ranged(left, lang));
        let told = words.with(
            "plan-region",
            &[("mw", &*ranged(region.placed_mw, lang)), ("left", &*left), ("price", &*price)],
        );
        format!("  {}: {told}", region.region_name)
    };
    placed.iter().map(line).collect()
}

/// Whether it can be done at the bounds of the figures too.
pub(super) fn sure_line(result: &PlanResult, words: &Words) -> String {
    let [least, most] = result.is_possible_at_bounds;
    // How much leaves may be uncertain beside how much is free.
    let is_of_both = result.removed_mw.low < result.removed_mw.high;
    words.get(match (is_of_both, least, most) {
        (false, true, _) => "plan-sure",
        (false, false, true) => "plan-unsure",
        (false, false, false) => "plan-middle-only",
        (true, true, _) => "plan-sure-moved",
        (true, false, true) => "plan-unsure-moved",
        (true, false, false) => "plan-middle-only-moved",
    })
}

/// MW with their bounds.
pub(super) fn ranged(range: Range, lang: Lang) -> String {
    if (range.high - range.low).abs() < 0.5 {
        number(range.value, 0, lang)
    } else {
        range_text(range, 0, lang)
    }
}

/// A figure with its bounds: "32.7 (19.6–44.3)".
pub(super) fn range_text(range: Range, decimals: usize, lang: Lang) -> String {
    let value = number(range.value, decimals, lang);
    if range.low >= range.high {
        return value;
    }
    let bounds = units::interval(Some(range.low), Some(range.high), decimals, lang);
    if bounds == value { value } else { format!("{value} ({bounds})") }
}

/// Decimals of an amount of money: two where it is small.
fn decimals_of(range: Range) -> usize {
    if range.value.abs() < 1.0 { 2 } else { 1 }
}

fn money_lines(result: &PlanResult, words: &Words) -> Vec<String> {
    let lang = words.lang();
    let (money, one) = (&result.money, |value: f64| number(value, 1, lang));
    let household = money.household_bill_bn_rub.map_or_else(|| DASH.to_string(), one);
    let mut lines = vec![
        words.with(
            "plan-money",
            &[
                ("rate", &*one(money.hash_rate_eh_per_s)),
                ("revenue", &*range_text(money.revenue_bn_rub, 1, lang)),
                ("electricity", &*range_text(money.electricity_bn_rub, 1, lang)),
                ("household", &*household),
                ("low", &*one(money.tax_bn_rub.0)),
                ("high", &*one(money.tax_bn_rub.1)),
            ],
        ),
        profit_line(result, words),
        hash_line(result, words),
        words.get("plan-tornado"),
    ];
    lines.extend(tornado_rows(result, words).into_iter().map(|row| {
        let [(low, profit_low), (high, profit_high)] = row.ends;
        format!("  {}: {low} … {high}: {} … {}", row.label, one(profit_low), one(profit_high))
    }));
    lines
}

/// Profit with its interval, and whether it could be a loss.
pub(super) fn profit_line(result: &PlanResult, words: &Words) -> String {
    let profit = result.money.profit_bn_rub;
    let told = words.with("plan-profit", &[("profit", &range_text(profit, 1, words.lang()))]);
    format!("{told} {}", words.get(loss_id(profit)))
}

/// The message on whether a profit could be a loss.
pub(super) fn loss_id(profit: Range) -> &'static str {
    match (profit.low < 0.0, profit.value < 0.0, profit.high < 0.0) {
        (false, ..) => "plan-no-loss",
        (true, false, _) => "plan-may-lose",
        (true, true, false) => "plan-loses",
        (true, true, true) => "plan-loses-always",
    }
}

pub(super) fn hash_line(result: &PlanResult, words: &Words) -> String {
    /// A share of the hash price below which it is the same: what is moved adds no power.
    const SAME: f64 = 1e-9;
    let two = |value: f64| number(value, 2, words.lang());
    let (before, after) = result.hash_price;
    if (before - after).abs() <= SAME * before {
        let texts = [("price", &*two(before)), ("even", &*two(result.break_even.1))];
        return words.with("plan-price-of-hash-same", &texts);
    }
    words.with(
        "plan-price-of-hash",
        &[("before", &*two(before)), ("after", &*two(after)), ("even", &*two(result.break_even.1))],
    )
}

fn growth_lines(result: &PlanResult, words: &Words) -> Vec<String> {
    let Some(check) = &result.fivefold else { return Vec::new() };
    let lang = words.lang();
    let span = |of: fn(&plan::Growth) -> f64, factor: f64, decimals: usize| {
        let (a, b) = (of(&check.low) * factor, of(&check.high) * factor);
        format!("{}{DASH}{}", number(a.min(b), decimals, lang), number(a.max(b), decimals, lang))
    };
    let needed =
        check.low.share_needed.map_or_else(|| DASH.to_string(), |share| number(share * 100.0, 1, lang));
    vec![words.with(
        "plan-fivefold",
        &[
            ("share", &*span(|g| g.share, 100.0, 0)),
            ("now", &*span(|g| g.revenue_bn_rub, 1.0, 0)),
            ("frozen", &*span(|g| g.revenue_frozen_bn_rub, 1.0, 0)),
            ("after", &*span(|g| g.revenue_after_bn_rub, 1.0, 0)),
            ("share_after", &*span(|g| g.share_after, 100.0, 0)),
            ("price", &*span(|g| g.hash_price_after, 1.0, 1)),
            ("needed_price", &*span(|g| g.hash_price_needed, 1.0, 1)),
            ("needed_share", &*needed),
        ],
    )]
}

/// A day of a scenario as a reader would write it.
pub(super) fn day_told(date: &str, words: &Words) -> String {
    Period::parse(date).map_or_else(|| date.to_owned(), |period| period.label(words))
}
