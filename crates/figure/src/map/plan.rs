//! Owns the plan of a map page: of the places for the legend and the widths of the foot, the
//! ones that leave the land the largest; in short where the page is small. Does not draw.

use super::{
    MapFigure,
    fit::{Fit, Outline, Room},
    legend::{Block, Style, Wording},
};
use crate::{boxes::Rect, frame::Frame, geo::Point, lang::Words};

/// A page with a place for everything.
pub(super) struct Plan {
    pub(super) frame: Frame,
    pub(super) fit: Fit,
    /// The legend and its left top corner; `None` where nothing needs one.
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
/// A legend at length that leaves the land this share of the size that it has without one is good.
const GOOD_BESIDE_LEGEND: f64 = 0.75;
/// Else a shorter one is better where it makes the land so many times as large.
const WORTH_SHORTENING: f64 = 1.25;
/// A land smaller than this share of what the bare page would hold cannot be read.
const LEAST_OF_PAGE: f64 = 0.35;

impl Plan {
    /// The best plan for this land; `None` where the page holds no legend beside a land that can be
    /// read.
    pub(super) fn for_land(land: &Outline, figure: &MapFigure<'_>, words: &Words) -> Option<Self> {
        let bare = Frame::lay_out_around(&figure.text, figure.paper, FOOT_SHARES[0]);
        let without = room_of(&bare).largest(land, 0.0);
        let alone = room_of(&bare).regardless(land);
        let least = alone.scale * LEAST_OF_PAGE;
        let blocks = |wording| {
            let mut blocks = Block::all(figure, words, Style::of(&bare, wording));
            blocks.retain(|block| !block.is_empty());
            blocks
        };
        let long = blocks(Wording::Long);
        if long.is_empty() {
            return Some(Self { fit: without.unwrap_or(alone), frame: bare, legend: None });
        }
        let long = Self::with_legend(land, figure, &long, least);
        let scale = |plan: &Option<Self>| plan.as_ref().map_or(0.0, |plan| plan.fit.scale);
        if without.is_some_and(|fit| scale(&long) >= fit.scale * GOOD_BESIDE_LEGEND) {
            return long;
        }
        let short = Self::with_legend(
            land,
            figure,
            &blocks(Wording::Short),
            least.max(scale(&long) * WORTH_SHORTENING),
        );
        short.or(long)
    }

    /// The plan with the largest land, of at least this scale, and one of these legends.
    fn with_legend(land: &Outline, figure: &MapFigure<'_>, blocks: &[Block], least: f64) -> Option<Self> {
        let (mut best, mut least) = (None, least);
        for share in FOOT_SHARES {
            let frame = Frame::lay_out_around(&figure.text, figure.paper, share);
            let foot = (frame.page.w - 2.0 * frame.sizes.margin) * share;
            if share < 1.0 && foot < NARROWEST_FOOT_EM * frame.sizes.small.size {
                continue;
            }
            for (block, corner) in blocks.iter().flat_map(|block| CORNERS.map(|corner| (block, corner))) {
                let mut room = room_of(&frame);
                let Some(at) = corner.place(&frame, &mut room, block.size) else { continue };
                if let Some(fit) = room.largest(land, least) {
                    least = fit.scale * WORTH_IT;
                    best = Some(Self { frame: frame.clone(), fit, legend: Some((block.clone(), at)) });
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
