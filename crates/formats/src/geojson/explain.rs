//! Owns why coordinates are not taken: the place of the first fault, what should stand there and
//! what does. Runs only where reading failed; does not keep what it walks over.

use super::{
    fault::{Fault, Parsed},
    geometry::Kind,
    ground::Ground,
    json::Cursor,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What stands at each depth of coordinates, from the position upwards.
const EXPECTED: [&str; 3] = ["expected-positions", "expected-rings", "expected-polygon-array"];

/// How deep the arrays of this kind of geometry lie in each other; a position counts as one.
pub(super) const fn nesting(kind: Kind) -> usize {
    match kind {
        Kind::Point => 1,
        Kind::MultiPoint | Kind::LineString => 2,
        Kind::MultiLineString | Kind::Polygon => 3,
        Kind::MultiPolygon => 4,
        Kind::GeometryCollection | Kind::Feature | Kind::Other => 0,
    }
}

/// The first fault of the coordinates that come next and must end at `end`.
pub(super) fn explained(cursor: &mut Cursor<'_>, end: usize, nesting: usize, ground: &Ground) -> Parsed<()> {
    walk(cursor, nesting, ground)?;
    if cursor.at() == end { Ok(()) } else { cursor.fault("expected-coordinates-end") }
}

fn walk(cursor: &mut Cursor<'_>, nesting: usize, ground: &Ground) -> Parsed<()> {
    match nesting {
        0 | 1 => position(cursor, ground),
        _ => cursor
            .elements(EXPECTED[(nesting - 2).min(2)], |cursor, _| walk(cursor, nesting - 1, ground))
            .map(drop),
    }
}

fn position(cursor: &mut Cursor<'_>, ground: &Ground) -> Parsed<()> {
    let at = cursor.at();
    if !cursor.eats(b'[') {
        return cursor.fault("expected-position");
    }
    let x = cursor.number("expected-number").map_err(|fault| fault.in_element(0))?;
    if !cursor.eats(b',') {
        return cursor.fault("expected-second-number");
    }
    let y = cursor.number("expected-number").map_err(|fault| fault.in_element(1))?;
    while cursor.eats(b',') {
        cursor.skip()?;
    }
    if !cursor.eats(b']') {
        return cursor.fault("expected-position-end");
    }
    if ground.place([x, y]).is_some() {
        return Ok(());
    }
    let mut fault = Fault::new(at, "expected-lon-lat", ground.complaint([x, y]));
    fault.off_globe = true;
    Err(fault)
}

/// Coordinates without what stands after longitudes and latitudes, which may be anything.
pub(super) fn without_extras<T: DeserializeOwned>(written: &[u8], nesting: usize) -> Option<T> {
    fn cut(value: &mut Value, nesting: usize) {
        match value {
            Value::Array(position) if nesting == 1 => position.truncate(2),
            Value::Array(items) => items.iter_mut().for_each(|item| cut(item, nesting - 1)),
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_slice(written).ok()?;
    cut(&mut value, nesting);
    serde_json::from_value(value).ok()
}
