//! Owns a load at regular times: least and greatest of its parts, its mean week, how long which load lasted,
//! and when a load began. Does not draw.

const DAY_S: i64 = 86_400;

/// A load at regular times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadCurve {
    /// Start of the first interval on the clocks there, seconds since 1970.
    pub start_s: i64,
    /// Seconds an interval lasts.
    pub step_s: u32,
    /// Mean power of each interval in kW, NaN where a reading is missing.
    pub kw: Vec<f32>,
}

impl LoadCurve {
    pub(super) fn time(&self, slot: usize) -> i64 {
        self.start_s + slot as i64 * i64::from(self.step_s)
    }

    /// End of the last interval, in seconds as `start_s`.
    #[must_use]
    pub fn end_s(&self) -> i64 {
        self.time(self.kw.len())
    }

    /// The slots from one time to another.
    #[must_use]
    pub fn slots(&self, from_s: i64, to_s: i64) -> std::ops::Range<usize> {
        let step = i64::from(self.step_s.max(1));
        let slot = |time_s: i64| {
            ((time_s - self.start_s + step - 1).div_euclid(step)).clamp(0, self.kw.len() as i64)
        };
        let (from, to) = (slot(from_s) as usize, slot(to_s) as usize);
        from..to.max(from)
    }

    /// Least and greatest power in each of `count` equal parts; nothing where all readings are missing.
    /// One pass: a year of half-hours costs some ten thousand comparisons.
    #[must_use]
    pub fn decimated(&self, count: usize) -> Vec<Option<(f32, f32)>> {
        let len = self.kw.len();
        let part = |number: usize| number * len / count.max(1);
        (0..count)
            .map(|number| {
                let slots = &self.kw[part(number)..part(number + 1).max(part(number) + 1).min(len)];
                let known = slots.iter().filter(|kw| kw.is_finite());
                known.fold(None, |reach, &kw| {
                    Some(reach.map_or((kw, kw), |(low, high): (f32, f32)| (low.min(kw), high.max(kw))))
                })
            })
            .collect()
    }

    /// Mean power by weekday (Monday first) and hour; NaN where nothing was read.
    #[must_use]
    pub fn week(&self, slots: std::ops::Range<usize>) -> [[f32; 24]; 7] {
        /// 1970-01-01 was a Thursday.
        const THURSDAY: i64 = 3;
        let mut sums = [[(0.0_f64, 0_u32); 24]; 7];
        for slot in slots {
            let kw = self.kw[slot];
            if kw.is_finite() {
                let time_s = self.time(slot);
                let weekday = (time_s.div_euclid(DAY_S) + THURSDAY).rem_euclid(7) as usize;
                let cell = &mut sums[weekday][(time_s.rem_euclid(DAY_S) / 3600) as usize];
                *cell = (cell.0 + f64::from(kw), cell.1 + 1);
            }
        }
        sums.map(|day| {
            day.map(|(sum, count)| if count == 0 { f32::NAN } else { (sum / f64::from(count)) as f32 })
        })
    }

    /// Power from the highest to the lowest, `count` of them equally far apart.
    #[must_use]
    pub fn duration(&self, slots: std::ops::Range<usize>, count: usize) -> Vec<f32> {
        let mut known: Vec<f32> = self.kw[slots].iter().copied().filter(|kw| kw.is_finite()).collect();
        known.sort_unstable_by(|a, b| b.total_cmp(a));
        if known.len() < 2 || count < 2 {
            return known;
        }
        (0..count).map(|at| known[at * (known.len() - 1) / (count - 1)]).collect()
    }

    /// When a load of `kw` began that was known at `known_s`: as far back as at least two of three readings
    /// in each three hours are above half of it and what was usual before. The detector knows a load only once
    /// it has stood for a while. `None` where it was there from the first reading, or nothing before tells.
    #[must_use]
    pub fn began(&self, known_s: i64, kw: f32) -> Option<i64> {
        /// Detectors need days, not weeks; further back it is another load. Our choice.
        const LOOKED_BACK_S: i64 = 14 * DAY_S;
        const STRETCH_S: usize = 3 * 3600;
        /// What was there before is known at the end of the first whole day read.
        const STANDING_S: i64 = 2 * DAY_S;
        if known_s <= self.start_s + STANDING_S {
            return None;
        }
        let known = self.slots(self.start_s, known_s).end.min(self.kw.len());
        let stretch = (STRETCH_S / self.step_s.max(1) as usize).max(1);
        // The days just before it was known may be of it already.
        let mut before: Vec<f32> = self.kw[..known].iter().copied().filter(|kw| kw.is_finite()).collect();
        if before.len() < 2 * stretch {
            return None;
        }
        let tenth = before.len() / 10;
        let (_, usual, _) = before.select_nth_unstable_by(tenth, f32::total_cmp);
        let bound = *usual + kw / 2.0;
        let is_on = |slots: &[f32]| {
            let known = slots.iter().filter(|kw| kw.is_finite()).count();
            let above = slots.iter().filter(|kw| **kw >= bound).count();
            known == 0 || 3 * above >= 2 * known
        };
        let least = self.slots(self.start_s, known_s - LOOKED_BACK_S).end;
        let mut first = known;
        while first >= least + stretch && is_on(&self.kw[first - stretch..first]) {
            first -= 1;
        }
        // Nothing tells it from what was there before.
        if first < least + stretch {
            return None;
        }
        // The stretch that stopped it began off and may have ended on.
        let began = (first - stretch..known).find(|slot| self.kw[*slot] >= bound)?;
        Some(self.time(began))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimation_keeps_extremes_and_gaps() {
        let curve = LoadCurve { start_s: 0, step_s: 1800, kw: vec![1.0, 5.0, f32::NAN, f32::NAN, -1.0, 2.0] };
        assert_eq!(curve.decimated(3), [Some((1.0, 5.0)), None, Some((-1.0, 2.0))]);
        assert_eq!(curve.decimated(1), [Some((-1.0, 5.0))]);
        assert_eq!(curve.decimated(6).len(), 6);
        assert_eq!(curve.duration(0..6, 4), [5.0, 2.0, 1.0, -1.0]);
    }

    #[test]
    fn the_week_begins_on_monday_and_hours_are_local() {
        // 2025-03-03 was a Monday.
        let start_s = 20_150 * DAY_S;
        let kw = (0..14 * 48).map(|slot| if slot < 48 { 0.3 } else { f32::NAN }).collect();
        let curve = LoadCurve { start_s, step_s: 1800, kw };
        let before = curve.week(0..2);
        assert_eq!(before[0][0], 0.3);
        assert!(before[0][1].is_nan() && before[6][0].is_nan());
        assert_eq!(curve.slots(start_s + 1, start_s + 3600), 1..2);
    }

    #[test]
    fn a_load_began_where_the_readings_rose_not_where_it_was_known() {
        let kw = |slot: usize| if slot >= 200 { 3.3 } else { 0.3 + (slot % 7) as f32 / 10.0 };
        let curve = LoadCurve { start_s: 0, step_s: 1800, kw: (0..480).map(kw).collect() };
        assert_eq!(curve.began(248 * 1800, 3.0), Some(200 * 1800));
        // There from the first reading on.
        let standing = LoadCurve { kw: vec![3.3; 480], ..curve.clone() };
        assert_eq!(standing.began(248 * 1800, 3.0), None);
        // It was, and the evenings on top of it are no beginning.
        let lived_in = |slot: usize| 3.3 + if slot % 48 >= 36 { 2.0 } else { 0.0 };
        let standing = LoadCurve { kw: (0..480).map(lived_in).collect(), ..curve.clone() };
        assert_eq!(standing.began(96 * 1800, 3.0), None);
        assert_eq!(LoadCurve::default().began(0, 3.0), None);
    }
}
