//! Owns the system's own dialog for choosing a file or folder: it may not be there, or take as long as the user
//! likes. Does not open what was chosen.

use crate::jobs::Jobs;
use eframe::egui::Context;
use std::path::{Path, PathBuf};

/// The system's dialog was not there if it is back sooner than anyone can read it, in seconds.
const TOO_SOON_S: f64 = 0.4;

/// What is to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Sought {
    /// A file that is there.
    File,
    /// A folder.
    Folder,
}

/// The system's dialog, one at a time.
#[derive(Default)]
pub(in crate::ui) struct Browser {
    work: Jobs<Option<PathBuf>>,
    /// Since when it is open.
    since_s: Option<f64>,
    is_missing: bool,
}

impl Browser {
    /// Opens it in this folder.
    pub(in crate::ui) fn ask(&mut self, ctx: &Context, sought: Sought, folder: &Path) {
        self.since_s = Some(ctx.input(|input| input.time));
        self.is_missing = false;
        let (waker, folder) = (ctx.clone(), folder.to_owned());
        let work = move |_: &_| {
            let dialog = rfd::FileDialog::new().set_directory(folder);
            match sought {
                Sought::File => dialog.pick_file(),
                Sought::Folder => dialog.pick_folder(),
            }
        };
        self.work.start("browse", move || waker.request_repaint(), work);
    }

    /// What was chosen since.
    pub(in crate::ui) fn chosen(&mut self, ctx: &Context) -> Option<PathBuf> {
        let path = self.work.finished().pop()?;
        let now_s = ctx.input(|input| input.time);
        let since_s = self.since_s.take().unwrap_or(now_s);
        self.is_missing = path.is_none() && now_s - since_s < TOO_SOON_S;
        path
    }

    /// Whether it is open: there is one at a time.
    pub(in crate::ui) const fn is_open(&self) -> bool {
        self.since_s.is_some()
    }

    /// Whether the system turned out to have none.
    pub(in crate::ui) const fn is_missing(&self) -> bool {
        self.is_missing
    }
}
