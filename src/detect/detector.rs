//! Owns the detector: measures, then judgement. Streaming callers measure meters one by one and
//! judge them together, since peers are known only then.

use super::daily::{DailyProfile, DailyRows};
use super::feeder::{FeederFindings, FeederMeasures, judge_feeders};
use super::measure::Measure;
use super::model::{Ensemble, Model, ModelError};
use super::rows::Peers;
use super::{Evidence, Finding, MeterMeasures, MeterRows, MeterView, Scratch};
use crate::meter::DetectionKind;

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

/// Reasons that are told, the strongest first; more would not be read.
const MOST_EVIDENCE: usize = 6;

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
        for ensemble in [&model.unauthorised_connection, &model.feeder_tampering].into_iter().flatten() {
            ensemble.check(&FeederMeasures::NAMES)?;
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
        let rows = MeterRows::of(all).values;
        let peers = Peers::of(all);
        let mut findings: Vec<MeterFindings> = all.iter().map(unlearned).collect();
        let usual = |meter: usize, column: usize| {
            Measure::ALL.get(column).and_then(|measure| peers.usual(&all[meter], *measure))
        };
        if let Some(ensemble) = &self.model.abnormal_load {
            say(
                ensemble,
                &rows,
                &MeterRows::NAMES,
                usual,
                findings.iter_mut().map(|of| &mut of.abnormal_load),
            );
        }
        if let Some(ensemble) = &self.model.meter_tampering {
            say(ensemble, &rows, &MeterRows::NAMES, usual, findings.iter_mut().map(|of| &mut of.tampering));
        }
        if let Some(ensemble) = &self.model.daily_tampering {
            let (daily, judged): (Vec<DailyProfile>, Vec<&mut MeterFindings>) = all
                .iter()
                .zip(&mut findings)
                .filter_map(|(meter, findings)| Some((*meter.daily.as_deref()?, findings)))
                .unzip();
            let rows = DailyRows::of(&daily).values;
            say(
                ensemble,
                &rows,
                &DailyRows::NAMES,
                |_, _| None,
                judged.into_iter().map(|of| &mut of.tampering),
            );
        }
        findings
    }

    /// Judges feeders that were read together; one judgement for each, in their order.
    #[must_use]
    pub fn judge_feeders(&self, all: &[FeederMeasures]) -> Vec<FeederFindings> {
        let rows: Vec<f32> = all.iter().flat_map(|feeder| feeder.values).collect();
        let mut findings = judge_feeders(all);
        let names = &FeederMeasures::NAMES;
        if let Some(ensemble) = &self.model.unauthorised_connection {
            say(
                ensemble,
                &rows,
                names,
                |_, _| None,
                findings.iter_mut().map(|of| &mut of.unauthorised_connection),
            );
        }
        if let Some(ensemble) = &self.model.feeder_tampering {
            say(ensemble, &rows, names, |_, _| None, findings.iter_mut().map(|of| &mut of.tampering));
        }
        findings
    }
}

/// Gives findings the scores of an ensemble, and what speaks for those that are alarms.
fn say<'a>(
    ensemble: &Ensemble,
    rows: &[f32],
    names: &[&'static str],
    usual: impl Fn(usize, usize) -> Option<f32>,
    findings: impl Iterator<Item = &'a mut Finding>,
) {
    let mut scores = vec![0.0; rows.len() / names.len()];
    ensemble.score_into(rows, &mut scores);
    for (subject, ((finding, row), score)) in
        findings.zip(rows.chunks_exact(names.len())).zip(scores).enumerate()
    {
        finding.score = score;
        finding.evidence.clear();
        if score >= ensemble.alarm_score {
            let reasons = ensemble.contributions(row).into_iter().take(MOST_EVIDENCE);
            finding.evidence.extend(reasons.map(|reason| Evidence {
                statistic: names[reason.feature],
                value: row[reason.feature],
                peers: usual(subject, reason.feature),
                past: None,
                weight: reason.log_odds,
            }));
        }
    }
}

/// What is said without a model: a logistic curve of the step of the base load, half at a step as
/// large as half of the mean; of tampering nothing.
fn unlearned(meter: &MeterMeasures) -> MeterFindings {
    let rise = meter.get(Measure::BaseStep);
    let score = if rise.is_finite() { 1.0 / (1.0 + (4.0 - 8.0 * rise).exp()) } else { 0.0 };
    let load = meter.load;
    MeterFindings {
        abnormal_load: Finding {
            kind: DetectionKind::AbnormalLoad,
            score,
            first_seen_s: load.first_seen_s,
            last_seen_s: load.last_seen_s,
            kw: load.kw,
            evidence: Vec::new(),
        },
        tampering: Finding {
            kind: DetectionKind::MeterTampering,
            score: 0.0,
            first_seen_s: meter.deficit.first_seen_s,
            last_seen_s: meter.deficit.last_seen_s,
            kw: meter.deficit.kw,
            evidence: Vec::new(),
        },
    }
}
