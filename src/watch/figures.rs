//! Owns what is counted and noticed of a watch, for whoever looks on, and how counts are answered over HTTP on a
//! loopback port: `/metrics` in the text format of Prometheus (0.0.4) and `/healthz`. Does not count.

use super::late_of;
use crate::{
    desk,
    io::FoundRow,
    meter::DetectionKind,
    pipeline::{AlarmBook, AlarmChange, Detected},
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

/// So many of what was left out are kept, the first ones.
const MOST_LEFT_OUT: usize = 5;

/// The server looks so often whether to end.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Whoever asks has so long to do so.
const PATIENCE: Duration = Duration::from_secs(2);
/// Most bytes of a request that are read.
const LONGEST_REQUEST: usize = 8192;

/// What is counted since the program began, and how things are now.
#[derive(Debug, Default)]
pub struct Figures {
    /// Readings that were taken.
    pub readings: AtomicU64,
    /// Messages and readings that were left out.
    pub dead: AtomicU64,
    /// Files that were refused.
    pub refused: AtomicU64,
    /// Events of alarms that were told.
    pub events: AtomicU64,
    /// Alarms that stand.
    pub standing: AtomicU64,
    /// Meters that were judged.
    pub meters: AtomicU64,
    /// Meters whose last reading is more than a day older than the newest of all.
    pub silent: AtomicU64,
    /// End of the newest reading, in seconds since 1970; 0 before the first.
    pub newest_s: AtomicI64,
    /// When the last judgement ended, in seconds since 1970; 0 before the first.
    pub judged_s: AtomicI64,
    /// How long it took, in milliseconds.
    pub judging_ms: AtomicU64,
    /// Messages that wait to be written.
    pub waiting: AtomicU64,
    /// Messages that are on the disk.
    pub messages: AtomicU64,
    /// Whether there is a broker that is not reached.
    pub is_cut_off: AtomicBool,
    /// How often all readings were judged.
    pub judgements: AtomicU64,
    /// Detections of the last judgement.
    pub found: AtomicU64,
    notable: Mutex<Notable>,
}

/// What is told of a watch besides counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notable {
    /// Meters that are more than a day behind, by region and feeder; empty where nobody knows.
    pub silent: BTreeMap<(String, String), usize>,
    /// Why messages or files were left out, the first of them.
    pub left_out: Vec<String>,
    /// Region of the meter that was read last, by whose clock times are told; none where nobody knows.
    pub read_in: Option<String>,
    /// The alarm that was raised last.
    pub newest: Option<NewAlarm>,
}

/// An alarm that was raised, and where to find it among detections.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAlarm {
    /// The meter or feeder.
    pub of: String,
    /// What was found.
    pub kind: DetectionKind,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
}

impl Figures {
    /// Notes what a judgement of all readings came to.
    pub(super) fn judged(&self, detected: &Detected, book: &AlarmBook, told: usize, took: Duration) {
        let set = |of: &AtomicU64, number: usize| of.store(number as u64, Ordering::Relaxed);
        set(&self.meters, detected.judged);
        set(&self.standing, book.standing());
        set(&self.judging_ms, took.as_millis() as usize);
        self.events.fetch_add(told as u64, Ordering::Relaxed);
        set(&self.found, detected.found.len());
        self.judged_s.store(desk::now_s(), Ordering::Relaxed);
        if let Some((newest_s, late)) = late_of(&detected.judgements) {
            self.newest_s.store(newest_s, Ordering::Relaxed);
            set(&self.silent, late.len());
            let last = detected.judgements.iter().find(|judgement| judgement.until_s == newest_s);
            self.locked(|notable| {
                notable.read_in = last.and_then(|judgement| judgement.row.region.clone());
                notable.silent.clear();
                for judgement in late {
                    let of = |text: &Option<String>| text.clone().unwrap_or_default();
                    let place = (of(&judgement.row.region), of(&judgement.row.feeder_id));
                    *notable.silent.entry(place).or_default() += 1;
                }
            });
        }
        let raised = book.events().iter().rev().take(told).find(|event| event.event == AlarmChange::Raised);
        let newest = raised.and_then(|event| {
            let is_it = |row: &&FoundRow| {
                (&row.meter_id, &row.feeder_id) == (&event.meter_id, &event.feeder_id)
                    && row.finding.kind.id() == event.kind
            };
            let row = detected.found.iter().find(is_it)?;
            let of = event.meter_id.clone().or_else(|| event.feeder_id.clone())?;
            Some(NewAlarm { of, kind: row.finding.kind, lon_lat: row.lon_lat })
        });
        if newest.is_some() {
            self.locked(|notable| notable.newest = newest);
        }
        // Last: whoever sees the number sees all of it.
        self.judgements.fetch_add(1, Ordering::Release);
    }

    /// What is told besides counts, as it is now.
    #[must_use]
    pub fn notable(&self) -> Notable {
        self.locked(|notable| notable.clone())
    }

    /// Notes why something was left out.
    pub(super) fn left_out(&self, why: &str) {
        self.locked(|notable| {
            if notable.left_out.len() < MOST_LEFT_OUT {
                notable.left_out.push(why.to_owned());
            }
        });
    }

    fn locked<T>(&self, work: impl FnOnce(&mut Notable) -> T) -> T {
        work(&mut self.notable.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn text(&self) -> String {
        let whole = |number: &AtomicU64| number.load(Ordering::Relaxed) as f64;
        let time = |number: &AtomicI64| number.load(Ordering::Relaxed) as f64;
        let is_reached = f64::from(u8::from(!self.is_cut_off.load(Ordering::Relaxed)));
        let mut text = String::new();
        for (name, kind, help, value) in [
            ("readings_total", "counter", "Readings taken.", whole(&self.readings)),
            ("messages_total", "counter", "Messages written down and acknowledged.", whole(&self.messages)),
            ("dead_letters_total", "counter", "Messages and readings left out.", whole(&self.dead)),
            ("refused_files_total", "counter", "Files refused.", whole(&self.refused)),
            ("alarm_events_total", "counter", "Alarms raised or taken back.", whole(&self.events)),
            ("alarms_standing", "gauge", "Alarms that stand.", whole(&self.standing)),
            ("queue_messages", "gauge", "Messages that wait to be written.", whole(&self.waiting)),
            ("meters", "gauge", "Meters judged.", whole(&self.meters)),
            (
                "silent_meters",
                "gauge",
                "Meters read last more than a day before the newest.",
                whole(&self.silent),
            ),
            ("newest_reading_timestamp_seconds", "gauge", "End of the newest reading.", time(&self.newest_s)),
            (
                "last_judged_timestamp_seconds",
                "gauge",
                "When readings were judged last.",
                time(&self.judged_s),
            ),
            ("judging_seconds", "gauge", "How long that took.", whole(&self.judging_ms) / 1000.0),
            ("broker_connected", "gauge", "1 while the broker is reached, or there is none.", is_reached),
        ] {
            let name = format!("hashatlas_watch_{name}");
            // A text takes all that is written to it.
            let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n");
        }
        text
    }

    /// Answers until `is_ended`.
    pub(super) fn serve(&self, listener: &TcpListener, is_ended: &AtomicBool) {
        while !is_ended.load(Ordering::Relaxed) {
            match listener.accept() {
                // Whoever does not listen to the answer does not need it.
                Ok((stream, _)) => drop(self.answer(stream)),
                Err(_) => std::thread::sleep(LOOK_EVERY),
            }
        }
    }

    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let (mut request, mut piece) = (Vec::new(), [0; 1024]);
        while !request.windows(4).any(|four| four == b"\r\n\r\n") && request.len() < LONGEST_REQUEST {
            match stream.read(&mut piece)? {
                0 => break,
                got => request.extend(&piece[..got]),
            }
        }
        let line = String::from_utf8_lossy(&request);
        let mut words = line.lines().next().unwrap_or_default().split(' ');
        let (status, body) = match (words.next(), words.next()) {
            (Some("GET"), Some("/metrics")) => ("200 OK", self.text()),
            (Some("GET"), Some("/healthz")) if self.is_cut_off.load(Ordering::Relaxed) => {
                ("503 Service Unavailable", "the broker is not reached\n".to_owned())
            }
            (Some("GET"), Some("/healthz")) => ("200 OK", "ok\n".to_owned()),
            (Some("GET"), _) => ("404 Not Found", "there are /metrics and /healthz\n".to_owned()),
            _ => ("405 Method Not Allowed", "only GET is answered\n".to_owned()),
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(listener: &TcpListener, request: &str) -> String {
        let mut stream = TcpStream::connect(listener.local_addr().expect("an address")).expect("connected");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    }

    #[test]
    fn figures_and_health_are_answered_and_nothing_else() {
        let (figures, is_ended) = (Figures::default(), AtomicBool::new(false));
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        listener.set_nonblocking(true).expect("possible");
        figures.readings.store(7, Ordering::Relaxed);
        std::thread::scope(|scope| {
            scope.spawn(|| figures.serve(&listener, &is_ended));
            let answer = ask(&listener, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            assert!(answer.contains("\nhashatlas_watch_readings_total 7\n"), "{answer}");
            assert!(ask(&listener, "GET /healthz HTTP/1.1\r\n\r\n").ends_with("\r\nok\n"));
            figures.is_cut_off.store(true, Ordering::Relaxed);
            assert!(ask(&listener, "GET /healthz HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 503"));
            assert!(ask(&listener, "GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
            assert!(ask(&listener, "POST /metrics HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
            is_ended.store(true, Ordering::Relaxed);
        });
    }
}
