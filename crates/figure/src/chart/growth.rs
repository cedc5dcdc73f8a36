//! Owns the growth chart: bars from period to period, the change between them, and the status of
//! each in words. Does not compute the change.

use super::canvas::{ARROW, Ink, Span};
use super::growth_captions::Captions;
use super::scale::Axis;
use super::years::{ChangePlace, ChangeText, YearMark, growth_scale};
use super::{
    Sheet, compose, decimals_of, figure, interval_label, interval_text, mark, sizes_of, status_word, statuses,
};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::{Lang, Words};
use crate::provenance::{Observation, Status};
use crate::run::{Anchor, TextRun};
use crate::scene::Page;
use crate::style::{Paper, Sizes, StatusMark};
use crate::text::{Face, wrap_to};
use crate::units::{self, decimals_for};

/// One period.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthBar {
    /// The period in words: "2023", "end of 2023".
    pub label: String,
    /// The figure.
    pub observation: Observation,
    /// Change from the bar before, in percent.
    pub change_percent: Option<Observation>,
    /// Years without a figure between the bar before and this one.
    pub missing_before: u32,
}

/// Where a bar stands.
struct Place {
    rect: Rect,
    /// Top of the bar and of its interval.
    peak: f64,
    mark: YearMark,
}

/// Draws the growth chart.
///
/// Bars start at zero. A figure that no source states is hatched or outlined and says so below
/// its bar; an interval wide enough to be seen is drawn over the bar.
#[must_use]
pub fn growth_page(bars: &[GrowthBar], frame: &FrameText, paper: Paper, words: &Words) -> Page {
    compose(frame, &legend_of(bars.iter(), paper, words), paper, words, |sheet| draw(sheet, bars))
}

/// What a legend explains.
#[derive(Clone, Copy)]
enum Key {
    Status(Status),
    /// An interval or a range; whether any leaves the axis.
    Interval {
        goes_on: bool,
    },
    /// A range as an area.
    Area,
}

fn keys_of<'a>(bars: impl Iterator<Item = &'a GrowthBar> + Clone) -> Vec<Key> {
    let observed = bars.map(|bar| &bar.observation);
    let axis = Axis::linear(growth_scale(observed.clone(), STEPS).0, (1.0, 0.0));
    let marks: Vec<YearMark> = observed.clone().map(|observation| YearMark::of(observation, &axis)).collect();
    let is_area = |mark: &YearMark| matches!(mark, YearMark::Range { is_area: true, .. });
    let mut keys: Vec<Key> = statuses(observed).into_iter().map(Key::Status).collect();
    let spans: Vec<Span> = marks.iter().filter_map(YearMark::span).collect();
    if !spans.is_empty() {
        keys.push(Key::Interval { goes_on: spans.iter().any(|span| span.goes_on.contains(&true)) });
    }
    if marks.iter().any(is_area) {
        keys.push(Key::Area);
    }
    keys
}

/// The statuses of bars, and the signs of what is not exact.
pub(super) fn legend_of<'a>(
    bars: impl Iterator<Item = &'a GrowthBar> + Clone,
    paper: Paper,
    words: &Words,
) -> Vec<LegendEntry> {
    let size = sizes_of(paper).small.size;
    let entry = |key| match key {
        Key::Status(status) => LegendEntry { swatch: (size * 2.0, size), label: status_word(status, words) },
        Key::Interval { goes_on } => {
            LegendEntry { swatch: (size, size * 1.2), label: interval_label(goes_on, words) }
        }
        Key::Area => LegendEntry { swatch: (size * 2.0, size), label: words.get("chart-bounds-only") },
    };
    keys_of(bars).into_iter().map(entry).collect()
}

pub(super) fn draw_swatches<'a>(sheet: &mut Sheet<'_>, bars: impl Iterator<Item = &'a GrowthBar> + Clone) {
    let theme = sheet.theme;
    for (key, swatch) in keys_of(bars).into_iter().zip(sheet.swatches.clone()) {
        let Some(swatch) = swatch else { continue };
        let whole = Span { ends: [swatch.bottom(), swatch.y], goes_on: [false; 2] };
        match key {
            Key::Status(status) => {
                sheet.canvas.status_bar(swatch, StatusMark::of(status), theme.data, &theme);
            }
            Key::Interval { .. } => draw_interval(sheet, swatch.mid_x(), 4.0, whole),
            Key::Area => sheet.canvas.rect(swatch, Ink::fill(theme.data_tint)),
        }
    }
}

fn draw(sheet: &mut Sheet<'_>, bars: &[GrowthBar]) {
    draw_swatches(sheet, bars.iter());
    if bars.is_empty() {
        sheet.say_nothing_to_show();
        return;
    }
    let scale = growth_scale(bars.iter().map(|bar| &bar.observation), STEPS);
    let look = Look::of(sheet, bars, &scale, Told::All);
    draw_bars_on(sheet, bars, &scale, look);
}

/// Steps of the axis, about.
pub(super) const STEPS: usize = 4;

/// The domain of an axis, and its ticks.
pub(super) type Scale = ((f64, f64), Vec<f64>);

/// How much is said below the bars; all of it on one page alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    /// Periods, statuses, bounds, changes.
    All,
    /// The same but for statuses, which the pattern of a bar tells, too.
    Bounds,
    /// The same in few lines: percents beside their periods.
    Joined,
    /// A change and its bounds in one line where there is room for all of it, else no change.
    Figures,
    /// The same, and bounds of figures are left to the signs and to the data.
    Least,
}

/// What all charts of bars on a page have in common.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// Room that the lines of text below the bars take.
    captions: f64,
    pub(super) told: Told,
    /// Size of the values, in pixels.
    value_size: f64,
}

impl Look {
    /// Share of the plot that captions may take.
    const MOST_OF_PLOT: f64 = 0.4;

    /// That of a chart, which tells no more than `most`.
    pub(super) fn of(sheet: &Sheet<'_>, bars: &[GrowthBar], scale: &Scale, most: Told) -> Self {
        let gutter = gutter(sheet, &scale.1);
        let value_size = value_size(sheet, bars, (sheet.plot.w - gutter) / bars.len().max(1) as f64);
        let of = |told| {
            let captions = captions_of(sheet, bars, gutter, told).1;
            // Changes are left out only where no shorter form has room.
            let is_whole = captions.has_room || told >= Told::Figures;
            let captions = captions.height(sheet.sizes);
            // Where lines are saved, the values above the bars are no larger than the year.
            let most = if told >= Told::Joined { sheet.sizes.strong.size } else { value_size };
            (Self { captions, told, value_size: value_size.min(most) }, is_whole)
        };
        let fits =
            |(look, is_whole): &(Self, bool)| *is_whole && look.captions <= sheet.plot.h * Self::MOST_OF_PLOT;
        let longer = [Told::All, Told::Bounds, Told::Joined, Told::Figures];
        let longer = longer.into_iter().filter(|told| *told >= most);
        longer.map(of).find(fits).unwrap_or_else(|| of(Told::Least)).0
    }

    /// What both have room for.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            captions: self.captions.max(other.captions),
            told: self.told.max(other.told),
            value_size: self.value_size.min(other.value_size),
        }
    }
}

fn captions_of(sheet: &Sheet<'_>, bars: &[GrowthBar], gutter: f64, told: Told) -> (Between, Captions) {
    let between = Between::new(sheet, bars, sheet.plot.w - gutter);
    let band = (sheet.plot.w - gutter) / bars.len() as f64;
    let mut captions = Captions::new(sheet, bars, band, between == Between::Nothing);
    captions.shorten(told, sheet);
    (between, captions)
}

/// Draws the bars into the plot of the sheet, above captions of a height.
pub(super) fn draw_bars_on(sheet: &mut Sheet<'_>, bars: &[GrowthBar], scale: &Scale, look: Look) {
    let (theme, (domain, ticks)) = (sheet.theme, scale);
    let gutter = gutter(sheet, ticks);
    let (between, captions) = captions_of(sheet, bars, gutter, look.told);
    let area = bar_area(sheet, look);
    let axis = Axis::linear(*domain, (area.bottom(), area.y));
    let area = draw_grid(sheet, area, &axis, ticks, gutter);
    let places = draw_bars(sheet, bars, area, &axis);
    let zero = axis.at(0.0);
    sheet.canvas.line((area.x, zero), (area.right(), zero), Ink::line(theme.axis, 1.2));
    draw_gaps(sheet, bars, area);
    captions.draw(sheet, area, bars.len());
    draw_values(sheet, bars, &places, look.value_size);
    draw_changes(sheet, bars, &places, between);
}

/// What of a change is said between its bars; all of it on one page alike.
#[derive(Clone, Copy, PartialEq)]
enum Between {
    /// Percent above the line, bounds and status in one line below it.
    OneLine,
    /// Bounds above status.
    TwoLines,
    /// Nothing: all of it stands below the bars.
    Nothing,
}

impl Between {
    fn new(sheet: &Sheet<'_>, bars: &[GrowthBar], width: f64) -> Self {
        let (sizes, lang) = (sheet.sizes, sheet.lang());
        let band = width / bars.len() as f64;
        let room = band - bar_width(band, sizes) - GAP_BESIDE_BARS - 2.0 * sizes.gap;
        let fits = |text: &String| sizes.small.width(text) <= room;
        let told = |bar: &GrowthBar| ChangeText::of(bar.change_percent.as_ref()?, sheet.words);
        let changes: Vec<ChangeText> = bars.iter().filter_map(told).collect();
        // The value above a bar may be wider than the bar.
        let value = |bar: &GrowthBar| figure(&bar.observation).map(|v| units::compact(v, lang));
        let widest = bars.iter().filter_map(value).map(|t| sizes.value.width(&t)).fold(0.0, f64::max);
        let beside = room - (widest.min(band * VALUE_SHARE) - bar_width(band, sizes)).max(0.0) / 2.0;
        let percent = |change: &ChangeText| sizes.strong.width(&change.percent) <= beside;
        if !changes.iter().all(percent) {
            Self::Nothing
        } else if changes.iter().all(|change| fits(&change.certainty().join(", "))) {
            Self::OneLine
        } else if changes.iter().all(|change| change.certainty().iter().all(fits)) {
            Self::TwoLines
        } else {
            Self::Nothing
        }
    }
}

impl Between {
    /// Bounds and status of a change.
    fn lines(self, change: &ChangeText) -> Vec<String> {
        match self {
            Self::OneLine => vec![change.certainty().join(", ")],
            _ => change.certainty(),
        }
    }
}

/// Pixels between a bar and the line of a change, on both sides together.
const GAP_BESIDE_BARS: f64 = 7.0;
/// The most of its band that the value above a bar takes.
const VALUE_SHARE: f64 = 0.94;

fn bar_width(band: f64, sizes: Sizes) -> f64 {
    (band * 0.52).min(230.0 * sizes.scale.max(0.75))
}

/// The room for bars: below it the captions, above it the highest value.
pub(super) fn bar_area(sheet: &Sheet<'_>, look: Look) -> Rect {
    let (plot, sizes) = (sheet.plot, sheet.sizes);
    let top = plot.y + Face::bold(look.value_size).line_height() + ARROW + sizes.gap;
    Rect::new(plot.x, top, plot.w, plot.bottom() - look.captions - top)
}

fn tick_text(tick: f64, ticks: &[f64], lang: Lang) -> String {
    let decimals = decimals_for(ticks.iter().copied());
    if tick.abs() >= 1e4 { units::compact(tick, lang) } else { units::number(tick, decimals, lang) }
}

/// Room for the numbers of the grid.
fn gutter(sheet: &Sheet<'_>, ticks: &[f64]) -> f64 {
    let width = |tick: &f64| sheet.sizes.small.width(&tick_text(*tick, ticks, sheet.lang()));
    ticks.iter().map(width).fold(0.0, f64::max) + sheet.sizes.gap
}

/// Grid and its numbers; gives what the numbers leave of the room.
fn draw_grid(sheet: &mut Sheet<'_>, area: Rect, axis: &Axis, ticks: &[f64], gutter: f64) -> Rect {
    let (theme, face, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    for tick in ticks {
        let y = axis.at(*tick);
        sheet.canvas.line((area.x + gutter, y), (area.right(), y), Ink::line(theme.grid, 1.0));
        sheet.place(
            (area.x + gutter - sheet.sizes.gap, y + face.centre()),
            &tick_text(*tick, ticks, lang),
            face,
            Anchor::End,
            theme.muted,
        );
    }
    Rect::new(area.x + gutter, area.y, area.w - gutter, area.h)
}

fn draw_bars(sheet: &mut Sheet<'_>, bars: &[GrowthBar], area: Rect, axis: &Axis) -> Vec<Place> {
    let theme = sheet.theme;
    let band = area.w / bars.len() as f64;
    let width = bar_width(band, sheet.sizes);
    let zero = axis.at(0.0);
    let mut places = Vec::with_capacity(bars.len());
    for (i, bar) in bars.iter().enumerate() {
        let middle = area.x + band * (i as f64 + 0.5);
        let year = YearMark::of(&bar.observation, axis);
        let reached = year.tip().unwrap_or(zero);
        let rect = Rect::new(middle - width / 2.0, zero.min(reached), width, (zero - reached).abs());
        if year.tip().is_some() {
            sheet.canvas.status_bar(rect, mark(&bar.observation), theme.data, &theme);
        }
        let mut peak = rect.y;
        if let Some(span) = year.span() {
            let [bottom, top] = span.ends;
            if let YearMark::Range { is_area: true, .. } = year {
                let height = (bottom - top).max(LEAST_AREA);
                let area = Rect::new(middle - width / 2.0, top, width, height);
                sheet.canvas.rect(area, Ink::fill(theme.data_tint));
            }
            draw_interval(sheet, middle, cap(width), span);
            peak = peak.min(if span.goes_on[1] { top - ARROW } else { top });
        }
        places.push(Place { rect, peak, mark: year });
    }
    places
}

/// Half of the stroke at the end of an interval.
fn cap(width: f64) -> f64 {
    (width * 0.12).min(9.0)
}

/// Height of an area between bounds, at least.
const LEAST_AREA: f64 = 3.0;

fn draw_interval(sheet: &mut Sheet<'_>, middle: f64, cap: f64, span: Span) {
    let theme = sheet.theme;
    for (colour, thickness) in [(theme.paper, 4.5), (theme.ink, 1.7)] {
        sheet.canvas.span_upright(span, middle, cap, Ink::line(colour, thickness));
    }
}

/// Dashes between bars that do not follow on each other, with the number of years between.
fn draw_gaps(sheet: &mut Sheet<'_>, bars: &[GrowthBar], area: Rect) {
    let (theme, face, words) = (sheet.theme, sheet.sizes.small, sheet.words);
    let band = area.w / bars.len() as f64;
    for (number, bar) in bars.iter().enumerate().filter(|(_, bar)| bar.missing_before > 0) {
        let x = area.x + band * number as f64;
        sheet.canvas.dashed((x, area.y), (x, area.bottom()), Ink::line(theme.axis, 1.0), 3.0);
        let count = bar.missing_before.to_string();
        let long = words.plural("growth-gap", f64::from(bar.missing_before), &[("count", &count)]);
        let room = band - bar_width(band, sheet.sizes) - GAP_BESIDE_BARS;
        let lines = wrap_to(&long, face, room, 3);
        let fits = lines.iter().all(|line| face.width(line) <= room && !line.contains('…'));
        let lines = if fits { lines } else { vec![format!("+{count}")] };
        for (row, line) in lines.iter().enumerate() {
            let y = area.y + face.ascent() + face.line_height() * row as f64;
            sheet.place((x, y), line, face, Anchor::Middle, theme.muted);
        }
    }
}

fn value_text(sheet: &Sheet<'_>, bars: &[GrowthBar], observation: &Observation) -> String {
    let decimals = decimals_of(bars.iter().map(|bar| &bar.observation));
    match figure(observation) {
        Some(value) if value.abs() >= 1e4 => units::compact(value, sheet.lang()),
        Some(value) => units::number(value, decimals, sheet.lang()),
        None => interval_text(observation, decimals, sheet.lang()),
    }
}

/// The size in which all values fit over bars of a band.
fn value_size(sheet: &Sheet<'_>, bars: &[GrowthBar], band: f64) -> f64 {
    let face = sheet.sizes.value;
    let widest =
        bars.iter().map(|bar| face.width(&value_text(sheet, bars, &bar.observation))).fold(1.0, f64::max);
    (face.size * (band * VALUE_SHARE / widest)).clamp(sheet.sizes.small.size, face.size).floor()
}

fn draw_values(sheet: &mut Sheet<'_>, bars: &[GrowthBar], places: &[Place], size: f64) {
    let (theme, face) = (sheet.theme, Face::bold(size));
    for (bar, place) in bars.iter().zip(places).rev() {
        let is_negative = figure(&bar.observation).is_some_and(|value| value < 0.0);
        let y = if is_negative {
            place.rect.bottom() + face.ascent() + 2.0
        } else {
            place.peak - face.descent() - 3.0
        };
        let text = value_text(sheet, bars, &bar.observation);
        sheet.place((place.rect.mid_x(), y), &text, face, Anchor::Middle, theme.ink);
    }
}

/// Between two bars: a line at the height of the first, an arrow from there to the height of the
/// second (so the arrow is as long as the change), and the change in percent. Where one of the two
/// is no figure, a change that is known all the same stands there alone.
fn draw_changes(sheet: &mut Sheet<'_>, bars: &[GrowthBar], places: &[Place], between: Between) {
    let (theme, sizes) = (sheet.theme, sheet.sizes);
    for (pair, bar) in places.windows(2).zip(&bars[1.min(bars.len())..]) {
        let change = bar.change_percent.as_ref().and_then(|change| ChangeText::of(change, sheet.words));
        let stands = ChangePlace::of(&pair[0].mark, &pair[1].mark);
        let Some((change, stands)) = change.zip(stands) else { continue };
        let (left, right) = (pair[0].rect.right() + 3.0, pair[1].rect.x - 4.0 - sizes.gap);
        let middle = f64::midpoint(left, right - sizes.gap);
        let (from, to) = match stands {
            ChangePlace::Between(from, to) => (from, to),
            ChangePlace::Alone(at) => {
                if between != Between::Nothing {
                    draw_change_alone(sheet, &change, middle, at, between);
                }
                continue;
            }
        };
        let full = sizes.strong.sized((sizes.strong.size * 1.35).round());
        let is_told = between != Between::Nothing
            && [full, sizes.strong].into_iter().any(|face| {
                let fits = face.width(&change.percent) <= right - left - sizes.gap;
                let above = from.min(if to > from { to } else { from }) - face.descent() - 3.0;
                let below = from + face.ascent() + 4.0;
                fits && [above, below]
                    .into_iter()
                    .any(|y| sheet.place((middle, y), &change.percent, face, Anchor::Middle, theme.change))
            });
        if is_told && !draw_certainty(sheet, &between.lines(&change), middle, from) {
            // No percent without its bounds.
            sheet.runs.pop();
        }
        sheet.canvas.dashed((left, from), (right, from), Ink::line(theme.change, 1.2), 3.0);
        draw_arrow(sheet, right, from, to);
    }
}

/// A change with its bounds and status as one block, near a height where there is room for it.
fn draw_change_alone(sheet: &mut Sheet<'_>, change: &ChangeText, middle: f64, at: f64, between: Between) {
    let certainty = between.lines(change);
    let (strong, small, theme, plot) = (sheet.sizes.strong, sheet.sizes.small, sheet.theme, sheet.plot);
    let strong = strong.sized((strong.size * 1.35).round());
    let line = small.line_height();
    let height = strong.line_height() + line * certainty.len() as f64;
    let steps = (0..).map(|step| f64::from(step) * line);
    // Upwards to the top of the plot, else downwards to its end.
    let up = steps.clone().map(|by| at - by).take_while(|top| *top >= plot.y);
    let down = steps.map(|by| at + by).take_while(|top| top + height <= plot.bottom());
    for top in up.chain(down) {
        let first = top + strong.ascent();
        let percent = (first, &change.percent, strong, theme.change);
        let lines = certainty.iter().enumerate();
        let lines = lines.map(|(i, text)| (first + line * (i + 1) as f64, text, small, theme.muted));
        let runs = std::iter::once(percent).chain(lines).map(|(y, text, face, colour)| TextRun {
            x: middle,
            y,
            text: text.clone(),
            face,
            anchor: Anchor::Middle,
            colour,
            tail: None,
        });
        let runs = runs.collect();
        if sheet.place_all_on_paper(runs) {
            return;
        }
    }
}

/// Bounds and status of a change, small, on the side of the dashed line that is free; says whether one is.
fn draw_certainty(sheet: &mut Sheet<'_>, lines: &[String], middle: f64, line: f64) -> bool {
    let (face, colour) = (sheet.sizes.small, sheet.theme.muted);
    let height = face.line_height();
    let below = line + face.ascent() + 4.0;
    let above = line - face.descent() - 3.0 - height * (lines.len() - 1) as f64;
    [below, above].into_iter().any(|top| {
        let run = |(i, text): (usize, &String)| {
            let (text, y) = (text.clone(), top + height * i as f64);
            TextRun { x: middle, y, text, face, anchor: Anchor::Middle, colour, tail: None }
        };
        sheet.place_all_on_paper(lines.iter().enumerate().map(run).collect())
    })
}

fn draw_arrow(sheet: &mut Sheet<'_>, x: f64, from: f64, to: f64) {
    let ink = Ink::line(sheet.theme.change, 2.0);
    // The head shrinks with a short arrow, so that it never points from beyond its start.
    let head = (sheet.sizes.gap * 1.1).min((to - from).abs());
    let back = to + head * if to < from { 1.0 } else { -1.0 };
    sheet.canvas.line((x, from), (x, back), ink);
    let half = head * 0.55;
    sheet.canvas.polygon(&[(x, to), (x - half, back), (x + half, back)], Ink::fill(sheet.theme.change));
}
