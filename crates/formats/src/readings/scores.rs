//! Owns reading and writing scores of meters and feeders (contract `scores`). Does not compute them.

use super::{
    cells::read_cells,
    labels::{kind, time},
};
use crate::{
    Contract, IoError, Problem, Problems, detections::text::iso_time, meter::DetectionKind, table::Row,
    written,
};
use arrow_array::{ArrayRef, Float32Array, RecordBatch, StringArray};
use std::{path::Path, sync::Arc};

/// How likely something is at a meter or feeder.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The meter, where it is about one.
    pub meter_id: Option<String>,
    /// The feeder, where it is about one.
    pub feeder_id: Option<String>,
    /// What.
    pub kind: DetectionKind,
    /// How likely, 0 to 1.
    pub score: f32,
    /// From which score on it is an alarm, where that is told.
    pub alarm_score: Option<f32>,
    /// Earliest moment at which the alarm could have been raised; UTC, seconds since 1970.
    pub first_seen_s: Option<i64>,
    /// Power.
    pub kw: Option<f32>,
}

/// Reads scores from a table, or from those of a folder.
///
/// # Errors
/// A file cannot be read or lacks `kind` or `score`.
pub fn read_scores(path: &Path) -> Result<(Vec<Score>, Problems), IoError> {
    let (mut scores, mut problems) = (Vec::new(), Problems::default());
    for file in super::tables_in(path, Contract::Scores)? {
        read_cells(&file, &["kind", "score"], &mut problems, |row, _| {
            scores.push(score(row)?);
            Ok(())
        })?;
    }
    Ok((scores, problems))
}

fn score(row: &Row<'_>) -> Result<Score, Problem> {
    let text = |column: &str| Some(row.text(column)).filter(|text| !text.is_empty()).map(str::to_owned);
    let (meter_id, feeder_id) = (text("meter_id"), text("feeder_id"));
    if meter_id.is_none() && feeder_id.is_none() {
        return Err(row.wrong("meter_id", "expected-meter-or-feeder"));
    }
    let share = |column: &str| match row.number(column)? {
        Some(value) if !(0.0..=1.0).contains(&value) => Err(row.wrong(column, "expected-score")),
        value => Ok(value.map(|value| value as f32)),
    };
    Ok(Score {
        meter_id,
        feeder_id,
        kind: kind(row)?,
        score: share("score")?.ok_or_else(|| row.wrong("score", "expected-score"))?,
        alarm_score: share("alarm_score")?,
        first_seen_s: time(row, "first_seen")?,
        kw: row.number("kw")?.map(|kw| kw as f32),
    })
}

/// Words of scores, as benchmarks use them.
const fn word(kind: DetectionKind) -> &'static str {
    match kind {
        DetectionKind::AbnormalLoad => "mining",
        DetectionKind::MeterTampering => "tampering",
        DetectionKind::UnauthorisedConnection => "unauthorised_connection",
    }
}

/// Writes scores: as Parquet if the name ends so, else as CSV. The file is there whole or not at all.
///
/// # Errors
/// The system's, with the path.
pub fn write_scores(path: &Path, scores: &[Score]) -> Result<(), IoError> {
    let texts = |text: &dyn Fn(&Score) -> Option<String>| -> ArrayRef {
        Arc::new(scores.iter().map(text).collect::<StringArray>())
    };
    let numbers = |number: &dyn Fn(&Score) -> Option<f32>| -> ArrayRef {
        Arc::new(scores.iter().map(number).collect::<Float32Array>())
    };
    let columns = [
        ("meter_id", texts(&|score| score.meter_id.clone())),
        ("feeder_id", texts(&|score| score.feeder_id.clone())),
        ("kind", texts(&|score| Some(word(score.kind).to_owned()))),
        ("score", numbers(&|score| Some(score.score))),
        ("alarm_score", numbers(&|score| score.alarm_score)),
        ("first_seen", texts(&|score| score.first_seen_s.map(iso_time))),
        ("kw", numbers(&|score| score.kw.filter(|kw| kw.is_finite()))),
    ];
    let batch = RecordBatch::try_from_iter(columns)
        .map_err(|cause| IoError::system("write", path, std::io::Error::other(cause)))?;
    written::write_table(path, &batch)
}
