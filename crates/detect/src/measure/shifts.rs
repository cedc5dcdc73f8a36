//! Owns shifts of the floor: moments at which the lowest load of the next three hours differs from
//! that of the three hours before. A device that is switched shows the same size each time.

use super::calm::widen;
use super::stats::extremes;
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::TimeGrid;

/// Hours on either side of a shift.
const SIDE_H: f32 = 3.0;
/// Shifts smaller than this share of the mean are not looked at.
const LEAST_SHARE: f32 = 0.2;
/// Shifts of one device differ by less than this: noise of a rig, and that of the floor.
const SAME: f32 = 1.12;

/// Measures shifts of the floor.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, grid: TimeGrid, scratch: &mut Scratch) {
    let mean = out.get(Measure::MeanKw);
    let side = (SIDE_H / grid.step_h()) as usize;
    let Scratch { kw, work, floor, rises, falls, .. } = scratch;
    if side < 3 || kw.len() < 4 * side || mean.is_nan() || mean <= 0.0 {
        return;
    }
    floor.clear();
    floor.extend_from_slice(kw);
    widen(floor, 1, side, work);
    rises.clear();
    falls.clear();
    // Local extremes of the change, one within each three hours.
    work.clear();
    work.extend(
        floor.iter().zip(floor.get(side..).unwrap_or_default()).map(|(before, after)| after - before),
    );
    let least = LEAST_SHARE * mean;
    let (mut peak, mut peak_at) = (0.0_f32, 0_usize);
    for (at, &now) in work.iter().enumerate() {
        if now.is_nan() || peak == 0.0 && now.abs() <= least {
            continue;
        }
        if peak != 0.0 && (at - peak_at >= side || now * peak < 0.0) {
            if peak > 0.0 {
                rises.push(peak);
            } else {
                falls.push(-peak);
            }
            peak = 0.0;
        }
        if now.abs() > least && now.abs() > peak.abs() {
            (peak, peak_at) = (now, at);
        }
    }
    if peak != 0.0 {
        if peak > 0.0 { rises.push(peak) } else { falls.push(-peak) }
    }
    let weeks = kw.len() as f32 * grid.step_h() / 168.0;
    out.set(Measure::ShiftsWeek, (rises.len() + falls.len()) as f32 / weeks);
    out.set(Measure::ShiftRise, extremes(rises).1.max(0.0) / mean);
    out.set(Measure::ShiftFall, extremes(falls).1.max(0.0) / mean);
    // The size that repeats most, weighed by its size so that a kettle's does not win.
    rises.extend_from_slice(falls);
    rises.sort_unstable_by(f32::total_cmp);
    let (mut from, mut best) = (0, (0.0_f32, 0_usize, 0.0_f32));
    for (at, size) in rises.iter().enumerate() {
        while rises[from] * SAME < *size {
            from += 1;
        }
        let count = at + 1 - from;
        let weight = count as f32 * size;
        if weight > best.0 {
            best = (weight, count, rises[usize::midpoint(from, at)]);
        }
    }
    if best.1 > 0 {
        out.set(Measure::ShiftSameShare, best.1 as f32 / rises.len() as f32);
        out.set(Measure::ShiftSame, best.2 / mean);
        out.set(Measure::ShiftSameKw, best.2);
        out.set(Measure::ShiftSameWeek, best.1 as f32 / weeks);
    }
}
