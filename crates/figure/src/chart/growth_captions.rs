//! Owns the lines of text below the bars of growth: periods, statuses, bounds and changes, and how they
//! are shortened where room is short. Does not draw bars or choose how much is told.

use super::growth::{GrowthBar, Told};
use super::years::ChangeText;
use super::{Sheet, decimals_of, figure, interval_text, reach, status_word};
use crate::boxes::Rect;
use crate::run::{Anchor, Tail, TextRun};
use crate::style::Sizes;
use crate::text::{Face, ellipsize, wrap_to};

/// The lines of text below each bar.
pub(super) struct Captions {
    labels: Vec<Vec<String>>,
    /// Percents that stand beside their labels; empty where none does.
    beside: Vec<String>,
    statuses: Vec<Vec<String>>,
    intervals: Vec<String>,
    /// Changes that have no room between the bars: percent, then bounds and status.
    changes: Vec<Vec<String>>,
}

impl Captions {
    pub(super) fn new(sheet: &Sheet<'_>, bars: &[GrowthBar], tells_changes: bool) -> Self {
        let (sizes, words) = (sheet.sizes, sheet.words);
        let room = sheet.plot.w / bars.len() as f64 * 0.86;
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
        let change = |bar: &GrowthBar| -> Vec<String> {
            let Some(change) = bar.change_percent.as_ref().and_then(|change| ChangeText::of(change, words))
            else {
                return Vec::new();
            };
            let told = std::iter::once(change.percent).chain(change.certainty);
            told.filter(|text| sizes.strong.width(text) <= room).collect()
        };
        Self {
            beside: Vec::new(),
            // That of the first bar has none before it to stand between.
            changes: bars
                .iter()
                .enumerate()
                .map(
                    |(number, bar)| {
                        if fits_words && (tells_changes || number == 0) { change(bar) } else { Vec::new() }
                    },
                )
                .collect(),
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
        if told >= Told::Joined {
            // Percent and bounds: the status is told by none.
            self.changes.iter_mut().for_each(|lines| lines.truncate(2));
            self.join(sheet);
        }
        if told >= Told::Figures {
            let kept = usize::from(self.beside.is_empty());
            self.changes.iter_mut().for_each(|lines| lines.truncate(kept));
        }
        if told == Told::Least {
            self.intervals.iter_mut().for_each(String::clear);
        }
    }

    /// Puts percents beside their labels, where all of them have room there.
    fn join(&mut self, sheet: &Sheet<'_>) {
        let (sizes, room) = (sheet.sizes, sheet.plot.w / self.labels.len().max(1) as f64);
        let bold = Face::bold(sizes.small.size);
        let percent = |lines: &Vec<String>| lines.first().cloned().unwrap_or_default();
        let beside: Vec<String> = self.changes.iter().map(percent).collect();
        let fits = |(label, percent): (&Vec<String>, &String)| {
            let width = label.last().map_or(0.0, |label| sizes.small.width(label));
            width + sizes.gap + bold.width(percent) <= room
        };
        if self.labels.iter().zip(&beside).all(fits) {
            self.changes.iter_mut().filter(|lines| !lines.is_empty()).for_each(|lines| {
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
            + Self::rows(&self.changes) * line
            + sizes.gap
    }

    /// The largest face of a line: small where there is little room.
    fn line(&self, sizes: Sizes) -> Face {
        if self.beside.is_empty() { sizes.strong } else { sizes.small }
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
            for (number, line) in self.changes[i].iter().enumerate() {
                let face = if number == 0 && is_apart { Face::bold(sizes.strong.size) } else { sizes.small };
                sheet.place((x, y + line_face.ascent()), line, face, Anchor::Middle, theme.change);
                y += face.line_height();
            }
        }
    }
}
