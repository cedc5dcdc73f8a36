//! Times finding the readings of one meter in a large table, as the window does when a detection is clicked:
//! a table opened for the first time, and one that is open. Reads a table of yours, whose meters are asked for in
//! the order in which they come in a file of names.
//!
//! `cargo bench -p hashatlas-formats --bench lookup -- READINGS.parquet METER…`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a benchmark stops at the first surprise and prints what it measured"
)]

use hashatlas_formats::Lookup;
use std::{path::PathBuf, time::Instant};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let path = PathBuf::from(arguments.next().expect("a table of readings"));
    let meters: Vec<String> = arguments.collect();
    let open = |meter: &str| {
        let lookup = Lookup::open(&path).unwrap();
        assert!(lookup.series(&[meter]).unwrap()[0].is_some(), "{meter} is not there");
        lookup
    };
    let first: Vec<f64> = meters.iter().map(|meter| timed(|| drop(open(meter)))).collect();
    let lookup = open(&meters[0]);
    let next: Vec<f64> =
        meters.iter().map(|meter| timed(|| drop(lookup.series(&[meter]).unwrap()))).collect();
    for (name, mut ms) in [("opened for it", first), ("open already", next)] {
        println!("{name:14} first {:.2} ms", ms[0]);
        ms.sort_by(f64::total_cmp);
        println!("{name:14} median {:.2} ms, best {:.2} ms", ms[ms.len() / 2], ms[0]);
    }
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}
