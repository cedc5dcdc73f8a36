//! Owns the question before anything is asked from the network. Does not ask for it.

use super::{note, primary, sheet};
use crate::ui::action::{Action, Scene};
use eframe::egui::{Context, Vec2};

/// Draws it; says whether it is answered.
pub(super) fn show(ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
    const SIZE: Vec2 = Vec2::new(520.0, 420.0);
    let words = scene.words;
    let mut answer = None;
    let is_closed = sheet(ctx, scene, &words.get("tiles-title"), SIZE, |ui| {
        ui.label(words.get("tiles-what"));
        ui.label(words.get("tiles-privacy"));
        ui.horizontal_wrapped(|ui| {
            ui.label(words.get("tiles-terms"));
            let policy = "https://operations.osmfoundation.org/policies/tiles/";
            ui.hyperlink_to(words.get("tiles-policy"), policy);
        });
        note(ui, scene.look, words.get("tiles-later"));
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if primary(ui, scene.look, &words.get("tiles-yes"), true).clicked() {
                answer = Some(true);
            }
            let no = ui.button(words.get("tiles-no"));
            // Whoever presses Enter without reading has allowed nothing.
            if ui.ctx().memory(|memory| memory.focused().is_none()) {
                no.request_focus();
            }
            if no.clicked() {
                answer = Some(false);
            }
        });
    });
    if answer == Some(true) {
        actions.push(Action::AllowTiles);
    }
    is_closed || answer.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        ui::dialogs::testing::{Room, window},
    };
    use egui_kittest::kittest::Queryable;

    fn answer(button: &str) -> (Vec<Action>, bool) {
        let room = Room::new(Lang::En);
        let state = (Vec::new(), false);
        let mut harness = window(900.0, 700.0).build_ui_state(
            move |ui, (actions, is_done): &mut (Vec<Action>, bool)| {
                *is_done |= show(ui.ctx(), &room.scene(), actions);
            },
            state,
        );
        harness.run_steps(3);
        harness.get_by_label(button).click();
        harness.run_steps(3);
        harness.into_state()
    }

    #[test]
    fn only_yes_allows_anything() {
        let (actions, is_done) = answer("Show online tiles");
        assert!(is_done && actions.contains(&Action::AllowTiles));
        assert_eq!(answer("No, stay offline"), (Vec::new(), true));
        assert_eq!(answer("Close"), (Vec::new(), true));
    }
}
