//! Owns the ranking on screen: a row a region with name, ban, mark, bounds and figure, scrolled,
//! walked with the arrow keys. Does not rank.

use super::{marks, marks::Key, prepare::Ranked, region};
use crate::{
    atlas::RegionId,
    figure::{Axis, StatusMark, ranking_domain},
    provenance::Status,
    ui::{
        action::{Action, Scene},
        theme,
    },
};
use eframe::egui::{
    Align, Align2, Id, Painter, Rangef, Rect, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2,
};

const ROW: f32 = 21.0;
/// Columns: places, sign of a ban, name.
const PLACES: f32 = 52.0;
const BAN: f32 = 18.0;
const MOST_NAME: f32 = 220.0;
/// Room for the figure and for its bounds.
const FIGURE: f32 = 92.0;
const BOUNDS: f32 = 150.0;
/// Room for the numbers of the axis.
const TICKS: f32 = 16.0;
const RADIUS: f32 = 5.0;

/// What the ranking keeps between frames.
#[derive(Default)]
pub(super) struct State {
    /// The choice that was scrolled to.
    seen: Option<RegionId>,
}

/// What its legend explains.
pub(super) fn keys(rows: &[Ranked]) -> Vec<Key> {
    let observations = || rows.iter().map(|row| &row.place.record.observation);
    let mut keys = super::statuses(observations().filter(|o| o.value.is_some()).map(|o| o.status), Key::Dot);
    let has_bounds = |row: &&Ranked| row.low.is_some() || row.high.is_some();
    let has_value = |row: &Ranked| row.place.record.observation.value.is_some();
    if rows.iter().filter(has_bounds).any(has_value) {
        keys.push(Key::Interval);
    }
    if rows.iter().filter(has_bounds).any(|row| !has_value(row)) {
        keys.push(Key::RankedBand);
    }
    if rows.iter().any(|row| row.place.has_ban) {
        keys.push(Key::Ban);
    }
    keys
}

/// Where the columns of the ranking stand.
struct Columns {
    names: Rangef,
    plot: Rangef,
    axis: Axis,
    ticks: Vec<f64>,
    has_bounds: bool,
}

impl Columns {
    fn of(rows: &[Ranked], area: Rect) -> Self {
        // Scroll bars stay clear of the figures.
        let right = area.right() - 14.0;
        let has_bounds = area.width() > 620.0;
        let names = area.left() + PLACES + BAN;
        let name = (area.width() * 0.22).min(MOST_NAME);
        let figures = FIGURE + if has_bounds { BOUNDS } else { 0.0 };
        let plot = Rangef::new(names + name + 12.0, (right - figures).max(names + name + 40.0));
        let (domain, ticks) = ranking_domain(rows.iter().map(|row| &row.place.record.observation));
        // Marks at the ends stay whole.
        let ends = (f64::from(plot.min + RADIUS), f64::from(plot.max - RADIUS - 4.0));
        let axis = Axis::linear(domain, ends);
        Self { names: Rangef::new(names, names + name), plot, axis, ticks, has_bounds }
    }

    fn x(&self, value: f64) -> f32 {
        self.axis.at(value) as f32
    }
}

impl State {
    /// Draws the ranking into `area`.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        area: Rect,
        rows: &[Ranked],
        without: Option<&str>,
        scene: &Scene<'_>,
        actions: &mut Vec<Action>,
    ) {
        let columns = Columns::of(rows, area);
        let walk = || rows.iter().map(Ranked::region).collect();
        let list = region::walk(ui, ui.scope_id().with("ranking"), area, scene, walk, actions);
        let name = scene.words.get("tab-ranking");
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
        let list_id = list.id;
        draw_ticks(ui.painter(), area, &columns, scene);
        let inside = area.with_min_y(area.top() + TICKS);
        let mut inner = ui.new_child(UiBuilder::new().max_rect(inside));
        let target = region::chosen(scene).filter(|chosen| self.seen != Some(*chosen));
        self.seen = region::chosen(scene);
        let lines = rows.len() + usize::from(without.is_some());
        inner.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().id_salt("ranking").auto_shrink(false).show_viewport(
            &mut inner,
            |ui, viewport| {
                ui.set_height(ROW * lines as f32);
                let top = ui.max_rect().top();
                let place = |at: usize| {
                    let y = top + ROW * at as f32;
                    Rect::from_x_y_ranges(inside.left()..=(inside.right() - 10.0), y..=(y + ROW))
                };
                draw_grid(ui.painter(), place(0).top()..=place(rows.len()).top(), &columns, scene);
                if let Some(at) = target.and_then(|target| rows.iter().position(|row| row.region() == target))
                {
                    ui.scroll_to_rect(place(at), Some(Align::Center));
                }
                let first = (viewport.min.y / ROW).floor().max(0.0) as usize;
                let last = ((viewport.max.y / ROW).ceil().max(0.0) as usize).min(rows.len());
                for (at, row) in rows.iter().enumerate().take(last).skip(first.min(last)) {
                    show_row(ui, place(at), list_id, row, &columns, scene, actions);
                }
                if let Some(without) = without {
                    let rect = place(rows.len());
                    let text = marks::elided(
                        ui.painter(),
                        without,
                        marks::small(),
                        scene.look.muted,
                        rect.width() - PLACES - BAN,
                    );
                    marks::put(
                        ui.painter(),
                        Align2::LEFT_CENTER,
                        pos2(columns.names.min, rect.center().y),
                        text,
                    );
                    let line = ui.interact(rect, list_id.with("without"), Sense::hover());
                    line.widget_info(|| WidgetInfo::labeled(Role::Label, true, without));
                }
            },
        );
    }
}

fn draw_ticks(painter: &Painter, area: Rect, columns: &Columns, scene: &Scene<'_>) {
    let head = scene.words.get("ranking-place-head");
    let head = marks::elided(painter, &head, marks::small(), scene.look.muted, PLACES - 8.0);
    marks::put(painter, Align2::RIGHT_TOP, pos2(area.left() + PLACES - 8.0, area.top() - 2.0), head);
    let mut free = f32::NEG_INFINITY;
    for tick in &columns.ticks {
        let text = super::tick_text(*tick, &columns.ticks, scene);
        let text = marks::elided(painter, &text, marks::small(), scene.look.muted, f32::INFINITY);
        let x = columns.x(*tick);
        if x - text.size().x / 2.0 < free {
            continue;
        }
        free = marks::put(painter, Align2::CENTER_TOP, pos2(x, area.top() - 2.0), text).right() + 8.0;
    }
}

fn draw_grid(painter: &Painter, y: std::ops::RangeInclusive<f32>, columns: &Columns, scene: &Scene<'_>) {
    for tick in &columns.ticks {
        let colour = if *tick == 0.0 { scene.look.muted } else { scene.look.line };
        painter.vline(columns.x(*tick), y.clone(), Stroke::new(marks::HAIRLINE, colour));
    }
}

fn show_row(
    ui: &Ui,
    rect: Rect,
    list: Id,
    row: &Ranked,
    columns: &Columns,
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) {
    let (painter, look, id) = (ui.painter(), scene.look, row.region());
    // The list has the keyboard: eighty rows are no places to stop at.
    let response = ui.interact(rect, list.with(id.0), Sense::CLICK);
    let is_chosen = region::is_chosen(scene, id);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &row.name));
    region::answer(&response, scene, id, actions);
    if response.clicked() {
        ui.memory_mut(|memory| memory.request_focus(list));
    }
    if is_chosen {
        painter.rect_filled(rect, 3.0, look.accent_tint);
    } else if scene.hovered == Some(id) {
        painter.rect_filled(rect, 3.0, look.shade(0.06));
    }
    let y = rect.center().y;
    let rank = marks::elided(painter, &row.rank, marks::small(), look.muted, PLACES - 8.0);
    marks::put(painter, Align2::RIGHT_CENTER, pos2(rect.left() + PLACES - 8.0, y), rank);
    if row.place.has_ban {
        marks::ban(painter, pos2(rect.left() + PLACES + BAN / 2.0 - 3.0, y), 11.0, look);
    }
    let font = if is_chosen { theme::bold(theme::size::BODY) } else { theme::regular(theme::size::BODY) };
    let name = marks::elided(painter, &row.label, font, look.ink, columns.names.span());
    let name = marks::put(painter, Align2::LEFT_CENTER, pos2(columns.names.min, y), name);
    let start = row.reach().map(|value| columns.x(value)).fold(columns.plot.max, f32::min);
    if name.right() + 8.0 < start - RADIUS {
        // A hairline leads the eye from the name to the mark.
        let line = Stroke::new(marks::HAIRLINE, look.line);
        painter.hline((name.right() + 8.0)..=(start - RADIUS), y, line);
    }
    draw_mark(painter, row, y, columns, scene);
    let value = marks::elided(painter, &row.value, theme::bold(theme::size::BODY), look.ink, FIGURE);
    let at = columns.plot.max + FIGURE;
    marks::put(painter, Align2::RIGHT_CENTER, pos2(at, y), value);
    if columns.has_bounds || row.value.is_empty() {
        let bounds = marks::elided(painter, &row.interval, marks::small(), look.muted, BOUNDS - 10.0);
        let (anchor, at) =
            if columns.has_bounds { (Align2::LEFT_CENTER, at + 10.0) } else { (Align2::RIGHT_CENTER, at) };
        marks::put(painter, anchor, pos2(at, y), bounds);
    }
    super::tip(&response, || {
        let text = scene.session.cell_text(&row.place.cell, scene.words);
        text.map_or_else(|| row.name.clone(), |text| text.sentence)
    });
}

/// Dot with its bounds, or the band of bounds alone; an open side ends in an arrow.
fn draw_mark(painter: &Painter, row: &Ranked, y: f32, columns: &Columns, scene: &Scene<'_>) {
    const OPEN: f32 = 22.0;
    let look = scene.look;
    let value = row.place.record.observation.value.map(|value| columns.x(value));
    let (low, high) = (row.low.map(|v| columns.x(v)), row.high.map(|v| columns.x(v)));
    if low.is_some() || high.is_some() {
        let zero = columns.x(columns.axis.domain().0.max(0.0));
        let from = low.unwrap_or(zero);
        let end = columns.axis.domain().1;
        let is_cut = row.high.is_some_and(|high| high > end);
        let high = high.filter(|_| !is_cut);
        let reach = if is_cut { f32::INFINITY } else { value.unwrap_or(from).max(from) + OPEN };
        let to = high.unwrap_or(reach.min(columns.plot.max - 8.0));
        // Bounds of estimates are many and wide: they stay in the background.
        let is_estimate = row.place.record.observation.status >= Status::Estimated;
        let stroke = Stroke::new(1.6, look.data.gamma_multiply(if is_estimate { 0.4 } else { 0.75 }));
        if value.is_none() {
            let band = Rect::from_x_y_ranges(from..=to.max(from + 1.0), (y - 3.5)..=(y + 3.5));
            marks::band(painter, band, look);
        }
        if value.is_some() || high.is_none() {
            marks::whisker(painter, [(from, true), (to, high.is_some())], y, stroke);
        }
    }
    if let Some(x) = value {
        let mark = StatusMark::of(row.place.record.observation.status);
        marks::status_dot(painter, pos2(x, y), RADIUS, mark, look);
    }
}
