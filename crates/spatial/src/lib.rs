//! Spatial statistics of areas: which areas are neighbours, whether like values lie side by side,
//! where they do, and how sure that is. Pure functions over slices: no files, no clock, no threads;
//! the same seed gives the same result on every machine.
//!
//! An area without neighbours (an island) has no local result and adds nothing to a global one. It
//! still counts in the mean; [`Weights::only`] leaves it out altogether. Every result says how many
//! areas stand behind it.
//!
//! Values are in any one unit; positions are degrees of longitude and latitude.

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
