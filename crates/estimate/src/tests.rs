//! Owns the promises of estimates as a whole: on small atlases with known answers, and on random
//! ones whose truth is known.

use super::{
    Contradiction, EstimateError, Estimation,
    bounds::ranges,
    consistency, estimate,
    point::{Wanted, point},
    system::{Place, Row, System},
};
use crate::{
    atlas::{
        Alternative, Assumption, Atlas, Constraint, Level, Metric, MetricKind, Period, Record, Region,
        RegionId, Relation, TimeRule,
    },
    lang::Localized,
    provenance::{Interval, Observation, Status},
};
use hashatlas_base::units::Unit;
use proptest::prelude::*;
use std::sync::Arc;

fn region(code: &str, level: Level, parent: Option<RegionId>) -> Region {
    Region { parent, ..Region::new(code, level, Localized::same(code)) }
}

fn counted(year: i32, value: f64) -> Record {
    let observation = Observation {
        value: Some(value),
        interval: None,
        status: Status::Published,
        sources: vec![Arc::from("count")],
        note: Localized::default(),
        conflicts: Vec::new(),
    };
    Record { period: Period::year(year), observation }
}

/// A country of four regions A to D with totals for 2024 and 2025.
fn small_atlas() -> (Atlas, [RegionId; 4]) {
    let mut atlas = Atlas::default();
    let farms = Metric {
        id: "farms".into(),
        name: Localized::same("farms"),
        unit: Unit::new("count"),
        kind: MetricKind::Sequential,
        decimals: 0,
        time: TimeRule::Yearly,
        derivation: crate::atlas::Derivation::Stored,
        palette: String::new(),
        description: Localized::default(),
        sources: Vec::new(),
    };
    let farms = atlas.add_metric(farms).expect("new");
    atlas.default_metric = Some(farms);
    let country = atlas.add_region(region("X", Level::Country, None)).expect("new");
    let regions = ["A", "B", "C", "D"]
        .map(|code| atlas.add_region(region(code, Level::Region, Some(country))).expect("new"));
    atlas.add_record(country, farms, counted(2024, 500.0));
    atlas.add_record(country, farms, counted(2025, 1000.0));
    (atlas, regions)
}

fn stated(id: &str, relation: Relation) -> Constraint {
    Constraint {
        id: id.into(),
        year: 2025,
        relation,
        alternative: None,
        sources: vec![id.into()],
        conflicts: Vec::new(),
        text: Localized::same(id),
    }
}

fn sum(area: &[RegionId], low: f64, high: f64) -> Relation {
    Relation::Sum { area: area.to_vec(), low, high }
}

/// (low, point, high) of the four regions.
fn of_year(estimation: &Estimation, year: i32) -> Vec<(u64, u64, u64)> {
    let of_year = estimation.estimates.iter().filter(|estimate| estimate.year == year);
    of_year.map(|estimate| (estimate.low, estimate.count, estimate.high)).collect()
}

#[test]
fn a_small_system_is_solved_exactly() {
    let (mut atlas, [a, b, c, d]) = small_atlas();
    let all = [a, b, c, d];
    atlas.constraints = vec![
        stated("total", sum(&all, 1000.0, 1000.0)),
        stated("half", Relation::Ratio { area: vec![a], of: all.to_vec(), low: 0.495, high: 0.505 }),
        stated("few", sum(&[b], 0.0, 100.0)),
        stated("order", Relation::Order { areas: vec![vec![c], vec![d]] }),
    ];
    let found = estimate(&atlas, None).expect("possible");
    // C + D is 1000 − A − B, from 395 to 505; C has more than half of it at least.
    assert_eq!(of_year(&found, 2025), [(495, 495, 505), (0, 100, 100), (198, 203, 505), (0, 202, 252)]);
    let statements: Vec<&str> = found.estimates[7].statements.iter().map(|id| &**id).collect();
    assert_eq!(statements, ["half", "order", "total"], "what bounds D and moves its point");
    // No statement of 2024: the spread of 2025, halved, within 0 to 500.
    let points: Vec<u64> = of_year(&found, 2024).iter().map(|(_, point, _)| *point).collect();
    assert_eq!(points, [248, 50, 101, 101]);
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let (mut atlas, [a, b, c, d]) = small_atlas();
    atlas.constraints = vec![
        stated("p", sum(&[a, b], 300.0, 400.0)),
        stated("q", Relation::Order { areas: vec![vec![d], vec![c], vec![a]] }),
        stated("r", Relation::Rank { regions: vec![b], among: vec![a, b, c, d], best: 2, worst: 2 }),
    ];
    let first = estimate(&atlas, None).expect("possible");
    atlas.constraints.reverse();
    let second = estimate(&atlas, None).expect("possible");
    assert_eq!(first.estimates, second.estimates);
}

#[test]
fn a_contradiction_without_alternatives_is_explained() {
    let (mut atlas, [a, b, ..]) = small_atlas();
    atlas.constraints = vec![
        stated("harmless", sum(&[b], 0.0, 900.0)),
        stated("much", sum(&[a], 700.0, 800.0)),
        stated("little", sum(&[a, b], 0.0, 600.0)),
    ];
    let Err(EstimateError::Contradictory(found)) = estimate(&atlas, None) else { panic!("possible") };
    let statements: Vec<&str> = found.statements.iter().map(|id| &**id).collect();
    assert_eq!((statements, found.years), (vec!["little", "much"], vec![2025]));
}

#[test]
fn sides_of_a_contradiction_are_taken_by_turns() {
    let (mut atlas, [a, b, c, d]) = small_atlas();
    let side = |id: &str, side: &str, is_followed: bool, low: f64, high: f64| Constraint {
        alternative: Some(Alternative { conflict: "who".into(), side: side.into(), is_followed }),
        ..stated(id, sum(&[a], low, high))
    };
    atlas.constraints = vec![
        stated("total", sum(&[a, b, c, d], 1000.0, 1000.0)),
        side("one", "a", false, 100.0, 200.0),
        side("other", "b", true, 400.0, 500.0),
    ];
    let found = estimate(&atlas, None).expect("possible");
    assert_eq!(found.contradictions.len(), 1);
    let of_a = &found.estimates.iter().find(|e| e.region == a && e.year == 2025).expect("there");
    assert_eq!((of_a.low, of_a.count, of_a.high), (100, 400, 500), "bounds of both, the point of one");
    let side = Assumption::Side { conflict: "who".into(), side: "a".into() };
    let shift = of_a.shifts.iter().find(|shift| shift.assumption == side);
    assert_eq!(shift.map(|shift| shift.count), Some(200));
    let without = of_a.shifts.iter().find(|s| s.assumption == Assumption::Without(vec!["other".into()]));
    assert_eq!(without.map(|shift| shift.count), Some(250));
}

#[test]
fn growth_ties_two_years() {
    let (mut atlas, [a, b, c, d]) = small_atlas();
    atlas.constraints = vec![
        stated("total", sum(&[a, b, c, d], 1000.0, 1000.0)),
        stated("count", sum(&[a], 120.0, 240.0)),
        stated("growth", Relation::Growth { area: vec![a], low: 1.2, high: 1.5 }),
    ];
    let found = estimate(&atlas, None).expect("possible");
    assert_eq!((of_year(&found, 2025)[0].0, of_year(&found, 2025)[0].2), (120, 240));
    assert_eq!((of_year(&found, 2024)[0].0, of_year(&found, 2024)[0].2), (80, 200));
}

/// A figure of a region with bounds, in 2025.
fn bounded(low: Option<f64>, high: Option<f64>, conflicts: &[&str]) -> Record {
    let observation = Observation {
        value: None,
        interval: Interval::new(low, high),
        conflicts: conflicts.iter().map(|&id| Arc::from(id)).collect(),
        ..counted(2025, 0.0).observation
    };
    Record { period: Period::year(2025), observation }
}

#[test]
fn published_figures_bind_as_statements_do() {
    let (mut atlas, [a, b, c, d]) = small_atlas();
    let farms = atlas.default_metric.expect("set");
    atlas.constraints = vec![
        stated("known", sum(&[b], 10.0, 20.0)),
        stated("order", Relation::Order { areas: vec![vec![c], vec![d]] }),
    ];
    atlas.add_record(a, farms, bounded(Some(700.0), Some(720.0), &[]));
    // Wider than what was stated: it says nothing new.
    atlas.add_record(b, farms, bounded(Some(5.0), None, &[]));
    // Declared as contradictory: it binds nothing.
    atlas.add_record(c, farms, bounded(Some(900.0), None, &["who"]));
    let found = estimate(&atlas, None).expect("possible");
    let of_2025 = of_year(&found, 2025);
    let bounds: Vec<_> = of_2025.iter().map(|(low, _, high)| (*low, *high)).collect();
    assert_eq!(bounds, [(700, 720), (10, 20), (131, 290), (0, 144)]);
    assert_eq!(of_2025.iter().map(|(_, point, _)| point).sum::<u64>(), 1000);
    let of_a = found.estimates.iter().find(|e| e.region == a && e.year == 2025).expect("there");
    let statements: Vec<&str> = of_a.statements.iter().map(|id| &**id).collect();
    assert_eq!(statements, ["figure:A:2025", "figure:X:2025"]);
    assert!(of_a.note.en.contains("A in 2025: 700 to 720."), "{}", of_a.note.en);
    assert!(!found.estimates.iter().any(|e| e.statements.contains(&"figure:B:2025".into())));
}

#[test]
fn contradictions_name_statements_and_figures_on_both_sides() {
    let (mut atlas, [a, b, ..]) = small_atlas();
    let farms = atlas.default_metric.expect("set");
    let ids = |found: &[Contradiction]| -> Vec<String> {
        found.iter().map(|contradiction| contradiction.statements.join(" ")).collect()
    };
    atlas.constraints = vec![
        stated("little", sum(&[a], 0.0, 600.0)),
        stated("two", sum(&[b], 1.0, 2.0)),
        stated("three", sum(&[b], 3.0, 4.0)),
    ];
    atlas.add_record(a, farms, bounded(Some(700.0), None, &[]));
    let found = consistency(&atlas).expect("solved");
    let mut open = ids(&found.open);
    open.sort();
    assert_eq!(open, ["figure:A:2025 little", "three two"]);
    assert!(found.sided.is_empty());
    // A region with more than the whole country.
    let (mut atlas, [a, ..]) = small_atlas();
    atlas.add_record(a, farms, bounded(Some(1001.0), None, &[]));
    assert_eq!(ids(&consistency(&atlas).expect("solved").open), ["figure:A:2025 figure:X:2025"]);
    // With its sides named it is known.
    let (mut atlas, [a, ..]) = small_atlas();
    let side = |id: &str, side: &str, high: f64| Constraint {
        alternative: Some(Alternative {
            conflict: "who".into(),
            side: side.into(),
            is_followed: side == "a",
        }),
        conflicts: vec!["who".into()],
        ..stated(id, sum(&[a], high - 1.0, high))
    };
    atlas.constraints = vec![side("one", "a", 10.0), side("other", "b", 20.0)];
    let found = consistency(&atlas).expect("solved");
    assert_eq!((ids(&found.sided), found.open.len()), (vec!["one other".to_owned()], 0));
    assert_eq!(found.sided[0].declared(&atlas).map(|id| &**id), Some("who"));
}

#[test]
fn an_unknown_prior_and_an_empty_atlas_are_refused() {
    let (atlas, _) = small_atlas();
    assert!(matches!(estimate(&atlas, Some("luck")), Err(EstimateError::UnknownPrior { .. })));
    assert!(matches!(estimate(&Atlas::default(), None), Err(EstimateError::Nothing { .. })));
}

/// True counts of a few regions, and a system of statements that are true of them.
fn true_system() -> impl Strategy<Value = (Vec<u64>, System)> {
    let kinds = proptest::collection::vec((0_u8..4, any::<u64>(), 0.0..0.3_f64), 0..8);
    (proptest::collection::vec(0_u64..5000, 3..7), kinds).prop_map(|(mut truth, kinds)| {
        // Places need counts that differ.
        truth.sort_unstable();
        truth.iter_mut().enumerate().for_each(|(at, count)| *count += at as u64 + 1);
        let (first, variables) = (truth[0] as usize, truth.len());
        truth.rotate_left(first % variables);
        let total: u64 = truth.iter().sum();
        let mut system = System { variables, ..System::default() };
        system.rows.push(Row::sum(0..variables, total as f64, total as f64));
        for (statement, (kind, pick, slack)) in kinds.into_iter().enumerate() {
            state(&mut system, &truth, statement, kind, pick as usize, slack);
        }
        (truth, system)
    })
}

/// Adds something that is true.
fn state(system: &mut System, truth: &[u64], statement: usize, kind: u8, pick: usize, slack: f64) {
    let (one, other) = (pick % truth.len(), pick / 7 % truth.len());
    let value = |at: usize| truth[at] as f64;
    let statements = vec![statement];
    match kind {
        0 => {
            let (low, high) = (value(one) * (1.0 - slack), value(one) * (1.0 + slack));
            system.rows.push(Row { statements, ..Row::sum([one], low.floor(), high.ceil()) });
        }
        1 if truth[one] > truth[other] => system.rows.push(Row::order(one, other, statements)),
        2 => {
            let share = value(one) / truth.iter().sum::<u64>() as f64 + slack;
            let terms = (0..truth.len()).map(|at| (at, if at == one { 1.0 - share } else { -share }));
            system.rows.push(Row { terms: terms.collect(), low: f64::NEG_INFINITY, high: 0.0, statements });
        }
        _ => {
            let place = 1 + truth.iter().filter(|count| **count > truth[one]).count();
            let (best, worst) = (place - usize::from(place > 1 && pick.is_multiple_of(3)), place);
            let among = (0..truth.len()).collect();
            system.places.push(Place { variable: one, among, best, worst, statement });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn bounds_contain_the_truth_and_points_keep_to_the_statements((truth, system) in true_system()) {
        prop_assert_eq!(system.contradiction().expect("solved"), None);
        let ranges = ranges(&system).expect("solved").expect("possible");
        for (range, truth) in ranges.iter().zip(&truth) {
            prop_assert!(range.low <= *truth && *truth <= range.high, "{:?} {}", range, truth);
        }
        let prior: Vec<f64> = (0..system.variables).map(|at| 1.0 + at as f64).collect();
        let total = truth.iter().sum::<u64>();
        let wanted = Wanted {
            system: &system, prior: &prior, total: total as f64, pins: &[],
            ranges: Some(&ranges), floors: None, ceilings: None,
        };
        if let Some(found) = point(&wanted).expect("solved") {
            prop_assert_eq!(found.counts.iter().sum::<u64>(), total);
            for (range, count) in ranges.iter().zip(&found.counts) {
                prop_assert!(range.low <= *count && *count <= range.high, "{:?} {}", range, count);
            }
            let counts: Vec<f64> = found.counts.iter().map(|count| *count as f64).collect();
            // Rounding moves each of the terms by less than one.
            for row in &system.rows {
                let most: f64 = row.terms.iter().map(|(_, coefficient)| coefficient.abs()).sum();
                prop_assert!(row.violation(&counts) < most.max(1.0), "{:?} {:?}", row, counts);
            }
        }
    }
}
