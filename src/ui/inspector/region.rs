//! Owns the fact sheet of a region: how everything known of it is set. Does not gather it.

use super::{badge, figure, sheet, years};
use crate::{
    atlas::Level,
    session::{Act, Command, Contradiction, EstimateCard, FigureRow, Headline, Part, RegionCard, Said},
    ui::{
        action::{Action, Scene},
        theme::{bold, regular, size},
    },
};
use eframe::egui::{
    Align2, CollapsingHeader, Frame, Label, Margin, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo,
    vec2,
};
use std::collections::HashSet;

/// Size of the figure that the map shows.
const HEADLINE: f32 = 27.0;

/// Draws the sheet; `unfolded` are the metrics whose details show.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: &RegionCard,
    unfolded: &mut HashSet<String>,
    actions: &mut Vec<Action>,
) {
    let (look, words) = (scene.look, scene.words);
    title(ui, scene, card, actions);
    headline(ui, scene, &card.headline, actions);
    sheet::caution(ui, look, &card.caution);
    for note in &card.notes {
        ui.label(RichText::new(note).size(size::SMALL).color(look.muted));
    }
    clusters(ui, scene, card, actions);
    parts(ui, scene, &card.parts, actions);
    if let Some(estimate) = &card.estimate {
        explanation(ui, scene, estimate, actions);
    }
    for group in &card.groups {
        sheet::heading(ui, look, &group.name);
        for row in &group.rows {
            figure_row(ui, scene, row, unfolded, actions);
        }
        sheet::missing(ui, scene, &group.missing);
    }
    if !card.bans.is_empty() {
        sheet::heading(ui, look, &words.get("card-bans"));
        for ban in &card.bans {
            act(ui, scene, ban, actions);
        }
    }
    if !card.conflicts.is_empty() {
        sheet::heading(ui, look, &words.get("card-conflicts"));
        if ui.button(RichText::new(words.get("do-contradictions")).size(size::SMALL)).clicked() {
            actions.push(Action::ShowContradictions);
        }
        for conflict in &card.conflicts {
            contradiction(ui, scene, conflict, actions);
        }
    }
    if !card.statements.is_empty() {
        sheet::heading(ui, look, &words.get("card-statements"));
        for said in &card.statements {
            statement(ui, scene, said, actions);
        }
    }
    ui.add_space(16.0);
}

fn title(ui: &mut Ui, scene: &Scene<'_>, card: &RegionCard, actions: &mut Vec<Action>) {
    ui.label(RichText::new(&card.place).size(size::SMALL).color(scene.look.muted));
    ui.heading(&card.name);
    ui.horizontal_wrapped(|ui| {
        let document = scene.session.document();
        let small = |message: &str| RichText::new(scene.words.get(message)).size(size::SMALL);
        let is_looked_at = card.is_whole || document.focus.as_deref() == Some(&card.code);
        if !is_looked_at && ui.button(small("menu-open-region")).clicked() {
            actions.push(Action::Do(Command::Focus(Some(card.code.clone()))));
        }
        if ui.button(small("card-compare")).on_hover_text(scene.words.get("card-compare-hint")).clicked() {
            if document.chosen.is_empty() && !card.is_whole {
                actions.push(Action::Do(Command::Choose(Some(card.code.clone()))));
            }
            actions.push(Action::PickCompared);
        }
    });
    ui.add_space(6.0);
}

fn headline(ui: &mut Ui, scene: &Scene<'_>, headline: &Headline, actions: &mut Vec<Action>) {
    let (look, words) = (scene.look, scene.words);
    let small = |text: &str| RichText::new(text).size(size::SMALL).color(look.muted);
    match headline {
        Headline::None => {}
        Headline::Ban { title, category, sources } => {
            ui.label(small(title));
            ui.label(RichText::new(category).font(bold(size::TITLE)));
            figure::links(ui, scene, sources, actions);
        }
        Headline::Figure { title, row } => {
            ui.label(small(title));
            let known = row.as_ref().and_then(|row| Some((row, row.figure.as_ref()?)));
            let Some((row, figure)) = known else {
                let year = scene.session.document().year.to_string();
                let text = words.with("card-no-data", &[("year", &year)]);
                ui.label(RichText::new(text).font(bold(size::TITLE)).color(look.muted));
                return;
            };
            ui.label(RichText::new(&figure.value).font(bold(HEADLINE)));
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().interact_size.y = 0.0;
                badge::status(ui, look, figure.status, &figure.status_word);
                let parts = [&figure.interval, &row.rank, &figure.period];
                let known = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty());
                ui.label(RichText::new(known.collect::<Vec<_>>().join(" · ")).size(size::SMALL));
            });
            figure::links(ui, scene, &figure.sources, actions);
            if !row.years.is_empty() {
                ui.add_space(2.0);
                years::large(ui, &row.years, look, &row.name);
            }
        }
    }
}

/// Where the clusters on the map come from, and that there are none where no detection lies in the region.
fn clusters(ui: &mut Ui, scene: &Scene<'_>, card: &RegionCard, actions: &mut Vec<Action>) {
    let (look, words, session) = (scene.look, scene.words, scene.session);
    let Some(text) = session.clusters_told(&card.code, words) else { return };
    ui.add_space(4.0);
    ui.add(Label::new(RichText::new(text).size(size::SMALL).color(look.muted)).wrap());
    if session.detections().is_none() && !session.shows_points() {
        let small = |message: &str| RichText::new(words.get(message)).size(size::SMALL);
        ui.horizontal_wrapped(|ui| {
            if ui.button(small("clusters-open")).clicked() {
                actions.push(Action::AskForFile);
            }
            if session.has_estimates() && ui.button(small("clusters-simulate")).clicked() {
                actions.push(Action::Do(Command::ShowSimulated(true)));
            }
        });
    }
}

/// The regions of a district with their figures of the metric shown; a click chooses one.
fn parts(ui: &mut Ui, scene: &Scene<'_>, parts: &[Part], actions: &mut Vec<Action>) {
    if parts.is_empty() {
        return;
    }
    let atlas = scene.session.atlas();
    let is_municipality = |part: &Part| {
        atlas.region_id(&part.code).is_some_and(|id| atlas.region(id).level == Level::Municipality)
    };
    let heading = if parts.iter().any(is_municipality) { "card-municipalities" } else { "card-parts" };
    sheet::heading(ui, scene.look, &scene.words.get(heading));
    for part in parts {
        if part_row(ui, scene, part).clicked() {
            actions.push(Action::Do(Command::Choose(Some(part.code.clone()))));
        }
    }
}

fn part_row(ui: &mut Ui, scene: &Scene<'_>, part: &Part) -> Response {
    const ROW: f32 = 20.0;
    let (look, words) = (scene.look, scene.words);
    let year = scene.session.document().year.to_string();
    let no_data = words.with("card-no-data", &[("year", &year)]);
    let (value, text, ink) = match &part.figure {
        Some(figure) => (figure.text.as_str(), figure.sentence.as_str(), look.ink),
        None => (no_data.as_str(), no_data.as_str(), look.muted),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: {value}", part.name)));
    let painter = ui.painter_at(rect);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 3.0, look.accent_tint);
    }
    let (left, right) = (rect.left_center(), rect.right_center());
    if let Some(figure) = &part.figure {
        badge::shape(&painter, left + vec2(badge::SHAPE / 2.0, 0.0), figure.status, look);
    }
    let name_at = left + vec2(badge::SHAPE + 6.0, 0.0);
    painter.text(name_at, Align2::LEFT_CENTER, &part.name, regular(size::SMALL), look.ink);
    painter.text(right, Align2::RIGHT_CENTER, value, regular(size::SMALL), ink);
    response.on_hover_text(text)
}

fn figure_row(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: &FigureRow,
    unfolded: &mut HashSet<String>,
    actions: &mut Vec<Action>,
) {
    let is_open = unfolded.contains(&row.metric);
    if figure::row(ui, scene, row, is_open, actions) && !unfolded.remove(&row.metric) {
        unfolded.insert(row.metric.clone());
    }
}

/// The statements that made an estimate, and how far it moves under other assumptions.
fn explanation(ui: &mut Ui, scene: &Scene<'_>, estimate: &EstimateCard, actions: &mut Vec<Action>) {
    let (look, words) = (scene.look, scene.words);
    let small = |text: &str| RichText::new(text).size(size::SMALL);
    sheet::heading(ui, look, &words.get("estimate-title"));
    ui.label(small(&estimate.title).color(look.muted));
    ui.label(&estimate.range);
    if !estimate.prior.is_empty() {
        ui.label(small(&estimate.prior));
    }
    if !estimate.statements.is_empty() {
        ui.add_space(2.0);
        ui.label(small(&words.get("estimate-statements")).color(look.muted));
        for (text, sources) in &estimate.statements {
            ui.label(small(&format!("– {text}")));
            figure::links(ui, scene, sources, actions);
        }
    }
    if !estimate.shifts.is_empty() {
        ui.add_space(2.0);
        ui.label(small(&words.get("estimate-shifts")).color(look.muted));
        for (assumed, count) in &estimate.shifts {
            sheet::pair(ui, look, assumed, count);
        }
    }
}

fn act(ui: &mut Ui, scene: &Scene<'_>, ban: &Act, actions: &mut Vec<Action>) {
    let look = scene.look;
    if !ban.region.is_empty() {
        ui.label(RichText::new(&ban.region).strong());
    }
    ui.add(Label::new(&ban.category).wrap());
    // Side by side they are wider than a narrow panel, which would be cut at its left edge.
    ui.horizontal_wrapped(|ui| {
        badge::act(ui, look, ban.status, &ban.status_word);
        let copy = RichText::new(scene.words.get("card-copy-act")).size(size::SMALL);
        if ui.small_button(copy).clicked() {
            actions.push(Action::CopyText(ban.sentence.clone()));
        }
    });
    sheet::particulars(ui, look, &ban.details);
    figure::links(ui, scene, &ban.sources, actions);
    ui.add_space(8.0);
}

/// Both claims side by side, and what the atlas makes of them.
/// Both claims side by side, and how the program shows them.
pub(in crate::ui) fn contradiction(
    ui: &mut Ui,
    scene: &Scene<'_>,
    conflict: &Contradiction,
    actions: &mut Vec<Action>,
) {
    let (look, words) = (scene.look, scene.words);
    let small = |text: &str| RichText::new(text).size(size::SMALL);
    Frame::new()
        .fill(look.card)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(5)
        .inner_margin(Margin::same(8))
        .show(ui, |ui| {
            ui.label(small(&conflict.topic).strong());
            let heads = ["column-claim-a", "column-claim-b"];
            sheet::columns(ui, heads.len(), |side, ui| {
                let (claim, sources) = &conflict.claims[side];
                ui.label(small(&words.get(heads[side])).color(look.muted));
                ui.add(Label::new(small(claim)).wrap());
                figure::links(ui, scene, sources, actions);
            });
            ui.add_space(2.0);
            ui.label(small(&words.get("column-how-shown")).color(look.muted));
            ui.add(Label::new(small(&conflict.how_shown)).wrap());
        });
    ui.add_space(4.0);
}

fn statement(ui: &mut Ui, scene: &Scene<'_>, said: &Said, actions: &mut Vec<Action>) {
    let head =
        if said.period.is_empty() { said.topic.clone() } else { format!("{}, {}", said.topic, said.period) };
    CollapsingHeader::new(RichText::new(head).size(size::SMALL)).id_salt(&said.text).default_open(true).show(
        ui,
        |ui| {
            ui.add(Label::new(RichText::new(&said.text).size(size::SMALL)).wrap());
            badge::status(ui, scene.look, said.status, &said.status_word);
            figure::links(ui, scene, &said.sources, actions);
        },
    );
}
