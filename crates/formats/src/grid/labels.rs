//! Owns the table of labels: what is true of each feeder and meter.

use crate::{
    detections::text::iso_time,
    files::NewFile,
    problem::IoError,
    simulate::grid::{Grid, Truth},
};
use std::{
    io::BufWriter,
    path::{Path, PathBuf},
};

/// Columns; what does not apply is empty. `host` is the customer, whom no part of a split divides;
/// grids of other seeds have others.
const COLUMNS: [&str; 16] = [
    "subject",
    "level",
    "kind",
    "start",
    "end",
    "kw",
    "kw_true",
    "units",
    "family",
    "scenario",
    "feeder",
    "host",
    "host_source",
    "host_class",
    "fold",
    "weeks",
];

/// A table of labels that is written part by part.
pub(super) struct LabelsFile {
    writer: csv::Writer<BufWriter<NewFile>>,
    path: PathBuf,
    weeks: String,
    seed: u64,
}

impl LabelsFile {
    pub(super) fn create(folder: &Path, grid: &Grid) -> Result<Self, IoError> {
        let file = NewFile::create(folder, "labels.csv")?;
        let path = file.path().to_owned();
        let mut writer = csv::Writer::from_writer(BufWriter::new(file));
        let weeks = number(Some(grid.options().days as f64 / 7.0));
        let written = writer.write_record(COLUMNS);
        written.map_err(|cause| failed(&path, cause))?;
        Ok(Self { writer, path, weeks, seed: grid.options().seed })
    }

    pub(super) fn write(&mut self, truths: &[Truth]) -> Result<(), IoError> {
        for truth in truths {
            let [start, end] = truth.span_s.map_or_else(Default::default, |span| span.map(iso_time));
            let level = if truth.subject == truth.feeder_id { "feeder" } else { "meter" };
            let units = truth.units.map(|units| units.to_string()).unwrap_or_default();
            let host = format!("{}-{}", self.seed, truth.subject);
            let row = [
                &truth.subject,
                level,
                truth.kind.id(),
                &start,
                &end,
                &number(truth.kw),
                &number(truth.kw_true),
                &units,
                truth.family.unwrap_or_default(),
                truth.scenario.unwrap_or_default(),
                &truth.feeder_id,
                &host,
                "simulated",
                truth.host_class.unwrap_or_default(),
                &truth.fold.to_string(),
                &self.weeks,
            ];
            self.writer.write_record(row).map_err(|cause| failed(&self.path, cause))?;
        }
        Ok(())
    }

    pub(super) fn close(self) -> Result<NewFile, IoError> {
        let Self { writer, path, .. } = self;
        let buffer =
            writer.into_inner().map_err(|error| IoError::system("write", &path, error.into_error()))?;
        buffer.into_inner().map_err(|error| IoError::system("write", &path, error.into_error()))
    }
}

fn failed(path: &Path, cause: csv::Error) -> IoError {
    IoError::system("write", path, std::io::Error::other(cause))
}

/// To a thousandth; empty where there is none.
fn number(value: Option<f64>) -> String {
    value.map(|value| ((value * 1000.0).round() / 1000.0).to_string()).unwrap_or_default()
}
