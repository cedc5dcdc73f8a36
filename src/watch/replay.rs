//! Owns the pace at which stored readings are replayed. Does not keep them.

use super::{Refusal, Task};
use crate::{
    io::{Delivery, Replay},
    lang::Words,
    session::tell_problems,
};
use std::{io::Write, time::Instant};

/// As fast as can be, this much is judged at a time.
const DAY_S: i64 = 86_400;

/// Stored readings on their way.
pub(super) struct Replaying {
    readings: Replay,
    /// Time of the readings at which the replay begins.
    first_s: i64,
    begun: Instant,
}

impl Replaying {
    /// Reads what is to be replayed, if anything is. A state that has some of it already keeps that.
    pub(super) fn open(task: &Task, words: &Words, notes: &mut dyn Write) -> anyhow::Result<Option<Self>> {
        if task.from_files.is_empty() {
            return Ok(None);
        }
        let (readings, problems) = Replay::read(&task.from_files)?;
        tell_problems(&problems, words, notes)?;
        let Some(first_s) = readings.next_s() else {
            return Err(Refusal::Absent("watch-no-reading".into()).into());
        };
        let first_s = first_s.saturating_add(i64::from(task.days_before) * DAY_S);
        Ok(Some(Self { readings, first_s, begun: Instant::now() }))
    }

    /// What arrives now: as much as the time that went by, `speed` times as fast, or the next day.
    pub(super) fn next(&mut self, speed: f64) -> Delivery {
        let Some(next_s) = self.readings.next_s() else { return Delivery::default() };
        let until_s = if next_s < self.first_s {
            self.first_s
        } else if speed > 0.0 {
            self.first_s.saturating_add((self.begun.elapsed().as_secs_f64() * speed) as i64)
        } else {
            (next_s.div_euclid(DAY_S) + 1) * DAY_S
        };
        self.readings.until(until_s)
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.readings.next_s().is_none()
    }
}
