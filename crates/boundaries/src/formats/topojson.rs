//! Owns `TopoJSON` 1.0: arcs that shapes share, and objects of shapes, each a layer. The crate
//! `topojson` rests on a `geojson` of 2022 and takes a file whole or not at all.

use super::{MAX_NESTING, MAX_TEXT};
use crate::{
    build::{Builder, joined},
    crs::Ground,
    layer::{Layer, Value},
    open::LayerInfo,
    report::{Cause, Error, Outcome, Report},
    shapes::Point,
};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value as Json;
use std::{fmt, marker::PhantomData};

/// An open file.
#[derive(Debug)]
pub(crate) struct Topology {
    pub layers: Vec<LayerInfo>,
    objects: Vec<Shape>,
    arcs: Vec<Vec<Point>>,
    transform: Option<Transform>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    arcs: Vec<Vec<Position>>,
    transform: Option<Transform>,
    objects: Pairs<Shape>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

impl Transform {
    fn place(self, [x, y]: Point) -> Point {
        [x * self.scale[0] + self.translate[0], y * self.scale[1] + self.translate[1]]
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Shape {
    r#type: Option<String>,
    id: Json,
    properties: Option<Pairs<Json>>,
    arcs: Json,
    coordinates: Json,
    geometries: Vec<Shape>,
}

/// The two first numbers of a position.
struct Position(Point);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Numbers;
        impl<'de> Visitor<'de> for Numbers {
            type Value = Position;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a position of two numbers")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Position, A::Error> {
                let missing = || serde::de::Error::invalid_length(0, &self);
                let x = seq.next_element()?.ok_or_else(missing)?;
                let y = seq.next_element()?.ok_or_else(missing)?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Position([x, y]))
            }
        }
        deserializer.deserialize_seq(Numbers)
    }
}

/// The members of an object in the order of the file.
#[derive(Debug)]
struct Pairs<T>(Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Members(PhantomData))
    }
}

/// Whether a JSON text is a topology; its type may stand anywhere.
pub(crate) fn is_topology(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Type {
        r#type: Option<String>,
    }
    // A cheap look first: reading all of a large GeoJSON for its type takes its time.
    memchr::memmem::find(bytes, b"\"Topology\"").is_some()
        && serde_json::from_slice::<Type>(bytes).is_ok_and(|text| text.r#type.as_deref() == Some("Topology"))
}

impl Topology {
    pub(crate) fn open(bytes: &[u8]) -> Outcome<Self> {
        let text: Text = serde_json::from_slice(bytes).map_err(|cause| {
            let kind = if cause.is_eof() { Cause::CutOff } else { Cause::Malformed };
            Error::new(kind, cause)
        })?;
        let arcs = text.arcs.into_iter().map(|arc| decoded(arc, text.transform)).collect();
        let (names, objects): (Vec<String>, Vec<Shape>) = text.objects.0.into_iter().unzip();
        let layers = names.into_iter().zip(&objects).map(|(name, object)| {
            let may_have_areas = has_areas(object, 0);
            LayerInfo { name, may_have_areas }
        });
        Ok(Self { layers: layers.collect(), objects, arcs, transform: text.transform })
    }

    /// Reads the object with this number.
    pub(crate) fn read(&self, number: usize) -> Outcome<Layer> {
        let (object, ground) = (&self.objects[number], Ground::degrees());
        let features = match object.r#type.as_deref() {
            Some("GeometryCollection") => object.geometries.as_slice(),
            _ => std::slice::from_ref(object),
        };
        let mut builder = Builder::new(&ground);
        for (number, feature) in (1..).zip(features) {
            match self.draw(feature, &mut builder, 0) {
                Ok(()) => {
                    let id = match &feature.id {
                        Json::String(id) => Some(id.clone()),
                        Json::Number(id) => Some(id.to_string()),
                        _ => None,
                    };
                    let properties = feature.properties.iter().flat_map(|pairs| &pairs.0);
                    let report = &mut builder.layer.report;
                    let values = properties.filter_map(|(name, value)| {
                        Some((name.clone(), value_of(value, name, number, report)?))
                    });
                    let values = values.collect();
                    builder.end(number, id, values);
                }
                Err(fault) => builder.leave_out(number, fault.cause, || fault.found),
            }
        }
        Ok(Layer { name: self.layers[number].name.clone(), ..joined(vec![builder])? })
    }

    fn draw(&self, shape: &Shape, builder: &mut Builder<'_>, depth: usize) -> Outcome<()> {
        if depth > MAX_NESTING {
            return Err(Error::new(Cause::Nesting, format!("more than {MAX_NESTING} levels")));
        }
        match shape.r#type.as_deref() {
            None => {}
            Some("Point") => builder.point(self.position(&shape.coordinates)?),
            Some("MultiPoint") => {
                for position in list(&shape.coordinates)? {
                    builder.point(self.position(position)?);
                }
            }
            Some("LineString") => builder.line(self.path(&shape.arcs)?),
            Some("MultiLineString") => {
                for line in list(&shape.arcs)? {
                    builder.line(self.path(line)?);
                }
            }
            Some("Polygon") => self.polygon(&shape.arcs, builder)?,
            Some("MultiPolygon") => {
                for polygon in list(&shape.arcs)? {
                    self.polygon(polygon, builder)?;
                }
            }
            Some("GeometryCollection") => {
                for part in &shape.geometries {
                    self.draw(part, builder, depth + 1)?;
                }
            }
            Some(other) => return Err(Error::new(Cause::OtherShape, other)),
        }
        Ok(())
    }

    fn polygon(&self, rings: &Json, builder: &mut Builder<'_>) -> Outcome<()> {
        for (nth, ring) in list(rings)?.iter().enumerate() {
            builder.nth_ring(nth, self.path(ring)?);
        }
        Ok(())
    }

    /// Arcs joined to a path; a number below zero is an arc from its end.
    fn path(&self, arcs: &Json) -> Outcome<Vec<Point>> {
        let mut path = Vec::new();
        for arc in list(arcs)? {
            let unknown = || Error::new(Cause::Malformed, format!("arc {arc} of {}", self.arcs.len()));
            let number = arc.as_i64().ok_or_else(unknown)?;
            let index = if number < 0 { !number } else { number };
            let points = usize::try_from(index).ok().and_then(|index| self.arcs.get(index));
            let points = points.ok_or_else(unknown)?;
            // The first point of an arc is the last of the one before.
            let skip = usize::from(!path.is_empty());
            if number < 0 {
                path.extend(points.iter().rev().skip(skip));
            } else {
                path.extend(points.iter().skip(skip));
            }
        }
        Ok(path)
    }

    fn position(&self, position: &Json) -> Outcome<Point> {
        let number = |at: usize| position[at].as_f64();
        let point = number(0).zip(number(1)).map(|(x, y)| [x, y]);
        let point = point.ok_or_else(|| Error::new(Cause::Malformed, position))?;
        Ok(self.transform.map_or(point, |transform| transform.place(point)))
    }
}

/// Whole numbers that each add to the one before, where there is a transform.
fn decoded(arc: Vec<Position>, transform: Option<Transform>) -> Vec<Point> {
    let Some(transform) = transform else { return arc.into_iter().map(|position| position.0).collect() };
    let mut at = [0.0, 0.0];
    arc.into_iter()
        .map(|Position([x, y])| {
            at = [at[0] + x, at[1] + y];
            transform.place(at)
        })
        .collect()
}

fn list(value: &Json) -> Outcome<&[Json]> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| Error::new(Cause::Malformed, value))
}

fn has_areas(shape: &Shape, depth: usize) -> bool {
    shape.r#type.as_deref().is_some_and(|kind| kind.ends_with("Polygon"))
        || depth <= MAX_NESTING && shape.geometries.iter().any(|part| has_areas(part, depth + 1))
}

fn value_of(value: &Json, name: &str, number: u64, report: &mut Report) -> Option<Value> {
    match value {
        Json::String(text) if text.len() > MAX_TEXT => {
            report.add(Cause::BadValue, Some(number), || format!("{name}: {} bytes", text.len()));
            None
        }
        Json::String(text) => Value::of_text(text),
        Json::Bool(value) => Some(Value::Bool(*value)),
        Json::Number(value) => value.as_i64().map(Value::Int).or_else(|| Value::of_real(value.as_f64()?)),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
