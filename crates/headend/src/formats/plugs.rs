//! Owns messages of smart plugs, and logs of them, one a line: time, topic, payload. Registers of energy
//! of Tasmota (kWh), Shelly of both generations (Wh; watt minutes) and zigbee2mqtt (kWh).

use crate::{
    report::{Cause, Error},
    rows::{Options, Out},
    time::{Clock, DateOrder, Stamp, parse},
};
use serde_json::Value;
use std::io::Read;

use super::lines;

const WH_PER_KWH: f64 = 1e3;
const WH_PER_WATT_MINUTE: f64 = 1.0 / 60.0;

pub(super) fn read(input: impl Read, options: &Options, out: &mut Out<'_>) -> Result<(), Error> {
    let mut clock = Clock::default();
    lines(input, |text, line| {
        let Some((time, topic, payload)) = parts(text) else {
            if !text.trim().is_empty() {
                out.report.add(Cause::BadRecord, line, || text.to_owned());
            }
            return Ok(());
        };
        let Some((meter, reading)) = reading(topic, payload) else { return Ok(()) };
        let Some(wh) = reading.filter(|wh| wh.is_finite()) else {
            out.report.add(Cause::NotANumber, line, || payload.to_owned());
            return Ok(());
        };
        let order = if time.bytes().all(|byte| byte.is_ascii_digit()) && time.len() > 8 {
            if time.len() > 11 { DateOrder::EpochMilliseconds } else { DateOrder::EpochSeconds }
        } else {
            DateOrder::YearFirst
        };
        let at_s = match parse(time, order) {
            Some(Stamp::Utc(at_s)) => Some(at_s),
            Some(Stamp::Local(local)) => {
                let zone = options.zone.as_ref();
                zone.and_then(|zone| zone.seconds(local)).and_then(|moments| clock.place(&meter, moments))
            }
            None => None,
        };
        match at_s {
            // Watt minutes and decimals of kWh are not exact.
            Some(at_s) => out.register(&meter, at_s, (wh * 1e3).round() / 1e3, None, line),
            None => out.report.add(Cause::BadTime, line, || time.to_owned()),
        }
        Ok(())
    })
}

fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (time, rest) = text.trim().split_once(' ')?;
    let (topic, payload) = rest.trim_start().split_once(' ')?;
    Some((time, topic, payload.trim()))
}

/// The meter that a message is of and the energy of its register in Wh; nothing where the message
/// is about something else.
pub(crate) fn reading(topic: &str, payload: &str) -> Option<(String, Option<f64>)> {
    let json = || serde_json::from_str::<Value>(payload).ok();
    let member = |value: &Value, path: &[&str]| {
        path.iter().try_fold(value.clone(), |value, key| value.get(key).cloned())
    };
    let levels: Vec<&str> = topic.split('/').collect();
    match levels[..] {
        ["tele", plug, "SENSOR"] => {
            let total = member(&json()?, &["ENERGY", "Total"])?;
            Some((plug.to_owned(), sum_of(&total).map(|kwh| kwh * WH_PER_KWH)))
        }
        ["shellies", plug, kind @ ("relay" | "emeter"), channel, what @ ("energy" | "total")] => {
            let wh = if what == "total" { 1.0 } else { WH_PER_WATT_MINUTE };
            Some((format!("{plug}/{kind}/{channel}"), payload.parse::<f64>().ok().map(|count| count * wh)))
        }
        [plug, "status", switch] if switch.starts_with("switch:") || switch.starts_with("pm1:") => {
            let total = member(&json()?, &["aenergy", "total"])?;
            Some((format!("{plug}/{switch}"), total.as_f64()))
        }
        ["zigbee2mqtt", plug] => {
            let energy = json()?.get("energy")?.clone();
            Some((plug.to_owned(), energy.as_f64().map(|kwh| kwh * WH_PER_KWH)))
        }
        _ => None,
    }
}

/// One register, or the sum of those of several channels.
fn sum_of(total: &Value) -> Option<f64> {
    match total {
        Value::Array(channels) if !channels.is_empty() => channels.iter().map(Value::as_f64).sum(),
        one => one.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Format,
        formats::tests::{causes, rows_of},
    };

    #[test]
    fn a_count_without_its_divisor_is_no_energy() {
        // zigbee2mqtt sends the bare count until it has read the divisor of a plug.
        let lines = [
            (0, r#"zigbee2mqtt/a {"energy":55250}"#),
            (0, r#"zigbee2mqtt/b {"energy":7.5}"#),
            (10, r#"zigbee2mqtt/a {"energy":55.26}"#),
            (10, r#"zigbee2mqtt/b {"energy":751}"#),
            (20, r#"zigbee2mqtt/a {"energy":55.5}"#),
            (20, r#"zigbee2mqtt/b {"energy":7.53}"#),
        ];
        let text = lines
            .iter()
            .map(|(minute, line)| format!("2024-07-01T10:{minute:02}:00Z {line}\n"))
            .collect::<Vec<_>>()
            .concat();
        let (rows, report) = rows_of(Format::MqttPlugs, text.as_bytes());
        assert_eq!(rows, ["a 2024-07-01T10:10:00Z 600 240", "b 2024-07-01T10:00:00Z 1200 30"]);
        assert_eq!((causes(&report), report.problems[0].count), (vec!["other-unit"], 2));
        assert_eq!((report.problems[0].found.as_str(), report.taken_back.len()), ("a ÷1000", 0));
    }

    #[test]
    fn each_make_has_its_unit() {
        let lines = [
            r#"2024-07-01T12:00:00+0200 tele/a/SENSOR {"Time":"x","ENERGY":{"Total":10.5}}"#,
            r#"2024-07-01T12:00:00+0200 b/status/switch:0 {"aenergy":{"total":70.0}}"#,
            "2024-07-01T12:00:00+0200 shellies/c/relay/0/energy 600",
            r#"2024-07-01T12:00:00+0200 zigbee2mqtt/d {"energy":1.5,"state":"ON"}"#,
            r#"2024-07-01T12:05:00+0200 zigbee2mqtt/d {"state":"OFF"}"#,
            r#"2024-07-01T12:10:00+0200 tele/a/SENSOR {"Time":"x","ENERGY":{"Total":10.75}}"#,
            r#"1719828600 b/status/switch:0 {"aenergy":{"total":80.5}}"#,
            "2024-07-01T12:10:00+0200 shellies/c/relay/0/energy 1200",
            r#"2024-07-01T12:10:00+0200 zigbee2mqtt/d {"energy":1.75}"#,
            "2024-07-01T12:20:00+0200 shellies/c/relay/0/energy 60",
            "2024-07-01T12:30:00+0200 shellies/c/relay/0/energy off",
        ];
        let (rows, report) = rows_of(Format::MqttPlugs, lines.join("\n").as_bytes());
        let expected = ["a", "b/switch:0", "c/relay/0", "d"].into_iter().zip([250.0, 10.5, 10.0, 250.0]);
        let expected: Vec<String> =
            expected.map(|(meter, wh)| format!("{meter} 2024-07-01T10:00:00Z 600 {wh}")).collect();
        assert_eq!(rows, expected);
        assert_eq!(causes(&report), ["register-fell", "not-a-number"]);
    }

    #[test]
    fn channels_of_one_plug_are_summed() {
        let lines = [
            r#"2024-07-01T12:00:00Z tele/a/SENSOR {"ENERGY":{"Total":[1.0,2.0]}}"#,
            r#"2024-07-01T12:30:00Z tele/a/SENSOR {"ENERGY":{"Total":[1.1,2.2]}}"#,
            r#"2024-07-01T13:00:00Z tele/a/SENSOR {"ENERGY":{"Total":[1.2,"x"]}}"#,
            r#"2024-07-01T13:30:00Z tele/a/SENSOR {"ENERGY":{"Total":[]}}"#,
        ];
        let (rows, report) = rows_of(Format::MqttPlugs, lines.join("\n").as_bytes());
        assert_eq!(rows, ["a 2024-07-01T12:00:00Z 1800 300"]);
        assert_eq!((causes(&report), report.problems[0].count), (vec!["not-a-number"], 2));
    }
}
