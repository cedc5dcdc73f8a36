//! Owns splitting text into records and fields, with quotes as RFC 4180 has them. Does not judge
//! values.

use memchr::{memchr, memchr_iter, memchr2};
use std::borrow::Cow;

/// Longest quoted field: a quote that is not closed within it is a stray one.
pub(crate) const LONGEST_FIELD: usize = 1 << 20;

/// Line of a record that a `csv` reader found at this place of `text`: the reader counts from the end of the record
/// before, so that the second half of CR LF, and empty lines, are still to come.
#[must_use]
pub fn line_of(text: &[u8], position: Option<&csv::Position>) -> u64 {
    let Some(position) = position else { return 0 };
    let rest = usize::try_from(position.byte()).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + ends.filter(|byte| **byte == b'\n').count() as u64
}

/// How a record ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    /// Where the next one begins.
    pub(crate) next: usize,
    /// It is an empty line.
    pub(crate) blank: bool,
    /// A quote that it opens is never closed; it ends with its line.
    pub(crate) unclosed: bool,
    /// It has quotes that not every reader takes alike: within a field, or with text behind them.
    pub(crate) odd: bool,
}

/// Splits the record at `start` into `fields`. A field with doubled quotes keeps its outer ones, see
/// [`content`].
#[inline]
pub(crate) fn split<'a>(bytes: &'a [u8], start: usize, separator: u8, fields: &mut Vec<&'a [u8]>) -> Ended {
    fields.clear();
    let (mut at, mut odd) = (start, false);
    loop {
        let rest = &bytes[at..];
        let is_quoted = rest.first() == Some(&b'"');
        let (text, len) = if is_quoted {
            let Some((text, len, is_odd)) = quoted(rest, separator) else {
                let line = memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end + 1);
                return Ended { next: line, blank: false, unclosed: true, odd: true };
            };
            odd |= is_odd;
            (text, len)
        } else {
            let len = memchr2(separator, b'\n', rest).unwrap_or(rest.len());
            (&rest[..len], len)
        };
        let ends_record = rest.get(len) != Some(&separator);
        let text = if ends_record && !is_quoted { text.strip_suffix(b"\r").unwrap_or(text) } else { text };
        odd |= !is_quoted && memchr(b'"', text).is_some();
        fields.push(text);
        at += len + 1;
        if ends_record {
            let blank = fields.len() == 1 && !is_quoted && text.trim_ascii().is_empty();
            return Ended { next: at.min(bytes.len()), blank, unclosed: false, odd };
        }
    }
}

/// The same where no quote stands anywhere.
#[inline]
pub(crate) fn split_plain<'a>(line: &'a [u8], separator: u8, fields: &mut Vec<&'a [u8]>) {
    fields.clear();
    let mut from = 0;
    for at in memchr_iter(separator, line) {
        fields.push(&line[from..at]);
        from = at + 1;
    }
    fields.push(&line[from..]);
}

/// Text and length of the quoted field at the start of `rest`, and whether it is odd; nothing if it
/// never closes.
fn quoted(rest: &[u8], separator: u8) -> Option<(&[u8], usize, bool)> {
    let (mut close, mut is_doubled) = (1, false);
    loop {
        let until = rest.len().min(LONGEST_FIELD);
        close += memchr(b'"', rest.get(close..until)?)?;
        if rest.get(close + 1) != Some(&b'"') {
            break;
        }
        is_doubled = true;
        close += 2;
    }
    let behind = close + 1;
    let len = behind + memchr2(separator, b'\n', &rest[behind..]).unwrap_or(rest.len() - behind);
    let tail = rest[behind..len].strip_suffix(b"\r").unwrap_or(&rest[behind..len]);
    let is_plain = !is_doubled && tail.trim_ascii().is_empty();
    Some((if is_plain { &rest[1..close] } else { &rest[..behind + tail.len()] }, len, !tail.is_empty()))
}

/// What a field says: without quotes around it, and with single ones for doubled.
pub(crate) fn content(field: &[u8]) -> Cow<'_, [u8]> {
    if field.first() != Some(&b'"') {
        return Cow::Borrowed(field);
    }
    let mut content = Vec::with_capacity(field.len());
    let (mut inside, mut at) = (true, 1);
    while let Some(&byte) = field.get(at) {
        at += 1;
        if !(inside && byte == b'"') {
            content.push(byte);
        } else if field.get(at) == Some(&b'"') {
            content.push(byte);
            at += 1;
        } else {
            inside = false;
        }
    }
    Cow::Owned(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(Vec<String>, Ended)> {
        let (bytes, mut at, mut fields, mut records) = (text.as_bytes(), 0, Vec::new(), Vec::new());
        while at < bytes.len() {
            let ended = split(bytes, at, b',', &mut fields);
            let texts =
                fields.iter().map(|field| String::from_utf8_lossy(&content(field)).into_owned()).collect();
            records.push((texts, ended));
            at = ended.next;
        }
        records
    }

    #[test]
    fn quotes_hide_separators_and_line_ends() {
        let records = all("a,\"b, c\"\r\n\"d\ne\",\"f \"\"g\"\"\"\n\n");
        assert_eq!(records[0].0, ["a", "b, c"]);
        assert_eq!(records[1].0, ["d\ne", "f \"g\""]);
        assert!(records[2].1.blank && !records[1].1.odd);
    }

    #[test]
    fn stray_quotes_are_odd_and_an_unclosed_one_costs_its_line() {
        let records = all("5\" pipe,1\n\"b,2\nc,3\n");
        assert!(records[0].1.odd && records[0].0[0] == "5\" pipe");
        assert!(records[1].1.unclosed);
        assert_eq!(records[2].0, ["c", "3"]);
    }
}
