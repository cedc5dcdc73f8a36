//! Owns the ground that coordinates stand on: the `crs` member of older files, and longitudes
//! and latitudes out of what is written. Does not know formulas of projections.
//!
//! Main type: [`Ground`].

use super::{fault::Parsed, json::Cursor};
use crate::geo::{CrsError, Point, Reprojector};
use crate::lang::Message;

const MAX_LATITUDE: f64 = 90.0;

/// How written coordinates become longitudes and latitudes.
#[derive(Debug, Default)]
pub(super) struct Ground {
    name: Option<String>,
    reprojector: Option<Reprojector>,
}

impl Ground {
    /// The ground of a file that names `crs`, or none.
    pub(super) fn of_crs(name: Option<String>) -> Result<Self, CrsError> {
        let reprojector = name.as_deref().map(Reprojector::from_crs_name).transpose()?.flatten();
        Ok(Self { name, reprojector })
    }

    /// Longitude and latitude; `None` where the point is not on the globe.
    #[inline]
    pub(super) fn place(&self, written: Point) -> Option<Point> {
        let place = match &self.reprojector {
            None => written,
            Some(reprojector) => reprojector.lon_lat(written)?,
        };
        boundaries::on_globe(place)
    }

    /// What to say of a point that has no place.
    pub(super) fn complaint(&self, [x, y]: Point) -> Message {
        let said = match &self.name {
            Some(name) => Message::new("found-outside-crs").text("crs", name),
            None if x.abs() <= MAX_LATITUDE && y.abs() <= 2.0 * MAX_LATITUDE => "found-swapped".into(),
            None => "found-metres".into(),
        };
        said.text("position", format!("[{x}, {y}]"))
    }

    /// Whether a part of the file may name this system too.
    pub(super) fn agrees_with(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
            || self.reprojector.is_none() && matches!(Reprojector::from_crs_name(name), Ok(None))
    }
}

/// The name in a `crs` member: a text; a named system of the 2008 specification; or a bare EPSG
/// code. `None` for null.
pub(super) fn crs_name(cursor: &mut Cursor<'_>) -> Parsed<Option<String>> {
    const EXPECTED: &str = "expected-crs-name";
    let mut name = None;
    match cursor.peek() {
        Some(b'"') => name = cursor.text()?.map(String::from),
        Some(b'{') => {
            let start = cursor.clone();
            cursor.members(|cursor, key| match (key, cursor.peek()) {
                ("properties", Some(b'{')) => cursor.members(|cursor, key| {
                    match key {
                        "name" => name = cursor.text()?.map(String::from),
                        "code" if cursor.peek() == Some(b'"') => {
                            name = cursor.text()?.map(|code| format!("EPSG:{code}"));
                        }
                        "code" => name = Some(format!("EPSG:{}", cursor.number("expected-epsg-code")?)),
                        _ => cursor.skip()?,
                    }
                    Ok(())
                }),
                _ => cursor.skip(),
            })?;
            if name.is_none() {
                return start.clone().fault(EXPECTED);
            }
        }
        Some(b'n') => cursor.skip()?,
        _ => return cursor.fault(EXPECTED),
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crs_is_named_in_many_ways() {
        let cases = [
            (
                r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}"#,
                Some("urn:ogc:def:crs:EPSG::3857"),
            ),
            (r#"{"properties":{"name":"EPSG:3857"},"type":"name"}"#, Some("EPSG:3857")),
            (r#""EPSG:3857""#, Some("EPSG:3857")),
            (r#"{"type":"EPSG","properties":{"code":4326}}"#, Some("EPSG:4326")),
            (r#"{"type":"EPSG","properties":{"code":"4326"}}"#, Some("EPSG:4326")),
            ("null", None),
        ];
        for (json, expected) in cases {
            let name = crs_name(&mut Cursor::new(json.as_bytes(), 0)).expect(json);
            assert_eq!(name.as_deref(), expected, "{json}");
        }
        for json in [r#"{"type":"link","properties":{"href":"http://a"}}"#, "3857", "[]", "{}", ""] {
            assert!(crs_name(&mut Cursor::new(json.as_bytes(), 0)).is_err(), "{json}");
        }
    }

    #[test]
    fn complaints_say_what_is_likely() {
        let ground = Ground::default();
        assert!(ground.complaint([11_604_000.0, 6_850_000.0]).to_string().contains("metres"));
        assert!(ground.complaint([52.3, 104.3]).to_string().contains("swapped"));
        assert_eq!(ground.place([52.3, 104.3]), None);
        assert_eq!(ground.place([191.0, 66.0]), Some([191.0, 66.0]));
        assert_eq!(ground.place([180.0, 90.000_000_000_000_11]), Some([180.0, 90.0]));
        assert_eq!(ground.place([180.0, -90.000_000_000_000_11]), Some([180.0, -90.0]));
        assert_eq!(ground.place([180.0, 90.001]), None);
    }
}
