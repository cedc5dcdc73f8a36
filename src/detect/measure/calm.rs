//! Owns how still a load is, and what it never falls below. Does not know the clock.

use super::stats::quantile;
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::TimeGrid;

/// Changes below this share of the mean are none: twice the noise of a rig.
const STILL: f32 = 0.02;
/// Spread of 6 hours below this share of their mean is calm.
const CALM: f32 = 0.1;

/// Measures changes from reading to reading and floors of stretches.
pub(super) fn measure(out: &mut MeterMeasures, grid: TimeGrid, scratch: &mut Scratch) {
    let mean = out.get(Measure::MeanKw);
    let per_day = grid.slots_per_day();
    if per_day < 12 || mean.is_nan() || mean <= 0.0 {
        return;
    }
    let Scratch { kw, work, floor, .. } = scratch;
    work.clear();
    work.extend(kw.windows(2).map(|pair| (pair[1] - pair[0]).abs()).filter(|change| change.is_finite()));
    let changes = work.len() as f32;
    let (sum, still) = work
        .iter()
        .fold((0.0, 0_u32), |(sum, still), change| (sum + change, still + u32::from(*change < STILL * mean)));
    out.set(Measure::Rough, sum / changes / mean);
    out.set(Measure::Still, still as f32 / changes);
    out.set(Measure::RoughMedian, quantile(work, 0.5) / mean);

    let quarter_day = per_day / 4;
    stretches(out, kw, work, quarter_day, mean);
    floor_of(kw, quarter_day, floor);
    out.set(Measure::Floor6Max, highest(floor) / mean);
    let usual = middle(floor, quarter_day, work);
    out.set(Measure::Floor6Median, usual / mean);
    out.set(Measure::Floor6Spread, (quantile(work, 0.75) - quantile(work, 0.25)) / usual);
    floor_of(kw, per_day, floor);
    out.set(Measure::Floor24Max, highest(floor) / mean);
    out.set(Measure::Floor24MaxKw, highest(floor));
    out.set(Measure::Floor24Min, lowest(floor) / mean);
    out.set(Measure::Floor24MinKw, lowest(floor));
    out.set(Measure::Floor24Median, middle(floor, per_day / 2, work) / mean);
    floor_of(kw, 3 * per_day, floor);
    out.set(Measure::Floor72Max, highest(floor) / mean);
    out.set(Measure::Floor72RangeKw, highest(floor) - lowest(floor));
}

fn highest(values: &[f32]) -> f32 {
    values.iter().copied().fold(f32::NAN, f32::max)
}

fn lowest(values: &[f32]) -> f32 {
    values.iter().copied().fold(f32::NAN, f32::min)
}

/// Median of every `apart`-th value.
fn middle(values: &[f32], apart: usize, work: &mut Vec<f32>) -> f32 {
    work.clear();
    work.extend(values.iter().step_by(apart.max(1)).filter(|v| v.is_finite()));
    quantile(work, 0.5)
}

fn stretches(out: &mut MeterMeasures, kw: &[f32], work: &mut Vec<f32>, length: usize, mean: f32) {
    work.clear();
    let mut calm = 0_u32;
    for stretch in kw.chunks_exact(length) {
        let (sum, low, high) = stretch.iter().fold((0.0, f32::INFINITY, 0.0_f32), |(sum, low, high), kw| {
            (sum + kw, low.min(*kw), high.max(*kw))
        });
        let level = sum / length as f32;
        if level.is_finite() && level > 0.0 {
            let spread = (high - low) / level;
            calm += u32::from(spread < CALM);
            work.push(spread);
        }
    }
    if work.is_empty() {
        return;
    }
    out.set(Measure::CalmShare, calm as f32 / work.len() as f32);
    out.set(Measure::CalmQuartile, quantile(work, 0.25));
    out.set(Measure::CalmBest, quantile(work, 0.02));
    // Spread in kW rather than in shares, of the calmer stretches.
    work.clear();
    for stretch in kw.chunks_exact(length) {
        let (low, high) =
            stretch.iter().fold((f32::INFINITY, 0.0_f32), |(low, high), kw| (low.min(*kw), high.max(*kw)));
        if low.is_finite() {
            work.push(high - low);
        }
    }
    out.set(Measure::CalmLevel, quantile(work, 0.25) / mean);
}

/// Lowest reading of each `width` in a row (van Herk 1992, doi:10.1016/0167-8655(92)90069-C: two
/// passes for any width). What is missing does not count.
pub(super) fn floor_of(kw: &[f32], width: usize, floor: &mut Vec<f32>) {
    floor.clear();
    if kw.len() < width || width == 0 {
        return;
    }
    // Minima from each reading to the end of its block …
    floor.extend_from_slice(kw);
    for at in (0..kw.len() - 1).rev() {
        if at % width != width - 1 {
            floor[at] = floor[at].min(floor[at + 1]);
        }
    }
    // … joined with those from the start of the next block.
    let count = kw.len() + 1 - width;
    let mut low = f32::NAN;
    for (at, kw) in kw.iter().enumerate() {
        low = if at % width == 0 { *kw } else { low.min(*kw) };
        if let Some(first) = (at + 1).checked_sub(width) {
            floor[first] = floor[first].min(low);
        }
    }
    floor.truncate(count);
}

#[cfg(test)]
mod tests {
    use super::floor_of;

    #[test]
    fn floors_are_the_minima_of_windows() {
        let kw: Vec<f32> = (0..50).map(|i| ((i * 37) % 23) as f32).collect();
        let mut floor = Vec::new();
        for width in [1, 4, 7, 50] {
            floor_of(&kw, width, &mut floor);
            let naive: Vec<f32> =
                kw.windows(width).map(|w| w.iter().copied().fold(f32::NAN, f32::min)).collect();
            assert_eq!(floor, naive, "width {width}");
        }
    }
}
