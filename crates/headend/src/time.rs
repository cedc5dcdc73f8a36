//! Owns times: the forms in which files write them, and the way from local time to UTC over changes
//! of clocks. Does not know formats.

use jiff::{
    civil,
    tz::{AmbiguousOffset, Offset, TimeZone},
};
use rustc_hash::FxHashMap;
use std::{fmt, str::FromStr};

/// A zone: a name of the IANA database (`Europe/Moscow`), `UTC`, or a fixed offset (`+03:00`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

/// A name that is no zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no zone is called {0:?}; expected a name such as Europe/Moscow, or an offset such as +03:00")]
pub struct ZoneError(
    /// What was given.
    pub String,
);

impl ZoneError {
    /// Whether it is a zone whose sign is the other way round than one reads it: Etc/GMT+5 is UTC−5.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        is_reversed(&self.0)
    }
}

fn is_reversed(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let sign_and_hours = name.strip_prefix("etc/gmt").and_then(|text| text.parse::<i32>().ok());
    sign_and_hours.is_some_and(|hours| hours != 0)
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        let text = text.trim();
        let zone = match offset_s(text) {
            Some(seconds) => Offset::from_seconds(seconds).ok().map(TimeZone::fixed),
            None => TimeZone::get(text).ok().filter(|_| !is_reversed(text)),
        };
        zone.map(|zone| Self { name: text.to_owned(), zone }).ok_or_else(|| ZoneError(text.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Zone {
    /// A zone that this crate names itself.
    pub(crate) fn known(name: &str) -> Self {
        name.parse().unwrap_or_else(|_| Self { name: "UTC".to_owned(), zone: TimeZone::UTC })
    }

    /// How far its clocks are ahead of UTC at a time, in seconds; none where the time is out of range.
    #[must_use]
    pub fn utc_offset_s(&self, at_s: i64) -> Option<i32> {
        Some(self.zone.to_offset(jiff::Timestamp::from_second(at_s).ok()?).seconds())
    }

    /// Whether its clocks are put forward at a time; none where the time is out of range.
    pub(crate) fn is_summer(&self, at_s: i64) -> Option<bool> {
        Some(self.zone.to_offset_info(jiff::Timestamp::from_second(at_s).ok()?).dst().is_dst())
    }

    /// Seconds since 1970 UTC of a local time, and whether there is an hour's doubt.
    pub(crate) fn seconds(&self, local: civil::DateTime) -> Option<Moments> {
        let ambiguous = self.zone.to_ambiguous_timestamp(local);
        let at = |offset: Offset| offset.to_timestamp(local).ok().map(jiff::Timestamp::as_second);
        Some(match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { offset } => Moments::One(at(offset)?),
            AmbiguousOffset::Gap { .. } => Moments::None,
            AmbiguousOffset::Fold { before, after } => Moments::Two(at(before)?, at(after)?),
        })
    }

    /// When a local day begins, also where clocks change at midnight.
    pub(crate) fn start_of_day(&self, date: civil::Date) -> Option<i64> {
        let zoned = date.to_zoned(self.zone.clone()).ok()?;
        Some(zoned.timestamp().as_second())
    }
}

/// Which moments a local time may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moments {
    /// None: clocks went forward over it.
    None,
    One(i64),
    /// Before and after clocks went back.
    Two(i64, i64),
}

/// Tells the two hours of autumn apart, by the order of each meter's rows.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    last_s: FxHashMap<String, i64>,
}

impl Clock {
    /// The moment of a local time of a meter; of two, the first that is later than the row before.
    pub(crate) fn place(&mut self, meter: &str, moments: Moments) -> Option<i64> {
        let last_s = match self.last_s.get_mut(meter) {
            Some(last_s) => last_s,
            None => self.last_s.entry(meter.to_owned()).or_insert(i64::MIN),
        };
        let at_s = match moments {
            Moments::None => return None,
            Moments::One(at_s) => at_s,
            Moments::Two(first, second) => {
                if *last_s < first {
                    first
                } else {
                    second
                }
            }
        };
        *last_s = at_s;
        Some(at_s)
    }
}

/// A time as it stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// Without an offset.
    Local(civil::DateTime),
    /// Seconds since 1970 UTC.
    Utc(i64),
}

/// The order in which a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2025-03-12, 2025/3/12, 20250312, with or without a time.
    YearFirst,
    /// 12.03.2025 or 12/03/25.
    DayFirst,
    /// 3/12/2025.
    MonthFirst,
    /// Seconds since 1970 UTC.
    EpochSeconds,
    /// Milliseconds since 1970 UTC.
    EpochMilliseconds,
    /// Days since the end of 1899, as a spreadsheet counts them.
    SpreadsheetDays,
}

/// Reads a time, which may have a date only, 24:00, seconds with decimals, and an offset.
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<Stamp> {
    let text = text.trim();
    match order {
        DateOrder::EpochSeconds => return text.parse().ok().map(Stamp::Utc),
        DateOrder::EpochMilliseconds => {
            return text.parse::<i64>().ok().map(|ms| Stamp::Utc(ms.div_euclid(1000)));
        }
        DateOrder::SpreadsheetDays => return spreadsheet_days(text).map(Stamp::Local),
        _ => {}
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if order == DateOrder::YearFirst && digits >= 8 {
        return compact(text, digits);
    }
    let (date, rest) = date(text, order)?;
    with_time(date, rest)
}

/// 20250312, 202503121430 or 20250312143000, and an offset.
fn compact(text: &str, digits: usize) -> Option<Stamp> {
    let part = |from: usize, to: usize| text.get(from..to).map_or(Some(0), |part| part.parse::<i16>().ok());
    let date = civil::Date::new(part(0, 4)?, part(4, 6)? as i8, part(6, 8)? as i8).ok()?;
    let (hour, minute, second) = match digits {
        8 if text.len() > 8 => return with_time(date, &text[8..]),
        8 => (0, 0, 0),
        12 => (part(8, 10)?, part(10, 12)?, 0),
        14 => (part(8, 10)?, part(10, 12)?, part(12, 14)?),
        _ => return None,
    };
    placed(date, hour, minute, second, &text[digits..])
}

fn date(text: &str, order: DateOrder) -> Option<(civil::Date, &str)> {
    let mut numbers = [0_i16; 3];
    let mut rest = text;
    for (place, number) in numbers.iter_mut().enumerate() {
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        *number = rest[..len].parse().ok()?;
        rest = &rest[len..];
        if place < 2 {
            rest = rest.strip_prefix(['-', '.', '/'])?;
        }
    }
    let [a, b, c] = numbers;
    let (year, month, day) = match order {
        DateOrder::DayFirst => (c, b, a),
        DateOrder::MonthFirst => (c, a, b),
        _ => (a, b, c),
    };
    let year = if (0..100).contains(&year) && order != DateOrder::YearFirst { year + 2000 } else { year };
    Some((civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?, rest))
}

/// The time behind a date: none, or hours and minutes behind a blank or a T.
fn with_time(date: civil::Date, rest: &str) -> Option<Stamp> {
    let rest = rest.strip_prefix(['T', 't', ' ', ',']).unwrap_or(rest).trim_start();
    if rest.is_empty() {
        return Some(Stamp::Local(date.at(0, 0, 0, 0)));
    }
    let mut numbers = [0_i16; 3];
    let mut tail = rest;
    for (place, number) in numbers.iter_mut().enumerate() {
        let len = tail.bytes().take_while(u8::is_ascii_digit).count();
        *number = tail[..len].parse().ok()?;
        tail = &tail[len..];
        match tail.strip_prefix(':') {
            Some(more) if place < 2 => tail = more,
            _ => break,
        }
    }
    let tail = tail
        .strip_prefix(['.', ','])
        .map_or(tail, |decimals| decimals.trim_start_matches(|c: char| c.is_ascii_digit()));
    let [mut hour, minute, second] = numbers;
    let tail = tail.trim_start();
    let lower = tail.to_ascii_lowercase();
    let tail = match lower.get(..2) {
        Some("am") => {
            hour %= 12;
            &tail[2..]
        }
        Some("pm") => {
            hour = hour % 12 + 12;
            &tail[2..]
        }
        _ => tail,
    };
    placed(date, hour, minute, second, tail)
}

fn placed(date: civil::Date, hour: i16, minute: i16, second: i16, offset: &str) -> Option<Stamp> {
    // 24:00 is the beginning of the next day.
    let (date, hour) =
        if (hour, minute, second) == (24, 0, 0) { (date.tomorrow().ok()?, 0) } else { (date, hour) };
    let part = |number: i16| i8::try_from(number).ok();
    let local = civil::DateTime::new(
        date.year(),
        date.month(),
        date.day(),
        part(hour)?,
        part(minute)?,
        part(second)?,
        0,
    )
    .ok()?;
    let offset = offset.trim();
    if offset.is_empty() {
        return Some(Stamp::Local(local));
    }
    let offset = Offset::from_seconds(offset_s(offset)?).ok()?;
    Some(Stamp::Utc(offset.to_timestamp(local).ok()?.as_second()))
}

/// Seconds of `Z`, `UTC`, `+3`, `+03`, `+0300`, `+03:00`.
fn offset_s(text: &str) -> Option<i32> {
    if text.eq_ignore_ascii_case("z") || text.eq_ignore_ascii_case("utc") || text.eq_ignore_ascii_case("gmt")
    {
        return Some(0);
    }
    let text = text.strip_prefix("UTC").unwrap_or(text);
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
    (hours <= 15 && minutes < 60).then(|| sign * (i32::from(hours) * 3600 + i32::from(minutes) * 60))
}

/// Spreadsheets count days from the end of 1899, and take 1900 for a leap year.
fn spreadsheet_days(text: &str) -> Option<civil::DateTime> {
    let days: f64 = text.replace(',', ".").parse().ok()?;
    // Between 1954 and 2119: other numbers are no dates.
    if !(20_000.0..80_000.0).contains(&days) {
        return None;
    }
    let seconds = (days * 86_400.0).round() as i64;
    civil::date(1899, 12, 30).at(0, 0, 0, 0).checked_add(jiff::SignedDuration::from_secs(seconds)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str, order: DateOrder) -> String {
        match parse(text, order) {
            Some(Stamp::Local(local)) => local.to_string(),
            Some(Stamp::Utc(at_s)) => at_s.to_string(),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn a_zone_whose_sign_reads_the_wrong_way_is_refused() {
        for name in ["Etc/GMT+5", "etc/gmt-5", "Etc/GMT+12"] {
            assert!(name.parse::<Zone>().expect_err(name).is_reversed());
        }
        for name in ["Etc/GMT", "Etc/GMT+0", "Etc/UTC", "+05:00", "Asia/Yekaterinburg"] {
            assert!(name.parse::<Zone>().is_ok(), "{name}");
        }
        assert!(!"Moskau".parse::<Zone>().expect_err("no zone").is_reversed());
    }

    #[test]
    fn times_are_read_in_many_forms() {
        use DateOrder::{DayFirst, MonthFirst, SpreadsheetDays, YearFirst};
        for (text, order, expected) in [
            ("2025-03-12 14:30", YearFirst, "2025-03-12T14:30:00"),
            ("2025/3/2", YearFirst, "2025-03-02T00:00:00"),
            ("202503121430", YearFirst, "2025-03-12T14:30:00"),
            ("20250312", YearFirst, "2025-03-12T00:00:00"),
            ("12.03.2025 24:00", DayFirst, "2025-03-13T00:00:00"),
            ("12/03/25 9:05:07", DayFirst, "2025-03-12T09:05:07"),
            ("3/12/2025 12:30 AM", MonthFirst, "2025-03-12T00:30:00"),
            ("2025-03-12T14:30:00.000+0300", YearFirst, "1741779000"),
            ("2025-03-12T11:30:00Z", YearFirst, "1741779000"),
            ("45728.5", SpreadsheetDays, "2025-03-12T12:00:00"),
            ("31.02.2025", DayFirst, "none"),
            ("12:30", DayFirst, "none"),
            ("2025-03-12 25:00", YearFirst, "none"),
        ] {
            assert_eq!(local(text, order), expected, "{text}");
        }
    }

    #[test]
    fn both_hours_of_autumn_are_kept_apart() {
        let zone: Zone = "Europe/Berlin".parse().expect("a zone");
        let at =
            |hour, minute| zone.seconds(civil::date(2024, 10, 27).at(hour, minute, 0, 0)).expect("in range");
        let mut clock = Clock::default();
        let placed: Vec<i64> = [at(1, 30), at(2, 0), at(2, 30), at(2, 0), at(2, 30), at(3, 0)]
            .iter()
            .filter_map(|&m| clock.place("m", m))
            .collect();
        let first = placed[0];
        assert_eq!(placed, (0..6).map(|half| first + half * 1800).collect::<Vec<_>>());
        assert_eq!(zone.seconds(civil::date(2024, 3, 31).at(2, 30, 0, 0)), Some(Moments::None));
    }

    #[test]
    fn zones_have_names_or_offsets() {
        for name in ["Asia/Irkutsk", "+03:00", "UTC", "-0530", "UTC+3"] {
            assert!(name.parse::<Zone>().is_ok(), "{name}");
        }
        for name in ["", "Moscow time", "+25:00", "+3:7:2"] {
            assert!(name.parse::<Zone>().is_err(), "{name}");
        }
    }
}
