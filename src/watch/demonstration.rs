//! Owns the demonstration: a small simulated grid whose stored readings are replayed as if they arrived. Does not
//! replay, and simulates nothing itself.

use super::Task;
use crate::{
    io,
    pipeline::DetectionInputs,
    session::Session,
    simulate::grid::{Grid, GridOptions},
};
use std::{path::PathBuf, time::Duration};

const METERS: usize = 400;
const DAYS: usize = 42;
/// So many days are there at once: some who mine were there from the first day, others begin later.
const DAYS_BEFORE: u32 = 21;
const INTERVAL_MIN: u32 = 30;
const SEED: u64 = 7;
/// 1 January 2025: days of local time since 1970.
const FIRST_DAY: i64 = 20_089;
/// Readings come so many times as fast as they were read.
const SPEED: f64 = 1000.0;
/// Between two looks.
const EVERY: Duration = Duration::from_millis(500);

/// What to watch for a demonstration that is kept in `state`.
#[must_use]
pub fn demonstration(state: PathBuf) -> Task {
    let grid = state.join("grid");
    let table = |name: &str| Some(grid.join(name));
    Task {
        from_files: vec![grid.join("readings.parquet")],
        days_before: DAYS_BEFORE,
        speed: SPEED,
        every: EVERY,
        judging: DetectionInputs {
            // What is supplied into feeders is stored whole: it would show what is still to come.
            meters: table("meters.parquet"),
            weather: table("weather.parquet"),
            ..DetectionInputs::default()
        },
        ..Task::new(state)
    }
}

/// Simulates the grid of a demonstration, unless a run before has.
///
/// # Errors
/// The atlas has no region to stand in, or files cannot be written.
pub fn make_demonstration(session: &Session, task: &Task, watch: io::Watch<'_>) -> anyhow::Result<()> {
    let [readings] = &task.from_files[..] else { return Ok(()) };
    if io::exists(readings) {
        return Ok(());
    }
    let options = GridOptions {
        meters: METERS,
        days: DAYS,
        seed: SEED,
        interval_min: INTERVAL_MIN,
        first_day: FIRST_DAY,
        site: session.grid_site(None)?,
    };
    let folder = readings.with_file_name("");
    Ok(io::write_grid(&folder, &Grid::new(options)?, watch)?)
}
