//! Owns a connection to a stream of NATS `JetStream`: a durable pull consumer from the first message of the
//! stream on, each message acknowledged by itself. Makes no stream; does not make messages safe.
//!
//! A client's own reconnection is not used: after a break the consumer is asked for anew, as a server that came
//! back may have lost it, and acknowledgements of before are void.

use crate::{
    FIRST_WAIT, LONGEST_END, LONGEST_WAIT, LOOK_EVERY, Loss, MOST_UNACKNOWLEDGED, Message, Note, Queue,
    Refused, Settings, SettingsError, Wanted, rest,
};
use async_nats::{
    ConnectError, ConnectErrorKind, ConnectOptions, Event, Subject,
    jetstream::{
        self, Context,
        consumer::{AckPolicy, DeliverPolicy, PullConsumer, pull},
        context::GetStreamErrorKind,
    },
};
use bytes::Bytes;
use futures_util::StreamExt as _;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    time::Duration,
};
use tokio::{
    runtime::Builder,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::{interval, timeout},
};

/// Answer that a message need not come again (`AckAck` of the `JetStream` protocol, ADR-15).
const ACK: Bytes = Bytes::from_static(b"+ACK");
/// What is not acknowledged so long comes again.
const LONGEST_UNACKNOWLEDGED: Duration = Duration::from_secs(30);
/// Messages that are asked for at once.
const A_BATCH: usize = 8192;
/// Status of what is not there, as in HTTP.
const NOT_FOUND: usize = 404;
/// How often the server is asked what waits.
const ASK_EVERY: Duration = Duration::from_millis(500);

/// A connection that is made again whenever it is lost.
pub(crate) struct Link {
    settings: Settings,
    is_ended: AtomicBool,
    has_more: AtomicBool,
    requests: Mutex<Option<UnboundedSender<Request>>>,
}

/// What other threads want of the connection.
enum Request {
    Acknowledge(Subject),
    Publish { subject: Subject, payload: Bytes, most: Duration, answer: mpsc::Sender<bool> },
}

/// Why a connection ended.
enum Broken {
    Lost(Loss),
    Refused(Refused),
}

impl Link {
    pub(crate) fn new(settings: Settings) -> Self {
        let (is_ended, has_more) = (AtomicBool::new(false), AtomicBool::new(true));
        Self { settings, is_ended, has_more, requests: Mutex::default() }
    }

    fn is_ended(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }

    fn set_requests(&self, to: Option<UnboundedSender<Request>>) {
        *self.requests.lock().unwrap_or_else(PoisonError::into_inner) = to;
    }

    /// One connection, from its beginning until it breaks or is to end.
    async fn connect(
        &self,
        options: ConnectOptions,
        queue: &Queue,
        note: &dyn Fn(bool),
    ) -> Result<(), Broken> {
        let (lost, mut losses) = unbounded_channel();
        let options = options.event_callback(move |event| {
            if matches!(event, Event::Disconnected | Event::Closed) {
                // Nobody listens to a connection that ended.
                let _ = lost.send(());
            }
            std::future::ready(())
        });
        let address = &self.settings.address;
        let scheme = if address.has_tls { "tls" } else { "nats" };
        let host =
            if address.host.contains(':') { format!("[{}]", address.host) } else { address.host.clone() };
        let client = options
            .connect(format!("{scheme}://{host}:{}", address.port))
            .await
            .map_err(|cause| Broken::Lost(loss(&cause)))?;
        let context = jetstream::new(client.clone());
        let (was_there, mut consumer) = self.consumer(&context).await?;
        let other = |cause: &dyn std::fmt::Display| Broken::Lost(Loss::Other(cause.to_string()));
        let mut messages = consumer
            .stream()
            .max_messages_per_batch(A_BATCH)
            .messages()
            .await
            .map_err(|cause| other(&cause))?;
        let (sender, mut requests) = unbounded_channel();
        self.set_requests(Some(sender.clone()));
        note(was_there);
        let (mut look, mut ask) = (interval(LOOK_EVERY), interval(ASK_EVERY));
        loop {
            tokio::select! {
                message = messages.next() => match message {
                    Some(Ok(message)) => queue.push(handed_over(&message, &sender)),
                    Some(Err(cause)) => return Err(other(&cause)),
                    None => return Err(Broken::Lost(Loss::Other("the consumer ended".to_owned()))),
                },
                Some(request) = requests.recv() => serve(request, &context).await.map_err(|cause| other(&cause))?,
                Some(()) = losses.recv() => {
                    return Err(other(&"the connection was closed"));
                }
                _ = ask.tick() => if let Ok(info) = consumer.info().await {
                    let waiting = info.num_pending + info.num_ack_pending as u64;
                    self.has_more.store(waiting > 0, Ordering::Relaxed);
                },
                _ = look.tick() => if self.is_ended() {
                    drop(messages);
                    return timeout(LONGEST_END, finish(&mut requests, &context, &client))
                        .await
                        .map_err(|_| other(&"acknowledgements did not leave in time"));
                },
            }
        }
    }

    /// The consumer that the server keeps for us, and whether it was there.
    async fn consumer(&self, context: &Context) -> Result<(bool, PullConsumer), Broken> {
        let Wanted::Stream { name, filter } = &self.settings.address.wanted else {
            return Err(Broken::Refused(Refused::Stream));
        };
        let stream = context.get_stream(name).await.map_err(|cause| match cause.kind() {
            GetStreamErrorKind::JetStream(error) if error.code() == NOT_FOUND => {
                Broken::Refused(Refused::Stream)
            }
            _ => Broken::Lost(Loss::Other(cause.to_string())),
        })?;
        let wanted = pull::Config {
            durable_name: Some(self.settings.client_id.clone()),
            deliver_policy: DeliverPolicy::All,
            ack_policy: AckPolicy::Explicit,
            ack_wait: LONGEST_UNACKNOWLEDGED,
            max_ack_pending: MOST_UNACKNOWLEDGED as i64,
            filter_subject: if filter == ">" { String::new() } else { filter.clone() },
            ..pull::Config::default()
        };
        let known: Result<PullConsumer, _> = stream.get_consumer(&self.settings.client_id).await;
        // One that is there is given the filter of now, and keeps its place.
        let made = stream.create_consumer(wanted).await;
        let consumer = made.map_err(|cause| Broken::Refused(Refused::Consumer(cause.to_string())))?;
        Ok((known.is_ok(), consumer))
    }
}

impl crate::Link for Link {
    fn run(&self, queue: &Queue, note: &dyn Fn(Note)) -> Result<(), SettingsError> {
        let tls = self.settings.ca.as_deref().map(trusting).transpose()?;
        let mut wait = FIRST_WAIT;
        while !self.is_ended() {
            let options = options(&self.settings, tls.clone())?;
            // With the runtime ends all that the connection left behind.
            let runtime = Builder::new_current_thread().enable_all().build()?;
            let was_connected = std::cell::Cell::new(false);
            let connected = |was_there| {
                was_connected.set(true);
                note(Note::Connected(was_there));
            };
            let ended = runtime.block_on(self.connect(options, queue, &connected));
            self.set_requests(None);
            match ended {
                Err(Broken::Lost(why)) if !self.is_ended() => note(Note::Lost(why)),
                Err(Broken::Refused(why)) => note(Note::Refused(why)),
                _ => {}
            }
            if was_connected.get() {
                wait = FIRST_WAIT;
            }
            self.has_more.store(true, Ordering::Relaxed);
            rest(wait, &self.is_ended);
            wait = (wait * 2).min(LONGEST_WAIT);
        }
        Ok(())
    }

    fn publish(&self, topic: &str, payload: &str, most: Duration) -> bool {
        let requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(requests) = requests else { return false };
        let (answer, answered) = mpsc::channel();
        let (subject, payload) = (Subject::from(topic), Bytes::copy_from_slice(payload.as_bytes()));
        let is_asked = requests.send(Request::Publish { subject, payload, most, answer }).is_ok();
        // A connection that breaks drops the request, and with it the answer.
        is_asked && answered.recv_timeout(most + LONGEST_END).unwrap_or(false)
    }

    fn has_more(&self) -> bool {
        self.has_more.load(Ordering::Relaxed)
    }

    fn end(&self) {
        self.is_ended.store(true, Ordering::Relaxed);
    }
}

fn handed_over(message: &jetstream::Message, requests: &UnboundedSender<Request>) -> Message {
    let acknowledge = message.reply.clone().map(|reply| {
        let requests = requests.clone();
        // A connection that ended takes none.
        Box::new(move || drop(requests.send(Request::Acknowledge(reply)))) as Box<dyn FnOnce() + Send>
    });
    let taken_ms = message.info().ok().map(|info| info.published.unix_timestamp_nanos() / 1_000_000);
    Message {
        taken_ms: taken_ms.and_then(|ms| i64::try_from(ms).ok()),
        ..Message::new(message.subject.replace('.', "/"), &message.payload, acknowledge)
    }
}

async fn serve(request: Request, context: &Context) -> Result<(), async_nats::PublishError> {
    match request {
        Request::Acknowledge(reply) => context.client().publish(reply, ACK).await,
        Request::Publish { subject, payload, most, answer } => {
            let context = context.clone();
            // Beside what else is to be done meanwhile.
            drop(tokio::spawn(async move {
                let sent = timeout(most, async {
                    match context.publish(subject, payload).await {
                        Ok(sent) => sent.await.is_ok(),
                        Err(_) => false,
                    }
                });
                // Whoever asked may have gone.
                let _ = answer.send(sent.await.unwrap_or(false));
            }));
            Ok(())
        }
    }
}

/// Sends the acknowledgements that are left.
async fn finish(requests: &mut UnboundedReceiver<Request>, context: &Context, client: &async_nats::Client) {
    while let Ok(request) = requests.try_recv() {
        if serve(request, context).await.is_err() {
            return;
        }
    }
    // What does not leave comes again.
    let _ = client.flush().await;
}

fn options(settings: &Settings, tls: Option<ClientConfig>) -> Result<ConnectOptions, SettingsError> {
    let mut options = ConnectOptions::new().name(&settings.client_id).require_tls(settings.address.has_tls);
    if let Some(credentials) = &settings.credentials {
        options =
            options.credentials(credentials).map_err(|cause| SettingsError::Client(cause.to_string()))?;
    } else if let Some(user) = &settings.address.user {
        options = options.user_and_password(user.clone(), settings.password.clone().unwrap_or_default());
    }
    Ok(match tls {
        Some(tls) => options.tls_client_config(tls),
        None => options,
    })
}

/// TLS that trusts these certificates alone.
fn trusting(pem: &[u8]) -> Result<ClientConfig, SettingsError> {
    let failed = |cause: &dyn std::fmt::Display| SettingsError::Tls(cause.to_string());
    let mut trusted = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        trusted.add(certificate.map_err(|cause| failed(&cause))?).map_err(|cause| failed(&cause))?;
    }
    if trusted.is_empty() {
        return Err(SettingsError::Tls("there is no certificate".to_owned()));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|cause| failed(&cause))?;
    Ok(config.with_root_certificates(trusted).with_no_client_auth())
}

fn loss(cause: &ConnectError) -> Loss {
    match cause.kind() {
        ConnectErrorKind::AuthorizationViolation => Loss::Password,
        _ => {
            match std::error::Error::source(cause).and_then(|cause| cause.downcast_ref::<std::io::Error>()) {
                Some(cause) => Loss::System(cause.kind(), cause.to_string()),
                None => Loss::Other(cause.to_string()),
            }
        }
    }
}
