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
    let frame = Frame::lay_out(&figure.text, &[], figure.paper);
    let (mut items, mut runs) = (Vec::new(), Vec::new());
    let theme = frame.theme;
    let style = Style { sizes: frame.sizes, theme: &theme, room: frame.plot.w };
    let blocks = Shape::ALL.map(|shape| Block::lay_out(&of_all, words, style, shape));
    let shown = panels.first().map(|panel| panel.features.clone()).unwrap_or_default();
    if let Some(projected) = Projected::of(&MapFigure { features: shown, ..figure.clone() }) {
        let land = projected.outline.bounds();
        let heads = Heads::of(panels, &frame);
        let layouts = Layout::all(&frame, &blocks, panels.len());
        let scale = |layout: &Layout<'_>| layout.grid.scale(land, &heads, &frame);
        if let Some(Layout { grid, legend }) =
            layouts.into_iter().max_by(|a, b| scale(a).total_cmp(&scale(b)))
        {
            if let Some((block, at)) = legend {
                block.draw(at, &frame, &mut items, &mut runs);
            }
            let head = heads.height(&frame, grid.cell(0).w);
            for (number, panel) in panels.iter().enumerate() {
                let figure = MapFigure { features: panel.features.clone(), ..figure.clone() };
                let room = (grid.cell(number), head);
                draw_panel(&figure, panel, room, &projected, &frame, &mut items, &mut runs);
            }
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

/// Rooms for the maps, row by row.
struct Grid {
    area: Rect,
    columns: usize,
    count: usize,
    gap: f64,
}

impl Grid {
    fn cell(&self, number: usize) -> Rect {
        let rows = self.count.div_ceil(self.columns);
        let side = |whole: f64, parts: usize| (whole - self.gap * (parts - 1) as f64) / parts as f64;
        let (width, height) = (side(self.area.w, self.columns), side(self.area.h, rows));
        let (row, column) = (number / self.columns, number % self.columns);
        let (x, y) = ((width + self.gap) * column as f64, (height + self.gap) * row as f64);
        Rect::new(self.area.x + x, self.area.y + y, width, height)
    }

    /// What the last row leaves free.
    fn free(&self) -> Option<Rect> {
        let first = (!self.count.is_multiple_of(self.columns)).then(|| self.cell(self.count))?;
        Some(Rect { w: self.area.right() - first.x, ..first })
    }

    /// How large the maps are.
    fn scale(&self, land: Bounds, heads: &Heads<'_>, frame: &Frame) -> f64 {
        let cell = self.cell(0);
        let height = cell.h - heads.height(frame, cell.w);
        (cell.w / land.width().max(1e-9)).min(height / land.height().max(1e-9))
    }
}

/// Maps in a grid, with the legend above them or where the last row leaves room.
struct Layout<'a> {
    grid: Grid,
    legend: Option<(&'a Block, Point)>,
}

impl<'a> Layout<'a> {
    /// All that can be; where the legend has no room at all, it is left out.
    fn all(frame: &Frame, blocks: &'a [Block], count: usize) -> Vec<Self> {
        /// More of the page would crowd out the maps.
        const MOST: f64 = 0.5;
        let (plot, gap) = (frame.plot, frame.sizes.gap * 2.0);
        let lowest = |w: f64, h: f64| {
            let fitting = blocks.iter().filter(move |block| block.size.0 <= w + 0.5 && block.size.1 <= h);
            fitting.min_by(|a, b| a.size.1.total_cmp(&b.size.1))
        };
        let above = lowest(plot.w, plot.h * MOST);
        let taken = above.map_or(0.0, |block| block.size.1 + frame.sizes.gap * 1.5);
        let below = Rect { y: plot.y + taken, h: plot.h - taken, ..plot };
        let mut layouts = Vec::new();
        for columns in 1..=count.max(1) {
            let legend = above.map(|block| (block, [plot.x, plot.y]));
            layouts.push(Self { grid: Grid { area: below, columns, count, gap }, legend });
            let grid = Grid { area: plot, columns, count, gap };
            if let Some(free) = grid.free()
                && let Some(block) = lowest(free.w, free.h)
            {
                layouts.push(Self { grid, legend: Some((block, [free.x, free.y])) });
            }
            // On a high page maps leave room beside them.
            let beside =
                blocks.iter().filter(|block| block.size.0 <= plot.w * MOST && block.size.1 <= plot.h);
            if let Some(block) = beside.min_by(|a, b| a.size.0.total_cmp(&b.size.0)) {
                let taken = block.size.0 + gap;
                let area = Rect { x: plot.x + taken, w: plot.w - taken, ..plot };
                let grid = Grid { area, columns, count, gap };
                layouts.push(Self { grid, legend: Some((block, [plot.x, plot.y])) });
            }
        }
        layouts
    }
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
