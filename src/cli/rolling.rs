//! Owns the command `evaluate --rolling`: arguments → inputs → figures on stdout. Does not detect or compute
//! figures.

use super::{
    arguments::Evaluate,
    learning::worst_told,
    progress::Progress,
    run::{Outcome, Told},
};
use crate::{
    io::Problems,
    lang::Words,
    pipeline::{self, DetectionInputs, LearningInput, Operated, gathered_inputs},
    session::{Session, tell_problems},
    stats::{
        Delays, Followed, Share, delays, false_alarms, found_in_readings, found_of_standing,
        found_since_start,
    },
};
use std::io::Write;

/// Days after which what is found is told.
const DAYS: [u32; 8] = [1, 2, 3, 5, 7, 14, 21, 28];
/// Sizes from which loads are told by themselves.
const SIZES_KW: [u32; 3] = [0, 1, 2];

/// Follows meters through growing windows and prints how detection fared.
pub(super) fn evaluate(
    session: &Session,
    task: &Evaluate,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let words = &session.words();
    let mut inputs = gathered_inputs(&task.input, &[], &[])?;
    if let (Some(readings), Some(labels)) = (&task.readings, &task.labels) {
        let tables = DetectionInputs {
            readings: readings.clone(),
            meters: task.meters.clone(),
            weather: task.weather.clone(),
            ..DetectionInputs::default()
        };
        inputs.push(LearningInput { tables, labels: labels.clone(), ..LearningInput::default() });
    }
    for input in &mut inputs {
        input.tables.model.clone_from(&task.model);
        input.tables.threshold = task.threshold;
        input.tables.utc_offset_s = task.utc_offset;
    }
    let progress = Progress::new(words.get("doing-following"));
    let mut problems = Problems::default();
    let operated = pipeline::operate(session.atlas(), &inputs, &|share| progress.show(share), &mut problems);
    drop(progress);
    let _ = tell_problems(&problems, words, stderr);
    let operated = operated?;
    if operated.meters.is_empty() {
        return Err(Told("rolling-no-label".into()).into());
    }
    print(&operated, words, stdout)?;
    Ok(Outcome::Done)
}

fn print(operated: &Operated, words: &Words, out: &mut dyn Write) -> std::io::Result<()> {
    let all = &operated.meters;
    let positives = || all.iter().filter(|of| of.is_positive);
    let standing = positives().filter(|of| of.begun.is_none()).count();
    let (count, normal) = (positives().count(), all.len() - positives().count());
    let (normal, count) = (normal.to_string(), count.to_string());
    let texts = [("normal", &*normal), ("count", &*count), ("standing", &*standing.to_string())];
    writeln!(out, "{}", words.with("rolling-head", &texts))?;
    if operated.unread > 0 {
        let count = operated.unread.to_string();
        writeln!(out, "  {}", words.with("rolling-unread", &[("count", &count)]))?;
    }
    print_alarms(operated, words, out)?;
    writeln!(out, "  {}", words.get("rolling-delays"))?;
    for kw in SIZES_KW {
        print_delays(kw, &delays(all, f64::from(kw)), words, out)?;
    }
    let head = DAYS.map(|day| format!("{day:>6}")).concat();
    let mut rows = |id: &str, share: fn(&[Followed], f64, f64) -> Share| -> std::io::Result<()> {
        writeln!(out, "  {:<40}{head}", words.get(id))?;
        for kw in SIZES_KW {
            let each = DAYS.map(|day| share(all, f64::from(day), f64::from(kw)));
            let cells =
                each.each_ref().map(|share| format!("{:>6}", shown(share.value(), 2, words))).concat();
            // Meters come and go: each rate says of how many it is.
            let of = each.each_ref().map(|share| format!("{:>6}", share.of)).concat();
            writeln!(out, "    {:<38}{cells}", size(kw, words))?;
            writeln!(out, "      {:<36}{of}", words.get("rolling-of"))?;
        }
        Ok(())
    };
    rows("rolling-since-start", found_since_start)?;
    rows("rolling-in-readings", found_in_readings)?;
    rows("rolling-of-standing", found_of_standing)
}

fn print_alarms(operated: &Operated, words: &Words, out: &mut dyn Write) -> std::io::Result<()> {
    let alarms = false_alarms(&operated.meters);
    let (per, count) = (shown(alarms.per_1000_weeks(), 2, words), alarms.count.to_string());
    let texts = [("per", &*per), ("count", &*count), ("weeks", &*format!("{:.0}", alarms.weeks))];
    write!(out, "  {}", words.with("rolling-false", &texts))?;
    if alarms.count > 0 {
        write!(out, "; {}", worst_told(alarms.worst_share, words))?;
    }
    writeln!(out)?;
    let raised: usize = operated.meters.iter().map(|of| of.raised.len()).sum();
    let wavered: usize = operated.meters.iter().map(|of| of.wavered).sum();
    let share = shown(100.0 * wavered as f64 / raised as f64, 0, words);
    let (raised, wavered) = (raised.to_string(), wavered.to_string());
    let texts = [("raised", &*raised), ("wavered", &*wavered), ("share", &*share)];
    writeln!(out, "  {}", words.with("rolling-raised", &texts))?;
    let [gone, weather, exchanged, more] = operated.taken_back.map(|count| count.to_string());
    let texts = [("gone", &*gone), ("weather", &*weather), ("exchanged", &*exchanged), ("more", &*more)];
    writeln!(out, "  {}", words.with("rolling-taken-back", &texts))
}

fn print_delays(kw: u32, of: &Delays, words: &Words, out: &mut dyn Write) -> std::io::Result<()> {
    let texts = [("count", &*of.found.to_string()), ("all", &*(of.begun - of.early).to_string())];
    writeln!(
        out,
        "    {:<38}{:>6} {:>6}  {}  {:>4}",
        size(kw, words),
        shown(of.median, 1, words),
        shown(of.p90, 1, words),
        words.with("evaluate-of", &texts),
        of.early
    )?;
    let (median, p90) = of.of_found;
    let (median, p90) = (shown(median, 1, words), shown(p90, 1, words));
    writeln!(out, "      {:<37}{median:>6} {p90:>6}", words.get("rolling-of-found"))
}

fn size(kw: u32, words: &Words) -> String {
    if kw == 0 { words.get("rolling-all") } else { words.with("rolling-size", &[("kw", &kw.to_string())]) }
}

/// A number; one that is not known is none, and what never came is never.
fn shown(value: f64, decimals: usize, words: &Words) -> String {
    match value {
        value if value.is_nan() => words.get("evaluate-none"),
        value if value.is_infinite() => words.get("evaluate-never"),
        value => format!("{value:.decimals$}"),
    }
}
