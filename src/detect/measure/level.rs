//! Owns how high the readings are, whenever. Does not look at their order.

use super::stats::quantile;
use super::{Measure, MeterMeasures};

/// Bins an octave of levels: 17 give steps of 4 %.
const BINS_PER_OCTAVE: f32 = 17.0;
/// Octaves below and above the mean that are told apart.
const OCTAVES: f32 = 6.0;
/// Bins in all.
const BINS: usize = (2.0 * OCTAVES * BINS_PER_OCTAVE) as usize;

/// Measures the levels of known readings, in kW; reorders them.
pub(super) fn measure(out: &mut MeterMeasures, known: &mut [f32]) {
    let n = known.len() as f64;
    let (mut sum, mut squares, mut zeros) = (0.0_f64, 0.0_f64, 0_usize);
    for &kw in known.iter() {
        sum += f64::from(kw);
        squares += f64::from(kw) * f64::from(kw);
        zeros += usize::from(kw == 0.0);
    }
    if known.is_empty() {
        return;
    }
    let mean = sum / n;
    out.set(Measure::MeanKw, mean as f32);
    out.set(Measure::Zero, (zeros as f64 / n) as f32);
    if mean <= 0.0 {
        return;
    }
    out.set(Measure::Variation, ((squares / n - mean * mean).max(0.0).sqrt() / mean) as f32);
    let mean = mean as f32;
    modes(out, known, mean);
    // Each selection leaves what is higher to its right, so the next one looks at less.
    let mut from = 0;
    let mut at = |share: f32| {
        let rank = ((known.len() - 1) as f32 * share) as usize;
        let value = *known[from..].select_nth_unstable_by(rank - from, f32::total_cmp).1;
        from = rank;
        value
    };
    let (p01, p05, p25, p50, p75, p95, p99) =
        (at(0.01), at(0.05), at(0.25), at(0.5), at(0.75), at(0.95), at(0.99));
    for (measure, value) in [
        (Measure::P01, p01),
        (Measure::P05, p05),
        (Measure::P25, p25),
        (Measure::P50, p50),
        (Measure::P75, p75),
        (Measure::P95, p95),
    ] {
        out.set(measure, value / mean);
    }
    out.set(Measure::LoadFactor, mean / p99);
    out.set(Measure::P05Kw, p05);
    out.set(Measure::P95Kw, p95);
    let high = quantile(&mut known[from..], 1.0);
    let capped = known[from..].iter().filter(|kw| **kw >= 0.99 * high).count();
    out.set(Measure::Capped, (capped as f64 / n) as f32);
}

/// The most frequent level, from a histogram of logarithms.
fn modes(out: &mut MeterMeasures, known: &[f32], mean: f32) {
    let mut histogram = [0_u32; BINS];
    let scale = 1.0 / mean;
    for kw in known {
        let bin = ((fast_log2(kw * scale) + OCTAVES) * BINS_PER_OCTAVE).clamp(0.0, BINS as f32 - 1.0);
        histogram[bin as usize] += 1;
    }
    // The lowest bin gathers zeros: it is no level.
    let mass = |at: usize| histogram[at] + histogram[at + 1];
    let Some(top) = (1..BINS - 1).max_by_key(|at| mass(*at)) else { return };
    let n = known.len() as f32;
    out.set(Measure::ModeMass, mass(top) as f32 / n);
    out.set(Measure::ModeLevel, ((top + 1) as f32 / BINS_PER_OCTAVE - OCTAVES).exp2());
    out.set(Measure::BelowMode, histogram[..top.saturating_sub(1)].iter().sum::<u32>() as f32 / n);
}

/// Logarithm to base 2 within 0.01: exponent of the float and a parabola for the rest.
fn fast_log2(value: f32) -> f32 {
    let bits = value.max(f32::MIN_POSITIVE).to_bits();
    let exponent = (bits >> 23) as f32 - 127.0;
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    exponent + (-0.344_845 * mantissa + 2.024_658) * mantissa - 1.674_877
}

#[cfg(test)]
mod tests {
    use super::fast_log2;

    #[test]
    fn the_quick_logarithm_is_close() {
        for value in [0.03_f32, 0.5, 0.99, 1.0, 1.7, 40.0] {
            assert!((fast_log2(value) - value.log2()).abs() < 0.01, "{value}");
        }
    }
}
