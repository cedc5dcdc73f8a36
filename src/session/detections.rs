//! Owns what a file of detections adds to the atlas: its rows joined to regions, and counts by
//! region and year as a metric of their own. Does not mix them with published figures.

use super::Session;
use crate::{
    atlas::{
        Atlas, Derivation, Detections, JoinSummary, Level, Meaning, Metric, MetricId, MetricKind, NO_DAY,
        NO_REGION, Period, Record, RegionCount, RegionId, RegionNames, TimeRule, count_by_region,
        year_of_day,
    },
    io::{self, IoError, Problem, Problems, SaidColumns, Severity, excerpt},
    lang::{Lang, Localized, Message, Words},
    provenance::{Interval, Observation, Source, Status},
    units::Unit,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

/// Id of the metric that counts the rows of the user's file.
pub(super) const DETECTIONS: &str = "detections";
/// Id of that metric per 100,000 people.
const PER_100K: &str = "detections_per_100k";
const POPULATION: &str = "population";
pub(super) const SOURCE: &str = "detections-file";
/// Longest time over which a count is carried on: a slip in a date makes no millennium of figures.
const LONGEST_CARRIED: i32 = 100;

impl Session {
    /// Reads detections, joins those without a region by position, and adds their counts to the
    /// atlas; the count becomes the metric shown.
    pub(super) fn add_detections(
        &mut self,
        path: &Path,
        said: &SaidColumns,
        name: Option<&str>,
    ) -> Result<(), IoError> {
        let (mut detections, problems) = io::read_detections_as(path, said)?;
        let (misplaced, summary) = self.place(&mut detections, path, Severity::Warning)?;
        let codes = detections.region_codes.iter();
        let offset_s: Vec<i32> = codes.map(|code| self.clock_of(self.atlas.region_id(code))).collect();
        let elsewhere_s = self.clock_of(None);
        detections.to_local_days(|region| offset_s.get(region as usize).copied().unwrap_or(elsewhere_s));
        // Before the rows: these say more than each of them.
        self.problems.extend(misplaced);
        self.problems.extend(problems);
        let unplaced = summary.outside + summary.without_position;
        let year = self.document.year;
        let of_file = || path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.map(str::to_owned).or_else(of_file).unwrap_or_default();
        if !add_counts(self.atlas_mut(), &detections, &name, year, unplaced) {
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
    /// The shapes of the atlas cannot be read.
    pub fn misplaced(&self, detections: &mut Detections, path: &Path) -> Result<Problems, IoError> {
        Ok(self.place(detections, path, Severity::Error)?.0)
    }

    /// What is to be said of a file of boundaries and of the regions that it names.
    ///
    /// # Errors
    /// The file cannot be read or has no polygon.
    pub fn boundary_problems(&self, path: &Path, layer: Option<&str>) -> Result<Problems, IoError> {
        Ok(io::read_boundaries(path, layer, &self.atlas)?.problems)
    }

    /// Gives each detection the region of the atlas that it names or lies in. One that has neither is no error where
    /// it is looked at, for it is there and shown; it is one of the file, which cannot be counted whole.
    fn place(
        &self,
        detections: &mut Detections,
        path: &Path,
        nowhere: Severity,
    ) -> Result<(Problems, JoinSummary), IoError> {
        let names = RegionNames::new(&self.atlas);
        let given = detections.resolve_regions(|text| {
            let region = names.find(text).region()?;
            Some(self.atlas.region(region).code.clone())
        });
        let geography = self.geography()?;
        let code_of = |region: &Option<RegionId>| region.map(|id| self.atlas.region(id).code.clone());
        let codes: Vec<String> =
            geography.region_of_feature.iter().map(|region| code_of(region).unwrap_or_default()).collect();
        let index = geography.index();
        let elsewhere = self.elsewhere(path, &detections.elsewhere(&index, &codes));
        let summary = detections.join_by_position(&index, &codes);
        self.place_in_municipalities(detections);
        let mut problems = Problems::default();
        if let Some((problem, rows)) = elsewhere {
            problems.add_many(problem, rows as u64);
        }
        if summary.joined > 0 {
            problems.add_all(overlap(path, &index.overlapping(), &codes));
        }
        for (text, rows) in &given {
            if let Some((expected, found)) = doubt(&self.atlas, &names.find(text), text, *rows) {
                let problem = Problem::of_file(path, Some("region"), expected, found, Severity::Warning);
                problems.add_many(problem, *rows as u64);
            }
        }
        add_unplaced(path, summary, nowhere, &mut problems);
        Ok((problems, summary))
    }

    /// That rows lie far from the region they name, with the pairs that most rows have. Rows that name a district lie
    /// in its regions.
    fn elsewhere(&self, path: &Path, counts: &BTreeMap<(&str, &str), usize>) -> Option<(Problem, usize)> {
        const SHOWN: usize = 3;
        let id = |code: &str| self.atlas.region_id(code);
        let is_part = |part: &str, whole: &str| {
            id(part).zip(id(whole)).is_some_and(|(part, whole)| self.atlas.is_within(part, whole))
        };
        let mut pairs: Vec<_> = counts.iter().filter(|((named, found), _)| !is_part(found, named)).collect();
        pairs.sort_by_key(|(_, rows)| std::cmp::Reverse(**rows));
        let rows: usize = pairs.iter().map(|(_, rows)| **rows).sum();
        let first = pairs.iter().take(SHOWN).map(|((named, found), rows)| {
            Message::new("found-elsewhere-pair").text("named", *named).text("found", *found).count(**rows)
        });
        let found = Message::new("found-elsewhere").with("pairs", Message::list(first)).count(rows);
        let column = Some("region, lon, lat");
        let problem = Problem::of_file(path, column, "expected-same-place", found, Severity::Warning);
        (rows > 0).then_some((problem, rows))
    }
}

/// That regions overlap, with the first of them.
fn overlap(path: &Path, pairs: &BTreeSet<(u32, u32)>, codes: &[String]) -> Option<Problem> {
    const SHOWN: usize = 3;
    let code = |feature: u32| codes.get(feature as usize).map(String::as_str).filter(|code| !code.is_empty());
    let named = pairs.iter().filter_map(|&(inner, outer)| Some((code(inner)?, code(outer)?)));
    let named: BTreeSet<_> = named.filter(|(inner, outer)| inner != outer).collect();
    let first = named.iter().take(SHOWN).map(|(inner, outer)| {
        Message::new("found-region-in-region").text("inner", *inner).text("outer", *outer)
    });
    let found = Message::new("found-overlap").with("regions", Message::list(first)).count(named.len());
    let column = Some("lon, lat");
    (!named.is_empty()).then(|| Problem::of_file(path, column, "expected-apart", found, Severity::Warning))
}

/// What is to be said of a name that does not tell one region for sure.
fn doubt(atlas: &Atlas, meaning: &Meaning, text: &str, rows: usize) -> Option<(&'static str, Message)> {
    let codes = |regions: &[RegionId]| {
        Message::list(regions.iter().map(|&id| Message::from(atlas.region(id).code.clone())))
    };
    let found = Message::new("found-code-in-rows").with("code", excerpt(text)).count(rows);
    match meaning {
        Meaning::Region(_) => None,
        Meaning::Unknown => Some(("expected-map-region", found)),
        Meaning::Unclear(regions) => {
            let found =
                Message::new("found-unclear-region").with("found", found).with("codes", codes(regions));
            Some(("expected-map-region", found))
        }
        Meaning::Either(region, also) => {
            let found = Message::new("found-wider-region")
                .with("found", found)
                .text("code", &atlas.region(*region).code)
                .with("also", codes(also));
            Some(("expected-one-extent", found))
        }
    }
}

/// Says how many rows came to no region as their file meant it.
fn add_unplaced(path: &Path, summary: JoinSummary, nowhere: Severity, problems: &mut Problems) {
    let mut add = |column: &str, expected: &'static str, found: &'static str, rows: usize, severity| {
        if rows > 0 {
            let found = Message::new(found).count(rows);
            problems.add_many(Problem::of_file(path, Some(column), expected, found, severity), rows as u64);
        }
    };
    let (inner, known) = ("expected-inner-positions", "expected-known-place");
    add("region", known, "found-unplaced-rows", summary.without_position, nowhere);
    add("lon, lat", inner, "found-outer-rows", summary.outside, Severity::Warning);
}

/// Adds the metrics, with what is called `name` as their source, and, for each year from the first to the last that rows name, the rows first seen by
/// its end. Where no row has a date, all stand at `default_year`; else those without one widen the count
/// of every year. Rows in no region widen the count of the country. False if the atlas has a metric of that name already.
fn add_counts(
    atlas: &mut Atlas,
    detections: &Detections,
    name: &str,
    default_year: i32,
    unplaced: usize,
) -> bool {
    let source: Arc<str> = SOURCE.into();
    let named = Localized::same(name.to_owned());
    atlas.sources.insert(
        Arc::clone(&source),
        Source { id: Arc::clone(&source), title: named.clone(), publisher: named, ..Source::default() },
    );
    let Some(metric) = add_metrics(atlas) else { return false };
    let mut counts = count_by_region(atlas, detections);
    // Rows in no region have years, too, and are somewhere in the country.
    let unplaced_years = unplaced_years(detections);
    if let Some(country) = atlas.country().filter(|_| unplaced > 0) {
        // What was found in made-up readings is no more than that wherever it lies.
        let status = detections.status.iter().copied().max().unwrap_or(Status::Detected);
        let nothing = RegionCount { undated: 0, first_seen: BTreeMap::new(), status };
        let of_country = counts.entry(country).or_insert(nothing);
        of_country.status = of_country.status.max(status);
    }
    let of_regions = || counts.values().flat_map(|count| count.first_seen.keys().copied());
    let seen = || of_regions().chain(unplaced_years.iter().copied());
    let has_dates = seen().next().is_some();
    let years = match seen().min().zip(seen().max()) {
        // Counts are carried on through years in which nothing was seen.
        Some((first, last)) if last - first < LONGEST_CARRIED => (first..=last).collect(),
        Some(_) => seen().collect::<BTreeSet<i32>>().into_iter().collect::<Vec<i32>>(),
        None => vec![default_year],
    };
    for (region, count) in counts {
        let is_country = atlas.region(region).level == Level::Country;
        let undated = if has_dates { count.undated } else { 0 };
        let note = match (has_dates, undated) {
            (false, _) => said("detections-no-dates", &[]),
            (true, 0) => Localized::default(),
            (true, _) => said("detections-undated", &[("count", &undated.to_string())]),
        };
        for &year in &years {
            let value = (if has_dates { count.by_end_of(year) } else { count.undated }) as f64;
            let high = value + undated as f64 + if is_country { unplaced as f64 } else { 0.0 };
            if high == 0.0 {
                continue;
            }
            let bounds = (high > value).then(|| Interval::new(Some(value), Some(high)));
            let observation = Observation {
                value: (value > 0.0).then_some(value),
                interval: bounds.flatten(),
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

/// Years in which rows in no region were first seen.
fn unplaced_years(detections: &Detections) -> BTreeSet<i32> {
    let rows = detections.region.iter().zip(&detections.first_seen_day);
    let days: BTreeSet<i32> =
        rows.filter(|(region, day)| **region == NO_REGION && **day != NO_DAY).map(|(_, day)| *day).collect();
    days.into_iter().map(year_of_day).collect()
}

fn add_metrics(atlas: &mut Atlas) -> Option<MetricId> {
    let metric = |id: &str, unit: &str, decimals, derivation| Metric {
        id: id.to_owned(),
        name: said(&format!("metric-{}", id.replace('_', "-")), &[]),
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
        assert!(add_counts(&mut atlas, &detections, "mine.csv", 2025, 2));
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
        assert!(!add_counts(&mut atlas, &detections, "again.csv", 2025, 0));
    }

    #[test]
    fn rows_without_a_day_widen_the_count_of_every_year() {
        let session = Session::open(&crate::session::Sources::default()).expect("opens");
        let mut atlas = session.atlas().clone();
        let detections = Detections {
            lon: vec![f64::NAN; 4],
            lat: vec![f64::NAN; 4],
            region: vec![0, 0, 0, 1],
            region_codes: vec!["RU-IRK".into(), "RU-NVS".into()],
            first_seen_day: vec![19_500, crate::atlas::NO_DAY, 20_100, crate::atlas::NO_DAY],
            status: vec![Status::Detected; 4],
            ..Detections::default()
        };
        assert!(add_counts(&mut atlas, &detections, "mine.csv", 2025, 0));
        let metric = atlas.metric_id(DETECTIONS).expect("added");
        let told = |code: &str, year| {
            let region = atlas.region_id(code).expect("known");
            let observation = atlas.record(region, metric, year).expect("a count").observation;
            (observation.value, observation.bounds(), observation.note.en)
        };
        let (value, bounds, note) = told("RU-IRK", 2023);
        assert_eq!((value, bounds), (Some(1.0), (1.0, 2.0)));
        assert!(note.contains('1') && note.contains("date"), "{note}");
        assert_eq!(told("RU-IRK", 2025).0, Some(2.0));
        // One row of an unknown day: none or one.
        assert_eq!((told("RU-NVS", 2023).0, told("RU-NVS", 2023).1), (None, (0.0, 1.0)));
    }
}
