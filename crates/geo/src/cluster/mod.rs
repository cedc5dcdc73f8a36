//! Owns clusters of points by zoom level: a tree in which each cluster has its points, its parts
//! and the scale at which it falls into them. Does not project, draw or know what a point is.
//!
//! Main type: [`ClusterIndex`].

mod build;
mod grid;
mod tally;
#[cfg(test)]
mod tests;

pub use tally::Tally;

use super::paths::{Bounds, Point};

/// A position on the map in metres. Single precision is half a metre at the edges of the largest
/// country, below a pixel of the finest level.
pub type PlanePoint = [f32; 2];

/// How far apart clusters stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusterOptions {
    /// Least distance between the centres of two clusters on screen, in pixels.
    pub radius_px: f64,
    /// Scale from which on nothing splits any more, in metres a pixel.
    pub finest_metres_per_px: f64,
}

impl Default for ClusterOptions {
    /// Forty pixels, as the usual tool for web maps (supercluster), down to a metre a pixel, where
    /// a house is ten pixels wide.
    fn default() -> Self {
        Self { radius_px: 40.0, finest_metres_per_px: 1.0 }
    }
}

/// A level of detail: 0 is the finest, each further one half as detailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterLevel(u8);

/// Number of a cluster in its index. A cluster of one is its point: the same number as in the
/// slice that the index was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterId(pub u32);

/// A cluster, or a single point, as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// Its number.
    pub id: ClusterId,
    /// Where it stands: in the middle of its densest part.
    pub centre: PlanePoint,
    /// How many points it has.
    pub count: u32,
}

/// Clusters of all levels over points in the plane.
///
/// At each level clusters stand at least the radius apart, every point is in exactly one of them,
/// and each is a union of clusters of the next finer level. The points of a cluster are one slice.
/// Points in one place, or nearer than the finest level can tell, never part.
#[derive(Clone, Debug)]
pub struct ClusterIndex {
    radius_px: f64,
    /// Distance of clusters at the finest level.
    finest_radius_m: f64,
    top: ClusterLevel,
    points: Vec<PlanePoint>,
    /// Points in the order of the tree; those without a position are in none.
    order: Vec<u32>,
    /// Place of each point in `order`.
    rank: Vec<u32>,
    /// Clusters of two points or more, parts before wholes: the last is the whole.
    nodes: Vec<Node>,
    children: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    centre: PlanePoint,
    count: u32,
    /// Its first point in `order`.
    first: u32,
    /// Its first part in `children`; it ends where the next node's begin.
    first_child: u32,
    /// The level at which it forms.
    level: ClusterLevel,
}

/// All points of a cluster, and the centres of all its parts, lie within so many radii of its
/// level from its centre: parts of its own heap at most √2 away, a heap that joined it 1 and its
/// parts √2 more, the parts of those half as far at the next finer level, and so on: 2 · (1 + √2)
/// and some room for rounding.
const REACH: f64 = 5.0;

impl ClusterIndex {
    /// Clusters `points`, of which those that are not finite are left out. Runs on the threads of
    /// the caller's pool; the result does not depend on their number. O(n log n).
    #[must_use]
    pub fn new(points: Vec<PlanePoint>, options: ClusterOptions) -> Self {
        build::build(points, options)
    }

    /// Number of points in clusters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether no point has a position.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Number of points left out, because their position is not finite.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.points.len() - self.order.len()
    }

    /// All points as they were given.
    #[must_use]
    pub fn points(&self) -> &[PlanePoint] {
        &self.points
    }

    /// Levels from the finest to that of the whole in one.
    pub fn levels(&self) -> impl DoubleEndedIterator<Item = ClusterLevel> + use<> {
        (0..=self.top.0).map(ClusterLevel)
    }

    /// The level for a scale: the finest at which clusters are at least the radius apart on screen.
    #[must_use]
    pub fn level_for(&self, metres_per_px: f64) -> ClusterLevel {
        let is_enough = |level: &ClusterLevel| self.metres_per_px(*level) >= metres_per_px;
        self.levels().find(is_enough).unwrap_or(self.top)
    }

    /// The coarsest scale that a level is for.
    #[must_use]
    pub fn metres_per_px(&self, level: ClusterLevel) -> f64 {
        self.radius_m(level) / self.radius_px
    }

    /// Whether there is a cluster with this number.
    #[must_use]
    pub fn has(&self, id: ClusterId) -> bool {
        (id.0 as usize) < self.points.len() + self.nodes.len()
    }

    /// The cluster with this number.
    #[must_use]
    pub fn cluster(&self, id: ClusterId) -> Cluster {
        match self.node(id) {
            Some(node) => Cluster { id, centre: node.centre, count: node.count },
            None => Cluster { id, centre: self.points[id.0 as usize], count: 1 },
        }
    }

    /// The whole as one cluster; `None` without points.
    #[must_use]
    pub fn whole(&self) -> Option<ClusterId> {
        let last_node = || Some(ClusterId((self.points.len() + self.nodes.len().checked_sub(1)?) as u32));
        last_node().or_else(|| self.order.first().copied().map(ClusterId))
    }

    /// Numbers of the points of a cluster.
    #[must_use]
    pub fn points_of(&self, id: ClusterId) -> &[u32] {
        &self.order[self.places_of(id)]
    }

    /// The parts that a cluster falls into; a single point has none.
    #[must_use]
    pub fn children(&self, id: ClusterId) -> impl ExactSizeIterator<Item = Cluster> + '_ {
        self.child_ids(id).iter().map(|&child| self.cluster(ClusterId(child)))
    }

    /// The coarsest scale, in metres a pixel, at which the cluster falls into its children; `None`
    /// where no scale parts it.
    #[must_use]
    pub fn splits_at(&self, id: ClusterId) -> Option<f64> {
        let finer = self.node(id)?.level.0.checked_sub(1)?;
        Some(self.metres_per_px(ClusterLevel(finer)))
    }

    /// The box around the points of a cluster. The cost is in proportion to their number.
    #[must_use]
    pub fn bounds(&self, id: ClusterId) -> Bounds {
        let boxes = self.points_of(id).iter().map(|&point| [self.points[point as usize]; 2]);
        let [min, max] = boxes.fold(build::NOWHERE, build::around);
        Bounds { min: min.map(f64::from), max: max.map(f64::from) }
    }

    /// Visits the clusters of a level whose centre lies in `view`, always in the same order. The
    /// cost is in proportion to what is visited.
    pub fn in_view(&self, level: ClusterLevel, view: Bounds, mut visit: impl FnMut(Cluster)) {
        let mut open: Vec<u32> = self.whole().map(|whole| whole.0).into_iter().collect();
        while let Some(id) = open.pop().map(ClusterId) {
            let cluster = self.cluster(id);
            let centre = cluster.centre.map(f64::from);
            match self.node(id).filter(|node| node.level > level) {
                None if view.contains(centre) => visit(cluster),
                None => {}
                Some(node) => {
                    let reach_m = REACH * self.radius_m(node.level);
                    if view.grown(reach_m).contains(centre) {
                        open.extend(self.child_ids(id).iter().rev());
                    }
                }
            }
        }
    }

    /// The cluster of a level that stands nearest to a position, at most `tolerance_m` away.
    #[must_use]
    pub fn nearest(&self, level: ClusterLevel, at: Point, tolerance_m: f64) -> Option<Cluster> {
        let mut best: Option<(f64, Cluster)> = None;
        self.in_view(level, Bounds { min: at, max: at }.grown(tolerance_m), |cluster| {
            let [x, y] = cluster.centre.map(f64::from);
            let distance_m = (x - at[0]).hypot(y - at[1]);
            if distance_m <= tolerance_m && best.is_none_or(|(known, _)| distance_m < known) {
                best = Some((distance_m, cluster));
            }
        });
        best.map(|(_, cluster)| cluster)
    }

    /// The cluster of a level that a point is in; `None` for one without a position.
    #[must_use]
    pub fn holding(&self, level: ClusterLevel, point: u32) -> Option<Cluster> {
        let place = *self.rank.get(point as usize).filter(|&&place| place != NO_PLACE)?;
        let mut id = self.whole()?;
        while self.node(id).is_some_and(|node| node.level > level) {
            let children = self.child_ids(id);
            let after =
                children.partition_point(|&child| self.places_of(ClusterId(child)).start <= place as usize);
            id = ClusterId(children[after - 1]);
        }
        Some(self.cluster(id))
    }

    /// The coarsest scale, in metres a pixel, at which a point is in no cluster with others; `None`
    /// where no scale parts it from them.
    #[must_use]
    pub fn alone_at(&self, point: u32) -> Option<f64> {
        let is_alone = |level: &ClusterLevel| self.holding(*level, point).is_some_and(|c| c.count == 1);
        self.levels().rev().find(is_alone).map(|level| self.metres_per_px(level))
    }

    /// Least distance between clusters of a level.
    fn radius_m(&self, level: ClusterLevel) -> f64 {
        self.finest_radius_m * f64::from(level.0).exp2()
    }

    fn node(&self, id: ClusterId) -> Option<&Node> {
        self.nodes.get((id.0 as usize).checked_sub(self.points.len())?)
    }

    fn child_ids(&self, id: ClusterId) -> &[u32] {
        let Some(node) = self.node(id) else { return &[] };
        let next =
            self.node(ClusterId(id.0 + 1)).map_or(self.children.len(), |next| next.first_child as usize);
        &self.children[node.first_child as usize..next]
    }

    /// Where the points of a cluster stand in `order`.
    fn places_of(&self, id: ClusterId) -> std::ops::Range<usize> {
        match self.node(id) {
            Some(node) => node.first as usize..(node.first + node.count) as usize,
            None => match self.rank[id.0 as usize] {
                NO_PLACE => 0..0,
                place => place as usize..place as usize + 1,
            },
        }
    }
}

/// Rank of a point without a position.
const NO_PLACE: u32 = u32::MAX;
