//! Owns what a review is about, and when two detections are the same case. Does not keep reviews.

use serde::{Deserialize, Serialize};

/// A detection as reviews know it: whom it is about, what, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Case {
    /// `meter:ID`, `feeder:ID`, or `detection:ID` where a file names neither.
    pub subject: String,
    /// Word of the kind of detection; empty where the file does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// First day, counted from 1970-01-01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<i32>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<i32>,
}

impl Case {
    /// Detections of one load that begin no further apart are one case: on more readings a detector puts
    /// the same start a few days earlier or later. Our choice; two rigs at one meter within two weeks
    /// are one visit of an inspector.
    pub const SAME_START_DAYS: i32 = 14;

    /// Whether both are the same load: the same subject, not of two kinds, and of one time. They are of
    /// one time where their periods overlap or begin at most [`Self::SAME_START_DAYS`] apart, or where one
    /// has no date.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let is_kind = self.kind.is_empty() || other.kind.is_empty() || self.kind == other.kind;
        self.subject == other.subject && is_kind && self.days_apart(other).is_some()
    }

    /// How far apart the starts are, if both are of one time; 0 where one has no date.
    pub(crate) fn days_apart(&self, other: &Self) -> Option<i64> {
        let (Some(own), Some(others)) = (self.first_day, other.first_day) else { return Some(0) };
        let apart = i64::from(own) - i64::from(others);
        let own_end = self.last_day.unwrap_or(own).max(own);
        let others_end = other.last_day.unwrap_or(others).max(others);
        let overlaps = own <= others_end && others <= own_end;
        (overlaps || apart.abs() <= i64::from(Self::SAME_START_DAYS)).then_some(apart.abs())
    }
}

/// What a reviewer found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is what the detector says.
    Confirmed,
    /// It is something else.
    Rejected,
    /// Looking at it did not tell.
    Unclear,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Rejected, Self::Unclear];

    /// Word in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Unclear => "unclear",
        }
    }

    /// The verdict with this word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.id() == id)
    }
}

/// What somebody said of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The case.
    pub case: Case,
    /// The verdict.
    pub verdict: Verdict,
    /// Who says so.
    pub author: String,
    /// When, UTC, seconds since 1970.
    pub at_s: i64,
    /// Why; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(subject: &str, kind: &str, days: Option<(i32, i32)>) -> Case {
        Case {
            subject: subject.into(),
            kind: kind.into(),
            first_day: days.map(|days| days.0),
            last_day: days.map(|days| days.1),
        }
    }

    #[test]
    fn the_same_meter_and_time_is_the_same_case() {
        let first = case("meter:1", "abnormal_load", Some((100, 130)));
        for (other, is_same) in [
            (case("meter:1", "abnormal_load", Some((104, 160))), true),
            (case("meter:1", "abnormal_load", Some((130, 131))), true),
            (case("meter:1", "abnormal_load", Some((131, 140))), false),
            (case("meter:1", "abnormal_load", Some((86, 90))), true),
            (case("meter:1", "abnormal_load", Some((85, 90))), false),
            (case("meter:1", "", None), true),
            (case("meter:1", "meter_tampering", Some((100, 130))), false),
            (case("meter:2", "abnormal_load", Some((100, 130))), false),
        ] {
            assert_eq!(first.is_same(&other), is_same, "{other:?}");
            assert_eq!(other.is_same(&first), is_same, "{other:?}");
        }
    }
}
