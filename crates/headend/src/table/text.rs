//! Owns the text of a table: its encoding, the way from bytes to records, and numbers as people
//! write them. Does not know what columns mean.

use crate::report::Error;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{BufRead, BufReader, Read};

/// The encoding of a text that begins with `head`: by its mark, else UTF-8 where it can be, else the
/// Windows code page whose letters it has.
pub(super) fn encoding_of(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    // Without a mark, every other byte of Latin text in UTF-16 is zero.
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    if head.len() > 8 && zeros(1) * 3 > head.len() {
        return UTF_16LE;
    }
    if head.len() > 8 && zeros(0) * 3 > head.len() {
        return UTF_16BE;
    }
    match std::str::from_utf8(head) {
        Ok(_) => return UTF_8,
        // Cut in the middle of a letter.
        Err(cause) if cause.error_len().is_none() => return UTF_8,
        Err(_) => {}
    }
    let letters = head.iter().filter(|&&byte| byte >= 0xC0).count();
    let high = head.iter().filter(|&&byte| byte >= 0x80).count();
    // Russian words are letters throughout; in western text accents stand alone.
    let runs = head.windows(2).filter(|pair| pair[0] >= 0xC0 && pair[1] >= 0xC0).count();
    if letters * 10 >= high * 8 && runs * 2 >= letters { WINDOWS_1251 } else { WINDOWS_1252 }
}

/// Text of `input` in UTF-8, without the lines above `header_line`, and without a line that only
/// names the separator for Excel.
pub(super) fn decoded<R: Read>(
    input: R,
    encoding: &str,
    header_line: u64,
) -> Result<BufReader<impl Read + use<R>>, Error> {
    let encoding = Encoding::for_label(encoding.as_bytes())
        .ok_or(Error::Undescribed("a known encoding, such as utf-8 or windows-1251"))?;
    let decoder = DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .bom_override(true)
        .strip_bom(true)
        .build(input);
    let mut text = BufReader::with_capacity(1 << 16, decoder);
    for line in 1..header_line {
        let mut passed = Vec::new();
        let read = text.by_ref().take(1 << 20).read_until(b'\n', &mut passed);
        let len = read.map_err(|cause| Error::Read { line, cause })?;
        if len == 0 {
            return Err(Error::malformed(line, "the line with the names of columns", "the end of the file"));
        }
    }
    Ok(text)
}

/// A number as people write it: blanks between thousands, a comma or point for decimals.
#[must_use]
pub fn number(text: &str, decimal_sign: char) -> Option<f64> {
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'.' || byte == b'-';
    let text = text.trim();
    if decimal_sign == '.' && text.bytes().all(is_plain) {
        return text.parse().ok();
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if letter == decimal_sign => plain.push('.'),
            '−' => plain.push('-'),
            // Blanks of any width, apostrophes and the other sign set thousands apart.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | ',' | '.' => {}
            letter => plain.push(letter),
        }
    }
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, sign, expected) in [
            ("1 200,5", ',', Some(1200.5)),
            ("1\u{202f}200,5", ',', Some(1200.5)),
            ("1.200,5", ',', Some(1200.5)),
            ("1,200.5", '.', Some(1200.5)),
            ("−3", '.', Some(-3.0)),
            ("0.25", '.', Some(0.25)),
            ("", '.', None),
            ("x", ',', None),
            ("inf", '.', None),
        ] {
            assert_eq!(number(text, sign), expected, "{text}");
        }
    }

    #[test]
    fn encodings_are_told_by_their_bytes() {
        let russian = "Дата;Показания счётчика;Номер".to_owned();
        assert_eq!(encoding_of(russian.as_bytes()), UTF_8);
        assert_eq!(encoding_of(&WINDOWS_1251.encode(&russian).0), WINDOWS_1251);
        assert_eq!(encoding_of(&WINDOWS_1252.encode("relevé;énergie;année").0), WINDOWS_1252);
        let wide: Vec<u8> = "meter;date".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(encoding_of(&wide), UTF_16LE);
        assert_eq!(encoding_of(&russian.as_bytes()[..5]), UTF_8);
    }
}
