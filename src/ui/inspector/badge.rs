//! Owns the marks of how a figure came to be: a shape and a word, so that they are told apart
//! without colour. Does not decide the status.

use crate::{
    atlas::ActStatus,
    provenance::Status,
    ui::theme::{Look, regular, size},
};
use eframe::egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

/// Side of the shape, in points.
pub(super) const SHAPE: f32 = 8.0;

/// Paints the shape of a status around its centre.
pub(super) fn shape(painter: &Painter, centre: Pos2, status: Status, look: &Look) {
    let half = SHAPE / 2.0;
    let square = Rect::from_center_size(centre, Vec2::splat(SHAPE - 1.0));
    let line = |colour| Stroke::new(1.5, colour);
    match status {
        Status::Published => {
            painter.rect_filled(square, CornerRadius::ZERO, look.data);
        }
        Status::Derived => {
            let lower = Rect::from_min_max(square.left_center(), square.max);
            painter.rect_filled(lower, CornerRadius::ZERO, look.data);
            painter.rect_stroke(square, CornerRadius::ZERO, line(look.data), StrokeKind::Inside);
        }
        Status::Detected => {
            painter.circle_filled(centre, half, look.data);
        }
        Status::Estimated => {
            painter.circle_stroke(centre, half - 0.75, line(look.change));
        }
        Status::Simulated => {
            let corners = vec![
                centre + vec2(0.0, -half),
                centre + vec2(half, half - 0.5),
                centre + vec2(-half, half - 0.5),
            ];
            painter.add(Shape::closed_line(corners, line(look.warning)));
        }
    }
}

/// The shape alone, where words stand beside it.
pub(in crate::ui) fn status_mark(ui: &mut Ui, look: &Look, status: Status) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(SHAPE), Sense::hover());
    shape(ui.painter(), rect.center(), status, look);
}

/// Shape and word, as a widget.
pub(super) fn status(ui: &mut Ui, look: &Look, status: Status, word: &str) -> Response {
    let galley = ui.painter().layout_no_wrap(word.to_owned(), regular(size::SMALL), look.ink);
    let (rect, response) =
        ui.allocate_exact_size(vec2(SHAPE + 5.0 + galley.size().x, galley.size().y), Sense::hover());
    shape(ui.painter(), pos2(rect.left() + SHAPE / 2.0, rect.center().y), status, look);
    ui.painter().galley(pos2(rect.left() + SHAPE + 5.0, rect.top()), galley, look.ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
    response
}

/// How far an act has come: filled where it holds, outlined where it does not (yet, or any more).
pub(super) fn act(ui: &mut Ui, look: &Look, status: ActStatus, word: &str) {
    let holds = status == ActStatus::InForce;
    let (ground, ink) =
        if holds { (look.ban, Look::text_on(look.ban)) } else { (Color32::TRANSPARENT, look.ink) };
    let galley = ui.painter().layout_no_wrap(word.to_owned(), regular(size::SMALL), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(10.0, 2.0), Sense::hover());
    ui.painter().rect(rect, 3.0, ground, Stroke::new(1.0, look.ban), StrokeKind::Inside);
    ui.painter().galley(rect.min + vec2(5.0, 1.0), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
}
