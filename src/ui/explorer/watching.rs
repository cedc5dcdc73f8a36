//! Owns watching readings in the window: beginning and ending it, and putting fresh detections in the place of
//! those shown. Does not watch.

use super::Explorer;
use crate::{
    io,
    session::PointFocus,
    ui::{
        action::Tab,
        clustering::Clustering,
        files::Wish,
        notices::Weight,
        watcher::{Fresh, Heard, WatchOrder},
    },
    watch::{Ended, demonstration},
};
use eframe::egui::Context;

impl Explorer {
    /// Watches a small simulated grid in a folder that goes with it.
    pub(super) fn demonstrate(&mut self, ctx: &Context) {
        match io::temporary_folder() {
            Ok(folder) => {
                let name = self.session.words().get("watching-demonstration");
                let order = WatchOrder { task: demonstration(folder.path().to_owned()), name };
                self.settings.knows_start = true;
                self.watcher.start(ctx, &self.session, order, Some(folder));
            }
            Err(why) => self.notices.say(ctx, Weight::Failed, why.told().say(&self.session.words())),
        }
    }

    /// Shows the alarms of what is watched, which may not be open any more.
    pub(super) fn show_watched(&mut self, ctx: &Context) {
        if self.watcher.is_shown(self.sources.detections.as_ref()) {
            self.bottom.tab = Tab::Detections;
            self.settings.hides_bottom = false;
        } else if self.watcher.has_detections()
            && let Some(sources) = self.watcher.copied(&self.sources)
        {
            let name = self.session.words().get("watching-detections");
            self.opener.start(ctx, Wish::Found(name), &sources);
        }
    }

    /// Ends what is watched.
    pub(super) fn stop_watching(&mut self, ctx: &Context) {
        if self.watcher.is_running() {
            let is_passing = self.watcher.is_demonstration();
            self.watcher.stop();
            self.say_done(
                ctx,
                if is_passing { "watching-demonstration-stopped" } else { "watching-stopped" },
            );
        }
    }

    /// Hears what came of watching.
    pub(super) fn hear_watcher(&mut self, ctx: &Context) {
        for heard in self.watcher.follow(ctx, &self.sources) {
            match heard {
                Heard::First(sources) => {
                    let name = self.session.words().get("watching-detections");
                    self.opener.start(ctx, Wish::Found(name), &sources);
                }
                Heard::Fresh(fresh) => self.show_fresh(ctx, *fresh),
                Heard::Ended(ended) => {
                    let words = self.session.words();
                    let (weight, text) = match ended {
                        Ok(Ended::Done) => (Weight::Answered, words.get("watching-done")),
                        Ok(Ended::Stopped) => (Weight::Done, words.get("watching-stopped")),
                        Err(why) => (Weight::Failed, why.say(&words)),
                    };
                    self.watcher.stop();
                    self.notices.say(ctx, weight, text);
                }
            }
        }
    }

    /// Detections as they are now take the place of those shown; all that is looked at stays.
    fn show_fresh(&mut self, ctx: &Context, Fresh { session, layer, sources }: Fresh) {
        self.sources = sources;
        let before = std::mem::replace(&mut self.session, session);
        let had_one = matches!(before.document().point, Some(PointFocus::Detection(_)));
        self.session.go_on_from(before);
        if had_one && self.session.document().point.is_none() {
            self.say_done(ctx, "watching-gone");
        }
        self.derived = None;
        self.inspector.forget_details();
        self.bottom.renew_detections();
        if self.tiles.is_on() {
            self.tiles.turn(ctx, &self.session, true);
        } else {
            self.clustering = Clustering::renewed(layer, &self.session);
        }
    }
}
