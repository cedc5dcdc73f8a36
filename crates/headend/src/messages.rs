//! Owns what messages on a bus (MQTT and the like) say of meters: which member is the meter, the time, the
//! value and its unit. Does not connect, and keeps nothing from message to message.
//!
//! Main type: [`Mappings`].

use crate::{
    formats::{Measure, plug_reading, unit},
    time::{DateOrder, Moments, Stamp, Zone, ZoneError, parse},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Epoch times of so many seconds or more are milliseconds: as seconds they would be after the year 5138.
const LEAST_MS: f64 = 1e11;

/// How messages are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mappings {
    /// Tried in this order; the first whose topic fits reads the message.
    #[serde(default)]
    pub mappings: Vec<Mapping>,
    /// Whether what is known without a mapping is read too: messages `{"meter_id", "ts", "wh"}`, Tasmota,
    /// Shelly of both generations, zigbee2mqtt.
    #[serde(default = "yes")]
    pub ready: bool,
}

const fn yes() -> bool {
    true
}

impl Default for Mappings {
    fn default() -> Self {
        Self { mappings: Vec::new(), ready: true }
    }
}

/// Where messages of a topic have what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Topic filter, maybe with `+` and `#`.
    pub topic: String,
    /// Where a list of readings lies, as a JSON Pointer (RFC 6901); a payload that is a list is one anyway.
    pub items: Option<String>,
    /// The meter: a JSON Pointer, or a text with levels of the topic such as `{2}` or `{2}/{4}`, counted from 1.
    pub meter: String,
    /// The time, as a JSON Pointer: ISO 8601, or seconds or milliseconds since 1970. Without it, when the
    /// message came.
    pub time: Option<String>,
    /// The value, as a JSON Pointer; the empty one is the payload itself.
    pub value: String,
    /// Its unit (`Wh`, `kWh`, `MWh`, `W`, `kW`, `MW`), or a JSON Pointer to that.
    pub unit: String,
    /// Whether the value is a register that only rises.
    #[serde(default)]
    pub register: bool,
    /// Length of the interval of mean power, or of any value whose time is its end.
    pub interval_s: Option<u32>,
    /// Which end of its interval the time of a value is.
    #[serde(default)]
    pub stamp: Stamped,
    /// Zone of times without an offset; UTC without it.
    pub zone: Option<String>,
}

/// Which end of an interval a time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stamped {
    /// Its start.
    #[default]
    Start,
    /// Its end.
    End,
}

/// What a message says of a meter.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageReading {
    /// The meter.
    pub meter: String,
    /// Start of the interval, or the time of a register; seconds since 1970 UTC.
    pub at_s: i64,
    /// Wh; NaN where the message says that there is none.
    pub wh: f64,
    /// Whether it is a register.
    pub is_register: bool,
    /// Whether the time is when the message came, for want of another.
    pub is_time_of_arrival: bool,
    /// Its unit as the message or its mapping has it.
    pub unit: String,
}

/// Why a message, or one of its readings, was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageFault {
    /// No mapping is for it.
    #[error("nothing says how to read messages of this topic")]
    Foreign,
    /// It is no JSON; where that shows, in bytes from its start.
    #[error("expected JSON: {1}")]
    Malformed(usize, String),
    /// A member that is needed is not there.
    #[error("expected a member {0}")]
    Missing(String),
    /// A time that is none.
    #[error("expected a time, found {0}")]
    Time(String),
    /// A value that is no number of zero or more.
    #[error("expected a number of zero or more, found {0}")]
    Number(String),
    /// A unit that is none of energy or power.
    #[error("expected a unit of energy or power, found {0}")]
    Unit(String),
    /// A kept message without a time: when it was true nobody knows.
    #[error("a retained message without a time: nobody knows when it was true")]
    Timeless,
}

/// Why a mapping cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// Its zone is none.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// Its unit is none of energy or power.
    #[error("expected a unit of energy or power, found {0:?}")]
    Unit(String),
    /// It counts power as a register.
    #[error("a register has a unit of energy")]
    RegisterOfPower,
    /// Nobody knows how long the power was there.
    #[error("power needs interval_s")]
    PowerWithoutInterval,
    /// Nobody knows when the interval began.
    #[error("the end of an interval needs interval_s")]
    EndWithoutInterval,
    /// It does not say where something lies.
    #[error("expected a JSON Pointer such as /energy/total, found {0:?}")]
    Pointer(String),
    /// It does not say which meter it is.
    #[error("expected meter as a JSON Pointer or with {{2}}, found {0:?}")]
    Meter(String),
}

/// Why mappings are of no use.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// They are no JSON, or have other members.
    #[error("expected mappings: {0}")]
    Malformed(#[from] serde_json::Error),
    /// One of them cannot be followed.
    #[error("mapping for {topic}: {why}")]
    Unusable {
        /// Its topic.
        topic: String,
        /// Why not.
        why: MappingFault,
    },
}

/// A message as it came.
#[derive(Clone, Copy, Debug)]
pub struct MessageIn<'a> {
    /// Its topic.
    pub topic: &'a str,
    /// What it says.
    pub payload: &'a [u8],
    /// When it came, in seconds since 1970 UTC.
    pub arrived_s: i64,
    /// Whether the broker kept it from before.
    pub is_retained: bool,
}

impl Mappings {
    /// Reads mappings from the text of their file.
    ///
    /// # Errors
    /// It has other members, or one of them cannot be followed.
    pub fn from_json(text: &[u8]) -> Result<Self, MappingError> {
        let mappings: Self = serde_json::from_slice(text)?;
        for mapping in &mappings.mappings {
            let unusable = |why| MappingError::Unusable { topic: mapping.topic.clone(), why };
            mapping.check().map_err(unusable)?;
        }
        Ok(mappings)
    }

    /// What a message says, reading by reading, each with its place in a list.
    pub fn read(
        &self,
        message: MessageIn<'_>,
        each: &mut dyn FnMut(usize, Result<MessageReading, MessageFault>),
    ) {
        match self.mappings.iter().find(|mapping| topic_fits(&mapping.topic, message.topic)) {
            Some(mapping) => mapping.read(message, each),
            None if self.ready => read_ready(message, each),
            None => each(0, Err(MessageFault::Foreign)),
        }
    }
}

impl Mapping {
    /// What the program's own messages are: the contract `readings` as JSON.
    fn of_contract() -> Self {
        let pointer = |name: &str| format!("/{name}");
        Self {
            topic: "#".to_owned(),
            items: None,
            meter: pointer("meter_id"),
            time: Some(pointer("ts")),
            value: pointer("wh"),
            unit: "Wh".to_owned(),
            register: false,
            interval_s: None,
            stamp: Stamped::Start,
            zone: None,
        }
    }

    fn check(&self) -> Result<(), MappingFault> {
        if let Some(zone) = &self.zone {
            zone.parse::<Zone>()?;
        }
        let measure = if self.unit.starts_with('/') { None } else { Some(unit(&self.unit)) };
        match measure {
            Some(None) => return Err(MappingFault::Unit(self.unit.clone())),
            Some(Some(Measure::Power(_))) if self.register => return Err(MappingFault::RegisterOfPower),
            Some(Some(Measure::Power(_))) if self.interval_s.is_none() => {
                return Err(MappingFault::PowerWithoutInterval);
            }
            _ => {}
        }
        if self.stamp == Stamped::End && self.interval_s.is_none() && !self.register {
            return Err(MappingFault::EndWithoutInterval);
        }
        let is_pointer = |text: &str| text.is_empty() || text.starts_with('/');
        let pointers = [Some(&self.value), self.time.as_ref(), self.items.as_ref()];
        match pointers.into_iter().flatten().find(|text| !is_pointer(text)) {
            Some(text) => Err(MappingFault::Pointer(text.clone())),
            None if self.meter.starts_with('/') || self.meter.contains('{') => Ok(()),
            None => Err(MappingFault::Meter(self.meter.clone())),
        }
    }

    fn read(
        &self,
        message: MessageIn<'_>,
        each: &mut dyn FnMut(usize, Result<MessageReading, MessageFault>),
    ) {
        let payload: Value = match serde_json::from_slice(message.payload) {
            Ok(payload) => payload,
            Err(cause) => return each(0, Err(malformed(message.payload, &cause))),
        };
        let items = match &self.items {
            Some(pointer) => match payload.pointer(pointer) {
                Some(items) => items,
                None => return each(0, Err(MessageFault::Missing(pointer.clone()))),
            },
            None => &payload,
        };
        match items {
            Value::Array(list) => {
                for (at, item) in list.iter().enumerate() {
                    each(at, self.reading(item, message));
                }
            }
            item => each(0, self.reading(item, message)),
        }
    }

    fn reading(&self, item: &Value, message: MessageIn<'_>) -> Result<MessageReading, MessageFault> {
        let member =
            |pointer: &str| item.pointer(pointer).ok_or_else(|| MessageFault::Missing(pointer.to_owned()));
        let meter = if self.meter.starts_with('/') {
            match member(&self.meter)? {
                Value::String(name) if !name.is_empty() => name.clone(),
                Value::Number(number) => number.to_string(),
                _ => return Err(MessageFault::Missing(self.meter.clone())),
            }
        } else {
            of_topic(&self.meter, message.topic)?
        };
        let at_s = match &self.time {
            Some(pointer) => self.time_s(member(pointer)?)?,
            None if message.is_retained => return Err(MessageFault::Timeless),
            None => message.arrived_s,
        };
        let unit_name = match self.unit.strip_prefix('/') {
            Some(_) => text_of(member(&self.unit)?),
            None => self.unit.clone(),
        };
        let measure = unit(&unit_name).ok_or_else(|| MessageFault::Unit(short(&unit_name)))?;
        let value = match member(&self.value)? {
            Value::Null => f64::NAN,
            Value::Number(number) => number.as_f64().unwrap_or(f64::NAN),
            Value::String(text) => text.trim().parse().map_err(|_| MessageFault::Number(short(text)))?,
            other => return Err(MessageFault::Number(short(&other.to_string()))),
        };
        if value < 0.0 || value.is_infinite() {
            return Err(MessageFault::Number(value.to_string()));
        }
        // As the contract has it: what was not measured does not count.
        let is_measured =
            !matches!(item.get("quality").and_then(Value::as_str), Some("estimated" | "substituted"));
        let value = if is_measured { value } else { f64::NAN };
        let interval_s = self.interval_s.map(i64::from);
        let wh = match (measure, interval_s) {
            (Measure::Energy(wh), _) => value * wh,
            (Measure::Power(watts), Some(seconds)) => value * watts * seconds as f64 / 3600.0,
            (Measure::Power(_), None) => return Err(MessageFault::Unit(unit_name)),
        };
        let is_end = self.stamp == Stamped::End && !self.register;
        Ok(MessageReading {
            meter,
            at_s: if is_end { at_s - interval_s.unwrap_or(0) } else { at_s },
            wh: tidy(wh),
            is_register: self.register,
            is_time_of_arrival: self.time.is_none(),
            unit: unit_name,
        })
    }

    fn time_s(&self, value: &Value) -> Result<i64, MessageFault> {
        let fault = || MessageFault::Time(short(&value.to_string()));
        let text = match value {
            Value::Number(number) => {
                let seconds = number.as_f64().ok_or_else(fault)?;
                let seconds = if seconds.abs() >= LEAST_MS { seconds / 1000.0 } else { seconds };
                return Ok(seconds.floor() as i64);
            }
            Value::String(text) => text,
            _ => return Err(fault()),
        };
        match parse(text, DateOrder::YearFirst).ok_or_else(fault)? {
            Stamp::Utc(at_s) => Ok(at_s),
            Stamp::Local(local) => {
                let zone = Zone::known(self.zone.as_deref().unwrap_or("UTC"));
                match zone.seconds(local) {
                    // Of the two hours of autumn the first: messages do not come in order.
                    Some(Moments::One(at_s) | Moments::Two(at_s, _)) => Ok(at_s),
                    Some(Moments::None) | None => Err(fault()),
                }
            }
        }
    }
}

/// What needs no mapping: plugs by their topics, and the contract by its members.
fn read_ready(message: MessageIn<'_>, each: &mut dyn FnMut(usize, Result<MessageReading, MessageFault>)) {
    let text = String::from_utf8_lossy(message.payload);
    let Some((meter, register)) = plug_reading(message.topic, &text) else {
        let trimmed = message.payload.trim_ascii_start();
        if trimmed.starts_with(b"{") || trimmed.starts_with(b"[") {
            let is_plug = ["/SENSOR", "/STATE", "/LWT"].iter().any(|end| message.topic.ends_with(end));
            if !is_plug {
                return Mapping::of_contract().read(message, each);
            }
        }
        return each(0, Err(MessageFault::Foreign));
    };
    each(
        0,
        match register.filter(|wh| wh.is_finite() && *wh >= 0.0) {
            None => Err(MessageFault::Number(short(&text))),
            Some(_) if message.is_retained => Err(MessageFault::Timeless),
            Some(wh) => Ok(MessageReading {
                meter,
                at_s: message.arrived_s,
                wh: tidy(wh),
                is_register: true,
                is_time_of_arrival: true,
                unit: "Wh".to_owned(),
            }),
        },
    );
}

/// Decimals of kWh become whole numbers again.
fn tidy(wh: f64) -> f64 {
    (wh * 1e3).round() / 1e3
}

/// Levels of a topic in the places of `{1}`, `{2}` …
fn of_topic(pattern: &str, topic: &str) -> Result<String, MessageFault> {
    let levels: Vec<&str> = topic.split('/').collect();
    let mut name = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        let (number, after) = behind.split_once('}').unwrap_or((behind, ""));
        let level = number.parse::<usize>().ok().and_then(|n| levels.get(n.checked_sub(1)?));
        let level = level.ok_or_else(|| MessageFault::Missing(format!("{{{number}}} of the topic")))?;
        name.push_str(before);
        name.push_str(level);
        rest = after;
    }
    name.push_str(rest);
    Ok(name)
}

/// Whether a topic fits a filter (MQTT 3.1.1, section 4.7).
#[must_use]
fn topic_fits(filter: &str, topic: &str) -> bool {
    let mut levels = topic.split('/');
    for wanted in filter.split('/') {
        match (wanted, levels.next()) {
            ("#", _) => return true,
            ("+", Some(_)) => {}
            (wanted, Some(level)) if wanted == level => {}
            _ => return false,
        }
    }
    levels.next().is_none()
}

fn malformed(payload: &[u8], cause: &serde_json::Error) -> MessageFault {
    let before = payload.split(|&byte| byte == b'\n').take(cause.line().saturating_sub(1));
    let offset = before.map(|line| line.len() + 1).sum::<usize>() + cause.column().saturating_sub(1);
    MessageFault::Malformed(offset.min(payload.len()), cause.to_string())
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn short(text: &str) -> String {
    const LONGEST: usize = 40;
    text.chars().take(LONGEST).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        mappings: &Mappings,
        topic: &str,
        payload: &str,
    ) -> Vec<Result<(String, i64, f64), MessageFault>> {
        let message = MessageIn { topic, payload: payload.as_bytes(), arrived_s: 1000, is_retained: false };
        let mut all = Vec::new();
        mappings.read(message, &mut |_, one| {
            all.push(one.map(|reading| (reading.meter, reading.at_s, reading.wh)));
        });
        all
    }

    fn own(text: &str) -> Mappings {
        Mappings::from_json(text.as_bytes()).expect("mappings")
    }

    #[test]
    fn our_own_messages_need_no_mapping() {
        let ready = Mappings::default();
        let one = read(&ready, "a/b", r#"{"meter_id":"M1","ts":"1970-01-01T00:15:00Z","wh":12}"#);
        assert_eq!(one, [Ok(("M1".to_owned(), 900, 12.0))]);
        let list = r#"[{"meter_id":7,"ts":0,"wh":1},{"meter_id":"M2","ts":"x","wh":1},{"ts":0,"wh":1}]"#;
        let faults = [
            Ok(("7".to_owned(), 0, 1.0)),
            Err(MessageFault::Time("\\\"x\\\"".to_owned())),
            Err(MessageFault::Missing("/meter_id".to_owned())),
        ];
        assert_eq!(read(&ready, "a", list), faults);
        let estimated = r#"{"meter_id":"M","ts":0,"wh":5,"quality":"estimated"}"#;
        assert!(matches!(&read(&ready, "a", estimated)[..], [Ok((_, 0, wh))] if wh.is_nan()));
    }

    #[test]
    fn plugs_are_registers_at_the_time_of_arrival() {
        let ready = Mappings::default();
        for (topic, payload, meter, wh) in [
            ("tele/plug/SENSOR", r#"{"Time":"x","ENERGY":{"Total":10.5}}"#, "plug", 10_500.0),
            ("shellies/s/relay/0/energy", "60", "s/relay/0", 1.0),
            ("s2/status/switch:0", r#"{"aenergy":{"total":70.5}}"#, "s2/switch:0", 70.5),
            ("zigbee2mqtt/lamp", r#"{"energy":1.5,"state":"ON"}"#, "lamp", 1500.0),
        ] {
            assert_eq!(read(&ready, topic, payload), [Ok((meter.to_owned(), 1000, wh))], "{topic}");
        }
        let retained = MessageIn {
            topic: "zigbee2mqtt/lamp",
            payload: br#"{"energy":1.5}"#,
            arrived_s: 1000,
            is_retained: true,
        };
        ready.read(retained, &mut |_, one| assert_eq!(one, Err(MessageFault::Timeless)));
        assert_eq!(read(&ready, "tele/plug/STATE", r#"{"POWER":"ON"}"#), [Err(MessageFault::Foreign)]);
    }

    #[test]
    fn a_mapping_says_where_a_message_has_what() {
        let mappings = own(r#"{"ready": false, "mappings": [
                {"topic": "grid/+/load", "meter": "{2}", "time": "/t", "value": "/p", "unit": "kW",
                 "interval_s": 900, "stamp": "end", "zone": "Europe/Moscow"},
                {"topic": "reg/#", "items": "/all", "meter": "/id", "time": "/t", "value": "/v", "unit": "/u",
                 "register": true}]}"#);
        let power = read(&mappings, "grid/m7/load", r#"{"t":"1970-01-01 03:15:00","p":"2.5"}"#);
        assert_eq!(power, [Ok(("m7".to_owned(), 0, 625.0))]);
        let list =
            r#"{"all":[{"id":"a","t":1700000000000,"v":1.25,"u":"kWh"},{"id":"b","t":0,"v":1,"u":"m3"}]}"#;
        let registers =
            [Ok(("a".to_owned(), 1_700_000_000, 1250.0)), Err(MessageFault::Unit("m3".to_owned()))];
        assert_eq!(read(&mappings, "reg/x/y", list), registers);
        assert_eq!(read(&mappings, "grid/m7/load/more", "{}"), [Err(MessageFault::Foreign)]);
    }

    #[test]
    fn what_is_no_json_is_named_with_its_place() {
        let fault = read(&Mappings::default(), "a", "{\"meter_id\":\"M\",\n \"ts\":?}");
        assert!(matches!(&fault[..], [Err(MessageFault::Malformed(23, _))]), "{fault:?}");
    }

    #[test]
    fn mappings_that_cannot_be_followed_are_refused() {
        for text in [
            r#"{"mappings":[{"topic":"a","meter":"{1}","value":"/p","unit":"kW"}]}"#,
            r#"{"mappings":[{"topic":"a","meter":"{1}","value":"/p","unit":"m3"}]}"#,
            r#"{"mappings":[{"topic":"a","meter":"id","value":"/p","unit":"Wh"}]}"#,
            r#"{"mappings":[{"topic":"a","meter":"/id","value":"/p","unit":"Wh","zone":"Mars"}]}"#,
            r#"{"mapping":[]}"#,
        ] {
            assert!(Mappings::from_json(text.as_bytes()).is_err(), "{text}");
        }
    }
}
