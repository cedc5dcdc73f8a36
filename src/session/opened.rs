//! Owns the second level: boundaries of municipalities beside those of regions, and what a map shows
//! when one of these regions is opened. Does not read files itself.

use super::Session;
use crate::{
    atlas::{Atlas, Detections, Geography, Level, MunicipalShapes, RegionId},
    geo::{NOWHERE, RegionIndex},
    io::{self, IoError, MunicipalBoundaries},
    lang::Localized,
};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Boundaries of municipalities that are open.
#[derive(Debug)]
pub(super) struct Municipal {
    shapes: MunicipalShapes,
    /// The map of each region that has some, made when first asked for.
    maps: HashMap<RegionId, OnceLock<Geography>>,
}

/// What a map says of boundaries of the user's own in the place of what it says of the atlas's.
pub(super) fn credit_own(atlas: &mut Atlas, path: &Path) {
    atlas.map.is_schematic = false;
    atlas.map.boundary_note = Localized::default();
    atlas.map.credit = Localized::same(file_name(path));
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Session {
    /// Opens boundaries of municipalities.
    pub(super) fn add_municipalities(&mut self, paths: &[PathBuf]) -> Result<(), IoError> {
        self.geography()?;
        let Some(regions) = self.geography.get().cloned() else { return Ok(()) };
        let read = io::read_municipalities(paths, self.atlas_mut(), &regions.0)?;
        let MunicipalBoundaries { shapes, problems } = read;
        let files: Vec<String> = paths.iter().map(|path| file_name(path)).collect();
        self.atlas_mut().map.municipal_credit = files.join(", ");
        self.problems.extend(problems);
        let wholes = shapes.of_feature.iter().filter_map(|&id| self.atlas.region(id).parent);
        let maps = wholes.map(|whole| (whole, OnceLock::new())).collect();
        self.municipal = Some(std::sync::Arc::new(Municipal { shapes, maps }));
        Ok(())
    }

    /// The region whose municipalities are looked at, on the map and in tables.
    #[must_use]
    pub fn opened(&self) -> Option<RegionId> {
        self.atlas.opened(self.focus()?)
    }

    /// The shapes of what is looked at: of the regions, or, in one that is opened, of its municipalities
    /// among the other regions.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn map_geography(&self) -> Result<&Geography, IoError> {
        let regions = self.geography()?;
        let Some((region, municipal)) = self.opened().zip(self.municipal.as_deref()) else {
            return Ok(regions);
        };
        let Some(map) = municipal.maps.get(&region) else { return Ok(regions) };
        Ok(map.get_or_init(|| regions.opened(region, &municipal.shapes, &self.atlas)))
    }

    /// What a map colours and a table has rows of: the municipalities of the region that is opened, else
    /// the regions, disputed ones if asked for.
    pub(super) fn units(&self, with_disputed: bool) -> Vec<RegionId> {
        match self.opened() {
            Some(region) => self.atlas.municipalities(region).collect(),
            None => self.atlas.map_regions(with_disputed).collect(),
        }
    }

    /// Whether a region is one of those.
    pub(super) fn is_unit(&self, region: RegionId) -> bool {
        let known = self.atlas.region(region);
        match self.opened() {
            Some(whole) => known.level == Level::Municipality && known.parent == Some(whole),
            None => known.level == Level::Region,
        }
    }

    /// Gives detections that lie in a municipality of their region to this municipality, so that they
    /// count there and above.
    pub(super) fn place_in_municipalities(&self, detections: &mut Detections) {
        let (Some(municipal), Some(regions)) = (&self.municipal, self.geography.get()) else { return };
        let index = RegionIndex::new(&municipal.shapes.polygons, regions.0.window);
        let code = |id: &RegionId| self.atlas.region(*id).code.clone();
        let codes: Vec<String> = municipal.shapes.of_feature.iter().map(code).collect();
        let numbers = detections.numbers_of(&codes);
        let wholes: Vec<Option<RegionId>> =
            detections.region_codes.iter().map(|code| self.atlas.region_id(code)).collect();
        for (row, region) in detections.region.iter_mut().enumerate() {
            let at = index.find(detections.lon[row], detections.lat[row]);
            if at == NOWHERE {
                continue;
            }
            let whole = self.atlas.region(municipal.shapes.of_feature[at as usize]).parent;
            if whole.is_some() && wholes.get(*region as usize).copied().flatten() == whole {
                *region = numbers[at as usize];
            }
        }
    }
}
