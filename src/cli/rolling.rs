//! Owns the command `evaluate --rolling`: arguments → inputs → figures on stdout. Does not detect or compute
//! figures.

use super::{
    arguments::Evaluate,
    progress::Progress,
    run::{Outcome, report_problems},
};
use crate::{
    io::Problems,
    pipeline::{self, DetectionInputs, LearningInput, Operated, gathered_inputs},
    session::Session,
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
    let progress = Progress::new("following");
    let mut problems = Problems::default();
    let operated = pipeline::operate(session.atlas(), &inputs, &|share| progress.show(share), &mut problems);
    drop(progress);
    let _ = report_problems(&problems, stderr);
    let operated = operated?;
    anyhow::ensure!(!operated.meters.is_empty(), "no label is of a meter that was read");
    print(&operated, stdout)?;
    Ok(Outcome::Done)
}

fn print(operated: &Operated, out: &mut dyn Write) -> std::io::Result<()> {
    let all = &operated.meters;
    let positives = || all.iter().filter(|of| of.is_positive);
    let standing = positives().filter(|of| of.begun.is_none()).count();
    let (count, normal) = (positives().count(), all.len() - positives().count());
    writeln!(
        out,
        "abnormal loads in windows that grow by a day: {normal} normal meters; loads at {count}, at {standing} of \
         them from the first reading on"
    )?;
    if operated.unread > 0 {
        writeln!(out, "  {} labels of meters that were not read", operated.unread)?;
    }
    print_alarms(operated, out)?;
    writeln!(out, "  days from the start to the first alarm   median   90 %  found   early")?;
    for kw in SIZES_KW {
        print_delays(kw, &delays(all, f64::from(kw)), out)?;
    }
    let head = DAYS.map(|day| format!("{day:>6}")).concat();
    let mut rows = |title: &str, share: fn(&[Followed], f64, f64) -> Share| -> std::io::Result<()> {
        writeln!(out, "  {title:<40}{head}")?;
        for kw in SIZES_KW {
            let each = DAYS.map(|day| share(all, f64::from(day), f64::from(kw)));
            let cells = each.each_ref().map(|share| format!("{:>6}", shown(share.value(), 2))).concat();
            writeln!(out, "    {:<38}{cells}  of {}", size(kw), each[0].of)?;
        }
        Ok(())
    };
    rows("found so many days after their start", found_since_start)?;
    rows("found when so many days were read", found_in_readings)?;
    rows("of those, there from the first reading", found_of_standing)
}

fn print_alarms(operated: &Operated, out: &mut dyn Write) -> std::io::Result<()> {
    let alarms = false_alarms(&operated.meters);
    let per_1000 = shown(alarms.per_1000_weeks(), 2);
    write!(
        out,
        "  false alarms: {per_1000} in 1,000 weeks of meters, {} in {:.0}",
        alarms.count, alarms.weeks
    )?;
    if alarms.count > 0 {
        write!(out, "; {:.0} % of them by one customer", alarms.worst_share * 100.0)?;
    }
    writeln!(out)?;
    let raised: usize = operated.meters.iter().map(|of| of.raised.len()).sum();
    let wavered: usize = operated.meters.iter().map(|of| of.wavered).sum();
    let share = shown(100.0 * wavered as f64 / raised as f64, 0);
    writeln!(
        out,
        "  alarms: {raised} raised; the score of {wavered} ({share} %) fell below the level again without a \
         reason, and they stand"
    )?;
    let [gone, weather, exchanged] = operated.taken_back;
    writeln!(
        out,
        "  taken back: {gone} as the load is gone, {weather} as the weather explains it, {exchanged} as the meter \
         was exchanged"
    )
}

fn print_delays(kw: u32, of: &Delays, out: &mut dyn Write) -> std::io::Result<()> {
    let known = of.begun - of.early;
    writeln!(
        out,
        "    {:<38}{:>6} {:>6}  {} of {known}  {:>4}",
        size(kw),
        shown(of.median, 1),
        shown(of.p90, 1),
        of.found,
        of.early
    )?;
    let (median, p90) = of.of_found;
    writeln!(out, "      of those found{:>29} {:>6}", shown(median, 1), shown(p90, 1))
}

fn size(kw: u32) -> String {
    if kw == 0 { "all".to_owned() } else { format!("{kw} kW and more") }
}

/// A number; one that is not known is none, and what never came is never.
fn shown(value: f64, decimals: usize) -> String {
    match value {
        value if value.is_nan() => "none".to_owned(),
        value if value.is_infinite() => "never".to_owned(),
        value => format!("{value:.decimals$}"),
    }
}
