//! Owns the command palette: search over regions, metrics, places and commands by keyboard. Does
//! not carry out what is chosen.

use super::action::{Action, Scene};
use eframe::egui::Context;

/// The palette and what is typed into it.
#[derive(Default)]
pub(super) struct Search {}

impl Search {
    /// Opens it, empty.
    pub(super) fn open(&mut self) {}

    /// Whether it is open: it has the keyboard then.
    pub(super) fn is_open(&self) -> bool {
        false
    }

    /// Draws it, if open.
    pub(super) fn show(&mut self, _ctx: &Context, _scene: &Scene<'_>, _actions: &mut Vec<Action>) {}
}
