//! Owns the load between the hour at which it rises every day and the hour at which it falls: what
//! a timer switches is the same each day. Which hours these are is read from the meter itself, so
//! that a night tariff is not told from any other timer. How long it runs may follow the cold: a storage
//! heater charges as long as the next day will need.

use super::onset::HEATED_BELOW_C;
use super::stats::{correlation, lowest, mean, quantile, slope};
use super::{Measure, MeterMeasures, Scratch, TimerHeat, step};
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
/// Days on which it ran that are needed to say whether it follows the cold.
const LEAST_HEATED: usize = 8;

/// Measures the floor between the two switches over that around them, day by day.
#[inline(always)]
pub(super) fn measure(
    out: &mut MeterMeasures,
    calendar: Calendar,
    temp_c: Option<&[f32]>,
    scratch: &mut Scratch,
) {
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
        if let Some(temp_c) = temp_c {
            // From one rise to the next: what is charged at night warms the day after it.
            let starts = (first.max(edge) - edge..=kw.len().saturating_sub(per_day)).step_by(per_day);
            let days = starts.filter_map(|from| {
                let day = from..from + per_day;
                let cold = mean(known(temp_c.get(day.clone())?).map(|t| (HEATED_BELOW_C - t).max(0.0)));
                Some((cold, mean(known(kw.get(day)?))))
                    .filter(|(cold, kw)| cold.is_finite() && kw.is_finite())
            });
            work.clear();
            work.extend(days.clone().map(|(_, kw)| kw));
            work.drain(..work.len().saturating_sub(LATEST));
            let usual = quantile(work, 0.5);
            out.timer_heat = TimerHeat::of(days.filter(|(_, kw)| *kw > RAN * usual));
        }
    }
}

/// The floor of a part of a day; NaN where too little is known.
#[inline(always)]
fn low(of: &[f32], work: &mut Vec<f32>) -> f32 {
    let known = of.iter().filter(|kw| kw.is_finite()).count();
    if 2 * known > of.len() { lowest(of, known / FLOOR, work) } else { f32::NAN }
}

fn known(of: &[f32]) -> impl Iterator<Item = f32> {
    of.iter().copied().filter(|value| value.is_finite())
}

impl TimerHeat {
    /// From heating demand (degrees below [`HEATED_BELOW_C`]) and mean power (kW) of days.
    #[inline(always)]
    fn of(days: impl Iterator<Item = (f32, f32)> + Clone) -> Self {
        if days.clone().count() < LEAST_HEATED {
            return Self::default();
        }
        let cold = mean(days.clone().map(|(cold, _)| cold));
        let kw = mean(days.clone().map(|(_, kw)| kw));
        Self { follows: correlation(days.clone()), unheated: (kw - slope(days) * cold) / kw }
    }
}
