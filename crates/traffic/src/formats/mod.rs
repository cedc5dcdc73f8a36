//! Owns telling formats apart and reading each. Does not join records.

mod eve;
mod hello;
mod nfdump;
mod pcap;
mod zeek;

use crate::{Pools, Seen};
use jiff::{civil::DateTime, tz::TimeZone};
use std::io::{BufRead, BufReader, Read};

/// A format of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Zeek's tab-separated logs: conn, ssl, dns.
    ZeekTsv,
    /// The same as JSON, an object a line.
    ZeekJson,
    /// Suricata's EVE JSON: flow, tls, dns, alert.
    Eve,
    /// `nfdump -o csv`.
    Nfdump,
    /// A capture, pcap or pcapng.
    Capture,
}

/// What the data do not say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The zone of times that have none: an offset such as `+08:00` or a name such as `Asia/Irkutsk`. nfdump
    /// writes local times without saying so.
    pub zone: Option<String>,
    /// Names of pools.
    pub pools: Pools,
}

/// How a reading went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Records read.
    pub records: u64,
    /// Records that could not be read.
    pub bad: u64,
    /// The first of them: its number, and what is wrong.
    pub first_bad: Option<(u64, String)>,
    /// The file ends in the middle of a record; all before it was read.
    pub is_cut: bool,
    /// First and last time.
    pub span_s: Option<(f64, f64)>,
}

impl Report {
    fn bad(&mut self, why: impl Into<String>) {
        self.bad += 1;
        let number = self.records + self.bad;
        self.first_bad.get_or_insert_with(|| (number, why.into()));
    }

    fn read(&mut self, from_s: f64, to_s: f64) {
        self.records += 1;
        let (first, last) = self.span_s.unwrap_or((from_s, to_s));
        self.span_s = Some((first.min(from_s), last.max(to_s)));
    }
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system's.
    #[error("{0}")]
    System(#[from] std::io::Error),
    /// None of the formats.
    #[error("no log of Zeek, Suricata or nfdump, and no capture")]
    Unknown,
    /// Times without a zone, and none was given.
    #[error("its times have no zone: state it, such as +08:00 or Asia/Irkutsk")]
    NeedsZone,
    /// A zone that there is not.
    #[error("no zone {0:?}")]
    Zone(String),
    /// A column that is needed is missing.
    #[error("no column {0}")]
    Column(&'static str),
    /// A log of something else.
    #[error("a log of {0}: conn, ssl and dns are read")]
    Log(String),
    /// A capture that cannot be read.
    #[error("{0}")]
    Capture(String),
}

impl Format {
    /// The format of a file that begins so; a few kilobytes suffice.
    #[must_use]
    pub fn of(start: &[u8]) -> Option<Self> {
        const MAGICS: [[u8; 4]; 5] = [
            [0xa1, 0xb2, 0xc3, 0xd4],
            [0xd4, 0xc3, 0xb2, 0xa1],
            [0xa1, 0xb2, 0x3c, 0x4d],
            [0x4d, 0x3c, 0xb2, 0xa1],
            [0x0a, 0x0d, 0x0d, 0x0a],
        ];
        if MAGICS.iter().any(|magic| start.starts_with(magic)) {
            return Some(Self::Capture);
        }
        let text = String::from_utf8_lossy(start);
        let line = text.trim_start_matches('\u{feff}').lines().next()?;
        if line.starts_with("#separator") || line.starts_with("#fields") {
            return Some(Self::ZeekTsv);
        }
        if line.starts_with('{') {
            return Some(if line.contains("\"event_type\"") { Self::Eve } else { Self::ZeekJson });
        }
        let is_nfdump = line.starts_with("ts,te,td,") || line.starts_with("firstSeen,");
        is_nfdump.then_some(Self::Nfdump)
    }
}

/// Reads traffic, and hands out what may be mining: every flow over TCP, and every question for a pool.
///
/// # Errors
/// See [`Error`]. What is wrong with single records is counted in the report.
pub fn read(from: impl Read + Send, options: &Options, each: &mut dyn FnMut(Seen)) -> Result<Report, Error> {
    const BUFFER: usize = 1 << 18;
    let mut from = BufReader::with_capacity(BUFFER, from);
    match Format::of(from.fill_buf()?).ok_or(Error::Unknown)? {
        Format::ZeekTsv => zeek::read_tsv(from, options, each),
        Format::ZeekJson => zeek::read_json(from, options, each),
        Format::Eve => eve::read(from, options, each),
        Format::Nfdump => nfdump::read(from, options, each),
        Format::Capture => pcap::read(from, options, each),
    }
}

/// A row's time, and what it says if that may be mining.
type Found = (f64, f64, Option<Seen>);

/// Counts a row, and hands on what it says.
fn take((from_s, to_s, seen): Found, report: &mut Report, each: &mut dyn FnMut(Seen)) {
    report.read(from_s, to_s);
    if let Some(seen) = seen {
        each(seen);
    }
}

/// Reads a log of which each line is JSON. `read` says what a line tells, or which members it lacks.
fn json_lines(
    from: impl BufRead,
    each: &mut dyn FnMut(Seen),
    read: impl Fn(&[u8]) -> serde_json::Result<Result<Found, &'static str>>,
) -> Result<Report, Error> {
    let mut report = Report::default();
    lines(from, |line, is_whole| {
        if line.is_empty() {
            return Ok(true);
        }
        match read(line) {
            Ok(Ok(found)) => take(found, &mut report, each),
            Ok(Err(members)) => report.bad(members),
            Err(cause) if is_whole || !cause.is_eof() => report.bad(cause.to_string()),
            Err(_) => report.is_cut = true,
        }
        Ok(true)
    })?;
    Ok(report)
}

/// Calls `take` with each line, without its end; the last one says whether it has none.
fn lines(
    mut from: impl BufRead,
    mut take: impl FnMut(&[u8], bool) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let is_whole = line.last() == Some(&b'\n');
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        if !take(text, is_whole)? {
            return Ok(());
        }
    }
}

fn zone_of(options: &Options) -> Result<Option<TimeZone>, Error> {
    let Some(name) = &options.zone else { return Ok(None) };
    let offset = || -> Option<TimeZone> {
        let (sign, rest) = match name.as_bytes().first()? {
            b'+' => (1, &name[1..]),
            b'-' => (-1, &name[1..]),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
        let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
        jiff::tz::Offset::from_seconds(sign * seconds).ok().map(TimeZone::fixed)
    };
    offset().or_else(|| TimeZone::get(name).ok()).map(Some).ok_or_else(|| Error::Zone(name.clone()))
}

/// Seconds since 1970 of a local time such as `2026-01-02 03:04:05.678`.
fn local_s(text: &str, zone: &TimeZone) -> Option<f64> {
    let time: DateTime = text.parse().ok()?;
    let zoned = zone.to_zoned(time).ok()?;
    Some(zoned.timestamp().as_millisecond() as f64 / 1000.0)
}

/// Seconds since 1970 of a time that says its offset, with a colon or without.
fn offset_s(text: &str) -> Option<f64> {
    let time = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        // Suricata writes +0300, which ISO 8601 allows only beside times without colons.
        let (time, offset) = text.split_at_checked(text.len().checked_sub(5)?)?;
        let (hours, minutes) = offset.split_at_checked(3)?;
        format!("{time}{hours}:{minutes}").parse().ok()
    })?;
    Some(time.as_millisecond() as f64 / 1000.0)
}
