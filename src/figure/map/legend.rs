//! Owns a map's legend: the strip of classes with its histogram, categories, and the swatches
//! of no data, bounds, bans and disputed territory. Does not know what the figures are.

use super::{CONTEXT, Fill, MapFigure, MapLegend, NO_DATA_GROUND};
use crate::{
    atlas::BanClass,
    figure::{
        boxes::Rect,
        frame::{Frame, LegendEntry},
        palette::ban_colour,
        run::{Anchor, TextRun},
        style::{Colour, Theme},
        text::Face,
    },
    lang::Words,
};
use std::fmt::Write as _;

/// One entry: the room that it needs, and what is drawn there.
pub(super) struct Entry {
    pub(super) room: LegendEntry,
    swatch: Swatch,
}

#[derive(Clone, Copy, PartialEq)]
enum Swatch {
    Strip,
    Plain(Colour),
    Hatched(&'static str, Colour),
}

const SWATCH: (f64, f64) = (22.0, 14.0);
/// Heights of the strip's parts: histogram with counts, boxes, labels of breaks.
const HISTOGRAM: f64 = 26.0;
const BOXES: f64 = 12.0;
const LABELS: f64 = 16.0;

/// All entries that this map needs, in order.
pub(super) fn entries(figure: &MapFigure<'_>, words: &Words) -> Vec<Entry> {
    let mut entries = Vec::new();
    match &figure.legend {
        MapLegend::Classes(classes) if classes.colours.is_empty() => {}
        MapLegend::Classes(classes) => {
            let widest = classes.breaks.iter().map(|text| label_face().width(text)).fold(0.0, f64::max);
            let box_width = (widest + 10.0).clamp(44.0, 84.0);
            let width = box_width * classes.colours.len() as f64 + 12.0;
            let room = LegendEntry { swatch: (width, HISTOGRAM + BOXES + LABELS), label: String::new() };
            entries.push(Entry { room, swatch: Swatch::Strip });
        }
        MapLegend::Bans(categories) => {
            entries.extend(categories.iter().map(|&(class, count)| {
                let count = count.to_string();
                let label = words.with(&format!("map-ban-{}", class.id()), &[("count", &count)]);
                Entry {
                    room: LegendEntry { swatch: SWATCH, label },
                    swatch: Swatch::Plain(ban_colour(class)),
                }
            }));
        }
    }
    let has = |fill: Fill| figure.features.iter().any(|feature| feature.fill == fill && !feature.is_disputed);
    let shown = |test: &dyn Fn(&super::MapFeature) -> bool| {
        figure.features.iter().any(|feature| feature.fill != Fill::Context && test(feature))
    };
    let hatched = [
        (has(Fill::NoData), "map-no-data", "no-data", NO_DATA_GROUND),
        (has(Fill::BoundsOnly), "map-bounds-only", "bounds", Colour::hex(0xff_ff_ff)),
        (shown(&|f| f.has_ban), "map-ban-holds", "ban", Colour::hex(0xff_ff_ff)),
        (shown(&|f| f.is_disputed), "map-disputed", "disputed", NO_DATA_GROUND),
    ];
    for (_, message, pattern, ground) in hatched.into_iter().filter(|(needed, ..)| *needed) {
        let room = LegendEntry { swatch: SWATCH, label: words.get(message) };
        entries.push(Entry { room, swatch: Swatch::Hatched(pattern, ground) });
    }
    entries
}

fn label_face() -> Face {
    Face::regular(12.0)
}

/// Draws the entries into the rooms that the frame found for them.
pub(super) fn draw(
    entries: &[Entry],
    frame: &Frame,
    figure: &MapFigure<'_>,
    theme: &Theme,
    out: &mut String,
    runs: &mut Vec<TextRun>,
) {
    for (entry, room) in entries.iter().zip(&frame.swatches) {
        let Some(room) = room else { continue };
        match entry.swatch {
            Swatch::Strip => draw_strip(room, figure, theme, out, runs),
            Swatch::Plain(colour) => draw_box(room, &colour.to_string(), theme, out),
            Swatch::Hatched(pattern, ground) => {
                draw_box(room, &ground.to_string(), theme, out);
                draw_box(room, &format!("url(#map-{pattern})"), theme, out);
            }
        }
    }
}

fn draw_box(room: &Rect, fill: &str, theme: &Theme, out: &mut String) {
    let _ = writeln!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\".6\"/>",
        room.x, room.y, room.w, room.h, theme.axis
    );
}

/// Boxes of equal width with a bar above each for the number of regions in the class, and the
/// breaks below the lines between them.
fn draw_strip(room: &Rect, figure: &MapFigure<'_>, theme: &Theme, out: &mut String, runs: &mut Vec<TextRun>) {
    let MapLegend::Classes(classes) = &figure.legend else { return };
    let face = label_face();
    let width = (room.w - 12.0) / classes.colours.len() as f64;
    let most = classes.counts.iter().copied().max().unwrap_or(0).max(1) as f64;
    let base = room.y + HISTOGRAM;
    for (class, colour) in classes.colours.iter().enumerate() {
        let x = room.x + width * class as f64;
        let count = classes.counts.get(class).copied().unwrap_or(0);
        let height = (HISTOGRAM - face.line_height()) * count as f64 / most;
        let _ = writeln!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"{CONTEXT}\" stroke=\"{}\" \
             stroke-width=\".5\"/>",
            x + width * 0.25,
            base - height,
            width * 0.5,
            theme.axis
        );
        runs.push(TextRun {
            x: x + width / 2.0,
            y: base - height - 3.0,
            text: count.to_string(),
            face: face.sized(10.0),
            anchor: Anchor::Middle,
            colour: theme.muted,
            tail: None,
        });
        draw_box(&Rect::new(x, base, width, BOXES), &colour.to_string(), theme, out);
    }
    for (at, text) in classes.breaks.iter().enumerate() {
        runs.push(TextRun {
            x: room.x + width * (at + 1) as f64,
            y: base + BOXES + face.ascent() + 1.0,
            text: text.clone(),
            face,
            anchor: Anchor::Middle,
            colour: theme.ink,
            tail: None,
        });
    }
}

/// The strictest ban classes first, each with how many of `classes` fall into it; those that do
/// not occur are left out, but "none" always shows.
#[must_use]
pub fn count_bans(classes: &[BanClass]) -> Vec<(BanClass, usize)> {
    BanClass::ALL
        .into_iter()
        .map(|class| (class, classes.iter().filter(|c| **c == class).count()))
        .filter(|(class, count)| *count > 0 || *class == BanClass::None)
        .collect()
}
