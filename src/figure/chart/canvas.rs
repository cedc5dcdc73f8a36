//! Owns the shapes of a chart, drawn through plotters' SVG backend: lines, boxes, hatches, dots
//! and the marks of status. Writes no text.
//!
//! The backend knows whole numbers only, so it draws on a grid of tenths of a pixel, which is
//! scaled back. Hatches and dashes are drawn as lines of their own: patterns with ids would
//! clash between figures on one web page, and some programs that open SVG ignore them.

use crate::figure::boxes::Rect;
use crate::figure::style::{Colour, StatusMark, Theme};
use crate::figure::svg::tenths;
use plotters::prelude::{DrawingBackend, RGBAColor, SVGBackend, ShapeStyle};

/// A place on the page in pixels.
pub(super) type Spot = (f64, f64);

/// A line or fill: colour, opacity, width in pixels.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    colour: Colour,
    opacity: f64,
    width: f64,
}

impl Ink {
    /// An area.
    pub(super) const fn fill(colour: Colour) -> Self {
        Self { colour, opacity: 1.0, width: 0.0 }
    }

    /// A line.
    pub(super) const fn line(colour: Colour, width: f64) -> Self {
        Self { colour, opacity: 1.0, width }
    }

    /// The same, seen through.
    pub(super) const fn opacity(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }

    fn style(self, filled: bool) -> ShapeStyle {
        let Colour { red, green, blue } = self.colour;
        let stroke_width = tenths(self.width).unsigned_abs();
        ShapeStyle { color: RGBAColor(red, green, blue, self.opacity), filled, stroke_width }
    }
}

fn grid((x, y): Spot) -> (i32, i32) {
    (tenths(x), tenths(y))
}

/// The drawing surface of one chart.
pub(super) struct Canvas<'a> {
    backend: SVGBackend<'a>,
}

impl<'a> Canvas<'a> {
    /// Draws into `out`, which [`into_group`] makes into part of a page.
    pub(super) fn new(out: &'a mut String, page: Rect) -> Self {
        let size = (tenths(page.w).unsigned_abs(), tenths(page.h).unsigned_abs());
        Self { backend: SVGBackend::with_string(out, size) }
    }

    // Results are dropped throughout: writing into a string cannot fail.

    pub(super) fn line(&mut self, from: Spot, to: Spot, ink: Ink) {
        let _ = self.backend.draw_line(grid(from), grid(to), &ink.style(false));
    }

    pub(super) fn dashed(&mut self, from: Spot, to: Spot, ink: Ink, dash: f64) {
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        // A limit for lines far off the page.
        let count = (length / (2.0 * dash)).ceil().clamp(1.0, 400.0);
        let at = |t: f64| {
            let t = t.min(1.0);
            (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
        };
        for i in 0..count as u32 {
            let start = f64::from(i) / count;
            self.line(at(start), at(start + 0.55 / count), ink);
        }
    }

    pub(super) fn path(&mut self, spots: &[Spot], ink: Ink) {
        let _ = self.backend.draw_path(spots.iter().copied().map(grid), &ink.style(false));
    }

    pub(super) fn polygon(&mut self, spots: &[Spot], ink: Ink) {
        let _ = self.backend.fill_polygon(spots.iter().copied().map(grid), &ink.style(true));
    }

    pub(super) fn rect(&mut self, rect: Rect, ink: Ink) {
        let corners = (grid((rect.x, rect.y)), grid((rect.right(), rect.bottom())));
        let _ = self.backend.draw_rect(corners.0, corners.1, &ink.style(true), true);
    }

    /// The edge of a box. The backend's own outline has no width.
    pub(super) fn outline(&mut self, rect: Rect, ink: Ink) {
        let (l, t, r, b) = (rect.x, rect.y, rect.right(), rect.bottom());
        let half = ink.width / 2.0;
        self.path(&[(l, t), (r, t), (r, b), (l, b), (l, t - half)], ink);
    }

    pub(super) fn disc(&mut self, centre: Spot, radius: f64, ink: Ink) {
        let radius = tenths(radius).unsigned_abs();
        let _ = self.backend.draw_circle(grid(centre), radius, &ink.style(true), true);
    }

    pub(super) fn ring(&mut self, centre: Spot, radius: f64, ink: Ink) {
        let radius = tenths(radius).unsigned_abs();
        let _ = self.backend.draw_circle(grid(centre), radius, &ink.style(false), false);
    }

    /// Rising lines across a box, `step` pixels apart.
    pub(super) fn hatch(&mut self, rect: Rect, step: f64, ink: Ink) {
        // At most 300 lines, however large the box.
        let step = step.max((rect.w + rect.h) / 300.0).max(0.5);
        let mut offset = step / 2.0 - rect.h;
        while offset < rect.w {
            let (from, to) = (offset.max(0.0), (offset + rect.h).min(rect.w));
            let y_at = |x: f64| rect.bottom() - (x - offset);
            self.line((rect.x + from, y_at(from)), (rect.x + to, y_at(to)), ink);
            offset += step;
        }
    }

    /// Falling lines across a box.
    fn hatch_back(&mut self, rect: Rect, step: f64, ink: Ink) {
        let step = step.max((rect.w + rect.h) / 300.0).max(0.5);
        let mut offset = step / 2.0 - rect.h;
        while offset < rect.w {
            let (from, to) = (offset.max(0.0), (offset + rect.h).min(rect.w));
            let y_at = |x: f64| rect.y + (x - offset);
            self.line((rect.x + from, y_at(from)), (rect.x + to, y_at(to)), ink);
            offset += step;
        }
    }

    /// A bar in the mark of its status.
    pub(super) fn status_bar(&mut self, rect: Rect, mark: StatusMark, colour: Colour, theme: &Theme) {
        let thin = Ink::line(colour, 1.4);
        let inner = rect.inset(0.7);
        match mark {
            StatusMark::Solid => self.rect(rect, Ink::fill(colour)),
            StatusMark::Hatched | StatusMark::Crossed => {
                self.rect(rect, Ink::fill(theme.paper));
                self.hatch(inner, 7.0, Ink::line(colour, 1.6));
                if mark == StatusMark::Crossed {
                    self.hatch_back(inner, 7.0, Ink::line(colour, 1.6));
                }
                self.outline(inner, thin);
            }
            StatusMark::Light => {
                self.rect(rect, Ink::fill(theme.data_tint));
                self.outline(inner, thin);
            }
            StatusMark::Dashed => {
                self.rect(rect, Ink::fill(theme.paper));
                let (l, t, r, b) = (inner.x, inner.y, inner.right(), inner.bottom());
                for (from, to) in [((l, b), (l, t)), ((l, t), (r, t)), ((r, t), (r, b)), ((r, b), (l, b))] {
                    self.dashed(from, to, thin, 4.0);
                }
            }
        }
    }

    /// A dot in the mark of its status; shape tells it apart where colour or fill do not.
    pub(super) fn status_dot(
        &mut self,
        centre: Spot,
        radius: f64,
        mark: StatusMark,
        colour: Colour,
        theme: &Theme,
    ) {
        let (x, y) = centre;
        let square = Rect::around(x, y, radius * 0.86);
        match mark {
            StatusMark::Solid => self.disc(centre, radius, Ink::fill(colour)),
            StatusMark::Hatched => {
                self.disc(centre, radius, Ink::fill(colour));
                self.disc(centre, radius * 0.48, Ink::fill(theme.paper));
            }
            StatusMark::Crossed => {
                let r = radius * 1.2;
                self.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], Ink::fill(colour));
            }
            StatusMark::Light => {
                self.disc(centre, radius, Ink::fill(theme.data_tint));
                self.ring(centre, radius - 0.6, Ink::line(colour, 1.3));
            }
            StatusMark::Dashed => {
                self.rect(square, Ink::fill(theme.paper));
                self.outline(square.inset(0.7), Ink::line(colour, 1.4));
            }
        }
    }

    /// A line between two bounds on one height, with end caps where the end is known.
    pub(super) fn whisker(&mut self, (low, high): (f64, f64), y: f64, cap: f64, ink: Ink) {
        self.line((low, y), (high, y), ink);
        for x in [low, high] {
            self.line((x, y - cap), (x, y + cap), ink);
        }
    }
}

/// What was drawn, as a group in page pixels.
pub(super) fn into_group(drawn: &str) -> String {
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    let body = body.rsplit_once("</svg>").map_or(body, |(body, _)| body);
    format!("<g transform=\"scale(0.1)\">\n{body}</g>\n")
}
