//! Owns what is told of feeders besides detections: meters that hang on another feeder than the table
//! says, solar power that flows back, customers of whom there is no meter. None of them is an accusation.
//! Does not judge.

use super::{
    DetectionInputs,
    judged::Judged,
    measuring::Measured,
    tables::{Tables, warning},
};
use crate::{
    detect::{Detector, MeterMeasures, PeerGroup},
    io::Problem,
    lang::Message,
};

/// What is told of meters: how many homes take more than the law allows, and how many are set beside
/// customers of elsewhere, as they are read with too few others.
pub(super) fn of_meters(
    inputs: &DetectionInputs,
    detector: &Detector,
    measured: &Measured,
    judged: &Judged<'_>,
) -> Vec<Problem> {
    let in_meters = inputs.meters.as_ref().unwrap_or(&inputs.readings);
    let meters = || measured.subjects.iter().zip(&measured.meters);
    let mut told = Vec::new();
    let over = meters().filter(|(_, meter)| detector.is_over_limit(meter));
    let over: Vec<&str> = over.map(|(&meter, _)| judged.name(meter)).collect();
    if let Some((first, limit)) = over.first().zip(detector.household_limit_kwh_month) {
        let limit = format!("{limit:.0}");
        let expected = Message::new("expected-within-limit").text("limit", &*limit);
        let found = Message::new("found-over-limit").text("name", *first).count(over.len());
        told.push(warning(&inputs.readings, "wh", expected, found));
    }
    let is_alone = |meter: &MeterMeasures| {
        meter.tariff.is_some() && judged.peers().group_of(meter) != Some(PeerGroup::Tariff)
    };
    let alone = meters().filter(|(_, meter)| is_alone(meter));
    let alone: Vec<&str> = alone.map(|(&meter, _)| judged.name(meter)).collect();
    if let Some(first) = alone.first() {
        let found = Message::new("found-few-peers").text("name", *first).count(alone.len());
        told.push(warning(in_meters, "tariff", "expected-peers", found));
    }
    let has_alarms = measured.subjects.iter().any(|&meter| judged.has_load(meter));
    if has_alarms && measured.meters.iter().all(|meter| meter.tariff.is_none()) {
        told.push(warning(in_meters, "tariff", "expected-tariffs", "found-no-tariff"));
    }
    told
}

/// What is told of the meters and feeders of a run.
pub(super) fn of_feeders(
    inputs: &DetectionInputs,
    tables: &Tables,
    measured: &Measured,
    judged: &Judged<'_>,
) -> Vec<Problem> {
    let in_meters = inputs.meters.as_ref().unwrap_or(&inputs.readings);
    let in_feeders = inputs.feeders.as_ref().unwrap_or(&inputs.readings);
    let mut told: Vec<Problem> = measured
        .moved
        .iter()
        .map(|moved| {
            let feeder = tables.facts[moved.meter as usize].feeder_id.as_deref();
            let to = moved.to.map(|to| &*tables.feeders[to as usize].id);
            let id = match (feeder, to) {
                (Some(_), Some(_)) => "found-meter-fits-better",
                (None, Some(_)) => "found-meter-fits",
                (_, None) => "found-meter-fits-not",
            };
            let found = Message::new(id)
                .text("meter", judged.name(moved.meter))
                .text("to", to.unwrap_or_default())
                .text("feeder", feeder.unwrap_or_default());
            warning(in_meters, "feeder_id", "expected-feeder-of-meter", found)
        })
        .collect();
    let several = |expected: &'static str, found: &'static str, mut feeders: Vec<&str>| {
        feeders.sort_unstable();
        let first = *feeders.first()?;
        let found = Message::new(found).text("name", first).count(feeders.len());
        Some(warning(in_feeders, "wh", expected, found))
    };
    let id = |number: u32| &*tables.feeders[number as usize].id;
    let export = measured.feeders.iter().filter(|(_, measures)| measures.export_days > 0);
    told.extend(several(
        "expected-full-supply",
        "found-export",
        export.map(|(number, _)| id(*number)).collect(),
    ));
    let unlisted = judged.like_customers().map(id).collect();
    told.extend(several("expected-all-customers", "found-unlisted", unlisted));
    told
}
