//! Owns what the analyst says of the detection looked at, wherever it shows: who says it, why, and having it
//! written down in the background. Does not keep it, nor show what was said before.

use super::action::{Action, Scene};
use crate::{
    desk,
    jobs::Jobs,
    lang::Message,
    session::{PointFocus, ReviewError, Session, fault_told},
};
use eframe::egui::{Button, Context, RichText, TextEdit, Ui};
use review::Verdict;

/// Verdicts: the message that names each, and its key.
pub(super) const VERDICTS: [(&str, &str, Verdict); 3] = [
    ("key-confirm", "Y", Verdict::Confirmed),
    ("key-reject", "R", Verdict::Rejected),
    ("key-unclear", "U", Verdict::Unclear),
];

/// What came of saying it.
pub(super) enum Heard {
    /// It is written down of a detection.
    Said(u32, Verdict),
    /// What was said last is taken back, if anything was.
    TakenBack,
    /// Nothing was written, and why.
    Failed(String),
}

/// Who sits at the desk, and what is being written down.
pub(super) struct Reviewer {
    author: String,
    note: String,
    saying: Jobs<Heard>,
}

impl Default for Reviewer {
    fn default() -> Self {
        Self { author: desk::user().unwrap_or_default(), note: String::new(), saying: Jobs::default() }
    }
}

impl Reviewer {
    /// Whether it is known who says so.
    pub(super) fn has_author(&self) -> bool {
        !self.author.trim().is_empty()
    }

    /// Names who says so.
    #[cfg(test)]
    pub(super) fn set_author(&mut self, name: &str) {
        name.clone_into(&mut self.author);
    }

    /// Writes down what the detection looked at is.
    pub(super) fn review(&mut self, ctx: &Context, session: &Session, verdict: Verdict) {
        let Some(PointFocus::Detection(at)) = session.document().point else { return };
        let (author, note) = (self.author.trim().to_owned(), std::mem::take(&mut self.note));
        self.start(ctx, session, move |session| {
            match session.review(at, verdict, note.trim(), &author, desk::now_s()) {
                Ok(()) => Heard::Said(at, verdict),
                Err(error) => Heard::Failed(failed(session, &error)),
            }
        });
    }

    /// Takes back the last thing that this author said.
    pub(super) fn undo(&mut self, ctx: &Context, session: &Session) {
        let author = self.author.trim().to_owned();
        self.start(ctx, session, move |session| match session.undo_review(&author, desk::now_s()) {
            Ok(_) => Heard::TakenBack,
            Err(error) => Heard::Failed(failed(session, &error)),
        });
    }

    fn start(
        &mut self,
        ctx: &Context,
        session: &Session,
        work: impl FnOnce(&Session) -> Heard + Send + 'static,
    ) {
        let (session, waker) = (session.for_background(), ctx.clone());
        self.saying.start("review", move || waker.request_repaint(), move |_| work(&session));
    }

    /// What came of it since.
    pub(super) fn finished(&mut self) -> Vec<Heard> {
        self.saying.finished()
    }

    /// The verdicts, taking the last one back, and fields for who says so and why.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        const NAME: f32 = 130.0;
        const NOTE: f32 = 200.0;
        let words = scene.words;
        let is_looked_at = matches!(scene.session.document().point, Some(PointFocus::Detection(_)));
        let can_say = is_looked_at && self.has_author();
        let missing = words.get("review-needs-author");
        let verdicts = VERDICTS.map(|(message, key, verdict)| (message, key, Action::Review(verdict)));
        for (message, key, action) in verdicts.into_iter().chain([("review-undo", "", Action::UndoReview)]) {
            let button = ui.add_enabled(can_say, Button::new(words.get(message)));
            let button = button.on_disabled_hover_text(&missing);
            if (if key.is_empty() { button } else { button.on_hover_text(key) }).clicked() {
                actions.push(action);
            }
        }
        let fields = [(&mut self.author, "review-author", NAME), (&mut self.note, "review-note", NOTE)];
        for (text, hint, width) in fields {
            let field = TextEdit::singleline(text).hint_text(words.get(hint)).desired_width(width);
            ui.add(field);
        }
        if is_looked_at && !can_say {
            ui.label(RichText::new(missing).small().color(scene.look.warning));
        }
    }
}

/// Why something was not written down, in the language of the window.
fn failed(session: &Session, error: &ReviewError) -> String {
    let told = fault_told(error).unwrap_or_else(|| Message::Data(error.to_string()));
    told.say(&session.words())
}
