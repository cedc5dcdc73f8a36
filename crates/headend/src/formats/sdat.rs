//! Owns `ValidatedMeteredData` of the Swiss market (SDAT-CH, after ebIX): an interval in UTC, a
//! resolution, observations numbered from 1 with a volume and maybe a condition.

use crate::{
    report::{Cause, Error},
    rows::{Direction, Out, Quality, Row},
    xml::{Xml, push_text},
};
use quick_xml::events::Event;
use std::io::Read;

use super::{Measure, number, tidy, unit};

#[derive(Default)]
struct State {
    meter: String,
    direction: Direction,
    start_s: Option<i64>,
    resolution: Option<u32>,
    resolution_unit: String,
    measure_unit: String,
    sequence: Option<i64>,
    volume: Option<f64>,
    condition: String,
    path: Vec<Vec<u8>>,
}

pub(super) fn read(input: impl Read, out: &mut Out<'_>) -> Result<(), Error> {
    let (mut xml, mut state, mut text) = (Xml::new(input), State::default(), String::new());
    loop {
        let line = xml.line();
        let event = xml.next()?;
        match &event {
            Event::Start(element) => {
                text.clear();
                let name = element.local_name().as_ref().to_vec();
                match name.as_slice() {
                    b"MeteringData" => {
                        state = State { path: std::mem::take(&mut state.path), ..State::default() };
                    }
                    b"Observation" => {
                        (state.sequence, state.volume) = (None, None);
                        state.condition.clear();
                    }
                    b"ProductionMeteringPoint" => state.direction = Direction::Export,
                    _ => {}
                }
                state.path.push(name);
            }
            Event::End(element) => {
                state.path.pop();
                end(&mut state, element.local_name().as_ref(), text.trim(), line, out);
                text.clear();
            }
            Event::Eof => return Ok(()),
            _ => push_text(&event, &mut text),
        }
    }
}

fn end(state: &mut State, name: &[u8], text: &str, line: u64, out: &mut Out<'_>) {
    let parent = state.path.last().map(Vec::as_slice);
    match (name, parent) {
        (b"StartDateTime", Some(b"Interval")) => {
            state.start_s = text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
        }
        (b"Resolution", Some(b"Resolution")) => state.resolution = text.parse().ok(),
        (b"Unit", Some(b"Resolution")) => text.clone_into(&mut state.resolution_unit),
        (b"VSENationalID", _) => text.clone_into(&mut state.meter),
        (b"MeasureUnit", _) => text.clone_into(&mut state.measure_unit),
        (b"Sequence", _) => state.sequence = text.parse().ok(),
        (b"Volume", _) => state.volume = number(text),
        (b"Condition", Some(b"Observation")) => text.clone_into(&mut state.condition),
        (b"Observation", _) => row(state, line, out),
        _ => {}
    }
}

fn row(state: &State, line: u64, out: &mut Out<'_>) {
    let unit_s = match state.resolution_unit.as_str() {
        "MIN" => 60,
        "HUR" => 3600,
        "DAY" => 86_400,
        _ => 0,
    };
    let seconds = state.resolution.unwrap_or(0).saturating_mul(unit_s);
    let Some(start_s) = state.start_s.filter(|_| seconds > 0 && !state.meter.is_empty()) else {
        out.report.add(Cause::Incomplete, line, || state.meter.clone());
        return;
    };
    let wh = match (unit(&state.measure_unit), state.volume) {
        (Some(Measure::Energy(wh)), Some(volume)) => volume * wh,
        (Some(Measure::Power(w)), Some(volume)) => volume * w * f64::from(seconds) / 3600.0,
        (None, _) => {
            out.report.add(Cause::OtherQuantity, line, || state.measure_unit.clone());
            return;
        }
        (_, None) => {
            out.report.add(Cause::Absent, line, || "an observation without a volume".to_owned());
            return;
        }
    };
    let Some(sequence) = state.sequence.filter(|sequence| (1..=1_000_000).contains(sequence)) else {
        out.report.add(Cause::BadRecord, line, || "an observation without its number".to_owned());
        return;
    };
    let quality = match state.condition.as_str() {
        "" => Quality::Measured,
        // ebIX: temporary, estimated.
        "21" | "56" => Quality::Estimated,
        "58" | "81" => Quality::Substituted,
        other => {
            out.report.add(Cause::UnknownQuality, line, || format!("condition {other}"));
            Quality::Doubtful
        }
    };
    let start_s = start_s + (sequence - 1) * i64::from(seconds);
    let direction = state.direction;
    out.row(Row { meter: &state.meter, start_s, seconds, wh: tidy(wh), quality, direction }, line);
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    #[test]
    fn observations_are_placed_by_their_number() {
        let data = |point: &str, unit: &str| {
            format!(
                "<MeteringData><Interval><StartDateTime>2024-10-26T22:00:00Z</StartDateTime><EndDateTime>2024-10-26T22:45:00Z</EndDateTime></Interval>\
                 <Resolution><Resolution>15</Resolution><Unit>MIN</Unit></Resolution><{point}><VSENationalID>CH9</VSENationalID></{point}>\
                 <Product><ID>1</ID><MeasureUnit>{unit}</MeasureUnit></Product>\
                 <Observation><Position><Sequence>3</Sequence></Position><Volume>0.75</Volume><Condition>56</Condition></Observation>\
                 <Observation><Position><Sequence>1</Sequence></Position></Observation></MeteringData>"
            )
        };
        let parts = [
            data("ConsumptionMeteringPoint", "KWH"),
            data("ProductionMeteringPoint", "KWH"),
            data("ConsumptionMeteringPoint", "KVR"),
        ];
        let text =
            format!("<r:ValidatedMeteredData_16 xmlns:r='x'>{}</r:ValidatedMeteredData_16>", parts.concat());
        let (rows, report) = rows_of(Format::SdatCh, text.as_bytes());
        assert_eq!(rows, ["CH9 2024-10-26T22:30:00Z 900 750E", "CH9 2024-10-26T22:30:00Z 900 750Ex"]);
        assert_eq!(causes(&report), ["absent", "other-quantity"]);
    }
}
