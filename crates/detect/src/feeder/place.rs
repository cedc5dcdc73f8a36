//! Owns which meters belong to the balance of a feeder, and from when to when: meters that end or begin
//! within the time, those that hang on another feeder than the table says, and those of others that
//! hang on this one. Does not fit losses.
//!
//! A meter that hangs here moves the supply with itself; one that hangs elsewhere leaves its own changes
//! in the gap between supply and meters, with the sign turned. Changes from interval to interval are
//! used, since what lasts (losses, taps) does not touch them.

use crate::FeederView;

use super::{balance::Balance, culprit::register_step};

/// A meter that has no reading for so many days before the end, or after the beginning, was not there, or
/// was no longer read: the supply says which.
const LEAST_ABSENT_DAYS: usize = 2;
/// Days on either side of the end of a meter that are compared.
const COMPARED_DAYS: usize = 5;
/// Where one ends and another begins within so many days, the place is the same.
const EXCHANGE_DAYS: usize = 3;
/// A supply that falls by more than this share of what a meter used falls with it.
const FELL_WITH_IT: f64 = 0.5;
/// How much of its changes a meter leaves in the gap: all of it (1) where it hangs elsewhere.
const STRAY: std::ops::Range<f64> = 0.55..1.6;
/// Standard errors by which this is sure, of hundreds of meters.
const SURE: f64 = 6.0;
/// Changes of the gap beyond so many standard deviations count no more.
const MOST_CHANGE: f64 = 12.0;
/// Meters that are moved, at most, as a share of all: what says that more are wrong is itself wrong.
const MOST_MOVED: f64 = 0.34;
/// A meter is looked at on one day in so many first, and on all where it may be in the gap so many times,
/// so many standard errors from nothing.
const FEW_DAYS: usize = 4;
const MAYBE_TIMES: f64 = 0.3;
const MAYBE_ERRORS: f64 = 1.5;
/// Days after which the smallest step of a register has been seen.
const WEEK_DAYS: usize = 7;
/// Steps of its register by which the readings of a meter have to change to say something.
const LEAST_STEPS: f32 = 2.5;
/// Changes needed.
const LEAST_CHANGES: f64 = 48.0;
/// The times of the day that say most are not asked, as a share of all: a meter that is held back from ten
/// at night leaves its fall in the gap at that time, and one that hangs elsewhere at all times.
const NOT_ASKED: f64 = 0.1;

/// From when to when a meter was there; to the edges where it is not known to have come or gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Presence {
    /// First interval, if it came.
    pub from: Option<usize>,
    /// The interval after its last, if it went.
    pub to: Option<usize>,
    /// Whether another one took its place, or it the place of another.
    pub is_exchanged: bool,
}

impl Presence {
    /// Intervals at which it was there.
    pub(super) fn range(self, len: usize) -> std::ops::Range<usize> {
        self.from.unwrap_or(0)..self.to.unwrap_or(len).min(len)
    }
}

/// Finds when each meter was there. What a meter lacks at the edges is nothing used, where the supply
/// fell with it or another meter took its place.
pub(super) fn set_presence(view: &FeederView, supply_kw: &[f64], found: &mut Vec<Presence>) {
    let len = supply_kw.len();
    let slots = view.calendar.grid.slots_per_day().max(1);
    let first = |meter: &[f32]| meter.iter().position(|wh| !wh.is_nan());
    let last = |meter: &[f32]| meter.iter().rposition(|wh| !wh.is_nan());
    let least = LEAST_ABSENT_DAYS * slots;
    found.clear();
    found.extend(view.meters_wh.iter().map(|meter| match (first(meter), last(meter)) {
        (Some(first), Some(last)) => Presence {
            from: (first >= least).then_some(first),
            to: (len - 1 - last >= least).then_some(last + 1),
            is_exchanged: false,
        },
        _ => Presence::default(),
    }));
    if found.iter().all(|presence| *presence == Presence::default()) {
        return;
    }
    for at in 0..found.len() {
        let Some(end) = found[at].to else { continue };
        let next =
            (0..found.len()).filter(|other| *other != at && !found[*other].is_exchanged).find(|other| {
                found[*other].from.is_some_and(|from| from >= end && from - end <= EXCHANGE_DAYS * slots)
            });
        if let Some(next) = next {
            // What neither shows is filled in from the one before.
            found[at].to = found[next].from;
            (found[at].is_exchanged, found[next].is_exchanged) = (true, true);
        }
    }
    let kw = 1.0 / (1000.0 * f64::from(view.calendar.grid.step_h()));
    let gap = gap_around(view, supply_kw, found, kw);
    for (meter, presence) in view.meters_wh.iter().zip(found) {
        let own = |at: usize| f64::from(meter[at]) * kw;
        let goes_on = |edge: usize, is_end: bool| {
            let days = COMPARED_DAYS.min(edge / slots).min((len - edge) / slots);
            let (before, after) = (edge - days * slots..edge, edge..edge + days * slots);
            let (there, absent) = if is_end { (before, after) } else { (after, before) };
            let there = there.filter(|at| own(*at).is_finite());
            let open = mean(absent.map(|at| gap[at])) - mean(there.clone().map(|at| gap[at]));
            // What the others leave open rises where somebody goes on using what his meter no longer shows.
            open >= FELL_WITH_IT * mean(there.map(own))
        };
        if presence.is_exchanged {
            continue;
        }
        presence.to = presence.to.filter(|to| !goes_on(*to, true));
        presence.from = presence.from.filter(|from| !goes_on(*from, false));
    }
}

/// Supply less what the meters show while they are there, gaps filled in with their own means.
fn gap_around(view: &FeederView, supply_kw: &[f64], presence: &[Presence], kw: f64) -> Vec<f64> {
    let mut gap = supply_kw.to_vec();
    for (meter, presence) in view.meters_wh.iter().zip(presence) {
        let usual = mean(meter.iter().map(|wh| f64::from(*wh)));
        for at in presence.range(gap.len()) {
            let wh = f64::from(meter[at]);
            gap[at] -= kw
                * if wh.is_finite() {
                    wh
                } else if usual.is_finite() {
                    usual
                } else {
                    0.0
                };
        }
    }
    gap
}

/// Mean of what is known; NaN of nothing.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let known = values.filter(|value| value.is_finite());
    let (sum, count) = known.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// Finds meters that hang elsewhere, and meters of others that hang here. Whether there are any.
pub(super) fn set_members(balance: &mut Balance, view: &FeederView) -> bool {
    let kw = 1.0 / (1000.0 * f64::from(view.calendar.grid.step_h()));
    let len = balance.supply.len();
    let mut gap: Vec<f64> = vec![f64::NAN; len];
    let mut weight: Vec<f64> = vec![0.0; len];
    for at in 1..len {
        if balance.counts(at) && balance.counts(at - 1) {
            let variance = balance.variance[at] + balance.variance[at - 1];
            let most = MOST_CHANGE * variance.sqrt();
            gap[at] = (balance.residual[at] - balance.residual[at - 1]).clamp(-most, most);
            weight[at] = 1.0 / variance;
        }
    }
    let most = ((view.meters_wh.len() as f64 * MOST_MOVED) as usize).max(1);

    while balance.strays.len() < most {
        let own = (0..view.meters_wh.len()).filter(|at| !balance.strays.contains(at));
        let Some(at) = surest(balance, own, view.meters_wh, &gap, &weight, -kw) else { break };
        take_off(balance, view.meters_wh[at], &mut gap, kw);
        balance.strays.push(at);
    }
    while balance.adopted.len() < most {
        let others = (0..view.others_wh.len()).filter(|at| !balance.adopted.contains(at));
        let Some(at) = surest(balance, others, view.others_wh, &gap, &weight, kw) else { break };
        take_off(balance, view.others_wh[at], &mut gap, -kw);
        balance.adopted.push(at);
    }
    !balance.strays.is_empty() || !balance.adopted.is_empty()
}

/// The meter whose changes, so many times over, are most surely in the gap.
fn surest(
    balance: &Balance,
    some: impl Iterator<Item = usize>,
    meters: &[&[f32]],
    gap: &[f64],
    weight: &[f64],
    kw: f64,
) -> Option<usize> {
    let sure = some.filter_map(|at| {
        // Most meters are none, which one day in so many shows.
        let (times, errors) = share_in_gap(balance, meters[at], gap, weight, kw, FEW_DAYS)?;
        if times < MAYBE_TIMES || errors < MAYBE_ERRORS {
            return None;
        }
        let (times, errors) = share_in_gap(balance, meters[at], gap, weight, kw, 1)?;
        (STRAY.contains(&times) && errors >= SURE).then_some((at, errors))
    });
    sure.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// How many times the changes of a meter are in those of the gap, and in how many standard errors. Changes
/// to and from nothing are not asked: a meter that is stopped now and then leaves them there. Neither are
/// such of a step or two of its register: the supply has not made them.
fn share_in_gap(
    balance: &Balance,
    meter: &[f32],
    gap: &[f64],
    weight: &[f64],
    kw: f64,
    one_in: usize,
) -> Option<(f64, f64)> {
    let slots = balance.export_hours.len();
    // Sums of products and squares, by time of day.
    let mut sums = vec![(0.0_f64, 0.0_f64); slots];
    let (mut left, mut count) = (0.0, 0.0);
    let looked_at = if one_in == 1 { meter } else { &meter[..meter.len().min(WEEK_DAYS * slots)] };
    let least = LEAST_STEPS * register_step(looked_at);
    let days = (0..gap.len()).step_by(one_in * slots).map(|from| from..(from + slots).min(gap.len()));
    let mut before = f32::NAN;
    for at in days.flatten() {
        let now = balance.shown(meter, at);
        if at % slots == 0 && one_in > 1 {
            before = f32::NAN;
        }
        let x = f64::from(now - before) * kw;
        if weight[at] > 0.0 && (now - before).abs() >= least && now > 0.0 && before > 0.0 {
            let of_day = &mut sums[at % slots];
            *of_day = (of_day.0 + weight[at] * x * gap[at], of_day.1 + weight[at] * x * x);
            left += weight[at] * gap[at] * gap[at];
            count += 1.0;
        }
        before = now;
    }
    sums.sort_unstable_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let asked = &sums[(NOT_ASKED * slots as f64).ceil() as usize..];
    let (xy, xx) = asked.iter().fold((0.0, 0.0), |sum, slot| (sum.0 + slot.0, sum.1 + slot.1));
    if count < LEAST_CHANGES || xx <= 0.0 || xy <= 0.0 {
        return None;
    }
    let times = xy / xx;
    let variance = ((left - times * xy) / count).max(1e-9);
    Some((times, times * (xx / variance).sqrt()))
}

/// Takes a meter out of the load (or adds it to it), as far as the changes of the gap go.
fn take_off(balance: &Balance, meter: &[f32], gap: &mut [f64], kw: f64) {
    let mut before = f64::NAN;
    for (at, gap) in gap.iter_mut().enumerate() {
        let now = f64::from(balance.shown(meter, at)) * kw;
        if now.is_finite() && before.is_finite() {
            *gap += now - before;
        }
        before = now;
    }
}
