//! Owns telling how far a reading is, and being asked to stop. Does not know what is read.

use crate::IoError;
use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicU64, Ordering},
};

/// Is told, from any thread, which share of a reading is done (0 to 1), and says whether to go on.
pub type Watch<'a> = &'a (dyn Fn(f32) -> ControlFlow<()> + Sync);

/// Goes on without telling anybody.
pub fn unwatched(_: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Counts rows towards all of them.
pub(super) struct Counted<'a> {
    watch: Watch<'a>,
    all: u64,
    done: AtomicU64,
}

impl<'a> Counted<'a> {
    pub(super) const fn new(watch: Watch<'a>, all: u64) -> Self {
        Self { watch, all, done: AtomicU64::new(0) }
    }

    pub(super) fn add(&self, rows: u64) -> Result<(), IoError> {
        let done = self.done.fetch_add(rows, Ordering::Relaxed) + rows;
        match (self.watch)((done as f32 / self.all.max(1) as f32).min(1.0)) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(IoError::Stopped),
        }
    }
}
