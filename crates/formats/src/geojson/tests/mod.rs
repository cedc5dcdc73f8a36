//! Small files, each named for what it shows, and what holds for any file.

mod invariants;
mod refused;
mod taken;

use super::*;

pub(super) fn try_parse(text: &str) -> Result<GeoFile, IoError> {
    parse_geojson(Path::new("a.geojson"), text.as_bytes())
}

pub(super) fn parse(text: &str) -> GeoFile {
    try_parse(text).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn refusal(text: &str) -> String {
    match try_parse(text) {
        Ok(file) => panic!("taken: {file:?}"),
        Err(error) => error.to_string(),
    }
}

/// A collection of features, and what was said about it.
pub(super) fn collection(features: &str) -> (GeoFile, Vec<String>) {
    let file = parse(&format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#));
    assert_eq!(file.features.len(), file.polygons.feature_count());
    assert_eq!(file.features.len(), file.lines.feature_count());
    let said = file.problems.first.iter().map(ToString::to_string).collect();
    (file, said)
}

pub(super) fn rings(file: &GeoFile, feature: usize) -> Vec<Vec<Point>> {
    file.polygons.feature(feature).map(<[Point]>::to_vec).collect()
}

pub(super) const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]]]}"#;
pub(super) const SQUARE_RING: [Point; 5] = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]];
pub(super) const POINT: &str =
    r#"{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[1,2]}}"#;
