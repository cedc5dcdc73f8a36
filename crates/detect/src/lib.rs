//! Owns the judgement of readings: measures of meters and feeders, detectors, the learned model,
//! calibrated scores and the evidence behind them. Pure functions over slices: no file, clock or
//! thread. Does not know regions.
//!
//! Readings are slices of Wh, what is missing is NaN; see [`Detector`] for a run over meters and over a
//! feeder. What a reading says of its meter alone, without peers:
//!
//! ```
//! use hashatlas_detect::{Detector, MeterView, Scratch};
//! use hashatlas_detect::meter::{Calendar, MeterFacts, TimeGrid};
//!
//! // A week of half-hours, in which 3 kW run day and night.
//! let grid = TimeGrid { start_s: 1_735_660_800, step_s: 1800, len: 7 * 48 };
//! let wh: Vec<f32> = (0..grid.len).map(|slot| 1500.0 + (slot % 48) as f32).collect();
//! let view = MeterView {
//!     calendar: Calendar { grid, utc_offset_s: 8 * 3600 },
//!     wh: &wh,
//!     temp_c: None,
//!     facts: &MeterFacts::default(),
//! };
//! let measures = Detector::default().measure_meter(&view, &mut Scratch::default());
//! assert!((measures.get(hashatlas_detect::Measure::MeanKw) - 3.0).abs() < 0.1);
//! ```

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
pub use finding::{Evidence, Finding, PeerGroup};
pub use measure::{
    Course, Episode, Measure, MeterMeasures, PlainMeasures, PlainScratch, Presence, Scratch, TimerHeat,
};
pub use rows::{MeterRows, Peers, ReferenceGroup};
pub use traits::Trait;
pub use view::{FeederView, MeterView};
