//! Owns the detector: measures, then judgement. Streaming callers measure meters one by one and
//! judge them together, since peers are known only then.

use super::measure::Measure;
use super::model::Model;
use super::{Finding, MeterMeasures, MeterRows, MeterView, Scratch};
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

impl Detector {
    /// Measures one meter; knows no peers.
    #[must_use]
    pub fn measure_meter(&self, view: &MeterView, scratch: &mut Scratch) -> MeterMeasures {
        MeterMeasures::of(view, scratch)
    }

    /// Judges meters that were read together; one judgement for each, in their order.
    #[must_use]
    pub fn judge_meters(&self, all: &[MeterMeasures]) -> Vec<MeterFindings> {
        let _rows = MeterRows::of(all);
        all.iter().map(judge).collect()
    }
}

fn judge(meter: &MeterMeasures) -> MeterFindings {
    // Until the model is there: a logistic curve of the step of the base load, half at a step
    // as large as half of the mean.
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
