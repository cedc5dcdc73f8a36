//! Owns the window as a whole: which panels stand where, carrying out what they ask for, work in
//! the background, what is remembered. Holds no figures of its own.

mod arrivals;
mod detections;
mod measured;
mod watching;
mod years;

use super::{
    Start,
    action::{Action, Scene, Tab},
    bottom::Bottom,
    clustering::Clustering,
    dialogs::{self, Desk, Dialogs},
    evidence::EvidenceWindow,
    files::{Opened, Opener, Saver, Wish},
    finder::Finder,
    first_steps,
    inspector::Inspector,
    key_list::KeyList,
    keys,
    map::MapPane,
    marked::Marked,
    measure::Measure,
    metric_list::MetricList,
    notices::{Notices, Weight},
    planner::Planner,
    reviewer::Reviewer,
    search::Search,
    settings::Settings,
    show_panel,
    theme::{self, Look},
    tiles::TileSwitch,
    top_bar,
    watcher::Watcher,
};
use crate::{
    atlas::RegionId,
    figure::FigureKind,
    io::SaidColumns,
    lang::{Lang, Words},
    session::{Command, MapView, Session, Sources, project_view},
};
use eframe::egui::{self, CentralPanel, Context, Frame, Margin, Panel, Rect, Ui, pos2};
use std::sync::{Arc, Mutex};

/// A window lower than this leaves more of it to the map.
const LOW: f32 = 700.0;
/// The most of the window that the panel below the map takes.
const BOTTOM_SHARE: f32 = 0.58;
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
    metrics: MetricList,
    /// Whether the left panel shows where there is little room for it.
    shows_panel_beside_little: bool,
    search: Search,
    key_list: KeyList,
    evidence: EvidenceWindow,
    reviewer: Reviewer,
    planner: Planner,
    notices: Notices,
    settings: Settings,
    clustering: Clustering,
    dialogs: Dialogs,
    opener: Opener,
    saver: Saver,
    finder: Finder,
    watcher: Watcher,
    tiles: TileSwitch,
    hovered: Option<RegionId>,
    marked: Marked,
    /// When the next year comes, while years are played.
    next_year_s: Option<f64>,
    is_dark: bool,
    keeps_settings: bool,
    measure: Option<(Measure, Arc<Mutex<String>>)>,
}

impl Explorer {
    /// A window on what was opened.
    pub(crate) fn new(ctx: &Context, opened: Opened, start: &Start, settings: Settings) -> Self {
        if start.is_fresh {
            // Sizes of panels that were kept are read before anything else.
            ctx.memory_mut(|memory| *memory = egui::Memory::default());
        }
        theme::install(ctx);
        let sources = start.sources.clone();
        let Opened { mut session, shapes } = opened;
        if let Some(factor) = start.not_known_factor {
            session.limit_estimates(factor);
        }
        let clustering = Clustering::beginning(ctx, &session);
        let has_own = session.detections().is_some();
        let settings = Settings { hides_bottom: settings.hides_bottom && !has_own, ..settings };
        let mut explorer = Self {
            session,
            sources,
            derived: None,
            map: MapPane::new(shapes),
            inspector: Inspector::default(),
            bottom: Bottom::at(if has_own { Tab::Detections } else { settings.tab }),
            metrics: MetricList::default(),
            shows_panel_beside_little: false,
            search: Search::default(),
            key_list: KeyList::default(),
            evidence: EvidenceWindow::default(),
            reviewer: Reviewer::default(),
            planner: Planner::default(),
            notices: Notices::default(),
            is_dark: settings.is_dark.unwrap_or_else(|| ctx.system_theme() == Some(egui::Theme::Dark)),
            settings,
            clustering,
            dialogs: Dialogs::default(),
            opener: Opener::default(),
            saver: Saver::default(),
            finder: Finder::default(),
            watcher: Watcher::default(),
            tiles: TileSwitch::default(),
            hovered: None,
            marked: Marked::default(),
            next_year_s: None,
            keeps_settings: !start.is_fresh,
            measure: None,
        };
        let system = if system_speaks_russian() { Lang::Ru } else { Lang::En };
        // Any atlas speaks both languages.
        let _ = explorer.session.apply(Command::Speak(system));
        explorer.restore(ctx);
        if let Some(path) = &start.readings {
            explorer.opener.start(ctx, Wish::File(path.clone()), &explorer.sources);
        }
        explorer.look_as_project();
        if let Some(lang) = start.lang {
            let _ = explorer.session.apply(Command::Speak(lang));
        }
        if start.shows_estimates {
            let _ = explorer.session.apply(Command::ShowEstimates(true));
        }
        explorer.session.forget_changes();
        explorer
    }

    /// Measures itself and tells it when it closes.
    pub(super) fn measure(&mut self, measure: Measure, tell: Arc<Mutex<String>>) {
        self.measure = Some((measure, tell));
    }

    /// The switch of tiles.
    #[cfg(test)]
    pub(super) fn tile_switch(&mut self) -> &mut TileSwitch {
        &mut self.tiles
    }

    /// What is open and shown.
    #[cfg(test)]
    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    /// The window of plans.
    #[cfg(test)]
    pub(super) fn planner(&self) -> &Planner {
        &self.planner
    }

    /// Does what a panel, a drop or a key asks for.
    #[cfg(test)]
    pub(super) fn carry(&mut self, ctx: &Context, action: Action) {
        self.carry_out(ctx, vec![action]);
    }

    /// Names who sits at the desk.
    #[cfg(test)]
    pub(super) fn set_author(&mut self, name: &str) {
        self.reviewer.set_author(name);
    }

    /// Whether readings are watched.
    #[cfg(test)]
    pub(super) fn is_watching(&self) -> bool {
        self.watcher.is_running()
    }

    /// How near the map is.
    #[cfg(test)]
    pub(super) fn map_zoom(&self) -> f64 {
        self.map.zoom_level()
    }

    /// How many detections are shown, once they are clustered.
    #[cfg(test)]
    pub(super) fn shown_detections(&self) -> Option<usize> {
        Some(self.clustering.on_map()?.shown.as_ref()?.len())
    }

    /// Shows again what was shown, as far as the atlas has it. Files of one's own come again in
    /// the background, unless others were asked for.
    fn restore(&mut self, ctx: &Context) {
        // A file of detections opens on itself: nothing of the last session belongs to it.
        if self.settings.document.is_none() || self.sources.detections.is_some() {
            return;
        }
        if self.settings.sources == self.sources {
            self.restore_document();
        } else if self.sources.are_embedded() && !self.settings.sources.are_embedded() {
            self.opener.start(ctx, Wish::Again, &self.settings.sources);
        }
    }

    fn restore_document(&mut self) {
        let Some(document) = self.settings.document.take() else { return };
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
        let view = self
            .session
            .map_geography()
            .map_err(|error| error.told())
            .and_then(|geography| self.session.map_view(geography, &words).map_err(|error| error.told()));
        match view {
            Ok(view) => self.derived = Some(Derived { revision, words, view }),
            Err(error) => {
                // The last change cannot be shown: it is taken back.
                self.notices.say(ctx, Weight::Failed, error.say(&words));
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
                // What stands in front goes first, then the last thing asked for.
                Action::Do(Command::StepUp)
                    if self.planner.close() || self.evidence.close() || self.marked.clear() => {}
                Action::Do(command) => self.apply(ctx, command),
                Action::Mark(regions) => self.marked.set(regions),
                Action::ToggleMarked(region) => self.marked.toggle(region),
                // The last thing changed is the first to go back.
                Action::Undo if self.planner.undo() => {}
                Action::Redo if self.planner.redo() => {}
                Action::Undo => {
                    self.session.undo();
                }
                Action::Redo => {
                    self.session.redo();
                }
                Action::FitMap => self.map.fit(),
                Action::ZoomMap(factor) => self.map.zoom(factor),
                Action::ShowPlace(place) => self.show_place(place),
                Action::ShowDetection(row) => self.show_detection(ctx, row),
                Action::StepDetection(step) => self.step_detection(ctx, step),
                Action::ShowEvidence if self.evidence.is_open() => {}
                Action::ToggleEvidence | Action::ShowEvidence => self.evidence.toggle(),
                Action::TogglePlan => self.planner.toggle(),
                Action::Review(verdict) => self.review(ctx, verdict),
                Action::UndoReview if self.reviewer.has_author() => self.reviewer.undo(ctx, &self.session),
                Action::UndoReview => {}
                Action::SaveProject => self.save_project(ctx),
                Action::PickCompared => self.dialogs.pick_compared(),
                Action::ShowTab(tab) => {
                    self.bottom.tab = tab;
                    self.settings.hides_bottom = false;
                }
                Action::PlayYears => self.play(ctx),
                Action::CopyText(text) => {
                    ctx.copy_text(text);
                    self.say_done(ctx, "said-copied");
                }
                Action::ToggleTheme => {
                    self.is_dark = !self.is_dark;
                    ctx.request_repaint();
                }
                Action::ToggleShowPanel if is_narrow(ctx.content_rect().width()) => {
                    self.shows_panel_beside_little = !self.shows_panel_beside_little;
                }
                Action::ToggleShowPanel => {
                    self.settings.hides_show_panel = !self.settings.hides_show_panel;
                }
                Action::ToggleInspector => self.settings.hides_inspector = !self.settings.hides_inspector,
                Action::ToggleBottom => self.settings.hides_bottom = !self.settings.hides_bottom,
                Action::OpenSearch => self.search.open(),
                Action::ShowKeys => self.key_list.toggle(),
                Action::ShowSource(id) => self.inspector.show_source(id),
                Action::OpenFile(path) => self.opener.start(ctx, Wish::File(path), &self.sources),
                Action::ShowColumns(table) => self.dialogs.show_columns(table, SaidColumns::default()),
                Action::ShowFigures(table, said) => self.dialogs.show_figures(table, said),
                Action::FindFarms(order) => self.finder.start(ctx, &self.session, *order),
                Action::ReadFigures(path, said) => {
                    self.opener.start(ctx, Wish::Figures(path, said), &self.sources);
                }
                Action::ReadColumns(path, said) => {
                    self.opener.start(ctx, Wish::Columns(path, said), &self.sources);
                }
                Action::OpenEmbedded => self.opener.start(ctx, Wish::Embedded, &self.sources),
                Action::AskForFile => self.dialogs.open_file(&self.settings),
                Action::ExportPicture(kind) => self.export_picture(kind),
                Action::ExportTable => {
                    let rows = self.bottom.shown_rows(&self.session);
                    self.dialogs.export_table(&self.settings, rows);
                }
                Action::CopyPicture(kind) => self.saver.copy(ctx, &self.session, kind),
                Action::Save(order) => {
                    self.settings.remember_export(&order);
                    self.saver.save(ctx, &self.session, order);
                }
                Action::ShowProblems => self.dialogs.show_problems(),
                Action::ShowContradictions => self.dialogs.show_contradictions(),
                Action::AskToWatch => self.dialogs.ask_to_watch(),
                Action::Watch(order) => self.watcher.start(ctx, &self.session, *order, None),
                Action::Demonstrate => self.demonstrate(ctx),
                Action::ShowWatched => self.show_watched(ctx),
                Action::StopWatching => self.stop_watching(ctx),
                Action::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
                Action::ToggleTiles if self.tiles.is_on() => self.tiles.turn(ctx, &self.session, false),
                Action::ToggleTiles if self.settings.allows_tiles => {
                    self.tiles.turn(ctx, &self.session, true);
                }
                Action::ToggleTiles => self.dialogs.ask_for_tiles(),
                Action::AllowTiles => {
                    self.settings.allows_tiles = true;
                    self.tiles.turn(ctx, &self.session, true);
                }
            }
            ctx.request_repaint();
        }
    }

    pub(super) fn apply(&mut self, ctx: &Context, command: Command) {
        if matches!(command, Command::Focus(_) | Command::StepUp) {
            // What is looked at may be made of other regions.
            self.marked.clear();
        }
        if let Err(error) = self.session.apply(command) {
            self.notices.say(ctx, Weight::Failed, error.told().say(&self.session.words()));
        }
    }

    /// Saves what is open and looked at as a project, where there is something of the user's own.
    fn save_project(&mut self, ctx: &Context) {
        let words = self.session.words();
        let (weight, text) = match self.sources.save_project(self.session.document()) {
            Ok(Some(file)) => {
                let name = file.display().to_string();
                self.sources.project = Some(file);
                (Weight::Done, words.with("said-project-saved", &[("name", &name)]))
            }
            Ok(None) => (Weight::Failed, words.get("said-no-project")),
            Err(error) => (Weight::Failed, error.told().say(&words)),
        };
        self.notices.say(ctx, weight, text);
    }

    /// Looks at what a project that is open says was looked at.
    fn look_as_project(&mut self) {
        if let Some(view) = self.sources.project.as_deref().and_then(project_view) {
            self.session.restore(view);
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

    fn export_picture(&mut self, kind: FigureKind) {
        if let Some(derived) = &self.derived {
            let look = Look::of(self.is_dark);
            let scene = scene(&self.session, derived, &look);
            self.dialogs.export_picture(kind, &scene, &self.settings);
        }
    }

    fn panels(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let Some(derived) = &self.derived else { return };
        let look = Look::of(self.is_dark);
        let matched = self.marked.among(self.bottom.matched().filter(|_| !self.settings.hides_bottom));
        let on_map = self.clustering.on_map();
        let arrows = self.planner.arrows().to_vec();
        let scene = Scene {
            points: on_map,
            hovered: self.hovered,
            matched: matched.as_deref(),
            marked: self.marked.regions(),
            arrows: &arrows,
            ..scene(&self.session, derived, &look)
        };
        let padded = Frame::new().inner_margin(Margin::symmetric(12, 7));
        Panel::top("top").frame(padded).show(ui, |ui| {
            top_bar::show(ui, &scene, self.next_year_s.is_some(), actions);
        });
        if self.watcher.is_running() {
            Panel::top("watch").frame(padded.fill(look.accent_tint)).show(ui, |ui| {
                self.watcher.show(ui, &scene, &self.sources, actions);
            });
        }
        if !self.settings.knows_start {
            Panel::top("start").frame(padded.fill(look.accent_tint)).show(ui, |ui| {
                self.settings.knows_start = first_steps::show(ui, &scene, actions);
            });
        }
        // Windows inside this one leave years and commands within reach.
        let below_bar = ui.available_rect_before_wrap();
        let (width, height) = (ui.ctx().content_rect().width(), ui.ctx().content_rect().height());
        let is_narrow = is_narrow(width);
        let panel = Frame::new().inner_margin(Margin::same(if is_narrow { 8 } else { 12 }));
        let shows_panel =
            if is_narrow { self.shows_panel_beside_little } else { !self.settings.hides_show_panel };
        if shows_panel {
            Panel::left("show").frame(panel).default_size(212.0).size_range(160.0..=360.0).show(ui, |ui| {
                show_panel::show(ui, &scene, &mut self.metrics, self.tiles.is_on(), actions);
            });
        }
        if !self.settings.hides_bottom {
            Panel::bottom("bottom")
                .resizable(true)
                .frame(panel)
                .default_size(if height < LOW { 200.0 } else { 240.0 })
                .size_range(120.0..=(height * BOTTOM_SHARE).max(150.0))
                .show(ui, |ui| {
                    self.bottom.show(ui, &scene, actions);
                });
        }
        if !self.settings.hides_inspector {
            Panel::right("inspector")
                .frame(panel)
                .default_size(330.0)
                .size_range(if is_narrow { 220.0..=280.0 } else { 240.0..=620.0 })
                .show(ui, |ui| self.inspector.show(ui, &scene, &mut self.reviewer, actions));
        }
        // The edges of panels are taken hold of a little beyond them: the map leaves them free.
        let grip = ui.style().interaction.resize_grab_radius_side.ceil() as i8;
        let beside = Margin { left: grip, right: grip, top: 0, bottom: grip };
        let central = CentralPanel::default().frame(Frame::new().inner_margin(beside)).show(ui, |ui| {
            // The map has a ground of its own: what is filled here is the dearest for an adapter in software.
            let map = ui.available_rect_before_wrap();
            let all = map + beside;
            for side in [
                Rect { max: pos2(map.left(), all.bottom()), ..all },
                Rect { min: pos2(map.right(), all.top()), ..all },
                Rect { min: pos2(map.left(), map.bottom()), max: pos2(map.right(), all.bottom()) },
            ] {
                ui.painter().rect_filled(side, 0.0, look.sea);
            }
            self.map.show(ui, &scene, actions);
        });
        self.key_list.show(ui.ctx(), &scene);
        self.evidence.show(ui.ctx(), below_bar, &scene, &mut self.reviewer, actions);
        self.planner.show(ui.ctx(), below_bar, &scene, actions);
        self.search.show(ui.ctx(), &scene, actions);
        let desk = Desk { settings: &self.settings, sources: &self.sources };
        self.dialogs.show(ui.ctx(), &scene, desk, actions);
        let close = derived.words.get("close");
        self.notices.show(ui.ctx(), central.response.rect, &look, &close, actions);
        self.opener.show(ui.ctx(), &derived.words, &look);
        self.finder.show(ui.ctx(), &derived.words, &look);
        dialogs::show_hovering(ui.ctx(), &scene);
    }
}

impl eframe::App for Explorer {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.begin_measured_frame(&ctx);
        self.take_results(&ctx);
        self.advance_years(&ctx);
        let mut actions = Vec::new();
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        actions.extend(dropped.iter().map(|file| Action::OpenFile(file.path().to_owned())));
        if !self.search.is_open() && !self.dialogs.is_open() {
            self.inspector.read_keys(&ctx);
            self.key_list.read_keys(&ctx);
            keys::read(&ctx, &self.session, &mut actions);
        }
        self.derive(&ctx);
        // Before the panels, so that a field that opens takes what is typed in this very frame.
        self.carry_out(&ctx, std::mem::take(&mut actions));
        self.derive(&ctx);
        self.clustering.follow(&ctx, &self.session);
        // What is drawn in this frame is of one theme, also where it was just changed.
        ctx.set_theme(if self.is_dark { egui::Theme::Dark } else { egui::Theme::Light });
        ui.reset_style();
        self.panels(ui, &mut actions);
        self.hovered = None;
        self.carry_out(&ctx, actions);
        if let Some((measure, _)) = &mut self.measure {
            measure.end_frame();
        }
    }

    fn persist_egui_memory(&self) -> bool {
        self.keeps_settings
    }

    /// Panels have no ground of their own: a pixel that is painted twice costs twice, which a
    /// graphics adapter in software feels.
    fn clear_color(&self, _: &egui::Visuals) -> [f32; 4] {
        Look::of(self.is_dark).panel.to_normalized_gamma_f32()
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if !self.keeps_settings {
            return;
        }
        self.settings.is_dark = Some(self.is_dark);
        self.settings.tab = self.bottom.tab;
        // What was open last may be on its way still: it stays remembered until it is here.
        if !self.opener.is_coming_again() {
            let is_passing =
                self.sources.detections.as_ref().is_some_and(|path| self.watcher.is_passing(path));
            self.settings.sources = if is_passing { Sources::default() } else { self.sources.clone() };
            self.settings.document = Some(self.session.document().clone());
            // A look at tiles is in another projection, and they are off at the next start.
            self.settings.look = self.map.look().filter(|_| !self.tiles.is_on());
        }
        eframe::set_value(storage, STORED, &self.settings);
    }
}

/// What there is to read, with nothing pointed at or marked.
fn scene<'a>(session: &'a Session, derived: &'a Derived, look: &'a Look) -> Scene<'a> {
    let (view, words) = (&derived.view, &derived.words);
    Scene { session, view, words, look, points: None, hovered: None, matched: None, marked: &[], arrows: &[] }
}

/// Whether a window has no room for three panels side by side.
fn is_narrow(width: f32) -> bool {
    const THREE_PANELS: f32 = 1100.0;
    width < THREE_PANELS
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
