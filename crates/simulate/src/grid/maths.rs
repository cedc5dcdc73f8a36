//! Owns the few functions of analysis that a grid is drawn with, made of sums and products only:
//! those all processors round alike, so that a seed gives the same files everywhere. Used where
//! something is set up, never for every reading.

use crate::draw::Stream;
use std::f64::consts::{FRAC_PI_2, LN_2, PI};

/// e to the power of `x`; relative error below 1e-8 for |x| up to 20.
pub(super) fn exp(x: f64) -> f64 {
    let mut power = 1.0 + x / 4096.0 * (1.0 + x / 8192.0 * (1.0 + x / 12_288.0));
    for _ in 0..12 {
        power *= power;
    }
    power
}

/// Natural logarithm of a positive finite number; error below 1e-9.
pub(super) fn ln(x: f64) -> f64 {
    let exponent = ((x.to_bits() >> 52) & 0x7FF) as f64 - 1023.0;
    let mantissa = f64::from_bits((x.to_bits() & 0x000F_FFFF_FFFF_FFFF) | (1023 << 52));
    // ln m = 2 artanh((m - 1) / (m + 1)), for m from 1 to 2.
    let part = (mantissa - 1.0) / (mantissa + 1.0);
    let square = part * part;
    let series = (0..9).rev().fold(0.0, |sum, n| sum * square + 1.0 / f64::from(2 * n + 1));
    exponent * LN_2 + 2.0 * part * series
}

/// Sine of an angle in radians; error below 1e-8.
pub(super) fn sin(x: f64) -> f64 {
    let turns = x / (2.0 * PI);
    let x = (turns - (turns + 0.5).floor()) * 2.0 * PI;
    // Within a quarter turn the series converges fast.
    let x = if x > FRAC_PI_2 { PI - x } else { x.max(-PI - x) };
    let square = x * x;
    let term = |n: u32| 1.0 / f64::from((2 * n) * (2 * n + 1));
    x * (1..7).rev().fold(1.0, |rest, n| 1.0 - square * term(n) * rest)
}

/// Cosine of an angle in radians.
pub(super) fn cos(x: f64) -> f64 {
    sin(x + FRAC_PI_2)
}

/// What a grid draws from a stream besides parts and bells.
pub(super) trait Draw {
    /// A number between two.
    fn between(&mut self, low: f64, high: f64) -> f64;
    /// A number between two positive ones, whose logarithm is uniform: sizes, which spread by
    /// factors.
    fn scale(&mut self, low: f64, high: f64) -> f64;
    /// A number around `middle` that is `factor` times larger or smaller in about a third of all
    /// cases (log-normal, cut at ±3.46 deviations).
    fn around(&mut self, middle: f64, factor: f64) -> f64;
    /// A waiting time of this mean (exponential).
    fn wait(&mut self, mean: f64) -> f64;
    /// Whether something of this chance happens.
    fn happens(&mut self, chance: f64) -> bool;
    /// One of some, by weight.
    fn pick<'a, T>(&mut self, of: &'a [(u32, T)]) -> &'a T;
}

impl Draw for Stream {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.part()
    }

    fn scale(&mut self, low: f64, high: f64) -> f64 {
        low * exp(ln(high / low) * self.part())
    }

    fn around(&mut self, middle: f64, factor: f64) -> f64 {
        middle * exp(ln(factor) * self.bell())
    }

    fn wait(&mut self, mean: f64) -> f64 {
        -mean * ln(1.0 - self.part())
    }

    fn happens(&mut self, chance: f64) -> bool {
        self.part() < chance
    }

    fn pick<'a, T>(&mut self, of: &'a [(u32, T)]) -> &'a T {
        let mut at = self.below(of.iter().map(|(weight, _)| u64::from(*weight)).sum());
        for (weight, choice) in of {
            match at.checked_sub(u64::from(*weight)) {
                Some(rest) => at = rest,
                None => return choice,
            }
        }
        &of[of.len() - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_those_of_the_books() {
        for step in -400..=400 {
            let x = f64::from(step) / 20.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-6, "exp {x}: {}", exp(x) / x.exp() - 1.0);
            assert!((sin(x) - x.sin()).abs() < 1e-6, "sin {x}");
            assert!((cos(x) - x.cos()).abs() < 1e-6, "cos {x}");
            assert!((ln(x.exp()) - x).abs() < 1e-7, "ln {x}");
        }
    }

    #[test]
    fn draws_have_the_spread_they_say() {
        let mut stream = Stream::of(1, "draws");
        let mean = |values: &mut dyn FnMut() -> f64| (0..20_000).map(|_| values()).sum::<f64>() / 20_000.0;
        assert!((mean(&mut || stream.wait(3.0)) - 3.0).abs() < 0.1);
        assert!((mean(&mut || stream.scale(1.0, 100.0).log10()) - 1.0).abs() < 0.02);
        assert!((mean(&mut || stream.around(5.0, 2.0).ln()) - 5.0_f64.ln()).abs() < 0.02);
        assert!((mean(&mut || f64::from(*stream.pick(&[(1, 0), (3, 1)]))) - 0.75).abs() < 0.02);
    }
}
