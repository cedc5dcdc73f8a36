//! Owns a table of series in memory, as Arrow batches from another program. Does not decode.
//!
//! Main type: [`MemoryTable`].

use super::{
    arrow::{self, BATCH_ROWS, Columns},
    block::{Block, Names, Want},
    quantity::Quantity,
};
use crate::{IoError, detections::parquet::damaged, provenance::Status, written::STATUS_KEY};
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use std::{
    ops::Range,
    path::{Path, PathBuf},
};

/// Readings in memory, in the columns of the contract, in any number of batches.
#[derive(Clone, Debug, PartialEq)]
pub struct InMemory {
    /// Columns of all batches.
    pub schema: SchemaRef,
    /// The rows.
    pub batches: Vec<RecordBatch>,
}

/// An open table in memory.
#[derive(Debug)]
pub(super) struct MemoryTable {
    /// What messages call it.
    path: PathBuf,
    rows: InMemory,
    columns: Columns,
    /// Rows before each batch, and all of them.
    rows_before: Vec<u64>,
}

impl MemoryTable {
    pub(super) fn open(path: &Path, rows: InMemory, quantity: Quantity) -> Result<Self, IoError> {
        let columns = Columns::find(path, &rows.schema, quantity)?;
        let mut rows_before = vec![0];
        let mut sum = 0;
        for batch in &rows.batches {
            sum += batch.num_rows() as u64;
            rows_before.push(sum);
        }
        Ok(Self { path: path.to_owned(), rows, columns, rows_before })
    }

    /// Whether the table says of itself that it is simulated.
    pub(super) fn is_simulated(&self) -> bool {
        self.rows.schema.metadata().get(STATUS_KEY).is_some_and(|status| status == Status::Simulated.id())
    }

    pub(super) const fn has_quality(&self) -> bool {
        self.columns.quality.is_some()
    }

    pub(super) fn row_count(&self) -> u64 {
        self.rows_before.last().copied().unwrap_or(0)
    }

    /// Stretches of rows that are read at a time.
    pub(super) fn parts(&self) -> Vec<Range<u64>> {
        arrow::parts(&[0, self.row_count()])
    }

    /// Decodes rows and hands them out in blocks.
    pub(super) fn read(
        &self,
        rows: &Range<u64>,
        want: Want,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        let mut columns: Vec<usize> = self.columns.wanted(want).collect();
        columns.sort_unstable();
        let mut row = rows.start;
        let mut next = || {
            if row >= rows.end {
                return Ok(None);
            }
            let number = self.rows_before.partition_point(|before| *before <= row) - 1;
            let end = rows.end.min(self.rows_before[number + 1]).min(row + BATCH_ROWS as u64);
            let start = (row - self.rows_before[number]) as usize;
            let batch = self.rows.batches[number].slice(start, (end - row) as usize);
            row = end;
            batch.project(&columns).map(Some).map_err(|cause| damaged(&self.path, cause.to_string()))
        };
        self.columns.decode(&self.path, rows, want, &mut next, names, each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OwnedSeries, Problems, Readings, arrow_types::words, unwatched};
    use arrow_array::{ArrayRef, Int64Array, StringArray, TimestampMicrosecondArray};
    use arrow_cast::cast;
    use arrow_schema::DataType;
    use std::sync::Arc;

    /// Two meters, half-hourly, a name and a value missing, one value estimated; names and marks as `words`.
    fn table(words: &DataType, batch_rows: usize) -> InMemory {
        let names = ["a", "a", "a", "", "b", "b"].map(|name| Some(name).filter(|name| !name.is_empty()));
        let marks = ["measured", "estimated", "measured", "measured", "measured", "measured"];
        let texts = |array: StringArray| cast(&array, words).expect("texts");
        let times = [0, 1800, 3600, 5400, 0, 1800].map(|time_s: i64| time_s * 1_000_000);
        let times = TimestampMicrosecondArray::from(times.to_vec()).with_timezone("UTC");
        let wh = Int64Array::from(vec![Some(1), Some(2), Some(3), Some(4), None, Some(6)]);
        let columns: [(&str, ArrayRef); 4] = [
            ("ts", Arc::new(times)),
            ("quality", texts(StringArray::from(marks.to_vec()))),
            ("meter_id", texts(StringArray::from(names.to_vec()))),
            ("wh", Arc::new(wh)),
        ];
        let all = RecordBatch::try_from_iter(columns).expect("columns of one length");
        let starts = (0..all.num_rows()).step_by(batch_rows);
        let batches = starts.map(|start| all.slice(start, batch_rows.min(all.num_rows() - start))).collect();
        InMemory { schema: all.schema(), batches }
    }

    fn read(rows: InMemory) -> (Vec<OwnedSeries>, Problems) {
        let (readings, mut problems) =
            Readings::open_in_memory(Path::new("theirs"), rows, &unwatched).expect("opened");
        let (series, of_values) = readings.collect().expect("read");
        problems.extend(of_values);
        (series, problems)
    }

    #[test]
    fn texts_of_any_kind_in_any_batches_are_read_as_one_table() {
        for words in [DataType::Utf8, DataType::LargeUtf8, DataType::Utf8View, words()] {
            for batch_rows in [1, 4, 100] {
                let (series, problems) = read(table(&words, batch_rows));
                let [a, b] = &series[..] else { panic!("{series:?}") };
                assert_eq!((a.name.as_str(), b.name.as_str()), ("a", "b"), "{words}");
                assert!(a.values[0] == 1.0 && a.values[1].is_nan() && a.values[2] == 3.0, "{a:?}");
                assert!(b.values.iter().filter(|wh| wh.is_finite()).eq([&6.0]), "{b:?}");
                let told: Vec<String> = problems.first.iter().map(ToString::to_string).collect();
                assert!(told.iter().all(|line| line.starts_with("theirs")), "{told:?}");
                assert!(
                    told.iter().any(|line| line.contains("row 4") && line.contains("meter_id")),
                    "{told:?}"
                );
            }
        }
    }

    #[test]
    fn a_table_says_of_itself_that_it_is_simulated_and_what_it_lacks() {
        let rows = table(&DataType::Utf8, 100);
        let said = [(STATUS_KEY.to_owned(), Status::Simulated.id().to_owned())];
        let metadata = std::collections::HashMap::from(said);
        let schema = Arc::new(rows.schema.as_ref().clone().with_metadata(metadata));
        let open = |rows: InMemory| Readings::open_in_memory(Path::new("theirs"), rows, &unwatched);
        let (readings, _) = open(InMemory { schema, batches: rows.batches.clone() }).expect("opened");
        assert!(readings.is_simulated() && readings.has_quality());
        let batches: Vec<_> =
            rows.batches.iter().map(|batch| batch.project(&[0, 2]).expect("columns")).collect();
        let refused = open(InMemory { schema: batches[0].schema(), batches }).expect_err("no wh").to_string();
        assert!(refused.starts_with("theirs") && refused.contains("wh"), "{refused}");
    }
}
