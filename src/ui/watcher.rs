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
    session::{PointLayer, Session, Sources},
    units,
    watch::{Ended, Figures, NewAlarm, Reins, Task, make_demonstration, watch},
};
use eframe::egui::{Context, Response, RichText, Ui};
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
    /// Whether its detections were opened.
    is_open: bool,
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
    /// Begins; what was watched before is stopped.
    pub(super) fn start(
        &mut self,
        ctx: &Context,
        session: &Session,
        order: WatchOrder,
        folder: Option<TempDir>,
    ) {
        self.stop();
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
            is_open: false,
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
                make_demonstration(&session, &order.task, &go_on)
                    .and_then(|()| watch(&session, &order.task, &figures, &reins, &mut events, &mut notes))
                    .map_err(|cause| Message::Data(format!("{cause:#}")))
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

    /// The detections that are watched.
    pub(super) fn detections(&self) -> Option<PathBuf> {
        Some(self.running.as_ref()?.order.task.detections())
    }

    /// What came since, and asks for what is new: `sources` are those that are open.
    pub(super) fn follow(&mut self, ctx: &Context, sources: &Sources) -> Vec<Heard> {
        let mut heard = Vec::new();
        if let Some(ended) = self.ends.finished().pop() {
            // What was judged last still comes, if nothing else does.
            heard.push(Heard::Ended(ended));
        }
        for fresh in self.fresh.finished() {
            // A file that was being replaced is read at the next look.
            heard.extend(fresh.ok().map(|fresh| Heard::Fresh(Box::new(fresh))));
        }
        let Some(running) = &mut self.running else { return heard };
        ctx.request_repaint_after_secs(LOOK_S);
        let now_s = ctx.input(|input| input.time);
        running.taken.push_back((now_s, number(&running.figures.readings)));
        while running.taken.front().is_some_and(|(at_s, _)| *at_s < now_s - RATE_OVER_S) {
            running.taken.pop_front();
        }
        let judgements = running.figures.judgements.load(Ordering::Acquire);
        let detections = running.order.task.detections();
        let is_shown = sources.detections.as_ref() == Some(&detections);
        let events = number(&running.figures.events);
        let waits_s = if events == running.events { SAME_EVERY_S } else { FRESH_EVERY_S };
        if judgements == running.shown || now_s - running.asked_s < waits_s {
            return heard;
        }
        running.events = events;
        if !is_shown && !running.is_open && number(&running.figures.found) > 0 {
            (running.shown, running.asked_s, running.is_open) = (judgements, now_s, true);
            heard.push(Heard::First(Box::new(self.sources(sources))));
        } else if is_shown && self.fresh.running().is_empty() {
            (running.shown, running.asked_s) = (judgements, now_s);
            let (sources, waker) = (sources.clone(), ctx.clone());
            self.fresh.start(
                "fresh",
                move || waker.request_repaint(),
                move |_| {
                    let session = Session::open(&sources).map_err(|error| error.told())?;
                    let layer = session.point_layer().map(Arc::new);
                    Ok(Fresh { session, layer })
                },
            );
        }
        heard
    }

    /// What to open to see the detections: with the atlas that is open.
    pub(super) fn sources(&self, open: &Sources) -> Sources {
        let task = self.running.as_ref().map(|running| &running.order.task);
        Sources {
            atlas: open.atlas.clone(),
            boundaries: open.boundaries.clone(),
            municipalities: open.municipalities.clone(),
            layer: open.layer.clone(),
            figures: open.figures.clone(),
            detections: task.map(Task::detections),
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
        let is_shown = sources.detections.as_ref() == Some(&running.order.task.detections());
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
            match time(&figures.newest_s) {
                None => ui.label(RichText::new(words.get("watching-too-early")).color(scene.look.muted)),
                Some(newest_s) => {
                    let meters = count(number(&figures.meters));
                    ui.label(words.with("watching-meters", &[("count", &meters)]));
                    ui.label(words.with("watching-until", &[("time", &minute_of(newest_s))]))
                }
            };
            let notable = figures.notable();
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
            let standing = count(number(&figures.standing));
            let alarms = words.with("watching-alarms", &[("count", &standing)]);
            if ui.button(RichText::new(alarms).strong()).clicked() {
                actions.push(Action::ShowWatched);
            }
            let newest = notable.newest.filter(|_| is_shown);
            let row = newest.as_ref().and_then(|newest| row_of(newest, scene.session.detections()));
            if let Some((newest, row)) = newest.zip(row) {
                let text = words.with("watching-newest", &[("name", &newest.of)]);
                if ui.button(text).on_hover_text(words.get("watching-newest-hint")).clicked() {
                    actions.push(Action::ShowDetection(row));
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

/// A moment to the minute, in UTC.
fn minute_of(time_s: i64) -> String {
    const MINUTES: std::ops::Range<usize> = 0..16;
    io::iso_time(time_s).get(MINUTES).map(|text| text.replace('T', " ") + " UTC").unwrap_or_default()
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
