//! Owns the plain statistics of a meter: the few of its measures that a first look needs, at a
//! fraction of the cost of all. Each is the measure of its name, of the readings as they are:
//! interruptions are not taken out. Does not judge.

use super::calm::STILL;
use super::rhythm::autocorrelation;
use super::stats::{LANES, Ranks, known_sum, squares};
use super::{Measure, MeterView};

/// Memory to measure in; one for each thread.
#[derive(Clone, Debug, Default)]
pub struct PlainScratch {
    known: Vec<f32>,
    ranks: Ranks,
    clock: Clock,
}

/// Plain statistics of one meter; NaN where one cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlainMeasures {
    /// Values in the order of [`PlainMeasures::MEASURES`].
    pub values: [f32; Self::MEASURES.len()],
}

impl PlainMeasures {
    /// Which measures they are.
    pub const MEASURES: [Measure; 15] = [
        Measure::Missing,
        Measure::MeanKw,
        Measure::Zero,
        Measure::Variation,
        Measure::P05,
        Measure::P50,
        Measure::P95,
        Measure::LoadFactor,
        Measure::Rough,
        Measure::Still,
        Measure::Weekend,
        Measure::Night,
        Measure::Evening,
        Measure::Noon,
        Measure::RepeatDay,
    ];

    /// Measures a meter. Linear in the number of readings; no memory but that of `scratch`.
    #[must_use]
    pub fn of(view: &MeterView, scratch: &mut PlainScratch) -> Self {
        let PlainScratch { known, ranks, clock } = scratch;
        let (wh, grid) = (view.wh, view.calendar.grid);
        let mut values = [f32::NAN; Self::MEASURES.len()];
        let (count, sum) = known_sum(wh);
        let mean = sum / count;
        values[0] = 1.0 - count / wh.len().max(1) as f32;
        if count > 0.0 {
            values[1] = 1e-3 * mean / grid.step_h();
            values[2] = wh.iter().map(|wh| u32::from(*wh == 0.0)).sum::<u32>() as f32 / count;
        }
        if count == 0.0 || mean <= 0.0 {
            return Self { values };
        }
        values[3] = (squares(wh, mean) / count).sqrt() / mean;
        let shares = [0.05, 0.5, 0.95, 0.99];
        let [p05, p50, p95, p99] = if count as usize == wh.len() {
            ranks.of(wh, shares)
        } else {
            known.clear();
            known.extend(wh.iter().filter(|wh| wh.is_finite()));
            ranks.of(known, shares)
        };
        values[4..8].copy_from_slice(&[p05 / mean, p50 / mean, p95 / mean, mean / p99]);
        clock.read(view);
        values[10] = clock.weekend();
        let per_day = grid.slots_per_day();
        if per_day >= 12 {
            values[8..10].copy_from_slice(&changes(wh, mean));
        }
        if per_day >= 24 {
            values[11] = clock.part(|hour| !(7.0..23.0).contains(&hour)) / mean;
            values[12] = clock.part(|hour| (17.0..21.0).contains(&hour)) / mean;
            values[13] = clock.part(|hour| (10.0..16.0).contains(&hour)) / mean;
            values[14] = autocorrelation(wh, per_day, mean);
        }
        Self { values }
    }
}

/// Mean absolute change from one reading to the next over their mean, and the share of changes that
/// are none.
fn changes(wh: &[f32], mean: f32) -> [f32; 2] {
    let (mut counts, mut sums, mut stills) = ([0_u32; LANES], [0.0_f32; LANES], [0_u32; LANES]);
    let later = wh.get(1..).unwrap_or_default();
    for (before, after) in wh.chunks(LANES).zip(later.chunks(LANES)) {
        let lanes = counts.iter_mut().zip(&mut sums).zip(&mut stills);
        for (((count, sum), still), (before, after)) in lanes.zip(before.iter().zip(after)) {
            let change = (after - before).abs();
            *count += u32::from(!change.is_nan());
            *sum += if change.is_nan() { 0.0 } else { change };
            *still += u32::from(change < STILL * mean);
        }
    }
    let count = counts.iter().sum::<u32>() as f32;
    [sums.iter().sum::<f32>() / count / mean, stills.iter().sum::<u32>() as f32 / count]
}

/// Sums at each time of the clock, and means of days.
#[derive(Clone, Debug, Default)]
struct Clock {
    sums: Vec<f32>,
    counts: Vec<f32>,
    /// Sum of the means of workdays, and of the days of weekends, and how many there were.
    days: [(f32, f32); 2],
}

impl Clock {
    fn read(&mut self, view: &MeterView) {
        let calendar = view.calendar;
        let per_day = calendar.grid.slots_per_day().max(1);
        let step_s = i64::from(calendar.grid.step_s.max(1));
        for column in [&mut self.sums, &mut self.counts] {
            column.clear();
            column.resize(per_day, 0.0);
        }
        self.days = [(0.0, 0.0); 2];
        let mut start = 0;
        while start < view.wh.len() {
            let after_midnight_s = calendar.local_s(start).rem_euclid(86_400);
            let first = ((after_midnight_s / step_s) as usize).min(per_day - 1);
            let day = &view.wh[start..(start + per_day - first).min(view.wh.len())];
            let clock = self.sums[first..].iter_mut().zip(&mut self.counts[first..]);
            for ((sum, count), wh) in clock.zip(day) {
                *sum += if wh.is_nan() { 0.0 } else { *wh };
                *count += if wh.is_nan() { 0.0 } else { 1.0 };
            }
            let (count, sum) = known_sum(day);
            if 2.0 * count >= per_day as f32 {
                let kind = &mut self.days[usize::from(calendar.weekday(start) >= 5)];
                *kind = (kind.0 + sum / count, kind.1 + 1.0);
            }
            start += day.len();
        }
    }

    /// Mean of weekends over that of workdays.
    fn weekend(&self) -> f32 {
        let [workdays, weekends] = self.days.map(|(sum, count)| sum / count);
        weekends / workdays
    }

    /// Mean of some hours.
    fn part(&self, within: impl Fn(f32) -> bool) -> f32 {
        let hour = |at: usize| at as f32 * 24.0 / self.sums.len() as f32;
        let chosen = (0..self.sums.len()).filter(|at| within(hour(*at)));
        let (sum, count) =
            chosen.fold((0.0, 0.0), |(sum, count), at| (sum + self.sums[at], count + self.counts[at]));
        sum / count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::{Calendar, MeterFacts, TimeGrid};
    use crate::{MeterMeasures, Scratch};

    #[test]
    fn each_is_the_measure_of_its_name() {
        let facts = MeterFacts::default();
        for step_s in [900, 1800, 3600, 86_400] {
            let per_day = 86_400 / step_s as usize;
            let mut wh: Vec<f32> = (0..28 * per_day)
                .map(|slot| (200 + 50 * (slot % per_day) / per_day + slot * 7919 % 31) as f32)
                .collect();
            // The first reading; after that it would be an interruption, which only the others leave out.
            wh[0] = 0.0;
            for gaps in [0, 7] {
                wh[20..20 + gaps].fill(f32::NAN);
                let grid = TimeGrid { start_s: 1_735_700_400, step_s, len: wh.len() };
                let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
                let view = MeterView { calendar, wh: &wh, temp_c: None, facts: &facts };
                let plain = PlainMeasures::of(&view, &mut PlainScratch::default());
                let all = MeterMeasures::of(&view, &mut Scratch::default());
                for (value, measure) in plain.values.iter().zip(PlainMeasures::MEASURES) {
                    let whole = all.get(measure);
                    let is_same = (value - whole).abs() <= 1e-4 * whole.abs().max(1e-3);
                    assert!(is_same || value.is_nan() && whole.is_nan(), "{measure:?}: {value}, {whole}");
                }
            }
        }
    }

    #[test]
    fn nothing_known_gives_nothing() {
        let facts = MeterFacts::default();
        for wh in [&[][..], &[f32::NAN; 60], &[0.0; 60], &[1.0]] {
            let grid = TimeGrid { start_s: 0, step_s: 1800, len: wh.len() };
            let view =
                MeterView { calendar: Calendar { grid, utc_offset_s: 0 }, wh, temp_c: None, facts: &facts };
            let plain = PlainMeasures::of(&view, &mut PlainScratch::default());
            assert!(plain.values[4].is_nan() || wh == [1.0], "{plain:?}");
        }
    }
}
