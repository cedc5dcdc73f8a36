//! Owns choosing a file to open: recent ones, what is in a folder, a path that is typed, or the
//! system's own dialog. Reads folders through `io` in the background; opens nothing.

use super::{Desk, heading, note, sheet};
use crate::{
    io::{self, EntryKind, FolderEntry},
    jobs::Jobs,
    lang::Message,
    ui::{
        action::{Action, Scene},
        files::{self, Browser, Sought},
        keys,
    },
    units,
};
use eframe::egui::{
    Button, Context, Key, Modifiers, RichText, ScrollArea, Spinner, TextEdit, TextStyle, Ui, Vec2,
};
use std::path::{Path, PathBuf};

/// A folder that was read.
struct Listed {
    folder: PathBuf,
    entries: Result<Vec<FolderEntry>, Message>,
}

/// A line that can be chosen.
#[derive(Clone, Copy)]
enum Row<'a> {
    Recent(&'a Path),
    Up(&'a Path),
    Entry(&'a FolderEntry),
}

/// What the dialog keeps between frames.
pub(super) struct OpenDialog {
    folder: PathBuf,
    typed: String,
    listed: Option<Listed>,
    asked_for: Option<PathBuf>,
    cursor: usize,
    /// Lines to choose from.
    row_count: usize,
    /// Enter was pressed.
    is_entered: bool,
    /// The cursor was moved by key: the list follows it.
    follows_cursor: bool,
    work: Jobs<Listed>,
    browser: Browser,
    is_new: bool,
}

impl OpenDialog {
    /// In the folder used last.
    pub(super) fn new(settings: &crate::ui::settings::Settings) -> Self {
        let folder = settings.open_folder.clone().unwrap_or_else(files::home);
        Self::in_folder(folder)
    }

    fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder,
            typed: String::new(),
            listed: None,
            asked_for: None,
            cursor: 0,
            row_count: 0,
            is_entered: false,
            follows_cursor: false,
            work: Jobs::default(),
            browser: Browser::default(),
            is_new: true,
        }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        scene: &Scene<'_>,
        desk: Desk<'_>,
        actions: &mut Vec<Action>,
    ) -> bool {
        const SIZE: Vec2 = Vec2::new(680.0, 600.0);
        let mut chosen = self.hear(ctx);
        if self.is_new {
            self.typed.push_str(&keys::take_text(ctx));
        }
        let is_closed = sheet(ctx, scene, &scene.words.get("open-title"), SIZE, |ui| {
            self.is_entered |= self.field(ui, scene);
            self.buttons(ui, scene, desk, actions);
            if self.browser.is_missing() {
                note(ui, scene.look, scene.words.get("open-no-system-dialog"));
            }
            ui.separator();
            let (folder, filter) = self.target();
            self.list(ctx, &folder);
            let listed = self.listed.take();
            let here = listed.as_ref().filter(|listed| listed.folder == folder);
            let rows = rows(here, &folder, &filter, &desk.settings.recent);
            self.row_count = rows.len();
            self.cursor = self.cursor.min(rows.len().saturating_sub(1));
            let clicked = self.list_rows(ui, scene, here, &folder, &rows);
            note(ui, scene.look, scene.words.get("open-what"));
            // Enter waits until it is known what there is to choose from.
            let entered = here.is_some() && std::mem::take(&mut self.is_entered);
            if let Some(row) = clicked.or(if entered { rows.get(self.cursor).copied() } else { None }) {
                chosen = chosen.take().or_else(|| self.take(row));
            } else if entered && !self.typed.trim().is_empty() {
                chosen = Some(folder.join(&filter));
            }
            self.listed = self.listed.take().or(listed);
        });
        let is_done = chosen.is_some() || actions.contains(&Action::OpenEmbedded);
        actions.extend(chosen.map(Action::OpenFile));
        is_closed || is_done
    }

    /// What came from the background: a folder, or the choice of the system's dialog.
    fn hear(&mut self, ctx: &Context) -> Option<PathBuf> {
        if let Some(listed) = self.work.finished().pop() {
            self.asked_for = None;
            self.listed = Some(listed);
        }
        self.browser.chosen(ctx)
    }

    /// The folder to show and what its entries are filtered by, from what is typed.
    fn target(&self) -> (PathBuf, String) {
        let Some(slash) = self.typed.rfind('/') else {
            return (self.folder.clone(), self.typed.trim().to_owned());
        };
        let (folder, name) = self.typed.split_at(slash + 1);
        (self.folder.join(files::typed_path(folder)), name.to_owned())
    }

    fn list(&mut self, ctx: &Context, folder: &Path) {
        let is_known = self.listed.as_ref().is_some_and(|listed| listed.folder == folder);
        if is_known || self.asked_for.as_deref() == Some(folder) {
            return;
        }
        self.asked_for = Some(folder.to_owned());
        let (waker, folder) = (ctx.clone(), folder.to_owned());
        let work = move |_: &_| {
            let entries = io::list_folder(&folder).map_err(|error| error.told());
            Listed { folder, entries }
        };
        self.work.start("list", move || waker.request_repaint(), work);
    }

    /// The field that is typed into; says whether Enter was pressed.
    fn field(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> bool {
        let label = heading(ui, scene, "open-path");
        let goes_up = self.typed.is_empty() && ui.input(|input| input.key_pressed(Key::Backspace));
        let (up, down) = ui.input_mut(|input| {
            (
                input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp),
                input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown),
            )
        });
        // Tab goes on from here, unless there is something to complete.
        let field = TextEdit::singleline(&mut self.typed)
            .hint_text(scene.words.get("open-hint"))
            .desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label);
        if std::mem::take(&mut self.is_new) {
            field.request_focus();
        }
        if field.changed() {
            self.cursor = 0;
        }
        if goes_up && field.has_focus() {
            self.go_up();
        }
        let last = self.row_count.saturating_sub(1);
        let before = self.cursor;
        self.cursor = (self.cursor + down).saturating_sub(up).min(last);
        self.follows_cursor = self.cursor != before;
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered {
            // What follows is typed here, too.
            field.request_focus();
        }
        entered
    }

    fn go_up(&mut self) {
        if let Some(parent) = self.folder.parent() {
            self.go_to(parent.to_owned());
        }
    }

    fn go_to(&mut self, folder: PathBuf) {
        self.folder = folder;
        self.typed.clear();
        self.cursor = 0;
        self.is_new = true;
    }

    fn buttons(&mut self, ui: &mut Ui, scene: &Scene<'_>, desk: Desk<'_>, actions: &mut Vec<Action>) {
        let words = scene.words;
        ui.horizontal_wrapped(|ui| {
            if ui.button(words.get("open-up")).on_hover_text(words.get("open-up-hint")).clicked() {
                self.go_up();
            }
            if ui.button(words.get("open-home")).clicked() {
                self.go_to(files::home());
            }
            if ui.button(words.get("open-current")).clicked() {
                self.go_to(files::current_folder());
            }
            let button = Button::new(words.get("open-browse"));
            if ui.add_enabled(!self.browser.is_open(), button).clicked() {
                self.browser.ask(ui.ctx(), Sought::File, &self.folder);
            }
            if !desk.sources.are_embedded() && ui.button(words.get("open-embedded")).clicked() {
                actions.push(Action::OpenEmbedded);
            }
        });
    }

    fn list_rows<'a>(
        &self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        listed: Option<&Listed>,
        folder: &Path,
        rows: &[Row<'a>],
    ) -> Option<Row<'a>> {
        const HEIGHT: f32 = 340.0;
        let words = scene.words;
        ui.label(RichText::new(folder.display().to_string()).color(scene.look.muted));
        let row_height = ui.text_style_height(&TextStyle::Button) + 2.0 * ui.spacing().button_padding.y;
        let mut area = ScrollArea::vertical().auto_shrink(false).max_height(HEIGHT).min_scrolled_height(80.0);
        if self.follows_cursor {
            let spacing = row_height + ui.spacing().item_spacing.y;
            area = area.vertical_scroll_offset((self.cursor as f32 * spacing - HEIGHT / 2.0).max(0.0));
        }
        let mut clicked = None;
        area.show_rows(ui, row_height, rows.len().max(1), |ui, range| {
            match listed.map(|listed| &listed.entries) {
                Some(Err(why)) => {
                    ui.label(RichText::new(why.say(words)).color(scene.look.ban));
                }
                None => {
                    ui.add(Spinner::new());
                }
                Some(Ok(_)) if rows.is_empty() => note(ui, scene.look, words.get("open-nothing")),
                Some(Ok(_)) => {}
            }
            for (number, row) in rows.iter().enumerate().take(range.end).skip(range.start) {
                let (name, detail) = told(*row, scene);
                let width = ui.available_width();
                let button = Button::selectable(number == self.cursor, name)
                    .right_text(RichText::new(detail).color(scene.look.muted))
                    .truncate()
                    .min_size(Vec2::new(width, row_height));
                if ui.add(button).clicked() {
                    clicked = Some(*row);
                }
            }
        });
        clicked
    }

    /// Goes into a folder; tells the file if it was one.
    fn take(&mut self, row: Row<'_>) -> Option<PathBuf> {
        match row {
            Row::Recent(path) => Some(path.to_owned()),
            Row::Up(parent) => {
                self.go_to(parent.to_owned());
                None
            }
            Row::Entry(entry) if entry.kind == EntryKind::Folder => {
                self.go_to(entry.path.clone());
                None
            }
            Row::Entry(entry) => Some(entry.path.clone()),
        }
    }
}

fn rows<'a>(
    listed: Option<&'a Listed>,
    folder: &'a Path,
    filter: &str,
    recent: &'a [PathBuf],
) -> Vec<Row<'a>> {
    let wanted = filter.to_lowercase();
    let fits = |name: &str| name.to_lowercase().contains(&wanted);
    let mut rows: Vec<Row<'a>> = Vec::new();
    rows.extend(recent.iter().filter(|path| fits(&short(path))).map(|path| Row::Recent(path)));
    if wanted.is_empty() {
        rows.extend(folder.parent().map(Row::Up));
    }
    let entries = listed.and_then(|listed| listed.entries.as_ref().ok());
    let mut fitting: Vec<_> = entries.into_iter().flatten().filter(|entry| fits(&entry.name)).collect();
    // A name that begins as typed is meant before one that has it somewhere.
    fitting.sort_by_key(|entry| !entry.name.to_lowercase().starts_with(&wanted));
    rows.extend(fitting.into_iter().map(Row::Entry));
    rows
}

fn short(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Name and detail of a line.
fn told(row: Row<'_>, scene: &Scene<'_>) -> (String, String) {
    let words = scene.words;
    match row {
        Row::Recent(path) => {
            let folder = path.parent().map(|parent| parent.display().to_string()).unwrap_or_default();
            (short(path), words.with("open-recent", &[("folder", &folder)]))
        }
        Row::Up(parent) => (format!("../  {}", short(parent)), words.get("open-up")),
        Row::Entry(entry) => match entry.kind {
            EntryKind::Atlas => (format!("{}/", entry.name), words.get("open-kind-atlas")),
            EntryKind::Folder => (format!("{}/", entry.name), words.get("open-kind-folder")),
            EntryKind::File => (entry.name.clone(), size_text(entry.size_bytes, scene)),
        },
    }
}

fn size_text(bytes: u64, scene: &Scene<'_>) -> String {
    const STEP: f64 = 1000.0;
    let (mut size, mut unit) = (bytes as f64, "size-b");
    for larger in ["size-kb", "size-mb", "size-gb"] {
        if size < STEP {
            break;
        }
        (size, unit) = (size / STEP, larger);
    }
    let decimals = usize::from(size < 10.0 && unit != "size-b");
    scene.words.with(unit, &[("size", &units::number(size, decimals, scene.words.lang()))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        session::Sources,
        ui::{
            dialogs::testing::{Room, window},
            settings::Settings,
        },
    };
    use eframe::egui::Event;
    use egui_kittest::{Harness, kittest::Queryable};

    struct Test {
        dialog: OpenDialog,
        actions: Vec<Action>,
        is_done: bool,
        settings: Settings,
    }

    fn harness(folder: &Path, settings: Settings) -> Harness<'static, Test> {
        let room = Room::new(Lang::En);
        let dialog = OpenDialog::in_folder(folder.to_owned());
        let test = Test { dialog, actions: Vec::new(), is_done: false, settings };
        let sources = Sources::default();
        let mut harness = window(1000.0, 800.0).build_ui_state(
            move |ui, test: &mut Test| {
                let desk = Desk { settings: &test.settings, sources: &sources };
                test.is_done |= test.dialog.show(ui.ctx(), &room.scene(), desk, &mut test.actions);
            },
            test,
        );
        // The folder is read in the background.
        for _ in 0..100 {
            harness.run_steps(2);
            if harness.state().dialog.listed.is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        harness.run_steps(2);
        harness
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("tempdir");
        std::fs::create_dir(folder.path().join("regions")).expect("made");
        for name in ["farms.csv", "kreise.geojson", "notes.txt"] {
            crate::io::write_file(&folder.path().join(name), b"x").expect("written");
        }
        folder
    }

    /// Until something is opened: Enter waits for the folder to be read.
    fn wait(harness: &mut Harness<'static, Test>) {
        for _ in 0..200 {
            harness.run_steps(2);
            if !harness.state().actions.is_empty() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    #[test]
    fn typing_filters_and_enter_opens() {
        let folder = folder();
        let mut harness = harness(folder.path(), Settings::default());
        assert!(harness.query_by_label_contains("farms.csv").is_some());
        assert!(harness.query_by_label_contains("notes.txt").is_none());
        harness.event(Event::Text("kre".to_owned()));
        harness.run_steps(2);
        assert!(harness.query_by_label_contains("farms.csv").is_none());
        harness.key_press(Key::Enter);
        harness.run_steps(2);
        let expected = Action::OpenFile(folder.path().join("kreise.geojson"));
        assert_eq!(harness.state().actions, [expected]);
        assert!(harness.state().is_done);
    }

    #[test]
    fn a_folder_is_gone_into_and_recent_files_come_first() {
        let folder = folder();
        let recent = folder.path().join("long-ago.csv");
        let settings = Settings { recent: vec![recent.clone()], ..Settings::default() };
        let mut harness = harness(folder.path(), settings);
        harness.get_by_label_contains("regions/").click();
        harness.run_steps(3);
        assert_eq!(harness.state().dialog.folder, folder.path().join("regions"));
        assert!(!harness.state().is_done);
        harness.key_press(Key::Enter);
        wait(&mut harness);
        assert_eq!(harness.state().actions, [Action::OpenFile(recent)]);
    }

    #[test]
    fn a_path_that_is_typed_is_opened_as_it_stands() {
        let folder = folder();
        let mut harness = harness(folder.path(), Settings::default());
        harness.event(Event::Text("/nowhere/else.csv".to_owned()));
        harness.run_steps(2);
        harness.key_press(Key::Enter);
        wait(&mut harness);
        assert_eq!(harness.state().actions, [Action::OpenFile("/nowhere/else.csv".into())]);
    }
}
