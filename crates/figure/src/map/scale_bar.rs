//! Owns the scale bar: a round length in a free corner of the map. Does not know regions.

use super::{labels::HALO, shapes::View};
use crate::{
    boxes::{Placer, Rect},
    frame::Frame,
    lang::Words,
    run::{Anchor, TextRun},
    scene::{Item, PathData, Stroke},
    units,
};

/// Draws the bar where it covers the least land and no circle of `marks`, the corners at the bottom
/// first.
pub(super) fn draw(
    view: &View,
    frame: &Frame,
    placer: &mut Placer,
    marks: &[Rect],
    words: &Words,
    out: &mut Vec<Item>,
    runs: &mut Vec<TextRun>,
) {
    let Some(km) = round_length(view.page.w * 0.13 / view.px_per_km()) else { return };
    let (length, unit) = if km < 1.0 { (km * 1000.0, "unit-m") } else { (km, "unit-km") };
    // Below a metre as many decimals as the figure needs.
    let decimals = (-length.log10()).ceil().clamp(0.0, 9.0) as usize;
    let number = units::number(length, decimals, words.lang());
    let text = units::with_unit(&number, &words.get(unit), false, words.lang());
    let face = frame.sizes.small;
    let width = km * view.px_per_km();
    let (box_width, height) = (width.max(face.width(&text)), face.line_height() + 8.0);
    let corners = corners(frame, box_width, height);
    let covered = |rect: &&Rect| view.ground.under(rect).flatten().count();
    // Close beside a line of text it would read as a part of it.
    let is_free = |rect: &&Rect| {
        let beside = Rect { x: rect.x - 2.0 * frame.sizes.gap, w: rect.w + 2.0 * frame.sizes.gap, ..**rect };
        placer.taken().all(|other| !other.overlaps(&beside))
            && placer.is_free(rect)
            && !marks.iter().any(|mark| mark.overlaps(rect))
    };
    let Some(room) = corners.iter().filter(is_free).min_by_key(covered) else { return };
    placer.take(*room);
    let (x, y, ink) = (room.x, room.bottom() - 1.0, frame.theme.muted);
    let bar = [[x, y - 4.0], [x, y], [x + width, y], [x + width, y - 4.0]];
    out.push(Item::lines(PathData::of(&bar, false), Stroke::new(ink, 1.0)));
    let run = TextRun { x, y: y - 8.0, text, face, anchor: Anchor::Start, colour: ink, tail: None };
    let paper = frame.theme.paper;
    out.push(Item::Halo(TextRun { colour: paper, ..run.clone() }, Stroke::new(paper, HALO)));
    runs.push(run);
}

/// The largest of 1, 2, 5 times a power of ten that is not longer.
fn round_length(longest_km: f64) -> Option<f64> {
    let power = 10_f64.powf(longest_km.log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|m| m * power).find(|km| *km <= longest_km)
}

/// Rooms above the foot, then below the head, left and right.
fn corners(frame: &Frame, width: f64, height: f64) -> Vec<Rect> {
    let (page, gap, margin) = (frame.page, frame.sizes.gap, frame.sizes.margin);
    let (left, right) = (margin, page.right() - margin - width);
    let above_foot = frame.plot.bottom() - height;
    let below_head = frame.plot.y + gap;
    let steps = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].map(|step| step * 3.0 * height);
    let mut corners = vec![Rect::new(left, above_foot, width, height)];
    for step in steps {
        corners.push(Rect::new(right, above_foot - step, width, height));
        corners.push(Rect::new(left, above_foot - step, width, height));
    }
    corners.push(Rect::new(right, below_head, width, height));
    corners.push(Rect::new(left, below_head, width, height));
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_round_and_fit() {
        assert_eq!(round_length(1234.0), Some(1000.0));
        assert_eq!(round_length(6.0), Some(5.0));
        assert_eq!(round_length(0.25), Some(0.2));
        assert_eq!(round_length(f64::NAN), None);
    }
}
