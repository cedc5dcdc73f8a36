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
    /// Whether the score reaches the level of an alarm. What a meter did short of that is not explained.
    pub is_alarm: bool,
    /// The earliest moment at which the alarm could have been raised, reading in the order of
    /// time; UTC, seconds since 1970. `None` where nothing was seen.
    pub first_seen_s: Option<i64>,
    /// The last moment at which it was still there.
    pub last_seen_s: Option<i64>,
    /// Power in kW: of the load as the meter sees it, of the tap, or of what is not metered.
    pub kw: Option<f32>,
    /// What can be said of it in plain words, the most telling first.
    pub traits: Vec<Trait>,
    /// What speaks for it, the strongest first.
    pub evidence: Vec<Evidence>,
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
