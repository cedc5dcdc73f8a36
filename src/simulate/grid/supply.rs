//! Owns what the meter of a feeder counts: the load of its meters, what is taken past them, and losses.
//! Does not know who uses what.

use super::{maths::Draw, series::Series};
use crate::simulate::draw::Stream;

/// The meter of a feeder and the losses behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply {
    /// Losses that grow with the square of the load, as a share of all energy, and those that are
    /// always there, as a share of the mean load.
    quadratic: f64,
    constant: f64,
    gain: f64,
    /// Deviation of one reading, as a share.
    noise: f64,
    /// How late its clock is, in intervals.
    late: f32,
    step_wh: i64,
}

impl Supply {
    /// Losses of low-voltage feeders are 2 to 8 %, of bad ones up to twice that; a transformer at rest
    /// takes 0.2 to 0.4 % of its power, some 1 % of a usual load. Error of class 0.5S (IEC 62053-22). Half of
    /// the clocks are late. Assumptions in their distribution.
    pub(super) fn draw(is_high: bool, stream: &mut Stream) -> Self {
        Self {
            quadratic: if is_high { stream.between(0.08, 0.15) } else { stream.between(0.015, 0.06) },
            constant: stream.between(0.004, 0.02),
            gain: 1.0 + 0.003 * stream.bell(),
            noise: stream.between(0.001, 0.006),
            late: if stream.happens(0.5) { stream.part() as f32 } else { 0.0 },
            step_wh: *stream.pick(&[(50, 1), (25, 10), (25, 100)]),
        }
    }

    /// Appends what the meter of the feeder counts.
    pub(super) fn count(self, through_meters: &Series, tap: &Series, stream: &mut Stream, to: &mut Vec<i64>) {
        let load = |slot: usize| f64::from(through_meters.wh[slot] + tap.wh[slot]);
        let len = through_meters.wh.len();
        let (mut sum, mut squares) = (0.0, 0.0);
        for slot in 0..len {
            sum += load(slot);
            squares += load(slot) * load(slot);
        }
        let constant_wh = self.constant * sum / len as f64;
        let per_square = if squares > 0.0 { self.quadratic * sum / squares } else { 0.0 };
        let supplied = |slot: usize| load(slot) + constant_wh + per_square * load(slot) * load(slot);
        let mut total = stream.part();
        let mut before = 0;
        for slot in 0..len {
            let late = f64::from(self.late);
            // A clock that is late ends its interval in the next one.
            let wh = (1.0 - late) * supplied(slot) + late * supplied((slot + 1).min(len - 1));
            total += wh * self.gain * (1.0 + self.noise * stream.bell()) / self.step_wh as f64;
            let now = total as i64;
            to.push((now - before) * self.step_wh);
            before = now;
        }
    }
}
