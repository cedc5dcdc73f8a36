//! Owns what is true of a meter or feeder: the labels. Does not write them.

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TruthKind {
    /// Nothing is wrong, which includes machines that look like miners and are none.
    Normal,
    /// Mining behind the meter, which shows it whole or in part.
    Mining,
    /// The meter, or a meter of the feeder, is made to show less.
    Tampering,
    /// Energy is taken past all meters of the feeder.
    UnauthorisedConnection,
}

impl TruthKind {
    /// Word in data files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Mining => "mining",
            Self::Tampering => "tampering",
            Self::UnauthorisedConnection => "unauthorised_connection",
        }
    }
}

/// What is true of one meter or feeder.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// Id of the meter or feeder.
    pub subject: String,
    /// Of its feeder, or its own.
    pub feeder_id: String,
    /// What kind of thing it is.
    pub kind: TruthKind,
    /// Since when and until when, UTC, in seconds since 1970.
    pub span_s: Option<[i64; 2]>,
    /// Mean power in kW while it runs: of a rig as its meter sees it, of a tap, or of what the
    /// meter does not show.
    pub kw: Option<f64>,
    /// Mean power of the whole rig in kW while it runs.
    pub kw_true: Option<f64>,
    /// Machines of the rig.
    pub units: Option<usize>,
    /// How the rig runs, or what hangs on a tap.
    pub family: Option<&'static str>,
    /// How a meter is tampered with; what a feeder was made to be; what changed in a home.
    pub scenario: Option<&'static str>,
    /// Kind of home or business behind a meter.
    pub host_class: Option<&'static str>,
    /// Part, 0 to 4, for cross-validation: a feeder and all its meters are in one.
    pub fold: u8,
}

/// Mean power in kW over the intervals in which there is more than a twentieth of the largest.
pub(super) fn mean_kw_while_on(wh: impl Iterator<Item = f32> + Clone, wh_of_kw: f32) -> Option<f64> {
    let least = 0.05 * wh.clone().fold(0.0_f32, f32::max);
    let (mut sum, mut count) = (0.0, 0_u32);
    for value in wh.filter(|&value| value > least) {
        sum += f64::from(value);
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count) / f64::from(wh_of_kw))
}
