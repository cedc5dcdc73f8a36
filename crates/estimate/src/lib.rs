//! Owns estimates of counts from published statements: for every region and year the smallest and
//! largest count that the statements allow, one reasoned point between them, and how far it
//! depends on each assumption. Does not read or write files, nor decide what is shown.
//!
//! Linear rows are taken as they are. Places are relaxed for the bounds: only the orders that
//! follow for sure count there (see [`places`]); the point has its places exactly as stated.
//!
//! Main function: [`estimate`].
//!
//! ```
//! use hashatlas_atlas::Atlas;
//! use hashatlas_estimate::{EstimateError, estimate};
//!
//! // An atlas without anything to estimate says so.
//! assert!(matches!(estimate(&Atlas::default(), None), Err(EstimateError::Nothing { .. })));
//! ```

mod assumed;
mod bounds;
mod consistency;
mod figures;
mod model;
mod note;
mod places;
mod point;
mod prior;
mod rounding;
mod sides;
mod solver;
mod system;
#[cfg(test)]
mod tests;

use hashatlas_atlas as atlas;
use hashatlas_base::{lang, provenance};

pub use consistency::{Consistency, consistency};
pub use figures::text_of;
pub use sides::Contradiction;
pub use solver::SolverError;

use crate::{
    atlas::{Atlas, Constraint, Estimate, MetricId, Prior, Shift},
    lang::Localized,
};
use assumed::{Assumed, Points};
use bounds::Range;
use model::Model;
use note::{Notes, Spread, Told};
use rayon::prelude::*;
use sides::Sided;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What came out.
#[derive(Clone, Debug)]
pub struct Estimation {
    /// The metric estimated.
    pub metric: MetricId,
    /// An estimate for every undisputed region and every year in which the country's count is
    /// known; by year, then by code.
    pub estimates: Vec<Estimate>,
    /// Statements that cannot hold together, and that others were therefore taken by turns.
    pub contradictions: Vec<Contradiction>,
}

/// Why there is no estimate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EstimateError {
    /// The prior asked for is not in the atlas.
    #[error("no prior {found:?}; there are {known}")]
    UnknownPrior {
        /// What was asked for.
        found: String,
        /// Ids of those that there are.
        known: String,
    },
    /// The atlas has no metric to estimate, or no year in which the country's count is known.
    #[error("nothing to estimate: the atlas has {missing}")]
    Nothing {
        /// What is missing.
        missing: &'static str,
    },
    /// Statements contradict each other, and the atlas names no alternatives.
    #[error("{0}; none of them is marked as an alternative")]
    Contradictory(Contradiction),
    /// The sides of the contradictions can be taken in too many ways.
    #[error("the sides of contradictions can be taken in more than {most} ways")]
    TooManySides {
        /// How many ways are tried.
        most: usize,
    },
    /// No whole counts were found that meet all statements of a year.
    #[error("no counts were found for {year} that meet all statements and places")]
    NoPoint {
        /// The year.
        year: i32,
    },
    /// The solver gave up.
    #[error(transparent)]
    Solver(#[from] SolverError),
}

/// Estimates the counts of all regions from the atlas's statements, closest to a prior of the
/// atlas: the one with the id given, or its first. The same for any order of its rows. Published
/// and derived figures of the metric bind as statements do, unless the atlas declares that they
/// take part in a contradiction.
///
/// Costs two linear programs for each region, year and side of a contradiction, and a convex one
/// for each year and assumption.
///
/// # Errors
/// See [`EstimateError`].
pub fn estimate(atlas: &Atlas, prior: Option<&str>) -> Result<Estimation, EstimateError> {
    let missing = |missing| EstimateError::Nothing { missing };
    let metric = atlas.estimated_metric().ok_or(missing("no metric to estimate"))?;
    let figures = figures::figures(atlas, metric);
    let model = Model::of(atlas, metric, &figures)?;
    if model.totals.is_empty() {
        return Err(missing("no count of the country for any year"));
    }
    let priors = priors(atlas);
    let prior = chosen(&priors, prior)?;
    let sided = Sided::of(&model)?;
    let ranges = ranges(&model, &sided)?;
    let base = Assumed { prior, taken: sided.followed.clone(), left_out: Vec::new() };
    let points = base.points(&model, Some(&ranges))?.map_err(|year| EstimateError::NoPoint { year })?;
    let others: Vec<(_, Points)> = assumed::others(&model, &priors, &base, &sided)
        .into_par_iter()
        .map(|(assumption, assumed)| Ok((assumption, assumed.points(&model, None)?)))
        // An assumption under which there is no point moves nothing that could be shown.
        .filter_map(|result: Result<_, SolverError>| match result {
            Ok((assumption, Ok(points))) => Some(Ok((assumption, points))),
            Ok((_, Err(_))) => None,
            Err(error) => Some(Err(error)),
        })
        .collect::<Result<_, _>>()?;
    let notes = Notes::new();
    let neighbours: BTreeMap<i32, Option<i32>> = model.years_outwards().into_iter().collect();
    let mut estimates = Vec::new();
    for (&year, point) in &points {
        for (number, &region) in model.regions.iter().enumerate() {
            let range = &ranges[&year][number];
            let spread = if model.is_known(year, number, point.counts[number]) {
                Spread::Known
            } else {
                neighbours[&year].map_or(Spread::Prior(prior), Spread::Year)
            };
            let moving = &point.statements[number];
            let bounding = range.statements();
            let told = Told { low: range.low, bounding: &bounding, moving, spread };
            let cited: Vec<&Constraint> = bounding.union(moving).map(|&at| model.statements[at]).collect();
            let shifts = others.iter().map(|(assumption, points)| Shift {
                assumption: Clone::clone(assumption),
                count: points[&year].counts[number],
            });
            let count = point.counts[number];
            estimates.push(Estimate {
                region,
                year,
                count,
                low: range.low,
                high: range.high,
                prior: Arc::clone(&prior.id),
                statements: cited.iter().map(|statement| Arc::clone(&statement.id)).collect(),
                sources: each_once(cited.iter().flat_map(|statement| &statement.sources)),
                conflicts: each_once(cited.iter().flat_map(|statement| &statement.conflicts)),
                note: notes.bounds(&model, &told),
                point_note: notes.point(&model, &told),
                shifts: shifts.filter(|shift| shift.count != count).collect(),
            });
        }
    }
    Ok(Estimation { metric, estimates, contradictions: sided.contradictions })
}

/// The atlas's priors, or the one that needs no data.
fn priors(atlas: &Atlas) -> Vec<Prior> {
    if !atlas.estimation.priors.is_empty() {
        return atlas.estimation.priors.clone();
    }
    let equal =
        Prior { id: Arc::from("equal"), name: Localized::default(), times: Vec::new(), over: Vec::new() };
    vec![equal]
}

fn chosen<'a>(priors: &'a [Prior], wanted: Option<&str>) -> Result<&'a Prior, EstimateError> {
    let Some(wanted) = wanted else { return Ok(&priors[0]) };
    priors.iter().find(|prior| &*prior.id == wanted).ok_or_else(|| {
        let known: Vec<&str> = priors.iter().map(|prior| &*prior.id).collect();
        EstimateError::UnknownPrior { found: wanted.to_owned(), known: known.join(", ") }
    })
}

/// Ranges of all regions by year: what any of the sides allows.
fn ranges(model: &Model<'_>, sided: &Sided) -> Result<BTreeMap<i32, Vec<Range>>, EstimateError> {
    let mut by_year = BTreeMap::new();
    for (years, systems) in &sided.systems {
        let mut all: Option<Vec<Range>> = None;
        for system in systems {
            let Some(ranges) = bounds::ranges(system)? else { continue };
            all = Some(match all {
                None => ranges,
                Some(before) => before.into_iter().zip(ranges).map(|(a, b)| a.or(b)).collect(),
            });
        }
        let all = all.ok_or(EstimateError::NoPoint { year: years[0] })?;
        for (year, ranges) in years.iter().zip(all.chunks(model.regions.len())) {
            by_year.insert(*year, ranges.to_vec());
        }
    }
    Ok(by_year)
}

/// Ids sorted, each once.
fn each_once<'a>(ids: impl Iterator<Item = &'a Arc<str>>) -> Vec<Arc<str>> {
    ids.cloned().collect::<BTreeSet<_>>().into_iter().collect()
}
