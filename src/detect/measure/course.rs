//! Owns the course of base load and mean over the days, small enough to keep for every meter until
//! its peers are known. Does not compare meters.

use super::days::Day;

/// Bins of a course: days, or several days each where there are more.
pub(in crate::detect) const BINS: usize = 64;
/// Steps that make the meter's mean.
const UNIT: f32 = 4096.0;
/// Marks a bin without a day.
const MISSING: u16 = u16::MAX;

/// Base load and mean of each day or few days, over the meter's mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    base: [u16; BINS],
    mean: [u16; BINS],
}

impl Default for Course {
    fn default() -> Self {
        Self { base: [MISSING; BINS], mean: [MISSING; BINS] }
    }
}

impl Course {
    pub(super) fn of(days: &[Day], usual: f32) -> Self {
        let mut out = Self::default();
        if usual.is_nan() || usual <= 0.0 {
            return out;
        }
        let count = days.last().map_or(0, |day| day.number + 1);
        let days_a_bin = count.div_ceil(BINS).max(1);
        let mut sums = [(0.0_f32, 0.0_f32, 0.0_f32); BINS];
        for day in days {
            let bin = &mut sums[day.number / days_a_bin];
            *bin = (bin.0 + day.base, bin.1 + day.mean, bin.2 + 1.0);
        }
        let pack = |sum: f32, count: f32| (sum / count / usual * UNIT).min(f32::from(MISSING - 1)) as u16;
        for (at, (base, mean, count)) in sums.into_iter().enumerate() {
            if count > 0.0 {
                out.base[at] = pack(base, count);
                out.mean[at] = pack(mean, count);
            }
        }
        out
    }

    /// Base loads over the meter's mean; NaN where no day is known.
    pub(in crate::detect) fn base(&self) -> [f32; BINS] {
        self.base.map(unpack)
    }

    /// Means over the meter's mean; NaN where no day is known.
    pub(in crate::detect) fn mean(&self) -> [f32; BINS] {
        self.mean.map(unpack)
    }
}

fn unpack(value: u16) -> f32 {
    if value == MISSING { f32::NAN } else { f32::from(value) / UNIT }
}
