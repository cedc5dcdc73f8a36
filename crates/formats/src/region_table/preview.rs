//! Owns what is told of a table of figures before its figures: what each column was read as, and its first rows.
//! Does not make figures of them.

use super::{FigurePart, Heads, Parts, SaidFigures, Side, raw};
use crate::{
    IoError, Problems,
    atlas::{Atlas, RegionNames},
    detections::foreign::Text,
    readings::read_cells,
};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// How a table of figures was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresPreview {
    /// The file.
    pub path: PathBuf,
    /// Its columns, each with what it was read as.
    pub columns: Vec<(String, FigurePart)>,
    /// Cells of the first rows that were read, in the order of the columns.
    pub rows: Vec<Vec<String>>,
    /// How many rows were read.
    pub row_count: usize,
}

/// How a table of figures by region is read.
///
/// # Errors
/// As of [`read_region_table`].
pub fn preview_region_table(
    path: &Path,
    atlas: &Atlas,
    said: &SaidFigures,
) -> Result<FiguresPreview, IoError> {
    const SHOWN: usize = 4;
    let text = Text::of(path);
    let names = RegionNames::new(atlas);
    let (mut header, mut heads) = (Vec::new(), Heads::default());
    let (mut rows, mut seen, mut problems) = (Vec::new(), HashSet::new(), Problems::default());
    let read = read_cells(text.path(), &[], &mut problems, |row, problems| {
        if header.is_empty() {
            header = row.columns.to_vec();
            heads = Heads::of(&header, said);
        }
        rows.extend(raw(row, &heads, atlas, &names, &mut seen, problems)?);
        Ok(())
    });
    read.map_err(|error| text.fail(error))?;
    let parts = Parts::of(&header, &rows, said);
    let part = |(at, name): (usize, &String)| {
        let is = |head: &Option<String>| head.as_ref() == Some(name);
        let part = match parts.bound_of(at) {
            _ if is(&heads.region) => FigurePart::Region,
            _ if is(&heads.period) => FigurePart::Period,
            _ if is(&heads.status) => FigurePart::Status,
            Some((Side::Low, of)) => FigurePart::Low(header[of].clone()),
            Some((Side::High, of)) => FigurePart::High(header[of].clone()),
            None if parts.is_number[at] => FigurePart::Figures,
            None => FigurePart::Unread,
        };
        (name.clone(), part)
    };
    Ok(FiguresPreview {
        path: path.to_owned(),
        columns: header.iter().enumerate().map(part).collect(),
        row_count: rows.len(),
        rows: rows.into_iter().take(SHOWN).map(|row| row.cells).collect(),
    })
}
