//! Spatial statistics of areas: which areas are neighbours, whether like values lie side by side,
//! where they do, and how sure that is. Pure functions over slices: no files, no clock, no threads;
//! the same seed gives the same result on every machine.
//!
//! An area without neighbours (an island) has no local result and adds nothing to a global one. It
//! still counts in the mean; [`Weights::only`] leaves it out altogether. Every result says how many
//! areas stand behind it.
//!
//! Values are in any one unit; positions are degrees of longitude and latitude.
//!
//! ```
//! use spatial::{Weights, cut, local_moran, moran};
//!
//! // Six areas in a row, and an island.
//! let weights = Weights::of_pairs(7, (0..5).map(|area| (area, area + 1))).row_standardised();
//! let rates = [9.0, 8.0, 9.0, 1.0, 2.0, 1.0, 5.0];
//! assert!(moran(&rates, &weights, 999, 1)?.value > 0.5);
//! let local = local_moran(&rates, &weights, 999, 1)?;
//! assert!(local.areas[6].is_none());
//! let p: Vec<f64> = local.areas.iter().map(|area| area.map_or(f64::NAN, |area| area.p)).collect();
//! assert_eq!(cut(&p, 0.05), None);
//! # Ok::<(), spatial::SpatialError>(())
//! ```

mod contiguity;
mod draws;
mod getis;
mod global;
mod local;
mod nearby;
mod random;
mod rates;
mod tests_of_many;
mod values;
mod weights;

pub use contiguity::{Contact, contiguity};
pub use draws::{Certainty, Draws, certainty};
pub use getis::{Focal, GetisOrd, getis_ord};
pub use global::{Global, Permuted, geary, moran};
pub use local::{Local, LocalMoran, Quadrant, local_moran};
pub use nearby::{EARTH_RADIUS_KM, distance_km, nearest, within};
pub use rates::{SmoothedRates, empirical_bayes};
pub use tests_of_many::{adjusted, cut};
pub use values::SpatialError;
pub use weights::Weights;
