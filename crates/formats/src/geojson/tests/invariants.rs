//! What holds for any file: what is written comes back, whatever the order of members,
//! white space and dimensions; and no bytes make the reader panic.

use super::*;
use proptest::prelude::*;

/// What white space there is between two tokens, by number.
const SPACES: [&str; 4] = ["", " ", "\n  ", "\t\r\n            "];

/// A polygon as its rings; each ring of different longitudes, so that it has an extent, and
/// without its closing point.
type Polygon = Vec<Vec<Point>>;

fn ring() -> impl Strategy<Value = Vec<Point>> {
    prop::collection::btree_map(-5_400_000..5_400_000_i32, -900_000..=900_000_i32, 3..9).prop_map(|points| {
        points.into_iter().map(|(x, y)| [f64::from(x) / 1e4, f64::from(y) / 1e4]).collect()
    })
}

fn polygon() -> impl Strategy<Value = Polygon> {
    prop::collection::vec(ring(), 1..3)
}

/// How a file is written.
#[derive(Clone, Debug)]
struct Style {
    space: usize,
    dimensions: usize,
    closes: bool,
    type_last: bool,
    features_first: bool,
}

fn style() -> impl Strategy<Value = Style> {
    (0..SPACES.len(), 2..5_usize, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(space, dimensions, closes, type_last, features_first)| Style {
            space,
            dimensions,
            closes,
            type_last,
            features_first,
        },
    )
}

impl Style {
    fn array(&self, elements: impl IntoIterator<Item = String>) -> String {
        let space = SPACES[self.space];
        let elements: Vec<String> = elements.into_iter().collect();
        format!("[{space}{}{space}]", elements.join(&format!("{space},{space}")))
    }

    fn object(&self, members: &[(&str, String)], reversed: bool) -> String {
        let space = SPACES[self.space];
        let mut members: Vec<String> =
            members.iter().map(|(key, value)| format!("\"{key}\"{space}:{space}{value}")).collect();
        if reversed {
            members.reverse();
        }
        format!("{{{space}{}{space}}}", members.join(&format!("{space},{space}")))
    }

    fn polygon(&self, polygon: &Polygon) -> String {
        self.array(polygon.iter().map(|ring| {
            let closing = ring.first().filter(|_| self.closes);
            self.array(ring.iter().chain(closing).map(|point| {
                let heights = (2..self.dimensions).map(|height| height.to_string());
                self.array(point.iter().map(ToString::to_string).chain(heights))
            }))
        }))
    }

    fn file(&self, features: &[Vec<Polygon>]) -> String {
        let feature = |polygons: &Vec<Polygon>| {
            let coordinates = self.array(polygons.iter().map(|polygon| self.polygon(polygon)));
            let geometry = [("type", "\"MultiPolygon\"".to_owned()), ("coordinates", coordinates)];
            let properties = self.object(&[("name", "\"]}\\\"[\"".to_owned())], false);
            let feature = [
                ("type", "\"Feature\"".to_owned()),
                ("properties", properties),
                ("geometry", self.object(&geometry, self.type_last)),
            ];
            self.object(&feature, self.type_last)
        };
        let features = self.array(features.iter().map(feature));
        let file = [("type", "\"FeatureCollection\"".to_owned()), ("features", features)];
        self.object(&file, self.features_first)
    }
}

fn features() -> impl Strategy<Value = Vec<Vec<Polygon>>> {
    prop::collection::vec(prop::collection::vec(polygon(), 1..3), 0..4)
}

proptest! {
    #[test]
    fn polygons_come_back_as_written(features in features(), style in style()) {
        let text = style.file(&features);
        let file = parse_geojson(Path::new("a"), text.as_bytes()).expect("GeoJSON");
        let mut expected = Paths::default();
        for polygons in &features {
            for ring in polygons.iter().flatten() {
                expected.push_path(ring.iter().chain(ring.first()).copied());
            }
            expected.end_feature();
        }
        prop_assert_eq!(file.polygons, expected);
        prop_assert_eq!(file.problems.errors, 0);
        prop_assert_eq!(file.problems.warnings, if style.closes { 0 } else { features.len() as u64 });
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _either = parse_geojson(Path::new("a"), &bytes);
    }

    #[test]
    fn no_json_like_text_makes_it_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\"type\":", "\"features\":[", "\"coordinates\":", "\"geometry\":",
            "\"Polygon\"", "\"GeometryCollection\"", "\"geometries\":[", "\"crs\":", "\"properties\":{", "\"id\":", "[1,2]",
            "[[0,0],[1,0],[1,1]]", "null", "NaN", "-", "1e5", "\n", "\u{1e}", "\"EPSG:3857\"", "\\u", "\\ud800",
        ]), 0..40),
    ) {
        let text = format!("{{\"features\":[{{{}", pieces.concat());
        for text in [&text[..], &pieces.concat(), &format!("{text}}}]}}")] {
            let _either = parse_geojson(Path::new("a"), text.as_bytes());
        }
    }

    #[test]
    fn no_damage_makes_it_panic(
        features in features(), style in style(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
    ) {
        let mut bytes = style.file(&features).into_bytes();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        for bytes in [&bytes[..], &bytes[..end.index(bytes.len())]] {
            if let Ok(file) = parse_geojson(Path::new("a"), bytes) {
                prop_assert_eq!(file.features.len(), file.polygons.feature_count());
                prop_assert_eq!(file.features.len(), file.lines.feature_count());
                prop_assert!(file.points.iter().all(|point| (point.0 as usize) < file.features.len()));
            }
        }
    }
}
