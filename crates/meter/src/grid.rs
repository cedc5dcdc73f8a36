//! Owns the regular grid of time that readings lie on. Does not know local time.

/// Intervals of equal length, one after the other. All times are UTC, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeGrid {
    /// Start of the first interval.
    pub start_s: i64,
    /// Length of an interval.
    pub step_s: u32,
    /// How many there are.
    pub len: usize,
}

impl TimeGrid {
    /// Start of interval `slot`; `slot == len` gives the end of the last one.
    #[must_use]
    pub const fn start_of(&self, slot: usize) -> i64 {
        self.start_s + slot as i64 * self.step_s as i64
    }

    /// The interval that begins at `time_s`, if one does.
    #[must_use]
    pub fn slot_at(&self, time_s: i64) -> Option<usize> {
        let from_start = time_s.checked_sub(self.start_s)?;
        let step = i64::from(self.step_s);
        let slot = usize::try_from(from_start.checked_div(step)?).ok()?;
        (from_start % step == 0 && slot < self.len).then_some(slot)
    }

    /// Hours an interval lasts: kW are kWh divided by it.
    #[must_use]
    pub fn step_h(&self) -> f32 {
        self.step_s as f32 / 3600.0
    }

    /// Intervals a day: 96 for quarters of an hour, 1 for days.
    #[must_use]
    pub const fn slots_per_day(&self) -> usize {
        if self.step_s == 0 { 0 } else { 86_400 / self.step_s as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::TimeGrid;

    #[test]
    fn a_time_finds_its_slot_and_back() {
        let grid = TimeGrid { start_s: 900, step_s: 1800, len: 4 };
        assert_eq!(grid.slot_at(grid.start_of(3)), Some(3));
        assert_eq!(grid.slot_at(grid.start_of(4)), None, "after the end");
        assert_eq!(grid.slot_at(0), None, "before the start");
        assert_eq!(grid.slot_at(901), None, "between two");
        assert_eq!(grid.slots_per_day(), 48);
    }
}
