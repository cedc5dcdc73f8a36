//! Owns learning from files to a model: what is known to be true of meters and feeders
//! becomes a model, and scores of customers that the model has not seen. Does not grow trees or
//! measure readings itself.

mod fit;
mod inputs;
mod judged;
mod operating;
#[cfg(test)]
mod tests;

pub use fit::{LearnedPart, LeftOutPart};
pub use inputs::{LearningInput, Teaches, find_inputs, gathered_inputs};
pub use judged::{AtLevel, Evaluation, evaluations};
pub use operating::{Operated, operate};

use self::fit::Labelled;
use crate::{
    atlas::Atlas,
    detect::model::{Model, TrainingError, TrainingOptions},
    detecting::observe,
    io::{self, IoError, Problems, Score, Watch},
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
    /// No label names a meter that has readings.
    #[error("nothing to learn: no label is of a meter that was read (labels: {labels}, meters: {subjects})")]
    NoLabels {
        /// Labels read.
        labels: usize,
        /// Meters read.
        subjects: usize,
    },
    /// Labels say the same of all.
    #[error("nothing to learn: no kind of finding has labels for it and against it")]
    OneKind,
    /// Labels are too few.
    #[error(
        "nothing to learn: {} has {} positive among the labels of what was read, and needs {}",
        .0.name, .0.positives, .0.needed
    )]
    TooFew(LeftOutPart),
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
    /// Parts that were not learned for want of positives.
    pub left_out: Vec<LeftOutPart>,
    /// Scores of what is labelled, as `detect` would give them with a model of the other folds.
    pub out_of_fold: Option<Vec<Score>>,
}

/// Learns a model from inputs and their labels. Folds are those of the labels; without,
/// customers are dealt into five. `watch` is told how much has been read, and `problems` what was
/// wrong in it, also where nothing is learned.
///
/// # Errors
/// A table cannot be read, `watch` asked to stop, or there is nothing to learn.
pub fn learn(
    atlas: &Atlas,
    inputs: &[LearningInput],
    options: &LearningOptions,
    watch: Watch<'_>,
    problems: &mut Problems,
) -> Result<Learned, LearningError> {
    let mut labelled = Vec::with_capacity(inputs.len());
    for (number, input) in inputs.iter().enumerate() {
        let (labels, of_labels) = io::read_labels(&input.labels)?;
        problems.extend(of_labels);
        let share = |share: f32| watch((number as f32 + share) / inputs.len() as f32);
        let (observed, of_tables) = observe(atlas, &input.tables, &share)?;
        problems.extend(of_tables);
        labelled.push(Labelled { observed, labels, is_further: input.is_further, teaches: input.teaches });
    }
    fit::learn(&labelled, options)
}
