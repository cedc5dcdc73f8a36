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

mod grid;

use arrow_array::{Array, cast::AsArray, types::Int64Type};
use grid::{SLOTS, report};
use hashatlas::{
    detect::{Detector, MeterMeasures, MeterRows, MeterView, PlainMeasures, PlainScratch, Scratch},
    io::{self, Readings, unwatched},
    meter::{Calendar, MeterFacts, TimeGrid},
    pipeline::{self, DetectionInputs},
    session::{Session, Sources},
    simulate::grid::Grid,
};
use parquet::arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder};
use rayon::prelude::*;
use std::{fs, path::Path};

fn main() {
    let session = Session::open(&Sources::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let options = grid::options(&session);
    let meters = options.meters;
    let readings = meters * SLOTS;
    io::write_grid(folder.path(), &Grid::new(options).unwrap(), &unwatched).unwrap();
    let path = folder.path().join("readings.parquet");
    grid::head(meters, fs::metadata(&path).unwrap().len());
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
    report("plain statistics", readings, || {
        pipeline::measure_plainly(session.atlas(), &inputs, &unwatched).unwrap().0
    });
    let alone = DetectionInputs { readings: path.clone(), ..Default::default() };
    report("detect, meters alone", readings, || {
        pipeline::detect(session.atlas(), &alone, &unwatched).unwrap().found.len()
    });
    report("detect, with feeders and weather", readings, || {
        pipeline::detect(session.atlas(), &inputs, &unwatched).unwrap().found.len()
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
    report("Detector::peers (by meter)", series.len(), || detector.peers(&measures));
    let peers = detector.peers(&measures);
    report("Detector::judge_among (by meter)", series.len(), || detector.judge_among(&measures, &peers));
    let rows = MeterRows::of(&measures, &detector.model.reference).values;
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
