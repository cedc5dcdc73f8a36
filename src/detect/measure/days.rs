//! Owns the summary of each local day. Does not compare days.

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
    pub(super) low: f32,
    pub(super) high: f32,
}

/// Summarises the days on which at least half of the readings are known.
pub(super) fn summarise(calendar: Calendar, kw: &[f32], work: &mut Vec<f32>, days: &mut Vec<Day>) {
    days.clear();
    let (step_s, per_day) = (i64::from(calendar.grid.step_s.max(1)), calendar.grid.slots_per_day().max(1));
    let first = calendar.day(0);
    let mut start = 0;
    while start < kw.len() {
        let left_s = 86_400 - calendar.local_s(start).rem_euclid(86_400);
        let end = (start + ((left_s + step_s - 1) / step_s) as usize).min(kw.len());
        work.clear();
        work.extend(kw[start..end].iter().filter(|kw| kw.is_finite()));
        if 2 * work.len() >= per_day && !work.is_empty() {
            let (sum, low, high) = work.iter().fold((0.0, f32::INFINITY, 0.0_f32), |(sum, low, high), kw| {
                (sum + kw, low.min(*kw), high.max(*kw))
            });
            let (rank, count) = (work.len() / 10, work.len() as f32);
            let (_, base, _) = work.select_nth_unstable_by(rank, f32::total_cmp);
            days.push(Day {
                end_slot: end,
                number: (calendar.day(start) - first) as usize,
                weekday: calendar.weekday(start),
                mean: sum / count,
                base: *base,
                low,
                high,
            });
        }
        start = end;
    }
}
