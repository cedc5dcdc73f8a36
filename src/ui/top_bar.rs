//! Owns the bar on top: where we are, search, years, undo, language, theme, export. Does not
//! carry anything out.

use super::{
    action::{Action, Scene},
    dialogs::short_problem_counts,
};
use crate::{
    atlas::{Level, RegionId},
    figure::FigureKind,
    lang::Lang,
    session::Command,
};
use eframe::egui::{Button, Color32, RichText, Role, ScrollArea, Sense, TextStyle, Ui, WidgetInfo};

/// Draws the bar: widgets come in the order of reading, which is that of the keyboard.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, is_playing: bool, actions: &mut Vec<Action>) {
    /// Room for the search where it is only a sign and its keys.
    const LEAST_SEARCH: f32 = 90.0;
    ui.horizontal(|ui| {
        if ui.available_width() < NARROW {
            ui.spacing_mut().button_padding.x /= 2.0;
            ui.spacing_mut().item_spacing.x /= 2.0;
        }
        if named(ui, "☰", &scene.words.get("key-show"), true).clicked() {
            actions.push(Action::ToggleShowPanel);
        }
        // Widths of the search and of what follows, as they were drawn last.
        let id = ui.scope_id().with("widths");
        let [search, rest] = ui.data(|data| data.get_temp::<[f32; 2]>(id)).unwrap_or_default();
        let most = (ui.available_width() - rest - LEAST_SEARCH).max(LEAST_SEARCH);
        breadcrumb(ui, scene, most, actions);
        let room = ui.available_width();
        ui.add_space((room - search - rest).max(0.0));
        let start = ui.cursor().left();
        let hint = scene.words.get("search-hint");
        let text = |hint: &str| RichText::new(format!("🔍  {hint}")).color(scene.look.muted);
        // As much of the hint as there is room for.
        let button = Button::new(text(if room - rest > LEAST_HINT { &hint } else { "Ctrl+K" }));
        let button = ui.add(button).on_hover_text(&hint);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &hint));
        if button.clicked() {
            actions.push(Action::OpenSearch);
        }
        let middle = ui.cursor().left();
        ui.separator();
        years(ui, scene, is_playing, actions);
        ui.separator();
        tools(ui, scene, actions);
        let drawn = [middle - start, ui.cursor().left() - middle];
        let moved = drawn.iter().zip([search, rest]).map(|(new, old)| (new - old).abs());
        // A few points of air between the steps make no other layout.
        if moved.fold(0.0, f32::max) > 10.0 {
            ui.data_mut(|data| data.insert_temp(id, drawn));
            ui.ctx().request_discard("what stands at the right edge has another width");
        }
    });
}

/// A step of the way to what is looked at: its code and name.
type Step = (Option<String>, String);

/// The way to what is looked at. Where `most` points do not hold all of it the last steps show, behind a sign
/// that leads to the one before them.
fn breadcrumb(ui: &mut Ui, scene: &Scene<'_>, most: f32, actions: &mut Vec<Action>) {
    let steps = steps(scene);
    let last = steps.len() - 1;
    let hidden = hidden_steps(ui, &steps, most);
    if let Some((code, name)) = hidden.checked_sub(1).map(|at| &steps[at]) {
        let button = Button::new(RichText::new("…").color(scene.look.accent)).frame(false);
        let button = ui.add(button).on_hover_text(name);
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if button.clicked() {
            actions.push(Action::Do(Command::Focus(code.clone())));
        }
    }
    for (number, (code, name)) in steps.into_iter().enumerate().skip(hidden) {
        if number > 0 {
            ui.label(RichText::new(SEPARATOR).color(scene.look.muted));
        }
        let text = RichText::new(name);
        let text = if number == last { text.strong() } else { text.color(scene.look.accent) };
        if ui.add(Button::new(text).frame(false).truncate()).clicked() {
            actions.push(Action::Do(Command::Focus(code)));
        }
    }
    let document = scene.session.document();
    let focus = document.focus.as_deref().and_then(|code| scene.session.atlas().region_id(code));
    parts(ui, scene, focus, actions);
}

const SEPARATOR: &str = "›";

/// How many of the first steps have no room.
fn hidden_steps(ui: &Ui, steps: &[Step], most: f32) -> usize {
    let (font, gap) = (TextStyle::Button.resolve(ui.style()), ui.spacing().item_spacing.x);
    let width = |text: &str| {
        let text = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER);
        text.size().x + gap
    };
    // The menu behind the last step is a sign, too.
    let menu = width("▾") + 2.0 * ui.spacing().button_padding.x;
    let parting = width(SEPARATOR);
    let widths: Vec<f32> = steps.iter().map(|(_, name)| width(name) + parting).collect();
    let of = |hidden: usize| {
        let sign = if hidden > 0 { width("…") } else { 0.0 };
        widths[hidden..].iter().sum::<f32>() + sign + menu
    };
    (0..steps.len() - 1).find(|hidden| of(*hidden) <= most).unwrap_or(steps.len() - 1)
}

fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let (atlas, document, lang) = (scene.session.atlas(), scene.session.document(), scene.words.lang());
    let mut steps = vec![(None, atlas.name.get(lang).to_owned())];
    let focus = document.focus.as_deref().and_then(|code| atlas.region_id(code));
    let mut path = Vec::new();
    let mut at = focus;
    while let Some(region) = at {
        if atlas.region(region).level != Level::Country {
            path.push(region);
        }
        at = atlas.region(region).parent;
    }
    for region in path.into_iter().rev() {
        let region = atlas.region(region);
        steps.push((Some(region.code.clone()), region.short.get(lang).to_owned()));
    }
    if document.point.is_some() {
        steps.push((document.focus.clone(), scene.words.get("breadcrumb-point")));
    }
    steps
}

/// A menu of what lies directly below: districts of the country, regions of a district.
fn parts(ui: &mut Ui, scene: &Scene<'_>, focus: Option<RegionId>, actions: &mut Vec<Action>) {
    let (atlas, lang) = (scene.session.atlas(), scene.words.lang());
    let whole = focus.or_else(|| atlas.country());
    let is_part = |region: &RegionId| {
        let region = atlas.region(*region);
        region.level != Level::Group && region.parent == whole && whole.is_some()
    };
    let mut below: Vec<_> = atlas.region_ids().filter(is_part).map(|region| atlas.region(region)).collect();
    if below.is_empty() {
        return;
    }
    below.sort_by_key(|region| region.short.get(lang).to_lowercase());
    let name = scene.words.get("breadcrumb-parts");
    let menu = ui.menu_button("▾", |ui| {
        ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
            for region in below {
                if ui.button(region.name.get(lang)).clicked() {
                    // A municipality whose boundaries are not known is chosen in its region.
                    let code = Some(region.code.clone());
                    let id = atlas.region_id(&region.code);
                    let is_part = region.level == Level::Municipality
                        && id.is_none_or(|id| !atlas.map.municipalities.contains(&id));
                    let command = if is_part { Command::Choose(code) } else { Command::Focus(code) };
                    actions.push(Action::Do(command));
                    ui.close();
                }
            }
        });
    });
    let response = menu.response.on_hover_text(&name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
}

fn years(ui: &mut Ui, scene: &Scene<'_>, is_playing: bool, actions: &mut Vec<Action>) {
    let years = scene.session.years();
    // One place for the keyboard; [ and ] go through the years from anywhere.
    for year in &years {
        let is_shown = *year == scene.session.document().year;
        let sense = if is_shown { Sense::click() } else { Sense::CLICK };
        if ui.add(Button::selectable(is_shown, year.to_string()).sense(sense)).clicked() {
            actions.push(Action::Do(Command::ShowYear(*year)));
        }
    }
    let name = scene.words.get(if is_playing { "years-stop" } else { "years-play" });
    let icon = if is_playing { "⏸" } else { "▶" };
    if years.len() > 1 && named(ui, icon, &name, true).clicked() {
        actions.push(Action::PlayYears);
    }
}

/// Below this width the bar has less air, so that its last button stays within the window.
const NARROW: f32 = 1000.0;

/// Room that the hint of the search takes.
const LEAST_HINT: f32 = 330.0;

fn tools(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let words = scene.words;
    if named(ui, "↶", &words.get("key-undo"), scene.session.can_undo()).clicked() {
        actions.push(Action::Undo);
    }
    if named(ui, "↷", &words.get("key-redo"), scene.session.can_redo()).clicked() {
        actions.push(Action::Redo);
    }
    let (other, name) = match words.lang() {
        Lang::En => (Lang::Ru, "Русский"),
        Lang::Ru => (Lang::En, "English"),
    };
    if ui.button(other.code().to_uppercase()).on_hover_text(name).clicked() {
        actions.push(Action::Do(Command::Speak(other)));
    }
    let theme = if scene.look.is_dark { "☀" } else { "☾" };
    if named(ui, theme, &words.get("top-theme"), true).clicked() {
        actions.push(Action::ToggleTheme);
    }
    if ui.button(words.get("top-open")).on_hover_text(words.get("top-open-hint")).clicked() {
        actions.push(Action::AskForFile);
    }
    if ui.button(words.get("top-watch")).on_hover_text(words.get("top-watch-hint")).clicked() {
        actions.push(Action::AskToWatch);
    }
    if ui.button(words.get("top-plan")).on_hover_text(words.get("top-plan-hint")).clicked() {
        actions.push(Action::TogglePlan);
    }
    if ui.button(words.get("top-export")).on_hover_text(words.get("top-export-hint")).clicked() {
        actions.push(Action::ExportPicture(FigureKind::Choropleth));
    }
    let (errors, warnings) = scene.session.problem_counts();
    if errors + warnings > 0 {
        let text = short_problem_counts(errors, warnings, words);
        let button = Button::new(RichText::new(text).color(scene.look.warning));
        if ui.add(button).on_hover_text(words.get("problems-title")).clicked() {
            actions.push(Action::ShowProblems);
        }
    }
}

/// A button that shows an icon; its name is shown as a hint and read out.
pub(super) fn named(ui: &mut Ui, icon: &str, name: &str, is_enabled: bool) -> eframe::egui::Response {
    let response = ui.add_enabled(is_enabled, Button::new(icon)).on_hover_text(name);
    let is_enabled = response.enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
    response
}
