//! Owns regions side by side: how their comparison is set. Does not compare.

use super::{badge, figure, sheet};
use crate::{
    provenance::Status,
    session::{Command, ComparedRow, Comparison},
    ui::{
        action::{Action, Scene},
        theme::{Look, bold, regular, size},
        top_bar::named,
    },
    units::DASH,
};
use eframe::egui::{
    Button, Color32, Event, FontId, Label, Response, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2,
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
            actions.push(Action::PickCompared);
        }
        if ui.button(words.get("compare-end")).clicked() {
            let last = compared.columns.last().map(|(code, _)| code.clone());
            actions.push(Action::Do(Command::Choose(last)));
        }
    });
    ui.add_space(4.0);
    sheet::columns(ui, compared.columns.len(), |at, ui| {
        let (code, name) = &compared.columns[at];
        column_head(ui, scene, code, name, actions);
    });
    sheet::caution(ui, look, &compared.caution);
    for (name, rows) in &compared.groups {
        sheet::heading(ui, look, name);
        for row in rows {
            let says_unit = row.unit.is_empty() || row.name.contains(&row.unit);
            let unit = if says_unit { String::new() } else { format!(", {}", row.unit) };
            ui.add(
                Label::new(RichText::new(format!("{}{unit}", row.name)).size(size::SMALL).color(look.muted))
                    .wrap(),
            );
            sheet::columns(ui, row.figures.len(), |at, ui| {
                cell(ui, scene, row, at, &compared.columns[at].1, actions);
            });
            ui.add_space(4.0);
        }
    }
    ui.add_space(16.0);
}

fn column_head(ui: &mut Ui, scene: &Scene<'_>, code: &str, name: &str, actions: &mut Vec<Action>) {
    let text = RichText::new(name).font(bold(size::SMALL)).color(scene.look.accent);
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
    region: &str,
    actions: &mut Vec<Action>,
) {
    let (look, words) = (scene.look, scene.words);
    let Some(figure) = &row.figures[column] else {
        ui.label(RichText::new(words.get("status-no-data")).size(size::SMALL).color(look.muted));
        return;
    };
    let is_highest = row.highest == Some(column);
    let mut lines = vec![(figure.number.clone(), bold(size::BODY), look.ink)];
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
    small(&figure.status_word);
    let response = block(ui, look, &lines, figure.status, is_highest);
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

/// Lines of text as one thing to press; the last is the word for the status, behind its shape.
fn block(
    ui: &mut Ui,
    look: &Look,
    lines: &[(String, FontId, Color32)],
    status: Status,
    is_marked: bool,
) -> Response {
    const INDENT: f32 = badge::SHAPE + 4.0;
    let width = ui.available_width();
    let painter = ui.painter().clone();
    let last = lines.len() - 1;
    let indent = |line: usize| if line == last { INDENT } else { 0.0 };
    let set = lines.iter().enumerate().map(|(line, (text, font, ink))| {
        let room = width - indent(line);
        let is_wide = painter.layout_no_wrap(text.clone(), font.clone(), *ink).size().x > room;
        // A range that does not fit goes on after its dash, not amid a number.
        let text = if is_wide { text.replacen(DASH, "–\n", 1) } else { text.clone() };
        (painter.layout(text, font.clone(), *ink, room), *ink)
    });
    let galleys: Vec<_> = set.collect();
    let height: f32 = galleys.iter().map(|(galley, _)| galley.size().y).sum();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    if is_marked || response.hovered() || response.has_focus() {
        painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 3.0, look.accent_tint);
    }
    let mut top = rect.top();
    for (line, (galley, ink)) in galleys.into_iter().enumerate() {
        let height = galley.size().y;
        painter.galley(pos2(rect.left() + indent(line), top), galley, ink);
        if line == last {
            let centre = pos2(rect.left() + badge::SHAPE / 2.0, top + height / 2.0);
            badge::shape(&painter, centre, status, look);
        }
        top += height;
    }
    response
}
