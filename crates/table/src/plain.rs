//! Owns turning a file into a plain table: text in UTF-8 whose first line is the header. What is one
//! already stays where it is; anything else is written to a temporary file, never beside the input.
//! Does not judge values.

use crate::{
    dialect::{self, Dialect},
    encoding::{encoding_of, is_utf8},
    error::{Error, Note, Problem, RowKind, excerpt},
    format::{Format, open},
    ndjson,
    packed::unpacked,
    workbook,
};
use encoding_rs::{Encoding, UTF_8};
use std::{
    fs::File,
    io::{BufWriter, Read, Seek, SeekFrom, Write as _},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// What the user knows better than the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Name or number (from 1) of the sheet of a workbook; else the first that is no empty one.
    pub sheet: Option<String>,
    /// Cells of the sheet, such as `B4:F200`.
    pub range: Option<String>,
    /// Label of the encoding of a text, such as `windows-1251`.
    pub encoding: Option<String>,
}

/// A table as plain text.
#[derive(Debug)]
pub struct Plain {
    path: PathBuf,
    spool: Option<NamedTempFile>,
    pub(crate) separator: u8,
    pub(crate) header: Vec<String>,
    pub(crate) lines_before: i64,
    pub(crate) row_kind: RowKind,
    notes: Vec<Note>,
    pub(crate) problems: Vec<Problem>,
}

/// Bytes by which a text is told.
const HEAD: usize = 1 << 20;
/// Bytes at the end in which a footer is looked for.
const TAIL: u64 = 1 << 16;
/// Bytes decoded at once.
const CHUNK: usize = 1 << 18;

impl Plain {
    /// Opens a text, a workbook or NDJSON, packed or not.
    ///
    /// # Errors
    /// The file cannot be read, is no such table, or has no header; the sheet or encoding that was
    /// asked for does not exist.
    pub fn open(path: &Path, options: &Options) -> Result<Self, Error> {
        let mut notes = Vec::new();
        let format = Format::of(path)?;
        let mut packed = None;
        if let Some((spool, note)) = unpacked(path, format)? {
            notes.push(note);
            packed = Some(spool);
        }
        let inner = packed.as_ref().map_or(path, |spool| spool.path());
        let format =
            if packed.is_some() { Format::of(inner).map_err(|cause| cause.of(path))? } else { format };
        let mut plain = match format {
            Format::Workbook => workbook::plain(inner, options)?,
            Format::Ndjson => ndjson::plain(inner)?,
            Format::Text => Self::of_text(inner, options)?,
            Format::Parquet | Format::Arrow => {
                return Err(Error::unusable(path, "a text, a workbook or NDJSON", "Parquet or Arrow"));
            }
            Format::Gzip | Format::Zstd => {
                return Err(Error::unusable(path, "a table", "packed data within packed data"));
            }
        };
        path.clone_into(&mut plain.path);
        // What was read in place was read in the unpacked file, which must outlive this.
        plain.spool = plain.spool.or(packed);
        notes.append(&mut plain.notes);
        plain.notes = notes;
        Ok(plain)
    }

    pub(crate) fn spooled(
        spool: NamedTempFile,
        header: Vec<String>,
        lines_before: i64,
        row_kind: RowKind,
    ) -> Self {
        Self {
            path: PathBuf::new(),
            spool: Some(spool),
            separator: b',',
            header,
            lines_before,
            row_kind,
            notes: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn of_text(path: &Path, options: &Options) -> Result<Self, Error> {
        let failed = Error::system(path);
        let mut head = Vec::new();
        open(path)?.take(HEAD as u64).read_to_end(&mut head).map_err(failed)?;
        let encoding = match &options.encoding {
            Some(label) => Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                Error::unusable(path, "a known encoding, such as windows-1251", format!("\"{label}\""))
            })?,
            None => encoding_of(&sample(path, &head)?),
        };
        let (text, _, _) = encoding.decode(&head);
        // The last line of a part may be cut, even in the middle of a letter.
        let whole = if head.len() < HEAD {
            &*text
        } else {
            &text[..text.rfind('\n').map_or(text.len(), |at| at + 1)]
        };
        if whole.bytes().take(CHUNK).filter(|&byte| byte == 0).count() > 0 {
            return Err(Error::unusable(path, "a text table", "binary data (null bytes)"));
        }
        let Some(dialect) = dialect::of(whole) else {
            let line = whole.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            let found = format!("\"{}\"", excerpt(line.as_bytes()));
            return Err(Error::unusable(path, "a line with the names of columns", found));
        };
        let Dialect { separator, header, mut header_at, mut lines_above } = dialect;
        if whole[..header_at].trim().is_empty() {
            // Empty lines are nothing to tell of.
            (header_at, lines_above) = (0, 0);
        }
        let mut plain = Self {
            path: path.to_owned(),
            spool: None,
            separator,
            header,
            lines_before: lines_above as i64,
            row_kind: RowKind::Line,
            notes: Vec::new(),
            problems: Vec::new(),
        };
        if encoding != UTF_8 {
            plain.notes.push(Note::Encoding(spelled(encoding)));
        }
        if lines_above > 0 {
            plain.notes.push(Note::AboveHeader(lines_above));
        }
        if encoding != UTF_8 || lines_above > 0 {
            plain.spool = Some(decoded(path, encoding, header_at)?);
        }
        plain.without_footer()?;
        Ok(plain)
    }

    /// Cuts off sums and remarks at the end.
    pub(crate) fn without_footer(&mut self) -> Result<(), Error> {
        let failed = Error::system(&self.path);
        let mut file = open(self.text_path())?;
        let len = file.metadata().map_err(failed)?.len();
        file.seek(SeekFrom::Start(len.saturating_sub(TAIL))).map_err(failed)?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail).map_err(failed)?;
        // Where the whole text is its tail, its first line is the header.
        let footer = dialect::footer(&tail, self.separator);
        if footer.lines == 0 {
            return Ok(());
        }
        let len = len - footer.bytes as u64;
        let spool = match self.spool.take() {
            Some(spool) => spool,
            None => copied(&self.path, len)?,
        };
        spool.as_file().set_len(len).map_err(failed)?;
        self.spool = Some(spool);
        self.notes.push(Note::Footer { lines: footer.lines, first: excerpt(footer.first.as_bytes()) });
        Ok(())
    }

    /// Where the text lies: the file itself, or a temporary one that lives as long as this.
    #[must_use]
    pub fn text_path(&self) -> &Path {
        self.spool.as_ref().map_or(&self.path, |spool| spool.path())
    }

    /// The file that was opened.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is a plain table itself.
    #[must_use]
    pub const fn is_in_place(&self) -> bool {
        self.spool.is_none()
    }

    /// What stands between fields.
    #[must_use]
    pub const fn separator(&self) -> u8 {
        self.separator
    }

    /// Names of the columns as they stand in the file.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Lines or rows of the file before the first line of the text: line 2 of the text is that many
    /// and 2 of the file. Below zero where the header is not one of the file.
    #[must_use]
    pub const fn lines_before(&self) -> i64 {
        self.lines_before
    }

    /// What the numbers of rows count.
    #[must_use]
    pub const fn row_kind(&self) -> RowKind {
        self.row_kind
    }

    /// How the file was read.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// What was left out on the way.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub(crate) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Reads the file as another text: one in which letters were found that UTF-8 has not.
    pub(crate) fn reencoded(&self, part: &[u8]) -> Result<Self, Error> {
        let encoding = Some(encoding_of(part).name().to_owned());
        Self::open(&self.path, &Options { encoding, ..Options::default() })
    }

    /// Takes another text in place of its own.
    pub(crate) fn replace_text(&mut self, spool: NamedTempFile) {
        self.spool = Some(spool);
    }
}

impl Error {
    /// The same of the file that the user named.
    fn of(self, named: &Path) -> Self {
        match self {
            Self::System { cause, .. } => Self::System { path: named.to_owned(), cause },
            Self::Unusable { expected, found, .. } => {
                Self::Unusable { path: named.to_owned(), expected, found }
            }
        }
    }
}

/// As people write it.
fn spelled(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "IBM866" => "cp866",
        name if name.starts_with("UTF-16") => "UTF-16",
        name => name,
    }
}

/// The head of a file, and where that is plain ASCII, the pieces of the rest that are not: the first
/// letter of another alphabet may come late.
fn sample(path: &Path, head: &[u8]) -> Result<Vec<u8>, Error> {
    const PIECES: u64 = 16;
    const PIECE: u64 = 1 << 16;
    let failed = Error::system(path);
    let mut sample = head.to_vec();
    let mut file = open(path)?;
    let len = file.metadata().map_err(failed)?.len();
    if len > head.len() as u64 && head.is_ascii() {
        let step = (len - head.len() as u64) / PIECES;
        for number in 1..=PIECES {
            let start = (head.len() as u64 + number * step).saturating_sub(PIECE);
            file.seek(SeekFrom::Start(start)).map_err(failed)?;
            let mut piece = Vec::new();
            Read::by_ref(&mut file).take(PIECE).read_to_end(&mut piece).map_err(failed)?;
            // Whole lines, so that no letter is cut.
            let (from, to) = (memchr::memchr(b'\n', &piece), memchr::memrchr(b'\n', &piece));
            let lines = from.zip(to).and_then(|(from, to)| piece.get(from..to)).unwrap_or_default();
            if !lines.is_ascii() {
                sample.extend_from_slice(lines);
            }
        }
    } else if len > head.len() as u64 && is_utf8(head) {
        sample.truncate(
            head.len()
                - (0..4).find(|&cut| std::str::from_utf8(&head[..head.len() - cut]).is_ok()).unwrap_or(0),
        );
    }
    Ok(sample)
}

/// The file in UTF-8 without the first `skipped` bytes of its decoded text, in a temporary file.
fn decoded(path: &Path, encoding: &'static Encoding, skipped: usize) -> Result<NamedTempFile, Error> {
    let failed = Error::system(path);
    let mut file = open(path)?;
    let mut spool = NamedTempFile::new().map_err(failed)?;
    let mut writer = BufWriter::with_capacity(CHUNK, &mut spool);
    let mut decoder = encoding.new_decoder();
    let (mut bytes, mut text) = (vec![0; CHUNK], String::with_capacity(CHUNK * 4));
    let mut left = skipped;
    loop {
        let read = file.read(&mut bytes).map_err(failed)?;
        let mut at = 0;
        loop {
            text.clear();
            let (result, used, _) = decoder.decode_to_string(&bytes[at..read], &mut text, read == 0);
            at += used;
            let skip = left.min(text.len());
            left -= skip;
            writer.write_all(&text.as_bytes()[skip..]).map_err(failed)?;
            if result == encoding_rs::CoderResult::InputEmpty {
                break;
            }
        }
        if read == 0 {
            break;
        }
    }
    writer.flush().map_err(failed)?;
    drop(writer);
    Ok(spool)
}

/// The beginning of a file in a temporary one.
fn copied(path: &Path, len: u64) -> Result<NamedTempFile, Error> {
    let failed = Error::system(path);
    let mut spool = NamedTempFile::new().map_err(failed)?;
    let mut file: std::io::Take<File> = open(path)?.take(len);
    std::io::copy(&mut file, &mut spool).map_err(failed)?;
    Ok(spool)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their files")]
mod tests {
    use super::*;
    use encoding_rs::{IBM866, WINDOWS_1251};
    use std::fs;

    fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        (folder, path)
    }

    fn plain(bytes: &[u8]) -> (String, Vec<String>, i64) {
        let (_folder, path) = file("t", bytes);
        let plain = Plain::open(&path, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
        let text = fs::read_to_string(plain.text_path()).expect("UTF-8");
        (text, plain.notes.iter().map(ToString::to_string).collect(), plain.lines_before)
    }

    const RUSSIAN: &str = "Регион;Мощность, кВт\nИркутская область;12,5\n";

    #[test]
    fn a_plain_table_stays_where_it_is() {
        let (_folder, path) = file("t.csv", RUSSIAN.as_bytes());
        let plain = Plain::open(&path, &Options::default()).expect("opened");
        assert!(plain.is_in_place() && plain.notes().is_empty());
        assert_eq!((plain.text_path(), plain.separator()), (path.as_path(), b';'));
    }

    #[test]
    fn encodings_are_said_once() {
        for (bytes, note) in [
            (WINDOWS_1251.encode(RUSSIAN).0.into_owned(), "read as windows-1251"),
            (IBM866.encode(RUSSIAN).0.into_owned(), "read as cp866"),
            (
                [0xFEFF].into_iter().chain(RUSSIAN.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
                "read as UTF-16",
            ),
            (
                [0xFEFF].into_iter().chain(RUSSIAN.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
                "read as UTF-16",
            ),
        ] {
            assert_eq!(plain(&bytes), (RUSSIAN.to_owned(), vec![note.to_owned()], 0));
        }
    }

    #[test]
    fn letters_that_come_late_tell_the_encoding_too() {
        let mut text = "region;kw\n".to_owned() + &"RU-IRK;12,5\n".repeat(200_000);
        text += &"Иркутская область;12,5\n".repeat(100_000);
        assert_eq!(plain(&WINDOWS_1251.encode(&text).0).1, ["read as windows-1251"]);
    }

    #[test]
    fn titles_and_footers_are_left_out_and_lines_keep_their_numbers() {
        let text = format!("Реестр;\n;\n{RUSSIAN}Итого;12,5\n\nИсточник: опрос;\n");
        let (found, notes, before) = plain(text.as_bytes());
        assert_eq!((found.as_str(), before), (RUSSIAN, 2));
        assert_eq!(
            notes,
            ["2 lines above the header left out", "2 lines at the end left out, from \"Итого\" on"]
        );
        assert_eq!(plain(format!("sep=;\r\n{RUSSIAN}").as_bytes()).0, RUSSIAN);
    }

    #[test]
    fn packed_tables_are_unpacked() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&WINDOWS_1251.encode(RUSSIAN).0).expect("packed");
        let (text, notes, _) = plain(&gzip.finish().expect("packed"));
        assert_eq!((text.as_str(), notes.len(), notes[0].as_str()), (RUSSIAN, 2, "unpacked from gzip"));
        let zstd = zstd::encode_all(RUSSIAN.as_bytes(), 1).expect("packed");
        assert_eq!(plain(&zstd).1, ["unpacked from Zstandard"]);
    }

    #[test]
    fn what_is_no_table_is_named() {
        for (bytes, said) in [
            (&b""[..], "expected a table, found an empty file"),
            (b"<!DOCTYPE html>", "expected a table, found XML or HTML (an error page saved in its place?)"),
            (b"SQLite format 3\0", "expected a table, found an SQLite database (a GeoPackage?)"),
            (b"104.3,52.3\n", "expected a line with the names of columns, found \"104.3,52.3\""),
            (b"a,b\n\0\0,1\n", "expected a text table, found binary data (null bytes)"),
        ] {
            let (_folder, path) = file("t", bytes);
            let error = Plain::open(&path, &Options::default()).expect_err("no table").to_string();
            assert!(error.ends_with(said), "{error}");
        }
    }
}
