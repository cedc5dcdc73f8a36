//! Owns the legend over the map: classes with their counts as a histogram, categories of bans,
//! swatches of no data and bans. Says which class is pointed at. Does not classify.

use super::points::mark;
use crate::{
    atlas::{BanClass, DetectionKind},
    figure::{ClassLegend, Fill, MapFeature, MapLegend, ban_colour, ban_label},
    lang::Words,
    provenance::Status,
    ui::{
        action::Scene,
        theme::{self, Look},
    },
};
use eframe::egui::{
    Align, Align2, Button, Color32, Frame, Margin, Painter, Pos2, Rect, Response, RichText, Role, Sense,
    Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
};

/// How much wider than a column the keys of a folded legend may be.
const ROOM_OF_KEYS: f32 = 60.0;
const SWATCH: Vec2 = Vec2::new(22.0, 14.0);
const BAR_WIDTH: f32 = 62.0;
const WIDTH: f32 = 288.0;
/// Side of the button that folds the legend.
const FOLD_SIDE: f32 = 18.0;

/// The forms of the legend, from the highest to the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Classes above the other keys.
    Column,
    /// Classes beside the other keys.
    Wide,
    /// Only the colours and where they change.
    Strip,
}

impl Form {
    /// All of them, each at the place of its number.
    pub(super) const ALL: [Self; 3] = [Self::Column, Self::Wide, Self::Strip];
}

/// Draws the legend, with the kinds of detections where some of a status are on the map; the fill
/// pointed at, if any, and whether it was asked to fold or unfold.
pub(super) fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    points: Option<Status>,
    form: Form,
) -> (Option<Fill>, bool) {
    let look = scene.look;
    let mut pointed = None;
    let framed = Frame::new()
        .fill(look.card)
        .stroke(Stroke::new(1.0, look.line))
        .corner_radius(6)
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            match form {
                Form::Strip => {
                    strip(ui, scene);
                    if let Some(status) = points {
                        kinds_heading(ui, scene, status);
                    }
                }
                Form::Column => {
                    ui.set_max_width(WIDTH);
                    fills(ui, scene, &mut pointed);
                    others(ui, scene, points, &mut pointed);
                }
                Form::Wide => {
                    ui.horizontal_top(|ui| {
                        column(ui, |ui| fills(ui, scene, &mut pointed));
                        ui.add_space(14.0);
                        column(ui, |ui| {
                            // Clear of the button.
                            ui.add_space(14.0);
                            others(ui, scene, points, &mut pointed);
                        });
                    });
                }
            }
        });
    let is_toggled = fold_button(ui, scene, framed.response.rect, form == Form::Strip);
    (pointed, is_toggled)
}

fn column(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_max_width(WIDTH);
        content(ui);
    });
}

/// What the colours mean.
fn fills(ui: &mut Ui, scene: &Scene<'_>, pointed: &mut Option<Fill>) {
    let look = scene.look;
    match &scene.view.legend {
        MapLegend::Classes(legend) => {
            heading(ui, &legend.heading);
            classes(ui, legend, scene, pointed);
        }
        MapLegend::Bans(categories) => {
            for (class, count) in categories {
                let label = scene.words.get(&format!("ban-{}", class.id()));
                let colour =
                    if *class == BanClass::None { look.no_data } else { Look::screen(ban_colour(*class)) };
                let row = Row { label: &label, count: *count, share: None, colour, hatch: None };
                if row.show(ui, look).hovered() {
                    *pointed = Some(Fill::Ban(*class));
                }
            }
        }
    }
}

fn heading(ui: &mut Ui, text: &str) {
    if !text.is_empty() {
        ui.label(RichText::new(text).font(theme::bold(theme::size::SMALL)));
        ui.add_space(3.0);
    }
}

/// What no colour alone means.
fn others(ui: &mut Ui, scene: &Scene<'_>, points: Option<Status>, pointed: &mut Option<Fill>) {
    keys(ui, scene, pointed);
    if let Some(status) = points {
        kinds(ui, scene, status);
    }
}

/// In the upper right corner of the legend, where no text stands; says whether it was pressed.
fn fold_button(ui: &mut Ui, scene: &Scene<'_>, legend: Rect, is_folded: bool) -> bool {
    let corner = Rect::from_min_size(
        pos2(legend.right() - FOLD_SIDE - 3.0, legend.top() + 3.0),
        Vec2::splat(FOLD_SIDE),
    );
    let name = scene.words.get(if is_folded { "legend-unfold" } else { "legend-fold" });
    let icon = RichText::new(if is_folded { "▴" } else { "▾" }).color(scene.look.muted);
    let button = ui.put(corner, Button::new(icon).frame(false).small()).on_hover_text(&name);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    button.clicked()
}

/// Heading, the colours side by side with the numbers at which they change, and what else the map shows.
fn strip(ui: &mut Ui, scene: &Scene<'_>) {
    ramp(ui, scene);
    ui.add_space(2.0);
    let keys = map_keys(scene).into_iter().map(|key| (key.short, key.label, key.sign));
    let bans = match &scene.view.legend {
        MapLegend::Classes(_) => &[][..],
        MapLegend::Bans(categories) => categories,
    };
    let bans = bans.iter().map(|(class, _)| {
        let colour =
            if *class == BanClass::None { scene.look.no_data } else { Look::screen(ban_colour(*class)) };
        let (short, label) = (format!("legend-short-{}", class.id()), format!("ban-{}", class.id()));
        (short, scene.words.get(&label), Sign::Fill(colour, None))
    });
    // Side by side: a folded legend is low.
    ui.scope(|ui| {
        ui.set_max_width(WIDTH + ROOM_OF_KEYS);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(12.0, 1.0);
            for (short, label, sign) in bans.chain(keys) {
                short_key(ui, scene.look, (&scene.words.get(&short), &label), sign);
            }
        });
    });
}

/// A key of a folded legend, by its short name; the long one shows when it is pointed at.
fn short_key(ui: &mut Ui, look: &Look, (short, label): (&str, &str), sign: Sign) {
    const HEIGHT: f32 = 15.0;
    const GAP: f32 = 5.0;
    let font = theme::regular(theme::size::SMALL - 1.0);
    let text = ui.painter().layout_no_wrap(short.to_owned(), font, look.ink);
    let width = SWATCH.x + GAP + text.size().x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, HEIGHT), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    let swatch = swatch_in(rect).shrink2(Vec2::new(1.0, 1.5));
    let (colour, hatch) = match sign {
        Sign::Fill(colour, hatch) => (colour, hatch),
        Sign::Ban(_) | Sign::Dashed => (look.card, None),
    };
    fill_swatch(ui.painter(), swatch, colour, hatch, look);
    sign.draw_over(ui.painter(), swatch, look);
    let left = pos2(rect.left() + SWATCH.x + GAP, rect.center().y - text.size().y / 2.0);
    ui.painter().galley(left, text, look.ink);
    response.on_hover_text(label);
}

/// Fills a swatch as the map is filled.
fn fill_swatch(painter: &Painter, swatch: Rect, colour: Color32, hatch: Option<Color32>, look: &Look) {
    painter.rect_filled(swatch, 2.0, colour);
    if let Some(hatch) = hatch {
        let inside = painter.with_clip_rect(swatch.intersect(painter.clip_rect()));
        for step in -3..6 {
            let x = swatch.left() + step as f32 * 6.0;
            inside.line_segment([pos2(x, swatch.bottom()), pos2(x + SWATCH.y, swatch.top())], (1.2, hatch));
        }
    }
    painter.rect_stroke(swatch, 2.0, Stroke::new(0.5, look.muted), StrokeKind::Inside);
}

/// The colours side by side with the numbers at which they change; kinds of bans have names, not numbers.
fn ramp(ui: &mut Ui, scene: &Scene<'_>) {
    const NARROWEST: f32 = 26.0;
    const GAP: f32 = 8.0;
    let look = scene.look;
    let (colours, bounds): (Vec<Color32>, Vec<&str>) = match &scene.view.legend {
        MapLegend::Classes(legend) => {
            ui.horizontal(|ui| {
                heading(ui, &legend.heading);
                ui.add_space(FOLD_SIDE);
            });
            let [low, high] = &legend.ends;
            let bounds = std::iter::once(low).chain(&legend.breaks).chain([high]);
            let colours = legend.colours.iter().map(|&colour| Look::screen(colour));
            (colours.collect(), bounds.map(String::as_str).collect())
        }
        MapLegend::Bans(_) => {
            ui.horizontal(|ui| {
                heading(ui, &scene.view.text.title);
                ui.add_space(FOLD_SIDE);
            });
            return;
        }
    };
    let font = theme::regular(theme::size::SMALL);
    let numbers: Vec<_> = bounds
        .iter()
        .map(|text| ui.painter().layout_no_wrap((*text).to_owned(), font.clone(), look.muted))
        .collect();
    let widest = numbers.iter().map(|number| number.size().x).fold(0.0, f32::max);
    let height = numbers.iter().map(|number| number.size().y).fold(0.0, f32::max);
    let step = NARROWEST.max(widest + GAP);
    // The outer numbers stand half beyond the colours.
    let side = widest / 2.0;
    let width = side + step * colours.len() as f32 + side;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, SWATCH.y + height), Sense::hover());
    let at = |number: usize| rect.left() + side + step * number as f32;
    for (number, colour) in colours.into_iter().enumerate() {
        let swatch = Rect::from_min_size(pos2(at(number), rect.top()), Vec2::new(step, SWATCH.y));
        ui.painter().rect_filled(swatch, 0.0, colour);
        ui.painter().rect_stroke(swatch, 0.0, Stroke::new(0.5, look.muted), StrokeKind::Inside);
    }
    // A single value stands below its colour once.
    let is_single = bounds.len() == 2 && bounds[0] == bounds[1];
    for (number, galley) in numbers.into_iter().take(if is_single { 1 } else { usize::MAX }).enumerate() {
        let at = if is_single { at(0) + step / 2.0 } else { at(number) };
        let left = at - galley.size().x / 2.0;
        ui.painter().galley(pos2(left, rect.top() + SWATCH.y), galley, look.muted);
    }
}

fn classes(ui: &mut Ui, legend: &ClassLegend, scene: &Scene<'_>, pointed: &mut Option<Fill>) {
    let most = legend.counts.iter().copied().max().unwrap_or(0).max(1);
    for class in (0..legend.colours.len()).rev() {
        let label = class_label(legend, class, scene.words);
        let count = legend.counts.get(class).copied().unwrap_or(0);
        let row = Row {
            label: &label,
            count,
            share: Some(count as f32 / most as f32),
            colour: Look::screen(legend.colours[class]),
            hatch: None,
        };
        if row.show(ui, scene.look).hovered() {
            *pointed = Some(Fill::Class(class));
        }
    }
}

/// "2,000–5,000", "< 2,000", "≥ 10,000".
fn class_label(legend: &ClassLegend, class: usize, words: &Words) -> String {
    let lower = class.checked_sub(1).and_then(|at| legend.breaks.get(at)).or(Some(&legend.ends[0]));
    let upper = legend.breaks.get(class).or(Some(&legend.ends[1]));
    let known = |text: Option<&String>| text.filter(|text| !text.is_empty()).cloned();
    match (known(lower), known(upper)) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => words.with("legend-between", &[("low", &low), ("high", &high)]),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("< {high}"),
        (None, None) => words.get("legend-all"),
    }
}

/// What stands for a key.
#[derive(Clone, Copy)]
enum Sign {
    /// A colour, maybe hatched.
    Fill(Color32, Option<Color32>),
    /// How a ban is drawn over the colours.
    Ban(BanClass),
    /// A dashed border.
    Dashed,
}

/// What is not a class.
struct MapKey {
    label: String,
    /// Message that says it in a word or two.
    short: String,
    count: usize,
    sign: Sign,
    /// What it lights up when it is pointed at.
    fill: Option<Fill>,
}

/// What is not a class and occurs on the map: no data, only bounds, bans, disputed.
fn map_keys(scene: &Scene<'_>) -> Vec<MapKey> {
    let (look, words) = (scene.look, scene.words);
    let features = &scene.view.features;
    let count =
        |is_it: &dyn Fn(&MapFeature) -> bool| features.iter().filter(|feature| is_it(feature)).count();
    // A class of this map, so that the swatch equals what it stands for.
    let class = match &scene.view.legend {
        MapLegend::Classes(legend) => legend.colours.get(legend.colours.len() / 2),
        MapLegend::Bans(_) => None,
    };
    let ground = class.map_or(look.data_tint, |&colour| Look::screen(colour));
    let key = |count: usize, message: &str, short: &str, sign: Sign, fill: Option<Fill>| MapKey {
        label: words.get(message),
        short: format!("legend-short-{short}"),
        count,
        sign,
        fill,
    };
    let no_data = count(&|feature| feature.fill == Fill::NoData && !feature.is_disputed);
    let bounds = count(&|feature| feature.fill == Fill::BoundsOnly);
    let unsure = count(&|feature| feature.is_unsure);
    let disputed = count(&|feature| feature.is_disputed && feature.fill != Fill::Context);
    let wide = Sign::Fill(look.card, Some(look.border_strong));
    let is_by_colour = matches!(scene.view.legend, MapLegend::Bans(_));
    let drawn = BAN_CLASSES.into_iter().filter(|class| !(is_by_colour && *class == BanClass::Whole));
    let bans = drawn.map(|class| {
        let label = ban_label(class, scene.session.opened().is_some());
        key(count(&|feature| feature.ban == class), &label, class.id(), Sign::Ban(class), None)
    });
    let fills = [
        key(no_data, "legend-no-data", "no-data", Sign::Fill(look.no_data, None), Some(Fill::NoData)),
        key(bounds, "legend-bounds-only", "bounds-only", wide, Some(Fill::BoundsOnly)),
        key(unsure, "map-unsure", "unsure", Sign::Fill(ground, Some(look.unsure_hatch)), None),
    ];
    let disputed = key(disputed, "legend-disputed", "disputed", Sign::Dashed, None);
    fills.into_iter().chain(bans).chain([disputed]).filter(|key| key.count > 0).collect()
}

/// A row for each of them, with how many regions there are of it.
fn keys(ui: &mut Ui, scene: &Scene<'_>, pointed: &mut Option<Fill>) {
    let keys = map_keys(scene);
    if !keys.is_empty() {
        ui.add_space(4.0);
    }
    for key in keys {
        let (colour, hatch) = match key.sign {
            Sign::Fill(colour, hatch) => (colour, hatch),
            Sign::Ban(_) | Sign::Dashed => (scene.look.card, None),
        };
        let row = Row { label: &key.label, count: key.count, share: None, colour, hatch };
        let shown = row.show(ui, scene.look);
        if shown.hovered() && key.fill.is_some() {
            *pointed = key.fill;
        }
        key.sign.draw_over(ui.painter(), swatch_in(shown.rect), scene.look);
    }
}

impl Sign {
    /// Draws what is no fill over its swatch.
    fn draw_over(self, painter: &Painter, swatch: Rect, look: &Look) {
        match self {
            Self::Fill(..) => {}
            Self::Ban(BanClass::Whole) => {
                let edge = Stroke::new(2.2, look.ban);
                painter.rect_stroke(swatch.shrink(1.0), 2.0, edge, StrokeKind::Inside);
            }
            Self::Ban(class) => {
                draw_ban_sign(painter, class, swatch.center(), SWATCH.y / 2.0 - 1.0, look);
            }
            Self::Dashed => {
                let swatch = swatch.shrink(0.5);
                painter.rect_stroke(swatch, 2.0, Stroke::new(1.5, look.card), StrokeKind::Inside);
                let corners =
                    [swatch.left_top(), swatch.right_top(), swatch.right_bottom(), swatch.left_bottom()];
                let edge: Vec<_> = corners.into_iter().chain([corners[0]]).collect();
                painter.extend(Shape::dashed_line(&edge, Stroke::new(1.1, look.muted), 4.0, 3.0));
            }
        }
    }
}

/// Bans that are drawn over the colours, the strictest first.
const BAN_CLASSES: [BanClass; 4] = [BanClass::Whole, BanClass::Part, BanClass::Seasonal, BanClass::Planned];

/// A ring: with a bar across for a part of the region, with a snowflake for winter only, dashed
/// where it is only planned.
pub(super) fn draw_ban_sign(painter: &Painter, class: BanClass, centre: Pos2, radius: f32, look: &Look) {
    const CORNERS: usize = 32;
    let edge = Stroke::new(1.5, look.ban);
    let on_circle = |angle: f32, radius: f32| centre + Vec2::angled(angle) * radius;
    let is_planned = class == BanClass::Planned;
    painter.circle_filled(centre, radius + 1.5, look.card);
    if is_planned {
        let ring: Vec<Pos2> = (0..=CORNERS)
            .map(|at| on_circle(std::f32::consts::TAU * at as f32 / CORNERS as f32, radius))
            .collect();
        painter.extend(Shape::dashed_line(&ring, edge, 2.6, 2.0));
    } else {
        painter.circle_stroke(centre, radius, edge);
    }
    let is_seasonal = class == BanClass::Seasonal;
    let angles: &[f32] = if is_seasonal { &[30.0, 90.0, 150.0] } else { &[45.0] };
    let reach = if is_seasonal { radius * 0.72 } else { radius };
    for angle in angles.iter().map(|angle| angle.to_radians()) {
        let ends = [on_circle(angle, -reach), on_circle(angle, reach)];
        if is_planned {
            painter.extend(Shape::dashed_line(&ends, edge, 2.6, 2.0));
        } else {
            painter.line_segment(ends, edge);
        }
    }
}

/// That there are detections on the map, and how these came to be.
fn kinds_heading(ui: &mut Ui, scene: &Scene<'_>, status: Status) {
    let words = scene.words;
    ui.add_space(4.0);
    let word = words.get(&format!("status-{}", status.id()));
    let heading = words.with("legend-detections", &[("status", &word)]);
    let label = ui.label(RichText::new(heading).font(theme::bold(theme::size::SMALL)));
    if status == Status::Simulated {
        label.on_hover_text(words.get("show-simulated-hint"));
    }
}

/// The marks of detections, and how these came to be.
fn kinds(ui: &mut Ui, scene: &Scene<'_>, status: Status) {
    let (look, words) = (scene.look, scene.words);
    kinds_heading(ui, scene, status);
    for kind in DetectionKind::ALL {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::new(SWATCH.x, 16.0), Sense::hover());
            let stroke = Stroke::new(2.0, look.kinds[kind as usize]);
            ui.painter().add(mark(Some(kind), rect.center(), 4.5, look.card, stroke));
            let name = words.get(&format!("kind-{}", kind.id()));
            ui.label(RichText::new(name).size(theme::size::SMALL));
        });
    }
}

/// Where the swatch of a row is.
fn swatch_in(row: Rect) -> Rect {
    Rect::from_center_size(pos2(row.left() + SWATCH.x / 2.0, row.center().y), SWATCH)
}

struct Row<'a> {
    label: &'a str,
    count: usize,
    /// Length of its bar in the histogram; none has no bar.
    share: Option<f32>,
    colour: Color32,
    hatch: Option<Color32>,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, look: &Look) -> Response {
        const HEIGHT: f32 = 18.0;
        let (rect, response) =
            ui.allocate_exact_size(Vec2::new(ui.available_width().min(WIDTH), HEIGHT), Sense::hover());
        response.widget_info(|| {
            WidgetInfo::labeled(Role::Label, true, format!("{}: {}", self.label, self.count))
        });
        let painter = ui.painter();
        if response.hovered() {
            painter.rect_filled(rect.expand(2.0), 3.0, look.accent_tint);
        }
        let swatch = swatch_in(rect);
        fill_swatch(painter, swatch, self.colour, self.hatch, look);
        let left = swatch.right() + 8.0;
        let font = theme::regular(theme::size::SMALL);
        painter.text(pos2(left, rect.center().y), Align2::LEFT_CENTER, self.label, font.clone(), look.ink);
        let count = self.count.to_string();
        let right = pos2(rect.right(), rect.center().y);
        if let Some(share) = self.share {
            let field = Rect::from_min_max(
                pos2(rect.right() - BAR_WIDTH, rect.top() + 3.0),
                pos2(rect.right(), rect.bottom() - 3.0),
            );
            let bar = Rect::from_min_size(field.min, Vec2::new((BAR_WIDTH - 22.0) * share, field.height()));
            painter.rect_filled(bar, 1.0, look.muted.gamma_multiply(0.35));
            let at = pos2(bar.right() + 4.0, rect.center().y);
            painter.text(at, Align2::LEFT_CENTER, count, font, look.muted);
        } else {
            painter.text(right, Align2([Align::Max, Align::Center]), count, font, look.muted);
        }
        response
    }
}
