//! Owns the words of a detection: since when, how much, and what speaks for it, in every language.
//! Does not weigh evidence.

use crate::{
    atlas::Day,
    detect::{Evidence, Finding, PeerGroup, Trait},
    io::{FoundRow, MadeUp},
    lang::{Lang, Localized, Words},
    meter::DetectionKind,
    units,
};

/// Reasons that are told; more would not be read.
const TOLD: usize = 3;
/// Log odds from which a statistic is a reason: they change a probability by a tenth of itself.
const LEAST_WEIGHT: f32 = 0.1;
/// Endings of the names of statistics that are in standard errors.
const STANDARD_ERRORS: &str = "_t";
/// Endings of those that divide by something that may be next to nothing …
const RATIOS: [&str; 3] = [STANDARD_ERRORS, "_repeat", "_ratio"];
/// … so that more than this says no more.
const MOST_RATIO: f32 = 100.0;
/// Less is no base load.
const LEAST_KW: f32 = 0.005;

/// Gives each detection its words. Days are those of the clocks there, so far ahead of UTC.
pub(super) fn tell<'a>(found: impl Iterator<Item = (&'a mut FoundRow, i32)>) {
    let mut found = found.peekable();
    if found.peek().is_none() {
        return;
    }
    let (en, ru) = (Words::new(Lang::En), Words::new(Lang::Ru));
    for (row, utc_offset_s) in found {
        let told = |words| {
            let text = sentence(&row.finding, utc_offset_s, words);
            let made_up = row.made_up.filter(|made_up| made_up.count() > 0);
            match made_up.map(|made_up| made_up_told(made_up, words)) {
                Some(made_up) => words.with("evidence-and", &[("what", &text), ("more", &made_up)]),
                None => text,
            }
        };
        row.told = Localized { en: told(&en), ru: told(&ru) };
    }
}

fn sentence(finding: &Finding, utc_offset_s: i32, words: &Words) -> String {
    let [of_kind, with_kw] = match finding.kind {
        DetectionKind::AbnormalLoad => ["evidence-of-load", "evidence-of-load-kw"],
        DetectionKind::MeterTampering => ["evidence-of-tampering", "evidence-of-tampering-kw"],
        DetectionKind::UnauthorisedConnection => ["evidence-of-connection", "evidence-of-connection-kw"],
    };
    let mut text = match finding.kw.filter(|kw| kw.is_finite()) {
        Some(kw) => words.with(with_kw, &[("kw", &number(kw, words.lang()))]),
        None => words.get(of_kind),
    };
    if let Some(day) = finding.first_seen_s.and_then(|time_s| day_of(time_s + i64::from(utc_offset_s))) {
        let day = day.period().label(words);
        text = words.with("evidence-since", &[("what", &text), ("day", &day)]);
    }
    let others = finding.peers.map(|peers| others_told(peers, words)).unwrap_or_default();
    let told: Vec<String> = finding.traits.iter().map(|what| plainly(*what, &others, words)).collect();
    if !told.is_empty() {
        text = words.with("evidence-traits", &[("what", &text), ("traits", &told.join(", "))]);
    }
    let speaks_for = finding.evidence.iter().filter(|evidence| evidence.weight >= LEAST_WEIGHT);
    let reasons: Vec<String> =
        speaks_for.take(TOLD).map(|evidence| reason(evidence, &others, words)).collect();
    if !reasons.is_empty() {
        text = words.with("evidence-because", &[("what", &text), ("reasons", &reasons.join("; "))]);
    }
    text
}

/// How many intervals were made up, and that they do not count.
#[must_use]
pub fn made_up_told(made_up: MadeUp, words: &Words) -> String {
    let [intervals, estimated, substituted] = [made_up.intervals, made_up.estimated, made_up.substituted]
        .map(|count| units::number(f64::from(count), 0, words.lang()));
    let args = [("intervals", &*intervals), ("estimated", &*estimated), ("substituted", &*substituted)];
    words.plural("evidence-made-up", f64::from(made_up.intervals), &args)
}

/// Who peers are, as what is said of them begins.
#[must_use]
pub fn others_told(peers: PeerGroup, words: &Words) -> String {
    words.get(match peers {
        PeerGroup::Tariff => "peers-tariff",
        PeerGroup::UnknownTariff => "peers-unknown-tariff",
        PeerGroup::Learned => "peers-learned",
        PeerGroup::Feeders => "peers-feeders",
    })
}

/// A trait in words: "day and night", "14 times that of others of its tariff".
fn plainly(what: Trait, others: &str, words: &Words) -> String {
    let lang = words.lang();
    let counted = |id: &str, n: f32| {
        let n = f64::from(n.round());
        words.plural(id, n, &[("count", &units::number(n, 0, lang))])
    };
    let percent = |share: f32| units::number(f64::from(share * 100.0), 0, lang);
    let hour = |h: f32| {
        let minutes = (h * 60.0).round().max(0.0) as u32;
        format!("{}:{:02}", minutes / 60 % 24, minutes % 60)
    };
    match what {
        Trait::DayAndNight => words.get("trait-day-and-night"),
        Trait::Timed { on_h, off_h } => {
            words.with("trait-timed", &[("on", &hour(on_h)), ("off", &hour(off_h))])
        }
        Trait::Flat => words.get("trait-flat"),
        Trait::Grows => words.get("trait-grows"),
        Trait::Standing => words.get("trait-standing"),
        Trait::ComesAndGoes => words.get("trait-comes-and-goes"),
        Trait::AtWeekends => words.get("trait-at-weekends"),
        Trait::OnWorkdays => words.get("trait-on-workdays"),
        Trait::NoWeekend => words.get("trait-no-weekend"),
        Trait::IgnoresCold => words.get("trait-ignores-cold"),
        Trait::TimesPeers(times) => {
            // Decimals have a plural of their own in Russian, also where they happen to be zero.
            let (n, decimals) = if times < 10.0 { (0.5, 1) } else { (times.round(), 0) };
            let said = units::number(f64::from(times), decimals, lang);
            words.plural("trait-times-peers", f64::from(n), &[("times", &said), ("others", others)])
        }
        Trait::OverLimit { kwh_month, limit_kwh_month } => {
            let [kwh, limit] = [kwh_month, limit_kwh_month].map(|kwh| units::number(f64::from(kwh), 0, lang));
            words.with("trait-over-limit", &[("kwh", &kwh), ("limit", &limit)])
        }
        Trait::BaseBeforeKw(kw) if kw < LEAST_KW => words.get("trait-nothing-before"),
        Trait::BaseBeforeKw(kw) => words.with("trait-base-before", &[("kw", &number(kw, lang))]),
        Trait::ZeroDays(days) => counted("trait-zero-days", days),
        Trait::FrozenDays(days) => counted("trait-frozen-days", days),
        Trait::Capped(share) => words.with("trait-capped", &[("percent", &percent(share))]),
        Trait::ZeroNights => words.get("trait-zero-nights"),
        Trait::Fell(share) => words.with("trait-fell", &[("percent", &percent(share))]),
        Trait::Loses { share, usual: None } => words.with("trait-loses", &[("percent", &percent(share))]),
        Trait::Loses { share, usual: Some(usual) } if percent(share) == percent(usual) => {
            words.with("trait-loses", &[("percent", &percent(share))])
        }
        Trait::Loses { share, usual: Some(usual) } => {
            words.with("trait-loses-more", &[("percent", &percent(share)), ("usual", &percent(usual))])
        }
        Trait::IronLosses { kw, kva: [least, most] } => {
            let [least, most] = [least, most].map(|kva| units::number(f64::from(kva), 0, lang));
            let values = [("kw", number(kw, lang)), ("least", least.clone()), ("most", most.clone())];
            let id = if least == most { "trait-iron-losses-one" } else { "trait-iron-losses" };
            words.with(id, &values.each_ref().map(|(name, value)| (*name, &**value)))
        }
        Trait::BeyondIron(kw) => words.with("trait-beyond-iron", &[("kw", &number(kw, lang))]),
        Trait::Export(days) => counted("trait-export", days as f32),
        Trait::StrayMeters(count) => counted("trait-stray-meters", count as f32),
        Trait::AdoptedMeters(count) => counted("trait-adopted-meters", count as f32),
        Trait::EndedMeters(count) => counted("trait-ended-meters", count as f32),
        Trait::ExchangedMeters(count) => counted("trait-exchanged-meters", count as f32),
        Trait::LikeCustomer => words.get("trait-like-customer"),
        Trait::SilentMeters(count) => counted("trait-silent-meters", count as f32),
        Trait::ClockOff(hours) => {
            let id = if hours > 0.0 { "trait-clock-behind" } else { "trait-clock-ahead" };
            words.with(id, &[("hours", &units::number(f64::from(hours.abs()), 1, lang))])
        }
        Trait::ExplainsLosses => words.get("trait-explains-losses"),
        Trait::StandsStill => words.get("trait-stands-still"),
        Trait::FallsWithLosses => words.get("trait-falls-with-losses"),
    }
}

fn day_of(time_s: i64) -> Option<Day> {
    i32::try_from(time_s.div_euclid(86_400)).ok().map(Day::since_1970)
}

/// A statistic with what is usual: "base load at night over that by day 0.97 (others of its tariff 0.4)".
fn reason(evidence: &Evidence, others: &str, words: &Words) -> String {
    let id = format!("statistic-{}", evidence.statistic.replace('_', "-"));
    let name = words.find(&id).unwrap_or_else(|| evidence.statistic.replace('_', " "));
    let is_ratio = RATIOS.iter().any(|ending| evidence.statistic.ends_with(ending));
    let size = |value: f32| match value {
        value if is_ratio && value > MOST_RATIO => {
            words.with("evidence-over", &[("value", &units::number(f64::from(MOST_RATIO), 0, words.lang()))])
        }
        value => number(value, words.lang()),
    };
    let mut value = size(evidence.value);
    if evidence.statistic.ends_with(STANDARD_ERRORS) {
        // Decimals have a plural of their own.
        let n = if evidence.value > MOST_RATIO { f64::from(MOST_RATIO) } else { 0.5 };
        value = words.plural("evidence-standard-errors", n, &[("value", &value)]);
    }
    let text = words.with("evidence-value", &[("name", &name), ("value", &value)]);
    let usual = |id, value: Option<f32>| {
        let value = value.filter(|value| value.is_finite())?;
        Some(words.with(id, &[("value", &size(value)), ("others", others)]))
    };
    let beside = [usual("evidence-peers", evidence.peers), usual("evidence-past", evidence.past)];
    let beside: Vec<String> = beside.into_iter().flatten().collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: DetectionKind, kw: f32, traits: &[Trait]) -> [String; 2] {
        // 2025-03-11 20:00 UTC is the 12th in Irkutsk.
        let (first_seen_s, last_seen_s, kw) = (Some(1_741_723_200), None, Some(kw));
        let finding = Finding {
            kind,
            score: 0.9,
            alarm_score: 0.5,
            is_alarm: true,
            first_seen_s,
            last_seen_s,
            kw,
            peers: Some(PeerGroup::Tariff),
            traits: traits.to_vec(),
            evidence: Vec::new(),
        };
        [Lang::En, Lang::Ru]
            .map(|lang| sentence(&finding, 8 * 3600, &Words::new(lang)).replace('\u{a0}', " "))
    }

    #[test]
    fn a_load_is_told_as_one_sees_it() {
        let traits = [Trait::DayAndNight, Trait::Flat, Trait::TimesPeers(14.2), Trait::NoWeekend];
        assert_eq!(
            told(DetectionKind::AbnormalLoad, 7.1, &traits),
            [
                "a load like mining of about 7.1 kW, visible since 12 March 2025: day and night, flat, \
                 base load 14 times that of others of its tariff, weekends like workdays",
                "нагрузка, похожая на майнинг, около 7,1 кВт, заметно с 12 марта 2025: круглосуточно, без колебаний, \
                 базовая нагрузка в 14 раз больше, чем у других того же тарифа, в выходные так же, как в будни",
            ]
        );
    }

    #[test]
    fn missing_energy_is_told_with_where_it_goes() {
        let loses = Trait::Loses { share: 0.12, usual: Some(0.05) };
        assert_eq!(
            told(DetectionKind::MeterTampering, 3.3, &[Trait::StandsStill, loses]),
            [
                "a meter that records about 3.3 kW less than passes through it, visible since 12 March 2025: its register \
                 stands still while energy is taken, the feeder loses 12 % of its energy (others 5 %)",
                "счётчик недоучитывает около 3,3 кВт, заметно с 12 марта 2025: \
                 показания стоят, пока берётся энергия, фидер теряет 12 % энергии (другие 5 %)",
            ]
        );
        let [en, ru] = told(DetectionKind::MeterTampering, 2.0, &[Trait::ZeroDays(21.0)]);
        assert!(en.ends_with("21 days in a row without any energy"), "{en}");
        assert!(ru.ends_with("21 день подряд без энергии"), "{ru}");
        let [en, ru] = told(DetectionKind::UnauthorisedConnection, 20.1, &[]);
        assert_eq!(en, "about 20.1 kW taken past every meter, visible since 12 March 2025");
        assert_eq!(ru, "отбор около 20,1 кВт в обход счётчиков, заметно с 12 марта 2025");
    }

    #[test]
    fn reasons_are_of_a_size_that_says_something() {
        let said_beside = |group, statistic, value, peers| {
            let evidence = Evidence { statistic, value, peers, past: None, weight: 1.0 };
            [Lang::En, Lang::Ru].map(|lang| {
                let words = Words::new(lang);
                reason(&evidence, &others_told(group, &words), &words).replace('\u{a0}', " ")
            })
        };
        let said = |statistic, value, peers| said_beside(PeerGroup::Tariff, statistic, value, peers);
        assert_eq!(
            said("mean_peer_step_t", 23_469.0, Some(1.24)),
            [
                "significance of the step in mean load beyond that of similar customers over 100 standard errors \
                 (others of its tariff 1.2)",
                "значимость скачка средней нагрузки сверх сходных потребителей больше 100 стандартных ошибок \
                 (у других того же тарифа 1,2)",
            ]
        );
        assert_eq!(
            said("fall_t", 7.0, None),
            [
                "significance of the lasting fall of daily mean load 7.0 standard errors",
                "значимость устойчивого снижения среднесуточной нагрузки 7,0 стандартной ошибки",
            ]
        );
        let among = |group| {
            said_beside(group, "mean_kw", 7.0, Some(0.5))
                .map(|text| text.split_once('(').map(|(_, beside)| beside.to_owned()).expect("peers"))
        };
        assert_eq!(
            among(PeerGroup::UnknownTariff),
            ["other meters of unknown tariff 0.50)", "у других счётчиков с неизвестным тарифом 0,50)"]
        );
        let [en, ru] = among(PeerGroup::Learned);
        assert!(en.starts_with("customers of its tariff that the model learned from"), "{en}");
        assert!(ru.starts_with("у потребителей того же тарифа, на которых обучена модель"), "{ru}");
        let [en, ru] = said_beside(PeerGroup::Feeders, "constant_loss_share", 0.12, Some(0.01));
        assert!(en.ends_with("0.12 (other feeders 0.01)"), "{en}");
        assert!(ru.ends_with("0,12 (у других фидеров 0,01)"), "{ru}");
        let same = Trait::Loses { share: 0.381, usual: Some(0.379) };
        let [en, _] = told(DetectionKind::UnauthorisedConnection, 2.0, &[same]);
        assert!(en.ends_with("the feeder loses 38 % of its energy"), "{en}");
    }
}
