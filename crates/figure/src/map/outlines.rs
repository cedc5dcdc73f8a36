//! Owns the bare shapes of a map for a page that colours them itself: one path a feature, borders
//! and water, on a canvas as high as the land is. Does not colour, label or word anything.

use super::{
    MapFigure,
    fit::Fit,
    labels::anchor_of,
    shapes::{Borders, Edge, Part, Projected, View},
};
use crate::{
    boxes::Rect,
    geo::{Bounds, Point},
    svg::path_data,
};

/// SVG path data of a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapOutlines {
    /// Width and height of the canvas.
    pub size: (f64, f64),
    /// One path a boundary feature; empty where it has no image.
    pub features: Vec<String>,
    /// Land of the neighbours.
    pub land: String,
    /// Lakes.
    pub lakes: String,
    /// Borders between features of the area shown.
    pub borders: String,
    /// Borders of disputed territories.
    pub disputed: String,
}

/// Space around the land.
const MARGIN: f64 = 6.0;

/// The rings of a map, to be filled even–odd.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MapRings {
    /// Width and height of the canvas.
    pub(crate) size: (f64, f64),
    /// Rings of each boundary feature, in tenths of a pixel; none where it has no image.
    pub(crate) features: Vec<Vec<Vec<Point>>>,
}

/// The rings of a map on a canvas `width` wide; none where nothing has an image.
#[must_use]
pub(crate) fn map_rings(figure: &MapFigure<'_>, width: f64) -> Option<MapRings> {
    let (view, size) = canvas(figure, width)?;
    let tenths = |point: &Point| point.map(|of| (of * 10.0).round() / 10.0);
    let feature = |feature| {
        let rings = view.rings(feature).iter();
        rings.map(|(ring, _)| ring.iter().map(tenths).collect()).collect()
    };
    Some(MapRings { size, features: (0..figure.features.len()).map(feature).collect() })
}

/// Where places of boundary features lie on a canvas `width` wide; the middle of a feature for one
/// without places. Each entry has the number of its feature and longitudes and latitudes in degrees.
#[must_use]
pub fn map_places(figure: &MapFigure<'_>, width: f64, of: &[(usize, Vec<Point>)]) -> Vec<Vec<Point>> {
    let Some((view, _)) = canvas(figure, width) else { return vec![Vec::new(); of.len()] };
    let at = |(feature, places): &(usize, Vec<Point>)| {
        if places.is_empty() {
            return anchor_of(view.rings(*feature)).into_iter().collect();
        }
        places.iter().map(|place| view.place(figure, *place)).collect()
    };
    of.iter().map(at).collect()
}

fn canvas(figure: &MapFigure<'_>, width: f64) -> Option<(View, (f64, f64))> {
    let projected = Projected::of(figure)?;
    let Bounds { min, max } = projected.outline.bounds();
    let scale = (width - 2.0 * MARGIN) / (max[0] - min[0]).max(1e-9);
    let height = ((max[1] - min[1]) * scale + 2.0 * MARGIN).ceil();
    let fit = Fit { scale, origin: [MARGIN - min[0] * scale, MARGIN + max[1] * scale] };
    let page = Rect::new(0.0, 0.0, width, height);
    Some((View::new(&projected, figure, page, 1.0, fit, Edge::Open), (width, height)))
}

/// The shapes of a map on a canvas `width` wide; none where nothing has an image.
#[must_use]
pub fn map_outlines(figure: &MapFigure<'_>, width: f64) -> Option<MapOutlines> {
    let (view, size) = canvas(figure, width)?;
    let Borders { inner, disputed } = view.borders_of_shown(figure);
    Some(MapOutlines {
        size,
        features: (0..figure.features.len()).map(|feature| path_data(&view.feature_path(feature))).collect(),
        land: path_data(&view.layer_path(&view.layers().land, true, Part::All)),
        lakes: path_data(&view.layer_path(&view.layers().lakes, true, Part::Shown)),
        borders: path_data(&inner),
        disputed: path_data(&disputed),
    })
}
