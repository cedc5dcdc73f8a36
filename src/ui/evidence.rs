//! Owns the window of evidence: the dossier of the detection looked at, drawn for the room there is, in
//! the background, and what the analyst says of it. The very figure that `hashatlas dossier` writes. Does not
//! compute what it says.

use super::{
    action::{Action, Scene},
    print,
    theme::size,
};
use crate::{
    desk,
    figure::{Paper, ThemeName, Vision},
    jobs::Jobs,
    lang::{Lang, Message, Words},
    session::{PointFocus, Session},
};
use eframe::egui::{
    ColorImage, Context, Id, Image, Label, Rect, RichText, Role, Sense, Spinner, TextEdit, TextureHandle,
    TextureOptions, Theme, Ui, Vec2, WidgetInfo, Window,
};
use review::Verdict;

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
pub(super) struct EvidenceWindow {
    is_open: bool,
    author: String,
    note: String,
    /// What is being written down; it ends with nothing, or with why it was not.
    saying: Jobs<Option<String>>,
    /// Why the last was not.
    failed: Option<String>,
    drawing: Jobs<(Drawn, Result<ColorImage, Message>)>,
    /// What is being drawn.
    asked_for: Option<Drawn>,
    shown: Option<(Drawn, Result<TextureHandle, Message>)>,
}

/// Size of the window when it first opens, and the least that a page is drawn for.
const SIZE: Vec2 = Vec2::new(1120.0, 760.0);
const LEAST: Vec2 = Vec2::new(420.0, 420.0);
const PERCENT: f64 = 100.0;

impl Default for EvidenceWindow {
    fn default() -> Self {
        Self {
            is_open: false,
            author: desk::user().unwrap_or_default(),
            note: String::new(),
            saying: Jobs::default(),
            failed: None,
            drawing: Jobs::default(),
            asked_for: None,
            shown: None,
        }
    }
}

impl EvidenceWindow {
    /// Opens it, or closes it.
    pub(super) fn toggle(&mut self) {
        self.is_open = !self.is_open;
    }

    /// Forgets what it showed: another file was opened.
    pub(super) fn forget(&mut self) {
        self.shown = None;
        self.asked_for = None;
    }

    /// Writes down what the detection looked at is. Only where its evidence shows: nobody should say what they
    /// do not see.
    pub(super) fn review(&mut self, ctx: &Context, session: &Session, verdict: Verdict) {
        let Some(PointFocus::Detection(at)) = session.document().point else { return };
        if !self.is_open || self.author.trim().is_empty() {
            return;
        }
        let (author, note) = (self.author.trim().to_owned(), std::mem::take(&mut self.note));
        let (session, waker) = (session.for_background(), ctx.clone());
        let work = move |_: &_| {
            let said = session.review(at, verdict, note.trim(), &author, desk::now_s());
            said.err().map(|error| error.to_string())
        };
        self.saying.start("review", move || waker.request_repaint(), work);
    }

    /// Takes back the last thing that this author said.
    pub(super) fn undo_review(&mut self, ctx: &Context, session: &Session) {
        let author = self.author.trim().to_owned();
        if author.is_empty() {
            return;
        }
        let (session, waker) = (session.for_background(), ctx.clone());
        let work = move |_: &_| session.undo_review(&author, desk::now_s()).err().map(|e| e.to_string());
        self.saying.start("review", move || waker.request_repaint(), work);
    }

    /// What was written down shows in the page, which is drawn again.
    fn hear(&mut self) {
        for failed in self.saying.finished() {
            self.failed = failed;
            self.forget();
        }
    }

    /// Draws it within `room`, if open.
    pub(super) fn show(&mut self, ctx: &Context, room: Rect, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        if !self.is_open {
            return;
        }
        let mut is_open = true;
        Window::new(scene.words.get("panel-evidence"))
            .id(Id::unique("evidence"))
            .open(&mut is_open)
            .collapsible(false)
            .default_size(SIZE)
            .min_size(LEAST)
            .constrain_to(room)
            .show(ctx, |ui| self.content(ui, scene, actions));
        self.is_open = is_open;
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let words = scene.words;
        self.hear();
        ui.horizontal_wrapped(|ui| {
            let steps = [("key-previous-detection", "P", -1), ("key-next-detection", "N", 1)];
            for (message, key, step) in steps {
                if ui.button(words.get(message)).on_hover_text(key).clicked() {
                    actions.push(Action::StepDetection(step));
                }
            }
            ui.separator();
            self.verdicts(ui, scene, actions);
        });
        if let Some(why) = &self.failed {
            ui.label(RichText::new(why).color(scene.look.ban).size(size::BODY));
        }
        let Some(PointFocus::Detection(row)) = scene.session.document().point else {
            ui.label(RichText::new(words.get("panel-evidence-none")).size(size::BODY));
            return;
        };
        let room = ui.available_size().max(LEAST);
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

    /// Who says what, and why.
    fn verdicts(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        const NAME: f32 = 90.0;
        const NOTE: f32 = 200.0;
        let words = scene.words;
        let fields = [(&mut self.author, "review-author", NAME), (&mut self.note, "review-note", NOTE)];
        for (text, hint, width) in fields {
            ui.add(TextEdit::singleline(text).hint_text(words.get(hint)).desired_width(width));
        }
        let is_looked_at = matches!(scene.session.document().point, Some(PointFocus::Detection(_)));
        let can_say = is_looked_at && !self.author.trim().is_empty();
        ui.add_enabled_ui(can_say, |ui| {
            let verdicts = [
                ("key-confirm", "Y", Verdict::Confirmed),
                ("key-reject", "R", Verdict::Rejected),
                ("key-unclear", "U", Verdict::Unclear),
            ];
            for (message, key, verdict) in verdicts {
                if ui.button(words.get(message)).on_hover_text(key).clicked() {
                    actions.push(Action::Review(verdict));
                }
            }
            if ui.button(words.get("review-undo")).clicked() {
                actions.push(Action::UndoReview);
            }
        });
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
