//! Owns whether a column of names can have the same one twice, as fast as the file is read: names are hashed,
//! and the hashes compared. Does not say which; that takes reading row by row.

use super::{
    Format,
    csv::{BLOCK, Head, read_range},
    csv_scan::{self, Piece},
    parquet::{Opened, damaged, guarded},
    sniff,
};
use crate::IoError;
use ::parquet::arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReaderBuilder};
use arrow_array::{StringArray, cast::AsArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use memchr::{memchr, memchr_iter};
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use std::{hash::BuildHasher, path::Path};

/// Rows decoded at once.
const BATCH_ROWS: usize = 1 << 16;

/// Whether two rows can have the same name in `column`, which the table has. What is true of no two names is
/// said of them once in 10⁶ files of 5 million rows (hashes of 64 bits); the other way never.
pub(crate) fn may_repeat(path: &Path, column: &str) -> Result<bool, IoError> {
    let mut hashes = match Format::of(path)? {
        Format::Csv => of_csv(path, column)?,
        Format::Parquet => guarded(path, || of_parquet(path, column))?,
        Format::GeoJson => return Err(IoError::no_table(path)),
    };
    hashes.par_sort_unstable();
    Ok(hashes.windows(2).any(|two| two[0] == two[1]))
}

fn of_csv(path: &Path, column: &str) -> Result<Vec<u64>, IoError> {
    let head = Head::read(path)?;
    let Some(place) = head.names.iter().position(|name| name.trim() == column) else { return Ok(Vec::new()) };
    let pieces = csv_scan::pieces(path, &head, BLOCK)?;
    let of_piece = |(file, bytes): &mut (_, Vec<u8>), piece: &Piece| {
        let file = match file {
            Ok(file) => file,
            Err(_) => &mut sniff::open(path)?,
        };
        read_range(path, file, piece.start, piece.end, bytes)?;
        let mut hashes = Vec::with_capacity(piece.most_rows as usize);
        let mut take = |name: &[u8]| hashes.extend(hash(name));
        if memchr(b'"', bytes).is_none() {
            // Without quotes each line is a record, and each separator ends a field.
            let mut start = 0;
            for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
                let line = &bytes[start.min(end)..end];
                take(line.split(|&byte| byte == head.separator).nth(place).unwrap_or_default());
                start = end + 1;
            }
        } else {
            let mut reader = ::csv::ReaderBuilder::new();
            let reader = reader.delimiter(head.separator).has_headers(false).flexible(true);
            let (mut reader, mut record) = (reader.from_reader(&bytes[..]), ::csv::ByteRecord::new());
            while reader.read_byte_record(&mut record).unwrap_or(false) {
                take(record.get(place).unwrap_or_default());
            }
        }
        Ok(hashes)
    };
    let open = || (sniff::open(path), Vec::new());
    let found: Vec<Vec<u64>> = pieces.par_iter().map_init(open, of_piece).collect::<Result<_, IoError>>()?;
    Ok(found.concat())
}

fn of_parquet(path: &Path, column: &str) -> Result<Vec<u64>, IoError> {
    let opened = Opened::new(path)?;
    let schema = opened.metadata.schema();
    let Some(place) = schema.fields().iter().position(|field| field.name() == column) else {
        return Ok(Vec::new());
    };
    let of_group = |group: usize| {
        let bad = |cause: String| damaged(path, cause);
        let mask = ProjectionMask::roots(opened.metadata.parquet_schema(), [place]);
        let reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(sniff::open(path)?, opened.metadata.clone())
                .with_projection(mask)
                .with_row_groups(vec![group])
                .with_batch_size(BATCH_ROWS)
                .build()
                .map_err(|cause| bad(cause.to_string()))?;
        let mut hashes = Vec::new();
        for batch in reader {
            let batch = batch.map_err(|cause| bad(cause.to_string()))?;
            // What is no text, number or time (lists) is as if it were empty.
            let Ok(texts) = cast(batch.column(0), &DataType::Utf8) else { continue };
            let texts: &StringArray = texts.as_string();
            hashes.extend(texts.iter().flatten().filter_map(|text| hash(text.as_bytes())));
        }
        Ok(hashes)
    };
    let groups = 0..opened.metadata.metadata().num_row_groups();
    let found: Vec<Vec<u64>> = groups.into_par_iter().map(of_group).collect::<Result<_, IoError>>()?;
    Ok(found.concat())
}

/// The hash of a name without blanks around it; nothing of an empty one.
fn hash(name: &[u8]) -> Option<u64> {
    // Of what is no text nothing is asked: its row is left out.
    let name = if name.is_ascii() { name.trim_ascii() } else { str::from_utf8(name).ok()?.trim().as_bytes() };
    (!name.is_empty()).then(|| FxBuildHasher.hash_one(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_repeat_in(text: &str) -> bool {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("d.csv");
        crate::write_file(&path, text.as_bytes()).expect("written");
        may_repeat(&path, "detection_id").expect("read")
    }

    #[test]
    fn a_name_is_the_same_with_quotes_and_blanks() {
        assert!(may_repeat_in("kw;detection_id;lon\n1; D1;3\n2;\"D1\";3\n"));
        assert!(may_repeat_in("kw;detection_id;lon\n1;D1;3\n2;D2;3\r\n3;D1 ;3"));
    }

    #[test]
    fn empty_names_and_other_columns_are_not_compared() {
        assert!(!may_repeat_in("detection_id,kw\nD1,1\n,1\n,1\nD2,1\n"));
        assert!(!may_repeat_in("detection_id,note\nD1,\"a\nD2,b\"\nD2,\"a\"\n"));
        assert!(!may_repeat_in("detection_id,kw\n"));
    }
}
