//! Owns opening in the background: what is being opened, its progress on screen, cancelling.
//! What is open stays until the new one is ready. Does not say what came of it.

use super::{Opened, open};
use crate::{
    atlas::Atlas,
    io::{self, DescribedTable, FiguresPreview, IoError, SaidColumns, SaidFigures, TablePreview},
    jobs::Jobs,
    lang::{Message, Words},
    session::{Session, Sources},
    ui::theme::{Look, size},
};
use eframe::egui::{
    Align2, Area, Context, Frame, Id, Key, Margin, Modifiers, Order, RichText, Spinner, Stroke, Vec2,
};
use std::path::{Path, PathBuf};

/// Work that is done sooner needs no sign of it, in seconds.
const SHOWS_AFTER_S: f64 = 0.25;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Wish {
    /// A file or folder, to be recognised.
    File(PathBuf),
    /// A table of detections whose columns hold what was said.
    Columns(PathBuf, SaidColumns),
    /// A table of figures whose columns hold what was said.
    Figures(PathBuf, SaidFigures),
    /// The embedded atlas.
    Embedded,
    /// Detections that were found in readings, by their name.
    Found(String),
    /// What was open when the program was closed.
    Again,
}

impl Wish {
    /// Its name for a message.
    pub(in crate::ui) fn name(&self, words: &Words) -> String {
        match self {
            Self::File(path) | Self::Columns(path, _) | Self::Figures(path, _) => {
                path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
            }
            Self::Found(name) => name.clone(),
            Self::Embedded => words.get("open-embedded-name"),
            Self::Again => words.get("open-again-name"),
        }
    }
}

/// What was opened on demand.
pub(in crate::ui) struct Answer {
    /// What was opened.
    pub(in crate::ui) opened: Opened,
    /// From where.
    pub(in crate::ui) sources: Sources,
    /// What was asked for.
    pub(in crate::ui) wish: Wish,
    /// Its columns, where what they hold was guessed.
    pub(in crate::ui) preview: Option<TablePreview>,
    /// How it was read, where it is a table of figures.
    pub(in crate::ui) figures: Option<FiguresPreview>,
}

/// What comes of opening.
pub(in crate::ui) enum Came {
    /// It is open.
    Opened(Box<Answer>),
    /// It is readings in a table, of which the window shows how they are read.
    Described(Box<DescribedTable>),
    /// It is readings that say so themselves: what they are.
    Readings(PathBuf, Message),
}

/// What was not opened, and why.
pub(in crate::ui) struct Refusal {
    /// What was asked for.
    pub(in crate::ui) wish: Wish,
    /// Why it was not.
    pub(in crate::ui) why: Message,
    /// How a table would be read: somebody may know what its columns hold.
    pub(in crate::ui) preview: Option<Preview>,
}

/// A table that was refused.
#[derive(Clone)]
pub(in crate::ui) enum Preview {
    /// As one of detections.
    Detections(TablePreview),
    /// As one of figures, by what was said of it.
    Figures(FiguresPreview, SaidFigures),
}

/// Opening in the background, one thing at a time.
#[derive(Default)]
pub(in crate::ui) struct Opener {
    jobs: Jobs<Result<Came, Box<Refusal>>>,
    /// What is being opened, and since when.
    under_way: Option<(Wish, f64)>,
}

impl Opener {
    /// Begins; what was being opened before is dropped.
    pub(in crate::ui) fn start(&mut self, ctx: &Context, wish: Wish, sources: &Sources) {
        self.cancel();
        self.under_way = Some((wish.clone(), ctx.input(|input| input.time)));
        let (waker, sources) = (ctx.clone(), sources.clone());
        let work = move |_: &_| {
            if let Wish::File(path) = &wish
                && let Some(table) = described(path)
            {
                return Ok(Came::Described(Box::new(table)));
            }
            let recognised = match &wish {
                Wish::File(path) => match sources.with_file(path) {
                    Err(IoError::Unrecognised { found, .. }) if io::are_readings(path) => {
                        return Ok(Came::Readings(path.clone(), found));
                    }
                    recognised => recognised.map_err(|error| error.told()),
                },
                Wish::Columns(path, said) => Ok(sources.with_detections(path, said.clone())),
                Wish::Figures(path, said) => Ok(sources.with_figures(path, said.clone())),
                Wish::Embedded => Ok(Sources { wants_shapes: true, ..Sources::default() }),
                Wish::Again | Wish::Found(_) => Ok(sources),
            };
            let refused = |wish: Wish, why, figures: Option<Preview>| {
                let columns = || preview_of(&wish).filter(|table| table.columns.len() > 1);
                let preview = figures.or_else(|| columns().map(Preview::Detections));
                Err(Box::new(Refusal { wish, why, preview }))
            };
            let sources = match recognised {
                Ok(sources) => sources,
                Err(why) => return refused(wish, why, None),
            };
            match open(&sources) {
                Ok(opened) => {
                    // How something was said to be read needs no look.
                    let is_new = matches!(wish, Wish::File(_));
                    let is_told = |table: &TablePreview| {
                        is_new && sources.detections.as_deref() == Some(table.path()) && table.is_guessed()
                    };
                    let preview = preview_of(&wish).filter(is_told);
                    let figures = figures_of(&wish, &sources, opened.session.atlas());
                    let figures = figures.map(|(figures, _)| figures).filter(|_| is_new);
                    Ok(Came::Opened(Box::new(Answer { opened, sources, wish, preview, figures })))
                }
                Err(why) => {
                    let figures = refused_figures(&wish, &sources);
                    refused(wish, why, figures)
                }
            }
        };
        self.jobs.start("open", move || waker.request_repaint(), work);
    }

    /// Forgets what is being opened; its result is dropped.
    pub(in crate::ui) fn cancel(&mut self) {
        self.jobs.cancel_all();
        self.under_way = None;
    }

    /// Whether what was open last is still to come.
    pub(in crate::ui) fn is_coming_again(&self) -> bool {
        matches!(self.under_way, Some((Wish::Again, _)))
    }

    /// What has come of it since.
    pub(in crate::ui) fn finished(&mut self) -> Option<Result<Came, Box<Refusal>>> {
        let last = self.jobs.finished().pop();
        if last.is_some() {
            self.under_way = None;
        }
        last
    }

    /// Shows what is being opened, with a way to stop it.
    pub(in crate::ui) fn show(&mut self, ctx: &Context, words: &Words, look: &Look) {
        let Some((wish, since_s)) = &self.under_way else { return };
        let waited_s = ctx.input(|input| input.time) - since_s;
        if waited_s < SHOWS_AFTER_S {
            ctx.request_repaint_after_secs((SHOWS_AFTER_S - waited_s) as f32);
            return;
        }
        let text = words.with("open-progress", &[("name", &wish.name(words))]);
        let mut is_cancelled = false;
        Area::new(Id::unique("opening"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, Vec2::new(0.0, 56.0))
            .show(ctx, |ui| {
                Frame::new()
                    .fill(look.card)
                    .stroke(Stroke::new(1.0, look.line))
                    .corner_radius(6)
                    .inner_margin(Margin::symmetric(14, 9))
                    .show(ui, |ui| {
                        ui.horizontal(|ui| {
                            ui.add(Spinner::new().size(size::TITLE).color(look.accent));
                            ui.label(RichText::new(text).color(look.ink));
                            is_cancelled = ui.button(words.get("cancel")).clicked();
                        });
                    });
            });
        is_cancelled |= ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if is_cancelled {
            self.cancel();
        }
    }
}

/// A table of readings, described or of the contract.
fn described(path: &Path) -> Option<DescribedTable> {
    let guessed = DescribedTable::guessed(path).ok().flatten();
    guessed.or_else(|| DescribedTable::of_contract(path).ok().flatten())
}

/// How a table of figures that was asked for is read, and by what was said of it.
fn figures_of(wish: &Wish, sources: &Sources, atlas: &Atlas) -> Option<(FiguresPreview, SaidFigures)> {
    let (Wish::File(path) | Wish::Figures(path, _)) = wish else { return None };
    let said = sources.figures_columns.get(path).cloned().unwrap_or_default();
    let preview = || io::preview_region_table(path, atlas, &said).ok();
    sources.figures.contains(path).then(preview)?.map(|preview| (preview, said))
}

/// How one that was refused would be read: without it, what else is open opens.
fn refused_figures(wish: &Wish, sources: &Sources) -> Option<Preview> {
    let without = Sources { figures: Vec::new(), detections: None, wants_shapes: false, ..sources.clone() };
    let (preview, said) = figures_of(wish, sources, Session::open(&without).ok()?.atlas())?;
    Some(Preview::Figures(preview, said))
}

/// The columns of a table that was asked for.
fn preview_of(wish: &Wish) -> Option<TablePreview> {
    let (Wish::File(path) | Wish::Columns(path, _)) = wish else { return None };
    TablePreview::open(path).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(opener: &mut Opener) -> Result<Box<Answer>, Box<Refusal>> {
        for _ in 0..2000 {
            if let Some(done) = opener.finished() {
                return done.map(|came| match came {
                    Came::Opened(answer) => answer,
                    Came::Described(table) => panic!("readings: {}", table.path().display()),
                    Came::Readings(path, _) => panic!("readings: {}", path.display()),
                });
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("it never ends");
    }

    #[test]
    fn what_cannot_be_opened_says_why_and_what_can_is_ready_to_show() {
        let folder = tempfile::tempdir().expect("tempdir");
        let ctx = Context::default();
        let mut opener = Opener::default();
        for (name, contents, expected) in [
            ("empty.csv", "", "an empty file"),
            ("broken.geojson", "{\"type\":", "expected a value"),
            ("foreign.csv", "a,b\n1,2\n", "a table with the columns a, b"),
        ] {
            let path = folder.path().join(name);
            crate::io::write_file(&path, contents.as_bytes()).expect("written");
            opener.start(&ctx, Wish::File(path.clone()), &Sources::default());
            let refusal = wait(&mut opener).err().expect("refused");
            let why = refusal.why.to_string();
            assert!(why.contains(expected) && refusal.wish == Wish::File(path), "{why}");
        }
        // What has regions and no figures leads to how it was read as figures, another table to its columns.
        for (name, contents, is_of_figures) in
            [("words.csv", "region,cause\nRU-IRK,fire\n", true), ("foreign.csv", "a,b\n1,2\n", false)]
        {
            let path = folder.path().join(name);
            crate::io::write_file(&path, contents.as_bytes()).expect("written");
            opener.start(&ctx, Wish::File(path), &Sources::default());
            let refusal = wait(&mut opener).err().expect("refused");
            let preview = refusal.preview.expect("a table");
            assert_eq!(matches!(preview, Preview::Figures(..)), is_of_figures, "{name}");
        }
        let path = folder.path().join("words.csv");
        let mut said = SaidFigures::default();
        said.say("cause", crate::io::FigurePart::Unread);
        opener.start(&ctx, Wish::Figures(path, said.clone()), &Sources::default());
        let refusal = wait(&mut opener).err().expect("refused");
        let Some(Preview::Figures(preview, by)) = refusal.preview else { panic!("no preview") };
        assert_eq!((by, preview.row_count), (said, 1));
        let path = folder.path().join("own.csv");
        crate::io::write_file(&path, b"lon,lat,kind,kw\n104.3,52.3,abnormal_load,30\n").expect("written");
        opener.start(&ctx, Wish::File(path.clone()), &Sources::default());
        let answer = wait(&mut opener).ok().expect("opened");
        assert_eq!(answer.sources.detections, Some(path));
        assert_eq!(answer.opened.session.document().metric, "detections");
    }

    #[test]
    fn a_cancelled_file_never_comes() {
        let ctx = Context::default();
        let mut opener = Opener::default();
        opener.start(&ctx, Wish::Embedded, &Sources::default());
        opener.cancel();
        opener.start(&ctx, Wish::Again, &Sources { wants_shapes: true, ..Sources::default() });
        assert!(opener.is_coming_again());
        assert_eq!(wait(&mut opener).ok().expect("opened").wish, Wish::Again);
        assert!(opener.finished().is_none() && !opener.is_coming_again());
    }
}
