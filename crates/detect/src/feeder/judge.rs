//! Owns the scores of feeders and of their meters, and the evidence for them. Does not measure.
//!
//! Four small logistic models. The first asks whether anything is taken: by how far the residual wanders,
//! and by how much of it one plateau explains, beyond what iron loses. The second asks whether one meter
//! explains it: whether it leaves less unexplained than a plateau and than every other meter does, whether
//! it stands still at a cap, and whether its zeros or caps are when something is taken. The third asks of
//! what no meter explains whether it is one more customer, whom no table lists: as large as the others,
//! there in every part of the time, and not by the clock. The fourth shares the probability of tampering
//! among the meters.

use super::{FeederMeasures, iron::sizes_that_lose};
use crate::{Evidence, Finding, PeerGroup, Trait, meter::DetectionKind};

/// Log odds that something is taken: of wander, of what one plateau explains, and of nothing. Fitted by
/// logistic regression to some 4,000 feeders put together from homes, honest ones of thirteen kinds and such
/// with taps and tampering; see `docs/detection.md`.
const TAKEN: [f32; 2] = [3.72, 10.52];
const TAKEN_PRIOR: f32 = -2.14;
/// Log odds that what is taken is one more customer: of its size, of the part of the time in which it is
/// least, of what the time of day explains; fitted to the same, with customers that no table lists.
const CUSTOMER: [f32; 3] = [-1.59, 4.97, -7.48];
const CUSTOMER_PRIOR: f32 = 2.29;
/// Log odds of tampering against a tap and a customer, of what is taken: of a register that stands still, of
/// what the suspect explains beyond others and beyond the time of day, of coincidence; fitted to the same.
const TAMPERED: [f32; 4] = [8.14, 5.01, 7.88, 5.95];
const TAMPERED_PRIOR: f32 = -3.44;
/// How much suspicion sharpens the choice among meters; fitted to the same.
const SHARPNESS: f32 = 5.0;

/// Beyond these, more of a measure says no more, or less no less.
const WANDER: [f32; 2] = [0.3, 12.0];
const SIZE: [f32; 2] = [0.05, 20.0];
const MOST_BEYOND: f32 = 2.0;
const MOST_BEYOND_HOUR: f32 = 3.0;
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
    /// Whether something is taken, and like one more customer takes it: no accusation.
    pub is_like_customer: bool,
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
    let (Some(plateau), Some(wander)) = (value("plateau_explained"), value("wander")) else {
        let nothing = |kind| Finding::nothing(kind, alarm_score);
        return FeederFindings {
            unauthorised_connection: nothing(DetectionKind::UnauthorisedConnection),
            tampering: nothing(DetectionKind::MeterTampering),
            culprits: vec![nothing(DetectionKind::MeterTampering); measures.suspicion.len()],
            is_like_customer: false,
        };
    };
    let of_wander = TAKEN[0] * wander.clamp(WANDER[0], WANDER[1]).ln();
    let of_plateau = TAKEN[1] * plateau;
    let taken = logistic(TAKEN_PRIOR + of_wander + of_plateau);

    let or_zero = |name: &str| value(name).unwrap_or(0.0);
    let beyond =
        (PLATEAU_COUNTS * or_zero("beyond_plateau")).min(or_zero("beyond_second")).clamp(0.0, MOST_BEYOND);
    // A register that stands still by nature explains nothing.
    let stuck = or_zero("suspect_stuck").powi(2) * or_zero("suspect_explained").max(0.0).sqrt();
    let of_stuck = TAMPERED[0] * stuck;
    let of_beyond = TAMPERED[1] * beyond;
    let of_hour = TAMPERED[2] * or_zero("beyond_hour").clamp(0.0, MOST_BEYOND_HOUR);
    let of_coincidence = TAMPERED[3] * or_zero("suspect_coincidence");
    let tampered = logistic(TAMPERED_PRIOR + of_stuck + of_beyond + of_hour + of_coincidence);

    let customer = likeness_to_customer(measures);

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
    let of_taking = [("plateau_explained", of_plateau), ("wander", of_wander), size];
    let of_meter = [
        ("suspect_stuck", of_stuck),
        ("suspect_explained", of_beyond),
        ("beyond_hour", of_hour),
        ("suspect_coincidence", of_coincidence),
    ];
    let against = of_meter.map(|(statistic, weight)| (statistic, -weight));
    let finding = |kind, score: f32, is_meter: bool, evidence: Vec<Evidence>| {
        let said = score >= WORTH_SAYING;
        // Of a feeder it is told also short of an alarm what its losses are as of.
        let traits = if said || !is_meter { traits(measures, peers, is_meter) } else { Vec::new() };
        Finding {
            kind,
            score,
            alarm_score,
            is_alarm: score >= alarm_score,
            // What no watch saw in the order of time is seen at the end, from the whole.
            first_seen_s: said.then(|| measures.alarm_s.unwrap_or(measures.end_s)),
            last_seen_s: if said { measures.last_s } else { None },
            kw: value("taken_kw").filter(|_| said),
            peers: Some(PeerGroup::Feeders),
            traits,
            evidence,
        }
    };
    let tampering = taken * tampered;
    FeederFindings {
        is_like_customer: taken * (1.0 - tampered) >= alarm_score && customer >= WORTH_TELLING,
        unauthorised_connection: finding(
            DetectionKind::UnauthorisedConnection,
            taken * (1.0 - tampered) * (1.0 - customer),
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

/// Probability that what no meter explains is one more customer.
pub(super) fn likeness_to_customer(measures: &FeederMeasures) -> f32 {
    let value = |name: &str| measures.value(name).filter(|value| value.is_finite());
    let Some(size) = value("customer_size") else { return 0.0 };
    let or_zero = |name: &str| value(name).unwrap_or(0.0).clamp(0.0, 1.0);
    let [of_size, of_least, of_hour] = CUSTOMER;
    logistic(
        CUSTOMER_PRIOR
            + of_size * size.clamp(SIZE[0], SIZE[1]).ln()
            + of_least * or_zero("customer_least_part")
            + of_hour * or_zero("hour_explained"),
    )
}

/// What can be said in plain words of a feeder, or of the suspect among its meters: what speaks for it,
/// then what else is known of the balance, and weakens it.
fn traits(measures: &FeederMeasures, peers: &[Option<f32>], is_meter: bool) -> Vec<Trait> {
    let value = |name| measures.value(name).filter(|value| value.is_finite());
    let signs = [
        ("suspect_stuck", Trait::StandsStill),
        ("suspect_coincidence", Trait::FallsWithLosses),
        ("suspect_explained", Trait::ExplainsLosses),
    ];
    let is_seen = |name| value(name).is_some_and(|share| share >= WORTH_TELLING);
    let mut told: Vec<Trait> =
        signs.into_iter().filter(|(name, _)| is_meter && is_seen(*name)).map(|(_, sign)| sign).collect();
    let usual = |name| FeederMeasures::NAMES.iter().position(|known| *known == name).and_then(|at| peers[at]);
    told.extend(value("loss_share").map(|share| Trait::Loses { share, usual: usual("loss_share") }));
    told.extend(value("constant_loss_kw").and_then(|kw| constant_losses(kw, measures.iron_kw)));
    if !is_meter && likeness_to_customer(measures) >= WORTH_TELLING {
        told.push(Trait::LikeCustomer);
    }
    let some = |count: usize| u32::try_from(count).ok().filter(|count| *count > 0);
    let counted = [
        some(measures.export_days as usize).map(Trait::Export),
        some(measures.strays.len()).map(Trait::StrayMeters),
        some(measures.adopted.len()).map(Trait::AdoptedMeters),
        some(measures.ended_meters as usize).map(Trait::EndedMeters),
        some(measures.exchanged_meters as usize).map(Trait::ExchangedMeters),
        some(measures.silent_meters as usize).map(Trait::SilentMeters),
    ];
    told.extend(counted.into_iter().flatten());
    told.extend((measures.clock_lag_h != 0.0).then_some(Trait::ClockOff(measures.clock_lag_h)));
    told
}

/// Whether what is lost all the time is worth telling, and what loses so much.
fn constant_losses(kw: f32, iron_kw: f32) -> Option<Trait> {
    if kw > iron_kw {
        return Some(Trait::BeyondIron(kw));
    }
    let [least, most] = sizes_that_lose(f64::from(kw))?;
    Some(Trait::IronLosses { kw, kva: [least as f32, most as f32] })
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
