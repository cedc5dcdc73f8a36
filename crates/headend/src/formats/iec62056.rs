//! Owns load profiles of IEC 62056-21 (`P.01`): blocks that begin at a local time with its season,
//! a step in minutes, channels with their units, a line of values for each interval. The time of a
//! block is the end of its first interval.

use crate::{
    report::{Cause, Error},
    rows::{Direction, Options, Out, Quality, Row},
    time::{Moments, Zone},
};
use jiff::civil;
use std::io::Read;

use super::{Measure, lines, number, tidy, unit};

struct Channel {
    measure: Option<Measure>,
    direction: Option<Direction>,
}

struct Block {
    /// End of the next interval.
    end_s: i64,
    seconds: u32,
    channels: Vec<Channel>,
    quality: Quality,
}

pub(super) fn read(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    let (mut meter, mut block): (String, Option<Block>) = (String::new(), None);
    lines(input, |text, line| {
        let text = text.trim_matches(|c: char| c.is_control() || c == ' ');
        let (code, values) = fields(text);
        match code {
            "P.01" => block = begin(&values, options, line, out),
            "" if !values.is_empty() => {
                if let Some(block) = &mut block {
                    interval(&values, block, &meter, line, out);
                }
            }
            "0.0.0" | "1-0:0.0.0" | "0-0:96.1.0" | "C.1.0" | "C.1" if meter.is_empty() => {
                values.first().copied().unwrap_or_default().trim().clone_into(&mut meter);
            }
            "!" => block = None,
            _ => {}
        }
        Ok(())
    })
}

/// The code before the first bracket, and what stands in brackets.
fn fields(text: &str) -> (&str, Vec<&str>) {
    let mut parts = text.split('(');
    let code = parts.next().unwrap_or("").trim();
    (code, parts.map(|part| part.split(')').next().unwrap_or("")).collect())
}

fn begin(values: &[&str], options: &Options, line: u64, out: &mut Out<'_>) -> Option<Block> {
    let zone = options.zone.clone().unwrap_or_else(|| {
        out.report.note(Cause::AssumedZone, line, || "Europe/Berlin".to_owned());
        Zone::known("Europe/Berlin")
    });
    let [time, status, step, count, channels @ ..] = values else {
        out.report.add(Cause::BadRecord, line, || values.join(","));
        return None;
    };
    let Some((end_s, is_of_season)) = moment(time, &zone) else {
        out.report.add(Cause::BadTime, line, || (*time).to_owned());
        return None;
    };
    if !is_of_season {
        out.report.add(Cause::OtherSeason, line, || format!("{time} ({zone})"));
    }
    let minutes = step.trim().parse::<u32>().ok().filter(|minutes| (1..=1440).contains(minutes));
    let wanted = count.trim().parse::<usize>().ok();
    let (Some(minutes), true) = (minutes, wanted == Some(channels.len() / 2)) else {
        out.report.add(Cause::BadRecord, line, || values.join(","));
        return None;
    };
    let channels = channels
        .chunks_exact(2)
        .map(|pair| Channel { measure: unit(pair[1]), direction: direction(pair[0]) });
    // Bits of the status that are set say that something was not as usual.
    let quality = if status.trim_matches('0').is_empty() { Quality::Measured } else { Quality::Doubtful };
    if quality == Quality::Doubtful {
        out.report.add(Cause::UnknownQuality, line, || format!("status {status}"));
    }
    Some(Block { end_s, seconds: minutes * 60, channels: channels.collect(), quality })
}

/// Group C of a code such as `1.5.0` or `1-1:2.29.0`.
fn direction(code: &str) -> Option<Direction> {
    match code.rsplit(':').next()?.split('.').next()? {
        "1" => Some(Direction::Import),
        "2" => Some(Direction::Export),
        _ => None,
    }
}

/// A digit for the season (0 winter, 1 summer, which decide in the double hour; 2 UTC) and `YYMMDDhhmm[ss]`;
/// whether the season is that of the zone. Where it is not, meters whose clocks never change and meters whose mark
/// is never set look alike.
fn moment(text: &str, zone: &Zone) -> Option<(i64, bool)> {
    let text = text.trim();
    let (season, digits) = text.split_at_checked(text.len() % 2)?;
    let part = |at: usize| digits.get(at..at + 2).and_then(|part| part.parse::<i8>().ok());
    let date = civil::Date::new(2000 + i16::from(part(0)?), part(2)?, part(4)?).ok()?;
    // 24:00 is the end of a day.
    let hour = part(6).filter(|hour| (0..=24).contains(hour))?;
    let of_day = jiff::SignedDuration::from_mins(60 * i64::from(hour) + i64::from(part(8)?));
    let local = date.at(0, 0, 0, 0).checked_add(of_day).ok()?;
    if season == "2" {
        return Some((local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second(), true));
    }
    match zone.seconds(local)? {
        Moments::One(at_s) => {
            let is_of_season = match season {
                "0" => !zone.is_summer(at_s)?,
                "1" => zone.is_summer(at_s)?,
                _ => true,
            };
            Some((at_s, is_of_season))
        }
        Moments::Two(summer, winter) => Some((if season == "1" { summer } else { winter }, true)),
        Moments::None => None,
    }
}

fn interval(values: &[&str], block: &mut Block, meter: &str, line: u64, out: &mut Out<'_>) {
    let start_s = block.end_s - i64::from(block.seconds);
    block.end_s += i64::from(block.seconds);
    if values.len() != block.channels.len() {
        out.report.add(Cause::BadRecord, line, || values.join(","));
        return;
    }
    for (text, channel) in values.iter().zip(&block.channels) {
        let Some((direction, measure)) = channel.direction.zip(channel.measure) else {
            out.report.add(Cause::OtherQuantity, line, || (*text).to_owned());
            continue;
        };
        let Some(value) = number(text.split('*').next().unwrap_or(text)) else {
            out.report.add(Cause::NotANumber, line, || (*text).to_owned());
            continue;
        };
        let seconds = block.seconds;
        let wh = match measure {
            Measure::Energy(wh) => value * wh,
            Measure::Power(w) => value * w * f64::from(seconds) / 3600.0,
        };
        let meter = if meter.is_empty() { "iec62056" } else { meter };
        out.row(Row { meter, start_s, seconds, wh: tidy(wh), quality: block.quality, direction }, line);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    #[test]
    fn blocks_begin_at_the_end_of_their_first_interval() {
        let text = "\x02F.F(00)\r\n0.0.0(77)\r\nP.01(0240101001500)(00000000)(15)(2)(1.5.0)(kW)(3.5.0)(kvar)\r\n\
            (0.400)(0.1)\r\n(x)(0.1)\r\n(0.800)(0.1)\r\n\
            P.01(1240701010000)(00000080)(60)(2)(1-1:1.29.0)(kWh)(1-1:2.29.0)(kWh)\r\n(1.5)(0.25)\r\n!\r\n\x03h";
        let (rows, report) = rows_of(Format::Iec62056, text.as_bytes());
        let expected = [
            "77 2023-12-31T23:00:00Z 900 100",
            "77 2023-12-31T23:30:00Z 900 200",
            "77 2024-06-30T22:00:00Z 3600 1500D",
            "77 2024-06-30T22:00:00Z 3600 250Dx",
        ];
        assert_eq!(rows, expected);
        assert_eq!(causes(&report), ["assumed-zone", "other-quantity", "not-a-number", "unknown-quality"]);
    }

    #[test]
    fn a_day_ends_at_24_and_no_hour_is_later() {
        let text = |time: &str| format!("0.0.0(77)\r\nP.01({time})(00)(15)(1)(1.5.0)(kW)\r\n(0.4)\r\n!\r\n");
        let (rows, _) = rows_of(Format::Iec62056, text("0240101240000").as_bytes());
        assert_eq!(rows, ["77 2024-01-01T22:45:00Z 900 100"]);
        for late in ["0240101250000", "0240701-21500"] {
            let (rows, report) = rows_of(Format::Iec62056, text(late).as_bytes());
            assert!(
                rows.is_empty() && causes(&report).contains(&"bad-time"),
                "{late}: {:?}",
                causes(&report)
            );
        }
    }

    #[test]
    fn a_season_that_is_not_the_zones_is_told() {
        let text = |time: &str| format!("0.0.0(77)\r\nP.01({time})(00)(15)(1)(1.5.0)(kW)\r\n(0.4)\r\n!\r\n");
        for (time, start, is_told) in [
            ("0260601000000", "2026-05-31T21:45:00Z", true),
            ("1260601000000", "2026-05-31T21:45:00Z", false),
            ("2260601000000", "2026-05-31T23:45:00Z", false),
            ("0260101000000", "2025-12-31T22:45:00Z", false),
            ("1260101000000", "2025-12-31T22:45:00Z", true),
        ] {
            let (rows, report) = rows_of(Format::Iec62056, text(time).as_bytes());
            assert_eq!(rows, [format!("77 {start} 900 100")], "{time}");
            assert_eq!(causes(&report).contains(&"other-season"), is_told, "{time}");
        }
    }
}
