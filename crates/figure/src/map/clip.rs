//! Owns cutting lines and areas to a box on the page. Does not draw.

use crate::{boxes::Rect, geo::Point};

/// The edges of a box, each with how far inside it a point lies.
fn depths(room: &Rect) -> [impl Fn(Point) -> f64; 4] {
    let (left, top, right, bottom) = (room.x, room.y, room.right(), room.bottom());
    // Sign and place of each edge: across, then down.
    [(0, 1.0, left), (0, -1.0, right), (1, 1.0, top), (1, -1.0, bottom)]
        .map(|(axis, sign, edge)| move |point: Point| sign * (point[axis] - edge))
}

/// Where a line crosses an edge.
fn crossing(a: Point, b: Point, (from, to): (f64, f64)) -> Point {
    let share = from / (from - to);
    [0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * share)
}

/// The points of a line that matter in a box: those between two on the same side of it are left
/// out, for no line between such points passes through it.
pub(super) fn keep_near(line: &[Point], room: &Rect) -> Vec<Point> {
    let depths = depths(room);
    let side = |point: &Point| depths.iter().position(|depth| depth(*point) < 0.0);
    let sides: Vec<Option<usize>> = line.iter().map(side).collect();
    let is_kept = |at: usize| {
        let is_end = at == 0 || at + 1 == line.len();
        is_end || sides[at].is_none() || sides[at - 1] != sides[at] || sides[at + 1] != sides[at]
    };
    (0..line.len()).filter(|&at| is_kept(at)).map(|at| line[at]).collect()
}

/// The part of a ring inside a box (Sutherland & Hodgman 1974): what is cut off runs along the
/// edges, which changes no area inside. Empty where nothing is inside.
pub(super) fn clip_ring(ring: &[Point], room: &Rect) -> Vec<Point> {
    let mut kept: Vec<Point> = ring.to_vec();
    if kept.first() == kept.last() {
        kept.pop();
    }
    for depth in depths(room) {
        let all = std::mem::take(&mut kept);
        for (at, &point) in all.iter().enumerate() {
            let before = all[(at + all.len() - 1) % all.len()];
            let (from, to) = (depth(before), depth(point));
            if (from < 0.0) != (to < 0.0) {
                kept.push(crossing(before, point, (from, to)));
            }
            if to >= 0.0 {
                kept.push(point);
            }
        }
    }
    kept.extend(kept.first().copied());
    kept
}

/// The parts of a line inside a box.
pub(super) fn clip_line(line: &[Point], room: &Rect) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for pair in line.windows(2) {
        let Some([from, to]) = clip_segment(pair[0], pair[1], room) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

fn clip_segment(mut a: Point, mut b: Point, room: &Rect) -> Option<[Point; 2]> {
    for depth in depths(room) {
        match (depth(a), depth(b)) {
            (from, to) if from < 0.0 && to < 0.0 => return None,
            (from, to) if from < 0.0 => a = crossing(a, b, (from, to)),
            (from, to) if to < 0.0 => b = crossing(a, b, (from, to)),
            _ => {}
        }
    }
    Some([a, b])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect { x: 10.0, y: 10.0, w: 20.0, h: 20.0 };

    #[test]
    fn a_ring_around_the_box_becomes_the_box() {
        let ring = [[0.0, 0.0], [50.0, 0.0], [50.0, 50.0], [0.0, 50.0], [0.0, 0.0]];
        let clipped = clip_ring(&ring, &ROOM);
        let area: f64 = clipped.windows(2).map(|p| p[0][0] * p[1][1] - p[1][0] * p[0][1]).sum::<f64>() / 2.0;
        assert_eq!(area.abs(), 400.0);
        assert_eq!(clip_ring(&[[0.0, 0.0], [5.0, 0.0], [5.0, 5.0], [0.0, 0.0]], &ROOM), Vec::<Point>::new());
    }

    #[test]
    fn what_is_far_off_changes_nothing_inside() {
        let far = (0..9).map(|n| [60.0 + f64::from(n % 2), 5.0 * f64::from(n)]);
        let ring: Vec<Point> =
            [[15.0, 0.0]].into_iter().chain(far).chain([[15.0, 45.0], [25.0, 20.0], [15.0, 0.0]]).collect();
        let near = keep_near(&ring, &ROOM);
        assert!(near.len() < ring.len());
        let inside = |ring: &[Point]| {
            let mut inside = clip_ring(ring, &ROOM);
            inside.retain(|point| ROOM.inset(0.1).contains(&Rect::around(point[0], point[1], 0.0)));
            inside
        };
        assert_eq!(inside(&near), inside(&ring));
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_has_two_parts() {
        let line = [[0.0, 20.0], [20.0, 20.0], [20.0, 50.0], [25.0, 50.0], [25.0, 20.0]];
        let parts = clip_line(&line, &ROOM);
        assert_eq!(parts, [vec![[10.0, 20.0], [20.0, 20.0], [20.0, 30.0]], vec![[25.0, 30.0], [25.0, 20.0]]]);
        assert_eq!(clip_line(&[[0.0, 0.0], [50.0, 5.0]], &ROOM), Vec::<Vec<Point>>::new());
    }
}
