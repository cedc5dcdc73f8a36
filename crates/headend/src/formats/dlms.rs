//! Owns push notifications of DLMS/COSEM as XML: hexadecimal values, a time with its deviation from
//! UTC, the name of the device and the registers by their logical names.
//!
//! A notification carries no scaler and no unit: values are taken as Wh, which is told.

use crate::{
    report::{Cause, Error},
    rows::{Options, Out},
    time::{Clock, Zone},
    xml::{Xml, attribute},
};
use jiff::civil;
use quick_xml::events::Event;
use std::io::Read;

/// Active energy taken, all tariffs.
const IMPORT: [u8; 5] = [1, 0, 1, 8, 0];
/// What a deviation that is not given reads.
const NO_DEVIATION: i16 = i16::MIN;

#[derive(Default)]
struct Notification {
    at: Option<Vec<u8>>,
    meter: String,
    /// The logical name read last.
    of: Option<Vec<u8>>,
    wh: Option<f64>,
}

pub(super) fn read(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    let (mut xml, mut now, mut clock) = (Xml::new(input), Notification::default(), Clock::default());
    loop {
        let line = xml.line();
        let event = xml.next()?;
        match &event {
            Event::Start(element) => {
                let value = attribute(element, "Value");
                match element.local_name().as_ref() {
                    b"DataNotification" => now = Notification::default(),
                    b"DateTime" => now.at = value.as_deref().and_then(bytes),
                    b"OctetString" | b"String" => octets(value.as_deref().unwrap_or(""), &mut now),
                    b"UInt8" | b"UInt16" | b"UInt32" | b"UInt64" | b"Int32" | b"Int64" => {
                        let is_import = now.of.take().is_some_and(|of| of.starts_with(&IMPORT));
                        if is_import {
                            now.wh = value
                                .and_then(|text| u64::from_str_radix(&text, 16).ok())
                                .map(|wh| wh as f64);
                        }
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == b"DataNotification" => {
                finish(&now, options.zone.as_ref(), &mut clock, line, out);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let byte = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    (0..text.len()).step_by(2).map(byte).collect()
}

/// A logical name has six bytes and ends in 255, a time has twelve, what can be read is a name.
fn octets(text: &str, now: &mut Notification) {
    let Some(bytes) = bytes(text) else { return };
    if bytes.len() == 6 && bytes[5] == 255 {
        now.of = Some(bytes);
    } else if bytes.len() == 12 && now.at.is_none() && bytes[0] == 7 {
        now.at = Some(bytes);
    } else if !bytes.is_empty() && bytes.iter().all(u8::is_ascii_graphic) && now.meter.is_empty() {
        now.meter = String::from_utf8_lossy(&bytes).into_owned();
    }
}

fn finish(now: &Notification, zone: Option<&Zone>, clock: &mut Clock, line: u64, out: &mut Out<'_>) {
    let Some(wh) = now.wh else {
        out.report.add(Cause::Incomplete, line, || "a notification without 1.0.1.8.0.255".to_owned());
        return;
    };
    let meter = if now.meter.is_empty() { "dlms" } else { &now.meter };
    let Some(at_s) = now.at.as_deref().and_then(|at| moment(at, zone, clock, meter)) else {
        out.report.add(Cause::BadTime, line, || {
            now.at.iter().flatten().fold(String::new(), |text, byte| text + &format!("{byte:02X}"))
        });
        return;
    };
    out.report.note(Cause::AssumedUnit, line, || "Wh".to_owned());
    out.register(meter, at_s, wh, None, line);
}

/// Year, month, day, day of week, hour, minute, second, hundredths, deviation of UTC from local
/// time in minutes, status.
fn moment(at: &[u8], zone: Option<&Zone>, clock: &mut Clock, meter: &str) -> Option<i64> {
    let [high, low, month, day, _, hour, minute, second, _, deviation_high, deviation_low, _] = *at else {
        return None;
    };
    let year = i16::from_be_bytes([high, low]);
    let date = civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let time =
        civil::Time::new(hour.try_into().ok()?, minute.try_into().ok()?, second.try_into().ok()?, 0).ok()?;
    let local = civil::DateTime::from_parts(date, time);
    let deviation = i16::from_be_bytes([deviation_high, deviation_low]);
    if deviation == NO_DEVIATION {
        return clock.place(meter, zone?.seconds(local)?);
    }
    let as_utc = jiff::tz::Offset::UTC.to_timestamp(local).ok()?.as_second();
    Some(as_utc + i64::from(deviation) * 60)
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    fn push(time: &str, value: &str) -> String {
        format!(
            "<DataNotification><DateTime Value=\"{time}\" /><NotificationBody><DataValue><Structure Qty=\"03\">\
             <OctetString Value=\"4D37\" /><OctetString Value=\"0100010800FF\" /><UInt32 Value=\"{value}\" />\
             <OctetString Value=\"0100020800FF\" /><UInt32 Value=\"FFFF\" /></Structure></DataValue></NotificationBody></DataNotification>\n"
        )
    }

    #[test]
    fn registers_in_hexadecimal_with_their_deviation() {
        let text = push("07E80701010C000000FF8880", "00000010")
            + &push("07E80701010D000000FFC400", "00000020")
            + &push("07E80701010D0000008000FF", "00000030");
        let (rows, report) = rows_of(Format::DlmsXml, text.as_bytes());
        assert_eq!(rows, ["M7 2024-07-01T10:00:00Z 7200 16"]);
        assert_eq!(causes(&report), ["assumed-unit", "bad-time"]);
    }
}
