//! Owns writing a page as SVG, with the glyphs that it uses inside, so that it looks the same
//! wherever it is opened; and what makes text safe and numbers short in it. Does not lay out.

use super::{
    font::{FAMILY, Subset},
    run::{Anchor, TextRun},
    scene::{Item, Mark, Page, PathData, Shape, Stroke},
    style::FONT_STACK,
    text::Weight,
};
use base64::{Engine, engine::general_purpose::STANDARD};
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

impl Page {
    /// The page as a whole SVG file.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let mut out = self.opening();
        self.write_fonts(&mut out);
        self.write_items(&mut out);
        out.push_str("</svg>\n");
        out
    }

    /// The same to stand in a web page that brings the font along, or does without.
    #[must_use]
    pub fn to_inline_svg(&self) -> String {
        let mut out = self.opening();
        self.write_items(&mut out);
        out.push_str("</svg>\n");
        out
    }

    fn opening(&self) -> String {
        let mut out = String::with_capacity(self.items.len() * 200 + 64 * 1024);
        let ((w, h), code) = (self.size, self.lang.code());
        let _ = writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             role=\"img\" lang=\"{code}\" xml:lang=\"{code}\" font-family=\"'{FAMILY}', {FONT_STACK}\" \
             font-kerning=\"none\" style=\"font-kerning:none\" stroke-linejoin=\"round\" pointer-events=\"none\">",
        );
        out.push_str("<title>");
        escape_into(&mut out, &self.title);
        out.push_str("</title>\n");
        for (lang, alt) in self.alts.iter().filter(|(_, alt)| !alt.is_empty()) {
            let _ = write!(out, "<desc lang=\"{0}\" xml:lang=\"{0}\">", lang.code());
            escape_into(&mut out, alt);
            out.push_str("</desc>\n");
        }
        if !self.facts.is_empty() {
            out.push_str("<metadata>\n");
            for (name, text) in &self.facts {
                let _ = write!(out, "<{name} xmlns=\"https://hashatlas.invalid/figure\">");
                escape_into(&mut out, text);
                let _ = writeln!(out, "</{name}>");
            }
            out.push_str("</metadata>\n");
        }
        out
    }

    /// The glyphs that are used, so that text is as wide as it was measured.
    fn write_fonts(&self, out: &mut String) {
        let mut rules = String::new();
        for (weight, number) in [(Weight::Regular, 400), (Weight::Bold, 700)] {
            let subset = self.subset(weight);
            if !subset.is_empty() {
                let data = STANDARD.encode(subset.to_ttf());
                let _ = writeln!(
                    rules,
                    "@font-face{{font-family:'{FAMILY}';font-weight:{number};src:url(data:font/ttf;base64,{data})}}"
                );
            }
        }
        if !rules.is_empty() {
            let _ = writeln!(out, "<style>{rules}</style>");
        }
    }

    /// The glyphs of one weight that the page uses.
    fn subset(&self, weight: Weight) -> Subset {
        Subset::of(weight, self.letters(weight))
    }

    /// All that is written in one weight.
    pub(super) fn letters(&self, weight: Weight) -> impl Iterator<Item = char> {
        let texts = self.texts().flat_map(move |run| {
            let own = (run.face.weight == weight).then_some(&run.text);
            let tail = run.tail.as_ref().filter(|tail| tail.face.weight == weight).map(|tail| &tail.text);
            [own, tail]
        });
        texts.flatten().flat_map(|text| text.chars())
    }

    fn write_items(&self, out: &mut String) {
        let (w, h) = self.size;
        let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"{}\"/>", self.paper);
        for item in &self.items {
            match item {
                Item::Mark(mark) => write_mark(mark, out),
                Item::Text(run) => write_text(run, None, out),
                Item::Halo(run, stroke) => write_text(run, Some(stroke), out),
            }
        }
    }
}

fn write_mark(mark: &Mark, out: &mut String) {
    let tag = match &mark.shape {
        Shape::Path(path) => {
            if path.is_empty() {
                return;
            }
            out.push_str("<path d=\"");
            push_path(out, path);
            out.push('"');
            "path"
        }
        Shape::Disc { centre, radius } => {
            for (name, length) in [("<circle cx", centre[0]), (" cy", centre[1]), (" r", *radius)] {
                out.push_str(name);
                out.push_str("=\"");
                push_length(out, length);
                out.push('"');
            }
            "circle"
        }
    };
    match mark.fill {
        Some(paint) => {
            let _ = write!(out, " fill=\"{}\"", paint.colour);
            if matches!(&mark.shape, Shape::Path(path) if path.parts().nth(1).is_some()) {
                out.push_str(" fill-rule=\"evenodd\"");
            }
            if paint.opacity < 1.0 {
                let _ = write!(out, " fill-opacity=\"{:.2}\"", paint.opacity);
            }
        }
        None => out.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = &mark.stroke {
        push_stroke(out, stroke);
    }
    if mark.note.is_empty() {
        out.push_str("/>\n");
    } else {
        out.push_str(" pointer-events=\"visible\"><title>");
        escape_into(out, &mark.note);
        let _ = writeln!(out, "</title></{tag}>");
    }
}

fn push_stroke(out: &mut String, stroke: &Stroke) {
    let _ = write!(out, " stroke=\"{}\" stroke-width=\"", stroke.paint.colour);
    push_length(out, stroke.width);
    out.push('"');
    if stroke.paint.opacity < 1.0 {
        let _ = write!(out, " stroke-opacity=\"{:.2}\"", stroke.paint.opacity);
    }
    if let Some([dash, gap]) = stroke.dash {
        let _ = write!(out, " stroke-dasharray=\"{dash:.1} {gap:.1}\"");
    }
}

fn write_text(run: &TextRun, halo: Option<&Stroke>, out: &mut String) {
    out.push_str("<text x=\"");
    push_length(out, run.x);
    out.push_str("\" y=\"");
    push_length(out, run.y);
    out.push_str("\" font-size=\"");
    push_length(out, run.face.size);
    out.push('"');
    if run.face.weight == Weight::Bold {
        out.push_str(" font-weight=\"700\"");
    }
    match run.anchor {
        Anchor::Start => {}
        Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
        Anchor::End => out.push_str(" text-anchor=\"end\""),
    }
    let _ = write!(out, " fill=\"{}\"", run.colour);
    if let Some(stroke) = halo {
        push_stroke(out, stroke);
        out.push_str(" aria-hidden=\"true\"");
    }
    out.push('>');
    escape_into(out, &run.text);
    if let Some(tail) = &run.tail {
        out.push_str("<tspan dx=\"");
        push_length(out, tail.gap);
        out.push_str("\" font-size=\"");
        push_length(out, tail.face.size);
        let weight = if tail.face.weight == Weight::Bold { 700 } else { 400 };
        let _ = write!(out, "\" font-weight=\"{weight}\" fill=\"{}\">", tail.colour);
        escape_into(out, &tail.text);
        out.push_str("</tspan>");
    }
    out.push_str("</text>\n");
}

/// SVG path data, for pages that colour it themselves.
pub(super) fn path_data(path: &PathData) -> String {
    let mut out = String::new();
    push_path(&mut out, path);
    out
}

/// Appends SVG path data, relative from point to point: the sums are exact and the text is short.
fn push_path(out: &mut String, path: &PathData) {
    let mut last = [0, 0];
    for (number, (part, is_closed)) in path.parts().enumerate() {
        for (at, point) in part.iter().enumerate() {
            match (number, at) {
                (0, 0) => out.push('M'),
                (_, 0) => out.push('m'),
                (_, 1) => out.push('l'),
                _ => {}
            }
            push_tenths(out, point[0] - last[0], at > 1);
            push_tenths(out, point[1] - last[1], true);
            last = *point;
        }
        if is_closed {
            out.push('z');
            // Closing goes back to where the part began.
            last = part.first().copied().unwrap_or(last);
        }
    }
}

/// Appends a number of tenths, with a blank before it where its sign does not part it already.
fn push_tenths(out: &mut String, tenths: i32, is_apart: bool) {
    if tenths < 0 {
        out.push('-');
    } else if is_apart {
        out.push(' ');
    }
    let (whole, fraction) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    match whole {
        0 if fraction > 0 => {}
        // Most steps are of a few pixels.
        0..10 => out.push((b'0' + whole as u8) as char),
        _ => {
            let _ = write!(out, "{whole}");
        }
    }
    if fraction > 0 {
        out.push('.');
        out.push((b'0' + fraction as u8) as char);
    }
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

    #[test]
    fn path_data_is_short_and_exact() {
        let mut out = String::new();
        push_path(&mut out, &PathData::of(&[[1.04, 2.0], [1.54, -2.26], [1.55, -2.27], [10.0, 0.0]], true));
        assert_eq!(out, "M1 2l.5-4.3 .1 0 8.4 2.3z");
        let mut two = PathData::of(&[[1.0, 1.0], [2.0, 1.0], [2.0, 2.0]], true);
        two.push(&[[3.0, 1.5], [4.0, 0.5]], false);
        assert_eq!(path_data(&two), "M1 1l1 0 0 1zm2 .5l1-1");
    }
}
