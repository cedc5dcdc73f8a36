//! Owns the files that evidence is read from, one detection after the other: readings, meters, feeders,
//! weather. What they say of themselves is read once, the rest on demand. Does not judge.

use crate::{
    figure::{DayValues, FeederBalance, LoadCurve, PeerBand},
    io::{self, IoError, Lookup, Meter, OwnedSeries, Readings},
    lang::Message,
    meter::{Tariff, TimeGrid},
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Readings, and what belongs to them where they are a folder.
#[derive(Debug)]
pub struct EvidenceFiles {
    path: PathBuf,
    /// What the dossier calls them.
    name: PathBuf,
    readings: OnceLock<Lookup>,
    beside: OnceLock<Beside>,
}

/// What lies beside readings; empty where it does not.
#[derive(Debug, Default)]
struct Beside {
    meters: Vec<Meter>,
    place: HashMap<String, usize>,
    feeders: Option<Lookup>,
    weather: Vec<OwnedSeries>,
}

const DAY_S: i64 = 86_400;
/// Wh of a kWh.
const WH_OF_KWH: f32 = 1000.0;
/// Others that a load is set beside. More change the band by less than its line is wide.
const PEERS: usize = 40;
/// Other feeders whose losses are usual.
const FEEDERS: usize = 8;

impl EvidenceFiles {
    /// Those in a file or folder; nothing is read yet.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            name: path.to_owned(),
            readings: OnceLock::new(),
            beside: OnceLock::new(),
        }
    }

    /// The same, told under the name of the file that they were converted from.
    #[must_use]
    pub fn named(mut self, path: &Path) -> Self {
        path.clone_into(&mut self.name);
        self
    }

    /// What they are called.
    #[must_use]
    pub fn name(&self) -> &Path {
        &self.name
    }

    fn readings(&self) -> Result<&Lookup, IoError> {
        if let Some(known) = self.readings.get() {
            return Ok(known);
        }
        let opened = Lookup::open(&self.path)?;
        Ok(self.readings.get_or_init(|| opened))
    }

    /// What is of no use beside readings is told when they are judged, not here.
    fn beside(&self) -> &Beside {
        self.beside.get_or_init(|| {
            if !self.path.is_dir() {
                return Beside::default();
            }
            let meters = io::read_meters(&self.path).map(|(meters, _)| meters).unwrap_or_default();
            let place = meters.iter().enumerate().map(|(at, meter)| (meter.id.clone(), at)).collect();
            let weather = Readings::open_weather(&self.path).and_then(|(weather, _)| weather.collect());
            Beside {
                meters,
                place,
                feeders: Lookup::open_feeders(&self.path).ok(),
                weather: weather.map(|(series, _)| series).unwrap_or_default(),
            }
        })
    }

    /// The load of a meter in kW on the clocks there.
    ///
    /// # Errors
    /// The readings lack it, or cannot be read.
    pub fn curve(&self, meter: &str, offset_s: i32) -> Result<LoadCurve, IoError> {
        let series = self.readings()?.series(&[meter])?.into_iter().flatten().next();
        series.and_then(|series| curve_of(&series, offset_s)).ok_or_else(|| {
            let expected = Message::new("expected-row-of-meter").text("meter", meter);
            IoError::unusable(&self.path, None, expected, "found-no-such-readings")
        })
    }

    /// The tariff of a meter, where the table of meters tells.
    pub(super) fn tariff(&self, meter: &str) -> Option<Tariff> {
        let beside = self.beside();
        beside.meters[*beside.place.get(meter)?].facts.tariff
    }

    /// What lies between the lowest and the highest tenth of readings of others of its tariff and region,
    /// those that stand nearest in the table of meters; nothing of fewer than four.
    pub(super) fn peers(&self, meter: &str, offset_s: i32) -> Option<PeerBand> {
        const LEAST: usize = 4;
        const TENTH: usize = 10;
        let beside = self.beside();
        let at = *beside.place.get(meter)?;
        let own = &beside.meters[at].facts;
        let is_peer = |other: &&Meter| other.facts.tariff == own.tariff && other.facts.region == own.region;
        let (before, after) = (beside.meters[..at].iter().rev(), beside.meters[at + 1..].iter());
        let names: Vec<&str> = alternating(before.filter(is_peer), after.filter(is_peer))
            .take(PEERS)
            .map(|meter| meter.id.as_str())
            .collect();
        let series = self.readings().ok()?.series(&names).ok()?;
        let curves: Vec<LoadCurve> =
            series.iter().flatten().filter_map(|series| curve_of(series, offset_s)).collect();
        if curves.len() < LEAST {
            return None;
        }
        let first_day = curves.iter().map(|curve| day_of(curve.start_s)).min()?;
        let mut days: Vec<Vec<f32>> = Vec::new();
        for curve in &curves {
            for (slot, kw) in curve.kw.iter().enumerate().filter(|(_, kw)| kw.is_finite()) {
                let day =
                    (day_of(curve.start_s + slot as i64 * i64::from(curve.step_s)) - first_day) as usize;
                if days.len() <= day {
                    days.resize(day + 1, Vec::new());
                }
                days[day].push(*kw);
            }
        }
        let (mut low, mut high) = (Vec::new(), Vec::new());
        for mut day in days {
            let tenth = day.len() / TENTH;
            let mut at = |place: usize| {
                if day.is_empty() { f32::NAN } else { *day.select_nth_unstable_by(place, f32::total_cmp).1 }
            };
            low.push(at(tenth));
            high.push(at((tenth * (TENTH - 1)).max(tenth)));
        }
        let of = |values| DayValues { first_day, values };
        Some(PeerBand { low: of(low), high: of(high) })
    }

    /// Mean temperature of each day of a curve in the region that `is_there` knows by any name.
    pub(super) fn temperature(
        &self,
        is_there: impl Fn(&str) -> bool,
        curve: &LoadCurve,
        offset_s: i32,
    ) -> Option<DayValues> {
        let weather = self.beside().weather.iter().find(|series| is_there(&series.name))?;
        let days = by_day(weather.grid?, &weather.values, offset_s);
        let (first, last) = (
            day_of(curve.start_s),
            day_of(curve.start_s + curve.kw.len() as i64 * i64::from(curve.step_s) - 1),
        );
        let of = |day: i32| {
            let place = usize::try_from(day - days.first_day).ok();
            place.and_then(|place| days.values.get(place)).map_or(f32::NAN, |value| *value)
        };
        Some(DayValues { first_day: first, values: (first..=last).map(of).collect() })
    }

    /// The balance of a feeder by day, and what is left of its supply after its meters, interval by interval in
    /// kW. Nothing where supply or meters are not known.
    pub(super) fn balance(&self, feeder: &str, offset_s: i32) -> Option<(FeederBalance, LoadCurve)> {
        let beside = self.beside();
        let (supply, metered) = self.supplied(feeder)?;
        let wh_of_kw = WH_OF_KWH * supply.grid?.step_h();
        let kw = |values: &[f32]| values.iter().map(|wh| wh / wh_of_kw).collect::<Vec<_>>();
        let grid = supply.grid?;
        let (supply, metered) = (kw(&supply.values), kw(&metered));
        let left = supply.iter().zip(&metered).map(|(supply, metered)| supply - metered).collect();
        let curve = LoadCurve { start_s: grid.start_s + i64::from(offset_s), step_s: grid.step_s, kw: left };
        // Losses are those of the feeders that stand nearest.
        let mut names: Vec<&str> = Vec::new();
        for meter in &beside.meters {
            if let Some(name) = meter.facts.feeder_id.as_deref()
                && names.last() != Some(&name)
            {
                names.push(name);
            }
        }
        let at = names.iter().position(|name| *name == feeder)?;
        let others = alternating(names[..at].iter().rev(), names[at + 1..].iter()).take(FEEDERS);
        let mut shares: Vec<f64> = others
            .filter_map(|name| self.supplied(name))
            .filter_map(|(supply, metered)| {
                let both = supply.values.iter().zip(&metered).filter(|(a, b)| a.is_finite() && b.is_finite());
                let (supplied, counted) =
                    both.fold((0.0, 0.0), |(a, b), (x, y)| (a + f64::from(*x), b + f64::from(*y)));
                (supplied > 0.0).then(|| (1.0 - counted / supplied).clamp(0.0, 1.0))
            })
            .collect();
        shares.sort_by(f64::total_cmp);
        let loss_share = shares.get(shares.len() / 2).copied();
        let (supply, metered) = (by_day(grid, &supply, offset_s), by_day(grid, &metered, offset_s));
        Some((FeederBalance { supply, metered, loss_share }, curve))
    }

    /// What was supplied to a feeder and what its meters counted, Wh by interval. A reading that a meter lacks
    /// is taken as its mean.
    fn supplied(&self, feeder: &str) -> Option<(OwnedSeries, Vec<f32>)> {
        let beside = self.beside();
        let supply = beside.feeders.as_ref()?.series(&[feeder]).ok()?.into_iter().next()??;
        let grid = supply.grid?;
        let meters = beside.meters.iter().filter(|meter| meter.facts.feeder_id.as_deref() == Some(feeder));
        let names: Vec<&str> = meters.map(|meter| meter.id.as_str()).collect();
        let mut sum = vec![0.0_f32; grid.len];
        let mut counted = 0;
        for series in self.readings().ok()?.series(&names).ok()?.into_iter().flatten() {
            let Some(own) = series.grid.filter(|own| own.step_s == grid.step_s) else { continue };
            counted += 1;
            let known = series.values.iter().filter(|wh| wh.is_finite());
            let (total, count) = known.fold((0.0_f64, 0_u32), |(sum, n), wh| (sum + f64::from(*wh), n + 1));
            let mean = if count == 0 { 0.0 } else { (total / f64::from(count)) as f32 };
            for (slot, sum) in sum.iter_mut().enumerate() {
                let wh = own.slot_at(grid.start_of(slot)).map(|slot| series.values[slot]);
                *sum += wh.filter(|wh| wh.is_finite()).unwrap_or(mean);
            }
        }
        (counted > 0).then_some((supply, sum))
    }
}

/// One of the first, one of the second, and so on; what is left of the longer one at the end.
fn alternating<T>(
    first: impl Iterator<Item = T>,
    second: impl Iterator<Item = T>,
) -> impl Iterator<Item = T> {
    let (mut first, mut second) = (first.fuse(), second.fuse());
    let mut from_first = false;
    std::iter::from_fn(move || {
        from_first = !from_first;
        if from_first {
            first.next().or_else(|| second.next())
        } else {
            second.next().or_else(|| first.next())
        }
    })
}

fn day_of(time_s: i64) -> i32 {
    time_s.div_euclid(DAY_S) as i32
}

/// A series in kW on the clocks there.
fn curve_of(series: &OwnedSeries, offset_s: i32) -> Option<LoadCurve> {
    let grid = series.grid?;
    let wh_of_kw = WH_OF_KWH * grid.step_h();
    let kw = series.values.iter().map(|wh| wh / wh_of_kw).collect();
    Some(LoadCurve { start_s: grid.start_s + i64::from(offset_s), step_s: grid.step_s, kw })
}

/// The mean of the known values of each day on the clocks there.
fn by_day(grid: TimeGrid, values: &[f32], offset_s: i32) -> DayValues {
    let local = |slot: usize| day_of(grid.start_of(slot) + i64::from(offset_s));
    let first_day = local(0);
    let mut sums: Vec<(f64, u32)> = Vec::new();
    for (slot, value) in values.iter().enumerate() {
        let day = (local(slot) - first_day) as usize;
        sums.resize(sums.len().max(day + 1), (0.0, 0));
        if value.is_finite() {
            sums[day] = (sums[day].0 + f64::from(*value), sums[day].1 + 1);
        }
    }
    let mean = |(sum, count): (f64, u32)| if count == 0 { f32::NAN } else { (sum / f64::from(count)) as f32 };
    DayValues { first_day, values: sums.into_iter().map(mean).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_come_from_both_sides() {
        let near: Vec<i32> = alternating([4, 3, 2].into_iter(), [6].into_iter()).collect();
        assert_eq!(near, [4, 6, 3, 2]);
    }

    #[test]
    fn a_feeder_without_meters_or_supply_has_no_balance() {
        let folder = tempfile::tempdir().expect("tempdir");
        let files = EvidenceFiles::new(folder.path());
        assert_eq!((files.balance("F1", 0), files.peers("M1", 0), files.tariff("M1")), (None, None, None));
    }
}
