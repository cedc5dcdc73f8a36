//! Owns readings that are kept as they arrive: a folder with one Parquet file for each UTC day, in which
//! each reading of a meter stands once, by meter and time. What is kept does not depend on the order in
//! which deliveries came, nor on how often, unless their values differ: then the last one counts, and one
//! that was estimated or substituted only where none was measured. Does not judge consumption, and does not know where deliveries come from.
//!
//! A delivery is held in memory as a whole (24 bytes a reading), and each day that it touches is written
//! anew: a delivery of one day costs one file, a late one of a month thirty.
//!
//! Main type: [`Delivery`].

use super::{
    Readings,
    block::Names,
    quantity::Quantity,
    rows::{Row, rows_of},
    table::Table,
    watch::unwatched,
};
use crate::{
    IoError, Problems, atlas::Day, folder::list_folder, foreign::quality_word, inbox::write_durably,
    provenance::Status, written::STATUS_KEY,
};
use ::parquet::{
    arrow::ArrowWriter,
    basic::{Compression, Encoding, ZstdLevel},
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties},
    schema::types::ColumnPath,
};
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use headend::Quality;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

pub(super) const DAY_S: i64 = 86_400;

/// Readings of one file, whatever its format.
#[derive(Debug, Default)]
pub struct Delivery {
    names: Names,
    rows: Vec<Row>,
    is_simulated: bool,
    /// Whether it says how its values came about.
    has_quality: bool,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Readings that were not known before.
    pub new: u64,
    /// Readings that were known with another value, which the delivery replaced.
    pub changed: u64,
    /// Days that were written.
    pub days: u64,
}

impl Delivery {
    /// Reads a file in the contract `readings` or in a format of others.
    ///
    /// # Errors
    /// The file is damaged, or nothing tells what it is.
    pub fn read(path: &Path) -> Result<(Self, Problems), IoError> {
        let mut delivery = Self::default();
        let problems = delivery.read_more(path)?;
        Ok((delivery, problems))
    }

    /// Reads a file in the contract that was made of the file `given`, which alone is named in what is said of it.
    ///
    /// # Errors
    /// As of [`Self::read`].
    pub fn read_converted(path: &Path, given: &Path) -> Result<(Self, Problems), IoError> {
        let mut delivery = Self::default();
        let problems = delivery.take_in(Readings::open_converted(path, given, &unwatched)?)?;
        Ok((delivery, problems))
    }

    /// Adds a file, or those of a folder.
    pub(super) fn read_more(&mut self, path: &Path) -> Result<Problems, IoError> {
        self.take_in(Readings::open(path, &unwatched)?)
    }

    fn take_in(&mut self, (readings, mut problems): (Readings, Problems)) -> Result<Problems, IoError> {
        let mut of_rows = Problems::default();
        for table in &readings.tables {
            self.add(table, &mut of_rows)?;
        }
        problems.extend(readings.as_given(of_rows));
        Ok(problems)
    }

    /// How many readings it has; missing ones count as well.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Puts the readings into a folder of days, each day at once and on the disk when this is done. A run
    /// that ends half-way has kept some of the days; the same delivery completes them.
    ///
    /// # Errors
    /// A day that is kept cannot be read, or cannot be written.
    pub fn keep(mut self, folder: &Path) -> Result<Kept, IoError> {
        self.rows.sort_by_key(day_of);
        let mut kept = Kept::default();
        let delivered = std::mem::take(&mut self.rows);
        for rows in delivered.chunk_by(|a, b| day_of(a) == day_of(b)) {
            let path = day_path(folder, day_of(&rows[0]));
            let mut known = Self { names: std::mem::take(&mut self.names), ..Self::default() };
            if path.exists() {
                // What was wrong in it was told when it came.
                known.add(&Table::open(&path, Quantity::Readings)?, &mut Problems::default())?;
            }
            let merged = known.merged(rows);
            let marks = (known.is_simulated, known.has_quality);
            known.is_simulated |= self.is_simulated;
            known.has_quality |= self.has_quality;
            let is_marked = marks == (known.is_simulated, known.has_quality);
            if merged.counts != (Kept { days: 0, ..Kept::default() }) || merged.filled > 0 || !is_marked {
                let bytes = parquet(&known, &merged.rows);
                let failed = |cause| IoError::system("write", &path, std::io::Error::other(cause));
                write_durably(&path, &bytes.map_err(failed)?)?;
                kept.days += 1;
            }
            kept.new += merged.counts.new;
            kept.changed += merged.counts.changed;
            self.names = known.names;
        }
        Ok(kept)
    }

    /// Adds a reading: Wh, or NaN where it is missing.
    pub(crate) fn add_reading(&mut self, meter: &str, time_s: i64, wh: f64) {
        let name = self.names.number(meter);
        // No zero is written as −0.
        self.rows.push(Row { name, time_s, wh: wh + 0.0, quality: Quality::Measured });
    }

    /// Puts the readings in the order of time; of one time, they stay as they came.
    pub(super) fn sort_by_time(&mut self) {
        self.rows.sort_by_key(|row| row.time_s);
    }

    /// Time of a reading, by its place.
    pub(super) fn time_s(&self, at: usize) -> Option<i64> {
        self.rows.get(at).map(|row| row.time_s)
    }

    /// Of readings in the order of time those from a place on and before a time, and the place behind them.
    pub(super) fn part(&self, from: usize, until_s: i64) -> (Self, usize) {
        let rows = &self.rows[from..];
        let rows = &rows[..rows.partition_point(|row| row.time_s < until_s)];
        let Self { is_simulated, has_quality, .. } = *self;
        let mut part = Self { is_simulated, has_quality, ..Self::default() };
        for row in rows {
            let name = part.names.number(&self.names.list[row.name as usize]);
            part.rows.push(Row { name, ..*row });
        }
        (part, from + rows.len())
    }

    /// Days since 1970 of its readings.
    pub(super) fn days(&self) -> BTreeSet<i64> {
        self.rows.iter().map(day_of).collect()
    }

    /// Time in seconds since 1970 and Wh of each reading that was measured, by meter and time.
    pub(super) fn by_meter(&mut self) -> Vec<(&str, Vec<(i64, f64)>)> {
        self.rows.sort_by_key(|row| (row.name, row.time_s));
        let of_meter = |rows: &[Row]| {
            let there = rows.iter().filter(|row| !row.measured_wh().is_nan());
            there.map(|row| (row.time_s, row.wh)).collect()
        };
        let runs = self.rows.chunk_by(|a, b| a.name == b.name);
        runs.map(|rows| (&*self.names.list[rows[0].name as usize], of_meter(rows))).collect()
    }

    /// Adds the rows of a table.
    pub(super) fn add(&mut self, table: &Table, problems: &mut Problems) -> Result<(), IoError> {
        let rows = &mut self.rows;
        rows_of(table, &mut self.names, problems, &mut |_, row| rows.push(row))?;
        self.is_simulated |= table.is_simulated();
        self.has_quality |= table.has_quality();
        Ok(())
    }

    /// These readings and later ones, by meter and time, each once.
    fn merged(&self, later: &[Row]) -> Merged {
        let mut order: Vec<u32> = (0..self.names.list.len() as u32).collect();
        order.sort_by_key(|&name| &self.names.list[name as usize]);
        let mut ranks = vec![0_u32; order.len()];
        for (rank, name) in (0..).zip(order) {
            ranks[name as usize] = rank;
        }
        let known = self.rows.iter().map(|&row| (row, true));
        let mut all: Vec<(Row, bool)> = known.chain(later.iter().map(|&row| (row, false))).collect();
        // Stable: of equal ones the later stands behind.
        all.sort_by_key(|(row, _)| (ranks[row.name as usize], row.time_s));
        let mut merged = Merged::default();
        for (row, is_known) in all {
            match merged.rows.last_mut() {
                Some(last) if (last.name, last.time_s) == (row.name, row.time_s) => {
                    // What is missing takes nothing back, and what was made up nothing that was measured.
                    let is_nothing = row.wh.is_nan();
                    let is_less = row.measured_wh().is_nan() && !last.measured_wh().is_nan();
                    let is_same = (row.wh.to_bits(), row.quality) == (last.wh.to_bits(), last.quality);
                    if !(is_nothing || is_less || is_same) {
                        let was_missing = last.measured_wh().is_nan();
                        *if was_missing { &mut merged.filled } else { &mut merged.counts.changed } += 1;
                        *last = row;
                    }
                }
                _ => {
                    merged.counts.new += u64::from(!is_known);
                    merged.rows.push(row);
                }
            }
        }
        merged
    }
}

/// The day since 1970 of a reading.
const fn day_of(row: &Row) -> i64 {
    row.time_s.div_euclid(DAY_S)
}

/// Where a day since 1970 lies in a folder of days.
pub(super) fn day_path(folder: &Path, day: i64) -> PathBuf {
    folder.join(format!("{}.parquet", Day::since_1970(day as i32)))
}

/// Time of the first reading in a folder of days, in seconds since 1970; nothing where there is none.
///
/// # Errors
/// The folder cannot be listed, or its first day cannot be read.
pub fn first_kept_s(folder: &Path) -> Result<Option<i64>, IoError> {
    if !folder.exists() {
        return Ok(None);
    }
    let days = list_folder(folder)?.into_iter().map(|entry| entry.path);
    let days = days.filter(|path| path.extension().is_some_and(|ending| ending == "parquet"));
    // Names of days are in the order of time.
    let Some(first) = days.min() else { return Ok(None) };
    let mut known = Delivery::default();
    known.add(&Table::open(&first, Quantity::Readings)?, &mut Problems::default())?;
    Ok(known.rows.iter().map(|row| row.time_s).min())
}

#[derive(Default)]
struct Merged {
    rows: Vec<Row>,
    counts: Kept,
    /// Readings that were missing or made up before.
    filled: u64,
}

/// Whole watt-hours as integers, else as decimals, so that nothing is rounded.
fn parquet(of: &Delivery, rows: &[Row]) -> Result<Vec<u8>, ParquetError> {
    const MOST: f64 = (1_u64 << 53) as f64;
    let wh = || rows.iter().map(|row| (!row.wh.is_nan()).then_some(row.wh));
    let meters: StringArray = rows.iter().map(|row| Some(&*of.names.list[row.name as usize])).collect();
    let times = TimestampMillisecondArray::from_iter_values(rows.iter().map(|row| row.time_s * 1000));
    let values: ArrayRef = if wh().flatten().all(|wh| wh.fract() == 0.0 && wh.abs() < MOST) {
        Arc::new(wh().map(|wh| wh.map(|wh| wh as i64)).collect::<Int64Array>())
    } else {
        Arc::new(wh().collect::<Float64Array>())
    };
    let quality = || {
        let words =
            rows.iter().map(|row| (row.quality != Quality::Measured).then(|| quality_word(row.quality)));
        ("quality", Arc::new(words.collect::<StringArray>()) as ArrayRef)
    };
    let columns = [
        ("meter_id", Arc::new(meters) as ArrayRef),
        ("ts", Arc::new(times.with_timezone("UTC")) as ArrayRef),
        ("wh", values),
    ];
    let columns = columns.into_iter().chain(of.has_quality.then(quality));
    let batch = RecordBatch::try_from_iter(columns)?;
    let status =
        of.is_simulated.then(|| KeyValue::new(STATUS_KEY.to_owned(), Status::Simulated.id().to_owned()));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_column_dictionary_enabled(ColumnPath::from("ts"), false)
        .set_column_encoding(ColumnPath::from("ts"), Encoding::DELTA_BINARY_PACKED)
        .set_key_value_metadata(status.map(|status| vec![status]))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.into_inner()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests make their files")]

    use super::*;
    use proptest::prelude::*;
    use std::fmt::Write;

    fn deliver(folder: &Path, rows: &[(u8, i64, Option<u16>)]) -> Kept {
        let mut text = "meter_id,ts,wh\n".to_owned();
        for (meter, hour, wh) in rows {
            let wh = wh.map(|wh| wh.to_string()).unwrap_or_default();
            let (day, hour) = (hour / 24 + 1, hour % 24);
            writeln!(text, "M{meter},2025-01-{day:02}T{hour:02}:00:00Z,{wh}").expect("a text takes all");
        }
        let file = folder.join("r.csv");
        std::fs::write(&file, text).expect("written");
        let (delivery, problems) = Delivery::read(&file).expect("readable");
        assert!(problems.is_empty(), "{:?}", problems.first);
        delivery.keep(&folder.join("kept")).expect("kept")
    }

    fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
        let entries = std::fs::read_dir(folder.join("kept")).expect("listed");
        let mut files: Vec<_> = entries
            .map(|entry| entry.expect("entry"))
            .map(|entry| {
                (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("read"))
            })
            .collect();
        files.sort();
        files
    }

    #[test]
    fn the_last_value_counts_and_what_is_missing_takes_nothing_back() {
        let folder = tempfile::tempdir().expect("tempdir");
        let at = folder.path();
        let first = deliver(at, &[(1, 0, Some(10)), (1, 1, None), (1, 24, Some(30))]);
        assert_eq!(first, Kept { new: 3, changed: 0, days: 2 });
        assert_eq!(deliver(at, &[(1, 0, Some(10)), (1, 24, Some(30))]), Kept::default());
        assert_eq!(deliver(at, &[(1, 0, None)]), Kept::default());
        assert_eq!(deliver(at, &[(1, 1, Some(20))]), Kept { new: 0, changed: 0, days: 1 });
        assert_eq!(deliver(at, &[(1, 0, Some(11))]), Kept { new: 0, changed: 1, days: 1 });
        let mut kept = Delivery::default();
        let table = Table::open(&at.join("kept/2025-01-01.parquet"), Quantity::Readings).expect("opened");
        kept.add(&table, &mut Problems::default()).expect("read");
        assert_eq!(kept.rows.iter().map(|row| row.wh).collect::<Vec<_>>(), [11.0, 20.0]);
    }

    #[test]
    fn what_was_made_up_is_kept_as_such_until_it_was_measured() {
        let folder = tempfile::tempdir().expect("tempdir");
        let deliver = |rows: &str| {
            let file = folder.path().join("r.csv");
            std::fs::write(&file, format!("meter_id,ts,wh,quality\n{rows}")).expect("written");
            let (delivery, _) = Delivery::read(&file).expect("readable");
            delivery.keep(&folder.path().join("kept")).expect("kept")
        };
        deliver("M,2025-01-01T00:00:00Z,5,measured\nM,2025-01-01T01:00:00Z,7,estimated\n");
        // An estimate takes no measurement back; another one, and a measurement, take the estimate's place.
        assert_eq!(deliver("M,2025-01-01T00:00:00Z,6,estimated\n"), Kept::default());
        deliver("M,2025-01-01T01:00:00Z,8,substituted\n");
        let of_day = || {
            let path = folder.path().join("kept/2025-01-01.parquet");
            let mut kept = Delivery::default();
            kept.add(&Table::open(&path, Quantity::Readings).expect("opened"), &mut Problems::default())
                .expect("read");
            assert!(kept.has_quality);
            kept.rows.iter().map(|row| (row.wh, row.quality)).collect::<Vec<_>>()
        };
        assert_eq!(of_day(), [(5.0, Quality::Measured), (8.0, Quality::Substituted)]);
        deliver("M,2025-01-01T01:00:00Z,9,\n");
        assert_eq!(of_day(), [(5.0, Quality::Measured), (9.0, Quality::Measured)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn order_and_repetition_of_deliveries_do_not_matter(
            keys in proptest::collection::btree_set((0_u8..4, 0_i64..72), 1..60),
            cuts in proptest::collection::vec((0_usize..60, 1_usize..30), 0..6),
            seed in any::<u64>(),
        ) {
            let value = |meter: u8, hour: i64| {
                (hour % 7 != 0).then_some(u16::from(meter) * 100 + hour as u16)
            };
            let rows: Vec<_> = keys.iter().map(|&(meter, hour)| (meter, hour, value(meter, hour))).collect();
            let whole = tempfile::tempdir().expect("tempdir");
            deliver(whole.path(), &rows);
            let parts = tempfile::tempdir().expect("tempdir");
            // Any stretches, then single rows in any order: all of it arrives, some of it often.
            for (from, len) in cuts {
                let from = from.min(rows.len() - 1);
                deliver(parts.path(), &rows[from..(from + len).min(rows.len())]);
            }
            let mut single = rows.clone();
            single.sort_by_key(|(meter, hour, _)| {
                (u64::from(*meter) * 97 + *hour as u64).wrapping_mul(seed | 1)
            });
            for rows in single.chunks(7) {
                deliver(parts.path(), rows);
            }
            prop_assert_eq!(files(whole.path()), files(parts.path()));
        }
    }
}
