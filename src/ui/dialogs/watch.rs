//! Owns asking what to watch: a folder, a broker, stored readings as if they arrived, or a demonstration. Does not
//! watch.

use super::{choices, heading, note, primary, sheet};
use crate::{
    io,
    pipeline::DetectionInputs,
    ui::{
        action::{Action, Scene},
        files::{home, typed_path},
        watcher::WatchOrder,
    },
    watch::Task,
};
use eframe::egui::{Context, RichText, TextEdit, Ui, Vec2};
use std::path::PathBuf;

/// How many times as fast stored readings can come.
const SPEEDS: [f64; 4] = [100.0, 1000.0, 10_000.0, 0.0];

/// Where readings come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Source {
    #[default]
    Demonstration,
    Folder,
    Broker,
    Stored,
}

/// The dialog.
pub(super) struct WatchDialog {
    source: Source,
    folder: String,
    address: String,
    stored: String,
    speed: f64,
    meters: String,
    state: String,
}

impl WatchDialog {
    /// Offers a folder of the user's own for what is kept.
    pub(super) fn new() -> Self {
        Self {
            source: Source::default(),
            folder: String::new(),
            address: String::new(),
            stored: String::new(),
            speed: SPEEDS[1],
            meters: String::new(),
            state: home().join("hashatlas-watch").display().to_string(),
        }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(640.0, 470.0);
        let words = scene.words;
        let mut is_started = false;
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
            ui.add_space(6.0);
            match self.source {
                Source::Demonstration => note(ui, scene.look, words.get("watching-demonstration-note")),
                Source::Folder => {
                    field(ui, scene, "watching-folder", &mut self.folder);
                    note(ui, scene.look, words.get("watching-folder-note"));
                }
                Source::Broker => {
                    field(ui, scene, "watching-address", &mut self.address);
                    note(ui, scene.look, words.get("watching-address-note"));
                }
                Source::Stored => {
                    field(ui, scene, "watching-stored", &mut self.stored);
                    heading(ui, scene, "watching-speed");
                    let all = SPEEDS.map(|speed| (speed, speed_name(scene, speed)));
                    self.speed = choices(ui, self.speed, all).unwrap_or(self.speed);
                }
            }
            if self.source != Source::Demonstration {
                ui.add_space(6.0);
                field(ui, scene, "watching-meters-table", &mut self.meters);
                field(ui, scene, "watching-state", &mut self.state);
                note(ui, scene.look, words.get("watching-state-note"));
            }
            ui.add_space(10.0);
            is_started = self.start(ui, scene, actions);
        });
        is_closed || is_started
    }

    fn start(&self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        let words = scene.words;
        let wanted = self.wanted(scene);
        if let Err(why) = &wanted {
            ui.label(RichText::new(why).color(scene.look.warning));
        }
        let is_clicked = primary(ui, scene.look, &words.get("watching-start"), wanted.is_ok()).clicked();
        if let Ok(action) = wanted
            && is_clicked
        {
            actions.push(action);
        }
        is_clicked
    }

    /// What was asked for, or what is missing, in words.
    fn wanted(&self, scene: &Scene<'_>) -> Result<Action, String> {
        let path = |typed: &str| typed_path(typed.trim());
        let given = |typed: &str, message: &str| {
            if typed.trim().is_empty() { Err(scene.words.get(message)) } else { Ok(path(typed)) }
        };
        let mut task = Task::new(PathBuf::new());
        let name = match self.source {
            Source::Demonstration => return Ok(Action::Demonstrate),
            Source::Folder => {
                let folder = given(&self.folder, "watching-needs-folder")?;
                let name = folder.display().to_string();
                task.folder = Some(folder);
                name
            }
            Source::Broker => {
                let address = self.address.trim();
                if address.is_empty() {
                    return Err(scene.words.get("watching-needs-address"));
                }
                task.mqtt = Some(address.parse().map_err(|_| scene.words.get("watching-bad-address"))?);
                address.to_owned()
            }
            Source::Stored => {
                let stored = given(&self.stored, "watching-needs-stored")?;
                let name = stored.display().to_string();
                task.from_files = vec![stored];
                task.speed = self.speed;
                name
            }
        };
        task.state = given(&self.state, "watching-needs-state")?;
        let meters = (!self.meters.trim().is_empty()).then(|| path(&self.meters));
        let there = [task.folder.as_ref(), task.from_files.first(), meters.as_ref()];
        if let Some(missing) = there.into_iter().flatten().find(|path| !io::exists(path)) {
            let path = missing.display().to_string();
            return Err(scene.words.with("watching-missing", &[("path", &path)]));
        }
        task.judging = DetectionInputs { meters, ..DetectionInputs::default() };
        Ok(Action::Watch(Box::new(WatchOrder { task, name })))
    }
}

fn speed_name(scene: &Scene<'_>, speed: f64) -> String {
    if speed == 0.0 {
        return scene.words.get("watching-speed-most");
    }
    format!("{}×", crate::units::number(speed, 0, scene.words.lang()))
}

fn field(ui: &mut Ui, scene: &Scene<'_>, message: &str, text: &mut String) {
    let name = scene.words.get(message);
    ui.label(&name);
    ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY)).accessible_name(name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        ui::dialogs::testing::{Room, window},
    };
    use eframe::egui::accesskit::Role;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn each_source_says_what_it_needs_and_starts_with_it() {
        let room = Room::new(Lang::En);
        let mut harness = window(900.0, 700.0).build_ui_state(
            move |ui, (dialog, actions): &mut (WatchDialog, Vec<Action>)| {
                dialog.show(ui.ctx(), &room.scene(), actions);
            },
            (WatchDialog::new(), Vec::new()),
        );
        harness.run_steps(3);
        harness.get_by_label("MQTT broker").click();
        harness.run_steps(2);
        assert!(harness.query_by_label_contains("Give the address of a broker").is_some());
        harness.get_by_role_and_label(Role::TextInput, "Address of the broker and topic").focus();
        harness.run_steps(2);
        harness
            .get_by_role_and_label(Role::TextInput, "Address of the broker and topic")
            .type_text("mqtt://127.0.0.1:1883/meters/#");
        harness.run_steps(2);
        harness.run_steps(3);
        harness.get_by_label("Start watching").click();
        harness.run_steps(2);
        let [Action::Watch(order)] = &harness.state().1[..] else { panic!("{:?}", harness.state().1) };
        assert_eq!(order.task.mqtt.as_ref().map(|address| &*address.filter), Some("meters/#"));
        assert!(order.task.state.ends_with("hashatlas-watch"));
    }
}
