//! Owns where a file is saved: name, folder, the button, and what to do where a file of that name
//! is there. Does not write it.

use super::{heading, primary};
use crate::{
    lang::Message,
    ui::{
        action::Scene,
        files::{Saved, typed_path},
    },
};
use eframe::egui::{Key, RichText, Spinner, TextEdit, Ui};
use std::path::{Path, PathBuf};

/// How far saving has come.
#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ready,
    Saving,
    /// The files are there.
    Saved(String),
    /// Files of these names are in the way.
    Exists(String),
    Failed(Message),
}

/// Where to save to.
#[derive(Debug, Default)]
pub(super) struct SaveTo {
    folder: String,
    name: String,
    /// The name that was offered; it follows the choices until the user writes another.
    offered: String,
    state: State,
}

impl SaveTo {
    /// In this folder first.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_string_lossy().into_owned(), ..Self::default() }
    }

    /// Offers a name, unless the user wrote one.
    pub(super) fn offer(&mut self, name: String) {
        if self.name == self.offered {
            self.name.clone_from(&name);
        }
        self.offered = name;
    }

    /// Hears what came of it.
    pub(super) fn saved(&mut self, saved: &Saved) {
        self.state = match saved {
            Saved::Written(paths) => State::Saved(file_names(paths)),
            Saved::Exists(paths) => State::Exists(file_names(paths)),
            Saved::Failed(why) => State::Failed(why.clone()),
            Saved::Copied(_) => return,
        };
    }

    /// What is saved has changed: nothing of it is said to be saved any more.
    pub(super) fn changed(&mut self) {
        if self.state != State::Saving {
            self.state = State::Ready;
        }
    }

    /// Draws it; tells where to save to, and whether to replace, once that is decided. There may be
    /// nothing to save.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, has_any: bool) -> Option<(PathBuf, bool)> {
        let words = scene.words;
        let mut is_wanted = false;
        let label = heading(ui, scene, "save-name");
        let name = TextEdit::singleline(&mut self.name).desired_width(f32::INFINITY);
        let name = ui.add(name).labelled_by(label);
        let label = heading(ui, scene, "save-folder");
        let folder = TextEdit::singleline(&mut self.folder).desired_width(f32::INFINITY);
        let folder = ui.add(folder).labelled_by(label);
        for field in [name, folder] {
            if field.changed() {
                self.state = State::Ready;
            }
            is_wanted |= field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        }
        ui.add_space(4.0);
        let mut replaces = false;
        if let State::Exists(names) = &self.state {
            let text = words.with("save-exists", &[("name", names)]);
            ui.label(RichText::new(text).color(scene.look.warning));
            ui.horizontal(|ui| {
                replaces = primary(ui, scene.look, &words.get("save-replace"), true).clicked();
                if ui.button(words.get("save-keep")).clicked() {
                    self.state = State::Ready;
                }
            });
        } else {
            match &self.state {
                State::Failed(why) => {
                    let text = words.with("save-failed", &[("why", &why.say(words))]);
                    ui.label(RichText::new(text).color(scene.look.ban));
                }
                State::Saved(names) => {
                    let text = format!("✔ {}", words.with("said-saved", &[("path", names)]));
                    ui.label(RichText::new(text).color(scene.look.accent));
                }
                State::Ready | State::Saving | State::Exists(_) => {}
            }
            let can_save = has_any && !self.name.trim().is_empty() && self.state != State::Saving;
            ui.horizontal(|ui| {
                let button = primary(ui, scene.look, &words.get("save"), can_save);
                is_wanted |= button.clicked();
                if self.state == State::Saving {
                    ui.add(Spinner::new());
                }
            });
            is_wanted &= can_save;
        }
        if !(replaces || is_wanted && !matches!(self.state, State::Exists(_))) {
            return None;
        }
        self.state = State::Saving;
        Some((typed_path(self.folder.trim()).join(self.name.trim()), replaces))
    }
}

fn file_names(paths: &[PathBuf]) -> String {
    let names = paths.iter().map(|path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy());
    names.collect::<Vec<_>>().join(", ")
}
