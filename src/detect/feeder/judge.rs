//! Owns the scores of feeders and of their meters, and the evidence for them. Does not measure.
//!
//! Three small logistic models. The first asks whether anything is taken: by constant losses beyond
//! what iron loses, and by how far the residual wanders. The second asks whether one meter explains
//! it: whether it leaves less unexplained than a plateau and than every other meter does, whether it
//! stands still at a cap, and whether its zeros or caps are when something is taken. The third shares
//! the probability of tampering among the meters.

use super::FeederMeasures;
use crate::{
    detect::{Evidence, Finding, Trait},
    meter::DetectionKind,
};

/// Log odds of theft: of constant losses, of wander, and of nothing. Fitted by logistic regression to
/// 597 feeders put together from homes with taps and tampering of many kinds; see `docs/detection.md`.
const TAKEN: [f32; 2] = [1.83, 6.38];
const TAKEN_PRIOR: f32 = -3.34;
/// Log odds of tampering against a tap, of a theft: of a register that stands still, of what the
/// suspect explains beyond others, of coincidence; fitted to the same.
const TAMPERED: [f32; 3] = [5.06, 5.08, 2.81];
const TAMPERED_PRIOR: f32 = -1.40;
/// How much suspicion sharpens the choice among meters; fitted to the same.
const SHARPNESS: f32 = 5.0;

/// Constant losses usual for a feeder, as a share of its load.
const USUAL_CONSTANT: f32 = 0.006;
/// Beyond these, more of a measure says no more.
const MOST_CONSTANT_LN: f32 = 4.0;
const MOST_WANDER_LN: f32 = 2.3;
const MOST_BEYOND: f32 = 2.0;
/// A suspect that hardly explains more than a plateau is none, however far it is before the others.
const PLATEAU_COUNTS: f32 = 4.0;
/// Scores below which nothing is said of when and how much.
const WORTH_SAYING: f32 = 0.05;
/// Shares of the time or of the balance from which a sign of the suspect is told in words.
const WORTH_TELLING: f32 = 0.5;

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

/// Judges feeders of one run, in their order. The others of the run are the peers of each in its
/// evidence; they do not move its score, so that scores are comparable between runs. Findings from
/// `alarm_score` on are alarms.
#[must_use]
pub fn judge_feeders(all: &[FeederMeasures], alarm_score: f32) -> Vec<FeederFindings> {
    let peers: Vec<Option<f32>> = (0..FeederMeasures::NAMES.len()).map(|at| median(all, at)).collect();
    all.iter().map(|measures| judge(measures, &peers, alarm_score)).collect()
}

fn judge(measures: &FeederMeasures, peers: &[Option<f32>], alarm_score: f32) -> FeederFindings {
    let value = |name: &str| measures.value(name).filter(|value| value.is_finite());
    let (Some(constant), Some(wander)) = (value("constant_loss_share"), value("wander")) else {
        let nothing = |kind| Finding {
            kind,
            score: 0.0,
            is_alarm: false,
            first_seen_s: None,
            last_seen_s: None,
            kw: None,
            traits: Vec::new(),
            evidence: Vec::new(),
        };
        return FeederFindings {
            unauthorised_connection: nothing(DetectionKind::UnauthorisedConnection),
            tampering: nothing(DetectionKind::MeterTampering),
            culprits: vec![nothing(DetectionKind::MeterTampering); measures.suspicion.len()],
        };
    };
    let of_constant = TAKEN[0] * (constant.max(USUAL_CONSTANT) / USUAL_CONSTANT).ln().min(MOST_CONSTANT_LN);
    let of_wander = TAKEN[1] * wander.max(1.0).ln().min(MOST_WANDER_LN);
    let taken = logistic(TAKEN_PRIOR + of_constant + of_wander);

    let or_zero = |name: &str| value(name).unwrap_or(0.0);
    let beyond =
        (PLATEAU_COUNTS * or_zero("beyond_plateau")).min(or_zero("beyond_second")).clamp(0.0, MOST_BEYOND);
    let of_stuck = TAMPERED[0] * or_zero("suspect_stuck").powi(2);
    let of_beyond = TAMPERED[1] * beyond;
    let of_coincidence = TAMPERED[2] * or_zero("suspect_coincidence");
    let tampered = logistic(TAMPERED_PRIOR + of_stuck + of_beyond + of_coincidence);

    let evidence = |about: &[(&'static str, f32)]| {
        let mut evidence: Vec<Evidence> = about
            .iter()
            .filter_map(|(statistic, weight)| {
                let at = FeederMeasures::NAMES.iter().position(|name| name == statistic)?;
                Some(Evidence {
                    statistic,
                    value: measures.values[at],
                    peers: peers[at],
                    past: None,
                    weight: *weight,
                })
            })
            .collect();
        evidence.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        evidence
    };
    let size = ("taken_share", 0.0);
    let of_taking = [("constant_loss_share", of_constant), ("wander", of_wander), size];
    let of_meter = [
        ("suspect_stuck", of_stuck),
        ("suspect_explained", of_beyond),
        ("suspect_coincidence", of_coincidence),
    ];
    let against = of_meter.map(|(statistic, weight)| (statistic, -weight));
    let finding = |kind, score: f32, is_meter: bool, evidence: Vec<Evidence>| {
        let said = score >= WORTH_SAYING;
        let traits = if said { traits(measures, peers, is_meter) } else { Vec::new() };
        Finding {
            kind,
            score,
            is_alarm: score >= alarm_score,
            // What no watch saw in the order of time is seen at the end, from the whole.
            first_seen_s: said.then(|| measures.alarm_s.unwrap_or(measures.end_s)),
            last_seen_s: if said { measures.last_s } else { None },
            kw: value("taken_kw").filter(|_| said),
            traits,
            evidence,
        }
    };
    let tampering = taken * tampered;
    FeederFindings {
        unauthorised_connection: finding(
            DetectionKind::UnauthorisedConnection,
            taken * (1.0 - tampered),
            false,
            evidence(&[&of_taking[..], &against[..]].concat()),
        ),
        tampering: finding(
            DetectionKind::MeterTampering,
            tampering,
            false,
            evidence(&[&of_taking[..], &of_meter[..]].concat()),
        ),
        culprits: shares(&measures.suspicion)
            .into_iter()
            .map(|share| {
                let score = tampering * share;
                let about = if score >= WORTH_SAYING {
                    evidence(&[&of_meter[..], &[size]].concat())
                } else {
                    Vec::new()
                };
                finding(DetectionKind::MeterTampering, score, true, about)
            })
            .collect(),
    }
}

/// What can be said in plain words of a feeder, or of the suspect among its meters.
fn traits(measures: &FeederMeasures, peers: &[Option<f32>], is_meter: bool) -> Vec<Trait> {
    let signs = [
        ("suspect_stuck", Trait::StandsStill),
        ("suspect_coincidence", Trait::FallsWithLosses),
        ("suspect_explained", Trait::ExplainsLosses),
    ];
    let is_seen = |name| measures.value(name).is_some_and(|share| share >= WORTH_TELLING);
    let of_meter = signs.into_iter().filter(|(name, _)| is_meter && is_seen(name)).map(|(_, sign)| sign);
    let of_feeder = FeederMeasures::NAMES.iter().zip(measures.values).zip(peers);
    let loses = of_feeder.filter(|((name, share), _)| **name == "loss_share" && share.is_finite());
    let loses = loses.map(|((_, share), usual)| Trait::Loses { share, usual: *usual });
    // What weakens the balance is told with it.
    let silent = (measures.silent_meters > 0).then_some(Trait::SilentMeters(measures.silent_meters));
    let clock = (measures.clock_lag_h != 0.0).then_some(Trait::ClockOff(measures.clock_lag_h));
    of_meter.chain(loses).chain(silent).chain(clock).collect()
}

/// Probability of each meter to be the one, given that one is.
fn shares(suspicion: &[f32]) -> Vec<f32> {
    let most = suspicion.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let odds: Vec<f32> = suspicion.iter().map(|suspicion| (SHARPNESS * (suspicion - most)).exp()).collect();
    let sum: f32 = odds.iter().sum();
    odds.into_iter().map(|odds| odds / sum).collect()
}

fn logistic(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Median of a measure over the feeders of a run; `None` where fewer than two have it.
fn median(all: &[FeederMeasures], at: usize) -> Option<f32> {
    let mut values: Vec<f32> =
        all.iter().map(|measures| measures.values[at]).filter(|value| value.is_finite()).collect();
    if values.len() < 2 {
        return None;
    }
    let middle = values.len() / 2;
    Some(*values.select_nth_unstable_by(middle, f32::total_cmp).1)
}
