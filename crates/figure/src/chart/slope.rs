//! Owns the slope chart: regions from period to period as lines, those of most interest named at
//! both ends. Does not choose which they are, nor place what is said between the ends (see
//! `slope_between`).

use super::canvas::{Ink, Span, Spot};
use super::scale::{Axis, log_ticks, round_domain};
use super::slope_between::{RangeMark, Strokes, label_between, ranges_at};
use super::{
    Sheet, bounds, compose, decimals_of, figure, interval_label, interval_text, mark, near, reach, sizes_of,
    status_word, statuses,
};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::{Lang, Words};
use crate::provenance::Observation;
use crate::run::{Anchor, TextRun};
use crate::scene::Page;
use crate::style::{Colour, Paper, StatusMark};
use crate::text::{Face, fit_name};
use crate::units;

/// One region.
#[derive(Clone, Debug, PartialEq)]
pub struct SlopeLine {
    /// Its name.
    pub label: String,
    /// One figure for each period; `None` is not known.
    pub figures: Vec<Option<Observation>>,
    /// Whether it is named and stands out.
    pub is_named: bool,
}

/// Figures so many times apart are drawn on a logarithmic axis, if all are above zero: on a
/// linear one all but the largest would be one line.
const FAR_APART: f64 = 30.0;

/// Whether the lines need a logarithmic axis, on which equal slopes are equal growth.
#[must_use]
pub fn slope_is_log(lines: &[SlopeLine]) -> bool {
    let values = || lines.iter().flat_map(|line| line.figures.iter().flatten()).filter_map(figure);
    let (low, high) = values().fold((f64::INFINITY, 0.0_f64), |(l, h), v| (l.min(v), h.max(v)));
    low > 0.0 && high / low >= FAR_APART
}

/// Draws the slope chart.
#[must_use]
pub fn slope_page(
    periods: &[String],
    lines: &[SlopeLine],
    frame: &FrameText,
    paper: Paper,
    words: &Words,
) -> Page {
    let small = sizes_of(paper).small.size;
    let shown = || lines.iter().filter(|line| line.is_named);
    let statuses = statuses(shown().flat_map(|line| line.figures.iter().flatten()));
    let spans: Vec<Span> = spans_of(lines);
    let mut legend: Vec<LegendEntry> = statuses
        .iter()
        .map(|status| LegendEntry { swatch: (small, small), label: status_word(*status, words) })
        .collect();
    if !spans.is_empty() {
        let is_left = spans.iter().any(|span| span.goes_on.contains(&true));
        legend.push(LegendEntry { swatch: (small, small * 1.2), label: interval_label(is_left, words) });
    }
    let has_ranges = shown().flat_map(|line| line.figures.iter().flatten()).any(is_range);
    if has_ranges {
        let label =
            words.get(if ranges_leave(lines) { "chart-bounds-only-goes-on" } else { "chart-bounds-only" });
        legend.push(LegendEntry { swatch: (small, small * 1.2), label });
    }
    if lines.iter().any(|line| !line.is_named) {
        legend.push(LegendEntry { swatch: (small * 2.0, small), label: words.get("slope-others") });
    }
    compose(frame, &legend, paper, words, |sheet| {
        let theme = sheet.theme;
        let mut swatches = sheet.swatches.clone().into_iter().flatten();
        for (status, swatch) in statuses.iter().zip(swatches.by_ref()) {
            let centre = (swatch.mid_x(), swatch.mid_y());
            let mark = StatusMark::of(*status);
            sheet.canvas.status_dot(centre, swatch.h * 0.45, mark, theme.data, &theme);
        }
        if !spans.is_empty()
            && let Some(swatch) = swatches.next()
        {
            let whole = Span { ends: [swatch.bottom(), swatch.y], goes_on: [false; 2] };
            draw_interval(sheet, swatch.mid_x(), whole);
        }
        if has_ranges && let Some(swatch) = swatches.next() {
            let whole = Span { ends: [swatch.bottom(), swatch.y], goes_on: [false; 2] };
            draw_range(sheet, swatch.mid_x(), whole);
        }
        if let Some(swatch) = swatches.next() {
            let y = swatch.mid_y();
            sheet.canvas.line((swatch.x, y), (swatch.right(), y), Ink::line(theme.no_data, 1.0));
        }
        draw(sheet, periods, lines);
    })
}

fn draw(sheet: &mut Sheet<'_>, periods: &[String], lines: &[SlopeLine]) {
    let observed = || lines.iter().flat_map(|line| line.figures.iter().flatten());
    let values = values_of(lines);
    if values.is_empty() || periods.len() < 2 {
        sheet.say_nothing_to_show();
        return;
    }
    let (sizes, theme) = (sheet.sizes, sheet.theme);
    // Years stand apart from the legend above them.
    let plot = Rect { y: sheet.plot.y + sizes.gap, h: sheet.plot.h - sizes.gap, ..sheet.plot };
    let head = sizes.strong.line_height() + sizes.gap;
    let sides = sides(sheet, lines);
    let radius = (sizes.label.size * 0.3).max(3.0);
    let room = Rect::new(
        plot.x + sides[0],
        plot.y + head,
        (plot.w - sides[0] - sides[1]).max(1.0),
        (plot.h - head - sizes.small.line_height() * 0.6).max(1.0),
    );
    let axis = axis_of(&values, observed(), slope_is_log(lines), (room.bottom(), room.y));
    let x_of = |number: usize| room.x + room.w * number as f64 / (periods.len() - 1) as f64;
    for (number, period) in periods.iter().enumerate() {
        let x = x_of(number);
        sheet.canvas.line((x, room.y - sizes.gap * 0.5), (x, room.bottom()), Ink::line(theme.grid, 1.0));
        let y = plot.y + sizes.strong.ascent();
        sheet.place((x, y), period, sizes.strong, Anchor::Middle, theme.ink);
    }
    if axis.domain().0 == 0.0 {
        draw_zero(sheet, room);
    }
    let ranges: Vec<RangeMark> = (0..periods.len())
        .flat_map(|number| ranges_at(lines, number, &axis, (periods.len() - 1, x_of(number)), room.w))
        .collect();
    for range in &ranges {
        draw_range(sheet, range.x, range.span);
    }
    for named in [false, true] {
        for line in lines.iter().filter(|line| line.is_named == named) {
            draw_line(sheet, line, &axis, &x_of, radius);
        }
    }
    sheet.drawn = (0..lines.len()).collect();
    let last = periods.len() - 1;
    draw_labels(sheet, lines, &axis, (0, x_of(0) - radius - sizes.gap), sides[0]);
    draw_labels(sheet, lines, &axis, (last, x_of(last) + radius + sizes.gap), sides[1]);
    let strokes = Strokes::of(lines, &ranges, &axis, &x_of);
    for line in lines.iter().filter(|line| line.is_named) {
        label_between(sheet, line, &axis, &x_of, radius, &strokes);
    }
    for range in ranges.iter().filter(|range| (1..last).contains(&range.period)) {
        range.label(sheet, &strokes);
    }
}

/// The level of nothing, which lines are seen against.
fn draw_zero(sheet: &mut Sheet<'_>, room: Rect) {
    let (theme, face, y) = (sheet.theme, sheet.sizes.small, room.bottom());
    sheet.canvas.line((room.x, y), (room.right(), y), Ink::line(theme.axis, 1.0));
    let at = (room.x - sheet.sizes.gap, y + face.centre());
    sheet.place(at, "0", face, Anchor::End, theme.muted);
}

/// A figure with its interval, "17,722 (17,057–18,396)", below it where both on one line have no room.
pub(super) fn with_interval(
    observation: &Observation,
    value: f64,
    decimals: usize,
    lang: Lang,
    face: Face,
    room: f64,
) -> Vec<String> {
    let number = units::number(value, decimals, lang);
    let interval = interval_text(observation, decimals, lang);
    let whole = format!("{number} ({interval})");
    if interval.is_empty() {
        vec![number]
    } else if face.width(&whole) <= room {
        vec![whole]
    } else {
        vec![number, format!("({interval})")]
    }
}

/// Share of the plot that the labels of an end may take: what is between the ends needs as much.
const MOST_OF_PLOT: f64 = 0.28;
/// Wider than this share of the plot, labels stand on two lines.
const STACKED: f64 = 0.27;

/// Wider than this share of the plot, a name below its number is broken into two lines.
const BROKEN: f64 = 0.2;

/// A figure at an end, and the name beside it where it has one there.
struct EndLabel {
    /// With its interval; below it where both have no room on one line.
    number: Vec<String>,
    name: Option<String>,
    /// The name in the lines that it has below the number.
    name_lines: Vec<String>,
}

impl EndLabel {
    fn of(sheet: &Sheet<'_>, line: &SlopeLine, is_last: bool) -> Option<Self> {
        let end = if is_last { line.figures.last() } else { line.figures.first() };
        let end = end?.as_ref()?;
        let decimals = decimals_of(line.figures.iter().flatten());
        let number = match figure(end) {
            Some(value) => {
                let room = sheet.plot.w * STACKED;
                with_interval(end, value, decimals, sheet.lang(), sheet.sizes.small, room)
            }
            None => vec![interval_text(end, decimals, sheet.lang())],
        };
        let name = (is_last || !leads_on(&line.figures)).then(|| line.label.clone());
        let name_lines = broken(&line.label, sheet.sizes.small, sheet.plot.w * BROKEN);
        (!number[0].is_empty()).then_some(Self { number, name, name_lines })
    }

    /// On one line, or the name below the number, on two lines where it is wide. A name that is too wide even
    /// so is shortened, a number never.
    fn lines(&self, face: Face, room: f64, (is_last, is_stacked): (bool, bool)) -> Vec<String> {
        let Some(name) = &self.name else { return self.number.clone() };
        if is_stacked {
            let names = self.name_lines.iter().map(|line| fit_name(line, face, room));
            return self.number.iter().cloned().chain(names).collect();
        }
        let number = self.number.join(" ");
        let name = fit_name(name, face, room - face.width(&format!("{number}\u{a0} ")));
        match is_last {
            _ if name.is_empty() => self.number.clone(),
            true => vec![format!("{number}\u{a0} {name}")],
            false => vec![format!("{name} \u{a0}{number}")],
        }
    }
}

/// A name that is wider than `most` on two lines, as even as its words allow.
fn broken(name: &str, face: Face, most: f64) -> Vec<String> {
    let spaces = name.match_indices(' ').map(|(at, _)| name.split_at(at));
    let widest = |(first, second): &(&str, &str)| face.width(first).max(face.width(second.trim_start()));
    let even = spaces.min_by(|a, b| widest(a).total_cmp(&widest(b))).filter(|_| face.width(name) > most);
    even.map_or_else(
        || vec![name.to_owned()],
        |(first, second)| vec![first.to_owned(), second.trim_start().to_owned()],
    )
}

/// The labels of an end, and whether they stand on two lines.
fn end_labels(sheet: &Sheet<'_>, lines: &[SlopeLine], is_last: bool) -> (Vec<EndLabel>, bool) {
    let face = sheet.sizes.small;
    let named = lines.iter().filter(|line| line.is_named);
    let labels: Vec<EndLabel> = named.filter_map(|line| EndLabel::of(sheet, line, is_last)).collect();
    let alone = |label: &EndLabel| label.lines(face, f64::INFINITY, (is_last, false)).concat();
    let is_stacked = labels.iter().any(|label| face.width(&alone(label)) > sheet.plot.w * STACKED);
    (labels, is_stacked)
}

/// Widths of the labels at both ends: figures at the first, names and figures at the last, and at the first
/// where no line leads on from it.
fn sides(sheet: &Sheet<'_>, lines: &[SlopeLine]) -> [f64; 2] {
    let (face, gap) = (sheet.sizes.small, sheet.sizes.gap);
    let most = sheet.plot.w * MOST_OF_PLOT;
    let widest = |is_last: bool| {
        let (labels, is_stacked) = end_labels(sheet, lines, is_last);
        let lines = labels.iter().flat_map(|label| label.lines(face, most, (is_last, is_stacked)));
        lines.map(|text| face.width(&text)).fold(0.0, f64::max)
    };
    [widest(false).min(most) + 2.0 * gap, widest(true).min(most) + 2.0 * gap]
}

/// Whether a line leads from the first figure to the second.
fn leads_on(figures: &[Option<Observation>]) -> bool {
    let [first, second, ..] = figures else { return false };
    [first, second].into_iter().flatten().filter_map(figure).count() == 2
}

fn axis_of<'a>(
    values: &[f64],
    observed: impl Iterator<Item = &'a Observation> + Clone,
    is_log: bool,
    pixels: (f64, f64),
) -> Axis {
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    if is_log {
        let ticks = log_ticks(low, high);
        return Axis::log((ticks[0], ticks[ticks.len() - 1]), pixels);
    }
    Axis::linear(round_domain(near(observed).into_iter(), 4).0, pixels)
}

fn draw_line(sheet: &mut Sheet<'_>, line: &SlopeLine, axis: &Axis, x_of: &dyn Fn(usize) -> f64, radius: f64) {
    let theme = sheet.theme;
    let spots: Vec<Option<Spot>> = line
        .figures
        .iter()
        .enumerate()
        .map(|(number, o)| Some((x_of(number), axis.at(o.as_ref().and_then(figure)?))))
        .collect();
    let colour = if line.is_named { colour_of(sheet, line) } else { theme.no_data };
    let (width, opacity) = if line.is_named { (2.2, 1.0) } else { (0.8, 0.45) };
    // A gap stays a gap: nothing is known between.
    for pair in spots.windows(2) {
        if let [Some(from), Some(to)] = pair {
            sheet.canvas.line(*from, *to, Ink::line(colour, width).opacity(opacity));
        }
    }
    if !line.is_named {
        return;
    }
    for (spot, observation) in spots.into_iter().zip(&line.figures) {
        let Some(observation) = observation else { continue };
        // Where only a range is known, its band lies below all lines.
        let Some(spot) = spot else { continue };
        if let Some(span) = axis.span(bounds(observation)) {
            let is_seen = (span.ends[0] - span.ends[1]).abs() > 2.0 * radius;
            if is_seen || span.goes_on.contains(&true) {
                draw_interval(sheet, spot.0, span);
            }
        }
        sheet.canvas.status_dot(spot, radius, mark(observation), colour, &theme);
    }
}

fn draw_interval(sheet: &mut Sheet<'_>, x: f64, span: Span) {
    let ink = Ink::line(sheet.theme.muted, 1.1).opacity(0.7);
    sheet.canvas.span_upright(span, x, 3.0, ink);
}

/// A range without a figure: a line, as an area down to zero would be read as a bar.
fn draw_range(sheet: &mut Sheet<'_>, x: f64, span: Span) {
    let (colour, paper) = (sheet.theme.data, sheet.theme.paper);
    for (colour, width) in [(paper, 4.0), (colour, 1.8)] {
        sheet.canvas.span_upright(span, x, 4.5, Ink::line(colour, width));
    }
}

/// Whether a range of a line that is named leaves the axis.
fn ranges_leave(lines: &[SlopeLine]) -> bool {
    let values = values_of(lines);
    if values.is_empty() {
        return false;
    }
    let axis = axis_of(
        &values,
        lines.iter().flat_map(|line| line.figures.iter().flatten()),
        slope_is_log(lines),
        (0.0, 1.0),
    );
    let named = lines.iter().filter(|line| line.is_named).flat_map(|line| line.figures.iter().flatten());
    named
        .filter(|o| is_range(o))
        .filter_map(|o| axis.span(bounds(o)))
        .any(|span| span.goes_on.contains(&true))
}

/// Whether nothing is known but bounds.
pub(super) fn is_range(observation: &Observation) -> bool {
    figure(observation).is_none() && bounds(observation) != (None, None)
}

/// The figures that the axis is made for; where only ranges are known, their ends.
fn values_of(lines: &[SlopeLine]) -> Vec<f64> {
    let observed = || lines.iter().flat_map(|line| line.figures.iter().flatten());
    let values: Vec<f64> = observed().filter_map(figure).collect();
    if values.is_empty() { observed().flat_map(reach).collect() } else { values }
}

/// The intervals of lines that are named, on the axis of all.
fn spans_of(lines: &[SlopeLine]) -> Vec<Span> {
    let observed = || lines.iter().flat_map(|line| line.figures.iter().flatten());
    let values = values_of(lines);
    if values.is_empty() {
        return Vec::new();
    }
    let axis = axis_of(&values, observed(), slope_is_log(lines), (0.0, 1.0));
    let named = lines.iter().filter(|line| line.is_named).flat_map(|line| line.figures.iter().flatten());
    named.filter(|observation| !is_range(observation)).filter_map(|o| axis.span(bounds(o))).collect()
}

/// What falls has the colour of deficits.
fn colour_of(sheet: &Sheet<'_>, line: &SlopeLine) -> Colour {
    let mut known = line.figures.iter().flatten().filter_map(figure);
    let (first, last) = (known.next(), known.next_back());
    let falls = first.zip(last).is_some_and(|(first, last)| last < first);
    if falls { sheet.theme.change } else { sheet.theme.data }
}

/// Labels at one end, moved apart where they would meet; what then has no room stays unnamed.
fn draw_labels(
    sheet: &mut Sheet<'_>,
    lines: &[SlopeLine],
    axis: &Axis,
    (period, x): (usize, f64),
    room: f64,
) {
    let face: Face = sheet.sizes.small;
    let is_last = period > 0;
    let (anchor, ink) = (if is_last { Anchor::Start } else { Anchor::End }, sheet.theme.ink);
    let (_, is_stacked) = end_labels(sheet, lines, is_last);
    let mut wanted: Vec<(f64, Vec<String>)> = lines
        .iter()
        .filter(|line| line.is_named)
        .filter_map(|line| {
            let end = line.figures.get(period)?.as_ref()?;
            // The label of a range stands at its middle, as far as it is seen.
            let level = match figure(end) {
                Some(value) => axis.at(value),
                None => axis.span(bounds(end)).map(|Span { ends: [low, high], .. }| low.midpoint(high))?,
            };
            let label = EndLabel::of(sheet, line, is_last)?;
            Some((level, label.lines(face, room - sheet.sizes.gap, (is_last, is_stacked))))
        })
        .collect();
    wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let line = face.line_height() * 0.98;
    let height = line * wanted.iter().map(|(_, lines)| lines.len()).max().unwrap_or(1) as f64;
    let (top, bottom) = (sheet.plot.y + line * 0.6 + height, sheet.plot.bottom() - height * 0.4);
    wanted.truncate(((bottom - top) / height).max(1.0) as usize);
    let levels = apart(&wanted.iter().map(|label| label.0).collect::<Vec<_>>(), height, (top, bottom));
    for ((_, lines), middle) in wanted.into_iter().zip(levels) {
        let first = middle - line * (lines.len() - 1) as f64 / 2.0;
        let run = |(number, text): (usize, String)| {
            let y = first + line * number as f64 + face.centre();
            TextRun { x, y, text, face, anchor, colour: ink, tail: None }
        };
        let runs: Vec<TextRun> = lines.into_iter().enumerate().map(run).collect();
        let rooms: Vec<Rect> = runs.iter().map(|run| run.bounds().inset(0.6)).collect();
        if sheet.placer.try_take(&rooms) {
            sheet.runs.extend(runs);
        }
    }
}

/// Levels in rising order moved so that each is at least `step` below the one before, near to
/// where they were, and within the ends as far as there is room.
fn apart(levels: &[f64], step: f64, (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut moved: Vec<f64> = Vec::with_capacity(levels.len());
    for level in levels {
        let least = moved.last().map_or(top, |above| above + step);
        moved.push(level.max(least));
    }
    let mut most = bottom;
    for level in moved.iter_mut().rev() {
        *level = level.min(most);
        most = *level - step;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::tests::samples::observed;
    use crate::provenance::Status;

    #[test]
    fn a_first_end_from_which_no_line_leads_on_is_named() {
        let known = |value| Some(observed(Some(value), None, None, Status::Published));
        let range = Some(observed(None, Some(2.0), Some(3.0), Status::Published));
        assert!(leads_on(&[known(1.0), known(2.0), None]));
        assert!(!leads_on(&[range, known(2.0)]));
        assert!(!leads_on(&[known(1.0), None, known(2.0)]));
    }

    #[test]
    fn labels_keep_apart_and_near() {
        assert_eq!(apart(&[10.0, 11.0, 50.0], 10.0, (0.0, 100.0)), [10.0, 20.0, 50.0]);
        assert_eq!(apart(&[90.0, 95.0, 99.0], 10.0, (0.0, 100.0)), [80.0, 90.0, 100.0]);
    }
}
