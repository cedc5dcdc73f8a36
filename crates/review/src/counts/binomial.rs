//! Owns the share of successes in a sample, with its interval.

use super::{Estimate, Z_95};

/// How many of a sample had something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// So many had it.
    pub found: u64,
    /// Of so many.
    pub of: u64,
}

impl Trial {
    /// The share; `None` of an empty or impossible sample.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.of > 0 && self.found <= self.of).then(|| self.found as f64 / self.of as f64)
    }
}

/// Wilson's score interval (Wilson 1927, <https://doi.org/10.1080/01621459.1927.10502953>) of the share of
/// successes in a sample of a finite population: the size of the sample counts as `n (N − 1) / (N − n)`
/// (Cochran 1977, *Sampling Techniques*, section 3.2), so that a full count is exact. `None` of an empty
/// sample.
#[must_use]
pub fn wilson(sample: Trial, population: Option<u64>) -> Option<Estimate> {
    let share = sample.share()?;
    let size = match population {
        Some(all) if all <= sample.of => return Some(Estimate { value: share, low: share, high: share }),
        Some(all) => sample.of as f64 * (all - 1) as f64 / (all - sample.of) as f64,
        None => sample.of as f64,
    };
    Some(wilson_of(share, size))
}

/// Wilson's interval of a share seen in a sample that counts as `size`.
pub(super) fn wilson_of(share: f64, size: f64) -> Estimate {
    let z2 = Z_95 * Z_95;
    let centre = (share + z2 / (2.0 * size)) / (1.0 + z2 / size);
    let half = Z_95 / (1.0 + z2 / size) * (share * (1.0 - share) / size + z2 / (4.0 * size * size)).sqrt();
    // Rounding must not put the bounds beside the share.
    let (low, high) = ((centre - half).clamp(0.0, share), (centre + half).clamp(share, 1.0));
    Estimate { value: share, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_literature_and_a_full_count_is_exact() {
        // Newcombe 1998 (https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E),
        // table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for ((found, of), (low, high)) in [
            ((81, 263), (0.2553, 0.3662)),
            ((15, 148), (0.0624, 0.1605)),
            ((0, 20), (0.0, 0.1611)),
            ((1, 29), (0.0061, 0.1718)),
        ] {
            let wilson = wilson(Trial { found, of }, None).expect("a sample");
            assert!((wilson.low - low).abs() < 5e-5 && (wilson.high - high).abs() < 5e-5, "{wilson:?}");
        }
        let all = wilson(Trial { found: 3, of: 10 }, Some(10)).expect("a sample");
        assert_eq!((all.low, all.high), (0.3, 0.3));
        let most = wilson(Trial { found: 3, of: 10 }, Some(12)).expect("a sample");
        let few = wilson(Trial { found: 3, of: 10 }, Some(1200)).expect("a sample");
        assert!(most.high - most.low < few.high - few.low);
        assert_eq!(wilson(Trial { found: 0, of: 0 }, None), None);
        assert_eq!(wilson(Trial { found: 2, of: 1 }, None), None);
    }
}
