//! Messages of an MQTT broker, each acknowledged only when its receiver says that it is safe.
//!
//! - [`Address`] is a broker and the messages that are wanted of it, as one text.
//! - [`Link::run`] keeps a connection until it is told to end, and does nothing there but hand over to a
//!   bounded [`Queue`].
//! - [`Message::acknowledge`] tells the broker that a message need not come again.
//!
//! `QoS` 1 with a session that the broker keeps: what was not acknowledged comes again after a reconnection, a
//! crash of this program, or one of a broker that keeps its sessions on disk. It may then come twice.
//!
//! Each connection is a client of its own. Acknowledgements of an earlier one end with it: a broker that lost
//! its sessions numbers messages anew, and an old number could name a message that is not safe yet.

mod address;
mod queue;

pub use address::{Address, AddressError};
pub use queue::Queue;

use rumqttc::{
    AckMode, AsyncClient, ConnectReturnCode, ConnectionError, Event, Incoming, ManualAck, MqttOptions,
    Packet, PublishOptions, QoS, SubscribeReasonCode, TlsConfiguration, Transport,
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::runtime::Builder;

/// Longest payload that is handed over whole.
pub const MOST_BYTES_A_MESSAGE: usize = 1 << 20;
/// Of a longer one so many bytes are handed over, to name it by.
const CUT_TO: usize = 256;
/// Largest packet of MQTT 3.1.1, section 2.2.3. Nothing smaller will do: a packet over the limit of a client
/// ends the connection, and a session that is kept sends it again for ever.
const MOST_BYTES_A_PACKET: usize = 268_435_455 + 5;
/// Messages that can wait for an acknowledgement: packet identifiers have 16 bits.
const MOST_UNACKNOWLEDGED: usize = 1 << 16;
/// Requests that are written at once.
const REQUESTS_AT_ONCE: usize = 1024;
const KEEP_ALIVE_S: u16 = 30;
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
    pub password: Option<Vec<u8>>,
    /// Certificates that are trusted, as PEM; those of the system where there are none.
    pub ca: Option<Vec<u8>>,
    /// Name of the session that the broker keeps. Two connections of one name end each other.
    pub client_id: String,
    /// A filter of the same session from which nothing is wanted any more.
    pub former_filter: Option<String>,
}

/// Why no connection can be tried.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Certificates cannot be read.
    #[error("cannot prepare TLS: {0}")]
    Tls(#[from] rumqttc::TlsError),
    /// The client refuses the settings.
    #[error("cannot prepare the connection: {0}")]
    Client(#[from] rumqttc::ClientBuildError),
    /// The system gives no events.
    #[error("cannot wait for the network: {0}")]
    System(#[from] std::io::Error),
}

/// What happens to a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// It is there; whether the broker kept the session.
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

/// What a broker refuses of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The topic.
    Topic,
    /// Acknowledgements: messages come without.
    Acknowledgement,
}

/// A message of the broker.
pub struct Message {
    /// Its topic.
    pub topic: String,
    /// What it says.
    pub payload: bytes::Bytes,
    /// Whether the broker kept it from before the subscription.
    pub is_retained: bool,
    /// Bytes that it had, where it was too long to be handed over whole.
    pub cut_from: Option<usize>,
    ack: Option<(Arc<AsyncClient>, ManualAck)>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes of {:?}", self.payload.len(), self.topic)
    }
}

impl Message {
    fn new(publish: &rumqttc::Publish, client: &Arc<AsyncClient>) -> Self {
        let cut_from = Some(publish.payload.len()).filter(|&len| len > MOST_BYTES_A_MESSAGE);
        let payload = match cut_from {
            // A copy, so that the long one does not stay in memory.
            Some(_) => bytes::Bytes::copy_from_slice(&publish.payload[..CUT_TO]),
            None => publish.payload.clone(),
        };
        Self {
            topic: String::from_utf8_lossy(&publish.topic).into_owned(),
            payload,
            is_retained: publish.retain,
            cut_from,
            ack: client.prepare_ack(publish).map(|ack| (Arc::clone(client), ack)),
        }
    }

    /// Tells the broker that the message is safe. Where the connection is another by now, the message
    /// comes again.
    pub fn acknowledge(self) {
        if let Some((client, ack)) = self.ack {
            // There is room for as many as can be asked for; a connection that ended takes none.
            let _ = client.try_manual_ack(ack);
        }
    }
}

/// A connection that is made again whenever it is lost.
#[derive(Default)]
pub struct Link {
    is_ended: AtomicBool,
    has_said_end: AtomicBool,
    client: Mutex<Option<Arc<AsyncClient>>>,
}

impl Link {
    /// Keeps a connection, on this thread, until [`Link::end`]: messages go to the queue, and what happens to
    /// the connection to `note`.
    ///
    /// # Errors
    /// The settings are of no use. What goes wrong later is noted and tried again.
    pub fn run(&self, settings: &Settings, queue: &Queue, note: &dyn Fn(Note)) -> Result<(), SettingsError> {
        let options = options(settings)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let mut wait = FIRST_WAIT;
        // Once a run, whether or not the broker kept a session: its filter may have been another.
        let mut must_subscribe = true;
        while !self.is_ended() {
            let capacity = MOST_UNACKNOWLEDGED + REQUESTS_AT_ONCE;
            let (client, mut connection) =
                AsyncClient::builder(options.clone()).capacity(capacity).try_build()?;
            let client = Arc::new(client);
            *self.client.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&client));
            // The end may have come in between; later it comes as an error of the connection.
            while !self.is_ended() || self.has_said_end.load(Ordering::Relaxed) {
                match runtime.block_on(connection.poll()) {
                    Ok(Event::Incoming(Incoming::Publish(publish))) => {
                        queue.push(Message::new(&publish, &client));
                    }
                    Ok(Event::Incoming(Packet::ConnAck(answer))) => {
                        note(Note::Connected(answer.session_present));
                        wait = FIRST_WAIT;
                        if must_subscribe || !answer.session_present {
                            subscribe(&client, settings);
                        }
                    }
                    Ok(Event::Incoming(Packet::SubAck(answer))) => {
                        must_subscribe = false;
                        for code in &answer.return_codes {
                            match code {
                                SubscribeReasonCode::Success(QoS::AtMostOnce) => {
                                    note(Note::Refused(Refused::Acknowledgement));
                                }
                                SubscribeReasonCode::Success(_) => {}
                                SubscribeReasonCode::Failure => {
                                    note(Note::Refused(Refused::Topic));
                                }
                            }
                        }
                    }
                    Ok(_) => {}
                    Err(cause) => {
                        if !self.is_ended() {
                            note(Note::Lost(loss(&cause)));
                        }
                        break;
                    }
                }
            }
            drop(self.client.lock().unwrap_or_else(PoisonError::into_inner).take());
            self.rest(wait);
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        Ok(())
    }

    /// Sends a message with an acknowledgement, and says whether it was given before `most` went by. What was
    /// not acknowledged may have arrived all the same.
    pub fn publish(&self, topic: &str, payload: &str, most: Duration) -> bool {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(client) = client else { return false };
        let options = PublishOptions::new(QoS::AtLeastOnce);
        let Ok(notice) = client.try_publish_tracked(topic, payload, options) else { return false };
        let Ok(runtime) = Builder::new_current_thread().enable_time().build() else { return false };
        let answer = runtime.block_on(async { tokio::time::timeout(most, notice.wait_async()).await });
        matches!(answer, Ok(Ok(_)))
    }

    /// Ends the connection. The broker keeps the session.
    pub fn end(&self) {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        self.is_ended.store(true, Ordering::Relaxed);
        if let Some(client) = &*client {
            // Behind what was acknowledged. One that is gone needs no end.
            let has_said = client.try_disconnect_with_timeout(LONGEST_END).is_ok();
            self.has_said_end.store(has_said, Ordering::Relaxed);
        }
    }

    fn is_ended(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }

    fn rest(&self, wait: Duration) {
        let begun = Instant::now();
        while begun.elapsed() < wait && !self.is_ended() {
            std::thread::sleep(LOOK_EVERY.min(wait));
        }
    }
}

fn subscribe(client: &AsyncClient, settings: &Settings) {
    // There is room: the connection is new.
    if let Some(former) = settings.former_filter.as_ref().filter(|former| **former != settings.address.filter)
    {
        let _ = client.try_unsubscribe(former.as_str());
    }
    let _ = client.try_subscribe(settings.address.filter.as_str(), QoS::AtLeastOnce);
}

fn options(settings: &Settings) -> Result<MqttOptions, SettingsError> {
    let Address { host, port, has_tls, user, .. } = &settings.address;
    let mut options = MqttOptions::new(settings.client_id.clone(), (host.as_str(), *port));
    options
        .set_keep_alive(KEEP_ALIVE_S)
        .set_clean_session(false)
        .set_ack_mode(AckMode::Manual)
        .set_max_packet_size(MOST_BYTES_A_PACKET, MOST_BYTES_A_MESSAGE)
        .set_max_request_batch(REQUESTS_AT_ONCE);
    match (user, &settings.password) {
        (Some(user), Some(password)) => {
            options.set_credentials(user.clone(), password.clone());
        }
        (Some(user), None) => {
            options.set_username(user.clone());
        }
        (None, _) => {}
    }
    if *has_tls {
        let tls = match &settings.ca {
            Some(ca) => TlsConfiguration::Simple { ca: ca.clone(), alpn: None, client_auth: None },
            None => TlsConfiguration::try_default_rustls()?,
        };
        options.set_transport(Transport::tls_with_config(tls));
    }
    Ok(options)
}

fn loss(cause: &ConnectionError) -> Loss {
    match cause {
        ConnectionError::ConnectionRefused(ConnectReturnCode::BadUserNamePassword) => Loss::Password,
        ConnectionError::ConnectionRefused(ConnectReturnCode::NotAuthorized) => Loss::User,
        ConnectionError::Io(cause) => Loss::System(cause.kind(), cause.to_string()),
        other => Loss::Other(other.to_string()),
    }
}
