//! Owns turning messages of the log into readings that are kept: energies at once, registers by quarters of an
//! hour. Does not judge. A file of the log is taken whole and then goes; after a crash it is taken once more,
//! which changes nothing.

use super::{
    letters::Letters,
    log::{read_arrivals, remove_taken},
    oddities::{Oddities, Oddity},
};
use crate::{
    Delivery, IoError, Kept,
    files::read_file,
    inbox::write_durably,
    lang::{Message, json_told},
    readings::settle_registers,
};
use headend::{Mappings, MessageFault, MessageIn};
use std::path::{Path, PathBuf};

/// Takes messages into a state.
#[derive(Debug)]
pub struct Taking {
    mappings: Mappings,
    state: PathBuf,
    letters: Letters,
    oddities: Oddities,
    told: Vec<Oddity>,
}

/// Why a message says nothing of use.
fn told(fault: &MessageFault) -> Message {
    let found = |id, found: &String| Message::new(id).text("found", found);
    match fault {
        MessageFault::Foreign => "message-foreign".into(),
        MessageFault::Malformed(_, why) => Message::new("message-malformed").with("cause", json_told(why)),
        MessageFault::Missing(member) => Message::new("message-missing").text("member", member),
        MessageFault::Time(time) => found("message-time", time),
        MessageFault::Number(number) => found("message-number", number),
        MessageFault::Unit(unit) => found("message-unit", unit),
        MessageFault::Timeless => "message-timeless".into(),
    }
}

/// What became of a file of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Messages that it had.
    pub messages: u64,
    /// Readings of them, registers included.
    pub readings: u64,
    /// Messages or readings that were left out, with the reason in `dead-letters.ndjson`.
    pub dead: u64,
    /// The first reason.
    pub first_reason: Option<Message>,
    /// What became of energies.
    pub kept: Kept,
    /// What is odd, and was not told before.
    pub odd: Vec<Oddity>,
    /// When the last message came, in milliseconds since 1970 UTC.
    pub last_arrived_ms: Option<i64>,
}

impl Taking {
    /// Goes on in a state folder.
    ///
    /// # Errors
    /// What an earlier run left there cannot be read.
    pub fn open(state: &Path, mappings: Mappings) -> Result<Self, IoError> {
        let path = state.join("oddities.ndjson");
        let text = if path.exists() { read_file(&path)? } else { Vec::new() };
        let told: Vec<Oddity> =
            text.split(|&byte| byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
        Ok(Self {
            mappings,
            state: state.to_owned(),
            letters: Letters::open(&state.join("dead-letters.ndjson"))?,
            oddities: Oddities::new(&told),
            told,
        })
    }

    /// Takes a file of the log, which then goes.
    ///
    /// # Errors
    /// The system's, with the path; the file then stays.
    pub fn take(&mut self, number: u64, path: &Path) -> Result<Taken, IoError> {
        let mut taken = Taken::default();
        let (mut energies, mut registers) = (Delivery::default(), Delivery::default());
        let Self { mappings, letters, oddities, .. } = self;
        read_arrivals(path, &mut |at, arrival| {
            taken.messages += 1;
            taken.last_arrived_ms = Some(arrival.arrived_ms);
            let arrived_s = arrival.arrived_ms.div_euclid(1000);
            let Taken { readings, dead, first_reason, odd, .. } = &mut taken;
            let mut leave = |item, offset, reason: Message| {
                *dead += 1;
                letters.add((number, at), arrival, (item, offset), &reason.to_string());
                first_reason.get_or_insert(reason);
            };
            if let Some(bytes) = arrival.cut_from {
                leave(0, None, Message::new("message-too-long").text("bytes", bytes.to_string()));
                return;
            }
            let (topic, payload, is_retained) = (arrival.topic, arrival.payload, arrival.is_retained);
            let message = MessageIn { topic, payload, arrived_s, is_retained };
            mappings.read(message, &mut |item, read| match read {
                Ok(reading) => {
                    oddities.look(&reading.meter, (topic, &reading.unit), (reading.at_s, arrived_s), odd);
                    if Oddities::is_ahead(reading.at_s, arrived_s) {
                        return leave(item, None, "message-ahead".into());
                    }
                    *readings += 1;
                    let delivery = if reading.is_register { &mut registers } else { &mut energies };
                    delivery.add_reading(&reading.meter, reading.at_s, reading.wh);
                }
                Err(fault) => {
                    let offset =
                        if let MessageFault::Malformed(offset, _) = &fault { Some(*offset) } else { None };
                    leave(item, offset, told(&fault));
                }
            });
        })?;
        let folder = self.state.join("readings");
        taken.kept = energies.keep(&folder)?;
        if !registers.is_empty() {
            let (kept, fell) = settle_registers(registers, &self.state.join("registers"), &folder)?;
            taken.kept.new += kept.new;
            taken.kept.changed += kept.changed;
            taken.kept.days += kept.days;
            for meter in fell {
                let (before, found) = ("a register that rises".to_owned(), "one that fell".to_owned());
                self.oddities.tell("register_fell", &meter, before, found, &mut taken.odd);
            }
        }
        self.letters.write(number)?;
        if !taken.odd.is_empty() {
            self.told.extend(taken.odd.iter().cloned());
            let lines =
                self.told.iter().map(|oddity| serde_json::to_string(oddity).unwrap_or_default() + "\n");
            write_durably(&self.state.join("oddities.ndjson"), lines.collect::<String>().as_bytes())?;
        }
        remove_taken(number, path)?;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Arrival, ArrivalLog};
    use super::*;

    fn taken(state: &Path, messages: &[(&str, &str)]) -> Taken {
        let mut log = ArrivalLog::open(&state.join("arrivals")).expect("opened");
        let arrival = |&(topic, payload): &(_, &'static str)| Arrival {
            topic,
            payload: payload.as_bytes(),
            arrived_ms: 3_600_000,
            is_retained: false,
            cut_from: None,
        };
        let messages: Vec<(&str, &'static str)> = messages
            .iter()
            .map(|&(topic, text)| (topic, &*Box::leak(text.to_owned().into_boxed_str())))
            .collect();
        log.append(messages.iter().map(arrival)).expect("written");
        log.close();
        let mut taking = Taking::open(state, Mappings::default()).expect("opened");
        let mut all = Taken::default();
        for (number, path) in log.closed().expect("listed") {
            all = taking.take(number, &path).expect("taken");
            assert!(!path.exists());
        }
        all
    }

    #[test]
    fn messages_become_readings_and_the_rest_is_named() {
        let state = tempfile::tempdir().expect("tempdir");
        let all = taken(
            state.path(),
            &[
                ("m", r#"{"meter_id":"M","ts":0,"wh":5}"#),
                ("m", r#"[{"meter_id":"M","ts":900,"wh":6},{"meter_id":"M","ts":9000000,"wh":6}]"#),
                ("m", "nonsense"),
                ("m", "{"),
            ],
        );
        assert_eq!((all.messages, all.readings, all.dead, all.kept.new), (4, 2, 3, 2));
        assert_eq!(all.odd.iter().map(|odd| &*odd.what).collect::<Vec<_>>(), ["clock_ahead"]);
        let letters = read_file(&state.path().join("dead-letters.ndjson")).expect("there");
        let letters: Vec<serde_json::Value> = String::from_utf8(letters)
            .expect("UTF-8")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(letters.len(), 3);
        assert_eq!((&letters[0]["item"], &letters[2]["offset"]), (&1.into(), &0.into()));
        assert!(letters[1]["reason"].as_str().is_some_and(|reason| reason.contains("nothing says")));
    }
}
