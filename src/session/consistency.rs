//! Owns what is said of statements and figures of an atlas that cannot hold together: which, where
//! they stand, and what helps. Does not find them.

use crate::{
    atlas::Atlas,
    estimate::{Contradiction, EstimateError, consistency, text_of},
    io::{self, AtlasFolder, IoError, RowPlace},
    lang::Message,
};
use std::path::Path;

/// Statements that cannot hold together, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradicting {
    /// Whether the atlas declares it with its sides, so that estimates take them by turns.
    pub is_known: bool,
    /// What cannot hold, in which years, and what helps.
    pub told: Message,
    /// Each statement, with where it stands.
    pub statements: Vec<Message>,
}

/// Why it cannot be said whether an atlas contradicts itself.
#[derive(Debug, thiserror::Error)]
pub enum ConsistencyError {
    /// No answer was found.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// A table cannot be read.
    #[error(transparent)]
    Io(#[from] IoError),
}

/// The statements and figures of an atlas, given by its folder or descriptor, that cannot hold together; those that the
/// atlas itself declares last.
///
/// # Errors
/// The atlas cannot be read, or the solver gave up.
pub fn contradictions(path: &Path) -> Result<Vec<Contradicting>, ConsistencyError> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let folder = AtlasFolder::Directory(folder.to_owned());
    let (atlas, _) = io::read_atlas(&folder)?;
    let Some(metric) = atlas.estimated_metric() else { return Ok(Vec::new()) };
    let found = consistency(&atlas)?;
    let open = found.open.iter().map(|contradiction| (contradiction, false));
    let sided = found.sided.iter().map(|contradiction| (contradiction, true));
    let told = open.chain(sided).map(|(contradiction, is_known)| {
        let places = io::statement_places(&folder, &atlas, metric, &contradiction.statements)?;
        Ok(told(&atlas, contradiction, is_known, places))
    });
    told.collect()
}

fn told(
    atlas: &Atlas,
    contradiction: &Contradiction,
    is_known: bool,
    places: Vec<Option<RowPlace>>,
) -> Contradicting {
    let declared = contradiction.declared(atlas);
    let id = match (is_known, declared) {
        (true, _) => "contradicting-known",
        (false, Some(_)) => "contradicting-without-sides",
        (false, None) => "contradicting",
    };
    let years = contradiction.years.iter().map(|year| Message::Data(year.to_string()));
    let conflict = declared.map_or("", |id| id);
    let statements = contradiction.statements.iter().zip(places).map(|(id, place)| {
        let place = place.into_iter().flat_map(|(path, line)| {
            let line = Message::new("problems-line").text("number", line.to_string());
            [Message::Data(path.display().to_string()), line]
        });
        let place = Message::list(place.chain([Message::Data(id.to_string())]));
        let text = text_of(atlas, id).map(|(text, _)| text).unwrap_or_default();
        Message::new("contradicting-statement").with("place", place).with("text", text)
    });
    Contradicting {
        is_known,
        told: Message::new(id).with("years", Message::list(years)).text("conflict", conflict),
        statements: statements.collect(),
    }
}
