//! Owns what the growth of a count of detections is made of.

use super::Trial;

/// A year as a detector saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchedYear {
    /// Detections.
    pub detections: u64,
    /// Meters watched.
    pub watched: u64,
    /// Which version of the detector watched them.
    pub detector: String,
    /// What it finds of what is there, and how much of the rest it leaves alone, where that is known.
    pub accuracy: Option<(Trial, Trial)>,
}

/// Growth from one year to the next. The parts add up to the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// Detections more than before.
    pub total: f64,
    /// Because more meters were watched.
    pub coverage: f64,
    /// Because more of those watched have it; `None` where that cannot be told from a change of the
    /// detector.
    pub real: Option<f64>,
    /// Because another version of the detector errs otherwise.
    pub detector: Option<f64>,
    /// Both of the last two, where they cannot be told apart.
    pub real_or_detector: Option<f64>,
}

/// Splits the growth of detections, `W (π Se + (1 − π) (1 − Sp))`, over meters watched `W`, share that has
/// it `π`, and errors of the detector: each part is what a change of it makes, averaged over the orders in
/// which the three can change (Shapley value; Shorrocks 2013, <https://doi.org/10.1007/s10888-011-9214-z>).
/// The share `π` is that of Rogan and Gladen without its limits, so that the parts add up. Where two versions
/// have unknown errors, what is not coverage stays in one. `None` where nothing was watched.
#[must_use]
pub fn growth(before: &WatchedYear, after: &WatchedYear) -> Option<Growth> {
    let rate = |year: &WatchedYear| (year.watched > 0).then(|| year.detections as f64 / year.watched as f64);
    let (rate_before, rate_after) = (rate(before)?, rate(after)?);
    let (watched_before, watched_after) = (before.watched as f64, after.watched as f64);
    let total = after.detections as f64 - before.detections as f64;
    let errors = |year: &WatchedYear| {
        let (se, sp) = year.accuracy?;
        let (se, sp) = (se.share()?, sp.share()?);
        (se + sp > 1.0).then_some((se, sp))
    };
    if before.detector != after.detector
        && let (Some(old), Some(new)) = (errors(before), errors(after))
    {
        let share = |rate: f64, (se, sp): (f64, f64)| (rate + sp - 1.0) / (se + sp - 1.0);
        let shares = [share(rate_before, old), share(rate_after, new)];
        let count = |watched: usize, real: usize, detector: usize| {
            let (se, sp) = [old, new][detector];
            let pi = shares[real];
            [watched_before, watched_after][watched] * (pi * se + (1.0 - pi) * (1.0 - sp))
        };
        // Weights of the orders in which a factor comes first, second or last.
        let part = |change: &dyn Fn(usize, usize, usize) -> f64| {
            (change(1, 0, 0) - change(0, 0, 0)) / 3.0
                + (change(1, 1, 0) - change(0, 1, 0) + change(1, 0, 1) - change(0, 0, 1)) / 6.0
                + (change(1, 1, 1) - change(0, 1, 1)) / 3.0
        };
        return Some(Growth {
            total,
            coverage: part(&|own, a, b| count(own, a, b)),
            real: Some(part(&|own, a, b| count(a, own, b))),
            detector: Some(part(&|own, a, b| count(a, b, own))),
            real_or_detector: None,
        });
    }
    let coverage = (watched_after - watched_before) * f64::midpoint(rate_before, rate_after);
    let rest = (rate_after - rate_before) * f64::midpoint(watched_before, watched_after);
    let is_same = before.detector == after.detector;
    Some(Growth {
        total,
        coverage,
        real: is_same.then_some(rest),
        detector: is_same.then_some(0.0),
        real_or_detector: (!is_same).then_some(rest),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(detections: u64, watched: u64, detector: &str, accuracy: Option<(u64, u64)>) -> WatchedYear {
        let accuracy = accuracy.map(|(se, sp)| (Trial { found: se, of: 100 }, Trial { found: sp, of: 1000 }));
        WatchedYear { detections, watched, detector: detector.into(), accuracy }
    }

    fn sum(of: Growth) -> f64 {
        of.coverage + of.real.unwrap_or(0.0) + of.detector.unwrap_or(0.0) + of.real_or_detector.unwrap_or(0.0)
    }

    #[test]
    fn parts_add_up_and_each_cause_alone_is_seen_as_itself() {
        let twice_as_many =
            growth(&year(100, 1000, "1", None), &year(200, 2000, "1", None)).expect("watched");
        assert_eq!((twice_as_many.coverage, twice_as_many.real), (100.0, Some(0.0)));
        let denser = growth(&year(256, 1024, "1", None), &year(384, 1024, "1", None)).expect("watched");
        assert_eq!((denser.coverage, denser.real, denser.detector), (0.0, Some(128.0), Some(0.0)));
        // The same share of 10 %, found to 50 %, then to 80 %.
        let better = growth(&year(50, 1000, "1", Some((50, 1000))), &year(80, 1000, "2", Some((80, 1000))));
        let better = better.expect("watched");
        assert!(better.real.expect("known").abs() < 1e-9 && better.coverage.abs() < 1e-9, "{better:?}");
        assert!((better.detector.expect("known") - 30.0).abs() < 1e-9);
        let unknown =
            growth(&year(50, 1000, "1", None), &year(80, 1000, "2", Some((80, 1000)))).expect("watched");
        assert_eq!((unknown.real, unknown.detector, unknown.real_or_detector), (None, None, Some(30.0)));
        let all = growth(&year(57, 900, "1", Some((60, 990))), &year(150, 1700, "2", Some((80, 995))));
        let all = all.expect("watched");
        assert!((sum(all) - all.total).abs() < 1e-9, "{all:?}");
        assert_eq!(growth(&year(0, 0, "1", None), &year(1, 10, "1", None)), None);
    }
}
