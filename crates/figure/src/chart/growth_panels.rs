//! Owns growth of several regions: the bars of each in a panel of its own, all on one scale. Does
//! not choose regions or years.

use super::growth::{GrowthBar, Look, STEPS, Scale, Told, bar_area, draw_bars_on, draw_swatches, legend_of};
use super::years::growth_scale;
use super::{Sheet, compose};
use crate::boxes::Rect;
use crate::frame::FrameText;
use crate::lang::Words;
use crate::run::Anchor;
use crate::scene::Page;
use crate::style::Paper;
use crate::text::ellipsize;
use crate::units;

/// The years of one region.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthPanel {
    /// Its name.
    pub title: String,
    /// Its bars, of the same years as those of all others.
    pub bars: Vec<GrowthBar>,
}

/// Height below which bars of different length look alike, in lines of small text.
const LEAST_BARS: f64 = 1.5;

/// Draws a panel for each region, as far as all have room for bars; the others are counted below, with those that
/// were left out before. Heights mean the same in all of them.
#[must_use]
pub fn growth_panels_page(
    panels: &[GrowthPanel],
    left_out: usize,
    frame: &FrameText,
    paper: Paper,
    words: &Words,
) -> Page {
    let bars = || panels.iter().flat_map(|panel| &panel.bars);
    compose(frame, &legend_of(bars(), paper, words), paper, words, |sheet| {
        draw_swatches(sheet, bars());
        draw(sheet, panels, left_out);
    })
}

fn draw(sheet: &mut Sheet<'_>, panels: &[GrowthPanel], left_out: usize) {
    let bars = || panels.iter().flat_map(|panel| &panel.bars);
    let all = panels.len() + left_out;
    if bars().next().is_none() {
        sheet.say_nothing_to_show();
        return;
    }
    let scale: Scale = growth_scale(bars().map(|bar| &bar.observation), STEPS);
    let (whole, sizes) = (sheet.plot, sheet.sizes);
    let head = sizes.strong.line_height() + sizes.gap;
    let note = sizes.small.line_height() + sizes.gap;
    let inside = |room: &Rect| Rect { y: room.y + head, h: (room.h - head).max(1.0), ..*room };
    let mut laid_out = |count: usize| {
        let panels = &panels[..count];
        sheet.plot = Rect { h: whole.h - if count < all { note } else { 0.0 }, ..whole };
        let rooms = rooms(sheet, panels);
        let mut common = |most| {
            let mut looks = panels.iter().zip(&rooms).map(|(panel, room)| {
                sheet.plot = inside(room);
                Look::of(sheet, &panel.bars, &scale, most)
            });
            looks.next().map(|first| looks.fold(first, Look::with))
        };
        // What one has no room for, none tells.
        let look = common(Told::All).and_then(|look| common(look.told))?;
        // Rather fewer regions than bars without height or numbers without bounds.
        let has_bars = bar_area(sheet, look).h >= LEAST_BARS * sizes.small.line_height();
        (has_bars && look.told < Told::Least || count == 1).then_some((rooms, look))
    };
    let Some((rooms, look)) = (1..=panels.len()).rev().find_map(&mut laid_out) else { return };
    let panels = &panels[..rooms.len()];
    for (panel, room) in panels.iter().zip(&rooms) {
        let at = (room.x, room.y + sizes.strong.ascent());
        let title = ellipsize(&panel.title, sizes.strong, room.w);
        sheet.place(at, &title, sizes.strong, Anchor::Start, sheet.theme.ink);
        sheet.plot = inside(room);
        draw_bars_on(sheet, &panel.bars, &scale, look);
    }
    sheet.plot = whole;
    sheet.drawn = (0..panels.len()).collect();
    if panels.len() < all {
        let left_out = (all - panels.len()) as f64;
        let count = units::number(left_out, 0, sheet.lang());
        let text = sheet.words.plural("growth-more", left_out, &[("count", &count)]);
        let at = (whole.x, whole.bottom() - sizes.small.descent());
        let text = ellipsize(&text, sizes.small, whole.w);
        sheet.place(at, &text, sizes.small, Anchor::Start, sheet.theme.muted);
    }
}

/// Rooms for the panels, row by row: as many columns as leave each bar room for its number.
fn rooms(sheet: &Sheet<'_>, panels: &[GrowthPanel]) -> Vec<Rect> {
    /// Letters that a bar needs in width, and a panel in height.
    const BAR_EM: f64 = 7.0;
    let (plot, em, gap) = (sheet.plot, sheet.sizes.small.size, 2.5 * sheet.sizes.gap);
    let most = panels.iter().map(|panel| panel.bars.len()).max().unwrap_or(1).max(1);
    let fitting = ((plot.w + gap) / (most as f64 * BAR_EM * em + gap)).floor().max(1.0) as usize;
    let rows = panels.len().div_ceil(fitting.min(panels.len()).max(1));
    let columns = panels.len().div_ceil(rows.max(1));
    let side = |whole: f64, parts: usize| (whole - gap * (parts - 1) as f64) / parts as f64;
    let (w, h) = (side(plot.w, columns), side(plot.h, rows));
    let room = |number: usize| {
        let (row, column) = ((number / columns) as f64, (number % columns) as f64);
        Rect::new(plot.x + (w + gap) * column, plot.y + (h + gap) * row, w, h)
    };
    (0..panels.len()).map(room).collect()
}
