//! Owns telling the encoding of a text from its bytes. Does not decode files.

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

/// The encoding of a text from which `sample` was taken: by its mark, else UTF-8 where it can be,
/// else the code page whose letters make the likeliest words.
pub(crate) fn encoding_of(sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    // Without a mark, every other byte of Latin letters and digits in UTF-16 is zero.
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    if sample.len() > 8 && zeros(1) * 4 > sample.len() {
        return UTF_16LE;
    }
    if sample.len() > 8 && zeros(0) * 4 > sample.len() {
        return UTF_16BE;
    }
    if is_utf8(sample) {
        return UTF_8;
    }
    // The first of equals: Windows before DOS before Unix.
    let pages = [WINDOWS_1251, IBM866, KOI8_R, WINDOWS_1252];
    let best =
        pages.into_iter().rev().max_by_key(|page| likelihood(&page.decode_without_bom_handling(sample).0));
    best.unwrap_or(WINDOWS_1251)
}

/// Whether it is UTF-8, but for a letter that is cut at the end.
pub(crate) fn is_utf8(sample: &[u8]) -> bool {
    match std::str::from_utf8(sample) {
        Ok(_) => true,
        Err(cause) => cause.error_len().is_none() && sample.len() - cause.valid_up_to() < 4,
    }
}

/// How much a text looks like words: frequent letters speak for it, rare ones, changes of alphabet or
/// from small to capital within a word, frames and signs against it.
fn likelihood(text: &str) -> i64 {
    /// The letters of which two thirds of Russian text are made, and those of which a twentieth is.
    const FREQUENT: &str = "оеаинтсрвлк";
    const RARE: &str = "жшюцщэфъёй";
    let is_russian = |letter: char| matches!(letter, 'А'..='я' | 'ё' | 'Ё');
    let (mut score, mut before) = (0, ' ');
    for letter in text.chars().filter(|letter| !letter.is_ascii()) {
        score += match letter {
            '\u{a0}' | '«' | '»' | '№' | '–' | '—' | '°' | '²' => 1,
            _ if is_russian(letter) => {
                let small = letter.to_lowercase().next().unwrap_or(letter);
                let of_letter =
                    if FREQUENT.contains(small) { 3 } else { i64::from(!RARE.contains(small)) * 2 - 1 };
                of_letter - if before.is_lowercase() && letter.is_uppercase() { 4 } else { 0 }
            }
            // Letters of the page that other languages have, and frames.
            _ => -2,
        };
        before = letter;
    }
    // In western text an accent stands alone within a word of Latin letters.
    let (mut latin, mut before) = (0, ' ');
    for letter in text.chars() {
        if !letter.is_ascii() && before.is_ascii_alphabetic() {
            latin += if is_russian(letter) {
                -6
            } else if letter.is_alphabetic() {
                4
            } else {
                -1
            };
        }
        before = letter;
    }
    score + latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_by_their_bytes() {
        let russian = "Регион;Мощность, кВт;Дата выявления\nИркутская область;12,5;12.03.2025\n";
        assert_eq!(encoding_of(russian.as_bytes()), UTF_8);
        assert_eq!(encoding_of(&russian.as_bytes()[..3]), UTF_8);
        for page in [WINDOWS_1251, IBM866, KOI8_R] {
            assert_eq!(encoding_of(&page.encode(russian).0), page);
            assert_eq!(encoding_of(&page.encode("ИРКУТСК;УФА\nМОСКВА;ОМСК").0), page, "capitals");
        }
        let western = "région;énergie\nGenève;3\nZürich;4\n";
        assert_eq!(encoding_of(&WINDOWS_1252.encode(western).0), WINDOWS_1252);
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(encoding_of(&wide("lon;lat;region\n104,28;52,28;Уфа\n")), UTF_16LE);
        assert_eq!(encoding_of(&[&b"\xFF\xFE"[..], &wide("Уфа")].concat()), UTF_16LE);
        assert_eq!(encoding_of(b"lon,lat\n1,2\n"), UTF_8);
    }
}
