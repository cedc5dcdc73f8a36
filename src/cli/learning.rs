//! Owns the commands that learn a model and compare scores with the truth: arguments in, results
//! on stdout. Does not learn or compare.

use super::{
    arguments::{Evaluate, Train},
    progress::Progress,
    run::{Outcome, Told, deliver},
};
use crate::{
    detect::model::TrainingOptions,
    io::{self, Problems},
    lang::{Message, Words},
    pipeline::{
        self, DetectionInputs, Evaluation, LearningInput, LearningOptions, detector, evaluations,
        gathered_inputs,
    },
    session::{Session, tell_problems},
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
    let words = &session.words();
    let mut inputs = gathered_inputs(&task.input, &task.further, &task.known)?;
    let reviewed = task.reviews.as_deref().map(|path| labels_with_reviews(task.labels.as_deref(), path));
    let reviewed = reviewed.transpose()?;
    let labels = reviewed.as_ref().map(|(file, _)| file.path().to_owned()).or_else(|| task.labels.clone());
    if let Some((_, (confirmed, rejected))) = &reviewed {
        let texts = [("confirmed", &*confirmed.to_string()), ("rejected", &*rejected.to_string())];
        let _ = writeln!(stderr, "{}", words.with("learn-reviews", &texts));
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
    if inputs.is_empty() {
        return Err(Told("learn-nothing".into()).into());
    }
    let training =
        TrainingOptions { seed: task.seed, trees: task.trees, runs: task.runs, ..TrainingOptions::default() };
    let options = LearningOptions { training, out_of_fold: task.out_of_fold.is_some() };
    let progress = Progress::new(words.get("doing-reading"));
    let mut problems = Problems::default();
    let learned =
        pipeline::learn(session.atlas(), &inputs, &options, &|share| progress.show(share), &mut problems);
    drop(progress);
    let _ = tell_problems(&problems, words, stderr);
    let learned = learned?;
    for part in &learned.parts {
        let trees = Message::new("counted-trees").count(part.trees);
        let rows = Message::new("counted-rows").count(part.rows);
        let told = Message::new("learn-part").text("name", part.name).with("trees", trees);
        let told = told.with("rows", rows).text("positives", part.positives.to_string());
        let _ = writeln!(stderr, "{}", told.say(words));
    }
    for part in &learned.left_out {
        let (positives, needed) = (part.positives.to_string(), part.needed.to_string());
        let texts = [("name", part.name), ("positives", &*positives), ("needed", &*needed)];
        let _ = writeln!(stderr, "{}", words.with("learn-left-out", &texts));
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
    words: &Words,
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
    let _ = tell_problems(&problems, words, stderr);
    let evaluated = evaluations(&labels, &scores, baseline.as_deref(), &options, &detector);
    let (labels, scores) = (at_labels.display().to_string(), at_scores.display().to_string());
    if evaluated.is_empty() {
        return Err(Told(Message::new("evaluate-no-kind").text("file", labels)).into());
    }
    if evaluated.iter().all(|of| of.unscored >= of.positives + of.normal) {
        let told = Message::new("evaluate-no-score").text("scores", scores).text("labels", labels);
        return Err(Told(told).into());
    }
    for evaluation in &evaluated {
        print(evaluation, words, stdout)?;
    }
    Ok(Outcome::Done)
}

fn print(evaluation: &Evaluation, words: &Words, out: &mut dyn Write) -> std::io::Result<()> {
    let head = if evaluation.of_feeders { "evaluate-of-feeders" } else { "evaluate-of-meters" };
    let (positives, normal) = (evaluation.positives.to_string(), evaluation.normal.to_string());
    let texts = [("kind", evaluation.kind.id()), ("positives", &*positives), ("normal", &*normal)];
    writeln!(out, "{}", words.with(head, &texts))?;
    if evaluation.unscored > 0 {
        let count = evaluation.unscored.to_string();
        writeln!(out, "  {}", words.with("evaluate-unscored", &[("count", &count)]))?;
    }
    for measured in &evaluation.figures {
        let (name, value) = (measured.figure.id(), shown(measured.value, false, words));
        write!(out, "  {name:<14} {value:>8}{}", interval(measured.interval, false, words))?;
        if let Some(of) = measured.difference.filter(|of| of.value.is_finite()) {
            let baseline = shown(of.baseline, false, words);
            let difference = shown(of.value, true, words) + &interval(of.interval, true, words);
            let texts = [("baseline", &*baseline), ("difference", &*difference)];
            write!(out, "  {}", words.with("evaluate-baseline", &texts))?;
        }
        writeln!(out)?;
    }
    print_standing(evaluation, words, out)?;
    if let Some((first, third)) = evaluation.culprit_first {
        writeln!(out, "  {:<14} {first:>8.4}\n  {:<14} {third:>8.4}", "top1", "top3")?;
    }
    if let Some(reliability) = &evaluation.reliability {
        writeln!(out, "  {:<14} {:>8.4}", "brier", reliability.brier)?;
        writeln!(out, "  {:<14} {:>8.4}", "ece", reliability.calibration_error)?;
        writeln!(out, "  {}", words.get("evaluate-reliability"))?;
        for bin in &reliability.bins {
            let (low, high) = bin.interval;
            writeln!(out, "  {:.4}  {:.4} [{low:.4}, {high:.4}]  {:>6}", bin.said, bin.came_true, bin.rows)?;
        }
    }
    Ok(())
}

/// What was there from the first reading on, and what the level of alarms makes of the scores.
fn print_standing(evaluation: &Evaluation, words: &Words, out: &mut dyn Write) -> std::io::Result<()> {
    let Evaluation { standing, of_standing, at_level, .. } = evaluation;
    for measured in of_standing {
        let value = shown(measured.value, false, words);
        let interval = interval(measured.interval, false, words);
        let (figure, count) = (measured.figure.id(), standing.to_string());
        let texts = [("figure", figure.as_str()), ("count", count.as_str())];
        let said = words.with("evaluate-of-standing", &texts);
        writeln!(out, "  {:<14} {value:>8}{interval}  {said}", words.get("evaluate-standing"))?;
    }
    let (found, alarms) = (at_level.found, &at_level.false_alarms);
    let (low, high) = at_level.levels.unwrap_or((f64::NAN, f64::NAN));
    let (said, level) =
        (if low < high { "evaluate-levels" } else { "evaluate-level" }, shown(high, false, words));
    let texts = [("low", &*shown(low, false, words)), ("level", &*level)];
    writeln!(out, "  {}", words.with(said, &texts))?;
    if at_level.unsaid > 0 {
        let count = at_level.unsaid.to_string();
        writeln!(out, "    {}", words.with("evaluate-level-unsaid", &[("count", &count)]))?;
    }
    let (flagged, right) = ((found.found + alarms.count).to_string(), found.found.to_string());
    let texts = [("flagged", &*flagged), ("right", &*right), ("wrong", &*alarms.count.to_string())];
    writeln!(out, "    {}", words.with("evaluate-flagged", &texts))?;
    let standing = at_level.standing;
    for (id, share) in [("evaluate-found", found), ("evaluate-standing", standing)] {
        let texts = [("count", &*share.found.to_string()), ("all", &*share.of.to_string())];
        let (value, of) = (shown(share.value(), false, words), words.with("evaluate-of", &texts));
        writeln!(out, "    {:<12} {value:>8}  {of}", words.get(id))?;
    }
    let per_1000 = shown(alarms.per_1000_weeks(), false, words);
    let weeks = words.with("evaluate-weeks", &[("count", &alarms.count.to_string())]);
    write!(out, "    {:<12} {per_1000:>8}  {weeks}", words.get("evaluate-false"))?;
    if alarms.count > 0 {
        write!(out, "; {}", worst_told(alarms.worst_share, words))?;
    }
    writeln!(out)
}

/// How much of all false alarms is of one customer.
pub(super) fn worst_told(share: f64, words: &Words) -> String {
    words.with("evaluate-worst", &[("share", &format!("{:.0}", share * 100.0))])
}

/// A figure to four places; one that is not known is none, and zero has no sign.
fn shown(value: f64, has_sign: bool, words: &Words) -> String {
    if !value.is_finite() {
        return words.get("evaluate-none");
    }
    let text = if has_sign { format!("{value:+.4}") } else { format!("{value:.4}") };
    if text.chars().any(|c| ('1'..='9').contains(&c)) {
        text
    } else {
        text.replace('-', if has_sign { "+" } else { "" })
    }
}

/// The bounds of a figure, where resamples gave some.
fn interval((low, high): (f64, f64), has_sign: bool, words: &Words) -> String {
    if !low.is_finite() || !high.is_finite() {
        return String::new();
    }
    format!(" [{}, {}]", shown(low, has_sign, words), shown(high, has_sign, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn zero_has_no_sign_and_what_is_not_known_is_none() {
        let words = &Words::new(Lang::En);
        let shown = |value, has_sign| super::shown(value, has_sign, words);
        let interval = |ends, has_sign| super::interval(ends, has_sign, words);
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
