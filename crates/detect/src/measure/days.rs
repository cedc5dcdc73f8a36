//! Owns the summary of each local day. Does not compare days.

use super::stats::{extremes, lowest};
use crate::meter::Calendar;

/// A local day of readings; powers in kW.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day {
    pub(super) end_slot: usize,
    /// Counted from the first local day of the grid.
    pub(super) number: usize,
    /// 0 is Monday.
    pub(super) weekday: u8,
    pub(super) mean: f32,
    /// 10th percentile: like the minimum, but one bad reading does not move it.
    pub(super) base: f32,
    /// 20th percentile of 0–6 h: what runs all night. NaN for intervals above two hours.
    pub(super) night: f32,
    /// 10th percentile of 8–22 h.
    pub(super) awake: f32,
    pub(super) low: f32,
    pub(super) high: f32,
}

/// Summarises the days on which at least half of the readings are known.
#[inline(always)]
pub(super) fn summarise(calendar: Calendar, kw: &[f32], work: &mut Vec<f32>, days: &mut Vec<Day>) {
    days.clear();
    let (step_s, per_day) = (i64::from(calendar.grid.step_s.max(1)), calendar.grid.slots_per_day().max(1));
    let first = calendar.day(0);
    let mut start = 0;
    while start < kw.len() {
        let left_s = 86_400 - calendar.local_s(start).rem_euclid(86_400);
        let end = (start + ((left_s + step_s - 1) / step_s) as usize).min(kw.len());
        // Slots from `start` at which an hour of the clock begins.
        let hour0 = calendar.hour(start);
        let slot_at = |hour: f32| start + ((hour - hour0) * 3600.0 / step_s as f32).ceil().max(0.0) as usize;
        let part = |from_h: f32, to_h: f32| &kw[slot_at(from_h).min(end)..slot_at(to_h).min(end)];
        let (night, awake) = if per_day < 12 {
            (f32::NAN, f32::NAN)
        } else {
            (low_of(part(0.0, 6.0), 0.2, work), low_of(part(8.0, 22.0), 0.1, work))
        };
        let day = &kw[start..end];
        let known = day.iter().filter(|kw| kw.is_finite()).count();
        if 2 * known >= per_day && known > 0 {
            let (low, high) = extremes(day);
            let sum: f32 = day.iter().filter(|kw| kw.is_finite()).sum();
            let base = lowest(day, known / 10, work);
            days.push(Day {
                end_slot: end,
                number: (calendar.day(start) - first) as usize,
                weekday: calendar.weekday(start),
                mean: sum / known as f32,
                base,
                night,
                awake,
                low,
                high,
            });
        }
        start = end;
    }
}

/// The value of rank `share` of a part of a day; NaN where too little is known.
#[inline(always)]
fn low_of(within: &[f32], share: f32, work: &mut Vec<f32>) -> f32 {
    let known = within.iter().filter(|kw| kw.is_finite()).count();
    if known < 3 { f32::NAN } else { lowest(within, ((known - 1) as f32 * share) as usize, work) }
}
