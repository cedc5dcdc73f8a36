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
mod explaining;
mod scoring;
mod training;

#[cfg(test)]
mod tests;

pub use ensemble::{Ensemble, ModelError, ModelNumber};
pub use explaining::{Contribution, Explainer};
pub use training::{Trained, TrainingError, TrainingOptions, TrainingSet, train};

use super::ReferenceGroup;
use serde::{Deserialize, Serialize};

/// One ensemble for each question about a meter; `None` where none was trained, and a rule has to
/// do. Feeders are judged by their balance (`detect::feeder`). The default is the one that ships.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Is there a load like mining behind this meter? Rows are measures of a meter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abnormal_load: Option<Ensemble>,
    /// The same, learned from rigs of programmes that are known: it speaks where it is surer of an alarm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_load: Option<Ensemble>,
    /// The question where readings are daily, and most of those measures are missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_load: Option<Ensemble>,
    /// Was this meter made to show less? Rows are measures of a meter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meter_tampering: Option<Ensemble>,
    /// The same where only days are known. Rows are daily profiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_tampering: Option<Ensemble>,
    /// What is usual among the customers learned from, for meters that are read with too few others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reference: Vec<ReferenceGroup>,
}

/// The model that ships; what it was trained on and under which licences is in the notice beside.
const SHIPPED: &str = include_str!("../../../../assets/model/detection.json");

impl Default for Model {
    fn default() -> Self {
        // A test reads it, so that what ships is never malformed.
        Self::from_json(SHIPPED).unwrap_or(Self::UNTRAINED)
    }
}

impl Model {
    /// A model that knows nothing.
    pub const UNTRAINED: Self = Self {
        abnormal_load: None,
        known_load: None,
        daily_load: None,
        meter_tampering: None,
        daily_tampering: None,
        reference: Vec::new(),
    };

    /// Reads a model as [`Self::to_json`] writes it. Before it judges it has to pass
    /// [`Detector::new`](crate::Detector::new).
    ///
    /// # Errors
    /// It is not such a model; the message has line, column and what was expected.
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        serde_json::from_str(text).map_err(|error| ModelError::Json(error.to_string()))
    }

    /// The model as text, the same for the same model.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Names, numbers and lists always serialize.
        serde_json::to_string(self).unwrap_or_default()
    }
}
