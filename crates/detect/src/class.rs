//! Owns the classes of meters whose scores are calibrated apart, and who have an alarm level of
//! their own: what is rare in a home is everyday in a works. Does not score.

use super::MeterMeasures;
use super::measure::Measure;
use crate::meter::Tariff;

/// Mean power from which a business is a building with machines of its own, kW.
const BUILDING_KW: f32 = 15.0;
/// Intervals longer than this hide what lasts an hour.
const LONGEST_FINE_S: u32 = 1800;

/// Kind of customer, and how finely it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MeterClass(u8);

impl MeterClass {
    /// Names in the file of a model, in the order of classes.
    pub const NAMES: [&str; 6] =
        ["home", "home-hourly", "business", "business-hourly", "building", "building-hourly"];

    /// Part of the usual false alarms that each class may have: what businesses do is more various than
    /// what was learned from, so they get a margin. Real homes read by the hour raised none in 19,945 weeks at
    /// half the share they have now.
    pub const FALSE_ALARMS: [f64; 6] = [1.0, 2.0, 0.4, 0.4, 0.5, 0.5];

    /// The class of a meter read at intervals of `step_s`. A meter that nobody knows anything of is
    /// taken for a home if it uses no more than one, as most are.
    #[must_use]
    pub fn of(meter: &MeterMeasures) -> Self {
        let mean_kw = meter.get(Measure::MeanKw);
        let kind = match meter.tariff {
            Some(Tariff::Household) => 0,
            _ if mean_kw >= BUILDING_KW => 2,
            Some(Tariff::Business) => 1,
            None => 0,
        };
        Self(2 * kind + u8::from(meter.step_s > LONGEST_FINE_S))
    }

    /// The tariff of a meter, or that of whom it is taken for.
    #[must_use]
    pub fn tariff_of(meter: &MeterMeasures) -> Tariff {
        let taken_for = || if Self::of(meter).is_home() { Tariff::Household } else { Tariff::Business };
        meter.tariff.unwrap_or_else(taken_for)
    }

    /// Whether it is a home, or taken for one.
    #[must_use]
    pub const fn is_home(self) -> bool {
        self.0 < 2
    }

    /// Its place among [`Self::NAMES`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
