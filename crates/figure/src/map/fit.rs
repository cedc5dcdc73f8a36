//! Owns the fitting of a land among the texts of a page: the largest scale at which its outline
//! keeps clear of all of them. A title may stand over a bay, a legend in an empty corner. Does
//! not know what the texts say.

use crate::{
    boxes::Rect,
    geo::{Bounds, Point},
};

/// Strips into which the land and the page are cut from left to right.
const STRIPS: usize = 64;
/// Places from left to right that are tried at each scale.
const PLACES: usize = 16;
/// Halvings of the range of scales: to a few thousandths.
const HALVINGS: usize = 8;

/// How far a land reaches up and down in each strip, in metres of the map.
pub(super) struct Outline {
    bounds: Bounds,
    low: Vec<f64>,
    high: Vec<f64>,
}

impl Outline {
    /// The outline of lines; `None` where no point has an image.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a [Point]> + Clone) -> Option<Self> {
        let bounds = Bounds::around(lines.clone().flatten().copied())?;
        let mut outline =
            Self { bounds, low: vec![f64::INFINITY; STRIPS], high: vec![f64::NEG_INFINITY; STRIPS] };
        for line in lines {
            for pair in line.windows(2) {
                outline.add(pair[0], pair[1]);
            }
        }
        Some(outline)
    }

    /// The box around it, in metres of the map.
    pub(super) const fn bounds(&self) -> Bounds {
        self.bounds
    }

    fn add(&mut self, a: Point, b: Point) {
        let strip = |x: f64| {
            let share = (x - self.bounds.min[0]) / self.bounds.width().max(1e-9);
            ((share * STRIPS as f64) as usize).min(STRIPS - 1)
        };
        let (from, to) = (strip(a[0].min(b[0])), strip(a[0].max(b[0])));
        if a.iter().chain(&b).all(|v| v.is_finite()) {
            for at in from..=to {
                self.low[at] = self.low[at].min(a[1]).min(b[1]);
                self.high[at] = self.high[at].max(a[1]).max(b[1]);
            }
        }
    }
}

/// A page with texts hanging from its top and standing on its bottom.
#[derive(Clone)]
pub(super) struct Room {
    page: Rect,
    ceiling: Vec<f64>,
    floor: Vec<f64>,
}

/// Where a land lies: page = origin + scale · (x, −y).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fit {
    pub(super) scale: f64,
    pub(super) origin: Point,
}

impl Room {
    /// An empty page.
    pub(super) fn new(page: Rect) -> Self {
        Self { page, ceiling: vec![page.y; STRIPS], floor: vec![page.bottom(); STRIPS] }
    }

    fn strips(&self, left: f64, right: f64) -> std::ops::RangeInclusive<usize> {
        let strip = |x: f64| {
            let share = (x - self.page.x) / self.page.w.max(1e-9);
            ((share * STRIPS as f64).max(0.0) as usize).min(STRIPS - 1)
        };
        strip(left)..=strip(right)
    }

    /// Keeps the land below `rect` wherever it passes it.
    pub(super) fn hang(&mut self, rect: &Rect) {
        for at in self.strips(rect.x, rect.right()) {
            self.ceiling[at] = self.ceiling[at].max(rect.bottom());
        }
    }

    /// Keeps the land above `rect` wherever it passes it.
    pub(super) fn stand(&mut self, rect: &Rect) {
        for at in self.strips(rect.x, rect.right()) {
            self.floor[at] = self.floor[at].min(rect.y);
        }
    }

    /// The lowest ceiling and the highest floor between two edges.
    pub(super) fn between(&self, left: f64, right: f64) -> (f64, f64) {
        self.strips(left, right).fold((self.page.y, self.page.bottom()), |(ceiling, floor), at| {
            (ceiling.max(self.ceiling[at]), floor.min(self.floor[at]))
        })
    }

    /// The fit at this scale that is nearest to the middle of the page, if there is one.
    pub(super) fn at_scale(&self, land: &Outline, scale: f64) -> Option<Fit> {
        let slack = self.page.w - land.bounds.width() * scale;
        // From the middle outwards: 12, 11, 13, 10, 14 …
        let places = (0..=PLACES).map(|n| if n % 2 == 0 { PLACES + n } else { PLACES - n - 1 } / 2);
        places
            .filter(|_| slack >= 0.0)
            .map(|place| self.page.x + slack * place as f64 / PLACES as f64)
            .find_map(|left| Some((left, self.origin_y(land, scale, left)?)))
            .map(|(left, y)| Fit { scale, origin: [left - land.bounds.min[0] * scale, y] })
    }

    /// The middle of the range in which the land meets neither ceiling nor floor.
    fn origin_y(&self, land: &Outline, scale: f64, left: f64) -> Option<f64> {
        let strip = land.bounds.width() * scale / STRIPS as f64;
        let mut range = (f64::NEG_INFINITY, f64::INFINITY);
        for at in (0..STRIPS).filter(|&at| land.low[at] <= land.high[at]) {
            let x = left + strip * at as f64;
            let (ceiling, floor) = self.between(x, x + strip);
            range.0 = range.0.max(ceiling + land.high[at] * scale);
            range.1 = range.1.min(floor + land.low[at] * scale);
            if range.0 > range.1 {
                return None;
            }
        }
        Some(f64::midpoint(range.0, range.1))
    }

    /// The largest fit, where it is larger than `least`.
    pub(super) fn largest(&self, land: &Outline, least: f64) -> Option<Fit> {
        let mut best = if least > 0.0 { Some(self.at_scale(land, least)?) } else { None };
        let widest = self.page.w / land.bounds.width().max(1e-9);
        let highest = self.page.h / land.bounds.height().max(1e-9);
        let mut range = (least, widest.min(highest));
        for _ in 0..HALVINGS {
            let scale = f64::midpoint(range.0, range.1);
            match self.at_scale(land, scale) {
                Some(fit) => (best, range.0) = (Some(fit), scale),
                None => range.1 = scale,
            }
        }
        best
    }

    /// The land in the middle of the page, whatever stands there.
    pub(super) fn regardless(&self, land: &Outline) -> Fit {
        Self::new(self.page).largest(land, 0.0).unwrap_or(Fit { scale: 1e-9, origin: [0.0; 2] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Rect = Rect { x: 0.0, y: 0.0, w: 400.0, h: 200.0 };

    /// An L: a column at the right and a foot below.
    fn land() -> Outline {
        let ring: [Point; 7] =
            [[0.0, 0.0], [40.0, 0.0], [40.0, 20.0], [30.0, 20.0], [30.0, 8.0], [0.0, 8.0], [0.0, 0.0]];
        Outline::of(std::iter::once(&ring[..])).expect("an outline")
    }

    #[test]
    fn a_title_over_a_bay_costs_no_room() {
        let mut room = Room::new(PAGE);
        let whole = room.largest(&land(), 0.0).expect("fits");
        assert!((9.9..=10.0).contains(&whole.scale), "{whole:?}");
        room.hang(&Rect::new(0.0, 0.0, 250.0, 100.0));
        let beside = room.largest(&land(), 0.0).expect("fits");
        assert!(beside.scale > 9.8, "{beside:?}");
    }

    #[test]
    fn a_title_over_the_land_makes_it_smaller() {
        let mut room = Room::new(PAGE);
        room.hang(&Rect::new(0.0, 0.0, 400.0, 100.0));
        let below = room.largest(&land(), 0.0).expect("fits");
        assert!((4.9..=5.0).contains(&below.scale), "{below:?}");
        assert_eq!(room.largest(&land(), 6.0), None);
    }

    #[test]
    fn a_full_page_has_no_fit_but_one_regardless() {
        let mut room = Room::new(PAGE);
        room.hang(&Rect::new(0.0, 0.0, 400.0, 150.0));
        room.stand(&Rect::new(0.0, 50.0, 400.0, 150.0));
        assert_eq!(room.largest(&land(), 0.0), None);
        assert!(room.regardless(&land()).scale > 9.0);
    }
}
