//! Owns tests of feeders of the real world: honest ones, which are no thefts, each with the same and a tap.

use super::{FeederFindings, FeederMeasures, FeederScratch, judge_feeders, measure_feeder};
use crate::{
    FeederView, Trait,
    meter::{Calendar, TimeGrid},
};

/// Five weeks of half-hours in Irkutsk, from midnight.
const DAYS: usize = 35;
const LEN: usize = DAYS * 48;
const GRID: TimeGrid = TimeGrid { start_s: 1_762_185_600, step_s: 1800, len: LEN };
const CALENDAR: Calendar = Calendar { grid: GRID, utc_offset_s: 8 * 3600 };
const HOMES: usize = 30;

/// Drawn for a place and a time, 0 to 1.
fn drawn(place: usize, at: usize) -> f32 {
    let mut bits = (place as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ^ (at as u64).wrapping_mul(0xd1b5_4a32_d192_ed03);
    for _ in 0..2 {
        bits = (bits ^ (bits >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    }
    ((bits ^ (bits >> 32)) >> 40) as f32 / (1 << 24) as f32
}

/// Wh of a home: less by night, a stove or a kettle now and then.
fn home(number: usize, slot: usize) -> f32 {
    let usual = if slot % 48 < 13 { 40.0 } else { 110.0 } * (0.6 + drawn(number, 1_000_000));
    let stove = if slot % 48 > 32 && drawn(number + 500, slot) < 0.25 { 700.0 } else { 0.0 };
    let kettle = if slot % 48 > 13 && drawn(number + 900, slot) < 0.1 { 250.0 } else { 0.0 };
    (usual * (0.7 + 0.6 * drawn(number, slot)) + stove + kettle).round()
}

/// A feeder: what its homes use, and what their meters show.
#[derive(Clone)]
struct World {
    used: Vec<Vec<f32>>,
    shown: Vec<Vec<f32>>,
    others: Vec<Vec<f32>>,
    iron_w: f32,
    noise: f32,
    tap_wh: Vec<f32>,
}

impl World {
    fn new() -> Self {
        let homes = |numbers: std::ops::Range<usize>| -> Vec<Vec<f32>> {
            numbers.map(|number| (0..LEN).map(|slot| home(number, slot)).collect()).collect()
        };
        Self {
            used: homes(0..HOMES),
            shown: homes(0..HOMES),
            others: Vec::new(),
            iron_w: 150.0,
            noise: 0.004,
            tap_wh: vec![0.0; LEN],
        }
    }

    /// Three kilowatts day and night from the 13th day on.
    fn tapped(mut self) -> Self {
        self.tap_wh[12 * 48..].fill(1500.0);
        self
    }

    fn measured(&self) -> FeederMeasures {
        let supply: Vec<f32> = (0..LEN)
            .map(|slot| {
                let load = self.used.iter().map(|wh| wh[slot]).sum::<f32>() + self.tap_wh[slot];
                let kw = load / 500.0;
                let lost = 0.5 * self.iron_w + load * (0.01 + 0.0012 * kw.abs());
                // Twelve of such are nearly normal.
                let noise = (0..12).map(|part| drawn(7000 + part, slot)).sum::<f32>() - 6.0;
                (load + lost) * (1.0 + self.noise * noise)
            })
            .collect();
        let [meters_wh, others_wh] =
            [&self.shown, &self.others].map(|of| of.iter().map(Vec::as_slice).collect::<Vec<&[f32]>>());
        let view = FeederView {
            calendar: CALENDAR,
            supply_wh: &supply,
            meters_wh: &meters_wh,
            others_wh: &others_wh,
            temp_c: None,
        };
        measure_feeder(&view, &mut FeederScratch::default())
    }
}

const ALARM: f32 = 0.5;

fn found(measures: &FeederMeasures) -> FeederFindings {
    judge_feeders(std::slice::from_ref(measures), ALARM).remove(0)
}

/// Whether anybody is accused, and of what the feeder is said to be.
fn is_accused(findings: &FeederFindings) -> bool {
    findings.unauthorised_connection.is_alarm
        || findings.tampering.is_alarm
        || findings.culprits.iter().any(|culprit| culprit.is_alarm)
}

/// An honest world is no alarm; the same with a tap is one.
fn tells_from_tap(world: &World) -> FeederMeasures {
    let honest = world.measured();
    let findings = found(&honest);
    assert!(
        !is_accused(&findings),
        "{} {}",
        findings.unauthorised_connection.score,
        findings.tampering.score
    );
    let measures = world.clone().tapped().measured();
    let tapped = found(&measures).unauthorised_connection;
    assert!(tapped.is_alarm, "{} {measures:?}", tapped.score);
    honest
}

#[test]
fn the_iron_of_a_transformer_is_no_tap_and_is_told() {
    for iron_w in [0.0, 150.0, 400.0, 1000.0] {
        let honest = tells_from_tap(&World { iron_w, ..World::new() });
        let kw = honest.value("constant_loss_kw").expect("fitted");
        assert!((kw - iron_w / 1000.0).abs() < 0.1, "{kw} of {iron_w} W");
    }
    // With a tap and without it is among what is told.
    let is_iron = |told: &Trait| matches!(told, Trait::IronLosses { kw, .. } if (kw - 0.4).abs() < 0.1);
    let world = World { iron_w: 400.0, ..World::new() };
    for measures in [world.measured(), world.tapped().measured()] {
        let findings = found(&measures);
        assert!(findings.unauthorised_connection.traits.iter().any(is_iron), "{findings:?}");
    }
    // What never ends and is more than any iron is a tap.
    let mut world = World::new();
    world.tap_wh.fill(2000.0);
    let tapped = found(&world.measured()).unauthorised_connection;
    assert!(tapped.is_alarm && tapped.traits.iter().any(|told| matches!(told, Trait::BeyondIron(_))));
}

#[test]
fn a_tap_is_dated_within_two_days() {
    for from in [5, 12, 20] {
        let mut world = World { iron_w: 0.0, ..World::new() };
        world.tap_wh[from * 48..].fill(3000.0);
        let measures = world.measured();
        let seen_s = measures.alarm_s.expect("seen") - GRID.start_s;
        let days = seen_s as f32 / 86_400.0 - from as f32;
        assert!((0.0..2.0).contains(&days), "{days} days after day {from}");
    }
    assert_eq!(World { iron_w: 0.0, ..World::new() }.measured().alarm_s, None, "nothing was taken");
}

#[test]
fn solar_power_that_flows_back_is_told_and_is_no_tap() {
    let mut world = World::new();
    for number in 0..6 {
        for slot in 0..LEN {
            let height = (std::f32::consts::PI * ((slot % 48) as f32 / 2.0 - 9.0) / 7.0).sin().max(0.0);
            let of_hour = if (18..32).contains(&(slot % 48)) { height } else { 0.0 };
            let clear = 0.1 + 0.9 * drawn(40, slot / 48);
            let net = world.used[number][slot] - 2000.0 * of_hour * clear;
            world.used[number][slot] = net;
            world.shown[number][slot] = net.max(0.0);
        }
    }
    let honest = tells_from_tap(&world);
    assert!(honest.export_days > 10, "{}", honest.export_days);
    assert_eq!(World::new().measured().export_days, 0);
    // Somebody who takes by night only leaves days below nights, and is no sun.
    let mut by_night = World::new();
    (0..LEN).filter(|slot| !(14..46).contains(&(slot % 48))).for_each(|slot| by_night.tap_wh[slot] = 3000.0);
    let measures = by_night.measured();
    assert_eq!(measures.export_days, 0);
    assert!(found(&measures).unauthorised_connection.is_alarm);
}

#[test]
fn a_meter_on_the_wrong_feeder_is_found_on_both() {
    // The third of the table hangs elsewhere.
    let mut world = World::new();
    world.shown[3] = (0..LEN).map(|slot| home(99, slot)).collect();
    world.used.remove(3);
    let honest = tells_from_tap(&world);
    assert_eq!(honest.strays, [3]);
    // On its own feeder it is missing, and found among those that fit nowhere.
    let mut world = World::new();
    world.used.push((0..LEN).map(|slot| home(99, slot)).collect());
    world.others = [98, 99, 97].map(|number| (0..LEN).map(|slot| home(number, slot)).collect()).to_vec();
    let honest = tells_from_tap(&world);
    assert!(honest.strays.is_empty() && honest.adopted == [1], "{honest:?}");
    // A meter that is stopped by night, or held to a part of what passes, is no stray.
    for night_only in [true, false] {
        let mut world = World::new();
        world.used[3].iter_mut().for_each(|wh| *wh += 2000.0);
        world.shown[3].clone_from(&world.used[3]);
        for slot in 0..LEN {
            let is_held = !night_only || slot % 48 < 14;
            world.shown[3][slot] *= if is_held && night_only {
                0.0
            } else if is_held {
                0.3
            } else {
                1.0
            };
        }
        let measures = world.measured();
        assert!(measures.strays.is_empty(), "{:?}", measures.strays);
        let findings = found(&measures);
        assert!(findings.tampering.is_alarm && findings.culprits[3].is_alarm, "{findings:?}");
    }
}

#[test]
fn a_customer_whom_no_table_lists_is_no_tap() {
    let mut world = World::new();
    world.shown.remove(7);
    let honest = tells_from_tap(&world);
    let findings = found(&honest);
    assert!(findings.is_like_customer);
    let told = judge_feeders(std::slice::from_ref(&honest), 0.0).remove(0).unauthorised_connection;
    assert!(told.traits.contains(&Trait::LikeCustomer), "{told:?}");
}

#[test]
fn meters_that_end_or_are_exchanged_are_no_taps() {
    // One leaves, one comes, one is exchanged, one is no longer read while its home lives on.
    let mut world = World::new();
    for slot in 0..LEN {
        if slot >= 15 * 48 {
            (world.used[0][slot], world.shown[0][slot]) = (0.0, f32::NAN);
        } else {
            (world.used[1][slot], world.shown[1][slot]) = (0.0, f32::NAN);
        }
    }
    let mut new = world.shown[2].clone();
    new[..20 * 48 + 7].fill(f32::NAN);
    world.shown[2][20 * 48..].fill(f32::NAN);
    world.shown.push(new);
    let honest = tells_from_tap(&world);
    assert!(honest.exchanged_meters >= 1 && honest.ended_meters + honest.exchanged_meters >= 2, "{honest:?}");
    let mut unread = World::new();
    unread.shown[5][10 * 48..].fill(f32::NAN);
    let honest = tells_from_tap(&unread);
    assert_eq!(honest.ended_meters, 0, "it is filled in");
}

#[test]
fn coarse_meters_of_a_feeder_are_no_theft() {
    let noisy = World { noise: 0.02, ..World::new() };
    tells_from_tap(&noisy);
}
