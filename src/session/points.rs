//! Owns the detections that can be shown on the map: the user's own, else simulated ones; with
//! their places on the map. Does not choose or cluster them.

use super::Session;
use crate::{
    atlas::{Detections, Geography},
    geo::{PlanePoint, Projection},
};
use std::sync::Arc;

/// Detections with their places on the map.
#[derive(Clone, Debug)]
pub struct PointLayer {
    /// All rows.
    pub detections: Arc<Detections>,
    /// Where each is, in metres of the map's projection; NaN where it has no position.
    pub plane: Arc<Vec<PlanePoint>>,
}

impl PointLayer {
    /// Projects all rows.
    #[must_use]
    pub fn new(detections: Arc<Detections>, geography: &Geography) -> Self {
        Self::projected(detections, geography, &geography.projection)
    }

    /// Projects all rows into another plane than that of the atlas.
    #[must_use]
    pub fn projected(detections: Arc<Detections>, geography: &Geography, projection: &Projection) -> Self {
        let window = geography.window;
        let mut plane: Vec<[f64; 2]> =
            detections.lon.iter().zip(&detections.lat).map(|(&lon, &lat)| [window.place(lon), lat]).collect();
        projection.project(&mut plane);
        let plane = plane.into_iter().map(|[x, y]| [x as f32, y as f32]).collect();
        Self { detections, plane: Arc::new(plane) }
    }
}

impl Session {
    /// The detections that can be shown, if there are any.
    #[must_use]
    pub fn point_layer(&self) -> Option<PointLayer> {
        let geography = self.geography().ok()?;
        Some(PointLayer::new(Arc::clone(self.detections.as_ref()?), geography))
    }
}
