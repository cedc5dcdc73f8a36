//! Owns the table the model of meters reads: measures of each meter, and how they stand among its
//! peers. Does not measure and does not score.

use super::MeterMeasures;
use super::measure::stats::{correlation, quantile, slope};
use super::measure::{COURSE_BINS, Measure, step};
use crate::meter::Tariff;

/// Courses: base load, mean, base load of the nights.
const COURSES: usize = 3;
/// What is said of a course against that of the peers.
const COURSE: usize = 4;
/// What is said of levels against those of the peers.
const LEVELS: usize = 4;
/// Peers that are needed to speak of what is common to them.
const LEAST_PEERS: usize = 5;
/// Rank of the peer whose load is high: a tenth of all may mine without moving it out of reach.
const HIGH: f32 = 0.9;
/// What usual loads are taken for at least, kW: that of a home with a fridge.
const LEAST_KW: f32 = 0.03;
/// Peers that are asked at most: the median of so many is as good as that of all.
const MOST_PEERS: usize = 4096;

/// Names of the columns.
const NAMES: [&str; MeterRows::WIDTH] = {
    let mut names = [""; MeterRows::WIDTH];
    let mut at = 0;
    while at < Measure::COUNT {
        names[at] = Measure::NAMES[at];
        at += 1;
    }
    let peers = [
        "base_over_peers",
        "base_over_high",
        "core_over_high",
        "mean_over_peers",
        "base_with_peers",
        "base_peer_slope",
        "base_peer_step",
        "base_peer_step_t",
        "mean_with_peers",
        "mean_peer_slope",
        "mean_peer_step",
        "mean_peer_step_t",
        "night_with_peers",
        "night_peer_slope",
        "night_peer_step",
        "night_peer_step_t",
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
    pub const WIDTH: usize = Measure::COUNT + LEVELS + COURSES * COURSE;
    /// Names of the numbers of a row.
    pub const NAMES: [&str; Self::WIDTH] = NAMES;

    /// The rows of meters that were read together and are each other's peers.
    #[must_use]
    pub fn of(all: &[MeterMeasures]) -> Self {
        let peers = Peers::of(all);
        let mut values = vec![f32::NAN; all.len() * Self::WIDTH];
        for (row, meter) in values.chunks_exact_mut(Self::WIDTH).zip(all) {
            peers.fill(meter, row);
        }
        Self { values }
    }

    /// The row of a meter.
    #[must_use]
    pub fn row(&self, meter: usize) -> &[f32] {
        &self.values[meter * Self::WIDTH..(meter + 1) * Self::WIDTH]
    }
}

/// What is usual among meters that were read together; the peers of one are those of its tariff.
#[derive(Clone, Debug)]
pub struct Peers {
    groups: Vec<Group>,
}

/// Meters of one tariff.
#[derive(Clone, Debug)]
struct Group {
    tariff: Option<Tariff>,
    /// Median of each measure.
    usual: [f32; Measure::COUNT],
    /// 90th percentile of the median base load of days and of the load that is always there, kW.
    high_base_kw: f32,
    high_core_kw: f32,
    /// Median course: what is common to the peers from day to day, weather and holidays.
    common: [[f32; COURSE_BINS]; COURSES],
}

impl Peers {
    /// What is usual among `all`; of very many peers, one in so many is asked.
    #[must_use]
    pub fn of(all: &[MeterMeasures]) -> Self {
        let tariffs = [None, Some(Tariff::Household), Some(Tariff::Business)];
        let groups = tariffs.into_iter().filter_map(|tariff| {
            let peers = || all.iter().filter(|meter| meter.tariff == tariff);
            let apart = peers().count().div_ceil(MOST_PEERS).max(1);
            let peers: Vec<&MeterMeasures> = peers().step_by(apart).collect();
            (peers.len() >= LEAST_PEERS).then(|| Group::of(tariff, &peers))
        });
        Self { groups: groups.collect() }
    }

    /// Median of a measure among the peers of `meter`, if it has peers.
    #[must_use]
    pub fn usual(&self, meter: &MeterMeasures, measure: Measure) -> Option<f32> {
        self.group(meter).map(|group| group.usual[measure as usize]).filter(|value| value.is_finite())
    }

    /// Writes the row of a meter, [`MeterRows::WIDTH`] numbers.
    pub fn fill(&self, meter: &MeterMeasures, row: &mut [f32]) {
        let (own, among) = row.split_at_mut(Measure::COUNT);
        own.copy_from_slice(&meter.values);
        among.fill(f32::NAN);
        let Some(group) = self.group(meter) else { return };
        let (levels, among) = among.split_at_mut(LEVELS);
        levels.copy_from_slice(&group.levels(meter));
        let weekend = meter.course.weekend();
        for ((out, common), own) in among.chunks_exact_mut(COURSE).zip(&group.common).zip(courses_of(meter)) {
            let both = common.iter().zip(&own).filter(|(c, v)| c.is_finite() && v.is_finite());
            let pairs = both.map(|(c, v)| (*c, *v));
            out[0] = correlation(pairs.clone());
            out[1] = slope(pairs);
            if let Some(step) = step::adjusted(&own, common, &weekend) {
                out[2] = step.rise;
                out[3] = step.t;
            }
        }
    }

    fn group(&self, meter: &MeterMeasures) -> Option<&Group> {
        self.groups.iter().find(|group| group.tariff == meter.tariff)
    }
}

impl Group {
    fn of(tariff: Option<Tariff>, peers: &[&MeterMeasures]) -> Self {
        let mut column: Vec<f32> = Vec::with_capacity(peers.len());
        let usual = Measure::ALL.map(|measure| {
            column.clear();
            column.extend(peers.iter().map(|meter| meter.get(measure)).filter(|v| v.is_finite()));
            quantile(&mut column, 0.5)
        });
        let mut high = |measure: Measure| {
            column.clear();
            column.extend(peers.iter().map(|meter| meter.get(measure)).filter(|v| v.is_finite()));
            quantile(&mut column, HIGH)
        };
        let (high_base_kw, high_core_kw) = (high(Measure::BaseKw), high(Measure::CoreKw));
        let unpacked: Vec<_> = peers.iter().map(|meter| courses_of(meter)).collect();
        let mut common = [[f32::NAN; COURSE_BINS]; COURSES];
        for (which, common) in common.iter_mut().enumerate() {
            for (bin, common) in common.iter_mut().enumerate() {
                column.clear();
                column.extend(unpacked.iter().map(|courses| courses[which][bin]).filter(|v| v.is_finite()));
                if 2 * column.len() >= peers.len() {
                    *common = quantile(&mut column, 0.5);
                }
            }
        }
        Self { tariff, usual, high_base_kw, high_core_kw, common }
    }

    /// Base load and mean over what is usual, and over what is already high.
    fn levels(&self, meter: &MeterMeasures) -> [f32; LEVELS] {
        let over = |own: Measure, peers_kw: f32| meter.get(own) / peers_kw.max(LEAST_KW);
        [
            over(Measure::BaseKw, self.usual[Measure::BaseKw as usize]),
            over(Measure::BaseKw, self.high_base_kw),
            over(Measure::CoreKw, self.high_core_kw),
            over(Measure::MeanKw, self.usual[Measure::MeanKw as usize]),
        ]
    }
}

fn courses_of(meter: &MeterMeasures) -> [[f32; COURSE_BINS]; COURSES] {
    [meter.course.base(), meter.course.mean(), meter.course.night()]
}
