//! Owns runs of zeros and of equal readings: what a stopped or a blinded meter shows. Does not
//! judge them.

use super::{Measure, MeterMeasures};
use crate::meter::Calendar;

/// Measures runs.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, calendar: Calendar, kw: &[f32]) {
    let (mut zeros, mut night_zeros, mut equal) = (0_u32, 0_u32, 0_u32);
    let (mut zero_run, mut longest_zero) = (0_u32, 0_u32);
    let (mut equal_run, mut longest_equal) = (0_u32, 0_u32);
    let mut before = f32::NAN;
    let mut known = 0_u32;
    for (slot, &now) in kw.iter().enumerate() {
        if now.is_nan() {
            // What is missing neither ends a run nor makes it longer.
            continue;
        }
        known += 1;
        if now == 0.0 {
            zeros += 1;
            zero_run += 1;
            night_zeros += u32::from(!(7.0..23.0).contains(&calendar.hour(slot)));
            longest_zero = longest_zero.max(zero_run);
            equal_run = 0;
        } else {
            zero_run = 0;
            equal_run = if now == before { equal_run + 1 } else { 0 };
            equal += u32::from(now == before);
            longest_equal = longest_equal.max(equal_run);
        }
        before = now;
    }
    let days = 1.0 / calendar.grid.slots_per_day().max(1) as f32;
    out.set(Measure::ZeroRunDays, longest_zero as f32 * days);
    out.set(Measure::FrozenRunDays, longest_equal as f32 * days);
    if known > 0 {
        out.set(Measure::Frozen, equal as f32 / known as f32);
    }
    if zeros > 0 && calendar.grid.slots_per_day() > 1 {
        out.set(Measure::NightZeros, night_zeros as f32 / zeros as f32);
    }
}
