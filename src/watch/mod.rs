//! Owns watching: readings that arrive are taken, kept and judged, and alarms are handed on, as the command
//! `watch` and the window ask for it. Does not detect, decides nothing of alarms, and shows nothing.
//!
//! A crash at any moment loses nothing and raises nothing twice, by the order of what is written: a mark that
//! work is under way, the readings, the place of the file that brought them; then detections, the book of
//! alarms (from here on an event has happened), the log, the events, the count of what was handed on; the mark
//! goes last. Readings that are kept again change nothing, and the book follows from the readings kept.

mod demonstration;
mod figures;
mod outlets;
mod replay;
mod stream;

pub use self::{
    demonstration::{demonstration, make_demonstration},
    figures::{Figures, NewAlarm, Notable},
};
use self::{
    outlets::{Outlet, outlets},
    replay::Replaying,
    stream::Stream,
};
use crate::{
    io::{self, Delivery, Inbox, IoError, Taking},
    lang::{Message, Words},
    pipeline::{self, AlarmBook, DetectionInputs, Judgement},
    session::{Session, by_description, error_told, tell_problems},
};
use anyhow::Context;
use headend::Mappings;
use std::{
    io::Write,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// Between two looks at a folder, where nothing else is said.
const LOOK_EVERY: Duration = Duration::from_secs(5);
const PENDING: &[u8] = b"readings were taken and not judged yet\n";
/// A broker that is not reached so long is not there.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(30);
/// So many oddities of a round are told; the rest are in their file.
const MOST_ODDITIES: usize = 20;
/// Between two looks, whether to stop is asked so often.
const ASKED_EVERY: Duration = Duration::from_millis(50);
/// A meter is behind when its last reading is so much older than the newest of all.
const BEHIND_S: i64 = 86_400;

/// What to watch, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Folder into which readings are put.
    pub folder: Option<PathBuf>,
    /// Messages of brokers. Events are published to the first.
    pub brokers: Vec<Source>,
    /// Which member of a message is what.
    pub mapping: Option<PathBuf>,
    /// Stored readings, as if they arrived in the order of their times.
    pub from_files: Vec<PathBuf>,
    /// So many days of them are there at once, as if they had been read before.
    pub days_before: u32,
    /// How many times as fast as they were read; 0 is as fast as they can be judged.
    pub speed: f64,
    /// Folder for what is kept: readings, detections, alarms.
    pub state: PathBuf,
    /// Whether to take what is there and end.
    pub once: bool,
    /// How long to wait between two looks.
    pub every: Duration,
    /// How tables of readings with other columns are read.
    pub description: Option<PathBuf>,
    /// Where each event is sent besides, with POST.
    pub webhook: Option<String>,
    /// Topic or subject of the first broker under which it is published besides.
    pub publish: Option<String>,
    /// Address of this machine at which figures are answered.
    pub metrics: Option<SocketAddr>,
    /// With what readings are judged; which ones follows from the state.
    pub judging: DetectionInputs,
}

/// A broker, and how to be admitted there.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Where, and what is wanted.
    pub address: broker::Address,
    /// File with the password in the first line; without it the environment is asked.
    pub password_file: Option<PathBuf>,
    /// File with user token and key of NATS.
    pub credentials: Option<PathBuf>,
    /// Certificates that are trusted; those of the system if none.
    pub ca: Option<PathBuf>,
}

impl Task {
    /// A task that keeps what it takes in `state`, and watches nothing yet.
    #[must_use]
    pub fn new(state: PathBuf) -> Self {
        Self {
            folder: None,
            brokers: Vec::new(),
            mapping: None,
            from_files: Vec::new(),
            days_before: 0,
            speed: 0.0,
            state,
            once: false,
            every: LOOK_EVERY,
            description: None,
            webhook: None,
            publish: None,
            metrics: None,
            judging: DetectionInputs::default(),
        }
    }

    /// The detections of the last judgement.
    #[must_use]
    pub fn detections(&self) -> PathBuf {
        self.state.join("detections.parquet")
    }

    /// The readings kept.
    #[must_use]
    pub fn readings(&self) -> PathBuf {
        self.state.join("readings")
    }
}

/// How whoever watches is held.
pub struct Reins<'a> {
    /// Told how far a judgement is; may stop it.
    pub progress: io::Watch<'a>,
    /// Called when a judgement is done.
    pub is_judged: &'a dyn Fn(),
    /// Asked whether to end.
    pub is_stopped: &'a dyn Fn() -> bool,
}

/// How a watch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing is left to take.
    Done,
    /// It was stopped.
    Stopped,
}

/// Why there is nothing to watch, where no file is to blame.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refusal {
    /// The task cannot be meant.
    #[error("{0}")]
    Misuse(Message),
    /// What is to be watched is not there.
    #[error("{0}")]
    Absent(Message),
}

/// Watches until it is stopped, or once. Events go to `events` as NDJSON, what is done in words to `notes`.
///
/// # Errors
/// [`Refusal`], or files of the state cannot be read or written.
pub fn watch(
    session: &Session,
    task: &Task,
    figures: &Figures,
    reins: &Reins<'_>,
    events: &mut dyn Write,
    notes: &mut dyn Write,
) -> anyhow::Result<Ended> {
    if task.folder.as_deref().is_some_and(|folder| io::place_of(folder) == io::place_of(&task.state)) {
        return Err(Refusal::Misuse("usage-same-folder".into()).into());
    }
    let words = &session.words();
    let _lock = locked(&task.state.join("lock"), "watch-locked-state")?;
    let of_folder = |folder: &PathBuf| locked(&folder.join(".hashatlas.lock"), "watch-locked-folder");
    let _folder_lock = task.folder.as_ref().filter(|folder| folder.exists()).map(of_folder).transpose()?;
    let mapping = task.mapping.as_deref().map(|path| {
        let mappings = Mappings::from_json(&io::read_file(path)?);
        mappings.with_context(|| path.display().to_string())
    });
    let taking = Taking::open(&task.state, mapping.transpose()?.unwrap_or_default())?;
    let stream = (!task.brokers.is_empty()).then(|| Stream::open(task)).transpose()?;
    let replay = Replaying::open(task, words, notes)?;
    let listener = task.metrics.map(|address| listen(address, words, notes)).transpose()?;
    let mut watcher = Watcher {
        session,
        words,
        task,
        reins,
        figures,
        book: AlarmBook::default(),
        taking,
        replay,
        outlets: Vec::new(),
    };
    watcher.open(events)?;
    watcher.outlets = outlets(task, stream.as_ref(), watcher.book.events().len())?;
    let is_ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        if let Some(listener) = &listener {
            scope.spawn(|| figures.serve(listener, &is_ended));
        }
        if let Some(stream) = &stream {
            for feed in stream.feeds() {
                scope.spawn(|| stream.connect(feed));
            }
            scope.spawn(|| stream.write_down());
        }
        let ended = watcher.go_on(stream.as_ref(), events, notes);
        is_ended.store(true, Ordering::Relaxed);
        if let Some(stream) = &stream {
            stream.end();
        }
        ended
    })
}

fn listen(address: SocketAddr, words: &Words, notes: &mut dyn Write) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| format!("--metrics {address}"))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?.to_string();
    writeln!(notes, "{}", words.with("watch-figures", &[("address", &address)]))?;
    Ok(listener)
}

/// Keeps others away as long as the answer lives.
fn locked(path: &Path, message: &'static str) -> anyhow::Result<impl Sized + use<>> {
    let lock = io::lock(path)?;
    let refused = || Refusal::Absent(Message::new(message).text("path", path.display().to_string()));
    Ok(lock.ok_or_else(refused)?)
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
    words: &'a Words,
    task: &'a Task,
    reins: &'a Reins<'a>,
    figures: &'a Figures,
    book: AlarmBook,
    taking: Taking,
    replay: Option<Replaying>,
    outlets: Vec<Outlet<'a>>,
}

/// How many events were handed on by a run before, as a file of the state says; nothing where there is none.
fn events_counted(path: &Path) -> anyhow::Result<Option<usize>> {
    if !path.exists() {
        return Ok(None);
    }
    let text = io::read_file(path)?;
    let count = String::from_utf8_lossy(&text).trim().parse();
    count.map(Some).with_context(|| format!("{}: expected a number of events", path.display()))
}

impl Watcher<'_> {
    /// Takes and judges what arrives, round by round.
    fn go_on(
        &mut self,
        stream: Option<&Stream>,
        events: &mut dyn Write,
        notes: &mut dyn Write,
    ) -> anyhow::Result<Ended> {
        let (task, is_stopped) = (self.task, self.reins.is_stopped);
        let every = task.every;
        let mut inbox = task.folder.as_deref().map(Inbox::new);
        let look = |inbox: &mut Option<Inbox>| inbox.as_mut().map_or(Ok(Vec::new()), Inbox::look);
        let mut arrived = look(&mut inbox)?;
        if self.path("pending").exists() {
            writeln!(notes, "{}", self.words.get("watch-cut-short"))?;
            self.judge(events, notes)?;
        }
        let begun = Instant::now();
        let mut is_second = false;
        loop {
            let mut taken = 0;
            // Asked before messages are taken: what waits no more is on the disk by then.
            let has_more = stream.is_some_and(Stream::has_more);
            for file in &arrived {
                if is_stopped() {
                    break;
                }
                taken += usize::from(self.take(file, notes)?);
            }
            if let Some(stream) = stream {
                taken += self.take_messages(stream, notes)?;
            }
            let is_replayed = self.go_on_replaying(&mut taken)?;
            if taken > 0 && !is_stopped() {
                self.judge(events, notes)?;
            }
            self.hand_on(notes)?;
            if is_stopped() {
                return Ok(Ended::Stopped);
            }
            let is_read = is_second || inbox.as_ref().is_none_or(|inbox| !inbox.has_files());
            if let Some(stream) = stream {
                if stream.has_failed() {
                    return Err(Refusal::Absent("watch-no-connection".into()).into());
                }
                if task.once && !stream.is_connected() && begun.elapsed() > every.max(LONGEST_ATTEMPT) {
                    return Err(Refusal::Absent("watch-not-reached".into()).into());
                }
            }
            let is_silent =
                stream.is_none_or(|stream| stream.is_connected() && is_second && taken == 0 && !has_more);
            let is_only_replay = task.folder.is_none() && stream.is_none();
            if (task.once || is_only_replay) && is_replayed && is_read && is_silent {
                return Ok(Ended::Done);
            }
            // Only what is replayed as fast as can be is not waited for.
            let is_at_once = !is_replayed && task.speed == 0.0;
            wait(if is_at_once { Duration::ZERO } else { every }, is_stopped);
            arrived = look(&mut inbox)?;
            is_second = true;
        }
    }

    /// Hands events on to whoever is to have them besides.
    fn hand_on(&mut self, notes: &mut dyn Write) -> anyhow::Result<()> {
        for outlet in &mut self.outlets {
            if let Some(told) = outlet.go_on(self.book.events())? {
                writeln!(notes, "{}", told.say(self.words))?;
            }
        }
        Ok(())
    }

    /// Takes what is next of stored readings; says whether they are at their end.
    fn go_on_replaying(&mut self, taken: &mut usize) -> anyhow::Result<bool> {
        let Some(replay) = &mut self.replay else { return Ok(true) };
        let delivery = replay.next(self.task.speed);
        if !delivery.is_empty() {
            *taken += 1;
            count(&self.figures.readings, delivery.len());
            self.begin_change()?;
            delivery.keep(&self.path("readings"))?;
        }
        Ok(self.replay.as_ref().is_none_or(Replaying::is_done))
    }

    /// Takes all messages that are on the disk; says how many files they were.
    fn take_messages(&mut self, stream: &Stream, notes: &mut dyn Write) -> anyhow::Result<usize> {
        let files = stream.files()?;
        let figures = self.figures;
        figures.waiting.store(stream.waiting() as u64, Ordering::Relaxed);
        figures.messages.store(stream.written(), Ordering::Relaxed);
        figures.is_cut_off.store(!stream.is_connected(), Ordering::Relaxed);
        for note in stream.notes() {
            writeln!(notes, "{}", note.say(self.words))?;
        }
        for (number, path) in &files {
            self.begin_change()?;
            let taken = self.taking.take(*number, path)?;
            count(&figures.readings, taken.readings as usize);
            count(&figures.dead, taken.dead as usize);
            let readings = Message::new("counted-readings").count(taken.readings as usize);
            let told = Message::new("watch-taken-messages").text("messages", taken.messages.to_string());
            let told = told.with("readings", readings).text("new", taken.kept.new.to_string());
            let told = told.text("changed", taken.kept.changed.to_string());
            write!(notes, "{}", told.say(self.words))?;
            if let Some(reason) = &taken.first_reason {
                let reason = reason.say(self.words);
                let texts = [("count", &*taken.dead.to_string()), ("reason", &*reason)];
                write!(notes, "; {}", self.words.with("watch-dead", &texts))?;
                figures.left_out(&reason);
            }
            writeln!(notes)?;
            for odd in taken.odd.iter().take(MOST_ODDITIES) {
                let texts = [
                    ("what", odd.what.as_str()),
                    ("meter", odd.meter_id.as_str()),
                    ("before", odd.before.as_str()),
                    ("found", odd.found.as_str()),
                ];
                writeln!(notes, "{}", self.words.with("watch-odd", &texts))?;
            }
            if let Some(more) = taken.odd.len().checked_sub(MOST_ODDITIES).filter(|&more| more > 0) {
                let file = self.path("oddities.ndjson").display().to_string();
                let texts = [("count", &*more.to_string()), ("file", &*file)];
                writeln!(notes, "{}", self.words.with("watch-more-odd", &texts))?;
            }
        }
        Ok(files.len())
    }

    /// The folder that is watched; only its files come here.
    fn folder(&self) -> &Path {
        self.task.folder.as_deref().unwrap_or(Path::new("."))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.task.state.join(name)
    }

    /// Notes on the disk that readings are being kept, so that a run cut short is judged by the next.
    fn begin_change(&self) -> Result<(), io::IoError> {
        io::write_durably(&self.path("pending"), PENDING)
    }

    /// Reads the book of an earlier run, and prints what that one may not have printed.
    fn open(&mut self, events: &mut dyn Write) -> anyhow::Result<()> {
        let path = self.path("alarms.json");
        if path.exists() {
            let book = AlarmBook::from_json(&io::read_file(&path)?);
            self.book = book.with_context(|| path.display().to_string())?;
        }
        self.print(events)
    }

    /// Keeps the readings of a file and moves it away; says whether it had any.
    fn take(&self, file: &Path, notes: &mut dyn Write) -> anyhow::Result<bool> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let described = self.task.description.as_deref().map(|how| by_description(file, how)).transpose();
        let described = described.map_err(anyhow::Error::from);
        let mut zone = None;
        let read = described.and_then(|described| {
            let (delivery, mut problems) = match &described {
                Some(described) => Delivery::read_converted(&described.path, file)?,
                None => Delivery::read(file)?,
            };
            if let Some(described) = described {
                let of_rows = std::mem::replace(&mut problems, described.read.problems.clone());
                problems.extend(of_rows);
                zone.clone_from(&described.read.zone);
            }
            Ok((delivery, problems))
        });
        let (delivery, problems) = match read {
            Ok(read) => read,
            Err(cause) if is_of_system(&cause) => return Err(cause),
            Err(cause) => {
                self.refuse(file, &format!("{}\n", error_told(&cause).say(self.words)), notes)?;
                return Ok(false);
            }
        };
        if delivery.is_empty() {
            let mut why = format!("{}\n", self.words.get("watch-no-reading")).into_bytes();
            tell_problems(&problems, self.words, &mut why)?;
            self.refuse(file, &String::from_utf8_lossy(&why), notes)?;
            return Ok(false);
        }
        self.begin_change()?;
        if let Some(zone) = zone {
            io::write_durably(&self.path("zone"), format!("{zone}\n").as_bytes())?;
        }
        let readings = delivery.len();
        count(&self.figures.readings, readings);
        let kept = delivery.keep(&self.path("readings"))?;
        io::move_into(file, &self.folder().join("done"), None)?;
        let readings = Message::new("counted-readings").count(readings);
        let told = Message::new("watch-taken").text("file", name.into_owned()).with("readings", readings);
        let told = told.text("new", kept.new.to_string()).text("changed", kept.changed.to_string());
        writeln!(notes, "{}", told.say(self.words))?;
        tell_problems(&problems, self.words, notes)?;
        Ok(true)
    }

    fn refuse(&self, file: &Path, why: &str, notes: &mut dyn Write) -> anyhow::Result<()> {
        count(&self.figures.refused, 1);
        let first = why.lines().next().unwrap_or_default();
        self.figures.left_out(first);
        io::move_into(file, &self.folder().join("refused"), Some(why))?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let texts = [("file", &*name), ("why", first)];
        Ok(writeln!(notes, "{}", self.words.with("watch-refused", &texts))?)
    }

    /// Judges all readings that are kept, and tells what became of alarms.
    fn judge(&mut self, events: &mut dyn Write, notes: &mut dyn Write) -> anyhow::Result<()> {
        let inputs = DetectionInputs {
            wants_judgements: true,
            utc_offset_s: self.utc_offset_s()?,
            readings: self.task.readings(),
            taken_from: self.task.from_files.clone(),
            ..self.task.judging.clone()
        };
        if self.has_readings()? {
            let begun = Instant::now();
            let detected = pipeline::detect(self.session.atlas(), &inputs, self.reins.progress)?;
            (self.reins.is_judged)();
            io::write_found(&self.task.detections(), &detected.found)?;
            let told = self.book.go_on(&detected.judgements);
            if told > 0 || !self.path("alarms.json").exists() {
                io::write_durably(&self.path("alarms.json"), self.book.to_json().as_bytes())?;
            }
            self.print(events)?;
            self.figures.judged(&detected, &self.book, told, begun.elapsed());
            let judged = Message::new("watch-judged")
                .text("judged", detected.judged.to_string())
                .with("meters", Message::new("counted-meters").count(detected.meters))
                .with("readings", Message::new("counted-readings").count(detected.readings as usize))
                .text("told", told.to_string())
                .text("standing", self.book.standing().to_string())
                .with("behind", behind(&detected.judgements));
            writeln!(notes, "{}", judged.say(self.words))?;
        }
        io::remove_file(&self.path("pending"))?;
        Ok(())
    }

    /// Whether a day was ever kept: a run can be cut short before its first was written, or between the folder
    /// and the file.
    fn has_readings(&self) -> Result<bool, io::IoError> {
        let folder = self.path("readings");
        Ok(io::exists(&folder) && !io::list_folder(&folder)?.is_empty())
    }

    /// Where the clocks of meters without a region are: as the user says, else in the zone that was described
    /// when readings came, at the first of them, as `detect` takes it.
    fn utc_offset_s(&self) -> anyhow::Result<Option<i32>> {
        let path = self.path("zone");
        if self.task.judging.utc_offset_s.is_some() || !path.exists() {
            return Ok(self.task.judging.utc_offset_s);
        }
        let zone = String::from_utf8_lossy(&io::read_file(&path)?).trim().parse::<headend::Zone>();
        let zone = zone.with_context(|| path.display().to_string())?;
        Ok(io::first_kept_s(&self.path("readings"))?.and_then(|at_s| zone.utc_offset_s(at_s)))
    }

    /// Writes the log of events and prints those that were not printed yet, which are counted afterwards: each
    /// is printed at least once.
    fn print(&self, events: &mut dyn Write) -> anyhow::Result<()> {
        let path = self.path("printed");
        let all = self.book.events();
        let printed = events_counted(&path)?.unwrap_or(0);
        if printed >= all.len() {
            return Ok(());
        }
        let lines: Vec<String> = all.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        let log = lines.iter().flat_map(|line| [line, "\n"]).collect::<String>();
        io::write_durably(&self.path("events.ndjson"), log.as_bytes())?;
        for line in &lines[printed..] {
            writeln!(events, "{line}")?;
        }
        events.flush()?;
        Ok(io::write_durably(&path, format!("{}\n", all.len()).as_bytes())?)
    }
}

fn count(of: &AtomicU64, more: usize) {
    of.fetch_add(more as u64, Ordering::Relaxed);
}

/// Whether the file is not to blame: it stays where it is.
fn is_of_system(cause: &anyhow::Error) -> bool {
    matches!(cause.downcast_ref(), Some(IoError::System { .. } | IoError::Stopped))
        || cause.downcast_ref::<std::io::Error>().is_some()
}

/// How far meters are behind the newest of them.
fn behind(judgements: &[Judgement]) -> Message {
    let Some((newest, late)) = late_of(judgements) else {
        return "watch-too-early".into();
    };
    let late = Message::new("counted-meters").count(late.len());
    Message::new("watch-behind").text("time", io::iso_time(newest)).with("late", late)
}

/// End of the newest reading, and the meters that are more than a day behind it, one judgement each.
fn late_of(judgements: &[Judgement]) -> Option<(i64, Vec<&Judgement>)> {
    let newest = judgements.iter().map(|judgement| judgement.until_s).max()?;
    let is_behind =
        |judgement: &&Judgement| judgement.until_s < newest - BEHIND_S && judgement.row.meter_id.is_some();
    let mut late: Vec<&Judgement> = judgements.iter().filter(is_behind).collect();
    late.sort_unstable_by(|a, b| a.row.meter_id.cmp(&b.row.meter_id));
    late.dedup_by(|a, b| a.row.meter_id == b.row.meter_id);
    Some((newest, late))
}
