//! Owns what a file is before it is JSON: byte order marks, UTF-16, and the usual things that
//! are handed over in place of `GeoJSON`. Does not parse.

use std::borrow::Cow;

/// The text as UTF-8 (or an ASCII-compatible encoding) without byte order mark.
pub(super) fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(from_utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(from_utf16(rest, u16::from_be_bytes)),
        _ => Cow::Borrowed(bytes),
    }
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units = bytes.as_chunks().0.iter().map(|&pair| unit(pair));
    let chars = char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER));
    chars.collect::<String>().into_bytes()
}

/// What a file without a JSON object seems to be; `None` where it begins as JSON should.
pub(super) fn what_else(bytes: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 6] = [
        (b"<", "HTML or XML (an error page saved in its place?)"),
        (b"version https://git-lfs", "a Git LFS pointer; fetch the file with `git lfs pull`"),
        (b"PK\x03\x04", "a ZIP archive; unpack it first"),
        (b"\x1f\x8b", "a gzip file; unpack it first"),
        (b"SQLite format 3", "an SQLite database (a GeoPackage?)"),
        (b"[", "a JSON array; its elements belong in \"features\" of a FeatureCollection"),
    ];
    let begins = |byte: &u8| !byte.is_ascii_whitespace() && *byte != super::outline::RECORD_SEPARATOR;
    let Some(start) = bytes.iter().position(begins) else { return Some("an empty file") };
    if bytes[start] == b'{' {
        return None;
    }
    let known = BEGINNINGS.iter().find(|(beginning, _)| bytes[start..].starts_with(beginning));
    Some(known.map_or("something else", |(_, name)| name))
}
