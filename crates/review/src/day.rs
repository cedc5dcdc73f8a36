//! Owns days and times as text. Days count from 1970-01-01, times are UTC in seconds.

use jiff::{Timestamp, civil::Date};

/// The day in a text that begins with `YYYY-MM-DD`.
#[must_use]
pub fn day_of(text: &str) -> Option<i32> {
    let date: Date = text.get(..10)?.parse().ok()?;
    let noon_free = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    i32::try_from(noon_free.div_euclid(86_400)).ok()
}

/// The last day of what ended then: a time at midnight is the end of the day before.
#[must_use]
pub fn last_day_of(text: &str) -> Option<i32> {
    let is_midnight = text.contains(':') && time_of(text).is_some_and(|time_s| time_s % 86_400 == 0);
    day_of(text).map(|day| day - i32::from(is_midnight))
}

/// A day as `YYYY-MM-DD`; empty where there is no such day.
#[must_use]
pub fn day_text(day: i32) -> String {
    time_text(i64::from(day) * 86_400).get(..10).unwrap_or_default().to_owned()
}

/// The time in a text such as `2026-11-29T22:37:00Z`; a day alone is its beginning.
#[must_use]
pub fn time_of(text: &str) -> Option<i64> {
    let time = text.parse::<Timestamp>().ok().map(Timestamp::as_second);
    time.or_else(|| (text.len() == 10).then(|| day_of(text)).flatten().map(|day| i64::from(day) * 86_400))
}

/// A time as `2026-11-29T22:37:00Z`; empty where no calendar has it.
#[must_use]
pub fn time_text(time_s: i64) -> String {
    Timestamp::from_second(time_s).map(|time| time.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_come_back() {
        assert_eq!(day_of("1970-01-01"), Some(0));
        assert_eq!(day_of("2025-03-12T10:00:00Z"), Some(20_159));
        let ends = ["2025-03-12", "2025-03-12T00:00:00Z", "2025-03-12T00:30:00Z"].map(last_day_of);
        assert_eq!(ends, [Some(20_159), Some(20_158), Some(20_159)]);
        assert_eq!(day_text(20_159), "2025-03-12");
        assert_eq!(day_text(-1), "1969-12-31");
        assert_eq!(time_of("2025-03-12T00:00:10Z"), Some(20_159 * 86_400 + 10));
        assert_eq!(time_of("2025-03-12"), Some(20_159 * 86_400));
        assert_eq!(time_text(20_159 * 86_400 + 10), "2025-03-12T00:00:10Z");
        assert_eq!([day_of("12.03.2025"), day_of("2025-02-30"), day_of("")], [None; 3]);
        assert_eq!(time_text(i64::MAX), "");
    }
}
