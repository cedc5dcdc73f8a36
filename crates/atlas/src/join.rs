//! Owns joining detections to regions by position. Does not know how a region is found (`geo`).

use super::{Detections, NO_REGION};
use crate::geo::RegionIndex;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Rows joined at once by one processor.
const CHUNK_ROWS: usize = 1 << 15;
/// Boundaries are simplified, and positions rounded: so near to a border either side may be meant. About 11 km.
const NEAR_DEG: f64 = 0.1;

/// What became of the rows of a join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JoinSummary {
    /// Rows that got a region by their position.
    pub joined: usize,
    /// Rows that had a region already.
    pub kept: usize,
    /// Rows whose position lies in no region.
    pub outside: usize,
    /// Rows with neither region nor position.
    pub without_position: usize,
}

impl JoinSummary {
    /// Counts of both.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            joined: self.joined + other.joined,
            kept: self.kept + other.kept,
            outside: self.outside + other.outside,
            without_position: self.without_position + other.without_position,
        }
    }
}

impl Detections {
    /// Puts the codes of the atlas in the place of what the file has for them. Rows whose code
    /// `resolve` does not know lose it, so that their position can speak. Each code of the file
    /// comes back with the number of rows that had it.
    pub fn resolve_regions(&mut self, resolve: impl Fn(&str) -> Option<String>) -> Vec<(String, usize)> {
        let given = std::mem::take(&mut self.region_codes);
        let resolved: Vec<String> = given.iter().map(|code| resolve(code).unwrap_or_default()).collect();
        let numbers = self.numbers_of(&resolved);
        let mut rows = vec![0; given.len()];
        for region in self.region.iter_mut().filter(|region| **region != NO_REGION) {
            let before = *region as usize;
            *region = numbers[before];
            rows[before] += 1;
        }
        given.into_iter().zip(rows).filter(|(_, rows)| *rows > 0).collect()
    }

    /// Numbers of region codes in this table, which takes in those it does not have yet; an
    /// empty code is none.
    pub fn numbers_of(&mut self, codes: &[String]) -> Vec<u32> {
        let known = self.region_codes.iter().zip(0..).map(|(code, number)| (code.clone(), number));
        let mut numbers: FxHashMap<String, u32> = known.collect();
        codes
            .iter()
            .map(|code| {
                if code.is_empty() {
                    return NO_REGION;
                }
                *numbers.entry(code.clone()).or_insert_with(|| {
                    self.region_codes.push(code.clone());
                    self.region_codes.len() as u32 - 1
                })
            })
            .collect()
    }

    /// How many rows name one region and lie in another, by both, and not just across the border; `codes` names the
    /// features of `index`. Regions without a feature cannot be contradicted.
    #[must_use]
    pub fn elsewhere<'a>(
        &'a self,
        index: &RegionIndex,
        codes: &'a [String],
    ) -> BTreeMap<(&'a str, &'a str), usize> {
        let of_features: FxHashSet<&str> = codes.iter().map(String::as_str).collect();
        let drawn: Vec<Option<&str>> =
            self.region_codes.iter().map(|code| of_features.get(code.as_str()).copied()).collect();
        let found =
            |lon: f64, lat: f64| codes.get(index.find(lon, lat) as usize).filter(|code| !code.is_empty());
        let of_row = |((&lon, &lat), &region): ((&f64, &f64), &u32)| {
            let named = drawn.get(region as usize).copied().flatten()?;
            let lies_in = found(lon, lat).filter(|code| *code != named)?;
            let lon_step = NEAR_DEG / lat.to_radians().cos().max(NEAR_DEG);
            let around = [(lon_step, 0.0), (-lon_step, 0.0), (0.0, NEAR_DEG), (0.0, -NEAR_DEG)];
            let is_near = |(x, y): (f64, f64)| found(lon + x, lat + y).is_some_and(|code| code == named);
            (!around.into_iter().any(is_near)).then_some((named, lies_in.as_str()))
        };
        let rows = self.lon.par_iter().zip(&self.lat).zip(&self.region).with_min_len(CHUNK_ROWS);
        let counted = rows.filter_map(of_row).fold(BTreeMap::new, |mut counts, both| {
            *counts.entry(both).or_default() += 1;
            counts
        });
        counted.reduce(BTreeMap::new, |mut all, part| {
            for (both, count) in part {
                *all.entry(both).or_default() += count;
            }
            all
        })
    }

    /// Gives each row without a region the one that its position lies in; `codes` names the
    /// features of `index`. Rows with a region keep it. Runs on the threads of the caller's
    /// pool; the result does not depend on their number.
    pub fn join_by_position(&mut self, index: &RegionIndex, codes: &[String]) -> JoinSummary {
        let numbers = self.numbers_of(codes);
        self.region
            .par_chunks_mut(CHUNK_ROWS)
            .zip(self.lon.par_chunks(CHUNK_ROWS).zip(self.lat.par_chunks(CHUNK_ROWS)))
            .map(|(region, (lon, lat))| join_chunk(lon, lat, region, index, &numbers))
            .reduce(JoinSummary::default, JoinSummary::plus)
    }
}

/// Joins some rows: those without a region get the number (out of `numbers`) of the feature
/// that holds their position. A feature without a number is outside.
fn join_chunk(
    lon: &[f64],
    lat: &[f64],
    region: &mut [u32],
    index: &RegionIndex,
    numbers: &[u32],
) -> JoinSummary {
    let mut summary = JoinSummary::default();
    for ((&lon, &lat), region) in lon.iter().zip(lat).zip(region) {
        if *region != NO_REGION {
            summary.kept += 1;
        } else if lon.is_nan() || lat.is_nan() {
            summary.without_position += 1;
        } else {
            *region = numbers.get(index.find(lon, lat) as usize).copied().unwrap_or(NO_REGION);
            if *region == NO_REGION {
                summary.outside += 1;
            } else {
                summary.joined += 1;
            }
        }
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LongitudeWindow, Paths};

    fn squares() -> RegionIndex {
        let mut paths = Paths::default();
        for x in [0.0, 2.0] {
            paths.push_path([[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0], [x, 0.0]]);
            paths.end_feature();
        }
        RegionIndex::new(&paths, LongitudeWindow::GREENWICH)
    }

    #[test]
    fn only_rows_without_a_region_get_one() {
        let mut regions = [7, NO_REGION, NO_REGION, NO_REGION, NO_REGION];
        let (lon, lat) = ([0.5, 0.5, 2.5, 9.0, f64::NAN], [0.5; 5]);
        let summary = join_chunk(&lon, &lat, &mut regions, &squares(), &[3, 4]);
        assert_eq!(regions, [7, 3, 4, NO_REGION, NO_REGION]);
        assert_eq!(summary, JoinSummary { joined: 2, kept: 1, outside: 1, without_position: 1 });
    }

    #[test]
    fn rows_far_from_the_region_they_name_are_counted() {
        let table = Detections {
            // In a, far in b, in b by its border where a is near, in no region, nowhere, without a region.
            lon: vec![0.5, 2.5, 2.05, 9.0, f64::NAN, 2.5, 2.5],
            lat: vec![0.5; 7],
            region: vec![0, 0, 0, 0, 0, NO_REGION, 1],
            region_codes: vec!["a".into(), "country".into()],
            ..Detections::default()
        };
        let codes = ["a".to_owned(), "b".to_owned()];
        let far = BTreeMap::from([(("a", "b"), 2)]);
        assert_eq!(table.elsewhere(&squares(), &codes), far);
        let table = Detections { lon: vec![1.95], lat: vec![0.5], region: vec![0], ..table };
        assert_eq!(table.elsewhere(&squares(), &codes), BTreeMap::new());
    }

    #[test]
    fn features_without_a_code_are_outside() {
        let mut regions = [NO_REGION];
        assert_eq!(join_chunk(&[2.5], &[0.5], &mut regions, &squares(), &[3]).outside, 1);
        let mut table = Detections::default();
        let numbers = table.numbers_of(&["a".into(), String::new()]);
        assert_eq!(join_chunk(&[2.5], &[0.5], &mut regions, &squares(), &numbers).outside, 1);
    }

    #[test]
    fn codes_of_the_file_become_those_of_the_atlas() {
        let mut table = Detections {
            region: vec![0, 1, 2, 2, NO_REGION],
            region_codes: vec!["irkutsk".into(), "RU-IRK".into(), "Atlantis".into()],
            ..Detections::default()
        };
        let given = table.resolve_regions(|code| (code != "Atlantis").then(|| "RU-IRK".to_owned()));
        assert_eq!(given, [("irkutsk".to_owned(), 1), ("RU-IRK".to_owned(), 1), ("Atlantis".to_owned(), 2)]);
        assert_eq!(table.region, [0, 0, NO_REGION, NO_REGION, NO_REGION]);
        assert_eq!(table.region_codes, ["RU-IRK"]);
    }

    #[test]
    fn known_codes_keep_their_numbers() {
        let mut table = Detections { region_codes: vec!["b".into()], ..Detections::default() };
        assert_eq!(table.numbers_of(&["a".into(), "b".into()]), [1, 0]);
        assert_eq!(table.region_codes, ["b", "a"]);
    }
}
