//! Owns messages of brokers on their way to the disk: a thread each keeps a connection, another writes the log
//! and acknowledges. Does not read what they say.

use super::{Refusal, Source, Task};
use crate::{
    desk,
    io::{self, Arrival, ArrivalLog, IoError},
    lang::Message,
};
use anyhow::Context;
use broker::{Address, Link, Loss, Note, Queue, Refused, Settings, Wanted};
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

/// Messages on their way, and what is counted of them.
pub(super) struct Stream {
    feeds: Vec<Feed>,
    queue: Queue,
    log: Mutex<ArrivalLog>,
    notes: Mutex<Vec<Message>>,
    messages: AtomicU64,
}

/// One connection.
pub(super) struct Feed {
    address: Address,
    link: Box<dyn Link>,
    has_link: AtomicBool,
}

/// What a broker keeps for a state: the session of MQTT, the consumer of NATS.
#[derive(Serialize, Deserialize)]
struct KnownSession {
    client_id: String,
    filter: String,
}

impl Stream {
    /// Prepares the connections; other sessions than those of an earlier run would miss what came meanwhile.
    pub(super) fn open(task: &Task) -> anyhow::Result<Self> {
        Ok(Self {
            feeds: task
                .brokers
                .iter()
                .map(|source| Feed::open(&task.state, source))
                .collect::<Result<_, _>>()?,
            queue: Queue::default(),
            log: Mutex::new(ArrivalLog::open(&task.state.join("arrivals"))?),
            notes: Mutex::default(),
            messages: AtomicU64::new(0),
        })
    }

    /// The connections, each to be kept on a thread of its own.
    pub(super) fn feeds(&self) -> &[Feed] {
        &self.feeds
    }

    /// Keeps a connection, until [`Self::end`].
    pub(super) fn connect(&self, feed: &Feed) {
        let place = feed.address.place();
        let last = Mutex::new(None);
        let ended = feed.link.run(&self.queue, &|note| {
            feed.has_link.store(matches!(note, Note::Connected(_)), Ordering::Relaxed);
            // A broker that stays away is told of once.
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if last.replace(note.clone()).as_ref() == Some(&note) {
                return;
            }
            self.note(match note {
                Note::Connected(was_known) => feed.connected(was_known).text("place", &place),
                Note::Lost(cause) => {
                    Message::new("watch-lost").text("place", &place).with("cause", lost_told(cause))
                }
                Note::Refused(why) => feed.refused(why).text("place", &place),
            });
        });
        feed.has_link.store(false, Ordering::Relaxed);
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
                    // A message that waited in a stream came when the stream took it.
                    arrived_ms: message.taken_ms.unwrap_or(now_ms),
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

    /// Ends all threads. What is not acknowledged comes again.
    pub(super) fn end(&self) {
        self.queue.close();
        self.feeds.iter().for_each(|feed| feed.link.end());
    }

    /// Whether the broker that is published to can take messages under a topic.
    pub(super) fn is_publishable(&self, topic: &str) -> bool {
        self.feeds.first().is_some_and(|feed| feed.address.is_publishable(topic))
    }

    /// Whether messages of a topic are among those that are read of the broker that it is published to.
    pub(super) fn takes(&self, topic: &str) -> bool {
        self.feeds.first().is_some_and(|feed| feed.address.takes(topic))
    }

    /// Sends a message to the first broker; whether it acknowledged it in time.
    pub(super) fn publish(&self, topic: &str, text: &str, most: Duration) -> bool {
        self.feeds.first().is_some_and(|feed| feed.link.publish(topic, text, most))
    }

    /// Whether settings turned out to be of no use.
    pub(super) fn has_failed(&self) -> bool {
        self.queue.is_closed()
    }

    /// Whether all connections are there now.
    pub(super) fn is_connected(&self) -> bool {
        self.feeds.iter().all(|feed| feed.has_link.load(Ordering::Relaxed))
    }

    /// Whether a broker says that messages wait.
    pub(super) fn has_more(&self) -> bool {
        self.feeds.iter().any(|feed| feed.link.has_more())
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

impl Feed {
    fn open(state: &Path, source: &Source) -> anyhow::Result<Self> {
        let address = &source.address;
        let known = session_of(state, address)?;
        let credentials = source.credentials.as_deref().map(io::read_file).transpose()?;
        let settings = Settings {
            address: address.clone(),
            password: password(source)?,
            credentials: credentials.map(|text| String::from_utf8_lossy(&text).into_owned()),
            ca: source.ca.as_deref().map(io::read_file).transpose()?,
            client_id: known.client_id,
            former_filter: Some(known.filter),
        };
        if settings.password.is_some() && settings.credentials.is_none() && address.user.is_none() {
            let place = format!("{}/{}", address.place(), address.filter());
            return Err(Refusal::Misuse(Message::new("usage-broker-no-user").text("place", place)).into());
        }
        Ok(Self { address: address.clone(), link: settings.link(), has_link: AtomicBool::new(false) })
    }

    fn connected(&self, was_known: bool) -> Message {
        Message::new(match (&self.address.wanted, was_known) {
            (Wanted::Topics(_), true) => "watch-kept-session",
            (Wanted::Topics(_), false) => "watch-new-session",
            (Wanted::Stream { .. }, true) => "watch-kept-consumer",
            (Wanted::Stream { .. }, false) => "watch-new-consumer",
        })
    }

    fn refused(&self, why: Refused) -> Message {
        let stream = match &self.address.wanted {
            Wanted::Topics(_) => "",
            Wanted::Stream { name, .. } => name,
        };
        match why {
            Refused::Topic => {
                Message::new("watch-topic-refused").text("topic", self.address.filter()).text("kind", "topic")
            }
            Refused::Acknowledgement => Message::new("watch-topic-refused")
                .text("topic", self.address.filter())
                .text("kind", "acknowledgement"),
            Refused::Stream => Message::new("watch-no-stream").text("stream", stream),
            Refused::Consumer(cause) => {
                Message::new("watch-consumer-refused").text("stream", stream).text("cause", cause)
            }
        }
    }
}

/// The session of an earlier run with this state, or a new one; its filter is then the one asked for.
fn session_of(state: &Path, address: &Address) -> anyhow::Result<KnownSession> {
    let path = state.join(match address.wanted {
        Wanted::Topics(_) => "mqtt.json",
        Wanted::Stream { .. } => "nats.json",
    });
    let known = path.exists().then(|| io::read_file(&path)).transpose()?;
    let known: Option<KnownSession> = known
        .map(|text| serde_json::from_slice(&text).with_context(|| path.display().to_string()))
        .transpose()?;
    let filter = address.filter().to_owned();
    // Where a state was made, and when, no other has.
    let made = || io::sha256(format!("{} {}", io::place_of(state).display(), desk::now_ms()).as_bytes());
    let known = known.unwrap_or_else(|| KnownSession {
        client_id: format!("hashatlas-{}", &made()[..12]),
        filter: filter.clone(),
    });
    let now = KnownSession { client_id: known.client_id.clone(), filter };
    io::write_durably(&path, (serde_json::to_string(&now)? + "\n").as_bytes())?;
    Ok(known)
}

/// The first line of a file, else what the environment has.
fn password(source: &Source) -> anyhow::Result<Option<String>> {
    let Some(file) = &source.password_file else {
        let variable = match source.address.wanted {
            Wanted::Topics(_) => "HASHATLAS_MQTT_PASSWORD",
            Wanted::Stream { .. } => "HASHATLAS_NATS_PASSWORD",
        };
        return Ok(std::env::var(variable).ok());
    };
    let text = io::read_file(file)?;
    Ok(Some(String::from_utf8_lossy(&text).lines().next().unwrap_or_default().to_owned()))
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
