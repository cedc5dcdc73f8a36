//! Owns KML 2.2 and 2.3: placemarks with their shapes and data, read as a stream, so that neither
//! entities nor nesting can fill the memory. The crate `kml` builds a tree of all of a file.

use super::MAX_TEXT;
use crate::{
    build::{Builder, joined},
    crs::Ground,
    layer::{Layer, Value},
    report::{Cause, Error, Outcome},
    shapes::Point,
};
use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use rustc_hash::FxHashMap;

/// Deepest nesting of elements; folders in folders are some ten deep.
const MAX_DEPTH: usize = 200;
/// Largest text of one element: a polygon of some ten million points.
const MAX_TEXT_BYTES: usize = 512 << 20;

/// Whether a text begins as KML.
pub(crate) fn begins(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let is_kml = |mark: &[u8]| memchr::memmem::find(start, mark).is_some();
    start.starts_with(b"<") && (is_kml(b"<kml") || is_kml(b":kml") || is_kml(b"opengis.net/kml"))
}

/// Whether a text has polygons, by a look at its tags.
pub(crate) fn may_have_areas(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"Polygon").is_some()
}

pub(crate) fn read(bytes: &[u8], name: &str) -> Outcome<Layer> {
    let ground = Ground::degrees();
    let mut kml = Kml { builder: Builder::new(&ground), ..Kml::new(&ground) };
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let event = reader.read_event().map_err(|cause| broken(&cause))?;
        match event {
            Event::Start(start) => {
                if kml.path.len() == MAX_DEPTH {
                    return Err(Error::new(Cause::Nesting, format!("more than {MAX_DEPTH} levels")));
                }
                kml.start(&start);
            }
            Event::End(_) => kml.end(),
            Event::Text(text) => kml.push(&text.decode().unwrap_or_default())?,
            Event::CData(text) => kml.push(&text.decode().unwrap_or_default())?,
            Event::GeneralRef(entity) => {
                if let Ok(Some(letter)) = entity.resolve_char_ref() {
                    kml.push(letter.encode_utf8(&mut [0; 4]))?;
                } else {
                    let name = entity.decode().unwrap_or_default();
                    let text = resolve_predefined_entity(&name);
                    kml.push(text.ok_or_else(|| Error::new(Cause::Entities, format!("&{name};")))?)?;
                }
            }
            Event::Eof if kml.path.is_empty() => break,
            Event::Eof => {
                return Err(Error::new(Cause::CutOff, format!("the end inside of {}", kml.path.join("/"))));
            }
            _ => {}
        }
    }
    Ok(Layer { name: name.to_owned(), ..joined(vec![kml.builder])? })
}

fn broken(cause: &quick_xml::Error) -> Error {
    let kind = if matches!(cause, quick_xml::Error::Syntax(_)) { Cause::CutOff } else { Cause::Malformed };
    Error::new(kind, cause)
}

struct Kml<'a> {
    builder: Builder<'a>,
    /// Local names of the elements that are open.
    path: Vec<String>,
    text: String,
    number: u64,
    is_open: bool,
    id: Option<String>,
    values: Vec<(String, Value)>,
    /// Name of the datum that is open.
    key: String,
    rings: usize,
    fault: Option<Error>,
    /// Types of fields by the name of a schema's field.
    types: FxHashMap<String, String>,
}

impl<'a> Kml<'a> {
    fn new(ground: &'a Ground) -> Self {
        Self {
            builder: Builder::new(ground),
            path: Vec::new(),
            text: String::new(),
            number: 0,
            is_open: false,
            id: None,
            values: Vec::new(),
            key: String::new(),
            rings: 0,
            fault: None,
            types: FxHashMap::default(),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        let attribute = |wanted: &str| {
            let found = start.try_get_attribute(wanted).ok().flatten()?;
            Some(String::from_utf8_lossy(&found.value).into_owned())
        };
        match name.as_str() {
            "Placemark" => {
                self.number += 1;
                self.is_open = true;
                self.id = attribute("id");
                self.values.clear();
                self.fault = None;
            }
            "Data" | "SimpleData" => self.key = unescaped(&attribute("name").unwrap_or_default()),
            "SimpleField" => {
                if let (Some(field), Some(kind)) = (attribute("name"), attribute("type")) {
                    self.types.insert(unescaped(&field), kind);
                }
            }
            "Polygon" => self.rings = 0,
            _ => {}
        }
        self.path.push(name);
        self.text.clear();
    }

    fn push(&mut self, text: &str) -> Outcome<()> {
        if self.text.len() + text.len() > MAX_TEXT_BYTES {
            return Err(Error::new(Cause::TooLarge, format!("a text of more than {MAX_TEXT_BYTES} bytes")));
        }
        self.text.push_str(text);
        Ok(())
    }

    fn end(&mut self) {
        let Some(name) = self.path.pop() else { return };
        if !self.is_open {
            return;
        }
        let parent = self.path.last().map_or("", String::as_str);
        let text = std::mem::take(&mut self.text);
        match (name.as_str(), parent) {
            ("Placemark", _) => self.end_placemark(),
            ("name" | "description", "Placemark") => self.add(&name, text.trim()),
            ("value", "Data") | ("SimpleData", _) => {
                let key = std::mem::take(&mut self.key);
                self.add(&key, text.trim());
            }
            ("coordinates", parent) => {
                let points = match positions(&text) {
                    Ok(points) => points,
                    Err(fault) => {
                        self.fault.get_or_insert(fault);
                        return;
                    }
                };
                match (parent, self.path.iter().rev().nth(1).map(String::as_str)) {
                    ("LinearRing", Some("outerBoundaryIs" | "innerBoundaryIs")) => {
                        let is_outline =
                            self.path.iter().rev().nth(1).is_some_and(|p| p == "outerBoundaryIs");
                        if is_outline {
                            self.builder.outline(points);
                        } else {
                            self.builder.hole(points);
                        }
                        self.rings += 1;
                    }
                    ("LineString" | "LinearRing", _) => self.builder.line(points),
                    ("Point", _) => points.into_iter().for_each(|point| self.builder.point(point)),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn end_placemark(&mut self) {
        self.is_open = false;
        match self.fault.take() {
            Some(fault) => self.builder.leave_out(self.number, fault.cause, || fault.found),
            None => self.builder.end(self.number, self.id.take(), std::mem::take(&mut self.values)),
        }
    }

    fn add(&mut self, name: &str, text: &str) {
        if text.len() > MAX_TEXT {
            let found = || format!("{name}: {} bytes", text.len());
            self.builder.layer.report.add(Cause::BadValue, Some(self.number), found);
            return;
        }
        let value = match self.types.get(name).map(String::as_str) {
            Some("int" | "uint" | "short" | "ushort") => text.parse().ok().map(Value::Int),
            Some("float" | "double") => text.parse().ok().and_then(Value::of_real),
            Some("bool") => Some(Value::Bool(matches!(text, "1" | "true"))),
            _ => None,
        };
        let value = value.or_else(|| Value::of_text(text));
        self.values.extend(value.map(|value| (name.to_owned(), value)));
    }
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// Tuples of numbers between blanks; blanks after commas are passed over, as Google Earth does.
fn positions(text: &str) -> Outcome<Vec<Point>> {
    let mut points = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (mut point, mut nth) = ([f64::NAN; 2], 0);
        loop {
            let end = rest.bytes().position(|b| b == b',' || b.is_ascii_whitespace()).unwrap_or(rest.len());
            let number: f64 = rest[..end]
                .parse()
                .map_err(|_| Error::new(Cause::Malformed, format!("coordinates {rest}")))?;
            if let Some(place) = point.get_mut(nth) {
                *place = number;
            }
            nth += 1;
            rest = rest[end..].trim_start();
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().is_empty() => rest = more.trim_start(),
                Some(_) => {
                    rest = "";
                    break;
                }
                None => break,
            }
        }
        if nth < 2 {
            return Err(Error::new(Cause::Malformed, format!("coordinate {}", point[0])));
        }
        points.push(point);
    }
    Ok(points)
}
