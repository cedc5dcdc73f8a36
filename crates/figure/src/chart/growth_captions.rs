//! Owns the lines of text below the bars of growth: periods, statuses, bounds and changes, and how they
//! are shortened where room is short. Does not draw bars or choose how much is told.

use super::growth::{GrowthBar, Told};
use super::years::ChangeText;
use super::{Sheet, decimals_of, figure, interval_text, reach, status_word};
use crate::boxes::Rect;
use crate::run::{Anchor, Tail, TextRun};
use crate::style::Sizes;
use crate::text::{Face, ellipsize, wrap_to};

/// The most of its band that a line takes.
const SHARE_OF_BAND: f64 = 0.94;

/// The lines of text below each bar.
pub(super) struct Captions {
    labels: Vec<Vec<String>>,
    /// Percents that stand beside their labels; empty where none does.
    beside: Vec<String>,
    statuses: Vec<Vec<String>>,
    intervals: Vec<String>,
    /// Changes that have no room between the bars.
    changes: Vec<Option<ChangeText>>,
    /// What is said of them, line by line.
    change_lines: Vec<Vec<String>>,
    /// Whether changes have room beside those of other bars.
    pub(super) has_room: bool,
    /// Whether all is written small.
    is_small: bool,
    /// Width for each bar.
    band: f64,
}

impl Captions {
    pub(super) fn new(sheet: &Sheet<'_>, bars: &[GrowthBar], band: f64, tells_changes: bool) -> Self {
        let (sizes, words) = (sheet.sizes, sheet.words);
        let room = band * SHARE_OF_BAND;
        let fits_words = room >= sizes.small.size * 4.5;
        let decimals = decimals_of(bars.iter().map(|bar| &bar.observation));
        let word = |bar: &GrowthBar| match reach(&bar.observation).next() {
            Some(_) => status_word(bar.observation.status, words),
            None => words.get("chart-no-data"),
        };
        let lines = |text: String, face: Face| {
            if fits_words { wrap_to(&text, face, room, 2) } else { Vec::new() }
        };
        let interval = |bar: &GrowthBar| {
            // A range stands in place of the figure already.
            if figure(&bar.observation).is_none() {
                return String::new();
            }
            let text = interval_text(&bar.observation, decimals, words.lang());
            if sizes.small.width(&text) <= room { text } else { String::new() }
        };
        // That of the first bar has none before it to stand between.
        let change = |(number, bar): (usize, &GrowthBar)| {
            let is_below = fits_words && (tells_changes || number == 0);
            ChangeText::of(bar.change_percent.as_ref().filter(|_| is_below)?, words)
        };
        Self {
            beside: Vec::new(),
            changes: bars.iter().enumerate().map(change).collect(),
            change_lines: Vec::new(),
            has_room: true,
            is_small: false,
            band,
            labels: bars
                .iter()
                .map(|bar| {
                    if fits_words {
                        wrap_to(&bar.label, sizes.strong, room, 2)
                    } else {
                        vec![ellipsize(&bar.label, sizes.small, sheet.plot.w * 0.2)]
                    }
                })
                .collect(),
            statuses: bars.iter().map(|bar| lines(word(bar), sizes.small)).collect(),
            intervals: bars.iter().map(interval).collect(),
        }
    }

    /// Leaves what is told.
    pub(super) fn shorten(&mut self, told: Told, sheet: &Sheet<'_>) {
        if told >= Told::Bounds {
            self.statuses.iter_mut().for_each(Vec::clear);
        }
        self.is_small = told >= Told::Joined;
        let (sizes, room) = (sheet.sizes, self.band * SHARE_OF_BAND);
        let percent = Face::bold(self.line(sizes).size);
        let lines = |change: &ChangeText| match told {
            Told::All | Told::Bounds => [vec![change.percent.clone()], change.certainty()].concat(),
            Told::Joined => vec![change.percent.clone(), change.bounds.clone()],
            Told::Figures | Told::Least => vec![change.in_one_line()],
        };
        let lines = self.changes.iter().map(|change| change.as_ref().map_or_else(Vec::new, lines));
        self.change_lines = lines.collect();
        if told == Told::Joined {
            self.join(sheet);
        }
        self.change_lines.iter_mut().for_each(|lines| lines.retain(|line| !line.is_empty()));
        // No percent without its bounds.
        let width = |(at, line): (usize, &String)| {
            if at == 0 && self.beside.is_empty() { percent.width(line) } else { sizes.small.width(line) }
        };
        self.has_room =
            self.change_lines.iter().all(|lines| lines.iter().enumerate().map(width).all(|w| w <= room));
        if !self.has_room {
            self.change_lines.iter_mut().for_each(Vec::clear);
            self.beside.clear();
        }
        if told == Told::Least {
            self.intervals.iter_mut().for_each(String::clear);
        }
    }

    /// Puts percents beside their labels, where all of them have room there.
    fn join(&mut self, sheet: &Sheet<'_>) {
        let (sizes, room) = (sheet.sizes, self.band);
        let bold = Face::bold(sizes.small.size);
        let percent = |lines: &Vec<String>| lines.first().cloned().unwrap_or_default();
        let beside: Vec<String> = self.change_lines.iter().map(percent).collect();
        let fits = |(label, percent): (&Vec<String>, &String)| {
            let width = label.last().map_or(0.0, |label| sizes.small.width(label));
            width + sizes.gap + bold.width(percent) <= room
        };
        if self.labels.iter().zip(&beside).all(fits) {
            self.change_lines.iter_mut().filter(|lines| !lines.is_empty()).for_each(|lines| {
                lines.remove(0);
            });
            self.beside = beside;
        }
    }

    fn rows(lines: &[Vec<String>]) -> f64 {
        lines.iter().map(Vec::len).max().unwrap_or(0) as f64
    }

    fn has_intervals(&self) -> bool {
        self.intervals.iter().any(|text| !text.is_empty())
    }

    pub(super) fn height(&self, sizes: Sizes) -> f64 {
        let intervals = f64::from(u8::from(self.has_intervals()));
        let line = self.line(sizes).line_height();
        Self::rows(&self.labels) * line
            + (Self::rows(&self.statuses) + intervals) * sizes.small.line_height()
            + Self::rows(&self.change_lines) * line
            + sizes.gap
    }

    /// The largest face of a line: small where there is little room.
    fn line(&self, sizes: Sizes) -> Face {
        if self.is_small { sizes.small } else { sizes.strong }
    }

    /// Draws from the last bar backwards: where room lacks, the newest keeps its caption.
    pub(super) fn draw(&self, sheet: &mut Sheet<'_>, area: Rect, count: usize) {
        let (sizes, theme) = (sheet.sizes, sheet.theme);
        let band = area.w / count as f64;
        for i in (0..count).rev() {
            let x = area.x + band * (i as f64 + 0.5);
            let mut y = area.bottom() + sizes.gap;
            let line_face = self.line(sizes);
            for (number, line) in self.labels[i].iter().enumerate() {
                let face = if self.statuses[i].is_empty() { sizes.small } else { sizes.strong };
                let percent = self.beside.get(i).filter(|text| !text.is_empty());
                let tail = percent.filter(|_| number + 1 == self.labels[i].len()).map(|text| Tail {
                    gap: sizes.gap * 0.7,
                    text: text.clone(),
                    face: Face::bold(sizes.small.size),
                    colour: theme.change,
                });
                let y_of_line = y + line_face.ascent();
                let (text, colour, anchor) = (line.clone(), theme.ink, Anchor::Middle);
                let run = TextRun { x, y: y_of_line, text, face, anchor, colour, tail };
                if sheet.placer.try_take(&[run.bounds()]) {
                    sheet.runs.push(run);
                }
                y += line_face.line_height();
            }
            // A line of bounds that any of them has is kept free by the others.
            let interval = self.has_intervals().then_some(&self.intervals[i]);
            for line in self.statuses[i].iter().chain(interval) {
                sheet.place((x, y + sizes.small.ascent()), line, sizes.small, Anchor::Middle, theme.muted);
                y += sizes.small.line_height();
            }
            let is_apart = self.beside.is_empty();
            for (number, line) in self.change_lines[i].iter().enumerate() {
                let is_percent = number == 0 && is_apart;
                let face = if is_percent { Face::bold(line_face.size) } else { sizes.small };
                sheet.place((x, y + line_face.ascent()), line, face, Anchor::Middle, theme.change);
                y += face.line_height();
            }
        }
    }
}
