//! Owns metrics: what is measured, in which unit, how it is shown, and how it follows from
//! other metrics. Does not hold figures.

use crate::{lang::Localized, provenance::Status, units::Unit};
use std::sync::Arc;

/// Number of a metric in its atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricId(pub u32);

/// How values of a metric are ordered and coloured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MetricKind {
    /// From little to much.
    Sequential,
    /// To both sides of a meaningful centre.
    Diverging {
        /// The centre.
        centre: f64,
    },
    /// Named categories without a number.
    Categorical,
}

/// Which period answers for a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeRule {
    /// That very year or none.
    Yearly,
    /// The latest period that ends by that year, else the earliest after it; its period is
    /// shown beside the figure.
    Vintage,
}

/// How figures of a metric follow from other figures of the same region. A stored figure goes
/// before a computed one of the same period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Derivation {
    /// Figures are stored only.
    Stored,
    /// a ÷ b × factor.
    Ratio {
        /// Dividend.
        a: MetricId,
        /// Divisor.
        b: MetricId,
        /// Exact factor.
        factor: f64,
    },
    /// a − b.
    Difference {
        /// What is diminished.
        a: MetricId,
        /// What is taken away.
        b: MetricId,
        /// Whether a and b may be of different periods: those that answer for a year.
        is_across_periods: bool,
    },
    /// a × factor.
    Product {
        /// The metric multiplied.
        a: MetricId,
        /// Factor.
        factor: f64,
        /// Its bounds; the same twice where it is exact.
        factor_bounds: (f64, f64),
        /// How the factor came to be.
        factor_status: Status,
    },
    /// Change of a against the year before, in percent.
    Growth {
        /// The metric that grows.
        a: MetricId,
    },
    /// Category from the atlas's bans.
    Ban,
}

impl Derivation {
    /// The metrics that it is computed from.
    pub fn operands(self) -> impl Iterator<Item = MetricId> {
        let (a, b) = match self {
            Self::Stored | Self::Ban => (None, None),
            Self::Ratio { a, b, .. } | Self::Difference { a, b, .. } => (Some(a), Some(b)),
            Self::Product { a, .. } | Self::Growth { a } => (Some(a), None),
        };
        a.into_iter().chain(b)
    }
}

/// A metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Short id, as on the command line.
    pub id: String,
    /// Name for titles.
    pub name: Localized,
    /// Unit of its values.
    pub unit: Unit,
    /// Order and colouring.
    pub kind: MetricKind,
    /// Decimals shown.
    pub decimals: usize,
    /// Which period answers for a year.
    pub time: TimeRule,
    /// How it is computed.
    pub derivation: Derivation,
    /// Palette used unless another is chosen.
    pub palette: String,
    /// What exactly is counted.
    pub description: Localized,
    /// Ids of the sources of a factor or of the definition, which all computed figures cite.
    pub sources: Vec<Arc<str>>,
}

impl Metric {
    /// In place of decimals, where an atlas leaves them to the values.
    pub const DECIMALS_OF_VALUES: usize = usize::MAX;

    /// The middle of its values, if it has one.
    #[must_use]
    pub const fn centre(&self) -> Option<f64> {
        match self.kind {
            MetricKind::Diverging { centre } => Some(centre),
            _ => None,
        }
    }
}

/// Metrics that belong together: energy, rates, people ….
#[derive(Clone, Debug, PartialEq)]
pub struct MetricGroup {
    /// Its name.
    pub name: Localized,
    /// Its metrics, in order.
    pub metrics: Vec<MetricId>,
}
