//! Owns a log of messages in numbered files, each appended to and synced before its messages count as safe.
//! A record is its length and CRC-32, then time of arrival, flags, topic and payload; numbers are little-endian.
//! Does not know what messages say.
#![allow(clippy::disallowed_methods, reason = "a log is appended to; others write files by renaming")]

use crate::{
    IoError,
    files::read_file,
    inbox::{remove_file, sync_folder, write_durably},
};
use std::{
    fs::File,
    io::{BufReader, Read, Write},
    path::{Path, PathBuf},
};

/// A file is followed by the next when it is so long: one is held in memory as readings.
const LONGEST_FILE: u64 = 64 << 20;
/// Longest record that is believed; a longer length is damage.
const LONGEST_RECORD: u32 = 64 << 20;
/// Bytes before the topic: milliseconds, flags, length before cutting, length of the topic.
const HEAD: usize = 8 + 1 + 4 + 2;
/// File in the folder of the log with the number of the last one that was taken.
const TAKEN: &str = "taken";
const IS_RETAINED: u8 = 1;
const IS_CUT: u8 = 2;

/// A message as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// Its topic.
    pub topic: &'a str,
    /// What it says, or how that begins.
    pub payload: &'a [u8],
    /// When it came, in milliseconds since 1970 UTC.
    pub arrived_ms: i64,
    /// Whether it was kept from before.
    pub is_retained: bool,
    /// Bytes that it had, where it was too long to be kept whole.
    pub cut_from: Option<u32>,
}

/// The log as its writer sees it.
#[derive(Debug)]
pub struct ArrivalLog {
    folder: PathBuf,
    /// Number of the file that is appended to, or will be.
    number: u64,
    open: Option<(File, u64)>,
}

impl ArrivalLog {
    /// Opens the log in a folder, which is made. What was written before is closed.
    ///
    /// # Errors
    /// The system's, with the path.
    pub fn open(folder: &Path) -> Result<Self, IoError> {
        std::fs::create_dir_all(folder).map_err(|cause| IoError::system("write", folder, cause))?;
        let last = numbered(folder)?.last().map_or(0, |&(number, _)| number);
        // No number comes twice: what was noted of a file names it.
        let taken = taken_until(folder)?;
        Ok(Self { folder: folder.to_owned(), number: last.max(taken) + 1, open: None })
    }

    /// Appends messages; they are on the disk when this returns. Where it fails none of them counts, and the
    /// next attempt writes them all.
    ///
    /// # Errors
    /// The system's, with the path.
    pub fn append<'a>(&mut self, arrivals: impl Iterator<Item = Arrival<'a>>) -> Result<(), IoError> {
        let mut bytes = Vec::new();
        for arrival in arrivals {
            put(&mut bytes, arrival);
        }
        let path = self.path();
        let failed = |cause| IoError::system("write", &path, cause);
        let is_new = self.open.is_none();
        let (mut file, len) = match self.open.take() {
            Some(open) => open,
            None => (File::options().create(true).append(true).open(&path).map_err(failed)?, 0),
        };
        match file.write_all(&bytes).and_then(|()| file.sync_data()) {
            Ok(()) => {
                if is_new {
                    sync_folder(&self.folder)?;
                }
                let len = len + bytes.len() as u64;
                self.open = Some((file, len));
                if len >= LONGEST_FILE {
                    self.close();
                }
                Ok(())
            }
            Err(cause) => {
                // What is half written goes; where that fails too the file is left behind, and read as far as
                // it is whole.
                match file.set_len(len) {
                    Ok(()) if len > 0 => self.open = Some((file, len)),
                    _ => self.number += 1,
                }
                Err(failed(cause))
            }
        }
    }

    /// Ends the file that is appended to, so that it can be taken.
    pub fn close(&mut self) {
        if self.open.take().is_some() {
            self.number += 1;
        }
    }

    /// Numbers and paths of all files that are closed, in the order of their writing.
    ///
    /// # Errors
    /// The system's, with the path.
    pub fn closed(&self) -> Result<Vec<(u64, PathBuf)>, IoError> {
        let all = numbered(&self.folder)?.into_iter();
        Ok(all.filter(|&(number, _)| number < self.number).collect())
    }

    fn path(&self) -> PathBuf {
        self.folder.join(format!("{:010}.log", self.number))
    }
}

/// Number of the last file that was taken.
fn taken_until(folder: &Path) -> Result<u64, IoError> {
    let path = folder.join(TAKEN);
    if !path.exists() {
        return Ok(0);
    }
    let text = String::from_utf8_lossy(&read_file(&path)?).trim().to_owned();
    let number = text.parse();
    number.map_err(|_| IoError::unusable(&path, None, "expected-number", text))
}

/// Takes a file of the log away, and notes that it was taken.
pub(super) fn remove_taken(number: u64, path: &Path) -> Result<(), IoError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    write_durably(&folder.join(TAKEN), format!("{number}\n").as_bytes())?;
    remove_file(path)
}

fn numbered(folder: &Path) -> Result<Vec<(u64, PathBuf)>, IoError> {
    let failed = |cause| IoError::system("list", folder, cause);
    let number = |path: &Path| path.file_name()?.to_str()?.strip_suffix(".log")?.parse().ok();
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        all.extend(number(&path).map(|number| (number, path)));
    }
    all.sort_unstable();
    Ok(all)
}

fn put(bytes: &mut Vec<u8>, arrival: Arrival<'_>) {
    // MQTT has no longer topics.
    let topic_len = arrival.topic.len().min(usize::from(u16::MAX));
    let begin = bytes.len();
    bytes.extend([0; 8]);
    bytes.extend(arrival.arrived_ms.to_le_bytes());
    let flags = [(arrival.is_retained, IS_RETAINED), (arrival.cut_from.is_some(), IS_CUT)];
    bytes.push(flags.into_iter().filter(|&(is, _)| is).map(|(_, flag)| flag).sum());
    bytes.extend(arrival.cut_from.unwrap_or(0).to_le_bytes());
    bytes.extend((topic_len as u16).to_le_bytes());
    bytes.extend(&arrival.topic.as_bytes()[..topic_len]);
    bytes.extend(arrival.payload);
    let (len, sum) = (bytes.len() - begin - 8, crc32fast::hash(&bytes[begin + 8..]));
    bytes[begin..begin + 4].copy_from_slice(&(len as u32).to_le_bytes());
    bytes[begin + 4..begin + 8].copy_from_slice(&sum.to_le_bytes());
}

/// Reads a file of the log as far as it is whole: what a loss of power left half written was never
/// acknowledged. Each message comes with its place in bytes.
///
/// # Errors
/// The system's, with the path.
pub fn read_arrivals(path: &Path, each: &mut dyn FnMut(u64, Arrival<'_>)) -> Result<(), IoError> {
    let failed = |cause| IoError::system("read", path, cause);
    let mut file = BufReader::with_capacity(1 << 18, File::open(path).map_err(failed)?);
    let (mut head, mut record, mut at) = ([0; 8], Vec::new(), 0);
    loop {
        let got = read_full(&mut file, &mut head).map_err(failed)?;
        let len = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
        if got < head.len() || len > LONGEST_RECORD || (len as usize) < HEAD {
            return Ok(());
        }
        record.resize(len as usize, 0);
        let got = read_full(&mut file, &mut record).map_err(failed)?;
        let sum = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        if got < record.len() || crc32fast::hash(&record) != sum {
            return Ok(());
        }
        let Some(arrival) = arrival_of(&record) else { return Ok(()) };
        each(at, arrival);
        at += 8 + u64::from(len);
    }
}

fn arrival_of(record: &[u8]) -> Option<Arrival<'_>> {
    let (ms, rest) = record.split_first_chunk()?;
    let (&flags, rest) = rest.split_first()?;
    let (cut_from, rest) = rest.split_first_chunk()?;
    let (topic_len, rest) = rest.split_first_chunk()?;
    let (topic, payload) = rest.split_at_checked(usize::from(u16::from_le_bytes(*topic_len)))?;
    Some(Arrival {
        topic: std::str::from_utf8(topic).ok()?,
        payload,
        arrived_ms: i64::from_le_bytes(*ms),
        is_retained: flags & IS_RETAINED != 0,
        cut_from: (flags & IS_CUT != 0).then_some(u32::from_le_bytes(*cut_from)),
    })
}

/// Fills a buffer as far as the file goes.
fn read_full(file: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match file.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(n) => got += n,
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(got)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrival(payload: &[u8]) -> Arrival<'_> {
        Arrival { topic: "a/ж", payload, arrived_ms: -5, is_retained: true, cut_from: Some(7) }
    }

    fn payloads(path: &Path) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        read_arrivals(path, &mut |_, arrival| {
            let Arrival { topic, arrived_ms, is_retained, cut_from, payload } = arrival;
            assert_eq!((topic, arrived_ms, is_retained, cut_from), ("a/ж", -5, true, Some(7)));
            all.push(payload.to_vec());
        })
        .expect("readable");
        all
    }

    #[test]
    fn what_is_written_is_read_file_by_file() {
        let folder = tempfile::tempdir().expect("tempdir");
        let mut log = ArrivalLog::open(folder.path()).expect("opened");
        log.append([arrival(b"1"), arrival(b"")].into_iter()).expect("written");
        log.append([arrival(b"3")].into_iter()).expect("written");
        assert!(log.closed().expect("listed").is_empty(), "it is still appended to");
        log.close();
        log.close();
        log.append([arrival(b"4")].into_iter()).expect("written");
        let closed = log.closed().expect("listed");
        assert_eq!(closed.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1]);
        assert_eq!(payloads(&closed[0].1), [&b"1"[..], b"", b"3"]);
        // Another run closes what the one before left open.
        let log = ArrivalLog::open(folder.path()).expect("opened");
        assert_eq!(log.closed().expect("listed").len(), 2);
    }

    #[test]
    fn what_is_half_written_is_left_out_wherever_it_breaks_off() {
        let folder = tempfile::tempdir().expect("tempdir");
        let mut log = ArrivalLog::open(folder.path()).expect("opened");
        log.append([arrival(b"one"), arrival(b"two")].into_iter()).expect("written");
        let path = folder.path().join("0000000001.log");
        let whole = std::fs::read(&path).expect("there");
        let first = whole.len() / 2;
        for end in 0..whole.len() {
            std::fs::write(&path, &whole[..end]).expect("written");
            assert_eq!(payloads(&path).len(), usize::from(end >= first), "{end}");
        }
        let mut damaged = whole.clone();
        *damaged.last_mut().expect("a byte") ^= 1;
        std::fs::write(&path, damaged).expect("written");
        assert_eq!(payloads(&path), [b"one"]);
    }
}
