//! Owns the judgement of readings: measures of meters and feeders, detectors, the learned model,
//! calibrated scores and the evidence behind them. Pure functions over slices: no file, clock or
//! thread. Does not know regions.

pub mod feeder;
pub mod model;

mod finding;
mod view;

pub use finding::{Evidence, Finding};
pub use view::{FeederView, MeterView};
