//! Owns regions side by side: how their comparison is set. Does not compare.

use super::{badge, figure, sheet};
use crate::{
    session::{Command, ComparedRow, Comparison, Figure},
    ui::{
        action::{Action, Scene},
        theme::{Look, bold, regular, size},
        top_bar::named,
    },
};
use eframe::egui::{
    Button, Event, FontId, Label, Response, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// Draws the comparison.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, compared: &Comparison, actions: &mut Vec<Action>) {
    let (look, words) = (scene.look, scene.words);
    ui.heading(words.get("compare-title"));
    ui.horizontal_wrapped(|ui| {
        if ui.button(words.get("compare-copy")).on_hover_text(words.get("compare-copy-hint")).clicked() {
            actions.push(Action::CopyText(compared.tsv.clone()));
        }
        if ui.button(words.get("compare-add")).clicked() {
            actions.push(Action::OpenSearch);
        }
        if ui.button(words.get("compare-end")).clicked() {
            let last = compared.columns.last().map(|(code, _)| code.clone());
            actions.push(Action::Do(Command::Choose(last)));
        }
    });
    ui.add_space(4.0);
    ui.columns(compared.columns.len(), |columns| {
        for (ui, (code, name)) in columns.iter_mut().zip(&compared.columns) {
            column_head(ui, scene, code, name, actions);
        }
    });
    sheet::caution(ui, look, &compared.caution);
    for (name, rows) in &compared.groups {
        sheet::heading(ui, look, name);
        for row in rows {
            ui.add(Label::new(RichText::new(&row.name).size(size::SMALL).color(look.muted)).wrap());
            ui.columns(row.figures.len(), |columns| {
                for (column, (ui, figure)) in columns.iter_mut().zip(&row.figures).enumerate() {
                    cell(ui, scene, row, column, figure.as_ref(), &compared.columns[column].1, actions);
                }
            });
            ui.add_space(4.0);
        }
    }
    ui.add_space(16.0);
}

fn column_head(ui: &mut Ui, scene: &Scene<'_>, code: &str, name: &str, actions: &mut Vec<Action>) {
    let text = RichText::new(name).font(bold(size::BODY)).color(scene.look.accent);
    let link = ui.add(Button::new(text).frame(false).wrap());
    if link.on_hover_text(scene.words.get("menu-open-region")).clicked() {
        actions.push(Action::Do(Command::Focus(Some(code.to_owned()))));
    }
    let remove = scene.words.with("compare-remove", &[("region", name)]);
    ui.horizontal(|ui| {
        if named(ui, "✕", &remove, true).clicked() {
            actions.push(Action::Do(Command::Compare(code.to_owned())));
        }
    });
}

/// A figure in its column: value, interval, status; right click and Ctrl+C copy it.
fn cell(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: &ComparedRow,
    column: usize,
    figure: Option<&Figure>,
    region: &str,
    actions: &mut Vec<Action>,
) {
    let (look, words) = (scene.look, scene.words);
    let Some(figure) = figure else {
        ui.label(RichText::new(words.get("status-no-data")).size(size::SMALL).color(look.muted));
        return;
    };
    let is_highest = row.highest == Some(column);
    let mut lines = vec![(figure.value.clone(), bold(size::BODY), look.ink)];
    let mut small = |text: &str| {
        if !text.is_empty() {
            lines.push((text.to_owned(), regular(size::SMALL), look.muted));
        }
    };
    small(&figure.interval);
    small(&figure.period);
    if is_highest {
        small(&words.get("compare-highest"));
    }
    let response = block(ui, look, &lines, is_highest);
    badge::status(ui, look, figure.status, &figure.status_word);
    let said = format!("{region}. {}: {}, {}", row.name, figure.text, figure.status_word);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
    if response.has_focus() && ui.input(|input| input.events.contains(&Event::Copy)) {
        actions.push(Action::CopyText(figure.sentence.clone()));
    }
    response.context_menu(|ui| {
        for (message, text) in [("menu-copy-value", &figure.text), ("menu-copy-row", &figure.sentence)] {
            if ui.button(words.get(message)).clicked() {
                actions.push(Action::CopyText(text.clone()));
                ui.close();
            }
        }
        figure::links(ui, scene, &figure.sources, actions);
    });
    response.on_hover_text(&figure.sentence);
}

/// Lines of text as one thing to press.
fn block(
    ui: &mut Ui,
    look: &Look,
    lines: &[(String, FontId, eframe::egui::Color32)],
    is_marked: bool,
) -> Response {
    let width = ui.available_width();
    let painter = ui.painter().clone();
    let galleys: Vec<_> = lines
        .iter()
        .map(|(text, font, ink)| (painter.layout(text.clone(), font.clone(), *ink, width), *ink))
        .collect();
    let height: f32 = galleys.iter().map(|(galley, _)| galley.size().y).sum();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    if is_marked || response.hovered() || response.has_focus() {
        painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 3.0, look.accent_tint);
    }
    let mut top = rect.top();
    for (galley, ink) in galleys {
        let height = galley.size().y;
        painter.galley(pos2(rect.left(), top), galley, ink);
        top += height;
    }
    response
}
