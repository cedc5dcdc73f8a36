//! Owns what a run could not have shown: loads of known size are laid upon some of its own meters, and
//! judged among its peers, so that short windows and long intervals say what they hide. Does not change
//! what is detected.

use super::{
    DetectionInputs,
    judged::Judged,
    measuring::{Measured, is_enough},
    tables::{Tables, Temperatures, warning},
};
use crate::{
    detect::{Detector, MeterMeasures, MeterView, Scratch},
    io::{Problem, Series},
    lang::Message,
    meter::{Tariff, TimeGrid},
};
use std::sync::{Mutex, PoisonError};

/// The level of an alarm was set for windows of this length and more.
const LEAST_DAYS: i64 = 28;
/// … and for intervals up to this one.
const LONGEST_S: u32 = 3600;
const DAY_S: i64 = 86_400;
/// Meters that loads are laid upon.
const SAMPLED: usize = 16;
/// Sizes that are tried.
const TRIED_KW: [f32; 8] = [0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 30.0];
/// A load of this size is seen in full windows; where it is seen in this one, nothing is to be said.
const USUAL_KW: f32 = 1.0;

/// Series of some meters, kept as they stream by.
#[derive(Debug, Default)]
pub(super) struct Sample(Mutex<Vec<(u32, TimeGrid, Vec<f32>)>>);

impl Sample {
    /// Keeps the series if the meter is one of the sample, which is spread over all `meters`.
    pub(super) fn look(&self, tables: &Tables, series: &Series<'_>, meters: usize) {
        let Some(grid) = series.grid.filter(|grid| is_enough(*grid, series.values)) else { return };
        let is_home = tables.facts[series.subject as usize].tariff != Some(Tariff::Business);
        if is_home && is_doubtful(grid) && Self::is_of(series.subject, meters) {
            let kept = (series.subject, grid, series.values.to_vec());
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
        }
    }

    /// Whether a meter is one of a sample of `meters`.
    pub(super) const fn is_of(meter: u32, meters: usize) -> bool {
        (meter as usize).is_multiple_of(meters.div_ceil(SAMPLED))
    }

    pub(super) fn into_kept(self) -> Vec<(u32, TimeGrid, Vec<f32>)> {
        let mut kept = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        kept.sort_unstable_by_key(|(meter, ..)| *meter);
        kept
    }
}

/// Whether a window may hide what others show.
const fn is_doubtful(grid: TimeGrid) -> bool {
    grid.step_s > LONGEST_S || grid.start_of(grid.len) - grid.start_s < LEAST_DAYS * DAY_S
}

/// Says from which size on half of the loads that are there from the first reading are alarms.
pub(super) fn told(
    inputs: &DetectionInputs,
    detector: &Detector,
    tables: &Tables,
    measured: &Measured,
    judged: &Judged<'_>,
) -> Option<Problem> {
    let sample = || measured.sample.iter().filter(|(meter, ..)| !judged.has_load(*meter));
    let (_, grid, _) = sample().max_by_key(|(_, grid, _)| grid.len)?;
    let (mut scratch, mut temperatures) = (Scratch::default(), Temperatures::default());
    let mut loaded = Vec::new();
    let mut tried = Vec::new();
    for kw in TRIED_KW {
        for (meter, grid, wh) in sample() {
            let more_wh = kw * 1000.0 * grid.step_h();
            loaded.clear();
            loaded.extend(wh.iter().map(|wh| wh + more_wh));
            let view = MeterView {
                calendar: tables.calendar(*meter, *grid),
                wh: &loaded,
                temp_c: temperatures.at(tables, *meter, *grid),
                facts: &tables.facts[*meter as usize],
            };
            tried.push(MeterMeasures::of(&view, &mut scratch));
        }
    }
    let findings = detector.judge_among(&tried, judged.peers());
    let each = findings.chunks(findings.len() / TRIED_KW.len());
    let is_seen = each.map(|of_size| {
        2 * of_size.iter().filter(|finding| finding.abnormal_load.is_alarm).count() >= of_size.len()
    });
    let is_seen: Vec<bool> = is_seen.collect();
    // What is seen at one size has to be seen at all larger ones.
    let least = TRIED_KW.iter().zip(&is_seen).rev().take_while(|(_, is_seen)| **is_seen).last();
    let least_kw = least.map(|(kw, _)| *kw);
    if least_kw.is_some_and(|kw| kw <= USUAL_KW) {
        return None;
    }
    let days = (grid.start_of(grid.len) - grid.start_s) / DAY_S;
    let step = i64::from(grid.step_s) / 60;
    let found = match least_kw {
        Some(kw) => Message::new("found-reach").text("kw", format!("{kw:.0}")),
        None => Message::new("found-no-reach").text("kw", format!("{:.0}", TRIED_KW[TRIED_KW.len() - 1])),
    };
    let found = found.text("minutes", step.to_string()).count(usize::try_from(days).unwrap_or_default());
    Some(warning(&inputs.readings, "ts", "expected-full-window", found))
}
