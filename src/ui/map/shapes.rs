//! Owns the geometry of the map on screen: boundaries projected once, levels of detail
//! tessellated when first needed, outlines, and which feature lies at a point. Does not know
//! colours or figures.

use crate::{
    atlas::Geography,
    geo::{Bounds, Paths, Point, Projection, Topology, simplify_line},
};
use eframe::egui::{Pos2, Rect, pos2};
use lyon_tessellation::{
    BuffersBuilder, FillOptions, FillRule, FillTessellator, FillVertex, VertexBuffers, math, path,
};
use std::{ops::Range, sync::OnceLock};

/// How far a drawn line may lie from the true one, in metres on the map, at each level of detail.
const TOLERANCES_M: [f64; 5] = [4000.0, 1000.0, 250.0, 60.0, 0.0];
/// The same as a share of a pixel, which no eye sees.
const TOLERANCE_PX: f64 = 0.6;
/// Features are drawn in this many groups at fine levels, so that what is off the screen is not.
const CHUNKS: usize = 10;

/// A closed ring, in metres from the origin, y downwards.
pub(super) type Ring = Vec<Pos2>;

/// Triangles without colours.
#[derive(Clone, Debug, Default)]
pub(super) struct Triangles {
    /// Corners.
    pub(super) corners: Vec<Pos2>,
    /// Three corners a triangle.
    pub(super) indices: Vec<u32>,
}

/// A border between two features, or of one with the outside.
#[derive(Clone, Debug)]
pub(super) struct Border {
    /// The features on both sides.
    pub(super) sides: (usize, Option<usize>),
    /// Its line.
    pub(super) line: Vec<Pos2>,
}

/// Features that are drawn together.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    /// Box around them.
    pub(super) bounds: Option<Rect>,
    /// Their triangles.
    pub(super) triangles: Triangles,
    /// Which corners belong to which feature.
    pub(super) corners_of: Vec<(usize, Range<usize>)>,
    /// Their borders; each stands in one chunk only.
    pub(super) borders: Vec<Border>,
}

/// Everything at one level of detail.
#[derive(Debug, Default)]
pub(super) struct Level {
    /// Rings of each feature.
    pub(super) rings: Vec<Vec<Ring>>,
    /// Features in groups.
    pub(super) chunks: Vec<Chunk>,
    /// Land of the neighbours.
    pub(super) land: Triangles,
    /// Lakes.
    pub(super) lakes: Triangles,
    /// Rivers.
    pub(super) rivers: Vec<Vec<Pos2>>,
    /// Whether rivers are shown: on a map of a whole country they are noise.
    pub(super) rivers_show: bool,
}

/// Where a feature lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Box around it.
    pub(super) bounds: Rect,
    /// A point well inside its largest ring, for its name.
    pub(super) anchor: Pos2,
    /// How much room there is for a name at the anchor, in metres.
    pub(super) width_m: f32,
}

/// The shapes of an atlas in metres of one projection.
#[derive(Debug)]
pub(crate) struct Shapes {
    /// Place on the map that all is told from.
    origin: Point,
    topology: Topology,
    land: Paths,
    lakes: Paths,
    rivers: Paths,
    /// The edge at which the land of the neighbours was cut off: pairs of a point on it and one
    /// inside, between which the land fades.
    pub(super) fade: Vec<[Pos2; 2]>,
    levels: [OnceLock<Level>; TOLERANCES_M.len()],
    extents: Vec<Option<Extent>>,
}

impl Shapes {
    /// Projects the shapes and prepares the coarsest level.
    pub(crate) fn new(geography: &Geography, projection: &Projection) -> Self {
        let ((topology, land), (lakes, rivers)) = rayon::join(
            || rayon::join(|| geography.topology(projection), || projected(&geography.land, projection)),
            || (projected(&geography.lakes, projection), projected(&geography.rivers, projection)),
        );
        let bounds = Bounds::around(topology.arcs().iter().flat_map(|arc| topology.line(arc)).copied());
        let origin = bounds.map_or([0.0, 0.0], Bounds::centre);
        let mut shapes = Self {
            origin,
            topology,
            land,
            lakes,
            rivers,
            fade: Vec::new(),
            levels: Default::default(),
            extents: Vec::new(),
        };
        if let Some(edge) = geography.land.bounds() {
            shapes.fade = shapes.fading(edge, projection);
        }
        shapes.extents = shapes.level(0).rings.iter().map(|rings| extent_of(rings)).collect();
        shapes
    }

    /// From metres of the projection to metres from the origin, y downwards.
    pub(super) fn local(&self, [x, y]: Point) -> Pos2 {
        pos2((x - self.origin[0]) as f32, (self.origin[1] - y) as f32)
    }

    /// And back.
    pub(super) fn plane(&self, local: Pos2) -> Point {
        [self.origin[0] + f64::from(local.x), self.origin[1] - f64::from(local.y)]
    }

    /// The place on the map that all is told from.
    pub(super) const fn origin(&self) -> Point {
        self.origin
    }

    /// Where each feature lies; `None` where it has no image on the map.
    pub(super) fn extents(&self) -> &[Option<Extent>] {
        &self.extents
    }

    /// The number of the coarsest level that looks exact at this scale.
    pub(super) fn level_for(metres_per_px: f64) -> usize {
        let suits = |tolerance: &f64| *tolerance <= TOLERANCE_PX * metres_per_px;
        TOLERANCES_M.iter().position(suits).unwrap_or(TOLERANCES_M.len() - 1)
    }

    /// A level, prepared when first asked for.
    pub(super) fn level(&self, number: usize) -> &Level {
        let number = number.min(TOLERANCES_M.len() - 1);
        self.levels[number].get_or_init(|| self.prepare(number))
    }

    /// The feature at a point, if any: of several the last one, which is drawn over the others.
    pub(super) fn feature_at(&self, at: Pos2, level: usize) -> Option<usize> {
        let level = self.level(level);
        let is_inside = |&(feature, extent): &(usize, &Option<Extent>)| {
            extent.is_some_and(|extent| extent.bounds.contains(at)) && contains(&level.rings[feature], at)
        };
        self.extents.iter().enumerate().rev().find(is_inside).map(|(feature, _)| feature)
    }

    /// Pairs along the edge of a box of longitudes and latitudes.
    fn fading(&self, Bounds { min, max }: Bounds, projection: &Projection) -> Vec<[Pos2; 2]> {
        /// Over so much of the box the land fades.
        const SHARE: f64 = 0.06;
        /// So many steps on every side, the same on both lines.
        const STEPS: usize = 48;
        let margin = SHARE * (max[0] - min[0]).min(max[1] - min[1]);
        let project = |grown: f64| {
            let (a, b) = ([min[0] - grown, min[1] - grown], [max[0] + grown, max[1] + grown]);
            let mut line = Vec::new();
            let corners = [a, [b[0], a[1]], b, [a[0], b[1]], a];
            for side in corners.windows(2) {
                line.extend((0..STEPS).map(|step| {
                    let t = step as f64 / STEPS as f64;
                    [side[0][0] + (side[1][0] - side[0][0]) * t, side[0][1] + (side[1][1] - side[0][1]) * t]
                }));
            }
            line.push(a);
            projection.project(&mut line);
            line
        };
        let pairs = project(0.0).into_iter().zip(project(-margin));
        pairs.map(|(outer, inner)| [self.local(outer), self.local(inner)]).collect()
    }

    fn prepare(&self, number: usize) -> Level {
        let tolerance_m = TOLERANCES_M[number];
        let topology = self.topology.reshaped(|line, out| simplify(line, tolerance_m, out));
        let rings: Vec<Vec<Ring>> = (0..topology.feature_count())
            .map(|feature| {
                let large = |ring: &Vec<Point>| tolerance_m == 0.0 || size_of(ring) > tolerance_m;
                let mut rings: Vec<Vec<Point>> = topology.rings(feature).collect();
                if rings.iter().any(large) {
                    rings.retain(large);
                }
                rings.iter().map(|ring| self.local_line(ring)).collect()
            })
            .collect();
        let (chunks, (land, (lakes, rivers))) = rayon::join(
            || self.chunks(&topology, &rings, if number == 0 { 1 } else { CHUNKS }),
            || {
                let land = self.tessellated(&self.land, tolerance_m.max(1.0));
                let lakes = self.tessellated(&self.lakes, tolerance_m);
                (land, (lakes, self.lines(&self.rivers, tolerance_m)))
            },
        );
        Level { rings, chunks, land, lakes, rivers, rivers_show: number > 0 }
    }

    fn local_line(&self, line: &[Point]) -> Vec<Pos2> {
        line.iter().filter(|[x, y]| x.is_finite() && y.is_finite()).map(|&p| self.local(p)).collect()
    }

    fn chunks(&self, topology: &Topology, rings: &[Vec<Ring>], count: usize) -> Vec<Chunk> {
        use rayon::prelude::*;
        let box_of = |rings: &Vec<Ring>| {
            let mut points = rings.iter().flatten().copied().peekable();
            points
                .peek()
                .is_some()
                .then(|| points.fold(Rect::NOTHING, |rect, p| rect.union(Rect::from_pos(p))))
        };
        let boxes: Vec<Option<Rect>> = rings.iter().map(box_of).collect();
        let mut order: Vec<usize> = (0..rings.len()).filter(|&feature| boxes[feature].is_some()).collect();
        let x_of = |feature: &usize| boxes[*feature].map_or(0.0, |rect| rect.center().x);
        order.sort_by(|a, b| x_of(a).total_cmp(&x_of(b)));
        let mut chunk_of = vec![0; rings.len()];
        let size = order.len().div_ceil(count).max(1);
        let groups: Vec<&[usize]> = order.chunks(size).collect();
        for (number, group) in groups.iter().enumerate() {
            for &feature in *group {
                chunk_of[feature] = number;
            }
        }
        let mut chunks: Vec<Chunk> = groups
            .par_iter()
            .map(|group| {
                let mut chunk = Chunk::default();
                for &feature in *group {
                    let start = chunk.triangles.corners.len();
                    tessellate(&rings[feature], &mut chunk.triangles);
                    chunk.corners_of.push((feature, start..chunk.triangles.corners.len()));
                    let around = boxes[feature].unwrap_or(Rect::NOTHING);
                    chunk.bounds = Some(chunk.bounds.map_or(around, |all| all.union(around)));
                }
                chunk
            })
            .collect();
        for arc in topology.arcs() {
            let touches_itself = arc.sides.1 == Some(arc.sides.0);
            if arc.is_seam || touches_itself {
                continue;
            }
            let line = self.local_line(topology.line(arc));
            let sides = (arc.sides.0 as usize, arc.sides.1.map(|side| side as usize));
            if let Some(chunk) = chunks.get_mut(chunk_of.get(sides.0).copied().unwrap_or(0))
                && line.len() > 1
            {
                chunk.borders.push(Border { sides, line });
            }
        }
        chunks
    }

    fn tessellated(&self, layer: &Paths, tolerance_m: f64) -> Triangles {
        let mut triangles = Triangles::default();
        for feature in layer.features() {
            let mut rings = Vec::new();
            for path in feature {
                if size_of(path) > 2.0 * tolerance_m {
                    let mut simple = Vec::new();
                    simplify(path, tolerance_m, &mut simple);
                    rings.push(self.local_line(&simple));
                }
            }
            tessellate(&rings, &mut triangles);
        }
        triangles
    }

    fn lines(&self, layer: &Paths, tolerance_m: f64) -> Vec<Vec<Pos2>> {
        let mut simple = Vec::new();
        let line = |index: usize| {
            simple.clear();
            simplify(layer.path(index), tolerance_m, &mut simple);
            self.local_line(&simple)
        };
        (0..layer.path_count()).map(line).filter(|line| line.len() > 1).collect()
    }
}

fn projected(layer: &Paths, projection: &Projection) -> Paths {
    let mut out = Paths::default();
    let mut line = Vec::new();
    for feature in layer.features() {
        for path in feature {
            line.clear();
            projection.project_line(path, &mut line);
            out.push_path(line.iter().copied().filter(|[x, y]| x.is_finite() && y.is_finite()));
        }
        out.end_feature();
    }
    out
}

fn simplify(line: &[Point], tolerance_m: f64, out: &mut Vec<Point>) {
    if tolerance_m > 0.0 {
        simplify_line(line, tolerance_m, out);
    } else {
        out.extend_from_slice(line);
    }
}

fn size_of(line: &[Point]) -> f64 {
    Bounds::around(line.iter().copied()).map_or(0.0, |bounds| bounds.width().max(bounds.height()))
}

/// Appends the triangles of rings that are one area by the even-odd rule.
fn tessellate(rings: &[Ring], out: &mut Triangles) {
    let mut builder = path::Path::builder();
    for ring in rings.iter().filter(|ring| ring.len() > 2) {
        builder.begin(math::point(ring[0].x, ring[0].y));
        for corner in &ring[1..] {
            builder.line_to(math::point(corner.x, corner.y));
        }
        builder.end(true);
    }
    let mut buffers: VertexBuffers<Pos2, u32> = VertexBuffers::new();
    let options = FillOptions::default().with_fill_rule(FillRule::EvenOdd);
    let corner = |vertex: FillVertex<'_>| pos2(vertex.position().x, vertex.position().y);
    let done = FillTessellator::new().tessellate_path(
        &builder.build(),
        &options,
        &mut BuffersBuilder::new(&mut buffers, corner),
    );
    // It fails only on coordinates that are not numbers, which were left out before.
    if done.is_ok() {
        let start = out.corners.len() as u32;
        out.corners.append(&mut buffers.vertices);
        out.indices.extend(buffers.indices.iter().map(|index| index + start));
    }
}

/// Whether a point lies in rings that are one area by the even-odd rule.
fn contains(rings: &[Ring], at: Pos2) -> bool {
    let mut is_inside = false;
    for ring in rings {
        let mut last = ring.len().wrapping_sub(1);
        for next in 0..ring.len() {
            let (a, b) = (ring[last], ring[next]);
            last = next;
            if (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x {
                is_inside = !is_inside;
            }
        }
    }
    is_inside
}

/// The middle of the longest horizontal run inside all rings, among some heights near the middle of
/// the largest: a name stands best there, and in no hole.
fn extent_of(rings: &[Ring]) -> Option<Extent> {
    const HEIGHTS: [f32; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
    /// Heights near the middle are preferred.
    const GAIN: f32 = 1.15;
    let box_of = |ring: &Ring| ring.iter().fold(Rect::NOTHING, |rect, &p| rect.union(Rect::from_pos(p)));
    let bounds = rings.iter().map(box_of).reduce(Rect::union)?;
    let largest = rings.iter().max_by(|a, b| box_of(a).area().total_cmp(&box_of(b).area()))?;
    let main = box_of(largest);
    let mut best = (main.center(), 0.0_f32);
    for share in HEIGHTS {
        let y = main.top() + main.height() * share;
        let mut crossings: Vec<f32> = rings
            .iter()
            .flat_map(edges)
            .filter(|(a, b)| (a.y > y) != (b.y > y))
            .map(|(a, b)| a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y))
            .collect();
        crossings.sort_by(f32::total_cmp);
        for run in crossings.chunks_exact(2) {
            if run[1] - run[0] > best.1 * GAIN {
                best = (pos2(f32::midpoint(run[0], run[1]), y), run[1] - run[0]);
            }
        }
    }
    Some(Extent { bounds, anchor: best.0, width_m: best.1 })
}

/// Edges of a closed ring.
pub(super) fn edges(ring: &Ring) -> impl Iterator<Item = (Pos2, Pos2)> + '_ {
    (0..ring.len()).map(|i| (ring[(i + ring.len() - 1) % ring.len()], ring[i]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Session, Sources};

    fn square(x: f32, y: f32, side: f32) -> Ring {
        vec![pos2(x, y), pos2(x + side, y), pos2(x + side, y + side), pos2(x, y + side)]
    }

    #[test]
    fn a_hole_is_not_inside_and_not_filled() {
        let rings = vec![square(0.0, 0.0, 10.0), square(4.0, 4.0, 2.0)];
        assert!(contains(&rings, pos2(1.0, 1.0)) && !contains(&rings, pos2(5.0, 5.0)));
        let mut triangles = Triangles::default();
        tessellate(&rings, &mut triangles);
        let area: f32 = triangles
            .indices
            .chunks_exact(3)
            .map(|t| {
                let [a, b, c] = [t[0], t[1], t[2]].map(|i| triangles.corners[i as usize]);
                ((b - a).x * (c - a).y - (b - a).y * (c - a).x).abs() / 2.0
            })
            .sum();
        assert!((area - 96.0).abs() < 1e-3, "{area}");
    }

    #[test]
    fn a_name_stands_in_no_hole() {
        // As a city of its own in the middle of the region around it.
        let rings = vec![square(0.0, 0.0, 100.0), square(30.0, 20.0, 60.0)];
        let extent = extent_of(&rings).expect("an extent");
        assert!(contains(&rings, extent.anchor), "{extent:?}");
        assert!((extent.width_m - 30.0).abs() < 1e-3, "{extent:?}");
    }

    #[test]
    fn every_region_is_found_at_its_anchor_at_every_level() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let geography = session.geography().expect("shapes");
        let shapes = Shapes::new(geography, &geography.projection);
        for level in 0..TOLERANCES_M.len() {
            for (feature, extent) in shapes.extents().iter().enumerate() {
                let anchor = extent.expect("every feature has an image").anchor;
                // Borders move by less than the tolerance, anchors lie deeper.
                if extent.expect("as above").width_m > 20_000.0 {
                    assert_eq!(shapes.feature_at(anchor, level), Some(feature), "level {level}");
                }
            }
        }
        assert_eq!(shapes.feature_at(pos2(9e6, 9e6), 0), None);
    }
}
