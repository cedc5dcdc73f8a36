//! Owns a connection to an MQTT broker: a session that the broker keeps, `QoS` 1, acknowledgements by hand. Does
//! not make messages safe.

use crate::{
    Address, FIRST_WAIT, LONGEST_END, LONGEST_WAIT, Loss, MOST_BYTES_A_MESSAGE, MOST_UNACKNOWLEDGED, Message,
    Note, Queue, Refused, Settings, SettingsError, rest,
};
use rumqttc::{
    AckMode, AsyncClient, ConnectReturnCode, ConnectionError, Event, Incoming, MqttOptions, Packet, Publish,
    PublishOptions, QoS, SubscribeReasonCode, TlsConfiguration, Transport,
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::runtime::Builder;

/// Largest packet of MQTT 3.1.1, section 2.2.3. Nothing smaller will do: a packet over the limit of a client
/// ends the connection, and a session that is kept sends it again for ever.
const MOST_BYTES_A_PACKET: usize = 268_435_455 + 5;
/// Requests that are written at once.
const REQUESTS_AT_ONCE: usize = 1024;
const KEEP_ALIVE_S: u16 = 30;

/// A connection that is made again whenever it is lost.
pub(crate) struct Link {
    settings: Settings,
    is_ended: AtomicBool,
    has_said_end: AtomicBool,
    client: Mutex<Option<Arc<AsyncClient>>>,
}

impl Link {
    pub(crate) fn new(settings: Settings) -> Self {
        let (is_ended, has_said_end) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { settings, is_ended, has_said_end, client: Mutex::default() }
    }

    fn is_ended(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }
}

impl crate::Link for Link {
    fn run(&self, queue: &Queue, note: &dyn Fn(Note)) -> Result<(), SettingsError> {
        let settings = &self.settings;
        let options = options(settings)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let mut wait = FIRST_WAIT;
        // Once a run, whether or not the broker kept a session: its filter may have been another.
        let mut must_subscribe = true;
        while !self.is_ended() {
            let capacity = MOST_UNACKNOWLEDGED + REQUESTS_AT_ONCE;
            let (client, mut connection) =
                AsyncClient::builder(options.clone()).capacity(capacity).try_build().map_err(client_error)?;
            let client = Arc::new(client);
            *self.client.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&client));
            // The end may have come in between; later it comes as an error of the connection.
            while !self.is_ended() || self.has_said_end.load(Ordering::Relaxed) {
                match runtime.block_on(connection.poll()) {
                    Ok(Event::Incoming(Incoming::Publish(publish))) => {
                        queue.push(message(&publish, &client));
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
            rest(wait, &self.is_ended);
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        Ok(())
    }

    fn publish(&self, topic: &str, payload: &str, most: Duration) -> bool {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(client) = client else { return false };
        let options = PublishOptions::new(QoS::AtLeastOnce);
        let Ok(notice) = client.try_publish_tracked(topic, payload, options) else { return false };
        let Ok(runtime) = Builder::new_current_thread().enable_time().build() else { return false };
        let answer = runtime.block_on(async { tokio::time::timeout(most, notice.wait_async()).await });
        matches!(answer, Ok(Ok(_)))
    }

    fn has_more(&self) -> bool {
        false
    }

    fn end(&self) {
        let client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        self.is_ended.store(true, Ordering::Relaxed);
        if let Some(client) = &*client {
            // Behind what was acknowledged. One that is gone needs no end.
            let has_said = client.try_disconnect_with_timeout(LONGEST_END).is_ok();
            self.has_said_end.store(has_said, Ordering::Relaxed);
        }
    }
}

fn message(publish: &Publish, client: &Arc<AsyncClient>) -> Message {
    let acknowledge = client.prepare_ack(publish).map(|ack| {
        let client = Arc::clone(client);
        // There is room for as many as can be asked for; a connection that ended takes none.
        Box::new(move || drop(client.try_manual_ack(ack))) as Box<dyn FnOnce() + Send>
    });
    let topic = String::from_utf8_lossy(&publish.topic).into_owned();
    Message { is_retained: publish.retain, ..Message::new(topic, &publish.payload, acknowledge) }
}

fn subscribe(client: &AsyncClient, settings: &Settings) {
    // There is room: the connection is new.
    let filter = settings.address.filter();
    if let Some(former) = settings.former_filter.as_deref().filter(|&former| former != filter) {
        let _ = client.try_unsubscribe(former);
    }
    let _ = client.try_subscribe(filter, QoS::AtLeastOnce);
}

#[expect(clippy::needless_pass_by_value, reason = "a function for map_err")]
fn client_error(cause: rumqttc::ClientBuildError) -> SettingsError {
    SettingsError::Client(cause.to_string())
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
            options.set_credentials(user.clone(), password.clone().into_bytes());
        }
        (Some(user), None) => {
            options.set_username(user.clone());
        }
        (None, _) => {}
    }
    if *has_tls {
        let tls = match &settings.ca {
            Some(ca) => TlsConfiguration::Simple { ca: ca.clone(), alpn: None, client_auth: None },
            None => TlsConfiguration::try_default_rustls()
                .map_err(|cause| SettingsError::Tls(cause.to_string()))?,
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
