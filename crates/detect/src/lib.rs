//! Owns the judgement of readings: measures of meters and feeders, detectors, the learned model,
//! calibrated scores and the evidence behind them. Pure functions over slices: no file, clock or
//! thread. Does not know regions.

pub mod alarm;
mod class;
pub mod daily;
mod detector;
pub mod feeder;
mod finding;
mod measure;
pub mod model;
pub mod quality;
mod rows;
mod traits;
mod view;

pub use hashatlas_meter as meter;

pub use class::MeterClass;
pub use detector::{Detector, MeterFindings};
pub use finding::{Evidence, Finding};
pub use measure::{Course, Episode, Measure, MeterMeasures, PlainMeasures, PlainScratch, Scratch};
pub use rows::{MeterRows, Peers};
pub use traits::Trait;
pub use view::{FeederView, MeterView};
