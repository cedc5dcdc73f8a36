//! Owns the naming of points in a scatter: which names are drawn, and where, so that no name lies
//! on another, on a circle or on the diagonal. Greedy: the most wanted name chooses first.

use super::Sheet;
use super::canvas::{Ink, Spot};
use crate::boxes::Rect;
use crate::run::{Anchor, TextRun};
use crate::scene::{Item, Stroke};
use crate::style::Colour;
use crate::text::Face;

/// A point with its name.
pub(super) struct Named<'a> {
    pub(super) text: &'a str,
    pub(super) centre: Spot,
    pub(super) radius: f64,
    /// Whether it may cross a thin line or stand further off before it stays without a name.
    pub(super) is_wanted: bool,
    pub(super) face: Face,
    pub(super) colour: Colour,
    /// What it lies on: thin lines end at it.
    pub(super) ground: Colour,
}

/// Width of the outline that ends thin lines at a name.
const HALO: f64 = 3.0;
/// Thin lines that a name may cover of which there is no need.
const MOST_CROSSED: usize = 2;
/// Space between two names side by side, in letters.
const APART_EM: f64 = 0.5;

/// Names the points in their order. `lines` are thin lines that a name had better not cross.
pub(super) fn draw_names(sheet: &mut Sheet<'_>, area: Rect, points: &[Named<'_>], lines: &[Rect]) {
    // So many names a page can take before they hide the picture.
    let em = sheet.sizes.small.size;
    let most = (area.w * area.h / (em * em) / 110.0) as usize;
    let mut named = 0;
    for point in points {
        if named >= most {
            break;
        }
        if let Some((run, leader)) = choose(sheet, area, point, points, lines) {
            if let Some((from, to)) = leader {
                sheet.canvas.line(from, to, Ink::line(sheet.theme.ink, 0.8));
                along((from, to)).for_each(|spot| sheet.placer.take(spot));
            }
            sheet.placer.take(run.bounds());
            let halo = TextRun { colour: point.ground, ..run.clone() };
            sheet.canvas.items.push(Item::Halo(halo, Stroke::new(point.ground, HALO)));
            sheet.runs.push(run);
            named += 1;
        }
    }
}

type Leader = Option<(Spot, Spot)>;

/// The best free place: close and over the fewest lines, else further off with a leader.
fn choose(
    sheet: &Sheet<'_>,
    area: Rect,
    point: &Named<'_>,
    points: &[Named<'_>],
    lines: &[Rect],
) -> Option<(TextRun, Leader)> {
    let is_free = |run: &&TextRun| {
        let bounds = run.bounds();
        let apart = point.face.size * APART_EM;
        let beside = Rect { x: bounds.x - apart, w: bounds.w + 2.0 * apart, ..bounds };
        sheet.placer.is_free(&bounds) && !sheet.runs.iter().any(|text| text.bounds().overlaps(&beside))
    };
    let crossed = |run: &&TextRun| lines.iter().filter(|line| line.overlaps(&run.bounds())).count();
    let most = if point.is_wanted { usize::MAX } else { MOST_CROSSED };
    let close = point.runs(0.0, area);
    if let Some(run) = close.iter().filter(is_free).min_by_key(crossed).filter(|run| crossed(run) <= most) {
        return Some((run.clone(), None));
    }
    if !point.is_wanted {
        return None;
    }
    let em = point.face.size;
    [1.2, 2.4, 3.6, 4.8].into_iter().find_map(|ems| {
        point.runs(ems * em, area).into_iter().filter(|run| is_free(&run)).find_map(|run| {
            let leader = point.leader(&run.bounds());
            // A leader over another circle would give the name to that one.
            let misleads = points
                .iter()
                .filter(|other| !std::ptr::eq(*other, point))
                .any(|other| crosses(leader, &Rect::around(other.centre.0, other.centre.1, other.radius)));
            let crosses_text = sheet.runs.iter().any(|text| crosses(leader, &text.bounds()));
            (!misleads && !crosses_text).then_some((run, Some(leader)))
        })
    })
}

/// Whether a line passes through a box.
fn crosses(line: (Spot, Spot), rect: &Rect) -> bool {
    along(line).any(|spot| rect.overlaps(&spot))
}

/// Small boxes along a line, closer to each other than a name is high.
fn along((from, to): (Spot, Spot)) -> impl Iterator<Item = Rect> {
    (0..=12).map(|i| f64::from(i) / 12.0).map(move |t| {
        let (x, y) = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
        Rect::around(x, y, 1.0)
    })
}

impl Named<'_> {
    /// All places for the name at a distance from the circle, the best first.
    fn runs(&self, distance: f64, area: Rect) -> Vec<TextRun> {
        if self.text.trim().is_empty() {
            return Vec::new();
        }
        let half = self.face.width(self.text) / 2.0;
        let (left, right) = (area.x + half + 2.0, area.right() - half - 2.0);
        self.places(self.radius + 2.0 + distance)
            .into_iter()
            .map(|(x, y, anchor)| {
                // Above and below, a name near the edge moves in.
                let x = if anchor == Anchor::Middle && left < right { x.clamp(left, right) } else { x };
                let (text, face, colour) = (self.text.to_owned(), self.face, self.colour);
                TextRun { x, y, text, face, anchor, colour, tail: None }
            })
            .filter(|run| area.contains(&run.bounds()))
            .collect()
    }

    fn places(&self, radius: f64) -> [(f64, f64, Anchor); 8] {
        let ((x, y), face) = (self.centre, self.face);
        let (up, down) = (y - radius - face.descent(), y + radius + face.ascent());
        let (right, left) = (x + radius + 1.0, x - radius - 1.0);
        let slant = radius * 0.7;
        let (upper, lower) = (y - slant - face.descent(), y + slant + face.ascent());
        [
            (right, y + face.centre(), Anchor::Start),
            (left, y + face.centre(), Anchor::End),
            (x, up, Anchor::Middle),
            (x, down, Anchor::Middle),
            (x + slant, upper, Anchor::Start),
            (x - slant, upper, Anchor::End),
            (x + slant, lower, Anchor::Start),
            (x - slant, lower, Anchor::End),
        ]
    }

    /// From the edge of the circle to the nearest edge of the name.
    fn leader(&self, name: &Rect) -> (Spot, Spot) {
        let (x, y) = self.centre;
        let to =
            (x.clamp(name.x, name.right()), y.clamp(name.y + 2.0, (name.bottom() - 2.0).max(name.y + 2.0)));
        let length = (to.0 - x).hypot(to.1 - y).max(1.0);
        let from = (x + (to.0 - x) / length * self.radius, y + (to.1 - y) / length * self.radius);
        (from, to)
    }
}
