//! Owns what a cell of text says: a number, a day, a time, or nothing. Does not know columns.

/// Words that other programs write where a value is missing.
const MISSING: [&str; 6] = ["nan", "null", "na", "n/a", "none", "\\n"];

/// A cell of text as read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<T> {
    /// Nothing stands there, or a word for nothing.
    Missing,
    /// What was asked for.
    Good(T),
    /// Something else.
    Bad,
}

/// `parse` of a cell, unless nothing stands there.
#[inline]
#[must_use]
pub fn cell<'a, T>(text: &'a [u8], parse: impl Fn(&'a [u8]) -> Option<T>) -> Cell<T> {
    if text.is_empty() {
        return Cell::Missing;
    }
    // Most cells are good as they stand, so the rarer forms are looked at only after a failure.
    parse(text).map_or_else(|| unusual(text, parse), Cell::Good)
}

#[cold]
fn unusual<'a, T>(text: &'a [u8], parse: impl Fn(&'a [u8]) -> Option<T>) -> Cell<T> {
    let text = text.trim_ascii();
    if is_missing(text) {
        return Cell::Missing;
    }
    parse(text).map_or(Cell::Bad, Cell::Good)
}

fn is_missing(text: &[u8]) -> bool {
    text.is_empty() || MISSING.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a cell says nothing as people write it: empty, a dash, a word of theirs or of a program.
#[must_use]
pub fn is_missing_of_people(text: &[u8]) -> bool {
    const WORDS: [&str; 14] =
        ["-", "–", "—", "…", "...", "н/д", "нд", "н.д.", "н. д.", "н д", "нет", "нет данных", "#н/д", "#n/a"];
    const LONGEST: usize = 20;
    let text = text.trim_ascii();
    text.len() <= LONGEST
        && (is_missing(text)
            || str::from_utf8(text).is_ok_and(|text| WORDS.contains(&text.to_lowercase().as_str())))
}

/// Whether a text can be a code: something on one line, and no word for nothing.
#[inline]
#[must_use]
pub fn is_code(text: &str) -> bool {
    const LONGEST_MISSING: usize = 4;
    let long_enough = text.len() > LONGEST_MISSING || !is_missing(text.as_bytes());
    long_enough && !text.bytes().any(|byte| byte.is_ascii_control())
}

/// Powers of ten that a double holds exactly.
const EXACT_TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// A finite decimal number; `point` separates its fraction.
///
/// Where digits and power of ten are both exact in a double, one division is correctly rounded
/// (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990,
/// doi:10.1145/93542.93557); the standard library reads the rest.
#[inline]
#[must_use]
pub fn number(text: &[u8], point: u8) -> Option<f64> {
    const MOST_DIGITS: usize = 15; // 10^15 < 2^53
    let (negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (mut digits, mut count, mut fraction_from) = (0_u64, 0, None);
    for &byte in unsigned {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 {
            digits = digits.wrapping_mul(10).wrapping_add(u64::from(digit));
            count += 1;
        } else if (byte == point || byte == b'.') && fraction_from.is_none() {
            fraction_from = Some(count);
        } else {
            return any_number(text, point);
        }
    }
    if count == 0 || count > MOST_DIGITS {
        return any_number(text, point);
    }
    let value = digits as f64 / EXACT_TENS[count - fraction_from.unwrap_or(count)];
    Some(if negative { -value } else { value })
}

/// A number as people write it: blanks or apostrophes between thousands, a comma for decimals.
#[cold]
#[must_use]
pub fn number_of_people(text: &[u8], point: u8) -> Option<f64> {
    let text = str::from_utf8(text).ok()?.trim();
    let is_blank = |letter: char| matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    let is_apart = text
        .split(is_blank)
        .skip(1)
        .all(|group| group.split([',', '.']).next().is_some_and(|whole| whole.len() == 3));
    let plain: String = text
        .chars()
        .filter(|letter| !is_blank(*letter))
        .map(|letter| if letter == '−' { '-' } else { letter })
        .collect();
    let decimal = if plain.matches(',').count() == 1 && !plain.contains('.') { b',' } else { point };
    number(plain.as_bytes(), decimal).filter(|_| is_apart)
}

#[cold]
fn any_number(text: &[u8], point: u8) -> Option<f64> {
    let plain: Vec<u8> = text.iter().map(|&byte| if byte == point { b'.' } else { byte }).collect();
    // The standard library also reads "inf" and "nan", which are no measurements.
    let is_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
    if !plain.iter().all(is_number) {
        return None;
    }
    str::from_utf8(&plain).ok()?.parse().ok().filter(|value: &f64| value.is_finite())
}

/// Day in UTC, counted from 1970-01-01, of an ISO 8601 date or date and time. A time without an
/// offset is taken as UTC. Dates in other forms are read where they mean one day: 12.03.2025,
/// 2025/03/12, 20250312, and of a month or a year alone the first day.
#[inline]
#[must_use]
pub fn day(text: &[u8]) -> Option<i32> {
    match time_s(text) {
        Some(seconds) => Some(seconds.div_euclid(DAY_S) as i32),
        None => other_day(text),
    }
}

#[cold]
fn other_day(text: &[u8]) -> Option<i32> {
    other_time_s(text).map(|seconds| seconds.div_euclid(DAY_S) as i32)
}

/// The same with the minute of that day, where the text states a time: a day alone is a day wherever the clocks
/// stand.
#[inline]
#[must_use]
pub fn day_and_minute(text: &[u8]) -> Option<(i32, Option<u16>)> {
    const MINUTE_S: i64 = 60;
    let seconds = time_s(text).or_else(|| other_time_s(text))?;
    let has_time = (text.len() > 10 && text.contains(&b':')) || seconds.rem_euclid(DAY_S) > 0;
    let minute = has_time.then(|| (seconds.rem_euclid(DAY_S) / MINUTE_S) as u16);
    Some((seconds.div_euclid(DAY_S) as i32, minute))
}

/// Milliseconds since 1970-01-01 in UTC of a date, or a date and time, in any form that [`day`] reads.
#[must_use]
pub fn time_ms(text: &[u8]) -> Option<i64> {
    let seconds = time_s(text).or_else(|| other_time_s(text))?;
    // Where a fraction of a second can stand: behind YYYY-MM-DDTHH:MM:SS.
    let fraction = match text.get(19..) {
        Some([b'.' | b',', digits @ ..]) => {
            let place = |(&digit, ms): (&u8, i64)| {
                if digit.is_ascii_digit() { i64::from(digit - b'0') * ms } else { 0 }
            };
            let len = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
            digits[..len].iter().zip([100, 10, 1]).map(place).sum()
        }
        _ => 0,
    };
    Some(seconds * 1000 + fraction)
}

/// Seconds of a date in other forms than ISO 8601.
fn other_time_s(text: &[u8]) -> Option<i64> {
    let text = str::from_utf8(text).ok()?.trim();
    // Behind the date a time of day may stand.
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let number = |part: &str, most: usize| {
        let is_number = (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten()
    };
    let parts: Vec<&str> = date.split(['.', '/', '-']).collect();
    let (year, month, day) = match parts[..] {
        [only] if only.len() == 8 && time.is_empty() => {
            (number(only.get(..4)?, 4)?, number(only.get(4..6)?, 2)?, number(only.get(6..)?, 2)?)
        }
        [only] if only.len() == 4 && time.is_empty() => (number(only, 4)?, 1, 1),
        [_] if time.is_empty() => return spreadsheet_time_s(date),
        // With a fraction, which is the time of day.
        [_, _] if date.contains('.') && time.is_empty() => return spreadsheet_time_s(date),
        [year, month] if year.len() == 4 && time.is_empty() => (number(year, 4)?, number(month, 2)?, 1),
        // ISO 8601 was tried before, and is strict.
        [year, month, day] if year.len() == 4 && !(date.len() == 10 && date.contains('-')) => {
            (number(year, 4)?, number(month, 2)?, number(day, 2)?)
        }
        // With dots the day comes first, with strokes it may be the month.
        [day, month, year] if date.contains('.') && year.len() == 4 => {
            (number(year, 4)?, number(month, 2)?, number(day, 2)?)
        }
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = match time.find(':') {
        Some(1) => format!("T0{time}"),
        Some(_) => format!("T{time}"),
        None if time.is_empty() => String::new(),
        None => return None,
    };
    time_s((date + &time).as_bytes())
}

/// The second of a day as spreadsheets count them, from 1899-12-30 on, with the time of day as the fraction; between
/// 1954 and 2119, since other numbers are no dates.
fn spreadsheet_time_s(text: &str) -> Option<i64> {
    const EPOCH: i64 = 25_569;
    let days = text.parse::<f64>().ok().filter(|days| (20_000.0..80_000.0).contains(days))?;
    // A double holds such a day to less than a microsecond.
    Some((days * DAY_S as f64).round() as i64 - EPOCH * DAY_S)
}

const DAY_S: i64 = 86_400;

/// Seconds since 1970-01-01 in UTC of an ISO 8601 date or date and time; fractions of a second are
/// dropped. A time without an offset is taken as UTC.
#[inline]
#[must_use]
pub fn time_s(text: &[u8]) -> Option<i64> {
    let (date, time) = text.split_at_checked(10)?;
    let midnight = i64::from(date_day(date.try_into().ok()?)?) * DAY_S;
    if time.is_empty() {
        return Some(midnight);
    }
    let (separator, time) = time.split_first()?;
    if !matches!(separator, b'T' | b't' | b' ') {
        return None;
    }
    Some(midnight + i64::from(seconds_in_utc(time)?))
}

#[inline]
fn date_day(date: &[u8; 10]) -> Option<i32> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date else { return None };
    let year = two(y0, y1)? * 100 + two(y2, y3)?;
    let (month, day) = (two(m0, m1)?, two(d0, d1)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    (1..=longest).contains(&day).then(|| days_from_civil(year, month, day, leap))
}

/// Days before each month of a common year, by its number.
const DAYS_BEFORE: [u32; 13] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Days since 1970-01-01 in the proleptic Gregorian calendar, whose leap years repeat after 400.
#[inline]
const fn days_from_civil(year: u32, month: u32, day: u32, leap: bool) -> i32 {
    /// Days from 400 years before 0000-01-01 to 1970-01-01.
    const EPOCH: i32 = 146_097 + 719_528;
    let years = year + 400;
    let last = years - 1;
    // The first year of all is a leap year too, which evens out that days count from 1.
    let leap_days = last / 4 - last / 100 + last / 400 + (leap && month > 2) as u32;
    (years * 365 + leap_days + DAYS_BEFORE[month as usize] + day).cast_signed() - EPOCH
}

/// Year, month and day of days since 1970-01-01.
///
/// ```
/// assert_eq!(table::cell::date_of(20_159), (2025, 3, 12));
/// ```
#[must_use]
pub const fn date_of(day: i32) -> (i32, u32, u32) {
    // Days of whole cycles of 400 years, counted from a first of March, so that the day that years
    // have or have not is their last.
    const CYCLE: i64 = 146_097;
    let from_march = day as i64 + 719_468;
    let (cycle, day) = (from_march.div_euclid(CYCLE), from_march.rem_euclid(CYCLE));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Months from March on have 153 days in each five.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + cycle * 400 + (month <= 2) as i64;
    (year as i32, month as u32, day as u32)
}

/// Seconds since midnight UTC of `HH:MM`, `HH:MM:SS`, `HH:MM:SS.fff`, each with nothing, `Z` or
/// an offset behind it; below 0 or above a day where the offset leads there.
fn seconds_in_utc(time: &[u8]) -> Option<i32> {
    let zone_from =
        time.iter().position(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-')).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_from);
    let (minutes, seconds) = match *clock {
        [h0, h1, b':', m0, m1, ref seconds @ ..] => (clock_minutes(h0, h1, m0, m1)?, seconds),
        _ => return None,
    };
    let seconds = match *seconds {
        [] => 0,
        // 60 is a leap second.
        [b':', s0, s1, ref rest @ ..] if two(s0, s1)? <= 60 => match rest {
            [] => two(s0, s1)?,
            [b'.' | b',', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => {
                two(s0, s1)?
            }
            _ => return None,
        },
        _ => return None,
    };
    let offset = match *zone {
        [] | [b'Z' | b'z'] => 0,
        [sign, h0, h1] => signed(sign, clock_minutes(h0, h1, b'0', b'0')?),
        [sign, h0, h1, m0, m1] | [sign, h0, h1, b':', m0, m1] => signed(sign, clock_minutes(h0, h1, m0, m1)?),
        _ => return None,
    };
    // A leap second is the last one of its minute, so that days stay 86,400 long.
    Some((minutes - offset) * 60 + seconds.min(59).cast_signed())
}

const fn signed(sign: u8, minutes: i32) -> i32 {
    if sign == b'-' { -minutes } else { minutes }
}

fn clock_minutes(h0: u8, h1: u8, m0: u8, m1: u8) -> Option<i32> {
    let (hours, minutes) = (two(h0, h1)?, two(m0, m1)?);
    (hours < 24 && minutes < 60).then_some((hours * 60 + minutes).cast_signed())
}

#[inline]
fn two(tens: u8, ones: u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens) * 10 + u32::from(ones))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_and_words_are_not() {
        for (text, value) in [
            ("54.7", 54.7),
            ("-0.5", -0.5),
            ("+3", 3.0),
            (".5", 0.5),
            ("1e2", 100.0),
            ("123456789012345678", 123_456_789_012_345_678.0),
        ] {
            assert_eq!(number(text.as_bytes(), b'.'), Some(value), "{text}");
        }
        for text in ["", "-", ".", "1.2.3", "54,7", "inf", "NaN", "1e999", "0x10", "12 3", "\0"] {
            assert_eq!(number(text.as_bytes(), b'.'), None, "{text}");
        }
        assert_eq!(number(b"54,7", b','), Some(54.7));
        assert_eq!(number(b"54.7", b','), Some(54.7));
        assert_eq!(number("1,5e3".as_bytes(), b','), Some(1500.0));
    }

    #[test]
    fn numbers_of_people_have_blanks_and_commas() {
        let cases = [
            ("1 200,5", Some(1200.5)),
            ("1\u{a0}200,5", Some(1200.5)),
            ("12,5", Some(12.5)),
            ("−3", Some(-3.0)),
            ("1 2", None),
        ];
        for (text, value) in cases {
            assert_eq!(number_of_people(text.as_bytes(), b'.'), value, "{text}");
        }
    }

    #[test]
    fn a_time_of_day_is_known_where_it_is_stated() {
        for (text, expected) in [
            ("2025-03-12", (20_159, None)),
            ("12.03.2025", (20_159, None)),
            ("2025-03-12T00:00:00Z", (20_159, Some(0))),
            ("2025-03-12T02:30+07", (20_158, Some(19 * 60 + 30))),
            ("12.3.2025 14:30", (20_159, Some(14 * 60 + 30))),
        ] {
            assert_eq!(day_and_minute(text.as_bytes()), Some(expected), "{text}");
        }
        assert_eq!(day_and_minute(b"soon"), None);
    }

    #[test]
    fn days_are_days_in_utc() {
        for (text, expected) in [
            ("1970-01-01", 0),
            ("2000-03-01", 11_017),
            ("2025-03-12", 20_159),
            ("2025-03-12T04:30:00Z", 20_159),
            ("2025-03-12 04:30", 20_159),
            ("2025-03-12T04:30:00.123+05:00", 20_158),
            ("2025-03-12T23:30:00-0300", 20_160),
            ("2025-03-12T02:30+07", 20_158),
            ("1969-12-31", -1),
            ("12.03.2025", 20_159),
            ("12.3.2025 14:30", 20_159),
            ("2025/03/12", 20_159),
            ("2025-3-12", 20_159),
            ("20250312", 20_159),
            ("45728", 20_159),
            ("45728.5", 20_159),
            ("2025-03", 20_148),
            ("2025", 20_089),
        ] {
            assert_eq!(day(text.as_bytes()), Some(expected), "{text}");
        }
        for text in [
            "",
            "12/03/2025",
            "32.01.2025",
            "12.03.25",
            "7",
            "2025-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-01-00",
            "2025-03-12T",
            "2025-03-12T25:00",
            "2025-03-12T04:30:61",
            "2025-03-12x04:30",
            "2025-03-12T04:30:00.",
            "2025-03-12T04:30:00+5",
        ] {
            assert_eq!(day(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_bare_number_of_a_spreadsheet_keeps_its_time_of_day() {
        let noon_s = (45_700 - 25_569) * DAY_S + DAY_S / 2;
        assert_eq!(time_ms(b"45700.5"), Some(noon_s * 1000));
        assert_eq!(day_and_minute(b"45700.5"), Some((20_131, Some(720))));
        assert_eq!(day_and_minute(b"45700"), Some((20_131, None)));
    }

    #[test]
    fn missing_is_known_by_many_words() {
        for text in ["", "  ", "NaN", "null", "NA", "None", "\\N"] {
            assert_eq!(cell(text.as_bytes(), |t| number(t, b'.')), Cell::Missing, "{text}");
        }
        assert_eq!(cell(b" 5 ", |t| number(t, b'.')), Cell::Good(5.0));
        assert_eq!(cell(b"five", |t| number(t, b'.')), Cell::Bad);
    }

    proptest! {
        #[test]
        fn numbers_equal_those_of_the_standard_library(value in prop::num::f64::NORMAL, places in 0_usize..12, small in -1e6..1e6_f64) {
            let texts = [format!("{value}"), format!("{value:e}"), format!("{small:.places$}")];
            for text in texts {
                prop_assert_eq!(number(text.as_bytes(), b'.'), text.parse().ok());
            }
        }

        #[test]
        fn each_day_follows_the_one_before(year in 0_i32..9999, month in 1_i32..12) {
            let last = (28..=31).rev().find_map(|d| day(format!("{year:04}-{month:02}-{d:02}").as_bytes())).unwrap();
            let next = day(format!("{year:04}-{:02}-01", month + 1).as_bytes()).unwrap();
            prop_assert_eq!(last + 1, next);
        }

        #[test]
        fn dates_are_those_of_their_days(days in -700_000_i32..2_900_000) {
            let (year, month, date) = date_of(days);
            prop_assert_eq!(day(format!("{year:04}-{month:02}-{date:02}").as_bytes()), Some(days));
        }

        #[test]
        fn arbitrary_text_never_panics(text in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = (number(&text, b','), day(&text));
        }
    }
}
