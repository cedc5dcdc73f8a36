//! Owns the energy balance of one feeder: what was supplied, what the meters show and
//! the technical losses. Does not judge what remains; the clock between the two is next door.
//!
//! `place` says which meters belong to it and since when, `export` at which hours the sun feeds in.
//!
//! Supply = load + constant + quadratic · load² + noise + what was taken. Losses in iron do not
//! depend on the load and those in copper grow with its square; theft as what such a balance leaves
//! over is by Sahoo et al. (2015), doi:10.1109/ISGT.2015.7131776. What is
//! taken only adds, so the fit follows the lower edge of the residual: squares weighted more below
//! than above (Newey and Powell 1987, doi:10.2307/1911031), then refined by weights that let go of
//! what lies far above.

use crate::FeederView;

use super::{
    clock::{CLOCK_NEEDS, neighbour},
    export,
    iron::iron_kw,
    place::{self, Presence},
};

/// Noise never taken to be smaller, as a share of the supply: a tenth of what accuracy class 0.5 allows.
const LEAST_NOISE: f64 = 0.0005;
/// Rounds of the fit along the lower edge, and of its refinement.
const EDGE_ROUNDS: usize = 8;
const REFINING_ROUNDS: usize = 12;
/// Losses that move by less than this share of the load from round to round are found.
const SETTLED: f64 = 1e-6;
/// What meters of class 1 and the bias of a feeder's own may be wrong in the same direction for long, as a
/// share of the load; and how far losses in copper go with temperature and the imbalance of phases.
const METERS_WRONG: f64 = 0.003;
const COPPER_WRONG: f64 = 0.3;
/// Share of the loads below the peak for which a transformer is chosen.
const PEAK: f64 = 0.995;
/// How much lighter a residual above the edge weighs than one below.
const ABOVE_WEIGHT: f64 = 0.05;
/// What was filled in is wrong in the same direction for long: its variance counts so many times.
const FILLED_TOGETHER: f64 = 200.0;
/// One in so many intervals complete is enough to go by these alone, in each of so many parts of the time.
const ENOUGH: usize = 20;
const ENOUGH_IN: usize = 4;
/// Median of |x| to standard deviation of a normal x.
pub(super) const MEDIAN_TO_SD: f64 = 1.4826;

/// Technical losses of a feeder.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(clippy::struct_field_names, reason = "a name carries its unit")]
pub(super) struct Losses {
    /// Those that do not depend on the load, kW.
    pub constant_kw: f64,
    /// Standard deviation of these under noise alone, kW.
    pub constant_sd_kw: f64,
    /// Those that grow with the square of the load, kW at the mean load.
    pub quadratic_kw: f64,
}

/// The balance of one feeder; power in kW, one value an interval. Kept between feeders.
#[derive(Clone, Debug, Default)]
pub(super) struct Balance {
    /// Supplied; NaN where missing.
    pub supply: Vec<f64>,
    /// What the meters show, on the clock of the supply, with what is missing filled in.
    pub load: Vec<f64>,
    /// Supply − load − losses; 0 where the supply is missing.
    pub residual: Vec<f64>,
    /// Variance of the residual: noise, and what was filled in.
    pub variance: Vec<f64>,
    /// Whether nothing was filled in and the supply is known.
    pub complete: Vec<bool>,
    /// Whether the supply is known, and is not what the sun may have fed in.
    known: Vec<bool>,
    /// Supply − load.
    gap: Vec<f64>,
    /// Variance of what was filled in.
    pub doubt: Vec<f64>,
    /// Whether the complete intervals are enough to go by.
    pub mostly_complete: bool,
    /// Room for medians.
    pub sorting: Vec<f64>,
    /// Mean load.
    pub mean_load_kw: f64,
    /// Whole intervals by which the supply was found to lag behind the meters and was put forward;
    /// negative: it was ahead.
    pub clock_lag: i32,
    /// What is left of it, in intervals.
    pub clock_offset: f64,
    /// Technical losses.
    pub losses: Losses,
    /// Share of the meters never heard of.
    pub silent_share: f64,
    /// How many they are.
    pub silent: u32,
    /// Noise of one reading as a share of the supply.
    pub noise: f64,
    /// What the iron of a transformer may lose that feeds such a load, kW.
    pub iron_kw: f64,
    /// When each meter of the view was there.
    pub presence: Vec<Presence>,
    /// Meters of the view that hang elsewhere, and those of others that hang here.
    pub strays: Vec<usize>,
    pub adopted: Vec<usize>,
    /// Days on which less is supplied than the meters show, by day only.
    pub export_days: u32,
    /// Intervals of the day at which this happens: of these nothing is known.
    pub export_hours: Vec<bool>,
}

impl Balance {
    /// Makes the balance of a feeder. `false` where too little is known of it.
    pub(super) fn make(&mut self, view: &FeederView) -> bool {
        let kw = 1.0 / (1000.0 * f64::from(view.calendar.grid.step_h()));
        self.supply.clear();
        self.supply.extend(view.supply_wh.iter().map(|wh| f64::from(*wh) * kw));
        self.strays.clear();
        self.adopted.clear();
        self.export_days = 0;
        self.export_hours.clear();
        self.export_hours.resize(view.calendar.grid.slots_per_day().max(1), false);
        place::set_presence(view, &self.supply, &mut self.presence);
        self.sum_meters(view, kw);
        let known = self.supply.iter().filter(|supply| supply.is_finite()).count();
        if known < CLOCK_NEEDS || self.load.iter().sum::<f64>() <= 0.0 {
            return false;
        }
        self.set_hour(view.calendar.grid.step_h());
        self.set_clock();
        self.align();
        self.balance_anew();
        // Whoever hangs elsewhere bends the losses: they are known only without him.
        if place::set_members(self, view) {
            self.sum_meters(view, kw);
            self.align();
            self.balance_anew();
        }
        if export::find(self, view.calendar) {
            self.balance_anew();
        }
        self.mean_load_kw > 0.0
    }

    fn balance_anew(&mut self) {
        self.set_known();
        let complete = self.complete.iter().filter(|complete| **complete).count();
        let part = self.supply.len().div_ceil(ENOUGH_IN).max(1);
        let mut parts = self.complete.chunks(part).zip(self.supply.chunks(part));
        let is_enough = |(complete, supply): (&[bool], &[f64])| {
            let known = supply.iter().filter(|supply| supply.is_finite()).count();
            complete.iter().filter(|complete| **complete).count() * ENOUGH >= known
        };
        self.mostly_complete = complete >= 2 * CLOCK_NEEDS && parts.all(is_enough);
        self.fit();
    }

    /// Adds up the meters. What is missing of a meter is filled in with its own mean at that time
    /// of day, and the doubt about it noted. A meter never heard of takes as much as the mean of the
    /// others, give or take as much again.
    fn sum_meters(&mut self, view: &FeederView, kw: f64) {
        let len = self.supply.len();
        let slots = view.calendar.grid.slots_per_day().max(1);
        self.load.clear();
        self.load.resize(len, 0.0);
        self.doubt.clear();
        self.doubt.resize(len, 0.0);
        self.complete.clear();
        self.complete.extend(self.supply.iter().map(|supply| supply.is_finite()));
        let mut silent = 0_u32;
        let mut profile = vec![(0.0_f64, 0_u32); slots];
        let own = view.meters_wh.iter().enumerate().filter(|(at, _)| !self.strays.contains(at));
        let own = own.map(|(at, meter)| (*meter, self.presence[at]));
        let adopted = self.adopted.iter().map(|at| (view.others_wh[*at], Presence::default()));
        for (meter, presence) in own.chain(adopted) {
            let mut missing = 0_usize;
            for (load, wh) in self.load.iter_mut().zip(meter.iter()) {
                if wh.is_nan() {
                    missing += 1;
                } else {
                    *load += f64::from(*wh) * kw;
                }
            }
            if missing == 0 {
                continue;
            }
            if missing == meter.len() {
                silent += 1;
                continue;
            }
            profile.fill((0.0, 0));
            let (mut sum, mut square) = (0.0, 0.0);
            for (slot, wh) in meter.iter().enumerate().filter(|(_, wh)| !wh.is_nan()) {
                let power = f64::from(*wh) * kw;
                let of_day = &mut profile[slot % slots];
                *of_day = (of_day.0 + power, of_day.1 + 1);
                sum += power;
                square += power * power;
            }
            let present = (meter.len() - missing) as f64;
            let mean = sum / present;
            let variance = (square / present - mean * mean).max(0.0);
            let there = presence.range(meter.len());
            for slot in there.filter(|slot| meter[*slot].is_nan()) {
                let (of_day, count) = profile[slot % slots];
                self.load[slot] += if count > 0 { of_day / f64::from(count) } else { mean };
                self.doubt[slot] += variance;
                self.complete[slot] = false;
            }
        }
        self.silent = silent;
        self.silent_share = f64::from(silent) / view.meters_wh.len() as f64;
        if silent > 0 && self.silent_share < 1.0 {
            let heard = view.meters_wh.len() as f64 - f64::from(silent);
            for at in 0..len {
                let mean = self.load[at] / heard;
                self.load[at] += f64::from(silent) * mean;
                self.doubt[at] += f64::from(silent) * mean * mean;
                self.complete[at] = false;
            }
        }
    }

    /// Whether the supply is known at an interval, and is not what the sun may have fed in.
    pub(super) fn is_known(&self, at: usize) -> bool {
        self.known[at]
    }

    /// Marks the intervals at which the supply is known, after it or the hours of export have changed.
    pub(super) fn set_known(&mut self) {
        let hours = self.export_hours.iter().cycle();
        self.known.clear();
        self.known
            .extend(self.supply.iter().zip(hours).map(|(supply, export)| supply.is_finite() && !export));
    }

    /// Fits losses and noise to the whole.
    fn fit(&mut self) {
        let len = self.supply.len();
        let (mut sum, mut count) = (0.0, 0.0);
        for at in 0..len {
            if self.supply[at].is_finite() {
                sum += self.load[at];
                count += 1.0;
            }
        }
        self.mean_load_kw = sum / count;
        self.sorting.clear();
        self.sorting.extend_from_slice(&self.load);
        self.iron_kw = iron_kw(quantile(&mut self.sorting, PEAK));
        self.gap.clear();
        self.gap.extend(
            self.supply
                .iter()
                .zip(&self.load)
                .map(|(supply, load)| if supply.is_finite() { supply - load } else { 0.0 }),
        );
        self.residual.clear();
        self.residual.extend_from_slice(&self.gap);
        self.set_noise();
        let losses = self.losses_before(len, None);
        self.take_off(losses);
        self.set_noise();
        self.losses = self.losses_before(len, Some(losses));
        self.take_off(self.losses);
    }

    /// Losses by the intervals before `end`, starting from those known before, if any.
    pub(super) fn losses_before(&self, end: usize, before: Option<Losses>) -> Losses {
        let mut found = before.unwrap_or_default();
        let edge_rounds = if before.is_some() { 0 } else { EDGE_ROUNDS };
        for round in 0..edge_rounds + REFINING_ROUNDS {
            let (mut s1, mut sx, mut sxx, mut sy, mut sxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for at in 0..end {
                if !self.counts(at) {
                    continue;
                }
                let relative = self.load[at] / self.mean_load_kw;
                let x = relative * relative;
                let y = self.gap[at];
                let left = y - found.constant_kw - found.quadratic_kw * x;
                let variance = self.variance[at] + FILLED_TOGETHER * self.doubt[at];
                let z2 = left * left / variance;
                let trust = if round < edge_rounds {
                    if round > 0 && left > 0.0 { ABOVE_WEIGHT } else { 1.0 }
                } else if left > 0.0 {
                    1.0 / (1.0 + z2 * z2 / 16.0)
                } else {
                    1.0 / (1.0 + z2 / 36.0)
                };
                let weight = trust / variance;
                s1 += weight;
                sx += weight * x;
                sxx += weight * x * x;
                sy += weight * y;
                sxy += weight * x * y;
            }
            let spread = s1 * sxx - sx * sx;
            if s1 <= 0.0 || sxx <= 0.0 {
                break;
            }
            let quadratic = if spread > 1e-9 * s1 * sxx { (s1 * sxy - sx * sy) / spread } else { 0.0 };
            let constant = (sy - quadratic * sx) / s1;
            let before = found;
            // Losses are never negative.
            (found.constant_kw, found.quadratic_kw) = if constant < 0.0 {
                (0.0, (sxy / sxx).max(0.0))
            } else if quadratic < 0.0 {
                ((sy / s1).max(0.0), 0.0)
            } else {
                (constant, quadratic)
            };
            found.constant_sd_kw = (sxx / spread.max(1e-9 * s1 * sxx)).sqrt();
            let moved = (found.constant_kw - before.constant_kw).abs()
                + (found.quadratic_kw - before.quadratic_kw).abs();
            if round > edge_rounds && moved < SETTLED * self.mean_load_kw {
                break;
            }
        }
        found
    }

    /// Whether an interval counts where what is filled in would mislead: only complete ones, if these
    /// are enough.
    pub(super) fn counts(&self, at: usize) -> bool {
        self.is_known(at) && (!self.mostly_complete || self.complete[at])
    }

    /// Standard deviation of what stays wrong in the same direction from interval to interval, kW.
    pub(super) fn lasting(&self, at: usize, losses: Losses) -> f64 {
        let relative = self.load[at] / self.mean_load_kw;
        let copper = COPPER_WRONG * losses.quadratic_kw * relative * relative;
        let meters = METERS_WRONG * self.load[at];
        (meters * meters + copper * copper).sqrt()
    }

    /// What a meter shows at an interval, on the clock of the supply, Wh; NaN where it is missing.
    pub(super) fn shown(&self, meter: &[f32], at: usize) -> f32 {
        let share = self.clock_offset.abs() as f32;
        (1.0 - share) * meter[at]
            + if share == 0.0 { 0.0 } else { share * neighbour(meter, at, self.clock_offset) }
    }

    /// What is left over at an interval once such losses are taken off, kW.
    pub(super) fn left_over(&self, at: usize, losses: Losses) -> f64 {
        let relative = self.load[at] / self.mean_load_kw;
        self.gap[at] - losses.constant_kw - losses.quadratic_kw * relative * relative
    }

    /// Constant losses beyond those of iron and what missing readings may stand for, as a share of the
    /// mean load.
    pub(super) fn beyond_iron(&self, constant_kw: f64) -> f64 {
        let filled = if self.mostly_complete {
            0.0
        } else {
            self.doubt.iter().map(|doubt| doubt.sqrt()).sum::<f64>() / self.doubt.len() as f64
        };
        (constant_kw - self.iron_kw - filled) / self.mean_load_kw - self.silent_share
    }

    fn take_off(&mut self, losses: Losses) {
        for at in 0..self.gap.len() {
            self.residual[at] = if self.is_known(at) { self.left_over(at, losses) } else { 0.0 };
        }
    }

    /// Noise from changes between neighbouring intervals, which what lasts does not touch.
    fn set_noise(&mut self) {
        let len = self.supply.len();
        for only_complete in [true, false] {
            self.sorting.clear();
            for at in 1..len {
                let both = if only_complete { self.complete[at] && self.complete[at - 1] } else { true };
                let both = both && self.is_known(at) && self.is_known(at - 1);
                if both && self.supply[at] > 0.0 {
                    self.sorting.push((self.residual[at] - self.residual[at - 1]).abs() / self.supply[at]);
                }
            }
            if self.sorting.len() >= CLOCK_NEEDS {
                break;
            }
        }
        self.noise = if self.sorting.is_empty() {
            LEAST_NOISE
        } else {
            (MEDIAN_TO_SD * median(&mut self.sorting) / std::f64::consts::SQRT_2).max(LEAST_NOISE)
        };
        let floor = self.noise * self.mean_load_kw * 0.05;
        self.variance.clear();
        let noise = self.noise;
        self.variance.extend(self.supply.iter().zip(&self.doubt).map(|(supply, doubt)| {
            let own = if supply.is_finite() { noise * supply } else { 0.0 };
            own * own + floor * floor + doubt
        }));
    }
}

pub(super) fn dot(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Median; 0 of nothing. Reorders.
pub(super) fn median(values: &mut [f64]) -> f64 {
    quantile(values, 0.5)
}

/// The value below which such a share lies; 0 of nothing. Reorders.
pub(super) fn quantile(values: &mut [f64], share: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let at = ((values.len() - 1) as f64 * share) as usize;
    *values.select_nth_unstable_by(at, f64::total_cmp).1
}

/// Cramer's rule; `None` where the matrix is singular.
pub(super) fn solve3(m: [[f64; 3]; 3], y: [f64; 3]) -> Option<[f64; 3]> {
    let det = |m: &[[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = det(&m);
    if whole.abs() <= 1e-12 * m[0][0] * m[1][1] * m[2][2] {
        return None;
    }
    let mut found = [0.0; 3];
    for (column, value) in found.iter_mut().enumerate() {
        let mut replaced = m;
        for (row, y) in replaced.iter_mut().zip(y) {
            row[column] = y;
        }
        *value = det(&replaced) / whole;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::Balance;
    use crate::FeederView;
    use crate::meter::{Calendar, TimeGrid};

    /// Four weeks of half-hours.
    const LEN: usize = 28 * 48;

    /// Wh of a home, by night a third; never twice the same.
    fn home(number: usize, slot: usize) -> f32 {
        let of_hour = if slot % 48 < 14 { 80.0 } else { 240.0 };
        of_hour + (slot.wrapping_mul(7919 + 2 * number) ^ (number * 104_729)) as f32 % 211.0
    }

    /// The balance of twelve homes, of which so many are silent, with three percent of losses, and a
    /// supply whose clock is so many intervals behind.
    fn balance(silent: usize, lag: i64, tap_wh: f32) -> Balance {
        let supplied = |slot: usize| 1.03 * (0..12).map(|number| home(number, slot)).sum::<f32>();
        let tapped = |slot: usize| if slot >= LEN / 2 { tap_wh } else { 0.0 };
        let supply: Vec<f32> = (0..LEN as i64)
            .map(|slot| usize::try_from(slot - lag).ok().filter(|slot| *slot < LEN))
            .map(|slot| slot.map_or(f32::NAN, |slot| supplied(slot) + tapped(slot)))
            .collect();
        let meters: Vec<Vec<f32>> = (0..12)
            .map(|number| {
                (0..LEN).map(|slot| if number < silent { f32::NAN } else { home(number, slot) }).collect()
            })
            .collect();
        let meters: Vec<&[f32]> = meters.iter().map(Vec::as_slice).collect();
        let grid = TimeGrid { start_s: 1_735_660_800, step_s: 1800, len: LEN };
        let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
        let view =
            FeederView { calendar, supply_wh: &supply, meters_wh: &meters, others_wh: &[], temp_c: None };
        let mut balance = Balance::default();
        assert!(balance.make(&view));
        balance
    }

    #[test]
    fn a_clock_that_is_hours_off_is_put_right() {
        let taken = |balance: &Balance| balance.residual[LEN * 3 / 4..LEN - 48].iter().sum::<f64>();
        for lag in [-16, -3, 2, 16, 23] {
            let found = balance(0, lag, 4000.0);
            assert_eq!(i64::from(found.clock_lag), lag);
            let right = balance(0, 0, 4000.0);
            assert_eq!(right.clock_lag, 0);
            assert!((taken(&found) / taken(&right) - 1.0).abs() < 0.05, "{lag}");
        }
    }

    #[test]
    fn silent_meters_are_no_theft() {
        let found = balance(4, 0, 0.0);
        assert_eq!(found.silent, 4);
        // Four meters of a tenth of a kilowatt and more: hardly anything of it is left over.
        let left = found.residual.iter().sum::<f64>() / LEN as f64;
        assert!(left.abs() < 0.1 * found.mean_load_kw, "{left} of {} kW", found.mean_load_kw);
    }
}
