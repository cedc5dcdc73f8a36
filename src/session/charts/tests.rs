//! Tests of what charts show.

use super::*;
use crate::{
    atlas::{ActStatus, Period},
    provenance::Status,
    session::{
        Command, Sources,
        rows::{BAN_TOPIC, CONSUMPTION, GENERATION},
    },
};

fn session() -> Session {
    Session::open(&Sources::default()).expect("the embedded atlas opens")
}

fn looking_at(code: &str) -> Session {
    let mut session = session();
    session.apply(Command::Focus(Some(code.to_owned()))).expect("known");
    session
}

fn chart(session: &Session, kind: ChartKind) -> String {
    session.chart_svg(kind, kind.default_size()).expect("drawn")
}

/// The element `tag` of an SVG, as it stands there.
fn element<'a>(svg: &'a str, tag: &str) -> &'a str {
    let (start, end) = (format!("<{tag}"), format!("</{tag}>"));
    let whole = svg.split(&start).nth(1).and_then(|rest| rest.split(&end).next()).expect("there");
    whole.split_once('>').expect("opened").1
}

#[test]
fn a_ranking_reads_as_it_looks() {
    let svg = chart(&session(), ChartKind::Ranking);
    let alt = element(&svg, "desc");
    let drawn: Vec<&str> = svg
        .split("<text ")
        .filter_map(|text| text.split_once('>')?.1.split('<').next())
        .filter(|text| ["Irkutsk", "Kurgan", "Dagestan", "Bashkortostan", "Tatarstan"].contains(text))
        .collect();
    assert!(drawn.len() >= 4, "{drawn:?}");
    let places: Vec<usize> = drawn.iter().filter_map(|name| alt.find(name)).collect();
    assert!(places.len() == drawn.len() && places.is_sorted(), "{drawn:?} in {alt}");
}

#[test]
fn growth_says_its_caution_once_and_how_sure_the_change_is() {
    for lang in crate::lang::Lang::ALL {
        let mut session = session();
        session.apply(Command::Speak(lang)).expect("spoken");
        let svg = chart(&session, ChartKind::Growth);
        let caution = [("A detection is not"), ("Выявление — не")][lang as usize];
        assert_eq!(svg.matches(caution).count(), 1, "{lang:?}");
    }
    let svg = chart(&session(), ChartKind::Growth);
    assert!(svg.contains("is not stated"), "the rest of the description stays");
    assert!(element(&svg, "desc").contains("+44% (43.5–44.5), published."), "{}", element(&svg, "desc"));
    assert!(svg.contains(">43.5–44.5%, published<"), "beside the arrow");
}

#[test]
fn sentences_are_left_out_where_they_are_said_already() {
    let said = "A farm is no company. Never.";
    assert_eq!(without_repeats("All farms. A farm is nothing. End.", said), "All farms. End.");
    assert_eq!(without_repeats("", said), "");
    assert_eq!(without_repeats("All farms.", ""), "All farms.");
}

#[test]
fn the_balance_says_its_place_and_the_years_of_energy_and_farms() {
    let svg = chart(&session(), ChartKind::Balance);
    assert!(element(&svg, "title").starts_with("Electricity generated and used in Russia, 20"));
    assert!(svg.contains("farms detected, 2025"), "{svg}");
    let svg = chart(&looking_at("RU-IRK"), ChartKind::Balance);
    assert!(element(&svg, "title").contains(": Irkutsk Oblast, 20"), "{}", element(&svg, "title"));
}

#[test]
fn only_shown_estimates_are_noted_in_the_words_of_the_data() {
    let session = session();
    let words = session.words();
    let rows = session.balance_rows().expect("there");
    let energy = || rows.iter().flat_map(|row| [&row.generation, &row.consumption]);
    let note = shared_note(energy(), &words).expect("there are estimates");
    assert!(energy().any(|record| record.observation.note.en == note));
    let published = energy().filter(|record| record.observation.status == Status::Published);
    assert_eq!(shared_note(published, &words), None);
}

#[test]
fn of_several_figures_of_one_period_the_strongest_pairs() {
    let mut session = session();
    let metric = |id: &str| session.atlas().metric_id(id).expect("known");
    let (made, used) = (metric(GENERATION), metric(CONSUMPTION));
    let region = session.atlas().region_id("RU-IRK").expect("known");
    let record = |value: f64, status: Status| Record {
        period: Period::year(2026),
        observation: Observation {
            value: Some(value),
            interval: None,
            status,
            sources: Vec::new(),
            note: crate::lang::Localized::default(),
            conflicts: Vec::new(),
        },
    };
    for metric in [made, used] {
        std::sync::Arc::make_mut(&mut session.atlas).add_record(
            region,
            metric,
            record(1.0, Status::Simulated),
        );
        std::sync::Arc::make_mut(&mut session.atlas).add_record(
            region,
            metric,
            record(2.0, Status::Published),
        );
    }
    let (a, b) = session.same_period(region, made, used, 2026).expect("both are known");
    assert_eq!((a.observation.value, b.observation.value), (Some(2.0), Some(2.0)));
}

#[test]
fn the_timeline_of_a_part_has_its_bans_and_their_acts_only() {
    let session = looking_at("RU-IRK");
    let svg = chart(&session, ChartKind::Timeline);
    assert_eq!(element(&svg, "title"), "Mining bans: Irkutsk Oblast");
    let acts = session.acts_in_focus();
    assert!(acts.len() >= 2 && acts.iter().all(|act| act.topic == BAN_TOPIC), "{acts:?}");
    for absent in ["Buryatia", "east", "Profit tax", "Three regions"] {
        assert!(!element(&svg, "desc").contains(absent), "{absent}");
    }
}

#[test]
fn only_requested_bans_are_noted_as_requested() {
    let mut session = session();
    std::sync::Arc::make_mut(&mut session.atlas).bans[0].start = None;
    for ban in std::sync::Arc::make_mut(&mut session.atlas)
        .bans
        .iter_mut()
        .filter(|ban| ban.status == ActStatus::Requested)
    {
        ban.start = None;
    }
    let notes = session.undated_notes(&session.ban_groups(), &session.words());
    assert_eq!(notes.len(), 2);
    assert!(!notes[0].contains("Buryatia") && notes[0].contains("Penza"), "{notes:?}");
    assert!(notes[1].contains("Buryatia"), "{notes:?}");
}

#[test]
fn bans_of_two_acts_are_two_bars() {
    let mut session = session();
    let before = session.ban_groups().len();
    let whole = std::sync::Arc::make_mut(&mut session.atlas)
        .bans
        .iter_mut()
        .find(|ban| ban.is_whole_region)
        .expect("one");
    whole.act = crate::lang::Localized::same("Another act");
    assert_eq!(session.ban_groups().len(), before + 1);
}

#[test]
fn a_requested_ban_is_the_point_that_the_legend_explains() {
    let session = session();
    let rows = session.timeline_rows(&session.words());
    let lasts = |row: &&TimelineRow| row.event.lasts;
    let of = |status: ActStatus| {
        rows.iter().filter(move |row| row.event.topic == BAN_TOPIC && row.event.status == status)
    };
    assert!(of(ActStatus::Requested).count() >= 3 && !of(ActStatus::Requested).any(|row| lasts(&row)));
    assert!(of(ActStatus::InForce).any(|row| lasts(&row)), "bans in force are bars");
}
