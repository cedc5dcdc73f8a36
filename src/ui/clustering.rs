//! Owns keeping the clusters on the map in step with what is looked at: chosen and clustered in
//! the background, dropped when they would be wrong. Does not cluster or draw.

use super::map::PointsOnMap;
use crate::{
    jobs::Jobs,
    session::{PointLayer, PointsKey, PointsShown, Session},
};
use eframe::egui::Context;
use std::sync::Arc;

/// So many detections are clustered within a frame.
const FEW: usize = 20_000;

/// What was made in the background.
enum Made {
    Layer(Option<Arc<PointLayer>>),
    Shown(Arc<PointsShown>),
}

/// Detections and what is shown of them.
#[derive(Default)]
pub(super) struct Clustering {
    layer: Option<Arc<PointLayer>>,
    on_map: Option<PointsOnMap>,
    /// Which are shown, or will be.
    key: Option<PointsKey>,
    jobs: Jobs<Made>,
}

impl Clustering {
    /// Of these detections.
    pub(super) fn of(layer: Option<Arc<PointLayer>>) -> Self {
        let on_map = layer.as_ref().map(PointsOnMap::of);
        Self { layer, on_map, ..Self::default() }
    }

    /// Of the detections of a session, which are placed on the map in the background: a window
    /// does not wait for them.
    pub(super) fn beginning(ctx: &Context, session: &Session) -> Self {
        let mut clustering = Self::default();
        let (session, waker) = (session.for_background(), ctx.clone());
        clustering.jobs.start(
            "detections",
            move || waker.request_repaint(),
            move |_| Made::Layer(session.point_layer().map(Arc::new)),
        );
        clustering
    }

    /// Of fresh detections in the place of those shown: few are clustered at once, so that none blink.
    pub(super) fn renewed(layer: Option<Arc<PointLayer>>, session: &Session) -> Self {
        let mut clustering = Self::of(layer);
        if let Some(layer) = clustering.layer.as_ref().filter(|layer| layer.detections.len() <= FEW) {
            let filter = session.points_filter(&layer.detections);
            let shown = Arc::new(PointsShown::new(&layer.detections, &layer.plane, filter));
            clustering.key = Some(shown.key.clone());
            clustering.on_map.iter_mut().for_each(|on_map| on_map.shown = Some(Arc::clone(&shown)));
        }
        clustering
    }

    /// What the map has of them now.
    pub(super) const fn on_map(&self) -> Option<&PointsOnMap> {
        self.on_map.as_ref()
    }

    /// Takes what is done, and begins anew when something else is looked at.
    pub(super) fn follow(&mut self, ctx: &Context, session: &Session) {
        for made in self.jobs.finished() {
            match made {
                Made::Layer(layer) => {
                    self.on_map = layer.as_ref().map(PointsOnMap::of);
                    self.layer = layer;
                    self.key = None;
                }
                Made::Shown(shown) => {
                    let is_wanted = self.key.as_ref() == Some(&shown.key);
                    if let Some(on_map) = self.on_map.as_mut().filter(|_| is_wanted) {
                        on_map.shown = Some(shown);
                    }
                }
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
            move |_| Made::Shown(Arc::new(PointsShown::new(&layer.detections, &layer.plane, filter))),
        );
    }
}
