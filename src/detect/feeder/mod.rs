//! Owns the judgement of feeders: the energy balance between what was supplied and what the meters
//! show, and what its residual says of taps and of meters that show less. Does not judge a meter
//! by its own readings.

mod judge;
mod measure;

pub use judge::{FeederFindings, judge_feeders};
pub use measure::{FeederMeasures, FeederScratch, measure_feeder};
