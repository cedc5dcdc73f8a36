//! Owns the load between the hour at which it rises every day and the hour at which it falls: what
//! a timer switches is the same each day. Which hours these are is read from the meter itself, so
//! that a night tariff is not told from any other timer.

use super::stats::{lowest, quantile};
use super::{Measure, MeterMeasures, Scratch, step};
use crate::meter::Calendar;

/// Readings near the switch that count on neither side, hours.
const EDGE_H: f32 = 0.5;
/// Hours before and after that the load is compared with.
const SIDE_H: f32 = 2.0;
/// Rank of the floor between the switches: a tenth may be short.
const FLOOR: usize = 10;
/// Days that say how it is now.
const LATEST: usize = 14;
/// Share of the usual size from which it ran on a day.
const RAN: f32 = 0.5;

/// Measures the floor between the two switches over that around them, day by day.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, calendar: Calendar, scratch: &mut Scratch) {
    let (rise_h, fall_h) = (out.get(Measure::ClockRiseHour), out.get(Measure::ClockFallHour));
    let grid = calendar.grid;
    let (step_h, per_day) = (grid.step_h(), grid.slots_per_day());
    let length = ((fall_h - rise_h).rem_euclid(24.0) / step_h) as usize;
    let (edge, side) = ((EDGE_H / step_h).round() as usize, (SIDE_H / step_h) as usize);
    if rise_h.is_nan() || length <= 2 * edge + 2 || length + side >= per_day {
        return;
    }
    let Scratch { kw, work, rises: overs, .. } = scratch;
    let first = ((rise_h - calendar.hour(0)).rem_euclid(24.0) / step_h).round() as usize;
    overs.clear();
    for from in (first..).step_by(per_day).skip_while(|from| *from < edge + side) {
        let to = from + length;
        let Some(after) = kw.get(to + edge..to + edge + side) else { break };
        let before = &kw[from - edge - side..from - edge];
        let within = &kw[from + edge..to - edge];
        let over = low(within, work) - low(before, work).max(low(after, work));
        if over.is_finite() {
            overs.push(over);
        }
    }
    if overs.len() < LATEST / 2 {
        return;
    }
    if let Some(step) = step::rise(overs) {
        out.set(Measure::TimerStep, step.rise / out.get(Measure::MeanKw));
        out.set(Measure::TimerStepT, step.t);
    }
    work.clear();
    work.extend_from_slice(&overs[overs.len().saturating_sub(LATEST)..]);
    let usual = quantile(work, 0.5);
    out.set(Measure::TimerShare, usual / out.get(Measure::MeanKw));
    if usual > 0.0 {
        let ran = work.iter().filter(|over| **over > RAN * usual).count();
        out.set(Measure::TimerKept, ran as f32 / work.len() as f32);
        out.set(Measure::TimerSpread, (quantile(work, 0.75) - quantile(work, 0.25)) / usual);
    }
}

/// The floor of a part of a day; NaN where too little is known.
#[inline(always)]
fn low(of: &[f32], work: &mut Vec<f32>) -> f32 {
    let known = of.iter().filter(|kw| kw.is_finite()).count();
    if 2 * known > of.len() { lowest(of, known / FLOOR, work) } else { f32::NAN }
}
