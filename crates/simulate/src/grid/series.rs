//! Owns energy over the intervals of a window, and how power of any duration falls into them.

use std::cmp::Ordering;

/// Wh of each interval. Times are counted in intervals since the start; parts are allowed.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    /// Wh of each interval.
    pub(super) wh: Vec<f32>,
    /// Wh of an interval at 1 kW.
    wh_of_kw: f32,
}

impl Series {
    /// Empties it for a window.
    pub(super) fn reset(&mut self, len: usize, step_h: f32) {
        self.wh.clear();
        self.wh.resize(len, 0.0);
        self.wh_of_kw = 1000.0 * step_h;
    }

    /// Adds a constant power from one time to another; what falls outside the window is left out.
    pub(super) fn add(&mut self, from: f32, to: f32, kw: f32) {
        let (from, to) = (from.max(0.0), to.min(self.wh.len() as f32));
        // NaN is not before anything either.
        if from.partial_cmp(&to) != Some(Ordering::Less) {
            return;
        }
        let wh = kw * self.wh_of_kw;
        let (first, last) = (from as usize, to as usize);
        if first == last {
            self.wh[first] += wh * (to - from);
            return;
        }
        self.wh[first] += wh * ((first + 1) as f32 - from);
        for value in &mut self.wh[first + 1..last] {
            *value += wh;
        }
        if let Some(value) = self.wh.get_mut(last) {
            *value += wh * (to - last as f32);
        }
    }

    /// Wh of an interval at 1 kW.
    pub(super) const fn wh_of_kw(&self) -> f32 {
        self.wh_of_kw
    }

    /// Empties it for the window of another one.
    pub(super) fn reset_like(&mut self, other: &Self) {
        self.wh.clear();
        self.wh.resize(other.wh.len(), 0.0);
        self.wh_of_kw = other.wh_of_kw;
    }
}

/// How long something that cycles has been on up to a time counted in cycles, if it is on for the
/// first `duty` of each; in cycles. The difference of two times is what falls between them.
pub(super) fn on_time(cycles: f32, duty: f32) -> f32 {
    let whole = cycles.floor();
    whole * duty + (cycles - whole).min(duty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_energy_is_lost_or_made(from in -5.0_f32..30.0, length in 0.0_f32..30.0, kw in 0.1_f32..50.0) {
            let mut series = Series::default();
            series.reset(20, 0.25);
            series.add(from, from + length, kw);
            let inside = ((from + length).min(20.0) - from.max(0.0)).max(0.0);
            let total: f32 = series.wh.iter().sum();
            prop_assert!((total - inside * kw * 250.0).abs() < 0.5, "{total}");
            prop_assert!(series.wh.iter().all(|wh| (0.0..=kw * 250.0 + 0.01).contains(wh)));
        }

        #[test]
        fn what_cycles_is_on_for_its_duty(duty in 0.0_f32..1.0, start in 0.0_f32..1.0, cycles in 1_u16..50) {
            let on = on_time(start + f32::from(cycles), duty) - on_time(start, duty);
            prop_assert!((on - duty * f32::from(cycles)).abs() < 1e-3);
        }
    }
}
