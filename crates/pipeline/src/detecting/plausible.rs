//! Owns doubts about readings that can be read but hardly are what they are taken for: other units,
//! feeders that get less than their meters count, intervals that nothing was learned from.
//! Does not measure or judge.

use super::{
    DetectionInputs,
    measuring::Measured,
    tables::{Tables, warning},
};
use crate::{
    detect::Measure,
    io::{Problem, Series},
    lang::Message,
};
use std::sync::{Mutex, PoisonError};

/// Half of all meters use more than this: a refrigerator alone takes two to four times as much.
const LEAST_MEDIAN_KW: f32 = 0.01;
/// Meters may count so much more than their feeder gets: the error allowed to those of class 2
/// (IEC 62053-21), the least exact that bill homes.
const LEAST_LOSS: f32 = -0.02;
/// Intervals that alarms of loads were learned from: an hour and less, and a day.
const LONGEST_LEARNED_S: u32 = 3600;
const DAY_S: u32 = 86_400;

/// Meters that are counted as they stream by, from any thread.
#[derive(Debug, Default)]
pub(super) struct Oddities {
    coarse: Mutex<Vec<u32>>,
}

impl Oddities {
    /// Looks at the readings of a meter; most are done with after a few of them.
    pub(super) fn look(&self, series: &Series<'_>) {
        if series.grid.is_some_and(|grid| grid.step_s > LONGEST_LEARNED_S && grid.step_s != DAY_S) {
            self.add_coarse(series.subject);
        }
    }

    /// Counts a meter whose intervals are longer than those that alarms were learned from.
    pub(super) fn add_coarse(&self, meter: u32) {
        self.coarse.lock().unwrap_or_else(PoisonError::into_inner).push(meter);
    }

    /// Those meters, in any order.
    pub(super) fn coarse(&self) -> Vec<u32> {
        self.coarse.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// What is doubtful in the values, whoever asked for them.
pub(super) fn of_values(inputs: &DetectionInputs, tables: &Tables, measured: &Measured) -> Vec<Problem> {
    let path = &inputs.readings;
    let means = measured.meters.iter().map(|meter| meter.get(Measure::MeanKw)).collect();
    let mut doubts: Vec<Problem> = of_means(inputs, means).into_iter().collect();
    let loss = |feeder: usize| measured.feeders[feeder].1.value("loss_share").unwrap_or(f32::NAN);
    // Where the sun feeds in, or a meter hangs elsewhere, that is told.
    let is_told = |at: usize| {
        let measures = &measured.feeders[at].1;
        measures.export_days > 0 || !measures.strays.is_empty()
    };
    let mut short: Vec<usize> =
        (0..measured.feeders.len()).filter(|&at| loss(at) < LEAST_LOSS && !is_told(at)).collect();
    short.sort_by(|&a, &b| loss(a).total_cmp(&loss(b)));
    if let Some(&worst) = short.first() {
        let name = &tables.feeders[measured.feeders[worst].0 as usize].id;
        let found = Message::new("found-short-supply").text("name", name).count(short.len());
        let path = inputs.feeders.as_ref().unwrap_or(path);
        doubts.push(warning(path, "wh", "expected-full-supply", found));
    }
    doubts
}

/// Whether the usual meter uses less than any home does.
pub(super) fn of_means(inputs: &DetectionInputs, means_kw: Vec<f32>) -> Option<Problem> {
    let mut known: Vec<f32> = means_kw.into_iter().filter(|mean| mean.is_finite()).collect();
    let middle = known.len() / 2;
    if known.is_empty() {
        return None;
    }
    let (_, median, _) = known.select_nth_unstable_by(middle, f32::total_cmp);
    let watts = format!("{:.1}", *median * 1000.0);
    let found = Message::new("found-low-means").text("watts", watts).count(known.len());
    (known[middle] < LEAST_MEDIAN_KW).then(|| warning(&inputs.readings, "wh", "expected-usual-means", found))
}

/// Whether intervals are others than those that alarms were learned from, where nobody asked for
/// another model or threshold.
pub(super) fn of_intervals(inputs: &DetectionInputs, measured: &Measured) -> Option<Problem> {
    let coarse = measured.oddities.coarse().len();
    let is_asked = inputs.model.is_none() && inputs.threshold.is_none() && coarse > 0;
    let found = Message::new("found-coarse-readings").count(coarse);
    is_asked.then(|| warning(&inputs.readings, "ts", "expected-fine-readings", found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_means_are_doubted_by_their_median() {
        let inputs = DetectionInputs::default();
        assert!(of_means(&inputs, vec![]).is_none());
        assert!(of_means(&inputs, vec![0.0, 0.3, 0.2, f32::NAN]).is_none());
        let said = of_means(&inputs, vec![0.0002, 0.0003, 0.4]).expect("doubted").to_string();
        assert!(said.contains("a median of 0.3 W over 3 meters") && said.contains("kWh"), "{said}");
    }
}
