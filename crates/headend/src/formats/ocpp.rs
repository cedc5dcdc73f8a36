//! Owns OCPP 1.6 messages `MeterValues`, one a line, as calls (`[2, id, "MeterValues", {…}]`) or as
//! payloads alone.

use crate::{
    report::{Cause, Error},
    rows::Out,
};
use serde::Deserialize;
use std::io::Read;

use super::{Measure, lines, number, unit};

const REGISTER: &str = "Energy.Active.Import.Register";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    connector_id: serde_json::Value,
    meter_value: Vec<MeterValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MeterValue {
    timestamp: String,
    sampled_value: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    value: String,
    #[serde(default)]
    measurand: Option<String>,
    #[serde(default)]
    unit: Option<String>,
    #[serde(default)]
    phase: Option<String>,
    #[serde(default)]
    location: Option<String>,
}

pub(super) fn read(input: impl Read, out: &mut Out<'_>) -> Result<(), Error> {
    lines(input, |text, line| {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        // Logs put the time or the charger before the message.
        let text = text.find(['[', '{']).map_or(text, |at| &text[at..]);
        let payload = if text.starts_with('[') {
            match serde_json::from_str::<(u8, String, String, Payload)>(text) {
                Ok((2, _, action, payload)) if action == "MeterValues" => Some(payload),
                _ => None,
            }
        } else {
            serde_json::from_str(text).ok()
        };
        match payload {
            Some(payload) => take(&payload, line, out),
            // Other messages stand between them.
            None if !text.contains("MeterValues") => {}
            None => out.report.add(Cause::BadRecord, line, || text.to_owned()),
        }
        Ok(())
    })
}

fn take(payload: &Payload, line: u64, out: &mut Out<'_>) {
    let meter = payload.connector_id.as_str().map_or_else(|| payload.connector_id.to_string(), str::to_owned);
    for value in &payload.meter_value {
        let Ok(at) = value.timestamp.parse::<jiff::Timestamp>() else {
            out.report.add(Cause::BadTime, line, || value.timestamp.clone());
            continue;
        };
        // One without a measurand is a register of energy in Wh, by the specification.
        let is_register = |sample: &&Sample| {
            sample.measurand.as_deref().unwrap_or(REGISTER) == REGISTER
                && sample.phase.is_none()
                && sample.location.as_deref().unwrap_or("Outlet") == "Outlet"
        };
        let Some(sample) = value.sampled_value.iter().find(is_register) else {
            out.report.add(Cause::OtherQuantity, line, || "a sample without a register of energy".to_owned());
            continue;
        };
        match (number(&sample.value), unit(sample.unit.as_deref().unwrap_or("Wh"))) {
            (Some(value), Some(Measure::Energy(wh))) => {
                out.register(&meter, at.as_second(), (value * wh * 1e3).round() / 1e3, None, line);
            }
            (None, _) => out.report.add(Cause::NotANumber, line, || sample.value.clone()),
            _ => out.report.add(Cause::OtherQuantity, line, || sample.unit.clone().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    #[test]
    fn registers_in_either_unit_by_the_default_measurand() {
        let call = |time: &str, sample: &str| {
            format!(
                r#"[2,"a","MeterValues",{{"connectorId":2,"meterValue":[{{"timestamp":"{time}","sampledValue":[{{"value":"9","measurand":"Voltage"}},{sample}]}}]}}]"#
            )
        };
        let text = [
            call("2024-07-01T10:00:00Z", r#"{"value":"5000"}"#),
            r#"[2,"b","Heartbeat",{}]"#.to_owned(),
            call(
                "2024-07-01T12:15:00+02:00",
                r#"{"value":"5.25","unit":"kWh","measurand":"Energy.Active.Import.Register"}"#,
            ),
            call("2024-07-01T10:30:00Z", r#"{"value":"?"}"#),
            r#"[2,"c","MeterValues",{}]"#.to_owned(),
        ];
        let (rows, report) = rows_of(Format::Ocpp16, text.join("\n").as_bytes());
        assert_eq!(rows, ["2 2024-07-01T10:00:00Z 900 250"]);
        assert_eq!(causes(&report), ["not-a-number", "bad-record"]);
    }
}
