//! Owns the tests of fact sheets: what is known of a region of the embedded atlas.

use super::*;
use crate::{
    lang::Lang,
    session::{Command, Sources},
};

fn session() -> Session {
    Session::open(&Sources::default()).expect("the embedded atlas opens")
}

fn card(session: &Session, code: &str) -> RegionCard {
    let region = session.atlas().region_id(code).expect("known");
    session.region_card(region, &session.words())
}

fn row<'a>(card: &'a RegionCard, metric: &str) -> &'a FigureRow {
    let mut rows = card.groups.iter().flat_map(|group| &group.rows);
    rows.find(|row| row.metric == metric).expect("a row")
}

#[test]
fn a_figure_carries_interval_status_period_rank_and_source() {
    let card = card(&session(), "RU-IRK");
    let farms = row(&card, "farms");
    let figure = farms.figure.as_ref().expect("a figure");
    assert_eq!((figure.value.as_str(), figure.interval.as_str()), ("17,722", "17,057–18,396"));
    assert_eq!((figure.status, figure.period.as_str()), (Status::Derived, "2025"));
    assert_eq!(figure.sources[0].id, "infopro54-2026-01-22");
    assert!(figure.sentence.contains("17,722 (17,057–18,396), derived"), "{}", figure.sentence);
    assert!(figure.sentence.contains("Sources: "), "{}", figure.sentence);
    let years: Vec<_> = farms.years.iter().map(|year| (year.year, year.text.as_str())).collect();
    let of_range = (2023, "10,948–12,211");
    assert_eq!(
        years,
        [of_range, (2024, "13,660 (12,973–14,349)"), (2025, "17,722 (17,057–18,396)")],
        "a year of which only a range is known keeps its place"
    );
    // Published, though bounds of others reach above it.
    assert_eq!(farms.rank, "1st of 83");
    assert!(matches!(&card.headline, Headline::Figure { row: Some(row), .. } if row.metric == "farms"));
    assert!(card.caution.starts_with("A detection is not a farm"));
}

#[test]
fn figures_of_ones_own_carry_their_bounds_and_none_of_the_atlas_s_cautions() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.csv");
    crate::io::write_file(&path, b"region,households,low,high\nRU-IRK,50,30,90\nRU-TOM,20,10,25\n")
        .expect("written");
    let mut session = Session::open(&Sources { figures: vec![path], ..Sources::default() }).expect("opens");
    let own = card(&session, "RU-IRK");
    let Headline::Figure { row: Some(row), .. } = &own.headline else { panic!("{:?}", own.headline) };
    let figure = row.figure.as_ref().expect("a figure");
    assert_eq!((figure.value.as_str(), figure.interval.as_str()), ("50", "30–90"));
    assert_eq!(own.caution, "");
    session.apply(Command::ShowMetric("farms".into())).expect("known");
    assert!(card(&session, "RU-IRK").caution.starts_with("A detection is not a farm"));
}

#[test]
fn contradictions_bans_and_statements_are_all_there() {
    let card = card(&session(), "RU-IRK");
    assert!(card.conflicts.len() >= 2, "{:?}", card.conflicts);
    for conflict in &card.conflicts {
        assert!(conflict.claims.iter().all(|(claim, sources)| !claim.is_empty() && !sources.is_empty()));
        assert!(!conflict.how_shown.is_empty());
    }
    assert_eq!(card.bans[0].status, ActStatus::InForce);
    assert!(card.bans.iter().any(|ban| ban.status == ActStatus::Superseded));
    assert!(!card.statements.is_empty());
}

#[test]
fn what_is_missing_is_named_and_a_year_without_figure_shows_the_others() {
    let mut session = session();
    let moscow = card(&session, "RU-MOW");
    let missing = |card: &RegionCard| -> Vec<String> {
        card.groups.iter().flat_map(|group| group.missing.clone()).collect()
    };
    assert!(missing(&moscow).contains(&"Hydropower capacity".to_owned()), "{:?}", missing(&moscow));
    session.apply(Command::ShowYear(2025)).expect("any year");
    let irkutsk = card(&session, "RU-IRK");
    let share = row(&irkutsk, "share_of_country");
    assert_eq!((&share.figure, share.others.len()), (&None, 1));
    assert_eq!(share.others[0].period, "2024");
}

#[test]
fn every_level_has_a_card_in_both_languages() {
    let mut session = session();
    for lang in Lang::ALL {
        session.apply(Command::Speak(lang)).expect("any language");
        let words = session.words();
        for region in session.atlas().region_ids() {
            let card = session.region_card(region, &words);
            assert!(!card.name.is_empty() && !card.place.is_empty());
            let figures =
                card.groups.iter().flat_map(|group| &group.rows).filter_map(|row| row.figure.as_ref());
            for figure in figures {
                assert!(!figure.value.is_empty() && !figure.sources.is_empty(), "{figure:?}");
            }
        }
    }
}

#[test]
fn a_district_names_its_regions_the_largest_first_and_those_without_data_last() {
    let mut session = session();
    session.apply(Command::ShowYear(2025)).expect("any year");
    let district = card(&session, "FD-SI");
    assert_eq!(district.parts[0].code, "RU-IRK");
    assert_eq!(district.parts[0].figure.as_ref().map(|figure| figure.value.as_str()), Some("17,722"));
    let known: Vec<bool> = district.parts.iter().map(|part| part.figure.is_some()).collect();
    assert!(known.is_sorted_by(|a, b| a >= b), "{known:?}");
    assert!(card(&session, "RU-IRK").parts.is_empty() && card(&session, "RU").parts.is_empty());
}

#[test]
fn a_ban_reads_as_one_sentence_with_its_source() {
    let ban = card(&session(), "RU-IRK").bans.remove(0);
    assert!(ban.sentence.starts_with("Irkutsk Oblast: "), "{}", ban.sentence);
    assert!(
        ban.sentence.contains(&ban.status_word) && ban.sentence.contains("Sources: "),
        "{}",
        ban.sentence
    );
}

#[test]
fn municipalities_of_a_region_tell_what_was_published_of_them() {
    let session = session();
    let chelyabinsk = card(&session, "RU-CHE");
    let of = |code: &str| {
        let part = chelyabinsk.parts.iter().find(|part| part.code == code).expect("a municipality");
        part.figure.as_ref().map(|figure| (figure.value.clone(), figure.interval.clone()))
    };
    assert_eq!(of("RU-CHE-chelyabinsk"), Some(("50.0%".into(), "49.5–50.5".into())));
    // Published in words only: no figure, and no zero.
    assert_eq!(of("RU-CHE-kusinsky"), None);
    let city = card(&session, "RU-CHE-chelyabinsk");
    assert!(!city.statements.is_empty());
    assert_eq!(city.place, "Municipality · Chelyabinsk");
    // No source counts its farms: they follow from its share of what the region has.
    let Headline::Figure { row: Some(farms), .. } = &city.headline else { panic!("{:?}", city.headline) };
    assert_eq!(farms.figure.as_ref().map(|figure| figure.status), Some(Status::Derived));
    let mut session = session;
    session.apply(Command::ShowMetric("ban".into())).expect("known");
    // That no ban is recorded of a part says nothing.
    assert_eq!(card(&session, "RU-CHE-chelyabinsk").headline, Headline::None);
    session.apply(Command::Focus(Some("RU-CHE-chelyabinsk".into()))).expect("known");
    assert_eq!(session.document().focus.as_deref(), Some("RU-CHE"), "the map shows its region");
}
