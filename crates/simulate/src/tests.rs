//! Tests of simulated detections on the embedded atlas and on an atlas of squares.

use super::*;
use crate::{
    atlas::{
        Atlas, DetectionKind, Detections, Geography, Level, Place, Region, RegionId, count_by_region,
        year_of_day,
    },
    geo::{LongitudeWindow, Paths, Projection},
    provenance::Status,
};
use hashatlas_base::lang::Localized;

const YEARS: [i32; 3] = [2023, 2024, 2025];

/// Two squares side by side, of which one is cut in two by the antimeridian, and one in the sea.
fn squares() -> (Atlas, Geography) {
    let mut atlas = Atlas::default();
    let mut polygons = Paths::default();
    let mut region_of_feature = Vec::new();
    for (code, west) in [("XX-A", 170.0), ("XX-B", 178.0), ("XX-C", f64::NAN)] {
        let region = Region::new(code, Level::Region, Localized::same(code));
        let id = atlas.add_region(region).expect("new");
        if west.is_finite() {
            let [w, e] = [west, west + 8.0];
            polygons.push_path([[w, 60.0], [e, 60.0], [e, 64.0], [w, 64.0], [w, 60.0]]);
            polygons.end_feature();
            region_of_feature.push(Some(id));
        }
    }
    let geography = Geography {
        window: LongitudeWindow::around(&polygons),
        projection: Projection::from_proj_string("+proj=eqearth +lon_0=178").expect("known"),
        polygons,
        region_of_feature,
        land: Paths::default(),
        lakes: Paths::default(),
        rivers: Paths::default(),
    };
    (atlas, geography)
}

fn place(region: u32, lon: f64, lat: f64, population: u32) -> Place {
    Place { name: Localized::default(), lon, lat, population, region: Some(RegionId(region)) }
}

fn wanted(counts: [[u32; 3]; 3]) -> Vec<Wanted> {
    let of = |(region, by_year_end): (u32, [u32; 3])| Wanted {
        region: RegionId(region),
        by_year_end: by_year_end.to_vec(),
    };
    (0..).zip(counts).map(of).collect()
}

fn simulate(places: &[Place], counts: [[u32; 3]; 3], seed: u64) -> Detections {
    let (atlas, geography) = squares();
    simulate_detections(&atlas, &geography, &geography.index(), places, &YEARS, &wanted(counts), seed)
}

#[test]
fn counts_by_year_end_are_those_wanted() {
    let (atlas, geography) = squares();
    let index = geography.index();
    let places = [place(0, 174.0, 62.0, 1_000_000), place(1, -179.5, 61.0, 500), place(1, 179.5, 61.0, 500)];
    let counts = [[600, 650, 1000], [30, 30, 70], [0, 0, 5]];
    let drawn = simulate(&places, counts, 7);
    assert_eq!(drawn.len(), 1075);
    let counted = count_by_region(&atlas, &drawn);
    for (region, counts) in (0..).zip(counts) {
        let by_end = YEARS.map(|year| counted[&RegionId(region)].by_end_of(year) as u32);
        assert_eq!(by_end, counts);
    }
    for row in 0..drawn.len() {
        let region = drawn.region[row];
        let is_placed = region < 2;
        assert_eq!(index.find(drawn.lon[row], drawn.lat[row]) == region, is_placed, "{row}");
        assert!(!is_placed || (-180.0..=180.0).contains(&drawn.lon[row]));
        assert!(drawn.last_seen_day[row] >= drawn.first_seen_day[row]);
        assert_eq!(year_of_day(drawn.last_seen_day[row]).min(2025), year_of_day(drawn.last_seen_day[row]));
        assert!((2021..=2025).contains(&year_of_day(drawn.first_seen_day[row])));
        assert_eq!((drawn.status[row], drawn.row[row]), (Status::Simulated, row as u32 + 1));
    }
}

#[test]
fn a_falling_count_gives_way_to_the_last() {
    let (atlas, _) = squares();
    let drawn = simulate(&[], [[9, 4, 6], [5, 5, 5], [0, 0, 0]], 1);
    let counted = count_by_region(&atlas, &drawn);
    let by_end = |region| YEARS.map(|year| counted[&RegionId(region)].by_end_of(year));
    assert_eq!((by_end(0), by_end(1)), ([4, 4, 6], [5, 5, 5]));
}

#[test]
fn a_region_without_places_is_hit_inside_and_one_without_shape_has_no_positions() {
    let (_, geography) = squares();
    let drawn = simulate(&[], [[50, 50, 50], [0, 0, 0], [2, 2, 2]], 1);
    let index = geography.index();
    assert!((0..50).all(|row| index.find(drawn.lon[row], drawn.lat[row]) == 0));
    assert!(drawn.lon[50].is_nan() && drawn.lat[51].is_nan());
}

#[test]
fn large_towns_have_more_and_wider_spread() {
    let places = [place(0, 172.0, 62.0, 900_000), place(0, 176.0, 62.0, 100_000)];
    let drawn = simulate(&places, [[10_000, 10_000, 10_000], [0; 3], [0; 3]], 3);
    let of_town = |lon: f64| -> Vec<f64> {
        drawn.lon.iter().copied().filter(|drawn| (drawn - lon).abs() < 2.0).collect()
    };
    let (large, small) = (of_town(172.0), of_town(176.0));
    assert!((8_800..9_200).contains(&large.len()), "{}", large.len());
    let spread = |lon: f64, drawn: &[f64]| {
        (drawn.iter().map(|x| (x - lon).powi(2)).sum::<f64>() / drawn.len() as f64).sqrt()
    };
    // Nine times the inhabitants on nine times the area.
    let ratio = spread(172.0, &large) / spread(176.0, &small);
    assert!((2.8..3.2).contains(&ratio), "{ratio}");
}

#[test]
fn powers_scores_and_seasons_are_as_published() {
    let drawn = simulate(&[], [[200_000, 200_000, 400_000], [0; 3], [0; 3]], 11);
    let mean = |values: &[f32]| values.iter().map(|&v| f64::from(v)).sum::<f64>() / values.len() as f64;
    assert!((mean(&drawn.kw) - 12.7).abs() < 0.1, "{}", mean(&drawn.kw));
    assert!((mean(&drawn.score) - 0.45).abs() < 0.005, "{}", mean(&drawn.score));
    let in_months = |kind: DetectionKind, months: [u8; 3]| {
        let month = |day: &i32| crate::atlas::Day::since_1970(*day).month;
        let rows = drawn.first_seen_day.iter().zip(&drawn.kind);
        rows.filter(|(day, of)| **of == Some(kind) && months.contains(&month(day))).count() as f64
    };
    let summer_to_spring = |kind| in_months(kind, [6, 7, 8]) / in_months(kind, [3, 4, 5]);
    assert!((summer_to_spring(DetectionKind::MeterTampering) - 0.2).abs() < 0.02);
    assert!((summer_to_spring(DetectionKind::AbnormalLoad) - 1.0).abs() < 0.05);
}

#[test]
fn neither_threads_nor_other_regions_matter() {
    let places = [place(0, 174.0, 62.0, 10_000), place(1, 179.0, 61.0, 10_000)];
    let both = simulate(&places, [[50, 60, 90], [40, 50, 60], [0; 3]], 5);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let alone = pool.install(|| simulate(&places, [[0; 3], [40, 50, 60], [0; 3]], 5));
    assert_eq!((&both.lon[90..], &both.kw[90..]), (&alone.lon[..], &alone.kw[..]));
    let other = simulate(&places, [[0; 3], [40, 50, 60], [0; 3]], 6);
    assert_ne!(other.lon, alone.lon);
}

#[test]
fn a_seed_gives_these_very_rows() {
    let drawn = simulate(&[place(0, 174.0, 62.0, 10_000)], [[0, 0, 2], [0; 3], [0; 3]], 1);
    let rows: Vec<String> = (0..2)
        .map(|row| {
            let (kind, day) = (drawn.kind[row].expect("known").id(), drawn.first_seen_day[row]);
            format!(
                "{} {} {kind} {} {} {day}",
                drawn.lon[row], drawn.lat[row], drawn.kw[row], drawn.score[row]
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "173.9975 62.00223 unauthorised_connection 9.7 0.487 20125",
            "173.97989 62.00089 abnormal_load 3.1 0.32 20174",
        ]
    );
}
