//! Owns names on the map: regions and towns, the more important first, none over another. Does
//! not choose words.

use super::{camera::ScreenFromLocal, shapes::Extent};
use crate::ui::theme::{self, Look};
use eframe::egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Vec2, pos2};
use std::sync::Arc;

/// A name that wants to stand on the map.
pub(super) struct Name<'a> {
    /// Its first line.
    pub(super) text: &'a str,
    /// Its second line, smaller; may be empty.
    pub(super) figure: &'a str,
    /// Where, in metres from the origin.
    pub(super) at: Pos2,
    /// The larger, the earlier it gets room.
    pub(super) weight: f64,
    /// Room at the place, in metres; `INFINITY` where it may go beyond.
    pub(super) width_m: f32,
}

impl<'a> Name<'a> {
    /// The name of a region.
    pub(super) fn of_region(text: &'a str, figure: &'a str, extent: &Extent, weight: f64) -> Self {
        Self { text, figure, at: extent.anchor, weight, width_m: extent.width_m }
    }
}

/// A town.
#[derive(Clone, Debug)]
pub(super) struct Town {
    /// Name.
    pub(super) name: String,
    /// Where, in metres from the origin.
    pub(super) at: Pos2,
    /// Inhabitants.
    pub(super) population: u32,
}

/// Boxes that are taken, and signs on which no name stands that has another place.
#[derive(Default)]
pub(super) struct Taken {
    boxes: Vec<Rect>,
    signs: Vec<Rect>,
}

impl Taken {
    /// Takes a box if it is free.
    pub(super) fn take(&mut self, rect: Rect) -> bool {
        let is_free = !self.boxes.iter().any(|other| other.intersects(rect));
        if is_free {
            self.boxes.push(rect);
        }
        is_free
    }

    /// Keeps names off a sign.
    pub(super) fn put_sign(&mut self, rect: Rect) {
        self.signs.push(rect);
    }

    fn has_sign_on(&self, rect: Rect) -> bool {
        self.signs.iter().any(|sign| sign.intersects(rect))
    }

    /// Takes a box whatever lies there.
    pub(super) fn block(&mut self, rect: Rect) {
        self.boxes.push(rect);
    }
}

/// Draws names of regions; those that do not fit are left out.
pub(super) fn draw_names(
    painter: &Painter,
    mut names: Vec<Name<'_>>,
    to_screen: ScreenFromLocal,
    look: &Look,
    taken: &mut Taken,
) {
    /// A name may be wider than its place by this much; one with a figure by more, for it says most.
    const OVERHANG: f32 = 1.25;
    const OVERHANG_WITH_FIGURE: f32 = 8.0;
    names.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let view = painter.clip_rect();
    for name in names {
        let at = to_screen.screen(name.at);
        if !view.contains(at) {
            continue;
        }
        let main = Text::new(painter, name.text, theme::bold(theme::size::SMALL + 0.5));
        let overhang = if name.figure.is_empty() { OVERHANG } else { OVERHANG_WITH_FIGURE };
        let width_px = name.width_m * to_screen.scale * overhang;
        let second = (!name.figure.is_empty())
            .then(|| Text::new(painter, name.figure, theme::regular(theme::size::SMALL)));
        // A name without its figure would say less than none.
        let widest = second.as_ref().map_or(0.0, |second| second.size().x).max(main.size().x);
        if widest > width_px {
            continue;
        }
        let height = main.size().y + second.as_ref().map_or(0.0, |second| second.size().y);
        let width = main.size().x.max(second.as_ref().map_or(0.0, |second| second.size().x));
        let size = Vec2::new(width, height);
        let Some(rect) = room_for(at, size, view.shrink(3.0), second.is_some(), taken) else { continue };
        let (middle, top) = (rect.center().x, rect.top());
        main.draw(painter, pos2(middle - main.size().x / 2.0, top), look.ink, look.halo);
        if let Some(second) = second {
            let left = middle - second.size().x / 2.0;
            second.draw_on_plate(painter, pos2(left, top + main.size().y), look);
        }
    }
}

/// Takes the best room for a name of this size: over its place and off all signs, else beside it, else on a
/// sign where that may be hidden: a figure says more than it, a bare name less.
fn room_for(at: Pos2, size: Vec2, view: Rect, may_hide_signs: bool, taken: &mut Taken) -> Option<Rect> {
    /// How far a name may stand off its place, in its own size: the place stays under it.
    const ELSEWHERE: [(f32, f32); 9] = [
        (0.0, 0.0),
        (-0.4, 0.0),
        (0.4, 0.0),
        (0.0, -0.4),
        (0.0, 0.4),
        (-0.4, -0.4),
        (0.4, -0.4),
        (-0.4, 0.4),
        (0.4, 0.4),
    ];
    /// From the middle of a sign to a name beside it.
    const OFF_SIGN: f32 = 8.0;
    let over =
        ELSEWHERE.map(|(x, y)| inside(Rect::from_center_size(at + size * Vec2::new(x, y), size), at, view));
    // Below or above a sign that stands on its place or near it.
    let has_sign = over.iter().flatten().any(|rect| taken.has_sign_on(*rect));
    let beside =
        [(0.0, 1.0), (0.0, -1.0), (0.4, 1.0), (-0.4, 1.0), (0.4, -1.0), (-0.4, -1.0)].map(|(x, side)| {
            let off = Vec2::new(x * size.x, side * (size.y / 2.0 + OFF_SIGN));
            Some(Rect::from_center_size(at + off, size)).filter(|rect| has_sign && view.contains_rect(*rect))
        });
    let clear = over.into_iter().chain(beside).flatten().filter(|rect| !taken.has_sign_on(*rect));
    let hiding = over.into_iter().flatten().filter(|_| may_hide_signs);
    let rooms: Vec<Rect> = clear.chain(hiding).collect();
    rooms.into_iter().find(|rect| taken.take(rect.expand(2.0)))
}

/// A box moved into the view as far as it still covers the place that it is for; `None` where it
/// would be cut.
fn inside(rect: Rect, place: Pos2, view: Rect) -> Option<Rect> {
    let by = |low: f32, high: f32, least: f32, most: f32| (least - low).max(0.0) - (high - most).max(0.0);
    let moved = rect.translate(Vec2::new(
        by(rect.left(), rect.right(), view.left(), view.right()),
        by(rect.top(), rect.bottom(), view.top(), view.bottom()),
    ));
    (view.contains_rect(moved) && moved.contains(place)).then_some(moved)
}

/// Draws towns, the largest first (they come sorted), as far as there is room.
pub(super) fn draw_towns(
    painter: &Painter,
    towns: &[Town],
    to_screen: ScreenFromLocal,
    metres_per_px: f64,
    look: &Look,
    taken: &mut Taken,
) {
    const MOST: usize = 60;
    const DOT: f32 = 2.2;
    let least = least_population(metres_per_px);
    let view = painter.clip_rect();
    let mut shown = 0;
    for town in towns {
        if town.population < least || shown >= MOST {
            break;
        }
        let at = to_screen.screen(town.at);
        if !view.contains(at) {
            continue;
        }
        let text = Text::new(painter, &town.name, theme::regular(theme::size::SMALL));
        let size = text.size();
        let right = Rect::from_min_size(at + Vec2::new(5.0, -size.y / 2.0), size);
        let left = Rect::from_min_size(at + Vec2::new(-5.0 - size.x, -size.y / 2.0), size);
        let fits = |rect: &Rect| view.contains_rect(*rect) && taken.take(rect.expand(1.0));
        let Some(rect) = [right, left].into_iter().find(fits) else { continue };
        taken.block(Rect::from_center_size(at, Vec2::splat(DOT * 2.0)));
        painter.circle(at, DOT, look.ink, (1.0, look.halo));
        text.draw(painter, rect.min, look.ink, look.halo);
        shown += 1;
    }
}

/// Smaller towns show from nearer.
fn least_population(metres_per_px: f64) -> u32 {
    match metres_per_px {
        m if m > 6_000.0 => u32::MAX,
        m if m > 3_000.0 => 800_000,
        m if m > 1_200.0 => 250_000,
        m if m > 500.0 => 60_000,
        m if m > 200.0 => 15_000,
        _ => 0,
    }
}

/// A laid-out line of text with a halo.
struct Text(Arc<eframe::egui::Galley>);

impl Text {
    fn new(painter: &Painter, text: &str, font: FontId) -> Self {
        Self(painter.layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER))
    }

    fn size(&self) -> Vec2 {
        self.0.size()
    }

    /// Numbers are too thin for a halo: over a dark class or a hatch they would be a blot.
    fn draw_on_plate(&self, painter: &Painter, at: Pos2, look: &Look) {
        let plate = Rect::from_min_size(at, self.size()).expand2(Vec2::new(2.0, 0.0));
        painter.rect_filled(plate, 3.0, look.plate());
        painter.galley(at, Arc::clone(&self.0), look.ink);
    }

    fn draw(&self, painter: &Painter, at: Pos2, ink: Color32, halo: Color32) {
        // Four copies close every gap; more would be painted for nothing, and three are not legible.
        const HALO: [(f32, f32); 4] = [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)];
        for (x, y) in HALO {
            painter.galley(at + Vec2::new(x, y), Arc::clone(&self.0), halo);
        }
        painter.galley(at, Arc::clone(&self.0), ink);
    }
}

/// Draws one line of text with a halo, anchored.
pub(super) fn draw_text(painter: &Painter, at: Pos2, anchor: Align2, text: &str, font: FontId, look: &Look) {
    let text = Text::new(painter, text, font);
    let rect = anchor.anchor_size(at, text.size());
    text.draw(painter, rect.min, look.ink, look.halo);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_take_no_room_but_from_names_with_another_place() {
        let at = |x: f32| Rect::from_center_size(pos2(x, 0.0), Vec2::splat(10.0));
        let mut taken = Taken::default();
        taken.put_sign(at(0.0));
        assert!(taken.has_sign_on(at(4.0)) && !taken.has_sign_on(at(20.0)));
        assert!(taken.take(at(4.0)), "a name may stand on a sign where it has no other place");
        assert!(!taken.take(at(8.0)), "but none on another name");
        // Where the sign stands on the place of a name, that goes below it.
        let (mut taken, view) = (Taken::default(), Rect::from_center_size(Pos2::ZERO, Vec2::splat(200.0)));
        taken.put_sign(at(0.0));
        let room = room_for(Pos2::ZERO, Vec2::new(40.0, 12.0), view, false, &mut taken).expect("room");
        assert!(!taken.has_sign_on(room) && room.center().x.abs() < 0.1, "{room:?}");
    }

    #[test]
    fn a_name_at_the_edge_is_moved_in_or_left_out() {
        let view = Rect::from_min_max(pos2(0.0, 0.0), pos2(100.0, 100.0));
        let named = |x: f32, y: f32| {
            inside(Rect::from_center_size(pos2(x, y), Vec2::new(40.0, 10.0)), pos2(x, y), view)
        };
        assert_eq!(named(50.0, 50.0).map(|rect| rect.center()), Some(pos2(50.0, 50.0)));
        assert_eq!(named(90.0, 50.0).map(|rect| rect.center()), Some(pos2(80.0, 50.0)));
        assert_eq!(named(130.0, 50.0), None, "its place is out of sight");
        let wide = Rect::from_center_size(pos2(50.0, 50.0), Vec2::new(140.0, 10.0));
        assert_eq!(inside(wide, wide.center(), view), None);
    }
}
