//! Owns search over everything that has a name: regions, metrics, places, sources and the
//! commands of a face. Does not carry out what is found.
//!
//! Main type: [`SearchIndex`].

use super::Session;
use crate::{
    atlas::{Level, Region, RegionNames},
    lang::{Lang, Localized},
};
use memchr::memmem::Finder;

/// What kind of thing was found; where words match alike, the earlier kind stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitKind {
    /// A region, district, group or the country.
    Region,
    /// A metric.
    Metric,
    /// Something that the program does.
    Command,
    /// A town or village.
    Place,
    /// A source.
    Source,
}

/// What is found.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The region with this code.
    Region(String),
    /// The metric with this id.
    Metric(String),
    /// The command with this number among those handed in.
    Command(usize),
    /// A place at this longitude and latitude.
    Place([f64; 2]),
    /// The source with this id.
    Source(String),
}

/// Something found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its kind.
    pub kind: HitKind,
    /// Its name.
    pub title: String,
    /// What tells it from others of the name; maybe empty.
    pub detail: String,
    /// What it is.
    pub target: Target,
}

/// A command of a face, to be found by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedCommand {
    /// Its name.
    pub name: Localized,
    /// Its keys or state, shown beside it; maybe empty.
    pub detail: Localized,
    /// What else it is looked for by, not shown; maybe empty.
    pub also: Localized,
}

/// Everything that has a name, in small letters.
#[derive(Debug, Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    kind: HitKind,
    /// Names in both languages in small letters, one a line, words one space apart.
    names: String,
    /// The greater goes first among those that match alike: inhabitants, level.
    weight: u32,
    title: Localized,
    detail: Localized,
    target: Target,
}

/// How well a name matches; the smaller the better. What was typed on the wrong keyboard layout
/// comes after what was typed right, but a word's beginning before any middle of a word.
mod fit {
    pub(super) const OF_RIGHT_LAYOUT: [u8; 3] = [0, 1, 4];
    pub(super) const OF_OTHER_LAYOUT: [u8; 3] = [2, 3, 5];
    pub(super) const FUZZY: u8 = 6;
}

/// Letters left out are looked for only when fewer than this match without.
const FEW_HITS: usize = 6;
/// The shortest word that letters may be left out of.
const SHORTEST_FUZZY: usize = 3;

impl SearchIndex {
    /// An index of a session's atlas and of commands.
    #[must_use]
    pub fn new(session: &Session, commands: &[NamedCommand]) -> Self {
        let atlas = session.atlas();
        let mut entries = Vec::new();
        for region in &atlas.regions {
            let parent = region.parent.map(|id| atlas.region(id).short.clone()).unwrap_or_default();
            entries.push(Entry {
                kind: HitKind::Region,
                names: names([&region.short, &region.name, &Localized::same(&region.code)]),
                weight: weight(region),
                title: region.name.clone(),
                detail: parent,
                target: Target::Region(region.code.clone()),
            });
        }
        for metric in &atlas.metrics {
            entries.push(Entry {
                kind: HitKind::Metric,
                names: names([&metric.name, &Localized::same(&metric.id)]),
                weight: 0,
                title: metric.name.clone(),
                detail: Localized::default(),
                target: Target::Metric(metric.id.clone()),
            });
        }
        for (number, command) in commands.iter().enumerate() {
            entries.push(Entry {
                kind: HitKind::Command,
                names: names([&command.name, &command.also]),
                weight: 0,
                title: command.name.clone(),
                detail: command.detail.clone(),
                target: Target::Command(number),
            });
        }
        // An atlas whose places cannot be read is searched without them.
        for place in session.places().unwrap_or_default() {
            entries.push(Entry {
                kind: HitKind::Place,
                names: names([&place.name]),
                weight: place.population,
                title: place.name.clone(),
                detail: place.region.map(|id| atlas.region(id).short.clone()).unwrap_or_default(),
                target: Target::Place([place.lon, place.lat]),
            });
        }
        let mut sources: Vec<_> = atlas.sources.values().collect();
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        for source in sources {
            entries.push(Entry {
                kind: HitKind::Source,
                names: names([&source.title, &source.publisher, &Localized::same(&*source.id)]),
                weight: 0,
                title: source.title.clone(),
                detail: source.publisher.clone(),
                target: Target::Source(source.id.to_string()),
            });
        }
        Self { entries }
    }

    /// What matches best, at most `most`: in either language, with е for ё, and as if typed on
    /// the other keyboard layout. With nothing typed: the commands.
    #[must_use]
    pub fn find(&self, typed: &str, lang: Lang, most: usize) -> Vec<Hit> {
        let words = plain(typed);
        if words.is_empty() && !typed.trim().is_empty() && plain(&other_layout(typed)).is_empty() {
            return Vec::new();
        }
        if typed.trim().is_empty() {
            let commands = self.entries.iter().filter(|entry| entry.kind == HitKind::Command);
            return commands.take(most).map(|entry| entry.hit(lang)).collect();
        }
        let other = plain(&other_layout(typed));
        let layouts =
            [(Query::new(&words), fit::OF_RIGHT_LAYOUT), (Query::new(&other), fit::OF_OTHER_LAYOUT)];
        let mut hits: Vec<(u8, &Entry)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let fits =
                    layouts.iter().filter_map(|(query, fit)| query.place_in(&entry.names).map(|at| fit[at]));
                Some((fits.min()?, entry))
            })
            .collect();
        if hits.len() < FEW_HITS {
            let letters: Vec<char> = words.chars().filter(|letter| *letter != ' ').collect();
            let is_known = |entry: &Entry| hits.iter().any(|(_, known)| std::ptr::eq(*known, entry));
            let more: Vec<(u8, &Entry)> = self
                .entries
                .iter()
                .filter(|entry| is_fuzzy(&letters, &entry.names) && !is_known(entry))
                .map(|entry| (fit::FUZZY, entry))
                .collect();
            hits.extend(more);
        }
        hits.sort_by(|(a_fit, a), (b_fit, b)| {
            // What was typed is the greater part of a shorter name.
            let length = |entry: &Entry| entry.names.find('\n').unwrap_or(entry.names.len());
            let order =
                |fit: u8, entry: &Entry| (fit, entry.kind, std::cmp::Reverse(entry.weight), length(entry));
            order(*a_fit, a).cmp(&order(*b_fit, b))
        });
        hits.into_iter().take(most).map(|(_, entry)| entry.hit(lang)).collect()
    }
}

impl Entry {
    fn hit(&self, lang: Lang) -> Hit {
        Hit {
            kind: self.kind,
            title: self.title.get(lang).to_owned(),
            detail: self.detail.get(lang).to_owned(),
            target: self.target.clone(),
        }
    }
}

/// Regions of the map are looked for most, groups of them least.
const fn weight(region: &Region) -> u32 {
    match region.level {
        Level::Region => 3,
        Level::District => 2,
        Level::Country => 1,
        Level::Group | Level::Municipality => 0,
    }
}

impl Session {
    /// The code of a region, district or group by its code or name in either language, as somebody types it.
    #[must_use]
    pub fn code_of(&self, typed: &str) -> Option<String> {
        let (atlas, wanted) = (self.atlas(), typed.trim().to_lowercase());
        let is_called = |region: &&Region| {
            let names = [&region.code, &region.name.en, &region.name.ru, &region.short.en, &region.short.ru];
            names.iter().any(|name| name.to_lowercase() == wanted)
        };
        let named = || Some(atlas.region(RegionNames::new(atlas).find(typed).region()?));
        let region = atlas.regions.iter().find(is_called).or_else(named)?;
        Some(region.code.clone())
    }
}

/// Whether a region has every word of `typed` in one of its names or its code, in either language.
#[must_use]
pub fn matches_name(region: &Region, typed: &str) -> bool {
    has_words([&region.short, &region.name, &Localized::same(&region.code)], typed)
}

/// Whether every word of `typed` occurs in one of the texts, in either language. Nothing typed
/// fits everything.
#[must_use]
pub fn has_words<'a>(texts: impl IntoIterator<Item = &'a Localized>, typed: &str) -> bool {
    let typed = plain(typed);
    typed.is_empty() || Query::new(&typed).place_in(&names(texts)).is_some()
}

/// Words that all have to occur.
struct Query<'a>(Vec<Finder<'a>>);

impl<'a> Query<'a> {
    fn new(words: &'a str) -> Self {
        Self(words.split(' ').filter(|word| !word.is_empty()).map(Finder::new).collect())
    }

    /// Where the worst placed word stands: 0 at the beginning of a name, 1 at that of a word,
    /// 2 in the middle of one; `None` where a word does not occur.
    fn place_in(&self, names: &str) -> Option<usize> {
        let places = self.0.iter().map(|word| place_of(word, names.as_bytes()));
        places.collect::<Option<Vec<usize>>>()?.into_iter().max()
    }
}

fn place_of(word: &Finder<'_>, names: &[u8]) -> Option<usize> {
    let place = |at: usize| match at.checked_sub(1).map(|before| names[before]) {
        None | Some(b'\n') => 0,
        Some(b' ') => 1,
        Some(_) => 2,
    };
    word.find_iter(names).map(place).min()
}

/// Whether the letters occur in this order from the beginning of a word on, close together.
fn is_fuzzy(letters: &[char], names: &str) -> bool {
    if letters.len() < SHORTEST_FUZZY {
        return false;
    }
    // Half of the letters may be missing.
    let reach = letters.len() * 2 + 1;
    let from_here = |tail: &str| {
        let mut wanted = letters.iter();
        let mut next = wanted.next();
        for letter in tail.chars().take_while(|letter| *letter != '\n').take(reach) {
            if next == Some(&letter) {
                next = wanted.next();
            }
        }
        next.is_none()
    };
    let starts = names.char_indices().scan(true, |is_start, (at, letter)| {
        let was_start = std::mem::replace(is_start, matches!(letter, ' ' | '\n'));
        Some((at, letter, was_start))
    });
    let mut starts = starts.filter(|(_, letter, is_start)| *is_start && Some(letter) == letters.first());
    starts.any(|(at, ..)| from_here(&names[at..]))
}

fn names<'a>(texts: impl IntoIterator<Item = &'a Localized>) -> String {
    let mut names = String::new();
    for name in texts.into_iter().flat_map(|text| [plain(&text.ru), plain(&text.en)]) {
        if !name.is_empty() && !names.split('\n').any(|known| known == name) {
            if !names.is_empty() {
                names.push('\n');
            }
            names.push_str(&name);
        }
    }
    names
}

/// Small letters and digits, words one space apart; ё as е, apostrophes left out.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ё' => out.push('е'),
            'ë' => out.push('e'),
            '’' | '\'' | 'ʼ' => {}
            letter if letter.is_alphanumeric() => out.push(letter),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The keys of both layouts, in the same order.
const LATIN_KEYS: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC_KEYS: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/// What the same keys write on the other keyboard layout.
fn other_layout(typed: &str) -> String {
    let swap = |letter: char| {
        let of = |from: &str, to: &str| {
            let at = from.chars().position(|key| key == letter)?;
            to.chars().nth(at)
        };
        of(LATIN_KEYS, CYRILLIC_KEYS).or_else(|| of(CYRILLIC_KEYS, LATIN_KEYS)).unwrap_or(letter)
    };
    typed.chars().flat_map(char::to_lowercase).map(swap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Sources;

    fn index() -> SearchIndex {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let command = NamedCommand {
            name: Localized {
                en: "Light or dark".into(), ru: "Светлая или тёмная тема".into()
            },
            detail: Localized::same("Ctrl+D"),
            also: Localized::same("night"),
        };
        SearchIndex::new(&session, &[command])
    }

    fn first(index: &SearchIndex, typed: &str) -> Target {
        index
            .find(typed, Lang::Ru, 10)
            .first()
            .unwrap_or_else(|| panic!("{typed} finds nothing"))
            .target
            .clone()
    }

    #[test]
    fn a_region_is_found_in_both_languages_and_on_the_wrong_layout() {
        let index = index();
        for typed in ["ирк", "ИРК", "irk", "bhr", "шкл", "ru-irk", "  ирк  ", "иркутск обл", "irkutsk oblast"]
        {
            assert_eq!(first(&index, typed), Target::Region("RU-IRK".into()), "{typed}");
        }
        assert_eq!(first(&index, "novosib"), Target::Region("RU-NVS".into()));
        assert_eq!(first(&index, "башкор"), Target::Region("RU-BA".into()));
    }

    #[test]
    fn places_metrics_commands_and_sources_are_found() {
        let index = index();
        let hit = index.find("братск", Lang::Ru, 10).remove(0);
        assert_eq!(
            (hit.kind, hit.title.as_str(), hit.detail.as_str()),
            (HitKind::Place, "Братск", "Иркутская область")
        );
        assert_eq!(first(&index, "энергобаланс"), Target::Metric("energy_balance".into()));
        // Without the dots of ё.
        assert_eq!(first(&index, "темная"), Target::Command(0));
        assert_eq!(first(&index, "night"), Target::Command(0));
        assert!(matches!(first(&index, "infopro54"), Target::Source(_)));
    }

    #[test]
    fn letters_may_be_left_out_and_larger_places_stand_first() {
        let index = index();
        assert_eq!(first(&index, "нвсб"), Target::Region("RU-NVS".into()));
        let places: Vec<Hit> = index.find("нов", Lang::Ru, 200);
        let at = |name: &str| places.iter().position(|hit| hit.title == name && hit.kind == HitKind::Place);
        assert!(at("Новосибирск") < at("Новокузнецк"), "{:?} {:?}", at("Новосибирск"), at("Новокузнецк"));
    }

    #[test]
    fn nothing_typed_lists_the_commands_and_nonsense_finds_nothing() {
        let index = index();
        assert_eq!(index.find("", Lang::En, 10)[0].title, "Light or dark");
        assert!(index.find("qzxqzxqzx", Lang::En, 10).is_empty());
        for odd in ["hfq", "///", "’", "\u{0}", "𝔘𝔣𝔞", "(", "ъ", "a b c d e f"] {
            let _ = index.find(odd, Lang::Ru, 10);
        }
    }
}
