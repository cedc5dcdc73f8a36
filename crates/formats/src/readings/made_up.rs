//! Owns readings that somebody made up, estimated or substituted: they count as missing, and each is known
//! for what it is, in the bits of its NaN. Does not read files.

use headend::Quality;

const QUIET_NAN: u32 = 0x7FC0_0000;

/// How many intervals of a series were made up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MadeUp {
    /// All of the series, also those that nobody read.
    pub intervals: u32,
    /// Whose value was estimated.
    pub estimated: u32,
    /// Whose value was put in the place of a measured one.
    pub substituted: u32,
}

impl MadeUp {
    /// Counts those of a series.
    #[must_use]
    pub fn of(values: &[f32]) -> Self {
        let count = |quality| {
            let bits = missing(quality).to_bits();
            values.iter().map(|value| u32::from(value.to_bits() == bits)).sum()
        };
        let (estimated, substituted) = (count(Quality::Estimated), count(Quality::Substituted));
        Self { intervals: values.len() as u32, estimated, substituted }
    }

    /// Of both.
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.estimated + self.substituted
    }
}

impl std::ops::Add for MadeUp {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            intervals: self.intervals.saturating_add(other.intervals),
            estimated: self.estimated.saturating_add(other.estimated),
            substituted: self.substituted.saturating_add(other.substituted),
        }
    }
}

/// What stands for a value of a quality that does not count.
pub(super) const fn missing(quality: Quality) -> f32 {
    f32::from_bits(match quality {
        Quality::Estimated => QUIET_NAN | 1,
        Quality::Substituted => QUIET_NAN | 2,
        Quality::Measured | Quality::Doubtful => QUIET_NAN,
    })
}
