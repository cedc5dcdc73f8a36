//! Owns what stands in for data that nobody has published: it is drawn at random, from a seed, and
//! every row says that it is simulated. Pure: no files, no clock. Does not decide how many. Single
//! detections are here, readings of whole grids of meters in [`grid`].
//!
//! ```
//! use hashatlas_simulate::grid::{Grid, GridError, GridOptions, GridSite};
//!
//! let site = GridSite {
//!     region: "RU-IRK".to_owned(),
//!     latitude_deg: 52.3,
//!     longitude_deg: 104.3,
//!     utc_offset_s: 8 * 3600,
//! };
//! let options = GridOptions { meters: 20, days: 7, seed: 1, interval_min: 30, first_day: 20_089, site };
//! assert!(Grid::new(options.clone()).is_ok());
//! let refused = Grid::new(GridOptions { interval_min: 7, ..options });
//! assert!(matches!(refused, Err(GridError::Interval(7))));
//! ```

mod detections;
mod draw;
pub mod grid;
mod site;
#[cfg(test)]
mod tests;

use hashatlas_atlas as atlas;
use hashatlas_base::provenance;
use hashatlas_geo as geo;
use hashatlas_meter as meter;

pub use detections::{Wanted, simulate_detections};
