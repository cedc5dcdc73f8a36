//! Owns what the meter of a feeder counts: the load of its meters, what is taken past them, and losses.
//! Does not know who uses what.
//!
//! Nothing here has the form that a detector fits: iron loses by the size of a transformer, copper by the
//! current of each phase and of the neutral, and by its temperature; clocks run late and drift, and the
//! meter errs more at small loads.

use super::{maths::Draw, series::Series, surroundings::Surroundings};
use crate::{draw::Stream, meter::TRANSFORMERS};

/// Share of the highest loads left out where a transformer is chosen: it stands a short overload.
const OVERLOADS: f64 = 0.005;
/// What the neutral loses of what a phase loses at the same current: it is often thinner.
const NEUTRAL: f64 = 0.8;
/// Copper resists so much more for each degree (IEC 60228, at 20 °C: 0.00393).
const COPPER_A_DEGREE: f64 = 0.00393;

/// The meter of a feeder and the losses behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supply {
    /// Losses of copper, as a share of all energy.
    copper: f64,
    /// Sizes by which the transformer is larger than it has to be, and how old it is, 0 to 1.
    larger_by: usize,
    age: f64,
    gain: f64,
    /// By how much less it counts at no load, as a share.
    droop: f64,
    /// Deviation of one reading, as a share.
    noise: f64,
    /// How late its clock is, in intervals, and by how much more at the end.
    late: f64,
    drift: f64,
    step_wh: i64,
}

/// What is unusual about the supply of a feeder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Oddity {
    #[default]
    None,
    /// Lines that lose far more than others.
    HighLoss,
    /// A meter of class 2 (IEC 62053-21), or a poor connection to it.
    Noisy,
}

impl Supply {
    /// Losses of low-voltage lines are 1.5 to 6 %, of bad ones 8 to 15 %; assumptions in their
    /// distribution. Error of class 0.5S (IEC 62053-22). Half of the clocks are late, one in five drifts
    /// by up to six seconds a day, some ten times what a good one does (IEC 62054-21).
    pub(super) fn draw(oddity: Oddity, days: usize, per_hour: f32, stream: &mut Stream) -> Self {
        let is_high = oddity == Oddity::HighLoss;
        let drift_min = if stream.happens(0.2) { stream.between(-0.1, 0.1) * days as f64 } else { 0.0 };
        Self {
            copper: if is_high { stream.between(0.08, 0.15) } else { stream.between(0.015, 0.06) },
            larger_by: *stream.pick(&[(50, 0), (35, 1), (15, 2)]),
            age: stream.part(),
            gain: 1.0 + 0.003 * stream.bell(),
            droop: stream.between(0.0, 0.004),
            noise: if oddity == Oddity::Noisy { 0.02 } else { stream.between(0.001, 0.006) },
            late: if stream.happens(0.5) { stream.part() } else { 0.0 },
            drift: drift_min / 60.0 * f64::from(per_hour),
            step_wh: *stream.pick(&[(50, 1), (25, 10), (25, 100)]),
        }
    }

    /// Appends what the meter of the feeder counts, of the load of three phases.
    pub(super) fn count(
        self,
        phases: &[Series; 3],
        tap: &Series,
        around: &Surroundings,
        stream: &mut Stream,
        to: &mut Vec<i64>,
    ) {
        let len = tap.wh.len();
        let phase = |of: usize, slot: usize| f64::from(phases[of].wh[slot] + tap.wh[slot] / 3.0);
        let load = |slot: usize| phase(0, slot) + phase(1, slot) + phase(2, slot);
        let heated = |slot: usize| {
            let [a, b, c] = [phase(0, slot), phase(1, slot), phase(2, slot)];
            let squares = a * a + b * b + c * c;
            // The sum of three currents, a third of a turn apart.
            let neutral = (squares - a * b - b * c - c * a).max(0.0);
            let warmth = 1.0 + COPPER_A_DEGREE * (f64::from(around.temp_c[slot]) - 20.0);
            (squares + NEUTRAL * neutral) * warmth
        };
        let (mut sum, mut squares) = (0.0, 0.0);
        let mut loads: Vec<f64> = Vec::with_capacity(len);
        for slot in 0..len {
            sum += load(slot).abs();
            squares += heated(slot);
            loads.push(load(slot).abs());
        }
        let highest = (len as f64 * (1.0 - OVERLOADS)) as usize;
        let peak_wh = *loads.select_nth_unstable_by(highest.min(len - 1), f64::total_cmp).1;
        let wh_of_kw = f64::from(tap.wh_of_kw());
        let iron_wh = self.iron_kw(peak_wh / wh_of_kw) * wh_of_kw;
        let per_square = if squares > 0.0 { self.copper * sum / squares } else { 0.0 };
        let supplied = |slot: usize| load(slot) + iron_wh + per_square * heated(slot);
        let mut total = stream.part();
        let mut before = 0;
        for slot in 0..len {
            let late = (self.late + self.drift * slot as f64 / len as f64).clamp(-1.0, 1.0);
            // A clock that is late ends its interval in the next one.
            let other = if late > 0.0 { (slot + 1).min(len - 1) } else { slot.saturating_sub(1) };
            let wh = (1.0 - late.abs()) * supplied(slot) + late.abs() * supplied(other);
            let idle = 1.0 - (wh.abs() / peak_wh.max(1.0)).min(1.0);
            let gain = self.gain * (1.0 - self.droop * idle * idle) * (1.0 + self.noise * stream.bell());
            total += wh * gain / self.step_wh as f64;
            let now = total.floor() as i64;
            to.push((now - before) * self.step_wh);
            before = now;
        }
    }

    /// What the iron of the transformer loses that carries such a peak.
    fn iron_kw(self, peak_kw: f64) -> f64 {
        let last = TRANSFORMERS.len() - 1;
        let needed = TRANSFORMERS.iter().position(|(kva, _, _)| *kva >= peak_kw).unwrap_or(last);
        let (_, new_w, old_w) = TRANSFORMERS[(needed + self.larger_by).min(last)];
        (new_w + self.age * (old_w - new_w)) / 1000.0
    }
}
