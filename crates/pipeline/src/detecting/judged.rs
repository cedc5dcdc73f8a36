//! Owns the second phase of detection: all that was measured is judged together, and becomes rows:
//! scores of everything, and detections where a score is an alarm. Does not measure.

use super::{
    Judgement,
    measuring::Measured,
    tables::{Feeder, Tables},
    told,
};
use crate::{
    detect::{Detector, Finding, MeterFindings, MeterMeasures, Peers, alarm::Reason, feeder::FeederFindings},
    io::{FoundRow, MadeUp, Score},
    meter::{DetectionKind, MeterFacts},
    provenance::Status,
};
use rayon::prelude::*;
use std::collections::HashMap;

/// Whom a finding is about: a meter by its number, or a feeder.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Meter(u32),
    Feeder(&'a Feeder),
}

/// Findings, with whom they are about.
pub(crate) struct Judged<'a> {
    tables: &'a Tables,
    measured: &'a Measured,
    peers: Peers,
    of_meters: Vec<MeterFindings>,
    of_feeders: Vec<FeederFindings>,
}

impl<'a> Judged<'a> {
    pub(super) fn new(tables: &'a Tables, measured: &'a Measured, detector: &Detector) -> Self {
        let feeders: Vec<_> = measured.feeders.iter().map(|(_, measures)| measures.clone()).collect();
        let peers = detector.peers(&measured.meters);
        Self {
            tables,
            measured,
            of_meters: judge_meters(detector, &measured.meters, &peers),
            peers,
            of_feeders: detector.judge_feeders(&feeders),
        }
    }

    /// What is usual among the meters of the run.
    pub(super) const fn peers(&self) -> &Peers {
        &self.peers
    }

    /// Id of a meter.
    pub(super) fn name(&self, meter: u32) -> &str {
        &self.tables.readings.names()[meter as usize]
    }

    /// Whether a load of this meter is an alarm.
    pub(super) fn has_load(&self, meter: u32) -> bool {
        let place = self.measured.subjects.binary_search(&meter);
        place.is_ok_and(|at| self.of_meters[at].abnormal_load.is_alarm)
    }

    /// All findings: two of each meter, then two of each feeder.
    fn findings(&self) -> impl Iterator<Item = (&Finding, Subject<'_>)> {
        let culprits = self.culprits();
        let of_meters = self.measured.subjects.iter().zip(&self.of_meters).flat_map(move |(&meter, own)| {
            // The balance of its feeder knows more of a meter than its own past, which a move changes, too.
            let culprit = culprits.get(&meter).copied().filter(|culprit| culprit.score > 0.0);
            let tampering = culprit.unwrap_or(&own.tampering);
            [(&own.abnormal_load, Subject::Meter(meter)), (tampering, Subject::Meter(meter))]
        });
        let feeders = self.measured.feeders.iter().zip(&self.of_feeders);
        let of_feeders = feeders.flat_map(|((number, _), own)| {
            let feeder = &self.tables.feeders[*number as usize];
            [
                (&own.unauthorised_connection, Subject::Feeder(feeder)),
                (&own.tampering, Subject::Feeder(feeder)),
            ]
        });
        of_meters.chain(of_feeders)
    }

    /// Numbers of the feeders from which one more customer seems to be supplied.
    pub(super) fn like_customers(&self) -> impl Iterator<Item = u32> {
        let feeders = self.measured.feeders.iter().zip(&self.of_feeders);
        feeders.filter(|(_, findings)| findings.is_like_customer).map(|((number, _), _)| *number)
    }

    /// Scores of everything that was judged.
    pub(crate) fn scores(&self) -> Vec<Score> {
        self.findings().map(|(finding, subject)| self.score(finding, subject)).collect()
    }

    /// The highest score of a load, where none is an alarm.
    pub(super) fn nearest_load(&self) -> Option<Score> {
        let loads = || {
            self.measured
                .subjects
                .iter()
                .zip(&self.of_meters)
                .map(|(&meter, own)| (meter, &own.abnormal_load))
        };
        if loads().any(|(_, load)| load.is_alarm) {
            return None;
        }
        let (meter, load) = loads().max_by(|a, b| a.1.score.total_cmp(&b.1.score))?;
        Some(self.score(load, Subject::Meter(meter)))
    }

    fn score(&self, finding: &Finding, subject: Subject<'_>) -> Score {
        let (meter_id, feeder_id) = match subject {
            Subject::Meter(meter) => (Some(self.name(meter).to_owned()), None),
            Subject::Feeder(feeder) => (None, Some(feeder.id.clone())),
        };
        let &Finding { kind, score, alarm_score, first_seen_s, kw, .. } = finding;
        Score { meter_id, feeder_id, kind, score, alarm_score: Some(alarm_score), first_seen_s, kw }
    }

    /// Detections, the most certain first, with their words and whom they are about.
    pub(super) fn found(&self) -> Vec<(FoundRow, Subject<'_>)> {
        let told =
            self.findings().filter(|(finding, subject)| finding.is_alarm && has_place(finding, *subject));
        let mut found: Vec<_> =
            told.map(|(finding, subject)| (self.row(finding, subject), subject)).collect();
        found.sort_by(|a, b| b.0.finding.score.total_cmp(&a.0.finding.score));
        for (number, (row, _)) in found.iter_mut().enumerate() {
            row.detection_id = format!("D{:06}", number + 1);
        }
        told::tell(found.iter_mut().map(|(row, subject)| (row, self.utc_offset_s(*subject))));
        found
    }

    /// All findings that could be told, each with the end of its readings; those of `found` as they are
    /// told.
    pub(super) fn judgements(&self, found: &[(FoundRow, Subject<'_>)]) -> Vec<Judgement> {
        let key =
            |row: &FoundRow| (row.meter_id.clone().or_else(|| row.feeder_id.clone()), row.finding.kind.id());
        let told: HashMap<_, &FoundRow> = found.iter().map(|(row, _)| (key(row), row)).collect();
        let ends: HashMap<u32, i64> =
            self.measured.faults.ends.iter().map(|(meter, ends)| (*meter, ends.until_s)).collect();
        let feeder_ends: HashMap<&str, i64> = self
            .measured
            .feeders
            .iter()
            .map(|(number, measures)| (&*self.tables.feeders[*number as usize].id, measures.end_s))
            .collect();
        let judgement = |(finding, subject): (&Finding, Subject<'_>)| {
            let row = self.row(finding, subject);
            let row = told.get(&key(&row)).map_or(row, |row| (*row).clone());
            let (until_s, weeks, reason) = match subject {
                Subject::Meter(meter) => {
                    let at = self.measured.subjects.binary_search(&meter).ok();
                    let measures = at.map(|at| &self.measured.meters[at]);
                    let is_load = finding.kind == DetectionKind::AbnormalLoad;
                    let reason = measures.filter(|_| is_load).and_then(Reason::of_measures);
                    (ends.get(&meter).copied(), measures.map_or(f32::INFINITY, |of| of.weeks), reason)
                }
                Subject::Feeder(feeder) => (feeder_ends.get(&*feeder.id).copied(), f32::INFINITY, None),
            };
            Some(Judgement { row, until_s: until_s?, weeks, reason })
        };
        let can_be_told = self.findings().filter(|(finding, subject)| has_place(finding, *subject));
        can_be_told.filter_map(judgement).collect()
    }

    fn row(&self, finding: &Finding, subject: Subject<'_>) -> FoundRow {
        // What is found in what was made up is no more than that.
        let is_simulated = self.tables.readings.is_simulated();
        let status = if is_simulated { Status::Simulated } else { Status::Detected };
        let row = match subject {
            Subject::Meter(meter) => {
                let facts = &self.tables.facts[meter as usize];
                FoundRow::new(finding.clone(), self.name(meter), false, facts)
            }
            Subject::Feeder(feeder) => {
                FoundRow::new(finding.clone(), &feeder.id, true, &self.place_of(&feeder.meters))
            }
        };
        FoundRow { status, made_up: self.made_up(subject), ..row }
    }

    /// How many intervals behind a finding were made up: those of its meter, or of all meters of its
    /// feeder; nothing where the readings do not say.
    fn made_up(&self, subject: Subject<'_>) -> Option<MadeUp> {
        let of = |meter: &u32| self.measured.made_up.get(meter).copied();
        match subject {
            Subject::Meter(meter) => of(&meter),
            Subject::Feeder(feeder) => feeder.meters.iter().filter_map(of).reduce(std::ops::Add::add),
        }
    }

    /// How far clocks are ahead of UTC where a meter or feeder is.
    fn utc_offset_s(&self, subject: Subject<'_>) -> i32 {
        let meter = match subject {
            Subject::Meter(meter) => Some(meter),
            Subject::Feeder(feeder) => feeder.meters.first().copied(),
        };
        meter.map_or(0, |meter| self.tables.utc_offset_s[meter as usize])
    }

    /// What feeders say of their meters.
    fn culprits(&self) -> HashMap<u32, &Finding> {
        let of_feeder =
            self.measured.feeders.iter().zip(&self.of_feeders).flat_map(|((number, _), findings)| {
                self.tables.feeders[*number as usize].meters.iter().copied().zip(&findings.culprits)
            });
        of_feeder.collect()
    }

    /// Region and middle of meters.
    fn place_of(&self, meters: &[u32]) -> MeterFacts {
        let facts = || meters.iter().map(|&meter| &self.tables.facts[meter as usize]);
        let places: Vec<(f64, f64)> = facts().filter_map(|facts| facts.lon_lat).collect();
        let count = places.len() as f64;
        let mean = |axis: fn(&(f64, f64)) -> f64| places.iter().map(axis).sum::<f64>() / count;
        let first = facts().next();
        MeterFacts {
            region: first.and_then(|facts| facts.region.clone()),
            district: first.and_then(|facts| facts.district.clone()),
            lon_lat: (!places.is_empty()).then(|| (mean(|place| place.0), mean(|place| place.1))),
            ..MeterFacts::default()
        }
    }
}

/// On the map its culprit stands for a feeder with a tampered meter.
fn has_place(finding: &Finding, subject: Subject<'_>) -> bool {
    !(matches!(subject, Subject::Feeder(_)) && finding.kind == DetectionKind::MeterTampering)
}

/// As [`Detector::judge_meters`], many meters at the same time.
pub(super) fn judge_meters(
    detector: &Detector,
    meters: &[MeterMeasures],
    peers: &Peers,
) -> Vec<MeterFindings> {
    /// Enough that a part costs more than handing it out, and little memory for their rows.
    const A_PART: usize = 512;
    let parts = meters.par_chunks(A_PART).map(|part| detector.judge_among(part, peers));
    let mut findings: Vec<MeterFindings> = parts.flatten_iter().collect();
    detector.judge_days(meters, &mut findings);
    findings
}
