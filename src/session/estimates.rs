//! Owns estimates on their way through the session: computing them anew as the table that an
//! atlas holds, and how wide an interval may be before its figure is not shown. Does not solve
//! or write files.

use super::Session;
use crate::{
    atlas::{MetricId, Record},
    estimate::{EstimateError, Estimation, estimate},
    io,
    lang::Words,
    provenance::Status,
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

    /// How many of the figures shown are the atlas's estimates, or follow from them, and what they
    /// were spread by; nothing where none is.
    pub(super) fn estimates_note(
        &self,
        metric: MetricId,
        records: &[&Record],
        words: &Words,
    ) -> Option<String> {
        let atlas = self.atlas();
        let used = atlas.estimates().next()?;
        let is_estimated = |record: &&&Record| {
            record.observation.value.is_some() && record.observation.status == Status::Estimated
        };
        let count = records.iter().filter(is_estimated).count();
        if count == 0 || !self.rests_on(metric, atlas.estimated_metric()?) {
            return None;
        }
        let prior = atlas.estimation.priors.iter().find(|prior| prior.id == used.prior);
        let name = prior.map_or(&*used.prior, |prior| prior.name.get(words.lang()));
        let (count, all) = (count.to_string(), records.len().to_string());
        Some(words.with("estimates-note", &[("count", &count), ("all", &all), ("prior", name)]))
    }

    /// Whether figures of a metric may be points of estimates, or computed from them.
    pub(super) fn shows_points_of(&self, metric: MetricId) -> bool {
        let rests = |estimated| self.rests_on(metric, estimated);
        self.document().shows_estimates
            && self.has_estimates()
            && self.atlas().estimated_metric().is_some_and(rests)
    }

    /// Whether figures of a metric are those of `other` or computed from them.
    fn rests_on(&self, metric: MetricId, other: MetricId) -> bool {
        let mut operands = self.atlas().metric(metric).derivation.operands();
        metric == other || operands.any(|operand| self.rests_on(operand, other))
    }

    /// Whether the atlas has estimates that could be shown.
    #[must_use]
    pub fn has_estimates(&self) -> bool {
        self.atlas().estimates().next().is_some()
    }

    /// Shows an estimate as a number only where its upper bound is at most `factor` times the
    /// lower one, in place of the atlas's own factor; wider ones show as a range.
    pub fn limit_estimates(&mut self, factor: f64) {
        self.atlas_mut().estimation.not_known_factor = factor;
    }
}
