//! Owns the learned model: gradient boosting of symmetric trees, its calibration, what each
//! measure adds to a score, and the model that ships. Does not compute measures or read files.
//!
//! Boosting is our own because the crates at hand start threads, ask the machine how much memory
//! it has, or are no longer kept; and symmetric trees score several times faster. It is
//! deterministic: one thread, sums in a fixed order, random choices from a seed.

mod bins;
mod boosting;
mod calibration;
mod ensemble;
mod random;
mod training;

#[cfg(test)]
mod tests;

pub use ensemble::{Contribution, Ensemble, ModelError};
pub use training::{TrainingError, TrainingOptions, TrainingSet, train};

use serde::{Deserialize, Serialize};

/// One ensemble for each question; `None` where none was trained, and a rule has to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Is there a load like mining behind this meter? Rows are measures of a meter.
    #[serde(default)]
    pub abnormal_load: Option<Ensemble>,
    /// Was this meter made to show less? Rows are measures of a meter.
    #[serde(default)]
    pub meter_tampering: Option<Ensemble>,
    /// Is energy taken past all meters of this feeder? Rows are measures of a feeder.
    #[serde(default)]
    pub unauthorised_connection: Option<Ensemble>,
    /// Was some meter of this feeder made to show less? Rows are measures of a feeder.
    #[serde(default)]
    pub feeder_tampering: Option<Ensemble>,
    /// Is this meter the one behind its feeder's loss? Rows are measures of a meter on a feeder.
    #[serde(default)]
    pub culprit: Option<Ensemble>,
}
