//! Owns the menu of a region, the same on the map, in charts and in the table. Does not carry out
//! what is chosen.

use super::action::{Action, Scene, Tab};
use crate::{atlas::Level, figure::FigureKind, session::Command};
use eframe::egui::Ui;

/// What can be done with the region chosen last.
pub(super) fn region_menu(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let (atlas, words) = (scene.session.atlas(), scene.words);
    let mut item = |ui: &mut Ui, message: &str, action: Action| {
        if ui.button(words.get(message)).clicked() {
            actions.push(action);
            ui.close();
        }
    };
    let chosen = scene.session.document().chosen.last();
    if let Some(region) = chosen.and_then(|code| atlas.region_id(code)) {
        let code = atlas.region(region).code.clone();
        let name = atlas.region(region).name.get(words.lang());
        ui.label(eframe::egui::RichText::new(name).strong());
        item(ui, "menu-open-region", Action::Do(Command::Focus(Some(code.clone()))));
        let parent = atlas.region(region).parent.map(|parent| atlas.region(parent));
        if let Some(district) = parent.filter(|parent| parent.level == Level::District) {
            item(ui, "menu-open-district", Action::Do(Command::Focus(Some(district.code.clone()))));
        }
        item(ui, "menu-compare", Action::Do(Command::Compare(code)));
        item(ui, "menu-mark", Action::ToggleMarked(region));
        item(ui, "menu-show-in-table", Action::ShowTab(Tab::Table));
        let cell = scene.view.cells.iter().find(|cell| cell.region == region);
        if let Some(text) = cell.and_then(|cell| scene.session.cell_text(cell, words)) {
            item(ui, "menu-copy-value", Action::CopyText(text.value));
            item(ui, "menu-copy-row", Action::CopyText(text.sentence));
        }
        ui.separator();
    }
    item(ui, "menu-copy-map", Action::CopyPicture(FigureKind::Choropleth));
    item(ui, "menu-export-map", Action::ExportPicture(FigureKind::Choropleth));
    item(ui, "menu-fit", Action::FitMap);
    if scene.session.document().focus.is_some() {
        item(ui, "menu-up", Action::Do(Command::StepUp));
    }
}
