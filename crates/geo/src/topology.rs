//! Owns shared borders: rings of neighbouring features cut into arcs that each occur once, so
//! that a border is simplified once, drawn once, and knows both its sides. Does not project
//! or draw.
//!
//! Main type: [`Topology`], after Bostock's `TopoJSON` (junctions where the neighbours of a
//! vertex differ between rings).

use super::paths::{Paths, Point};
use hashbrown::hash_table::{Entry, HashTable};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::{hash::BuildHasher, ops::Range};

/// A piece of border between two junctions, or a whole ring without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Arc {
    range: Range<u32>,
    /// The feature it was first met in, and the second one (or [`None`] on an outer border).
    /// Both are the same feature where a feature touches itself.
    pub sides: (u32, Option<u32>),
    /// Whether it only exists because the map was cut along a meridian; no border runs there.
    pub is_seam: bool,
}

/// One use of an arc in a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArcRef {
    /// Index of the arc.
    pub arc: u32,
    /// Whether the ring runs along it backwards.
    pub reversed: bool,
}

/// Rings of features as references to shared arcs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    points: Vec<Point>,
    arcs: Vec<Arc>,
    refs: Vec<ArcRef>,
    ring_ends: Vec<u32>,
    feature_ends: Vec<u32>,
}

/// Vertices are one where they agree to so many parts of a degree: a tenth of a millimetre on
/// the ground.
const PARTS_OF_DEGREE: f64 = 1e9;

impl Topology {
    /// Finds the arcs of `rings` (closed, in degrees). `on_seam` tells whether a longitude is
    /// one at which polygons were cut. O(n) in the number of vertices.
    #[must_use]
    pub fn of_rings(rings: &Paths, on_seam: impl Fn(f64) -> bool) -> Self {
        let mut builder = Builder::new(rings, on_seam);
        builder.find_junctions();
        builder.cut()
    }

    /// All arcs.
    #[must_use]
    pub fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The points of an arc.
    #[must_use]
    pub fn line(&self, arc: &Arc) -> &[Point] {
        &self.points[arc.range.start as usize..arc.range.end as usize]
    }

    /// Number of features.
    #[must_use]
    pub fn feature_count(&self) -> usize {
        self.feature_ends.len()
    }

    /// The same topology with every arc's points replaced by what `reshape` appends for them. Runs
    /// on the threads of the caller's pool; the result does not depend on their number.
    #[must_use]
    pub fn reshaped(&self, reshape: impl Fn(&[Point], &mut Vec<Point>) + Sync) -> Self {
        /// Arcs reshaped at once by one processor: enough to outweigh handing them over.
        const CHUNK_ARCS: usize = 64;
        let reshape_chunk = |arcs: &[Arc]| {
            let (mut points, mut ends) = (Vec::new(), Vec::with_capacity(arcs.len()));
            for arc in arcs {
                reshape(self.line(arc), &mut points);
                ends.push(points.len());
            }
            (points, ends)
        };
        let chunks: Vec<(Vec<Point>, Vec<usize>)> =
            self.arcs.par_chunks(CHUNK_ARCS).map(reshape_chunk).collect();
        let mut points = Vec::with_capacity(chunks.iter().map(|(points, _)| points.len()).sum());
        let mut arcs = Vec::with_capacity(self.arcs.len());
        for (chunk, ends) in chunks {
            let base = points.len();
            points.extend(chunk);
            for end in ends {
                let start = arcs.last().map_or(0, |arc: &Arc| arc.range.end);
                let range = start..index(base + end);
                arcs.push(Arc { range, ..self.arcs[arcs.len()].clone() });
            }
        }
        Self {
            arcs,
            points,
            refs: self.refs.clone(),
            ring_ends: self.ring_ends.clone(),
            feature_ends: self.feature_ends.clone(),
        }
    }

    /// The rings of a feature, put together again from their arcs; each ends where it began.
    pub fn rings(&self, feature: usize) -> impl Iterator<Item = Vec<Point>> {
        let first = if feature == 0 { 0 } else { self.feature_ends[feature - 1] };
        (first..self.feature_ends[feature]).map(|ring| self.ring(ring as usize))
    }

    fn ring(&self, ring: usize) -> Vec<Point> {
        let first = if ring == 0 { 0 } else { self.ring_ends[ring - 1] as usize };
        let mut out: Vec<Point> = Vec::new();
        for used in &self.refs[first..self.ring_ends[ring] as usize] {
            let line = self.line(&self.arcs[used.arc as usize]);
            // The junction is the last point of one arc and the first of the next.
            out.pop();
            if used.reversed {
                out.extend(line.iter().rev());
            } else {
                out.extend(line);
            }
        }
        out
    }
}

struct Builder<'a, F> {
    rings: &'a Paths,
    on_seam: F,
    vertex_of: Vec<u32>,
    is_junction: Vec<bool>,
    /// Points of each ring by their numbers, without its closing point and repetitions.
    open_rings: Vec<Vec<u32>>,
}

impl<'a, F: Fn(f64) -> bool> Builder<'a, F> {
    fn new(rings: &'a Paths, on_seam: F) -> Self {
        let (vertex_of, count) = vertices_of(rings.points());
        let open_rings = open_rings(rings, &vertex_of);
        Self { rings, on_seam, vertex_of, is_junction: vec![false; count], open_rings }
    }

    fn vertex(&self, at: u32) -> u32 {
        self.vertex_of[at as usize]
    }

    fn point(&self, at: u32) -> Point {
        self.rings.points()[at as usize]
    }

    fn find_junctions(&mut self) {
        const UNSEEN: u32 = u32::MAX;
        let mut neighbours = vec![(UNSEEN, UNSEEN); self.is_junction.len()];
        for ring in &self.open_rings {
            let n = ring.len();
            for (i, &at) in ring.iter().enumerate() {
                let vertex = self.vertex(at) as usize;
                let (a, b) = (self.vertex(ring[(i + n - 1) % n]), self.vertex(ring[(i + 1) % n]));
                let pair = (a.min(b), a.max(b));
                if neighbours[vertex] == (UNSEEN, UNSEEN) {
                    neighbours[vertex] = pair;
                } else if neighbours[vertex] != pair {
                    self.is_junction[vertex] = true;
                }
                if (self.on_seam)(self.point(at)[0]) {
                    self.is_junction[vertex] = true;
                }
            }
        }
    }

    fn cut(self) -> Topology {
        let mut out = Topology::default();
        let mut known: FxHashMap<[u32; 4], u32> = FxHashMap::default();
        let mut rings = self.open_rings.iter();
        for (feature, paths) in self.rings.features().enumerate() {
            for ring in rings.by_ref().take(paths.count()) {
                if ring.len() >= 3 {
                    for arc in self.arcs_of_ring(ring) {
                        self.add_arc(&arc, index(feature), &mut out, &mut known);
                    }
                    out.ring_ends.push(index(out.refs.len()));
                }
            }
            out.feature_ends.push(index(out.ring_ends.len()));
        }
        out
    }

    /// Cuts a ring at its junctions; each arc lists point indices with both ends.
    fn arcs_of_ring(&self, ring: &[u32]) -> Vec<Vec<u32>> {
        let is_junction = |at: &u32| self.is_junction[self.vertex(*at) as usize];
        let start = ring.iter().position(is_junction).unwrap_or_else(|| {
            // No junction: start at the smallest vertex, so that equal rings give equal arcs.
            (0..ring.len()).min_by_key(|&i| self.vertex(ring[i])).unwrap_or(0)
        });
        let mut arcs = Vec::new();
        let mut arc = vec![ring[start]];
        for i in 1..=ring.len() {
            let at = ring[(start + i) % ring.len()];
            arc.push(at);
            if i < ring.len() && is_junction(&at) {
                arcs.push(std::mem::replace(&mut arc, vec![at]));
            }
        }
        arcs.push(arc);
        arcs
    }

    fn add_arc(&self, arc: &[u32], feature: u32, out: &mut Topology, known: &mut FxHashMap<[u32; 4], u32>) {
        let vertex = |i: usize| self.vertex(arc[i]);
        let n = arc.len();
        // Inside an arc every vertex has one pair of neighbours, so its ends tell it apart.
        let ahead = [vertex(0), vertex(1), vertex(n - 2), vertex(n - 1)];
        let back = [ahead[3], ahead[2], ahead[1], ahead[0]];
        let reversed = back < ahead;
        let key = if reversed { back } else { ahead };
        let next = index(out.arcs.len());
        let id = *known.entry(key).or_insert(next);
        if id == next {
            let start = index(out.points.len());
            let points = arc.iter().map(|&at| self.point(at));
            if reversed {
                out.points.extend(points.rev());
            } else {
                out.points.extend(points);
            }
            // From seam to seam along a parallel, as in a cap around the pole, runs a border.
            let [west, east] = [arc[0], arc[n - 1]].map(|at| self.point(at)[0]);
            let is_seam = n == 2 && (east - west).abs() < 1.0 && (self.on_seam)(west) && (self.on_seam)(east);
            out.arcs.push(Arc { range: start..index(out.points.len()), sides: (feature, None), is_seam });
        } else {
            out.arcs[id as usize].sides.1.get_or_insert(feature);
        }
        out.refs.push(ArcRef { arc: id, reversed });
    }
}

/// A number for each point, the same for points in one place; and how many there are.
fn vertices_of(points: &[Point]) -> (Vec<u32>, usize) {
    let part = |v: f64| (v * PARTS_OF_DEGREE + 0.5) as i64;
    let key = |p: &Point| (part(p[0]), part(p[1]));
    let hash = |key: (i64, i64)| rustc_hash::FxBuildHasher.hash_one(key);
    // Only numbers are stored: a table of keys would be six times as large, and fresh memory
    // costs more than looking a point up again.
    let mut known: HashTable<u32> = HashTable::with_capacity(points.len());
    let mut firsts: Vec<u32> = Vec::with_capacity(points.len());
    let vertex_of = points.iter().enumerate().map(|(at, point)| {
        let own = key(point);
        let entry = known.entry(
            hash(own),
            |&vertex| key(&points[firsts[vertex as usize] as usize]) == own,
            |&vertex| hash(key(&points[firsts[vertex as usize] as usize])),
        );
        match entry {
            Entry::Occupied(vertex) => *vertex.get(),
            Entry::Vacant(free) => {
                let vertex = index(firsts.len());
                free.insert(vertex);
                firsts.push(index(at));
                vertex
            }
        }
    });
    let vertex_of = vertex_of.collect();
    (vertex_of, firsts.len())
}

fn open_rings(rings: &Paths, vertex_of: &[u32]) -> Vec<Vec<u32>> {
    let vertex = |at: u32| vertex_of[at as usize];
    let mut start = 0;
    (0..rings.path_count())
        .map(|ring| {
            let end = start + index(rings.path(ring).len());
            let mut at: Vec<u32> = (start..end).collect();
            at.dedup_by_key(|i| vertex(*i));
            while at.len() > 1 && vertex(at[0]) == vertex(at[at.len() - 1]) {
                at.pop();
            }
            start = end;
            at
        })
        .collect()
}

// Readers refuse files with more than 2³² points.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(list: &[[f64; 4]]) -> Paths {
        let mut paths = Paths::default();
        for &[w, s, e, n] in list {
            paths.push_path([[w, s], [e, s], [e, n], [w, n], [w, s]]);
            paths.end_feature();
        }
        paths
    }

    fn never(_: f64) -> bool {
        false
    }

    #[test]
    fn neighbours_share_one_arc() {
        let topology = Topology::of_rings(&squares(&[[0.0, 0.0, 1.0, 1.0], [1.0, 0.0, 2.0, 1.0]]), never);
        let inner: Vec<_> = topology.arcs().iter().filter(|arc| arc.sides.1.is_some()).collect();
        assert_eq!(topology.arcs().len(), 3);
        assert_eq!(inner.len(), 1);
        assert_eq!(inner[0].sides, (0, Some(1)));
        assert_eq!(topology.line(inner[0]).len(), 2);
    }

    #[test]
    fn an_enclave_shares_its_whole_ring() {
        let mut paths = Paths::default();
        paths.push_path([[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]]);
        paths.push_path([[3.0, 3.0], [3.0, 6.0], [6.0, 6.0], [6.0, 3.0], [3.0, 3.0]]);
        paths.end_feature();
        // The same ring, begun elsewhere and run the other way.
        paths.push_path([[6.0, 6.0], [3.0, 6.0], [3.0, 3.0], [6.0, 3.0], [6.0, 6.0]]);
        paths.end_feature();
        let topology = Topology::of_rings(&paths, never);
        assert_eq!(topology.arcs().len(), 2);
        assert_eq!(topology.arcs()[1].sides, (0, Some(1)));
    }

    #[test]
    fn rings_come_back_as_they_were() {
        let paths = squares(&[[0.0, 0.0, 1.0, 1.0], [1.0, 0.0, 2.0, 1.0], [0.0, 1.0, 2.0, 2.0]]);
        let topology = Topology::of_rings(&paths, never);
        for feature in 0..3 {
            let before: Vec<Point> = paths.feature(feature).flatten().copied().collect();
            let after = topology.rings(feature).next().expect("one ring");
            assert_eq!(after.first(), after.last());
            assert_eq!(after.len(), before.len());
            assert!(before.iter().all(|p| after.contains(p)), "{before:?} {after:?}");
        }
    }

    #[test]
    fn the_antimeridian_is_a_seam_and_no_border() {
        let paths = squares(&[[170.0, 60.0, 180.0, 70.0], [180.0, 60.0, 190.0, 70.0]]);
        let topology = Topology::of_rings(&paths, |lon| lon == 180.0);
        let seams = topology.arcs().iter().filter(|arc| arc.is_seam).count();
        assert_eq!(seams, 1);
    }

    #[test]
    fn a_border_from_edge_to_edge_of_the_world_is_no_seam() {
        let paths = squares(&[[-180.0, 60.0, 180.0, 80.0]]);
        let topology = Topology::of_rings(&paths, |lon| lon.abs() == 180.0);
        let seams = topology.arcs().iter().filter(|arc| arc.is_seam).count();
        assert_eq!((topology.arcs().len(), seams), (4, 2));
    }

    #[test]
    fn degenerate_rings_vanish() {
        let mut paths = Paths::default();
        paths.push_path([[0.0, 0.0], [1.0, 1.0], [0.0, 0.0]]);
        paths.end_feature();
        let topology = Topology::of_rings(&paths, never);
        assert_eq!((topology.feature_count(), topology.rings(0).count()), (1, 0));
    }
}
