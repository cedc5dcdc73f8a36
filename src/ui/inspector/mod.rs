//! Owns the panel on the right: the fact sheet of what is chosen, regions compared, and the
//! window of a source. Does not compute what they say.

mod badge;
mod compare;
mod daily;
mod details;
mod figure;
mod point;
mod region;
mod sheet;
mod source;
mod years;

pub(super) use badge::status_mark;
pub(super) use region::contradiction;

use super::{
    action::{Action, Scene},
    reviewer::Reviewer,
};
use crate::{
    atlas::RegionId,
    geo::ClusterId,
    session::{ClusterCard, Comparison, PointFocus, RegionCard},
};
use details::Details;
use eframe::egui::{Context, Frame, Margin, ScrollArea, Ui};
use source::SourceWindow;
use std::collections::HashSet;

/// What a card was made for: a change of the document, of a region.
type Key = (u64, Option<RegionId>);

/// What the panel keeps of its own between frames.
#[derive(Default)]
pub(super) struct Inspector {
    card: Option<(Key, RegionCard)>,
    comparison: Option<(Key, Comparison)>,
    cluster: Option<((u64, u32), ClusterCard)>,
    details: Details,
    /// Metrics whose details show, whatever the region.
    unfolded: HashSet<String>,
    source: SourceWindow,
}

impl Inspector {
    /// Opens the window of a source.
    pub(super) fn show_source(&mut self, id: String) {
        self.source.open(id);
    }

    /// Takes the keys meant for its windows before those of the whole window are read.
    pub(super) fn read_keys(&mut self, ctx: &Context) {
        self.source.read_keys(ctx);
    }

    /// Forgets what was derived from an atlas that is open no more.
    pub(super) fn forget(&mut self) {
        *self = Self { unfolded: std::mem::take(&mut self.unfolded), ..Self::default() };
    }

    /// Forgets what was read of the detection looked at: somebody said something of it.
    pub(super) fn forget_details(&mut self) {
        self.details = Details::default();
    }

    /// Draws the panel.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        reviewer: &mut Reviewer,
        actions: &mut Vec<Action>,
    ) {
        let session = scene.session;
        let key = (session.revision(), session.subject());
        // Each region keeps the place that it was read at.
        let salt = (session.is_comparing(), session.subject().map(|region| region.0));
        ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
            // Room for the bar that scrolls.
            let margin = Margin { right: 8, ..Margin::ZERO };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                if let Some(focus) = session.document().point {
                    self.show_point(ui, scene, focus, reviewer, actions);
                } else if session.is_comparing() {
                    let compared = kept(&mut self.comparison, key, || session.comparison(scene.words));
                    compare::show(ui, scene, compared, actions);
                } else if let Some(id) = key.1 {
                    let card = kept(&mut self.card, key, || session.region_card(id, scene.words));
                    region::show(ui, scene, card, &mut self.unfolded, actions);
                }
            });
        });
        self.source.show(ui.ctx(), scene, actions);
    }

    fn show_point(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        focus: PointFocus,
        reviewer: &mut Reviewer,
        actions: &mut Vec<Action>,
    ) {
        let Some(points) = scene.points else { return point::nothing(ui, scene, actions) };
        match (focus, &points.shown) {
            (PointFocus::Detection(row), _) => {
                let known = self.details.of(ui.ctx(), scene.session, row);
                point::detection(ui, scene, row, &points.detections, known, reviewer, actions);
            }
            (PointFocus::Cluster(id), Some(shown)) if shown.index.has(ClusterId(id)) => {
                let key = (scene.session.revision(), id);
                if self.cluster.as_ref().is_none_or(|(known, _)| *known != key) {
                    self.cluster = Some((key, ClusterCard::of(shown, &points.detections, ClusterId(id))));
                }
                if let Some((_, card)) = &self.cluster {
                    point::cluster(ui, scene, card, &points.detections, actions);
                }
            }
            (PointFocus::Cluster(_), _) => point::nothing(ui, scene, actions),
        }
    }
}

/// What is kept, made anew where it was made for something else.
fn kept<T>(slot: &mut Option<(Key, T)>, key: Key, make: impl FnOnce() -> T) -> &T {
    let known = slot.take().filter(|(known, _)| *known == key);
    &slot.insert(known.unwrap_or_else(|| (key, make()))).1
}

#[cfg(test)]
mod tests;
