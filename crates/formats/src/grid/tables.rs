//! Owns the columns of a grid's tables, and writing small ones.

use crate::{
    files::NewFile,
    meter::{Tariff, TimeGrid},
    problem::IoError,
    provenance::Status,
    simulate::grid::{Grid, SimulatedMeter},
    written::STATUS_KEY,
};
use ::parquet::{
    arrow::{ArrowWriter, arrow_writer::ArrowWriterOptions},
    basic::{Compression, Encoding, ZstdLevel},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{EnabledStatistics, WriterProperties},
    },
    schema::types::ColumnPath,
};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Float32Array, Float64Array, Int32Array, Int64Array, RecordBatch,
    StringArray, TimestampMillisecondArray,
};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer};
use arrow_schema::{ArrowError, Field, Schema};
use std::{ops::Range, path::Path, sync::Arc};

/// Ids are dictionaries and times are differences: both all but vanish. Readings are dictionaries as
/// well, most of them being small numbers.
pub(super) fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_column_dictionary_enabled(ColumnPath::from("ts"), false)
        .set_column_encoding(ColumnPath::from("ts"), Encoding::DELTA_BINARY_PACKED)
        .set_key_value_metadata(Some(vec![KeyValue::new(
            STATUS_KEY.to_owned(),
            Status::Simulated.id().to_owned(),
        )]))
        .build()
}

/// A failure of the writer, told of its file.
pub(super) fn failed(path: &Path) -> impl Fn(ParquetError) -> IoError {
    move |cause| IoError::system("write", path, std::io::Error::other(cause))
}

/// A table that is written batch by batch.
pub(super) struct Table {
    writer: ArrowWriter<NewFile>,
    path: std::path::PathBuf,
}

impl Table {
    /// Begins a table with the columns of `like`.
    pub(super) fn create(
        folder: &Path,
        name: &str,
        like: Result<RecordBatch, ArrowError>,
    ) -> Result<Self, IoError> {
        let file = NewFile::create(folder, name)?;
        let path = file.path().to_owned();
        let options = ArrowWriterOptions::new().with_properties(properties()).with_skip_arrow_metadata(true);
        let writer = like
            .map_err(ParquetError::from)
            .and_then(|like| ArrowWriter::try_new_with_options(file, like.schema(), options))
            .map_err(failed(&path))?;
        Ok(Self { writer, path })
    }

    pub(super) fn write(&mut self, batch: Result<RecordBatch, ArrowError>) -> Result<(), IoError> {
        let written = batch.map_err(ParquetError::from).and_then(|batch| self.writer.write(&batch));
        written.map_err(failed(&self.path))
    }

    pub(super) fn close(self) -> Result<NewFile, IoError> {
        self.writer.into_inner().map_err(failed(&self.path))
    }
}

/// Columns `meter_id` or `feeder_id`, `ts` and `wh` of readings that stand one subject after the
/// other.
pub(super) fn readings_batch(
    id: &str,
    ids: &[String],
    wh: &[i64],
    missing: &[Range<usize>],
    time: TimeGrid,
) -> Result<RecordBatch, ArrowError> {
    let keys =
        Int32Array::from_iter_values((0..ids.len() as i32).flat_map(|id| std::iter::repeat_n(id, time.len)));
    let ids: ArrayRef =
        Arc::new(DictionaryArray::try_new(keys, Arc::new(StringArray::from_iter_values(ids)))?);
    let mut starts = Vec::with_capacity(wh.len());
    while starts.len() < wh.len() {
        starts.extend((0..time.len).map(|slot| time.start_of(slot) * 1000));
    }
    let starts: ArrayRef = Arc::new(TimestampMillisecondArray::from(starts).with_timezone("UTC"));
    let wh: ArrayRef = Arc::new(Int64Array::new(wh.to_vec().into(), nulls(wh.len(), missing)));
    let field =
        |name: &str, array: &ArrayRef, nullable| Field::new(name, array.data_type().clone(), nullable);
    let fields = vec![field(id, &ids, false), field("ts", &starts, false), field("wh", &wh, true)];
    RecordBatch::try_new(Arc::new(Schema::new(fields)), vec![ids, starts, wh])
}

fn nulls(len: usize, missing: &[Range<usize>]) -> Option<NullBuffer> {
    let mut valid = BooleanBufferBuilder::new(len);
    for gap in missing {
        valid.append_n(gap.start - valid.len(), true);
        valid.append_n(gap.len(), false);
    }
    valid.append_n(len - valid.len(), true);
    (!missing.is_empty()).then(|| NullBuffer::new(valid.finish()))
}

/// Columns of the table of meters.
pub(super) fn meters_batch(meters: &[SimulatedMeter]) -> Result<RecordBatch, ArrowError> {
    let texts = |text: &dyn Fn(&SimulatedMeter) -> Option<String>| -> ArrayRef {
        Arc::new(meters.iter().map(text).collect::<StringArray>())
    };
    let degrees = |axis: fn((f64, f64)) -> f64| -> ArrayRef {
        Arc::new(meters.iter().map(|meter| meter.facts.lon_lat.map(axis)).collect::<Float64Array>())
    };
    let contracts = meters.iter().map(|meter| meter.facts.contract_kw.map(f64::from));
    let phases = meters.iter().map(|meter| meter.facts.phases.map(i64::from));
    RecordBatch::try_from_iter_with_nullable([
        ("meter_id", texts(&|meter| Some(meter.id.clone())), false),
        ("feeder_id", texts(&|meter| meter.facts.feeder_id.clone()), true),
        ("region", texts(&|meter| meter.facts.region.clone()), true),
        ("lon", degrees(|place| place.0), true),
        ("lat", degrees(|place| place.1), true),
        ("tariff", texts(&|meter| meter.facts.tariff.map(Tariff::id).map(str::to_owned)), true),
        ("phases", Arc::new(phases.collect::<Int64Array>()), true),
        ("contract_kw", Arc::new(contracts.collect::<Float64Array>()), true),
    ])
}

/// Columns of the table of weather, by the hour, to a tenth of a degree as stations report it.
pub(super) fn weather_batch(grid: &Grid) -> Result<RecordBatch, ArrowError> {
    let temps: Vec<f32> = grid.hourly_temp_c().iter().map(|temp| (temp * 10.0).round() / 10.0).collect();
    let start_s = grid.calendar().grid.start_s;
    let starts = (0..temps.len() as i64).map(|hour| (start_s + hour * 3600) * 1000);
    let region = std::iter::repeat_n(&grid.options().site.region, temps.len());
    RecordBatch::try_from_iter([
        ("region", Arc::new(StringArray::from_iter_values(region)) as ArrayRef),
        ("ts", Arc::new(TimestampMillisecondArray::from_iter_values(starts).with_timezone("UTC"))),
        ("temp_c", Arc::new(Float32Array::from(temps))),
    ])
}
