//! Owns what the days of one meter say by themselves. Does not know other meters.

use super::{DailyProfile, PROFILE_DAYS};

/// Names of the measures of [`measures`], in their order.
pub(super) const NAMES: [&str; 57] = [
    "daily_mean_log",
    "daily_typical_log",
    "daily_least_log",
    "daily_p10_log",
    "daily_p25_log",
    "daily_p75_log",
    "daily_most_log",
    "daily_least_share",
    "daily_p10_share",
    "daily_p25_share",
    "daily_p75_share",
    "daily_p90_share",
    "daily_most_share",
    "daily_second_share",
    "daily_variation",
    "daily_variation_of_used",
    "daily_skewness",
    "daily_kurtosis",
    "daily_zero",
    "daily_zero_run",
    "daily_zero_runs",
    "daily_zero_first",
    "daily_zero_last",
    "daily_low",
    "daily_low_run",
    "daily_after_zero",
    "daily_before_zero",
    "daily_change",
    "daily_change_median",
    "daily_slope",
    "daily_last_week",
    "daily_second_half",
    "daily_middle",
    "daily_step",
    "daily_step_t",
    "daily_step_at",
    "daily_most_at",
    "daily_least_at",
    "daily_first",
    "daily_monday",
    "daily_saturday",
    "daily_sunday",
    "daily_weekend",
    "daily_memory_1",
    "daily_memory_2",
    "daily_memory_3",
    "daily_memory_5",
    "daily_memory_6",
    "daily_memory_7",
    "daily_memory_14",
    "daily_tenths",
    "daily_fifths",
    "daily_units",
    "daily_repeated",
    "daily_missing",
    "daily_flat_share",
    "daily_largest_fall",
];

/// Days relative to their mean; NaN where missing or where all are zero.
pub(super) fn relative(kwh: &[f32; PROFILE_DAYS]) -> [f32; PROFILE_DAYS] {
    let mean = mean(kwh.iter().copied());
    kwh.map(|day| if mean > 0.0 { day / mean } else { f32::NAN })
}

/// Mean of what is known; NaN without any.
pub(super) fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = values.filter(|v| v.is_finite()).fold((0.0, 0.0_f32), |(s, n), v| (s + v, n + 1.0));
    sum / count
}

/// Share of neighbouring days' likeness: autocovariance at `lag` over the variance, of deviations
/// where missing ones are 0.
pub(super) fn memory(deviations: &[f32; PROFILE_DAYS], lag: usize) -> f32 {
    let variance: f32 = deviations.iter().map(|d| d * d).sum::<f32>() / PROFILE_DAYS as f32;
    let pairs = deviations.iter().zip(&deviations[lag..]);
    let covariance = pairs.map(|(a, b)| a * b).sum::<f32>() / (PROFILE_DAYS - lag) as f32;
    covariance / variance
}

/// The measures of one meter. Shares are of its typical day of use (the median of days above
/// zero), places are days before the end.
pub(super) fn measures(profile: &DailyProfile) -> [f32; NAMES.len()] {
    let kwh = &profile.kwh;
    let known = Sorted::of(kwh.iter().copied());
    let used = Sorted::of(kwh.iter().copied().filter(|day| *day > 0.0));
    let average = mean(kwh.iter().copied());
    let typical = used.at(0.5);
    let deviations = kwh.map(|day| if day.is_finite() { day - average } else { 0.0 });
    let count = known.0.len() as f32;
    let moment = |power: i32| deviations.iter().map(|d| d.powi(power)).sum::<f32>() / count;
    let variance = moment(2);
    let used_mean = mean(used.0.iter().copied());
    let used_spread = mean(used.0.iter().map(|day| (day - used_mean).powi(2))).sqrt();
    let is_zero = kwh.map(|day| day == 0.0);
    let is_low = kwh.map(|day| day < LOW * typical);
    let (zero_run, zero_runs) = runs(&is_zero);
    let beside_zero = |zero: usize, other: usize| {
        let pairs = (1..PROFILE_DAYS).filter(|at| is_zero[at - zero] && kwh[at - other] > 0.0);
        Sorted::of(pairs.map(|at| kwh[at - other])).at(0.5) / typical
    };
    let changes = || kwh.windows(2).map(|pair| pair[1] - pair[0]);
    let step = largest_step(kwh, average);
    let part = |days: std::ops::Range<usize>| mean(kwh[days].iter().copied()) + SOFT * average;
    let start = kwh.iter().position(|day| day.is_finite()).unwrap_or(0);
    let half = usize::midpoint(start, PROFILE_DAYS);
    let third = (PROFILE_DAYS - start) / 3;
    let weekday = |at: usize| (usize::from(profile.last_weekday) + at + 1) % 7;
    let on = |wanted: fn(usize) -> bool| {
        mean(kwh.iter().enumerate().filter(|(at, _)| wanted(weekday(*at))).map(|(_, day)| *day))
    };
    let back = |at: Option<usize>| at.map_or(f32::NAN, |at| (PROFILE_DAYS - 1 - at) as f32);
    let extreme = |wanted: f32| back(kwh.iter().position(|day| *day == wanted));
    let multiple_of = |wh: i64| used.share(|day| (f64::from(day) * 1000.0).round() as i64 % wh == 0);
    let distinct = 1 + used.0.windows(2).filter(|pair| pair[0] < pair[1]).count();
    [
        average.ln_1p(),
        typical.ln(),
        known.at(0.0).ln_1p(),
        known.at(0.1).ln_1p(),
        known.at(0.25).ln_1p(),
        known.at(0.75).ln_1p(),
        known.at(1.0).ln_1p(),
        used.at(0.0) / typical,
        used.at(0.1) / typical,
        used.at(0.25) / typical,
        used.at(0.75) / typical,
        used.at(0.9) / typical,
        used.at(1.0) / typical,
        known.0.len().checked_sub(2).map_or(f32::NAN, |at| known.0[at] / known.at(1.0)),
        variance.sqrt() / average,
        used_spread / used_mean,
        moment(3) / variance.powf(1.5),
        moment(4) / variance.powi(2),
        is_zero.iter().filter(|zero| **zero).count() as f32 / count,
        zero_run,
        zero_runs,
        back(is_zero.iter().position(|zero| *zero)),
        back(is_zero.iter().rposition(|zero| *zero)),
        is_low.iter().filter(|low| **low).count() as f32 / count,
        runs(&is_low).0,
        beside_zero(1, 0),
        beside_zero(0, 1),
        mean(changes().map(f32::abs)) / average,
        Sorted::of(changes().map(f32::abs)).at(0.5) / average,
        slope(&deviations) / average,
        part(PROFILE_DAYS - 7..PROFILE_DAYS) / part(start..(start + 7).min(PROFILE_DAYS)),
        part(half..PROFILE_DAYS) / part(start..half),
        part(start + third..PROFILE_DAYS - third)
            / f32::midpoint(part(start..start + third), part(PROFILE_DAYS - third..PROFILE_DAYS)),
        step.rise / average,
        step.t,
        back(step.at),
        extreme(known.at(1.0)),
        extreme(known.at(0.0)),
        kwh[start] / average,
        on(|day| day == 0) / average,
        on(|day| day == 5) / average,
        on(|day| day == 6) / average,
        on(|day| day >= 5) / on(|day| day < 5),
        memory(&deviations, 1),
        memory(&deviations, 2),
        memory(&deviations, 3),
        memory(&deviations, 5),
        memory(&deviations, 6),
        memory(&deviations, 7),
        memory(&deviations, 14),
        multiple_of(100),
        multiple_of(200),
        multiple_of(1000),
        1.0 - distinct as f32 / used.0.len() as f32,
        1.0 - count / PROFILE_DAYS as f32,
        used.share(|day| (day - typical).abs() < FLAT * typical),
        changes().filter(|change| change.is_finite()).fold(0.0, f32::min) / average,
    ]
}

/// A day below this share of the typical one is low.
const LOW: f32 = 0.2;
/// A day this close to the typical one is like it.
const FLAT: f32 = 0.1;
/// Keeps ratios of empty weeks finite: a fiftieth of the mean on both sides.
const SOFT: f32 = 0.02;

/// Known values, ascending.
struct Sorted(Vec<f32>);

impl Sorted {
    fn of(values: impl Iterator<Item = f32>) -> Self {
        let mut known: Vec<f32> = values.filter(|value| value.is_finite()).collect();
        known.sort_unstable_by(f32::total_cmp);
        Self(known)
    }

    /// Value at a share of the ranks, interpolated; NaN without values.
    fn at(&self, share: f32) -> f32 {
        let place = share * self.0.len().saturating_sub(1) as f32;
        let (low, high) = (self.0.get(place.floor() as usize), self.0.get(place.ceil() as usize));
        low.zip(high).map_or(f32::NAN, |(low, high)| low + (high - low) * place.fract())
    }

    fn share(&self, holds: impl Fn(f32) -> bool) -> f32 {
        self.0.iter().filter(|value| holds(**value)).count() as f32 / self.0.len() as f32
    }
}

/// Longest run of days for which something holds, and how many runs there are.
fn runs(holds: &[bool; PROFILE_DAYS]) -> (f32, f32) {
    let (mut longest, mut count, mut now) = (0, 0, 0);
    for holds in holds {
        now = if *holds { now + 1 } else { 0 };
        count += usize::from(now == 1);
        longest = longest.max(now);
    }
    (longest as f32, count as f32)
}

/// Change a day of the line of least squares; missing days count as the mean.
fn slope(deviations: &[f32; PROFILE_DAYS]) -> f32 {
    let middle = (PROFILE_DAYS - 1) as f32 / 2.0;
    let times = |at: usize| at as f32 - middle;
    let (mut product, mut square) = (0.0, 0.0);
    for (at, deviation) in deviations.iter().enumerate() {
        product += deviation * times(at);
        square += times(at) * times(at);
    }
    product / square
}

struct Step {
    rise: f32,
    t: f32,
    at: Option<usize>,
}

/// The day that parts the days best in two levels, by Welch's t; at least three days a side.
fn largest_step(kwh: &[f32; PROFILE_DAYS], average: f32) -> Step {
    // Days of exactly equal use would make any change infinitely sure.
    let floor = (0.01 * average).powi(2);
    let mut best = Step { rise: f32::NAN, t: f32::NAN, at: None };
    for at in 3..PROFILE_DAYS - 2 {
        let side = |days: &[f32]| {
            let level = mean(days.iter().copied());
            let count = days.iter().filter(|day| day.is_finite()).count() as f32;
            (level, mean(days.iter().map(|day| (day - level).powi(2))) / count, count)
        };
        let ((before, spread_before, n), (after, spread_after, m)) = (side(&kwh[..at]), side(&kwh[at..]));
        let t = (after - before).abs() / (spread_before + spread_after + floor).sqrt();
        if n >= 3.0 && m >= 3.0 && (best.at.is_none() || t > best.t) && t.is_finite() {
            best = Step { rise: after - before, t, at: Some(at) };
        }
    }
    best
}
