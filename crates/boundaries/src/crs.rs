//! Owns the ground that coordinates stand on: a coordinate reference system by its code, its WKT or
//! its PROJJSON, and the way from it to degrees on WGS 84. The formulas are proj4rs's, the reading of
//! WKT is proj4wkt's.
//!
//! Main type: [`Ground`].

use crate::{
    report::{Cause, Error, Outcome, Report},
    shapes::Point,
};
use proj4rs::{
    Proj,
    errors::Error as ProjError,
    transform::{Transform, TransformClosure, transform},
};
use serde_json::Value as Json;
use std::fmt::Write;

/// Largest longitude taken for degrees: maps that go on past the antimeridian write up to 360, those
/// that go around up to 540.
const MAX_LONGITUDE: f64 = 540.0;
const MAX_LATITUDE: f64 = 90.0;
/// What arithmetic adds to a pole; about 0.1 mm.
const ROUNDING_DEG: f64 = 1e-9;

/// A longitude and a latitude that can be ones, in degrees; what arithmetic put beyond a pole lies on it.
#[must_use]
#[inline]
pub fn on_globe([lon, lat]: Point) -> Option<Point> {
    let is_on = lon.abs() <= MAX_LONGITUDE && lat.abs() <= MAX_LATITUDE + ROUNDING_DEG;
    is_on.then_some([lon, lat.clamp(-MAX_LATITUDE, MAX_LATITUDE)])
}

/// How Pulkovo 1942 lies to WGS 84: crs-definitions has the parameters of GOST R 51794-2001, which that
/// of 2008 replaced (EPSG:5044, as PROJ takes it); they are half a metre apart.
const PULKOVO_2001: &str = "+towgs84=23.92,-141.27,-80.9,0,0.35,0.82,-0.12";
const PULKOVO_2008: &str = "+towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22";
/// Longest and deepest WKT that is read; the longest of EPSG have some kilobytes.
const MAX_WKT_BYTES: usize = 1 << 16;
const MAX_WKT_DEPTH: usize = 24;

/// How written coordinates, x before y, become longitudes and latitudes.
pub struct Ground {
    name: Option<String>,
    way: Option<Way>,
    is_coarse: bool,
}

struct Way {
    from: Proj,
    to: Proj,
    is_in_degrees: bool,
}

impl Ground {
    /// Degrees on WGS 84, without a name in the file.
    #[must_use]
    pub const fn unnamed() -> Self {
        Self { name: None, way: None, is_coarse: false }
    }

    /// Degrees on WGS 84, by the format's own rule.
    #[must_use]
    pub fn degrees() -> Self {
        Self { name: Some("WGS 84".to_owned()), ..Self::unnamed() }
    }

    /// The ground of a code of EPSG; those of Esri for the web map are known, too.
    ///
    /// # Errors
    /// Nothing is known of the code.
    pub fn of_epsg(code: u32) -> Result<Self, Error> {
        let name = format!("EPSG:{code}");
        let code = match code {
            // Degrees on WGS 84, ETRS89 and NAD83, which this map does not tell apart.
            4326 | 4258 | 4269 | 4979 => return Ok(Self { name: Some(name), ..Self::unnamed() }),
            3785 | 900_913 | 102_100 | 102_113 => 3857,
            other => other,
        };
        let known = u16::try_from(code).ok().and_then(crs_definitions::from_code);
        let known = known.ok_or_else(|| Error::new(Cause::UnknownCrs, &name))?;
        Self::of_proj(name, known.proj4)
    }

    /// The ground of a system that is named as `EPSG:3857`, `urn:ogc:def:crs:EPSG::3857`, an
    /// `http://www.opengis.net/def/crs/…` address, `CRS84`, a PROJ string or WKT.
    ///
    /// # Errors
    /// Nothing is known of it.
    pub fn of_name(name: &str) -> Result<Self, Error> {
        let trimmed = name.trim();
        if trimmed.starts_with('+') {
            return Self::of_proj(trimmed.to_owned(), trimmed);
        }
        if trimmed.contains('[') {
            return Self::of_wkt(trimmed);
        }
        let upper = trimmed.to_ascii_uppercase();
        if ["CRS84", "CRS83", "CRS84H"].iter().any(|known| upper.ends_with(known)) || upper == "WGS84" {
            return Ok(Self { name: Some(trimmed.to_owned()), ..Self::unnamed() });
        }
        let code = upper.rsplit([':', '/', '#']).next().and_then(|code| code.parse().ok());
        let code = code.filter(|_| upper.contains("EPSG") || upper.contains("ESRI"));
        code.map_or_else(|| Err(Error::new(Cause::UnknownCrs, trimmed)), Self::of_epsg)
    }

    /// The ground of a text in WKT 1 or 2, as in `.prj` files. A code of EPSG in it is followed.
    ///
    /// # Errors
    /// It is no WKT, or no formula is known for it.
    pub fn of_wkt(wkt: &str) -> Result<Self, Error> {
        let wkt = wkt.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
        let name = quoted_after(wkt, "[").unwrap_or(wkt).to_owned();
        let unknown = |why: &dyn std::fmt::Display| Error::new(Cause::UnknownCrs, format!("{name}: {why}"));
        if wkt.len() > MAX_WKT_BYTES || depth(wkt) > MAX_WKT_DEPTH {
            return Err(Error::new(Cause::Nesting, "WKT"));
        }
        if let Some(ground) = own_code(wkt).and_then(|code| Self::of_epsg(code).ok()) {
            return Ok(ground);
        }
        let mut definition = proj4wkt::wkt_to_projstring(wkt).map_err(|cause| unknown(&cause))?;
        // Esri's WKT for the web map says a sphere by its method.
        if wkt.contains("Mercator_Auxiliary_Sphere") {
            return Self::of_epsg(3857).map(|ground| Self { name: Some(name), ..ground });
        }
        let has_shift = ["+towgs84", "+datum", "+nadgrids"].iter().any(|key| definition.contains(key));
        let mut is_coarse = false;
        if !has_shift {
            let datum = quoted_after(wkt, "DATUM[").unwrap_or_default();
            match datum_shift(datum) {
                Some(shift) => {
                    // The result of writing to a text is always fine.
                    let _ = write!(definition, " {shift}");
                }
                None => is_coarse = true,
            }
        }
        let ground = Self::of_proj(name, &definition)?;
        Ok(Self { is_coarse: is_coarse || ground.is_coarse, ..ground })
    }

    /// The ground of a PROJJSON object, as in `GeoParquet`.
    ///
    /// # Errors
    /// No formula is known for it.
    pub fn of_projjson(json: &Json) -> Result<Self, Error> {
        if let Some(id) = json.get("id") {
            let authority = id["authority"].as_str().unwrap_or_default();
            let code = match &id["code"] {
                Json::String(code) => code.clone(),
                code => code.to_string(),
            };
            let ground = Self::of_name(&format!("{authority}:{code}"));
            if ground.is_ok() {
                return ground;
            }
        }
        if json["type"] == "CompoundCRS" {
            return Self::of_projjson(&json["components"][0]);
        }
        if json["type"] == "BoundCRS" {
            return Self::of_projjson(&json["source_crs"]);
        }
        Self::of_wkt(&wkt_of(json))
    }

    fn of_proj(name: String, definition: &str) -> Result<Self, Error> {
        let unknown = |cause: ProjError| Error::new(Cause::UnknownCrs, format!("{name}: {cause}"));
        // proj4rs opens no grids; without one the datum counts as it stands.
        let has_grid = |word: &&str| word.starts_with("+nadgrids=") && !word.ends_with("@null");
        let is_coarse = definition.split_whitespace().any(|word| has_grid(&word) || word == "+datum=NAD27");
        let kept: Vec<&str> = definition.split_whitespace().filter(|word| !has_grid(word)).collect();
        let kept = kept.join(" ").replace(PULKOVO_2001, PULKOVO_2008);
        let from = Proj::from_proj_string(&kept).map_err(unknown)?;
        let to = Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").map_err(unknown)?;
        if from.is_geocent() || !from.is_latlong() && !from.has_inverse() {
            return Err(Error::new(Cause::UnknownCrs, name));
        }
        let is_in_degrees = from.is_latlong();
        Ok(Self { name: Some(name), way: Some(Way { from, to, is_in_degrees }), is_coarse })
    }

    /// Whether the file, or its format, names the system.
    #[must_use]
    pub const fn is_named(&self) -> bool {
        self.name.is_some()
    }

    /// Whether points are moved on their way to degrees.
    pub(crate) const fn is_projected(&self) -> bool {
        self.way.is_some()
    }

    /// Says what is in doubt about it.
    pub(crate) fn report(&self, report: &mut Report) {
        if self.is_coarse {
            report.add(Cause::CoarseDatum, None, || self.name.clone().unwrap_or_default());
        }
    }

    /// Turns all points into degrees, in place.
    ///
    /// # Errors
    /// A point that has no place on the globe; the first of all where it has no image at all.
    pub fn place_all(&self, points: &mut [Point]) -> Result<(), Point> {
        let first = points.first().copied();
        if let Some(way) = &self.way {
            way.go(points)?;
        }
        for point in points {
            let stray = if point[0].is_nan() { first.unwrap_or(*point) } else { *point };
            *point = on_globe(*point).ok_or(stray)?;
        }
        Ok(())
    }
}

impl Way {
    /// Moves points in several steps, between which they are in radians.
    fn go(&self, points: &mut [Point]) -> Result<(), Point> {
        struct Points<'a>(&'a mut [Point]);
        impl Transform for Points<'_> {
            fn transform_coordinates<F: TransformClosure>(&mut self, f: &mut F) -> Result<(), ProjError> {
                for point in &mut *self.0 {
                    // A point without an image does not end the others.
                    *point = f(point[0], point[1], 0.0).map_or([f64::NAN; 2], |(x, y, _)| [x, y]);
                }
                Ok(())
            }
        }
        let first = points.first().copied().unwrap_or_default();
        if self.is_in_degrees {
            for point in &mut *points {
                *point = point.map(f64::to_radians);
            }
        }
        transform(&self.from, &self.to, &mut Points(points)).map_err(|_| first)?;
        for point in points {
            *point = point.map(f64::to_degrees);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Ground {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ground").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The first text in quotes after `mark`.
fn quoted_after<'a>(wkt: &'a str, mark: &str) -> Option<&'a str> {
    let rest = &wkt[wkt.find(mark)? + mark.len()..];
    let rest = rest.trim_start().strip_prefix('"')?;
    rest.split('"').next()
}

fn depth(wkt: &str) -> usize {
    let (mut deepest, mut at) = (0, 0_usize);
    for byte in wkt.bytes() {
        match byte {
            b'[' | b'(' => at += 1,
            b']' | b')' => at = at.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(at);
    }
    deepest
}

/// The code of EPSG that the whole text gives itself, not one of its parts.
fn own_code(wkt: &str) -> Option<u32> {
    let (mut level, mut is_quoted) = (0, false);
    for (at, byte) in wkt.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'[' | b'(' => {
                let head = wkt.get(..at)?.trim_end();
                if level == 1 && (head.ends_with("AUTHORITY") || head.ends_with("ID")) {
                    let inside = wkt.get(at + 1..)?.split([']', ')']).next()?;
                    let mut parts = inside.split(',').map(|part| part.trim().trim_matches('"'));
                    if parts.next()?.eq_ignore_ascii_case("EPSG") {
                        return parts.next()?.parse().ok();
                    }
                }
                level += 1;
            }
            b']' | b')' => level -= 1,
            _ => {}
        }
    }
    None
}

/// How a datum lies to WGS 84, by its name in WKT without a code, as Esri writes it: the shift of its
/// geographic system in EPSG. Nothing where none is known.
fn datum_shift(datum: &str) -> Option<String> {
    const SYSTEMS: [(&str, u16); 36] = [
        ("pulkovo_1942", 4284),
        ("s_42_hungary", 4178),
        ("pulkovo_1942_adj_1958", 4179),
        ("pulkovo_1942_adj_1983", 4178),
        ("pulkovo_1995", 4200),
        ("gsk_2011", 7683),
        ("geodezicheskaya_sistema_koordinat_2011", 7683),
        ("european_1950", 4230),
        ("european_datum_1950", 4230),
        ("osgb_1936", 4277),
        ("ordnance_survey_of_great_britain_1936", 4277),
        ("tm65", 4299),
        ("mgi", 4312),
        ("militar_geographische_institut", 4312),
        ("hermannskogel", 4312),
        ("deutsches_hauptdreiecksnetz", 4314),
        ("ch1903", 4149),
        ("ch1903+", 4150),
        ("belge_1972", 4313),
        ("reseau_national_belge_1972", 4313),
        ("amersfoort", 4289),
        ("rt_1990", 4124),
        ("rt90", 4124),
        ("s_jtsk", 4156),
        ("system_jednotne_trigonometricke_site_katastralni", 4156),
        ("hungarian_datum_1972", 4237),
        ("hd_1972", 4237),
        ("kkj", 4123),
        ("kartastokoordinaattijarjestelma_1966", 4123),
        ("ggrs_1987", 4121),
        ("greek_geodetic_reference_system_1987", 4121),
        ("dealul_piscului_1970", 4317),
        ("tokyo", 4301),
        ("monte_mario", 4265),
        ("ntf", 4275),
        ("nouvelle_triangulation_francaise", 4275),
    ];
    /// Datums that differ from WGS 84 by no more than a metre or two.
    const SAME: [&str; 14] = [
        "wgs_1984",
        "world_geodetic_system_1984",
        "etrs_1989",
        "european_terrestrial_reference_system_1989",
        "north_american_1983",
        "north_american_datum_1983",
        "gda_1994",
        "gda94",
        "geocentric_datum_of_australia_1994",
        "nzgd_2000",
        "new_zealand_geodetic_datum_2000",
        "sirgas_2000",
        "rgf_1993",
        "jgd_2011",
    ];
    let name = datum.trim().trim_start_matches("D_").to_ascii_lowercase().replace([' ', '-'], "_");
    if SAME.contains(&name.as_str()) {
        return Some("+towgs84=0,0,0,0,0,0,0".to_owned());
    }
    let (_, code) = SYSTEMS.iter().find(|(known, _)| *known == name)?;
    let known = crs_definitions::from_code(*code)?.proj4;
    known.split_whitespace().find(|word| word.starts_with("+towgs84=")).map(str::to_owned)
}

/// A PROJJSON object as WKT 2, as far as proj4wkt looks.
fn wkt_of(json: &Json) -> String {
    let text = |value: &Json| value.as_str().unwrap_or_default().replace('"', "");
    let number = |value: &Json| value["value"].as_f64().or_else(|| value.as_f64()).unwrap_or_default();
    let factor = |unit: &Json| match unit {
        Json::String(name) if name == "degree" => std::f64::consts::PI / 180.0,
        Json::Object(_) => unit["conversion_factor"].as_f64().unwrap_or(1.0),
        _ => 1.0,
    };
    let is_projected = json["type"] == "ProjectedCRS";
    let base = if is_projected { &json["base_crs"] } else { json };
    let datum = if base["datum"].is_object() { &base["datum"] } else { &base["datum_ensemble"] };
    let ellipsoid = &datum["ellipsoid"];
    let a = number(&ellipsoid["semi_major_axis"]);
    let flattening = match (&ellipsoid["inverse_flattening"], number(&ellipsoid["semi_minor_axis"])) {
        (Json::Null, b) if b > 0.0 && b < a => a / (a - b),
        (rf, _) => rf.as_f64().unwrap_or_default(),
    };
    let geodetic = format!(
        "[\"{}\",DATUM[\"{}\",ELLIPSOID[\"{}\",{a},{flattening}]],PRIMEM[\"{}\",{}]",
        text(&base["name"]),
        text(&datum["name"]),
        text(&ellipsoid["name"]),
        datum["prime_meridian"]["name"].as_str().unwrap_or("Greenwich"),
        number(&datum["prime_meridian"]["longitude"]),
    );
    if !is_projected {
        return format!("GEOGCRS{geodetic},CS[ellipsoidal,2],ANGLEUNIT[\"degree\",0.0174532925199433]]");
    }
    let conversion = &json["conversion"];
    let mut wkt = format!(
        "PROJCRS[\"{}\",BASEGEOGCRS{geodetic}],CONVERSION[\"{}\",METHOD[\"{}\"]",
        text(&json["name"]),
        text(&conversion["name"]),
        text(&conversion["method"]["name"]),
    );
    for parameter in conversion["parameters"].as_array().into_iter().flatten() {
        let unit = &parameter["unit"];
        let word = match unit.as_str().or_else(|| unit["type"].as_str()) {
            Some("degree" | "AngularUnit") => "ANGLEUNIT",
            Some("unity" | "ScaleUnit") => "SCALEUNIT",
            _ => "LENGTHUNIT",
        };
        let (name, value, factor) = (text(&parameter["name"]), number(parameter), factor(unit));
        // The result of writing to a text is always fine.
        let _ = write!(wkt, ",PARAMETER[\"{name}\",{value},{word}[\"unit\",{factor}]]");
    }
    let unit = factor(&json["coordinate_system"]["axis"][0]["unit"]);
    let _ = write!(wkt, "],CS[Cartesian,2],LENGTHUNIT[\"unit\",{unit}]]");
    wkt
}

/// The ground of a file, or the reason why there is none.
pub(crate) fn ground_or_degrees(named: Option<Outcome<Ground>>, report: &mut Report) -> Outcome<Ground> {
    let ground = if let Some(ground) = named {
        ground?
    } else {
        report.add(Cause::AssumedDegrees, None, || "none".to_owned());
        Ground::unnamed()
    };
    ground.report(report);
    Ok(ground)
}
