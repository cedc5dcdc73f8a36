//! Owns whether a load is switched on and off in cycles of about the same length, as a thermostat
//! does. Does not know the clock, and does not tell a heater from a rig that heats.

use super::stats::LANES;
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::TimeGrid;

/// Cycles that are looked for, hours: a fridge has shorter ones, a day's habits longer ones.
const SHORTEST_H: f32 = 0.75;
const LONGEST_H: f32 = 4.0;

/// Measures the highest autocorrelation of the changes from reading to reading, and where it lies.
/// Changes, as what lasts longer than a cycle is alike at every lag. What is missing adds nothing.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, grid: TimeGrid, scratch: &mut Scratch) {
    let step_h = grid.step_h();
    // A cycle has at least two readings.
    let shortest = ((SHORTEST_H / step_h) as usize).max(2);
    let longest = (LONGEST_H / step_h) as usize;
    // An hour without a reading inside shows no cycle.
    if 2.0 * step_h > 1.0 || scratch.kw.len() <= longest + 1 {
        return;
    }
    let Scratch { kw, work: changes, .. } = scratch;
    changes.clear();
    let change = |(now, next): (&f32, &f32)| if (next - now).is_nan() { 0.0 } else { next - now };
    changes.extend(kw.iter().zip(&kw[1..]).map(change));
    let all = products(changes, changes);
    if all <= 0.0 {
        return;
    }
    let alike = (shortest..=longest).map(|lag| (lag, products(changes, &changes[lag..]) / all));
    if let Some((lag, likeness)) = alike.max_by(|a, b| a.1.total_cmp(&b.1)) {
        out.set(Measure::CycleLikeness, likeness);
        out.set(Measure::CycleHours, lag as f32 * step_h);
    }
}

/// Sum of the products of values at the same place, as far as both go.
#[inline(always)]
fn products(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let length = a.len().min(b.len());
    let ((a, rest_a), (b, rest_b)) = (a[..length].as_chunks::<LANES>(), b[..length].as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    for ((sum, a), b) in sums.iter_mut().zip(rest_a).zip(rest_b) {
        *sum += a * b;
    }
    sums.iter().sum()
}
