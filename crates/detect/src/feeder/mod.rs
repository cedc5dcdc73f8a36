//! Owns the judgement of feeders: the energy balance between what was supplied and what the meters
//! show, and what its residual says of taps and of meters that show less. Does not judge a meter
//! by its own readings.
//!
//! `balance` sets the clock and takes off the losses, `shape` looks at what is left over, `culprit`
//! asks each meter whether it explains it, `measure` puts that into numbers and `judge` into scores.

mod balance;
mod clock;
mod culprit;
mod customer;
mod export;
mod iron;
mod judge;
mod measure;
mod place;
mod shape;
#[cfg(test)]
mod tests;

pub use judge::{FeederFindings, judge_feeders};
pub use measure::{FeederMeasures, FeederScratch, measure_feeder};
