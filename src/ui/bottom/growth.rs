//! Owns the growth chart on screen: a bar a year, the change between them, the year shown.
//! Does not compute any of it: what a year is drawn as is the rule of the printed chart.

use super::{
    marks::{self, Key},
    prepare::Bar,
};
use crate::{
    figure::{Axis, ChangePlace, ChangeText, StatusMark, YearMark, growth_scale},
    session::Command,
    ui::{
        action::{Action, Scene},
        theme,
    },
};
use eframe::egui::{
    Align2, Color32, CursorIcon, FontId, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// A bar and the gap beside it; wider bars say no more.
const BAND: f32 = 216.0;
/// Share of it that is bar.
const BAR_SHARE: f32 = 0.5;
/// Room above the highest bar for its figure, below for year and status.
const ABOVE: f32 = 22.0;
const BELOW: f32 = 38.0;
/// Steps of the axis, about.
const STEPS: usize = 3;
/// Height of a band between bounds, at least.
const LEAST_BAND: f32 = 3.0;
/// Largest text of a figure and of a change.
const VALUE: f32 = 17.0;

/// Width that `count` bars are best read at.
pub(super) fn best_width(count: usize) -> f32 {
    BAND * count as f32 + super::GUTTER
}

/// The signs that the legend explains: statuses of bars, intervals, ranges.
pub(super) fn keys(bars: &[Bar]) -> Vec<Key> {
    let observed = || bars.iter().filter_map(|bar| bar.observation.as_ref());
    let axis = Axis::linear(growth_scale(observed(), STEPS).0, (1.0, 0.0));
    let marks = || observed().map(|shown| YearMark::of(shown, &axis));
    let known = observed().filter(|shown| shown.value.is_some());
    let mut keys = super::statuses(known.map(|shown| shown.status), Key::Bar);
    if marks().any(|mark| mark.span().is_some()) {
        keys.push(Key::Interval);
    }
    if marks().any(|mark| matches!(mark, YearMark::Range { is_area: true, .. })) {
        keys.push(Key::Band);
    }
    keys
}

/// Draws the bars into `area`.
pub(super) fn show(ui: &Ui, area: Rect, bars: &[Bar], scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let painter = ui.painter_at(area.expand(2.0));
    let look = scene.look;
    let plot = Rect::from_min_max(
        pos2(area.left() + super::GUTTER, area.top() + ABOVE),
        pos2(area.right(), area.bottom() - BELOW),
    );
    let (domain, ticks) = growth_scale(bars.iter().filter_map(|bar| bar.observation.as_ref()), STEPS);
    let axis = Axis::linear(domain, (f64::from(plot.bottom()), f64::from(plot.top())));
    let y = |value: f64| axis.at(value) as f32;
    super::draw_grid(&painter, plot, &ticks, false, y, scene);
    let band = plot.width() / bars.len().max(1) as f32;
    let mut places = Vec::with_capacity(bars.len());
    for (number, bar) in bars.iter().enumerate() {
        let middle = plot.left() + band * (number as f32 + 0.5);
        let slot = Rect::from_x_y_ranges((middle - band / 2.0)..=(middle + band / 2.0), area.y_range());
        let response = ui.interact(slot, ui.scope_id().with(("year", bar.year)), Sense::click());
        let is_shown = bar.year == scene.session.document().year;
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, &bar.name));
        if response.clicked() {
            actions.push(Action::Do(Command::ShowYear(bar.year)));
        }
        let ground = slot.shrink2(vec2(4.0, 0.0));
        if is_shown {
            painter.hline(ground.x_range(), ground.bottom() - 1.0, Stroke::new(2.0, look.accent));
        }
        if response.hovered() {
            painter.rect_filled(ground, 4.0, look.shade(0.04));
        }
        if response.has_focus() {
            painter.rect_stroke(ground, 4.0, Stroke::new(1.5, look.accent), StrokeKind::Inside);
        }
        let mark = bar.observation.as_ref().map_or(YearMark::Nothing, |shown| YearMark::of(shown, &axis));
        let column = Column { bar, mark, middle, band, is_shown };
        places.push(column.draw(&painter, scene, plot, y(0.0)));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        super::tip(&response, || bar.tip(scene));
    }
    let zero = y(0.0);
    painter.hline(plot.x_range(), zero, Stroke::new(1.2, look.muted));
    for (pair, bar) in places.windows(2).zip(bars.iter().skip(1)) {
        draw_change(&painter, bar, pair, scene);
    }
}

/// Where a bar ended up.
struct Place {
    rect: Rect,
    mark: YearMark,
}

/// One year.
struct Column<'a> {
    bar: &'a Bar,
    mark: YearMark,
    middle: f32,
    band: f32,
    is_shown: bool,
}

impl Column<'_> {
    fn draw(&self, painter: &Painter, scene: &Scene<'_>, plot: Rect, zero: f32) -> Place {
        let (mark, look) = (self.mark, scene.look);
        let width = self.band * BAR_SHARE;
        let across = (self.middle - width / 2.0)..=(self.middle + width / 2.0);
        let reached = mark.tip().map_or(zero, |tip| tip as f32);
        let rect = Rect::from_x_y_ranges(across.clone(), zero.min(reached)..=zero.max(reached));
        if let Some(status) = self.bar.status().filter(|_| mark.tip().is_some()) {
            marks::status_bar(painter, rect, StatusMark::of(status), look);
        }
        let (mut top, mut bottom) = (rect.top(), rect.bottom());
        if let Some(span) = mark.span() {
            let [low, high] = span.ends.map(|end| end as f32);
            if let YearMark::Range { is_area: true, .. } = mark {
                // However near its bounds are, something is known of the year.
                let band = Rect::from_x_y_ranges(across, high..=low.max(high + LEAST_BAND));
                marks::band(painter, band, look);
            }
            for (width, ink) in [(4.0, look.panel), (1.6, look.ink)] {
                marks::span(painter, self.middle, span, Stroke::new(width, ink), ink);
            }
            (top, bottom) = (top.min(high), bottom.max(low));
        }
        self.caption(painter, scene, plot, zero, (top, bottom));
        Place { rect, mark }
    }

    fn caption(
        &self,
        painter: &Painter,
        scene: &Scene<'_>,
        plot: Rect,
        zero: f32,
        (top, bottom): (f32, f32),
    ) {
        // Figures keep out of the room between bars, which is for the change.
        let (bar, look, room) = (self.bar, scene.look, self.band * BAR_SHARE + 14.0);
        let is_below = self.mark.tip().is_some_and(|tip| tip as f32 > zero);
        let colour = if bar.status().is_some() { look.ink } else { look.muted };
        let full = marks::elided(painter, &bar.figure, theme::bold(VALUE), colour, f32::INFINITY);
        let value = if full.size().x <= room {
            full
        } else {
            marks::elided(painter, &bar.short_figure, theme::bold(theme::size::BODY), colour, room)
        };
        let (anchor, at) = if is_below {
            (Align2::CENTER_TOP, pos2(self.middle, bottom + 1.0))
        } else if self.mark == YearMark::Nothing {
            (Align2::CENTER_BOTTOM, pos2(self.middle, zero - 4.0))
        } else {
            (Align2::CENTER_BOTTOM, pos2(self.middle, top - 1.0))
        };
        marks::put(painter, anchor, at, value);
        let font: FontId =
            if self.is_shown { theme::bold(theme::size::BODY) } else { theme::regular(theme::size::BODY) };
        let colour = if self.is_shown { look.accent } else { look.ink };
        let room = self.band - 10.0;
        let year = marks::elided(painter, &bar.label, font, colour, room);
        let below = marks::put(painter, Align2::CENTER_TOP, pos2(self.middle, plot.bottom() + 2.0), year);
        let status = marks::elided(painter, &bar.caption, marks::small(), look.muted, room);
        marks::put(painter, Align2::CENTER_TOP, pos2(self.middle, below.bottom() - 2.0), status);
    }
}

/// Between two bars: a line at the height of the first, an arrow from there to the height of the
/// second (as long as the change), and the change in percent with its bounds and status. Where one of
/// the two is no figure, a change that is known all the same stands there alone.
fn draw_change(painter: &Painter, bar: &Bar, pair: &[Place], scene: &Scene<'_>) {
    let look = scene.look;
    let Some(change) = &bar.change else { return };
    let Some(stands) = ChangePlace::of(&pair[0].mark, &pair[1].mark) else { return };
    let (left, right) = (pair[0].rect.right() + 4.0, pair[1].rect.left() - 10.0);
    let room = right - left - 8.0;
    let text = marks::elided(painter, &change.percent, theme::bold(VALUE), look.change, f32::INFINITY);
    if room < text.size().x {
        return;
    }
    let middle = f32::midpoint(left, right - 8.0);
    let from = match stands {
        ChangePlace::Between(from, to) => {
            let (from, to) = (from as f32, to as f32);
            let stroke = Stroke::new(1.2, look.change);
            painter.extend(Shape::dashed_line(&[pos2(left, from), pos2(right, from)], stroke, 3.0, 3.0));
            draw_arrow(painter, pos2(right, from), to, look.change);
            from
        }
        // Near the height of the figure, where bounds and status have room below it. The figures of the bars
        // beside it keep out of the room between them.
        ChangePlace::Alone(at) => {
            let line = painter.fonts_mut(|fonts| fonts.row_height(&marks::small()));
            let lowest = floor(painter) - line * change.certainty().len() as f32 - 3.0;
            (at as f32 + text.size().y).min(lowest).max(painter.clip_rect().top() + text.size().y)
        }
    };
    // No percent without its bounds: below it, else beside it in smaller letters; a tip tells both.
    let line = painter.fonts_mut(|fonts| fonts.row_height(&marks::small()));
    let is_below = change.bounds.is_empty() || from + 3.0 + line <= floor(painter);
    let text = if is_below {
        text
    } else {
        let (told, font) = (change.in_one_line(), theme::bold(theme::size::SMALL));
        marks::elided(painter, &told, font, look.change, f32::INFINITY)
    };
    if text.size().x > room + 8.0 {
        return;
    }
    marks::put(painter, Align2::CENTER_BOTTOM, pos2(middle, from - 1.0), text);
    if is_below {
        draw_certainty(painter, change, pos2(middle, from + 3.0), room + 8.0, scene);
    }
}

/// The lowest that a text between bars may reach.
fn floor(painter: &Painter) -> f32 {
    painter.clip_rect().bottom() - BELOW - 4.0
}

fn draw_certainty(painter: &Painter, change: &ChangeText, at: Pos2, room: f32, scene: &Scene<'_>) {
    let floor = floor(painter);
    let mut y = at.y;
    for line in change.certainty() {
        let line = marks::elided(painter, &line, marks::small(), scene.look.muted, room);
        if y + line.size().y > floor {
            break;
        }
        y = marks::put(painter, Align2::CENTER_TOP, pos2(at.x, y), line).bottom() - 3.0;
    }
}

fn draw_arrow(painter: &Painter, from: Pos2, to: f32, colour: Color32) {
    // The head shrinks with a short arrow, so that it never points from beyond its start.
    let head = 8.0_f32.min((to - from.y).abs());
    let back = to + if to < from.y { head } else { -head };
    painter.vline(from.x, from.y.min(back)..=from.y.max(back), Stroke::new(2.0, colour));
    let half = head * 0.55;
    let points = vec![pos2(from.x, to), pos2(from.x - half, back), pos2(from.x + half, back)];
    painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
}
