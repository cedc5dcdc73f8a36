//! Owns the balance chart: what each region uses against what it generates, sized by its farms.
//! Does not decide what counts as notable: names go to the most farms first, as far as there is
//! room.
//!
//! Both axes are logarithmic. Regions span three orders of magnitude (0.1 to
//! over 100 terawatt-hours); on linear axes two thirds of them would be one blot in the corner. And on
//! logarithmic axes the distance from the diagonal is the ratio of generation to consumption, the
//! same for small and large regions, which is what the chart is read for. The price is that zero
//! has no place: what lies below the first tick stands on the edge, and the tick says "≤".

use super::canvas::{Ink, Spot};
use super::cross::{draw_cross, draw_cross_swatch};
use super::names::{Named, draw_names};
use super::scale::{Axis, log_axis_ticks};
use super::square::{draw_ground, draw_ticks, name_areas, room};
use super::{Sheet, bounds, compose, figure, sizes_of};
use crate::boxes::Rect;
use crate::frame::{FrameText, LegendEntry};
use crate::lang::Words;
use crate::provenance::Observation;
use crate::scene::{Page, Paint};
use crate::style::{Colour, Paper, Sizes, Theme};
use crate::units;

/// One region. A point without a value on either axis is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct BalancePoint {
    /// Name of the region.
    pub label: String,
    /// Use of electricity in a year.
    pub consumption_twh: Observation,
    /// Generation of electricity in a year.
    pub generation_twh: Observation,
    /// Farms detected; `None` where not known, which is not zero. Bounds alone have a mark of
    /// their own.
    pub farms: Option<Observation>,
}

/// Draws the balance chart.
#[must_use]
pub fn balance_page(points: &[BalancePoint], frame: &FrameText, paper: Paper, words: &Words) -> Page {
    let sizes = sizes_of(paper);
    let field = Field::new(points, sizes);
    let legend: Vec<LegendEntry> = field
        .keys()
        .into_iter()
        .map(|key| LegendEntry { swatch: field.swatch(key, sizes), label: Field::label(key, words) })
        .collect();
    compose(frame, &legend, paper, words, |sheet| field.draw(sheet))
}

/// A point that can be drawn.
struct Dot<'a> {
    number: usize,
    point: &'a BalancePoint,
    consumption: f64,
    generation: f64,
    farms: Farms,
}

/// What is known of the farms of a region.
#[derive(Clone, Copy, PartialEq)]
enum Farms {
    Number(f64),
    BoundsOnly,
    Unknown,
}

impl Farms {
    fn of(observation: Option<&Observation>) -> Self {
        let Some(observation) = observation else { return Self::Unknown };
        match (figure(observation).filter(|farms| *farms >= 0.0), bounds(observation)) {
            (Some(farms), _) => Self::Number(farms),
            (None, (None, None)) => Self::Unknown,
            (None, _) => Self::BoundsOnly,
        }
    }

    /// The number, with what is not a number below all numbers.
    fn order(self) -> f64 {
        match self {
            Self::Number(farms) => farms,
            Self::BoundsOnly => -1.0,
            Self::Unknown => -2.0,
        }
    }
}

impl Dot<'_> {
    fn colour(&self, theme: &Theme) -> Colour {
        if self.generation >= self.consumption { theme.surplus } else { theme.deficit }
    }

    /// The area that it lies in.
    fn ground(&self, theme: &Theme) -> Colour {
        if self.generation >= self.consumption { theme.surplus_tint } else { theme.deficit_tint }
    }

    /// How much a name is wanted here: farms first, then far from balance and large.
    fn weight(&self) -> (f64, f64) {
        let ratio = (self.generation.max(1e-3) / self.consumption.max(1e-3)).ln().abs();
        (self.farms.order(), ratio * self.consumption.max(self.generation))
    }
}

#[derive(Clone, Copy)]
enum Key {
    Balanced,
    Farms(f64),
    BoundsOnly,
    Unknown,
    Interval,
}

/// All that is drawn, before there is a page.
struct Field<'a> {
    dots: Vec<Dot<'a>>,
    most_farms: f64,
    largest_radius: f64,
    /// Of marks that stand for no number.
    small_radius: f64,
}

impl<'a> Field<'a> {
    fn new(points: &'a [BalancePoint], sizes: Sizes) -> Self {
        let mut dots: Vec<Dot<'a>> = points
            .iter()
            .enumerate()
            .filter_map(|(number, point)| {
                Some(Dot {
                    number,
                    point,
                    consumption: figure(&point.consumption_twh)?,
                    generation: figure(&point.generation_twh)?,
                    farms: Farms::of(point.farms.as_ref()),
                })
            })
            .collect();
        let most_farms = dots.iter().map(|dot| dot.farms.order()).fold(0.0, f64::max);
        // Large circles first, so that small ones lie on top; what is no number below all.
        let is_number = |dot: &Dot<'_>| matches!(dot.farms, Farms::Number(_));
        dots.sort_by(|a, b| {
            is_number(a).cmp(&is_number(b)).then(b.farms.order().total_cmp(&a.farms.order()))
        });
        let largest_radius = (27.0 * sizes.scale).clamp(16.0, 60.0);
        Self { dots, most_farms, largest_radius, small_radius: (3.6 * sizes.scale).max(3.0) }
    }

    /// The area of a circle is in proportion to its farms; the least can still be seen.
    fn radius(&self, farms: Farms) -> f64 {
        match farms {
            Farms::Number(farms) if self.most_farms > 0.0 => {
                (self.largest_radius * (farms / self.most_farms).sqrt()).max(1.5)
            }
            Farms::Number(_) => 1.5,
            Farms::BoundsOnly | Farms::Unknown => self.small_radius,
        }
    }

    fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        if self.dots.is_empty() {
            return keys;
        }
        keys.push(Key::Balanced);
        if self.most_farms >= 1.0 {
            let round = 10.0_f64.powf(self.most_farms.log10().floor());
            let references = if round >= 10.0 { vec![round / 10.0, round] } else { vec![round] };
            keys.extend(references.into_iter().map(Key::Farms));
        }
        for (farms, key) in [(Farms::BoundsOnly, Key::BoundsOnly), (Farms::Unknown, Key::Unknown)] {
            if self.dots.iter().any(|dot| dot.farms == farms) {
                keys.push(key);
            }
        }
        let has_bounds = |o: &Observation| bounds(o) != (None, None);
        if self
            .dots
            .iter()
            .any(|d| has_bounds(&d.point.consumption_twh) || has_bounds(&d.point.generation_twh))
        {
            keys.push(Key::Interval);
        }
        keys
    }

    fn swatch(&self, key: Key, sizes: Sizes) -> (f64, f64) {
        let side = sizes.small.size;
        match key {
            Key::Balanced => (side * 2.0, side),
            Key::Interval => (side, side),
            Key::Farms(farms) => {
                let diameter = 2.0 * self.radius(Farms::Number(farms));
                (diameter, diameter)
            }
            Key::BoundsOnly | Key::Unknown => (2.0 * self.small_radius, 2.0 * self.small_radius),
        }
    }

    fn label(key: Key, words: &Words) -> String {
        match key {
            Key::Balanced => words.get("chart-self-sufficient"),
            Key::Farms(farms) => {
                let count = units::number(farms, 0, words.lang());
                words.plural("farms-count", farms, &[("count", &count)])
            }
            Key::BoundsOnly => words.get("chart-farms-bounds-only"),
            Key::Unknown => words.get("chart-farms-unknown"),
            Key::Interval => words.get("chart-interval"),
        }
    }

    fn draw(&self, sheet: &mut Sheet<'_>) {
        self.draw_legend(sheet);
        if self.dots.is_empty() {
            sheet.say_nothing_to_show();
            return;
        }
        let ticks = [self.ticks(|dot| dot.consumption), self.ticks(|dot| dot.generation)];
        let area = room(sheet, &ticks[1]);
        // Circles at the ends of the axes stay inside.
        let pad = (self.largest_radius * 0.5).min(area.h / 8.0);
        let ends = |ticks: &[f64]| (ticks[0], ticks[ticks.len() - 1]);
        let axes = [
            Axis::log(ends(&ticks[0]), (area.x + pad, area.right() - pad)),
            Axis::log(ends(&ticks[1]), (area.bottom() - pad, area.y + pad)),
        ];
        let floors = [
            self.dots.iter().any(|dot| dot.consumption < ticks[0][0] * 0.999),
            self.dots.iter().any(|dot| dot.generation < ticks[1][0] * 0.999),
        ];
        let diagonal = draw_ground(sheet, area, &axes);
        for is_vertical in [false, true] {
            draw_ticks(sheet, area, &axes, &ticks, is_vertical, floors[usize::from(is_vertical)]);
        }
        // Not before the numbers of the axes, beside which it may end.
        for room in diagonal {
            sheet.placer.take(room);
        }
        let lines = self.draw_dots(sheet, &axes);
        name_areas(sheet, area);
        let anchors = self.anchors(sheet, &axes);
        draw_names(sheet, area, &anchors, &lines);
    }

    /// Ticks over one side of all points.
    fn ticks(&self, side: impl Fn(&Dot<'_>) -> f64) -> Vec<f64> {
        let largest = self.dots.iter().flat_map(|dot| [dot.consumption, dot.generation]).fold(0.0, f64::max);
        log_axis_ticks(self.dots.iter().map(side), largest)
    }

    fn draw_legend(&self, sheet: &mut Sheet<'_>) {
        let theme = sheet.theme;
        for (key, swatch) in self.keys().into_iter().zip(sheet.swatches.clone()) {
            let Some(swatch) = swatch else { continue };
            let centre = (swatch.mid_x(), swatch.mid_y());
            match key {
                Key::Balanced => {
                    let ends = ((swatch.x, centre.1), (swatch.right(), centre.1));
                    sheet.canvas.line(ends.0, ends.1, Ink::line(theme.ink, 1.3));
                }
                Key::Farms(_) => {
                    sheet.canvas.ring(centre, swatch.w / 2.0, Ink::line(theme.ink, 1.2));
                }
                Key::BoundsOnly => draw_bounds_only(sheet, centre, swatch.w / 2.0),
                Key::Unknown => draw_unknown(sheet, centre, swatch.w / 2.0),
                Key::Interval => draw_cross_swatch(sheet, swatch),
            }
        }
    }

    /// Draws circles over intervals; gives the boxes of the interval lines.
    fn draw_dots(&self, sheet: &mut Sheet<'_>, axes: &[Axis; 2]) -> Vec<Rect> {
        let mut lines = Vec::with_capacity(2 * self.dots.len());
        for dot in &self.dots {
            let sides = [&dot.point.consumption_twh, &dot.point.generation_twh];
            let arms = [0, 1].map(|side| axes[side].span(bounds(sides[side])));
            lines.extend(draw_cross(sheet, arms, spot(dot, axes)));
        }
        sheet.drawn = self.dots.iter().map(|dot| dot.number).collect();
        sheet.drawn.sort_unstable();
        let theme = sheet.theme;
        for dot in &self.dots {
            let (centre, radius) = (spot(dot, axes), self.radius(dot.farms));
            match dot.farms {
                Farms::Number(_) => draw_circle(sheet, centre, radius, dot.colour(&theme)),
                Farms::BoundsOnly => draw_bounds_only(sheet, centre, radius),
                Farms::Unknown => draw_unknown(sheet, centre, radius),
            }
            // Names keep clear of circles; the corners of the square are free of ink.
            sheet.placer.take(Rect::around(centre.0, centre.1, radius * 0.85));
        }
        lines
    }

    /// What is to be named, the most wanted first.
    fn anchors(&self, sheet: &Sheet<'_>, axes: &[Axis; 2]) -> Vec<Named<'a>> {
        let small = sheet.sizes.small;
        let mut order: Vec<&Dot<'a>> = self.dots.iter().collect();
        order.sort_by(|a, b| {
            let (a, b) = (a.weight(), b.weight());
            b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
        });
        let named = |dot: &Dot<'a>| {
            let (face, colour) = match dot.farms {
                Farms::Number(_) | Farms::BoundsOnly => (small, sheet.theme.ink),
                Farms::Unknown => (small.sized((small.size - 1.0).max(10.5)), sheet.theme.muted),
            };
            Named {
                text: &dot.point.label,
                centre: spot(dot, axes),
                radius: self.radius(dot.farms),
                is_wanted: dot.farms != Farms::Unknown,
                face,
                colour,
                ground: dot.ground(&sheet.theme),
            }
        };
        order.into_iter().map(named).collect()
    }
}

fn spot(dot: &Dot<'_>, axes: &[Axis; 2]) -> Spot {
    (axes[0].at(dot.consumption), axes[1].at(dot.generation))
}

fn draw_circle(sheet: &mut Sheet<'_>, centre: Spot, radius: f64, colour: Colour) {
    let fill = Paint { colour, opacity: 0.72 };
    // Half of the pale edge lies outside: circles that meet stay apart.
    sheet.canvas.edged_disc(centre, radius + 0.5, fill, Ink::line(sheet.theme.paper, 1.0));
}

fn draw_unknown(sheet: &mut Sheet<'_>, centre: Spot, radius: f64) {
    let theme = sheet.theme;
    sheet.canvas.edged_disc(centre, radius, theme.paper, Ink::line(theme.no_data, 1.2));
}

/// The tint and outline that bounds alone have in rankings, too.
fn draw_bounds_only(sheet: &mut Sheet<'_>, centre: Spot, radius: f64) {
    let theme = sheet.theme;
    sheet.canvas.edged_disc(centre, radius, theme.data_tint, Ink::line(theme.data, 1.4));
}
