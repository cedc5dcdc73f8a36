//! Owns the list of detections on screen: one a row, the surest first, walked with the arrow keys,
//! shown on the map. Does not choose or word them.

use crate::{
    atlas::Detections,
    io::Subjects,
    jobs::Jobs,
    session::{Command, DetectionOrder, PointFocus, PointsKey, Session},
    ui::{
        action::{Action, Scene},
        reviewer::VERDICTS,
        theme,
    },
    units,
};
use eframe::egui::{
    Align, Button, EventFilter, Id, Key, Label, Layout, Modifiers, Rect, Response, RichText, Role, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo,
};
use egui_extras::{Column, TableBuilder, TableRow};
use std::sync::Arc;

const ROW: f32 = 22.0;
const HEADER: f32 = 24.0;
/// Columns: the message that names each, its width, and what a click on its head sorts by.
const COLUMNS: [(&str, f32, Option<DetectionOrder>); 8] = [
    ("detections-score", 84.0, Some(DetectionOrder::Score)),
    ("detections-kind", 190.0, None),
    ("detections-subject", 130.0, None),
    ("detections-power", 110.0, Some(DetectionOrder::Power)),
    ("detections-first-seen", 140.0, Some(DetectionOrder::FirstSeen)),
    ("detections-last-seen", 140.0, None),
    ("column-region", 180.0, None),
    ("column-status", 110.0, None),
];

/// The place of the name of a meter or feeder among them, which stands in the file only.
const SUBJECT: usize = 2;

/// Whom detections are about, read in the background.
#[derive(Default)]
struct Named {
    is_asked: bool,
    subjects: Arc<Subjects>,
    work: Jobs<Subjects>,
}

impl Named {
    /// Names by row; none until they are read.
    fn of(&mut self, ui: &Ui, session: &Session) -> Arc<Subjects> {
        if !self.is_asked {
            self.is_asked = true;
            let (session, waker) = (session.for_background(), ui.ctx().clone());
            // What became of the file since is said of its details.
            let work = move |_: &_| session.subjects().unwrap_or_default();
            self.work.start("subjects", move || waker.request_repaint(), work);
        }
        if let Some(subjects) = self.work.finished().pop() {
            self.subjects = Arc::new(subjects);
        }
        Arc::clone(&self.subjects)
    }
}

/// What the list keeps between frames.
#[derive(Default)]
pub(super) struct State {
    named: Named,
    order: DetectionOrder,
    rows: Option<(PointsKey, DetectionOrder, Vec<u32>)>,
    seen: Option<u32>,
}

impl State {
    /// Draws the list.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let shown = scene.points.and_then(|points| Some((points, points.shown.as_deref()?)));
        let Some((points, shown)) = shown else {
            ui.spinner();
            return;
        };
        let is_kept = |(key, order, _): &(PointsKey, DetectionOrder, Vec<u32>)| {
            (key, *order) == (&shown.key, self.order)
        };
        let rows = match self.rows.take().filter(is_kept) {
            Some((_, _, rows)) => rows,
            None => shown.sorted(&points.detections, self.order),
        };
        let n = rows.len() as f64;
        let count = units::number(n, 0, scene.words.lang());
        ui.label(RichText::new(scene.words.plural("detections-count", n, &[("count", &count)])).small());
        let chosen = match scene.session.document().point {
            Some(PointFocus::Detection(row)) => Some(row),
            _ => None,
        };
        let subjects = self.named.of(ui, scene.session);
        let area = ui.available_rect_before_wrap();
        let list = walk(ui, area, &rows, chosen, scene, actions);
        let target = chosen.filter(|row| self.seen != Some(*row));
        self.seen = chosen;
        let target = target.and_then(|target| rows.iter().position(|row| *row == target));
        let mut table = TableBuilder::new(ui)
            .striped(false)
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .min_scrolled_height(0.0)
            .auto_shrink(false);
        for (_, width, _) in COLUMNS {
            table = table.column(Column::initial(width).at_least(60.0).clip(true).resizable(true));
        }
        if let Some(target) = target {
            table = table.scroll_to_row(target, None);
        }
        table.header(HEADER, |mut row| self.header(&mut row, scene)).body(|body| {
            body.rows(ROW, rows.len(), |mut table_row| {
                let row = rows[table_row.index()];
                let subject = subject(row, &points.detections, &subjects);
                let cells = cells(row, &points.detections, subject, scene);
                table_row.set_selected(chosen == Some(row));
                for cell in &cells {
                    table_row.col(|ui| {
                        ui.add(Label::new(cell).truncate().selectable(false));
                    });
                }
                let response = table_row.response();
                let said = cells.join(", ");
                response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
                if response.clicked() {
                    actions.push(Action::Do(Command::LookAt(Some(PointFocus::Detection(row)))));
                    response.ctx.memory_mut(|memory| memory.request_focus(list));
                }
                if response.double_clicked() {
                    actions.push(Action::ShowDetection(row));
                }
                response.context_menu(|ui| {
                    // What is asked for is asked of the row that the menu stands at.
                    let look = Action::Do(Command::LookAt(Some(PointFocus::Detection(row))));
                    let mut offer = |ui: &mut Ui, message: &str, key: Option<&str>, does: Vec<Action>| {
                        let button = Button::new(scene.words.get(message));
                        let button = key.into_iter().fold(button, Button::shortcut_text);
                        if ui.add(button).clicked() {
                            actions.extend(does);
                            ui.close();
                        }
                    };
                    offer(ui, "point-show-on-map", None, vec![Action::ShowDetection(row)]);
                    offer(ui, "point-evidence", None, vec![look.clone(), Action::ShowEvidence]);
                    ui.separator();
                    for (message, key, verdict) in VERDICTS {
                        offer(ui, message, Some(key), vec![look.clone(), Action::Review(verdict)]);
                    }
                    ui.separator();
                    if let Some(subject) = subject {
                        offer(
                            ui,
                            "detections-copy-subject",
                            None,
                            vec![Action::CopyText(subject.to_owned())],
                        );
                    }
                    offer(ui, "detections-copy-row", None, vec![Action::CopyText(cells.join("\t"))]);
                });
            });
        });
        self.rows = Some((shown.key.clone(), self.order, rows));
    }

    fn header(&mut self, row: &mut TableRow<'_, '_>, scene: &Scene<'_>) {
        for (message, _, order) in COLUMNS {
            row.col(|ui| {
                let name = scene.words.get(message);
                let Some(order) = order else {
                    ui.label(RichText::new(name).font(theme::bold(theme::size::SMALL)));
                    return;
                };
                let sign = if self.order == order { " ▾" } else { "" };
                let text = RichText::new(format!("{name}{sign}")).font(theme::bold(theme::size::SMALL));
                let button = ui.add(Button::new(text.color(scene.look.accent)).frame(false));
                let hint = scene.words.with("table-sort", &[("column", &name)]);
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &hint));
                if button.on_hover_text(&hint).clicked() {
                    self.order = order;
                }
            });
        }
    }
}

/// The name of the meter or feeder of a detection.
fn subject<'a>(at: u32, detections: &Detections, subjects: &'a Subjects) -> Option<&'a str> {
    subjects.of(*detections.row.get(at as usize)?)
}

/// A detection in the columns of the list.
fn cells(at: u32, detections: &Detections, subject: Option<&str>, scene: &Scene<'_>) -> Vec<String> {
    let mut cells = scene.session.detection_cells(at, detections, scene.words).to_vec();
    let subject = subject.map_or_else(|| units::DASH.to_string(), str::to_owned);
    cells.insert(SUBJECT, subject);
    cells
}

/// A place for the keyboard around the list: arrows go through it, Enter shows on the map.
fn walk(
    ui: &Ui,
    area: Rect,
    rows: &[u32],
    chosen: Option<u32>,
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) -> Id {
    let response: Response =
        ui.interact(area, ui.scope_id().with("detections"), Sense::focusable_noninteractive());
    let name = scene.words.get("tab-detections");
    response.widget_info(|| WidgetInfo::labeled(Role::Table, true, &name));
    let id = response.id;
    if !response.has_focus() {
        return id;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.painter().rect_stroke(area.expand(1.0), 3.0, Stroke::new(1.5, scene.look.accent), StrokeKind::Outside);
    let count = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let step = count(Key::ArrowDown).cast_signed() - count(Key::ArrowUp).cast_signed();
    if count(Key::Enter) > 0 {
        actions.extend(chosen.map(Action::ShowDetection));
    }
    if step != 0 {
        let at = chosen.and_then(|chosen| rows.iter().position(|row| *row == chosen));
        let last = rows.len().saturating_sub(1);
        let next = at.map_or(0, |at| at.saturating_add_signed(step).min(last));
        let row = rows.get(next).map(|&row| Command::LookAt(Some(PointFocus::Detection(row))));
        actions.extend(row.map(Action::Do));
    }
    id
}
