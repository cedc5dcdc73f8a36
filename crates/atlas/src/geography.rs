//! Owns the shapes of an atlas: boundaries joined to regions, base layers; and places. Does not
//! read files, simplify or draw.

use super::region::RegionId;
use crate::{
    geo::{LongitudeWindow, Paths, Projection, RegionIndex, Topology},
    lang::Localized,
};

/// Shapes of an atlas, all laid into one window of longitudes.
#[derive(Debug)]
pub struct Geography {
    /// The window.
    pub window: LongitudeWindow,
    /// Equal-area projection of its maps.
    pub projection: Projection,
    /// Boundary polygons, in degrees.
    pub polygons: Paths,
    /// Region of each boundary feature; `None` where the atlas has no such region.
    pub region_of_feature: Vec<Option<RegionId>>,
    /// Land of the neighbours, for context.
    pub land: Paths,
    /// Lakes.
    pub lakes: Paths,
    /// Rivers, as lines.
    pub rivers: Paths,
}

impl Geography {
    /// An index that tells for a point which boundary feature it lies in.
    #[must_use]
    pub fn index(&self) -> RegionIndex {
        RegionIndex::new(&self.polygons, self.window)
    }

    /// Boundaries on the map: shared borders once, in metres of `projection`.
    #[must_use]
    pub fn topology(&self, projection: &Projection) -> Topology {
        Topology::of_rings(&self.polygons, self.window.seams())
            .reshaped(|line, out| projection.project_line(line, out))
    }

    /// Numbers of the boundary features of a region.
    pub fn features_of(&self, region: RegionId) -> impl Iterator<Item = usize> + '_ {
        let is_of = move |(_, of): &(usize, &Option<RegionId>)| **of == Some(region);
        self.region_of_feature.iter().enumerate().filter(is_of).map(|(feature, _)| feature)
    }
}

/// A town or village.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Name.
    pub name: Localized,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// Inhabitants.
    pub population: u32,
    /// Region it lies in.
    pub region: Option<RegionId>,
}
