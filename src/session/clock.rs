//! Owns the clocks at meters: how far they are ahead of UTC, and how a moment by them is told. Does not convert
//! readings.

use super::Session;
use crate::{
    atlas::{Day, RegionId},
    lang::Words,
};

const DAY_S: i64 = 86_400;
const MINUTE_S: i64 = 60;
const HOUR_MIN: i64 = 60;

impl Session {
    /// How far the clocks at meters in a region are ahead of UTC, in seconds: as their readings were described,
    /// else as in the region; `None` where nobody knows.
    #[must_use]
    pub fn known_clock(&self, code: Option<&str>) -> Option<i32> {
        self.utc_offset_s.or_else(|| self.atlas.clock(self.atlas.region_id(code?)?))
    }

    /// How far the clocks at detections in a region are ahead of UTC: as their readings were described, else as
    /// in the region; those of UTC where nobody knows.
    pub(super) fn clock_of(&self, region: Option<RegionId>) -> i32 {
        self.utc_offset_s.or_else(|| self.atlas.clock(region?)).unwrap_or(0)
    }
}

/// A moment in seconds since 1970 to the minute, by clocks so many seconds ahead of UTC, and by which; UTC where
/// nobody knows.
#[must_use]
pub fn minute_told(time_s: i64, offset_s: Option<i32>, words: &Words) -> String {
    let local_s = time_s + i64::from(offset_s.unwrap_or(0));
    let minute = local_s.rem_euclid(DAY_S) / MINUTE_S;
    let time = format!("{:02}:{:02}", minute / HOUR_MIN, minute % HOUR_MIN);
    let day = i32::try_from(local_s.div_euclid(DAY_S)).map(Day::since_1970);
    let day = day.map(|day| day.period().label(words)).unwrap_or_default();
    match offset_s {
        Some(offset_s) => {
            let offset = offset_text(offset_s);
            words.with("minute-local", &[("day", &day), ("time", &time), ("offset", &offset)])
        }
        None => words.with("minute-utc", &[("day", &day), ("time", &time)]),
    }
}

/// `+8`, `+5:30`.
pub(super) fn offset_text(offset_s: i32) -> String {
    let (sign, minutes) = (if offset_s < 0 { '−' } else { '+' }, offset_s.abs() / 60);
    if minutes % 60 == 0 {
        format!("{sign}{}", minutes / 60)
    } else {
        format!("{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, session::Sources};

    #[test]
    fn a_moment_is_told_by_the_clock_at_the_meter_which_is_named() {
        // 22 January 2025, 20:00 UTC: the next day in Irkutsk.
        let (at_s, en) = (1_737_576_000, Words::new(Lang::En));
        let session = Session::open(&Sources::default()).expect("opens");
        let irkutsk = session.known_clock(Some("RU-IRK"));
        let told = |offset_s, words| minute_told(at_s, offset_s, words).replace('\u{a0}', " ");
        assert_eq!(told(irkutsk, &en), "23 January 2025, 04:00 local (UTC+8)");
        assert_eq!(told(session.known_clock(None), &en), "22 January 2025, 20:00 UTC");
        let ru = told(irkutsk, &Words::new(Lang::Ru));
        assert_eq!(ru, "23 января 2025, 04:00 местного времени (UTC+8)");
        assert_eq!([-12_600, 19_800].map(offset_text), ["−3:30", "+5:30"]);
    }
}
