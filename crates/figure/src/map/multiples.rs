//! Owns small multiples: one map for each period in the same classes, under one legend. Does not
//! choose periods.

use super::{
    MapFeature, MapFigure, NoRoom, bans, draw_regions,
    fit::Fit,
    legend::{Block, Style, Wording},
    shapes::{Edge, Part, Projected, View},
};
use crate::{
    boxes::Rect,
    frame::Frame,
    geo::{Bounds, Point},
    lang::Words,
    run::{Anchor, TextRun},
    scene::{Item, Page},
    style::{Colour, Paper},
    text::{Face, ellipsize, wrap},
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
///
/// # Errors
/// The page holds no legend beside maps that can be read.
pub fn multiples_page(figure: &MapFigure<'_>, panels: &[MapPanel], words: &Words) -> Result<Page, NoRoom> {
    let all = panels.iter().flat_map(|panel| panel.features.clone()).collect();
    let of_all = MapFigure { features: all, ..figure.clone() };
    let frame = Frame::lay_out(&figure.text, &[], figure.paper);
    let shown = panels.first().map(|panel| panel.features.clone()).unwrap_or_default();
    let Some(projected) = Projected::of(&MapFigure { features: shown, ..figure.clone() }) else {
        return Ok(frame.into_page(words.lang(), Vec::new(), Vec::new()));
    };
    let land = projected.outline.bounds();
    let plan_on = |frame: &Frame| Layout::best(&of_all, panels, land, frame, words);
    let fits = |paper: Paper| plan_on(&Frame::lay_out(&figure.text, &[], paper)).is_some();
    let Layout { grid, legend, heads } = plan_on(&frame).ok_or_else(|| NoRoom::on(figure.paper, fits))?;
    let (mut items, mut runs) = (Vec::new(), Vec::new());
    if let Some((block, at)) = legend {
        block.draw(at, &frame, &mut items, &mut runs);
    }
    for (number, panel) in panels.iter().enumerate() {
        let figure = MapFigure { features: panel.features.clone(), ..figure.clone() };
        draw_panel(&figure, panel, (grid.cell(number), heads), &projected, &frame, &mut items, &mut runs);
    }
    Ok(frame.into_page(words.lang(), items, runs))
}

/// Where the period and its figure stand.
#[derive(Clone, Copy)]
enum Heads {
    /// Above the map, so high.
    Above(f64),
    /// Left of the map, so wide.
    Beside(f64),
}

impl Heads {
    /// All that these texts can have in a cell of this width.
    fn all(panels: &[MapPanel], frame: &Frame, width: f64) -> Vec<Self> {
        /// A text column of so many letters reads well.
        const COLUMN_EM: f64 = 9.0;
        let (strong, small) = (frame.sizes.strong, frame.sizes.small);
        let titles = panels.iter().map(|panel| strong.width(&panel.title)).fold(0.0, f64::max);
        let fits = |panel: &MapPanel| titles + frame.sizes.gap + small.width(&panel.caption) <= width;
        let below = |panel: &MapPanel| wrap(&panel.caption, small, width).len();
        let lines = if panels.iter().all(fits) { 0 } else { panels.iter().map(below).max().unwrap_or(0) };
        let above = Self::Above(strong.line_height() + lines as f64 * small.line_height());
        vec![above, Self::Beside(titles.max(COLUMN_EM * small.size) + frame.sizes.gap * 2.0)]
    }

    /// What is left for the map of a cell.
    fn room(self, cell: Rect) -> Rect {
        match self {
            Self::Above(h) => Rect { y: cell.y + h, h: (cell.h - h).max(1.0), ..cell },
            Self::Beside(w) => Rect { x: cell.x + w, w: (cell.w - w).max(1.0), ..cell },
        }
    }
}

/// Rooms for the maps, row by row.
#[derive(Clone)]
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
}

/// Maps in a grid, with the legend above them or where the last row leaves room.
struct Layout {
    grid: Grid,
    legend: Option<(Block, Point)>,
    heads: Heads,
}

/// Maps smaller than this share of one that fills the page cannot be read.
const LEAST_OF_PAGE: f64 = 0.16;

impl Layout {
    /// The layout with the largest maps, the legend in short where else they would be too small;
    /// `None` where they are so even then.
    fn best(
        figure: &MapFigure<'_>,
        panels: &[MapPanel],
        land: Bounds,
        frame: &Frame,
        words: &Words,
    ) -> Option<Self> {
        let least = scale_in(frame.page, land) * LEAST_OF_PAGE;
        let of = |wording: Wording| {
            let style = Style::of(frame, wording);
            let mut blocks = Block::all(figure, words, style);
            blocks.push(Block::in_rows(figure, words, style));
            blocks.retain(|block| !block.is_empty());
            let layouts = Self::all(frame, &blocks, panels).into_iter();
            let sized =
                layouts.map(|layout| (scale_in(layout.heads.room(layout.grid.cell(0)), land), layout));
            sized.filter(|(scale, _)| *scale >= least).max_by(|a, b| a.0.total_cmp(&b.0))
        };
        of(Wording::Long).or_else(|| of(Wording::Short)).map(|(_, layout)| layout)
    }

    /// All that can be with one of these legends; without a legend where there is none.
    fn all(frame: &Frame, blocks: &[Block], panels: &[MapPanel]) -> Vec<Self> {
        /// More of the page would crowd out the maps.
        const MOST: f64 = 0.5;
        let (plot, gap, count) = (frame.plot, frame.sizes.gap * 2.0, panels.len());
        let lowest = |w: f64, h: f64| {
            let fitting = blocks.iter().filter(move |block| block.size.0 <= w + 0.5 && block.size.1 <= h);
            fitting.min_by(|a, b| a.size.1.total_cmp(&b.size.1))
        };
        let mut grids: Vec<(Grid, Option<(&Block, Point)>)> = Vec::new();
        for columns in 1..=count.max(1) {
            let grid = |area: Rect| Grid { area, columns, count, gap };
            if blocks.is_empty() {
                grids.push((grid(plot), None));
            }
            if let Some(block) = lowest(plot.w, plot.h * MOST) {
                let taken = block.size.1 + frame.sizes.gap * 1.5;
                let below = Rect { y: plot.y + taken, h: plot.h - taken, ..plot };
                grids.push((grid(below), Some((block, [plot.x, plot.y]))));
            }
            let whole = grid(plot);
            if let Some(free) = whole.free()
                && let Some(block) = lowest(free.w, free.h)
            {
                grids.push((whole, Some((block, [free.x, free.y]))));
            }
            // On a high page maps leave room beside them.
            let beside =
                blocks.iter().filter(|block| block.size.0 <= plot.w * MOST && block.size.1 <= plot.h);
            if let Some(block) = beside.min_by(|a, b| a.size.0.total_cmp(&b.size.0)) {
                let taken = block.size.0 + gap;
                let area = Rect { x: plot.x + taken, w: plot.w - taken, ..plot };
                grids.push((grid(area), Some((block, [plot.x, plot.y]))));
            }
        }
        let with_heads = |(grid, legend): (Grid, Option<(&Block, Point)>)| {
            let heads = Heads::all(panels, frame, grid.cell(0).w);
            let legend = legend.map(|(block, at)| (block.clone(), at));
            heads.into_iter().map(move |heads| Self { grid: grid.clone(), legend: legend.clone(), heads })
        };
        grids.into_iter().flat_map(with_heads).collect()
    }
}

/// How large a land is that fills a room.
fn scale_in(room: Rect, land: Bounds) -> f64 {
    (room.w / land.width().max(1e-9)).min(room.h / land.height().max(1e-9))
}

fn draw_panel(
    figure: &MapFigure<'_>,
    panel: &MapPanel,
    (cell, heads): (Rect, Heads),
    projected: &Projected,
    frame: &Frame,
    items: &mut Vec<Item>,
    runs: &mut Vec<TextRun>,
) {
    let (theme, sizes) = (&frame.theme, frame.sizes);
    let land = projected.outline.bounds();
    let room = heads.room(cell);
    let scale = scale_in(room, land);
    let middle: Point = [0, 1].map(|axis| f64::midpoint(land.min[axis], land.max[axis]));
    let origin = [room.mid_x() - middle[0] * scale, room.mid_y() + middle[1] * scale];
    let view = View::new(projected, figure, frame.page, sizes.scale, Fit { scale, origin }, Edge::Open);
    draw_regions(figure, &view, frame, items);
    view.draw_water(Part::Shown, theme, items);
    view.draw_borders(figure, theme, items);
    bans::draw_outlines(figure, &view, theme, items);
    bans::draw_signs(figure, &view, frame, |_| true, items);
    // The head stands close to its map, wherever the room is higher than the land.
    let top = room.mid_y() - land.height() * scale / 2.0;
    let (top, width) = match heads {
        Heads::Above(height) => (top - height, cell.w),
        Heads::Beside(width) => (top, width - sizes.gap * 2.0),
    };
    let mut write = |x: f64, y: f64, text: String, face: Face, colour: Colour| {
        let run = TextRun { x, y, text, face, anchor: Anchor::Start, colour, tail: None };
        let right = run.bounds().right();
        runs.push(run);
        right
    };
    let (strong, small) = (sizes.strong, sizes.small);
    let y = top + strong.ascent();
    let right = write(cell.x, y, ellipsize(&panel.title, strong, width), strong, theme.ink);
    let left = right + sizes.gap;
    match heads {
        Heads::Above(height) if height <= strong.line_height() => {
            let caption = ellipsize(&panel.caption, small, cell.right() - left);
            if !caption.is_empty() {
                write(left, y, caption, small, theme.muted);
            }
        }
        _ => {
            let below = top + strong.line_height() + small.ascent();
            for (number, line) in wrap(&panel.caption, small, width).into_iter().enumerate() {
                write(cell.x, below + small.line_height() * number as f64, line, small, theme.muted);
            }
        }
    }
}
