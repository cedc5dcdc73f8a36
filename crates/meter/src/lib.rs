//! Owns meters, feeders and their readings in memory: series on a regular grid of time, the local
//! calendar, and the kinds of what can be wrong. Does not read files, and does not judge.
//!
//! Energy is in Wh an interval, as `f32`; what is missing is NaN. An `f32` holds whole Wh exactly
//! up to 16.7 `MWh` an interval.
//!
//! ```
//! use hashatlas_meter::{Calendar, TimeGrid};
//!
//! // Two days of half-hours from 2025-01-01 00:00 in Irkutsk, eight hours ahead of UTC.
//! let grid = TimeGrid { start_s: 1_735_660_800, step_s: 1800, len: 96 };
//! let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
//! assert_eq!(calendar.hour(3), 1.5);
//! assert_eq!(calendar.day(48), calendar.day(0) + 1);
//! ```

mod calendar;
mod facts;
mod grid;
mod kind;
mod resample;
mod transformer;

pub use calendar::Calendar;
pub use facts::{MeterFacts, Tariff};
pub use grid::TimeGrid;
pub use kind::DetectionKind;
pub use resample::{interpolated, onto_grid};
pub use transformer::TRANSFORMERS;
