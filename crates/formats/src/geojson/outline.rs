//! Owns the first pass: where the features lie in the text, and which coordinate reference
//! system it names, wherever that stands. Does not look into features, so that it runs at the
//! speed of memory and the features can then be read in parallel.
//!
//! Main type: [`Outline`].

use super::{
    fault::{Fault, Parsed},
    ground,
    json::Cursor,
};
use crate::excerpt;
use crate::lang::Message;
use std::ops::Range;

/// Where things lie in a text.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// What should be features, or bare geometries, in the order of the text.
    pub items: Vec<Range<usize>>,
    /// Name of the coordinate reference system and where it stands.
    pub crs: Option<(String, usize)>,
}

/// What a reader takes, for messages.
pub(super) const GEOJSON: &str = "expected-geojson";

/// Separates the records of a text sequence (RFC 8142).
pub(super) const RECORD_SEPARATOR: u8 = 0x1E;

/// Finds the features of a whole text: one JSON object, or several one after the other.
pub(super) fn outline(bytes: &[u8]) -> Parsed<Outline> {
    let mut outline = Outline::default();
    let mut cursor = Cursor::new(bytes, 0);
    loop {
        while cursor.eats(RECORD_SEPARATOR) {}
        match cursor.peek() {
            None => return Ok(outline),
            Some(b'{') => outline.add_record(&mut cursor)?,
            Some(_) => return cursor.fault("expected-next-object"),
        }
    }
}

impl Outline {
    fn add_record(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let (start, before) = (cursor.at(), self.items.len());
        let (mut kind, mut is_item, mut is_collection) = (None, false, false);
        cursor.members(|cursor, key| {
            match key {
                "type" if cursor.peek() == Some(b'"') => kind = cursor.text()?,
                "features" if cursor.peek() == Some(b'[') => {
                    is_collection = true;
                    // A member that occurs twice counts as it stands last.
                    self.items.truncate(before);
                    return self.add_features(cursor).map_err(|fault| fault.in_member(key));
                }
                "crs" => {
                    let at = cursor.at();
                    let name = ground::crs_name(cursor).map_err(|fault| fault.in_member(key))?;
                    return name.map_or(Ok(()), |name| self.add_crs(name, at));
                }
                "coordinates" => {
                    is_item = true;
                    return cursor.skip_coordinates();
                }
                // Its numbers are places on a page; named systems say nothing of them.
                "hc-transform" => {
                    let found = "found-highcharts";
                    return Err(Fault::new(cursor.at(), "expected-globe-positions", found).in_member(key));
                }
                "geometry" | "geometries" => {
                    is_item = true;
                    return cursor.skip();
                }
                _ => return cursor.skip(),
            }
            Ok(())
        })?;
        if kind.as_deref() == Some("Feature") || (is_item && !is_collection) {
            self.items.truncate(before);
            self.items.push(start..cursor.at());
        } else if !is_collection {
            let found = match kind.as_deref() {
                Some("Topology") => "found-topojson".into(),
                Some("FeatureCollection") => "found-no-features".into(),
                Some(other) => Message::new("found-json-type").with("type", excerpt(other)),
                None => "found-other-json".into(),
            };
            return Err(Fault::new(start, GEOJSON, found));
        }
        Ok(())
    }

    fn add_features(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let items = &mut self.items;
        let add = |cursor: &mut Cursor<'_>, _| {
            let start = cursor.at();
            cursor.skip()?;
            items.push(start..cursor.at());
            Ok(())
        };
        cursor.elements("expected-features", add).map(drop)
    }

    fn add_crs(&mut self, name: String, at: usize) -> Parsed<()> {
        match &self.crs {
            Some((other, _)) if *other != name => {
                Err(Fault::new(at, "expected-one-crs", excerpt(&name)).in_member("crs"))
            }
            _ => {
                self.crs = Some((name, at));
                Ok(())
            }
        }
    }
}
