//! Owns the fact sheets of a cluster and of one detection. Does not compute what they say.

use super::{
    badge, daily,
    details::Known,
    sheet::{caution, heading, particulars},
};
use crate::{
    atlas::{Detections, NO_DAY},
    provenance::Status,
    session::{ClusterCard, Command, DetectionDetails, PointFocus},
    ui::{
        action::{Action, Scene},
        map::mark,
        reviewer::Reviewer,
        theme::{self, size},
    },
};
use eframe::egui::{
    Align2, Button, Label, RichText, Role, ScrollArea, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2,
};

/// A cluster: what is in it, and its detections one by one.
pub(super) fn cluster(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: &ClusterCard,
    detections: &Detections,
    actions: &mut Vec<Action>,
) {
    let (session, words) = (scene.session, scene.words);
    back(ui, scene, actions);
    let mut lines = session.cluster_lines(card, words).into_iter();
    if let Some(title) = lines.next() {
        ui.label(RichText::new(title).font(theme::bold(size::TITLE)));
    }
    for line in lines {
        ui.add(Label::new(RichText::new(line).size(size::BODY)).wrap());
    }
    status_notes(ui, scene, card.status);
    heading(ui, scene.look, &words.get("point-list"));
    list(ui, scene, card, detections, actions);
}

/// One detection.
pub(super) fn detection(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: u32,
    detections: &Detections,
    known: Option<&Known>,
    reviewer: &mut Reviewer,
    actions: &mut Vec<Action>,
) {
    back(ui, scene, actions);
    let lines = scene.session.detection_lines(row, detections, scene.words);
    let mut shown = lines.iter();
    if let Some(title) = shown.next() {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
            draw_mark(ui, scene, row, detections, rect.center());
            ui.label(RichText::new(title).font(theme::bold(size::TITLE)));
        });
    }
    for line in shown {
        ui.add(Label::new(RichText::new(line).size(size::BODY)).wrap());
    }
    does(ui, scene, row, detections, known, actions);
    // What the atlas simulates is nobody's to review.
    if scene.session.detections().is_some() {
        review(ui, scene, known, reviewer, actions);
    }
    match known.map(|known| &known.details) {
        Some(Ok(details)) => reasons(ui, scene, row, detections, details),
        Some(Err(failed)) => caution(ui, scene.look, &failed.say(scene.words)),
        None => {
            ui.spinner();
        }
    }
    status_notes(ui, scene, detections.status.get(row as usize).copied());
}

/// What can be done with it.
fn does(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: u32,
    detections: &Detections,
    known: Option<&Known>,
    actions: &mut Vec<Action>,
) {
    let words = scene.words;
    ui.horizontal_wrapped(|ui| {
        let is_finite = |degrees: &[f64]| degrees.get(row as usize).is_some_and(|value| value.is_finite());
        let has_place = is_finite(&detections.lon) && is_finite(&detections.lat);
        if has_place && ui.button(words.get("point-show-on-map")).clicked() {
            actions.push(Action::ShowDetection(row));
        }
        if ui.button(words.get("point-evidence")).clicked() {
            actions.push(Action::ShowEvidence);
        }
        if ui.button(words.get("point-copy")).clicked() {
            let told = known.and_then(|known| known.details.as_ref().ok()?.told.as_ref());
            let told = told.map(|told| told.get(words.lang()).to_owned());
            let lines = scene.session.detection_lines(row, detections, words);
            actions.push(Action::CopyText(lines.into_iter().chain(told).collect::<Vec<_>>().join("; ")));
        }
    });
}

/// What was said of it last, and saying something.
fn review(
    ui: &mut Ui,
    scene: &Scene<'_>,
    known: Option<&Known>,
    reviewer: &mut Reviewer,
    actions: &mut Vec<Action>,
) {
    let words = scene.words;
    heading(ui, scene.look, &words.get("point-review"));
    let text = match known.map(|known| &known.review) {
        Some(Ok(Some(review))) => scene.session.review_told(review, words),
        Some(Ok(None)) => words.get("point-not-reviewed"),
        Some(Err(why)) => why.clone(),
        None => String::new(),
    };
    ui.add(Label::new(RichText::new(text).size(size::BODY)).wrap());
    ui.horizontal_wrapped(|ui| reviewer.show(ui, scene, actions));
}

/// Why it was detected, its energy day by day, and what else its file says.
fn reasons(ui: &mut Ui, scene: &Scene<'_>, row: u32, detections: &Detections, details: &DetectionDetails) {
    let words = scene.words;
    if let Some(told) = &details.told {
        heading(ui, scene.look, &words.get("point-why"));
        ui.add(Label::new(RichText::new(told.get(words.lang())).size(size::BODY)).wrap());
    }
    if !details.daily.kwh.is_empty() {
        heading(ui, scene.look, &words.get("point-daily"));
        let day = |days: &[i32]| days.get(row as usize).copied().filter(|day| *day != NO_DAY);
        let seen = (day(&detections.first_seen_day), day(&detections.last_seen_day));
        daily::chart(ui, scene, &details.daily, seen);
    }
    if !details.cells.is_empty() {
        heading(ui, scene.look, &words.get("point-in-file"));
        particulars(ui, scene.look, &details.cells);
    }
}

fn back(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    if ui.button(format!("← {}", scene.words.get("point-back"))).clicked() {
        actions.push(Action::Do(Command::LookAt(None)));
    }
    ui.add_space(4.0);
}

/// What the status means, where a reader could mistake it.
fn status_notes(ui: &mut Ui, scene: &Scene<'_>, status: Option<Status>) {
    if let Some(status) = status {
        let word = scene.words.get(&format!("status-{}", status.id()));
        badge::status(ui, scene.look, status, &word);
        // Rows of a file are of meters, simulated or not; only the atlas's own layer has none.
        if status == Status::Simulated && scene.session.detections().is_none() {
            caution(ui, scene.look, &scene.words.get("point-simulated"));
        }
    }
    caution(ui, scene.look, scene.session.atlas().caution.get(scene.words.lang()));
}

fn list(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: &ClusterCard,
    detections: &Detections,
    actions: &mut Vec<Action>,
) {
    const ROW: f32 = 22.0;
    const MOST_HIGH: f32 = 420.0;
    let area = ScrollArea::vertical().id_salt("detections").max_height(MOST_HIGH).auto_shrink([false, true]);
    area.show_rows(ui, ROW, card.rows.len(), |ui, range| {
        for &row in &card.rows[range] {
            let lines = scene.session.detection_lines(row, detections, scene.words);
            let text = lines.join(" · ");
            let (rect, response) =
                ui.allocate_exact_size(Vec2::new(ui.available_width(), ROW - 4.0), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
            if response.hovered() || response.has_focus() {
                ui.painter().rect_filled(rect, 3.0, scene.look.accent_tint);
            }
            draw_mark(ui, scene, row, detections, pos2(rect.left() + 9.0, rect.center().y));
            let at = pos2(rect.left() + 22.0, rect.center().y);
            let shown = ui.painter().with_clip_rect(rect);
            shown.text(at, Align2::LEFT_CENTER, &text, theme::regular(size::SMALL), scene.look.ink);
            if response.on_hover_text(lines.join("\n")).clicked() {
                actions.push(Action::Do(Command::LookAt(Some(PointFocus::Detection(row)))));
            }
        }
    });
}

fn draw_mark(ui: &Ui, scene: &Scene<'_>, row: u32, detections: &Detections, at: eframe::egui::Pos2) {
    let kind = detections.kind.get(row as usize).copied().flatten();
    let colour = kind.map_or(scene.look.muted, |kind| scene.look.kinds[kind as usize]);
    let is_simulated = detections.status.get(row as usize) == Some(&Status::Simulated);
    let fill = if is_simulated { scene.look.card } else { colour };
    ui.painter().add(mark(kind, at, 5.0, fill, Stroke::new(1.8, colour)));
}

/// While clusters are made, or where the one looked at is not there any more.
pub(super) fn nothing(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    back(ui, scene, actions);
    ui.add(Button::new(scene.words.get("point-none")).frame(false));
}
