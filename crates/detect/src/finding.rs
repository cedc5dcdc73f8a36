//! Owns what a detector says: how sure, since when, how much, and why. Does not put it into words.

use super::Trait;
use crate::meter::DetectionKind;

/// One judgement of one meter or feeder.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Of what.
    pub kind: DetectionKind,
    /// Calibrated probability in [0, 1].
    pub score: f32,
    /// Score from which it is an alarm: of its class of meter and the part of the model that judged it, unless one
    /// was put in their place.
    pub alarm_score: f32,
    /// Whether the score reaches the level of an alarm. What a meter did short of that is not explained.
    pub is_alarm: bool,
    /// The earliest moment at which the alarm could have been raised, reading in the order of
    /// time; UTC, seconds since 1970. `None` where nothing was seen.
    pub first_seen_s: Option<i64>,
    /// The last moment at which it was still there.
    pub last_seen_s: Option<i64>,
    /// Power in kW: of the load as the meter sees it, of the tap, or of what is not metered.
    pub kw: Option<f32>,
    /// Who the peers are that it was set beside; `None` where there are none.
    pub peers: Option<PeerGroup>,
    /// What can be said of it in plain words, the most telling first.
    pub traits: Vec<Trait>,
    /// What speaks for it, the strongest first.
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// Nothing seen, where there is nothing to judge by.
    pub(super) const fn nothing(kind: DetectionKind, alarm_score: f32) -> Self {
        Self {
            kind,
            score: 0.0,
            alarm_score,
            is_alarm: false,
            first_seen_s: None,
            last_seen_s: None,
            kw: None,
            peers: None,
            traits: Vec::new(),
            evidence: Vec::new(),
        }
    }
}

/// Who the peers of a meter or feeder are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerGroup {
    /// Meters of its tariff in the same run.
    Tariff,
    /// Meters of the same run whose tariff nobody knows, as its own: all of them where no table tells tariffs.
    UnknownTariff,
    /// Customers of its tariff that the model learned from, where the run has too few.
    Learned,
    /// Feeders of the same run.
    Feeders,
}

impl PeerGroup {
    /// Its word in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Tariff => "tariff",
            Self::UnknownTariff => "unknown_tariff",
            Self::Learned => "learned",
            Self::Feeders => "feeders",
        }
    }

    /// The group with a word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Tariff, Self::UnknownTariff, Self::Learned, Self::Feeders].into_iter().find(|of| of.id() == id)
    }
}

/// One statistic that speaks for or against a finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Name of the statistic; its words are in `assets/locale`.
    pub statistic: &'static str,
    /// Its value here, in the statistic's own unit.
    pub value: f32,
    /// What is usual among peers, where peers are known.
    pub peers: Option<f32>,
    /// What was usual for the same subject before.
    pub past: Option<f32>,
    /// How much it moved the score, in log odds; positive speaks for the finding.
    pub weight: f32,
}
