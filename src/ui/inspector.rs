//! Owns the panel on the right: everything known of what is chosen. Does not compute it.

use super::action::{Action, Scene};
use eframe::egui::Ui;

/// What the inspector keeps of its own between frames.
#[derive(Default)]
pub(super) struct Inspector {}

impl Inspector {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, _actions: &mut Vec<Action>) {
        ui.label(&scene.view.text.title);
    }
}
