//! Owns diverging bars: one row a region, its bar to the left or right of the centre. Does not
//! decide what the centre is.

use super::canvas::{Ink, Span};
use super::scale::{Axis, round_domain, tick_text};
use super::{Sheet, bounds, certainty_text, compose, figure, mark, sizes_of, status_word, statuses};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::{Lang, Words};
use crate::provenance::Observation;
use crate::run::{Anchor, Tail, TextRun};
use crate::scene::Page;
use crate::style::{Paper, StatusMark};
use crate::text::{Face, ellipsize};
use crate::units::{self, decimals_for};

/// One region; without a value it is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct DivergingRow {
    /// Its name.
    pub label: String,
    /// The figure.
    pub observation: Observation,
}

/// Draws the bars in the order given, around `centre`. Where the page has no room for all, those
/// in the middle are counted in a line between the two ends.
#[must_use]
pub fn diverging_page(
    rows: &[DivergingRow],
    centre: f64,
    frame: &FrameText,
    paper: Paper,
    words: &Words,
) -> Page {
    let small = sizes_of(paper).small.size;
    let statuses = statuses(rows.iter().map(|row| &row.observation));
    let has_bounds = rows.iter().any(|row| bounds(&row.observation) != (None, None));
    let mut legend: Vec<LegendEntry> = statuses
        .iter()
        .map(|status| LegendEntry { swatch: (small * 2.0, small), label: status_word(*status, words) })
        .collect();
    if has_bounds {
        legend.push(LegendEntry { swatch: (small * 2.2, small), label: words.get("chart-interval") });
    }
    compose(frame, &legend, paper, words, |sheet| {
        let theme = sheet.theme;
        for (number, swatch) in sheet.swatches.clone().into_iter().enumerate() {
            let Some(swatch) = swatch else { continue };
            if let Some(status) = statuses.get(number) {
                let mark = StatusMark::of(*status);
                sheet.canvas.status_bar(swatch, mark, theme.surplus, &theme);
            } else {
                let whole = Span { ends: [swatch.x, swatch.right()], goes_on: [false; 2] };
                draw_interval(sheet, whole, swatch.mid_y());
            }
        }
        draw(sheet, rows, centre);
    })
}

/// Rows of the page: a region, or the count of those left out.
enum Line<'a> {
    Region(usize, &'a DivergingRow, f64),
    More(usize),
}

impl<'a> Line<'a> {
    const fn region(&self) -> Option<(&'a DivergingRow, f64)> {
        if let Self::Region(_, row, value) = self { Some((*row, *value)) } else { None }
    }
}

fn draw(sheet: &mut Sheet<'_>, rows: &[DivergingRow], centre: f64) {
    let known: Vec<(usize, &DivergingRow, f64)> = rows
        .iter()
        .enumerate()
        .filter_map(|(number, row)| Some((number, row, figure(&row.observation)?)))
        .collect();
    if known.is_empty() {
        sheet.say_nothing_to_show();
        return;
    }
    let (sizes, plot, lang) = (sheet.sizes, sheet.plot, sheet.lang());
    let ticks_height = sizes.small.line_height() + sizes.gap * 0.5;
    let line = sizes.small.line_height();
    let fitting = |least: f64| ((plot.h - ticks_height) / (line * least)).floor().max(3.0) as usize;
    let in_one_line = lines_of(&known, fitting(1.05));
    // Where they leave bars no room beside their figures, bounds stand below them: rather fewer regions than
    // figures without bounds.
    let are_below = leaves_no_room(sheet, &in_one_line, centre);
    let lines = if are_below { lines_of(&known, fitting(2.1)) } else { in_one_line };
    let row = ((plot.h - ticks_height) / lines.len() as f64).min(sizes.label.line_height() * 1.9);
    let below = if are_below { line } else { 0.0 };
    let face = if row < sizes.label.line_height() + below { sizes.small } else { sizes.label };
    let shown = || lines.iter().filter_map(Line::region);
    let decimals = decimals_for(shown().map(|(_, value)| value));
    let labels =
        shown().map(|(row, _)| face.width(&row.label)).fold(0.0, f64::max).min(plot.w * MOST_FOR_NAMES);
    let text_of = |value: f64| signed(value, decimals, lang, centre);
    let number_width = shown().map(|(_, value)| face.width(&text_of(value))).fold(0.0, f64::max);
    let (words, muted, tail_gap) = (sheet.words, sheet.theme.muted, sizes.gap * 0.8);
    let certainty = |row: &DivergingRow| certainty_text(&row.observation, decimals, words);
    let widest = shown().map(|(row, _)| sizes.small.width(&certainty(row))).fold(0.0, f64::max);
    let texts = match (are_below, widest > 0.0) {
        (true, _) => number_width.max(widest),
        (false, true) => number_width + tail_gap + widest,
        (false, false) => number_width,
    };
    let left = plot.x + labels + sizes.gap * 1.5;
    let right = plot.right() - texts - sizes.gap * 1.5;
    let area = Rect::new(left, plot.y, (right - left).max(1.0), row * lines.len() as f64);
    let reach = shown().flat_map(|(row, value)| {
        let near = |v: &f64| (v - centre).abs() <= (value - centre).abs() * 3.0 + 1e-9;
        let (low, high) = bounds(&row.observation);
        [Some(value), low.filter(near), high.filter(near)].into_iter().flatten()
    });
    // Zero of the axis is the centre.
    let (domain, ticks) = round_domain(reach.map(|v| v - centre), 5);
    let axis = Axis::linear(domain, (area.x, area.right()));
    draw_grid(sheet, area, &axis, &ticks, centre);
    for (at, line) in lines.iter().enumerate() {
        let y = area.y + row * (at as f64 + 0.5);
        match line {
            Line::More(count) => draw_more(sheet, *count, y),
            Line::Region(number, region, value) => {
                sheet.drawn.push(*number);
                let label = ellipsize(&region.label, face, labels);
                let ink = sheet.theme.ink;
                sheet.place((plot.x, y + face.centre()), &label, face, Anchor::Start, ink);
                let end = draw_bar(sheet, region, *value - centre, &axis, (y, row));
                let told = Some(certainty(region)).filter(|text| !text.is_empty());
                let (beside, under) = if are_below { (None, told) } else { (told, None) };
                let raised = if under.is_some() { below / 2.0 } else { 0.0 };
                let (x, anchor) = (end + sizes.gap * 0.8, Anchor::Start);
                let tail = beside.map(|text| Tail { gap: tail_gap, text, face: sizes.small, colour: muted });
                let bold = Face::bold(face.size);
                let number = TextRun {
                    x,
                    y: y - raised + face.centre(),
                    text: text_of(*value),
                    face: bold,
                    anchor,
                    colour: ink,
                    tail,
                };
                let under = under.map(|text| TextRun {
                    x,
                    y: y + raised + sizes.small.centre(),
                    text,
                    face: sizes.small,
                    anchor,
                    colour: muted,
                    tail: None,
                });
                sheet.place_all_on_paper(std::iter::once(number).chain(under).collect());
            }
        }
    }
}

/// Whether names, figures and bounds in one line leave too little of the page's width for bars.
fn leaves_no_room(sheet: &Sheet<'_>, lines: &[Line<'_>], centre: f64) -> bool {
    /// Of the width of the page.
    const LEAST_FOR_BARS: f64 = 0.3;
    let (face, width) = (sheet.sizes.small, sheet.plot.w);
    let shown = || lines.iter().filter_map(Line::region);
    let decimals = decimals_for(shown().map(|(_, value)| value));
    let certainty = |row: &DivergingRow| certainty_text(&row.observation, decimals, sheet.words);
    let number = |value: f64| Face::bold(face.size).width(&signed(value, decimals, sheet.lang(), centre));
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let bounds = widest(&mut shown().map(|(row, _)| face.width(&certainty(row))));
    let numbers = widest(&mut shown().map(|(_, value)| number(value)));
    let labels = widest(&mut shown().map(|(row, _)| face.width(&row.label))).min(width * MOST_FOR_NAMES);
    bounds > 0.0 && width - labels - numbers - bounds - 4.0 * sheet.sizes.gap < LEAST_FOR_BARS * width
}

/// The most of the page's width that names take.
const MOST_FOR_NAMES: f64 = 0.4;

/// All rows, or as many of both ends as fit around the count of the others.
fn lines_of<'a>(known: &[(usize, &'a DivergingRow, f64)], fitting: usize) -> Vec<Line<'a>> {
    let region = |(number, row, value): &(usize, &'a DivergingRow, f64)| Line::Region(*number, row, *value);
    if known.len() <= fitting {
        return known.iter().map(region).collect();
    }
    let shown = fitting - 1;
    let above = shown.div_ceil(2);
    let below = shown - above;
    let mut lines: Vec<Line<'a>> = known[..above].iter().map(region).collect();
    lines.push(Line::More(known.len() - shown));
    lines.extend(known[known.len() - below..].iter().map(region));
    lines
}

/// Differences have a sign; shares of a centre such as 1 have none.
fn signed(value: f64, decimals: usize, lang: Lang, centre: f64) -> String {
    let number = units::number(value, decimals, lang);
    let is_zero = !number.chars().any(|c| c.is_ascii_digit() && c != '0');
    if centre == 0.0 && value > 0.0 && !is_zero { format!("+{number}") } else { number }
}

fn draw_grid(sheet: &mut Sheet<'_>, area: Rect, axis: &Axis, ticks: &[f64], centre: f64) {
    let (theme, face, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    let text = |tick: f64| tick_text(tick + centre, lang);
    let step = ticks.get(1).map_or(0.0, |t| (axis.at(*t) - axis.at(ticks[0])).abs());
    let widest = ticks.iter().map(|t| face.width(&text(*t))).fold(0.0, f64::max);
    for tick in ticks {
        let x = axis.at(*tick);
        sheet.canvas.line((x, area.y), (x, area.bottom()), Ink::line(theme.grid, 1.0));
        // On a narrow page only the centre and the ends keep their numbers.
        let is_end = *tick == ticks[0] || *tick == ticks[ticks.len() - 1];
        if widest + 6.0 < step || *tick == 0.0 || is_end {
            let y = area.bottom() + face.line_height() * 0.95;
            sheet.place((x, y), &text(*tick), face, Anchor::Middle, theme.muted);
        }
    }
    let x = axis.at(0.0);
    sheet.canvas.line((x, area.y), (x, area.bottom()), Ink::line(theme.axis, 1.2));
}

/// The bar and its interval; gives the right end of what was drawn.
fn draw_bar(
    sheet: &mut Sheet<'_>,
    row: &DivergingRow,
    value: f64,
    axis: &Axis,
    (y, height): (f64, f64),
) -> f64 {
    let theme = sheet.theme;
    let (zero, tip) = (axis.at(0.0), axis.at(value));
    let thick = (height * 0.62).clamp(3.0, 26.0);
    let bar = Rect::new(zero.min(tip), y - thick / 2.0, (tip - zero).abs().max(0.8), thick);
    let colour = if value >= 0.0 { theme.surplus } else { theme.deficit };
    sheet.canvas.status_bar(bar, mark(&row.observation), colour, &theme);
    let mut end = bar.right();
    let shift = figure(&row.observation).unwrap_or(0.0) - value;
    let (low, high) = bounds(&row.observation);
    if let Some(span) = axis.span((low.map(|low| low - shift), high.map(|high| high - shift)))
        && span.ends[1] - span.ends[0] > 3.0
    {
        draw_interval(sheet, span, y);
        end = end.max(span.ends[1]);
    }
    end.max(zero)
}

fn draw_interval(sheet: &mut Sheet<'_>, span: Span, y: f64) {
    for (colour, width) in [(sheet.theme.paper, 3.0), (sheet.theme.ink, 1.1)] {
        sheet.canvas.span_across(span, y, 3.0, Ink::line(colour, width));
    }
}

fn draw_more(sheet: &mut Sheet<'_>, count: usize, y: f64) {
    let number = units::number(count as f64, 0, sheet.lang());
    let text = sheet.words.plural("chart-more-between", count as f64, &[("count", &number)]);
    let (face, colour) = (sheet.sizes.small, sheet.theme.muted);
    let text = ellipsize(&text, face, sheet.plot.w);
    let run = TextRun {
        x: sheet.plot.x,
        y: y + face.centre(),
        text,
        face,
        anchor: Anchor::Start,
        colour,
        tail: None,
    };
    sheet.place_all_on_paper(vec![run]);
}
