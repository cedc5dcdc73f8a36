//! Owns the panel below the map: tabs of charts and the table. Each chart has a file of its own.
//! Does not compute what they show.

use super::action::{Action, Scene, Tab};
use eframe::egui::Ui;

/// What the panel keeps of its own between frames.
#[derive(Default)]
pub(super) struct Bottom {
    /// The tab shown.
    pub(super) tab: Tab,
}

impl Bottom {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, _actions: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            for tab in Tab::ALL {
                if ui.selectable_label(self.tab == tab, scene.words.get(tab.message())).clicked() {
                    self.tab = tab;
                }
            }
        });
    }
}
