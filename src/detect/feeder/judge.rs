//! Owns the scores of feeders and of their meters. Does not measure.

use super::FeederMeasures;
use crate::{detect::Finding, meter::DetectionKind};

/// What is said of one feeder.
#[derive(Clone, Debug, PartialEq)]
pub struct FeederFindings {
    /// Energy taken past every meter.
    pub unauthorised_connection: Finding,
    /// Some meter on it shows less than passes it.
    pub tampering: Finding,
    /// The same of each meter, in the order in which the view gave them.
    pub culprits: Vec<Finding>,
}

/// Judges feeders of one run, in their order.
#[must_use]
pub fn judge_feeders(all: &[FeederMeasures]) -> Vec<FeederFindings> {
    all.iter()
        .map(|measures| FeederFindings {
            unauthorised_connection: nothing(DetectionKind::UnauthorisedConnection),
            tampering: nothing(DetectionKind::MeterTampering),
            culprits: vec![nothing(DetectionKind::MeterTampering); measures.suspicion.len()],
        })
        .collect()
}

/// Nothing seen.
fn nothing(kind: DetectionKind) -> Finding {
    Finding { kind, score: 0.0, first_seen_s: None, last_seen_s: None, kw: None, evidence: Vec::new() }
}
