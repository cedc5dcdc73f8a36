//! Owns how the load goes with the clock and the week. Does not look for the beginning of
//! anything.

use super::stats::LANES;
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::Calendar;
use std::ops::Range;

/// Latest days over which a timer is looked for.
const RECENT_DAYS: usize = 14;
/// First days, to compare.
const FIRST_DAYS: usize = 7;

/// Sums over days of one time of the clock.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    sum: f32,
    count: f32,
    /// Changes from the hour before to the hour after, of the latest days.
    change: f32,
    change_squares: f32,
    changes: f32,
    /// Readings of the latest days.
    latest: f32,
    /// The same of the first days.
    first_change: f32,
    first_changes: f32,
    /// Absolute changes to the next reading, of the latest days.
    rough: f32,
}

/// Numbers of a [`Clock`].
const NUMBERS: usize = 9;

/// Room for the clock: each number in a column, so that times of a day are summed side by side.
#[derive(Clone, Debug, Default)]
pub(super) struct Clocks {
    columns: [Vec<f32>; NUMBERS],
    clock: Vec<Clock>,
}

/// Measures what needs more than one reading a day.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, calendar: Calendar, scratch: &mut Scratch) {
    let per_day = calendar.grid.slots_per_day();
    let mean = out.get(Measure::MeanKw);
    if per_day < 24 || mean.is_nan() || mean <= 0.0 {
        return;
    }
    let Scratch { kw, work: hours, clock: Clocks { columns, clock }, .. } = scratch;
    for column in columns.iter_mut() {
        column.clear();
        column.resize(per_day, 0.0);
    }
    let first = (calendar.local_s(0).rem_euclid(86_400) / i64::from(calendar.grid.step_s)) as usize % per_day;
    let hour = per_day / 24;
    // The sum of an hour from each reading on.
    let whole = (kw.len() + 1).saturating_sub(hour);
    hours.clear();
    hours.extend_from_slice(&kw[..whole]);
    for later in 1..hour {
        hours.iter_mut().zip(&kw[later..]).for_each(|(sum, kw)| *sum += kw);
    }
    let early = hour..whole.min(FIRST_DAYS * per_day);
    let recent = hour.max(kw.len().saturating_sub(RECENT_DAYS * per_day))..whole;
    let (mut slot, mut at) = (0, first);
    while slot < kw.len() {
        // To midnight.
        let end = kw.len().min(slot + per_day - at);
        let within = |range: &Range<usize>| {
            let from = range.start.clamp(slot, end);
            from..range.end.clamp(from, end)
        };
        sum_all(columns, at, &kw[slot..end]);
        let around = |days: &Range<usize>| {
            if days.is_empty() {
                return [&[][..]; 2];
            }
            [&hours[days.start - hour..days.end - hour], &hours[days.start..days.end]]
        };
        let days = within(&early);
        sum_early(columns, at + days.start - slot, around(&days), hour as f32);
        let days = within(&recent);
        if !days.is_empty() {
            let readings = [&kw[days.start - 1..days.end - 1], &kw[days.start..days.end]];
            sum_recent(columns, at + days.start - slot, around(&days), hour as f32, readings);
        }
        (slot, at) = (end, 0);
    }
    clock.clear();
    let [sum, count, change, change_squares, changes, latest, first_change, first_changes, rough] = columns;
    clock.extend((0..per_day).map(|at| Clock {
        sum: sum[at],
        count: count[at],
        change: change[at],
        change_squares: change_squares[at],
        changes: changes[at],
        latest: latest[at],
        first_change: first_change[at],
        first_changes: first_changes[at],
        rough: rough[at],
    }));
    shape(out, clock, mean);
    timer(out, clock, mean);
    repeats(out, kw, per_day, mean);
}

/// How much the mean of the hour after a reading is above that of the hour before.
#[inline(always)]
fn change(before: f32, after: f32, readings: f32) -> f32 {
    (after - before) / readings
}

/// Adds readings, the first at a `place` of the clock, to all days.
#[inline(always)]
fn sum_all(columns: &mut [Vec<f32>; NUMBERS], place: usize, kw: &[f32]) {
    let [sum, count, ..] = columns;
    for ((sum, count), now) in sum[place..].iter_mut().zip(&mut count[place..]).zip(kw) {
        let is_known = now.is_finite();
        *sum += if is_known { *now } else { 0.0 };
        *count += if is_known { 1.0 } else { 0.0 };
    }
}

/// … to the first days.
#[inline(always)]
fn sum_early(columns: &mut [Vec<f32>; NUMBERS], place: usize, [before, after]: [&[f32]; 2], readings: f32) {
    let [.., first_change, first_changes, _] = columns;
    let sums = first_change[place..].iter_mut().zip(&mut first_changes[place..]);
    for ((sum, count), (before, after)) in sums.zip(before.iter().zip(after)) {
        let change = change(*before, *after, readings);
        let is_known = change.is_finite();
        *sum += if is_known { change } else { 0.0 };
        *count += if is_known { 1.0 } else { 0.0 };
    }
}

/// … to the latest days.
#[inline(always)]
fn sum_recent(
    columns: &mut [Vec<f32>; NUMBERS],
    place: usize,
    [before, after]: [&[f32]; 2],
    readings: f32,
    [kw_before, kw]: [&[f32]; 2],
) {
    let [_, _, sum, squares, count, latest, _, _, rough] = columns;
    let sums = sum[place..].iter_mut().zip(&mut squares[place..]).zip(&mut count[place..]);
    for (((sum, squares), count), (before, after)) in sums.zip(before.iter().zip(after)) {
        let change = change(*before, *after, readings);
        let is_known = change.is_finite();
        let change = if is_known { change } else { 0.0 };
        *sum += change;
        *squares += change * change;
        *count += if is_known { 1.0 } else { 0.0 };
    }
    let sums = latest[place..].iter_mut().zip(&mut rough[place..]);
    let hours = before.iter().zip(after);
    for (((latest, rough), (before, after)), (kw_before, kw)) in sums.zip(hours).zip(kw_before.iter().zip(kw))
    {
        let is_known = change(*before, *after, readings).is_finite();
        *latest += if is_known { *kw } else { 0.0 };
        *rough += if is_known { (kw - kw_before).abs() } else { 0.0 };
    }
}

#[inline(always)]
fn shape(out: &mut MeterMeasures, clock: &[Clock], mean: f32) {
    let hours = |slot: usize| slot as f32 * 24.0 / clock.len() as f32;
    let part = |within: &dyn Fn(f32) -> bool| {
        let chosen = clock.iter().enumerate().filter(|(slot, _)| within(hours(*slot)));
        let (sum, count) = chosen.fold((0.0, 0.0), |(sum, count), (_, c)| (sum + c.sum, count + c.count));
        sum / count / mean
    };
    out.set(Measure::Night, part(&|hour| !(7.0..23.0).contains(&hour)));
    out.set(Measure::Evening, part(&|hour| (17.0..21.0).contains(&hour)));
    out.set(Measure::Noon, part(&|hour| (10.0..16.0).contains(&hour)));
    let (squares, count) = clock.iter().filter(|c| c.count > 0.0).fold((0.0, 0.0), |(squares, count), c| {
        let off = c.sum / c.count / mean - 1.0;
        (squares + off * off, count + 1.0)
    });
    out.set(Measure::DayShape, (squares / count).sqrt());
}

/// The largest rise and fall that repeat at the same time of the clock.
#[inline(always)]
fn timer(out: &mut MeterMeasures, clock: &[Clock], mean: f32) {
    let known = clock.iter().enumerate().filter(|(_, c)| c.changes > 2.0);
    let change = |c: &Clock| c.change / c.changes;
    let repeat = |c: &Clock| {
        let size = change(c);
        let variance = (c.change_squares / c.changes - size * size).max(0.0);
        // A thousandth of the mean keeps exact repetition finite.
        size / (variance.sqrt() + 1e-3 * mean)
    };
    let Some((rise_at, rise)) = known.clone().max_by(|a, b| change(a.1).total_cmp(&change(b.1))) else {
        return;
    };
    let Some((fall_at, fall)) = known.min_by(|a, b| change(a.1).total_cmp(&change(b.1))) else { return };
    let to_hours = 24.0 / clock.len() as f32;
    let (up, down) = (change(rise), -change(fall));
    out.set(Measure::ClockRise, up / mean);
    out.set(Measure::ClockRiseKw, up);
    out.set(Measure::ClockRiseRepeat, repeat(rise));
    out.set(Measure::ClockRiseHour, rise_at as f32 * to_hours);
    out.set(Measure::ClockFall, down / mean);
    out.set(Measure::ClockFallRepeat, -repeat(fall));
    out.set(Measure::ClockFallHour, fall_at as f32 * to_hours);
    out.set(Measure::ClockEqual, up.min(down) / up.max(down));
    out.set(Measure::ClockRiseBefore, rise.first_change / rise.first_changes / mean);
    out.set(Measure::ClockSizeKw, 0.5 * (size(clock, rise_at) - size(clock, fall_at)));
    // Calm between the two, an hour off the edges.
    let edge = clock.len() / 24;
    let length = (fall_at + clock.len() - rise_at) % clock.len();
    let (mut inside, mut outside) = ((0.0, 0.0), (0.0, 0.0));
    for (slot, c) in clock.iter().enumerate() {
        let after = (slot + clock.len() - rise_at) % clock.len();
        if after > edge && after + edge < length {
            inside = (inside.0 + c.rough, inside.1 + c.changes);
        } else if after > length + edge && after + edge < clock.len() {
            outside = (outside.0 + c.rough, outside.1 + c.changes);
        }
    }
    out.set(Measure::ClockCalm, (inside.0 / inside.1) / (outside.0 / outside.1));
}

/// The change at a switch, from the hour before it to the hour after it. The switch may lie within
/// an interval, which therefore counts on neither side.
#[inline(always)]
fn size(clock: &[Clock], at: usize) -> f32 {
    let n = clock.len();
    let hour = n / 24;
    let part = |from: usize| {
        let (sum, count) = (from..from + hour).fold((0.0, 0.0), |(sum, count), slot| {
            let c = &clock[slot % n];
            (sum + c.latest, count + c.changes)
        });
        sum / count
    };
    part(at + 1) - part(at + n - 1 - hour)
}

#[inline(always)]
fn repeats(out: &mut MeterMeasures, kw: &[f32], per_day: usize, mean: f32) {
    for (measure, lag) in [
        (Measure::RepeatHour, per_day / 24),
        (Measure::RepeatDay, per_day),
        (Measure::RepeatWeek, 7 * per_day),
    ] {
        if kw.len() <= lag + per_day {
            continue;
        }
        out.set(measure, autocorrelation(kw, lag, mean));
    }
}

/// Autocorrelation at `lag` of values with a known mean; what is missing adds nothing.
#[inline(always)]
pub(super) fn autocorrelation(values: &[f32], lag: usize, mean: f32) -> f32 {
    let (mut products, mut squares) = ([0.0_f32; LANES], [0.0_f32; LANES]);
    let later = values.get(lag..).unwrap_or_default();
    for (earlier, later) in values.chunks(LANES).zip(later.chunks(LANES)) {
        let lanes = products.iter_mut().zip(&mut squares);
        for ((product, square), (earlier, later)) in lanes.zip(earlier.iter().zip(later)) {
            let (a, b) = (earlier - mean, later - mean);
            let both = if (a * b).is_nan() { (0.0, 0.0) } else { (a, b) };
            *product += both.0 * both.1;
            *square += 0.5 * (both.0 * both.0 + both.1 * both.1);
        }
    }
    let (product, squares) = (products.iter().sum::<f32>(), squares.iter().sum::<f32>());
    if squares > 0.0 { product / squares } else { f32::NAN }
}
