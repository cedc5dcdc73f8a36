//! Owns what is put right in the readings of a meter before anything is measured: registers become
//! energies, kWh become Wh, and what no such meter can pass is missing. Says what it did; does not judge
//! customers, and knows no other meter.
//!
//! Main type: [`Mender`].

mod bounds;
mod exchange;
mod register;
mod unit;

pub use bounds::{Absurd, Bound};
pub use exchange::{Ends, Exchange, exchanges, joined};
pub use unit::{KwhLook, Stretch};

use crate::meter::{MeterFacts, TimeGrid};
use serde::{Deserialize, Serialize};

/// What was wrong with the readings of one meter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Faults {
    /// It showed a register; its differences were taken, and so often it began anew.
    pub register: Option<usize>,
    /// Slots whose values were kWh among others that were Wh.
    pub kwh: Vec<Stretch>,
    /// All of its values look like kWh. They stay as they are: only what others show can tell.
    pub like_kwh: Option<KwhLook>,
    /// Values that cannot be, and are missing now.
    pub absurd: Option<Absurd>,
    /// Values above a bound that stand there too long to be errors, and were kept.
    pub beyond: Option<Bound>,
}

/// What is known of a meter besides, once others were seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its values are kWh from the first to the last.
    pub is_kwh: bool,
}

/// Puts readings right; one for each thread, whose memory is used again.
#[derive(Clone, Debug, Default)]
pub struct Mender {
    values: Vec<f32>,
    days: Vec<unit::Day>,
    work: Vec<f32>,
}

impl Mender {
    /// The readings as they should be: those given where nothing was wrong. `wh` is as long as the grid.
    pub fn mend<'a>(
        &'a mut self,
        grid: TimeGrid,
        wh: &'a [f32],
        facts: &MeterFacts,
        known: Known,
    ) -> (&'a [f32], Faults) {
        let Self { values, days, work } = self;
        let mut made = Made { given: wh, values, is_changed: false };
        let mut faults = Faults { register: register::resets(wh), ..Faults::default() };
        if faults.register.is_some() {
            register::differences_into(wh, made.values);
            made.is_changed = true;
        }
        if known.is_kwh {
            made.change().iter_mut().for_each(|value| *value *= unit::WH_PER_KWH);
        }
        if unit::levels(grid, made.now()).has_low_day {
            let found = unit::kwh(grid, made.now(), days, work);
            (faults.kwh, faults.like_kwh) = (found.stretches, found.whole);
            for stretch in &faults.kwh {
                let values = &mut made.change()[stretch.from..stretch.to];
                for value in values {
                    *value *= unit::WH_PER_KWH;
                }
            }
        }
        let found = bounds::check(grid, made.now(), facts, work);
        (faults.absurd, faults.beyond) = (found.absurd, found.beyond);
        if found.absurd.is_some() {
            let values = made.change();
            values.iter_mut().filter(|value| found.is_absurd(**value)).for_each(|value| *value = f32::NAN);
        }
        (made.into_now(), faults)
    }
}

/// Readings on their way: those given until the first change.
struct Made<'a> {
    given: &'a [f32],
    values: &'a mut Vec<f32>,
    is_changed: bool,
}

impl<'a> Made<'a> {
    fn now(&self) -> &[f32] {
        if self.is_changed { self.values } else { self.given }
    }

    fn change(&mut self) -> &mut [f32] {
        if !self.is_changed {
            self.values.clear();
            self.values.extend_from_slice(self.given);
            self.is_changed = true;
        }
        self.values
    }

    fn into_now(self) -> &'a [f32] {
        if self.is_changed { self.values } else { self.given }
    }
}
