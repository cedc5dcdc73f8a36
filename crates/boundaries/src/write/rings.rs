//! Owns turning rings under the even–odd rule into polygons with holes, cut at the 180th meridian,
//! outlines counterclockwise and holes clockwise. Does not know files.

use super::Polygon;
use crate::shapes::Point;

const HALF_TURN: f64 = 180.0;
const FULL_TURN: f64 = 360.0;

/// The polygons that rings of a feature make.
pub(super) fn polygons<'a>(rings: impl Iterator<Item = &'a [Point]>) -> Vec<Polygon> {
    let mut rings: Vec<Vec<Point>> = rings.map(<[Point]>::to_vec).collect();
    let reaches_beyond = |beyond: &dyn Fn(f64) -> bool, rings: &[Vec<Point>]| {
        rings.iter().flatten().any(|point| beyond(point[0]))
    };
    if reaches_beyond(&|lon| lon > HALF_TURN, &rings) {
        let (mut kept, beyond) = cut(rings, HALF_TURN);
        kept.extend(beyond.into_iter().map(|ring| shifted(ring, -FULL_TURN)));
        rings = kept;
    }
    if reaches_beyond(&|lon| lon < -HALF_TURN, &rings) {
        let (beyond, mut kept) = cut(rings, -HALF_TURN);
        kept.extend(beyond.into_iter().map(|ring| shifted(ring, FULL_TURN)));
        rings = kept;
    }
    grouped(rings)
}

fn shifted(mut ring: Vec<Point>, by: f64) -> Vec<Point> {
    for point in &mut ring {
        point[0] += by;
    }
    ring
}

/// Rings cut along a meridian: what lies west of it, and what lies east.
fn cut(rings: Vec<Vec<Point>>, meridian: f64) -> (Vec<Vec<Point>>, Vec<Vec<Point>>) {
    let mut sides = [Side::default(), Side::default()];
    for ring in rings {
        let is_east = |point: &Point| point[0] > meridian;
        let open = &ring[..ring.len().saturating_sub(1)];
        let crossing =
            (0..open.len()).find(|&at| is_east(&open[at]) != is_east(&open[(at + 1) % open.len()]));
        let Some(first) = crossing else {
            sides[usize::from(open.iter().any(&is_east))].whole.push(ring);
            continue;
        };
        // Once around, from the first crossing to itself.
        let mut chain: Vec<Point> = Vec::new();
        for step in 0..=open.len() {
            let (from, to) = (open[(first + step) % open.len()], open[(first + step + 1) % open.len()]);
            if step > 0 {
                chain.push(from);
            }
            if is_east(&from) != is_east(&to) {
                let share = (meridian - from[0]) / (to[0] - from[0]);
                let point = [meridian, from[1] + share * (to[1] - from[1])];
                if step > 0 {
                    chain.push(point);
                    sides[usize::from(is_east(&from))].chains.push(std::mem::take(&mut chain));
                }
                chain.push(point);
            }
        }
    }
    let [west, east] = sides;
    (west.closed(), east.closed())
}

/// What lies on one side of a meridian: whole rings, and chains that begin and end on it.
#[derive(Default)]
struct Side {
    whole: Vec<Vec<Point>>,
    chains: Vec<Vec<Point>>,
}

impl Side {
    /// Joins chains along the meridian. By the even–odd rule the inside lies between the first and the
    /// second end from the south, the third and the fourth, and so on.
    fn closed(self) -> Vec<Vec<Point>> {
        let Self { mut whole, mut chains } = self;
        // Ends are numbered: twice the chain, and one more for its last point.
        let lat = |end: usize, chains: &[Vec<Point>]| {
            let chain = &chains[end / 2];
            if end.is_multiple_of(2) { chain[0][1] } else { chain[chain.len() - 1][1] }
        };
        let mut order: Vec<usize> = (0..2 * chains.len()).collect();
        order.sort_by(|&a, &b| lat(a, &chains).total_cmp(&lat(b, &chains)));
        let mut place = vec![0; order.len()];
        for (at, &end) in order.iter().enumerate() {
            place[end] = at;
        }
        let mut is_used = vec![false; chains.len()];
        for first in 0..chains.len() {
            if is_used[first] {
                continue;
            }
            let (mut ring, mut entry) = (Vec::new(), 2 * first);
            while !is_used[entry / 2] {
                is_used[entry / 2] = true;
                let mut chain = std::mem::take(&mut chains[entry / 2]);
                if entry % 2 == 1 {
                    chain.reverse();
                }
                ring.append(&mut chain);
                // Ends lie in pairs; the other end of the chain leads to its neighbour.
                entry = order[place[entry ^ 1] ^ 1];
            }
            ring.push(ring[0]);
            ring.dedup();
            if ring.len() > 3 {
                whole.push(ring);
            }
        }
        whole
    }
}

/// Outlines with the holes that lie in them, each turned the right way.
fn grouped(rings: Vec<Vec<Point>>) -> Vec<Polygon> {
    struct Ring {
        points: Vec<Point>,
        area: f64,
        bounds: [f64; 4],
        depth: usize,
    }
    let mut rings: Vec<Ring> = rings
        .into_iter()
        .map(|points| {
            let bounds = points.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, p| {
                [b[0].min(p[0]), b[1].min(p[1]), b[2].max(p[0]), b[3].max(p[1])]
            });
            Ring { area: signed_area(&points), points, bounds, depth: 0 }
        })
        .collect();
    let sizes: Vec<f64> = rings.iter().map(|ring| ring.area.abs()).collect();
    let holds = |outer: &Ring, inner: &Ring| {
        let boxes_nest = outer.bounds[0] <= inner.bounds[0]
            && outer.bounds[1] <= inner.bounds[1]
            && outer.bounds[2] >= inner.bounds[2]
            && outer.bounds[3] >= inner.bounds[3];
        boxes_nest && contains(&outer.points, &inner.points)
    };
    // The rings around each, the smallest last.
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); rings.len()];
    for inner in 0..rings.len() {
        for outer in 0..rings.len() {
            if inner != outer && sizes[outer] > sizes[inner] && holds(&rings[outer], &rings[inner]) {
                around[inner].push(outer);
            }
        }
        rings[inner].depth = around[inner].len();
    }
    let mut polygon_of = vec![usize::MAX; rings.len()];
    let mut polygons: Vec<Polygon> = Vec::new();
    for (at, ring) in rings.iter_mut().enumerate().filter(|(_, ring)| ring.depth % 2 == 0) {
        polygon_of[at] = polygons.len();
        polygons.push(vec![turned(std::mem::take(&mut ring.points), ring.area, true)]);
    }
    let depths: Vec<usize> = rings.iter().map(|ring| ring.depth).collect();
    for (at, ring) in rings.iter_mut().enumerate().filter(|(_, ring)| ring.depth % 2 == 1) {
        let owner = around[at].iter().filter(|&&outer| depths[outer] + 1 == ring.depth);
        let owner = owner.min_by(|&&a, &&b| sizes[a].total_cmp(&sizes[b]));
        let points = std::mem::take(&mut ring.points);
        match owner.and_then(|&owner| polygons.get_mut(polygon_of[owner])) {
            Some(polygon) => polygon.push(turned(points, ring.area, false)),
            None => polygons.push(vec![turned(points, ring.area, true)]),
        }
    }
    polygons
}

fn turned(mut ring: Vec<Point>, area: f64, is_counterclockwise: bool) -> Vec<Point> {
    if (area > 0.0) != is_counterclockwise {
        ring.reverse();
    }
    ring
}

/// Twice the area, positive where the ring runs counterclockwise.
fn signed_area(ring: &[Point]) -> f64 {
    let origin = ring.first().copied().unwrap_or_default();
    let from = |p: Point| [p[0] - origin[0], p[1] - origin[1]];
    let edges = ring.windows(2).map(|edge| (from(edge[0]), from(edge[1])));
    edges.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

/// Whether a ring lies in another. Rings may touch, so the first of its points decides that is no
/// point of the other ring, else the middle of its first edge.
fn contains(outer: &[Point], inner: &[Point]) -> bool {
    let corners: rustc_hash::FxHashSet<[u64; 2]> = outer.iter().map(|p| p.map(f64::to_bits)).collect();
    let own = inner.iter().find(|p| !corners.contains(&p.map(f64::to_bits))).copied();
    let middle = || match inner {
        [a, b, ..] => [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])],
        _ => [f64::NAN; 2],
    };
    let [x, y] = own.unwrap_or_else(middle);
    let crossed = outer.windows(2).filter(|edge| {
        let ([x1, y1], [x2, y2]) = (edge[0], edge[1]);
        (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    });
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, size: f64) -> Vec<Point> {
        let (east, north) = (west + size, south + size);
        vec![[west, south], [west, north], [east, north], [east, south], [west, south]]
    }

    fn area(polygons: &[Polygon]) -> f64 {
        polygons.iter().flatten().map(|ring| signed_area(ring) / 2.0).sum()
    }

    #[test]
    fn islands_in_lakes_are_polygons_of_their_own() {
        let rings =
            [square(2.0, 2.0, 6.0), square(4.0, 4.0, 1.0), square(0.0, 0.0, 10.0), square(20.0, 0.0, 1.0)];
        let polygons = polygons(rings.iter().map(Vec::as_slice));
        assert_eq!(polygons.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 1]);
        assert!(polygons.iter().all(|polygon| signed_area(&polygon[0]) > 0.0));
        assert!(signed_area(&polygons[1][1]) < 0.0);
        assert_eq!(area(&polygons), 100.0 - 36.0 + 1.0 + 1.0);
    }

    #[test]
    fn what_reaches_over_the_180th_meridian_is_cut() {
        // A comb with three teeth beyond, and a hole across.
        let mut comb = vec![[170.0, 0.0], [170.0, 10.0]];
        for tooth in [8.0, 5.0, 2.0] {
            comb.extend([[179.0, tooth + 1.0], [185.0, tooth + 1.0], [185.0, tooth], [179.0, tooth]]);
        }
        comb.extend([[179.0, 0.0], [170.0, 0.0]]);
        let hole = vec![[178.0, 5.2], [183.0, 5.2], [183.0, 5.8], [178.0, 5.8], [178.0, 5.2]];
        let rings = [comb, hole];
        let whole: f64 = signed_area(&rings[0]).abs() / 2.0 - signed_area(&rings[1]).abs() / 2.0;
        let polygons = polygons(rings.iter().map(Vec::as_slice));
        assert!((area(&polygons) - whole).abs() < 1e-9, "{} {whole}", area(&polygons));
        let lons = || polygons.iter().flatten().flatten().map(|point| point[0]);
        assert!(lons().all(|lon| (-180.0..=180.0).contains(&lon)));
        assert_eq!(lons().fold(f64::MIN, f64::max), 180.0);
        assert_eq!(polygons.iter().filter(|polygon| polygon[0][0][0] < 0.0).count(), 3);
    }

    #[test]
    fn a_hole_that_touches_its_outline_stays_a_hole() {
        let outline = square(0.0, 0.0, 10.0);
        let hole = vec![[0.0, 0.0], [5.0, 1.0], [5.0, 2.0], [0.0, 0.0]];
        let polygons = polygons([outline.as_slice(), hole.as_slice()].into_iter());
        assert_eq!(polygons.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
    }
}
