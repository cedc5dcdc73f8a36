//! Owns reading all of a plain table once: its rows, what each column holds, and what does not fit,
//! a cause a line. Whoever reads it afterwards reads neither short rows nor stray quotes, and knows
//! every cell that is not what its column is. Does not keep values.

mod column;
mod form;

#[cfg(feature = "query")]
pub(crate) use form::{integer, value};

use self::{
    column::{ColumnTally, Counted},
    form::{Form, day_form, form},
};
use crate::{
    error::{Error, Expected, Note, Problem},
    format::open,
    names::Meaning,
    plain::Plain,
    records::{LONGEST_FIELD, content, split, split_plain},
};
use memchr::{memchr, memchr_iter, memrchr};
use rayon::prelude::*;
use std::{
    io::{Read, Seek, SeekFrom, Write as _},
    path::Path,
};
use tempfile::NamedTempFile;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// No value.
    Empty,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Days.
    Day,
    /// Days with times, in UTC.
    Time,
    /// Anything else.
    Text,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCensus {
    /// What it is called here: that of the contract where its meaning is known.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Values of it that are no values: nothing, or a word for nothing.
    pub missing: u64,
    /// All cells are as a machine writes them.
    pub(crate) is_plain: bool,
}

/// What is in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// Rows that are taken.
    pub rows: u64,
    /// Columns in the order of the file.
    pub columns: Vec<ColumnCensus>,
    /// Whether commas separate the fractions of numbers.
    pub decimal_comma: bool,
    /// What does not fit.
    pub problems: Vec<Problem>,
}

/// Bytes scanned at once.
const BUFFER: usize = 16 << 20;

#[derive(Clone, Debug)]
struct Tally {
    columns: Vec<ColumnTally>,
    rows: u64,
    /// Line ends passed.
    lines: u64,
    wrong_width: Counted,
    unclosed: Counted,
    /// Blank lines and stray quotes, which other readers take for rows or lose their place at.
    untidy: bool,
}

/// Why a scan did not come to its end.
enum Stopped {
    Failed(std::io::Error),
    /// Letters that are not UTF-8, with what is around them.
    NotUtf8(Vec<u8>),
}

impl From<std::io::Error> for Stopped {
    fn from(cause: std::io::Error) -> Self {
        Self::Failed(cause)
    }
}

impl Census {
    /// Reads all of `plain`. Its text may be replaced: by that in another encoding, if letters were
    /// found that are not UTF-8, or by one without rows that are left out.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of(plain: &mut Plain) -> Result<Self, Error> {
        let path = plain.path().to_owned();
        let failed = Error::system(&path);
        let tally = match scan(plain) {
            Ok(tally) => tally,
            Err(Stopped::Failed(cause)) => return Err(failed(cause)),
            Err(Stopped::NotUtf8(part)) => {
                *plain = plain.reencoded(&part)?;
                match scan(plain) {
                    Ok(tally) => tally,
                    Err(Stopped::Failed(cause)) => return Err(failed(cause)),
                    Err(Stopped::NotUtf8(_)) => {
                        return Err(Error::unusable(&path, "text in one encoding", "several"));
                    }
                }
            }
        };
        if tally.untidy || tally.wrong_width.count > 0 || tally.unclosed.count > 0 {
            let text = tidied(plain).map_err(failed)?;
            plain.replace_text(text);
        }
        Ok(Self::made_of(tally, plain))
    }

    fn made_of(tally: Tally, plain: &mut Plain) -> Self {
        let meanings = Meaning::renamed(plain.header());
        let count = |form: Form| tally.columns.iter().map(|column| column.counts[form as usize]).sum::<u64>();
        let decimal_comma = count(Form::Comma) > 0
            || plain.separator() != b',' && count(Form::CommaThree) > 0 && count(Form::Decimal) == 0;
        let (shift, row_kind) = (plain.lines_before(), plain.row_kind());
        let shifted = |first: Vec<(u64, String)>| -> Vec<(u64, String)> {
            first.into_iter().map(|(line, found)| (line.saturating_add_signed(shift), found)).collect()
        };
        let mut problems = plain.problems().to_vec();
        let rows = [
            (Expected::Fields(tally.columns.len()), tally.wrong_width),
            (Expected::ClosingQuote, tally.unclosed),
        ];
        for (expected, Counted { count, first }) in rows.into_iter().filter(|(_, counted)| counted.count > 0)
        {
            problems.push(Problem { column: None, expected, count, first: shifted(first), row_kind });
        }
        let names = names(plain, &meanings);
        let mut columns = Vec::with_capacity(names.len());
        for ((name, column), meaning) in names.into_iter().zip(tally.columns).zip(meanings) {
            let kind = column.kind(meaning, decimal_comma);
            let (count, mut first) = column.unfit(kind, decimal_comma);
            first.truncate(Problem::FIRST);
            let first = shifted(first);
            let expected = match kind {
                ColumnKind::Integer => Some(Expected::Integer),
                ColumnKind::Number => Some(Expected::Number),
                ColumnKind::Day => Some(Expected::Day),
                ColumnKind::Time => Some(Expected::Time),
                ColumnKind::Empty | ColumnKind::Text => None,
            };
            if let Some(expected) = expected.filter(|_| count > 0) {
                problems.push(Problem { column: Some(name.clone()), expected, count, first, row_kind });
            } else if kind == ColumnKind::Text
                && let Some((others, line, found)) = column.mixed()
            {
                let line = line.saturating_add_signed(shift);
                plain.note(Note::MixedText { column: name.clone(), others, line, found });
            }
            let odd = [Form::Missing, Form::Grouped, Form::Comma, Form::CommaThree];
            let is_plain = count == 0 && !column.padded && odd.iter().all(|&form| column.count(form) == 0);
            let missing = column.count(Form::Empty)
                + if kind == ColumnKind::Text { 0 } else { column.count(Form::Missing) };
            columns.push(ColumnCensus { name, kind, missing, is_plain });
        }
        Self { rows: tally.rows, columns, decimal_comma, problems }
    }
}

/// What the columns are called: as in the contract, as in the file, or by their place, each once.
fn names(plain: &mut Plain, meanings: &[Option<Meaning>]) -> Vec<String> {
    let header = plain.header().to_vec();
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (place, (given, meaning)) in header.iter().zip(meanings).enumerate() {
        let given = given.trim().trim_start_matches('\u{feff}');
        let wanted = match meaning {
            Some(meaning) => meaning.name().to_owned(),
            None if given.is_empty() => format!("column_{}", place + 1),
            None => given.to_owned(),
        };
        // Names are compared as SQL has them, whatever their case.
        let is_taken = |name: &str, names: &[String]| {
            names.iter().any(|other| other.to_lowercase() == name.to_lowercase())
                || meaning.is_none() && meanings.iter().flatten().any(|meaning| meaning.name() == name)
        };
        let mut name = wanted.clone();
        let mut number = 2;
        while is_taken(&name, &names) {
            name = format!("{wanted}_{number}");
            number += 1;
        }
        if name != given {
            plain.note(Note::ReadAs { column: given.to_owned(), name: name.clone() });
        }
        names.push(name);
    }
    names
}

/// What the columns of a table are asked for.
struct Asked {
    separator: u8,
    /// Columns that hold days by their name: numbers in them are days, too.
    days: Vec<bool>,
}

impl Tally {
    fn new(width: usize) -> Self {
        Self {
            columns: vec![ColumnTally::default(); width],
            rows: 0,
            lines: 0,
            wrong_width: Counted::default(),
            unclosed: Counted::default(),
            untidy: false,
        }
    }

    fn append(&mut self, other: Self) {
        for (column, others) in self.columns.iter_mut().zip(other.columns) {
            column.append(others, self.lines);
        }
        self.wrong_width.append(other.wrong_width, self.lines);
        self.unclosed.append(other.unclosed, self.lines);
        self.rows += other.rows;
        self.lines += other.lines;
        self.untidy |= other.untidy;
    }

    #[inline]
    fn take(&mut self, asked: &Asked, fields: &[&[u8]]) {
        let line = self.lines + 1;
        if fields.len() != self.columns.len() {
            self.wrong_width.add(line, || fields.len().to_string());
            return;
        }
        self.rows += 1;
        for ((column, &text), &is_day) in self.columns.iter_mut().zip(fields).zip(&asked.days) {
            let trimmed = text.trim_ascii();
            column.padded |= trimmed.len() != text.len();
            let form = if is_day && trimmed.len() != 10 { day_form(trimmed) } else { form(trimmed) };
            column.add(form, line, trimmed);
        }
    }

    /// Takes whole lines without quotes.
    fn take_lines(&mut self, asked: &Asked, bytes: &[u8]) {
        let mut fields = Vec::with_capacity(self.columns.len());
        let mut from = 0;
        for end in memchr_iter(b'\n', bytes).chain((!bytes.ends_with(b"\n")).then_some(bytes.len())) {
            let line = &bytes[from..end];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.trim_ascii().is_empty() {
                self.untidy = true;
            } else {
                split_plain(line, asked.separator, &mut fields);
                self.take(asked, &fields);
            }
            self.lines += 1;
            from = end + 1;
        }
    }

    /// Takes records up to the end, or if more `follows`, up to one that may go on.
    fn take_records(&mut self, asked: &Asked, bytes: &[u8], follows: bool) -> usize {
        let mut fields = Vec::with_capacity(self.columns.len());
        let mut at = 0;
        while at < bytes.len() {
            let ended = split(bytes, at, asked.separator, &mut fields);
            let may_go_on = ended.next >= bytes.len() || ended.unclosed && bytes.len() - at <= LONGEST_FIELD;
            if follows && may_go_on && bytes.len() - at < BUFFER {
                break;
            }
            self.untidy |= ended.odd || ended.blank;
            if ended.unclosed {
                self.unclosed.add(self.lines + 1, || "none".to_owned());
            } else if !ended.blank {
                let has_doubled = fields.iter().any(|field| field.first() == Some(&b'"'));
                if has_doubled {
                    let texts: Vec<_> = fields.iter().map(|field| content(field)).collect();
                    let texts: Vec<&[u8]> = texts.iter().map(AsRef::as_ref).collect();
                    self.take(asked, &texts);
                } else {
                    self.take(asked, &fields);
                }
            }
            self.lines += memchr_iter(b'\n', &bytes[at..ended.next]).count() as u64;
            at = ended.next;
        }
        at
    }
}

/// First byte behind the header of a text, its lines, and whether empty ones stand above it.
fn behind_header(path: &Path, separator: u8) -> std::io::Result<(u64, u64, bool)> {
    let mut head = Vec::new();
    open(path).map_err(std::io::Error::other)?.take(LONGEST_FIELD as u64).read_to_end(&mut head)?;
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let (mut at, mut fields, mut is_below) = (mark, Vec::new(), false);
    // Empty lines may stand above it.
    while at < head.len() {
        let ended = split(&head, at, separator, &mut fields);
        at = ended.next;
        if !ended.blank {
            break;
        }
        is_below = true;
    }
    Ok((at as u64, memchr_iter(b'\n', &head[..at]).count() as u64, is_below))
}

fn scan(plain: &Plain) -> Result<Tally, Stopped> {
    let path = plain.text_path();
    let (start, header_lines, is_below) = behind_header(path, plain.separator())?;
    let meanings = Meaning::renamed(plain.header());
    let asked = Asked {
        separator: plain.separator(),
        days: meanings.iter().map(|meaning| meaning.is_some_and(Meaning::is_day)).collect(),
    };
    let mut tally = Tally::new(plain.header().len());
    tally.lines = header_lines;
    tally.untidy = is_below;
    let mut file = open(path).map_err(std::io::Error::other)?;
    file.seek(SeekFrom::Start(start))?;
    let (mut bytes, mut kept) = (Vec::with_capacity(BUFFER + LONGEST_FIELD), 0);
    loop {
        let read =
            Read::by_ref(&mut file).take((BUFFER - kept.min(BUFFER / 2)) as u64).read_to_end(&mut bytes)?;
        let follows = read > 0;
        let whole = if follows { memrchr(b'\n', &bytes).map_or(0, |at| at + 1) } else { bytes.len() };
        let used = if memchr(b'"', &bytes).is_some() {
            check_utf8(&bytes[..whole])?;
            tally.take_records(&asked, &bytes, follows)
        } else {
            for part in take_parts(&asked, tally.columns.len(), &bytes[..whole])? {
                tally.append(part);
            }
            whole
        };
        bytes.drain(..used);
        kept = bytes.len();
        if !follows {
            return Ok(tally);
        }
    }
}

/// Takes lines on all processors.
fn take_parts(asked: &Asked, width: usize, bytes: &[u8]) -> Result<Vec<Tally>, Stopped> {
    const PART: usize = 1 << 20;
    let mut parts = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = memchr(b'\n', &rest[PART.min(rest.len())..])
            .map_or(rest.len(), |at| PART.min(rest.len()) + at + 1);
        let (part, behind) = rest.split_at(end);
        parts.push(part);
        rest = behind;
    }
    let take = |part: &[u8]| {
        check_utf8(part)?;
        let mut tally = Tally::new(width);
        tally.take_lines(asked, part);
        Ok(tally)
    };
    parts.into_par_iter().map(take).collect()
}

fn check_utf8(text: &[u8]) -> Result<(), Stopped> {
    const AROUND: usize = 1 << 16;
    match str::from_utf8(text) {
        Ok(_) => Ok(()),
        // A letter may be cut by the end of what was read.
        Err(cause) if cause.error_len().is_none() => Ok(()),
        Err(cause) => {
            let at = cause.valid_up_to();
            let part = &text[at.saturating_sub(AROUND)..(at + AROUND).min(text.len())];
            Err(Stopped::NotUtf8(part.to_vec()))
        }
    }
}

/// The text without blank lines, rows of another width, and rows whose quotes are not closed; with
/// all others quoted as everybody reads them.
fn tidied(plain: &Plain) -> std::io::Result<NamedTempFile> {
    let path = plain.text_path();
    let separator = plain.separator();
    let width = plain.header().len();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .buffer_capacity(1 << 20)
        .from_writer(NamedTempFile::new()?);
    writer.write_record(plain.header())?;
    let mut file = open(path).map_err(std::io::Error::other)?;
    file.seek(SeekFrom::Start(behind_header(path, separator)?.0))?;
    let mut bytes = Vec::with_capacity(BUFFER);
    loop {
        let room = (BUFFER.saturating_sub(bytes.len())).max(BUFFER / 2);
        let follows = Read::by_ref(&mut file).take(room as u64).read_to_end(&mut bytes)? > 0;
        let (mut at, mut fields) = (0, Vec::new());
        while at < bytes.len() {
            let ended = split(&bytes, at, separator, &mut fields);
            let may_go_on = ended.next >= bytes.len() || ended.unclosed && bytes.len() - at <= LONGEST_FIELD;
            if follows && may_go_on && bytes.len() - at < BUFFER {
                break;
            }
            if !ended.blank && !ended.unclosed && fields.len() == width {
                writer.write_record(fields.iter().map(|field| content(field)))?;
            }
            at = ended.next;
        }
        bytes.drain(..at);
        if !follows {
            break;
        }
    }
    let mut spool = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    spool.flush()?;
    Ok(spool)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their files")]
mod tests {
    use super::*;
    use crate::Options;
    use std::fs;

    fn census(bytes: &[u8]) -> (Census, Vec<String>, String) {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("t.csv");
        fs::write(&path, bytes).expect("written");
        let mut plain = Plain::open(&path, &Options::default()).expect("a table");
        let census = Census::of(&mut plain).expect("read");
        let text = fs::read_to_string(plain.text_path()).expect("UTF-8");
        (census, plain.notes().iter().map(ToString::to_string).collect(), text)
    }

    fn kinds(text: &str) -> Vec<ColumnKind> {
        census(text.as_bytes()).0.columns.iter().map(|column| column.kind).collect()
    }

    fn said(census: &Census) -> Vec<String> {
        census.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_are_what_all_their_cells_are() {
        use ColumnKind::{Day, Empty, Integer, Number, Text, Time};
        let text = "a;b;c;d;e;f;g\n1;1,5;007;2025-03-12;2025-03-12T10:00:00Z;x;\n-2;1 200;12;12.03.2025;2025-03-13;;\n";
        assert_eq!(kinds(text), [Integer, Number, Text, Day, Time, Text, Empty]);
        // A guess from the first rows would say Integer.
        let late = format!("a,b\n{}1.5,x\n", "1,x\n".repeat(100_000));
        assert_eq!(kinds(&late), [Number, Text]);
    }

    #[test]
    fn a_value_that_does_not_fit_is_named_whether_its_column_is_asked_for_or_not() {
        let mut text = "lon,kw,note\n".to_owned() + &"104.3,12,a\n".repeat(300);
        text += "104.3,many,b\n104.3,few,c\n";
        let (census, _, _) = census(text.as_bytes());
        assert_eq!(census.rows, 302);
        assert_eq!(
            said(&census),
            ["line 302, kw: expected a number, found \"many\" (and 1 more; lines 303)"]
        );
        assert_eq!(census.problems[0].count, 2);
    }

    #[test]
    fn short_long_and_blank_rows_and_stray_quotes_are_left_out_or_mended() {
        let (census, _, text) = census(b"a,b\n1,x\n2\n\n3,y,z\n4,5\" pipe\n\"5,z\n6,w\n");
        assert_eq!(
            said(&census),
            [
                "line 3: expected 2 fields as in the header, found 1 (and 1 more; lines 5)",
                "line 7: expected a closing quote, found none",
            ]
        );
        assert_eq!((census.rows, text.as_str()), (3, "a,b\n1,x\n4,\"5\"\" pipe\"\n6,w\n"));
    }

    #[test]
    fn letters_of_another_page_far_behind_are_read_as_such() {
        let mut bytes = "region,kw\n".to_owned().into_bytes();
        for _ in 0..400_000 {
            bytes.extend_from_slice(b"RU-IRK,1\n");
        }
        bytes.extend_from_slice(&encoding_rs::WINDOWS_1251.encode("Иркутская область,1\n").0);
        for _ in 0..400_000 {
            bytes.extend_from_slice(b"RU-IRK,1\n");
        }
        let (census, notes, text) = census(&bytes);
        assert_eq!((census.rows, notes), (800_001, vec!["read as windows-1251".to_owned()]));
        assert!(text.contains("Иркутская"));
    }

    #[test]
    fn a_comma_that_may_set_thousands_apart_is_no_number_by_itself() {
        let (comma, _, _) = census(b"id,a\nx,\"1,200\"\ny,\"2,300\"\n");
        assert_eq!(comma.columns[1].kind, ColumnKind::Text);
        let (clear, _, _) = census(b"id,a\nx,\"1,200\"\ny,\"2,3\"\n");
        assert_eq!((clear.columns[1].kind, clear.decimal_comma), (ColumnKind::Number, true));
    }

    #[test]
    fn columns_have_one_name_each() {
        let (census, notes, _) = census("Долгота;широта;;lat;a;A\n1,5;2,5;x;3;1;2\n".as_bytes());
        let names: Vec<&str> = census.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["lon", "широта", "column_3", "lat", "a", "A_2"]);
        assert_eq!(notes[0], "column \"Долгота\" read as lon");
    }

    #[test]
    fn a_column_of_numbers_and_words_is_text_and_says_so() {
        let (census, notes, _) = census("house,kw\n12,1\n14а,2\n15,3\n".as_bytes());
        assert_eq!(census.columns[0].kind, ColumnKind::Text);
        assert_eq!(
            notes,
            ["column house taken as text: 1 of its values are no numbers, the first \"14а\" in line 3"]
        );
    }

    #[test]
    fn quotes_over_line_ends_keep_the_count_of_lines() {
        let mut text = "a,b\n".to_owned() + &"\"x\ny\",1\n".repeat(200_000);
        text += "z,one\n";
        let (census, _, _) = census(text.as_bytes());
        assert_eq!((census.rows, census.problems.len()), (200_001, 1));
        assert_eq!(census.problems[0].first, [(400_002, "one".to_owned())]);
    }
}
