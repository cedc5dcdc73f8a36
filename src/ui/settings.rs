//! Owns what the window remembers from one start to the next. Does not write files itself: the
//! window's framework keeps it in the user's data folder.

use super::{action::Tab, map::MapLook};
use crate::session::{Document, Sources};
use std::path::PathBuf;

/// Files offered again.
const MOST_RECENT: usize = 10;

/// What is remembered.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    /// Dark or light; as the system has it if none.
    pub(super) is_dark: Option<bool>,
    /// Panels that are hidden.
    pub(super) hides_show_panel: bool,
    /// The same.
    pub(super) hides_inspector: bool,
    /// The same.
    pub(super) hides_bottom: bool,
    /// The tab below the map.
    pub(super) tab: Tab,
    /// Files opened, the latest first.
    pub(super) recent: Vec<PathBuf>,
    /// What was open.
    pub(super) sources: Sources,
    /// What was shown of it.
    pub(super) document: Option<Document>,
    /// Where the map was looked at from.
    pub(super) look: Option<MapLook>,
    /// Whether the user allowed map tiles from the network.
    pub(super) allows_tiles: bool,
}

impl Settings {
    /// Remembers a file as the latest.
    pub(super) fn remember(&mut self, path: PathBuf) {
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
    }
}
