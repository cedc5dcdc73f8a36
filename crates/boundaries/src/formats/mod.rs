//! Owns the formats, one a file: bytes become a layer. Does not unpack archives nor choose formats.

pub(crate) mod columns;
pub(crate) mod dbase;
pub(crate) mod flatgeobuf;
pub(crate) mod geopackage;
pub(crate) mod geoparquet;
pub(crate) mod kml;
pub(crate) mod shapefile;
pub(crate) mod topojson;
pub(crate) mod wkb;
pub(crate) mod wkt;

/// How deep collections of shapes may lie in each other.
pub(crate) const MAX_NESTING: usize = 16;

/// Longest text kept as a property, in bytes.
pub(crate) const MAX_TEXT: usize = 16_384;
