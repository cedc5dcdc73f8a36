//! Owns `GeoParquet` 1.0 and 1.1 (WKB and native encodings) and Parquet's own types for shapes. Pages
//! and types are the crate `parquet`'s.

use super::{MAX_TEXT, wkb};
use crate::{
    build::{Builder, joined},
    crs::{Ground, ground_or_degrees},
    layer::{Layer, Value},
    open::LayerInfo,
    report::{Cause, Error, Outcome, Report},
    shapes::Point,
    source::Source,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, LargeListArray, ListArray, RecordBatch,
    StringArray, StructArray,
    cast::AsArray,
    types::{Float64Type, Int64Type},
};
use arrow_cast::cast;
use arrow_schema::DataType;
use bytes::Bytes;
use parquet::{
    arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
    basic::LogicalType,
};
use serde_json::Value as Json;

pub(crate) const MAGIC: &[u8] = b"PAR1";

const ROWS_A_RUN: usize = 4096;

/// An open file; each column of shapes is a layer.
pub(crate) struct Table {
    bytes: Bytes,
    metadata: ArrowReaderMetadata,
    pub layers: Vec<LayerInfo>,
    columns: Vec<ShapeColumn>,
}

struct ShapeColumn {
    encoding: Encoding,
    crs: Crs,
}

#[derive(Clone, Copy)]
enum Encoding {
    Wkb,
    /// Points in so many lists.
    Native {
        lists: usize,
        is_area: bool,
    },
}

enum Crs {
    /// The default of the format.
    Degrees,
    Unknown,
    Json(Json),
    Name(String),
}

fn malformed(cause: impl std::fmt::Display) -> Error {
    Error::new(Cause::Malformed, cause)
}

impl Table {
    /// Opens a file; its bytes where it has no column of shapes.
    pub(crate) fn open(source: &mut Source<'_>) -> Outcome<Result<Self, Vec<u8>>> {
        let bytes = Bytes::from(std::mem::take(&mut source.bytes));
        let metadata = match ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::new()) {
            Ok(metadata) => metadata,
            Err(cause) => return Err(malformed(cause)),
        };
        let mut table = Self { bytes, metadata, layers: Vec::new(), columns: Vec::new() };
        table.list()?;
        Ok(if table.layers.is_empty() { Err(Vec::from(table.bytes)) } else { Ok(table) })
    }

    fn list(&mut self) -> Outcome<()> {
        let file = self.metadata.metadata().file_metadata();
        let geo = file.key_value_metadata().into_iter().flatten().find(|pair| pair.key == "geo");
        if let Some(geo) = geo.and_then(|pair| pair.value.as_deref()) {
            let geo: Json = serde_json::from_str(geo).map_err(malformed)?;
            let primary = geo["primary_column"].as_str().unwrap_or("geometry");
            let columns = geo["columns"].as_object().ok_or_else(|| malformed("no columns in \"geo\""))?;
            let mut names: Vec<&String> = columns.keys().collect();
            names.sort_by_key(|name| name.as_str() != primary);
            for name in names {
                let column = &columns[name.as_str()];
                let encoding = encoding_of(column["encoding"].as_str().unwrap_or("WKB"))?;
                let crs = match column.get("crs") {
                    None => Crs::Degrees,
                    Some(Json::Null) => Crs::Unknown,
                    Some(Json::String(name)) => Crs::Name(name.clone()),
                    Some(json) => Crs::Json(json.clone()),
                };
                let kinds = column["geometry_types"].as_array();
                let is_area = kinds.is_none_or(|kinds| {
                    kinds.is_empty()
                        || kinds.iter().any(|k| k.as_str().is_some_and(|k| k.contains("Polygon")))
                });
                self.columns.push(ShapeColumn { encoding, crs });
                self.layers.push(LayerInfo { name: name.clone(), may_have_areas: is_area });
            }
            return Ok(());
        }
        for column in file.schema_descr().columns() {
            let crs = match column.logical_type_ref() {
                Some(LogicalType::Geometry(kind)) => kind.crs.clone(),
                Some(LogicalType::Geography(kind)) => kind.crs.clone(),
                _ => continue,
            };
            let crs = match crs {
                None => Crs::Degrees,
                Some(text) => match serde_json::from_str::<Json>(&text) {
                    Ok(json) if json.is_object() => Crs::Json(json),
                    _ => self.named_crs(&text),
                },
            };
            self.columns.push(ShapeColumn { encoding: Encoding::Wkb, crs });
            self.layers.push(LayerInfo { name: column.name().to_owned(), may_have_areas: true });
        }
        Ok(())
    }

    /// Parquet's own types name a system as `srid:5070`, `projjson:key` of the file's metadata, or freely.
    fn named_crs(&self, text: &str) -> Crs {
        if let Some(key) = text.strip_prefix("projjson:") {
            let pairs = self.metadata.metadata().file_metadata().key_value_metadata();
            let value = pairs.into_iter().flatten().find(|pair| pair.key == key);
            let json = value.and_then(|pair| serde_json::from_str(pair.value.as_deref()?).ok());
            return json.map_or_else(|| Crs::Name(text.to_owned()), Crs::Json);
        }
        match text.strip_prefix("srid:") {
            Some("0") => Crs::Unknown,
            Some(code) => Crs::Name(format!("EPSG:{code}")),
            None => Crs::Name(text.to_owned()),
        }
    }

    pub(crate) fn read(&self, number: usize, name: &str) -> Outcome<Layer> {
        let (info, column) = (&self.layers[number], &self.columns[number]);
        let mut report = Report::default();
        let named = match &column.crs {
            Crs::Degrees => Some(Ok(Ground::degrees())),
            Crs::Unknown => None,
            Crs::Json(json) => Some(Ground::of_projjson(json)),
            Crs::Name(name) => Some(Ground::of_name(name)),
        };
        let ground = ground_or_degrees(named, &mut report)?;
        let reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(self.bytes.clone(), self.metadata.clone())
                .with_batch_size(ROWS_A_RUN)
                .build()
                .map_err(malformed)?;
        let mut builder = Builder::new(&ground);
        let mut number = 0;
        for batch in reader {
            match batch {
                Ok(batch) => {
                    self.read_batch(&batch, &info.name, column.encoding, &mut number, &mut builder)?;
                }
                Err(cause) => {
                    report.add(Cause::CutOff, Some(number + 1), || cause.to_string());
                    break;
                }
            }
        }
        let mut layer = joined(vec![builder])?;
        report.extend(std::mem::take(&mut layer.report));
        let name = if self.layers.len() > 1 { &info.name } else { name };
        Ok(Layer { name: name.to_owned(), report, ..layer })
    }

    fn read_batch(
        &self,
        batch: &RecordBatch,
        shapes: &str,
        encoding: Encoding,
        number: &mut u64,
        builder: &mut Builder<'_>,
    ) -> Outcome<()> {
        let column = batch.column_by_name(shapes);
        let column = column.ok_or_else(|| malformed(format!("no column {shapes}")))?;
        let column = match encoding {
            Encoding::Wkb => cast(column, &DataType::LargeBinary).map_err(malformed)?,
            Encoding::Native { .. } => column.clone(),
        };
        let is_shape = |name: &str| self.layers.iter().any(|layer| layer.name == name);
        let schema = batch.schema();
        let properties: Vec<(&str, Cells)> = schema
            .fields()
            .iter()
            .zip(batch.columns())
            .filter(|(field, _)| !is_shape(field.name()))
            .filter_map(|(field, column)| Some((field.name().as_str(), Cells::of(column)?)))
            .collect();
        for row in 0..batch.num_rows() {
            *number += 1;
            let drawn = match encoding {
                _ if column.is_null(row) => Ok(()),
                Encoding::Wkb => wkb::draw(column.as_binary::<i64>().value(row), builder),
                Encoding::Native { lists, is_area } => native(&column.slice(row, 1), lists, is_area, builder),
            };
            match drawn {
                Ok(()) => {
                    let report = &mut builder.layer.report;
                    let values = properties.iter().filter_map(|(name, cells)| {
                        Some(((*name).to_owned(), cells.value(row, name, *number, report)?))
                    });
                    let values = values.collect();
                    builder.end(*number, None, values);
                }
                Err(fault) => builder.leave_out(*number, fault.cause, || fault.found),
            }
        }
        Ok(())
    }
}

fn encoding_of(name: &str) -> Outcome<Encoding> {
    let native = |lists, is_area| Ok(Encoding::Native { lists, is_area });
    match name.to_ascii_lowercase().as_str() {
        "wkb" => Ok(Encoding::Wkb),
        "point" => native(0, false),
        "multipoint" => native(1, true),
        "linestring" => native(1, false),
        "multilinestring" => native(2, false),
        "polygon" => native(2, true),
        "multipolygon" => native(3, true),
        other => Err(malformed(format!("encoding {other}"))),
    }
}

/// Draws one shape out of lists in lists of points. `is_area` tells rings from lines, and points from a
/// line.
fn native(array: &ArrayRef, lists: usize, is_area: bool, builder: &mut Builder<'_>) -> Outcome<()> {
    if lists == 0 {
        points_of(array)?.for_each(|point| builder.point(point));
        return Ok(());
    }
    for item in items(array)? {
        match (lists, is_area) {
            (1, true) => points_of(&item)?.for_each(|point| builder.point(point)),
            (1, false) => builder.line(points_of(&item)?),
            (2, true) => {
                for (nth, ring) in items(&item)?.into_iter().enumerate() {
                    builder.nth_ring(nth, points_of(&ring)?);
                }
            }
            (2, false) => {
                for line in items(&item)? {
                    builder.line(points_of(&line)?);
                }
            }
            _ => native(&item, 2, true, builder)?,
        }
    }
    Ok(())
}

fn items(array: &ArrayRef) -> Outcome<Vec<ArrayRef>> {
    if let Some(list) = array.as_any().downcast_ref::<ListArray>() {
        return Ok((0..list.len()).map(|at| list.value(at)).collect());
    }
    let list =
        array.as_any().downcast_ref::<LargeListArray>().ok_or_else(|| malformed("no list of points"))?;
    Ok((0..list.len()).map(|at| list.value(at)).collect())
}

fn points_of(array: &ArrayRef) -> Outcome<impl Iterator<Item = Point>> {
    let points = array.as_any().downcast_ref::<StructArray>().ok_or_else(|| malformed("no points"))?;
    let numbers = |name: &str| {
        let column = points.column_by_name(name)?.as_any().downcast_ref::<Float64Array>()?;
        Some(column.values().clone())
    };
    let (x, y) = numbers("x").zip(numbers("y")).ok_or_else(|| malformed("points without x and y"))?;
    let pairs: Vec<Point> = x.iter().zip(y.iter()).map(|(&x, &y)| [x, y]).collect();
    Ok(pairs.into_iter())
}

/// A column of properties.
enum Cells {
    Int(Int64Array),
    Real(Float64Array),
    Bool(BooleanArray),
    Text(StringArray),
}

impl Cells {
    /// Lists, structs and bytes are no properties.
    fn of(column: &ArrayRef) -> Option<Self> {
        let kind = match column.data_type() {
            DataType::Dictionary(_, values) => values.as_ref(),
            kind => kind,
        };
        let as_kind = |kind: DataType| cast(column, &kind).ok();
        Some(match kind {
            DataType::Boolean => Self::Bool(column.as_boolean_opt()?.clone()),
            kind if kind.is_integer() && *kind != DataType::UInt64 => {
                Self::Int(as_kind(DataType::Int64)?.as_primitive::<Int64Type>().clone())
            }
            kind if kind.is_numeric() => {
                Self::Real(as_kind(DataType::Float64)?.as_primitive::<Float64Type>().clone())
            }
            kind if kind.is_nested() => return None,
            DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
            | DataType::FixedSizeBinary(_) => {
                return None;
            }
            _ => Self::Text(as_kind(DataType::Utf8)?.as_string::<i32>().clone()),
        })
    }

    fn value(&self, row: usize, name: &str, number: u64, report: &mut Report) -> Option<Value> {
        match self {
            Self::Int(cells) => cells.is_valid(row).then(|| Value::Int(cells.value(row))),
            Self::Real(cells) => cells.is_valid(row).then(|| Value::of_real(cells.value(row)))?,
            Self::Bool(cells) => cells.is_valid(row).then(|| Value::Bool(cells.value(row))),
            Self::Text(cells) => {
                let text = cells.is_valid(row).then(|| cells.value(row))?;
                if text.len() > MAX_TEXT {
                    report.add(Cause::BadValue, Some(number), || format!("{name}: {} bytes", text.len()));
                    return None;
                }
                Value::of_text(text)
            }
        }
    }
}
