//! Owns detections in memory: millions of rows as columns. Does not read files nor join them
//! to regions by itself.

use crate::meter::DetectionKind;
use crate::provenance::Status;

/// Whether a detected load is entered in the register of miners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Legal {
    /// It is.
    Registered,
    /// It is not.
    Unregistered,
}

impl Legal {
    /// Word in data files for what is not known.
    pub const UNKNOWN: &'static str = "unknown";
    /// Both.
    pub const ALL: [Self; 2] = [Self::Registered, Self::Unregistered];

    /// Word in data files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Unregistered => "unregistered",
        }
    }
}

/// Number of a region code in [`Detections::region_codes`] for rows without one.
pub const NO_REGION: u32 = u32::MAX;
/// Day number for rows without a date.
pub const NO_DAY: i32 = i32::MIN;

/// Detections as columns of equal length. A missing number is NaN, a missing day [`NO_DAY`], a
/// missing region [`NO_REGION`].
#[derive(Clone, Debug, Default)]
pub struct Detections {
    /// Longitude in degrees.
    pub lon: Vec<f64>,
    /// Latitude in degrees.
    pub lat: Vec<f64>,
    /// Estimated power in kW.
    pub kw: Vec<f32>,
    /// Calibrated score in [0, 1].
    pub score: Vec<f32>,
    /// What was detected; `None` where the file does not say.
    pub kind: Vec<Option<DetectionKind>>,
    /// First day of the detection, as days since 1970-01-01 (UTC).
    pub first_seen_day: Vec<i32>,
    /// Last day of the detection.
    pub last_seen_day: Vec<i32>,
    /// Region of each row as a number into `region_codes`.
    pub region: Vec<u32>,
    /// Region codes, each once: those of the file in order of first use, then those that a join
    /// to regions knows besides.
    pub region_codes: Vec<String>,
    /// Whether it is registered; `None` where that is not known.
    pub legal: Vec<Option<Legal>>,
    /// How the rows came to be: detected, unless the file says simulated or otherwise.
    pub status: Vec<Status>,
    /// Row number of each detection in its file, counted from 1 (without the header), by which
    /// its other columns can be read again.
    pub row: Vec<u32>,
}

impl Detections {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lon.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lon.is_empty()
    }
}
