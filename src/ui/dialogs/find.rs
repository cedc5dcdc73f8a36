//! Owns asking for farms to be found in readings that are previewed, and the preview of readings that say
//! themselves how they are read. Does not find them.

use super::{note, primary, sheet};
use crate::{
    lang::Message,
    session::FindOrder,
    ui::{
        action::{Action, Scene},
        files::typed_path,
        theme::{self, size},
    },
};
use eframe::egui::{Context, Label, RichText, TextEdit, Ui, Vec2};
use headend::table::Description;
use std::path::{Path, PathBuf};

/// Where what is found is written.
pub(super) struct FindSection {
    output: String,
}

impl FindSection {
    /// Beside the readings, under their name.
    pub(super) fn new(readings: &Path) -> Self {
        let stem = readings.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let output = readings.with_file_name(format!("{stem}-detections.parquet"));
        Self { output: output.display().to_string() }
    }

    /// Draws it; says whether it was asked for. Readings can be judged once nothing is open.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        readings: &Path,
        description: Option<&Description>,
        is_ready: bool,
        actions: &mut Vec<Action>,
    ) -> bool {
        let words = scene.words;
        ui.label(RichText::new(words.get("find-title")).font(theme::bold(size::BODY)));
        note(
            ui,
            scene.look,
            words.get(if description.is_some() { "find-note-converted" } else { "find-note" }),
        );
        let said = words.get("find-output");
        ui.add(TextEdit::singleline(&mut self.output).desired_width(f32::INFINITY)).accessible_name(said);
        ui.add_space(4.0);
        let can_start = is_ready && !self.output.trim().is_empty();
        let button = primary(ui, scene.look, &words.get("find-button"), can_start);
        let is_wanted = button.on_disabled_hover_text(words.get("find-not-ready")).clicked();
        if is_wanted {
            actions.push(Action::FindFarms(Box::new(FindOrder {
                readings: readings.to_owned(),
                description: description.cloned(),
                output: typed_path(self.output.trim()),
                replaces: false,
            })));
        }
        is_wanted
    }
}

/// The preview of readings of a format that says what it is, or of a folder of tables.
pub(super) struct ReadingsDialog {
    path: PathBuf,
    told: Message,
    find: FindSection,
}

impl ReadingsDialog {
    /// Of readings, and what they are.
    pub(super) fn new(path: PathBuf, told: Message) -> Self {
        let find = FindSection::new(&path);
        Self { path, told, find }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(640.0, 320.0);
        let words = scene.words;
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let title = words.with("described-title", &[("name", &name)]);
        let mut is_started = false;
        let is_closed = sheet(ctx, scene, &title, SIZE, |ui| {
            let text = words.with("find-known", &[("what", &self.told.say(words))]);
            ui.add(Label::new(RichText::new(text).size(size::BODY)).wrap());
            ui.add_space(8.0);
            is_started = self.find.show(ui, scene, &self.path, None, true, actions);
        });
        is_closed || is_started
    }
}
