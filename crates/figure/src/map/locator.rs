//! Owns the small map that says where a region lies: all shapes of a land once, to be fitted into
//! any room. Does not colour.

use super::{
    MapFigure,
    fit::Fit,
    shapes::{Edge, Projected, View},
};
use crate::{boxes::Rect, geo::Bounds, scene::PathData};

/// The shapes of a land, drawn for rooms about as wide as [`WIDTH`].
#[derive(Clone, Debug, PartialEq)]
pub struct Locator {
    size: (f64, f64),
    features: Vec<PathData>,
    borders: PathData,
}

/// Shapes are simplified for a map so wide; no sheet shows it much larger.
const WIDTH: f64 = 560.0;

impl Locator {
    /// The shapes of the area that a map shows; `None` where nothing has an image.
    #[must_use]
    pub fn of(figure: &MapFigure<'_>) -> Option<Self> {
        let projected = Projected::of(figure)?;
        let Bounds { min, max } = projected.outline.bounds();
        let scale = WIDTH / (max[0] - min[0]).max(1e-9);
        let height = (max[1] - min[1]) * scale;
        let fit = Fit { scale, origin: [-min[0] * scale, max[1] * scale] };
        let view = View::new(&projected, figure, Rect::new(0.0, 0.0, WIDTH, height), 1.0, fit, Edge::Open);
        let features = (0..figure.features.len())
            .map(|feature| match figure.features[feature].fill {
                super::Fill::Context => PathData::EMPTY,
                _ => view.feature_path(feature),
            })
            .collect();
        Some(Self { size: (WIDTH, height), features, borders: view.borders_of_shown(figure).inner })
    }

    /// Width to height.
    #[must_use]
    pub fn aspect(&self) -> f64 {
        self.size.0 / self.size.1.max(1e-9)
    }

    /// The land without the features chosen, these, and the borders, in the middle of a room.
    pub(crate) fn fitted(&self, chosen: &[usize], room: Rect) -> (PathData, PathData, PathData) {
        let scale = (room.w / self.size.0).min(room.h / self.size.1.max(1e-9));
        let (dx, dy) = (room.mid_x() - self.size.0 * scale / 2.0, room.mid_y() - self.size.1 * scale / 2.0);
        let (mut land, mut own) = (PathData::default(), PathData::default());
        for (number, path) in self.features.iter().enumerate() {
            if chosen.contains(&number) { own.append(path) } else { land.append(path) }
        }
        let fit = |path: &PathData| path.moved(scale, [dx, dy]);
        (fit(&land), fit(&own), fit(&self.borders))
    }
}
