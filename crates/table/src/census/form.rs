//! Owns what a cell looks like, and the number it spells. Does not know columns.

use crate::cell::{Cell, day, is_missing_of_people, number, number_of_people, time_ms, time_s};
use memchr::memchr;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Form {
    Empty,
    Missing,
    Integer,
    Decimal,
    /// A number that only people write: `1 200`, `−3`, `+5`.
    Grouped,
    Comma,
    /// A number whose comma may set thousands apart: `1,200`.
    CommaThree,
    /// Digits that are no number: `007`, twenty digits.
    Code,
    Day,
    Time,
    Text,
}

pub(super) const FORMS: usize = Form::Text as usize + 1;
pub(super) const NUMBERS: [Form; 5] =
    [Form::Integer, Form::Decimal, Form::Grouped, Form::Comma, Form::CommaThree];

/// What a cell looks like.
#[inline]
pub(super) fn form(text: &[u8]) -> Form {
    match text {
        [] => Form::Empty,
        [first, ..] if first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.' | b',' | 0xE2) => {
            number_form(text)
        }
        _ if is_missing_of_people(text) => Form::Missing,
        _ => Form::Text,
    }
}

#[inline]
fn number_form(text: &[u8]) -> Form {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    let (mut digits, mut point) = (0, None);
    for (at, &byte) in unsigned.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' if point.is_none() => point = Some(at),
            _ => return other_form(text),
        }
    }
    match point {
        _ if digits == 0 => other_form(text),
        // Signed zeros in front are written by nobody.
        _ if unsigned.len() > 1 && unsigned[0] == b'0' && unsigned[1] != b'.' => Form::Code,
        None if digits > LONGEST_INTEGER => Form::Code,
        None => Form::Integer,
        Some(_) => Form::Decimal,
    }
}

/// Digits that surely fit 64 bits.
const LONGEST_INTEGER: usize = 18;

fn other_form(text: &[u8]) -> Form {
    if text.len() == 10 && text[4] == b'-' {
        return if day(text).is_some() { Form::Day } else { Form::Text };
    }
    if time_s(text).is_some() {
        return Form::Time;
    }
    if is_missing_of_people(text) {
        return Form::Missing;
    }
    if matches!(value(text, true), Cell::Good(_)) {
        let exponent = text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'.' | b'e' | b'E' | b'+'));
        if exponent && text[0] != b'+' {
            return Form::Decimal;
        }
        return match text.iter().rposition(|&byte| byte == b',') {
            Some(at) if text.len() - at == 4 && (1..=4).contains(&at) => Form::CommaThree,
            Some(_) => Form::Comma,
            None => Form::Grouped,
        };
    }
    // A day in another form, with or without a time; years and numbers were told before.
    match (time_ms(text), memchr(b':', text)) {
        (Some(_), Some(_)) => Form::Time,
        (Some(_), None) if text.len() > 7 => Form::Day,
        _ => Form::Text,
    }
}

/// The number in a cell as people write it.
pub(crate) fn value(text: &[u8], decimal_comma: bool) -> Cell<f64> {
    let text = text.trim_ascii();
    if is_missing_of_people(text) {
        return Cell::Missing;
    }
    let point = if decimal_comma { b',' } else { b'.' };
    if let Some(number) = number(text, point) {
        return Cell::Good(number);
    }
    let is_thousand = !decimal_comma && text.iter().rev().position(|&byte| byte == b',') == Some(3);
    match number_of_people(text, point).filter(|_| !is_thousand) {
        Some(number) => Cell::Good(number),
        None => Cell::Bad,
    }
}

/// The whole number in a cell.
#[cfg(feature = "query")]
pub(crate) fn integer(text: &[u8]) -> Option<i64> {
    str::from_utf8(text.trim_ascii()).ok()?.parse().ok()
}

/// The form of a cell in a column of days, where `20250312` and 45728 are days.
pub(super) fn day_form(text: &[u8]) -> Form {
    if text.is_empty() {
        return Form::Empty;
    }
    match (time_ms(text), memchr(b':', text)) {
        (Some(_), Some(_)) => Form::Time,
        (Some(_), None) => Form::Day,
        (None, _) if is_missing_of_people(text) => Form::Missing,
        (None, _) => Form::Text,
    }
}
