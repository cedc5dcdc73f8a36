//! Owns the keys of the window: one table for acting, for hints and for the list of keys. Does
//! not carry out what they ask for.

use super::action::{Action, Tab};
use crate::{
    figure::FigureKind,
    session::{Command, Session},
};
use eframe::egui::{Context, Event, Key, KeyboardShortcut, Modifiers, Popup};
use review::Verdict;

/// A command of the window, with its name and keys.
pub(super) struct Shortcut {
    /// Message that names the command.
    pub(super) message: &'static str,
    /// The keys.
    pub(super) keys: KeyboardShortcut,
    /// What it does.
    pub(super) action: Action,
    /// Whether it is a plain key, which a field that is typed into takes first.
    is_plain: bool,
}

fn with_command(message: &'static str, key: Key, action: Action) -> Shortcut {
    Shortcut { message, keys: KeyboardShortcut::new(Modifiers::COMMAND, key), action, is_plain: false }
}

fn plain(message: &'static str, key: Key, action: Action) -> Shortcut {
    Shortcut { message, keys: KeyboardShortcut::new(Modifiers::NONE, key), action, is_plain: true }
}

/// All keys, as the list of keys shows them.
pub(super) fn shortcuts() -> Vec<Shortcut> {
    let redo = Shortcut {
        message: "key-redo",
        keys: KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z),
        action: Action::Redo,
        is_plain: false,
    };
    let table = Shortcut {
        message: "key-export-table",
        keys: KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::E),
        action: Action::ExportTable,
        is_plain: false,
    };
    let save_project = Shortcut {
        message: "key-save-project",
        keys: KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::S),
        action: Action::SaveProject,
        is_plain: false,
    };
    vec![
        save_project,
        with_command("key-search", Key::K, Action::OpenSearch),
        with_command("key-search", Key::F, Action::OpenSearch),
        redo,
        with_command("key-undo", Key::Z, Action::Undo),
        with_command("key-open", Key::O, Action::AskForFile),
        with_command("key-watch", Key::L, Action::AskToWatch),
        table,
        with_command("key-export", Key::E, Action::ExportPicture(FigureKind::Choropleth)),
        with_command("key-save", Key::S, Action::ExportPicture(FigureKind::Choropleth)),
        with_command("key-growth", Key::Num1, Action::ShowTab(Tab::Growth)),
        with_command("key-ranking", Key::Num2, Action::ShowTab(Tab::Ranking)),
        with_command("key-balance", Key::Num3, Action::ShowTab(Tab::Balance)),
        with_command("key-timeline", Key::Num4, Action::ShowTab(Tab::Timeline)),
        with_command("key-table", Key::Num5, Action::ShowTab(Tab::Table)),
        with_command("key-detections", Key::Num6, Action::ShowTab(Tab::Detections)),
        with_command("key-evidence", Key::Num7, Action::ToggleEvidence),
        with_command("key-plan", Key::Num8, Action::TogglePlan),
        with_command("key-moran", Key::Num9, Action::ShowTab(Tab::Moran)),
        plain("key-next-detection", Key::N, Action::StepDetection(1)),
        plain("key-previous-detection", Key::P, Action::StepDetection(-1)),
        plain("key-confirm", Key::Y, Action::Review(Verdict::Confirmed)),
        plain("key-reject", Key::R, Action::Review(Verdict::Rejected)),
        plain("key-unclear", Key::U, Action::Review(Verdict::Unclear)),
        plain("key-fit", Key::Num0, Action::FitMap),
        plain("key-zoom-in", Key::Plus, Action::ZoomMap(ZOOM_STEP)),
        plain("key-zoom-in", Key::Equals, Action::ZoomMap(ZOOM_STEP)),
        plain("key-zoom-out", Key::Minus, Action::ZoomMap(1.0 / ZOOM_STEP)),
        plain("key-up", Key::Escape, Action::Do(Command::StepUp)),
        plain("key-play", Key::Space, Action::PlayYears),
        with_command("key-show", Key::B, Action::ToggleShowPanel),
        with_command("key-inspector", Key::I, Action::ToggleInspector),
        with_command("key-bottom", Key::J, Action::ToggleBottom),
        with_command("key-theme", Key::D, Action::ToggleTheme),
        plain("key-keys", Key::F1, Action::ShowKeys),
        with_command("key-quit", Key::Q, Action::Quit),
    ]
}

/// A step of zoom by key.
const ZOOM_STEP: f64 = 1.6;

/// Turns keys pressed into actions.
pub(super) fn read(ctx: &Context, session: &Session, actions: &mut Vec<Action>) {
    let is_typing = ctx.egui_wants_keyboard_input();
    let (plain, with_command): (Vec<_>, Vec<_>) =
        shortcuts().into_iter().partition(|shortcut| shortcut.is_plain);
    let mut pressed = |all: Vec<Shortcut>| {
        let is_pressed = |shortcut: &Shortcut| ctx.input_mut(|input| input.consume_shortcut(&shortcut.keys));
        actions.extend(all.into_iter().filter(is_pressed).map(|shortcut| shortcut.action));
        actions.iter().any(Action::opens_field)
    };
    // What is typed in the same frame is meant for the field that opens, and Esc for a menu that is open.
    if pressed(with_command) || is_typing || Popup::is_any_open(ctx) {
        return;
    }
    pressed(plain);
    // Years go with brackets, as pages do in readers.
    let step = ctx.input_mut(|input| {
        i32::from(input.consume_key(Modifiers::NONE, Key::CloseBracket))
            - i32::from(input.consume_key(Modifiers::NONE, Key::OpenBracket))
    });
    if step != 0 {
        actions.extend(step_year(session, step).map(|year| Action::Do(Command::ShowYear(year))));
    }
}

/// Takes what is typed or pasted in this frame: a field that opens has no focus yet and would miss it.
pub(super) fn take_text(ctx: &Context) -> String {
    let mut text = String::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Text(typed) | Event::Paste(typed) => {
                text.push_str(typed);
                false
            }
            _ => true,
        });
    });
    text
}

/// The year `step` places on among those that the metric has figures of.
pub(super) fn step_year(session: &Session, step: i32) -> Option<i32> {
    let years = session.years();
    let at = years.iter().position(|year| *year == session.document().year);
    let at = at.map_or(Some(0), |at| at.checked_add_signed(step as isize))?;
    years.get(at).copied()
}
