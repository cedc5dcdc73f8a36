//! Owns the sign that a file held over the window can be dropped on it. Does not open it.

use crate::ui::{action::Scene, theme};
use eframe::egui::{Align2, Context, Id, LayerId, Order, Stroke, StrokeKind};

/// Draws it while a file is held over the window.
pub(in crate::ui) fn show(ctx: &Context, scene: &Scene<'_>) {
    const SHADE: f32 = 0.82;
    const INSIDE: f32 = 18.0;
    let names: Vec<String> = ctx.input(|input| {
        let paths = input.raw.hovered_files.iter().map(|file| file.path.as_deref());
        paths
            .map(|path| path.and_then(std::path::Path::file_name).unwrap_or_default())
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    });
    if names.is_empty() {
        return;
    }
    let look = scene.look;
    let painter = ctx.layer_painter(LayerId::new(Order::Debug, Id::unique("hovering")));
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, look.card.gamma_multiply(SHADE));
    let border = Stroke::new(2.0, look.accent);
    painter.rect_stroke(rect.shrink(INSIDE), 12.0, border, StrokeKind::Inside);
    let text = scene.words.with("drop-to-open", &[("name", &names.join(", "))]);
    painter.text(rect.center(), Align2::CENTER_CENTER, text, theme::bold(theme::size::TITLE), look.ink);
}
