//! Owns the command `detect`: arguments → a run of the pipeline → files, and a summary on stdout. Does
//! not detect.

use super::{
    arguments::{DetectArguments, Judging},
    progress::Progress,
    run::Told,
};
use crate::{
    io,
    lang::{Message, Words},
    pipeline::{self, Detected, DetectionInputs, count_found},
    session::{Session, by_description, nearest_told, tell_problems},
};
use std::{io::Write, path::Path};

/// What to judge, and with what.
pub(super) fn inputs_of(readings: &Path, judging: &Judging) -> DetectionInputs {
    DetectionInputs {
        readings: readings.to_owned(),
        meters: judging.meters.clone(),
        feeders: judging.feeders.clone(),
        weather: judging.weather.clone(),
        model: judging.model.clone(),
        utc_offset_s: judging.utc_offset,
        threshold: judging.threshold,
        ..DetectionInputs::default()
    }
}

/// Runs a detection and writes its files, the detections last: where they are, all is.
pub(super) fn detect(
    task: &DetectArguments,
    session: &Session,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    let words = session.words();
    #[cfg(feature = "postgres")]
    let from = super::database::readings_of(&task.database)?;
    #[cfg(feature = "postgres")]
    if let Some(from) = &from {
        let _ = tell_problems(&from.problems, &words, stderr);
    }
    #[cfg(feature = "postgres")]
    let given = from.as_ref().map(|from| &from.path).or(task.readings.as_ref());
    #[cfg(not(feature = "postgres"))]
    let given = task.readings.as_ref();
    let Some(given) = given else { anyhow::bail!(words.get("run-no-readings")) };
    let described = task.description.as_deref().map(|file| by_description(given, file)).transpose()?;
    if let Some(described) = &described {
        // A result stands even where nobody listens to the messages.
        let _ = tell_problems(&described.read.problems, &words, stderr);
    }
    let described_s = described.as_ref().and_then(|described| described.read.utc_offset_s);
    let inputs = DetectionInputs {
        utc_offset_s: task.judging.utc_offset.or(described_s),
        converted: described.as_ref().map(|described| described.path.clone()),
        wants_scores: task.scores.is_some(),
        wants_measures: task.measures.is_some(),
        ..inputs_of(given, &task.judging)
    };
    let progress = Progress::new(session.words().get("doing-reading"));
    let watch = |share| progress.show(share);
    if let Some(path) = &task.plain {
        let (rows, problems) = pipeline::measure_plainly(session.atlas(), &inputs, &watch)?;
        drop(progress);
        if rows.meter_ids.is_empty() {
            let _ = tell_problems(&problems, &words, stderr);
            anyhow::bail!(Told(Message::new("run-nothing-measured")));
        }
        io::write_measures(path, &rows)?;
        let told =
            Message::new("run-measured").with("meters", counted(rows.meter_ids.len(), "counted-meters"));
        writeln!(stdout, "{}", told.say(&words))?;
        return Ok(tell_problems(&problems, &words, stdout)?);
    }
    let detected = pipeline::detect(session.atlas(), &inputs, &watch)?;
    drop(progress);
    if detected.judged + detected.feeders == 0 {
        let _ = tell_problems(&detected.problems, &words, stderr);
        anyhow::bail!(nothing_judged(&detected));
    }
    if let Some(path) = &task.scores {
        io::write_scores(path, &detected.scores)?;
    }
    if let (Some(path), Some(measures)) = (&task.measures, &detected.measures) {
        io::write_measures(path, measures)?;
    }
    if let Some(path) = &task.output {
        io::write_found(path, &detected.found)?;
    }
    #[cfg(feature = "postgres")]
    if let Some((address, table)) = task.to.as_deref().zip(task.into.as_deref()) {
        super::database::write_into(address, table, &detected.found)?;
    }
    summarise(&detected, &words, stdout)
}

fn counted(n: usize, what: &'static str) -> Message {
    Message::new(what).count(n)
}

/// Why there is no result at all.
fn nothing_judged(detected: &Detected) -> Told {
    if detected.meters == 0 {
        return Told(Message::new("run-no-readings"));
    }
    Told(Message::new("run-none-judged").with("meters", counted(detected.meters, "counted-meters")))
}

fn summarise(detected: &Detected, words: &Words, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let Detected { meters, judged, feeders, readings, found, problems, .. } = detected;
    let told = if *feeders > 0 { "run-judged-with-feeders" } else { "run-judged" };
    let told = Message::new(told)
        .with("meters", counted(*meters, "counted-meters"))
        .with("readings", counted(*readings as usize, "counted-readings"))
        .with("judged", counted(*judged, "counted-meters"))
        .with("feeders", counted(*feeders, "counted-feeders"));
    writeln!(stdout, "{}", told.say(words))?;
    writeln!(stdout, "{}", counted(found.len(), "counted-detections").say(words))?;
    if let Some(nearest) = &detected.nearest {
        writeln!(stdout, "{}", nearest_told(nearest, words).say(words))?;
    }
    for (kind, region, count) in count_found(found) {
        let region = if region.is_empty() { words.get("run-no-region") } else { region };
        writeln!(stdout, "  {}, {region}: {count}", kind.id())?;
    }
    Ok(tell_problems(problems, words, stdout)?)
}
