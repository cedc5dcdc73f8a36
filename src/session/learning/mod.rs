//! Owns learning on its way through the session: what is known to be true of meters and feeders
//! becomes a model, and scores of customers that the model has not seen. Does not grow trees or
//! measure readings itself.

mod fit;
mod judged;
mod observe;

pub use fit::LearnedPart;
pub use judged::{Evaluation, evaluations};
pub use observe::{LearningInput, find_inputs};

use super::Session;
use crate::{
    detect::model::{Model, TrainingError, TrainingOptions},
    io::{IoError, Problems, Score},
};

/// Why nothing was learned.
#[derive(Debug, thiserror::Error)]
pub enum LearningError {
    /// A table cannot be read.
    #[error(transparent)]
    Io(#[from] IoError),
    /// Rows do not fit each other.
    #[error(transparent)]
    Training(#[from] TrainingError),
    /// No label names a meter or feeder that has readings.
    #[error(
        "nothing to learn: none of the {labels} labels belongs to one of the {subjects} meters and feeders read"
    )]
    NoLabels {
        /// Labels read.
        labels: usize,
        /// Meters and feeders read.
        subjects: usize,
    },
    /// Labels say the same of all.
    #[error("nothing to learn: no kind of finding has labels for it and against it")]
    OneKind,
}

/// What to learn, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct LearningOptions {
    /// How trees are grown.
    pub training: TrainingOptions,
    /// Also score each labelled meter and feeder by a model that has seen no label of its fold.
    pub out_of_fold: bool,
}

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// The model, from all labels.
    pub model: Model,
    /// How many rows each of its parts has seen.
    pub parts: Vec<LearnedPart>,
    /// Scores of what is labelled, as `detect` would give them with a model of the other folds.
    pub out_of_fold: Option<Vec<Score>>,
}

impl Session {
    /// Learns a model from inputs and their labels. Folds are those of the labels; without,
    /// customers are dealt into five by the seed.
    ///
    /// # Errors
    /// A table cannot be read, or there is nothing to learn.
    pub fn learn(
        &self,
        inputs: &[LearningInput],
        options: &LearningOptions,
    ) -> Result<(Learned, Problems), LearningError> {
        let offset_s = |region: &str| self.utc_offset_s(region);
        let mut problems = Problems::default();
        let mut observed = Vec::with_capacity(inputs.len());
        for input in inputs {
            observed.push(observe::observe(input, &offset_s, &mut problems)?);
        }
        Ok((fit::learn(&observed, options)?, problems))
    }

    /// Local time minus UTC in a region.
    fn utc_offset_s(&self, region: &str) -> Option<i32> {
        let atlas = self.atlas();
        atlas.region(atlas.region_id(region)?).utc_offset_s
    }
}
