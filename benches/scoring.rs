//! Measures how fast the shipped model scores rows, on one thread and on all, beside the bare limit:
//! reading the same rows on one. Rows are random, so that no branch can be learned; a tenth of the values is missing.
//!
//! `cargo bench --bench scoring [-- ROWS]`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark stops at the first surprise and prints what it measured"
)]

use hashatlas::detect::model::{Ensemble, Model};
use rayon::prelude::*;
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const RUNS: usize = 9;
const DEFAULT_ROWS: usize = 100_000;
/// Rows that a thread takes at a time, as detection does.
const A_PART: usize = 512;

fn main() {
    let rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(DEFAULT_ROWS);
    println!("{rows} rows, median of {RUNS} runs");
    let model = Model::default();
    for (name, ensemble) in
        [("abnormal_load", model.abnormal_load), ("meter_tampering", model.meter_tampering)]
    {
        match ensemble {
            Some(ensemble) => measure(name, &ensemble, rows),
            None => println!("{name}: not in the model"),
        }
    }
}

fn measure(name: &str, ensemble: &Ensemble, rows: usize) {
    let width = ensemble.names().len();
    let values = random(rows * width);
    let mut scores = vec![0.0; rows];
    let scored = median(|| ensemble.score_into(black_box(&values), black_box(&mut scores)));
    let on_all = median(|| {
        let parts = values.par_chunks(A_PART * width).zip(scores.par_chunks_mut(A_PART));
        parts.for_each(|(values, scores)| ensemble.score_into(black_box(values), black_box(scores)));
    });
    let read = median(|| {
        black_box(black_box(&values).chunks_exact(8).fold([0_u32; 8], |mut sums, chunk| {
            sums.iter_mut().zip(chunk).for_each(|(sum, value)| *sum ^= value.to_bits());
            sums
        }));
    });
    let rate = |time: Duration| rows as f64 / time.as_secs_f64() / 1e6;
    println!(
        "{name}: {} trees, {width} columns: {:.2} M rows/s on one thread, {:.2} on {}; reading alone {:.2}",
        ensemble.trees(),
        rate(scored),
        rate(on_all),
        rayon::current_num_threads(),
        rate(read)
    );
}

fn median(mut task: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            task();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// Numbers between −1 and 3 from a fixed seed.
fn random(count: usize) -> Vec<f32> {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 24) as f32
    };
    (0..count).map(|_| if next() < 0.1 { f32::NAN } else { 4.0 * next() - 1.0 }).collect()
}
