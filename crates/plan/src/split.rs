//! Owns what is known of registered farms by region when only their share of all is: bounds, and
//! nothing between them. Does not guess.

use crate::Range;

/// Registered farms of each region: smallest and largest number that the shares leave open.
#[derive(Clone, Debug, PartialEq)]
pub struct Registered {
    /// By region.
    pub regions: Vec<(f64, f64)>,
}

/// Bounds of the registered farms of each region, from the farms of each (with bounds), the most of
/// them that can be registered as a share (0 where mining is banned or a source says none), and the
/// share of all farms together that is. `None` where the shares cannot hold together.
#[must_use]
pub fn registered(farms: &[Range], most: &[f64], low_share: f64, high_share: f64) -> Option<Registered> {
    let all: f64 = farms.iter().map(|farms| farms.value).sum();
    let caps: Vec<f64> = farms.iter().zip(most).map(|(farms, most)| farms.high * most).collect();
    let (low, high) = (low_share * all, high_share * all);
    let cap: f64 = caps.iter().sum();
    if low > high || cap < low {
        return None;
    }
    let bounds = |own: &f64| ((low - (cap - own)).max(0.0), own.min(high));
    Some(Registered { regions: caps.iter().map(bounds).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_bounds_each() {
        let farms = [Range::exact(60.0), Range::exact(30.0), Range::exact(10.0)];
        let split = registered(&farms, &[1.0, 1.0, 0.0], 0.5, 0.6).expect("they hold");
        // 50 to 60 registered; the second has 30 at most, so the first has at least 20.
        assert_eq!(split.regions, [(20.0, 60.0), (0.0, 30.0), (0.0, 0.0)]);
        assert_eq!(registered(&farms, &[0.2, 0.0, 0.0], 0.5, 0.6), None);
    }
}
