//! Owns the alarms of readings that go on arriving: which were raised, which were taken back and why, and
//! what is to be told of it. Each is told by an event with an id that follows from what it is about, so that
//! one that comes twice is recognised. Does not judge, and does not write files.
//!
//! Main type: [`AlarmBook`].

use crate::{
    Judgement,
    detect::alarm::{Alarms, Reason},
    io::{iso_time, sha256},
    lang::{Lang, Message, Words},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the text of a book; a newer one is refused.
const VERSION: u32 = 1;
/// Characters of an id: 64 bits, so that two of a million differ but for one chance in 37 million.
const ID_LEN: usize = 16;

/// All alarms that were ever raised, and the events that tell of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlarmBook {
    version: u32,
    /// By whom they are about (`meter:ID` or `feeder:ID`), a blank, and the kind.
    alarms: BTreeMap<String, Alarms>,
    events: Vec<AlarmEvent>,
}

impl Default for AlarmBook {
    fn default() -> Self {
        Self { version: VERSION, alarms: BTreeMap::new(), events: Vec::new() }
    }
}

/// What happens to an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlarmChange {
    /// It is new.
    Raised,
    /// It was taken back.
    Ended,
}

/// What is told of an alarm. Times are text in UTC.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlarmEvent {
    /// The alarm: the same when it is raised and when it ends.
    pub id: String,
    /// What happened.
    pub event: AlarmChange,
    /// Word of data files, as of detections.
    pub kind: String,
    /// The meter, where it is about one.
    pub meter_id: Option<String>,
    /// The feeder that it is about, or on which the meter hangs.
    pub feeder_id: Option<String>,
    /// Region of the atlas.
    pub region: Option<String>,
    /// As of a detection: `detected`, or `simulated` where readings are.
    pub status: String,
    /// Score of the judgement that changed it, 0 to 1.
    pub score: f32,
    /// Power in kW, where known.
    pub kw: Option<f32>,
    /// Since when it was there, as it was said when it was raised; never after `raised_at`.
    pub first_seen: Option<String>,
    /// End of the readings of the meter or feeder that raised it.
    pub raised_at: String,
    /// End of the readings that took it back.
    pub ended_at: Option<String>,
    /// Why it was raised or taken back, in English.
    pub reason_en: String,
    /// The same in Russian.
    pub reason_ru: String,
}

/// Why a book cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// It is none.
    #[error("expected a book of alarms: {0}")]
    Malformed(#[from] serde_json::Error),
    /// It was written by a newer program.
    #[error("expected a book of alarms of version {VERSION}, found version {0}")]
    Version(u32),
}

impl AlarmBook {
    /// Reads a book from its text.
    ///
    /// # Errors
    /// It is damaged, or newer than this program.
    pub fn from_json(text: &[u8]) -> Result<Self, BookError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        match serde_json::from_slice(text)? {
            Versioned { version: VERSION } => Ok(serde_json::from_slice(text)?),
            Versioned { version } => Err(BookError::Version(version)),
        }
    }

    /// The text of the book.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Keys are texts and no number is infinite: this cannot fail.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// All events, in the order in which they came.
    #[must_use]
    pub fn events(&self) -> &[AlarmEvent] {
        &self.events
    }

    /// How many alarms stand.
    #[must_use]
    pub fn standing(&self) -> usize {
        self.alarms.values().filter(|alarms| alarms.stands()).count()
    }

    /// Goes on with what was judged, and says how many events are new; they are the last ones.
    pub fn go_on(&mut self, judgements: &[Judgement]) -> usize {
        let before = self.events.len();
        let (en, ru) = (Words::new(Lang::En), Words::new(Lang::Ru));
        for judgement in judgements {
            let Judgement { row, until_s, weeks, reason } = judgement;
            let key = key_of(judgement);
            let known = self.alarms.get(&key);
            if known.is_none() && !row.finding.is_alarm {
                continue;
            }
            let (count, stood) = known.map_or((0, false), |alarms| (alarms.all.len(), alarms.stands()));
            let alarms = self.alarms.entry(key.clone()).or_default();
            alarms.go_on(*until_s, *weeks, &row.finding, *reason);
            let Some(alarm) = alarms.all.last() else { continue };
            let (event, reason) = match alarm.ended {
                None if alarms.all.len() > count => (AlarmChange::Raised, row.told.clone()),
                Some((_, reason)) if stood => {
                    let told = ended_told(reason);
                    let reason = crate::lang::Localized { en: told.say(&en), ru: told.say(&ru) };
                    (AlarmChange::Ended, reason)
                }
                _ => continue,
            };
            let named = format!("{key} {} {}", alarm.raised_s, alarms.all.len());
            self.events.push(AlarmEvent {
                id: sha256(named.as_bytes())[..ID_LEN].to_owned(),
                event,
                kind: row.finding.kind.id().to_owned(),
                meter_id: row.meter_id.clone(),
                feeder_id: row.feeder_id.clone(),
                region: row.region.clone(),
                status: row.status.id().to_owned(),
                score: row.finding.score,
                kw: row.finding.kw.filter(|kw| kw.is_finite()),
                first_seen: alarm.first_seen_s.map(|seen_s| iso_time(seen_s.min(alarm.raised_s))),
                raised_at: iso_time(alarm.raised_s),
                ended_at: alarm.ended.map(|(ended_s, _)| iso_time(ended_s)),
                reason_en: reason.en,
                reason_ru: reason.ru,
            });
        }
        self.events.len() - before
    }
}

fn key_of(judgement: &Judgement) -> String {
    let row = &judgement.row;
    let subject = match (&row.meter_id, &row.feeder_id) {
        (Some(meter), _) => format!("meter:{meter}"),
        (None, feeder) => format!("feeder:{}", feeder.as_deref().unwrap_or_default()),
    };
    format!("{subject} {}", row.finding.kind.id())
}

fn ended_told(reason: Reason) -> Message {
    match reason {
        Reason::LoadEnded { last_seen_s } => {
            Message::new("alarm-ended-gone").text("time", iso_time(last_seen_s))
        }
        Reason::WeatherExplains => "alarm-ended-weather".into(),
        Reason::MeterExchanged => "alarm-ended-exchanged".into(),
        Reason::MoreReadings { read_days } => {
            Message::new("alarm-ended-more-readings").count(read_days as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        detect::Finding,
        io::FoundRow,
        meter::{DetectionKind, MeterFacts},
    };

    const DAY_S: i64 = 86_400;

    fn judged(day: i64, is_alarm: bool, last_seen_day: i64) -> Judgement {
        let finding = Finding {
            kind: DetectionKind::AbnormalLoad,
            score: if is_alarm { 0.9 } else { 0.1 },
            alarm_score: 0.5,
            is_alarm,
            first_seen_s: Some(DAY_S),
            last_seen_s: Some(last_seen_day * DAY_S),
            kw: Some(3.0),
            peers: None,
            traits: Vec::new(),
            evidence: Vec::new(),
        };
        let row = FoundRow::new(finding, "M1", false, &MeterFacts::default());
        Judgement { row, until_s: day * DAY_S, weeks: day as f32 / 7.0, reason: None }
    }

    #[test]
    fn an_alarm_is_told_once_and_once_more_when_it_ends() {
        let mut book = AlarmBook::default();
        let days = [(2, false, 2), (3, true, 3), (3, true, 3), (4, false, 4), (9, false, 4), (10, false, 4)];
        let told: Vec<usize> = days.map(|(day, is, last)| book.go_on(&[judged(day, is, last)])).to_vec();
        assert_eq!(told, [0, 1, 0, 0, 1, 0]);
        let [raised, ended] = book.events() else { panic!("{book:?}") };
        assert_eq!((raised.event, ended.event), (AlarmChange::Raised, AlarmChange::Ended));
        assert_eq!(raised.id, ended.id);
        assert_eq!(
            (&*raised.raised_at, raised.first_seen.as_deref()),
            ("1970-01-04T00:00:00Z", Some("1970-01-02T00:00:00Z"))
        );
        assert!(
            ended.reason_en.contains("1970-01-05") && ended.reason_ru.contains("1970-01-05"),
            "{ended:?}"
        );
        assert_eq!(book.standing(), 0);
        assert_eq!(book.go_on(&[judged(11, true, 11)]), 1);
        assert_ne!(book.events()[2].id, book.events()[0].id);
        assert_eq!(AlarmBook::from_json(book.to_json().as_bytes()).expect("read"), book);
    }

    #[test]
    fn books_of_newer_programs_and_damaged_ones_are_refused() {
        let newer = AlarmBook::from_json(br#"{"version":2,"more":[]}"#).expect_err("newer").to_string();
        assert!(newer.contains("version 2"), "{newer}");
        assert!(AlarmBook::from_json(b"{\"version\":1").is_err());
    }
}
