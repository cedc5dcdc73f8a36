//! Owns how bans are drawn over the regions of a map: an outline where the whole region is banned,
//! a sign at the places concerned where it is a part of the region, winter only or planned. Does
//! not know which bans there are.

use super::{MapFeature, MapFigure, labels::anchor_of, shapes::View};
use crate::{
    atlas::BanClass,
    boxes::Rect,
    frame::Frame,
    geo::Point,
    scene::{Item, PathData, Stroke},
    style::Theme,
};

/// Classes that are drawn, the strictest first.
pub(super) const DRAWN: [BanClass; 4] =
    [BanClass::Whole, BanClass::Part, BanClass::Seasonal, BanClass::Planned];

/// Radius of a sign in letters, and widths of lines in pixels.
const RADIUS_EM: f64 = 0.5;
const OUTLINE: f64 = 2.2;
const LINE: f64 = 1.5;

/// Outlines of regions that are banned as a whole. Where the ban is the colour of the region, there
/// are none.
pub(super) fn draw_outlines(figure: &MapFigure<'_>, view: &View, theme: &Theme, out: &mut Vec<Item>) {
    let is_outlined = |feature: &MapFeature| feature.ban == BanClass::Whole && !feature.is_banned_by_colour();
    for number in 0..figure.features.len() {
        let path = view.feature_path(number);
        if !is_outlined(&figure.features[number]) || path.is_empty() {
            continue;
        }
        out.push(Item::lines(path.clone(), Stroke::new(theme.paper, OUTLINE + 1.4)));
        out.push(Item::lines(path, Stroke::new(theme.ban, OUTLINE)));
    }
}

/// Signs at the places of the other bans, else in the middle of their regions, none on another; gives the room
/// of each.
pub(super) fn draw_signs(
    figure: &MapFigure<'_>,
    view: &View,
    frame: &Frame,
    is_drawn: impl Fn(usize) -> bool,
    out: &mut Vec<Item>,
) -> Vec<Rect> {
    let radius = frame.sizes.small.size * RADIUS_EM;
    let mut centres: Vec<Point> = Vec::new();
    for (number, feature) in figure.features.iter().enumerate().filter(|(number, _)| is_drawn(*number)) {
        if !DRAWN.contains(&feature.ban) || feature.ban == BanClass::Whole {
            continue;
        }
        let places = feature.ban_places.iter().map(|place| view.place(figure, *place));
        let mut wanted: Vec<Point> = places.collect();
        if wanted.is_empty() {
            wanted.extend(anchor_of(view.rings(number)));
        }
        let of_others = centres.len();
        for place in wanted {
            // Towns close together share a sign; that of a region moves away from those of its neighbours.
            if is_near(place, &centres[of_others..], radius) {
                continue;
            }
            let is_in_view = |at: &Point| !view.cuts(&Rect::around(at[0], at[1], radius));
            let free = around(place, radius).filter(is_in_view).find(|at| !is_near(*at, &centres, radius));
            if let Some(centre) = free {
                draw_sign(feature.ban, centre, radius, &frame.theme, out);
                centres.push(centre);
            }
        }
    }
    centres.into_iter().map(|[x, y]| Rect::around(x, y, radius)).collect()
}

/// Whether a sign at a point would lie on one of others.
fn is_near([x, y]: Point, others: &[Point], radius: f64) -> bool {
    others.iter().any(|other| (x - other[0]).hypot(y - other[1]) < 2.0 * radius + LINE)
}

/// A point, and others around it up to a sign away, the nearest first.
fn around([x, y]: Point, radius: f64) -> impl Iterator<Item = Point> {
    const DIRECTIONS: u32 = 12;
    let rings = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0].into_iter();
    let ring = move |share: f64| {
        (0..DIRECTIONS).map(move |at| {
            let (sin, cos) = (f64::from(at) / f64::from(DIRECTIONS) * std::f64::consts::TAU).sin_cos();
            [x + cos * share * radius, y + sin * share * radius]
        })
    };
    std::iter::once([x, y]).chain(rings.flat_map(ring))
}

/// A ring: with a bar across for a part of the region, with a snowflake for winter only, dashed
/// where it is only planned.
pub(super) fn draw_sign(class: BanClass, [x, y]: Point, radius: f64, theme: &Theme, out: &mut Vec<Item>) {
    let edge = Stroke::new(theme.ban, LINE);
    let dash = (class == BanClass::Planned).then_some([2.6, 2.0]);
    out.push(Item::disc([x, y], radius + LINE, theme.paper));
    out.push(Item::disc([x, y], radius, theme.paper).edged(Stroke { dash, ..edge }));
    let reach = radius * if class == BanClass::Seasonal { 0.72 } else { 1.0 };
    let angles: &[f64] = if class == BanClass::Seasonal { &[30.0, 90.0, 150.0] } else { &[45.0] };
    for angle in angles {
        let (sin, cos) = angle.to_radians().sin_cos();
        let ends = [[x - cos * reach, y - sin * reach], [x + cos * reach, y + sin * reach]];
        out.push(Item::lines(PathData::of(&ends, false), Stroke { dash, ..edge }));
    }
}
