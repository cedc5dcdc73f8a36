//! Owns the comparison of scores with labels: whom a question is about, delays and errors of power.
//! Does not compute figures or read files.

use super::fit::number_of;
use crate::{
    detect::Detector,
    io::{Label, Score},
    meter::DetectionKind,
    stats::{
        EvaluationOptions, FalseAlarms, Figure, Judged, Measured, Reliability, Share, evaluate, reliability,
        worst_share,
    },
};
use std::collections::HashMap;

/// What the figures of one kind of finding are.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Of what.
    pub kind: DetectionKind,
    /// Of feeders, else of meters.
    pub of_feeders: bool,
    /// Subjects that are what is looked for.
    pub positives: usize,
    /// Subjects that are normal.
    pub normal: usize,
    /// Subjects without a score; they count as 0.
    pub unscored: usize,
    /// Figures with intervals.
    pub figures: Vec<Measured>,
    /// Subjects that were what is looked for from the first reading on.
    pub standing: usize,
    /// Recall of those, beside the same normal subjects.
    pub of_standing: Vec<Measured>,
    /// What the level of alarms makes of the scores.
    pub at_level: AtLevel,
    /// Share of the feeders with this fault whose guilty meter has the highest score of them, and
    /// is among the first three.
    pub culprit_first: Option<(f64, f64)>,
    /// How far scores can be taken at their word.
    pub reliability: Option<Reliability>,
}

/// What the levels of alarms make of scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtLevel {
    /// The lowest and the highest score from which something is an alarm; none where nothing was scored.
    pub levels: Option<(f64, f64)>,
    /// How many scores do not say theirs, so that one of the model stands in, which knows no class of meter.
    pub unsaid: usize,
    /// Share of what is looked for that is an alarm.
    pub found: Share,
    /// The same of what was there from the first reading on.
    pub standing: Share,
    /// Alarms of what is normal.
    pub false_alarms: FalseAlarms,
}

/// Bins of the calibration curve.
const BINS: usize = 10;

/// Compares scores with labels, for each kind and level that has a positive label; intervals by
/// customer. Labels of a negative fold are left out. A score is an alarm from the threshold of `detector` on, else
/// from what the score itself says, as the detector that made it did, else from the level of `detector`.
#[must_use]
pub fn evaluations(
    labels: &[Label],
    scores: &[Score],
    baseline: Option<&[Score]>,
    options: &EvaluationOptions,
    detector: &Detector,
) -> Vec<Evaluation> {
    let mut out = Vec::new();
    for kind in DetectionKind::ALL {
        for of_feeders in [false, true] {
            let of: Vec<&Label> = labels
                .iter()
                .filter(|l| l.is_feeder == of_feeders && (l.kind.is_none() || l.kind == Some(kind)))
                .filter(|l| l.fold.is_none_or(|fold| fold >= 0))
                .collect();
            let positives = of.iter().filter(|label| label.kind.is_some()).count();
            if positives == 0 {
                continue;
            }
            let of_each = said_of(&of, scores, kind);
            let rows = judged(&of, &of_each);
            let other = baseline.map(|scores| judged(&of, &said_of(&of, scores, kind)));
            // Feeders are few, so that their alarms are counted in hundreds of weeks.
            let budget = if of_feeders { Figure::RecallPerWeeks(100) } else { Figure::RecallPerWeeks(1000) };
            let options = EvaluationOptions { budget, ..options.clone() };
            let said: Vec<f64> = rows.iter().map(|row| row.score).collect();
            let truth: Vec<bool> = rows.iter().map(|row| row.positive).collect();
            let is_standing: Vec<bool> = of.iter().map(|label| is_standing(label)).collect();
            let standing = is_standing.iter().filter(|is_standing| **is_standing).count();
            let beside = |rows: &[Judged]| -> Vec<Judged> {
                let both = rows.iter().zip(&is_standing);
                both.filter(|(row, is_standing)| !row.positive || **is_standing)
                    .map(|(row, _)| *row)
                    .collect()
            };
            let recall = EvaluationOptions { figures: vec![budget], ..options.clone() };
            let of_standing = evaluate(&beside(&rows), other.as_deref().map(beside).as_deref(), &recall);
            out.push(Evaluation {
                kind,
                of_feeders,
                positives,
                normal: of.len() - positives,
                unscored: of_each.iter().filter(|score| score.is_none()).count(),
                figures: evaluate(&rows, other.as_deref(), &options),
                standing,
                of_standing,
                at_level: at_level(&rows, &of_each, &is_standing, detector),
                culprit_first: if of_feeders { None } else { culprits(&of, &rows) },
                reliability: reliability(&said, &truth, BINS),
            });
        }
    }
    out
}

/// Whether a label says that something was there from the first reading on: it says no beginning, or one
/// so long before the end that all the weeks read lie between.
fn is_standing(label: &Label) -> bool {
    const WEEK_S: f64 = 604_800.0;
    const DAY_S: f64 = 86_400.0;
    let lasted_s = label.start_s.zip(label.end_s).map(|(start, end)| (end - start) as f64);
    let read_s = label.weeks.map(|weeks| weeks * WEEK_S);
    let lasts = lasted_s.zip(read_s).is_some_and(|(lasted, read)| lasted > read - DAY_S);
    label.kind.is_some() && (label.start_s.is_none() || lasts)
}

fn at_level(
    rows: &[Judged],
    scores: &[Option<&Score>],
    is_standing: &[bool],
    detector: &Detector,
) -> AtLevel {
    let mut at = AtLevel {
        levels: None,
        unsaid: 0,
        found: Share::default(),
        standing: Share::default(),
        false_alarms: FalseAlarms { count: 0, weeks: 0.0, worst_share: f64::NAN },
    };
    let mut of_customers: HashMap<u64, usize> = HashMap::new();
    for ((row, score), is_standing) in rows.iter().zip(scores).zip(is_standing) {
        let said = |score: &Score| detector.threshold.or(score.alarm_score);
        let level = score.map(|score| f64::from(said(score).unwrap_or_else(|| detector.level(score.kind))));
        if let Some(level) = level {
            let (low, high) = at.levels.unwrap_or((level, level));
            at.levels = Some((low.min(level), high.max(level)));
        }
        at.unsaid += usize::from(score.is_some_and(|score| said(score).is_none()));
        let is_alarm = level.is_some_and(|level| row.score >= level);
        if row.positive {
            at.found = at.found.count(is_alarm);
            if *is_standing {
                at.standing = at.standing.count(is_alarm);
            }
        } else {
            at.false_alarms.weeks += row.weeks;
            *of_customers.entry(row.cluster).or_default() += usize::from(is_alarm);
        }
    }
    at.false_alarms.count = of_customers.values().sum();
    at.false_alarms.worst_share = worst_share(&of_customers);
    at
}

/// The score of each label, if it has one.
fn said_of<'a>(labels: &[&Label], scores: &'a [Score], kind: DetectionKind) -> Vec<Option<&'a Score>> {
    let mut said: HashMap<&str, &Score> = HashMap::new();
    for score in scores.iter().filter(|score| score.kind == kind) {
        // A row that names both is about the meter; its feeder is told beside.
        if let Some(subject) = score.meter_id.as_deref().or(score.feeder_id.as_deref()) {
            said.insert(subject, score);
        }
    }
    labels.iter().map(|label| said.get(&*label.subject).copied()).collect()
}

/// What was said of each label.
fn judged(labels: &[&Label], scores: &[Option<&Score>]) -> Vec<Judged> {
    let rows = labels.iter().zip(scores).map(|(label, score)| {
        let seen = score.and_then(|score| score.first_seen_s).zip(label.start_s);
        let power = score.and_then(|score| score.kw).zip(label.kw.filter(|kw| *kw > 0.0));
        Judged {
            score: score.map_or(0.0, |score| f64::from(score.score)),
            positive: label.kind.is_some(),
            weeks: label.weeks.unwrap_or(1.0),
            cluster: cluster_of(label),
            delay_h: seen.map_or(f64::NAN, |(seen, start)| (seen - start) as f64 / 3600.0),
            kw_error: power.map_or(f64::NAN, |(said, true_kw)| (f64::from(said) - true_kw).abs() / true_kw),
        }
    });
    rows.collect()
}

/// Subjects that are drawn together: the meters of a feeder, or of a customer.
fn cluster_of(label: &Label) -> u64 {
    number_of(label.feeder.as_deref().or(label.host.as_deref()).unwrap_or(&label.subject))
}

/// Chance that the guilty meter is first, and among the first three, of its feeder; ties share
/// their places. `None` where labels name no feeders.
fn culprits(labels: &[&Label], rows: &[Judged]) -> Option<(f64, f64)> {
    let mut of_feeder: HashMap<&str, Vec<&Judged>> = HashMap::new();
    for (label, row) in labels.iter().zip(rows) {
        if let Some(feeder) = &label.feeder {
            of_feeder.entry(feeder).or_default().push(row);
        }
    }
    let (mut count, mut first, mut third) = (0.0, 0.0, 0.0);
    for meters in of_feeder.values() {
        for guilty in meters.iter().filter(|meter| meter.positive) {
            let better = meters.iter().filter(|meter| meter.score > guilty.score).count() as f64;
            let same = meters.iter().filter(|meter| meter.score == guilty.score).count() as f64;
            let among = |places: f64| {
                if guilty.score > 0.0 { ((places - better) / same).clamp(0.0, 1.0) } else { 0.0 }
            };
            count += 1.0;
            first += among(1.0);
            third += among(3.0);
        }
    }
    (count > 0.0).then(|| (first / count, third / count))
}
