//! Owns hatches: parallel lines over an area, at a distance that stays the same on screen. Does
//! not know what they mean.

use super::shapes::{Ring, edges};
use eframe::egui::{Pos2, Rect, Vec2};

/// Along the lines, which rise like a slash.
const ALONG: Vec2 = Vec2::new(std::f32::consts::FRAC_1_SQRT_2, -std::f32::consts::FRAC_1_SQRT_2);

/// Hatch lines `spacing` apart over the even-odd area of `rings`, only where they cross `view`.
/// Lines of all areas with one spacing continue each other.
pub(super) fn hatch(rings: &[Ring], spacing: f32, view: Rect) -> Vec<[Pos2; 2]> {
    let along = ALONG;
    let across = Vec2::new(-along.y, along.x);
    let number_of = |p: Pos2| p.to_vec2().dot(across) / spacing;
    let corners = [view.left_top(), view.right_top(), view.left_bottom(), view.right_bottom()].map(number_of);
    let first = corners.iter().copied().fold(f32::INFINITY, f32::min).ceil() as i32;
    let last = corners.iter().copied().fold(f32::NEG_INFINITY, f32::max).floor() as i32;
    if last < first {
        return Vec::new();
    }
    let mut crossings: Vec<Vec<f32>> = vec![Vec::new(); (last - first + 1) as usize];
    for (a, b) in rings.iter().flat_map(edges) {
        let (from, to) = (number_of(a), number_of(b));
        let (low, high) = (from.min(to), from.max(to));
        // Half open, so that a line through a corner crosses once.
        for number in (low.ceil() as i32).max(first)..=((high.ceil() as i32) - 1).min(last) {
            let share = (number as f32 - from) / (to - from);
            crossings[(number - first) as usize].push((a + (b - a) * share).to_vec2().dot(along));
        }
    }
    let mut lines = Vec::new();
    for (number, mut at) in (first..=last).zip(crossings) {
        at.sort_by(f32::total_cmp);
        let point = |along_m: f32| (along * along_m + across * (number as f32 * spacing)).to_pos2();
        lines.extend(at.chunks_exact(2).map(|run| [point(run[0]), point(run[1])]));
    }
    lines.retain(|[a, b]| Rect::from_two_pos(*a, *b).intersects(view));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn lines_stay_inside_and_have_their_distance() {
        let ring = vec![pos2(0.0, 0.0), pos2(100.0, 0.0), pos2(100.0, 100.0), pos2(0.0, 100.0)];
        let lines = hatch(
            &[ring],
            10.0,
            Rect::EVERYTHING.intersect(Rect::from_min_size(pos2(-10.0, -10.0), Vec2::splat(200.0))),
        );
        // The diagonal is 141.4 long: about 14 lines across it.
        assert!((13..=15).contains(&lines.len()), "{}", lines.len());
        let total: f32 = lines.iter().map(|[a, b]| a.distance(*b)).sum();
        // Lines 10 apart over an area of 10,000 are 1,000 long.
        assert!((total - 1000.0).abs() < 60.0, "{total}");
        for point in lines.iter().flatten() {
            assert!((-0.01..=100.01).contains(&point.x) && (-0.01..=100.01).contains(&point.y));
        }
    }
}
