//! Owns writing collected readings as a table of the contract, row group by row group. Does not sort.

use super::{
    Collected,
    collect::{Reading, UNSAID},
};
use crate::{
    IoError,
    files::NewFile,
    provenance::Status,
    written::{STATUS_KEY, is_parquet_name},
};
use ::parquet::{
    arrow::ArrowWriter,
    basic::{Compression, Encoding, ZstdLevel},
    file::{metadata::KeyValue, properties::WriterProperties},
    schema::types::ColumnPath,
};
use arrow_array::{
    ArrayRef, DictionaryArray, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray, UInt32Array,
};
use arrow_schema::ArrowError;
use headend::Quality;
use std::{io::Write, path::Path, sync::Arc};

/// Readings of a row group.
const ROW_GROUP: usize = 1 << 19;

/// Words for the quality of a reading, in files.
pub(crate) const fn quality_word(quality: Quality) -> &'static str {
    match quality {
        Quality::Measured => "measured",
        Quality::Estimated => "estimated",
        Quality::Substituted => "substituted",
        Quality::Doubtful => "doubtful",
    }
}

/// Whether all energy is in whole watt-hours: then the column is one of integers, else of decimals, so
/// that nothing is rounded.
pub(super) fn is_whole(collected: &Collected) -> bool {
    const MOST: f64 = (1_u64 << 53) as f64;
    let known = collected.readings.iter().filter(|reading| !reading.wh.is_nan());
    known.map(|reading| reading.wh).all(|wh| wh.fract() == 0.0 && wh.abs() < MOST)
}

/// Writes readings as `meter_id, ts, wh, interval_s, quality`: as Parquet if the name ends so, else
/// as CSV. The file is there whole or not at all.
///
/// # Errors
/// The system's, with the path.
pub fn write_readings(path: &Path, collected: &Collected) -> Result<(), IoError> {
    let failed = |cause: String| IoError::system("write", path, std::io::Error::other(cause));
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = NewFile::create(folder, &name)?;
    if is_parquet_name(path) {
        let written = parquet(file, collected, is_whole(collected)).map_err(failed)?;
        written.finish()
    } else {
        let written = csv(file, collected).map_err(|cause| failed(cause.to_string()))?;
        written.finish()
    }
}

pub(super) fn parquet(file: NewFile, collected: &Collected, is_whole: bool) -> Result<NewFile, String> {
    let status = KeyValue::new(STATUS_KEY.to_owned(), Status::Simulated.id().to_owned());
    let properties = WriterProperties::builder()
        .set_key_value_metadata(collected.is_simulated.then(|| vec![status]))
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_column_dictionary_enabled(ColumnPath::from("ts"), false)
        .set_column_encoding(ColumnPath::from("ts"), Encoding::DELTA_BINARY_PACKED)
        .build();
    let said = |cause: &dyn std::fmt::Display| cause.to_string();
    let schema = batch(collected, &[], is_whole).map_err(|cause| said(&cause))?.schema();
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(|cause| said(&cause))?;
    for readings in collected.readings.chunks(ROW_GROUP) {
        writer
            .write(&batch(collected, readings, is_whole).map_err(|cause| said(&cause))?)
            .map_err(|cause| said(&cause))?;
        writer.flush().map_err(|cause| said(&cause))?;
    }
    writer.into_inner().map_err(|cause| said(&cause))
}

fn batch(collected: &Collected, readings: &[Reading], is_whole: bool) -> Result<RecordBatch, ArrowError> {
    let first = readings.first().map_or(0, |reading| reading.meter);
    let last = readings.last().map_or(0, |reading| reading.meter + 1);
    let names = StringArray::from_iter_values(&collected.meters[first as usize..last as usize]);
    let keys = Int32Array::from_iter_values(readings.iter().map(|reading| (reading.meter - first) as i32));
    let meters = DictionaryArray::try_new(keys, Arc::new(names))?;
    let times = readings.iter().map(|reading| reading.start_s * 1000);
    let times = TimestampMillisecondArray::from_iter_values(times).with_timezone("UTC");
    let values = readings.iter().map(|reading| Some(reading.wh).filter(|wh| !wh.is_nan()));
    let wh: ArrayRef = if is_whole {
        Arc::new(values.map(|wh| wh.map(|wh| wh as i64)).collect::<Int64Array>())
    } else {
        Arc::new(values.collect::<Float64Array>())
    };
    let seconds = readings.iter().map(|reading| (reading.seconds != UNSAID).then_some(reading.seconds));
    let seconds: UInt32Array = seconds.collect();
    let quality = StringArray::from_iter_values(readings.iter().map(|reading| quality_word(reading.quality)));
    let columns: [(&str, ArrayRef, bool); 5] = [
        ("meter_id", Arc::new(meters), false),
        ("ts", Arc::new(times), false),
        // Only buckets keep what is missing, and they are alike whether or not one of them has such a row.
        ("wh", wh, collected.keeps_missing),
        ("interval_s", Arc::new(seconds), true),
        ("quality", Arc::new(quality), false),
    ];
    let is_said = |name: &str| name != "quality" || collected.has_quality || !collected.keeps_missing;
    let columns = columns.into_iter().filter(|(name, ..)| is_said(name));
    RecordBatch::try_from_iter_with_nullable(columns)
}

fn csv(file: NewFile, collected: &Collected) -> Result<NewFile, Box<dyn std::error::Error>> {
    let mut writer = ::csv::Writer::from_writer(std::io::BufWriter::with_capacity(1 << 16, file));
    writer.write_record(["meter_id", "ts", "wh", "interval_s", "quality"])?;
    let (mut time, mut wh, mut seconds) = (Vec::new(), Vec::new(), Vec::new());
    for reading in &collected.readings {
        for buffer in [&mut time, &mut wh, &mut seconds] {
            buffer.clear();
        }
        let (date, second) = (reading.start_s.div_euclid(86_400), reading.start_s.rem_euclid(86_400));
        let date = crate::atlas::Day::since_1970(date as i32);
        write!(time, "{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)?;
        write!(wh, "{}", reading.wh)?;
        if reading.seconds != UNSAID {
            write!(seconds, "{}", reading.seconds)?;
        }
        let name = collected.meters[reading.meter as usize].as_bytes();
        let fields: [&[u8]; 5] = [name, &time, &wh, &seconds, quality_word(reading.quality).as_bytes()];
        writer.write_record(fields)?;
    }
    let buffered = writer.into_inner().map_err(|cause| cause.to_string())?;
    Ok(buffered.into_inner().map_err(|cause| cause.to_string())?)
}
