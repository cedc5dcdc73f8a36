//! Owns meters, feeders and their readings in memory: series on a regular grid of time, the local
//! calendar, and the kinds of what can be wrong. Does not read files, and does not judge.
//!
//! Energy is in Wh an interval, as `f32`; what is missing is NaN. An `f32` holds whole Wh exactly
//! up to 16.7 `MWh` an interval.

mod calendar;
mod facts;
mod grid;
mod kind;
mod resample;

pub use calendar::Calendar;
pub use facts::{MeterFacts, Tariff};
pub use grid::TimeGrid;
pub use kind::DetectionKind;
pub use resample::{interpolated, onto_grid};
