//! Owns the two languages of the product and every word it says in them (Fluent files in
//! `assets/locale/`). Does not own numbers (see [`crate::units`]) nor the atlas's own names,
//! which come as [`Localized`] text from data.

mod foreign;
mod message;
mod nearest;

pub use foreign::json_told;
pub use message::{Message, Said};
pub use nearest::{nearest, nearest_of};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::sync::OnceLock;

/// A language of the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Lang {
    /// Both languages, in the order of their display.
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// BCP 47 code, as written into `lang` attributes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    fn messages(self) -> &'static str {
        match self {
            Self::En => concat!(
                include_str!("../../../assets/locale/en.ftl"),
                include_str!("../../../assets/locale/window.en.ftl"),
                include_str!("../../../assets/locale/inspector.en.ftl"),
                include_str!("../../../assets/locale/panels.en.ftl"),
                include_str!("../../../assets/locale/files.en.ftl"),
                include_str!("../../../assets/locale/evidence.en.ftl"),
                include_str!("../../../assets/locale/report.en.ftl"),
                include_str!("../../../assets/locale/print.en.ftl"),
                include_str!("../../../assets/locale/problems.en.ftl"),
                include_str!("../../../assets/locale/planning.en.ftl"),
                include_str!("../../../assets/locale/review.en.ftl"),
                include_str!("../../../assets/locale/cli.en.ftl"),
            ),
            Self::Ru => concat!(
                include_str!("../../../assets/locale/ru.ftl"),
                include_str!("../../../assets/locale/window.ru.ftl"),
                include_str!("../../../assets/locale/inspector.ru.ftl"),
                include_str!("../../../assets/locale/panels.ru.ftl"),
                include_str!("../../../assets/locale/files.ru.ftl"),
                include_str!("../../../assets/locale/evidence.ru.ftl"),
                include_str!("../../../assets/locale/report.ru.ftl"),
                include_str!("../../../assets/locale/print.ru.ftl"),
                include_str!("../../../assets/locale/problems.ru.ftl"),
                include_str!("../../../assets/locale/planning.ru.ftl"),
                include_str!("../../../assets/locale/review.ru.ftl"),
                include_str!("../../../assets/locale/cli.ru.ftl"),
            ),
        }
    }
}

/// A text from data in both languages; an empty side falls back to the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized {
    /// English text, maybe empty.
    pub en: String,
    /// Russian text, maybe empty.
    pub ru: String,
}

impl Localized {
    /// The same text for both languages (file names, ids, proper names without a translation).
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { ru: text.clone(), en: text }
    }

    /// The text in `lang`, or in the other language where that one is missing.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::En => (&self.en, &self.ru),
            Lang::Ru => (&self.ru, &self.en),
        };
        if first.is_empty() { second } else { first }
    }

    /// Whether neither language has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.ru.is_empty()
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The messages of one language, parsed once in the life of the program.
pub struct Words {
    lang: Lang,
    bundle: &'static Bundle,
}

impl Words {
    /// The embedded messages of `lang`. They are part of the program, and a test holds
    /// them well-formed; a broken entry is left out and then shows as its id.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        static BUNDLES: [OnceLock<Bundle>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
        Self { lang, bundle: BUNDLES[lang as usize].get_or_init(|| Self::parsed(lang)) }
    }

    fn parsed(lang: Lang) -> Bundle {
        let mut bundle = FluentBundle::new_concurrent(lang.code().parse().into_iter().collect());
        // Isolation marks (U+2068…) would show as boxes in SVG viewers.
        bundle.set_use_isolating(false);
        let resource =
            FluentResource::try_new(lang.messages().to_owned()).unwrap_or_else(|(partial, _errors)| partial);
        bundle.add_resource_overriding(resource);
        bundle
    }

    /// The language of these messages.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `id`, or `id` itself where it does not exist.
    #[must_use]
    pub fn get(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// The message `id` with named texts put in.
    #[must_use]
    pub fn with(&self, id: &str, args: &[(&str, &str)]) -> String {
        let mut fluent = FluentArgs::new();
        for (name, text) in args {
            fluent.set(*name, FluentValue::from(*text));
        }
        self.format(id, Some(&fluent))
    }

    /// The message `id` with the number `n` (for plurals) and named texts put in. The number as
    /// shown is one of the texts: Fluent chooses the plural form only.
    #[must_use]
    pub fn plural(&self, id: &str, n: f64, args: &[(&str, &str)]) -> String {
        let mut fluent = FluentArgs::new();
        fluent.set("n", FluentValue::from(n));
        for (name, text) in args {
            fluent.set(*name, FluentValue::from(*text));
        }
        self.format(id, Some(&fluent))
    }

    /// The message `id` if there is one.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<String> {
        self.has(id).then(|| self.get(id))
    }

    /// Whether there is a message `id`.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.bundle.get_message(id).is_some_and(|message| message.value().is_some())
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        debug_assert!(args.is_none() || errors.is_empty(), "{id}: {errors:?}");
        said
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("lang", &self.lang).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn ids(lang: Lang) -> BTreeSet<&'static str> {
        lang.messages()
            .lines()
            .filter(|line| !line.starts_with(['#', ' ', '}']))
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(ids(Lang::En), ids(Lang::Ru));
    }

    #[test]
    fn every_message_is_well_formed() {
        for lang in Lang::ALL {
            if let Err((_, errors)) = FluentResource::try_new(lang.messages().to_owned()) {
                panic!("{lang:?}: {errors:?}");
            }
            let words = Words::new(lang);
            for id in ids(lang) {
                assert!(words.find(id).is_some(), "{lang:?} lacks {id}");
            }
        }
    }

    #[test]
    fn russian_plurals_follow_the_number() {
        let words = Words::new(Lang::Ru);
        let farms = |n: f64, shown: &str| words.plural("farms-count", n, &[("count", shown)]);
        assert_eq!(farms(1.0, "1"), "1 ферма");
        assert_eq!(farms(22.0, "22"), "22 фермы");
        assert_eq!(farms(196_907.0, "196 907"), "196 907 ферм");
    }

    #[test]
    fn a_missing_side_falls_back_to_the_other() {
        let name = Localized { en: "Ufa".into(), ru: String::new() };
        assert_eq!(name.get(Lang::Ru), "Ufa");
    }
}
