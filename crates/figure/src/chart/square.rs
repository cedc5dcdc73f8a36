//! Owns the ground of the balance chart: its two axes, the diagonal, and the areas of surplus and
//! deficit with their names. Knows no regions.

use super::Sheet;
use super::canvas::Ink;
use super::scale::{Axis, tick_text};
use crate::boxes::Rect;
use crate::run::Anchor;
use crate::text::Face;

/// What the axes' names and numbers leave of the plot.
pub(super) fn room(sheet: &Sheet<'_>, ticks: &[f64]) -> Rect {
    let (plot, face, gap) = (sheet.plot, sheet.sizes.small, sheet.sizes.gap);
    let widest = ticks
        .iter()
        .map(|tick| face.width(&format!("≤\u{a0}{}", tick_text(*tick, sheet.lang()))))
        .fold(0.0, f64::max);
    let (left, top) = (widest + gap, face.line_height() + gap * 0.5);
    Rect::new(plot.x + left, plot.y + top, plot.w - left, plot.h - top - 2.0 * face.line_height() - gap)
}

/// The two areas and the diagonal between them; gives the room of that, which names keep clear of.
pub(super) fn draw_ground(sheet: &mut Sheet<'_>, area: Rect, axes: &[Axis; 2]) -> Vec<Rect> {
    let theme = sheet.theme;
    // Equal figures lie on a straight line also where the axes have different ranges.
    let (low, high) = (axes[0].domain().0.max(axes[1].domain().0), axes[0].domain().1);
    let (from, to) = ((axes[0].at(low), axes[1].at(low)), (axes[0].at(high), axes[1].at(high)));
    let slope = (to.1 - from.1) / (to.0 - from.0);
    let y_at = |x: f64| from.1 + (x - from.0) * slope;
    let x_at = |y: f64| (from.0 + (y - from.1) / slope).clamp(area.x, area.right());
    let (start, end) = (x_at(area.bottom()), x_at(area.y));
    let line = [(start, y_at(start)), (end, y_at(end))];
    sheet.canvas.rect(area, Ink::fill(theme.deficit_tint));
    let mut above = vec![(area.x, area.y), (area.x, area.bottom())];
    if start <= area.x {
        above[1].1 = line[0].1;
    }
    above.extend(line);
    if end >= area.right() {
        above.push((area.right(), area.y));
    }
    sheet.canvas.polygon(&above, Ink::fill(theme.surplus_tint));
    sheet.canvas.path(&line, Ink::line(theme.ink, 1.3));
    let steps = 120;
    let at = |i: i32| start + (end - start) * f64::from(i) / f64::from(steps);
    (0..=steps).map(at).map(|x| Rect::around(x, y_at(x), 3.0)).collect()
}

pub(super) fn draw_ticks(
    sheet: &mut Sheet<'_>,
    area: Rect,
    axes: &[Axis; 2],
    ticks: &[Vec<f64>; 2],
    is_vertical: bool,
    has_floor: bool,
) {
    let (theme, face, gap) = (sheet.theme, sheet.sizes.small, sheet.sizes.gap);
    let grid = Ink::line(theme.grid, 1.0);
    for (i, tick) in ticks[usize::from(is_vertical)].iter().enumerate() {
        let text = tick_text(*tick, sheet.lang());
        let text = if has_floor && i == 0 { format!("≤\u{a0}{text}") } else { text };
        if is_vertical {
            let y = axes[1].at(*tick);
            sheet.canvas.line((area.x, y), (area.right(), y), grid);
            sheet.place((area.x - gap * 0.7, y + face.centre()), &text, face, Anchor::End, theme.muted);
        } else {
            let x = axes[0].at(*tick);
            sheet.canvas.line((x, area.y), (x, area.bottom()), grid);
            sheet.place((x, area.bottom() + face.line_height()), &text, face, Anchor::Middle, theme.muted);
        }
    }
    let bold = Face::bold(face.size);
    let (at, id, anchor) = if is_vertical {
        ((sheet.plot.x, sheet.plot.y + face.ascent()), "chart-generation", Anchor::Start)
    } else {
        let below = area.bottom() + 2.0 * face.line_height() + gap * 0.5;
        ((area.right(), below), "chart-consumption", Anchor::End)
    };
    let name = sheet.words.get(id);
    sheet.place(at, &name, bold, anchor, theme.ink);
}

/// Names each area in its corner: in a sentence, or in a word where a point is in the way.
pub(super) fn name_areas(sheet: &mut Sheet<'_>, area: Rect) {
    let (theme, face, gap) = (sheet.theme, sheet.sizes.strong, sheet.sizes.gap);
    let top = (area.x + gap, area.y + gap + face.ascent());
    let bottom = (area.right() - gap, area.bottom() - gap - face.descent());
    let corners = [
        (["chart-area-surplus", "chart-surplus"], top, Anchor::Start, theme.surplus),
        (["chart-area-deficit", "chart-deficit"], bottom, Anchor::End, theme.deficit),
    ];
    for (names, at, anchor, colour) in corners {
        for name in names.map(|id| sheet.words.get(id)) {
            if sheet.place(at, &name, face, anchor, colour) {
                break;
            }
        }
    }
}
