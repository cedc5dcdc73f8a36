//! Owns the daily energy of what was found, enough to draw it. Does not draw.

use super::tables::Tables;
use crate::{
    io::{DailyValue, FoundRow, IoError, unwatched},
    meter::Calendar,
};
use std::collections::{HashMap, HashSet};

/// Energy by local day of each meter and feeder that was found. A day with a missing reading has none.
pub(super) fn daily_values(tables: &Tables, found: &[FoundRow]) -> Result<Vec<DailyValue>, IoError> {
    let meters: HashSet<u32> =
        found.iter().filter_map(|row| tables.readings.find(row.meter_id.as_deref()?)).collect();
    let (series, _) = tables.readings.map(
        |meter| meters.contains(&meter),
        &unwatched,
        || (),
        |(), series| series.grid.map(|grid| by_day(tables.calendar(series.subject, grid), series.values)),
    )?;
    let of_meters: HashMap<u32, Vec<(i64, Option<f32>)>> =
        series.into_iter().filter_map(|(meter, days)| Some((meter, days?))).collect();
    let mut values = Vec::new();
    for row in found {
        let days = if let Some(id) = &row.feeder_id.as_ref().filter(|_| row.meter_id.is_none()) {
            tables.feeders.iter().find(|feeder| &feeder.id == *id).map(|feeder| {
                let first = feeder.meters.first().copied().unwrap_or_default();
                by_day(tables.calendar(first, feeder.grid), &feeder.supply_wh)
            })
        } else {
            let meter = row.meter_id.as_deref().and_then(|id| tables.readings.find(id));
            meter.and_then(|meter| of_meters.get(&meter).cloned())
        };
        let value = |(day, kwh)| DailyValue { detection_id: row.detection_id.clone(), day, kwh };
        values.extend(days.unwrap_or_default().into_iter().map(value));
    }
    Ok(values)
}

fn by_day(calendar: Calendar, values: &[f32]) -> Vec<(i64, Option<f32>)> {
    let mut days: Vec<(i64, f32)> = Vec::new();
    for (slot, wh) in values.iter().enumerate() {
        let day = calendar.day(slot);
        match days.last_mut() {
            Some(last) if last.0 == day => last.1 += wh,
            _ => days.push((day, *wh)),
        }
    }
    days.into_iter().map(|(day, wh)| (day, Some(wh / 1000.0).filter(|kwh| !kwh.is_nan()))).collect()
}
