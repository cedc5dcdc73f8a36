//! Owns what a meter can pass, by its phases, its contract and its own past, and which of its values are
//! error codes. Does not change values.

use crate::meter::{MeterFacts, Tariff, TimeGrid};
use serde::{Deserialize, Serialize};

/// What a direct meter of one phase can pass: 100 A, the largest of its kind, at 230 V and a tenth above
/// that (IEC 62053-21, IEC 60038).
const ONE_PHASE_KW: f32 = 25.3;
/// Homes with three phases have direct meters, too; others may have transformers of any size.
const THREE_PHASES_KW: f32 = 3.0 * ONE_PHASE_KW;
/// A breaker of type B opens at once at five times its current (IEC 60898-1), so that no interval can
/// have more than five times the power of the contract.
const TIMES_CONTRACT: f32 = 5.0;
/// More than any meter of the grids watched here can pass: a feeder bay of 10 kV and 1,250 A carries
/// 21.7 MVA.
const MOST_KW: f32 = 25_000.0;
/// So many times a bound, or what the meter has in all but one in a hundred readings, is no energy.
const FAR: f32 = 10.0;
/// Errors stand alone: more readings above a bound, or for longer, are a load, and the bound is wrong.
const RARE: f32 = 0.01;
const BRIEF_S: usize = 3 * 3600;
/// What registers of 4 to 8 digits, of 15, 16, 24, 31 and 32 bits show when they know nothing.
const CODES: [f32; 10] = [
    9999.,
    99_999.,
    999_999.,
    9_999_999.,
    1.0e8,
    32_767.,
    65_535.,
    16_777_215.,
    2.147_483_6e9,
    4.294_967_3e9,
];
/// An error is told from an energy that happens to be a code, or just above a bound, by being so far above
/// the others.
const APART: f32 = 3.0;

/// What a value was above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Bound {
    /// Nothing: it is an error code.
    Code,
    /// What its phases can pass.
    Phases,
    /// What its contract can pass.
    Contract,
    /// Anything that it had before, and what one phase can pass.
    Past,
    /// What any meter can pass.
    Grid,
}

impl Bound {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Code, Self::Phases, Self::Contract, Self::Past, Self::Grid];
}

/// Values that cannot be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Absurd {
    /// How many, in the order of [`Bound::ALL`].
    pub counts: [u32; Bound::ALL.len()],
    /// The largest of them in Wh.
    pub most_wh: [f32; Bound::ALL.len()],
}

/// What was found in a series.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) absurd: Option<Absurd>,
    pub(super) beyond: Option<Bound>,
    limits: Limits,
}

/// Values above these cannot be.
#[derive(Clone, Copy, Debug)]
struct Limits {
    code_wh: f32,
    grid_wh: f32,
    hard: (Bound, f32),
    past_wh: f32,
}

impl Limits {
    const NONE: Self = Self {
        code_wh: f32::INFINITY,
        grid_wh: f32::INFINITY,
        hard: (Bound::Phases, f32::INFINITY),
        past_wh: f32::INFINITY,
    };

    fn cause(&self, value: f32) -> Option<Bound> {
        if value > self.code_wh && is_code(value) {
            Some(Bound::Code)
        } else if value > self.grid_wh {
            Some(Bound::Grid)
        } else if value > self.hard.1 {
            Some(self.hard.0)
        } else {
            (value > self.past_wh).then_some(Bound::Past)
        }
    }
}

impl Found {
    const NOTHING: Self = Self { absurd: None, beyond: None, limits: Limits::NONE };

    pub(super) fn is_absurd(&self, value: f32) -> bool {
        self.limits.cause(value).is_some()
    }
}

fn is_code(value: f32) -> bool {
    CODES.contains(&value)
}

/// What a meter can pass by what is known of it, in kW.
fn bound_kw(facts: &MeterFacts) -> Option<(Bound, f32)> {
    let by_phases = match (facts.phases, facts.tariff) {
        (Some(1), _) => Some((Bound::Phases, ONE_PHASE_KW)),
        (Some(3), Some(Tariff::Household)) => Some((Bound::Phases, THREE_PHASES_KW)),
        _ => None,
    };
    let by_contract =
        facts.contract_kw.filter(|kw| *kw > 0.0).map(|kw| (Bound::Contract, TIMES_CONTRACT * kw));
    by_phases.into_iter().chain(by_contract).min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Looks for values that cannot be; for nearly all meters their highest one says that there are none.
pub(super) fn check(grid: TimeGrid, wh: &[f32], facts: &MeterFacts, work: &mut Vec<f32>) -> Found {
    let step_h = grid.step_h();
    let wh_of = |kw: f32| kw * 1000.0 * step_h;
    let bound = bound_kw(facts).map(|(bound, kw)| (bound, wh_of(kw)));
    let most = wh.iter().fold(0.0_f32, |most, &value| if value > most { value } else { most });
    let least = bound.map_or(f32::INFINITY, |(_, bound)| bound).min(wh_of(ONE_PHASE_KW)).min(CODES[0] - 1.0);
    if most <= least {
        return Found::NOTHING;
    }
    // Where more than a few values are as large as the largest, nothing is out of the way.
    let is_large = |value: f32| u32::from(value >= most / FAR);
    let large = wh.iter().map(|&value| is_large(value)).sum::<u32>() as f32;
    let is_within = bound.is_none_or(|(_, bound)| most <= bound) && most <= wh_of(MOST_KW);
    if is_within && large > (RARE * wh.len() as f32).max(1.0) && !wh.iter().any(|value| is_code(*value)) {
        return Found::NOTHING;
    }
    work.clear();
    work.extend(wh.iter().copied().filter(|value| value.is_finite() && !is_code(*value)));
    let high = high(work);
    let mut limits = Limits {
        code_wh: APART * high,
        grid_wh: wh_of(MOST_KW),
        past_wh: (FAR * high).max(wh_of(ONE_PHASE_KW)),
        ..Limits::NONE
    };
    let mut beyond = None;
    if let Some((bound, bound_wh)) = bound {
        let far_wh = FAR * bound_wh;
        let brief_wh = bound_wh.max(APART * high);
        let is_near =
            |value: f32| value > bound_wh && value <= far_wh && !(value > limits.code_wh && is_code(value));
        let is_rare =
            wh.iter().filter(|value| is_near(**value)).count() as f32 <= (RARE * wh.len() as f32).max(1.0);
        let longest = wh.split(|value| !is_near(*value)).map(<[f32]>::len).max().unwrap_or(0);
        let brief = (BRIEF_S / grid.step_s.max(1) as usize).max(1);
        let is_load = !is_rare || longest > brief;
        beyond = is_load.then_some(bound);
        limits.hard = (bound, if is_load { far_wh } else { brief_wh.min(far_wh) });
    }
    let mut absurd = Absurd::default();
    for &value in wh {
        if let Some(cause) = limits.cause(value) {
            absurd.counts[cause as usize] += 1;
            absurd.most_wh[cause as usize] = absurd.most_wh[cause as usize].max(value);
        }
    }
    let is_any = absurd.counts.iter().any(|count| *count > 0);
    Found { absurd: is_any.then_some(absurd), beyond, limits }
}

/// What all but one in a hundred values are below.
fn high(values: &mut [f32]) -> f32 {
    let at = ((values.len() as f32) * (1.0 - RARE)) as usize;
    if values.is_empty() {
        return 0.0;
    }
    let at = at.min(values.len() - 1);
    *values.select_nth_unstable_by(at, f32::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: TimeGrid = TimeGrid { start_s: 0, step_s: 1800, len: 960 };

    fn home(slot: usize) -> f32 {
        (60 + slot * 7919 % 400) as f32
    }

    fn series(change: impl Fn(usize, &mut f32)) -> Vec<f32> {
        (0..GRID.len)
            .map(|slot| {
                let mut wh = home(slot);
                change(slot, &mut wh);
                wh
            })
            .collect()
    }

    fn facts(phases: Option<u8>, contract_kw: Option<f32>) -> MeterFacts {
        MeterFacts { phases, contract_kw, tariff: Some(Tariff::Household), ..MeterFacts::default() }
    }

    fn found(wh: &[f32], facts: &MeterFacts) -> Found {
        check(GRID, wh, facts, &mut Vec::new())
    }

    #[test]
    fn error_codes_and_single_values_are_found_by_what_they_are_above() {
        let wh = series(|slot, wh| match slot {
            7 | 300 | 301 => *wh = 999_999.0,
            400 => *wh = 8_590_017.0,
            _ => {}
        });
        let absurd = found(&wh, &facts(Some(1), None)).absurd.expect("found");
        assert_eq!((absurd.counts, absurd.most_wh[1]), ([3, 1, 0, 0, 0], 8_590_017.0));
        let unknown = found(&wh, &MeterFacts::default()).absurd.expect("found");
        assert_eq!(unknown.counts, [3, 0, 0, 1, 0], "its own past");
        let single = series(|slot, wh| {
            if slot == 500 {
                *wh = 70_000.0;
            }
        });
        assert_eq!(
            found(&single, &facts(Some(3), Some(15.0))).absurd.expect("found").counts,
            [0, 0, 1, 0, 0]
        );
        let nines = series(|slot, wh| {
            if slot == 500 {
                *wh = 9999.0;
            }
        });
        assert_eq!(found(&nines, &facts(None, None)).absurd.expect("found").counts, [1, 0, 0, 0, 0]);
        let impossible = series(|_, wh| *wh += 13_000_000.0);
        assert_eq!(found(&impossible, &facts(None, None)).absurd.expect("found").counts, [0, 0, 0, 0, 960]);
    }

    #[test]
    fn codes_in_a_third_of_all_readings_are_codes_still() {
        let wh = series(|slot, wh| {
            if slot % 3 == 0 {
                *wh = 999_999.0;
            }
        });
        assert_eq!(found(&wh, &facts(None, None)).absurd.expect("found").counts, [320, 0, 0, 0, 0]);
    }

    #[test]
    fn what_a_home_really_takes_is_kept() {
        let sauna = series(|slot, wh| {
            if slot % 336 > 332 {
                *wh += 6000.0;
            }
        });
        assert!(found(&sauna, &facts(Some(1), Some(5.0))).absurd.is_none());
        let few = series(|slot, wh| {
            if slot == 90 {
                *wh += 9000.0;
            }
        });
        assert!(found(&few, &facts(None, None)).absurd.is_none(), "18 kW once is a load");
        // 25.7 kW for an hour behind a home that takes up to 24.
        let full = series(|slot, wh| *wh += if slot % 200 == 7 { 12_500.0 } else { 11_500.0 });
        assert!(found(&full, &facts(Some(1), None)).absurd.is_none());
        // 30 kW behind what the table calls one phase: the table is wrong, not the load.
        let rig = series(|_, wh| *wh += 15_000.0);
        let kept = found(&rig, &facts(Some(1), None));
        assert_eq!((kept.absurd, kept.beyond), (None, Some(Bound::Phases)));
        let business = series(|slot, wh| *wh = if slot % 48 > 40 { 90_000.0 } else { 20_000.0 });
        assert!(found(&business, &MeterFacts::default()).absurd.is_none());
    }
}
