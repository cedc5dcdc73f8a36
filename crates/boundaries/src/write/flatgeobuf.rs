//! Owns `FlatGeobuf`, written by the crate of that name.

use super::{Column, Kind, Row};
use crate::{
    layer::Value,
    report::{Cause, Error},
};
use ::flatgeobuf::{
    ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType,
    geozero::{ColumnValue, GeomProcessor, GeozeroGeometry, PropertyProcessor, error::Result as Processed},
};

fn failed(cause: impl std::fmt::Display) -> Error {
    Error::new(Cause::Malformed, cause)
}

pub(super) fn write(name: &str, columns: &[Column], rows: &[Row<'_>]) -> Result<Vec<u8>, Error> {
    let options = FgbWriterOptions {
        write_index: false,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs { org: Some("EPSG"), code: 4326, name: Some("WGS 84"), ..FgbCrs::default() },
        ..FgbWriterOptions::default()
    };
    let mut writer =
        FgbWriter::create_with_options(name, GeometryType::MultiPolygon, options).map_err(failed)?;
    for column in columns {
        let kind = match column.kind {
            Kind::Text => ColumnType::String,
            Kind::Int => ColumnType::Long,
            Kind::Real => ColumnType::Double,
            Kind::Bool => ColumnType::Bool,
        };
        writer.add_column(&column.name, kind, |_, _| {});
    }
    for row in rows {
        let mut outcome = Ok(());
        let added = writer.add_feature_geom(Shape(row), |feature| {
            for (number, (column, value)) in columns.iter().zip(&row.values).enumerate() {
                let value = match value {
                    None => continue,
                    Some(Value::Text(text)) => ColumnValue::String(text),
                    Some(Value::Int(whole)) => ColumnValue::Long(*whole),
                    Some(Value::Real(real)) => ColumnValue::Double(*real),
                    Some(Value::Bool(value)) => ColumnValue::Bool(*value),
                };
                if let Err(cause) = feature.property(number, &column.name, &value) {
                    outcome = Err(failed(cause));
                }
            }
        });
        added.map_err(failed)?;
        outcome?;
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

struct Shape<'a>(&'a Row<'a>);

impl GeozeroGeometry for Shape<'_> {
    fn process_geom<P: GeomProcessor>(&self, to: &mut P) -> Processed<()> {
        to.multipolygon_begin(self.0.polygons.len(), 0)?;
        for (number, polygon) in self.0.polygons.iter().enumerate() {
            to.polygon_begin(false, polygon.len(), number)?;
            for (number, ring) in polygon.iter().enumerate() {
                to.linestring_begin(false, ring.len(), number)?;
                for (number, [x, y]) in ring.iter().enumerate() {
                    to.xy(*x, *y, number)?;
                }
                to.linestring_end(false, number)?;
            }
            to.polygon_end(false, number)?;
        }
        to.multipolygon_end(0)
    }
}
