//! Owns measuring the window from inside: time to the first frame, time between frames while the
//! map pans and zooms by itself, our own share of each. Does not decide what is drawn.

use super::map::MapLook;
use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

/// Frames and times of one run.
pub(super) struct Measure {
    started: Instant,
    runs_for: Duration,
    first_frame: Option<Duration>,
    tour_began: Option<Instant>,
    last_frame: Option<Instant>,
    between: Vec<Duration>,
    own: Vec<Duration>,
    /// Our own share of frames after a change of metric, year or classes.
    changed: Vec<Duration>,
    is_changed: bool,
    frame_began: Instant,
    /// Our own share of the start: reading, projecting, tessellating.
    pub(super) prepared: Duration,
    frames: u32,
}

impl Measure {
    /// Measures for so many seconds, from `started` on.
    pub(super) fn new(started: Instant, seconds: f64) -> Self {
        Self {
            started,
            runs_for: Duration::from_secs_f64(seconds.clamp(0.1, 600.0)),
            first_frame: None,
            tour_began: None,
            last_frame: None,
            between: Vec::new(),
            own: Vec::new(),
            changed: Vec::new(),
            is_changed: false,
            frame_began: started,
            prepared: Duration::ZERO,
            frames: 0,
        }
    }

    /// A frame begins; says whether the time is over.
    pub(super) fn begin_frame(&mut self) -> bool {
        /// The first frames prepare fonts and shaders.
        const WARM_UP: u32 = 10;
        let now = Instant::now();
        self.frames += 1;
        // The second frame begins when the first one is on the screen.
        if self.frames == 2 {
            self.first_frame = Some(now - self.started);
        }
        if let Some(last) = self.last_frame.replace(now)
            && self.tour_began.is_some()
        {
            self.between.push(now - last);
        }
        if self.frames == WARM_UP {
            self.tour_began = Some(now);
        }
        self.frame_began = now;
        self.tour_began.is_some_and(|began| now - began > self.runs_for)
    }

    /// What we did for the frame is done; the rest is the framework's.
    pub(super) fn end_frame(&mut self) {
        if self.tour_began.is_some() {
            let times = if self.is_changed { &mut self.changed } else { &mut self.own };
            times.push(self.frame_began.elapsed());
        }
    }

    /// Now and then something else is to be shown: the number of the change.
    pub(super) fn next_change(&mut self) -> Option<usize> {
        const EVERY: u32 = 7;
        self.is_changed = self.tour_began.is_some() && self.frames.is_multiple_of(EVERY);
        self.is_changed.then_some((self.frames / EVERY) as usize)
    }

    /// Where the map is looked at from now: it pans around `home` and zooms in and out.
    pub(super) fn tour(&self, home: MapLook) -> Option<MapLook> {
        const ROUND_S: f64 = 6.0;
        const PAN_M: f64 = 1_200_000.0;
        const DEPTH: f64 = 2.5;
        let began = self.tour_began?;
        let turn = began.elapsed().as_secs_f64() / ROUND_S * std::f64::consts::TAU;
        let centre = [home.centre[0] + PAN_M * turn.sin(), home.centre[1] + 0.4 * PAN_M * (2.0 * turn).sin()];
        Some(MapLook { centre, zoom: home.zoom + DEPTH * 0.5 * (1.0 - (turn / 2.0).cos()) })
    }

    /// What was measured, in a few lines.
    pub(super) fn report(&mut self) -> String {
        let ms = |duration: Duration| duration.as_secs_f64() * 1e3;
        let mut out = String::new();
        let _ = writeln!(out, "start to first frame: {:.0} ms", self.first_frame.map_or(0.0, ms));
        let _ = writeln!(
            out,
            "  of it reading and preparing, beside the display's start: {:.1} ms",
            ms(self.prepared)
        );
        let frames = self.between.len().max(1);
        let total: Duration = self.between.iter().sum();
        let _ = writeln!(
            out,
            "panning and zooming: {} frames, {:.1} frames/s, median {:.1} ms, slowest {:.1} ms",
            self.between.len(),
            frames as f64 / total.as_secs_f64().max(1e-9),
            ms(median(&mut self.between)),
            ms(self.between.last().copied().unwrap_or_default()),
        );
        let _ = writeln!(
            out,
            "our own share of a frame: median {:.2} ms, slowest {:.2} ms",
            ms(median(&mut self.own)),
            ms(self.own.last().copied().unwrap_or_default()),
        );
        let _ = write!(
            out,
            "of a frame after a change of metric, year or classes: median {:.2} ms, slowest {:.2} ms ({})",
            ms(median(&mut self.changed)),
            ms(self.changed.last().copied().unwrap_or_default()),
            self.changed.len(),
        );
        out
    }
}

/// Sorts, and gives the middle one.
fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
