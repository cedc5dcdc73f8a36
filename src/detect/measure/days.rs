//! Owns the summary of each local day. Does not compare days.

use crate::detect::MeterView;

/// A local day of readings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Day {
    /// One past its last interval.
    pub(super) end_slot: usize,
    /// Mean, kW.
    pub(super) mean_kw: f32,
    /// The lowest reading, kW.
    pub(super) low_kw: f32,
    /// The highest reading, kW.
    pub(super) high_kw: f32,
}

/// Summarises the days on which at least half of the readings are known.
pub(super) fn summarise(view: &MeterView, days: &mut Vec<Day>) {
    days.clear();
    let calendar = view.calendar;
    let (step_s, per_day) = (i64::from(calendar.grid.step_s), calendar.grid.slots_per_day().max(1));
    let to_kw = 1e-3 / calendar.grid.step_h();
    let mut start = 0;
    while start < view.wh.len() {
        let left_s = 86_400 - calendar.local_s(start).rem_euclid(86_400);
        let end = (start + ((left_s + step_s - 1) / step_s) as usize).min(view.wh.len());
        let (mut sum, mut known, mut low, mut high) = (0.0_f32, 0_usize, f32::INFINITY, f32::NEG_INFINITY);
        for wh in &view.wh[start..end] {
            if wh.is_finite() {
                sum += wh;
                known += 1;
                low = low.min(*wh);
                high = high.max(*wh);
            }
        }
        if 2 * known >= per_day {
            days.push(Day {
                end_slot: end,
                mean_kw: sum / known as f32 * to_kw,
                low_kw: low * to_kw,
                high_kw: high * to_kw,
            });
        }
        start = end;
    }
}
