//! Owns the scatter plot: regions by two metrics, with their intervals as crosses and the most
//! wanted named. Does not fit lines through them: what goes together need not hang together.

use super::canvas::{Ink, Spot};
use super::cross::{draw_cross, draw_cross_swatch};
use super::names::{Named, draw_names};
use super::scale::{Axis, log_ticks, round_domain, tick_text};
use super::{Sheet, bounds, compose, figure, interval_label, reach, sizes_of, status_word};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::{Lang, Words};
use crate::provenance::{Observation, Status};
use crate::run::Anchor;
use crate::scene::Page;
use crate::style::{Paper, StatusMark};
use crate::text::{Face, ellipsize};

/// One region; without a value on either axis it is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterPoint {
    /// Its name.
    pub label: String,
    /// The figure across, and the figure upwards.
    pub figures: [Observation; 2],
    /// Whether it is named before others.
    pub is_wanted: bool,
}

/// Positive figures so many times apart are drawn on a logarithmic axis.
const FAR_APART: f64 = 50.0;

struct Dot<'a> {
    number: usize,
    point: &'a ScatterPoint,
    values: [f64; 2],
    /// The weaker of the two.
    status: Status,
}

/// The axes across and upwards over these points.
#[must_use]
pub fn scatter_axes(points: &[ScatterPoint]) -> [ScatterAxis; 2] {
    let dots = dots(points);
    [0, 1].map(|axis| ScatterAxis::new(&dots, axis))
}

/// Draws the scatter plot; `names` are those of the axes with their units.
#[must_use]
pub fn scatter_page(
    points: &[ScatterPoint],
    names: &[String; 2],
    frame: &FrameText,
    paper: Paper,
    words: &Words,
) -> Page {
    let small = sizes_of(paper).small.size;
    let dots = dots(points);
    let mut statuses: Vec<Status> = dots.iter().map(|dot| dot.status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let mut legend: Vec<LegendEntry> = statuses
        .iter()
        .map(|status| LegendEntry { swatch: (small, small), label: status_word(*status, words) })
        .collect();
    let has_bounds = dots.iter().flat_map(|dot| &dot.point.figures).any(|o| bounds(o) != (None, None));
    if has_bounds {
        let is_left = [0, 1].into_iter().any(|axis| ScatterAxis::new(&dots, axis).is_left(&dots, axis));
        legend.push(LegendEntry { swatch: (small, small), label: interval_label(is_left, words) });
    }
    compose(frame, &legend, paper, words, |sheet| {
        let theme = sheet.theme;
        for (number, swatch) in sheet.swatches.clone().into_iter().enumerate() {
            let Some(swatch) = swatch else { continue };
            let centre = (swatch.mid_x(), swatch.mid_y());
            match statuses.get(number) {
                Some(status) => {
                    let mark = StatusMark::of(*status);
                    sheet.canvas.status_dot(centre, swatch.h * 0.45, mark, theme.data, &theme);
                }
                None => draw_cross_swatch(sheet, swatch),
            }
        }
        draw(sheet, &dots, names);
    })
}

fn dots(points: &[ScatterPoint]) -> Vec<Dot<'_>> {
    points
        .iter()
        .enumerate()
        .filter_map(|(number, point)| {
            let values = [figure(&point.figures[0])?, figure(&point.figures[1])?];
            let status = point.figures[0].status.max(point.figures[1].status);
            Some(Dot { number, point, values, status })
        })
        .collect()
}

fn is_log(dots: &[Dot<'_>], axis: usize) -> bool {
    let values = || dots.iter().map(|dot| dot.values[axis]);
    let (low, high) = values().fold((f64::INFINITY, 0.0_f64), |(l, h), v| (l.min(v), h.max(v)));
    low > 0.0 && high / low >= FAR_APART
}

fn draw(sheet: &mut Sheet<'_>, dots: &[Dot<'_>], names: &[String; 2]) {
    if dots.is_empty() {
        sheet.say_nothing_to_show();
        return;
    }
    let scales = [0, 1].map(|axis| ScatterAxis::new(dots, axis));
    let (plot, face, gap) = (sheet.plot, sheet.sizes.small, sheet.sizes.gap);
    let widest = scales[1].labelled(sheet.lang()).map(|(_, text)| face.width(&text)).fold(0.0, f64::max);
    let (left, top) = (widest + gap, face.line_height() + gap);
    let room = Rect::new(
        plot.x + left,
        plot.y + top,
        (plot.w - left).max(1.0),
        (plot.h - top - 2.0 * face.line_height() - gap).max(1.0),
    );
    let pad = (face.size * 0.7).min(room.h / 10.0);
    let axes = [
        scales[0].between((room.x + pad, room.right() - pad)),
        scales[1].between((room.bottom() - pad, room.y + pad)),
    ];
    draw_grid(sheet, room, &axes, &scales, names);
    let theme = sheet.theme;
    let radius = (sheet.sizes.label.size * 0.3).max(3.0);
    let spot = |dot: &Dot<'_>| -> Spot { (axes[0].at(dot.values[0]), axes[1].at(dot.values[1])) };
    let mut lines = Vec::new();
    for dot in dots {
        let arms = [0, 1].map(|number| axes[number].span(bounds(&dot.point.figures[number])));
        lines.extend(draw_cross(sheet, arms, spot(dot)));
        sheet.drawn.push(dot.number);
    }
    for dot in dots {
        let centre = spot(dot);
        sheet.canvas.status_dot(centre, radius, StatusMark::of(dot.status), theme.data, &theme);
        sheet.placer.take(Rect::around(centre.0, centre.1, radius * 0.85));
    }
    // The farthest from the middle of all say the most.
    let middle = [0, 1].map(|axis| median(dots.iter().map(|dot| axes[axis].at(dot.values[axis])).collect()));
    let distance = |dot: &Dot<'_>| {
        let [x, y] = [0, 1].map(|axis| axes[axis].at(dot.values[axis]) - middle[axis]);
        x.hypot(y)
    };
    // Readers ask for the one with the most.
    let most = [0, 1].map(|axis| dots.iter().map(|dot| dot.values[axis]).fold(f64::MIN, f64::max));
    let is_wanted =
        |dot: &Dot<'_>| dot.point.is_wanted || dot.values[0] >= most[0] || dot.values[1] >= most[1];
    let mut order: Vec<&Dot<'_>> = dots.iter().collect();
    order.sort_by(|a, b| is_wanted(b).cmp(&is_wanted(a)).then(distance(b).total_cmp(&distance(a))));
    let named: Vec<Named<'_>> = order
        .into_iter()
        .map(|dot| Named {
            text: &dot.point.label,
            centre: spot(dot),
            radius,
            is_wanted: is_wanted(dot),
            face,
            colour: theme.ink,
            ground: theme.paper,
        })
        .collect();
    draw_names(sheet, room, &named, &lines);
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Bounds are shown whole up to so many times the farthest figure; beyond, they run out of the
/// picture, as they would press all figures together.
const FAR_BOUNDS: f64 = 2.0;

/// One axis of a scatter plot.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterAxis {
    /// Round numbers from end to end, at least two.
    pub ticks: Vec<f64>,
    /// Whether equal steps are equal ratios.
    pub is_log: bool,
}

impl ScatterAxis {
    /// An axis over one side of all points and their bounds. A logarithmic one starts at the
    /// figures: lower bounds, which may be zero, go on below its foot.
    fn new(dots: &[Dot<'_>], axis: usize) -> Self {
        let values = || dots.iter().map(|dot| dot.values[axis]);
        let farthest = values().map(f64::abs).fold(0.0, f64::max) * FAR_BOUNDS;
        let near =
            || dots.iter().flat_map(|dot| reach(&dot.point.figures[axis])).filter(|v| v.abs() <= farthest);
        let is_log = is_log(dots, axis);
        let ticks = if is_log {
            log_ticks(values().fold(f64::INFINITY, f64::min), near().fold(0.0, f64::max))
        } else {
            round_domain(near(), 5).1
        };
        Self { ticks, is_log }
    }

    /// The axis between two pixels.
    #[must_use]
    pub fn between(&self, pixels: (f64, f64)) -> Axis {
        let ends = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        if self.is_log { Axis::log(ends, pixels) } else { Axis::linear(ends, pixels) }
    }

    /// A tick with its number.
    fn labelled(&self, lang: Lang) -> impl Iterator<Item = (f64, String)> {
        self.ticks.iter().map(move |tick| (*tick, tick_text(*tick, lang)))
    }

    /// Whether a bound of some figure lies beyond an end.
    fn is_left(&self, dots: &[Dot<'_>], number: usize) -> bool {
        let axis = self.between((0.0, 1.0));
        let spans = dots.iter().filter_map(|dot| axis.span(bounds(&dot.point.figures[number])));
        spans.into_iter().any(|span| span.goes_on.contains(&true))
    }
}

fn draw_grid(
    sheet: &mut Sheet<'_>,
    room: Rect,
    axes: &[Axis; 2],
    scales: &[ScatterAxis; 2],
    names: &[String; 2],
) {
    let (theme, face, gap) = (sheet.theme, sheet.sizes.small, sheet.sizes.gap);
    let ink = |tick: f64| if tick == 0.0 { Ink::line(theme.axis, 1.1) } else { Ink::line(theme.grid, 1.0) };
    for (tick, text) in scales[1].labelled(sheet.lang()) {
        let y = axes[1].at(tick);
        sheet.canvas.line((room.x, y), (room.right(), y), ink(tick));
        sheet.place((room.x - gap * 0.7, y + face.centre()), &text, face, Anchor::End, theme.muted);
    }
    for (tick, text) in scales[0].labelled(sheet.lang()) {
        let x = axes[0].at(tick);
        sheet.canvas.line((x, room.y), (x, room.bottom()), ink(tick));
        sheet.place((x, room.bottom() + face.line_height()), &text, face, Anchor::Middle, theme.muted);
    }
    let bold = Face::bold(face.size);
    let across = ellipsize(&format!("{}\u{a0}→", names[0]), bold, sheet.plot.w);
    let upwards = ellipsize(&format!("↑\u{a0}{}", names[1]), bold, sheet.plot.w);
    let below = room.bottom() + 2.0 * face.line_height() + gap * 0.5;
    sheet.place((sheet.plot.right(), below), &across, bold, Anchor::End, theme.ink);
    sheet.place((sheet.plot.x, sheet.plot.y + face.ascent()), &upwards, bold, Anchor::Start, theme.ink);
}
