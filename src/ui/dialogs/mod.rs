//! Owns the dialogs: which one is open, and the frame that makes them one family. Each has a file
//! of its own; none carries out what it asks for.

mod columns;
mod compare;
mod contradictions;
mod described;
mod figures;
mod find;
mod hovering;
mod open;
mod picture;
mod problems;
mod sample;
mod save_to;
mod table;
mod tiles;
mod watch;

use super::{
    action::{Action, Scene},
    bottom::Shown,
    files::Saved,
    settings::Settings,
    theme::{self, Look, size},
    top_bar::named,
};
pub(super) use hovering::show as show_hovering;
pub(super) use problems::{counts as problem_counts, short_counts as short_problem_counts};

use crate::{
    figure::FigureKind,
    io::{DescribedTable, FiguresPreview, SaidColumns, SaidFigures, TablePreview},
    lang::Message,
    session::Sources,
};
use columns::ColumnsDialog;
use compare::CompareDialog;
use contradictions::ContradictionsDialog;
use described::DescribedDialog;
use eframe::egui::{
    Align, Button, Context, Frame, Id, Layout, Margin, Modal, Response, RichText, Shadow, Stroke, Ui, Vec2,
};
use figures::FiguresDialog;
use find::ReadingsDialog;
use open::OpenDialog;
use picture::{FigureWords, PictureDialog};
use problems::ProblemsDialog;
use table::TableDialog;
use watch::WatchDialog;

/// What dialogs read besides the scene.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    /// What is remembered.
    pub(super) settings: &'a Settings,
    /// What is open.
    pub(super) sources: &'a Sources,
}

#[derive(Default)]
enum Dialog {
    #[default]
    None,
    Open(OpenDialog),
    Picture(Box<PictureDialog>),
    Table(TableDialog),
    Problems(ProblemsDialog),
    Tiles,
    Compare(CompareDialog),
    Contradictions(ContradictionsDialog),
    Described(Box<DescribedDialog>),
    Columns(Box<ColumnsDialog>),
    Figures(Box<FiguresDialog>),
    Readings(ReadingsDialog),
    Watch(Box<WatchDialog>),
}

/// The dialog that is open, if any, and what dialogs remember while the window is open.
#[derive(Default)]
pub(super) struct Dialogs {
    open: Dialog,
    words: FigureWords,
}

impl Dialogs {
    /// Whether one is open: it has the keyboard then.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.open, Dialog::None)
    }

    /// Asks for a file to open.
    pub(super) fn open_file(&mut self, settings: &Settings) {
        self.open = Dialog::Open(OpenDialog::new(settings));
    }

    /// Asks how to export a figure; words that were written for it before come again.
    pub(super) fn export_picture(&mut self, kind: FigureKind, scene: &Scene<'_>, settings: &Settings) {
        let dialog = PictureDialog::new(kind, scene, settings, &self.words);
        self.open = Dialog::Picture(Box::new(dialog));
    }

    /// Asks how to export figures as a table.
    pub(super) fn export_table(&mut self, settings: &Settings, rows: Option<Shown>) {
        self.open = Dialog::Table(TableDialog::new(settings, rows));
    }

    /// Asks which regions to compare.
    pub(super) fn pick_compared(&mut self) {
        self.open = Dialog::Compare(CompareDialog::new());
    }

    /// Lists what was wrong in the files that are open.
    pub(super) fn show_problems(&mut self) {
        self.open = Dialog::Problems(ProblemsDialog::default());
    }

    /// Lists where sources contradict each other.
    pub(super) fn show_contradictions(&mut self) {
        self.open = Dialog::Contradictions(ContradictionsDialog::default());
    }

    /// Shows how readings whose columns were guessed are read.
    pub(super) fn show_described(&mut self, table: DescribedTable) {
        self.open = Dialog::Described(Box::new(DescribedDialog::new(table)));
    }

    /// Shows readings that say themselves how they are read.
    pub(super) fn show_readings(&mut self, path: std::path::PathBuf, told: Message) {
        self.open = Dialog::Readings(ReadingsDialog::new(path, told));
    }

    /// Shows what the columns of a table of detections are read as.
    pub(super) fn show_columns(&mut self, table: TablePreview, said: SaidColumns) {
        self.open = Dialog::Columns(Box::new(ColumnsDialog::new(table, said)));
    }

    /// Shows how a table of figures was read, by what was said of its columns so far.
    pub(super) fn show_figures(&mut self, preview: FiguresPreview, said: SaidFigures) {
        self.open = Dialog::Figures(Box::new(FiguresDialog::new(preview, said)));
    }

    /// Asks what to watch.
    pub(super) fn ask_to_watch(&mut self) {
        self.open = Dialog::Watch(Box::new(WatchDialog::new()));
    }

    /// Asks whether map tiles may come from the network.
    pub(super) fn ask_for_tiles(&mut self) {
        self.open = Dialog::Tiles;
    }

    /// Tells the dialog that asked for it what came of saving.
    pub(super) fn saved(&mut self, saved: &Saved) {
        let save_to = match &mut self.open {
            Dialog::Picture(dialog) => &mut dialog.save_to,
            Dialog::Table(dialog) => &mut dialog.save_to,
            Dialog::Described(dialog) => &mut dialog.save_to,
            _ => return,
        };
        save_to.saved(saved);
    }

    /// Draws the one that is open.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        scene: &Scene<'_>,
        desk: Desk<'_>,
        actions: &mut Vec<Action>,
    ) {
        let is_done = match &mut self.open {
            Dialog::None => return,
            Dialog::Open(dialog) => dialog.show(ctx, scene, desk, actions),
            Dialog::Picture(dialog) => {
                let is_done = dialog.show(ctx, scene, actions);
                dialog.remember(&mut self.words);
                is_done
            }
            Dialog::Table(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Problems(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Tiles => tiles::show(ctx, scene, actions),
            Dialog::Compare(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Contradictions(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Described(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Columns(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Figures(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Readings(dialog) => dialog.show(ctx, scene, actions),
            Dialog::Watch(dialog) => dialog.show(ctx, scene, actions),
        };
        if is_done {
            self.open = Dialog::None;
        }
    }
}

/// The frame of every dialog: a title, a way to close it, and the contents in at most `most`
/// points. Says whether it is to be closed: by Esc, its button, or a click beside it.
fn sheet(ctx: &Context, scene: &Scene<'_>, title: &str, most: Vec2, contents: impl FnOnce(&mut Ui)) -> bool {
    /// Margins of the frame, and air to the edges of the window.
    const AROUND: f32 = 40.0 + 40.0;
    const SHADE: f32 = 0.35;
    let look = scene.look;
    let shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: Look::backdrop(0.25) };
    let frame = Frame::new()
        .fill(look.panel)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(10)
        .shadow(shadow)
        .inner_margin(Margin::symmetric(20, 16));
    let room = ctx.content_rect().size() - Vec2::splat(AROUND);
    let modal = Modal::new(Id::unique(title)).frame(frame).backdrop_color(Look::backdrop(SHADE));
    let response = modal.show(ctx, |ui| {
        ui.set_width(most.x.min(room.x));
        ui.set_max_height(most.y.min(room.y));
        let mut closes = false;
        ui.horizontal(|ui| {
            ui.label(RichText::new(title).font(theme::bold(size::TITLE)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                closes = named(ui, "✕", &scene.words.get("close"), true).clicked();
            });
        });
        ui.add_space(6.0);
        contents(ui);
        closes
    });
    response.inner || response.should_close()
}

/// The button that does what the dialog is for.
fn primary(ui: &mut Ui, look: &Look, text: &str, is_enabled: bool) -> Response {
    let text = RichText::new(text).color(look.card).font(theme::bold(size::BODY));
    let button = Button::new(text).fill(look.accent).stroke(Stroke::NONE).min_size(Vec2::new(96.0, 0.0));
    ui.add_enabled(is_enabled, button)
}

/// A small heading over a group of choices.
fn heading(ui: &mut Ui, scene: &Scene<'_>, message: &str) -> Id {
    let text = RichText::new(scene.words.get(message)).font(theme::bold(size::SMALL)).color(scene.look.muted);
    ui.label(text).id
}

/// A line that explains.
fn note(ui: &mut Ui, look: &Look, text: impl Into<String>) {
    ui.label(RichText::new(text).size(size::SMALL).color(look.muted));
}

/// Choices side by side; tells which one was taken.
fn choices<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: T,
    all: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    choices_as(ui, chosen, all, Button::selectable)
}

/// Choices of which none may be taken yet: each looks like the button it is.
fn framed_choices<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: T,
    all: impl IntoIterator<Item = (T, String)>,
) -> Option<T> {
    choices_as(ui, chosen, all, |is_chosen, name| {
        Button::selectable(is_chosen, name).frame_when_inactive(true)
    })
}

fn choices_as<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: T,
    all: impl IntoIterator<Item = (T, String)>,
    button: impl Fn(bool, String) -> Button<'static>,
) -> Option<T> {
    let mut taken = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 7.0;
        for (one, name) in all {
            if ui.add(button(one == chosen, name)).clicked() {
                taken = Some(one);
            }
        }
    });
    taken
}

#[cfg(test)]
pub(super) mod testing {
    //! What tests of dialogs stand on: an open atlas and a way to show one dialog of it.

    use super::*;
    use crate::{
        lang::{Lang, Words},
        session::{Command, MapView, Session},
    };

    /// A window of this size, with the fonts of the program.
    pub(in crate::ui) fn window<State>(width: f32, height: f32) -> egui_kittest::HarnessBuilder<State> {
        let builder = egui_kittest::Harness::builder().with_size(Vec2::new(width, height));
        builder.with_context_setup(theme::install)
    }

    /// An open atlas with all that a scene borrows.
    pub(in crate::ui) struct Room {
        pub(in crate::ui) session: Session,
        pub(in crate::ui) view: MapView,
        pub(in crate::ui) words: Words,
        pub(in crate::ui) look: Look,
    }

    impl Room {
        pub(in crate::ui) fn new(lang: Lang) -> Self {
            let mut session = Session::open(&Sources::default()).expect("opens");
            session.apply(Command::Speak(lang)).expect("spoken");
            let words = Words::new(lang);
            let view = session.map_view(session.geography().expect("shapes"), &words).expect("a view");
            Self { session, view, words, look: Look::of(false) }
        }

        pub(in crate::ui) fn scene(&self) -> Scene<'_> {
            let Self { session, view, words, look } = self;
            Scene {
                session,
                view,
                words,
                look,
                points: None,
                hovered: None,
                matched: None,
                marked: &[],
                arrows: &[],
            }
        }
    }
}
