//! Owns the slope chart: regions from period to period as lines, those of most interest named at
//! both ends. Does not choose which they are.

use super::canvas::{Ink, Span, Spot};
use super::scale::{Axis, log_ticks, round_domain};
use super::{
    Sheet, bounds, compose, figure, interval_label, interval_text, mark, near, reach, sizes_of, status_word,
    statuses,
};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::Words;
use crate::provenance::Observation;
use crate::run::{Anchor, TextRun};
use crate::scene::Page;
use crate::style::{Colour, Paper, StatusMark};
use crate::text::{Face, ellipsize};
use crate::units::{self, decimals_for};

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
        legend.push(LegendEntry { swatch: (small, small * 1.2), label: words.get("chart-bounds-only") });
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
            draw_band(sheet, swatch.mid_x(), whole, swatch.w * 0.4);
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
    for number in 0..periods.len() {
        let ranges =
            lines.iter().filter(|line| line.is_named).filter_map(|line| line.figures.get(number)?.as_ref());
        let spans: Vec<Span> = ranges.filter(|o| is_range(o)).filter_map(|o| axis.span(bounds(o))).collect();
        for (at, span) in spans.iter().enumerate() {
            // Beside each other, away from the labels at both ends.
            let step = 3.2 * radius + 3.0;
            let shift = match number {
                0 => at as f64,
                _ if number + 1 == periods.len() => -(at as f64),
                _ => at as f64 - (spans.len() - 1) as f64 / 2.0,
            };
            draw_band(sheet, x_of(number) + shift * step, *span, 1.6 * radius);
        }
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
    if lines.iter().filter(|line| line.is_named).count() <= FEW {
        for line in lines.iter().filter(|line| line.is_named) {
            label_between(sheet, line, &axis, &x_of, radius);
        }
    }
}

/// The level of nothing, which lines are seen against.
fn draw_zero(sheet: &mut Sheet<'_>, room: Rect) {
    let (theme, face, y) = (sheet.theme, sheet.sizes.small, room.bottom());
    sheet.canvas.line((room.x, y), (room.right(), y), Ink::line(theme.axis, 1.0));
    let at = (room.x - sheet.sizes.gap, y + face.centre());
    sheet.place(at, "0", face, Anchor::End, theme.muted);
}

/// So few lines have a number at each period, not only at the ends.
const FEW: usize = 2;

fn label_between(
    sheet: &mut Sheet<'_>,
    line: &SlopeLine,
    axis: &Axis,
    x_of: &dyn Fn(usize) -> f64,
    radius: f64,
) {
    let (face, ink, lang) = (sheet.sizes.small, sheet.theme.ink, sheet.lang());
    let decimals = decimals_for(line.figures.iter().flatten().filter_map(figure));
    let inner = 1..line.figures.len().saturating_sub(1);
    for (number, observation) in line.figures.iter().enumerate().filter(|(number, _)| inner.contains(number))
    {
        let Some((observation, value)) = observation.as_ref().and_then(|o| Some((o, figure(o)?))) else {
            continue;
        };
        let (low, high) = bounds(observation);
        let top = axis.at(high.unwrap_or(value)).min(axis.at(value) - radius);
        let bottom = axis.at(low.unwrap_or(value)).max(axis.at(value) + radius);
        let text = units::number(value, decimals, lang);
        for y in [top - face.descent() - 4.0, bottom + face.ascent() + 4.0] {
            if sheet.place((x_of(number), y), &text, face, Anchor::Middle, ink) {
                break;
            }
        }
    }
}

/// Widths of the labels at both ends: figures at the first, names and figures at the last, and at the first
/// where no line leads on from it.
fn sides(sheet: &Sheet<'_>, lines: &[SlopeLine]) -> [f64; 2] {
    let (face, gap) = (sheet.sizes.small, sheet.sizes.gap);
    let widest = |is_last: bool| {
        lines
            .iter()
            .filter(|line| line.is_named)
            .filter_map(|line| label(sheet, line, is_last))
            .map(|text| face.width(&text))
            .fold(0.0, f64::max)
    };
    let most = sheet.plot.w * 0.38;
    [widest(false).min(most) + 2.0 * gap, widest(true).min(most) + 2.0 * gap]
}

fn label(sheet: &Sheet<'_>, line: &SlopeLine, is_last: bool) -> Option<String> {
    let end = if is_last { line.figures.last() } else { line.figures.first() };
    let end = end?.as_ref()?;
    let decimals = decimals_for(line.figures.iter().flatten().flat_map(reach));
    let number = match figure(end) {
        Some(value) => units::number(value, decimals, sheet.lang()),
        None => interval_text(end, decimals, sheet.lang()),
    };
    if number.is_empty() {
        return None;
    }
    Some(if is_last {
        format!("{number}\u{a0} {}", line.label)
    } else if leads_on(&line.figures) {
        number
    } else {
        format!("{} \u{a0}{number}", line.label)
    })
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

/// A range without a figure, in the tint that it has in rankings.
fn draw_band(sheet: &mut Sheet<'_>, x: f64, span: Span, half: f64) {
    let ([low, high], theme) = (span.ends, sheet.theme);
    let band = Rect::new(x - half, high.min(low), 2.0 * half, (low - high).abs().max(1.0));
    sheet.canvas.rect(band, Ink::fill(theme.data_tint));
    sheet.canvas.outline(band, Ink::line(theme.data, 0.8));
    if span.goes_on.contains(&true) {
        sheet.canvas.span_upright(span, x, 0.0, Ink::line(theme.data, 1.1));
    }
}

/// Whether nothing is known but bounds.
fn is_range(observation: &Observation) -> bool {
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
    let mut wanted: Vec<(f64, String)> = lines
        .iter()
        .filter(|line| line.is_named)
        .filter_map(|line| {
            let end = line.figures.get(period)?.as_ref()?;
            // The label of a range stands at its middle, as far as it is seen.
            let level = match figure(end) {
                Some(value) => axis.at(value),
                None => axis.span(bounds(end)).map(|Span { ends: [low, high], .. }| low.midpoint(high))?,
            };
            Some((level, label(sheet, line, is_last)?))
        })
        .collect();
    wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let height = face.line_height() * 0.98;
    let (top, bottom) = (sheet.plot.y + height * 1.6, sheet.plot.bottom() - height * 0.4);
    wanted.truncate(((bottom - top) / height).max(1.0) as usize);
    let levels = apart(&wanted.iter().map(|label| label.0).collect::<Vec<_>>(), height, (top, bottom));
    for ((_, text), y) in wanted.into_iter().zip(levels) {
        let text = ellipsize(&text, face, room - sheet.sizes.gap);
        let run = TextRun { x, y: y + face.centre(), text, face, anchor, colour: ink, tail: None };
        if sheet.placer.try_take(&[run.bounds().inset(0.6)]) {
            sheet.runs.push(run);
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
