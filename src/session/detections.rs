//! Owns what a file of detections adds to the atlas: its rows joined to regions, and counts by
//! region and year as a metric of their own. Does not mix them with published figures.

use super::Session;
use crate::{
    atlas::{
        Atlas, Derivation, Detections, Level, Metric, MetricId, MetricKind, NO_DAY, NO_REGION, Period,
        Record, RegionId, TimeRule,
    },
    io::{self, IoError, Problem, RowKind, Severity},
    lang::{Lang, Localized, Words},
    provenance::{Observation, Source},
    units::Unit,
};
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// Id of the metric that counts the rows of the user's file.
pub(super) const DETECTIONS: &str = "detections";
/// Id of that metric per 100,000 people.
const PER_100K: &str = "detections_per_100k";
const POPULATION: &str = "population";
const SOURCE: &str = "detections-file";

impl Session {
    /// Reads detections, joins those without a region by position, and adds their counts to the
    /// atlas; the count becomes the metric shown.
    pub(super) fn add_detections(&mut self, path: &Path) -> Result<(), IoError> {
        let (mut detections, problems) = io::read_detections(path)?;
        let geography = self.geography()?;
        let codes: Vec<String> = geography
            .region_of_feature
            .iter()
            .map(|region| region.map_or_else(String::new, |id| self.atlas.region(id).code.clone()))
            .collect();
        let summary = detections.join_by_position(&geography.index(), &codes);
        if summary.outside > 0 {
            // Before the rows: it says more than each of them.
            self.problems.add(outside(path, summary.outside));
        }
        self.problems.extend(problems);
        add_counts(&mut self.atlas, &detections, path, self.document.year);
        DETECTIONS.clone_into(&mut self.document.metric);
        self.document.year = self
            .atlas
            .metric_id(DETECTIONS)
            .and_then(|id| self.atlas.years(id).last().copied())
            .unwrap_or(self.document.year);
        self.detections = Some(detections);
        Ok(())
    }
}

fn outside(path: &Path, count: usize) -> Problem {
    Problem {
        path: path.to_owned(),
        row: None,
        row_kind: RowKind::Row,
        column: Some("lon, lat".to_owned()),
        expected: "positions inside the regions of the map".to_owned(),
        found: format!("{count} rows outside all of them; they are in no region's count"),
        severity: Severity::Warning,
    }
}

/// Adds the metrics and counts: at the end of each year, the rows first seen by then. Rows
/// without a date count in every year; where no row has one, they all stand at `default_year`.
fn add_counts(atlas: &mut Atlas, detections: &Detections, path: &Path, default_year: i32) {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source: Arc<str> = SOURCE.into();
    atlas.sources.insert(
        Arc::clone(&source),
        Source { id: Arc::clone(&source), title: file.clone(), publisher: file.clone(), ..Source::default() },
    );
    let Some(metric) = add_metrics(atlas, &file) else { return };
    let Some(status) = detections.status.iter().copied().max() else { return };
    let has_dates = detections.first_seen_day.iter().any(|&day| day != NO_DAY);
    let note = if has_dates { Localized::default() } else { said("detections-no-dates", &[]) };
    for (region, by_year) in count_by_year(atlas, detections, default_year) {
        for (year, count) in by_year {
            let observation = Observation {
                value: Some(count as f64),
                interval: None,
                status,
                sources: vec![Arc::clone(&source)],
                note: note.clone(),
                conflicts: Vec::new(),
            };
            atlas.add_record(region, metric, Record { period: Period::year(year), observation });
        }
    }
}

fn add_metrics(atlas: &mut Atlas, file: &str) -> Option<MetricId> {
    let metric = |id: &str, unit: &str, decimals, derivation| Metric {
        id: id.to_owned(),
        name: said(&format!("metric-{}", id.replace('_', "-")), &[("file", file)]),
        unit: Unit::new(unit),
        kind: MetricKind::Sequential,
        decimals,
        time: TimeRule::Yearly,
        derivation,
        palette: "YlOrRd".to_owned(),
        description: said("metric-detections-description", &[]),
    };
    let detections = atlas.add_metric(metric(DETECTIONS, "count", 0, Derivation::Stored))?;
    if let Some(population) = atlas.metric_id(POPULATION) {
        // The factor that the metric's name states.
        let ratio = Derivation::Ratio { a: detections, b: population, factor: 100_000.0 };
        atlas.add_metric(metric(PER_100K, "per_100k_people", 1, ratio));
    }
    Some(detections)
}

/// A message of the program in both languages.
fn said(id: &str, args: &[(&str, &str)]) -> Localized {
    Localized { en: Words::new(Lang::En).with(id, args), ru: Words::new(Lang::Ru).with(id, args) }
}

/// Cumulative counts: of regions, and of the districts and the country that they are part of.
/// A region in no row has none, which is no data: the file does not say where was looked.
fn count_by_year(
    atlas: &Atlas,
    detections: &Detections,
    default_year: i32,
) -> BTreeMap<RegionId, BTreeMap<i32, u64>> {
    let ids: Vec<Option<RegionId>> =
        detections.region_codes.iter().map(|code| atlas.region_id(code)).collect();
    // First by region code and year of first sight, in one pass over millions of rows.
    let mut firsts: Vec<BTreeMap<Option<i32>, u64>> = vec![BTreeMap::new(); ids.len()];
    let mut last_seen: (u32, i32, Option<i32>) = (NO_REGION, NO_DAY, None);
    for (&region, &day) in detections.region.iter().zip(&detections.first_seen_day) {
        if region == NO_REGION {
            continue;
        }
        if last_seen.1 != day {
            last_seen = (region, day, (day != NO_DAY).then(|| year_of(day)));
        }
        *firsts[region as usize].entry(last_seen.2).or_insert(0) += 1;
    }
    let years: Vec<i32> = firsts.iter().flat_map(|by_year| by_year.keys().flatten().copied()).collect();
    let (first, last) = match (years.iter().min(), years.iter().max()) {
        (Some(&first), Some(&last)) => (first, last),
        _ => (default_year, default_year),
    };
    let mut counts: BTreeMap<RegionId, BTreeMap<i32, u64>> = BTreeMap::new();
    for (id, by_year) in ids.iter().zip(&firsts) {
        let mut whole = *id;
        while let Some(region) = whole {
            for year in first..=last {
                let count: u64 =
                    by_year.iter().filter(|(y, _)| y.is_none_or(|y| y <= year)).map(|(_, n)| n).sum();
                if count > 0 {
                    *counts.entry(region).or_default().entry(year).or_insert(0) += count;
                }
            }
            whole = atlas.region(region).parent;
        }
    }
    debug_assert!(
        counts.keys().all(|&region| atlas.region(region).level != Level::Group),
        "groups have no parts"
    );
    counts
}

/// Year of a day counted from 1970-01-01, in the Gregorian calendar (Fliegel & Van Flandern
/// 1968, doi:10.1145/364096.364097, with Hinnant's shift of the year to March).
fn year_of(day: i32) -> i32 {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Day 306 of a year that begins in March is the first of January.
    (year_of_era + era * 400 + i64::from(day_of_year >= 306)) as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::Status;

    #[test]
    fn days_fall_into_their_years() {
        for (day, year) in [
            (0, 1970),
            (-1, 1969),
            (364, 1970),
            (365, 1971),
            (19_722, 2023),
            (19_723, 2024),
            (20_088, 2024),
            (20_089, 2025),
        ] {
            assert_eq!(year_of(day), year, "{day}");
        }
    }

    #[test]
    fn counts_are_cumulative_and_absent_where_nothing_was_seen() {
        let session = Session::open(&crate::session::Sources::default()).expect("opens");
        let mut atlas = session.atlas().clone();
        let detections = Detections {
            lon: vec![f64::NAN; 3],
            lat: vec![f64::NAN; 3],
            region: vec![0, 0, 1],
            region_codes: vec!["RU-IRK".into(), "RU-NVS".into()],
            first_seen_day: vec![19_500, 20_100, 20_200],
            status: vec![Status::Detected; 3],
            ..Detections::default()
        };
        add_counts(&mut atlas, &detections, Path::new("mine.csv"), 2025);
        let metric = atlas.metric_id(DETECTIONS).expect("added");
        let count = |code: &str, year| {
            let region = atlas.region_id(code).expect("known");
            atlas.record(region, metric, year).and_then(|record| record.observation.value)
        };
        assert_eq!((count("RU-IRK", 2023), count("RU-IRK", 2025)), (Some(1.0), Some(2.0)));
        assert_eq!((count("RU-NVS", 2023), count("RU-NVS", 2025)), (None, Some(1.0)));
        assert_eq!((count("FD-SI", 2025), count("RU", 2025)), (Some(3.0), Some(3.0)));
        assert_eq!(count("RU-MOW", 2025), None);
    }
}
