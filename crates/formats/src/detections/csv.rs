//! Owns reading a CSV table: header, separator, and the parts of the file on all processors.
//! Does not split records.
//!
//! The file is streamed twice in blocks that stay in the processor's cache: once to find where
//! records begin, once to read them. That is faster than to hold the file in memory, whose
//! pages cost more than the second reading.

use super::{
    check::Checks,
    columns::Layout,
    csv_rows::RecordReader,
    csv_scan::{self, Piece},
    parts::{Filled, Part, join_parts},
    preview::SaidColumns,
    sniff::{self, BYTE_ORDER_MARK},
    without_rows,
};
use crate::{IoError, Problems, RowKind, atlas::Detections, lang::Message};
use ::csv::{ByteRecord, ReaderBuilder};
use rayon::prelude::*;
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

/// Bytes read at once: a block and the rows that it becomes fit a second-level cache.
pub(super) const BLOCK: usize = 512 << 10;
/// Longest header. A file without any line end is not read on for ever.
const LONGEST_HEADER: u64 = 1 << 20;
const SEPARATORS: [u8; 3] = *b",;\t";

/// Reads detections from a CSV file with a header. The separator (comma, semicolon or tab) is
/// told from the header; with semicolons or tabs, "54,7" is a number.
///
/// # Errors
/// The file cannot be read, is no text table, or has neither positions nor regions.
pub(super) fn read_csv(path: &Path, said: &SaidColumns) -> Result<(Detections, Problems), IoError> {
    read_in_blocks(path, BLOCK, said)
}

pub(super) fn read_in_blocks(
    path: &Path,
    block: usize,
    said: &SaidColumns,
) -> Result<(Detections, Problems), IoError> {
    let head = Head::read(path)?;
    let layout = Layout::find(path, &head.names, said)?;
    let pieces = csv_scan::pieces(path, &head, block)?;
    let rows = pieces.iter().map(|piece| piece.most_rows as usize).sum();
    if rows > u32::MAX as usize {
        return Err(IoError::unusable(
            path,
            None,
            "expected-fewer-rows",
            Message::new("found-lines").count(rows),
        ));
    }
    let mut table = Detections::blank(rows);
    let parts = Part::split(&mut table, pieces.iter().map(|piece| piece.most_rows as usize));
    let reader = RecordReader::new(&layout, head.separator);
    let filled: Vec<Filled> = parts
        .into_par_iter()
        .zip(&pieces)
        .map_init(
            || (sniff::open(path), Vec::new()),
            |(file, bytes), (part, piece)| {
                let file = file.as_mut().map_err(|_| changed(path))?;
                read_range(path, file, piece.start, piece.end, bytes)?;
                read_piece(path, &reader, bytes, piece, part)
            },
        )
        .collect::<Result<_, IoError>>()?;
    let mut problems = join_parts(&mut table, filled);
    if table.is_empty() && problems.is_empty() {
        problems.add(without_rows(path));
    }
    Ok((table, problems))
}

fn read_piece(
    path: &Path,
    reader: &RecordReader,
    bytes: &[u8],
    piece: &Piece,
    mut part: Part<'_>,
) -> Result<Filled, IoError> {
    let mut checks = Checks::new(path, RowKind::Line);
    let seen = reader.read(bytes, piece.first_line, &mut part, &mut checks).ok_or_else(|| changed(path))?;
    Ok(part.finish(seen, checks.problems))
}

/// Fills `bytes` with a stretch of the file.
pub(crate) fn read_range(
    path: &Path,
    file: &mut File,
    start: u64,
    end: u64,
    bytes: &mut Vec<u8>,
) -> Result<(), IoError> {
    let failed = |cause| IoError::system("read", path, cause);
    bytes.resize((end - start) as usize, 0);
    file.seek(SeekFrom::Start(start)).map_err(failed)?;
    file.read_exact(bytes).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::UnexpectedEof => changed(path),
        _ => failed(cause),
    })
}

fn changed(path: &Path) -> IoError {
    IoError::unusable(path, None, "expected-unchanged-file", "found-changed-file")
}

/// The header of a CSV file.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) separator: u8,
    pub(crate) names: Vec<String>,
    /// First byte behind it.
    pub(super) end: u64,
    /// First line behind it.
    pub(super) next_line: u64,
    /// Length of the file.
    pub(crate) file_len: u64,
}

impl Head {
    pub(crate) fn read(path: &Path) -> Result<Self, IoError> {
        let failed = |cause| IoError::system("read", path, cause);
        let mut file = sniff::open(path)?;
        let file_len = file.metadata().map_err(failed)?.len();
        let mut start = Vec::new();
        file.by_ref().take(LONGEST_HEADER).read_to_end(&mut start).map_err(failed)?;
        let text = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&start);
        let candidates = SEPARATORS.map(|separator| Candidate::read(text, separator));
        // `max_by_key` takes the last of equals: the comma where nothing speaks for another.
        let best = candidates.into_iter().rev().max_by_key(|c| (c.known, c.names.len()));
        let Some(Candidate { separator, names, len, .. }) = best else {
            return Err(IoError::unusable(path, None, "expected-header", "found-nothing"));
        };
        let header = &text[..len];
        // Only the header must be text for certain; later damage is reported by its line.
        sniff::refuse_other(
            path,
            if header.is_empty() { text } else { &start[..start.len() - text.len() + len] },
        )?;
        if len == text.len() && (len as u64) < file_len && start.len() as u64 == LONGEST_HEADER {
            return Err(IoError::unusable(path, Some(1), "expected-short-header", "found-no-end"));
        }
        Ok(Self {
            separator,
            names,
            end: (start.len() - text.len() + len) as u64,
            next_line: 1 + memchr::memchr_iter(b'\n', header).count() as u64,
            file_len,
        })
    }
}

/// A header as one separator would make it.
#[derive(Debug)]
struct Candidate {
    separator: u8,
    names: Vec<String>,
    len: usize,
    known: usize,
}

impl Candidate {
    fn read(text: &[u8], separator: u8) -> Self {
        let mut reader =
            ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text);
        let mut record = ByteRecord::new();
        // Reading from memory cannot fail; a header that is no table has no known names.
        let _ = reader.read_byte_record(&mut record);
        let mut len = (reader.position().byte() as usize).min(text.len());
        if text[..len].ends_with(b"\r") && text[len..].starts_with(b"\n") {
            len += 1;
        }
        let names: Vec<String> =
            record.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let is_known = |name: &&String| ::table::Meaning::of(name).is_some();
        let known = names.iter().filter(is_known).count();
        Self { separator, names, len, known }
    }
}
