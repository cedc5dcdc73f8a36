//! Owns the window as a whole: which panels stand where, carrying out what they ask for, work in
//! the background, what is remembered. Holds no figures of its own.

use super::{
    Start,
    action::{Action, Scene},
    bottom::Bottom,
    files::{self, Done, Opened},
    inspector::Inspector,
    keys,
    map::MapPane,
    measure::Measure,
    notices::{Notices, Weight},
    search::Search,
    settings::Settings,
    show_panel,
    theme::{self, Look},
    top_bar,
};
use crate::{
    atlas::RegionId,
    jobs::Jobs,
    lang::{Lang, Words},
    session::{Command, MapView, Session, Sources},
};
use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, Ui};
use std::sync::{Arc, Mutex};

/// How long a year stays when years are played, in seconds.
const YEAR_STAYS_S: f64 = 1.2;
/// Key of what is remembered in the framework's storage.
const STORED: &str = "explorer";

/// What follows from the document, made anew when it changes.
struct Derived {
    revision: u64,
    words: Words,
    view: MapView,
}

/// The window.
pub(crate) struct Explorer {
    session: Session,
    sources: Sources,
    derived: Option<Derived>,
    map: MapPane,
    inspector: Inspector,
    bottom: Bottom,
    search: Search,
    notices: Notices,
    settings: Settings,
    jobs: Jobs<Done>,
    hovered: Option<RegionId>,
    /// When the next year comes, while years are played.
    next_year_s: Option<f64>,
    is_dark: bool,
    keeps_settings: bool,
    measure: Option<(Measure, Arc<Mutex<String>>)>,
}

impl Explorer {
    /// A window on what was opened.
    pub(crate) fn new(ctx: &Context, opened: Opened, start: &Start, settings: Settings) -> Self {
        theme::install(ctx);
        let sources = start.sources.clone();
        let Opened { session, shapes } = opened;
        let mut explorer = Self {
            session,
            sources,
            derived: None,
            map: MapPane::new(shapes),
            inspector: Inspector::default(),
            bottom: Bottom { tab: settings.tab, ..Bottom::default() },
            search: Search::default(),
            notices: Notices::default(),
            is_dark: settings.is_dark.unwrap_or_else(|| ctx.system_theme() == Some(egui::Theme::Dark)),
            settings,
            jobs: Jobs::default(),
            hovered: None,
            next_year_s: None,
            keeps_settings: !start.is_fresh,
            measure: None,
        };
        let system = if system_speaks_russian() { Lang::Ru } else { Lang::En };
        // Any atlas speaks both languages.
        let _ = explorer.session.apply(Command::Speak(system));
        explorer.restore();
        if let Some(lang) = start.lang {
            let _ = explorer.session.apply(Command::Speak(lang));
        }
        explorer.session.forget_changes();
        explorer
    }

    /// Measures itself and tells it when it closes.
    pub(super) fn measure(&mut self, measure: Measure, tell: Arc<Mutex<String>>) {
        self.measure = Some((measure, tell));
    }

    /// What is open and shown.
    #[cfg(test)]
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// Shows again what was shown, as far as the atlas has it.
    fn restore(&mut self) {
        let Some(document) = self.settings.document.take() else { return };
        if self.settings.sources != self.sources {
            return;
        }
        let focus = document.focus.clone();
        self.session.restore(document);
        if let Some(look) = self.settings.look.filter(|_| self.session.document().focus == focus) {
            self.map.restore(look, focus);
        }
    }

    /// What follows from the document as it is now.
    fn derive(&mut self, ctx: &Context) {
        let revision = self.session.revision();
        if self.derived.as_ref().is_some_and(|derived| derived.revision == revision) {
            return;
        }
        let lang = self.session.document().lang;
        let known = self.derived.take();
        let words = known.map(|known| known.words).filter(|words| words.lang() == lang);
        let words = words.unwrap_or_else(|| Words::new(lang));
        let view = self.session.geography().map_err(|error| error.to_string()).and_then(|geography| {
            self.session.map_view(geography, &words).map_err(|error| error.to_string())
        });
        match view {
            Ok(view) => self.derived = Some(Derived { revision, words, view }),
            Err(error) => {
                // The last change cannot be shown: it is taken back.
                self.notices.say(ctx, Weight::Failed, error);
                if self.session.undo() {
                    self.derive(ctx);
                }
            }
        }
    }

    fn carry_out(&mut self, ctx: &Context, actions: Vec<Action>) {
        for action in actions {
            match action {
                Action::Hover(region) => self.hovered = Some(region),
                Action::Do(command) => self.apply(ctx, command),
                Action::Undo => {
                    self.session.undo();
                }
                Action::Redo => {
                    self.session.redo();
                }
                Action::FitMap => self.map.fit(),
                Action::ZoomMap(factor) => self.map.zoom(factor),
                Action::ShowPlace(place) => self.show_place(place),
                Action::ShowTab(tab) => {
                    self.bottom.tab = tab;
                    self.settings.hides_bottom = false;
                }
                Action::PlayYears => self.play(ctx),
                Action::CopyText(text) => {
                    ctx.copy_text(text);
                    self.say_done(ctx, "said-copied");
                }
                Action::ToggleTheme => self.is_dark = !self.is_dark,
                Action::ToggleShowPanel => {
                    self.settings.hides_show_panel = !self.settings.hides_show_panel;
                }
                Action::ToggleInspector => self.settings.hides_inspector = !self.settings.hides_inspector,
                Action::ToggleBottom => self.settings.hides_bottom = !self.settings.hides_bottom,
                Action::OpenSearch => self.search.open(),
                Action::OpenFile(path) => self.open_file(ctx, path),
                Action::OpenEmbedded => self.open(ctx, Sources::default()),
                Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
                Action::CopyPicture(_)
                | Action::ExportPicture(_)
                | Action::ExportTable
                | Action::AskForFile
                | Action::ShowKeys
                | Action::ShowSource(_)
                | Action::ToggleTiles => {}
            }
            ctx.request_repaint();
        }
    }

    pub(super) fn apply(&mut self, ctx: &Context, command: Command) {
        if let Err(error) = self.session.apply(command) {
            self.notices.say(ctx, Weight::Failed, error.to_string());
        }
    }

    fn say_done(&mut self, ctx: &Context, message: &str) {
        if let Some(derived) = &self.derived {
            let text = derived.words.get(message);
            self.notices.say(ctx, Weight::Done, text);
        }
    }

    fn show_place(&mut self, place: [f64; 2]) {
        if let Ok(geography) = self.session.geography() {
            let in_window = geography.window.place(place[0]);
            self.map.show_place(place, &geography.projection, in_window);
        }
    }

    fn play(&mut self, ctx: &Context) {
        let now_s = ctx.input(|input| input.time);
        self.next_year_s = if self.next_year_s.is_some() { None } else { Some(now_s) };
    }

    /// The next year when its time has come; after the last one it stops.
    fn advance_years(&mut self, ctx: &Context) {
        let Some(at_s) = self.next_year_s else { return };
        let now_s = ctx.input(|input| input.time);
        if now_s < at_s {
            ctx.request_repaint_after_secs((at_s - now_s) as f32);
            return;
        }
        let next = keys::step_year(&self.session, 1);
        let is_at_end = next.is_none();
        // Started at the last year, it begins at the first.
        let years = self.session.years();
        let start = years.first().copied().filter(|_| is_at_end && at_s == now_s);
        match next.or(start) {
            Some(year) => {
                self.apply(ctx, Command::ShowYear(year));
                self.next_year_s = Some(now_s + YEAR_STAYS_S);
                ctx.request_repaint_after_secs(YEAR_STAYS_S as f32);
            }
            None => self.next_year_s = None,
        }
    }

    /// Recognises and opens a file in the background; what is open stays until it is done.
    fn open_file(&mut self, ctx: &Context, path: std::path::PathBuf) {
        let sources = self.sources.clone();
        self.start_opening(ctx, move || {
            let sources = sources.with_file(&path).map_err(|error| error.to_string())?;
            Ok((sources, Some(path)))
        });
    }

    fn open(&mut self, ctx: &Context, sources: Sources) {
        self.start_opening(ctx, move || Ok((sources, None)));
    }

    fn start_opening(
        &mut self,
        ctx: &Context,
        recognise: impl FnOnce() -> Result<(Sources, Option<std::path::PathBuf>), String> + Send + 'static,
    ) {
        let waker = ctx.clone();
        let work = move |_: &crate::jobs::Progress| {
            let opened = recognise().and_then(|(sources, file)| {
                let opened = files::open(&sources)?;
                Ok(files::Answer { opened, sources, file })
            });
            Done::Opened(Box::new(opened))
        };
        self.jobs.start("job-open", move || waker.request_repaint(), work);
    }

    fn take_results(&mut self, ctx: &Context) {
        for done in self.jobs.finished() {
            match done {
                Done::Opened(answer) => match *answer {
                    Ok(files::Answer { opened: Opened { mut session, shapes }, sources, file }) => {
                        if let Some(file) = file {
                            self.settings.remember(file);
                        }
                        let lang = self.session.document().lang;
                        // Any atlas speaks both languages.
                        let _ = session.apply(Command::Speak(lang));
                        self.session = session;
                        self.sources = sources;
                        self.derived = None;
                        self.map = MapPane::new(shapes);
                        self.say_done(ctx, "said-opened");
                    }
                    Err(error) => self.notices.say(ctx, Weight::Failed, error),
                },
                Done::Written(Ok(path)) => {
                    self.notices.say(ctx, Weight::Done, path.display().to_string());
                }
                Done::Written(Err(error)) => self.notices.say(ctx, Weight::Failed, error),
            }
        }
    }

    fn begin_measured_frame(&mut self, ctx: &Context) {
        let Some((measure, tell)) = &mut self.measure else { return };
        if measure.begin_frame() {
            if let Ok(mut told) = tell.lock() {
                *told = measure.report();
            }
            self.measure = None;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        self.map.tour(measure);
        ctx.request_repaint();
    }

    fn panels(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(derived) = &self.derived else { return };
        let look = Look::of(self.is_dark);
        let scene = Scene {
            session: &self.session,
            view: &derived.view,
            words: &derived.words,
            look: &look,
            hovered: self.hovered,
        };
        let padded = Frame::new().fill(look.panel).inner_margin(Margin::symmetric(12, 7));
        Panel::top("top").frame(padded).show(ui, |ui| {
            top_bar::show(ui, &scene, self.next_year_s.is_some(), actions);
        });
        let panel = Frame::new().fill(look.panel).inner_margin(Margin::same(12));
        if !self.settings.hides_bottom {
            Panel::bottom("bottom").frame(panel).default_size(240.0).size_range(120.0..=520.0).show(
                ui,
                |ui| {
                    self.bottom.show(ui, &scene, actions);
                },
            );
        }
        if !self.settings.hides_show_panel {
            Panel::left("show").frame(panel).default_size(212.0).size_range(160.0..=360.0).show(ui, |ui| {
                show_panel::show(ui, &scene, false, actions);
            });
        }
        if !self.settings.hides_inspector {
            Panel::right("inspector")
                .frame(panel)
                .default_size(330.0)
                .size_range(240.0..=620.0)
                .show(ui, |ui| self.inspector.show(ui, &scene, actions));
        }
        CentralPanel::default().frame(Frame::new().fill(look.sea)).show(ui, |ui| {
            self.map.show(ui, &scene, actions);
        });
        self.search.show(ui.ctx(), &scene, actions);
        let close = derived.words.get("close");
        self.notices.show(ui.ctx(), &look, &close);
    }
}

impl eframe::App for Explorer {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.begin_measured_frame(&ctx);
        let theme = if self.is_dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(theme);
        self.take_results(&ctx);
        self.advance_years(&ctx);
        let mut actions = Vec::new();
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        actions.extend(dropped.iter().map(|file| Action::OpenFile(file.path().to_owned())));
        if !self.search.is_open() {
            keys::read(&ctx, &self.session, &mut actions);
        }
        self.derive(&ctx);
        self.panels(ui, &mut actions);
        self.hovered = None;
        self.carry_out(&ctx, actions);
        if let Some((measure, _)) = &mut self.measure {
            measure.end_frame();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if !self.keeps_settings {
            return;
        }
        self.settings.is_dark = Some(self.is_dark);
        self.settings.tab = self.bottom.tab;
        self.settings.sources = self.sources.clone();
        self.settings.document = Some(self.session.document().clone());
        self.settings.look = Some(self.map.look());
        eframe::set_value(storage, STORED, &self.settings);
    }
}

/// Whether the system's locale is Russian (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`, in this order).
fn system_speaks_russian() -> bool {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    set.is_some_and(|locale| locale.starts_with("ru"))
}

/// What was remembered, if anything.
pub(super) fn stored_settings(storage: Option<&dyn eframe::Storage>) -> Settings {
    storage.and_then(|storage| eframe::get_value(storage, STORED)).unwrap_or_default()
}
