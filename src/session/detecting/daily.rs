//! Owns the daily energy of what was found, enough to draw it. Does not draw.

use super::tables::Tables;
use crate::{
    io::{DailyEnergy, FoundRow, IoError, unwatched},
    meter::Calendar,
};
use std::collections::{HashMap, HashSet};

/// Gives each detection the energy of its meter or feeder by local day. Meters that were found are
/// read once more: to keep the days of all would take memory for every meter there is.
pub(super) fn add_days(tables: &Tables, found: &mut [FoundRow]) -> Result<(), IoError> {
    let meters: HashSet<u32> =
        found.iter().filter_map(|row| tables.readings.find(row.meter_id.as_deref()?)).collect();
    if meters.is_empty() && found.is_empty() {
        return Ok(());
    }
    let (series, _) = tables.readings.map(
        |meter| meters.contains(&meter),
        &unwatched,
        || (),
        |(), series| series.grid.map(|grid| by_day(tables.calendar(series.subject, grid), series.values)),
    )?;
    let of_meters: HashMap<u32, DailyEnergy> =
        series.into_iter().filter_map(|(meter, days)| Some((meter, days?))).collect();
    for row in found {
        let days = if let Some(id) = row.feeder_id.as_ref().filter(|_| row.meter_id.is_none()) {
            tables.feeders.iter().find(|feeder| &feeder.id == id).map(|feeder| {
                let first = feeder.meters.first().copied().unwrap_or_default();
                by_day(tables.calendar(first, feeder.grid), &feeder.supply_wh)
            })
        } else {
            let meter = row.meter_id.as_deref().and_then(|id| tables.readings.find(id));
            meter.and_then(|meter| of_meters.get(&meter).cloned())
        };
        row.daily = days.unwrap_or_default();
    }
    Ok(())
}

/// Sums by day; a day with a missing reading has none.
fn by_day(calendar: Calendar, values: &[f32]) -> DailyEnergy {
    let mut days = DailyEnergy::default();
    let mut sums: Vec<f32> = Vec::new();
    for (slot, wh) in values.iter().enumerate() {
        let day = i32::try_from(calendar.day(slot)).unwrap_or_default();
        if sums.is_empty() {
            days.first_day = day;
        }
        let nth = usize::try_from(day - days.first_day).unwrap_or_default();
        sums.resize(sums.len().max(nth + 1), 0.0);
        sums[nth] += wh;
    }
    days.kwh = sums.into_iter().map(|wh| Some(wh / 1000.0).filter(|kwh| !kwh.is_nan())).collect();
    days
}
