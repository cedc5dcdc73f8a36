//! Owns how large a load is behind solar panels: by day they hide it from a meter that counts import only,
//! by night it shows. Does not date it.

use super::stats::{known_into, mean, quantile};
use super::{Measure, MeterMeasures};
use crate::meter::Calendar;

/// Hours from local midnight on without sun wherever people live, whatever the clock's offset from it.
const NIGHT_H: [f32; 2] = [-1.0, 3.0];
/// Hours before local midnight when the sun yields next to nothing and no tariff of the night has begun.
const EVENING_H: [f32; 2] = [-3.0, -1.0];
/// Hours from local midnight on around noon, whatever that offset.
const NOON_H: [f32; 2] = [10.0, 15.0];
/// Rank that stands for a part of a day: a household cooks, a rig restarts, a cloud passes.
const LOW: f32 = 0.25;
/// Days on which nothing was imported at noon and something by night, from which on there are panels.
const LEAST_DAYS: usize = 3;
/// Nothing all night is so many times as rare: where little is used, the sun is not what hides it.
const MORE_BY_DAY: usize = 5;
/// Where a load is larger than what they yield, noon lies below the night on three days in four, …
const BELOW: f32 = 0.9;
/// … by more on clear days than on others: quartiles of noon over night lie so far apart, …
const CLOUDS: f32 = 0.1;
/// … and one night is as the other: the median change is at most this.
const STEADY: f32 = 0.03;
/// Share of the high nights above those before from which the load runs in one.
const RUNS: f32 = 0.3;
/// Share of the load by which one night may differ from the next, in the median.
const RESTLESS: f32 = 0.1;

/// Share of a night's load that the evening before must show: what charges at the tariff of the night does not run yet.
const BY_EVENING: f32 = 0.5;

/// Low ranks of an evening, the night and the noon that follow, kW; NaN where nothing is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct NightAndNoon {
    evening: f32,
    night: f32,
    noon: f32,
}

/// Gathers nights and noons, the first around the slot `midnight`. Whether they tell of panels.
#[inline(always)]
pub(super) fn are_there(
    out: &MeterMeasures,
    calendar: Calendar,
    kw: &[f32],
    midnight: usize,
    days: &mut Vec<NightAndNoon>,
    work: &mut Vec<f32>,
) -> bool {
    let may_be = out.get(Measure::Zero) > 0.0 || out.get(Measure::NightBase) * BELOW > 1.0;
    if !may_be {
        return false;
    }
    let mut low = |midnight: usize, [from_h, to_h]: [f32; 2]| {
        let slot = |hour: f32| (midnight as f32 + hour / calendar.grid.step_h()).max(0.0) as usize;
        known_into(&kw[slot(from_h).min(kw.len())..slot(to_h).min(kw.len())], work);
        quantile(work, LOW)
    };
    days.clear();
    let midnights = (midnight..kw.len()).step_by(calendar.grid.slots_per_day());
    days.extend(midnights.map(|midnight| NightAndNoon {
        evening: low(midnight, EVENING_H),
        night: low(midnight, NIGHT_H),
        noon: low(midnight, NOON_H),
    }));
    let (hidden, empty) = days.iter().fold((0, 0), |(hidden, empty), day| {
        let is_hidden = day.noon <= 0.0 && day.night > 0.0;
        (hidden + usize::from(is_hidden), empty + usize::from(day.night <= 0.0))
    });
    hidden >= LEAST_DAYS.max(MORE_BY_DAY * empty) || are_bowls(days, work)
}

/// Whether noons lie below nights that are all alike, by more on some days than on others.
#[inline(always)]
fn are_bowls(days: &[NightAndNoon], work: &mut Vec<f32>) -> bool {
    let changes = days.array_windows().map(|[one, next]| (next.night / one.night - 1.0).abs());
    work.clear();
    work.extend(changes.filter(|change| change.is_finite()));
    if work.len() < 2 * LEAST_DAYS || quantile(work, 0.5) > STEADY {
        return false;
    }
    work.clear();
    work.extend(days.iter().map(|day| day.noon / day.night).filter(|share| share.is_finite()));
    let [low, high] = [0.25, 0.75].map(|rank| quantile(work, rank));
    high < BELOW && high - low > CLOUDS
}

/// The mean by which nights lie above those before the night `began` while it runs, or what is there in all of
/// them; `None` where nights do not show it.
#[inline(always)]
pub(super) fn size(days: &[NightAndNoon], began: usize, work: &mut Vec<f32>) -> Option<f32> {
    let (old, new) = days.split_at(began.min(days.len()));
    let of_nights = |days: &[NightAndNoon], rank: f32, work: &mut Vec<f32>| {
        work.clear();
        work.extend(days.iter().map(|day| day.night).filter(|night| night.is_finite()));
        quantile(work, rank)
    };
    let before = if old.is_empty() { 0.0 } else { of_nights(old, 0.5, work) };
    let least = before + RUNS * (of_nights(new, 0.75, work) - before);
    let size = mean(new.iter().map(|day| day.night).filter(|night| *night > least)) - before;
    let (nights, noons) = (of(days, |day| day.night), of(new, |day| day.noon));
    let is_restless = change(nights, work) > RESTLESS * size;
    // Noons that are all alike know neither clouds nor sun: something else draws more by night.
    let is_sunless = change(noons.clone(), work) < STEADY * size && noons.fold(0.0, f32::max) > RUNS * size;
    let evenings = mean(of(new, |day| day.evening)) - mean_or_nothing(of(old, |day| day.evening));
    let is_by_tariff = evenings < BY_EVENING * size;
    (size > 0.0 && !is_restless && !is_sunless && !is_by_tariff).then_some(size)
}

/// The mean, and nothing of no values.
#[inline(always)]
fn mean_or_nothing(values: impl Iterator<Item = f32>) -> f32 {
    let mean = mean(values);
    if mean.is_finite() { mean } else { 0.0 }
}

/// A part of each day, kW.
#[inline(always)]
fn of(
    days: &[NightAndNoon],
    part: impl Fn(&NightAndNoon) -> f32 + Clone,
) -> impl Iterator<Item = f32> + Clone {
    days.iter().map(part).filter(|kw| kw.is_finite())
}

/// The median change from one to the next.
#[inline(always)]
fn change(values: impl Iterator<Item = f32> + Clone, work: &mut Vec<f32>) -> f32 {
    work.clear();
    work.extend(values.clone().skip(1).zip(values).map(|(next, one)| (next - one).abs()));
    quantile(work, 0.5)
}
