//! Messages of an MQTT broker or a NATS stream, each acknowledged only when its receiver says that it is safe.
//!
//! - [`Address`] is a broker and the messages that are wanted of it, as one text.
//! - [`Link::run`] keeps a connection until it is told to end, and does nothing there but hand over to a
//!   bounded [`Queue`], which several connections may fill.
//! - [`Message::acknowledge`] tells the broker that a message need not come again.
//!
//! What was not acknowledged comes again after a reconnection or a crash of this program: from the session that
//! an MQTT broker keeps, or from the consumer of a stream. It may then come twice.
//!
//! Each connection is a client of its own. Acknowledgements of an earlier one end with it: a broker that lost
//! its messages numbers anew, and an old number could name a message that is not safe yet.

mod address;
mod mqtt;
mod nats;
mod queue;

pub use address::{Address, AddressError, Wanted};
pub use queue::Queue;

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// Longest payload that is handed over whole.
pub const MOST_BYTES_A_MESSAGE: usize = 1 << 20;
/// Of a longer one so many bytes are handed over, to name it by.
const CUT_TO: usize = 256;
/// Messages that can wait for an acknowledgement: packet identifiers of MQTT have 16 bits.
const MOST_UNACKNOWLEDGED: usize = 1 << 16;
/// Waits between attempts to connect, doubled each time.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// Acknowledgements have so long to leave at the end.
const LONGEST_END: Duration = Duration::from_secs(2);
/// How often a waiting thread looks whether to end.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How to connect.
#[derive(Clone)]
pub struct Settings {
    /// Where, and what is wanted.
    pub address: Address,
    /// Password of the user.
    pub password: Option<String>,
    /// User token and key of NATS, as the text of a `.creds` file.
    pub credentials: Option<String>,
    /// Certificates that are trusted, as PEM; those of the system where there are none.
    pub ca: Option<Vec<u8>>,
    /// Name of the session or consumer that the broker keeps. Two connections of one name get in each other's way.
    pub client_id: String,
    /// A topic filter of the same session from which nothing is wanted any more.
    pub former_filter: Option<String>,
}

/// Why no connection can be tried.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Certificates cannot be read.
    #[error("cannot prepare TLS: {0}")]
    Tls(String),
    /// The client refuses the settings.
    #[error("cannot prepare the connection: {0}")]
    Client(String),
    /// The system gives no events.
    #[error("cannot wait for the network: {0}")]
    System(#[from] std::io::Error),
}

/// What happens to a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It is there; whether the broker kept what it knew of us.
    Connected(bool),
    /// It is not, for this reason; the next attempt follows.
    Lost(Loss),
    /// The broker does not send what is wanted as it is wanted.
    Refused(Refused),
}

/// Why a connection is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The broker refuses the user or the password.
    Password,
    /// The broker does not admit this user.
    User,
    /// The system says so.
    System(std::io::ErrorKind, String),
    /// In the words of the client.
    Other(String),
}

/// What a broker refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The topic.
    Topic,
    /// Acknowledgements: messages come without.
    Acknowledgement,
    /// There is no such stream.
    Stream,
    /// A consumer of the stream, in the words of the server.
    Consumer(String),
}

/// A message of the broker.
pub struct Message {
    /// Its topic. The levels of a NATS subject stand between `/`, as NATS itself has them in MQTT.
    pub topic: String,
    /// What it says.
    pub payload: bytes::Bytes,
    /// Whether the broker kept it from before the subscription.
    pub is_retained: bool,
    /// Bytes that it had, where it was too long to be handed over whole.
    pub cut_from: Option<usize>,
    /// When the broker took it, in milliseconds since 1970, where it says so.
    pub taken_ms: Option<i64>,
    acknowledge: Option<Box<dyn FnOnce() + Send>>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes of {:?}", self.payload.len(), self.topic)
    }
}

impl Message {
    fn new(topic: String, payload: &bytes::Bytes, acknowledge: Option<Box<dyn FnOnce() + Send>>) -> Self {
        let cut_from = Some(payload.len()).filter(|&len| len > MOST_BYTES_A_MESSAGE);
        let payload = match cut_from {
            // A copy, so that the long one does not stay in memory.
            Some(_) => bytes::Bytes::copy_from_slice(&payload[..CUT_TO]),
            None => payload.clone(),
        };
        Self { topic, payload, is_retained: false, cut_from, taken_ms: None, acknowledge }
    }

    /// Tells the broker that the message is safe. Where the connection is another by now, the message
    /// comes again.
    pub fn acknowledge(self) {
        if let Some(acknowledge) = self.acknowledge {
            acknowledge();
        }
    }
}

/// A connection that is made again whenever it is lost.
pub trait Link: Send + Sync {
    /// Keeps a connection, on this thread, until [`Link::end`]: messages go to the queue, and what happens to
    /// the connection to `note`.
    ///
    /// # Errors
    /// The settings are of no use. What goes wrong later is noted and tried again.
    fn run(&self, queue: &Queue, note: &dyn Fn(Note)) -> Result<(), SettingsError>;

    /// Sends a message that is to be acknowledged, and says whether it was before `most` went by. What was
    /// not acknowledged may have arrived all the same.
    fn publish(&self, topic: &str, payload: &str, most: Duration) -> bool;

    /// Whether the broker says that messages wait, or are on their way. MQTT does not tell.
    fn has_more(&self) -> bool;

    /// Ends the connection. The broker keeps what it knows of us.
    fn end(&self);
}

impl Settings {
    /// A connection that is not made yet.
    #[must_use]
    pub fn link(self) -> Box<dyn Link> {
        match self.address.wanted {
            Wanted::Topics(_) => Box::new(mqtt::Link::new(self)),
            Wanted::Stream { .. } => Box::new(nats::Link::new(self)),
        }
    }
}

/// Waits, but not beyond the end.
fn rest(wait: Duration, is_ended: &AtomicBool) {
    let begun = Instant::now();
    while begun.elapsed() < wait && !is_ended.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK_EVERY.min(wait));
    }
}
