//! Owns the geometry of a map page: fitting the projected area into the plot, simplifying to
//! what a reader can see, and writing paths, borders, water and the scale bar. Does not know
//! classes or words.

use super::{CONTEXT, Fill, MapFigure, WATER};
use crate::{
    atlas::BanClass,
    figure::{
        boxes::Rect,
        frame::Frame,
        run::{Anchor, TextRun},
        style::Theme,
    },
    geo::{Bounds, Paths, Point, Projection, Topology, simplify_line},
    lang::Words,
    units,
};
use std::fmt::Write as _;

/// How far, in pixels, a drawn line may lie from the true one: less than a printer shows.
const TOLERANCE_PX: f64 = 0.35;
/// Edges longer than this many degrees are curved by the projection and get points between.
const LONGEST_STRAIGHT_DEG: f64 = 1.0;
/// Islands smaller than this in both directions are not drawn, unless they are all of a region.
const SMALLEST_PX: f64 = 0.8;

/// A map page with its shapes in pixels.
pub(super) struct View {
    pub(super) plot: Rect,
    scale: f64,
    origin: Point,
    /// Boundaries in pixels, simplified.
    topology: Topology,
}

impl View {
    /// Projects the boundaries and fits the area shown into `plot`.
    pub(super) fn fit(figure: &MapFigure<'_>, plot: Rect) -> Self {
        let geography = figure.geography;
        let on_seam = seam_of(geography.window.centre());
        let in_degrees = Topology::of_rings(&geography.polygons, on_seam);
        let projected = in_degrees.reshaped(|line, out| project_line(line, &geography.projection, out));
        let shown: Vec<bool> = figure.features.iter().map(|feature| feature.fill != Fill::Context).collect();
        let of_shown = |arc: &&crate::geo::Arc| {
            let is_shown = |feature: u32| shown.get(feature as usize).copied().unwrap_or(false);
            is_shown(arc.sides.0) || arc.sides.1.is_some_and(is_shown)
        };
        let bounds = Bounds::around(
            projected.arcs().iter().filter(of_shown).flat_map(|arc| projected.line(arc).iter().copied()),
        );
        let bounds = bounds.unwrap_or(Bounds { min: [-1.0; 2], max: [1.0; 2] });
        let margin = if figure.is_close_up { 0.04 } else { 0.0 };
        let bounds = bounds.grown(bounds.width().max(bounds.height()) * margin);
        let scale = (plot.w / bounds.width().max(1e-9)).min(plot.h / bounds.height().max(1e-9)).max(1e-12);
        let centre = bounds.centre();
        let origin = [plot.mid_x() - centre[0] * scale, plot.mid_y() + centre[1] * scale];
        let mut buffer = Vec::new();
        let topology = projected.reshaped(|line, out| {
            buffer.clear();
            buffer.extend(line.iter().map(|&p| to_page(p, scale, origin)));
            simplify_line(&buffer, TOLERANCE_PX, out);
        });
        Self { plot, scale, origin, topology }
    }

    /// Page position of a longitude and latitude.
    pub(super) fn place(&self, figure: &MapFigure<'_>, lon_lat: Point) -> Point {
        let mut point = [[figure.geography.window.place(lon_lat[0]), lon_lat[1]]];
        figure.geography.projection.project(&mut point);
        to_page(point[0], self.scale, self.origin)
    }

    /// Rings of a feature on the page.
    pub(super) fn rings(&self, feature: usize) -> impl Iterator<Item = Vec<Point>> {
        self.topology.rings(feature)
    }

    /// SVG path data of a feature; empty where it lies off the plot.
    pub(super) fn feature_path(&self, feature: usize) -> String {
        let rings: Vec<(Vec<Point>, Bounds)> = self
            .rings(feature)
            .filter_map(|ring| Bounds::around(ring.iter().copied()).map(|b| (ring, b)))
            .collect();
        let plot = self.plot_bounds();
        let largest = rings.iter().map(|(_, b)| b.width().max(b.height())).fold(0.0, f64::max);
        let mut path = String::new();
        for (ring, bounds) in &rings {
            let size = bounds.width().max(bounds.height());
            if bounds.meets(plot) && (size >= SMALLEST_PX || size == largest) {
                push_path(&mut path, ring, true);
            }
        }
        path
    }

    fn plot_bounds(&self) -> Bounds {
        Bounds { min: [self.plot.x, self.plot.y], max: [self.plot.right(), self.plot.bottom()] }
    }

    /// Neighbouring land, pale.
    pub(super) fn draw_context(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut String) {
        let path = self.layer_path(&figure.geography.land, &figure.geography.projection, true);
        if !path.is_empty() {
            let edge = theme.grid;
            let _ = writeln!(
                out,
                "<path d=\"{path}\" fill-rule=\"evenodd\" fill=\"{CONTEXT}\" stroke=\"{edge}\" stroke-width=\".5\"/>"
            );
        }
    }

    /// Lakes and, near by, rivers.
    pub(super) fn draw_water(&self, figure: &MapFigure<'_>, out: &mut String) {
        let geography = figure.geography;
        let lakes = self.layer_path(&geography.lakes, &geography.projection, true);
        if !lakes.is_empty() {
            let _ = writeln!(
                out,
                "<path d=\"{lakes}\" fill-rule=\"evenodd\" fill=\"{WATER}\" pointer-events=\"none\"/>"
            );
        }
        if figure.is_close_up {
            let rivers = self.layer_path(&geography.rivers, &geography.projection, false);
            if !rivers.is_empty() {
                let _ = writeln!(
                    out,
                    "<path d=\"{rivers}\" fill=\"none\" stroke=\"{WATER}\" stroke-width=\"1\" \
                     stroke-linejoin=\"round\" pointer-events=\"none\"/>"
                );
            }
        }
    }

    /// Borders: each once. Outer ones darker than inner ones, disputed ones dashed, seams none.
    pub(super) fn draw_borders(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut String) {
        let (mut inner, mut pale, mut outer, mut disputed) =
            (String::new(), String::new(), String::new(), String::new());
        let is_pale = |f: u32| {
            let fill = figure.features.get(f as usize).map(|feature| feature.fill);
            matches!(fill, Some(Fill::NoData | Fill::BoundsOnly | Fill::Context | Fill::Ban(BanClass::None)))
        };
        let is_disputed = |f: u32| figure.features.get(f as usize).is_some_and(|feature| feature.is_disputed);
        let plot = self.plot_bounds();
        for arc in self.topology.arcs() {
            let line = self.topology.line(arc);
            let touches_itself = arc.sides.1 == Some(arc.sides.0);
            let Some(bounds) = Bounds::around(line.iter().copied()) else { continue };
            let is_dust = bounds.width().max(bounds.height()) < SMALLEST_PX && line.first() == line.last();
            if arc.is_seam || touches_itself || is_dust || !bounds.meets(plot) {
                continue;
            }
            let path = if is_disputed(arc.sides.0) || arc.sides.1.is_some_and(is_disputed) {
                &mut disputed
            } else if let Some(other) = arc.sides.1 {
                // White parts colours; between pale grounds it would be lost.
                if is_pale(arc.sides.0) && is_pale(other) { &mut pale } else { &mut inner }
            } else {
                &mut outer
            };
            push_path(path, line, false);
        }
        let paper = theme.paper;
        let styles = [
            (inner, format!("stroke=\"{paper}\" stroke-width=\".7\"")),
            (pale, format!("stroke=\"{}\" stroke-width=\".6\"", theme.no_data)),
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

    /// A bar of a round length, left at the bottom. Its length holds at the middle of an
    /// equal-area map; elsewhere distances differ a little with direction.
    pub(super) fn draw_scale_bar(
        &self,
        frame: &Frame,
        theme: &Theme,
        words: &Words,
        out: &mut String,
        runs: &mut Vec<TextRun>,
    ) {
        let widest_km = self.plot.w * 0.16 / self.scale / 1000.0;
        let power = 10_f64.powf(widest_km.log10().floor());
        let Some(km) = [5.0, 2.0, 1.0].into_iter().map(|m| m * power).find(|km| *km <= widest_km) else {
            return;
        };
        let face = frame.sizes.small;
        let (x, y) = (self.plot.x, self.plot.bottom() - 2.0);
        let width = km * 1000.0 * self.scale;
        let ink = theme.muted;
        let _ = writeln!(
            out,
            "<path d=\"M{x:.1} {:.1}v4h{width:.1}v-4\" fill=\"none\" stroke=\"{ink}\"/>",
            y - 4.0
        );
        let (length, unit) = if km < 1.0 { (km * 1000.0, "unit-m") } else { (km, "unit-km") };
        let decimals = (-length.log10()).ceil().clamp(0.0, 9.0) as usize;
        let text = units::with_unit(
            &units::number(length, decimals, words.lang()),
            &words.get(unit),
            false,
            words.lang(),
        );
        runs.push(TextRun { x, y: y - 8.0, text, face, anchor: Anchor::Start, colour: ink, tail: None });
    }

    fn layer_path(&self, layer: &Paths, projection: &Projection, is_closed: bool) -> String {
        let (mut path, mut projected, mut simple) = (String::new(), Vec::new(), Vec::new());
        let plot = self.plot_bounds();
        for line in (0..layer.path_count()).map(|index| layer.path(index)) {
            projected.clear();
            project_line(line, projection, &mut projected);
            for point in &mut projected {
                *point = to_page(*point, self.scale, self.origin);
            }
            let Some(bounds) = Bounds::around(projected.iter().copied()) else { continue };
            let is_large = bounds.width().max(bounds.height()) >= 2.0 * SMALLEST_PX;
            if is_large && bounds.meets(plot) {
                simple.clear();
                simplify_line(&projected, TOLERANCE_PX, &mut simple);
                push_path(&mut path, &simple, is_closed);
            }
        }
        path
    }
}

/// Longitudes at which polygons were cut: the antimeridian, and the edges of a whole-world map.
fn seam_of(centre: f64) -> impl Fn(f64) -> bool {
    const SAME_DEG: f64 = 1e-9;
    let seams = [-180.0, 180.0, centre - 180.0, centre + 180.0, -540.0, 540.0];
    move |lon: f64| seams.iter().any(|seam| (lon - seam).abs() < SAME_DEG)
}

fn to_page([x, y]: Point, scale: f64, origin: Point) -> Point {
    [origin[0] + x * scale, origin[1] - y * scale]
}

/// Appends the projected line, with points put between where an edge is long.
fn project_line(line: &[Point], projection: &Projection, out: &mut Vec<Point>) {
    let start = out.len();
    for (i, &b) in line.iter().enumerate() {
        if i > 0 {
            let a = line[i - 1];
            let longest = (b[0] - a[0]).abs().max((b[1] - a[1]).abs());
            let pieces = (longest / LONGEST_STRAIGHT_DEG).ceil().min(360.0) as usize;
            out.extend((1..pieces).map(|piece| {
                let t = piece as f64 / pieces as f64;
                [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
            }));
        }
        out.push(b);
    }
    projection.project(&mut out[start..]);
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
    if whole > 0 || fraction == 0 {
        let _ = write!(path, "{whole}");
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
