//! Owns the plan of a grid: how many feeders with which meters, and what all of them share.

use super::{
    habits::Habits,
    maths::Draw,
    surroundings::{GridSite, Surroundings},
};
use crate::{
    draw::Stream,
    meter::{Calendar, TimeGrid},
};
use std::ops::Range;

/// What to simulate.
#[derive(Clone, Debug, PartialEq)]
pub struct GridOptions {
    /// Number of meters.
    pub meters: usize,
    /// Number of local days.
    pub days: usize,
    /// Another seed, another grid.
    pub seed: u64,
    /// Minutes of an interval: 15, 30 or 60.
    pub interval_min: u32,
    /// The first local day, counted from 1970-01-01.
    pub first_day: i64,
    /// Where it stands.
    pub site: GridSite,
}

/// Why a grid cannot be simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GridError {
    /// Intervals of another length.
    #[error("intervals are of 15, 30 or 60 minutes, not {0}")]
    Interval(u32),
    /// Nothing to simulate, or more than ids and memory of one meter hold.
    #[error("a grid has 1 to {} meters and 1 to {} days", GridOptions::MOST_METERS, GridOptions::MOST_DAYS)]
    Size,
}

impl GridOptions {
    /// Ids have so many digits.
    pub const MOST_METERS: usize = 99_999_999;
    /// Ten years: positions in a series are held to a hundredth of an interval up to there.
    pub const MOST_DAYS: usize = 3660;
}

/// A feeder in the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FeederPlan {
    pub(super) first_meter: usize,
    pub(super) meters: usize,
}

/// A planned grid.
#[derive(Debug)]
pub struct Grid {
    pub(super) options: GridOptions,
    pub(super) around: Surroundings,
    pub(super) habits: Habits,
    pub(super) feeders: Vec<FeederPlan>,
}

impl Grid {
    /// Plans a grid.
    ///
    /// # Errors
    /// Sizes or intervals that are not offered.
    pub fn new(options: GridOptions) -> Result<Self, GridError> {
        if !matches!(options.interval_min, 15 | 30 | 60) {
            return Err(GridError::Interval(options.interval_min));
        }
        let is_size = (1..=GridOptions::MOST_METERS).contains(&options.meters)
            && (1..=GridOptions::MOST_DAYS).contains(&options.days);
        if !is_size {
            return Err(GridError::Size);
        }
        let step_s = options.interval_min * 60;
        let time = TimeGrid {
            start_s: options.first_day * 86_400 - i64::from(options.site.utc_offset_s),
            step_s,
            len: options.days * 86_400 / step_s as usize,
        };
        let around = Surroundings::new(time, &options.site, options.seed);
        let mut stream = Stream::of(options.seed, "feeders");
        let (mut feeders, mut first_meter) = (Vec::new(), 0);
        while first_meter < options.meters {
            let meters = Self::feeder_size(options.meters - first_meter, &mut stream);
            feeders.push(FeederPlan { first_meter, meters });
            first_meter += meters;
        }
        Ok(Self { options, around, habits: Habits::new(), feeders })
    }

    /// 20 to 60 meters, as many as hang on a transformer of 100 to 400 kVA. What is left for the
    /// last feeder is never less than 20, but in grids that are smaller as a whole.
    fn feeder_size(left: usize, stream: &mut Stream) -> usize {
        let [least, most] = [20, 60];
        let size = stream.between(f64::from(least), f64::from(most) + 1.0) as usize;
        match left {
            ..=60 => left,
            _ if left - size < 20 => left / 2,
            _ => size,
        }
    }

    /// Intervals of time and local clock of all readings.
    #[must_use]
    pub const fn calendar(&self) -> Calendar {
        self.around.calendar
    }

    /// What was asked for.
    #[must_use]
    pub const fn options(&self) -> &GridOptions {
        &self.options
    }

    /// Number of feeders.
    #[must_use]
    pub fn feeder_count(&self) -> usize {
        self.feeders.len()
    }

    /// Numbers of the meters of a feeder; meters of later feeders have larger ones.
    #[must_use]
    pub fn meters_of(&self, feeder: usize) -> Range<usize> {
        let plan = self.feeders[feeder];
        plan.first_meter..plan.first_meter + plan.meters
    }

    /// Id of a meter; ids are in the order of numbers.
    #[must_use]
    pub fn meter_id(&self, meter: usize) -> String {
        format!("M{:01$}", meter + 1, Self::digits(self.options.meters))
    }

    /// Id of a feeder; ids are in the order of numbers.
    #[must_use]
    pub fn feeder_id(&self, feeder: usize) -> String {
        format!("F{:01$}", feeder + 1, Self::digits(self.feeders.len()))
    }

    fn digits(most: usize) -> usize {
        most.to_string().len().max(5)
    }

    /// Outdoor temperature in °C at the middle of each hour.
    #[must_use]
    pub fn hourly_temp_c(&self) -> Vec<f32> {
        let per_hour = self.around.per_hour as usize;
        self.around.temp_c.chunks(per_hour).map(|hour| hour.iter().sum::<f32>() / hour.len() as f32).collect()
    }
}
