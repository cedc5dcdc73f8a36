//! Owns the escapes of JSON texts. Does not find where texts begin and end.

/// The text with its escapes resolved; a wrong escape or half a surrogate pair becomes U+FFFD.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            out.push(char);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('u') => {
                let (units, rest) = code_units(chars.as_str());
                out.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
                chars = rest.chars();
            }
            Some(plain @ ('"' | '\\' | '/')) => out.push(plain),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    out
}

/// The UTF-16 units of a run of `\u` escapes (the first `\u` taken off) and what follows them.
fn code_units(mut rest: &str) -> (Vec<u16>, &str) {
    let mut units = Vec::new();
    loop {
        match rest.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(unit) => (units.push(unit), rest = &rest[4..]),
            None => (units.push(0xFFFD), ()),
        };
        match rest.strip_prefix("\\u") {
            Some(next) => rest = next,
            None => return (units, rest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_unescaped() {
        for (text, expected) in [
            (r#"a\n\"b\"\\ \u0438\ud83d\ude00 \/"#, "a\n\"b\"\\ и😀 /"),
            (r"\ud83d lone, \uZZ wrong, \q", "\u{fffd} lone, \u{fffd}ZZ wrong, \u{fffd}"),
            (r"ends \u12", "ends \u{fffd}12"),
            (r"ends \", "ends \u{fffd}"),
            (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
        ] {
            assert_eq!(unescaped(text), expected);
        }
    }
}
