//! Owns neighbours by contact of their boundaries. Does not read or mend boundaries.

use crate::Weights;
use rstar::{AABB, RTree, RTreeObject};

/// What makes two areas neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contact {
    /// A common side or corner (queen).
    #[default]
    Point,
    /// A common side (rook).
    Side,
}

/// Distance in degrees below which two points are one: a tenth of a millimetre, far less than any
/// survey and more than rounding.
const SAME_DEG: f64 = 1e-9;

/// Neighbours of areas given as rings of (longitude, latitude) in degrees, closed or not; weights
/// of one.
///
/// Corners need not be shared: one that lies on a side of another area is a contact as well. East
/// and west of the 180th meridian are the same place, however the files write it (180, −180 or
/// beyond). Areas that overlap without touching are not neighbours.
#[must_use]
pub fn contiguity(areas: &[Vec<Vec<(f64, f64)>>], contact: Contact) -> Weights {
    let mut sides = Vec::new();
    for (area, rings) in areas.iter().enumerate() {
        for ring in rings {
            let ends = ring.iter().zip(ring.iter().cycle().skip(1));
            for (&from, &to) in ends.filter(|(from, to)| from != to) {
                push(&mut sides, Side { area: area as u32, from: [from.0, from.1], to: [to.0, to.1] });
            }
        }
    }
    let tree = RTree::bulk_load(sides.clone());
    let needed = match contact {
        Contact::Point => 1,
        Contact::Side => 2,
    };
    let mut pairs = Vec::new();
    for side in &sides {
        for other in tree.locate_in_envelope_intersecting(&side.reach()) {
            if side.area < other.area && side.contacts(other) >= needed {
                pairs.push((side.area as usize, other.area as usize));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    Weights::of_pairs(areas.len(), pairs)
}

/// A side of a boundary.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Side {
    area: u32,
    from: [f64; 2],
    to: [f64; 2],
}

/// Puts a side where it lies between −180 and 180 degrees; one that reaches an end stands at both.
fn push(sides: &mut Vec<Side>, side: Side) {
    let (west, east) = (side.from[0].min(side.to[0]), side.from[0].max(side.to[0]));
    if !(west.is_finite() && east.is_finite() && side.from[1].is_finite() && side.to[1].is_finite()) {
        return;
    }
    sides.push(side);
    let moved =
        |by: f64| Side { from: [side.from[0] + by, side.from[1]], to: [side.to[0] + by, side.to[1]], ..side };
    if west <= -180.0 + SAME_DEG {
        sides.push(moved(360.0));
    }
    if east > 180.0 + SAME_DEG {
        sides.push(moved(-360.0));
    }
}

impl Side {
    fn reach(&self) -> AABB<[f64; 2]> {
        let AABBCorners { lower, upper } = self.corners();
        AABB::from_corners(lower.map(|v| v - SAME_DEG), upper.map(|v| v + SAME_DEG))
    }

    fn corners(&self) -> AABBCorners {
        AABBCorners {
            lower: [self.from[0].min(self.to[0]), self.from[1].min(self.to[1])],
            upper: [self.from[0].max(self.to[0]), self.from[1].max(self.to[1])],
        }
    }

    /// Whether a point lies on the side.
    fn has(&self, point: [f64; 2]) -> bool {
        let along = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let to = [point[0] - self.from[0], point[1] - self.from[1]];
        let length = along[0].hypot(along[1]);
        let share = ((to[0] * along[0] + to[1] * along[1]) / (length * length)).clamp(0.0, 1.0);
        (to[0] - share * along[0]).hypot(to[1] - share * along[1]) <= SAME_DEG
    }

    /// Distinct ends of either that lie on the other: one where they touch, two where they run
    /// along each other.
    fn contacts(&self, other: &Self) -> usize {
        let mut found: Vec<[f64; 2]> = Vec::with_capacity(4);
        let ends = [(other.from, self), (other.to, self), (self.from, other), (self.to, other)];
        for (point, side) in ends {
            let is_new = |known: &[f64; 2]| (known[0] - point[0]).hypot(known[1] - point[1]) > SAME_DEG;
            if side.has(point) && found.iter().all(is_new) {
                found.push(point);
            }
        }
        found.len()
    }
}

/// Corners of the box around a side.
struct AABBCorners {
    lower: [f64; 2],
    upper: [f64; 2],
}

impl RTreeObject for Side {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let AABBCorners { lower, upper } = self.corners();
        AABB::from_corners(lower, upper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64) -> Vec<Vec<(f64, f64)>> {
        let (east, north) = (west + size, south + size);
        vec![vec![(west, south), (east, south), (east, north), (west, north), (west, south)]]
    }

    fn pairs(weights: &Weights) -> Vec<(usize, usize)> {
        let of = |a| weights.of(a).map(move |(b, _)| (a, b)).filter(|(a, b)| a < b);
        (0..weights.len()).flat_map(of).collect()
    }

    #[test]
    fn a_corner_is_a_contact_and_a_side_is_a_border() {
        let areas =
            [square(0.0, 0.0, 1.0), square(1.0, 0.0, 1.0), square(1.0, 1.0, 1.0), square(5.0, 5.0, 1.0)];
        let queen = contiguity(&areas, Contact::Point);
        assert_eq!(pairs(&queen), [(0, 1), (0, 2), (1, 2)]);
        assert_eq!(queen.islands(), [3]);
        assert_eq!(pairs(&contiguity(&areas, Contact::Side)), [(0, 1), (1, 2)]);
    }

    #[test]
    fn corners_need_not_be_shared() {
        // The right squares meet the long side of the left one between its corners.
        let areas = [square(0.0, 0.0, 3.0), square(3.0, 1.0, 1.0), square(3.0, 2.5, 1.0)];
        assert_eq!(pairs(&contiguity(&areas, Contact::Side)), [(0, 1), (0, 2)]);
    }

    #[test]
    fn neighbours_meet_across_the_180th_meridian() {
        for west_of_it in [-180.0, 180.0] {
            let areas = [square(179.0, 60.0, 1.0), square(west_of_it, 60.0, 1.0), square(-1.0, 60.0, 2.0)];
            assert_eq!(pairs(&contiguity(&areas, Contact::Side)), [(0, 1)], "{west_of_it}");
        }
    }
}
