//! Owns short dips of the floor: what runs all the time restarts now and then, and shows its size
//! while it does. Does not look at shifts that stay.

use super::stats::quantile;
use super::{Measure, MeterMeasures};

/// Intervals of two hours a day: the floor before and after a dip is that of two hours.
pub(super) const FLOORS_A_DAY: usize = 12;
/// Dips shallower than this share of the floor are its noise …
const LEAST_OF_FLOOR: f32 = 0.1;
/// … and than this share of the mean, nobody's.
const LEAST_OF_MEAN: f32 = 0.05;
/// The floors before and after differ by less: it was the same load that came back.
const SAME: f32 = 1.2;

/// Where dips are gathered.
pub(super) struct Dips<'a> {
    /// Depths over the floor.
    pub(super) shares: &'a mut Vec<f32>,
    /// Depths in kW.
    pub(super) depths: &'a mut Vec<f32>,
}

/// Measures dips of `kw` below the lowest readings of each two hours, which are `width` readings.
/// An hour, or two readings, is left for the dip itself.
pub(super) fn measure(out: &mut MeterMeasures, kw: &[f32], floor: &[f32], width: usize, dips: Dips) {
    let Dips { shares, depths } = dips;
    shares.clear();
    depths.clear();
    let room = (width / 2).max(2);
    let least = LEAST_OF_MEAN * out.get(Measure::MeanKw);
    let mut free_from = 0;
    // The floor before ends, and that after begins, `room` readings off.
    for (at, (pair, now)) in floor.windows(width + 2 * room + 2).zip(&kw[width + room..]).enumerate() {
        let (before, after) = (pair[0], pair[pair.len() - 1]);
        let level = before.min(after);
        let depth = level - now;
        if depth > LEAST_OF_FLOOR * level && depth > least && before.max(after) < SAME * level {
            if at >= free_from {
                shares.push(0.0);
                depths.push(0.0);
            }
            free_from = at + room + 1;
            if let (Some(share), Some(deepest)) = (shares.last_mut(), depths.last_mut()) {
                *share = share.max(depth / level);
                *deepest = deepest.max(depth);
            }
        }
    }
    let weeks = kw.len() as f32 / (7 * FLOORS_A_DAY * width) as f32;
    out.set(Measure::DipsWeek, depths.len() as f32 / weeks);
    out.set(Measure::DipDepth, quantile(shares, 0.5));
    out.set(Measure::DipKw, quantile(depths, 0.5));
}
