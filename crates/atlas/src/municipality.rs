//! Owns municipalities, the parts of regions: which there are, which one a text names (by kind and
//! name, as a city and the district around it are often called alike), which of the bans of their
//! region hold in them, and their shapes. Does not read files.

use super::{Atlas, Ban, BanClass, Geography, Level, RegionId, names::fold};
use crate::geo::{Paths, Point};

/// What a municipality is, as far as it tells apart those of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    City,
    District,
}

/// Words of names that say which kind is meant, in small letters.
const KINDS: [(Kind, &[&str]); 2] = [
    (Kind::City, &["город", "г", "городской", "зато", "city", "town", "urban"]),
    (Kind::District, &["район", "р-н", "муниципальный", "district", "raion", "rayon", "municipal"]),
];

/// Words of names that say nothing more.
const IDLE: [&str; 5] = ["округ", "okrug", "district", "образование", "of"];

/// A name of a municipality, taken apart. A bare name is that of a city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MunicipalityName {
    /// The words that are the name's own, as they are written.
    own: String,
    folded: String,
    kind: Kind,
}

impl MunicipalityName {
    /// Takes a name apart.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let words = name.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '«' | '»' | '"'));
        let words: Vec<&str> =
            words.map(|word| word.trim_end_matches('.')).filter(|w| !w.is_empty()).collect();
        let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let is_of = |kinds: &[&str], word: &str| kinds.contains(&word);
        let kind = KINDS.iter().find(|(_, kinds)| small.iter().any(|word| is_of(kinds, word)));
        let is_own = |word: &str| !IDLE.contains(&word) && !KINDS.iter().any(|(_, kinds)| is_of(kinds, word));
        let own: Vec<&str> =
            words.iter().zip(&small).filter(|(_, small)| is_own(small)).map(|(word, _)| *word).collect();
        let folded = own.iter().map(|word| fold(&word.to_lowercase())).collect::<Vec<_>>().join(" ");
        Self { own: own.join(" "), folded, kind: kind.map_or(Kind::City, |(kind, _)| *kind) }
    }

    /// Whether both name one municipality, where both are of one region.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.folded == other.folded
    }

    /// Whether a text names it: a city by its bare name, a district only with the word for it.
    fn is_in(&self, text: &str, whole_name: &str) -> bool {
        let wanted = if self.kind == Kind::City { &self.own } else { whole_name };
        !wanted.is_empty() && has_words(text, wanted)
    }
}

/// Whether `wanted` stands in a text, not as a part of longer words.
#[must_use]
pub fn has_words(text: &str, wanted: &str) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(wanted).any(|(at, _)| {
        is_apart(text[..at].chars().next_back()) && is_apart(text[at + wanted.len()..].chars().next())
    })
}

/// What a ban covers, in words, without what it does not: that stands behind a full stop or a semicolon.
#[must_use]
pub fn covered(coverage: &str) -> &str {
    coverage.split(['.', ';']).next().unwrap_or_default()
}

impl Atlas {
    /// The municipalities of a region, whether their boundaries are known or not.
    pub fn municipalities(&self, region: RegionId) -> impl Iterator<Item = RegionId> + '_ {
        self.region_ids().filter(move |&id| {
            self.region(id).level == Level::Municipality && self.region(id).parent == Some(region)
        })
    }

    /// The municipality of a region that has this code, or this name and kind.
    #[must_use]
    pub fn municipality(&self, region: RegionId, text: &str) -> Option<RegionId> {
        let by_code = |id: &RegionId| {
            let codes = self.aliases.iter().filter(|alias| alias.region == *id && alias.is_code);
            self.region(*id).code == text || codes.into_iter().any(|alias| alias.text == text)
        };
        let wanted = MunicipalityName::of(text);
        let by_name =
            |id: &RegionId| self.names_of(*id).any(|name| MunicipalityName::of(name).is_same(&wanted));
        self.municipalities(region).find(by_code).or_else(|| self.municipalities(region).find(by_name))
    }

    fn names_of(&self, id: RegionId) -> impl Iterator<Item = &str> {
        let region = self.region(id);
        let names = [&region.name.en, &region.name.ru, &region.short.en, &region.short.ru];
        let aliases = self.aliases.iter().filter(move |alias| alias.region == id && !alias.is_code);
        names.into_iter().map(String::as_str).chain(aliases.map(|alias| alias.text.as_str()))
    }

    /// The region whose municipalities a map shows when `focus` is looked at: itself or the one that it
    /// is a part of, where their boundaries are known.
    #[must_use]
    pub fn opened(&self, focus: RegionId) -> Option<RegionId> {
        let region = match self.region(focus).level {
            Level::Region => Some(focus),
            Level::Municipality => self.region(focus).parent,
            Level::Country | Level::District | Level::Group => None,
        };
        region.filter(|&region| self.municipalities(region).any(|id| self.map.municipalities.contains(&id)))
    }

    /// The category that a ban puts a region into: its own region, or a part or the whole of it.
    /// `None` where the ban is of elsewhere.
    #[must_use]
    pub fn class_in(&self, ban: &Ban, region: RegionId) -> Option<BanClass> {
        let is_part = |part: RegionId, whole: RegionId| {
            self.region(part).level == Level::Municipality && self.region(part).parent == Some(whole)
        };
        let class = ban.class();
        if ban.region == region {
            Some(class)
        } else if is_part(ban.region, region) {
            Some(if class == BanClass::Whole { BanClass::Part } else { class })
        } else if is_part(region, ban.region) {
            let is_covered = ban.is_whole_region || self.is_named(region, ban);
            let within = if class == BanClass::Part { BanClass::Whole } else { class };
            // What is not decided for a part yet says nothing of any place in it.
            if is_covered { Some(within) } else { class.holds().then_some(BanClass::Unclear) }
        } else {
            None
        }
    }

    fn is_named(&self, municipality: RegionId, ban: &Ban) -> bool {
        let mut names = self.names_of(municipality).filter(|name| !name.is_empty());
        names.any(|name| {
            let taken_apart = MunicipalityName::of(name);
            [&ban.coverage.en, &ban.coverage.ru].iter().any(|text| taken_apart.is_in(covered(text), name))
        })
    }
}

/// Boundary polygons of municipalities, in the window of longitudes of their regions.
#[derive(Clone, Debug, Default)]
pub struct MunicipalShapes {
    /// In degrees, a feature each.
    pub polygons: Paths,
    /// The municipality of each feature.
    pub of_feature: Vec<RegionId>,
}

impl Geography {
    /// These shapes with municipalities in the place of their `region`. Where they cover only a part of
    /// it, the region stays below them.
    #[must_use]
    pub fn opened(&self, region: RegionId, shapes: &MunicipalShapes, atlas: &Atlas) -> Self {
        /// Boundaries of two makers differ by less; a file that has only some municipalities by more.
        const MOST: f64 = 0.9;
        let own: Vec<usize> = self.features_of(region).collect();
        let parts: Vec<usize> = (0..shapes.of_feature.len())
            .filter(|&feature| atlas.region(shapes.of_feature[feature]).parent == Some(region))
            .collect();
        let area = |paths: &Paths, features: &[usize]| {
            features.iter().map(|&feature| area_of(paths.feature(feature))).sum::<f64>()
        };
        let covers = area(&shapes.polygons, &parts) >= MOST * area(&self.polygons, &own);
        let mut opened = Self {
            window: self.window,
            projection: self.projection.clone(),
            polygons: Paths::default(),
            region_of_feature: Vec::new(),
            land: self.land.clone(),
            lakes: self.lakes.clone(),
            rivers: self.rivers.clone(),
        };
        let mut add = |paths: &Paths, feature: usize, of: Option<RegionId>| {
            for path in paths.feature(feature) {
                opened.polygons.push_path(path.iter().copied());
            }
            opened.polygons.end_feature();
            opened.region_of_feature.push(of);
        };
        for (feature, of) in self.region_of_feature.iter().enumerate() {
            if !(covers && own.contains(&feature)) {
                add(&self.polygons, feature, *of);
            }
        }
        for feature in parts {
            add(&shapes.polygons, feature, Some(shapes.of_feature[feature]));
        }
        opened
    }
}

/// Area of rings by the even-odd rule, holes having the other sense of rotation, in square degrees at
/// the equator: to compare, not to tell.
fn area_of<'a>(rings: impl Iterator<Item = &'a [Point]>) -> f64 {
    let area = |ring: &[Point]| {
        let twice: f64 = ring.windows(2).map(|p| p[0][0] * p[1][1] - p[1][0] * p[0][1]).sum();
        let latitude = ring.iter().map(|p| p[1]).sum::<f64>() / ring.len().max(1) as f64;
        twice.abs() / 2.0 * latitude.to_radians().cos()
    };
    rings.map(area).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActStatus, Region, lang::Localized};

    #[test]
    fn a_city_is_not_the_district_around_it() {
        let same = |a: &str, b: &str| MunicipalityName::of(a).is_same(&MunicipalityName::of(b));
        assert!(same("Chelyabinsk (city)", "г. Chelyabinsk") && same("Пермь (город)", "Пермь"));
        assert!(
            same("Sosnovsky District", "Sosnovskiy district") && same("Слободской р-н", "Слободской район")
        );
        assert!(same("городской округ Курган", "Курган (городской округ)"));
        assert!(same("Kurgan (urban district)", "Kurgan (city)"));
        assert!(!same("Слободской", "Слободской район") && !same("Kirov (city)", "Kirov District"));
        assert!(!same("Иркутск", "Иркутский район"));
    }

    #[test]
    fn what_a_ban_of_a_part_names_is_covered_and_of_the_rest_nothing_is_known() {
        use BanClass::{Part, Unclear, Whole};
        let mut atlas = Atlas::default();
        let region = atlas.add_region(Region::new("A", Level::Region, Localized::same("A"))).expect("new");
        let mut part = |name: &str| {
            let part = Region::new(name, Level::Municipality, Localized::same(name));
            atlas.add_region(Region { parent: Some(region), ..part }).expect("new")
        };
        let [port, around, north] = ["Port", "Port District", "North"].map(&mut part);
        let ban = |is_whole_region, region| Ban {
            id: String::new(),
            region,
            is_whole_region,
            is_seasonal: false,
            season: None,
            start: None,
            end: None,
            coverage: Localized::same("The city of Port and some districts. North is not covered"),
            window: Localized::default(),
            act: Localized::default(),
            status: ActStatus::InForce,
            note: Localized::default(),
            sources: Vec::new(),
        };
        atlas.bans = vec![ban(false, region)];
        let classes = |atlas: &Atlas| [region, port, around, north].map(|id| atlas.ban_class(id, 2025));
        assert_eq!(classes(&atlas), [Part, Whole, Unclear, Unclear]);
        atlas.bans = vec![ban(true, region)];
        assert_eq!(classes(&atlas), [Whole; 4]);
        // A ban of a city alone is one of a part of its region.
        atlas.bans = vec![ban(true, port)];
        assert_eq!(classes(&atlas), [Part, Whole, BanClass::None, BanClass::None]);
    }
}
