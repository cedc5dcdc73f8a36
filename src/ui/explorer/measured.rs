//! Owns what the window does while it measures itself: a tour of the map, and changes of what is shown. Does not
//! take the time (see `measure`).

use super::Explorer;
use crate::session::Command;
use eframe::egui::{self, Context};

impl Explorer {
    pub(super) fn begin_measured_frame(&mut self, ctx: &Context) {
        let Some((measure, tell)) = &mut self.measure else { return };
        if measure.begin_frame() {
            if let Ok(mut told) = tell.lock() {
                *told = measure.report();
            }
            self.measure = None;
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            return;
        }
        self.map.tour(measure);
        if let Some(number) = measure.next_change() {
            let metrics = ["farms", "energy_balance", "household_tariff", "farms_per_100k"];
            let changes = [
                Command::ShowMetric(metrics[number / 3 % metrics.len()].to_owned()),
                Command::ShowYear([2023, 2024, 2025][number / 3 % 3]),
                Command::CountClasses(4 + number / 3 % 3),
            ];
            // Another atlas may lack one of them: it is left out.
            let _ = self.session.apply(changes[number % changes.len()].clone());
        }
        ctx.request_repaint();
    }
}
