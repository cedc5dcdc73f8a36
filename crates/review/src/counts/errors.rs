//! Owns what known errors of a detector make of the number of its alarms.

use super::{Estimate, Trial, Z_95, binomial::wilson_of};

/// The share that has it, where a share `alarmed` raises an alarm, of a detector with this sensitivity and
/// specificity: `(a + Sp − 1) / (Se + Sp − 1)`, kept in 0–1 (Rogan & Gladen 1978,
/// <https://doi.org/10.1093/oxfordjournals.aje.a112510>). `None` of a detector no better than chance.
#[must_use]
pub fn rogan_gladen(alarmed: f64, sensitivity: f64, specificity: f64) -> Option<f64> {
    let informed = sensitivity + specificity - 1.0;
    (informed > 0.0).then(|| ((alarmed + specificity - 1.0) / informed).clamp(0.0, 1.0))
}

/// The same from samples: alarms among all that are watched, alarms among those known to have it, silence
/// among those known not to. Its interval allows for the errors of all three (Lang & Reiczigel 2014,
/// <https://doi.org/10.1016/j.prevetmed.2013.09.015>):
///
/// ```text
/// n' = n + z²,  a' = (n a + z²/2) / n',  Se' = (m Se + 1) / (m + 2),  Sp' = (k Sp + 1) / (k + 2)
/// p' = (a' + Sp' − 1) / (Se' + Sp' − 1)
/// d  = 2 z² (p' Se' (1 − Se') / (m + 2) − (1 − p') Sp' (1 − Sp') / (k + 2))
/// p' + d ± z √(a' (1 − a') / n' + p'² Se' (1 − Se') / (m + 2) + (1 − p')² Sp' (1 − Sp') / (k + 2))
///            / (Se' + Sp' − 1)
/// ```
///
/// As a share in 0–1. `None` of an empty sample, or of a detector no better than chance.
#[must_use]
pub fn lang_reiczigel(alarms: Trial, sensitivity: Trial, specificity: Trial) -> Option<Estimate> {
    let value = rogan_gladen(alarms.share()?, sensitivity.share()?, specificity.share()?)?;
    let z2 = Z_95 * Z_95;
    let size = alarms.of as f64 + z2;
    let alarmed = (alarms.found as f64 + z2 / 2.0) / size;
    let added = |trial: Trial| (trial.of as f64 + 2.0, (trial.found as f64 + 1.0) / (trial.of as f64 + 2.0));
    let ((positives, se), (normals, sp)) = (added(sensitivity), added(specificity));
    let informed = se + sp - 1.0;
    if informed <= 0.0 {
        return None;
    }
    let share = (alarmed + sp - 1.0) / informed;
    let (of_se, of_sp) = (se * (1.0 - se) / positives, sp * (1.0 - sp) / normals);
    let shift = 2.0 * z2 * (share * of_se - (1.0 - share) * of_sp);
    let variance =
        alarmed * (1.0 - alarmed) / size + share * share * of_se + (1.0 - share) * (1.0 - share) * of_sp;
    let half = Z_95 * variance.sqrt() / informed;
    let (low, high) = (share + shift - half, share + shift + half);
    let bounds = Estimate { value, low: low.min(value), high: high.max(value) };
    Some(bounds.within(0.0, 1.0))
}

/// How many have it, where `detections` were told, a share of them is true (`precision`), and the detector
/// is known to tell so many of a sample of those that have it (`recall`): `D · precision / recall`. The
/// interval of the quotient is Newcombe's MOVER-R (2016, <https://doi.org/10.1177/0962280213502144>); where
/// it has none, because the recall may be near zero, it is that of the bounds. How many of those that are
/// there were told is itself a draw: the sample of the recall, `n`, counts as `n N / (n + N)`. At most
/// `watched`, where that is known. `None` where nothing is known to be found of what is there.
#[must_use]
pub fn corrected_by_precision(
    detections: u64,
    precision: Estimate,
    recall: Trial,
    watched: Option<u64>,
) -> Option<Estimate> {
    let found = recall.share().filter(|share| *share > 0.0)?;
    let (sample, there) = (recall.of as f64, detections as f64 * precision.value / found);
    let recall = wilson_of(found, sample * there.max(1.0) / (sample + there.max(1.0)));
    let (a, b) = (precision, recall);
    let product = a.value * b.value;
    let least = {
        let under = b.high * (2.0 * b.value - b.high);
        let root = product * product - a.low * b.high * (2.0 * a.value - a.low) * (2.0 * b.value - b.high);
        let mover = (product - root.max(0.0).sqrt()) / under;
        if under > 0.0 && root >= 0.0 { mover } else { a.low / b.high }
    };
    let most = {
        let under = b.low * (2.0 * b.value - b.low);
        let root = product * product - a.high * b.low * (2.0 * a.value - a.high) * (2.0 * b.value - b.low);
        let mover = (product + root.max(0.0).sqrt()) / under;
        if under > 0.0 && root >= 0.0 { mover } else { a.high / b.low }
    };
    let count = detections as f64;
    let value = a.value / b.value;
    let bounds = Estimate { value, low: least.clamp(0.0, value), high: most.max(value) };
    Some(bounds.times(count).within(0.0, watched.map_or(f64::INFINITY, |watched| watched as f64)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::wilson;

    /// `SplitMix64`: the same draws everywhere.
    struct Draws(u64);

    impl Draws {
        fn share(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        }

        fn binomial(&mut self, of: u64, p: f64) -> Trial {
            Trial { found: (0..of).filter(|_| self.share() < p).count() as u64, of }
        }
    }

    impl Draws {
        fn without_putting_back(&mut self, of: u64, true_ones: u64, all: u64) -> Trial {
            let mut left = (true_ones, all);
            for _ in 0..of {
                let is_true = self.share() * (left.1 as f64) < left.0 as f64;
                left = (left.0 - u64::from(is_true), left.1 - 1);
            }
            Trial { found: true_ones - left.0, of }
        }
    }

    #[test]
    fn a_detector_without_errors_changes_nothing_and_a_blind_one_tells_nothing() {
        assert_eq!(rogan_gladen(0.25, 1.0, 1.0), Some(0.25));
        assert_eq!(rogan_gladen(0.01, 0.9, 0.95), Some(0.0));
        assert_eq!(rogan_gladen(0.1, 0.5, 0.5), None);
        // Rogan and Gladen's own: of 0.176 with Se 0.8, Sp 0.9 it is (0.176 − 0.1) / 0.7.
        assert!((rogan_gladen(0.176, 0.8, 0.9).expect("informed") - 0.108_571_4).abs() < 1e-6);
    }

    #[test]
    fn the_interval_covers_the_truth_at_the_stated_rate() {
        let mut draws = Draws(7);
        let cases = [
            (0.3, 0.85, 0.8),
            (0.02, 0.6, 0.998),
            (0.0, 0.7, 0.99),
            (0.1, 0.95, 0.95),
            (0.5, 0.9, 0.9),
            (0.9, 0.8, 0.97),
        ];
        for (share, se, sp) in cases {
            let runs = 1000;
            let covered = (0..runs).filter(|_| {
                let alarmed = share * se + (1.0 - share) * (1.0 - sp);
                let alarms = draws.binomial(400, alarmed);
                let (found, quiet) = (draws.binomial(60, se), draws.binomial(200, sp));
                let bounds = lang_reiczigel(alarms, found, quiet).expect("informed");
                assert!(0.0 <= bounds.low && bounds.low <= bounds.value && bounds.value <= bounds.high);
                assert!(bounds.high <= 1.0);
                bounds.low <= share && share <= bounds.high
            });
            let covered = covered.count();
            assert!(covered * 100 >= runs * 93, "{share}, {se}, {sp}: {covered} of {runs}");
        }
    }

    #[test]
    fn counts_by_reviewers_who_err_cover_the_truth_at_the_stated_rate() {
        use crate::counts::{Stratum, stratified, stratified_with_errors};
        let mut draws = Draws(13);
        // A reviewer confirms 93 of 100 true ones and rejects 85 of 100 false ones.
        let (se, sp, runs) = (0.93, 0.85, 600);
        let strata = [(400_u64, 360_u64, 40_u64), (200, 90, 40)];
        let truth: u64 = strata.iter().map(|(_, true_ones, _)| true_ones).sum();
        let mut covered = [0, 0];
        for _ in 0..runs {
            let reviewed = strata.map(|(size, true_ones, drawn)| {
                let sample = draws.without_putting_back(drawn, true_ones, size);
                let confirmed = draws.binomial(sample.found, se).found
                    + draws.binomial(drawn - sample.found, 1.0 - sp).found;
                Stratum { size, confirmed, rejected: drawn - confirmed, unclear: 0 }
            });
            let (right, quiet) = (draws.binomial(120, se), draws.binomial(120, sp));
            let counts = [stratified_with_errors(&reviewed, right, quiet), stratified(&reviewed)];
            for (covered, count) in covered.iter_mut().zip(counts) {
                let count = count.expect("reviewed");
                assert!(0.0 <= count.low && count.low <= count.value && count.value <= count.high);
                *covered += u32::from(count.low <= truth as f64 && truth as f64 <= count.high);
            }
        }
        assert!(covered[0] * 100 >= runs * 93, "{covered:?} of {runs}");
        assert!(covered[1] < covered[0], "what takes reviewers at their word covers less: {covered:?}");
    }

    #[test]
    fn precision_and_recall_cover_the_truth_and_never_pass_what_is_watched() {
        let mut draws = Draws(11);
        let (runs, truth, watched) = (600, 300, 5_000_u64);
        let covered = (0..runs).filter(|_| {
            let (found, false_alarms) =
                (draws.binomial(truth, 0.7).found, draws.binomial(watched - truth, 0.02).found);
            let detections = found + false_alarms;
            let reviewed = draws.without_putting_back(80, found, detections);
            let recall = draws.binomial(90, 0.7);
            let precision = wilson(reviewed, Some(detections)).expect("reviewed");
            let count = corrected_by_precision(detections, precision, recall, Some(watched));
            let count = count.expect("a recall");
            assert!(count.low >= 0.0 && count.low <= count.value && count.value <= count.high);
            count.low <= truth as f64 && truth as f64 <= count.high
        });
        let covered = covered.count();
        assert!(covered * 100 >= runs * 93, "{covered} of {runs}");
        let half = Estimate { value: 0.5, low: 0.4, high: 0.6 };
        let count =
            corrected_by_precision(100, half, Trial { found: 1, of: 10 }, Some(250)).expect("a recall");
        assert_eq!((count.value, count.high), (250.0, 250.0));
        assert!(count.low > 50.0 && count.low < 250.0, "{count:?}");
        assert_eq!(corrected_by_precision(100, half, Trial { found: 0, of: 10 }, None), None);
    }
}
