//! Owns the parts that fact sheets are set from: headings, cautions, labels with their texts.
//! Does not know what they say.

use crate::ui::{
    action::Scene,
    theme::{Look, bold, regular, size},
};
use eframe::egui::{
    Align, Frame, Label, Layout, Margin, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// A heading under a hairline.
pub(super) fn heading(ui: &mut Ui, look: &Look, text: &str) {
    ui.add_space(10.0);
    let (left, top) = (ui.cursor().left(), ui.cursor().top());
    ui.painter().hline(left..=left + ui.available_width(), top, Stroke::new(1.0, look.line));
    ui.add_space(6.0);
    ui.label(RichText::new(text.to_uppercase()).font(bold(size::SMALL)).color(look.muted));
}

/// What a reader must not mistake, with a bar beside it.
pub(super) fn caution(ui: &mut Ui, look: &Look, text: &str) {
    if text.is_empty() {
        return;
    }
    ui.add_space(6.0);
    let margin = Margin { left: 10, right: 0, top: 1, bottom: 1 };
    let shown = Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.add(Label::new(RichText::new(text).size(size::SMALL)).wrap());
    });
    let rect = shown.response.rect;
    ui.painter().vline(rect.left() + 1.5, rect.y_range(), Stroke::new(3.0, look.warning));
}

/// Names of what has no figure.
pub(super) fn missing(ui: &mut Ui, scene: &Scene<'_>, names: &[String]) {
    if names.is_empty() {
        return;
    }
    let text = scene.words.with("card-missing", &[("list", &names.join("; "))]);
    ui.add(Label::new(RichText::new(text).size(size::SMALL).color(scene.look.muted)).wrap());
}

/// Texts behind their labels.
pub(super) fn particulars(ui: &mut Ui, look: &Look, details: &[(String, String)]) {
    for (label, text) in details {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.spacing_mut().interact_size.y = 0.0;
            ui.label(RichText::new(format!("{label}:")).size(size::SMALL).color(look.muted));
            ui.label(RichText::new(text).size(size::SMALL));
        });
    }
}

/// A text and, at the right edge, its number.
pub(super) fn pair(ui: &mut Ui, look: &Look, text: &str, number: &str) {
    const GAP: f32 = 12.0;
    let width = ui.available_width();
    let number_set = ui.painter().layout(number.to_owned(), bold(size::SMALL), look.ink, width * 0.5);
    let room = width - number_set.size().x - GAP;
    let text_set = ui.painter().layout(text.to_owned(), regular(size::SMALL), look.ink, room);
    let height = text_set.size().y.max(number_set.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let right = pos2(rect.right() - number_set.size().x, rect.top());
    ui.painter().galley(rect.min, text_set, look.ink);
    ui.painter().galley(right, number_set, look.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{text}: {number}")));
}

/// Columns of the same width, with text set ragged: columns of the toolkit spread letters.
pub(super) fn columns(ui: &mut Ui, count: usize, mut content: impl FnMut(usize, &mut Ui)) {
    ui.columns(count, |columns| {
        for (number, ui) in columns.iter_mut().enumerate() {
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| content(number, ui));
        }
    });
}
