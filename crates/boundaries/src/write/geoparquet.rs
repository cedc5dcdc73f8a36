//! Owns `GeoParquet` 1.1: shapes in WKB beside columns of properties, on the default system, which is
//! longitude and latitude on WGS 84.

use super::{Column, Kind, Row};
use crate::{
    layer::Value,
    report::{Cause, Error},
};
use arrow_array::{ArrayRef, BinaryArray, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::{metadata::KeyValue, properties::WriterProperties},
};
use std::sync::Arc;

const SHAPES: &str = "geometry";

fn failed(cause: impl std::fmt::Display) -> Error {
    Error::new(Cause::Malformed, cause)
}

pub(super) fn write(columns: &[Column], rows: &[Row<'_>]) -> Result<Vec<u8>, Error> {
    let mut arrays: Vec<(&str, ArrayRef, bool)> = Vec::new();
    for (number, column) in columns.iter().enumerate().filter(|(_, column)| column.name != SHAPES) {
        let values = rows.iter().map(|row| row.values[number].as_ref());
        let array: ArrayRef = match column.kind {
            Kind::Text => Arc::new(values.map(|value| value.map(Value::to_string)).collect::<StringArray>()),
            Kind::Int => Arc::new(
                values
                    .map(|value| if let Some(Value::Int(n)) = value { Some(*n) } else { None })
                    .collect::<Int64Array>(),
            ),
            Kind::Real => Arc::new(
                values
                    .map(|value| if let Some(Value::Real(n)) = value { Some(*n) } else { None })
                    .collect::<Float64Array>(),
            ),
            Kind::Bool => Arc::new(
                values
                    .map(|value| if let Some(Value::Bool(b)) = value { Some(*b) } else { None })
                    .collect::<BooleanArray>(),
            ),
        };
        arrays.push((&column.name, array, true));
    }
    let shapes = rows.iter().map(|row| (!row.polygons.is_empty()).then(|| row.wkb()));
    arrays.push((SHAPES, Arc::new(shapes.collect::<BinaryArray>()), true));
    let table = RecordBatch::try_from_iter_with_nullable(arrays).map_err(failed)?;
    let bounds = rows
        .iter()
        .filter_map(Row::bounds)
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let mut column = serde_json::json!({
        "encoding": "WKB", "geometry_types": ["MultiPolygon"], "orientation": "counterclockwise",
    });
    if let Some(bounds) = bounds {
        column["bbox"] = serde_json::json!(bounds);
    }
    let geo = serde_json::json!({
        "version": "1.1.0", "primary_column": SHAPES, "columns": { SHAPES: column },
    });
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_key_value_metadata(Some(vec![KeyValue::new("geo".to_owned(), geo.to_string())]))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), table.schema(), Some(properties)).map_err(failed)?;
    writer.write(&table).map_err(failed)?;
    writer.into_inner().map_err(failed)
}
