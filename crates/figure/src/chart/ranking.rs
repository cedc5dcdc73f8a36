//! Owns the ranking: one row a region, a dot for the figure, a line for its bounds. Does not
//! decide which regions have no figure; that is said in the notes.

use super::canvas::Ink;
use super::scale::{Axis, round_domain};
use super::{
    Sheet, bounds, certainty_text, compose, figure, interval_text, mark, reach, sizes_of, status_word,
    statuses,
};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::Words;
use crate::provenance::{Observation, Status};
use crate::run::{Anchor, Tail, TextRun};
use crate::scene::Page;
use crate::style::{Paper, Sizes, StatusMark};
use crate::text::{ellipsize, fit_name};
use crate::units::{self, decimals_for};

/// One region. A row without value and bounds is left out: it has no place in a ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct RankingRow {
    /// Name of the region.
    pub label: String,
    /// Its place among all, "1", "9 or 2–3"; empty where nothing close is known.
    pub place: String,
    /// The figure; the value may be missing where only bounds are known.
    pub observation: Observation,
    /// Whether mining is banned there.
    pub has_ban: bool,
}

/// Draws the ranking, rows in the order given. Those for which the page has no room are
/// counted in a last line. `bans_when` is the year of the bans, where the figures are of another.
#[must_use]
pub fn ranking_page(
    rows: &[RankingRow],
    bans_when: &str,
    frame: &FrameText,
    paper: Paper,
    words: &Words,
) -> Page {
    let sizes = sizes_of(paper);
    let keys = keys(rows);
    let legend: Vec<LegendEntry> = keys
        .iter()
        .map(|key| LegendEntry { swatch: key.swatch(sizes), label: key.label(bans_when, words) })
        .collect();
    compose(frame, &legend, paper, words, |sheet| draw(sheet, rows, &keys))
}

/// What the legend explains.
#[derive(Clone, Copy)]
enum Key {
    Status(Status),
    Interval,
    BoundsOnly,
    Ban,
}

fn keys(rows: &[RankingRow]) -> Vec<Key> {
    let observations = rows.iter().map(|row| &row.observation);
    let mut keys: Vec<Key> = statuses(observations.clone()).into_iter().map(Key::Status).collect();
    let has_bounds = |o: &Observation| bounds(o) != (None, None);
    let some = |test: &dyn Fn(&Observation) -> bool| rows.iter().any(|row| test(&row.observation));
    if some(&|o| figure(o).is_some() && has_bounds(o)) {
        keys.push(Key::Interval);
    }
    if some(&|o| figure(o).is_none() && has_bounds(o)) {
        keys.push(Key::BoundsOnly);
    }
    if rows.iter().any(|row| row.has_ban) {
        keys.push(Key::Ban);
    }
    keys
}

impl Key {
    fn swatch(self, sizes: Sizes) -> (f64, f64) {
        let height = sizes.small.size;
        match self {
            Self::Status(_) | Self::Ban => (height, height),
            Self::Interval | Self::BoundsOnly => (height * 2.2, height),
        }
    }

    fn label(self, bans_when: &str, words: &Words) -> String {
        match self {
            Self::Status(status) => status_word(status, words),
            Self::Interval => words.get("chart-interval"),
            Self::BoundsOnly => words.get("ranking-bounds-only"),
            Self::Ban if bans_when.is_empty() => words.get("chart-ban"),
            Self::Ban => format!("{}, {bans_when}", words.get("chart-ban")),
        }
    }

    fn draw(self, sheet: &mut Sheet<'_>, swatch: Rect) {
        let theme = sheet.theme;
        let centre = (swatch.mid_x(), swatch.mid_y());
        match self {
            Self::Status(status) => {
                sheet.canvas.status_dot(centre, swatch.h * 0.45, StatusMark::of(status), theme.data, &theme);
            }
            Self::Interval => draw_line(sheet, (swatch.x, swatch.right()), centre.1),
            Self::BoundsOnly => draw_band(sheet, (swatch.x, swatch.right()), centre.1, swatch.h * 0.6),
            Self::Ban => draw_ban(sheet, centre, swatch.h),
        }
    }
}

/// The axis of a ranking and its ticks. Upper bounds without a value that reach far beyond all
/// that is known would press the rest into a corner: their bands run out of the picture.
#[must_use]
pub fn ranking_domain<'a>(
    observations: impl Iterator<Item = &'a Observation> + Clone,
) -> ((f64, f64), Vec<f64>) {
    const FAR: f64 = 1.5;
    let sure = |o: &Observation| {
        let high = bounds(o).1.filter(|_| figure(o).is_some());
        [figure(o), bounds(o).0, high].into_iter().flatten()
    };
    let furthest = observations.clone().flat_map(sure).fold(0.0_f64, |far, v| far.max(v.abs()));
    let is_near = |value: &f64| furthest == 0.0 || value.abs() <= furthest * FAR;
    round_domain(observations.flat_map(reach).filter(is_near), 5)
}

/// Columns of the table that a ranking is.
struct Columns {
    places: f64,
    labels: f64,
    ban: f64,
    values: f64,
    row: f64,
    shows_bounds: bool,
}

fn draw(sheet: &mut Sheet<'_>, rows: &[RankingRow], keys: &[Key]) {
    for (key, swatch) in keys.iter().zip(sheet.swatches.clone()) {
        if let Some(swatch) = swatch {
            key.draw(sheet, swatch);
        }
    }
    let can_be_drawn = |(_, row): &(usize, &RankingRow)| reach(&row.observation).next().is_some();
    let (numbers, mut ranked): (Vec<usize>, Vec<&RankingRow>) =
        rows.iter().enumerate().filter(can_be_drawn).unzip();
    if ranked.is_empty() {
        sheet.say_nothing_to_show();
        return;
    }
    let ticks_height = sheet.sizes.small.line_height() + sheet.sizes.gap;
    let room = sheet.plot.h - ticks_height;
    let least = sheet.sizes.small.line_height() * 1.05;
    let fitting = (room / least).floor().max(1.0) as usize;
    let shown = if ranked.len() > fitting { fitting.saturating_sub(1).max(1) } else { ranked.len() };
    let left_out = ranked.len() - shown;
    let lines = shown + usize::from(left_out > 0);
    ranked.truncate(shown);
    sheet.drawn = numbers[..shown].to_vec();
    let row = (room / lines as f64).clamp(least, sheet.sizes.label.line_height() * 2.0);
    let decimals = decimals_for(ranked.iter().filter_map(|row| figure(&row.observation)));
    let columns = columns(sheet, &ranked, row, decimals);
    let (domain, ticks) = ranking_domain(ranked.iter().map(|row| &row.observation));
    let x = sheet.plot.x + columns.places + columns.labels + columns.ban;
    let area = Rect::new(x, sheet.plot.y, sheet.plot.right() - columns.values - x, row * shown as f64);
    let axis = Axis::linear(domain, (area.x, area.right()));
    draw_grid(sheet, area, &axis, &ticks, row * f64::from(u8::from(left_out > 0)));
    for (i, ranking_row) in ranked.iter().enumerate() {
        draw_row(sheet, ranking_row, area.y + row * (i as f64 + 0.5), &axis, &columns, decimals);
    }
    if left_out > 0 {
        let count = units::number(left_out as f64, 0, sheet.lang());
        let text = sheet.words.plural("chart-more-rows", left_out as f64, &[("count", &count)]);
        let (face, colour) = (sheet.sizes.small, sheet.theme.muted);
        let y = area.bottom() + row / 2.0 + face.centre();
        let text = ellipsize(&text, face, sheet.plot.w);
        sheet.place((sheet.plot.x, y), &text, face, Anchor::Start, colour);
    }
}

/// Most of the width that texts may take, so that marks remain.
const MOST_TEXT: f64 = 0.65;

fn columns(sheet: &Sheet<'_>, ranked: &[&RankingRow], row: f64, decimals: usize) -> Columns {
    let (sizes, plot, lang) = (sheet.sizes, sheet.plot, sheet.lang());
    let face = if row < sizes.label.line_height() { sizes.small } else { sizes.label };
    let widest = |texts: &dyn Fn(&RankingRow) -> f64| ranked.iter().map(|row| texts(row)).fold(0.0, f64::max);
    let labels = widest(&|row| face.width(&row.label)).min(plot.w * 0.4) + sizes.gap * 1.5;
    let places = widest(&|row| sizes.small.width(&row.place));
    let places = if places > 0.0 { places + sizes.gap } else { 0.0 };
    let ban = if ranked.iter().any(|row| row.has_ban) { sizes.small.size + sizes.gap } else { 0.0 };
    let bold = face_of_values(row, sizes);
    let value = widest(&|row| {
        figure(&row.observation).map_or(0.0, |value| bold.width(&units::number(value, decimals, lang)))
    });
    let interval = widest(&|row| sizes.small.width(&certainty_text(&row.observation, decimals, sheet.words)));
    // One gap before the value, one between the two.
    let with_bounds = value + interval + 3.0 * sizes.gap;
    let shows_bounds = places + labels + ban + with_bounds <= plot.w * MOST_TEXT;
    let values = if shows_bounds {
        with_bounds
    } else {
        let alone = widest(&|row| match figure(&row.observation) {
            Some(_) => 0.0,
            None => sizes.small.width(&interval_text(&row.observation, decimals, lang)),
        });
        value.max(alone) + 2.0 * sizes.gap
    };
    Columns { places, labels, ban, values: values.min(plot.w * 0.4), row, shows_bounds }
}

fn face_of_values(row: f64, sizes: Sizes) -> crate::text::Face {
    if row < sizes.strong.line_height() { sizes.strong.sized(sizes.small.size) } else { sizes.strong }
}

fn draw_grid(sheet: &mut Sheet<'_>, area: Rect, axis: &Axis, ticks: &[f64], below: f64) {
    let (theme, face, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    let decimals = decimals_for(ticks.iter().copied());
    let step = ticks.get(1).map_or(0.0, |t| (axis.at(*t) - axis.at(ticks[0])).abs());
    let widest = ticks.iter().map(|t| face.width(&units::number(*t, decimals, lang))).fold(0.0, f64::max);
    // On a narrow page only the ends keep their numbers.
    let only_ends = widest + 6.0 > step;
    for (i, tick) in ticks.iter().enumerate() {
        let x = axis.at(*tick);
        let ink = if *tick == 0.0 { Ink::line(theme.axis, 1.2) } else { Ink::line(theme.grid, 1.0) };
        sheet.canvas.line((x, area.y), (x, area.bottom()), ink);
        if !only_ends || i == 0 || i + 1 == ticks.len() {
            let y = area.bottom() + below + face.line_height();
            sheet.place((x, y), &units::number(*tick, decimals, lang), face, Anchor::Middle, theme.muted);
        }
    }
}

fn draw_row(
    sheet: &mut Sheet<'_>,
    row: &RankingRow,
    y: f64,
    axis: &Axis,
    columns: &Columns,
    decimals: usize,
) {
    let (sizes, theme, lang) = (sheet.sizes, sheet.theme, sheet.lang());
    let face = if columns.row < sizes.label.line_height() { sizes.small } else { sizes.label };
    let places = sheet.plot.x + columns.places;
    if !row.place.is_empty() {
        let at = (places - sizes.gap, y + sizes.small.centre());
        sheet.place(at, &row.place, sizes.small, Anchor::End, theme.muted);
    }
    let left = places + columns.ban;
    let label = fit_name(&row.label, face, columns.labels - sizes.gap);
    sheet.place((left, y + face.centre()), &label, face, Anchor::Start, theme.ink);
    if row.has_ban {
        let side = sizes.small.size * 0.9;
        draw_ban(sheet, (places + side / 2.0, y), side.min(columns.row - 3.0));
    }
    // A hairline leads the eye from the name to the mark.
    let start = reach(&row.observation).map(|v| axis.at(v)).fold(f64::INFINITY, f64::min);
    let ends = (left + face.width(&label) + sizes.gap, start);
    if ends.0 < ends.1 {
        sheet.canvas.line((ends.0, y), (ends.1, y), Ink::line(theme.grid, 1.0));
    }
    let end = draw_marks(sheet, &row.observation, y, axis, columns.row);
    let bounds_text = certainty_text(&row.observation, decimals, sheet.words);
    let small = |x: f64, anchor: Anchor, text: String| {
        let (face, colour) = (sizes.small, theme.muted);
        TextRun { x, y: y + face.centre(), text, face, anchor, colour, tail: None }
    };
    let x = end + sizes.gap;
    let Some(value) = figure(&row.observation) else {
        sheet.place_all_on_paper(vec![small(x, Anchor::Start, bounds_text)]);
        return;
    };
    let face = face_of_values(columns.row, sizes);
    let (text, colour) = (units::number(value, decimals, lang), theme.ink);
    let number = TextRun { x, y: y + face.centre(), text, face, anchor: Anchor::Start, colour, tail: None };
    if bounds_text.is_empty() {
        sheet.place_all_on_paper(vec![number]);
        return;
    }
    let room = sheet.plot.right() - number.bounds().right() - sizes.gap;
    if columns.shows_bounds || sizes.small.width(&bounds_text) <= room {
        let tail = Tail { gap: sizes.gap, text: bounds_text, face: sizes.small, colour: theme.muted };
        sheet.place_all_on_paper(vec![TextRun { tail: Some(tail), ..number }]);
        return;
    }
    sheet.place_all_on_paper(vec![number]);
    // Behind the figure they have no room: before its mark.
    let before = start.min(axis.at(value) - radius_of(columns.row)) - sizes.gap;
    if sizes.small.width(&bounds_text) <= before - ends.0 {
        sheet.place_all_on_paper(vec![small(before, Anchor::End, bounds_text)]);
    }
}

/// Radius of the dot of a row.
fn radius_of(row: f64) -> f64 {
    (row * 0.28).clamp(3.0, 7.5)
}

/// Dot, line or band; gives the right end of what was drawn.
fn draw_marks(sheet: &mut Sheet<'_>, observation: &Observation, y: f64, axis: &Axis, row: f64) -> f64 {
    let theme = sheet.theme;
    let radius = radius_of(row);
    let (low, high) = bounds(observation);
    let (start, end) = axis.domain();
    // An open side runs to zero, or to the end of the axis and past it with an arrow.
    let from = axis.at(low.unwrap_or(start.max(0.0)));
    let is_cut = high.is_some_and(|high| high > end);
    let to = high.filter(|_| !is_cut).map(|high| axis.at(high));
    let value = figure(observation).map(|value| axis.at(value));
    let mut right = value.map_or(from, |x| x + radius);
    if low.is_some() || high.is_some() {
        let open = (from.max(value.unwrap_or(from)) + 5.0 * radius).min(axis.at(end));
        let reached = to.unwrap_or(if is_cut { axis.at(end) } else { open });
        match value {
            Some(_) => draw_line(sheet, (from, reached), y),
            None => draw_band(sheet, (from, reached), y, radius * 1.3),
        }
        right = right.max(reached);
        if to.is_none() {
            let tip = reached + radius * 1.2;
            let head = [(tip, y), (reached, y - radius * 0.8), (reached, y + radius * 0.8)];
            sheet.canvas.polygon(&head, Ink::fill(theme.data));
            right = right.max(tip);
        }
    }
    if let Some(x) = value {
        sheet.canvas.status_dot((x, y), radius, mark(observation), theme.data, &theme);
    }
    right
}

fn draw_line(sheet: &mut Sheet<'_>, ends: (f64, f64), y: f64) {
    let ink = Ink::line(sheet.theme.data, 1.6).opacity(0.75);
    sheet.canvas.whisker(ends, y, 3.5, ink);
}

fn draw_band(sheet: &mut Sheet<'_>, (from, to): (f64, f64), y: f64, height: f64) {
    let band = Rect::new(from, y - height / 2.0, (to - from).max(1.0), height);
    sheet.canvas.rect(band, Ink::fill(sheet.theme.data_tint));
    sheet.canvas.outline(band, Ink::line(sheet.theme.data, 0.8));
}

fn draw_ban(sheet: &mut Sheet<'_>, (x, y): (f64, f64), side: f64) {
    let theme = sheet.theme;
    let square = Rect::around(x, y, side / 2.0);
    sheet.canvas.rect(square, Ink::fill(theme.ban_tint));
    sheet.canvas.outline(square, Ink::line(theme.ban, 1.6));
}
