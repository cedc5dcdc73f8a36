//! Owns the way back into files: polygons of a layer with their properties, in degrees on WGS 84.
//! Lines and points are no boundaries and are left out; whoever calls says so.

mod flatgeobuf;
mod geojson;
mod geopackage;
mod geoparquet;
mod rings;
mod topojson;

use crate::{
    layer::{Layer, Value},
    report::Error,
    shapes::Point,
};

/// A format that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Target {
    /// OGC `GeoPackage` 1.3, with the style among its tables.
    GeoPackage,
    /// `GeoParquet` 1.1 in WKB.
    GeoParquet,
    /// `FlatGeobuf` 3 without an index, which would change the order of features.
    FlatGeobuf,
    /// `GeoJSON` after RFC 7946: counterclockwise outlines, cut at the 180th meridian.
    GeoJson,
    /// `TopoJSON` 1.0: borders that features share are written once.
    TopoJson,
}

impl Target {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::GeoPackage, Self::GeoParquet, Self::FlatGeobuf, Self::GeoJson, Self::TopoJson];

    /// Usual ending of a file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::GeoPackage => "gpkg",
            Self::GeoParquet => "parquet",
            Self::FlatGeobuf => "fgb",
            Self::GeoJson => "geojson",
            Self::TopoJson => "topojson",
        }
    }

    /// The format with this ending of a file's name.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "gpkg" => Self::GeoPackage,
            "parquet" | "geoparquet" => Self::GeoParquet,
            "fgb" => Self::FlatGeobuf,
            "geojson" => Self::GeoJson,
            "topojson" => Self::TopoJson,
            _ => return None,
        })
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers.
    Real,
    /// True or false.
    Bool,
}

/// A column of properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds; other values are written as missing, or as text in a column of texts.
    pub kind: Kind,
}

/// The columns that the features of a layer have, in the order in which they are met. Values of
/// several kinds make a column of numbers, else of texts.
#[must_use]
pub fn columns_of(layer: &Layer) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut places = rustc_hash::FxHashMap::default();
    for (name, value) in layer.features.iter().flat_map(|feature| &feature.properties) {
        let kind = match value {
            Value::Text(_) => Kind::Text,
            Value::Int(_) => Kind::Int,
            Value::Real(_) => Kind::Real,
            Value::Bool(_) => Kind::Bool,
        };
        let place = *places.entry(name.as_str()).or_insert_with(|| {
            columns.push(Column { name: name.clone(), kind });
            columns.len() - 1
        });
        let known = &mut columns[place].kind;
        *known = match (*known, kind) {
            (a, b) if a == b => a,
            (Kind::Int | Kind::Real, Kind::Int | Kind::Real) => Kind::Real,
            _ => Kind::Text,
        };
    }
    columns
}

/// How a map colours features, for programs that take it along (`GeoPackage` in QGIS).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// What the map shows.
    pub title: String,
    /// The column whose texts name classes.
    pub column: String,
    /// The classes in the order of the legend.
    pub classes: Vec<Class>,
}

/// A class of a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The text in the column.
    pub value: String,
    /// What the legend says.
    pub label: String,
    /// Red, green, blue.
    pub colour: [u8; 3],
    /// Whether it is hatched: something is known, but not where in the scale.
    pub is_hatched: bool,
}

/// Writes the polygons of a layer with these columns.
///
/// # Errors
/// A library cannot write them.
pub fn write(
    layer: &Layer,
    columns: &[Column],
    target: Target,
    style: Option<&Style>,
) -> Result<Vec<u8>, Error> {
    let rows: Vec<Row<'_>> = (0..layer.features.len()).map(|index| Row::of(layer, index, columns)).collect();
    match target {
        Target::GeoPackage => geopackage::write(&layer.name, columns, &rows, style),
        Target::GeoParquet => geoparquet::write(columns, &rows),
        Target::FlatGeobuf => flatgeobuf::write(&layer.name, columns, &rows),
        Target::GeoJson => Ok(geojson::write(columns, &rows)),
        Target::TopoJson => Ok(topojson::write(&layer.name, columns, &rows)),
    }
}

/// An outline and its holes; each ring ends where it begins.
type Polygon = Vec<Vec<Point>>;

/// A feature, ready to be written.
struct Row<'a> {
    id: Option<&'a str>,
    polygons: Vec<Polygon>,
    /// As many as there are columns, each of its column's kind.
    values: Vec<Option<Value>>,
}

impl<'a> Row<'a> {
    fn of(layer: &'a Layer, index: usize, columns: &[Column]) -> Self {
        let feature = &layer.features[index];
        let value_of = |column: &Column| {
            let (_, value) = feature.properties.iter().rev().find(|(name, _)| *name == column.name)?;
            match (column.kind, value) {
                (Kind::Text, Value::Text(_))
                | (Kind::Int, Value::Int(_))
                | (Kind::Real, Value::Real(_))
                | (Kind::Bool, Value::Bool(_)) => Some(value.clone()),
                (Kind::Text, other) => Some(Value::Text(other.to_string())),
                (Kind::Real, Value::Int(whole)) => Some(Value::Real(*whole as f64)),
                _ => None,
            }
        };
        Self {
            id: feature.id.as_deref(),
            polygons: rings::polygons(layer.polygons.feature(index)),
            values: columns.iter().map(value_of).collect(),
        }
    }

    fn bounds(&self) -> Option<[f64; 4]> {
        let points = self.polygons.iter().flatten().flatten();
        points.fold(None, |bounds, &[x, y]| {
            let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
            Some([west.min(x), south.min(y), east.max(x), north.max(y)])
        })
    }

    /// The polygons as one shape in WKB, little-endian.
    fn wkb(&self) -> Vec<u8> {
        const LITTLE_ENDIAN: u8 = 1;
        const POLYGON: u32 = 3;
        const MULTI_POLYGON: u32 = 6;
        let mut wkb = vec![LITTLE_ENDIAN];
        wkb.extend(MULTI_POLYGON.to_le_bytes());
        wkb.extend((self.polygons.len() as u32).to_le_bytes());
        for polygon in &self.polygons {
            wkb.push(LITTLE_ENDIAN);
            wkb.extend(POLYGON.to_le_bytes());
            wkb.extend((polygon.len() as u32).to_le_bytes());
            for ring in polygon {
                wkb.extend((ring.len() as u32).to_le_bytes());
                wkb.extend(ring.iter().flatten().flat_map(|number| number.to_le_bytes()));
            }
        }
        wkb
    }
}
