//! Owns `TopoJSON` 1.0: rings are cut where borders meet, and a border that two features share is
//! written once. Outlines run clockwise, as programs that draw on the sphere expect.

use super::{
    Column, Row,
    geojson::{list, properties, quoted},
};
use crate::shapes::Point;
use rustc_hash::FxHashMap;
use std::{collections::hash_map::Entry, fmt::Write};

/// Steps of a degree: a centimetre.
const SCALE: f64 = 1e-7;

type Step = [i64; 2];

/// Writing to a text cannot fail, so results of it are passed over here.
pub(super) fn write(name: &str, columns: &[Column], rows: &[Row<'_>]) -> Vec<u8> {
    let rings: Vec<Vec<Step>> =
        rows.iter().flat_map(|row| &row.polygons).flatten().map(|r| steps(r)).collect();
    let junctions = junctions(&rings);
    let mut arcs = Arcs::default();
    let mut next = rings.iter();
    let mut objects = String::new();
    for (number, row) in rows.iter().enumerate() {
        objects.push_str(if number == 0 { "\n" } else { ",\n" });
        if row.polygons.is_empty() {
            objects.push_str("{\"type\":null,");
        } else {
            objects.push_str("{\"type\":\"MultiPolygon\",\"arcs\":");
            list(&mut objects, &row.polygons, |text, polygon| {
                list(text, polygon, |text, _| {
                    let cut = next.next().map(|ring| arcs.of_ring(ring, &junctions)).unwrap_or_default();
                    list(text, &cut, |text, arc| {
                        let _ = write!(text, "{arc}");
                    });
                });
            });
            objects.push(',');
        }
        if let Some(id) = row.id {
            let _ = write!(objects, "\"id\":{},", quoted(id));
        }
        let _ = write!(objects, "\"properties\":{}}}", properties(columns, row));
    }
    let mut text = format!(
        "{{\"type\":\"Topology\",\"transform\":{{\"scale\":[{SCALE},{SCALE}],\"translate\":[0,0]}},\
         \"objects\":{{{}:{{\"type\":\"GeometryCollection\",\"geometries\":[{objects}\n]}}}},\"arcs\":",
        quoted(name)
    );
    list(&mut text, &arcs.arcs, |text, arc| {
        text.push('\n');
        let mut at = [0, 0];
        list(text, arc, |text, step| {
            let _ = write!(text, "[{},{}]", step[0] - at[0], step[1] - at[1]);
            at = *step;
        });
    });
    text.push_str("}\n");
    text.into_bytes()
}

/// A ring in whole steps, clockwise where it was counterclockwise, without its last point, which is
/// its first, and without repeated points.
fn steps(ring: &[Point]) -> Vec<Step> {
    let mut steps: Vec<Step> =
        ring.iter().rev().map(|point| point.map(|n| (n / SCALE).round() as i64)).collect();
    steps.pop();
    steps.dedup();
    while steps.len() > 1 && steps.first() == steps.last() {
        steps.pop();
    }
    steps
}

/// Points where borders meet: those whose neighbours are not always the same two.
fn junctions(rings: &[Vec<Step>]) -> FxHashMap<Step, bool> {
    let mut neighbours: FxHashMap<Step, ([Step; 2], bool)> = FxHashMap::default();
    for ring in rings {
        for (at, step) in ring.iter().enumerate() {
            let (before, after) = (ring[(at + ring.len() - 1) % ring.len()], ring[(at + 1) % ring.len()]);
            let pair = if before < after { [before, after] } else { [after, before] };
            match neighbours.entry(*step) {
                Entry::Vacant(vacant) => {
                    vacant.insert((pair, false));
                }
                Entry::Occupied(mut known) => known.get_mut().1 |= known.get().0 != pair,
            }
        }
    }
    neighbours.into_iter().map(|(step, (_, is_junction))| (step, is_junction)).collect()
}

#[derive(Default)]
struct Arcs {
    arcs: Vec<Vec<Step>>,
    known: FxHashMap<Vec<Step>, usize>,
}

impl Arcs {
    /// The arcs of a ring; a number below zero is an arc from its end.
    fn of_ring(&mut self, ring: &[Step], junctions: &FxHashMap<Step, bool>) -> Vec<i64> {
        let is_junction = |step: &Step| junctions.get(step).copied().unwrap_or(false);
        // A ring that meets no other begins at its smallest point, so that its twin does, too.
        let smallest = || ring.iter().enumerate().min_by_key(|(_, step)| **step).map(|(at, _)| at);
        let Some(start) = ring.iter().position(is_junction).or_else(smallest) else { return Vec::new() };
        let around = ring[start..].iter().chain(&ring[..=start]).copied();
        let (mut numbers, mut arc) = (Vec::new(), Vec::new());
        for (at, step) in around.enumerate() {
            arc.push(step);
            if at > 0 && (is_junction(&step) || at == ring.len()) {
                numbers.push(self.number(std::mem::replace(&mut arc, vec![step])));
            }
        }
        numbers
    }

    fn number(&mut self, arc: Vec<Step>) -> i64 {
        let backwards: Vec<Step> = arc.iter().rev().copied().collect();
        if let Some(&number) = self.known.get(&backwards) {
            return !(number as i64);
        }
        let next = self.arcs.len();
        match self.known.entry(arc) {
            Entry::Occupied(known) => *known.get() as i64,
            Entry::Vacant(vacant) => {
                self.arcs.push(vacant.key().clone());
                vacant.insert(next);
                next as i64
            }
        }
    }
}
