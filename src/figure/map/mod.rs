//! Owns the choropleth: regions filled by class or category, bans hatched over them, disputed
//! territories dashed, context, labels, legend. Does not choose figures, classes or words.
//!
//! Main type: [`MapFigure`].

mod fit;
mod ground;
mod labels;
mod legend;
mod outlines;
mod plan;
mod scale_bar;
mod shapes;

use super::{
    boxes::{Placer, Rect},
    frame::{Frame, FrameText},
    palette::ban_colour,
    style::{Colour, Theme},
    svg::escape_into,
};
use crate::{
    atlas::{BanClass, Geography},
    lang::Words,
};
pub use legend::count_bans;
pub(super) use outlines::map_rings;
pub use outlines::{MapOutlines, map_outlines};
use plan::Plan;
use shapes::{Part, Projected, View};
use std::fmt::Write as _;

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
    /// Whether its territory is disputed: dashed and hatched.
    pub is_disputed: bool,
    /// Whether its figure could as well lie in another class, so far apart are its bounds: paler.
    pub is_unsure: bool,
    /// Whether a ban holds, to be hatched over the fill.
    pub has_ban: bool,
    /// Shown when pointed at, and read out: name, figure, interval, status.
    pub description: String,
    /// Drawn if there is room.
    pub label: Option<MapLabel>,
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

/// What a map's colours mean.
#[derive(Clone, Debug, PartialEq)]
pub enum MapLegend {
    /// Classes of a number.
    Classes(ClassLegend),
    /// Categories of bans, with how many regions are in each.
    Bans(Vec<(BanClass, usize)>),
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
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Shapes and projection.
    pub geography: &'a Geography,
    /// One entry a boundary feature.
    pub features: Vec<MapFeature>,
    /// Whether the view closes in on the features that are not context.
    pub is_close_up: bool,
    /// What the colours mean.
    pub legend: MapLegend,
    /// Towns to show.
    pub places: Vec<MapPlace>,
}

/// The map as SVG.
#[must_use]
pub fn map_svg(figure: &MapFigure<'_>, theme: &Theme, words: &Words) -> String {
    let mut out = String::with_capacity(1 << 18);
    let Some(projected) = Projected::of(figure) else {
        let frame = Frame::lay_out_around(&figure.text, figure.size, theme, 1.0);
        return frame.to_svg(words.lang(), "", &[]);
    };
    let Plan { frame, fit, legend } = Plan::for_land(&projected.outline, figure, theme, words);
    let view = View::new(&projected, figure, &frame, fit);
    define_patterns(&mut out, theme, &frame);
    let card = legend.as_ref().map(|(block, at)| Rect::new(at[0], at[1], block.size.0, block.size.1));
    let texts = || {
        let (mut out, mut runs) = (String::new(), Vec::new());
        let mut placer = Placer::new(frame.page.inset(frame.sizes.margin * 0.4));
        for run in &frame.runs {
            placer.take(run.bounds());
        }
        if let Some((block, at)) = &legend {
            let room = Rect::new(at[0], at[1], block.size.0, block.size.1).inset(-frame.sizes.gap);
            block.draw(*at, theme, &mut out, &mut runs);
            placer.take(room);
        }
        scale_bar::draw(&view, &frame, &mut placer, words, theme, &mut out, &mut runs);
        labels::draw(figure, &view, &frame, theme, placer, &mut out, &mut runs);
        (out, runs)
    };
    let ground = || draw_ground(figure, &view, &frame, card, theme);
    // Side by side: about half of the work each.
    let (ground, (over, runs)) = rayon::join(ground, texts);
    out.push_str(&ground);
    out.push_str(&over);
    frame.to_svg(words.lang(), &out, &runs)
}

/// Land and water: what is context, faded towards the texts, then the area shown.
fn draw_ground(
    figure: &MapFigure<'_>,
    view: &View,
    frame: &Frame,
    card: Option<Rect>,
    theme: &Theme,
) -> String {
    let context = || {
        let mut out = String::new();
        view.draw_land(figure, theme, &mut out);
        for number in 0..figure.features.len() {
            if figure.features[number].fill == Fill::Context {
                draw_feature(figure, number, &view.feature_path(number), theme, &mut out);
            }
        }
        view.draw_context_borders(figure, theme, &mut out);
        view.draw_water(figure, Part::All, &mut out);
        draw_fades(frame, theme, &mut out);
        if let Some(room) = card {
            draw_card(&room, theme, &mut out);
        }
        out
    };
    let regions = || {
        let mut out = String::new();
        draw_unknown(figure, view, &mut out);
        for (number, feature) in figure.features.iter().enumerate() {
            let path = match feature.fill {
                Fill::Context => continue,
                Fill::NoData if !feature.is_disputed && !feature.has_ban => continue,
                _ => view.feature_path(number),
            };
            if !path.is_empty() {
                draw_feature(figure, number, &path, theme, &mut out);
            }
        }
        out
    };
    let lines = || {
        let mut out = String::new();
        view.draw_water(figure, Part::Shown, &mut out);
        view.draw_borders(figure, theme, &mut out);
        out
    };
    // Side by side: each is a third of the work.
    let (context, (regions, lines)) = rayon::join(context, || rayon::join(regions, lines));
    ["<g clip-path=\"url(#map-page)\">\n", &context, &regions, &lines, "</g>\n"].concat()
}

/// Regions without data: their shapes once, and one hatch over all of them.
fn draw_unknown(figure: &MapFigure<'_>, view: &View, out: &mut String) {
    let is_plain = |f: &MapFeature| f.fill == Fill::NoData && !f.is_disputed && !f.has_ban;
    if !figure.features.iter().any(is_plain) {
        return;
    }
    let ground = NO_DATA_GROUND;
    let _ =
        writeln!(out, "<g fill=\"{ground}\" stroke=\"{ground}\" stroke-width=\".6\"><g id=\"map-unknown\">");
    for (number, feature) in figure.features.iter().enumerate().filter(|(_, feature)| is_plain(feature)) {
        let path = view.feature_path(number);
        if !path.is_empty() {
            let _ = write!(out, "<path d=\"{path}\" fill-rule=\"evenodd\"");
            describe(feature, "path", out);
        }
    }
    out.push_str("</g></g>\n");
    // The shapes below keep the pointer.
    out.push_str("<use href=\"#map-unknown\" fill=\"url(#map-no-data)\" pointer-events=\"none\" aria-hidden=\"true\"/>\n");
}

/// Closes the tag of a shape, with its description for those who point at it or listen.
/// Ends the open element `tag` with what is shown when it is pointed at.
fn describe(feature: &MapFeature, tag: &str, out: &mut String) {
    if feature.description.is_empty() {
        out.push_str("/>\n");
    } else {
        out.push_str("><title>");
        escape_into(out, &feature.description);
        let _ = writeln!(out, "</title></{tag}>");
    }
}

fn draw_feature(figure: &MapFigure<'_>, number: usize, path: &str, theme: &Theme, out: &mut String) {
    let feature = &figure.features[number];
    let paint = paint_of(figure, number, theme);
    let overlays = [
        (feature.fill == Fill::NoData && !feature.is_disputed, "no-data"),
        (feature.fill == Fill::BoundsOnly, "bounds"),
        (feature.is_unsure, "unsure"),
        (feature.is_disputed && feature.fill != Fill::Context, "disputed"),
        (feature.has_ban, "ban"),
    ];
    let hatches = || overlays.into_iter().filter(|(drawn, _)| *drawn);
    // A shape that is painted several times is written once.
    let tag = if hatches().next().is_some() {
        let _ = writeln!(
            out,
            "<defs><path id=\"map-shape-{number}\" d=\"{path}\" fill-rule=\"evenodd\"/></defs>"
        );
        let _ = write!(out, "<use href=\"#map-shape-{number}\"");
        "use"
    } else {
        let _ = write!(out, "<path d=\"{path}\" fill-rule=\"evenodd\"");
        "path"
    };
    // A stroke of the same colour closes the hairlines between neighbours.
    let _ = write!(out, " fill=\"{paint}\" stroke=\"{paint}\" stroke-width=\".6\"");
    describe(feature, tag, out);
    for (_, pattern) in hatches() {
        let _ = writeln!(
            out,
            "<use href=\"#map-shape-{number}\" fill=\"url(#map-{pattern})\" pointer-events=\"none\"/>"
        );
    }
}

/// The colour of a feature, below its hatches.
fn paint_of(figure: &MapFigure<'_>, number: usize, theme: &Theme) -> Colour {
    let feature = &figure.features[number];
    match feature.fill {
        Fill::Class(class) => class_colour(figure, class, theme),
        Fill::Ban(class) => ban_colour(class),
        Fill::Context => CONTEXT,
        Fill::NoData if feature.is_disputed => theme.paper,
        Fill::NoData => NO_DATA_GROUND,
        Fill::BoundsOnly => theme.paper,
    }
}

fn class_colour(figure: &MapFigure<'_>, class: usize, theme: &Theme) -> Colour {
    match &figure.legend {
        MapLegend::Classes(classes) => classes.colours.get(class).copied().unwrap_or(theme.no_data),
        MapLegend::Bans(_) => theme.no_data,
    }
}

/// Land that the figure says nothing of.
const CONTEXT: Colour = Colour::hex(0xf4_f4_f2);
/// Ground under the hatch of no data: a grey that no class has.
const NO_DATA_GROUND: Colour = Colour::hex(0xe3_e5_e7);
/// Borders between regions on pale grounds.
const BORDER: Colour = Colour::hex(0xa9_b0_b6);
/// Lakes, rivers and the sea's edge.
const WATER: Colour = Colour::hex(0xd0_e1_ec);

/// Hatches: each with a direction and rhythm of its own, so that they differ in black and white.
/// Dark lines with a light seam show on dark fills as well as on light ones.
fn define_patterns(out: &mut String, theme: &Theme, frame: &Frame) {
    let step = (6.0 * frame.sizes.scale).clamp(4.0, 10.0).round();
    // Widths and shifts of lines are those for a step of 6.
    let unit = step / 6.0;
    let mut hatch = |id: &str, angle: i32, step: f64, lines: &[(Colour, f64, f64)], is_crossed: bool| {
        let _ = write!(
            out,
            "<pattern id=\"map-{id}\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate({angle})\">"
        );
        for (colour, width, shift) in lines {
            let (at, width) = (step / 2.0 + shift * unit, width * unit);
            let across = if is_crossed { format!("M{at:.2} 0V{step}") } else { String::new() };
            let _ = write!(
                out,
                "<path d=\"M0 {at:.2}H{step}{across}\" stroke=\"{colour}\" stroke-width=\"{width:.2}\"/>"
            );
        }
        out.push_str("</pattern>\n");
    };
    let (paper, ink) = (theme.paper, theme.ink);
    hatch("no-data", -45, step, &[(paper, 1.3, 0.0)], false);
    hatch("unsure", -45, step, &[(paper, 1.7, 0.0)], false);
    hatch("bounds", 90, step, &[(theme.change, 1.6, 0.0)], false);
    hatch("disputed", 45, step, &[(paper, 2.0, 0.0), (theme.axis, 0.8, 0.0)], true);
    hatch("ban", 45, step * 2.0, &[(paper, 1.4, -0.7), (ink, 1.4, 0.7)], false);
    let (w, h) = (frame.page.w, frame.page.h);
    let _ = writeln!(out, "<clipPath id=\"map-page\"><rect width=\"{w}\" height=\"{h}\"/></clipPath>");
    let stops = |from: u8, to: u8| {
        format!(
            "<stop offset=\"0\" stop-color=\"{paper}\" stop-opacity=\"{from}\"/>\
             <stop offset=\"1\" stop-color=\"{paper}\" stop-opacity=\"{to}\"/>"
        )
    };
    for (id, from, to) in [("down", 1, 0), ("up", 0, 1)] {
        let _ = writeln!(
            out,
            "<linearGradient id=\"map-fade-{id}\" x2=\"0\" y2=\"1\">{}</linearGradient>",
            stops(from, to)
        );
    }
}

/// Lets the context fade into the paper under head and foot.
fn draw_fades(frame: &Frame, theme: &Theme, out: &mut String) {
    let (w, paper, length) = (frame.page.w, theme.paper, frame.sizes.margin * 1.5);
    let (top, bottom) = (frame.plot.y - frame.sizes.gap, frame.plot.bottom() + frame.sizes.gap);
    let _ = writeln!(
        out,
        "<g pointer-events=\"none\"><path d=\"M0 0H{w}V{top:.1}H0z\" fill=\"{paper}\"/>\
         <rect y=\"{top:.1}\" width=\"{w}\" height=\"{length:.1}\" fill=\"url(#map-fade-down)\"/>\
         <path d=\"M0 {bottom:.1}H{w}V{:.1}H0z\" fill=\"{paper}\"/>\
         <rect y=\"{:.1}\" width=\"{w}\" height=\"{length:.1}\" fill=\"url(#map-fade-up)\"/></g>",
        frame.page.h,
        bottom - length
    );
}

/// Pales the context under the legend, softly towards the edges.
fn draw_card(room: &Rect, theme: &Theme, out: &mut String) {
    let _ = write!(out, "<g fill=\"{}\" fill-opacity=\".3\" pointer-events=\"none\">", theme.paper);
    for step in 0..CARD_STEPS {
        let card = room.inset(-4.0 * f64::from(step));
        let _ = write!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{}\"/>",
            card.x,
            card.y,
            card.w,
            card.h,
            4 * step + 4
        );
    }
    out.push_str("</g>\n");
}

/// Sheets that lie over each other under the legend.
const CARD_STEPS: u32 = 7;

#[cfg(test)]
mod tests;
