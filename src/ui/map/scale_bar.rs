//! Owns the scale bar: a round number of kilometres and its length on screen. Does not project.

use super::labels::draw_text;
use crate::{
    ui::{action::Scene, theme},
    units,
};
use eframe::egui::{Align2, Painter, Rect, Stroke, Vec2, pos2};

/// No longer than this, in points.
const LONGEST: f64 = 130.0;

/// Room for the bar, which names of places leave free.
pub(super) fn area(map: Rect) -> Rect {
    const ROOM: Vec2 = Vec2::new(LONGEST as f32 + 24.0, 40.0);
    Rect::from_min_max(map.max - ROOM, map.max)
}

/// Draws the bar at the lower right.
pub(super) fn show(painter: &Painter, metres_per_px: f64, scene: &Scene<'_>) {
    let metres = round_below(LONGEST * metres_per_px);
    let length = (metres / metres_per_px) as f32;
    let corner = painter.clip_rect().right_bottom() + Vec2::new(-16.0, -14.0);
    let left = corner.x - length;
    let stroke = Stroke::new(1.5, scene.look.ink);
    painter.line_segment([pos2(left, corner.y), corner], Stroke::new(4.0, scene.look.halo));
    painter.line_segment([pos2(left, corner.y), corner], stroke);
    for x in [left, corner.x] {
        painter.line_segment([pos2(x, corner.y - 4.0), pos2(x, corner.y + 1.0)], stroke);
    }
    let lang = scene.words.lang();
    let (value, message) = if metres >= 1000.0 { (metres / 1000.0, "scale-km") } else { (metres, "scale-m") };
    let text = scene.words.with(message, &[("distance", &units::number(value, 0, lang))]);
    let at = pos2(f32::midpoint(left, corner.x), corner.y - 4.0);
    draw_text(painter, at, Align2::CENTER_BOTTOM, &text, theme::regular(theme::size::SMALL), scene.look);
}

/// The largest of 1, 2, 5 times a power of ten that is not above.
fn round_below(most: f64) -> f64 {
    let power = 10_f64.powf(most.max(1.0).log10().floor());
    [5.0, 2.0, 1.0].map(|times| times * power).into_iter().find(|v| *v <= most).unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_round() {
        for (most, expected) in [(1.0, 1.0), (4.9, 2.0), (99.0, 50.0), (1_000_000.0, 1_000_000.0)] {
            assert_eq!(round_below(most), expected);
        }
    }
}
