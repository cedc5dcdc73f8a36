//! Owns recognising that a meter was exchanged: one ends where another begins, at the same place and with
//! the same load. Does not join their readings.

use crate::meter::{MeterFacts, TimeGrid};

const DAY_S: i64 = 86_400;
/// A meter has ended, or begun, if the others go on, or were there, for longer than this.
const WITHOUT_S: i64 = DAY_S;
/// The new one begins so soon after the old one's end.
const LONGEST_GAP_S: i64 = 2 * DAY_S;
/// Loads are compared over so many days on either side.
const NEAR_DAYS: usize = 3;
/// Mean and base load may differ by this factor.
const LARGEST_FACTOR: f32 = 1.5;
/// What is always lost in such a comparison: loads of a few watts are alike.
const LEAST_KW: f32 = 0.02;
/// Share of the readings that a base load is above.
const BASE: f32 = 0.8;
/// A fit counts where it is so much better than the next one of either meter.
const BETTER: f32 = 2.0;

/// When a meter was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Start of the first interval with a value.
    pub from_s: i64,
    /// End of the last.
    pub until_s: i64,
}

impl Ends {
    /// Of a series; nothing where no value is known.
    #[must_use]
    pub fn of(grid: TimeGrid, wh: &[f32]) -> Option<Self> {
        let first = wh.iter().position(|value| !value.is_nan())?;
        let last = wh.iter().rposition(|value| !value.is_nan())?;
        Some(Self { from_s: grid.start_of(first), until_s: grid.start_of(last + 1) })
    }
}

/// Two meters that may be one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exchange {
    /// The one that ended.
    pub old: u32,
    /// The one that began.
    pub new: u32,
}

/// Meters of which one ended where another began, at what may be the same place: their loads have to be
/// compared. `all` are meters by number.
#[must_use]
pub fn exchanges(all: &[(u32, Ends)], facts: &[MeterFacts]) -> Vec<Exchange> {
    let first_s = all.iter().map(|(_, ends)| ends.from_s).min().unwrap_or(0);
    let last_s = all.iter().map(|(_, ends)| ends.until_s).max().unwrap_or(0);
    let ended = all.iter().filter(|(_, ends)| ends.until_s < last_s - WITHOUT_S);
    let mut begun: Vec<_> = all.iter().filter(|(_, ends)| ends.from_s > first_s + WITHOUT_S).collect();
    begun.sort_by_key(|(meter, ends)| (ends.from_s, *meter));
    ended
        .flat_map(|&(old, ends)| {
            let from = begun.partition_point(|(_, other)| other.from_s < ends.until_s);
            let near =
                begun[from..].iter().take_while(move |(_, o)| o.from_s <= ends.until_s + LONGEST_GAP_S);
            near.filter(move |(new, _)| may_be_one(&facts[old as usize], &facts[*new as usize]))
                .map(move |&&(new, _)| Exchange { old, new })
        })
        .collect()
}

/// Whether nothing that is known of both differs.
fn may_be_one(a: &MeterFacts, b: &MeterFacts) -> bool {
    a.feeder_id == b.feeder_id
        && a.region == b.region
        && a.district == b.district
        && a.lon_lat == b.lon_lat
        && a.tariff == b.tariff
        && a.phases == b.phases
        && a.contract_kw == b.contract_kw
}

/// Mean and base load on one side of an exchange, in kW.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Load {
    mean_kw: f32,
    base_kw: f32,
}

impl Load {
    fn of(grid: TimeGrid, wh: &[f32]) -> Option<Self> {
        let to_kw = 1e-3 / grid.step_h();
        let mut known: Vec<f32> = wh.iter().filter(|value| value.is_finite()).map(|wh| wh * to_kw).collect();
        if known.len() < grid.slots_per_day().div_ceil(2) {
            return None;
        }
        let mean_kw = known.iter().sum::<f32>() / known.len() as f32;
        let at = (known.len() as f32 * (1.0 - BASE)) as usize;
        Some(Self { mean_kw, base_kw: *known.select_nth_unstable_by(at, f32::total_cmp).1 })
    }

    /// How far two loads are apart, as the logarithm of a factor.
    fn apart(self, other: Self) -> f32 {
        let factor = |a: f32, b: f32| ((a + LEAST_KW) / (b + LEAST_KW)).ln().abs();
        factor(self.mean_kw, other.mean_kw).max(factor(self.base_kw, other.base_kw))
    }
}

impl Exchange {
    /// How far the loads on both sides are apart; nothing where they do not fit.
    #[must_use]
    pub fn misfit(old: (TimeGrid, &[f32]), new: (TimeGrid, &[f32])) -> Option<f32> {
        let near = |(grid, wh): (TimeGrid, &[f32]), is_end: bool| {
            let first = wh.iter().position(|value| !value.is_nan())?;
            let last = wh.iter().rposition(|value| !value.is_nan())?;
            let slots = NEAR_DAYS * grid.slots_per_day().max(1);
            let range = if is_end {
                (last + 1).saturating_sub(slots).max(first)..last + 1
            } else {
                first..(first + slots).min(last + 1)
            };
            Load::of(grid, &wh[range])
        };
        let apart = near(old, true)?.apart(near(new, false)?);
        (old.0.step_s == new.0.step_s && apart <= LARGEST_FACTOR.ln()).then_some(apart)
    }

    /// The pairs that are one place: each fits clearly better than any other that shares a meter with it.
    #[must_use]
    pub fn decided(mut fits: Vec<(Self, f32)>) -> Vec<Self> {
        fits.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.old.cmp(&b.0.old)).then(a.0.new.cmp(&b.0.new)));
        let shares = |a: &Self, b: &Self| (a.old == b.old) != (a.new == b.new);
        let is_clear = |(pair, misfit): &&(Self, f32)| {
            fits.iter().all(|(other, of_other)| !shares(pair, other) || *of_other > misfit * BETTER)
        };
        fits.iter().filter(is_clear).map(|(pair, _)| *pair).collect()
    }
}

/// Both series as one, the new one going on from the old; nothing where their intervals do not fit.
#[must_use]
pub fn joined(old: (TimeGrid, &[f32]), new: (TimeGrid, &[f32])) -> Option<(TimeGrid, Vec<f32>)> {
    let step_s = i64::from(old.0.step_s);
    let from = new.0.start_s - old.0.start_s;
    if old.0.step_s != new.0.step_s || step_s == 0 || from % step_s != 0 {
        return None;
    }
    let start_s = old.0.start_s.min(new.0.start_s);
    let end_s = old.0.start_of(old.0.len).max(new.0.start_of(new.0.len));
    let grid = TimeGrid { start_s, step_s: old.0.step_s, len: ((end_s - start_s) / step_s) as usize };
    let mut made = vec![f32::NAN; grid.len];
    for (own, wh) in [old, new] {
        let at = ((own.start_s - start_s) / step_s) as usize;
        for (made, &value) in made[at..].iter_mut().zip(wh) {
            if !value.is_nan() {
                *made = value;
            }
        }
    }
    Some((grid, made))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP_S: u32 = 1800;

    fn grid(day: i64, days: usize) -> TimeGrid {
        TimeGrid { start_s: day * DAY_S, step_s: STEP_S, len: days * 48 }
    }

    fn load(days: usize, kw: f32) -> Vec<f32> {
        (0..days * 48).map(|slot| kw * 500.0 + (slot * 7919 % 211) as f32).collect()
    }

    fn ends(from: i64, until: i64) -> Ends {
        Ends { from_s: from * DAY_S, until_s: until * DAY_S }
    }

    #[test]
    fn one_that_ends_meets_one_that_begins_at_its_place() {
        let all =
            [(0, ends(0, 35)), (1, ends(0, 18)), (2, ends(18, 35)), (3, ends(25, 35)), (4, ends(18, 35))];
        let mut facts = vec![MeterFacts::default(); 5];
        facts[4].feeder_id = Some("F2".to_owned());
        assert_eq!(exchanges(&all, &facts), [Exchange { old: 1, new: 2 }]);
    }

    #[test]
    fn loads_must_fit_and_no_other_may_fit_as_well() {
        let (old, same, other) = (load(18, 3.0), load(17, 3.1), load(17, 0.2));
        let fit = |new: &[f32]| Exchange::misfit((grid(0, 18), &old), (grid(18, 17), new));
        let close = fit(&same).expect("fits");
        assert!(close < 0.05 && fit(&other).is_none(), "{close}");
        let pair = |old, new| Exchange { old, new };
        assert_eq!(Exchange::decided(vec![(pair(1, 2), 0.02), (pair(1, 3), 0.3)]), [pair(1, 2)]);
        assert_eq!(Exchange::decided(vec![(pair(1, 2), 0.2), (pair(1, 3), 0.3)]), []);
        assert_eq!(Exchange::decided(vec![(pair(1, 2), 0.2), (pair(4, 3), 0.3)]).len(), 2);
    }

    #[test]
    fn both_become_one_series() {
        let (old, new) = (load(2, 3.0), load(2, 0.2));
        let (whole, wh) = joined((grid(0, 2), &old), (grid(3, 2), &new)).expect("fit");
        assert_eq!((whole, wh.len()), (grid(0, 5), 240));
        assert_eq!((wh[95], wh[143].is_nan(), wh[144]), (old[95], true, new[0]));
        let odd = TimeGrid { start_s: 5 * DAY_S + 60, ..grid(5, 2) };
        assert!(joined((grid(0, 2), &old), (odd, &new)).is_none());
        assert_eq!(Ends::of(whole, &wh), Some(ends(0, 5)));
        assert_eq!(Ends::of(whole, &[f32::NAN; 240]), None);
    }
}
