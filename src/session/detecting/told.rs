//! Owns the words of a detection: since when, how much, and what speaks for it, in every language.
//! Does not weigh evidence.

use crate::{
    atlas::Day,
    detect::{Evidence, Finding},
    io::FoundRow,
    lang::{Lang, Localized, Words},
    meter::DetectionKind,
    units,
};

/// Reasons that are told; more would not be read.
const TOLD: usize = 3;

/// Gives each detection its words.
pub(super) fn tell(found: &mut [FoundRow]) {
    if found.is_empty() {
        return;
    }
    let (en, ru) = (Words::new(Lang::En), Words::new(Lang::Ru));
    for row in found {
        row.told = Localized { en: sentence(&row.finding, &en), ru: sentence(&row.finding, &ru) };
    }
}

fn sentence(finding: &Finding, words: &Words) -> String {
    let of_kind = match finding.kind {
        DetectionKind::AbnormalLoad => "evidence-of-load",
        DetectionKind::MeterTampering => "evidence-of-tampering",
        DetectionKind::UnauthorisedConnection => "evidence-of-connection",
    };
    let mut text = words.get(of_kind);
    if let Some(kw) = finding.kw.filter(|kw| kw.is_finite()) {
        text = words.with("evidence-kw", &[("what", &text), ("kw", &number(kw, words.lang()))]);
    }
    if let Some(day) = finding.first_seen_s.and_then(day_of) {
        text = words.with("evidence-since", &[("what", &text), ("day", &day.to_string())]);
    }
    let speaks_for = finding.evidence.iter().filter(|evidence| evidence.weight > 0.0);
    let reasons: Vec<String> = speaks_for.take(TOLD).map(|evidence| reason(evidence, words)).collect();
    if !reasons.is_empty() {
        text = words.with("evidence-because", &[("what", &text), ("reasons", &reasons.join("; "))]);
    }
    text
}

fn day_of(time_s: i64) -> Option<Day> {
    i32::try_from(time_s.div_euclid(86_400)).ok().map(Day::since_1970)
}

/// A statistic with what is usual: "base load at night over that by day 0.97 (neighbours 0.4)".
fn reason(evidence: &Evidence, words: &Words) -> String {
    let id = format!("statistic-{}", evidence.statistic.replace('_', "-"));
    let name = words.find(&id).unwrap_or_else(|| evidence.statistic.replace('_', " "));
    let value = number(evidence.value, words.lang());
    let text = words.with("evidence-value", &[("name", &name), ("value", &value)]);
    let usual = |id, value: Option<f32>| {
        let value = value.filter(|value| value.is_finite())?;
        Some(words.with(id, &[("value", &number(value, words.lang()))]))
    };
    let beside: Vec<String> =
        [usual("evidence-peers", evidence.peers), usual("evidence-past", evidence.past)]
            .into_iter()
            .flatten()
            .collect();
    if beside.is_empty() { text } else { format!("{text} ({})", beside.join(", ")) }
}

/// Two significant figures below ten, one digit behind the point above, none from a hundred.
fn number(value: f32, lang: Lang) -> String {
    let decimals = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 1.0 => 1,
        _ => 2,
    };
    units::number(f64::from(value), decimals, lang)
}
