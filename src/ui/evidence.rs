//! Owns the window of evidence: the dossier of the detection looked at, drawn for the room there is, in
//! the background. The very figure that `hashatlas dossier` writes. Does not compute what it says, nor write
//! down what the analyst says of it.

use super::{
    action::{Action, Scene},
    print,
    reviewer::Reviewer,
    theme::size,
};
use crate::{
    figure::{Paper, ThemeName, Vision},
    jobs::Jobs,
    lang::{Lang, Message, Words},
    session::PointFocus,
};
use eframe::egui::{
    ColorImage, Context, Id, Image, Label, Rect, RichText, Role, ScrollArea, Sense, Spinner, TextureHandle,
    TextureOptions, Theme, Ui, Vec2, WidgetInfo, Window,
};

/// What a picture was drawn of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drawn {
    row: u32,
    lang: Lang,
    paper: Paper,
    /// Pixels of the screen for one of the page, in hundredths.
    scale_percent: u32,
}

/// The window, and what it shows.
#[derive(Default)]
pub(super) struct EvidenceWindow {
    is_open: bool,
    /// Whether it has a detection to show: it closes with it, rather than stand empty.
    has_one: bool,
    drawing: Jobs<(Drawn, Result<ColorImage, Message>)>,
    /// What is being drawn.
    asked_for: Option<Drawn>,
    shown: Option<(Drawn, Result<TextureHandle, Message>)>,
}

/// Size of the window when it first opens, and the least that a page is drawn for.
const SIZE: Vec2 = Vec2::new(1120.0, 760.0);
const LEAST: Vec2 = Vec2::new(420.0, 420.0);
/// Title and edges of the window.
const AROUND: Vec2 = Vec2::new(28.0, 70.0);
const PERCENT: f64 = 100.0;

impl EvidenceWindow {
    /// Opens it, or closes it.
    pub(super) fn toggle(&mut self) {
        self.is_open = !self.is_open;
    }

    /// Closes it; says whether it was open.
    pub(super) fn close(&mut self) -> bool {
        std::mem::take(&mut self.is_open)
    }

    /// Forgets what it showed: another file was opened.
    pub(super) fn forget(&mut self) {
        self.shown = None;
        self.asked_for = None;
    }

    /// Whether it shows.
    pub(super) const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Draws it within `room`, if open.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        room: Rect,
        scene: &Scene<'_>,
        reviewer: &mut Reviewer,
        actions: &mut Vec<Action>,
    ) {
        let has_one = matches!(scene.session.document().point, Some(PointFocus::Detection(_)));
        self.is_open &= has_one || !self.has_one;
        self.has_one = has_one && self.is_open;
        if !self.is_open {
            return;
        }
        let mut is_open = true;
        Window::new(scene.words.get("panel-evidence"))
            .id(Id::unique("evidence"))
            .open(&mut is_open)
            .collapsible(false)
            .default_size(SIZE)
            .min_size(LEAST.min(room.size() - AROUND))
            .max_size(room.size() - AROUND)
            .constrain_to(room)
            .show(ctx, |ui| self.content(ui, scene, reviewer, actions));
        self.is_open = is_open;
    }

    fn content(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        reviewer: &mut Reviewer,
        actions: &mut Vec<Action>,
    ) {
        let words = scene.words;
        ui.horizontal_wrapped(|ui| {
            let steps = [("key-previous-detection", "P", -1), ("key-next-detection", "N", 1)];
            for (message, key, step) in steps {
                if ui.button(words.get(message)).on_hover_text(key).clicked() {
                    actions.push(Action::StepDetection(step));
                }
            }
            ui.separator();
            reviewer.show(ui, scene, actions);
        });
        let Some(PointFocus::Detection(row)) = scene.session.document().point else {
            ui.label(RichText::new(words.get("panel-evidence-none")).size(size::BODY));
            return;
        };
        // A window too low for a page lets it be scrolled.
        let room = ui.available_size().max(LEAST);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| self.page(ui, scene, row, room));
    }

    fn page(&mut self, ui: &mut Ui, scene: &Scene<'_>, row: u32, room: Vec2) {
        let words = scene.words;
        let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
        let theme = if ui.ctx().theme() == Theme::Dark { ThemeName::Dark } else { ThemeName::Light };
        let wanted = Drawn {
            row,
            lang: words.lang(),
            paper: Paper { size: (room.x as u32, room.y as u32), theme },
            scale_percent: (f64::from(ui.ctx().pixels_per_point()) * PERCENT) as u32,
        };
        self.draw(ui.ctx(), scene, wanted);
        match &self.shown {
            Some((drawn, Ok(texture))) if drawn.row == row => {
                Image::new(texture).paint_at(ui, rect);
                let name = words.get("panel-evidence");
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
            }
            Some((drawn, Err(why))) if drawn.row == row => {
                let text = RichText::new(why.say(words)).color(scene.look.ban).size(size::BODY);
                ui.put(rect.shrink(20.0), Label::new(text).wrap());
            }
            _ => {
                ui.put(rect.shrink(20.0), Spinner::new().color(scene.look.accent));
            }
        }
    }

    /// Has the page drawn. While one is being drawn the next waits, so that who leafs through them fast
    /// does not have all of them drawn.
    fn draw(&mut self, ctx: &Context, scene: &Scene<'_>, wanted: Drawn) {
        for (drawn, result) in self.drawing.finished() {
            self.asked_for = None;
            let texture = result.map(|image| ctx.load_texture("evidence", image, TextureOptions::LINEAR));
            self.shown = Some((drawn, texture));
        }
        let is_there = self.shown.as_ref().is_some_and(|(drawn, _)| *drawn == wanted);
        if is_there || self.asked_for.is_some() {
            return;
        }
        self.asked_for = Some(wanted);
        let (waker, session) = (ctx.clone(), scene.session.for_background());
        let work = move |_: &_| {
            let page = session.dossier_of_shown(wanted.row, wanted.paper, &Words::new(wanted.lang));
            let image =
                page.map(|page| print::image(&page, f64::from(wanted.scale_percent) / PERCENT, Vision::Full));
            (wanted, image.map_err(|error| error.told()))
        };
        self.drawing.start("evidence", move || waker.request_repaint(), work);
    }
}
