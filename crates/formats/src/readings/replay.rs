//! Owns stored readings in the order of their times, handed out piece by piece as if they arrived. Does not know
//! what time it is.

use super::store::Delivery;
use crate::{IoError, Problems};
use std::path::PathBuf;

/// Readings that go on in the order of time. All of them are in memory, 24 bytes each.
#[derive(Debug, Default)]
pub struct Replay {
    all: Delivery,
    /// How many were handed out.
    done: usize,
}

impl Replay {
    /// Reads files or folders of readings, in any format that is known.
    ///
    /// # Errors
    /// One is damaged, or nothing tells what it is.
    pub fn read(paths: &[PathBuf]) -> Result<(Self, Problems), IoError> {
        let (mut all, mut problems) = (Delivery::default(), Problems::default());
        for path in paths {
            problems.extend(all.read_more(path)?);
        }
        all.sort_by_time();
        Ok((Self { all, done: 0 }, problems))
    }

    /// Time of the next reading, in seconds since 1970; nothing at the end.
    #[must_use]
    pub fn next_s(&self) -> Option<i64> {
        self.all.time_s(self.done)
    }

    /// The readings that are next and before a time.
    pub fn until(&mut self, time_s: i64) -> Delivery {
        let (delivery, done) = self.all.part(self.done, time_s);
        self.done = done;
        delivery
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_come_in_the_order_of_time_and_each_once() {
        let folder = tempfile::tempdir().expect("tempdir");
        let file = folder.path().join("r.csv");
        let text = "meter_id,ts,wh\nB,1970-01-01T01:00:00Z,3\nA,1970-01-01T00:00:00Z,1\nA,1970-01-02T00:00:00Z,4\nB,1970-01-01T00:00:00Z,2\n";
        crate::write_file(&file, text.as_bytes()).expect("written");
        let (mut replay, problems) = Replay::read(&[file]).expect("readable");
        assert!(problems.is_empty() && replay.next_s() == Some(0));
        assert_eq!(replay.until(3600).len(), 2);
        assert_eq!((replay.next_s(), replay.until(3600).len()), (Some(3600), 0));
        assert_eq!(replay.until(i64::MAX).len(), 2);
        assert_eq!(replay.next_s(), None);
    }
}
