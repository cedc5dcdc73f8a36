//! Owns simulated detections: so many for each region by the end of each year, with places, kinds,
//! powers, scores and days drawn from stated distributions. Does not decide how many there are.
//!
//! Sources are named by their ids in the embedded atlas. What no source states is an assumption,
//! and said to be one.

use super::{draw::Stream, site::Sites};
use crate::{
    atlas::{
        Atlas, Day, DetectionKind, DetectionRow, Detections, Geography, Legal, NO_MINUTE, Place, RegionId,
        Stretch,
    },
    geo::RegionIndex,
    provenance::Status,
};
use rayon::prelude::*;
use std::{collections::HashMap, ops::Range};

/// How many detections a region is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The region.
    pub region: RegionId,
    /// Detections first seen by the end of each of the years.
    pub by_year_end: Vec<u32>,
}

/// Simulated detections: exactly as many in each region as `wanted` by the end of each of `years`
/// (ascending). A count that falls from one year to the next cannot be one of detections first
/// seen by then; the earlier ones are lowered to the last.
///
/// The rows of a region depend on the seed, its code, its shape, its places and its counts alone.
/// Runs on the threads of the caller's pool; the result does not depend on their number.
#[must_use]
pub fn simulate_detections(
    atlas: &Atlas,
    geography: &Geography,
    index: &RegionIndex,
    places: &[Place],
    years: &[i32],
    wanted: &[Wanted],
    seed: u64,
) -> Detections {
    let mut places_of: HashMap<RegionId, Vec<&Place>> = HashMap::new();
    for place in places {
        places_of.entry(place.region.unwrap_or(NOBODY)).or_default().push(place);
    }
    let counts: Vec<Vec<u32>> = wanted.iter().map(|wanted| counts_in_years(wanted, years.len())).collect();
    let totals: Vec<usize> = counts.iter().map(|counts| counts.iter().sum::<u32>() as usize).collect();
    let mut detections = Detections::blank(totals.iter().sum());
    detections.region_codes = wanted.iter().map(|wanted| atlas.region(wanted.region).code.clone()).collect();
    let firsts: Vec<u32> =
        totals.iter().scan(0, |next, &total| Some(std::mem::replace(next, *next + total as u32))).collect();
    let none = Vec::new();
    let codes = detections.region_codes.clone();
    detections.stretches(totals.iter().copied()).into_par_iter().enumerate().for_each(|(number, rows)| {
        let region = wanted[number].region;
        let sites = Sites::new(geography, index, region, places_of.get(&region).unwrap_or(&none));
        let mut stream = Stream::of(seed, &codes[number]);
        let first = DetectionNumber { region: number as u32, row: firsts[number] };
        fill(rows, &counts[number], years, &sites, &first, &mut stream);
    });
    detections
}

/// The region of places without one.
const NOBODY: RegionId = RegionId(u32::MAX);

/// Detections first seen in each year: in the first, all by its end.
fn counts_in_years(wanted: &Wanted, years: usize) -> Vec<u32> {
    let mut by_year_end: Vec<u32> = wanted.by_year_end.iter().copied().take(years).collect();
    for year in (1..by_year_end.len()).rev() {
        by_year_end[year - 1] = by_year_end[year - 1].min(by_year_end[year]);
    }
    let before = std::iter::once(0).chain(by_year_end.iter().copied());
    by_year_end.iter().zip(before).map(|(count, before)| count - before).collect()
}

/// What a detection of a region is numbered by.
struct DetectionNumber {
    region: u32,
    /// Rows before the region's first.
    row: u32,
}

fn fill(
    mut rows: Stretch<'_>,
    counts: &[u32],
    years: &[i32],
    sites: &Sites<'_>,
    first: &DetectionNumber,
    stream: &mut Stream,
) {
    let Some((&first_year, &last_year)) = years.first().zip(years.last()) else { return };
    let last_day = Season::of_year(last_year).days.end - 1;
    let mut at = 0;
    for (&year, &count) in years.iter().zip(counts) {
        // What is there by the end of the first year has gathered since the system began.
        let since = if year == first_year { year.min(FIRST_YEAR) } else { year };
        let seasons: Vec<Season> = (since..=year).map(Season::of_year).collect();
        for _ in 0..count {
            let [lon, lat] = sites.draw(stream);
            let kind = draw_kind(stream);
            let first_seen_day = draw_day(&seasons, kind, stream);
            let row = DetectionRow {
                lon,
                lat,
                kw: draw_power_kw(stream),
                score: draw_score(stream),
                kind: Some(kind),
                first_seen_day,
                last_seen_day: draw_last_day(first_seen_day, last_day, stream),
                first_seen_minute: NO_MINUTE,
                last_seen_minute: NO_MINUTE,
                region: first.region,
                legal: legal_of(kind),
                status: Status::Simulated,
                row: first.row + at as u32 + 1,
            };
            rows.set(at, &row);
            at += 1;
        }
    }
}

/// The detection system has been in operation since 2021 (luddpress-energytool).
const FIRST_YEAR: i32 = 2021;

/// Kinds, with their shares in percent. What is found are unauthorised taps, hacked meters and large
/// loads (mforum-2025-12-22); no shares were published: these are an assumption.
fn draw_kind(stream: &mut Stream) -> DetectionKind {
    match stream.below(100) {
        0..60 => DetectionKind::AbnormalLoad,
        60..85 => DetectionKind::UnauthorisedConnection,
        _ => DetectionKind::MeterTampering,
    }
}

/// Who takes energy past the meter has not registered for it (an assumption); of the others it is
/// not known. About 1,500 of all miners are registered (nodagroup-3595).
const fn legal_of(kind: DetectionKind) -> Option<Legal> {
    match kind {
        DetectionKind::AbnormalLoad => None,
        DetectionKind::MeterTampering | DetectionKind::UnauthorisedConnection => Some(Legal::Unregistered),
    }
}

/// Power in kW: some machines, each of 3.0 to 3.6 kW as those in use (d-central-asic-power). The
/// number of machines is geometric, which is the least that can be assumed of a number with a known
/// mean; the mean power is 12.7 kW, that is 2.5 GW of all farms (ng-2025-11-10) over 196,907
/// detections (mforum-2025-12-22).
fn draw_power_kw(stream: &mut Stream) -> f32 {
    const MEAN_KW: f64 = 2.5e6 / 196_907.0;
    const MACHINE_KW: Range<f64> = 3.0..3.6;
    const MEAN_MACHINE_KW: f64 = f64::midpoint(MACHINE_KW.start, MACHINE_KW.end);
    /// Chance that there is one machine more.
    const MORE: f64 = 1.0 - MEAN_MACHINE_KW / MEAN_KW;
    /// More than any house can feed; reached once in a million.
    const MOST: u32 = 60;
    let mut machines = 1;
    while machines < MOST && stream.part() < MORE {
        machines += 1;
    }
    let machine_kw = MACHINE_KW.start + (MACHINE_KW.end - MACHINE_KW.start) * stream.part();
    // Three digits say more than a measurement could.
    (f64::from(machines) * machine_kw * 10.0).round() as f32 / 10.0
}

/// A score from 0.20 to 0.95 of mean 0.45: the published efficiency of 45 % (mforum-2025-12-22), read
/// as the share of detections that hold, which a calibrated score has for its mean. The reading and
/// the shape, many low and few high, are assumptions.
fn draw_score(stream: &mut Stream) -> f32 {
    let part = stream.part();
    ((0.20 + 0.75 * part * part) * 1000.0).round() as f32 / 1000.0
}

/// Days of a year, and which of them are spring and summer.
struct Season {
    days: Range<i32>,
    spring: Range<i32>,
    summer: Range<i32>,
}

impl Season {
    fn of_year(year: i32) -> Self {
        let first = |month| Day { year, month, day: 1 }.days_since_1970();
        let next_year = Day { year: year + 1, month: 1, day: 1 }.days_since_1970();
        Self { days: first(1)..next_year, spring: first(3)..first(6), summer: first(6)..first(9) }
    }

    /// Five times fewer hacked meters were found in summer than in spring (mforum-2025-12-22);
    /// autumn and winter lie between, by assumption, and so does all that is no meter.
    fn chance(&self, day: i32, kind: DetectionKind) -> f64 {
        const SPRING: f64 = 1.0;
        const SUMMER: f64 = SPRING / 5.0;
        const BETWEEN: f64 = f64::midpoint(SPRING, SUMMER);
        match kind {
            DetectionKind::MeterTampering if self.spring.contains(&day) => SPRING,
            DetectionKind::MeterTampering if self.summer.contains(&day) => SUMMER,
            _ => BETWEEN,
        }
    }
}

/// A day of some years, each year alike.
fn draw_day(years: &[Season], kind: DetectionKind, stream: &mut Stream) -> i32 {
    let year = &years[stream.below(years.len() as u64) as usize];
    loop {
        let day = year.days.start + stream.below(year.days.len() as u64) as i32;
        if stream.part() < year.chance(day, kind) {
            return day;
        }
    }
}

/// The last day: two of five are still seen on the very last, the others on any day before, rather
/// late than early. An assumption.
fn draw_last_day(first_seen_day: i32, last_day: i32, stream: &mut Stream) -> i32 {
    const STILL_SEEN: f64 = 0.4;
    if stream.part() < STILL_SEEN {
        return last_day;
    }
    let part = stream.part();
    last_day - (f64::from(last_day - first_seen_day) * part * part) as i32
}
