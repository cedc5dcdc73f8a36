//! Owns what is done with the detection looked at: showing it alone, going on to the next, having a review of it
//! written down. Does not draw it.

use super::Explorer;
use crate::{
    atlas::{Detections, NO_DAY, NO_REGION, year_of_day},
    session::{Command, PointFocus},
    ui::{action::Action, notices::Weight, reviewer::Heard},
};
use eframe::egui::Context;
use review::Verdict;

impl Explorer {
    /// Writes down what the detection looked at is. Only where what speaks for it shows: nobody should say
    /// what they do not see.
    pub(super) fn review(&mut self, ctx: &Context, verdict: Verdict) {
        if !matches!(self.session.document().point, Some(PointFocus::Detection(_))) {
            return;
        }
        let is_seen = self.evidence.is_open() || !self.settings.hides_inspector;
        if is_seen && self.reviewer.has_author() {
            self.reviewer.review(ctx, &self.session, verdict);
        } else if !self.evidence.is_open() {
            self.evidence.toggle();
        }
    }

    /// Shows a detection alone: it is looked at, its layer is on, and the year is one that has it.
    pub(super) fn show_detection(&mut self, ctx: &Context, row: u32) {
        let on_map = self.clustering.on_map();
        let has_place = on_map.and_then(|points| {
            let at = row as usize;
            let place = points.detections.lon.get(at)? + points.detections.lat.get(at)?;
            let is_known = points.detections.region.get(at).is_some_and(|region| *region != NO_REGION);
            place.is_finite().then_some(is_known)
        });
        let day = on_map.and_then(|points| points.detections.first_seen_day.get(row as usize).copied());
        let since = day.filter(|day| *day != NO_DAY).map(year_of_day);
        if let Some(year) = since.filter(|year| *year > self.session.document().year) {
            self.apply(ctx, Command::ShowYear(year));
        }
        self.apply(ctx, Command::ShowPoints(true));
        if has_place == Some(false) {
            // It lies in no region: only the whole map has it.
            self.apply(ctx, Command::Focus(None));
        }
        self.apply(ctx, Command::LookAt(Some(PointFocus::Detection(row))));
        match has_place {
            Some(_) => self.map.show_detection(row),
            None if self.session.detections().is_none() || self.evidence.is_open() => {}
            // What no map can show, its evidence does.
            None => self.evidence.toggle(),
        }
    }

    /// The detection before or behind the one looked at, round at the ends; the first if none is. In the order of
    /// the list where it is on screen, else in that of the file.
    pub(super) fn step_detection(&mut self, ctx: &Context, step: i32) {
        let from = match self.session.document().point {
            Some(PointFocus::Detection(row)) => Some(row),
            _ => None,
        };
        let is_listed = !self.settings.hides_bottom;
        if let Some(next) = self.bottom.step_detection(from, step).filter(|_| is_listed) {
            self.apply(ctx, Command::LookAt(Some(PointFocus::Detection(next))));
            return;
        }
        let count = self.session.detections().map_or(0, Detections::len) as i64;
        if count == 0 {
            return;
        }
        let next = from.map_or(0, |row| (i64::from(row) + i64::from(step)).rem_euclid(count));
        self.apply(ctx, Command::LookAt(Some(PointFocus::Detection(next as u32))));
    }

    /// What was written down shows wherever the detection does.
    pub(super) fn hear_review(&mut self, ctx: &Context, heard: &Heard) {
        let words = self.session.words();
        let (weight, text) = match heard {
            Heard::Said(_, verdict) => {
                let verdict = words.get(&format!("verdict-{}", verdict.id()));
                (Weight::Done, words.with("said-reviewed", &[("verdict", &verdict)]))
            }
            Heard::TakenBack => (Weight::Done, words.get("said-review-taken-back")),
            Heard::Failed(why) => (Weight::Failed, why.clone()),
        };
        match heard {
            Heard::Said(at, verdict) => self.bottom.hear_review(&self.session, Some((*at, *verdict))),
            Heard::TakenBack => self.bottom.hear_review(&self.session, None),
            Heard::Failed(_) => {}
        }
        let leads_to =
            matches!(heard, Heard::Said(..)).then(|| (words.get("review-undo"), Action::UndoReview));
        self.notices.say_with(ctx, weight, text, leads_to);
        self.inspector.forget_details();
        self.evidence.forget();
    }
}
