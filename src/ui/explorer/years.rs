//! Owns playing the years: which comes next, and when. Does not show them.

use super::Explorer;
use crate::{session::Command, ui::keys};
use eframe::egui::Context;

/// How long a year stays when years are played, in seconds.
const YEAR_STAYS_S: f64 = 1.2;

impl Explorer {
    /// Begins to play the years, or stops. From the last year there is nothing to play: it begins
    /// anew at the first.
    pub(super) fn play(&mut self, ctx: &Context) {
        if self.next_year_s.take().is_some() {
            return;
        }
        let now_s = ctx.input(|input| input.time);
        self.next_year_s = Some(now_s);
        if keys::step_year(&self.session, 1).is_none()
            && let Some(first) = self.session.years().first().copied()
        {
            self.apply(ctx, Command::ShowYear(first));
            self.next_year_s = Some(now_s + YEAR_STAYS_S);
        }
    }

    /// The next year when its time has come; after the last one it stops.
    pub(super) fn advance_years(&mut self, ctx: &Context) {
        let Some(at_s) = self.next_year_s else { return };
        let now_s = ctx.input(|input| input.time);
        if now_s < at_s {
            ctx.request_repaint_after_secs((at_s - now_s) as f32);
            return;
        }
        match keys::step_year(&self.session, 1) {
            Some(year) => {
                self.apply(ctx, Command::ShowYear(year));
                self.next_year_s = Some(now_s + YEAR_STAYS_S);
                ctx.request_repaint_after_secs(YEAR_STAYS_S as f32);
            }
            None => self.next_year_s = None,
        }
    }
}
