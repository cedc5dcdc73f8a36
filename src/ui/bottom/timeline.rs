//! Owns the timeline on screen: a lane a topic, acts as points, bans as bars, the year shown. Does
//! not know the clock.

use super::{marks, marks::Key};
use crate::{
    atlas::ActStatus,
    figure::TimelineEvent,
    session::{Command, MOST_COMPARED, TimelineRow},
    ui::{
        action::{Action, Scene},
        theme,
    },
};
use eframe::egui::{
    Align2, Color32, CursorIcon, Painter, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2,
};

const ROW: f32 = 21.0;
/// Column of the names of topics.
const LANES: f32 = 108.0;
/// Room for the years.
const YEARS: f32 = 17.0;
const RADIUS: f32 = 5.0;
/// Height of a ban's bar below its title.
const BAR: f32 = 5.0;
/// Room between two titles of a row.
const GAP: f32 = 14.0;

/// An act or ban.
struct Act {
    row: TimelineRow,
    name: String,
    /// From when to when, in years.
    span: (f64, f64),
    lane: usize,
}

/// Where an act stands in an area.
#[derive(Clone, Copy)]
struct Spot {
    line: usize,
    from: f32,
    to: f32,
    text: f32,
}

/// All lanes, and where all stands for a width.
pub(super) struct Lanes {
    acts: Vec<Act>,
    names: Vec<String>,
    is_ban: Vec<bool>,
    span: (f64, f64),
    placed: Option<(Rect, Placed)>,
}

/// Lines of the acts, and the first line of each lane.
struct Placed {
    spots: Vec<Spot>,
    starts: Vec<usize>,
    lines: usize,
}

impl Lanes {
    /// The lanes of what is shown.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let words = scene.words;
        let mut rows = scene.session.timeline_rows(words);
        rows.sort_by_key(|row| row.event.period);
        let events: Vec<TimelineEvent> = rows.iter().map(|row| row.event.clone()).collect();
        let topics = TimelineEvent::lanes(events.iter());
        let acts: Vec<Act> = rows
            .into_iter()
            .map(|row| Act {
                name: scene.session.timeline_row_text(&row, words).value,
                span: row.event.span(),
                lane: topics.iter().position(|topic| *topic == row.event.topic).unwrap_or_default(),
                row,
            })
            .collect();
        let first = acts.iter().map(|act| act.span.0).fold(f64::INFINITY, f64::min).floor();
        let last = acts.iter().map(|act| act.span.1).fold(first + 1.0, f64::max).ceil();
        let name =
            |topic: &&str| words.find(&format!("topic-{topic}")).unwrap_or_else(|| (*topic).to_owned());
        let names = topics.iter().map(name).collect();
        let is_ban = topics.iter().map(|topic| *topic == "ban").collect();
        Self { acts, names, is_ban, span: (first, last), placed: None }
    }

    /// What its legend explains.
    pub(super) fn keys(&self) -> Vec<Key> {
        let has = |status: &ActStatus| self.acts.iter().any(|act| act.row.event.status == *status);
        ActStatus::ALL.into_iter().filter(has).map(Key::Act).collect()
    }

    fn x(&self, area: Rect, year: f64) -> f32 {
        let share = (year - self.span.0) / (self.span.1 - self.span.0);
        let (left, right) = (area.left() + LANES, area.right() - GAP);
        left + share as f32 * (right - left)
    }

    /// Draws the lanes into `area`.
    pub(super) fn show(&mut self, ui: &mut Ui, area: Rect, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        if self.placed.as_ref().is_none_or(|(known, _)| known.x_range() != area.x_range()) {
            self.placed = Some((area, self.place(ui.painter(), area)));
        }
        let Some((_, placed)) = &self.placed else { return };
        self.draw_years(ui.painter(), area, scene);
        let inside = area.with_min_y(area.top() + YEARS);
        let mut inner = ui.new_child(UiBuilder::new().max_rect(inside));
        ScrollArea::vertical().id_salt("timeline").auto_shrink(false).show_viewport(
            &mut inner,
            |ui, viewport| {
                ui.set_height(ROW * placed.lines as f32 + 4.0);
                let top = ui.max_rect().top();
                self.draw_lanes(ui.painter(), area, top, placed, scene);
                for (act, spot) in self.acts.iter().zip(&placed.spots) {
                    let y = ROW * spot.line as f32;
                    if y + ROW >= viewport.min.y && y <= viewport.max.y {
                        self.show_act(ui, act, *spot, area, top + y, scene, actions);
                    }
                }
            },
        );
    }

    /// Acts of a lane share a line where their titles leave room.
    fn place(&self, painter: &Painter, area: Rect) -> Placed {
        let mut spots = vec![Spot { line: 0, from: 0.0, to: 0.0, text: 0.0 }; self.acts.len()];
        let (mut starts, mut line) = (Vec::new(), 0);
        for lane in 0..self.names.len() {
            starts.push(line);
            let mut ends: Vec<f32> = Vec::new();
            for (at, act) in self.acts.iter().enumerate().filter(|(_, act)| act.lane == lane) {
                let title = marks::elided(
                    painter,
                    &act.row.event.title,
                    marks::small(),
                    Color32::PLACEHOLDER,
                    f32::INFINITY,
                );
                let lasts = act.row.event.lasts;
                let (from, to) = (self.x(area, act.span.0), self.x(area, act.span.1));
                let mark = if lasts { 0.0 } else { RADIUS * 2.0 + 4.0 };
                // Near the right end a title moves left, as far as the mark lets it.
                let room = area.right() - GAP - mark;
                let width = title.size().x.min(room - area.left() - LANES);
                let text = (from + mark).min(room + mark - width);
                let begin = from.min(text) - if lasts { 0.0 } else { RADIUS };
                let end = (text + width).max(if lasts { to } else { from + RADIUS });
                let begin = if text < from + mark { text.min(begin) } else { begin };
                let free = ends.iter().position(|known| known + GAP <= begin);
                let own = free.unwrap_or(ends.len());
                match ends.get_mut(own) {
                    Some(known) => *known = end,
                    None => ends.push(end),
                }
                spots[at] = Spot { line: line + own, from, to, text };
            }
            line += ends.len();
        }
        Placed { spots, starts, lines: line }
    }

    fn draw_years(&self, painter: &Painter, area: Rect, scene: &Scene<'_>) {
        let look = scene.look;
        let shown = f64::from(scene.session.document().year);
        let year_width = self.x(area, self.span.0 + 1.0) - self.x(area, self.span.0);
        if self.span.0 <= shown && shown < self.span.1 {
            let across = self.x(area, shown)..=self.x(area, shown + 1.0);
            let band = Rect::from_x_y_ranges(across, area.y_range());
            painter.rect_filled(band, 0.0, look.accent_tint.gamma_multiply(0.5));
        }
        let step = (40.0 / year_width.max(1.0)).ceil().max(1.0) as usize;
        for year in (self.span.0 as i32..=self.span.1 as i32).step_by(step) {
            let x = self.x(area, f64::from(year));
            painter.vline(x, area.y_range(), Stroke::new(marks::HAIRLINE, look.line));
            if f64::from(year) >= self.span.1 {
                continue;
            }
            let is_shown = f64::from(year) == shown;
            let font = if is_shown { theme::bold(theme::size::SMALL) } else { marks::small() };
            let colour = if is_shown { look.accent } else { look.muted };
            let text = marks::elided(painter, &year.to_string(), font, colour, f32::INFINITY);
            marks::put(painter, Align2::LEFT_TOP, pos2(x + 3.0, area.top() - 2.0), text);
        }
    }

    fn draw_lanes(&self, painter: &Painter, area: Rect, top: f32, placed: &Placed, scene: &Scene<'_>) {
        for (lane, (name, start)) in self.names.iter().zip(&placed.starts).enumerate() {
            let y = top + ROW * *start as f32;
            let hairline = Stroke::new(marks::HAIRLINE, scene.look.line);
            painter.hline(area.left()..=(area.right() - GAP), y, hairline);
            let colour = self.colour(lane, scene);
            let name = marks::elided(painter, name, theme::bold(theme::size::SMALL), colour, LANES - 10.0);
            marks::put(painter, Align2::LEFT_CENTER, pos2(area.left(), y + ROW / 2.0), name);
        }
    }

    fn colour(&self, lane: usize, scene: &Scene<'_>) -> Color32 {
        if self.is_ban.get(lane) == Some(&true) { scene.look.ban } else { scene.look.data }
    }

    #[expect(clippy::too_many_arguments, reason = "one act on its line, with what a panel is given")]
    fn show_act(
        &self,
        ui: &Ui,
        act: &Act,
        spot: Spot,
        area: Rect,
        y: f32,
        scene: &Scene<'_>,
        actions: &mut Vec<Action>,
    ) {
        let (painter, look, event) = (ui.painter(), scene.look, &act.row.event);
        let room = area.right() - GAP - spot.text;
        let title = marks::elided(painter, &event.title, marks::small(), look.ink, room.max(RADIUS));
        let right = (spot.text + title.size().x).max(if event.lasts { spot.to } else { spot.from + RADIUS });
        let left = spot.text.min(if event.lasts { spot.from } else { spot.from - RADIUS });
        let rect = Rect::from_x_y_ranges((left - 2.0)..=(right + 2.0), (y + 1.0)..=(y + ROW - 1.0));
        let response = ui.interact(rect, ui.scope_id().with(("act", &act.name)), Sense::click());
        let is_ban = !act.row.regions.is_empty();
        let role = if is_ban { Role::Button } else { Role::ListItem };
        response.widget_info(|| WidgetInfo::labeled(role, true, &act.name));
        let is_near = scene.hovered.is_some_and(|region| act.row.regions.contains(&region));
        if response.hovered() || is_near {
            painter.rect_filled(rect, 3.0, look.shade(0.06));
        }
        if response.has_focus() {
            painter.rect_stroke(rect, 3.0, Stroke::new(1.5, look.accent), StrokeKind::Inside);
        }
        let colour = self.colour(act.lane, scene);
        if event.lasts {
            // Between its parts, such as winters, it does not hold.
            for (from, to) in event.part_spans() {
                let (from, to) = (self.x(area, from), self.x(area, to));
                let across = from..=to.max(from + 2.0);
                let bar = Rect::from_x_y_ranges(across, (y + ROW - BAR - 1.0)..=(y + ROW - 1.0));
                marks::act_bar(painter, bar, event.status, colour, look);
            }
            marks::put(painter, Align2::LEFT_BOTTOM, pos2(spot.text, y + ROW - BAR + 1.0), title);
        } else {
            let at = pos2(spot.from, y + ROW / 2.0);
            marks::act_point(painter, at, RADIUS, event.status, colour, look);
            marks::put(painter, Align2::LEFT_CENTER, pos2(spot.text - RADIUS + 1.0, at.y), title);
        }
        let response = if is_ban { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
        if is_ban && response.clicked() {
            choose(act, scene, actions);
        }
        super::tip(&response, || {
            let text = scene.session.timeline_row_text(&act.row, scene.words).sentence;
            if is_ban { format!("{text}\n{}", scene.words.get("timeline-click")) } else { text }
        });
    }
}

/// Chooses the regions of a ban, as many as are compared side by side.
fn choose(act: &Act, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let codes = act.row.regions.iter().map(|&region| scene.session.atlas().region(region).code.clone());
    for (number, code) in codes.take(MOST_COMPARED).enumerate() {
        let command = if number == 0 { Command::Choose(Some(code)) } else { Command::Compare(code) };
        actions.push(Action::Do(command));
    }
}
