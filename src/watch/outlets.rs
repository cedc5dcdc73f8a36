//! Owns handing events of alarms on, to a webhook and to a topic: each at least once and in their order, however
//! long the other side is away. Does not make events.

use super::{Refusal, Task, events_counted, stream::Stream};
use crate::{io, lang::Message, pipeline::AlarmEvent};
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};
use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};

/// One event may take so long.
const PATIENCE: Duration = Duration::from_secs(5);
/// All of a round may take so long: readings wait meanwhile.
const LONGEST_ROUND: Duration = Duration::from_secs(10);
/// Waits after a failure, doubled each time.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// Hands on one event, a line of JSON.
type Send<'a> = Box<dyn Fn(&str) -> Result<(), Message> + 'a>;

/// Where events go.
pub(super) struct Outlet<'a> {
    name: &'static str,
    send: Send<'a>,
    /// File with the number of events that were handed on.
    path: PathBuf,
    sent: usize,
    wait: Duration,
    next: Instant,
}

/// All outlets that are asked for. One that is new to a state begins with the events to come.
pub(super) fn outlets<'a>(
    task: &Task,
    stream: Option<&'a Stream>,
    events: usize,
) -> anyhow::Result<Vec<Outlet<'a>>> {
    let mut all = Vec::new();
    let mut add = |name, file, send: Send<'a>| -> anyhow::Result<()> {
        let path = task.state.join(file);
        let known = events_counted(&path)?;
        if known.is_none() {
            io::write_durably(&path, format!("{events}\n").as_bytes())?;
        }
        let sent = known.unwrap_or(events);
        all.push(Outlet { name, send, path, sent, wait: FIRST_WAIT, next: Instant::now() });
        Ok(())
    };
    if let Some(url) = task.webhook.clone() {
        // Certificates that the system trusts, as a firm's own head-end may have.
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let agent: Agent =
            Agent::config_builder().timeout_global(Some(PATIENCE)).tls_config(tls).build().into();
        let send = move |line: &str| {
            let sent = agent.post(&url).content_type("application/json").send(line);
            sent.map(drop).map_err(|cause| Message::Data(cause.to_string()))
        };
        add("--webhook", "sent-webhook", Box::new(send))?;
    }
    if let (Some(topic), Some(stream)) = (task.publish.clone(), stream) {
        let misuse = |why| Refusal::Misuse(Message::new(why).text("topic", &topic));
        if !stream.is_publishable(&topic) {
            return Err(misuse("usage-publish-topic").into());
        }
        if stream.takes(&topic) {
            return Err(misuse("usage-publish-loop").into());
        }
        let send = move |line: &str| {
            let is_taken = stream.publish(&topic, line, PATIENCE);
            is_taken.then_some(()).ok_or_else(|| "watch-not-acknowledged".into())
        };
        add("--publish", "sent-topic", Box::new(send))?;
    }
    Ok(all)
}

impl Outlet<'_> {
    /// Hands on what was not yet, unless a failure was a moment ago. Gives what there is to tell.
    pub(super) fn go_on(&mut self, events: &[AlarmEvent]) -> anyhow::Result<Option<Message>> {
        if self.sent >= events.len() || Instant::now() < self.next {
            return Ok(None);
        }
        let (begun, before) = (Instant::now(), self.sent);
        let mut failure = None;
        while self.sent < events.len() && failure.is_none() && begun.elapsed() < LONGEST_ROUND {
            match (self.send)(&serde_json::to_string(&events[self.sent])?) {
                Ok(()) => {
                    self.sent += 1;
                    self.wait = FIRST_WAIT;
                }
                Err(cause) => {
                    let waiting = events.len() - self.sent;
                    let told =
                        Message::new("watch-events-wait").text("outlet", self.name).with("cause", cause);
                    failure = Some(told.count(waiting));
                    self.next = Instant::now() + self.wait;
                    self.wait = (self.wait * 2).min(LONGEST_WAIT);
                }
            }
        }
        if self.sent > before {
            io::write_durably(&self.path, format!("{}\n", self.sent).as_bytes())?;
        }
        Ok(failure)
    }
}
