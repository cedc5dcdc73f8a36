//! Owns what a file is before it is JSON: byte order marks, UTF-16, and whether it begins as
//! JSON does. Does not parse.

use crate::lookalike;
use std::borrow::Cow;

/// The text as UTF-8 (or an ASCII-compatible encoding) without byte order mark.
pub(super) fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(from_utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(from_utf16(rest, u16::from_be_bytes)),
        // UTF-16 without its mark, told by the first half of what must be ASCII.
        [b'{' | b'[', 0, ..] => Cow::Owned(from_utf16(bytes, u16::from_le_bytes)),
        [0, b'{' | b'[', ..] => Cow::Owned(from_utf16(bytes, u16::from_be_bytes)),
        _ => Cow::Borrowed(bytes),
    }
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let units = bytes.as_chunks().0.iter().map(|&pair| unit(pair));
    let chars = char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER));
    chars.collect::<String>().into_bytes()
}

/// Whether a file that begins so is JSON, or a sequence of it, in an encoding that is read here.
pub(super) fn begins_json(start: &[u8]) -> bool {
    matches!(first_byte(&as_utf8(start)), Some(b'{' | b'['))
}

fn first_byte(text: &[u8]) -> Option<u8> {
    let begins = |byte: &u8| !byte.is_ascii_whitespace() && *byte != super::outline::RECORD_SEPARATOR;
    text.iter().copied().find(begins)
}

/// What a file without a JSON object seems to be; `None` where it begins as JSON should. `text`
/// is what the file `bytes` are as UTF-8.
pub(super) fn what_else(bytes: &[u8], text: &[u8]) -> Option<&'static str> {
    match first_byte(text) {
        Some(b'{') => None,
        Some(b'[') => Some("found-json-array"),
        None => Some("found-empty-file"),
        Some(_) => Some(lookalike::name_of(bytes).unwrap_or("found-something-else")),
    }
}
