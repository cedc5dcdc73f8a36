//! Owns what makes text safe and numbers short in SVG. Does not know figures.

use std::fmt::Write as _;

/// Appends `text` escaped for element content and attribute values, without what XML 1.0
/// forbids and without marks that reverse the reading order of what follows.
pub fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_drawable(c) => out.push(c),
            _ => {}
        }
    }
}

/// Whether a character may stand in a text of ours.
pub(super) fn is_drawable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Appends a length with at most one decimal, the precision that all figures are drawn with.
pub(super) fn push_length(out: &mut String, length: f64) {
    let tenths = tenths(length);
    let _ = if tenths % 10 == 0 {
        write!(out, "{}", tenths / 10)
    } else {
        write!(out, "{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10)
    };
}

/// A length in tenths of a pixel; what is not a number or far off any page is brought back.
pub(super) fn tenths(length: f64) -> i32 {
    if length.is_nan() { 0 } else { (length.clamp(-1e6, 1e6) * 10.0).round() as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_stripped() {
        let mut out = String::new();
        escape_into(&mut out, "<a href=\"x\">'&\u{0}\u{8}\u{202e}\u{ffff}ферма</a>");
        assert_eq!(out, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;ферма&lt;/a&gt;");
    }

    #[test]
    fn lengths_have_one_decimal_and_are_always_numbers() {
        let shown = |length| {
            let mut out = String::new();
            push_length(&mut out, length);
            out
        };
        assert_eq!(shown(12.0), "12");
        assert_eq!(shown(-0.26), "-0.3");
        assert_eq!(shown(7.04), "7");
        assert_eq!(shown(f64::NAN), "0");
        assert_eq!(shown(f64::INFINITY), "1000000");
    }
}
