//! Owns geometry: longitude/latitude paths, the antimeridian, projections, shared borders,
//! simplification, which region a point lies in, and clusters of points by zoom. Does not draw,
//! read files or know what a region means.

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
