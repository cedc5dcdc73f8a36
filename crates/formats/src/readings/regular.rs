//! Owns putting the readings of one subject onto a regular grid of time: their order, interval,
//! repetitions and gaps. Pure; does not know files.
//!
//! Main function: [`regular`].

use crate::meter::TimeGrid;

/// Intervals of a grid that finer readings are summed up to: the first one that is a multiple of theirs.
const SUMMED_S: [i64; 3] = [900, 1800, 3600];
const DAY_S: i64 = 86_400;
/// Longest grid: eleven years of quarters of an hour. A single slip in a date must not fill the memory.
const MOST_SLOTS: i64 = 400_000;
/// A reading belongs to a slot if it begins nearer to the slot's start than this part of an interval:
/// clocks go wrong by seconds, and days of local time by the hour of summer time.
const NEARNESS: i64 = 8;
/// So many equal steps one after the other are an interval of their own, not gaps.
const STEADY: usize = 24;

/// What a sum means: energies of parts add up, temperatures do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Energy,
    State,
}

/// What was not as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Faults {
    /// The first reading, by its place among those given, that is earlier than the one before.
    pub(super) disordered: Option<usize>,
    /// Readings replaced by a later one of the same time, and the first that did so.
    pub(super) repeated: (u32, Option<usize>),
    /// Readings that begin between two slots.
    pub(super) between: (u32, Option<usize>),
    /// Readings years away from the others, and when the first of them should have been.
    pub(super) far: (u32, Option<usize>),
    pub(super) far_s: i64,
    /// Readings that begin near a slot's start but not at it.
    pub(super) shifted: u32,
    /// A second interval in seconds, to which the finer readings were summed.
    pub(super) mixed_s: Option<i64>,
    /// No interval between 15 minutes and a day.
    pub(super) no_interval: Option<NoInterval>,
}

/// That no grid can be laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoInterval {
    /// The most frequent distance of readings in seconds, if there is one.
    pub(super) usual_s: Option<i64>,
    /// Readings with a time: the others were left out, and counted, before.
    pub(super) timed: u32,
}

impl Faults {
    fn count(of: &mut (u32, Option<usize>), at: usize) {
        of.0 += 1;
        of.1 = Some(of.1.map_or(at, |first| first.min(at)));
    }
}

/// Room that is used again for each subject.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    order: Vec<u32>,
    times: Vec<i64>,
    distances: Vec<i64>,
    values: Vec<f32>,
}

/// Values on a grid, missing ones NaN, and what was wrong. Nothing where there is no grid.
///
/// `ticks` are times in units of 1/`per_s` seconds since 1970, [`i64::MIN`] where unknown;
/// `values` belong to them. Cost: linear for readings in order, else that of sorting them.
pub(super) fn regular<'a>(
    ticks: &[i64],
    per_s: i64,
    values: &'a mut [f32],
    nature: Nature,
    scratch: &'a mut Scratch,
) -> (Option<(TimeGrid, &'a [f32])>, Faults) {
    let mut faults = Faults::default();
    if let Some(step_s) = plain_step(ticks, per_s) {
        let grid = TimeGrid { start_s: ticks[0] / per_s, step_s, len: ticks.len() };
        return (Some((grid, values)), faults);
    }
    let grid = irregular(ticks, per_s, values, nature, scratch, &mut faults);
    (grid.map(|grid| (grid, &scratch.values[..])), faults)
}

/// The interval in seconds, if all times follow at one that a grid can have.
fn plain_step(ticks: &[i64], per_s: i64) -> Option<u32> {
    let (&first, &second) = (ticks.first()?, ticks.get(1)?);
    let step = second.wrapping_sub(first);
    // No early end: this is a comparison of vectors.
    let other = ticks.windows(2).fold(0, |other, pair| other | (pair[1].wrapping_sub(pair[0]) ^ step));
    let is_whole = step % per_s == 0 && first % per_s == 0 && first != i64::MIN;
    let step_s = step / per_s;
    (other == 0 && is_whole && is_interval(step_s) && ticks.len() as i64 <= MOST_SLOTS)
        .then_some(step_s as u32)
}

/// Whether a grid can have such an interval: days must be whole numbers of it.
const fn is_interval(step_s: i64) -> bool {
    step_s >= SUMMED_S[0] && step_s <= DAY_S && DAY_S % step_s == 0
}

/// The interval of the grid for readings at such an interval, if there is one.
fn grid_step(step_s: i64) -> Option<i64> {
    let summed = || SUMMED_S.into_iter().find(|sum_s| step_s > 0 && sum_s % step_s == 0);
    if is_interval(step_s) { Some(step_s) } else { summed() }
}

fn irregular(
    ticks: &[i64],
    per_s: i64,
    values: &[f32],
    nature: Nature,
    scratch: &mut Scratch,
    faults: &mut Faults,
) -> Option<TimeGrid> {
    let Scratch { order, times, distances, values: made } = scratch;
    made.clear();
    times.clear();
    times.extend(ticks.iter().map(|&tick| if tick == i64::MIN { tick } else { tick.div_euclid(per_s) }));
    order.clear();
    order.extend((0..times.len() as u32).filter(|&at| times[at as usize] != i64::MIN));
    faults.disordered = order
        .windows(2)
        .find(|pair| times[pair[1] as usize] < times[pair[0] as usize])
        .map(|pair| pair[1] as usize);
    if faults.disordered.is_some() {
        // Stable: of equal times the later row stays the later one.
        order.sort_by_key(|&at| times[at as usize]);
    }
    distances.clear();
    let differences =
        order.windows(2).map(|pair| times[pair[1] as usize].saturating_sub(times[pair[0] as usize]));
    distances.extend(differences.filter(|&distance| distance > 0));
    let intervals = Intervals::of(distances);
    let Some(fine_s) = intervals.fine_s else {
        faults.no_interval = Some(NoInterval { usual_s: intervals.usual_s, timed: order.len() as u32 });
        return None;
    };
    let coarse_s = intervals.coarse_s.filter(|_| nature == Nature::Energy);
    faults.mixed_s = coarse_s;
    let step_s = coarse_s.or_else(|| grid_step(fine_s))?;
    keep_near(order, times, step_s, faults);
    let phase = usual_phase(order, times, fine_s.min(step_s), distances);
    let slot_of = |at: u32| {
        let from = times[at as usize] - phase;
        let nearest = (from + fine_s / 2).div_euclid(fine_s);
        (nearest, (from - nearest * fine_s).abs())
    };
    let tolerance = fine_s / NEARNESS;
    order.retain(|&at| {
        let (_, distance) = slot_of(at);
        if distance > tolerance {
            Faults::count(&mut faults.between, at as usize);
        } else if distance > 0 {
            faults.shifted += 1;
        }
        distance <= tolerance
    });
    let (first, last) = (slot_of(*order.first()?).0, slot_of(*order.last()?).0);
    let parts = step_s / fine_s;
    // Coarse slots begin at whole multiples of themselves, fine ones where they are.
    let origin =
        if parts > 1 { (phase + first * fine_s).div_euclid(step_s) * step_s } else { phase + first * fine_s };
    let end = phase + (last + 1) * fine_s;
    let len = ((end - origin) as u64).div_ceil(step_s as u64) as usize;
    let grid = TimeGrid { start_s: origin, step_s: step_s as u32, len };
    made.resize(len, f32::NAN);
    let mut place = Placing { made, faults, previous: None };
    if parts == 1 {
        for &at in &*order {
            place.put((slot_of(at).0 - first) as usize, at, values[at as usize]);
        }
    } else {
        sum_up(
            order,
            values,
            nature,
            grid,
            fine_s,
            coarse_s,
            |at| phase + slot_of(at).0 * fine_s,
            &mut place,
        );
    }
    Some(grid)
}

/// Values on their way into slots, in the order of time.
struct Placing<'a> {
    made: &'a mut Vec<f32>,
    faults: &'a mut Faults,
    previous: Option<usize>,
}

impl Placing<'_> {
    fn put(&mut self, slot: usize, at: u32, value: f32) {
        if self.previous == Some(slot) {
            Faults::count(&mut self.faults.repeated, at as usize);
        }
        self.made[slot] = value;
        self.previous = Some(slot);
    }
}

/// Sums readings of finer intervals into slots; a slot that is not covered whole stays missing. How
/// long a reading lasts is told by the next one, where that follows at one of the two intervals.
#[expect(clippy::too_many_arguments, reason = "the parts of one step, private to this file")]
fn sum_up(
    order: &[u32],
    values: &[f32],
    nature: Nature,
    grid: TimeGrid,
    fine_s: i64,
    coarse_s: Option<i64>,
    time_of: impl Fn(u32) -> i64,
    place: &mut Placing<'_>,
) {
    let (mut covered_s, mut made_up) = (vec![0_i64; grid.len], vec![f32::NAN; grid.len]);
    let mut lasts_s = fine_s;
    for (nth, &at) in order.iter().enumerate() {
        let time = time_of(at);
        let next = order.get(nth + 1).map(|&next| time_of(next));
        if next == Some(time) {
            // The next one is of the same time and replaces this one.
            Faults::count(&mut place.faults.repeated, order[nth + 1] as usize);
            continue;
        }
        if let Some(distance) = next.map(|next| next - time)
            && (distance == fine_s || Some(distance) == coarse_s)
        {
            lasts_s = distance;
        }
        let slot = ((time - grid.start_s) / i64::from(grid.step_s)) as usize;
        let value = values[at as usize];
        let Some(made) = place.made.get_mut(slot) else { continue };
        if value.is_nan() {
            // What was made up is remembered for the whole of a slot.
            made_up[slot] = if made_up[slot].to_bits() == f32::NAN.to_bits() { value } else { made_up[slot] };
            continue;
        }
        *made = if made.is_nan() { value } else { *made + value };
        covered_s[slot] += lasts_s;
    }
    for ((made, covered), made_up) in place.made.iter_mut().zip(covered_s).zip(made_up) {
        if covered != i64::from(grid.step_s) && nature == Nature::Energy {
            *made = made_up;
        }
        if nature == Nature::State && covered > 0 {
            *made /= (covered / fine_s) as f32;
        }
    }
}

/// Distances between readings as intervals.
#[expect(clippy::struct_field_names, reason = "the unit of each")]
struct Intervals {
    /// The most frequent one that a grid can have or be summed from.
    fine_s: Option<i64>,
    /// A multiple of it at which many readings follow each other, too.
    coarse_s: Option<i64>,
    /// The most frequent distance of all.
    usual_s: Option<i64>,
}

impl Intervals {
    fn of(distances: &mut [i64]) -> Self {
        const MINUTE_S: i64 = 60;
        // Clocks that go wrong by seconds do so at both ends of an interval.
        let rounded = |s: i64| s.saturating_add(MINUTE_S / 2).div_euclid(MINUTE_S) * MINUTE_S;
        let can_be = |s: i64| grid_step(s).is_some();
        let mut longest_of_multiples: Vec<(i64, usize)> = Vec::new();
        let (mut run, mut previous) = (0, 0);
        for &distance in distances.iter() {
            let distance = rounded(distance);
            run = if distance == previous { run + 1 } else { 1 };
            previous = distance;
            if run == STEADY {
                longest_of_multiples.push((distance, run));
            }
        }
        for distance in distances.iter_mut() {
            *distance = rounded(*distance);
        }
        distances.sort_unstable();
        let mut counts: Vec<(usize, i64)> =
            distances.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
        // The most frequent first, of those the shortest.
        counts.sort_unstable_by_key(|&(count, distance)| (std::cmp::Reverse(count), distance));
        // Where the usual distance can be no interval, that of a few gaps is none either.
        let most = counts.first().map_or(0, |&(count, _)| count);
        let usual = counts.iter().take_while(|&&(count, _)| count == most);
        let fine_s = usual.map(|&(_, distance)| distance).find(|&distance| can_be(distance));
        // Another interval that lasts: the finer of both is where sums start from.
        let steady: Vec<i64> = longest_of_multiples
            .iter()
            .map(|&(distance, _)| distance)
            .filter(|&distance| can_be(distance))
            .collect();
        let finest = steady.iter().copied().chain(fine_s).min();
        let coarsest = steady.iter().copied().chain(fine_s).max();
        let coarse_s = match (finest, coarsest) {
            (Some(fine), Some(coarse)) if coarse > fine && coarse % fine == 0 && is_interval(coarse) => {
                Some(coarse)
            }
            _ => None,
        };
        Self {
            fine_s: if coarse_s.is_some() { finest } else { fine_s },
            coarse_s,
            usual_s: counts.first().map(|&(_, distance)| distance),
        }
    }
}

/// Leaves out readings further from the middle one than a grid is long.
fn keep_near(order: &mut Vec<u32>, times: &[i64], step_s: i64, faults: &mut Faults) {
    let time = |at: u32| times[at as usize];
    let (Some(&first), Some(&last)) = (order.first(), order.last()) else { return };
    if time(last).saturating_sub(time(first)) / step_s < MOST_SLOTS {
        return;
    }
    let middle = time(order[order.len() / 2]);
    order.retain(|&at| {
        let is_near = time(at).saturating_sub(middle).saturating_abs() / step_s < MOST_SLOTS / 2;
        if !is_near {
            if faults.far.1.is_none_or(|first| first > at as usize) {
                faults.far_s = time(at);
            }
            Faults::count(&mut faults.far, at as usize);
        }
        is_near
    });
}

/// The most frequent offset of times from whole multiples of the interval.
fn usual_phase(order: &[u32], times: &[i64], step_s: i64, phases: &mut Vec<i64>) -> i64 {
    phases.clear();
    phases.extend(order.iter().map(|&at| times[at as usize].rem_euclid(step_s)));
    phases.sort_unstable();
    phases.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map_or(0, |same| same[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(ticks: &[i64], values: &[f32]) -> (Option<TimeGrid>, Vec<f32>, Faults) {
        let mut scratch = Scratch::default();
        let mut values = values.to_vec();
        let (series, faults) = regular(ticks, 1, &mut values, Nature::Energy, &mut scratch);
        let (grid, values) = series.map(|(grid, values)| (grid, values.to_vec())).unzip();
        (grid, values.unwrap_or_default(), faults)
    }

    fn text(values: &[f32]) -> String {
        format!("{values:?}")
    }

    #[test]
    fn complete_readings_stay_as_they_are() {
        let (grid, values, faults) = made(&[900, 1800, 2700], &[1.0, f32::NAN, 3.0]);
        assert_eq!(grid, Some(TimeGrid { start_s: 900, step_s: 900, len: 3 }));
        assert_eq!((text(&values).as_str(), faults), ("[1.0, NaN, 3.0]", Faults::default()));
    }

    #[test]
    fn gaps_are_missing_and_the_later_of_two_wins() {
        let (grid, values, faults) = made(&[0, 900, 900, 3600, 2700], &[1.0, 2.0, 5.0, 4.0, 3.0]);
        assert_eq!(grid, Some(TimeGrid { start_s: 0, step_s: 900, len: 5 }));
        assert_eq!(text(&values), "[1.0, 5.0, NaN, 3.0, 4.0]");
        assert_eq!((faults.disordered, faults.repeated), (Some(4), (1, Some(2))));
    }

    #[test]
    fn a_revision_far_behind_wins_over_the_first() {
        let mut ticks: Vec<i64> = (0..10).map(|i| i * 1800).collect();
        let mut values = vec![1.0; 10];
        ticks.push(3600);
        values.push(7.0);
        let (_, values, faults) = made(&ticks, &values);
        assert_eq!((values[2], faults.repeated.0), (7.0, 1));
    }

    #[test]
    fn days_of_local_time_are_days_through_summer_time() {
        // Local midnights of Berlin: 23:00 UTC in winter, 22:00 in summer.
        let ticks: Vec<i64> = (0..60).map(|d| d * DAY_S + if d < 40 { 82_800 } else { 79_200 }).collect();
        let (grid, values, faults) = made(&ticks, &[24.0; 60]);
        assert_eq!(grid, Some(TimeGrid { start_s: 82_800, step_s: 86_400, len: 60 }));
        assert_eq!((values, faults.shifted, faults.between.0), (vec![24.0; 60], 20, 0));
    }

    #[test]
    fn an_hour_that_comes_twice_is_counted() {
        // A local clock put back by an hour in autumn: two readings of the hour, twice.
        let ticks = [0, 1800, 3600, 5400, 3600, 5400, 7200, 9000];
        let (_, values, faults) = made(&ticks, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        assert_eq!(values, [1.0, 2.0, 5.0, 6.0, 7.0, 8.0]);
        assert_eq!((faults.repeated.0, faults.disordered), (2, Some(4)));
    }

    #[test]
    fn two_intervals_become_the_coarser_one() {
        let mut ticks: Vec<i64> = (0..48).map(|i| i * 3600).collect();
        ticks.extend((0..96).map(|i| 48 * 3600 + i * 1800));
        let mut values = vec![10.0; 48];
        values.extend([5.0; 96]);
        let (grid, values, faults) = made(&ticks, &values);
        assert_eq!(grid, Some(TimeGrid { start_s: 0, step_s: 3600, len: 96 }));
        assert_eq!((values, faults.mixed_s), (vec![10.0; 96], Some(3600)));
    }

    #[test]
    fn readings_of_five_minutes_are_summed_to_fifteen() {
        let ticks: Vec<i64> = (0..9).map(|i| 900 + i * 300).filter(|&t| t != 2100).collect();
        let (grid, values, _) = made(&ticks, &[1.0; 8]);
        assert_eq!(grid, Some(TimeGrid { start_s: 900, step_s: 900, len: 3 }));
        assert_eq!(text(&values), "[3.0, NaN, 3.0]");
    }

    #[test]
    fn ten_minutes_with_gaps_are_summed_to_thirty() {
        // Three readings are missing, twice: half an hour and ten minutes between the others.
        let ticks: Vec<i64> =
            (0..60).map(|i| i * 600).filter(|t| ![6600, 7200, 21_000].contains(t)).collect();
        let (grid, values, faults) = made(&ticks, &vec![500.0; ticks.len()]);
        assert_eq!(grid, Some(TimeGrid { start_s: 0, step_s: 1800, len: 20 }));
        let missing: Vec<usize> = (0..20).filter(|slot| values[*slot].is_nan()).collect();
        assert_eq!((missing, faults.between.0), (vec![3, 4, 11], 0));
        assert!(values.iter().all(|wh| wh.is_nan() || *wh == 1500.0), "{values:?}");
        let (grid, values, _) = made(&[0, 1200, 2400, 3600, 4800, 6000], &[7.0; 6]);
        assert_eq!((grid.map(|grid| grid.step_s), values.len()), (Some(1200), 6), "20 minutes can be a grid");
        let twelve: Vec<i64> = (0..20).map(|i| i * 720).collect();
        assert_eq!(made(&twelve, &[2.0; 20]).1, [10.0; 4], "five to the hour");
    }

    #[test]
    fn gaps_are_no_interval_where_the_usual_one_is_none() {
        let ticks: Vec<i64> = (0..60).map(|i| i * 420 + if i > 30 { 480 } else { 0 }).collect();
        let (grid, _, faults) = made(&ticks, &[1.0; 60]);
        assert_eq!((grid, faults.no_interval), (None, Some(NoInterval { usual_s: Some(420), timed: 60 })));
    }

    #[test]
    fn what_cannot_be_is_left_out_and_counted() {
        let (grid, _, faults) = made(&[0, 3000, 6000, 9000], &[1.0; 4]);
        assert_eq!((grid, faults.no_interval), (None, Some(NoInterval { usual_s: Some(3000), timed: 4 })));
        let (grid, _, faults) = made(&[5], &[1.0]);
        assert_eq!((grid, faults.no_interval), (None, Some(NoInterval { usual_s: None, timed: 1 })));
        let (grid, _, faults) = made(&[-2_000_000_000, 0, 900, 1800], &[1.0; 4]);
        assert_eq!((grid.map(|grid| grid.len), faults.far.0), (Some(3), 1));
        let (grid, _, faults) = made(&[0, 900, 1800, 2300, 2700], &[1.0; 5]);
        assert_eq!((grid.map(|grid| grid.len), faults.between.0), (Some(4), 1));
    }
}
