//! Owns the window that lists all keys. Does not own the keys (see `keys`).

use super::{
    action::{Action, Scene, Tab},
    keys::{Shortcut, shortcuts},
    theme::{bold, size},
};
use eframe::egui::{Align2, Context, Grid, Id, Key, Modifiers, RichText, ScrollArea, Ui, Vec2, Window};

/// The window, open or not.
#[derive(Default)]
pub(super) struct KeyList {
    is_open: bool,
}

/// What is done with the pointer, or with keys that no table holds: message of the keys, and of
/// what they do.
const BESIDE: [(&str, &str); 8] = [
    ("keys-brackets", "keys-years"),
    ("keys-arrows", "keys-pan"),
    ("keys-click", "keys-choose"),
    ("keys-double-click", "keys-drill"),
    ("keys-ctrl-click", "keys-compare"),
    ("keys-right-click", "keys-menu"),
    ("keys-tab", "keys-next"),
    ("keys-copy", "keys-copy-figure"),
];

/// Headings, in the order of the list.
const GROUPS: [&str; 5] =
    ["keys-group-look", "keys-group-map", "keys-group-detections", "keys-group-panels", "keys-group-files"];

impl KeyList {
    /// Opens it, or closes it.
    pub(super) fn toggle(&mut self) {
        self.is_open = !self.is_open;
    }

    /// Closes it when Esc is pressed.
    pub(super) fn read_keys(&mut self, ctx: &Context) {
        if self.is_open && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.is_open = false;
        }
    }

    /// Draws it, if open.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>) {
        let mut is_open = self.is_open;
        Window::new(scene.words.get("key-keys"))
            .id(Id::unique("keys"))
            .open(&mut is_open)
            .collapsible(false)
            .resizable(false)
            .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
            .show(ctx, |ui| {
                let height = ctx.content_rect().height() * 0.7;
                ScrollArea::vertical()
                    .max_height(height)
                    .min_scrolled_height(height)
                    .show(ui, |ui| content(ui, scene));
            });
        self.is_open = is_open;
    }
}

fn content(ui: &mut Ui, scene: &Scene<'_>) {
    let mut lines: Vec<(&str, &str, String)> = Vec::new();
    for shortcut in shortcuts() {
        let keys = keys_text(ui.ctx(), &shortcut);
        match lines.iter_mut().find(|(_, message, _)| *message == shortcut.message) {
            Some((.., known)) => *known = format!("{known}, {keys}"),
            None => lines.push((group(&shortcut.action), shortcut.message, keys)),
        }
    }
    for heading in GROUPS {
        let of_group = lines.iter().filter(|(group, ..)| *group == heading);
        let rows = of_group.map(|(_, message, keys)| (keys.clone(), scene.words.get(message)));
        section(ui, scene, heading, rows);
    }
    let beside = BESIDE.map(|(keys, does)| (scene.words.get(keys), scene.words.get(does)));
    section(ui, scene, "keys-group-beside", beside);
}

fn section(ui: &mut Ui, scene: &Scene<'_>, heading: &str, rows: impl IntoIterator<Item = (String, String)>) {
    ui.add_space(6.0);
    let heading_text = scene.words.get(heading).to_uppercase();
    ui.label(RichText::new(heading_text).font(bold(size::SMALL)).color(scene.look.muted));
    Grid::new(heading).num_columns(2).min_col_width(150.0).spacing([16.0, 3.0]).show(ui, |ui| {
        for (keys, does) in rows {
            ui.label(RichText::new(keys).strong());
            ui.label(does);
            ui.end_row();
        }
    });
}

/// Keys as they are printed on keyboards: "Ctrl++", "Esc".
pub(super) fn keys_text(ctx: &Context, shortcut: &Shortcut) -> String {
    let named = ctx.format_shortcut(&shortcut.keys);
    let printed = match shortcut.keys.logical_key {
        Key::Escape => "Esc",
        key => key.symbol_or_name(),
    };
    named.replace(shortcut.keys.logical_key.name(), printed)
}

/// The heading that a key stands under.
const fn group(action: &Action) -> &'static str {
    match action {
        Action::FitMap | Action::ZoomMap(_) | Action::PlayYears | Action::ToggleTiles => "keys-group-map",
        Action::StepDetection(_)
        | Action::ToggleEvidence
        | Action::Review(_)
        | Action::ShowTab(Tab::Detections) => "keys-group-detections",
        Action::ShowTab(_)
        | Action::ToggleTheme
        | Action::ToggleShowPanel
        | Action::ToggleInspector
        | Action::ToggleBottom => "keys-group-panels",
        Action::AskForFile
        | Action::SaveProject
        | Action::ExportPicture(_)
        | Action::ExportTable
        | Action::Quit => "keys-group-files",
        _ => "keys-group-look",
    }
}
