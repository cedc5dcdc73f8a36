//! Owns the regions compared over the years on screen: for each a line through its figures, with
//! their intervals. Does not compute any of it.

use super::marks;
use crate::{
    atlas::RegionId,
    figure::{Axis, Span, YearMark, growth_scale},
    session::{Command, GrowthRow},
    ui::{
        action::{Action, Scene},
        theme,
    },
};
use eframe::egui::{
    Align2, Color32, CursorIcon, Painter, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// Room above the highest mark, and below for the years.
const ABOVE: f32 = 8.0;
const BELOW: f32 = 22.0;
/// Room for the names at the right.
const NAMES: f32 = 190.0;
const RADIUS: f32 = 4.5;
/// How far marks of one year stand apart, so that no interval hides another.
const APART: f32 = 12.0;

/// The years of several regions.
pub(super) struct Lines {
    series: Vec<Series>,
    years: Vec<i32>,
}

/// A region's years.
struct Series {
    region: RegionId,
    name: String,
    rows: Vec<GrowthRow>,
    /// Each row in words.
    said: Vec<String>,
}

impl Lines {
    /// Those of the regions compared.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let (session, words) = (scene.session, scene.words);
        let series = session.compared_growth().into_iter().map(|(region, rows)| Series {
            region,
            name: session.atlas().region(region).short.get(words.lang()).to_owned(),
            said: rows.iter().map(|row| session.growth_row_text(row, words).sentence).collect(),
            rows,
        });
        Self { series: series.collect(), years: session.years() }
    }

    /// Whether there is nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.series.iter().all(|series| series.rows.is_empty())
    }

    /// Draws them into `area`.
    pub(super) fn show(&self, ui: &Ui, area: Rect, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let painter = ui.painter_at(area.expand(2.0));
        let names = NAMES.min(area.width() * 0.3);
        let plot = Rect::from_min_max(
            pos2(area.left() + super::GUTTER, area.top() + ABOVE),
            pos2(area.right() - names, area.bottom() - BELOW),
        );
        let observations = self.series.iter().flat_map(|series| &series.rows).map(|row| &row.observation);
        let (domain, ticks) = growth_scale(observations, 3);
        let axis = Axis::linear(domain, (f64::from(plot.bottom()), f64::from(plot.top())));
        let y = |value: f64| axis.at(value) as f32;
        super::draw_grid(&painter, plot, &ticks, false, y, scene);
        let band = plot.width() / self.years.len().max(1) as f32;
        let x = |year: i32, number: usize| {
            let at = self.years.iter().position(|known| *known == year)?;
            let middle = plot.left() + band * (at as f32 + 0.5);
            let off = number as f32 - (self.series.len() - 1) as f32 / 2.0;
            Some(middle + off * APART.min(band / 6.0))
        };
        self.years(ui, plot, band, scene, actions);
        for (number, series) in self.series.iter().enumerate() {
            let colour = colour(number, scene);
            series.draw(ui, &painter, number, colour, &|year| x(year, number), &axis);
        }
        self.names(&painter, plot, scene, &axis);
    }

    /// The years below, to be pressed.
    fn years(&self, ui: &Ui, plot: Rect, band: f32, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        for (number, &year) in self.years.iter().enumerate() {
            let left = plot.left() + band * number as f32;
            let rect = Rect::from_min_size(pos2(left, plot.bottom()), vec2(band, BELOW));
            let response = ui.interact(rect, ui.scope_id().with(("compared", year)), Sense::click());
            let is_shown = year == scene.session.document().year;
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, year.to_string()));
            if response.clicked() {
                actions.push(Action::Do(Command::ShowYear(year)));
            }
            let font =
                if is_shown { theme::bold(theme::size::BODY) } else { theme::regular(theme::size::BODY) };
            let ink = if is_shown { scene.look.accent } else { scene.look.ink };
            let text = marks::elided(ui.painter(), &year.to_string(), font, ink, band);
            marks::put(ui.painter(), Align2::CENTER_TOP, pos2(rect.center().x, rect.top() + 2.0), text);
            response.on_hover_cursor(CursorIcon::PointingHand);
        }
    }

    /// Names at the right, each at the height of its last figure or as near as there is room.
    fn names(&self, painter: &Painter, plot: Rect, scene: &Scene<'_>, axis: &Axis) {
        const LINE: f32 = 16.0;
        let height = |series: &Series| {
            let mark = YearMark::of(&series.rows.last()?.observation, axis);
            let middle = mark.span().map(|Span { ends: [low, high], .. }| low.midpoint(high));
            mark.tip().or(middle).map(|height| height as f32)
        };
        let mut order: Vec<(usize, f32)> = self
            .series
            .iter()
            .enumerate()
            .map(|(number, series)| (number, height(series).unwrap_or(plot.bottom())))
            .collect();
        order.sort_by(|a, b| a.1.total_cmp(&b.1));
        let room = LINE * order.len() as f32;
        let mut free = plot.top();
        for (place, (number, at)) in order.iter().enumerate() {
            let rest = room - LINE * place as f32;
            let top = (at - LINE / 2.0).max(free).min((plot.bottom() - rest).max(free));
            free = top + LINE;
            let colour = colour(*number, scene);
            let left = plot.right() + 6.0;
            marker(painter, *number, pos2(left + RADIUS, top + LINE / 2.0), colour);
            let room = painter.clip_rect().right() - left - 20.0;
            let name = &self.series[*number].name;
            let text = marks::elided(painter, name, theme::bold(theme::size::SMALL), scene.look.ink, room);
            marks::put(painter, Align2::LEFT_CENTER, pos2(left + 16.0, top + LINE / 2.0), text);
        }
    }
}

impl Series {
    fn draw(
        &self,
        ui: &Ui,
        painter: &Painter,
        number: usize,
        colour: Color32,
        x: &impl Fn(i32) -> Option<f32>,
        axis: &Axis,
    ) {
        let mut before = None;
        for (row, said) in self.rows.iter().zip(&self.said) {
            let Some(x) = x(row.year) else { continue };
            let observation = &row.observation;
            let mark = YearMark::of(observation, axis);
            let value = mark.tip().map(|tip| pos2(x, tip as f32));
            if let Some((from, to)) = before.zip(value) {
                painter.line_segment([from, to], Stroke::new(1.2, colour.gamma_multiply(0.7)));
            }
            // A year without a value breaks the line: nothing is known to lie between.
            before = value;
            if let Some(span) = mark.span() {
                let width = if matches!(mark, YearMark::Range { is_area: true, .. }) { 6.0 } else { 1.6 };
                marks::span(painter, x, span, Stroke::new(width, colour.gamma_multiply(0.55)), colour);
            }
            if let Some(at) = value {
                marker(painter, number, at, colour);
            }
            let ends = mark.span().into_iter().flat_map(|span| span.ends).chain(mark.tip());
            let (top, bottom) = ends
                .map(|end| end as f32)
                .fold((f32::INFINITY, f32::NEG_INFINITY), |(top, bottom), y| (top.min(y), bottom.max(y)));
            if top > bottom {
                continue;
            }
            let rect = Rect::from_x_y_ranges((x - 6.0)..=(x + 6.0), (top - 6.0)..=(bottom + 6.0));
            let response =
                ui.interact(rect, ui.scope_id().with(("mark", self.region.0, row.year)), Sense::hover());
            let label = format!("{}. {said}", self.name);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &label));
            super::tip(&response, || label.clone());
        }
    }
}

/// A colour for each region compared, told apart in all common kinds of colour blindness.
fn colour(number: usize, scene: &Scene<'_>) -> Color32 {
    let look = scene.look;
    [look.kinds[0], look.kinds[1], look.kinds[2], look.ink][number % 4]
}

/// A shape for each, so that they are told without colour.
fn marker(painter: &Painter, number: usize, at: eframe::egui::Pos2, colour: Color32) {
    let corners = |offsets: &[(f32, f32)]| {
        let points = offsets.iter().map(|&(x, y)| at + vec2(x, y) * RADIUS).collect();
        Shape::convex_polygon(points, colour, Stroke::NONE)
    };
    match number % 4 {
        0 => {
            painter.circle_filled(at, RADIUS, colour);
        }
        1 => {
            painter.add(corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]));
        }
        2 => {
            painter.add(corners(&[(0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)]));
        }
        _ => {
            painter.add(corners(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]));
        }
    }
}
