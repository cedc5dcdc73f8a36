//! Owns the line that greets whoever opens the window for the first time: what a detection is, and
//! three things to try. Does not carry them out.

use super::{
    action::{Action, Scene, Tab},
    theme::{bold, size},
    top_bar::named,
};
use crate::session::Command;
use eframe::egui::{Label, RichText, Ui};

/// Draws the line; says whether it has been read.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
    let words = scene.words;
    let mut is_read = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        is_read = named(ui, "✕", &words.get("start-close"), true).clicked();
        ui.label(RichText::new(words.get("start-what")).font(bold(size::BODY)));
        // Words that lead to the buttons stay on one line.
        ui.add(Label::new(words.get("start-try")).extend());
        if ui.button(words.get("start-leaders")).clicked() {
            let atlas = scene.session.atlas();
            let first = atlas.default_metric.map(|metric| atlas.metric(metric).id.clone());
            actions.extend(first.map(|metric| Action::Do(Command::ShowMetric(metric))));
            actions.push(Action::ShowTab(Tab::Ranking));
        }
        if ui.button(words.get("start-compare")).clicked() {
            actions.push(Action::PickCompared);
        }
        if ui.button(words.get("start-live")).clicked() {
            actions.push(Action::Demonstrate);
        }
        // Who has opened some knows how.
        if scene.session.detections().is_none() && ui.button(words.get("start-open")).clicked() {
            actions.push(Action::AskForFile);
        }
    });
    is_read
}
