//! Owns the one rule of certainty: from a figure and its interval to how it is coloured, labelled,
//! ranked and rounded, on screen and in print. Does not word or draw.
//!
//! Main type: [`Certainty`].

use crate::{
    figure::Fill,
    lang::Lang,
    provenance::{Interval, Observation, Status},
    stats::Classes,
    units,
};

/// Bounds so near that they read as one value: the upper one is at most so many times the lower.
const NEAR: f64 = 2.0;

/// What can be said of a figure for sure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Certainty {
    /// It is known: its value, or the class that holds all of its interval.
    Known,
    /// It is at least so much.
    AtLeast(f64),
    /// It is at most so much, below the centre of its metric.
    AtMost(f64),
    /// A point of an estimate, shown because it was asked for.
    Point,
    /// Its bounds say nothing of its size.
    Open,
}

impl Certainty {
    /// What is certain of a figure, without regard to classes. `centre` is that of a metric with a
    /// middle.
    #[must_use]
    pub fn of(observation: &Observation, centre: Option<f64>) -> Self {
        let (low, high) = observation.bounds();
        let is_unbounded = observation.interval.is_some_and(Interval::is_unknown);
        if observation.value.is_some() && (is_unbounded || low == high) || are_near(low, high) {
            return Self::Known;
        }
        if let Some(value) = observation.value {
            // A published figure stands, how far it may be off is told beside it.
            return match observation.status {
                Status::Estimated if !says(low, high) => Self::Point,
                _ if value.is_finite() => Self::Known,
                _ => Self::Open,
            };
        }
        let centre_at = centre.unwrap_or(0.0);
        if low > centre_at && (centre.is_some() || says(low, high)) {
            Self::AtLeast(low)
        } else if high < centre_at || centre.is_some() && high == centre_at {
            Self::AtMost(high)
        } else {
            Self::Open
        }
    }

    /// The fill of a figure, and whether its interval reaches into other classes.
    #[must_use]
    pub fn fill(observation: &Observation, classes: &Classes, centre: Option<f64>) -> (Fill, bool) {
        let (low, high) = observation.bounds();
        if let Some(class) = classes.class_of_interval(low, high) {
            return (Fill::Class(class), false);
        }
        if classes.is_empty() {
            return (Fill::BoundsOnly, false);
        }
        let is_unbounded = observation.interval.is_some_and(Interval::is_unknown);
        match (Self::of(observation, centre), observation.value) {
            (Self::Known | Self::Point, Some(value)) => (Fill::Class(classes.class_of(value)), !is_unbounded),
            (Self::AtLeast(low), _) => (Fill::Class(classes.class_of(low)), true),
            // An upper bound belongs to the class below a break that it lies on.
            (Self::AtMost(high), _) => (Fill::Class(classes.class_of(high.next_down())), true),
            // Near bounds without a value: what is certain is the lower one.
            (Self::Known, None) if low.is_finite() => (Fill::Class(classes.class_of(low)), true),
            _ => (Fill::BoundsOnly, false),
        }
    }

    /// Whether the figure says something of its size.
    #[must_use]
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Open)
    }
}

/// Whether bounds of one sign are so near to each other that they read as one value.
fn are_near(low: f64, high: f64) -> bool {
    let (least, most) = if low > 0.0 { (low, high) } else { (-high, -low) };
    least > 0.0 && most.is_finite() && most <= NEAR * least
}

/// Whether only the upper bound of an interval says something.
#[must_use]
pub(super) fn says_only_high(observation: &Observation) -> bool {
    let (low, high) = observation.bounds();
    low >= 0.0 && !says(low, high) && high.is_finite()
}

/// Whether a lower bound says something beside its upper one: it is at least as large as the unit
/// to which the interval would let a value be rounded.
fn says(low: f64, high: f64) -> bool {
    low > 0.0 && (!high.is_finite() || low >= carried_unit(low, high))
}

/// The power of ten to which an interval lets a value between its bounds be rounded: it moves the
/// value by no more than about a tenth of the interval.
fn carried_unit(low: f64, high: f64) -> f64 {
    const PART: f64 = 10.0;
    let part = (high - low) / PART;
    if part > 0.0 && part.is_finite() { 10_f64.powf(part.log10().floor()) } else { 0.0 }
}

/// An estimated value as its interval carries it: rounded, or nothing where the interval begins
/// so near to zero that only its upper end says something, or where the value is an end of the
/// interval and would look like a count. Other figures stay as they are.
#[must_use]
pub(super) fn carried(observation: &Observation) -> Option<f64> {
    let value = observation.value?;
    let (low, high) = observation.bounds();
    if observation.status != Status::Estimated || !low.is_finite() || !high.is_finite() {
        return Some(value);
    }
    let is_end = value == low || value == high;
    if low < high && (is_end || low >= 0.0 && !says(low, high)) {
        return None;
    }
    let unit = carried_unit(low, high);
    // Powers below one are written as divisions, which are exact where products are not.
    let rounded = if unit >= 1.0 {
        (value / unit).round() * unit
    } else if unit > 0.0 {
        let parts = (1.0 / unit).round();
        (value * parts).round() / parts
    } else {
        value
    };
    Some(rounded.clamp(low, high))
}

/// The value as its interval carries it, in words; none where nothing is carried. `decimals` are those of
/// its metric.
#[must_use]
pub fn carried_text(observation: &Observation, decimals: usize, lang: Lang) -> Option<String> {
    let value = carried(observation)?;
    Some(units::number(value, carried_decimals(observation, decimals), lang))
}

/// How many of a metric's decimals a figure carries: an estimate rounded to tens or ones has none.
#[must_use]
pub(super) fn carried_decimals(observation: &Observation, decimals: usize) -> usize {
    let (low, high) = observation.bounds();
    let unit = carried_unit(low, high);
    if observation.status != Status::Estimated || unit <= 0.0 || unit >= 1.0 && decimals == 0 {
        return decimals;
    }
    let places = (-unit.log10().round()).max(0.0);
    decimals.min(places as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Localized, stats::Method};

    fn observed(value: Option<f64>, low: f64, high: f64, status: Status) -> Observation {
        Observation {
            value,
            interval: Interval::new(Some(low), Some(high)),
            status,
            sources: Vec::new(),
            note: Localized::default(),
            conflicts: Vec::new(),
        }
    }

    fn range(low: f64, high: f64) -> Observation {
        observed(None, low, high, Status::Derived)
    }

    #[test]
    fn ranges_say_what_is_certain_of_them() {
        let of = |low: f64, high: f64| Certainty::of(&range(low, high), None);
        assert_eq!(of(300.0, 400.0), Certainty::Known);
        assert_eq!(of(6032.0, 18_395.0), Certainty::AtLeast(6032.0));
        assert_eq!(of(5000.0, 18_395.0), Certainty::AtLeast(5000.0));
        assert_eq!(of(3.0, 18_395.0), Certainty::Open);
        assert_eq!(of(0.0, 1649.0), Certainty::Open);
        let around = |low: f64, high: f64| Certainty::of(&range(low, high), Some(0.0));
        assert_eq!(around(-9.0, -2.0), Certainty::AtMost(-2.0));
        assert_eq!(around(-9.0, 2.0), Certainty::Open);
        assert_eq!(around(0.5, 9.0), Certainty::AtLeast(0.5));
    }

    #[test]
    fn colours_say_no_more_than_is_certain() {
        let breaks = Method::Manual(vec![1000.0, 5000.0, 10_000.0]);
        let classes = Classes::new(&[1.0, 20_000.0], &breaks, 4, None).expect("ascending");
        let fill = |o: &Observation| Certainty::fill(o, &classes, None);
        assert_eq!(fill(&range(300.0, 900.0)), (Fill::Class(0), false));
        assert_eq!(fill(&range(6032.0, 18_395.0)), (Fill::Class(2), true));
        assert_eq!(fill(&range(3.0, 18_395.0)), (Fill::BoundsOnly, false));
        assert_eq!(fill(&range(900.0, 1100.0)), (Fill::Class(0), true));
        let known = observed(Some(17_722.0), 17_057.0, 18_396.0, Status::Derived);
        assert_eq!(fill(&known), (Fill::Class(3), false));
        let point = observed(Some(7444.0), 0.0, 18_395.0, Status::Estimated);
        assert_eq!(Certainty::of(&point, None), Certainty::Point);
        assert_eq!(fill(&point), (Fill::Class(2), true));
    }

    #[test]
    fn estimates_are_rounded_to_what_their_interval_carries() {
        let told =
            |value: f64, low: f64, high: f64| carried(&observed(Some(value), low, high, Status::Estimated));
        assert_eq!(told(9328.0, 6032.0, 18_395.0), Some(9000.0));
        assert_eq!(told(198.0, 170.0, 413.0), Some(200.0));
        assert_eq!(told(7444.0, 0.0, 18_395.0), None);
        assert_eq!(told(11_267.0, 3.0, 18_395.0), None);
        assert_eq!(told(400.0, 300.0, 400.0), None);
        assert_eq!(told(-4.83, -6.2, -3.4), Some(-4.8));
        let decimals =
            |low: f64, high: f64, status| carried_decimals(&observed(Some(1.0), low, high, status), 1);
        assert_eq!(decimals(17.6, 39.8, Status::Estimated), 0, "29, not 29.0");
        assert_eq!(decimals(-6.2, -3.4, Status::Estimated), 1);
        assert_eq!(decimals(17.6, 39.8, Status::Derived), 1);
        // What a source says is said as it says it.
        assert_eq!(carried(&observed(Some(197.0), 169.0, 226.0, Status::Derived)), Some(197.0));
    }
}
