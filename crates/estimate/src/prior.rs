//! Owns the first guess: weights of regions as a product of the atlas's own metrics. Does not
//! decide which prior is used.

use super::model::Model;
use crate::atlas::{MetricId, Prior, RegionId};

/// Weights of the model's regions for a year, all positive. A region without a figure gets the
/// median of the others.
pub(super) fn weights(model: &Model<'_>, prior: &Prior, year: i32) -> Vec<f64> {
    let factors = prior.times.iter().map(|&metric| factor(model, metric, year));
    let divisors = prior.over.iter().map(|&metric| factor(model, metric, year));
    let mut weights = vec![1.0; model.regions.len()];
    for factor in factors {
        weights.iter_mut().zip(factor).for_each(|(weight, value)| *weight *= value);
    }
    for divisor in divisors {
        weights.iter_mut().zip(divisor).for_each(|(weight, value)| *weight /= value);
    }
    weights
}

fn factor(model: &Model<'_>, metric: MetricId, year: i32) -> Vec<f64> {
    let figure = |&region: &RegionId| {
        let value = model.atlas.record(region, metric, year)?.observation.value?;
        (value > 0.0).then_some(value)
    };
    let figures: Vec<Option<f64>> = model.regions.iter().map(figure).collect();
    let mut known: Vec<f64> = figures.iter().copied().flatten().collect();
    known.sort_by(f64::total_cmp);
    let median = known.get(known.len() / 2).copied().unwrap_or(1.0);
    figures.into_iter().map(|figure| figure.unwrap_or(median)).collect()
}
