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

mod grid;

use grid::{SLOTS, report};
use hashatlas::{
    io::{self, unwatched},
    session::{Session, Sources},
    simulate::grid::{Grid, Readings, Workshop},
};
use rayon::prelude::*;
use std::{fs, io::Write};

fn main() {
    let session = Session::open(&Sources::default()).unwrap();
    let options = grid::options(&session);
    let meters = options.meters;
    let readings = meters * SLOTS;
    let made = Grid::new(options).unwrap();
    let folder = tempfile::tempdir().unwrap();
    io::write_grid(folder.path(), &made, &unwatched).unwrap();
    let bytes = fs::read(folder.path().join("readings.parquet")).unwrap();
    grid::head(meters, bytes.len() as u64);
    report("limit: write the same bytes", readings, || {
        let mut file = fs::File::create(folder.path().join("same")).unwrap();
        file.write_all(&bytes).unwrap();
        file.sync_all().unwrap();
    });
    report("simulate in memory", readings, || {
        let simulate = |(workshop, room): &mut (Workshop, Readings), feeder: usize| {
            room.clear();
            made.simulate_feeder(feeder, workshop, room);
            room.wh.iter().sum::<i64>()
        };
        (0..made.feeder_count()).into_par_iter().map_init(Default::default, simulate).sum::<i64>()
    });
    report("simulate to disk", readings, || io::write_grid(folder.path(), &made, &unwatched).unwrap());
}
