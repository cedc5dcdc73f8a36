//! Owns the search for one step in a series. Does not know what the series is.

/// A change of level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Step {
    /// First value of the new level.
    pub(crate) at: usize,
    /// New level minus old one.
    pub(crate) rise: f32,
    /// The rise in standard errors.
    pub(crate) t: f32,
}

/// Values that must lie on each side of a step.
const LEAST_SIDE: usize = 2;

/// The step with the largest two-sample t value (a likelihood ratio test of one change of the
/// mean, Hinkley 1970, doi:10.1093/biomet/57.1.1). Linear in time.
#[inline(always)]
pub(crate) fn largest(series: &[f32]) -> Option<Step> {
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

/// Places at which a rise is tried at a time.
const BLOCK: usize = 8;

/// Values on each side of a [`rise`]: two days of quarters of a day.
const LEAST_RISE_SIDE: usize = 4;

/// The most likely rise of the level, with one variance on both sides (the likelihood ratio of one
/// change of the mean of normal values, Hinkley 1970, doi:10.1093/biomet/57.1.1): t is not large
/// only because one side is short and still. Linear in time.
#[inline(always)]
pub(crate) fn rise(series: &[f32]) -> Option<Step> {
    let n = series.len();
    if n < 2 * LEAST_RISE_SIDE {
        return None;
    }
    let total: f64 = series.iter().map(|value| f64::from(*value)).sum();
    let squares: f64 = series.iter().map(|value| f64::from(*value) * f64::from(*value)).sum();
    let mut left: f64 = series[..LEAST_RISE_SIDE - 1].iter().map(|value| f64::from(*value)).sum();
    let mut best: Option<Step> = None;
    for (block, added) in series[LEAST_RISE_SIDE - 1..n - LEAST_RISE_SIDE].chunks(BLOCK).enumerate() {
        let first = LEAST_RISE_SIDE + block * BLOCK;
        let mut lefts = [left; BLOCK];
        for (sum, value) in lefts.iter_mut().zip(added) {
            left += f64::from(*value);
            *sum = left;
        }
        // Each for itself, so that they are computed side by side.
        let (mut rises, mut ts) = ([0.0_f64; BLOCK], [0.0_f32; BLOCK]);
        for nth in 0..BLOCK {
            let before = first as f64 + nth as f64;
            let after = n as f64 - before;
            let (old, new) = (lefts[nth] / before, (total - lefts[nth]) / after);
            let variance = ((squares - before * old * old - after * new * new) / n as f64).max(0.0);
            rises[nth] = new - old;
            // One watt of uncertainty keeps constant series finite.
            ts[nth] = ((new - old) / (variance * (1.0 / before + 1.0 / after) + 1e-6).sqrt()) as f32;
        }
        for (nth, (rise, t)) in rises.into_iter().zip(ts).enumerate().take(added.len()) {
            if best.is_none_or(|best| t > best.t) {
                best = Some(Step { at: first + nth, rise: rise as f32, t });
            }
        }
    }
    best
}

/// Things known of each value besides its level, and the level itself: columns of [`adjusted`].
const COLUMNS: usize = 3;

/// As [`largest`], of what `common` and `weekend` do not explain: the t value of a step that is
/// fitted together with them (Frisch and Waugh 1933, doi:10.2307/1907330). Linear in time. Values
/// that are NaN in any series are left out.
#[inline(always)]
pub(crate) fn adjusted(series: &[f32], common: &[f32], weekend: &[f32]) -> Option<Step> {
    let rows = || {
        series
            .iter()
            .zip(common)
            .zip(weekend)
            .enumerate()
            .filter(|(_, ((y, x), _))| y.is_finite() && x.is_finite())
            .map(|(at, ((y, x), w))| (at, f64::from(*y), [1.0, f64::from(*x), f64::from(*w)]))
    };
    let n = rows().count();
    if n < 2 * LEAST_SIDE + COLUMNS + 1 {
        return None;
    }
    // A ridge of a thousandth of a value keeps a constant column harmless.
    let mut gram = [[0.0_f64; COLUMNS]; COLUMNS];
    let mut moment = [0.0_f64; COLUMNS];
    for (_, y, x) in rows() {
        for i in 0..COLUMNS {
            moment[i] += x[i] * y;
            for j in 0..COLUMNS {
                gram[i][j] += x[i] * x[j];
            }
        }
    }
    for (i, row) in gram.iter_mut().enumerate() {
        row[i] += 1e-3;
    }
    let inverse = inverse(&gram)?;
    let times = |v: &[f64; COLUMNS]| -> [f64; COLUMNS] {
        std::array::from_fn(|i| (0..COLUMNS).map(|j| inverse[i][j] * v[j]).sum())
    };
    let beta = times(&moment);
    let residual = |y: f64, x: &[f64; COLUMNS]| y - (0..COLUMNS).map(|i| beta[i] * x[i]).sum::<f64>();
    let squares: f64 = rows().map(|(_, y, x)| residual(y, &x).powi(2)).sum();
    let (mut left, mut left_x, mut left_n) = (0.0_f64, [0.0_f64; COLUMNS], 0_usize);
    let mut best: Option<Step> = None;
    for (at, y, x) in rows() {
        // A step at this row: those before it are `left`.
        if left_n >= LEAST_SIDE && n - left_n >= LEAST_SIDE {
            let explained = times(&left_x);
            let room = left_n as f64 - (0..COLUMNS).map(|i| left_x[i] * explained[i]).sum::<f64>();
            if room > 1e-6 {
                let rise = -left / room;
                let rest = (squares - rise * rise * room).max(0.0) / (n - COLUMNS - 1) as f64;
                let t = (rise / (rest / room + 1e-8).sqrt()) as f32;
                if best.is_none_or(|best| t.abs() > best.t.abs()) {
                    best = Some(Step { at, rise: rise as f32, t });
                }
            }
        }
        left += residual(y, &x);
        for (sum, value) in left_x.iter_mut().zip(x) {
            *sum += value;
        }
        left_n += 1;
    }
    best
}

/// Inverse of a symmetric matrix by cofactors; `None` if it has none.
#[inline(always)]
fn inverse(of: &[[f64; COLUMNS]; COLUMNS]) -> Option<[[f64; COLUMNS]; COLUMNS]> {
    let cofactor = |i: usize, j: usize| {
        let (down, below, right, beyond) = ((i + 1) % 3, (i + 2) % 3, (j + 1) % 3, (j + 2) % 3);
        of[down][right] * of[below][beyond] - of[down][beyond] * of[below][right]
    };
    let determinant: f64 = (0..COLUMNS).map(|j| of[0][j] * cofactor(0, j)).sum();
    (determinant.abs() > 1e-12)
        .then(|| std::array::from_fn(|i| std::array::from_fn(|j| cofactor(j, i) / determinant)))
}
