//! Owns messages of a broker on their way to the disk: one thread keeps the connection, another writes the log
//! and acknowledges. Does not read what they say.

use super::{Refusal, Task};
use crate::{
    desk,
    io::{self, Arrival, ArrivalLog, IoError},
    lang::Message,
};
use anyhow::Context;
use broker::{Address, Link, Loss, Note, Queue, Refused, Settings};
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

/// A disk that is full is tried again so often.
const TRY_EVERY: Duration = Duration::from_secs(1);
/// The writer looks so often whether to end.
const LOOK_EVERY: Duration = Duration::from_millis(200);
const PASSWORD: &str = "HASHATLAS_MQTT_PASSWORD";

/// Messages on their way, and what is counted of them.
pub(super) struct Stream {
    settings: Settings,
    queue: Queue,
    link: Link,
    log: Mutex<ArrivalLog>,
    notes: Mutex<Vec<Message>>,
    messages: AtomicU64,
    has_link: AtomicBool,
}

/// The session that a broker keeps for a state.
#[derive(Serialize, Deserialize)]
struct KnownSession {
    client_id: String,
    filter: String,
}

impl Stream {
    /// Prepares the connection; another session than that of an earlier run would miss what came meanwhile.
    pub(super) fn open(task: &Task, address: &Address) -> anyhow::Result<Self> {
        let known = session_of(&task.state, address)?;
        let settings = Settings {
            address: address.clone(),
            password: password(task.mqtt_password_file.as_deref())?,
            ca: task.mqtt_ca.as_deref().map(io::read_file).transpose()?,
            client_id: known.client_id,
            former_filter: Some(known.filter),
        };
        if settings.password.is_some() && address.user.is_none() {
            let place = format!("{}:{}/{}", address.host, address.port, address.filter);
            return Err(Refusal::Misuse(Message::new("usage-mqtt-no-user").text("place", place)).into());
        }
        Ok(Self {
            settings,
            queue: Queue::default(),
            link: Link::default(),
            log: Mutex::new(ArrivalLog::open(&task.state.join("arrivals"))?),
            notes: Mutex::default(),
            messages: AtomicU64::new(0),
            has_link: AtomicBool::new(false),
        })
    }

    /// Keeps the connection, until [`Self::end`].
    pub(super) fn connect(&self) {
        let address = &self.settings.address;
        let place = format!("{}:{}", address.host, address.port);
        let last = Mutex::new(None);
        let ended = self.link.run(&self.settings, &self.queue, &|note| {
            self.has_link.store(matches!(note, Note::Connected(_)), Ordering::Relaxed);
            // A broker that stays away is told of once.
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if last.replace(note.clone()).as_ref() == Some(&note) {
                return;
            }
            self.note(match note {
                Note::Connected(true) => Message::new("watch-kept-session").text("place", &place),
                Note::Connected(false) => Message::new("watch-new-session").text("place", &place),
                Note::Lost(cause) => {
                    Message::new("watch-lost").text("place", &place).with("cause", lost_told(cause))
                }
                Note::Refused(why) => Message::new("watch-topic-refused")
                    .text("place", &place)
                    .text("topic", &address.filter)
                    .text("kind", if why == Refused::Topic { "topic" } else { "acknowledgement" }),
            });
        });
        self.has_link.store(false, Ordering::Relaxed);
        if let Err(cause) = ended {
            self.note(
                Message::new("watch-no-settings").text("place", &place).text("cause", cause.to_string()),
            );
            self.queue.close();
        }
    }

    /// Writes messages down and acknowledges them, until [`Self::end`].
    pub(super) fn write_down(&self) {
        let mut is_failing = false;
        while !self.queue.is_closed() {
            let messages = self.queue.take(LOOK_EVERY);
            if messages.is_empty() {
                continue;
            }
            let now_ms = desk::now_ms();
            let arrivals = || {
                messages.iter().map(|message| Arrival {
                    topic: &message.topic,
                    payload: &message.payload,
                    arrived_ms: now_ms,
                    is_retained: message.is_retained,
                    cut_from: message.cut_from.map(|bytes| u32::try_from(bytes).unwrap_or(u32::MAX)),
                })
            };
            while let Err(cause) = self.locked(|log| log.append(arrivals())) {
                if !is_failing {
                    self.note(Message::new("watch-not-written").with("cause", cause.told()));
                }
                is_failing = true;
                if self.queue.is_closed() {
                    return;
                }
                std::thread::sleep(TRY_EVERY);
            }
            if std::mem::take(&mut is_failing) {
                self.note("watch-written-again".into());
            }
            self.messages.fetch_add(messages.len() as u64, Ordering::Relaxed);
            messages.into_iter().for_each(broker::Message::acknowledge);
        }
    }

    /// Ends both threads. What is not acknowledged comes again.
    pub(super) fn end(&self) {
        self.queue.close();
        self.link.end();
    }

    /// Whether messages of a topic are among those that are read.
    pub(super) fn takes(&self, topic: &str) -> bool {
        headend::topic_fits(&self.settings.address.filter, topic)
    }

    /// Sends a message; whether the broker acknowledged it in time.
    pub(super) fn publish(&self, topic: &str, text: &str, most: Duration) -> bool {
        self.link.publish(topic, text, most)
    }

    /// Whether the settings turned out to be of no use.
    pub(super) fn has_failed(&self) -> bool {
        self.queue.is_closed()
    }

    /// Whether there is a connection now.
    pub(super) fn is_connected(&self) -> bool {
        self.has_link.load(Ordering::Relaxed)
    }

    /// How many messages are on the disk, since the program began.
    pub(super) fn written(&self) -> u64 {
        self.messages.load(Ordering::Relaxed)
    }

    /// How many messages wait to be written.
    pub(super) fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Files of messages that can be taken: all that was written until now.
    pub(super) fn files(&self) -> Result<Vec<(u64, PathBuf)>, IoError> {
        self.locked(|log| {
            log.close();
            log.closed()
        })
    }

    /// What there is to tell since the last time.
    pub(super) fn notes(&self) -> Vec<Message> {
        std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, text: Message) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    }

    fn locked<T>(&self, work: impl FnOnce(&mut ArrivalLog) -> T) -> T {
        work(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The session of an earlier run with this state, or a new one; its filter is then the one asked for.
fn session_of(state: &Path, address: &Address) -> anyhow::Result<KnownSession> {
    let path = state.join("mqtt.json");
    let known = path.exists().then(|| io::read_file(&path)).transpose()?;
    let known: Option<KnownSession> = known
        .map(|text| serde_json::from_slice(&text).with_context(|| path.display().to_string()))
        .transpose()?;
    // Where a state was made, and when, no other has.
    let made = || io::sha256(format!("{} {}", io::place_of(state).display(), desk::now_ms()).as_bytes());
    let known = known.unwrap_or_else(|| KnownSession {
        client_id: format!("hashatlas-{}", &made()[..12]),
        filter: address.filter.clone(),
    });
    let now = KnownSession { client_id: known.client_id.clone(), filter: address.filter.clone() };
    io::write_durably(&path, (serde_json::to_string(&now)? + "\n").as_bytes())?;
    Ok(known)
}

/// The first line of a file, else what the environment has.
fn password(file: Option<&Path>) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(file) = file else {
        return Ok(std::env::var(PASSWORD).ok().map(String::into_bytes));
    };
    let text = io::read_file(file)?;
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Ok(Some(line.strip_suffix(b"\r").unwrap_or(line).to_vec()))
}

/// Why there is no connection, in words.
fn lost_told(loss: Loss) -> Message {
    match loss {
        Loss::Password => "watch-bad-password".into(),
        Loss::User => "watch-bad-user".into(),
        Loss::System(kind, text) => io::system_told(&std::io::Error::new(kind, text)),
        Loss::Other(text) => Message::Data(text),
    }
}
