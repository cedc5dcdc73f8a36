//! Owns what a meter makes of the energy that flows through it: its error, the steps it counts in,
//! the readings that never arrive; and the ways in which people make it show less.

use super::{maths::Draw, series::Series, surroundings::Surroundings};
use crate::draw::Stream;
use std::ops::Range;

/// How a meter is made to show less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tampering {
    /// It shows this share.
    Fraction(f32),
    /// It shows so many kW at most.
    Cap(f32),
    /// It shows nothing for so many hours, then all for so many, at the mean.
    Zeros([f32; 2]),
    /// It shows nothing between these hours of each night.
    NightZeros([f32; 2]),
    /// It shows one and the same value for so many hours, then the truth for so many.
    Frozen([f32; 2]),
    /// One or two of three phases are not counted: this share is left, more or less.
    PhaseLoss(f32),
    /// It was exchanged with the meter of somebody who uses less.
    Swapped,
}

impl Tampering {
    /// A way as they come; the weights are assumptions. `mean_kw` is what the meter ought to show
    /// while it is tampered with.
    pub(super) fn draw(has_three_phases: bool, mean_kw: f32, stream: &mut Stream) -> Self {
        let mut between = |low: f64, high: f64| stream.between(low, high) as f32;
        let night = [between(22.0, 24.0), between(5.0, 8.0)];
        let ways = [
            (26, Self::Fraction(between(0.1, 0.7))),
            (14, Self::Cap(mean_kw * between(0.25, 0.7))),
            (14, Self::Zeros([between(4.0, 60.0), between(4.0, 60.0)])),
            (12, Self::NightZeros(night)),
            (10, Self::Frozen([between(12.0, 120.0), between(6.0, 60.0)])),
            (
                if has_three_phases { 14 } else { 0 },
                Self::PhaseLoss(if between(0.0, 1.0) < 0.6 { 2.0 / 3.0 } else { 1.0 / 3.0 }),
            ),
            (10, Self::Swapped),
        ];
        *stream.pick(&ways)
    }

    /// Name in the labels.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Fraction(_) => "fraction",
            Self::Cap(_) => "cap",
            Self::Zeros(_) => "zeros",
            Self::NightZeros(_) => "night_zeros",
            Self::Frozen(_) => "frozen",
            Self::PhaseLoss(_) => "phase_loss",
            Self::Swapped => "swapped",
        }
    }

    /// Changes what a meter shows from interval `from` on. `other` is what it shows once swapped.
    pub(super) fn apply(
        &self,
        from: usize,
        around: &Surroundings,
        other: &Series,
        stream: &mut Stream,
        shown: &mut Series,
    ) {
        let wh_of_kw = shown.wh_of_kw();
        let shown = &mut shown.wh;
        let from = from.min(shown.len());
        match *self {
            Self::Fraction(share) => shown[from..].iter_mut().for_each(|wh| *wh *= share),
            Self::Cap(kw) => shown[from..].iter_mut().for_each(|wh| *wh = wh.min(kw * wh_of_kw)),
            Self::Zeros(hours) => {
                for_episodes(from..shown.len(), hours, around, stream, |range| shown[range].fill(0.0));
            }
            Self::Frozen(hours) => {
                for_episodes(from..shown.len(), hours, around, stream, |range| {
                    let first = shown[range.start];
                    shown[range].fill(first);
                });
            }
            Self::NightZeros([begins, ends]) => {
                for day in 0..=around.days.len() {
                    let at = |hour: f32| around.at(day, hour).max(from as f32) as usize;
                    let range = at(begins - 24.0)..at(ends).min(shown.len());
                    if range.start < range.end {
                        shown[range].fill(0.0);
                    }
                }
            }
            Self::PhaseLoss(left) => {
                let mut share = left;
                for (slot, wh) in shown[from..].iter_mut().enumerate() {
                    // Phases are never loaded alike for long.
                    if slot % 4 == 0 {
                        share = (left + 0.06 * stream.bell() as f32).clamp(0.0, 1.0);
                    }
                    *wh *= share;
                }
            }
            Self::Swapped => shown[from..].copy_from_slice(&other.wh[from..]),
        }
    }
}

/// Calls `act` with ranges of intervals of the first mean length, the second apart, in hours.
fn for_episodes(
    within: Range<usize>,
    [on_h, off_h]: [f32; 2],
    around: &Surroundings,
    stream: &mut Stream,
    mut act: impl FnMut(Range<usize>),
) {
    let mut wait = |hours: f32| 1 + (stream.wait(f64::from(hours)) as f32 * around.per_hour) as usize;
    let mut at = within.start;
    while at < within.end {
        let until = (at + wait(on_h)).min(within.end);
        act(at..until);
        at = until + wait(off_h);
    }
}

/// The register of a meter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Register {
    /// Wh of a step.
    step_wh: i64,
    /// What it shows for one Wh.
    gain: f64,
}

impl Register {
    /// Steps of 1, 10 and 100 Wh, coarser behind current transformers; errors of class 1 for homes
    /// and 0.5 elsewhere (IEC 62053-21/-22), of which a third is typical.
    pub(super) fn draw(mean_kw: f32, is_home: bool, stream: &mut Stream) -> Self {
        let steps: &[(u32, i64)] = match mean_kw {
            _ if is_home => &[(55, 1), (38, 10), (7, 100)],
            ..10.0 => &[(60, 1), (40, 10)],
            ..60.0 => &[(40, 10), (20, 40), (40, 100)],
            _ => &[(50, 100), (25, 400), (25, 1000)],
        };
        let error = if is_home { 0.0033 } else { 0.0017 };
        Self { step_wh: *stream.pick(steps), gain: 1.0 + error * stream.bell() }
    }

    /// Appends what is registered in each interval: whole steps, the rest is carried on.
    pub(super) fn count(self, series: &Series, stream: &mut Stream, readings: &mut Vec<i64>) {
        let steps_of_wh = self.gain / self.step_wh as f64;
        let mut total = stream.part();
        let mut before = 0;
        readings.extend(series.wh.iter().map(|&wh| {
            total += f64::from(wh) * steps_of_wh;
            let now = total as i64;
            let reading = (now - before) * self.step_wh;
            before = now;
            reading
        }));
    }
}

/// Which readings of a meter did not arrive: a few of a good one, 10 to 60 % of a broken one.
pub(super) fn draw_gaps(is_broken: bool, around: &Surroundings, stream: &mut Stream) -> Vec<Range<usize>> {
    let len = around.temp_c.len();
    let mut gaps = Vec::new();
    if is_broken {
        let missing = stream.between(0.1, 0.6);
        let on_h = stream.scale(1.0, 60.0);
        let hours = [on_h as f32, (on_h * (1.0 - missing) / missing) as f32];
        for_episodes(0..len, hours, around, stream, |range| gaps.push(range));
    } else if stream.happens(0.03) {
        let hours = [3.0, stream.scale(100.0, 1000.0) as f32];
        let first = (stream.wait(300.0) as f32 * around.per_hour) as usize;
        for_episodes(first.min(len)..len, hours, around, stream, |range| gaps.push(range));
    }
    gaps
}
