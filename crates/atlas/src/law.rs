//! Owns what laws and sources say beside numbers: bans, acts and events, statements,
//! contradictions. Does not judge between them.

use super::{
    period::{Day, Period},
    region::RegionId,
};
use crate::{lang::Localized, provenance::Status};
use std::sync::Arc;

/// How far an act has come: the one vocabulary of bans, events and pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActStatus {
    /// It holds.
    InForce,
    /// A fact that a source reports.
    Reported,
    /// Announced; adoption not confirmed.
    Planned,
    /// A draft or a bill.
    Draft,
    /// Asked for; not decided.
    Requested,
    /// It held, until another took its place.
    Superseded,
}

impl ActStatus {
    /// All, in the order of legends.
    pub const ALL: [Self; 6] =
        [Self::InForce, Self::Reported, Self::Planned, Self::Draft, Self::Requested, Self::Superseded];

    /// All with their words, as readers of data files want them.
    pub const WORDS: [(&'static str, Self); 6] = {
        let mut words = [("", Self::InForce); 6];
        let mut at = 0;
        while at < words.len() {
            words[at] = (Self::ALL[at].id(), Self::ALL[at]);
            at += 1;
        }
        words
    };

    /// Word in data files, tables and message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Draft => "draft",
            Self::Requested => "requested",
            Self::Superseded => "superseded",
        }
    }
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
    /// Days of the year on which a seasonal ban holds, as far as they are known.
    pub season: Option<Season>,
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
    pub status: ActStatus,
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

    /// Whether it held on any day of a period. One that holds in winter, on days that are not known, counts for
    /// all the year; one that was never adopted for none.
    #[must_use]
    pub fn held_in(&self, period: Period) -> bool {
        let first = self.start.map_or(period.first, |start| start.first.max(period.first));
        let last = self.end.map_or(period.last, |end| end.last.min(period.last));
        let was_adopted = matches!(self.status, ActStatus::InForce | ActStatus::Superseded);
        let in_season = |season: Season| !season.within(Period { first, last }).is_empty();
        was_adopted && first <= last && self.season.is_none_or(in_season)
    }

    /// Its dates as data files write them: `2025-01-01/2031-03-15`, one where only one is known.
    #[must_use]
    pub fn dates(&self) -> String {
        let day = |period: Option<Period>| period.map(|p| p.to_string()).unwrap_or_default();
        match (day(self.start), day(self.end)) {
            (start, end) if end.is_empty() => start,
            (start, end) => format!("{start}/{end}"),
        }
    }

    /// The category that the ban puts its region into.
    #[must_use]
    pub const fn class(&self) -> BanClass {
        match (self.status, self.is_seasonal, self.is_whole_region) {
            (ActStatus::Planned | ActStatus::Draft, ..) => BanClass::Planned,
            (ActStatus::Requested, ..) => BanClass::Requested,
            (_, true, _) => BanClass::Seasonal,
            (_, false, true) => BanClass::Whole,
            (_, false, false) => BanClass::Part,
        }
    }
}

/// Days of every year, perhaps across its end, such as 15 November to 15 March.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// Month and day of the first day.
    first: (u8, u8),
    /// Month and day of the last one.
    last: (u8, u8),
}

impl Season {
    /// Reads `11-15/03-15`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // A leap year has every day.
        let day = |text: &str| {
            let period =
                Period::parse(&format!("2024-{text}")).filter(|period| period.first == period.last)?;
            Some((period.first.month, period.first.day))
        };
        let (first, last) = text.split_once('/')?;
        Some(Self { first: day(first)?, last: day(last)? })
    }

    /// The parts of a period that lie in it, in their order.
    #[must_use]
    pub fn within(self, period: Period) -> Vec<Period> {
        let day = |year: i32, (month, day): (u8, u8)| Day { year, month, day };
        let ends_later = i32::from(self.last < self.first);
        let of_year = |year: i32| {
            let first = day(year, self.first).max(period.first);
            let last = day(year + ends_later, self.last).min(period.last);
            (first <= last).then_some(Period { first, last })
        };
        (period.first.year - 1..=period.last.year).filter_map(of_year).collect()
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
    /// One holds in a part of the region, and whether that is here was not published.
    Unclear,
    /// None recorded.
    None,
}

impl BanClass {
    /// All, strictest first.
    pub const ALL: [Self; 7] =
        [Self::Whole, Self::Part, Self::Seasonal, Self::Planned, Self::Requested, Self::Unclear, Self::None];

    /// Word in tables and message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Part => "part",
            Self::Seasonal => "seasonal",
            Self::Planned => "planned",
            Self::Requested => "requested",
            Self::Unclear => "unclear",
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
    /// How far it has come.
    pub status: ActStatus,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Words};

    #[test]
    fn every_status_of_an_act_has_its_word_in_data_and_in_both_languages() {
        assert_eq!(ActStatus::WORDS.map(|(_, status)| status), ActStatus::ALL);
        for (word, _) in ActStatus::WORDS {
            for lang in Lang::ALL {
                assert!(Words::new(lang).find(&format!("act-{word}")).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn a_season_is_cut_out_of_a_period() {
        let winter = Season::parse("11-15/03-15").expect("days");
        let period = Period::parse("2025-01-01/2026-12-31").expect("days");
        let told: Vec<String> = winter.within(period).iter().map(ToString::to_string).collect();
        assert_eq!(told, ["2025-01-01/2025-03-15", "2025-11-15/2026-03-15", "2026-11-15/2026-12-31"]);
        assert_eq!([Season::parse("winter"), Season::parse("11-31/03-15")], [None, None]);
    }

    #[test]
    fn what_is_announced_or_drafted_does_not_hold() {
        let ban = |status| Ban {
            id: String::new(),
            region: RegionId(0),
            is_whole_region: true,
            is_seasonal: false,
            season: None,
            start: None,
            end: None,
            coverage: Localized::default(),
            window: Localized::default(),
            act: Localized::default(),
            status,
            note: Localized::default(),
            sources: Vec::new(),
        };
        let holding = ActStatus::ALL.into_iter().filter(|&status| ban(status).class().holds());
        let expected = [ActStatus::InForce, ActStatus::Reported, ActStatus::Superseded];
        assert_eq!(holding.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_ban_holds_on_its_days_and_in_its_season() {
        let period = |text: &str| Period::parse(text).expect("a period");
        let ban = Ban {
            id: "b".into(),
            region: RegionId(0),
            is_whole_region: true,
            is_seasonal: true,
            season: Season::parse("11-15/03-15"),
            start: Some(period("2024-11-01")),
            end: Some(period("2031-03-15")),
            coverage: Localized::default(),
            window: Localized::default(),
            act: Localized::default(),
            status: ActStatus::InForce,
            note: Localized::default(),
            sources: Vec::new(),
        };
        for (days, holds) in [
            ("2024-11-02/2024-11-10", false),
            ("2024-11-10/2024-11-20", true),
            ("2025-06", false),
            ("2032-01", false),
        ] {
            assert_eq!(ban.held_in(period(days)), holds, "{days}");
        }
        assert!(!Ban { status: ActStatus::Draft, ..ban }.held_in(period("2025-01")));
    }
}
