//! Owns what the tables of series hold: the columns of each contract and which values can be
//! true. Does not read.

use super::regular::Nature;
use crate::Contract;

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

    /// Least and most that a value can be, whatever the interval: how much a meter can pass depends on
    /// the meter, and on whether it shows energies. Temperatures are the records of the World
    /// Meteorological Organization, rounded outwards.
    pub(super) fn range(self) -> (f32, f32) {
        match self {
            Self::Readings => (0.0, f32::MAX),
            // Solar power may flow back through a feeder.
            Self::Feeders => (-f32::MAX, f32::MAX),
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
