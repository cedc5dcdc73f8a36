//! Owns the way from a geometry's text to paths and points: types, nesting, rings. Does not know
//! features or properties.
//!
//! Members of a geometry come in any order, so they are first found, then read: [`Members`],
//! then [`Shapes::draw`].

use super::{
    fault::{Fault, Parsed},
    ground::Ground,
    json::Cursor,
};
use crate::geo::{Paths, Point};
use std::ops::Range;

/// How deep geometry collections may lie in each other. RFC 7946 advises against any nesting.
const MAX_NESTING: usize = 16;

/// What an object says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Point,
    MultiPoint,
    LineString,
    MultiLineString,
    Polygon,
    MultiPolygon,
    GeometryCollection,
    Feature,
    Other,
}

impl Kind {
    fn named(name: &str) -> Self {
        match name {
            "Point" => Self::Point,
            "MultiPoint" => Self::MultiPoint,
            "LineString" => Self::LineString,
            "MultiLineString" => Self::MultiLineString,
            "Polygon" => Self::Polygon,
            "MultiPolygon" => Self::MultiPolygon,
            "GeometryCollection" => Self::GeometryCollection,
            "Feature" => Self::Feature,
            _ => Self::Other,
        }
    }
}

/// The members that make a geometry, found but not read.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    /// What it says it is, and where.
    pub kind: Option<(Kind, usize)>,
    coordinates: Option<Range<usize>>,
    geometries: Option<usize>,
    start: usize,
}

impl Members {
    /// Finds the members of the geometry that comes next.
    pub(super) fn find(cursor: &mut Cursor<'_>, ground: &Ground) -> Parsed<Self> {
        let mut members = Self { start: cursor.at(), ..Self::default() };
        cursor.members(|cursor, key| members.note(cursor, key, ground))?;
        Ok(members)
    }

    /// Notes and passes over one member; one that occurs twice counts as it stands last.
    pub(super) fn note(&mut self, cursor: &mut Cursor<'_>, key: &str, ground: &Ground) -> Parsed<()> {
        let at = cursor.at();
        match key {
            "type" => {
                let name = cursor.text().map_err(|fault| fault.in_member(key))?;
                self.kind = Some((name.as_deref().map_or(Kind::Other, Kind::named), at));
            }
            "coordinates" => {
                cursor.skip_coordinates()?;
                self.coordinates = Some(at..cursor.at());
            }
            "geometries" => {
                cursor.skip()?;
                self.geometries = Some(at);
            }
            "crs" => {
                let name = super::ground::crs_name(cursor).map_err(|fault| fault.in_member(key))?;
                if let Some(name) = name.filter(|name| !ground.agrees_with(name)) {
                    let expected = "expected-file-crs";
                    return Err(Fault::new(at, expected, name).in_member(key));
                }
            }
            _ => cursor.skip()?,
        }
        Ok(())
    }

    /// Whether there is something to draw.
    pub(super) fn has_shape(&self) -> bool {
        self.coordinates.is_some() || self.geometries.is_some()
    }
}

/// What was odd in the geometry of one feature.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Oddities {
    /// Rings that do not end where they began.
    pub open_rings: u32,
    /// Rings and lines that are no more than a point, or a ring no more than a line.
    pub collapsed: u32,
}

/// Geometry of features, as it grows.
#[derive(Debug)]
pub(super) struct Shapes<'a> {
    pub polygons: Paths,
    pub lines: Paths,
    pub points: Vec<(u32, Point)>,
    pub oddities: Oddities,
    ground: &'a Ground,
}

impl<'a> Shapes<'a> {
    pub(super) fn new(ground: &'a Ground) -> Self {
        Self {
            polygons: Paths::default(),
            lines: Paths::default(),
            points: Vec::new(),
            oddities: Oddities::default(),
            ground,
        }
    }

    /// Number of the feature that is open.
    fn feature(&self) -> u32 {
        self.polygons.feature_count() as u32
    }

    /// Whether the open feature has no geometry.
    pub(super) fn is_blank(&self) -> bool {
        self.polygons.open_path_count() == 0
            && self.lines.open_path_count() == 0
            && self.points.last().is_none_or(|(feature, _)| *feature != self.feature())
    }

    /// Closes the open feature.
    pub(super) fn end_feature(&mut self) {
        self.polygons.end_feature();
        self.lines.end_feature();
    }

    /// Forgets the open feature.
    pub(super) fn drop_feature(&mut self) {
        let feature = self.feature();
        let kept = self.points.iter().rposition(|(owner, _)| *owner != feature).map_or(0, |last| last + 1);
        self.points.truncate(kept);
        self.polygons.drop_open_feature();
        self.lines.drop_open_feature();
    }

    /// Adds a geometry to the open feature. `text` is any cursor in the text that holds it.
    pub(super) fn draw(&mut self, members: &Members, text: &Cursor<'_>) -> Parsed<()> {
        self.draw_nested(members, text, 0)
    }

    fn draw_nested(&mut self, members: &Members, text: &Cursor<'_>, depth: usize) -> Parsed<()> {
        let Some((kind, kind_at)) = members.kind else {
            return Err(Fault::new(members.start, "expected-geometry-type-member", "found-none"));
        };
        match (kind, &members.coordinates, members.geometries) {
            (Kind::Other | Kind::Feature, ..) => {
                let expected = "expected-geometry-type";
                text.at_offset(kind_at).fault(expected).map_err(|fault| fault.in_member("type"))
            }
            (Kind::GeometryCollection, _, Some(at)) => {
                self.collection(&mut text.at_offset(at), depth).map_err(|fault| fault.in_member("geometries"))
            }
            (Kind::GeometryCollection, _, None) => {
                Err(Fault::new(members.start, "expected-geometries-member", "found-none"))
            }
            (_, Some(range), _) => {
                let mut cursor = text.at_offset(range.start);
                self.coordinates(kind, &mut cursor)
                    .and_then(|()| {
                        if cursor.at() == range.end {
                            Ok(())
                        } else {
                            cursor.fault("expected-coordinates-end")
                        }
                    })
                    .map_err(|fault| fault.in_member("coordinates"))
            }
            (_, None, _) => Err(Fault::new(members.start, "expected-coordinates-member", "found-none")),
        }
    }

    fn collection(&mut self, cursor: &mut Cursor<'_>, depth: usize) -> Parsed<()> {
        if depth == MAX_NESTING {
            let expected = "expected-shallow-collections";
            return Err(Fault::new(cursor.at(), expected, "found-one-deeper"));
        }
        let draw = |cursor: &mut Cursor<'_>, _| {
            if cursor.peek() == Some(b'n') {
                return cursor.skip();
            }
            let members = Members::find(cursor, self.ground)?;
            self.draw_nested(&members, cursor, depth + 1)
        };
        cursor.elements("expected-geometries", draw).map(drop)
    }

    fn coordinates(&mut self, kind: Kind, cursor: &mut Cursor<'_>) -> Parsed<()> {
        if cursor.eats_empty_array() {
            return Ok(());
        }
        match kind {
            Kind::Point => self.point(cursor),
            Kind::MultiPoint => {
                cursor.elements("expected-positions", |cursor, _| self.point(cursor)).map(drop)
            }
            Kind::LineString => self.line(cursor),
            Kind::MultiLineString => {
                cursor.elements("expected-lines", |cursor, _| self.line(cursor)).map(drop)
            }
            Kind::Polygon => self.polygon(cursor),
            Kind::MultiPolygon => {
                cursor.elements("expected-polygon-array", |cursor, _| self.polygon(cursor)).map(drop)
            }
            // Without coordinates; told apart before.
            Kind::GeometryCollection | Kind::Feature | Kind::Other => Ok(()),
        }
    }

    fn point(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let point = position(cursor, self.ground)?;
        self.points.push((self.feature(), point));
        Ok(())
    }

    fn line(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let (lines, ground) = (&mut self.lines, self.ground);
        let count = cursor.elements("expected-positions", |cursor, _| {
            lines.push(position(cursor, ground)?);
            Ok(())
        })?;
        if count < 2 {
            self.lines.drop_open_path();
            self.oddities.collapsed += 1;
        }
        self.lines.end_path();
        Ok(())
    }

    fn polygon(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let mut has_outline = false;
        let ring = |cursor: &mut Cursor<'_>, index| {
            self.ring(cursor)?;
            let keeps = self.keeps_open_ring();
            has_outline |= keeps && index == 0;
            // Under the even–odd rule a hole without its outline would be filled.
            if !keeps || !has_outline {
                self.polygons.drop_open_path();
            }
            self.polygons.end_path();
            Ok(())
        };
        cursor.elements("expected-rings", ring).map(drop)
    }

    fn ring(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let (polygons, ground) = (&mut self.polygons, self.ground);
        let push = |cursor: &mut Cursor<'_>, _| {
            polygons.push(position(cursor, ground)?);
            Ok(())
        };
        cursor.elements("expected-positions", push).map(drop)
    }

    /// Closes the open ring where its last point is missing; whether it is a ring at all.
    fn keeps_open_ring(&mut self) -> bool {
        let ring = self.polygons.open_path();
        let first = ring.first().copied();
        let mut others = ring.iter().filter(|&&point| Some(point) != first);
        let second = others.next();
        let (Some(first), Some(_)) = (first, others.find(|&point| Some(point) != second)) else {
            self.oddities.collapsed += 1;
            return false;
        };
        if ring.last() != Some(&first) {
            self.oddities.open_rings += 1;
            self.polygons.push(first);
        }
        true
    }
}

/// The position that comes next; what stands after longitude and latitude is passed over.
#[inline(always)]
#[expect(clippy::inline_always, reason = "measured: saves a fifth of the time of a file of polygons")]
fn position(cursor: &mut Cursor<'_>, ground: &Ground) -> Parsed<Point> {
    let at = cursor.at();
    if !cursor.eats(b'[') {
        return cursor.fault("expected-position");
    }
    cursor.peek();
    let x = cursor.number("expected-number").map_err(|fault| fault.in_element(0))?;
    if !cursor.eats(b',') {
        return cursor.fault("expected-second-number");
    }
    cursor.peek();
    let y = cursor.number("expected-number").map_err(|fault| fault.in_element(1))?;
    while cursor.eats(b',') {
        cursor.skip()?;
    }
    if !cursor.eats(b']') {
        return cursor.fault("expected-position-end");
    }
    ground.place([x, y]).ok_or_else(|| {
        let mut fault = Fault::new(at, "expected-lon-lat", ground.complaint([x, y]));
        fault.off_globe = true;
        fault
    })
}
