//! Owns one event on a timeline: its text beside its mark or above its bar, in one of three
//! densities. Does not decide in which row it stands.

use super::Sheet;
use super::acts::{TimelineEvent, draw_bar, draw_point, when};
use super::canvas::Ink;
use super::timeline::Time;
use crate::boxes::Rect;
use crate::run::{Anchor, Tail, TextRun};
use crate::style::{Colour, Sizes};
use crate::text::{Face, ellipsize, wrap_to};

/// How densely events are set.
#[derive(Clone, Copy)]
pub(super) enum Density {
    /// Titles on two lines, dates and status below.
    Roomy,
    /// Title on one line, dates and status below.
    Close,
    /// Title and dates on one line where they fit.
    Inline,
}

impl Density {
    /// Space below an event and below a lane, in gaps.
    pub(super) const fn space(self) -> f64 {
        match self {
            Self::Roomy | Self::Close => 0.6,
            Self::Inline => 0.2,
        }
    }
}

/// One event with its text, laid out but for its height on the page.
pub(super) struct Block<'a> {
    event: &'a TimelineEvent,
    /// Texts, placed from the top of the block.
    runs: Vec<TextRun>,
    /// Height of all lines of text.
    text_height: f64,
    /// Left and right end of all that is drawn.
    pub(super) reach: (f64, f64),
    pub(super) height: f64,
}

fn point_radius(sizes: Sizes) -> f64 {
    sizes.label.size * 0.38
}

fn bar_height(sizes: Sizes) -> f64 {
    (sizes.label.size * 0.55).round()
}

/// Whether the text of an event stands beside its mark: above a short bar it would take a row of
/// its own for nothing.
fn is_beside(event: &TimelineEvent, time: &Time, sizes: Sizes) -> bool {
    const SHORT_BAR_EM: f64 = 3.0;
    let (from, to) = mark_ends(event, time, sizes);
    !event.lasts || to - from < sizes.label.size * SHORT_BAR_EM
}

/// Where the text of an event goes.
struct Side {
    x: f64,
    room: f64,
    anchor: Anchor,
}

impl Side {
    /// A point or a short bar has its text beside it, a long bar above it; both towards the right, unless there is
    /// too little room and more on the left.
    fn of(event: &TimelineEvent, time: &Time, sizes: Sizes) -> Self {
        let (from, to) = mark_ends(event, time, sizes);
        let beside = sizes.gap * 0.8;
        let (start, end) =
            if is_beside(event, time, sizes) { (to + beside, from - beside) } else { (from, to) };
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

/// A shorter bar would not be seen, in pixels.
const LEAST_BAR: f64 = 3.0;

/// Left and right end of the mark of an event.
fn mark_ends(event: &TimelineEvent, time: &Time, sizes: Sizes) -> (f64, f64) {
    let (from, to) = event.span();
    let (from, to) = (time.at(from), time.at(to));
    if event.lasts {
        return (from, to.max(from + LEAST_BAR));
    }
    let (middle, radius) = (f64::midpoint(from, to), point_radius(sizes));
    // A whole year is drawn as a line on both sides of the point.
    if event.period.as_year().is_some() { (from, to) } else { (middle - radius, middle + radius) }
}

impl<'a> Block<'a> {
    pub(super) fn lay(sheet: &Sheet<'_>, event: &'a TimelineEvent, time: &Time, density: Density) -> Self {
        let sizes = sheet.sizes;
        let side = Side::of(event, time, sizes);
        let (runs, text_height) = match density {
            Density::Roomy => Self::stacked(sheet, event, &side, 2),
            Density::Close => Self::stacked(sheet, event, &side, 1),
            Density::Inline => Self::inline(sheet, event, &side),
        };
        let mark = mark_ends(event, time, sizes);
        let ends = runs.iter().map(TextRun::bounds).fold(mark, |(l, r), b| (l.min(b.x), r.max(b.right())));
        let bar = if is_beside(event, time, sizes) { 0.0 } else { bar_height(sizes) + 3.0 };
        Self {
            event,
            runs,
            text_height,
            reach: ends,
            height: text_height + bar + sizes.gap * density.space(),
        }
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

    /// The title and the dates beside it or, without room there, below.
    fn inline(sheet: &Sheet<'_>, event: &TimelineEvent, side: &Side) -> (Vec<TextRun>, f64) {
        let (theme, face, gap) = (sheet.theme, sheet.sizes.small, sheet.sizes.gap);
        let dates = when(event, sheet.words);
        let title = ellipsize(&event.title, face, side.room);
        let line = face.line_height();
        if face.width(&title) + gap + face.width(&dates) <= side.room {
            let tail = Some(Tail { gap, text: dates, face, colour: theme.muted });
            return (vec![TextRun { tail, ..side.run(title, face.ascent(), face, theme.ink) }], line);
        }
        let below = side.run(ellipsize(&dates, face, side.room), line + face.ascent(), face, theme.muted);
        (vec![side.run(title, face.ascent(), face, theme.ink), below], 2.0 * line)
    }

    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, top: f64, time: &Time, colour: Colour) -> bool {
        let sizes = sheet.sizes;
        let runs: Vec<TextRun> =
            self.runs.iter().map(|run| TextRun { y: run.y + top, ..run.clone() }).collect();
        let first = runs.first().map_or(sizes.label, |run| run.face);
        if !sheet.place_all_on_paper(runs) {
            return false;
        }
        let (from, to) = mark_ends(self.event, time, sizes);
        let level = top + first.ascent() - first.centre();
        if self.event.lasts {
            let height = bar_height(sizes);
            let is_beside = is_beside(self.event, time, sizes);
            let y = if is_beside { level - height / 2.0 } else { top + self.text_height + 2.0 };
            if !self.event.parts.is_empty() {
                // Between its parts it goes on, but does not hold.
                let line = y + height / 2.0;
                sheet.canvas.dashed((from, line), (to, line), Ink::line(colour, 1.0), 2.0);
            }
            for (from, to) in self.event.part_spans().into_iter().map(|(a, b)| (time.at(a), time.at(b))) {
                let bar = Rect::new(from, y, (to - from).max(LEAST_BAR), height);
                draw_bar(sheet, bar, self.event.status, colour);
            }
        } else {
            let centre = (f64::midpoint(from, to), level);
            if self.event.period.as_year().is_some() {
                sheet.canvas.whisker((from + 1.0, to - 1.0), centre.1, 3.0, Ink::line(colour, 1.2));
            }
            draw_point(sheet, centre, point_radius(sizes), self.event.status, colour);
        }
        true
    }
}
