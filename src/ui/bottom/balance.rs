//! Owns the balance chart on screen: what each region uses against what it generates, sized by
//! its farms, with names as far as there is room. Does not compute the figures.
//!
//! Both axes are logarithmic, for the reasons of the printed chart (see `figure::chart`).

use super::{marks, marks::Key, region};
use crate::{
    atlas::RegionId,
    figure::{Axis, Placer, Rect as Taken, log_axis_ticks},
    session::BalanceRow,
    ui::{
        action::{Action, Scene},
        theme,
    },
};
use eframe::egui::{Align2, Galley, Painter, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// Radius of the region with the most farms, as a share of the height and at most; of the least
/// that can be seen, and of rings.
const LARGEST_SHARE: f32 = 0.13;
const LARGEST: f32 = 26.0;
const LEAST: f32 = 2.2;
const RING: f32 = 3.6;
/// Smallest radius that a pointer meets.
const TOUCH: f32 = 6.0;
/// Room below for the numbers of the axis and its name.
const BELOW: f32 = 32.0;

/// A region of the chart.
struct Dot {
    row: BalanceRow,
    label: String,
    name: String,
    generation: f64,
    consumption: f64,
    /// Bounds of consumption and of generation; the values where they are exact.
    bounds: [(f64, f64); 2],
    /// `None` is not known, or only within bounds.
    farms: Option<f64>,
}

/// All that is drawn, and where it stands for a size.
pub(super) struct Field {
    /// The largest first, so that the small lie on top; those without a number of farms below.
    dots: Vec<Dot>,
    most_farms: f64,
    placed: Option<Placed>,
}

/// Where all stands in an area.
struct Placed {
    area: Rect,
    is_dark: bool,
    plot: Rect,
    axes: [Axis; 2],
    ticks: [Vec<f64>; 2],
    spots: Vec<(Pos2, f32)>,
    /// Of each dot the lines over its bounds, along both axes.
    crosses: Vec<[[Pos2; 2]; 2]>,
    names: Vec<(Pos2, Arc<Galley>)>,
}

impl Field {
    /// The field of what is shown.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let (session, words) = (scene.session, scene.words);
        let dot = |row: BalanceRow| {
            Some(Dot {
                label: session.atlas().region(row.region).short.get(words.lang()).to_owned(),
                name: session.balance_row_text(&row, words).value,
                bounds: [row.consumption.observation.bounds(), row.generation.observation.bounds()],
                generation: row.generation.observation.value?,
                consumption: row.consumption.observation.value?,
                farms: row.farms.as_ref().and_then(|record| record.observation.value),
                row,
            })
        };
        let mut dots: Vec<Dot> =
            session.balance_rows().unwrap_or_default().into_iter().filter_map(dot).collect();
        let order = |dot: &Dot| dot.farms.unwrap_or(f64::INFINITY);
        dots.sort_by(|a, b| order(b).total_cmp(&order(a)));
        let most_farms = dots.iter().filter_map(|dot| dot.farms).fold(0.0, f64::max);
        Self { dots, most_farms, placed: None }
    }

    /// What its legend explains.
    pub(super) fn keys(&self) -> Vec<Key> {
        // Only circles that stand for a number have the colour of their side.
        let side = |has_surplus: bool| {
            let is_here =
                |dot: &Dot| dot.farms.is_some() && (dot.generation >= dot.consumption) == has_surplus;
            self.dots.iter().any(is_here).then_some(Key::Side { has_surplus })
        };
        let open = |is_bounded: bool, key: Key| {
            let is_here = |dot: &Dot| dot.farms.is_none() && dot.row.farms.is_some() == is_bounded;
            self.dots.iter().any(is_here).then_some(key)
        };
        let cross = self.dots.iter().any(|dot| dot.bounds.iter().any(|(low, high)| low < high));
        let cross = cross.then_some(Key::Cross);
        let open = [open(true, Key::BoundedRing), open(false, Key::Ring)];
        [side(true), side(false)].into_iter().chain(open).chain([cross]).flatten().collect()
    }

    /// The area of a circle is in proportion to its farms; the least can still be seen.
    fn radius(&self, dot: &Dot, largest: f32) -> f32 {
        match dot.farms {
            Some(farms) if self.most_farms > 0.0 => {
                (largest * (farms / self.most_farms).max(0.0).sqrt() as f32).max(LEAST)
            }
            Some(_) => LEAST,
            None => RING,
        }
    }

    /// Draws the chart into `area`.
    pub(super) fn show(&mut self, ui: &Ui, area: Rect, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let is_dark = scene.look.is_dark;
        let is_placed = |placed: &Placed| (placed.area, placed.is_dark) == (area, is_dark);
        if !self.placed.as_ref().is_some_and(is_placed) {
            self.placed = Some(self.place(ui.painter(), area, scene));
        }
        let Some(placed) = &self.placed else { return };
        let walk = || self.by_consumption();
        let all = region::walk(ui, ui.scope_id().with("balance"), placed.plot, scene, walk, actions);
        let name = scene.words.get("tab-balance");
        all.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
        placed.draw_ground(ui.painter(), scene);
        let painter = ui.painter_at(area);
        let spots: Vec<(RegionId, Pos2)> =
            self.dots.iter().zip(&placed.spots).map(|(dot, (at, _))| (dot.row.region, *at)).collect();
        region::mark_by_box(ui, placed.plot, all.id.with("box"), scene, &spots, actions);
        for (dot, cross) in self.dots.iter().zip(&placed.crosses) {
            let stands_out = region::stands_out(scene, dot.row.region);
            let colour = if stands_out { scene.look.muted } else { scene.look.line };
            for line in cross {
                painter.line_segment(*line, Stroke::new(marks::HAIRLINE, colour));
            }
        }
        for (dot, &(at, radius)) in self.dots.iter().zip(&placed.spots) {
            let id = dot.row.region;
            let touch = Rect::from_center_size(at, vec2(2.0, 2.0) * radius.max(TOUCH));
            let response = ui.interact(touch, all.id.with(id.0), Sense::CLICK);
            let is_chosen = region::is_chosen(scene, id);
            response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &dot.name));
            region::answer(&response, scene, id, actions);
            draw_dot(&painter, dot, at, radius, scene);
            super::tip(&response, || scene.session.balance_row_text(&dot.row, scene.words).sentence);
        }
        for (at, name) in &placed.names {
            painter.galley(*at, Arc::clone(name), scene.look.ink);
        }
        self.draw_marked(&painter, placed, scene);
    }

    fn by_consumption(&self) -> Vec<RegionId> {
        let mut dots: Vec<&Dot> = self.dots.iter().collect();
        dots.sort_by(|a, b| a.consumption.total_cmp(&b.consumption));
        dots.into_iter().map(|dot| dot.row.region).collect()
    }

    /// Chosen and pointed regions over all others, with their names.
    fn draw_marked(&self, painter: &Painter, placed: &Placed, scene: &Scene<'_>) {
        let look = scene.look;
        for (dot, &(at, radius)) in self.dots.iter().zip(&placed.spots) {
            let is_chosen = region::is_chosen(scene, dot.row.region);
            if !is_chosen && scene.hovered != Some(dot.row.region) {
                continue;
            }
            draw_dot(painter, dot, at, radius, scene);
            painter.circle_stroke(at, radius + 2.0, Stroke::new(2.0, look.chosen));
            let name = marks::elided(
                painter,
                &dot.label,
                theme::bold(theme::size::SMALL),
                look.ink,
                placed.plot.width(),
            );
            let is_right = at.x + radius + 8.0 + name.size().x < placed.area.right();
            let (anchor, x) = if is_right {
                (Align2::LEFT_CENTER, at.x + radius + 5.0)
            } else {
                (Align2::RIGHT_CENTER, at.x - radius - 5.0)
            };
            let ground = anchor.anchor_size(pos2(x, at.y), name.size()).expand2(vec2(3.0, 0.0));
            painter.rect_filled(ground, 3.0, look.panel.gamma_multiply(0.9));
            marks::put(painter, anchor, pos2(x, at.y), name);
        }
    }

    fn place(&self, painter: &Painter, area: Rect, scene: &Scene<'_>) -> Placed {
        let plot = Rect::from_min_max(
            pos2(area.left() + super::GUTTER, area.top() + 4.0),
            pos2(area.right() - 8.0, area.bottom() - BELOW),
        );
        let most = self.dots.iter().flat_map(|dot| [dot.consumption, dot.generation]).fold(0.0, f64::max);
        let used = log_axis_ticks(self.dots.iter().map(|dot| dot.consumption), most);
        let made = log_axis_ticks(self.dots.iter().map(|dot| dot.generation), most);
        let largest = (plot.height() * LARGEST_SHARE).clamp(LEAST, LARGEST);
        // Circles at the ends stay inside.
        let pad = largest * 0.7;
        let ends = |ticks: &[f64]| (ticks[0], ticks[ticks.len() - 1]);
        let axes = [
            Axis::log(ends(&used), (f64::from(plot.left() + pad), f64::from(plot.right() - pad))),
            Axis::log(ends(&made), (f64::from(plot.bottom() - pad), f64::from(plot.top() + pad))),
        ];
        let spot = |dot: &Dot| pos2(axes[0].at(dot.consumption) as f32, axes[1].at(dot.generation) as f32);
        let spots: Vec<(Pos2, f32)> =
            self.dots.iter().map(|dot| (spot(dot), self.radius(dot, largest))).collect();
        let crosses =
            self.dots.iter().zip(&spots).map(|(dot, (at, _))| cross(dot, *at, &axes, plot)).collect();
        let names = self.names(painter, plot, &axes, &spots, scene);
        Placed { area, is_dark: scene.look.is_dark, plot, axes, ticks: [used, made], spots, crosses, names }
    }

    /// Names where they lie on no other name nor circle: those with the most farms first, then
    /// the largest.
    fn names(
        &self,
        painter: &Painter,
        plot: Rect,
        axes: &[Axis; 2],
        spots: &[(Pos2, f32)],
        scene: &Scene<'_>,
    ) -> Vec<(Pos2, Arc<Galley>)> {
        const STEPS: u8 = 60;
        let mut placer = Placer::new(taken(plot));
        for (rect, _) in corner_words(painter, plot, scene) {
            placer.take(taken(rect.shrink2(vec2(0.0, 2.0))));
        }
        let [from, to] = diagonal(axes);
        for step in 0..=STEPS {
            let at = from + (to - from) * (f32::from(step) / f32::from(STEPS));
            placer.take(taken(Rect::from_center_size(at, vec2(2.0, 2.0))));
        }
        for (at, radius) in spots {
            placer.take(taken(Rect::from_center_size(*at, vec2(1.7, 1.7) * *radius)));
        }
        let mut order: Vec<usize> = (0..self.dots.len()).collect();
        let weight = |at: &usize| {
            let dot = &self.dots[*at];
            (dot.farms.unwrap_or(-1.0), dot.generation.max(dot.consumption))
        };
        order.sort_by(|a, b| {
            let (a, b) = (weight(a), weight(b));
            b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
        });
        // So many names an area can take before they hide the picture.
        let most = (plot.area() / 5500.0) as usize;
        let mut names = Vec::new();
        for at in order {
            if names.len() >= most {
                break;
            }
            let (centre, radius) = spots[at];
            let colour = if self.dots[at].farms.is_some() { scene.look.ink } else { scene.look.muted };
            let name = marks::elided(painter, &self.dots[at].label, theme::regular(11.0), colour, 160.0);
            let gap = radius + 2.0;
            let slant = radius * 0.7 + 1.0;
            let places = [
                (Align2::LEFT_CENTER, vec2(gap + 1.0, 0.0)),
                (Align2::RIGHT_CENTER, vec2(-gap - 1.0, 0.0)),
                (Align2::CENTER_BOTTOM, vec2(0.0, -gap + 2.0)),
                (Align2::CENTER_TOP, vec2(0.0, gap - 2.0)),
                (Align2::LEFT_BOTTOM, vec2(slant, -slant)),
                (Align2::LEFT_TOP, vec2(slant, slant)),
                (Align2::RIGHT_BOTTOM, vec2(-slant, -slant)),
                (Align2::RIGHT_TOP, vec2(-slant, slant)),
            ];
            let free = places.into_iter().find_map(|(anchor, by)| {
                let rect = anchor.anchor_size(centre + by, name.size());
                // The line is higher than its letters.
                let inked = taken(rect.shrink2(vec2(0.0, 3.0)));
                (plot.contains_rect(rect) && placer.try_take(&[inked])).then_some(rect.min)
            });
            names.extend(free.map(|at| (at, name)));
        }
        names
    }
}

fn taken(rect: Rect) -> Taken {
    let side = |value: f32| f64::from(value);
    Taken::new(side(rect.left()), side(rect.top()), side(rect.width()), side(rect.height()))
}

/// The lines over the bounds of a dot, along both axes, as far as the plot reaches.
fn cross(dot: &Dot, at: Pos2, axes: &[Axis; 2], plot: Rect) -> [[Pos2; 2]; 2] {
    let ends = |side: usize| {
        let (least, _) = axes[side].domain();
        let (low, high) = dot.bounds[side];
        [low, high].map(|value| axes[side].at(value.max(least)) as f32)
    };
    let across = ends(0).map(|x| plot.clamp(pos2(x, at.y)));
    let along = ends(1).map(|y| plot.clamp(pos2(at.x, y)));
    [across, along]
}

fn draw_dot(painter: &Painter, dot: &Dot, at: Pos2, radius: f32, scene: &Scene<'_>) {
    let look = scene.look;
    let colour = if dot.generation >= dot.consumption { look.surplus } else { look.deficit };
    let has_bounds = dot.row.farms.is_some();
    if !region::stands_out(scene, dot.row.region) {
        painter.circle_filled(at, radius, look.line);
        return;
    }
    match dot.farms {
        Some(_) => {
            painter.circle(at, radius, colour.gamma_multiply(0.72), Stroke::new(1.0, look.panel));
        }
        None if has_bounds => {
            marks::bounded_ring(painter, at, radius, look);
        }
        None => marks::ring(painter, at, radius, look),
    }
}

impl Placed {
    fn draw_ground(&self, painter: &Painter, scene: &Scene<'_>) {
        let (look, words, plot) = (scene.look, scene.words, self.plot);
        let hairline = Stroke::new(marks::HAIRLINE, look.line);
        let made = |value: f64| self.axes[1].at(value) as f32;
        super::draw_grid(painter, plot, &spread(&self.ticks[1], made, 16.0), true, made, scene);
        let used = |value: f64| self.axes[0].at(value) as f32;
        for tick in spread(&self.ticks[0], used, 44.0) {
            let x = used(tick);
            painter.vline(x, plot.y_range(), hairline);
            let text = super::tick_text(tick, &[tick], scene);
            let text = marks::elided(painter, &text, marks::small(), look.muted, f32::INFINITY);
            marks::put(painter, Align2::CENTER_TOP, pos2(x, plot.bottom() + 1.0), text);
        }
        painter.rect_stroke(plot, 0.0, hairline, eframe::egui::StrokeKind::Inside);
        painter.line_segment(diagonal(&self.axes), Stroke::new(1.2, look.muted));
        let small = |message: &str, colour| {
            marks::elided(painter, &words.get(message), marks::small(), colour, plot.width() * 0.5)
        };
        for (rect, text) in corner_words(painter, plot, scene) {
            painter.galley(rect.min, text, look.ink);
        }
        let below = pos2(plot.right(), self.area.bottom());
        marks::put(painter, Align2::RIGHT_BOTTOM, below, small("chart-consumption", look.muted));
        let up = small("chart-generation", look.muted);
        marks::put(painter, Align2::LEFT_BOTTOM, pos2(self.area.left(), self.area.bottom()), up);
    }
}

/// Generation = consumption, as far as both axes reach.
fn diagonal(axes: &[Axis; 2]) -> [Pos2; 2] {
    let [used, made] = [axes[0].domain(), axes[1].domain()];
    let at = |value: f64| pos2(axes[0].at(value) as f32, axes[1].at(value) as f32);
    [at(used.0.max(made.0)), at(used.1.min(made.1))]
}

/// What lies on either side of the diagonal, in the corners that are furthest from it: in a sentence, or in a word
/// where that has no room.
fn corner_words(painter: &Painter, plot: Rect, scene: &Scene<'_>) -> [(Rect, Arc<Galley>); 2] {
    let corner = plot.shrink(5.0);
    let told = |message: &str, colour| {
        marks::elided(painter, &scene.words.get(message), marks::small(), colour, f32::INFINITY)
    };
    let word = |[sentence, word]: [&str; 2], colour, anchor: Align2, at: Pos2| {
        let text = told(sentence, colour);
        let text = if text.size().x <= plot.width() * 0.5 { text } else { told(word, colour) };
        (anchor.anchor_size(at, text.size()), text)
    };
    let [surplus, deficit] =
        [["chart-area-surplus", "chart-surplus"], ["chart-area-deficit", "chart-deficit"]];
    [
        word(surplus, scene.look.surplus, Align2::LEFT_TOP, corner.left_top()),
        word(deficit, scene.look.deficit, Align2::RIGHT_BOTTOM, corner.right_bottom()),
    ]
}

/// Of `ticks` those that stand at least `apart` from each other.
fn spread(ticks: &[f64], at: impl Fn(f64) -> f32, apart: f32) -> Vec<f64> {
    let mut kept: Vec<f64> = Vec::new();
    for &tick in ticks {
        if kept.last().is_none_or(|last| (at(tick) - at(*last)).abs() >= apart) {
            kept.push(tick);
        }
    }
    kept
}
