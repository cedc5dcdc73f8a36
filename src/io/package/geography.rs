//! Owns the reading of an atlas's shapes: boundaries joined to regions by code, base layers; and
//! of its places. Does not project or draw.

use super::{descriptor::Descriptor, folder::AtlasFolder};
use crate::{
    atlas::{Atlas, Geography, Place, RegionId},
    geo::{LongitudeWindow, Paths, Projection, place_lines, place_polygons},
    io::{
        geojson::{GeoFile, parse_geojson},
        problem::{IoError, Problem, Problems, RowKind, Severity},
        table::read_rows,
    },
};
use std::path::Path;

/// Reads the shapes of an atlas folder. Layers are read side by side.
///
/// # Errors
/// A file that the descriptor names is missing or is no GeoJSON, or the projection is unknown.
pub fn read_geography(folder: &AtlasFolder, atlas: &Atlas) -> Result<(Geography, Problems), IoError> {
    let descriptor = Descriptor::read(folder)?;
    let settings = &descriptor.settings;
    let Some(boundaries) = settings.boundaries.path.as_deref() else {
        let path = folder.path_of(Descriptor::FILE);
        return Err(IoError::unusable(&path, None, "hashatlas.boundaries.path, a GeoJSON file", "nothing"));
    };
    let layer = |name: &str| settings.layers.get(name).map(|file| read_layer(folder, file)).transpose();
    let (boundaries, (land, (lakes, rivers))) = rayon::join(
        || read_layer(folder, boundaries),
        || rayon::join(|| layer("land"), || rayon::join(|| layer("lakes"), || layer("rivers"))),
    );
    let mut boundaries = boundaries?;
    let (land, lakes, rivers) =
        (land?.unwrap_or_default(), lakes?.unwrap_or_default(), rivers?.unwrap_or_default());
    let mut problems = std::mem::take(&mut boundaries.problems);
    for other in [land.problems, lakes.problems, rivers.problems] {
        problems.extend(other);
    }
    let property = settings.boundaries.code_property.as_deref().unwrap_or("id");
    let path = folder.path_of(settings.boundaries.path.as_deref().unwrap_or_default());
    let region_of_feature = regions_by_code(&path, &boundaries, property, atlas, &mut problems);
    let mut geography = geography_of(&boundaries.polygons, region_of_feature, atlas)?;
    let window = geography.window;
    geography.land = place_polygons(&land.polygons, window);
    geography.lakes = place_polygons(&lakes.polygons, window);
    geography.rivers = place_lines(&rivers.lines, window);
    Ok((geography, problems))
}

/// Lays boundary polygons into their window and settles the projection of their maps.
///
/// # Errors
/// The atlas names a projection that is not known.
pub(in crate::io) fn geography_of(
    polygons: &Paths,
    region_of_feature: Vec<Option<RegionId>>,
    atlas: &Atlas,
) -> Result<Geography, IoError> {
    let window = LongitudeWindow::around(polygons);
    let placed = place_polygons(polygons, window);
    let projection = match (&atlas.map.projection, placed.bounds()) {
        (Some(definition), _) => Projection::from_proj_string(definition),
        (None, Some(bounds)) => Projection::equal_area_for(window, bounds),
        (None, None) => Projection::from_proj_string("+proj=eqearth"),
    };
    let projection = projection.map_err(|cause| {
        IoError::unusable(
            Path::new(Descriptor::FILE),
            None,
            "hashatlas.projection, a PROJ string",
            cause.to_string(),
        )
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
                expected: "the code of a region of the atlas".to_owned(),
                found: code.unwrap_or_else(|| "nothing".to_owned()),
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
                _ => Err(row.wrong(column, &format!("degrees from −{limit} to {limit}"))),
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
