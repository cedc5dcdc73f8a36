//! Owns how days differ: base load, steps, trends, two levels, weekends, weather, drops. Works on
//! any interval up to a day.

use super::days::Day;
use super::stats::{correlation, mean, quantile, slope, tau, two_levels};
use super::{Measure, MeterMeasures, Scratch, step};

/// Outdoor temperature below which buildings are heated, °C: the base of heating degree days.
const HEATING_BELOW_C: f32 = 16.0;
/// Days with weather that are needed to say anything about it.
const LEAST_WEATHER_DAYS: usize = 8;
/// Days in a row that count as a level.
const WEEK: usize = 7;

/// Measures days.
#[inline(always)]
pub(super) fn measure(
    out: &mut MeterMeasures,
    temp_c: Option<&[f32]>,
    per_day: usize,
    scratch: &mut Scratch,
) {
    let Scratch { days, work, .. } = scratch;
    let usual = out.get(Measure::MeanKw);
    if days.len() < 4 || usual.is_nan() || usual <= 0.0 {
        return;
    }
    steps(out, days, work, usual);
    nights(out, days);
    weekends(out, days);
    drops(out, days, work, usual);
    if let Some(temp_c) = temp_c {
        weather(out, days, temp_c, per_day, work, usual);
    }
    work.clear();
    work.extend(days.iter().map(|day| day.base));
    work.sort_unstable_by(f32::total_cmp);
    if let Some(levels) = two_levels(work) {
        out.set(Measure::BaseTwoLevels, levels.between);
        out.set(Measure::BaseLevelGap, (levels.upper - levels.lower) / usual);
        out.set(Measure::BaseUpperSpread, levels.upper_sd / levels.upper);
    }
    let base = work[work.len() / 2];
    out.set(Measure::BaseKw, base);
    out.set(Measure::BaseShare, base / usual);
    for value in work.iter_mut() {
        *value = (*value - base).abs();
    }
    out.set(Measure::BaseSpread, quantile(work, 0.5) / base);
    work.clear();
    work.extend(days.iter().map(|day| day.high - day.low));
    out.set(Measure::DayRange, quantile(work, 0.5) / usual);
    out.set(
        Measure::DayRangeBest,
        days.iter().map(|day| (day.high - day.low) / day.mean).fold(f32::NAN, f32::min),
    );
}

#[inline(always)]
fn steps(out: &mut MeterMeasures, days: &[Day], work: &mut Vec<f32>, usual: f32) {
    work.clear();
    work.extend(days.iter().map(|day| day.mean));
    if let Some(step) = step::largest(work) {
        out.set(Measure::MeanStep, step.rise / usual);
        out.set(Measure::MeanStepT, step.t);
    }
    work.clear();
    work.extend(days.iter().map(|day| day.base));
    out.set(Measure::BaseTau, tau(work));
    let third = days.len() / 3;
    let early = mean(work[..third].iter().copied());
    let late = mean(work[work.len() - third..].iter().copied());
    out.set(Measure::BaseTrend, (late - early) / usual);
    if let Some(step) = step::largest(work) {
        let old = mean(work[..step.at].iter().copied());
        out.set(Measure::BaseStepKw, step.rise);
        out.set(Measure::BaseStep, step.rise / usual);
        out.set(Measure::BaseStepT, step.t);
        out.set(Measure::BaseBefore, old / usual);
        out.set(Measure::BaseStepRatio, (old + step.rise) / old.max(1e-3 * usual));
        let whole = mean(days[step.at..].iter().map(|day| day.mean))
            - mean(days[..step.at].iter().map(|day| day.mean));
        out.set(Measure::StepFullness, step.rise / whole);
    }
}

#[inline(always)]
fn nights(out: &mut MeterMeasures, days: &[Day]) {
    let of = |value: fn(&Day) -> f32| mean(days.iter().map(value).filter(|v| v.is_finite()));
    out.set(Measure::NightBase, of(|day| day.night) / of(|day| day.awake));
}

#[inline(always)]
fn weekends(out: &mut MeterMeasures, days: &[Day]) {
    let of = |weekend: bool| days.iter().filter(move |day| (day.weekday >= 5) == weekend);
    out.set(Measure::Weekend, mean(of(true).map(|day| day.mean)) / mean(of(false).map(|day| day.mean)));
    out.set(Measure::WeekendBase, mean(of(true).map(|day| day.base)) / mean(of(false).map(|day| day.base)));
}

#[inline(always)]
fn drops(out: &mut MeterMeasures, days: &[Day], work: &mut Vec<f32>, usual: f32) {
    work.clear();
    work.extend(days.iter().map(|day| day.mean / usual));
    let n = work.len() as f32;
    let centre = work.iter().sum::<f32>() / n;
    let variance = work.iter().map(|v| (v - centre) * (v - centre)).sum::<f32>();
    out.set(Measure::DayVariation, (variance / n).sqrt());
    for (measure, lag) in [(Measure::DayRepeat, 1), (Measure::DayWeek, WEEK)] {
        if work.len() > 2 * lag && variance > 0.0 {
            let product: f32 = work.iter().zip(&work[lag..]).map(|(a, b)| (a - centre) * (b - centre)).sum();
            out.set(measure, product / variance);
        }
    }
    let third = work.len() / 3;
    out.set(
        Measure::LastFirst,
        mean(work[work.len() - third..].iter().copied()) / mean(work[..third].iter().copied()),
    );
    if work.len() >= 2 * WEEK {
        let drop = work.windows(2 * WEEK).map(|w| {
            // A hundredth keeps a first week of nothing finite.
            w[WEEK..].iter().sum::<f32>() / (w[..WEEK].iter().sum::<f32>() + 0.01)
        });
        out.set(Measure::Drop7, drop.fold(f32::NAN, f32::min));
    }
    out.set(Measure::ZeroDays, work.iter().filter(|v| **v == 0.0).count() as f32 / n);
    out.set(Measure::DayMin, work.iter().copied().fold(f32::NAN, f32::min));
    out.set(Measure::DayMax, work.iter().copied().fold(f32::NAN, f32::max));
}

#[inline(always)]
fn weather(
    out: &mut MeterMeasures,
    days: &[Day],
    temp_c: &[f32],
    per_day: usize,
    work: &mut Vec<f32>,
    usual: f32,
) {
    // Heating demand of a day: its readings end with the day's last one.
    let demand = |day: &Day| {
        let from = day.end_slot.saturating_sub(per_day);
        let known = temp_c.get(from..day.end_slot).unwrap_or_default().iter().filter(|t| t.is_finite());
        mean(known.map(|t| (HEATING_BELOW_C - t).max(0.0)))
    };
    work.clear();
    work.extend(days.iter().map(demand));
    let known = work.iter().filter(|d| d.is_finite()).count();
    if known < LEAST_WEATHER_DAYS {
        return;
    }
    let pairs = |value: fn(&Day) -> f32| {
        work.iter().zip(days).filter(|(d, _)| d.is_finite()).map(move |(d, day)| (*d, value(day)))
    };
    out.set(Measure::HeatMean, correlation(pairs(|day| day.mean)));
    out.set(Measure::HeatBase, correlation(pairs(|day| day.base)));
    let per_degree = slope(pairs(|day| day.base));
    let residual: Vec<f32> = pairs(|day| day.base).map(|(d, base)| base - per_degree * d).collect();
    if let Some(step) = step::largest(&residual) {
        out.set(Measure::HeatedStep, step.rise / usual);
        out.set(Measure::HeatedStepT, step.t);
    }
}
