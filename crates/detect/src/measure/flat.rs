//! Owns the second look at a meter that shows one level and nothing beside it. Does not score.
//!
//! What the model knows of loads that were always there it knows of homes in which people live. A rig in a
//! flat where nobody lives is looked at once more as if somebody did: that nobody is at home explains no
//! load, nor does a meter that counts in steps too coarse to show a rig's own changes.

use super::{Measure, MeterMeasures};
use hashatlas_stats::Random;

/// Nine of ten readings lie within this share of the mean: a rig swings by some 3 % over a day.
const FLAT: f32 = 0.1;
/// Changes from reading to reading are at most this share, in the median: a rig's noise and no more.
const STILL: f32 = 0.03;
/// Loads below this a home's own machines draw at rest, kW.
const MIN_KW: f32 = 1.0;
/// Changes of a rig's own power from reading to reading, on both sides.
const RIG_NOISE: f64 = 0.015;
/// A home at its simplest: so much at rest, at most, kW …
const REST_KW: f64 = 0.1;
/// … and, in so many of all intervals, …
const IN_USE: f64 = 0.02;
/// … something of at most so much, a kettle say, kW. Three times as often changes no alarm.
const IN_USE_KW: f64 = 2.0;

/// Whether a meter shows one level and nothing beside it.
pub(super) fn is_flat(meter: &MeterMeasures) -> bool {
    let get = |measure| meter.get(measure);
    get(Measure::MeanKw) >= MIN_KW
        && get(Measure::P95) - get(Measure::P05) <= FLAT
        && get(Measure::RoughMedian) <= STILL
}

/// The same readings with a home beside them, Wh an interval; the same bits each time.
pub(super) fn lived_in(wh: &[f32], step_h: f32) -> Vec<f32> {
    let mut random = Random::new(0);
    let mut changed = |wh: f32| {
        let noise = RIG_NOISE * (2.0 * random.uniform() - 1.0);
        let rest = REST_KW * random.uniform();
        let in_use = if random.uniform() < IN_USE { IN_USE_KW * random.uniform() } else { 0.0 };
        wh * (1.0 + noise as f32) + 1e3 * step_h * (rest + in_use) as f32
    };
    wh.iter().map(|wh| changed(*wh)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Detector, MeterView, Scratch};
    use hashatlas_meter::{Calendar, MeterFacts, Tariff, TimeGrid};

    const STEPS_S: [u32; 4] = [600, 900, 1800, 3600];
    const FLAT_KW: [f64; 4] = [4.0, 6.0, 12.0, 30.0];
    const HOMES: usize = 40;

    fn measured(step_s: u32, tariff: Option<Tariff>, kw: impl FnMut(usize) -> f64) -> MeterMeasures {
        let grid = TimeGrid { start_s: 1_759_276_800, step_s, len: 21 * 86_400 / step_s as usize };
        let facts = MeterFacts { tariff, ..MeterFacts::default() };
        let whole_wh = |kw: f64| (1e3 * kw * f64::from(grid.step_h())).round() as f32;
        let wh: Vec<f32> = (0..grid.len).map(kw).map(whole_wh).collect();
        let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
        let view = MeterView { calendar, wh: &wh, temp_c: None, facts: &facts };
        MeterMeasures::of(&view, &mut Scratch::default())
    }

    fn home(step_s: u32, seed: u64) -> MeterMeasures {
        let mut random = Random::new(seed);
        let rest_kw = 0.05 + 0.3 * random.uniform();
        measured(step_s, Some(Tariff::Household), |slot| {
            let hour = (slot * step_s as usize / 3600 + 8) % 24;
            let evening = if (18..23).contains(&hour) { random.uniform() * random.uniform() } else { 0.0 };
            let in_use = if random.uniform() < 0.04 { 2.2 * random.uniform() } else { 0.0 };
            rest_kw + 0.15 * random.uniform() + 1.5 * evening + in_use
        })
    }

    #[test]
    fn a_flat_where_nobody_lives_is_judged_as_one_where_somebody_does() {
        for step_s in STEPS_S {
            let homes = (0..HOMES).map(|seed| home(step_s, seed as u64));
            let flats = FLAT_KW.map(|kw| measured(step_s, Some(Tariff::Household), |_| kw));
            let all: Vec<MeterMeasures> = homes.chain(flats).collect();
            let is_alarm: Vec<bool> =
                Detector::default().judge_meters(&all).iter().map(|of| of.abnormal_load.is_alarm).collect();
            let (homes, flats) = is_alarm.split_at(HOMES);
            assert!(homes.iter().all(|is_alarm| !is_alarm), "homes at {step_s} s");
            assert!(flats.iter().all(|is_alarm| *is_alarm), "{flats:?} at {step_s} s");
        }
    }

    #[test]
    fn only_a_home_with_one_level_is_looked_at_twice() {
        let of = |tariff, kw| measured(1800, tariff, |_| kw).lived_in.is_some();
        assert!(of(Some(Tariff::Household), 3.0) && of(None, 3.0));
        assert!(!of(Some(Tariff::Business), 3.0), "a mast's, a pump's");
        assert!(!of(None, 20.0), "more than a home's, and nobody says that it is one");
        assert!(!of(Some(Tariff::Household), 0.2), "a fridge and a router");
        assert!(home(1800, 1).lived_in.is_none());
    }

    #[test]
    fn what_is_measured_stays_what_the_meter_showed() {
        let flat = measured(1800, Some(Tariff::Household), |_| 3.0);
        assert!((flat.get(Measure::MeanKw) - 3.0).abs() < 1e-5);
        assert_eq!(flat.get(Measure::RoughMedian), 0.0);
        let again = measured(1800, Some(Tariff::Household), |_| 3.0);
        let bits = |of: &MeterMeasures| of.lived_in.as_deref().map(|values| values.map(f32::to_bits));
        assert!(bits(&flat).is_some());
        assert_eq!(bits(&flat), bits(&again));
    }
}
