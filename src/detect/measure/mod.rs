//! Owns the measures of one meter: what its readings say without looking at any other meter.
//! Does not judge, and does not know the model.
//!
//! Everything is computed in a few passes over the readings, in memory of a [`Scratch`] that is
//! used again for the next meter.

mod days;
mod names;
mod step;

pub use names::Measure;

use crate::meter::Tariff;

use super::MeterView;
use days::Day;

/// Memory to measure in; one for each thread.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    days: Vec<Day>,
    series: Vec<f32>,
}

/// A stretch of time in which something was seen, and how large it was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Episode {
    /// The earliest moment at which an alarm could have been raised, reading in the order of
    /// time; UTC, seconds since 1970.
    pub first_seen_s: Option<i64>,
    /// The last moment at which it was still there.
    pub last_seen_s: Option<i64>,
    /// Its power in kW; `None` where it cannot be told.
    pub kw: Option<f32>,
}

/// What is measured of one meter.
#[derive(Clone, Debug, PartialEq)]
pub struct MeterMeasures {
    /// Values in the order of [`Measure::ALL`]; NaN where one cannot be computed.
    pub values: [f32; Measure::COUNT],
    /// Whom the meter bills, as far as known: peers are of the same tariff.
    pub tariff: Option<Tariff>,
    /// A load that came on top, if any.
    pub load: Episode,
    /// Energy that went missing, if any.
    pub deficit: Episode,
}

impl MeterMeasures {
    /// Names of the values.
    pub const NAMES: [&'static str; Measure::COUNT] = Measure::NAMES;

    /// One value.
    #[must_use]
    pub const fn get(&self, measure: Measure) -> f32 {
        self.values[measure as usize]
    }

    /// Measures a meter.
    #[must_use]
    pub fn of(view: &MeterView, scratch: &mut Scratch) -> Self {
        let mut out = Self {
            values: [f32::NAN; Measure::COUNT],
            tariff: view.facts.tariff,
            load: Episode::default(),
            deficit: Episode::default(),
        };
        days::summarise(view, &mut scratch.days);
        out.levels(view, scratch);
        out.steps(view, scratch);
        out
    }

    fn set(&mut self, measure: Measure, value: f32) {
        self.values[measure as usize] = value;
    }

    fn levels(&mut self, view: &MeterView, scratch: &mut Scratch) {
        let to_kw = 1e-3 / view.calendar.grid.step_h();
        let series = &mut scratch.series;
        series.clear();
        series.extend(view.wh.iter().filter(|wh| wh.is_finite()).map(|wh| wh * to_kw));
        self.set(Measure::Missing, 1.0 - series.len() as f32 / view.wh.len().max(1) as f32);
        let known = series.len() as f64;
        let (mut sum, mut squares, mut zeros) = (0.0_f64, 0.0_f64, 0_usize);
        for kw in series.iter() {
            sum += f64::from(*kw);
            squares += f64::from(*kw) * f64::from(*kw);
            zeros += usize::from(*kw == 0.0);
        }
        if series.is_empty() {
            return;
        }
        let mean = sum / known;
        self.set(Measure::MeanKw, mean as f32);
        self.set(Measure::Zero, (zeros as f64 / known) as f32);
        if mean > 0.0 {
            self.set(Measure::Variation, ((squares / known - mean * mean).max(0.0).sqrt() / mean) as f32);
            let rank = (series.len() - 1) * 99 / 100;
            let (_, high, _) = series.select_nth_unstable_by(rank, f32::total_cmp);
            self.set(Measure::LoadFactor, mean as f32 / *high);
        }
    }

    fn steps(&mut self, view: &MeterView, scratch: &mut Scratch) {
        let mean = self.get(Measure::MeanKw);
        let lows = &mut scratch.series;
        lows.clear();
        lows.extend(scratch.days.iter().map(|day| day.low_kw));
        let Some(step) = step::largest(lows) else { return };
        self.set(Measure::BaseStepKw, step.rise);
        self.set(Measure::BaseStep, step.rise / mean);
        self.set(Measure::BaseStepT, step.t);
        if step.rise > 0.0 {
            let grid = view.calendar.grid;
            // A step of the daily base is known for sure when the next day is over.
            let seen = scratch.days.get(step.at).map(|day| grid.start_of(day.end_slot));
            self.load = Episode {
                first_seen_s: seen,
                last_seen_s: Some(grid.start_of(grid.len)),
                kw: Some(step.rise),
            };
        }
        lows.sort_unstable_by(f32::total_cmp);
        self.set(Measure::BaseShare, lows[lows.len() / 2] / mean);
    }
}

#[cfg(test)]
mod tests;
