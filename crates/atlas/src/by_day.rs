//! Owns what follows from a day alone, worked out once for each day and not for each of millions of rows.
//!
//! Main type: [`ByDay`].

use super::NO_DAY;

/// Days beyond so many, 550 years, are worked out row by row.
const MOST_DAYS: i64 = 200_000;

/// Values by day, counted from 1970-01-01.
#[derive(Debug)]
pub struct ByDay<T, F> {
    first: i32,
    values: Vec<T>,
    value_of: F,
}

impl<T: Copy, F: Fn(i32) -> T> ByDay<T, F> {
    /// Works out `value_of` for all days from the first to the last of `days`.
    #[must_use]
    pub fn new(days: &[i32], value_of: F) -> Self {
        // `NO_DAY` is before all days.
        let last = days.iter().copied().max().unwrap_or(NO_DAY);
        let first = days.iter().map(|&day| if day == NO_DAY { i32::MAX } else { day }).min().unwrap_or(last);
        let is_few = i64::from(last) - i64::from(first) < MOST_DAYS;
        let values = if is_few { (first..=last).map(&value_of).collect() } else { Vec::new() };
        Self { first, values, value_of }
    }

    /// The value of a day.
    #[inline]
    pub fn of(&self, day: i32) -> T {
        let at = day.wrapping_sub(self.first) as u32 as usize;
        self.values.get(at).copied().unwrap_or_else(|| (self.value_of)(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::year_of_day;

    #[test]
    fn a_table_says_what_the_calendar_says() {
        let of = |days: &[i32]| {
            let years = ByDay::new(days, |day| (day != NO_DAY).then(|| year_of_day(day)));
            days.iter().map(|&day| years.of(day)).collect::<Vec<_>>()
        };
        assert_eq!(of(&[20_000, NO_DAY, -1, 0]), [Some(2024), None, Some(1969), Some(1970)]);
        assert_eq!(of(&[NO_DAY]), [None]);
        assert_eq!(
            of(&[i32::MAX, i32::MIN + 1]),
            [year_of_day(i32::MAX), year_of_day(i32::MIN + 1)].map(Some)
        );
    }
}
