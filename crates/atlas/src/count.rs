//! Owns counting detections by region and year of first sight. Does not name metrics nor join
//! rows to regions.

use super::{Atlas, ByDay, Detections, NO_DAY, NO_REGION, RegionId, year_of_day};
use crate::provenance::Status;
use std::collections::BTreeMap;

/// Detections of one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionCount {
    /// Rows without a date.
    pub undated: u64,
    /// Rows by year of first sight.
    pub first_seen: BTreeMap<i32, u64>,
    /// The weakest status of the rows, and at least detected.
    pub status: Status,
}

impl RegionCount {
    /// Rows with a date that were seen by the end of a year. Any of [`Self::undated`] may have been seen
    /// by then as well.
    #[must_use]
    pub fn by_end_of(&self, year: i32) -> u64 {
        self.first_seen.range(..=year).map(|(_, count)| count).sum()
    }

    fn add(&mut self, other: &Self) {
        self.undated += other.undated;
        for (year, count) in &other.first_seen {
            *self.first_seen.entry(*year).or_insert(0) += count;
        }
        self.status = self.status.max(other.status);
    }
}

/// Counts of the regions, and of the districts and the country that they are part of. A region in
/// no row has no count, which is no data: a file does not say where was looked. One pass over
/// the rows.
#[must_use]
pub fn count_by_region(atlas: &Atlas, detections: &Detections) -> BTreeMap<RegionId, RegionCount> {
    let none = RegionCount { undated: 0, first_seen: BTreeMap::new(), status: Status::Detected };
    let mut by_number = vec![none; detections.region_codes.len()];
    let years = ByDay::new(&detections.first_seen_day, |day| (day != NO_DAY).then(|| year_of_day(day)));
    let first_year =
        detections.first_seen_day.iter().filter(|&&day| day != NO_DAY).min().map(|&day| year_of_day(day));
    // Millions of rows fall into few regions and years: a tree a row took a sixth of the whole time.
    let mut seen: Vec<Vec<u64>> = vec![Vec::new(); by_number.len()];
    for ((&region, &day), &status) in
        detections.region.iter().zip(&detections.first_seen_day).zip(&detections.status)
    {
        if region == NO_REGION {
            continue;
        }
        let count = &mut by_number[region as usize];
        count.status = count.status.max(status);
        let Some((year, first_year)) = years.of(day).zip(first_year) else {
            count.undated += 1;
            continue;
        };
        let (seen, at) = (&mut seen[region as usize], (year - first_year) as usize);
        if seen.len() <= at {
            seen.resize(at + 1, 0);
        }
        seen[at] += 1;
    }
    for (count, seen) in by_number.iter_mut().zip(seen) {
        let years = (first_year.unwrap_or_default()..).zip(seen);
        count.first_seen = years.filter(|(_, rows)| *rows > 0).collect();
    }
    let mut counts: BTreeMap<RegionId, RegionCount> = BTreeMap::new();
    for (code, count) in detections.region_codes.iter().zip(by_number) {
        if count.undated == 0 && count.first_seen.is_empty() {
            continue;
        }
        let mut whole = atlas.region_id(code);
        while let Some(id) = whole {
            counts.entry(id).and_modify(|sum| sum.add(&count)).or_insert_with(|| count.clone());
            whole = atlas.region(id).parent;
        }
    }
    counts
}
