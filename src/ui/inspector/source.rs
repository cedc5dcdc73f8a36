//! Owns the window of a source: its particulars, address, citation, and what rests on it. Does
//! not gather them.

use super::sheet;
use crate::{
    atlas::RegionId,
    session::SourceCard,
    ui::{
        action::{Action, Scene},
        theme::{bold, size},
    },
};
use eframe::egui::{Align2, Context, Id, Key, Label, Modifiers, RichText, ScrollArea, Ui, Window, vec2};

/// The window, and what it shows.
#[derive(Default)]
pub(super) struct SourceWindow {
    id: Option<String>,
    /// What it was made for, and what it says.
    card: Option<((u64, Option<RegionId>), SourceCard)>,
}

impl SourceWindow {
    /// Opens it on a source.
    pub(super) fn open(&mut self, id: String) {
        *self = Self { id: Some(id), card: None };
    }

    /// Closes it when Esc is pressed.
    pub(super) fn read_keys(&mut self, ctx: &Context) {
        if self.id.is_some() && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.id = None;
        }
    }

    /// Draws it, if open.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let Some(id) = &self.id else { return };
        let region = scene.session.subject();
        let key = (scene.session.revision(), region);
        if self.card.as_ref().is_none_or(|(known, _)| *known != key) {
            self.card = scene.session.source_card(id, region, scene.words).map(|card| (key, card));
        }
        let mut is_open = true;
        if let Some((_, card)) = &self.card {
            Window::new(scene.words.get("source-title"))
                .id(Id::unique("source"))
                .open(&mut is_open)
                .collapsible(false)
                .default_width(440.0)
                .default_height(420.0)
                .pivot(Align2::CENTER_CENTER)
                .default_pos(ctx.content_rect().center() - vec2(0.0, 40.0))
                .show(ctx, |ui| content(ui, scene, card, region, actions));
        } else {
            is_open = false;
        }
        if !is_open {
            self.id = None;
        }
    }
}

fn content(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: &SourceCard,
    region: Option<RegionId>,
    actions: &mut Vec<Action>,
) {
    let (look, words) = (scene.look, scene.words);
    ui.add(Label::new(RichText::new(&card.title).font(bold(15.0))).wrap());
    ui.add_space(4.0);
    sheet::particulars(ui, look, &card.details);
    if !card.url.is_empty() {
        let address = RichText::new(&card.url).size(size::SMALL).color(look.accent).underline();
        ui.hyperlink_to(address, &card.url);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if ui.button(words.get("source-copy-citation")).clicked() {
            actions.push(Action::CopyText(card.citation.clone()));
        }
        if !card.url.is_empty() && ui.button(words.get("source-copy-address")).clicked() {
            actions.push(Action::CopyText(card.url.clone()));
        }
    });
    let count = card.figure_count;
    let counted = words.plural("source-figures", count as f64, &[("count", &count.to_string())]);
    ui.label(RichText::new(counted).size(size::SMALL).color(look.muted));
    let Some(region) = region.filter(|_| !card.rests.is_empty()) else { return };
    let name = scene.session.atlas().region(region).short.get(words.lang());
    sheet::heading(ui, look, &words.with("source-rests", &[("region", name)]));
    ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
        for text in &card.rests {
            ui.add(Label::new(RichText::new(text).size(size::SMALL)).wrap());
        }
    });
}
