//! Owns what stands in for data that nobody has published: it is drawn at random, from a seed, and
//! every row says that it is simulated. Pure: no files, no clock. Does not decide how many. Single
//! detections are here, readings of whole grids of meters in [`grid`].

mod detections;
mod draw;
pub mod grid;
mod site;
#[cfg(test)]
mod tests;

use hashatlas_atlas as atlas;
use hashatlas_base::provenance;
use hashatlas_detect as detect;
use hashatlas_geo as geo;
use hashatlas_meter as meter;

pub use detections::{Wanted, simulate_detections};
