//! Owns pictures and tables on their way out: drawing and writing them in the background. Does
//! not ask where to.

use crate::{
    atlas::RegionId,
    figure::{FigureKind, FigureSpec, Form, PageSize, Paper, Vision},
    io,
    jobs::Jobs,
    lang::Message,
    session::{Command, FigureError, FigureFile, PlanPicture, Session, SheetForm, TableFormat},
    ui::print,
};
use eframe::egui::{ColorImage, Context};
use plan::Scenario;
use std::path::PathBuf;

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) enum Content {
    /// A figure, and in which form.
    Figure(Box<FigureSpec>, FigureFile),
    /// Figures as a table: metrics, a year or all, form.
    Table(Vec<String>, Option<i32>, TableFormat),
    /// Metrics side by side for regions, as the table shows them.
    Rows(Vec<String>, Vec<RegionId>, SheetForm),
    /// Detections as they are listed.
    Detections(Vec<u32>, SheetForm),
    /// A text as it is.
    Text(String),
    /// A picture of the plan of a scenario.
    Plan(Box<Scenario>, PlanPicture, Form),
}

/// What is to be written, and where to: all of it or nothing.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Order {
    /// What, and into which file.
    pub(in crate::ui) files: Vec<(Content, PathBuf)>,
    /// Whether files that are there may be replaced.
    pub(in crate::ui) replaces: bool,
}

/// What came of it.
pub(in crate::ui) enum Saved {
    /// The files are there.
    Written(Vec<PathBuf>),
    /// Nothing was written: there are files of these names.
    Exists(Vec<PathBuf>),
    /// Nothing was written, and why.
    Failed(Message),
    /// A picture for the clipboard.
    Copied(ColorImage),
}

/// Saving in the background.
#[derive(Default)]
pub(in crate::ui) struct Saver {
    jobs: Jobs<Saved>,
}

impl Saver {
    /// Draws and writes.
    pub(in crate::ui) fn save(&mut self, ctx: &Context, session: &Session, order: Order) {
        let session = session.for_background();
        self.start(ctx, "save", move || save(&session, order));
    }

    /// Draws a picture for the clipboard, with two pixels to one of the page.
    pub(in crate::ui) fn copy(&mut self, ctx: &Context, session: &Session, kind: FigureKind) {
        const SCALE: f64 = 2.0;
        let session = session.for_background();
        self.start(ctx, "copy", move || {
            let page =
                session.figure_spec(kind).map_err(FigureError::from).and_then(|spec| session.printed(&spec));
            match page {
                Ok(page) => Saved::Copied(print::image(&page, SCALE, Vision::Full)),
                Err(why) => Saved::Failed(why.told()),
            }
        });
    }

    fn start(&mut self, ctx: &Context, name: &str, work: impl FnOnce() -> Saved + Send + 'static) {
        let waker = ctx.clone();
        self.jobs.start(name, move || waker.request_repaint(), move |_| work());
    }

    /// What was done since.
    pub(in crate::ui) fn finished(&mut self) -> Vec<Saved> {
        self.jobs.finished()
    }
}

fn save(session: &Session, order: Order) -> Saved {
    let there = order.files.iter().map(|(_, path)| path).filter(|path| io::exists(path));
    let there: Vec<PathBuf> = there.cloned().collect();
    if !order.replaces && !there.is_empty() {
        return Saved::Exists(there);
    }
    // All are made before the first is written.
    let made: Result<Vec<(Vec<u8>, PathBuf)>, Message> =
        order.files.into_iter().map(|(content, path)| Ok((bytes_of(session, &content)?, path))).collect();
    let written = made.and_then(|made| {
        let write = |(bytes, path): (Vec<u8>, PathBuf)| {
            io::write_file(&path, &bytes).map(|()| path).map_err(|error| error.told())
        };
        made.into_iter().map(write).collect()
    });
    match written {
        Ok(paths) => Saved::Written(paths),
        Err(why) => Saved::Failed(why),
    }
}

fn bytes_of(session: &Session, content: &Content) -> Result<Vec<u8>, Message> {
    match content {
        Content::Figure(spec, file) => session.figure_file(spec, *file).map_err(|error| error.told()),
        Content::Table(metrics, year, format) => {
            session.table_text(metrics, *year, *format).map(String::into_bytes).map_err(|error| error.told())
        }
        Content::Rows(metrics, regions, form) => {
            session.wide_file(metrics, regions, *form, &session.words()).map_err(|error| error.told())
        }
        Content::Detections(rows, form) => {
            session.listed_file(rows, *form, &session.words()).map_err(|error| error.told())
        }
        Content::Text(text) => Ok(text.clone().into_bytes()),
        Content::Plan(scenario, picture, form) => {
            let mut session = session.for_background();
            session.apply(Command::ShowEstimates(true)).map_err(|error| error.told())?;
            let result = session.plan(scenario).map_err(|fault| fault.told())?;
            let paper = Paper::light(PageSize::default().pixels());
            let page = session.plan_picture(&result, *picture, paper, &session.words());
            page.map(|page| page.to_file(*form)).map_err(|error| error.told())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Sources;

    #[test]
    fn a_file_that_is_there_is_replaced_only_when_that_was_said() {
        let folder = tempfile::tempdir().expect("tempdir");
        let session = Session::open(&Sources::default()).expect("opens");
        let path = folder.path().join("new/figures.csv");
        let content = Content::Table(vec!["farms".to_owned()], Some(2025), TableFormat::Csv);
        let order = |replaces| Order { files: vec![(content.clone(), path.clone())], replaces };
        assert!(matches!(save(&session, order(false)), Saved::Written(_)));
        io::write_file(&path, b"mine").expect("written");
        assert!(matches!(save(&session, order(false)), Saved::Exists(there) if there == [path.clone()]));
        assert_eq!(io::read_file(&path).expect("there"), b"mine");
        assert!(matches!(save(&session, order(true)), Saved::Written(_)));
        let expected = session.table_text(&["farms".to_owned()], Some(2025), TableFormat::Csv);
        assert_eq!(io::read_file(&path).expect("there"), expected.expect("a table").into_bytes());
        let nowhere = Order { files: vec![(content.clone(), "/proc/none/x.csv".into())], replaces: true };
        assert!(matches!(save(&session, nowhere), Saved::Failed(_)));
    }
}
