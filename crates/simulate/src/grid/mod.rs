//! Owns simulated grids: feeders, their meters, homes and businesses behind them, weather, rigs,
//! tampering and taps, and the truth about all of it. Drawn from a seed, feeder by feeder, each from
//! a stream of its own: which thread simulates which feeder changes nothing. Does not write files.
//!
//! [`Grid::new`] plans a grid; [`Grid::simulate_feeder`] makes the readings of one feeder.

mod business;
mod change;
mod climate;
mod customer;
mod feeder;
mod habits;
mod heating;
mod home;
mod maths;
mod meter;
mod place;
mod plan;
mod rig;
mod schedule;
mod series;
mod supply;
mod surroundings;
#[cfg(test)]
mod tests;
mod truth;

pub use feeder::{Readings, SimulatedMeter, Workshop};
pub use plan::{Grid, GridError, GridOptions};
pub use surroundings::GridSite;
pub use truth::{Truth, TruthKind};
