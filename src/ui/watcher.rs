//! Owns watching in the background: what is watched, the strip that says how it goes, and fresh detections for the
//! map. Does not take readings, judge, or show detections.

use super::{
    action::{Action, Scene},
    theme::{bold, size},
};
use crate::{
    atlas::Detections,
    io,
    jobs::Jobs,
    lang::{Message, Words},
    session::{PointLayer, REVIEWS_FILE, Session, Sources, error_told, minute_told},
    units,
    watch::{Ended, Figures, NewAlarm, Refusal, Reins, Task, make_demonstration, watch},
};
use eframe::egui::{Button, Context, Response, RichText, Ui};
use std::{
    collections::VecDeque,
    io::{Sink, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};
use tempfile::TempDir;

/// The strip is drawn anew so often, in seconds.
const LOOK_S: f32 = 0.5;
/// Detections are read again at most so often where alarms came or went, in seconds …
const FRESH_EVERY_S: f64 = 1.0;
/// … and where only their scores can have changed.
const SAME_EVERY_S: f64 = 10.0;
/// Readings per second are those of so many seconds.
const RATE_OVER_S: f64 = 5.0;
/// Lines of what was done that are kept.
const LINES_KEPT: usize = 200;
/// Lines of it that are shown.
const LINES_SHOWN: usize = 12;
/// Name of the copies of detections.
const DETECTIONS_FILE: &str = "detections.parquet";
/// Groups of silent meters that are named.
const GROUPS_SHOWN: usize = 8;

/// What is to be watched.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WatchOrder {
    /// The task.
    pub(super) task: Task,
    /// What to call it.
    pub(super) name: String,
}

/// What came of watching.
pub(super) enum Heard {
    /// Detections as they are now.
    Fresh(Box<Fresh>),
    /// The first detections can be opened.
    First(Box<Sources>),
    /// It ended, or failed.
    Ended(Result<Ended, Message>),
}

/// Detections as they are now, placed on the map.
pub(super) struct Fresh {
    /// What is open.
    pub(super) session: Session,
    /// Its detections.
    pub(super) layer: Option<Arc<PointLayer>>,
    /// From where it was opened.
    pub(super) sources: Sources,
}

/// Watching in the background, one thing at a time.
#[derive(Default)]
pub(super) struct Watcher {
    running: Option<Running>,
    ends: Jobs<Result<Ended, Message>>,
    fresh: Jobs<Result<Fresh, Message>>,
    /// Folders that go with the window: what was found in them may be open longer than it is watched.
    folders: Vec<TempDir>,
}

struct Running {
    order: WatchOrder,
    figures: Arc<Figures>,
    lines: Arc<Lines>,
    /// Number of the judgement whose detections are shown or on their way.
    shown: u64,
    /// Events of alarms until then.
    events: u64,
    /// When they were asked for, in program time.
    asked_s: f64,
    /// Readings taken at moments of program time.
    taken: VecDeque<(f64, u64)>,
    /// How it ended: it is told when what was judged last is shown.
    over: Option<Result<Ended, Message>>,
    /// Whether its detections were asked to be opened …
    is_asked: bool,
    /// … and were shown: whoever opens something else then is not brought back.
    was_shown: bool,
    /// Where detections are kept as they were shown, and how often they were: those of the state are replaced at
    /// any time, while rows of what is shown are read again by their number.
    kept: Option<PathBuf>,
    copies: u32,
}

/// The last lines of what was done.
#[derive(Default)]
struct Lines(Mutex<VecDeque<String>>);

impl Lines {
    fn last(&self) -> Vec<String> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().skip(lines.len().saturating_sub(LINES_SHOWN)).cloned().collect()
    }
}

/// Writes into [`Lines`].
struct Writer(Arc<Lines>, Vec<u8>);

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.1.extend_from_slice(bytes);
        while let Some(end) = self.1.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.1.drain(..=end).collect();
            let mut lines = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
            lines.push_back(String::from_utf8_lossy(&line).trim_end().to_owned());
            if lines.len() > LINES_KEPT {
                lines.pop_front();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Watcher {
    /// Begins; what was watched before is stopped. A demonstration comes with its folder, and is simulated there
    /// first; nobody else's readings are ever made.
    pub(super) fn start(
        &mut self,
        ctx: &Context,
        session: &Session,
        order: WatchOrder,
        folder: Option<TempDir>,
    ) {
        self.stop();
        let is_demonstration = folder.is_some();
        self.folders.extend(folder);
        let (figures, lines) = (Arc::new(Figures::default()), Arc::new(Lines::default()));
        self.running = Some(Running {
            order: order.clone(),
            figures: Arc::clone(&figures),
            lines: Arc::clone(&lines),
            shown: 0,
            events: 0,
            asked_s: f64::NEG_INFINITY,
            taken: VecDeque::new(),
            over: None,
            is_asked: false,
            was_shown: false,
            kept: None,
            copies: 0,
        });
        let (session, waker) = (session.for_background(), ctx.clone());
        let name = order.name.clone();
        self.ends.start(
            name,
            move || waker.request_repaint(),
            move |progress| {
                let go_on = |_: f32| {
                    if progress.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                };
                let reins =
                    Reins { progress: &go_on, is_judged: &|| (), is_stopped: &|| progress.is_cancelled() };
                let mut notes = Writer(lines, Vec::new());
                let mut events: Sink = std::io::sink();
                let made =
                    if is_demonstration { make_demonstration(&session, &order.task, &go_on) } else { Ok(()) };
                made.and_then(|()| watch(&session, &order.task, &figures, &reins, &mut events, &mut notes))
                    .map_err(|cause| match cause.downcast() {
                        Ok(Refusal::Misuse(why) | Refusal::Absent(why)) => why,
                        Err(cause) => error_told(&cause),
                    })
            },
        );
    }

    /// Stops what is watched; what was taken stays where it is kept.
    pub(super) fn stop(&mut self) {
        self.ends.cancel_all();
        self.fresh.cancel_all();
        self.running = None;
    }

    /// Whether something is watched.
    pub(super) const fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Whether a file goes with the window.
    pub(super) fn is_passing(&self, path: &Path) -> bool {
        self.folders.iter().any(|folder| path.starts_with(folder.path()))
    }

    /// Whether what is watched goes with the window.
    pub(super) fn is_demonstration(&self) -> bool {
        self.running.as_ref().is_some_and(|running| self.is_passing(&running.order.task.state))
    }

    /// Whether these are detections of what is watched now.
    pub(super) fn is_shown(&self, detections: Option<&PathBuf>) -> bool {
        let folder = self.running.as_ref().and_then(|running| running.kept.as_ref());
        folder.zip(detections).is_some_and(|(folder, path)| path.starts_with(folder))
    }

    /// Whether there are detections to show.
    pub(super) fn has_detections(&self) -> bool {
        self.running.as_ref().is_some_and(|running| io::exists(&running.order.task.detections()))
    }

    /// What came since, and asks for what is new: `sources` are those that are open.
    pub(super) fn follow(&mut self, ctx: &Context, sources: &Sources) -> Vec<Heard> {
        let fresh = self.fresh.finished().into_iter().flatten();
        let mut heard: Vec<Heard> = fresh.map(|fresh| Heard::Fresh(Box::new(fresh))).collect();
        let ended = self.ends.finished().pop();
        let is_shown = self.is_shown(sources.detections.as_ref());
        if let Some(running) = &mut self.running {
            running.was_shown |= is_shown;
        }
        let has_unshown = self.has_unshown(is_shown);
        let Some(running) = &mut self.running else { return heard };
        running.over = ended.or_else(|| running.over.take());
        ctx.request_repaint_after_secs(LOOK_S);
        let now_s = ctx.input(|input| input.time);
        running.taken.push_back((now_s, number(&running.figures.readings)));
        while running.taken.front().is_some_and(|(at_s, _)| *at_s < now_s - RATE_OVER_S) {
            running.taken.pop_front();
        }
        if !self.fresh.running().is_empty() {
            return heard;
        }
        // What was judged last still comes before the end is told.
        let is_over = running.over.is_some();
        if is_over && !has_unshown {
            heard.extend(running.over.take().map(Heard::Ended));
            return heard;
        }
        let judgements = running.figures.judgements.load(Ordering::Acquire);
        let events = number(&running.figures.events);
        let waits_s = if events == running.events { SAME_EVERY_S } else { FRESH_EVERY_S };
        let is_due = judgements != running.shown && now_s - running.asked_s >= waits_s;
        if !(is_due || is_over) {
            return heard;
        }
        let is_wanted = !running.is_asked || is_over && !running.was_shown;
        let is_first = !is_shown && is_wanted && number(&running.figures.found) > 0;
        if !(is_first || is_shown) {
            return heard;
        }
        running.asked_s = now_s;
        let copied = self.copied(sources);
        let Some(running) = &mut self.running else { return heard };
        let Some(sources) = copied else {
            // What cannot be copied now is at the next look, if there is one.
            heard.extend(running.over.take().map(Heard::Ended));
            return heard;
        };
        (running.shown, running.events, running.is_asked) = (judgements, events, true);
        if is_first {
            heard.push(Heard::First(Box::new(sources)));
            heard.extend(running.over.take().map(Heard::Ended));
            return heard;
        }
        let waker = ctx.clone();
        self.fresh.start(
            "fresh",
            move || waker.request_repaint(),
            move |_| {
                let session = Session::open(&sources).map_err(|error| error.told())?;
                let layer = session.point_layer().map(Arc::new);
                Ok(Fresh { session, layer, sources })
            },
        );
        heard
    }

    /// Whether there are detections that are not shown, where those of what is watched are, or are on their way.
    fn has_unshown(&self, is_shown: bool) -> bool {
        self.running.as_ref().is_some_and(|running| {
            let judgements = running.figures.judgements.load(Ordering::Acquire);
            let is_wanted = !running.was_shown || is_shown;
            let is_newer = judgements != running.shown || !running.was_shown;
            is_wanted && is_newer && number(&running.figures.found) > 0
        })
    }

    /// What to open to see the detections as they are now: a copy of their own, with the atlas that is open.
    pub(super) fn copied(&mut self, open: &Sources) -> Option<Sources> {
        let running = self.running.as_mut()?;
        if running.kept.is_none() {
            let folder = io::temporary_folder().ok()?;
            running.kept = Some(folder.path().to_owned());
            self.folders.push(folder);
        }
        running.copies += 1;
        let kept = running.kept.as_ref()?;
        let copy = |number: u32| kept.join(number.to_string()).join(DETECTIONS_FILE);
        // Nobody looks at the one before the last any more.
        if let Some(old) = running.copies.checked_sub(2).map(copy).filter(|path| io::exists(path)) {
            let _ = io::remove_file(&old);
        }
        let path = copy(running.copies);
        let bytes = io::read_file(&running.order.task.detections()).ok()?;
        io::write_file(&path, &bytes).ok()?;
        Some(Sources { detections: Some(path), ..self.sources(open) })
    }

    /// What belongs to the detections, with the atlas that is open.
    fn sources(&self, open: &Sources) -> Sources {
        let task = self.running.as_ref().map(|running| &running.order.task);
        Sources {
            atlas: open.atlas.clone(),
            boundaries: open.boundaries.clone(),
            municipalities: open.municipalities.clone(),
            layer: open.layer.clone(),
            figures: open.figures.clone(),
            figures_columns: open.figures_columns.clone(),
            detections_name: self.running.as_ref().map(|running| running.order.name.clone()),
            reviews: task.map(|task| task.state.join(REVIEWS_FILE)),
            readings: task.map(Task::readings),
            utc_offset_s: task.and_then(|task| task.judging.utc_offset_s),
            wants_shapes: true,
            ..Sources::default()
        }
    }

    /// Draws the strip.
    pub(super) fn show(&self, ui: &mut Ui, scene: &Scene<'_>, sources: &Sources, actions: &mut Vec<Action>) {
        let Some(running) = &self.running else { return };
        let (words, figures) = (scene.words, &running.figures);
        let count = |of: u64| units::number(of as f64, 0, words.lang());
        let is_shown = self.is_shown(sources.detections.as_ref());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 14.0;
            let is_cut_off = figures.is_cut_off.load(Ordering::Relaxed);
            let dot = if is_cut_off { scene.look.warning } else { scene.look.accent };
            let name = words.with("watching-on", &[("name", &running.order.name)]);
            ui.label(RichText::new("●").color(dot));
            let title = ui.label(RichText::new(name).font(bold(size::BODY)));
            hint(&title, &running.lines.last());
            if is_cut_off {
                ui.label(RichText::new(words.get("watching-cut-off")).color(scene.look.warning));
            }
            let rate = count(rate(&running.taken));
            ui.label(words.with("watching-rate", &[("rate", &rate)]));
            let notable = figures.notable();
            match time(&figures.newest_s) {
                None => ui.label(RichText::new(words.get("watching-too-early")).color(scene.look.muted)),
                Some(newest_s) => {
                    let meters = count(number(&figures.meters));
                    ui.label(words.with("watching-meters", &[("count", &meters)]));
                    let set_s = running.order.task.judging.utc_offset_s;
                    let offset_s = set_s.or_else(|| scene.session.known_clock(notable.read_in.as_deref()));
                    let time = minute_told(newest_s, offset_s, words);
                    let until = ui.label(words.with("watching-until", &[("time", &time)]));
                    until.on_hover_text(words.get("watching-until-hint"))
                }
            };
            let silent = number(&figures.silent);
            if silent > 0 {
                let text = words.with("watching-silent", &[("count", &count(silent))]);
                let label = ui.label(RichText::new(text).color(scene.look.warning));
                hint(&label, &silent_groups(&notable.silent, scene.session, words));
            }
            let left_out = number(&figures.dead) + number(&figures.refused);
            if left_out > 0 {
                let text = words.with("watching-left-out", &[("count", &count(left_out))]);
                hint(&ui.label(RichText::new(text).color(scene.look.warning)), &notable.left_out);
            }
            let standing = words.with("watching-standing", &[("count", &count(number(&figures.standing)))]);
            ui.label(standing).on_hover_text(words.get("watching-standing-hint"));
            let found = words.with("watching-found", &[("count", &count(number(&figures.found)))]);
            if ui.button(RichText::new(found).strong()).clicked() {
                actions.push(Action::ShowWatched);
            }
            if let Some(newest) = notable.newest {
                let text = words.with("watching-newest", &[("name", &newest.of)]);
                let row = row_of(&newest, scene.session.detections().filter(|_| is_shown));
                let button = ui.add_enabled(row.is_some(), Button::new(text));
                let button = button.on_disabled_hover_text(words.get("watching-newest-gone"));
                if button.on_hover_text(words.get("watching-newest-hint")).clicked() {
                    actions.extend(row.map(Action::ShowDetection));
                    actions.push(Action::ShowEvidence);
                }
            }
            if ui.button(words.get("watching-stop")).clicked() {
                actions.push(Action::StopWatching);
            }
        });
    }
}

/// The row of an alarm among detections.
fn row_of(alarm: &NewAlarm, detections: Option<&Detections>) -> Option<u32> {
    let (detections, (lon, lat)) = (detections?, alarm.lon_lat?);
    let is_it = |at: &usize| {
        detections.kind.get(*at).copied().flatten() == Some(alarm.kind)
            && detections.lon.get(*at).is_some_and(|of| of.to_bits() == lon.to_bits())
            && detections.lat.get(*at).is_some_and(|of| of.to_bits() == lat.to_bits())
    };
    (0..detections.len()).find(is_it).and_then(|row| u32::try_from(row).ok())
}

fn number(of: &AtomicU64) -> u64 {
    of.load(Ordering::Relaxed)
}

fn time(of: &AtomicI64) -> Option<i64> {
    Some(of.load(Ordering::Relaxed)).filter(|time_s| *time_s > 0)
}

/// Readings a second.
fn rate(taken: &VecDeque<(f64, u64)>) -> u64 {
    let (Some((from_s, from)), Some((to_s, to))) = (taken.front(), taken.back()) else { return 0 };
    if to_s > from_s { ((to - from) as f64 / (to_s - from_s)).round() as u64 } else { 0 }
}

fn hint(response: &Response, lines: &[String]) {
    if !lines.is_empty() {
        response.clone().on_hover_text(lines.join("\n"));
    }
}

/// Silent meters by region and feeder, the largest groups first.
fn silent_groups(
    groups: &std::collections::BTreeMap<(String, String), usize>,
    session: &Session,
    words: &Words,
) -> Vec<String> {
    let mut largest: Vec<_> = groups.iter().collect();
    largest.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let atlas = session.atlas();
    let told = largest.into_iter().take(GROUPS_SHOWN).map(|((region, feeder), count)| {
        let known = atlas.region_id(region).map(|id| atlas.region(id).short.get(words.lang()).to_owned());
        let places: Vec<String> = [known.unwrap_or_else(|| region.clone()), feeder.clone()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        let place = if places.is_empty() { words.get("watching-nowhere") } else { places.join(", ") };
        format!("{place}: {count}")
    });
    told.collect()
}
