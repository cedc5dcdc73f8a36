//! Owns MSCONS, the EDIFACT message of the German market for meter values: separators named by UNA,
//! the place of measurement in LOC, the measure in PIA (OBIS), values in QTY with their status, and
//! their times in DTM.

use crate::{
    report::{Cause, Error},
    rows::{Direction, Options, Out, Quality, Row},
    time::{Clock, Zone},
};
use jiff::civil;
use std::io::{BufRead, BufReader, Read};

use super::{Measure, tidy, unit};

/// Longest segment.
const MOST_BYTES: u64 = 1 << 16;

/// Separators: of components, of elements, the decimal sign, the escape, the end of segments.
#[derive(Clone, Copy)]
struct Marks {
    component: u8,
    element: u8,
    decimal: u8,
    escape: u8,
    end: u8,
}

const USUAL: Marks = Marks { component: b':', element: b'+', decimal: b'.', escape: b'?', end: b'\'' };

/// A value that waits for its times.
struct Value {
    amount: Option<f64>,
    quality: Option<Quality>,
    unit: String,
    start_s: Option<i64>,
    end_s: Option<i64>,
    at_s: Option<i64>,
    number: u64,
}

#[derive(Default)]
struct State {
    meter: String,
    direction: Option<Direction>,
    is_register: bool,
    value: Option<Value>,
}

pub(super) fn read(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    // Times without an offset are legal time of Germany.
    let zone = options.zone.clone().unwrap_or_else(|| Zone::known("Europe/Berlin"));
    let mut input = BufReader::with_capacity(1 << 16, input);
    let (mut marks, mut state, mut clock) = (USUAL, State::default(), Clock::default());
    let (mut buffer, mut number) = (Vec::new(), 0);
    loop {
        buffer.clear();
        if !segment(&mut input, marks, &mut buffer, number)? {
            break;
        }
        number += 1;
        let text: Vec<u8> = buffer.trim_ascii_start().to_vec();
        if number == 1 && text.starts_with(b"UNA") {
            if let [component, element, decimal, escape, _, end] = text[3..] {
                marks = Marks { component, element, decimal, escape, end };
            }
            continue;
        }
        let elements = split(&text, marks.element, marks.escape);
        take(&elements, marks, &zone, &mut clock, &mut state, number, out);
    }
    hand_out(&mut state, out);
    Ok(())
}

/// Reads up to the next end of a segment that is not escaped; false at the end of the file. The
/// service string UNA is nine bytes long.
fn segment(input: &mut impl BufRead, marks: Marks, into: &mut Vec<u8>, number: u64) -> Result<bool, Error> {
    let read = |cause| Error::Read { line: number + 1, cause };
    if number == 0 {
        let head = input.fill_buf().map_err(read)?;
        let lead = head.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if head[lead..].starts_with(b"UNA") {
            let mut una = vec![0; lead + 9];
            input.read_exact(&mut una).map_err(read)?;
            into.extend_from_slice(&una);
            return Ok(true);
        }
    }
    loop {
        let len = input.by_ref().take(MOST_BYTES).read_until(marks.end, into).map_err(read)?;
        if len == 0 {
            if !into.trim_ascii().is_empty() {
                let found = String::from_utf8_lossy(into).chars().take(40).collect::<String>();
                return Err(Error::malformed(number + 1, "the end of the segment", found));
            }
            return Ok(false);
        }
        if into.len() as u64 >= MOST_BYTES {
            return Err(Error::malformed(number + 1, "a segment of less than 64 KB", "a longer one"));
        }
        if into.last() != Some(&marks.end) {
            continue;
        }
        into.pop();
        let escapes = into.iter().rev().take_while(|&&byte| byte == marks.escape).count();
        if escapes % 2 == 0 {
            return Ok(true);
        }
        into.push(marks.end);
    }
}

/// Parts between separators that are not escaped, still with their escapes.
fn split(text: &[u8], separator: u8, escape: u8) -> Vec<&[u8]> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while at < text.len() {
        if text[at] == escape {
            at += 1;
        } else if text[at] == separator {
            parts.push(&text[start..at]);
            start = at + 1;
        }
        at += 1;
    }
    parts.push(&text[start..]);
    parts
}

/// Components of an element as texts without escapes.
fn components(element: &[u8], marks: Marks) -> Vec<String> {
    let plain = |part: &[u8]| {
        let mut bytes = Vec::with_capacity(part.len());
        let mut rest = part.iter();
        while let Some(&byte) = rest.next() {
            let byte = if byte == marks.escape { rest.next().copied().unwrap_or(byte) } else { byte };
            bytes.push(byte);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    split(element, marks.component, marks.escape).into_iter().map(plain).collect()
}

fn take(
    elements: &[&[u8]],
    marks: Marks,
    zone: &Zone,
    clock: &mut Clock,
    state: &mut State,
    number: u64,
    out: &mut Out<'_>,
) {
    let parts = |at: usize| elements.get(at).map_or_else(Vec::new, |element| components(element, marks));
    let part = |at: usize, of: usize| parts(at).into_iter().nth(of).unwrap_or_default();
    match elements[0] {
        b"UNH" => {
            hand_out(state, out);
            *state = State::default();
        }
        b"UNT" | b"UNZ" => hand_out(state, out),
        b"LIN" => {
            hand_out(state, out);
            (state.direction, state.is_register) = (Some(Direction::Import), false);
        }
        b"LOC" => {
            hand_out(state, out);
            if part(1, 0) == "172" {
                state.meter = part(2, 0);
            }
        }
        b"PIA" => {
            let code = part(2, 0);
            (state.direction, state.is_register) = measure(&code);
        }
        b"QTY" => {
            hand_out(state, out);
            let of = parts(1);
            let text = |at: usize| of.get(at).map_or("", String::as_str);
            let decimal = char::from(marks.decimal);
            state.value = Some(Value {
                amount: text(1).replace([decimal, ','], ".").parse().ok(),
                quality: quality(text(0), number, out),
                unit: text(2).to_owned(),
                start_s: None,
                end_s: None,
                at_s: None,
                number,
            });
        }
        b"DTM" => {
            let of = parts(1);
            let text = |at: usize| of.get(at).map_or("", String::as_str);
            let Some(value) = &mut state.value else { return };
            let at_s = moment(text(1), text(2), zone, clock, &format!("{} {}", state.meter, text(0)));
            match text(0) {
                "163" => value.start_s = at_s,
                "164" => value.end_s = at_s,
                "7" | "9" => value.at_s = at_s,
                _ => {}
            }
        }
        _ => {}
    }
}

/// Direction and whether it is a register, of an OBIS code such as `1-1:1.29.0`; no direction for
/// what is not active energy.
fn measure(code: &str) -> (Option<Direction>, bool) {
    let value = code.rsplit(':').next().unwrap_or(code);
    let mut groups = value.split('.');
    let direction = match groups.next() {
        Some("1") => Some(Direction::Import),
        Some("2") => Some(Direction::Export),
        _ => None,
    };
    (direction, groups.next() == Some("8"))
}

/// The status of a quantity; nothing where it is not to be used.
fn quality(code: &str, number: u64, out: &mut Out<'_>) -> Option<Quality> {
    Some(match code {
        "220" => Quality::Measured,
        "67" => Quality::Substituted,
        // Forecast, proposal, provisional and interpolated values.
        "187" | "201" | "Z18" | "Z30" | "Z31" => Quality::Estimated,
        // Not to be used, faulty, missing.
        "20" | "Z32" => return None,
        _ => {
            out.report.add(Cause::UnknownQuality, number, || format!("QTY+{code}"));
            Quality::Doubtful
        }
    })
}

/// A time in format 303 (with its offset), 203 or 102.
fn moment(text: &str, format: &str, zone: &Zone, clock: &mut Clock, key: &str) -> Option<i64> {
    let at = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i16>().ok());
    let (hour, minute) = if format == "102" { (0, 0) } else { (at(8, 10)?, at(10, 12)?) };
    let local = civil::Date::new(at(0, 4)?, at(4, 6)? as i8, at(6, 8)? as i8).ok()?;
    let local = local
        .at(0, 0, 0, 0)
        .checked_add(jiff::SignedDuration::from_mins(i64::from(hour) * 60 + i64::from(minute)))
        .ok()?;
    if format == "303" {
        let offset: Zone = text.get(12..).filter(|offset| !offset.is_empty())?.parse().ok()?;
        return match offset.seconds(local)? {
            crate::time::Moments::One(at_s) => Some(at_s),
            _ => None,
        };
    }
    clock.place(key, zone.seconds(local)?)
}

fn hand_out(state: &mut State, out: &mut Out<'_>) {
    let Some(value) = state.value.take() else { return };
    let number = value.number;
    let Some(direction) = state.direction else {
        out.report.add(Cause::OtherQuantity, number, || "a measure that is not active energy".to_owned());
        return;
    };
    let Some(amount) = value.amount else {
        out.report.add(Cause::NotANumber, number, || "QTY".to_owned());
        return;
    };
    let Some(quality) = value.quality else {
        out.report.add(Cause::Absent, number, || "a value not to be used".to_owned());
        return;
    };
    // Load profiles and registers are in kWh unless they say otherwise.
    let measure = if value.unit.is_empty() { Some(Measure::Energy(1e3)) } else { unit(&value.unit) };
    let Some(measure) = measure else {
        out.report.add(Cause::OtherQuantity, number, || value.unit.clone());
        return;
    };
    if state.meter.is_empty() {
        out.report.add(Cause::Incomplete, number, || "a value without LOC+172".to_owned());
        return;
    }
    if let (true, Some(at_s), Measure::Energy(wh)) = (state.is_register, value.at_s, measure) {
        if direction == Direction::Import {
            out.register(&state.meter, at_s, amount * wh, None, number);
        }
        return;
    }
    let length = value.end_s.zip(value.start_s).and_then(|(end, start)| u32::try_from(end - start).ok());
    let (Some(start_s), Some(seconds)) = (value.start_s, length.filter(|&seconds| seconds > 0)) else {
        out.report.add(Cause::BadTime, number, || "a value without its start and end".to_owned());
        return;
    };
    let wh = match measure {
        Measure::Energy(wh) => amount * wh,
        Measure::Power(w) => amount * w * f64::from(seconds) / 3600.0,
    };
    out.row(Row { meter: &state.meter, start_s, seconds, wh: tidy(wh), quality, direction }, number);
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    #[test]
    fn values_with_their_status_and_times() {
        let text = "UNA:+,? 'UNB+UNOC:3+1:500+2:500+241028:0815+R'UNH+1+MSCONS:D:04B:UN:2.4c'\n\
            LOC+172+DE?'01'LIN+1'PIA+5+1-1?:1.29.0:SRW'\
            QTY+220:0,25'DTM+163:202410262200?+00:303'DTM+164:202410262215?+00:303'\n\
            QTY+67:0,5'DTM+163:202410262215?+00:303'DTM+164:202410262230?+00:303'\
            QTY+20:9'DTM+163:202410262230?+00:303'DTM+164:202410262245?+00:303'\
            LIN+2'PIA+5+1-1?:2.29.0:SRW'QTY+220:1'DTM+163:202410270000?+02:303'DTM+164:202410270015?+02:303'\
            LIN+3'PIA+5+1-1?:5.29.0:SRW'QTY+220:1'DTM+163:202410270000?+02:303'UNT+9+1'UNZ+1+R'";
        let (rows, report) = rows_of(Format::Mscons, text.as_bytes());
        let expected = [
            "DE'01 2024-10-26T22:00:00Z 900 250",
            "DE'01 2024-10-26T22:15:00Z 900 500S",
            "DE'01 2024-10-26T22:00:00Z 900 1000x",
        ];
        assert_eq!(rows, expected);
        assert_eq!(causes(&report), ["absent", "other-quantity"]);
    }

    #[test]
    fn registers_are_differences_and_local_times_have_both_hours() {
        let text = "UNA:+.? 'UNB+UNOC:3'UNH+1+MSCONS'LOC+172+A'LIN+1'PIA+5+1-1?:1.8.0:SRW'\
            QTY+220:100'DTM+7:202410270200:203'QTY+220:101.5'DTM+7:202410270200:203'UNT'";
        let (rows, _) = rows_of(Format::Mscons, text.as_bytes());
        assert_eq!(rows, ["A 2024-10-27T00:00:00Z 3600 1500"]);
    }

    #[test]
    fn a_file_that_breaks_off_is_an_error() {
        let text = "UNB+UNOC:3+MSCONS'LOC+172+A'QTY+220:1";
        let broken = crate::read(Format::Mscons, text.as_bytes(), &crate::Options::default(), &mut |_| {});
        assert_eq!(
            broken.expect_err("no end").to_string(),
            "line 3: expected the end of the segment, found QTY+220:1"
        );
    }
}
