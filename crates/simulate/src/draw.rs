//! Owns random numbers from a seed: the same on every machine, for whoever draws them in whatever
//! order. Does not know what is drawn.
//!
//! Ten lines of our own in place of a crate: crates keep the right to change their values from
//! version to version, and files written from a seed must come out the same in years. For the same
//! reason only sums and products are used, which all processors round alike, and no logarithms.

/// A stream of numbers without pattern (`SplitMix64`: Steele, Lea & Flood, OOPSLA 2014,
/// doi:10.1145/2660193.2660195).
#[derive(Clone, Debug)]
pub(super) struct Stream(u64);

impl Stream {
    /// The stream of a name under a seed; other names have other streams.
    pub(super) fn of(seed: u64, name: &str) -> Self {
        name.bytes().fold(Self(seed), |stream, byte| Self(Self(stream.0 ^ u64::from(byte)).bits()))
    }

    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to below 1.
    pub(super) fn part(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number from 0 to below `n`; without bias that matters for `n` below 2³².
    pub(super) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// A number of mean 0 and standard deviation 1 in a bell that ends at ±3.46: the sum of four
    /// uniform ones (Irwin–Hall), which are the quarters of one word.
    pub(super) fn bell(&mut self) -> f64 {
        /// Four numbers from 0 to 2¹⁶ have this mean and, together, the variance 2³² / 3.
        const MEAN: f64 = 2.0 * 65_536.0;
        const SCALE: f64 = 1.732_050_807_568_877_2 / 65_536.0;
        let word = self.bits();
        let sum = (0..4).map(|quarter| word >> (16 * quarter) & 0xFFFF).sum::<u64>();
        (sum as f64 + 2.0 - MEAN) * SCALE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_what_they_are() {
        // The reference implementation gives these for seed 1234567.
        let mut stream = Stream(1_234_567);
        assert_eq!([stream.bits(), stream.bits()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        assert_ne!(Stream::of(1, "RU-IRK").bits(), Stream::of(1, "RU-NVS").bits());
        assert_ne!(Stream::of(1, "RU-IRK").bits(), Stream::of(2, "RU-IRK").bits());
    }

    #[test]
    fn bells_have_mean_0_and_deviation_1() {
        let mut stream = Stream(1);
        let drawn: Vec<f64> = (0..100_000).map(|_| stream.bell()).collect();
        let mean = drawn.iter().sum::<f64>() / 1e5;
        let variance = drawn.iter().map(|v| v * v).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.02, "{mean} {variance}");
        assert!((0..1000).all(|_| stream.below(7) < 7));
    }
}
