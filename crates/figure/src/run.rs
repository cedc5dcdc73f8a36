//! Owns one line of text as it is drawn: its place, its box, its SVG. Does not decide where it goes.

use super::boxes::Rect;
use super::style::Colour;
use super::text::Face;

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
    /// The box it takes, as wide as the fonts make it.
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
    }
}
