//! Owns the choropleth: regions filled by class or category, bans hatched over them, disputed
//! territories dashed, context, labels, legend. Does not choose figures, classes or words.
//!
//! Main type: [`MapFigure`].

mod labels;
mod legend;
mod shapes;

use super::{
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
use shapes::View;
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
#[derive(Clone, Debug, PartialEq)]
pub struct ClassLegend {
    /// Colours of the classes, lowest first.
    pub colours: Vec<Colour>,
    /// Labels of the breaks between them.
    pub breaks: Vec<String>,
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
    let entries = legend::entries(figure, words);
    let frame = Frame::lay_out(
        &figure.text,
        &entries.iter().map(|e| e.room.clone()).collect::<Vec<_>>(),
        figure.size,
        theme,
    );
    let view = View::fit(figure, frame.plot);
    let mut out = String::with_capacity(1 << 18);
    let mut runs = Vec::new();
    define_patterns(&mut out, theme, &frame);
    legend::draw(&entries, &frame, figure, theme, &mut out, &mut runs);
    out.push_str("<g clip-path=\"url(#map-plot)\">\n");
    view.draw_context(figure, theme, &mut out);
    draw_features(figure, &view, theme, &mut out);
    view.draw_water(figure, &mut out);
    view.draw_borders(figure, theme, &mut out);
    out.push_str("</g>\n");
    view.draw_scale_bar(&frame, theme, words, &mut out, &mut runs);
    labels::draw(figure, &view, &frame, theme, &mut out, &mut runs);
    frame.to_svg(words.lang(), &out, &runs)
}

fn draw_features(figure: &MapFigure<'_>, view: &View, theme: &Theme, out: &mut String) {
    for (number, feature) in figure.features.iter().enumerate() {
        let path = view.feature_path(number);
        if path.is_empty() {
            continue;
        }
        let _ = write!(out, "<path d=\"{path}\" fill-rule=\"evenodd\" ");
        let paint = match feature.fill {
            Fill::Class(class) => class_colour(figure, class, theme),
            Fill::Ban(class) => ban_colour(class),
            Fill::Context => CONTEXT,
            Fill::NoData => NO_DATA_GROUND,
            Fill::BoundsOnly => theme.paper,
        };
        // A stroke of the same colour closes the hairlines between neighbours.
        let _ = write!(out, "fill=\"{paint}\" stroke=\"{paint}\" stroke-width=\".6\"");
        if feature.description.is_empty() {
            out.push_str("/>\n");
        } else {
            out.push_str("><title>");
            escape_into(out, &feature.description);
            out.push_str("</title></path>\n");
        }
        let overlays = [
            (feature.fill == Fill::NoData && !feature.is_disputed, "no-data"),
            (feature.fill == Fill::BoundsOnly, "bounds"),
            (feature.is_disputed, "disputed"),
            (feature.has_ban, "ban"),
        ];
        for (_, pattern) in overlays.into_iter().filter(|(drawn, _)| *drawn) {
            // The fill below keeps the pointer.
            let _ = writeln!(
                out,
                "<path d=\"{path}\" fill-rule=\"evenodd\" fill=\"url(#map-{pattern})\" pointer-events=\"none\"/>"
            );
        }
    }
}

fn class_colour(figure: &MapFigure<'_>, class: usize, theme: &Theme) -> Colour {
    match &figure.legend {
        MapLegend::Classes(classes) => classes.colours.get(class).copied().unwrap_or(theme.no_data),
        MapLegend::Bans(_) => theme.no_data,
    }
}

/// Land that the figure says nothing of.
const CONTEXT: Colour = Colour::hex(0xf1_f2_f0);
/// Ground under the hatch of no data.
const NO_DATA_GROUND: Colour = Colour::hex(0xfb_fb_fa);
/// Lakes, rivers and the sea's edge.
const WATER: Colour = Colour::hex(0xd5_e3_ec);

/// Hatches: each with a direction and rhythm of its own, so that they differ in black and white.
fn define_patterns(out: &mut String, theme: &Theme, frame: &Frame) {
    let step = (6.0 * frame.sizes.scale).clamp(4.0, 10.0).round();
    let mut hatch = |id: &str, angle: i32, step: f64, stroke: &str, colour: Colour| {
        let _ = writeln!(
            out,
            "<pattern id=\"map-{id}\" width=\"{step}\" height=\"{step}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate({angle})\"><path d=\"M0 {}H{step}\" stroke=\"{colour}\" {stroke}/></pattern>",
            step / 2.0
        );
    };
    hatch("no-data", -45, step, "stroke-width=\".9\"", Colour::hex(0xcf_d3_d6));
    hatch("bounds", 90, step, "stroke-width=\"1.6\" stroke-opacity=\".75\"", theme.change);
    hatch("disputed", 45, step, "stroke-width=\".9\" stroke-dasharray=\"2 1\"", theme.no_data);
    hatch("ban", 45, step * 1.4, "stroke-width=\"1.4\" stroke-opacity=\".85\"", theme.ink);
    let plot = frame.plot;
    let _ = writeln!(
        out,
        "<clipPath id=\"map-plot\"><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/></clipPath>",
        plot.x, plot.y, plot.w, plot.h
    );
}
