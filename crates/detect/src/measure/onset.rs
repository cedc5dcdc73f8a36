//! Owns when a load came on top of what a meter was used to, and how large it is. Does not decide
//! whether it is one.
//!
//! The floor of each quarter of a day is compared with the same quarter of other days, so that the
//! rhythm of a home is no step; a load that runs day and night lifts all quarters, a timer lifts
//! some. A change is dated by the likelihood ratio of one step ([`step::rise`]), and earlier parts
//! of a load that grows by the same test of what lies before. It is *seen* when a day of its new
//! level has been read: nothing later is used for the date, only for the choice among changes.

use super::days::Day;
use super::stats::{correlation, extremes, lowest, mean, quantile, slope, two_levels};
use super::{Episode, Measure, MeterMeasures, Presence, Scratch, panels, step};
use crate::meter::Calendar;

/// Quarters of a day.
const QUARTERS: usize = 4;
/// Three hours on either side of a step tell how sudden it is.
const SIDES_A_DAY: usize = 8;
/// Standard errors from which a rise is a beginning and not what floors do by themselves.
const SURE: f32 = 8.0;
/// Least share of the whole rise by which an earlier step is part of it.
const PART: f32 = 0.25;
/// Share of the variance of floors that lies between two levels where they are clearly two: of values
/// spread evenly it is three quarters.
const APART: f32 = 0.8;
/// A floor below this share of the rise shows nothing of it.
const HIDDEN: f32 = 0.1;
/// Share of a load behind panels by which the meter may change from one hour to the next.
const SWITCHED: f32 = 0.8;
/// Earlier steps that are looked for.
const PARTS: usize = 4;

/// Dates and sizes the load that came on top.
#[inline(always)]
pub(super) fn measure(
    out: &mut MeterMeasures,
    calendar: Calendar,
    temp_c: Option<&[f32]>,
    scratch: &mut Scratch,
) {
    let per_day = calendar.grid.slots_per_day();
    let usual = out.get(Measure::MeanKw);
    if usual.is_nan() || usual <= 0.0 {
        return;
    }
    if per_day < 4 * QUARTERS {
        daily(out, calendar, scratch);
        return;
    }
    let Scratch { kw, work, floor, quarters, nights, days, .. } = scratch;
    let length = per_day / QUARTERS;
    // From the first local midnight on.
    let first = ((86_400.0 - f64::from(calendar.hour(0)) * 3600.0) / f64::from(calendar.grid.step_s))
        as usize
        % per_day;
    floors_of_quarters(&kw[first.min(kw.len())..], length, quarters, work);
    if quarters.len() < 4 * QUARTERS || quarters[0].is_nan() {
        return;
    }
    // All quarters, each against its own median.
    floor.clear();
    floor.extend_from_slice(quarters);
    let mut middles = [0.0; QUARTERS];
    for (quarter, middle) in middles.iter_mut().enumerate() {
        work.clear();
        work.extend(of_quarter(quarters, quarter));
        *middle = quantile(work, 0.5);
        floor[quarter..].chunks_mut(QUARTERS).for_each(|day| day[0] -= *middle);
    }
    hours(out, &middles);
    recent(out, quarters, days, work);
    let whole = step::rise(floor);
    // One quarter alone.
    let timed = (0..QUARTERS).filter_map(|quarter| {
        work.clear();
        work.extend(of_quarter(quarters, quarter));
        step::rise(work).map(|step| (quarter, step))
    });
    let timed = timed.max_by(|a, b| a.1.t.total_cmp(&b.1.t));
    if let Some(step) = whole {
        out.set(Measure::QuarterStep, step.rise / usual);
        out.set(Measure::QuarterStepKw, step.rise);
        out.set(Measure::QuarterStepT, step.t);
    }
    if let Some(step) = whole.filter(|step| step.rise > 0.0) {
        shape(out, floor, step, work);
        let slots = |quarter: usize| first + quarter * length..first + (quarter + 1) * length;
        follows_cold(out, floor, step, |quarter| temp_c?.get(slots(quarter)), work);
        let near = first + step.at * length;
        let around = kw.get(near.saturating_sub(2 * length)..(near + 2 * length).min(kw.len()));
        let side = (per_day / SIDES_A_DAY).max(2);
        out.set(Measure::StepSharp, sharpest(around.unwrap_or_default(), side, work) / step.rise);
    }
    if let Some((_, step)) = timed {
        out.set(Measure::TimedStep, step.rise / usual);
        out.set(Measure::TimedStepT, step.t);
    }
    let start = |quarter: usize| calendar.grid.start_of((first + quarter * length).min(calendar.grid.len));
    let end = calendar.grid.start_of(calendar.grid.len);
    // What still runs in the last day is there to the end.
    let until = |quarter: usize| if quarter + QUARTERS >= floor.len() { end } else { start(quarter + 1) };
    let sure = whole.filter(|step| step.t > SURE);
    let only_timed = timed.filter(|(_, timed)| {
        timed.t > SURE / 2.0
            && whole.is_none_or(|whole| timed.rise > 1.6 * whole.rise && timed.t > 0.6 * whole.t)
    });
    let mut began = 0;
    (out.load, out.presence) = if let Some((quarter, step)) = only_timed {
        let size = timer_kw(out).unwrap_or(step.rise);
        // Two such quarters have been read when the second one ends.
        let first_seen_s = Some(start((step.at + 1) * QUARTERS + quarter + 1));
        began = step.at * QUARTERS + quarter;
        (Episode { first_seen_s, last_seen_s: Some(end), kw: Some(size) }, Presence::Begun)
    } else if let Some(step) = sure {
        began = beginning(floor, step);
        let (size, runs_until) = size(floor, quarters, began, step, work);
        let (first_seen_s, last_seen_s) = (Some(start(began + QUARTERS)), Some(until(runs_until)));
        (Episode { first_seen_s, last_seen_s, kw: Some(size) }, Presence::Begun)
    } else {
        // No beginning: whatever there is was there before, and is seen when a day has been read …
        work.clear();
        work.extend_from_slice(quarters);
        let always = quantile(work, 0.1);
        // A boiler on a timer beside a load that never stops is not that load.
        let timed = timer_kw(out).filter(|kw| *kw > always);
        let presence = if timed.is_some() { Presence::ByClock } else { Presence::Standing };
        let size = timed.unwrap_or_else(|| standing_kw(work));
        let standing =
            Episode { first_seen_s: Some(start(QUARTERS)), last_seen_s: Some(end), kw: Some(size) };
        // … unless what comes and goes is larger than what is always there.
        match come_and_gone(floor, work).filter(|stay| stay.kw > size) {
            Some(Stay { kw, seen, last }) => {
                let (first_seen_s, last_seen_s) = (Some(start(seen + 1)), Some(until(last)));
                (Episode { first_seen_s, last_seen_s, kw: Some(kw) }, Presence::ComesAndGoes)
            }
            None => match by_days(days, work).filter(|(_, kw)| *kw > size) {
                Some((seen, kw)) => {
                    let first_seen_s = Some(calendar.grid.start_of(seen));
                    (Episode { first_seen_s, last_seen_s: Some(end), kw: Some(kw) }, Presence::Begun)
                }
                None => (standing, presence),
            },
        }
    };
    if panels::are_there(out, calendar, kw, first, nights, work) {
        let by_night = panels::size(nights, began.div_ceil(QUARTERS), work);
        out.load.kw = by_night.filter(|kw| shows_by_night(out, *kw)).or(out.load.kw);
    }
}

/// What runs by day only shows by day only; and the sun, unlike a timer, takes its hours to rise.
#[inline(always)]
fn shows_by_night(out: &MeterMeasures, kw: f32) -> bool {
    let by_day = 0.5 * out.load.kw.unwrap_or_default();
    kw > by_day.max(out.get(Measure::ClockSizeKw) / SWITCHED)
}

/// The size of what is always there: as in [`size`], without the quarters that show nothing of it.
#[inline(always)]
fn standing_kw(quarters: &mut Vec<f32>) -> f32 {
    let high = quantile(quarters, 0.75);
    quarters.retain(|low| *low > HIDDEN * high);
    quantile(quarters, 0.5)
}

/// The same quarter of each day.
#[inline(always)]
fn of_quarter(quarters: &[f32], quarter: usize) -> impl Iterator<Item = f32> {
    quarters[quarter..].chunks(QUARTERS).map(|day| day[0])
}

/// A load that is there in some quarters of days and not in others.
struct Stay {
    kw: f32,
    /// The quarter with which a day of it has been read.
    seen: usize,
    /// The last one with it.
    last: usize,
}

/// Two levels of the floors, where they are clearly two and the upper one was there for a day.
#[inline(always)]
fn come_and_gone(floor: &[f32], work: &mut Vec<f32>) -> Option<Stay> {
    work.clear();
    work.extend_from_slice(floor);
    work.sort_unstable_by(f32::total_cmp);
    let levels = two_levels(work).filter(|levels| levels.between > APART)?;
    let is_upper = |low: &f32| *low > f32::midpoint(levels.lower, levels.upper);
    let seen = floor.iter().enumerate().filter(|(_, low)| is_upper(low)).nth(QUARTERS - 1)?.0;
    let last = floor.iter().rposition(is_upper)?;
    Some(Stay { kw: levels.upper - levels.lower, seen, last })
}

/// What comes in pulses lifts no floor, but the days: the slot in which the first of them has been
/// read, and by how much their peaks rose.
#[inline(always)]
fn by_days(days: &[Day], work: &mut Vec<f32>) -> Option<(usize, f32)> {
    work.clear();
    work.extend(days.iter().map(|day| day.mean));
    let step = step::rise(work).filter(|step| step.t > SURE)?;
    let (old, new) = days.split_at(step.at);
    let peak = |days: &[Day]| mean(days.iter().map(|day| day.high));
    Some((new.first()?.end_slot, (peak(new) - peak(old)).max(step.rise)))
}

/// How the floors go before and after a rise.
#[inline(always)]
fn shape(out: &mut MeterMeasures, floor: &[f32], step: step::Step, work: &mut Vec<f32>) {
    let (old, new) = floor.split_at(step.at);
    let mut at = |of: &[f32], share: f32| {
        work.clear();
        work.extend_from_slice(of);
        quantile(work, share) / step.rise
    };
    out.set(Measure::StepGap, at(new, 0.1) - at(old, 0.9));
    let rises: [f32; QUARTERS] = std::array::from_fn(|quarter| {
        let level = |from: usize, to: usize| {
            let of = (from..to).filter(|at| at % QUARTERS == quarter).map(|at| floor[at]);
            mean(of)
        };
        level(step.at, floor.len()) - level(0, step.at)
    });
    let (low, high) =
        rises.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(l, h), r| (l.min(*r), h.max(*r)));
    if high > 0.0 {
        out.set(Measure::StepEven, low / high);
    }
}

/// The floor of each quarter of a day; that of the one before where too little is known.
#[inline(always)]
fn floors_of_quarters(kw: &[f32], length: usize, quarters: &mut Vec<f32>, work: &mut Vec<f32>) {
    quarters.clear();
    let mut before = f32::NAN;
    for quarter in kw.chunks_exact(length) {
        // Two readings may be short: one unit restarts, a meter stutters.
        let known = quarter.iter().filter(|kw| kw.is_finite()).count();
        let rank = (known.saturating_sub(1) as f32 * 0.06) as usize;
        let low = if 2 * known >= length { lowest(quarter, rank, work) } else { before };
        quarters.push(low);
        before = low;
    }
    if let Some(known) = quarters.iter().copied().find(|low| low.is_finite()) {
        quarters.iter_mut().take_while(|low| low.is_nan()).for_each(|low| *low = known);
    }
}

/// Whether the floors know the hour.
#[inline(always)]
fn hours(out: &mut MeterMeasures, middles: &[f32; QUARTERS]) {
    let (low, high) = extremes(middles);
    let usual = mean(middles.iter().copied());
    if usual > 0.0 {
        out.set(Measure::CoreHours, (high - low) / usual);
    }
}

/// The last day beside all before it: what an alarm of the day can know.
#[inline(always)]
fn recent(out: &mut MeterMeasures, quarters: &[f32], days: &[Day], work: &mut Vec<f32>) {
    let (before, last) = quarters.split_at(quarters.len() - QUARTERS);
    let (low, _) = extremes(last);
    work.clear();
    work.extend(before);
    let high = quantile(work, 0.95);
    let usual = quantile(work, 0.5);
    out.set(Measure::RecentRiseKw, low - high);
    // One watt keeps an empty home finite.
    out.set(Measure::RecentRatio, low / usual.max(1e-3));
    let half = QUARTERS / 2;
    let (before, last) = quarters.split_at(quarters.len() - half);
    work.clear();
    // The same two quarters of earlier days.
    work.extend(before.rchunks_exact(QUARTERS).flat_map(|day| &day[..half]));
    out.set(Measure::RecentHalfKw, extremes(last).0 - quantile(work, 0.95));
    if let Some(day) = days.last().filter(|day| day.mean > 0.0) {
        out.set(Measure::RecentShare, (low - high) / day.mean);
    }
}

/// Outdoor temperature below which there is demand for heating at the latest, °C: that of homes that are
/// heated to 20 °C without other gains.
pub(super) const HEATED_BELOW_C: f32 = 19.0;

/// Whether what came goes with the cold. `temp_c` gives the temperatures of a quarter of a day.
#[inline(always)]
fn follows_cold<'a>(
    out: &mut MeterMeasures,
    floor: &[f32],
    step: step::Step,
    temp_c: impl Fn(usize) -> Option<&'a [f32]>,
    work: &mut Vec<f32>,
) {
    let (old, new) = floor.split_at(step.at);
    work.clear();
    work.extend(new);
    let [low, high] = [0.25, 0.75].map(|share| quantile(work, share));
    out.set(Measure::RiseSpread, (high - low) / step.rise);
    let before = mean(old.iter().copied());
    let cold = |quarter: usize| {
        let known = temp_c(quarter)?.iter().filter(|t| t.is_finite());
        let cold = mean(known.map(|t| (HEATED_BELOW_C - t).max(0.0)));
        cold.is_finite().then_some(cold)
    };
    let pairs = (step.at..floor.len()).filter_map(|at| Some((cold(at)?, floor[at] - before)));
    if pairs.clone().count() < 2 * QUARTERS {
        return;
    }
    out.set(Measure::RiseHeat, correlation(pairs.clone()));
    let (cold, rise) = (mean(pairs.clone().map(|(cold, _)| cold)), mean(pairs.clone().map(|(_, rise)| rise)));
    if rise > 0.0 {
        out.set(Measure::RiseUnheated, ((rise - slope(pairs) * cold) / rise).clamp(-2.0, 2.0));
    }
}

/// The largest difference of the floors of two stretches of `width` readings with one between
/// them.
#[inline(always)]
fn sharpest(kw: &[f32], width: usize, floor: &mut Vec<f32>) -> f32 {
    floor.clear();
    floor.extend(kw.windows(width).map(|w| w.iter().copied().fold(f32::NAN, f32::min)));
    let later = floor.get(width + 1..).unwrap_or_default();
    floor.iter().zip(later).map(|(before, after)| after - before).fold(f32::NAN, f32::max)
}

/// The first part of a load that grew: steps before the largest that belong to it.
#[inline(always)]
fn beginning(floor: &[f32], whole: step::Step) -> usize {
    let mut at = whole.at;
    for _ in 0..PARTS {
        let Some(earlier) = step::rise(&floor[..at]) else { break };
        if earlier.t < SURE || earlier.rise < PART * whole.rise {
            break;
        }
        at = earlier.at;
    }
    at
}

/// Mean rise while the load runs, and the last quarter in which it does: those that are nearer to its
/// level than to that before it.
#[inline(always)]
fn size(floor: &[f32], quarters: &[f32], at: usize, step: step::Step, work: &mut Vec<f32>) -> (f32, usize) {
    let old = mean(floor[..at].iter().copied());
    work.clear();
    work.extend_from_slice(&floor[at..]);
    let high = quantile(work, 0.75) - old;
    let runs = |low: &f32| low - old > 0.3 * high;
    let last = floor.iter().rposition(runs).unwrap_or(floor.len());
    // It pauses, or panels hide it: what a meter shows while it shows nothing is not its size.
    let hidden = quarters[at..].iter().filter(|low| **low <= HIDDEN * high).count();
    if 10 * hidden > quarters.len() - at {
        work.clear();
        work.extend(quarters[at..].iter().copied().filter(|low| *low > HIDDEN * high));
        let usual = mean(quarters[..at].iter().copied());
        let shown = quantile(work, 0.75) - usual;
        if shown > 0.0 {
            return (shown, last);
        }
    }
    let running = mean(floor[at..].iter().filter(|low| runs(low)).map(|low| low - old));
    (if running.is_finite() { running } else { step.rise }, last)
}

/// Size of what a timer switches, where there is one: rise and fall repeat and are equal.
#[inline(always)]
fn timer_kw(out: &MeterMeasures) -> Option<f32> {
    let repeats = out.get(Measure::ClockRiseRepeat).min(out.get(Measure::ClockFallRepeat)) > 1.5;
    (repeats && out.get(Measure::ClockEqual) > 0.7)
        .then(|| out.get(Measure::ClockSizeKw))
        .filter(|kw| *kw > 0.0)
}

/// Days instead of quarters, where readings are few.
#[inline(always)]
fn daily(out: &mut MeterMeasures, calendar: Calendar, scratch: &mut Scratch) {
    let Scratch { days, work, .. } = scratch;
    work.clear();
    work.extend(days.iter().map(|day| day.mean));
    let Some(step) = step::rise(work) else { return };
    let seen = days.get(step.at + 1).or(days.last()).map(|day| calendar.grid.start_of(day.end_slot));
    let last = calendar.grid.start_of(calendar.grid.len);
    out.load =
        Episode { first_seen_s: seen, last_seen_s: Some(last), kw: (step.rise > 0.0).then_some(step.rise) };
}
