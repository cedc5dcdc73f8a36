//! Owns the estimates of the embedded atlas: what must hold of them, that the committed table is
//! what the program computes, and how bad constraints are reported.

use crate::program::{Desk, rows, russia};
use hashatlas::{
    atlas::{Assumption, Atlas, Estimate, Relation},
    provenance::Status,
    session::{Command, Session, Sources},
};

const YEARS: [i32; 3] = [2023, 2024, 2025];

fn session() -> Session {
    Session::open(&Sources::default()).expect("the embedded atlas opens")
}

fn estimate<'a>(atlas: &'a Atlas, code: &str, year: i32) -> &'a Estimate {
    let found = atlas.region_id(code).and_then(|region| atlas.estimate(region, year));
    found.unwrap_or_else(|| panic!("no estimate of {code} for {year}"))
}

fn showing_estimates() -> Session {
    let mut session = session();
    session.apply(Command::ShowEstimates(true)).expect("possible");
    session
}

fn farms(atlas: &Atlas, code: &str, year: i32) -> Option<f64> {
    let (region, farms) = (atlas.region_id(code)?, atlas.metric_id("farms")?);
    atlas.record(region, farms, year)?.observation.value
}

#[test]
fn the_committed_table_is_what_the_program_computes() {
    let session = session();
    let committed = std::fs::read_to_string(russia().join("estimates.csv")).expect("the table");
    let estimation = session.estimation(None).expect("possible");
    let computed = session.estimates_csv(&estimation);
    assert!(computed == committed, "run: hashatlas estimate -o data/atlas/russia/estimates.csv");
    let contradictions: Vec<String> = estimation.contradictions.iter().map(ToString::to_string).collect();
    assert_eq!(
        contradictions,
        ["these statements of 2025 cannot hold together: novosibirsk-ninth, novosibirsk-top-three"]
    );
}

#[test]
fn regions_with_published_shares_keep_within_their_rounding() {
    let session = session();
    for (code, low, high) in [
        ("RU-IRK", 17_057, 18_396),
        ("RU-NVS", 7_064, 7_832),
        ("RU-KYA", 6_030, 6_739),
        ("RU-DA", 3_205, 4_209),
        ("RU-BEL", 1_550, 1_650),
        ("RU-KGN", 300, 400),
    ] {
        let of = estimate(session.atlas(), code, 2025);
        assert!(low <= of.low && of.low <= of.count && of.count <= of.high && of.high <= high, "{of:?}");
    }
}

#[test]
fn points_add_up_to_the_country_and_stay_within_their_bounds() {
    let session = session();
    let atlas = session.atlas();
    for (year, total) in YEARS.into_iter().zip([127_664, 136_600, 196_907]) {
        let counts = atlas.estimated_counts(year);
        assert_eq!((counts.len(), counts.iter().map(|(_, count)| count).sum::<u64>()), (83, total), "{year}");
    }
    for of in atlas.estimates() {
        let code = &atlas.region(of.region).code;
        assert!(of.low <= of.count && of.count <= of.high, "{code} {}", of.year);
        assert!(!of.statements.is_empty() && !of.sources.is_empty(), "{code} {}", of.year);
        assert!(!of.note.en.is_empty() && !of.note.ru.is_empty(), "{code} {}", of.year);
    }
}

#[test]
fn no_region_falls_from_year_to_year() {
    let session = session();
    let atlas = session.atlas();
    for region in atlas.map_regions(false) {
        let counts = YEARS.map(|year| atlas.estimate(region, year).expect("there").count);
        assert!(counts.is_sorted(), "{}: {counts:?}", atlas.region(region).code);
    }
}

#[test]
fn places_are_as_published() {
    let session = session();
    let atlas = session.atlas();
    let counts = atlas.estimated_counts(2025);
    let count = |region| counts.iter().find(|(of, _)| *of == region).expect("there").1;
    let is_taken = |side: &hashatlas::atlas::Alternative| side.is_followed;
    for statement in &atlas.constraints {
        let Relation::Rank { regions, among, best, worst } = &statement.relation else { continue };
        if !statement.alternative.as_ref().is_none_or(is_taken) {
            continue;
        }
        for &region in regions {
            let above = among.iter().filter(|&&other| count(other) > count(region)).count();
            let place = above + 1;
            assert!(
                (*best..=*worst).contains(&place),
                "{}: {} is {place}",
                statement.id,
                atlas.region(region).code
            );
        }
    }
    let novosibirsk = count(atlas.region_id("RU-NVS").expect("known"));
    let mut all: Vec<u64> = counts.iter().map(|(_, count)| *count).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    assert!(all[..8].iter().all(|&count| count >= novosibirsk), "{:?}", &all[..9]);
}

#[test]
fn published_figures_go_before_estimates_and_the_rest_is_estimated() {
    let session = showing_estimates();
    let atlas = session.atlas();
    let metric = atlas.metric_id("farms").expect("known");
    let mut sum = 0.0;
    for region in atlas.map_regions(false) {
        let record = atlas.record(region, metric, 2025).expect("a figure");
        let of = atlas.estimate(region, 2025).expect("there");
        sum += record.observation.value.expect("a value");
        assert_eq!(record.observation.value, Some(of.count as f64), "{}", atlas.region(region).code);
        let is_stored = atlas
            .stored_records(region, metric)
            .iter()
            .any(|stored| stored.period.as_year() == Some(2025) && stored.observation.value.is_some());
        assert_eq!(record.observation.status == Status::Estimated, !is_stored);
    }
    assert_eq!(sum, 196_907.0, "the column that a reader sees adds up");
}

#[test]
fn what_is_too_wide_shows_as_a_range() {
    let mut session = showing_estimates();
    assert_eq!(farms(session.atlas(), "RU-SAM", 2024), None, "0 to 123,668 says nothing");
    assert!(farms(session.atlas(), "RU-SAM", 2025).is_some());
    assert!(farms(session.atlas(), "RU-IRK", 2023).is_some(), "its growth in 2024 was published");
    session.limit_estimates(5.0);
    assert_eq!(farms(session.atlas(), "RU-SAM", 2025), None);
    assert!(farms(session.atlas(), "RU-BA", 2025).is_some(), "6,032 to 18,395");
}

#[test]
fn estimates_say_how_they_depend_on_assumptions() {
    let session = session();
    let bashkortostan = estimate(session.atlas(), "RU-BA", 2025);
    let has =
        |assumption: Assumption| bashkortostan.shifts.iter().any(|shift| shift.assumption == assumption);
    assert!(has(Assumption::Prior("people".into())));
    assert!(has(Assumption::Prior("consumption-by-rate".into())));
    assert!(has(Assumption::Without(vec!["infopro54-2026-01-22".into()])));
    assert!(has(Assumption::Side { conflict: "novosibirsk-rank".into(), side: "a".into() }));
    let dagestan = estimate(session.atlas(), "RU-DA", 2025);
    assert!(
        dagestan.shifts.iter().all(|shift| !matches!(shift.assumption, Assumption::Prior(_))),
        "it is known"
    );
}

#[test]
fn the_command_writes_the_table_of_any_atlas() {
    let desk = Desk::new();
    desk.copy_atlas("mine");
    desk.replace(
        "mine/constraints.csv",
        "kurgan-count,2025,sum,RU-KGN,,300,400",
        "kurgan-count,2025,sum,RU-KGN,,300,320",
    );
    let run = desk.run("estimate --atlas mine --prior people -o mine/estimates.csv").ends_with(0);
    run.says(&["novosibirsk-ninth, novosibirsk-top-three"]);
    let rows_of = rows(&desk.read("mine/estimates.csv"));
    let kurgan =
        rows_of.iter().find(|row| row["region"] == "RU-KGN" && row["period"] == "2025").expect("a row");
    assert_eq!(
        ["low", "value", "high", "prior"].map(|c| kurgan[c].as_str()),
        ["300", "320", "320", "people"]
    );
    desk.run("check mine").ends_with(0).says(&["no problems"]);
    let table = desk.run("table farms --atlas mine --year 2025").ends_with(0);
    let kurgan = rows(&table.out).into_iter().find(|row| row["region"] == "RU-KGN").expect("a row");
    let told = ["value", "low", "high", "status"].map(|c| kurgan[c].as_str());
    assert_eq!(told, ["", "300", "320", "derived"]);
    let table = desk.run("table farms --atlas mine --year 2025 --show-estimates").ends_with(0);
    let kurgan = rows(&table.out).into_iter().find(|row| row["region"] == "RU-KGN").expect("a row");
    assert_eq!(["value", "status"].map(|c| kurgan[c].as_str()), ["320", "estimated"]);
    desk.run("estimate --prior luck").ends_with(2).says(&["no prior \"luck\"", "people-by-rate"]);
}

#[test]
fn bad_constraints_are_reported_and_left_out() {
    let desk = Desk::new();
    let text = ",mforum-2025-12-22,,,,x,x";
    for (row, column, expected) in [
        ("x,2025,sum,RU-XXX,,1,2", "regions", "codes of undisputed regions"),
        ("x,2025,sum,UA-43,,1,2", "regions", "codes of undisputed regions"),
        ("x,2025,share,RU-MOW,FD-CE,99,101", "high", "at most 100"),
        ("x,2025,share,RU-MOW,FD-SI,1,2", "of", "a part of"),
        ("x,2025,share,RU-MOW,RU-XXX,1,2", "of", "codes of undisputed regions"),
        ("x,2025,sum,RU-MOW,,9,8", "high", "not less than low"),
        ("x,2025,sum,RU-MOW,,-1,8", "low", "0 or more"),
        ("x,2025,sum,RU-MOW,,,", "low", "a bound"),
        ("x,2025,rank,RU-MOW,FD-CE,0,3", "low", "1 or more"),
        ("x,2025,rank,RU-MOW,FD-CE,1,19", "high", "a place from 1 to 18"),
        ("x,2025,rank,RU-MOW,FD-CE,1.5,3", "low", "a place from 1 to 18"),
        ("x,2025,order,RU-MOW,,,", "regions", "two codes or more"),
        ("x,2025,order,RU-IN RU-CE,,,", "regions", "does not go round"),
        ("x,2025,luck,RU-MOW,,1,2", "kind", "one of sum, share"),
        ("x,someday,sum,RU-MOW,,1,2", "period", "a year"),
        ("kurgan-count,2025,sum,RU-KGN,,1,2", "id", "occurs once"),
    ] {
        desk.copy_atlas("mine");
        let line = desk.append("mine/constraints.csv", &format!("{row}{text}"));
        let place = format!("constraints.csv, line {line}, {column}: expected ");
        desk.run("check mine").ends_with(1).says(&[&place, expected]);
        assert!(
            desk.run("table farms --atlas mine --year 2025 --show-estimates")
                .ends_with(0)
                .out
                .contains("estimated"),
            "{row}"
        );
    }
    desk.copy_atlas("mine");
    desk.append("mine/constraints.csv", &format!("x,2022,sum,RU-MOW,,1,2{text}"));
    desk.run("check mine")
        .ends_with(0)
        .says(&["1 warning", "a year in which the count of the country is known"]);
    desk.copy_atlas("mine");
    desk.append("mine/constraints.csv", "x,2025,sum,RU-IRK,,1,2,mforum-2025-12-22,,,,x,x");
    let run = desk.run("estimate --atlas mine").ends_with(1);
    assert!(run.err.contains("cannot hold together") && run.err.contains(", x;"), "{}", run.err);
}

#[test]
fn check_names_statements_and_figures_that_contradict_each_other() {
    let desk = Desk::new();
    desk.copy_atlas("mine");
    // What the atlas declares with its sides is known.
    desk.run("check mine").ends_with(0).says(&[
        "the atlas declares it (novosibirsk-rank)",
        "constraints.csv, line",
        "novosibirsk-ninth: Novosibirsk Oblast is ninth in Russia.",
        "no problems",
    ]);
    let line =
        desk.append("mine/constraints.csv", "x,2025,sum,RU-KRS,,1,2,mforum-2025-12-22,,,,Two at most.,x");
    let place = format!("constraints.csv, line {line}, x: Two at most.");
    let told = desk.run("check mine").ends_with(1);
    assert!(!told.out.contains("no problems"), "{}", told.out);
    told.says(&["2025: these statements cannot hold together. Correct one of them", &place]);
    let russian = desk.run("check mine --lang ru").ends_with(1);
    russian.says(&["атлас: Россия", "не могут быть верны вместе. Исправьте", "строка"]);
    // A figure against a statement.
    desk.copy_atlas("mine");
    let row = "RU-MOW,farms,2025,,200000,,published,mforum-2025-12-22,,,,";
    let line = desk.append("mine/observations.csv", row);
    let place = format!(
        "observations.csv, line {line}, figure:RU-MOW:2025: City of Moscow in 2025: 200,000 or more."
    );
    desk.run("check mine").ends_with(1).says(&["cannot hold together", &place]);
    let run = desk.run("estimate --atlas mine").ends_with(1);
    assert!(run.err.contains("figure:RU-MOW:2025"), "{}", run.err);
}

#[test]
fn a_published_figure_binds_the_estimate_of_its_region() {
    let desk = Desk::new();
    desk.copy_atlas("mine");
    desk.append("mine/observations.csv", "RU-PRI,farms,2025,2900,2850,2950,published,mforum-2025-12-22,,,,");
    desk.run("estimate --atlas mine -o mine/estimates.csv").ends_with(0);
    let rows_of = rows(&desk.read("mine/estimates.csv"));
    let primorye =
        rows_of.iter().find(|row| row["region"] == "RU-PRI" && row["period"] == "2025").expect("a row");
    assert_eq!(["low", "value", "high"].map(|c| primorye[c].as_str()), ["2850", "2900", "2950"]);
    assert!(primorye["statements"].contains("figure:RU-PRI:2025"), "{primorye:?}");
    desk.run("check mine").ends_with(0).says(&["no problems"]);
}
