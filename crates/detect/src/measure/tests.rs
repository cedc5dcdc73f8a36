//! Owns tests of the measures on series whose answer is known by their making.

use crate::measure::{Episode, Presence};
use crate::meter::{Calendar, MeterFacts, TimeGrid};
use crate::{Detector, Measure, MeterMeasures, MeterView, Scratch};

/// A Saturday, 00:00 in Irkutsk.
const START_S: i64 = 1_795_190_400;
const DAY_S: i64 = 86_400;

fn measured_at(step_s: u32, kw: impl Fn(usize) -> f32, temp_c: Option<&[f32]>) -> MeterMeasures {
    let grid = TimeGrid { start_s: START_S, step_s, len: 28 * 86_400 / step_s as usize };
    let wh: Vec<f32> = (0..grid.len).map(|slot| kw(slot) * 1000.0 * grid.step_h()).collect();
    let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
    let view = MeterView { calendar, wh: &wh, temp_c, facts: &MeterFacts::default() };
    MeterMeasures::of(&view, &mut Scratch::default())
}

/// Four weeks of half-hours from local midnight, of a load given by slot.
fn measured(kw: impl Fn(usize) -> f32) -> MeterMeasures {
    measured_at(1800, kw, None)
}

/// A home: little at night, a peak in the evening, and no two days the same.
fn home(slot: usize) -> f32 {
    let hour = (slot % 48) as f32 / 2.0;
    let wander = ((slot * 7919) % 101) as f32 / 101.0;
    0.2 + if (17.0..22.0).contains(&hour) { 1.0 + wander } else { 0.1 * wander }
}

#[test]
fn a_load_that_runs_day_and_night_is_seen_after_a_day_with_its_size() {
    let measures = measured(|slot| home(slot) + if slot >= 14 * 48 + 9 { 3.2 } else { 0.0 });
    let start_s = START_S + 14 * DAY_S + 9 * 1800;
    let delay_h = (measures.load.first_seen_s.expect("a date") - start_s) as f32 / 3600.0;
    assert!((0.0..=30.0).contains(&delay_h), "{delay_h} h");
    assert!((measures.load.kw.expect("a size") / 3.2 - 1.0).abs() < 0.05, "{:?}", measures.load);
    assert_eq!(measures.presence, Presence::Begun);
    assert!(measures.get(Measure::QuarterStepT) > 20.0);
    assert!((measures.get(Measure::BaseStepKw) / 3.2 - 1.0).abs() < 0.1);
}

#[test]
fn a_home_without_such_a_load_has_no_step() {
    let measures = measured(home);
    assert_eq!(measures.presence, Presence::ByClock, "nothing began, and evenings are all there is");
    assert!(measures.get(Measure::QuarterStepT) < 8.0);
    assert!(measures.get(Measure::BaseStep).abs() < 0.1);
}

#[test]
fn a_load_that_grows_is_dated_by_its_first_part() {
    let measures = measured(|slot| home(slot) + 2.0 * (slot / 48).saturating_sub(9).div_ceil(5) as f32);
    let seen_day = (measures.load.first_seen_s.expect("a date") - START_S) as f32 / DAY_S as f32;
    assert!((10.5..=12.0).contains(&seen_day), "seen on day {seen_day}, began on day 10");
    assert!(measures.get(Measure::BaseTau) > 0.7);
}

#[test]
fn a_timer_is_known_by_the_clock_and_its_size() {
    let on = |slot: usize| !(14..46).contains(&(slot % 48));
    let measures = measured(|slot| home(slot) + if slot > 10 * 48 && on(slot) { 2.5 } else { 0.0 });
    assert!((measures.get(Measure::ClockSizeKw) - 2.5).abs() < 0.6);
    assert!(measures.get(Measure::TimerStepT) > 10.0);
    assert!(measures.get(Measure::TimerKept) > 0.9 && measures.get(Measure::TimerSpread) < 0.3);
}

#[test]
fn a_load_that_was_there_has_its_own_power_whatever_the_clock_switches_beside_it() {
    let boiler = |slot: usize| if (4..12).contains(&(slot % 48)) { 0.9 } else { 0.0 };
    let never_stops = measured(|slot| home(slot) + 3.2 + boiler(slot));
    assert_eq!(never_stops.presence, Presence::Standing);
    let kw = never_stops.load.kw.expect("a size");
    assert!((3.2..3.8).contains(&kw), "{kw}: all of the floor");
    // Eighteen hours a day, from 06:00 on.
    let timer = measured(|slot| 0.2 + 0.01 * (slot % 5) as f32 + if slot % 48 >= 12 { 3.2 } else { 0.0 });
    assert_eq!(timer.presence, Presence::ByClock);
    let kw = timer.load.kw.expect("a size");
    assert!((kw / 3.2 - 1.0).abs() < 0.05, "{kw}");
}

#[test]
fn a_device_that_is_switched_shows_the_same_size_again() {
    // Two and a half days on, two and a half off: long enough for the base load of a day to show it.
    let measures = measured(|slot| 0.3 + if (slot / 120) % 2 == 0 { 1.9 } else { 0.0 });
    assert!((measures.get(Measure::ShiftSameKw) - 1.9).abs() < 0.01);
    assert_eq!(measures.get(Measure::ShiftSameShare), 1.0);
    assert!(measures.get(Measure::BaseTwoLevels) > 0.9);
}

#[test]
fn restarts_of_what_never_stops_are_counted_where_they_are_many() {
    let measures = measured(|slot| 2.2 - if slot % 97 == 50 { 1.5 } else { 0.0 });
    assert!((2.5..3.5).contains(&measures.get(Measure::DipsWeek)), "every second day, but for two");
    assert!((measures.get(Measure::DipDepth) - 1.5 / 2.2).abs() < 1e-3);
    assert_eq!(measured(|slot| 1.0 + (slot % 2) as f32).get(Measure::DipsWeek), 0.0, "a rhythm is none");
}

#[test]
fn no_single_interruption_moves_what_is_always_there() {
    let rig = |slot: usize| home(slot) + 8.0;
    let as_it_is = measured(rig);
    let of_level = [
        Measure::MeanKw,
        Measure::P05,
        Measure::BaseKw,
        Measure::CoreKw,
        Measure::CoreEven,
        Measure::Floor24Min,
        Measure::Floor24MaxKw,
        Measure::Floor72Max,
        Measure::Zero,
        Measure::DipsWeek,
        Measure::DipDepth,
    ];
    for (from, until, share) in INTERRUPTIONS {
        let cut = measured(|slot| rig(slot) * if (from..until).contains(&slot) { share } else { 1.0 });
        for measure in of_level {
            let (was, is) = (as_it_is.get(measure), cut.get(measure));
            assert!((was - is).abs() <= 0.02 * was.abs().max(0.1), "{}: {was} became {is}", measure.name());
        }
    }
}

/// Half an hour at half power, two hours without any, half an hour at a tenth: first and last interval,
/// and what is left.
const INTERRUPTIONS: [(usize, usize, f32); 4] =
    [(700, 701, 0.5), (901, 905, 0.0), (40, 41, 0.1), (1300, 1301, 0.0)];

#[test]
fn no_single_interruption_moves_a_score() {
    let others: Vec<MeterMeasures> =
        (1..20).map(|size| measured(|slot| (0.5 + 0.1 * size as f32) * home(slot + 3 * size))).collect();
    for steady_kw in [0.0, 2.0, 3.0, 8.0] {
        let score = |kw: &dyn Fn(usize) -> f32| {
            let all: Vec<MeterMeasures> = [measured(kw)].into_iter().chain(others.clone()).collect();
            Detector::default().judge_meters(&all)[0].abnormal_load.score
        };
        let load = |slot: usize| home(slot) + steady_kw;
        let as_it_is = score(&load);
        for (from, until, share) in INTERRUPTIONS {
            let cut = score(&|slot| load(slot) * if (from..until).contains(&slot) { share } else { 1.0 });
            assert!((cut - as_it_is).abs() <= 0.15, "{steady_kw} kW: {as_it_is} became {cut}");
        }
    }
}

#[test]
fn a_load_that_was_always_there_is_known_by_its_core() {
    let standing = measured(|slot| home(slot) + 3.0);
    assert!((standing.get(Measure::CoreKw) - 3.2).abs() < 0.05);
    assert!(standing.get(Measure::CoreEven) < 1.05 && standing.get(Measure::CoreHours) < 0.05);
    assert!(standing.get(Measure::CoreDays) < 0.02);
    assert!(measured(home).get(Measure::CoreHours) > 2.0 * standing.get(Measure::CoreHours));
}

#[test]
fn what_began_yesterday_shows_in_the_last_day_alone() {
    let begun = measured(|slot| home(slot) + if slot >= 27 * 48 { 2.0 } else { 0.0 });
    assert!((begun.get(Measure::RecentRiseKw) - 2.0).abs() < 0.2, "{}", begun.get(Measure::RecentRiseKw));
    assert!(measured(home).get(Measure::RecentRiseKw) <= 0.0);
    let half_a_day = measured(|slot| home(slot) + if slot >= 27 * 48 + 24 { 2.0 } else { 0.0 });
    assert!((half_a_day.get(Measure::RecentHalfKw) - 2.0).abs() < 0.2);
}

#[test]
fn heating_that_begins_is_known_by_the_cold_after_it() {
    let temp_c: Vec<f32> = (0..28 * 48).map(|slot| 4.0 - 7.0 * (slot as f32 / 90.0).sin()).collect();
    let begins = |per_degree: f32, flat: f32| {
        let heat = |slot: usize| (19.0 - temp_c[slot]) * per_degree + flat;
        let kw = |slot: usize| home(slot) + if slot >= 14 * 48 { heat(slot) } else { 0.0 };
        measured_at(1800, kw, Some(&temp_c))
    };
    let (heating, rig) = (begins(0.15, 0.0), begins(0.0, 2.2));
    assert!(heating.get(Measure::RiseHeat) > 0.9 && heating.get(Measure::RiseUnheated).abs() < 0.2);
    assert!(rig.get(Measure::RiseHeat).abs() < 0.3 && rig.get(Measure::RiseUnheated) > 0.9);
    assert!(rig.get(Measure::RiseSpread) < 0.1 && heating.get(Measure::RiseSpread) > 0.2);
}

#[test]
fn a_sudden_step_differs_from_a_slow_rise() {
    let sudden = measured(|slot| 0.3 + if slot >= 14 * 48 { 2.0 } else { 0.0 });
    let slow = measured(|slot| 0.3 + 2.0 * (slot as f32 / (20 * 48) as f32).min(1.0));
    for (measure, least) in [(Measure::StepSharp, 0.9), (Measure::StepGap, 0.8), (Measure::StepEven, 0.7)] {
        assert!(sudden.get(measure) > least, "{measure:?} {}", sudden.get(measure));
    }
    assert!(slow.get(Measure::StepSharp) < 0.5 && slow.get(Measure::StepGap) < 0.5);
}

#[test]
fn a_load_that_follows_the_cold_is_known_by_the_weather() {
    let temp_c: Vec<f32> = (0..28 * 48).map(|slot| 8.0 - 12.0 * (slot as f32 / 400.0).sin()).collect();
    let cold = |slot: usize| (16.0 - temp_c[slot]) * 0.1;
    let measures = measured_at(1800, |slot| home(slot) + cold(slot), Some(&temp_c));
    assert!(measures.get(Measure::HeatMean) > 0.95);
    assert!(measures.get(Measure::HeatedStep).abs() < measures.get(Measure::BaseStep).abs());
}

#[test]
fn a_storage_heater_is_explained_by_the_weather_and_a_rig_by_night_is_not() {
    // Each night at 23 h for as long as the day after it is cold; a rig for eight hours, whatever the cold.
    let temp_c: Vec<f32> = (0..28 * 48).map(|slot| -8.0 - 6.0 * (slot as f32 / 300.0).sin()).collect();
    let heater = |slot: usize| {
        let since = (slot + 2) % 48;
        let hours = ((19.0 - temp_c[slot - since.min(slot)]) * 0.24).min(8.0);
        if (since as f32) < 2.0 * hours { 9.0 } else { 0.0 }
    };
    let rig = |slot: usize| if (slot + 2) % 48 < 16 { 9.0 } else { 0.0 };
    let by_day = |slot: usize| if slot >= 14 * 48 { 3.0 } else { 0.0 };
    let explained_at = |temp_c: &[f32], kw: &dyn Fn(usize) -> f32| {
        let measures = measured_at(1800, |slot| home(slot) + kw(slot), Some(temp_c));
        crate::alarm::is_storage_heater(&measures)
    };
    let explained = |kw: &dyn Fn(usize) -> f32| explained_at(&temp_c, kw);
    assert!(explained(&heater));
    assert!(!explained(&rig));
    assert!(!explained(&|slot| heater(slot) + by_day(slot)), "what grows by day beside it is another load");
    // What began with a cold spell follows the cold only by its beginning.
    let spell = |slot: usize| if slot >= 16 * 48 { -20.0 } else { 5.0 };
    let cold_spell: Vec<f32> =
        temp_c.iter().enumerate().map(|(slot, temp)| spell(slot) + temp / 4.0).collect();
    let begun = |slot: usize| if slot >= 16 * 48 { rig(slot) } else { 0.0 };
    assert!(!explained_at(&cold_spell, &begun));
}

#[test]
fn what_is_missing_is_not_zero() {
    let measures = measured(|slot| if slot % 2 == 0 { f32::NAN } else { 1.0 });
    assert_eq!(measures.get(Measure::Missing), 0.5);
    assert_eq!(measures.get(Measure::Zero), 0.0);
    assert!((measures.get(Measure::MeanKw) - 1.0).abs() < 1e-6);
}

#[test]
fn a_meter_that_falls_silent_is_dated_and_sized() {
    let measures = measured(|slot| if slot < 20 * 48 { home(slot) } else { 0.0 });
    assert_eq!(measures.deficit.first_seen_s, Some(START_S + 22 * DAY_S), "after two days of nothing");
    let before = (0..20 * 48).map(home).sum::<f32>() / (20 * 48) as f32;
    assert!((measures.deficit.kw.expect("a size") / before - 1.0).abs() < 0.01);
    assert!((measures.get(Measure::ZeroRunDays) - 8.0).abs() < 1e-4);
}

#[test]
fn a_drop_that_stays_is_sized() {
    let measures =
        measured_at(86_400, |day| (3.0 + 0.2 * (day % 7) as f32) * if day < 15 { 1.0 } else { 0.3 }, None);
    assert!((measures.deficit.kw.expect("a size") - 2.5).abs() < 0.2);
    assert_eq!(measures.deficit.first_seen_s, Some(START_S + 17 * DAY_S));
    assert!(measures.get(Measure::Drop7) < 0.45);
    assert!(measures.get(Measure::CalmShare).is_nan(), "days say nothing about hours");
}

#[test]
fn nothing_at_all_is_measured_without_a_panic() {
    for value in [f32::NAN, 0.0] {
        for step_s in [900, 3600, 86_400] {
            let measures = measured_at(step_s, |_| value, None);
            assert!(measures.values.iter().all(|value| !value.is_infinite()), "{step_s} s of {value}");
        }
    }
    let grid = TimeGrid { start_s: START_S, step_s: 900, len: 0 };
    let calendar = Calendar { grid, utc_offset_s: 0 };
    let view = MeterView { calendar, wh: &[], temp_c: None, facts: &MeterFacts::default() };
    let empty = MeterMeasures::of(&view, &mut Scratch::default());
    assert_eq!(empty.load.first_seen_s, None);
}

#[test]
fn a_rise_among_peers_is_found_and_their_ways_are_not() {
    // Everybody's load rises with a cold spell; one home gets a load besides.
    let cold = |slot: usize| if slot > 12 * 48 { 1.5 } else { 1.0 };
    let mut all: Vec<MeterMeasures> =
        (1..9).map(|size| measured(|slot| size as f32 * cold(slot) * home(slot + 3 * size))).collect();
    all.push(measured(|slot| cold(slot) * home(slot) + if slot > 18 * 48 { 2.2 } else { 0.0 }));
    let findings = Detector::default().judge_meters(&all);
    let (last, others) = findings.split_last().expect("nine");
    assert!(others.iter().all(|finding| finding.abnormal_load.score < last.abnormal_load.score));
    assert!(last.abnormal_load.score > 0.5, "the rule without a model");
    let rows = crate::MeterRows::of(&all, &[]);
    let t = crate::MeterRows::NAMES.iter().position(|name| *name == "base_peer_step_t").expect("a column");
    assert!(rows.row(8)[t] > 10.0, "{}", rows.row(8)[t]);
}

#[test]
fn a_load_of_weekends_has_its_size_and_is_seen_after_a_day_of_it() {
    // The first day is a Saturday, and the load comes with the second weekend.
    let runs = |slot: usize| slot / 48 % 7 < 2 && slot >= 7 * 48;
    let found = measured(|slot| home(slot) + if runs(slot) { 9.0 } else { 0.0 });
    assert_eq!(found.presence, Presence::ComesAndGoes);
    let Episode { first_seen_s, last_seen_s, kw } = found.load;
    assert!((kw.unwrap() - 9.0).abs() < 0.3, "{kw:?}");
    assert_eq!(first_seen_s, Some(START_S + 8 * DAY_S));
    assert_eq!(last_seen_s, Some(START_S + 23 * DAY_S), "the last weekend ends with the 23rd day");
}

#[test]
fn a_load_in_pulses_is_known_by_its_days() {
    // From the 15th day on, one half-hour in three.
    let found = measured(|slot| home(slot) + if slot >= 14 * 48 && slot % 3 == 0 { 9.0 } else { 0.0 });
    let Episode { first_seen_s, kw, .. } = found.load;
    assert!((kw.unwrap() - 9.0).abs() < 0.5, "{kw:?}");
    assert_eq!(first_seen_s, Some(START_S + 15 * DAY_S));
}

#[test]
fn a_load_that_ended_was_last_seen_when_it_did() {
    let runs = 10 * 48..22 * 48;
    let found = measured(|slot| home(slot) + if runs.contains(&slot) { 6.0 } else { 0.0 });
    let Episode { first_seen_s, last_seen_s, kw } = found.load;
    assert!((kw.unwrap() - 6.0).abs() < 0.3, "{kw:?}");
    assert_eq!((first_seen_s, last_seen_s), (Some(START_S + 11 * DAY_S), Some(START_S + 22 * DAY_S)));
}

/// What is left of a load behind panels of so many kW at their best: every third day is clear, others are
/// cloudy, and a meter counts import only.
fn behind_panels(slot: usize, kw: f32, panels_kw: f32) -> f32 {
    let sun = ((slot % 48) as f32 / 2.0 - 7.0) / 11.0 * std::f32::consts::PI;
    let clouds = [1.0, 0.45, 0.2][slot / 48 % 3];
    (kw - panels_kw * clouds * if (0.0..std::f32::consts::PI).contains(&sun) { sun.sin() } else { 0.0 })
        .max(0.0)
}

#[test]
fn a_load_behind_panels_has_its_size_by_night() {
    for (rig_kw, panels_kw) in
        [(1.0, 2.0), (1.0, 5.0), (3.0, 2.0), (3.0, 5.0), (3.0, 10.0), (12.0, 5.0), (12.0, 10.0)]
    {
        for began_day in [0, 12] {
            let measures = measured(|slot| {
                let rig = if slot >= began_day * 48 { rig_kw } else { 0.0 };
                behind_panels(slot, 0.2 + 0.01 * ((slot * 7919) % 11) as f32 + rig, panels_kw)
            });
            // What was always there counts with the home's own floor.
            let right = if began_day == 0 { rig_kw + 0.23 } else { rig_kw };
            let kw = measures.load.kw.expect("a size");
            assert!(
                (kw / right - 1.0).abs() < 0.1,
                "{rig_kw} kW, panels of {panels_kw} kW: {kw}, day {began_day}"
            );
        }
    }
}

#[test]
fn heaters_that_charge_at_night_are_not_taken_for_panels() {
    // A home that uses nothing by day, and a heater that charges longer on some nights than on others.
    let heater = |slot: usize| if slot % 48 < 4 + 3 * (slot / 48 % 3) { 2.8 } else { 0.0 };
    let measures = measured(|slot| heater(slot) + if slot >= 12 * 48 { 6.0 } else { 0.0 });
    assert!((measures.load.kw.expect("a size") / 6.0 - 1.0).abs() < 0.05, "{:?}", measures.load);
}

#[test]
fn heaters_on_the_tariff_of_the_night_are_not_taken_for_panels() {
    // A rig that pauses on some noons, and a heater that charges from 23 to 7 h.
    let heater = |slot: usize| if (14..46).contains(&(slot % 48)) { 0.0 } else { 5.0 };
    let is_paused = |slot: usize| (slot / 48).is_multiple_of(3) && (20..32).contains(&(slot % 48));
    let measures = measured(|slot| 0.2 + heater(slot) + if is_paused(slot) { 0.0 } else { 2.0 });
    // It is the heater that comes and goes; both together are no load.
    assert!(measures.load.kw.expect("a size") < 5.5, "{:?}", measures.load);
}
