//! Owns the way from a geometry's text to paths and points: types, nesting, rings. Does not know
//! features or properties.
//!
//! Members of a geometry come in any order, so they are first found, then read: [`Members`],
//! then [`Shapes::draw`]. Coordinates are read as the types of the `geojson` crate; what it does
//! not take is walked again for the place and the reason, in [`super::explain`].

use super::{
    explain::{explained, nesting, without_extras},
    fault::{Fault, Parsed},
    ground::Ground,
    json::Cursor,
};
use crate::geo::{Paths, Point};
use geojson::{LineStringType, PointType, PolygonType, Position};
use serde::de::DeserializeOwned;
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
                self.coordinates(kind, text, range).map_err(|fault| fault.in_member("coordinates"))
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

    fn coordinates(&mut self, kind: Kind, text: &Cursor<'_>, range: &Range<usize>) -> Parsed<()> {
        let place = Place { text, range, kind };
        if text.at_offset(range.start).eats_empty_array() {
            return Ok(());
        }
        let drawn = match kind {
            Kind::Point => self.point(&place.read::<PointType>(self.ground)?),
            Kind::MultiPoint => {
                place.read::<Vec<PointType>>(self.ground)?.iter().try_for_each(|point| self.point(point))
            }
            Kind::LineString => self.line(&place.read::<LineStringType>(self.ground)?),
            Kind::MultiLineString => {
                place.read::<Vec<LineStringType>>(self.ground)?.iter().try_for_each(|line| self.line(line))
            }
            Kind::Polygon => self.polygon(&place.read::<PolygonType>(self.ground)?),
            Kind::MultiPolygon => {
                place.read::<Vec<PolygonType>>(self.ground)?.iter().try_for_each(|rings| self.polygon(rings))
            }
            // Without coordinates; told apart before.
            Kind::GeometryCollection | Kind::Feature | Kind::Other => Some(()),
        };
        match drawn {
            Some(()) => Ok(()),
            None => place.explained(self.ground),
        }
    }

    /// Adds a point; `None` where it has no place on the globe. So do the others.
    fn point(&mut self, point: &Position) -> Option<()> {
        let point = placed(point, self.ground)?;
        self.points.push((self.feature(), point));
        Some(())
    }

    fn line(&mut self, line: &[Position]) -> Option<()> {
        for position in line {
            self.lines.push(placed(position, self.ground)?);
        }
        if line.len() < 2 {
            self.lines.drop_open_path();
            self.oddities.collapsed += 1;
        }
        self.lines.end_path();
        Some(())
    }

    fn polygon(&mut self, rings: &[Vec<Position>]) -> Option<()> {
        let mut has_outline = false;
        for (index, ring) in rings.iter().enumerate() {
            for position in ring {
                self.polygons.push(placed(position, self.ground)?);
            }
            let keeps = self.keeps_open_ring();
            has_outline |= keeps && index == 0;
            // Under the even–odd rule a hole without its outline would be filled.
            if !keeps || !has_outline {
                self.polygons.drop_open_path();
            }
            self.polygons.end_path();
        }
        Some(())
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

/// Where the position lies; what stands after longitude and latitude is passed over.
fn placed(position: &Position, ground: &Ground) -> Option<Point> {
    match position.as_slice() {
        &[x, y, ..] => ground.place([x, y]),
        _ => None,
    }
}

/// Where coordinates stand, and of what kind they are.
struct Place<'a, 'b> {
    text: &'a Cursor<'b>,
    range: &'a Range<usize>,
    kind: Kind,
}

impl Place<'_, '_> {
    fn read<T: DeserializeOwned>(&self, ground: &Ground) -> Parsed<T> {
        let written = self.text.between(self.range);
        serde_json::from_slice(written).or_else(|error| {
            self.explained(ground)?;
            // Nothing is wrong up to the latitudes: it is what follows them that is no number.
            without_extras(written, nesting(self.kind))
                .ok_or_else(|| Fault::new(self.range.start, "expected-coordinates-end", error.to_string()))
        })
    }

    /// What is wrong with the coordinates, and where.
    fn explained(&self, ground: &Ground) -> Parsed<()> {
        explained(&mut self.text.at_offset(self.range.start), self.range.end, nesting(self.kind), ground)
    }
}
