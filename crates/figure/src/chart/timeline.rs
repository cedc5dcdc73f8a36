//! Owns the timeline of acts: a lane a topic, acts as points, bans and other spans as bars, each
//! with its dates and its status. Draws no "today": figures know no clock.

use super::acts::{TimelineEvent, draw_point, topic_name};
use super::block::{Block, Density};
use super::canvas::{Ink, Spot};
use super::{Sheet, compose, sizes_of};
use crate::atlas::ActStatus;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::Words;
use crate::run::Anchor;
use crate::scene::Page;
use crate::style::{Colour, Paper};
use crate::text::ellipsize;
use crate::units;

/// Years outside are damage, not data.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Draws the timeline.
///
/// Where the page lacks room, titles are set on one line and shortened; what still finds none is
/// counted in a last line.
#[must_use]
pub fn timeline_page(events: &[TimelineEvent], frame: &FrameText, paper: Paper, words: &Words) -> Page {
    let is_known = |(_, event): &(usize, &TimelineEvent)| {
        YEARS.contains(&event.period.first.year) && YEARS.contains(&event.period.last.year)
    };
    let mut known: Vec<(usize, &TimelineEvent)> = events.iter().enumerate().filter(is_known).collect();
    known.sort_by_key(|(_, event)| event.period);
    let (numbers, known): (Vec<usize>, Vec<&TimelineEvent>) = known.into_iter().unzip();
    let sizes = sizes_of(paper);
    let statuses: Vec<ActStatus> =
        ActStatus::ALL.into_iter().filter(|status| known.iter().any(|e| e.status == *status)).collect();
    let legend: Vec<LegendEntry> = statuses
        .iter()
        .map(|status| LegendEntry {
            swatch: (sizes.small.size, sizes.small.size),
            label: words.get(&format!("act-{}", status.id())),
        })
        .collect();
    compose(frame, &legend, paper, words, |sheet| {
        let ink = sheet.theme.ink;
        for (status, swatch) in statuses.iter().zip(sheet.swatches.clone()) {
            if let Some(swatch) = swatch {
                draw_point(sheet, (swatch.mid_x(), swatch.mid_y()), swatch.w * 0.42, *status, ink);
            }
        }
        draw(sheet, &known);
        sheet.drawn = sheet.drawn.iter().map(|&at| numbers[at]).collect();
    })
}

fn draw(sheet: &mut Sheet<'_>, events: &[&TimelineEvent]) {
    if events.is_empty() {
        sheet.say_nothing_to_show();
        return;
    }
    let time = Time::new(sheet, events);
    let top = sheet.plot.y + sheet.sizes.small.line_height() + sheet.sizes.gap;
    let lanes = lay_lanes(sheet, events, &time, sheet.plot.bottom() - top);
    // What finds no room is counted in a line of its own.
    let is_full = lanes.iter().map(|lane| lane.height).sum::<f64>() > sheet.plot.bottom() - top;
    let count = if is_full { sheet.sizes.small.line_height() } else { 0.0 };
    let bottom = sheet.plot.bottom() - count;
    // Spare height goes between the rows.
    let used: f64 = lanes.iter().map(|lane| lane.height).sum();
    let rows: usize = lanes.iter().map(|lane| lane.rows.len()).sum();
    let spare = ((bottom - top - used) / rows.max(1) as f64).clamp(0.0, sheet.sizes.gap * 1.5);
    let mut y = top;
    time.draw_grid(sheet, top, (used + spare * rows as f64).min(bottom - top));
    for lane in &lanes {
        y = lane.draw(sheet, (y, bottom), &time, spare);
        if y > bottom {
            break;
        }
        let ends = ((sheet.plot.x, y), (sheet.plot.right(), y));
        sheet.canvas.line(ends.0, ends.1, Ink::line(sheet.theme.grid, 1.0));
    }
    let left_out = events.len() - sheet.drawn.len();
    if left_out > 0 {
        let count = units::number(left_out as f64, 0, sheet.lang());
        let text = sheet.words.plural("chart-more-rows", left_out as f64, &[("count", &count)]);
        let (face, colour) = (sheet.sizes.small, sheet.theme.muted);
        let at = (sheet.plot.x, sheet.plot.bottom() - face.descent());
        sheet.place(at, &ellipsize(&text, face, sheet.plot.w), face, Anchor::Start, colour);
    }
}

/// The axis of time.
pub(super) struct Time {
    first: f64,
    last: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    has_column: bool,
}

impl Time {
    fn new(sheet: &Sheet<'_>, events: &[&TimelineEvent]) -> Self {
        let spans = || events.iter().map(|event| event.span());
        let first = spans().map(|s| s.0).fold(f64::INFINITY, f64::min).floor();
        let last = spans().map(|s| s.1).fold(first + 1.0, f64::max).ceil();
        let widest = events
            .iter()
            .map(|event| sheet.sizes.strong.width(&topic_name(&event.topic, sheet.words)))
            .fold(0.0, f64::max);
        let column = widest + sheet.sizes.gap * 1.5;
        // On a narrow page the names of lanes stand above their rows.
        let has_column = column <= sheet.plot.w * 0.27;
        let column = if has_column { column } else { 0.0 };
        Self { first, last, left: sheet.plot.x + column, right: sheet.plot.right(), has_column }
    }

    /// Where a moment, in years, stands.
    pub(super) fn at(&self, year: f64) -> f64 {
        self.left + (year - self.first) / (self.last - self.first) * (self.right - self.left)
    }

    fn draw_grid(&self, sheet: &mut Sheet<'_>, top: f64, height: f64) {
        let (theme, face) = (sheet.theme, sheet.sizes.small);
        let year_width = (self.right - self.left) / (self.last - self.first);
        let step = ((face.width("0000") + 8.0) / year_width).ceil().max(1.0) as i64;
        for year in (self.first as i64)..=(self.last as i64) {
            let x = self.at(year as f64);
            let is_named = (year - self.first as i64) % step == 0;
            if is_named || year == self.last as i64 {
                sheet.canvas.line((x, top), (x, top + height), Ink::line(theme.grid, 1.0));
            }
            if is_named && x + face.width("0000") < sheet.page.right() - 4.0 && year < self.last as i64 {
                sheet.place((x, top - sheet.sizes.gap), &year.to_string(), face, Anchor::Start, theme.muted);
            }
        }
        let ends = ((sheet.plot.x, top), (sheet.plot.right(), top));
        sheet.canvas.line(ends.0, ends.1, Ink::line(theme.axis, 1.0));
    }
}

struct Lane<'a> {
    topic: String,
    colour: Colour,
    /// Blocks with the numbers of their events.
    rows: Vec<Vec<(usize, Block<'a>)>>,
    /// Space below the lane, in gaps.
    space: f64,
    height: f64,
}

fn lay_lanes<'a>(sheet: &Sheet<'_>, events: &[&'a TimelineEvent], time: &Time, room: f64) -> Vec<Lane<'a>> {
    let topics = TimelineEvent::lanes(events.iter().copied());
    let lay = |density: Density| -> Vec<Lane<'a>> {
        topics.iter().map(|topic| Lane::lay(sheet, events, topic, time, density)).collect()
    };
    let fits = |lanes: &Vec<Lane<'_>>| lanes.iter().map(|lane| lane.height).sum::<f64>() <= room;
    [Density::Roomy, Density::Close].into_iter().map(lay).find(fits).unwrap_or_else(|| lay(Density::Inline))
}

impl<'a> Lane<'a> {
    fn lay(
        sheet: &Sheet<'_>,
        events: &[&'a TimelineEvent],
        topic: &str,
        time: &Time,
        density: Density,
    ) -> Self {
        let gap = sheet.sizes.gap;
        let mut rows: Vec<Vec<(usize, Block<'a>)>> = Vec::new();
        for (number, event) in events.iter().enumerate().filter(|(_, event)| event.topic == topic) {
            let block = Block::lay(sheet, event, time, density);
            let apart = |(_, other): &(usize, Block<'_>)| {
                block.reach.0 >= other.reach.1 + 2.0 * gap || block.reach.1 + 2.0 * gap <= other.reach.0
            };
            match rows.iter_mut().find(|row| row.iter().all(apart)) {
                Some(row) => row.push((number, block)),
                None => rows.push(vec![(number, block)]),
            }
        }
        let theme = sheet.theme;
        let colour = if topic == "ban" { theme.ban } else { theme.data };
        let heading = if time.has_column { 0.0 } else { sheet.sizes.strong.line_height() };
        let height =
            rows.iter().map(|row| row_height(row)).sum::<f64>() + heading + gap * (0.2 + density.space());
        Self { topic: topic_name(topic, sheet.words), colour, rows, space: density.space(), height }
    }

    /// Draws the rows of the lane that fit between `top` and `bottom`; gives where the next lane
    /// starts.
    fn draw(&self, sheet: &mut Sheet<'_>, (top, bottom): Spot, time: &Time, spare: f64) -> f64 {
        let (strong, gap) = (sheet.sizes.strong, sheet.sizes.gap);
        let heading = if time.has_column { 0.0 } else { strong.line_height() };
        let first = self.rows.first().map_or(0.0, |row| row_height(row));
        let mut y = top + gap * (0.2 + 0.5 * self.space);
        if y + heading + first > bottom {
            return bottom + 1.0;
        }
        let room = if time.has_column { time.left - sheet.plot.x } else { sheet.plot.w };
        let name = ellipsize(&self.topic, strong, room);
        let in_row = if time.has_column { spare / 2.0 } else { 0.0 };
        sheet.place((sheet.plot.x, y + in_row + strong.ascent()), &name, strong, Anchor::Start, self.colour);
        y += heading;
        for row in &self.rows {
            if y + row_height(row) > bottom {
                return bottom + 1.0;
            }
            for (number, block) in row {
                if block.draw(sheet, y + spare / 2.0, time, self.colour) {
                    sheet.drawn.push(*number);
                }
            }
            y += row_height(row) + spare;
        }
        y + gap * 0.5 * self.space
    }
}

fn row_height(row: &[(usize, Block<'_>)]) -> f64 {
    row.iter().map(|(_, block)| block.height).fold(0.0, f64::max)
}
