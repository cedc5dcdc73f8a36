//! Owns how far probabilities can be taken at their word. Does not know where they come from.

/// Rows of similar scores: what was said and what came true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityBin {
    /// Rows in it.
    pub rows: usize,
    /// Mean score.
    pub said: f64,
    /// Share that is positive.
    pub came_true: f64,
    /// 95 % interval of that share (Wilson 1927, doi 10.1080/01621459.1927.10502953).
    pub interval: (f64, f64),
}

/// Calibration of scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    /// From the lowest scores to the highest, each with about as many rows.
    pub bins: Vec<ReliabilityBin>,
    /// Mean square of score minus truth (Brier 1950); 0 is best.
    pub brier: f64,
    /// Mean distance of what was said and what came true over the bins, by rows.
    pub calibration_error: f64,
}

/// Calibration of `scores` in at most `bins` bins; rows of one score share a bin. `None` without
/// rows.
#[must_use]
pub fn reliability(scores: &[f64], positive: &[bool], bins: usize) -> Option<Reliability> {
    let mut rows: Vec<(f64, bool)> = scores.iter().copied().zip(positive.iter().copied()).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let count = rows.len();
    if count == 0 {
        return None;
    }
    let mut out = Vec::new();
    let mut start = 0;
    for bin in 1..=bins.max(1) {
        let mut end = count * bin / bins.max(1);
        while end > 0 && end < count && rows[end].0 == rows[end - 1].0 {
            end += 1;
        }
        if end > start {
            let part = &rows[start..end];
            let size = part.len() as f64;
            let said = part.iter().map(|row| row.0).sum::<f64>() / size;
            let came_true = part.iter().filter(|row| row.1).count() as f64 / size;
            out.push(ReliabilityBin { rows: part.len(), said, came_true, interval: wilson(came_true, size) });
            start = end;
        }
    }
    let brier = rows.iter().map(|(score, truth)| (score - f64::from(u8::from(*truth))).powi(2)).sum::<f64>();
    let error: f64 = out.iter().map(|bin| bin.rows as f64 * (bin.said - bin.came_true).abs()).sum();
    Some(Reliability { bins: out, brier: brier / count as f64, calibration_error: error / count as f64 })
}

fn wilson(share: f64, count: f64) -> (f64, f64) {
    // 97.5 % point of the normal distribution.
    const Z: f64 = 1.959_964;
    let shrink = 1.0 + Z * Z / count;
    let middle = (share + Z * Z / (2.0 * count)) / shrink;
    let half = Z * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt() / shrink;
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::{reliability, wilson};

    #[test]
    fn says_what_was_said_and_what_came_true() {
        let scores = [0.1, 0.1, 0.1, 0.1, 0.8, 0.8, 0.8, 0.8];
        let truth = [false, false, false, true, true, true, true, false];
        let found = reliability(&scores, &truth, 2).unwrap();
        assert_eq!(found.bins.len(), 2);
        assert_eq!((found.bins[0].came_true, found.bins[1].came_true), (0.25, 0.75));
        assert!((found.calibration_error - 0.1).abs() < 1e-12);
        // Three rows of 0.1², one of 0.9², three of 0.2², one of 0.8².
        assert!((found.brier - (0.03 + 0.81 + 0.12 + 0.64) / 8.0).abs() < 1e-12);
    }

    #[test]
    fn equal_scores_are_not_parted() {
        let found = reliability(&[0.3; 7], &[true, false, false, false, false, false, false], 5).unwrap();
        assert_eq!(found.bins.len(), 1);
        assert_eq!(reliability(&[], &[], 5), None);
    }

    #[test]
    fn the_interval_is_that_of_the_paper() {
        // 15 of 50: 0.191 to 0.438.
        let (low, high) = wilson(0.3, 50.0);
        assert!((low - 0.191).abs() < 5e-4 && (high - 0.438).abs() < 5e-4, "{low} {high}");
    }
}
