//! Owns one level of clustering: points or clusters heaped by the cells of a grid, and the heaps
//! joined so that those left stand a cell's width apart. Does not know other levels.
//!
//! Main type: [`Workbench`].

use super::PlanePoint;
use rayon::prelude::*;
use std::ops::Range;

/// Number of a cell: its row, then its column. Numbers sort by rows, and the neighbours of a cell
/// are at fixed distances.
pub(super) type CellNumber = i64;

/// Bits of a column; cells above each other are so far apart.
const ROW: u32 = 32;

/// The number of a cell.
pub(super) const fn cell_number(row: i64, column: i64) -> CellNumber {
    row << ROW | column
}

/// The number of the cell of twice the size that holds a cell.
const fn coarser(cell: CellNumber) -> CellNumber {
    cell_number(cell >> (ROW + 1), (cell & 0xFFFF_FFFF) >> 1)
}

/// What lies in one cell: an item, which is a cluster or a point, or a heap of items.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lump {
    pub(super) cell: CellNumber,
    pub(super) centre: PlanePoint,
    pub(super) count: u32,
    /// Number of an item in the tree; of a heap, its first member, the last being before the first
    /// of the next heap.
    pub(super) handle: u32,
}

/// Clusters that a level has formed.
#[derive(Debug, Default)]
pub(super) struct Formed {
    /// Which items they are, ascending.
    pub(super) items: Vec<u32>,
    /// The members of the first, of the second, …
    pub(super) members: Vec<u32>,
    /// Where the members of each end.
    pub(super) ends: Vec<u32>,
}

/// What a level is made of, in memory that all levels share: fresh memory costs more than all
/// that is done with it.
#[derive(Debug, Default)]
pub(super) struct Workbench {
    /// Clusters of the level that is done, sorted by cell, at most one in each.
    pub(super) items: Vec<Lump>,
    /// Heaps of the level in the making, sorted by cell, one in each that is not empty.
    heaps: Vec<Lump>,
    /// Members of the heaps.
    members: Vec<u32>,
    /// For each heap the one at whose centre its cluster stands, maybe itself.
    seats: Vec<u32>,
    /// For a centre the first heap that joins it, for that one the second, …
    next: Vec<u32>,
}

/// Seat of a heap near to a larger one, of which it is not yet known whether that is a centre.
const BEATEN: u32 = u32::MAX;
/// Seat of a heap near to a centre, before it has chosen one.
const TAKEN: u32 = u32::MAX - 1;
/// Where a list of heaps ends.
const NO_MORE: u32 = u32::MAX;

impl Workbench {
    /// A workbench for points, with the heaps that `fill` makes of pieces of them: it writes heaps and
    /// members into what it is given, and returns how many heaps there are.
    pub(super) fn of_points(
        pieces: &[Range<usize>],
        fill: impl Fn(&Range<usize>, &mut [Lump], &mut [u32]) -> usize + Sync,
    ) -> Self {
        let len = pieces.last().map_or(0, |last| last.end);
        let mut workbench = Self { heaps: blank(len), members: blank(len), ..Self::default() };
        workbench.fill_heaps(pieces, fill);
        workbench.items = blank(workbench.heaps.len());
        workbench
    }

    fn fill_heaps(
        &mut self,
        pieces: &[Range<usize>],
        fill: impl Fn(&Range<usize>, &mut [Lump], &mut [u32]) -> usize + Sync,
    ) {
        self.members.truncate(pieces.last().map_or(0, |last| last.end));
        let heaps = cut(&mut self.heaps, pieces);
        let members = cut(&mut self.members, pieces);
        let filled = pieces.par_iter().zip(heaps).zip(members);
        let counts: Vec<usize> =
            filled.map(|((piece, heaps), members)| fill(piece, heaps, members)).collect();
        close_gaps(&mut self.heaps, pieces, &counts);
    }

    /// Heaps the items in the cells of twice the size.
    pub(super) fn heap(&mut self) {
        let items = std::mem::take(&mut self.items);
        // Two rows of small cells are one of large ones, and stay together.
        let row = |item: &Lump| item.cell >> (ROW + 1);
        let snap = |at: usize| at + items[at..].partition_point(|item| row(item) == row(&items[at - 1]));
        let pieces = pieces(items.len(), snap);
        self.fill_heaps(&pieces, |piece, heaps, members| heap_rows(&items, piece, heaps, members));
        self.items = items;
    }

    /// Joins heaps whose centres are nearer than `radius_m`, the width of a cell: the largest heaps
    /// become centres of clusters, and the others go to the nearest of those. The clusters are the
    /// new items.
    pub(super) fn join(&mut self, radius_m: f64) -> Formed {
        let pieces = pieces(self.heaps.len(), |at| at);
        let (heaps, reach) = (&self.heaps, (radius_m * radius_m) as f32);
        let pairs: Vec<Vec<[u32; 2]>> =
            pieces.par_iter().map(|piece| near_pairs(heaps, piece, reach)).collect();
        let pairs = pairs.concat();
        self.choose_centres(&pairs);
        self.seat_members(&pairs);
        let (heaps, members, seats, next) = (&self.heaps, &self.members, &self.seats, &self.next);
        let items = cut(&mut self.items, &pieces);
        let parts: Vec<(usize, Formed)> = pieces
            .par_iter()
            .zip(items)
            .map(|(piece, items)| join_piece(piece, items, heaps, members, seats, next))
            .collect();
        let mut all = Formed::default();
        let mut before = 0;
        for (count, part) in &parts {
            let base = all.members.len() as u32;
            all.items.extend(part.items.iter().map(|at| before + at));
            all.members.extend(&part.members);
            all.ends.extend(part.ends.iter().map(|end| base + end));
            before += *count as u32;
        }
        let counts: Vec<usize> = parts.iter().map(|(count, _)| *count).collect();
        close_gaps(&mut self.items, &pieces, &counts);
        all
    }

    /// Seats the centres at themselves: the heaps that are near to no other, and of the rest
    /// greedily the largest that is near to no centre yet. What is the largest around goes before
    /// all around it, so that a round chooses all of those at once.
    fn choose_centres(&mut self, pairs: &[[u32; 2]]) {
        let (heaps, seats) = (&self.heaps, &mut self.seats);
        seats.clear();
        seats.extend(0..heaps.len() as u32);
        let mut open = pairs.to_vec();
        while !open.is_empty() {
            for &[a, b] in &open {
                let is_a_smaller = weight(heaps, a as usize) < weight(heaps, b as usize);
                seats[if is_a_smaller { a } else { b } as usize] = BEATEN;
            }
            for &[a, b] in &open {
                if seats[a as usize] == a {
                    seats[b as usize] = TAKEN;
                } else if seats[b as usize] == b {
                    seats[a as usize] = TAKEN;
                }
            }
            // Who was beaten by none but the taken comes again.
            let is_beaten = |seats: &[u32], at: u32| seats[at as usize] == BEATEN;
            let again: Vec<[u32; 2]> =
                open.iter().copied().filter(|&[a, b]| is_beaten(seats, a) && is_beaten(seats, b)).collect();
            for at in open.into_iter().flatten() {
                if is_beaten(seats, at) {
                    seats[at as usize] = at;
                }
            }
            open = again;
        }
    }

    /// Seats the others at the nearest centre, and lists them there.
    fn seat_members(&mut self, pairs: &[[u32; 2]]) {
        let (heaps, seats) = (&self.heaps, &mut self.seats);
        let distance = |a: u32, b: u32| distance_squared(&heaps[a as usize], &heaps[b as usize]);
        for (own, centre) in pairs.iter().flat_map(|&[a, b]| [(a, b), (b, a)]) {
            let seat = seats[own as usize];
            if seats[centre as usize] == centre
                && seat != own
                && (seat == TAKEN || distance(own, centre) < distance(own, seat))
            {
                seats[own as usize] = centre;
            }
        }
        self.next.clear();
        self.next.resize(heaps.len(), NO_MORE);
        for (own, &seat) in (0..).zip(seats.iter()).filter(|&(own, seat)| own != *seat) {
            self.next[own as usize] = std::mem::replace(&mut self.next[seat as usize], own);
        }
    }
}

/// Heaps a piece of the items, which holds whole rows; returns how many heaps there are.
fn heap_rows(items: &[Lump], piece: &Range<usize>, heaps: &mut [Lump], members: &mut [u32]) -> usize {
    let (mut heap_count, mut member_count) = (0, 0);
    let row = |item: &Lump| item.cell >> ROW;
    for rows in items[piece.clone()].chunk_by(|a, b| row(a) >> 1 == row(b) >> 1) {
        let first_row = row(&rows[0]);
        let (mut upper, mut lower) = rows.split_at(rows.partition_point(|item| row(item) == first_row));
        loop {
            let next = |row: &[Lump]| row.first().map_or(CellNumber::MAX, |item| coarser(item.cell));
            let cell = next(upper).min(next(lower));
            if cell == CellNumber::MAX {
                break;
            }
            let (mut sum, mut count, before) = ([0.0_f64; 2], 0, member_count);
            for row in [&mut upper, &mut lower] {
                while let Some((item, rest)) =
                    row.split_first().filter(|(item, _)| coarser(item.cell) == cell)
                {
                    let weight = f64::from(item.count);
                    sum[0] += weight * f64::from(item.centre[0]);
                    sum[1] += weight * f64::from(item.centre[1]);
                    count += item.count;
                    members[member_count] = item.handle;
                    member_count += 1;
                    *row = rest;
                }
            }
            let centre = sum.map(|sum| (sum / f64::from(count)) as f32);
            heaps[heap_count] = Lump { cell, centre, count, handle: (piece.start + before) as u32 };
            heap_count += 1;
        }
    }
    heap_count
}

/// Pairs of heaps that are near to each other, by the first, which lies in the piece: the second is
/// the next in the row or one of three in the row below.
fn near_pairs(heaps: &[Lump], piece: &Range<usize>, reach: f32) -> Vec<[u32; 2]> {
    // Number of the first of the three cells below: it goes on as `at` does.
    let below = |cell: CellNumber| cell + (1 << ROW) - 1;
    let mut down = heaps.partition_point(|heap| heap.cell < below(heaps[piece.start].cell));
    let mut pairs = Vec::new();
    for at in piece.clone() {
        let own = &heaps[at];
        if let Some(next) = heaps.get(at + 1)
            && next.cell == own.cell + 1
            && distance_squared(own, next) < reach
        {
            pairs.push([at as u32, at as u32 + 1]);
        }
        let first = below(own.cell);
        while heaps.get(down).is_some_and(|heap| heap.cell < first) {
            down += 1;
        }
        let mut other = down;
        while let Some(heap) = heaps.get(other).filter(|heap| heap.cell <= first + 2) {
            if distance_squared(own, heap) < reach {
                pairs.push([at as u32, other as u32]);
            }
            other += 1;
        }
    }
    pairs
}

/// Makes items of the heaps of a piece at which clusters stand; returns how many, and which of
/// them have formed of more than one member.
fn join_piece(
    piece: &Range<usize>,
    items: &mut [Lump],
    heaps: &[Lump],
    members: &[u32],
    seats: &[u32],
    next: &[u32],
) -> (usize, Formed) {
    let members_of = |at: usize| {
        let end = heaps.get(at + 1).map_or(members.len(), |next| next.handle as usize);
        &members[heaps[at].handle as usize..end]
    };
    let mut formed = Formed::default();
    let mut count = 0;
    for at in piece.clone() {
        if seats[at] as usize != at {
            continue;
        }
        let mut item = heaps[at];
        let own = members_of(at);
        let before = formed.members.len();
        let mut other = next[at];
        while other != NO_MORE {
            item.count += heaps[other as usize].count;
            formed.members.extend_from_slice(members_of(other as usize));
            other = next[other as usize];
        }
        if let [only] = own
            && before == formed.members.len()
        {
            item.handle = *only;
        } else {
            formed.members.extend_from_slice(own);
            formed.ends.push(formed.members.len() as u32);
            formed.items.push(count as u32);
        }
        items[count] = item;
        count += 1;
    }
    (count, formed)
}

/// What goes before what: the larger heap; of equal ones, any, but always the same, and not by
/// their order on the map, which would show (a multiplicative hash: Knuth, vol. 3, 6.4).
fn weight(heaps: &[Lump], at: usize) -> u64 {
    u64::from(heaps[at].count) << 32 | u64::from((at as u32).wrapping_mul(0x9E37_79B1))
}

fn distance_squared(a: &Lump, b: &Lump) -> f32 {
    let (dx, dy) = (a.centre[0] - b.centre[0], a.centre[1] - b.centre[1]);
    dx * dx + dy * dy
}

/// Fewer are not worth handing to another thread.
const LEAST_PIECE: usize = 1 << 12;

/// Cuts `0..len` into pieces for the threads there are, each beginning where `snap` moves its start
/// to. What is made of them does not depend on the cuts.
pub(super) fn pieces(len: usize, snap: impl Fn(usize) -> usize) -> Vec<Range<usize>> {
    // Two for each thread, so that none waits long for the last.
    let wanted = (len / LEAST_PIECE).clamp(1, 2 * rayon::current_num_threads());
    let mut starts: Vec<usize> = (1..wanted).map(|i| snap(len * i / wanted)).collect();
    starts.insert(0, 0);
    starts.push(len);
    starts.dedup();
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Cuts a slice into pieces that begin at 0.
fn cut<'a, T>(mut rest: &'a mut [T], pieces: &[Range<usize>]) -> Vec<&'a mut [T]> {
    let next = |piece: &Range<usize>| rest.split_off_mut(..piece.len()).unwrap_or_default();
    pieces.iter().map(next).collect()
}

/// Brings together what stands at the beginning of each piece.
fn close_gaps<T: Copy>(all: &mut Vec<T>, pieces: &[Range<usize>], counts: &[usize]) {
    let mut end = 0;
    for (piece, &count) in pieces.iter().zip(counts) {
        if piece.start != end {
            all.copy_within(piece.start..piece.start + count, end);
        }
        end += count;
    }
    all.truncate(end);
}

/// Memory that all threads touch first, which is what costs.
fn blank<T: Clone + Default + Send>(len: usize) -> Vec<T> {
    (0..len).into_par_iter().with_min_len(LEAST_PIECE).map(|_| T::default()).collect()
}
