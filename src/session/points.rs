//! Owns the detections that can be shown on the map: the user's own, else simulated ones; with
//! their places on the map. Does not choose or cluster them.

use super::{CommandError, Session, detections::SOURCE, document::known_code};
use crate::{
    atlas::{Atlas, Detections, Geography, Place},
    geo::{PlanePoint, Projection},
    io::IoError,
    lang::Words,
    simulate::{Wanted, grid::GridSite, simulate_detections},
    units,
};
use rayon::prelude::*;
use std::{collections::BTreeSet, sync::Arc};

/// Seed of the simulated detections that show where there are no others.
pub const DEFAULT_SEED: u64 = 1;

/// Why there are no simulated detections.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// Nobody knows how many there should be.
    #[error("nothing to simulate: the atlas has no estimates of counts by region")]
    NoCounts,
    /// Shapes or places cannot be read.
    #[error(transparent)]
    Io(#[from] IoError),
    /// No such region.
    #[error(transparent)]
    Region(#[from] CommandError),
    /// Neither sun nor clocks are known there.
    #[error("no grid can stand in {0}: the atlas has no position of its capital, or no time zone")]
    NoPlace(String),
}

/// Detections with their places on the map.
#[derive(Clone, Debug)]
pub struct PointLayer {
    /// All rows.
    pub detections: Arc<Detections>,
    /// Where each is, in metres of the map's projection; NaN where it has no position.
    pub plane: Arc<Vec<PlanePoint>>,
}

impl PointLayer {
    /// Projects all rows. Runs on the threads of the caller's pool.
    #[must_use]
    pub fn new(detections: Arc<Detections>, geography: &Geography) -> Self {
        Self::projected(detections, geography, &geography.projection)
    }

    /// Projects all rows into another plane than that of the atlas.
    #[must_use]
    pub fn projected(detections: Arc<Detections>, geography: &Geography, projection: &Projection) -> Self {
        /// Points projected at once: setting a projection up costs as much as some dozens of them.
        const CHUNK: usize = 1 << 12;
        let mut plane = vec![[0.0_f32; 2]; detections.len()];
        let degrees = detections.lon.par_chunks(CHUNK).zip(detections.lat.par_chunks(CHUNK));
        plane.par_chunks_mut(CHUNK).zip(degrees).for_each(|(plane, (lon, lat))| {
            let place = |(&lon, &lat): (&f64, &f64)| [geography.window.place(lon), lat];
            let mut points: Vec<[f64; 2]> = lon.iter().zip(lat).map(place).collect();
            projection.project(&mut points);
            for (plane, point) in plane.iter_mut().zip(points) {
                *plane = point.map(|metres| metres as f32);
            }
        });
        Self { detections, plane: Arc::new(plane) }
    }
}

impl Session {
    /// The detections that can be shown, if there are any: the user's own, else simulated ones.
    #[must_use]
    pub fn point_layer(&self) -> Option<PointLayer> {
        let simulated = || self.simulated_detections(DEFAULT_SEED).ok().map(Arc::new);
        let detections = self.detections.clone().or_else(simulated)?;
        Some(PointLayer::new(detections, self.geography().ok()?))
    }

    /// Whether detections are shown: the user's own unless they are switched off, those drawn at
    /// random only when they are asked for.
    #[must_use]
    pub const fn shows_points(&self) -> bool {
        let document = self.document();
        if self.detections.is_some() { document.shows_points } else { document.shows_simulated }
    }

    /// Where the clusters of detections on the map come from, in a region by its code: from the file that is open,
    /// drawn at random, or nowhere. `None` where the atlas could show none.
    #[must_use]
    pub fn clusters_told(&self, code: &str, words: &Words) -> Option<String> {
        if let Some(detections) = self.detections() {
            let file = self.atlas().sources.get(SOURCE)?.title.get(words.lang());
            let whole = self.atlas().region_id(code)?;
            let is_within = |code: &String| {
                self.atlas().region_id(code).is_some_and(|region| self.atlas().is_within(region, whole))
            };
            let within: Vec<bool> = detections.region_codes.iter().map(is_within).collect();
            let is_in = |region: &&u32| within.get(**region as usize).is_some_and(|is_in| *is_in);
            let count = detections.region.iter().filter(is_in).count();
            let number = units::number(count as f64, 0, words.lang());
            let texts = [("file", file), ("count", number.as_str())];
            return Some(match count {
                0 => words.with("clusters-none-here", &texts),
                _ => words.plural("clusters-of-file", count as f64, &texts),
            });
        }
        if !self.has_estimates() {
            return None;
        }
        Some(words.get(if self.shows_points() { "clusters-simulated" } else { "clusters-nowhere" }))
    }

    /// Simulated detections, as many in each region as are estimated, from a seed.
    ///
    /// # Errors
    /// There are no estimates, or shapes or places cannot be read.
    pub fn simulated_detections(&self, seed: u64) -> Result<Detections, SimulationError> {
        let (years, wanted) = simulated_counts(&self.atlas);
        if wanted.is_empty() {
            return Err(SimulationError::NoCounts);
        }
        let (geography, places) = (self.geography()?, self.places()?);
        let index = geography.index();
        Ok(simulate_detections(&self.atlas, geography, &index, places, &years, &wanted, seed))
    }

    /// Where a simulated grid stands: in a region by its code or name, or in that with the most
    /// detections that are estimated.
    ///
    /// # Errors
    /// There is no such region, or nobody knows where it is and what its clocks say.
    pub fn grid_site(&self, region: Option<&str>) -> Result<GridSite, SimulationError> {
        let code = match region {
            Some(given) => known_code(given.to_owned(), &self.atlas)?,
            None => self.most_detections().ok_or(SimulationError::NoCounts)?,
        };
        let region = self.atlas.region_id(&code).map(|id| self.atlas.region(id));
        let place = region.and_then(|region| region.capital.zip(region.utc_offset_s));
        let ([longitude_deg, latitude_deg], utc_offset_s) =
            place.ok_or_else(|| SimulationError::NoPlace(code.clone()))?;
        Ok(GridSite { region: code, latitude_deg, longitude_deg, utc_offset_s })
    }

    /// Code of the region for which most detections are estimated in the latest year.
    fn most_detections(&self) -> Option<String> {
        let latest = self.atlas.estimates().map(|estimate| estimate.year).max();
        let of_latest = self.atlas.estimates().filter(|estimate| Some(estimate.year) == latest);
        let most = of_latest.max_by_key(|estimate| estimate.count)?;
        Some(self.atlas.region(most.region).code.clone())
    }

    /// The place nearest to a position, and how far it is in km.
    #[must_use]
    pub fn place_near(&self, lon: f64, lat: f64) -> Option<(&Place, f64)> {
        let distances =
            self.places().ok()?.iter().map(|place| (place, distance_km([lon, lat], [place.lon, place.lat])));
        distances.filter(|(_, km)| km.is_finite()).min_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// How many detections are simulated in each region by the end of each year: the points of the
/// estimates, which add up to the published counts of the country.
fn simulated_counts(atlas: &Atlas) -> (Vec<i32>, Vec<Wanted>) {
    let years: BTreeSet<i32> = atlas.estimates().map(|estimate| estimate.year).collect();
    let regions: BTreeSet<_> = atlas.estimates().map(|estimate| estimate.region).collect();
    let count = |region, year| atlas.estimate(region, year).map_or(0, |estimate| estimate.count as u32);
    let wanted = regions
        .into_iter()
        .map(|region| Wanted { region, by_year_end: years.iter().map(|&year| count(region, year)).collect() })
        .collect();
    (years.into_iter().collect(), wanted)
}

/// Distance on a sphere by the haversine formula (Sinnott 1984), good for near points.
fn distance_km(from: [f64; 2], to: [f64; 2]) -> f64 {
    /// Mean radius of the earth (IUGG).
    const RADIUS_KM: f64 = 6371.0;
    let [lon, lat] = [0, 1].map(|axis| (to[axis] - from[axis]).to_radians());
    let parallels = from[1].to_radians().cos() * to[1].to_radians().cos();
    let haversine = (lat / 2.0).sin().powi(2) + parallels * (lon / 2.0).sin().powi(2);
    2.0 * RADIUS_KM * haversine.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        atlas::count_by_region,
        provenance::Status,
        session::{PointsShown, Sources},
    };

    #[test]
    fn the_embedded_atlas_has_simulated_detections_as_many_as_are_estimated() {
        let session = Session::open(&Sources::default()).expect("opens");
        let layer = session.point_layer().expect("simulated");
        let detections = &layer.detections;
        assert!(detections.status.iter().all(|status| *status == Status::Simulated));
        let counts = count_by_region(session.atlas(), detections);
        let country = &counts[&session.atlas().country().expect("Russia")];
        assert_eq!([2023, 2024, 2025].map(|year| country.by_end_of(year)), [127_664, 136_600, 196_907]);
        for estimate in session.atlas().estimates() {
            assert_eq!(counts[&estimate.region].by_end_of(estimate.year), estimate.count);
        }
        let geography = session.geography().expect("shapes");
        let index = geography.index();
        for row in 0..detections.len() {
            let feature = index.find(detections.lon[row], detections.lat[row]) as usize;
            let region = geography.region_of_feature.get(feature).copied().flatten().expect("inside");
            let code = &detections.region_codes[detections.region[row] as usize];
            assert_eq!(&session.atlas().region(region).code, code);
            assert!(layer.plane[row].iter().all(|metres| metres.is_finite()));
        }
        let shown = PointsShown::new(detections, &layer.plane, session.points_filter(detections));
        assert_eq!(shown.len(), 196_907);
    }

    #[test]
    fn places_are_found_near_a_position() {
        let session = Session::open(&Sources::default()).expect("opens");
        let (place, km) = session.place_near(104.3, 52.3).expect("places");
        assert_eq!(place.name.en, "Irkutsk");
        assert!(km < 3.0, "{km}");
        assert!((distance_km([179.9, 0.0], [-179.9, 0.0]) - 22.24).abs() < 0.01);
        assert!(session.place_near(f64::NAN, 0.0).is_none());
    }
}
