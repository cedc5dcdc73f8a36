//! Owns the recognition of solar power that flows back: meters that count import only, and a supply that
//! is net of it. Does not say how much.
//!
//! By day, and on some days only, less is supplied than the meters show together. Losses are therefore
//! fitted to the dark hours; where the hours around noon then lie clearly below them on several days,
//! nothing that was supplied at such hours is gone by.

use crate::meter::Calendar;

use super::balance::{Balance, Losses, median};

/// Local hours without sun in nearly all seasons, with an evening among them, so that what somebody
/// takes by night only does not pass for what is usual.
const DARK: [f32; 2] = [20.0, 5.0];
/// Local hours at which export is looked for, in blocks of so many hours.
const NOON: std::ops::Range<f32> = 8.0..17.0;
const BLOCK_H: f32 = 2.0;
/// Standard deviations by which a block lies below what is supplied in the dark.
const BELOW: f64 = 4.0;
/// Days needed, and the share of all days.
const LEAST_DAYS: u32 = 3;
const LEAST_SHARE: f64 = 0.06;
/// What export does at noon it hardly does before and after the sun: so many times more often.
const MORE_BY_DAY: f64 = 5.0;
/// Share of the losses in the dark below which there hardly are any at noon.
const HARDLY_ANY: f64 = 0.3;
/// Hours around those of export of which nothing is known either.
const MARGIN_H: f32 = 1.0;

/// Looks for export, and marks the hours of the day at which it happens. Whether any was found.
pub(super) fn find(balance: &mut Balance, calendar: Calendar) -> bool {
    let slots = balance.export_hours.len();
    if slots < 12 {
        return false;
    }
    let is_dark: Vec<bool> =
        (0..slots).map(|slot| calendar.hour(slot) >= DARK[0] || calendar.hour(slot) < DARK[1]).collect();
    let len = balance.supply.len();
    let block = ((BLOCK_H / calendar.grid.step_h()) as usize).max(1);
    if !is_low_at_noon(balance, calendar, &is_dark, block) {
        return false;
    }
    let before = std::mem::replace(&mut balance.export_hours, is_dark.iter().map(|dark| !dark).collect());
    balance.set_known();
    let losses = balance.losses_before(balance.supply.len(), None);
    balance.export_hours = before;
    balance.set_known();
    let (mut dark_blocks, mut dark_below, mut noon_blocks, mut noon_below) = (0.0, 0.0, 0.0, 0.0);
    let (mut days, mut last_day) = (0, i64::MIN);
    let mut below_at = vec![false; slots];
    for from in (0..len.saturating_sub(block)).step_by(block) {
        let Some(sum) = block_below(balance, from..from + block, losses) else { continue };
        let is_below = sum < -BELOW;
        let hour = calendar.hour(from);
        if is_dark[from % slots] && is_dark[(from + block - 1) % slots] {
            dark_blocks += 1.0;
            dark_below += f64::from(u8::from(is_below));
        } else if NOON.contains(&hour) {
            noon_blocks += 1.0;
            noon_below += f64::from(u8::from(is_below));
            if is_below && calendar.day(from) != last_day {
                (days, last_day) = (days + 1, calendar.day(from));
            }
        }
        if is_below {
            (from..from + block).for_each(|at| below_at[at % slots] = true);
        }
    }
    let share = |below: f64, blocks: f64| below / blocks.max(1.0);
    let (by_day, by_night) = (share(noon_below, noon_blocks), share(dark_below, dark_blocks));
    if days < LEAST_DAYS || by_day < LEAST_SHARE || by_day < MORE_BY_DAY * by_night {
        return false;
    }
    balance.export_days = days;
    let margin = (MARGIN_H / calendar.grid.step_h()) as usize;
    let reach = |slot: usize| (0..=2 * margin).any(|by| below_at[(slot + slots + by - margin) % slots]);
    let hours: Vec<bool> = (0..slots).map(|slot| !is_dark[slot] && reach(slot)).collect();
    balance.export_hours = hours;
    true
}

/// Whether at some noon hardly any losses are left, which is all that most feeders have to be asked.
fn is_low_at_noon(balance: &Balance, calendar: Calendar, is_dark: &[bool], block: usize) -> bool {
    let (mut dark, mut lowest) = (Vec::new(), f64::INFINITY);
    for from in (0..balance.supply.len().saturating_sub(block)).step_by(block) {
        let (gap, load) = (from..from + block).fold((0.0, 0.0), |(gap, load), at| {
            (gap + balance.supply[at] - balance.load[at], load + balance.load[at])
        });
        let share = gap / load;
        if !share.is_finite() {
            continue;
        }
        if is_dark[from % is_dark.len()] {
            dark.push(share);
        } else if NOON.contains(&calendar.hour(from)) {
            lowest = lowest.min(share);
        }
    }
    lowest < HARDLY_ANY * median(&mut dark).max(0.0)
}

/// Sum over a block in standard deviations of what it may be wrong by.
fn block_below(balance: &Balance, range: std::ops::Range<usize>, losses: Losses) -> Option<f64> {
    let (mut sum, mut noise, mut lasting, mut doubt) = (0.0, 0.0, 0.0, 0.0);
    for at in range {
        if !balance.supply[at].is_finite() {
            return None;
        }
        sum += balance.left_over(at, losses);
        noise += balance.variance[at] - balance.doubt[at];
        lasting += balance.lasting(at, losses);
        doubt += balance.doubt[at].sqrt();
    }
    let variance = noise + lasting * lasting + doubt * doubt;
    (variance > 0.0).then(|| sum / variance.sqrt())
}
