//! Owns picking the regions that are compared: a list to tick, filtered by what is typed. Does not
//! compare them.

use super::{note, primary, sheet};
use crate::{
    atlas::{Level, RegionId},
    session::{Command, MOST_COMPARED, matches_name},
    ui::{
        action::{Action, Scene},
        keys,
    },
};
use eframe::egui::{Align, Checkbox, Context, Key, Layout, RichText, ScrollArea, TextEdit, Ui, Vec2};

/// What the dialog keeps between frames.
pub(super) struct CompareDialog {
    typed: String,
    is_new: bool,
}

/// A region that can be ticked.
struct Row {
    code: String,
    name: String,
    figure: String,
    is_chosen: bool,
}

impl CompareDialog {
    /// With nothing typed.
    pub(super) const fn new() -> Self {
        Self { typed: String::new(), is_new: true }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(460.0, 620.0);
        let words = scene.words;
        if self.is_new {
            self.typed = keys::take_text(ctx);
        }
        let chosen = scene.session.document().chosen.len();
        let mut is_done = false;
        let is_closed = sheet(ctx, scene, &words.get("compare-pick-title"), SIZE, |ui| {
            let hint = words.get("compare-pick-hint");
            let field = TextEdit::singleline(&mut self.typed).hint_text(&hint).desired_width(f32::INFINITY);
            let field = ui.add(field).accessible_name(hint);
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if std::mem::take(&mut self.is_new) || entered {
                field.request_focus();
            }
            let rows = rows(scene, &self.typed);
            // Enter ticks the first that fits; with nothing typed there is nothing to tick.
            let picked = rows.first().filter(|_| entered && !self.typed.trim().is_empty());
            if let Some(row) = picked {
                actions.push(Action::Do(Command::Compare(row.code.clone())));
                self.typed.clear();
            }
            is_done = entered && picked.is_none();
            let (count, most) = (chosen.to_string(), MOST_COMPARED.to_string());
            note(ui, scene.look, words.with("compare-pick-count", &[("count", &count), ("most", &most)]));
            ui.separator();
            // Room for the buttons below.
            let height = (ui.available_height() - 48.0).max(80.0);
            ScrollArea::vertical().auto_shrink(false).max_height(height).show(ui, |ui| {
                for row in &rows {
                    show_row(ui, scene, row, chosen, actions);
                }
                if rows.is_empty() {
                    note(ui, scene.look, words.get("find-nothing"));
                }
            });
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                is_done |= primary(ui, scene.look, &words.get("compare-pick-done"), chosen > 1).clicked();
                if chosen > 0 && ui.button(words.get("compare-pick-none")).clicked() {
                    actions.push(Action::Do(Command::Choose(None)));
                }
            });
        });
        is_closed || is_done
    }
}

fn show_row(ui: &mut Ui, scene: &Scene<'_>, row: &Row, chosen: usize, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(12.0);
            ui.label(RichText::new(&row.figure).color(scene.look.muted));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut is_chosen = row.is_chosen;
                let has_room = is_chosen || chosen < MOST_COMPARED;
                let tick = ui.add_enabled(has_room, Checkbox::new(&mut is_chosen, &row.name));
                if tick.changed() {
                    actions.push(Action::Do(Command::Compare(row.code.clone())));
                }
            });
        });
    });
}

/// Regions, then districts, by name, with their figures of the metric shown.
fn rows(scene: &Scene<'_>, typed: &str) -> Vec<Row> {
    let (session, words) = (scene.session, scene.words);
    let atlas = session.atlas();
    let figure = |region: RegionId| {
        let cell = scene.view.cells.iter().find(|cell| cell.region == region)?;
        Some(session.cell_text(cell, words)?.value)
    };
    let is_offered = |region: &RegionId| {
        matches!(atlas.region(*region).level, Level::Region | Level::District) && session.counts(*region)
    };
    let mut rows: Vec<(bool, Row)> = atlas
        .region_ids()
        .filter(is_offered)
        .filter(|&region| matches_name(atlas.region(region), typed))
        .map(|id| {
            let region = atlas.region(id);
            let row = Row {
                code: region.code.clone(),
                name: region.name.get(words.lang()).to_owned(),
                figure: figure(id).unwrap_or_default(),
                is_chosen: session.document().chosen.contains(&region.code),
            };
            (region.level == Level::District, row)
        })
        .collect();
    rows.sort_by_cached_key(|(is_district, row)| (*is_district, row.name.to_lowercase()));
    rows.into_iter().map(|(_, row)| row).collect()
}
