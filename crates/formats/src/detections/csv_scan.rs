//! Owns cutting a CSV file into pieces at ends of records, so that the pieces can be read at
//! once. Does not read records.
//!
//! Without quotes every line end ends a record, and all blocks are scanned at once. A quote can
//! hide line ends, and whether it does depends on all that stands before: then the blocks are
//! scanned one after the other.

use super::{
    csv::{Head, read_range},
    sniff,
};
use crate::IoError;
use memchr::{memchr, memchr_iter};
use rayon::prelude::*;
use std::path::Path;

/// A stretch of the file that holds whole records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: u64,
    pub(crate) end: u64,
    /// Line of the first record, counted from 1.
    pub(crate) first_line: u64,
    /// At most so many records.
    pub(crate) most_rows: u64,
}

/// Longest piece: a line or a quoted field must fit.
const LONGEST_PIECE: u64 = 256 << 20;

/// What a block shows.
#[derive(Clone, Copy, Debug, Default)]
struct Scanned {
    first_end: Option<RecordEnd>,
    line_ends: u64,
    has_quotes: bool,
}

/// The first line end of a block that ends a record.
#[derive(Clone, Copy, Debug)]
struct RecordEnd {
    at: usize,
    /// Line ends up to it and with it.
    line_ends: u64,
}

/// Cuts what follows the header into pieces of about `block` bytes.
pub(crate) fn pieces(path: &Path, head: &Head, block: usize) -> Result<Vec<Piece>, IoError> {
    let starts: Vec<u64> = (head.end..head.file_len).step_by(block).collect();
    let end_of = |start: u64| (start + block as u64).min(head.file_len);
    let mut scanned: Vec<Scanned> = starts
        .par_iter()
        .map_init(
            || (sniff::open(path), Vec::new()),
            |(file, bytes), &start| {
                let file = file.as_mut().map_err(|_| unreadable(path))?;
                read_range(path, file, start, end_of(start), bytes)?;
                Ok(Scanned::of(bytes))
            },
        )
        .collect::<Result<_, IoError>>()?;
    if scanned.iter().any(|block| block.has_quotes) {
        let mut file = sniff::open(path)?;
        let mut bytes = Vec::new();
        let mut quotes = Quotes { state: State::Plain, previous: b'\n', separator: head.separator };
        for (scanned, &start) in scanned.iter_mut().zip(&starts) {
            read_range(path, &mut file, start, end_of(start), &mut bytes)?;
            scanned.first_end = quotes.scan(&bytes);
        }
    }
    let pieces = cut(head, &starts, &scanned, ends_open(path, head)?);
    if let Some(long) = pieces.iter().find(|piece| piece.end - piece.start > LONGEST_PIECE) {
        let found = "found-endless-record";
        return Err(IoError::unusable(path, Some(long.first_line), "expected-record", found));
    }
    Ok(pieces)
}

/// Whether the last line has no line end.
fn ends_open(path: &Path, head: &Head) -> Result<bool, IoError> {
    let mut last = Vec::new();
    if head.file_len > head.end {
        read_range(path, &mut sniff::open(path)?, head.file_len - 1, head.file_len, &mut last)?;
    }
    Ok(last.last().is_some_and(|&byte| byte != b'\n'))
}

fn unreadable(path: &Path) -> IoError {
    IoError::unusable(path, None, "expected-reopenable-file", "found-not-reopenable")
}

/// Pieces from one block's first end of a record to the next's.
fn cut(head: &Head, starts: &[u64], scanned: &[Scanned], ends_open: bool) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(starts.len());
    let mut piece = Piece { start: head.end, end: head.file_len, first_line: head.next_line, most_rows: 0 };
    for (&start, block) in starts.iter().zip(scanned) {
        let mut line_ends = block.line_ends;
        // The first block begins with a record already.
        if let Some(end) = block.first_end.filter(|_| start > head.end) {
            piece.end = start + end.at as u64 + 1;
            piece.most_rows += end.line_ends;
            line_ends -= end.line_ends;
            pieces.push(piece);
            let first_line = piece.first_line + piece.most_rows;
            piece = Piece { start: piece.end, end: head.file_len, first_line, most_rows: 0 };
        }
        piece.most_rows += line_ends;
    }
    piece.most_rows += u64::from(ends_open);
    if piece.start < piece.end {
        pieces.push(piece);
    }
    pieces
}

impl Scanned {
    fn of(bytes: &[u8]) -> Self {
        Self {
            first_end: memchr(b'\n', bytes).map(|at| RecordEnd { at, line_ends: 1 }),
            line_ends: memchr_iter(b'\n', bytes).count() as u64,
            has_quotes: memchr(b'"', bytes).is_some(),
        }
    }
}

/// Follows quotes from block to block: a quote opens a field only as its first byte, and a
/// doubled one inside stands for itself (RFC 4180, section 2).
#[derive(Debug)]
struct Quotes {
    state: State,
    /// Last byte of the block before.
    previous: u8,
    separator: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Plain,
    Quoted,
    /// Behind a quote inside a quoted field: its end, or the first of two.
    AfterQuote,
}

impl Quotes {
    /// Reads on through a block; its first line end outside of quotes.
    fn scan(&mut self, bytes: &[u8]) -> Option<RecordEnd> {
        let find = |byte, from: usize, to: usize| memchr(byte, &bytes[from..to]).map(|at| from + at);
        let mut first_end = None;
        let mut at = 0;
        while at < bytes.len() {
            let quote = find(b'"', at, bytes.len());
            match self.state {
                State::Plain => {
                    let until = quote.unwrap_or(bytes.len());
                    first_end = first_end.or_else(|| find(b'\n', at, until));
                    let before = until.checked_sub(1).map_or(self.previous, |before| bytes[before]);
                    if quote.is_some() && (before == self.separator || before == b'\n') {
                        self.state = State::Quoted;
                    }
                    at = until + 1;
                }
                State::Quoted => {
                    let Some(quote) = quote else { break };
                    self.state = State::AfterQuote;
                    at = quote + 1;
                }
                State::AfterQuote if bytes[at] == b'"' => {
                    self.state = State::Quoted;
                    at += 1;
                }
                State::AfterQuote => self.state = State::Plain,
            }
        }
        self.previous = bytes.last().copied().unwrap_or(self.previous);
        first_end.map(|at| RecordEnd { at, line_ends: memchr_iter(b'\n', &bytes[..=at]).count() as u64 })
    }
}
