//! Owns the commands that learn a model and compare scores with the truth: arguments in, results
//! on stdout. Does not learn or compare.

use super::{
    arguments::{Evaluate, Train},
    progress::Progress,
    run::{Outcome, deliver, report_problems},
};
use crate::{
    detect::model::TrainingOptions,
    io::{self, Problems},
    lang::Message,
    pipeline::{
        self, DetectionInputs, Evaluation, LearningInput, LearningOptions, detector, evaluations,
        gathered_inputs,
    },
    session::Session,
    stats::EvaluationOptions,
};
use review::{Store, Verdict, time_text};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    io::Write,
    path::Path,
};

/// Learns a model and writes it.
pub(super) fn train(
    session: &Session,
    task: &Train,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let mut inputs = gathered_inputs(&task.input, &task.further, &task.known)?;
    let reviewed = task.reviews.as_deref().map(|path| labels_with_reviews(task.labels.as_deref(), path));
    let reviewed = reviewed.transpose()?;
    let labels = reviewed.as_ref().map(|(file, _)| file.path().to_owned()).or_else(|| task.labels.clone());
    if let Some((_, (confirmed, rejected))) = &reviewed {
        let _ = writeln!(stderr, "reviews: {confirmed} confirmed and {rejected} rejected are learned from");
    }
    if let (Some(readings), Some(labels)) = (&task.readings, &labels) {
        let tables = DetectionInputs {
            readings: readings.clone(),
            meters: task.meters.clone(),
            feeders: task.feeders.clone(),
            weather: task.weather.clone(),
            ..DetectionInputs::default()
        };
        inputs.push(LearningInput { tables, labels: labels.clone(), ..LearningInput::default() });
    }
    anyhow::ensure!(
        !inputs.is_empty(),
        "nothing to learn from: give --input, or --readings with --labels or --reviews"
    );
    let training =
        TrainingOptions { seed: task.seed, trees: task.trees, runs: task.runs, ..TrainingOptions::default() };
    let options = LearningOptions { training, out_of_fold: task.out_of_fold.is_some() };
    let progress = Progress::new("reading");
    let mut problems = Problems::default();
    let learned =
        pipeline::learn(session.atlas(), &inputs, &options, &|share| progress.show(share), &mut problems);
    drop(progress);
    let _ = report_problems(&problems, stderr);
    let learned = learned?;
    for part in &learned.parts {
        let trees = Message::new("counted-trees").count(part.trees);
        let rows = Message::new("counted-rows").count(part.rows);
        let (name, positives) = (part.name, part.positives);
        let _ = writeln!(stderr, "{name}: {trees} from {rows}, {positives} of them positive");
    }
    for part in &learned.left_out {
        let (name, positives, needed) = (part.name, part.positives, part.needed);
        let _ = writeln!(stderr, "{name}: left out, {positives} positive of {needed} that it needs");
    }
    if let (Some(path), Some(scores)) = (&task.out_of_fold, &learned.out_of_fold) {
        io::write_scores(path, scores)?;
    }
    deliver(&learned.model.to_json(), task.output.as_deref(), stdout)?;
    Ok(Outcome::Done)
}

/// Labels of which those that were reviewed say what the review says, in a file that lasts as long as it is
/// learned from; and how many were confirmed and rejected.
fn labels_with_reviews(
    labels: Option<&Path>,
    reviews: &Path,
) -> anyhow::Result<(tempfile::NamedTempFile, (usize, usize))> {
    const COLUMNS: [&str; 9] = ["subject", "level", "kind", "start", "end", "kw", "host", "feeder", "fold"];
    let known = match labels {
        Some(path) => io::read_labels(path)?.0,
        None => Vec::new(),
    };
    let reviews = Store::new(reviews).reviews()?;
    let mut said: BTreeMap<(bool, String), Option<String>> = BTreeMap::new();
    let (mut confirmed, mut rejected) = (0, 0);
    for held in reviews.all() {
        let case = &held.review.case;
        let Some((level, id)) = case.subject.split_once(':').filter(|(level, _)| *level != "detection")
        else {
            continue;
        };
        let key = (level == "feeder", id.to_owned());
        match reviews.verdict(case) {
            Some(Verdict::Confirmed) if !case.kind.is_empty() => {
                confirmed += usize::from(said.insert(key, Some(case.kind.clone())).flatten().is_none());
            }
            // One meter may have several cases: it is normal only where none is true.
            Some(Verdict::Rejected) => {
                if let Entry::Vacant(place) = said.entry(key) {
                    place.insert(None);
                    rejected += 1;
                }
            }
            _ => {}
        }
    }
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let time = |value: Option<i64>| value.map(time_text).unwrap_or_default();
    let word = |kind: Option<&str>| kind.unwrap_or("normal").to_owned();
    let level = |is_feeder: bool| if is_feeder { "feeder" } else { "meter" }.to_owned();
    let mut rows: Vec<[String; 9]> = Vec::new();
    for label in &known {
        let verdict = said.remove(&(label.is_feeder, label.subject.clone()));
        let kind = verdict.unwrap_or_else(|| label.kind.map(|kind| kind.id().to_owned()));
        rows.push([
            label.subject.clone(),
            level(label.is_feeder),
            word(kind.as_deref()),
            time(label.start_s),
            time(label.end_s),
            number(label.kw),
            label.host.clone().unwrap_or_default(),
            label.feeder.clone().unwrap_or_default(),
            label.fold.map(|fold| fold.to_string()).unwrap_or_default(),
        ]);
    }
    for ((is_feeder, id), kind) in said {
        let empty = String::new;
        let (kind, level) = (word(kind.as_deref()), level(is_feeder));
        rows.push([id, level, kind, empty(), empty(), empty(), empty(), empty(), empty()]);
    }
    let file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    io::write_file(file.path(), io::csv_of(&COLUMNS, rows).as_bytes())?;
    Ok((file, (confirmed, rejected)))
}

/// Prints the figures of scores.
pub(super) fn evaluate(
    task: &Evaluate,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    // One is asked for with the other.
    let (Some(at_labels), Some(at_scores)) = (&task.labels, &task.scores) else { return Ok(Outcome::Usage) };
    let inputs = DetectionInputs {
        model: task.model.clone(),
        threshold: task.threshold,
        ..DetectionInputs::default()
    };
    let detector = detector(&inputs)?;
    let (labels, mut problems) = io::read_labels(at_labels)?;
    let (scores, more) = io::read_scores(at_scores)?;
    problems.extend(more);
    let baseline = match &task.baseline {
        Some(path) => {
            let (scores, more) = io::read_scores(path)?;
            problems.extend(more);
            Some(scores)
        }
        None => None,
    };
    let options =
        EvaluationOptions { resamples: task.resamples, seed: task.seed, ..EvaluationOptions::default() };
    let _ = report_problems(&problems, stderr);
    let evaluated = evaluations(&labels, &scores, baseline.as_deref(), &options, |kind| detector.level(kind));
    anyhow::ensure!(!evaluated.is_empty(), "{}: no label names a kind of finding", at_labels.display());
    anyhow::ensure!(
        evaluated.iter().any(|of| of.unscored < of.positives + of.normal),
        "{}: no score is of a meter or feeder, and of a kind, that {} has labels for",
        at_scores.display(),
        at_labels.display()
    );
    for evaluation in &evaluated {
        print(evaluation, stdout)?;
    }
    Ok(Outcome::Done)
}

fn print(evaluation: &Evaluation, out: &mut dyn Write) -> std::io::Result<()> {
    let level = if evaluation.of_feeders { "feeders" } else { "meters" };
    let (kind, positives, normal) = (evaluation.kind.id(), evaluation.positives, evaluation.normal);
    writeln!(out, "{kind} of {level}: {positives} positive, {normal} normal")?;
    if evaluation.unscored > 0 {
        writeln!(out, "  {} without a score, taken as 0", evaluation.unscored)?;
    }
    for measured in &evaluation.figures {
        let (name, value) = (measured.figure.id(), shown(measured.value, false));
        write!(out, "  {name:<14} {value:>8}{}", interval(measured.interval, false))?;
        if let Some(of) = measured.difference.filter(|of| of.value.is_finite()) {
            let (baseline, difference) = (shown(of.baseline, false), shown(of.value, true));
            write!(out, "  baseline {baseline}, difference {difference}{}", interval(of.interval, true))?;
        }
        writeln!(out)?;
    }
    print_standing(evaluation, out)?;
    if let Some((first, third)) = evaluation.culprit_first {
        writeln!(out, "  {:<14} {first:>8.4}\n  {:<14} {third:>8.4}", "top1", "top3")?;
    }
    if let Some(reliability) = &evaluation.reliability {
        writeln!(out, "  {:<14} {:>8.4}", "brier", reliability.brier)?;
        writeln!(out, "  {:<14} {:>8.4}", "ece", reliability.calibration_error)?;
        writeln!(out, "  said    came true                  of")?;
        for bin in &reliability.bins {
            let (low, high) = bin.interval;
            writeln!(out, "  {:.4}  {:.4} [{low:.4}, {high:.4}]  {:>6}", bin.said, bin.came_true, bin.rows)?;
        }
    }
    Ok(())
}

/// What was there from the first reading on, and what the level of alarms makes of the scores.
fn print_standing(evaluation: &Evaluation, out: &mut dyn Write) -> std::io::Result<()> {
    let Evaluation { standing, of_standing, at_level, .. } = evaluation;
    for measured in of_standing {
        let (value, interval) = (shown(measured.value, false), interval(measured.interval, false));
        let figure = measured.figure.id();
        writeln!(
            out,
            "  {:<14} {value:>8}{interval}  {figure} of {standing} from the first reading on",
            "standing"
        )?;
    }
    let (found, alarms) = (at_level.found, &at_level.false_alarms);
    writeln!(out, "  at the level of alarms, {:.4}", at_level.level)?;
    let flagged = found.found + alarms.count;
    writeln!(out, "    {flagged} flagged: {} right, {} wrong", found.found, alarms.count)?;
    writeln!(out, "    found        {:>8}  {} of {}", shown(found.value(), false), found.found, found.of)?;
    let standing = at_level.standing;
    let share = shown(standing.value(), false);
    writeln!(out, "    standing     {share:>8}  {} of {}", standing.found, standing.of)?;
    let per_1000 = shown(alarms.per_1000_weeks(), false);
    write!(out, "    false alarms {per_1000:>8}  in 1,000 weeks, {}", alarms.count)?;
    if alarms.count > 0 {
        write!(out, "; {:.0} % of them by one customer", alarms.worst_share * 100.0)?;
    }
    writeln!(out)
}

/// A figure to four places; one that is not known is none, and zero has no sign.
fn shown(value: f64, has_sign: bool) -> String {
    if !value.is_finite() {
        return "none".to_owned();
    }
    let text = if has_sign { format!("{value:+.4}") } else { format!("{value:.4}") };
    if text.chars().any(|c| ('1'..='9').contains(&c)) {
        text
    } else {
        text.replace('-', if has_sign { "+" } else { "" })
    }
}

/// The bounds of a figure, where resamples gave some.
fn interval((low, high): (f64, f64), has_sign: bool) -> String {
    if !low.is_finite() || !high.is_finite() {
        return String::new();
    }
    format!(" [{}, {}]", shown(low, has_sign), shown(high, has_sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign_and_what_is_not_known_is_none() {
        assert_eq!(
            [shown(-0.00001, false), shown(-0.0, true), shown(-0.25, true)],
            ["0.0000", "+0.0000", "-0.2500"]
        );
        assert_eq!(
            (shown(f64::NAN, false).as_str(), interval((f64::NAN, 1.0), false).as_str()),
            ("none", "")
        );
        assert_eq!(interval((0.5, 1.0), true), " [+0.5000, +1.0000]");
    }
}
