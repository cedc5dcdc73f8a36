//! Owns the search for one step in a series. Does not know what the series is.

/// A change of level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::detect) struct Step {
    /// First value of the new level.
    pub(in crate::detect) at: usize,
    /// New level minus old one.
    pub(in crate::detect) rise: f32,
    /// The rise in standard errors.
    pub(in crate::detect) t: f32,
}

/// Values that must lie on each side of a step.
const LEAST_SIDE: usize = 2;

/// The step with the largest two-sample t value (a likelihood ratio test of one change of the
/// mean, Hinkley 1970, doi:10.1093/biomet/57.1.1). Linear in time.
pub(in crate::detect) fn largest(series: &[f32]) -> Option<Step> {
    let n = series.len();
    if n < 2 * LEAST_SIDE {
        return None;
    }
    let (mut total, mut squares) = (0.0_f64, 0.0_f64);
    for value in series {
        total += f64::from(*value);
        squares += f64::from(*value) * f64::from(*value);
    }
    let (mut left, mut left_squares) = (0.0_f64, 0.0_f64);
    let mut best: Option<Step> = None;
    for at in 1..n {
        let value = f64::from(series[at - 1]);
        left += value;
        left_squares += value * value;
        if at < LEAST_SIDE || n - at < LEAST_SIDE {
            continue;
        }
        let (before, after) = (at as f64, (n - at) as f64);
        let (old, new) = (left / before, (total - left) / after);
        let old_variance = (left_squares / before - old * old).max(0.0);
        let new_variance = ((squares - left_squares) / after - new * new).max(0.0);
        // One watt of uncertainty keeps constant series finite.
        let t = ((new - old) / (old_variance / before + new_variance / after + 1e-6).sqrt()) as f32;
        if best.is_none_or(|best| t.abs() > best.t.abs()) {
            best = Some(Step { at, rise: (new - old) as f32, t });
        }
    }
    best
}
