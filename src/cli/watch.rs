//! Owns the command `watch`: readings that arrive in a folder are taken, kept and judged, and alarms go to
//! stdout. Does not detect, and decides nothing of alarms.
//!
//! A crash at any moment loses nothing and raises nothing twice, by the order of what is written: a mark that
//! work is under way, the readings, the place of the file that brought them; then detections, the book of
//! alarms (from here on an event has happened), the log, stdout, the count of what was printed; the mark goes
//! last. Readings that are kept again change nothing, and the book follows from the readings kept.

use super::{
    arguments::WatchArguments,
    detect::inputs_of,
    foreign::by_description,
    progress::Progress,
    run::{Outcome, UsageError, report_problems},
};
use crate::{
    io::{self, Delivery, Inbox, IoError},
    lang::Message,
    pipeline::{self, AlarmBook, DetectionInputs, Judgement},
    session::Session,
};
use anyhow::Context;
use std::{
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Between two looks, whether to stop is asked so often.
const ASKED_EVERY: Duration = Duration::from_millis(50);
/// A meter is behind when its last reading is so much older than the newest of all.
const BEHIND_S: i64 = 86_400;

/// Watches a folder until it is stopped, or once.
pub(super) fn watch(
    session: &Session,
    task: &WatchArguments,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    if io::place_of(&task.folder) == io::place_of(&task.state) {
        return Err(UsageError("--folder and --state name the same folder: give two".to_owned()).into());
    }
    let lock = task.state.join("lock");
    let Some(_lock) = io::lock(&lock)? else {
        anyhow::bail!(
            "{}: another run watches with this state; end it, or give another --state",
            lock.display()
        );
    };
    let progress = Progress::new("judging");
    let mut watcher = Watcher { session, task, progress: &progress, book: AlarmBook::default() };
    watcher.open(stdout)?;
    let mut inbox = Inbox::new(&task.folder);
    let is_stopped = || progress.is_stopped();
    let mut arrived = inbox.look()?;
    if watcher.path("pending").exists() {
        writeln!(stderr, "the last run was cut short: what it took is judged now")?;
        watcher.judge(stdout, stderr)?;
    }
    let mut is_second = false;
    loop {
        if !arrived.is_empty() && !is_stopped() {
            let mut taken = 0;
            for file in &arrived {
                if is_stopped() {
                    break;
                }
                taken += usize::from(watcher.take(file, stderr)?);
            }
            if taken > 0 {
                watcher.judge(stdout, stderr)?;
            }
        }
        if is_stopped() {
            return Ok(Outcome::Interrupted);
        }
        if task.once && (is_second || !inbox.has_files()) {
            return Ok(Outcome::Done);
        }
        wait(Duration::try_from_secs_f64(task.every).unwrap_or(Duration::MAX), &is_stopped);
        arrived = inbox.look()?;
        is_second = true;
    }
}

fn wait(all: Duration, is_stopped: &dyn Fn() -> bool) {
    let begun = Instant::now();
    while let Some(left) = all.checked_sub(begun.elapsed()).filter(|left| !left.is_zero())
        && !is_stopped()
    {
        std::thread::sleep(left.min(ASKED_EVERY));
    }
}

struct Watcher<'a> {
    session: &'a Session,
    task: &'a WatchArguments,
    progress: &'a Progress,
    book: AlarmBook,
}

impl Watcher<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.task.state.join(name)
    }

    /// Reads the book of an earlier run, and prints what that one may not have printed.
    fn open(&mut self, stdout: &mut dyn Write) -> anyhow::Result<()> {
        let path = self.path("alarms.json");
        if path.exists() {
            let book = AlarmBook::from_json(&io::read_file(&path)?);
            self.book = book.with_context(|| path.display().to_string())?;
        }
        self.print(stdout)
    }

    /// Keeps the readings of a file and moves it away; says whether it had any.
    fn take(&self, file: &Path, stderr: &mut dyn Write) -> anyhow::Result<bool> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let described = self.task.description.as_deref().map(|how| by_description(file, how)).transpose();
        let mut zone = None;
        let read = described.and_then(|described| {
            let path = described.as_ref().map_or(file, |described| &described.path);
            let (delivery, mut problems) = Delivery::read(path)?;
            if let Some(described) = described {
                let of_rows = std::mem::replace(&mut problems, described.problems.clone());
                problems.extend(of_rows);
                zone.clone_from(&described.zone);
            }
            Ok((delivery, problems))
        });
        let (delivery, problems) = match read {
            Ok(read) => read,
            Err(cause) if is_of_system(&cause) => return Err(cause),
            Err(cause) => {
                self.refuse(file, &format!("{cause:#}\n"), stderr)?;
                return Ok(false);
            }
        };
        if delivery.is_empty() {
            let mut why = b"there is no reading in it\n".to_vec();
            report_problems(&problems, &mut why)?;
            self.refuse(file, &String::from_utf8_lossy(&why), stderr)?;
            return Ok(false);
        }
        io::write_durably(&self.path("pending"), b"readings were taken and not judged yet\n")?;
        if let Some(zone) = zone {
            io::write_durably(&self.path("zone"), format!("{zone}\n").as_bytes())?;
        }
        let readings = delivery.len();
        let kept = delivery.keep(&self.path("readings"))?;
        io::move_into(file, &self.task.folder.join("done"), None)?;
        let readings = Message::new("counted-readings").count(readings);
        writeln!(stderr, "taken {name}: {readings}, {} new, {} changed", kept.new, kept.changed)?;
        report_problems(&problems, stderr)?;
        Ok(true)
    }

    fn refuse(&self, file: &Path, why: &str, stderr: &mut dyn Write) -> anyhow::Result<()> {
        io::move_into(file, &self.task.folder.join("refused"), Some(why))?;
        let first = why.lines().next().unwrap_or_default();
        Ok(writeln!(stderr, "refused {}: {first}", file.file_name().unwrap_or_default().to_string_lossy())?)
    }

    /// Judges all readings that are kept, and tells what became of alarms.
    fn judge(&mut self, stdout: &mut dyn Write, stderr: &mut dyn Write) -> anyhow::Result<()> {
        let inputs = DetectionInputs {
            wants_judgements: true,
            utc_offset_s: self.utc_offset_s()?,
            ..inputs_of(&self.path("readings"), &self.task.judging)
        };
        // A run that was cut short before its first day was written has kept nothing.
        if self.path("readings").exists() {
            let watch = |share| self.progress.show(share);
            let detected = pipeline::detect(self.session.atlas(), &inputs, &watch)?;
            self.progress.clear();
            io::write_found(&self.path("detections.parquet"), &detected.found)?;
            let told = self.book.go_on(&detected.judgements);
            if told > 0 || !self.path("alarms.json").exists() {
                io::write_durably(&self.path("alarms.json"), self.book.to_json().as_bytes())?;
            }
            self.print(stdout)?;
            writeln!(
                stderr,
                "judged {} of {}, {}; {told} new or ended, {} standing; {}",
                detected.judged,
                Message::new("counted-meters").count(detected.meters),
                Message::new("counted-readings").count(detected.readings as usize),
                self.book.standing(),
                behind(&detected.judgements)
            )?;
        }
        io::remove_file(&self.path("pending"))?;
        Ok(())
    }

    /// Where the clocks of meters without a region are: as the user says, else in the zone that was described
    /// when readings came, at the first of them, as `detect` takes it.
    fn utc_offset_s(&self) -> anyhow::Result<Option<i32>> {
        let path = self.path("zone");
        if self.task.judging.utc_offset.is_some() || !path.exists() {
            return Ok(self.task.judging.utc_offset);
        }
        let zone = String::from_utf8_lossy(&io::read_file(&path)?).trim().parse::<headend::Zone>();
        let zone = zone.with_context(|| path.display().to_string())?;
        Ok(io::first_kept_s(&self.path("readings"))?.and_then(|at_s| zone.utc_offset_s(at_s)))
    }

    /// Writes the log of events and prints those that were not printed yet, which are counted afterwards: each
    /// is printed at least once.
    fn print(&self, stdout: &mut dyn Write) -> anyhow::Result<()> {
        let path = self.path("printed");
        let events = self.book.events();
        let printed = if path.exists() {
            let text = io::read_file(&path)?;
            let count = String::from_utf8_lossy(&text).trim().parse::<usize>();
            count.with_context(|| format!("{}: expected a number of events", path.display()))?
        } else {
            0
        };
        if printed >= events.len() {
            return Ok(());
        }
        let lines: Vec<String> = events.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        let log = lines.iter().flat_map(|line| [line, "\n"]).collect::<String>();
        io::write_durably(&self.path("events.ndjson"), log.as_bytes())?;
        for line in &lines[printed..] {
            writeln!(stdout, "{line}")?;
        }
        stdout.flush()?;
        Ok(io::write_durably(&path, format!("{}\n", events.len()).as_bytes())?)
    }
}

/// Whether the file is not to blame: it stays where it is.
fn is_of_system(cause: &anyhow::Error) -> bool {
    matches!(cause.downcast_ref(), Some(IoError::System { .. } | IoError::Stopped))
        || cause.downcast_ref::<std::io::Error>().is_some()
}

/// How far meters are behind the newest of them.
fn behind(judgements: &[Judgement]) -> String {
    let Some(newest) = judgements.iter().map(|judgement| judgement.until_s).max() else {
        return "nothing is judged before it was read for two days".to_owned();
    };
    let is_behind = |judgement: &&Judgement| judgement.until_s < newest - BEHIND_S;
    let mut late: Vec<_> = judgements
        .iter()
        .filter(is_behind)
        .filter_map(|judgement| judgement.row.meter_id.as_deref())
        .collect();
    late.sort_unstable();
    late.dedup();
    let late = Message::new("counted-meters").count(late.len());
    format!("read until {}, {late} more than a day behind", io::iso_time(newest))
}
