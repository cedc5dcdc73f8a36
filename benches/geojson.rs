//! How fast `GeoJSON` is read, beside what the machine allows: reading the file alone, looking
//! at every byte once, and leaping over the JSON with `serde_json` (the least that a reader
//! built on it costs).
//!
//! `cargo bench --bench geojson` makes its own files; `-- FILE…` takes others.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a benchmark prints, reads plain files and stops at the first failure"
)]

use hashatlas::io::read_geojson;
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// The size of a country's detailed boundaries, and that of schematic ones.
const SIZES: [usize; 2] = [181_000_000, 1_200_000];
const ROUNDS: usize = 7;

fn main() {
    let files: Vec<PathBuf> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).map(PathBuf::from).collect();
    println!("Medians (and best of {ROUNDS}) in ms: reading alone, a look at every byte, serde_json, ours");
    if !files.is_empty() {
        return files.iter().for_each(|file| measure(file));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    for size in SIZES {
        for (name, write) in
            [("polygons", polygon as fn(&mut String, u64)), ("indented", indented), ("points", point)]
        {
            let path = folder.path().join(format!("{name}.geojson"));
            fs::write(&path, collection(size, write)).expect("a file");
            measure(&path);
        }
    }
}

fn measure(path: &Path) {
    let size = fs::metadata(path).expect("a file").len() as f64 / 1e6;
    let read = time_ms(|| fs::read(path).expect("a file").len());
    let bytes = fs::read(path).expect("a file");
    let scan = time_ms(|| bytes.iter().map(|&byte| u64::from(byte)).sum::<u64>());
    let serde = time_ms(|| serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).expect("JSON"));
    drop(bytes);
    let ours = time_ms(|| read_geojson(path).expect("GeoJSON").features.len());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    print!("{name:<20} {size:>7.1} MB");
    for (median, best) in [read, scan, serde, ours] {
        print!("  {median:>8.2} ({best:>7.2})");
    }
    println!("  {:>6.0} MB/s", size / ours.0 * 1e3);
}

/// Median and best of some rounds; the best is what a machine without other work shows.
fn time_ms<T>(mut work: impl FnMut() -> T) -> (f64, f64) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[ROUNDS / 2], times[0])
}

fn collection(size: usize, write: fn(&mut String, u64)) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for number in 0.. {
        write(&mut text, number);
        if text.len() >= size {
            break;
        }
        text.push_str(",\n");
    }
    text.push_str("]}\n");
    text
}

/// A ring of 600 points around a centre that wanders over the country.
fn ring(number: u64) -> impl Iterator<Item = [f64; 2]> {
    let centre = [30.0 + (number * 7919 % 1400) as f64 / 10.0, 45.0 + (number * 104_729 % 250) as f64 / 10.0];
    (0..600_u64).map(move |step| {
        let angle = (step % 599) as f64 / 599.0 * std::f64::consts::TAU;
        let radius = 1.0 + (step % 599 * 2_654_435_761 % 1000) as f64 / 5000.0;
        [centre[0] + radius * angle.cos(), centre[1] + radius * angle.sin()]
    })
}

fn polygon(text: &mut String, number: u64) {
    let _ = write!(
        text,
        r#"{{"type":"Feature","id":"R-{number}","properties":{{"name_en":"Region {number}","disputed":false}},"geometry":{{"type":"Polygon","coordinates":[["#
    );
    for [x, y] in ring(number) {
        let _ = write!(text, "[{x:.7},{y:.7}],");
    }
    text.pop();
    text.push_str("]]}}");
}

fn indented(text: &mut String, number: u64) {
    let _ = write!(
        text,
        "  {{\n    \"type\": \"Feature\",\n    \"properties\": {{\n      \"name\": \"Region {number}\"\n    }},\n    \
         \"geometry\": {{\n      \"type\": \"Polygon\",\n      \"coordinates\": [\n        ["
    );
    for [x, y] in ring(number) {
        let _ = write!(text, "\n          [\n            {x:.6},\n            {y:.6}\n          ],");
    }
    text.pop();
    text.push_str("\n        ]\n      ]\n    }\n  }");
}

fn point(text: &mut String, number: u64) {
    let [x, y] = ring(number).next().unwrap_or_default();
    let _ = write!(
        text,
        r#"{{"type":"Feature","id":{number},"properties":{{"kind":"abnormal_load","kw":{}.5,"score":0.{number},"first_seen":"2024-03-11"}},"geometry":{{"type":"Point","coordinates":[{x:.6},{y:.6}]}}}}"#,
        number % 500
    );
}
