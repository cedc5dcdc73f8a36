//! Owns where statements and figures stand in the tables of an atlas, for messages. Does not
//! judge them.

use super::{AtlasFolder, descriptor::Descriptor};
use crate::{
    atlas::{Atlas, MetricId, Period, figure_named},
    problem::{IoError, Problems},
    table::{Row, read_rows},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// File and line of a row.
pub type RowPlace = (PathBuf, u64);

/// Where each of the statements stands: a row of the constraints, or the figure of `metric` that
/// its id names; `None` for those that are in no table.
///
/// # Errors
/// The descriptor or a table cannot be read.
pub fn statement_places(
    folder: &AtlasFolder,
    atlas: &Atlas,
    metric: MetricId,
    ids: &[Arc<str>],
) -> Result<Vec<Option<RowPlace>>, IoError> {
    let descriptor = Descriptor::read(folder)?;
    let mut places = vec![None; ids.len()];
    let mut look = |table: &str, is_row: &dyn Fn(&Row<'_>, &str) -> bool| -> Result<(), IoError> {
        let Some(file) = descriptor.table(table) else { return Ok(()) };
        let path = folder.path_of(file);
        for_rows(&path, &folder.read(file)?, |row| {
            for (id, place) in ids.iter().zip(&mut places) {
                if place.is_none() && is_row(row, id) {
                    *place = Some((path.clone(), row.line));
                }
            }
        })
    };
    look("constraints", &|row, id| row.text("id") == id)?;
    let metric = &*atlas.metric(metric).id;
    look("observations", &|row, id| {
        figure_named(id).is_some_and(|(code, year)| {
            let period = Period::parse(row.text("period")).and_then(Period::as_year);
            row.text("region") == code && row.text("metric") == metric && period == Some(year)
        })
    })?;
    Ok(places)
}

/// What is wrong with rows was said when they were read.
fn for_rows(path: &Path, bytes: &[u8], mut take: impl FnMut(&Row<'_>)) -> Result<(), IoError> {
    read_rows(path, bytes, &[], &mut Problems::default(), |row, _| {
        take(row);
        Ok(())
    })
}
