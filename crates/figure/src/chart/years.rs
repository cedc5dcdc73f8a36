//! Owns how growth from year to year is read, in print and in the window alike: what the axis is made
//! for, whether a year is a bar, a range or nothing, where a change stands and what is said of it.
//! Does not draw.

use super::canvas::Span;
use super::scale::{Axis, round_domain};
use super::{bounds, certainty_text, figure, near, status_word};
use crate::lang::Words;
use crate::provenance::Observation;
use crate::units;

/// A range whose lower end is nearer to zero than this share of its upper one would, as an area, be
/// read as a bar up to its bound.
const CLEAR_OF_ZERO: f64 = 0.1;

/// An interval shorter than this share of the axis would be a blot on the edge of its bar; it is said in
/// words only.
const LEAST_SEEN: f64 = 0.013;

/// What is drawn of a year; heights are pixels of the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum YearMark {
    /// A bar from zero, with its interval where it is not exact.
    Bar {
        /// The height of the figure.
        tip: f64,
        /// Its interval, where it is long enough to be seen.
        span: Option<Span>,
    },
    /// A range without a figure.
    Range {
        /// Where it lies.
        span: Span,
        /// Whether it is clear of zero and within the axis: only then may its area be filled.
        is_area: bool,
    },
    /// Nothing is known.
    Nothing,
}

impl YearMark {
    /// That of a figure, a range or neither.
    #[must_use]
    pub fn of(observation: &Observation, axis: &Axis) -> Self {
        let span = axis.span(bounds(observation));
        if let Some(value) = figure(observation) {
            let span = span.filter(|span| span.goes_on.contains(&true) || is_seen(span, axis));
            return Self::Bar { tip: axis.at(value), span };
        }
        let Some(span) = span else { return Self::Nothing };
        let is_area = span.goes_on == [false; 2] && is_clear_of_zero(observation);
        Self::Range { span, is_area }
    }

    /// The height of the figure.
    #[must_use]
    pub const fn tip(&self) -> Option<f64> {
        match self {
            Self::Bar { tip, .. } => Some(*tip),
            _ => None,
        }
    }

    /// The interval or range.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        match self {
            Self::Bar { span, .. } => *span,
            Self::Range { span, .. } => Some(*span),
            Self::Nothing => None,
        }
    }
}

fn is_seen(span: &Span, axis: &Axis) -> bool {
    let (start, end) = axis.domain();
    (span.ends[0] - span.ends[1]).abs() >= LEAST_SEEN * (axis.at(end) - axis.at(start)).abs()
}

/// Whether both bounds are known and lie well on one side of zero.
fn is_clear_of_zero(observation: &Observation) -> bool {
    let (Some(low), Some(high)) = bounds(observation) else { return false };
    let (least, most) = if high < 0.0 { (-high, -low) } else { (low, high) };
    least > 0.0 && least >= CLEAR_OF_ZERO * most
}

/// The domain of the axis and about so many round steps: of figures and of bounds near them; where
/// there is no figure, of ranges that say something of a size.
#[must_use]
pub fn growth_scale<'a>(
    observed: impl Iterator<Item = &'a Observation> + Clone,
    steps: usize,
) -> ((f64, f64), Vec<f64>) {
    let telling = || observed.clone().filter(|o| figure(o).is_some() || is_clear_of_zero(o));
    let values = if observed.clone().any(|o| figure(o).is_some()) || telling().next().is_none() {
        near(observed)
    } else {
        near(telling())
    };
    round_domain(values.into_iter(), steps)
}

/// Where a change from one year to the next stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ChangePlace {
    /// Between two bars: from the height of the first to that of the second.
    Between(f64, f64),
    /// One of the two is no figure: beside the other, at this height, without an arrow.
    Alone(f64),
}

impl ChangePlace {
    /// That between two years; none where nothing is drawn of either.
    #[must_use]
    pub fn of(before: &YearMark, after: &YearMark) -> Option<Self> {
        if let (Some(from), Some(to)) = (before.tip(), after.tip()) {
            return Some(Self::Between(from, to));
        }
        let top = |mark: &YearMark| mark.span().map(|Span { ends: [low, high], .. }| low.min(high));
        let alone = after.tip().or(before.tip()).or_else(|| top(after)).or_else(|| top(before));
        alone.map(Self::Alone)
    }
}

/// A change in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeText {
    /// "+18 %".
    pub percent: String,
    /// Its bounds, empty where it is exact.
    pub bounds: String,
    /// Its status in a word.
    pub status: String,
}

impl ChangeText {
    /// That of a change in percent; none where it is no figure.
    #[must_use]
    pub fn of(change: &Observation, words: &Words) -> Option<Self> {
        let value = figure(change)?;
        let lang = words.lang();
        let decimals = usize::from(value.abs() < 1.0 && value != 0.0);
        let is_unbounded = bounds(change) == (None, None);
        let bounds = certainty_text(change, 1, words);
        let bounds = if is_unbounded { bounds } else { units::with_unit(&bounds, "%", true, lang) };
        let percent = units::signed_percent(value, decimals, lang);
        Some(Self { percent, bounds, status: status_word(change.status, words) })
    }

    /// Bounds, where there are any, and status, each a line.
    #[must_use]
    pub fn certainty(&self) -> Vec<String> {
        let lines = [&self.bounds, &self.status].into_iter().filter(|text| !text.is_empty());
        lines.cloned().collect()
    }

    /// The change and its bounds in one line.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        let Self { percent, bounds, .. } = self;
        if bounds.is_empty() { percent.clone() } else { format!("{percent} ({bounds})") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::samples::observed;
    use crate::lang::Lang;
    use crate::provenance::Status;

    fn range(low: f64, high: f64) -> Observation {
        observed(None, Some(low), Some(high), Status::Derived)
    }

    #[test]
    fn a_range_from_zero_is_never_an_area_and_leaves_an_axis_of_others() {
        let years = [range(0.0, 117_362.0), range(0.0, 123_668.0), range(6032.0, 18_395.0)];
        let (domain, _) = growth_scale(years.iter(), 4);
        assert_eq!(domain, (0.0, 20_000.0));
        let axis = Axis::linear(domain, (100.0, 0.0));
        let mark = |at: usize| YearMark::of(&years[at], &axis);
        assert!(matches!(
            mark(0),
            YearMark::Range { span: Span { goes_on: [false, true], .. }, is_area: false }
        ));
        assert!(matches!(mark(2), YearMark::Range { is_area: true, .. }));
        // Where there is nothing else, they make the axis, but no area.
        let (domain, _) = growth_scale(years[..2].iter(), 4);
        assert_eq!(domain, (0.0, 150_000.0));
        let axis = Axis::linear(domain, (100.0, 0.0));
        let whole = YearMark::of(&years[0], &axis);
        assert!(matches!(
            whole,
            YearMark::Range { span: Span { goes_on: [false, false], .. }, is_area: false }
        ));
        assert!(matches!(
            YearMark::of(&range(-18_395.0, -6032.0), &Axis::linear((-20_000.0, 0.0), (100.0, 0.0))),
            YearMark::Range { is_area: true, .. }
        ));
        let least = observed(None, Some(500.0), None, Status::Derived);
        assert!(matches!(YearMark::of(&least, &axis), YearMark::Range { is_area: false, .. }));
    }

    #[test]
    fn a_change_of_which_one_year_is_a_range_stands_alone() {
        let axis = Axis::linear((0.0, 20_000.0), (200.0, 0.0));
        let known = |value| YearMark::of(&observed(Some(value), None, None, Status::Published), &axis);
        let ranged = YearMark::of(&range(10_948.0, 12_211.0), &axis);
        assert_eq!(
            ChangePlace::of(&known(10_000.0), &known(15_000.0)),
            Some(ChangePlace::Between(100.0, 50.0))
        );
        assert_eq!(ChangePlace::of(&ranged, &known(15_000.0)), Some(ChangePlace::Alone(50.0)));
        assert_eq!(ChangePlace::of(&known(10_000.0), &ranged), Some(ChangePlace::Alone(100.0)));
        assert_eq!(ChangePlace::of(&YearMark::Nothing, &YearMark::Nothing), None);
        let change = observed(Some(18.0), Some(17.5), Some(18.5), Status::Published);
        let text = ChangeText::of(&change, &Words::new(Lang::En)).expect("a figure");
        assert_eq!(
            (text.in_one_line().as_str(), text.certainty()),
            ("+18% (17.5–18.5%)", vec!["17.5–18.5%".into(), "published".into()])
        );
    }
}
