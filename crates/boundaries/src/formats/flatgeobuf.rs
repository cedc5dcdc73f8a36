//! Owns `FlatGeobuf` 3: features one after the other, each checked by itself, so that a broken one
//! does not end the reading. Header, features and their checks are the crate `flatgeobuf`'s.

use super::{MAX_NESTING, MAX_TEXT};
use crate::{
    build::{Builder, in_runs},
    crs::{Ground, ground_or_degrees},
    layer::{Layer, Value},
    report::{Cause, Error, Outcome, Report},
    shapes::Point,
    source::Source,
};
use ::flatgeobuf::{
    ColumnType, Geometry, GeometryType, Header, size_prefixed_root_as_feature, size_prefixed_root_as_header,
};
use std::ops::Range;

/// Whether a file begins so: "fgb", the version, "fgb" again. Versions 1 and 2 were drafts of 3.
pub(crate) fn begins(start: &[u8]) -> bool {
    start.starts_with(b"fgb") && start.get(4..7) == Some(b"fgb") && start[3] <= 3
}

const MAGIC_BYTES: usize = 8;
const POINT_BYTES: usize = 16;
const LENGTH_BYTES: usize = 4;
/// A node of the index: a box of four numbers and an offset.
const NODE_BYTES: u64 = 40;

pub(crate) fn read(source: &Source<'_>) -> Outcome<Layer> {
    let bytes = &source.bytes;
    let malformed = |cause: &dyn std::fmt::Display| Error::new(Cause::Malformed, cause);
    let place = sized(bytes, MAGIC_BYTES).ok_or_else(|| Error::new(Cause::CutOff, "the header"))?;
    let header_end = place.end;
    let header = size_prefixed_root_as_header(&bytes[place]).map_err(|cause| malformed(&cause))?;
    let mut report = Report::default();
    let ground = ground_or_degrees(ground_of(&header), &mut report)?;
    let index = index_bytes(header.features_count(), header.index_node_size());
    let mut at = usize::try_from(index).ok().and_then(|index| header_end.checked_add(index));
    let mut places = Vec::new();
    while let Some(start) = at.filter(|&start| start < bytes.len()) {
        let place = sized(bytes, start);
        if place.is_none() {
            report.add(Cause::CutOff, Some(places.len() as u64 + 1), || {
                format!("feature at byte {start} of {}", bytes.len())
            });
        }
        at = place.as_ref().map(|place| place.end);
        places.extend(place);
    }
    let (count, there) = (header.features_count(), places.len() as u64);
    if there < count {
        report.add_many(Cause::CutOff, count - there, Some(there + 1), || {
            format!("{there} of {count} features")
        });
    }
    let columns: Vec<(String, ColumnType)> = header
        .columns()
        .into_iter()
        .flatten()
        .map(|column| (column.name().to_owned(), column.type_()))
        .collect();
    let kind = header.geometry_type();
    let read_run = |numbers: Range<usize>, builder: &mut Builder<'_>| {
        for nth in numbers {
            let number = nth as u64 + 1;
            let feature = size_prefixed_root_as_feature(&bytes[places[nth].clone()]);
            let read = feature.map_err(|cause| malformed(&cause)).and_then(|feature| {
                if let Some(shape) = feature.geometry() {
                    let own = shape.type_();
                    draw(&shape, if own == GeometryType::Unknown { kind } else { own }, builder, 0)?;
                }
                let own = feature.columns().map(|own| {
                    own.iter().map(|column| (column.name().to_owned(), column.type_())).collect::<Vec<_>>()
                });
                let columns = own.as_ref().filter(|own| !own.is_empty()).unwrap_or(&columns);
                let properties = feature.properties().map(|p| p.bytes()).unwrap_or_default();
                Ok(values(properties, columns, number, &mut builder.layer.report))
            });
            match read {
                Ok(values) => builder.end(number, None, values),
                Err(fault) => builder.leave_out(number, fault.cause, || fault.found),
            }
        }
    };
    let mut layer = in_runs(places.len(), bytes.len() / POINT_BYTES, &ground, read_run)?;
    let name = header.name().filter(|name| !name.is_empty()).unwrap_or_else(|| source.stem());
    report.extend(std::mem::take(&mut layer.report));
    Ok(Layer { name: name.to_owned(), report, ..layer })
}

/// A block that begins with its length in four bytes.
fn sized(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let length = bytes.get(at..at.checked_add(LENGTH_BYTES)?)?.try_into().ok().map(u32::from_le_bytes)?;
    let end = (at + LENGTH_BYTES).checked_add(length as usize)?;
    (end <= bytes.len() && length >= 4).then_some(at..end)
}

/// Size of the packed R-tree: a level has a node for each so many nodes below it.
fn index_bytes(features: u64, node_size: u16) -> u64 {
    if features == 0 || node_size < 2 {
        return 0;
    }
    let (mut level, mut nodes) = (features, features);
    // Even a single feature has a level above it.
    loop {
        level = level.div_ceil(u64::from(node_size));
        nodes = nodes.saturating_add(level);
        if level <= 1 {
            return nodes.saturating_mul(NODE_BYTES);
        }
    }
}

fn ground_of(header: &Header<'_>) -> Option<Outcome<Ground>> {
    let crs = header.crs()?;
    let wkt = crs.wkt().filter(|wkt| !wkt.is_empty());
    let code = if crs.code() > 0 { crs.code().to_string() } else { crs.code_string()?.to_owned() };
    let coded = Ground::of_name(&format!("{}:{code}", crs.org().unwrap_or("EPSG")));
    Some(match (coded, wkt) {
        (Err(_), Some(wkt)) => Ground::of_wkt(wkt),
        (coded, _) => coded,
    })
}

fn draw(shape: &Geometry<'_>, kind: GeometryType, builder: &mut Builder<'_>, depth: usize) -> Outcome<()> {
    if depth > MAX_NESTING {
        return Err(Error::new(Cause::Nesting, format!("more than {MAX_NESTING} levels")));
    }
    let parts = shape.parts().into_iter().flatten();
    let xy = shape.xy().map(|xy| xy.bytes()).unwrap_or_default();
    let points = |range: Range<usize>| {
        let cut = xy.get(range.start.saturating_mul(16)..range.end.saturating_mul(16));
        cut.map(positions).ok_or_else(|| Error::new(Cause::Malformed, "an end beyond the points"))
    };
    let count = xy.len() / 16;
    match kind {
        GeometryType::Point | GeometryType::MultiPoint => positions(xy).for_each(|p| builder.point(p)),
        GeometryType::LineString => builder.line(positions(xy)),
        GeometryType::Polygon | GeometryType::MultiLineString | GeometryType::Triangle => {
            let ends = shape.ends().filter(|ends| !ends.is_empty());
            let ends: Vec<usize> =
                ends.map_or_else(|| vec![count], |ends| ends.iter().map(|end| end as usize).collect());
            let mut start = 0;
            for (nth, end) in ends.into_iter().enumerate() {
                if end < start {
                    return Err(Error::new(Cause::Malformed, format!("a ring from {start} to {end}")));
                }
                let path = points(start..end)?;
                if kind == GeometryType::MultiLineString {
                    builder.line(path);
                } else {
                    builder.nth_ring(nth, path);
                }
                start = end;
            }
        }
        GeometryType::MultiPolygon | GeometryType::PolyhedralSurface | GeometryType::TIN => {
            for part in parts {
                draw(&part, GeometryType::Polygon, builder, depth + 1)?;
            }
        }
        GeometryType::GeometryCollection | GeometryType::MultiSurface | GeometryType::MultiCurve => {
            for part in parts {
                draw(&part, part.type_(), builder, depth + 1)?;
            }
        }
        other => {
            let name = other.variant_name().unwrap_or("unknown");
            return Err(Error::new(Cause::OtherShape, name));
        }
    }
    Ok(())
}

fn positions(bytes: &[u8]) -> impl Iterator<Item = Point> {
    bytes.chunks_exact(16).map(|chunk| {
        let (mut x, mut y) = ([0; 8], [0; 8]);
        x.copy_from_slice(&chunk[..8]);
        y.copy_from_slice(&chunk[8..]);
        [f64::from_le_bytes(x), f64::from_le_bytes(y)]
    })
}

/// The properties of a feature: the number of a column, then its value, as often as there are some.
fn values(
    mut rest: &[u8],
    columns: &[(String, ColumnType)],
    number: u64,
    report: &mut Report,
) -> Vec<(String, Value)> {
    let mut values = Vec::with_capacity(columns.len());
    // Some writers leave a byte behind.
    while rest.len() > 1 {
        let Some((name, value)) = next_value(&mut rest, columns, number, report) else {
            report.add(Cause::BadValue, Some(number), || "properties that break off".to_owned());
            break;
        };
        values.extend(value.map(|value| (name, value)));
    }
    values
}

/// A name and a value; no value for bytes and empty texts.
type Property = (String, Option<Value>);

/// The next property; nothing for bytes that are none.
fn next_value(
    rest: &mut &[u8],
    columns: &[(String, ColumnType)],
    number: u64,
    report: &mut Report,
) -> Option<Property> {
    fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
        let (head, tail) = rest.split_first_chunk::<N>()?;
        *rest = tail;
        Some(*head)
    }
    let (name, kind) = columns.get(usize::from(u16::from_le_bytes(take(rest)?)))?;
    let value = match *kind {
        ColumnType::Byte => Some(Value::Int(i64::from(i8::from_le_bytes(take(rest)?)))),
        ColumnType::UByte => Some(Value::Int(i64::from(take::<1>(rest)?[0]))),
        ColumnType::Bool => Some(Value::Bool(take::<1>(rest)?[0] != 0)),
        ColumnType::Short => Some(Value::Int(i64::from(i16::from_le_bytes(take(rest)?)))),
        ColumnType::UShort => Some(Value::Int(i64::from(u16::from_le_bytes(take(rest)?)))),
        ColumnType::Int => Some(Value::Int(i64::from(i32::from_le_bytes(take(rest)?)))),
        ColumnType::UInt => Some(Value::Int(i64::from(u32::from_le_bytes(take(rest)?)))),
        ColumnType::Long => Some(Value::Int(i64::from_le_bytes(take(rest)?))),
        ColumnType::ULong => {
            let whole = u64::from_le_bytes(take(rest)?);
            Some(i64::try_from(whole).map_or_else(|_| Value::Real(whole as f64), Value::Int))
        }
        ColumnType::Float => Value::of_real(f64::from(f32::from_le_bytes(take(rest)?))),
        ColumnType::Double => Value::of_real(f64::from_le_bytes(take(rest)?)),
        ColumnType::String | ColumnType::DateTime | ColumnType::Json | ColumnType::Binary => {
            let length = u32::from_le_bytes(take(rest)?) as usize;
            let text = rest.get(..length)?;
            *rest = &rest[length..];
            if *kind == ColumnType::Binary {
                None
            } else if length > MAX_TEXT {
                report.add(Cause::BadValue, Some(number), || format!("{name}: {length} bytes"));
                None
            } else {
                if std::str::from_utf8(text).is_err() {
                    report.add(Cause::BadText, Some(number), || String::from_utf8_lossy(text).into_owned());
                }
                Value::of_text(&String::from_utf8_lossy(text))
            }
        }
        _ => return None,
    };
    Some((name.clone(), value))
}
