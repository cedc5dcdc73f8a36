//! Owns the table the model of meters reads: measures of each meter, and how they stand among its
//! peers. Does not measure and does not score.

use super::measure::stats::{correlation, quantile, slope};
use super::measure::{COURSE_BINS, Measure, step};
use super::{MeterClass, MeterMeasures, PeerGroup};
use crate::meter::Tariff;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

    /// The rows of meters that were read together and are each other's peers; where they are too few,
    /// the reference population stands in.
    #[must_use]
    pub fn of(all: &[MeterMeasures], reference: &[ReferenceGroup]) -> Self {
        Self { values: Peers::of(all, reference).rows(all) }
    }

    /// The row of a meter.
    #[must_use]
    pub fn row(&self, meter: usize) -> &[f32] {
        &self.values[meter * Self::WIDTH..(meter + 1) * Self::WIDTH]
    }
}

/// What is usual among meters that were read together; the peers of one are those of its tariff, or,
/// where they are too few, the customers of its tariff that a model learned from. Meters whose tariff nobody
/// knows are each other's peers.
#[derive(Clone, Debug)]
pub struct Peers {
    groups: Vec<Group>,
}

/// What is usual among the customers of one tariff that a model learned from. It stands in where a meter
/// is read with too few others of its tariff; of the course of days it says nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceGroup {
    /// `household` or `business`.
    pub tariff: String,
    /// Rows of customers that it is made of.
    pub rows: usize,
    /// Median of each measure that is known of any, by its name.
    pub usual: BTreeMap<String, f32>,
    /// 90th percentile of the median base load of days, kW.
    pub high_base_kw: f32,
    /// 90th percentile of the load that is always there, kW.
    pub high_core_kw: f32,
}

impl ReferenceGroup {
    /// What is usual among `customers`, one group for each tariff of which there are enough.
    #[must_use]
    pub fn of_all(customers: &[&MeterMeasures]) -> Vec<Self> {
        let groups = Peers::groups(customers, &[Some(Tariff::Household), Some(Tariff::Business)]);
        let made = groups.into_iter().filter_map(|(rows, group)| {
            let known = Measure::ALL.iter().zip(group.usual).filter(|(_, value)| value.is_finite());
            Some(Self {
                tariff: group.tariff?.id().to_owned(),
                rows,
                usual: known.map(|(measure, value)| (measure.name().to_owned(), value)).collect(),
                high_base_kw: group.high_base_kw,
                high_core_kw: group.high_core_kw,
            })
        });
        made.collect()
    }

    /// The group without a course of days; `None` where the tariff is none that is known.
    fn as_group(&self) -> Option<Group> {
        let usual = |measure: Measure| self.usual.get(measure.name()).copied().unwrap_or(f32::NAN);
        Some(Group {
            tariff: Some(Tariff::from_id(&self.tariff)?),
            is_reference: true,
            usual: Measure::ALL.map(usual),
            high_base_kw: self.high_base_kw,
            high_core_kw: self.high_core_kw,
            common: [[f32::NAN; COURSE_BINS]; COURSES],
        })
    }
}

/// Meters of one tariff.
#[derive(Clone, Debug)]
struct Group {
    tariff: Option<Tariff>,
    /// Customers of elsewhere, who stand in.
    is_reference: bool,
    /// Median of each measure.
    usual: [f32; Measure::COUNT],
    /// 90th percentile of the median base load of days and of the load that is always there, kW.
    high_base_kw: f32,
    high_core_kw: f32,
    /// Median course: what is common to the peers from day to day, weather and holidays.
    common: [[f32; COURSE_BINS]; COURSES],
}

impl Peers {
    /// What is usual among `all`; of very many peers, one in so many is asked. A group of `reference`
    /// stands in for a tariff with too few.
    #[must_use]
    pub fn of(all: &[MeterMeasures], reference: &[ReferenceGroup]) -> Self {
        let all: Vec<&MeterMeasures> = all.iter().collect();
        let tariffs = [None, Some(Tariff::Household), Some(Tariff::Business)];
        let mut groups: Vec<Group> =
            Self::groups(&all, &tariffs).into_iter().map(|(_, group)| group).collect();
        for group in reference.iter().filter_map(ReferenceGroup::as_group) {
            if groups.iter().all(|of| of.tariff != group.tariff) {
                groups.push(group);
            }
        }
        Self { groups }
    }

    /// The groups of those tariffs that have enough meters, with how many were asked.
    fn groups(all: &[&MeterMeasures], tariffs: &[Option<Tariff>]) -> Vec<(usize, Group)> {
        let groups = tariffs.iter().filter_map(|tariff| {
            let peers = || all.iter().filter(|meter| meter.tariff == *tariff);
            let apart = peers().count().div_ceil(MOST_PEERS).max(1);
            let peers: Vec<&MeterMeasures> = peers().step_by(apart).copied().collect();
            (peers.len() >= LEAST_PEERS).then(|| (peers.len(), Group::of(*tariff, &peers)))
        });
        groups.collect()
    }

    /// Who the peers of a meter are, if it has peers.
    #[must_use]
    pub fn group_of(&self, meter: &MeterMeasures) -> Option<PeerGroup> {
        self.group(meter).map(|group| match group.tariff {
            _ if group.is_reference => PeerGroup::Learned,
            Some(_) => PeerGroup::Tariff,
            None => PeerGroup::UnknownTariff,
        })
    }

    /// Median of a measure among the peers of `meter`, if it has peers.
    #[must_use]
    pub fn usual(&self, meter: &MeterMeasures, measure: Measure) -> Option<f32> {
        self.group(meter).map(|group| group.usual[measure as usize]).filter(|value| value.is_finite())
    }

    /// The rows of meters, one after another, [`MeterRows::WIDTH`] numbers each.
    #[must_use]
    pub fn rows(&self, meters: &[MeterMeasures]) -> Vec<f32> {
        let mut rows = vec![f32::NAN; meters.len() * MeterRows::WIDTH];
        for (row, meter) in rows.chunks_exact_mut(MeterRows::WIDTH).zip(meters) {
            self.fill(meter, row);
        }
        rows
    }

    /// Writes the row of a meter, [`MeterRows::WIDTH`] numbers.
    pub fn fill(&self, meter: &MeterMeasures, row: &mut [f32]) {
        let (own, among) = row.split_at_mut(Measure::COUNT);
        own.copy_from_slice(&meter.values);
        // What the model learned of customers whom nobody knows, it learned of homes among homes.
        own[Measure::Household as usize] =
            f32::from(u8::from(MeterClass::tariff_of(meter) == Tariff::Household));
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
        Self { tariff, is_reference: false, usual, high_base_kw, high_core_kw, common }
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

#[cfg(test)]
mod tests {
    use super::*;
    use hashatlas_meter::{Calendar, MeterFacts, TimeGrid};

    /// A home with a steady load beside a course of days.
    fn home(base_wh: f32, seed: usize) -> MeterMeasures {
        of_tariff(base_wh, seed, Some(Tariff::Household))
    }

    fn of_tariff(base_wh: f32, seed: usize, tariff: Option<Tariff>) -> MeterMeasures {
        let grid = TimeGrid { start_s: 0, step_s: 3600, len: 21 * 24 };
        let calendar = Calendar { grid, utc_offset_s: 0 };
        let facts = MeterFacts { tariff, ..MeterFacts::default() };
        let wh: Vec<f32> =
            (0..grid.len).map(|slot| base_wh + ((slot * 7919 + seed * 104_729) % 397) as f32).collect();
        let view = crate::MeterView { calendar, wh: &wh, temp_c: None, facts: &facts };
        MeterMeasures::of(&view, &mut crate::Scratch::default())
    }

    fn value(row: &[f32], name: &str) -> f32 {
        row[MeterRows::NAMES.iter().position(|of| *of == name).expect("a column")]
    }

    #[test]
    fn a_meter_without_peers_is_set_beside_the_customers_learned_from() {
        let learned: Vec<MeterMeasures> = (0..40).map(|seed| home(100.0 + seed as f32, seed)).collect();
        let reference = ReferenceGroup::of_all(&learned.iter().collect::<Vec<_>>());
        let [homes] = &reference[..] else { panic!("{reference:?}") };
        assert_eq!((&*homes.tariff, homes.rows), ("household", 40));
        let alone = [home(3000.0, 1)];
        let rows = |reference: &[ReferenceGroup]| MeterRows::of(&alone, reference);
        assert!(value(rows(&[]).row(0), "base_over_peers").is_nan());
        let rows = rows(&reference);
        assert!((15.0..40.0).contains(&value(rows.row(0), "base_over_peers")), "{:?}", rows.row(0));
        assert!(value(rows.row(0), "base_with_peers").is_nan(), "nothing is known of the days");
        let peers = Peers::of(&alone, &reference);
        assert_eq!(peers.group_of(&alone[0]), Some(PeerGroup::Learned));
        assert!(peers.usual(&alone[0], Measure::BaseKw).is_some_and(|kw| (0.1..0.3).contains(&kw)));
        // Enough of its own kind in the run go before.
        let among: Vec<MeterMeasures> = (0..6).map(|seed| home(1000.0, seed)).collect();
        let peers = Peers::of(&among, &reference);
        assert_eq!(peers.group_of(&among[0]), Some(PeerGroup::Tariff));
        assert!(peers.usual(&among[0], Measure::BaseKw).is_some_and(|kw| kw > 0.9));
        let untold = MeterMeasures { tariff: None, ..home(1000.0, 1) };
        assert_eq!(peers.group_of(&untold), None);
        let peers = Peers::of(&vec![untold.clone(); 6], &reference);
        assert_eq!(peers.group_of(&untold), Some(PeerGroup::UnknownTariff));
    }

    #[test]
    fn a_meter_of_no_known_tariff_is_judged_as_whom_it_is_taken_for() {
        for (base_wh, household) in [(100.0, 1.0), (20_000.0, 0.0)] {
            let unknown = of_tariff(base_wh, 7, None);
            assert!(unknown.get(Measure::Household).is_nan(), "what is measured stays unknown");
            let row = MeterRows::of(&[unknown], &[]).values;
            assert_eq!(value(&row, "household"), household, "{base_wh} Wh an hour");
        }
    }

    #[test]
    fn a_reference_survives_its_file() {
        let learned: Vec<MeterMeasures> = (0..9).map(|seed| home(100.0, seed)).collect();
        let reference = ReferenceGroup::of_all(&learned.iter().collect::<Vec<_>>());
        let model = crate::model::Model { reference, ..crate::model::Model::UNTRAINED };
        assert_eq!(crate::model::Model::from_json(&model.to_json()).expect("a model"), model);
    }
}
