//! Owns a row of the fact sheet: a figure with value, interval, status, period, rank, sources,
//! what unfolds below it, and how it is copied. Does not gather figures.

use super::{badge, years};
use crate::{
    session::{Citation, Figure, FigureRow},
    ui::{
        action::{Action, Scene},
        theme::{bold, regular, size},
    },
};
use eframe::egui::{
    self, Align, Button, Color32, Event, Galley, Key, Link, Painter, Response, RichText, Role, Sense, Shape,
    Ui, Vec2, WidgetInfo, pos2, text::LayoutJob, vec2,
};
use std::sync::Arc;

/// Room between columns, and left of a row for the mark that it unfolds.
const GAP: f32 = 8.0;
const INDENT: f32 = 12.0;
/// Room between a number and its unit.
const UNIT_GAP: f32 = 4.0;

/// Draws a row; says whether it was unfolded or folded.
pub(super) fn row(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: &FigureRow,
    is_open: bool,
    actions: &mut Vec<Action>,
) -> bool {
    let head = head(ui, scene, row, is_open);
    let figure = row.figure.as_ref();
    if let Some(figure) = figure {
        copied(ui, &head, figure, actions);
        let mut copy = |message: &str, text: &str, ui: &mut Ui| {
            if ui.button(scene.words.get(message)).clicked() {
                actions.push(Action::CopyText(text.to_owned()));
                ui.close();
            }
        };
        head.context_menu(|ui| {
            copy("menu-copy-value", &figure.text, ui);
            copy("menu-copy-row", &figure.sentence, ui);
        });
    }
    let others_first = if figure.is_none() { row.others.as_slice() } else { &[] };
    indented(ui, |ui| {
        if let Some(figure) = figure {
            links(ui, scene, &figure.sources, actions);
        }
        for other in others_first {
            past(ui, scene, other, actions);
        }
        if is_open {
            details(ui, scene, row, actions);
        }
    });
    ui.add_space(4.0);
    head.clicked()
}

/// Name and value in a line, status and interval in the next, as one thing to press.
fn head(ui: &mut Ui, scene: &Scene<'_>, row: &FigureRow, is_open: bool) -> Response {
    let (look, words) = (scene.look, scene.words);
    let painter = ui.painter().clone();
    let width = ui.available_width();
    let no_data = words.get("status-no-data");
    let figure = row.figure.as_ref();
    let value = value(&painter, scene, figure, &no_data, width);
    let chart = if row.years.is_empty() { 0.0 } else { years::small_width(&row.years) + GAP };
    let name_room = (width - INDENT - value.size.x - chart - GAP).max(60.0);
    let name = painter.layout(row.name.clone(), regular(size::BODY), look.ink, name_room);
    let first = name.size().y.max(value.size.y);
    let status = row.figure.as_ref().map(|figure| {
        let mut said = vec![figure.status_word.clone(), figure.period.clone(), row.rank.clone()];
        if figure.is_disputed {
            said.push(words.get("sources-disagree"));
        }
        said.retain(|part| !part.is_empty());
        let unit = if value.has_unit { "" } else { figure.unit.as_str() };
        let beside = [figure.interval.as_str(), unit].join(" ");
        let interval = to_the_right(&painter, beside.trim(), look.muted, width * 0.5);
        let room = (width - INDENT - badge::SHAPE - 4.0 - interval.size().x - GAP).max(60.0);
        let status = painter.layout(said.join(" · "), regular(size::SMALL), look.muted, room);
        (figure.status, status, interval)
    });
    let second = status.as_ref().map_or(0.0, |(_, status, interval)| status.size().y.max(interval.size().y));
    let (rect, response) = ui.allocate_exact_size(vec2(width, first + second + 4.0), Sense::click());
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect.expand2(vec2(4.0, 0.0)), 4.0, look.accent_tint);
    }
    let top = rect.top() + 2.0;
    unfold_mark(&painter, pos2(rect.left() + 4.0, top + 9.0), is_open, look.muted);
    painter.galley(pos2(rect.left() + INDENT, top), name, look.ink);
    let value_left = rect.right() - value.size.x;
    if !row.years.is_empty() {
        let left = value_left - chart;
        let plot = egui::Rect::from_min_size(pos2(left, top + 2.0), vec2(chart - GAP, 14.0));
        years::small(&painter, plot, &row.years, look);
    }
    let mut left = value_left;
    for (galley, ink) in value.parts {
        let below = value.size.y - galley.size().y;
        let width = galley.size().x + UNIT_GAP;
        painter.galley(pos2(left, top + below), galley, ink);
        left += width;
    }
    if let Some((kind, status, interval)) = status {
        let top = top + first;
        badge::shape(&painter, pos2(rect.left() + INDENT + badge::SHAPE / 2.0, top + 8.0), kind, look);
        painter.galley(pos2(rect.left() + INDENT + badge::SHAPE + 4.0, top), status, look.muted);
        painter.galley(pos2(rect.right(), top), interval, look.muted);
    }
    let said = row
        .figure
        .as_ref()
        .map_or(no_data, |figure| format!("{}, {}, {}", figure.text, figure.status_word, figure.period));
    let said = format!("{}: {said}", row.name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &said));
    response.on_hover_text(words.get("card-row-hint"))
}

/// A small text whose lines end at the place that it is painted at.
fn to_the_right(painter: &Painter, text: &str, ink: Color32, room: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple(text.to_owned(), regular(size::SMALL), ink, room);
    job.halign = Align::RIGHT;
    painter.layout_job(job)
}

/// A figure set into its column: the number, and its unit where there is room for it.
struct Value {
    parts: Vec<(Arc<Galley>, Color32)>,
    size: Vec2,
    has_unit: bool,
}

fn value(painter: &Painter, scene: &Scene<'_>, figure: Option<&Figure>, no_data: &str, width: f32) -> Value {
    let look = scene.look;
    let (text, font, ink) = match figure {
        Some(figure) => (figure.number.as_str(), bold(size::BODY), look.ink),
        None => (no_data, regular(size::BODY), look.muted),
    };
    let number = painter.layout(text.to_owned(), font, ink, width * 0.5);
    let mut value = Value { size: number.size(), parts: vec![(number, ink)], has_unit: false };
    let unit = figure.map(|figure| figure.unit.as_str()).unwrap_or_default();
    let unit = painter.layout_no_wrap(unit.to_owned(), regular(size::SMALL), look.muted);
    let with_unit = value.size.x + UNIT_GAP + unit.size().x;
    if unit.size().x > 0.0 && with_unit < width * 0.4 {
        value.size.x = with_unit;
        value.parts.push((unit, look.muted));
        value.has_unit = true;
    }
    value
}

fn unfold_mark(painter: &Painter, at: egui::Pos2, is_open: bool, colour: Color32) {
    let corners = if is_open {
        vec![at + vec2(-3.5, -2.0), at + vec2(3.5, -2.0), at + vec2(0.0, 3.0)]
    } else {
        vec![at + vec2(-2.0, -3.5), at + vec2(3.0, 0.0), at + vec2(-2.0, 3.5)]
    };
    painter.add(Shape::convex_polygon(corners, colour, egui::Stroke::NONE));
}

/// Ctrl+C on a row in focus copies the figure with all that belongs to it.
fn copied(ui: &Ui, head: &Response, figure: &Figure, actions: &mut Vec<Action>) {
    let is_copy = |event: &Event| {
        matches!(event, Event::Copy)
            || matches!(event, Event::Key { key: Key::C, pressed: true, modifiers, .. } if modifiers.command)
    };
    if head.has_focus() && ui.input(|input| input.events.iter().any(is_copy)) {
        actions.push(Action::CopyText(figure.sentence.clone()));
    }
}

/// What unfolds: what is counted, how the number came about, other figures, copying.
fn details(ui: &mut Ui, scene: &Scene<'_>, row: &FigureRow, actions: &mut Vec<Action>) {
    let (look, words) = (scene.look, scene.words);
    let small = |text: &str| RichText::new(text).size(size::SMALL);
    if !row.description.is_empty() {
        ui.label(small(&row.description).color(look.muted));
    }
    let Some(figure) = &row.figure else { return };
    if !figure.note.is_empty() {
        ui.label(small(&figure.note));
    }
    if !row.others.is_empty() {
        ui.label(small(&words.get("card-other-figures")).color(look.muted));
        for other in &row.others {
            past(ui, scene, other, actions);
        }
    }
    ui.horizontal_wrapped(|ui| {
        if figure.is_disputed && ui.button(small(&words.get("do-contradictions"))).clicked() {
            actions.push(Action::ShowContradictions);
        }
        for (message, text) in [("menu-copy-value", &figure.text), ("menu-copy-row", &figure.sentence)] {
            if ui.add(Button::new(small(&words.get(message)))).clicked() {
                actions.push(Action::CopyText(text.clone()));
            }
        }
    });
}

/// A figure of another period, or another claim.
fn past(ui: &mut Ui, scene: &Scene<'_>, figure: &Figure, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.spacing_mut().interact_size.y = 0.0;
        let when = if figure.period.is_empty() { String::new() } else { format!("{}: ", figure.period) };
        ui.label(RichText::new(format!("{when}{}", figure.text)).size(size::SMALL));
        badge::status(ui, scene.look, figure.status, &figure.status_word).on_hover_text(&figure.note);
    });
    links(ui, scene, &figure.sources, actions);
}

/// Sources as links, small.
pub(super) fn links(ui: &mut Ui, scene: &Scene<'_>, sources: &[Citation], actions: &mut Vec<Action>) {
    if sources.is_empty() {
        return;
    }
    let hint = scene.words.get("source-hint");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 1.0);
        // Lines of text, not of buttons.
        ui.spacing_mut().interact_size.y = 0.0;
        for source in sources {
            let label = RichText::new(&source.label).size(size::SMALL).color(scene.look.accent);
            let hint = format!("{}\n{hint}", source.title);
            if ui.add(Link::new(label)).on_hover_text(hint).clicked() {
                actions.push(Action::ShowSource(source.id.clone()));
            }
        }
    });
}

/// Content below a row, under its name.
fn indented(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let margin = egui::Margin { left: INDENT as i8, ..egui::Margin::ZERO };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        content(ui);
    });
}
