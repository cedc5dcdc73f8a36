//! Owns exporting a figure: what is printed, on which page, seen by whom, and a preview that is
//! the very picture. Draws it in the background; does not write it.

use super::{choices, heading, note, save_to::SaveTo, sheet};
use crate::{
    figure::{Colour, LEAST_DIFFERENCE, MapLegend, Vision, ban_colour, nearest_neighbours},
    jobs::Jobs,
    lang::Lang,
    ui::{
        action::{Action, Picture, Scene},
        files::{Content, Order},
        print::{self, Form, PICTURES, Page, Print},
        settings::Settings,
        theme::size,
    },
    units,
};
use eframe::egui::{
    Align, ColorImage, ComboBox, Context, Frame, Image, Layout, Rect, RichText, Role, ScrollArea, Sense,
    Spinner, Stroke, TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo,
};

/// What a preview was drawn of.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Drawn {
    print: Print,
    vision: Vision,
    revision: u64,
    /// Pixels wide.
    width: u32,
}

/// What the dialog keeps between frames.
pub(super) struct PictureDialog {
    print: Print,
    form: Form,
    vision: Vision,
    pub(super) save_to: SaveTo,
    drawing: Jobs<(Drawn, Result<ColorImage, String>)>,
    /// What is being drawn.
    asked_for: Option<Drawn>,
    preview: Option<(Drawn, Result<TextureHandle, String>)>,
}

impl PictureDialog {
    /// For a figure, as it was exported last.
    pub(super) fn new(picture: Picture, scene: &Scene<'_>, settings: &Settings) -> Self {
        Self {
            print: Print { picture, lang: scene.words.lang(), page: settings.export_page },
            form: settings.export_form,
            vision: Vision::Full,
            save_to: SaveTo::new(settings.export_folder()),
            drawing: Jobs::default(),
            asked_for: None,
            preview: None,
        }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(1240.0, 700.0);
        const CHOICES_WIDTH: f32 = 320.0;
        sheet(ctx, scene, &scene.words.get("export-title"), SIZE, |ui| {
            let height = ui.available_height().min(SIZE.y - 60.0);
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(
                    Vec2::new(CHOICES_WIDTH, height),
                    Layout::top_down(Align::Min),
                    |ui| {
                        ui.set_width(CHOICES_WIDTH);
                        ScrollArea::vertical()
                            .max_height(height)
                            .show(ui, |ui| self.choices(ui, scene, actions));
                    },
                );
                ui.add_space(8.0);
                ui.allocate_ui_with_layout(
                    Vec2::new(ui.available_width(), height),
                    Layout::top_down(Align::Min),
                    |ui| self.preview(ui, scene),
                );
            });
        })
    }

    fn choices(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let words = scene.words;
        heading(ui, scene, "export-figure");
        let pictures = PICTURES.map(|picture| (picture, words.get(print::picture_message(picture))));
        let shown = words.get(print::picture_message(self.print.picture));
        let combo = ComboBox::from_id_salt("export-figure").selected_text(shown).width(ui.available_width());
        combo.show_ui(ui, |ui| {
            for (picture, name) in pictures {
                ui.selectable_value(&mut self.print.picture, picture, name);
            }
        });
        heading(ui, scene, "export-language");
        let all = [(Lang::En, "English".to_owned()), (Lang::Ru, "Русский".to_owned())];
        self.print.lang = choices(ui, self.print.lang, all).unwrap_or(self.print.lang);
        heading(ui, scene, "export-page");
        let pages = Page::ALL.map(|page| (page, words.get(page.message())));
        self.print.page = choices(ui, self.print.page, pages).unwrap_or(self.print.page);
        heading(ui, scene, "export-form");
        let larger = (2..=4).map(|scale| (Form::Png(scale), format!("PNG {scale}×")));
        let forms = [(Form::Svg, "SVG".to_owned()), (Form::Png(1), "PNG".to_owned())];
        let forms = forms.into_iter().chain(larger);
        self.form = choices(ui, self.form, forms).unwrap_or(self.form);
        let ((width, height), scale) = (self.print.page.size(), self.form.scale());
        note(ui, scene.look, format!("{} × {}", width * scale, height * scale));
        heading(ui, scene, "export-vision");
        let visions = Vision::ALL.map(|vision| (vision, words.get(vision.message())));
        self.vision = choices(ui, self.vision, visions).unwrap_or(self.vision);
        if self.print.picture == Picture::Map {
            verdict(ui, scene, self.vision);
        }
        ui.add_space(6.0);
        self.save_to.offer(self.name(scene));
        if let Some((path, replaces)) = self.save_to.show(ui, scene) {
            let content = Content::Picture(self.print, self.form);
            actions.push(Action::Save(Order { content, path, replaces }));
        }
    }

    fn name(&self, scene: &Scene<'_>) -> String {
        let document = scene.session.document();
        let what = match self.print.picture {
            Picture::Map => document.metric.clone(),
            Picture::Chart(kind) => format!("{kind:?}").to_lowercase(),
        };
        // Detections without dates have no year.
        let year = if document.year == 0 { String::new() } else { format!("-{}", document.year) };
        format!("{what}{year}-{}.{}", self.print.lang.code(), self.form.ending())
    }

    fn preview(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let (width, height) = self.print.page.size();
        let room = ui.available_size();
        let scale = (room.x / width as f32).min(room.y / height as f32).min(1.0);
        let shown = Vec2::new(width as f32, height as f32) * scale;
        let (rect, response) = ui.allocate_exact_size(shown, Sense::hover());
        let pixels = (shown.x * ui.ctx().pixels_per_point()).round().max(1.0) as u32;
        let revision = scene.session.revision();
        let wanted = Drawn { print: self.print, vision: self.vision, revision, width: pixels };
        self.draw(ui.ctx(), scene, wanted);
        let frame = Frame::new().stroke(Stroke::new(1.0, scene.look.line));
        ui.painter().add(frame.paint(rect));
        let name = scene.words.get("export-preview");
        match &self.preview {
            Some((drawn, Ok(texture))) if drawn.print == wanted.print => {
                Image::new(texture).paint_at(ui, rect);
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
            }
            Some((drawn, Err(why))) if drawn.print == wanted.print => {
                let text = RichText::new(why).color(scene.look.ban).size(size::BODY);
                ui.put(rect.shrink(20.0), eframe::egui::Label::new(text).wrap());
            }
            _ => {}
        }
        if self.asked_for.is_some() {
            let corner = Rect::from_min_size(rect.right_top() - Vec2::new(30.0, -8.0), Vec2::splat(22.0));
            ui.put(corner, Spinner::new().color(scene.look.accent));
        }
    }

    /// Has the preview drawn. While one is being drawn the next waits, so that fast choices are
    /// not all drawn.
    fn draw(&mut self, ctx: &Context, scene: &Scene<'_>, wanted: Drawn) {
        for (drawn, result) in self.drawing.finished() {
            self.asked_for = None;
            let texture = result.map(|image| ctx.load_texture("preview", image, TextureOptions::LINEAR));
            self.preview = Some((drawn, texture));
        }
        let is_there = self.preview.as_ref().is_some_and(|(drawn, _)| *drawn == wanted);
        if is_there || self.asked_for.is_some() {
            return;
        }
        self.asked_for = Some(wanted);
        let (waker, mut session) = (ctx.clone(), scene.session.for_background());
        let work = move |_: &_| {
            let scale = wanted.width as f32 / wanted.print.page.size().0 as f32;
            let drawn = print::svg(&mut session, wanted.print);
            let pixels = drawn.and_then(|svg| print::pixels(&svg, scale, wanted.vision));
            (wanted, pixels.map(|pixels| print::image(&pixels)))
        };
        self.drawing.start("preview", move || waker.request_repaint(), work);
    }
}

/// Says whether the classes of the map are told apart.
fn verdict(ui: &mut Ui, scene: &Scene<'_>, vision: Vision) {
    let Some((at, apart)) = nearest_neighbours(&colours(&scene.view.legend), vision) else { return };
    let text = |value: f64| units::number(value, 0, scene.words.lang());
    // Rounded down, so that what is too near never reads as the limit itself.
    let (apart_text, least) = (text(apart.floor()), text(LEAST_DIFFERENCE));
    let (first, second) = ((at + 1).to_string(), (at + 2).to_string());
    let args = [("apart", apart_text.as_str()), ("least", &least), ("first", &first), ("second", &second)];
    if apart < LEAST_DIFFERENCE {
        let text = scene.words.with("vision-warning", &args);
        ui.label(RichText::new(text).color(scene.look.warning).size(size::SMALL));
    } else {
        note(ui, scene.look, scene.words.with("vision-fine", &args));
    }
}

/// Colours of the legend in the order in which they stand side by side.
fn colours(legend: &MapLegend) -> Vec<Colour> {
    match legend {
        MapLegend::Classes(legend) => legend.colours.clone(),
        MapLegend::Bans(bans) => bans.iter().map(|(class, _)| ban_colour(*class)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        session::ChartKind,
        ui::dialogs::testing::{Room, window},
    };
    use egui_kittest::{Harness, kittest::Queryable};

    type State = (PictureDialog, Vec<Action>);

    fn harness(picture: Picture) -> Harness<'static, State> {
        let room = Room::new(Lang::En);
        let settings = Settings { export_folder: Some("/tmp/nowhere".into()), ..Settings::default() };
        let dialog = PictureDialog::new(picture, &room.scene(), &settings);
        window(1280.0, 800.0).build_ui_state(
            move |ui, (dialog, actions): &mut State| {
                dialog.show(ui.ctx(), &room.scene(), actions);
            },
            (dialog, Vec::new()),
        )
    }

    fn wait_for_preview(harness: &mut Harness<'static, State>) {
        for _ in 0..1000 {
            harness.run_steps(2);
            if harness.query_by_label("Preview of the figure").is_some() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("there is no preview");
    }

    #[test]
    fn the_figure_is_shown_and_saved_as_chosen() {
        let mut harness = harness(Picture::Chart(ChartKind::Growth));
        wait_for_preview(&mut harness);
        harness.get_by_label("Русский").click();
        harness.get_by_label("PNG 3×").click();
        harness.get_by_label_contains("Square").click();
        harness.run_steps(3);
        wait_for_preview(&mut harness);
        harness.get_by_label("Save").click();
        harness.run_steps(2);
        let print = Print { picture: Picture::Chart(ChartKind::Growth), lang: Lang::Ru, page: Page::Square };
        let content = Content::Picture(print, Form::Png(3));
        let order = Order { content, path: "/tmp/nowhere/growth-2025-ru.png".into(), replaces: false };
        assert_eq!(harness.state().1, [Action::Save(order)]);
    }

    #[test]
    fn colours_that_come_too_near_are_warned_of() {
        let harness = harness(Picture::Map);
        let mut harness = harness;
        harness.run_steps(3);
        assert!(harness.query_by_label_contains("told apart").is_some());
        harness.get_by_label("Grey").click();
        harness.run_steps(3);
        assert!(harness.query_by_label_contains("CIEDE2000").is_some());
    }
}
