//! Owns the life of an alarm as readings grow: raised when a score first reaches the level, kept until a
//! stated reason takes it back, whatever the score does in between. Does not judge.
//!
//! Main type: [`Alarms`].

use super::{Finding, Measure, MeterMeasures, detector::MATURE_WEEKS};
use serde::{Deserialize, Serialize};

/// A load is gone when it was not there for so long: a stop for repairs is no end.
const GONE_S: i64 = 3 * 86_400;
/// The cold explains a rise that follows it at least so well …
const FOLLOWS_COLD: f32 = 0.7;
/// … and of which at most so much is left on a day without any heating demand.
const LEFT_UNHEATED: f32 = 0.25;
/// All there is runs by the clock where it makes up so many times the mean power …
const TIMED: f32 = 1.0;
/// … and at most this share of it is drawn without a pause for a day.
const LEFT_OFF: f32 = 0.1;
/// What is less likely than not is no longer what a short window took it for.
const LIKELY: f32 = 0.5;

/// Why an alarm was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The load is gone.
    LoadEnded {
        /// The last moment at which it was there; UTC, seconds since 1970.
        last_seen_s: i64,
    },
    /// What came with the cold, or what the clock switches, follows the cold, and nothing is left of it
    /// beside.
    WeatherExplains,
    /// The meter is no more; its place has another number.
    MeterExchanged,
    /// It was raised in a window of under two weeks, and in a longer one it is less likely than not.
    MoreReadings {
        /// Days that were read until then.
        read_days: u32,
    },
}

impl Reason {
    /// What can be said from the measures of a meter alone.
    #[must_use]
    pub fn of_measures(meter: &MeterMeasures) -> Option<Self> {
        let rise = is_heating(meter.get(Measure::RiseHeat), meter.get(Measure::RiseUnheated));
        (rise || is_storage_heater(meter)).then_some(Self::WeatherExplains)
    }
}

fn is_heating(follows: f32, left: f32) -> bool {
    follows >= FOLLOWS_COLD && left <= LEFT_UNHEATED
}

/// Whether a timer switches nearly all there is, on days that follow the cold: by night, as a rule. What
/// grows by day beside it is another load, and a load that rose with the cold may be a rig that heats;
/// neither is a storage heater.
pub(super) fn is_storage_heater(meter: &MeterMeasures) -> bool {
    let timer = meter.get(Measure::TimerShare);
    let is_all_timed = timer >= TIMED && meter.get(Measure::Floor24Max) <= LEFT_OFF * timer;
    is_all_timed && is_heating(meter.timer_heat.follows, meter.timer_heat.unheated)
}

/// An alarm from the day on which it was raised. Times are UTC, seconds since 1970.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    /// End of the readings that raised it.
    pub raised_s: i64,
    /// Since when it was there, as it was said then.
    pub first_seen_s: Option<i64>,
    /// Whether it was raised in a window of under two weeks.
    #[serde(default)]
    pub is_young: bool,
    /// Whether the score has been below the level since, while no reason was known.
    pub has_wavered: bool,
    /// When it was taken back, and why; it stands until then.
    pub ended: Option<(i64, Reason)>,
}

/// The alarms of one meter or feeder, in the order of time: at most the last one stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alarms {
    /// All that were raised.
    pub all: Vec<Alarm>,
}

impl Alarms {
    /// Goes on with what is found in `weeks` of readings until `now_s`. `reason` is one that is known besides the
    /// finding; it takes an alarm back only where the score no longer supports it.
    pub fn go_on(&mut self, now_s: i64, weeks: f32, finding: &Finding, reason: Option<Reason>) {
        let standing = self.all.last_mut().filter(|alarm| alarm.ended.is_none());
        match standing {
            None if finding.is_alarm => self.all.push(Alarm {
                raised_s: now_s,
                first_seen_s: finding.first_seen_s,
                is_young: weeks < MATURE_WEEKS,
                has_wavered: false,
                ended: None,
            }),
            Some(alarm) if !finding.is_alarm => {
                let reason = reason
                    .or_else(|| load_ended(now_s, finding))
                    .or_else(|| more_readings(alarm.is_young, weeks, finding));
                match reason {
                    Some(reason) => alarm.ended = Some((now_s, reason)),
                    None => alarm.has_wavered = true,
                }
            }
            _ => {}
        }
    }

    /// Whether an alarm stands.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.all.last().is_some_and(|alarm| alarm.ended.is_none())
    }
}

fn load_ended(now_s: i64, finding: &Finding) -> Option<Reason> {
    let last_seen_s = finding.last_seen_s?;
    (last_seen_s < now_s - GONE_S).then_some(Reason::LoadEnded { last_seen_s })
}

fn more_readings(is_young: bool, weeks: f32, finding: &Finding) -> Option<Reason> {
    let is_refuted = is_young && weeks >= MATURE_WEEKS && finding.score < LIKELY;
    is_refuted.then(|| Reason::MoreReadings { read_days: (7.0 * weeks).round() as u32 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::DetectionKind;

    const DAY_S: i64 = 86_400;

    fn finding(is_alarm: bool, last_seen_day: i64) -> Finding {
        Finding {
            kind: DetectionKind::AbnormalLoad,
            score: if is_alarm { 0.9 } else { 0.2 },
            alarm_score: 0.7,
            is_alarm,
            first_seen_s: Some(3 * DAY_S),
            last_seen_s: Some(last_seen_day * DAY_S),
            kw: Some(3.0),
            peers: None,
            traits: Vec::new(),
            evidence: Vec::new(),
        }
    }

    #[test]
    fn an_alarm_stays_though_its_score_falls() {
        let mut alarms = Alarms::default();
        alarms.go_on(2 * DAY_S, 4.0, &finding(false, 2), None);
        assert!(!alarms.stands() && alarms.all.is_empty());
        for (day, is_alarm) in [(4, true), (5, false), (6, true), (7, false)] {
            alarms.go_on(day * DAY_S, 4.0, &finding(is_alarm, day), None);
        }
        assert!(alarms.stands());
        assert_eq!((alarms.all.len(), alarms.all[0].raised_s), (1, 4 * DAY_S));
        assert!(alarms.all[0].has_wavered);
    }

    #[test]
    fn a_reason_takes_it_back_and_another_one_can_follow() {
        let mut alarms = Alarms::default();
        alarms.go_on(4 * DAY_S, 4.0, &finding(true, 4), None);
        // Not there for two days: it may come back.
        alarms.go_on(8 * DAY_S, 4.0, &finding(false, 6), None);
        assert!(alarms.stands());
        alarms.go_on(10 * DAY_S, 4.0, &finding(false, 6), None);
        let ended = Some((10 * DAY_S, Reason::LoadEnded { last_seen_s: 6 * DAY_S }));
        assert_eq!((alarms.stands(), alarms.all[0].ended), (false, ended));
        alarms.go_on(20 * DAY_S, 4.0, &finding(true, 20), Some(Reason::WeatherExplains));
        assert!(alarms.stands(), "a reason does not keep a score from being an alarm");
        alarms.go_on(21 * DAY_S, 4.0, &finding(false, 21), Some(Reason::WeatherExplains));
        let [_, second] = &alarms.all[..] else { panic!("{alarms:?}") };
        assert_eq!(second.ended, Some((21 * DAY_S, Reason::WeatherExplains)));
        assert!(!second.has_wavered);
    }

    #[test]
    fn what_a_short_window_raised_is_taken_back_when_more_readings_make_it_unlikely() {
        let of_days = |raised_day: i64| {
            let mut alarms = Alarms::default();
            alarms.go_on(raised_day * DAY_S, raised_day as f32 / 7.0, &finding(true, raised_day), None);
            alarms.go_on(13 * DAY_S, 13.0 / 7.0, &finding(false, 13), None);
            assert!(alarms.stands(), "{raised_day}: not before two weeks");
            let doubtful = Finding { score: 0.6, ..finding(false, 14) };
            alarms.go_on(14 * DAY_S, 2.0, &doubtful, None);
            assert!(alarms.stands(), "{raised_day}: more likely than not");
            alarms.go_on(16 * DAY_S, 16.0 / 7.0, &finding(false, 16), None);
            alarms.all.remove(0).ended
        };
        assert_eq!(of_days(5), Some((16 * DAY_S, Reason::MoreReadings { read_days: 16 })));
        let mut mature = Alarms::default();
        mature.go_on(14 * DAY_S, 2.0, &finding(true, 14), None);
        mature.go_on(20 * DAY_S, 20.0 / 7.0, &finding(false, 20), None);
        assert!(mature.stands() && mature.all[0].has_wavered);
    }

    #[test]
    fn alarms_of_books_from_before_are_of_no_short_window() {
        let alarm: Alarm =
            serde_json::from_str(r#"{"raised_s":1,"first_seen_s":null,"has_wavered":false,"ended":null}"#)
                .expect("read");
        assert!(!alarm.is_young);
    }
}
