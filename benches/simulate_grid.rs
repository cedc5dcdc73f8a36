//! Measures the simulation of a grid: in memory, and to disk with its compression, beside the bare
//! limit of writing the same bytes.
//!
//! `cargo bench --bench simulate_grid [-- METERS]`: so many meters, 28 days of half-hours.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark stops at the first surprise and prints what it measured"
)]

use hashatlas::{
    io::{self, unwatched},
    session::{Session, Sources},
    simulate::grid::{Grid, GridOptions, Readings, Workshop},
};
use rayon::prelude::*;
use std::{fs, io::Write, time::Instant};

const RUNS: usize = 5;
const DEFAULT_METERS: usize = 20_000;
const DAYS: usize = 28;

fn main() {
    let meters = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(DEFAULT_METERS);
    let session = Session::open(&Sources::default()).unwrap();
    let options = GridOptions {
        meters,
        days: DAYS,
        seed: 1,
        interval_min: 30,
        first_day: 20_395,
        site: session.grid_site(None).unwrap(),
    };
    let grid = Grid::new(options).unwrap();
    let folder = tempfile::tempdir().unwrap();
    io::write_grid(folder.path(), &grid, &unwatched).unwrap();
    let bytes = fs::read(folder.path().join("readings.parquet")).unwrap();
    println!(
        "{meters} meters, {DAYS} days of half-hours, {} MB, {} threads, best and median of {RUNS} runs",
        bytes.len() / 1_000_000,
        rayon::current_num_threads()
    );
    let readings = meters * DAYS * 48;
    report("limit: write the same bytes", readings, || {
        let mut file = fs::File::create(folder.path().join("same")).unwrap();
        file.write_all(&bytes).unwrap();
        file.sync_all().unwrap();
    });
    report("simulate in memory", readings, || {
        let simulate = |(workshop, room): &mut (Workshop, Readings), feeder: usize| {
            room.clear();
            grid.simulate_feeder(feeder, workshop, room);
            room.wh.iter().sum::<i64>()
        };
        (0..grid.feeder_count()).into_par_iter().map_init(Default::default, simulate).sum::<i64>()
    });
    report("simulate to disk", readings, || io::write_grid(folder.path(), &grid, &unwatched).unwrap());
}

fn report<T>(name: &str, readings: usize, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_unstable_by(f64::total_cmp);
    let (best, median) = (times[0], times[RUNS / 2]);
    println!(
        "  {name:30} {:8.1} ms best, {:8.1} ms median, {:7.1} M readings/s",
        best * 1e3,
        median * 1e3,
        readings as f64 / best / 1e6
    );
}
