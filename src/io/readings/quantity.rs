//! Owns what the tables of series hold: the columns of each contract and which values can be
//! true. Does not read.

use super::regular::Nature;
use crate::io::Contract;

/// A table of series: something by subject and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// Energy by meter.
    Readings,
    /// Energy supplied by feeder.
    Feeders,
    /// Outdoor temperature by region.
    Weather,
}

/// More than any meter of the grids watched here can pass: a feeder bay of 10 kV and 1,250 A
/// carries 21.7 MVA.
pub(super) const MOST_KW: f64 = 25_000.0;
const HOURS_A_DAY: f64 = 24.0;

impl Quantity {
    pub(super) const fn contract(self) -> Contract {
        match self {
            Self::Readings => Contract::Readings,
            Self::Feeders => Contract::Feeders,
            Self::Weather => Contract::Weather,
        }
    }

    pub(super) const fn name_column(self) -> &'static str {
        match self {
            Self::Readings => "meter_id",
            Self::Feeders => "feeder_id",
            Self::Weather => "region",
        }
    }

    pub(super) const fn value_column(self) -> &'static str {
        match self {
            Self::Readings | Self::Feeders => "wh",
            Self::Weather => "temp_c",
        }
    }

    /// Least and most that a value can be, whatever the interval. Temperatures are the records of
    /// the World Meteorological Organization, rounded outwards.
    pub(super) fn range(self) -> (f32, f32) {
        match self {
            Self::Readings => (0.0, (MOST_KW * 1000.0 * HOURS_A_DAY) as f32),
            // Solar power may flow back through a feeder.
            Self::Feeders => {
                let most = (MOST_KW * 1000.0 * HOURS_A_DAY) as f32;
                (-most, most)
            }
            Self::Weather => (-90.0, 60.0),
        }
    }

    /// What a sum of values means.
    pub(super) const fn nature(self) -> Nature {
        match self {
            Self::Readings | Self::Feeders => Nature::Energy,
            Self::Weather => Nature::State,
        }
    }

    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Readings => "expected-watt-hours",
            Self::Feeders => "expected-supplied-watt-hours",
            Self::Weather => "expected-temperature",
        }
    }
}
