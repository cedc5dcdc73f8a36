//! Owns what makes a number trustworthy: status, interval, sources, and how they propagate
//! through arithmetic. Does not know regions, metrics or files.
//!
//! Main type: [`Observation`].

use crate::lang::Localized;
use std::sync::Arc;

/// How a figure came to be, after the SDMX code list for observation status
/// (<https://sdmx.org>, `CL_OBS_STATUS`), ordered from the strongest to the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A source states it.
    Published,
    /// Arithmetic on published figures.
    Derived,
    /// Counted by a detector in readings or detection files.
    Detected,
    /// A model or expert knowledge.
    Estimated,
    /// Drawn from a simulation.
    Simulated,
}

impl Status {
    /// All statuses, strongest first.
    pub const ALL: [Self; 5] =
        [Self::Published, Self::Derived, Self::Detected, Self::Estimated, Self::Simulated];

    /// Word in data files and in message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Derived => "derived",
            Self::Detected => "detected",
            Self::Estimated => "estimated",
            Self::Simulated => "simulated",
        }
    }

    /// The status whose word in data files is `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.id() == id)
    }

    /// The status of a result computed from parts: the weakest of them, and at least derived,
    /// because no source states the result itself.
    #[must_use]
    pub fn of_result(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().fold(Self::Derived, Ord::max)
    }
}

/// Bounds of a figure; an open side is unknown. Never reversed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    low: Option<f64>,
    high: Option<f64>,
}

impl Interval {
    /// Of a figure that is not exact, though no bound is known.
    pub const UNKNOWN: Self = Self { low: None, high: None };

    /// An interval, unless both sides are open, one is not a number, or they are reversed.
    #[must_use]
    pub fn new(low: Option<f64>, high: Option<f64>) -> Option<Self> {
        let proper = |side: Option<f64>| side.is_none_or(|v| !v.is_nan());
        let ordered = !matches!((low, high), (Some(l), Some(h)) if l > h);
        (proper(low) && proper(high) && ordered && (low.is_some() || high.is_some()))
            .then_some(Self { low, high })
    }

    /// Lower bound, if known.
    #[must_use]
    pub const fn low(self) -> Option<f64> {
        self.low
    }

    /// Upper bound, if known.
    #[must_use]
    pub const fn high(self) -> Option<f64> {
        self.high
    }

    /// Whether neither bound is known.
    #[must_use]
    pub const fn is_unknown(self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// The bounds that are known; [`Self::UNKNOWN`] where none is.
    fn around(low: f64, high: f64) -> Self {
        let known = |v: f64| v.is_finite().then_some(v);
        Self::new(known(low), known(high)).unwrap_or(Self::UNKNOWN)
    }
}

/// Where a figure was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Short id used in tables.
    pub id: Arc<str>,
    /// Title of the document.
    pub title: Localized,
    /// Who published it.
    pub publisher: Localized,
    /// Date of publication as ISO 8601, maybe only a year, maybe empty.
    pub date: String,
    /// Address, maybe empty.
    pub url: String,
    /// Licence of the data, maybe empty.
    pub licence: String,
    /// What else a reader should know.
    pub note: Localized,
}

/// A number with all it needs to be shown: value, bounds, status, sources.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The figure; `None` where only bounds are known.
    pub value: Option<f64>,
    /// Bounds, maybe [`Interval::UNKNOWN`]; `None` where the value is exact.
    pub interval: Option<Interval>,
    /// How it came to be.
    pub status: Status,
    /// Ids of its sources, in order of first use.
    pub sources: Vec<Arc<str>>,
    /// The arithmetic or the caution that belongs to it.
    pub note: Localized,
    /// Ids of the contradictions it takes part in.
    pub conflicts: Vec<Arc<str>>,
}

impl Observation {
    /// Whether it says anything: a value or at least one bound.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.value.is_some() || self.interval.is_some_and(|interval| !interval.is_unknown())
    }

    /// Lowest and highest possible value; an open or unknown side is infinite.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        match (self.interval, self.value) {
            (Some(interval), _) => {
                (interval.low.unwrap_or(f64::NEG_INFINITY), interval.high.unwrap_or(f64::INFINITY))
            }
            (None, Some(value)) => (value, value),
            (None, None) => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// `a + b + …`: the weakest status, bounds added. `None` for no parts.
    pub fn sum<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        parts
            .into_iter()
            .cloned()
            .reduce(|a, b| a.combine(&b, |x, y| x + y, |(al, ah), (bl, bh)| (al + bl, ah + bh)))
    }

    /// `self − other`.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.combine(other, |a, b| a - b, |(al, ah), (bl, bh)| (al - bh, ah - bl))
    }

    /// `self ÷ other × factor`, for a positive `other`. `None` where `other` may be zero or
    /// below: the ratio then has no bounds and no meaning.
    #[must_use]
    pub fn ratio(&self, other: &Self, factor: f64) -> Option<Self> {
        let (low, _) = other.bounds();
        if low <= 0.0 {
            return None;
        }
        Some(self.combine(
            other,
            |a, b| a * factor / b,
            |(al, ah), (bl, bh)| {
                let corners = [al / bl, al / bh, ah / bl, ah / bh].map(|ratio| {
                    // ∞/∞: both open; that corner bounds nothing.
                    if ratio.is_nan() { 0.0 } else { ratio * factor }
                });
                (
                    corners.iter().copied().fold(f64::INFINITY, f64::min),
                    corners.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                )
            },
        ))
    }

    /// `self × factor`, for a factor with bounds (the same twice where it is exact).
    #[must_use]
    pub fn times(&self, factor: f64, (factor_low, factor_high): (f64, f64)) -> Self {
        let exact = self.interval.is_none() && factor_low == factor_high;
        let (low, high) = self.bounds();
        let corners = [low * factor_low, low * factor_high, high * factor_low, high * factor_high];
        let interval = Interval::around(
            corners.iter().copied().fold(f64::INFINITY, f64::min),
            corners.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        );
        Self {
            value: self.value.map(|v| v * factor),
            interval: (!exact).then_some(interval),
            status: Status::of_result([self.status]),
            ..self.clone()
        }
    }

    /// `self` percent of `whole`, for shares and wholes that are not negative.
    #[must_use]
    pub fn percent_of(&self, whole: &Self) -> Self {
        let of = |percent: f64, whole: f64| percent * whole / 100.0;
        self.combine(whole, of, |(al, ah), (bl, bh)| (of(al.max(0.0), bl.max(0.0)), of(ah, bh)))
    }

    /// Change from `earlier` to `self` in percent.
    #[must_use]
    pub fn growth_percent(&self, earlier: &Self) -> Option<Self> {
        let ratio = self.ratio(earlier, 100.0)?;
        let shift = |v: Option<f64>| v.map(|v| v - 100.0);
        let interval = ratio.interval.map(|i| Interval { low: shift(i.low), high: shift(i.high) });
        Some(Self { value: shift(ratio.value), interval, ..ratio })
    }

    fn combine(
        &self,
        other: &Self,
        value: impl Fn(f64, f64) -> f64,
        bounds: impl Fn((f64, f64), (f64, f64)) -> (f64, f64),
    ) -> Self {
        let finite = |v: f64| v.is_finite().then_some(v);
        let exact = self.interval.is_none() && other.interval.is_none();
        let interval = if exact {
            None
        } else {
            let (low, high) = bounds(self.bounds(), other.bounds());
            Some(Interval::around(low, high))
        };
        Self {
            value: self.value.zip(other.value).map(|(a, b)| value(a, b)).and_then(finite),
            interval,
            status: Status::of_result([self.status, other.status]),
            sources: united(&self.sources, &other.sources),
            note: Localized::default(),
            conflicts: united(&self.conflicts, &other.conflicts),
        }
    }
}

/// The ids of both, each once, in order of first use.
fn united(a: &[Arc<str>], b: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut ids = a.to_vec();
    ids.extend(b.iter().filter(|id| !a.contains(id)).cloned());
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn observed(value: f64, low: f64, high: f64, status: Status) -> Observation {
        Observation {
            value: Some(value),
            interval: Interval::new(Some(low), Some(high)),
            status,
            sources: vec![Arc::from("a")],
            note: Localized::default(),
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn a_result_is_never_published_and_carries_the_weakest_status() {
        assert_eq!(Status::of_result([Status::Published, Status::Published]), Status::Derived);
        assert_eq!(Status::of_result([Status::Published, Status::Estimated]), Status::Estimated);
        assert_eq!(Status::of_result([Status::Simulated, Status::Detected]), Status::Simulated);
    }

    #[test]
    fn intervals_are_never_reversed_or_empty() {
        assert!(Interval::new(Some(2.0), Some(1.0)).is_none());
        assert!(Interval::new(None, None).is_none());
        assert!(Interval::new(Some(f64::NAN), None).is_none());
    }

    #[test]
    fn growth_2025_has_the_published_rounding() {
        let y2024 = observed(136_600.0, 136_550.0, 136_650.0, Status::Published);
        let y2025 = Observation { interval: None, ..observed(196_907.0, 0.0, 0.0, Status::Published) };
        let growth = y2025.growth_percent(&y2024).expect("positive base");
        assert!((growth.value.expect("value") - 44.15).abs() < 0.01);
        let (low, high) = growth.bounds();
        assert!(low < 44.15 && 44.15 < high && high - low < 0.2, "{low} {high}");
        assert_eq!(growth.status, Status::Derived);
    }

    #[test]
    fn a_ratio_to_what_may_be_zero_is_not_a_figure() {
        let a = observed(1.0, 0.5, 1.5, Status::Derived);
        assert!(a.ratio(&observed(0.5, 0.0, 1.0, Status::Derived), 1.0).is_none());
    }

    #[test]
    fn an_unknown_interval_never_becomes_exact() {
        let at_least = |value: f64, low: f64| Observation {
            interval: Interval::new(Some(low), None),
            ..observed(value, 0.0, 9.0, Status::Published)
        };
        let difference = at_least(10.0, 5.0).minus(&at_least(3.0, 1.0));
        assert_eq!((difference.value, difference.interval), (Some(7.0), Some(Interval::UNKNOWN)));
        let twice = difference.times(2.0, (2.0, 2.0));
        assert_eq!(twice.interval, Some(Interval::UNKNOWN));
    }

    #[test]
    fn bounds_alone_give_bounds_alone() {
        let farms = Observation { value: None, ..observed(0.0, 300.0, 400.0, Status::Published) };
        let people = observed(760_000.0, 759_500.0, 760_500.0, Status::Published);
        let rate = farms.ratio(&people, 1e5).expect("positive");
        assert_eq!(rate.value, None);
        let (low, high) = rate.bounds();
        assert!((low - 39.4477).abs() < 1e-3 && (high - 52.6662).abs() < 1e-3, "{low} {high}");
    }

    proptest! {
        #[test]
        fn the_true_result_stays_inside_the_interval(
            a in -1e3..1e3f64, wa in 0.0..50.0f64, b in 1.0..1e3f64, wb in 0.0..0.9f64,
            ta in 0.0..1.0f64, tb in 0.0..1.0f64,
        ) {
            let (al, ah, bl, bh) = (a - wa, a + wa, b - wb, b + wb);
            let (x, y) = (observed(a, al, ah, Status::Published), observed(b, bl, bh, Status::Published));
            let (ta, tb) = (al + ta * (ah - al), bl + tb * (bh - bl));
            let inside = |o: &Observation, truth: f64| {
                let (low, high) = o.bounds();
                low - 1e-6 <= truth && truth <= high + 1e-6
            };
            prop_assert!(inside(&x.minus(&y), ta - tb));
            prop_assert!(inside(&x.ratio(&y, 10.0).expect("b > 0"), ta / tb * 10.0));
            prop_assert!(inside(&Observation::sum([&x, &y]).expect("two"), ta + tb));
            prop_assert!(inside(&x.times(-3.0, (-3.5, -2.0)), ta * -3.0));
        }
    }
}
