//! Owns tables of dBASE as they lie beside shapes: columns, rows, and in which encoding their texts
//! are. Does not know shapes.
//!
//! The crates `dbase` and `shapefile` end at the first broken row and take the named encoding for
//! granted; tables as they come need neither.

use crate::{
    layer::Value,
    report::{Cause, Error, Outcome, Report},
    text,
};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::ops::Range;

const HEADER_BYTES: usize = 32;
const COLUMN_BYTES: usize = 32;
const END_OF_COLUMNS: u8 = 0x0D;
const DELETED: u8 = b'*';

/// A table whose rows are read one by one.
#[derive(Debug)]
pub(crate) struct Table {
    bytes: Vec<u8>,
    columns: Vec<Column>,
    rows: Range<usize>,
    row_bytes: usize,
    encoding: &'static Encoding,
}

#[derive(Debug)]
struct Column {
    name: String,
    raw_name: Vec<u8>,
    kind: u8,
    place: Range<usize>,
}

impl Table {
    /// Reads the header. `named` is what a `.cpg` file says.
    ///
    /// # Errors
    /// It is no table, or not even its columns are whole.
    pub(crate) fn open(bytes: Vec<u8>, named: Option<&str>, report: &mut Report) -> Outcome<Self> {
        let cut_off = |what: &str| Error::new(Cause::CutOff, format!("the .dbf, {what}"));
        let head = bytes.get(..HEADER_BYTES).ok_or_else(|| cut_off("its header"))?;
        let pair = |at: usize| usize::from(u16::from_le_bytes([head[at], head[at + 1]]));
        let (first_row, row_bytes, mark) = (pair(8), pair(10), head[29]);
        let count = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        if row_bytes == 0 || first_row < HEADER_BYTES {
            return Err(Error::new(Cause::Malformed, format!("the .dbf, rows of {row_bytes} bytes")));
        }
        let described = bytes.get(HEADER_BYTES..first_row).ok_or_else(|| cut_off("its columns"))?;
        let mut columns: Vec<Column> = Vec::new();
        let mut at = 1;
        for column in described.chunks_exact(COLUMN_BYTES).take_while(|c| c[0] != END_OF_COLUMNS) {
            let kind = column[11];
            // Texts longer than 255 have the higher byte where decimals stand.
            let high = if kind == b'C' { usize::from(column[17]) << 8 } else { 0 };
            let width = usize::from(column[16]) + high;
            let raw_name = column[..11].split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
            columns.push(Column { name: String::new(), raw_name, kind, place: at..at + width });
            at += width;
        }
        columns.retain(|column| column.place.end <= row_bytes);
        let there = (bytes.len() - first_row) / row_bytes;
        if there < count {
            report.add(Cause::TableApart, None, || format!("{there} of {count} rows in the .dbf"));
        }
        let rows = first_row..first_row + there.min(count) * row_bytes;
        let mut table = Self { bytes, columns, rows, row_bytes, encoding: WINDOWS_1252 };
        table.encoding = table.right_encoding(named, mark, report);
        for column in &mut table.columns {
            column.name = table.encoding.decode_without_bom_handling(&column.raw_name).0.trim().to_owned();
        }
        Ok(table)
    }

    pub(crate) fn row_count(&self) -> usize {
        self.rows.len() / self.row_bytes
    }

    /// Whether the row is marked as deleted.
    pub(crate) fn is_deleted(&self, row: usize) -> bool {
        self.row(row).first() == Some(&DELETED)
    }

    fn row(&self, row: usize) -> &[u8] {
        let start = self.rows.start + row * self.row_bytes;
        self.bytes.get(start..start + self.row_bytes).filter(|_| row < self.row_count()).unwrap_or_default()
    }

    /// What the file says of its encoding, where its texts agree.
    fn right_encoding(&self, named: Option<&str>, mark: u8, report: &mut Report) -> &'static Encoding {
        let said = named.and_then(text::named).or_else(|| text::of_language_driver(mark));
        let texts: Vec<&[u8]> = self.texts().filter(|text| !text.is_ascii()).take(1 << 16).collect();
        if texts.is_empty() {
            return said.unwrap_or(UTF_8);
        }
        let fits_utf8 = texts.iter().all(|text| std::str::from_utf8(cut_letter(text)).is_ok());
        match said {
            Some(encoding) if (encoding == UTF_8) == fits_utf8 => encoding,
            _ => {
                let encoding = if fits_utf8 { UTF_8 } else { text::guessed(texts) };
                report.add(Cause::GuessedEncoding, None, || encoding.name().to_owned());
                encoding
            }
        }
    }

    fn texts(&self) -> impl Iterator<Item = &[u8]> {
        let names = self.columns.iter().map(|column| column.raw_name.as_slice());
        let of_row = move |row: usize| {
            let texts = self.columns.iter().filter(|column| column.kind == b'C');
            texts.filter_map(move |column| Some(self.row(row).get(column.place.clone())?.trim_ascii()))
        };
        names.chain((0..self.row_count()).flat_map(of_row))
    }

    /// The values of a row; those that cannot be read are named in the report.
    pub(crate) fn values(&self, row: usize, report: &mut Report) -> Vec<(String, Value)> {
        let bytes = self.row(row);
        let mut values = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let Some(cell) = bytes.get(column.place.clone()) else { continue };
            match self.value(column, cell) {
                Ok(value) => values.extend(value.map(|value| (column.name.clone(), value))),
                Err(cause) => report.add(cause, Some(row as u64 + 1), || {
                    format!("{}: {}", column.name, String::from_utf8_lossy(cell).trim())
                }),
            }
        }
        values
    }

    fn value(&self, column: &Column, cell: &[u8]) -> Result<Option<Value>, Cause> {
        let four = || cell.get(..4).and_then(|four| four.try_into().ok()).map(i32::from_le_bytes);
        let eight = || cell.get(..8).and_then(|eight| eight.try_into().ok()).map(f64::from_le_bytes);
        let plain = cell.trim_ascii();
        let plain = plain.strip_suffix(b"\0").map_or(plain, |_| {
            let end = plain.iter().position(|&byte| byte == 0).unwrap_or(plain.len());
            plain[..end].trim_ascii()
        });
        Ok(match column.kind {
            b'N' | b'F' => {
                let text = std::str::from_utf8(plain).map_err(|_| Cause::BadValue)?;
                return number(text);
            }
            b'L' => match plain.first() {
                Some(b'T' | b't' | b'Y' | b'y' | b'1') => Some(Value::Bool(true)),
                Some(b'F' | b'f' | b'N' | b'n' | b'0') => Some(Value::Bool(false)),
                None | Some(b'?') => None,
                Some(_) => return Err(Cause::BadValue),
            },
            b'D' => match plain {
                [] | b"00000000" | b"0" => None,
                digits if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit) => {
                    let text = String::from_utf8_lossy(digits);
                    Some(Value::Text(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])))
                }
                _ => return Err(Cause::BadValue),
            },
            b'I' | b'+' => four().map(|whole| Value::Int(i64::from(whole))),
            b'B' | b'O' => eight().and_then(Value::of_real),
            b'C' => {
                let text = cell.split(|&byte| byte == 0).next().unwrap_or_default();
                let (text, _) = self.encoding.decode_without_bom_handling(cut_for(self.encoding, text));
                Value::of_text(text.trim())
            }
            // Memos lie in another file; the rest is of other programs.
            _ => None,
        })
    }
}

fn cut_for<'a>(encoding: &'static Encoding, text: &'a [u8]) -> &'a [u8] {
    if encoding == UTF_8 { cut_letter(text) } else { text }
}

/// Without the last letter where the width of the column cut it apart.
fn cut_letter(text: &[u8]) -> &[u8] {
    match std::str::from_utf8(text) {
        Err(cause) if cause.error_len().is_none() => &text[..cause.valid_up_to()],
        _ => text,
    }
}

/// A number as tables write it: nothing where it is empty, a point without digits, or stars for what did not fit; a
/// sign may stand apart from its digits, as where these are set to the right.
fn number(text: &str) -> Result<Option<Value>, Cause> {
    if matches!(text, "" | "." | "-" | "-.") || text.starts_with('*') {
        return Ok(None);
    }
    let apart = text.strip_prefix('-').filter(|digits| digits.starts_with(' '));
    let together = apart.map(|digits| format!("-{}", digits.trim_start()));
    let text = together.as_deref().unwrap_or(text);
    if let Ok(whole) = text.parse() {
        return Ok(Some(Value::Int(whole)));
    }
    let number: f64 = text.replace(',', ".").parse().map_err(|_| Cause::BadValue)?;
    Ok(Value::of_real(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_tables_write_them() {
        for (text, expected) in [
            ("12", Some(Value::Int(12))),
            ("-            5.", Value::of_real(-5.0)),
            ("-5", Some(Value::Int(-5))),
            ("0,5", Value::of_real(0.5)),
            (".", None),
            ("-", None),
            ("****", None),
            ("", None),
        ] {
            assert_eq!(number(text).ok(), Some(expected), "{text}");
        }
        for text in ["1 2", "--5", "five"] {
            assert!(number(text).is_err(), "{text}");
        }
    }
}
