//! Owns keeping the clusters on the map in step with what is looked at: chosen and clustered in
//! the background, dropped when they would be wrong. Does not cluster or draw.

use super::map::PointsOnMap;
use crate::{
    jobs::Jobs,
    session::{PointLayer, PointsKey, PointsShown, Session},
};
use eframe::egui::Context;
use std::sync::Arc;

/// Detections and what is shown of them.
#[derive(Default)]
pub(super) struct Clustering {
    layer: Option<Arc<PointLayer>>,
    on_map: Option<PointsOnMap>,
    /// Which are shown, or will be.
    key: Option<PointsKey>,
    jobs: Jobs<Arc<PointsShown>>,
}

impl Clustering {
    /// Of these detections.
    pub(super) fn of(layer: Option<Arc<PointLayer>>) -> Self {
        let on_map = layer.as_ref().map(PointsOnMap::of);
        Self { layer, on_map, ..Self::default() }
    }

    /// What the map has of them now.
    pub(super) const fn on_map(&self) -> Option<&PointsOnMap> {
        self.on_map.as_ref()
    }

    /// Takes what is done, and begins anew when something else is looked at.
    pub(super) fn follow(&mut self, ctx: &Context, session: &Session) {
        for shown in self.jobs.finished() {
            if let Some(on_map) = self.on_map.as_mut().filter(|_| self.key.as_ref() == Some(&shown.key)) {
                on_map.shown = Some(shown);
            }
        }
        let Some(layer) = &self.layer else { return };
        let key = session.points_key();
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.key = Some(key);
        if let Some(on_map) = &mut self.on_map {
            // Clusters of another year or place would be wrong figures.
            on_map.shown = None;
        }
        let (layer, waker) = (Arc::clone(layer), ctx.clone());
        let filter = session.points_filter(&layer.detections);
        self.jobs.start(
            "clusters",
            move || waker.request_repaint(),
            move |_| Arc::new(PointsShown::new(&layer.detections, &layer.plane, filter)),
        );
    }
}
