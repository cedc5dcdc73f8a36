//! Owns small statistics of short series. Does not know what they are of.

/// Mean; NaN of nothing.
pub(in crate::detect) fn mean(values: impl IntoIterator<Item = f32>) -> f32 {
    let (sum, count) = values.into_iter().fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// The value of rank `share` (0 to 1); reorders `values`. NaN of nothing.
pub(in crate::detect) fn quantile(values: &mut [f32], share: f32) -> f32 {
    if values.is_empty() {
        return f32::NAN;
    }
    let rank = ((values.len() - 1) as f32 * share) as usize;
    *values.select_nth_unstable_by(rank, f32::total_cmp).1
}

/// Pearson's correlation; NaN where one of the two is constant.
pub(in crate::detect) fn correlation(pairs: impl Iterator<Item = (f32, f32)> + Clone) -> f32 {
    let (mut n, mut sx, mut sy) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (x, y) in pairs.clone() {
        n += 1.0;
        sx += x;
        sy += y;
    }
    let (mx, my) = (sx / n, sy / n);
    let (mut xx, mut yy, mut xy) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (x, y) in pairs {
        xx += (x - mx) * (x - mx);
        yy += (y - my) * (y - my);
        xy += (x - mx) * (y - my);
    }
    let scale = (xx * yy).sqrt();
    if scale > 0.0 { xy / scale } else { f32::NAN }
}

/// Slope of y over x by least squares; 0 where x is constant.
pub(in crate::detect) fn slope(pairs: impl Iterator<Item = (f32, f32)> + Clone) -> f32 {
    let (n, sx, sy) = pairs.clone().fold((0.0, 0.0, 0.0), |(n, sx, sy), (x, y)| (n + 1.0, sx + x, sy + y));
    let (mx, my) = (sx / n, sy / n);
    let (xx, xy) = pairs
        .fold((0.0_f32, 0.0_f32), |(xx, xy), (x, y)| (xx + (x - mx) * (x - mx), xy + (x - mx) * (y - my)));
    if xx > 0.0 { xy / xx } else { 0.0 }
}

/// Kendall's rank correlation of a series with time (Mann 1945, doi:10.2307/1907187). Quadratic:
/// for daily values only.
pub(in crate::detect) fn tau(series: &[f32]) -> f32 {
    let mut sum = 0_i32;
    for (at, later) in series.iter().enumerate() {
        for earlier in &series[..at] {
            sum += i32::from(later > earlier) - i32::from(later < earlier);
        }
    }
    let n = series.len() as f32;
    2.0 * sum as f32 / (n * (n - 1.0))
}

/// Two levels of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::detect) struct TwoLevels {
    /// Share of the variance that lies between the levels.
    pub(in crate::detect) between: f32,
    /// Means of the levels.
    pub(in crate::detect) lower: f32,
    pub(in crate::detect) upper: f32,
    /// Standard deviation within the upper level.
    pub(in crate::detect) upper_sd: f32,
}

/// Parts sorted values into two levels so that the variance between them is largest (Otsu).
pub(in crate::detect) fn two_levels(sorted: &[f32]) -> Option<TwoLevels> {
    let n = sorted.len() as f32;
    let (total, squares) = sorted.iter().fold((0.0, 0.0), |(s, q), v| (s + v, q + v * v));
    let variance = squares / n - (total / n) * (total / n);
    let (mut left, mut left_squares, mut best) = (0.0, 0.0, None::<TwoLevels>);
    for (at, value) in sorted.iter().enumerate().take(sorted.len().saturating_sub(1)) {
        left += value;
        left_squares += value * value;
        let below = (at + 1) as f32;
        let above = n - below;
        let (lower, upper) = (left / below, (total - left) / above);
        let between = below * above / (n * n) * (upper - lower) * (upper - lower) / variance;
        if variance > 0.0 && best.is_none_or(|best| between > best.between) {
            let upper_variance = (squares - left_squares) / above - upper * upper;
            best = Some(TwoLevels { between, lower, upper, upper_sd: upper_variance.max(0.0).sqrt() });
        }
    }
    best
}
