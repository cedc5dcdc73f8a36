//! Owns the choropleth: regions filled by class or category, bans hatched over them, disputed
//! territories dashed, context, labels, legend. Does not choose figures, classes or words.
//!
//! Main type: [`MapFigure`].

mod bans;
mod clip;
mod fit;
mod flows;
mod free;
mod ground;
mod inset;
mod labels;
mod legend;
mod locator;
mod multiples;
mod no_room;
mod outlines;
mod plan;
mod scale_bar;
mod shapes;
mod symbols;

use super::{
    boxes::{Placer, Rect},
    frame::{Frame, FrameText},
    palette::ban_colour,
    run::TextRun,
    scene::{Item, Page, Paint, PathData, Stroke},
    style::{Colour, Paper, Theme},
};
use crate::{
    atlas::{BanClass, Geography},
    lang::Words,
};
pub use flows::MapFlow;
use inset::Inset;
pub use inset::MapInsets;
use labels::Labelled;
pub use legend::{ban_label, count_bans};
pub use locator::Locator;
pub use multiples::{MapPanel, multiples_page};
pub use no_room::NoRoom;
pub(super) use outlines::map_rings;
pub use outlines::{MapOutlines, map_outlines, map_places};
use plan::Plan;
use shapes::{Edge, Part, Projected, View};
use std::collections::HashSet;
pub use symbols::{MapSymbol, SymbolLegend};

/// How a boundary feature is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Its figure lies in this class.
    Class(usize),
    /// Its category of bans.
    Ban(BanClass),
    /// There is no figure.
    NoData,
    /// Only bounds are known, and they span classes.
    BoundsOnly,
    /// Not part of the area shown; drawn for context.
    Context,
}

/// One boundary feature of a map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapFeature {
    /// How it is filled.
    pub fill: Fill,
    /// Whether its territory is disputed: its border is dashed.
    pub is_disputed: bool,
    /// Whether its figure could as well lie in another class, so far apart are its bounds: paler.
    pub is_unsure: bool,
    /// The strictest ban on mining, drawn over the fill.
    pub ban: BanClass,
    /// Towns that it covers (longitude and latitude), where it does not cover all of the region.
    pub ban_places: Vec<[f64; 2]>,
    /// Shown when pointed at, and read out: name, figure, interval, status.
    pub description: String,
    /// Its name, drawn in an inset where there is room.
    pub name: String,
    /// Drawn if there is room.
    pub label: Option<MapLabel>,
}

impl MapFeature {
    /// Whether a ban holds and is not only planned or asked for.
    #[must_use]
    pub const fn has_ban(&self) -> bool {
        self.ban.holds()
    }

    const fn is_banned_by_colour(&self) -> bool {
        matches!(self.fill, Fill::Ban(_))
    }
}

/// Name and figure of a region, to stand on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapLabel {
    /// Name of the region.
    pub name: String,
    /// Its figure with its interval; empty for none.
    pub figure: String,
    /// The larger, the earlier it gets room.
    pub weight: f64,
}

/// The key of a map's classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassLegend {
    /// Colours of the classes, lowest first.
    pub colours: Vec<Colour>,
    /// What is counted, in which unit.
    pub heading: String,
    /// Labels of the breaks between them.
    pub breaks: Vec<String>,
    /// The lowest and the highest value; empty where the classes do not tell.
    pub ends: [String; 2],
    /// How many regions are in each.
    pub counts: Vec<usize>,
}

/// The key of a map of two metrics: a square of classes of both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BivariateLegend {
    /// Colours in rows from the lowest class upwards, each from left to right.
    pub colours: Vec<Colour>,
    /// What grows to the right, and what grows upwards.
    pub headings: [String; 2],
    /// Labels of the breaks of both.
    pub breaks: [Vec<String>; 2],
}

/// What a map's colours mean.
#[derive(Clone, Debug, PartialEq)]
pub enum MapLegend {
    /// Classes of a number.
    Classes(ClassLegend),
    /// Categories of bans, with how many regions are in each.
    Bans(Vec<(BanClass, usize)>),
}

/// What a printed map is read by.
#[derive(Clone, Debug, PartialEq)]
pub enum MapKey {
    /// One metric in colours.
    Colours(MapLegend),
    /// Two metrics in colours; fills count the classes as the colours are counted.
    Bivariate(BivariateLegend),
    /// Circles; regions with a figure are of one class.
    Symbols(SymbolLegend),
    /// Kinds that have no order: fills count them as they stand.
    Kinds(KindLegend),
}

/// The key of a map of kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KindLegend {
    /// What they are kinds of.
    pub heading: String,
    /// Colour and meaning of each.
    pub kinds: Vec<(Colour, String)>,
}

/// A dot with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPlace {
    /// Longitude and latitude in degrees.
    pub lon_lat: [f64; 2],
    /// Name.
    pub name: String,
    /// The larger, the earlier it gets room.
    pub weight: f64,
}

/// A map to be drawn.
#[derive(Clone, Debug)]
pub struct MapFigure<'a> {
    /// Title, notes, sources.
    pub text: FrameText,
    /// Size and theme of the page.
    pub paper: Paper,
    /// Shapes and projection.
    pub geography: &'a Geography,
    /// One entry a boundary feature.
    pub features: Vec<MapFeature>,
    /// Whether the view closes in on the features that are not context.
    pub is_close_up: bool,
    /// What it is read by.
    pub key: MapKey,
    /// Whether classes are told apart by lines too, closer for higher classes.
    pub has_patterns: bool,
    /// Whether what is coloured are municipalities, not regions.
    pub are_municipalities: bool,
    /// Circles in regions.
    pub symbols: Vec<MapSymbol>,
    /// Arrows between regions.
    pub flows: Vec<MapFlow>,
    /// Towns to show.
    pub places: Vec<MapPlace>,
    /// Which parts are drawn larger, where the page has room.
    pub insets: MapInsets,
    /// When the bans hold, where the figures are of another time; else empty.
    pub bans_when: String,
}

/// The map as a page.
///
/// # Errors
/// The page holds no legend beside a map that can be read.
pub fn map_page(figure: &MapFigure<'_>, words: &Words) -> Result<Page, NoRoom> {
    let Some(projected) = Projected::of(figure) else {
        let frame = Frame::lay_out_around(&figure.text, figure.paper, 1.0);
        return Ok(frame.into_page(words.lang(), Vec::new(), Vec::new()));
    };
    let plan_on =
        |paper: Paper| Plan::for_land(&projected.outline, &MapFigure { paper, ..figure.clone() }, words);
    let Plan { frame, fit, legend } =
        plan_on(figure.paper).ok_or_else(|| NoRoom::on(figure.paper, |paper| plan_on(paper).is_some()))?;
    let view = View::new(&projected, figure, frame.page, frame.sizes.scale, fit, Edge::Open);
    let card = legend.as_ref().map(|(block, at)| Rect::new(at[0], at[1], block.size.0, block.size.1));
    let insets = inset::choose(figure, &projected, &view, &frame, words, card.into_iter().collect());
    let texts = || {
        let (mut items, mut runs) = (Vec::new(), Vec::new());
        let mut placer = Placer::new(frame.page.inset(frame.sizes.margin * 0.4));
        for run in &frame.runs {
            placer.take(run.bounds().inset(-frame.sizes.gap * 0.8));
        }
        if let Some((block, at)) = &legend {
            let room = Rect::new(at[0], at[1], block.size.0, block.size.1).inset(-frame.sizes.gap);
            block.draw(*at, &frame, &mut items, &mut runs);
            placer.take(room);
        }
        for inset in &insets {
            placer.take(inset.room().inset(-frame.sizes.gap * 0.5));
            inset.draw_texts(figure, &view, &frame, words, &mut items);
        }
        let place = |feature: usize| labels::anchor_of(view.rings(feature));
        let radius = |feature: usize| symbols::radius_in(figure, feature, &frame);
        let mut rooms = flows::draw(figure, place, radius, &frame, &mut items);
        let mut marks = symbols::draw(figure, &view, place, &frame, &mut items);
        marks.append(&mut rooms);
        for inset in &insets {
            inset.draw_letter(&view, &frame, &mut placer, &mut items);
        }
        if !figure.symbols.is_empty() {
            // A circle may reach under a title.
            let paper = frame.theme.paper;
            items.extend(frame.runs.iter().map(|run| {
                Item::Halo(TextRun { colour: paper, ..run.clone() }, Stroke::new(paper, labels::HALO))
            }));
        }
        scale_bar::draw(&view, &frame, &mut placer, &marks, words, &mut items, &mut runs);
        marks.extend(insets.iter().flat_map(Inset::edges));
        let enlarged: HashSet<usize> = insets.iter().flat_map(Inset::members).copied().collect();
        let signs = bans::draw_signs(figure, &view, &frame, |number| !enlarged.contains(&number), &mut items);
        let taken = labels::Taken { placer, marks, signs };
        labels::draw(figure, &view, &frame, taken, Labelled::AllBut(&enlarged), &mut items);
        (items, runs)
    };
    let ground = || {
        let mut items = draw_ground(figure, &view, &frame, card);
        for inset in &insets {
            inset.draw_ground(figure, &frame, &mut items);
        }
        items
    };
    // Side by side: about half of the work each.
    let (mut items, (over, runs)) = rayon::join(ground, texts);
    items.extend(over);
    Ok(frame.into_page(words.lang(), items, runs))
}

impl MapFigure<'_> {
    /// The pattern of a class; none for the lowest, and where colours do without.
    fn class_pattern(&self, fill: Fill) -> Option<Hatch> {
        let is_classed = self.has_patterns && matches!(self.key, MapKey::Colours(MapLegend::Classes(_)));
        match fill {
            Fill::Class(class) if is_classed && class > 0 => Some(Hatch::Class(class)),
            _ => None,
        }
    }
}

/// Land and water: what is context, faded towards the texts, then the area shown.
fn draw_ground(figure: &MapFigure<'_>, view: &View, frame: &Frame, card: Option<Rect>) -> Vec<Item> {
    let theme = &frame.theme;
    let context = || {
        let mut out = Vec::new();
        view.draw_land(figure, theme, &mut out);
        for number in 0..figure.features.len() {
            if figure.features[number].fill == Fill::Context {
                draw_feature(figure, number, view, frame, &mut out, &mut Vec::new());
            }
        }
        view.draw_context_borders(figure, theme, &mut out);
        view.draw_water(Part::All, theme, &mut out);
        draw_fades(frame, &mut out);
        if let Some(room) = card {
            draw_card(&room, theme, &mut out);
        }
        out
    };
    let regions = || {
        let mut out = Vec::new();
        draw_regions(figure, view, frame, &mut out);
        out
    };
    let lines = || {
        let mut out = Vec::new();
        view.draw_water(Part::Shown, theme, &mut out);
        view.draw_borders(figure, theme, &mut out);
        bans::draw_outlines(figure, view, theme, &mut out);
        out
    };
    // Side by side: each is a third of the work.
    let (mut items, (regions, lines)) = rayon::join(context, || rayon::join(regions, lines));
    items.extend(regions);
    items.extend(lines);
    items
}

/// The regions of the area shown, and over them one set of lines for each thing that is to be
/// known of some of them.
fn draw_regions(figure: &MapFigure<'_>, view: &View, frame: &Frame, out: &mut Vec<Item>) {
    let mut hatches: Vec<(Stroke, PathData)> = Vec::new();
    for number in 0..figure.features.len() {
        if figure.features[number].fill != Fill::Context {
            draw_feature(figure, number, view, frame, out, &mut hatches);
        }
    }
    out.extend(hatches.into_iter().map(|(stroke, lines)| Item::lines(lines, stroke)));
    for (number, at) in &view.specks {
        let (radius, edge) = (SPECK_EM * frame.sizes.small.size, Stroke::new(frame.theme.muted, 1.0));
        let mark = Item::disc(*at, radius, paint_of(figure, *number, &frame.theme)).edged(edge);
        out.push(mark.noted(figure.features[*number].description.clone()));
    }
}

/// Radius of the mark of a region that is too small to be seen, in letters.
const SPECK_EM: f64 = 0.25;

/// A region in its colour; lines over it are added to those of the others.
fn draw_feature(
    figure: &MapFigure<'_>,
    number: usize,
    view: &View,
    frame: &Frame,
    out: &mut Vec<Item>,
    hatches: &mut Vec<(Stroke, PathData)>,
) {
    let (feature, theme) = (&figure.features[number], &frame.theme);
    let path = view.feature_path(number);
    if path.is_empty() {
        return;
    }
    let overlays = [(feature.fill == Fill::BoundsOnly, Hatch::Bounds), (feature.is_unsure, Hatch::Unsure)];
    let drawn = overlays.into_iter().filter(|(is_drawn, _)| *is_drawn).map(|(_, hatch)| hatch);
    for hatch in figure.class_pattern(feature.fill).into_iter().chain(drawn) {
        for (stroke, lines) in hatch.lines(&path, frame) {
            match hatches.iter_mut().find(|(known, _)| *known == stroke) {
                Some((_, all)) => all.append(&lines),
                None => hatches.push((stroke, lines)),
            }
        }
    }
    let paint = paint_of(figure, number, theme);
    let area = Item::area(path, paint).noted(feature.description.clone());
    // Hairlines between neighbours lie below their border; across the cut of the map there is none.
    out.push(if view.crosses_seam(number) { area.edged(Stroke::new(paint, 0.6)) } else { area });
}

/// The colour of a feature, below its hatches.
fn paint_of(figure: &MapFigure<'_>, number: usize, theme: &Theme) -> Colour {
    let feature = &figure.features[number];
    match feature.fill {
        Fill::Class(class) => class_colour(figure, class, theme),
        Fill::Ban(class) => ban_colour(class),
        Fill::Context => theme.land,
        Fill::NoData if feature.is_disputed => theme.paper,
        Fill::NoData => theme.unknown,
        Fill::BoundsOnly => theme.paper,
    }
}

fn class_colour(figure: &MapFigure<'_>, class: usize, theme: &Theme) -> Colour {
    let colours = match &figure.key {
        MapKey::Colours(MapLegend::Classes(classes)) => &classes.colours,
        MapKey::Bivariate(square) => &square.colours,
        MapKey::Symbols(_) => return theme.plain,
        MapKey::Kinds(legend) => return legend.kinds.get(class).map_or(theme.no_data, |kind| kind.0),
        MapKey::Colours(MapLegend::Bans(_)) => return theme.no_data,
    };
    colours.get(class).copied().unwrap_or(theme.no_data)
}

/// What lines over a region mean: that its figure is uncertain, or, where colours do without, its
/// class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hatch {
    Bounds,
    Unsure,
    /// A class above the lowest, by its number.
    Class(usize),
}

impl Hatch {
    /// Lines over an area. Dark lines with a light seam show on dark fills as well as on light.
    fn lines(self, path: &PathData, frame: &Frame) -> Vec<(Stroke, PathData)> {
        let theme = &frame.theme;
        let step = (6.0 * frame.sizes.scale).clamp(4.0, 10.0).round();
        // Widths and shifts of lines are those for a step of 6.
        let unit = step / 6.0;
        let (paper, ink) = (theme.paper, theme.ink);
        let lines = |angle: f64, step: f64, shift: f64| path.hatched(angle, step, shift * unit);
        let stroke = |colour: Colour, width: f64| Stroke::new(colour, width * unit);
        let drawn = match self {
            Self::Class(class) => {
                vec![(stroke(ink, 0.7), lines(0.0, (step * 3.0 / class.max(1) as f64).max(3.0), 0.0))]
            }
            Self::Unsure => vec![(stroke(paper, 1.7), lines(-45.0, step, 0.0))],
            Self::Bounds => vec![(stroke(theme.border, 0.9), lines(-45.0, step, 0.0))],
        };
        drawn.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
    }
}

/// Lets the context fade into the paper under head and foot.
fn draw_fades(frame: &Frame, out: &mut Vec<Item>) {
    let (page, paper, length) = (frame.page, frame.theme.paper, frame.sizes.margin * 1.5);
    let (top, bottom) = (frame.plot.y - frame.sizes.gap, frame.plot.bottom() + frame.sizes.gap);
    let mut band = |from: f64, to: f64, opacity: f64| {
        let path = PathData::of_box(&Rect::new(0.0, from, page.w, to - from));
        out.push(Item::area(path, Paint { colour: paper, opacity }));
    };
    band(0.0, top, 1.0);
    band(bottom, page.h, 1.0);
    for step in 0..FADES {
        let (near, far) = (f64::from(step) / f64::from(FADES), f64::from(step + 1) / f64::from(FADES));
        let opacity = 1.0 - f64::midpoint(near, far);
        band(top + length * near, top + length * far, opacity);
        band(bottom - length * far, bottom - length * near, opacity);
    }
}

/// Pales the context under the legend, softly towards the edges.
fn draw_card(room: &Rect, theme: &Theme, out: &mut Vec<Item>) {
    for step in 0..CARD_STEPS {
        let card = room.inset(-4.0 * f64::from(step));
        out.push(Item::area(PathData::of_box(&card), Paint { colour: theme.paper, opacity: 0.3 }));
    }
}

/// Steps in which the context fades.
const FADES: u32 = 12;
/// Sheets that lie over each other under the legend.
const CARD_STEPS: u32 = 7;

#[cfg(test)]
mod tests;
