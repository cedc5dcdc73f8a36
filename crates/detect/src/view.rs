//! Owns what a detector is given to look at. Does not judge.

use crate::meter::{Calendar, MeterFacts};

/// A meter and its readings.
#[derive(Clone, Copy, Debug)]
pub struct MeterView<'a> {
    /// When the readings were taken.
    pub calendar: Calendar,
    /// Wh an interval, NaN where missing; as long as the grid of the calendar.
    pub wh: &'a [f32],
    /// Outdoor temperature in °C at each interval, NaN where missing.
    pub temp_c: Option<&'a [f32]>,
    /// What is known of the meter besides.
    pub facts: &'a MeterFacts,
}

/// A feeder, what was supplied into it, and the meters that hang on it.
#[derive(Clone, Copy, Debug)]
pub struct FeederView<'a> {
    /// When the readings were taken, of the feeder and of all its meters.
    pub calendar: Calendar,
    /// Wh supplied an interval, NaN where missing.
    pub supply_wh: &'a [f32],
    /// Wh an interval of each meter, NaN where missing.
    pub meters_wh: &'a [&'a [f32]],
    /// The same of meters that fit no feeder so far and may hang on this one.
    pub others_wh: &'a [&'a [f32]],
    /// Outdoor temperature in °C at each interval, NaN where missing.
    pub temp_c: Option<&'a [f32]>,
}
