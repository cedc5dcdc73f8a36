//! Owns what the window remembers from one start to the next. Does not write files itself: the
//! window's framework keeps it in the user's data folder.

use super::{
    action::Tab,
    files::{self, Content, Order},
    map::MapLook,
};
use crate::{
    figure::{PageSize, Preset, ThemeName},
    session::{Document, FigureFile, Sources},
};
use std::path::{Path, PathBuf};

/// Files offered again.
const MOST_RECENT: usize = 10;

/// What is remembered.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
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
    /// Whether the line of the first start was read.
    pub(super) knows_start: bool,
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
    /// Where files were opened last.
    pub(super) open_folder: Option<PathBuf>,
    /// Where figures were exported to last.
    pub(super) export_folder: Option<PathBuf>,
    /// On which page.
    pub(super) export_page: Preset,
    /// In which theme.
    pub(super) export_theme: ThemeName,
    /// In which forms.
    pub(super) export_files: Vec<FigureFile>,
    /// Whose work exported figures are said to be, beside the sources.
    pub(super) export_credit: String,
}

impl Settings {
    /// Remembers a file as the latest.
    pub(super) fn remember(&mut self, path: PathBuf) {
        self.open_folder = path.parent().map(Path::to_owned);
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
    }

    /// Remembers how something was exported.
    pub(super) fn remember_export(&mut self, order: &Order) {
        let Some((first, path)) = order.files.first() else { return };
        self.export_folder = path.parent().map(Path::to_owned);
        if let Content::Figure(spec, _) = first {
            self.export_theme = spec.theme;
            self.export_credit = spec.source.clone().unwrap_or_default();
            let forms = order.files.iter().filter_map(|(content, _)| match content {
                Content::Figure(_, file) => Some(*file),
                _ => None,
            });
            self.export_files = forms.collect();
            if let PageSize::Preset(page) = spec.size {
                self.export_page = page;
            }
        }
    }

    /// In which forms figures are exported, first.
    pub(super) fn export_files(&self) -> Vec<FigureFile> {
        if self.export_files.is_empty() { vec![FigureFile::default()] } else { self.export_files.clone() }
    }

    /// Where figures are exported to, first.
    pub(super) fn export_folder(&self) -> PathBuf {
        self.export_folder.clone().unwrap_or_else(files::home)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[derive(Default)]
    struct Memory(HashMap<String, String>);

    impl eframe::Storage for Memory {
        fn get_string(&self, key: &str) -> Option<String> {
            self.0.get(key).cloned()
        }
        fn set_string(&mut self, key: &str, value: String) {
            self.0.insert(key.to_owned(), value);
        }
        fn remove_string(&mut self, key: &str) {
            self.0.remove(key);
        }
        fn flush(&mut self) {}
    }

    #[test]
    fn what_is_remembered_comes_back() {
        let session = crate::session::Session::open(&Sources::default()).expect("opens");
        let mut settings = Settings { tab: Tab::Balance, is_dark: Some(true), ..Settings::default() };
        settings.document = Some(session.document().clone());
        settings.export_files = vec![FigureFile::Svg, FigureFile::Png(3)];
        for number in 0..12 {
            settings.remember(format!("/data/{number}.csv").into());
        }
        settings.remember("/data/7.csv".into());
        let mut memory = Memory::default();
        eframe::set_value(&mut memory, "explorer", &settings);
        let back: Settings = eframe::get_value(&memory, "explorer").expect("there");
        assert_eq!((back.tab, back.is_dark), (Tab::Balance, Some(true)));
        assert_eq!(back.export_files(), [FigureFile::Svg, FigureFile::Png(3)]);
        assert_eq!(back.document, settings.document);
        assert_eq!((back.recent.len(), back.recent[0].as_path()), (10, Path::new("/data/7.csv")));
        assert_eq!(back.open_folder.as_deref(), Some(Path::new("/data")));
    }

    #[test]
    fn what_cannot_be_read_is_as_on_the_first_start() {
        use eframe::Storage;
        let mut memory = Memory::default();
        for broken in ["", "(", "(tab: Nothing)", "\u{0}\u{1}", "(recent: 7, is_dark: \"yes\")"] {
            memory.set_string("explorer", broken.to_owned());
            let back = crate::ui::explorer::stored_settings(Some(&memory));
            assert!(back.recent.is_empty() && back.document.is_none(), "{broken}");
        }
        // What an older version did not know is as at first.
        memory.set_string("explorer", "(tab: Table)".to_owned());
        assert_eq!(crate::ui::explorer::stored_settings(Some(&memory)).tab, Tab::Table);
    }
}
