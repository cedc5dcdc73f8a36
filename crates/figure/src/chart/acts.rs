//! Owns acts and bans as a timeline shows them: their dates in words, and the marks
//! that tell one status from another. Does not lay them out.

use super::Sheet;
use super::canvas::{Ink, Spot};
use crate::atlas::{ActStatus, Day, Period};
use crate::boxes::Rect;
use crate::lang::Words;
use crate::style::Colour;

/// One act or ban.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEvent {
    /// When it happens, as exactly as is known (a day, a month, a year), or from its first to
    /// its last day.
    pub period: Period,
    /// Whether it lasts from the first to the last day, and is not a point somewhere between.
    pub lasts: bool,
    /// The parts of the period on which it holds, such as winters; empty where it is all of it.
    pub parts: Vec<Period>,
    /// What it is, in a few words.
    pub title: String,
    /// Id of its lane: ban, law, policy, limit, register, tax, tariff, data, liability. Any
    /// other is shown as it stands.
    pub topic: String,
    /// How far it has come.
    pub status: ActStatus,
}

/// Known topics, as their lanes stand from top to bottom.
const TOPICS: [&str; 9] = ["ban", "law", "policy", "limit", "register", "tax", "tariff", "data", "liability"];

impl TimelineEvent {
    /// From its start to its end, in years; 2025.0 is the start of 2025.
    #[must_use]
    pub fn span(&self) -> (f64, f64) {
        span_of(self.period)
    }

    /// Starts and ends of the parts of which it consists, in years.
    #[must_use]
    pub fn part_spans(&self) -> Vec<(f64, f64)> {
        if self.parts.is_empty() {
            return vec![self.span()];
        }
        self.parts.iter().map(|part| span_of(*part)).collect()
    }

    /// The topics of events, each once, as their lanes stand.
    #[must_use]
    pub fn lanes<'a>(events: impl Iterator<Item = &'a Self>) -> Vec<&'a str> {
        let mut topics: Vec<&str> = events.map(|event| event.topic.as_str()).collect();
        let rank = |topic: &str| TOPICS.iter().position(|known| *known == topic).unwrap_or(TOPICS.len());
        topics.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.cmp(b)));
        topics.dedup();
        topics
    }
}

fn span_of(period: Period) -> (f64, f64) {
    // Months of 31 days: off by a tenth of a month at most, which no reader sees.
    let at = |day: Day, days: u8| {
        f64::from(day.year) + (f64::from(day.month - 1) + f64::from(day.day - 1 + days) / 31.0) / 12.0
    };
    (at(period.first, 0), at(period.last, 1))
}

pub(crate) fn topic_name(topic: &str, words: &Words) -> String {
    words.find(&format!("topic-{topic}")).unwrap_or_else(|| topic.to_owned())
}

pub(super) fn when(event: &TimelineEvent, words: &Words) -> String {
    event.period.label(words)
}

pub(super) fn draw_point(
    sheet: &mut Sheet<'_>,
    centre: Spot,
    radius: f64,
    status: ActStatus,
    colour: Colour,
) {
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
            sheet.canvas.rect(square.inset(radius * 0.55), Ink::fill(colour));
            sheet.canvas.outline(square, Ink::line(colour, 1.2));
        }
        ActStatus::Draft => {
            let square = Rect::around(x, y, radius * 0.9);
            sheet.canvas.rect(square, Ink::fill(theme.paper));
            sheet.canvas.outline(square, line);
        }
        ActStatus::Requested => {
            sheet.canvas.edged_disc(centre, radius, theme.paper, line);
        }
    }
}

pub(super) fn draw_bar(sheet: &mut Sheet<'_>, bar: Rect, status: ActStatus, colour: Colour) {
    let paper = Ink::fill(sheet.theme.paper);
    match status {
        ActStatus::InForce | ActStatus::Reported => sheet.canvas.rect(bar, Ink::fill(colour)),
        ActStatus::Superseded => sheet.canvas.rect(bar, Ink::fill(sheet.theme.no_data)),
        ActStatus::Planned | ActStatus::Draft => {
            // Not in force yet: dashes.
            sheet.canvas.rect(bar, paper);
            let edge = bar.inset(0.6);
            for y in [edge.y, edge.bottom()] {
                sheet.canvas.dashed((edge.x, y), (edge.right(), y), Ink::line(colour, 1.2), 3.0);
            }
        }
        ActStatus::Requested => {
            sheet.canvas.rect(bar, paper);
            sheet.canvas.outline(bar.inset(0.6), Ink::line(colour, 1.2));
        }
    }
}
