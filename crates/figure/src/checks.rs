//! Owns what tests ask of every figure: texts apart and on the page. Reads the drawn SVG.

use super::boxes::Rect;
use super::run::{Anchor, Tail, TextRun};
use super::style::LIGHT;
use super::text::{Face, Weight};

/// The boxes of all texts, as the drawn attributes give them, and the page.
fn text_boxes(svg: &str) -> (Rect, Vec<(String, Rect)>) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|e| panic!("{e}\n{svg}"));
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).and_then(|text| text.parse().ok()).expect("a number")
    };
    let root = document.root_element();
    let page = Rect::new(0.0, 0.0, number(root, "width"), number(root, "height"));
    let boxes = document
        .descendants()
        .filter(|node| node.has_tag_name("text") && !is_shade(node))
        .map(|node| {
            let bold = node.attribute("font-weight").is_some();
            let run = TextRun {
                x: number(node, "x"),
                y: number(node, "y"),
                text: node.text().unwrap_or_default().to_owned(),
                face: Face {
                    size: number(node, "font-size"),
                    weight: if bold { Weight::Bold } else { Weight::Regular },
                },
                anchor: match node.attribute("text-anchor") {
                    Some("middle") => Anchor::Middle,
                    Some("end") => Anchor::End,
                    _ => Anchor::Start,
                },
                colour: LIGHT.ink,
                tail: node.first_element_child().map(|tail| Tail {
                    gap: number(tail, "dx"),
                    text: tail.text().unwrap_or_default().to_owned(),
                    face: Face::regular(number(tail, "font-size")),
                    colour: LIGHT.ink,
                }),
            };
            (run.text.clone(), run.bounds())
        })
        .collect();
    (page, boxes)
}

/// Outlines under texts repeat them.
fn is_shade(text: &roxmltree::Node<'_, '_>) -> bool {
    text.has_attribute("aria-hidden")
}

/// Coordinates are written with one decimal.
const ROUNDING: f64 = 0.11;

/// Fails where a text leaves the page or lies on another.
///
/// # Panics
/// A text leaves the page or lies on another, or `svg` is none.
pub fn assert_laid_out(svg: &str, what: &str) {
    assert_eq!(layout_faults(svg), Vec::<String>::new(), "{what}");
}

/// Texts that leave the page or lie on others.
///
/// # Panics
/// `svg` is no picture of ours.
#[must_use]
pub fn layout_faults(svg: &str) -> Vec<String> {
    let (page, boxes) = text_boxes(svg);
    let mut faults = Vec::new();
    for (i, (text, rect)) in boxes.iter().enumerate() {
        if !page.contains(&rect.inset(ROUNDING)) {
            faults.push(format!("{text:?} leaves the page: {rect:?}"));
        }
        for (other_text, other) in &boxes[..i] {
            if rect.inset(ROUNDING).overlaps(&other.inset(ROUNDING)) {
                faults.push(format!("{text:?} {rect:?} lies on {other_text:?} {other:?}"));
            }
        }
    }
    faults
}
