//! Owns a time on its way out. What a cell of text says is read by the crate `table`.

use crate::atlas::Day;

pub(crate) use ::table::cell::{Cell, cell, day, day_and_minute, is_code, number, number_of_people, time_s};

const DAY_S: i64 = 86_400;

/// A time as it stands in files: `2025-03-12T04:30:00Z`.
#[must_use]
pub fn iso_time(time_s: i64) -> String {
    let (day, second) = (time_s.div_euclid(DAY_S), time_s.rem_euclid(DAY_S));
    let date = Day::since_1970(i32::try_from(day).unwrap_or_default());
    format!("{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}
