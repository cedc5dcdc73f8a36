//! Owns when a meter began to show less than it used to, and how much less. Does not decide why:
//! people move out, too.

use super::stats::{mean, quantile};
use super::{Episode, Measure, MeterMeasures, Scratch, step};
use crate::meter::Calendar;

/// Standard errors from which a fall is one.
const SURE: f32 = 6.0;
/// A day below this share of a usual day shows nothing.
const NOTHING: f32 = 0.02;
/// Days in a row that show nothing before an alarm is raised.
const BLANK_DAYS: usize = 2;

/// Dates and sizes what went missing.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, calendar: Calendar, scratch: &mut Scratch) {
    let Scratch { days, work, .. } = scratch;
    if days.len() < 8 {
        return;
    }
    let grid = calendar.grid;
    let end_of = |at: usize| days.get(at).or(days.last()).map(|day| grid.start_of(day.end_slot));
    work.clear();
    work.extend(days.iter().map(|day| day.mean));
    let usual = quantile(work, 0.75);
    if usual <= 0.0 {
        return;
    }
    // Days of nothing.
    let blank = |at: usize| days[at..].iter().take(BLANK_DAYS).all(|day| day.mean < NOTHING * usual);
    if let Some(at) = (1..=days.len() - BLANK_DAYS).find(|at| blank(*at)) {
        let gone = days[at..].iter().take_while(|day| day.mean < NOTHING * usual).count();
        let before = mean(days[..at].iter().map(|day| day.mean));
        out.deficit = Episode {
            first_seen_s: end_of(at + BLANK_DAYS - 1),
            last_seen_s: end_of(at + gone - 1),
            kw: (before > 0.0).then_some(before),
        };
        return;
    }
    // A fall that stays.
    work.clear();
    work.extend(days.iter().map(|day| -day.mean));
    let fall = step::rise(work);
    if let Some(fall) = fall {
        out.set(Measure::Fall, fall.rise / out.get(Measure::MeanKw));
        out.set(Measure::FallT, fall.t);
        // Of a mean that holds what came after, a fall may be many times; of what was there, it is all.
        out.fell_by = (fall.rise / mean(days[..fall.at].iter().map(|day| day.mean))).min(1.0);
    }
    if let Some(fall) = fall.filter(|fall| fall.t > SURE) {
        out.deficit = Episode {
            first_seen_s: end_of(fall.at + 1),
            last_seen_s: end_of(days.len()),
            kw: Some(fall.rise),
        };
    }
}
