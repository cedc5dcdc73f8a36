//! Owns the panel on the left: metric, classes, palette, layers. Does not carry anything out.

use super::{
    action::{Action, Scene},
    metric_list::MetricList,
    theme::{self, Look},
};
use crate::{
    atlas::MetricKind,
    figure::Palette,
    session::Command,
    stats::{MAX_CLASSES, MIN_CLASSES, Method},
};
use eframe::egui::{self, ComboBox, Id, Response, RichText, ScrollArea, Sense, Slider, Ui, Vec2};

/// Draws the panel.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    metrics: &mut MetricList,
    has_tiles: bool,
    actions: &mut Vec<Action>,
) {
    /// The list of metrics leaves room for what stands below.
    const BELOW: f32 = 250.0;
    heading(ui, scene, "show-metric");
    let room = (ui.available_height() - BELOW).max(120.0);
    let list = ScrollArea::vertical().id_salt("metrics").max_height(room).auto_shrink([false, true]);
    list.show(ui, |ui| metrics.show(ui, scene, actions));
    ui.add_space(8.0);
    ScrollArea::vertical().id_salt("settings").auto_shrink([false, true]).show(ui, |ui| {
        let kind = scene.session.metric_shown().map(|metric| metric.kind);
        if kind.is_some_and(|kind| kind != MetricKind::Categorical) {
            let named = heading(ui, scene, "show-classes");
            classes(ui, scene, named.id, actions);
            ui.add_space(8.0);
            let named = heading(ui, scene, "show-palette");
            palettes(ui, scene, matches!(kind, Some(MetricKind::Diverging { .. })), named.id, actions);
            ui.add_space(8.0);
        }
        heading(ui, scene, "show-layers");
        layers(ui, scene, has_tiles, actions);
    });
}

fn heading(ui: &mut Ui, scene: &Scene<'_>, message: &str) -> Response {
    let text = scene.words.get(message);
    ui.label(RichText::new(text).font(theme::bold(theme::size::SMALL)).color(scene.look.muted))
}

fn classes(ui: &mut Ui, scene: &Scene<'_>, named: Id, actions: &mut Vec<Action>) {
    let (document, words) = (scene.session.document(), scene.words);
    let chosen = words.get(&format!("method-{}", document.method.id()));
    let list = ComboBox::from_id_salt("method").selected_text(chosen).width(ui.available_width());
    let list = list.show_ui(ui, |ui| {
        for method in [Method::Jenks, Method::Quantile, Method::EqualInterval, Method::Pretty] {
            let name = words.get(&format!("method-{}", method.id()));
            if ui.selectable_label(document.method == method, name).clicked() {
                actions.push(Action::Do(Command::Classify(method)));
            }
        }
    });
    list.response.labelled_by(named);
    let mut count = document.class_count;
    let name = words.get("show-class-count");
    let slider = Slider::new(&mut count, MIN_CLASSES..=MAX_CLASSES).text(name);
    if ui.add(slider).changed() {
        actions.push(Action::Do(Command::CountClasses(count)));
    }
}

fn palettes(ui: &mut Ui, scene: &Scene<'_>, is_diverging: bool, named: Id, actions: &mut Vec<Action>) {
    let (session, words) = (scene.session, scene.words);
    let own = session.metric_shown().map(|metric| metric.palette.as_str()).unwrap_or_default();
    let chosen = session.document().palette.as_deref().unwrap_or(own);
    let list = ComboBox::from_id_salt("palette").selected_text(chosen).width(ui.available_width());
    let list = list.show_ui(ui, |ui| {
        for palette in Palette::names().filter_map(Palette::named) {
            if palette.is_diverging() && !is_diverging {
                continue;
            }
            ui.horizontal(|ui| {
                ramp(ui, palette);
                if ui.selectable_label(palette.name() == chosen, palette.name()).clicked() {
                    actions.push(Action::Do(Command::Colour(Some(palette.name().to_owned()))));
                }
            });
        }
    });
    list.response.labelled_by(named);
    if session.document().palette.is_some() && ui.button(words.get("show-own-palette")).clicked() {
        actions.push(Action::Do(Command::Colour(None)));
    }
}

/// A strip of the palette's colours.
fn ramp(ui: &mut Ui, palette: Palette) {
    const STEPS: usize = 24;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(72.0, 12.0), Sense::hover());
    let width = rect.width() / STEPS as f32;
    for step in 0..STEPS {
        let colour = palette.sample((step as f64 + 0.5) / STEPS as f64);
        let corner = rect.min + Vec2::new(step as f32 * width, 0.0);
        let cell = egui::Rect::from_min_size(corner, Vec2::new(width + 0.5, rect.height()));
        ui.painter().rect_filled(cell, 0.0, Look::screen(colour));
    }
}

fn layers(ui: &mut Ui, scene: &Scene<'_>, has_tiles: bool, actions: &mut Vec<Action>) {
    let words = scene.words;
    let mut counts = scene.session.document().with_disputed;
    if ui.checkbox(&mut counts, words.get("show-disputed")).changed() {
        actions.push(Action::Do(Command::CountDisputed(counts)));
    }
    let mut estimates = scene.session.document().shows_estimates;
    if scene.session.has_estimates()
        && ui
            .checkbox(&mut estimates, words.get("show-estimates"))
            .on_hover_text(words.get("show-estimates-hint"))
            .changed()
    {
        actions.push(Action::Do(Command::ShowEstimates(estimates)));
    }
    let is_own = scene.session.detections().is_some();
    let mut points = scene.session.shows_points();
    let (name, hint) =
        if is_own { ("show-points", "show-points-hint") } else { ("show-simulated", "show-simulated-hint") };
    if (is_own || scene.session.has_estimates())
        && ui.checkbox(&mut points, words.get(name)).on_hover_text(words.get(hint)).changed()
    {
        let command = if is_own { Command::ShowPoints(points) } else { Command::ShowSimulated(points) };
        actions.push(Action::Do(command));
    }
    let mut tiles = has_tiles;
    if ui.checkbox(&mut tiles, words.get("show-tiles")).on_hover_text(words.get("show-tiles-hint")).changed()
    {
        actions.push(Action::ToggleTiles);
    }
}
