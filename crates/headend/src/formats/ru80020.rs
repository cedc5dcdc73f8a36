//! Owns the Russian layouts 80020 (half hours) and 80040 (hours): a message of one day, its areas,
//! measuring points and channels. Channel 01 is active energy taken, 02 active energy fed in, in
//! kWh; others are reactive.
//!
//! The text of the standard was not at hand. What its readers and writers agree on is read; status
//! other than 0, zones other than Moscow's and channels of zeros are told.

use crate::{
    report::{Cause, Error},
    rows::{Direction, Options, Out, Quality, Row},
    time::{Clock, Zone},
    xml::{Xml, attribute, attribute_text, push_text},
};
use jiff::civil;
use quick_xml::events::Event;
use std::io::Read;

const WH_PER_UNIT: f64 = 1e3;
/// What `timezone` says where times are Moscow's.
const MOSCOW: &str = "1";

/// A value of the channel being read.
struct Value {
    start_min: i32,
    end_min: i32,
    kwh: f64,
    is_sure: bool,
    line: u64,
}

#[derive(Default)]
struct State {
    day: Option<civil::Date>,
    meter: String,
    direction: Option<Direction>,
    /// Minutes from midnight.
    period: Option<(i32, i32)>,
    is_sure: bool,
    values: Vec<Value>,
}

pub(super) fn read(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    let zone = options.zone.clone().unwrap_or_else(|| Zone::known("Europe/Moscow"));
    let (mut xml, mut state, mut text, mut clock) =
        (Xml::new(input), State::default(), String::new(), Clock::default());
    loop {
        let line = xml.line();
        let event = xml.next()?;
        match &event {
            Event::Start(element) => {
                text.clear();
                match element.local_name().as_ref() {
                    b"area" => {
                        let named = attribute(element, "timezone");
                        if let Some(named) = named.filter(|named| named != MOSCOW && options.zone.is_none()) {
                            out.report
                                .note(Cause::UnknownZone, line, || format!("{zone} (timezone {named})"));
                        }
                    }
                    b"measuringpoint" => state.meter = attribute(element, "code").unwrap_or_default(),
                    b"measuringchannel" => {
                        state.values.clear();
                        state.direction = match attribute(element, "code").as_deref() {
                            Some("01") => Some(Direction::Import),
                            Some("02") => Some(Direction::Export),
                            _ => None,
                        };
                    }
                    b"period" => {
                        let minutes = |name| attribute_text(element, name).and_then(|text| minutes(&text));
                        state.period = minutes("start").zip(minutes("end"));
                    }
                    b"value" => {
                        state.is_sure = attribute_text(element, "status").is_none_or(|status| status == "0");
                    }
                    _ => {}
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                b"day" => {
                    state.day = civil::Date::strptime("%Y%m%d", text.trim()).ok();
                    if state.day.is_none() {
                        return Err(Error::malformed(line, "the day as YYYYMMDD", text.trim()));
                    }
                }
                // Summer time was 1 until 2010; whoever writes it now means something else.
                b"daylightsavingtime" if text.trim() == "2" => {
                    out.report.note(Cause::UnknownZone, line, || format!("{zone} (daylightsavingtime 2)"));
                }
                b"value" => take_value(&mut state, &text, line, out),
                b"measuringchannel" => finish(&mut state, &zone, &mut clock, line, out)?,
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => push_text(&event, &mut text),
        }
    }
}

/// Minutes from midnight of `0030` or `00:30`.
fn minutes(text: &str) -> Option<i32> {
    let (hours, minutes) = text.trim().split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn take_value(state: &mut State, text: &str, line: u64, out: &mut Out<'_>) {
    if state.direction.is_none() {
        return;
    }
    let Some((start_min, end_min)) = state.period else {
        out.report.add(Cause::BadTime, line, || "a period without its start or end".to_owned());
        return;
    };
    // The last interval ends at 0000, the beginning of the next day.
    let end_min = if end_min <= start_min { end_min + 24 * 60 } else { end_min };
    // The decimal sign is a point; some write a comma.
    let text = text.trim();
    let number = if text.contains(',') { text.replace(',', ".").parse() } else { text.parse::<f64>() };
    match number {
        Ok(kwh) => state.values.push(Value { start_min, end_min, kwh, is_sure: state.is_sure, line }),
        Err(_) => out.report.add(Cause::NotANumber, line, || text.to_owned()),
    }
}

fn finish(
    state: &mut State,
    zone: &Zone,
    clock: &mut Clock,
    line: u64,
    out: &mut Out<'_>,
) -> Result<(), Error> {
    let Some(direction) = state.direction.take() else { return Ok(()) };
    let Some(day) = state.day else {
        return Err(Error::malformed(line, "the day before the areas", "none"));
    };
    if !state.values.is_empty() && state.values.iter().all(|value| value.kwh == 0.0) {
        let count = state.values.len() as u64;
        out.report.add_many(Cause::ZeroChannel, line, count, || format!("{} {direction:?}", state.meter));
        return Ok(());
    }
    let doubtful = state.values.iter().filter(|value| !value.is_sure).count() as u64;
    if let Some(first) = state.values.iter().find(|value| !value.is_sure) {
        out.report.add_many(Cause::UnknownQuality, first.line, doubtful, || "status other than 0".to_owned());
    }
    // Export is placed by a clock of its own.
    let key = format!("{} {direction:?}", state.meter);
    for value in &state.values {
        if value.kwh == 0.0 && !value.is_sure {
            out.report.add(Cause::Absent, value.line, || "0 with a status other than 0".to_owned());
            continue;
        }
        let date = if value.start_min >= 24 * 60 { day.tomorrow() } else { Ok(day) };
        let of_day = value.start_min % (24 * 60);
        let local = date.ok().map(|date| date.at((of_day / 60) as i8, (of_day % 60) as i8, 0, 0));
        let moments = local.and_then(|local| zone.seconds(local));
        let Some(start_s) = moments.and_then(|moments| clock.place(&key, moments)) else {
            out.report.add(Cause::SkippedTime, value.line, || format!("minute {} of {day}", value.start_min));
            continue;
        };
        let quality = if value.is_sure { Quality::Measured } else { Quality::Doubtful };
        let seconds = ((value.end_min - value.start_min) * 60) as u32;
        let wh = super::tidy(value.kwh * WH_PER_UNIT);
        out.row(Row { meter: &state.meter, start_s, seconds, wh, quality, direction }, value.line);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    fn message(channels: &str) -> Vec<u8> {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"windows-1251\"?><message class=\"80020\" version=\"2\" number=\"1\">\
             <datetime><timestamp>20250301000000</timestamp><daylightsavingtime>0</daylightsavingtime><day>20250228</day></datetime>\
             <area timezone=\"1\"><measuringpoint code=\"T-7\" name=\"A\">{channels}</measuringpoint></area></message>"
        );
        let mut bytes = text.into_bytes();
        // "А" in windows-1251, which is no UTF-8.
        let at = bytes.windows(8).position(|part| part == b"name=\"A\"").expect("there") + 6;
        bytes[at] = 0xC0;
        bytes
    }

    #[test]
    fn half_hours_of_moscow() {
        let channel = "<measuringchannel code=\"01\">\
            <period start=\"0000\" end=\"0030\"><value status=\"0\">1.5</value></period>\
            <period start=\"2330\" end=\"0000\"><value status=\"1\">2</value></period></measuringchannel>\
            <measuringchannel code=\"02\"><period start=\"0000\" end=\"0030\"><value>0</value></period></measuringchannel>\
            <measuringchannel code=\"03\"><period start=\"0000\" end=\"0030\"><value>9</value></period></measuringchannel>";
        let (rows, report) = rows_of(Format::Ru80020, &message(channel));
        assert_eq!(rows, ["T-7 2025-02-27T21:00:00Z 1800 1500", "T-7 2025-02-28T20:30:00Z 1800 2000D"]);
        assert_eq!(causes(&report), ["unknown-quality", "zero-channel"]);
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_kept() {
        let channel = "<measuringchannel code=\"01\">\
            <period start=\"0000\" end=\"0030\"><value>many</value></period>\
            <period start=\"0030\"><value>1</value></period>\
            <period start=\"0100\" end=\"0130\"><value status=\"2\">0</value></period>\
            <period start=\"0130\" end=\"0200\"><value>0,25</value></period></measuringchannel>";
        let (rows, report) = rows_of(Format::Ru80020, &message(channel));
        assert_eq!(rows, ["T-7 2025-02-27T22:30:00Z 1800 250"]);
        assert_eq!(causes(&report), ["not-a-number", "bad-time", "unknown-quality", "absent"]);
    }
}
