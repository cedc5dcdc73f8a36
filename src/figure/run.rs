//! Owns one line of text as it is drawn: its place, its box, its SVG. Does not decide where it goes.

use super::boxes::Rect;
use super::style::Colour;
use super::svg::{escape_into, push_length};
use super::text::{Face, Weight};
use std::fmt::Write as _;

/// Which end of a text its x is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Left end.
    Start,
    /// Middle.
    Middle,
    /// Right end.
    End,
}

/// One line of text with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// Where the anchor stands.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// The text, not escaped.
    pub text: String,
    /// Size and weight.
    pub face: Face,
    /// Which end `x` is.
    pub anchor: Anchor,
    /// Colour.
    pub colour: Colour,
    /// What follows on the same line in another face, close behind in whichever font.
    pub tail: Option<Tail>,
}

/// The second part of a line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Tail {
    /// Space before it.
    pub gap: f64,
    /// The text, not escaped.
    pub text: String,
    /// Size and weight.
    pub face: Face,
    /// Colour.
    pub colour: Colour,
}

impl Tail {
    fn width(&self) -> f64 {
        self.gap + self.face.width(&self.text)
    }
}

impl TextRun {
    /// The box it takes, as wide and high as the widest font makes it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let width = self.face.width(&self.text) + self.tail.as_ref().map_or(0.0, Tail::width);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Rect::new(left, self.y - self.face.ascent(), width, self.face.ascent() + self.face.descent())
    }

    /// Appends it as a `text` element.
    pub fn write_svg(&self, out: &mut String) {
        out.push_str("<text x=\"");
        push_length(out, self.x);
        out.push_str("\" y=\"");
        push_length(out, self.y);
        out.push_str("\" font-size=\"");
        push_length(out, self.face.size);
        out.push('"');
        if self.face.weight == Weight::Bold {
            out.push_str(" font-weight=\"700\"");
        }
        match self.anchor {
            Anchor::Start => {}
            Anchor::Middle => out.push_str(" text-anchor=\"middle\""),
            Anchor::End => out.push_str(" text-anchor=\"end\""),
        }
        let _ = write!(out, " fill=\"{}\">", self.colour);
        escape_into(out, &self.text);
        if let Some(tail) = &self.tail {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_follows_on_the_same_line() {
        let (face, colour) = (Face::bold(10.0), Colour::hex(0));
        let tail = Tail { gap: 5.0, text: "a < b".into(), face: Face::regular(8.0), colour };
        let run = TextRun {
            x: 100.0,
            y: 20.0,
            text: "7".into(),
            face,
            anchor: Anchor::End,
            colour,
            tail: Some(tail),
        };
        let width = face.width("7") + 5.0 + Face::regular(8.0).width("a < b");
        assert!((run.bounds().w - width).abs() < 1e-9 && (run.bounds().right() - 100.0).abs() < 1e-9);
        let mut out = String::new();
        run.write_svg(&mut out);
        assert_eq!(
            out,
            "<text x=\"100\" y=\"20\" font-size=\"10\" font-weight=\"700\" text-anchor=\"end\" fill=\"#000000\">7\
             <tspan dx=\"5\" font-size=\"8\" font-weight=\"400\" fill=\"#000000\">a &lt; b</tspan></text>\n"
        );
    }
}
