//! Owns the timeline of acts: a lane a topic, acts as points, bans and other spans as bars, each
//! with its dates and its status. Draws no "today": figures know no clock.

use super::canvas::{Ink, Spot};
use super::dates::PartialDate;
use super::{Sheet, compose};
use crate::figure::boxes::Rect;
use crate::figure::frame::{FrameText, LegendEntry};
use crate::figure::style::{Colour, Sizes};
use crate::figure::text::{Anchor, Face, Tail, TextRun, ellipsize, wrap_to};
use crate::lang::Words;
use crate::units;

/// How far an act has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActStatus {
    /// In force.
    InForce,
    /// A fact that a source reports, not an act.
    Reported,
    /// Announced; adoption not confirmed.
    Planned,
    /// A draft or a bill.
    Draft,
    /// Asked for by a region.
    Requested,
    /// Replaced by a later act.
    Superseded,
}

impl ActStatus {
    /// All, in the order of the legend.
    pub const ALL: [Self; 6] =
        [Self::InForce, Self::Reported, Self::Planned, Self::Draft, Self::Requested, Self::Superseded];

    /// Id in messages.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::Reported => "reported",
            Self::Planned => "planned",
            Self::Draft => "draft",
            Self::Requested => "requested",
            Self::Superseded => "superseded",
        }
    }

    /// The status from the words of a data file, which may go on after it: "planned: adoption not
    /// confirmed", "published (draft)".
    #[must_use]
    pub fn from_words(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let says = |word: &str| text.contains(word);
        match () {
            () if says("superseded") => Some(Self::Superseded),
            () if says("planned") => Some(Self::Planned),
            () if says("requested") => Some(Self::Requested),
            () if says("draft") || says("bill") => Some(Self::Draft),
            () if says("in force") => Some(Self::InForce),
            () if says("published") || says("reported") => Some(Self::Reported),
            () => None,
        }
    }
}

/// One act or ban.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEvent {
    /// When it starts or happens.
    pub start: PartialDate,
    /// When it ends; `None` for what is a point in time.
    pub end: Option<PartialDate>,
    /// What it is, in a few words.
    pub title: String,
    /// Id of its lane: law, policy, limit, register, tax, tariff, data-duty, liability, ban. Any
    /// other is shown as it stands.
    pub topic: String,
    /// How far it has come.
    pub status: ActStatus,
}

/// Known lanes from top to bottom.
const TOPICS: [&str; 9] =
    ["law", "policy", "limit", "register", "tax", "tariff", "data-duty", "liability", "ban"];
/// Years outside are damage, not data.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// Draws the timeline as SVG.
///
/// Where the page lacks room, titles are set on one line and shortened; what still finds none is
/// counted in a last line.
#[must_use]
pub fn timeline_svg(events: &[TimelineEvent], frame: &FrameText, size: (u32, u32), words: &Words) -> String {
    let mut known: Vec<&TimelineEvent> = events
        .iter()
        .filter(|e| YEARS.contains(&e.start.year) && e.end.is_none_or(|end| YEARS.contains(&end.year)))
        .collect();
    known.sort_by(|a, b| a.start.span().0.total_cmp(&b.start.span().0));
    let sizes = Sizes::for_page(f64::from(size.0), f64::from(size.1));
    let statuses: Vec<ActStatus> =
        ActStatus::ALL.into_iter().filter(|status| known.iter().any(|e| e.status == *status)).collect();
    let legend: Vec<LegendEntry> = statuses
        .iter()
        .map(|status| LegendEntry {
            swatch: (sizes.small.size, sizes.small.size),
            label: words.get(&format!("act-{}", status.id())),
        })
        .collect();
    compose(frame, &legend, size, words, |sheet| {
        let ink = sheet.theme.ink;
        for (status, swatch) in statuses.iter().zip(sheet.swatches.clone()) {
            if let Some(swatch) = swatch {
                draw_point(sheet, (swatch.mid_x(), swatch.mid_y()), swatch.w * 0.42, *status, ink);
            }
        }
        draw(sheet, &known);
    })
}

fn draw(sheet: &mut Sheet<'_>, events: &[&TimelineEvent]) {
    if events.is_empty() {
        sheet.say_nothing_to_show();
        return;
    }
    let time = Time::new(sheet, events);
    let top = sheet.plot.y + sheet.sizes.small.line_height() + sheet.sizes.gap;
    let bottom = sheet.plot.bottom() - sheet.sizes.small.line_height();
    let lanes = lay_lanes(sheet, events, &time, bottom - top);
    // Spare height goes between the rows.
    let used: f64 = lanes.iter().map(|lane| lane.height).sum();
    let rows: usize = lanes.iter().map(|lane| lane.rows.len()).sum();
    let spare = ((bottom - top - used) / rows.max(1) as f64).clamp(0.0, sheet.sizes.gap * 1.5);
    let mut shown = 0;
    let mut y = top;
    time.draw_grid(sheet, top, (used + spare * rows as f64).min(bottom - top));
    for lane in &lanes {
        let (drawn, end) = lane.draw(sheet, (y, bottom), &time, spare);
        shown += drawn;
        y = end;
        if y > bottom {
            break;
        }
        let ends = ((sheet.plot.x, y), (sheet.plot.right(), y));
        sheet.canvas.line(ends.0, ends.1, Ink::line(sheet.theme.grid, 1.0));
    }
    let left_out = events.len() - shown;
    if left_out > 0 {
        let count = units::number(left_out as f64, 0, sheet.lang());
        let text = sheet.words.plural("chart-more-rows", left_out as f64, &[("count", &count)]);
        let (face, colour) = (sheet.sizes.small, sheet.theme.muted);
        let at = (sheet.plot.x, sheet.plot.bottom() - face.descent());
        sheet.place(at, &ellipsize(&text, face, sheet.plot.w), face, Anchor::Start, colour);
    }
}

/// The axis of time.
struct Time {
    first: f64,
    last: f64,
    left: f64,
    right: f64,
    has_column: bool,
}

impl Time {
    fn new(sheet: &Sheet<'_>, events: &[&TimelineEvent]) -> Self {
        let spans = || events.iter().map(|event| span(event));
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

    fn at(&self, year: f64) -> f64 {
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

/// From the start to the end of an event, in years; never reversed.
fn span(event: &TimelineEvent) -> (f64, f64) {
    let (start, start_end) = event.start.span();
    let end = event.end.map_or(start_end, |end| end.span().1);
    (start, end.max(start_end))
}

fn topic_name(topic: &str, words: &Words) -> String {
    words.find(&format!("topic-{topic}")).unwrap_or_else(|| topic.to_owned())
}

/// How densely events are set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Density {
    /// Titles on two lines, dates and status below.
    Roomy,
    /// Title on one line, dates and status below.
    Close,
    /// Title and dates on one line.
    Inline,
}

/// One event with its text, laid out but for its height on the page.
struct Block<'a> {
    event: &'a TimelineEvent,
    /// Texts, placed from the top of the block.
    runs: Vec<TextRun>,
    /// Height of all lines of text.
    text_height: f64,
    /// Left and right end of all that is drawn.
    reach: (f64, f64),
    height: f64,
}

struct Lane<'a> {
    topic: String,
    colour: Colour,
    rows: Vec<Vec<Block<'a>>>,
    height: f64,
}

fn lay_lanes<'a>(sheet: &Sheet<'_>, events: &[&'a TimelineEvent], time: &Time, room: f64) -> Vec<Lane<'a>> {
    let mut topics: Vec<&str> = events.iter().map(|event| event.topic.as_str()).collect();
    let rank = |topic: &str| TOPICS.iter().position(|known| *known == topic).unwrap_or(TOPICS.len() - 2);
    topics.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.cmp(b)));
    topics.dedup();
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
        let mut rows: Vec<Vec<Block<'a>>> = Vec::new();
        for event in events.iter().filter(|event| event.topic == topic) {
            let block = Block::lay(sheet, event, time, density);
            let apart = |other: &Block<'_>| {
                block.reach.0 >= other.reach.1 + 2.0 * gap || block.reach.1 + 2.0 * gap <= other.reach.0
            };
            match rows.iter_mut().find(|row| row.iter().all(apart)) {
                Some(row) => row.push(block),
                None => rows.push(vec![block]),
            }
        }
        let theme = sheet.theme;
        let colour = if topic == "ban" { theme.ban } else { theme.data };
        let heading = if time.has_column { 0.0 } else { sheet.sizes.strong.line_height() };
        let height = rows.iter().map(|row| row_height(row)).sum::<f64>() + heading + gap * 0.8;
        Self { topic: topic_name(topic, sheet.words), colour, rows, height }
    }

    /// Draws the rows of the lane that fit between `top` and `bottom`; gives the number of
    /// events drawn and where the next lane starts.
    fn draw(&self, sheet: &mut Sheet<'_>, (top, bottom): Spot, time: &Time, spare: f64) -> (usize, f64) {
        let (strong, gap) = (sheet.sizes.strong, sheet.sizes.gap);
        let heading = if time.has_column { 0.0 } else { strong.line_height() };
        let first = self.rows.first().map_or(0.0, |row| row_height(row));
        let mut y = top + gap * 0.5;
        if y + heading + first > bottom {
            return (0, bottom + 1.0);
        }
        let room = if time.has_column { time.left - sheet.plot.x } else { sheet.plot.w };
        let name = ellipsize(&self.topic, strong, room);
        let in_row = if time.has_column { spare / 2.0 } else { 0.0 };
        sheet.place((sheet.plot.x, y + in_row + strong.ascent()), &name, strong, Anchor::Start, self.colour);
        y += heading;
        let mut drawn = 0;
        for row in &self.rows {
            if y + row_height(row) > bottom {
                return (drawn, bottom + 1.0);
            }
            for block in row {
                drawn += usize::from(block.draw(sheet, y + spare / 2.0, time, self.colour));
            }
            y += row_height(row) + spare;
        }
        (drawn, y + gap * 0.3)
    }
}

fn row_height(row: &[Block<'_>]) -> f64 {
    row.iter().map(|block| block.height).fold(0.0, f64::max)
}

fn point_radius(sizes: Sizes) -> f64 {
    sizes.label.size * 0.38
}

fn bar_height(sizes: Sizes) -> f64 {
    (sizes.label.size * 0.55).round()
}

/// Where the text of an event goes.
struct Side {
    x: f64,
    room: f64,
    anchor: Anchor,
}

impl Side {
    /// A point has its text beside it, a bar above it; both towards the right, unless there is
    /// too little room and more on the left.
    fn of(event: &TimelineEvent, time: &Time, sizes: Sizes) -> Self {
        let (from, to) = mark_ends(event, time, sizes);
        let beside = sizes.gap * 0.8;
        let (start, end) = if event.end.is_some() { (from, to) } else { (to + beside, from - beside) };
        let (right, left) = (time.right - start, end - time.left);
        if right >= left.min(sizes.label.size * 22.0) {
            Self { x: start, room: right, anchor: Anchor::Start }
        } else {
            Self { x: end, room: left, anchor: Anchor::End }
        }
    }

    fn run(&self, line: String, y: f64, face: Face, colour: Colour) -> TextRun {
        TextRun { x: self.x, y, text: line, face, anchor: self.anchor, colour, tail: None }
    }
}

/// Left and right end of the mark of an event.
fn mark_ends(event: &TimelineEvent, time: &Time, sizes: Sizes) -> (f64, f64) {
    let (from, to) = span(event);
    let (from, to) = (time.at(from), time.at(to));
    if event.end.is_some() {
        return (from, to);
    }
    let (middle, radius) = (f64::midpoint(from, to), point_radius(sizes));
    // A whole year is drawn as a line on both sides of the point.
    if event.start.month.is_none() { (from, to) } else { (middle - radius, middle + radius) }
}

impl<'a> Block<'a> {
    fn lay(sheet: &Sheet<'_>, event: &'a TimelineEvent, time: &Time, density: Density) -> Self {
        let sizes = sheet.sizes;
        let side = Side::of(event, time, sizes);
        let (runs, text_height) = match density {
            Density::Roomy => Self::stacked(sheet, event, &side, 2),
            Density::Close => Self::stacked(sheet, event, &side, 1),
            Density::Inline => Self::inline(sheet, event, &side),
        };
        let mark = mark_ends(event, time, sizes);
        let ends = runs.iter().map(TextRun::bounds).fold(mark, |(l, r), b| (l.min(b.x), r.max(b.right())));
        let bar = if event.end.is_some() { bar_height(sizes) + 3.0 } else { 0.0 };
        Self { event, runs, text_height, reach: ends, height: text_height + bar + sizes.gap * 0.6 }
    }

    /// The title, below it dates and status.
    fn stacked(sheet: &Sheet<'_>, event: &TimelineEvent, side: &Side, most: usize) -> (Vec<TextRun>, f64) {
        let (theme, sizes, words) = (sheet.theme, sheet.sizes, sheet.words);
        let (face, small) = (sizes.label, sizes.small);
        let mut y = 0.0;
        let mut runs = Vec::new();
        for line in wrap_to(&event.title, face, side.room.min(face.size * 34.0), most) {
            runs.push(side.run(line, y + face.ascent(), face, theme.ink));
            y += face.line_height();
        }
        let status = words.get(&format!("act-{}", event.status.id()));
        let meta = ellipsize(&format!("{} · {status}", when(event, words)), small, side.room);
        runs.push(side.run(meta, y + small.ascent(), small, theme.muted));
        (runs, y + small.line_height())
    }

    /// The title and, where there is room beside it, the dates.
    fn inline(sheet: &Sheet<'_>, event: &TimelineEvent, side: &Side) -> (Vec<TextRun>, f64) {
        let (theme, face, gap) = (sheet.theme, sheet.sizes.small, sheet.sizes.gap);
        let dates = when(event, sheet.words);
        let title = ellipsize(&event.title, face, side.room);
        let fits = face.width(&title) + gap + face.width(&dates) <= side.room;
        let tail = fits.then_some(Tail { gap, text: dates, face, colour: theme.muted });
        let runs = vec![TextRun { tail, ..side.run(title, face.ascent(), face, theme.ink) }];
        (runs, face.line_height())
    }

    fn draw(&self, sheet: &mut Sheet<'_>, top: f64, time: &Time, colour: Colour) -> bool {
        let sizes = sheet.sizes;
        let runs: Vec<TextRun> =
            self.runs.iter().map(|run| TextRun { y: run.y + top, ..run.clone() }).collect();
        let first = runs.first().map_or(sizes.label, |run| run.face);
        if !sheet.place_all_on_paper(runs) {
            return false;
        }
        let (from, to) = mark_ends(self.event, time, sizes);
        if self.event.end.is_some() {
            let bar = Rect::new(from, top + self.text_height + 2.0, (to - from).max(2.0), bar_height(sizes));
            draw_bar(sheet, bar, self.event.status, colour);
        } else {
            let centre = (f64::midpoint(from, to), top + first.ascent() - first.centre());
            if self.event.start.month.is_none() {
                sheet.canvas.whisker((from + 1.0, to - 1.0), centre.1, 3.0, Ink::line(colour, 1.2));
            }
            draw_point(sheet, centre, point_radius(sizes), self.event.status, colour);
        }
        true
    }
}

fn when(event: &TimelineEvent, words: &Words) -> String {
    let start = event.start.text(words);
    match event.end {
        Some(end) => format!("{start} {} {}", units::DASH, end.text(words)),
        None => start,
    }
}

fn draw_point(sheet: &mut Sheet<'_>, centre: Spot, radius: f64, status: ActStatus, colour: Colour) {
    let theme = sheet.theme;
    let (x, y) = centre;
    let line = Ink::line(colour, 1.6);
    match status {
        ActStatus::InForce => sheet.canvas.disc(centre, radius, Ink::fill(colour)),
        ActStatus::Superseded => sheet.canvas.disc(centre, radius, Ink::fill(theme.no_data)),
        ActStatus::Reported => {
            let r = radius * 1.15;
            sheet.canvas.polygon(&[(x, y - r), (x + r, y), (x, y + r), (x - r, y)], Ink::fill(colour));
        }
        ActStatus::Planned => {
            let square = Rect::around(x, y, radius * 0.95);
            sheet.canvas.rect(square, Ink::fill(theme.paper));
            sheet.canvas.hatch(square, radius * 0.7, Ink::line(colour, 1.2));
            sheet.canvas.outline(square, Ink::line(colour, 1.2));
        }
        ActStatus::Draft => {
            let square = Rect::around(x, y, radius * 0.9);
            sheet.canvas.rect(square, Ink::fill(theme.paper));
            sheet.canvas.outline(square, line);
        }
        ActStatus::Requested => {
            sheet.canvas.disc(centre, radius, Ink::fill(theme.paper));
            sheet.canvas.ring(centre, radius - 0.8, line);
        }
    }
}

fn draw_bar(sheet: &mut Sheet<'_>, bar: Rect, status: ActStatus, colour: Colour) {
    let paper = Ink::fill(sheet.theme.paper);
    match status {
        ActStatus::InForce | ActStatus::Reported => sheet.canvas.rect(bar, Ink::fill(colour)),
        ActStatus::Superseded => sheet.canvas.rect(bar, Ink::fill(sheet.theme.no_data)),
        ActStatus::Planned | ActStatus::Draft => {
            sheet.canvas.rect(bar, paper);
            sheet.canvas.hatch(bar.inset(0.6), 5.0, Ink::line(colour, 1.3));
            sheet.canvas.outline(bar.inset(0.6), Ink::line(colour, 1.2));
        }
        ActStatus::Requested => {
            sheet.canvas.rect(bar, paper);
            sheet.canvas.outline(bar.inset(0.6), Ink::line(colour, 1.2));
        }
    }
}
