//! Owns reading the records of a piece of CSV text into columns: fields, quotes, cells. Does not
//! read files nor decide where a piece begins.
//!
//! Main type: [`RecordReader`].

use super::{
    check::{Checks, Row},
    columns::{Column, Layout},
    parts::Part,
    text::{Cell, cell, day_and_minute, is_code, number, number_of_people},
};
use crate::{
    Severity,
    atlas::{DetectionKind, Legal, NO_DAY, NO_MINUTE, NO_REGION},
    lang::Message,
    provenance::Status,
};
use memchr::{memchr, memchr_iter, memchr2};
use std::borrow::Cow;

/// Fields of one record: those of [`Column::ALL`], and one place for all that are not read.
type Fields<'a> = [&'a [u8]; Column::COUNT + 1];
const NOT_READ: usize = Column::COUNT;

/// Reads records of one file.
#[derive(Debug)]
pub(super) struct RecordReader {
    separator: u8,
    point: u8,
    /// Place in [`Fields`] of each field of a record, and a last one for any beyond.
    slots: Vec<usize>,
}

/// Where a record ended and how many fields it had.
struct Split {
    next: usize,
    fields: usize,
    /// Whether it is one empty line.
    blank: bool,
    unclosed: bool,
}

impl RecordReader {
    pub(super) fn new(layout: &Layout, separator: u8) -> Self {
        let mut slots = vec![NOT_READ; layout.width() + 1];
        for (column, place) in layout.present() {
            slots[place] = column as usize;
        }
        // Where the comma separates fields it cannot also be the decimal sign.
        Self { separator, point: if separator == b',' { b'.' } else { b',' }, slots }
    }

    /// A reader of texts that are cells already, with a decimal point.
    pub(super) const fn of_texts() -> Self {
        Self { separator: b',', point: b'.', slots: Vec::new() }
    }

    /// Takes one detection given as the texts of [`Column::ALL`], if it is good.
    pub(super) fn take_texts(
        &self,
        texts: &[String; Column::COUNT],
        at: u64,
        number: u32,
        part: &mut Part<'_>,
        checks: &mut Checks<'_>,
    ) {
        let mut fields: Fields = [b""; Column::COUNT + 1];
        for (field, text) in fields.iter_mut().zip(texts) {
            *field = text.as_bytes();
        }
        self.take(&fields, at, number, part, checks);
    }

    /// Reads all records of `bytes` into `part`, which begin at line `line`. How many there were;
    /// nothing if they are more than there is room for.
    pub(super) fn read(
        &self,
        bytes: &[u8],
        mut line: u64,
        part: &mut Part<'_>,
        checks: &mut Checks<'_>,
    ) -> Option<usize> {
        let mut fields: Fields = [b""; Column::COUNT + 1];
        let (mut at, mut seen) = (0, 0);
        let has_quotes = memchr(b'"', bytes).is_some();
        while at < bytes.len() {
            let split = self.split(bytes, at, &mut fields);
            if !split.blank {
                if part.is_full() {
                    return None;
                }
                if split.unclosed {
                    checks.report(Severity::Error, None, line, "expected-closing-quote", || {
                        "found-end-of-file".into()
                    });
                } else if split.fields == self.slots.len() - 1 {
                    self.take(&fields, line, seen as u32, part, checks);
                } else {
                    self.report_width(split.fields, line, checks);
                }
                seen += 1;
            }
            line += if has_quotes { memchr_iter(b'\n', &bytes[at..split.next]).count() as u64 } else { 1 };
            at = split.next;
        }
        Some(seen)
    }

    #[cold]
    fn report_width(&self, found: usize, line: u64, checks: &mut Checks<'_>) {
        let expected = Message::new("expected-header-fields").count(self.slots.len() - 1);
        checks.report(Severity::Error, None, line, expected, || found.to_string().into());
    }

    /// Splits the record at `start` into fields.
    #[inline]
    fn split<'a>(&self, bytes: &'a [u8], start: usize, fields: &mut Fields<'a>) -> Split {
        let (mut at, mut count) = (start, 0);
        let spare = self.slots.len() - 1;
        loop {
            let rest = &bytes[at..];
            let (text, len) = if rest.first() == Some(&b'"') {
                match self.quoted(rest) {
                    Some(field) => field,
                    None => return Split { next: bytes.len(), fields: 0, blank: false, unclosed: true },
                }
            } else {
                let len = memchr2(self.separator, b'\n', rest).unwrap_or(rest.len());
                (&rest[..len], len)
            };
            let ends_record = rest.get(len) != Some(&self.separator);
            let text = if ends_record { text.strip_suffix(b"\r").unwrap_or(text) } else { text };
            fields[self.slots[count.min(spare)]] = text;
            count += 1;
            at += len + 1;
            if ends_record {
                let blank =
                    count == 1 && text.is_empty() && matches!(rest.first(), Some(b'\n' | b'\r') | None);
                return Split { next: at.min(bytes.len()), fields: count, blank, unclosed: false };
            }
        }
    }

    /// Text and length of the quoted field at the start of `rest`; nothing if it never closes.
    /// A field that is more than its quotes' content keeps them, see [`unquoted`].
    fn quoted<'a>(&self, rest: &'a [u8]) -> Option<(&'a [u8], usize)> {
        let (mut close, mut is_doubled) = (1, false);
        loop {
            close += memchr(b'"', &rest[close..])?;
            if rest.get(close + 1) != Some(&b'"') {
                break;
            }
            is_doubled = true;
            close += 2;
        }
        let behind = close + 1;
        let len = behind + memchr2(self.separator, b'\n', &rest[behind..]).unwrap_or(rest.len() - behind);
        let is_plain = !is_doubled && rest[behind..len].trim_ascii().is_empty();
        Some((if is_plain { &rest[1..close] } else { &rest[..len] }, len))
    }

    /// Reads the cells of a record and takes it if it is good.
    #[inline]
    fn take(
        &self,
        fields: &Fields<'_>,
        line: u64,
        number: u32,
        part: &mut Part<'_>,
        checks: &mut Checks<'_>,
    ) {
        let cells = Cells { fields, line, point: self.point };
        let region = cells.region(checks);
        let Some(mut row) = cells.row(region.is_some(), checks) else { return };
        if checks.accept(&mut row, line) {
            let region = region.map_or(NO_REGION, |code| part.code(&code));
            part.push(&row, region, number);
        }
    }
}

/// The cells of one record.
struct Cells<'a> {
    fields: &'a Fields<'a>,
    line: u64,
    point: u8,
}

impl<'a> Cells<'a> {
    #[inline]
    fn row(&self, has_region: bool, checks: &mut Checks<'_>) -> Option<Row> {
        let seen = |column, checks: &mut Checks<'_>| {
            let (day, minute) = self.other(column, day_and_minute, checks).unwrap_or((NO_DAY, None));
            (day, minute.unwrap_or(NO_MINUTE))
        };
        let (first_seen_day, first_seen_minute) = seen(Column::FirstSeen, checks);
        let (last_seen_day, last_seen_minute) = seen(Column::LastSeen, checks);
        Some(Row {
            lon: self.number(Column::Lon, Severity::Error, checks)?,
            lat: self.number(Column::Lat, Severity::Error, checks)?,
            // What a row is counted by is its place: it stays without the rest.
            kw: self.number(Column::Kw, Severity::Warning, checks).unwrap_or(f64::NAN),
            score: self.number(Column::Score, Severity::Warning, checks).unwrap_or(f64::NAN),
            first_seen_day,
            first_seen_minute,
            last_seen_day,
            last_seen_minute,
            kind: self.other(Column::Kind, kind, checks),
            status: self.other(Column::Status, status, checks).unwrap_or(Status::Detected),
            legal: self.other(Column::Legal, legal, checks).flatten(),
            has_region,
        })
    }

    fn text(&self, column: Column) -> &'a [u8] {
        self.fields[column as usize]
    }

    /// A number, NaN where none stands; nothing where something else does.
    #[inline]
    fn number(&self, column: Column, severity: Severity, checks: &mut Checks<'_>) -> Option<f64> {
        match cell(self.text(column), |text| number(text, self.point)) {
            Cell::Good(value) => Some(value),
            Cell::Missing => Some(f64::NAN),
            Cell::Bad => {
                let text = self.text(column);
                // "1,200" between commas may be a thousand; a degree is none.
                let is_thousand = self.point == b'.'
                    && !matches!(column, Column::Lon | Column::Lat)
                    && text.iter().rev().position(|&byte| byte == b',') == Some(3);
                let read = number_of_people(text, self.point).filter(|_| !is_thousand);
                if read.is_none() {
                    self.bad(severity, column, checks);
                }
                read
            }
        }
    }

    #[inline]
    fn other<T>(
        &self,
        column: Column,
        parse: impl Fn(&'a [u8]) -> Option<T>,
        checks: &mut Checks<'_>,
    ) -> Option<T> {
        match cell(self.text(column), parse) {
            Cell::Good(value) => Some(value),
            Cell::Missing => None,
            Cell::Bad => {
                self.bad(Severity::Warning, column, checks);
                None
            }
        }
    }

    #[inline]
    fn region(&self, checks: &mut Checks<'_>) -> Option<Cow<'a, str>> {
        self.other(Column::Region, region_code, checks)
    }

    #[cold]
    fn bad(&self, severity: Severity, column: Column, checks: &mut Checks<'_>) {
        checks.bad_value(severity, column, self.line, || {
            String::from_utf8_lossy(self.text(column)).into_owned()
        });
    }
}

/// A region code: one line of UTF-8 text.
#[inline]
fn region_code(text: &[u8]) -> Option<Cow<'_, str>> {
    let code = match unquoted(text.trim_ascii()) {
        Cow::Borrowed(code) => Cow::Borrowed(str::from_utf8(code).ok()?),
        Cow::Owned(code) => Cow::Owned(String::from_utf8(code).ok()?),
    };
    is_code(&code).then_some(code)
}

/// Content of a field that kept its quotes.
fn unquoted(text: &[u8]) -> Cow<'_, [u8]> {
    if text.first() != Some(&b'"') {
        return Cow::Borrowed(text);
    }
    let mut content = Vec::with_capacity(text.len());
    let (mut inside, mut at) = (true, 1);
    while let Some(&byte) = text.get(at) {
        at += 1;
        if !(inside && byte == b'"') {
            content.push(byte);
        } else if text.get(at) == Some(&b'"') {
            content.push(byte);
            at += 1;
        } else {
            inside = false;
        }
    }
    Cow::Owned(content)
}

pub(super) fn kind(word: &[u8]) -> Option<DetectionKind> {
    DetectionKind::ALL.into_iter().find(|kind| kind.id().as_bytes() == word)
}

pub(super) fn status(word: &[u8]) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.id().as_bytes() == word)
}

/// Whether registered; a word that says it is not known is a good one too.
#[expect(clippy::option_option, reason = "a bad word is not the same as one that says unknown")]
pub(super) fn legal(word: &[u8]) -> Option<Option<Legal>> {
    let known = Legal::ALL.into_iter().find(|legal| legal.id().as_bytes() == word);
    (known.is_some() || word == Legal::UNKNOWN.as_bytes()).then_some(known)
}
