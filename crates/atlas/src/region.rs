//! Owns regions and the groups they form. Does not know their shapes or figures.

use crate::lang::Localized;

/// Number of a region in its atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub u32);

/// What a region is in the hierarchy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The whole country.
    Country,
    /// A first grouping of regions (federal district).
    District,
    /// The unit of the map (federal subject; ISO 3166-2).
    Region,
    /// Any other set of regions that a source speaks of.
    Group,
    /// A part of a region: a city, a district (the second level of the map).
    Municipality,
}

impl Level {
    /// All levels with their words in data files.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("country", Self::Country),
        ("district", Self::District),
        ("region", Self::Region),
        ("group", Self::Group),
        ("municipality", Self::Municipality),
    ];
}

/// Whether a territory belongs to the country beyond dispute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    #[default]
    Undisputed,
    /// It is claimed; drawn dashed and hatched and left out of totals unless switched on.
    Disputed,
}

/// A region, district, country or group.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// ISO 3166-2 code, or a code of the atlas's own for districts and groups.
    pub code: String,
    /// Where it stands in the hierarchy.
    pub level: Level,
    /// What it is part of.
    pub parent: Option<RegionId>,
    /// Full official name.
    pub name: Localized,
    /// Short name for labels.
    pub short: Localized,
    /// Disputed or not.
    pub standing: Standing,
    /// Members of a group; empty for other levels.
    pub members: Vec<RegionId>,
    /// What a reader should know.
    pub note: Localized,
    /// Longitude and latitude in degrees of its capital, where known.
    pub capital: Option<[f64; 2]>,
    /// What its clocks are ahead of UTC, in seconds, where known.
    pub utc_offset_s: Option<i32>,
}

impl Region {
    /// An undisputed region that goes by one name and is part of nothing yet.
    #[must_use]
    pub fn new(code: impl Into<String>, level: Level, name: Localized) -> Self {
        Self {
            code: code.into(),
            level,
            parent: None,
            short: name.clone(),
            name,
            standing: Standing::Undisputed,
            members: Vec::new(),
            note: Localized::default(),
            capital: None,
            utc_offset_s: None,
        }
    }
}
