//! Times clustering points by zoom level and asking for what is in view, beside the bare limits:
//! copying the positions, and sorting as many numbers. Makes its own points from a fixed seed:
//! towns of all sizes, most points in few of them, as in the map of a country. Then times all that
//! brings the simulated detections of the embedded atlas onto the map.
//!
//! `cargo bench --bench clusters`
#![allow(clippy::print_stdout, reason = "a benchmark prints its times")]

use hashatlas::{
    geo::{Bounds, ClusterIndex, ClusterOptions, PlanePoint, Tally},
    session::{DEFAULT_SEED, PointLayer, Session, Sources},
};
use rayon::prelude::*;
use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

/// Detections published for the end of 2025, and the size of a large file.
const SIZES: [(usize, usize); 2] = [(196_907, 31), (5_000_000, 5)];

fn main() {
    println!("{} threads", rayon::current_num_threads());
    for (count, rounds) in SIZES {
        let points = clumps(count);
        println!("{count} points, median of {rounds} runs");
        show("  limit: copy positions", rounds, || points.clone());
        let numbers: Vec<u64> = Random(2).take(count).collect();
        show("  limit: sort as many numbers", rounds, || {
            let mut sorted = numbers.clone();
            sorted.par_sort_unstable();
            sorted
        });
        show("  ClusterIndex::new", rounds, || ClusterIndex::new(points.clone(), ClusterOptions::default()));
        let index = ClusterIndex::new(points, ClusterOptions::default());
        show("  Tally by three kinds", rounds, || Tally::<3>::new(&index, |point| Some(point as usize % 3)));
        measure_views(&index, rounds);
    }
    measure_simulated();
}

/// From the estimates of the embedded atlas to clusters, step by step.
fn measure_simulated() {
    const ROUNDS: usize = 31;
    let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
    let geography = session.geography().expect("shapes");
    session.places().expect("places");
    let simulate = || session.simulated_detections(DEFAULT_SEED).expect("estimates");
    let detections = Arc::new(simulate());
    println!("{} simulated detections of the embedded atlas, median of {ROUNDS} runs", detections.len());
    show("  index of regions (part of the next)", ROUNDS, || geography.index());
    show("  simulate", ROUNDS, simulate);
    show("  project", ROUNDS, || PointLayer::new(Arc::clone(&detections), geography));
    let layer = PointLayer::new(detections, geography);
    let cluster = || ClusterIndex::new(layer.plane.to_vec(), ClusterOptions::default());
    show("  ClusterIndex::new", ROUNDS, cluster);
    measure_views(&cluster(), ROUNDS);
    let all = || {
        let layer = session.point_layer().expect("simulated");
        let index = ClusterIndex::new(layer.plane.to_vec(), ClusterOptions::default());
        (layer, index)
    };
    show("  all of it", ROUNDS, all);
}

/// Screens of 1600×1000 pixels over the middle of the map.
fn measure_views(index: &ClusterIndex, rounds: usize) {
    for metres_per_px in [5000.0, 500.0, 50.0, 5.0] {
        let half = [800.0 * metres_per_px, 500.0 * metres_per_px];
        let view = Bounds { min: half.map(|half| -half), max: half };
        let level = index.level_for(metres_per_px);
        let look = || {
            let mut seen = 0;
            index.in_view(level, view, |cluster| seen += black_box(cluster).count.min(1));
            seen
        };
        show(&format!("  in view at {metres_per_px} m a pixel: {}", look()), rounds, look);
    }
}

fn show<T>(what: &str, rounds: usize, mut work: impl FnMut() -> T) {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            let result = black_box(work());
            let time = start.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!("{what:<44} {:>9.3} ms (best {:.3})", ms(times[rounds / 2]), ms(times[0]));
}

/// Points around 2,000 towns: the size of a town falls with its rank (Zipf's law), its spread
/// grows with the root of its size. One town lies in the middle.
fn clumps(count: usize) -> Vec<PlanePoint> {
    const TOWNS: usize = 2000;
    let mut random = Random(1);
    let towns: Vec<[f64; 2]> = (0..TOWNS)
        .map(|rank| {
            if rank == 0 { [0.0; 2] } else { [random.between(-3.5e6, 3.5e6), random.between(-1.8e6, 1.8e6)] }
        })
        .collect();
    (0..count)
        .map(|_| {
            // The inverse of a harmonic sum is near an exponential.
            let rank = ((random.between(0.0, 1.0) * (TOWNS as f64).ln()).exp() as usize).min(TOWNS) - 1;
            let spread_m = 12_000.0 / ((rank + 1) as f64).sqrt().max(1.0);
            let [x, y] = towns[rank];
            [(x + spread_m * random.bell()) as f32, (y + spread_m * random.bell()) as f32]
        })
        .collect()
}

/// Numbers without pattern (`SplitMix64`; Steele, Lea, Flood, OOPSLA 2014).
struct Random(u64);

impl Iterator for Random {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Some(z ^ (z >> 31))
    }
}

impl Random {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        let part = self.next().unwrap_or_default() >> 11;
        low + (high - low) * part as f64 / (1_u64 << 53) as f64
    }

    /// Nearly normal, with a spread of one: twelve uniform numbers.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.between(-0.5, 0.5)).sum()
    }
}
