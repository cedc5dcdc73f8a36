//! Measures detection from the file to the findings, part by part, beside the bare limits: reading
//! the bytes, and decoding and adding up all values with the columns' own crate. Makes its own grid
//! from a fixed seed.
//!
//! `cargo bench --bench detect [-- METERS]`: so many meters, 28 days of half-hours.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark stops at the first surprise and prints what it measured"
)]

use arrow_array::{Array, cast::AsArray, types::Int64Type};
use hashatlas::{
    detect::{Detector, MeterMeasures, MeterRows, MeterView, Peers, PlainMeasures, PlainScratch, Scratch},
    io::{self, Readings, unwatched},
    meter::{Calendar, MeterFacts, TimeGrid},
    session::{DetectionInputs, Session, Sources},
    simulate::grid::{Grid, GridOptions},
};
use parquet::arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder};
use rayon::prelude::*;
use std::{fs, path::Path, time::Instant};

const RUNS: usize = 5;
const DEFAULT_METERS: usize = 20_000;
const DAYS: usize = 28;
const SLOTS: usize = DAYS * 48;

fn main() {
    let meters = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(DEFAULT_METERS);
    let session = Session::open(&Sources::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = GridOptions {
        meters,
        days: DAYS,
        seed: 1,
        interval_min: 30,
        first_day: 20_395,
        site: session.grid_site(None).unwrap(),
    };
    io::write_grid(folder.path(), &Grid::new(options).unwrap(), &unwatched).unwrap();
    let path = folder.path().join("readings.parquet");
    let readings = meters * SLOTS;
    println!(
        "{meters} meters, {DAYS} days of half-hours, {} MB, {} threads, best and median of {RUNS} runs",
        fs::metadata(&path).unwrap().len() / 1_000_000,
        rayon::current_num_threads()
    );
    report("limit: fs::read", readings, || fs::read(&path).unwrap().len());
    report("limit: decode all, add up", readings, || scan(&path));
    report("Readings::open", readings, || Readings::open(&path, &unwatched).unwrap());
    let (table, _) = Readings::open(&path, &unwatched).unwrap();
    report("Readings::map, add up", readings, || {
        table
            .map(|_| true, &unwatched, || (), |(), series| series.values.iter().sum::<f32>())
            .unwrap()
            .0
            .len()
    });
    let inputs = DetectionInputs { readings: folder.path().to_owned(), ..Default::default() };
    report("plain statistics", readings, || session.measure_plainly(&inputs, &unwatched).unwrap().0);
    let alone = DetectionInputs { readings: path.clone(), ..Default::default() };
    report("detect, meters alone", readings, || session.detect(&alone, &unwatched).unwrap().scores.len());
    report("detect, with feeders and weather", readings, || {
        session.detect(&inputs, &unwatched).unwrap().scores.len()
    });
    in_memory(&table);
}

/// The library alone, on one thread.
fn in_memory(table: &Readings) {
    const METERS: usize = 2000;
    let (series, _) = table
        .map(|meter| (meter as usize) < METERS, &unwatched, || (), |(), series| series.values.to_vec())
        .unwrap();
    let facts = MeterFacts::default();
    let grid = TimeGrid { start_s: 1_762_099_200, step_s: 1800, len: SLOTS };
    let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
    let view = |wh| MeterView { calendar, wh, temp_c: None, facts: &facts };
    let detector = Detector::default();
    println!("{} meters in memory, one thread", series.len());
    let readings = series.len() * SLOTS;
    let mut plain = PlainScratch::default();
    report("PlainMeasures::of", readings, || {
        series.iter().map(|(_, wh)| PlainMeasures::of(&view(wh), &mut plain).values[0]).sum::<f32>()
    });
    let mut scratch = Scratch::default();
    let mut measure = || -> Vec<MeterMeasures> {
        series.iter().map(|(_, wh)| detector.measure_meter(&view(wh), &mut scratch)).collect()
    };
    report("Detector::measure_meter", readings, &mut measure);
    let measures = measure();
    report("Peers::of (by meter)", series.len(), || Peers::of(&measures));
    let peers = Peers::of(&measures);
    report("Detector::judge_among (by meter)", series.len(), || detector.judge_among(&measures, &peers));
    let rows = MeterRows::of(&measures).values;
    if let Some(ensemble) = &detector.model.abnormal_load {
        let mut scores = vec![0.0; series.len()];
        report("Ensemble::score_into (by row)", series.len(), || ensemble.score_into(&rows, &mut scores));
    }
}

/// Decodes times and values of every row group and adds the values up; names are left out.
fn scan(path: &Path) -> i64 {
    let open = || ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap();
    let groups = open().metadata().num_row_groups();
    let sum_of = |group: usize| -> i64 {
        let builder = open();
        let mask = ProjectionMask::columns(builder.parquet_schema(), ["ts", "wh"]);
        let reader = builder.with_projection(mask).with_row_groups(vec![group]).with_batch_size(1 << 14);
        reader
            .build()
            .unwrap()
            .map(|batch| {
                let batch = batch.unwrap();
                let wh = batch.column(1).as_primitive::<Int64Type>();
                if wh.null_count() == 0 { wh.values().iter().sum::<i64>() } else { wh.iter().flatten().sum() }
            })
            .sum()
    };
    (0..groups).into_par_iter().map(sum_of).sum()
}

fn report<T>(name: &str, count: usize, mut run: impl FnMut() -> T) {
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
        "  {name:34} {:8.1} ms best, {:8.1} ms median, {:7.2} ns each",
        best * 1e3,
        median * 1e3,
        best * 1e9 / count as f64
    );
}
