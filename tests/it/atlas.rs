//! Owns the facts of the embedded atlas: what a reader would check first, and the promises that
//! hold for every figure.

use hashatlas::{
    atlas::{Atlas, Derivation, MetricId, Period, Record, RegionId, Standing},
    provenance::Status,
    session::{Command, Session, Sources},
};
use std::sync::Arc;

fn session() -> Session {
    Session::open(&Sources::default()).expect("the embedded atlas opens")
}

fn region(atlas: &Atlas, code: &str) -> RegionId {
    atlas.region_id(code).unwrap_or_else(|| panic!("no region {code}"))
}

fn metric(atlas: &Atlas, id: &str) -> MetricId {
    atlas.metric_id(id).unwrap_or_else(|| panic!("no metric {id}"))
}

fn record(atlas: &Atlas, code: &str, id: &str, year: i32) -> Record {
    let found = atlas.record(region(atlas, code), metric(atlas, id), year);
    found.unwrap_or_else(|| panic!("no {id} of {code} for {year}"))
}

/// All figures of the atlas, stored and computed.
fn figures(atlas: &Atlas) -> impl Iterator<Item = (RegionId, MetricId, Record)> + '_ {
    let metrics = || (0..atlas.metrics.len() as u32).map(MetricId);
    atlas.region_ids().flat_map(move |region| {
        metrics().flat_map(move |metric| {
            atlas.records(region, metric).into_iter().map(move |record| (region, metric, record))
        })
    })
}

#[test]
fn the_national_counts_stand_as_published() {
    let session = session();
    for (year, value, status) in [
        (2023, 127_664.0, Status::Derived),
        (2024, 136_600.0, Status::Published),
        (2025, 196_907.0, Status::Published),
    ] {
        let figure = record(session.atlas(), "RU", "farms", year).observation;
        assert_eq!((figure.value, figure.status), (Some(value), status), "{year}");
    }
    assert_eq!(record(session.atlas(), "RU", "farms", 2025).observation.interval, None, "2025 is exact");
}

#[test]
fn irkutsk_leads_with_its_interval() {
    let session = session();
    let figure = record(session.atlas(), "RU-IRK", "farms", 2025).observation;
    assert_eq!((figure.value, figure.bounds()), (Some(17_722.0), (17_057.0, 18_396.0)));
    assert_eq!(figure.status, Status::Derived);
    let ranked = session.cells(metric(session.atlas(), "farms"), 2025);
    // Its place was published; bounds of others reach above it.
    let irkutsk = session.atlas().region_id("RU-IRK");
    let rank = ranked.iter().find(|cell| Some(cell.region) == irkutsk).and_then(|cell| cell.rank);
    assert_eq!(rank.map(|rank| rank.span()), Some((1, 1)));
}

#[test]
fn every_figure_has_sources_that_exist_and_sound_bounds() {
    let session = session();
    let atlas = session.atlas();
    let mut count = 0;
    for (region, metric, record) in figures(atlas) {
        let (code, id) = (&atlas.region(region).code, &atlas.metric(metric).id);
        let o = &record.observation;
        assert!(!o.sources.is_empty(), "{code} {id} has no source");
        assert!(
            o.sources.iter().all(|source| atlas.sources.contains_key(source)),
            "{code} {id}: {:?}",
            o.sources
        );
        let (low, high) = o.bounds();
        assert!(low <= high, "{code} {id}: {low} to {high}");
        assert!(o.value.is_some() || low.is_finite() || high.is_finite(), "{code} {id} says nothing");
        // Sums of rounded parts may miss an edge by rounding of the last place.
        let slack = 1e-9 * o.value.unwrap_or(0.0).abs();
        assert!(o.value.is_none_or(|v| low - slack <= v && v <= high + slack), "{code} {id}: {o:?}");
        count += 1;
    }
    assert!(count > atlas.record_count(), "computed figures are among them");
}

#[test]
fn computed_figures_are_never_published() {
    let session = session();
    let atlas = session.atlas();
    let rate = record(atlas, "RU-IRK", "farms_per_100k", 2025).observation;
    assert_eq!(rate.status, Status::Derived);
    assert!(rate.interval.is_some());
    let balance = record(atlas, "RU-IRK", "energy_balance", 2025).observation;
    assert_eq!(balance.status, Status::Estimated);
}

#[test]
fn regions_without_a_published_figure_show_a_range_and_points_only_if_asked_for() {
    let mut session = session();
    let cells = session.cells(metric(session.atlas(), "farms"), 2025);
    let counted = cells.iter().filter(|cell| session.counts(cell.region));
    let (known, ranges): (Vec<_>, Vec<_>) = counted.partition(|cell| cell.value().is_some());
    assert_eq!((known.len(), ranges.len()), (13, 70));
    assert!(ranges.iter().all(|cell| cell.record.as_ref().is_some_and(|r| r.observation.bounds().1 > 0.0)));
    session.apply(Command::ShowEstimates(true)).expect("possible");
    let atlas = session.atlas();
    let farms = metric(atlas, "farms");
    let cells = session.cells(farms, 2025);
    let counted: Vec<_> = cells.iter().filter(|cell| session.counts(cell.region)).collect();
    assert_eq!(counted.len(), 83);
    let status = |cell: &&&hashatlas::session::Cell| {
        cell.record.as_ref().is_some_and(|record| record.observation.status == Status::Estimated)
    };
    assert_eq!(counted.iter().filter(status).count(), 70);
    assert!(counted.iter().all(|cell| cell.value().is_some_and(|value| value > 0.0)));
    let crimea = cells.iter().find(|cell| cell.region == region(atlas, "UA-43")).expect("a cell");
    assert_eq!(crimea.record, None, "no data stays no data");
    let moscow = atlas.records(region(atlas, "RU-MOW"), farms);
    let is_point = |record: &&Record| record.observation.value.is_some();
    assert!(moscow.iter().filter(is_point).all(|record| record.observation.status == Status::Estimated));
    assert!(moscow.iter().any(|record| is_point(&record)));
}

#[test]
fn the_contradiction_about_novosibirsk_is_kept() {
    let session = session();
    let atlas = session.atlas();
    let conflict = atlas.conflict("novosibirsk-rank").expect("kept");
    assert!(!conflict.claim_a.0.is_empty() && !conflict.claim_b.0.is_empty());
    let rank = record(atlas, "RU-NVS", "rank_in_country", 2025).observation;
    assert_eq!(rank.value, Some(9.0));
    assert!(rank.conflicts.contains(&conflict.id));
    let top_three = atlas.statements.iter().find(|statement| statement.id == "top-three").expect("kept");
    assert!(top_three.regions.contains(&region(atlas, "RU-NVS")));
    assert!(top_three.conflicts.contains(&conflict.id));
}

#[test]
fn every_region_and_disputed_territory_has_a_boundary() {
    let session = session();
    let (atlas, geography) = (session.atlas(), session.geography().expect("shapes"));
    let disputed = atlas.map_regions(true).filter(|&id| atlas.region(id).standing == Standing::Disputed);
    assert_eq!((atlas.map_regions(false).count(), disputed.count()), (83, 6));
    for region in atlas.map_regions(true) {
        assert!(
            geography.features_of(region).next().is_some(),
            "{} has no boundary",
            atlas.region(region).code
        );
    }
    assert!(geography.region_of_feature.iter().all(Option::is_some));
}

#[test]
fn places_lie_in_the_window_of_their_regions() {
    /// Degrees by which schematic boundaries may miss a town on the coast or the border.
    const SLACK: f64 = 0.5;
    let session = session();
    let (atlas, geography) = (session.atlas(), session.geography().expect("shapes"));
    let places = session.places().expect("places");
    assert!(places.len() > 5000, "{}", places.len());
    for place in places {
        let region = place.region.unwrap_or_else(|| panic!("{} has no region", place.name.en));
        let points =
            geography.features_of(region).flat_map(|feature| geography.polygons.feature(feature).flatten());
        let bounds = hashatlas::geo::Bounds::around(points.copied()).expect("a boundary").grown(SLACK);
        let at = [geography.window.place(place.lon), place.lat];
        assert!(bounds.contains(at), "{} is not in {}", place.name.en, atlas.region(region).code);
    }
}

#[test]
fn all_sources_cited_anywhere_exist() {
    let session = session();
    let atlas = session.atlas();
    let known = |ids: &[Arc<str>], what: &str| {
        assert!(!ids.is_empty(), "{what} cites nothing");
        assert!(ids.iter().all(|id| atlas.sources.contains_key(id)), "{what}: {ids:?}");
    };
    atlas.bans.iter().for_each(|ban| known(&ban.sources, &ban.id));
    atlas.events.iter().for_each(|event| known(&event.sources, &event.title.en));
    atlas.statements.iter().for_each(|statement| known(&statement.sources, &statement.id));
    for conflict in &atlas.conflicts {
        known(&conflict.claim_a.1, &conflict.id);
        known(&conflict.claim_b.1, &conflict.id);
    }
}

#[test]
fn the_energy_balance_never_mixes_periods() {
    let session = session();
    let atlas = session.atlas();
    let (balance, made, used) =
        (metric(atlas, "energy_balance"), metric(atlas, "generation"), metric(atlas, "consumption"));
    assert_eq!(
        atlas.metric(balance).derivation,
        Derivation::Difference { a: made, b: used, is_across_periods: false }
    );
    let has =
        |region, metric, period: Period| atlas.records(region, metric).iter().any(|r| r.period == period);
    let balances: Vec<_> = figures(atlas).filter(|(_, metric, _)| *metric == balance).collect();
    assert!(balances.len() >= 83);
    for (region, _, record) in balances {
        let both = has(region, made, record.period) && has(region, used, record.period);
        assert!(both, "{} {}", atlas.region(region).code, record.period);
    }
}

#[test]
fn every_text_is_in_both_languages() {
    let session = session();
    let atlas = session.atlas();
    let texts = atlas.regions.iter().map(|region| &region.name);
    let texts = texts.chain(atlas.metrics.iter().map(|metric| &metric.name));
    for text in texts.chain([&atlas.name, &atlas.caution, &atlas.map.disputed_note, &atlas.map.boundary_note])
    {
        assert!(!text.en.is_empty() && !text.ru.is_empty(), "{text:?}");
    }
}
