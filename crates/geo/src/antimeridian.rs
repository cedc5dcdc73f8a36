//! Owns the circle of longitudes: finding where a layer can be cut open, and laying rings and
//! lines into that window so that nothing jumps across the map. Does not know projections.

use super::paths::{Paths, Point};

/// A window of 360° of longitude in which a layer lies whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LongitudeWindow {
    west: f64,
    /// Degrees of longitude that the layer occupies, out of 360.
    span: f64,
}

impl LongitudeWindow {
    /// Tells longitudes at which polygons were cut: the antimeridian, and the edges of a
    /// whole-world map.
    pub fn seams(self) -> impl Fn(f64) -> bool {
        const SAME_DEG: f64 = 1e-9;
        let centre = self.centre();
        let seams = [-180.0, 180.0, centre - 180.0, centre + 180.0, -540.0, 540.0];
        move |lon: f64| seams.iter().any(|seam| (lon - seam).abs() < SAME_DEG)
    }

    /// The window from −180° to 180°.
    pub const GREENWICH: Self = Self { west: -180.0, span: 360.0 };

    /// The window that opens the circle in the middle of the widest gap that `paths` leave, so
    /// that Russia or Fiji stay whole. Cells are one degree wide.
    #[must_use]
    pub fn around(paths: &Paths) -> Self {
        let mut taken = [false; 360];
        let cell = |lon: f64| lon.rem_euclid(360.0).floor().min(359.0) as usize;
        let mut marked = None;
        for path in (0..paths.path_count()).map(|i| paths.path(i)) {
            let mut is_frame = None;
            for at in 1..path.len() {
                let (a, b) = (path[at - 1][0], path[at][0]);
                if !(a.is_finite() && b.is_finite()) {
                    continue;
                }
                // Most edges are short and lie in one cell, often that of the one before.
                if (b - a).abs() < 1.0 && a as i32 == b as i32 && a * b > 0.0 {
                    if marked != Some(a as i32) {
                        marked = Some(a as i32);
                        taken[cell(a)] = true;
                    }
                    continue;
                }
                let step = step_to(path, at, &mut is_frame);
                let (first, last) = (a.min(a + step).floor(), a.max(a + step));
                let mut lon = first;
                while lon <= last {
                    taken[cell(lon)] = true;
                    lon += 1.0;
                }
            }
            if let [only] = path {
                taken[cell(only[0])] = true;
            }
        }
        let Some(start) = taken.iter().position(|&t| t) else {
            return Self::GREENWICH;
        };
        // Walk once around from a taken cell: each run of free cells is a gap.
        let (mut best_len, mut best_end, mut run) = (0_usize, start, 0_usize);
        for i in 1..=360 {
            let at = (start + i) % 360;
            if taken[at] {
                if run > best_len {
                    (best_len, best_end) = (run, at);
                }
                run = 0;
            } else {
                run += 1;
            }
        }
        if best_len == 0 {
            return Self::GREENWICH;
        }
        // West edge of the window: the middle of the gap, which ends at `best_end`.
        let west = best_end as f64 - best_len as f64 / 2.0;
        Self { west: if west > 180.0 { west - 360.0 } else { west }, span: 360.0 - best_len as f64 }
    }

    /// Longitude in the middle of the window.
    #[must_use]
    pub fn centre(self) -> f64 {
        let centre = self.west + 180.0;
        if centre > 180.0 { centre - 360.0 } else { centre }
    }

    /// Degrees of longitude that the layer occupies.
    #[must_use]
    pub const fn span(self) -> f64 {
        self.span
    }

    /// `lon` moved by whole turns into the window.
    #[must_use]
    pub fn place(self, lon: f64) -> f64 {
        // The common case first: exact, without the rounding of a remainder.
        if lon >= self.west && lon < self.west + 360.0 {
            return lon;
        }
        self.west + (lon - self.west).rem_euclid(360.0)
    }

    fn east(self) -> f64 {
        self.west + 360.0
    }
}

/// The step from `a` to `b` in degrees of longitude along the shorter way.
fn shortest_step(a: f64, b: f64) -> f64 {
    let step = b - a;
    if step.abs() <= 180.0 { step } else { step - (step / 360.0).round() * 360.0 }
}

/// The step to point `at` of a ring from the one before: along the shorter way, but for steps
/// along the map's frame. `is_frame` keeps what is found out about the ring.
fn step_to(ring: &[Point], at: usize, is_frame: &mut Option<bool>) -> f64 {
    let (a, b) = (ring[at - 1][0], ring[at][0]);
    let is_edge_to_edge = ((b - a).abs() - 360.0).abs() < 1e-9;
    let mut may_follow = || *is_frame.get_or_insert_with(|| may_follow_frame(ring));
    if is_edge_to_edge && turns_at_frame(ring, at) && may_follow() { b - a } else { shortest_step(a, b) }
}

/// Longitudes this close to ±180 lie on the edge of the world map.
const ON_FRAME_DEG: f64 = 180.0 - 1e-9;

/// Whether steps from edge to edge of the world map may follow the map's frame (as below
/// Antarctica) and not jump: so it is in a ring that is wide itself, or is nothing but frame. In
/// a small ring by the antimeridian (Fiji) they are jumps.
fn may_follow_frame(ring: &[Point]) -> bool {
    let mut others = ring.iter().map(|p| p[0].abs()).filter(|lon| *lon < ON_FRAME_DEG).peekable();
    others.peek().is_none() || others.any(|lon| lon < 90.0)
}

/// Whether the ring runs along the frame before or after its step from point `at - 1` to point
/// `at`. A parallel around the pole that is closed from 180 to −180 does not: it jumps there.
fn turns_at_frame(ring: &[Point], at: usize) -> bool {
    let points = if ring.first() == ring.last() { &ring[..ring.len() - 1] } else { ring };
    let on_frame = |index: usize| points[index % points.len()][0].abs() >= ON_FRAME_DEG;
    on_frame(at + points.len() - 2) || on_frame(at + 1)
}

/// Lays the rings of polygons into `window`: longitudes past 180 and rings that jump from 180
/// to −180 become continuous, a ring around a pole is closed through the pole, and a ring that
/// crosses the window's edge is cut in two there.
#[must_use]
pub fn place_polygons(mut rings: Paths, window: LongitudeWindow) -> Paths {
    // Most files need no more than whole turns: they stay where they are in memory.
    if let Some(turns) = whole_turns(&rings, window) {
        let mut start = 0;
        for (ring, turn) in turns.into_iter().enumerate() {
            let end = start + rings.path(ring).len();
            if turn != 0.0 {
                rings.points_mut()[start..end].iter_mut().for_each(|point| point[0] += turn);
            }
            start = end;
        }
        return rings;
    }
    let mut out = Paths::default();
    let mut ring: Vec<Point> = Vec::new();
    for feature in rings.features() {
        for path in feature {
            unwrap_into(path, &mut ring);
            close_through_pole(&mut ring);
            shift_into(&mut ring, window);
            let (low, high) = longitude_range(&ring);
            if low < window.west {
                out.push_path(clip(&ring, window.west, Side::West).map(|[x, y]| [x + 360.0, y]));
                out.push_path(clip(&ring, window.west, Side::East));
            } else if high > window.east() {
                out.push_path(clip(&ring, window.east(), Side::West));
                out.push_path(clip(&ring, window.east(), Side::East).map(|[x, y]| [x - 360.0, y]));
            } else {
                out.push_path(ring.iter().copied());
            }
        }
        out.end_feature();
    }
    out
}

/// The turn in degrees that brings each ring into `window`; `None` where one jumps, or does not
/// lie in it whole.
fn whole_turns(rings: &Paths, window: LongitudeWindow) -> Option<Vec<f64>> {
    (0..rings.path_count())
        .map(|index| {
            let ring = rings.path(index);
            let (low, high) = longitude_range(ring);
            let jumps = ring.windows(2).any(|pair| (pair[1][0] - pair[0][0]).abs() > 180.0);
            let middle = f64::midpoint(low, high);
            let is_inside = low >= window.west && high <= window.east();
            let turn = if is_inside { 0.0 } else { window.place(middle) - middle };
            let fits = low + turn >= window.west && high + turn <= window.east();
            // A ring all around (a polar cap) is closed through the pole by the other way.
            (!jumps && fits && high - low < 359.0).then_some(turn)
        })
        .collect()
}

/// Lays lines into `window`; a line that leaves it goes on from the other edge as a new path.
#[must_use]
pub fn place_lines(lines: &Paths, window: LongitudeWindow) -> Paths {
    let mut out = Paths::default();
    for feature in lines.features() {
        for path in feature {
            let mut last: Option<f64> = None;
            for &[lon, lat] in path {
                let lon = window.place(lon);
                if last.is_some_and(|last| (lon - last).abs() > 180.0) {
                    out.end_path();
                }
                out.push([lon, lat]);
                last = Some(lon);
            }
            out.end_path();
        }
        out.end_feature();
    }
    out
}

fn unwrap_into(path: &[Point], ring: &mut Vec<Point>) {
    ring.clear();
    let mut is_frame: Option<bool> = None;
    let mut previous: Option<(f64, f64)> = None;
    for (at, &[lon, lat]) in path.iter().enumerate() {
        let placed = match previous {
            Some((raw, placed)) if (lon - raw).abs() > 180.0 => placed + step_to(path, at, &mut is_frame),
            // Keep the very number where no jump lies behind, so that shared borders stay shared.
            Some((raw, placed)) if placed == raw => lon,
            Some((raw, placed)) => placed + (lon - raw),
            None => lon,
        };
        ring.push([placed, lat]);
        previous = Some((lon, placed));
    }
}

fn close_through_pole(ring: &mut Vec<Point>) {
    let (Some(&first), Some(&last)) = (ring.first(), ring.last()) else {
        return;
    };
    let turn = last[0] - first[0];
    if (turn.abs() - 360.0).abs() < 1e-6 {
        let mean_latitude = ring.iter().map(|p| p[1]).sum::<f64>() / ring.len() as f64;
        let pole = if mean_latitude < 0.0 { -90.0 } else { 90.0 };
        ring.extend([[last[0], pole], [first[0], pole], first]);
    }
}

fn shift_into(ring: &mut [Point], window: LongitudeWindow) {
    let (low, high) = longitude_range(ring);
    if low >= window.west && high <= window.east() {
        return;
    }
    let middle = f64::midpoint(low, high);
    let turn = window.place(middle) - middle;
    if turn != 0.0 {
        for point in ring {
            point[0] += turn;
        }
    }
}

fn longitude_range(ring: &[Point]) -> (f64, f64) {
    ring.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), p| (low.min(p[0]), high.max(p[0])))
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    West,
    East,
}

/// Sutherland–Hodgman against one meridian (doi:10.1145/360767.360802).
fn clip(ring: &[Point], meridian: f64, keep: Side) -> std::vec::IntoIter<Point> {
    let inside = |p: Point| if keep == Side::West { p[0] <= meridian } else { p[0] >= meridian };
    let mut out: Vec<Point> = Vec::with_capacity(ring.len());
    let closed = ring.len() > 1 && ring.first() == ring.last();
    let points = if closed { &ring[..ring.len() - 1] } else { ring };
    for (i, &b) in points.iter().enumerate() {
        let a = points[(i + points.len() - 1) % points.len()];
        if inside(a) != inside(b) {
            let t = (meridian - a[0]) / (b[0] - a[0]);
            out.push([meridian, a[1] + t * (b[1] - a[1])]);
        }
        if inside(b) {
            out.push(b);
        }
    }
    if let Some(&first) = out.first() {
        out.push(first);
    }
    out.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(points: &[Point]) -> Paths {
        let mut paths = Paths::default();
        paths.push_path(points.iter().copied());
        paths.end_feature();
        paths
    }

    fn box_ring(west: f64, east: f64) -> Vec<Point> {
        vec![[west, 60.0], [east, 60.0], [east, 70.0], [west, 70.0], [west, 60.0]]
    }

    #[test]
    fn russia_opens_in_the_atlantic() {
        let mut paths = polygon(&box_ring(20.0, 180.0));
        paths.append(&polygon(&box_ring(-180.0, -170.0)));
        let window = LongitudeWindow::around(&paths);
        assert!((window.centre() - 105.0).abs() < 1.5, "{window:?}");
        let placed = place_polygons(paths, window);
        let bounds = placed.bounds().expect("points");
        assert_eq!((bounds.min[0], bounds.max[0]), (20.0, 190.0));
        assert_eq!(placed.path_count(), 2);
    }

    #[test]
    fn a_ring_that_jumps_across_180_becomes_continuous() {
        let fiji =
            polygon(&[[177.0, -19.0], [-179.0, -19.0], [-179.0, -16.0], [177.0, -16.0], [177.0, -19.0]]);
        let window = LongitudeWindow::around(&fiji);
        let bounds = place_polygons(fiji, window).bounds().expect("points");
        assert!((bounds.width() - 4.0).abs() < 1e-9, "{bounds:?}");
    }

    #[test]
    fn a_ring_over_the_edge_of_the_world_is_cut_there() {
        let past_180 = polygon(&box_ring(170.0, 200.0));
        let placed = place_polygons(past_180, LongitudeWindow::GREENWICH);
        let bounds: Vec<_> =
            (0..2).map(|i| Paths::bounds(&polygon(placed.path(i))).expect("points")).collect();
        assert_eq!((bounds[0].min[0], bounds[0].max[0]), (170.0, 180.0));
        assert_eq!((bounds[1].min[0], bounds[1].max[0]), (-180.0, -160.0));
    }

    #[test]
    fn antarctica_closes_through_the_pole() {
        let coast: Vec<Point> = (-18..=18).map(|i| [f64::from(i) * 10.0, -70.0]).collect();
        let placed = place_polygons(polygon(&coast), LongitudeWindow::GREENWICH);
        assert_eq!(placed.bounds().expect("points").min[1], -90.0);
    }

    #[test]
    fn a_frame_along_the_pole_is_not_a_jump() {
        let frame =
            polygon(&[[-180.0, -90.0], [180.0, -90.0], [180.0, -60.0], [-180.0, -60.0], [-180.0, -90.0]]);
        assert_eq!(LongitudeWindow::around(&frame), LongitudeWindow::GREENWICH);
        let placed = place_polygons(frame.clone(), LongitudeWindow::GREENWICH);
        assert_eq!(placed, frame);
    }

    #[test]
    fn a_parallel_closed_from_edge_to_edge_goes_around_the_pole() {
        let mut circle: Vec<Point> = (-18..=18).map(|i| [f64::from(i) * 10.0, 66.5]).collect();
        circle.push(circle[0]);
        let placed = place_polygons(polygon(&circle), LongitudeWindow::GREENWICH);
        let bounds = placed.bounds().expect("points");
        assert_eq!((bounds.min, bounds.max), ([-180.0, 66.5], [180.0, 90.0]));
    }

    #[test]
    fn a_small_ring_with_points_on_both_edges_is_not_a_frame() {
        let island = polygon(&[
            [179.0, -17.0],
            [180.0, -17.0],
            [-180.0, -16.0],
            [180.0, -16.0],
            [179.0, -16.0],
            [179.0, -17.0],
        ]);
        let bounds = place_polygons(island, LongitudeWindow::GREENWICH).bounds().expect("points");
        assert_eq!((bounds.min, bounds.max), ([179.0, -17.0], [180.0, -16.0]));
    }

    #[test]
    fn lines_are_broken_at_the_edge() {
        let route = polygon(&[[178.0, 60.0], [179.0, 61.0], [-179.0, 62.0], [-178.0, 63.0]]);
        assert_eq!(place_lines(&route, LongitudeWindow::GREENWICH).path_count(), 2);
    }
}
