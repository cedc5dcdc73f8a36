//! Owns short interruptions of a load that comes back as it was: a power cut, a machine that
//! restarts. They are taken out of the readings, so that no single one of them moves any other
//! measure, and are only counted where they are many. Does not look at shifts that stay.

use super::calm::widen;
use super::stats::quantile;
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::TimeGrid;

/// Hours before and after an interruption over which the floor is compared.
const SIDE_H: f32 = 2.0;
/// Up to an hour, what falls below this share of both floors is an interruption …
const SHORT_H: f32 = 1.0;
const SHORT_BELOW: f32 = 0.75;
/// … and up to four hours, what falls below this one: longer ones, and shallower long ones, may be
/// how somebody lives.
const LONG_H: f32 = 4.0;
const LONG_BELOW: f32 = 0.25;
/// The floor after is at least this share of the one before, and the other way round: it was the same
/// load that came back.
const SAME: f32 = 0.75;
/// Below this power, in kW, readings of a home at rest stutter.
const LEAST_KW: f32 = 0.05;
/// Interruptions below this share of the floor are power cuts: everything was off.
const CUT: f32 = 0.02;
/// So many interruptions say nothing: a test presses a button, a fuse blows …
const FREE: usize = 2;
/// … and from so many more on, their depth says all it can.
const MANY: f32 = 4.0;

/// Marks interruptions in `scratch.kw` as missing, and counts those that are no power cuts.
#[inline(always)]
pub(super) fn mend(out: &mut MeterMeasures, grid: TimeGrid, scratch: &mut Scratch) {
    let slots = |hours: f32| (hours / grid.step_h()).round() as usize;
    // An hour or less: a longer interval holds no short interruption.
    if grid.step_h() > SHORT_H || grid.step_h() <= 0.0 {
        return;
    }
    let Scratch { kw, work: depths, floor: limits, .. } = scratch;
    let (side, short, long) = (slots(SIDE_H).max(2), slots(SHORT_H).max(1), slots(LONG_H));
    if kw.len() <= side {
        limits.clear();
    } else {
        limits_into(kw, side, limits, depths);
    }
    depths.clear();
    let mut at = side;
    // Limits of readings before this one were set before something near was taken out.
    let mut changed_until = 0;
    while at + 1 < kw.len() {
        let now = kw[at];
        // Few readings lie so far below those before them; NaN does not.
        let falls = if at < changed_until { now < SHORT_BELOW * kw[at - 1] } else { now < limits[at - side] };
        let Some(length) = falls.then(|| interruption(kw, at, side, short, long)).flatten() else {
            at += 1;
            continue;
        };
        let before = floor(&kw[at - side..at]);
        let lowest = floor(&kw[at..at + length]);
        if lowest > CUT * before {
            depths.push(1.0 - lowest / before);
        }
        kw[at..at + length].fill(f32::NAN);
        at += length;
        changed_until = at + side;
    }
    let weeks = kw.len() as f32 * grid.step_h() / 168.0;
    let counted = depths.len().saturating_sub(FREE) as f32;
    out.set(Measure::DipsWeek, counted / weeks.max(1.0));
    let depth = if depths.is_empty() { 0.0 } else { quantile(depths, 0.5) };
    out.set(Measure::DipDepth, depth * (counted / MANY).min(1.0));
}

/// Below which an interruption may begin, for each reading but the first `side`: none does where the one
/// before is missing.
#[inline(always)]
fn limits_into(kw: &[f32], side: usize, limits: &mut Vec<f32>, work: &mut Vec<f32>) {
    limits.clear();
    limits.extend_from_slice(&kw[..kw.len() - 1]);
    widen(limits, 1, side, work);
    for (limit, before) in limits.iter_mut().zip(&kw[side - 1..]) {
        let may_begin = *limit > LEAST_KW && !before.is_nan();
        *limit = if may_begin { SHORT_BELOW * *limit } else { f32::NEG_INFINITY };
    }
}

/// How many readings an interruption lasts that begins `at`; `None` if none does.
#[inline(always)]
fn interruption(kw: &[f32], at: usize, side: usize, short: usize, long: usize) -> Option<usize> {
    let before = floor(&kw[at - side..at]);
    let begins = before > LEAST_KW && kw[at] < SHORT_BELOW * before;
    if !begins {
        return None;
    }
    let mut deepest_limit = kw[at];
    for length in 1..=long {
        let from = at + length;
        let after = kw.get(from..from + side)?;
        // It ends where the load is back.
        if after[0] >= SAME * before {
            let floor_after = floor(after);
            if floor_after < SAME * before || before < SAME * floor_after {
                return None;
            }
            let is_deep_enough = length <= short || deepest_limit < LONG_BELOW * before;
            return is_deep_enough.then_some(length);
        }
        // The highest reading of it: all of a long one is deep.
        deepest_limit = deepest_limit.max(after[0]);
        if length >= short && deepest_limit >= LONG_BELOW * before {
            return None;
        }
    }
    None
}

/// Lowest known reading; infinite of none.
#[inline(always)]
fn floor(kw: &[f32]) -> f32 {
    kw.iter().copied().fold(f32::INFINITY, f32::min)
}
