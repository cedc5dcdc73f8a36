//! Owns what a file of detections adds to the atlas: its rows joined to regions, and counts by
//! region and year as a metric of their own. Does not mix them with published figures.

use super::Session;
use crate::{
    atlas::{
        Atlas, Derivation, Detections, JoinSummary, Level, Metric, MetricId, MetricKind, Period, Record,
        RegionId, TimeRule, count_by_region,
    },
    io::{self, IoError, Problem, Severity, excerpt},
    lang::{Lang, Localized, Message, Words},
    provenance::{Interval, Observation, Source},
    units::Unit,
};
use std::{path::Path, sync::Arc};

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
        let (misplaced, summary) = self.place(&mut detections, path)?;
        // Before the rows: these say more than each of them.
        self.problems.add_all(misplaced);
        self.problems.extend(problems);
        let unplaced = summary.outside + summary.without_position;
        if !add_counts(Arc::make_mut(&mut self.atlas), &detections, path, self.document.year, unplaced) {
            let found = Message::new("found-own-metric").text("metric", DETECTIONS);
            return Err(IoError::unusable(path, None, "expected-no-own-metric", found));
        }
        DETECTIONS.clone_into(&mut self.document.metric);
        let years = self.atlas.metric_id(DETECTIONS).map(|id| self.atlas.years(id)).unwrap_or_default();
        self.document.year = years.last().copied().unwrap_or(self.document.year);
        self.detections = Some(Arc::new(detections));
        self.detections_path = Some(path.to_owned());
        Ok(())
    }

    /// Looks at the smallest region or district that all detections of the user's own lie in, and at
    /// nothing else; where there are none, at what is looked at already.
    pub fn look_at_detections(&mut self) {
        let Some(detections) = &self.detections else { return };
        let mut has_rows = vec![false; detections.region_codes.len()];
        for &region in &detections.region {
            if let Some(has_rows) = has_rows.get_mut(region as usize) {
                *has_rows = true;
            }
        }
        let atlas = &self.atlas;
        let codes = detections.region_codes.iter().zip(has_rows).filter(|(_, has_rows)| *has_rows);
        let regions: Vec<RegionId> = codes.filter_map(|(code, _)| atlas.region_id(code)).collect();
        let has_all = |whole: RegionId| regions.iter().all(|&region| atlas.is_within(region, whole));
        let mut whole = regions.first().copied();
        while let Some(region) = whole.filter(|&region| !has_all(region)) {
            whole = atlas.region(region).parent;
        }
        let part = whole.map(|whole| atlas.region(whole)).filter(|whole| whole.level != Level::Country);
        self.document.focus = part.map(|part| part.code.clone());
        self.document.chosen.clear();
        self.document.point = None;
        self.document.shows_points = true;
        self.revision += 1;
    }

    /// What is to be said of detections in a file that lie in no region of the atlas, or not where
    /// they say.
    ///
    /// # Errors
    /// The file or the shapes of the atlas cannot be read.
    pub fn misplaced(&self, path: &Path) -> Result<Vec<Problem>, IoError> {
        let (mut detections, _) = io::read_detections(path)?;
        Ok(self.place(&mut detections, path)?.0)
    }

    /// Gives each detection the region of the atlas that it names or lies in.
    fn place(
        &self,
        detections: &mut Detections,
        path: &Path,
    ) -> Result<(Vec<Problem>, JoinSummary), IoError> {
        let by_word = self.atlas.regions_by_word();
        let unknown = detections.resolve_regions(|code| {
            let region = *by_word.get(&code.trim().to_lowercase())?;
            Some(self.atlas.region(region).code.clone())
        });
        let geography = self.geography()?;
        let code_of = |region: &Option<RegionId>| region.map(|id| self.atlas.region(id).code.clone());
        let codes: Vec<String> =
            geography.region_of_feature.iter().map(|region| code_of(region).unwrap_or_default()).collect();
        let summary = detections.join_by_position(&geography.index(), &codes);
        Ok((placement_problems(path, &unknown, summary), summary))
    }
}

/// What to say of rows that came to no region as their file meant it.
fn placement_problems(path: &Path, unknown: &[(String, usize)], summary: JoinSummary) -> Vec<Problem> {
    let problem = |column: &str, expected: &'static str, found: Message, severity: Severity| {
        Problem::of_file(path, Some(column), expected, found, severity)
    };
    let mut problems: Vec<Problem> = unknown
        .iter()
        .map(|(code, n)| {
            let expected = "expected-map-region";
            let found = Message::new("found-code-in-rows").with("code", excerpt(code)).count(*n);
            problem("region", expected, found, Severity::Warning)
        })
        .collect();
    if summary.without_position > 0 {
        let found = Message::new("found-unplaced-rows").count(summary.without_position);
        problems.push(problem("region", "expected-known-place", found, Severity::Error));
    }
    if summary.outside > 0 {
        let found = Message::new("found-outer-rows").count(summary.outside);
        problems.push(problem("lon, lat", "expected-inner-positions", found, Severity::Warning));
    }
    problems
}

/// Adds the metrics and, for each year in which a count changes, the rows first seen by its end.
/// Where no row has a date, all stand at `default_year`. Rows in no region widen the count of the
/// country. False if the atlas has a metric of that name already.
fn add_counts(
    atlas: &mut Atlas,
    detections: &Detections,
    path: &Path,
    default_year: i32,
    unplaced: usize,
) -> bool {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source: Arc<str> = SOURCE.into();
    let named = Localized::same(file.clone());
    atlas.sources.insert(
        Arc::clone(&source),
        Source { id: Arc::clone(&source), title: named.clone(), publisher: named, ..Source::default() },
    );
    let Some(metric) = add_metrics(atlas, &file) else { return false };
    let counts = count_by_region(atlas, detections);
    let mut years: Vec<i32> = counts.values().flat_map(|count| count.first_seen.keys().copied()).collect();
    years.sort_unstable();
    years.dedup();
    let note = if years.is_empty() { said("detections-no-dates", &[]) } else { Localized::default() };
    if years.is_empty() {
        years.push(default_year);
    }
    for (region, count) in counts {
        let is_country = atlas.region(region).level == Level::Country;
        for (year, value) in
            years.iter().map(|&year| (year, count.by_end_of(year) as f64)).filter(|(_, n)| *n > 0.0)
        {
            let widened = (is_country && unplaced > 0).then_some((value, value + unplaced as f64));
            let observation = Observation {
                value: Some(value),
                interval: widened.and_then(|(low, high)| Interval::new(Some(low), Some(high))),
                status: count.status,
                sources: vec![Arc::clone(&source)],
                note: note.clone(),
                conflicts: Vec::new(),
            };
            atlas.add_record(region, metric, Record { period: Period::year(year), observation });
        }
    }
    true
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
        sources: Vec::new(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::Status;

    #[test]
    fn the_smallest_part_that_has_all_detections_is_looked_at() {
        for (rows, focus) in [
            ("104.3,52.3\n104.4,52.4\n", Some("RU-IRK")),
            ("104.3,52.3\n82.9,55.0\n", Some("FD-SI")),
            ("104.3,52.3\n37.6,55.7\n", None),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("own.csv");
            io::write_file(&path, format!("lon,lat\n{rows}").as_bytes()).expect("written");
            let sources = crate::session::Sources { detections: Some(path), ..Default::default() };
            let mut session = Session::open(&sources).expect("opens");
            session.look_at_detections();
            assert_eq!(session.document().focus.as_deref(), focus, "{rows}");
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
        assert!(add_counts(&mut atlas, &detections, Path::new("mine.csv"), 2025, 2));
        let metric = atlas.metric_id(DETECTIONS).expect("added");
        let count = |code: &str, year| {
            let region = atlas.region_id(code).expect("known");
            atlas.record(region, metric, year).and_then(|record| record.observation.value)
        };
        assert_eq!((count("RU-IRK", 2023), count("RU-IRK", 2025)), (Some(1.0), Some(2.0)));
        assert_eq!((count("RU-NVS", 2023), count("RU-NVS", 2025)), (None, Some(1.0)));
        assert_eq!((count("FD-SI", 2025), count("RU", 2025)), (Some(3.0), Some(3.0)));
        assert_eq!(count("RU-MOW", 2025), None);
        let country =
            atlas.record(atlas.country().expect("Russia"), metric, 2025).expect("a count").observation;
        assert_eq!((country.bounds(), country.status), ((3.0, 5.0), Status::Detected));
        assert!(!add_counts(&mut atlas, &detections, Path::new("again.csv"), 2025, 0));
    }
}
