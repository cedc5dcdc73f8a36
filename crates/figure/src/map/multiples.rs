//! Owns small multiples: one map for each period in the same classes, under one legend. Does not
//! choose periods.

use super::{
    MapFeature, MapFigure, bans, draw_regions,
    fit::Fit,
    legend::{Block, Shape, Style},
    shapes::{Edge, Part, Projected, View},
};
use crate::{
    boxes::Rect,
    frame::Frame,
    geo::{Bounds, Point},
    lang::Words,
    run::{Anchor, TextRun},
    scene::{Item, Page},
    text::{ellipsize, wrap},
};

/// The map of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPanel {
    /// The period.
    pub title: String,
    /// The figure of the whole with its status; maybe empty.
    pub caption: String,
    /// One entry a boundary feature.
    pub features: Vec<MapFeature>,
}

/// The maps as one page. `figure` says all but the periods; its own features are not drawn.
#[must_use]
pub fn multiples_page(figure: &MapFigure<'_>, panels: &[MapPanel], words: &Words) -> Page {
    let all = panels.iter().flat_map(|panel| panel.features.clone()).collect();
    let of_all = MapFigure { features: all, ..figure.clone() };
    let mut frame = Frame::lay_out(&figure.text, &[], figure.paper);
    let (mut items, mut runs) = (Vec::new(), Vec::new());
    let theme = frame.theme;
    let style = Style { sizes: frame.sizes, theme: &theme, room: frame.plot.w };
    let blocks = Shape::ALL.map(|shape| Block::lay_out(&of_all, words, style, shape));
    // The lowest leaves the most room for maps.
    let fitting = blocks.iter().filter(|block| block.size.0 <= frame.plot.w + 0.5);
    if let Some(block) = fitting.min_by(|a, b| a.size.1.total_cmp(&b.size.1))
        && block.size.1 < frame.plot.h * 0.5
    {
        block.draw([frame.plot.x, frame.plot.y], &frame, &mut items, &mut runs);
        let taken = block.size.1 + frame.sizes.gap * 1.5;
        frame.plot = Rect { y: frame.plot.y + taken, h: frame.plot.h - taken, ..frame.plot };
    }
    let shown = panels.first().map(|panel| panel.features.clone()).unwrap_or_default();
    if let Some(projected) = Projected::of(&MapFigure { features: shown, ..figure.clone() }) {
        let bounds = projected.outline.bounds();
        let heads = Heads::of(panels, &frame);
        let cells = cells(&frame, bounds, &heads);
        let head = heads.height(&frame, cells.first().map_or(0.0, |cell| cell.w));
        for (panel, cell) in panels.iter().zip(cells) {
            let figure = MapFigure { features: panel.features.clone(), ..figure.clone() };
            draw_panel(&figure, panel, (cell, head), &projected, &frame, &mut items, &mut runs);
        }
    }
    frame.into_page(words.lang(), items, runs)
}

/// Lines of text above the maps: the period, and its figure beside it or, where one is too long,
/// below.
struct Heads<'a> {
    captions: Vec<&'a str>,
    /// What the period and the gap behind it take.
    title: f64,
}

impl<'a> Heads<'a> {
    fn of(panels: &'a [MapPanel], frame: &Frame) -> Self {
        let widths = panels.iter().map(|panel| frame.sizes.strong.width(&panel.title));
        let title = widths.fold(0.0, f64::max) + frame.sizes.gap;
        Self { captions: panels.iter().map(|panel| panel.caption.as_str()).collect(), title }
    }

    /// Lines below that of the period in a panel of this width.
    fn lines_below(&self, frame: &Frame, width: f64) -> usize {
        let face = frame.sizes.small;
        let fits = |text: &&str| self.title + face.width(text) <= width;
        let below = |text: &&str| wrap(text, face, width).len();
        if self.captions.iter().all(fits) { 0 } else { self.captions.iter().map(below).max().unwrap_or(0) }
    }

    fn height(&self, frame: &Frame, width: f64) -> f64 {
        let below = self.lines_below(frame, width) as f64 * frame.sizes.small.line_height();
        frame.sizes.strong.line_height() + below
    }
}

/// Rooms for the maps, in as many columns as make them largest.
fn cells(frame: &Frame, land: Bounds, heads: &Heads<'_>) -> Vec<Rect> {
    let (plot, gap, count) = (frame.plot, frame.sizes.gap * 2.0, heads.captions.len());
    let cell_of = |columns: usize| {
        let rows = count.div_ceil(columns);
        let width = (plot.w - gap * (columns - 1) as f64) / columns as f64;
        (width, (plot.h - gap * (rows - 1) as f64) / rows as f64)
    };
    let scale_of = |columns: &usize| {
        let (width, height) = cell_of(*columns);
        let height = height - heads.height(frame, width);
        (width / land.width().max(1e-9)).min(height / land.height().max(1e-9))
    };
    let best = (1..=count.max(1)).max_by(|a, b| scale_of(a).total_cmp(&scale_of(b))).unwrap_or(1);
    let (width, height) = cell_of(best);
    (0..count)
        .map(|number| {
            let (row, column) = (number / best, number % best);
            Rect::new(
                plot.x + (width + gap) * column as f64,
                plot.y + (height + gap) * row as f64,
                width,
                height,
            )
        })
        .collect()
}

fn draw_panel(
    figure: &MapFigure<'_>,
    panel: &MapPanel,
    (cell, head): (Rect, f64),
    projected: &Projected,
    frame: &Frame,
    items: &mut Vec<Item>,
    runs: &mut Vec<TextRun>,
) {
    let (theme, sizes) = (&frame.theme, frame.sizes);
    let Bounds { min, max } = projected.outline.bounds();
    let room = Rect::new(cell.x, cell.y + head, cell.w, (cell.h - head).max(1.0));
    let scale = (room.w / (max[0] - min[0]).max(1e-9)).min(room.h / (max[1] - min[1]).max(1e-9));
    let middle: Point = [f64::midpoint(min[0], max[0]), f64::midpoint(min[1], max[1])];
    let origin = [room.mid_x() - middle[0] * scale, room.mid_y() + middle[1] * scale];
    // The head stands close above its map, wherever the room is higher than the land.
    let top = room.mid_y() - (max[1] - min[1]) * scale / 2.0 - head;
    let view = View::new(projected, figure, frame.page, sizes.scale, Fit { scale, origin }, Edge::Open);
    draw_regions(figure, &view, frame, items);
    view.draw_water(Part::Shown, theme, items);
    view.draw_borders(figure, theme, items);
    bans::draw_outlines(figure, &view, theme, items);
    bans::draw_signs(figure, &view, frame, |_| true, items);
    let y = top + sizes.strong.ascent();
    let face = sizes.strong;
    let title = TextRun {
        x: cell.x,
        y,
        text: ellipsize(&panel.title, face, cell.w),
        face,
        anchor: Anchor::Start,
        colour: theme.ink,
        tail: None,
    };
    let left = title.bounds().right() + sizes.gap;
    runs.push(title);
    let (face, colour) = (sizes.small, theme.muted);
    let mut write = |x: f64, y: f64, text: String| {
        runs.push(TextRun { x, y, text, face, anchor: Anchor::Start, colour, tail: None });
    };
    if head <= sizes.strong.line_height() {
        let caption = ellipsize(&panel.caption, face, cell.right() - left);
        if !caption.is_empty() {
            write(left, y, caption);
        }
        return;
    }
    let below = top + sizes.strong.line_height() + face.ascent();
    for (number, line) in wrap(&panel.caption, face, cell.w).into_iter().enumerate() {
        write(cell.x, below + face.line_height() * number as f64, line);
    }
}
