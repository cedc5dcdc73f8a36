//! Owns estimates on their way through the session: computing them anew as the table that an
//! atlas holds, and how wide an interval may be before its figure is not shown. Does not solve
//! or write files.

use super::Session;
use crate::{
    estimate::{EstimateError, Estimation, estimate},
    io,
};

impl Session {
    /// The estimates of the open atlas, computed anew from its statements; with the prior of the
    /// id given, or the atlas's first.
    ///
    /// # Errors
    /// There is nothing to estimate, or the statements contradict each other.
    pub fn estimation(&self, prior: Option<&str>) -> Result<Estimation, EstimateError> {
        estimate(self.atlas(), prior)
    }

    /// Estimates as the CSV table that an atlas holds.
    #[must_use]
    pub fn estimates_csv(&self, estimation: &Estimation) -> String {
        io::estimates_csv(self.atlas(), estimation.metric, &estimation.estimates)
    }

    /// Shows an estimate as a number only where its upper bound is at most `factor` times the
    /// lower one, in place of the atlas's own factor; wider ones show as a range.
    pub fn limit_estimates(&mut self, factor: f64) {
        self.atlas.estimation.not_known_factor = factor;
    }
}
