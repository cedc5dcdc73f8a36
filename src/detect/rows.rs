//! Owns the table the model of meters reads: measures of each meter, and how they stand among its
//! peers. Does not measure and does not score.

use super::MeterMeasures;
use super::measure::stats::{correlation, slope};
use super::measure::{COURSE_BINS, Measure, step};
use crate::meter::Tariff;

/// Measures that are also given as a place among the peers, 0 the lowest and 1 the highest.
const RANKED: [Measure; 8] = [
    Measure::MeanKw,
    Measure::BaseKw,
    Measure::BaseShare,
    Measure::Floor24Max,
    Measure::Night,
    Measure::BaseStep,
    Measure::RoughMedian,
    Measure::DayShape,
];

/// What is said of a course against that of the peers; for base load and mean.
const COURSE: usize = 4;
/// Peers that are needed to speak of what is common to them.
const LEAST_PEERS: usize = 5;

/// Names of the columns.
const NAMES: [&str; MeterRows::WIDTH] = {
    let mut names = [""; MeterRows::WIDTH];
    let mut at = 0;
    while at < Measure::COUNT {
        names[at] = Measure::NAMES[at];
        at += 1;
    }
    let peers = [
        "mean_kw_rank",
        "base_kw_rank",
        "base_share_rank",
        "floor24_max_rank",
        "night_rank",
        "base_step_rank",
        "rough_median_rank",
        "day_shape_rank",
        "base_with_peers",
        "base_peer_slope",
        "base_peer_step",
        "base_peer_step_t",
        "mean_with_peers",
        "mean_peer_slope",
        "mean_peer_step",
        "mean_peer_step_t",
    ];
    while at < MeterRows::WIDTH {
        names[at] = peers[at - Measure::COUNT];
        at += 1;
    }
    names
};

/// Rows of numbers, one a meter; NaN is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeterRows {
    /// Row by row.
    pub values: Vec<f32>,
}

impl MeterRows {
    /// Numbers a row.
    pub const WIDTH: usize = Measure::COUNT + RANKED.len() + 2 * COURSE;
    /// Names of the numbers of a row.
    pub const NAMES: [&str; Self::WIDTH] = NAMES;

    /// The rows of meters that were read together; the peers of one are those of its tariff.
    #[must_use]
    pub fn of(all: &[MeterMeasures]) -> Self {
        let mut values = vec![f32::NAN; all.len() * Self::WIDTH];
        for (row, meter) in values.chunks_exact_mut(Self::WIDTH).zip(all) {
            row[..Measure::COUNT].copy_from_slice(&meter.values);
        }
        for tariff in [None, Some(Tariff::Household), Some(Tariff::Business)] {
            let peers: Vec<usize> = (0..all.len()).filter(|at| all[*at].tariff == tariff).collect();
            if peers.len() >= LEAST_PEERS {
                ranks(all, &peers, &mut values);
                courses(all, &peers, &mut values);
            }
        }
        Self { values }
    }

    /// The row of a meter.
    #[must_use]
    pub fn row(&self, meter: usize) -> &[f32] {
        &self.values[meter * Self::WIDTH..(meter + 1) * Self::WIDTH]
    }
}

fn ranks(all: &[MeterMeasures], peers: &[usize], values: &mut [f32]) {
    let mut sorted: Vec<f32> = Vec::with_capacity(peers.len());
    for (column, measure) in RANKED.iter().enumerate() {
        sorted.clear();
        sorted.extend(peers.iter().map(|at| all[*at].get(*measure)).filter(|v| v.is_finite()));
        sorted.sort_unstable_by(f32::total_cmp);
        for &at in peers {
            let value = all[at].get(*measure);
            if value.is_finite() {
                let below = sorted.partition_point(|v| *v < value);
                let upto = sorted.partition_point(|v| *v <= value);
                values[at * MeterRows::WIDTH + Measure::COUNT + column] =
                    (below + upto) as f32 / (2 * sorted.len()) as f32;
            }
        }
    }
}

/// What is common to the peers from day to day (weather, holidays) is their median course; each
/// meter is told by how it follows it and by the step that remains.
fn courses(all: &[MeterMeasures], peers: &[usize], values: &mut [f32]) {
    for (which, of) in
        [|m: &MeterMeasures| m.course.base(), |m: &MeterMeasures| m.course.mean()].iter().enumerate()
    {
        let unpacked: Vec<[f32; COURSE_BINS]> = peers.iter().map(|at| of(&all[*at])).collect();
        let mut common = [f32::NAN; COURSE_BINS];
        let mut column: Vec<f32> = Vec::with_capacity(peers.len());
        for (bin, common) in common.iter_mut().enumerate() {
            column.clear();
            column.extend(unpacked.iter().map(|course| course[bin]).filter(|v| v.is_finite()));
            if 2 * column.len() >= peers.len() {
                *common = super::measure::stats::quantile(&mut column, 0.5);
            }
        }
        let mut rest: Vec<f32> = Vec::with_capacity(COURSE_BINS);
        for (&at, course) in peers.iter().zip(&unpacked) {
            let pairs = common
                .iter()
                .zip(course)
                .filter(|(c, v)| c.is_finite() && v.is_finite())
                .map(|(c, v)| (*c, *v));
            if pairs.clone().count() < 4 {
                continue;
            }
            let first = at * MeterRows::WIDTH + Measure::COUNT + RANKED.len() + which * COURSE;
            let out = &mut values[first..first + COURSE];
            out[0] = correlation(pairs.clone());
            out[1] = slope(pairs.clone());
            // The peers' course at the meter's own level, not at a slope that a step would bend.
            let (sum, own_sum) = pairs.clone().fold((0.0, 0.0), |(sum, own), (c, v)| (sum + c, own + v));
            let scale = if sum > 0.0 { own_sum / sum } else { 1.0 };
            rest.clear();
            rest.extend(pairs.map(|(common, own)| own - scale * common));
            if let Some(step) = step::largest(&rest) {
                out[2] = step.rise;
                out[3] = step.t;
            }
        }
    }
}
