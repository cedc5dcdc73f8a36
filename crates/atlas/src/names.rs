//! Owns which region a text means: its names in the forms that files have them, with any dashes,
//! abbreviations and order of words, in Cyrillic or Latin letters, and its codes. The names
//! themselves are the atlas's. Does not read files.
//!
//! Main type: [`RegionNames`].

use super::{Atlas, Level, RegionId};
use std::collections::{BTreeSet, HashMap};

/// A further name or code of a region, as an atlas lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionAlias {
    /// The region meant.
    pub region: RegionId,
    /// The name or code.
    pub text: String,
    /// Whether `text` is a code: compared digit by digit, and not taken apart.
    pub is_code: bool,
    /// Regions that the name covers as well where it is taken in its wider sense.
    pub also: Vec<RegionId>,
}

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// One region.
    Region(RegionId),
    /// This region alone, or together with the others: the name is used for both.
    Either(RegionId, Vec<RegionId>),
    /// Any one of these.
    Unclear(Vec<RegionId>),
    /// No region of the map.
    Unknown,
}

impl Meaning {
    fn any_of(regions: &BTreeSet<RegionId>) -> Self {
        match regions.iter().copied().collect::<Vec<_>>()[..] {
            [] => Self::Unknown,
            [only] => Self::Region(only),
            ref several => Self::Unclear(several.to_vec()),
        }
    }

    /// The region that a row with this name counts for: in doubt about the extent, the narrow one.
    #[must_use]
    pub fn region(&self) -> Option<RegionId> {
        match self {
            Self::Region(region) | Self::Either(region, _) => Some(*region),
            Self::Unclear(_) | Self::Unknown => None,
        }
    }
}

/// Finds regions of the map by name or code.
#[derive(Debug, Default)]
pub struct RegionNames {
    /// By the whole name in small letters, as the atlas has it.
    exact: HashMap<String, BTreeSet<RegionId>>,
    codes: HashMap<String, RegionId>,
    /// By words and kind of unit.
    full: HashMap<Key, BTreeSet<RegionId>>,
    /// By words alone.
    core: HashMap<BTreeSet<String>, BTreeSet<RegionId>>,
    wider: HashMap<RegionId, Vec<RegionId>>,
}

/// Words of a name without those for the kind of unit, and these.
type Key = (BTreeSet<String>, BTreeSet<Kind>);

/// Kinds of units, as far as they tell apart what is otherwise called alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Oblast,
    Republic,
    Krai,
    City,
    /// Autonomous okrug or oblast.
    Autonomous,
    /// A word that any of them but a city goes by.
    Region,
}

/// What "region" may stand for, the most usual first.
const REGIONS: [Kind; 4] = [Kind::Oblast, Kind::Krai, Kind::Autonomous, Kind::Republic];

/// Words for kinds of units and their abbreviations, after [`fold`].
const KINDS: &[(Kind, &[&str])] = &[
    (Kind::Oblast, &["область", "обл", "области", "oblast", "obl", "oblasti"]),
    (Kind::Republic, &["республика", "респ", "республики", "republic", "respublika", "resp", "rep"]),
    (Kind::Krai, &["краи", "края", "кр", "krai", "teritori"]),
    (Kind::City, &["город", "г", "гор", "города", "citi", "gorod"]),
    (
        Kind::Autonomous,
        &[
            "автономныи",
            "автономная",
            "автономного",
            "автономнои",
            "авт",
            "округ",
            "округа",
            "окр",
            "ао",
            "аобл",
            "autonomous",
            "avtonomni",
            "avtonomnaia",
            "okrug",
            "ao",
            "district",
            "area",
        ],
    ),
    (Kind::Region, &["region", "регион", "province"]),
];

/// Words that say nothing of which unit is meant.
const IDLE: &[&str] = &["федерального", "значения", "federal", "of", "the", "рф", "субъект"];

/// Words behind which a name says what it leaves out.
const WITHOUT: &[&str] =
    &["без", "кроме", "исключая", "исключением", "without", "excluding", "except", "excl"];

impl RegionNames {
    /// The names of the regions on the map of `atlas`, with the aliases that it lists.
    #[must_use]
    pub fn new(atlas: &Atlas) -> Self {
        let mut names = Self::default();
        for id in atlas.map_regions(true) {
            let region = atlas.region(id);
            names.codes.insert(region.code.to_lowercase(), id);
            let words = [&region.short.ru, &region.short.en, &region.name.ru, &region.name.en];
            for word in words.into_iter().filter(|word| !word.is_empty()) {
                names.exact.entry(word.to_lowercase()).or_default().insert(id);
            }
            for (name, short) in [(&region.name.ru, &region.short.ru), (&region.name.en, &region.short.en)] {
                let kinds = taken_apart(name).1;
                names.add_name(name, &BTreeSet::new(), id);
                names.add_name(short, &kinds, id);
            }
        }
        let on_map = |id: RegionId| atlas.region(id).level == Level::Region;
        for alias in atlas.aliases.iter().filter(|alias| on_map(alias.region)) {
            if alias.is_code {
                names.codes.insert(alias.text.to_lowercase(), alias.region);
                continue;
            }
            let kinds = taken_apart(&atlas.region(alias.region).name.en).1;
            names.add_name(&alias.text, &kinds, alias.region);
            if !alias.also.is_empty() {
                names.wider.insert(alias.region, alias.also.clone());
            }
        }
        names
    }

    /// Files a name under its words with its own kinds and with those of its region, in its own
    /// letters and, if they are Cyrillic, in Latin ones.
    fn add_name(&mut self, name: &str, kinds: &BTreeSet<Kind>, id: RegionId) {
        for name in [name.to_owned(), romanised(name)] {
            let (core, own) = taken_apart(&name);
            if core.is_empty() {
                continue;
            }
            let both = own.union(kinds).copied().collect();
            for kinds in [own, both] {
                self.full.entry((core.clone(), kinds)).or_default().insert(id);
            }
            self.core.entry(core).or_default().insert(id);
        }
    }

    /// What a text of a column of regions means.
    #[must_use]
    pub fn find(&self, text: &str) -> Meaning {
        match self.by_code(text) {
            Some(region) => Meaning::Region(region),
            None => self.find_name(text),
        }
    }

    /// What a text means that may be anything: short numbers, which are codes only in a column
    /// of regions, mean nothing.
    #[must_use]
    pub fn find_in_any_column(&self, text: &str) -> Meaning {
        const SHORT: usize = 4;
        if text.trim().len() < SHORT && text.trim().bytes().all(|byte| byte.is_ascii_digit()) {
            return Meaning::Unknown;
        }
        self.find(text)
    }

    fn by_code(&self, text: &str) -> Option<RegionId> {
        /// Digits of codes that lost their leading zero in a table.
        const WITHOUT_ZERO: [usize; 3] = [1, 7, 10];
        // A table of numbers shows whole ones as 38.0, and sets thousands apart.
        let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let code = code.strip_suffix(".0").unwrap_or(&code).to_lowercase();
        let is_number = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
        let padded = (is_number && WITHOUT_ZERO.contains(&code.len())).then(|| format!("0{code}"));
        let found = self.codes.get(&code).or_else(|| self.codes.get(padded.as_ref()?));
        found.copied()
    }

    fn find_name(&self, text: &str) -> Meaning {
        let small = text.trim().to_lowercase();
        let (narrow, is_narrowed) = narrowed(&small);
        let found = self.exact.get(&small).map_or_else(|| self.by_words(&narrow), Meaning::any_of);
        match found {
            Meaning::Region(region) if !is_narrowed => match self.wider.get(&region) {
                Some(also) => Meaning::Either(region, also.clone()),
                None => found,
            },
            _ => found,
        }
    }

    fn by_words(&self, text: &str) -> Meaning {
        let (core, kinds) = taken_apart(text);
        if core.is_empty() {
            return Meaning::Unknown;
        }
        let of_kind = |kind| self.full.get(&(core.clone(), BTreeSet::from([kind])));
        let regions = if kinds.contains(&Kind::Region) {
            REGIONS.into_iter().find_map(of_kind)
        } else {
            let without_kind = || kinds.is_empty().then(|| self.core.get(&core)).flatten();
            self.full.get(&(core.clone(), kinds.clone())).or_else(without_kind)
        };
        regions.map_or(Meaning::Unknown, Meaning::any_of)
    }
}

/// The name without what it leaves out, and whether it leaves out anything.
fn narrowed(text: &str) -> (String, bool) {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let Some(at) = words.iter().position(|word| WITHOUT.contains(word)) else {
        return (text.to_owned(), false);
    };
    // "за исключением"
    let end = if at > 0 && words[at - 1] == "за" { at - 1 } else { at };
    (words[..end].join(" "), true)
}

/// Words of a name, folded, in two heaps: those that tell it, and the kinds of unit.
fn taken_apart(text: &str) -> Key {
    let (mut core, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    let kind_of = |word: &str| KINDS.iter().find(|(_, words)| words.contains(&word)).map(|(kind, _)| *kind);
    let text = text.to_lowercase().replace("а.о", "ао").replace("a.o.", "ao");
    let letters = text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | '`' | 'ʹ' | 'ʼ' | '\u{301}'));
    let text: String = letters.collect();
    for word in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{306}' | '\u{308}')) {
        let word = fold(word);
        if let Some(kind) = kind_of(&word) {
            kinds.insert(kind);
        } else if !word.is_empty() && !IDLE.contains(&word.as_str()) {
            core.insert(word);
        }
    }
    // An autonomous oblast is autonomous, whatever else it is.
    if kinds.contains(&Kind::Autonomous) {
        kinds.remove(&Kind::Oblast);
    }
    (core, kinds)
}

/// A word in the one spelling that the usual ones of it share.
pub(super) fn fold(word: &str) -> String {
    let mut word = word.replace("и\u{306}", "й").replace(['ё', 'Ё'], "е").replace("е\u{308}", "е");
    if word.is_ascii() {
        const SPELLINGS: &[(&str, &str)] = &[
            ("shch", "sh"),
            ("sch", "sh"),
            ("kh", "h"),
            ("tch", "ch"),
            ("tz", "ts"),
            ("ya", "ia"),
            ("ja", "ia"),
            ("yu", "iu"),
            ("ju", "iu"),
            ("yo", "o"),
            ("jo", "o"),
            ("ye", "e"),
            ("je", "e"),
            ("y", "i"),
            ("j", "i"),
            ("ie", "e"),
            ("w", "v"),
        ];
        for (from, to) in SPELLINGS {
            word = word.replace(from, to);
        }
    } else {
        word = word.replace('й', "и");
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars() {
        if !folded.ends_with(letter) || !letter.is_alphabetic() {
            folded.push(letter);
        }
    }
    folded
}

/// A Cyrillic name in Latin letters, as passports and maps write it.
fn romanised(text: &str) -> String {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
        "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya",
    ];
    let small = text.to_lowercase().replace('ё', "е");
    small
        .chars()
        .map(|letter| match (letter as u32).checked_sub('а' as u32) {
            Some(at) if at < 32 => LETTERS[at as usize].to_owned(),
            _ => letter.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Region, lang::Localized};

    fn atlas() -> Atlas {
        let mut atlas = Atlas::default();
        for (code, en, ru) in [
            ("A-1", "North Vale Oblast — Lakes", "Северодольская область — Озёра"),
            ("A-2", "Republic of Mor", "Республика Мор"),
            ("A-3", "Mor Krai", "Морской край"),
            ("A-4", "City of Port", "Город Порт"),
            ("A-5", "Port Oblast", "Портовая область"),
            ("A-6", "Isles Autonomous Okrug", "Островной автономный округ"),
        ] {
            let name = Localized { en: en.into(), ru: ru.into() };
            atlas.add_region(Region::new(code, Level::Region, name));
        }
        let id = |code: &str| atlas.region_id(code).expect("one of these");
        let alias = |code, text: &str, is_code, also| RegionAlias {
            region: id(code),
            text: text.into(),
            is_code,
            also,
        };
        let aliases = vec![
            alias("A-1", "Северодольская", false, Vec::new()),
            alias("A-5", "Портовая область", false, vec![id("A-6")]),
            alias("A-2", "07", true, Vec::new()),
            alias("A-3", "07000000000", true, Vec::new()),
        ];
        atlas.aliases = aliases;
        atlas
    }

    fn code(text: &str) -> String {
        let atlas = atlas();
        match RegionNames::new(&atlas).find(text) {
            Meaning::Region(id) => atlas.region(id).code.clone(),
            other => format!("{other:?}").split('(').next().unwrap_or_default().to_owned(),
        }
    }

    #[test]
    fn forms_of_a_name_mean_one_region() {
        for text in [
            "Северодольская область - Озера",
            "северодольская обл.",
            "ОБЛ. СЕВЕРОДОЛЬСКАЯ",
            "Severodolskaya oblast'",
            "Severodol'skaja obl.",
            "North Vale Oblast–Lakes",
            "a-1",
        ] {
            assert_eq!(code(text), "A-1", "{text}");
        }
        assert_eq!(
            (code("Респ. Мор"), code("г.Порт"), code("Mor region")),
            ("A-2".into(), "A-4".into(), "A-3".into())
        );
        assert_eq!((code("островной АО"), code("Isles A.O.")), ("A-6".into(), "A-6".into()));
    }

    #[test]
    fn numbers_that_lost_their_zero_are_codes() {
        assert_eq!((code("7"), code("7.0"), code("7000000000")), ("A-2".into(), "A-2".into(), "A-3".into()));
        let atlas = atlas();
        assert_eq!(RegionNames::new(&atlas).find_in_any_column("7"), Meaning::Unknown);
    }

    #[test]
    fn a_name_of_two_regions_means_neither() {
        let mut atlas = atlas();
        let twin = Region::new("A-7", Level::Region, atlas.regions[0].name.clone());
        let ids = vec![RegionId(0), atlas.add_region(twin).expect("a new code")];
        let names = RegionNames::new(&atlas);
        assert_eq!(names.find("North Vale Oblast — Lakes"), Meaning::Unclear(ids));
        assert_eq!(names.find("A-7").region(), atlas.region_id("A-7"));
    }

    #[test]
    fn what_is_not_clear_is_not_decided() {
        assert_eq!(code("Mor"), "Unclear");
        assert_eq!(code("Mor City"), "Unknown");
        assert_eq!(code("область"), "Unknown");
        assert_eq!(code("Портовая область"), "Either");
        assert_eq!(code("Портовая область (без автономного округа)"), "A-5");
        assert_eq!(code("Портовая обл. за исключением АО"), "A-5");
    }
}
