//! Owns the circles of a map of proportional symbols: one in each region, its area the figure, with
//! the most that the figure can be around it. Does not choose figures.

use super::{Fill, MapFigure, MapKey, shapes::View};
use crate::{
    boxes::Rect,
    frame::Frame,
    geo::Point,
    scene::{Item, Paint, PathData, Stroke},
    style::{Colour, StatusMark, Theme},
};

/// The circle of one region.
#[derive(Clone, Debug, PartialEq)]
pub struct MapSymbol {
    /// Number of the boundary feature that it stands in.
    pub feature: usize,
    /// The figure, not negative.
    pub value: f64,
    /// The most that it can be; none where it is exact or not known.
    pub most: Option<f64>,
    /// How its status looks.
    pub mark: StatusMark,
}

/// The key of a map of circles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SymbolLegend {
    /// What is counted, in which unit.
    pub heading: String,
    /// The largest figure that is drawn.
    pub largest: f64,
    /// Round figures with their labels, the largest first.
    pub steps: Vec<(f64, String)>,
}

/// Radius of the largest circle on a page of 1200 × 675, and its bounds on others.
const LARGEST_PX: f64 = 34.0;
const LARGEST_BETWEEN_PX: (f64, f64) = (11.0, 80.0);
/// A smaller circle would not be seen.
const SMALLEST_PX: f64 = 1.4;

impl SymbolLegend {
    /// Radius in pixels of the circle of a figure on a page of this scale.
    pub(super) fn radius(&self, value: f64, page_scale: f64) -> f64 {
        let largest = (LARGEST_PX * page_scale).clamp(LARGEST_BETWEEN_PX.0, LARGEST_BETWEEN_PX.1);
        (largest * (value / self.largest.max(f64::MIN_POSITIVE)).max(0.0).sqrt()).max(SMALLEST_PX)
    }
}

/// Radius of the circle in a feature; zero without one.
pub(super) fn radius_in(figure: &MapFigure<'_>, feature: usize, frame: &Frame) -> f64 {
    let MapKey::Symbols(legend) = &figure.key else { return 0.0 };
    let symbol = figure.symbols.iter().find(|symbol| symbol.feature == feature);
    symbol.map_or(0.0, |symbol| legend.radius(symbol.value, frame.sizes.scale))
}

/// Draws the circles at their places, large ones below small ones; gives the room of
/// each, for labels to keep out of.
pub(super) fn draw(
    figure: &MapFigure<'_>,
    view: &View,
    place: impl Fn(usize) -> Option<Point>,
    frame: &Frame,
    out: &mut Vec<Item>,
) -> Vec<Rect> {
    let MapKey::Symbols(legend) = &figure.key else { return Vec::new() };
    let (theme, scale) = (&frame.theme, frame.sizes.scale);
    let mut circles: Vec<(&MapSymbol, Point, f64)> = figure
        .symbols
        .iter()
        .filter(|symbol| figure.features.get(symbol.feature).is_some_and(|f| f.fill != Fill::Context))
        .filter_map(|symbol| Some((symbol, place(symbol.feature)?, legend.radius(symbol.value, scale))))
        .collect();
    circles.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.feature.cmp(&b.0.feature)));
    for (symbol, centre, radius) in &circles {
        let Some(most) = symbol.most else { continue };
        let around = legend.radius(most.min(legend.largest), scale);
        // Nearer to the circle than its line is wide, it would only make that bolder.
        if around > radius + 1.5 {
            out.push(dashed_ring(circle(view, *centre, around, theme.data.into()), theme));
        }
    }
    let mut rooms = Vec::with_capacity(circles.len());
    for (symbol, centre, radius) in circles {
        let (paint, edge) = look(symbol.mark, theme);
        let note = figure.features[symbol.feature].description.clone();
        out.push(circle(view, centre, radius, paint).edged(Stroke::new(edge, 0.9)).noted(note));
        rooms.push(Rect::around(centre[0], centre[1], radius * 0.85));
    }
    rooms
}

/// Fill and edge of the circle of a figure with this status: pale with an edge where estimated.
pub(super) fn look(mark: StatusMark, theme: &Theme) -> (Paint, Colour) {
    let is_light = mark == StatusMark::Light;
    let paint = Paint { colour: theme.data, opacity: if is_light { 0.28 } else { 0.72 } };
    (paint, if is_light { theme.data } else { theme.paper })
}

/// A circle as the upper end of an interval looks.
pub(super) fn dashed_ring(circle: Item, theme: &Theme) -> Item {
    let paint = Paint { colour: theme.data, opacity: 0.65 };
    let mut ring = circle.edged(Stroke { paint, width: 0.8, dash: Some([2.0, 2.0]) });
    if let Item::Mark(mark) = &mut ring {
        mark.fill = None;
    }
    ring
}

/// Corners of a circle that is cut by the frame of an inset.
const CORNERS: u32 = 72;

fn circle(view: &View, centre: Point, radius: f64, paint: Paint) -> Item {
    if !view.cuts(&Rect::around(centre[0], centre[1], radius)) {
        return Item::disc(centre, radius, paint);
    }
    let corner = |at: u32| {
        let (sin, cos) = (f64::from(at) / f64::from(CORNERS) * std::f64::consts::TAU).sin_cos();
        [centre[0] + cos * radius, centre[1] + sin * radius]
    };
    let ring: Vec<Point> = (0..CORNERS).map(corner).collect();
    let mut path = PathData::default();
    view.push(&ring, true, &mut path);
    Item::area(path, paint)
}
