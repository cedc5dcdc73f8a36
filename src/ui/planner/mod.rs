//! Owns the window of plans: controls of a scenario, what comes of it while a slider moves, and its
//! pictures, drawn in the background. The very plan and pictures of `hashatlas plan`. Computes nothing
//! itself.

mod controls;
mod steps;

use super::{
    action::{Action, Scene},
    files::{self, Content, Order, Saved},
    print,
    theme::{self, size},
};
use crate::{
    atlas::RegionId,
    figure::{Form, PRINT_DPI, Paper, ThemeName, Vision},
    jobs::Jobs,
    lang::{Lang, Message, Words},
    session::{Command, PlanPicture, PlanResult, Session},
};
use controls::Typed;
use eframe::egui::{
    ColorImage, Context, Id, Image, Label, Rect, RichText, Role, ScrollArea, Sense, Spinner, TextEdit,
    TextureHandle, TextureOptions, Theme, Ui, Vec2, WidgetInfo, Window,
};
use plan::Scenario;
use steps::Steps;

/// Mining that moves, or that is placed, on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Arrow {
    /// Where from; new if none.
    pub(super) from: Option<RegionId>,
    /// Where to.
    pub(super) to: RegionId,
    /// MW.
    pub(super) mw: f64,
}

/// What came of a scenario.
struct Solved {
    scenario: Scenario,
    lang: Lang,
    result: Result<(PlanResult, String), Message>,
    arrows: Vec<Arrow>,
}

/// What is asked of the session again and again, until it shows something else.
struct Ground {
    revision: u64,
    /// The session with the points of estimates, on which mining by region rests.
    session: Session,
    middles: Vec<(f64, f64)>,
}

/// What a picture was drawn of.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    scenario: Scenario,
    picture: PlanPicture,
    lang: Lang,
    paper: Paper,
    /// Pixels of the screen for one of the page, in hundredths.
    scale_percent: u32,
}

/// The window, and what it shows.
#[derive(Default)]
pub(super) struct Planner {
    is_open: bool,
    steps: Steps,
    typed: Typed,
    ground: Option<Ground>,
    solved: Option<Solved>,
    picture: PlanPicture,
    drawing: Jobs<(Drawn, Result<ColorImage, Message>)>,
    asked_for: Option<Drawn>,
    shown: Option<(Drawn, Result<TextureHandle, Message>)>,
    path: String,
    /// What came of opening or saving, and whether it failed.
    told: Option<(String, bool)>,
    /// A file of this name is there: it is replaced only when that is said.
    in_the_way: bool,
}

const WIDTH_OF_CONTROLS: f32 = 300.0;
const SIZE: Vec2 = Vec2::new(1120.0, 700.0);
const LEAST: Vec2 = Vec2::new(820.0, 480.0);
/// Room for what is said above the picture.
const WORDS: f32 = 170.0;
const PERCENT: f64 = 100.0;

impl Planner {
    /// Opens it, or closes it.
    pub(super) fn toggle(&mut self) {
        self.is_open = !self.is_open;
    }

    /// Closes it; says whether it was open.
    pub(super) fn close(&mut self) -> bool {
        std::mem::take(&mut self.is_open)
    }

    /// Forgets what it knew of the atlas: another one was opened.
    pub(super) fn forget(&mut self) {
        (self.ground, self.solved, self.shown, self.asked_for) = (None, None, None, None);
    }

    /// Goes a step back, if open; says whether there was one.
    pub(super) fn undo(&mut self) -> bool {
        self.is_open && self.steps.undo()
    }

    /// The same forth.
    pub(super) fn redo(&mut self) -> bool {
        self.is_open && self.steps.redo()
    }

    /// What the map shows of the plan, while the window is open.
    pub(super) fn arrows(&self) -> &[Arrow] {
        match &self.solved {
            Some(solved) if self.is_open => &solved.arrows,
            _ => &[],
        }
    }

    /// What came of the plan, for tests.
    #[cfg(test)]
    pub(super) fn result(&self) -> Option<&PlanResult> {
        self.solved.as_ref()?.result.as_ref().ok().map(|(result, _)| result)
    }

    /// Hears what came of saving.
    pub(super) fn saved(&mut self, saved: &Saved, words: &Words) {
        if !self.is_open {
            return;
        }
        self.in_the_way = matches!(saved, Saved::Exists(_));
        let names = |paths: &[std::path::PathBuf]| {
            paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
        };
        self.told = match saved {
            Saved::Written(paths) => Some((words.with("said-saved", &[("path", &names(paths))]), false)),
            Saved::Exists(paths) => Some((words.with("save-exists", &[("name", &names(paths))]), true)),
            Saved::Failed(why) => Some((words.with("save-failed", &[("why", &why.say(words))]), true)),
            Saved::Copied(_) => None,
        };
    }

    /// Draws it within `room`, if open.
    pub(super) fn show(&mut self, ctx: &Context, room: Rect, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        if !self.is_open {
            return;
        }
        let mut is_open = true;
        Window::new(scene.words.get("plan-view"))
            .id(Id::unique("plan"))
            .open(&mut is_open)
            .collapsible(true)
            .default_size(SIZE)
            .min_size(LEAST)
            .constrain_to(room)
            .show(ctx, |ui| self.content(ui, scene, actions));
        self.is_open = is_open;
    }

    fn content(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let room = ui.available_size();
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(WIDTH_OF_CONTROLS);
                ui.set_height(room.y);
                self.files(ui, scene, actions);
                ui.separator();
                ScrollArea::vertical().id_salt("controls").auto_shrink(false).show(ui, |ui| {
                    ui.set_max_width(WIDTH_OF_CONTROLS - 14.0);
                    let new = controls::show(ui, scene, self.steps.scenario(), &mut self.typed);
                    let is_held =
                        ui.input(|input| input.pointer.any_down()) || ui.ctx().egui_wants_keyboard_input();
                    self.steps.follow(new, is_held);
                });
            });
            ui.separator();
            ui.vertical(|ui| {
                self.solve(scene);
                self.answer(ui, scene);
            });
        });
    }

    /// Steps, file, and what of it is saved.
    fn files(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let words = scene.words;
        ui.horizontal_wrapped(|ui| {
            let button = super::top_bar::named;
            if button(ui, "↶", &words.get("plan-view-undo"), self.steps.can_undo()).clicked() {
                self.steps.undo();
            }
            if button(ui, "↷", &words.get("plan-view-redo"), self.steps.can_redo()).clicked() {
                self.steps.redo();
            }
            if ui.button(words.get("plan-view-open")).clicked() {
                self.open(scene.words);
            }
            let mut replaces = self.in_the_way && ui.button(words.get("save-replace")).clicked();
            if ui.button(words.get("plan-view-save")).clicked() || std::mem::take(&mut replaces) {
                let text = self.steps.scenario().to_json();
                let files = vec![(Content::Text(text), self.file("json"))];
                actions.push(Action::Save(Order { files, replaces: self.in_the_way }));
            }
            ui.menu_button(words.get("plan-view-export"), |ui| {
                for picture in PlanPicture::ALL {
                    let is_for_print = picture.page().is_for_print();
                    let pixels = if is_for_print { Form::PngDpi(PRINT_DPI) } else { Form::Png(2) };
                    for form in [Form::Svg, pixels, Form::Pdf] {
                        self.export(ui, words, picture, form, actions);
                    }
                }
            });
        });
        let label = ui.label(RichText::new(words.get("plan-view-file")).size(size::SMALL)).id;
        let field = TextEdit::singleline(&mut self.path).hint_text("plan.json").desired_width(f32::INFINITY);
        if ui.add(field).labelled_by(label).changed() {
            (self.told, self.in_the_way) = (None, false);
        }
        if let Some((text, is_bad)) = &self.told {
            let colour = if *is_bad { scene.look.warning } else { scene.look.muted };
            ui.label(RichText::new(text).size(size::SMALL).color(colour));
        }
    }

    /// A line of the menu that writes a picture, with what it is and where it goes.
    fn export(
        &self,
        ui: &mut Ui,
        words: &Words,
        picture: PlanPicture,
        form: Form,
        actions: &mut Vec<Action>,
    ) {
        let path = self.file(&format!("{}.{}", picture.id(), form.ending()));
        let name = words.get(&format!("plan-picture-{}", picture.id()));
        let (form_name, file) = (form.ending().to_uppercase(), path.display().to_string());
        let text = words.with("plan-view-export-as", &[("picture", &name), ("form", &form_name)]);
        if ui.button(text).on_hover_text(file).clicked() {
            let content = Content::Plan(Box::new(self.steps.scenario().clone()), picture, form);
            // A picture follows its scenario: the one before it is of no more use.
            actions.push(Action::Save(Order { files: vec![(content, path)], replaces: true }));
            ui.close();
        }
    }

    /// The file of the scenario, with another ending.
    fn file(&self, ending: &str) -> std::path::PathBuf {
        let typed = self.path.trim();
        files::typed_path(if typed.is_empty() { "plan.json" } else { typed }).with_extension(ending)
    }

    fn open(&mut self, words: &Words) {
        let path = self.file("json");
        match files::read_scenario(&path, words) {
            Ok(scenario) => {
                self.steps.replace(scenario);
                self.told = None;
            }
            Err(why) => self.told = Some((why, true)),
        }
    }

    /// Solves the scenario if it or what is open has changed.
    fn solve(&mut self, scene: &Scene<'_>) {
        let (revision, lang) = (scene.session.revision(), scene.words.lang());
        if self.ground.as_ref().is_none_or(|ground| ground.revision != revision) {
            let mut session = scene.session.for_background();
            // Any atlas shows them.
            let _ = session.apply(Command::ShowEstimates(true));
            let middles = session.plan_middles().unwrap_or_default();
            self.ground = Some(Ground { revision, session, middles });
            self.solved = None;
        }
        let Some(ground) = &self.ground else { return };
        let scenario = self.steps.scenario();
        let is_known = |solved: &Solved| solved.scenario == *scenario && solved.lang == lang;
        if self.solved.as_ref().is_some_and(is_known) {
            return;
        }
        let result = ground.session.plan(scenario).map_err(|fault| fault.told());
        let arrows = result.as_ref().map(|result| arrows(&ground.session, result, &ground.middles));
        let arrows = arrows.unwrap_or_default();
        let result = result.map(|result| {
            let text = ground.session.plan_text(&result);
            (result, text)
        });
        self.solved = Some(Solved { scenario: scenario.clone(), lang, result, arrows });
    }

    /// What came of it, in words and as a picture.
    fn answer(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let words = scene.words;
        let Some(solved) = &self.solved else { return };
        match &solved.result {
            Err(why) => {
                ui.label(RichText::new(why.say(words)).color(scene.look.ban).size(size::BODY));
                return;
            }
            Ok((_, text)) => {
                let mut lines = text.lines();
                let head = lines.next().unwrap_or_default();
                ui.label(RichText::new(head).font(theme::bold(size::BODY)));
                let area = ScrollArea::vertical().id_salt("answer").max_height(WORDS).auto_shrink(false);
                area.show(ui, |ui| {
                    for line in lines.filter(|line| !line.is_empty()) {
                        ui.label(RichText::new(line).size(size::SMALL));
                    }
                });
            }
        }
        ui.horizontal_wrapped(|ui| {
            for picture in PlanPicture::ALL {
                let name = words.get(&format!("plan-picture-{}", picture.id()));
                ui.selectable_value(&mut self.picture, picture, name);
            }
        });
        let room = ui.available_size().max(Vec2::new(300.0, 200.0));
        let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
        let theme = if ui.ctx().theme() == Theme::Dark { ThemeName::Dark } else { ThemeName::Light };
        let wanted = Drawn {
            scenario: self.steps.scenario().clone(),
            picture: self.picture,
            lang: words.lang(),
            paper: Paper { size: (room.x as u32, room.y as u32), theme },
            scale_percent: (f64::from(ui.ctx().pixels_per_point()) * PERCENT) as u32,
        };
        self.draw(ui.ctx(), wanted);
        match &self.shown {
            Some((drawn, Ok(texture))) if drawn.picture == self.picture => {
                // A brief has the shape of a sheet, whatever the room.
                let size = texture.size_vec2();
                let scale = (rect.width() / size.x).min(rect.height() / size.y);
                let at = eframe::egui::Rect::from_center_size(rect.center(), size * scale);
                Image::new(texture).paint_at(ui, at);
                let name = words.get(&format!("plan-picture-{}", self.picture.id()));
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
            }
            Some((drawn, Err(why))) if drawn.picture == self.picture => {
                let text = RichText::new(why.say(words)).color(scene.look.ban).size(size::BODY);
                ui.put(rect.shrink(20.0), Label::new(text).wrap());
            }
            _ => {
                ui.put(rect.shrink(20.0), Spinner::new().color(scene.look.accent));
            }
        }
    }

    /// Has the picture drawn. While one is being drawn the next waits, so that a slider that moves does
    /// not have all of them drawn.
    fn draw(&mut self, ctx: &Context, wanted: Drawn) {
        for (drawn, result) in self.drawing.finished() {
            self.asked_for = None;
            let texture = result.map(|image| ctx.load_texture("plan", image, TextureOptions::LINEAR));
            self.shown = Some((drawn, texture));
        }
        let is_there = self.shown.as_ref().is_some_and(|(drawn, _)| *drawn == wanted);
        let (Some(ground), Some(solved)) = (&self.ground, &self.solved) else { return };
        let Ok((result, _)) = &solved.result else { return };
        if is_there || self.asked_for.is_some() {
            return;
        }
        self.asked_for = Some(wanted.clone());
        let (waker, session, result) = (ctx.clone(), ground.session.for_background(), result.clone());
        let work = move |_: &_| {
            let words = Words::new(wanted.lang);
            let page = session.plan_picture(&result, wanted.picture, wanted.paper, &words);
            let scale = f64::from(wanted.scale_percent) / PERCENT;
            let image = page.map(|page| print::image(&page, scale, Vision::Full));
            (wanted, image.map_err(|error| error.told()))
        };
        self.drawing.start("plan", move || waker.request_repaint(), work);
    }
}

/// What the map shows: mining that moves, and where new mining goes.
fn arrows(session: &Session, result: &PlanResult, middles: &[(f64, f64)]) -> Vec<Arrow> {
    let id = |number: usize| session.atlas().region_id(&result.regions.get(number)?.region);
    let moved = session.plan_flows(result, middles);
    let mut arrows: Vec<Arrow> = moved
        .iter()
        .filter_map(|flow| Some(Arrow { from: Some(id(flow.from)?), to: id(flow.to)?, mw: flow.mw }))
        .collect();
    for (number, region) in result.regions.iter().enumerate() {
        let moved: f64 = moved.iter().filter(|flow| flow.to == number).map(|flow| flow.mw).sum();
        let new = region.placed_mw.value - moved;
        if new > LEAST_MW
            && let Some(to) = id(number)
        {
            arrows.push(Arrow { from: None, to, mw: new });
        }
    }
    arrows
}

/// Less than a MW is no mark on a map.
const LEAST_MW: f64 = 0.5;
