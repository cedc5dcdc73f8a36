//! Owns the making of a cluster index: level by level from the points up, then the order of the
//! points from the whole down. Does not answer questions.
//!
//! Each level heaps the clusters of the finer one by the cells of a grid and joins heaps that are
//! too near (`grid`). As a level's clusters lie sorted by cell, the next one is a merge of pairs of
//! rows: after one sort of the points, every pass is linear and in the order of memory.

use super::{
    ClusterIndex, ClusterLevel, ClusterOptions, NO_PLACE, Node, PlanePoint,
    grid::{CellNumber, Heap, Heaps, Item, Joined, NEW, cell_number, chunks},
};
use rayon::prelude::*;

pub(super) fn build(points: Vec<PlanePoint>, options: ClusterOptions) -> ClusterIndex {
    let grid = Grid::over(&points, options);
    let mut tree = Tree { point_count: points.len() as u32, ..Tree::default() };
    let mut level = ClusterLevel(0);
    let mut items = tree.grow(grid.heaps(&points).join(grid.cell_m), level);
    while items.len() > 1 {
        level.0 += 1;
        items = tree.grow(Heaps::of_items(&items).join(grid.cell_m * f64::from(level.0).exp2()), level);
    }
    let mut index = ClusterIndex {
        radius_px: options.radius_px,
        finest_radius_m: grid.cell_m,
        top: level,
        order: Vec::new(),
        rank: Vec::new(),
        points,
        nodes: tree.nodes,
        children: tree.children,
    };
    index.put_in_order();
    index.find_bounds();
    index
}

/// The grid of the finest level.
struct Grid {
    origin: [f64; 2],
    cell_m: f64,
    /// Bits for a row or column, and for the number of a point: 64 in all.
    side_bits: u32,
    point_bits: u32,
}

impl Grid {
    fn over(points: &[PlanePoint], options: ClusterOptions) -> Self {
        const NOTHING: [[f32; 2]; 2] = [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]];
        let wider = |[min, max]: [[f32; 2]; 2], point: &PlanePoint| {
            if !is_placed(point) {
                return [min, max];
            }
            let each = |choose: fn(f32, f32) -> f32, side: [f32; 2]| {
                [choose(side[0], point[0]), choose(side[1], point[1])]
            };
            [each(f32::min, min), each(f32::max, max)]
        };
        let [min, max] = points.iter().fold(NOTHING, wider);
        let extent_m = (0..2).map(|axis| f64::from(max[axis]) - f64::from(min[axis])).fold(0.0, f64::max);
        let point_bits = usize::BITS - points.len().leading_zeros();
        let side_bits = (u64::BITS - point_bits) / 2;
        // Cells double until a row and a column fit beside a point's number: with five million
        // points in cells of forty metres they do for the whole earth.
        let mut cell_m = (options.radius_px * options.finest_metres_per_px).max(f64::from(f32::MIN_POSITIVE));
        while extent_m / cell_m >= f64::from(side_bits).exp2() - 1.0 {
            cell_m *= 2.0;
        }
        Self { origin: min.map(f64::from), cell_m, side_bits, point_bits }
    }

    /// Points heaped by cell.
    fn heaps(&self, points: &[PlanePoint]) -> Heaps {
        let place = |(number, point): (usize, &PlanePoint)| {
            is_placed(point).then(|| {
                let cell = |axis: usize| ((f64::from(point[axis]) - self.origin[axis]) / self.cell_m) as u64;
                (cell(1) << self.side_bits | cell(0)) << self.point_bits | number as u64
            })
        };
        // Cell and point in one word: what is sorted is small, and no two are equal.
        let mut places: Vec<u64> = points.par_iter().enumerate().filter_map(place).collect();
        places.par_sort_unstable();
        let cell = |place: u64| place >> self.point_bits;
        let snap =
            |at: usize| at + places[at..].partition_point(|&place| cell(place) == cell(places[at - 1]));
        let chunks = chunks(places.len(), snap);
        Heaps::concat(chunks.into_par_iter().map(|chunk| self.heaps_of(&places[chunk], points)).collect())
    }

    fn heaps_of(&self, places: &[u64], points: &[PlanePoint]) -> Heaps {
        let mut out = Heaps::default();
        for in_cell in places.chunk_by(|a, b| a >> self.point_bits == b >> self.point_bits) {
            let first_member = out.members.len() as u32;
            let mut sum = [0.0_f64; 2];
            for place in in_cell {
                let number = place & ((1 << self.point_bits) - 1);
                let [x, y] = points[number as usize];
                sum = [sum[0] + f64::from(x), sum[1] + f64::from(y)];
                out.members.push(number as u32);
            }
            let centre = sum.map(|sum| (sum / in_cell.len() as f64) as f32);
            let cell = self.cell_number(in_cell[0] >> self.point_bits);
            out.heaps.push(Heap { cell, centre, count: in_cell.len() as u32, first_member });
        }
        out
    }

    fn cell_number(&self, packed: u64) -> CellNumber {
        let column = packed & ((1 << self.side_bits) - 1);
        cell_number((packed >> self.side_bits).cast_signed(), column.cast_signed())
    }
}

fn is_placed(point: &PlanePoint) -> bool {
    point[0].is_finite() && point[1].is_finite()
}

/// The nodes so far.
#[derive(Default)]
struct Tree {
    point_count: u32,
    nodes: Vec<Node>,
    children: Vec<u32>,
}

impl Tree {
    /// Takes in what a level joined, and hands its clusters on with their numbers.
    fn grow(&mut self, joined: Joined, level: ClusterLevel) -> Vec<Item> {
        let Joined { mut items, members, ends } = joined;
        let base = self.children.len() as u32;
        let mut first_child = base;
        let mut ends = ends.into_iter();
        for item in items.iter_mut().filter(|item| item.id == NEW) {
            item.id = self.point_count + self.nodes.len() as u32;
            let (centre, count) = (item.centre, item.count);
            let bounds = [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]];
            self.nodes.push(Node { centre, count, first: 0, first_child, level, bounds });
            first_child = ends.next().map_or(first_child, |end| base + end);
        }
        self.children.extend(members);
        items
    }
}

impl ClusterIndex {
    /// Lays the points down so that those of each cluster stand together: from the whole to its
    /// parts, each beginning where the one before it ends.
    fn put_in_order(&mut self) {
        self.rank = vec![NO_PLACE; self.points.len()];
        let placed = self.points.iter().filter(|point| is_placed(point)).count();
        self.order = vec![0; placed];
        let point_count = self.points.len() as u32;
        if self.nodes.is_empty()
            && let Some(only) = self.points.iter().position(is_placed)
        {
            (self.order[0], self.rank[only]) = (only as u32, 0);
        }
        let mut end = self.children.len();
        for parent in (0..self.nodes.len()).rev() {
            let Node { mut first, first_child, .. } = self.nodes[parent];
            for &child in &self.children[first_child as usize..end] {
                if let Some(node) = child.checked_sub(point_count) {
                    self.nodes[node as usize].first = first;
                    first += self.nodes[node as usize].count;
                } else {
                    self.order[first as usize] = child;
                    self.rank[child as usize] = first;
                    first += 1;
                }
            }
            end = first_child as usize;
        }
    }

    fn find_bounds(&mut self) {
        let point_count = self.points.len() as u32;
        for parent in 0..self.nodes.len() {
            let [mut min, mut max] = self.nodes[parent].bounds;
            let end =
                self.nodes.get(parent + 1).map_or(self.children.len(), |next| next.first_child as usize);
            for &child in &self.children[self.nodes[parent].first_child as usize..end] {
                let [low, high] = match child.checked_sub(point_count) {
                    Some(node) => self.nodes[node as usize].bounds,
                    None => [self.points[child as usize]; 2],
                };
                min = [min[0].min(low[0]), min[1].min(low[1])];
                max = [max[0].max(high[0]), max[1].max(high[1])];
            }
            self.nodes[parent].bounds = [min, max];
        }
    }
}
