//! Owns exporting a figure: its spec as it is edited, seen by whom, and a preview that is the very
//! picture. Draws it in the background; does not write it.

use super::{choices, heading, note, save_to::SaveTo, sheet};
use crate::{
    figure::{
        Colour, FigureKind, FigureSpec, LEAST_DIFFERENCE, MapLegend, PIXELS_PER_INCH, PRINT_DPI, PageSize,
        Preset, ThemeName, Vision, ban_colour, nearest_neighbours,
    },
    jobs::Jobs,
    lang::{Lang, Message},
    session::FigureFile,
    ui::{
        action::{Action, Scene},
        files::{Content, Order},
        print,
        settings::Settings,
        theme::size,
    },
    units,
};
use eframe::egui::{
    Align, ColorImage, ComboBox, Context, Frame, Image, Label, Layout, Rect, RichText, Role, ScrollArea,
    Sense, Spinner, Stroke, TextEdit, TextureHandle, TextureOptions, Ui, UiBuilder, Vec2, WidgetInfo,
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

/// What a preview was drawn of.
#[derive(Clone, Debug, PartialEq)]
struct Drawn {
    spec: FigureSpec,
    vision: Vision,
    revision: u64,
    /// Pixels wide.
    width: u32,
}

/// Words written for figures, by what they show: kind, metric, region, language.
#[derive(Default)]
pub(super) struct FigureWords(HashMap<String, [Option<String>; 3]>);

fn key_of(spec: &FigureSpec) -> String {
    format!("{:?}", (spec.kind, &spec.metric, &spec.region, &spec.regions, spec.language))
}

/// What the dialog keeps between frames.
pub(super) struct PictureDialog {
    spec: FigureSpec,
    /// The forms that are saved, all with the same words.
    files: Vec<FigureFile>,
    vision: Vision,
    pub(super) save_to: SaveTo,
    /// Room for the forms of the file and where it goes, as it was drawn last.
    file_height: f32,
    /// What was saved last, or is being saved.
    saving: Option<(FigureSpec, Vec<FigureFile>)>,
    drawing: Jobs<(Drawn, Result<ColorImage, Message>)>,
    /// What is being drawn.
    asked_for: Option<Drawn>,
    preview: Option<(Drawn, Result<TextureHandle, Message>)>,
}

impl PictureDialog {
    /// For a figure of what is shown, on the page of the last one, with the words written for it.
    pub(super) fn new(kind: FigureKind, scene: &Scene<'_>, settings: &Settings, words: &FigureWords) -> Self {
        // Without the hash of its data a spec is one that anybody could have written by hand.
        let spec = scene.session.figure_spec(kind).unwrap_or_else(|_| FigureSpec::of_kind(kind));
        let [title, subtitle, note] = words.0.get(&key_of(&spec)).cloned().unwrap_or_default();
        Self {
            spec: FigureSpec {
                size: PageSize::Preset(settings.export_page),
                theme: settings.export_theme,
                title,
                subtitle,
                notes: note.into_iter().collect(),
                source: Some(settings.export_credit.clone()).filter(|credit| !credit.is_empty()),
                ..spec
            },
            files: settings.export_files(),
            vision: Vision::Full,
            save_to: SaveTo::new(&settings.export_folder()),
            file_height: 150.0,
            saving: None,
            drawing: Jobs::default(),
            asked_for: None,
            preview: None,
        }
    }

    /// Keeps the words for the next time that this figure is exported.
    pub(super) fn remember(&self, words: &mut FigureWords) {
        let spec = &self.spec;
        let written = [spec.title.clone(), spec.subtitle.clone(), spec.notes.first().cloned()];
        words.0.insert(key_of(spec), written);
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(1240.0, 700.0);
        const CHOICES_WIDTH: f32 = 330.0;
        sheet(ctx, scene, &scene.words.get("export-title"), SIZE, |ui| {
            let height = ui.available_height().min(SIZE.y - 60.0);
            ui.horizontal_top(|ui| {
                ui.allocate_ui_with_layout(
                    Vec2::new(CHOICES_WIDTH, height),
                    Layout::top_down(Align::Min),
                    |ui| {
                        ui.set_width(CHOICES_WIDTH);
                        ScrollArea::vertical().max_height(height).show(ui, |ui| {
                            // Room for the bar that scrolls.
                            ui.set_max_width(CHOICES_WIDTH - 10.0);
                            self.choices(ui, scene);
                        });
                    },
                );
                ui.add_space(8.0);
                ui.allocate_ui_with_layout(
                    Vec2::new(ui.available_width(), height),
                    Layout::top_down(Align::Min),
                    |ui| {
                        let room = Vec2::new(ui.available_width(), height - self.file_height);
                        self.preview(ui, scene, room);
                        let top = ui.cursor().top();
                        self.offer_file(ui, scene, actions);
                        // What the file needs depends on the language: the preview takes the rest.
                        let needed = ui.cursor().top() - top + ui.spacing().item_spacing.y;
                        if (needed - self.file_height).abs() > 1.0 {
                            self.file_height = needed;
                            ui.ctx().request_discard("the preview makes room");
                        }
                    },
                );
            });
        })
    }

    fn choices(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let words = scene.words;
        heading(ui, scene, "export-figure");
        let shown = words.get(print::kind_message(self.spec.kind));
        let combo = ComboBox::from_id_salt("export-figure").selected_text(shown).width(ui.available_width());
        combo.show_ui(ui, |ui| {
            for kind in FigureKind::ALL {
                ui.selectable_value(&mut self.spec.kind, kind, words.get(print::kind_message(kind)));
            }
        });
        self.edit_texts(ui, scene);
        heading(ui, scene, "export-language");
        let all = [(Lang::En, "English".to_owned()), (Lang::Ru, "Русский".to_owned())];
        if let Some(lang) = choices(ui, self.spec.language.into(), all) {
            self.spec.language = lang.into();
        }
        heading(ui, scene, "export-page");
        let pages =
            Preset::ALL.map(|page| (PageSize::Preset(page), words.get(&format!("page-{}", page.id()))));
        self.spec.size = choices(ui, self.spec.size, pages).unwrap_or(self.spec.size);
        heading(ui, scene, "export-theme");
        let themes = ThemeName::ALL.map(|theme| (theme, words.get(&format!("print-theme-{}", theme.id()))));
        self.spec.theme = choices(ui, self.spec.theme, themes).unwrap_or(self.spec.theme);
        if self.spec.kind.is_map() {
            ui.checkbox(&mut self.spec.patterns, words.get("export-patterns"));
        }
        heading(ui, scene, "export-vision");
        let visions = Vision::ALL.map(|vision| (vision, words.get(vision.message())));
        self.vision = choices(ui, self.vision, visions).unwrap_or(self.vision);
        if self.spec.kind == FigureKind::Choropleth {
            verdict(ui, scene, self.vision);
        }
    }

    /// In which form it is written, and where to.
    fn offer_file(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let words = scene.words;
        heading(ui, scene, "export-form");
        let pixels = (1..=4).map(|scale| (FigureFile::Png(scale), format!("PNG {scale}×")));
        let print = (FigureFile::PngDpi(PRINT_DPI), format!("PNG {PRINT_DPI} dpi"));
        let lines = [(FigureFile::Svg, "SVG".to_owned()), (FigureFile::Pdf, "PDF".to_owned())];
        let data = [
            (FigureFile::Csv, "CSV".to_owned()),
            (FigureFile::Workbook, "XLSX".to_owned()),
            (FigureFile::VegaLite, "Vega-Lite".to_owned()),
            (FigureFile::Spec, words.get("export-spec")),
        ];
        self.choose_files(ui, lines.into_iter().chain(pixels).chain([print]).chain(data));
        note(ui, scene.look, self.told_files(scene));
        ui.add_space(6.0);
        let wanted = (self.spec.clone(), self.files.clone());
        if self.saving.as_ref() != Some(&wanted) {
            self.save_to.changed();
        }
        self.save_to.offer(self.name(scene));
        if let Some((path, replaces)) = self.save_to.show(ui, scene, !self.files.is_empty()) {
            let files = self.files.iter().map(|&file| {
                let content = Content::Figure(Box::new(self.spec.clone()), file);
                (content, named(&path, file))
            });
            actions.push(Action::Save(Order { files: files.collect(), replaces }));
            self.saving = Some(wanted);
        }
    }

    /// Forms to tick, each at once with others; pixels in one size.
    fn choose_files(&mut self, ui: &mut Ui, all: impl Iterator<Item = (FigureFile, String)>) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.spacing_mut().button_padding.x = 7.0;
            for (file, name) in all {
                let is_chosen = self.files.contains(&file);
                if !ui.selectable_label(is_chosen, name).clicked() {
                    continue;
                }
                self.files.retain(|known| *known != file && known.ending() != file.ending());
                if !is_chosen {
                    self.files.push(file);
                }
            }
        });
    }

    /// What is written: "3 files with the same words", the size of pixels.
    fn told_files(&self, scene: &Scene<'_>) -> String {
        let count = self.files.len();
        let told = scene.words.plural("export-files", count as f64, &[("count", &count.to_string())]);
        let (width, height) = self.spec.size.pixels();
        let pixels = self.files.iter().find_map(|file| match file {
            FigureFile::Png(scale) => Some(f64::from(*scale)),
            FigureFile::PngDpi(dpi) => Some(f64::from(*dpi) / PIXELS_PER_INCH),
            _ => None,
        });
        let side = |side: u32, scale: f64| (f64::from(side) * scale).round();
        let pixels = pixels.map(|scale| format!("PNG {} × {}", side(width, scale), side(height, scale)));
        std::iter::once(told).chain(pixels).collect::<Vec<_>>().join(" · ")
    }

    /// Words of one's own; what is left empty is written from the data.
    fn edit_texts(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let mut edit = |message: &str, text: &mut Option<String>| {
            let id = heading(ui, scene, message);
            let mut written = text.clone().unwrap_or_default();
            let hint = scene.words.get("export-from-data");
            let field = TextEdit::singleline(&mut written).hint_text(hint).desired_width(f32::INFINITY);
            if ui.add(field).labelled_by(id).changed() {
                *text = Some(written).filter(|written| !written.is_empty());
            }
        };
        edit("export-headline", &mut self.spec.title);
        edit("export-subtitle", &mut self.spec.subtitle);
        let mut note = self.spec.notes.first().cloned();
        edit("export-note", &mut note);
        self.spec.notes = note.into_iter().collect();
        edit("export-credit", &mut self.spec.source);
    }

    fn name(&self, scene: &Scene<'_>) -> String {
        let document = scene.session.document();
        let what = match self.spec.kind {
            FigureKind::Choropleth => document.metric.clone(),
            kind => kind.id().to_owned(),
        };
        // Detections without dates have no year.
        let year = if document.year == 0 { String::new() } else { format!("-{}", document.year) };
        let lang = Lang::from(self.spec.language).code();
        match self.files.as_slice() {
            [file] => format!("{what}{year}-{lang}.{}", file.ending()),
            _ => format!("{what}{year}-{lang}"),
        }
    }

    fn preview(&mut self, ui: &mut Ui, scene: &Scene<'_>, room: Vec2) {
        let (width, height) = self.spec.size.pixels();
        let scale = (room.x / width as f32).min(room.y / height as f32).min(1.0);
        let shown = Vec2::new(width as f32, height as f32) * scale;
        let (rect, response) = ui.allocate_exact_size(shown, Sense::hover());
        let pixels = (shown.x * ui.ctx().pixels_per_point()).round().max(1.0) as u32;
        let revision = scene.session.revision();
        let wanted = Drawn { spec: self.spec.clone(), vision: self.vision, revision, width: pixels };
        self.draw(ui.ctx(), scene, &wanted);
        let frame = Frame::new().stroke(Stroke::new(1.0, scene.look.line));
        ui.painter().add(frame.paint(rect));
        let name = scene.words.get("export-preview");
        // While words are typed the last picture stays.
        let is_near =
            |drawn: &Drawn| drawn.spec.kind == wanted.spec.kind && drawn.spec.size == wanted.spec.size;
        match &self.preview {
            Some((drawn, Ok(texture))) if is_near(drawn) => {
                Image::new(texture).paint_at(ui, rect);
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
            }
            Some((drawn, Err(why))) if is_near(drawn) => {
                let text = RichText::new(why.say(scene.words)).color(scene.look.ban).size(size::BODY);
                ui.new_child(UiBuilder::new().max_rect(rect.shrink(20.0))).add(Label::new(text).wrap());
            }
            _ => {}
        }
        if self.asked_for.is_some() {
            let corner = Rect::from_min_size(rect.right_top() - Vec2::new(30.0, -8.0), Vec2::splat(22.0));
            // Painted, not put: what stands below keeps its place.
            Spinner::new().color(scene.look.accent).paint_at(ui, corner);
        }
    }

    /// Has the preview drawn. While one is being drawn the next waits, so that fast choices are
    /// not all drawn.
    fn draw(&mut self, ctx: &Context, scene: &Scene<'_>, wanted: &Drawn) {
        for (drawn, result) in self.drawing.finished() {
            self.asked_for = None;
            let texture = result.map(|image| ctx.load_texture("preview", image, TextureOptions::LINEAR));
            self.preview = Some((drawn, texture));
        }
        let is_there = self.preview.as_ref().is_some_and(|(drawn, _)| drawn == wanted);
        if is_there || self.asked_for.is_some() {
            return;
        }
        self.asked_for = Some(wanted.clone());
        let (waker, session, wanted) = (ctx.clone(), scene.session.for_background(), wanted.clone());
        let work = move |_: &_| {
            let scale = f64::from(wanted.width) / f64::from(wanted.spec.size.pixels().0);
            let page = session.printed(&wanted.spec);
            let image = page.map(|page| print::image(&page, scale, wanted.vision));
            (wanted, image.map_err(|error| error.told()))
        };
        self.drawing.start("preview", move || waker.request_repaint(), work);
    }
}

/// The name of a file in a form: its ending in place of that of another form.
fn named(path: &Path, file: FigureFile) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let known = FigureFile::of_name(&name, FigureFile::Png(1));
    let stem = known.map_or(name.as_str(), |known| &name[..name.len() - known.ending().len() - 1]);
    path.with_file_name(format!("{stem}.{}", file.ending()))
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
    use crate::ui::{
        dialogs::testing::{Room, window},
        files::Saved,
    };
    use egui_kittest::{Harness, kittest::Queryable};

    type State = (PictureDialog, Vec<Action>);

    fn harness(kind: FigureKind) -> Harness<'static, State> {
        let room = Room::new(Lang::En);
        let settings = Settings { export_folder: Some("/tmp/nowhere".into()), ..Settings::default() };
        let dialog = PictureDialog::new(kind, &room.scene(), &settings, &FigureWords::default());
        window(1280.0, 900.0).build_ui_state(
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
        let mut harness = harness(FigureKind::Growth);
        wait_for_preview(&mut harness);
        harness.get_by_label("HEADLINE").focus();
        harness.run_steps(2);
        harness.get_by_label("HEADLINE").type_text("Mine");
        harness.run_steps(2);
        harness.get_by_label("Русский").click();
        harness.get_by_label_contains("Square").click();
        harness.run_steps(3);
        harness.get_by_label("PNG 3×").scroll_to_me();
        harness.run_steps(3);
        harness.get_by_label("PNG 3×").click();
        harness.run_steps(3);
        wait_for_preview(&mut harness);
        harness.get_by_label("Save").scroll_to_me();
        harness.run_steps(3);
        harness.get_by_label("Save").click();
        harness.run_steps(2);
        let [Action::Save(Order { files, .. })] = &harness.state().1[..] else {
            panic!("nothing is saved: {:?}", harness.state().1);
        };
        let paths: Vec<PathBuf> = files.iter().map(|(_, path)| path.clone()).collect();
        let expected = ["/tmp/nowhere/growth-2025-ru.svg", "/tmp/nowhere/growth-2025-ru.png"];
        assert_eq!(paths, expected.map(PathBuf::from));
        let [(Content::Figure(first, FigureFile::Svg), _), (Content::Figure(spec, FigureFile::Png(3)), _)] =
            &files[..]
        else {
            panic!("other forms: {files:?}");
        };
        assert_eq!(first, spec, "all files have the same words");
        assert_eq!(spec.kind, FigureKind::Growth);
        assert_eq!((spec.size, Lang::from(spec.language)), (PageSize::Preset(Preset::Square), Lang::Ru));
        assert_eq!(spec.title.as_deref(), Some("Mine"));
        assert!(spec.data_hash.is_some(), "a spec names its data");
        // The dialog stays and says what is there.
        harness.state_mut().0.save_to.saved(&Saved::Written(paths));
        harness.run_steps(2);
        assert!(harness.query_by_label_contains("growth-2025-ru.svg, growth-2025-ru.png").is_some());
    }

    #[test]
    fn words_come_again_for_the_same_figure_only() {
        let room = Room::new(Lang::En);
        let settings = Settings { export_credit: "The desk".into(), ..Settings::default() };
        let mut words = FigureWords::default();
        let mut dialog = PictureDialog::new(FigureKind::Growth, &room.scene(), &settings, &words);
        dialog.spec.title = Some("Mine".into());
        dialog.remember(&mut words);
        let title = |kind| {
            let spec = PictureDialog::new(kind, &room.scene(), &settings, &words).spec;
            assert_eq!(spec.source.as_deref(), Some("The desk"));
            spec.title
        };
        assert_eq!(title(FigureKind::Growth).as_deref(), Some("Mine"));
        assert_eq!(title(FigureKind::Ranking), None);
    }

    #[test]
    fn each_form_has_its_own_ending() {
        for typed in ["/x/map.svg", "/x/map", "/x/map.vl.json"] {
            assert_eq!(named(Path::new(typed), FigureFile::Pdf), Path::new("/x/map.pdf"), "{typed}");
        }
        assert_eq!(named(Path::new("/x/v1.2"), FigureFile::Png(2)), Path::new("/x/v1.2.png"));
    }

    #[test]
    fn colours_that_come_too_near_are_warned_of() {
        let mut harness = harness(FigureKind::Choropleth);
        harness.run_steps(3);
        assert!(harness.query_by_label_contains("told apart").is_some());
        harness.get_by_label("Grey").scroll_to_me();
        harness.run_steps(3);
        harness.get_by_label("Grey").click();
        harness.run_steps(3);
        assert!(harness.query_by_label_contains("CIEDE2000").is_some());
    }
}
