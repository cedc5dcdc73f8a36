//! Owns counts that know the detector errs: what was confirmed, what a detector's known errors make of its
//! alarms, what growth is made of, and how many reviews are missing. Pure arithmetic.
//!
//! Every result lies in the bounds that hold without any statistics: no fewer than were confirmed, no more
//! than there are.

mod bands;
mod binomial;
mod errors;
mod growth;
pub mod stratified;

pub use bands::{BAND_COUNT, BANDS, band_of};
pub use binomial::{Trial, wilson};
pub use errors::{corrected_by_precision, lang_reiczigel, rogan_gladen};
pub use growth::{Growth, WatchedYear, growth};
pub use stratified::{Stratum, missing_reviews, stratified, stratified_with_errors};

/// 95 % of a normal distribution lie within so many standard deviations of its mean.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// A figure with the interval that holds the truth in 95 of 100 repetitions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

impl Estimate {
    /// The same in other units.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, low: self.low * factor, high: self.high * factor }
    }

    /// The same within bounds that are certain.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Self {
        // `clamp` panics where bounds are reversed.
        let within = |value: f64| value.min(most).max(least);
        Self { value: within(self.value), low: within(self.low), high: within(self.high) }
    }
}
