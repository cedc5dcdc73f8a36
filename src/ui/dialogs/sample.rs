//! Owns the first rows of a table as all previews show them: over each column what it is read as, then its name,
//! then its cells. Does not say what a column is read as.

use crate::ui::{
    action::Scene,
    theme::{self, size},
};
use eframe::egui::{ComboBox, Grid, RichText, Role, ScrollArea, Ui, WidgetInfo};

/// Rows take at most so much height; the rest is scrolled.
const HEIGHT: f32 = 260.0;
/// Width of a list of what a column can be read as.
const WIDTH: f32 = 128.0;

/// Draws it; `head` draws what the column with a number is read as.
pub(super) fn sample<'a>(
    ui: &mut Ui,
    columns: impl Iterator<Item = &'a str> + Clone,
    rows: &[Vec<String>],
    mut head: impl FnMut(&mut Ui, usize),
) {
    let count = columns.clone().count();
    let area = ScrollArea::both().id_salt("sample").max_height(HEIGHT).auto_shrink([false, true]);
    area.show(ui, |ui| {
        Grid::new("sample").striped(true).num_columns(count).spacing([14.0, 4.0]).show(ui, |ui| {
            for at in 0..count {
                head(ui, at);
            }
            ui.end_row();
            for column in columns {
                ui.label(RichText::new(short(column)).font(theme::bold(size::BODY))).on_hover_text(column);
            }
            ui.end_row();
            for row in rows {
                for cell in row.iter().take(count) {
                    ui.label(RichText::new(short(cell)).size(size::SMALL));
                }
                ui.end_row();
            }
        });
    });
}

/// What a column is read as, in words, where that is not to be chosen.
pub(super) fn part(ui: &mut Ui, scene: &Scene<'_>, told: String, is_read: bool) {
    ui.label(RichText::new(told).color(if is_read { scene.look.accent } else { scene.look.muted }));
}

/// A list of what a column can be read as; gives what is chosen instead of what it is now.
pub(super) fn parts<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    column: &str,
    (now, is_read): (T, bool),
    all: impl IntoIterator<Item = T>,
    told: impl Fn(T) -> String,
) -> Option<T> {
    let mut chosen = None;
    let colour = if is_read { scene.look.accent } else { scene.look.muted };
    let text = RichText::new(told(now)).color(colour);
    let list = ComboBox::from_id_salt(("part", column)).selected_text(text).width(WIDTH);
    let list = list.show_ui(ui, |ui| {
        for other in all {
            if ui.selectable_label(other == now, told(other)).clicked() {
                chosen = Some(other);
            }
        }
    });
    let said = scene.words.with("described-column", &[("column", column), ("part", &told(now))]);
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
    chosen
}

fn short(cell: &str) -> String {
    const LONGEST: usize = 24;
    match cell.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &cell[..at]),
        None => cell.to_owned(),
    }
}
