//! Owns finding farms in readings in the background: what is under way, its progress on screen, cancelling. Does
//! not detect, nor open what was found.

use super::theme::{Look, size};
use crate::{
    jobs::Jobs,
    lang::Words,
    session::{FindError, FindOrder, FoundFarms, Session},
};
use eframe::egui::{Align2, Area, Context, Frame, Id, Margin, Order, ProgressBar, RichText, Stroke, Vec2};
use std::ops::ControlFlow;

/// How often progress is looked at, in seconds.
const LOOK_S: f32 = 0.1;
/// Width of the bar, in points.
const BAR: f32 = 260.0;

/// What was asked for, and what came of it.
pub(super) type Found = (FindOrder, Result<FoundFarms, FindError>);

/// Finding in the background, one file at a time.
#[derive(Default)]
pub(super) struct Finder {
    jobs: Jobs<Found>,
}

impl Finder {
    /// Begins; what was under way is dropped.
    pub(super) fn start(&mut self, ctx: &Context, session: &Session, order: FindOrder) {
        self.jobs.cancel_all();
        let (session, waker) = (session.for_background(), ctx.clone());
        let name = order.readings.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.jobs.start(
            name,
            move || waker.request_repaint(),
            move |progress| {
                let watch = |share: f32| {
                    progress.set(share);
                    if progress.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                };
                let found = session.find_farms(&order, &watch);
                (order, found)
            },
        );
    }

    /// What has come of it since.
    pub(super) fn finished(&mut self) -> Option<Found> {
        self.jobs.finished().pop()
    }

    /// Shows how far it is, with a way to stop it.
    pub(super) fn show(&mut self, ctx: &Context, words: &Words, look: &Look) {
        let Some(job) = self.jobs.running().iter().find(|job| !job.progress.is_cancelled()) else { return };
        let text = words.with("find-progress", &[("name", &job.name)]);
        let share = job.progress.share();
        let mut is_cancelled = false;
        Area::new(Id::unique("finding"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_TOP, Vec2::new(0.0, 56.0))
            .show(ctx, |ui| {
                let frame = Frame::new().fill(look.card).stroke(Stroke::new(1.0, look.line)).corner_radius(6);
                frame.inner_margin(Margin::symmetric(14, 9)).show(ui, |ui| {
                    ui.label(RichText::new(text).size(size::BODY).color(look.ink));
                    ui.horizontal(|ui| {
                        ui.add(ProgressBar::new(share).desired_width(BAR).show_percentage());
                        is_cancelled = ui.button(words.get("cancel")).clicked();
                    });
                });
            });
        if is_cancelled {
            self.jobs.cancel_all();
        }
        ctx.request_repaint_after_secs(LOOK_S);
    }
}
