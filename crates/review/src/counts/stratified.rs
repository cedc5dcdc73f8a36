//! Owns the estimate from reviews that were drawn at random within strata, and how many are missing.

use super::{Estimate, Trial, Z_95, lang_reiczigel, wilson};

/// Detections of one kind, such as one band of scores, and what was said of those drawn from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// Detections in it.
    pub size: u64,
    /// Drawn and confirmed.
    pub confirmed: u64,
    /// Drawn and rejected.
    pub rejected: u64,
    /// Drawn, looked at, and not told.
    pub unclear: u64,
}

impl Stratum {
    /// How many were drawn.
    #[must_use]
    pub const fn drawn(self) -> u64 {
        self.confirmed + self.rejected + self.unclear
    }

    /// The share that is true, with bounds that count what is unclear as false and as true.
    fn share(self) -> Option<Estimate> {
        let clear = Trial { found: self.confirmed, of: self.confirmed + self.rejected };
        let of = self.drawn();
        let least = wilson(Trial { found: self.confirmed, of }, Some(self.size))?;
        let most = wilson(Trial { found: self.confirmed + self.unclear, of }, Some(self.size))?;
        Some(Estimate { value: clear.share()?, low: least.low, high: most.high })
    }
}

/// How many detections of all strata are true: `Σ N p` (Cochran 1977, *Sampling Techniques*, section 5A).
/// Its interval joins Wilson's of each stratum (MOVER: Zou, Huang & Zhang 2009,
/// <https://doi.org/10.1016/j.csda.2008.09.033>): `Σ N p ∓ √Σ (N (p − l))²`. No fewer than were confirmed,
/// no more than were not rejected. `None` where a stratum has detections but no clear review.
#[must_use]
pub fn stratified(strata: &[Stratum]) -> Option<Estimate> {
    let (mut value, mut below, mut above, mut least, mut most) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.size > 0) {
        let (size, share) = (stratum.size as f64, stratum.share()?);
        value += size * share.value;
        below += (size * (share.value - share.low).max(0.0)).powi(2);
        above += (size * (share.high - share.value).max(0.0)).powi(2);
        least += stratum.confirmed as f64;
        most += size - stratum.rejected as f64;
    }
    let bounds = Estimate { value, low: value - below.sqrt(), high: value + above.sqrt() };
    Some(bounds.within(least, most))
}

/// The same where reviewers err, as they were seen to on cases whose truth is known: `right` of those that are
/// true they confirmed, `quiet` of those that are not they rejected. The share of each stratum is that of Lang and
/// Reiczigel; what is unclear counts as rejected below and as confirmed above. Nothing is certain then: from
/// none to all. `None` as of [`stratified`], or of reviewers no better than chance.
#[must_use]
pub fn stratified_with_errors(strata: &[Stratum], right: Trial, quiet: Trial) -> Option<Estimate> {
    let (mut value, mut below, mut above, mut all) = (0.0, 0.0_f64, 0.0_f64, 0.0);
    for stratum in strata.iter().filter(|stratum| stratum.size > 0) {
        let size = stratum.size as f64;
        let share = |found: u64, of: u64| lang_reiczigel(Trial { found, of }, right, quiet);
        let clear = share(stratum.confirmed, stratum.confirmed + stratum.rejected)?;
        let least = share(stratum.confirmed, stratum.drawn())?.low;
        let most = share(stratum.confirmed + stratum.unclear, stratum.drawn())?.high;
        value += size * clear.value;
        below += (size * (clear.value - least).max(0.0)).powi(2);
        above += (size * (most - clear.value).max(0.0)).powi(2);
        all += size;
    }
    let bounds = Estimate { value, low: value - below.sqrt(), high: value + above.sqrt() };
    Some(bounds.within(0.0, all))
}

/// A stratum counts with at least so many reviews: its share is not known before.
const LEAST_DRAWN: u64 = 5;

/// How many reviews each stratum lacks until half the width of the interval is at most `target` times the
/// number of detections. Shares are expected to be what reviews say so far, `(c + 1) / (n + 2)`; reviews are
/// shared out as `N √(p (1 − p))` (Neyman 1934, <https://doi.org/10.2307/2342192>).
#[must_use]
pub fn missing_reviews(strata: &[Stratum], target: f64) -> Vec<u64> {
    let all: u64 = strata.iter().map(|stratum| stratum.size).sum();
    let spread = |stratum: &Stratum| {
        let p = (stratum.confirmed as f64 + 1.0) / ((stratum.confirmed + stratum.rejected) as f64 + 2.0);
        (p * (1.0 - p)).sqrt()
    };
    let weight = |stratum: &Stratum| stratum.size as f64 * spread(stratum);
    let weights: f64 = strata.iter().map(weight).sum();
    let needed = |total: u64| -> Vec<u64> {
        let part = |stratum: &Stratum| {
            let fair = (total as f64 * weight(stratum) / weights.max(f64::MIN_POSITIVE)).ceil() as u64;
            fair.max(LEAST_DRAWN).max(stratum.drawn()).min(stratum.size)
        };
        strata.iter().map(part).collect()
    };
    let half_width = |needed: &[u64]| {
        let variance = |(stratum, drawn): (&Stratum, &u64)| {
            if *drawn == 0 || *drawn >= stratum.size {
                return 0.0;
            }
            let left = 1.0 - *drawn as f64 / stratum.size as f64;
            weight(stratum).powi(2) * left / *drawn as f64
        };
        Z_95 * strata.iter().zip(needed).map(variance).sum::<f64>().sqrt()
    };
    // More reviews never widen it, so halving finds the least.
    let most = strata.iter().map(|stratum| weights / spread(stratum)).fold(0.0, f64::max);
    let (mut low, mut high) = (0, most.ceil() as u64);
    while low < high {
        let middle = low.midpoint(high);
        if half_width(&needed(middle)) <= target * all as f64 { high = middle } else { low = middle + 1 }
    }
    needed(high).iter().zip(strata).map(|(needed, stratum)| needed - stratum.drawn().min(*needed)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_review_is_a_count() {
        let strata = [
            Stratum { size: 10, confirmed: 9, rejected: 1, unclear: 0 },
            Stratum { size: 5, confirmed: 1, rejected: 4, unclear: 0 },
            Stratum::default(),
        ];
        assert_eq!(stratified(&strata), Some(Estimate { value: 10.0, low: 10.0, high: 10.0 }));
    }

    #[test]
    fn bounds_hold_what_was_seen() {
        let strata = [Stratum { size: 100, confirmed: 5, rejected: 0, unclear: 0 }];
        let count = stratified(&strata).expect("reviewed");
        assert_eq!((count.value, count.high), (100.0, 100.0));
        assert!(count.low > 55.0 && count.low < 60.0, "{count:?}");
        let strata = [Stratum { size: 100, confirmed: 0, rejected: 5, unclear: 0 }];
        assert!(stratified(&strata).expect("reviewed").high <= 95.0);
        let strata = [Stratum { size: 100, confirmed: 0, rejected: 0, unclear: 5 }];
        assert_eq!(stratified(&strata), None);
        let certain = stratified(&[Stratum { size: 100, confirmed: 10, rejected: 10, unclear: 0 }]);
        let unclear = stratified(&[Stratum { size: 100, confirmed: 10, rejected: 10, unclear: 10 }]);
        let width = |of: Option<Estimate>| of.map(|of| of.high - of.low).expect("reviewed");
        assert!(width(unclear) > width(certain));
    }

    #[test]
    fn draws_cover_the_truth_at_the_stated_rate() {
        // All samples of 20 of 200 and of 20 of 50, by their hypergeometric chances.
        let chances = |true_ones: u64, size: u64, drawn: u64| -> Vec<f64> {
            let ln_choose = |n: u64, k: u64| -> f64 {
                (0..k).map(|i| ((n - i) as f64).ln() - ((i + 1) as f64).ln()).sum()
            };
            (0..=drawn)
                .map(|k| {
                    if k > true_ones || drawn - k > size - true_ones {
                        return 0.0;
                    }
                    let ln = ln_choose(true_ones, k) + ln_choose(size - true_ones, drawn - k);
                    (ln - ln_choose(size, drawn)).exp()
                })
                .collect()
        };
        for (first, second) in [(180, 20), (120, 5), (100, 25), (30, 3)] {
            let (of_first, of_second) = (chances(first, 200, 20), chances(second, 50, 20));
            let mut covered = 0.0;
            for (k, p) in of_first.iter().enumerate() {
                for (j, q) in of_second.iter().enumerate() {
                    let stratum =
                        |size, confirmed| Stratum { size, confirmed, rejected: 20 - confirmed, unclear: 0 };
                    let count =
                        stratified(&[stratum(200, k as u64), stratum(50, j as u64)]).expect("reviewed");
                    let truth = (first + second) as f64;
                    if count.low <= truth && truth <= count.high {
                        covered += p * q;
                    }
                }
            }
            assert!(covered >= 0.93, "{first}, {second}: {covered}");
        }
    }

    #[test]
    fn missing_reviews_grow_with_what_is_asked() {
        let strata = [
            Stratum { size: 1000, confirmed: 5, rejected: 5, unclear: 0 },
            Stratum { size: 1000, confirmed: 20, rejected: 0, unclear: 0 },
        ];
        let total = |target| missing_reviews(&strata, target).iter().sum::<u64>();
        assert!(total(0.2) < total(0.1) && total(0.1) < total(0.05));
        let missing = missing_reviews(&strata, 0.1);
        assert!(missing[0] > missing[1], "where reviews differ, more are needed: {missing:?}");
        assert_eq!(missing_reviews(&strata, 0.0), [990, 980]);
        assert_eq!(missing_reviews(&[Stratum { size: 3, ..Stratum::default() }], 0.5), [3]);
        assert_eq!(missing_reviews(&[Stratum::default()], 0.1), [0]);
        // With as many more, drawn alike, the goal is reached but for what Wilson adds.
        let more = missing_reviews(&strata, 0.1);
        let after = [
            Stratum { size: 1000, confirmed: 5 + more[0] / 2, rejected: 5 + more[0].div_ceil(2), unclear: 0 },
            Stratum { size: 1000, confirmed: 20 + more[1], rejected: 0, unclear: 0 },
        ];
        let count = stratified(&after).expect("reviewed");
        assert!((count.high - count.low) / 2.0 <= 0.12 * 2000.0, "{count:?}");
    }
}
