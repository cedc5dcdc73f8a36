//! Owns how the days of a meter stand among all meters read together: what moves everybody
//! (weather, holidays) is taken off, and it is told how many others are alike. Does not judge.

use super::shape::{mean, memory, relative};
use super::{DailyProfile, PROFILE_DAYS};

/// Names of the measures of [`Peers::measures`], in their order.
pub(super) const NAMES: [&str; 12] = [
    "daily_apart_spread",
    "daily_apart_change",
    "daily_apart_trend",
    "daily_apart_memory_1",
    "daily_apart_memory_7",
    "daily_with_peers",
    "daily_shape_nearest",
    "daily_shape_near",
    "daily_shape_level",
    "daily_level_nearest",
    "daily_level_near",
    "daily_level_level",
];

/// Meters that others are compared with; more would cost time and tell little.
const SAMPLE: usize = 2048;
/// Meters whose mean distance is the nearest, and the near, distance.
const NEAREST: usize = 2;
const NEAR: usize = 10;

/// The meters read together.
pub(super) struct Peers {
    /// Median over meters of the logarithm of each day's share.
    usual: [f32; PROFILE_DAYS],
    sample: Vec<Point>,
}

/// A meter as a point in two spaces.
#[derive(Clone, Copy)]
struct Point {
    /// Logarithm of one plus each day over the mean; 0 where missing.
    shape: [f32; PROFILE_DAYS],
    /// Logarithm of one plus kWh; 0 where missing.
    level: [f32; PROFILE_DAYS],
    mean_log: f32,
}

impl Point {
    fn of(kwh: &[f32; PROFILE_DAYS]) -> Self {
        let log = |day: f32| if day > 0.0 { day.ln_1p() } else { 0.0 };
        let mean_log = mean(kwh.iter().copied()).max(0.0).ln_1p();
        Self { shape: relative(kwh).map(log), level: kwh.map(log), mean_log }
    }
}

impl Peers {
    pub(super) fn of(all: &[DailyProfile]) -> Self {
        let shares: Vec<[f32; PROFILE_DAYS]> = all.iter().map(|meter| relative(&meter.kwh)).collect();
        let mut usual = [f32::NAN; PROFILE_DAYS];
        let mut column = Vec::with_capacity(all.len());
        for (day, usual) in usual.iter_mut().enumerate() {
            column.clear();
            column.extend(shares.iter().map(|share| share[day]).filter(|share| share.is_finite()));
            let middle = column.len() / 2;
            if !column.is_empty() {
                *usual = column.select_nth_unstable_by(middle, f32::total_cmp).1.ln_1p();
            }
        }
        let stride = all.len().div_ceil(SAMPLE).max(1);
        let sample = all.iter().step_by(stride).map(|meter| Point::of(&meter.kwh)).collect();
        Self { usual, sample }
    }

    pub(super) fn measures(&self, profile: &DailyProfile) -> [f32; NAMES.len()] {
        let share = relative(&profile.kwh);
        let mut apart = [f32::NAN; PROFILE_DAYS];
        for ((apart, share), usual) in apart.iter_mut().zip(share).zip(self.usual) {
            *apart = share.ln_1p() - usual;
        }
        let level = mean(apart.iter().copied());
        let centred = apart.map(|day| if day.is_finite() { day - level } else { 0.0 });
        let spread = mean(apart.iter().map(|day| (day - level).powi(2))).sqrt();
        let change = mean(apart.windows(2).map(|pair| (pair[1] - pair[0]).abs()));
        let middle = (PROFILE_DAYS - 1) as f32 / 2.0;
        let trend = centred.iter().enumerate().map(|(at, day)| day * (at as f32 - middle)).sum();
        let own = Point::of(&profile.kwh);
        let [shape_nearest, shape_near, shape_level] = self.distance(&own, |point| &point.shape);
        let [level_nearest, level_near, level_level] = self.distance(&own, |point| &point.level);
        [
            spread,
            change,
            trend,
            memory(&centred, 1),
            memory(&centred, 7),
            correlation(&share.map(f32::ln_1p), &self.usual),
            shape_nearest,
            shape_near,
            shape_level,
            level_nearest,
            level_near,
            level_level,
        ]
    }

    /// Mean distance to the nearest and to the near meters of the sample, and how much more than
    /// the near ones it uses, in logarithms. Its twins (itself, above all) are left out.
    fn distance(&self, own: &Point, space: fn(&Point) -> &[f32; PROFILE_DAYS]) -> [f32; 3] {
        let from = space(own);
        // Squared distance and place of the nearest, ascending.
        let mut near = [(f32::INFINITY, 0_usize); NEAR];
        for (at, point) in self.sample.iter().enumerate() {
            let distance: f32 = squares(from, space(point));
            if distance > 0.0 && distance < near[NEAR - 1].0 {
                let place = near.partition_point(|(known, _)| *known <= distance);
                near.copy_within(place..NEAR - 1, place + 1);
                near[place] = (distance, at);
            }
        }
        let distance = |count: usize| mean(near[..count].iter().map(|(square, _)| square.sqrt()));
        let known = near.iter().filter(|(square, _)| square.is_finite());
        let usual = mean(known.map(|(_, at)| self.sample[*at].mean_log));
        [distance(NEAREST), distance(NEAR), own.mean_log - usual]
    }
}

/// Sum of squared differences, in four lanes.
fn squares(a: &[f32; PROFILE_DAYS], b: &[f32; PROFILE_DAYS]) -> f32 {
    let mut lanes = [0.0_f32; 4];
    for (a, b) in a.chunks_exact(4).zip(b.chunks_exact(4)) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += (a - b) * (a - b);
        }
    }
    lanes.iter().sum()
}

/// Pearson's correlation over the days known on both sides.
fn correlation(a: &[f32; PROFILE_DAYS], b: &[f32; PROFILE_DAYS]) -> f32 {
    let both = || a.iter().zip(b).filter(|(a, b)| a.is_finite() && b.is_finite());
    let (mean_a, mean_b) = (mean(both().map(|(a, _)| *a)), mean(both().map(|(_, b)| *b)));
    let (mut product, mut square_a, mut square_b) = (0.0, 0.0, 0.0);
    for (a, b) in both() {
        product += (a - mean_a) * (b - mean_b);
        square_a += (a - mean_a).powi(2);
        square_b += (b - mean_b).powi(2);
    }
    product / (square_a * square_b).sqrt()
}
