//! Sample data of the charts' tests: the real figures in short, and what damaged files bring.

use crate::atlas::{ActStatus, Period};
use crate::chart::{BalancePoint, GrowthBar, RankingRow, TimelineEvent};
use crate::frame::FrameText;
use crate::lang::{Lang, Localized};
use crate::provenance::{Interval, Observation, Status};

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Growth,
    Ranking,
    Balance,
    Timeline,
}

pub(super) const KINDS: [Kind; 4] = [Kind::Growth, Kind::Ranking, Kind::Balance, Kind::Timeline];

pub(super) struct Data {
    pub(super) growth: Vec<GrowthBar>,
    pub(super) ranking: Vec<RankingRow>,
    pub(super) balance: Vec<BalancePoint>,
    pub(super) timeline: Vec<TimelineEvent>,
}

pub(in crate::chart) fn observed(
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    status: Status,
) -> Observation {
    Observation {
        value,
        interval: Interval::new(low, high),
        status,
        sources: Vec::new(),
        note: Localized::default(),
        conflicts: Vec::new(),
    }
}

/// The two languages of a text in one line.
fn say(lang: Lang, en: &str, ru: &str) -> String {
    match lang {
        Lang::En => en.to_owned(),
        Lang::Ru => ru.to_owned(),
    }
}

fn growth(lang: Lang) -> Vec<GrowthBar> {
    let year = |n: i32| say(lang, &format!("end of {n}"), &format!("конец {n}"));
    let percent = |value| Some(observed(Some(value), None, None, Status::Derived));
    let rows = [
        (2023, 127_664.0, Some((127_100.0, 128_300.0)), Status::Derived, None),
        (2024, 136_600.0, Some((136_550.0, 136_650.0)), Status::Published, percent(7.0)),
        (2025, 196_907.0, None, Status::Published, percent(44.1)),
    ];
    rows.into_iter()
        .map(|(n, value, ends, status, change_percent)| GrowthBar {
            label: year(n),
            observation: observed(Some(value), ends.map(|e| e.0), ends.map(|e| e.1), status),
            change_percent,
            missing_before: 0,
        })
        .collect()
}

/// Name in English, name in Russian, value, low, high, published, banned.
type Region = (&'static str, &'static str, f64, f64, f64, bool, bool);

const RANKING: [Region; 13] = [
    ("Stavropol Krai", "Ставропольский край", 2205.0, 1895.0, 2525.0, false, false),
    ("Irkutsk Oblast", "Иркутская область", 17722.0, 17057.0, 18396.0, false, true),
    ("Krasnoyarsk Krai", "Красноярский край", 6380.0, 6030.0, 6739.0, false, false),
    ("Novosibirsk Oblast", "Новосибирская область", 7443.0, 7064.0, 7832.0, false, false),
    ("Dagestan", "Дагестан", 3702.0, 3205.0, 4209.0, false, true),
    ("Belgorod Oblast", "Белгородская область", 1600.0, 1550.0, 1650.0, true, false),
    ("Voronezh Oblast", "Воронежская область", 1400.0, 1350.0, 1450.0, true, false),
    ("Lipetsk Oblast", "Липецкая область", 1200.0, 1150.0, 1250.0, true, false),
    ("Kursk Oblast", "Курская область", 800.0, 750.0, 850.0, true, false),
    ("North Ossetia – Alania", "Республика Северная Осетия — Алания", 788.0, 655.0, 930.0, false, true),
    ("Tambov Oblast", "Тамбовская область", 700.0, 650.0, 750.0, true, false),
    ("Oryol Oblast", "Орловская область", 560.0, 555.0, 565.0, true, false),
    ("Karachay-Cherkessia", "Карачаево-Черкесия", 197.0, 169.0, 226.0, false, true),
];

fn ranking(lang: Lang) -> Vec<RankingRow> {
    let known = RANKING.into_iter().map(|(en, ru, value, low, high, is_published, has_ban)| RankingRow {
        label: say(lang, en, ru),
        place: if has_ban { String::new() } else { say(lang, "9 or 2–3", "9 или 2–3") },
        observation: observed(
            Some(value),
            Some(low),
            Some(high),
            if is_published { Status::Published } else { Status::Derived },
        ),
        has_ban,
    });
    let bounded = [
        ("Bashkortostan", "Башкортостан", Some(7443.0), Some(18_387.0)),
        ("Kurgan Oblast", "Курганская область", Some(300.0), Some(400.0)),
        ("Tatarstan", "Татарстан", Some(5000.0), None),
        ("Moscow Oblast", "Московская область", None, Some(1600.0)),
    ];
    let bounded = bounded.into_iter().map(|(en, ru, low, high)| RankingRow {
        label: say(lang, en, ru),
        place: String::new(),
        observation: observed(None, low, high, Status::Published),
        has_ban: false,
    });
    let mut rows: Vec<RankingRow> = known.chain(bounded).collect();
    let middle = |row: &RankingRow| {
        let (low, high) = row.observation.bounds();
        row.observation.value.unwrap_or(if low.is_finite() && high.is_finite() {
            f64::midpoint(low, high)
        } else if low.is_finite() {
            low
        } else {
            high
        })
    };
    rows.sort_by(|a, b| middle(b).total_cmp(&middle(a)));
    rows
}

/// Consumption and generation in terawatt-hours, farms where published.
const BALANCE: [(&str, &str, f64, f64, Option<f64>); 40] = [
    ("Irkutsk Oblast", "Иркутская область", 66.8, 62.0, Some(17722.0)),
    ("Krasnoyarsk Krai", "Красноярский край", 58.0, 75.0, Some(6380.0)),
    ("Novosibirsk Oblast", "Новосибирская область", 17.5, 15.0, Some(7443.0)),
    ("Dagestan", "Дагестан", 8.6, 5.0, Some(3702.0)),
    ("Stavropol Krai", "Ставропольский край", 11.3, 17.5, Some(2205.0)),
    ("North Ossetia", "Северная Осетия", 1.9, 1.4, Some(788.0)),
    ("Karachay-Cherkessia", "Карачаево-Черкесия", 1.6, 0.8, Some(197.0)),
    ("Belgorod Oblast", "Белгородская область", 17.0, 0.8, Some(1600.0)),
    ("Voronezh Oblast", "Воронежская область", 12.6, 27.5, Some(1400.0)),
    ("Lipetsk Oblast", "Липецкая область", 13.8, 5.6, Some(1200.0)),
    ("Kursk Oblast", "Курская область", 8.7, 17.0, Some(800.0)),
    ("Tambov Oblast", "Тамбовская область", 3.7, 1.0, Some(700.0)),
    ("Oryol Oblast", "Орловская область", 2.9, 1.2, Some(560.0)),
    ("Khanty-Mansi AO", "ХМАО — Югра", 68.5, 82.0, None),
    ("Khakassia", "Хакасия", 17.4, 29.0, None),
    ("Moscow", "Москва", 57.5, 53.0, None),
    ("Moscow Oblast", "Московская область", 56.5, 25.0, None),
    ("Sverdlovsk Oblast", "Свердловская область", 44.0, 54.0, None),
    ("Chelyabinsk Oblast", "Челябинская область", 36.5, 27.0, None),
    ("Kemerovo Oblast", "Кемеровская область", 32.0, 21.0, None),
    ("Bashkortostan", "Башкортостан", 28.5, 26.5, None),
    ("Tatarstan", "Татарстан", 33.0, 29.0, None),
    ("Krasnodar Krai", "Краснодарский край", 29.5, 11.0, None),
    ("Ingushetia", "Ингушетия", 1.1, 0.0, None),
    ("Bryansk Oblast", "Брянская область", 4.7, 0.05, None),
    ("Altai Republic", "Республика Алтай", 0.75, 0.15, None),
    ("Adygea", "Адыгея", 1.7, 0.5, None),
    ("Altai Krai", "Алтайский край", 10.9, 7.0, None),
    ("Amur Oblast", "Амурская область", 10.5, 15.5, None),
    ("Arkhangelsk Oblast", "Архангельская область", 7.3, 6.3, None),
    ("Astrakhan Oblast", "Астраханская область", 4.4, 4.6, None),
    ("Buryatia", "Бурятия", 6.6, 5.8, None),
    ("Chechnya", "Чечня", 3.7, 1.9, None),
    ("Chukotka AO", "Чукотский АО", 0.75, 0.75, None),
    ("Kamchatka Krai", "Камчатский край", 1.9, 1.9, None),
    ("Kaliningrad Oblast", "Калининградская область", 4.8, 5.0, None),
    ("Tver Oblast", "Тверская область", 8.4, 36.0, None),
    ("Smolensk Oblast", "Смоленская область", 6.4, 21.5, None),
    ("Murmansk Oblast", "Мурманская область", 12.6, 17.0, None),
    ("Ivanovo Oblast", "Ивановская область", 3.6, 1.5, None),
];

fn balance(lang: Lang) -> Vec<BalancePoint> {
    let about = |value: f64| observed(Some(value), Some(value * 0.85), Some(value * 1.15), Status::Estimated);
    BALANCE
        .into_iter()
        .map(|(en, ru, consumption, generation, farms)| BalancePoint {
            label: say(lang, en, ru),
            consumption_twh: about(consumption),
            generation_twh: about(generation),
            farms: farms.map(|farms| observed(Some(farms), None, None, Status::Derived)),
        })
        .collect()
}

/// Topic, start, end, status, title in English and in Russian.
type Act = (&'static str, &'static str, &'static str, ActStatus, &'static str, &'static str);

const ACTS: [Act; 13] = [
    (
        "law",
        "2024-08-08",
        "",
        ActStatus::InForce,
        "Federal law 221-FZ legalises mining",
        "Закон № 221-ФЗ разрешает майнинг",
    ),
    (
        "policy",
        "2024-11-19",
        "",
        ActStatus::Reported,
        "President: mine only where power is in surplus",
        "Президент: майнить только там, где энергии избыток",
    ),
    (
        "limit",
        "2024-11-01",
        "",
        ActStatus::InForce,
        "Individuals may use up to 6,000 kWh a month without registration",
        "Физлица могут тратить без регистрации до 6000 кВт·ч в месяц",
    ),
    (
        "register",
        "2025-04",
        "",
        ActStatus::Reported,
        "Over 700 companies in the register",
        "В реестре больше 700 компаний",
    ),
    ("register", "2025-10-31", "", ActStatus::Reported, "1,364 registered miners", "В реестре 1364 майнера"),
    (
        "tax",
        "2025",
        "",
        ActStatus::InForce,
        "Corporate profit tax of 25% on mining",
        "Налог на прибыль от майнинга — 25 %",
    ),
    (
        "liability",
        "2025-12",
        "",
        ActStatus::Draft,
        "Criminal Code, article 171.6: up to five years",
        "Статья 171.6 УК: до пяти лет",
    ),
    (
        "liability",
        "2026-01-20",
        "",
        ActStatus::Draft,
        "Fines of up to RUB 10m, confiscation",
        "Штрафы до 10 млн руб., конфискация",
    ),
    (
        "ban",
        "2025-01-01",
        "2031-03-15",
        ActStatus::InForce,
        "Six republics of the North Caucasus and four disputed territories: all year",
        "Шесть республик Северного Кавказа и четыре спорные территории: круглый год",
    ),
    (
        "ban",
        "2025-01-01",
        "2025-03-15",
        ActStatus::Superseded,
        "Irkutsk Oblast, south: winter",
        "Юг Иркутской области: зимой",
    ),
    (
        "ban",
        "2025-04-01",
        "2031-03-15",
        ActStatus::InForce,
        "Irkutsk Oblast, south: all year",
        "Юг Иркутской области: круглый год",
    ),
    (
        "ban",
        "2026-01-01",
        "2031-03-15",
        ActStatus::Planned,
        "Buryatia and Zabaykalye, south: all year",
        "Юг Бурятии и Забайкалья: круглый год",
    ),
    (
        "ban",
        "2025-04",
        "",
        ActStatus::Requested,
        "Karelia, Penza Oblast and Khakassia ask for bans",
        "Карелия, Пензенская область и Хакасия просят о запрете",
    ),
];

fn period(start: &str, end: &str) -> Period {
    let parse = |text: &str| Period::parse(text).expect("date");
    Period { first: parse(start).first, last: parse(if end.is_empty() { start } else { end }).last }
}

fn timeline(lang: Lang) -> Vec<TimelineEvent> {
    ACTS.into_iter()
        .map(|(topic, start, end, status, en, ru)| TimelineEvent {
            period: period(start, end),
            lasts: !end.is_empty(),
            parts: Vec::new(),
            title: say(lang, en, ru),
            topic: topic.to_owned(),
            status,
        })
        .collect()
}

impl Data {
    pub(super) fn real(lang: Lang) -> Self {
        Self {
            growth: growth(lang),
            ranking: ranking(lang),
            balance: balance(lang),
            timeline: timeline(lang),
        }
    }

    pub(super) fn empty() -> Self {
        Self { growth: Vec::new(), ranking: Vec::new(), balance: Vec::new(), timeline: Vec::new() }
    }

    pub(super) fn single(lang: Lang) -> Self {
        let mut data = Self::real(lang);
        data.growth.truncate(1);
        data.ranking.truncate(1);
        data.balance.truncate(1);
        data.timeline.truncate(1);
        data
    }

    /// More of everything than a page has room for.
    pub(super) fn many() -> Self {
        let value = |i: u32| f64::from(i * 7919 % 1000) * 10.0 - 500.0;
        let figure = |i: u32| {
            observed(
                Some(value(i)),
                Some(value(i) - 300.0),
                Some(value(i) + 700.0),
                Status::ALL[i as usize % 5],
            )
        };
        let positive = |i: u32| observed(Some(value(i).abs() / 100.0), None, None, Status::Estimated);
        let label = |i: u32| format!("Region number {i} of the long list");
        Self {
            growth: (0..40)
                .map(|i| GrowthBar {
                    label: (1990 + i).to_string(),
                    observation: figure(i),
                    change_percent: Some(figure(i)),
                    missing_before: 0,
                })
                .collect(),
            ranking: (0..120)
                .map(|i| RankingRow {
                    label: label(i),
                    place: i.to_string(),
                    observation: figure(i),
                    has_ban: i % 3 == 0,
                })
                .collect(),
            balance: (0..200)
                .map(|i| BalancePoint {
                    label: label(i),
                    consumption_twh: positive(i),
                    generation_twh: positive(i * 31 + 7),
                    farms: (i % 2 == 0).then(|| positive(i + 3)),
                })
                .collect(),
            timeline: (0..60_u32)
                .map(|i| TimelineEvent {
                    period: period(
                        &format!("{}-{:02}", 2020 + i % 9, 1 + i % 12),
                        if i % 3 == 0 { "2030-01-03" } else { "" },
                    ),
                    lasts: i % 3 == 0,
                    parts: Vec::new(),
                    title: label(i).repeat(1 + i as usize % 4),
                    topic: ["law", "ban", "something else", "tax"][i as usize % 4].to_owned(),
                    status: ActStatus::ALL[i as usize % 6],
                })
                .collect(),
        }
    }

    /// What damaged files bring.
    pub(super) fn damaged() -> Self {
        let label = "<b onload=\"x\">&amp; \u{0}\u{8}\n\u{202e}".to_owned() + &"Щ".repeat(300);
        let values =
            [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 0.0, -0.0, 5e-324, 1e15, 12.5];
        let figures = || {
            values.into_iter().flat_map(|v| {
                [
                    observed(Some(v), None, None, Status::Published),
                    observed(None, Some(v), Some(v), Status::Derived),
                ]
            })
        };
        Self {
            growth: figures()
                .map(|observation| GrowthBar {
                    label: label.clone(),
                    change_percent: Some(observation.clone()),
                    missing_before: 0,
                    observation,
                })
                .collect(),
            ranking: figures()
                .map(|observation| RankingRow {
                    label: label.clone(),
                    place: "1".to_owned(),
                    observation,
                    has_ban: true,
                })
                .collect(),
            balance: figures()
                .zip(figures().skip(3))
                .map(|(a, b)| BalancePoint {
                    label: label.clone(),
                    consumption_twh: a.clone(),
                    generation_twh: b,
                    farms: Some(a),
                })
                .collect(),
            timeline: [i32::MIN, -5, 0, 2025, 2199, i32::MAX]
                .into_iter()
                .map(|year| TimelineEvent {
                    period: Period { first: Period::year(year).first, last: Period::year(2024).last },
                    lasts: true,
                    parts: Vec::new(),
                    title: label.clone(),
                    topic: label.clone(),
                    status: ActStatus::Draft,
                })
                .collect(),
        }
    }
}

pub(super) fn hostile_frame() -> FrameText {
    let text = "<script>alert(\"1\")</script> & \u{0}\u{1b}]]>".to_owned();
    FrameText {
        title: text.clone(),
        subtitle: text.clone(),
        notes: vec![text.clone()],
        source_line: text.clone(),
        status_line: text.clone(),
        alt: text,
        making: Vec::new(),
    }
}

/// Empty, usual, and far too long.
pub(super) fn frames(lang: Lang) -> Vec<FrameText> {
    let long = say(
        lang,
        "A very long title that goes on about mining farms, regions, bans and balances of energy ",
        "Очень длинный заголовок о майнинговых фермах, регионах, запретах и балансах электроэнергии ",
    )
    .repeat(5);
    let endless = FrameText {
        title: long.clone(),
        subtitle: long.clone(),
        notes: vec![long.clone(); 4],
        source_line: "https://example.org/".to_owned() + &"x".repeat(500),
        status_line: long.clone(),
        alt: long,
        making: Vec::new(),
    };
    vec![FrameText::default(), frame_of(Kind::Growth, lang), frame_of(Kind::Ranking, lang), endless]
}

pub(super) fn frame_of(kind: Kind, lang: Lang) -> FrameText {
    let say = |en: &str, ru: &str| say(lang, en, ru);
    let (title, subtitle, notes, status) = match kind {
        Kind::Growth => (
            say(
                "Mining farms detected in Russia rose by 44% in a year",
                "За год в России выявили на 44 % больше майнинговых ферм",
            ),
            say("Number detected by the end of each year", "Выявлено к концу каждого года"),
            vec![say(
                "A detection is not a farm found on site, a company or a megawatt.",
                "Выявление — не ферма, найденная на месте, не компания и не мегаватт.",
            )],
            say(
                "2023 is derived: 136,600 ÷ 1.07, a growth published in whole percent.",
                "2023 год рассчитан: 136 600 ÷ 1,07; прирост опубликован с точностью до процента.",
            ),
        ),
        Kind::Ranking => (
            say(
                "Irkutsk Oblast has more mining farms than any other region",
                "Больше всего майнинговых ферм выявлено в Иркутской области",
            ),
            say("Farms detected by region, end of 2025", "Выявлено ферм по регионам, конец 2025 года"),
            vec![say(
                "No figure was published for 66 regions. Two sources disagree on Novosibirsk Oblast: among the top three, or ninth.",
                "Для 66 регионов данных не публиковали. О Новосибирской области источники расходятся: первая тройка или девятое место.",
            )],
            String::new(),
        ),
        Kind::Balance => (
            say(
                "Farms gather where power is cheap, not where it is in surplus",
                "Фермы собираются там, где энергия дешёвая, а не там, где её избыток",
            ),
            say(
                "Consumption and generation of electricity by region, about 2023; area of a circle: farms detected in 2025",
                "Потребление и выработка электроэнергии по регионам, около 2023 года; площадь круга — число ферм, выявленных в 2025 году",
            ),
            Vec::new(),
            say(
                "Consumption and generation are estimates, ±15%.",
                "Потребление и выработка — оценки, ±15 %.",
            ),
        ),
        Kind::Timeline => (
            say(
                "Mining in Russia: allowed in 2024, banned in parts until 2031",
                "Майнинг в России: разрешён в 2024 году, местами запрещён до 2031-го",
            ),
            say("Acts, drafts and bans", "Законы, проекты и запреты"),
            Vec::new(),
            say(
                "Adoption of the ban in Buryatia and Zabaykalye was not confirmed.",
                "Принятие запрета в Бурятии и Забайкалье не подтверждено.",
            ),
        ),
    };
    let source_line = say(
        "Source: MTS, Kommersant, RBC, December 2025 – January 2026",
        "Источник: МТС, «Коммерсантъ», РБК, декабрь 2025 — январь 2026",
    );
    FrameText {
        alt: title.clone(),
        title,
        subtitle,
        notes,
        source_line,
        status_line: status,
        making: Vec::new(),
    }
}
