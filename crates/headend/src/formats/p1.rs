//! Owns logs of DSMR P1 telegrams: local time with a letter for the season, registers by tariff,
//! a check sum.

use crate::{
    report::{Cause, Error},
    rows::{Options, Out},
    time::{Moments, Zone},
};
use jiff::civil;
use std::io::Read;

use super::{lines, number};

/// A telegram as far as it was read.
#[derive(Default)]
struct Telegram {
    text: Vec<u8>,
    line: u64,
    time: String,
    meter: String,
    /// kWh of the registers for energy taken, by tariff; the total counts alone.
    total: Option<f64>,
    tariffs: Option<f64>,
    is_open: bool,
}

/// Longest telegram: they have about a thousand bytes.
const MOST_BYTES: usize = 1 << 16;

pub(super) fn read(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    let zone = options.zone.clone().unwrap_or_else(|| Zone::known("Europe/Amsterdam"));
    let mut telegram = Telegram::default();
    lines(input, |text, line| {
        if text.starts_with('/') {
            telegram = Telegram { line, is_open: true, ..Telegram::default() };
        }
        if !telegram.is_open {
            return Ok(());
        }
        if telegram.text.len() > MOST_BYTES {
            out.report.add(Cause::BadRecord, telegram.line, || "a telegram without its end".to_owned());
            telegram = Telegram::default();
            return Ok(());
        }
        if let Some(sum) = text.strip_prefix('!') {
            telegram.text.push(b'!');
            finish(&telegram, sum.trim(), &zone, out);
            telegram = Telegram::default();
            return Ok(());
        }
        telegram.text.extend_from_slice(text.as_bytes());
        // The sum is over lines as the meter sent them.
        telegram.text.extend_from_slice(b"\r\n");
        take(text, &mut telegram);
        Ok(())
    })
}

fn take(text: &str, telegram: &mut Telegram) {
    let Some((code, value)) = text.trim().split_once('(') else { return };
    let Some(value) = value.strip_suffix(')') else { return };
    let kwh =
        || value.split_once('*').filter(|(_, unit)| *unit == "kWh").and_then(|(value, _)| number(value));
    match code {
        "0-0:1.0.0" => value.clone_into(&mut telegram.time),
        "0-0:96.1.1" | "0-0:96.1.0" | "0-0:42.0.0" if telegram.meter.is_empty() => {
            telegram.meter = name(value);
        }
        "1-0:1.8.0" => telegram.total = kwh(),
        "1-0:1.8.1" | "1-0:1.8.2" | "1-0:1.8.3" | "1-0:1.8.4" => {
            if let Some(kwh) = kwh() {
                telegram.tariffs = Some(telegram.tariffs.unwrap_or(0.0) + kwh);
            }
        }
        _ => {}
    }
}

/// Names are hexadecimal.
fn name(value: &str) -> String {
    let byte = |at: usize| value.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Option<Vec<u8>> = (0..value.len()).step_by(2).map(byte).collect();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.filter(|text| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic()))
        .unwrap_or_else(|| value.to_owned())
}

fn finish(telegram: &Telegram, sum: &str, zone: &Zone, out: &mut Out<'_>) {
    let line = telegram.line;
    if !sum.is_empty() && u16::from_str_radix(sum, 16) != Ok(crc16(&telegram.text)) {
        out.report.add(Cause::CheckSum, line, || sum.to_owned());
        return;
    }
    let Some(kwh) = telegram.total.or(telegram.tariffs) else {
        out.report.add(Cause::Incomplete, line, || "a telegram without 1-0:1.8".to_owned());
        return;
    };
    let Some(at_s) = moment(&telegram.time, zone) else {
        out.report.add(Cause::BadTime, line, || telegram.time.clone());
        return;
    };
    let meter = if telegram.meter.is_empty() { "p1" } else { &telegram.meter };
    // Three decimals of kWh.
    out.register(meter, at_s, (kwh * 1e3).round(), None, line);
}

/// `YYMMDDhhmmss` and S or W. The letter tells the two hours of autumn apart, and nothing else: some
/// meters say W all year.
fn moment(text: &str, zone: &Zone) -> Option<i64> {
    let part = |at: usize| text.get(at..at + 2).and_then(|part| part.parse::<i8>().ok());
    let date = civil::Date::new(2000 + i16::from(part(0)?), part(2)?, part(4)?).ok()?;
    let local = civil::DateTime::from_parts(date, civil::Time::new(part(6)?, part(8)?, part(10)?, 0).ok()?);
    match zone.seconds(local)? {
        Moments::One(at_s) => Some(at_s),
        Moments::Two(summer, winter) => Some(if text.ends_with('S') { summer } else { winter }),
        Moments::None => None,
    }
}

/// CRC-16/ARC: polynomial x¹⁶ + x¹⁵ + x² + 1, bits reflected.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, &byte| {
        (0..8).fold(sum ^ u16::from(byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xA001 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    fn telegram(time: &str, day: f64, night: f64) -> String {
        let text = format!(
            "/XYZ5\r\n\r\n0-0:1.0.0({time})\r\n0-0:96.1.1(4142)\r\n1-0:1.8.1({day:010.3}*kWh)\r\n1-0:1.8.2({night:010.3}*kWh)\r\n!"
        );
        format!("{text}{:04X}\r\n", crc16(text.as_bytes()))
    }

    #[test]
    fn tariffs_add_up_and_the_letter_decides_in_the_double_hour() {
        let text = telegram("241027023000S", 1.0, 7.0)
            + &telegram("241027023000W", 1.25, 7.5)
            + &telegram("241027030000S", 1.5, 7.5);
        let (rows, report) = rows_of(Format::P1, text.as_bytes());
        assert_eq!(rows, ["AB 2024-10-27T00:30:00Z 3600 750", "AB 2024-10-27T01:30:00Z 1800 250"]);
        assert!(report.problems.is_empty());
        assert_eq!(crc16(b"123456789"), 0xBB3D, "the check value of CRC-16/ARC");
    }

    #[test]
    fn winter_all_year_does_not_move_summer() {
        let text = telegram("240701120000W", 1.0, 0.0) + &telegram("240701121500W", 1.1, 0.0);
        assert_eq!(rows_of(Format::P1, text.as_bytes()).0, ["AB 2024-07-01T10:00:00Z 900 100"]);
    }

    #[test]
    fn a_damaged_telegram_is_left_out() {
        let text = telegram("240701120000S", 1.0, 0.0)
            + &telegram("240701121500S", 1.1, 0.0).replace("1.100", "9.100")
            + &telegram("240701123000S", 1.2, 0.0);
        let (rows, report) = rows_of(Format::P1, text.as_bytes());
        assert_eq!(rows, ["AB 2024-07-01T10:00:00Z 1800 200"]);
        assert_eq!(causes(&report), ["check-sum"]);
    }
}
