//! Owns the first phase of detection: every meter is measured as it streams by, and every feeder as
//! soon as all its meters have. Does not judge.
//!
//! Meters wait for their feeder in memory up to a limit; feeders that do not fit are measured in
//! further passes over the readings.

use super::{
    daily::{self, Days},
    faults::{FaultsFound, Gathered},
    plausible::Oddities,
    reach::Sample,
    tables::{Feeder, Tables, Temperatures},
};
use crate::{
    detect::{
        FeederView, Measure, MeterMeasures, MeterView, PlainMeasures, PlainScratch, Scratch,
        feeder::{FeederMeasures, FeederScratch, measure_feeder},
        quality::{Exchange, Faults, Known, Mender, exchanges, joined},
    },
    io::{IoError, MadeUp, MeasureRows, Problems, Series, Watch, unwatched},
    meter::{TimeGrid, onto_grid},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Memory for series that wait for their feeder.
pub(super) const WAITING_BYTES: usize = 160 << 20;
/// Meters without a feeder that are tried on those that do not add up: a table that names no feeders
/// would else have all of them tried on all.
const MOST_UNBOOKED: usize = 500;
/// Shorter series say nothing of habits.
const LEAST_DAYS: i64 = 2;

/// What was measured.
#[derive(Debug)]
pub(crate) struct Measured {
    /// Numbers of the meters that could be measured, ascending, and their measures.
    pub(crate) subjects: Vec<u32>,
    pub(crate) meters: Vec<MeterMeasures>,
    /// By number of feeder.
    pub(crate) feeders: Vec<(u32, FeederMeasures)>,
    /// Meters that hang elsewhere than the table says.
    pub(super) moved: Vec<Moved>,
    /// Energy of meters by day, as far as there was room.
    pub(super) days: Days,
    /// Meters whose readings are too few.
    pub(super) too_short: Vec<u32>,
    /// What their readings hardly can be.
    pub(super) oddities: Oddities,
    /// What was wrong with them.
    pub(super) faults: FaultsFound,
    /// How many intervals of each meter were made up; empty where readings do not say.
    pub(super) made_up: HashMap<u32, MadeUp>,
    /// Series of some meters, where the window may hide what others show.
    pub(super) sample: Vec<(u32, TimeGrid, Vec<f32>)>,
}

/// A meter that does not hang on the feeder of which the table says so, if it does of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) meter: u32,
    /// The feeder that it fits, if one was given that it does.
    pub(super) to: Option<u32>,
}

/// Room of one thread.
#[derive(Default)]
struct Room<'a> {
    meter: Scratch,
    feeder: FeederScratch,
    temperatures: Temperatures<'a>,
}

/// What one pass over the readings showed: of every meter by itself, and of feeders that fit the memory.
#[derive(Default)]
pub(super) struct Seen {
    /// By number of meter; nothing of those whose readings are too few.
    pub(super) places: Vec<Option<MeterMeasures>>,
    pub(super) days: Days,
    pub(super) oddities: Oddities,
    pub(super) faults: FaultsFound,
    pub(super) made_up: HashMap<u32, MadeUp>,
    pub(super) sample: Vec<(u32, TimeGrid, Vec<f32>)>,
    feeders: Vec<(u32, FeederMeasures)>,
    /// Feeders that wait for another pass.
    pub(super) put_off: Vec<u32>,
}

/// Measures all meters and feeders.
pub(super) fn measure(tables: &Tables, watch: Watch<'_>) -> Result<(Measured, Problems), IoError> {
    measure_within(tables, watch, WAITING_BYTES)
}

/// [`measure`] with so much memory for series that wait.
pub(super) fn measure_within(
    tables: &Tables,
    watch: Watch<'_>,
    limit: usize,
) -> Result<(Measured, Problems), IoError> {
    let (seen, problems) = see(tables, watch, limit)?;
    Ok((settle(tables, seen, limit)?, problems))
}

/// Measures each meter as it streams by.
pub(super) fn see(tables: &Tables, watch: Watch<'_>, limit: usize) -> Result<(Seen, Problems), IoError> {
    let waiting = Mutex::new(Waiting::new(limit));
    let feeders = Mutex::new(Vec::new());
    // In the place of their number at once: to gather them first would take their memory twice.
    let places = Mutex::new(Vec::new());
    let days = Mutex::new(Days::default());
    let (oddities, gathered, sample) = (Oddities::default(), Gathered::default(), Sample::default());
    let (names, has_quality) = (tables.readings.names().len(), tables.readings.has_quality());
    let made_up = Mutex::new(HashMap::new());
    locked(&places).resize_with(names, || None::<MeterMeasures>);
    let new = || (Mender::default(), Room::default());
    let (_, problems) = tables.readings.map(
        |_| true,
        watch,
        new,
        |(mender, room), series| {
            if has_quality {
                locked(&made_up).insert(series.subject, MadeUp::of(series.values));
            }
            let (series, faults) = mended(tables, series, mender, &HashSet::new());
            oddities.look(&series);
            sample.look(tables, &series, names);
            if let (Some(grid), Some(faults)) = (series.grid, faults) {
                gathered.add(series.subject, grid, series.values, faults);
            }
            wait_for_feeder(tables, &series, room, &[], &waiting, &feeders);
            keep(tables, series, room, &days, &places);
        },
    )?;
    let put_off = take_put_off(&waiting);
    let seen = Seen {
        places: into_inner(places),
        days: into_inner(days),
        oddities,
        faults: gathered.into_found(),
        made_up: into_inner(made_up),
        sample: sample.into_kept(),
        feeders: into_inner(feeders),
        put_off,
    };
    Ok((seen, problems))
}

/// Completes what was seen with what only all meters together can tell, and with the feeders left.
pub(super) fn settle(tables: &Tables, seen: Seen, limit: usize) -> Result<Measured, IoError> {
    let Seen { places, days, oddities, mut faults, made_up, sample, feeders, mut put_off } = seen;
    let (places, days, feeders) = (Mutex::new(places), Mutex::new(days), Mutex::new(feeders));
    let in_kwh = faults.in_kwh();
    let pairs = exchanges(&faults.ends, &tables.facts);
    faults.exchanged = again(tables, &in_kwh, &pairs, &days, &places)?;
    let places = into_inner(places);
    let (subjects, too_short) = (0..places.len() as u32).partition(|&meter| places[meter as usize].is_some());
    #[expect(clippy::filter_map_identity, reason = "it collects in place, where flatten makes a second list")]
    let meters = places.into_iter().filter_map(|place| place).collect();
    put_off.extend(in_kwh.iter().filter_map(|meter| tables.feeder_of[*meter as usize]));
    put_off.sort_unstable();
    put_off.dedup();
    locked(&feeders).retain(|(feeder, _)| !put_off.contains(feeder));
    measure_feeders(tables, put_off, limit, &in_kwh, &[], &feeders)?;
    let mut feeders = into_inner(feeders);
    feeders.sort_unstable_by_key(|(feeder, _)| *feeder);
    let moved = measure_again(tables, limit, &in_kwh, &mut feeders)?;
    let days = into_inner(days);
    Ok(Measured { subjects, meters, feeders, moved, days, too_short, oddities, faults, made_up, sample })
}

/// Reads the meters that loads may be laid upon.
pub(super) fn sampled(tables: &Tables) -> Result<Vec<(u32, TimeGrid, Vec<f32>)>, IoError> {
    let (sample, meters) = (Sample::default(), tables.readings.names().len());
    let is_wanted = |meter: u32| Sample::is_of(meter, meters);
    // Their problems were counted in the first pass.
    tables.readings.map(is_wanted, &unwatched, Mender::default, |mender, series| {
        let (series, _) = mended(tables, series, mender, &HashSet::new());
        sample.look(tables, &series, meters);
    })?;
    Ok(sample.into_kept())
}

/// Reads the meters of some feeders again, as many at a time as fit, and measures each with the others
/// that may hang on it.
fn measure_feeders(
    tables: &Tables,
    mut numbers: Vec<u32>,
    limit: usize,
    in_kwh: &HashSet<u32>,
    others: &[Kept],
    done: &Mutex<Vec<(u32, FeederMeasures)>>,
) -> Result<(), IoError> {
    let new = || (Mender::default(), Room::default());
    while !numbers.is_empty() {
        let batch = first_that_fit(tables, &mut numbers, limit);
        let waiting = Mutex::new(Waiting::new(usize::MAX));
        let is_wanted =
            |meter: u32| tables.feeder_of[meter as usize].is_some_and(|feeder| batch.contains(&feeder));
        // Their problems were counted in the first pass.
        tables.readings.map(is_wanted, &unwatched, new, |(mender, room), series| {
            let (series, _) = mended(tables, series, mender, in_kwh);
            wait_for_feeder(tables, &series, room, others, &waiting, done);
        })?;
    }
    Ok(())
}

/// Meters that fit another feeder than the table says, or none: feeders whose balance does not add up are
/// measured once more, with those that hang elsewhere than the table says, and those of which it says
/// nothing.
fn measure_again(
    tables: &Tables,
    limit: usize,
    in_kwh: &HashSet<u32>,
    feeders: &mut [(u32, FeederMeasures)],
) -> Result<Vec<Moved>, IoError> {
    let stray = |(number, measures): &(u32, FeederMeasures)| {
        let meters = &tables.feeders[*number as usize].meters;
        measures.strays.iter().filter_map(|&place| meters.get(place).copied()).collect::<Vec<u32>>()
    };
    let strays: Vec<u32> = feeders.iter().flat_map(stray).collect();
    let mut moved: Vec<Moved> = strays.iter().map(|&meter| Moved { meter, to: None }).collect();
    let unbooked = (0..tables.facts.len() as u32)
        .filter(|&meter| !tables.feeders.is_empty() && tables.facts[meter as usize].feeder_id.is_none());
    let candidates: Vec<u32> = strays.iter().copied().chain(unbooked.take(MOST_UNBOOKED)).collect();
    let restless: Vec<u32> =
        feeders.iter().filter(|(_, measures)| !measures.is_calm()).map(|(number, _)| *number).collect();
    if candidates.is_empty() || restless.is_empty() {
        return Ok(moved);
    }
    let is_wanted = |meter: u32| candidates.contains(&meter);
    let (kept, _) = tables.readings.map(is_wanted, &unwatched, Mender::default, |mender, series| {
        let (series, _) = mended(tables, series, mender, in_kwh);
        (series.subject, series.grid, series.values.to_vec())
    })?;
    let mut others: Vec<Kept> = kept.into_iter().map(|(_, kept)| kept).collect();
    others.sort_unstable_by_key(|(meter, _, _)| *meter);
    let again = Mutex::new(Vec::new());
    measure_feeders(tables, restless, limit, in_kwh, &others, &again)?;
    for (number, measures) in into_inner(again) {
        for &place in &measures.adopted {
            let meter = others[place].0;
            moved.retain(|known| known.meter != meter || known.to.is_some());
            moved.push(Moved { meter, to: Some(number) });
        }
        if let Some(known) = feeders.iter_mut().find(|(known, _)| *known == number) {
            known.1 = measures;
        }
    }
    moved.sort_unstable_by_key(|moved| (moved.meter, moved.to));
    Ok(moved)
}

/// A series as it should be, and what was wrong with it.
pub(super) fn mended<'a>(
    tables: &Tables,
    series: Series<'a>,
    mender: &'a mut Mender,
    in_kwh: &HashSet<u32>,
) -> (Series<'a>, Option<Faults>) {
    let Some(grid) = series.grid else { return (series, None) };
    let known = Known { is_kwh: in_kwh.contains(&series.subject) };
    let facts = &tables.facts[series.subject as usize];
    let (values, faults) = mender.mend(grid, series.values, facts, known);
    (Series { values, ..series }, Some(faults))
}

/// Measures a meter, in the place of what was measured of it before.
fn keep<'a>(
    tables: &'a Tables,
    series: Series<'_>,
    room: &mut Room<'a>,
    days: &Mutex<Days>,
    places: &Mutex<Vec<Option<MeterMeasures>>>,
) {
    if locked(days).has_room() {
        keep_days(tables, &series, days);
    }
    keep_measures(tables, series, room, places);
}

fn keep_measures<'a>(
    tables: &'a Tables,
    series: Series<'_>,
    room: &mut Room<'a>,
    places: &Mutex<Vec<Option<MeterMeasures>>>,
) {
    if let Some(measures) = measure_meter(tables, series, room) {
        locked(places)[series.subject as usize] = Some(measures);
    }
}

fn keep_days(tables: &Tables, series: &Series<'_>, days: &Mutex<Days>) {
    if let Some(grid) = series.grid {
        let energy = daily::by_day(tables.calendar(series.subject, grid), series.values);
        locked(days).add(series.subject, energy);
    }
}

/// Reads and measures once more what only all meters together could tell: those in kWh, and `pairs` that
/// may be one place. Gives the pairs that are; each of both has the measures of the whole.
fn again(
    tables: &Tables,
    in_kwh: &HashSet<u32>,
    pairs: &[Exchange],
    days: &Mutex<Days>,
    places: &Mutex<Vec<Option<MeterMeasures>>>,
) -> Result<Vec<Exchange>, IoError> {
    // Grids whose meters come and go all the time would fill the memory.
    let (mut rows, mut paired) = (0, HashSet::new());
    let rows_of = |pair: &Exchange| tables.readings.rows_of(pair.old) + tables.readings.rows_of(pair.new);
    let fit = pairs.iter().take_while(|pair| {
        rows += rows_of(pair);
        rows * size_of::<f32>() as u64 <= WAITING_BYTES as u64
    });
    let fit: Vec<Exchange> = fit.copied().collect();
    paired.extend(fit.iter().flat_map(|pair| [pair.old, pair.new]));
    if in_kwh.is_empty() && paired.is_empty() {
        return Ok(Vec::new());
    }
    let series: Mutex<HashMap<u32, (TimeGrid, Vec<f32>)>> = Mutex::default();
    let new = || (Mender::default(), Room::default());
    let is_wanted = |meter: u32| in_kwh.contains(&meter) || paired.contains(&meter);
    tables.readings.map(is_wanted, &unwatched, new, |(mender, room), given| {
        let (given, _) = mended(tables, given, mender, in_kwh);
        if let Some(grid) = given.grid.filter(|_| paired.contains(&given.subject)) {
            locked(&series).insert(given.subject, (grid, given.values.to_vec()));
        }
        if in_kwh.contains(&given.subject) {
            keep(tables, given, room, days, places);
        }
    })?;
    let series = into_inner(series);
    let of = |meter: u32| series.get(&meter).map(|(grid, wh)| (*grid, &wh[..]));
    let fits =
        fit.into_iter().filter_map(|pair| Some((pair, Exchange::misfit(of(pair.old)?, of(pair.new)?)?)));
    let mut room = Room::default();
    let mut exchanged = Exchange::decided(fits.collect());
    exchanged.retain(|pair| {
        let whole = of(pair.old).zip(of(pair.new)).and_then(|(old, new)| joined(old, new));
        for meter in [pair.old, pair.new] {
            if let Some((grid, values)) = &whole {
                let whole = Series { subject: meter, grid: Some(*grid), values };
                // Whoever reads it again, for want of room, sees but its own part.
                keep_days(tables, &whole, days);
                keep_measures(tables, whole, &mut room, places);
            }
        }
        whole.is_some()
    });
    Ok(exchanged)
}

/// Measures all meters plainly; a meter whose readings make no series has no row.
pub(super) fn measure_plainly(tables: &Tables, watch: Watch<'_>) -> Result<(MeasureRows, Problems), IoError> {
    let each = |(mender, scratch): &mut (Mender, PlainScratch), series: Series<'_>| {
        let (series, _) = mended(tables, series, mender, &HashSet::new());
        let calendar = tables.calendar(series.subject, series.grid?);
        let facts = &tables.facts[series.subject as usize];
        let view = MeterView { calendar, wh: series.values, temp_c: None, facts };
        Some(PlainMeasures::of(&view, scratch))
    };
    let (measured, problems) = tables.readings.map(|_| true, watch, Default::default, each)?;
    let mut rows =
        MeasureRows { names: PlainMeasures::MEASURES.map(Measure::name).to_vec(), ..Default::default() };
    for (meter, measures) in measured {
        if let Some(measures) = measures {
            rows.meter_ids.push(tables.readings.names()[meter as usize].to_string());
            rows.values.extend(measures.values);
        }
    }
    Ok((rows, problems))
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic left behind is whole: values are put in at once.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether there is enough to measure.
pub(super) fn is_enough(grid: TimeGrid, wh: &[f32]) -> bool {
    let is_long = grid.start_of(grid.len) - grid.start_s >= LEAST_DAYS * 86_400;
    is_long && !wh.iter().all(|value| value.is_nan())
}

fn measure_meter<'a>(tables: &'a Tables, series: Series<'_>, room: &mut Room<'a>) -> Option<MeterMeasures> {
    let grid = series.grid.filter(|grid| is_enough(*grid, series.values))?;
    let view = MeterView {
        calendar: tables.calendar(series.subject, grid),
        wh: series.values,
        temp_c: room.temperatures.at(tables, series.subject, grid),
        facts: &tables.facts[series.subject as usize],
    };
    Some(MeterMeasures::of(&view, &mut room.meter))
}

/// A meter's series, as far as it has one.
type Kept = (u32, Option<TimeGrid>, Vec<f32>);

/// Series that wait for the other meters of their feeder.
struct Waiting {
    limit: usize,
    bytes: usize,
    by_feeder: HashMap<u32, Vec<Kept>>,
    put_off: Vec<u32>,
}

impl Waiting {
    fn new(limit: usize) -> Self {
        Self { limit, bytes: 0, by_feeder: HashMap::new(), put_off: Vec::new() }
    }

    /// Keeps a series; gives all of its feeder once they are complete.
    fn add(&mut self, feeder: u32, of_feeder: &Feeder, series: &Series<'_>) -> Option<Vec<Kept>> {
        if self.put_off.contains(&feeder) {
            return None;
        }
        let bytes = size_of_val(series.values);
        if self.bytes + bytes > self.limit {
            // The feeder at hand is the one that waits for the longest time to come.
            let dropped = self.by_feeder.remove(&feeder).unwrap_or_default();
            self.bytes -= dropped.iter().map(|(_, _, values)| size_of_val(&values[..])).sum::<usize>();
            self.put_off.push(feeder);
            return None;
        }
        self.bytes += bytes;
        let kept = self.by_feeder.entry(feeder).or_default();
        kept.push((series.subject, series.grid, series.values.to_vec()));
        if kept.len() < of_feeder.meters.len() {
            return None;
        }
        let complete = self.by_feeder.remove(&feeder)?;
        self.bytes -= complete.iter().map(|(_, _, values)| size_of_val(&values[..])).sum::<usize>();
        Some(complete)
    }
}

fn wait_for_feeder<'a>(
    tables: &'a Tables,
    series: &Series<'_>,
    room: &mut Room<'a>,
    others: &[Kept],
    waiting: &Mutex<Waiting>,
    done: &Mutex<Vec<(u32, FeederMeasures)>>,
) {
    let Some(number) = tables.feeder_of[series.subject as usize] else { return };
    let feeder = &tables.feeders[number as usize];
    let complete = locked(waiting).add(number, feeder, series);
    if let Some(meters) = complete
        && let Some(measures) = measure_one_feeder(tables, feeder, meters, others, room)
    {
        locked(done).push((number, measures));
    }
}

/// Measures a feeder as far as its meters were read: a supply that goes on beyond their readings is not lost.
/// Nothing where that is too short.
fn measure_one_feeder<'a>(
    tables: &'a Tables,
    feeder: &Feeder,
    mut meters: Vec<Kept>,
    others: &[Kept],
    room: &mut Room<'a>,
) -> Option<FeederMeasures> {
    // Threads bring them in any order.
    meters.sort_unstable_by_key(|(meter, _, _)| *meter);
    let step_s = meters
        .iter()
        .filter_map(|(_, grid, _)| grid.map(|grid| grid.step_s))
        .chain([feeder.grid.step_s])
        .max()
        .unwrap_or(feeder.grid.step_s);
    let spans = || meters.iter().filter_map(|(_, grid, values)| read_span_s((*grid)?, values));
    let (from_s, until_s) = (spans().map(|span| span.0).min()?, spans().map(|span| span.1).max()?);
    let before = (from_s - feeder.grid.start_s).max(0) / i64::from(step_s);
    let start_s = feeder.grid.start_s + before * i64::from(step_s);
    let length_s = until_s.min(feeder.grid.start_of(feeder.grid.len)) - start_s;
    if length_s < LEAST_DAYS * 86_400 {
        return None;
    }
    let grid = TimeGrid { start_s, step_s, len: (length_s / i64::from(step_s)) as usize };
    let supply_wh = onto_grid(&feeder.supply_wh, feeder.grid, grid);
    let on_grid = |(_, own, values): &Kept| {
        own.map_or_else(|| vec![f32::NAN; grid.len], |own| onto_grid(values, own, grid))
    };
    let [meters_wh, others_wh] =
        [&meters[..], others].map(|kept| kept.iter().map(on_grid).collect::<Vec<Vec<f32>>>());
    // Those without any reading come last, so that places of the others are those of the feeder.
    let nothing = vec![f32::NAN; grid.len];
    let silent = std::iter::repeat_n(nothing.as_slice(), feeder.silent);
    let meters_wh: Vec<&[f32]> = meters_wh.iter().map(Vec::as_slice).chain(silent).collect();
    let others_wh: Vec<&[f32]> = others_wh.iter().map(Vec::as_slice).collect();
    let first = meters.first().map_or(0, |(meter, _, _)| *meter);
    let view = FeederView {
        calendar: tables.calendar(first, grid),
        supply_wh: &supply_wh,
        meters_wh: &meters_wh,
        others_wh: &others_wh,
        temp_c: room.temperatures.at(tables, first, grid),
    };
    Some(measure_feeder(&view, &mut room.feeder))
}

/// From the start of the first reading of a series to the end of its last; UTC, seconds since 1970.
fn read_span_s(grid: TimeGrid, values: &[f32]) -> Option<(i64, i64)> {
    let first = values.iter().position(|wh| !wh.is_nan())?;
    let last = values.iter().rposition(|wh| !wh.is_nan())?;
    Some((grid.start_of(first), grid.start_of(last + 1)))
}

fn take_put_off(waiting: &Mutex<Waiting>) -> Vec<u32> {
    let mut put_off = std::mem::take(&mut locked(waiting).put_off);
    put_off.sort_unstable();
    put_off
}

/// Takes as many feeders as can wait in memory together, at least one.
fn first_that_fit(tables: &Tables, put_off: &mut Vec<u32>, limit: usize) -> Vec<u32> {
    let bytes = |feeder: u32| -> u64 {
        let meters = &tables.feeders[feeder as usize].meters;
        meters.iter().map(|&meter| tables.readings.rows_of(meter) * size_of::<f32>() as u64).sum()
    };
    let mut sum = 0;
    let fit = put_off
        .iter()
        .take_while(|&&feeder| {
            sum += bytes(feeder);
            sum <= limit as u64
        })
        .count();
    put_off.drain(..fit.max(1)).collect()
}
