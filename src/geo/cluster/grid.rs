//! Owns one level of clustering: points or clusters heaped by the cells of a grid, and the heaps
//! joined so that those left stand a cell's width apart. Does not know other levels.
//!
//! Main type: [`Heaps`].

use super::PlanePoint;
use rayon::prelude::*;
use std::ops::Range;

/// Number of a cell: its row, then its column. Numbers sort by rows, and the neighbours of a cell
/// are at fixed distances.
pub(super) type CellNumber = i64;

/// Distance between the numbers of cells above each other.
const ROW: u32 = 32;

/// The number of a cell.
pub(super) const fn cell_number(row: i64, column: i64) -> CellNumber {
    row << ROW | column
}

/// The number of the cell of twice the size that holds a cell.
const fn coarser(cell: CellNumber) -> CellNumber {
    cell_number(cell >> (ROW + 1), (cell & 0xFFFF_FFFF) >> 1)
}

/// A cluster or a single point on its way to the next level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) cell: CellNumber,
    pub(super) centre: PlanePoint,
    pub(super) count: u32,
    /// Its number in the tree, or [`NEW`].
    pub(super) id: u32,
}

/// Id of a cluster that has just formed.
pub(super) const NEW: u32 = u32::MAX;

/// What lies in one cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heap {
    pub(super) cell: CellNumber,
    /// Mean of what lies there.
    pub(super) centre: PlanePoint,
    pub(super) count: u32,
    /// Its first member; they end where the next heap's begin.
    pub(super) first_member: u32,
}

/// The heaps of all cells that are not empty, by cell number.
#[derive(Debug, Default)]
pub(super) struct Heaps {
    pub(super) heaps: Vec<Heap>,
    pub(super) members: Vec<u32>,
}

/// What a level leaves: its clusters by cell number, and the members of those that have just
/// formed, one list after the other.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) items: Vec<Item>,
    pub(super) members: Vec<u32>,
    /// Where each list of members ends.
    pub(super) ends: Vec<u32>,
}

impl Heaps {
    /// Heaps of what lies in the cells of twice the size. `items` are sorted by cell, one in each.
    pub(super) fn of_items(items: &[Item]) -> Self {
        let chunks = chunks(items.len(), |at| {
            // Two rows of small cells are one of large ones, and stay together.
            let row = |item: &Item| item.cell >> (ROW + 1);
            at + items[at..].partition_point(|item| row(item) == row(&items[at - 1]))
        });
        Self::concat(chunks.into_par_iter().map(|chunk| Self::of_rows(&items[chunk])).collect())
    }

    fn of_rows(items: &[Item]) -> Self {
        let mut out =
            Self { heaps: Vec::with_capacity(items.len()), members: Vec::with_capacity(items.len()) };
        for rows in items.chunk_by(|a, b| a.cell >> (ROW + 1) == b.cell >> (ROW + 1)) {
            let row = rows[0].cell >> ROW;
            let (mut upper, mut lower) = rows.split_at(rows.partition_point(|item| item.cell >> ROW == row));
            loop {
                let next = |row: &[Item]| row.first().map_or(CellNumber::MAX, |item| coarser(item.cell));
                let cell = next(upper).min(next(lower));
                if cell == CellNumber::MAX {
                    break;
                }
                let (mut sum, mut count) = ([0.0_f64; 2], 0);
                let first_member = out.members.len() as u32;
                for row in [&mut upper, &mut lower] {
                    while let Some((item, rest)) =
                        row.split_first().filter(|(item, _)| coarser(item.cell) == cell)
                    {
                        let weight = f64::from(item.count);
                        sum[0] += weight * f64::from(item.centre[0]);
                        sum[1] += weight * f64::from(item.centre[1]);
                        count += item.count;
                        out.members.push(item.id);
                        *row = rest;
                    }
                }
                let centre = sum.map(|sum| (sum / f64::from(count)) as f32);
                out.heaps.push(Heap { cell, centre, count, first_member });
            }
        }
        out
    }

    /// One after the other.
    pub(super) fn concat(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            let base = all.members.len() as u32;
            all.heaps.extend(
                part.heaps.into_iter().map(|heap| Heap { first_member: heap.first_member + base, ..heap }),
            );
            all.members.extend(part.members);
        }
        all
    }

    fn members(&self, heap: usize) -> &[u32] {
        let end = self.heaps.get(heap + 1).map_or(self.members.len(), |next| next.first_member as usize);
        &self.members[self.heaps[heap].first_member as usize..end]
    }

    /// Joins heaps whose centres are nearer than `radius_m`, the width of a cell: the largest heaps
    /// become centres of clusters, and the others go to the nearest of those.
    pub(super) fn join(&self, radius_m: f64) -> Joined {
        let links = self.links(radius_m);
        let roles = self.roles(&links);
        let centre_of = self.centre_of(&links, &roles);
        let chunks = chunks(self.heaps.len(), |at| at);
        let parts: Vec<Joined> =
            chunks.into_par_iter().map(|chunk| self.joined(chunk, &links, &roles, &centre_of)).collect();
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            let base = all.members.len() as u32;
            all.items.extend(part.items);
            all.members.extend(part.members);
            all.ends.extend(part.ends.into_iter().map(|end| end + base));
        }
        all
    }

    /// Which heaps are near to which.
    fn links(&self, radius_m: f64) -> Vec<Links> {
        let reach = (radius_m * radius_m) as f32;
        let chunks = chunks(self.heaps.len(), |at| at);
        let parts: Vec<Vec<Links>> =
            chunks.into_par_iter().map(|chunk| self.links_of(chunk, reach)).collect();
        parts.concat()
    }

    fn links_of(&self, chunk: Range<usize>, reach: f32) -> Vec<Links> {
        let heaps = &self.heaps;
        let first = heaps[chunk.start].cell;
        // Numbers of the first of the three cells above and below: they go on as `at` does.
        let above = |cell: CellNumber| cell - (1 << ROW) - 1;
        let below = |cell: CellNumber| cell + (1 << ROW) - 1;
        let mut up = heaps.partition_point(|heap| heap.cell < above(first));
        let mut down = heaps.partition_point(|heap| heap.cell < below(first));
        let mut links = Vec::with_capacity(chunk.len());
        for at in chunk {
            let own = &heaps[at];
            while heaps[up].cell < above(own.cell) {
                up += 1;
            }
            while down < heaps.len() && heaps[down].cell < below(own.cell) {
                down += 1;
            }
            let is_near = |other: &Heap| {
                let (dx, dy) = (other.centre[0] - own.centre[0], other.centre[1] - own.centre[1]);
                dx * dx + dy * dy < reach
            };
            let mut near = 0_u8;
            if at > 0 && heaps[at - 1].cell + 1 == own.cell && is_near(&heaps[at - 1]) {
                near |= 1;
            }
            if heaps.get(at + 1).is_some_and(|next| next.cell == own.cell + 1 && is_near(next)) {
                near |= 2;
            }
            for (bit, start, first) in [(2, up, above(own.cell)), (5, down, below(own.cell))] {
                let row = heaps[start..].iter().take(3).take_while(|heap| heap.cell <= first + 2);
                for (place, heap) in row.enumerate() {
                    near |= u8::from(is_near(heap)) << (bit + place);
                }
            }
            links.push(Links { up: up as u32, down: down as u32, near });
        }
        links
    }

    /// The centres: greedily the largest heap that is near to no centre yet.
    fn roles(&self, links: &[Links]) -> Vec<Role> {
        let mut roles = vec![Role::Open; self.heaps.len()];
        let mut open = Vec::new();
        // Most heaps are alone, or the largest around: those are centres whatever the others are.
        for (at, link) in links.iter().enumerate() {
            let own = self.weight(at);
            if link.near == 0 {
                roles[at] = Role::Centre;
            } else if link.around(at).all(|other| self.weight(other) < own) {
                roles[at] = Role::Centre;
                link.around(at).for_each(|other| roles[other] = Role::Member);
            } else {
                open.push(at);
            }
        }
        open.retain(|&at| roles[at] == Role::Open);
        open.sort_unstable_by_key(|&at| std::cmp::Reverse(self.weight(at)));
        for at in open {
            if roles[at] == Role::Open {
                roles[at] = Role::Centre;
                links[at].around(at).for_each(|other| roles[other] = Role::Member);
            }
        }
        roles
    }

    /// What goes before what: the larger heap; of equal ones, any, but always the same, and not by
    /// their order on the map, which would show (a multiplicative hash: Knuth, vol. 3, 6.4).
    fn weight(&self, at: usize) -> u64 {
        u64::from(self.heaps[at].count) << 32 | u64::from((at as u32).wrapping_mul(0x9E37_79B1))
    }

    /// The centre that each member goes to: the nearest.
    fn centre_of(&self, links: &[Links], roles: &[Role]) -> Vec<u32> {
        let nearest = |at: usize| {
            let distance = |other: usize| {
                let ([x, y], [u, v]) = (self.heaps[at].centre, self.heaps[other].centre);
                (x - u) * (x - u) + (y - v) * (y - v)
            };
            let centres = links[at].around(at).filter(|&other| roles[other] == Role::Centre);
            centres.min_by(|&a, &b| distance(a).total_cmp(&distance(b))).unwrap_or(at) as u32
        };
        let of = |(at, role): (usize, &Role)| if *role == Role::Member { nearest(at) } else { at as u32 };
        roles.par_iter().enumerate().with_min_len(LEAST_CHUNK).map(of).collect()
    }

    fn joined(&self, chunk: Range<usize>, links: &[Links], roles: &[Role], centre_of: &[u32]) -> Joined {
        let mut out = Joined::default();
        out.items.reserve(chunk.len());
        for at in chunk.filter(|&at| roles[at] == Role::Centre) {
            let heap = &self.heaps[at];
            let (before, mut count) = (out.members.len(), heap.count);
            let own = self.members(at);
            if let ([only], 0) = (own, links[at].near) {
                out.items.push(Item { cell: heap.cell, centre: heap.centre, count, id: *only });
                continue;
            }
            out.members.extend_from_slice(own);
            for other in links[at].around(at).filter(|&other| centre_of[other] as usize == at) {
                out.members.extend_from_slice(self.members(other));
                count += self.heaps[other].count;
            }
            let id = if let [only] = out.members[before..] {
                out.members.truncate(before);
                only
            } else {
                out.ends.push(out.members.len() as u32);
                NEW
            };
            out.items.push(Item { cell: heap.cell, centre: heap.centre, count, id });
        }
        out
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open,
    Centre,
    Member,
}

/// The neighbours of a heap that are near to it.
#[derive(Clone, Copy, Debug)]
struct Links {
    /// First heap of the three cells above.
    up: u32,
    /// First heap of the three cells below.
    down: u32,
    /// Bits: the one to the left, the one to the right, three from `up`, three from `down`.
    near: u8,
}

impl Links {
    fn around(self, at: usize) -> impl Iterator<Item = usize> {
        let mut left = self.near;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(match bit {
                0 => at - 1,
                1 => at + 1,
                2..5 => self.up as usize + bit - 2,
                _ => self.down as usize + bit - 5,
            })
        })
    }
}

/// Fewer are not worth handing to another thread.
const LEAST_CHUNK: usize = 1 << 12;
/// More pieces than processors, so that none waits long for the last; a fixed number, so that the
/// work is cut in the same way everywhere.
const MOST_CHUNKS: usize = 16;

/// Cuts `0..len` into pieces, each beginning where `snap` moves its start to.
pub(super) fn chunks(len: usize, snap: impl Fn(usize) -> usize) -> Vec<Range<usize>> {
    let wanted = (len / LEAST_CHUNK).clamp(1, MOST_CHUNKS);
    let mut starts: Vec<usize> = (1..wanted).map(|i| snap(len * i / wanted)).collect();
    starts.insert(0, 0);
    starts.push(len);
    starts.dedup();
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
