//! Owns the one door to files of shapes, whatever their format: `GeoJSON` by the reader next door, all
//! others by the crate `boundaries`; and the way out into such files. Decides nothing about shapes.

use crate::{
    Field, GeoFeature, GeoFile, IoError, Problem, Problems, PropertyValue, RowKind, Severity, Sheet, excerpt,
    files::{read_beside, read_file, write_file},
    geo::{Paths, Point},
    geojson::parse_geojson,
    lang::Message,
};
pub use ::boundaries::write::{Class as ShapeClass, Style as ShapeStyle, Target as ShapeFormat};
use ::boundaries::{
    Cause, Error, Layer, Opened, Reading, Report, Shapes, Source, Value, begins_shapes, open,
    write::{Column, Kind, columns_of, write},
};
use std::path::Path;

/// A layer of a file of shapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeoLayer {
    /// Its features and shapes.
    pub file: GeoFile,
    /// Usual name of the format.
    pub format: &'static str,
    /// Names of all layers of the file; one of `GeoJSON` has none.
    pub layers: Vec<String>,
}

/// Reads a layer of a file of shapes: the one named, else the first that can hold polygons. Formats
/// are told by content: Shapefile (with what lies beside it, or zipped), `GeoPackage`, `FlatGeobuf`,
/// `TopoJSON`, KML and KMZ, `GeoParquet`, text tables with WKT or WKB, `GeoJSON`; all of them in gzip.
///
/// # Errors
/// The file cannot be read, is none of these, is not usable as a whole, or has no such layer.
pub fn read_geofile(path: &Path, layer: Option<&str>) -> Result<GeoLayer, IoError> {
    let bytes = read_file(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = Source::new(name, bytes).with_beside(|ending| read_beside(path, ending));
    match open(source, layer).map_err(|error| failed(path, &error))? {
        Opened::Layer(reading) => Ok(layer_of(path, *reading)),
        Opened::GeoJson(_, text) | Opened::Other(text) => {
            Ok(GeoLayer { file: parse_geojson(path, &text)?, format: "GeoJSON", layers: Vec::new() })
        }
    }
}

/// The same for files that may be something else: nothing where they are.
///
/// # Errors
/// As with [`read_geofile`], of files that are of shapes for sure.
pub(super) fn read_if_shapes(path: &Path, layer: Option<&str>) -> Result<Option<GeoLayer>, IoError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = Source::new(name, read_file(path)?).with_beside(|ending| read_beside(path, ending));
    match open(source, layer) {
        Ok(Opened::Layer(reading)) => Ok(Some(layer_of(path, *reading))),
        Ok(Opened::GeoJson(_, text)) => {
            Ok(Some(GeoLayer { file: parse_geojson(path, &text)?, format: "GeoJSON", layers: Vec::new() }))
        }
        Ok(Opened::Other(_)) => Ok(None),
        // Archives hold many other things.
        Err(error) if matches!(error.cause, Cause::UnknownFormat | Cause::NoLayer | Cause::Locked) => {
            Ok(None)
        }
        Err(error) => Err(failed(path, &error)),
    }
}

/// Whether a file that begins so may be of shapes, and is no JSON or text table.
pub(super) fn may_be_shapes(start: &[u8]) -> bool {
    begins_shapes(start)
}

/// Writes the polygons of a file in the format of the name's ending; says what was left out.
///
/// # Errors
/// The ending is none of a format that is written, or the system's.
pub fn write_geofile(path: &Path, layer: &GeoLayer) -> Result<Problems, IoError> {
    let target = target_of(path)?;
    let (layer, problems) = without_others(path, &layer.file);
    let bytes = write(&layer, &columns_of(&layer), target, None).map_err(|error| failed(path, &error))?;
    write_file(path, &bytes)?;
    Ok(problems)
}

/// A table of figures as a file of shapes: each row with the outline of its region, for whose code
/// `rings_of` knows it; rows without one keep their figures and have no shape.
///
/// # Errors
/// A library cannot write it.
pub fn sheet_as_shapes(
    name: &str,
    sheet: &Sheet,
    rings_of: impl Fn(&str) -> Vec<Vec<Point>>,
    format: ShapeFormat,
    style: Option<&ShapeStyle>,
) -> Result<Vec<u8>, IoError> {
    const REGION: &str = "region";
    let columns: Vec<Column> = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let is_number = |row: &Vec<Field>| matches!(row.get(at), Some(Field::Number(_)));
            let kind =
                if is_numeric(name) || sheet.rows.iter().any(is_number) { Kind::Real } else { Kind::Text };
            Column { name: name.clone(), kind }
        })
        .collect();
    let mut layer = Layer { name: name.to_owned(), ..Layer::default() };
    for (number, row) in (1..).zip(&sheet.rows) {
        let cells = sheet.columns.iter().zip(row).filter_map(|(name, cell)| {
            let value = match cell {
                Field::Empty => return None,
                Field::Text(text) => Value::Text(text.clone()),
                Field::Number(number) => Value::Real(*number),
            };
            Some((name.clone(), value))
        });
        let feature = ::boundaries::Feature { number, id: None, properties: cells.collect() };
        for ring in feature.text(REGION).map(|code| rings_of(&code)).unwrap_or_default() {
            layer.polygons.push_path(ring);
        }
        layer.polygons.end_feature();
        layer.lines.end_feature();
        layer.features.push(feature);
    }
    write(&layer, &columns, format, style).map_err(|error| failed(Path::new(name), &error))
}

/// Columns of figures are of numbers, be there any or none.
fn is_numeric(column: &str) -> bool {
    ["value", "low", "high", "rank_best", "rank_worst"].contains(&column)
}

/// Whether the ending of a name is that of a format of shapes only.
#[must_use]
pub fn is_geofile_name(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    ShapeFormat::of_ending(&ending)
        .is_some_and(|target| target != ShapeFormat::GeoParquet || ending != "parquet")
}

fn target_of(path: &Path) -> Result<ShapeFormat, IoError> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    ShapeFormat::of_ending(&ending).ok_or_else(|| {
        let found = excerpt(&ending);
        IoError::unusable(path, None, "expected-ending-of-shapes", found)
    })
}

/// The features that have polygons, as a layer; and how many have none.
fn without_others(path: &Path, file: &GeoFile) -> (Layer, Problems) {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut layer = Layer { name, ..Layer::default() };
    let mut problems = Problems::default();
    let (mut left_out, mut first) = (0, None);
    for (index, feature) in file.features.iter().enumerate() {
        let mut has_rings = false;
        for ring in file.polygons.feature(index) {
            has_rings = true;
            layer.polygons.push_path(ring.iter().copied());
        }
        if !has_rings {
            left_out += 1;
            first.get_or_insert(feature.number);
            continue;
        }
        layer.polygons.end_feature();
        layer.lines.end_feature();
        let properties = feature.properties.iter();
        layer.features.push(::boundaries::Feature {
            number: feature.number,
            id: feature.id.clone(),
            properties: properties.map(|(name, value)| (name.clone(), value_from(value))).collect(),
        });
    }
    if left_out > 0 {
        let found = Message::new("found-features-without").count(left_out);
        let problem = Problem::of_file(path, None, "expected-polygons", found, Severity::Error);
        problems.add_many(Problem { row: first, row_kind: RowKind::Feature, ..problem }, left_out as u64);
    }
    (layer, problems)
}

/// Whole numbers are whole again.
fn value_from(value: &PropertyValue) -> Value {
    /// Up to here floating numbers hold every whole one.
    const MOST_WHOLE: f64 = 9_007_199_254_740_992.0;
    match value {
        PropertyValue::Text(text) => Value::Text(text.clone()),
        PropertyValue::Bool(value) => Value::Bool(*value),
        PropertyValue::Number(n) if n.fract() == 0.0 && n.abs() < MOST_WHOLE => Value::Int(*n as i64),
        PropertyValue::Number(n) => Value::Real(*n),
    }
}

fn layer_of(path: &Path, reading: Reading) -> GeoLayer {
    let Reading { format, layer, layers } = reading;
    let mut problems = Problems::default();
    add_report(path, &layer.report, &mut problems);
    let paths = |shapes: Shapes| {
        let (points, path_ends, feature_ends) = shapes.into_parts();
        Paths::from_parts(points, path_ends, feature_ends)
    };
    let value = |value: Value| match value {
        Value::Text(text) => PropertyValue::Text(text),
        Value::Real(number) => PropertyValue::Number(number),
        Value::Bool(value) => PropertyValue::Bool(value),
        // A code of many digits stays whole only as text.
        Value::Int(whole) if whole.unsigned_abs() >= 1 << 53 => PropertyValue::Text(whole.to_string()),
        Value::Int(whole) => PropertyValue::Number(whole as f64),
    };
    let features = layer.features.into_iter().map(|feature| GeoFeature {
        number: feature.number,
        id: feature.id,
        properties: feature.properties.into_iter().map(|(name, held)| (name, value(held))).collect(),
    });
    let file = GeoFile {
        features: features.collect(),
        polygons: paths(layer.polygons),
        lines: paths(layer.lines),
        points: layer.points,
        problems,
    };
    let layers = layers.into_iter().map(|layer| layer.name).collect();
    GeoLayer { file, format: format.name(), layers }
}

/// Puts what a report says among the problems, one for each cause.
fn add_report(path: &Path, report: &Report, problems: &mut Problems) {
    for remark in &report.remarks {
        let severity = if remark.cause.leaves_out() { Severity::Error } else { Severity::Warning };
        let text = found_of(remark.cause, &remark.found);
        let found = if remark.count > 1 {
            Message::new("found-first-of").with("found", text).count(remark.count as usize)
        } else {
            text
        };
        let problem = Problem {
            path: path.to_owned(),
            row: remark.feature,
            row_kind: RowKind::Feature,
            column: None,
            expected: expected(remark.cause).into(),
            found,
            severity,
        };
        problems.add_many(problem, remark.count);
    }
}

/// An error of a reading, told of its file.
fn failed(path: &Path, error: &Error) -> IoError {
    IoError::Unusable(Box::new(Problem {
        path: path.to_owned(),
        row: error.feature,
        row_kind: RowKind::Feature,
        column: None,
        expected: expected(error.cause).into(),
        found: found_of(error.cause, &error.found),
        severity: Severity::Error,
    }))
}

/// What stood there, and what was made of it.
fn found_of(cause: Cause, found: &str) -> Message {
    match cause {
        Cause::GuessedEncoding => Message::new("found-read-as").text("what", found),
        Cause::AssumedDegrees => "found-taken-as-degrees".into(),
        Cause::OneOfLayers => Message::new("found-layer-taken").text("what", found),
        Cause::NoShape => "found-none".into(),
        _ => excerpt(found),
    }
}

/// What should have stood there.
const fn expected(cause: Cause) -> &'static str {
    match cause {
        Cause::OtherShape => "expected-shape-without-arcs",
        Cause::Collapsed => "expected-distinct-points",
        Cause::OffGlobe => "expected-lon-lat",
        Cause::UnknownCrs => "expected-known-crs",
        Cause::UnnamedCrs => "expected-degrees-or-crs",
        Cause::Nesting => "expected-shallow-nesting",
        Cause::TooLarge => "expected-less-to-unpack",
        Cause::CutOff => "expected-whole-file",
        Cause::UnknownFormat => "expected-known-shape-format",
        Cause::UnknownLayer => "expected-known-layer",
        Cause::NoLayer => "expected-layer-of-shapes",
        Cause::Locked => "expected-open-archive",
        Cause::Entities => "expected-plain-xml",
        Cause::NoShape => "expected-geometry",
        Cause::OpenRings => "expected-closed-rings",
        Cause::BadValue => "expected-value-of-column",
        Cause::GuessedEncoding => "expected-named-encoding",
        Cause::BadText => "expected-text-of-encoding",
        Cause::AssumedDegrees => "expected-named-crs",
        Cause::CoarseDatum => "expected-datum-parameters",
        Cause::OneOfLayers => "expected-chosen-layer",
        Cause::TableApart => "expected-row-a-shape",
        Cause::Deleted => "expected-undeleted-rows",
        Cause::Journal => "expected-merged-journal",
        _ => "expected-record-of-format",
    }
}
