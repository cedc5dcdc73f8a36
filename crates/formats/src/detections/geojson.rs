//! Owns reading detections from the points of a `GeoJSON` file, whose properties are their
//! columns. Does not parse `GeoJSON` itself.

use super::{
    check::Checks,
    columns::Column,
    csv_rows::RecordReader,
    parts::{Part, join_parts},
};
use crate::{GeoFile, IoError, Problems, RowKind, Severity, atlas::Detections, lang::Message, read_geojson};
use std::path::Path;

/// Reads the point features of a file; others are left out and counted.
pub(super) fn read_points(path: &Path) -> Result<(Detections, Problems), IoError> {
    let file = read_geojson(path)?;
    if file.points.is_empty() {
        let found = Message::new("found-features-without").count(file.features.len());
        return Err(IoError::unusable(path, None, "expected-detection-points", found));
    }
    let mut detections = Detections::blank(file.points.len());
    let mut problems = file.problems.clone();
    let filled = {
        let mut part = Part::split(&mut detections, std::iter::once(file.points.len())).remove(0);
        let mut checks = Checks::new(path, RowKind::Feature);
        let seen = take_points(&file, &mut part, &mut checks);
        part.finish(seen, checks.problems)
    };
    problems.extend(join_parts(&mut detections, vec![filled]));
    Ok((detections, problems))
}

fn take_points(file: &GeoFile, part: &mut Part<'_>, checks: &mut Checks<'_>) -> usize {
    let reader = RecordReader::of_texts();
    let mut points = file.points.iter().peekable();
    for (index, feature) in file.features.iter().enumerate() {
        let mut is_point = false;
        while let Some((_, [lon, lat])) = points.next_if(|(of, _)| *of as usize == index) {
            is_point = true;
            let mut texts: [String; Column::COUNT] = Default::default();
            for column in Column::ALL {
                let found = column.names().iter().find_map(|name| feature.text_ignoring_case(name));
                texts[column as usize] = found.unwrap_or_default();
            }
            // The geometry is the position, whatever properties say.
            texts[Column::Lon as usize] = lon.to_string();
            texts[Column::Lat as usize] = lat.to_string();
            reader.take_texts(&texts, feature.number, feature.number as u32 - 1, part, checks);
        }
        if !is_point {
            checks.report(Severity::Error, Some("geometry"), feature.number, "expected-point", || {
                "found-other-geometry".into()
            });
        }
    }
    file.points.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{atlas::DetectionKind, write_file};

    fn read(text: &str) -> Result<(Detections, Problems), IoError> {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("mine.geojson");
        write_file(&path, text.as_bytes()).expect("written");
        read_points(&path)
    }

    #[test]
    fn points_are_detections_and_properties_their_columns() {
        let (detections, problems) = read(
            r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"kw":7.1,"kind":"abnormal_load","first_seen":"2025-03-12"},
             "geometry":{"type":"Point","coordinates":[104.3,52.3]}},
            {"type":"Feature","properties":{"kw":"many"},"geometry":{"type":"Point","coordinates":[104.3,52.3]}},
            {"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}},
            {"type":"Feature","properties":{"score":7},"geometry":{"type":"Point","coordinates":[30.5,59.9]}}]}"#,
        )
        .expect("read");
        assert_eq!((detections.len(), problems.errors, problems.warnings), (3, 1, 2));
        assert_eq!((detections.lon[0], detections.kw[0]), (104.3, 7.1));
        assert_eq!(detections.kind[0], Some(DetectionKind::AbnormalLoad));
        assert_eq!(detections.row, [1, 2, 4]);
        assert!(problems.first[0].to_string().contains("feature 2, kw: expected"), "{:?}", problems.first);
    }

    #[test]
    fn a_file_without_points_is_refused() {
        let said = read(r#"{"type":"FeatureCollection","features":[]}"#).expect_err("none").to_string();
        assert!(said.ends_with("expected points, each a detection, found 0 features without one"), "{said}");
    }
}
