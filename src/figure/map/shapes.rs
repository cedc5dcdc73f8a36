//! Owns the geometry of a map page: projecting, simplifying to what a reader can see, and
//! writing paths, borders, water and neighbouring land. Does not know classes or words.

use super::{
    BORDER, CONTEXT, Fill, MapFigure, WATER,
    fit::{Fit, Outline},
    ground::Ground,
};
use crate::{
    atlas::BanClass,
    figure::{boxes::Rect, frame::Frame, style::Theme},
    geo::{Arc, Bounds, Paths, Point, Projection, Topology, simplify_line},
};
use std::fmt::Write as _;

/// How far, in pixels of a page of 1200 × 675 or less, a drawn line may lie from the true one:
/// less than a printer shows.
const TOLERANCE_PX: f64 = 0.4;
/// The same for land and water around the area shown.
const CONTEXT_TOLERANCE_PX: f64 = 0.8;
/// Islands smaller than this in both directions are not drawn, unless they are all of a region.
const SMALLEST_PX: f64 = 0.8;

/// Boundaries in metres of the map, and how far the land shown reaches.
pub(super) struct Projected {
    topology: Topology,
    pub(super) outline: Outline,
}

impl Projected {
    /// Projects the boundaries. `None` where nothing of the area shown has an image.
    pub(super) fn of(figure: &MapFigure<'_>) -> Option<Self> {
        let geography = figure.geography;
        let topology = geography.topology(&geography.projection);
        let of_shown = |arc: &&Arc| is_of_shown(figure, arc);
        let outline = Outline::of(topology.arcs().iter().filter(of_shown).map(|arc| topology.line(arc)))?;
        Some(Self { topology, outline })
    }
}

/// Cells of the ground on a page of 1200 × 675: finer than a letter.
const CELL_PX: f64 = 5.0;
/// How wide and in how many steps the land fades where its layer ends.
const FADE_PX: f64 = 120.0;
const FADE_STEPS: u32 = 8;

/// How much of a layer is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// All that is on the page.
    All,
    /// Rings that meet the area shown, and lines inside it.
    Shown,
}

/// A ring on the page with its box.
type Ring = (Vec<Point>, Bounds);

/// SVG path data of borders within the area shown.
#[derive(Default)]
pub(super) struct Borders {
    /// Between two features.
    pub(super) inner: String,
    /// Around disputed territories.
    pub(super) disputed: String,
}

/// A map page with its shapes in pixels.
pub(super) struct View {
    pub(super) page: Rect,
    fit: Fit,
    /// Boundaries in pixels, simplified.
    topology: Topology,
    /// Rings of each feature.
    rings: Vec<Vec<Ring>>,
    /// Which region of the area shown lies where.
    pub(super) ground: Ground,
}

impl View {
    /// Puts the projected boundaries onto a page.
    pub(super) fn new(projected: &Projected, figure: &MapFigure<'_>, frame: &Frame, fit: Fit) -> Self {
        Self::on_page(projected, figure, frame.page, frame.sizes.scale, fit)
    }

    /// The same without a frame: `page_scale` is 1 on a page of 1200 × 675.
    pub(super) fn on_page(
        projected: &Projected,
        figure: &MapFigure<'_>,
        page: Rect,
        page_scale: f64,
        fit: Fit,
    ) -> Self {
        let tolerance_px = TOLERANCE_PX * page_scale.max(1.0);
        let topology = projected.topology.reshaped(|line, out| {
            let on_page: Vec<Point> = line.iter().map(|&p| to_page(p, fit)).collect();
            simplify_line(&on_page, tolerance_px, out);
        });
        let boxed = |ring: Vec<Point>| Bounds::around(ring.iter().copied()).map(|bounds| (ring, bounds));
        let rings: Vec<Vec<Ring>> = (0..topology.feature_count())
            .map(|feature| topology.rings(feature).filter_map(boxed).collect())
            .collect();
        let mut ground = Ground::new(page.w, page.h, CELL_PX * page_scale.max(0.5), rings.len());
        for (number, feature) in figure.features.iter().enumerate().take(rings.len()) {
            if feature.fill != Fill::Context {
                ground.fill(number, &rings[number]);
            }
        }
        Self { page, fit, topology, rings, ground }
    }

    /// Page position of a longitude and latitude.
    pub(super) fn place(&self, figure: &MapFigure<'_>, lon_lat: Point) -> Point {
        let mut point = [[figure.geography.window.place(lon_lat[0]), lon_lat[1]]];
        figure.geography.projection.project(&mut point);
        to_page(point[0], self.fit)
    }

    /// Rings of a feature on the page.
    pub(super) fn rings(&self, feature: usize) -> &[Ring] {
        self.rings.get(feature).map_or(&[], Vec::as_slice)
    }

    /// SVG path data of a feature; empty where it lies off the page.
    pub(super) fn feature_path(&self, feature: usize) -> String {
        let rings = self.rings(feature);
        let page = self.page_bounds();
        let largest = rings.iter().map(|(_, b)| b.width().max(b.height())).fold(0.0, f64::max);
        let mut path = String::new();
        for (ring, bounds) in rings {
            let size = bounds.width().max(bounds.height());
            if bounds.meets(page) && (size >= SMALLEST_PX || size == largest) {
                push_path(&mut path, ring, true);
            }
        }
        path
    }

    fn page_bounds(&self) -> Bounds {
        Bounds { min: [self.page.x, self.page.y], max: [self.page.right(), self.page.bottom()] }
    }

    /// Neighbouring land, pale, with an edge that fades where the layer was cut off.
    pub(super) fn draw_land(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut String) {
        let geography = figure.geography;
        let path = self.layer_path(&geography.land, &geography.projection, true, Part::All);
        if path.is_empty() {
            return;
        }
        let _ = writeln!(out, "<path d=\"{path}\" fill-rule=\"evenodd\" fill=\"{CONTEXT}\"/>");
        let Some(edge) = geography.land.bounds().map(|b| self.frame_path(b, &geography.projection)) else {
            return;
        };
        let paper = theme.paper;
        let _ = write!(
            out,
            "<defs><path id=\"map-edge\" d=\"{edge}\"/></defs><g fill=\"none\" stroke=\"{paper}\" stroke-opacity=\".22\">"
        );
        for step in 1..=FADE_STEPS {
            let width = FADE_PX * f64::from(step) / f64::from(FADE_STEPS);
            let _ = write!(out, "<use href=\"#map-edge\" stroke-width=\"{width:.0}\"/>");
        }
        out.push_str("</g>\n");
    }

    /// The edge of a box of longitudes and latitudes on the page.
    fn frame_path(&self, Bounds { min, max }: Bounds, projection: &Projection) -> String {
        let corners = [min, [max[0], min[1]], max, [min[0], max[1]], min];
        let (mut line, mut path) = (Vec::new(), String::new());
        projection.project_line(&corners, &mut line);
        for point in &mut line {
            *point = to_page(*point, self.fit);
        }
        push_path(&mut path, &line, true);
        path
    }

    /// Lakes and, on close-ups, rivers: all of them, or only those in the area shown.
    pub(super) fn draw_water(&self, figure: &MapFigure<'_>, part: Part, out: &mut String) {
        let geography = figure.geography;
        let lakes = self.layer_path(&geography.lakes, &geography.projection, true, part);
        if !lakes.is_empty() {
            let _ = writeln!(
                out,
                "<path d=\"{lakes}\" fill-rule=\"evenodd\" fill=\"{WATER}\" pointer-events=\"none\"/>"
            );
        }
        if !figure.is_close_up {
            return;
        }
        let rivers = self.layer_path(&geography.rivers, &geography.projection, false, part);
        if !rivers.is_empty() {
            let _ = writeln!(
                out,
                "<path d=\"{rivers}\" fill=\"none\" stroke=\"{WATER}\" stroke-width=\"1\" \
                 stroke-linejoin=\"round\" pointer-events=\"none\"/>"
            );
        }
    }

    /// Borders between regions that are only context.
    pub(super) fn draw_context_borders(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut String) {
        let mut path = String::new();
        for arc in self.visible_arcs().filter(|arc| !is_of_shown(figure, arc)) {
            push_path(&mut path, self.topology.line(arc), false);
        }
        if !path.is_empty() {
            let _ = writeln!(
                out,
                "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\".7\"/>",
                theme.paper
            );
        }
    }

    fn visible_arcs(&self) -> impl Iterator<Item = &Arc> {
        let page = self.page_bounds();
        self.topology.arcs().iter().filter(move |arc| {
            let line = self.topology.line(arc);
            let Some(bounds) = Bounds::around(line.iter().copied()) else { return false };
            let is_dust = bounds.width().max(bounds.height()) < SMALLEST_PX && line.first() == line.last();
            let touches_itself = arc.sides.1 == Some(arc.sides.0);
            !(arc.is_seam || touches_itself || is_dust) && bounds.meets(page)
        })
    }

    /// Borders of the area shown: each once. Outer ones darker than inner ones, disputed ones dashed, seams none.
    pub(super) fn draw_borders(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut String) {
        let (mut inner, mut pale, mut outer, mut disputed) =
            (String::new(), String::new(), String::new(), String::new());
        let is_pale = |f: u32| {
            let fill = figure.features.get(f as usize).map(|feature| feature.fill);
            matches!(fill, Some(Fill::NoData | Fill::BoundsOnly | Fill::Context | Fill::Ban(BanClass::None)))
        };
        let is_disputed = |f: u32| figure.features.get(f as usize).is_some_and(|feature| feature.is_disputed);
        for arc in self.visible_arcs().filter(|arc| is_of_shown(figure, arc)) {
            let path = if is_disputed(arc.sides.0) || arc.sides.1.is_some_and(is_disputed) {
                &mut disputed
            } else if let Some(other) = arc.sides.1 {
                // White parts colours; between pale grounds it would be lost.
                if is_pale(arc.sides.0) && is_pale(other) { &mut pale } else { &mut inner }
            } else {
                &mut outer
            };
            push_path(path, self.topology.line(arc), false);
        }
        let paper = theme.paper;
        let styles = [
            (inner, format!("stroke=\"{paper}\" stroke-width=\".7\"")),
            (pale, format!("stroke=\"{BORDER}\" stroke-width=\".7\"")),
            (outer, format!("stroke=\"{}\" stroke-width=\".6\" stroke-opacity=\".7\"", theme.axis)),
            (disputed, format!("stroke=\"{}\" stroke-width=\".9\" stroke-dasharray=\"3 2\"", theme.axis)),
        ];
        for (path, style) in styles.iter().filter(|(path, _)| !path.is_empty()) {
            let _ = writeln!(
                out,
                "<path d=\"{path}\" fill=\"none\" {style} stroke-linejoin=\"round\" pointer-events=\"none\"/>"
            );
        }
    }

    /// Borders within the area shown, without colours.
    pub(super) fn borders_of_shown(&self, figure: &MapFigure<'_>) -> Borders {
        let is_disputed = |f: u32| figure.features.get(f as usize).is_some_and(|feature| feature.is_disputed);
        let mut borders = Borders::default();
        for arc in self.visible_arcs().filter(|arc| is_of_shown(figure, arc)) {
            if is_disputed(arc.sides.0) || arc.sides.1.is_some_and(is_disputed) {
                push_path(&mut borders.disputed, self.topology.line(arc), false);
            } else if arc.sides.1.is_some() {
                push_path(&mut borders.inner, self.topology.line(arc), false);
            }
        }
        borders
    }

    /// Pixels to a kilometre. It holds at the middle of an equal-area map; elsewhere distances
    /// differ a little with direction.
    pub(super) fn px_per_km(&self) -> f64 {
        self.fit.scale * 1000.0
    }

    /// SVG path data of a layer.
    pub(super) fn layer_path(
        &self,
        layer: &Paths,
        projection: &Projection,
        is_closed: bool,
        part: Part,
    ) -> String {
        let (mut path, mut projected, mut simple) = (String::new(), Vec::new(), Vec::new());
        let page = self.page_bounds();
        let is_kept = |point: &Point| part == Part::All || self.ground.at(*point).is_some();
        for line in (0..layer.path_count()).map(|index| layer.path(index)) {
            projected.clear();
            projection.project_line(line, &mut projected);
            for point in &mut projected {
                *point = to_page(*point, self.fit);
            }
            let Some(bounds) = Bounds::around(projected.iter().copied()) else { continue };
            let is_large = bounds.width().max(bounds.height()) >= 2.0 * SMALLEST_PX;
            if !is_large || !bounds.meets(page) || !projected.iter().any(is_kept) {
                continue;
            }
            simple.clear();
            simplify_line(&projected, CONTEXT_TOLERANCE_PX, &mut simple);
            if is_closed {
                push_path(&mut path, &simple, true);
            } else {
                for piece in simple.split(|point| !is_kept(point)) {
                    push_path(&mut path, piece, false);
                }
            }
        }
        path
    }
}

fn is_of_shown(figure: &MapFigure<'_>, arc: &Arc) -> bool {
    let is_shown =
        |feature: u32| figure.features.get(feature as usize).is_some_and(|f| f.fill != Fill::Context);
    is_shown(arc.sides.0) || arc.sides.1.is_some_and(is_shown)
}

fn to_page([x, y]: Point, Fit { scale, origin }: Fit) -> Point {
    [origin[0] + x * scale, origin[1] - y * scale]
}

/// Appends SVG path data in tenths of a pixel, relative from point to point: the sums are exact
/// and the text is short. Points without an image break nothing: they are left out.
fn push_path(path: &mut String, line: &[Point], is_closed: bool) {
    let tenths = |p: &Point| [(p[0] * 10.0).round() as i64, (p[1] * 10.0).round() as i64];
    let drawable = line.iter().filter(|p| p[0].abs() < 1e7 && p[1].abs() < 1e7).map(tenths);
    let mut last: Option<[i64; 2]> = None;
    let start = path.len();
    let mut points = 0;
    for point in drawable {
        match last {
            None => {
                path.push('M');
                push_tenths(path, point[0], false);
                push_tenths(path, point[1], true);
                path.push('l');
            }
            Some(last) if last == point => continue,
            Some(last) => {
                push_tenths(path, point[0] - last[0], points > 1);
                push_tenths(path, point[1] - last[1], true);
            }
        }
        points += 1;
        last = Some(point);
    }
    if points < 2 {
        path.truncate(start);
    } else if is_closed {
        path.push('z');
    }
}

/// Appends a number of tenths, with a blank before it where its sign does not part it already.
fn push_tenths(path: &mut String, tenths: i64, is_apart: bool) {
    if tenths < 0 {
        path.push('-');
    } else if is_apart {
        path.push(' ');
    }
    let (whole, fraction) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    match whole {
        0 if fraction > 0 => {}
        // Most steps are of a few pixels.
        0..10 => path.push((b'0' + whole as u8) as char),
        _ => {
            let _ = write!(path, "{whole}");
        }
    }
    if fraction > 0 {
        path.push('.');
        path.push((b'0' + fraction as u8) as char);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_data_is_short_and_exact() {
        let mut path = String::new();
        push_path(&mut path, &[[1.04, 2.0], [1.54, -2.26], [1.55, -2.27], [10.0, 0.0]], true);
        assert_eq!(path, "M1 2l.5-4.3 .1 0 8.4 2.3z");
    }

    #[test]
    fn points_without_an_image_draw_nothing() {
        let mut path = String::new();
        push_path(&mut path, &[[f64::NAN, 0.0], [f64::INFINITY, 1.0], [3.0, 3.0]], false);
        assert_eq!(path, "");
    }
}
