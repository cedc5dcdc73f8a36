//! Owns the rows of a table of readings one by one, in the order of the file, each with the quality of
//! its value. Does not order them or put them onto a grid of time.

use super::{
    block::{NO_NAME, NO_TIME, Names, Values, Want, is_made_up},
    table::Table,
    take::take_values,
};
use crate::{IoError, Problems};
use headend::Quality;

/// Energy of a meter in the interval that begins at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Number of the meter among the names.
    pub(crate) name: u32,
    /// Seconds since 1970 UTC.
    pub(crate) time_s: i64,
    /// Wh; NaN where the reading is missing.
    pub(crate) wh: f64,
    pub(crate) quality: Quality,
}

impl Row {
    /// Its energy in Wh; NaN where it is missing or was not measured.
    pub(super) fn measured_wh(self) -> f64 {
        if is_made_up(self.quality) { f64::NAN } else { self.wh }
    }
}

/// Hands out all rows that have a meter and a time; what is wrong with the others is told.
pub(super) fn rows_of(
    table: &Table,
    names: &mut Names,
    problems: &mut Problems,
    each: &mut dyn FnMut(&[Box<str>], Row),
) -> Result<(), IoError> {
    let mut taken = Vec::new();
    table.read(&(0..table.row_count()), Want::Both, names, &mut |block| {
        for run in block.runs {
            let range = run.start as usize..(run.start + run.len) as usize;
            if run.name == NO_NAME {
                continue;
            }
            taken.clear();
            take_values(block, range.clone(), &table.path, table.quantity, &mut taken, problems);
            for (at, is_missing) in range.zip(taken.iter().map(|wh| wh.is_nan())) {
                if block.ticks[at] == NO_TIME {
                    continue;
                }
                let quality = block.quality_of(at);
                let wh = match block.values {
                    // Also what cannot be energy.
                    _ if is_missing && !is_made_up(quality) => f64::NAN,
                    Values::Whole(values) => values[at] as f64,
                    // No zero is written as −0.
                    Values::Real(values) => values[at] + 0.0,
                };
                let time_s = block.ticks[at].div_euclid(block.ticks_per_s);
                each(block.names, Row { name: run.name, time_s, wh, quality });
            }
        }
        Ok(())
    })
}
