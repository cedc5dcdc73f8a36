//! Owns periods of time: days, months, years and spans of them, as ISO 8601 writes them. Does
//! not know the clock.

use crate::{lang::Words, units::DASH};
use std::fmt;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year of the common era.
    pub year: i32,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, 1–31.
    pub day: u8,
}

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub first: Day,
    /// Last day.
    pub last: Day,
}

impl Period {
    /// Of figures that no date is known for. There is no year 0 in the common era.
    pub const UNDATED: Self = Self::year(0);

    /// A whole year.
    #[must_use]
    pub const fn year(year: i32) -> Self {
        Self { first: Day { year, month: 1, day: 1 }, last: Day { year, month: 12, day: 31 } }
    }

    /// Reads `2025`, `2025-05`, `2025-05-07` or two of them with a slash between.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once('/') else {
            return Self::parse_one(text);
        };
        let period = Self { first: Self::parse_one(from)?.first, last: Self::parse_one(to)?.last };
        (period.first <= period.last).then_some(period)
    }

    fn parse_one(text: &str) -> Option<Self> {
        let mut parts = text.split('-').map(|part| {
            let digits = part.len() == 4 || part.len() == 2;
            (digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u16>().ok()).flatten()
        });
        let year = i32::from(parts.next()??);
        if year == Self::UNDATED.first.year {
            return None;
        }
        let Some(month) = parts.next() else { return (text.len() == 4).then(|| Self::year(year)) };
        let month = u8::try_from(month?).ok().filter(|m| (1..=12).contains(m))?;
        let Some(day) = parts.next() else {
            return Some(Self {
                first: Day { year, month, day: 1 },
                last: Day { year, month, day: days_in(year, month) },
            });
        };
        let day = u8::try_from(day?).ok().filter(|d| (1..=days_in(year, month)).contains(d))?;
        let day = Day { year, month, day };
        parts.next().is_none().then_some(Self { first: day, last: day })
    }

    /// The year, if the period is exactly that; what has no date is of no year.
    #[must_use]
    pub fn as_year(self) -> Option<i32> {
        (self == Self::year(self.first.year) && self != Self::UNDATED).then_some(self.first.year)
    }

    /// From the beginning of the earlier to the end of the later; undated where one of them is.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        if [self, other].contains(&Self::UNDATED) {
            return Self::UNDATED;
        }
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Whether a day of `year` belongs to it.
    #[must_use]
    pub const fn touches_year(self, year: i32) -> bool {
        self.first.year <= year && year <= self.last.year
    }

    /// For readers: "2025", "2022–2023", "May 2025", "Jan–Sep 2026", "7 May 2025".
    #[must_use]
    pub fn label(self, words: &Words) -> String {
        let Self { first, last } = self;
        if self == Self::UNDATED {
            return String::new();
        }
        let month = |day: Day| words.get(&format!("month-{}", day.month));
        let month_of_day = |day: Day| words.get(&format!("month-of-day-{}", day.month));
        let day = |day: Day| format!("{}\u{a0}{} {}", day.day, month_of_day(day), day.year);
        let whole_months = first.day == 1 && last.day == days_in(last.year, last.month);
        let whole_years = whole_months && first.month == 1 && last.month == 12;
        if first == last {
            day(first)
        } else if whole_years && first.year == last.year {
            first.year.to_string()
        } else if whole_years {
            format!("{}{DASH}{}", first.year, last.year)
        } else if whole_months && (first.year, first.month) == (last.year, last.month) {
            format!("{} {}", month(first), first.year)
        } else if whole_months && first.year == last.year {
            format!("{}{DASH}{} {}", month(first), month(last), first.year)
        } else if whole_months {
            format!("{} {}\u{a0}{DASH} {} {}", month(first), first.year, month(last), last.year)
        } else {
            format!("{}\u{a0}{DASH} {}", day(first), day(last))
        }
    }
}

/// Year of a day counted from 1970-01-01, in the Gregorian calendar.
#[must_use]
pub fn year_of_day(day: i32) -> i32 {
    Day::since_1970(day).year
}

impl Day {
    /// The day so many days after 1970-01-01, in the Gregorian calendar: a closed form with years
    /// that begin in March, so that leap days come last (after Fliegel & Van Flandern 1968,
    /// doi:10.1145/364096.364097).
    #[must_use]
    pub fn since_1970(day: i32) -> Self {
        let from_march_0 = i64::from(day) + 719_468;
        let era = from_march_0.div_euclid(146_097);
        let day_of_era = from_march_0.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        // Months of a year that begins in March are 30.6 days long on average.
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        // Day 306 of such a year is the first of January.
        let year = (year_of_era + era * 400 + i64::from(day_of_year >= 306)) as i32;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        Self { year, month: month as u8, day: day_of_month as u8 }
    }

    /// How many days after 1970-01-01 it is; the other way of [`Self::since_1970`].
    #[must_use]
    pub fn days_since_1970(self) -> i32 {
        // January and February end the year before.
        let (year, month_from_march) = if self.month > 2 {
            (self.year, i32::from(self.month) - 3)
        } else {
            (self.year - 1, i32::from(self.month) + 9)
        };
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * month_from_march + 2) / 5 + i32::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The period of this day alone.
    #[must_use]
    pub const fn period(self) -> Period {
        Period { first: self, last: self }
    }
}

const fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// ISO 8601, as short as it goes; reads back by [`Period::parse`].
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last } = self;
        if *self == Self::UNDATED {
            return Ok(());
        }
        let whole_months = first.day == 1 && last.day == days_in(last.year, last.month);
        let whole_years = whole_months && first.month == 1 && last.month == 12;
        if whole_years && first.year == last.year {
            write!(f, "{:04}", first.year)
        } else if whole_years {
            write!(f, "{:04}/{:04}", first.year, last.year)
        } else if whole_months && (first.year, first.month) == (last.year, last.month) {
            write!(f, "{:04}-{:02}", first.year, first.month)
        } else if whole_months {
            write!(f, "{:04}-{:02}/{:04}-{:02}", first.year, first.month, last.year, last.month)
        } else if first == last {
            write!(f, "{first}")
        } else {
            write!(f, "{first}/{last}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use proptest::prelude::*;

    #[test]
    fn periods_read_and_write_iso_8601() {
        for text in ["2025", "2025-05", "2025-05-07", "2022/2023", "2024-01/2024-09", "2025-01-01/2031-03-15"]
        {
            assert_eq!(Period::parse(text).map(|p| p.to_string()).as_deref(), Some(text));
        }
        for text in
            ["", "25", "2025-13", "2025-02-30", "2025-", "2025/2024", "x", "20-25", "2025-05-07-01", "0000"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_fall_into_their_years() {
        let cases = [(0, 1970), (-1, 1969), (364, 1970), (365, 1971), (19_722, 2023), (19_723, 2024)];
        for (day, year) in
            cases.into_iter().chain([(20_088, 2024), (20_089, 2025), (-25_567, 1900), (84_370, 2200)])
        {
            assert_eq!(year_of_day(day), year, "{day}");
        }
        assert_eq!((year_of_day(-25_568), year_of_day(84_371)), (1899, 2201));
    }

    #[test]
    fn days_have_their_date() {
        for (day, date) in
            [(0, (1970, 1, 1)), (59, (1970, 3, 1)), (19_782, (2024, 2, 29)), (-1, (1969, 12, 31))]
        {
            let found = Day::since_1970(day);
            assert_eq!((found.year, found.month, found.day), date, "{day}");
        }
        assert!((-800_000..80_000).step_by(7).all(|day| Day::since_1970(day).days_since_1970() == day));
    }

    #[test]
    fn a_period_without_a_date_says_nothing() {
        let words = Words::new(Lang::En);
        assert_eq!(
            (Period::UNDATED.label(&words), Period::UNDATED.to_string()),
            (String::new(), String::new())
        );
    }

    #[test]
    fn periods_read_well_in_both_languages() {
        let label = |text: &str, lang| Period::parse(text).expect("valid").label(&Words::new(lang));
        assert_eq!(label("2022/2023", Lang::En), "2022–2023");
        assert_eq!(label("2026-01/2026-09", Lang::En), "Jan–Sep 2026");
        assert_eq!(label("2025-05", Lang::Ru), "май 2025");
        assert_eq!(label("2024-08-08", Lang::Ru), "8\u{a0}августа 2024");
    }

    #[test]
    fn no_year_zero_is_shown() {
        let undated = Period::year(0);
        assert_eq!(
            (undated.to_string(), undated.label(&Words::new(Lang::En))),
            (String::new(), String::new())
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9/-]{0,24}") {
            if let Some(period) = Period::parse(&text) {
                prop_assert_eq!(Period::parse(&period.to_string()), Some(period));
            }
        }
    }
}
