//! Owns what is odd about meters whose messages are taken all the same, each told once. Pure.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// A clock is off when a reading is so many seconds after its arrival: nothing can be known of tomorrow.
const AHEAD_S: i64 = 86_400;
/// Late readings come within 30 days.
const BEHIND_S: i64 = 30 * 86_400;

/// What is odd about a meter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oddity {
    /// `two_topics`, `clock_ahead` (left out), `clock_behind`, `unit_changed` or `register_fell`.
    pub what: String,
    /// The meter.
    pub meter_id: String,
    /// What was before or is usual.
    pub before: String,
    /// What was found.
    pub found: String,
}

/// What is known of the meters of this run, and what was told.
#[derive(Debug, Default)]
pub(super) struct Oddities {
    texts: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
    /// Topic and unit in which a meter came last.
    meters: FxHashMap<Box<str>, (u32, u32)>,
    told: FxHashSet<(Box<str>, Box<str>)>,
}

impl Oddities {
    /// Goes on with what was told before.
    pub(super) fn new(told: &[Oddity]) -> Self {
        let told = told.iter().map(|oddity| (oddity.what.as_str().into(), oddity.meter_id.as_str().into()));
        Self { told: told.collect(), ..Self::default() }
    }

    /// Whether a reading is after its arrival by more than clocks differ.
    pub(super) const fn is_ahead(at_s: i64, arrived_s: i64) -> bool {
        at_s > arrived_s + AHEAD_S
    }

    /// Looks at a reading of a meter.
    pub(super) fn look(
        &mut self,
        meter: &str,
        (topic, unit): (&str, &str),
        (at_s, arrived_s): (i64, i64),
        new: &mut Vec<Oddity>,
    ) {
        let now = (self.number(topic), self.number(unit));
        let before = if let Some(known) = self.meters.get_mut(meter) {
            std::mem::replace(known, now)
        } else {
            self.meters.insert(meter.into(), now);
            now
        };
        if before.0 != now.0 {
            let was = self.texts[before.0 as usize].to_string();
            self.tell("two_topics", meter, was, topic.to_owned(), new);
        }
        if before.1 != now.1 {
            let was = self.texts[before.1 as usize].to_string();
            self.tell("unit_changed", meter, was, unit.to_owned(), new);
        }
        let times = || (crate::iso_time(arrived_s), crate::iso_time(at_s));
        if Self::is_ahead(at_s, arrived_s) {
            let (arrived, at) = times();
            self.tell("clock_ahead", meter, arrived, at, new);
        } else if at_s < arrived_s - BEHIND_S {
            let (arrived, at) = times();
            self.tell("clock_behind", meter, arrived, at, new);
        }
    }

    /// Tells something of a meter, unless it was told before.
    pub(super) fn tell(
        &mut self,
        what: &str,
        meter: &str,
        before: String,
        found: String,
        new: &mut Vec<Oddity>,
    ) {
        if self.told.insert((what.into(), meter.into())) {
            new.push(Oddity { what: what.to_owned(), meter_id: meter.to_owned(), before, found });
        }
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_oddity_of_a_meter_is_told_once() {
        let mut oddities = Oddities::default();
        let mut new = Vec::new();
        let day = 86_400;
        for (topic, unit, at_s) in [
            ("a", "Wh", 100 * day),
            ("b", "Wh", 100 * day),
            ("a", "kWh", 100 * day),
            ("a", "Wh", 102 * day),
            ("a", "Wh", 69 * day),
            ("b", "kWh", 102 * day),
        ] {
            oddities.look("M", (topic, unit), (at_s, 100 * day), &mut new);
        }
        let told: Vec<&str> = new.iter().map(|oddity| &*oddity.what).collect();
        assert_eq!(told, ["two_topics", "unit_changed", "clock_ahead", "clock_behind"]);
        let mut again = Oddities::new(&new);
        new.clear();
        again.look("M", ("a", "Wh"), (102 * day, 100 * day), &mut new);
        assert!(new.is_empty(), "{new:?}");
    }
}
