//! Owns the detector: measures, then judgement. Streaming callers measure meters one by one and
//! judge them together, since peers are known only then.

use super::daily::{DailyProfile, DailyRows};
use super::feeder::{FeederFindings, FeederMeasures, judge_feeders};
use super::measure::{Episode, Measure};
use super::model::{Ensemble, Model, ModelError};
use super::traits::traits;
use super::{Evidence, Finding, MeterMeasures, MeterRows, MeterView, Peers, Scratch};
use crate::meter::{DetectionKind, Tariff};

/// Statistics that are given as evidence of one finding; more would not be read.
const MOST_EVIDENCE: usize = 6;
/// Findings below this probability carry no evidence: nobody asks, and it costs time.
const WORTH_EXPLAINING: f32 = 0.02;

/// Finds abnormal loads and tampering.
#[derive(Clone, Debug, Default)]
pub struct Detector {
    /// What was learned.
    pub model: Model,
}

/// What is said of one meter.
#[derive(Clone, Debug, PartialEq)]
pub struct MeterFindings {
    /// Of a load like mining.
    pub abnormal_load: Finding,
    /// Of a meter made to show less.
    pub tampering: Finding,
}

impl Detector {
    /// A detector with a model, perhaps read from a file.
    ///
    /// # Errors
    /// The model was learned from other measures than this program takes.
    pub fn new(model: Model) -> Result<Self, ModelError> {
        for ensemble in [&model.abnormal_load, &model.meter_tampering].into_iter().flatten() {
            ensemble.check(&MeterRows::NAMES)?;
        }
        if let Some(ensemble) = &model.daily_tampering {
            ensemble.check(&DailyRows::NAMES)?;
        }
        Ok(Self { model })
    }

    /// Measures one meter; knows no peers.
    #[must_use]
    pub fn measure_meter(&self, view: &MeterView, scratch: &mut Scratch) -> MeterMeasures {
        MeterMeasures::of(view, scratch)
    }

    /// Judges meters that were read together; one judgement for each, in their order.
    #[must_use]
    pub fn judge_meters(&self, all: &[MeterMeasures]) -> Vec<MeterFindings> {
        let peers = Peers::of(all);
        let mut findings = self.judge_among(all, &peers);
        self.judge_days(all, &mut findings);
        findings
    }

    /// Judges some of the meters that were read together, once their peers are known: parts of a
    /// long list can be judged at the same time.
    #[must_use]
    pub fn judge_among(&self, some: &[MeterMeasures], peers: &Peers) -> Vec<MeterFindings> {
        let mut rows = vec![f32::NAN; some.len() * MeterRows::WIDTH];
        for (row, meter) in rows.chunks_exact_mut(MeterRows::WIDTH).zip(some) {
            peers.fill(meter, row);
        }
        let loads = scores(self.model.abnormal_load.as_ref(), &rows, some, load_by_rule);
        let deficits = scores(self.model.meter_tampering.as_ref(), &rows, some, deficit_by_rule);
        let rows = rows.chunks_exact(MeterRows::WIDTH);
        let judged = some.iter().zip(rows).zip(loads.into_iter().zip(deficits));
        judged
            .map(|((meter, row), (load, deficit))| {
                let explained = |mut finding: Finding, ensemble: Option<&Ensemble>| {
                    if finding.score >= WORTH_EXPLAINING {
                        finding.traits = traits(&finding, meter, peers);
                        finding.evidence =
                            ensemble.map_or_else(Vec::new, |known| evidence(known, row, meter, peers));
                    }
                    finding
                };
                let load_episode = Episode { kw: load_kw(meter, peers), ..meter.load };
                let load = finding(DetectionKind::AbnormalLoad, load, load_episode);
                let deficit = finding(DetectionKind::MeterTampering, deficit, meter.deficit);
                MeterFindings {
                    abnormal_load: explained(load, self.model.abnormal_load.as_ref()),
                    tampering: explained(deficit, self.model.meter_tampering.as_ref()),
                }
            })
            .collect()
    }

    /// Where readings are daily, tampering is judged by what can be asked of days alone, among all
    /// meters; meters without a profile of days keep their judgement.
    pub fn judge_days(&self, all: &[MeterMeasures], findings: &mut [MeterFindings]) {
        let Some(ensemble) = &self.model.daily_tampering else { return };
        let (daily, judged): (Vec<DailyProfile>, Vec<&mut MeterFindings>) = all
            .iter()
            .zip(findings)
            .filter_map(|(meter, findings)| Some((*meter.daily.as_deref()?, findings)))
            .unzip();
        let rows = DailyRows::of(&daily).values;
        let judged = judged.into_iter().map(|of| &mut of.tampering);
        say(ensemble, &rows, &DailyRows::NAMES, judged);
    }

    /// Judges feeders that were read together; one judgement for each, in their order.
    #[must_use]
    pub fn judge_feeders(&self, all: &[FeederMeasures]) -> Vec<FeederFindings> {
        judge_feeders(all)
    }
}

/// Gives findings the scores of an ensemble, and what speaks for those worth explaining.
fn say<'a>(
    ensemble: &Ensemble,
    rows: &[f32],
    names: &[&'static str],
    findings: impl Iterator<Item = &'a mut Finding>,
) {
    let mut scores = vec![0.0; rows.len() / names.len()];
    ensemble.score_into(rows, &mut scores);
    for ((finding, row), score) in findings.zip(rows.chunks_exact(names.len())).zip(scores) {
        finding.score = score;
        finding.evidence.clear();
        if score >= WORTH_EXPLAINING {
            finding.evidence.extend(reasons(ensemble, row, |_| (None, None), names));
        }
    }
}

fn finding(kind: DetectionKind, score: f32, episode: Episode) -> Finding {
    let Episode { first_seen_s, last_seen_s, kw } = episode;
    Finding { kind, score, first_seen_s, last_seen_s, kw, traits: Vec::new(), evidence: Vec::new() }
}

fn scores(
    ensemble: Option<&Ensemble>,
    rows: &[f32],
    meters: &[MeterMeasures],
    rule: fn(&MeterMeasures) -> f32,
) -> Vec<f32> {
    let Some(ensemble) = ensemble else { return meters.iter().map(rule).collect() };
    let mut out = vec![0.0; meters.len()];
    ensemble.score_into(rows, &mut out);
    out
}

/// Where no model was learned: a logistic curve of how sure a rise of the floor is, half at 12
/// standard errors, for rises of at least a third of the mean.
fn load_by_rule(meter: &MeterMeasures) -> f32 {
    let (rise, sure) = (meter.get(Measure::QuarterStep), meter.get(Measure::QuarterStepT));
    if rise > 1.0 / 3.0 { 1.0 / (1.0 + (0.5 * (12.0 - sure)).exp()) } else { 0.0 }
}

/// Where no model was learned: how sure a fall of the daily mean is, half at 12 standard errors.
/// Never above one half, since a move looks the same.
fn deficit_by_rule(meter: &MeterMeasures) -> f32 {
    let sure = meter.get(Measure::FallT);
    if sure.is_finite() { 0.5 / (1.0 + (0.5 * (12.0 - sure)).exp()) } else { 0.0 }
}

/// Power of the load. A load that was there from the first day is known only together with what
/// else never sleeps there; a home's is about that of its peers, a building's can be anything.
fn load_kw(meter: &MeterMeasures, peers: &Peers) -> Option<f32> {
    let whole = meter.load.kw?;
    if !meter.standing || meter.tariff == Some(Tariff::Business) {
        return Some(whole);
    }
    let usual = peers.usual(meter, Measure::BaseKw).unwrap_or(0.0);
    // Where the peers' base load is nearly as large, half is as good a guess as any.
    Some((whole - usual).max(0.5 * whole))
}

/// What moved the score most, with what is usual for others and for the meter itself.
fn evidence(ensemble: &Ensemble, row: &[f32], meter: &MeterMeasures, peers: &Peers) -> Vec<Evidence> {
    let compared = |feature: usize| match Measure::ALL.get(feature) {
        Some(measure) => (peers.usual(meter, *measure), past(meter, *measure)),
        None => (None, None),
    };
    reasons(ensemble, row, compared, &MeterRows::NAMES)
}

/// The strongest reasons of a score; `compared` gives what is usual for others and for itself.
fn reasons(
    ensemble: &Ensemble,
    row: &[f32],
    compared: impl Fn(usize) -> (Option<f32>, Option<f32>),
    names: &[&'static str],
) -> Vec<Evidence> {
    let mut contributions = ensemble.contributions(row);
    contributions.retain(|c| row.get(c.feature).is_some_and(|value| value.is_finite()));
    contributions.sort_by(|a, b| b.log_odds.abs().total_cmp(&a.log_odds.abs()));
    contributions.truncate(MOST_EVIDENCE);
    let told = contributions.into_iter().map(|c| {
        let (peers, past) = compared(c.feature);
        Evidence { statistic: names[c.feature], value: row[c.feature], peers, past, weight: c.log_odds }
    });
    told.collect()
}

/// What a measure was before the load came, where that is known.
fn past(meter: &MeterMeasures, measure: Measure) -> Option<f32> {
    let share = meter.get(Measure::BaseBefore);
    let value = match measure {
        Measure::BaseKw | Measure::Floor24MaxKw => share * meter.get(Measure::MeanKw),
        Measure::BaseShare | Measure::Floor24Max => share,
        Measure::ClockRise => meter.get(Measure::ClockRiseBefore),
        _ => f32::NAN,
    };
    value.is_finite().then_some(value)
}
