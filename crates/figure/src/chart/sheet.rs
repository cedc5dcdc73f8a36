//! Owns the fact sheet of one region: where it lies, what is known of it with status, interval,
//! period and place among all, and its figure year by year. Does not choose the facts.

use super::canvas::{Ink, Span};
use super::growth::GrowthBar;
use super::scale::{Axis, round_domain};
use super::{Sheet as Paperwork, bounds, compose, figure, mark, near, reach, status_word};
use crate::boxes::Rect;
use crate::frame::FrameText;
use crate::lang::Words;
use crate::map::Locator;
use crate::run::{Anchor, TextRun};
use crate::scene::{Item, Page, Stroke};
use crate::style::Paper;
use crate::text::{Face, ellipsize, wrap_to};
use crate::units;

/// One thing known of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetFact {
    /// What.
    pub name: String,
    /// The figure with its unit and interval.
    pub figure: String,
    /// Status with its period, and the source: never left out.
    pub told: [String; 2],
    /// Its place among all, where there is room; maybe empty.
    pub place: String,
}

/// A fact sheet before it has a page.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionSheet {
    /// Title, notes, sources.
    pub text: FrameText,
    /// Numbers of the boundary features of the region.
    pub features: Vec<usize>,
    /// The most important first.
    pub facts: Vec<SheetFact>,
    /// What the bars count.
    pub bars_title: String,
    /// Its figure by year; fewer than two are not drawn.
    pub bars: Vec<GrowthBar>,
}

/// The sheet as a page. The locator is drawn once for all sheets of an atlas.
#[must_use]
pub fn sheet_page(region: &RegionSheet, locator: Option<&Locator>, paper: Paper, words: &Words) -> Page {
    compose(&region.text, &[], paper, words, |sheet| {
        let gap = sheet.sizes.gap;
        let plot = sheet.plot;
        let is_wide = plot.w > plot.h * 1.3;
        let aspect = locator.map_or(2.0, Locator::aspect);
        let has_bars = region.bars.iter().filter(|bar| reach(&bar.observation).next().is_some()).count() > 1;
        let (map, bars, facts) = if is_wide {
            // On a page for the web, two columns of facts have room beside.
            let width = plot.w * if plot.w > sheet.sizes.small.size * 80.0 { 0.34 } else { 0.44 };
            let map_height = if has_bars { (width / aspect).min(plot.h * 0.52) } else { plot.h * 0.8 };
            let left = Rect::new(plot.x, plot.y, width, map_height);
            let below = map_height + gap * 2.0;
            let bars = Rect::new(plot.x, plot.y + below, width, plot.h - below);
            let x = plot.x + width + gap * 4.0;
            (left, bars, Rect::new(x, plot.y, plot.right() - x, plot.h))
        } else {
            let band = plot.h * 0.3;
            // Below each bar stands a word.
            let for_words = BAR_EM * sheet.sizes.small.size * region.bars.len() as f64;
            let for_bars = for_words.max(plot.w * 0.44).min(plot.w * 0.66);
            let width = if has_bars { plot.w - for_bars - gap * 2.0 } else { plot.w };
            let map = Rect::new(plot.x, plot.y, width, band);
            let x = plot.x + width + gap * 2.0;
            let bars = Rect::new(x, plot.y, (plot.right() - x).max(0.0), band);
            (map, bars, Rect::new(plot.x, plot.y + band + gap * 2.0, plot.w, plot.h - band - gap * 2.0))
        };
        if let Some(locator) = locator {
            draw_locator(sheet, locator, &region.features, map);
        }
        if has_bars {
            draw_bars(sheet, region, bars);
        }
        draw_facts(sheet, &region.facts, facts);
    })
}

fn draw_locator(sheet: &mut Paperwork<'_>, locator: &Locator, features: &[usize], room: Rect) {
    let theme = sheet.theme;
    let (land, chosen, borders) = locator.fitted(features, room);
    let edge = Stroke::new(theme.plain, 0.6);
    sheet.canvas.items.push(Item::area(land, theme.plain).edged(edge));
    let edge = Stroke::new(theme.data, 1.0);
    let bounds = chosen.bounds();
    sheet.canvas.items.push(Item::area(chosen, theme.data).edged(edge));
    sheet.canvas.items.push(Item::lines(borders, Stroke::new(theme.paper, 0.6)));
    // What is smaller than a letter is found by the ring around it.
    let radius = sheet.sizes.small.size;
    if bounds.w.max(bounds.h) < radius {
        let centre = (bounds.mid_x(), bounds.mid_y());
        sheet.canvas.ring(centre, radius, Ink::line(theme.data, 1.4));
    }
}

/// Width of a fact and of a bar with the word of its status, in letters.
const FACT_EM: f64 = 24.0;
const BAR_EM: f64 = 7.2;

/// Name and figure below each other, what is to be said of it beside or below.
fn draw_facts(sheet: &mut Paperwork<'_>, facts: &[SheetFact], room: Rect) {
    let (sizes, theme) = (sheet.sizes, sheet.theme);
    let (small, strong) = (sizes.small, sizes.strong);
    let columns: u32 = if room.w > small.size * 2.0 * FACT_EM { 2 } else { 1 };
    let width = (room.w - sizes.gap * 3.0 * f64::from(columns - 1)) / f64::from(columns);
    let row_of =
        |details: usize| small.line_height() * (1 + details) as f64 + strong.line_height() + sizes.gap;
    let (mut column, mut below) = (0, 0.0);
    sheet.drawn.clear();
    for (number, fact) in facts.iter().enumerate() {
        let told = told_of(fact, small, width);
        let height = row_of(told.len());
        if below > 0.0 && below + height > room.h {
            (column, below) = (column + 1, 0.0);
        }
        if column == columns {
            break;
        }
        sheet.drawn.push(number);
        let x = room.x + (width + sizes.gap * 3.0) * f64::from(column);
        let top = room.y + below;
        below += height;
        let ink = Ink::line(theme.grid, 1.0);
        sheet.canvas.line((x, top), (x + width, top), ink);
        let mut lines = vec![
            (ellipsize(&fact.name, small, width), small, theme.muted),
            (ellipsize(&fact.figure, strong, width), strong, theme.ink),
        ];
        lines.extend(told.into_iter().map(|line| (line, small, theme.muted)));
        let mut y = top + 2.0;
        for (text, face, colour) in lines {
            let run =
                TextRun { x, y: y + face.ascent(), text, face, anchor: Anchor::Start, colour, tail: None };
            y += face.line_height();
            if !run.text.is_empty() && sheet.placer.try_take(&[run.bounds().inset(0.5)]) {
                sheet.runs.push(run);
            }
        }
    }
}

/// Status and source of a fact on as few lines as hold them, and its place behind where it fits.
fn told_of(fact: &SheetFact, face: Face, width: f64) -> Vec<String> {
    let joined = |a: &str, b: &str| format!("{a} · {b}");
    let fits = |line: &String| face.width(line) <= width;
    let [status, source] = &fact.told;
    let one = joined(status, source);
    let mut lines = if fits(&one) {
        vec![one]
    } else {
        vec![ellipsize(status, face, width), ellipsize(source, face, width)]
    };
    if !fact.place.is_empty()
        && let Some(line) = lines.iter_mut().find(|line| fits(&joined(line, &fact.place)))
    {
        *line = joined(line, &fact.place);
    }
    lines
}

fn draw_bars(sheet: &mut Paperwork<'_>, region: &RegionSheet, room: Rect) {
    let (sizes, theme, lang) = (sheet.sizes, sheet.theme, sheet.lang());
    let small = sizes.small;
    let title = ellipsize(&region.bars_title, Face::bold(small.size), room.w);
    let at = (room.x, room.y + small.ascent());
    sheet.place(at, &title, Face::bold(small.size), Anchor::Start, theme.ink);
    let band = room.w / region.bars.len() as f64;
    let status_of = |bar: &GrowthBar| {
        let status = match figure(&bar.observation) {
            Some(_) => status_word(bar.observation.status, sheet.words),
            None => sheet.words.get("status-bounds-only"),
        };
        wrap_to(&status, small, band - 2.0, 3)
    };
    let statuses: Vec<Vec<String>> = region.bars.iter().map(status_of).collect();
    let below = statuses.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let (head, foot) = (small.line_height() * 2.2, small.line_height() * (1.0 + below));
    let area = Rect::new(room.x, room.y + head, room.w, (room.h - head - foot).max(1.0));
    let (domain, _) = round_domain(near(region.bars.iter().map(|bar| &bar.observation)).into_iter(), 3);
    let axis = Axis::linear(domain, (area.bottom(), area.y));
    let width = (band * 0.5).min(small.size * 6.0);
    let zero = axis.at(0.0);
    for (number, bar) in region.bars.iter().enumerate() {
        let middle = area.x + band * (number as f64 + 0.5);
        let observation = &bar.observation;
        let (low, high) = bounds(observation);
        let mut peak = zero;
        if let Some(value) = figure(observation) {
            let tip = axis.at(value);
            let rect = Rect::new(middle - width / 2.0, zero.min(tip), width, (zero - tip).abs());
            sheet.canvas.status_bar(rect, mark(observation), theme.data, &theme);
            peak = peak.min(tip);
        }
        let span = axis.span((low, high)).filter(|_| low.is_some() && high.is_some());
        if let Some(span) = span.filter(|span| span.goes_on.contains(&true)) {
            sheet.canvas.span_upright(span, middle, 3.0, Ink::line(theme.ink, 1.2));
            peak = peak.min(span.ends[1]);
        } else if let Some(Span { ends: [bottom, top], .. }) = span {
            if figure(observation).is_none() {
                let rect = Rect::new(middle - width / 2.0, top, width, bottom - top);
                sheet.canvas.rect(rect, Ink::fill(theme.data_tint));
            }
            for (colour, thick) in [(theme.paper, 3.0), (theme.ink, 1.2)] {
                let ink = Ink::line(colour, thick);
                sheet.canvas.line((middle, bottom), (middle, top), ink);
                sheet.canvas.line((middle - 3.0, bottom), (middle + 3.0, bottom), ink);
                sheet.canvas.line((middle - 3.0, top), (middle + 3.0, top), ink);
            }
            peak = peak.min(top);
        }
        let short = |v: f64| if v.abs() < 1e4 { units::number(v, 0, lang) } else { units::compact(v, lang) };
        let text = figure(observation).map_or_else(|| units::interval(low, high, 0, lang), short);
        let text = ellipsize(&text, small, band - 2.0);
        sheet.place((middle, peak - small.descent() - 2.0), &text, small, Anchor::Middle, theme.ink);
        let y = area.bottom() + small.ascent() + 2.0;
        sheet.place((middle, y), &bar.label, Face::bold(small.size), Anchor::Middle, theme.ink);
        for (line, status) in statuses[number].iter().enumerate() {
            let below = y + small.line_height() * (line as f64 + 0.95);
            sheet.place((middle, below), status, small, Anchor::Middle, theme.muted);
        }
    }
    sheet.canvas.line((area.x, zero), (area.right(), zero), Ink::line(theme.axis, 1.0));
}
