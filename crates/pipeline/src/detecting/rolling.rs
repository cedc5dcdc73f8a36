//! Owns detection on readings that grow by a day at a time, as they do in operation: readings are read
//! once, cut at the end of each local day, and measured and judged as far as they go. Does not compare
//! with what is true.

use super::{
    DetectionError, DetectionInputs, detector_of,
    faults::Gathered,
    judged::judge_meters,
    measuring::is_enough,
    places,
    tables::{Tables, Temperatures},
};
use crate::{
    atlas::Atlas,
    detect::{
        MeterMeasures, MeterView, Scratch,
        alarm::{Alarms, Reason},
        quality::{Exchange, Known, Mender, exchanges, joined},
    },
    io::{IoError, Problems, Watch},
    meter::{Calendar, TimeGrid},
};
use rayon::prelude::*;
use std::ops::ControlFlow;

const DAY_S: i64 = 86_400;
/// Part of the work that is reading.
const READING: f32 = 0.1;

/// What became of one meter.
#[derive(Clone, Debug, PartialEq)]
pub struct MeterCourse {
    /// Its id.
    pub meter_id: String,
    /// Start of its first reading; UTC, seconds since 1970.
    pub from_s: i64,
    /// End of its last.
    pub until_s: i64,
    /// Its alarms of an abnormal load.
    pub loads: Alarms,
}

/// A meter with all of its readings.
struct Meter {
    number: u32,
    grid: TimeGrid,
    wh: Vec<f32>,
    is_kwh: bool,
    loads: Alarms,
}

/// Room of one thread.
#[derive(Default)]
struct Room<'a> {
    mender: Mender,
    scratch: Scratch,
    temperatures: Temperatures<'a>,
}

/// Follows meters through windows of one local day, two, and so on to the last. Feeders are left out.
///
/// # Errors
/// As of [`detect`](super::detect).
pub fn follow(
    atlas: &Atlas,
    inputs: &DetectionInputs,
    watch: Watch<'_>,
) -> Result<(Vec<MeterCourse>, Problems), DetectionError> {
    let detector = detector_of(atlas, inputs)?;
    let share = |from: f32, to: f32| move |share: f32| watch(from + (to - from) * share);
    let (tables, mut problems) = Tables::open(inputs, places(atlas), &share(0.0, READING / 2.0))?;
    let (mut meters, of_values) = read(&tables, &share(READING / 2.0, READING))?;
    problems.extend(of_values);
    let calendar = |meter: &Meter| tables.calendar(meter.number, meter.grid);
    let days = || meters.iter().map(&calendar);
    let first = days().map(|of| of.day(0)).min().unwrap_or_default();
    let last = days().map(|of| of.day(of.grid.len - 1)).max().unwrap_or_default();
    for day in first..=last {
        if watch(READING + (1.0 - READING) * (day - first) as f32 / (last + 1 - first) as f32)
            == ControlFlow::Break(())
        {
            return Err(IoError::Stopped.into());
        }
        // A day, and what of it has been read, ends at the same moment for all meters of a place.
        let measured: Vec<(usize, Calendar, MeterMeasures)> = meters
            .par_iter()
            .enumerate()
            .map_init(Room::default, |room, (at, meter)| {
                let len = slots_until(calendar(meter), day);
                let grid = TimeGrid { len, ..meter.grid };
                Some((at, tables.calendar(meter.number, grid), measure(&tables, meter, grid, room)?))
            })
            .flatten_iter()
            .collect();
        let (places, measures): (Vec<(usize, Calendar)>, Vec<MeterMeasures>) =
            measured.into_iter().map(|(at, calendar, measures)| ((at, calendar), measures)).unzip();
        let findings = judge_meters(&detector, &measures, &detector.peers(&measures));
        for (((at, calendar), measures), finding) in places.into_iter().zip(&measures).zip(&findings) {
            let now_s = calendar.grid.start_of(calendar.grid.len);
            let reason = Reason::of_measures(measures);
            meters[at].loads.go_on(now_s, measures.weeks, &finding.abnormal_load, reason);
        }
    }
    let course = |meter: Meter| MeterCourse {
        meter_id: tables.readings.names()[meter.number as usize].to_string(),
        from_s: meter.grid.start_s,
        until_s: meter.grid.start_of(meter.grid.len),
        loads: meter.loads,
    };
    Ok((meters.into_iter().map(course).collect(), problems))
}

/// Reads all meters that have a series; one that was exchanged goes on from the other.
fn read(tables: &Tables, watch: Watch<'_>) -> Result<(Vec<Meter>, Problems), IoError> {
    let gathered = Gathered::default();
    let facts = |meter: u32| &tables.facts[meter as usize];
    let (read, problems) = tables.readings.map(
        |_| true,
        watch,
        Mender::default,
        |mender, series| {
            let grid = series.grid.filter(|grid| grid.len > 0)?;
            let (values, faults) = mender.mend(grid, series.values, facts(series.subject), Known::default());
            gathered.add(series.subject, grid, values, faults);
            Some((grid, series.values.to_vec()))
        },
    )?;
    let faults = gathered.into_found();
    let in_kwh = faults.in_kwh();
    let meters = read.into_iter().filter_map(|(number, series)| {
        let ((grid, wh), is_kwh) = (series?, in_kwh.contains(&number));
        Some(Meter { number, grid, wh, is_kwh, loads: Alarms::default() })
    });
    let mut meters: Vec<Meter> = meters.collect();
    let mut mender = Mender::default();
    let at = |meters: &[Meter], number: u32| meters.binary_search_by_key(&number, |meter| meter.number).ok();
    let mut fit = |pair: &Exchange| {
        let (old, new) = (&meters[at(&meters, pair.old)?], &meters[at(&meters, pair.new)?]);
        let mut as_it_should_be = |meter: &Meter| {
            let known = Known { is_kwh: meter.is_kwh };
            mender.mend(meter.grid, &meter.wh, facts(meter.number), known).0.to_vec()
        };
        let (before, after) = (as_it_should_be(old), as_it_should_be(new));
        Exchange::misfit((old.grid, &before), (new.grid, &after))
    };
    let pairs = exchanges(&faults.ends, &tables.facts).into_iter();
    let fits = pairs.filter_map(|pair| Some((pair, fit(&pair)?))).collect();
    for pair in Exchange::decided(fits) {
        let Some((old, new)) = at(&meters, pair.old).zip(at(&meters, pair.new)) else { continue };
        let series = |meter: &Meter| (meter.grid, meter.wh.clone());
        let ((old_grid, old_wh), (new_grid, new_wh)) = (series(&meters[old]), series(&meters[new]));
        if let Some((grid, wh)) = joined((old_grid, &old_wh), (new_grid, &new_wh)) {
            (meters[new].grid, meters[new].wh) = (grid, wh);
        }
    }
    Ok((meters, problems))
}

/// How many slots begin before the end of a local day.
fn slots_until(calendar: Calendar, day: i64) -> usize {
    let left_s = (day + 1) * DAY_S - calendar.local_s(0);
    let step_s = i64::from(calendar.grid.step_s.max(1));
    usize::try_from((left_s + step_s - 1).div_euclid(step_s)).unwrap_or(0).min(calendar.grid.len)
}

/// Measures a meter as far as `grid` goes.
fn measure<'a>(
    tables: &'a Tables,
    meter: &Meter,
    grid: TimeGrid,
    room: &mut Room<'a>,
) -> Option<MeterMeasures> {
    let Room { mender, scratch, temperatures } = room;
    let read = meter.wh.get(..grid.len).filter(|wh| is_enough(grid, wh))?;
    let facts = &tables.facts[meter.number as usize];
    let (wh, _) = mender.mend(grid, read, facts, Known { is_kwh: meter.is_kwh });
    let temp_c = temperatures.at(tables, meter.number, meter.grid).map(|all| &all[..grid.len]);
    let view = MeterView { calendar: tables.calendar(meter.number, grid), wh, temp_c, facts };
    Some(MeterMeasures::of(&view, scratch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_with_a_local_day() {
        // From 18:30 local time on, in half-hours.
        let grid = TimeGrid { start_s: 37_800, step_s: 1800, len: 100 };
        let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
        let until = |day| slots_until(calendar, day);
        assert_eq!([until(-1), until(0), until(1), until(2), until(9)], [0, 11, 59, 100, 100]);
        let odd = Calendar { grid: TimeGrid { start_s: 37_900, ..grid }, ..calendar };
        assert_eq!(slots_until(odd, 0), 11, "an interval belongs to the day in which it begins");
    }
}
