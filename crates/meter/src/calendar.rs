//! Owns local time: hour, day and weekday of an interval. Does not know regions; a caller gives
//! the offset. Offsets are constant, as in Russia since 2014.

use super::TimeGrid;

/// Seconds a day.
const DAY_S: i64 = 86_400;

/// A grid of time seen from where the meter hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Calendar {
    /// The intervals.
    pub grid: TimeGrid,
    /// Local time minus UTC.
    pub utc_offset_s: i32,
}

impl Calendar {
    /// Local time of the start of an interval, in seconds since 1970 on the local clock.
    #[must_use]
    pub fn local_s(&self, slot: usize) -> i64 {
        self.grid.start_of(slot) + i64::from(self.utc_offset_s)
    }

    /// Hours since local midnight at the start of an interval, 0.0 to 24.0.
    #[must_use]
    pub fn hour(&self, slot: usize) -> f32 {
        self.local_s(slot).rem_euclid(DAY_S) as f32 / 3600.0
    }

    /// Local day number since 1970.
    #[must_use]
    pub fn day(&self, slot: usize) -> i64 {
        self.local_s(slot).div_euclid(DAY_S)
    }

    /// Day of the week, 0 is Monday.
    #[must_use]
    pub fn weekday(&self, slot: usize) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.day(slot) + 3).rem_euclid(7) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, TimeGrid};

    #[test]
    fn local_midnight_in_irkutsk_is_four_in_the_afternoon_in_greenwich() {
        // 2026-11-20 16:00 UTC, a Friday; local clocks of UTC+8 begin Saturday.
        let grid = TimeGrid { start_s: 1_795_190_400, step_s: 1800, len: 48 };
        let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
        assert_eq!(calendar.hour(0), 0.0);
        assert_eq!(calendar.weekday(0), 5);
        assert_eq!(calendar.hour(47), 23.5);
        assert_eq!(calendar.day(47), calendar.day(0));
    }
}
