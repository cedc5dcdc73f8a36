//! Owns boundary files of municipalities: of which region each is, by a property or by its place, which
//! of the atlas's it is, and those that the atlas does not have yet. Does not draw.

use super::{
    boundaries::{Named, matched, same_names, unknown_region, what_instead},
    geofile::read_geofile,
    geojson::GeoFeature,
    problem::{IoError, Problem, Problems, RowKind, Severity, excerpt},
};
use crate::{
    atlas::{Atlas, Geography, Level, MunicipalShapes, Region, RegionId, RegionNames},
    geo::{NOWHERE, place_polygons, point_inside},
    lang::{Localized, Message},
};
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// Boundaries of municipalities, joined to an atlas.
#[derive(Debug, Default)]
pub struct MunicipalBoundaries {
    /// Their shapes.
    pub shapes: MunicipalShapes,
    /// What was wrong in the files.
    pub problems: Problems,
}

/// Reads files of polygons in any known format, or folders of GeoJSON files, and adds municipalities that the atlas does not
/// have to their regions. One that belongs to no region is left out and told.
///
/// # Errors
/// A file cannot be read, is in no known format, has no polygon, or has regions instead; or none of its
/// municipalities has a region.
pub fn read_municipalities(
    paths: &[PathBuf],
    atlas: &mut Atlas,
    regions: &Geography,
) -> Result<MunicipalBoundaries, IoError> {
    let mut all = MunicipalBoundaries::default();
    for path in files_of(paths)? {
        add_file(&path, atlas, regions, &mut all)?;
    }
    atlas.map.municipalities = all.shapes.of_feature.iter().copied().collect();
    Ok(all)
}

/// The files themselves, and those of folders, by name.
fn files_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>, IoError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let fail = |cause| IoError::system("list", path, cause);
        let entries = std::fs::read_dir(path).map_err(fail)?;
        let is_json = |file: &PathBuf| {
            let ending = file.extension().and_then(|ending| ending.to_str());
            ending.is_some_and(|ending| ["geojson", "json"].contains(&ending.to_lowercase().as_str()))
        };
        let within: Result<Vec<PathBuf>, _> = entries.map(|entry| Ok(entry?.path())).collect();
        let mut within = within.map_err(fail)?;
        within.retain(is_json);
        within.sort();
        if within.is_empty() {
            return Err(IoError::unusable(path, None, "expected-geojson-files", "found-none"));
        }
        files.extend(within);
    }
    Ok(files)
}

fn add_file(
    path: &Path,
    atlas: &mut Atlas,
    regions: &Geography,
    all: &mut MunicipalBoundaries,
) -> Result<(), IoError> {
    let mut file = read_geofile(path, None)?.file;
    if file.polygons.path_count() == 0 {
        return Err(IoError::unusable(path, None, "expected-polygons", what_instead(&file)));
    }
    all.problems.extend(std::mem::take(&mut file.problems));
    let features = &file.features;
    let polygons = place_polygons(std::mem::take(&mut file.polygons), regions.window);
    let named = Named::of(features);
    let parents = parents_of(path, features, &named, atlas)?;
    let index = parents.is_none().then(|| regions.index());
    let mut joined = HashSet::new();
    let (mut same, mut by_code, mut by_name) = (0, false, Vec::new());
    for (number, feature) in features.iter().enumerate() {
        if polygons.feature(number).next().is_none() {
            continue;
        }
        let parent = match (&parents, &index) {
            (Some((_, parents)), _) => parents[number],
            (None, Some(index)) => {
                let inside = point_inside(polygons.feature(number).collect::<Vec<_>>().into_iter());
                let at = inside.map_or(NOWHERE, |[lon, lat]| index.find(lon, lat));
                regions.region_of_feature.get(at as usize).copied().flatten()
            }
            (None, None) => None,
        };
        let Some(parent) = parent else {
            let key = parents.as_ref().map(|(key, _)| *key);
            all.problems.add_with(Severity::Error, || without_region(path, feature, key));
            continue;
        };
        let code = named.code(feature);
        let name = named.names[number].clone().filter(|name| !name.en.is_empty());
        let known = code.as_ref().and_then(|code| atlas.municipality(parent, code));
        by_code |= known.is_some();
        let known = known.or_else(|| {
            let mut names = name.iter().flat_map(|name| [&name.en, &name.ru]).filter(|name| !name.is_empty());
            let found = names.find_map(|name| atlas.municipality(parent, name));
            by_name.extend(code.is_some().then_some(feature));
            found
        });
        let known = known.unwrap_or_else(|| add_new(atlas, parent, code, name, number));
        same += usize::from(!joined.insert(known));
        for ring in polygons.feature(number) {
            all.shapes.polygons.push_path(ring.iter().copied());
        }
        all.shapes.polygons.end_feature();
        all.shapes.of_feature.push(known);
    }
    if joined.is_empty() {
        return Err(IoError::unusable(
            path,
            None,
            "expected-municipalities-of-atlas",
            "found-none-of-a-region",
        ));
    }
    all.problems.add_all(same_names(path, same, || None));
    // Where codes are the atlas's, one that it does not have is a slip or a unit that it lacks.
    for feature in by_name.into_iter().filter(|_| by_code) {
        let found = named.code(feature).unwrap_or_default();
        let found = Message::new("found-drawn-without-figures").text("code", &found);
        let told = ["expected-municipality-code".into(), found];
        let problem = of_feature(path, feature, named.code_key, told, Severity::Warning);
        all.problems.add(problem);
    }
    all.problems.add_all(missing(path, atlas, &joined));
    Ok(())
}

/// The region of each feature and the property that names it, where there is one.
#[expect(clippy::type_complexity, reason = "the property, and a region for each feature")]
fn parents_of<'a>(
    path: &Path,
    features: &'a [GeoFeature],
    named: &Named<'_>,
    atlas: &Atlas,
) -> Result<Option<(&'a str, Vec<Option<RegionId>>)>, IoError> {
    let Some((key, parents)) = matched(features, atlas) else { return Ok(None) };
    let names = RegionNames::new(atlas);
    let is_itself = |(name, parent): (&Option<Localized>, &Option<RegionId>)| {
        let Some(name) = name else { return false };
        parent.is_some() && names.find_in_any_column(&name.en).region() == *parent
    };
    let themselves = named.names.iter().zip(&parents).filter(|pair| is_itself(*pair)).count();
    if 2 * themselves > features.len() {
        return Err(IoError::unusable(path, None, "expected-municipalities", "found-regions-instead"));
    }
    Ok(Some((key, parents)))
}

fn of_feature(
    path: &Path,
    feature: &GeoFeature,
    key: Option<&str>,
    [expected, found]: [Message; 2],
    severity: Severity,
) -> Problem {
    let problem = Problem::of_file(path, key, expected, found, severity);
    Problem { row: Some(feature.number), row_kind: RowKind::Feature, ..problem }
}

fn without_region(path: &Path, feature: &GeoFeature, key: Option<&str>) -> Problem {
    if let Some(key) = key {
        return Problem { severity: Severity::Error, ..unknown_region(path, feature, key) };
    }
    let first = feature.texts().next().map(|(_, text)| excerpt(&text));
    let found =
        Message::new("found-outside-regions").with("name", first.unwrap_or_else(|| "found-nothing".into()));
    of_feature(path, feature, None, ["expected-place-in-region".into(), found], Severity::Error)
}

/// A municipality that the atlas does not have, with a code of its own within its region.
fn add_new(
    atlas: &mut Atlas,
    parent: RegionId,
    code: Option<String>,
    name: Option<Localized>,
    number: usize,
) -> RegionId {
    let whole = atlas.region(parent);
    let standing = whole.standing;
    let name =
        name.unwrap_or_else(|| Localized::same(code.clone().unwrap_or_else(|| (number + 1).to_string())));
    let code = code.filter(|code| atlas.region_id(code).is_none());
    let code = code.unwrap_or_else(|| format!("{}/{}", whole.code, name.en));
    let region = Region { parent: Some(parent), standing, ..Region::new(&*code, Level::Municipality, name) };
    atlas.add_region(region).or_else(|| atlas.region_id(&code)).unwrap_or(parent)
}

/// Which municipalities that the atlas tells figures of have no boundary, though others of their region
/// have.
fn missing(path: &Path, atlas: &Atlas, joined: &HashSet<RegionId>) -> Option<Problem> {
    const SHOWN: usize = 5;
    let wholes: HashSet<RegionId> = joined.iter().filter_map(|&id| atlas.region(id).parent).collect();
    let of_these = atlas.region_ids().filter(|&id| {
        let region = atlas.region(id);
        region.level == Level::Municipality && region.parent.is_some_and(|whole| wholes.contains(&whole))
    });
    let missing: Vec<RegionId> = of_these.filter(|id| !joined.contains(id)).collect();
    let first = missing.iter().take(SHOWN).map(|&id| Message::from(atlas.region(id).code.clone()));
    let found =
        Message::new("found-municipalities-without").with("codes", Message::list(first)).count(missing.len());
    let expected = "expected-boundary-of-each";
    (!missing.is_empty()).then(|| Problem::of_file(path, None, expected, found, Severity::Warning))
}
