//! Owns geometry: longitude/latitude paths, the antimeridian, projections, shared borders,
//! simplification, which region a point lies in, and clusters of points by zoom. Does not draw,
//! read files or know what a region means.
//!
//! ```
//! use hashatlas_geo::{LongitudeWindow, NOWHERE, Paths, RegionIndex};
//!
//! let mut squares = Paths::default();
//! for west in [100.0, 110.0] {
//!     squares.push_path([[west, 50.0], [west + 8.0, 50.0], [west + 8.0, 55.0], [west, 55.0], [west, 50.0]]);
//!     squares.end_feature();
//! }
//! let index = RegionIndex::new(&squares, LongitudeWindow::around(&squares));
//! assert_eq!(index.find(112.0, 52.0), 1);
//! assert_eq!(index.find(109.0, 52.0), NOWHERE);
//! ```

mod antimeridian;
mod cluster;
mod locate;
mod paths;
mod projection;
mod simplify;
mod topology;

use hashatlas_base::lang;

pub use antimeridian::{LongitudeWindow, place_lines, place_polygons};
pub use cluster::{Cluster, ClusterId, ClusterIndex, ClusterLevel, ClusterOptions, PlanePoint, Tally};
pub use locate::{NOWHERE, RegionIndex, point_inside};
pub use paths::{Bounds, Paths, Point};
pub use projection::{CrsError, Projection, Reprojector};
pub use simplify::simplify_line;
pub use topology::{Arc, ArcRef, Topology};
