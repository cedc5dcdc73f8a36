//! Owns the list of metrics on the left: the leading ones first, the rest by group, all by what is
//! typed; walked with the arrow keys. Does not carry anything out.

use super::{
    action::{Action, Scene},
    theme,
};
use crate::{
    atlas::MetricId,
    session::{Command, has_words},
};
use eframe::egui::{
    Button, CollapsingHeader, EventFilter, Key, Modifiers, RichText, Role, Sense, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo,
};

/// What the list keeps between frames.
#[derive(Default)]
pub(super) struct MetricList {
    typed: String,
}

impl MetricList {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let hint = scene.words.get("show-find-metric");
        let field = TextEdit::singleline(&mut self.typed).hint_text(&hint).desired_width(f32::INFINITY);
        ui.add(field).accessible_name(hint);
        ui.add_space(2.0);
        ui.spacing_mut().item_spacing.y = 1.0;
        let mut rows = Vec::new();
        let list = ui.scope(|ui| {
            if self.typed.trim().is_empty() {
                rows = folded(ui, scene, actions);
            } else {
                rows = found(scene, &self.typed);
                self::rows(ui, scene, &rows, actions);
                if rows.is_empty() {
                    ui.label(RichText::new(scene.words.get("find-nothing")).color(scene.look.muted));
                }
            }
        });
        walk(ui, list.response.rect, &rows, scene, actions);
    }
}

/// The leading metrics, then the others by group, folded; gives those that show.
fn folded(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) -> Vec<MetricId> {
    let mut shown = scene.session.leading_metrics();
    let current = scene.session.metric_id();
    rows(ui, scene, &shown, actions);
    for (name, mut metrics) in scene.session.metric_groups(scene.words) {
        metrics.retain(|metric| !shown.contains(metric));
        if metrics.is_empty() {
            continue;
        }
        let holds_current = current.is_some_and(|current| metrics.contains(&current));
        let heading = format!("{name} · {}", metrics.len());
        let heading = RichText::new(heading).size(theme::size::SMALL).color(scene.look.muted);
        let group = CollapsingHeader::new(heading).id_salt(("metrics", &name));
        // A metric that was found by search shows where it stands.
        let group = if holds_current { group.open(Some(true)) } else { group };
        let body = group.show(ui, |ui| rows(ui, scene, &metrics, actions));
        if body.body_returned.is_some() {
            shown.extend(metrics);
        }
    }
    shown
}

/// All metrics that have every word in their name or description.
fn found(scene: &Scene<'_>, typed: &str) -> Vec<MetricId> {
    let atlas = scene.session.atlas();
    let all = scene.session.metric_groups(scene.words).into_iter().flat_map(|(_, metrics)| metrics);
    let fits = |id: &MetricId| {
        let metric = atlas.metric(*id);
        has_words([&metric.name, &metric.description], typed)
    };
    all.filter(fits).collect()
}

fn rows(ui: &mut Ui, scene: &Scene<'_>, metrics: &[MetricId], actions: &mut Vec<Action>) {
    let (session, lang) = (scene.session, scene.words.lang());
    for metric in metrics.iter().map(|&id| session.atlas().metric(id)) {
        let is_shown = metric.id == session.document().metric;
        // The list has the keyboard: sixty rows are no places to stop at.
        let row = ui.add(Button::selectable(is_shown, metric.name.get(lang)).wrap().sense(Sense::CLICK));
        if row.on_hover_text(metric.description.get(lang)).clicked() {
            actions.push(Action::Do(Command::ShowMetric(metric.id.clone())));
        }
    }
}

/// A place for the keyboard around the rows: arrows go through them.
fn walk(ui: &Ui, area: eframe::egui::Rect, rows: &[MetricId], scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let response = ui.interact(area, ui.scope_id().with("metric-list"), Sense::focusable_noninteractive());
    let name = scene.words.get("show-metric-list");
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    ui.painter().rect_stroke(area.expand(1.0), 3.0, Stroke::new(1.5, scene.look.accent), StrokeKind::Outside);
    let count = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let step = count(Key::ArrowDown).cast_signed() - count(Key::ArrowUp).cast_signed();
    if step == 0 {
        return;
    }
    let current = scene.session.metric_id();
    let at = rows.iter().position(|metric| Some(*metric) == current);
    let next = at.map_or(0, |at| at.saturating_add_signed(step).min(rows.len().saturating_sub(1)));
    let metric = rows.get(next).map(|&metric| scene.session.atlas().metric(metric).id.clone());
    actions.extend(metric.map(|metric| Action::Do(Command::ShowMetric(metric))));
}
