//! Owns writing detections as CSV and Parquet, with the columns of the contract that are held in
//! memory. Does not choose rows.

use super::columns::Column;
use crate::{
    IoError,
    atlas::{Day, Detections, Legal, NO_DAY},
    is_parquet_name, write_file,
};
use ::parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::properties::WriterProperties,
};
use arrow_array::{ArrayRef, Date32Array, Float32Array, Float64Array, RecordBatch, StringArray};
use std::{path::Path, sync::Arc};

/// Columns in the order of the contract; the first names the row.
const ID: &str = "detection_id";
const COLUMNS: [Column; Column::COUNT] = [
    Column::Region,
    Column::Lon,
    Column::Lat,
    Column::Kind,
    Column::FirstSeen,
    Column::LastSeen,
    Column::Kw,
    Column::Score,
    Column::Status,
    Column::Legal,
];

/// Detections as CSV. What is missing is empty, never zero.
#[must_use]
pub fn detections_csv(detections: &Detections) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let header = std::iter::once(ID).chain(COLUMNS.map(|column| column.names()[0]));
    let _ = writer.write_record(header);
    let number = |text: String| if text == "NaN" { String::new() } else { text };
    let day = |day: i32| if day == NO_DAY { String::new() } else { Day::since_1970(day).to_string() };
    for at in 0..detections.len() {
        let _ = writer.write_field(id(detections, at));
        for column in COLUMNS {
            let _ = match column {
                Column::Region => writer.write_field(region(detections, at).unwrap_or_default()),
                Column::Lon => writer.write_field(number(detections.lon[at].to_string())),
                Column::Lat => writer.write_field(number(detections.lat[at].to_string())),
                Column::Kind => writer.write_field(kind(detections, at).unwrap_or_default()),
                Column::FirstSeen => writer.write_field(day(detections.first_seen_day[at])),
                Column::LastSeen => writer.write_field(day(detections.last_seen_day[at])),
                Column::Kw => writer.write_field(number(detections.kw[at].to_string())),
                Column::Score => writer.write_field(number(detections.score[at].to_string())),
                Column::Status => writer.write_field(detections.status[at].id()),
                Column::Legal => writer.write_field(legal(detections, at)),
            };
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Writes detections to a file: as Parquet if its name ends so, else as CSV. The file is there
/// whole or not at all.
///
/// # Errors
/// The system's, with the path.
pub fn write_detections(path: &Path, detections: &Detections) -> Result<(), IoError> {
    if is_parquet_name(path) {
        let bytes = detections_parquet(detections)
            .map_err(|cause| IoError::system("write", path, std::io::Error::other(cause)))?;
        write_file(path, &bytes)
    } else {
        write_file(path, detections_csv(detections).as_bytes())
    }
}

fn detections_parquet(detections: &Detections) -> Result<Vec<u8>, ParquetError> {
    let rows = || 0..detections.len();
    let days = |days: &[i32]| -> ArrayRef {
        Arc::new((days.iter().map(|&day| (day != NO_DAY).then_some(day))).collect::<Date32Array>())
    };
    let degrees = |values: &[f64]| -> ArrayRef {
        Arc::new((values.iter().map(|&value| (!value.is_nan()).then_some(value))).collect::<Float64Array>())
    };
    let numbers = |values: &[f32]| -> ArrayRef {
        Arc::new((values.iter().map(|&value| (!value.is_nan()).then_some(value))).collect::<Float32Array>())
    };
    let words = |word: &dyn Fn(usize) -> Option<&'static str>| -> ArrayRef {
        Arc::new((rows().map(word)).collect::<StringArray>())
    };
    let array = |column: Column| -> ArrayRef {
        match column {
            Column::Region => Arc::new((rows().map(|at| region(detections, at))).collect::<StringArray>()),
            Column::Lon => degrees(&detections.lon),
            Column::Lat => degrees(&detections.lat),
            Column::Kind => words(&|at| kind(detections, at)),
            Column::FirstSeen => days(&detections.first_seen_day),
            Column::LastSeen => days(&detections.last_seen_day),
            Column::Kw => numbers(&detections.kw),
            Column::Score => numbers(&detections.score),
            Column::Status => words(&|at| Some(detections.status[at].id())),
            Column::Legal => words(&|at| Some(legal(detections, at))),
        }
    };
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values(rows().map(|at| id(detections, at))));
    let columns = COLUMNS.map(|column| (column.names()[0], array(column)));
    let batch = RecordBatch::try_from_iter(std::iter::once((ID, ids)).chain(columns))?;
    let zstd = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(zstd).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.into_inner()
}

/// The name of a row: the first letter of its status, so that simulated ones are never taken for
/// others, and its number.
fn id(detections: &Detections, at: usize) -> String {
    let initial = detections.status[at].id().to_ascii_uppercase();
    format!("{}{:06}", &initial[..1], detections.row[at])
}

fn region(detections: &Detections, at: usize) -> Option<&str> {
    detections.region_codes.get(detections.region[at] as usize).map(String::as_str)
}

fn kind(detections: &Detections, at: usize) -> Option<&'static str> {
    detections.kind[at].map(crate::atlas::DetectionKind::id)
}

fn legal(detections: &Detections, at: usize) -> &'static str {
    detections.legal[at].map_or(Legal::UNKNOWN, Legal::id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        atlas::{DetectionKind, NO_MINUTE, NO_REGION},
        provenance::Status,
        read_detections,
    };

    fn detections() -> Detections {
        Detections {
            lon: vec![104.3, f64::NAN, 37.6],
            lat: vec![52.3, f64::NAN, 55.75],
            kw: vec![12.5, f32::NAN, 0.0],
            score: vec![0.91, 0.2, f32::NAN],
            kind: vec![Some(DetectionKind::MeterTampering), None, Some(DetectionKind::AbnormalLoad)],
            first_seen_day: vec![20_159, NO_DAY, 19_358],
            last_seen_day: vec![20_450, NO_DAY, NO_DAY],
            first_seen_minute: vec![NO_MINUTE; 3],
            last_seen_minute: vec![NO_MINUTE; 3],
            region: vec![0, 1, NO_REGION],
            region_codes: vec!["RU-IRK".into(), "=A, \"b\"".into()],
            legal: vec![Some(Legal::Unregistered), None, Some(Legal::Registered)],
            status: vec![Status::Simulated, Status::Detected, Status::Simulated],
            row: vec![1, 2, 3],
        }
    }

    #[test]
    fn what_is_missing_is_empty() {
        let text = detections_csv(&detections());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "detection_id,region,lon,lat,kind,first_seen,last_seen,kw,score,status,legal");
        assert_eq!(
            lines[1],
            "S000001,RU-IRK,104.3,52.3,meter_tampering,2025-03-12,2025-12-28,12.5,0.91,simulated,unregistered"
        );
        assert_eq!(lines[2], "D000002,\"=A, \"\"b\"\"\",,,,,,,0.2,detected,unknown");
    }

    #[test]
    fn files_read_back_as_they_were() {
        let (written, folder) = (detections(), tempfile::tempdir().expect("tempdir"));
        for name in ["a.csv", "a.parquet"] {
            let path = folder.path().join(name);
            write_detections(&path, &written).expect("written");
            let (read, problems) = read_detections(&path).expect("read");
            assert!(problems.is_empty(), "{name}: {:?}", problems.first);
            // NaN is not equal to itself, but prints alike.
            assert_eq!(format!("{read:?}"), format!("{written:?}"), "{name}");
        }
    }
}
