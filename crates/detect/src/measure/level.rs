//! Owns how high the readings are, whenever. Does not look at their order.

use super::stats::{LANES, Ranks, extremes, squares, total};
use super::{Measure, MeterMeasures};

/// Bins an octave of levels: 17 give steps of 4 %.
const BINS_PER_OCTAVE: f32 = 17.0;
/// Octaves below and above the mean that are told apart.
const OCTAVES: f32 = 6.0;
/// Bins in all.
const BINS: usize = (2.0 * OCTAVES * BINS_PER_OCTAVE) as usize;

/// From here on floats have no parts.
const WHOLE: f32 = 8_388_608.0;

/// Histograms that are counted side by side.
const APART: usize = 4;

/// Readings that are summed up at a time.
const PART: usize = 4096;

/// Measures the levels of known readings, in kW.
#[inline(always)]
pub(super) fn measure(out: &mut MeterMeasures, known: &[f32], ranks: &mut Ranks) {
    if known.is_empty() {
        return;
    }
    let n = known.len() as f32;
    // Parts keep a long sum of small numbers exact.
    let sum = known.chunks(PART).map(|part| f64::from(total(part))).sum::<f64>();
    let mean = (sum / known.len() as f64) as f32;
    let zeros = known.iter().map(|kw| u32::from(*kw == 0.0)).sum::<u32>();
    out.set(Measure::MeanKw, mean);
    out.set(Measure::Zero, zeros as f32 / n);
    if mean <= 0.0 {
        out.set(Measure::CoreKw, 0.0);
        return;
    }
    let squares = known.chunks(PART).map(|part| f64::from(squares(part, mean))).sum::<f64>();
    out.set(Measure::Variation, (squares / known.len() as f64).sqrt() as f32 / mean);
    modes(out, known, mean);
    let [core, p05, quarter, p50, p95, p99] = ranks.of(known, [0.02, 0.05, 0.25, 0.5, 0.95, 0.99]);
    out.set(Measure::CoreKw, core);
    if core > 0.0 {
        out.set(Measure::CoreEven, quarter / core);
    }
    out.set(Measure::P05, p05 / mean);
    out.set(Measure::P50, p50 / mean);
    out.set(Measure::P95, p95 / mean);
    out.set(Measure::LoadFactor, mean / p99);
    out.set(Measure::P95Kw, p95);
    let (_, high) = extremes(known);
    let capped = known.iter().map(|kw| u32::from(*kw >= 0.99 * high)).sum::<u32>();
    out.set(Measure::Capped, capped as f32 / n);
}

/// The most frequent level, from a histogram of logarithms.
#[inline(always)]
fn modes(out: &mut MeterMeasures, known: &[f32], mean: f32) {
    // Readings in a row are often alike: counts of their own do not wait for each other.
    let mut histograms = [[0_u32; BINS]; APART];
    let scale = 1.0 / mean;
    let bin = |kw: f32| {
        let bin = (fast_log2(kw * scale) + OCTAVES) * BINS_PER_OCTAVE;
        // The whole part, read from the bits of a sum in which one is the last: a conversion that asks
        // for what is no number is done one by one.
        (bin.clamp(0.0, BINS as f32 - 1.0).trunc() + WHOLE).to_bits() - WHOLE.to_bits()
    };
    for kw in known.chunks(LANES) {
        // Bins of several readings at once, then their counts.
        let mut bins = [0; LANES];
        bins.iter_mut().zip(kw).for_each(|(out, kw)| *out = bin(*kw));
        for (nth, bin) in bins[..kw.len()].iter().enumerate() {
            histograms[nth % APART][*bin as usize] += 1;
        }
    }
    let histogram: [u32; BINS] =
        std::array::from_fn(|bin| histograms.iter().map(|histogram| histogram[bin]).sum::<u32>());
    // The lowest bin gathers zeros: it is no level.
    let mass = |at: usize| histogram[at] + histogram[at + 1];
    let Some(top) = (1..BINS - 1).max_by_key(|at| mass(*at)) else { return };
    let n = known.len() as f32;
    out.set(Measure::ModeMass, mass(top) as f32 / n);
    out.set(Measure::ModeLevel, ((top + 1) as f32 / BINS_PER_OCTAVE - OCTAVES).exp2());
    out.set(Measure::BelowMode, histogram[..top.saturating_sub(1)].iter().sum::<u32>() as f32 / n);
}

/// Logarithm to base 2 within 0.01: exponent of the float and a parabola for the rest.
#[inline(always)]
fn fast_log2(value: f32) -> f32 {
    let bits = value.max(f32::MIN_POSITIVE).to_bits();
    let exponent = (bits >> 23) as i32 as f32 - 127.0;
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
