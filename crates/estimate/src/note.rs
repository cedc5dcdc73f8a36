//! Owns what is said of an estimate: which statements made it, in words of both languages. Does
//! not choose the statements.

use super::model::Model;
use crate::{
    atlas::Prior,
    lang::{Lang, Localized, Words},
};
use std::collections::BTreeSet;

/// What the point lies closest to.
#[derive(Clone, Copy)]
pub(super) enum Spread<'a> {
    Prior(&'a Prior),
    /// The counts of a neighbour year.
    Year(i32),
    /// Nothing: it is a known figure.
    Known,
}

/// The words for notes, parsed once.
pub(super) struct Notes {
    english: Words,
    russian: Words,
}

/// What a note tells.
pub(super) struct Told<'a> {
    pub(super) low: u64,
    /// Statements that bound the count.
    pub(super) bounding: &'a BTreeSet<usize>,
    /// Statements that moved the point.
    pub(super) moving: &'a BTreeSet<usize>,
    pub(super) spread: Spread<'a>,
}

impl Notes {
    pub(super) fn new() -> Self {
        Self { english: Words::new(Lang::En), russian: Words::new(Lang::Ru) }
    }

    /// What made the bounds.
    pub(super) fn bounds(&self, model: &Model<'_>, told: &Told<'_>) -> Localized {
        let in_words = |words: &Words| {
            let bounds = texts(model, &mut told.bounding.iter(), words.lang());
            let bounds = words.with("estimate-bounds", &[("texts", &bounds)]);
            if told.low > 0 { bounds } else { format!("{bounds} {}", words.get("estimate-no-floor")) }
        };
        Localized { en: in_words(&self.english), ru: in_words(&self.russian) }
    }

    /// How the point was found.
    pub(super) fn point(&self, model: &Model<'_>, told: &Told<'_>) -> Localized {
        Localized {
            en: point_in_words(model, told, &self.english),
            ru: point_in_words(model, told, &self.russian),
        }
    }
}

fn texts(model: &Model<'_>, statements: &mut dyn Iterator<Item = &usize>, lang: Lang) -> String {
    let texts = statements.map(|&at| model.statements[at].text.get(lang));
    texts.collect::<Vec<_>>().join(" ")
}

fn point_in_words(model: &Model<'_>, told: &Told<'_>, words: &Words) -> String {
    let lang = words.lang();
    let others = texts(model, &mut told.moving.difference(told.bounding), lang);
    let spread = match told.spread {
        Spread::Prior(prior) => Some(words.with("estimate-spread-prior", &[("prior", prior.name.get(lang))])),
        Spread::Year(year) => Some(words.with("estimate-spread-year", &[("year", &year.to_string())])),
        Spread::Known => None,
    };
    match spread {
        None => words.get("estimate-point-known"),
        Some(spread) if others.is_empty() => words.with("estimate-point", &[("spread", &spread)]),
        Some(spread) => words.with("estimate-point-moved", &[("spread", &spread), ("texts", &others)]),
    }
}
