//! Owns the geometry of a map page: projecting, simplifying to what a reader can see; paths,
//! borders, water and neighbouring land. Does not know classes or words.

use super::{
    Fill, MapFeature, MapFigure,
    clip::{clip_line, clip_ring, keep_near},
    fit::{Fit, Outline},
    ground::Ground,
    labels::anchor_of,
};
use crate::{
    atlas::BanClass,
    boxes::Rect,
    geo::{Arc, Bounds, Paths, Point, Projection, Topology, simplify_line},
    scene::{Item, Paint, PathData, Stroke},
    style::Theme,
};
use std::{collections::HashSet, sync};

/// How far, in pixels of a page of 1200 × 675 or less, a drawn line may lie from the true one:
/// less than a printer shows.
const TOLERANCE_PX: f64 = 0.4;
/// The same for land and water around the area shown.
const CONTEXT_TOLERANCE_PX: f64 = 0.8;
/// Islands smaller than this in both directions are not drawn, unless they are all of a region.
const SMALLEST_PX: f64 = 0.8;
/// A region smaller than this in both directions is not seen as an area, and gets a mark.
const LEAST_SEEN_PX: f64 = 1.5;

/// Lines or rings in metres of the map, with their boxes.
pub(super) type Layer = Vec<(Vec<Point>, Bounds)>;

/// What lies around and within the area shown, in metres of the map.
pub(super) struct Layers {
    pub(super) land: Layer,
    pub(super) lakes: Layer,
    /// On close-ups only: on a map of a whole country they are noise.
    rivers: Layer,
}

/// Boundaries in metres of the map, what lies around them, and how far the land shown reaches.
pub(super) struct Projected {
    topology: Topology,
    layers: sync::Arc<Layers>,
    pub(super) outline: Outline,
}

impl Projected {
    /// Projects the boundaries. `None` where nothing of the area shown has an image.
    pub(super) fn of(figure: &MapFigure<'_>) -> Option<Self> {
        let geography = figure.geography;
        let layer = |paths: &Paths| projected_layer(paths, &geography.projection);
        let (topology, layers) = rayon::join(
            || geography.topology(&geography.projection),
            || Layers {
                land: layer(&geography.land),
                lakes: layer(&geography.lakes),
                rivers: if figure.is_close_up { layer(&geography.rivers) } else { Layer::new() },
            },
        );
        let of_shown = |arc: &&Arc| is_of_shown(figure, arc);
        let outline = Outline::of(topology.arcs().iter().filter(of_shown).map(|arc| topology.line(arc)))?;
        Some(Self { topology, layers: sync::Arc::new(layers), outline })
    }
}

/// Cells of the ground on a page of 1200 × 675: finer than a letter.
const CELL_PX: f64 = 5.0;
/// How wide and in how many steps the land fades where its layer ends.
const FADE_PX: f64 = 120.0;
const FADE_STEPS: u32 = 8;
/// How far the edge of a fade may lie from the true one.
const FADE_TOLERANCE_PX: f64 = 2.0;

/// How much of a layer is drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// All that is on the page.
    All,
    /// Rings that meet the area shown, and lines inside it.
    Shown,
}

/// What becomes of shapes that reach over the edge of a view.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Edge {
    /// They run on: beyond lies what is not seen.
    Open,
    /// They are cut: an inset ends at its frame.
    Cut,
}

/// A ring on the page with its box.
type Ring = (Vec<Point>, Bounds);

/// Borders within the area shown.
#[derive(Default)]
pub(super) struct Borders {
    /// Between two features.
    pub(super) inner: PathData,
    /// Around disputed territories.
    pub(super) disputed: PathData,
}

/// A map page with its shapes in pixels.
pub(super) struct View {
    pub(super) page: Rect,
    fit: Fit,
    /// Whether everything is cut to the page.
    is_cut: bool,
    /// How far lines of the context may lie from the true ones, in pixels.
    context_tolerance_px: f64,
    /// Boundaries in pixels, simplified.
    topology: Topology,
    /// Features that are cut in two where the map of the earth is cut open.
    seamed: HashSet<usize>,
    layers: sync::Arc<Layers>,
    /// Rings of each feature.
    rings: Vec<Vec<Ring>>,
    /// Which region of the area shown lies where.
    pub(super) ground: Ground,
    /// Regions of the area shown that are too small to be seen, and where they lie.
    pub(super) specks: Vec<(usize, Point)>,
}

impl View {
    /// Puts the projected boundaries onto a page or into a room of one; `page_scale` is 1 on a
    /// page of 1200 × 675.
    pub(super) fn new(
        projected: &Projected,
        figure: &MapFigure<'_>,
        page: Rect,
        page_scale: f64,
        fit: Fit,
        edge: Edge,
    ) -> Self {
        let is_cut = edge == Edge::Cut;
        let tolerance_px = TOLERANCE_PX * page_scale.max(1.0);
        let topology = projected.topology.reshaped(|line, out| {
            let mut on_page: Vec<Point> = line.iter().map(|&p| to_page(p, fit)).collect();
            if is_cut {
                on_page = keep_near(&on_page, &page);
            }
            simplify_line(&on_page, tolerance_px, out);
        });
        let boxed = |ring: Vec<Point>| {
            let ring = if is_cut { clip_ring(&ring, &page) } else { ring };
            Bounds::around(ring.iter().copied()).map(|bounds| (ring, bounds))
        };
        let rings: Vec<Vec<Ring>> = (0..topology.feature_count())
            .map(|feature| topology.rings(feature).filter_map(boxed).collect())
            .collect();
        let cell = CELL_PX * page_scale.max(0.5);
        let mut ground = Ground::new(page.right(), page.bottom(), cell, rings.len());
        for (number, feature) in figure.features.iter().enumerate().take(rings.len()) {
            if feature.fill != Fill::Context {
                ground.fill(number, &rings[number]);
            }
        }
        let shown = figure.features.iter().zip(&rings).enumerate();
        let speck = |(number, (feature, rings)): (usize, (&MapFeature, &Vec<Ring>))| {
            Some((number, speck_of(rings).filter(|at| feature.fill != Fill::Context && page.holds(*at))?))
        };
        let specks = shown.filter_map(speck).collect();
        let context_tolerance_px = CONTEXT_TOLERANCE_PX * page_scale.max(1.0);
        let seams = topology.arcs().iter().filter(|arc| arc.is_seam);
        let seamed = seams.map(|arc| arc.sides.0 as usize).collect();
        let layers = sync::Arc::clone(&projected.layers);
        Self { page, fit, is_cut, context_tolerance_px, topology, seamed, layers, rings, ground, specks }
    }

    /// What lies around and within the area shown.
    pub(super) fn layers(&self) -> &Layers {
        &self.layers
    }

    /// Whether a feature is cut in two where the map of the earth is cut open.
    pub(super) fn crosses_seam(&self, feature: usize) -> bool {
        self.seamed.contains(&feature)
    }

    /// How metres of the map become pixels.
    pub(super) const fn fit(&self) -> Fit {
        self.fit
    }

    /// Whether a box would be cut.
    pub(super) fn cuts(&self, rect: &Rect) -> bool {
        self.is_cut && !self.page.contains(rect)
    }

    /// Adds a line, or a ring, as far as it is drawn.
    pub(super) fn push(&self, line: &[Point], is_closed: bool, path: &mut PathData) {
        if !self.is_cut {
            path.push(line, is_closed);
        } else if is_closed {
            path.push(&clip_ring(line, &self.page), true);
        } else {
            for part in clip_line(line, &self.page) {
                path.push(&part, false);
            }
        }
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

    /// Where the label of a feature is tied to.
    pub(super) fn anchor(&self, feature: usize) -> Option<Point> {
        let speck = || self.specks.iter().find(|(number, _)| *number == feature).map(|(_, at)| *at);
        anchor_of(self.rings(feature)).or_else(speck)
    }

    /// The outline of a feature; empty where it lies off the page.
    pub(super) fn feature_path(&self, feature: usize) -> PathData {
        let rings = self.rings(feature);
        let page = self.page_bounds();
        let largest = rings.iter().map(|(_, b)| b.width().max(b.height())).fold(0.0, f64::max);
        let mut path = PathData::default();
        for (ring, bounds) in rings {
            let size = bounds.width().max(bounds.height());
            if bounds.meets(page) && (size >= SMALLEST_PX || size == largest) {
                path.push(ring, true);
            }
        }
        path
    }

    fn page_bounds(&self) -> Bounds {
        Bounds { min: [self.page.x, self.page.y], max: [self.page.right(), self.page.bottom()] }
    }

    /// Neighbouring land, pale.
    pub(super) fn draw_land_within(&self, theme: &Theme, out: &mut Vec<Item>) {
        let path = self.layer_path(&self.layers.land, true, Part::All);
        if !path.is_empty() {
            out.push(Item::area(path, theme.land));
        }
    }

    /// The same with an edge that fades where the layer was cut off.
    pub(super) fn draw_land(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut Vec<Item>) {
        let geography = figure.geography;
        self.draw_land_within(theme, out);
        let Some(edge) = geography.land.bounds().map(|b| self.frame_path(b, &geography.projection)) else {
            return;
        };
        for step in 1..=FADE_STEPS {
            let width = FADE_PX * f64::from(step) / f64::from(FADE_STEPS);
            let paint = Paint { colour: theme.paper, opacity: 0.22 };
            out.push(Item::lines(edge.clone(), Stroke { paint, width, dash: None }));
        }
    }

    /// The edge of a box of longitudes and latitudes on the page.
    fn frame_path(&self, Bounds { min, max }: Bounds, projection: &Projection) -> PathData {
        let corners = [min, [max[0], min[1]], max, [min[0], max[1]], min];
        let mut line = Vec::new();
        projection.project_line(&corners, &mut line);
        for point in &mut line {
            *point = to_page(*point, self.fit);
        }
        // Every corner of a line as wide as the fade is dear to paint.
        let mut simple = Vec::new();
        simplify_line(&line, FADE_TOLERANCE_PX, &mut simple);
        PathData::of(&simple, true)
    }

    /// Lakes and, on close-ups, rivers: all of them, or only those in the area shown.
    pub(super) fn draw_water(&self, part: Part, theme: &Theme, out: &mut Vec<Item>) {
        let lakes = self.layer_path(&self.layers.lakes, true, part);
        if !lakes.is_empty() {
            out.push(Item::area(lakes, theme.water));
        }
        let rivers = self.layer_path(&self.layers.rivers, false, part);
        if !rivers.is_empty() {
            out.push(Item::lines(rivers, Stroke::new(theme.water, 1.0)));
        }
    }

    /// Borders between regions that are only context.
    pub(super) fn draw_context_borders(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut Vec<Item>) {
        let mut path = PathData::default();
        for arc in self.visible_arcs().filter(|arc| !is_of_shown(figure, arc)) {
            self.push(self.topology.line(arc), false, &mut path);
        }
        if !path.is_empty() {
            out.push(Item::lines(path, Stroke::new(theme.paper, 0.7)));
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
    pub(super) fn draw_borders(&self, figure: &MapFigure<'_>, theme: &Theme, out: &mut Vec<Item>) {
        let [mut inner, mut pale, mut outer, mut disputed] = [const { PathData::EMPTY }; 4];
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
            self.push(self.topology.line(arc), false, path);
        }
        let line = |colour, width| Stroke::new(colour, width);
        let thin = Paint { colour: theme.axis, opacity: 0.7 };
        let styles = [
            (inner, line(theme.paper, 0.7)),
            (pale, line(theme.border, 0.7)),
            (outer, Stroke { paint: thin, width: 0.6, dash: None }),
            (disputed, Stroke { dash: Some([3.0, 2.0]), ..line(theme.axis, 0.9) }),
        ];
        out.extend(
            styles
                .into_iter()
                .filter(|(path, _)| !path.is_empty())
                .map(|(path, style)| Item::lines(path, style)),
        );
    }

    /// Borders within the area shown, without colours.
    pub(super) fn borders_of_shown(&self, figure: &MapFigure<'_>) -> Borders {
        let is_disputed = |f: u32| figure.features.get(f as usize).is_some_and(|feature| feature.is_disputed);
        let mut borders = Borders::default();
        for arc in self.visible_arcs().filter(|arc| is_of_shown(figure, arc)) {
            if is_disputed(arc.sides.0) || arc.sides.1.is_some_and(is_disputed) {
                borders.disputed.push(self.topology.line(arc), false);
            } else if arc.sides.1.is_some() {
                borders.inner.push(self.topology.line(arc), false);
            }
        }
        borders
    }

    /// Pixels to a kilometre. It holds at the middle of an equal-area map; elsewhere distances
    /// differ a little with direction.
    pub(super) fn px_per_km(&self) -> f64 {
        self.fit.scale * 1000.0
    }

    /// A layer on the page.
    pub(super) fn layer_path(&self, layer: &Layer, is_closed: bool, part: Part) -> PathData {
        let (mut path, mut on_page, mut simple) = (PathData::default(), Vec::new(), Vec::new());
        let page = self.page_bounds();
        let is_kept = |point: &Point| part == Part::All || self.ground.at(*point).is_some();
        for (line, Bounds { min, max }) in layer {
            // Heights run downwards on the page.
            let (a, b) = (to_page([min[0], max[1]], self.fit), to_page([max[0], min[1]], self.fit));
            let bounds = Bounds { min: a, max: b };
            if bounds.width().max(bounds.height()) < 2.0 * SMALLEST_PX || !bounds.meets(page) {
                continue;
            }
            on_page.clear();
            on_page.extend(line.iter().map(|&point| to_page(point, self.fit)));
            if !on_page.iter().any(is_kept) {
                continue;
            }
            simple.clear();
            if self.is_cut {
                on_page = keep_near(&on_page, &self.page);
            }
            simplify_line(&on_page, self.context_tolerance_px, &mut simple);
            if is_closed {
                self.push(&simple, true, &mut path);
            } else {
                for piece in simple.split(|point| !is_kept(point)) {
                    self.push(piece, false, &mut path);
                }
            }
        }
        path
    }
}

/// Where a region lies that is too small to be seen.
fn speck_of(rings: &[Ring]) -> Option<Point> {
    let corners = rings.iter().flat_map(|(_, bounds)| [bounds.min, bounds.max]);
    let bounds = Bounds::around(corners)?;
    (bounds.width().max(bounds.height()) < LEAST_SEEN_PX).then(|| bounds.centre())
}

fn projected_layer(layer: &Paths, projection: &Projection) -> Layer {
    let projected = |index: usize| {
        let mut line = Vec::new();
        projection.project_line(layer.path(index), &mut line);
        Bounds::around(line.iter().copied()).map(|bounds| (line, bounds))
    };
    (0..layer.path_count()).filter_map(projected).collect()
}

fn is_of_shown(figure: &MapFigure<'_>, arc: &Arc) -> bool {
    let is_shown =
        |feature: u32| figure.features.get(feature as usize).is_some_and(|f| f.fill != Fill::Context);
    is_shown(arc.sides.0) || arc.sides.1.is_some_and(is_shown)
}

fn to_page([x, y]: Point, Fit { scale, origin }: Fit) -> Point {
    [origin[0] + x * scale, origin[1] - y * scale]
}
