//! Owns opening and exporting from the window: dialogs, dropped files, and the work behind them
//! in the background. Does not read or draw anything itself.

use super::{action::Picture, map::Shapes};
use crate::session::{Session, Sources};
use std::{path::PathBuf, sync::Arc};

/// What was opened, ready to be shown.
pub(super) struct Opened {
    /// The session.
    pub(super) session: Session,
    /// Its shapes on the map.
    pub(super) shapes: Arc<Shapes>,
}

/// What was opened on demand.
pub(super) struct Answer {
    /// What was opened.
    pub(super) opened: Opened,
    /// From where.
    pub(super) sources: Sources,
    /// The file that was asked for.
    pub(super) file: Option<PathBuf>,
}

/// Result of work in the background.
pub(super) enum Done {
    /// Files were opened, or not and why.
    Opened(Box<Result<Answer, String>>),
    /// A file was written, or not and why.
    Written(Result<PathBuf, String>),
}

/// Opens what is named and prepares its shapes.
pub(super) fn open(sources: &Sources) -> Result<Opened, String> {
    let session = Session::open(sources).map_err(|error| error.to_string())?;
    let geography = session.geography().map_err(|error| error.to_string())?;
    let shapes = Arc::new(Shapes::new(geography, &geography.projection));
    Ok(Opened { session, shapes })
}

/// Name of the file that a picture is exported to, unless the user chooses another.
pub(super) fn picture_name(picture: Picture, session: &Session) -> String {
    let document = session.document();
    match picture {
        Picture::Map => format!("{}-{}.svg", document.metric, document.year),
        Picture::Chart(kind) => format!("{kind:?}-{}.svg", document.year).to_lowercase(),
    }
}
