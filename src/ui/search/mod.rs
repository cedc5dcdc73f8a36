//! Owns the command palette: what is typed, what is found, and choosing from it by keyboard. Does
//! not rank what is found nor carry out what is chosen.

mod commands;

use super::{
    action::{Action, Scene},
    keys,
    theme::{regular, size},
};
use crate::{
    lang::Lang,
    session::{Command, Hit, HitKind, SearchIndex, Target},
};
use eframe::egui::{
    Align, Align2, Context, Frame, Id, Key, Margin, Modal, Modifiers, Response, RichText, Role, ScrollArea,
    Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

/// Hits that are listed.
const MOST_HITS: usize = 60;
/// Hits that a page key goes over.
const PAGE: isize = 8;
const WIDTH: f32 = 560.0;
const ROW: f32 = 30.0;

/// The palette and what is typed into it.
#[derive(Default)]
pub(super) struct Search {
    is_open: bool,
    /// It was opened in this frame.
    is_new: bool,
    typed: String,
    selected: usize,
    known: Option<Known>,
    /// What was found for what was typed in which language.
    found: Option<((String, Lang), Vec<Hit>)>,
}

/// Everything that can be found, made once for an atlas.
struct Known {
    index: SearchIndex,
    /// What the commands of the index do.
    actions: Vec<Action>,
}

impl Search {
    /// Opens it, empty.
    pub(super) fn open(&mut self) {
        *self = Self { is_open: true, is_new: true, known: self.known.take(), ..Self::default() };
    }

    /// Whether it is open: it has the keyboard then.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Forgets what could be found in an atlas that is open no more.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Draws it, if open.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        if !self.is_open {
            return;
        }
        if std::mem::take(&mut self.is_new) {
            self.typed = keys::take_text(ctx);
        }
        let keys = Keys::take(ctx);
        let Self { typed, selected, known, found, .. } = self;
        let known = known.get_or_insert_with(|| Known::new(ctx, scene));
        let top = (ctx.content_rect().height() * 0.12).min(110.0);
        let id = Id::unique("search");
        let frame = Frame::popup(&ctx.global_style()).fill(scene.look.card).inner_margin(Margin::same(12));
        let modal = Modal::new(id)
            .area(Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top)))
            .frame(frame)
            .show(ctx, |ui| {
                ui.set_width(WIDTH.min(ctx.content_rect().width() - 48.0));
                field(ui, scene, typed);
                // Keys choose from what was found for all that is typed by now.
                let asked = (typed.clone(), scene.words.lang());
                if found.as_ref().is_none_or(|(known, _)| *known != asked) {
                    let hits = known.index.find(&asked.0, asked.1, MOST_HITS);
                    *found = Some((asked, hits));
                    *selected = 0;
                }
                let hits = found.as_ref().map(|(_, hits)| hits.as_slice()).unwrap_or_default();
                *selected = selected.saturating_add_signed(keys.by).min(hits.len().saturating_sub(1));
                ui.add_space(4.0);
                let clicked = list(ui, scene, hits, *selected, keys.by != 0);
                ui.label(
                    RichText::new(scene.words.get("find-keys")).size(size::SMALL).color(scene.look.muted),
                );
                // Nothing typed and nothing chosen: what happens to be first is nobody's wish.
                let is_asked = !typed.trim().is_empty() || *selected > 0;
                keys.compares.filter(|_| is_asked).map(|compares| (*selected, compares)).or(clicked)
            });
        let chosen = modal.inner;
        let shut = ctx.input_mut(|input| {
            input.consume_key(Modifiers::COMMAND, Key::K) || input.consume_key(Modifiers::COMMAND, Key::F)
        });
        let hits = self.found.as_ref().map(|(_, hits)| hits.as_slice()).unwrap_or_default();
        let known = self.known.as_ref();
        let chosen = chosen.and_then(|(at, compares)| Some((hits.get(at)?, compares, known?)));
        if let Some((hit, compares, known)) = chosen {
            actions.extend(carried_out(hit, compares, known, scene));
            self.is_open = false;
        } else if modal.should_close() || shut {
            self.is_open = false;
        }
    }
}

impl Known {
    fn new(ctx: &Context, scene: &Scene<'_>) -> Self {
        let (names, actions) = commands::all(ctx, scene.session).into_iter().unzip();
        let names: Vec<_> = names;
        Self { index: SearchIndex::new(scene.session, &names), actions }
    }
}

/// The keys pressed that mean something here.
struct Keys {
    /// Rows to go down.
    by: isize,
    /// Whether something is chosen, and then whether to compare it.
    compares: Option<bool>,
}

impl Keys {
    /// Takes the keys that move through the list or choose from it, before the field sees them.
    fn take(ctx: &Context) -> Self {
        ctx.input_mut(|input| {
            let mut by: isize = 0;
            for (key, step) in
                [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, PAGE), (Key::PageUp, -PAGE)]
            {
                by += step * isize::try_from(input.count_and_consume_key(Modifiers::NONE, key)).unwrap_or(0);
            }
            let compares = if input.consume_key(Modifiers::COMMAND, Key::Enter) {
                Some(true)
            } else {
                input.consume_key(Modifiers::NONE, Key::Enter).then_some(false)
            };
            Self { by, compares }
        })
    }
}

fn field(ui: &mut Ui, scene: &Scene<'_>, typed: &mut String) {
    let hint = RichText::new(scene.words.get("find-hint")).color(scene.look.muted);
    let field = TextEdit::singleline(typed)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .font(regular(16.0))
        .margin(Margin::symmetric(8, 6));
    let response = ui.add(field).accessible_name(scene.words.get("find-field"));
    // What is typed goes here, wherever was clicked.
    response.request_focus();
}

/// The hits; tells which was clicked, and whether to be compared.
fn list(
    ui: &mut Ui,
    scene: &Scene<'_>,
    hits: &[Hit],
    selected: usize,
    has_moved: bool,
) -> Option<(usize, bool)> {
    if hits.is_empty() {
        ui.label(RichText::new(scene.words.get("find-nothing")).color(scene.look.muted));
        return None;
    }
    let mut clicked = None;
    let height = (ui.ctx().content_rect().height() * 0.6).min(ROW * 14.0);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, hit) in hits.iter().enumerate() {
            let response = row(ui, scene, hit, at == selected);
            if at == selected && has_moved {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                clicked = Some((at, ui.input(|input| input.modifiers.command)));
            }
        }
    });
    clicked
}

fn row(ui: &mut Ui, scene: &Scene<'_>, hit: &Hit, is_selected: bool) -> Response {
    const KIND: f32 = 92.0;
    let look = scene.look;
    let kind = scene.words.get(match hit.kind {
        HitKind::Region => "find-region",
        HitKind::Metric => "find-metric",
        HitKind::Command => "find-command",
        HitKind::Place => "find-place",
        HitKind::Source => "find-source",
    });
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if is_selected {
            painter.rect_filled(rect, 4.0, look.accent_tint);
            painter.vline(rect.left() + 1.5, rect.y_range(), Stroke::new(3.0, look.accent));
        } else if response.hovered() {
            painter.rect_filled(rect, 4.0, look.shade(0.05));
        }
        let middle = rect.center().y;
        let kind = one_line(ui, &kind, size::SMALL, look.muted, KIND - 8.0);
        painter.galley(pos2(rect.left() + 10.0, middle - kind.size().y / 2.0), kind, look.muted);
        let room = rect.width() - KIND - 24.0;
        let detail = one_line(ui, &hit.detail, size::SMALL, look.muted, room * 0.45);
        let title = one_line(ui, &hit.title, size::BODY, look.ink, room - detail.size().x - 8.0);
        let detail_at = pos2(rect.right() - 12.0 - detail.size().x, middle - detail.size().y / 2.0);
        painter.galley(detail_at, detail, look.muted);
        painter.galley(pos2(rect.left() + KIND + 10.0, middle - title.size().y / 2.0), title, look.ink);
    }
    let said: Vec<&str> =
        [hit.title.as_str(), &hit.detail, &kind].into_iter().filter(|part| !part.is_empty()).collect();
    let said = said.join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &said));
    response
}

/// A text cut off where there is no more room.
fn one_line(
    ui: &Ui,
    text: &str,
    points: f32,
    ink: eframe::egui::Color32,
    room: f32,
) -> std::sync::Arc<eframe::egui::Galley> {
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(text.to_owned(), regular(points), ink);
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(room.max(1.0));
    job.halign = Align::LEFT;
    ui.painter().layout_job(job)
}

/// What choosing a hit asks for.
fn carried_out(hit: &Hit, compares: bool, known: &Known, scene: &Scene<'_>) -> Vec<Action> {
    match &hit.target {
        Target::Region(code) if compares => vec![Action::Do(Command::Compare(code.clone()))],
        Target::Region(code) => {
            let atlas = scene.session.atlas();
            let is_whole = atlas.country().is_some_and(|country| atlas.region(country).code == *code);
            let code = (!is_whole).then(|| code.clone());
            vec![Action::Do(Command::Focus(code.clone())), Action::Do(Command::Choose(code))]
        }
        Target::Metric(id) => vec![Action::Do(Command::ShowMetric(id.clone()))],
        Target::Place(place) => vec![Action::ShowPlace(*place)],
        Target::Source(id) => vec![Action::ShowSource(id.clone())],
        Target::Command(number) => known.actions.get(*number).cloned().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests;
