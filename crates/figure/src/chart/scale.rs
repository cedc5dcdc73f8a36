//! Owns axes: from a figure to a pixel, and the round numbers at which a grid is drawn. Does not
//! draw.

use super::canvas::Span;
use crate::{lang::Lang, units};

/// Figures beyond this are damage, not data.
const LARGEST: f64 = 1e15;
/// A range below this is damage too; steps within it would round to zero.
const SMALLEST_RANGE: f64 = 1e-12;

/// The figure if it can be drawn.
pub(super) fn drawable(value: f64) -> Option<f64> {
    (value.is_finite() && value.abs() <= LARGEST).then_some(value)
}

/// An axis between two pixels.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    domain: (f64, f64),
    pixels: (f64, f64),
    is_log: bool,
}

impl Axis {
    /// A linear axis; an empty domain is widened.
    #[must_use]
    pub fn linear(domain: (f64, f64), pixels: (f64, f64)) -> Self {
        let domain = if domain.1 > domain.0 { domain } else { (domain.0, domain.0 + 1.0) };
        Self { domain, pixels, is_log: false }
    }

    /// A logarithmic axis over positive numbers.
    #[must_use]
    pub fn log(domain: (f64, f64), pixels: (f64, f64)) -> Self {
        Self { domain, pixels, is_log: true }
    }

    /// Where `value` stands, kept within the ends of the axis.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let place = |v: f64| if self.is_log { v.max(f64::MIN_POSITIVE).ln() } else { v };
        let (low, high) = (place(self.domain.0), place(self.domain.1));
        let share = ((place(value) - low) / (high - low)).clamp(0.0, 1.0);
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }

    /// Where an interval lies; none where neither bound is known. An open side goes on beyond the
    /// axis, as a bound outside of it does.
    #[must_use]
    pub fn span(&self, (low, high): (Option<f64>, Option<f64>)) -> Option<Span> {
        if low.is_none() && high.is_none() {
            return None;
        }
        let (start, end) = self.domain;
        // Ends of an axis and bounds are rounded apart.
        let slack = (end - start).abs() * 1e-9;
        let goes_on = [low.is_none_or(|low| low < start - slack), high.is_none_or(|high| high > end + slack)];
        Some(Span { ends: [self.at(low.unwrap_or(start)), self.at(high.unwrap_or(end))], goes_on })
    }

    /// The ends of the axis as figures.
    #[must_use]
    pub const fn domain(&self) -> (f64, f64) {
        self.domain
    }
}

/// A domain that holds zero and all `values`, with round ends, and its round steps: about
/// `count` of them.
#[must_use]
pub fn round_domain(values: impl Iterator<Item = f64>, count: usize) -> ((f64, f64), Vec<f64>) {
    let (low, high) = values.filter_map(drawable).fold((0.0_f64, 0.0_f64), |(l, h), v| (l.min(v), h.max(v)));
    if high - low < SMALLEST_RANGE {
        return ((0.0, 1.0), vec![0.0, 1.0]);
    }
    let rough = (high - low) / count.max(1) as f64;
    let power = 10.0_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(10.0 * power);
    let first = (low / step + 1e-9).floor() as i64;
    let last = ((high / step - 1e-9).ceil() as i64).max(first + 1);
    let ticks: Vec<f64> = (first..=last).map(|i| i as f64 * step).collect();
    ((first as f64 * step, last as f64 * step), ticks)
}

/// A tick in as few digits as it has.
pub(super) fn tick_text(tick: f64, lang: Lang) -> String {
    let decimals = (0..6).find(|d| (tick * 10.0_f64.powi(*d)).fract().abs() < 1e-6).unwrap_or(6);
    units::number(tick, decimals as usize, lang)
}

/// Ticks of a logarithmic axis over `values`, at most three orders of magnitude below `largest`,
/// which all axes of a chart reach, so that its diagonal ends in the corner. What lies below the
/// first tick stands on the edge.
#[must_use]
pub fn log_axis_ticks(values: impl Iterator<Item = f64>, largest: f64) -> Vec<f64> {
    if largest <= 0.0 {
        return vec![0.1, 1.0];
    }
    let floor = largest / 1000.0;
    let low = values.map(|value| value.max(floor)).fold(largest, f64::min);
    let mut ticks = log_ticks(low, largest);
    if ticks.len() < 2 {
        ticks.insert(0, ticks[0] / 10.0);
    }
    ticks
}

/// 1, 2, 5, 10, 20, 50 … from the last one at or below `low` to the first at or above `high`,
/// for positive bounds.
pub(super) fn log_ticks(low: f64, high: f64) -> Vec<f64> {
    let first = low.log10().floor() as i32;
    let last = high.log10().ceil() as i32;
    // Parsed from text, the steps are the nearest numbers to 0.1, 0.2 …, and print as such.
    let all: Vec<f64> = (first..=last)
        .flat_map(|power| [1, 2, 5].map(|digit| format!("{digit}e{power}").parse().unwrap_or(1.0)))
        .collect();
    let from = all.iter().rposition(|tick| *tick <= low * 1.000_001).unwrap_or(0);
    let to = all.iter().position(|tick| *tick >= high * 0.999_999).unwrap_or(all.len() - 1);
    all[from..=to.max(from)].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_start_at_zero_and_have_round_ends() {
        let (domain, ticks) = round_domain([127_664.0, 196_907.0].into_iter(), 4);
        assert_eq!(domain, (0.0, 200_000.0));
        assert_eq!(ticks, [0.0, 50_000.0, 100_000.0, 150_000.0, 200_000.0]);
        let (domain, _) = round_domain([-30.0, 12.0, f64::NAN, f64::INFINITY].into_iter(), 4);
        assert_eq!(domain, (-40.0, 20.0));
        assert_eq!(round_domain(std::iter::empty(), 4).0, (0.0, 1.0));
    }

    #[test]
    fn log_steps_surround_the_data() {
        assert_eq!(log_ticks(0.1, 85.0), [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
        assert_eq!(log_ticks(3.0, 4.0), [2.0, 5.0]);
    }

    #[test]
    fn an_axis_keeps_to_its_ends() {
        let axis = Axis::linear((0.0, 10.0), (100.0, 0.0));
        assert_eq!([axis.at(5.0), axis.at(-3.0), axis.at(99.0)], [50.0, 100.0, 0.0]);
        let log = Axis::log((0.1, 10.0), (0.0, 100.0));
        assert!((log.at(1.0) - 50.0).abs() < 1e-9);
        assert_eq!(log.at(0.0), 0.0);
        assert_eq!(Axis::linear((3.0, 3.0), (0.0, 1.0)).domain(), (3.0, 4.0));
    }

    #[test]
    fn intervals_that_leave_the_axis_go_on() {
        let axis = Axis::log((100.0, 10_000.0), (0.0, 200.0));
        let span = |low, high| axis.span((low, high)).map(|span| span.goes_on);
        assert_eq!(span(Some(100.0), Some(10_000.0)), Some([false, false]));
        assert_eq!(span(Some(3.0), Some(18_395.0)), Some([true, true]));
        assert_eq!(span(None, Some(500.0)), Some([true, false]));
        assert_eq!(span(None, None), None);
    }
}
