//! Owns the question "in which region does this point lie", for millions of points. Does not
//! know what regions are; answers with feature numbers.
//!
//! Main type: [`RegionIndex`].

use super::{
    antimeridian::LongitudeWindow,
    paths::{Bounds, Paths, Point},
};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The answer for a point that lies in no feature.
pub const NOWHERE: u32 = u32::MAX;

/// A grid over polygons. Each cell knows which features hold its centre and which edges touch
/// it; a point is joined to the centre by an L-shaped path, and each edge crossed toggles its
/// feature (even–odd rule). Most points fall into cells without edges and cost one look-up.
///
/// On a shared border exactly one side owns a point, because both sides ask the same predicate
/// of the same edge.
#[derive(Debug)]
pub struct RegionIndex {
    window: LongitudeWindow,
    bounds: Bounds,
    columns: usize,
    rows: usize,
    cells_per_degree: [f64; 2],
    /// Per cell: number of a set of features that hold the cell's centre.
    home: Vec<u32>,
    /// Features by size, the smallest first.
    sets: Vec<Vec<u32>>,
    /// Place of each feature by size, the smallest first.
    rank: Vec<u32>,
    edge_starts: Vec<u32>,
    edges: Vec<Edge>,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    /// Lower end first, so that both features of a border see the same numbers.
    a: Point,
    b: Point,
    feature: u32,
}

impl Edge {
    fn new(p: Point, q: Point, feature: u32) -> Self {
        let ordered = (p[1], p[0]) <= (q[1], q[0]);
        let (a, b) = if ordered { (p, q) } else { (q, p) };
        Self { a, b, feature }
    }

    /// Whether `p` lies to the left of the edge (seen upwards).
    fn left_of(&self, p: Point) -> bool {
        (self.b[0] - self.a[0]) * (p[1] - self.a[1]) - (self.b[1] - self.a[1]) * (p[0] - self.a[0]) > 0.0
    }

    fn spans_latitude(&self, y: f64) -> bool {
        (self.a[1] > y) != (self.b[1] > y)
    }

    fn spans_longitude(&self, x: f64) -> bool {
        (self.a[0] > x) != (self.b[0] > x)
    }
}

/// A point well inside rings that are one area by the even-odd rule: the middle of the longest run along
/// the parallel through the middle. `None` where they hold nothing there.
pub fn point_inside<'a>(rings: impl Iterator<Item = &'a [Point]> + Clone) -> Option<Point> {
    let bounds = Bounds::around(rings.clone().flatten().copied())?;
    let y = bounds.centre()[1];
    let edges = rings.flat_map(|ring| ring.windows(2).map(|pair| (pair[0], pair[1])));
    let mut crossings: Vec<f64> = edges
        .filter(|(a, b)| (a[1] > y) != (b[1] > y))
        .map(|(a, b)| a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]))
        .collect();
    crossings.sort_by(f64::total_cmp);
    let runs = crossings.chunks_exact(2).map(|run| (run[1] - run[0], f64::midpoint(run[0], run[1])));
    runs.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, x)| [x, y])
}

impl RegionIndex {
    /// Indexes the rings of `polygons`, which must lie in `window`. O(n) in vertices and cells.
    #[must_use]
    pub fn new(polygons: &Paths, window: LongitudeWindow) -> Self {
        let bounds = polygons.bounds().unwrap_or(Bounds { min: [0.0; 2], max: [0.0; 2] });
        // About eight cells a vertex keep the edges of a cell few; limits keep memory bounded.
        let wanted = (polygons.points().len() * 8).clamp(1 << 10, 1 << 21) as f64;
        let (width, height) = (bounds.width().max(1e-9), bounds.height().max(1e-9));
        let columns = ((wanted * width / height).sqrt().ceil() as usize).clamp(1, 4096);
        let rows = ((wanted / columns as f64).ceil() as usize).clamp(1, 4096);
        let mut index = Self {
            window,
            bounds,
            columns,
            rows,
            cells_per_degree: [columns as f64 / width, rows as f64 / height],
            home: Vec::new(),
            sets: vec![Vec::new()],
            rank: ranks(polygons),
            edge_starts: Vec::new(),
            edges: Vec::new(),
        };
        let edges = edges_of(polygons);
        index.file_edges(&edges);
        index.find_homes(&edges);
        let rank = &index.rank;
        for set in &mut index.sets {
            set.sort_unstable_by_key(|&feature| rank[feature as usize]);
        }
        index
    }

    /// Pairs of features that share more than a border: the smaller one first.
    #[must_use]
    pub fn overlapping(&self) -> BTreeSet<(u32, u32)> {
        let pairs = |set: &Vec<u32>| {
            let set = set.clone();
            (1..set.len())
                .flat_map(move |j| (0..j).map(|i| (i, j)).collect::<Vec<_>>())
                .map(move |(i, j)| (set[i], set[j]))
        };
        self.sets.iter().flat_map(pairs).collect()
    }

    /// Feature that holds the point (the smallest where features overlap), or [`NOWHERE`].
    #[must_use]
    pub fn find(&self, lon: f64, lat: f64) -> u32 {
        let point = [self.window.place(lon), lat];
        if !self.bounds.contains(point) {
            return NOWHERE;
        }
        let (column, row) = (self.column(point[0]), self.row(point[1]));
        let cell = row * self.columns + column;
        let home = &self.sets[self.home[cell] as usize];
        let edges = &self.edges[self.edge_starts[cell] as usize..self.edge_starts[cell + 1] as usize];
        if edges.is_empty() {
            return home.first().copied().unwrap_or(NOWHERE);
        }
        self.find_among(point, self.centre(column, row), home, edges)
    }

    fn find_among(&self, point: Point, centre: Point, home: &[u32], edges: &[Edge]) -> u32 {
        let corner = [centre[0], point[1]];
        // Few features meet in a cell: a short list of those with an odd number of crossings.
        let mut odd: [u32; 8] = [NOWHERE; 8];
        let mut odd_len = 0;
        let mut spill: Vec<u32> = Vec::new();
        for edge in edges {
            let side = edge.left_of(corner);
            let crossed = (edge.spans_latitude(point[1]) && edge.left_of(point) != side)
                != (edge.spans_longitude(corner[0]) && edge.left_of(centre) != side);
            if !crossed {
                continue;
            }
            if let Some(at) = odd[..odd_len].iter().position(|&f| f == edge.feature) {
                odd_len -= 1;
                odd[at] = odd[odd_len];
            } else if odd_len < odd.len() {
                odd[odd_len] = edge.feature;
                odd_len += 1;
            } else {
                spill.push(edge.feature);
            }
        }
        let crossings = |feature: u32| {
            usize::from(odd[..odd_len].contains(&feature)) + spill.iter().filter(|&&f| f == feature).count()
        };
        let stays = home.iter().copied().filter(|&f| crossings(f).is_multiple_of(2));
        let enters = odd[..odd_len]
            .iter()
            .chain(&spill)
            .copied()
            .filter(|f| !home.contains(f) && !crossings(*f).is_multiple_of(2));
        stays.chain(enters).min_by_key(|&feature| self.rank[feature as usize]).unwrap_or(NOWHERE)
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.bounds.min[0]) * self.cells_per_degree[0]) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.bounds.min[1]) * self.cells_per_degree[1]) as usize).min(self.rows - 1)
    }

    fn centre(&self, column: usize, row: usize) -> Point {
        [
            self.bounds.min[0] + (column as f64 + 0.5) / self.cells_per_degree[0],
            self.bounds.min[1] + (row as f64 + 0.5) / self.cells_per_degree[1],
        ]
    }

    /// Sorts the edges into the cells that they touch (compressed rows: count, then fill).
    fn file_edges(&mut self, edges: &[Edge]) {
        let mut counts = vec![0_u32; self.columns * self.rows + 1];
        for edge in edges {
            self.cells_touched(edge, |cell| counts[cell + 1] += 1);
        }
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        let blank = Edge { a: [0.0; 2], b: [0.0; 2], feature: NOWHERE };
        let mut filed = vec![blank; counts.last().map_or(0, |&n| n as usize)];
        let mut next = counts.clone();
        for edge in edges {
            self.cells_touched(edge, |cell| {
                filed[next[cell] as usize] = *edge;
                next[cell] += 1;
            });
        }
        self.edge_starts = counts;
        self.edges = filed;
    }

    /// Calls `visit` for every cell that the edge may touch: row by row, the columns between
    /// its ends there, a hair wider than exact.
    fn cells_touched(&self, edge: &Edge, mut visit: impl FnMut(usize)) {
        let (low, high) = (self.row(edge.a[1]), self.row(edge.b[1]));
        let slope = (edge.b[0] - edge.a[0]) / (edge.b[1] - edge.a[1]);
        let hair = 1e-9 * (1.0 + self.bounds.width());
        for row in low..=high {
            let (x0, x1) = if low == high {
                (edge.a[0], edge.b[0])
            } else {
                let bottom = self.bounds.min[1] + row as f64 / self.cells_per_degree[1];
                let top = bottom + 1.0 / self.cells_per_degree[1];
                let at = |y: f64| edge.a[0] + (y.clamp(edge.a[1], edge.b[1]) - edge.a[1]) * slope;
                (at(bottom), at(top))
            };
            let first = self.column((x0.min(x1) - hair).max(self.bounds.min[0]));
            for column in first..=self.column(x0.max(x1) + hair) {
                visit(row * self.columns + column);
            }
        }
    }

    /// Sweeps each row of cell centres from the left, toggling features where edges are crossed.
    fn find_homes(&mut self, edges: &[Edge]) {
        let mut crossings: Vec<(u32, u32, u32)> = Vec::new();
        for edge in edges {
            if edge.a[1] == edge.b[1] {
                continue;
            }
            let slope = (edge.b[0] - edge.a[0]) / (edge.b[1] - edge.a[1]);
            for row in self.row(edge.a[1])..=self.row(edge.b[1]) {
                let y = self.centre(0, row)[1];
                if !edge.spans_latitude(y) {
                    continue;
                }
                // First column whose centre lies to the right; settled by the exact predicate.
                let x = edge.a[0] + (y - edge.a[1]) * slope;
                let mut column = self.column(x.max(self.bounds.min[0]));
                column = column.saturating_sub(1);
                while column < self.columns && edge.left_of(self.centre(column, row)) {
                    column += 1;
                }
                crossings.push((row as u32, column as u32, edge.feature));
            }
        }
        crossings.sort_unstable();
        let mut home = vec![0_u32; self.columns * self.rows];
        let mut set_ids: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
        set_ids.insert(Vec::new(), 0);
        for in_row in crossings.chunk_by(|a, b| a.0 == b.0) {
            let row = in_row[0].0 as usize;
            let mut inside: Vec<u32> = Vec::new();
            let mut from = 0_usize;
            for at_column in in_row.chunk_by(|a, b| a.1 == b.1) {
                let column = at_column[0].1 as usize;
                let set = self.set_id(&inside, &mut set_ids);
                home[row * self.columns + from..row * self.columns + column].fill(set);
                for &(_, _, feature) in at_column {
                    match inside.binary_search(&feature) {
                        Ok(at) => drop(inside.remove(at)),
                        Err(at) => inside.insert(at, feature),
                    }
                }
                from = column;
            }
            let set = self.set_id(&inside, &mut set_ids);
            home[row * self.columns + from..(row + 1) * self.columns].fill(set);
        }
        self.home = home;
    }

    fn set_id(&mut self, features: &[u32], ids: &mut FxHashMap<Vec<u32>, u32>) -> u32 {
        if let Some(&id) = ids.get(features) {
            return id;
        }
        let id = self.sets.len() as u32;
        self.sets.push(features.to_vec());
        ids.insert(features.to_vec(), id);
        id
    }
}

/// Places of the features by size, the smallest first. Holes add to it: what lies in another feature
/// is smaller all the same.
fn ranks(polygons: &Paths) -> Vec<u32> {
    // On a sphere: the integral of the sine of latitude over longitude.
    let ring_area = |ring: &[Point]| {
        let strip = |pair: &[Point]| {
            let (p, q) = (pair[0], pair[1]);
            (q[0] - p[0]) * f64::midpoint(p[1], q[1]).to_radians().sin()
        };
        ring.windows(2).map(strip).sum::<f64>().abs()
    };
    let areas: Vec<f64> = polygons.features().map(|rings| rings.map(ring_area).sum()).collect();
    let mut order: Vec<u32> = (0..areas.len() as u32).collect();
    order.sort_by(|&a, &b| areas[a as usize].total_cmp(&areas[b as usize]));
    let mut ranks = vec![0; order.len()];
    for (rank, feature) in (0..).zip(order) {
        ranks[feature as usize] = rank;
    }
    ranks
}

fn edges_of(polygons: &Paths) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(polygons.points().len());
    for (feature, rings) in polygons.features().enumerate() {
        for ring in rings {
            let Some((&first, &last)) = ring.first().zip(ring.last()) else { continue };
            // A ring left open is closed here.
            let closing = (first != last).then_some([last, first]);
            let pairs = ring.windows(2).map(|pair| [pair[0], pair[1]]).chain(closing);
            edges.extend(pairs.filter(|[p, q]| p != q).map(|[p, q]| Edge::new(p, q, feature as u32)));
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ray casting over every edge, for comparison.
    fn find_slowly(polygons: &Paths, p: Point) -> u32 {
        let ranks = ranks(polygons);
        let mut found = NOWHERE;
        for (feature, rings) in polygons.features().enumerate() {
            let mut inside = false;
            for ring in rings {
                for pair in ring.windows(2) {
                    let edge = Edge::new(pair[0], pair[1], 0);
                    if edge.spans_latitude(p[1]) && edge.left_of(p) {
                        inside = !inside;
                    }
                }
            }
            if inside && (found == NOWHERE || ranks[feature] < ranks[found as usize]) {
                found = feature as u32;
            }
        }
        found
    }

    fn star(centre: Point, radii: &[f64]) -> Vec<Point> {
        let n = radii.len();
        let mut ring: Vec<Point> = radii
            .iter()
            .enumerate()
            .map(|(i, r)| {
                let angle = i as f64 / n as f64 * std::f64::consts::TAU;
                [centre[0] + r * angle.cos(), centre[1] + r * angle.sin()]
            })
            .collect();
        ring.push(ring[0]);
        ring
    }

    #[test]
    fn a_city_inside_its_oblast_wins_in_either_order() {
        let square = |west: f64, south: f64, side: f64| {
            [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
                .map(|[x, y]| [west + x * side, south + y * side])
        };
        let (oblast, city) = (square(30.0, 50.0, 10.0), square(33.0, 53.0, 3.0));
        for (first, second, city_is) in [(oblast, city, 1), (city, oblast, 0)] {
            let mut paths = Paths::default();
            for ring in [first, second] {
                paths.push_path(ring);
                paths.end_feature();
            }
            let index = RegionIndex::new(&paths, LongitudeWindow::GREENWICH);
            let found = [[34.0, 54.0], [33.001, 53.001], [31.0, 51.0]].map(|[x, y]| index.find(x, y));
            assert_eq!(found, [city_is, city_is, 1 - city_is]);
            assert_eq!(index.overlapping().into_iter().collect::<Vec<_>>(), [(city_is, 1 - city_is)]);
        }
    }

    #[test]
    fn a_hole_belongs_to_nobody_or_to_the_enclave() {
        let mut paths = Paths::default();
        paths.push_path([[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0], [0.0, 0.0]]);
        paths.push_path([[3.0, 3.0], [3.0, 6.0], [6.0, 6.0], [6.0, 3.0], [3.0, 3.0]]);
        paths.end_feature();
        let index = RegionIndex::new(&paths, LongitudeWindow::GREENWICH);
        assert_eq!(index.find(1.0, 1.0), 0);
        assert_eq!(index.find(4.5, 4.5), NOWHERE);
        assert_eq!(index.find(20.0, 4.5), NOWHERE);
        assert_eq!(index.find(f64::NAN, 4.5), NOWHERE);
    }

    #[test]
    fn a_point_on_a_shared_border_has_one_owner() {
        let mut paths = Paths::default();
        for x in [0.0, 1.0] {
            paths.push_path([[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0], [x, 0.0]]);
            paths.end_feature();
        }
        let index = RegionIndex::new(&paths, LongitudeWindow::GREENWICH);
        assert!(index.find(1.0, 0.5) < 2);
    }

    #[test]
    fn longitudes_wrap_into_the_window() {
        let mut paths = Paths::default();
        paths.push_path([[170.0, 60.0], [190.0, 60.0], [190.0, 70.0], [170.0, 70.0], [170.0, 60.0]]);
        paths.end_feature();
        let index = RegionIndex::new(&paths, LongitudeWindow::around(&paths));
        assert_eq!(index.find(-175.0, 65.0), 0);
        assert_eq!(index.find(185.0, 65.0), 0);
        assert_eq!(index.find(-165.0, 65.0), NOWHERE);
    }

    #[test]
    fn no_polygons_at_all() {
        assert_eq!(RegionIndex::new(&Paths::default(), LongitudeWindow::GREENWICH).find(0.0, 0.0), NOWHERE);
    }

    proptest! {
        #[test]
        fn the_grid_agrees_with_ray_casting(
            stars in prop::collection::vec(
                ((-20.0..20.0f64, -20.0..20.0f64), prop::collection::vec(0.5..12.0f64, 3..40)), 1..6),
            points in prop::collection::vec((-32.0..32.0f64, -32.0..32.0f64), 200),
        ) {
            let mut paths = Paths::default();
            for ((x, y), radii) in &stars {
                paths.push_path(star([*x, *y], radii));
                paths.push_path(star([*x, *y], &radii.iter().map(|r| r * 0.4).collect::<Vec<_>>()));
                paths.end_feature();
            }
            let index = RegionIndex::new(&paths, LongitudeWindow::GREENWICH);
            for (x, y) in points {
                prop_assert_eq!(index.find(x, y), find_slowly(&paths, [x, y]), "at {} {}", x, y);
            }
        }
    }
}
