//! Owns detections in memory: millions of rows as columns. Does not read files nor join them
//! to regions by itself.

use crate::meter::DetectionKind;
use crate::provenance::Status;

/// Whether a detected load is entered in the register of miners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Legal {
    /// It is.
    Registered,
    /// It is not.
    Unregistered,
}

impl Legal {
    /// Word in data files for what is not known.
    pub const UNKNOWN: &'static str = "unknown";
    /// Both.
    pub const ALL: [Self; 2] = [Self::Registered, Self::Unregistered];

    /// Word in data files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Unregistered => "unregistered",
        }
    }
}

/// Number of a region code in [`Detections::region_codes`] for rows without one.
pub const NO_REGION: u32 = u32::MAX;
/// Day number for rows without a date.
pub const NO_DAY: i32 = i32::MIN;
/// Minute of rows whose day is known and no more.
pub const NO_MINUTE: u16 = u16::MAX;

/// Detections as columns of equal length. A missing number is NaN, a missing day [`NO_DAY`], a
/// missing region [`NO_REGION`].
#[derive(Clone, Debug, Default)]
pub struct Detections {
    /// Longitude in degrees.
    pub lon: Vec<f64>,
    /// Latitude in degrees.
    pub lat: Vec<f64>,
    /// Estimated power in kW.
    pub kw: Vec<f32>,
    /// Calibrated score in [0, 1].
    pub score: Vec<f32>,
    /// What was detected; `None` where the file does not say.
    pub kind: Vec<Option<DetectionKind>>,
    /// First day of the detection, as days since 1970-01-01: of the calendar of UTC as read, of that of its
    /// place after [`Self::to_local_days`].
    pub first_seen_day: Vec<i32>,
    /// Last day of the detection.
    pub last_seen_day: Vec<i32>,
    /// Minute of the first day in UTC, or [`NO_MINUTE`].
    pub first_seen_minute: Vec<u16>,
    /// Minute of the last day in UTC, or [`NO_MINUTE`].
    pub last_seen_minute: Vec<u16>,
    /// Region of each row as a number into `region_codes`.
    pub region: Vec<u32>,
    /// Region codes, each once: those of the file in order of first use, then those that a join
    /// to regions knows besides.
    pub region_codes: Vec<String>,
    /// Whether it is registered; `None` where that is not known.
    pub legal: Vec<Option<Legal>>,
    /// How the rows came to be: detected, unless the file says simulated or otherwise.
    pub status: Vec<Status>,
    /// Row number of each detection in its file, counted from 1 (without the header), by which
    /// its other columns can be read again.
    pub row: Vec<u32>,
}

impl Detections {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lon.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lon.is_empty()
    }

    /// Turns the days of times in UTC into those of the clocks in the region of each row (number in
    /// [`Self::region_codes`], [`NO_REGION`] where it is not known), which are `offset_s` ahead of UTC. A day
    /// that came without a time stays, and what ended at midnight was there on the day before. Once done, minutes
    /// are not known any more.
    pub fn to_local_days(&mut self, offset_s: impl Fn(u32) -> i32) {
        let columns = [
            (&mut self.first_seen_day, &mut self.first_seen_minute, 0),
            (&mut self.last_seen_day, &mut self.last_seen_minute, END_MIN),
        ];
        for (days, minutes, end_min) in columns {
            for ((day, minute), region) in days.iter_mut().zip(minutes.iter_mut()).zip(&self.region) {
                if *day != NO_DAY && *minute != NO_MINUTE {
                    let local_min = i32::from(*minute) + offset_s(*region).div_euclid(MINUTE_S) - end_min;
                    *day += local_min.div_euclid(DAY_MIN);
                }
                *minute = NO_MINUTE;
            }
        }
        for (first, last) in self.first_seen_day.iter().zip(&mut self.last_seen_day) {
            if *last != NO_DAY {
                // What was seen first and last at one midnight.
                *last = (*last).max(*first);
            }
        }
    }
}

const MINUTE_S: i32 = 60;
/// The minute before an end is the last of what ended.
const END_MIN: i32 = 1;
const DAY_MIN: i32 = 24 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_the_clocks_of_its_region() {
        const IRKUTSK_S: i32 = 8 * 3600;
        let mut detections = Detections {
            region: vec![0, 0, 0, NO_REGION, 1],
            first_seen_day: vec![20_000, 20_000, NO_DAY, 20_000, 20_000],
            first_seen_minute: vec![16 * 60, NO_MINUTE, NO_MINUTE, 16 * 60, 60],
            last_seen_day: vec![20_009, 20_009, 20_009, 20_009, NO_DAY],
            last_seen_minute: vec![16 * 60, 16 * 60 + 1, NO_MINUTE, 0, NO_MINUTE],
            ..Detections::default()
        };
        let offset = |region| [IRKUTSK_S, -2 * 3600].get(region as usize).copied().unwrap_or(0);
        for _ in 0..2 {
            detections.to_local_days(offset);
            assert_eq!(detections.first_seen_day, [20_001, 20_000, NO_DAY, 20_000, 19_999]);
            assert_eq!(detections.last_seen_day, [20_009, 20_010, 20_009, 20_008, NO_DAY]);
        }
    }

    #[test]
    fn nothing_ends_on_a_day_before_its_first() {
        let mut detections = Detections {
            region: vec![NO_REGION],
            first_seen_day: vec![20_000],
            first_seen_minute: vec![0],
            last_seen_day: vec![20_000],
            last_seen_minute: vec![0],
            ..Detections::default()
        };
        detections.to_local_days(|_| 0);
        assert_eq!(detections.last_seen_day, detections.first_seen_day);
    }
}
