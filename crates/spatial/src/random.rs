//! Owns random numbers and draws without replacement. Does not choose the seed.

use rand_pcg::{
    Pcg64Mcg,
    rand_core::{Rng, SeedableRng},
};

/// A permuted congruential generator (O'Neill 2014, HMC-CS-2014-0905), whose stream its crate keeps
/// the same from version to version.
pub(crate) struct Random(Pcg64Mcg);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    /// Whole number below `end`, which is at least 1.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // The high half of the product: off by less than `end` in 2⁶⁴.
        ((u128::from(self.0.next_u64()) * end as u128) >> 64) as usize
    }

    /// Uniform in [0, 1).
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Brings `count` members drawn without replacement to the front.
    pub(crate) fn draw<T>(&mut self, members: &mut [T], count: usize) {
        for at in 0..count.min(members.len()) {
            let other = at + self.below(members.len() - at);
            members.swap(at, other);
        }
    }
}
