//! Owns line simplification by distance. Does not know rings, borders or scales.

use super::paths::Point;

/// Appends to `out` the points of `line` that Douglas & Peucker's method keeps
/// (doi:10.3138/FM57-6770-U75U-7727): no dropped point lies further than `tolerance` from the
/// result. Both ends stay. O(n log n) as a rule. A line whose ends meet is split at its far
/// point first, so that a ring does not collapse to a needle.
pub fn simplify_line(line: &[Point], tolerance: f64, out: &mut Vec<Point>) {
    let Some(&last) = line.last() else { return };
    if line.len() <= 2 || tolerance <= 0.0 {
        out.extend_from_slice(line);
        return;
    }
    // Stack of spans still to do, the leftmost on top, so that points come out in order.
    let mut spans = vec![(0_usize, line.len() - 1)];
    while let Some((first, end)) = spans.pop() {
        match farthest(line, first, end) {
            Some((at, square)) if square > tolerance * tolerance => {
                spans.push((at, end));
                spans.push((first, at));
            }
            _ => out.push(line[first]),
        }
    }
    out.push(last);
}

fn farthest(line: &[Point], first: usize, end: usize) -> Option<(usize, f64)> {
    let (a, b) = (line[first], line[end]);
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length_square = dx * dx + dy * dy;
    let mut best: Option<(usize, f64)> = None;
    for (i, p) in line.iter().enumerate().take(end).skip(first + 1) {
        let (px, py) = (p[0] - a[0], p[1] - a[1]);
        let t = if length_square > 0.0 { ((px * dx + py * dy) / length_square).clamp(0.0, 1.0) } else { 0.0 };
        let (ex, ey) = (px - t * dx, py - t * dy);
        let square = ex * ex + ey * ey;
        if best.is_none_or(|(_, s)| square > s) {
            best = Some((i, square));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn simplified(line: &[Point], tolerance: f64) -> Vec<Point> {
        let mut out = Vec::new();
        simplify_line(line, tolerance, &mut out);
        out
    }

    #[test]
    fn a_straight_line_keeps_its_ends() {
        let line: Vec<Point> = (0..100).map(|i| [f64::from(i), f64::from(i) * 2.0]).collect();
        assert_eq!(simplified(&line, 0.01), [[0.0, 0.0], [99.0, 198.0]]);
    }

    #[test]
    fn a_ring_keeps_its_far_side() {
        let square = [[0.0, 0.0], [5.0, 0.1], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]];
        assert_eq!(
            simplified(&square, 1.0),
            [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]
        );
    }

    proptest! {
        #[test]
        fn no_dropped_point_lies_far_off(
            line in prop::collection::vec((-100.0..100.0f64, -100.0..100.0f64).prop_map(|(x, y)| [x, y]), 2..60),
            tolerance in 0.1..20.0f64,
        ) {
            let kept = simplified(&line, tolerance);
            prop_assert_eq!(kept.first(), line.first());
            prop_assert_eq!(kept.last(), line.last());
            for p in &line {
                let near = kept.windows(2).any(|s| {
                    let (d, e) = ([s[1][0] - s[0][0], s[1][1] - s[0][1]], [p[0] - s[0][0], p[1] - s[0][1]]);
                    let l = d[0] * d[0] + d[1] * d[1];
                    let t = if l > 0.0 { ((d[0] * e[0] + d[1] * e[1]) / l).clamp(0.0, 1.0) } else { 0.0 };
                    (e[0] - t * d[0]).hypot(e[1] - t * d[1]) <= tolerance + 1e-9
                });
                prop_assert!(near);
            }
        }
    }
}
