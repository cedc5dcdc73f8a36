//! Owns the clock between the supply of a feeder and its meters: whole hours, and the share of an
//! interval that is left. Does not judge what remains.

use super::balance::{Balance, MEDIAN_TO_SD, dot, median, solve3};

/// Rounds of the fit of the clock.
const CLOCK_ROUNDS: usize = 6;
/// Offsets below this share of an interval are noise.
const LEAST_OFFSET: f64 = 0.02;
/// Clocks further apart than this are not looked for: no time zone is further from UTC in winter.
const MOST_CLOCK_H: f32 = 12.0;
/// Correlation of changes from which a lag of whole intervals is believed, and by which it has to be
/// better than that of the clocks as they are: daily habits alone go together at every lag a little.
const CLOCK_TOGETHER: f64 = 0.5;
const CLOCK_BETTER: f64 = 0.2;
/// Differences needed to say anything about the clock.
pub(super) const CLOCK_NEEDS: usize = 48;

impl Balance {
    /// Puts the supply on the clock of the meters where the two are hours apart, as where one is
    /// local and the other is not: by the lag at which its changes go with those of the load.
    pub(super) fn set_hour(&mut self, step_h: f32) {
        self.clock_lag = 0;
        let most = (MOST_CLOCK_H / step_h) as i32;
        let at_hand = (-1..=1).map(|lag| self.changes_go_together(lag)).fold(0.0, f64::max);
        if at_hand + CLOCK_BETTER > 1.0 {
            // No other lag can be so much better.
            return;
        }
        let found = (-most..=most).map(|lag| (lag, self.changes_go_together(lag)));
        let Some((lag, together)) = found.max_by(|a, b| a.1.total_cmp(&b.1)) else { return };
        if together < CLOCK_TOGETHER || together < at_hand + CLOCK_BETTER || lag.abs() <= 1 {
            return;
        }
        self.clock_lag = lag;
        let len = self.supply.len();
        let by = lag.unsigned_abs() as usize;
        if lag > 0 {
            self.supply.rotate_left(by);
            self.supply[len - by..].fill(f64::NAN);
        } else {
            self.supply.rotate_right(by);
            self.supply[..by].fill(f64::NAN);
        }
        for (complete, supply) in self.complete.iter_mut().zip(&self.supply) {
            *complete = *complete && supply.is_finite();
        }
    }

    /// Correlation of the changes of the supply with those of the load so many intervals before;
    /// 0 where too few are known.
    fn changes_go_together(&self, lag: i32) -> f64 {
        let (len, lag) = (self.load.len() as i64, i64::from(lag));
        let (mut both, mut loads, mut supplies, mut count) = (0.0, 0.0, 0.0, 0);
        for at in (1 - lag).max(1)..(len - lag).min(len) {
            let (at, then) = (at as usize, (at + lag) as usize);
            let supply = self.supply[then] - self.supply[then - 1];
            if supply.is_finite() && self.doubt[at] == 0.0 && self.doubt[at - 1] == 0.0 {
                let load = self.load[at] - self.load[at - 1];
                both += load * supply;
                loads += load * load;
                supplies += supply * supply;
                count += 1;
            }
        }
        if count < CLOCK_NEEDS || both <= 0.0 { 0.0 } else { both / (loads * supplies).sqrt() }
    }

    /// Finds by what share of an interval the clocks differ, from how changes of the supply follow
    /// changes of the load one interval before, at the same time and one after.
    pub(super) fn set_clock(&mut self) {
        let len = self.load.len();
        self.clock_offset = 0.0;
        let usable = |at: usize| self.complete[at];
        let mut scale = f64::INFINITY;
        let mut shares = [0.0, 1.0, 0.0];
        for _ in 0..CLOCK_ROUNDS {
            let mut normal = [[0.0_f64; 3]; 3];
            let mut right = [0.0_f64; 3];
            let mut count = 0;
            self.sorting.clear();
            for at in 2..len.saturating_sub(1) {
                if !(at - 2..=at + 1).all(usable) {
                    continue;
                }
                let change = |to: usize| self.load[to] - self.load[to - 1];
                let row = [change(at - 1), change(at), change(at + 1)];
                let size = self.load[at].max(1e-6);
                let change = self.supply[at] - self.supply[at - 1];
                let error = (change - dot(&row, &shares)) / size;
                self.sorting.push(error.abs());
                let far = error / (2.0 * scale);
                let weight = 1.0 / (size * size * (1.0 + far * far));
                for (i, a) in row.iter().enumerate() {
                    right[i] += weight * a * change;
                    for (j, b) in row.iter().enumerate() {
                        normal[i][j] += weight * a * b;
                    }
                }
                count += 1;
            }
            if count < CLOCK_NEEDS {
                return;
            }
            let Some(found) = solve3(normal, right) else { return };
            shares = found;
            scale = MEDIAN_TO_SD * median(&mut self.sorting) + 1e-9;
        }
        let total: f64 = shares.iter().sum();
        if total <= 0.0 {
            return;
        }
        let (before, after) = (shares[0] / total, shares[2] / total);
        let offset = if before >= after { before.clamp(0.0, 1.0) } else { -after.clamp(0.0, 1.0) };
        if offset.abs() < LEAST_OFFSET {
            return;
        }
        self.clock_offset = offset;
    }

    /// Puts the load on the clock of the supply.
    pub(super) fn align(&mut self) {
        let offset = self.clock_offset;
        if offset == 0.0 {
            return;
        }
        // What the meters showed beyond the edge is not known.
        let edge = if offset > 0.0 { 0 } else { self.load.len() - 1 };
        self.supply[edge] = f64::NAN;
        self.complete[edge] = false;
        mix(&mut self.load, offset, |now, then, share| (1.0 - share) * now + share * then);
        mix(&mut self.doubt, offset, |now, then, share| (1.0 - share).powi(2) * now + share * share * then);
        mix(&mut self.complete, offset, |now, then, _| now && then);
    }
}

/// The reading that the clock mixes in.
pub(super) fn neighbour(meter: &[f32], at: usize, offset: f64) -> f32 {
    if offset == 0.0 {
        meter[at]
    } else if offset > 0.0 {
        meter[at.saturating_sub(1)]
    } else {
        meter[(at + 1).min(meter.len() - 1)]
    }
}

/// Replaces each value by one between it and its neighbour on the side of the offset.
fn mix<T: Copy>(values: &mut [T], offset: f64, between: impl Fn(T, T, f64) -> T) {
    let share = offset.abs();
    if offset > 0.0 {
        for at in (1..values.len()).rev() {
            values[at] = between(values[at], values[at - 1], share);
        }
    } else {
        for at in 1..values.len() {
            values[at - 1] = between(values[at - 1], values[at], share);
        }
    }
}
