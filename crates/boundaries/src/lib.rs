//! Boundaries of regions in the formats in which they are handed around, as rings of longitude and
//! latitude with the properties of each feature; and the way back into files.
//!
//! The crate opens no files: bytes go in, with a way to ask for the parts that lie beside a
//! Shapefile, and bytes come out. It knows no network and no clock. `GeoJSON` is found inside of
//! archives and handed on: whoever reads it fast should go on doing so.
//!
//! - [`open`] tells the format by its content, unpacks archives, and reads one layer.
//! - [`Layer`] holds features in flat storage: [`Shapes`] of polygons and lines, and points.
//! - [`Report`] says what was left out or is in doubt, one entry a cause.
//! - [`write`](write::write) makes `GeoPackage`, `GeoParquet`, `FlatGeobuf`, `GeoJSON` and `TopoJSON`.
//!
//! ```
//! use boundaries::{Opened, Source, open};
//!
//! let table = "name;wkt\nOak;\"POLYGON ((30 60, 31 60, 31 61, 30 60))\"\n";
//! let source = Source::new("districts.csv", table.as_bytes().to_vec());
//! let Opened::Layer(reading) = open(source, None)? else { panic!("a table with shapes") };
//! assert_eq!(reading.layer.features[0].text("name").as_deref(), Some("Oak"));
//! assert_eq!(reading.layer.polygons.points()[1], [31.0, 60.0]);
//! # Ok::<(), boundaries::Error>(())
//! ```

mod build;
mod crs;
mod formats;
mod layer;
mod open;
mod report;
mod shapes;
mod source;
mod text;
pub mod write;

pub use crs::{Ground, on_globe};
pub use layer::{Feature, Layer, Value};
pub use open::{Format, LayerInfo, Opened, Reading, begins_shapes, open};
pub use report::{Cause, Error, Remark, Report};
pub use shapes::{Point, Shapes};
pub use source::Source;
