//! Owns what laws and sources say beside numbers: bans, acts and events, statements,
//! contradictions. Does not judge between them.

use super::{period::Period, region::RegionId};
use crate::{lang::Localized, provenance::Status};
use std::sync::Arc;

/// How far an act has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BanStatus {
    /// It holds.
    InForce,
    /// It held, until another took its place.
    Superseded,
    /// Announced; adoption not confirmed.
    Planned,
    /// Asked for; not decided.
    Requested,
}

impl BanStatus {
    /// All, with their words in data files and message ids.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("in_force", Self::InForce),
        ("superseded", Self::Superseded),
        ("planned", Self::Planned),
        ("requested", Self::Requested),
    ];
}

/// A ban on mining in a region or part of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Ban {
    /// Id in the data.
    pub id: String,
    /// Region concerned.
    pub region: RegionId,
    /// Whether it covers the whole region.
    pub is_whole_region: bool,
    /// Whether it holds in winter only.
    pub is_seasonal: bool,
    /// From when until when; an open side is not decided.
    pub start: Option<Period>,
    /// Last day.
    pub end: Option<Period>,
    /// Which part of the region.
    pub coverage: Localized,
    /// Which part of the year.
    pub window: Localized,
    /// The act.
    pub act: Localized,
    /// How far it has come.
    pub status: BanStatus,
    /// What a reader should know.
    pub note: Localized,
    /// Ids of its sources.
    pub sources: Vec<Arc<str>>,
}

impl Ban {
    /// Whether any day of `year` falls into it; a ban without dates is asked for, in any year.
    #[must_use]
    pub fn touches_year(&self, year: i32) -> bool {
        self.start.is_none_or(|start| start.first.year <= year)
            && self.end.is_none_or(|end| year <= end.last.year)
    }

    /// The category that the ban puts its region into.
    #[must_use]
    pub const fn class(&self) -> BanClass {
        match (self.status, self.is_seasonal, self.is_whole_region) {
            (BanStatus::Planned, ..) => BanClass::Planned,
            (BanStatus::Requested, ..) => BanClass::Requested,
            (_, true, _) => BanClass::Seasonal,
            (_, false, true) => BanClass::Whole,
            (_, false, false) => BanClass::Part,
        }
    }
}

/// Category of a region by its strictest ban in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BanClass {
    /// The whole region, all the year.
    Whole,
    /// A part of the region, all the year.
    Part,
    /// In winter.
    Seasonal,
    /// Announced.
    Planned,
    /// Asked for.
    Requested,
    /// None recorded.
    None,
}

impl BanClass {
    /// All, strictest first.
    pub const ALL: [Self; 6] =
        [Self::Whole, Self::Part, Self::Seasonal, Self::Planned, Self::Requested, Self::None];

    /// Word in tables and message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Part => "part",
            Self::Seasonal => "seasonal",
            Self::Planned => "planned",
            Self::Requested => "requested",
            Self::None => "none",
        }
    }

    /// Whether a ban holds (and is not only announced or asked for).
    #[must_use]
    pub const fn holds(self) -> bool {
        matches!(self, Self::Whole | Self::Part | Self::Seasonal)
    }
}

/// An act or event on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub date: Period,
    /// Law, register, tax, ban, policy, liability ….
    pub topic: String,
    /// A few words.
    pub title: Localized,
    /// The whole of it.
    pub text: Localized,
    /// Whether published as a fact or otherwise.
    pub status: String,
    /// Ids of its sources.
    pub sources: Vec<Arc<str>>,
}

/// Something published that is not one number of one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Id in the data.
    pub id: String,
    /// Regions it speaks of; empty for none in particular.
    pub regions: Vec<RegionId>,
    /// When.
    pub period: Option<Period>,
    /// What about.
    pub topic: String,
    /// In words.
    pub text: Localized,
    /// How it came to be.
    pub status: Status,
    /// Ids of its sources.
    pub sources: Vec<Arc<str>>,
    /// Ids of the contradictions it takes part in.
    pub conflicts: Vec<Arc<str>>,
}

/// Two sources that contradict each other; both are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Id that figures and statements refer to.
    pub id: Arc<str>,
    /// What about.
    pub topic: String,
    /// One side and its sources.
    pub claim_a: (Localized, Vec<Arc<str>>),
    /// The other side and its sources.
    pub claim_b: (Localized, Vec<Arc<str>>),
    /// How the program shows it.
    pub how_to_show: Localized,
}
