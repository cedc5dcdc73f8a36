//! Owns reading features, one after the other: id, properties, and what is said about a feature
//! that is wrong. Geometry is read next door.
//!
//! Main type: [`Part`], what a run of features becomes; parts are read in parallel and joined.

use super::{
    GeoFeature, PropertyValue,
    fault::{Fault, Parsed},
    geometry::{Kind, Members, Shapes},
    ground::Ground,
    json::Cursor,
};
use crate::lang::Message;
use crate::{Problem, Problems, RowKind, Severity};
use std::{ops::Range, path::Path};

/// Longest text stored as a property or an id, in bytes as written: a page of Russian even where
/// each letter is escaped (`\u0430`).
const MAX_TEXT: usize = 16_384;

/// What a run of features becomes.
#[derive(Debug)]
pub(super) struct Part<'a> {
    path: &'a Path,
    number: u64,
    pub features: Vec<GeoFeature>,
    pub shapes: Shapes<'a>,
    pub problems: Problems,
    /// Features left out because they are not on the globe, and the first fault of that kind.
    pub off_globe: u64,
    pub first_off_globe: Option<Fault>,
    /// Features that have a geometry.
    pub placed: u64,
}

impl<'a> Part<'a> {
    /// Reads the features that lie at `items` of `bytes`, the first of which is feature `number`.
    pub(super) fn read(
        path: &'a Path,
        bytes: &[u8],
        items: &[Range<usize>],
        number: u64,
        ground: &'a Ground,
    ) -> Self {
        let mut part = Self {
            path,
            number,
            features: Vec::with_capacity(items.len()),
            shapes: Shapes::new(ground),
            problems: Problems::default(),
            off_globe: 0,
            first_off_globe: None,
            placed: 0,
        };
        for item in items {
            // What follows the item stays out of sight, so that a broken one cannot run on.
            let mut cursor = Cursor::new(&bytes[..item.end], item.start);
            if let Err(fault) = part.read_feature(&mut cursor, ground) {
                part.leave_out(fault);
            }
            part.number += 1;
        }
        part
    }

    fn read_feature(&mut self, cursor: &mut Cursor<'_>, ground: &Ground) -> Parsed<()> {
        let (mut id, mut properties) = (None, Vec::new());
        let (mut own, mut geometry, mut geometry_seen) = (Members::default(), None, false);
        if cursor.peek() != Some(b'{') {
            return cursor.fault("expected-feature");
        }
        cursor.members(|cursor, key| {
            match key {
                "id" => id = self.read_id(cursor)?,
                "properties" => properties = self.read_properties(cursor)?,
                "geometry" => {
                    geometry_seen = true;
                    geometry = match cursor.peek() {
                        Some(b'n') => cursor.skip().map(|()| None),
                        _ => Members::find(cursor, ground).map(Some),
                    }
                    .map_err(|fault| fault.in_member(key))?;
                }
                _ => own.note(cursor, key, ground)?,
            }
            Ok(())
        })?;
        if let Some(geometry) = &geometry {
            self.shapes.draw(geometry, cursor).map_err(|fault| fault.in_member("geometry"))?;
        } else if own.has_shape() {
            self.shapes.draw(&own, cursor)?;
        } else if let (false, Some((kind, at))) = (geometry_seen, own.kind)
            && kind != Kind::Feature
        {
            return cursor
                .at_offset(at)
                .fault("expected-feature-type")
                .map_err(|fault| fault.in_member("type"));
        }
        self.take(id, properties);
        Ok(())
    }

    fn take(&mut self, id: Option<String>, properties: Vec<(String, PropertyValue)>) {
        let is_blank = self.shapes.is_blank();
        let oddities = std::mem::take(&mut self.shapes.oddities);
        if oddities.collapsed > 0 {
            let found = Message::new("found-collapsed").count(oddities.collapsed as usize);
            self.remark(Severity::Error, "geometry", "expected-distinct-points", found);
        } else if is_blank {
            self.remark(Severity::Warning, "geometry", "expected-geometry", "found-none");
        }
        if oddities.open_rings > 0 {
            let found = Message::new("found-open-rings").count(oddities.open_rings as usize);
            self.remark(Severity::Warning, "geometry", "expected-closed-rings", found);
        }
        self.placed += u64::from(!is_blank);
        self.shapes.end_feature();
        self.features.push(GeoFeature { number: self.number, id, properties });
    }

    fn leave_out(&mut self, fault: Fault) {
        self.shapes.oddities = super::geometry::Oddities::default();
        self.shapes.drop_feature();
        self.remark(Severity::Error, &fault.member, fault.expected, fault.found.clone());
        if fault.off_globe {
            self.off_globe += 1;
            self.first_off_globe.get_or_insert(fault);
        }
    }

    fn read_id(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Option<String>> {
        const EXPECTED: &str = "expected-text-or-number";
        let start = cursor.clone();
        match cursor.peek() {
            Some(b'"') => {
                let id = self.read_text(cursor, "id")?;
                return Ok(id.filter(|id| !id.is_empty()));
            }
            Some(b'-' | b'0'..=b'9') => {
                // As written, so that long numbers keep all their digits.
                let word = cursor.word();
                return Ok(Some(String::from_utf8_lossy(word).into_owned()));
            }
            Some(b'n') => {}
            _ => self.remark_at(&start, "id", EXPECTED),
        }
        cursor.skip().map(|()| None)
    }

    fn read_properties(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Vec<(String, PropertyValue)>> {
        let mut properties = Vec::new();
        match cursor.peek() {
            Some(b'{') => cursor
                .members(|cursor, key| {
                    if let Some(value) = self.read_value(cursor, key)? {
                        properties.push((key.to_owned(), value));
                    }
                    Ok(())
                })
                .map_err(|fault| fault.in_member("properties"))?,
            Some(b'n') => cursor.skip()?,
            _ => {
                self.remark_at(cursor, "properties", "expected-object");
                cursor.skip()?;
            }
        }
        Ok(properties)
    }

    fn read_value(&mut self, cursor: &mut Cursor<'_>, key: &str) -> Parsed<Option<PropertyValue>> {
        let start = cursor.clone();
        Ok(match cursor.peek() {
            Some(b'"') => self.read_text(cursor, key)?.map(PropertyValue::Text),
            Some(b'{' | b'[') => {
                cursor.skip()?;
                None
            }
            Some(b'0'..=b'9') => Some(PropertyValue::Number(cursor.number("expected-number")?)),
            _ => match cursor.word() {
                b"true" => Some(PropertyValue::Bool(true)),
                b"false" => Some(PropertyValue::Bool(false)),
                b"null" => None,
                // Some writers put them for missing numbers.
                b"NaN" | b"Infinity" | b"-Infinity" => {
                    self.remark_at(&start, key, "expected-number-or-null");
                    None
                }
                _ => Some(PropertyValue::Number(start.clone().number("expected-value")?)),
            },
        })
    }

    /// The text that comes next, unless it is too long or no text.
    fn read_text(&mut self, cursor: &mut Cursor<'_>, member: &str) -> Parsed<Option<String>> {
        let raw = cursor.clone().raw_text()?;
        if raw.len() > MAX_TEXT {
            let found = Message::new("found-long-text").count(raw.len());
            let expected = Message::new("expected-short-text").text("most", MAX_TEXT.to_string());
            self.remark(Severity::Warning, member, expected, found);
            return cursor.raw_text().map(|_| None);
        }
        let text = cursor.text()?;
        if text.is_none() {
            self.remark(Severity::Warning, member, "expected-utf8-text", "found-bytes-not-kept");
        }
        Ok(text.map(String::from))
    }

    fn remark_at(&mut self, place: &Cursor<'_>, member: &str, expected: &'static str) {
        let found = place.clone().found();
        self.remark(Severity::Warning, member, expected, found);
    }

    fn remark(
        &mut self,
        severity: Severity,
        member: &str,
        expected: impl Into<Message>,
        found: impl Into<Message>,
    ) {
        self.problems.add(Problem {
            path: self.path.to_owned(),
            row: Some(self.number),
            row_kind: RowKind::Feature,
            column: (!member.is_empty()).then(|| member.to_owned()),
            expected: expected.into(),
            found: found.into(),
            severity,
        });
    }
}
