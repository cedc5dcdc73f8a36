//! Owns decoding CSV tables of series. Does not judge values.
//!
//! Main type: [`CsvTable`].

use super::{
    block::{
        Bad, BadCell, Block, Mark, NO_NAME, NO_TIME, Names, Run, Values, Want, is_made_up, push_run,
        quality_of,
    },
    quantity::Quantity,
};
use crate::lang::Message;
use crate::{
    IoError,
    detections::{
        csv::{Head, read_range},
        csv_scan::{self, Piece},
        sniff,
        text::{Cell, cell, is_code, number, time_s},
    },
    excerpt,
};
use ::csv::{ByteRecord, ReaderBuilder};
use arrow_buffer::NullBuffer;
use headend::Quality;
use std::{
    fs::File,
    ops::Range,
    path::{Path, PathBuf},
};

/// Bytes of a piece.
const PIECE: usize = 4 << 20;
/// Rows handed out at once.
const BLOCK_ROWS: usize = 1 << 14;

/// An open CSV file.
#[derive(Debug)]
pub(super) struct CsvTable {
    path: PathBuf,
    head: Head,
    places: [usize; 3],
    quality: Option<usize>,
    pieces: Vec<Piece>,
    /// Rows before each piece, and all of them; known after all pieces were read once.
    rows_before: Vec<u64>,
}

impl CsvTable {
    pub(super) fn open(path: &Path, quantity: Quantity) -> Result<Self, IoError> {
        let head = Head::read(path)?;
        let places = super::table::places(path, &head.names, quantity)?;
        let quality = super::table::quality_place(&head.names);
        let pieces = csv_scan::pieces(path, &head, PIECE)?;
        Ok(Self { path: path.to_owned(), head, places, quality, pieces, rows_before: Vec::new() })
    }

    pub(super) const fn has_quality(&self) -> bool {
        self.quality.is_some()
    }

    pub(super) const fn piece_count(&self) -> usize {
        self.pieces.len()
    }

    /// Remembers how many rows each piece has.
    pub(super) fn set_rows(&mut self, counts: impl Iterator<Item = u64>) {
        let mut sum = 0;
        self.rows_before = std::iter::once(0)
            .chain(counts.map(|count| {
                sum += count;
                sum
            }))
            .collect();
    }

    pub(super) fn row_count(&self) -> u64 {
        self.rows_before.last().copied().unwrap_or(0)
    }

    /// Decodes rows and hands them out in blocks.
    pub(super) fn read(
        &self,
        rows: &Range<u64>,
        want: Want,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        let mut file = sniff::open(&self.path)?;
        for (piece, range) in self.rows_before.windows(2).enumerate() {
            if range[1] <= rows.start || range[0] >= rows.end {
                continue;
            }
            let within = rows.start.max(range[0]) - range[0]..rows.end.min(range[1]) - range[0];
            self.read_within(&mut file, piece, range[0], &within, want, names, each)?;
        }
        Ok(())
    }

    /// Decodes a piece whose rows are not counted yet; they are numbered from 0.
    pub(super) fn read_piece(
        &self,
        piece: usize,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        let mut file = sniff::open(&self.path)?;
        self.read_within(&mut file, piece, 0, &(0..u64::MAX), Want::Names, names, each)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one reading, private to this file")]
    fn read_within(
        &self,
        file: &mut File,
        piece: usize,
        rows_before: u64,
        within: &Range<u64>,
        want: Want,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        let piece = &self.pieces[piece];
        let mut bytes = Vec::new();
        read_range(&self.path, file, piece.start, piece.end, &mut bytes)?;
        let mut reader = ReaderBuilder::new()
            .delimiter(self.head.separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(&bytes[..]);
        let mut record = ByteRecord::new();
        let mut rows = Rows { first_row: rows_before + within.start, ..Rows::default() };
        let mut row = 0;
        // Reading from memory cannot fail.
        while row < within.end && reader.read_byte_record(&mut record).unwrap_or(false) {
            if row >= within.start {
                let line = record.position().map_or(0, ::csv::Position::line) + piece.first_line - 1;
                self.take(&record, line, want, names, &mut rows);
                if rows.lines.len() == BLOCK_ROWS {
                    rows.hand_out(names, each)?;
                }
            }
            row += 1;
        }
        rows.hand_out(names, each)
    }

    fn take(&self, record: &ByteRecord, line: u64, want: Want, names: &mut Names, rows: &mut Rows) {
        let row = rows.lines.len() as u32;
        rows.lines.push(line);
        let width = self.head.names.len();
        let is_whole = record.len() == width;
        if !is_whole {
            let found =
                Message::new("found-fields-instead").count(record.len()).text("fields", width.to_string());
            rows.bad.push(Bad { row, what: BadCell::Row, found });
        }
        let text = |nth: usize| if is_whole { record.get(self.places[nth]).unwrap_or_default() } else { b"" };
        let bad = |rows: &mut Rows, what: BadCell, text: &[u8]| {
            if is_whole {
                rows.bad.push(Bad { row, what, found: excerpt(&String::from_utf8_lossy(text)) });
            }
        };
        if want.names() {
            let name = str::from_utf8(text(0).trim_ascii()).ok().filter(|name| is_code(name));
            if name.is_none() {
                bad(rows, BadCell::Name, text(0));
            }
            push_run(&mut rows.runs, name.map_or(NO_NAME, |name| names.number(name)), row, 1);
        }
        if want.values() {
            let time = if let Cell::Good(time) = cell(text(1), time_s) {
                time
            } else {
                bad(rows, BadCell::Time, text(1));
                NO_TIME
            };
            rows.ticks.push(time);
            // Where the comma separates fields it cannot also be the decimal sign.
            let point = if self.head.separator == b',' { b'.' } else { b',' };
            let value = match cell(text(2), |text| number(text, point)) {
                Cell::Good(value) => value,
                Cell::Missing => f64::NAN,
                Cell::Bad => {
                    bad(rows, BadCell::Value, text(2));
                    f64::NAN
                }
            };
            rows.values.push(value);
            let mark = self.quality.filter(|_| is_whole && !value.is_nan());
            let mark = mark.and_then(|place| record.get(place)).unwrap_or_default();
            let quality = quality_of(mark);
            if quality != Quality::Measured {
                rows.marks.push(Mark { row, quality });
            }
            if is_made_up(quality) {
                bad(rows, BadCell::Quality, mark);
            }
        }
    }
}

/// Rows on their way out.
#[derive(Debug, Default)]
struct Rows {
    first_row: u64,
    lines: Vec<u64>,
    runs: Vec<Run>,
    ticks: Vec<i64>,
    values: Vec<f64>,
    marks: Vec<Mark>,
    bad: Vec<Bad>,
}

impl Rows {
    fn hand_out(
        &mut self,
        names: &Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let present = self.present();
        each(&Block {
            first_row: self.first_row,
            len: self.lines.len(),
            runs: &self.runs,
            names: &names.list,
            ticks: &self.ticks,
            ticks_per_s: 1,
            values: Values::Real(&self.values),
            present: present.as_ref(),
            marks: &self.marks,
            lines: Some(&self.lines),
            bad: &self.bad,
        })?;
        self.first_row += self.lines.len() as u64;
        self.lines.clear();
        self.runs.clear();
        self.ticks.clear();
        self.values.clear();
        self.marks.clear();
        self.bad.clear();
        Ok(())
    }

    /// Which values count; nothing where none was made up.
    fn present(&self) -> Option<NullBuffer> {
        let mut made_up = self.marks.iter().filter(|mark| is_made_up(mark.quality)).peekable();
        made_up.peek()?;
        let mut counts = vec![true; self.values.len()];
        made_up.for_each(|mark| counts[mark.row as usize] = false);
        Some(NullBuffer::from(counts))
    }
}
