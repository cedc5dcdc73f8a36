//! Owns what comes back from work in the background: files that were opened or could not be, figures that
//! were saved, another ground for the map. Does not start the work.

use super::Explorer;
use crate::{
    session::{Command, FindError, FindOrder, FoundFarms, Sources},
    ui::{
        action::{Action, Tab},
        clustering::Clustering,
        dialogs::problem_counts,
        files::{Answer, Came, Opened, Preview, Refusal, Saved, Wish},
        map::MapPane,
        notices::Weight,
        tiles::Ground,
    },
};
use eframe::egui::Context;

/// Remarks that a message has room for.
const LINES_TOLD: usize = 3;

impl Explorer {
    pub(super) fn take_results(&mut self, ctx: &Context) {
        match self.tiles.finished() {
            Some(Ok(ground)) => self.show_ground(ground),
            Some(Err(why)) => self.notices.say(ctx, Weight::Failed, why.say(&self.session.words())),
            None => {}
        }
        match self.opener.finished() {
            Some(Ok(Came::Opened(answer))) => self.show_opened(ctx, *answer),
            Some(Ok(Came::Described(table))) => {
                self.settings.remember(table.path().to_owned());
                self.dialogs.show_described(*table);
            }
            Some(Ok(Came::Readings(path, told))) => {
                self.settings.remember(path.clone());
                self.dialogs.show_readings(path, told);
            }
            Some(Err(refusal)) => self.say_refused(ctx, &refusal),
            None => {}
        }
        self.hear_watcher(ctx);
        if let Some(found) = self.finder.finished() {
            self.hear_found(ctx, found);
        }
        for heard in self.reviewer.finished() {
            self.hear_review(ctx, &heard);
        }
        for saved in self.saver.finished() {
            self.dialogs.saved(&saved);
            let words = self.session.words();
            self.planner.saved(&saved, &words);
            match saved {
                // A dialog that is open says it.
                Saved::Written(_) if self.dialogs.is_open() => {}
                Saved::Written(paths) => {
                    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
                    let text = words.with("said-saved", &[("path", &paths.join(", "))]);
                    self.notices.say(ctx, Weight::Done, text);
                }
                Saved::Copied(image) => {
                    ctx.copy_image(image);
                    self.notices.say(ctx, Weight::Done, words.get("said-picture-copied"));
                }
                Saved::Failed(why) if !self.dialogs.is_open() => {
                    self.notices.say(
                        ctx,
                        Weight::Failed,
                        words.with("save-failed", &[("why", &why.say(&words))]),
                    );
                }
                // The dialog says it.
                Saved::Exists(_) | Saved::Failed(_) => {}
            }
        }
    }

    /// The map is drawn anew, on another ground.
    fn show_ground(&mut self, ground: Ground) {
        let Ground { shapes, layer, tiles } = ground;
        self.map = MapPane::new(shapes).over(tiles);
        self.clustering = Clustering::of(layer);
    }

    /// Farms were found in readings, or could not be: what was found opens with its readings beside it.
    fn hear_found(&mut self, ctx: &Context, (order, found): (FindOrder, Result<FoundFarms, FindError>)) {
        let words = self.session.words();
        let FoundFarms { sources, told, problems } = match found {
            Ok(found) => found,
            Err(why) => {
                let again = Action::FindFarms(Box::new(FindOrder { replaces: true, ..order }));
                let is_there = matches!(why, FindError::Exists(_));
                let leads_to = is_there.then(|| (words.get("save-replace"), again));
                self.notices.say_with(ctx, Weight::Failed, why.told().say(&words), leads_to);
                return;
            }
        };
        let mut text = told.say(&words);
        if !problems.is_empty() {
            text = format!("{text} {}", problem_counts(&problems, &words));
        }
        if sources.is_none() {
            let lines = problems.lines().take(LINES_TOLD).map(|line| format!("\n{}", line.say(&words)));
            text.extend(lines);
        }
        let weight = if sources.is_some() { Weight::Done } else { Weight::Answered };
        self.notices.say(ctx, weight, text);
        if let Some(found) = sources {
            let name = found.detections.as_deref().and_then(|path| path.file_name()).unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            // What belongs to other detections stays behind.
            let sources = Sources {
                atlas: self.sources.atlas.clone(),
                boundaries: self.sources.boundaries.clone(),
                municipalities: self.sources.municipalities.clone(),
                layer: self.sources.layer.clone(),
                figures: self.sources.figures.clone(),
                figures_columns: self.sources.figures_columns.clone(),
                ..found
            };
            self.opener.start(ctx, Wish::Found(name), &sources);
        }
    }

    /// What was opened takes the place of what was open.
    fn show_opened(&mut self, ctx: &Context, answer: Answer) {
        let Answer { opened: Opened { mut session, shapes }, sources, wish, preview, figures } = answer;
        let lang = self.session.document().lang;
        // Any atlas speaks both languages.
        let _ = session.apply(Command::Speak(lang));
        session.forget_changes();
        let opens_detections = self.sources.detections != sources.detections;
        self.session = session;
        self.sources = sources;
        self.derived = None;
        if self.tiles.is_on() {
            self.tiles.turn(ctx, &self.session, true);
        }
        self.bottom.forget();
        self.inspector.forget();
        self.evidence.forget();
        self.planner.forget();
        self.search.forget();
        self.marked.clear();
        self.map = MapPane::new(shapes);
        self.clustering = Clustering::beginning(ctx, &self.session);
        if matches!(wish, Wish::File(_) | Wish::Columns(..) | Wish::Found(_))
            && self.session.detections().is_some()
            && opens_detections
        {
            self.bottom.tab = Tab::Detections;
            self.settings.hides_bottom = false;
        }
        self.look_as_project();
        if wish == Wish::Again {
            self.restore_document();
            let _ = self.session.apply(Command::Speak(lang));
            self.session.forget_changes();
        }
        let words = self.session.words();
        let mut text = words.with("said-opened", &[("name", &wish.name(&words))]);
        let problems = self.session.problems();
        let has_problems = !problems.is_empty();
        if has_problems {
            text = format!("{text} {}", problem_counts(&problems, &words));
        }
        let leads_to = has_problems.then(|| (words.get("problems-show"), Action::ShowProblems));
        self.notices.say_with(ctx, Weight::Done, text, leads_to);
        if let Wish::File(path) | Wish::Columns(path, _) | Wish::Figures(path, _) = wish {
            self.settings.remember(path);
        }
        if let Some(preview) = preview {
            self.dialogs.show_columns(preview, self.sources.columns.clone());
        } else if let Some(figures) = figures {
            let said = self.sources.figures_columns.get(&figures.path).cloned().unwrap_or_default();
            self.dialogs.show_figures(figures, said);
        }
    }

    /// What was open stays; says why, and what can be done.
    fn say_refused(&mut self, ctx: &Context, refusal: &Refusal) {
        let words = self.session.words();
        let message = if refusal.wish == Wish::Again {
            // They are gone: what was shown of them is of no use any more.
            self.settings.document = None;
            "open-again-failed"
        } else {
            "open-failed"
        };
        let args = [("name", refusal.wish.name(&words)), ("why", refusal.why.say(&words))];
        let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
        let action = |preview| match preview {
            Preview::Detections(table) => Action::ShowColumns(table),
            Preview::Figures(table, said) => Action::ShowFigures(table, said),
        };
        let leads_to = refusal.preview.clone().map(|of| (words.get("columns-choose"), action(of)));
        self.notices.say_with(ctx, Weight::Failed, words.with(message, &args), leads_to);
    }
}
