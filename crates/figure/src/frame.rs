//! Owns what every figure carries, chart or map: title, subtitle, legend, notes, status, source,
//! and the texts for screen readers; and the room left between them. Draws no data and knows no
//! drawing library: it hands out measured boxes and text, and puts the page together.

use super::boxes::Rect;
use super::run::{Anchor, TextRun};
use super::scene::{Item, Page, PathData, Stroke};
use super::style::{Paper, Sizes, Theme};
use super::text::{Face, wrap, wrap_balanced, wrap_to};
use super::{Colour, ellipsize};
use crate::lang::Lang;

/// The texts around a figure; any may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameText {
    /// What the figure says.
    pub title: String,
    /// What is counted, where, when, in which unit.
    pub subtitle: String,
    /// What a reader must not miss: what is left out, cautions.
    pub notes: Vec<String>,
    /// How the figure was made; below it only where a spec asks for it.
    pub making: Vec<String>,
    /// Where the data come from.
    pub source_line: String,
    /// How the figures came to be.
    pub status_line: String,
    /// The figure in words, for those who do not see it.
    pub alt: String,
}

/// One entry of the legend: room for a swatch, and what the swatch means.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// Width and height of the room for the swatch; the figure draws it.
    pub swatch: (f64, f64),
    /// What it means.
    pub label: String,
}

/// A laid-out page.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The whole page.
    pub page: Rect,
    /// The room for the data.
    pub plot: Rect,
    /// Rooms for the swatches in the order of the legend; `None` where the page is too small.
    pub swatches: Vec<Option<Rect>>,
    /// All texts of the frame.
    pub runs: Vec<TextRun>,
    /// Sizes that go with the page.
    pub sizes: Sizes,
    pub(super) theme: Theme,
    /// Where the rule above the foot is drawn.
    rule_y: Option<f64>,
    title: String,
    alt: String,
}

/// Most of the page that the head may take, so that data remain.
const HEAD_SHARE: f64 = 0.42;
/// Sizes of a title, the largest in which it is whole first.
const SMALLER: [f64; 3] = [1.0, 0.88, 0.76];
/// Lines of a short foot: what does not fit with the sources on lines of their own runs on.
const SHORT: usize = 2;
/// Lines that sources may take of a narrow page.
const MOST_OF_SOURCES: usize = 6;
/// Pages are drawn within these bounds whatever is asked for.
const SIDES: (u32, u32) = (320, 10_000);
/// The least of a figure on another page.
const LEAST_PART: u32 = 120;

impl Frame {
    /// Lays out a page of `size` pixels. Long texts wrap; where they would crowd out the data,
    /// they end in an ellipsis (the whole title and description stay for screen readers).
    #[must_use]
    pub fn lay_out(text: &FrameText, legend: &[LegendEntry], paper: Paper) -> Self {
        let mut frame = Self::blank(text, paper);
        frame.lay_head(text, legend);
        frame.lay_foot(text, frame.plot.w);
        frame.draw_rule();
        frame
    }

    /// A page whose figure flows around its texts: the foot is as wide as `foot_share` of the
    /// room, no rule parts it from the figure, and the figure brings its own legend.
    pub(super) fn lay_out_around(text: &FrameText, paper: Paper, foot_share: f64) -> Self {
        let mut frame = Self::blank(text, paper);
        frame.lay_head(text, &[]);
        frame.lay_foot(text, frame.plot.w * foot_share);
        frame
    }

    fn blank(text: &FrameText, Paper { size, theme }: Paper) -> Self {
        // A figure without any words of its own stands on another page, which knows its room.
        let least = if *text == FrameText::default() { LEAST_PART } else { SIDES.0 };
        let side = |length: u32| f64::from(length.clamp(least, SIDES.1));
        let page = Rect::new(0.0, 0.0, side(size.0), side(size.1));
        let sizes = Sizes::for_page(page.w, page.h);
        Self {
            page,
            plot: page.inset(sizes.margin),
            swatches: Vec::new(),
            runs: Vec::new(),
            sizes,
            theme: Theme::of(theme),
            rule_y: None,
            title: text.title.clone(),
            alt: text.alt.clone(),
        }
    }

    fn lay_head(&mut self, text: &FrameText, legend: &[LegendEntry]) {
        let (sizes, theme, width) = (self.sizes, self.theme, self.plot.w);
        let top = self.plot.y;
        let budget = self.page.h * HEAD_SHARE - top;
        let legend_height: f64 = legend_rows(legend, sizes, width).iter().map(|row| row.height).sum();
        let lines = [(3, 3), (3, 2), (2, 2), (2, 1), (1, 1), (1, 0)];
        let wrapped = |face: Face| {
            lines.map(|(title_lines, subtitle_lines)| {
                let titles = wrap_balanced(&text.title, face, width, title_lines);
                (face, titles, wrap_balanced(&text.subtitle, sizes.subtitle, width, subtitle_lines))
            })
        };
        let fits = |(face, titles, subtitles): &(Face, Vec<String>, Vec<String>)| {
            let height = titles.len() as f64 * face.line_height()
                + subtitles.len() as f64 * sizes.subtitle.line_height();
            height + legend_height + 2.5 * sizes.gap <= budget
        };
        let is_whole = |(_, titles, _): &(Face, Vec<String>, Vec<String>)| {
            !titles.last().is_some_and(|line| line.ends_with('…'))
        };
        // A title that would be cut is set smaller first: what stands at its end is the period.
        let smaller = SMALLER.map(|share| sizes.title.sized((sizes.title.size * share).round()));
        let whole = smaller.into_iter().flat_map(wrapped).find(|head| fits(head) && is_whole(head));
        let (face, titles, subtitles) = whole
            .or_else(|| wrapped(sizes.title).into_iter().find(fits))
            .unwrap_or_else(|| (sizes.title, wrap_to(&text.title, sizes.title, width, 1), Vec::new()));
        let mut y = top;
        y = self.stack(titles, face, theme.ink, y);
        y += sizes.gap * 0.5;
        y = self.stack(subtitles, sizes.subtitle, theme.muted, y);
        y = self.lay_legend(legend, y + sizes.gap);
        let bottom = self.plot.bottom();
        self.plot = Rect::new(self.plot.x, y + sizes.gap, width, bottom - y - sizes.gap);
    }

    fn lay_legend(&mut self, legend: &[LegendEntry], top: f64) -> f64 {
        let (sizes, theme) = (self.sizes, self.theme);
        let limit = self.page.h * (HEAD_SHARE + 0.1);
        let mut y = top;
        for row in legend_rows(legend, sizes, self.plot.w) {
            let fits = y + row.height <= limit;
            for slot in row.slots {
                let middle = y + row.height / 2.0;
                let (w, h) = slot.swatch;
                let swatch = Rect::new(self.plot.x + slot.x, middle - h / 2.0, w, h);
                self.swatches.push(fits.then_some(swatch));
                if fits {
                    self.runs.push(TextRun {
                        x: swatch.right() + sizes.gap * 0.8,
                        y: middle + sizes.small.centre(),
                        text: slot.label,
                        face: sizes.small,
                        anchor: Anchor::Start,
                        colour: theme.ink,
                        tail: None,
                    });
                }
            }
            if fits {
                y += row.height;
            }
        }
        y
    }

    fn lay_foot(&mut self, text: &FrameText, width: f64) {
        let (sizes, theme) = (self.sizes, self.theme);
        let face = sizes.small;
        let budget = ((self.page.h * sizes.foot_share) / face.line_height()).floor() as usize;
        // Sources are the last to be shortened: a figure without them is not to be trusted.
        let fixed = wrap_to(&text.source_line, face, width, MOST_OF_SOURCES);
        let status = Some(format!("{}.", text.status_line)).filter(|_| !text.status_line.is_empty());
        let mut notes: Vec<String> = status.into_iter().chain(text.notes.iter().cloned()).collect();
        let all = notes.iter().chain([&text.source_line]).map(String::as_str).collect::<Vec<_>>().join(" ");
        notes = foot_notes(&notes, face, width, budget.saturating_sub(fixed.len()));
        let run_on = wrap(&all, face, width);
        let (notes, fixed) = if notes.len() + fixed.len() > SHORT && run_on.len() <= SHORT {
            (Vec::new(), run_on)
        } else {
            (notes, fixed)
        };
        let (note_count, count) = (notes.len(), notes.len() + fixed.len());
        if count == 0 {
            return;
        }
        let height = count as f64 * face.line_height();
        let top = self.page.h - sizes.margin * 0.65 - height;
        let y = self.stack(notes, face, theme.ink, top);
        debug_assert!(note_count == 0 || y > top, "notes take room");
        self.stack(fixed, face, theme.muted, y);
        self.plot.h = (top - 2.0 * sizes.gap - self.plot.y).max(0.0);
    }

    /// Parts the foot, where there is one, from the figure.
    fn draw_rule(&mut self) {
        let has_foot = self.plot.bottom() < self.page.h - self.sizes.margin - 1.0;
        self.rule_y = has_foot.then_some(self.plot.bottom() + 1.25 * self.sizes.gap);
    }

    /// Puts lines below each other from `top` and gives the bottom of the last.
    fn stack(&mut self, lines: Vec<String>, face: Face, colour: Colour, top: f64) -> f64 {
        let mut y = top;
        for text in lines {
            let x = self.plot.x;
            let (baseline, anchor) = (y + face.ascent(), Anchor::Start);
            self.runs.push(TextRun { x, y: baseline, text, face, anchor, colour, tail: None });
            y += face.line_height();
        }
        y
    }

    /// The finished page: `items` are drawn below all text.
    #[must_use]
    pub fn into_page(self, lang: Lang, mut items: Vec<Item>, runs: Vec<TextRun>) -> Page {
        if let Some(y) = self.rule_y {
            let rule = PathData::of(&[[self.plot.x, y], [self.plot.right(), y]], false);
            items.insert(0, Item::lines(rule, Stroke::new(self.theme.grid, 1.0)));
        }
        items.extend(self.runs.into_iter().chain(runs).map(Item::Text));
        Page {
            size: (self.page.w, self.page.h),
            paper: self.theme.paper,
            lang,
            title: self.title,
            alts: vec![(lang, self.alt)],
            facts: Vec::new(),
            items,
            links: Vec::new(),
            drawn: Vec::new(),
        }
    }
}

/// Notes in at most `budget` lines: a paragraph each, or all in one where that saves lines, else each
/// shortened, and then the last ones go.
fn foot_notes(notes: &[String], face: Face, width: f64, budget: usize) -> Vec<String> {
    let with_lines = |most: usize| -> Vec<String> {
        notes.iter().flat_map(|note| wrap_to(note, face, width, most)).collect()
    };
    let whole: Vec<String> = notes.iter().flat_map(|note| wrap(note, face, width)).collect();
    let run_on = wrap(&notes.join(" "), face, width);
    let shorter = if run_on.len() < whole.len() { run_on } else { whole };
    if shorter.len() <= budget {
        return shorter;
    }
    let mut lines =
        (1..=4).rev().map(with_lines).find(|lines| lines.len() <= budget).unwrap_or_else(|| with_lines(1));
    lines.truncate(budget);
    lines
}

struct LegendSlot {
    x: f64,
    swatch: (f64, f64),
    label: String,
}

struct LegendRow {
    slots: Vec<LegendSlot>,
    height: f64,
}

fn legend_rows(legend: &[LegendEntry], sizes: Sizes, width: f64) -> Vec<LegendRow> {
    let face = sizes.small;
    let mut rows: Vec<LegendRow> = Vec::new();
    let mut x = 0.0;
    for entry in legend {
        let swatch = (entry.swatch.0.min(width), entry.swatch.1);
        let room = width - swatch.0 - sizes.gap;
        let label = ellipsize(&entry.label, face, room);
        let needed = swatch.0 + sizes.gap + face.width(&label);
        if rows.is_empty() || x + needed > width {
            rows.push(LegendRow { slots: Vec::new(), height: face.line_height() * 1.15 });
            x = 0.0;
        }
        if let Some(row) = rows.last_mut() {
            row.height = row.height.max(swatch.1 + 2.0);
            row.slots.push(LegendSlot { x, swatch, label });
        }
        x += needed + sizes.gap * 1.5;
    }
    rows
}
