//! Owns neighbours by distance on the globe: the nearest few, or all within a distance. Does not
//! know shapes.

use crate::Weights;
use rstar::{RTree, primitives::GeomWithData};

/// Radius of the sphere, km (mean radius of the Earth, IUGG 1980).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Great-circle distance of two positions in degrees, km.
#[must_use]
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (a, b) = (on_sphere(a), on_sphere(b));
    arc_km(a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>())
}

/// For each position (longitude, latitude in degrees) the `count` nearest others, with a weight of
/// one; of equally near ones the earlier. Not symmetric.
#[must_use]
pub fn nearest(positions: &[(f64, f64)], count: usize) -> Weights {
    let tree = tree(positions);
    let row = |(at, &position): (usize, &(f64, f64))| {
        let mut others: Vec<(f64, usize)> = Vec::with_capacity(count + 1);
        for (other, squared) in tree.nearest_neighbor_iter_with_distance_2(&on_sphere(position)) {
            // All that are as near as the last one, so that the order of the tree does not matter.
            if others.len() > count && squared > others[count].0 {
                break;
            }
            others.push((squared, other.data));
        }
        others.retain(|&(_, other)| other != at);
        others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        others.into_iter().take(count).map(|(_, other)| (other, 1.0)).collect()
    };
    Weights::of_rows(positions.iter().enumerate().map(row).collect())
}

/// All others within a distance in km, with a weight of one.
#[must_use]
pub fn within(positions: &[(f64, f64)], km: f64) -> Weights {
    let tree = tree(positions);
    let half_turn = std::f64::consts::PI * EARTH_RADIUS_KM;
    let chord = 2.0 * (km.clamp(0.0, half_turn) / (2.0 * EARTH_RADIUS_KM)).sin();
    let row = |&position: &(f64, f64)| {
        let found = tree.locate_within_distance(on_sphere(position), chord * chord);
        found.map(|other| (other.data, 1.0)).collect()
    };
    Weights::of_rows(positions.iter().map(row).collect())
}

fn tree(positions: &[(f64, f64)]) -> RTree<GeomWithData<[f64; 3], usize>> {
    let points = positions.iter().enumerate();
    RTree::bulk_load(points.map(|(at, &position)| GeomWithData::new(on_sphere(position), at)).collect())
}

/// Point of the unit sphere: straight distances through it grow with those around it, and nothing
/// happens at the 180th meridian.
fn on_sphere((lon, lat): (f64, f64)) -> [f64; 3] {
    let (lon, lat) = (lon.to_radians(), lat.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn arc_km(squared_chord: f64) -> f64 {
    2.0 * EARTH_RADIUS_KM * (squared_chord.sqrt() / 2.0).min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_180th_meridian_is_no_border() {
        let positions = [(179.0, 65.0), (-179.0, 65.0), (170.0, 65.0), (0.0, 65.0)];
        let near = nearest(&positions, 1);
        assert_eq!(near.of(0).next(), Some((1, 1.0)));
        assert_eq!(near.of(1).next(), Some((0, 1.0)));
        let band = within(&positions, 100.0);
        assert_eq!((band.links(), band.islands()), (2, vec![2, 3]));
        assert!((distance_km((0.0, 0.0), (180.0, 0.0)) - 20_015.114).abs() < 0.01);
    }

    #[test]
    fn of_equally_near_ones_the_earlier_is_taken() {
        let square = [(0.0, 0.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)];
        let near = nearest(&square, 2);
        assert_eq!(near.of(0).map(|(other, _)| other).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(nearest(&square, 9).degree(0), 4);
        assert_eq!(within(&square, 1e9).degree(0), 4);
    }
}
