//! Owns the table of what was measured of the meters of one file of readings, a row each, to the last bit:
//! another process, maybe on another machine, judges all of them together. Does not measure or judge.
//!
//! Columns: `meter_id`, where its rows lie, the measures by their names, and what else a judgement needs.
//! Numbers in `Binary` are little-endian, NaN where one is missing.

use super::{
    DailyEnergy, IoError, MadeUp, Problems,
    detections::{
        parquet::{Opened, damaged, guarded},
        sniff,
    },
    written::write_table_with,
};
use crate::{
    detect::{
        Course, Episode, MeterMeasures, Presence, TimerHeat,
        daily::DailyProfile,
        quality::{Ends, Faults},
    },
    lang::Message,
    meter::{Tariff, TimeGrid},
};
use ::parquet::{arrow::arrow_reader::ParquetRecordBatchReaderBuilder, file::metadata::KeyValue};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Float32Array, Int32Array, Int64Array, RecordBatch,
    StringArray, UInt8Array, UInt32Array, UInt64Array, cast::AsArray,
};
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Under this key the file says what it was measured of.
const KEY: &str = "hashatlas-measured";
/// Only the program that measured judges: another one may measure otherwise.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What one pass over the readings of a meter showed.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasuredMeter {
    /// Its id.
    pub id: Box<str>,
    /// Rows of its readings, good and bad.
    pub rows: u64,
    /// The first of them in its file, counted from 0, if they stand together.
    pub first_row: Option<u64>,
    /// Its measures, unless its readings are too few.
    pub measures: Option<MeterMeasures>,
    /// Its energy by day.
    pub days: Option<DailyEnergy>,
    /// When it was read.
    pub ends: Option<Ends>,
    /// What was wrong with its readings.
    pub faults: Option<(TimeGrid, Faults)>,
    /// Whether its intervals are longer than those that alarms were learned from.
    pub is_coarse: bool,
    /// How many of its intervals were made up, where the readings say so.
    pub made_up: Option<MadeUp>,
}

/// What was measured in one file of readings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeasuredFile {
    /// Its name.
    pub name: PathBuf,
    /// Its rows, good and bad.
    pub rows: u64,
    /// Its meters.
    pub meters: Vec<MeasuredMeter>,
    /// What was wrong with the readings.
    pub problems: Problems,
}

#[derive(Serialize, Deserialize)]
struct Head {
    version: String,
    name: PathBuf,
    rows: u64,
    problems: String,
}

#[derive(Serialize, Deserialize)]
struct KeptFaults {
    start_s: i64,
    step_s: u32,
    len: usize,
    faults: Faults,
}

/// Writes what was measured, as Parquet. The file is there whole or not at all.
///
/// # Errors
/// The system's, with the path.
pub fn write_measured(path: &Path, file: &MeasuredFile) -> Result<(), IoError> {
    let failed = |cause: String| IoError::system("write", path, std::io::Error::other(cause));
    let head = Head {
        version: VERSION.to_owned(),
        name: file.name.clone(),
        rows: file.rows,
        problems: file.problems.to_json(),
    };
    let head = serde_json::to_string(&head).map_err(|cause| failed(cause.to_string()))?;
    let table = table(&file.meters).map_err(|cause| failed(cause.to_string()))?;
    write_table_with(path, &table, KeyValue::new(KEY.to_owned(), head))
}

fn table(meters: &[MeasuredMeter]) -> Result<RecordBatch, arrow_schema::ArrowError> {
    type Of<'a, T> = &'a dyn Fn(&MeasuredMeter) -> Option<T>;
    let texts = |of: Of<'_, String>| -> ArrayRef { Arc::new(meters.iter().map(of).collect::<StringArray>()) };
    let bytes =
        |of: Of<'_, Vec<u8>>| -> ArrayRef { Arc::new(meters.iter().map(of).collect::<BinaryArray>()) };
    let reals = |of: Of<'_, f32>| -> ArrayRef { Arc::new(meters.iter().map(of).collect::<Float32Array>()) };
    let times = |of: Of<'_, i64>| -> ArrayRef { Arc::new(meters.iter().map(of).collect::<Int64Array>()) };
    let counts = |of: Of<'_, u32>| -> ArrayRef { Arc::new(meters.iter().map(of).collect::<UInt32Array>()) };
    let small = |of: Of<'_, u8>| -> ArrayRef { Arc::new(meters.iter().map(of).collect::<UInt8Array>()) };
    let rows = |of: Of<'_, u64>| -> ArrayRef { Arc::new(meters.iter().map(of).collect::<UInt64Array>()) };
    let first_days = meters.iter().map(|of| Some(of.days.as_ref()?.first_day)).collect::<Int32Array>();
    let is_coarse = meters.iter().map(|of| Some(of.is_coarse)).collect::<BooleanArray>();

    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("meter_id", texts(&|of| Some(of.id.to_string()))),
        ("rows", rows(&|of| Some(of.rows))),
        ("first_row", rows(&|of| of.first_row)),
        ("tariff", texts(&|of| Some(of.measures.as_ref()?.tariff?.id().to_owned()))),
        ("step_s", counts(&|of| Some(of.measures.as_ref()?.step_s))),
        ("weeks", reals(&|of| Some(of.measures.as_ref()?.weeks))),
    ];
    for (nth, name) in MeterMeasures::NAMES.into_iter().enumerate() {
        columns.push((name, reals(&|of| Some(of.measures.as_ref()?.values[nth]))));
    }
    let course = |of: &MeasuredMeter| {
        Some(of.measures.as_ref()?.course.numbers().into_iter().flat_map(u16::to_le_bytes).collect())
    };
    let days =
        |of: &MeasuredMeter| Some(bytes_of(of.days.as_ref()?.kwh.iter().map(|kwh| kwh.unwrap_or(f32::NAN))));
    let faults = |of: &MeasuredMeter| {
        let (TimeGrid { start_s, step_s, len }, faults) = of.faults.clone()?;
        serde_json::to_string(&KeptFaults { start_s, step_s, len, faults }).ok()
    };
    let lived_in =
        |of: &MeasuredMeter| Some(bytes_of(of.measures.as_ref()?.lived_in.as_ref()?.iter().copied()));
    let profile = |of: &MeasuredMeter| Some(*of.measures.as_ref()?.daily.as_deref()?);
    columns.extend([
        ("course", bytes(&course)),
        ("load_first_seen_s", times(&|of| of.measures.as_ref()?.load.first_seen_s)),
        ("load_last_seen_s", times(&|of| of.measures.as_ref()?.load.last_seen_s)),
        ("load_kw", reals(&|of| of.measures.as_ref()?.load.kw)),
        ("presence", small(&|of| Some(of.measures.as_ref()?.presence as u8))),
        ("deficit_first_seen_s", times(&|of| of.measures.as_ref()?.deficit.first_seen_s)),
        ("deficit_last_seen_s", times(&|of| of.measures.as_ref()?.deficit.last_seen_s)),
        ("deficit_kw", reals(&|of| of.measures.as_ref()?.deficit.kw)),
        ("timer_follows", reals(&|of| Some(of.measures.as_ref()?.timer_heat.follows))),
        ("timer_unheated", reals(&|of| Some(of.measures.as_ref()?.timer_heat.unheated))),
        ("fell_by", reals(&|of| Some(of.measures.as_ref()?.fell_by))),
        ("profile_kwh", bytes(&|of| Some(bytes_of(profile(of)?.kwh)))),
        ("profile_last_weekday", small(&|of| Some(profile(of)?.last_weekday))),
        ("lived_in", bytes(&lived_in)),
        ("days_from", Arc::new(first_days)),
        ("days_kwh", bytes(&days)),
        ("read_from_s", times(&|of| Some(of.ends?.from_s))),
        ("read_until_s", times(&|of| Some(of.ends?.until_s))),
        ("faults", texts(&faults)),
        ("is_coarse", Arc::new(is_coarse)),
        ("intervals", counts(&|of| Some(of.made_up?.intervals))),
        ("estimated_intervals", counts(&|of| Some(of.made_up?.estimated))),
        ("substituted_intervals", counts(&|of| Some(of.made_up?.substituted))),
    ]);
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
}

fn bytes_of(numbers: impl IntoIterator<Item = f32>) -> Vec<u8> {
    numbers.into_iter().flat_map(f32::to_le_bytes).collect()
}

fn numbers_of(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

/// Reads what [`write_measured`] wrote.
///
/// # Errors
/// The file cannot be read, is another one, or was written by another version of the program.
pub fn read_measured(path: &Path) -> Result<MeasuredFile, IoError> {
    guarded(path, || read_unguarded(path))
}

fn read_unguarded(path: &Path) -> Result<MeasuredFile, IoError> {
    let (metadata, _) = Opened::footer(path)?;
    let pairs = metadata.metadata().file_metadata().key_value_metadata().into_iter().flatten();
    let head = pairs.filter(|pair| pair.key == KEY).find_map(|pair| pair.value.as_deref());
    let other = || IoError::unusable(path, None, "expected-measures-file", "found-another-file");
    let head: Head = head.and_then(|head| serde_json::from_str(head).ok()).ok_or_else(other)?;
    if head.version != VERSION {
        let expected = Message::new("expected-measured-by").text("version", VERSION);
        let found = Message::new("found-measured-by").text("version", head.version);
        return Err(IoError::unusable(path, None, expected, found));
    }
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(sniff::open(path)?, metadata).build();
    let mut meters = Vec::new();
    for batch in reader.map_err(|cause| damaged(path, cause.to_string()))? {
        let batch = batch.map_err(|cause| damaged(path, cause.to_string()))?;
        meters.extend(rows_of(&batch).ok_or_else(other)?);
    }
    let problems = Problems::from_json(&head.problems).ok_or_else(other)?;
    Ok(MeasuredFile { name: head.name, rows: head.rows, meters, problems })
}

/// The rows of a batch; nothing if its columns are others.
fn rows_of(batch: &RecordBatch) -> Option<Vec<MeasuredMeter>> {
    let columns = Columns(batch);
    let measures: Option<Vec<&Float32Array>> =
        MeterMeasures::NAMES.iter().map(|name| columns.get(name)).collect();
    let measures = measures?;
    (0..batch.num_rows()).map(|row| columns.row(&measures, row)).collect()
}

/// Columns by their names.
struct Columns<'a>(&'a RecordBatch);

#[expect(clippy::option_option, reason = "there may be no such column, or no value in it")]
impl Columns<'_> {
    fn get<A: Array + 'static>(&self, name: &str) -> Option<&A> {
        self.0.column_by_name(name)?.as_any().downcast_ref()
    }

    /// A value that may be missing. The outer nothing means that there is no such column.
    fn value<T: arrow_array::ArrowPrimitiveType>(&self, name: &str, row: usize) -> Option<Option<T::Native>> {
        let column = self.0.column_by_name(name)?.as_primitive_opt::<T>()?;
        Some(column.is_valid(row).then(|| column.value(row)))
    }

    fn text(&self, name: &str, row: usize) -> Option<Option<&str>> {
        let column: &StringArray = self.get(name)?;
        Some(column.is_valid(row).then(|| column.value(row)))
    }

    fn bytes(&self, name: &str, row: usize) -> Option<Option<&[u8]>> {
        let column: &BinaryArray = self.get(name)?;
        Some(column.is_valid(row).then(|| column.value(row)))
    }

    fn row(&self, measures: &[&Float32Array], row: usize) -> Option<MeasuredMeter> {
        use arrow_array::types::{Int32Type, Int64Type, UInt32Type, UInt64Type};
        let days = self.value::<Int32Type>("days_from", row)?.zip(self.bytes("days_kwh", row)?);
        let days = days.map(|(first_day, kwh)| DailyEnergy {
            first_day,
            kwh: numbers_of(kwh).into_iter().map(|kwh| Some(kwh).filter(|kwh| !kwh.is_nan())).collect(),
        });
        let ends =
            self.value::<Int64Type>("read_from_s", row)?.zip(self.value::<Int64Type>("read_until_s", row)?);
        let faults = match self.text("faults", row)? {
            Some(text) => {
                let KeptFaults { start_s, step_s, len, faults } = serde_json::from_str(text).ok()?;
                Some((TimeGrid { start_s, step_s, len }, faults))
            }
            None => None,
        };
        let count = |name: &str| self.value::<UInt32Type>(name, row);
        let made_up =
            match (count("intervals")?, count("estimated_intervals")?, count("substituted_intervals")?) {
                (Some(intervals), Some(estimated), Some(substituted)) => {
                    Some(MadeUp { intervals, estimated, substituted })
                }
                _ => None,
            };
        Some(MeasuredMeter {
            id: self.text("meter_id", row)??.into(),
            rows: self.value::<UInt64Type>("rows", row)??,
            first_row: self.value::<UInt64Type>("first_row", row)?,
            measures: match count("step_s")? {
                Some(step_s) => Some(self.measures(step_s, measures, row)?),
                None => None,
            },
            days,
            ends: ends.map(|(from_s, until_s)| Ends { from_s, until_s }),
            faults,
            is_coarse: self.get::<BooleanArray>("is_coarse")?.value(row),
            made_up,
        })
    }

    fn measures(&self, step_s: u32, measures: &[&Float32Array], row: usize) -> Option<MeterMeasures> {
        use arrow_array::types::{Float32Type, Int64Type, UInt8Type};
        let real = |name: &str| self.value::<Float32Type>(name, row);
        let episode = |first: &str, last: &str, kw: &str| {
            Some(Episode {
                first_seen_s: self.value::<Int64Type>(first, row)?,
                last_seen_s: self.value::<Int64Type>(last, row)?,
                kw: real(kw)?,
            })
        };
        let mut values = [f32::NAN; MeterMeasures::NAMES.len()];
        for (value, column) in values.iter_mut().zip(measures) {
            *value = column.value(row);
        }
        let course = self.bytes("course", row)??;
        let course: Vec<u16> = course.as_chunks().0.iter().map(|two| u16::from_le_bytes(*two)).collect();
        let daily =
            match (self.bytes("profile_kwh", row)?, self.value::<UInt8Type>("profile_last_weekday", row)?) {
                (Some(kwh), Some(last_weekday)) => {
                    Some(Box::new(DailyProfile { kwh: numbers_of(kwh).try_into().ok()?, last_weekday }))
                }
                _ => None,
            };
        let lived_in = match self.bytes("lived_in", row)? {
            Some(values) => Some(numbers_of(values).try_into().ok()?),
            None => None,
        };
        Some(MeterMeasures {
            values,
            tariff: match self.text("tariff", row)? {
                Some(tariff) => Some(Tariff::from_id(tariff)?),
                None => None,
            },
            step_s,
            weeks: real("weeks")??,
            course: Course::of_numbers(&course)?,
            load: episode("load_first_seen_s", "load_last_seen_s", "load_kw")?,
            presence: *Presence::ALL.get(usize::from(self.value::<UInt8Type>("presence", row)??))?,
            deficit: episode("deficit_first_seen_s", "deficit_last_seen_s", "deficit_kw")?,
            timer_heat: TimerHeat { follows: real("timer_follows")??, unheated: real("timer_unheated")?? },
            fell_by: real("fell_by")??,
            daily,
            lived_in,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{
        Measure, MeterView, Scratch,
        quality::{Known, Mender},
    };
    use crate::meter::{Calendar, MeterFacts};

    fn measured(wh: &[f32], step_s: u32, tariff: Option<Tariff>) -> MeasuredMeter {
        let grid = TimeGrid { start_s: 1_735_660_800, step_s, len: wh.len() };
        let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
        let facts = MeterFacts { tariff, ..MeterFacts::default() };
        let mut mender = Mender::default();
        let (wh, faults) = mender.mend(grid, wh, &facts, Known::default());
        let view = MeterView { calendar, wh, temp_c: None, facts: &facts };
        MeasuredMeter {
            id: "M1".into(),
            rows: wh.len() as u64,
            first_row: Some(3),
            measures: Some(MeterMeasures::of(&view, &mut Scratch::default())),
            days: Some(DailyEnergy { first_day: 20_089, kwh: vec![Some(1.5), None] }),
            ends: Ends::of(grid, wh),
            faults: Some((grid, faults)),
            is_coarse: step_s > 3600,
            made_up: Some(MadeUp { intervals: 7, estimated: 2, substituted: 1 }),
        }
    }

    /// NaN is not equal to itself, so bits and texts are compared.
    fn bits(meter: &MeasuredMeter) -> (Vec<u32>, String) {
        let own = meter.measures.iter().flat_map(|of| of.values.into_iter().chain([of.fell_by, of.weeks]));
        (own.map(f32::to_bits).collect(), format!("{meter:?}"))
    }

    #[test]
    fn what_was_measured_survives_its_file_to_the_last_bit() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("m.parquet");
        let home = |slot: usize| (100 + (slot * 7919) % 397) as f32;
        let halves: Vec<f32> =
            (0..28 * 48).map(|slot| home(slot) + if slot > 700 { 2000.0 } else { 0.0 }).collect();
        let mut flat = vec![1500.0; 28 * 48];
        flat[5] = f32::NAN;
        flat[9] = 9.0e9;
        let days: Vec<f32> = (0..28).map(|day| 24.0 * home(day)).collect();
        let nothing = MeasuredMeter {
            id: "short".into(),
            measures: None,
            days: None,
            ends: None,
            faults: None,
            made_up: None,
            first_row: None,
            ..measured(&days, 86_400, None)
        };
        let meters = vec![
            measured(&halves, 1800, Some(Tariff::Household)),
            measured(&flat, 1800, None),
            measured(&days, 86_400, Some(Tariff::Business)),
            nothing,
        ];
        let of = |meter: usize| meters[meter].measures.as_ref().expect("measured");
        assert!(of(1).lived_in.is_some() && of(2).daily.is_some() && of(0).get(Measure::MeanKw) > 1.0);
        assert!(meters[1].faults.as_ref().is_some_and(|(_, faults)| faults.absurd.is_some()));
        let file = MeasuredFile { name: "b.parquet".into(), rows: 9, meters, problems: Problems::default() };
        write_measured(&path, &file).expect("written");
        let again = read_measured(&path).expect("read");
        assert_eq!((&again.name, again.rows), (&file.name, 9));
        for (again, meter) in again.meters.iter().zip(&file.meters) {
            assert_eq!(bits(again), bits(meter));
        }
        assert_eq!(again.meters.len(), file.meters.len());
    }

    #[test]
    fn other_tables_are_refused() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("m.parquet");
        crate::write_scores(&path, &[]).expect("written");
        let said = read_measured(&path).expect_err("scores").to_string();
        assert!(said.contains("hashatlas.measure_file"), "{said}");
        assert!(read_measured(&folder.path().join("none.parquet")).is_err());
    }
}
