//! Owns letters: the encodings that files name, and guessing where they name none. Does not know
//! formats.

use crate::report::{Cause, Report};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, UTF_8, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};
use std::borrow::Cow;

/// The encoding that a `.cpg` file or a declaration names: `UTF-8`, `1251`, `CP1251`, `ANSI 1251`,
/// `OEM 866`, `88591`.
pub(crate) fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches('\0').to_ascii_lowercase();
    let bare = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    match bare {
        "65001" => return Some(UTF_8),
        "1251" => return Some(WINDOWS_1251),
        "866" => return Some(IBM866),
        "936" => return Some(encoding_rs::GBK),
        "950" => return Some(encoding_rs::BIG5),
        "949" => return Some(encoding_rs::EUC_KR),
        "932" => return Some(encoding_rs::SHIFT_JIS),
        _ => {}
    }
    let iso = bare.strip_prefix("8859").map(|part| part.trim_start_matches(['-', '_', ' ']));
    if let Some(part) = iso.filter(|part| !part.is_empty()) {
        return Encoding::for_label(format!("iso-8859-{part}").as_bytes());
    }
    let windows = (bare.len() == 4 && bare.starts_with("125")).then(|| format!("windows-{bare}"));
    Encoding::for_label(windows.as_deref().unwrap_or(&label).as_bytes())
}

/// The encoding of a dBASE table by the mark of its language driver (Esri's and dBASE's list); nothing
/// for marks that say "the one of this machine".
pub(crate) fn of_language_driver(mark: u8) -> Option<&'static Encoding> {
    Some(match mark {
        0x03 | 0x58 | 0x59 => WINDOWS_1252,
        0x13 | 0x7B => encoding_rs::SHIFT_JIS,
        0x26 | 0x65 => IBM866,
        0x4D | 0x7A => encoding_rs::GBK,
        0x4E | 0x79 => encoding_rs::EUC_KR,
        0x4F | 0x78 => encoding_rs::BIG5,
        0x50 | 0x7C => encoding_rs::WINDOWS_874,
        0xC8 => WINDOWS_1250,
        0x57 | 0xC9 => return if mark == 0xC9 { Some(WINDOWS_1251) } else { None },
        0xCA => encoding_rs::WINDOWS_1254,
        0xCB => encoding_rs::WINDOWS_1253,
        0xCC => encoding_rs::WINDOWS_1257,
        _ => return None,
    })
}

/// The encoding of some texts by their content.
pub(crate) fn guessed<'a>(texts: impl IntoIterator<Item = &'a [u8]>) -> &'static Encoding {
    const ENOUGH: usize = 1 << 20;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut fed = 0;
    for text in texts {
        if fed > ENOUGH {
            break;
        }
        if !text.is_ascii() {
            detector.feed(text, false);
            detector.feed(b"\n", false);
            fed += text.len();
        }
    }
    detector.feed(b"", true);
    detector.guess(None, Utf8Detection::Allow)
}

/// A whole text file as UTF-8: by its byte order mark, else as UTF-8 where it is that, else guessed and
/// told.
pub(crate) fn decoded<'a>(bytes: &'a [u8], report: &mut Report) -> Cow<'a, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let encoding = guessed(bytes.split(|&byte| byte == b'\n'));
    report.add(Cause::GuessedEncoding, None, || encoding.name().to_owned());
    encoding.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_have_many_names() {
        for label in ["UTF-8", "utf8", "65001", "UTF-8\r\n"] {
            assert_eq!(named(label), Some(UTF_8), "{label}");
        }
        for label in ["1251", "CP1251", "windows-1251", "ANSI 1251", "cp-1251"] {
            assert_eq!(named(label), Some(WINDOWS_1251), "{label}");
        }
        assert_eq!(named("OEM 866"), Some(IBM866));
        assert_eq!(named("88592").map(Encoding::name), Some("ISO-8859-2"));
        assert_eq!(named("ISO-8859-15").map(Encoding::name), Some("ISO-8859-15"));
        assert_eq!(named("nonsense"), None);
    }

    #[test]
    fn russian_is_told_apart() {
        let names = ["Иркутская область", "Ангарск", "Братский район", "Усолье-Сибирское"];
        for encoding in [WINDOWS_1251, IBM866, encoding_rs::KOI8_U, UTF_8] {
            let bytes: Vec<_> = names.iter().map(|name| encoding.encode(name).0.into_owned()).collect();
            assert_eq!(guessed(bytes.iter().map(Vec::as_slice)), encoding, "{}", encoding.name());
        }
    }
}
