//! Owns the marks of charts on screen, as printed charts have them: status of a bar or dot,
//! bounds, bans, acts, and texts cut to their room. Does not know what is charted.

use crate::{
    atlas::ActStatus,
    figure::{Span, StatusMark},
    provenance::Status,
    ui::theme::{self, Look},
};
use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2,
    pos2, text::LayoutJob, text::TextWrapping, vec2,
};
use std::sync::Arc;

/// Thin lines: grids and axes.
pub(super) const HAIRLINE: f32 = 1.0;
/// Outlines of marks.
const OUTLINE: f32 = 1.3;

/// Rising lines across a box, `step` points apart.
pub(super) fn hatch(painter: &Painter, rect: Rect, step: f32, stroke: Stroke) {
    diagonals(rect, step, |from, to| {
        let y = |x: f32, start: f32| rect.bottom() - (x - start);
        (y(from.0, from.1), y(to.0, to.1))
    })
    .for_each(|line| {
        painter.line_segment(line, stroke);
    });
}

/// Falling lines across a box.
fn hatch_back(painter: &Painter, rect: Rect, step: f32, stroke: Stroke) {
    diagonals(rect, step, |from, to| {
        let y = |x: f32, start: f32| rect.top() + (x - start);
        (y(from.0, from.1), y(to.0, to.1))
    })
    .for_each(|line| {
        painter.line_segment(line, stroke);
    });
}

/// Lines at 45° over a box; `heights` gives both heights from (x, where the line starts).
fn diagonals(
    rect: Rect,
    step: f32,
    heights: impl Fn((f32, f32), (f32, f32)) -> (f32, f32),
) -> impl Iterator<Item = [Pos2; 2]> {
    // At most 200 lines, however large the box.
    let step = step.max((rect.width() + rect.height()) / 200.0).max(1.0);
    let count = ((rect.width() + rect.height()) / step).ceil().max(0.0) as usize;
    (0..count).map(move |number| {
        let start = rect.left() - rect.height() + step * (number as f32 + 0.5);
        let from = start.max(rect.left());
        let to = (start + rect.height()).min(rect.right());
        let (y_from, y_to) = heights((from, start), (to, start));
        [pos2(from, y_from), pos2(to.max(from), y_to)]
    })
}

/// A bar in the mark of its status.
pub(super) fn status_bar(painter: &Painter, rect: Rect, mark: StatusMark, look: &Look) {
    let stroke = Stroke::new(OUTLINE, look.data);
    let inner = rect.shrink(0.7);
    match mark {
        StatusMark::Solid => {
            painter.rect_filled(rect, 0.0, look.data);
        }
        StatusMark::Hatched | StatusMark::Crossed => {
            painter.rect_filled(rect, 0.0, look.panel);
            hatch(painter, inner, 7.0, stroke);
            if mark == StatusMark::Crossed {
                hatch_back(painter, inner, 7.0, stroke);
            }
            outline(painter, inner, stroke);
        }
        StatusMark::Light => {
            painter.rect_filled(rect, 0.0, look.data_tint);
            outline(painter, inner, stroke);
        }
        StatusMark::Dashed => {
            painter.rect_filled(rect, 0.0, look.panel);
            dashed_box(painter, inner, stroke);
        }
    }
}

fn outline(painter: &Painter, rect: Rect, stroke: Stroke) {
    painter.rect_stroke(rect, CornerRadius::ZERO, stroke, StrokeKind::Middle);
}

/// A dashed edge.
pub(super) fn dashed_box(painter: &Painter, rect: Rect, stroke: Stroke) {
    let corners =
        [rect.left_bottom(), rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
    painter.extend(Shape::dashed_line(&corners, stroke, 4.0, 3.5));
}

/// A dot in the mark of its status; shape tells it apart where colour or fill do not.
pub(super) fn status_dot(painter: &Painter, at: Pos2, radius: f32, mark: StatusMark, look: &Look) {
    let stroke = Stroke::new(OUTLINE, look.data);
    match mark {
        StatusMark::Solid => {
            painter.circle_filled(at, radius, look.data);
        }
        StatusMark::Hatched => {
            painter.circle_filled(at, radius, look.data);
            painter.circle_filled(at, radius * 0.48, look.panel);
        }
        StatusMark::Crossed => {
            painter.add(Shape::convex_polygon(diamond(at, radius * 1.2), look.data, Stroke::NONE));
        }
        StatusMark::Light => {
            painter.circle(at, radius - 0.6, look.data_tint, stroke);
        }
        StatusMark::Dashed => {
            let square = Rect::from_center_size(at, Vec2::splat(radius * 1.6));
            painter.rect_filled(square, 0.0, look.panel);
            outline(painter, square, stroke);
        }
    }
}

fn diamond(at: Pos2, radius: f32) -> Vec<Pos2> {
    [vec2(0.0, -radius), vec2(radius, 0.0), vec2(0.0, radius), vec2(-radius, 0.0)].map(|by| at + by).to_vec()
}

/// A line between bounds on one height, with caps where the end is known, an arrow where it is
/// open.
pub(super) fn whisker(painter: &Painter, ends: [(f32, bool); 2], y: f32, stroke: Stroke) {
    const CAP: f32 = 3.5;
    painter.line_segment([pos2(ends[0].0, y), pos2(ends[1].0, y)], stroke);
    for (number, (x, is_known)) in ends.into_iter().enumerate() {
        if is_known {
            painter.line_segment([pos2(x, y - CAP), pos2(x, y + CAP)], stroke);
        } else {
            let out = if number == 0 { -5.0 } else { 5.0 };
            let head = vec![pos2(x + out, y), pos2(x, y - CAP), pos2(x, y + CAP)];
            painter.add(Shape::convex_polygon(head, stroke.color, Stroke::NONE));
        }
    }
}

/// An interval or a range, upright: caps at its ends, an arrow where it goes on beyond the axis.
pub(super) fn span(painter: &Painter, x: f32, span: Span, line: Stroke, ends: Color32) {
    const CAP: f32 = 5.0;
    let [low, high] = span.ends.map(|end| end as f32);
    painter.vline(x, high..=low, line);
    for ((end, goes_on), out) in [low, high].into_iter().zip(span.goes_on).zip([CAP, -CAP]) {
        if goes_on {
            let head = vec![pos2(x, end + out), pos2(x - CAP * 0.7, end), pos2(x + CAP * 0.7, end)];
            painter.add(Shape::convex_polygon(head, ends, Stroke::NONE));
        } else {
            painter.hline((x - CAP)..=(x + CAP), end, Stroke::new(line.width.clamp(1.6, 4.0), ends));
        }
    }
}

/// The sign of a region with a ban.
pub(super) fn ban(painter: &Painter, at: Pos2, side: f32, look: &Look) {
    let square = Rect::from_center_size(at, Vec2::splat(side));
    painter.rect_filled(square, 0.0, look.ban.gamma_multiply(0.15));
    outline(painter, square, Stroke::new(OUTLINE, look.ban));
}

/// An act as a point, in the mark of how far it has come.
pub(super) fn act_point(
    painter: &Painter,
    at: Pos2,
    radius: f32,
    status: ActStatus,
    colour: Color32,
    look: &Look,
) {
    let stroke = Stroke::new(OUTLINE, colour);
    let square = Rect::from_center_size(at, Vec2::splat(radius * 1.8));
    match status {
        ActStatus::InForce => {
            painter.circle_filled(at, radius, colour);
        }
        ActStatus::Superseded => {
            painter.circle_filled(at, radius, look.past);
        }
        ActStatus::Reported => {
            painter.add(Shape::convex_polygon(diamond(at, radius * 1.15), colour, Stroke::NONE));
        }
        ActStatus::Planned => {
            painter.rect_filled(square, 0.0, look.panel);
            hatch(painter, square, radius * 0.8, stroke);
            outline(painter, square, stroke);
        }
        ActStatus::Draft => {
            painter.rect_filled(square, 0.0, look.panel);
            outline(painter, square, stroke);
        }
        ActStatus::Requested => {
            painter.circle(at, radius - 0.6, look.panel, stroke);
        }
    }
}

/// A ban as a bar, in the mark of how far it has come.
pub(super) fn act_bar(painter: &Painter, bar: Rect, status: ActStatus, colour: Color32, look: &Look) {
    let stroke = Stroke::new(OUTLINE, colour);
    match status {
        ActStatus::InForce | ActStatus::Reported => {
            painter.rect_filled(bar, 0.0, colour);
        }
        ActStatus::Superseded => {
            painter.rect_filled(bar, 0.0, look.past);
        }
        ActStatus::Planned | ActStatus::Draft => {
            painter.rect_filled(bar, 0.0, look.panel);
            hatch(painter, bar, 5.0, stroke);
            outline(painter, bar, stroke);
        }
        ActStatus::Requested => {
            painter.rect_filled(bar, 0.0, look.panel);
            outline(painter, bar, stroke);
        }
    }
}

/// A text on one line, cut with an ellipsis where it is longer than its room.
pub(super) fn elided(
    painter: &Painter,
    text: &str,
    font: FontId,
    colour: Color32,
    width: f32,
) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    painter.layout_job(job)
}

/// Puts a text laid out before with its `anchor` at a place; gives its box.
pub(super) fn put(painter: &Painter, anchor: Align2, at: Pos2, galley: Arc<Galley>) -> Rect {
    let rect = anchor.anchor_size(at, galley.size());
    painter.galley(rect.min, galley, Color32::PLACEHOLDER);
    rect
}

/// Small text of notes and ticks.
pub(super) fn small() -> FontId {
    theme::regular(theme::size::SMALL)
}

/// What a legend explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Key {
    /// Status of a bar.
    Bar(Status),
    /// Status of a dot.
    Dot(Status),
    /// Bounds of a value.
    Interval,
    /// Bounds of both values of a point.
    Cross,
    /// Bounds without a value.
    Band,
    /// The same, ordered by the lower one.
    RankedBand,
    /// A ban.
    Ban,
    /// How far an act has come.
    Act(ActStatus),
    /// A circle of a region.
    Side {
        /// Whether it generates more than it uses.
        has_surplus: bool,
    },
    /// A region of whose farms only a range is known.
    BoundedRing,
    /// A region whose farms are not known.
    Ring,
}

/// Draws the sign of a key into a box.
pub(super) fn key(painter: &Painter, rect: Rect, key: Key, look: &Look) {
    let (at, radius) = (rect.center(), rect.height() * 0.4);
    let stroke = Stroke::new(OUTLINE, look.data);
    match key {
        Key::Bar(status) => status_bar(painter, rect, StatusMark::of(status), look),
        Key::Dot(status) => status_dot(painter, at, radius, StatusMark::of(status), look),
        Key::Interval => whisker(painter, [(rect.left(), true), (rect.right(), true)], at.y, stroke),
        Key::Cross => {
            let stroke = Stroke::new(HAIRLINE, look.muted);
            painter.hline(rect.x_range(), at.y, stroke);
            painter.vline(at.x, rect.y_range(), stroke);
        }
        Key::Band | Key::RankedBand => band(painter, rect.shrink2(vec2(0.0, rect.height() * 0.2)), look),
        Key::Ban => ban(painter, at, rect.height(), look),
        Key::Act(status) => act_point(painter, at, radius, status, look.ink, look),
        Key::Side { has_surplus } => {
            let colour = if has_surplus { look.surplus } else { look.deficit };
            painter.circle_filled(at, radius, colour.gamma_multiply(0.75));
        }
        Key::BoundedRing => bounded_ring(painter, at, radius, look),
        Key::Ring => ring(painter, at, radius, look),
    }
}

/// A range without a value in it.
pub(super) fn band(painter: &Painter, rect: Rect, look: &Look) {
    painter.rect_filled(rect, 0.0, look.data_tint);
    outline(painter, rect, Stroke::new(HAIRLINE, look.data));
}

/// A region of whose farms only a range is known: the tint of ranges.
pub(super) fn bounded_ring(painter: &Painter, at: Pos2, radius: f32, look: &Look) {
    painter.circle(at, radius, look.data_tint, Stroke::new(OUTLINE, look.data));
}

/// A region whose farms are not known: no circle of any size.
pub(super) fn ring(painter: &Painter, at: Pos2, radius: f32, look: &Look) {
    painter.circle(at, radius, look.panel, Stroke::new(OUTLINE, look.muted));
}
