//! Owns boundary files of the user's own: which property names the regions, whether they are
//! those of the open atlas, and the bare atlas that a file of elsewhere becomes. Does not draw.

use super::{
    geojson::{GeoFeature, GeoFile, read_geojson},
    package::geography_of,
    problem::{IoError, Problem, Problems, RowKind, Severity, excerpt},
};
use crate::{
    atlas::{Atlas, Geography, Level, Region, RegionId, Standing},
    lang::{Localized, Message},
};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// A user's boundaries, joined to an atlas.
#[derive(Debug)]
pub struct UserBoundaries {
    /// Their shapes.
    pub geography: Geography,
    /// The bare atlas of the file, where its regions are not those of the open one.
    pub own_atlas: Option<Atlas>,
    /// What was wrong in the file.
    pub problems: Problems,
}

/// Reads a GeoJSON file of polygons. Where at least half of its features, or half of the
/// atlas's regions, are named by one property (or by the id), they take the place of the
/// atlas's boundaries. Otherwise the file is of elsewhere and becomes an atlas without figures.
///
/// # Errors
/// The file cannot be read, is no GeoJSON, or has no polygon.
pub fn read_boundaries(path: &Path, atlas: &Atlas) -> Result<UserBoundaries, IoError> {
    let mut file = read_geojson(path)?;
    if file.polygons.path_count() == 0 {
        return Err(IoError::unusable(path, None, "expected-polygons", what_instead(&file)));
    }
    let mut problems = std::mem::take(&mut file.problems);
    if let Some((key, regions)) = matched(&file.features, atlas) {
        for (feature, _) in file.features.iter().zip(&regions).filter(|(_, region)| region.is_none()) {
            problems.add_with(Severity::Warning, || unknown_region(path, feature, key));
        }
        let geography = geography_of(file.polygons, regions, atlas)?;
        return Ok(UserBoundaries { geography, own_atlas: None, problems });
    }
    let (own, regions) = bare_atlas(path, &file.features);
    let geography = geography_of(file.polygons, regions, &own)?;
    Ok(UserBoundaries { geography, own_atlas: Some(own), problems })
}

/// What a file without polygons has in their place; the first reason where they were left out.
fn what_instead(file: &GeoFile) -> Message {
    let reason = file.problems.first.iter().find(|problem| problem.severity == Severity::Error);
    match (reason, file.features.len()) {
        (Some(reason), _) => Message::new("found-unusable-polygons").with("problem", reason.told()),
        (None, 0) => "found-no-feature".into(),
        (None, count) => Message::new("found-features-without").count(count),
    }
}

fn unknown_region(path: &Path, feature: &GeoFeature, key: &str) -> Problem {
    Problem {
        path: path.to_owned(),
        row: Some(feature.number),
        row_kind: RowKind::Feature,
        column: Some(key.to_owned()),
        expected: "expected-region-word".into(),
        found: feature.text(key).map_or_else(|| "found-nothing".into(), |text| excerpt(&text)),
        severity: Severity::Warning,
    }
}

/// Region of each feature by the property that names most of them, and which that is.
fn matched<'a>(features: &'a [GeoFeature], atlas: &Atlas) -> Option<(&'a str, Vec<Option<RegionId>>)> {
    let by_word = atlas.regions_by_word();
    let region_of = |text: &str| by_word.get(&text.trim().to_lowercase()).copied();
    // One pass over all properties: files of OpenStreetMap have thousands of them.
    let mut hits: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, text) in features.iter().flat_map(GeoFeature::texts) {
        if region_of(&text).is_some() {
            *hits.entry(key).or_default() += 1;
        }
    }
    let (key, _) = hits.into_iter().max_by_key(|(_, count)| *count)?;
    let regions: Vec<_> =
        features.iter().map(|feature| feature.text(key).and_then(|text| region_of(&text))).collect();
    let count = regions.iter().flatten().count();
    let enough = 2 * count >= features.len() || 2 * count >= atlas.map_regions(false).count().max(1);
    (count > 0 && enough).then_some((key, regions))
}

/// Properties that hold a code or a name in files as they come: ISO 3166-2, geoBoundaries,
/// GADM, Natural Earth, NUTS, UN OCHA and plain ones.
const CODES: &[&str] = &[
    "iso_3166_2",
    "iso3166_2",
    "shapeiso",
    "hasc_1",
    "gid_2",
    "gid_1",
    "nuts_id",
    "adm2_pcode",
    "adm1_pcode",
    "iso_a3",
    "code",
    "id",
    "geoid",
    "shapeid",
];
const NAMES: &[&str] = &[
    "name_en",
    "shapename",
    "name_2",
    "name_1",
    "nuts_name",
    "adm2_en",
    "adm1_en",
    "name_latn",
    "admin",
    "name",
    "title",
    "label",
];
const NAMES_RU: &[&str] = &["name_ru", "nl_name_1"];

fn bare_atlas(path: &Path, features: &[GeoFeature]) -> (Atlas, Vec<Option<RegionId>>) {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut atlas = Atlas::named(Localized::same(stem));
    let lookup =
        |feature: &GeoFeature, keys: &[&str]| keys.iter().find_map(|key| feature.text_ignoring_case(key));
    let names: Vec<Option<String>> = features.iter().map(|feature| lookup(feature, NAMES)).collect();
    let code_key = CODES.iter().copied().find(|key| {
        // One code for several names is the code of something larger, or stands for no code.
        let mut name_of: HashMap<String, &Option<String>> = HashMap::new();
        features.iter().zip(&names).all(|(feature, name)| {
            let code = feature.text_ignoring_case(key).filter(|code| !code.is_empty());
            code.is_some_and(|code| name_of.entry(code).or_insert(name) == &name)
        })
    });
    let regions = features.iter().enumerate().map(|(number, feature)| {
        let name = names[number].clone();
        let code = code_key.and_then(|key| feature.text_ignoring_case(key)).or_else(|| name.clone());
        let code = code.filter(|code| !code.is_empty()).unwrap_or_else(|| (number + 1).to_string());
        let name = Localized {
            en: name.unwrap_or_else(|| code.clone()),
            ru: lookup(feature, NAMES_RU).unwrap_or_default(),
        };
        let region = Region {
            code: code.clone(),
            level: Level::Region,
            parent: None,
            short: name.clone(),
            name,
            standing: Standing::Undisputed,
            members: Vec::new(),
            note: Localized::default(),
            capital: None,
            utc_offset_s: None,
        };
        // Several features with one code are one region.
        atlas.add_region(region).or_else(|| atlas.region_id(&code))
    });
    let regions = regions.collect();
    (atlas, regions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{AtlasFolder, parse_geojson, read_atlas};

    fn features(properties: &[&str]) -> Vec<GeoFeature> {
        let features = properties.iter().map(|properties| {
            format!(r#"{{"type":"Feature","geometry":null,"properties":{{{properties}}}}}"#)
        });
        let text = features.collect::<Vec<_>>().join("\n");
        parse_geojson(Path::new("a.geojson"), text.as_bytes()).expect("features").features
    }

    fn codes(properties: &[&str]) -> Vec<String> {
        let (atlas, regions) = bare_atlas(Path::new("a.geojson"), &features(properties));
        regions.into_iter().flatten().map(|id| atlas.region(id).code.clone()).collect()
    }

    #[test]
    fn a_code_that_several_names_share_makes_no_region() {
        let unsettled = [r#""ISO_A3":"-99","NAME":"France""#, r#""ISO_A3":"-99","NAME":"Norway""#];
        assert_eq!(codes(&unsettled), ["France", "Norway"]);
        let parts = [r#""ISO_A3":"FJI","NAME":"Fiji""#, r#""ISO_A3":"FJI","NAME":"Fiji""#];
        assert_eq!(codes(&parts), ["FJI", "FJI"]);
    }

    #[test]
    fn a_feature_that_names_no_region_is_told() {
        let (atlas, _) = read_atlas(&AtlasFolder::Embedded).expect("the embedded atlas");
        let features = features(&[r#""name":"Irkutsk Oblast""#, r#""name":"Atlantis""#]);
        let (key, regions) = matched(&features, &atlas).expect("half of them are known");
        assert_eq!(regions.iter().flatten().count(), 1);
        assert_eq!(
            unknown_region(Path::new("a.geojson"), &features[1], key).to_string(),
            "a.geojson, feature 2, name: expected the code or the name of a region of the atlas, found \"Atlantis\""
        );
    }
}
