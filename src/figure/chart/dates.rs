//! Owns dates of which maybe only the year or the month is known: their place in time and their
//! words. Does not know the clock.

use crate::lang::Words;

/// A date as exact as its source gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year of the common era.
    pub year: i32,
    /// Month from 1; any other number counts as not known.
    pub month: Option<u8>,
    /// Day from 1; without a month, or beyond its end, counts as not known.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A date from ISO 8601: "2031-03-15", "2025-04", "2026".
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut next =
            || parts.next().map(|part| part.parse::<u8>().ok().filter(|n| *n > 0).ok_or(())).transpose();
        let (month, day) = (next().ok()?, next().ok()?);
        Some(Self { year, month, day })
    }

    fn month(self) -> Option<u8> {
        self.month.filter(|month| (1..=12).contains(month))
    }

    fn day(self) -> Option<(u8, u8)> {
        let month = self.month()?;
        self.day.filter(|day| (1..=self.days_in(month)).contains(day)).map(|day| (month, day))
    }

    fn days_in(self, month: u8) -> u8 {
        let is_leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match month {
            2 => 28 + u8::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// The beginning and end of what is known, in years: 2025.0 is the start of 2025.
    pub(super) fn span(self) -> (f64, f64) {
        let year = f64::from(self.year);
        match (self.month(), self.day()) {
            (_, Some((month, day))) => {
                let days = f64::from(self.days_in(month));
                let start = year + (f64::from(month - 1) + f64::from(day - 1) / days) / 12.0;
                (start, start + 1.0 / (12.0 * days))
            }
            (Some(month), None) => (year + f64::from(month - 1) / 12.0, year + f64::from(month) / 12.0),
            (None, _) => (year, year + 1.0),
        }
    }

    /// The date in words, as exact as it is known.
    pub(super) fn text(self, words: &Words) -> String {
        match (self.month(), self.day()) {
            (_, Some((month, day))) => {
                format!("{day}\u{a0}{}\u{a0}{}", words.get(&format!("month-of-{month}")), self.year)
            }
            (Some(month), None) => format!("{}\u{a0}{}", words.get(&format!("month-{month}")), self.year),
            (None, _) => self.year.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn dates_are_as_exact_as_their_text() {
        let full = PartialDate::parse("2031-03-15").expect("date");
        let month = PartialDate::parse("2025-04").expect("month");
        let ru = Words::new(Lang::Ru);
        assert_eq!(full.text(&ru), "15\u{a0}марта\u{a0}2031");
        assert_eq!(month.text(&ru), "апр.\u{a0}2025");
        assert_eq!(full.text(&Words::new(Lang::En)), "15\u{a0}Mar\u{a0}2031");
        assert_eq!(PartialDate::parse("2026").expect("year").span(), (2026.0, 2027.0));
        for bad in ["", "soon", "2025-xx", "20250101", "2025-00"] {
            assert_eq!(PartialDate::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn impossible_parts_count_as_unknown() {
        let date = PartialDate { year: 2025, month: Some(2), day: Some(29) };
        assert_eq!(date.span(), (2025.0 + 1.0 / 12.0, 2025.0 + 2.0 / 12.0));
        assert_eq!(PartialDate { year: 2025, month: Some(13), day: Some(1) }.span(), (2025.0, 2026.0));
    }
}
