//! Owns telling values in kWh from values in Wh: stretches within a meter, and meters that look like kWh
//! from the first to the last. Does not change values.

use crate::meter::TimeGrid;
use serde::{Deserialize, Serialize};

pub(super) const WH_PER_KWH: f32 = 1000.0;
/// Days below this are looked at: a refrigerator alone takes two to four times as much.
const LOW_KW: f32 = 0.01;
/// A load may change so much, up or down, while its unit does.
const APART: f32 = 3.0;
/// Days on each side that say what was usual.
const NEAR_DAYS: usize = 7;
/// Share of values from which most are as asked.
const MOST: f32 = 0.5;
/// Where the unit is kWh, the high ones of a home (95 %) are so many times the middle one; what stands
/// idle is flat.
const VARIED: f32 = 2.0;

/// Slots from one on to before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// The first slot.
    pub from: usize,
    /// The slot after the last.
    pub to: usize,
}

/// How a meter looks whose values may all be kWh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KwhLook {
    /// Whether it goes up and down as homes do.
    pub is_varied: bool,
}

/// A day's worth of slots.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    from: usize,
    to: usize,
    mean_wh: f32,
    is_kwh: bool,
}

/// The first look, at all readings of all meters.
pub(super) struct Levels {
    pub(super) has_low_day: bool,
}

/// Whether any day is so low that its unit is in doubt.
pub(super) fn levels(grid: TimeGrid, wh: &[f32]) -> Levels {
    let low_wh = LOW_KW * 1000.0 * grid.step_h();
    let is_low = |day: &[f32]| {
        let (sum, known) = sum(day);
        known > 0.0 && sum > 0.0 && sum < low_wh * known
    };
    Levels { has_low_day: wh.chunks(grid.slots_per_day().max(1)).any(is_low) }
}

/// Sum and number of what is known, in lanes that processors add at the same time.
fn sum(values: &[f32]) -> (f32, f32) {
    const LANES: usize = 8;
    let (mut sums, mut counts) = ([0.0_f32; LANES], [0.0_f32; LANES]);
    let mut chunks = values.chunks_exact(LANES);
    for chunk in &mut chunks {
        for ((sum, count), &value) in sums.iter_mut().zip(&mut counts).zip(chunk) {
            let is_known = !value.is_nan();
            *sum += if is_known { value } else { 0.0 };
            *count += if is_known { 1.0 } else { 0.0 };
        }
    }
    for &value in chunks.remainder().iter().filter(|value| !value.is_nan()) {
        sums[0] += value;
        counts[0] += 1.0;
    }
    (sums.iter().sum(), counts.iter().sum())
}

/// What was found in a meter.
#[derive(Default)]
pub(super) struct Found {
    pub(super) stretches: Vec<Stretch>,
    pub(super) whole: Option<KwhLook>,
}

/// Looks for values in kWh.
pub(super) fn kwh(grid: TimeGrid, wh: &[f32], days: &mut Vec<Day>, work: &mut Vec<f32>) -> Found {
    summarise(grid, wh, days);
    if days.is_empty() || !days.iter().any(|day| day.is_kwh) {
        return Found::default();
    }
    if days.iter().all(|day| day.is_kwh) {
        work.clear();
        work.extend(wh.iter().copied().filter(|value| value.is_finite()));
        let mut at = |share: f32| {
            let nth = (work.len().saturating_sub(1) as f32 * share) as usize;
            *work.select_nth_unstable_by(nth, f32::total_cmp).1
        };
        let is_varied = at(0.95) >= VARIED * at(0.5);
        return Found { stretches: Vec::new(), whole: Some(KwhLook { is_varied }) };
    }
    let mut stretches = Vec::new();
    let mut first = 0;
    for run in days.chunk_by(|a, b| a.is_kwh == b.is_kwh) {
        let after = first + run.len();
        if run[0].is_kwh {
            let own = middle(run, work);
            let is_kwh_to = |others: &[Day], work: &mut Vec<f32>| {
                let times = middle(others, work) / own / WH_PER_KWH;
                others.is_empty() || (1.0 / APART..=APART).contains(&times)
            };
            let before = &days[first.saturating_sub(NEAR_DAYS)..first];
            let behind = &days[after..(after + NEAR_DAYS).min(days.len())];
            if is_kwh_to(before, work) && is_kwh_to(behind, work) {
                // Between the middle of both units, as one thinks of factors.
                let between = own * WH_PER_KWH.sqrt();
                let from = before.last().map_or(0, |day| border(wh, day.from, run[0].to, between, false));
                let last = run[run.len() - 1];
                let to = behind.first().map_or(wh.len(), |day| border(wh, last.from, day.to, between, true));
                stretches.push(Stretch { from, to });
            }
        }
        first = after;
    }
    Found { stretches, whole: None }
}

/// Days of which at least half is known.
fn summarise(grid: TimeGrid, wh: &[f32], days: &mut Vec<Day>) {
    let per_day = grid.slots_per_day().max(1);
    let low_wh = LOW_KW * 1000.0 * grid.step_h();
    days.clear();
    for (nth, values) in wh.chunks(per_day).enumerate() {
        let (sum, known) = sum(values);
        if known * 2.0 < per_day as f32 || known == 0.0 {
            continue;
        }
        let mean_wh = sum / known;
        let is_low = mean_wh > 0.0 && mean_wh < low_wh;
        let from = nth * per_day;
        let is_kwh = is_low && has_parts(values, known);
        days.push(Day { from, to: from + values.len(), mean_wh, is_kwh });
    }
}

/// Whether most values are there and have more places behind the point than Wh have: a meter that stands
/// idle shows zeros and a Wh now and then.
fn has_parts(values: &[f32], known: f32) -> bool {
    let positive = values.iter().filter(|value| **value > 0.0);
    let finer = positive.clone().filter(|value| {
        let tenths = **value * 10.0;
        (tenths - tenths.round()).abs() > 1e-3
    });
    let (positive, finer) = (positive.count() as f32, finer.count() as f32);
    positive >= MOST * known && finer >= MOST * positive
}

fn middle(days: &[Day], work: &mut Vec<f32>) -> f32 {
    work.clear();
    work.extend(days.iter().map(|day| day.mean_wh));
    if work.is_empty() {
        return f32::NAN;
    }
    let at = work.len() / 2;
    *work.select_nth_unstable_by(at, f32::total_cmp).1
}

/// The slot at which values go from one side of `between` to the other with the fewest exceptions.
fn border(wh: &[f32], from: usize, to: usize, between: f32, is_rising: bool) -> usize {
    let step = |value: f32| match value {
        value if value.is_nan() => 0,
        value => {
            if (value > between) == is_rising {
                1
            } else {
                -1
            }
        }
    };
    // Exceptions after the border less those before it grow and shrink by one with each slot.
    let (mut sum, mut least, mut at) = (0_i64, 0_i64, from);
    for (slot, &value) in wh.iter().enumerate().take(to).skip(from) {
        sum += step(value);
        if sum < least {
            (least, at) = (sum, slot + 1);
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const PER_DAY: usize = 48;

    fn home(slot: usize) -> f32 {
        let cooks = (36..40).contains(&(slot % PER_DAY));
        let asleep = slot % PER_DAY < 14;
        (if asleep {
            45
        } else if cooks {
            700
        } else {
            180
        }) as f32
            + (slot * 7919 % 211) as f32
    }

    fn found(days: usize, wh: impl Fn(usize) -> f32) -> Found {
        let grid = TimeGrid { start_s: 0, step_s: 1800, len: days * PER_DAY };
        let wh: Vec<f32> = (0..grid.len).map(wh).collect();
        assert_eq!(levels(grid, &wh).has_low_day, wh.chunks(PER_DAY).any(|d| d.iter().sum::<f32>() < 240.0));
        kwh(grid, &wh, &mut Vec::new(), &mut Vec::new())
    }

    #[test]
    fn a_change_is_dated_to_its_slot_whichever_way_it_goes() {
        let change = 15 * PER_DAY + 16;
        let to_kwh = found(35, |slot| if slot < change { home(slot) } else { home(slot) / 1000.0 });
        assert_eq!(to_kwh.stretches, [Stretch { from: change, to: 35 * PER_DAY }]);
        let to_wh = found(35, |slot| if slot < change { home(slot) / 1000.0 } else { home(slot) });
        assert_eq!(to_wh.stretches, [Stretch { from: 0, to: change }]);
        let back = change + 6 * PER_DAY;
        let for_a_while =
            found(35, |slot| if slot < change || slot >= back { home(slot) } else { home(slot) / 1000.0 });
        assert_eq!(for_a_while.stretches, [Stretch { from: change, to: back }]);
    }

    #[test]
    fn kwh_all_along_are_told_from_what_stands_idle() {
        let home_ = found(20, |slot| home(slot) / 1000.0);
        assert_eq!(home_.whole, Some(KwhLook { is_varied: true }));
        let idle = found(20, |slot| 1.24 + (slot % 7) as f32 / 100.0);
        assert_eq!(idle.whole, Some(KwhLook { is_varied: false }));
        let whole_wh = found(20, |slot| (slot % 3) as f32);
        assert_eq!(whole_wh.whole, None);
    }

    #[test]
    fn moving_out_is_no_other_unit() {
        let out = 15 * PER_DAY;
        let empty =
            found(35, |slot| if slot < out { home(slot) } else { f32::from(u8::from(slot % 40 == 0)) });
        assert!(empty.stretches.is_empty() && empty.whole.is_none());
        let fridge = found(35, |slot| if slot < out { home(slot) } else { 2.25 + (slot % 5) as f32 / 100.0 });
        assert!(fridge.stretches.is_empty(), "4.5 W left of 400 W are not a thousandth");
    }
}
