//! Owns writing what a run of detection found: detections with their words, the evidence, daily values
//! and measures. Does not decide what is a detection.

use super::{IoError, write_file, written::write_table};
use crate::{detect::Finding, lang::Localized, meter::MeterFacts, provenance::Status};
use arrow_array::{
    ArrayRef, Date32Array, Float32Array, Float64Array, RecordBatch, StringArray, TimestampMillisecondArray,
    UInt32Array,
};
use arrow_schema::ArrowError;
use std::{path::Path, sync::Arc};

/// A detection: a finding above the threshold, and whom it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundRow {
    /// Its name in this run.
    pub detection_id: String,
    /// What was found.
    pub finding: Finding,
    /// The meter, where it is about one.
    pub meter_id: Option<String>,
    /// The feeder that it is about, or on which the meter hangs.
    pub feeder_id: Option<String>,
    /// Region of the atlas.
    pub region: Option<String>,
    /// District within it.
    pub district: Option<String>,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
    /// Why, in words.
    pub told: Localized,
}

impl FoundRow {
    /// A detection at a meter or feeder, without a name and words.
    #[must_use]
    pub fn new(finding: Finding, id: &str, is_feeder: bool, place: &MeterFacts) -> Self {
        Self {
            detection_id: String::new(),
            finding,
            meter_id: (!is_feeder).then(|| id.to_owned()),
            feeder_id: if is_feeder { Some(id.to_owned()) } else { place.feeder_id.clone() },
            region: place.region.clone(),
            district: place.district.clone(),
            lon_lat: place.lon_lat,
            told: Localized::default(),
        }
    }
}

/// Energy of a day.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyValue {
    /// The detection that it belongs to.
    pub detection_id: String,
    /// Local day, counted from 1970-01-01.
    pub day: i64,
    /// Nothing where a reading is missing.
    pub kwh: Option<f32>,
}

/// Measures of meters.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeasureRows {
    /// A row each.
    pub meter_ids: Vec<String>,
    /// Columns.
    pub names: Vec<&'static str>,
    /// Row by row, NaN where missing.
    pub values: Vec<f32>,
}

/// Writes detections: as Parquet if the name ends so, else as CSV. The file is there whole or not at
/// all; so it is with all that is written here.
///
/// # Errors
/// The system's, with the path.
pub fn write_found(path: &Path, found: &[FoundRow]) -> Result<(), IoError> {
    let texts = |text: &dyn Fn(&FoundRow) -> Option<String>| -> ArrayRef {
        Arc::new(found.iter().map(text).collect::<StringArray>())
    };
    let degrees = |axis: &dyn Fn((f64, f64)) -> f64| -> ArrayRef {
        Arc::new(found.iter().map(|row| row.lon_lat.map(axis)).collect::<Float64Array>())
    };
    let times = |time_s: &dyn Fn(&Finding) -> Option<i64>| -> ArrayRef {
        let times = found.iter().map(|row| time_s(&row.finding).map(|time_s| time_s * 1000));
        Arc::new(times.collect::<TimestampMillisecondArray>().with_timezone("UTC"))
    };
    let numbers = |number: &dyn Fn(&Finding) -> Option<f32>| -> ArrayRef {
        Arc::new(found.iter().map(|row| number(&row.finding)).collect::<Float32Array>())
    };
    let columns = [
        ("detection_id", texts(&|row| Some(row.detection_id.clone()))),
        ("region", texts(&|row| row.region.clone())),
        ("district", texts(&|row| row.district.clone())),
        ("lon", degrees(&|place| place.0)),
        ("lat", degrees(&|place| place.1)),
        ("kind", texts(&|row| Some(row.finding.kind.id().to_owned()))),
        ("first_seen", times(&|finding| finding.first_seen_s)),
        ("last_seen", times(&|finding| finding.last_seen_s)),
        ("kw", numbers(&|finding| finding.kw.filter(|kw| kw.is_finite() && *kw >= 0.0))),
        ("score", numbers(&|finding| Some(finding.score))),
        ("status", texts(&|_| Some(Status::Detected.id().to_owned()))),
        ("meter_id", texts(&|row| row.meter_id.clone())),
        ("feeder_id", texts(&|row| row.feeder_id.clone())),
        ("evidence_en", texts(&|row| Some(row.told.en.clone()))),
        ("evidence_ru", texts(&|row| Some(row.told.ru.clone()))),
    ];
    write_columns(path, columns)
}

/// Writes what speaks for each detection, statistic by statistic: as JSON if the name ends so, else as
/// Parquet or CSV.
///
/// # Errors
/// The system's, with the path.
pub fn write_evidence(path: &Path, found: &[FoundRow]) -> Result<(), IoError> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let rows: Vec<serde_json::Value> = found.iter().map(evidence_json).collect();
        let text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        return write_file(path, text.as_bytes());
    }
    let all = || {
        found.iter().flat_map(|row| (1_u32..).zip(&row.finding.evidence).map(move |(rank, e)| (row, rank, e)))
    };
    let known = |value: f32| Some(value).filter(|value| value.is_finite());
    let columns: [(&str, ArrayRef); 7] = [
        (
            "detection_id",
            Arc::new(all().map(|(row, ..)| Some(row.detection_id.clone())).collect::<StringArray>()),
        ),
        ("rank", Arc::new(all().map(|(_, rank, _)| Some(rank)).collect::<UInt32Array>())),
        ("statistic", Arc::new(all().map(|(.., e)| Some(e.statistic)).collect::<StringArray>())),
        ("value", Arc::new(all().map(|(.., e)| known(e.value)).collect::<Float32Array>())),
        ("peers", Arc::new(all().map(|(.., e)| e.peers.and_then(known)).collect::<Float32Array>())),
        ("past", Arc::new(all().map(|(.., e)| e.past.and_then(known)).collect::<Float32Array>())),
        ("weight_log_odds", Arc::new(all().map(|(.., e)| known(e.weight)).collect::<Float32Array>())),
    ];
    write_columns(path, columns)
}

fn evidence_json(row: &FoundRow) -> serde_json::Value {
    let evidence: Vec<serde_json::Value> = row
        .finding
        .evidence
        .iter()
        .map(|e| {
            serde_json::json!({
                "statistic": e.statistic, "value": e.value, "peers": e.peers, "past": e.past,
                "weight_log_odds": e.weight,
            })
        })
        .collect();
    serde_json::json!({
        "detection_id": row.detection_id, "meter_id": row.meter_id, "feeder_id": row.feeder_id,
        "kind": row.finding.kind.id(), "score": row.finding.score, "en": row.told.en, "ru": row.told.ru,
        "evidence": evidence,
    })
}

/// Writes daily values of what was found, to draw it.
///
/// # Errors
/// The system's, with the path.
pub fn write_daily(path: &Path, daily: &[DailyValue]) -> Result<(), IoError> {
    let columns: [(&str, ArrayRef); 3] = [
        ("detection_id", Arc::new(daily.iter().map(|row| Some(&*row.detection_id)).collect::<StringArray>())),
        ("day", Arc::new(daily.iter().map(|row| i32::try_from(row.day).ok()).collect::<Date32Array>())),
        ("kwh", Arc::new(daily.iter().map(|row| row.kwh).collect::<Float32Array>())),
    ];
    write_columns(path, columns)
}

/// Writes measures of meters, a column each.
///
/// # Errors
/// The system's, with the path.
pub fn write_measures(path: &Path, rows: &MeasureRows) -> Result<(), IoError> {
    let width = rows.names.len();
    let ids: ArrayRef = Arc::new(StringArray::from_iter_values(&rows.meter_ids));
    let column = |nth: usize| -> ArrayRef {
        let values = rows.values.iter().skip(nth).step_by(width.max(1));
        Arc::new(values.map(|&value| Some(value).filter(|value| !value.is_nan())).collect::<Float32Array>())
    };
    let columns = rows.names.iter().enumerate().map(|(nth, &name)| (name, column(nth)));
    write_columns(path, std::iter::once(("meter_id", ids)).chain(columns))
}

fn write_columns<'a>(
    path: &Path,
    columns: impl IntoIterator<Item = (&'a str, ArrayRef)>,
) -> Result<(), IoError> {
    let failed = |cause: ArrowError| IoError::system("write", path, std::io::Error::other(cause));
    let columns = columns.into_iter().map(|(name, array)| (name, array, true));
    write_table(path, &RecordBatch::try_from_iter_with_nullable(columns).map_err(failed)?)
}
