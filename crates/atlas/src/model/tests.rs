//! What answers for a region, metric and year.

use super::*;
use crate::{
    MetricKind,
    provenance::{Interval, Status},
    units::Unit,
};

fn metric(id: &str, time: TimeRule, derivation: Derivation) -> Metric {
    Metric {
        id: id.into(),
        name: Localized::same(id),
        unit: Unit::new("count"),
        kind: MetricKind::Sequential,
        decimals: 0,
        time,
        derivation,
        palette: String::new(),
        description: Localized::default(),
        sources: Vec::new(),
    }
}

fn region(code: &str) -> Region {
    Region::new(code, Level::Region, Localized::same(code))
}

fn record(period: &str, value: f64, status: Status) -> Record {
    Record {
        period: Period::parse(period).expect("valid"),
        observation: Observation {
            value: Some(value),
            interval: Interval::new(Some(value * 0.9), Some(value * 1.1)),
            status,
            sources: vec![Arc::from(period)],
            note: Localized::default(),
            conflicts: Vec::new(),
        },
    }
}

fn small_atlas() -> (Atlas, RegionId, [MetricId; 6]) {
    let mut atlas = Atlas::default();
    let add = |atlas: &mut Atlas, id, time, derivation| {
        atlas.add_metric(metric(id, time, derivation)).expect("new")
    };
    let farms = add(&mut atlas, "farms", TimeRule::Yearly, Derivation::Stored);
    let people = add(&mut atlas, "population", TimeRule::Vintage, Derivation::Stored);
    let rate =
        add(&mut atlas, "rate", TimeRule::Yearly, Derivation::Ratio { a: farms, b: people, factor: 1e5 });
    let growth = add(&mut atlas, "growth", TimeRule::Yearly, Derivation::Growth { a: farms });
    let made = add(&mut atlas, "generation", TimeRule::Vintage, Derivation::Stored);
    let balance = add(
        &mut atlas,
        "balance",
        TimeRule::Vintage,
        Derivation::Difference { a: made, b: people, is_across_periods: false },
    );
    let id = atlas.add_region(region("XX-A")).expect("new");
    (atlas, id, [farms, people, rate, growth, made, balance])
}

#[test]
fn a_yearly_metric_answers_for_its_year_only() {
    let (mut atlas, a, [farms, ..]) = small_atlas();
    atlas.add_record(a, farms, record("2025", 10.0, Status::Published));
    atlas.add_record(a, farms, record("2024-05", 7.0, Status::Published));
    assert!(atlas.record(a, farms, 2024).is_none());
    assert_eq!(atlas.record(a, farms, 2025).expect("there").observation.value, Some(10.0));
    assert_eq!(atlas.years(farms), [2025]);
}

#[test]
fn a_vintage_answers_with_the_latest_by_then() {
    let (mut atlas, a, [_, people, ..]) = small_atlas();
    atlas.add_record(a, people, record("2021", 1.0, Status::Published));
    atlas.add_record(a, people, record("2025", 2.0, Status::Published));
    let at = |year| atlas.record(a, people, year).expect("there").observation.value;
    assert_eq!((at(2019), at(2023), at(2025), at(2030)), (Some(1.0), Some(1.0), Some(2.0), Some(2.0)));
}

#[test]
fn rates_take_the_population_of_their_time() {
    let (mut atlas, a, [farms, people, rate, growth, ..]) = small_atlas();
    atlas.add_record(a, people, record("2021", 200_000.0, Status::Published));
    atlas.add_record(a, people, record("2025", 100_000.0, Status::Published));
    atlas.add_record(a, farms, record("2024", 10.0, Status::Published));
    atlas.add_record(a, farms, record("2025", 15.0, Status::Estimated));
    let rate_of = |year| atlas.record(a, rate, year).expect("there").observation;
    assert_eq!((rate_of(2024).value, rate_of(2025).value), (Some(5.0), Some(15.0)));
    assert_eq!(rate_of(2025).status, Status::Estimated);
    let grown = atlas.record(a, growth, 2025).expect("there").observation;
    assert!((grown.value.expect("value") - 50.0).abs() < 1e-9);
}

#[test]
fn a_municipality_has_its_share_of_what_its_region_has() {
    let (mut atlas, a, [farms, ..]) = small_atlas();
    let share = metric("share", TimeRule::Yearly, Derivation::Stored);
    let share = atlas.add_metric(share).expect("new");
    atlas.estimation.metric = Some(farms);
    atlas.estimation.share_of_region = Some(share);
    let city = Region::new("XX-A-1", Level::Municipality, Localized::same("City"));
    let city = atlas.add_region(Region { parent: Some(a), ..city }).expect("new");
    atlas.add_record(a, farms, record("2025", 200.0, Status::Estimated));
    atlas.add_record(city, share, record("2025", 50.0, Status::Published));
    atlas.add_record(city, share, record("2024", 40.0, Status::Published));
    let counted = atlas.record(city, farms, 2025).expect("a count").observation;
    let (low, high) = counted.bounds();
    assert_eq!((counted.value, counted.status), (Some(100.0), Status::Estimated));
    assert!((low - 81.0).abs() < 1e-9 && (high - 121.0).abs() < 1e-9, "{low} {high}");
    assert!(atlas.record(city, farms, 2024).is_none(), "of a year without a count of the region");
}

#[test]
fn differences_never_mix_periods() {
    let (mut atlas, a, [_, people, _, _, made, balance]) = small_atlas();
    atlas.add_record(a, made, record("2020", 60.0, Status::Published));
    atlas.add_record(a, made, record("2022/2023", 62.0, Status::Estimated));
    atlas.add_record(a, people, record("2022/2023", 66.8, Status::Estimated));
    atlas.add_record(a, people, record("2024", 72.6, Status::Published));
    let records = atlas.records(a, balance);
    assert_eq!(records.len(), 1);
    assert!((records[0].observation.value.expect("value") + 4.8).abs() < 1e-9);
}

#[test]
fn a_difference_across_periods_takes_what_answers_for_the_year() {
    let (mut atlas, a, [_, people, _, _, made, balance]) = small_atlas();
    atlas.add_record(a, made, record("2016/2018", 60.0, Status::Derived));
    atlas.add_record(a, people, record("2022/2023", 50.0, Status::Estimated));
    assert_eq!(atlas.records(a, balance), []);
    let across = Derivation::Difference { a: made, b: people, is_across_periods: true };
    atlas.metrics[balance.0 as usize].derivation = across;
    let records = atlas.records(a, balance);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].observation.value, Some(10.0));
    assert_eq!(records[0].observation.status, Status::Estimated);
    // It is of the time of both, and says of which each is.
    assert_eq!(records[0].period.to_string(), "2016/2023");
    let note = records[0].observation.note.get(Lang::En);
    assert!(note.contains(": 2016–2018; ") && note.contains(": 2022–2023."), "{note}");
    // What answers for a year is the difference of what answers for it beside.
    atlas.add_record(a, people, record("2024", 45.0, Status::Published));
    let of_year = |year| atlas.record(a, balance, year).expect("there");
    assert_eq!((of_year(2025).observation.value, of_year(2025).period.last.year), (Some(15.0), 2024));
    assert_eq!(of_year(2023).observation.value, Some(10.0));
}

#[test]
fn a_product_is_no_stronger_than_its_factor() {
    let (mut atlas, a, [farms, _, rate, ..]) = small_atlas();
    atlas.add_record(a, farms, record("2025", 10.0, Status::Published));
    let product = Derivation::Product {
        a: farms,
        factor: 2.0,
        factor_bounds: (1.0, 3.0),
        factor_status: Status::Estimated,
    };
    atlas.metrics[rate.0 as usize].derivation = product;
    let observation = atlas.record(a, rate, 2025).expect("there").observation;
    assert_eq!((observation.value, observation.status), (Some(20.0), Status::Estimated));
}

#[test]
fn the_stronger_of_two_claims_answers_and_both_remain() {
    let (mut atlas, a, [farms, ..]) = small_atlas();
    atlas.add_record(a, farms, record("2025", 4050.0, Status::Derived));
    atlas.add_record(a, farms, record("2025", 5000.0, Status::Published));
    assert_eq!(atlas.record(a, farms, 2025).expect("there").observation.value, Some(5000.0));
    assert_eq!(atlas.records(a, farms).len(), 2);
}
