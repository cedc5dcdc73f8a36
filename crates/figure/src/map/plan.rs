//! Owns the plan of a map page: of the places for the legend and the widths of the foot, the
//! ones that leave the land the largest. Does not draw.

use super::{
    MapFigure,
    fit::{Fit, Outline, Room},
    legend::{Block, Shape, Style},
};
use crate::{boxes::Rect, frame::Frame, geo::Point, lang::Words, style::Theme};

/// A page with a place for everything.
pub(super) struct Plan {
    pub(super) frame: Frame,
    pub(super) fit: Fit,
    /// The legend and its left top corner; `None` where the page is too small for one.
    pub(super) legend: Option<(Block, Point)>,
}

#[derive(Clone, Copy)]
enum Corner {
    LeftTop,
    RightTop,
    LeftBottom,
    RightBottom,
}

/// Corners for the legend, the preferred first: next to the title it is read first.
const CORNERS: [Corner; 4] = [Corner::LeftTop, Corner::RightTop, Corner::LeftBottom, Corner::RightBottom];
/// Widths of the foot as shares of the page, the calmest first.
const FOOT_SHARES: [f64; 3] = [1.0, 0.62, 0.45];
/// A foot narrower than this many ems is hard to read.
const NARROWEST_FOOT_EM: f64 = 30.0;
/// How much larger the land must become for a less preferred place.
const WORTH_IT: f64 = 1.03;
/// A legend that leaves the land less than this share of its size is left out.
const LEAST_SHARE: f64 = 0.3;

impl Plan {
    /// The best plan for this land.
    pub(super) fn for_land(land: &Outline, figure: &MapFigure<'_>, words: &Words) -> Self {
        let bare = Frame::lay_out_around(&figure.text, figure.paper, FOOT_SHARES[0]);
        let without = room_of(&bare).largest(land, 0.0);
        let theme = &Theme::of(figure.paper.theme);
        let style = Style { sizes: bare.sizes, theme, room: bare.page.w - 2.0 * bare.sizes.margin };
        let blocks = Shape::ALL.map(|shape| Block::lay_out(figure, words, style, shape));
        let fallback = without.unwrap_or_else(|| room_of(&bare).regardless(land));
        let mut best = Self { frame: bare, fit: fallback, legend: None };
        if blocks[0].is_empty() {
            return best;
        }
        let mut least = fallback.scale * LEAST_SHARE;
        for share in FOOT_SHARES {
            let frame = Frame::lay_out_around(&figure.text, figure.paper, share);
            if share < 1.0 && style.room * share < NARROWEST_FOOT_EM * frame.sizes.small.size {
                continue;
            }
            for (block, corner) in blocks.iter().flat_map(|block| CORNERS.map(|corner| (block, corner))) {
                let mut room = room_of(&frame);
                let Some(at) = corner.place(&frame, &mut room, block.size) else { continue };
                if let Some(fit) = room.largest(land, least) {
                    least = fit.scale * WORTH_IT;
                    best = Self { frame: frame.clone(), fit, legend: Some((block.clone(), at)) };
                }
            }
        }
        best
    }
}

/// The page with the texts of its frame: those of the upper half hang, the others stand.
fn room_of(frame: &Frame) -> Room {
    let (page, gap) = (frame.page, frame.sizes.gap);
    let mut room = Room::new(page.inset(frame.sizes.margin * 0.5));
    for bounds in frame.runs.iter().map(|run| padded(&run.bounds(), gap)) {
        if bounds.mid_y() < page.mid_y() {
            room.hang(&bounds);
        } else {
            room.stand(&bounds);
        }
    }
    room
}

fn padded(rect: &Rect, gap: f64) -> Rect {
    Rect::new(rect.x - gap, rect.y - gap, rect.w + 2.0 * gap, rect.h + 2.0 * gap)
}

impl Corner {
    /// Puts a block of `size` into this corner of the room, and says where it lies; `None` where
    /// it would meet texts or leave the page.
    fn place(self, frame: &Frame, room: &mut Room, (width, height): (f64, f64)) -> Option<Point> {
        let (page, sizes) = (frame.page, frame.sizes);
        let inner = page.inset(sizes.margin);
        let x = match self {
            Self::LeftTop | Self::LeftBottom => inner.x,
            Self::RightTop | Self::RightBottom => inner.right() - width,
        };
        let (ceiling, floor) = room.between(x, x + width);
        let is_top = matches!(self, Self::LeftTop | Self::RightTop);
        let y = if is_top {
            (ceiling + sizes.gap * 0.5).max(inner.y)
        } else {
            (floor - sizes.gap).min(inner.bottom()) - height
        };
        if width > inner.w + 0.5 || y < ceiling || y + height > floor {
            return None;
        }
        let block = padded(&Rect::new(x, y, width, height), sizes.gap * 1.5);
        if is_top {
            room.hang(&block);
        } else {
            room.stand(&block);
        }
        Some([x, y])
    }
}
