//! Owns what is known of a meter besides its readings. Does not read files.

/// Whom a meter bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tariff {
    /// A home.
    Household,
    /// Anything else.
    Business,
}

impl Tariff {
    /// Word in data files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Business => "business",
        }
    }

    /// The tariff whose word in data files is `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Household, Self::Business].into_iter().find(|tariff| tariff.id() == id)
    }
}

/// What a table of meters says of one. Everything may be unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeterFacts {
    /// Feeder that supplies it.
    pub feeder_id: Option<String>,
    /// ISO 3166-2 code of its region.
    pub region: Option<String>,
    /// District within the region.
    pub district: Option<String>,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
    /// Whom it bills.
    pub tariff: Option<Tariff>,
    /// Phases it measures, 1 or 3.
    pub phases: Option<u8>,
    /// Power the contract allows.
    pub contract_kw: Option<f32>,
}
