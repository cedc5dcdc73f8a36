//! Owns the shapes of a chart: lines, boxes, hatches, dots and the marks of status. Writes no
//! text.

use crate::{
    boxes::Rect,
    scene::{Item, Paint, PathData, Stroke},
    style::{Colour, StatusMark, Theme},
};

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

    const fn paint(self) -> Paint {
        Paint { colour: self.colour, opacity: self.opacity }
    }

    const fn stroke(self) -> Stroke {
        Stroke { paint: self.paint(), width: self.width, dash: None }
    }
}

/// An interval on an axis in pixels, and at which of its ends it goes on beyond the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// The lower and the upper end.
    pub ends: [f64; 2],
    /// At which of them it goes on.
    pub goes_on: [bool; 2],
}

/// Length of the arrow at the end of an interval that goes on.
pub(super) const ARROW: f64 = 5.0;

/// The drawing surface of one chart.
#[derive(Default)]
pub(super) struct Canvas {
    pub(super) items: Vec<Item>,
}

impl Canvas {
    pub(super) fn line(&mut self, from: Spot, to: Spot, ink: Ink) {
        self.path(&[from, to], ink);
    }

    pub(super) fn dashed(&mut self, from: Spot, to: Spot, ink: Ink, dash: f64) {
        let stroke = Stroke { dash: Some([dash, dash * 0.9]), ..ink.stroke() };
        self.items.push(Item::lines(PathData::of(&[from.into(), to.into()], false), stroke));
    }

    pub(super) fn path(&mut self, spots: &[Spot], ink: Ink) {
        let line: Vec<[f64; 2]> = spots.iter().map(|spot| (*spot).into()).collect();
        self.items.push(Item::lines(PathData::of(&line, false), ink.stroke()));
    }

    pub(super) fn polygon(&mut self, spots: &[Spot], ink: Ink) {
        let line: Vec<[f64; 2]> = spots.iter().map(|spot| (*spot).into()).collect();
        self.items.push(Item::area(PathData::of(&line, true), ink.paint()));
    }

    pub(super) fn rect(&mut self, rect: Rect, ink: Ink) {
        self.items.push(Item::area(PathData::of_box(&rect), ink.paint()));
    }

    /// The edge of a box.
    pub(super) fn outline(&mut self, rect: Rect, ink: Ink) {
        self.items.push(Item::lines(PathData::of_box(&rect), ink.stroke()));
    }

    pub(super) fn disc(&mut self, centre: Spot, radius: f64, ink: Ink) {
        self.items.push(Item::disc(centre.into(), radius, ink.paint()));
    }

    /// A disc whose edge ends at its radius.
    pub(super) fn edged_disc(&mut self, centre: Spot, radius: f64, fill: impl Into<Paint>, edge: Ink) {
        let inner = radius - edge.width / 2.0;
        self.items.push(Item::disc(centre.into(), inner, fill).edged(edge.stroke()));
    }

    pub(super) fn ring(&mut self, centre: Spot, radius: f64, ink: Ink) {
        // Two halves of a polygon would show; a disc without a fill is a ring.
        let mut ring = Item::disc(centre.into(), radius, ink.paint()).edged(ink.stroke());
        if let Item::Mark(mark) = &mut ring {
            mark.fill = None;
        }
        self.items.push(ring);
    }

    /// Rising lines across a box, `step` pixels apart.
    pub(super) fn hatch(&mut self, rect: Rect, step: f64, ink: Ink) {
        self.hatch_at(rect, step, ink, -45.0);
    }

    fn hatch_at(&mut self, rect: Rect, step: f64, ink: Ink, angle: f64) {
        // At most 300 lines, however large the box.
        let step = (step / std::f64::consts::SQRT_2).max((rect.w + rect.h) / 300.0).max(0.5);
        let lines = PathData::of_box(&rect).hatched(angle, step, 0.0);
        if !lines.is_empty() {
            self.items.push(Item::lines(lines, ink.stroke()));
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
                    self.hatch_at(inner, 7.0, Ink::line(colour, 1.6), 45.0);
                }
                self.outline(inner, thin);
            }
            StatusMark::Light => {
                // A tint of its own colour, so that a deficit is no surplus.
                let is_data = colour == theme.data || colour == theme.surplus;
                self.rect(rect, Ink::fill(if is_data { theme.data_tint } else { theme.paper }));
                if !is_data {
                    self.rect(rect, Ink::fill(colour).opacity(0.2));
                }
                self.outline(inner, thin);
            }
            StatusMark::Dashed => {
                self.rect(rect, Ink::fill(theme.paper));
                let stroke = Stroke { dash: Some([4.0, 3.5]), ..thin.stroke() };
                self.items.push(Item::lines(PathData::of_box(&inner), stroke));
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
                self.edged_disc(centre, radius, theme.data_tint, Ink::line(colour, 1.3));
            }
            StatusMark::Dashed => {
                self.rect(square, Ink::fill(theme.paper));
                self.outline(square.inset(0.7), Ink::line(colour, 1.4));
            }
        }
    }

    /// An interval on one height: caps of this size at its ends, arrows where it goes on.
    pub(super) fn span_across(&mut self, span: Span, y: f64, cap: f64, ink: Ink) {
        self.span(span, cap, ink, |along, beside| (along, y + beside));
    }

    /// The same upright.
    pub(super) fn span_upright(&mut self, span: Span, x: f64, cap: f64, ink: Ink) {
        self.span(span, cap, ink, |along, beside| (x + beside, along));
    }

    fn span(&mut self, Span { ends, goes_on }: Span, cap: f64, ink: Ink, at: impl Fn(f64, f64) -> Spot) {
        if ends[0] != ends[1] {
            self.line(at(ends[0], 0.0), at(ends[1], 0.0), ink);
        }
        let forward = if ends[1] >= ends[0] { 1.0 } else { -1.0 };
        for ((end, goes_on), out) in ends.into_iter().zip(goes_on).zip([-forward, forward]) {
            if goes_on {
                let back = ARROW * 0.6;
                self.polygon(&[at(end + out * ARROW, 0.0), at(end, -back), at(end, back)], ink);
            } else if cap > 0.0 {
                self.line(at(end, -cap), at(end, cap), ink);
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
