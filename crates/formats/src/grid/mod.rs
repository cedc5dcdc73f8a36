//! Owns writing simulated grids: tables of readings, meters, feeders, weather and labels in one
//! folder. Does not simulate.

mod labels;
mod readings;
mod tables;
#[cfg(test)]
mod tests;

use super::{Watch, files::NewFile, problem::IoError};
use crate::simulate::grid::{Grid, Readings};
use labels::LabelsFile;
use std::path::Path;
use tables::{Table, meters_batch, readings_batch, weather_batch};

/// Writes `readings.parquet`, `meters.parquet`, `feeders.parquet`, `weather.parquet` and `labels.csv`
/// into a folder, which is made if it is missing. Each file is there whole or not at all, and none
/// before all are done. Memory does not grow with the number of meters.
///
/// # Errors
/// The system's, with the path; or `watch`, which is told the share that is done, asked to stop.
pub fn write_grid(folder: &Path, grid: &Grid, watch: Watch<'_>) -> Result<(), IoError> {
    let time = grid.calendar().grid;
    let mut meters = Table::create(folder, "meters.parquet", meters_batch(&[]))?;
    let mut feeders =
        Table::create(folder, "feeders.parquet", readings_batch("feeder_id", &[], &[], &[], time))?;
    let mut labels = LabelsFile::create(folder, grid)?;
    let readings = readings::write(folder, grid, watch, &mut |part: &Readings| {
        meters.write(meters_batch(&part.meters))?;
        feeders.write(readings_batch("feeder_id", &part.feeders, &part.supply_wh, &[], time))?;
        labels.write(&part.truths)
    })?;
    let mut weather = Table::create(folder, "weather.parquet", weather_batch(grid))?;
    weather.write(weather_batch(grid))?;
    let files = [meters.close()?, feeders.close()?, weather.close()?, labels.close()?, readings];
    files.into_iter().try_for_each(NewFile::finish)
}
