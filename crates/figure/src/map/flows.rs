//! Owns the arrows of a map of flows: as wide as what flows, those from the same side to the same
//! region joined into one stem on the way (after Phan et al. 2005, "Flow map layout", doi
//! 10.1109/INFVIS.2005.1532150, with one join). Does not choose what flows.

use super::MapFigure;
use crate::{
    boxes::Rect,
    frame::Frame,
    geo::Point,
    scene::{Item, PathData, Stroke},
};

/// What flows from one region to another.
#[derive(Clone, Debug, PartialEq)]
pub struct MapFlow {
    /// Number of the boundary feature that gives.
    pub from: usize,
    /// Number of the one that takes.
    pub to: usize,
    /// How much; the width of the arrow is in proportion.
    pub value: f64,
}

/// Width of the widest stem on a page of 1200 × 675, and of the thinnest line.
const WIDEST_PX: f64 = 13.0;
const THINNEST_PX: f64 = 1.3;
/// Flows from directions that differ by more than this go apart, in radians.
const APART: f64 = 0.9;
/// Points along a curve.
const POINTS: u32 = 28;
/// Length of the head of an arrow in widths of its stem, and at least in pixels.
const HEAD: f64 = 1.7;
const HEAD_PX: f64 = 8.0;

/// One flow on the page.
struct Leg {
    from: Point,
    value: f64,
}

/// Draws the arrows; gives room that labels keep out of.
pub(super) fn draw(
    figure: &MapFigure<'_>,
    place: impl Fn(usize) -> Option<Point>,
    radius: impl Fn(usize) -> f64,
    frame: &Frame,
    out: &mut Vec<Item>,
) -> Vec<Rect> {
    let mut rooms = Vec::new();
    let mut targets: Vec<usize> = figure.flows.iter().map(|flow| flow.to).collect();
    targets.sort_unstable();
    targets.dedup();
    let bundles: Vec<(Point, f64, Vec<Leg>)> = targets
        .into_iter()
        .filter_map(|target| {
            let at = place(target)?;
            let flows = figure.flows.iter().filter(|flow| flow.to == target && flow.value > 0.0);
            let legs = flows.filter_map(|flow| Some(Leg { from: place(flow.from)?, value: flow.value }));
            Some((at, radius(target), legs.collect::<Vec<_>>()))
        })
        .flat_map(|(at, radius, legs)| by_direction(at, legs).into_iter().map(move |legs| (at, radius, legs)))
        .collect();
    let most = bundles.iter().map(|(_, _, legs)| sum(legs)).fold(0.0, f64::max);
    let scale = frame.sizes.scale.max(0.45);
    let width = |value: f64| (WIDEST_PX * scale * value / most.max(f64::MIN_POSITIVE)).max(THINNEST_PX);
    let (paper, ink) = (frame.theme.paper, frame.theme.change);
    for (at, radius, legs) in &bundles {
        let stem = width(sum(legs));
        let head = (stem * HEAD).max(HEAD_PX * scale);
        let (join, lines) = joined(*at, radius + head, legs);
        let tip = towards(*at, join, *radius + 1.0);
        let base = towards(*at, join, *radius + head);
        // A light seam parts arrows from the ground and from each other.
        for (colour, extra) in [(paper, 2.4), (ink, 0.0)] {
            for (line, value) in &lines {
                let path = PathData::of(line, false);
                out.push(Item::lines(path, Stroke::new(colour, width(*value) + extra)));
            }
            if legs.len() > 1 {
                out.push(Item::lines(PathData::of(&[join, base], false), Stroke::new(colour, stem + extra)));
            }
        }
        let side = normal(join, *at, (stem * 1.15).max(HEAD_PX * scale * 0.55));
        let corners = [tip, [base[0] + side[0], base[1] + side[1]], [base[0] - side[0], base[1] - side[1]]];
        out.push(Item::area(PathData::of(&corners, true), ink).edged(Stroke::new(paper, 1.0)));
        for leg in legs {
            out.push(
                Item::disc(leg.from, (width(leg.value) * 0.5).max(2.2), ink).edged(Stroke::new(paper, 0.9)),
            );
        }
        let around = |point: &Point, half: f64| Rect::around(point[0], point[1], half);
        for (line, value) in &lines {
            rooms.extend(line.iter().step_by(3).map(|point| around(point, width(*value) / 2.0 + 1.0)));
        }
        rooms.push(around(&base, head / 2.0));
    }
    rooms
}

fn sum(legs: &[Leg]) -> f64 {
    legs.iter().map(|leg| leg.value).sum()
}

/// Flows to one place, apart where they come from different sides.
fn by_direction(at: Point, mut legs: Vec<Leg>) -> Vec<Vec<Leg>> {
    let angle = |leg: &Leg| (leg.from[1] - at[1]).atan2(leg.from[0] - at[0]);
    legs.retain(|leg| leg.from != at);
    legs.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
    // The circle is opened at its widest gap, so that no side is cut in two.
    let gap = |number: usize| {
        let (own, before) = (angle(&legs[number]), angle(&legs[(number + legs.len() - 1) % legs.len()]));
        (own - before).rem_euclid(std::f64::consts::TAU)
    };
    let first = (0..legs.len()).max_by(|&a, &b| gap(a).total_cmp(&gap(b))).unwrap_or(0);
    legs.rotate_left(first);
    let mut groups: Vec<Vec<Leg>> = Vec::new();
    for leg in legs {
        let opens = groups.last().and_then(|group| group.first()).map(angle);
        match (opens, groups.last_mut()) {
            (Some(opens), Some(group)) if (angle(&leg) - opens).rem_euclid(std::f64::consts::TAU) < APART => {
                group.push(leg);
            }
            _ => groups.push(vec![leg]),
        }
    }
    groups
}

/// Where flows join, and the curve of each up to there with its value.
fn joined(at: Point, head: f64, legs: &[Leg]) -> (Point, Vec<(Vec<Point>, f64)>) {
    if let [leg] = legs {
        // A slight bend tells an arrow from a border.
        let (middle, bend) =
            (between(leg.from, at, 0.5), normal(leg.from, at, distance(leg.from, at) * 0.12));
        let control = [middle[0] + bend[0], middle[1] + bend[1]];
        let base = towards(at, control, head.min(distance(at, control) * 0.6));
        return (control, vec![(curve(leg.from, control, base), leg.value)]);
    }
    let all = sum(legs);
    let middle = |axis: usize| legs.iter().map(|leg| leg.from[axis] * leg.value).sum::<f64>() / all;
    let middle = [middle(0), middle(1)];
    let nearest = legs.iter().map(|leg| distance(leg.from, at)).fold(f64::INFINITY, f64::min);
    let length = (distance(middle, at) * 0.42).min(nearest * 0.6).max(head * 1.2);
    let join = towards(at, middle, length);
    let line = |leg: &Leg| {
        // Into the stem along its direction.
        let control = towards(join, at, -0.5 * distance(leg.from, join));
        (curve(leg.from, control, join), leg.value)
    };
    (join, legs.iter().map(line).collect())
}

fn distance(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn between(a: Point, b: Point, share: f64) -> Point {
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

/// The point so many pixels from `a` on the way to `b`.
fn towards(a: Point, b: Point, pixels: f64) -> Point {
    between(a, b, pixels / distance(a, b).max(1e-9))
}

/// Across the way from `a` to `b`, so long.
fn normal(a: Point, b: Point, length: f64) -> Point {
    let by = length / distance(a, b).max(1e-9);
    [(b[1] - a[1]) * by, (a[0] - b[0]) * by]
}

/// A quadratic Bézier curve.
fn curve(from: Point, control: Point, to: Point) -> Vec<Point> {
    let at = |step: u32| {
        let share = f64::from(step) / f64::from(POINTS);
        between(between(from, control, share), between(control, to, share), share)
    };
    (0..=POINTS).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flows_from_one_side_share_a_stem() {
        let leg = |x: f64, y: f64, value: f64| Leg { from: [x, y], value };
        let sides = by_direction(
            [0.0, 0.0],
            vec![leg(100.0, 5.0, 1.0), leg(-80.0, 4.0, 2.0), leg(90.0, -20.0, 3.0), leg(-70.0, -6.0, 4.0)],
        );
        let mut sums: Vec<f64> = sides.iter().map(|legs| sum(legs)).collect();
        sums.sort_by(f64::total_cmp);
        assert_eq!(sums, [4.0, 6.0]);
        let (join, lines) = joined([0.0, 0.0], 5.0, &sides[0]);
        for (line, _) in &lines {
            let end = line[line.len() - 1];
            assert!(distance(end, join) < 1e-9, "all end where they join");
        }
    }
}
