//! Owns what a long run shows of itself on a terminal, and being asked to stop it: Ctrl-C ends a
//! run in order, so that nothing half-written stays behind; a second one ends it at once. Does not
//! know what the run does.

use super::run::INTERRUPTED;
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    flag,
};
use std::{
    io::{IsTerminal, Write},
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

/// How far a run is. Shown on stderr if that is a terminal, and taken away at the end.
#[derive(Debug)]
pub(super) struct Progress {
    doing: String,
    is_shown: bool,
    percent: AtomicU32,
    is_stopped: Arc<AtomicBool>,
}

impl Progress {
    /// Of a run that is `doing` something.
    pub(super) fn new(doing: String) -> Self {
        let is_stopped = Arc::new(AtomicBool::new(false));
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            // The first signal sets the flag, one more finds it set. Where signals cannot be caught, the
            // system ends the run: temporary files may stay, results are still whole or absent.
            let _ = flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&is_stopped));
            let _ = flag::register(signal, Arc::clone(&is_stopped));
        }
        let is_shown = std::io::stderr().is_terminal();
        Self { doing, is_shown, percent: AtomicU32::new(u32::MAX), is_stopped }
    }

    /// Shows a share from 0 to 1, and says whether to go on.
    pub(super) fn show(&self, share: f32) -> ControlFlow<()> {
        let percent = (share * 100.0) as u32;
        if self.is_shown && self.percent.swap(percent, Ordering::Relaxed) != percent {
            // Nothing is lost where it cannot be shown.
            let _ = write!(std::io::stderr(), "\r{} {percent} %", self.doing);
        }
        if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Whether a signal asked to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }

    /// Takes away what is shown.
    pub(super) fn clear(&self) {
        if self.is_shown && self.percent.swap(u32::MAX, Ordering::Relaxed) != u32::MAX {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
