//! What the benchmarks of detection share: the grid that they make, and how they report. Does not
//! measure anything of its own.

use hashatlas::{session::Session, simulate::grid::GridOptions};
use std::time::Instant;

/// Days of the grid.
const DAYS: usize = 28;
/// Half-hours of a meter.
pub(crate) const SLOTS: usize = DAYS * 48;
/// How often each part is run.
const RUNS: usize = 5;
const DEFAULT_METERS: usize = 20_000;

/// A grid of as many meters as the command line says, from a fixed seed.
pub(crate) fn options(session: &Session) -> GridOptions {
    GridOptions {
        meters: std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(DEFAULT_METERS),
        days: DAYS,
        seed: 1,
        interval_min: 30,
        first_day: 20_395,
        site: session.grid_site(None).unwrap(),
    }
}

/// What follows is about so many meters, in a file of so many bytes.
pub(crate) fn head(meters: usize, bytes: u64) {
    println!(
        "{meters} meters, {DAYS} days of half-hours, {} MB, {} threads, best and median of {RUNS} runs",
        bytes / 1_000_000,
        rayon::current_num_threads()
    );
}

/// Runs a part of the work on `count` things. What it gives is dropped after its time is taken.
pub(crate) fn report<T>(name: &str, count: usize, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let result = run();
            let time = start.elapsed().as_secs_f64();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    let (best, median) = (times[0], times[RUNS / 2]);
    println!(
        "  {name:34} {:8.1} ms best, {:8.1} ms median, {:7.2} ns each, {:7.1} M/s",
        best * 1e3,
        median * 1e3,
        best * 1e9 / count as f64,
        count as f64 / best / 1e6
    );
}
