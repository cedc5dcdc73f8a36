//! Owns where in a region something may stand: around its places, by their population, inside its
//! borders. Does not know what stands there.
//!
//! Main type: [`Sites`].

use super::draw::Stream;
use crate::{
    atlas::{Geography, Place, RegionId},
    geo::{Paths, Point, RegionIndex},
};

/// Inhabitants on a square kilometre of a town. An assumption: large Russian cities have 1,000 to
/// 5,000 (Novosibirsk 1.6 million on 500 km²).
const INHABITANTS_PER_KM2: f64 = 3000.0;
/// A village of a few houses is still this wide.
const LEAST_SPREAD_KM: f64 = 0.15;
/// Kilometres of a degree of latitude: a quarter of a meridian is 10,002 km (WGS 84).
const KM_PER_DEGREE: f64 = 10_002.0 / 90.0;
/// Beyond these draws, a point next to the border falls on its place.
const MOST_DRAWS: usize = 24;
/// Positions are whole parts of a degree: a hundred thousandth is a metre.
const PARTS_OF_DEGREE: f64 = 1e5;

/// The sites of one region.
#[derive(Debug)]
pub(super) struct Sites<'a> {
    index: &'a RegionIndex,
    geography: &'a Geography,
    region: RegionId,
    towns: Vec<Town>,
    /// Inhabitants of the towns up to each.
    inhabitants_up_to: Vec<u64>,
}

#[derive(Clone, Copy, Debug)]
struct Town {
    centre: Point,
    /// Standard deviation of positions, in degrees of longitude and latitude.
    spread_deg: [f64; 2],
}

impl Town {
    /// A disc of the town's area has this spread: for its radius r, positions deviate by r/2 along
    /// each axis. Most of a bell of the same deviation (86 %) lies in that disc, the rest in suburbs.
    fn new(centre: Point, population: f64) -> Self {
        let area_km2 = population / INHABITANTS_PER_KM2;
        let spread_km = ((area_km2 / std::f64::consts::PI).sqrt() / 2.0).max(LEAST_SPREAD_KM);
        let latitude_deg = spread_km / KM_PER_DEGREE;
        // Near a pole a degree of longitude is nothing; places are not there.
        let shrink = centre[1].to_radians().cos().max(0.01);
        Self { centre, spread_deg: [latitude_deg / shrink, latitude_deg] }
    }
}

impl<'a> Sites<'a> {
    /// Sites around those of `places` that lie in the region; somewhere inside it if none does.
    pub(super) fn new(
        geography: &'a Geography,
        index: &'a RegionIndex,
        region: RegionId,
        places: &[&Place],
    ) -> Self {
        let mut sites = Self { index, geography, region, towns: Vec::new(), inhabitants_up_to: Vec::new() };
        let mut inhabitants = 0;
        for place in places {
            if !sites.is_inside([place.lon, place.lat]) {
                continue;
            }
            sites.towns.push(Town::new([place.lon, place.lat], f64::from(place.population)));
            // A place of unknown size has at least one.
            inhabitants += u64::from(place.population.max(1));
            sites.inhabitants_up_to.push(inhabitants);
        }
        if sites.towns.is_empty()
            && let Some(inside) = sites.point_inside()
        {
            sites.towns.push(Town::new(inside, 0.0));
            sites.inhabitants_up_to.push(1);
        }
        sites
    }

    /// Longitude and latitude of a site; not numbers where the region has no shape.
    pub(super) fn draw(&self, stream: &mut Stream) -> Point {
        let Some(&inhabitants) = self.inhabitants_up_to.last() else { return [f64::NAN; 2] };
        let who = stream.below(inhabitants);
        let town = self.towns[self.inhabitants_up_to.partition_point(|&up_to| up_to <= who)];
        for _ in 0..MOST_DRAWS {
            let drawn = [0, 1].map(|axis| town.centre[axis] + town.spread_deg[axis] * stream.bell());
            let site = [normal(rounded(drawn[0])), rounded(drawn[1])];
            if self.is_inside(site) {
                return site;
            }
        }
        town.centre
    }

    fn is_inside(&self, [lon, lat]: Point) -> bool {
        let feature = self.index.find(lon, lat) as usize;
        self.geography.region_of_feature.get(feature) == Some(&Some(self.region))
    }

    /// A point inside the largest piece of the region: the middle of its longest stretch along a
    /// parallel, of several parallels.
    fn point_inside(&self) -> Option<Point> {
        /// More would find a wider place, which nobody needs.
        const PARALLELS: usize = 16;
        let mut longest: Option<(f64, Point)> = None;
        for feature in self.geography.features_of(self.region) {
            let mut rings = Paths::default();
            self.geography.polygons.feature(feature).for_each(|ring| rings.push_path(ring.iter().copied()));
            let Some(bounds) = rings.bounds() else { continue };
            for i in 0..PARALLELS {
                let lat = bounds.min[1] + bounds.height() * (i as f64 + 0.5) / PARALLELS as f64;
                for stretch in crossings(&rings, lat).chunks_exact(2) {
                    let middle = [normal(f64::midpoint(stretch[0], stretch[1])), lat];
                    let length = stretch[1] - stretch[0];
                    if self.is_inside(middle) && longest.is_none_or(|(known, _)| length > known) {
                        longest = Some((length, middle));
                    }
                }
            }
        }
        longest.map(|(_, middle)| middle)
    }
}

/// Longitudes at which rings cross a parallel, ascending.
fn crossings(rings: &Paths, lat: f64) -> Vec<f64> {
    let mut crossings = Vec::new();
    for ring in (0..rings.path_count()).map(|path| rings.path(path)) {
        for edge in ring.windows(2).filter(|edge| (edge[0][1] > lat) != (edge[1][1] > lat)) {
            let part = (lat - edge[0][1]) / (edge[1][1] - edge[0][1]);
            crossings.push(edge[0][0] + part * (edge[1][0] - edge[0][0]));
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings
}

fn rounded(degrees: f64) -> f64 {
    (degrees * PARTS_OF_DEGREE).round() / PARTS_OF_DEGREE
}

/// The longitude between −180° and 180°.
fn normal(lon: f64) -> f64 {
    if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    }
}
