//! Owns reading a Parquet table: which columns, which stretches of rows on all processors, and
//! what becomes of damaged files. Does not read single cells.

use super::{
    check::Checks,
    columns::{Column, Layout},
    parquet_cells::{Batch, check_types},
    parts::{Filled, Part, join_parts},
    preview::SaidColumns,
    sniff::{self, PARQUET_MAGIC, not_parquet},
    without_rows,
};
use crate::{IoError, Problems, RowKind, arrow_types::with_dictionaries, atlas::Detections, lang::Message};
use ::parquet::{
    arrow::{
        ProjectionMask,
        arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
    },
    errors::ParquetError,
};
use rayon::prelude::*;
use std::{fs::File, io::Read, ops::Range, panic, path::Path, sync::Arc};

/// Rows that one task reads: enough that starting a reader costs nothing beside them, few enough
/// that a file with a single row group still keeps all processors busy.
pub(super) const TASK_ROWS: usize = 1 << 19;
/// Rows decoded at once: ten columns of them fit a second-level cache.
const BATCH_ROWS: usize = 1 << 14;

/// Reads detections from a Parquet file: only the columns that are used, row groups and
/// stretches of large row groups at the same time.
///
/// # Errors
/// The file cannot be read, is no Parquet or damaged, or has neither positions nor regions, or
/// a column of a type that cannot hold its values.
pub(super) fn read_parquet(path: &Path, said: &SaidColumns) -> Result<(Detections, Problems), IoError> {
    read_in_tasks(path, TASK_ROWS, said)
}

pub(super) fn read_in_tasks(
    path: &Path,
    task_rows: usize,
    said: &SaidColumns,
) -> Result<(Detections, Problems), IoError> {
    guarded(path, || read(path, task_rows, said))
}

/// Runs `read` on an untrusted file. The Parquet decoder returns errors for most damage, but has
/// assertions and index operations that damaged pages can reach; a panic there must cost the
/// user one file, not the program.
pub(crate) fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, IoError>) -> Result<T, IoError> {
    // Nothing that `read` changes outlives a panic, so no broken state can be seen.
    panic::catch_unwind(panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged(path, "found-unexpected-damage")))
}

/// An open Parquet file: what it says of itself, without rows.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) metadata: ArrowReaderMetadata,
    pub(crate) rows: usize,
}

impl Opened {
    pub(super) fn new(path: &Path) -> Result<Self, IoError> {
        let (metadata, size) = Self::footer(path)?;
        let rows = plausible_rows(&metadata, size).ok_or_else(|| damaged(path, "found-too-many-rows"))?;
        Ok(Self { metadata, rows })
    }

    /// What the footer says, and the size of the file.
    pub(crate) fn footer(path: &Path) -> Result<(ArrowReaderMetadata, u64), IoError> {
        let mut file = sniff::open(path)?;
        let mut magic = Vec::new();
        let failed = |cause| IoError::system("read", path, cause);
        let size = file.metadata().map_err(failed)?.len();
        file.by_ref().take(PARQUET_MAGIC.len() as u64).read_to_end(&mut magic).map_err(failed)?;
        if magic != PARQUET_MAGIC {
            return Err(if size == 0 {
                IoError::unusable(path, None, "expected-parquet", "found-empty-file")
            } else {
                not_parquet(path)
            });
        }
        let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())
            .map_err(|cause| damaged(path, cause.to_string()))?;
        Ok((metadata, size))
    }

    fn groups(&self) -> impl Iterator<Item = usize> {
        self.metadata.metadata().row_groups().iter().map(|group| group.num_rows() as usize)
    }
}

/// Rows of all groups, unless a damaged file claims more than one would believe: memory is
/// reserved for them before they are seen.
fn plausible_rows(metadata: &ArrowReaderMetadata, file_size: u64) -> Option<usize> {
    /// Runs of equal values can be packed far below a byte a row, but then the table is small.
    const ALWAYS_BELIEVED: u64 = 1 << 24;
    const MOST_PER_BYTE: u64 = 8;
    let mut rows = 0_u64;
    for group in metadata.metadata().row_groups() {
        rows = rows.checked_add(u64::try_from(group.num_rows()).ok()?)?;
    }
    let most = ALWAYS_BELIEVED.max(file_size.saturating_mul(MOST_PER_BYTE)).min(u64::from(u32::MAX));
    (rows <= most).then_some(rows as usize)
}

pub(crate) fn damaged(path: &Path, found: impl Into<Message>) -> IoError {
    IoError::unusable(path, None, "expected-intact-parquet", found)
}

/// Rows of one row group that one task reads.
#[derive(Clone, Debug)]
struct Task {
    group: usize,
    rows: Range<usize>,
    /// Rows of the file before it.
    rows_before: usize,
}

fn tasks(groups: impl Iterator<Item = usize>, task_rows: usize) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut rows_before = 0;
    for (group, rows) in groups.enumerate() {
        let count = rows.div_ceil(task_rows);
        for i in 0..count {
            let range = rows * i / count..rows * (i + 1) / count;
            tasks.push(Task { group, rows_before: rows_before + range.start, rows: range });
        }
        rows_before += rows;
    }
    tasks
}

fn read(path: &Path, task_rows: usize, said: &SaidColumns) -> Result<(Detections, Problems), IoError> {
    let opened = Opened::new(path)?;
    let schema = opened.metadata.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let layout = Layout::find(path, &names, said)?;
    check_types(path, schema, &layout)?;
    let is_read = |place| layout.present().iter().any(|(_, read)| *read == place);
    let options = ArrowReaderOptions::new().with_schema(Arc::new(with_dictionaries(schema, is_read)));
    let metadata = ArrowReaderMetadata::try_new(Arc::clone(opened.metadata.metadata()), options)
        .map_err(|cause| damaged(path, cause.to_string()))?;
    let tasks = tasks(opened.groups(), task_rows);
    let mut table = Detections::blank(opened.rows);
    let parts = Part::split(&mut table, tasks.iter().map(|task| task.rows.len()));
    let filled: Vec<Filled> = parts
        .into_par_iter()
        .zip(&tasks)
        .map(|(part, task)| read_task(path, &metadata, &layout, task, part))
        .collect::<Result<_, IoError>>()?;
    let mut problems = join_parts(&mut table, filled);
    if table.is_empty() && problems.is_empty() {
        problems.add(without_rows(path));
    }
    Ok((table, problems))
}

fn read_task(
    path: &Path,
    metadata: &ArrowReaderMetadata,
    layout: &Layout,
    task: &Task,
    mut part: Part<'_>,
) -> Result<Filled, IoError> {
    // A file of its own: readers of a shared one would move each other's position.
    let file: File = sniff::open(path)?;
    let present = layout.present();
    let roots = present.iter().map(|&(_, place)| place);
    let mask = ProjectionMask::roots(metadata.parquet_schema(), roots);
    let bad = |cause: ParquetError| damaged(path, cause.to_string());
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
        .with_projection(mask)
        .with_row_groups(vec![task.group])
        .with_offset(task.rows.start)
        .with_limit(task.rows.len())
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(bad)?;
    let columns: Vec<Column> = present.into_iter().map(|(column, _)| column).collect();
    let mut checks = Checks::new(path, RowKind::Row);
    let mut seen = 0;
    for batch in reader {
        let batch = batch.map_err(|cause| damaged(path, cause.to_string()))?;
        let cells =
            Batch::new(&columns, batch.columns()).map_err(|cause| damaged(path, cause.to_string()))?;
        if seen + batch.num_rows() > task.rows.len() {
            break;
        }
        cells.read(task.rows_before, seen, &mut part, &mut checks);
        seen += batch.num_rows();
    }
    if seen == task.rows.len() {
        Ok(part.finish(seen, checks.problems))
    } else {
        Err(damaged(
            path,
            Message::new("found-row-group").count(seen).text("rows", task.rows.len().to_string()),
        ))
    }
}
