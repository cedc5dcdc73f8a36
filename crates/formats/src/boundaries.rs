//! Owns boundary files of the user's own: which property names the regions, whether they are
//! those of the open atlas, and the bare atlas that a file of elsewhere becomes. Does not draw.

use super::{
    geofile::read_geofile,
    geojson::{GeoFeature, GeoFile, PropertyValue},
    package::geography_of,
    problem::{IoError, Problem, Problems, RowKind, Severity, excerpt},
    region_table::{RegionColumn, columns_of_features},
};
use crate::{
    atlas::{Atlas, Geography, Level, Region, RegionId, RegionNames},
    lang::{Localized, Message},
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

/// A user's boundaries, joined to an atlas.
#[derive(Debug)]
pub struct UserBoundaries {
    /// Their shapes.
    pub geography: Geography,
    /// The bare atlas of the file, where its regions are not those of the open one.
    pub own_atlas: Option<Atlas>,
    /// The numbers that its features carry, by property.
    pub figures: Vec<RegionColumn>,
    /// What was wrong in the file.
    pub problems: Problems,
}

/// Reads a file of polygons, of the layer with this name if one is given. Where at least half of its features, or half of the
/// atlas's regions, are named by one property (or by the id), they take the place of the
/// atlas's boundaries. Otherwise the file is of elsewhere and becomes an atlas without figures.
///
/// # Errors
/// The file cannot be read, is in no known format, or has no polygon.
pub fn read_boundaries(path: &Path, layer: Option<&str>, atlas: &Atlas) -> Result<UserBoundaries, IoError> {
    let mut file = read_geofile(path, layer)?.file;
    if file.polygons.path_count() == 0 {
        return Err(IoError::unusable(path, None, "expected-polygons", what_instead(&file)));
    }
    let mut problems = std::mem::take(&mut file.problems);
    let matched = matched(&file.features, atlas);
    let parts = matched.as_ref().and_then(|(key, regions)| named_parts(path, &file.features, key, regions));
    let of_atlas = matched.filter(|_| parts.is_none());
    problems.add_all(parts);
    if let Some((key, regions)) = of_atlas {
        for (feature, _) in file.features.iter().zip(&regions).filter(|(_, region)| region.is_none()) {
            problems.add_with(Severity::Warning, || unknown_region(path, feature, key));
        }
        let figures = columns_of_features(&file.features, &regions);
        let geography = geography_of(file.polygons, regions, atlas)?;
        return Ok(UserBoundaries { geography, own_atlas: None, figures, problems });
    }
    let (own, regions, same_names) = bare_atlas(path, &file.features);
    problems.add_all(same_names);
    let figures = columns_of_features(&file.features, &regions);
    let geography = geography_of(file.polygons, regions, &own)?;
    Ok(UserBoundaries { geography, own_atlas: Some(own), figures, problems })
}

/// What a file without polygons has in their place; the first reason where they were left out.
pub(super) fn what_instead(file: &GeoFile) -> Message {
    let reason = file.problems.first.iter().find(|problem| problem.severity == Severity::Error);
    match (reason, file.features.len()) {
        (Some(reason), _) => Message::new("found-unusable-polygons").with("problem", reason.told()),
        (None, 0) => "found-no-feature".into(),
        (None, count) => Message::new("found-features-without").count(count),
    }
}

pub(super) fn unknown_region(path: &Path, feature: &GeoFeature, key: &str) -> Problem {
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
pub(super) fn matched<'a>(
    features: &'a [GeoFeature],
    atlas: &Atlas,
) -> Option<(&'a str, Vec<Option<RegionId>>)> {
    let names = RegionNames::new(atlas);
    let mut known: HashMap<String, Option<RegionId>> = HashMap::new();
    let mut region_of =
        |text: String| *known.entry(text).or_insert_with_key(|text| names.find_in_any_column(text).region());
    // One pass over all properties: files of OpenStreetMap have thousands of them.
    let mut hits: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, text) in features.iter().flat_map(GeoFeature::texts) {
        if region_of(text).is_some() {
            *hits.entry(key).or_default() += 1;
        }
    }
    let (key, _) = hits.into_iter().max_by_key(|(_, count)| *count)?;
    let regions: Vec<_> = features.iter().map(|feature| feature.text(key).and_then(&mut region_of)).collect();
    let count = regions.iter().flatten().count();
    let enough = 2 * count >= features.len() || 2 * count >= atlas.map_regions(false).count().max(1);
    (count > 0 && enough).then_some((key, regions))
}

/// That the features are parts of regions with names of their own (districts with a column for the
/// region above them): they cannot take the place of these regions.
fn named_parts(
    path: &Path,
    features: &[GeoFeature],
    key: &str,
    regions: &[Option<RegionId>],
) -> Option<Problem> {
    let distinct: HashSet<RegionId> = regions.iter().flatten().copied().collect();
    let count = regions.iter().flatten().count();
    if count < 2 * distinct.len() || count < 2 {
        return None;
    }
    let own = most_distinct_name(features).filter(|(own, names)| *own != key && *names == features.len())?.0;
    let of = Message::new("found-named-parts-regions").count(distinct.len());
    let found = Message::new("found-named-parts").with("regions", of).text("key", own).count(count);
    Some(Problem::of_file(path, Some(key), "expected-feature-a-region", found, Severity::Warning))
}

/// The property that is a name (text without digits) and differs most, with how many there are.
fn most_distinct_name(features: &[GeoFeature]) -> Option<(&str, usize)> {
    let mut values: BTreeMap<&str, Option<HashSet<&str>>> = BTreeMap::new();
    for (key, value) in features.iter().flat_map(|feature| &feature.properties) {
        let names = values.entry(key).or_insert_with(|| Some(HashSet::new()));
        match value {
            PropertyValue::Text(text) if !text.contains(|c: char| c.is_ascii_digit()) => {
                if let Some(names) = names {
                    names.insert(text.trim());
                }
            }
            _ => *names = None,
        }
    }
    let counts = values.into_iter().filter_map(|(key, names)| Some((key, names?.len())));
    counts.max_by_key(|&(key, count)| (count, std::cmp::Reverse(key)))
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
    "oktmo",
    "okato",
    "fips",
    "fid",
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
    "name",
    "title",
    "label",
    "admin",
];
const NAMES_RU: &[&str] = &["name_ru", "nl_name_1"];

/// What the features of a file are called, as far as they are.
pub(super) struct Named<'a> {
    /// The name of each.
    pub(super) names: Vec<Option<Localized>>,
    /// The property (or `id`) that holds a code of its own for each.
    pub(super) code_key: Option<&'a str>,
}

impl<'a> Named<'a> {
    pub(super) fn of(features: &'a [GeoFeature]) -> Self {
        let lookup =
            |feature: &GeoFeature, keys: &[&str]| keys.iter().find_map(|key| feature.text_ignoring_case(key));
        let telling: Vec<&str> = NAMES.iter().copied().filter(|key| tells_apart(features, key)).collect();
        let name_keys = if telling.is_empty() { NAMES.to_vec() } else { telling };
        let named = |feature: &GeoFeature| lookup(feature, &name_keys).filter(|name| !name.is_empty());
        let mut names: Vec<Option<String>> = features.iter().map(named).collect();
        if names.iter().all(Option::is_none) {
            let key = most_distinct_name(features).filter(|(_, count)| *count > 1 || features.len() == 1);
            let russian = || features.iter().map(|feature| lookup(feature, NAMES_RU)).collect();
            let of_key = |(key, _)| features.iter().map(|feature| feature.text(key)).collect();
            names = key.map_or_else(russian, of_key);
        }
        let code_key = CODES.iter().copied().find(|key| {
            // One code for several names is the code of something larger, or stands for no code.
            let mut name_of: HashMap<String, &Option<String>> = HashMap::new();
            features.iter().zip(&names).all(|(feature, name)| {
                let code = feature.text_ignoring_case(key).filter(|code| !code.is_empty());
                code.is_some_and(|code| name_of.entry(code).or_insert(name) == &name)
            })
        });
        let localized = |(feature, name): (&GeoFeature, Option<String>)| {
            Some(Localized { en: name?, ru: lookup(feature, NAMES_RU).unwrap_or_default() })
        };
        Self { names: features.iter().zip(names).map(localized).collect(), code_key }
    }

    /// The code of a feature, by the property that holds codes.
    pub(super) fn code(&self, feature: &GeoFeature) -> Option<String> {
        feature.text_ignoring_case(self.code_key?).filter(|code| !code.is_empty())
    }
}

/// An atlas of the regions that the features name, the region of each feature, and what is to be said
/// of names that several have.
fn bare_atlas(path: &Path, features: &[GeoFeature]) -> (Atlas, Vec<Option<RegionId>>, Option<Problem>) {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut atlas = Atlas::named(Localized::same(stem));
    let named = Named::of(features);
    let regions = features.iter().enumerate().map(|(number, feature)| {
        let name = named.names[number].clone().filter(|name| !name.en.is_empty());
        let code = named.code(feature).or_else(|| name.as_ref().map(|name| name.en.clone()));
        let code = code.unwrap_or_else(|| (number + 1).to_string());
        let name = name.unwrap_or_else(|| Localized::same(code.clone()));
        // Several features with one code are one region.
        atlas.add_region(Region::new(&*code, Level::Region, name)).or_else(|| atlas.region_id(&code))
    });
    let regions: Vec<Option<RegionId>> = regions.collect();
    let names = || named.names.iter().flatten().map(|name| &name.en);
    let distinct = names().collect::<HashSet<_>>().len();
    let same_names = same_names(path, names().count() - distinct, || {
        let are_apart = regions.iter().flatten().collect::<HashSet<_>>().len() > distinct;
        named.code_key.filter(|_| are_apart)
    });
    (atlas, regions, same_names)
}

/// That `same` features have the name of another, and by which property they are told apart.
pub(super) fn same_names<'a>(
    path: &Path,
    same: usize,
    told_apart_by: impl FnOnce() -> Option<&'a str>,
) -> Option<Problem> {
    (same > 0).then(|| {
        let found = match told_apart_by() {
            Some(key) => Message::new("found-same-names-by-key").text("key", key).count(same),
            None => Message::new("found-same-names").count(same),
        };
        Problem::of_file(path, None, "expected-own-names", found, Severity::Warning)
    })
}

/// Whether a property is not the same for all features that have it.
fn tells_apart(features: &[GeoFeature], key: &str) -> bool {
    let mut texts = features.iter().filter_map(|feature| feature.text_ignoring_case(key));
    let first = texts.next();
    features.len() == 1 || texts.any(|text| Some(text) != first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AtlasFolder, parse_geojson, read_atlas};

    fn features(properties: &[&str]) -> Vec<GeoFeature> {
        let features = properties.iter().map(|properties| {
            format!(r#"{{"type":"Feature","geometry":null,"properties":{{{properties}}}}}"#)
        });
        let text = features.collect::<Vec<_>>().join("\n");
        parse_geojson(Path::new("a.geojson"), text.as_bytes()).expect("features").features
    }

    fn codes(properties: &[&str]) -> Vec<String> {
        let (atlas, regions, _) = bare_atlas(Path::new("a.geojson"), &features(properties));
        regions.into_iter().flatten().map(|id| atlas.region(id).code.clone()).collect()
    }

    #[test]
    fn a_code_that_several_names_share_makes_no_region() {
        let unsettled = [r#""ISO_A3":"-99","NAME":"France""#, r#""ISO_A3":"-99","NAME":"Norway""#];
        assert_eq!(codes(&unsettled), ["France", "Norway"]);
        let parts = [r#""ISO_A3":"FJI","NAME":"Fiji""#, r#""ISO_A3":"FJI","NAME":"Fiji""#];
        assert_eq!(codes(&parts), ["FJI", "FJI"]);
    }

    fn names(properties: &[&str]) -> Vec<String> {
        let (atlas, regions, _) = bare_atlas(Path::new("a.geojson"), &features(properties));
        regions.into_iter().flatten().map(|id| atlas.region(id).name.en.clone()).collect()
    }

    #[test]
    fn a_name_is_what_differs() {
        let states = [r#""name":"Iowa","admin":"A country""#, r#""name":"Ohio","admin":"A country""#];
        assert_eq!(names(&states), ["Iowa", "Ohio"]);
        assert_eq!(
            names(&[r#""district":"North","n":1"#, r#""district":"South","n":2"#]),
            ["North", "South"]
        );
    }

    #[test]
    fn districts_of_one_name_are_told_apart_by_their_codes() {
        let districts = [r#""name":"Oak","oktmo":"40632000""#, r#""name":"Oak","oktmo":"71824000""#];
        let (_, regions, said) = bare_atlas(Path::new("a.geojson"), &features(&districts));
        assert_eq!(codes(&districts), ["40632000", "71824000"]);
        assert_ne!(regions[0], regions[1]);
        assert!(
            said.expect("told")
                .to_string()
                .ends_with("1 feature with the name of another; told apart by oktmo")
        );
        let (_, regions, said) = bare_atlas(Path::new("a.geojson"), &features(&[r#""name":"Oak""#; 2]));
        assert_eq!(regions[0], regions[1]);
        assert!(said.is_some(), "two features are one region, which is told");
    }

    #[test]
    fn districts_do_not_take_the_place_of_the_region_above_them() {
        let (atlas, _) = read_atlas(&AtlasFolder::Embedded).expect("the embedded atlas");
        let districts =
            ["North", "South", "East"].map(|name| format!(r#""name":"{name}","region":"Irkutsk Oblast""#));
        let features = features(&districts.each_ref().map(String::as_str));
        let (key, regions) = matched(&features, &atlas).expect("a known region");
        let said = named_parts(Path::new("a.geojson"), &features, key, &regions).expect("parts").to_string();
        assert!(
            said.ends_with("found 3 features of 1 region, told apart by name; drawn as regions of their own"),
            "{said}"
        );
        let islands = ["Sakhalin Oblast", "Sakhalin Oblast"].map(|name| format!(r#""name":"{name}""#));
        let features = super::tests::features(&islands.each_ref().map(String::as_str));
        let (key, regions) = matched(&features, &atlas).expect("a known region");
        assert!(named_parts(Path::new("a.geojson"), &features, key, &regions).is_none());
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
