//! Owns the daily energy of what was found, enough to draw it. Does not draw.

use super::{
    judged::Subject,
    measuring::{Measured, mended},
    tables::Tables,
};
use crate::{
    detect::quality::Mender,
    io::{DailyEnergy, FoundRow, IoError, unwatched},
    meter::Calendar,
};
use std::collections::{HashMap, HashSet};

const DAY_S: i64 = 86_400;

/// Energy by local day of meters, kept as they were measured, as long as there is room: few will be
/// found, but nobody knows which, and to read them once more costs time.
#[derive(Debug, Default)]
pub(crate) struct Days {
    bytes: usize,
    of_meters: HashMap<u32, DailyEnergy>,
}

impl Days {
    /// Room for the days of all meters together: 60,000 meters of four weeks.
    const MOST_BYTES: usize = 16 << 20;

    pub(super) const fn has_room(&self) -> bool {
        self.bytes <= Self::MOST_BYTES
    }

    /// Takes the days of a meter out.
    pub(super) fn remove(&mut self, meter: u32) -> Option<DailyEnergy> {
        self.of_meters.remove(&meter)
    }

    /// Keeps the days of a meter.
    pub(super) fn add(&mut self, meter: u32, days: DailyEnergy) {
        self.bytes += size_of::<(u32, DailyEnergy)>() + days.kwh.len() * size_of::<Option<f32>>();
        self.of_meters.insert(meter, days);
    }
}

/// Gives each detection the energy of its meter or feeder by local day. Meters that were found, and
/// whose days were not kept, are read once more.
pub(super) fn add_days(
    tables: &Tables,
    measured: &Measured,
    found: &mut [(FoundRow, Subject<'_>)],
) -> Result<(), IoError> {
    let meters = found.iter().filter_map(|(_, subject)| match subject {
        Subject::Meter(meter) => Some(*meter),
        Subject::Feeder(_) => None,
    });
    let kept = &measured.days;
    let unknown: HashSet<u32> = meters.filter(|meter| !kept.of_meters.contains_key(meter)).collect();
    let mut read = HashMap::new();
    if !unknown.is_empty() {
        let in_kwh = measured.faults.in_kwh();
        let (series, _) = tables.readings.map(
            |meter| unknown.contains(&meter),
            &unwatched,
            Mender::default,
            |mender, series| {
                let (series, _) = mended(tables, series, mender, &in_kwh);
                series.grid.map(|grid| by_day(tables.calendar(series.subject, grid), series.values))
            },
        )?;
        read.extend(series.into_iter().filter_map(|(meter, days)| Some((meter, days?))));
    }
    for (row, subject) in found {
        let days = match subject {
            Subject::Meter(meter) => kept.of_meters.get(meter).or_else(|| read.get(meter)).cloned(),
            Subject::Feeder(feeder) => {
                let first = feeder.meters.first().copied().unwrap_or_default();
                Some(by_day(tables.calendar(first, feeder.grid), &feeder.supply_wh))
            }
        };
        row.daily = days.unwrap_or_default();
    }
    Ok(())
}

/// Sums by day; a day with a missing reading has none.
pub(super) fn by_day(calendar: Calendar, values: &[f32]) -> DailyEnergy {
    let slots = |from: usize| {
        let left_s = DAY_S - calendar.local_s(from).rem_euclid(DAY_S);
        // An interval belongs to the day in which it begins.
        ((left_s + i64::from(calendar.grid.step_s) - 1) / i64::from(calendar.grid.step_s.max(1))) as usize
    };
    let day = |slot: usize| i32::try_from(calendar.day(slot)).unwrap_or_default();
    let mut days = DailyEnergy { first_day: day(0), ..DailyEnergy::default() };
    let mut from = 0;
    while from < values.len() {
        let to = (from + slots(from).max(1)).min(values.len());
        let wh: f32 = values[from..to].iter().sum();
        let nth = usize::try_from(day(from) - days.first_day).unwrap_or_default();
        // Intervals longer than a day leave days without a beginning.
        days.kwh.resize(nth, None);
        days.kwh.push(Some(wh / 1000.0).filter(|kwh| !kwh.is_nan()));
        from = to;
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::TimeGrid;

    #[test]
    fn days_are_local_and_one_with_a_gap_has_no_energy() {
        // From 22:00 UTC on, two hours ahead of UTC: from midnight, in intervals of six hours.
        let grid = TimeGrid { start_s: 79_200, step_s: 21_600, len: 10 };
        let calendar = Calendar { grid, utc_offset_s: 7200 };
        let mut wh = vec![500.0; 10];
        wh[5] = f32::NAN;
        let days = by_day(calendar, &wh);
        assert_eq!((days.first_day, days.kwh), (1, vec![Some(2.0), None, Some(1.0)]));
        let west = by_day(Calendar { utc_offset_s: 0, ..calendar }, &wh);
        assert_eq!((west.first_day, west.kwh), (0, vec![Some(0.5), Some(2.0), None, Some(0.5)]));
        assert_eq!(by_day(calendar, &[]).kwh, []);
    }
}
