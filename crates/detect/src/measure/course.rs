//! Owns the course of base load and mean over the days, small enough to keep for every meter until
//! its peers are known. Does not compare meters.

use super::days::Day;

/// Bins of a course: days, or several days each where there are more.
pub(crate) const BINS: usize = 64;
/// Steps that make the meter's mean.
const UNIT: f32 = 4096.0;
/// Marks a bin without a day.
const MISSING: u16 = u16::MAX;

/// Base load and mean of each day or few days, over the meter's mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    base: [u16; BINS],
    mean: [u16; BINS],
    night: [u16; BINS],
    /// Monday to Friday 0, weekend 1, in parts of 255: what is common to a kind of day.
    weekend: [u8; BINS],
}

impl Default for Course {
    fn default() -> Self {
        Self { base: [MISSING; BINS], mean: [MISSING; BINS], night: [MISSING; BINS], weekend: [0; BINS] }
    }
}

impl Course {
    /// Numbers of a course.
    const NUMBERS: usize = 4 * BINS;

    /// All of it as numbers, to be kept in a file.
    #[must_use]
    pub fn numbers(&self) -> Vec<u16> {
        let weekend = self.weekend.map(u16::from);
        [self.base, self.mean, self.night, weekend].concat()
    }

    /// The course of these [`Self::numbers`]; nothing if they are none.
    #[must_use]
    pub fn of_numbers(numbers: &[u16]) -> Option<Self> {
        if numbers.len() != Self::NUMBERS {
            return None;
        }
        let mut out = Self::default();
        let mut parts = numbers.chunks_exact(BINS);
        for part in [&mut out.base, &mut out.mean, &mut out.night] {
            part.copy_from_slice(parts.next()?);
        }
        for (share, number) in out.weekend.iter_mut().zip(parts.next()?) {
            *share = u8::try_from(*number).ok()?;
        }
        Some(out)
    }

    #[inline(always)]
    pub(super) fn of(days: &[Day], usual: f32) -> Self {
        let mut out = Self::default();
        if usual.is_nan() || usual <= 0.0 {
            return out;
        }
        let count = days.last().map_or(0, |day| day.number + 1);
        let days_a_bin = count.div_ceil(BINS).max(1);
        let mut sums = [[0.0_f32; 5]; BINS];
        for day in days {
            let bin = &mut sums[day.number / days_a_bin];
            let weekend = if day.weekday >= 5 { 255.0 } else { 0.0 };
            for (sum, value) in bin.iter_mut().zip([day.base, day.mean, day.night, weekend, 1.0]) {
                *sum += value;
            }
        }
        let pack = |sum: f32, count: f32| {
            let value = sum / count / usual * UNIT;
            if value.is_nan() { MISSING } else { value.min(f32::from(MISSING - 1)) as u16 }
        };
        for (at, [base, mean, night, weekend, count]) in sums.into_iter().enumerate() {
            if count > 0.0 {
                out.base[at] = pack(base, count);
                out.mean[at] = pack(mean, count);
                out.night[at] = pack(night, count);
                out.weekend[at] = (weekend / count) as u8;
            }
        }
        out
    }

    /// Base loads over the meter's mean; NaN where no day is known.
    pub(crate) fn base(&self) -> [f32; BINS] {
        self.base.map(unpack)
    }

    /// Base loads of the nights over the meter's mean; NaN where none is known.
    pub(crate) fn night(&self) -> [f32; BINS] {
        self.night.map(unpack)
    }

    /// How much of a weekend each bin is, 0 to 1.
    pub(crate) fn weekend(&self) -> [f32; BINS] {
        self.weekend.map(|share| f32::from(share) / 255.0)
    }

    /// Means over the meter's mean; NaN where no day is known.
    pub(crate) fn mean(&self) -> [f32; BINS] {
        self.mean.map(unpack)
    }
}

fn unpack(value: u16) -> f32 {
    if value == MISSING { f32::NAN } else { f32::from(value) / UNIT }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_survives_its_numbers() {
        let mut course = Course::default();
        (course.base[3], course.night[63], course.weekend[1]) = (7, 9, 255);
        assert_eq!(Course::of_numbers(&course.numbers()), Some(course));
        assert_eq!(Course::of_numbers(&course.numbers()[1..]), None);
    }
}
