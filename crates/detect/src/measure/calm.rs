//! Owns how still a load is, and what it never falls below. Does not know the clock.

use super::stats::{extremes, known_into, quantile, total};
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::TimeGrid;

/// Changes below this share of the mean are none: twice the noise of a rig.
pub(super) const STILL: f32 = 0.02;
/// Spread of 6 hours below this share of their mean is calm.
const CALM: f32 = 0.1;

/// Measures changes from reading to reading and floors of stretches.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, grid: TimeGrid, scratch: &mut Scratch) {
    let mean = out.get(Measure::MeanKw);
    let per_day = grid.slots_per_day();
    if per_day < 12 || mean.is_nan() || mean <= 0.0 {
        return;
    }
    let Scratch { kw, work, floor, ranks, .. } = scratch;
    floor.clear();
    floor.extend(kw.iter().zip(&kw[1..]).map(|(now, next)| (next - now).abs()));
    known_into(floor, work);
    let changes = work.len() as f32;
    let still = work.iter().map(|change| u32::from(*change < STILL * mean)).sum::<u32>();
    out.set(Measure::Rough, total(work) / changes / mean);
    out.set(Measure::Still, still as f32 / changes);
    let [median] = ranks.of(work, [0.5]);
    out.set(Measure::RoughMedian, median / mean);

    let quarter_day = per_day / 4;
    stretches(out, kw, work, floor, quarter_day, mean);
    floor.clear();
    floor.extend_from_slice(kw);
    widen(floor, 1, quarter_day, work);
    out.set(Measure::Floor6Max, extremes(floor).1 / mean);
    let usual = middle(floor, quarter_day, work);
    out.set(Measure::Floor6Median, usual / mean);
    out.set(Measure::Floor6Spread, (quantile(work, 0.75) - quantile(work, 0.25)) / usual);
    widen(floor, quarter_day, per_day, work);
    let (lowest, highest) = extremes(floor);
    out.set(Measure::Floor24Max, highest / mean);
    out.set(Measure::Floor24MaxKw, highest);
    out.set(Measure::Floor24Min, lowest / mean);
    out.set(Measure::Floor24MinKw, lowest);
    out.set(Measure::Floor24Median, middle(floor, per_day / 2, work) / mean);
    widen(floor, per_day, 3 * per_day, work);
    let (lowest, highest) = extremes(floor);
    out.set(Measure::Floor72Max, highest / mean);
    out.set(Measure::Floor72RangeKw, highest - lowest);
}

/// Median of every `apart`-th value.
#[inline(always)]
fn middle(values: &[f32], apart: usize, work: &mut Vec<f32>) -> f32 {
    work.clear();
    work.extend(values.chunks(apart.max(1)).map(|part| part[0]).filter(|v| v.is_finite()));
    quantile(work, 0.5)
}

#[inline(always)]
fn stretches(
    out: &mut MeterMeasures,
    kw: &[f32],
    shares: &mut Vec<f32>,
    spreads_kw: &mut Vec<f32>,
    length: usize,
    mean: f32,
) {
    shares.clear();
    spreads_kw.clear();
    let mut calm = 0_u32;
    for stretch in kw.chunks_exact(length) {
        let (sum, low, high) = stretch.iter().fold((0.0, f32::INFINITY, 0.0_f32), |(sum, low, high), kw| {
            (sum + kw, if *kw < low { *kw } else { low }, if *kw > high { *kw } else { high })
        });
        let level = sum / length as f32;
        if level.is_finite() && level > 0.0 {
            let spread = (high - low) / level;
            calm += u32::from(spread < CALM);
            shares.push(spread);
        }
        if low.is_finite() {
            spreads_kw.push(high - low);
        }
    }
    if shares.is_empty() {
        return;
    }
    out.set(Measure::CalmShare, calm as f32 / shares.len() as f32);
    out.set(Measure::CalmQuartile, quantile(shares, 0.25));
    out.set(Measure::CalmBest, quantile(shares, 0.02));
    // Spread in kW rather than in shares, of the calmer stretches.
    out.set(Measure::CalmLevel, quantile(spreads_kw, 0.25) / mean);
}

/// Makes of the lowest readings of each `from` in a row those of each `width` in a row, by joining
/// neighbours: a stretch twice as long is two of them, and the last step lets them overlap. What is
/// missing does not count. `work` is room for others.
#[inline(always)]
pub(super) fn widen(floor: &mut Vec<f32>, from: usize, width: usize, work: &mut Vec<f32>) {
    let mut reach = from;
    while reach < width {
        let apart = reach.min(width - reach);
        work.clear();
        let later = floor.get(apart..).unwrap_or_default();
        work.extend(floor.iter().zip(later).map(|(a, b)| a.min(*b)));
        std::mem::swap(floor, work);
        reach += apart;
    }
}

#[cfg(test)]
mod tests {
    use super::widen;

    #[test]
    fn floors_are_the_minima_of_windows() {
        let kw: Vec<f32> = (0..50).map(|i| ((i * 37) % 23) as f32).collect();
        let mut work = Vec::new();
        for (from, width) in [(1, 1), (1, 4), (1, 7), (7, 21), (4, 50), (1, 51)] {
            let floors = |width| -> Vec<f32> {
                kw.windows(width).map(|w| w.iter().copied().fold(f32::NAN, f32::min)).collect()
            };
            let mut floor = floors(from);
            widen(&mut floor, from, width, &mut work);
            assert_eq!(floor, floors(width), "width {width}");
        }
    }
}
