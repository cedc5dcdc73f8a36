//! Owns a brief of one page: head and foot as of any figure, large numbers, paragraphs, and several
//! pictures between them. Does not choose what it says or shows.

use crate::{
    boxes::Rect,
    frame::{Frame, FrameText},
    lang::Words,
    run::{Anchor, TextRun},
    scene::Page,
    spec::Preset,
    style::Paper,
    text::{Face, ellipsize, wrap_to},
};

/// What stands on a brief.
pub struct Brief<'a> {
    /// Title, notes, sources.
    pub text: FrameText,
    /// Large numbers with what they are, up to four.
    pub numbers: Vec<(String, String)>,
    /// What is to be said first, a paragraph each.
    pub paragraphs: Vec<String>,
    /// Headings of the pictures, and what draws each for a room: the first over the whole width, the
    /// others in rows of two.
    pub pictures: Vec<(String, BriefPicture<'a>)>,
}

/// Draws a picture without head and foot for a page of this size.
pub type BriefPicture<'a> = Box<dyn Fn(Paper) -> Option<Page> + 'a>;

/// Lines that one paragraph takes at most.
const LINES: usize = 8;
/// Height that each row of pictures has at least, where the paragraphs leave it: what is said goes first.
const LEAST_PICTURE: f64 = 180.0;
/// Size of paragraphs beside that of notes: nine points on A4, as print has them.
const PARAGRAPH: f64 = 0.86;
/// Share of the room for pictures that the first one has.
const FIRST: f64 = 0.5;

/// The brief as a page of A4.
#[must_use]
pub fn brief_page(brief: &Brief<'_>, words: &Words) -> Page {
    let paper = Paper::light(Preset::A4.size());
    let frame = Frame::lay_out(&brief.text, &[], paper);
    let (sizes, theme, plot) = (frame.sizes, frame.theme, frame.plot);
    let (mut items, mut runs) = (Vec::new(), Vec::new());
    let mut put = |x: f64, y: f64, text: String, face: Face, colour| {
        runs.push(TextRun { x, y, text, face, anchor: Anchor::Start, colour, tail: None });
    };
    let mut y = plot.y;
    let width = plot.w / brief.numbers.len().max(1) as f64;
    if !brief.numbers.is_empty() {
        let value = sizes.value;
        let mut bottom = y;
        for (at, (number, meaning)) in brief.numbers.iter().enumerate() {
            let (x, room) = (plot.x + width * at as f64, width - sizes.gap * 3.0);
            // All in one size: the largest in which each fits.
            let widest = brief.numbers.iter().map(|(text, _)| value.width(text)).fold(1.0, f64::max);
            let face = Face::bold((value.size * (room / widest).min(1.0)).max(sizes.strong.size));
            put(x, y + value.ascent(), ellipsize(number, face, room), face, theme.data);
            let mut below = y + value.line_height();
            for line in wrap_to(meaning, sizes.small, room, 4) {
                put(x, below + sizes.small.ascent(), line, sizes.small, theme.muted);
                below += sizes.small.line_height();
            }
            bottom = bottom.max(below);
        }
        y = bottom + sizes.gap * 1.5;
    }
    let heading = Face::bold(sizes.label.size);
    let rows = 1 + brief.pictures.len().saturating_sub(1).div_ceil(2);
    let for_pictures = (LEAST_PICTURE + heading.line_height() + sizes.gap * 2.0) * rows as f64;
    let face = sizes.small.sized(sizes.small.size * PARAGRAPH);
    let mut left = ((plot.bottom() - y - for_pictures) / face.line_height()).max(0.0) as usize;
    for paragraph in &brief.paragraphs {
        if left == 0 {
            break;
        }
        for line in wrap_to(paragraph, face, plot.w, left.min(LINES)) {
            put(plot.x, y + face.ascent(), line, face, theme.ink);
            y += face.line_height();
            left -= 1;
        }
        y += sizes.gap * 0.3;
    }
    y += sizes.gap;
    let rooms = rooms(Rect::new(plot.x, y, plot.w, plot.bottom() - y), brief.pictures.len(), sizes.gap * 2.0);
    for ((title, draw), room) in brief.pictures.iter().zip(rooms) {
        put(room.x, room.y + heading.ascent(), ellipsize(title, heading, room.w), heading, theme.ink);
        let top = room.y + heading.line_height();
        let size = (room.w as u32, (room.bottom() - top).max(1.0) as u32);
        if let Some(page) = draw(Paper { size, theme: paper.theme }) {
            items.extend(page.items.iter().map(|item| item.moved([room.x, top])));
        }
    }
    frame.into_page(words.lang(), items, runs)
}

/// The first room over the whole width, the others below in rows of two.
fn rooms(area: Rect, count: usize, gap: f64) -> Vec<Rect> {
    if count < 2 {
        return vec![area; count];
    }
    let first = area.h * FIRST;
    let rows = (count - 1).div_ceil(2) as f64;
    let (w, h) = ((area.w - gap) / 2.0, (area.h - first) / rows - gap);
    let mut rooms = vec![Rect::new(area.x, area.y, area.w, first)];
    rooms.extend((0..count - 1).map(|at| {
        let (row, column) = ((at / 2) as f64, (at % 2) as f64);
        // The last one alone has the whole width.
        let is_alone = at == count - 2 && at % 2 == 0;
        let x = area.x + (w + gap) * column;
        let y = area.y + first + gap + (h + gap) * row;
        Rect::new(x, y, if is_alone { area.w } else { w }, h)
    }));
    rooms
}
