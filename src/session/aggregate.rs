//! Owns counts of detections by region and year as an atlas of their own: raw, true as far as reviews tell,
//! and corrected for what the detector misses. The arithmetic is that of [`review::counts`]; nothing is read
//! or written here but through `io`.

use super::{Session, detections::DETECTIONS};
use crate::{
    atlas::{ByDay, Level, NO_DAY, NO_REGION, RegionId, RegionNames, year_of_day},
    io::{self, Coverage, ListedCase, MadeAtlas, MadeFigure, MadeMetric, Problem, Problems, Severity},
    lang::{Lang, Localized, Message, Words},
    provenance::Status,
};
use review::{
    Reviews, Verdict,
    counts::{
        BAND_COUNT, Estimate, Stratum, Trial, WatchedYear, band_of, corrected_by_precision, growth,
        lang_reiczigel, missing_reviews, stratified, stratified_with_errors, wilson,
    },
    queue::drawn_number,
};
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// What else is known of the detections.
#[derive(Debug, Default)]
pub struct AggregateInputs<'a> {
    /// Only districts and the country.
    pub by_district: bool,
    /// Cases of the file and what was said of them, with the name of the file of reviews.
    pub reviewed: Option<(&'a [ListedCase], &'a Reviews, String)>,
    /// How many true cases reviewers confirmed, and false ones they rejected, of cases whose truth is known;
    /// nothing where they are taken at their word.
    pub reviewers: Option<(Trial, Trial)>,
    /// The seed by which cases were drawn.
    pub seed: u64,
    /// Meters watched and the detector's errors, with the name of the file.
    pub coverage: Option<(&'a [Coverage], &'a Path)>,
    /// Half the width that an interval should have at most, as a share of the detections.
    pub target: f64,
}

/// The atlas, and what a reader of the run should know.
#[derive(Debug)]
pub struct Aggregated {
    /// To be written.
    pub atlas: MadeAtlas,
    /// What was odd.
    pub problems: Problems,
    /// Reviews still to be made at the country as a whole, in the last year.
    pub missing_reviews: Option<u64>,
    /// Regions with a count.
    pub regions: usize,
    /// Reviews that match no detection of the file.
    pub reviews_of_what_is_gone: usize,
}

const TOLD: &str = "detected";
const TRUE: &str = "detected_true";
const PRESENT: &str = "present";
const WATCHED: &str = "watched";
const FILE: &str = "detections-file";
const REVIEWS: &str = "reviews";
const COVERAGE: &str = "coverage";
/// Places that are named of those with one problem.
const MOST_NAMED: usize = 3;

/// What is known of the detections of a region by the end of a year.
#[derive(Clone, Default)]
struct Tally {
    sizes: [u64; BAND_COUNT],
    /// Cases drawn and reviewed before the first that was not, as soon as that is known.
    drawn: [Vec<(u64, Verdict)>; BAND_COUNT],
    /// The first random number that was not reviewed.
    open: [Option<u64>; BAND_COUNT],
    /// All that was said, drawn or not.
    confirmed: u64,
    rejected: u64,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        for band in 0..BAND_COUNT {
            self.sizes[band] += other.sizes[band];
            self.drawn[band].extend(&other.drawn[band]);
            self.open[band] = match (self.open[band], other.open[band]) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        self.confirmed += other.confirmed;
        self.rejected += other.rejected;
    }

    fn detections(&self) -> u64 {
        self.sizes.iter().sum()
    }

    fn strata(&self) -> [Stratum; BAND_COUNT] {
        std::array::from_fn(|band| {
            let is_drawn = |number: u64| self.open[band].is_none_or(|open| number < open);
            let count = |wanted: Verdict| {
                let drawn =
                    self.drawn[band].iter().filter(|(number, said)| is_drawn(*number) && *said == wanted);
                drawn.count() as u64
            };
            Stratum {
                size: self.sizes[band],
                confirmed: count(Verdict::Confirmed),
                rejected: count(Verdict::Rejected),
                unclear: count(Verdict::Unclear),
            }
        })
    }
}

impl Session {
    /// Makes an atlas of the detections that are open.
    #[must_use]
    pub fn aggregate(&self, inputs: &AggregateInputs<'_>) -> Aggregated {
        let words = BothWords::new();
        let mut problems = Problems::default();
        let years = self.atlas.metric_id(DETECTIONS).map(|id| self.atlas.years(id)).unwrap_or_default();
        let file = self.detections_path.as_deref().and_then(Path::file_name);
        let file = file.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut sources = vec![(FILE, file.clone())];
        let reviews_of_what_is_gone = Self::of_what_is_gone(inputs);
        if let Some((_, _, name)) = &inputs.reviewed {
            sources.push((REVIEWS, name.clone()));
        }
        let coverage = inputs.coverage.map(|(rows, path)| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            sources.push((COVERAGE, name.unwrap_or_default()));
            self.coverage_by_region(rows, path, &mut problems)
        });
        let coverage = coverage.unwrap_or_default();
        let mut doubts: Vec<Message> = Vec::new();
        let tallies = self.tallies(inputs, &years);
        let mut made = Making { session: self, inputs, words: &words, figures: Vec::new(), missing: None };
        let mut rows = vec![
            ["region", "from", "to", "total", "coverage", "real", "detector", "real_or_detector"]
                .map(str::to_owned)
                .to_vec(),
        ];
        let mut regions = 0;
        for region in self.atlas.region_ids() {
            let level = self.atlas.region(region).level;
            if level == Level::Group
                || (inputs.by_district && !matches!(level, Level::District | Level::Country))
            {
                continue;
            }
            let before = made.figures.len();
            let mut watched: Option<(i32, WatchedYear)> = None;
            for (at, &year) in years.iter().enumerate() {
                let watch = coverage.get(&(region, year));
                let of_year = watch.map(|watch| &watch.coverage);
                made.told(region, year);
                let tally = tallies.get(&region).map(|tallies| &tallies[at]);
                let pooled =
                    self.atlas.country().and_then(|country| tallies.get(&country)).map(|all| &all[at]);
                let share = tally.and_then(|tally| made.confirmed(region, year, tally, pooled));
                let of_watched = watch.zip(tally).map(|(watch, tally)| watch.tally(tally, at, &tallies));
                if let (Some(of_year), Some(tally)) = (of_year, &of_watched) {
                    let doubt = made.present(region, year, tally, share, of_year);
                    doubts.extend(doubt.map(|doubt| self.of_year(region, year, doubt)));
                }
                if let Some(of_year) = of_year {
                    made.watched(region, year, of_year);
                }
                let detections = of_watched.map_or(0, |tally| tally.detections());
                let now = of_year.and_then(|of| {
                    Some(WatchedYear {
                        detections,
                        watched: of.watched?,
                        detector: of.detector.clone(),
                        accuracy: of.sensitivity.zip(of.specificity),
                    })
                });
                if let (Some((from, before)), Some(after)) = (&watched, &now)
                    && let Some(parts) = growth(before, after)
                {
                    let number =
                        |value: Option<f64>| value.map(|value| format!("{value:.1}")).unwrap_or_default();
                    let code = self.atlas.region(region).code.clone();
                    let parts = [Some(parts.total), Some(parts.coverage), parts.real, parts.detector]
                        .into_iter()
                        .chain([parts.real_or_detector])
                        .map(number);
                    rows.push([code, from.to_string(), year.to_string()].into_iter().chain(parts).collect());
                }
                watched = now.map(|now| (year, now)).or(watched);
            }
            regions += usize::from(made.figures.len() > before);
        }
        if let (Some((_, path)), false) = (inputs.coverage, doubts.is_empty()) {
            add_named(path, "watched", "expected-detections-among-watched", doubts, &mut problems);
        }
        let Making { figures, missing, .. } = made;
        let is_made = |id: &str| figures.iter().any(|figure: &MadeFigure| figure.metric == id);
        let metrics = [TOLD, TRUE, PRESENT, WATCHED].into_iter().filter(|id| is_made(id)).map(|id| {
            let message = id.replace('_', "-");
            MadeMetric {
                id,
                name: words.said(&format!("aggregate-{message}"), &[]),
                description: words.said(&format!("aggregate-{message}-description"), &[]),
            }
        });
        let atlas = MadeAtlas {
            name: words.said("aggregate-name", &[("file", &file)]),
            caution: words.said("aggregate-caution", &[]),
            metrics: metrics.collect(),
            year: years.last().copied().unwrap_or(self.document.year),
            figures,
            sources,
            growth: if rows.len() > 1 { rows } else { Vec::new() },
        };
        Aggregated { atlas, problems, missing_reviews: missing, regions, reviews_of_what_is_gone }
    }

    /// Writes an atlas of counts, with the regions and shapes of the one that is open.
    ///
    /// # Errors
    /// The folder holds another atlas, or the system refuses.
    pub fn write_made(&self, directory: &Path, atlas: &MadeAtlas) -> Result<(), io::IoError> {
        io::write_atlas(directory, &self.folder, atlas)
    }

    /// A message with the region and year that it is about.
    fn of_year(&self, region: RegionId, year: i32, found: Message) -> Message {
        let message = Message::new("found-of-region-year").with("found", found);
        message.text("region", &self.atlas.region(region).code).text("year", year.to_string())
    }

    fn of_what_is_gone(inputs: &AggregateInputs<'_>) -> usize {
        let Some((cases, reviews, _)) = &inputs.reviewed else { return 0 };
        let mut of_subject: HashMap<&str, Vec<&review::Case>> = HashMap::new();
        for listed in *cases {
            let case = &listed.candidate.case;
            of_subject.entry(&case.subject).or_default().push(case);
        }
        let is_there = |case: &review::Case| {
            of_subject
                .get(case.subject.as_str())
                .is_some_and(|cases| cases.iter().any(|other| other.is_same(case)))
        };
        reviews.all().iter().filter(|held| !is_there(&held.review.case)).count()
    }

    /// Tallies of every region, and of all that it is part of, at each of the years.
    fn tallies(&self, inputs: &AggregateInputs<'_>, years: &[i32]) -> BTreeMap<RegionId, Vec<Tally>> {
        let Some(detections) = self.detections.as_deref() else { return BTreeMap::new() };
        let has_dates = detections.first_seen_day.iter().any(|&day| day != NO_DAY);
        // Cases by the row that they stand in.
        let cases: HashMap<u32, &ListedCase> = match &inputs.reviewed {
            Some((cases, ..)) => cases.iter().map(|case| (case.row, case)).collect(),
            None => HashMap::new(),
        };
        let blank = vec![Tally::default(); years.len()];
        let mut by_number = vec![blank.clone(); detections.region_codes.len()];
        let place_of =
            |day: i32| (day != NO_DAY).then(|| years.binary_search(&year_of_day(day)).ok()).flatten();
        let places = ByDay::new(&detections.first_seen_day, place_of);
        let columns = detections.region.iter().zip(&detections.first_seen_day).zip(&detections.score);
        for (((&region, &day), &score), row) in columns.zip(&detections.row) {
            if region == NO_REGION {
                continue;
            }
            let at = if has_dates { places.of(day) } else { Some(years.len().saturating_sub(1)) };
            let Some(tally) = at.and_then(|at| by_number[region as usize].get_mut(at)) else { continue };
            let band = band_of(Some(f64::from(score)));
            tally.sizes[band] += 1;
            if let Some((listed, (_, reviews, _))) = cases.get(row).zip(inputs.reviewed.as_ref()) {
                let case = &listed.candidate.case;
                let number = drawn_number(inputs.seed, case);
                match reviews.verdict(case) {
                    Some(verdict) => {
                        tally.drawn[band].push((number, verdict));
                        tally.confirmed += u64::from(verdict == Verdict::Confirmed);
                        tally.rejected += u64::from(verdict == Verdict::Rejected);
                    }
                    None => tally.open[band] = Some(tally.open[band].map_or(number, |open| open.min(number))),
                }
            }
        }
        let mut tallies: BTreeMap<RegionId, Vec<Tally>> = BTreeMap::new();
        for (code, mut of_years) in detections.region_codes.iter().zip(by_number) {
            // Counts are those by the end of each year.
            for at in 1..of_years.len() {
                let before = of_years[at - 1].clone();
                of_years[at].add(&before);
            }
            let mut whole = self.atlas.region_id(code);
            while let Some(id) = whole {
                let sum = tallies.entry(id).or_insert_with(|| blank.clone());
                sum.iter_mut().zip(&of_years).for_each(|(sum, own)| sum.add(own));
                whole = self.atlas.region(id).parent;
            }
        }
        tallies
    }

    /// Rows of coverage by region and year; what a district or the country lacks is the sum of its parts.
    fn coverage_by_region(
        &self,
        rows: &[Coverage],
        path: &Path,
        problems: &mut Problems,
    ) -> BTreeMap<(RegionId, i32), Watch> {
        let names = RegionNames::new(&self.atlas);
        let mut given: BTreeMap<(RegionId, i32), Watch> = BTreeMap::new();
        let mut again: Vec<Message> = Vec::new();
        for row in rows {
            let found =
                if row.region.is_empty() { self.atlas.country() } else { names.find(&row.region).region() };
            match found {
                Some(region) if given.contains_key(&(region, row.year)) => {
                    let code = &self.atlas.region(region).code;
                    again.push(format!("{code} {}", row.year).into());
                }
                Some(region) => {
                    let watch = Watch { coverage: row.clone(), parts: Vec::new() };
                    given.insert((region, row.year), watch);
                }
                None => problems.add(Problem::of_file(
                    path,
                    Some("region"),
                    "expected-map-region",
                    io::excerpt(&row.region),
                    Severity::Error,
                )),
            }
        }
        if !again.is_empty() {
            add_named(path, "region, year", "expected-one-row-of-coverage", again, problems);
        }
        let mut all = given.clone();
        for ((region, year), Watch { coverage: row, .. }) in &given {
            let mut whole = self.atlas.region(*region).parent;
            while let Some(id) = whole {
                if given.contains_key(&(id, *year)) {
                    break;
                }
                all.entry((id, *year))
                    .and_modify(|Watch { coverage: sum, parts }| {
                        parts.push(*region);
                        sum.watched = sum.watched.zip(row.watched).map(|(a, b)| a + b);
                        // Two versions have no errors in common.
                        if sum.detector != row.detector {
                            sum.detector = format!("{}+{}", sum.detector, row.detector);
                        }
                        if sum.sensitivity != row.sensitivity {
                            sum.sensitivity = None;
                        }
                        if sum.specificity != row.specificity {
                            sum.specificity = None;
                        }
                    })
                    .or_insert_with(|| Watch { coverage: row.clone(), parts: vec![*region] });
                whole = self.atlas.region(id).parent;
            }
        }
        all
    }
}

/// Says of what regions and years something was left out, naming the first.
fn add_named(
    path: &Path,
    column: &'static str,
    expected: &'static str,
    places: Vec<Message>,
    problems: &mut Problems,
) {
    let count = places.len();
    let first = Message::list(places.into_iter().take(MOST_NAMED));
    let found = Message::new("found-left-out-of-coverage").with("first", first).count(count);
    let problem = Problem::of_file(path, Some(column), expected, found, Severity::Error);
    problems.add_many(problem, count as u64);
}

/// What is known of the meters watched in a region and year.
#[derive(Clone)]
struct Watch {
    coverage: Coverage,
    /// The regions whose rows it is the sum of; none where the table has a row of its own.
    parts: Vec<RegionId>,
}

impl Watch {
    /// The detections among the meters that were watched: those of the region, or of its parts that have a row.
    fn tally(&self, whole: &Tally, at: usize, tallies: &BTreeMap<RegionId, Vec<Tally>>) -> Tally {
        if self.parts.is_empty() {
            return whole.clone();
        }
        let mut sum = Tally::default();
        self.parts.iter().filter_map(|part| tallies.get(part)).for_each(|of_years| sum.add(&of_years[at]));
        sum
    }
}

/// Figures as they come to be.
struct Making<'a> {
    session: &'a Session,
    inputs: &'a AggregateInputs<'a>,
    words: &'a BothWords,
    figures: Vec<MadeFigure>,
    missing: Option<u64>,
}

impl Making<'_> {
    /// The rows of the file as they were counted when it was opened.
    fn told(&mut self, region: RegionId, year: i32) {
        let atlas = &self.session.atlas;
        let Some(metric) = atlas.metric_id(DETECTIONS) else { return };
        let Some(record) = atlas.record(region, metric, year) else { return };
        let observation = record.observation;
        let bounds = observation
            .interval
            .map(|bounds| (bounds.low().unwrap_or(0.0), bounds.high().or(observation.value).unwrap_or(0.0)));
        self.add(
            region,
            TOLD,
            year,
            observation.value,
            bounds,
            observation.status,
            &[FILE],
            observation.note,
        );
    }

    /// What reviews and the detector's known errors make of it.
    fn confirmed(
        &mut self,
        region: RegionId,
        year: i32,
        tally: &Tally,
        pooled: Option<&Tally>,
    ) -> Option<Estimate> {
        let detections = tally.detections();
        if detections == 0 {
            return None;
        }
        let status = self.status_of(region, year);
        let mut share = None;
        if self.inputs.reviewed.is_some() {
            let strata = tally.strata();
            let drawn: u64 = strata.iter().map(|stratum| stratum.drawn()).sum();
            let missing: u64 = missing_reviews(&strata, self.inputs.target).iter().sum();
            if self.session.atlas.region(region).level == Level::Country {
                self.missing = Some(missing);
            }
            // Who errs may have confirmed what is false: then nothing is certain.
            let (own, pooled, certain) = match self.inputs.reviewers {
                Some((right, quiet)) => (stratified_with_errors(&strata, right, quiet), None, (0, 0)),
                None => (stratified(&strata), pooled, (tally.confirmed, tally.rejected)),
            };
            let (least, most) = (certain.0 as f64, (detections - certain.1.min(detections)) as f64);
            let count = own.or_else(|| by_pooled_shares(tally, &pooled?.strata()));
            let method = match (own.is_some(), self.inputs.reviewers.is_some()) {
                (true, true) => "aggregate-method-reviewers",
                (true, false) => "aggregate-method-drawn",
                _ => "aggregate-method-pooled",
            };
            let note =
                self.words.said(method, &[("drawn", &drawn.to_string()), ("missing", &missing.to_string())]);
            if let Some(count) = count {
                let count = count.within(least, most);
                share = Some(count.times(1.0 / detections as f64));
                self.estimate(region, TRUE, year, count, status, &[FILE, REVIEWS], note);
            } else {
                let bounds = Some((least, most));
                let note = self.words.said("aggregate-method-none", &[("missing", &missing.to_string())]);
                self.add(region, TRUE, year, None, bounds, status, &[FILE, REVIEWS], note);
            }
        }
        share
    }

    /// How many there are among the meters watched, of which `tally` counts the detections and `share` are true.
    /// Gives what is to be told where they do not fit.
    fn present(
        &mut self,
        region: RegionId,
        year: i32,
        tally: &Tally,
        share: Option<Estimate>,
        coverage: &Coverage,
    ) -> Option<Message> {
        let detections = tally.detections();
        if detections == 0 {
            return None;
        }
        if let Some(watched) = coverage.watched.filter(|watched| *watched < detections) {
            let found = Message::new("found-more-than-watched").text("watched", watched.to_string());
            return Some(found.count(detections as usize));
        }
        let by_reviews = share.zip(coverage.sensitivity).and_then(|(share, recall)| {
            let count = corrected_by_precision(detections, share, recall, coverage.watched)?;
            Some((count, "aggregate-method-precision", &[FILE, REVIEWS, COVERAGE][..]))
        });
        let by_errors = || {
            let watched = coverage.watched?;
            let alarms = Trial { found: detections, of: watched };
            let share = lang_reiczigel(alarms, coverage.sensitivity?, coverage.specificity?)?;
            Some((share.times(watched as f64), "aggregate-method-errors", &[FILE, COVERAGE][..]))
        };
        let Some((count, method, sources)) = by_reviews.or_else(by_errors) else {
            let could_be = coverage.watched.and(coverage.sensitivity).and(coverage.specificity);
            return could_be.map(|_| "found-no-better-than-chance".into());
        };
        let status = self.status_of(region, year);
        let least = if self.inputs.reviewers.is_some() { 0.0 } else { tally.confirmed as f64 };
        let count = count.within(least, coverage.watched.map_or(f64::INFINITY, |watched| watched as f64));
        self.estimate(region, PRESENT, year, count, status, sources, self.words.said(method, &[]));
        None
    }

    fn watched(&mut self, region: RegionId, year: i32, coverage: &Coverage) {
        let Some(watched) = coverage.watched else { return };
        let note = match coverage.detector.as_str() {
            "" => Localized::default(),
            detector => self.words.said("aggregate-detector", &[("detector", detector)]),
        };
        self.add(region, WATCHED, year, Some(watched as f64), None, Status::Detected, &[COVERAGE], note);
    }

    fn status_of(&self, region: RegionId, year: i32) -> Status {
        let atlas = &self.session.atlas;
        let record = atlas.metric_id(DETECTIONS).and_then(|metric| atlas.record(region, metric, year));
        record.map_or(Status::Detected, |record| record.observation.status)
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of a figure")]
    fn estimate(
        &mut self,
        region: RegionId,
        metric: &'static str,
        year: i32,
        count: Estimate,
        status: Status,
        sources: &[&'static str],
        note: Localized,
    ) {
        let bounds = Some((count.low, count.high)).filter(|(_, high)| high.is_finite());
        self.add(region, metric, year, Some(count.value), bounds, status, sources, note);
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of a figure")]
    fn add(
        &mut self,
        region: RegionId,
        metric: &'static str,
        year: i32,
        value: Option<f64>,
        bounds: Option<(f64, f64)>,
        status: Status,
        sources: &[&'static str],
        note: Localized,
    ) {
        let region = self.session.atlas.region(region).code.clone();
        // A count of simulated rows is exact, which figures of that status must say.
        let is_exact = status > Status::Detected && bounds.is_none();
        let bounds = if is_exact { value.map(|value| (value, value)) } else { bounds };
        let (status, sources) = (status.id(), sources.to_vec());
        self.figures.push(MadeFigure { region, metric, year, value, bounds, status, sources, note });
    }
}

/// Where a region has too few reviews of its own: the shares of all regions together, band by band.
fn by_pooled_shares(tally: &Tally, pooled: &[Stratum; BAND_COUNT]) -> Option<Estimate> {
    let (mut value, mut below, mut above) = (0.0, 0.0_f64, 0.0_f64);
    for (&size, stratum) in tally.sizes.iter().zip(pooled).filter(|(size, _)| **size > 0) {
        let size = size as f64;
        let clear = stratum.confirmed + stratum.rejected;
        let share = Trial { found: stratum.confirmed, of: clear }.share()?;
        let of = stratum.drawn();
        let least = wilson(Trial { found: stratum.confirmed, of }, None)?.low;
        let most = wilson(Trial { found: stratum.confirmed + stratum.unclear, of }, None)?.high;
        value += size * share;
        below += (size * (share - least).max(0.0)).powi(2);
        above += (size * (most - share).max(0.0)).powi(2);
    }
    Some(Estimate { value, low: value - below.sqrt(), high: value + above.sqrt() })
}

/// The program's words in both languages, read once.
struct BothWords {
    en: Words,
    ru: Words,
}

impl BothWords {
    fn new() -> Self {
        Self { en: Words::new(Lang::En), ru: Words::new(Lang::Ru) }
    }

    fn said(&self, id: &str, args: &[(&str, &str)]) -> Localized {
        Localized { en: self.en.with(id, args), ru: self.ru.with(id, args) }
    }
}
