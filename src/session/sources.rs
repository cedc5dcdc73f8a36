//! Owns what a session is opened from: which files, and what was said of them. Does not read them.

use super::{OpenedProject, is_project};
use crate::io::{self, FileRole, IoError, SaidColumns, SaidFigures};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// What to open.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sources {
    /// An atlas folder; the embedded one if none.
    pub atlas: Option<PathBuf>,
    /// Boundaries of the user's own.
    pub boundaries: Option<PathBuf>,
    /// Files, or folders of files, with boundaries of municipalities.
    #[serde(default)]
    pub municipalities: Vec<PathBuf>,
    /// Their layer, where the file has several.
    #[serde(default)]
    pub layer: Option<String>,
    /// Tables of figures by region.
    #[serde(default)]
    pub figures: Vec<PathBuf>,
    /// What was said of their columns, by file.
    #[serde(default)]
    pub figures_columns: BTreeMap<PathBuf, SaidFigures>,
    /// Detections of the user's own.
    pub detections: Option<PathBuf>,
    /// What they are called where the name of the file says nothing.
    #[serde(default)]
    pub detections_name: Option<String>,
    /// What was said of their columns.
    #[serde(default)]
    pub columns: SaidColumns,
    /// Readings of the meters detected in, for their evidence.
    #[serde(default)]
    pub readings: Option<PathBuf>,
    /// What people say of them.
    #[serde(default)]
    pub reviews: Option<PathBuf>,
    /// A register of legal miners, told with the evidence.
    #[serde(default)]
    pub register: Option<PathBuf>,
    /// Sessions that `hashatlas traffic` found, told with the evidence.
    #[serde(default)]
    pub traffic: Option<PathBuf>,
    /// What clocks at the meters are ahead of UTC, as their readings were described; that of their regions if
    /// none.
    #[serde(default)]
    pub utc_offset_s: Option<i32>,
    /// The project that names all these.
    #[serde(default)]
    pub project: Option<PathBuf>,
    /// Whether shapes will be asked for: they are then read beside the tables.
    pub wants_shapes: bool,
    /// Whether the hash of the data will be asked for: it is then computed beside the tables.
    #[serde(skip)]
    pub wants_hash: bool,
}

impl Sources {
    /// Whether nothing of the user's own is named.
    #[must_use]
    pub const fn are_embedded(&self) -> bool {
        self.atlas.is_none()
            && self.boundaries.is_none()
            && self.municipalities.is_empty()
            && self.figures.is_empty()
            && self.detections.is_none()
    }

    /// These sources with a file or folder more, recognised by what is in it; it takes the place
    /// of one of its kind.
    ///
    /// # Errors
    /// It cannot be read or is nothing that can be shown.
    pub fn with_file(&self, path: &Path) -> Result<Self, IoError> {
        if is_project(path) {
            return Ok(OpenedProject::open(path)?.sources());
        }
        let checked = io::check_layer(path, self.layer.as_deref())?;
        let mut sources = self.clone();
        match checked.role {
            FileRole::Atlas => sources = Self { atlas: Some(path.to_owned()), ..Self::default() },
            FileRole::Boundaries => sources.boundaries = Some(path.to_owned()),
            FileRole::Detections => return Ok(self.with_detections(path, SaidColumns::default())),
            FileRole::Figures if sources.figures.iter().any(|known| known == path) => {}
            FileRole::Figures => sources.figures.push(path.to_owned()),
            FileRole::Other => {
                let expected = "expected-shown-file".into();
                return Err(IoError::Unrecognised { path: path.to_owned(), found: checked.kind, expected });
            }
        }
        sources.wants_shapes = true;
        Ok(sources)
    }

    /// These sources with a table of figures whose columns hold what was said of them.
    #[must_use]
    pub fn with_figures(&self, path: &Path, said: SaidFigures) -> Self {
        let mut sources = Self { wants_shapes: true, ..self.clone() };
        if !sources.figures.iter().any(|known| known == path) {
            sources.figures.push(path.to_owned());
        }
        sources.figures_columns.insert(path.to_owned(), said);
        sources
    }

    /// These sources with a table of detections whose columns hold what was said of them.
    #[must_use]
    pub fn with_detections(&self, path: &Path, columns: SaidColumns) -> Self {
        Self {
            detections: Some(path.to_owned()),
            detections_name: None,
            columns,
            wants_shapes: true,
            ..self.clone()
        }
    }
}
