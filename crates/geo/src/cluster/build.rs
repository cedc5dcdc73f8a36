//! Owns the making of a cluster index: level by level from the points up, then the order of the
//! points from the whole down. Does not answer questions.
//!
//! Each level heaps the clusters of the finer one by the cells of a grid and joins heaps that are
//! too near (`grid`). As a level's clusters lie sorted by cell, the next one is a merge of pairs of
//! rows: after one sort of the points, every pass is linear and in the order of memory.

use super::{
    ClusterIndex, ClusterLevel, ClusterOptions, NO_PLACE, Node, PlanePoint,
    grid::{CellNumber, Formed, Lump, Workbench, cell_number, pieces},
};
use rayon::prelude::*;

pub(super) fn build(points: Vec<PlanePoint>, options: ClusterOptions) -> ClusterIndex {
    // Once into the pool of threads, and not for each of many small steps.
    rayon::scope(|_| build_in_pool(points, options))
}

fn build_in_pool(points: Vec<PlanePoint>, options: ClusterOptions) -> ClusterIndex {
    let grid = Grid::over(&points, options);
    let mut tree = Tree::for_points(points.len());
    let mut level = ClusterLevel(0);
    let mut workbench = grid.heaps(&points);
    loop {
        let formed = workbench.join(grid.cell_m * f64::from(level.0).exp2());
        tree.grow(&mut workbench.items, &formed, level);
        if workbench.items.len() <= 1 {
            break;
        }
        level.0 += 1;
        workbench.heap();
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
        let placed = points.iter().filter(|point| is_placed(**point));
        let [min, max] = placed.map(|&point| [point; 2]).fold(NOWHERE, around);
        let extent_m = (0..2).map(|axis| f64::from(max[axis]) - f64::from(min[axis])).fold(0.0, f64::max);
        let farthest_m = min.into_iter().chain(max).map(|side| f64::from(side.abs())).fold(0.0, f64::max);
        let point_bits = usize::BITS - points.len().leading_zeros();
        let side_bits = (u64::BITS - point_bits) / 2;
        // Cells double until a row and a column fit beside a point's number: with five million
        // points in cells of forty metres they do for the whole earth.
        // They are never so small that rounding a position matters beside them.
        let least_m = (farthest_m / f64::from(1 << 20)).max(f64::from(f32::MIN_POSITIVE));
        let mut cell_m = (options.radius_px * options.finest_metres_per_px).max(least_m);
        while extent_m / cell_m >= f64::from(side_bits).exp2() - 1.0 {
            cell_m *= 2.0;
        }
        Self { origin: min.map(f64::from), cell_m, side_bits, point_bits }
    }

    /// Points heaped by cell.
    fn heaps(&self, points: &[PlanePoint]) -> Workbench {
        let place = |(number, &point): (usize, &PlanePoint)| {
            if !is_placed(point) {
                return NO_CELL;
            }
            let cell = |axis: usize| ((f64::from(point[axis]) - self.origin[axis]) / self.cell_m) as u64;
            (cell(1) << self.side_bits | cell(0)) << self.point_bits | number as u64
        };
        // Cell and point in one word: what is sorted is small, and no two are equal.
        let mut places: Vec<u64> = points.par_iter().enumerate().map(place).collect();
        places.retain(|&place| place != NO_CELL);
        sort_by_digits(&mut places, self.point_bits);
        let cell = |place: u64| place >> self.point_bits;
        let snap =
            |at: usize| at + places[at..].partition_point(|&place| cell(place) == cell(places[at - 1]));
        Workbench::of_points(&pieces(places.len(), snap), |piece, heaps, members| {
            self.heap_points(&places[piece.clone()], piece.start, points, heaps, members)
        })
    }

    fn heap_points(
        &self,
        places: &[u64],
        first: usize,
        points: &[PlanePoint],
        heaps: &mut [Lump],
        members: &mut [u32],
    ) -> usize {
        let (mut heap_count, mut member_count) = (0, 0);
        for in_cell in places.chunk_by(|a, b| a >> self.point_bits == b >> self.point_bits) {
            let handle = (first + member_count) as u32;
            let mut sum = [0.0_f64; 2];
            for place in in_cell {
                let number = place & ((1 << self.point_bits) - 1);
                let [x, y] = points[number as usize];
                sum = [sum[0] + f64::from(x), sum[1] + f64::from(y)];
                members[member_count] = number as u32;
                member_count += 1;
            }
            let centre = sum.map(|sum| (sum / in_cell.len() as f64) as f32);
            let cell = self.cell_number(in_cell[0] >> self.point_bits);
            heaps[heap_count] = Lump { cell, centre, count: in_cell.len() as u32, handle };
            heap_count += 1;
        }
        heap_count
    }

    fn cell_number(&self, packed: u64) -> CellNumber {
        let column = packed & ((1 << self.side_bits) - 1);
        cell_number((packed >> self.side_bits).cast_signed(), column.cast_signed())
    }
}

/// Of points without a position; no cell is that far.
const NO_CELL: u64 = u64::MAX;

/// Sorts numbers by their bits from `lowest` on; those below are in order already. Digit by digit,
/// the least first (radix sort: Knuth, vol. 3, 5.2.5), which is linear.
fn sort_by_digits(numbers: &mut Vec<u64>, lowest: u32) {
    /// Counters of this many bits stay in the first-level cache.
    const BITS: u32 = 11;
    const MASK: u64 = (1 << BITS) - 1;
    let highest = u64::BITS - numbers.iter().fold(0, |all, number| all | number).leading_zeros();
    let mut sorted = vec![0; numbers.len()];
    for digit in (lowest..highest).step_by(BITS as usize) {
        let value = |number: u64| (number >> digit & MASK) as usize;
        let mut starts = [0_usize; 1 << BITS];
        for &number in &*numbers {
            starts[value(number)] += 1;
        }
        let mut start = 0;
        for count in &mut starts {
            start += std::mem::replace(count, start);
        }
        for &number in &*numbers {
            let place = &mut starts[value(number)];
            sorted[*place] = number;
            *place += 1;
        }
        std::mem::swap(numbers, &mut sorted);
    }
}

fn is_placed(point: PlanePoint) -> bool {
    point[0].is_finite() && point[1].is_finite()
}

/// The nodes so far.
struct Tree {
    point_count: usize,
    nodes: Vec<Node>,
    children: Vec<u32>,
}

impl Tree {
    fn for_points(count: usize) -> Self {
        // Each node joins two or more, so that there is room for all: growing would copy.
        Self { point_count: count, nodes: Vec::with_capacity(count), children: Vec::with_capacity(2 * count) }
    }

    /// Takes in the clusters that a level has formed, and numbers them among its items.
    fn grow(&mut self, items: &mut [Lump], formed: &Formed, level: ClusterLevel) {
        let base = self.children.len() as u32;
        let mut first_child = base;
        for (&item, end) in formed.items.iter().zip(&formed.ends) {
            let Lump { centre, count, .. } = items[item as usize];
            items[item as usize].handle = (self.point_count + self.nodes.len()) as u32;
            self.nodes.push(Node { centre, count, first: 0, first_child, level });
            first_child = base + end;
        }
        self.children.extend(&formed.members);
    }
}

/// A box around nothing.
pub(super) const NOWHERE: [PlanePoint; 2] = [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]];

/// The box around two boxes.
pub(super) fn around([min, max]: [PlanePoint; 2], [low, high]: [PlanePoint; 2]) -> [PlanePoint; 2] {
    [[min[0].min(low[0]), min[1].min(low[1])], [max[0].max(high[0]), max[1].max(high[1])]]
}

impl ClusterIndex {
    /// Lays the points down so that those of each cluster stand together: from the whole to its
    /// parts, each beginning where the one before it ends.
    fn put_in_order(&mut self) {
        self.rank = vec![NO_PLACE; self.points.len()];
        let placed = self.points.iter().filter(|point| is_placed(**point)).count();
        self.order = vec![0; placed];
        let point_count = self.points.len() as u32;
        if self.nodes.is_empty()
            && let Some(only) = self.points.iter().position(|&point| is_placed(point))
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
}
