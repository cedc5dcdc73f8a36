//! Owns two charts of bars that lie: the waterfall, where each step goes on from where the one before
//! ended, and the tornado, where each cause pulls a result to both sides. Does not choose either.

use super::canvas::Ink;
use super::scale::{Axis, round_domain, tick_text};
use super::{Sheet, bounds, compose, figure, interval_text, mark, status_word, statuses};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::Words;
use crate::provenance::Observation;
use crate::run::{Anchor, Tail, TextRun};
use crate::scene::Page;
use crate::style::{Colour, Paper, StatusMark};
use crate::text::{Face, ellipsize, wrap_to};
use crate::units::{self, decimals_for};

/// One step of a waterfall.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterfallStep {
    /// What it is.
    pub label: String,
    /// By how much it goes up or down, or, of a sum, where it stands.
    pub observation: Observation,
    /// Whether it is a sum: its bar begins at zero.
    pub is_sum: bool,
}

/// What one cause does to a result.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoRow {
    /// The cause.
    pub label: String,
    /// At both ends of it: what it is there, in words, and the result.
    pub ends: [(String, f64); 2],
}

/// The steps from top to bottom.
#[must_use]
pub fn waterfall_page(steps: &[WaterfallStep], frame: &FrameText, paper: Paper, words: &Words) -> Page {
    let small = super::sizes_of(paper).small.size;
    let statuses = statuses(steps.iter().map(|step| &step.observation));
    let mut legend: Vec<LegendEntry> = statuses
        .iter()
        .map(|status| LegendEntry { swatch: (small * 2.0, small), label: status_word(*status, words) })
        .collect();
    let has_bounds = |step: &&WaterfallStep| step.is_sum && bounds(&step.observation) != (None, None);
    if steps.iter().any(|step| has_bounds(&step)) {
        legend.push(LegendEntry { swatch: (small * 2.0, small), label: words.get("chart-interval") });
    }
    compose(frame, &legend, paper, words, |sheet| {
        let theme = sheet.theme;
        let mut swatches = sheet.swatches.clone().into_iter();
        for (status, swatch) in statuses.iter().zip(swatches.by_ref()) {
            let Some(swatch) = swatch else { continue };
            sheet.canvas.status_bar(swatch, StatusMark::of(*status), theme.data, &theme);
        }
        if let Some(swatch) = swatches.next().flatten() {
            let ends = (swatch.x, swatch.right());
            sheet.canvas.whisker(ends, swatch.mid_y(), 3.0, Ink::line(theme.ink, 1.1));
        }
        draw_waterfall(sheet, steps);
    })
}

fn draw_waterfall(sheet: &mut Sheet<'_>, steps: &[WaterfallStep]) {
    let known: Vec<(&WaterfallStep, f64)> =
        steps.iter().filter_map(|step| Some((step, figure(&step.observation)?))).collect();
    if known.is_empty() {
        sheet.say_nothing_to_show();
        return;
    }
    let lang = sheet.lang();
    let decimals = decimals_for(known.iter().map(|(_, value)| *value));
    // Where each bar begins and ends.
    let mut level = 0.0;
    let spans: Vec<(f64, f64)> = known
        .iter()
        .map(|(step, value)| {
            let from = if step.is_sum { 0.0 } else { level };
            level = from + value;
            (from, level)
        })
        .collect();
    let told = |step: &WaterfallStep, value: f64| {
        let number = units::number(value, decimals, lang);
        if value > 0.0 && !step.is_sum { format!("+{number}") } else { number }
    };
    let labels: Vec<&str> = known.iter().map(|(step, _)| step.label.as_str()).collect();
    let numbers: Vec<(String, String)> = known
        .iter()
        .map(|(step, value)| (told(step, *value), interval_text(&step.observation, decimals, lang)))
        .collect();
    let rows = Rows::of(sheet, &labels, &numbers, 0.34);
    let (domain, ticks) = round_domain(spans.iter().flat_map(|(from, to)| [*from, *to]), 5);
    let axis = Axis::linear(domain, (rows.area.x, rows.area.right()));
    rows.draw_grid(sheet, &axis, &ticks, 0.0);
    for (at, ((step, value), (from, to))) in known.iter().zip(&spans).enumerate() {
        let theme = sheet.theme;
        let y = rows.middle(at);
        let (x, end) = (axis.at(from.min(*to)), axis.at(from.max(*to)));
        let bar = Rect::new(x, y - rows.thick() / 2.0, (end - x).max(1.0), rows.thick());
        let colour = match (step.is_sum, *value >= 0.0) {
            (true, _) => theme.data,
            (false, true) => theme.surplus,
            (false, false) => theme.deficit,
        };
        sheet.canvas.status_bar(bar, mark(&step.observation), colour, &theme);
        if let Some((next, _)) = known.get(at + 1)
            && !next.is_sum
        {
            // Where the next step goes on.
            let x = axis.at(*to);
            let below = (x, rows.middle(at + 1) - rows.thick() / 2.0);
            sheet.canvas.line((x, y + rows.thick() / 2.0), below, Ink::line(theme.axis, 0.9));
        }
        let ends = match bounds(&step.observation) {
            (Some(low), Some(high)) if step.is_sum => Some((axis.at(low), axis.at(high))),
            _ => None,
        };
        let mut right = end;
        if let Some((low, high)) = ends.filter(|(low, high)| high - low > 3.0) {
            for (colour, width) in [(theme.paper, 3.0), (theme.ink, 1.1)] {
                sheet.canvas.whisker((low, high), y, 3.0, Ink::line(colour, width));
            }
            right = right.max(high);
        }
        rows.write_label(sheet, at, labels[at], step.is_sum);
        rows.write_number(sheet, at, (x, right), &numbers[at]);
    }
}

/// The causes from top to bottom; `centre` is the result with none of them.
#[must_use]
pub fn tornado_page(
    rows: &[TornadoRow],
    centre: f64,
    frame: &FrameText,
    paper: Paper,
    words: &Words,
) -> Page {
    compose(frame, &[], paper, words, |sheet| draw_tornado(sheet, rows, centre))
}

fn draw_tornado(sheet: &mut Sheet<'_>, causes: &[TornadoRow], centre: f64) {
    if causes.is_empty() || !centre.is_finite() {
        sheet.say_nothing_to_show();
        return;
    }
    let (sizes, theme, lang) = (sheet.sizes, sheet.theme, sheet.lang());
    let labels: Vec<&str> = causes.iter().map(|row| row.label.as_str()).collect();
    let results = || causes.iter().flat_map(|row| row.ends.iter().map(|(_, value)| *value));
    let decimals = decimals_for(results());
    let rows = Rows::of(sheet, &labels, &[], 0.30);
    // Room at both ends for what the cause is there.
    let words_of = |(text, value): &(String, f64)| {
        (text.clone(), format!("({})", units::number(*value, decimals, lang)))
    };
    let end_width = |end: &(String, f64)| {
        let (text, result) = words_of(end);
        sizes.small.width(&text) + sizes.small.width(&result) + sizes.gap
    };
    let widest = causes.iter().flat_map(|row| &row.ends).map(end_width).fold(0.0, f64::max);
    let room = widest.min(rows.area.w * 0.33) + sizes.gap;
    let (domain, ticks) = round_domain(results(), 4);
    let axis = Axis::linear(domain, (rows.area.x + room, rows.area.right() - room));
    rows.draw_grid(sheet, &axis, &ticks, centre);
    for (at, row) in causes.iter().enumerate() {
        let y = rows.middle(at);
        rows.write_label(sheet, at, &row.label, false);
        let (mut left, mut right) = (row.ends[0].clone(), row.ends[1].clone());
        if left.1 > right.1 {
            std::mem::swap(&mut left, &mut right);
        }
        for (end, colour) in [(&left, theme.deficit), (&right, theme.surplus)] {
            let (x, zero) = (axis.at(end.1), axis.at(centre));
            let bar = Rect::new(x.min(zero), y - rows.thick() / 2.0, (x - zero).abs(), rows.thick());
            sheet.canvas.status_bar(bar, StatusMark::Light, colour, &theme);
        }
        for (end, anchor, side) in [(&left, Anchor::End, -1.0), (&right, Anchor::Start, 1.0)] {
            let x = axis.at(end.1) + side * sizes.gap * 0.7;
            let (text, result) = words_of(end);
            let whole = format!("{text} {result}");
            let text = if sizes.small.width(&whole) <= room { whole } else { text };
            let text = ellipsize(&text, sizes.small, room);
            sheet.place((x, y + sizes.small.centre()), &text, sizes.small, anchor, theme.ink);
        }
    }
}

/// Share of the width that labels of low rows may take.
const MOST_OF_LOW: f64 = 0.45;

/// Rows of one height: labels at the left, an area for bars, numbers behind them.
struct Rows {
    area: Rect,
    left: f64,
    labels: f64,
    height: f64,
    face: Face,
}

impl Rows {
    fn of(sheet: &Sheet<'_>, labels: &[&str], numbers: &[(String, String)], share: f64) -> Self {
        let (sizes, plot) = (sheet.sizes, sheet.plot);
        let ticks = sizes.small.line_height() + sizes.gap * 0.5;
        let height = ((plot.h - ticks) / labels.len() as f64).min(sizes.label.line_height() * 3.2);
        let face = if height < sizes.label.line_height() { sizes.small } else { sizes.label };
        let bold = Face::bold(face.size);
        let widest = labels.iter().map(|text| bold.width(text)).fold(0.0, f64::max);
        // Rows too low for two lines have their labels on one, in small and over more of the width.
        let is_low = height < sizes.small.line_height() * 2.0;
        let face = if is_low && widest > plot.w * share { sizes.small } else { face };
        let widest = if is_low { widest * face.size / bold.size } else { widest };
        let label_width = widest.min(plot.w * if is_low { share.max(MOST_OF_LOW) } else { share });
        let number = |(number, interval): &(String, String)| {
            let tail = if interval.is_empty() { 0.0 } else { sizes.small.width(interval) + sizes.gap };
            bold.width(number) + tail
        };
        let behind = numbers.iter().map(number).fold(0.0, f64::max).min(plot.w * 0.42);
        let x = plot.x + label_width + sizes.gap * 1.5;
        let right = plot.right() - behind - sizes.gap;
        let area = Rect::new(x, plot.y, (right - x).max(1.0), height * labels.len() as f64);
        Self { area, left: plot.x, labels: label_width, height, face }
    }

    fn middle(&self, row: usize) -> f64 {
        self.area.y + self.height * (row as f64 + 0.5)
    }

    fn thick(&self) -> f64 {
        (self.height * 0.6).clamp(3.0, 32.0)
    }

    /// Round figures, and a line from which bars go to both sides.
    fn draw_grid(&self, sheet: &mut Sheet<'_>, axis: &Axis, ticks: &[f64], centre: f64) {
        let (theme, face, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
        let step = ticks.get(1).map_or(f64::INFINITY, |next| (axis.at(*next) - axis.at(ticks[0])).abs());
        let widest = ticks.iter().map(|tick| face.width(&tick_text(*tick, lang))).fold(0.0, f64::max);
        // Where they would touch, some lines keep their numbers, nought among them.
        let every = ((widest + face.size) / step).ceil().max(1.0) as usize;
        let nought = ticks.iter().position(|tick| *tick == 0.0).unwrap_or(0);
        for (number, tick) in ticks.iter().enumerate() {
            let x = axis.at(*tick);
            sheet.canvas.line((x, self.area.y), (x, self.area.bottom()), Ink::line(theme.grid, 1.0));
            let at = (x, self.area.bottom() + face.line_height() * 0.95);
            if number.abs_diff(nought).is_multiple_of(every) {
                sheet.place(at, &tick_text(*tick, lang), face, Anchor::Middle, theme.muted);
            }
        }
        let x = axis.at(centre);
        sheet.canvas.line((x, self.area.y), (x, self.area.bottom()), Ink::line(theme.axis, 1.2));
    }

    /// On one line, or two small ones.
    fn write_label(&self, sheet: &mut Sheet<'_>, row: usize, text: &str, is_bold: bool) {
        let bold = |face: Face| if is_bold { Face::bold(face.size) } else { face };
        let (face, small, ink) = (bold(self.face), bold(sheet.sizes.small), sheet.theme.ink);
        let y = self.middle(row);
        if face.width(text) <= self.labels || self.height < small.line_height() * 2.0 {
            let text = ellipsize(text, face, self.labels);
            write(sheet, (self.left, y + face.centre()), &text, face, ink);
            return;
        }
        let lines = wrap_to(text, small, self.labels, 2);
        let top = y - small.line_height() * (lines.len() as f64 - 1.0) / 2.0;
        for (at, line) in lines.iter().enumerate() {
            let y = top + small.line_height() * at as f64 + small.centre();
            write(sheet, (self.left, y), line, small, ink);
        }
    }

    /// Behind its bar, with its interval in small.
    fn write_number(
        &self,
        sheet: &mut Sheet<'_>,
        row: usize,
        (start, end): (f64, f64),
        (number, interval): &(String, String),
    ) {
        let (sizes, theme) = (sheet.sizes, sheet.theme);
        let (x, y) = (end + sizes.gap * 0.8, self.middle(row) + self.face.centre());
        let has_room = |x: f64| {
            let width = Face::bold(self.face.size).width(number) + sizes.gap + sizes.small.width(interval);
            x + width <= sheet.page.right() - sizes.margin * 0.3
        };
        let tail = (!interval.is_empty() && has_room(x)).then(|| Tail {
            gap: sizes.gap * 0.8,
            text: interval.clone(),
            face: sizes.small,
            colour: theme.muted,
        });
        let run = TextRun {
            x,
            y,
            text: number.clone(),
            face: Face::bold(self.face.size),
            anchor: Anchor::Start,
            colour: theme.ink,
            tail,
        };
        let is_alone = run.tail.is_none() && !interval.is_empty();
        sheet.place_all_on_paper(vec![run]);
        // Bounds that have no room behind their figure stand left of its bar or below it.
        if is_alone {
            let (small, ink) = (sizes.small, theme.muted);
            let y = self.middle(row) + small.centre();
            let below = self.middle(row) + self.face.centre() + small.line_height();
            let room = sheet.page.right() - sizes.margin * 0.3 - small.width(interval);
            let _ = sheet.place((start - sizes.gap * 0.8, y), interval, small, Anchor::End, ink)
                || sheet.place((x.min(room), below), interval, small, Anchor::Start, ink);
        }
    }
}

fn write(sheet: &mut Sheet<'_>, at: (f64, f64), text: &str, face: Face, colour: Colour) {
    sheet.place(at, text, face, Anchor::Start, colour);
}
