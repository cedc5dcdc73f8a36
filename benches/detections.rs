//! Measures reading and joining detections, beside the bare limits: reading the same bytes and
//! writing the same columns. Makes its own files from a fixed seed.
//!
//! `cargo bench --bench detections [-- ROWS] [PART OF A NAME]`; with `HASHATLAS_REGIONS=regions.geojson` the
//! join uses these regions instead of made ones; with `HASHATLAS_FILES=DIR` files of other
//! writers (`*.csv`, `*.parquet`) are read too.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_possible_wrap,
    missing_docs,
    reason = "a benchmark stops at the first surprise and prints what it measured"
)]

use arrow_array::{
    ArrayRef, DictionaryArray, Float64Array, Int32Array, RecordBatch, StringArray, TimestampMillisecondArray,
};
use hashatlas::{
    atlas::{DetectionKind, Detections, NO_REGION},
    geo::{LongitudeWindow, Paths, RegionIndex, place_polygons},
    io::{describe_table, read_detections},
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::properties::WriterProperties,
};
use std::{
    fmt::Write as _,
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

const RUNS: usize = 7;
const DEFAULT_ROWS: usize = 5_000_000;
const REGIONS: usize = 83;

fn main() {
    let rows = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(DEFAULT_ROWS);
    let folder = tempfile::tempdir().unwrap();
    let table = Made::new(rows);
    println!("{rows} rows, {} threads, median of {RUNS} runs", rayon::current_num_threads());
    let zstd = Compression::ZSTD(ZstdLevel::default());
    for (name, compression, group_rows) in [
        ("zstd.parquet", zstd, 1 << 20),
        ("snappy.parquet", Compression::SNAPPY, 1 << 20),
        ("one-row-group.parquet", zstd, rows),
    ] {
        let path = folder.path().join(name);
        if !wanted(name) {
            continue;
        }
        table.write_parquet(&path, compression, group_rows);
        measure_file(&path, rows);
    }
    for (name, quote) in [("plain.csv", ""), ("quoted.csv", "\"")] {
        let path = folder.path().join(name);
        if !wanted(name) {
            continue;
        }
        table.write_csv(&path, quote);
        measure_file(&path, rows);
    }
    if let Some(others) = std::env::var_os("HASHATLAS_FILES") {
        let mut paths: Vec<_> = fs::read_dir(others).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "csv" || e == "parquet")) {
            measure_file(path, rows);
        }
    }
    measure_join(&table, rows);
}

fn measure_file(path: &Path, rows: usize) {
    let name = path.file_name().unwrap().to_string_lossy();
    if !wanted(&name) {
        return;
    }
    println!("{name}, {} MB", fs::metadata(path).unwrap().len() / 1_000_000);
    report("  limit: fs::read", rows, || fs::read(path).unwrap());
    report("  describe_table", rows, || describe_table(path).unwrap());
    report("  read_detections", rows, || {
        let (table, problems) = read_detections(path).unwrap();
        assert!(table.len() == rows && problems.is_empty(), "{:?}", problems.first);
        table
    });
}

/// Whether the command line names it, or nothing.
fn wanted(name: &str) -> bool {
    let mut parts = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with('-') && arg.parse::<usize>().is_err())
        .peekable();
    parts.peek().is_none() || parts.any(|part| name.contains(&part))
}

fn measure_join(table: &Made, rows: usize) {
    if !wanted("join") {
        return;
    }
    let (index, codes) = regions();
    let mut detections = Detections {
        lon: table.lon.clone(),
        lat: table.lat.clone(),
        region: vec![NO_REGION; rows],
        ..Detections::default()
    };
    println!("join to {} regions", codes.len());
    report("  limit: copy positions", rows, || (table.lon.clone(), table.lat.clone()));
    report("  join_by_position", rows, || {
        detections.region.fill(NO_REGION);
        detections.join_by_position(&index, &codes)
    });
    detections.region.fill(NO_REGION);
    println!("  {:?}", detections.join_by_position(&index, &codes));
}

fn report<T>(name: &str, rows: usize, mut run: impl FnMut() -> T) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let result = run();
            let time = start.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable();
    let median = times[RUNS / 2].as_secs_f64();
    println!(
        "{name:28} {:8.1} ms (best {:.1}) {:8.1} M rows/s",
        median * 1e3,
        times[0].as_secs_f64() * 1e3,
        rows as f64 / median / 1e6
    );
}

/// Numbers without pattern (`SplitMix64`; Steele, Lea, Flood, OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// A decimal number with `places` digits behind the point.
    fn decimal(&mut self, low: i64, high: i64, places: u32) -> f64 {
        let ten = 10_i64.pow(places);
        (low * ten + self.below(((high - low) * ten) as u64) as i64) as f64 / ten as f64
    }
}

struct Made {
    lon: Vec<f64>,
    lat: Vec<f64>,
    kw: Vec<f64>,
    score: Vec<f64>,
    kind: Vec<usize>,
    region: Vec<Option<usize>>,
    first_day: Vec<i64>,
    days: Vec<i64>,
}

impl Made {
    fn new(rows: usize) -> Self {
        let mut random = Random(1);
        let mut made = |low, high, places| -> Vec<f64> {
            (0..rows).map(|_| random.decimal(low, high, places)).collect()
        };
        let (lon, lat, kw, score) = (made(28, 180, 5), made(42, 72, 5), made(1, 900, 2), made(0, 1, 4));
        Self {
            lon,
            lat,
            kw,
            score,
            kind: (0..rows).map(|_| random.below(3) as usize).collect(),
            region: (0..rows)
                .map(|_| Some(random.below(2 * REGIONS as u64) as usize).filter(|&r| r < REGIONS))
                .collect(),
            first_day: (0..rows).map(|_| 18_000 + random.below(2000) as i64).collect(),
            days: (0..rows).map(|_| random.below(300) as i64).collect(),
        }
    }

    fn batch(&self) -> RecordBatch {
        const MS_A_DAY: i64 = 86_400_000;
        let days = |day: &mut dyn Iterator<Item = i64>| -> ArrayRef {
            Arc::new(
                TimestampMillisecondArray::from_iter_values(day.map(|d| d * MS_A_DAY)).with_timezone("UTC"),
            )
        };
        let kinds: ArrayRef =
            Arc::new(StringArray::from_iter_values(DetectionKind::ALL.map(DetectionKind::id)));
        let keys = Int32Array::from_iter_values(self.kind.iter().map(|&k| k as i32));
        let codes: Vec<String> = (0..REGIONS).map(|r| format!("RU-{r:02}")).collect();
        let regions: StringArray = self.region.iter().map(|r| r.map(|r| codes[r].as_str())).collect();
        let columns: Vec<(&str, ArrayRef)> = vec![
            (
                "detection_id",
                Arc::new(StringArray::from_iter_values((0..self.lon.len()).map(|i| format!("D{i}")))),
            ),
            ("region", Arc::new(regions)),
            ("lon", Arc::new(Float64Array::from(self.lon.clone()))),
            ("lat", Arc::new(Float64Array::from(self.lat.clone()))),
            ("kind", Arc::new(DictionaryArray::new(keys, kinds))),
            ("first_seen", days(&mut self.first_day.iter().copied())),
            ("last_seen", days(&mut self.first_day.iter().zip(&self.days).map(|(a, b)| a + b))),
            ("kw", Arc::new(Float64Array::from(self.kw.clone()))),
            ("score", Arc::new(Float64Array::from(self.score.clone()))),
            ("status", Arc::new(StringArray::from_iter_values(self.lon.iter().map(|_| "simulated")))),
        ];
        RecordBatch::try_from_iter(columns).unwrap()
    }

    fn write_parquet(&self, path: &Path, compression: Compression, group_rows: usize) {
        let batch = self.batch();
        let properties = WriterProperties::builder()
            .set_compression(compression)
            .set_max_row_group_row_count(Some(group_rows))
            .build();
        let file = fs::File::create(path).unwrap();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
    }

    fn write_csv(&self, path: &Path, quote: &str) {
        let mut text = "detection_id,lon,lat,kind,first_seen,last_seen,kw,score\n".to_owned();
        for i in 0..self.lon.len() {
            let (kind, first) = (DetectionKind::ALL[self.kind[i]].id(), self.first_day[i]);
            // A calendar of 28-day months: any valid dates in order will do.
            let date = |day: i64| (2019 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
            let ((y, m, d), (ly, lm, ld)) = (date(first - 18_000), date(first - 18_000 + self.days[i]));
            writeln!(
                text,
                "{quote}D{i}{quote},{},{},{quote}{kind}{quote},{y}-{m:02}-{d:02},{ly}-{lm:02}-{ld:02},{},{}",
                self.lon[i], self.lat[i], self.kw[i], self.score[i]
            )
            .unwrap();
        }
        fs::write(path, text).unwrap();
    }
}

fn regions() -> (RegionIndex, Vec<String>) {
    let (paths, codes) =
        std::env::var_os("HASHATLAS_REGIONS").map_or_else(made_regions, |path| given_regions(path.as_ref()));
    let window = LongitudeWindow::around(&paths);
    (RegionIndex::new(&place_polygons(paths.clone(), window), window), codes)
}

/// Ragged neighbours on a grid, as many vertices as 83 regions of a country have.
fn made_regions() -> (Paths, Vec<String>) {
    const VERTICES: usize = 660;
    let (mut paths, mut random) = (Paths::default(), Random(2));
    for region in 0..REGIONS {
        let centre = [34.0 + 12.0 * (region % 12) as f64, 44.0 + 4.0 * (region / 12) as f64];
        let ring: Vec<[f64; 2]> = (0..VERTICES)
            .map(|i| {
                let angle = i as f64 / VERTICES as f64 * std::f64::consts::TAU;
                let radius = 1.0 + random.decimal(0, 1, 3) * 0.05;
                [centre[0] + 5.7 * radius * angle.cos(), centre[1] + 1.9 * radius * angle.sin()]
            })
            .collect();
        paths.push_path(ring.iter().copied().chain([ring[0]]));
        paths.end_feature();
    }
    (paths, (0..REGIONS).map(|r| format!("RU-{r:02}")).collect())
}

fn given_regions(path: &Path) -> (Paths, Vec<String>) {
    let json: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let (mut paths, mut codes) = (Paths::default(), Vec::new());
    for feature in json["features"].as_array().unwrap() {
        codes.push(feature["id"].as_str().unwrap().to_owned());
        let geometry = &feature["geometry"];
        let polygons = match geometry["type"].as_str().unwrap() {
            "Polygon" => vec![geometry["coordinates"].clone()],
            _ => geometry["coordinates"].as_array().unwrap().clone(),
        };
        for ring in polygons.iter().flat_map(|polygon| polygon.as_array().unwrap()) {
            let point = |p: &serde_json::Value| [p[0].as_f64().unwrap(), p[1].as_f64().unwrap()];
            paths.push_path(ring.as_array().unwrap().iter().map(point));
        }
        paths.end_feature();
    }
    (paths, codes)
}
