//! Owns messages that say nothing of use, with the reason, one JSON object a line. Does not decide which.
#![allow(clippy::disallowed_methods, reason = "a log is appended to; others write files by renaming")]

use super::Arrival;
use crate::{IoError, detections::text::iso_time, files::read_file, inbox::write_durably};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};

/// The file is put aside, in place of the one before, when it is so long.
const LONGEST_FILE: u64 = 64 << 20;
/// So much of a payload is shown.
const SHOWN: usize = 200;

/// Messages that could not be read.
#[derive(Debug)]
pub(super) struct Letters {
    path: PathBuf,
    /// File of the log up to which all are written.
    written: u64,
    lines: String,
}

#[derive(Serialize)]
struct Letter<'a> {
    arrived: String,
    topic: &'a str,
    reason: &'a str,
    /// Place of the message in the log of arrivals.
    log: u64,
    log_offset: u64,
    /// Place of the reading in a list, from 0.
    item: usize,
    /// Byte of the payload at which it could not be read on.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    bytes: u64,
    payload: String,
}

#[derive(Deserialize)]
struct Numbered {
    log: u64,
}

impl Letters {
    /// Goes on with a file, of which a line that broke off is taken away.
    pub(super) fn open(path: &Path) -> Result<Self, IoError> {
        let mut letters = Self { path: path.to_owned(), written: 0, lines: String::new() };
        if path.exists() {
            let text = read_file(path)?;
            let whole = text.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
            if whole < text.len() {
                write_durably(path, &text[..whole])?;
            }
            let last = text[..whole].trim_ascii_end().rsplit(|&byte| byte == b'\n').next();
            let last: Option<Numbered> = last.and_then(|line| serde_json::from_slice(line).ok());
            letters.written = last.map_or(0, |last| last.log);
        }
        Ok(letters)
    }

    /// Notes what was left out of a message.
    pub(super) fn add(
        &mut self,
        (log, log_offset): (u64, u64),
        arrival: Arrival<'_>,
        (item, offset): (usize, Option<usize>),
        reason: &str,
    ) {
        // Taken once more after a crash: it was told before.
        if log <= self.written {
            return;
        }
        let shown = &arrival.payload[..arrival.payload.len().min(SHOWN)];
        let letter = Letter {
            arrived: iso_time(arrival.arrived_ms.div_euclid(1000)),
            topic: arrival.topic,
            reason,
            log,
            log_offset,
            item,
            offset,
            bytes: arrival.cut_from.map_or(arrival.payload.len() as u64, u64::from),
            payload: String::from_utf8_lossy(shown).into_owned(),
        };
        // Made of texts and numbers: this cannot fail.
        self.lines += &serde_json::to_string(&letter).unwrap_or_default();
        self.lines.push('\n');
    }

    /// Writes what was noted of a file of the log, all at once.
    pub(super) fn write(&mut self, log: u64) -> Result<(), IoError> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let failed = |cause| IoError::system("write", &self.path, cause);
        let mut file = File::options().create(true).append(true).open(&self.path).map_err(failed)?;
        if file.metadata().map_err(failed)?.len() > LONGEST_FILE {
            let aside = self.path.with_extension("1.ndjson");
            std::fs::rename(&self.path, aside).map_err(failed)?;
            file = File::options().create(true).append(true).open(&self.path).map_err(failed)?;
        }
        file.write_all(self.lines.as_bytes()).and_then(|()| file.sync_data()).map_err(failed)?;
        self.lines.clear();
        self.written = log;
        Ok(())
    }
}
