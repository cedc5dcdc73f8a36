//! Owns the kinds of what a detector looks for. Does not detect.

/// What a detection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum DetectionKind {
    /// A load that looks like mining.
    AbnormalLoad,
    /// A meter made to show less.
    MeterTampering,
    /// Energy taken past every meter.
    UnauthorisedConnection,
}

impl DetectionKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::AbnormalLoad, Self::MeterTampering, Self::UnauthorisedConnection];

    /// Word in data files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AbnormalLoad => "abnormal_load",
            Self::MeterTampering => "meter_tampering",
            Self::UnauthorisedConnection => "unauthorised_connection",
        }
    }

    /// The kind whose word in data files is `id`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
