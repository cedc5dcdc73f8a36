//! Owns every reader and writer, and alone touches the file system. Decides nothing: dirty
//! input becomes a value and a list of problems.

mod geojson;
mod problem;

pub use geojson::{GeoFeature, GeoFile, PropertyValue, parse_geojson, read_geojson};
pub use problem::{IoError, Problem, Problems, RowKind, Severity, excerpt};
