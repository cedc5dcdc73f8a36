//! Owns which parts of a Parquet file can have rows of some names, by what it says of its row groups and of
//! their pages. Does not decode rows.

use super::{block::Want, parquet::ParquetTable};
use crate::{
    IoError,
    arrow_types::is_text,
    detections::{
        parquet::{damaged, guarded},
        sniff,
    },
};
use ::parquet::{
    arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions},
    errors::ParquetError,
    file::{
        metadata::{ColumnChunkMask, PageIndexPolicy, ParquetMetaDataBuilder, ParquetMetaDataReader},
        page_index::column_index::ColumnIndexMetaData,
    },
};
use std::{ops::Range, sync::Arc};

impl ParquetTable {
    /// The row groups that can have rows of one of the names, by what the file says of the least and
    /// greatest name in each.
    pub(super) fn groups_with(&self, names: &[&str]) -> Vec<Range<u64>> {
        let leaf = self.leaf_of_names();
        let can_have = |group: usize| {
            let column = leaf.and_then(|leaf| self.metadata.metadata().row_group(group).columns().get(leaf));
            let known = column.and_then(|column| column.statistics());
            known
                .filter(|known| !known.is_min_max_deprecated())
                .is_none_or(|known| is_among(names, known.min_bytes_opt(), known.max_bytes_opt()))
        };
        let groups = (0..self.rows_before.len() - 1).filter(|&group| can_have(group));
        groups
            .map(|group| self.rows_before[group]..self.rows_before[group + 1])
            .filter(|rows| !rows.is_empty())
            .collect()
    }

    /// The table as if it had but the row group of `rows`, and the stretches of it whose pages can have rows of
    /// one of the names: all of it, where the file does not say what is in its pages. Where pages lie is read for
    /// this group alone: a large file has tens of thousands.
    pub(super) fn near(&self, rows: &Range<u64>, names: &[&str]) -> Result<(Self, Vec<Range<u64>>), IoError> {
        guarded(&self.path, || {
            let group = self.rows_before.partition_point(|before| *before <= rows.start).saturating_sub(1);
            let metadata = self
                .with_pages(group, &sniff::open(&self.path)?)
                .map_err(|cause| damaged(&self.path, cause.to_string()))?;
            let stretches = self.pages_with(&metadata, rows, names).unwrap_or_else(|| vec![rows.clone()]);
            let near = Self {
                path: self.path.clone(),
                metadata,
                columns: self.columns,
                rows_before: vec![rows.start, rows.end],
            };
            Ok((near, stretches))
        })
    }

    fn with_pages(&self, group: usize, file: &std::fs::File) -> Result<ArrowReaderMetadata, ParquetError> {
        let all = self.metadata.metadata();
        let alone = ParquetMetaDataBuilder::new(all.file_metadata().clone())
            .add_row_group(all.row_group(group).clone())
            .build();
        let schema = self.metadata.parquet_schema();
        let wanted = self.columns.wanted(Want::Both);
        let is_wanted = |leaf: &usize| wanted.clone().any(|place| schema.get_column_root_idx(*leaf) == place);
        let leaves = (0..schema.num_columns()).filter(is_wanted);
        let mut reader = ParquetMetaDataReader::new_with_metadata(alone)
            .with_page_index_policy(PageIndexPolicy::Optional)
            .with_column_index_mask(ColumnChunkMask::columns(self.leaf_of_names()))
            .with_offset_index_mask(ColumnChunkMask::columns(leaves));
        reader.read_page_indexes(file)?;
        let options = ArrowReaderOptions::new().with_schema(Arc::clone(self.metadata.schema()));
        ArrowReaderMetadata::try_new(Arc::new(reader.finish()?), options)
    }

    /// Rows of the pages that can have one of the names; nothing where the file does not say.
    fn pages_with(
        &self,
        near: &ArrowReaderMetadata,
        rows: &Range<u64>,
        names: &[&str],
    ) -> Option<Vec<Range<u64>>> {
        let (leaf, pages) = (self.leaf_of_names()?, near.metadata().page_index_for_row_group(0));
        let places = pages.page_locations(leaf)?;
        let known = match pages.column_index(leaf)? {
            ColumnIndexMetaData::BYTE_ARRAY(known) if places.len() as u64 == known.num_pages() => known,
            _ => return None,
        };
        let mut stretches: Vec<Range<u64>> = Vec::new();
        for (page, place) in places.iter().enumerate() {
            if known.is_null_page(page) || !is_among(names, known.min_value(page), known.max_value(page)) {
                continue;
            }
            let row_of = |row: i64| rows.start.checked_add(u64::try_from(row).ok()?);
            let start = row_of(place.first_row_index)?;
            let end = places.get(page + 1).map_or(Some(rows.end), |next| row_of(next.first_row_index))?;
            if start >= end || end > rows.end {
                return None;
            }
            match stretches.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => stretches.push(start..end),
            }
        }
        Some(stretches)
    }

    /// Where the column of names stands among the columns as they are stored. Nothing where names are numbers:
    /// they are told as text, which sorts otherwise.
    fn leaf_of_names(&self) -> Option<usize> {
        let (place, schema) = (self.columns.places[0], self.metadata.parquet_schema());
        let is_text = is_text(self.metadata.schema().field(place).data_type());
        (0..schema.num_columns()).find(|&leaf| is_text && schema.get_column_root_idx(leaf) == place)
    }
}

/// Whether one of the names can lie between the least and the greatest, as far as these are known.
fn is_among(names: &[&str], least: Option<&[u8]>, greatest: Option<&[u8]>) -> bool {
    names.iter().map(|name| name.as_bytes()).any(|name| {
        least.is_none_or(|least| least <= name) && greatest.is_none_or(|greatest| name <= greatest)
    })
}
