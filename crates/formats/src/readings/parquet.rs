//! Owns reading Parquet tables of series: which rows of which row groups, names through their dictionary. Does not
//! decode or judge values.
//!
//! Main type: [`ParquetTable`].

use super::{
    arrow::{self, BATCH_ROWS, Columns},
    block::{Block, Names, Want},
    quantity::Quantity,
};
use crate::provenance::Status;
use crate::written::STATUS_KEY;
use crate::{
    IoError,
    arrow_types::with_dictionaries,
    detections::{
        parquet::{Opened, damaged, guarded},
        sniff,
    },
};
use ::parquet::arrow::{
    ProjectionMask,
    arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
    },
};
use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

/// An open Parquet file.
#[derive(Debug)]
pub(super) struct ParquetTable {
    pub(super) path: PathBuf,
    pub(super) metadata: ArrowReaderMetadata,
    pub(super) columns: Columns,
    /// Rows before each row group, and all of them.
    pub(super) rows_before: Vec<u64>,
}

impl ParquetTable {
    /// Whether the file says of itself that it is simulated.
    pub(super) fn is_simulated(&self) -> bool {
        let pairs = self.metadata.metadata().file_metadata().key_value_metadata().into_iter().flatten();
        pairs
            .filter(|pair| pair.key == STATUS_KEY)
            .any(|pair| pair.value.as_deref() == Some(Status::Simulated.id()))
    }

    pub(super) const fn has_quality(&self) -> bool {
        self.columns.quality.is_some()
    }

    pub(super) fn open(path: &Path, quantity: Quantity) -> Result<Self, IoError> {
        guarded(path, || Self::open_unguarded(path, quantity))
    }

    fn open_unguarded(path: &Path, quantity: Quantity) -> Result<Self, IoError> {
        let (metadata, _) = Opened::footer(path)?;
        let schema = metadata.schema();
        let columns = Columns::find(path, schema, quantity)?;
        let mut rows_before = vec![0];
        for group in metadata.metadata().row_groups() {
            let rows = u64::try_from(group.num_rows()).ok();
            let sum = rows.and_then(|rows| rows_before.last().and_then(|sum: &u64| sum.checked_add(rows)));
            rows_before.push(sum.ok_or_else(|| damaged(path, "found-impossible-rows"))?);
        }
        let is_word = |place| place == columns.places[0] || Some(place) == columns.quality;
        let options = ArrowReaderOptions::new().with_schema(Arc::new(with_dictionaries(schema, is_word)));
        let metadata = ArrowReaderMetadata::try_new(Arc::clone(metadata.metadata()), options)
            .map_err(|cause| damaged(path, cause.to_string()))?;
        Ok(Self { path: path.to_owned(), metadata, columns, rows_before })
    }

    pub(super) fn row_count(&self) -> u64 {
        self.rows_before.last().copied().unwrap_or(0)
    }

    /// Stretches of rows that are read at a time, none across row groups.
    pub(super) fn parts(&self) -> Vec<Range<u64>> {
        arrow::parts(&self.rows_before)
    }

    /// Decodes rows and hands them out in blocks.
    pub(super) fn read(
        &self,
        rows: &Range<u64>,
        want: Want,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        let mut reader = guarded(&self.path, || self.reader(rows, want))?;
        let mut next = || {
            let batch = reader.next().transpose();
            batch.map_err(|cause| damaged(&self.path, cause.to_string()))
        };
        self.columns.decode(&self.path, rows, want, &mut next, names, each)
    }

    fn reader(&self, rows: &Range<u64>, want: Want) -> Result<ParquetRecordBatchReader, IoError> {
        // A file of its own: readers of a shared one would move each other's position.
        let file = sniff::open(&self.path)?;
        let groups: Vec<usize> = (0..self.rows_before.len() - 1)
            .filter(|&g| self.rows_before[g + 1] > rows.start && self.rows_before[g] < rows.end)
            .collect();
        let offset = groups.first().map_or(0, |&g| rows.start - self.rows_before[g]);
        let mask = ProjectionMask::roots(self.metadata.parquet_schema(), self.columns.wanted(want));
        ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
            .with_projection(mask)
            .with_row_groups(groups)
            .with_offset(offset as usize)
            .with_limit((rows.end - rows.start) as usize)
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(|cause| damaged(&self.path, cause.to_string()))
    }
}
