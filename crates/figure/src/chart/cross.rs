//! Owns the cross that the two intervals of a point are. Knows no axes.

use super::Sheet;
use super::canvas::{Ink, Span, Spot};
use crate::boxes::Rect;

/// The intervals of a point as a cross; gives the boxes of its lines.
pub(super) fn draw_cross(sheet: &mut Sheet<'_>, arms: [Option<Span>; 2], (x, y): Spot) -> Vec<Rect> {
    let ink = Ink::line(sheet.theme.no_data, 0.8).opacity(0.6);
    let mut lines = Vec::new();
    if let Some(span) = arms[0] {
        sheet.canvas.span_across(span, y, 0.0, ink);
        lines.push(Rect::new(span.ends[0], y - 0.5, span.ends[1] - span.ends[0], 1.0));
    }
    if let Some(span) = arms[1] {
        sheet.canvas.span_upright(span, x, 0.0, ink);
        lines.push(Rect::new(x - 0.5, span.ends[1], 1.0, span.ends[0] - span.ends[1]));
    }
    lines
}

/// The same in a legend.
pub(super) fn draw_cross_swatch(sheet: &mut Sheet<'_>, swatch: Rect) {
    let whole = |ends: [f64; 2]| Some(Span { ends, goes_on: [false; 2] });
    let arms = [whole([swatch.x, swatch.right()]), whole([swatch.bottom(), swatch.y])];
    draw_cross(sheet, arms, (swatch.mid_x(), swatch.mid_y()));
}
