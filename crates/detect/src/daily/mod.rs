//! Owns the daily profile: what can be said of a meter whose days alone are known. Does not judge.
//!
//! Hourly shapes tell a farm or a bridged meter; daily values hold little, so that much is asked
//! of them at once: level and spread, zeros and what surrounds them, steps, weekdays, digits, the
//! shape day by day, how it departs from the shape of all meters read together, and how unusual
//! it is among them. Such rows are for models trained on one's own labelled customers.

mod peers;
mod shape;

use super::MeterView;
use peers::Peers;

/// Days of a profile: four weeks, counted back from the end.
pub const PROFILE_DAYS: usize = 28;

/// The last days of one meter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DailyProfile {
    /// kWh a day, the last day last; NaN where missing or before the first reading.
    pub kwh: [f32; PROFILE_DAYS],
    /// Day of the week of the last day, 0 is Monday.
    pub last_weekday: u8,
}

impl DailyProfile {
    /// The last local days of a meter that are whole; a day with a missing reading is missing.
    #[must_use]
    pub fn of(view: &MeterView) -> Self {
        let calendar = view.calendar;
        let per_day = calendar.grid.slots_per_day().max(1);
        let len = view.wh.len().min(calendar.grid.len);
        // Where readings are daily, the clock at which a day begins does not matter.
        let end = (0..per_day.min(len))
            .map(|back| len - back)
            .find(|end| per_day == 1 || calendar.hour(*end) == 0.0);
        let end = end.unwrap_or(len);
        let mut kwh = [f32::NAN; PROFILE_DAYS];
        for (back, day) in view.wh[..end].rchunks_exact(per_day).take(PROFILE_DAYS).enumerate() {
            kwh[PROFILE_DAYS - 1 - back] = day.iter().sum::<f32>() / 1000.0;
        }
        Self { kwh, last_weekday: calendar.weekday(end.saturating_sub(1)) }
    }
}

/// Names of the days of a profile: how many days before the end.
const DAY_NAMES: [&str; PROFILE_DAYS] = [
    "daily_share_27",
    "daily_share_26",
    "daily_share_25",
    "daily_share_24",
    "daily_share_23",
    "daily_share_22",
    "daily_share_21",
    "daily_share_20",
    "daily_share_19",
    "daily_share_18",
    "daily_share_17",
    "daily_share_16",
    "daily_share_15",
    "daily_share_14",
    "daily_share_13",
    "daily_share_12",
    "daily_share_11",
    "daily_share_10",
    "daily_share_9",
    "daily_share_8",
    "daily_share_7",
    "daily_share_6",
    "daily_share_5",
    "daily_share_4",
    "daily_share_3",
    "daily_share_2",
    "daily_share_1",
    "daily_share_0",
];

/// Names of the columns.
const NAMES: [&str; DailyRows::WIDTH] = {
    let mut names = [""; DailyRows::WIDTH];
    let parts: [&[&str]; 3] = [&shape::NAMES, &peers::NAMES, &DAY_NAMES];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut name = 0;
        while name < parts[part].len() {
            names[at] = parts[part][name];
            at += 1;
            name += 1;
        }
        part += 1;
    }
    names
};

/// Rows of numbers, one a meter; NaN is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DailyRows {
    /// Row by row, each of [`DailyRows::WIDTH`].
    pub values: Vec<f32>,
}

impl DailyRows {
    /// Numbers a row.
    pub const WIDTH: usize = shape::NAMES.len() + peers::NAMES.len() + PROFILE_DAYS;
    /// Names of the numbers of a row.
    pub const NAMES: [&str; Self::WIDTH] = NAMES;

    /// The rows of meters that were read together: each is seen against all of them.
    #[must_use]
    pub fn of(all: &[DailyProfile]) -> Self {
        let peers = Peers::of(all);
        let mut values = Vec::with_capacity(all.len() * Self::WIDTH);
        for profile in all {
            values.extend(shape::measures(profile));
            values.extend(peers.measures(profile));
            values.extend(shape::relative(&profile.kwh));
        }
        Self { values }
    }
}

#[cfg(test)]
mod tests;
