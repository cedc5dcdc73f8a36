//! Owns where feeders and meters stand: scattered around the place of the grid. Does not know what
//! else is there.

use super::{
    maths::{Draw, cos, sin},
    surroundings::GridSite,
};
use crate::draw::Stream;
use std::f64::consts::TAU;

/// Feeders lie within so many km of the place, meters within so many of their feeder: a town, and
/// what one transformer reaches at 0.4 kV.
const TOWN_KM: f64 = 12.0;
const REACH_KM: f64 = 0.4;
/// Length of a degree of latitude.
const KM_A_DEGREE: f64 = 111.2;

/// Where a feeder begins, in degrees of longitude and latitude.
pub(super) fn of_feeder(site: &GridSite, stream: &mut Stream) -> (f64, f64) {
    around((site.longitude_deg, site.latitude_deg), TOWN_KM, stream)
}

/// Where a meter of a feeder hangs.
pub(super) fn of_meter(feeder: (f64, f64), stream: &mut Stream) -> (f64, f64) {
    around(feeder, REACH_KM, stream)
}

/// A position around another one, near ones more often, to about a metre.
fn around((lon, lat): (f64, f64), most_km: f64, stream: &mut Stream) -> (f64, f64) {
    let (km, angle) = (stream.between(0.0, most_km), stream.between(0.0, TAU));
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let east = km * cos(angle) / (KM_A_DEGREE * cos(lat.to_radians()).max(0.01));
    (rounded(lon + east), rounded(lat + km * sin(angle) / KM_A_DEGREE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meters_stand_near_their_feeder_and_feeders_in_town() {
        let site =
            GridSite { region: "XX".into(), latitude_deg: 60.0, longitude_deg: 100.0, utc_offset_s: 0 };
        let mut stream = Stream::of(1, "test");
        for _ in 0..200 {
            let feeder = of_feeder(&site, &mut stream);
            let meter = of_meter(feeder, &mut stream);
            let km = |a: (f64, f64), b: (f64, f64)| {
                // At 60° a degree of longitude is half as long.
                let (east, north) = (0.5 * (a.0 - b.0), a.1 - b.1);
                (east * east + north * north).sqrt() * KM_A_DEGREE
            };
            assert!(km(feeder, (100.0, 60.0)) < TOWN_KM + 0.1, "{feeder:?}");
            assert!(km(meter, feeder) < REACH_KM + 0.01, "{meter:?}");
        }
    }
}
