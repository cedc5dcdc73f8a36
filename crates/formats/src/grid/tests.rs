//! Owns tests of the files of a grid.

#![allow(clippy::disallowed_methods, reason = "tests look at their files")]

use super::write_grid;
use crate::simulate::grid::{Grid, GridOptions, GridSite};
use crate::{IoError, unwatched};
use std::{
    ops::ControlFlow,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

fn grid(meters: usize, seed: u64) -> Grid {
    let site =
        GridSite { region: "RU-IRK".into(), latitude_deg: 52.3, longitude_deg: 104.3, utc_offset_s: 28_800 };
    Grid::new(GridOptions { meters, days: 7, seed, interval_min: 30, first_day: 20_395, site })
        .expect("offered")
}

fn bytes_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("entry"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("read"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("tempdir");
    let written = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let into = folder.path().join(format!("{threads}-{seed}"));
        pool.install(|| write_grid(&into, &grid(2500, seed), &unwatched)).expect("written");
        bytes_of(&into)
    };
    let one = written(1, 1);
    let names: Vec<&str> = one.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["feeders.parquet", "labels.csv", "meters.parquet", "readings.parquet", "weather.parquet"]
    );
    assert!(one == written(3, 1), "threads change nothing");
    assert!(one[3] != written(1, 2)[3], "seeds do");
}

#[test]
fn a_grid_that_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().expect("tempdir");
    std::fs::create_dir(folder.path().join("readings.parquet")).expect("made");
    let said = write_grid(folder.path(), &grid(20, 1), &unwatched).expect_err("in the way").to_string();
    assert!(said.contains("readings.parquet"), "{said}");
    let names: Vec<String> = bytes_of_names(folder.path());
    assert!(names.iter().all(|name| !name.starts_with(".hashatlas")), "{names:?}");
}

#[test]
fn a_grid_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().expect("tempdir");
    let begun = AtomicBool::new(false);
    // Goes on once, so that a part has been written.
    let stop = |_: f32| {
        let is_again = begun.swap(true, Ordering::Relaxed);
        if is_again { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("threads");
    let stopped = threads.install(|| write_grid(folder.path(), &grid(9000, 1), &stop));
    assert!(matches!(stopped, Err(IoError::Stopped)), "{stopped:?}");
    assert_eq!(bytes_of_names(folder.path()), [""; 0]);
}

fn bytes_of_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect()
}
