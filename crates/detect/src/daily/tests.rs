//! Tests of the daily profile.

use super::{DailyProfile, DailyRows, PROFILE_DAYS};
use crate::MeterView;
use crate::meter::{Calendar, MeterFacts, TimeGrid};
use proptest::prelude::*;

fn profile(kwh: impl Fn(usize) -> f32) -> DailyProfile {
    let mut days = [0.0; PROFILE_DAYS];
    days.iter_mut().enumerate().for_each(|(at, day)| *day = kwh(at));
    DailyProfile { kwh: days, last_weekday: 6 }
}

fn value(rows: &DailyRows, meter: usize, name: &str) -> f32 {
    let names = DailyRows::NAMES;
    let column = names.iter().position(|known| *known == name).unwrap();
    rows.values[meter * names.len() + column]
}

#[test]
fn whole_local_days_are_summed_and_broken_ones_are_missing() {
    // Half-hours of UTC+8 from 20:00 local time: four hours, then 29 days, then six hours.
    let grid = TimeGrid { start_s: 12 * 3600, step_s: 1800, len: 8 + 29 * 48 + 12 };
    let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
    let mut wh = vec![500.0; grid.len];
    wh[8 + 28 * 48] = f32::NAN;
    let facts = MeterFacts::default();
    let daily = DailyProfile::of(&MeterView { calendar, wh: &wh, temp_c: None, facts: &facts });
    assert!(daily.kwh[PROFILE_DAYS - 1].is_nan(), "one reading of the last day is missing");
    assert!(daily.kwh[..PROFILE_DAYS - 1].iter().all(|day| *day == 24.0));
    // The window begins on a Thursday; the last whole day is 29 days later, a Friday.
    assert_eq!(daily.last_weekday, 4);
}

#[test]
fn daily_readings_are_days_whatever_the_clock() {
    let grid = TimeGrid { start_s: 0, step_s: 86_400, len: 26 };
    let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
    let wh: Vec<f32> = (0..26).map(|day| day as f32 * 1000.0).collect();
    let facts = MeterFacts::default();
    let daily = DailyProfile::of(&MeterView { calendar, wh: &wh, temp_c: None, facts: &facts });
    assert_eq!(daily.kwh[PROFILE_DAYS - 1], 25.0);
    assert!(daily.kwh[1].is_nan() && daily.kwh[2] == 0.0);
}

#[test]
fn says_what_days_look_like() {
    let half = profile(|at| if at < 14 { 10.0 } else { 4.0 });
    let weekly = profile(|at| if at % 7 >= 5 { 2.0 } else { 9.0 });
    let gaps = profile(|at| if at == 5 || at == 6 || at == 20 { 0.0 } else { 3.1 });
    let rows = DailyRows::of(&[half, weekly, gaps]);
    assert_eq!(value(&rows, 0, "daily_step"), -6.0 / 7.0);
    assert_eq!(value(&rows, 0, "daily_step_at"), 13.0);
    assert!((value(&rows, 1, "daily_weekend") - 2.0 / 9.0).abs() < 1e-6);
    assert!(value(&rows, 1, "daily_memory_7") > 0.9);
    assert_eq!(value(&rows, 2, "daily_zero_run"), 2.0);
    assert_eq!(value(&rows, 2, "daily_zero_runs"), 2.0);
    assert_eq!(value(&rows, 2, "daily_zero_last"), 7.0);
    assert_eq!(value(&rows, 2, "daily_tenths"), 1.0);
    assert_eq!(value(&rows, 2, "daily_units"), 0.0);
}

#[test]
fn what_moves_everybody_is_not_told_of_one() {
    let cold = |at: usize| if at > 20 { 2.0 } else { 1.0 };
    // No two are quite alike: twins do not count as near.
    let own = |size: usize, at: usize| 1.0 + 0.01 * ((size * 7 + at * 3) % 5) as f32;
    let mut meters: Vec<DailyProfile> =
        (1..40).map(|size| profile(|at| cold(at) * own(size, at) * size as f32)).collect();
    meters.push(profile(|at| if at > 10 { 5.0 } else { 20.0 }));
    let rows = DailyRows::of(&meters);
    assert!(value(&rows, 3, "daily_apart_spread") < 0.05);
    assert!(value(&rows, 39, "daily_apart_spread") > 0.3);
    assert!(value(&rows, 39, "daily_shape_near") > value(&rows, 3, "daily_shape_near") + 0.5);
}

proptest! {
    #[test]
    fn any_days_give_full_rows(meters in prop::collection::vec(prop::collection::vec(prop_oneof![Just(f32::NAN), Just(0.0), 0.0..1e6_f32], PROFILE_DAYS), 1..8)) {
        let all: Vec<DailyProfile> = meters.iter().map(|kwh| profile(|at| kwh[at])).collect();
        let rows = DailyRows::of(&all);
        prop_assert_eq!(rows.values.len(), all.len() * DailyRows::WIDTH);
    }
}
