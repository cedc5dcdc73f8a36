//! Owns estimates of counts where none was published: the point, its bounds, the statements that
//! made it and how far it moves under other assumptions. Does not compute them (see `estimate`).

use super::{metric::MetricId, model::Record, period::Period, region::RegionId};
use crate::{
    lang::Localized,
    provenance::{Interval, Observation, Status},
};
use std::{collections::BTreeMap, sync::Arc};

/// What is estimated, from which priors, and when an interval is too wide to say anything.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateSettings {
    /// The metric; the atlas's default one if none is named.
    pub metric: Option<MetricId>,
    /// Percent of the count of a region that is in a municipality, from which the count there follows.
    pub share_of_region: Option<MetricId>,
    /// Priors, the one to use first.
    pub priors: Vec<Prior>,
    /// An estimate is shown as a number only if the upper bound is at most this many times the
    /// lower one; a lower bound of zero counts as one.
    pub not_known_factor: f64,
    /// Whether points are told at all; else only what the statements leave open.
    pub shows_points: bool,
}

impl Default for EstimateSettings {
    fn default() -> Self {
        Self {
            metric: None,
            share_of_region: None,
            priors: Vec::new(),
            not_known_factor: f64::INFINITY,
            shows_points: false,
        }
    }
}

impl EstimateSettings {
    /// How wide a range may be whose point is told; `None` where no point is.
    #[must_use]
    pub fn point_factor(&self) -> Option<f64> {
        self.shows_points.then_some(self.not_known_factor)
    }
}

/// A first guess of how a count is spread over regions: proportional to a product of metrics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prior {
    /// Short id, as on the command line.
    pub id: Arc<str>,
    /// Name for notes.
    pub name: Localized,
    /// Metrics multiplied.
    pub times: Vec<MetricId>,
    /// Metrics divided by.
    pub over: Vec<MetricId>,
}

/// What is estimated of a region in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// The region.
    pub region: RegionId,
    /// The year.
    pub year: i32,
    /// The point: within its bounds, and the points of all regions add up to the country's count.
    pub count: u64,
    /// Smallest count that the statements allow.
    pub low: u64,
    /// Largest count that the statements allow.
    pub high: u64,
    /// Id of the prior.
    pub prior: Arc<str>,
    /// Ids of the constraints that made the bounds or moved the point.
    pub statements: Vec<Arc<str>>,
    /// Ids of their sources.
    pub sources: Vec<Arc<str>>,
    /// Ids of the contradictions among them.
    pub conflicts: Vec<Arc<str>>,
    /// The statements that made the bounds, in words.
    pub note: Localized,
    /// How the point was found, in words; said only where the point is told.
    pub point_note: Localized,
    /// The point under other assumptions, where it is another one.
    pub shifts: Vec<Shift>,
}

/// The point under another assumption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// What is assumed.
    pub assumption: Assumption,
    /// The point then.
    pub count: u64,
}

/// What may be assumed in place of what the estimate assumes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// Another prior, by its id.
    Prior(Arc<str>),
    /// All but what these sources alone say, which are always cited together.
    Without(Vec<Arc<str>>),
    /// The other side of a contradiction.
    Side {
        /// Id of the contradiction.
        conflict: Arc<str>,
        /// The side taken.
        side: Arc<str>,
    },
}

impl Estimate {
    /// How many times the upper bound is the lower one; a lower bound of zero counts as one,
    /// because a count that is not zero is at least one.
    #[must_use]
    pub fn width_factor(&self) -> f64 {
        self.high as f64 / self.low.max(1) as f64
    }

    /// The estimate as a figure. Its bounds follow from the statements; its point is told only if
    /// they are not wider than `point_factor`.
    #[must_use]
    pub fn observation(&self, point_factor: Option<f64>) -> Observation {
        let is_certain = self.low == self.high;
        let is_told = !is_certain && point_factor.is_some_and(|factor| self.width_factor() <= factor);
        let note = if is_told || is_certain {
            let both = |of: fn(&Localized) -> &String| {
                let parts = [of(&self.note), of(&self.point_note)].map(String::as_str);
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
            };
            Localized { en: both(|text| &text.en), ru: both(|text| &text.ru) }
        } else {
            self.note.clone()
        };
        Observation {
            value: (is_told || is_certain).then_some(self.count as f64),
            interval: Interval::new(Some(self.low as f64), Some(self.high as f64)).filter(|_| !is_certain),
            status: if is_told { Status::Estimated } else { Status::Derived },
            sources: self.sources.clone(),
            note,
            conflicts: self.conflicts.clone(),
        }
    }
}

/// What the ids of figures begin with among those of statements.
const FIGURE: &str = "figure:";

/// Id of what the figure of a region and year states, among the ids of statements.
#[must_use]
pub fn figure_id(code: &str, year: i32) -> Arc<str> {
    format!("{FIGURE}{code}:{year}").into()
}

/// The code of the region and the year that such an id names; `None` for other statements.
#[must_use]
pub fn figure_named(id: &str) -> Option<(&str, i32)> {
    let (code, year) = id.strip_prefix(FIGURE)?.rsplit_once(':')?;
    Some((code, year.parse().ok()?))
}

/// All estimates of an atlas.
#[derive(Clone, Debug, Default)]
pub(super) struct Estimates(BTreeMap<(RegionId, i32), Estimate>);

impl Estimates {
    /// Adds an estimate; false if the region has one for the year.
    pub(super) fn add(&mut self, estimate: Estimate) -> bool {
        let key = (estimate.region, estimate.year);
        if self.0.contains_key(&key) {
            return false;
        }
        self.0.insert(key, estimate);
        true
    }

    pub(super) fn get(&self, region: RegionId, year: i32) -> Option<&Estimate> {
        self.0.get(&(region, year))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Estimate> {
        self.0.values()
    }

    /// Estimates of a region as records of the periods wanted, by year, but of those years for
    /// which a figure with a value is stored.
    pub(super) fn records<'a>(
        &'a self,
        region: RegionId,
        point_factor: Option<f64>,
        stored: &'a [Record],
        is_wanted: impl Fn(Period) -> bool + 'a,
    ) -> impl Iterator<Item = Record> + 'a {
        let has_value = |period: Period| {
            stored.iter().any(|record| record.period == period && record.observation.value.is_some())
        };
        let of_region = self.0.range((region, i32::MIN)..=(region, i32::MAX)).map(|(_, estimate)| estimate);
        of_region.filter_map(move |estimate| {
            let period = Period::year(estimate.year);
            let is_told = is_wanted(period) && !has_value(period);
            is_told.then(|| Record { period, observation: estimate.observation(point_factor) })
        })
    }
}
