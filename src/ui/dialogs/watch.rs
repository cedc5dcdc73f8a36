//! Owns asking what to watch: a folder, a broker, stored readings as if they arrived, or a demonstration. Does not
//! watch.

use super::{choices, heading, note, primary, sheet};
use crate::{
    io,
    pipeline::DetectionInputs,
    ui::{
        action::{Action, Scene},
        files::{Browser, Sought, home, typed_path},
        top_bar::named,
        watcher::WatchOrder,
    },
    watch::{Source as Broker, Task},
};
use eframe::egui::{Align, Context, DragValue, Label, Layout, RichText, ScrollArea, TextEdit, Ui, Vec2};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// How many times as fast stored readings can come.
const SPEEDS: [f64; 4] = [100.0, 1000.0, 10_000.0, 0.0];
/// Most days that can be there at the start: ten years.
const MOST_DAYS: u32 = 3650;

/// Where readings come from.
#[derive(Clone, Copy, Debug, Default, Hash, PartialEq, Eq)]
enum Source {
    #[default]
    Demonstration,
    Folder,
    Broker,
    Stored,
}

/// A path or an address that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Folder,
    Address,
    Password,
    Credentials,
    Certificates,
    Mapping,
    Stored,
    Meters,
    Feeders,
    Weather,
    State,
}

impl Field {
    /// The message that names it, and what the system's dialog can find for it.
    const fn told(self) -> (&'static str, &'static [Sought]) {
        match self {
            Self::Folder => ("watching-folder", &[Sought::Folder]),
            Self::Address => ("watching-address", &[]),
            Self::Password => ("watching-password", &[Sought::File]),
            Self::Credentials => ("watching-credentials", &[Sought::File]),
            Self::Certificates => ("watching-certificates", &[Sought::File]),
            Self::Mapping => ("watching-mapping", &[Sought::File]),
            Self::Stored => ("watching-stored", &[Sought::File, Sought::Folder]),
            Self::Meters => ("watching-meters-table", &[Sought::File, Sought::Folder]),
            Self::Feeders => ("watching-feeders", &[Sought::File]),
            Self::Weather => ("watching-weather", &[Sought::File]),
            Self::State => ("watching-state", &[Sought::Folder]),
        }
    }
}

/// The dialog.
pub(super) struct WatchDialog {
    source: Source,
    typed: BTreeMap<Field, String>,
    speed: f64,
    days_before: u32,
    browser: Browser,
    /// The field that the system's dialog is open for.
    browsed: Option<Field>,
}

impl WatchDialog {
    /// Offers a folder of the user's own for what is kept.
    pub(super) fn new() -> Self {
        Self {
            source: Source::default(),
            typed: BTreeMap::from([(Field::State, home().join("hashatlas-watch").display().to_string())]),
            speed: SPEEDS[1],
            days_before: 0,
            browser: Browser::default(),
            browsed: None,
        }
    }

    /// Draws it; says whether it is to be closed. It is of one size whatever is chosen, so that nothing moves
    /// away from under the pointer.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(680.0, 620.0);
        /// Of what is missing and of the button below.
        const FOOT: f32 = 66.0;
        let words = scene.words;
        let mut is_started = false;
        if let Some((path, field)) =
            self.browser.chosen(ctx).zip(self.browsed.take_if(|_| !self.browser.is_open()))
        {
            self.typed.insert(field, path.display().to_string());
        }
        let is_closed = sheet(ctx, scene, &words.get("watching-title"), SIZE, |ui| {
            note(ui, scene.look, words.get("watching-what"));
            ui.add_space(6.0);
            heading(ui, scene, "watching-source");
            let all = [
                (Source::Demonstration, "watching-demonstration"),
                (Source::Folder, "watching-of-folder"),
                (Source::Broker, "watching-of-broker"),
                (Source::Stored, "watching-of-stored"),
            ];
            let all = all.map(|(source, message)| (source, words.get(message)));
            self.source = choices(ui, self.source, all).unwrap_or(self.source);
            ui.separator();
            let height = (ui.available_height() - FOOT).max(0.0);
            let area = ScrollArea::vertical().id_salt(self.source).auto_shrink(false).max_height(height);
            area.show(ui, |ui| self.of_source(ui, scene));
            ui.separator();
            is_started = self.start(ui, scene, actions);
        });
        is_closed || is_started
    }

    /// What is to be known of the source that is chosen.
    fn of_source(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let words = scene.words;
        match self.source {
            Source::Demonstration => {
                note(ui, scene.look, words.get("watching-demonstration-note"));
                return;
            }
            Source::Folder => {
                self.field(ui, scene, Field::Folder);
                note(ui, scene.look, words.get("watching-folder-note"));
            }
            Source::Broker => {
                self.field(ui, scene, Field::Address);
                note(ui, scene.look, words.get("watching-address-note"));
                for field in [Field::Password, Field::Credentials, Field::Certificates, Field::Mapping] {
                    self.field(ui, scene, field);
                }
            }
            Source::Stored => {
                self.field(ui, scene, Field::Stored);
                heading(ui, scene, "watching-speed");
                let all = SPEEDS.map(|speed| (speed, speed_name(scene, speed)));
                self.speed = choices(ui, self.speed, all).unwrap_or(self.speed);
                ui.horizontal(|ui| {
                    let label = ui.label(words.get("watching-days-before")).id;
                    ui.add(DragValue::new(&mut self.days_before).range(0..=MOST_DAYS)).labelled_by(label);
                });
                note(ui, scene.look, words.get("watching-days-before-note"));
            }
        }
        ui.add_space(6.0);
        self.field(ui, scene, Field::State);
        note(ui, scene.look, words.get("watching-state-note"));
        ui.add_space(6.0);
        heading(ui, scene, "watching-optional");
        for field in [Field::Meters, Field::Feeders, Field::Weather] {
            self.field(ui, scene, field);
        }
        if self.browser.is_missing() {
            note(ui, scene.look, words.get("watching-no-system-dialog"));
        }
    }

    /// A field to type into, with the system's dialog beside it.
    fn field(&mut self, ui: &mut Ui, scene: &Scene<'_>, field: Field) {
        let words = scene.words;
        let (message, sought) = field.told();
        let name = words.get(message);
        ui.label(&name);
        let row = Vec2::new(ui.available_width(), ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
            for one in sought.iter().rev() {
                let button = match (sought, one) {
                    ([_], _) => words.get("open-browse"),
                    (_, Sought::File) => words.get("watching-file"),
                    (_, Sought::Folder) => words.get("watching-folder-button"),
                };
                let hint = words.with("watching-browse", &[("button", &button), ("field", &name)]);
                if named(ui, &button, &hint, !self.browser.is_open()).clicked() {
                    self.browsed = Some(field);
                    self.browser.ask(ui.ctx(), *one, &self.folder_of(field));
                }
            }
            let typed = self.typed.entry(field).or_default();
            ui.add(TextEdit::singleline(typed).desired_width(f32::INFINITY)).accessible_name(name);
        });
    }

    /// Where the system's dialog opens for a field: at what is typed there, else at home.
    fn folder_of(&self, field: Field) -> PathBuf {
        let typed = self
            .typed(field)
            .map(|path| if path.is_dir() { Some(path) } else { path.parent().map(Path::to_owned) });
        typed.flatten().filter(|folder| io::exists(folder)).unwrap_or_else(home)
    }

    /// The path in a field; none where it is empty.
    fn typed(&self, field: Field) -> Option<PathBuf> {
        let typed = self.typed.get(&field)?.trim();
        (!typed.is_empty()).then(|| typed_path(typed))
    }

    fn start(&self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        let wanted = self.wanted(scene);
        let why = wanted.as_ref().err().cloned().unwrap_or_default();
        ui.add(Label::new(RichText::new(&why).color(scene.look.warning)).truncate()).on_hover_text(why);
        let is_clicked =
            primary(ui, scene.look, &scene.words.get("watching-start"), wanted.is_ok()).clicked();
        if let Ok(action) = wanted
            && is_clicked
        {
            actions.push(action);
        }
        is_clicked
    }

    /// What was asked for, or what is missing, in words.
    fn wanted(&self, scene: &Scene<'_>) -> Result<Action, String> {
        let given = |field: Field, message: &str| self.typed(field).ok_or_else(|| scene.words.get(message));
        let mut task = Task::new(PathBuf::new());
        let name = match self.source {
            Source::Demonstration => return Ok(Action::Demonstrate),
            Source::Folder => {
                let folder = given(Field::Folder, "watching-needs-folder")?;
                let name = folder.display().to_string();
                task.folder = Some(folder);
                name
            }
            Source::Broker => {
                let address = self.typed.get(&Field::Address).map_or("", |address| address.trim());
                if address.is_empty() {
                    return Err(scene.words.get("watching-needs-address"));
                }
                task.brokers = vec![Broker {
                    address: address.parse().map_err(|_| scene.words.get("watching-bad-address"))?,
                    password_file: self.typed(Field::Password),
                    credentials: self.typed(Field::Credentials),
                    ca: self.typed(Field::Certificates),
                }];
                task.mapping = self.typed(Field::Mapping);
                address.to_owned()
            }
            Source::Stored => {
                let stored = given(Field::Stored, "watching-needs-stored")?;
                let name = stored.display().to_string();
                task.from_files = vec![stored];
                task.speed = self.speed;
                task.days_before = self.days_before;
                name
            }
        };
        task.state = given(Field::State, "watching-needs-state")?;
        task.judging = DetectionInputs {
            meters: self.typed(Field::Meters),
            feeders: self.typed(Field::Feeders),
            weather: self.typed(Field::Weather),
            ..DetectionInputs::default()
        };
        let of_broker =
            task.brokers.iter().flat_map(|broker| [&broker.password_file, &broker.credentials, &broker.ca]);
        let there = of_broker.chain([&task.folder, &task.mapping]);
        let judging = [&task.judging.meters, &task.judging.feeders, &task.judging.weather];
        let named = there.chain(judging).flatten().chain(&task.from_files);
        if let Some(missing) = named.into_iter().find(|path| !io::exists(path)) {
            let path = missing.display().to_string();
            return Err(scene.words.with("watching-missing", &[("path", &path)]));
        }
        Ok(Action::Watch(Box::new(WatchOrder { task, name })))
    }
}

fn speed_name(scene: &Scene<'_>, speed: f64) -> String {
    if speed == 0.0 {
        return scene.words.get("watching-speed-most");
    }
    format!("{}×", crate::units::number(speed, 0, scene.words.lang()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        ui::dialogs::testing::{Room, window},
    };
    use eframe::egui::accesskit::Role;
    use egui_kittest::{Harness, kittest::Queryable};

    /// The dialog in a small window.
    fn opened(size: Vec2) -> Harness<'static, (WatchDialog, Vec<Action>)> {
        let room = Room::new(Lang::En);
        let mut harness = window(size.x, size.y).build_ui_state(
            move |ui, (dialog, actions): &mut (WatchDialog, Vec<Action>)| {
                dialog.show(ui.ctx(), &room.scene(), actions);
            },
            (WatchDialog::new(), Vec::new()),
        );
        harness.run_steps(3);
        harness
    }

    fn write(harness: &mut Harness<'static, (WatchDialog, Vec<Action>)>, field: &str, text: &str) {
        harness.get_by_role_and_label(Role::TextInput, field).focus();
        harness.run_steps(2);
        harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
        harness.run_steps(3);
    }

    #[test]
    fn each_source_says_what_it_needs_and_starts_with_it() {
        let mut harness = opened(Vec2::new(900.0, 700.0));
        harness.get_by_label("Broker").click();
        harness.run_steps(2);
        assert!(harness.query_by_label_contains("Give the address of a broker").is_some());
        write(&mut harness, "Address of the broker", "mqtt://127.0.0.1:1883/meters/#");
        harness.get_by_label("Start watching").click();
        harness.run_steps(2);
        let [Action::Watch(order)] = &harness.state().1[..] else { panic!("{:?}", harness.state().1) };
        assert_eq!(order.task.brokers.first().map(|broker| broker.address.filter()), Some("meters/#"));
        assert!(order.task.state.ends_with("hashatlas-watch"));
    }

    #[test]
    fn buttons_stay_where_they_are_whatever_is_chosen() {
        for size in [Vec2::new(900.0, 600.0), Vec2::new(1280.0, 800.0)] {
            let mut harness = opened(size);
            let places = |harness: &Harness<'_, (WatchDialog, Vec<Action>)>| {
                let at = |name| harness.get_by_label(name).rect();
                ["Start watching", "Close", "Folder", "Stored readings"].map(at)
            };
            let before = places(&harness);
            assert!(before[0].bottom() < size.y, "the button is on screen");
            for source in ["Folder", "Broker", "Stored readings", "Demonstration"] {
                harness.get_by_label(source).click();
                harness.run_steps(3);
                assert_eq!(places(&harness), before, "{source} at {size}");
                let state = harness.query_all_by_label("Folder for readings, detections and alarms");
                let tops: Vec<f32> = state.map(|node| node.rect().top()).collect();
                assert_eq!(tops.len(), if source == "Demonstration" { 0 } else { 2 }, "{source}");
                assert!(tops.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 40.0), "{tops:?}");
            }
        }
    }

    #[test]
    fn stored_readings_take_all_that_the_command_takes_with_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| {
            let path = folder.path().join(name);
            io::write_file(&path, b"x").expect("written");
            path.display().to_string()
        };
        let mut harness = opened(Vec2::new(900.0, 1000.0));
        harness.get_by_label("Stored readings").click();
        harness.run_steps(3);
        write(&mut harness, "File or folder of stored readings", &path("readings.csv"));
        write(&mut harness, "Feeders: what was supplied into them", &path("feeders.csv"));
        write(&mut harness, "Weather: temperatures by region", &path("weather.csv"));
        let missing = folder.path().join("nowhere.csv").display().to_string();
        let meters = "Meters: a table, or a folder with tables of meters, feeders and weather";
        write(&mut harness, meters, &missing);
        assert!(harness.query_by_label(&format!("There is no {missing}.")).is_some());
        harness.state_mut().0.typed.insert(Field::Meters, path("meters.csv"));
        harness.state_mut().0.days_before = 21;
        harness.run_steps(3);
        for button in ["File… for: ", "Folder… for: "] {
            assert!(harness.query_by_label(&format!("{button}{meters}")).is_some(), "{button}");
        }
        harness.get_by_label("Start watching").click();
        harness.run_steps(2);
        let [Action::Watch(order)] = &harness.state().1[..] else { panic!("{:?}", harness.state().1) };
        let judging = &order.task.judging;
        let of = |path: &Option<PathBuf>| {
            path.as_ref().and_then(|path| path.file_name()?.to_str().map(str::to_owned)).unwrap_or_default()
        };
        let named = [&judging.meters, &judging.feeders, &judging.weather].map(of);
        assert_eq!(named, ["meters.csv", "feeders.csv", "weather.csv"]);
        assert_eq!(order.task.days_before, 21);
    }
}
