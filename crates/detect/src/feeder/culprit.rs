//! Owns how well each meter of a feeder explains what its balance leaves over. Does not judge.
//!
//! A meter that shows a fraction (always, or in one zone of a two-zone tariff only) leaves a residual
//! in proportion to what it shows; one that shows
//! nothing for hours leaves one while it shows nothing; one whose register is capped leaves one only
//! while it is at its cap, where it stands still. Each is one regression through the origin, from
//! the block of time on from which it explains most. Regressing the residual on the meters is by
//! Yip et al. (2017), doi:10.1016/j.ijepes.2017.04.005.

use crate::FeederView;

use super::{balance::Balance, clock::neighbour, shape::Shape};

/// Readings and days needed before a meter can be said to stand at its cap.
const CAP_NEEDS: f64 = 24.0;
const CAP_DAYS: usize = 3;
/// Share of the readings at the cap from which the residual there is looked at.
const CAP_SHARE: f64 = 0.2;
/// Shares of readings from which a meter shows now and then nothing, and else hardly anything but its cap.
const OFTEN_NOTHING: f64 = 0.1;
const ALL_OR_NOTHING: f64 = 0.95;
/// A cap lies at least so many steps of the register above nothing.
const CAP_STEPS: f32 = 2.5;

/// A fraction shown in one zone of the tariff only has to leave so much less than one shown always:
/// any meter explains part of a load that only runs by night.
const ZONE_LEAVES: f64 = 0.5;
/// Standard deviations of noise beyond which something is surely taken, and below which hardly.
const SURELY: f64 = 4.0;
const HARDLY: f64 = 2.0;

/// In what way a meter shows less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// A fraction, always or by night or by day only.
    #[default]
    Fraction,
    /// Nothing for some time.
    Zero,
    /// Never more than so much.
    Cap,
}

/// How one meter explains what is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Explanation {
    /// Share of the squares that it explains, in the way that explains most.
    pub explained: f64,
    /// In which way.
    pub way: Way,
    /// First interval from which on it does.
    pub onset: usize,
    /// Share of the readings that stand at the cap, from the block on where that is most.
    pub stuck: f64,
    /// The cap, Wh an interval.
    pub cap_wh: f32,
    /// What it shows on average, kW.
    pub mean_kw: f64,
    /// What it showed on average before it stood still, over what it shows then; NaN if it always did.
    pub before_cap: f64,
    /// First interval from which on it stands at its cap.
    pub cap_onset: usize,
}

/// Sums over one block of time.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    by_day: (f64, f64),
    by_night: (f64, f64),
    zero: (f64, f64),
    most: f32,
    at_most: f64,
    nothing: f64,
    known: f64,
    sum: f64,
}

/// Explains what is taken by each meter, in the order of the view.
pub(super) fn explain(view: &FeederView, balance: &Balance, shape: &Shape, found: &mut Vec<Explanation>) {
    found.clear();
    let mut blocks = vec![Block::default(); balance.residual.len().div_ceil(shape.block)];
    for (at, meter) in view.meters_wh.iter().enumerate() {
        let step_h = f64::from(view.calendar.grid.step_h());
        let is_stray = balance.strays.contains(&at);
        // What hangs elsewhere explains nothing here.
        found.push(if is_stray {
            Explanation::default()
        } else {
            one(meter, step_h, balance, shape, &mut blocks)
        });
    }
}

fn one(meter: &[f32], step_h: f64, balance: &Balance, shape: &Shape, blocks: &mut [Block]) -> Explanation {
    let kw = 1.0 / (1000.0 * step_h);
    let step = register_step(meter);
    add_up(meter, step, balance.clock_offset, shape, blocks);
    let both = best_onset(
        blocks,
        |block| (block.by_day.0 + block.by_night.0, block.by_day.1 + block.by_night.1),
        shape,
    );
    let left = |explained: f64| 1.0 - explained + shape.floor;
    let by_night = best_onset(blocks, |block| block.by_night, shape);
    let by_day = best_onset(blocks, |block| block.by_day, shape);
    let fraction = [by_night, by_day]
        .into_iter()
        .fold(both, |best, part| if left(part.0) < ZONE_LEAVES * left(best.0) { part } else { best });
    let zero = best_onset(blocks, |block| block.zero, shape);
    let mut found = if zero.0 > fraction.0 {
        Explanation { explained: zero.0, way: Way::Zero, onset: zero.1, ..Explanation::default() }
    } else {
        Explanation { explained: fraction.0, way: Way::Fraction, onset: fraction.1, ..Explanation::default() }
    };
    let (known, sum) =
        blocks.iter().fold((0.0, 0.0), |(known, sum), block| (known + block.known, sum + block.sum));
    found.mean_kw = if known > 0.0 { sum / known * kw } else { 0.0 };
    set_cap(&mut found, blocks, meter.len(), step, shape);
    if found.stuck >= CAP_SHARE {
        let cap = found.cap_wh - 1.01 * step;
        let at_cap = at_cap(meter, cap, found.cap_onset, balance.clock_offset, shape);
        if at_cap > found.explained {
            (found.explained, found.way, found.onset) = (at_cap, Way::Cap, found.cap_onset);
        }
    }
    found
}

/// Smallest change between neighbouring readings: the step in which the register counts.
pub(super) fn register_step(meter: &[f32]) -> f32 {
    let smallest = meter
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .filter(|change| *change > 0.0)
        .fold(f32::INFINITY, f32::min);
    if smallest.is_finite() { smallest } else { 0.0 }
}

fn add_up(meter: &[f32], step: f32, offset: f64, shape: &Shape, blocks: &mut [Block]) {
    let share = offset.abs() as f32;
    let slots = shape.night.len();
    for (index, block) in blocks.iter_mut().enumerate() {
        *block = Block { most: f32::NEG_INFINITY, ..Block::default() };
        let from = index * shape.block;
        let to = (from + shape.block).min(meter.len());
        for at in from..to {
            let now = meter[at];
            if now.is_nan() {
                continue;
            }
            if now > block.most + step {
                (block.most, block.at_most) = (now, 0.0);
            }
            if now >= block.most - 1.01 * step {
                block.at_most += 1.0;
                block.most = block.most.max(now);
            }
            block.nothing += f64::from(u8::from(now <= 1.01 * step));
            block.known += 1.0;
            block.sum += f64::from(now);
            let then = neighbour(meter, at, offset);
            if then.is_nan() {
                continue;
            }
            let weighted = shape.weight[at] * shape.taken[at];
            let shown = f64::from((1.0 - share) * now + share * then);
            let fraction = if shape.night[at % slots] { &mut block.by_night } else { &mut block.by_day };
            fraction.0 += weighted * shown;
            fraction.1 += shape.weight[at] * shown * shown;
            let zero = f64::from((1.0 - share) * f32::from(now <= 0.0) + share * f32::from(then <= 0.0));
            if zero > 0.0 {
                block.zero.0 += weighted * zero;
                block.zero.1 += shape.weight[at] * zero * zero;
            }
        }
    }
}

/// Share explained by a regression through the origin from the best block on, and that block's start.
fn best_onset(blocks: &[Block], sums: impl Fn(&Block) -> (f64, f64), shape: &Shape) -> (f64, usize) {
    let (mut product, mut square) = (0.0, 0.0);
    let mut best = (0.0, 0);
    for (index, block) in blocks.iter().enumerate().rev() {
        let (more_product, more_square) = sums(block);
        product += more_product;
        square += more_square;
        if product > 0.0 && square > 0.0 {
            let explained = product * product / square / shape.total;
            if explained > best.0 {
                best = (explained, index * shape.block);
            }
        }
    }
    best
}

/// From which block on most readings stand at the largest one.
fn set_cap(found: &mut Explanation, blocks: &[Block], len: usize, step: f32, shape: &Shape) {
    let latest = len.saturating_sub(CAP_DAYS * shape.by_time_of_day.len());
    let (all_known, all_sum) =
        blocks.iter().fold((0.0, 0.0), |(known, sum), block| (known + block.known, sum + block.sum));
    let mut most = f32::NEG_INFINITY;
    let (mut at_cap, mut nothing, mut known, mut sum) = (0.0, 0.0, 0.0, 0.0);
    for (index, block) in blocks.iter().enumerate().rev() {
        if block.most > most + 1.01 * step {
            at_cap = 0.0;
        }
        if block.most >= most - 1.01 * step {
            at_cap += block.at_most;
        }
        most = most.max(block.most);
        nothing += block.nothing;
        known += block.known;
        sum += block.sum;
        // All or nothing is a lamp that is switched, not a register that is held.
        if nothing >= OFTEN_NOTHING * known && nothing + at_cap >= ALL_OR_NOTHING * known {
            continue;
        }
        if most <= CAP_STEPS * step || known < CAP_NEEDS || index * shape.block > latest {
            continue;
        }
        let stuck = at_cap / known;
        if stuck > found.stuck {
            found.stuck = stuck;
            found.cap_wh = most;
            found.cap_onset = index * shape.block;
            found.before_cap = ((all_sum - sum) / (all_known - known)) / (sum / known);
        }
    }
}

/// Share that a constant while the meter is at its cap explains.
fn at_cap(meter: &[f32], cap: f32, onset: usize, offset: f64, shape: &Shape) -> f64 {
    let share = offset.abs();
    let (mut product, mut square) = (0.0, 0.0);
    for at in onset..meter.len() {
        let there = |value: f32| f64::from(u8::from(value >= cap));
        let then = neighbour(meter, at, offset);
        if meter[at].is_nan() || then.is_nan() {
            continue;
        }
        let x = (1.0 - share) * there(meter[at]) + share * there(then);
        product += shape.weight[at] * shape.taken[at] * x;
        square += shape.weight[at] * x * x;
    }
    if product > 0.0 && square > 0.0 { product * product / square / shape.total } else { 0.0 }
}

/// Share that time of day and what a meter shows (or that it shows nothing) explain together from an
/// onset on, beyond the time of day alone: of what the time of day leaves.
pub(super) fn beyond_time_of_day(
    meter: &[f32],
    found: &Explanation,
    balance: &Balance,
    shape: &Shape,
) -> f64 {
    let slots = shape.by_time_of_day.len();
    let offset = balance.clock_offset;
    let share = offset.abs() as f32;
    let value = |at: usize| {
        let (now, then) = (meter[at], neighbour(meter, at, offset));
        if now.is_nan() || then.is_nan() || shape.weight[at] == 0.0 {
            return None;
        }
        let seen =
            |value: f32| if found.way == Way::Fraction { value } else { f32::from(is_there(found, value)) };
        Some(f64::from((1.0 - share) * seen(now) + share * seen(then)))
    };
    let mut profile = vec![(0.0, 0.0, 0.0); slots];
    for at in shape.onset..meter.len() {
        if let Some(x) = value(at) {
            let of_day = &mut profile[at % slots];
            let weight = shape.weight[at];
            *of_day = (of_day.0 + weight, of_day.1 + weight * x, of_day.2 + weight * shape.taken[at]);
        }
    }
    let (mut xy, mut xx, mut yy, mut count) = (0.0, 0.0, 0.0, 0.0);
    for at in shape.onset..meter.len() {
        if let Some(x) = value(at) {
            let (weights, x_sum, y_sum) = profile[at % slots];
            let (x, y) = (x - x_sum / weights, shape.taken[at] - y_sum / weights);
            xy += shape.weight[at] * x * y;
            xx += shape.weight[at] * x * x;
            yy += shape.weight[at] * y * y;
            count += 1.0;
        }
    }
    if xy > 0.0 && xx > 0.0 && yy > count * 0.1 { (xy * xy / xx) / yy } else { 0.0 }
}

/// Whether a meter shows nothing, or stands at its cap: what its way is about.
fn is_there(found: &Explanation, value: f32) -> bool {
    match found.way {
        Way::Fraction => false,
        Way::Zero => value <= 0.0,
        Way::Cap => value >= 0.99 * found.cap_wh,
    }
}

/// How much more often a meter shows nothing (or stands at its cap) while something is surely taken
/// than while nothing is: 1 where the two are one. 0 for meters that show a fraction.
pub(super) fn coincidence(meter: &[f32], found: &Explanation, balance: &Balance, shape: &Shape) -> f64 {
    let (mut taken, mut taken_there, mut not, mut not_there) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for at in 0..meter.len() {
        let then = neighbour(meter, at, balance.clock_offset);
        if !balance.complete[at] || is_there(found, meter[at]) != is_there(found, then) {
            continue;
        }
        let there = f64::from(u8::from(is_there(found, meter[at])));
        let deviation = balance.variance[at].sqrt();
        if shape.taken[at] > SURELY * deviation {
            taken += 1.0;
            taken_there += there;
        } else if shape.taken[at] < HARDLY * deviation {
            not += 1.0;
            not_there += there;
        }
    }
    // A few readings of either kind say little: both rates are drawn towards one half.
    ((taken_there + 1.0) / (taken + 2.0) - (not_there + 1.0) / (not + 2.0)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::{Block, Explanation, set_cap};
    use crate::feeder::shape::Shape;

    /// Four weeks of half-hours in blocks of a day; `shown` tells how many readings of a block are at
    /// the cap of 100 Wh and how many are nothing; the others lie between.
    fn stuck(shown: (usize, usize)) -> f64 {
        let (at_cap, nothing) = (shown.0 as f64, shown.1 as f64);
        let sum = 100.0 * at_cap + 50.0 * (48.0 - at_cap - nothing);
        let block = Block { most: 100.0, at_most: at_cap, nothing, known: 48.0, sum, ..Block::default() };
        let mut shape = Shape::default();
        (shape.block, shape.by_time_of_day) = (48, vec![0.0; 48]);
        let mut found = Explanation::default();
        set_cap(&mut found, &[block; 28], 28 * 48, 1.0, &shape);
        found.stuck
    }

    #[test]
    fn a_lamp_that_is_switched_is_not_held_at_its_cap() {
        assert!(stuck((30, 0)) > 0.6, "a home whose register is capped");
        assert!(stuck((48, 0)) > 0.99, "a register that stands");
        assert!(stuck((28, 10)) > 0.5, "capped, and away for some hours");
        assert_eq!(stuck((30, 17)), 0.0, "a street lamp with its dusk");
    }
}
