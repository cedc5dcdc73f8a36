//! Owns the measures of one meter: what its readings say without looking at any other meter.
//! Does not judge, and does not know the model.
//!
//! Everything is computed in a few passes over the readings, in memory of a [`Scratch`] that is
//! used again for the next meter. All of it is compiled for each width of registers that processors
//! have ([`stats::wide`]); each gives the same bits.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the wider registers")]

mod calm;
mod course;
mod cycles;
mod daily;
mod days;
mod deficit;
mod flat;
mod gaps;
mod level;
mod mend;
mod names;
mod onset;
mod panels;
mod plain;
mod rhythm;
mod shifts;
mod standing;
pub(super) mod stats;
pub(super) mod step;
mod timer;

pub(super) use course::BINS as COURSE_BINS;
pub use course::Course;
pub use names::Measure;
pub use plain::{PlainMeasures, PlainScratch};

use crate::meter::Tariff;

use super::daily::DailyProfile;
use super::{MeterClass, MeterView};
use days::Day;
use stats::{Ranks, known_into, wide};

/// Memory to measure in; one for each thread.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    kw: Vec<f32>,
    work: Vec<f32>,
    floor: Vec<f32>,
    days: Vec<Day>,
    clock: rhythm::Clocks,
    rises: Vec<f32>,
    quarters: Vec<f32>,
    nights: Vec<panels::NightAndNoon>,
    falls: Vec<f32>,
    ranks: Ranks,
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

/// How a load that came on top lies in the time read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// It has a beginning within the readings.
    #[default]
    Begun,
    /// It has none, and its power counts all of the floor, what was there without it too.
    Standing,
    /// It has none, and goes on and off at the same hours every day.
    ByClock,
    /// It runs on some days or hours and not on others, by no clock.
    ComesAndGoes,
}

impl Presence {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Begun, Self::Standing, Self::ByClock, Self::ComesAndGoes];
}

/// How the days on which a timer's load ran go with the cold; NaN where that is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimerHeat {
    /// Correlation of their mean power with heating demand.
    pub follows: f32,
    /// Share of their mean power that is left on a day without heating demand.
    pub unheated: f32,
}

impl Default for TimerHeat {
    fn default() -> Self {
        Self { follows: f32::NAN, unheated: f32::NAN }
    }
}

/// What is measured of one meter.
#[derive(Clone, Debug, PartialEq)]
pub struct MeterMeasures {
    /// Values in the order of [`Measure::ALL`]; NaN where one cannot be computed.
    pub values: [f32; Measure::COUNT],
    /// Whom the meter bills, as far as known: peers are of the same tariff.
    pub tariff: Option<Tariff>,
    /// Length of an interval, seconds.
    pub step_s: u32,
    /// How long it was read, weeks.
    pub weeks: f32,
    /// How base load and mean went from day to day.
    pub course: Course,
    /// A load that came on top, if any.
    pub load: Episode,
    /// How that load lies in the time read.
    pub presence: Presence,
    /// Energy that went missing, if any.
    pub deficit: Episode,
    /// Whether what a timer switches follows the cold.
    pub timer_heat: TimerHeat,
    /// Share of what was used before by which use fell and stayed there, 0 to 1; NaN where it did not.
    pub fell_by: f32,
    /// Its days, where readings are daily.
    pub daily: Option<Box<DailyProfile>>,
    /// The values again as if somebody lived there, where readings show one level and nothing beside it: what
    /// the model knows of flat loads it knows of homes.
    pub lived_in: Option<Box<[f32; Measure::COUNT]>>,
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
        let mut out = Self::once(view, scratch);
        if MeterClass::of(&out).is_home() && flat::is_flat(&out) {
            let wh = flat::lived_in(view.wh, view.calendar.grid.step_h());
            out.lived_in = Some(Box::new(Self::once(&MeterView { wh: &wh, ..*view }, scratch).values));
        }
        out
    }

    fn once(view: &MeterView, scratch: &mut Scratch) -> Self {
        let calendar = view.calendar;
        let mut out = Self {
            values: [f32::NAN; Measure::COUNT],
            tariff: view.facts.tariff,
            step_s: calendar.grid.step_s,
            weeks: calendar.grid.len as f32 * calendar.grid.step_h() / 168.0,
            course: Course::default(),
            load: Episode::default(),
            presence: Presence::default(),
            deficit: Episode::default(),
            timer_heat: TimerHeat::default(),
            fell_by: f32::NAN,
            daily: (calendar.grid.slots_per_day() == 1).then(|| Box::new(DailyProfile::of(view))),
            lived_in: None,
        };
        let to_kw = 1e-3 / calendar.grid.step_h();
        scratch.kw.clear();
        let known = wide(
            #[inline(always)]
            || {
                scratch.kw.extend(view.wh.iter().map(|wh| wh * to_kw));
                scratch.kw.iter().map(|kw| u32::from(kw.is_finite())).sum::<u32>()
            },
        );
        out.set(Measure::Missing, 1.0 - known as f32 / view.wh.len().max(1) as f32);
        wide(
            #[inline(always)]
            || mend::mend(&mut out, calendar.grid, scratch),
        );
        wide(
            #[inline(always)]
            || days::summarise(calendar, &scratch.kw, &mut scratch.work, &mut scratch.days),
        );
        wide(
            #[inline(always)]
            || known_into(&scratch.kw, &mut scratch.work),
        );
        wide(
            #[inline(always)]
            || level::measure(&mut out, &scratch.work, &mut scratch.ranks),
        );
        wide(
            #[inline(always)]
            || rhythm::measure(&mut out, calendar, scratch),
        );
        wide(
            #[inline(always)]
            || timer::measure(&mut out, calendar, view.temp_c, scratch),
        );
        wide(
            #[inline(always)]
            || cycles::measure(&mut out, calendar.grid, scratch),
        );
        wide(
            #[inline(always)]
            || calm::measure(&mut out, calendar.grid, scratch),
        );
        wide(
            #[inline(always)]
            || shifts::measure(&mut out, calendar.grid, scratch),
        );
        wide(
            #[inline(always)]
            || daily::measure(&mut out, view.temp_c, calendar.grid.slots_per_day(), scratch),
        );
        wide(
            #[inline(always)]
            || deficit::measure(&mut out, calendar, scratch),
        );
        standing::measure(&mut out, view.facts, scratch);
        wide(
            #[inline(always)]
            || onset::measure(&mut out, calendar, view.temp_c, scratch),
        );
        wide(
            #[inline(always)]
            || gaps::measure(&mut out, calendar, &scratch.kw),
        );
        out.course = Course::of(&scratch.days, out.get(Measure::MeanKw));
        out
    }

    #[inline(always)]
    fn set(&mut self, measure: Measure, value: f32) {
        self.values[measure as usize] = value;
    }
}

#[cfg(test)]
mod tests;
