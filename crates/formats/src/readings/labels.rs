//! Owns reading what is known to be true of meters and feeders (contract `labels`). Does not use it.

use super::cells::read_cells;
use crate::{
    Contract, IoError, Problem, Problems, detections::text::time_s, meter::DetectionKind, table::Row,
};
use std::path::Path;

/// What is known of a meter or feeder.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Id of the meter or feeder.
    pub subject: String,
    /// Whether it is a feeder; else a meter.
    pub is_feeder: bool,
    /// What is wrong with it; nothing where it is normal.
    pub kind: Option<DetectionKind>,
    /// Since when, UTC, in seconds since 1970.
    pub start_s: Option<i64>,
    /// Until when.
    pub end_s: Option<i64>,
    /// Mean power while active.
    pub kw: Option<f64>,
    /// The customer behind it, where several labels are of one: they belong into one fold.
    pub host: Option<String>,
    /// The feeder that a meter hangs on, where labels tell.
    pub feeder: Option<String>,
    /// Part for cross-validation; below 0 it is not scored.
    pub fold: Option<i64>,
    /// Family of behaviour, for reports only.
    pub family: Option<String>,
    /// How many weeks were watched.
    pub weeks: Option<f64>,
}

/// Reads labels from a table, or from those of a folder.
///
/// # Errors
/// A file cannot be read or lacks `subject` or `kind`.
pub fn read_labels(path: &Path) -> Result<(Vec<Label>, Problems), IoError> {
    let (mut labels, mut problems) = (Vec::new(), Problems::default());
    for file in super::tables_in(path, Contract::Labels)? {
        read_cells(&file, &["subject", "kind"], &mut problems, |row, _| {
            labels.push(label(row)?);
            Ok(())
        })?;
    }
    Ok((labels, problems))
}

/// Words of labels and scores: those of detections, and the shorter ones of benchmarks.
const KINDS: [(&str, DetectionKind); 5] = [
    ("abnormal_load", DetectionKind::AbnormalLoad),
    ("meter_tampering", DetectionKind::MeterTampering),
    ("unauthorised_connection", DetectionKind::UnauthorisedConnection),
    ("mining", DetectionKind::AbnormalLoad),
    ("tampering", DetectionKind::MeterTampering),
];

/// Those of labels: what is normal has one, too.
const TRUTHS: [(&str, Option<DetectionKind>); KINDS.len() + 1] = {
    let mut truths = [("normal", None); KINDS.len() + 1];
    let mut at = 0;
    while at < KINDS.len() {
        truths[at + 1] = (KINDS[at].0, Some(KINDS[at].1));
        at += 1;
    }
    truths
};

fn label(row: &Row<'_>) -> Result<Label, Problem> {
    let kind = row.word("kind", &TRUTHS)?;
    let text = |column: &str| Some(row.text(column)).filter(|text| !text.is_empty()).map(str::to_owned);
    let is_feeder = match row.text("level") {
        "" => kind == Some(DetectionKind::UnauthorisedConnection),
        _ => row.word("level", &[("meter", false), ("feeder", true)])?,
    };
    Ok(Label {
        subject: row.required("subject")?.to_owned(),
        is_feeder,
        kind,
        start_s: time(row, "start")?,
        end_s: time(row, "end")?,
        kw: row.number("kw")?,
        host: text("host"),
        feeder: text("feeder"),
        fold: row.number("fold")?.map(|fold| fold as i64),
        family: text("family"),
        weeks: row.number("weeks")?,
    })
}

pub(super) fn kind(row: &Row<'_>) -> Result<DetectionKind, Problem> {
    row.word("kind", &KINDS)
}

/// The time in a cell, or none where it is empty.
pub(super) fn time(row: &Row<'_>, column: &str) -> Result<Option<i64>, Problem> {
    let text = row.text(column);
    if text.is_empty() {
        return Ok(None);
    }
    time_s(text.as_bytes()).map(Some).ok_or_else(|| row.wrong(column, "expected-time"))
}
