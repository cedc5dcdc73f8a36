//! Owns what comes in and goes out of the window: files opened, pictures and tables saved, all in
//! the background. The dialogs ask for it; the session reads and draws.

mod browser;
mod opener;
mod saver;

pub(super) use browser::{Browser, Sought};
pub(super) use opener::{Answer, Came, Opener, Preview, Refusal, Wish};
pub(super) use saver::{Content, Order, Saved, Saver};

use super::map::Shapes;
use crate::{
    io,
    lang::{Message, Words},
    session::{Session, Sources, scenario_told},
};
use plan::Scenario;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// What was opened, ready to be shown.
pub(super) struct Opened {
    /// The session.
    pub(super) session: Session,
    /// Its shapes on the map.
    pub(super) shapes: Arc<Shapes>,
}

/// Opens what is named and prepares its shapes.
pub(super) fn open(sources: &Sources) -> Result<Opened, Message> {
    let mut session = Session::open(sources).map_err(|error| error.told())?;
    session.look_at_detections();
    let geography = session.geography().map_err(|error| error.told())?;
    let shapes = Arc::new(Shapes::new(geography, &geography.projection));
    Ok(Opened { session, shapes })
}

/// The scenario of a plan in a file; what is wrong in it, in words.
pub(super) fn read_scenario(path: &Path, words: &Words) -> Result<Scenario, String> {
    let bytes = io::read_file(path).map_err(|error| error.told().say(words))?;
    let text = String::from_utf8_lossy(&bytes);
    let told = |error: &_| format!("{}: {}", path.display(), scenario_told(error).say(words));
    Scenario::from_json(&text).map_err(|error| told(&error))
}

/// The user's own folder, if the system names one; else where the program was started.
pub(super) fn home() -> PathBuf {
    std::env::home_dir().filter(|home| home.is_absolute()).unwrap_or_else(current_folder)
}

/// Where the program was started.
pub(super) fn current_folder() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"))
}

/// A path as it is typed: a tilde stands for the user's own folder.
pub(super) fn typed_path(typed: &str) -> PathBuf {
    match typed.strip_prefix('~') {
        Some("") => home(),
        Some(rest) if rest.starts_with('/') => home().join(rest.trim_start_matches('/')),
        _ => PathBuf::from(typed),
    }
}
