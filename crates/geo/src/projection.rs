//! Owns projections: equal-area ones for maps, chosen to suit an area, and the way from any
//! known coordinate reference system to longitude/latitude. The formulas are proj4rs's. Does
//! not know what is drawn.

use super::{
    antimeridian::LongitudeWindow,
    paths::{Bounds, Point},
};
use crate::lang::Message;
use proj4rs::{
    Proj,
    errors::Error as ProjError,
    transform::{Transform, TransformClosure},
};
use std::borrow::Cow;

/// Edges longer than this many degrees are curved by the projection and get points between.
const LONGEST_STRAIGHT_DEG: f64 = 1.0;

/// A coordinate reference system that could not be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.told())]
pub struct CrsError {
    name: String,
    #[source]
    cause: Option<ProjError>,
}

impl CrsError {
    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        Message::new("error-unknown-crs").text("name", &self.name)
    }
}

/// An equal-area map projection: longitude/latitude in degrees ↔ metres on the map, y upwards.
#[derive(Clone)]
pub struct Projection {
    definition: String,
    forward: Proj,
    geographic: Proj,
}

impl Projection {
    /// A projection from its EPSG code (`EPSG:3576`) or its PROJ string, whose angles may be in
    /// degrees and minutes (`lat_1=52d30`).
    ///
    /// # Errors
    /// The code or string is not understood, or names no projection with a forward formula.
    pub fn from_definition(definition: &str) -> Result<Self, CrsError> {
        let text = definition.trim();
        let code = text.get(..5).filter(|start| start.eq_ignore_ascii_case("epsg:")).map(|_| &text[5..]);
        let Some(code) = code else {
            let decimal: Vec<Cow<'_, str>> = text.split_whitespace().map(decimal_angle).collect();
            return Self::from_proj_string(&decimal.join(" "));
        };
        let known = code.parse().ok().and_then(crs_definitions::from_code);
        let known = known.ok_or_else(|| CrsError { name: definition.to_owned(), cause: None })?;
        Self::from_proj_string(known.proj4)
    }

    /// A projection from its PROJ string.
    ///
    /// # Errors
    /// The string is not understood, or names no projection with a forward formula.
    pub fn from_proj_string(definition: &str) -> Result<Self, CrsError> {
        let fail = |cause| CrsError { name: definition.to_owned(), cause };
        let forward = Proj::from_proj_string(definition).map_err(|cause| fail(Some(cause)))?;
        if forward.is_latlong() || !forward.has_forward() {
            return Err(fail(None));
        }
        let geographic = geographic().map_err(|cause| fail(Some(cause)))?;
        Ok(Self { definition: definition.to_owned(), forward, geographic })
    }

    /// A sensible equal-area projection for an area, after the tree of Šavrič, Jenny & Jenny
    /// (doi:10.1080/17538947.2015.1111952): Equal Earth for the world; azimuthal around a pole;
    /// cylindrical along the equator; azimuthal for compact or tall areas; else Albers with
    /// standard parallels by the one-sixth rule (Snyder 1987, USGS PP 1395, p. 99).
    ///
    /// # Errors
    /// None in practice: all definitions are of proj4rs's own.
    pub fn equal_area_for(window: LongitudeWindow, bounds: Bounds) -> Result<Self, CrsError> {
        Self::from_proj_string(&equal_area_definition(window, bounds))
    }

    /// The PROJ string.
    #[must_use]
    pub fn definition(&self) -> &str {
        &self.definition
    }

    /// The projection's usual name, as a message id (`projection-aea`, …).
    #[must_use]
    pub fn message_id(&self) -> String {
        format!("projection-{}", self.forward.projname())
    }

    /// Appends the projected line, with points put between where an edge is long.
    pub fn project_line(&self, line: &[Point], out: &mut Vec<Point>) {
        let start = out.len();
        for (i, &b) in line.iter().enumerate() {
            if i > 0 {
                let a = line[i - 1];
                let longest = (b[0] - a[0]).abs().max((b[1] - a[1]).abs());
                let pieces = (longest / LONGEST_STRAIGHT_DEG).ceil().min(360.0) as usize;
                out.extend((1..pieces).map(|piece| {
                    let t = piece as f64 / pieces as f64;
                    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
                }));
            }
            out.push(b);
        }
        self.project(&mut out[start..]);
    }

    /// Projects longitude/latitude in degrees to metres, in place. Points without an image
    /// become NaN.
    pub fn project(&self, points: &mut [Point]) {
        struct Degrees<'a>(&'a mut [Point]);
        impl Transform for Degrees<'_> {
            fn transform_coordinates<F: TransformClosure>(&mut self, f: &mut F) -> Result<(), ProjError> {
                for point in &mut *self.0 {
                    *point = f(point[0], point[1], 0.0).map_or([f64::NAN; 2], |(x, y, _)| [x, y]);
                }
                Ok(())
            }
        }
        for point in &mut *points {
            // A hair inside the poles, where conic formulas stay finite.
            *point = [point[0].to_radians(), point[1].clamp(-89.999_999, 89.999_999).to_radians()];
        }
        // The per-point closure above never fails; a failure of the set-up leaves NaN.
        if proj4rs::transform::transform(&self.geographic, &self.forward, &mut Degrees(points)).is_err() {
            points.fill([f64::NAN; 2]);
        }
    }
}

impl std::fmt::Debug for Projection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Projection").field(&self.definition).finish()
    }
}

/// A parameter of a PROJ string with its angle in decimal degrees: proj4rs reads no others.
fn decimal_angle(parameter: &str) -> Cow<'_, str> {
    let decimal = || {
        let (key, value) = parameter.split_once('=')?;
        let is_angle = ["+lat", "+lon", "+alpha", "+gamma"].iter().any(|start| key.starts_with(start));
        let (degrees, rest) = value.split_once(['d', 'D', '°']).filter(|_| is_angle)?;
        let (rest, south_or_west) = match rest.trim_end_matches(['S', 's', 'W', 'w']) {
            shorter if shorter.len() < rest.len() => (shorter, -1.0),
            _ => (rest.trim_end_matches(['N', 'n', 'E', 'e']), 1.0),
        };
        let (minutes, seconds) = rest.split_once('\'').unwrap_or((rest, ""));
        let part = |text: &str| if text.is_empty() { Some(0.0) } else { text.parse::<f64>().ok() };
        let size =
            part(degrees)?.abs() + part(minutes)? / 60.0 + part(seconds.trim_end_matches('"'))? / 3600.0;
        let sign = if degrees.starts_with('-') { -south_or_west } else { south_or_west };
        Some(format!("{key}={}", sign * size))
    };
    decimal().map_or(Cow::Borrowed(parameter), Cow::Owned)
}

fn geographic() -> Result<Proj, ProjError> {
    Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs")
}

fn equal_area_definition(window: LongitudeWindow, bounds: Bounds) -> String {
    let (south, north) = (bounds.min[1].max(-90.0), bounds.max[1].min(90.0));
    let (lat_0, tall) = (f64::midpoint(south, north), north - south);
    let lon_0 = if window.span() >= 359.0 { 0.0 } else { bounds.centre()[0] };
    let lon_0 = if lon_0 > 180.0 { lon_0 - 360.0 } else { lon_0 };
    let wide = window.span();
    let tail = "+datum=WGS84 +units=m +no_defs";
    if wide > 200.0 {
        return if south > 45.0 || north < -45.0 {
            format!("+proj=laea +lat_0={} +lon_0={lon_0:.4} {tail}", 90.0_f64.copysign(lat_0))
        } else {
            format!("+proj=eqearth +lon_0={lon_0:.4} {tail}")
        };
    }
    // A sector that reaches the pole: elsewhere the pole would be a line, or off the centre.
    if south > 45.0 && north > 89.0 || north < -45.0 && south < -89.0 {
        return format!("+proj=laea +lat_0={} +lon_0={lon_0:.4} {tail}", 90.0_f64.copysign(lat_0));
    }
    let wide_on_ground = wide * lat_0.to_radians().cos();
    if tall > 100.0 {
        return format!("+proj=eqearth +lon_0={lon_0:.4} {tail}");
    }
    if lat_0.abs() < 15.0 && wide_on_ground > 1.25 * tall {
        return format!("+proj=cea +lat_ts={:.4} +lon_0={lon_0:.4} {tail}", lat_0.abs().max(0.01));
    }
    if wide_on_ground <= 1.25 * tall || south < 0.0 && north > 0.0 {
        return format!("+proj=laea +lat_0={lat_0:.4} +lon_0={lon_0:.4} {tail}");
    }
    let sixth = tall / 6.0;
    format!(
        "+proj=aea +lat_1={:.4} +lat_2={:.4} +lat_0={lat_0:.4} +lon_0={lon_0:.4} {tail}",
        south + sixth,
        north - sixth
    )
}

/// The way from a coordinate reference system to longitude/latitude in degrees.
pub struct Reprojector {
    from: Proj,
    to: Proj,
    factor: f64,
}

impl Reprojector {
    /// The way from the system with this name: a PROJ string, `EPSG:3857`,
    /// `urn:ogc:def:crs:EPSG::3857`, an `http://www.opengis.net/def/crs/…` address. `None` where
    /// the system is longitude/latitude on WGS 84 already and nothing is to be done.
    ///
    /// # Errors
    /// The name is not known.
    pub fn from_crs_name(name: &str) -> Result<Option<Self>, CrsError> {
        let fail = |cause| CrsError { name: name.to_owned(), cause };
        let trimmed = name.trim();
        let from = if trimmed.starts_with('+') {
            Proj::from_proj_string(trimmed)
        } else {
            let upper = trimmed.to_ascii_uppercase();
            if upper.ends_with("CRS84")
                || upper.ends_with("CRS83")
                || upper.ends_with("CRS84H")
                || upper == "WGS84"
            {
                return Ok(None);
            }
            let code = upper.rsplit([':', '/', '#']).next().and_then(|code| code.parse().ok());
            let is_coded = upper.contains("EPSG") || upper.contains("ESRI");
            let code: u32 = code.filter(|_| is_coded).ok_or_else(|| fail(None))?;
            match code {
                // Longitude/latitude on WGS 84, ETRS89, NAD83 or GSK-2011: they differ by less
                // than a metre or two, far below the detail of these maps.
                4326 | 4258 | 4269 | 4979 | 7683 => return Ok(None),
                // Codes of the web map projection from before EPSG took it up, and Esri's.
                3785 | 900_913 | 102_100 | 102_113 => Proj::from_epsg_code(3857),
                _ => Proj::from_epsg_code(u16::try_from(code).map_err(|_| fail(None))?),
            }
        }
        .map_err(|cause| fail(Some(cause)))?;
        let to = geographic().map_err(|cause| fail(Some(cause)))?;
        let factor = if from.is_latlong() { std::f64::consts::PI / 180.0 } else { 1.0 };
        Ok(Some(Self { from, to, factor }))
    }

    /// Longitude and latitude in degrees of a point in the source system; `None` outside its
    /// domain.
    #[must_use]
    pub fn lon_lat(&self, [x, y]: Point) -> Option<Point> {
        let mut point = (x * self.factor, y * self.factor);
        proj4rs::transform::transform(&self.from, &self.to, &mut point).ok()?;
        let point = [point.0.to_degrees(), point.1.to_degrees()];
        (point[0].is_finite() && point[1].is_finite()).then_some(point)
    }
}

impl std::fmt::Debug for Reprojector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reprojector").field("from", &self.from.projname()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Paths;
    use proptest::prelude::*;

    fn project(definition: &str, lon: f64, lat: f64) -> Point {
        let mut point = [[lon, lat]];
        Projection::from_proj_string(definition).expect("definition").project(&mut point);
        point[0]
    }

    #[test]
    fn codes_and_degrees_with_minutes_are_definitions() {
        let code = Projection::from_definition("EPSG:3576").expect("a code of an equal-area projection");
        assert!(code.definition().starts_with("+proj=laea +lat_0=90"), "{}", code.definition());
        let minutes = "+proj=aea +lat_1=52d30 +lat_2=64d00'36\"N +lat_0=60 +lon_0=105d0'0\"E +datum=WGS84";
        let mixed = Projection::from_definition(minutes).expect("angles with minutes");
        let decimal = "+proj=aea +lat_1=52.5 +lat_2=64.01 +lat_0=60 +lon_0=105 +datum=WGS84";
        assert_eq!(mixed.definition(), decimal);
        assert_eq!(decimal_angle("+lon_0=45d30W"), "+lon_0=-45.5");
        for wrong in ["EPSG:1", "EPSG:4326", "EPSG:", "my own grid", "+proj=aea +lat_1=52dx"] {
            assert!(Projection::from_definition(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn albers_matches_snyders_worked_example() {
        // Snyder 1987, USGS Professional Paper 1395, p. 292: Clarke 1866, φ 35° N, λ 75° W.
        let [x, y] = project(
            "+proj=aea +ellps=clrk66 +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +units=m",
            -75.0,
            35.0,
        );
        assert!((x - 1_885_472.7).abs() < 0.2, "{x}");
        assert!((y - 1_535_925.0).abs() < 0.2, "{y}");
    }

    fn window_and_bounds(west: f64, east: f64, south: f64, north: f64) -> (LongitudeWindow, Bounds) {
        let mut paths = Paths::default();
        paths.push_path([[west, south], [f64::midpoint(west, east), north], [east, south], [west, south]]);
        paths.end_feature();
        (LongitudeWindow::around(&paths), Bounds { min: [west, south], max: [east, north] })
    }

    #[test]
    fn each_area_gets_a_projection_that_suits_it() {
        let cases = [
            ("Kazakhstan", (46.0, 88.0, 40.0, 56.0), "aea"),
            ("Chile", (-76.0, -66.0, -56.0, -17.0), "laea"),
            ("Indonesia", (95.0, 141.0, -11.0, 6.0), "cea"),
            ("Georgia", (40.0, 46.8, 41.0, 43.6), "aea"),
            ("Brazil", (-74.0, -34.0, -34.0, 5.5), "laea"),
        ];
        for (name, (west, east, south, north), expected) in cases {
            let (window, bounds) = window_and_bounds(west, east, south, north);
            let definition = equal_area_definition(window, bounds);
            assert!(definition.starts_with(&format!("+proj={expected} ")), "{name}: {definition}");
        }
        let world = Bounds { min: [-180.0, -90.0], max: [180.0, 83.0] };
        assert!(equal_area_definition(LongitudeWindow::GREENWICH, world).starts_with("+proj=eqearth"));
        let (window, bounds) = window_and_bounds(-90.0, 90.0, 70.0, 90.0);
        assert!(equal_area_definition(window, bounds).starts_with("+proj=laea +lat_0=90"));
        let arctic = Bounds { min: [-180.0, 60.0], max: [180.0, 90.0] };
        assert!(
            equal_area_definition(LongitudeWindow::GREENWICH, arctic).starts_with("+proj=laea +lat_0=90")
        );
    }

    #[test]
    fn web_mercator_and_gauss_kruger_come_back_to_degrees() {
        let web =
            Reprojector::from_crs_name("urn:ogc:def:crs:EPSG::3857").expect("known").expect("not lon/lat");
        // The spherical formula (Snyder 1987, eq. 7-4), by hand.
        let (x, y, radius) = (11_604_000.0_f64, 6_850_000.0_f64, 6_378_137.0_f64);
        let by_hand = 2.0 * (y / radius).exp().atan().to_degrees() - 90.0;
        let [lon, lat] = web.lon_lat([x, y]).expect("in domain");
        assert!(
            (lon - (x / radius).to_degrees()).abs() < 1e-9 && (lat - by_hand).abs() < 1e-9,
            "{lon} {lat}"
        );
        assert!(Reprojector::from_crs_name("EPSG:4326").expect("known").is_none());
        assert!(Reprojector::from_crs_name("urn:ogc:def:crs:OGC:1.3:CRS84").expect("known").is_none());
        assert!(Reprojector::from_crs_name("EPSG:28418").expect("known").is_some());
        for same in ["EPSG:900913", "urn:ogc:def:crs:EPSG::102100", "ESRI:102100", "EPSG:3785"] {
            let way = Reprojector::from_crs_name(same).expect(same).expect("not lon/lat");
            assert_eq!(way.lon_lat([x, y]), web.lon_lat([x, y]), "{same}");
        }
        assert!(Reprojector::from_crs_name("EPSG:102004").is_err());
        assert!(Reprojector::from_crs_name("my own grid").is_err());
    }

    /// Area of a small quadrangle on the map against its area on the sphere of equal surface.
    fn area_ratio(definition: &str, lon: f64, lat: f64) -> f64 {
        let d = 0.01_f64;
        let corners = [[lon, lat], [lon + d, lat], [lon + d, lat + d], [lon, lat + d]];
        let mut map = corners;
        Projection::from_proj_string(definition).expect("definition").project(&mut map);
        let shoelace: f64 = (0..4)
            .map(|i| {
                let (a, b) = (map[i], map[(i + 1) % 4]);
                a[0] * b[1] - b[0] * a[1]
            })
            .sum::<f64>()
            / 2.0;
        // WGS 84 authalic integral q (Snyder 1987, eq. 3-12).
        let (e2, a) = (0.006_694_379_990_14_f64, 6_378_137.0_f64);
        let e = e2.sqrt();
        let q = |deg: f64| {
            let s = deg.to_radians().sin();
            (1.0 - e2) * (s / (1.0 - e2 * s * s) - (1.0 / (2.0 * e)) * ((1.0 - e * s) / (1.0 + e * s)).ln())
        };
        let ground = a * a / 2.0 * d.to_radians() * (q(lat + d) - q(lat));
        shoelace / ground
    }

    proptest! {
        #[test]
        fn chosen_projections_keep_areas(
            west in -170.0..100.0f64, width in 2.0..70.0f64, south in -70.0..50.0f64, height in 2.0..25.0f64,
            tx in 0.1..0.9f64, ty in 0.1..0.9f64,
        ) {
            let (window, bounds) = window_and_bounds(west, west + width, south, south + height);
            let ratio = area_ratio(&equal_area_definition(window, bounds), west + tx * width, south + ty * height);
            prop_assert!((ratio - 1.0).abs() < 2e-3, "{}", ratio);
        }
    }
}
