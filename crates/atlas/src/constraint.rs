//! Owns what was published of counts without being one count: shares, bounds, orders and ranks,
//! each a relation over regions in a year. Does not solve them (see `estimate`).

use super::region::RegionId;
use crate::lang::Localized;
use std::sync::Arc;

/// A published fact that narrows the counts of regions.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// Id in the data.
    pub id: Arc<str>,
    /// Year whose counts it speaks of.
    pub year: i32,
    /// What must hold.
    pub relation: Relation,
    /// One side of a contradiction; `None` where it holds whatever side is taken.
    pub alternative: Option<Alternative>,
    /// Ids of its sources.
    pub sources: Vec<Arc<str>>,
    /// Ids of the contradictions it takes part in.
    pub conflicts: Vec<Arc<str>>,
    /// What it says, as a sentence.
    pub text: Localized,
}

/// What must hold between counts. Regions are undisputed regions of the map; an area is the sum
/// of its regions.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// low ≤ area ≤ high.
    Sum {
        /// Regions added up.
        area: Vec<RegionId>,
        /// Lower bound; zero where none is stated.
        low: f64,
        /// Upper bound; infinite where none is stated.
        high: f64,
    },
    /// low × of ≤ area ≤ high × of.
    Ratio {
        /// Regions added up.
        area: Vec<RegionId>,
        /// What they are measured by.
        of: Vec<RegionId>,
        /// Lower bound of the ratio.
        low: f64,
        /// Upper bound of the ratio; infinite where none is stated.
        high: f64,
    },
    /// low × area of the year before ≤ area ≤ high × area of the year before.
    Growth {
        /// Regions added up.
        area: Vec<RegionId>,
        /// Lower bound of the factor.
        low: f64,
        /// Upper bound of the factor; infinite where none is stated.
        high: f64,
    },
    /// Each area has more than the next.
    Order {
        /// Areas, the largest first.
        areas: Vec<Vec<RegionId>>,
    },
    /// Each of the regions has a place from `best` to `worst` among `among`; the first place is
    /// that of the most.
    Rank {
        /// Regions of which it is said.
        regions: Vec<RegionId>,
        /// Regions that are ranked.
        among: Vec<RegionId>,
        /// Best place.
        best: usize,
        /// Worst place.
        worst: usize,
    },
}

/// One side of a contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Id of the contradiction.
    pub conflict: Arc<str>,
    /// Which side: `a` or `b`, as the claims of the contradiction.
    pub side: Arc<str>,
    /// Whether the estimate itself follows this side; the other ones widen its interval.
    pub is_followed: bool,
}
