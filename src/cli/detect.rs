//! Owns the command `detect`: arguments → a run of the session → files, and a summary on stdout. Does
//! not detect.

use super::{arguments::DetectArguments, run::report_problems};
use crate::{
    io,
    session::{Detected, DetectionInputs, Session, count_found},
};
use std::{
    io::{IsTerminal, Write},
    ops::ControlFlow,
    sync::atomic::{AtomicU32, Ordering},
};

/// Runs a detection and writes its files, the detections last: where they are, all is.
pub(super) fn detect(
    task: &DetectArguments,
    session: &Session,
    stdout: &mut dyn Write,
) -> anyhow::Result<()> {
    let inputs = DetectionInputs {
        readings: task.readings.clone(),
        meters: task.meters.clone(),
        feeders: task.feeders.clone(),
        weather: task.weather.clone(),
        model: task.model.clone(),
        utc_offset_s: task.utc_offset,
        threshold: task.threshold,
        wants_measures: task.measures.is_some(),
    };
    let progress = Progress::new();
    let detected = session.detect(&inputs, &|share| progress.show(share));
    progress.clear();
    let detected = detected?;
    if let Some(path) = &task.scores {
        io::write_scores(path, &detected.scores)?;
    }
    if let (Some(path), Some(measures)) = (&task.measures, &detected.measures) {
        io::write_measures(path, measures)?;
    }
    io::write_found(&task.output, &detected.found)?;
    summarise(&detected, stdout)
}

fn summarise(detected: &Detected, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let Detected { meters, judged, feeders, readings, found, problems, .. } = detected;
    write!(
        stdout,
        "{}, {readings} readings; judged {}",
        counted(*meters, "meter"),
        counted(*judged, "meter")
    )?;
    if *feeders > 0 {
        write!(stdout, " and {}", counted(*feeders, "feeder"))?;
    }
    writeln!(stdout)?;
    writeln!(stdout, "{}", counted(found.len(), "detection"))?;
    for (kind, region, count) in count_found(found) {
        let region = if region.is_empty() { "no region" } else { &region };
        writeln!(stdout, "  {}, {region}: {count}", kind.id())?;
    }
    report_problems(problems, stdout)
}

/// How far a run is, on a terminal only.
pub(super) struct Progress {
    is_shown: bool,
    percent: AtomicU32,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { is_shown: std::io::stderr().is_terminal(), percent: AtomicU32::new(u32::MAX) }
    }

    pub(super) fn show(&self, share: f32) -> ControlFlow<()> {
        let percent = (share * 100.0) as u32;
        if self.is_shown && self.percent.swap(percent, Ordering::Relaxed) != percent {
            // Nothing is lost where it cannot be shown.
            let _ = write!(std::io::stderr(), "\rreading {percent} %");
        }
        ControlFlow::Continue(())
    }

    pub(super) fn clear(&self) {
        if self.is_shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
