//! Owns the list of detections on screen: one a row, the surest first, walked with the arrow keys, narrowed by
//! what was said of them, shown on the map. Does not word them.

use super::rows_table;
use crate::{
    atlas::Detections,
    jobs::Jobs,
    session::{Command, DetectionOrder, Listed, PointFocus, PointsKey, Session, Which},
    ui::{
        action::{Action, Scene},
        reviewer::VERDICTS,
        theme,
    },
    units,
};
use eframe::egui::{
    Button, EventFilter, Id, Key, Label, Modifiers, Rect, Response, RichText, Role, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo,
};
use egui_extras::{Column, TableRow};
use review::Verdict;
use std::sync::Arc;

const ROW: f32 = 22.0;
const HEADER: f32 = 24.0;
/// What a column shows of itself at least, so that days, kinds and meters can be read.
const LEAST_SHARE: f32 = 0.9;
/// Columns: the message that names each, its width, and what a click on its head sorts by.
const COLUMNS: [(&str, f32, Option<DetectionOrder>); 9] = [
    ("detections-score", 58.0, Some(DetectionOrder::Score)),
    ("detections-review", 112.0, Some(DetectionOrder::Review)),
    ("detections-kind", 160.0, None),
    ("detections-subject", 108.0, None),
    ("detections-power", 110.0, Some(DetectionOrder::Power)),
    ("detections-first-seen", 136.0, Some(DetectionOrder::FirstSeen)),
    ("detections-last-seen", 136.0, None),
    ("column-region", 136.0, None),
    ("column-status", 116.0, None),
];

/// The places of what was said and of the name of a meter or feeder, which are read from files anew.
const REVIEW: usize = 1;
const SUBJECT: usize = 3;

/// What files say of detections beyond what is drawn, read in the background.
#[derive(Default)]
struct Known {
    is_asked: bool,
    listed: Arc<Listed>,
    /// Counts what was taken in.
    version: u32,
    work: Jobs<Listed>,
}

impl Known {
    /// What they say; nothing until they are read.
    fn of(&mut self, ui: &Ui, session: &Session) -> Arc<Listed> {
        if !self.is_asked {
            self.is_asked = true;
            let (session, waker) = (session.for_background(), ui.ctx().clone());
            // What became of the file since is said of its details.
            let work = move |_: &_| session.listed().unwrap_or_default();
            self.work.start("listed", move || waker.request_repaint(), work);
        }
        if let Some(listed) = self.work.finished().pop() {
            self.listed = Arc::new(listed);
            self.version += 1;
        }
        Arc::clone(&self.listed)
    }
}

/// What rows were chosen by.
#[derive(Clone, Debug, PartialEq)]
struct RowsKey {
    points: PointsKey,
    order: DetectionOrder,
    which: Which,
    version: u32,
}

/// The rows that are listed.
struct Rows {
    key: RowsKey,
    of: Vec<u32>,
    /// How many there are of each of [`Which::ALL`].
    counts: [usize; Which::ALL.len()],
}

/// What the list keeps between frames.
#[derive(Default)]
pub(super) struct State {
    known: Known,
    order: DetectionOrder,
    which: Which,
    rows: Option<Rows>,
    seen: Option<u32>,
    /// Where the one looked at stood last: what it stood before comes next when it leaves the list.
    stood_at: usize,
}

impl State {
    /// Reads files anew: they hold other detections now. What is chosen and sorted by stays.
    pub(super) fn renew(&mut self) {
        self.known = Known { version: self.known.version + 1, ..Known::default() };
        self.rows = None;
        self.seen = None;
    }

    /// Draws the list.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let shown = scene.points.and_then(|points| Some((points, points.shown.as_deref()?)));
        let Some((points, shown)) = shown else {
            ui.spinner();
            return;
        };
        let listed = self.known.of(ui, scene.session);
        let key = RowsKey {
            points: shown.key.clone(),
            order: self.order,
            which: self.which,
            version: self.known.version,
        };
        let kept = self.rows.take().filter(|rows| rows.key == key);
        let Rows { key, of: rows, counts } = kept.unwrap_or_else(|| {
            let all = shown.sorted(&points.detections, self.order, &listed);
            let is_in = |which: Which, row: &u32| which.has(*row, &points.detections, &listed);
            let counts = Which::ALL.map(|which| all.iter().filter(|row| is_in(which, row)).count());
            let of = all.into_iter().filter(|row| is_in(self.which, row)).collect();
            Rows { key, of, counts }
        });
        self.choose(ui, scene, &counts);
        let chosen = match scene.session.document().point {
            Some(PointFocus::Detection(row)) => Some(row),
            _ => None,
        };
        if let Some(at) = chosen.and_then(|chosen| rows.iter().position(|row| *row == chosen)) {
            self.stood_at = at;
        }
        let area = ui.available_rect_before_wrap();
        let list = walk(ui, area, &rows, chosen, scene, actions);
        let target = chosen.filter(|row| self.seen != Some(*row));
        self.seen = chosen;
        let target = target.and_then(|target| rows.iter().position(|row| *row == target));
        // In a narrow window every column shows a little less of itself; below that the list is moved sideways.
        let gaps = ui.spacing().item_spacing.x * (COLUMNS.len() - 1) as f32;
        let all: f32 = COLUMNS.iter().map(|(_, width, _)| width).sum();
        let share = ((ui.available_width() - gaps) / all).clamp(LEAST_SHARE, 1.0);
        let width = ui.available_width().max(all * share + gaps);
        let area = ScrollArea::horizontal().id_salt("columns").auto_shrink(false);
        area.show(ui, |ui| {
            ui.set_width(width);
            let mut table = rows_table(ui);
            for (_, width, _) in COLUMNS {
                table =
                    table.column(Column::initial(width * share).at_least(50.0).clip(true).resizable(true));
            }
            if let Some(target) = target {
                table = table.scroll_to_row(target, None);
            }
            table.header(HEADER, |mut row| self.header(&mut row, scene)).body(|body| {
                body.rows(ROW, rows.len(), |mut table_row| {
                    let row = rows[table_row.index()];
                    let subject = listed.subject(row, &points.detections);
                    let cells = cells(row, &points.detections, &listed, scene);
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
                    response.context_menu(|ui| menu(ui, row, subject, &cells, scene, actions));
                });
            });
        });
        self.rows = Some(Rows { key, of: rows, counts });
    }

    /// Which of them are listed, each with its count; what there is none of is not offered.
    fn choose(&mut self, ui: &mut Ui, scene: &Scene<'_>, counts: &[usize; Which::ALL.len()]) {
        let words = scene.words;
        ui.horizontal(|ui| {
            for (which, count) in Which::ALL.into_iter().zip(counts) {
                if *count == 0 && which != Which::All && which != self.which {
                    continue;
                }
                let count = units::number(*count as f64, 0, words.lang());
                let text = RichText::new(words.with(which.message(), &[("count", &count)])).small();
                if ui.selectable_label(self.which == which, text).clicked() {
                    self.which = which;
                }
            }
            let note = words.get("detections-note");
            let text = RichText::new(&note).small().color(scene.look.muted);
            ui.add(Label::new(text).truncate()).on_hover_text(&note);
        });
    }

    /// The detection so many steps on in the list, round at its ends; nothing where none is listed.
    pub(super) fn step(&self, from: Option<u32>, step: i32) -> Option<u32> {
        let rows = &self.rows.as_ref()?.of;
        let len = i64::try_from(rows.len()).ok().filter(|len| *len > 0)?;
        let stands = from.and_then(|from| rows.iter().position(|row| *row == from));
        let next = match (from, stands) {
            (None, _) => 0,
            (_, Some(at)) => at as i64 + i64::from(step),
            // What stood behind it has moved up.
            (_, None) => self.stood_at as i64 + i64::from(step) - i64::from(step > 0),
        };
        rows.get(next.rem_euclid(len) as usize).copied()
    }

    /// The rows that are listed.
    pub(super) fn listed(&self) -> Option<&[u32]> {
        self.rows.as_ref().map(|rows| rows.of.as_slice())
    }

    /// Takes in what was just said of a detection.
    pub(super) fn say(&mut self, at: u32, detections: &Detections, verdict: Verdict) {
        Arc::make_mut(&mut self.known.listed).say(at, detections, verdict);
        self.known.version += 1;
    }

    /// Reads again what was said: something was taken back.
    pub(super) fn read_again(&mut self) {
        self.known.is_asked = false;
    }

    fn header(&mut self, row: &mut TableRow<'_, '_>, scene: &Scene<'_>) {
        for (message, _, order) in COLUMNS {
            row.col(|ui| {
                let name = scene.words.get(message);
                let Some(order) = order else {
                    let text = RichText::new(name).font(theme::bold(theme::size::SMALL));
                    ui.add(Label::new(text).truncate());
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

/// What the menu of a row offers. What is asked for is asked of the row that the menu stands at.
fn menu(
    ui: &mut Ui,
    row: u32,
    subject: Option<&str>,
    cells: &[String],
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) {
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
        offer(ui, "detections-copy-subject", None, vec![Action::CopyText(subject.to_owned())]);
    }
    offer(ui, "detections-copy-row", None, vec![Action::CopyText(cells.join("\t"))]);
}

/// A detection in the columns of the list.
fn cells(at: u32, detections: &Detections, listed: &Listed, scene: &Scene<'_>) -> Vec<String> {
    let mut cells = scene.session.detection_cells(at, detections, scene.words).to_vec();
    cells.insert(REVIEW, Session::verdict_told(listed.verdict(at, detections), scene.words));
    let subject = listed.subject(at, detections);
    cells.insert(SUBJECT, subject.map_or_else(|| units::DASH.to_string(), str::to_owned));
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
