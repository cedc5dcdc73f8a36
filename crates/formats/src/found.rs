//! Owns writing what a run of detection found: detections with their words, evidence and daily
//! energy, and measures. Does not decide what is a detection.

use super::{IoError, MadeUp, written::write_table};
use crate::{
    detect::{Finding, PeerGroup},
    lang::Localized,
    meter::MeterFacts,
    provenance::Status,
};
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
    /// Detected, or simulated where the readings were.
    pub status: Status,
    /// Its energy day by day, to draw it.
    pub daily: DailyEnergy,
    /// How many of the intervals that were read for it were made up, where readings say so.
    pub made_up: Option<MadeUp>,
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
            status: Status::Detected,
            daily: DailyEnergy::default(),
            made_up: None,
        }
    }
}

/// Energy day by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DailyEnergy {
    /// The first local day, counted from 1970-01-01.
    pub first_day: i32,
    /// kWh of each day; none where a reading is missing.
    pub kwh: Vec<Option<f32>>,
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
    let failed = |cause: ArrowError| IoError::system("write", path, std::io::Error::other(cause));
    write_table(path, &found_table(found).map_err(failed)?)
}

/// Detections as a table.
pub(super) fn found_table(found: &[FoundRow]) -> Result<RecordBatch, ArrowError> {
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
    let counts = |count: &dyn Fn(MadeUp) -> u32| -> ArrayRef {
        Arc::new(found.iter().map(|row| row.made_up.map(count)).collect::<UInt32Array>())
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
        ("status", texts(&|row| Some(row.status.id().to_owned()))),
        ("meter_id", texts(&|row| row.meter_id.clone())),
        ("feeder_id", texts(&|row| row.feeder_id.clone())),
        ("evidence_en", texts(&|row| Some(row.told.en.clone()))),
        ("evidence_ru", texts(&|row| Some(row.told.ru.clone()))),
        ("evidence", texts(&|row| Some(evidence_json(row)))),
        ("intervals", counts(&|of| of.intervals)),
        ("estimated_intervals", counts(&|of| of.estimated)),
        ("substituted_intervals", counts(&|of| of.substituted)),
        ("daily_from", Arc::new(found.iter().map(first_day).collect::<Date32Array>())),
        ("daily_kwh", texts(&daily_json)),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)))
}

/// What speaks for a detection, statistic by statistic.
fn evidence_json(row: &FoundRow) -> String {
    let evidence = row.finding.evidence.iter().map(|e| {
        serde_json::json!({
            "statistic": e.statistic, "value": e.value, "peers": e.peers,
            "peers_are": row.finding.peers.filter(|_| e.peers.is_some()).map(PeerGroup::id),
            "past": e.past, "weight_log_odds": e.weight,
        })
    });
    serde_json::Value::Array(evidence.collect()).to_string()
}

fn first_day(row: &FoundRow) -> Option<i32> {
    (!row.daily.kwh.is_empty()).then_some(row.daily.first_day)
}

/// Energy by day to the nearest 10 Wh, which is more than a picture shows.
fn daily_json(row: &FoundRow) -> Option<String> {
    first_day(row)?;
    let rounded = |kwh: f32| (f64::from(kwh) * 100.0).round() / 100.0;
    let kwh: Vec<Option<f64>> = row.daily.kwh.iter().map(|kwh| kwh.map(rounded)).collect();
    serde_json::to_string(&kwh).ok()
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
