//! Owns measured text: widths by the bundled fonts, wrapping, shortening. Does not decide where a
//! text goes.

use super::font::{UNITS_PER_EM, glyph};
use super::svg::is_drawable;

/// Weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Size and weight of a text; the family is one for all figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Pixels to an em.
    pub size: f64,
    /// Weight.
    pub weight: Weight,
}

impl Face {
    /// Height above the baseline that a line needs, in ems (the Й of Noto Sans).
    const ASCENT: f64 = 0.93;
    /// Depth below the baseline, in ems.
    const DESCENT: f64 = 0.24;

    /// Regular weight in pixels.
    #[must_use]
    pub const fn regular(size: f64) -> Self {
        Self { size, weight: Weight::Regular }
    }

    /// Bold weight in pixels.
    #[must_use]
    pub const fn bold(size: f64) -> Self {
        Self { size, weight: Weight::Bold }
    }

    /// The same weight in another size.
    #[must_use]
    pub const fn sized(self, size: f64) -> Self {
        Self { size, ..self }
    }

    /// Height above the baseline in pixels.
    #[must_use]
    pub fn ascent(self) -> f64 {
        Self::ASCENT * self.size
    }

    /// Depth below the baseline in pixels.
    #[must_use]
    pub fn descent(self) -> f64 {
        Self::DESCENT * self.size
    }

    /// From one baseline to the next; large text is set tighter.
    #[must_use]
    pub fn line_height(self) -> f64 {
        self.size * if self.size < 19.0 { 1.3 } else { 1.18 }
    }

    /// From the middle of a row to the baseline of a text centred in it (half of a capital).
    #[must_use]
    pub fn centre(self) -> f64 {
        0.36 * self.size
    }

    /// Width of `text` in pixels: the advances of its glyphs, without kerning.
    #[must_use]
    pub fn width(self, text: &str) -> f64 {
        let glyphs = text.chars().filter_map(|c| glyph(self.weight, c));
        let units: u32 = glyphs.map(|glyph| u32::from(glyph.advance)).sum();
        f64::from(units) * self.size / UNITS_PER_EM
    }
}

/// Whether a line may break here: no-break spaces tie numbers to their units.
fn is_break(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Whether a word should not end a line: one or two letters (в, на, a, of) or a bare number.
fn clings(word: &str) -> bool {
    let short = word.chars().count() <= 2 && word.chars().all(char::is_alphabetic);
    short || word.bytes().all(|b| b.is_ascii_digit())
}

/// Lines of at most `max_width`, broken at spaces; a word that is wider alone is cut. Short words
/// and numbers go to the next line with the word they belong to. No lines for a blank text.
#[must_use]
pub fn wrap(text: &str, face: Face, max_width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // The words of the open line with their widths.
    let mut line: Vec<(&str, f64)> = Vec::new();
    let space = face.width(" ");
    let width = |words: &[(&str, f64)]| words.iter().map(|word| word.1 + space).sum::<f64>() - space;
    let close = |words: &[(&str, f64)]| words.iter().map(|word| word.0).collect::<Vec<_>>().join(" ");
    for word in text.split(is_break).filter(|word| word.chars().any(is_drawable)) {
        line.push((word, face.width(word)));
        if width(&line) <= max_width {
            continue;
        }
        let full = line.len() - 1;
        let clinging = line[..full].iter().rev().take_while(|word| clings(word.0)).count();
        let kept = full - clinging;
        let carried = if kept > 0 && width(&line[kept..]) <= max_width { kept } else { full };
        let mut next = line.split_off(carried);
        if !line.is_empty() {
            lines.push(close(&line));
        }
        if let [(alone, alone_width)] = next.as_mut_slice() {
            while *alone_width > max_width {
                let (head, rest) = alone.split_at(fitting(alone, face, max_width));
                lines.push(head.to_owned());
                (*alone, *alone_width) = (rest, face.width(rest));
            }
        }
        line = next;
    }
    if line.iter().any(|word| !word.0.is_empty()) {
        lines.push(close(&line));
    }
    lines
}

/// Bytes of the longest beginning that fits, at least one character.
fn fitting(text: &str, face: Face, max_width: f64) -> usize {
    let mut width = 0.0;
    let mut buffer = [0; 4];
    for (at, c) in text.char_indices() {
        width += face.width(c.encode_utf8(&mut buffer));
        if width > max_width && at > 0 {
            return at;
        }
    }
    text.len()
}

/// Like [`wrap`], but with an ellipsis at the end of line `max_lines` where more would follow.
#[must_use]
pub fn wrap_to(text: &str, face: Face, max_width: f64, max_lines: usize) -> Vec<String> {
    let mut lines = wrap(text, face, max_width);
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        if let Some(last) = lines.last_mut() {
            *last = with_ellipsis(last, face, max_width);
        }
    }
    lines
}

/// Like [`wrap_to`], with lines of about the same length: no last line of a single word.
#[must_use]
pub fn wrap_balanced(text: &str, face: Face, max_width: f64, max_lines: usize) -> Vec<String> {
    let lines = wrap(text, face, max_width);
    if lines.len() < 2 || lines.len() > max_lines {
        return wrap_to(text, face, max_width, max_lines);
    }
    // The narrowest of 16 widths that needs no further line.
    (8..16)
        .map(|sixteenths| wrap(text, face, max_width * f64::from(sixteenths) / 16.0))
        .find(|narrower| narrower.len() == lines.len())
        .unwrap_or(lines)
}

/// The text on one line, shortened with an ellipsis where it is wider than `max_width`; empty
/// where not even that fits.
#[must_use]
pub fn ellipsize(text: &str, face: Face, max_width: f64) -> String {
    let line = text.split(is_break).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if face.width(&line) <= max_width { line } else { with_ellipsis(&line, face, max_width) }
}

/// Words in names of regions with their accepted short forms (GOST R 7.0.12–2011 for the Russian ones).
const SHORT_FORMS: [(&str, &str); 8] = [
    ("автономный округ", "АО"),
    ("автономная область", "АО"),
    ("федеральный округ", "ФО"),
    ("область", "обл."),
    ("Республика", "Респ."),
    ("Autonomous Okrug", "AO"),
    ("Autonomous Oblast", "AO"),
    ("Republic of ", ""),
];

/// A name as it fits: whole, else with short forms, else with an ellipsis, too.
#[must_use]
pub(crate) fn fit_name(name: &str, face: Face, max_width: f64) -> String {
    if face.width(name) <= max_width {
        return name.to_owned();
    }
    let short = SHORT_FORMS.iter().fold(name.to_owned(), |name, (long, short)| name.replace(long, short));
    ellipsize(&short, face, max_width)
}

fn with_ellipsis(line: &str, face: Face, max_width: f64) -> String {
    let room = max_width - face.width("…");
    if room < 0.0 {
        return String::new();
    }
    let mut end = fitting(line, face, room);
    if face.width(&line[..end]) > room {
        end = 0;
    }
    let kept =
        line[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'));
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FACE: Face = Face::regular(10.0);

    #[test]
    fn widths_are_the_advances_of_the_font() {
        assert!((FACE.width("Щ") - 10.41).abs() < 1e-9);
        assert!((FACE.width("00") - 11.44).abs() < 1e-9);
        assert!(Face::bold(10.0).width("Ферма") > FACE.width("Ферма"));
        assert_eq!(FACE.width("\u{0}\u{7}"), 0.0);
    }

    #[test]
    fn no_break_spaces_hold_numbers_and_units_together() {
        let lines = wrap("ферм: 196\u{202f}907 тыс.\u{a0}руб.", FACE, 60.0);
        assert_eq!(lines, ["ферм:", "196\u{202f}907", "тыс.\u{a0}руб."]);
    }

    #[test]
    fn blank_texts_have_no_lines() {
        assert!(wrap(" \n\u{1}\t", FACE, 50.0).is_empty());
        assert_eq!(ellipsize("", FACE, 50.0), "");
    }

    #[test]
    fn short_words_stay_with_the_next() {
        let lines = wrap("Майнинг разрешён в 2024 году", FACE, 130.0);
        assert_eq!(lines, ["Майнинг разрешён", "в 2024 году"]);
    }

    #[test]
    fn balanced_lines_leave_no_word_alone() {
        assert_eq!(wrap("aaa bbb ccc ddd", FACE, 62.0,), ["aaa bbb ccc", "ddd"]);
        assert_eq!(wrap_balanced("aaa bbb ccc ddd", FACE, 62.0, 3), ["aaa bbb", "ccc ddd"]);
    }

    #[test]
    fn shortening_marks_what_it_left_out() {
        assert_eq!(wrap_to("one two three four", FACE, 45.0, 2), ["one two", "three…"]);
        assert_eq!(ellipsize("Irkutsk, Oblast", FACE, 50.0), "Irkutsk…");
        assert_eq!(ellipsize("Irkutsk", FACE, 1.0), "");
    }

    #[test]
    fn names_take_their_short_forms_before_they_are_cut() {
        let name = "Новосибирская область";
        assert_eq!(fit_name(name, FACE, FACE.width(name)), name);
        let short = "Новосибирская обл.";
        assert_eq!(fit_name(name, FACE, FACE.width(short)), short);
        assert_eq!(fit_name(name, FACE, FACE.width("Новосиб…") + 0.01), "Новосиб…");
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "\\PC{0,60}", width in 20.0..200.0f64) {
            let lines = wrap(&text, FACE, width);
            for line in &lines {
                prop_assert!(FACE.width(line) <= width + 1e-9 || line.chars().count() == 1, "{line}");
            }
            let kept = |text: &str| text.chars().filter(|c| !is_break(*c) && is_drawable(*c)).collect::<String>();
            prop_assert_eq!(kept(&lines.concat()), kept(&text));
            prop_assert!(FACE.width(&ellipsize(&text, FACE, width)) <= width + 1e-9);
        }
    }
}
