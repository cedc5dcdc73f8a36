//! Owns the reading of an atlas's shapes: boundaries joined to regions by code, base layers; and
//! of its places. Does not project or draw.

use super::{descriptor::Descriptor, folder::AtlasFolder};
use crate::{
    atlas::{Atlas, Geography, Place, RegionId},
    geo::{LongitudeWindow, Paths, Projection, place_lines, place_polygons},
    geojson::{GeoFile, parse_geojson},
    lang::Message,
    problem::{IoError, Problem, Problems, RowKind, Severity},
    table::read_rows,
};
use std::path::{Path, PathBuf};

/// The shapes of an atlas folder as its files have them, not yet joined to regions: so they can
/// be read beside the tables.
#[derive(Debug)]
pub struct ShapeFiles {
    path: PathBuf,
    code_property: String,
    boundaries: GeoFile,
    land: Option<GeoFile>,
    lakes: Option<GeoFile>,
    rivers: Option<GeoFile>,
}

/// Reads the shapes of an atlas folder, its layers side by side.
///
/// # Errors
/// A file that the descriptor names is missing or is no GeoJSON.
pub fn read_shapes(folder: &AtlasFolder) -> Result<ShapeFiles, IoError> {
    let descriptor = Descriptor::read(folder)?;
    let settings = &descriptor.settings;
    let Some(file) = settings.boundaries.path.as_deref() else {
        let path = folder.path_of(Descriptor::FILE);
        return Err(IoError::unusable(&path, None, "expected-boundaries-path", "found-nothing"));
    };
    let layer = |name: &str| settings.layers.get(name).map(|file| read_layer(folder, file)).transpose();
    let (boundaries, (land, (lakes, rivers))) = rayon::join(
        || read_layer(folder, file),
        || rayon::join(|| layer("land"), || rayon::join(|| layer("lakes"), || layer("rivers"))),
    );
    Ok(ShapeFiles {
        path: folder.path_of(file),
        code_property: settings.boundaries.code_property.clone().unwrap_or_else(|| "id".to_owned()),
        boundaries: boundaries?,
        land: land?,
        lakes: lakes?,
        rivers: rivers?,
    })
}

/// Joins the shapes to the regions of their atlas.
///
/// # Errors
/// The atlas names a projection that is not known.
pub fn join_shapes(shapes: ShapeFiles, atlas: &Atlas) -> Result<(Geography, Problems), IoError> {
    let mut problems = shapes.boundaries.problems.clone();
    let region_of_feature =
        regions_by_code(&shapes.path, &shapes.boundaries, &shapes.code_property, atlas, &mut problems);
    let mut geography = geography_of(shapes.boundaries.polygons, region_of_feature, atlas)?;
    let window = geography.window;
    let mut layer = |file: Option<GeoFile>| {
        let file = file.unwrap_or_default();
        problems.extend(file.problems);
        (file.polygons, file.lines)
    };
    geography.land = place_polygons(layer(shapes.land).0, window);
    geography.lakes = place_polygons(layer(shapes.lakes).0, window);
    geography.rivers = place_lines(&layer(shapes.rivers).1, window);
    Ok((geography, problems))
}

/// Lays boundary polygons into their window and settles the projection of their maps.
///
/// # Errors
/// The atlas names a projection that is not known.
pub(crate) fn geography_of(
    polygons: Paths,
    region_of_feature: Vec<Option<RegionId>>,
    atlas: &Atlas,
) -> Result<Geography, IoError> {
    let window = LongitudeWindow::around(&polygons);
    let placed = place_polygons(polygons, window);
    let projection = match (&atlas.map.projection, placed.bounds()) {
        (Some(definition), _) => Projection::from_definition(definition),
        (None, Some(bounds)) => Projection::equal_area_for(window, bounds),
        (None, None) => Projection::from_proj_string("+proj=eqearth"),
    };
    let projection = projection.map_err(|cause| {
        IoError::unusable(Path::new(Descriptor::FILE), None, "expected-projection", cause.told())
    })?;
    Ok(Geography {
        window,
        projection,
        polygons: placed,
        region_of_feature,
        land: Paths::default(),
        lakes: Paths::default(),
        rivers: Paths::default(),
    })
}

fn read_layer(folder: &AtlasFolder, file: &str) -> Result<GeoFile, IoError> {
    parse_geojson(&folder.path_of(file), &folder.read(file)?)
}

fn regions_by_code(
    path: &Path,
    boundaries: &GeoFile,
    property: &str,
    atlas: &Atlas,
    problems: &mut Problems,
) -> Vec<Option<RegionId>> {
    let mut regions = Vec::with_capacity(boundaries.features.len());
    for feature in &boundaries.features {
        let code = feature.text(property);
        let region = code.as_deref().and_then(|code| atlas.region_id(code));
        if region.is_none() {
            problems.add(Problem {
                path: path.to_owned(),
                row: Some(feature.number),
                row_kind: RowKind::Feature,
                column: Some(property.to_owned()),
                expected: "expected-atlas-region-code".into(),
                found: code.map_or_else(|| "found-nothing".into(), Message::from),
                severity: Severity::Warning,
            });
        }
        regions.push(region);
    }
    regions
}

/// Reads the places of an atlas folder; none where it has no table of places.
///
/// # Errors
/// The table cannot be read or lacks a column.
pub fn read_places(folder: &AtlasFolder, atlas: &Atlas) -> Result<(Vec<Place>, Problems), IoError> {
    let descriptor = Descriptor::read(folder)?;
    let (mut places, mut problems) = (Vec::new(), Problems::default());
    if let Some(file) = descriptor.table("places") {
        let required = ["name_en", "lon", "lat", "population", "region"];
        read_rows(&folder.path_of(file), &folder.read(file)?, &required, &mut problems, |row, _| {
            let within = |column: &str, limit: f64| match row.number(column)? {
                Some(degrees) if degrees.abs() <= limit => Ok(degrees),
                _ => {
                    Err(row.wrong(column, Message::new("expected-degrees").text("limit", limit.to_string())))
                }
            };
            places.push(Place {
                name: row.localized("name"),
                lon: within("lon", 360.0)?,
                lat: within("lat", 90.0)?,
                population: row.number("population")?.unwrap_or(0.0).clamp(0.0, f64::from(u32::MAX)) as u32,
                region: atlas.region_id(row.text("region")),
            });
            Ok(())
        })?;
    }
    Ok((places, problems))
}
